//! The items of one file as the documents of a segment.

use crate::insight::facts::Ground;
use crate::insight::found;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::year::Year;
use crate::search::answer::Part;
use crate::search::answer::Texts;
use crate::search::facts::Facts;
use crate::search::source::Line;
use crate::search::source::Piece;
use crate::search::source::Source;
use crate::search::source::Stands;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::file::File;
use crate::store::plain;
use memchr::memmem;
use std::ops::Range;

/// The items of one file.
pub(super) struct Shelf<'a> {
    ground: &'a Ground<'a>,
    archive: &'a Archive,
    file: &'a File,
    number: usize,
}

impl<'a> Shelf<'a> {
    /// Those of the file of that number.
    pub(super) fn new(ground: &'a Ground<'a>, number: usize) -> Option<Shelf<'a>> {
        let archive = ground.archive();
        Some(Shelf { ground, archive, file: archive.files.get(number)?, number })
    }
}

impl Source for Shelf<'_> {
    fn year(&self) -> i32 {
        self.file.year.map_or(0, Year::gregorian)
    }

    fn text(&self) -> &str {
        &self.file.text
    }

    fn start(&self, doc: usize) -> usize {
        self.file.start(doc)
    }

    fn category(&self, doc: usize) -> Option<usize> {
        self.archive.category(ItemId { file: self.number, record: doc })
    }

    fn pieces<'t>(&self, raw: &'t str) -> impl Iterator<Item = Piece<'t>> {
        Pieces { rest: raw, list: None, metric: None }
    }

    fn shown(&self, name: &str, number: &str, unit: &str) -> (String, Vec<Figure>) {
        match Figure::read_toml(number) {
            Some(figure) => (found::shown(name, figure, unit), found::told(figure, unit).collect()),
            // More digits than a number has here.
            None => (format!("{name} {number}"), Vec::new()),
        }
    }

    fn line(&self, at: usize) -> Line {
        let (before, behind) = self.text().split_at_checked(at).unwrap_or_default();
        let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
        let end = at + memchr::memchr(b'\n', behind.as_bytes()).unwrap_or(behind.len());
        match self.text().get(start..end).and_then(pair) {
            Some((Key::Value, value)) if string(value).is_none() => Line::Number,
            Some(_) => Line::Text,
            None => Line::Other,
        }
    }

    fn numbers(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let (text, end) = (self.text(), range.end);
        let raw = text.get(range.clone()).unwrap_or_default();
        memmem::find_iter(raw.as_bytes(), "value").filter_map(move |at| {
            let line = text.get(range.start + at..end)?;
            let (_, value) = pair(line)?;
            Some(end - value.trim_start().trim_start_matches(['-', '+']).len())
        })
    }

    fn values(&self, doc: usize) -> impl Iterator<Item = (Part, &str)> {
        plain::values(self.text(), self.start(doc)).filter_map(|(depth, key, value)| {
            let part = match key {
                "title" if depth == 1 => Part::Title,
                "id" => Part::Id,
                "names" | "tags" => Part::Name,
                "name" => Part::Metric,
                "text" | "source" | "value" | "unit" | "note" => Part::Body,
                _ => return None,
            };
            Some((part, value))
        })
    }

    fn name(&self) -> String {
        self.file.path.display().to_string()
    }

    fn facts(&self, doc: usize) -> Box<dyn Facts + '_> {
        Box::new(self.ground.item(ItemId { file: self.number, record: doc }))
    }

    fn texts(&self, doc: usize) -> Texts {
        found::texts(self.archive, ItemId { file: self.number, record: doc })
    }
}

/// The values of a plain record that an item is found by, line by line. Each stands on a line of its own, and without an
/// escape: other records are odd.
struct Pieces<'t> {
    rest: &'t str,
    /// What is left of an array.
    list: Option<&'t str>,
    /// The metric whose lines these are.
    metric: Option<Metric<'t>>,
}

/// What is read of a metric, each as it stands.
#[derive(Clone, Copy, Default)]
struct Metric<'t> {
    name: &'t str,
    unit: &'t str,
    number: Option<&'t str>,
}

impl<'t> Metric<'t> {
    fn piece(self) -> Option<Piece<'t>> {
        let Metric { name, unit, number } = self;
        Some(Piece { part: Part::Body, text: number?, stands: Stands::Number { name, unit } })
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            if let Some(list) = self.list.take()
                && let Some((text, rest)) = string(list)
            {
                self.list = Some(rest);
                return Some(Piece { part: Part::Name, text, stands: Stands::Whole });
            }
            if self.rest.is_empty() {
                return self.metric.take().and_then(Metric::piece);
            }
            let end = memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let (line, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
            self.rest = rest.get(1..).unwrap_or_default();
            let found = match behind(b'[', line.trim_ascii_start()) {
                // What a metric shows is known where it ends.
                Some(_) => {
                    let next = line.contains('.').then(Metric::default);
                    std::mem::replace(&mut self.metric, next).and_then(Metric::piece)
                }
                None => pair(line).and_then(|(key, value)| self.piece(key, value)),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

impl<'t> Pieces<'t> {
    fn piece(&mut self, key: Key, value: &'t str) -> Option<Piece<'t>> {
        let text = string(value).map(|(text, _)| text);
        let piece = |part, stands| Some(Piece { part, text: text?, stands });
        match (&mut self.metric, key) {
            (None, Key::Id) => piece(Part::Id, Stands::Whole),
            (None, Key::Source) => piece(Part::Body, Stands::Whole),
            (None, Key::Names) => {
                self.list = value.trim_start().strip_prefix('[');
                None
            }
            (Some(metric), Key::Name) => {
                metric.name = text?;
                piece(Part::Metric, Stands::Whole)
            }
            (Some(metric), Key::Unit) => {
                metric.unit = text?;
                None
            }
            (Some(_), Key::Value) if text.is_some() => piece(Part::Body, Stands::Within),
            (Some(metric), Key::Value) => {
                let number = value.trim_start();
                let end = number.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-'));
                metric.number = number.get(..end.unwrap_or(number.len()));
                None
            }
            _ => None,
        }
    }
}

/// The keys that matter. Names and tags are one: both are lists of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Id,
    Source,
    Names,
    Name,
    Unit,
    Value,
}

/// The key of a line, if it matters, and what stands behind its sign. Most lines are told apart by their first bytes, and no
/// function is called for the others.
fn pair(line: &str) -> Option<(Key, &str)> {
    let line = line.trim_ascii_start();
    let (key, length) = match line.as_bytes() {
        [b'i', b'd', ..] => (Key::Id, 2),
        [b's', b'o', b'u', b'r', b'c', b'e', ..] => (Key::Source, 6),
        [b't', b'a', b'g', b's', ..] => (Key::Names, 4),
        [b'n', b'a', b'm', b'e', b's', ..] => (Key::Names, 5),
        [b'n', b'a', b'm', b'e', ..] => (Key::Name, 4),
        [b'u', b'n', b'i', b't', ..] => (Key::Unit, 4),
        [b'v', b'a', b'l', b'u', b'e', ..] => (Key::Value, 5),
        _ => return None,
    };
    Some((key, behind(b'=', line.get(length..)?.trim_ascii_start())?))
}

/// What stands behind a sign that a text begins with. This is asked of every line, and a sign that is a `char` would be
/// compared by a function call.
fn behind(sign: u8, text: &str) -> Option<&str> {
    text.as_bytes().first().filter(|first| **first == sign)?;
    text.get(1..)
}

/// The first string of a line's rest, and what follows it. Nothing but blanks and commas stands before it.
fn string(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches([' ', '\t', ',']);
    let quote = text.as_bytes().first().copied().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let end = memchr::memchr(quote, text.as_bytes().get(1..)?)?;
    Some((text.get(1..=end)?, text.get(end + 2..)?))
}

/// Keys of the fields whose lines [`Pieces`] reads; `gather` makes odd what has one of them in another form.
pub(super) const READ: &[Field] =
    &[Field::Id, Field::Source, Field::Names, Field::Tags, Field::Name, Field::Unit, Field::Value];
