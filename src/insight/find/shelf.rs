//! The items of one file as the documents of a segment.

use crate::insight::facts::Ground;
use crate::insight::found;
use crate::model::field::Field;
use crate::model::unit;
use crate::model::year::Year;
use crate::search::answer::Part;
use crate::search::answer::Texts;
use crate::search::facts::Facts;
use crate::search::source::Piece;
use crate::search::source::Source;
use crate::search::source::Stands;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::file::File;
use crate::store::plain;

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
        Pieces { rest: raw, list: None, in_metric: false }
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
    in_metric: bool,
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
                return None;
            }
            let end = memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let (line, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
            self.rest = rest.strip_prefix('\n').unwrap_or(rest);
            if line.starts_with('[') {
                self.in_metric = line.contains('.');
                continue;
            }
            let Some((key, value)) = pair(line) else { continue };
            let text = || string(value).map(|(text, _)| text);
            let piece = |part, text, stands| Some(Piece { part, text, stands });
            let found = match (self.in_metric, key) {
                (false, Key::Id) => text().and_then(|text| piece(Part::Id, text, Stands::Whole)),
                (false, Key::Source) => text().and_then(|text| piece(Part::Body, text, Stands::Whole)),
                (false, Key::Names) => {
                    self.list = value.trim_start().strip_prefix('[');
                    None
                }
                (true, Key::Name) => text().and_then(|text| piece(Part::Metric, text, Stands::Whole)),
                (true, Key::Unit) => text().and_then(|text| {
                    let stands = if text == unit::MONEY { Stands::Enlarged } else { Stands::Within };
                    piece(Part::Body, text, stands)
                }),
                (true, Key::Value) => match text() {
                    Some(grade) => piece(Part::Body, grade, Stands::Within),
                    None => piece(Part::Body, value.trim(), Stands::Number),
                },
                _ => None,
            };
            if found.is_some() {
                return found;
            }
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

/// The key of a line, if it matters, and what stands behind its sign. Most lines are told apart by their first bytes.
fn pair(line: &str) -> Option<(Key, &str)> {
    let line = line.trim_ascii_start();
    let (key, rest) = match line.as_bytes().first()? {
        b'i' => (Key::Id, line.strip_prefix("id")?),
        b's' => (Key::Source, line.strip_prefix("source")?),
        b't' => (Key::Names, line.strip_prefix("tags")?),
        b'n' => match line.strip_prefix("names") {
            Some(rest) => (Key::Names, rest),
            None => (Key::Name, line.strip_prefix("name")?),
        },
        b'u' => (Key::Unit, line.strip_prefix("unit")?),
        b'v' => (Key::Value, line.strip_prefix("value")?),
        _ => return None,
    };
    Some((key, rest.trim_ascii_start().strip_prefix('=')?))
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
