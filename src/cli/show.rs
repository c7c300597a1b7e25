//! `annals show`: one record, to be read.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::grid::Column;
use crate::cli::grid::Grid;
use crate::cli::grid::Ink;
use crate::cli::grid::Piece;
use crate::cli::look::Look;
use crate::cli::session::Session;
use crate::cli::shown;
use crate::exchange::choice::Chosen;
use crate::exchange::json;
use crate::exchange::tables;
use crate::insight::found;
use crate::insight::reading;
use crate::insight::series;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::field::ITEM_FIELDS;
use crate::model::metric;
use crate::store::address;
use crate::store::address::Address;
use crate::store::address::Lost;
use crate::store::address::Wish;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::record::Name;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("show")
        .about("Show one record: its fields, and its metrics beside the year before")
        .after_help(
            "ID is an item's (dormitory.stock), or a metric's (dormitory.total), whose item is shown at that metric; @108 \
             behind it is the year. Without a year, the last one that has it.\n\
             Exit status: 0 shown, 1 nothing is called so, 2 wrong use.",
        )
        .arg(args::path("ID", "What to show"))
        .arg(args::year())
        .arg(args::flag("json", "Print a JSON object").conflicts_with("toml"))
        .arg(args::flag("toml", "Print its text in the archive, byte for byte"))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let archive = session.archive_told()?;
    let path = args::text(said, "path");
    let Address { item, metric, .. } = match find(&archive, said, path, session)? {
        Ok(address) if address.field.is_none() => address,
        Ok(_) => return Err(io::Error::other(words::look::IS_FIELD.fill(session.lang, &[path]))),
        Err(lost) => return session.nothing(&lost.describe(path, archive.calendar, session.lang)),
    };
    if said.get_flag("toml") {
        let text = archive.record(item).map_or("", |(text, record)| record.item.span.of(text));
        session.send(text.as_bytes())?;
    } else if said.get_flag("json") {
        let chosen = Chosen { items: vec![item], categories: Vec::new(), whole: false };
        let mut bytes = Vec::new();
        json::write_item(&tables::of(&archive, &chosen), &mut bytes)?;
        session.send(&bytes)?;
    } else {
        let fields = fields(&archive, item, session);
        fields.print(&session.look, session.out)?;
        let metrics = metrics(&archive, item, metric, session);
        if !metrics.rows.is_empty() {
            writeln!(session.out)?;
            metrics.print(&session.look, session.out)?;
        }
    }
    Ok(cli::DONE)
}

/// Where the name leads. What is only in other years is shown as the last of them has it, unless a year was asked for.
fn find(archive: &Archive, said: &ArgMatches, path: &str, session: &Session) -> io::Result<Result<Address, Lost>> {
    let year = session.year(archive, said)?;
    Ok(match address::find(archive, year, path, Wish::Item) {
        Err(Lost::Elsewhere(years)) if said.get_one::<String>("year").is_none() && !path.contains('@') => {
            address::find(archive, years.last().copied(), path, Wish::Item)
        }
        found => found,
    })
}

/// What the record says itself: year and title above, then a field a line or more.
fn fields(archive: &Archive, item: ItemId, session: &Session) -> Grid {
    let Some((text, record)) = archive.record(item) else { return Grid::default() };
    let mut told: Vec<(String, String)> = Vec::new();
    let known = reading::order(ITEM_FIELDS).filter(|field| *field != Field::Title).map(Name::Field);
    let others = record.item.slots.iter().map(|slot| slot.name.clone()).filter(|name| matches!(name, Name::Other(_)));
    for name in known.chain(others) {
        let Some(slot) = record.item.slot(&name) else { continue };
        let value = match name {
            Name::Field(Field::Category) => category(archive, item),
            _ => reading::show(text, &name, slot, archive.calendar, session.lang),
        };
        told.push((reading::label(&name, session.lang), value));
    }
    let Look { cells, rows: break_up, width, .. } = session.look;
    let heading = format!(
        "{}  {}",
        shown::year(archive, archive.year(item), session.lang),
        found::title(archive, item).replace('\n', " ")
    );
    let lines = |text: &str, room: usize| -> Vec<String> {
        let ranges = break_up(text, room.max(1), cells).into_iter();
        ranges.map(|range| text.get(range).unwrap_or_default().trim_end().to_string()).collect()
    };
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    let heading = lines(&heading, width.unwrap_or(usize::MAX)).into_iter();
    rows.extend(heading.map(|line| vec![Piece::inked(line, Ink::Heading)]));
    let label = told.iter().map(|(label, _)| cells(label)).max().unwrap_or(0) + 2;
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(label));
    for (label, value) in told {
        let mut label = Piece::inked(label, Ink::Dim);
        rows.extend(lines(&value, room).into_iter().map(|line| vec![std::mem::take(&mut label), Piece::new(line)]));
    }
    Grid { columns: vec![Column::default(), Column::default()], rows }
}

/// The titles from the top down, and the id that they are found by.
fn category(archive: &Archive, item: ItemId) -> String {
    let id = archive.text(item, Field::Category);
    let path = found::category_path(archive, item, archive.year(item));
    if path.is_empty() { id.into_owned() } else { format!("{path} ({id})") }
}

/// The metrics, each beside the same one of the year before; that which was asked for with a sign before it.
fn metrics(archive: &Archive, item: ItemId, chosen: Option<usize>, session: &Session) -> Grid {
    let (look, lang) = (&session.look, session.lang);
    let year = archive.year(item);
    let years = series::side_by_side(archive, year);
    let mut columns = vec![Column::default(), Column::wide(""), Column::wide("")];
    for year in &years {
        columns.push(Column::right(shown::year(archive, *year, lang)));
    }
    columns.extend([Column::default(), Column::right(""), Column::right(""), Column::default()]);
    let mut rows = Vec::new();
    for (at, metric) in archive.metrics(item).into_iter().enumerate() {
        let by_year: Vec<_> = years
            .iter()
            .map(|other| if *other == year { Some(metric.clone()) } else { archive.metric_in(item, at, *other) })
            .collect();
        let change = match by_year.as_slice() {
            [Some(before), Some(after)] => Some(metric::change(before, after)),
            _ => None,
        };
        let sign = if chosen == Some(at) { look.signs.here } else { "" };
        let ink = if chosen == Some(at) { Ink::Heading } else { Ink::Plain };
        let mut row = vec![Piece::inked(sign, ink), Piece::inked(metric.name.as_str(), ink)];
        row.push(Piece::inked(metric.id.as_str(), Ink::Id));
        let (values, unit) = shown::beside(&by_year, look, lang);
        row.extend(values.into_iter().map(Piece::new));
        let change = shown::change(change.as_ref(), &metric.unit, &unit, look, lang);
        row.push(Piece::new(unit));
        row.extend(change);
        row.push(shown::target(&metric, look));
        rows.push(row);
        let entries = shown::entries(&metric, archive.calendar, look);
        let below = shown::remarks(&metric, lang).into_iter().chain(entries);
        rows.extend(below.map(|told| vec![Piece::inked(format!("    {told}"), Ink::Dim)]));
    }
    Grid { columns, rows }
}
