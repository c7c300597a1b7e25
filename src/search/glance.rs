//! A document at a glance: how it answers a query, told from its text as it stands and the signs of its segment.
//!
//! The rule is that of [`crate::search::answer`], with every step left out that cannot change what comes out: a title that
//! has the word is not beaten by another part, so no other is looked at; a word of letters is told of by the column of its
//! segment (`letters`), most of the time. What cannot be told so is `Unsure`, and the document is read whole.
//! `tests/search.rs` holds the two to each other.

mod fetch;
mod known;
pub(super) mod look;
mod told;
mod trace;

use crate::search::answer::Part;
use crate::search::answer::Rank;
use crate::search::docs::Docs;
use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::glance::look::Look;
use crate::search::glance::told::Answer;
use crate::search::glance::told::Told;
use crate::search::index::Asked;
use crate::search::needle::Needle;
use crate::search::query::Query;
use crate::search::query::word::Word;
use crate::search::rank;
use crate::search::rank::Fit;
use crate::search::rank::Manner;
use crate::search::segment::Places;
use crate::search::segment::Segment;
use crate::search::segment::Signs;
use crate::search::source::Piece;
use crate::search::source::Source;
use crate::search::source::Stands;
use memchr::memchr;
use memchr::memmem;
use memchr::memrchr;
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
    /// The number of the word that a pass over the texts looks for.
    pass: Option<usize>,
    /// What a title begins with that begins with the one word there is, where that word must stand in a document that has it
    /// and no id is as long as the query.
    first: Option<char>,
}

/// The texts of one document that are at hand.
struct Doc<'a> {
    title: &'a str,
    text: &'a str,
    number: usize,
    places: Places,
    signs: Signs,
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
    /// The query is plain. All documents that answer are in these blocks.
    pub(super) fn new(
        asked: &Asked<'a>,
        headings: &'a Headings,
        segment: &'a Segment,
        source: &'a S,
        blocks: u64,
    ) -> Glance<'a, S> {
        let Asked { query, sieves, prefer_year, .. } = *asked;
        let told = headings.told.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
        let sieves = sieves.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        let words = query.words().iter().zip(told).zip(sieves);
        let looks: Vec<Look> = words.map(|((word, told), sieve)| Look::new(word, segment, told, sieve)).collect();
        let (whole, whole_chars) = (query.whole(), query.whole().chars().count());
        let first = match &looks[..] {
            [look] if look.needle.is_telling() && !look.is_said && !segment.may_have_id(whole_chars) => {
                look.word.text().chars().next()
            }
            _ => None,
        };
        let pass = pass(&looks, segment);
        let mut glance = Glance { segment, source, whole, whole_chars, prefer_year, looks, pass, first };
        if pass.is_none() {
            glance.looks.iter_mut().for_each(|look| look.traced = trace(look, segment, source, blocks));
        }
        glance
    }

    /// What a pass over the texts looks for: the word of which the rarest character is the rarest.
    pub(super) fn pass(&self) -> Option<&Needle> {
        self.looks.get(self.pass?).map(|look| &look.needle)
    }

    /// The documents that can have all words, in one piece or apart, by their Latin words, their signs and the traces of
    /// numbers. Of an odd one that tells nothing.
    pub(super) fn may_answer(&self) -> Docs {
        let segment = self.segment;
        let mut docs = Docs::all(segment.len());
        for look in &self.looks {
            let is_year = self.is_year(look);
            match &look.letters {
                Some(_) if look.has_categories => {}
                // Apart they can only be in its labels.
                Some(asked) => docs.keep(&Docs::with(segment.len(), |doc| {
                    asked.is_in(doc) || look.may_have(segment.signs(doc).labels)
                })),
                None => docs.keep(&Docs::with(segment.len(), |doc| {
                    let signs = segment.signs(doc);
                    (look.may_have(signs.labels) || look.may_have(signs.bodies)) && (is_year || look.may_be_traced(doc))
                })),
            }
        }
        docs
    }

    /// Looks at a document; told of none that is ranked like `threshold` or behind it more than that it answers.
    pub(super) fn look(&self, number: usize, threshold: Option<&Rank>) -> Seen {
        let Some(doc) = self.doc(number) else { return Seen::Unsure };
        if let ([look], Some(threshold)) = (&self.looks[..], threshold)
            && (self.is_beaten(number, threshold) || self.is_far(&doc, look, threshold))
            && let Some(is_there) = self.is_there(&doc, look)
        {
            return if is_there { Seen::In } else { Seen::Not };
        }
        let mut rank = Rank::default();
        let mut is_sure = true;
        for look in &self.looks {
            let answer = match &look.letters {
                Some(spelling) => match self.of_letters(number, look, spelling) {
                    Answer::From(_) => self.run_in_labels(&doc, look, true).map_or(Answer::Not, Answer::Like),
                    // It is nowhere in one piece.
                    Answer::Unsure => self.loose(&doc, look, look.may_be_spread(number, doc.signs.labels)),
                    told => told,
                },
                None => self.answer(&doc, look),
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

    fn doc(&self, number: usize) -> Option<Doc<'a>> {
        let (places, start) = (self.segment.places(number)?, self.source.start(number));
        let of = |(from, to): (u16, u16)| self.source.text().get(start + usize::from(from)..start + usize::from(to));
        let signs = self.segment.signs(number);
        Some(Doc { number, places, title: of(places.title)?, text: of(places.text)?, signs })
    }

    /// What stands in a document before the main text, and behind it. Most documents are told without it, so that it is not
    /// waited for until it is asked for.
    fn around(&self, doc: &Doc) -> [&'a str; 2] {
        let (from, to) = (self.source.start(doc.number), self.source.start(doc.number + 1));
        let of = |from: usize, to: usize| self.source.text().get(from..to).unwrap_or_default();
        match doc.places.text {
            (_, 0) => [of(from, to), ""],
            (begin, end) => [of(from, from + usize::from(begin)), of(from + usize::from(end), to)],
        }
    }

    fn is_called(&self, doc: &Doc) -> bool {
        let is_it = |text: &str| text.chars().map(fold::fold).eq(self.whole.chars());
        let may_be_id = || match self.looks.first() {
            // A number that is said may be written in other ways, but an id is what it is.
            Some(look) => self.segment.may_have_id(self.whole_chars) && look.needle.is_in(self.around(doc)[0]),
            None => false,
        };
        is_it(doc.title) || may_be_id() && self.labels(doc).any(|piece| piece.part == Part::Id && is_it(piece.text))
    }

    fn labels(&self, doc: &Doc) -> impl Iterator<Item = Piece<'a>> {
        self.around(doc).into_iter().flat_map(|raw| self.source.pieces(raw)).filter(|piece| piece.part != Part::Body)
    }

    fn bodies(&self, doc: &Doc) -> impl Iterator<Item = Piece<'a>> {
        self.around(doc).into_iter().flat_map(|raw| self.source.pieces(raw)).filter(|piece| piece.part == Part::Body)
    }

    /// The steps of `answer`, in its order.
    fn answer(&self, doc: &Doc, look: &Look) -> Answer {
        let (in_labels, in_bodies) = (look.may_run(doc.signs.labels), look.may_run(doc.signs.bodies));
        if in_labels && let Some(told) = look.run(Part::Title, doc.title) {
            return Answer::Like(told);
        }
        // A run in a label or a body is a run in the text around the main one, and so are letters apart.
        let is_around = self.around(doc).iter().any(|raw| look.is_in(raw));
        if in_labels && let Some(told) = self.run_in_labels(doc, look, is_around) {
            return Answer::Like(told);
        }
        if in_bodies {
            match self.run_in_bodies(doc, look, is_around) {
                Answer::Not => {}
                answer => return answer,
            }
        }
        let loose = match look.may_have(doc.signs.labels) && !look.is_together() {
            true => {
                let may_scatter = in_labels && self.around(doc).iter().any(|raw| look.needle.has_anchor(raw));
                self.loose(doc, look, may_scatter)
            }
            false => Answer::Not,
        };
        match loose {
            Answer::Not => self.by_year(look),
            loose => loose,
        }
    }

    /// Whether a document's title does not have a word, and what else has it is no better than the last of the best. A word
    /// of letters is told of in another way.
    fn is_far(&self, doc: &Doc, look: &Look, threshold: &Rank) -> bool {
        let best = Rank { inexact: true, place: Part::Id.place(Fit::Whole), ..Rank::default() };
        let is_behind = best >= *threshold && !self.segment.may_have_id(self.whole_chars);
        is_behind && look.letters.is_none() && !look.is_in(doc.title)
    }

    /// Whether a document has a word, where that is soon seen.
    fn is_there(&self, doc: &Doc, look: &Look) -> Option<bool> {
        if look.needle.is_in(doc.text) || look.needle.is_in(doc.title) {
            return Some(true);
        }
        if !self.around(doc).iter().any(|raw| look.needle.is_in(raw)) {
            let is_nowhere = look.is_itself() && look.category_of(|| self.source.category(doc.number)).is_none();
            return is_nowhere.then_some(false);
        }
        // A number that has it tells nothing here, and most of what has digits is numbers.
        let is_in_labels = || look.digits.is_empty() && self.labels(doc).any(|piece| look.needle.is_in(piece.text));
        let is_there = self.is_in_line(doc, look) || is_in_labels();
        is_there.then_some(true)
    }

    /// Whether a word stands in a text that is on the line where it is come upon first before the main text, or behind it.
    fn is_in_line(&self, doc: &Doc, look: &Look) -> bool {
        let is_in = |piece: Piece| piece.stands == Stands::Whole && look.needle.is_in(piece.text);
        let lines = self.around(doc).into_iter().filter_map(|raw| Some(own_line(raw, look.needle.find(raw)?)));
        lines.flat_map(|line| self.source.pieces(line)).any(is_in)
    }

    fn run_in_labels(&self, doc: &Doc, look: &Look, is_around: bool) -> Option<Told> {
        let labels = is_around.then(|| self.labels(doc)).into_iter().flatten();
        let pieces = labels.filter_map(|piece| look.run(piece.part, piece.text));
        let category = look.category_of(|| self.source.category(doc.number)).filter(|told| told.is_run());
        pieces.chain(category).min()
    }

    fn run_in_bodies(&self, doc: &Doc, look: &Look, is_around: bool) -> Answer {
        let mut best = look.run(Part::Body, doc.text);
        let mut is_within = false;
        // A number is shown in another way than it is written, and so may be the unit behind it.
        let is_plain = look.digits.is_empty() && look.is_plain;
        let bodies = (is_around || !is_plain).then(|| self.bodies(doc));
        for piece in bodies.into_iter().flatten() {
            let found = match piece.stands {
                Stands::Number { name, unit } if look.tells(piece.text) || look.may_be_unit(unit) => {
                    let (shown, figures) = self.source.shown(name, piece.text, unit);
                    let shown = fold::fold_str(&shown);
                    if look.is_amount(&figures, &shown) {
                        return Answer::Like(Told { length: 0, ..Told::at_best(Part::Name) });
                    }
                    look.run_in(Part::Body, &shown)
                }
                // What stands between name and grade: `等第 優`.
                Stands::Within if look.word.text().contains(' ') => return Answer::Unsure,
                Stands::Number { unit, .. } => {
                    is_within |= look.is_in(unit);
                    None
                }
                Stands::Within => {
                    is_within |= look.is_in(piece.text);
                    None
                }
                Stands::Whole => look.run(Part::Body, piece.text),
            };
            best = [best, found].into_iter().flatten().min();
        }
        match best {
            _ if is_within => Answer::From(Told::at_best(Part::Body)),
            Some(told) => Answer::Like(told),
            None => Answer::Not,
        }
    }

    /// What of a word is not in one piece: `may_scatter` tells whether its letters may stand in a label.
    fn loose(&self, doc: &Doc, look: &Look, may_scatter: bool) -> Answer {
        if look.is_together() {
            return Answer::Not;
        }
        let title = Piece { part: Part::Title, text: doc.title, stands: Stands::Whole };
        let is_open = may_scatter || self.around(doc).iter().any(|raw| look.may_sound(raw));
        let labels = is_open.then(|| [title].into_iter().chain(self.labels(doc))).into_iter().flatten();
        let category = look.category_of(|| self.source.category(doc.number)).filter(|told| !told.is_run());
        let loose = labels.filter_map(|piece| look.loose(piece.part, piece.text, may_scatter));
        loose.chain(category).min().map_or(Answer::Not, Answer::Like)
    }

    /// The year of all documents, where the word says it: what is left of a word that stands nowhere.
    fn by_year(&self, look: &Look) -> Answer {
        let told = Told { manner: Manner::Spelled, place: 4, fit: Fit::Whole, score: Reverse(0), length: 0 };
        if self.is_year(look) { Answer::Like(told) } else { Answer::Not }
    }

    fn is_year(&self, look: &Look) -> bool {
        look.word.year().is_some_and(|year| year.gregorian() == self.source.year())
    }
}

/// The line of a byte in a part of a document, if it is the item's own; empty behind the first header of a metric, where a line
/// alone does not tell what it is.
fn own_line(raw: &str, at: usize) -> &str {
    let (before, behind) = raw.split_at_checked(at).unwrap_or_default();
    let from = memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
    let to = at + memchr(b'\n', behind.as_bytes()).unwrap_or(behind.len());
    let is_own = memmem::find(&raw.as_bytes()[..from], b"\n[").is_none();
    raw.get(from..to).filter(|_| is_own).unwrap_or_default()
}

/// The number of the word of which the rarest character is the rarest, of those that a pass can look for.
fn pass(looks: &[Look], segment: &Segment) -> Option<usize> {
    let telling = (0..looks.len()).filter(|at| looks[*at].needle.is_telling());
    telling.min_by_key(|at| looks[*at].needle.spread(segment))
}

/// The documents of these blocks in which a number or a year may be found otherwise than by their year; the odd ones aside.
fn trace<S: Source>(look: &Look, segment: &Segment, source: &S, blocks: u64) -> Option<Docs> {
    let mut docs = look.trace(segment)?.docs(blocks, segment, source);
    if !look.is_together() {
        docs.add(look.may_be_near(segment).iter());
    }
    if look.has_categories {
        docs.add((0..segment.len()).filter(|doc| look.category_of(|| source.category(*doc)).is_some()));
    }
    Some(docs)
}
