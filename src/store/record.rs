//! Records: an item and its metrics as ranges of the file's text, read from the tree through a shape.

use crate::model::field::Field;
use crate::model::field::Kind;
use crate::store::edit::Place;
use crate::store::shape::Metrics;
use crate::store::shape::Shape;
use crate::store::span::Span;
use crate::store::tree::Node;
use crate::store::tree::Table;
use crate::store::tree::Tree;
use crate::store::value;
use std::borrow::Cow;

/// An item and its metrics, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The item's own part.
    pub item: Block,
    /// Its metrics.
    pub metrics: Vec<Block>,
}

/// The text of one item (with its metrics inside), of one metric (with its entries inside) or of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The lines it takes, from the comment lines directly above it to the last line that is its own; for an inline
    /// table, from brace to brace.
    pub span: Span,
    /// Where it begins: the header's brackets, the opening brace, or the key of a bare number.
    pub head: Span,
    /// How it is written.
    pub form: Form,
    /// Its keys in the order written.
    pub slots: Vec<Slot>,
    /// A metric's dated entries, in the order of the text; an item and an entry have none.
    pub entries: Vec<Block>,
}

/// How a block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Under a `[[header]]`.
    Header,
    /// As `{ … }` in an array.
    Inline,
    /// As a number of the item's own ([`Metrics::Numbers`]): it has a value and nothing else.
    Number,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// What the key means.
    pub name: Name,
    /// The key as written; empty where the value has none of its own.
    pub key: Span,
    /// The value as written.
    pub value: Span,
    /// The elements of a value that is an array.
    pub elements: Option<Vec<Span>>,
}

/// What a key means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// A known field.
    Field(Field),
    /// A key the format does not know, by its dotted path.
    Other(Box<str>),
}

impl Name {
    /// The key as the file writes it.
    pub fn key(&self) -> &str {
        match self {
            Name::Field(field) => field.key(),
            Name::Other(key) => key,
        }
    }

    /// The kind of value it takes.
    pub fn kind(&self) -> Kind {
        match self {
            Name::Field(field) => field.kind(),
            Name::Other(_) => Kind::Raw,
        }
    }
}

impl Record {
    /// The item's own block, that of one of its metrics, or that of one of a metric's entries; none where it has no such.
    pub fn block(&self, metric: Option<usize>, entry: Option<usize>) -> Option<&Block> {
        let Some(metric) = metric else { return Some(&self.item) };
        let metric = self.metrics.get(metric)?;
        entry.map_or(Some(metric), |entry| metric.entries.get(entry))
    }

    /// Every block with its place, this being the record of that number: the item's own, then each metric's, followed by
    /// its entries'.
    pub fn blocks(&self, record: usize) -> impl Iterator<Item = (Place, &Block)> {
        let metrics = self.metrics.iter().enumerate().flat_map(move |(metric, block)| {
            let entries = block.entries.iter().enumerate();
            let entries = entries.map(move |(entry, block)| (Place::entry(record, metric, entry), block));
            std::iter::once((Place::metric(record, metric), block)).chain(entries)
        });
        std::iter::once((Place::item(record), &self.item)).chain(metrics)
    }
}

impl Block {
    /// Whether an inline table has nothing between its braces.
    pub fn is_bare(&self, text: &str) -> bool {
        let inside = self.span.of(text).strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        inside.is_some_and(|inside| inside.trim().is_empty())
    }

    /// The slot of a field or key.
    pub fn slot(&self, name: &Name) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.name == *name)
    }

    /// A field's value as text: a string decoded, anything else as written; empty where the field is absent.
    pub fn read<'t>(&self, text: &'t str, field: Field) -> Cow<'t, str> {
        let slot = self.slots.iter().find(|slot| slot.name == Name::Field(field));
        slot.map_or(Cow::Borrowed(""), |slot| value::plain(slot.value.of(text)))
    }

    /// A list field's elements as text; a lone value counts as a list of one.
    pub fn read_list<'t>(&self, text: &'t str, field: Field) -> Vec<Cow<'t, str>> {
        self.slots.iter().find(|slot| slot.name == Name::Field(field)).map_or(Vec::new(), |slot| slot.list(text))
    }
}

impl Slot {
    /// The value's elements as text; a lone value counts as a list of one.
    pub fn list<'t>(&self, text: &'t str) -> Vec<Cow<'t, str>> {
        self.each(text).collect()
    }

    /// The same, one by one.
    pub fn each<'t>(&self, text: &'t str) -> impl Iterator<Item = Cow<'t, str>> {
        let spans = self.elements.as_deref().unwrap_or(std::slice::from_ref(&self.value));
        spans.iter().map(|span| value::plain(span.of(text)))
    }
}

/// The records of a file, in the order of the text.
pub fn records(tree: &Tree, shape: &Shape, text: &str) -> Vec<Record> {
    let Some(tables) = tree.root.get(&shape.items).and_then(Node::tables) else { return Vec::new() };
    tables.into_iter().filter_map(|table| record(tree, table, shape, text)).collect()
}

fn record(tree: &Tree, table: &Table, shape: &Shape, text: &str) -> Option<Record> {
    let (span, head, form) = place(tree, table, text)?;
    let mut slots = Vec::new();
    let mut metrics = Vec::new();
    for entry in &table.entries {
        match (&shape.metrics, entry.node.tables()) {
            (Metrics::Tables(key), Some(tables)) if *key == entry.key => {
                metrics.extend(tables.into_iter().filter_map(|table| metric(tree, table, shape, text)));
            }
            _ => {
                let name = shape.item_field(&entry.key).map(Name::Field);
                collect(&mut slots, name, &part(&entry.key), entry.at, &entry.node);
            }
        }
    }
    if shape.metrics == Metrics::Numbers {
        let numbers = slots.iter().filter(|slot| matches!(slot.name, Name::Other(_)) && is_number(slot.value.of(text)));
        metrics = numbers.map(bare_number).collect();
        slots.retain(|slot| !metrics.iter().any(|metric| metric.head == slot.key));
    }
    Some(Record { item: Block { span, head, form, slots, entries: Vec::new() }, metrics })
}

fn metric(tree: &Tree, table: &Table, shape: &Shape, text: &str) -> Option<Block> {
    let (span, head, form) = place(tree, table, text)?;
    let mut slots = Vec::new();
    let mut entries = Vec::new();
    for pair in &table.entries {
        match (shape.entries.as_ref() == Some(&pair.key), pair.node.tables()) {
            (true, Some(tables)) => {
                entries.extend(tables.into_iter().filter_map(|table| entry(tree, table, shape, text)));
            }
            _ => {
                let name = shape.metric_field(&pair.key).map(Name::Field);
                collect(&mut slots, name, &part(&pair.key), pair.at, &pair.node);
            }
        }
    }
    Some(Block { span, head, form, slots, entries })
}

fn entry(tree: &Tree, table: &Table, shape: &Shape, text: &str) -> Option<Block> {
    let (span, head, form) = place(tree, table, text)?;
    let mut slots = Vec::new();
    for pair in &table.entries {
        let name = shape.entry_field(&pair.key).map(Name::Field);
        collect(&mut slots, name, &part(&pair.key), pair.at, &pair.node);
    }
    Some(Block { span, head, form, slots, entries: Vec::new() })
}

fn bare_number(slot: &Slot) -> Block {
    let value = Slot { name: Name::Field(Field::Value), ..slot.clone() };
    Block {
        span: Span { start: slot.key.start, end: slot.value.end },
        head: slot.key,
        form: Form::Number,
        slots: vec![value],
        entries: Vec::new(),
    }
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+') && !raw.contains([':', ' ', 'T']) && {
        // A date like 2019-03-18 has dashes past its first character; an exponent's dash follows an `e`.
        !raw.char_indices().any(|(at, c)| c == '-' && at > 0 && !raw[..at].ends_with(['e', 'E']))
    }
}

/// Adds the slots of one key: one for a plain value, and one for each leaf of an unknown table, by its dotted path.
fn collect(slots: &mut Vec<Slot>, name: Option<Name>, path: &str, key: Span, node: &Node) {
    let name = name.unwrap_or_else(|| Name::Other(path.into()));
    match node {
        Node::Scalar(value) => slots.push(Slot { name, key, value: *value, elements: None }),
        Node::Array(value, nodes) => {
            let elements = nodes.iter().filter_map(Node::span).collect();
            slots.push(Slot { name, key, value: *value, elements: Some(elements) });
        }
        Node::Table(Table { inline: Some(value), .. }) => {
            slots.push(Slot { name, key, value: *value, elements: None });
        }
        Node::Table(table) => {
            for entry in &table.entries {
                collect(slots, None, &format!("{path}.{}", part(&entry.key)), entry.at, &entry.node);
            }
        }
        Node::Tables(tables) => {
            for (at, table) in tables.iter().enumerate() {
                for entry in &table.entries {
                    collect(slots, None, &format!("{path}[{at}].{}", part(&entry.key)), entry.at, &entry.node);
                }
            }
        }
    }
}

/// A key as one part of a path. One that looks like several is quoted: `"a.b"` is not the `b` of `a`, and two fields of
/// one name would be changed for one another.
fn part(key: &str) -> Cow<'_, str> {
    match key.contains(['.', '[', '"']) {
        true => Cow::Owned(format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""))),
        false => Cow::Borrowed(key),
    }
}

/// Where a table stands: the lines it takes, its beginning, and its form. None for a table that only dotted keys imply.
fn place(tree: &Tree, table: &Table, text: &str) -> Option<(Span, Span, Form)> {
    if let Some(inline) = table.inline {
        return Some((inline, inline, Form::Inline));
    }
    let at = table.header?;
    let header = &tree.headers[at];
    let nested = |other: &&crate::store::tree::Header| {
        other.path.len() > header.path.len() && other.path.starts_with(&header.path)
    };
    let inside = tree.headers[at + 1..].iter().take_while(nested).count();
    let content_end = tree.headers[at..=at + inside].iter().map(|header| header.content_end).max()?;
    let above = if at == 0 { tree.root_end } else { tree.headers[at - 1].content_end };
    let span = Span::new(own_start(text, header.span.from(), above), own_end(text, content_end));
    Some((span, header.span, Form::Header))
}

/// The start of the line at `at`, moved up over the comment lines directly above it. `above` is where the content
/// before ends: a `#` up to there may be part of a string.
pub(super) fn own_start(text: &str, at: usize, above: usize) -> usize {
    // A byte order mark stays at the front of the file whatever happens to the first record: the first line begins
    // behind it.
    let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let begin = |at| line_start(text, at).max(first);
    let mut start = begin(at);
    while start > first {
        let previous = begin(start - 1);
        let line = text.get(previous..start).unwrap_or("");
        if previous < above || !line.trim_start_matches([' ', '\t']).starts_with('#') {
            break;
        }
        start = previous;
    }
    start
}

/// The end of the line at `at`, its line break included, moved down over comment lines that directly follow; unless
/// those run on into a header, whose own they are then.
pub(super) fn own_end(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let mut after = end;
    loop {
        let next = line_end(text, after);
        let line = text.get(after..next).unwrap_or("").trim_start();
        if line.starts_with('#') {
            after = next;
        } else if line.starts_with('[') {
            return end;
        } else {
            return after;
        }
    }
}

/// The first byte of the line at `at`.
pub fn line_start(text: &str, at: usize) -> usize {
    text.as_bytes().get(..at).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |nl| nl + 1)
}

/// One past the line break that ends the line at `at`; the text's end where none does.
pub fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    memchr::memchr(b'\n', rest).map_or(text.len(), |nl| at + nl + 1)
}

#[cfg(test)]
mod tests;
