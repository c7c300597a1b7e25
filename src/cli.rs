//! What the program does without its screen: one file a command.

pub mod add;
pub mod args;
pub mod check;
pub mod export;
pub mod get;
pub mod import;
pub mod moving;
pub mod new_year;
pub mod outline;
pub mod remove;
pub mod schema;
pub mod session;
pub mod set;
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
];

/// Exit status: it is done, or something was found.
pub const DONE: u8 = 0;

/// Exit status: nothing was found, or faults were.
pub const FAILED: u8 = 1;

/// Exit status: wrong use, or an archive or configuration that cannot be read.
pub const WRONG: u8 = 2;
