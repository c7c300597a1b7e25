//! A comparison for a person: by category, each item with its metrics below it.

use crate::cli::diff::Row;
use crate::cli::grid::Column;
use crate::cli::grid::Grid;
use crate::cli::grid::Ink;
use crate::cli::grid::Piece;
use crate::cli::look::Look;
use crate::cli::session::Session;
use crate::cli::shown;
use crate::insight::compare::ItemPair;
use crate::insight::found;
use crate::insight::reading;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::metric::Metric;
use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::record::Name;

/// The rows; those of one category, and the metrics of one item, under a heading where they are `grouped`.
pub(super) fn grid(
    archive: &Archive,
    (from, to): (Option<Year>, Option<Year>),
    rows: &[Row],
    grouped: bool,
    session: &Session,
) -> Grid {
    let (look, lang) = (&session.look, session.lang);
    let columns = vec![
        Column::default(),
        Column::wide(""),
        Column::wide(""),
        Column::right(shown::year(archive, from, lang)),
        Column::right(shown::year(archive, to, lang)),
        Column::default(),
        Column::right(""),
        Column::right(""),
        Column::wide(""),
    ];
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut category = None;
    let mut item: Option<&ItemPair> = None;
    for row in rows {
        let is_other = category.replace(row.item.category) != Some(row.item.category);
        if grouped && is_other {
            lines.push(vec![Piece::inked(heading(archive, row.item, lang), Ink::Heading)]);
        }
        let is_new = !item.replace(row.item).is_some_and(|last| std::ptr::eq(last, row.item));
        if row.metric.is_none() || (grouped && is_new) {
            lines.push(of_item(archive, row, columns.len(), session));
        }
        if row.metric.is_some() {
            lines.push(of_metric(row, if grouped { "  " } else { "" }, look, lang));
        }
    }
    Grid { columns, rows: lines }
}

/// The titles of the category from the top down.
fn heading(archive: &Archive, pair: &ItemPair, lang: Lang) -> String {
    let item = *pair.sides.latest();
    match found::category_path(archive, item, archive.year(item)) {
        path if path.is_empty() => words::UNFILED.say(lang).to_string(),
        path => path,
    }
}

fn of_item(archive: &Archive, row: &Row, columns: usize, session: &Session) -> Vec<Piece> {
    let item = *row.item.sides.latest();
    let own = Row { metric: None, ..*row };
    let differs: Vec<String> =
        own.differs().iter().map(|field| reading::label(&Name::Field(*field), session.lang)).collect();
    let remark = match remark(own.outcome(), session.lang) {
        "" if differs.is_empty() => String::new(),
        "" => words::look::OUTCOME_DIFFERS.fill(session.lang, &[&differs.join(", ")]),
        why => why.to_string(),
    };
    let mut line = vec![
        Piece::new(sign(own.outcome())),
        Piece::new(found::title(archive, item)),
        Piece::inked(archive.text(item, Field::Id), Ink::Id),
    ];
    line.resize(columns - 1, Piece::default());
    line.push(Piece::inked(remark, Ink::Dim));
    line
}

fn of_metric(row: &Row, indent: &str, look: &Look, lang: Lang) -> Vec<Piece> {
    let Some(pair) = row.metric else { return Vec::new() };
    let latest = &pair.sides.latest().metric;
    let side = |metric: Option<&Metric>| metric.cloned();
    let by_year =
        [side(pair.sides.before().map(|stand| &stand.metric)), side(pair.sides.after().map(|stand| &stand.metric))];
    let (values, unit) = shown::beside(&by_year, look, lang);
    let mut line = vec![
        Piece::new(sign(row.outcome())),
        Piece::new(format!("{indent}{}", latest.name)),
        Piece::inked(latest.id.as_str(), Ink::Id),
    ];
    line.extend(values.into_iter().map(Piece::new));
    let change = shown::change(pair.change.as_ref(), &latest.unit, &unit, look, lang);
    line.push(Piece::new(unit));
    line.extend(change);
    line.push(Piece::inked(remark(row.outcome(), lang), Ink::Dim));
    line
}

/// A sign for what became of it; `?` where nobody can tell.
fn sign(outcome: &str) -> &'static str {
    match outcome {
        "added" => "+",
        "gone" => "-",
        "same" => "",
        "changed" => "~",
        _ => "?",
    }
}

/// Why nobody can tell; nothing where one can.
fn remark(outcome: &str, lang: Lang) -> &'static str {
    let words = match outcome {
        "cut-off" => words::look::OUTCOME_CUT_OFF,
        "no-heading" => words::look::OUTCOME_NO_HEADING,
        "unnamed" => words::look::OUTCOME_UNNAMED,
        "gap" => words::look::OUTCOME_GAP,
        "units" => words::look::OUTCOME_UNITS,
        "kinds" => words::look::OUTCOME_KINDS,
        _ => return "",
    };
    words.say(lang)
}
