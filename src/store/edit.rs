//! Change → splice: what a person does to a record, as the bytes it replaces.
//!
//! A change is planned on the spans of the text, then proved by [`verify`]: the new text is read again and the intended
//! record, and nothing else, must differ. What cannot be proved is refused, and the text stays.

use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::store::edit::fresh::Kind;
use crate::store::file::File;
use crate::store::record::Block;
use crate::store::record::Form;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::shape::Metrics;
use crate::store::shape::Shape;
use crate::store::source::Newline;
use crate::store::splice::Splice;
use crate::store::verify;
use crate::store::verify::Mismatch;
use std::ops::Range;

/// One change to one file.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Gives a field a value, adding its key where it is missing.
    Set(Place, Name, New),
    /// Takes a field's key away.
    Clear(Place, Name),
    /// Gives a key another name, and leaves its value alone.
    Rename(Place, Name, String),
    /// Adds a record behind the record of that number, or at the end of the file. The text is a block as
    /// [`item_block`] writes it or as another record's span holds it.
    AddItem(Option<usize>, String),
    /// Adds a metric at the end of the record of that number.
    AddMetric(usize, String),
    /// Adds an entry at the end of the entries of a record's metric: the record's number, then the metric's.
    AddEntry(usize, usize, String),
    /// Puts another block in the place of a record with its metrics, of one metric with its entries, or of one entry.
    Replace(Place, String),
    /// Takes a record, one metric of it, or one entry of that, away with all that is in it.
    Delete(Place),
}

/// A record of a file, a metric of one, or an entry of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Which record, from 0 in the order of the text.
    pub record: usize,
    /// Which of its metrics; none for the item itself.
    pub metric: Option<usize>,
    /// Which of the metric's entries; none for the metric itself, and always for the item.
    pub entry: Option<usize>,
}

impl Place {
    /// The item of that record.
    pub fn item(record: usize) -> Place {
        Place { record, metric: None, entry: None }
    }

    /// A metric of that record.
    pub fn metric(record: usize, metric: usize) -> Place {
        Place { record, metric: Some(metric), entry: None }
    }

    /// An entry of that record's metric.
    pub fn entry(record: usize, metric: usize, entry: usize) -> Place {
        Place { record, metric: Some(metric), entry: Some(entry) }
    }
}

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum New {
    /// A string.
    Text(String),
    /// A number, boolean or other value, as TOML writes it.
    Raw(String),
    /// A list of strings.
    List(Vec<String>),
}

/// Why a change was not made. The text is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The record or field is not there (any more).
    Gone,
    /// The file's shape has no such field, or keeps its records in a way that does not allow this.
    Shape,
    /// The changed text would not be what was meant.
    Mismatch(Mismatch),
}

impl Refusal {
    /// Why the change was not made, and what can be done.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Refusal::Gone => words::CANNOT_GONE.fill(lang, &[]),
            Refusal::Shape => words::CANNOT_SHAPE.fill(lang, &[]),
            Refusal::Mismatch(Mismatch::Syntax(why)) => words::CANNOT_SYNTAX.fill(lang, &[why]),
            Refusal::Mismatch(_) => words::CANNOT_PROVE.fill(lang, &[]),
        }
    }
}

/// The splice that makes this change in `text`, proved; none where the text says so already.
///
/// # Errors
/// A [`Refusal`] says why the change cannot be made.
pub fn plan(text: &str, records: &[Record], shape: &Shape, change: &Change) -> Result<Option<Splice>, Refusal> {
    let Some((range, new)) = replacement(text, records, shape, change)? else { return Ok(None) };
    let splice = Splice::of(text, range, new).ok_or(Refusal::Gone)?;
    if splice.old == splice.new {
        return Ok(None);
    }
    let changed = splice.apply(text).ok_or(Refusal::Gone)?;
    verify::verify(text, &changed, shape, change).map_err(Refusal::Mismatch)?;
    Ok(Some(splice))
}

/// The splices that make many changes of one kind at once, proved together: deletions, or values set in different
/// places. Their places all count in `text`, ascending. None where the changes have to be made one after the other.
pub fn plan_together(text: &str, records: &[Record], shape: &Shape, changes: &[Change]) -> Option<Vec<Splice>> {
    together::plan(text, records, shape, changes)
}

/// A new record of a file as text, its fields in the given order, or in that of record `near`, whose neighbour it is to be.
pub fn item_block(file: &File, near: Option<usize>, form: Form, fields: &[(Field, New)]) -> String {
    let keys = fields.iter().filter_map(|(field, new)| Some((*field, file.shape.item_key(*field)?, new)));
    let like = fresh::nearest(file, near, Kind::Item, Some(form));
    fresh::block(&file.text, &file.shape.items, form, like.as_ref(), keys.collect())
}

/// A record's text with another id, as a block to be added; none where the file writes its ids in no place that can be changed.
pub fn item_copy(file: &File, record: &Record, id: &str) -> Option<String> {
    let slot = record.item.slot(&Name::Field(Field::Id))?;
    let own = record.item.span.of(&file.text);
    let Some((range, new)) = key::set(&file.text, &record.item, slot, &New::Text(id.to_string())) else {
        return Some(own.to_string());
    };
    let from = record.item.span.from();
    let (front, back) = (own.get(..range.start.checked_sub(from)?)?, own.get(range.end.checked_sub(from)?..)?);
    Some(format!("{front}{new}{back}"))
}

/// A new metric of record `near`, as text; none where the shape has no tables for metrics.
pub fn metric_block(file: &File, near: Option<usize>, form: Form, fields: &[(Field, New)]) -> Option<String> {
    let Metrics::Tables(metrics) = &file.shape.metrics else { return None };
    let keys = fields.iter().filter_map(|(field, new)| Some((*field, file.shape.metric_key(*field)?, new)));
    let item = || fresh::nearest(file, near, Kind::Item, Some(form));
    let like = fresh::nearest(file, near, Kind::Metric, Some(form)).or_else(item);
    Some(fresh::block(&file.text, &format!("{}.{metrics}", file.shape.items), form, like.as_ref(), keys.collect()))
}

/// A new entry of that metric of that record, as text; none where the shape has no entries.
pub fn entry_block(file: &File, near: Place, form: Form, fields: &[(Field, New)]) -> Option<String> {
    let (Metrics::Tables(metrics), Some(entries)) = (&file.shape.metrics, &file.shape.entries) else { return None };
    let keys = fields.iter().filter_map(|(field, new)| Some((*field, file.shape.entry_key(*field)?, new)));
    let metric = file.record(near.record).and_then(|record| record.block(near.metric, None).cloned());
    let own = metric.as_ref().and_then(|metric| metric.entries.last().cloned());
    let like = own.or_else(|| fresh::nearest(file, Some(near.record), Kind::Entry, Some(form))).or(metric);
    let path = format!("{}.{metrics}.{entries}", file.shape.items);
    Some(fresh::block(&file.text, &path, form, like.as_ref(), keys.collect()))
}

/// The form a new metric of that record takes: that of its others, or of its neighbours', or of the record. Without a
/// record, that of one which is to come.
pub fn metric_form(file: &File, record: Option<usize>) -> Form {
    let Metrics::Tables(key) = &file.shape.metrics else { return Form::Number };
    let others = || fresh::nearest(file, record, Kind::Metric, None).map(|block| block.form);
    match record.and_then(|at| file.record(at)) {
        Some(record) => form(&record.item, &record.metrics, key, others),
        None => others().or(file.last().map(|record| record.item.form)).unwrap_or(Form::Header),
    }
}

/// The form a new entry of that metric takes: that of its others, or of its neighbours', or of the metric.
pub fn entry_form(file: &File, metric: Place) -> Form {
    let others = || fresh::nearest(file, Some(metric.record), Kind::Entry, None).map(|block| block.form);
    let found = file.record(metric.record).and_then(|record| record.block(metric.metric, None).cloned());
    let key = file.shape.entries.as_ref();
    key.zip(found).map_or(Form::Number, |(key, found)| form(&found, &found.entries, key, others))
}

type Replacement = (Range<usize>, String);

fn replacement(text: &str, records: &[Record], shape: &Shape, change: &Change) -> Result<Option<Replacement>, Refusal> {
    match change {
        Change::Set(place, name, new) => {
            let block = find(records, *place)?;
            match block.slot(name) {
                Some(slot) => Ok(key::set(text, block, slot, new)),
                None => {
                    let written = written(shape, *place, name).ok_or(Refusal::Shape)?;
                    let like = like(text, records, *place, name, new);
                    key::add(text, block, name, written, new, like).map(Some)
                }
            }
        }
        Change::Clear(place, name) => {
            let block = find(records, *place)?;
            let slot = block.slot(name).ok_or(Refusal::Gone)?;
            Ok(Some((key::range(text, block, slot), String::new())))
        }
        Change::Rename(place, name, new) => {
            let slot = find(records, *place)?.slot(name).ok_or(Refusal::Gone)?;
            key::rename(text, slot, new).map(Some).ok_or(Refusal::Shape)
        }
        Change::AddItem(after, block) => block::add_item(text, records, *after, block).map(Some),
        Change::AddMetric(record, block) => {
            let record = records.get(*record).ok_or(Refusal::Gone)?;
            let Metrics::Tables(key) = &shape.metrics else { return Err(Refusal::Shape) };
            let is_close = || block::are_close(text, records.iter().map(|record| &*record.metrics));
            block::append(text, &record.item, &record.metrics, key, block, is_close).map(Some)
        }
        Change::AddEntry(record, metric, block) => {
            let metric = find(records, Place::metric(*record, *metric))?;
            let key = shape.entries.as_ref().ok_or(Refusal::Shape)?;
            let metrics = || records.iter().flat_map(|record| &record.metrics);
            let is_close = || block::are_close(text, metrics().map(|metric| &*metric.entries));
            block::append(text, metric, &metric.entries, key, block, is_close).map(Some)
        }
        Change::Replace(place, block) => {
            let old = find(records, *place)?;
            let end = if old.span.of(text).ends_with('\n') { Newline::of(text).as_str() } else { "" };
            let body = block.trim_end_matches(['\r', '\n']).replace("\r\n", "\n");
            Ok(Some((old.span.range(), body.replace('\n', Newline::of(text).as_str()) + end)))
        }
        Change::Delete(place) => block::delete(text, records, *place).map(|range| Some((range, String::new()))),
    }
}

fn find(records: &[Record], place: Place) -> Result<&Block, Refusal> {
    let record = records.get(place.record).ok_or(Refusal::Gone)?;
    record.block(place.metric, place.entry).ok_or(Refusal::Gone)
}

/// The value that a new one is to look like: what the nearest record has for the same field.
fn like<'t>(text: &'t str, records: &[Record], place: Place, name: &Name, new: &New) -> Option<&'t str> {
    let of = |record: &Record| {
        let blocks: &[Block] =
            if place.metric.is_some() { &record.metrics } else { std::slice::from_ref(&record.item) };
        let slot = blocks.iter().filter(|block| block.form == Form::Header).find_map(|block| block.slot(name))?;
        fresh::likeness(Some(slot.value.of(text)), new)
    };
    // Entries and what no other record has need not be looked for far and wide.
    let before = records.iter().take(place.record).rev().take(100);
    before.chain(records.iter().skip(place.record + 1).take(100)).find_map(of)
}

/// What the shape calls a field there.
fn written<'s>(shape: &'s Shape, place: Place, name: &Name) -> Option<&'s str> {
    let Name::Field(field) = name else { return None };
    match (place.metric, place.entry) {
        (None, _) => shape.item_key(*field),
        (Some(_), None) => shape.metric_key(*field),
        (Some(_), Some(_)) => shape.entry_key(*field),
    }
}

/// What is within braces has its lists there too, and an array that was left empty takes no headers beside it.
fn form(owner: &Block, list: &[Block], name: &str, others: impl Fn() -> Option<Form>) -> Form {
    match (list.last(), key::empty_array(owner, name), owner.form) {
        (Some(last), ..) => last.form,
        (None, Some(_), _) | (None, None, Form::Inline) => Form::Inline,
        (None, None, own) => others().unwrap_or(own),
    }
}

mod block;
mod fresh;
mod key;
mod together;

#[cfg(test)]
mod tests;
