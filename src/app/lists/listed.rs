//! What a list shows: rows that are ready, or what each is made of when it is shown.

use crate::app::App;
use crate::app::checks::listing::Problems;
use crate::app::lists::rows;
use crate::app::mode::Choice;
use crate::app::mode::Look;
use crate::app::mode::Row;
use crate::insight::find::Hit;
use crate::search::query::Query;
use std::borrow::Cow;

/// The rows of a list, in their order.
#[derive(Clone, Debug)]
pub enum Rows {
    /// They are ready; and the numbers of those that are headings.
    Ready(Vec<Row>, Vec<usize>),
    /// Items that answer a query, the best first. A search tells of hundreds, of which a screen shows some forty.
    Found(Query, Vec<Hit>),
    /// What the check found, which may be as much as there are items.
    Problems(Problems),
}

impl Rows {
    /// Rows that are ready.
    pub fn ready(rows: Vec<Row>) -> Rows {
        let headings = rows.iter().enumerate().filter(|(_, row)| row.look == Look::Heading);
        let headings = headings.map(|(at, _)| at).collect();
        Rows::Ready(rows, headings)
    }

    /// No row but one that says why.
    pub fn none(why: &str) -> Rows {
        Rows::ready(vec![Row { text: why.to_string(), look: Look::Heading, ..Row::default() }])
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Rows::Ready(rows, _) => rows.len(),
            Rows::Found(_, hits) => hits.len(),
            Rows::Problems(problems) => problems.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of that number.
    pub fn row<'r>(&'r self, app: &App, at: usize) -> Option<Cow<'r, Row>> {
        match self {
            Rows::Ready(rows, _) => rows.get(at).map(Cow::Borrowed),
            Rows::Found(query, hits) => hits.get(at).map(|hit| Cow::Owned(rows::hit(app, query, hit))),
            Rows::Problems(problems) => problems.row(app, at).map(Cow::Owned),
        }
    }

    /// Whether that row is a heading.
    pub fn is_heading(&self, at: usize) -> bool {
        match self {
            Rows::Ready(_, headings) => headings.binary_search(&at).is_ok(),
            Rows::Found(..) => false,
            Rows::Problems(problems) => problems.is_heading(at),
        }
    }

    /// How many rows up to that one are no headings. A frame asks for it, and is not to go through all of them.
    pub fn counted(&self, at: usize) -> usize {
        match self {
            Rows::Ready(rows, headings) => {
                (at + 1).min(rows.len()) - headings.partition_point(|heading| *heading <= at)
            }
            Rows::Found(_, hits) => (at + 1).min(hits.len()),
            Rows::Problems(problems) => problems.counted(at),
        }
    }

    /// The first row that can be chosen; `is_wanted` tells of the rows that are ready.
    pub(super) fn first(&self, is_wanted: impl Fn(&Row) -> bool) -> Option<usize> {
        match self {
            Rows::Ready(rows, _) => rows.iter().position(is_wanted),
            Rows::Found(..) => Some(0),
            // Below the first heading.
            Rows::Problems(_) => Some(1),
        }
    }

    /// What the row of that number stands for.
    pub(crate) fn choice(&self, app: &App, at: usize) -> Option<Choice> {
        self.row(app, at).map(|row| row.choice.clone())
    }

    /// Where what another list shows at `at` stands here, both being items that were found.
    pub(super) fn place_of(&self, others: &Rows, at: usize) -> Option<usize> {
        let (Rows::Found(_, hits), Rows::Found(_, others)) = (self, others) else { return None };
        let item = others.get(at)?.item;
        hits.iter().position(|hit| hit.item == item)
    }
}

impl Default for Rows {
    fn default() -> Rows {
        Rows::ready(Vec::new())
    }
}
