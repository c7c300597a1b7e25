//! HTML: the report as one page that needs nothing else, neither a server nor the network.
//!
//! Years and headings are the navigation; items stand in two columns as the printed reports have them. What a text holds
//! is text: every one passes [`escape`], and the page's own policy forbids it to load anything.

mod chart;

use crate::exchange::report::Item;
use crate::exchange::report::Measure;
use crate::exchange::report::Report;
use crate::exchange::report::Section;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::series::Judgement;
use std::io;
use std::io::Write;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Nothing is loaded from anywhere; the style and the script are those in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// Writes the page. `language` is that of the data.
///
/// # Errors
/// Those of `out`.
pub(super) fn write(report: &Report, language: &str, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let title = escape(&report.title);
    let say = |words: crate::lang::Words| escape(words.say(lang));
    writeln!(out, "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">")?;
    writeln!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>")?;
    // Without its script the search would do nothing, so the script shows it.
    writeln!(
        out,
        "<header><h1>{title}</h1><form id=\"search\" role=\"search\" hidden><input id=\"q\" type=\"search\" \
         autocomplete=\"off\" placeholder=\"{0}\" aria-label=\"{0}\"><output id=\"found\" data-words=\"{1}\"></output>\
         </form></header>\n<div class=\"page\">",
        say(words::export::REPORT_SEARCH),
        say(words::export::REPORT_FOUND),
    )?;
    writeln!(out, "<nav aria-label=\"{}\">", say(words::export::REPORT_CONTENTS))?;
    for (year, part) in report.years.iter().enumerate() {
        let name = escape(&part.heading);
        writeln!(out, "<details open><summary>{name}</summary><ul>")?;
        for (at, section) in part.sections.iter().enumerate() {
            let (depth, heading) = (section.depth, escape(&section.heading));
            writeln!(out, "<li style=\"--depth:{depth}\"><a href=\"#y{year}-{at}\">{heading}</a></li>")?;
        }
        writeln!(out, "</ul></details>")?;
    }
    writeln!(out, "</nav>\n<main>")?;
    for (year, part) in report.years.iter().enumerate() {
        let name = escape(&part.heading);
        writeln!(out, "<section class=\"year\" id=\"y{year}\"><h2>{name}</h2>")?;
        write_sections(&part.sections, year, lang, out)?;
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</main>\n</div>\n<script>\n{SCRIPT}</script>\n</body>\n</html>")?;
    out.flush()
}

/// The headings of a year, each with those below it inside.
fn write_sections(sections: &[Section], year: usize, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut open: Vec<usize> = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        while open.last().is_some_and(|depth| *depth >= section.depth) {
            open.pop();
            writeln!(out, "</section>")?;
        }
        open.push(section.depth);
        let level = (section.depth + 3).min(6);
        let heading = escape(&section.heading);
        writeln!(out, "<section class=\"part\" id=\"y{year}-{at}\"><h{level}>{heading}</h{level}>")?;
        if !section.remark.is_empty() {
            writeln!(out, "<p class=\"remark\">{}</p>", escape(&section.remark))?;
        }
        if section.items.is_empty() {
            continue;
        }
        let [item, result] =
            [words::export::REPORT_ITEM, words::export::REPORT_RESULT].map(|words| escape(words.say(lang)));
        writeln!(
            out,
            "<table class=\"items\"><thead><tr><th scope=\"col\">{item}</th><th scope=\"col\">{result}</th></tr></thead><tbody>"
        )?;
        section.items.iter().try_for_each(|item| write_item(item, lang, out))?;
        writeln!(out, "</tbody></table>")?;
    }
    open.iter().try_for_each(|_| writeln!(out, "</section>"))
}

fn write_item(item: &Item, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let no =
        if item.no.is_empty() { String::new() } else { format!("<span class=\"no\">{}</span> ", escape(&item.no)) };
    writeln!(out, "<tr class=\"item\"><th scope=\"row\">{no}{}</th><td>", escape(&item.title))?;
    for paragraph in item.text.split(|line| line.trim().is_empty()).filter(|lines| !lines.is_empty()) {
        let lines: Vec<String> = paragraph.iter().map(|line| escape(line)).collect();
        writeln!(out, "<p>{}</p>", lines.join("<br>\n"))?;
    }
    if !item.metrics.is_empty() {
        let titles = [
            words::export::REPORT_METRIC,
            words::FIELD_VALUE,
            words::export::REPORT_BEFORE,
            words::FIELD_TARGET,
            words::FIELD_NOTE,
        ];
        let titles = titles.map(|title| format!("<th scope=\"col\">{}</th>", escape(title.say(lang)))).concat();
        writeln!(out, "<table class=\"metrics\"><thead><tr>{titles}</tr></thead><tbody>")?;
        item.metrics.iter().try_for_each(|measure| write_measure(measure, out))?;
        writeln!(out, "</tbody></table>")?;
    }
    if !item.facts.is_empty() {
        let fact = |(name, value): &(String, String)| format!("<dt>{}</dt><dd>{}</dd>", escape(name), escape(value));
        writeln!(out, "<dl>{}</dl>", item.facts.iter().map(fact).collect::<String>())?;
    }
    writeln!(out, "</td></tr>")
}

fn write_measure(measure: &Measure, out: &mut dyn Write) -> io::Result<()> {
    let [name, value, change, target, note] =
        [&measure.name, &measure.value, &measure.change, &measure.target, &measure.note].map(|text| escape(text));
    let judgement = match measure.judgement {
        Judgement::Improved => " class=\"improved\"",
        Judgement::Worsened => " class=\"worsened\"",
        Judgement::Same | Judgement::Neutral => "",
    };
    let chart = chart::of(&measure.points);
    writeln!(
        out,
        "<tr><th scope=\"row\">{name}</th><td class=\"value\">{value}</td><td{judgement}>{chart}{change}</td>\
         <td>{target}</td><td>{note}</td></tr>"
    )
}

/// The text as HTML has it, between tags and in quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
