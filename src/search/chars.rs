//! Where each character stands in the documents of a segment: in which documents, or in which of 64 equal blocks of them.
//!
//! A document in a block without a character that the query must have is never looked at. But where a character stands in
//! one document of fourteen, most blocks have it, and whoever types it would have most texts looked at. Of the most common
//! there is a bit for every document, of others the distances from one document to the next, in half bytes: of a thousand
//! documents of Chinese reports some 125 and 170 characters, 16 and 11 bytes a document. What is rarer is found soon
//! enough by its blocks.

use crate::search::docs::Docs;

/// Which characters, and where each stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chars {
    docs: usize,
    /// Folded, ascending, and the blocks of each; without those of which distances are kept, which tell the blocks too.
    chars: Box<[u16]>,
    blocks: Box<[u64]>,
    /// Those of them that stand in very many documents, ascending; and a row of bits for each.
    common: Box<[u16]>,
    bits: Box<[u64]>,
    /// Those that stand in many, ascending; where the distances of each end; and these.
    others: Box<[u16]>,
    ends: Box<[u32]>,
    steps: Box<[u8]>,
}

/// As many blocks the documents are divided into: a bit each.
pub(super) const BLOCKS: usize = 64;

/// In one document of so many a character stands often enough to know which.
const SHARE: usize = 14;

/// In one of so many it stands so often that bits take less than distances.
const COMMON: usize = 7;

/// A half byte: as many documents, of which none has it; below that, as many and then one that has it.
const NONE: u8 = 15;

impl Chars {
    /// The bytes it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.chars)
            + size_of_val(&*self.blocks)
            + size_of_val(&*self.common)
            + size_of_val(&*self.bits)
            + size_of_val(&*self.others)
            + size_of_val(&*self.ends)
            + size_of_val(&*self.steps)
    }

    /// The blocks in which a folded character of the first plane stands.
    pub(super) fn blocks(&self, code: u16) -> u64 {
        match self.chars.binary_search(&code) {
            Ok(at) => self.blocks[at],
            Err(_) => self.others.binary_search(&code).map_or(0, |at| blocks_with(self.docs, self.steps(at))),
        }
    }

    /// Whether it is known which documents have a folded character.
    pub(super) fn knows(&self, c: char) -> bool {
        let has = |chars: &[u16], code: u16| chars.binary_search(&code).is_ok();
        u16::try_from(u32::from(c)).is_ok_and(|code| has(&self.common, code) || has(&self.others, code))
    }

    /// The documents that have a folded character; none where that is not known.
    pub(super) fn docs(&self, c: char) -> Option<Docs> {
        let code = u16::try_from(u32::from(c)).ok()?;
        if let Ok(at) = self.common.binary_search(&code) {
            let length = self.docs.div_ceil(64);
            return Some(Docs::of_bits(self.bits.get(at * length..(at + 1) * length)?));
        }
        let mut docs = Docs::none(self.docs);
        docs.add(self.steps(self.others.binary_search(&code).ok()?));
        Some(docs)
    }

    /// The documents of one of those of which distances are kept, ascending.
    fn steps(&self, at: usize) -> impl Iterator<Item = usize> {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let steps = self.steps.get(from as usize..self.ends[at] as usize).unwrap_or_default();
        let mut next = 0;
        let halves = steps.iter().flat_map(|byte| [byte & 0xf, byte >> 4]);
        halves.filter_map(move |step| {
            let doc = next + usize::from(step);
            next = if step == NONE { doc } else { doc + 1 };
            (step != NONE).then_some(doc)
        })
    }
}

/// Documents in a block, at least one; so few documents leave blocks empty.
pub(super) fn block_size(docs: usize) -> usize {
    docs.div_ceil(BLOCKS).max(1)
}

/// The blocks of some of so many documents, which ascend.
fn blocks_with(count: usize, docs: impl Iterator<Item = usize>) -> u64 {
    let size = block_size(count);
    let (mut block, mut blocks) = (0, 0);
    for doc in docs {
        while doc >= (block + 1) * size && block < BLOCKS - 1 {
            block += 1;
        }
        blocks |= 1 << block;
    }
    blocks
}

/// Writes the distances from one document to the next, in half bytes. An odd one is filled up, with which nothing is found.
fn write(docs: &[u32], steps: &mut Vec<u8>) {
    let (mut halves, mut next) = (Vec::new(), 0);
    for doc in docs {
        let far = (doc - next) as usize;
        halves.extend(std::iter::repeat_n(NONE, far / usize::from(NONE)));
        halves.push((far % usize::from(NONE)) as u8);
        next = doc + 1;
    }
    steps.extend(halves.chunks(2).map(|pair| pair[0] | pair.get(1).unwrap_or(&NONE) << 4));
}

/// Gathers [`Chars`] of one segment after the other. It takes half a megabyte, which serves them all.
#[derive(Debug)]
pub(super) struct Count {
    /// Of each character of the first plane the document that had it last, counted from 1, and how many have it.
    chars: Box<[(u32, u32)]>,
    /// Those that some document has, each once.
    seen: Vec<u16>,
    /// The characters of one document after the other, each once, and where those of each document begin.
    places: Vec<u16>,
    starts: Vec<usize>,
}

impl Count {
    /// Begins the next document.
    pub(super) fn begin(&mut self) {
        self.starts.push(self.places.len());
    }

    /// The document has a folded character of the first plane.
    pub(super) fn push(&mut self, code: u16) {
        let doc = self.starts.len() as u32;
        let (last, count) = &mut self.chars[usize::from(code)];
        if *last == doc {
            return;
        }
        if *count == 0 {
            self.seen.push(code);
        }
        (*last, *count) = (doc, *count + 1);
        self.places.push(code);
    }

    /// What was gathered; the next segment begins with nothing.
    pub(super) fn chars(&mut self) -> Chars {
        self.seen.sort_unstable();
        // All documents, character by character: from here on each has its end among them in the place of its last document.
        let mut end = 0;
        for code in &self.seen {
            let (place, count) = &mut self.chars[usize::from(*code)];
            *place = end;
            end += *count;
        }
        let mut rows = vec![0; end as usize];
        let bounds = self.starts.iter().skip(1).copied().chain([self.places.len()]);
        for ((doc, from), to) in (0..).zip(&self.starts).zip(bounds) {
            for code in &self.places[*from..to] {
                let place = &mut self.chars[usize::from(*code)].0;
                rows[*place as usize] = doc;
                *place += 1;
            }
        }
        let chars = write_all(&self.seen, self.starts.len(), |code| {
            let (end, count) = std::mem::take(&mut self.chars[usize::from(code)]);
            &rows[(end - count) as usize..end as usize]
        });
        self.seen.clear();
        self.places.clear();
        self.starts.clear();
        chars
    }
}

/// What is kept of these characters, the documents of each of which `row` gives.
fn write_all<'r>(codes: &[u16], docs: usize, mut row: impl FnMut(u16) -> &'r [u32]) -> Chars {
    let (mut chars, mut blocks) = (Vec::new(), Vec::new());
    let (mut common, mut bits) = (Vec::new(), Vec::new());
    let (mut others, mut ends, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    for code in codes {
        let row = row(*code);
        // Of Latin letters and digits signs tell more; and a sign may be shown where the text has none, as in a number.
        let is_told = char::from_u32(u32::from(*code)).is_some_and(|c| !c.is_ascii() && c.is_alphanumeric());
        if is_told && row.len() * SHARE >= docs && row.len() * COMMON < docs {
            others.push(*code);
            write(row, &mut steps);
            ends.push(steps.len() as u32);
            continue;
        }
        let row = || row.iter().map(|doc| *doc as usize);
        chars.push(*code);
        blocks.push(blocks_with(docs, row()));
        if is_told && row().len() * COMMON >= docs {
            let mut own = Docs::none(docs);
            own.add(row());
            common.push(*code);
            bits.extend(own.bits());
        }
    }
    Chars {
        docs,
        chars: chars.into(),
        blocks: blocks.into(),
        common: common.into(),
        bits: bits.into(),
        others: others.into(),
        ends: ends.into(),
        steps: steps.into(),
    }
}

impl Default for Count {
    fn default() -> Count {
        Count { chars: vec![(0, 0); 1 << 16].into(), seen: Vec::new(), places: Vec::new(), starts: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_character_stands_is_known() {
        let mut count = Count::default();
        for docs in [0_usize, 1, 7, 8, 14, 64, 65, 1000] {
            // The n-th of these characters stands in every n-th document, from the first or from the last one on.
            let codes: Vec<u16> = (1..30).map(|n| 0x5000 + n).collect();
            let of = |code: u16, doc: usize| match usize::from(code - 0x5000) {
                step if step.is_multiple_of(2) => doc.is_multiple_of(step),
                step => (docs - 1 - doc).is_multiple_of(step),
            };
            for doc in 0..docs {
                count.begin();
                count.push('，' as u16);
                let own = codes.iter().filter(|code| of(**code, doc));
                own.for_each(|code| [*code, *code].into_iter().for_each(|code| count.push(code)));
            }
            let chars = count.chars();
            for code in codes {
                let expected: Vec<usize> = (0..docs).filter(|doc| of(code, *doc)).collect();
                let blocks = expected.iter().fold(0_u64, |blocks, doc| blocks | 1 << (doc / block_size(docs)));
                let c = char::from_u32(u32::from(code)).unwrap();
                let told = chars.docs(c).map(|docs| docs.iter().collect::<Vec<_>>());
                let is_often = docs > 0 && expected.len() * SHARE >= docs;
                assert_eq!((chars.blocks(code), chars.knows(c)), (blocks, is_often), "{c} of {docs}");
                assert_eq!(told, is_often.then_some(expected), "{c} of {docs}");
            }
            assert!(chars.docs('🐟').is_none() && chars.docs('，').is_none() && chars.docs('無').is_none());
            assert_eq!((chars.blocks('，' as u16) == 0, chars.blocks('無' as u16)), (docs == 0, 0));
        }
    }

    #[test]
    fn it_takes_few_bytes() {
        // Of a thousand documents: in all of them, in every tenth, in every hundredth.
        for (step, most) in [(1, 2 + 8 + 2 + 128), (10, 2 + 4 + 50), (100, 2 + 8)] {
            let mut count = Count::default();
            for doc in 0..1000 {
                count.begin();
                if doc % step == 0 {
                    count.push('安' as u16);
                }
            }
            assert_eq!(count.chars().bytes(), most, "in every {step}");
        }
    }
}
