//! Every command, defined once: its name in `config.toml`, what it says of itself, what it does. Keys, help, palette and
//! the table in the README all come from here.

mod browse;
mod edit;
mod list;
mod page;
mod trend;

use crate::app::App;
use crate::lang::Words;

/// A command.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Where it can be given.
    pub context: Context,
    /// Its name in `config.toml`.
    pub name: &'static str,
    /// What it does, in the words of help and palette.
    pub says: Words,
    /// Does it.
    pub run: fn(&mut App),
}

/// Where a command can be given; its keys need to be distinct only there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// In the panes.
    Browse,
    /// In whatever text is being typed.
    Edit,
    /// In a list over the panes.
    List,
    /// In a metric's screen through the years.
    Trend,
    /// In the comparison and the overview.
    Page,
}

impl Context {
    /// All, as `config.toml` names them.
    pub const NAMES: &[(&str, Context)] = &[
        ("browse", Context::Browse),
        ("edit", Context::Edit),
        ("list", Context::List),
        ("trend", Context::Trend),
        ("page", Context::Page),
    ];
}

/// All commands, in the order help shows them.
pub fn all() -> impl Iterator<Item = &'static Command> {
    browse::COMMANDS.iter().chain(edit::COMMANDS).chain(list::COMMANDS).chain(trend::COMMANDS).chain(page::COMMANDS)
}

/// The command of that name there.
pub fn find(context: Context, name: &str) -> Option<&'static Command> {
    all().find(|command| command.context == context && command.name == name)
}

const fn command(
    context: Context,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
    run: fn(&mut App),
) -> Command {
    Command { context, name, says: Words { en, zh }, run }
}
