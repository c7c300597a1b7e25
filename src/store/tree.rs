//! Text → a tree of tables and values that remembers where each stands.
//!
//! The tree is built from the events of `toml_parser`, which costs little and keeps every position. It is lenient: of a
//! broken file it shows what can be read. Whether a file *is* TOML is for the `toml` crate to say ([`errors`]).

pub mod crowd;

use crate::store::span::Span;
use std::collections::HashMap;
use std::num::IntErrorKind;
use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;
use toml_parser::ErrorSink;
use toml_parser::ParseError;
use toml_parser::Source;
use toml_parser::decoder::Encoding;
use toml_parser::parser::Event;
use toml_parser::parser::EventKind;
use toml_parser::parser::RecursionGuard;
use toml_parser::parser::parse_document;

/// A file's tables and values, and the headers in the order they stand.
#[derive(Debug, Default)]
pub struct Tree {
    /// The top-level table.
    pub root: Table,
    /// Every `[table]` and `[[table]]` header, in the order of the text.
    pub headers: Vec<Header>,
    /// Where the content above the first header ends.
    pub root_end: usize,
}

/// One `[a.b]` or `[[a.b]]` line.
#[derive(Debug)]
pub struct Header {
    /// From the first bracket to the last.
    pub span: Span,
    /// The key between the brackets.
    pub path: Vec<String>,
    /// Where the table's content ends: one past the last byte that is neither white space nor a comment on a line of
    /// its own, before the next header.
    pub content_end: usize,
}

/// A table, wherever it was written: under headers, by dotted keys, or inline.
#[derive(Debug, Default)]
pub struct Table {
    /// The header's index in [`Tree::headers`]; none for the root, for inline tables and for those that only dotted
    /// keys or deeper headers imply.
    pub header: Option<usize>,
    /// From `{` to `}` where the table is inline.
    pub inline: Option<Span>,
    /// Keys in the order written.
    pub entries: Vec<Entry>,
    /// Where each key stands in `entries`, kept for tables of more than [`FEW`] keys: a hostile file of a million keys
    /// must not cost a million squared.
    index: HashMap<String, usize>,
}

/// As many keys are found faster one by one than through a map.
const FEW: usize = 16;

/// A key and what it stands for.
#[derive(Debug)]
pub struct Entry {
    /// The key, decoded.
    pub key: String,
    /// The key as written where a value follows it, with all of its dotted parts; empty for a header's table.
    pub at: Span,
    /// What the key stands for.
    pub node: Node,
}

/// What a key can stand for.
#[derive(Debug)]
pub enum Node {
    /// A string, number, boolean or date.
    Scalar(Span),
    /// `[ … ]`, with its elements.
    Array(Span, Vec<Node>),
    /// A table of whatever form.
    Table(Table),
    /// Tables under `[[ … ]]` headers.
    Tables(Vec<Table>),
}

impl Table {
    /// What the key stands for here.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.find(key).map(|at| &self.entries[at].node)
    }

    /// The first entry of that key, as an index into `entries`.
    fn find(&self, key: &str) -> Option<usize> {
        match self.entries.len() <= FEW {
            true => self.entries.iter().position(|entry| entry.key == key),
            false => self.index.get(key).copied(),
        }
    }

    fn add(&mut self, key: &str, at: Span, node: Node) {
        self.entries.push(Entry { key: key.to_string(), at, node });
        let fresh = if self.entries.len() == FEW + 1 { 0 } else { self.entries.len() - 1 };
        if self.entries.len() > FEW {
            for (at, entry) in self.entries.iter().enumerate().skip(fresh) {
                self.index.entry(entry.key.clone()).or_insert(at);
            }
        }
    }
}

impl Node {
    /// Where the value stands; none for tables that are not inline.
    pub fn span(&self) -> Option<Span> {
        match self {
            Node::Scalar(span) | Node::Array(span, _) => Some(*span),
            Node::Table(table) => table.inline,
            Node::Tables(_) => None,
        }
    }

    /// The tables this node lists, written either as `[[ … ]]` or as an array of inline tables; none for other values.
    pub fn tables(&self) -> Option<Vec<&Table>> {
        match self {
            Node::Tables(tables) => Some(tables.iter().collect()),
            Node::Array(_, nodes) if !nodes.is_empty() => nodes
                .iter()
                .map(|node| match node {
                    Node::Table(table) => Some(table),
                    _ => None,
                })
                .collect(),
            _ => None,
        }
    }
}

/// An error of the TOML grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte in the text.
    pub at: usize,
    /// What is wrong, in the words of the `toml` crate, on one line.
    pub message: String,
}

/// What the `toml` crate, the judge of what is TOML, has against the text, in the order of the text; empty where the
/// text is valid.
pub fn errors(text: &str) -> Vec<SyntaxError> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut errors: Vec<SyntaxError> = errors
        .iter()
        .map(|error| SyntaxError {
            at: error.span().map_or(0, |span| span.start),
            message: error.message().lines().collect::<Vec<_>>().join(", "),
        })
        .collect();
    table.get_ref().iter().for_each(|(_, value)| no_numbers(value, &mut errors));
    errors.sort_by_key(|error| error.at);
    errors
}

/// Tells of `0x` and the like: the grammar passes them, and the `toml` crate refuses them only when it wants the number.
/// A number that is merely too large is TOML enough to be shown, told of and mended.
fn no_numbers(value: &Spanned<DeValue>, errors: &mut Vec<SyntaxError>) {
    let is_number = match value.get_ref() {
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(_) => true,
            Err(error) => matches!(error.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow),
        },
        DeValue::Float(number) => number.as_str().parse::<f64>().is_ok(),
        DeValue::Array(values) => return values.iter().for_each(|value| no_numbers(value, errors)),
        DeValue::Table(table) => return table.iter().for_each(|(_, value)| no_numbers(value, errors)),
        DeValue::String(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => true,
    };
    if !is_number {
        errors.push(SyntaxError { at: value.span().start, message: "invalid number".to_string() });
    }
}

/// Deepest nesting that is followed; the `toml` crate stops at 80.
const DEPTH: u32 = 80;

/// Reads the text into a tree. Never fails: what cannot be read is left out.
pub fn read(text: &str) -> Tree {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    parse_document(&tokens, &mut RecursionGuard::new(&mut events, DEPTH), &mut Ignore);
    let mut reader = Reader { source, events: events.into_iter().peekable(), tree: Tree::default() };
    reader.document();
    reader.tree
}

/// Errors are not this reader's business.
struct Ignore;

impl ErrorSink for Ignore {
    fn report_error(&mut self, _error: ParseError) {}
}

struct Reader<'t> {
    source: Source<'t>,
    events: std::iter::Peekable<std::vec::IntoIter<Event>>,
    tree: Tree,
}

impl Reader<'_> {
    fn document(&mut self) {
        let mut place: Vec<String> = Vec::new();
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::StdTableOpen => place = self.header(&event, EventKind::StdTableClose),
                EventKind::ArrayTableOpen => place = self.header(&event, EventKind::ArrayTableClose),
                EventKind::SimpleKey => {
                    let entry = self.pair(&event, |kind| kind == EventKind::Newline);
                    if let Some((path, at, node)) = entry {
                        let end = match self.tree.headers.last_mut() {
                            Some(header) => &mut header.content_end,
                            None => &mut self.tree.root_end,
                        };
                        *end = (*end).max(node.span().map_or(0, Span::to));
                        insert(descend(&mut self.tree.root, &place), &path, at, node);
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads a header up to its closing brackets and opens its table. Gives the path that its keys belong to.
    fn header(&mut self, open: &Event, close: EventKind) -> Vec<String> {
        let mut path = Vec::new();
        let mut end = open.span().end();
        while let Some(event) = self.events.next_if(|event| event.kind() != EventKind::Newline) {
            match event.kind() {
                EventKind::SimpleKey => {
                    path.push(self.key(&event));
                    path.truncate(DEPTH as usize);
                }
                kind if kind == close => {
                    end = event.span().end();
                    break;
                }
                _ => {}
            }
        }
        let index = self.tree.headers.len();
        let span = Span::new(open.span().start(), end);
        self.tree.headers.push(Header { span, path: path.clone(), content_end: end });
        let Some((last, parents)) = path.split_last() else { return path };
        let parent = descend(&mut self.tree.root, parents);
        let table = Table { header: Some(index), ..Table::default() };
        let known = parent.find(last).map(|at| &mut parent.entries[at].node);
        match (close == EventKind::ArrayTableClose, known) {
            (true, Some(Node::Tables(tables))) => tables.push(table),
            (false, Some(Node::Table(implied))) => implied.header = Some(index),
            // The key is taken by something else: not TOML, and not shown twice.
            (_, Some(_)) => {}
            (true, None) => parent.add(last, Span::default(), Node::Tables(vec![table])),
            (false, None) => parent.add(last, Span::default(), Node::Table(table)),
        }
        path
    }

    /// Reads `a.b = value`, from the first key on, up to what ends it.
    fn pair(&mut self, first: &Event, ends: fn(EventKind) -> bool) -> Option<(Vec<String>, Span, Node)> {
        let mut path = vec![self.key(first)];
        let start = first.span().start();
        let mut end = first.span().end();
        loop {
            let event = self.events.next_if(|event| !ends(event.kind()))?;
            match event.kind() {
                EventKind::SimpleKey => {
                    path.push(self.key(&event));
                    end = event.span().end();
                    // Deeper than the judge allows: the file is refused anyway, and its tree must stay droppable.
                    path.truncate(DEPTH as usize);
                }
                EventKind::KeyValSep => break,
                _ => {}
            }
        }
        loop {
            let event = self.events.next_if(|event| !ends(event.kind()))?;
            if let Some(node) = self.value(&event) {
                return Some((path, Span::new(start, end), node));
            }
        }
    }

    /// Reads the value that this event begins; none where it begins none.
    fn value(&mut self, event: &Event) -> Option<Node> {
        let start = event.span().start();
        match event.kind() {
            EventKind::Scalar => Some(Node::Scalar(Span::new(start, event.span().end()))),
            EventKind::ArrayOpen => {
                let mut nodes = Vec::new();
                let mut end = event.span().end();
                while let Some(event) = self.events.next() {
                    end = event.span().end();
                    if event.kind() == EventKind::ArrayClose {
                        break;
                    }
                    nodes.extend(self.value(&event));
                }
                Some(Node::Array(Span::new(start, end), nodes))
            }
            EventKind::InlineTableOpen => {
                let mut table = Table::default();
                let mut end = event.span().end();
                while let Some(event) = self.events.next() {
                    end = event.span().end();
                    match event.kind() {
                        EventKind::InlineTableClose => break,
                        EventKind::SimpleKey => {
                            // The judge lets a line break stand on either side of the `=` here.
                            let ends = |kind| matches!(kind, EventKind::ValueSep | EventKind::InlineTableClose);
                            if let Some((path, at, node)) = self.pair(&event, ends) {
                                insert(&mut table, &path, at, node);
                            }
                        }
                        _ => {}
                    }
                }
                table.inline = Some(Span::new(start, end));
                Some(Node::Table(table))
            }
            _ => None,
        }
    }

    fn key(&self, event: &Event) -> String {
        let raw = self.source.input().get(event.span().start()..event.span().end()).unwrap_or("");
        decode_key(raw, event.encoding())
    }
}

/// A key as it reads: quotes and escapes resolved.
fn decode_key(raw: &str, encoding: Option<Encoding>) -> String {
    let span = toml_parser::Span::new_unchecked(0, raw.len());
    let mut key = std::borrow::Cow::Borrowed("");
    toml_parser::Raw::new_unchecked(raw, encoding, span).decode_key(&mut key, &mut Ignore);
    key.into_owned()
}

/// The table at `path`, entered as TOML's headers enter it: through the last of an array of tables; made where missing.
fn descend<'t>(root: &'t mut Table, path: &[String]) -> &'t mut Table {
    let mut table = root;
    for key in path {
        let at = match table.find(key) {
            Some(at) => at,
            None => {
                table.add(key, Span::default(), Node::Table(Table::default()));
                table.entries.len() - 1
            }
        };
        table = enter(&mut table.entries[at].node);
    }
    table
}

/// The table that a key path leads into here. Where a plain value stands, the text is not TOML: the value gives way.
fn enter(node: &mut Node) -> &mut Table {
    if !matches!(node, Node::Table(_) | Node::Tables(_)) {
        *node = Node::Tables(Vec::new());
    }
    match node {
        Node::Table(table) => table,
        Node::Tables(tables) => {
            if tables.is_empty() {
                tables.push(Table::default());
            }
            let last = tables.len() - 1;
            &mut tables[last]
        }
        Node::Scalar(_) | Node::Array(..) => unreachable!("replaced by tables at the top of this function"),
    }
}

/// Puts a value under a dotted key. A second equal key is an error for the judge to report; [`Table::get`] sees the
/// first.
fn insert(table: &mut Table, path: &[String], at: Span, node: Node) {
    if let Some((last, parents)) = path.split_last() {
        descend(table, parents).add(last, at, node);
    }
}

#[cfg(test)]
mod tests;
