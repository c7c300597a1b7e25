//! Values as answers show them to a person, and as cells.

use crate::cli::grid::Ink;
use crate::cli::grid::Piece;
use crate::cli::look::Look;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::date::When;
use crate::model::entry::Entry;
use crate::model::figure::Figure;
use crate::model::metric::Change;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::model::series::Better;
use crate::model::series::Judgement;
use crate::model::unit;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::archive::Archive;
use std::cmp::Ordering;

/// A year by the archive's calendar.
pub fn year(archive: &Archive, year: Option<Year>, lang: Lang) -> String {
    year.map_or(words::NO_YEAR.say(lang).to_string(), |year| year.show(archive.calendar))
}

/// A metric's value with its unit: `60 間`, `約1.266 億元`, `特優`, `—`.
pub fn metric(metric: &Metric, look: &Look, lang: Lang) -> String {
    let about = if metric.approx { words::APPROXIMATELY.say(lang) } else { "" };
    match &metric.value {
        Value::Gap => look.signs.gap.to_string(),
        Value::Grade(grade) => format!("{about}{grade}"),
        Value::Figure(figure) => format!("{about}{}", unit::show(*figure, &metric.unit)),
    }
}

/// The number of a metric and its unit apart, so that numbers can be aligned: money may be in another than it is kept in.
pub fn number(metric: &Metric, look: &Look, lang: Lang) -> (String, String) {
    let shown = self::metric(metric, look, lang);
    match (&metric.value, shown.split_once(' ')) {
        (Value::Figure(_), Some((number, unit))) => (number.to_string(), unit.to_string()),
        _ => (shown, String::new()),
    }
}

/// The numbers of several years beside each other, and the unit behind the last. A unit that is another is told with its
/// number; a year without the metric has no text.
pub fn beside(by_year: &[Option<Metric>], look: &Look, lang: Lang) -> (Vec<String>, String) {
    let told: Vec<Option<(String, String)>> =
        by_year.iter().map(|metric| metric.as_ref().map(|metric| number(metric, look, lang))).collect();
    let unit = told.iter().rev().flatten().map(|(_, unit)| unit.clone()).find(|unit| !unit.is_empty());
    let unit = unit.unwrap_or_default();
    let number = |told: Option<(String, String)>| match told {
        None => String::new(),
        Some((number, own)) if own.is_empty() || own == unit => number,
        Some((number, own)) => format!("{number} {own}"),
    };
    (told.into_iter().map(number).collect(), unit)
}

/// How a metric moved: by how much, and in per cent with the way it went; `!` where that is the wrong way, for whoever
/// sees no colours. The first is told in `shown`, the unit that the values beside it are told in, where it can be.
pub fn change(change: Option<&Change>, unit: &str, shown: &str, look: &Look, lang: Lang) -> [Piece; 2] {
    let Some(Change { absolute: Some(by), percent, judgement }) = change else { return Default::default() };
    let (ink, wrong) = match judgement {
        Judgement::Improved => (Ink::Good, ""),
        Judgement::Worsened => (Ink::Bad, "!"),
        Judgement::Same | Judgement::Neutral => (Ink::Plain, ""),
    };
    let (way, plus) = match by.cmp(&Figure::ZERO) {
        Ordering::Greater => (look.signs.up, "+"),
        Ordering::Equal => ("=", ""),
        Ordering::Less => (look.signs.down, ""),
    };
    let percent = match percent {
        _ if way == "=" => String::new(),
        Some(percent) => format!(" {plus}{}%", percent.show()),
        None => format!(" {}", words::GROWN_FROM_NOTHING.say(lang)),
    };
    let told = unit::show(*by, unit);
    let by = match told.split_once(' ') {
        _ if way == "=" => "0".to_string(),
        Some((number, own)) if own == shown => format!("{plus}{number}"),
        // Money in another unit, or in none beside a grade.
        Some(_) if unit != shown => format!("{plus}{told}"),
        _ => format!("{plus}{}", by.show()),
    };
    [Piece::inked(by, ink), Piece::inked(format!("{way}{percent}{wrong}"), ink)]
}

/// What a metric should reach and whether it does: `≥ 90 ✓`.
pub fn target(metric: &Metric, look: &Look) -> Piece {
    let Some(target) = metric.target else { return Piece::default() };
    let bound = match metric.better {
        Better::Lower => look.signs.at_most,
        Better::Higher | Better::Neutral => look.signs.at_least,
    };
    let (sign, ink) = match metric.meets_target() {
        Some(true) => (look.signs.met, Ink::Good),
        Some(false) => (look.signs.missed, Ink::Bad),
        None => ("", Ink::Dim),
    };
    Piece::inked(format!("{bound} {} {sign}", target.show()).trim_end(), ink)
}

/// What else a metric says, in a line: how its entries are totalled, its formula, its note.
pub fn remarks(metric: &Metric, lang: Lang) -> Option<String> {
    let total = if metric.entries.is_empty() { "" } else { metric.total.name() };
    let said =
        [(words::FIELD_TOTAL, total), (words::FIELD_FORMULA, &metric.formula), (words::FIELD_NOTE, &metric.note)];
    let told: Vec<String> = said
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| format!("{}: {}", label.say(lang), text.replace('\n', " ")))
        .collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// The dated entries of a metric, a line each: date, number with unit, note.
pub fn entries(metric: &Metric, calendar: Calendar, look: &Look) -> Vec<String> {
    let cells = |entry: &Entry| {
        let gap = || look.signs.gap.to_string();
        let date = entry.on.map_or_else(gap, |on| When::at(on).show(calendar));
        (date, entry.value.map_or_else(gap, |figure| unit::show(figure, &metric.unit)), entry.note.replace('\n', " "))
    };
    let all: Vec<(String, String, String)> = metric.entries.iter().map(cells).collect();
    let date = all.iter().map(|(date, ..)| (look.cells)(date)).max().unwrap_or(0);
    let value = all.iter().map(|(_, value, _)| (look.cells)(value)).max().unwrap_or(0);
    let blank = |widest: usize, text: &str| " ".repeat(widest - (look.cells)(text));
    let line = |(on, told, note): &(String, String, String)| {
        format!("{on}{}  {}{told}  {note}", blank(date, on), blank(value, told)).trim_end().to_string()
    };
    all.iter().map(line).collect()
}

/// A value as two cells: the number, and the grade.
pub fn value(value: &Value) -> (Cell, Cell) {
    match value {
        Value::Figure(figure) => (Cell::Figure(*figure), Cell::Empty),
        Value::Grade(grade) => (Cell::Empty, Cell::text(grade.as_str())),
        Value::Gap => (Cell::Empty, Cell::Empty),
    }
}

/// The value of a row that has it in the columns `value`, `grade`, `unit` and `approx`: number and unit, as [`number`]
/// has them.
pub fn cells(table: &Table, row: &[Cell], look: &Look, lang: Lang) -> (String, String) {
    let cell = |name: &str| table.cell(row, name);
    let about = if *cell("approx") == Cell::Flag(true) { words::APPROXIMATELY.say(lang) } else { "" };
    match (cell("value"), cell("grade")) {
        (Cell::Figure(figure), _) => {
            let shown = unit::show(*figure, cell("unit").as_text());
            let (number, unit) = shown.split_once(' ').unwrap_or((&shown, ""));
            (format!("{about}{number}"), unit.to_string())
        }
        (_, Cell::Text(grade)) => (format!("{about}{grade}"), String::new()),
        _ => (look.signs.gap.to_string(), String::new()),
    }
}
