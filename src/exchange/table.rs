//! A table: typed columns with rows of cells, the one form from which every format is written.

use crate::lang::Lang;
use crate::lang::Words;
use crate::model::figure::Figure;
use std::borrow::Cow;

/// What stands between the entries of a list where a format has room for one text only.
pub const BETWEEN: &str = "; ";

/// A table of the archive.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name: ASCII, the same in every format and every version.
    pub name: &'static str,
    /// What it holds.
    pub says: Words,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// The columns that together name a row.
    pub key: &'static [&'static str],
    /// The columns that name a row of another table: the column, that table, its column.
    pub references: &'static [(&'static str, &'static str, &'static str)],
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name: ASCII, the same in every format and every version.
    pub name: Cow<'static, str>,
    /// What it is called above a table that people read.
    pub title: Words,
    /// The year it is of, as the archive shows years, where there is such a column for each.
    pub year: String,
    /// What it holds, in a sentence.
    pub says: Words,
    /// What its cells hold.
    pub kind: Kind,
    /// Which formats it is for.
    pub part: Part,
}

/// What the cells of a column hold. Every cell may be empty, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number that the export counts, such as a key.
    Count,
    /// An exact decimal.
    Figure,
    /// A year, the Gregorian one.
    Year,
    /// Yes or no.
    Flag,
    /// Texts.
    List,
    /// Dates and ranges as ISO 8601 writes them.
    Dates,
    /// The keys that the format of the archive does not know, with their values.
    Pairs,
}

/// Which formats a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Every one.
    Own,
    /// Those with keys between tables; elsewhere it would be a number that means nothing.
    Key,
    /// Those of one table, to which it is joined from another.
    Joined,
}

/// What stands in one row of one column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, not empty.
    Text(String),
    /// A whole number.
    Count(i64),
    /// An exact decimal.
    Figure(Figure),
    /// Yes or no.
    Flag(bool),
    /// Texts, at least one.
    List(Vec<String>),
    /// Keys with their values, at least one.
    Pairs(Vec<(String, Cell)>),
}

impl Table {
    /// The place of a column.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The cell of a row in the column of this name; empty where there is no such column.
    pub fn cell<'t>(&self, row: &'t [Cell], name: &str) -> &'t Cell {
        self.find(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Empty)
    }

    /// The places of the columns that are for this kind of format.
    pub fn columns_of(&self, parts: &[Part]) -> Vec<usize> {
        (0..self.columns.len()).filter(|at| parts.contains(&self.columns[*at].part)).collect()
    }
}

impl Column {
    /// What it is called above a table that people read.
    pub fn title(&self, lang: Lang) -> String {
        [self.year.as_str(), self.title.say(lang)].join(" ").trim().to_string()
    }
}

impl Cell {
    /// The text; nothing if it is empty.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// The texts; nothing if there are none.
    pub fn list(texts: Vec<String>) -> Cell {
        if texts.is_empty() { Cell::Empty } else { Cell::List(texts) }
    }

    /// The cell as one text: digits as written, `true` or `false`, lists joined.
    pub fn flat(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Count(count) => Cow::Owned(count.to_string()),
            Cell::Figure(figure) => Cow::Owned(figure.to_string()),
            Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Cell::List(texts) => Cow::Owned(texts.join(BETWEEN)),
            Cell::Pairs(pairs) => {
                let pair = |(key, value): &(String, Cell)| format!("{key} = {}", value.flat());
                Cow::Owned(pairs.iter().map(pair).collect::<Vec<_>>().join(BETWEEN))
            }
        }
    }

    /// The text of a cell that holds one; else nothing.
    pub fn as_text(&self) -> &str {
        match self {
            Cell::Text(text) => text,
            _ => "",
        }
    }

    /// Whether it holds words, which a spreadsheet might take for something else.
    pub fn is_words(&self) -> bool {
        matches!(self, Cell::Text(_) | Cell::List(_) | Cell::Pairs(_))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Cell {
        cell.map_or(Cell::Empty, T::into)
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Cell {
        Cell::Figure(figure)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Cell {
        Cell::Flag(flag)
    }
}
