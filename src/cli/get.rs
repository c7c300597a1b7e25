//! `annals get`: one value for a shell, bare or with what belongs to it.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::columns;
use crate::cli::outcome;
use crate::cli::session::Session;
use crate::exchange::json;
use crate::exchange::json::Member;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::metric::Metric;
use crate::store::address;
use crate::store::address::Address;
use crate::store::address::Wish;
use crate::store::archive::Archive;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::typed;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("get")
        .about("Print one value, bare, or as JSON with what belongs to it")
        .after_help(
            "PATH is a metric or series (dormitory.total), a metric of an item (dormitory.stock.dormitory.total), or \
             with a colon a field of either (dormitory.stock:title); @108 behind it is the year.\n\
             Exit status: 0 found, 1 nothing is called so or it has no value, 2 wrong use.",
        )
        .arg(args::path("PATH", "What to print"))
        .arg(args::year())
        .arg(args::flag("json", "Print a JSON object: the value with its unit, its year and where it stands"))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let archive = session.archive_told()?;
    let year = session.year(&archive, said)?;
    let path = args::text(said, "path");
    let address = match address::find(&archive, year, path, Wish::Metric) {
        Ok(address) => address,
        Err(lost) => return session.nothing(&lost.describe(path, archive.calendar, session.lang)),
    };
    let Some(value) = value(&archive, &address) else {
        return Err(io::Error::other(words::SHELL_ITEM.fill(session.lang, &[path])));
    };
    if said.get_flag("json") {
        let mut bytes = Vec::new();
        json::write_member(Member::Row(&table(&archive, &address)), &mut bytes)?;
        session.send(&bytes)?;
        return if value.is_empty() { Ok(cli::FAILED) } else { Ok(cli::DONE) };
    }
    if value.is_empty() {
        return session.nothing(&words::SHELL_GAP.fill(session.lang, &[path]));
    }
    let end = if value.ends_with('\n') { "" } else { "\n" };
    session.send(format!("{value}{end}").as_bytes())?;
    Ok(cli::DONE)
}

/// A field's value, one line for each element of a list; of a metric alone, its value. None for an item alone.
fn value(archive: &Archive, address: &Address) -> Option<String> {
    let Address { item, metric, field } = address;
    let name = match (metric, field) {
        (_, Some(name)) => name.clone(),
        (Some(_), None) => Name::Field(Field::Value),
        (None, None) => return None,
    };
    // A value that the file does not write is what the metric's entries come to.
    if let (Some(metric), None) = (metric.and_then(|at| archive.metric(*item, at)), field)
        && metric.derived
    {
        return metric.value.figure().map(|figure| figure.to_string());
    }
    let place = Place { record: item.record, metric: *metric, entry: None };
    Some(typed::text(archive, item.file, place, &name))
}

/// The value in one row, with what belongs to it.
fn table(archive: &Archive, address: &Address) -> Table {
    let Address { item, metric: at, field } = address;
    let place = Place { record: item.record, metric: *at, entry: None };
    let value = Name::Field(Field::Value);
    let name = field.as_ref().unwrap_or(&value);
    let year = archive.year(*item);
    let metric = at.and_then(|at| archive.metric(*item, at));
    let of_metric = |cell: fn(&Metric) -> Cell| metric.as_ref().map_or(Cell::Empty, cell);
    let derived = metric.as_ref().filter(|metric| metric.derived && field.is_none());
    let said = match derived.and_then(|metric| metric.value.figure()) {
        Some(figure) => Cell::Figure(figure),
        None => tables::field(archive, item.file, place, name),
    };
    let (said, grade) = match said {
        Cell::Text(grade) if *name == value && at.is_some() => (Cell::Empty, Cell::Text(grade)),
        said => (said, Cell::Empty),
    };
    let row = vec![
        outcome::path(archive, *item, place, Some(name)).map_or(Cell::Empty, Cell::text),
        tables::gregorian(year),
        tables::shown(archive, year),
        Cell::text(archive.text(*item, Field::Id)),
        of_metric(|metric| Cell::text(metric.id.as_str())),
        Cell::text(name.key()),
        of_metric(|metric| Cell::text(metric.name.as_str())),
        said,
        grade,
        of_metric(|metric| Cell::text(metric.unit.as_str())),
        of_metric(|metric| Cell::Flag(metric.derived)),
        of_metric(|metric| Cell::Flag(metric.approx)),
        of_metric(|metric| metric.target.into()),
        of_metric(|metric| metric.meets_target().into()),
    ];
    Table { rows: vec![row], ..tables::empty("value", Words { en: "", zh: "" }, columns::GOT) }
}
