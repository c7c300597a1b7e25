//! `annals series`: one metric through all years.

mod chart;

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::columns;
use crate::cli::grid::Column;
use crate::cli::grid::Grid;
use crate::cli::grid::Ink;
use crate::cli::grid::Piece;
use crate::cli::options;
use crate::cli::options::Form;
use crate::cli::print;
use crate::cli::session::Session;
use crate::cli::shown;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::insight::trend;
use crate::insight::trend::Gap;
use crate::insight::trend::Trend;
use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::series::Judgement;
use crate::store::address;
use crate::store::address::Address;
use crate::store::address::Lost;
use crate::store::address::Wish;
use crate::store::archive::Archive;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("series")
        .about("Show a metric through all years, with its changes")
        .after_help(
            "ID is a series' or metric's (dormitory.total), or that of an item with one metric. Every year from the \
             archive's first to its last has a line; where there is no number, it says why.\n\
             Exit status: 0 found, 1 nothing is called so, 2 wrong use.",
        )
        .arg(args::path("ID", "Which metric"))
        .arg(
            args::flag("chart", "Draw a bar for each year")
                .conflicts_with_all(["table", "tsv", "json", "jsonl", "count"])
                .help_heading("Output"),
        )
        .args(options::forms(false))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let archive = session.archive_told()?;
    let path = args::text(said, "path");
    let key = match key(&archive, path, session.lang)? {
        Ok(key) => key,
        Err(told) => return session.nothing(&told),
    };
    let trend = trend::of(&archive, &key);
    let form = options::form(said, session);
    if said.get_flag("chart") || form == Form::Table {
        heading(&trend).print(&session.look, session.out)?;
    }
    if said.get_flag("chart") {
        chart::grid(&archive, &trend, &session.look, session.lang).print(&session.look, session.out)?;
        return Ok(cli::DONE);
    }
    let table = table(&archive, &trend);
    print::print(session, form, &table, |session| grid(&archive, &trend, session), |_| None)?;
    print::status(session, &table)
}

/// What the name stands for through the years: a series, or a metric as the last year knows it that has it; or in words
/// that there is none.
///
/// # Errors
/// The name is that of an item with several metrics.
fn key(archive: &Archive, path: &str, lang: Lang) -> io::Result<Result<Key, String>> {
    if archive.series(path).is_some() {
        return Ok(Ok(Key::Series(path.to_string())));
    }
    let in_year = |year| address::find(archive, year, path, Wish::Metric);
    let found = match in_year(archive.years.last().copied().flatten()) {
        Err(Lost::Elsewhere(years)) => in_year(years.last().copied()),
        found => found,
    };
    let Address { item, metric, .. } = match found {
        Ok(address) if address.field.is_none() => address,
        Ok(_) => return Err(io::Error::other(words::look::IS_FIELD.fill(lang, &[path]))),
        Err(lost) => return Ok(Err(lost.describe(path, archive.calendar, lang))),
    };
    let metrics: Vec<usize> = match metric {
        Some(at) => vec![at],
        None => (0..archive.record(item).map_or(0, |(_, record)| record.metrics.len())).collect(),
    };
    let at = match metrics.as_slice() {
        [] => return Ok(Err(words::look::NO_METRIC.fill(lang, &[path]))),
        [at] => *at,
        several => {
            let names: Vec<String> = several.iter().filter_map(|at| address::metric_name(archive, item, *at)).collect();
            return Err(io::Error::other(words::look::SEVERAL_METRICS.fill(lang, &[path, &names.join(", ")])));
        }
    };
    let stand = archive.metric(item, at).map(|metric| Stand { year: archive.year(item), item, at, metric });
    let key = stand.and_then(|stand| series::key(archive, &stand));
    Ok(key.ok_or_else(|| words::TREND_NO_KEY.say(lang).to_string()))
}

fn table(archive: &Archive, trend: &Trend) -> Table {
    let id = match &trend.key {
        Key::Series(id) => id,
        Key::Own(_, own) => own,
    };
    let rows = trend.points.iter().enumerate().map(|(at, point)| {
        let metric = point.seen.stand().map(|stand| &stand.metric);
        let (value, grade) = metric.map_or((Cell::Empty, Cell::Empty), |metric| shown::value(&metric.value));
        let change = point.step.map(|step| step.change);
        vec![
            tables::gregorian(Some(point.year)),
            tables::shown(archive, Some(point.year)),
            Cell::text(id.as_str()),
            Cell::text(trend.name.as_str()),
            value,
            grade,
            Cell::text(metric.map_or("", |metric| &metric.unit)),
            metric.map(|metric| metric.approx).into(),
            Cell::text(trend.gap(at).map_or("", gap)),
            change.and_then(|change| change.absolute).into(),
            change.and_then(|change| change.percent).into(),
            point.step.map_or(Cell::Empty, |step| tables::gregorian(Some(step.since))),
            Cell::text(change.map_or("", |change| judgement(change.judgement))),
            point.target.into(),
            metric.and_then(|metric| metric.meets_target()).into(),
            Cell::text(point.seen.stand().map_or(String::new(), |stand| archive.text(stand.item, Field::Id).into())),
        ]
    });
    Table { rows: rows.collect(), ..tables::empty("series", Words { en: "", zh: "" }, columns::SERIES) }
}

/// A gap as programs know it.
fn gap(gap: Gap) -> &'static str {
    match gap {
        Gap::NoReport => "no-report",
        Gap::NotTold => "not-told",
        Gap::NoValue => "no-value",
        Gap::Grade => "grade",
        Gap::OtherUnit => "other-unit",
    }
}

/// A judgement as programs know it.
pub(super) fn judgement(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Improved => "improved",
        Judgement::Worsened => "worsened",
        Judgement::Same => "same",
        Judgement::Neutral => "neutral",
    }
}

/// What is measured, and what it is known by.
fn heading(trend: &Trend) -> Grid {
    let id = match &trend.key {
        Key::Series(id) => id.clone(),
        Key::Own(item, own) => format!("{item}.{own}"),
    };
    let row = vec![Piece::inked(trend.name.as_str(), Ink::Heading), Piece::inked(id, Ink::Id)];
    Grid { columns: vec![Column::default(), Column::default()], rows: vec![row] }
}

fn grid(archive: &Archive, trend: &Trend, session: &Session) -> Grid {
    let (look, lang) = (&session.look, session.lang);
    let title = |name: &str| columns::title(columns::SERIES, name, lang);
    let columns = vec![
        Column::left(title("year_shown")),
        Column::right(title("value")),
        Column::left(title("unit")),
        Column::right(title("change")),
        Column::right(title("percent")),
        Column::left(title("target")),
        Column::wide(title("item")),
    ];
    let mut rows = Vec::new();
    for (at, point) in trend.points.iter().enumerate() {
        let year = Piece::inked(point.year.show(archive.calendar), Ink::Dim);
        let Some(Stand { metric, item, .. }) = point.seen.stand() else {
            let mut row = vec![year, Piece::new(look.signs.gap)];
            row.resize(columns.len() - 1, Piece::default());
            row.push(Piece::inked(trend.gap(at).map_or("", |gap| gap.says().say(lang)), Ink::Dim));
            rows.push(row);
            continue;
        };
        let (number, unit) = shown::number(metric, look, lang);
        let change = point.step.as_ref().map(|step| &step.change);
        let change = shown::change(change, &metric.unit, &unit, look, lang);
        let mut row = vec![year, Piece::new(number), Piece::new(unit)];
        row.extend(change);
        row.push(shown::target(metric, look));
        row.push(Piece::inked(archive.text(*item, Field::Id), Ink::Id));
        rows.push(row);
        rows.extend(shown::remarks(metric, lang).map(|told| vec![Piece::inked(format!("     {told}"), Ink::Dim)]));
    }
    Grid { columns, rows }
}
