//! Text → records, fast, for files that are written plainly: the reader that nearly every file meets.
//!
//! A file is plain where it keeps to a part of TOML that one pass over its lines can judge: bare keys, each once in its
//! table; strings of the four kinds with the common escapes; whole numbers and decimals, booleans, dates of a day; arrays
//! of these; and the headers `[[item]]`, `[[item.metric]]` and `[[item.metric.entry]]`, each below the one it belongs to.
//! All else is left to the full reader ([`crate::store::tree`]) and the judge of what is TOML (the `toml` crate), a file at
//! a time: whatever this reader takes, those two take, and see the same records. `plain/tests.rs` holds it to that.

use crate::model::field::Field;
use crate::store::plain::scan::Line;
use crate::store::plain::scan::Scan;
use crate::store::record::Block;
use crate::store::record::Form;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::record::Slot;
use crate::store::record::own_end;
use crate::store::record::own_start;
use crate::store::span::Span;

mod scan;

/// What stands above the first header of a plain file, and where each of its records begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// The file's own keys.
    pub root: Vec<Slot>,
    /// The first byte of each record, its comment lines included.
    pub starts: Vec<u32>,
}

/// Reads a plain file whole, and shows each record as it goes; none where the file is not plain, whatever was shown then.
pub fn read(text: &str, mut show: impl FnMut(&Record)) -> Option<Plain> {
    if !scan::is_tame(text) {
        return None;
    }
    let mut reader = Reader::new(text, 0);
    let root = reader.root()?;
    let mut starts = Vec::new();
    while let Some(record) = reader.record()? {
        if starts.len() == MOST_RECORDS {
            return None;
        }
        starts.push(record.item.span.start);
        show(&record);
    }
    // `item` as a key of the file's own would be a second meaning of the headers.
    let is_taken = root.slots.iter().any(|slot| slot.key.of(text) == scan::ITEM);
    (!is_taken).then_some(Plain { root: root.slots, starts })
}

/// The record of a plain file that begins at this byte, as [`Plain::starts`] tells them.
pub fn record(text: &str, start: usize) -> Option<Record> {
    Reader::new(text, start).record()?
}

/// The values of the record of a plain file that begins at this byte, as they stand, each with its key and the depth of its
/// table: 1 for the item, 2 for a metric, 3 for an entry.
pub fn values(text: &str, start: usize) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut scan = Scan::new(text, start);
    let mut depth = 0;
    std::iter::from_fn(move || {
        loop {
            match scan.line()? {
                Line::Pair { key, value, .. } => return Some((depth, key.of(text), value.of(text))),
                Line::Header { depth: 1, .. } if depth > 0 => return None,
                Line::Header { depth: own, .. } => depth = own,
                Line::End => return None,
            }
        }
    })
}

/// Reads one block after another. It stands before the lines of a header, or at the end.
struct Reader<'t> {
    scan: Scan<'t>,
    /// Where the content of the block before ends: a `#` up to there may be part of a string.
    above: usize,
    /// The header that comes next, with its depth: 1 for an item, 2 for a metric, 3 for an entry.
    next: Option<(Span, usize)>,
}

/// Keys with their values, and where the last of these ends.
struct Pairs {
    slots: Vec<Slot>,
    end: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, at: usize) -> Reader<'t> {
        Reader { scan: Scan::new(text, at), above: at, next: None }
    }

    /// The keys above the first header.
    fn root(&mut self) -> Option<Pairs> {
        self.pairs(0, 0)
    }

    /// The next record; none at the end. Outside that, none where the text is not plain.
    fn record(&mut self) -> Option<Option<Record>> {
        if self.next.is_none() {
            // Comments and blank lines before the first header of a record read by itself.
            self.pairs(0, self.above).filter(|pairs| pairs.slots.is_empty())?;
        }
        let Some((head, depth)) = self.next.take() else { return Some(None) };
        if depth != 1 {
            return None;
        }
        let start = own_start(self.scan.text, head.from(), self.above);
        let Pairs { slots, mut end } = self.pairs(1, head.to())?;
        let mut metrics: Vec<Block> = Vec::new();
        while let Some((head, 2)) = self.next {
            metrics.push(self.metric(head, &mut end)?);
        }
        if !matches!(self.next, None | Some((_, 1))) {
            return None;
        }
        let item = self.block(start, head, slots, end);
        Some(Some(Record { item, metrics }))
    }

    fn metric(&mut self, head: Span, end: &mut usize) -> Option<Block> {
        let start = own_start(self.scan.text, head.from(), self.above);
        let Pairs { slots, end: own } = self.pairs(2, head.to())?;
        *end = own;
        let mut entries = Vec::new();
        while let Some((head, 3)) = self.next {
            let start = own_start(self.scan.text, head.from(), self.above);
            let Pairs { slots, end: own } = self.pairs(3, head.to())?;
            *end = own;
            entries.push(self.block(start, head, slots, own));
        }
        Some(Block { entries, ..self.block(start, head, slots, *end) })
    }

    fn block(&self, start: usize, head: Span, slots: Vec<Slot>, end: usize) -> Block {
        let span = Span::new(start, own_end(self.scan.text, end));
        Block { span, head, form: Form::Header, slots, entries: Vec::new() }
    }

    /// The keys below a header of this depth, up to the next header, which is then known. `end` is where the header ends.
    fn pairs(&mut self, depth: usize, end: usize) -> Option<Pairs> {
        let usual = if depth == 1 { USUAL_KEYS } else { 0 };
        let mut pairs = Pairs { slots: Vec::with_capacity(usual), end };
        self.next = None;
        loop {
            match self.scan.line()? {
                Line::Pair { key, value, is_array } => {
                    let name = self.name(depth, key)?;
                    // Keys are few; a table of very many is for the full reader, which keeps a map of them.
                    if pairs.slots.len() == MOST_KEYS || pairs.slots.iter().any(|slot| slot.name == name) {
                        return None;
                    }
                    pairs.end = value.to();
                    let elements = is_array.then(|| self.scan.elements.clone());
                    pairs.slots.push(Slot { name, key, value, elements });
                }
                Line::Header { span, depth } => {
                    self.next = Some((span, depth));
                    break;
                }
                Line::End => break,
            }
        }
        self.above = pairs.end;
        Some(pairs)
    }

    /// What a key means at this depth; none where a table of that name stands below.
    fn name(&self, depth: usize, key: Span) -> Option<Name> {
        let key = key.of(self.scan.text);
        let field = match depth {
            0 => None,
            1 if key == scan::METRIC => return None,
            1 => Field::of_item(key),
            2 if key == scan::ENTRY => return None,
            2 => Field::of_metric(key),
            _ => Field::of_entry(key),
        };
        Some(field.map_or_else(|| Name::Other(key.into()), Name::Field))
    }
}

/// As many records a plain file may have: something may be wrong with each, and be told.
const MOST_RECORDS: usize = 200_000;

/// As many keys an item mostly has at most: room for them is made at once.
const USUAL_KEYS: usize = 10;

/// As many keys a table of a plain file may have.
const MOST_KEYS: usize = 64;

#[cfg(test)]
mod tests;
