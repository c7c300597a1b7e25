//! Change → splice: what a person does to a record, as the bytes it replaces.
//!
//! A change is planned on the spans of the text, then proved by [`verify`]: the new text is read again and the intended
//! record, and nothing else, must differ. What cannot be proved is refused, and the text stays.

use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::store::list;
use crate::store::record::Block;
use crate::store::record::Form;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::record::Slot;
use crate::store::record::line_end;
use crate::store::record::line_start;
use crate::store::shape::Metrics;
use crate::store::shape::Shape;
use crate::store::source::Newline;
use crate::store::span::Span;
use crate::store::splice::Splice;
use crate::store::value;
use crate::store::value::Style;
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
    /// Adds a record behind the record of that number, or at the end of the file. The text is a block as
    /// [`item_block`] writes it or as another record's span holds it.
    AddItem(Option<usize>, String),
    /// Adds a metric at the end of the record of that number.
    AddMetric(usize, String),
    /// Puts another block in the place of a record with its metrics, or of one metric.
    Replace(Place, String),
    /// Takes a record, or one metric of it, away.
    Delete(Place),
}

/// A record of a file, or a metric of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Which record, from 0 in the order of the text.
    pub record: usize,
    /// Which of its metrics; none for the item itself.
    pub metric: Option<usize>,
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

/// A new record as text, its fields in the given order.
pub fn item_block(shape: &Shape, form: Form, fields: &[(Field, New)], newline: Newline) -> String {
    let keys = fields.iter().filter_map(|(field, new)| Some((shape.item_key(*field)?, new)));
    fresh_block(&format!("[[{}]]", shape.items), form, keys, newline)
}

/// A new metric as text, its fields in the given order; none where the shape has no tables for metrics.
pub fn metric_block(shape: &Shape, form: Form, fields: &[(Field, New)], newline: Newline) -> Option<String> {
    let Metrics::Tables(metrics) = &shape.metrics else { return None };
    let keys = fields.iter().filter_map(|(field, new)| Some((shape.metric_key(*field)?, new)));
    Some(fresh_block(&format!("[[{}.{metrics}]]", shape.items), form, keys, newline))
}

fn fresh_block<'k>(
    header: &str,
    form: Form,
    keys: impl Iterator<Item = (&'k str, &'k New)>,
    newline: Newline,
) -> String {
    let nl = newline.as_str();
    let style = Style { like: None, newline: nl, multiline: form == Form::Header };
    let pairs: Vec<String> = keys.map(|(key, new)| format!("{key} = {}", write(new, style))).collect();
    match form {
        Form::Header => format!("{header}{nl}{}{nl}", pairs.join(nl)),
        Form::Inline | Form::Number => format!("{{ {} }}", pairs.join(", ")),
    }
}

/// The form a new metric of this record takes: that of its others, or of the record.
pub fn metric_form(record: &Record) -> Form {
    record.metrics.last().map_or(record.item.form, |metric| metric.form)
}

type Replacement = (Range<usize>, String);

fn replacement(text: &str, records: &[Record], shape: &Shape, change: &Change) -> Result<Option<Replacement>, Refusal> {
    match change {
        Change::Set(place, name, new) => {
            let block = find(records, *place)?;
            match block.slot(name) {
                Some(slot) => Ok(set(text, block, slot, new)),
                None => {
                    let key = key(shape, *place, name).ok_or(Refusal::Shape)?;
                    add_key(text, block, name, key, new).map(Some)
                }
            }
        }
        Change::Clear(place, name) => {
            let block = find(records, *place)?;
            let slot = block.slot(name).ok_or(Refusal::Gone)?;
            Ok(Some((key_range(text, block, slot), String::new())))
        }
        Change::AddItem(after, block) => add_item(text, records, *after, block).map(Some),
        Change::AddMetric(record, block) => {
            let record = records.get(*record).ok_or(Refusal::Gone)?;
            add_metric(text, record, shape, block).map(Some)
        }
        Change::Replace(place, block) => {
            let old = find(records, *place)?;
            let end = if old.span.of(text).ends_with('\n') { Newline::of(text).as_str() } else { "" };
            let body = block.trim_end_matches(['\r', '\n']).replace("\r\n", "\n");
            Ok(Some((old.span.range(), body.replace('\n', Newline::of(text).as_str()) + end)))
        }
        Change::Delete(place) => delete(text, records, *place).map(|range| Some((range, String::new()))),
    }
}

fn find(records: &[Record], place: Place) -> Result<&Block, Refusal> {
    let record = records.get(place.record).ok_or(Refusal::Gone)?;
    match place.metric {
        None => Ok(&record.item),
        Some(metric) => record.metrics.get(metric).ok_or(Refusal::Gone),
    }
}

fn key<'s>(shape: &'s Shape, place: Place, name: &Name) -> Option<&'s str> {
    match (name, place.metric) {
        (Name::Field(field), None) => shape.item_key(*field),
        (Name::Field(field), Some(_)) => shape.metric_key(*field),
        (Name::Other(_), _) => None,
    }
}

fn style<'t>(text: &str, block: &Block, like: Option<&'t str>) -> Style<'t> {
    Style { like, newline: Newline::of(text).as_str(), multiline: block.form == Form::Header }
}

fn set(text: &str, block: &Block, slot: &Slot, new: &New) -> Option<Replacement> {
    let like = slot.value.of(text);
    let style = style(text, block, Some(like));
    match (new, &slot.elements) {
        (New::List(words), Some(elements)) => list::change(text, slot.value, elements, words, style),
        // A number or date that was written without quotes stays without, where the new text is of the same kind.
        (New::Text(bare), None) if same_type(bare, like) => Some((slot.value.range(), bare.clone())),
        (New::Text(same), _) if value::plain(like) == same.as_str() => None,
        _ => Some((slot.value.range(), write(new, style))),
    }
}

fn same_type(bare: &str, like: &str) -> bool {
    let parse = |raw| toml::de::DeValue::parse(raw).ok();
    value::string(like).is_none()
        && bare.trim() == bare
        && matches!((parse(bare), parse(like)), (Some(new), Some(old)) if new.get_ref().same_type(old.get_ref()))
}

fn write(new: &New, style: Style) -> String {
    match new {
        New::Text(text) => value::write_string(text, style),
        New::Raw(raw) => raw.clone(),
        New::List(words) => {
            let style = Style { like: None, multiline: false, ..style };
            let words: Vec<String> = words.iter().map(|word| value::write_string(word, style)).collect();
            format!("[{}]", words.join(", "))
        }
    }
}

/// A new key goes behind the last key that the format writes before it, in the look of that key's line.
fn add_key(text: &str, block: &Block, name: &Name, key: &str, new: &New) -> Result<Replacement, Refusal> {
    let known = |slot: &&Slot| matches!(slot.name, Name::Field(_));
    let before = block.slots.iter().filter(known).filter(|slot| slot.name < *name).max_by_key(|slot| slot.value);
    let newline = Newline::of(text).as_str();
    match block.form {
        Form::Number => Err(Refusal::Shape),
        Form::Inline => {
            let pair = format!("{key} = {}", write(new, style(text, block, None)));
            Ok(match (before, block.slots.first()) {
                (Some(before), _) => (before.value.to()..before.value.to(), format!(", {pair}")),
                (None, Some(first)) => (first.key.from()..first.key.from(), format!("{pair}, ")),
                (None, None) => (block.span.range(), format!("{{ {pair} }}")),
            })
        }
        Form::Header => {
            let neighbour = before.or_else(|| block.slots.iter().find(known));
            let (indent, sign) = neighbour.map_or((String::new(), " = ".to_string()), |slot| look(text, slot, key));
            let line = format!("{indent}{key}{sign}{}", write(new, style(text, block, None)));
            let at = line_end(text, before.map_or(block.head.to(), |slot| slot.value.to()));
            Ok((at..at, if text[..at].ends_with('\n') { line + newline } else { newline.to_string() + &line }))
        }
    }
}

/// The indent of a key's line, and its ` = ` with the padding that puts the sign of `key` into the same column.
fn look(text: &str, slot: &Slot, key: &str) -> (String, String) {
    let indent = text.get(line_start(text, slot.key.from())..slot.key.from()).unwrap_or("");
    let sign = text.get(slot.key.to()..slot.value.from()).unwrap_or(" = ");
    let padding = sign.len() - sign.trim_start().len();
    let padding =
        if padding > 1 { (slot.key.of(text).len() + padding).saturating_sub(key.len()).max(1) } else { padding };
    let indent = if indent.trim().is_empty() { indent } else { "" };
    (indent.to_string(), " ".repeat(padding) + sign.trim_start())
}

/// What goes when a key goes: its line, or its place between the commas of an inline table.
fn key_range(text: &str, block: &Block, slot: &Slot) -> Range<usize> {
    let line = line_start(text, slot.key.from());
    if block.form != Form::Inline && text.get(line..slot.key.from()).is_some_and(|indent| indent.trim().is_empty()) {
        return line..line_end(text, slot.value.to());
    }
    let at = block.slots.iter().position(|other| other.key == slot.key).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| block.slots.get(at));
    match (block.slots.get(at + 1), before) {
        (Some(next), _) => slot.key.from()..next.key.from(),
        (None, Some(before)) => before.value.to()..slot.value.to(),
        (None, None) => slot.key.from()..slot.value.to(),
    }
}

fn add_item(text: &str, records: &[Record], after: Option<usize>, block: &str) -> Result<Replacement, Refusal> {
    let before = match after {
        Some(at) => Some(records.get(at).ok_or(Refusal::Gone)?),
        None => records.last(),
    };
    Ok(match before {
        Some(record) if record.item.form == Form::Inline => {
            let spans: Vec<Span> = records.iter().map(|record| record.item.span).collect();
            behind(text, &spans, record.item.span, block)
        }
        Some(record) => below(text, record.item.span.to(), true, block),
        None => below(text, text.len(), true, block),
    })
}

fn add_metric(text: &str, record: &Record, shape: &Shape, block: &str) -> Result<Replacement, Refusal> {
    let Metrics::Tables(metrics) = &shape.metrics else { return Err(Refusal::Shape) };
    let spaced = record.metrics.iter().all(|metric| blank_above(text, metric.span.from()));
    match (record.metrics.last(), record.item.form) {
        (Some(last), _) if last.form == Form::Inline => {
            let spans: Vec<Span> = record.metrics.iter().map(|metric| metric.span).collect();
            Ok(behind(text, &spans, last.span, block))
        }
        (Some(last), _) => Ok(below(text, last.span.to(), spaced, block)),
        (None, Form::Inline) => {
            let name = Name::Other("\u{10ffff}".into()); // Sorts behind every field, so the list comes last.
            add_key(text, &record.item, &name, metrics, &New::Raw(format!("[{block}]")))
        }
        (None, _) => Ok(below(text, record.item.span.to(), true, block)),
    }
}

fn blank_above(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    before.ends_with("\n\n") || before.ends_with("\n\r\n")
}

/// A block put on lines of its own at `at`, the end of a line, with a blank line above where that is the custom here.
/// A file that ends without a line break goes on ending without one.
fn below(text: &str, at: usize, spaced: bool, block: &str) -> Replacement {
    let newline = Newline::of(text).as_str();
    let before = text.get(..at).unwrap_or("");
    let body = block.trim_end_matches(['\r', '\n']);
    let body = body.replace("\r\n", "\n").replace('\n', newline);
    let open = !before.is_empty() && before != "\u{feff}" && !before.ends_with('\n');
    let blank = spaced && !before.is_empty() && before != "\u{feff}" && !blank_above(text, at);
    let lead = newline.repeat(usize::from(open) + usize::from(blank));
    let tail = if open { "" } else { newline };
    (at..at, format!("{lead}{body}{tail}"))
}

/// A block put behind one element of an array, separated as the elements there are.
fn behind(text: &str, elements: &[Span], element: Span, block: &str) -> Replacement {
    let between = |pair: &[Span]| text.get(pair[0].to()..pair[1].from()).filter(|gap| !gap.contains('#'));
    let gap = elements.windows(2).find_map(between).unwrap_or(", ");
    (element.to()..element.to(), format!("{gap}{block}"))
}

fn delete(text: &str, records: &[Record], place: Place) -> Result<Range<usize>, Refusal> {
    let block = find(records, place)?;
    match block.form {
        Form::Header => Ok(lines_of(text, block.span)),
        Form::Number => Ok(key_range(text, block, block.slots.first().ok_or(Refusal::Gone)?)),
        Form::Inline => {
            let siblings: Vec<Span> = match place.metric {
                None => records.iter().map(|record| record.item.span).collect(),
                Some(_) => records[place.record].metrics.iter().map(|metric| metric.span).collect(),
            };
            let at = place.metric.unwrap_or(place.record);
            let before = at.checked_sub(1).and_then(|at| siblings.get(at));
            Ok(match (siblings.get(at + 1), before) {
                (Some(next), _) => block.span.from()..next.from(),
                (None, Some(before)) => before.to()..block.span.to(),
                (None, None) => {
                    let rest = text.get(block.span.to()..).unwrap_or("");
                    let comma = rest.trim_start().starts_with(',');
                    let white = rest.len() - rest.trim_start().len();
                    block.span.from()..block.span.to() + if comma { white + 1 } else { 0 }
                }
            })
        }
    }
}

/// The lines of a block with the blank lines that separate it: those below, or at the end of the file those above.
fn lines_of(text: &str, span: Span) -> Range<usize> {
    let blank = |line: &str| line.trim().is_empty();
    let mut end = span.to();
    while end < text.len() && blank(&text[end..line_end(text, end)]) {
        end = line_end(text, end);
    }
    let mut start = span.from();
    if end == text.len() {
        while start > 0 && blank(text[line_start(text, start - 1)..start].trim_start_matches('\u{feff}')) {
            start = line_start(text, start - 1);
        }
    }
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    start.max(mark)..end
}

mod together;

#[cfg(test)]
mod tests;
