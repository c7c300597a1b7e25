//! `annals check`: what is wrong with the records, a line each.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::safe::Safe;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("check")
        .about("Tell what is wrong with the records, line by line")
        .after_help("Exit status: 0 nothing is wrong (remarks may be), 1 faults found, 2 nothing could be read.")
        .arg(args::place("The archive to check [default: as without a command]"))
        .arg(args::flag("strict", "Also tell what is only worth a look"))
        .arg(args::flag("json", "Print an array of objects, one for each finding"))
}

fn run(_: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let archive = session.archive()?;
    for problem in &archive.problems {
        writeln!(session.out, "{}", Safe::new(&problem.describe(session.lang)))?;
    }
    Ok(if archive.problems.is_empty() { cli::DONE } else { cli::FAILED })
}
