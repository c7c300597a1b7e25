//! The Latin words of the documents of one segment: in which of them a word of letters stands, and how, told without a text.
//!
//! Every letter stands in most documents, so blocks and signs tell little of what is typed in Latin, and to look into a
//! million texts takes longer than anyone waits. A list has every word once, and behind it the places where it stands: the
//! document, what the text is there, and how the word stands in it. A query is looked for in the list, and only the places
//! of the words that have it are read. Two bytes a place: some 15 for a document with a word or two of its own in its labels.

use crate::search::answer::Part;
use crate::search::rank;
use crate::search::rank::Fit;
use memchr::memmem::Finder;
use std::collections::HashMap;

/// The Latin words of documents. A word is as many letters from a to z, folded, as stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    docs: usize,
    /// The words, each behind [`START`] or [`INSIDE`].
    words: Box<str>,
    /// Where each begins.
    starts: Box<[u32]>,
    /// The places of every word, ascending: what the text is and how it stands there, and the document in its room.
    places: Box<[u16]>,
    /// Where the places of each word begin, and where those of the last one end.
    bounds: Box<[u32]>,
}

/// Before a word that stands where a word starts, in the sense of [`rank`].
const START: u8 = b'\n';

/// Before one that stands behind a digit or a letter of another script.
const INSIDE: u8 = b'-';

/// The bits of a place that tell which document of its room it is; above them stands its kind, below [`KINDS`].
const ROOM: u32 = 12;

/// The parts of [`PARTS`], each in three ways: the word stands in it, begins it, is all there is of it.
const KINDS: usize = 3 * PARTS.len();

/// In the place of the kind: the places that follow are in the room of this number. The first room goes without saying.
const NEXT_ROOM: usize = KINDS;

/// As many documents can be told of: as many rooms as a room has documents.
const MOST: usize = 1 << (2 * ROOM);

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
        self.words.len() + size_of_val(&*self.starts) + size_of_val(&*self.places) + size_of_val(&*self.bounds)
    }

    /// How a folded word stands in the documents; none of what is not letters from a to z.
    pub(super) fn ask(&self, word: &str) -> Option<Spelling> {
        if word.is_empty() || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
            return None;
        }
        let codes: [[u8; KINDS]; 4] = std::array::from_fn(|way| std::array::from_fn(|kind| code(kind, way)));
        let mut stands: Box<[u8]> = vec![NOWHERE; self.docs].into();
        let (words, mut number) = (self.words.as_bytes(), 0);
        let finder = Finder::new(word);
        let mut hits = finder.find_iter(words).peekable();
        while let Some(at) = hits.next() {
            while self.starts.get(number + 1).is_some_and(|start| *start as usize <= at) {
                number += 1;
            }
            let end = self.end(number);
            // Where it stands again in the same word it stands no better.
            while hits.next_if(|next| *next < end).is_some() {}
            let is_prefix = at == self.starts[number] as usize && words[at - 1] == START;
            let codes = &codes[usize::from(is_prefix) + 2 * usize::from(at + word.len() == end)];
            self.places(number, |doc, kind| {
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
        for number in 0..self.starts.len() {
            let (START, own) = self.word(number) else { continue };
            let is_first = own.first() == word.first();
            let is_last = (1..word.len()).any(|at| own.starts_with(&word[at..]));
            if is_first || is_last {
                self.places(number, |doc, kind| {
                    let bit = 1 << (kind / 3);
                    let bits = if is_first { bit } else { 0 } | if is_last { bit << BODY } else { 0 };
                    parts.get_mut(doc).filter(|_| kind / 3 != BODY).into_iter().for_each(|own| *own |= bits);
                });
            }
        }
        Initials(parts)
    }

    /// Each place of a word: the document and the kind.
    fn places(&self, number: usize, mut show: impl FnMut(usize, usize)) {
        let Some([from, to]) = self.bounds.get(number..number + 2) else { return };
        let mut room = 0;
        for place in self.places.get(*from as usize..*to as usize).unwrap_or_default() {
            let (kind, doc) = (usize::from(place >> ROOM), usize::from(place & ((1 << ROOM) - 1)));
            match kind {
                NEXT_ROOM => room = doc << ROOM,
                _ => show(room + doc, kind),
            }
        }
    }

    /// The mark of a word, and the word.
    fn word(&self, number: usize) -> (u8, &[u8]) {
        let (words, start) = (self.words.as_bytes(), self.starts[number] as usize);
        (words[start - 1], &words[start..self.end(number)])
    }

    /// The byte behind a word.
    fn end(&self, number: usize) -> usize {
        self.starts.get(number + 1).map_or(self.words.len(), |next| *next as usize - 1)
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
    words: String,
    starts: Vec<u32>,
    numbers: HashMap<String, u32>,
    /// The document, counted from 1, that had each word last, and the kinds of places it has had there.
    last: Vec<(u32, u16)>,
    /// Every place: the word, the document, the kind.
    places: Vec<(u32, u32, u8)>,
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

    /// Ends the document, and tells whether it is odd: it is said to be, or there are more than rooms can be told of.
    /// Nothing is kept of it then.
    pub(super) fn end(&mut self, is_odd: bool) -> bool {
        let is_odd = is_odd || self.docs > MOST;
        if is_odd {
            self.places.truncate(self.before_doc);
        }
        is_odd
    }

    /// What was gathered.
    pub(super) fn letters(self) -> Letters {
        let mut own: Vec<Vec<u16>> = vec![Vec::new(); self.starts.len()];
        let mut rooms = vec![0; self.starts.len()];
        for (word, doc, kind) in self.places {
            let (word, room) = (word as usize, doc >> ROOM);
            if std::mem::replace(&mut rooms[word], room) != room {
                own[word].push((NEXT_ROOM << ROOM) as u16 | room as u16);
            }
            own[word].push(u16::from(kind) << ROOM | (doc & ((1 << ROOM) - 1)) as u16);
        }
        let mut bounds = vec![0];
        bounds.extend(own.iter().scan(0, |end, places| {
            *end += places.len() as u32;
            Some(*end)
        }));
        Letters {
            docs: self.docs,
            words: self.words.into(),
            starts: self.starts.into(),
            places: own.concat().into(),
            bounds: bounds.into(),
        }
    }

    /// The word has ended, with its text or before that.
    fn flush(&mut self, is_end: bool) {
        let is_begin = !self.is_tail && self.chars + 1 == self.word.len();
        let kind = 3 * self.part + if is_begin { 1 + usize::from(is_end) } else { 0 };
        let number = match self.numbers.get(&self.word) {
            Some(number) => *number,
            None => {
                let number = self.starts.len() as u32;
                self.starts.push(self.words.len() as u32 + 1);
                self.words.push_str(&self.word);
                self.last.push((0, 0));
                self.numbers.insert(self.word.clone(), number);
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
            self.places.push((number, self.docs as u32 - 1, kind as u8));
        }
    }
}

#[cfg(test)]
mod tests;
