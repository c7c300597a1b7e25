//! In which documents a number or a year may be found, told by a pass over their text as it stands.
//!
//! A word like `44` or `108年` is found where it stands in a text, where another way to write its year does, and where a
//! value is the number that it says. Most of what has its digits has them in what is not searched, such as dates, or in a
//! text where they are no more than digits; the line on which they stand tells that without the rest of the document.

use crate::search::docs::Docs;
use crate::search::need;
use crate::search::query::word::Word;
use crate::search::segment::Places;
use crate::search::segment::Segment;
use crate::search::source::Line;
use crate::search::source::Source;
use memchr::memmem::Finder;
use std::ops::Range;

/// What is looked for, in documents that write each of its characters in one way.
pub(super) struct Trace {
    ways: Vec<Way>,
    /// The first two of the digits, with a point between them and without: for numbers that have a point.
    pointed: Vec<Way>,
}

struct Way {
    finder: Finder<'static>,
    place: Place,
    /// What begins with it and may stand in a text.
    longer: Vec<String>,
}

/// Where what is looked for tells something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a text or in a number.
    Anywhere,
    /// In a number.
    Number,
    /// As a number, but for noughts at its end.
    Whole,
}

/// Fewer characters than these stand in most texts.
const SHORTEST: usize = 2;

impl Trace {
    /// That of a word that says a number or a year. None where a pass tells little.
    pub(super) fn new(word: &Word, segment: &Segment) -> Option<Trace> {
        let texts: Vec<&str> = std::iter::once(word.text()).chain(word.others()).collect();
        let (typed, own): (Vec<String>, _) = (need::typed_digits(word).collect(), need::own_digits(word));
        let is_plain = |text: &str| text.len() >= SHORTEST && text.chars().all(|c| segment.forms(c) == [c]);
        let is_telling = texts.iter().all(|text| is_plain(text)) && typed.iter().all(|run| run.len() >= SHORTEST);
        if typed.is_empty() && own.is_none() || !is_telling {
            return None;
        }
        let mut all: Vec<&str> = texts.iter().copied().chain(typed.iter().map(String::as_str)).collect();
        all.sort_unstable_by_key(|text| (text.len(), *text));
        all.dedup();
        let mut ways: Vec<Way> = Vec::new();
        for (at, text) in all.iter().enumerate() {
            // Wherever a longer one stands, one that it begins with does; and one that may stand anywhere in it.
            let is_found = |short: &&str| text.starts_with(short) || texts.contains(short) && text.contains(short);
            if all[..at].iter().any(is_found) {
                continue;
            }
            let longer = texts.iter().filter(|longer| longer.starts_with(text)).map(|longer| longer.to_string());
            let place = if texts.contains(text) { Place::Anywhere } else { Place::Number };
            ways.push(Way { longer: longer.collect(), ..Way::new(text, place) });
        }
        // A number that is what the word says is that, but for noughts: 20 is 20, or 2 of something.
        ways.extend(
            own.iter().filter(|own| !all.iter().any(|text| own.contains(text))).map(|own| Way::new(own, Place::Whole)),
        );
        let digits = need::digits(word);
        let pointed = digits.iter().flat_map(|run| match run.get(..2).and_then(|two| two.split_at_checked(1)) {
            Some((first, second)) => vec![format!("{first}{second}"), format!("{first}.{second}")],
            None => vec![run.clone()],
        });
        Some(Trace { ways, pointed: pointed.map(|run| Way::new(&run, Place::Number)).collect() })
    }

    /// The documents of these blocks that may have it, the odd ones aside.
    pub(super) fn docs<S: Source>(&self, blocks: u64, segment: &Segment, source: &S) -> Docs {
        let mut docs = Docs::none(segment.len());
        for block in (0..64).filter(|block| blocks & 1 << block != 0) {
            let pointed = self.pointed.iter().filter(|_| segment.points() & 1 << block != 0);
            self.ways.iter().chain(pointed).for_each(|way| way.add(segment.block(block), segment, source, &mut docs));
        }
        docs
    }
}

impl Way {
    fn new(text: &str, place: Place) -> Way {
        Way { finder: Finder::new(text.as_bytes()).into_owned(), place, longer: Vec::new() }
    }

    fn add<S: Source>(&self, block: Range<usize>, segment: &Segment, source: &S, docs: &mut Docs) {
        let (range, text) = (source.start(block.start)..source.start(block.end), source.text());
        let mut doc = block.start;
        let mut next = source.start(doc + 1);
        for at in self.places(range, source) {
            while next <= at && doc + 1 < block.end {
                doc += 1;
                next = source.start(doc + 1);
            }
            if docs.has(doc) {
                continue;
            }
            let Some(Places { title, text: main }) = segment.places(doc) else { continue };
            let own = at - source.start(doc).min(at);
            let is_in = |(from, to): (u16, u16)| (usize::from(from)..usize::from(to)).contains(&own);
            let is_text = || self.place == Place::Anywhere || text.get(at..).is_some_and(|tail| self.is_longer(tail));
            let may_be_in = match is_in(title) || is_in(main) {
                true => is_text(),
                false => match source.line(at) {
                    Line::Number => true,
                    Line::Text => is_text(),
                    Line::Other => false,
                },
            };
            docs.add(may_be_in.then_some(doc));
        }
    }

    /// Each byte of a stretch of the text at which it stands, or where a number begins that is it but for noughts.
    fn places<'s, S: Source>(&'s self, range: Range<usize>, source: &'s S) -> Box<dyn Iterator<Item = usize> + 's> {
        let bytes = source.text().as_bytes();
        if self.place == Place::Whole {
            let is_own = |number: &[u8]| {
                let behind = number.strip_prefix(self.finder.needle());
                behind.is_some_and(|behind| !behind.iter().find(|byte| **byte != b'0').is_some_and(u8::is_ascii_digit))
            };
            return Box::new(source.numbers(range).filter(move |at| bytes.get(*at..).is_some_and(is_own)));
        }
        let mut from = range.start;
        // Places may overlap: 4400 stands behind the first 44 of 44400.
        Box::new(std::iter::from_fn(move || {
            let at = from + self.finder.find(bytes.get(from..range.end)?)?;
            from = at + 1;
            Some(at)
        }))
    }

    fn is_longer(&self, tail: &str) -> bool {
        self.longer.iter().any(|longer| tail.starts_with(longer.as_str()))
    }
}
