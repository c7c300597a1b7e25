//! Markdown: the report as text that reads well as it is, and as CommonMark with tables.

use crate::exchange::report::Item;
use crate::exchange::report::Measure;
use crate::exchange::report::Report;
use crate::lang::Lang;
use crate::lang::words;
use std::io;
use std::io::Write;

/// Writes the report.
///
/// # Errors
/// Those of `out`.
pub(super) fn write(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", escape(&report.title))?;
    for year in &report.years {
        writeln!(out, "\n## {}", escape(&year.heading))?;
        for section in &year.sections {
            // There are six levels of headings; what is deeper stands at the sixth.
            writeln!(out, "\n{} {}", "#".repeat((section.depth + 3).min(6)), escape(&section.heading))?;
            if !section.remark.is_empty() {
                writeln!(out, "\n*{}*", escape(&section.remark))?;
            }
            for item in &section.items {
                write_item(item, lang, out)?;
            }
        }
    }
    out.flush()
}

fn write_item(item: &Item, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let title = format!("{} {}", item.no, item.title);
    writeln!(out, "\n**{}**", escape(title.trim()))?;
    for paragraph in item.text.split(|line| line.trim().is_empty()).filter(|lines| !lines.is_empty()) {
        // A backslash at the end of a line keeps its break.
        let lines: Vec<String> = paragraph.iter().map(|line| escape(line)).collect();
        writeln!(out, "\n{}", lines.join("\\\n"))?;
    }
    if !item.facts.is_empty() {
        writeln!(out)?;
    }
    for (name, value) in &item.facts {
        writeln!(out, "- {}: {}", escape(name), escape(value))?;
    }
    if item.metrics.is_empty() {
        return Ok(());
    }
    let titles = [
        words::export::REPORT_METRIC,
        words::FIELD_VALUE,
        words::export::REPORT_BEFORE,
        words::FIELD_TARGET,
        words::FIELD_NOTE,
    ];
    writeln!(out, "\n| {} |", titles.map(|title| title.say(lang)).join(" | "))?;
    writeln!(out, "|---|---:|---|---|---|")?;
    for Measure { name, value, change, target, note, .. } in &item.metrics {
        writeln!(out, "| {} |", [name, value, change, target, note].map(|text| escape(text)).join(" | "))?;
    }
    Ok(())
}

/// The text with a backslash before what Markdown would take for its own. A point or a hyphen means something at the
/// start of a line only, and stays readable elsewhere.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.trim();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let is_mark = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
            '#' | '=' => at == 0,
            // `- ` begins a list and `---` a rule, -5 neither.
            '+' | '-' => at == 0 && (ends || chars.peek().is_some_and(|(_, next)| *next == c)),
            // `1. ` begins a list, 1.5 does not.
            '.' | ')' => at == digits && digits > 0 && ends,
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_text() {
        for (text, expected) in [
            ("*a* _b_ `c` [d](e)", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e)"),
            ("# a", "\\# a"),
            ("a # b", "a # b"),
            ("1. a 96.41", "1\\. a 96.41"),
            ("1) a", "1\\) a"),
            ("96.41 %", "96.41 %"),
            ("(1) a", "(1) a"),
            ("- a-b", "\\- a-b"),
            ("-5", "-5"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("<script>&amp;", "\\<script\\>\\&amp;"),
            ("a|b\\", "a\\|b\\\\"),
            ("  indented", "indented"),
            ("", ""),
        ] {
            assert_eq!(escape(text), expected);
        }
    }
}
