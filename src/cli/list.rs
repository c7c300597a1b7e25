//! `annals list`: what the archive has of a kind, a line each.

mod kinds;

use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::asked;
use crate::cli::grid::Column;
use crate::cli::grid::Grid;
use crate::cli::grid::Ink;
use crate::cli::grid::Piece;
use crate::cli::list::kinds::KINDS;
use crate::cli::list::kinds::Kept;
use crate::cli::options;
use crate::cli::print;
use crate::cli::session::Session;
use crate::cli::shown;
use crate::exchange::choice::Chosen;
use crate::exchange::table;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::lang::words;
use crate::search::query::Language;
use crate::store::archive::Archive;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use clap::builder::PossibleValue;
use clap::builder::PossibleValuesParser;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

/// The order that rows have without being sorted.
const ARCHIVE: &str = "archive";

fn define() -> Command {
    let kinds = KINDS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.says));
    Command::new("list")
        .about("List items, metrics, series, categories, years, tags, names or views")
        .after_help("Exit status: 0 listed, 1 there is none, 2 wrong use.")
        .arg(
            Arg::new("kind")
                .value_name("WHAT")
                .help("What to list")
                .value_parser(PossibleValuesParser::new(kinds))
                .default_value("items"),
        )
        .args(options::scope())
        .args(options::order())
        .args(options::forms(true))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let archive = session.archive_told()?;
    let chosen = options::chosen(said, &archive, session.lang)?;
    let wanted = args::text(said, "kind");
    // One of them is always said; the default is.
    let kind = KINDS.iter().find(|kind| kind.name == wanted).unwrap_or(&KINDS[0]);
    let own = session.views();
    let config = session.config.as_ref().ok();
    let file =
        config.and_then(|config| config.views.first()).map_or(String::new(), |(name, _)| name.place.file.clone());
    let kept = Kept { language: asked::language(&archive, &own, session)?, file: &file };
    let kinds::Listing { mut table, name } = (kind.list)(&archive, &chosen, &kept);
    let order = options::put_in_order(said, &mut table, ARCHIVE, session.lang).map_err(io::Error::other)?;
    let form = options::form(said, session);
    let name = |row: usize| name(*order.get(row)?);
    print::print(session, form, &table, |session| grid(&archive, &table, kind.shown, session), name)?;
    match table.rows.is_empty() && kind.name == "views" {
        true => session.nothing(words::find::NO_VIEWS.say(session.lang)),
        false => print::status(session, &table),
    }
}

/// The columns of what can be listed, by its name.
pub fn columns(archive: &Archive) -> Vec<(&'static str, Vec<table::Column>)> {
    let chosen = Chosen { items: Vec::new(), categories: Vec::new(), whole: true };
    let kept = Kept { language: Language::default(), file: "" };
    KINDS.iter().map(|kind| (kind.name, (kind.list)(archive, &chosen, &kept).table.columns)).collect()
}

/// These columns of the table, as a person reads them.
fn grid(archive: &Archive, table: &Table, names: &[&str], session: &Session) -> Grid {
    let column = |name: &&str| {
        let column = table.find(name).and_then(|at| table.columns.get(at));
        let title = column.map_or(String::new(), |column| column.title(session.lang));
        match column.map(|column| column.kind) {
            Some(table::Kind::Figure | table::Kind::Count) => Column::right(title),
            _ if matches!(*name, "year_shown" | "unit" | "better") => Column::left(title),
            _ => Column::wide(title),
        }
    };
    let columns: Vec<Column> = names.iter().map(column).collect();
    let row = |row: &Vec<Cell>| names.iter().map(|name| piece(archive, table, row, name, session)).collect();
    let mut rows: Vec<Vec<Piece>> = table.rows.iter().map(row).collect();
    // Numbers with their units are aligned by the number's end where units are a column's own business.
    rows.iter_mut().flatten().for_each(|piece| piece.text = piece.text.replace('\n', " "));
    Grid { columns, rows }
}

fn piece(archive: &Archive, table: &Table, row: &[Cell], name: &str, session: &Session) -> Piece {
    let cell = |name: &str| table.cell(row, name);
    match (name, cell(name)) {
        ("year_shown", Cell::Empty) => Piece::inked(shown::year(archive, None, session.lang), Ink::Dim),
        ("year_shown", year) => Piece::inked(year.flat(), Ink::Dim),
        ("id" | "metric", id) => Piece::inked(id.flat(), Ink::Id),
        ("value", _) => Piece::new(shown::cells(table, row, &session.look, session.lang).0),
        ("unit", _) if table.name == "metrics" => Piece::new(shown::cells(table, row, &session.look, session.lang).1),
        ("target", Cell::Figure(target)) => Piece::new(target.show()),
        ("title", title) if table.name == "categories" => {
            let depth = archive.outline.find(cell("id").as_text()).map_or(0, |index| archive.outline.depth(index));
            let label = cell("label").flat();
            Piece::new(format!("{}{} {}", "  ".repeat(depth), label, title.flat()).trim_end().to_string())
        }
        (_, cell) => Piece::new(cell.flat()),
    }
}
