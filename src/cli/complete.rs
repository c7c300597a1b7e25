//! `annals __complete`: what may stand where the person is typing, for the scripts of `annals completions`.
//!
//! The words before are walked along the very definition that reads a command line, so that whatever can be said can be
//! completed; values come from the archive. A candidate is a line: the word, a tab, what it is. [`FILES`] asks the shell for
//! files and folders.

mod values;

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::safe::Safe;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use std::io;
use std::path::PathBuf;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

/// The line that asks the shell for files and folders.
pub const FILES: &str = ":files";

fn define() -> Command {
    let word = Arg::new("current").long("current").value_name("WORD").allow_hyphen_values(true).default_value("");
    let quotes = Arg::new("quotes").long("quotes").num_args(0).help("The shell puts in quotes what needs them");
    let before = Arg::new("before").num_args(0..).last(true).allow_hyphen_values(true);
    Command::new("__complete").about("Print what may stand at the caret").hide(true).arg(word).arg(quotes).arg(before)
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let before: Vec<&str> = args::texts(said, "before").map(String::as_str).collect();
    let mut command = args::command();
    command.build();
    // The archive that the line names, so far as it can be read.
    let words = std::iter::once("annals").chain(before.iter().copied());
    if let Ok(line) = command.clone().ignore_errors(true).try_get_matches_from(words) {
        let own = line.subcommand().map_or(&line, |(_, own)| own);
        let named = own.try_get_one::<PathBuf>("archive").ok().flatten();
        session.place = named.cloned().or_else(|| session.place.take());
    }
    let quotes = said.get_flag("quotes");
    for candidate in candidates(&command, &before, args::text(said, "current"), quotes, session) {
        let line = match candidate.help.is_empty() {
            true => candidate.word,
            // One line each, whatever a title holds.
            false => format!("{}\t{}", candidate.word, Safe::new(&candidate.help.replace(['\n', '\t'], " "))),
        };
        session.send(format!("{line}\n").as_bytes())?;
    }
    Ok(cli::DONE)
}

/// What may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    word: String,
    help: String,
}

impl Candidate {
    fn new(word: impl Into<String>, help: impl Into<String>) -> Candidate {
        Candidate { word: word.into(), help: help.into() }
    }
}

/// Where the caret is on the line.
struct Caret<'c> {
    /// The command that the words before lead to.
    command: &'c Command,
    /// The option whose value is due.
    option: Option<&'c Arg>,
    /// How many positional words have been said.
    positionals: usize,
    /// Whether `--` has been said.
    raw: bool,
}

fn candidates(command: &Command, before: &[&str], current: &str, quotes: bool, session: &Session) -> Vec<Candidate> {
    let caret = walk(command, before);
    let values = |arg: &Arg, typed: &str| values::of(arg, typed, session);
    let mut found = Vec::new();
    match (caret.option, current.split_once('=')) {
        (Some(option), _) => found.extend(values(option, current)),
        (None, Some((name, typed))) if !caret.raw && name.starts_with("--") => {
            let option = long(caret.command, &name[2..]);
            let of_option = option.map_or(Vec::new(), |option| values(option, typed));
            let whole = |Candidate { word, help }| match word == FILES {
                true => Candidate { word, help },
                false => Candidate::new(format!("{name}={word}"), help),
            };
            found.extend(of_option.into_iter().map(whole));
        }
        _ if !caret.raw && current.starts_with('-') => found.extend(options(caret.command)),
        _ => {
            if caret.positionals == 0 && !caret.raw {
                let shown = caret.command.get_subcommands().filter(|command| !command.is_hide_set());
                found.extend(shown.map(|command| Candidate::new(command.get_name(), about(command))));
            }
            // Behind one that takes many, it may be another of it, or the next: `mv ITEM… CATEGORY`.
            let open: Vec<&Arg> = caret.command.get_positionals().collect();
            let taken = open.iter().take_while(|arg| !many(arg)).count().min(caret.positionals);
            let count = if caret.positionals > taken { usize::MAX } else { 1 };
            found.extend(open.into_iter().skip(taken).take(count).flat_map(|arg| values(arg, current)));
        }
    }
    // A query's value gets quotes of the query's own where it has blanks.
    let plain = |text: &str| text.replace('"', "");
    let goes_on = |word: &str| plain(word).starts_with(&plain(current));
    let is_fit = |word: &str| Safe::new(word).as_str() == word && if quotes { is_line(word) } else { is_bare(word) };
    found.retain(|Candidate { word, .. }| word == FILES || (goes_on(word) && is_fit(word)));
    found
}

/// Whether a shell takes the word as it stands. Where a script puts a candidate on the line without quotes, `a;b` or `$(c)`,
/// an id in somebody's file, would be run by the next Enter; so only what needs none is offered to it.
fn is_bare(word: &str) -> bool {
    let bare = |c: char| c.is_alphanumeric() || "._-/:@+,%".contains(c);
    word.chars().enumerate().all(|(at, c)| bare(c) || (c == '=' && at > 0))
}

/// Whether it can be put in quotes: it is of one line, and begins with nothing that a shell has a meaning for in them.
fn is_line(word: &str) -> bool {
    !word.contains(char::is_control) && !word.starts_with('=')
}

fn walk<'c>(command: &'c Command, before: &[&str]) -> Caret<'c> {
    let mut caret = Caret { command, option: None, positionals: 0, raw: false };
    for word in before {
        if caret.option.take().is_some() {
            continue;
        }
        match (*word, caret.raw) {
            ("--", false) => caret.raw = true,
            (word, false) if word.starts_with("--") => {
                let option = long(caret.command, &word[2..]);
                caret.option = option.filter(|option| takes_value(option));
            }
            (word, false) if word.starts_with('-') && word.len() > 1 => {
                // Of `-qy 110` the last letter waits for a value; of `-y110` none does.
                let last = word.chars().last().and_then(|letter| short(caret.command, letter));
                let first = word.chars().nth(1).and_then(|letter| short(caret.command, letter));
                let done = first.is_some_and(takes_value) && word.chars().count() > 2;
                caret.option = last.filter(|option| takes_value(option) && !done);
            }
            (word, raw) => match caret.command.find_subcommand(word).filter(|_| caret.positionals == 0 && !raw) {
                Some(command) => caret.command = command,
                None => caret.positionals += 1,
            },
        }
    }
    caret
}

fn long<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    let is_it = |arg: &&Arg| {
        arg.get_long() == Some(name) || arg.get_all_aliases().is_some_and(|aliases| aliases.contains(&name))
    };
    command.get_arguments().find(is_it)
}

fn short(command: &Command, letter: char) -> Option<&Arg> {
    command.get_arguments().find(|arg| arg.get_short() == Some(letter))
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

fn many(arg: &Arg) -> bool {
    arg.get_num_args().is_some_and(|range| range.max_values() > 1)
}

fn options(command: &Command) -> Vec<Candidate> {
    let shown = command.get_opts().chain(command.get_arguments().filter(|arg| !takes_value(arg)));
    let shown = shown.filter(|arg| !arg.is_hide_set());
    let candidate = |arg: &Arg| {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        Some(Candidate::new(format!("--{}", arg.get_long()?), help))
    };
    shown.filter_map(candidate).collect()
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests;
