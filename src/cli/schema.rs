//! `annals schema`: the format as JSON Schema.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::store::schema;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("schema")
        .about("Print the format as JSON Schema, for editors")
        .after_help(
            "An editor with taplo or tombi completes and checks a file whose first line names its schema:\n  \
             annals schema year > year.schema.json\n  #:schema ./year.schema.json",
        )
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .help("That of archive.toml, or of the files with a year's records")
                .value_parser(["archive", "year"])
                .default_value("year"),
        )
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let schema = if args::text(said, "file") == "archive" { schema::archive() } else { schema::year() };
    session.out.write_all(schema.as_bytes())?;
    Ok(cli::DONE)
}
