//! What the program does without its screen: one file a command.

pub mod add;
pub mod args;
pub mod asked;
pub mod check;
pub mod columns;
pub mod complete;
pub mod completions;
pub mod config;
pub mod diff;
pub mod export;
pub mod find;
pub mod get;
pub mod grid;
pub mod import;
pub mod init;
pub mod list;
pub mod look;
pub mod man;
pub mod moving;
pub mod new_year;
pub mod options;
pub mod outcome;
pub mod outline;
pub mod point;
pub mod print;
pub mod remove;
pub mod schema;
pub mod series;
pub mod session;
pub mod set;
pub mod show;
pub mod shown;
pub mod write;

use crate::cli::session::Session;
use std::io;

/// A command of the command line.
#[derive(Clone, Copy, Debug)]
pub struct Subcommand {
    /// Its name, options and help.
    pub define: fn() -> clap::Command,
    /// Does it, and gives the exit status. An error is told on one line and ends the program with [`WRONG`].
    pub run: fn(&clap::ArgMatches, &mut Session) -> io::Result<u8>,
}

/// Every command, in the order that help lists them.
pub const COMMANDS: &[Subcommand] = &[
    find::SUBCOMMAND,
    show::SUBCOMMAND,
    list::SUBCOMMAND,
    series::SUBCOMMAND,
    diff::SUBCOMMAND,
    get::SUBCOMMAND,
    set::SUBCOMMAND,
    add::SUBCOMMAND,
    moving::SUBCOMMAND,
    remove::SUBCOMMAND,
    check::SUBCOMMAND,
    new_year::SUBCOMMAND,
    export::SUBCOMMAND,
    import::SUBCOMMAND,
    schema::SUBCOMMAND,
    config::SUBCOMMAND,
    init::SUBCOMMAND,
    completions::SUBCOMMAND,
    man::SUBCOMMAND,
    complete::SUBCOMMAND,
];

/// The commands that work, or tell for themselves, where the person's own configuration is wrong.
pub const UNCONFIGURED: &[&str] = &["config", "completions", "man", "__complete"];

/// The command of that name.
pub fn command(name: &str) -> Option<Subcommand> {
    COMMANDS.iter().find(|command| (command.define)().get_name() == name).copied()
}

/// The names of all commands that help lists.
pub fn names() -> Vec<String> {
    let shown = COMMANDS.iter().map(|command| (command.define)()).filter(|command| !command.is_hide_set());
    shown.map(|command| command.get_name().to_string()).collect()
}

/// Exit status: it is done, or something was found.
pub const DONE: u8 = 0;

/// Exit status: nothing was found, or faults were.
pub const FAILED: u8 = 1;

/// Exit status: wrong use, or an archive or configuration that cannot be read.
pub const WRONG: u8 = 2;
