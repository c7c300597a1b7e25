//! `annals get`: one value, bare, for a shell.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::lang::words;
use crate::model::field::Field;
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
        .about("Print one value, bare")
        .after_help(
            "PATH is a metric or series (dormitory.total), a metric of an item (dormitory.stock.dormitory.total), or \
             with a colon a field of either (dormitory.stock:title); @108 behind it is the year.\n\
             Exit status: 0 found, 1 nothing is called so or it has no value, 2 wrong use.",
        )
        .arg(args::path("PATH", "What to print"))
        .arg(args::year())
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
