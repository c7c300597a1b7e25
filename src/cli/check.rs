//! `annals check`: what is wrong with the records, a line each.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::columns;
use crate::cli::point::Excerpt;
use crate::cli::session::Session;
use crate::exchange::json;
use crate::exchange::table::Cell;
use crate::exchange::table::Part;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::insight::check;
use crate::insight::check::Finding;
use crate::insight::check::Report;
use crate::insight::check::rule::Severity;
use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words::check as words;
use crate::model::field::Field;
use crate::safe::Safe;
use crate::store::archive::Archive;
use crate::store::record::line_start;
use clap::ArgMatches;
use clap::Command;
use std::io;

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
        let table = table(&archive, &report, session.lang);
        let mut bytes = Vec::new();
        json::write_list(&table, &table.columns_of(&[Part::Own]), &mut bytes)?;
        session.send(&bytes)?;
    } else {
        print(&archive, &report, session)?;
    }
    // What is found comes before what is said of it, also where both go to one place.
    session.out.flush()?;
    if !session.quiet {
        writeln!(session.words, "{}", summary(&archive, &report, session.lang))?;
    }
    Ok(if report.count(Severity::Fault) == 0 { cli::DONE } else { cli::FAILED })
}

/// `file:line:column: code name: what is wrong; what to do`, and for a person the line itself.
fn print(archive: &Archive, report: &Report, session: &mut Session) -> io::Result<()> {
    for finding in &report.findings {
        let told = format!("{}: {}", finding.locate(archive), finding.describe(session.lang));
        writeln!(session.out, "{}", Safe::new(&told))?;
        if session.on_terminal
            && let Some(excerpt) = excerpt(archive, finding)
        {
            write!(session.out, "{}", excerpt.draw(session.width(), session.look.cells))?;
        }
    }
    Ok(())
}

fn excerpt(archive: &Archive, finding: &Finding) -> Option<Excerpt> {
    let text = &archive.files.get(finding.file).filter(|_| finding.line > 0)?.text;
    let meant = finding.span.of(text).lines().next().unwrap_or("");
    // From the place itself: to count the lines before each finding would read the file as often as there are findings.
    let line = text.get(line_start(text, finding.span.from())..)?.lines().next()?;
    let line = line.trim_start_matches('\u{feff}');
    Some(Excerpt::of_line(finding.line, line, finding.column, meant.chars().count()))
}

/// The findings in their order, as programs read them.
fn table(archive: &Archive, report: &Report, lang: Lang) -> Table {
    let rows = report.findings.iter().map(|finding| {
        let rule = finding.rule;
        let file = archive.files.get(finding.file).map(|file| file.path.to_string_lossy()).unwrap_or_default();
        let place = |number: usize| if number == 0 { Cell::Empty } else { Cell::Count(number as i64) };
        let item = finding.item();
        let metric = item.zip(finding.place.and_then(|place| place.metric));
        let metric = metric.and_then(|(item, at)| archive.metric(item, at)).map_or(String::new(), |metric| metric.id);
        vec![
            Cell::text(rule.code),
            Cell::text(rule.name),
            Cell::text(rule.severity.name()),
            Cell::text(rule.level.name()),
            Cell::text(file),
            place(finding.line),
            place(finding.column),
            Cell::text(item.map_or("".into(), |item| archive.text(item, Field::Id))),
            Cell::text(metric),
            Cell::text(finding.told.describe(lang)),
            Cell::Flag(!finding.fix.is_empty()),
        ]
    });
    Table { rows: rows.collect(), ..tables::empty("findings", Words { en: "", zh: "" }, columns::FINDINGS) }
}

/// `2 faults, 5 remarks, 1 accepted`.
fn summary(archive: &Archive, report: &Report, lang: Lang) -> String {
    let count = |count: usize, one: crate::lang::Words, many: crate::lang::Words| match count {
        1 => one.say(lang).to_string(),
        _ => many.fill(lang, &[&count.to_string()]),
    };
    let items: usize = archive.files.iter().map(|file| file.count()).sum();
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
