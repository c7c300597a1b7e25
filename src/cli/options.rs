//! What the commands that look have in common: which records, in which order, in which form.

use crate::cli::args;
use crate::cli::session::Session;
use crate::exchange::choice;
use crate::exchange::choice::Choice;
use crate::exchange::choice::ChoiceError;
use crate::exchange::choice::Chosen;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::year::Year;
use crate::search::query::Query;
use crate::store::archive::Archive;
use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::value_parser;
use std::cmp::Ordering;
use std::io;
use std::ops::Range;

/// In which form an answer goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table for a person.
    Table,
    /// A line for each row, tabs between, names above.
    Tsv,
    /// A list of objects.
    Json,
    /// A line with an object for each row.
    JsonLines,
    /// The names that lead to the records.
    Ids,
    /// How many rows there are.
    Count,
}

/// The forms by the options that ask for them.
const FORMS: &[(&str, Form, &str)] = &[
    ("table", Form::Table, "Print an aligned table [default on a terminal]"),
    ("tsv", Form::Tsv, "Print tab-separated lines below their names [default elsewhere]"),
    ("json", Form::Json, "Print a JSON array of objects"),
    ("jsonl", Form::JsonLines, "Print a JSON object a line"),
    ("ids", Form::Ids, "Print the names that lead to the records, one a line"),
    ("count", Form::Count, "Print how many there are"),
];

/// The options for the form of an answer, those of records included only where the rows are some.
pub fn forms(records: bool) -> Vec<Arg> {
    let offered = || FORMS.iter().filter(move |(_, form, _)| records || *form != Form::Ids);
    let others = |own: &str| offered().map(|(name, ..)| *name).filter(|name| *name != own).collect::<Vec<_>>();
    let arg = |(name, _, help): &(&'static str, Form, &'static str)| {
        args::flag(name, help).conflicts_with_all(others(name)).help_heading(FORM)
    };
    offered().map(arg).collect()
}

const FORM: &str = "Output";

/// The form that was asked for, else that of where the answer goes.
pub fn form(said: &ArgMatches, session: &Session) -> Form {
    let is_said = |name: &str| said.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or_default();
    let otherwise = if session.on_terminal { Form::Table } else { Form::Tsv };
    FORMS.iter().find(|(name, ..)| is_said(name)).map_or(otherwise, |(_, form, _)| *form)
}

/// The options for the order of the rows and how many.
pub fn order() -> [Arg; 3] {
    [
        Arg::new("sort")
            .long("sort")
            .value_name("KEY")
            .help("Sort by a column, by the name that --tsv has above it")
            .help_heading(FORM),
        args::flag("reverse", "The other way round").short('r').help_heading(FORM),
        Arg::new("limit")
            .long("limit")
            .short('n')
            .value_name("N")
            .help("Print the first N only")
            .value_parser(value_parser!(usize))
            .help_heading(FORM),
    ]
}

/// Puts the rows in the order that was asked for, and takes as many as were; gives the numbers that they had, so that what
/// stands beside them can follow.
///
/// # Errors
/// Where no column is called so; the words have those that are.
pub fn put_in_order(said: &ArgMatches, table: &mut Table, unsorted: &str, lang: Lang) -> Result<Vec<usize>, String> {
    let mut order: Vec<usize> = (0..table.rows.len()).collect();
    match said.get_one::<String>("sort") {
        Some(key) if key != unsorted => {
            let names = || std::iter::once(unsorted).chain(table.columns.iter().map(|column| &*column.name));
            let column = table.find(key).ok_or_else(|| {
                let all = names().collect::<Vec<_>>().join(", ");
                words::look::NO_COLUMN.fill(lang, &[key, &all])
            })?;
            let reversed = said.get_flag("reverse");
            // Stable: what is equal keeps its order, and what has no value comes last either way.
            order.sort_by(|a, b| compare(&table.rows[*a][column], &table.rows[*b][column], reversed));
        }
        _ if said.get_flag("reverse") => order.reverse(),
        _ => {}
    }
    order.truncate(said.get_one::<usize>("limit").copied().unwrap_or(usize::MAX));
    table.rows = order.iter().map(|at| table.rows[*at].clone()).collect();
    Ok(order)
}

/// Drops what will not be printed of things that are in the order that they have without being sorted, before anybody reads
/// them; all may be printed where another order is asked for.
pub fn shorten<T>(said: &ArgMatches, things: &mut Vec<T>) {
    let is_in_order = !said.contains_id("sort") && !said.get_flag("reverse");
    things.truncate(said.get_one::<usize>("limit").copied().filter(|_| is_in_order).unwrap_or(usize::MAX));
}

fn compare(a: &Cell, b: &Cell, reversed: bool) -> Ordering {
    let ordering = match (a, b) {
        (Cell::Empty, Cell::Empty) => return Ordering::Equal,
        (Cell::Empty, _) => return Ordering::Greater,
        (_, Cell::Empty) => return Ordering::Less,
        (Cell::Figure(a), Cell::Figure(b)) => a.cmp(b),
        (Cell::Count(a), Cell::Count(b)) => a.cmp(b),
        (Cell::Flag(a), Cell::Flag(b)) => a.cmp(b),
        (a, b) => a.flat().cmp(&b.flat()),
    };
    if reversed { ordering.reverse() } else { ordering }
}

/// The options for which records count.
pub fn scope() -> [Arg; 2] {
    let year = Arg::new("year")
        .long("year")
        .short('y')
        .value_name("YEAR")
        .help("Only of this year, 110 or 2021; may be repeated [default: all]")
        .action(ArgAction::Append);
    [year, category()]
}

/// The option for which part of the outline counts.
pub fn category() -> Arg {
    Arg::new("category")
        .long("category")
        .short('c')
        .value_name("CATEGORY")
        .help("Only in this category or below, by its id; may be repeated")
        .action(ArgAction::Append)
}

/// The records that count, in the archive's order.
///
/// # Errors
/// A year or a category that the archive does not have is told with what may have been meant.
pub fn chosen(said: &ArgMatches, archive: &Archive, lang: Lang) -> io::Result<Chosen> {
    let all = |name: &str| args::texts(said, name).cloned().collect();
    let choice = Choice { years: all("year"), query: Query::default(), categories: all("category") };
    choice::choose(archive, &choice).map_err(|error| io::Error::other(told(&error, archive, lang)))
}

/// The part of the outline that counts, by its places; none where all of it does.
///
/// # Errors
/// As for [`chosen`].
pub fn categories(said: &ArgMatches, archive: &Archive, lang: Lang) -> Result<Vec<Range<usize>>, String> {
    let known = |id: &String| args::known_category(archive, id, lang).map(str::to_string);
    let ids = args::texts(said, "category").map(known).collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().filter_map(|id| archive.outline.find(id)).map(|index| archive.outline.subtree(index)).collect())
}

/// The year of the archive that was typed, in either calendar.
///
/// # Errors
/// In words which years there are.
pub fn year(archive: &Archive, typed: &str, lang: Lang) -> Result<Option<Year>, String> {
    let year = Year::read(typed, archive.calendar);
    if year.is_some() && archive.years.contains(&year) {
        return Ok(year);
    }
    let all: Vec<String> = archive.years.iter().flatten().map(|year| year.show(archive.calendar)).collect();
    Err(told(&ChoiceError::Year(typed.to_string(), all.join(", ")), archive, lang))
}

fn told(error: &ChoiceError, archive: &Archive, lang: Lang) -> String {
    match error {
        ChoiceError::Category(id) => args::known_category(archive, id, lang).err().unwrap_or_default(),
        ChoiceError::Year(..) => error.describe(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::columns::columns;
    use crate::exchange::tables;
    use crate::lang::Words;
    use crate::model::figure::Figure;

    columns! {
        COLUMNS {
            id Text Own "" "", "" "";
            value Figure Own "" "", "" "";
        }
    }

    fn sorted(asked: &str) -> Result<String, String> {
        let mut table = tables::empty("t", Words { en: "", zh: "" }, COLUMNS);
        for (id, value) in [("b", "10"), ("a", "9.5"), ("d", ""), ("c", "-1"), ("e", "9.50")] {
            let figure: Cell = Figure::read_toml(value).into();
            table.rows.push(vec![Cell::text(id), figure]);
        }
        let said = clap::Command::new("t").args(order());
        let said = said.get_matches_from(std::iter::once("t").chain(asked.split_whitespace()));
        put_in_order(&said, &mut table, "rank", Lang::En)?;
        Ok(table.rows.iter().map(|row| row[0].as_text()).collect::<Vec<_>>().join(""))
    }

    #[test]
    fn what_is_not_printed_is_not_read() {
        for (asked, left) in [("", 5), ("-n 2", 2), ("-n 9", 5), ("-n 2 -r", 5), ("-n 2 --sort id", 5)] {
            let said = clap::Command::new("t").args(order());
            let said = said.get_matches_from(std::iter::once("t").chain(asked.split_whitespace()));
            let mut things = vec![0; 5];
            shorten(&said, &mut things);
            assert_eq!(things.len(), left, "{asked}");
        }
    }

    #[test]
    fn rows_are_put_in_order() {
        for (asked, expected) in [
            ("", "badce"),
            ("--sort rank", "badce"),
            ("-r", "ecdab"),
            ("--sort id", "abcde"),
            ("--sort id -r", "edcba"),
            ("--sort value", "caebd"),
            ("--sort value -r", "baecd"),
            ("--sort value -n 2", "ca"),
            ("--limit 0", ""),
        ] {
            assert_eq!(sorted(asked).as_deref(), Ok(expected), "{asked}");
        }
        let told = sorted("--sort vaule").unwrap_err();
        assert!(told.contains("vaule") && told.contains("rank, id, value"), "{told}");
    }
}
