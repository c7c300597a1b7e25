//! The documents to search, folded once, and the order in which they answer a query.
//!
//! Searching is a pass over the entries that only reads (`Index::scan`): slices of them can go to several threads, and
//! a query that has only grown can go over the entries that answered it before. A document that does not answer costs
//! no allocation; one that does costs its matches, and marks are gathered for what is shown only.

use crate::search::answer::Heard;
use crate::search::answer::Mark;
use crate::search::answer::Marks;
use crate::search::answer::Part;
use crate::search::answer::Rank;
use crate::search::answer::Texts;
use crate::search::answer::Told;
use crate::search::facts::Facts;
use crate::search::facts::Known;
use crate::search::facts::Nothing;
use crate::search::query::Query;

/// A document as it is handed in: `key` is what the caller knows it by, `parts` in any order and number.
#[derive(Clone, Debug)]
pub struct Doc<'a, K> {
    /// Comes back from [`Index::key`].
    pub key: K,
    /// For preferring a year.
    pub year: i32,
    /// What is searched; a [`Mark`] counts parts as they stand here.
    pub parts: Vec<(Part, &'a str)>,
    /// The numbers that parts tell, however they write them.
    pub figures: Vec<Told>,
}

/// Documents in archive order, ready to be searched. Holds their text once, folded.
#[derive(Debug)]
pub struct Index<K> {
    entries: Vec<Entry<K>>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best, best first, at most the limit asked for.
    pub hits: Vec<Hit>,
    /// How many there are without the limit.
    pub total: usize,
}

/// A document that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the index; good for [`Index::key`] until the next [`Index::replace`].
    pub doc: usize,
    /// Why it stands where it stands.
    pub rank: Rank,
    /// The best place of each word, by part, ascending. Empty for the empty query.
    pub marks: Vec<Mark>,
    /// The words that were found by their sound, in the order typed.
    pub heard: Vec<Heard>,
}

#[derive(Debug)]
struct Entry<K> {
    key: K,
    texts: Texts,
}

impl<K> Index<K> {
    /// Folds and keeps the text of `docs`, which come in archive order.
    pub fn build<'a>(docs: impl IntoIterator<Item = Doc<'a, K>>) -> Index<K> {
        Index { entries: docs.into_iter().map(Entry::new).collect() }
    }

    /// Puts `docs` in the place of the documents whose key is `stale`: those of a file that has changed. They go where
    /// the first of the stale ones stood, or to the end when there was none.
    pub fn replace<'a>(&mut self, stale: impl Fn(&K) -> bool, docs: impl IntoIterator<Item = Doc<'a, K>>) {
        let at = self.entries.iter().position(|entry| stale(&entry.key)).unwrap_or(self.entries.len());
        self.entries.retain(|entry| !stale(&entry.key));
        self.entries.splice(at..at, docs.into_iter().map(Entry::new));
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What the caller knows the document by.
    pub fn key(&self, doc: usize) -> Option<&K> {
        self.entries.get(doc).map(|entry| &entry.key)
    }

    /// The `limit` best answers to `query`, and the number of all. The empty query finds everything, in archive order.
    /// `known` is asked only by a query that has a field.
    pub fn search(&self, query: &Query, prefer_year: Option<i32>, limit: usize, known: &dyn Known<K>) -> Found {
        let mut found = self.scan(query, prefer_year, known);
        let total = found.len();
        if limit < total {
            found.select_nth_unstable(limit);
            found.truncate(limit);
        }
        // The place in the archive is part of what is compared, so equal ranks keep its order.
        found.sort_unstable();
        let hits = found.into_iter().map(|(rank, doc)| self.hit(query, rank, doc)).collect();
        Found { hits, total }
    }

    /// Each document that answers, with its rank, in archive order.
    fn scan(&self, query: &Query, prefer_year: Option<i32>, known: &dyn Known<K>) -> Vec<(Rank, usize)> {
        let has_tests = query.has_tests();
        let ranked = |(doc, entry): (usize, &Entry<K>)| {
            let facts: Box<dyn Facts> = if has_tests { known.about(&entry.key) } else { Box::new(Nothing) };
            Some((entry.texts.rank(query, prefer_year, &*facts)?, doc))
        };
        self.entries.iter().enumerate().filter_map(ranked).collect()
    }

    fn hit(&self, query: &Query, rank: Rank, doc: usize) -> Hit {
        let Marks { marks, heard } = self.entries.get(doc).map(|entry| entry.texts.marks(query)).unwrap_or_default();
        Hit { doc, rank, marks, heard }
    }
}

impl<K> Entry<K> {
    fn new(doc: Doc<'_, K>) -> Entry<K> {
        Entry { key: doc.key, texts: Texts::new(doc.year, doc.parts, doc.figures) }
    }
}

#[cfg(test)]
mod tests;
