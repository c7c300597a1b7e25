//! A document at a glance: how it answers a query, told from its text as it stands and the signs of its segment.
//!
//! The rule is that of [`crate::search::answer`], with every step left out that cannot change what comes out: a title that
//! has the word is not beaten by another part, so no other is looked at; a word of letters is told of by the column of its
//! segment (`letters`), most of the time. What cannot be told so is `Unsure`, and the document is read whole.
//! `tests/search.rs` holds the two to each other.

mod known;
pub(super) mod look;
mod told;

use crate::search::answer::Part;
use crate::search::answer::Rank;
use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::glance::look::Look;
use crate::search::glance::told::Answer;
use crate::search::glance::told::Told;
use crate::search::index::Asked;
use crate::search::need;
use crate::search::needle::Pass;
use crate::search::query::Query;
use crate::search::query::word::Reach;
use crate::search::query::word::Word;
use crate::search::rank;
use crate::search::rank::Fit;
use crate::search::rank::Manner;
use crate::search::segment::Segment;
use crate::search::segment::Signs;
use crate::search::source::Piece;
use crate::search::source::Source;
use crate::search::source::Stands;
use std::cmp::Reverse;

/// What a glance tells of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// It does not answer.
    Not,
    /// It answers, and is ranked no better than the rank asked for.
    In,
    /// It answers like this.
    Ranked(Rank),
    /// It has to be read whole.
    Unsure,
}

/// How the categories of a year answer the words of a query. They are few, and the documents in them many.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    /// Word by word, what each category says to it.
    told: Vec<Vec<Option<Told>>>,
    /// What each category is called, folded.
    names: Vec<Folded>,
}

/// A query made ready for the documents of one segment.
pub(super) struct Glance<'a, S> {
    segment: &'a Segment,
    source: &'a S,
    whole: &'a str,
    whole_chars: usize,
    prefer_year: Option<i32>,
    looks: Vec<Look<'a>>,
}

/// The texts of one document that are at hand.
struct Doc<'a> {
    raw: &'a str,
    title: &'a str,
    text: &'a str,
    /// What stands before the main text, and behind it.
    around: [&'a str; 2],
    signs: Signs,
    category: Option<usize>,
}

impl Headings {
    /// How the categories of these names, by their numbers, answer.
    pub fn new(query: &Query, names: &[String]) -> Headings {
        let names: Vec<Folded> = names.iter().map(|name| fold::fold_str(name)).collect();
        let told = |word: &Word, name: &Folded| {
            let found = rank::fuzzy(word, name)?;
            Some(Told::of(Part::Category, &found, name.char_count()))
        };
        let of_word = |word: &Word| names.iter().map(|name| told(word, name)).collect();
        Headings { told: query.words().iter().map(of_word).collect(), names }
    }

    /// Whether a category answers the word of that number.
    pub(super) fn answer(&self, word: usize, category: usize) -> bool {
        self.told.get(word).and_then(|told| told.get(category)).is_some_and(Option::is_some)
    }

    /// Whether what is looked for stands in the name of each category.
    pub(super) fn with(&self, is_in: impl Fn(&str) -> bool) -> Vec<bool> {
        self.names.iter().map(|name| is_in(name.as_str())).collect()
    }
}

impl<'a, S: Source> Glance<'a, S> {
    /// The query is plain.
    pub(super) fn new(asked: &Asked<'a>, headings: &'a Headings, segment: &'a Segment, source: &'a S) -> Glance<'a, S> {
        let Asked { query, sieves, prefer_year, .. } = *asked;
        let told = headings.told.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
        let sieves = sieves.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        let words = query.words().iter().zip(told).zip(sieves);
        let looks = words.map(|((word, told), sieve)| Look::new(word, segment, told, sieve)).collect();
        Glance { segment, source, whole: query.whole(), whole_chars: query.whole().chars().count(), prefer_year, looks }
    }

    /// What a pass over the texts looks for: the rarest character that a word must have, else the digits of a number.
    pub(super) fn pass(&self) -> Option<Pass<'_>> {
        let needles = self.looks.iter().map(|look| &look.needle).filter(|needle| needle.is_telling());
        let word = needles.min_by_key(|needle| needle.spread(self.segment)).map(Pass::Word);
        word.or_else(|| self.looks.iter().find_map(|look| look.pair.as_ref()).map(Pass::Number))
    }

    /// Whether a document can have all words, by its signs.
    pub(super) fn may_answer(&self, doc: usize) -> bool {
        let signs = self.segment.signs(doc);
        self.looks.iter().all(|look| look.may_have(signs.labels) || look.may_have(signs.bodies))
    }

    /// Has the processor fetch the texts of documents that are looked at next, all at once: one after the other, each would
    /// be waited for. Among a million that is most of the time that a look takes.
    pub(super) fn fetch(&self, docs: &[usize]) {
        /// Bytes that memory hands out together.
        const LINE: usize = 64;
        /// As much of a long text.
        const MOST: usize = 1024;
        let bytes = self.source.text().as_bytes();
        let fetched = docs.iter().filter_map(|doc| {
            let (places, start) = (self.segment.places(*doc)?, self.source.start(*doc));
            let (from, to) = (usize::from(places.title.0), usize::from(places.text.1.max(places.title.1)));
            let text = bytes.get(start + from..start + to.min(from + MOST))?;
            Some(text.iter().step_by(LINE).fold(0, |all, byte| all ^ byte))
        });
        std::hint::black_box(fetched.fold(0, |all, byte| all ^ byte));
    }

    /// Looks at a document; told of none that is ranked like `threshold` or behind it more than that it answers.
    pub(super) fn look(&self, number: usize, threshold: Option<&Rank>) -> Seen {
        let Some(doc) = self.doc(number) else { return Seen::Unsure };
        if let ([look], Some(threshold)) = (&self.looks[..], threshold)
            && self.is_beaten(number, look, threshold)
            && self.is_there(&doc, look)
        {
            return Seen::In;
        }
        let mut rank = Rank::default();
        let mut is_sure = true;
        let far = Rank { inexact: true, place: Part::Id.place(Fit::Whole), ..rank };
        let is_far = self.looks.len() == 1 && threshold.is_some_and(|threshold| far >= *threshold);
        for look in &self.looks {
            let answer = match &look.letters {
                Some(spelling) => match self.of_letters(number, look, spelling) {
                    Answer::From(_) => self.run_in_labels(&doc, look, true).map_or(Answer::Not, Answer::Like),
                    // It is nowhere in one piece.
                    Answer::Unsure => self.loose(&doc, look, look.may_be_spread(number, doc.signs.labels)),
                    told => told,
                },
                None if look.is_sign() => self.of_sign(number, look),
                None => self.answer(&doc, look, is_far),
            };
            match answer {
                Answer::Not => return Seen::Not,
                Answer::Unsure => return Seen::Unsure,
                Answer::From(told) => {
                    is_sure = false;
                    told.add_to(&mut rank);
                }
                Answer::Like(told) => told.add_to(&mut rank),
            }
        }
        rank.inexact = !self.is_called(&doc);
        if is_sure {
            return self.ranked(rank);
        }
        // What is left open can only make the rank worse.
        if threshold.is_some_and(|threshold| rank >= *threshold) { Seen::In } else { Seen::Unsure }
    }

    fn ranked(&self, rank: Rank) -> Seen {
        Seen::Ranked(Rank { other_year: self.prefer_year.is_some_and(|year| year != self.source.year()), ..rank })
    }

    fn doc(&self, doc: usize) -> Option<Doc<'a>> {
        let places = self.segment.places(doc)?;
        let (from, to) = (self.source.start(doc), self.source.start(doc + 1));
        let raw = self.source.text().get(from..to)?;
        let of = |(from, to): (u16, u16)| raw.get(usize::from(from)..usize::from(to));
        let around = match places.text {
            (_, 0) => [raw, ""],
            (from, to) => [raw.get(..usize::from(from))?, raw.get(usize::from(to)..)?],
        };
        let (signs, category) = (self.segment.signs(doc), self.source.category(doc));
        Some(Doc { raw, title: of(places.title)?, text: of(places.text)?, around, signs, category })
    }

    fn is_called(&self, doc: &Doc) -> bool {
        let is_it = |text: &str| text.chars().map(fold::fold).eq(self.whole.chars());
        let may_be_id = || match self.looks.first() {
            // A number that is said may be written in other ways, but an id is what it is.
            Some(look) => self.segment.may_have_id(self.whole_chars) && look.needle.is_in(doc.around[0]),
            None => false,
        };
        is_it(doc.title) || may_be_id() && self.labels(doc).any(|piece| piece.part == Part::Id && is_it(piece.text))
    }

    fn labels<'d>(&self, doc: &Doc<'d>) -> impl Iterator<Item = Piece<'d>> {
        doc.around.into_iter().flat_map(|raw| self.source.pieces(raw)).filter(|piece| piece.part != Part::Body)
    }

    fn bodies<'d>(&self, doc: &Doc<'d>) -> impl Iterator<Item = Piece<'d>> {
        doc.around.into_iter().flat_map(|raw| self.source.pieces(raw)).filter(|piece| piece.part == Part::Body)
    }

    /// The steps of `answer`, in its order. Where what is behind titles is `far` from the best, it is enough that it is there.
    fn answer(&self, doc: &Doc, look: &Look, is_far: bool) -> Answer {
        if look.is_said {
            return self.said(doc, look);
        }
        let (in_labels, in_bodies) = (look.may_have(doc.signs.labels), look.may_have(doc.signs.bodies));
        if in_labels && let Some(fit) = look.needle.fit(doc.title) {
            return Answer::Like(Told::run(Part::Title, fit, doc.title));
        }
        if is_far && in_bodies && look.needle.is_in(doc.text) {
            return Answer::From(Told::at_best(Part::Id));
        }
        // A run in a label or a body is a run in the text around the main one, and so are letters apart.
        let is_around = doc.around.iter().any(|raw| look.needle.is_in(raw));
        if in_labels && let Some(told) = self.run_in_labels(doc, look, is_around) {
            return Answer::Like(told);
        }
        if in_bodies {
            match self.run_in_bodies(doc, look, is_around) {
                Answer::Not => {}
                answer => return answer,
            }
        }
        if !in_labels || look.is_together() {
            return Answer::Not;
        }
        self.loose(doc, look, doc.around.iter().any(|raw| look.needle.has_anchor(raw)))
    }

    /// Whether a word stands in a text where that is soon seen.
    fn is_there(&self, doc: &Doc, look: &Look) -> bool {
        let is_around = || doc.around.iter().any(|raw| look.needle.is_in(raw));
        let is_in_label = || self.labels(doc).any(|piece| look.needle.is_in(piece.text));
        look.needle.is_in(doc.text) || look.needle.is_in(doc.title) || is_around() && is_in_label()
    }

    fn run_in_labels(&self, doc: &Doc, look: &Look, is_around: bool) -> Option<Told> {
        let labels = is_around.then(|| self.labels(doc)).into_iter().flatten();
        let pieces = labels.filter_map(|piece| Some(Told::run(piece.part, look.needle.fit(piece.text)?, piece.text)));
        let category = doc.category.and_then(|category| look.category(category)).filter(|told| told.is_run());
        pieces.chain(category).min()
    }

    fn run_in_bodies(&self, doc: &Doc, look: &Look, is_around: bool) -> Answer {
        let mut best = look.needle.fit(doc.text);
        let mut is_within = false;
        // A number is shown in another way than it is written, and so may be the unit behind it.
        let is_plain =
            look.digits.is_empty() && look.word.text().chars().all(|c| c.is_alphanumeric() && !need::is_added(c));
        let bodies = (is_around || !is_plain).then(|| self.bodies(doc));
        for piece in bodies.into_iter().flatten() {
            match piece.stands {
                Stands::Number if look.tells(piece.text) => return Answer::Unsure,
                Stands::Number => {}
                // What stands between name, number and unit: `採購 12`.
                Stands::Within | Stands::Enlarged if look.word.text().contains(' ') => return Answer::Unsure,
                Stands::Enlarged if look.word.text().contains(need::is_added) => return Answer::Unsure,
                Stands::Within | Stands::Enlarged => is_within |= look.needle.is_in(piece.text),
                Stands::Whole => best = [best, look.needle.fit(piece.text)].into_iter().flatten().min(),
            }
        }
        match best {
            _ if is_within => Answer::From(Told::at_best(Part::Body)),
            Some(fit) => Answer::Like(Told::run(Part::Body, fit, "")),
            None => Answer::Not,
        }
    }

    /// What of a word is not in one piece: `may_scatter` tells whether its letters may stand in a label.
    fn loose(&self, doc: &Doc, look: &Look, may_scatter: bool) -> Answer {
        if look.is_together() {
            return Answer::Not;
        }
        let title = Piece { part: Part::Title, text: doc.title, stands: Stands::Whole };
        let is_open = may_scatter || look.word.hears();
        let labels = is_open.then(|| [title].into_iter().chain(self.labels(doc))).into_iter().flatten();
        let category = doc.category.and_then(|category| look.category(category)).filter(|told| !told.is_run());
        let loose = labels.filter_map(|piece| look.loose(piece.part, piece.text, may_scatter));
        loose.chain(category).min().map_or(Answer::Not, Answer::Like)
    }

    /// A year, or a number that is said: in a document that has none of its digits only the year can answer.
    fn said(&self, doc: &Doc, look: &Look) -> Answer {
        let has_digits = |text: &str, all: &[String]| all.iter().any(|digits| need::has_digits(text, digits));
        let has_year = |text: &str| has_digits(text, &look.years);
        let is_there = |piece: Piece| match piece.stands {
            Stands::Number => look.tells(piece.text),
            _ => has_year(piece.text),
        };
        let pieces = || doc.around.into_iter().flat_map(|raw| self.source.pieces(raw));
        let has_word = || look.word.reach() != Reach::Together && look::is_subsequence(look.word, doc.raw);
        let has_category = || doc.category.is_some_and(|category| look.category(category).is_some());
        let is_unsure = look.is_wide
            || look.word.hears()
            || has_category()
            || has_year(doc.title)
            || has_year(doc.text)
            || pieces().any(is_there)
            || has_word()
            || look.needle.is_in(doc.raw);
        if is_unsure {
            return Answer::Unsure;
        }
        let is_year = look.word.year().is_some_and(|year| year.gregorian() == self.source.year());
        let told = Told { manner: Manner::Spelled, place: 4, fit: Fit::Whole, score: Reverse(0), length: 0 };
        if is_year { Answer::Like(told) } else { Answer::Not }
    }
}
