//! What an item is called, and what it is found by: the same on the screen and on the command line.

use crate::model::category::Category;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::metric::Value;
use crate::model::unit;
use crate::model::year::Year;
use crate::search::answer::Part;
use crate::search::answer::Texts;
use crate::search::answer::Told;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::record::Block;
use std::ops::Range;

/// What an item is found by, folded.
pub fn texts(archive: &Archive, id: ItemId) -> Texts {
    let parts = parts(archive, id);
    let year = archive.year(id).map_or(0, |year| year.gregorian());
    let figures = parts.iter().flat_map(|found| found.figures.iter().copied()).collect();
    Texts::new(year, parts.iter().map(|found| (found.part, found.text.as_str())), figures)
}

/// The text that shows a number of that name and unit.
pub fn shown(name: &str, figure: Figure, unit: &str) -> String {
    format!("{name} {}", unit::show(figure, unit))
}

/// The numbers that are told by one: itself as the file keeps it, and where its unit counts in thousands or more, that many
/// ones. What is kept as 1.55 億元 is found by 1.55 and by 155,000,000.
pub fn told(figure: Figure, unit: &str) -> impl Iterator<Item = Figure> {
    let ones = unit::worth(unit).and_then(|worth| figure.checked_mul(worth));
    [Some(figure), ones].into_iter().flatten()
}

/// A text that an item is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it counts as.
    pub part: Part,
    /// The field it stands in.
    pub field: Field,
    /// The text.
    pub text: String,
    /// The metric it is of.
    pub metric: Option<usize>,
    /// The numbers it tells.
    pub figures: Vec<Told>,
    /// Where the source of the value that it tells says 約, the byte where that value begins. Nobody looks for the sign, so
    /// it is not in the text.
    pub about: Option<usize>,
}

impl Found {
    /// The text as a person reads it, with `about` before a value whose source says so, and where these bytes of the text
    /// are in that.
    pub fn told(&self, ranges: &[Range<usize>], about: &str) -> (String, Vec<Range<usize>>) {
        let Some((before, behind)) = self.about.and_then(|at| self.text.split_at_checked(at)) else {
            return (self.text.clone(), ranges.to_vec());
        };
        let moved = |at: usize| if at < before.len() { at } else { at + about.len() };
        // What answers up to the value ends before the sign.
        let range = |range: &Range<usize>| moved(range.start)..moved(range.end.saturating_sub(1)) + 1;
        (format!("{before}{about}{behind}"), ranges.iter().map(range).collect())
    }
}

/// What an item is found by. A list of hits shows the text that answered, so the order matters to no one else.
pub fn parts(archive: &Archive, id: ItemId) -> Vec<Found> {
    let found = |part: Part, field: Field, text: String| Found {
        part,
        field,
        text,
        metric: None,
        figures: Vec::new(),
        about: None,
    };
    let Some((text, record)) = archive.record(id) else { return Vec::new() };
    let mut parts = vec![
        found(Part::Title, Field::Title, title_of(text, &record.item).unwrap_or_else(|| archive.place_of(id))),
        found(Part::Id, Field::Id, record.item.read(text, Field::Id).into_owned()),
        found(Part::Category, Field::Category, category_path(archive, id, archive.year(id))),
    ];
    for field in [Field::Names, Field::Tags] {
        let names = record.item.read_list(text, field).into_iter();
        parts.extend(names.map(|name| found(Part::Name, field, name.into_owned())));
    }
    for (at, metric) in archive.metrics(id).into_iter().enumerate() {
        let value = match &metric.value {
            Value::Figure(figure) => shown(&metric.name, *figure, &metric.unit),
            Value::Grade(grade) => format!("{} {grade}", metric.name),
            Value::Gap => String::new(),
        };
        let of_metric = |part: Part, field: Field, text: String| Found { metric: Some(at), ..found(part, field, text) };
        let (part, from) = (parts.len() + 1, metric.name.chars().count() + 1);
        let figures = metric.value.figure().into_iter().flat_map(|figure| told(figure, &metric.unit));
        let figures = figures.map(|figure| Told { part, from, figure }).collect();
        let about = (metric.approx && metric.value.is_given()).then_some(metric.name.len() + 1);
        parts.push(of_metric(Part::Metric, Field::Name, metric.name));
        parts.push(Found { figures, about, ..of_metric(Part::Body, Field::Value, value) });
        let notes = metric.entries.into_iter().map(|entry| entry.note).filter(|note| !note.is_empty());
        parts.extend(notes.map(|note| of_metric(Part::Body, Field::Note, note)));
    }
    for field in [Field::Text, Field::Source] {
        parts.push(found(Part::Body, field, record.item.read(text, field).into_owned()));
    }
    parts
}

/// Some characters before what answered at this byte, and what follows it: as much as a list shows of a long text. It begins
/// with no part of a Latin word, unless that is a long one.
pub fn excerpt(text: &str, at: usize) -> Range<usize> {
    const LONG: usize = 12;
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.char_indices().rev().take(8).last().map_or(before.len(), |(start, _)| start);
    let (head, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let word = head.trim_end_matches(is_letter).len();
    let is_cut = rest.starts_with(is_letter) && start - word <= LONG;
    let end = after.char_indices().nth(60).map_or(text.len(), |(end, _)| before.len() + end);
    (if is_cut { word } else { start })..end
}

/// What an item is called: its title, else its id, else the first line of its text.
pub fn title(archive: &Archive, id: ItemId) -> String {
    let title = archive.record(id).and_then(|(text, record)| title_of(text, &record.item));
    title.unwrap_or_else(|| archive.place_of(id))
}

fn title_of(text: &str, item: &Block) -> Option<String> {
    [Field::Title, Field::Id, Field::Text]
        .into_iter()
        .map(|field| item.read(text, field))
        .find_map(|text| text.lines().find(|line| !line.trim().is_empty()).map(str::to_string))
}

/// The titles of an item's category and of those above it, from the top down.
pub fn category_path(archive: &Archive, id: ItemId, year: Option<Year>) -> String {
    archive.category(id).map_or(String::new(), |index| path(archive, index, year))
}

/// The same of every category, by its number in the outline.
pub fn category_paths(archive: &Archive, year: Option<Year>) -> Vec<String> {
    (0..archive.outline.categories().len()).map(|index| path(archive, index, year)).collect()
}

fn path(archive: &Archive, index: usize, year: Option<Year>) -> String {
    let mut path = category_titles(archive, index, year);
    path.reverse();
    path.join(" › ")
}

/// The titles of a category and of those above it, as a year prints them, its own first.
pub fn category_titles(archive: &Archive, index: usize, year: Option<Year>) -> Vec<String> {
    let path = std::iter::once(index).chain(archive.outline.ancestors(index));
    let categories = path.filter_map(|index| archive.outline.get(index));
    let title = |category: &Category| year.map_or(category.title.as_str(), |year| category.title(year)).to_string();
    categories.map(title).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_told_as_its_source_tells_it() {
        for (about, ranges, expected) in [
            (None, &[(0, 6)][..], ("獎金 60 元", vec!["獎金"])),
            (Some(7), &[][..], ("獎金 約60 元", vec![])),
            (Some(7), &[(0, 6)][..], ("獎金 約60 元", vec!["獎金"])),
            (Some(7), &[(0, 7)][..], ("獎金 約60 元", vec!["獎金 "])),
            (Some(7), &[(7, 13)][..], ("獎金 約60 元", vec!["60 元"])),
            (Some(7), &[(0, 6), (7, 9)][..], ("獎金 約60 元", vec!["獎金", "60"])),
            (Some(1), &[(0, 6)][..], ("獎金 60 元", vec!["獎金"])),
        ] {
            let text = "獎金 60 元".to_string();
            let (part, field) = (Part::Body, Field::Value);
            let found = Found { part, field, text, metric: Some(0), figures: Vec::new(), about };
            let ranges: Vec<Range<usize>> = ranges.iter().map(|(from, to)| *from..*to).collect();
            let (told, marks) = found.told(&ranges, "約");
            let marks: Vec<&str> = marks.into_iter().map(|mark| &told[mark]).collect();
            assert_eq!((told.as_str(), marks), expected, "{about:?} {ranges:?}");
        }
    }

    #[test]
    fn an_excerpt_begins_with_a_word() {
        for (text, found, expected) in [
            ("由市長Matthew O'Connor主持", "O'Connor", "Matthew O'Connor主持"),
            ("一二三四五六七八九十", "九", "一二三四五六七八九十"),
            ("零一二三四五六七八九十", "九", "一二三四五六七八九十"),
            ("the mayor said so", "so", "mayor said so"),
            ("a verylongwordofmanyletters x", "x", "letters x"),
            ("宿舍", "宿舍", "宿舍"),
        ] {
            let at = text.find(found).expect("the text has it");
            assert_eq!(&text[excerpt(text, at)], expected, "{found} in {text}");
        }
        assert_eq!(excerpt("宿舍", 1), 0..6, "no place in the text: its end");
    }
}
