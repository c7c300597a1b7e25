//! `annals config`: the settings in force, and who says so.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::columns;
use crate::cli::grid::Column;
use crate::cli::grid::Grid;
use crate::cli::grid::Ink;
use crate::cli::grid::Piece;
use crate::cli::options;
use crate::cli::print;
use crate::cli::session::Session;
use crate::config;
use crate::config::Config;
use crate::config::Setting;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::lang::Words;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("config")
        .about("Tell the settings in force and where each comes from")
        .after_help(
            "A setting comes from the command line, from the person's own file (with its line and column), or is the default.\n\
             `annals config --default > ~/.config/annals/config.toml` begins a file of one's own.\n\
             Exit status: 0 told, 2 the person's own file is wrong.",
        )
        .arg(
            args::flag("default", "Print the default file with its comments")
                .conflicts_with_all(["table", "tsv", "json", "jsonl", "count"])
                .help_heading("Output"),
        )
        .args(options::forms(false))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    if said.get_flag("default") {
        session.send(config::DEFAULTS.as_bytes())?;
        return Ok(cli::DONE);
    }
    let config = std::mem::replace(&mut session.config, Err(io::ErrorKind::Other.into()))?;
    // Where none is set, it is the one that was found.
    let found = session.place.as_ref().map_or(String::new(), |place| place.display().to_string());
    let table = table(&config, &found);
    print::print(session, options::form(said, session), &table, |_| grid(&table), |_| None)?;
    Ok(cli::DONE)
}

fn table(config: &Config, found: &str) -> Table {
    let from = |setting: &Setting| match setting.own {
        true => Cell::text(setting.place.to_string()),
        false => Cell::text("default"),
    };
    let settings = config.settings().into_iter().map(|(name, setting)| {
        let value = if name == "archive" && setting.value.is_empty() { found } else { &setting.value };
        vec![Cell::text(name), Cell::text(value), from(setting)]
    });
    let mut keys: Vec<Vec<Cell>> = config
        .keys
        .iter()
        .map(|binding| {
            let name = format!("keys.{}.{}", binding.context.value, binding.command.value);
            let keys = binding.keys.iter().map(|key| key.value.clone()).collect();
            vec![Cell::text(name), Cell::List(keys), from(&binding.command)]
        })
        .collect();
    keys.sort_by(|a, b| a[0].as_text().cmp(b[0].as_text()));
    let rows = settings.chain(keys).collect();
    Table { rows, ..tables::empty("settings", Words { en: "", zh: "" }, columns::SETTINGS) }
}

fn grid(table: &Table) -> Grid {
    let row = |row: &Vec<Cell>| {
        let from = row[2].flat();
        let ink = if from == "default" { Ink::Dim } else { Ink::Plain };
        vec![Piece::inked(row[0].flat(), Ink::Id), Piece::new(row[1].flat()), Piece::inked(from, ink)]
    };
    let columns = vec![Column::default(), Column::wide(""), Column::wide("")];
    Grid { columns, rows: table.rows.iter().map(row).collect() }
}
