//! The Latin words of the documents of one segment: in which of them a word of letters stands, and how, told without a text.
//!
//! Every letter stands in most documents, so blocks and signs tell little of what is typed in Latin, and to look into a
//! million texts takes longer than anyone waits. A list has every word once, and right behind it the places where it stands:
//! what the text is there, how the word stands in it, and the documents, by their distances. A query is looked for in the
//! list, and only the places of the words that have it are read: a byte or two each, some 16 for a document with a word or
//! two of its own in its labels.
//!
//! The list is bytes. A mark begins a word, letters are its letters, and those from [`NEAR`] on are its places: `\nlock`,
//! `FIRST_KIND + 12`, `NEAR + 3`, `NEAR + 1`, `FAR`, `NEAR + 2`, `NEAR + 5` tells that `lock` stands in bodies of the documents 3, 4
//! and 4 + 2 × 112 + 5.

use crate::search::answer::Part;
use crate::search::rank;
use crate::search::rank::Fit;
use memchr::memmem::Finder;
use std::collections::HashMap;
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

/// The Latin words of documents. A word is as many letters from a to z, folded, as stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    docs: usize,
    /// The words, each behind [`START`] or [`INSIDE`], and before its places.
    list: Box<[u8]>,
}

/// Before a word that stands where a word starts, in the sense of [`rank`].
const START: u8 = b'\n';

/// Before one that stands behind a digit or a letter of another script.
const INSIDE: u8 = b'-';

/// The place is so many documents behind the last one of its kind; the first is counted from the first document.
const NEAR: u8 = 0x80;

/// The places that follow are of this kind, of [`KINDS`].
const FIRST_KIND: u8 = 0xf0;

/// The next place is farther by as many times [`STEP`] as the byte behind this one is above [`NEAR`].
const FAR: u8 = 0xff;

/// The distances that one byte tells.
const STEP: usize = (FIRST_KIND - NEAR) as usize;

/// The parts of [`PARTS`], each in three ways: the word stands in it, begins it, is all there is of it.
const KINDS: usize = 3 * PARTS.len();

/// What a text may be, by the number in a place; a category is known elsewhere.
const PARTS: [Part; 5] = [Part::Title, Part::Id, Part::Metric, Part::Name, Part::Body];

/// The number of the body, behind all labels.
const BODY: usize = 4;

/// How a word stands in the documents of a segment.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    /// Document by document: four times the place, and the fit there; [`NOWHERE`], and besides [`FIRST`].
    stands: Box<[u8]>,
}

/// It stands nowhere.
const NOWHERE: u8 = 31;

/// It begins a title or an id.
const FIRST: u8 = 32;

/// Which of the documents may have a label in which words begin with its letters.
#[derive(Clone, Debug)]
pub(super) struct Initials(Box<[u8]>);

impl Letters {
    /// The bytes it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.list.len()
    }

    /// How a folded word stands in the documents; none of what is not letters from a to z.
    pub(super) fn ask(&self, word: &str) -> Option<Spelling> {
        if word.is_empty() || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
            return None;
        }
        let codes: [[u8; KINDS]; 4] = std::array::from_fn(|way| std::array::from_fn(|kind| code(kind, way)));
        let mut stands: Box<[u8]> = vec![NOWHERE; self.docs].into();
        let finder = Finder::new(word);
        let mut next = 0;
        while let Some(found) = self.list.get(next..).and_then(|rest| finder.find(rest)) {
            let at = next + found;
            let end = at + word.len();
            let is_prefix = at.checked_sub(1).is_some_and(|before| self.list[before] == START);
            // Where it stands again in the same word it stands no better.
            let letters = self.list[end..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            let codes = &codes[usize::from(is_prefix) + 2 * usize::from(letters == 0)];
            next = self.places(end + letters, |doc, kind| {
                if let (Some(own), Some(code)) = (stands.get_mut(doc), codes.get(kind)) {
                    *own = (*own & NOWHERE).min(code & NOWHERE) | (*own | code) & FIRST;
                }
            });
        }
        Some(Spelling { stands })
    }

    /// In which documents the first letter of a word may begin a word of a label, and its end another of it: whoever has
    /// its letters as beginnings of words has both.
    pub(super) fn initials(&self, word: &str) -> Initials {
        let word = word.as_bytes();
        let mut parts: Box<[u8]> = vec![0; self.docs].into();
        let mut next = 0;
        while let Some((mark, rest)) = self.list.get(next..).and_then(<[u8]>::split_first) {
            let letters = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            let own = &rest[..letters];
            let is_first = *mark == START && own.first() == word.first();
            let is_last = *mark == START && (1..word.len()).any(|at| own.starts_with(&word[at..]));
            next = self.places(next + 1 + letters, |doc, kind| {
                let bit = 1 << (kind / 3);
                let bits = if is_first { bit } else { 0 } | if is_last { bit << BODY } else { 0 };
                parts.get_mut(doc).filter(|_| kind / 3 != BODY).into_iter().for_each(|own| *own |= bits);
            });
        }
        Initials(parts)
    }

    /// Each of the places that begin at a byte of the list: the document and the kind. Gives the byte behind them.
    fn places(&self, from: usize, mut show: impl FnMut(usize, usize)) -> usize {
        let (mut doc, mut kind, mut at) = (0, 0, from);
        while let Some(byte) = self.list.get(at).filter(|byte| **byte >= NEAR) {
            at += 1;
            match *byte {
                FAR => {
                    doc += self.list.get(at).map_or(0, |steps| usize::from(steps & !NEAR) * STEP);
                    at += 1;
                }
                byte if byte >= FIRST_KIND => (doc, kind) = (0, usize::from(byte - FIRST_KIND)),
                byte => {
                    doc += usize::from(byte - NEAR);
                    show(doc, kind);
                }
            }
        }
        at
    }
}

/// What a place of that kind tells of what stands at the start of the word there (1), at its end (2), or is the word (3).
fn code(kind: usize, way: usize) -> u8 {
    let (is_prefix, is_end) = (way & 1 != 0, way & 2 != 0);
    let fit = match kind % 3 {
        2 if is_prefix && is_end => Fit::Whole,
        1 | 2 if is_prefix => Fit::Start,
        _ if is_prefix => Fit::WordStart,
        _ => Fit::Inside,
    };
    let part = PARTS[kind / 3];
    let is_first = fit <= Fit::Start && matches!(part, Part::Title | Part::Id);
    (part.place(fit) as u8 * 4 + fit as u8) | if is_first { FIRST } else { 0 }
}

impl Spelling {
    /// How the word stands in a document at best: the place, as [`crate::search::answer::Rank`] counts it, and the fit there.
    pub(super) fn stands(&self, doc: usize) -> Option<(u32, Fit)> {
        const FITS: [Fit; 4] = [Fit::Whole, Fit::Start, Fit::WordStart, Fit::Inside];
        let code = self.stands.get(doc)? & NOWHERE;
        (code != NOWHERE).then(|| (u32::from(code / 4), FITS[usize::from(code % 4)]))
    }

    /// Whether it stands in a document.
    pub(super) fn is_in(&self, doc: usize) -> bool {
        self.stands.get(doc).is_some_and(|code| code & NOWHERE != NOWHERE)
    }

    /// Whether it stands in a document, but neither at the beginning of title or id nor as well as this.
    pub(super) fn is_behind(&self, doc: usize, place: u32, fit: u32) -> bool {
        self.stands.get(doc).is_some_and(|code| *code < NOWHERE && u32::from(*code) > place * 4 + fit)
    }

    /// Whether it begins the title of a document, or its id.
    pub(super) fn is_first(&self, doc: usize) -> bool {
        self.stands.get(doc).is_some_and(|code| code & FIRST != 0)
    }
}

impl Initials {
    /// Whether a document may have such a label.
    pub(super) fn may_be_in(&self, doc: usize) -> bool {
        self.0.get(doc).is_some_and(|parts| parts & parts >> BODY & 0xf != 0)
    }
}

/// Gathers [`Letters`], document by document, text by text, character by character.
#[derive(Debug, Default)]
pub(super) struct Spell {
    docs: usize,
    /// Every word behind its mark, by its number.
    words: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32, Xxh3DefaultBuilder>,
    /// The document, counted from 1, that had each word last, and the kinds of places it has had there.
    last: Vec<(u32, u16)>,
    /// Every place: the word, the kind, the document.
    places: Vec<(u32, u8, u32)>,
    /// As many places there were before this document.
    before_doc: usize,
    /// The text being read: what it is, whether something stands in front of it, its characters, the last of them.
    part: usize,
    is_tail: bool,
    chars: usize,
    before: Option<char>,
    /// The word being read, behind its mark; empty between words.
    word: String,
}

impl Spell {
    /// Begins the next document.
    pub(super) fn begin(&mut self) {
        self.docs += 1;
        self.before_doc = self.places.len();
    }

    /// Begins a text. `before` is what stands in front of it.
    pub(super) fn text(&mut self, part: Part, before: Option<char>) {
        self.part = PARTS.iter().position(|own| *own == part).unwrap_or(BODY);
        (self.is_tail, self.chars, self.before) = (before.is_some(), 0, before);
    }

    /// Takes the next character of the text, folded.
    pub(super) fn push(&mut self, c: char) {
        if c.is_ascii_lowercase() {
            if self.word.is_empty() {
                let is_start = self.before.is_none_or(|before| rank::starts_word(before, c));
                self.word.push(char::from(if is_start { START } else { INSIDE }));
            }
            self.word.push(c);
        } else if !self.word.is_empty() {
            self.flush(false);
        }
        self.chars += 1;
        self.before = Some(c);
    }

    /// Ends the text.
    pub(super) fn end_text(&mut self) {
        if !self.word.is_empty() {
            self.flush(true);
        }
    }

    /// Ends the document. Nothing is kept of an odd one.
    pub(super) fn end(&mut self, is_odd: bool) {
        if is_odd {
            self.places.truncate(self.before_doc);
        }
    }

    /// What was gathered.
    pub(super) fn letters(mut self) -> Letters {
        self.places.sort_unstable();
        let mut list = Vec::new();
        for own in self.places.chunk_by(|place, next| place.0 == next.0) {
            list.extend(self.words[own[0].0 as usize].bytes());
            write(own, &mut list);
        }
        Letters { docs: self.docs, list: list.into() }
    }

    /// The word has ended, with its text or before that.
    fn flush(&mut self, is_end: bool) {
        let is_begin = !self.is_tail && self.chars + 1 == self.word.len();
        let kind = 3 * self.part + if is_begin { 1 + usize::from(is_end) } else { 0 };
        let number = match self.numbers.get(self.word.as_str()) {
            Some(number) => *number,
            None => {
                let number = self.words.len() as u32;
                self.words.push(self.word.as_str().into());
                self.last.push((0, 0));
                self.numbers.insert(self.word.as_str().into(), number);
                number
            }
        };
        self.word.clear();
        let (doc, kinds) = &mut self.last[number as usize];
        if *doc != self.docs as u32 {
            (*doc, *kinds) = (self.docs as u32, 0);
        }
        if *kinds & 1 << kind == 0 {
            *kinds |= 1 << kind;
            self.places.push((number, kind as u8, self.docs as u32 - 1));
        }
    }
}

/// Writes the places of one word, ascending.
fn write(places: &[(u32, u8, u32)], list: &mut Vec<u8>) {
    let mut last = None;
    for (_, kind, doc) in places {
        let before = match last {
            Some((own, before)) if own == *kind => before,
            _ => {
                list.push(FIRST_KIND + kind);
                0
            }
        };
        let (mut steps, rest) = ((doc - before) as usize / STEP, (doc - before) as usize % STEP);
        while steps > 0 {
            // Like all that is told of places this must not look like a letter, for a word is looked for in the whole list.
            let some = steps.min(usize::from(u8::MAX - NEAR));
            list.extend([FAR, NEAR + some as u8]);
            steps -= some;
        }
        list.push(NEAR + rest as u8);
        last = Some((*kind, *doc));
    }
}

#[cfg(test)]
mod tests;
