//! The documents to search, folded once, and the order in which they answer a query.
//!
//! A document answers when each word of the query stands in one of its parts. The order is that of [`Rank`], whose
//! fields are the rule, first things first.
//!
//! Searching is a pass over the entries that only reads (`Index::scan`): slices of them can go to several threads, and
//! a query that has only grown can go over the entries that answered it before. A document that does not answer costs
//! no allocation; one that does costs its matches, and marks are gathered for what is shown only.

use std::cmp::Reverse;

use crate::model::figure::Figure;
use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::phonetic::Way;
use crate::search::query::Query;
use crate::search::query::Word;
use crate::search::rank;
use crate::search::rank::Fit;
use crate::search::rank::Manner;
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
    /// The numbers that parts tell, however they write them.
    pub figures: Vec<Told>,
}

/// A number that a part of a document tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The part, whose text ends with the number and its unit.
    pub part: usize,
    /// The character of that text from which on it tells the number.
    pub from: usize,
    /// The number.
    pub figure: Figure,
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

/// How a word was found by its sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// How it was typed.
    pub way: Way,
    /// The syllables of what answered, in that way: `lü se`, `ㄌㄩ ㄙㄜ`.
    pub spelled: String,
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
    /// Words that are only found scattered, or by their sound.
    pub scattered: u32,
    /// In what sense the words were found, added up: the number of each [`Manner`].
    pub manner: u32,
    /// How far from the title the words stand, added up: title 0; id, category, metric 1; name 2, and a value that equals
    /// the word; body 3; nowhere but in the year that the word says 4.
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
    figures: Box<[Told]>,
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
        let hits = found.into_iter().map(|(rank, doc)| self.hit(query, rank, doc)).collect();
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

    fn hit(&self, query: &Query, rank: Rank, doc: usize) -> Hit {
        let entry = self.entries.get(doc);
        let mut hit = Hit { doc, rank, marks: Vec::new(), heard: Vec::new() };
        for word in query.words() {
            let Some((entry, answer)) = entry.and_then(|entry| Some((entry, entry.answer(word)?))) else { continue };
            let Some(part) = answer.part else { continue };
            hit.heard.extend(entry.heard(word, part, &answer.found));
            match hit.marks.iter_mut().find(|mark| mark.part == part) {
                Some(mark) => mark.chars.extend(answer.found.marks),
                None => hit.marks.push(Mark { part, chars: answer.found.marks }),
            }
        }
        for mark in &mut hit.marks {
            mark.chars.sort_unstable();
            mark.chars.dedup();
        }
        hit.marks.sort_unstable_by_key(|mark| mark.part);
        hit
    }
}

/// The best part for one word.
struct Answer {
    /// None where it is the document's year that answers.
    part: Option<usize>,
    place: u32,
    length: usize,
    found: Match,
}

impl<K> Entry<K> {
    fn new(doc: Doc<'_, K>) -> Entry<K> {
        let parts = doc.parts.into_iter().map(|(part, text)| (part, fold::fold_str(text))).collect();
        Entry { key: doc.key, year: doc.year, parts, figures: doc.figures.into() }
    }

    fn rank(&self, query: &Query) -> Option<Rank> {
        let mut rank = Rank { inexact: !query.is_empty() && !self.is_called(query.whole()), ..Rank::default() };
        for word in query.words() {
            let answer = self.answer(word)?;
            let in_one_piece = answer.found.fit != Fit::Scattered && answer.found.manner == Manner::Spelled;
            rank.scattered += u32::from(!in_one_piece);
            rank.manner += answer.found.manner as u32;
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

    /// Runs first, in all parts: where there is one, the costlier search for scattered characters and sounds has nothing to
    /// add. A body is long, and cannot beat anything found before it.
    fn answer(&self, word: &Word) -> Option<Answer> {
        let is_label = |part: Part| part != Part::Body;
        self.best(is_label, |text| rank::substring(word, text))
            .or_else(|| self.value(word))
            .or_else(|| self.best(|part| part == Part::Body, |text| rank::substring(word, text)))
            .or_else(|| self.best(is_label, |text| rank::loose(word, text)))
            .or_else(|| self.of_year(word))
    }

    fn best(&self, wanted: impl Fn(Part) -> bool, find: impl Fn(&Folded) -> Option<Match>) -> Option<Answer> {
        let mut best: Option<Answer> = None;
        for (number, (part, text)) in self.parts.iter().enumerate().filter(|(_, (part, _))| wanted(*part)) {
            let Some(found) = find(text) else { continue };
            let length = if *part == Part::Body { 0 } else { text.char_count() };
            let answer = Answer { part: Some(number), place: part.place(), length, found };
            if best.as_ref().is_none_or(|best| answer.order() < best.order()) {
                best = Some(answer);
            }
        }
        best
    }

    /// A value that equals the number that the word is, in the unit typed if there is one.
    fn value(&self, word: &Word) -> Option<Answer> {
        let amount = word.amount()?;
        let is_it = |told: &&Told| {
            let text = self.parts.get(told.part).map_or("", |(_, text)| text.as_str());
            told.figure == amount.figure && text.ends_with(&amount.unit)
        };
        let told = self.figures.iter().find(is_it)?;
        let (_, text) = self.parts.get(told.part)?;
        let marks = (told.from..text.char_count()).collect();
        let found = Match { manner: Manner::Spelled, way: None, fit: Fit::Whole, score: 0, marks };
        Some(Answer { part: Some(told.part), place: Part::Name.place(), length: 0, found })
    }

    /// The document's own year, if the word says it.
    fn of_year(&self, word: &Word) -> Option<Answer> {
        let found = Match { manner: Manner::Spelled, way: None, fit: Fit::Whole, score: 0, marks: Vec::new() };
        (word.year()?.gregorian() == self.year).then_some(Answer { part: None, place: 4, length: 0, found })
    }

    fn heard(&self, word: &Word, part: usize, found: &Match) -> Option<Heard> {
        let (way, (_, text)) = (found.way?, self.parts.get(part)?);
        let run = text.as_str().chars().enumerate().filter(|(at, _)| found.marks.binary_search(at).is_ok());
        Some(Heard { way, spelled: word.sound()?.spelled(way, run.map(|(_, c)| c)) })
    }
}

impl Answer {
    /// As in [`Rank`], for one word.
    fn order(&self) -> (Manner, u32, Fit, Reverse<i64>, usize) {
        (self.found.manner, self.place, self.found.fit, Reverse(self.found.score), self.length)
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
