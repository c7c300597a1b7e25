//! In which documents a number or a year may be found, told by a pass over their text as it stands.
//!
//! A word like `44` or `108年` is found where it stands in a text, where another way to write its year does, and where a
//! value is the number that it says. Most of what has its digits has them in what is not searched, such as dates, or in a
//! text where they are no more than digits; the line on which they stand tells that without the rest of the document.

use crate::search::docs::Docs;
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
    /// Whether it is enough that it stands in a text; else it must stand in a number.
    in_text: bool,
    /// What begins with it and may stand in a text.
    longer: Vec<String>,
}

/// Fewer digits than these stand in most documents.
const SHORTEST: usize = 2;

impl Trace {
    /// That of a word, of whose `digits` a value must have one run to be found by it. None where a pass tells little.
    pub(super) fn new(word: &Word, digits: &[String], segment: &Segment) -> Option<Trace> {
        let texts: Vec<&str> = std::iter::once(word.text()).chain(word.others()).collect();
        let is_plain = |text: &str| text.len() >= SHORTEST && text.chars().all(|c| segment.forms(c) == [c]);
        let is_telling = texts.iter().all(|text| is_plain(text)) && digits.iter().all(|run| run.len() >= SHORTEST);
        if digits.is_empty() || !is_telling {
            return None;
        }
        let mut all: Vec<&str> = texts.iter().copied().chain(digits.iter().map(String::as_str)).collect();
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
            ways.push(Way { finder: finder(text), in_text: texts.contains(text), longer: longer.collect() });
        }
        let pairs = digits.iter().filter_map(|run| run.get(..2)?.split_at_checked(1));
        let pairs = pairs.flat_map(|(first, second)| [format!("{first}{second}"), format!("{first}.{second}")]);
        let pointed = pairs.map(|pair| Way { finder: finder(&pair), in_text: false, longer: Vec::new() });
        Some(Trace { ways, pointed: pointed.collect() })
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
    fn add<S: Source>(&self, block: Range<usize>, segment: &Segment, source: &S, docs: &mut Docs) {
        let (from, text) = (source.start(block.start), source.text());
        let Some(raw) = text.get(from..source.start(block.end)) else { return };
        let mut doc = block.start;
        let mut next = source.start(doc + 1);
        let mut rest = 0;
        // Places may overlap: 4400 stands behind the first 44 of 44400.
        let places = std::iter::from_fn(|| {
            let at = rest + self.finder.find(raw.as_bytes().get(rest..)?)?;
            rest = at + 1;
            Some(from + at)
        });
        for at in places {
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
            let is_text = || self.in_text || text.get(at..).is_some_and(|tail| self.is_longer(tail));
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

    fn is_longer(&self, tail: &str) -> bool {
        self.longer.iter().any(|longer| tail.starts_with(longer.as_str()))
    }
}

fn finder(text: &str) -> Finder<'static> {
    Finder::new(text.as_bytes()).into_owned()
}
