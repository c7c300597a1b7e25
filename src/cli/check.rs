//! `annals check`: what is wrong with the records, a line each.

mod json;

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::insight::check;
use crate::insight::check::Finding;
use crate::insight::check::Report;
use crate::insight::check::rule::Severity;
use crate::lang::Lang;
use crate::lang::words::check as words;
use crate::safe::Safe;
use crate::store::archive::Archive;
use crate::store::record::line_end;
use crate::store::record::line_start;
use clap::ArgMatches;
use clap::Command;
use std::io;
use std::io::Write;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("check")
        .about("Tell what is wrong with the records, line by line")
        .after_help("Exit status: 0 nothing is wrong (remarks may be), 1 faults found, 2 nothing could be read.")
        .arg(args::place("The archive to check [default: as without a command]"))
        .arg(args::flag("strict", "Also tell what is only often wrong"))
        .arg(args::flag("json", "Print an array of objects, one for each finding"))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let archive = session.archive()?;
    let report = check::check(&archive, said.get_flag("strict"));
    if said.get_flag("json") {
        json::print(&archive, &report, session.lang, session.out)?;
    } else {
        print(&archive, &report, session.lang, session.on_terminal, session.out)?;
    }
    // What is found comes before what is said of it, also where both go to one place.
    session.out.flush()?;
    writeln!(session.words, "{}", summary(&archive, &report, session.lang))?;
    Ok(if report.count(Severity::Fault) == 0 { cli::DONE } else { cli::FAILED })
}

/// `file:line:column: code name: what is wrong; what to do`, and for a person the line itself.
fn print(archive: &Archive, report: &Report, lang: Lang, shown: bool, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        let told = format!("{}: {}", finding.locate(archive), finding.describe(lang));
        writeln!(out, "{}", Safe::new(&told))?;
        if shown {
            excerpt(archive, finding, out)?;
        }
    }
    Ok(())
}

/// Cells of a line that are shown; of a longer one, those around what it is about.
const WIDTH: usize = 100;

/// The line with what is found underlined:
///
/// ```text
///   23 | value = 45
///      |         ^^
/// ```
fn excerpt(archive: &Archive, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let Some(text) = archive.files.get(finding.file).map(|file| &*file.text).filter(|_| finding.line > 0) else {
        return Ok(());
    };
    let at = finding.span.from();
    let line = text.get(line_start(text, at)..line_end(text, at)).unwrap_or("").trim_end_matches(['\r', '\n']);
    let line = line.trim_start_matches('\u{feff}');
    let before: String = line.chars().take(finding.column.saturating_sub(1)).collect();
    let rest = line.get(before.len()..).unwrap_or("");
    let culprit = rest.get(..finding.span.of(text).len()).unwrap_or(rest);

    // A table in one line may be a page long.
    let lead = tail(&before, WIDTH / 2);
    let cut = if lead.len() < before.len() { "…" } else { "" };
    let shown = head(&format!("{cut}{lead}{rest}"), WIDTH).to_string();
    let width = |text: &str| Safe::new(text).width();
    let indent = width(cut) + width(lead);
    let carets = width(culprit).clamp(1, WIDTH.saturating_sub(indent).max(1));
    let number = finding.line.to_string();
    writeln!(out, "  {number} | {}", Safe::new(&shown))?;
    writeln!(out, "  {} | {}{}", " ".repeat(number.len()), " ".repeat(indent), "^".repeat(carets))
}

/// The beginning of a text, as far as it fits.
fn head(text: &str, cells: usize) -> &str {
    let fits = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| width_to(text, *end) <= cells);
    text.get(..fits.last().unwrap_or(0)).unwrap_or("")
}

fn width_to(text: &str, end: usize) -> usize {
    text.get(..end).map_or(0, |part| Safe::new(part).width())
}

/// The end of a text, as far as it fits.
fn tail(text: &str, cells: usize) -> &str {
    let fits = |start: &usize| text.get(*start..).is_some_and(|part| Safe::new(part).width() <= cells);
    let start = text.char_indices().rev().map(|(at, _)| at).take(cells).take_while(fits).last();
    text.get(start.unwrap_or(text.len())..).unwrap_or("")
}

/// `2 faults, 5 remarks, 1 accepted`.
fn summary(archive: &Archive, report: &Report, lang: Lang) -> String {
    let count = |count: usize, one: crate::lang::Words, many: crate::lang::Words| match count {
        1 => one.say(lang).to_string(),
        _ => many.fill(lang, &[&count.to_string()]),
    };
    let items: usize = archive.files.iter().map(|file| file.records.len()).sum();
    let mut parts = match report.findings.is_empty() {
        true => vec![words::NOTHING.fill(lang, &[&items.to_string()])],
        false => vec![
            count(report.count(Severity::Fault), words::ONE_FAULT, words::FAULTS),
            count(report.count(Severity::Remark), words::ONE_REMARK, words::REMARKS),
        ],
    };
    if report.accepted > 0 {
        parts.push(words::ACCEPTED.fill(lang, &[&report.accepted.to_string()]));
    }
    parts.join(words::AND.say(lang))
}
