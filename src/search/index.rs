//! The documents to search, folded once, and the order in which they answer a query.
//!
//! A document answers when each word of the query stands in one of its parts. The order is that of [`Rank`], whose
//! fields are the rule, first things first.
//!
//! Searching is a pass over the entries that only reads (`Index::scan`): slices of them can go to several threads, and
//! a query that has only grown can go over the entries that answered it before. A document that does not answer costs
//! no allocation; one that does costs its matches, and marks are gathered for what is shown only.

use std::cmp::Reverse;

use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::query::Query;
use crate::search::query::Word;
use crate::search::rank;
use crate::search::rank::Fit;
use crate::search::rank::Match;

/// What a part of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the document is called.
    Title,
    /// Its id.
    Id,
    /// The title of a category it stands in.
    Category,
    /// The name of a metric.
    Metric,
    /// A person, a place, a tag.
    Name,
    /// Running text. Found as typed, never scattered.
    Body,
}

/// A document as it is handed in: `key` is what the caller knows it by, `parts` in any order and number.
#[derive(Clone, Debug)]
pub struct Doc<'a, K> {
    /// Comes back from [`Index::key`].
    pub key: K,
    /// For preferring a year.
    pub year: i32,
    /// What is searched; a [`Mark`] counts parts as they stand here.
    pub parts: Vec<(Part, &'a str)>,
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
}

/// The characters of one part that answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which of the document's parts.
    pub part: usize,
    /// Character numbers in that part's text, ascending; `marks::byte_ranges` turns them into bytes.
    pub chars: Vec<usize>,
}

/// Why one document stands before another: compared field by field, the smaller first. What is still equal keeps the
/// archive's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// The query is not the whole title or id.
    pub inexact: bool,
    /// Words that are only found scattered.
    pub scattered: u32,
    /// How far from the title the words stand, added up: title 0; id, category, metric 1; name 2; body 3.
    pub place: u32,
    /// How the words stand there, added up: the number of each [`Fit`], the whole 0 to scattered 4.
    pub fit: u32,
    /// The matcher's scores of the scattered words, added up; more is better.
    pub score: Reverse<i64>,
    /// The characters of the parts that answer, added up; a body counts for nothing.
    pub length: usize,
    /// Not of the preferred year.
    pub other_year: bool,
}

#[derive(Debug)]
struct Entry<K> {
    key: K,
    year: i32,
    parts: Box<[(Part, Folded)]>,
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
    pub fn search(&self, query: &Query, prefer_year: Option<i32>, limit: usize) -> Found {
        let mut found = self.scan(query, prefer_year);
        let total = found.len();
        if limit < total {
            found.select_nth_unstable(limit);
            found.truncate(limit);
        }
        // The place in the archive is part of what is compared, so equal ranks keep its order.
        found.sort_unstable();
        let hits = found.into_iter().map(|(rank, doc)| Hit { doc, rank, marks: self.marks(query, doc) }).collect();
        Found { hits, total }
    }

    /// Each document that answers, with its rank, in archive order.
    fn scan(&self, query: &Query, prefer_year: Option<i32>) -> Vec<(Rank, usize)> {
        let ranked = |(doc, entry): (usize, &Entry<K>)| {
            let mut rank = entry.rank(query)?;
            rank.other_year = !query.is_empty() && prefer_year.is_some_and(|year| year != entry.year);
            Some((rank, doc))
        };
        self.entries.iter().enumerate().filter_map(ranked).collect()
    }

    fn marks(&self, query: &Query, doc: usize) -> Vec<Mark> {
        let entry = self.entries.get(doc);
        let mut marks: Vec<Mark> = Vec::new();
        for answer in query.words().iter().filter_map(|word| entry?.answer(word)) {
            match marks.iter_mut().find(|mark| mark.part == answer.part) {
                Some(mark) => mark.chars.extend(answer.found.marks),
                None => marks.push(Mark { part: answer.part, chars: answer.found.marks }),
            }
        }
        for mark in &mut marks {
            mark.chars.sort_unstable();
            mark.chars.dedup();
        }
        marks.sort_unstable_by_key(|mark| mark.part);
        marks
    }
}

/// The best part for one word.
struct Answer {
    part: usize,
    place: u32,
    length: usize,
    found: Match,
}

impl<K> Entry<K> {
    fn new(doc: Doc<'_, K>) -> Entry<K> {
        let parts = doc.parts.into_iter().map(|(part, text)| (part, fold::fold_str(text))).collect();
        Entry { key: doc.key, year: doc.year, parts }
    }

    fn rank(&self, query: &Query) -> Option<Rank> {
        let mut rank = Rank { inexact: !query.is_empty() && !self.is_called(query.whole()), ..Rank::default() };
        for word in query.words() {
            let answer = self.answer(word)?;
            rank.scattered += u32::from(answer.found.fit == Fit::Scattered);
            rank.place += answer.place;
            rank.fit += answer.found.fit as u32;
            rank.score.0 += answer.found.score;
            rank.length += answer.length;
        }
        Some(rank)
    }

    fn is_called(&self, whole: &str) -> bool {
        let called = |(part, text): &(Part, Folded)| matches!(part, Part::Title | Part::Id) && text.as_str() == whole;
        self.parts.iter().any(called)
    }

    /// Runs first, in all parts: where there is one, the costlier search for scattered characters has nothing to add.
    fn answer(&self, word: &Word) -> Option<Answer> {
        self.best(|_, text| rank::substring(word, text))
            .or_else(|| self.best(|part, text| if part == Part::Body { None } else { rank::scattered(word, text) }))
    }

    fn best(&self, find: impl Fn(Part, &Folded) -> Option<Match>) -> Option<Answer> {
        let mut best: Option<Answer> = None;
        for (number, (part, text)) in self.parts.iter().enumerate() {
            // A body is long, and cannot beat anything found before it.
            if *part == Part::Body && best.is_some() {
                continue;
            }
            let Some(found) = find(*part, text) else { continue };
            let length = if *part == Part::Body { 0 } else { text.char_count() };
            let answer = Answer { part: number, place: part.place(), length, found };
            if best.as_ref().is_none_or(|best| answer.order() < best.order()) {
                best = Some(answer);
            }
        }
        best
    }
}

impl Answer {
    /// As in [`Rank`], for one word.
    fn order(&self) -> (u32, Fit, Reverse<i64>, usize) {
        (self.place, self.found.fit, Reverse(self.found.score), self.length)
    }
}

impl Part {
    fn place(self) -> u32 {
        match self {
            Part::Title => 0,
            Part::Id | Part::Category | Part::Metric => 1,
            Part::Name => 2,
            Part::Body => 3,
        }
    }
}

#[cfg(test)]
mod tests;
