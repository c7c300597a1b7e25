//! `annals man`: manual pages, made of the very definitions that help is.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::lang::words;
use crate::store::disk::deliver;
use crate::store::disk::problem::SaveError;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use clap::value_parser;
use clap_mangen::Man;
use std::io;
use std::io::Write;
use std::path::PathBuf;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("man")
        .about("Print a manual page, or write them all")
        .after_help("`annals man | man -l -` shows it; `annals man find` is the page of `annals find`.")
        .arg(
            Arg::new("command")
                .value_name("COMMAND")
                .help("Whose page, as in `find` or `add-item` [default: that of annals itself]"),
        )
        .arg(
            Arg::new("dir")
                .long("dir")
                .value_name("DIR")
                .help("Write a page for annals and each of its commands into this folder")
                .value_parser(value_parser!(PathBuf))
                .conflicts_with("command"),
        )
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let pages = pages();
    if let Some(folder) = said.get_one::<PathBuf>("dir") {
        if session.read_only {
            return Err(io::Error::other(words::SHELL_READ_ONLY.say(session.lang)));
        }
        if !folder.is_dir() {
            let folder = folder.display().to_string();
            return Err(io::Error::other(words::look::NO_FOLDER.fill(session.lang, &[&folder])));
        }
        for (name, page) in &pages {
            let path = folder.join(format!("{name}.1"));
            let written = deliver::deliver(&path, true, |out| out.write_all(page).map_err(Failure::Io));
            written.map_err(|failure| match failure {
                Failure::Disk(error) => io::Error::other(error.describe(session.lang)),
                Failure::Io(error) => error,
            })?;
        }
        return Ok(cli::DONE);
    }
    let wanted = said.get_one::<String>("command").map_or("annals".to_string(), |name| format!("annals-{name}"));
    let Some((_, page)) = pages.iter().find(|(name, _)| *name == wanted) else {
        let name = args::text(said, "command");
        let near = args::near(name, cli::names().iter().map(String::as_str), session.lang);
        return Err(io::Error::other(words::look::NO_PAGE.fill(session.lang, &[name, &near])));
    };
    session.send(page)?;
    Ok(cli::DONE)
}

enum Failure {
    Disk(SaveError),
    Io(io::Error),
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Failure {
        Failure::Disk(error)
    }
}

/// Every page by its name: `annals`, `annals-find` … `annals-add-item`.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut root = args::command();
    root.build();
    let mut all = Vec::new();
    gather("annals".to_string(), &root, &mut all);
    all
}

fn gather(name: String, command: &Command, all: &mut Vec<(String, Vec<u8>)>) {
    let source = concat!("annals ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).title(&name).manual("Annals").source(source);
    let mut page = Vec::new();
    // Memory takes whatever is written into it.
    let _ = man.render(&mut page);
    // What stands below the options in help has a heading of the maker's own there.
    let page = String::from_utf8_lossy(&page).replacen(".SH EXTRA\n", ".SH NOTES\n", 1).into_bytes();
    let below = command.get_subcommands().filter(|command| !command.is_hide_set());
    let below: Vec<(String, &Command)> = below.map(|below| (format!("{name}-{}", below.get_name()), below)).collect();
    all.push((name, page));
    below.into_iter().for_each(|(name, command)| gather(name, command, all));
}
