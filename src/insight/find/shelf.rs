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
            let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
            self.rest = rest;
            if line.starts_with('[') {
                self.in_metric = line.contains("metric");
                continue;
            }
            let Some((key, value)) = line.split_once('=') else { continue };
            let text = || string(value).map(|(text, _)| text);
            let piece = |part, text, stands| Some(Piece { part, text, stands });
            let found = match (self.in_metric, key.trim()) {
                (false, "id") => text().and_then(|text| piece(Part::Id, text, Stands::Whole)),
                (false, "source") => text().and_then(|text| piece(Part::Body, text, Stands::Whole)),
                (false, "names" | "tags") => {
                    self.list = value.trim_start().strip_prefix('[');
                    None
                }
                (true, "name") => text().and_then(|text| piece(Part::Metric, text, Stands::Whole)),
                (true, "unit") => text().and_then(|text| {
                    let stands = if text == unit::MONEY { Stands::Enlarged } else { Stands::Within };
                    piece(Part::Body, text, stands)
                }),
                (true, "value") => match text() {
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

/// The first string of a line's rest, and what follows it. Nothing but blanks, commas and brackets stands before it.
fn string(text: &str) -> Option<(&str, &str)> {
    let from = text.find(['"', '\'', '#', ']'])?;
    let is_first = text.get(..from)?.trim_matches([' ', '\t', ',']).is_empty();
    let quote = text.get(from..)?.chars().next().filter(|c| is_first && matches!(c, '"' | '\''))?;
    text.get(from + 1..)?.split_once(quote)
}

/// Keys of the fields whose lines [`Pieces`] reads; `gather` makes odd what has one of them in another form.
pub(super) const READ: &[Field] =
    &[Field::Id, Field::Source, Field::Names, Field::Tags, Field::Name, Field::Unit, Field::Value];
