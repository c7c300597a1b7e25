//! The command line: what may be said, and what help says of it.

use crate::cli::check;
use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::Command;
use clap::error::ErrorKind;
use clap::value_parser;
use std::path::PathBuf;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args {
    /// What is to be done.
    pub wanted: Wanted,
    /// The archive: a folder or a file; none for the one that the configuration or the working folder has.
    pub archive: Option<PathBuf>,
    /// The configuration to read instead of the user's own.
    pub config: Option<PathBuf>,
    /// The interface's language, by its name in the configuration.
    pub language: Option<String>,
    /// Nothing is written: no file, no draft.
    pub read_only: bool,
}

/// What the program can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Open the archive on the screen.
    Screen,
    /// Tell what is wrong with the records.
    Check(check::Options),
}

/// The command line's definition, from which help comes too.
pub fn command() -> Command {
    Command::new("annals")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Keep records in a terminal: browse, find and edit TOML archives, byte for byte.")
        .override_usage("annals [OPTIONS] [DIR|FILE]\n       annals [OPTIONS] COMMAND")
        .subcommand_value_name("COMMAND")
        .disable_help_subcommand(true)
        .after_help(
            "Without a terminal on standard output, the outline is printed with its counts.\n\
             A folder that is called like a command opens as ./check.\n\
             Exit status: 0 done, 1 faults found, 2 wrong use or an archive that cannot be opened, 128+n ended by \
             signal n.",
        )
        .arg(place("The archive to open [default: the configured one, else ./data, else a built-in sample]"))
        .arg(
            Arg::new("archive")
                .long("archive")
                .value_name("DIR|FILE")
                .help("The archive, where it is not named on its own")
                .value_parser(value_parser!(PathBuf))
                .global(true)
                .display_order(EVERYWHERE),
        )
        .arg(
            Arg::new("config")
                .long("config")
                .value_name("FILE")
                .help("Read these settings, not $XDG_CONFIG_HOME/annals/config.toml")
                .value_parser(value_parser!(PathBuf))
                .global(true)
                .display_order(EVERYWHERE),
        )
        .arg(
            Arg::new("language")
                .long("language")
                .value_name("LANG")
                .help("The language of the interface: en, zh-TW or auto")
                .global(true)
                .display_order(EVERYWHERE),
        )
        .arg(
            Arg::new("read-only")
                .long("read-only")
                .short('R')
                .help("Write nothing: no file, no draft")
                .action(ArgAction::SetTrue)
                .global(true)
                .display_order(EVERYWHERE),
        )
        .subcommand(
            Command::new("check")
                .about("Tell what is wrong with the records, line by line")
                .after_help(
                    "Exit status: 0 nothing is wrong (remarks may be), 1 faults found, 2 nothing could be read.",
                )
                .arg(place("The archive to check [default: as without a command]"))
                .arg(flag("strict", "Also tell what is only worth a look"))
                .arg(flag("json", "Print an array of objects, one for each finding")),
        )
}

fn place(help: &'static str) -> Arg {
    Arg::new("place").value_name("DIR|FILE").help(help).value_parser(value_parser!(PathBuf))
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).help(help).action(ArgAction::SetTrue)
}

/// In help, the options of every command stand behind a command's own.
const EVERYWHERE: usize = 100;

/// Reads the command line.
///
/// # Errors
/// Also for `--help` and `--version`, whose text the error carries, as clap has it.
pub fn read(words: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Args, clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(words)?;
    let (wanted, own) = match matches.subcommand() {
        Some((_, own)) => (Wanted::Check(check(own)), own),
        None => (Wanted::Screen, &matches),
    };
    let named = |matches: &ArgMatches, id: &str| matches.try_get_one::<PathBuf>(id).ok().flatten().cloned();
    let before = if wanted == Wanted::Screen { None } else { named(&matches, "place") };
    let archive = match (before, named(own, "place"), named(own, "archive")) {
        (Some(_), ..) => Err("name the archive behind the command, as in `annals check data`"),
        (None, Some(_), Some(_)) => Err("the archive is named twice; leave one of the two out"),
        (None, place, archive) => Ok(place.or(archive)),
    };
    Ok(Args {
        wanted,
        archive: archive.map_err(|told| command.error(ErrorKind::ArgumentConflict, told))?,
        config: own.get_one::<PathBuf>("config").cloned(),
        language: own.get_one::<String>("language").cloned(),
        read_only: own.get_flag("read-only"),
    })
}

fn check(own: &ArgMatches) -> check::Options {
    check::Options { strict: own.get_flag("strict"), json: own.get_flag("json") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> Result<Args, clap::Error> {
        read(std::iter::once("annals").chain(words.split_whitespace()).map(Into::into))
    }

    #[test]
    fn words_to_meaning() {
        let plain = Args { wanted: Wanted::Screen, archive: None, config: None, language: None, read_only: false };
        let at = |place: &str| Args { archive: Some(place.into()), ..plain.clone() };
        let check = |strict, json| Wanted::Check(check::Options { strict, json });
        for (said, meant) in [
            ("", plain.clone()),
            ("data -R", Args { read_only: true, ..at("data") }),
            ("--archive data", at("data")),
            ("--language en", Args { language: Some("en".into()), ..plain.clone() }),
            ("./check", at("./check")),
            ("check", Args { wanted: check(false, false), ..plain.clone() }),
            ("check data --strict", Args { wanted: check(true, false), ..at("data") }),
            ("check --json --archive data", Args { wanted: check(false, true), ..at("data") }),
            (
                "--archive data --config c check",
                Args { wanted: check(false, false), config: Some("c".into()), ..at("data") },
            ),
            (
                "-R check --language en",
                Args { wanted: check(false, false), language: Some("en".into()), read_only: true, ..plain },
            ),
        ] {
            assert_eq!(words(said).unwrap(), meant, "{said}");
        }
    }

    #[test]
    fn wrong_words_are_told() {
        for (said, told) in [
            ("a b", "unexpected argument 'b'"),
            ("--verison", "--version"),
            ("check a b", "unexpected argument 'b'"),
            ("--strict", "unexpected argument '--strict'"),
            ("data check", "behind the command"),
            ("check data --archive data", "named twice"),
            ("data --archive data", "named twice"),
        ] {
            let error = words(said).unwrap_err();
            assert!(error.use_stderr() && error.to_string().contains(told), "{said}: {error}");
        }
    }

    #[test]
    fn the_definition_is_sound() {
        command().debug_assert();
    }
}
