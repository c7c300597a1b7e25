//! The segment of one file: its items' characters, and whether a glance at an item's text can tell how it answers.

use crate::insight::find::shelf::READ;
use crate::insight::found;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::unit;
use crate::search::answer::Part;
use crate::search::segment::Gather;
use crate::search::segment::Places;
use crate::search::segment::Segment;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::record::Slot;
use crate::store::span::Span;
use crate::store::value;
use memchr::memchr;
use memchr::memchr2;

/// The segment of a file's items.
pub fn segment(archive: &Archive, file: usize, gather: &mut Gather) -> Segment {
    let count = archive.files.get(file).map_or(0, |file| file.count());
    gather.expect(count);
    let mut paths: Vec<Option<String>> = vec![None; archive.outline.categories().len()];
    for record in 0..count {
        let id = ItemId { file, record };
        gather.begin();
        let found = archive.record(id);
        let places = found.as_ref().and_then(|(text, record)| places(archive, id, text, record));
        match found.zip(places) {
            Some(((text, record), places)) => {
                let year = archive.year(id);
                if let Some(path) = archive.category(id).and_then(|index| paths.get_mut(index)) {
                    let path = path.get_or_insert_with(|| found::category_path(archive, id, year));
                    gather.text(Part::Category, path);
                }
                plain(gather, text, &record, archive.files[file].start(id.record), places);
            }
            None => found::parts(archive, id).iter().for_each(|found| gather.text(found.part, &found.text)),
        }
        gather.end(places);
    }
    gather.segment()
}

/// The parts of an item that a glance can tell, as `found` has them, without making them. Its title and text stand there,
/// from where it starts.
fn plain(gather: &mut Gather, text: &str, record: &Record, start: usize, places: Places) {
    let there = |(from, to): (u16, u16)| text.get(start + usize::from(from)..start + usize::from(to)).unwrap_or("");
    gather.text(Part::Title, there(places.title));
    gather.text(Part::Id, &record.item.read(text, Field::Id));
    for field in [Field::Names, Field::Tags] {
        let names = record.item.slot(&Name::Field(field)).into_iter().flat_map(|slot| slot.each(text));
        names.for_each(|name| gather.text(Part::Name, &name));
    }
    for metric in &record.metrics {
        let name = metric.read(text, Field::Name);
        gather.text(Part::Metric, &name);
        gather.again(Part::Body, &name);
    }
    gather.text(Part::Body, there(places.text));
    gather.text(Part::Body, &record.item.read(text, Field::Source));
    for metric in &record.metrics {
        let value = metric.read(text, Field::Value);
        let is_text = metric.slot(&Name::Field(Field::Value)).is_some_and(|slot| value::is_string(slot.value.of(text)));
        let figure = if is_text { None } else { Figure::read_toml(&value) };
        match figure {
            Some(figure) => {
                gather.tail(&unit::show(figure, &metric.read(text, Field::Unit)));
                if value.contains('.') {
                    gather.point();
                }
            }
            None => gather.tail(&value),
        }
    }
}

/// Where title and text of an item stand; none where a glance could tell something else of it than its parts do.
fn places(archive: &Archive, id: ItemId, text: &str, record: &Record) -> Option<Places> {
    let file = archive.files.get(id.file).filter(|file| file.is_plain())?;
    let start = file.start(id.record);
    let is_main = |slot: &Slot| slot.name == Name::Field(Field::Text);
    let mut own = record.item.slots.iter().filter(|slot| !is_main(slot));
    let mut others = record.metrics.iter().flat_map(|metric| &metric.slots);
    let has_entries = record.metrics.iter().any(|metric| !metric.entries.is_empty());
    let is_simple = !has_entries && own.all(|slot| is_simple(text, slot)) && others.all(|slot| is_simple(text, slot));
    let is_known = archive.category(id).is_some() || record.item.read(text, Field::Category).is_empty();
    if !is_simple || !is_known || !record.metrics.iter().all(|metric| tells_itself(archive, text, metric)) {
        return None;
    }
    let title = place(text, start, record.item.slot(&Name::Field(Field::Title))?.value)?;
    let shown = text.get(start + usize::from(title.0)..start + usize::from(title.1))?;
    if shown.trim().is_empty() || shown.contains('\n') {
        return None;
    }
    let main = record.item.slot(&Name::Field(Field::Text)).map(|slot| place(text, start, slot.value));
    Some(Places { title, text: main.unwrap_or(Some((0, 0)))? })
}

/// Whether a value, where it is read, is text on one line that stands for itself; a metric's is judged by itself. No text
/// has lines: they could look like others.
fn is_simple(text: &str, slot: &Slot) -> bool {
    let raw = slot.value.of(text);
    let is_one_line = |raw: &str| memchr2(b'\n', b'\\', raw.as_bytes()).is_none();
    match slot.name {
        Name::Field(Field::Value) => is_one_line(raw),
        Name::Field(Field::Names | Field::Tags) => {
            is_one_line(raw)
                && slot.elements.iter().flatten().all(|span| value::is_string(span.of(text)))
                && raw.starts_with('[')
        }
        Name::Field(field) if READ.contains(&field) => is_one_line(raw) && value::is_string(raw),
        _ => !(value::is_string(raw) && memchr(b'\n', raw.as_bytes()).is_some()),
    }
}

/// Whether a metric has a name, a value and a unit of its own that are shown as they are.
fn tells_itself(archive: &Archive, text: &str, metric: &crate::store::record::Block) -> bool {
    let read = |field: Field| metric.read(text, field);
    let has_value = metric.slot(&Name::Field(Field::Value)).is_some_and(|slot| {
        let raw = slot.value.of(text);
        value::is_string(raw) || raw.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'))
    });
    has_value && !read(Field::Name).is_empty() && archive.series(&read(Field::Id)).is_none()
}

/// Where a string stands for itself, in bytes from where its record begins; none where it does not.
fn place(text: &str, start: usize, value: Span) -> Option<(u16, u16)> {
    let raw = value.of(text);
    let std::borrow::Cow::Borrowed(plain) = value::plain(raw) else { return None };
    // What is borrowed is a part of the raw text, and is not looked for.
    let from = value.from() + (plain.as_ptr() as usize).checked_sub(raw.as_ptr() as usize)?;
    let near = |at: usize| u16::try_from(at.checked_sub(start)?).ok();
    let is_itself = value::is_string(raw) && memchr(b'\r', raw.as_bytes()).is_none() && !plain.is_empty();
    is_itself.then_some(())?;
    Some((near(from)?, near(from + plain.len())?))
}
