//! What a list shows: rows that are ready, or what each is made of when it is shown.

use crate::app::App;
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
    /// They are ready.
    Ready(Vec<Row>),
    /// Items that answer a query, the best first. A search tells of hundreds, of which a screen shows some forty.
    Found(Query, Vec<Hit>),
}

impl Rows {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Rows::Ready(rows) => rows.len(),
            Rows::Found(_, hits) => hits.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of that number.
    pub fn row<'r>(&'r self, app: &App, at: usize) -> Option<Cow<'r, Row>> {
        match self {
            Rows::Ready(rows) => rows.get(at).map(Cow::Borrowed),
            Rows::Found(query, hits) => hits.get(at).map(|hit| Cow::Owned(rows::hit(app, query, hit))),
        }
    }

    /// Whether that row is a heading.
    pub fn is_heading(&self, at: usize) -> bool {
        matches!(self, Rows::Ready(rows) if rows.get(at).is_some_and(|row| row.look == Look::Heading))
    }

    /// How many rows up to that one are no headings.
    pub fn counted(&self, at: usize) -> usize {
        (0..self.len().min(at + 1)).filter(|at| !self.is_heading(*at)).count()
    }

    /// The first row that can be chosen; `is_wanted` tells of the rows that are ready.
    pub(super) fn first(&self, is_wanted: impl Fn(&Row) -> bool) -> Option<usize> {
        match self {
            Rows::Ready(rows) => rows.iter().position(is_wanted),
            Rows::Found(..) => Some(0),
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
        Rows::Ready(Vec::new())
    }
}
