//! Findings as JSON: an array of objects whose keys stay.

use crate::insight::check::Finding;
use crate::insight::check::Report;
use crate::lang::Lang;
use crate::model::field::Field;
use crate::store::archive::Archive;
use std::io;
use std::io::Write;

/// Prints the findings in their order, one object a line:
///
/// | key | value |
/// |---|---|
/// | `code`, `rule` | the rule's code and name |
/// | `severity`, `level` | `fault` or `remark`; `basic` or `strict` |
/// | `file` | the file, by its path below the archive |
/// | `line`, `column` | from 1, the column in characters; `null` for a whole file |
/// | `item`, `metric` | the ids of the item and metric it is about; `null` where there is none |
/// | `message` | what is wrong and what to do |
/// | `fixable` | whether `!` in the program can mend it |
pub(super) fn print(archive: &Archive, report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let objects: Vec<String> = report.findings.iter().map(|finding| object(archive, finding, lang)).collect();
    match objects.is_empty() {
        true => writeln!(out, "[]"),
        false => writeln!(out, "[\n{}\n]", objects.join(",\n")),
    }
}

fn object(archive: &Archive, finding: &Finding, lang: Lang) -> String {
    let rule = finding.rule;
    let file = archive.files.get(finding.file).map(|file| file.path.to_string_lossy()).unwrap_or_default();
    let number = |number: usize| if number == 0 { "null".to_string() } else { number.to_string() };
    let item = finding.item();
    let id = item.map(|item| archive.text(item, Field::Id)).filter(|id| !id.is_empty());
    let metric = item.zip(finding.place.and_then(|place| place.metric));
    let metric =
        metric.and_then(|(item, at)| archive.metric(item, at)).map(|metric| metric.id).filter(|id| !id.is_empty());
    let text = |text: Option<&str>| text.map_or("null".to_string(), string);
    format!(
        "{{\"code\":{},\"rule\":{},\"severity\":{},\"level\":{},\"file\":{},\"line\":{},\"column\":{},\"item\":{},\"metric\":{},\"message\":{},\"fixable\":{}}}",
        string(rule.code),
        string(rule.name),
        string(rule.severity.name()),
        string(rule.level.name()),
        string(&file),
        number(finding.line),
        number(finding.column),
        text(id.as_deref()),
        text(metric.as_deref()),
        string(&finding.told.describe(lang)),
        !finding.fix.is_empty(),
    )
}

/// A JSON string. Everything that no one could see is an escape, so that the text may also be shown on a terminal.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || crate::safe::is_hidden(c) => {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        for (text, json) in [
            ("宿舍", "\"宿舍\""),
            ("a\"b\\c\nd\te", "\"a\\\"b\\\\c\\nd\\te\""),
            ("\u{1b}[31m\u{202e}\u{e0041}", "\"\\u001b[31m\\u202e\\udb40\\udc41\""),
        ] {
            assert_eq!(string(text), json);
        }
    }
}
