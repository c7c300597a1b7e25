//! One document against one query: whether it answers, how well, with which characters, and how it was heard.
//!
//! A document answers when each clause of the query holds: a word that stands in one of its parts, or something that is
//! known of it ([`crate::search::facts`]). The order is that of [`Rank`], whose fields
//! are the rule, first things first. [`crate::search::index`] finds the same without reading every document whole.

use std::cmp::Reverse;

use crate::model::figure::Figure;
use crate::search::facts;
use crate::search::facts::Facts;
use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::phonetic::Way;
use crate::search::query::Query;
use crate::search::query::word::Word;
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

/// What a document is found by: its parts, folded.
#[derive(Clone, Debug)]
pub struct Texts {
    year: i32,
    parts: Box<[(Part, Folded)]>,
    figures: Box<[Told]>,
}

/// Where the words of a query stand in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
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
    /// How far from the title the words stand, added up: title 0; id, category, metric 1, and a name that is the word;
    /// another name 2, and a value that equals the word; body 3; nowhere but in the year that the word says 4.
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

/// The best part for one word.
struct Answer {
    /// None where it is the document's year that answers.
    part: Option<usize>,
    place: u32,
    length: usize,
    found: Match,
}

impl Texts {
    /// Folds the parts of a document of that year. A [`Mark`] counts them as they come here, and so does `figures`.
    pub fn new<'t>(year: i32, parts: impl IntoIterator<Item = (Part, &'t str)>, figures: Vec<Told>) -> Texts {
        let parts = parts.into_iter().map(|(part, text)| (part, fold::fold_str(text))).collect();
        Texts { year, parts, figures: figures.into() }
    }

    /// How well it answers; none where it does not. Of alternative words the best counts, and what is no word counts for
    /// nothing.
    pub fn rank(&self, query: &Query, prefer_year: Option<i32>, facts: &dyn Facts) -> Option<Rank> {
        let mut rank = Rank { inexact: !query.whole().is_empty() && !self.is_called(query.whole()), ..Rank::default() };
        let mut of_metric = Vec::new();
        for clause in query.clauses() {
            let best = clause.words().filter_map(|word| self.answer(word)).min_by_key(Answer::order);
            if let Some(answer) = best {
                rank.add(&answer);
            } else if clause.terms().iter().any(|term| facts::holds(term, &|word| self.answer(word).is_some(), facts)) {
                continue;
            } else if facts::asks_of_metrics(clause) {
                of_metric.push(clause);
            } else {
                return None;
            }
        }
        rank.other_year = !query.is_empty() && prefer_year.is_some_and(|year| year != self.year);
        facts::some_metric(&of_metric, facts).then_some(rank)
    }

    /// Where the words stand.
    pub fn marks(&self, query: &Query) -> Marks {
        let Marks { mut marks, mut heard } = Marks::default();
        for word in query.words() {
            let Some(answer) = self.answer(word) else { continue };
            let Some(part) = answer.part else { continue };
            heard.extend(self.heard(word, part, &answer.found));
            match marks.iter_mut().find(|mark: &&mut Mark| mark.part == part) {
                Some(mark) => mark.chars.extend(answer.found.marks),
                None => marks.push(Mark { part, chars: answer.found.marks }),
            }
        }
        for mark in &mut marks {
            mark.chars.sort_unstable();
            mark.chars.dedup();
        }
        marks.sort_unstable_by_key(|mark| mark.part);
        Marks { marks, heard }
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
            let answer = Answer { part: Some(number), place: part.place(found.fit), length, found };
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
        Some(Answer { part: Some(told.part), place: Part::Name.place(Fit::Inside), length: 0, found })
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

impl Rank {
    fn add(&mut self, answer: &Answer) {
        let in_one_piece = answer.found.fit != Fit::Scattered && answer.found.manner == Manner::Spelled;
        self.scattered += u32::from(!in_one_piece);
        self.manner += answer.found.manner as u32;
        self.place += answer.place;
        self.fit += answer.found.fit as u32;
        self.score.0 += answer.found.score;
        self.length += answer.length;
    }
}

impl Part {
    /// How far from the title a word stands in it. A tag that is the word says what the record is about; what a metric is
    /// called may have the word by the way: 調解委員會消保官委員.
    pub(super) fn place(self, fit: Fit) -> u32 {
        match self {
            Part::Title => 0,
            Part::Id | Part::Category | Part::Metric => 1,
            Part::Name if fit == Fit::Whole => 1,
            Part::Name => 2,
            Part::Body => 3,
        }
    }
}

#[cfg(test)]
mod tests;
