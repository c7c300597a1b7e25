//! The Latin words of the documents of one segment: where a word of letters stands in each, told without its text.
//!
//! Every letter stands in most documents, so blocks and signs tell little of what is typed in Latin, and to look into a
//! million texts takes longer than anyone waits. A column has, for each document, its texts that have Latin words: what each
//! is, its length, and the numbers of its words in a list that the segment has once. A query is looked for in that list;
//! the column is read from one end to the other. Some 25 bytes for a document with a word or two of its own in its labels.

use crate::search::answer::Part;
use crate::search::rank;
use crate::search::rank::Fit;
use memchr::memmem::Finder;
use std::collections::HashMap;

/// The Latin words of documents. A word is as many letters from a to z, folded, as stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    /// The words, each behind [`START`] or [`INSIDE`].
    words: Box<str>,
    /// Where each begins.
    starts: Box<[u32]>,
    /// Of every document its texts: a head, and the numbers of the words.
    texts: Box<[u16]>,
    /// Where each document's begin, and where the last one's end.
    docs: Box<[u32]>,
}

/// Before a word that stands where a word starts, in the sense of [`rank`].
const START: u8 = b'\n';

/// Before one that stands behind a digit or a letter of another script.
const INSIDE: u8 = b'-';

/// A head has this bit, a number has not.
const HEAD: u16 = 1 << 15;

/// The text of a head begins with the first of its words.
const BEGINS: u16 = 1 << 11;

/// What the text is, at this bit of a head; the length stands below.
const PART: u32 = 8;

/// So many characters, or more than that: no label that is told of here.
const LONG: usize = 255;

/// What is found in labels, by its number in a head; what else there is, is a body.
const LABELS: [Part; 4] = [Part::Title, Part::Id, Part::Metric, Part::Name];

/// A word of letters, looked for in the list of a segment.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    word: Box<[u8]>,
    /// What each word of the list has of it.
    has: Box<[u8]>,
}

/// The word of the list has the word asked for,
const RUN: u8 = 1;
/// and begins with it, where a word starts;
const PREFIX: u8 = 2;
/// starts a word with its first letter;
const FIRST: u8 = 4;
/// starts a word with one of its other letters.
const LATER: u8 = 8;

/// What a document has of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Had {
    /// How it stands in its labels, at best: the place, the fit there, the label's characters.
    pub(super) label: Option<(u32, Fit, usize)>,
    /// How it stands in its bodies, at best.
    pub(super) body: Option<Fit>,
    /// Words of a label may begin with its letters.
    pub(super) initials: bool,
    /// It stands in a title or an id of the length asked for.
    pub(super) may_be_called: bool,
}

impl Letters {
    /// The bytes it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.words.len() + size_of_val(&*self.starts) + size_of_val(&*self.texts) + size_of_val(&*self.docs)
    }

    /// Looks for a folded word in the list; none of what is not letters from a to z.
    pub(super) fn ask(&self, word: &str) -> Option<Spelling> {
        let letters = word.as_bytes();
        let (first, rest) = letters.split_first()?;
        if !letters.iter().all(u8::is_ascii_lowercase) || letters.len() >= LONG {
            return None;
        }
        let words = self.words.as_bytes();
        let mut has: Box<[u8]> = self
            .starts
            .iter()
            .map(|start| {
                let [mark, letter] = [words[*start as usize - 1], words[*start as usize]];
                let bits = if letter == *first { FIRST } else { 0 } | if rest.contains(&letter) { LATER } else { 0 };
                if mark == START { bits } else { 0 }
            })
            .collect();
        let mut number = 0;
        for at in Finder::new(letters).find_iter(words) {
            while self.starts.get(number + 1).is_some_and(|start| *start as usize <= at) {
                number += 1;
            }
            let is_prefix = at == self.starts[number] as usize && words[at - 1] == START;
            has[number] |= if is_prefix { RUN | PREFIX } else { RUN };
        }
        Some(Spelling { word: letters.into(), has })
    }

    /// What a document has of a word. `called` is the length of title or id that is asked for.
    pub(super) fn had(&self, doc: usize, asked: &Spelling, called: usize) -> Had {
        let mut had = Had::default();
        let (mut head, mut is_first, mut has_first) = (0, false, false);
        for entry in self.entries(doc) {
            if entry & HEAD != 0 {
                (head, is_first, has_first) = (*entry, *entry & BEGINS != 0, false);
                continue;
            }
            let has = asked.has.get(usize::from(*entry)).copied().unwrap_or_default();
            if has != 0 {
                if has & RUN != 0 {
                    had.run(head, is_first, has, asked.word.len(), called);
                }
                had.initials |= has_first && has & LATER != 0 && part(head) != Part::Body;
                has_first |= has & FIRST != 0;
            }
            is_first = false;
        }
        had
    }

    /// Whether the word is made of the beginnings of words, in their order, in one of the document's labels.
    pub(super) fn has_initials(&self, doc: usize, asked: &Spelling) -> bool {
        // Bit by bit, how many of its letters the words so far can have.
        let mut had = 1u128;
        self.labels(doc).any(|entry| {
            let Some(number) = entry else {
                had = 1;
                return false;
            };
            let Some((START, own)) = self.word(number) else { return false };
            let before = had;
            for count in (0..asked.word.len().min(127)).filter(|count| before & 1 << count != 0) {
                let same = asked.word[count..].iter().zip(own).take_while(|(asked, own)| asked == own).count();
                (1..=same).for_each(|more| had |= 1u128.checked_shl((count + more) as u32).unwrap_or_default());
            }
            asked.word.len() > 127 || had & 1 << asked.word.len() != 0
        })
    }

    /// Whether one of the document's labels has the letters of the word in their order.
    pub(super) fn has_scattered(&self, doc: usize, asked: &Spelling) -> bool {
        let mut rest = asked.word.iter().peekable();
        self.labels(doc).any(|entry| {
            match entry.and_then(|number| self.word(number)) {
                None => rest = asked.word.iter().peekable(),
                Some((_, own)) => own.iter().for_each(|letter| _ = rest.next_if_eq(&letter)),
            }
            rest.peek().is_none()
        })
    }

    /// The numbers of the words of its labels; none before each.
    fn labels(&self, doc: usize) -> impl Iterator<Item = Option<u16>> {
        let is_label = |entry: &&u16| **entry & HEAD == 0 || part(**entry) != Part::Body;
        // Bodies stand behind all labels.
        let labels = self.entries(doc).iter().take_while(is_label);
        labels.map(|entry| Some(*entry).filter(|entry| entry & HEAD == 0))
    }

    fn entries(&self, doc: usize) -> &[u16] {
        match self.docs.get(doc..doc + 2) {
            Some([from, to]) => self.texts.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    fn word(&self, number: u16) -> Option<(u8, &[u8])> {
        let number = usize::from(number);
        let from = *self.starts.get(number)? as usize;
        let to = self.starts.get(number + 1).map_or(self.words.len(), |next| *next as usize - 1);
        let words = self.words.as_bytes();
        Some((*words.get(from - 1)?, words.get(from..to)?))
    }
}

impl Had {
    fn run(&mut self, head: u16, is_first: bool, has: u8, word: usize, called: usize) {
        let chars = usize::from(head & ((1 << PART) - 1));
        let part = part(head);
        let fit = match has & PREFIX != 0 {
            true if is_first && chars == word => Fit::Whole,
            true if is_first => Fit::Start,
            true => Fit::WordStart,
            false => Fit::Inside,
        };
        if part == Part::Body {
            self.body = Some(self.body.map_or(fit, |best| best.min(fit)));
            return;
        }
        let label = (part.place(fit), fit, chars);
        self.label = Some(self.label.map_or(label, |best| best.min(label)));
        self.may_be_called |= matches!(part, Part::Title | Part::Id) && chars == called;
    }
}

fn part(head: u16) -> Part {
    LABELS.get(usize::from(head >> PART & 7)).copied().unwrap_or(Part::Body)
}

/// Gathers [`Letters`], document by document, text by text, character by character.
#[derive(Debug, Default)]
pub(super) struct Spell {
    words: String,
    starts: Vec<u32>,
    numbers: HashMap<String, u16>,
    /// The document, counted from 1, that had each word last in its bodies.
    in_bodies: Vec<u32>,
    texts: Vec<u16>,
    docs: Vec<u32>,
    is_odd: bool,
    /// The text being read: its head but for the length, where that stands, its characters, the last of them.
    head: u16,
    at: Option<usize>,
    chars: usize,
    before: Option<char>,
    /// The word being read, behind its mark; empty between words.
    word: String,
}

impl Spell {
    /// Begins the next document.
    pub(super) fn begin(&mut self) {
        self.docs.push(self.texts.len() as u32);
    }

    /// Begins a text. `before` is what stands in front of it; bodies come behind all labels.
    pub(super) fn text(&mut self, part: Part, before: Option<char>) {
        let number = LABELS.iter().position(|label| *label == part).unwrap_or(LABELS.len());
        self.head = HEAD | (number as u16) << PART;
        (self.at, self.chars, self.before) = (None, 0, before);
    }

    /// Takes the next character of the text, folded.
    pub(super) fn push(&mut self, c: char) {
        if c.is_ascii_lowercase() {
            if self.word.is_empty() {
                let is_start = self.before.is_none_or(|before| rank::starts_word(before, c));
                self.word.push(char::from(if is_start { START } else { INSIDE }));
                self.head |= if self.at.is_none() && self.before.is_none() { BEGINS } else { 0 };
            }
            self.word.push(c);
        } else if !self.word.is_empty() {
            self.flush();
        }
        self.chars += 1;
        self.before = Some(c);
    }

    /// Ends the text.
    pub(super) fn end_text(&mut self) {
        if !self.word.is_empty() {
            self.flush();
        }
        self.is_odd |= self.chars >= LONG && part(self.head) != Part::Body;
        if let Some(head) = self.at.and_then(|at| self.texts.get_mut(at)) {
            *head = self.head | self.chars.min(LONG) as u16;
        }
    }

    /// Ends the document, and tells whether it is odd: it is said to be, has too long a label, or more words than can be
    /// told of. Nothing is kept of it then.
    pub(super) fn end(&mut self, is_odd: bool) -> bool {
        let is_odd = std::mem::take(&mut self.is_odd) || is_odd;
        if is_odd {
            self.texts.truncate(self.docs.last().map_or(0, |from| *from as usize));
        }
        is_odd
    }

    /// What was gathered.
    pub(super) fn letters(mut self) -> Letters {
        self.begin();
        Letters {
            words: self.words.into(),
            starts: self.starts.into(),
            texts: self.texts.into(),
            docs: self.docs.into(),
        }
    }

    fn flush(&mut self) {
        let number = match self.numbers.get(&self.word) {
            Some(number) => *number,
            None if self.starts.len() >= usize::from(HEAD) => {
                self.is_odd = true;
                self.word.clear();
                return;
            }
            None => {
                let number = self.starts.len() as u16;
                self.starts.push(self.words.len() as u32 + 1);
                self.words.push_str(&self.word);
                self.in_bodies.push(0);
                self.numbers.insert(self.word.clone(), number);
                number
            }
        };
        self.word.clear();
        let is_first = self.at.is_none();
        let is_body = part(self.head) == Part::Body;
        let doc = self.docs.len() as u32;
        let last = self.in_bodies.get_mut(usize::from(number)).filter(|_| is_body);
        let is_again = last.is_some_and(|last| std::mem::replace(last, doc) == doc);
        // What a body begins with counts for more than the same elsewhere.
        if is_again && !is_first {
            return;
        }
        if is_first {
            self.at = Some(self.texts.len());
            self.texts.push(self.head);
        }
        self.texts.push(number);
    }
}

#[cfg(test)]
mod tests;
