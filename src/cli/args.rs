//! The command line: what may be said, and what help says of it.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::write::Manner;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::year::Year;
use crate::store::address;
use crate::store::archive::Archive;
use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::Command;
use clap::error::ErrorKind;
use clap::value_parser;
use std::path::PathBuf;

/// What was asked for.
#[derive(Clone, Debug)]
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
    /// Whether there is colour: `auto`, `always` or `never`.
    pub colour: String,
}

/// What the program can do.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// Open the archive on the screen.
    Screen,
    /// Let the person choose a record, beginning with this typed, and print its name.
    Pick(String),
    /// Do this command, with what was said behind it.
    Command(Subcommand, ArgMatches),
}

impl Wanted {
    /// Whether it is done also where the person's own configuration is wrong.
    pub fn is_unconfigured(&self) -> bool {
        matches!(self, Wanted::Command(command, _) if cli::UNCONFIGURED.contains(&(command.define)().get_name()))
    }
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
            Arg::new("pick")
                .long("pick")
                .value_name("QUERY")
                .help("Choose an item from a list that begins with this typed, and print its id: annals show \"$(annals --pick)\"")
                .num_args(0..=1)
                .default_missing_value(""),
        )
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
        .arg(
            flag("quiet", "Say nothing beside the data but what is wrong")
                .short('q')
                .global(true)
                .display_order(EVERYWHERE),
        )
        .arg(
            Arg::new("color")
                .long("color")
                .alias("colour")
                .value_name("WHEN")
                .help("Colours: auto, always or never [default: as NO_COLOR, CLICOLOR_FORCE and the terminal say]")
                .value_parser(["auto", "always", "never"])
                .hide_possible_values(true)
                .global(true)
                .display_order(EVERYWHERE),
        )
        .subcommands(cli::COMMANDS.iter().map(|command| (command.define)()))
}

/// The archive as a positional, where nothing else is one.
pub fn place(help: &'static str) -> Arg {
    Arg::new("place").value_name("DIR|FILE").help(help).value_parser(value_parser!(PathBuf))
}

/// An option that is there or not.
pub fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).help(help).action(ArgAction::SetTrue)
}

/// Names at a shell, as [`address`] reads them.
pub fn path(name: &'static str, help: &'static str) -> Arg {
    Arg::new("path").value_name(name).help(help).required(true)
}

/// Which year is meant.
pub fn year() -> Arg {
    Arg::new("year").long("year").short('y').value_name("YEAR").help("The year [default: the archive's last]")
}

/// How to write.
pub fn manner() -> [Arg; 2] {
    [
        flag("dry-run", "Print what would change, as a unified diff, and write nothing"),
        flag("json", "Print a JSON object of what was changed, or would be, and of the files written"),
    ]
}

/// A text that was said; empty where it was not.
pub fn text<'a>(said: &'a ArgMatches, id: &str) -> &'a str {
    said.get_one::<String>(id).map_or("", String::as_str)
}

/// All texts that were said for one argument.
pub fn texts<'a>(said: &'a ArgMatches, id: &str) -> impl Iterator<Item = &'a String> {
    said.get_many::<String>(id).into_iter().flatten()
}

/// The year that was said, else the archive's last; in words why it is none.
///
/// # Errors
/// Where what was said is no year.
pub fn year_of(said: &ArgMatches, archive: &Archive, lang: Lang) -> Result<Option<Year>, String> {
    match said.get_one::<String>("year") {
        None => Ok(archive.years.last().copied().flatten()),
        Some(year) => match Year::read(year, archive.calendar) {
            Some(year) => Ok(Some(year)),
            None => Err(words::SHELL_YEAR.fill(lang, &[year])),
        },
    }
}

/// The category of that id; in words why there is none.
///
/// # Errors
/// Where the outline has no such category.
pub fn known_category<'a>(archive: &Archive, id: &'a str, lang: Lang) -> Result<&'a str, String> {
    if archive.outline.find(id).is_some() {
        return Ok(id);
    }
    let known = || archive.outline.categories().iter().map(|category| category.id.as_str());
    // The last part of an id is what people remember of it.
    let ends: Vec<&str> = known().filter(|known| known.rsplit('/').next() == Some(id)).collect();
    let near = match ends.is_empty() {
        true => near(id, known(), lang),
        false => words::SHELL_NEAR.fill(lang, &[&ends.join(", ")]),
    };
    Err(words::SHELL_CATEGORY.fill(lang, &[id, &near]))
}

/// What may have been meant by a name that is none of `known`, to stand behind what is wrong; empty where nothing is like it.
pub fn near<'k>(name: &str, known: impl Iterator<Item = &'k str>, lang: Lang) -> String {
    match address::near(name, known).join(", ") {
        near if near.is_empty() => near,
        near => words::SHELL_NEAR.fill(lang, &[&near]),
    }
}

/// How it was said to write.
pub fn manner_of(said: &ArgMatches) -> Manner {
    let json = said.get_flag("json");
    Manner { dry_run: said.get_flag("dry-run"), quiet: said.get_flag("quiet") || json, list: false, json }
}

/// In help, the options of every command stand behind a command's own.
const EVERYWHERE: usize = 100;

/// Reads the command line.
///
/// # Errors
/// Also for `--help` and `--version`, whose text the error carries, as clap has it.
pub fn read(words: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Args, clap::Error> {
    let mut command = command();
    let words: Vec<std::ffi::OsString> = words.into_iter().collect();
    let matches =
        command.try_get_matches_from_mut(&words).map_err(|error| mistyped(&words, &error).unwrap_or(error))?;
    let said = matches.subcommand().and_then(|(name, own)| Some((cli::command(name)?, own)));
    let own = said.map_or(&matches, |(_, own)| own);
    let named = |matches: &ArgMatches, id: &str| matches.try_get_one::<PathBuf>(id).ok().flatten().cloned();
    let before = said.and_then(|_| named(&matches, "place"));
    let mut pick = matches.get_one::<String>("pick").cloned();
    let mut place = named(own, "place");
    // `annals QUERY --pick`: what is there is an archive, what is not is what to begin with.
    if pick.as_deref() == Some("")
        && let Some(query) = place.take_if(|place| !place.exists())
    {
        pick = Some(query.display().to_string());
    }
    let archive = match (before, place, named(own, "archive")) {
        (Some(_), ..) => Err("name the archive behind the command, as in `annals check data`"),
        (None, Some(_), Some(_)) => Err("the archive is named twice; leave one of the two out"),
        (None, place, archive) => Ok(place.or(archive)),
    };
    let wanted = match (said, pick) {
        (Some(_), Some(_)) => {
            return Err(command.error(ErrorKind::ArgumentConflict, "--pick opens the screen; leave the command out"));
        }
        (Some((command, own)), None) => Wanted::Command(command, own.clone()),
        (None, Some(query)) => Wanted::Pick(query),
        (None, None) => Wanted::Screen,
    };
    Ok(Args {
        wanted,
        archive: archive.map_err(|told| command.error(ErrorKind::ArgumentConflict, told))?,
        config: own.get_one::<PathBuf>("config").cloned(),
        language: own.get_one::<String>("language").cloned(),
        read_only: own.get_flag("read-only"),
        colour: own.get_one::<String>("color").map_or("auto", String::as_str).to_string(),
    })
}

/// What is wrong where words follow one that is no command: it was to be one. Alone, it would be an archive.
fn mistyped(words: &[std::ffi::OsString], error: &clap::Error) -> Option<clap::Error> {
    let mut command = command();
    let matches = command.clone().ignore_errors(true).try_get_matches_from(words).ok()?;
    let place = matches
        .get_one::<PathBuf>("place")
        .filter(|_| matches!(error.kind(), ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand))?;
    let place = place.to_str()?;
    let near = near(place, cli::names().iter().map(String::as_str), Lang::En);
    let told = format!("there is no command '{place}'{near}");
    (!near.is_empty()).then(|| command.error(ErrorKind::InvalidSubcommand, told))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> Result<Args, clap::Error> {
        read(std::iter::once("annals").chain(words.split_whitespace()).map(Into::into))
    }

    /// The command, the archive, the configuration, the language, and whether nothing may be written.
    fn told(said: &str) -> String {
        let args = words(said).unwrap();
        let command = match &args.wanted {
            Wanted::Screen => "screen".to_string(),
            Wanted::Pick(query) => format!("pick({query})"),
            Wanted::Command(command, _) => (command.define)().get_name().to_string(),
        };
        let path = |path: &Option<PathBuf>| path.as_ref().map_or("-".to_string(), |path| path.display().to_string());
        let language = args.language.as_deref().unwrap_or("-");
        let read_only = if args.read_only { " read-only" } else { "" };
        format!("{command} {} {} {language}{read_only}", path(&args.archive), path(&args.config))
    }

    #[test]
    fn words_to_meaning() {
        for (said, meant) in [
            ("", "screen - - -"),
            ("data -R", "screen data - - read-only"),
            ("--archive data", "screen data - -"),
            ("--language en", "screen - - en"),
            ("./check", "screen ./check - -"),
            ("--pick", "pick() - - -"),
            ("data --pick x", "pick(x) data - -"),
            ("--pick --archive data", "pick() data - -"),
            ("src --pick", "pick() src - -"),
            ("宿舍 --pick", "pick(宿舍) - - -"),
            ("--archive data 宿舍 --pick", "pick(宿舍) data - -"),
            ("check", "check - - -"),
            ("check data --strict", "check data - -"),
            ("check --json --archive data", "check data - -"),
            ("--archive data --config c check", "check data c -"),
            ("-R check --language en", "check - - en read-only"),
        ] {
            assert_eq!(told(said), meant, "{said}");
        }
    }

    #[test]
    fn wrong_words_are_told() {
        for (said, told) in [
            ("a b", "unexpected argument 'b'"),
            ("--verison", "--version"),
            ("check a b", "unexpected argument 'b'"),
            ("--strict", "unexpected argument '--strict'"),
            ("chekc data", "there is no command 'chekc'; did you mean check?"),
            ("--pick x show y", "leave the command out"),
            ("--archive data fnid x", "did you mean find?"),
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
