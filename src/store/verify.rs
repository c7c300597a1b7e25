//! Proof of an edit: the new text, read by the `toml` crate, differs from the old in what was meant and nothing else.
//!
//! It looks at data, not at spans, and shares no code with the planning of splices: a splice that is wrong in any way
//! that a reader of the file could notice is refused here.

use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::shape::Metrics;
use crate::store::shape::Shape;
use std::collections::HashMap;
use std::collections::HashSet;
use std::num::IntErrorKind;
use std::panic;
use std::thread;
use toml::Table;
use toml::Value;
use toml::de::DeTable;
use toml::de::DeValue;

/// How the new text fails to be what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The old text is not TOML, so nothing can be proved.
    Before,
    /// The new text is not TOML; the reader's words.
    Syntax(String),
    /// Something else would change, or not what was meant.
    Elsewhere,
}

/// Checks that `after` is `before` with `change` made and nothing else.
///
/// # Errors
/// Says what is wrong with `after`.
pub fn verify(before: &str, after: &str, shape: &Shape, change: &Change) -> Result<(), Mismatch> {
    let (mut old, mut new) = both(before, after)?;
    let holds = match change {
        Change::Set(place, _, value) => {
            let (root, inside) = (take(&mut old, shape, *place), take(&mut new, shape, *place));
            matches!((root, inside), (Some(old), Some(new)) if differs_in_one(&old, &new, Some(value)))
                && same(&old, &new)
        }
        Change::Clear(place, _) => {
            let (root, inside) = (take(&mut old, shape, *place), take(&mut new, shape, *place));
            matches!((root, inside), (Some(old), Some(new)) if differs_in_one(&old, &new, None)) && same(&old, &new)
        }
        Change::Rename(place, name, key) => {
            let pair = take(&mut old, shape, *place).zip(take(&mut new, shape, *place));
            pair.is_some_and(|(was, is)| is_renamed(was, is, written(shape, *place, name), key)) && same(&old, &new)
        }
        Change::AddItem(after, _) => {
            let count = items(&mut old, shape).map_or(0, |items| items.len());
            let place = Place::item(after.map_or(count, |at| at + 1));
            take(&mut new, shape, place).is_some() && same(&old, &new)
        }
        Change::AddMetric(record, _) => {
            let count = metrics(&mut old, shape, *record).map_or(0, |metrics| metrics.len());
            take(&mut new, shape, Place::metric(*record, count)).is_some() && same(&old, &new)
        }
        Change::AddEntry(record, metric, _) => {
            let count = entries(&mut old, shape, *record, *metric).map_or(0, |entries| entries.len());
            take(&mut new, shape, Place::entry(*record, *metric, count)).is_some() && same(&old, &new)
        }
        Change::Replace(place, _) => {
            take(&mut old, shape, *place).is_some() && take(&mut new, shape, *place).is_some() && same(&old, &new)
        }
        Change::Delete(place) => take(&mut old, shape, *place).is_some() && same(&old, &new),
    };
    if holds { Ok(()) } else { Err(Mismatch::Elsewhere) }
}

/// Checks that `after` is `before` with all of `changes` made and nothing else. They are deletions, or values set or
/// cleared in as many different places, or records added at the end, or each behind another record, or metrics added;
/// never two of these.
///
/// # Errors
/// Says what is wrong with `after`, or that the changes are of another kind.
pub fn verify_together(before: &str, after: &str, shape: &Shape, changes: &[Change]) -> Result<(), Mismatch> {
    let (mut old, mut new) = both(before, after)?;
    if changes.iter().all(|change| matches!(change, Change::AddItem(None, _) | Change::AddMetric(..))) {
        let holds = take_added(&old, &mut new, shape, changes) && same(&old, &new);
        return if holds { Ok(()) } else { Err(Mismatch::Elsewhere) };
    }
    if changes.iter().all(|change| matches!(change, Change::AddItem(Some(_), _))) {
        let holds = take_behind(&mut new, shape, changes) && same(&old, &new);
        return if holds { Ok(()) } else { Err(Mismatch::Elsewhere) };
    }
    let mut places: Vec<(Place, Option<&Change>)> = Vec::with_capacity(changes.len());
    for change in changes {
        match change {
            Change::Delete(place) => places.push((*place, None)),
            Change::Set(place, ..) | Change::Clear(place, _) => places.push((*place, Some(change))),
            _ => return Err(Mismatch::Elsewhere),
        }
    }
    // From the last to the first, so that taking one out leaves the numbers of the others right.
    places.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    let alike = places.windows(2).all(|pair| pair[0].0 != pair[1].0 && pair[0].1.is_some() == pair[1].1.is_some());
    let mut holds = alike;
    for (place, change) in places {
        let was = take(&mut old, shape, place);
        holds &= match change {
            None => was.is_some(),
            Some(change) => {
                let meant = if let Change::Set(_, _, value) = change { Some(value) } else { None };
                let is = take(&mut new, shape, place);
                matches!((was, is), (Some(was), Some(is)) if same_value(&was, &is) || differs_in_one(&was, &is, meant))
            }
        };
    }
    if holds && same(&old, &new) { Ok(()) } else { Err(Mismatch::Elsewhere) }
}

/// Takes out of `new` what was added at the end of its lists; whether it was all there, and each list as long as it must be.
fn take_added(old: &Table, new: &mut Table, shape: &Shape, changes: &[Change]) -> bool {
    let mut added: HashMap<Option<usize>, usize> = HashMap::new();
    for change in changes {
        let list = if let Change::AddMetric(record, _) = change { Some(*record) } else { None };
        *added.entry(list).or_insert(0) += 1;
    }
    // Metrics of one record and records at once would have numbers that count in two texts.
    if added.contains_key(&None) && added.len() > 1 {
        return false;
    }
    let mut before = old.clone();
    added.into_iter().all(|(list, count)| {
        let length = |list: Option<&mut Vec<Value>>| list.map_or(0, |list| list.len());
        let (was, is) = match list {
            None => (length(items(&mut before, shape)), items(new, shape)),
            Some(record) => (length(metrics(&mut before, shape, record)), metrics(new, shape, record)),
        };
        let Some(is) = is.filter(|is| is.len() == was + count) else { return false };
        is.truncate(was);
        true
    })
}

/// Takes out of `new` what was added behind records of the old text; whether it was all there.
fn take_behind(new: &mut Table, shape: &Shape, changes: &[Change]) -> bool {
    let behind = |change: &Change| if let Change::AddItem(Some(at), _) = change { Some(*at) } else { None };
    let mut behind: Vec<usize> = changes.iter().filter_map(behind).collect();
    behind.sort_unstable();
    let Some(items) = items(new, shape) else { return false };
    // Of two that are added, the second stands one further on than it would alone.
    let added: HashSet<usize> = behind.iter().enumerate().map(|(before, at)| at + 1 + before).collect();
    let count = items.len();
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        !added.contains(&(at - 1))
    });
    items.len() + changes.len() == count
}

fn items<'t>(table: &'t mut Table, shape: &Shape) -> Option<&'t mut Vec<Value>> {
    table.get_mut(&shape.items)?.as_array_mut()
}

fn metrics<'t>(table: &'t mut Table, shape: &Shape, record: usize) -> Option<&'t mut Vec<Value>> {
    let Metrics::Tables(key) = &shape.metrics else { return None };
    items(table, shape)?.get_mut(record)?.get_mut(key)?.as_array_mut()
}

fn entries<'t>(table: &'t mut Table, shape: &Shape, record: usize, metric: usize) -> Option<&'t mut Vec<Value>> {
    let key = shape.entries.as_ref()?;
    metrics(table, shape, record)?.get_mut(metric)?.get_mut(key)?.as_array_mut()
}

/// Takes a record, a metric or an entry out of the data. Bare numbers are metrics only by the shape: for one of those the
/// whole record is taken.
fn take(table: &mut Table, shape: &Shape, place: Place) -> Option<Value> {
    let (list, at) = match (place.metric, place.entry) {
        (Some(metric), Some(entry)) => (entries(table, shape, place.record, metric)?, entry),
        (Some(metric), None) if shape.metrics != Metrics::Numbers => (metrics(table, shape, place.record)?, metric),
        _ => (items(table, shape)?, place.record),
    };
    (at < list.len()).then(|| list.remove(at))
}

/// What the file calls a field or key there.
fn written<'n>(shape: &'n Shape, place: Place, name: &'n Name) -> Option<&'n str> {
    match (name, place.metric, place.entry) {
        (Name::Other(key), ..) => Some(key),
        (Name::Field(field), None, _) => shape.item_key(*field),
        (Name::Field(field), Some(_), None) => shape.metric_key(*field),
        (Name::Field(field), Some(_), Some(_)) => shape.entry_key(*field),
    }
}

/// Whether the two are the same but for the name of one key, which is taken by no other.
fn is_renamed(mut was: Value, mut is: Value, old: Option<&str>, new: &str) -> bool {
    let (Some(was), Some(is), Some(old)) = (was.as_table_mut(), is.as_table_mut(), old) else { return false };
    !was.contains_key(new)
        && matches!((was.remove(old), is.remove(new)), (Some(was), Some(is)) if same_value(&was, &is))
        && same(was, is)
}

/// Whether the two differ in one leaf at most, and that leaf reads as meant: `None` means that it is gone.
fn differs_in_one(old: &Value, new: &Value, meant: Option<&New>) -> bool {
    let mut changes = Vec::new();
    // A table that is meant as a whole is one leaf, however many of its keys are others now.
    let whole = if let Some(New::Raw(raw)) = meant { one(raw) } else { None };
    differences(Some(old), Some(new), whole.as_ref(), &mut changes);
    match (changes.as_slice(), meant) {
        // The number is the same, only its digits are written otherwise.
        ([], Some(New::Raw(_))) => true,
        ([value], meant) => match (value, meant) {
            (None, None) => true,
            (Some(value), Some(meant)) => reads_as(value, meant),
            _ => false,
        },
        _ => false,
    }
}

/// Collects the leaves of `new` that differ from `old`; `None` for one that is gone. What reads as `whole` is a leaf.
fn differences<'v>(
    old: Option<&Value>,
    new: Option<&'v Value>,
    whole: Option<&Value>,
    changes: &mut Vec<Option<&'v Value>>,
) {
    match (old, new) {
        (Some(old), Some(new)) if whole.is_some_and(|whole| same_value(new, whole)) && !same_value(old, new) => {
            changes.push(Some(new));
        }
        (Some(Value::Table(old)), Some(Value::Table(new))) => {
            old.keys().filter(|key| !new.contains_key(*key)).for_each(|_| changes.push(None));
            new.iter().for_each(|(key, value)| differences(old.get(key), Some(value), whole, changes));
        }
        (Some(Value::Array(old)), Some(Value::Array(new)))
            if old.len() == new.len() && new.iter().chain(old).all(Value::is_table) =>
        {
            old.iter().zip(new).for_each(|(old, new)| differences(Some(old), Some(new), whole, changes));
        }
        (Some(old), Some(new)) if same_value(old, new) => {}
        (_, new) => changes.push(new),
    }
}

fn reads_as(value: &Value, meant: &New) -> bool {
    let text = |value: &Value, meant: &str| match value {
        Value::String(text) => {
            let text = text.replace("\r\n", "\n");
            text == meant || text.strip_suffix('\n') == Some(meant)
        }
        // A number or date that stayed without quotes.
        bare => one(meant).is_some_and(|meant| same_value(bare, &meant)),
    };
    match meant {
        New::Text(meant) => text(value, meant),
        New::Raw(raw) => one(raw).is_some_and(|meant| same_value(value, &meant)),
        New::List(words) => value.as_array().is_some_and(|list| {
            list.len() == words.len() && list.iter().zip(words).all(|(value, word)| text(value, word))
        }),
    }
}

/// What both texts say. Long ones are read side by side: that is most of what an edit takes.
fn both(before: &str, after: &str) -> Result<(Table, Table), Mismatch> {
    let (old, new) = match before.len() < MANY {
        true => (data(before), data(after)),
        false => thread::scope(|scope| {
            let old = scope.spawn(|| data(before));
            let new = data(after);
            (old.join().unwrap_or_else(|panic| panic::resume_unwind(panic)), new)
        }),
    };
    Ok((old.map_err(|_| Mismatch::Before)?, new.map_err(Mismatch::Syntax)?))
}

/// As many bytes are worth a thread.
const MANY: usize = 1 << 16;

/// What the text says; else the reader's words on why it says nothing.
fn data(text: &str) -> Result<Table, String> {
    match DeTable::parse(text) {
        Ok(table) => plain_table(table.into_inner()),
        Err(error) => Err(error.message().lines().collect::<Vec<_>>().join(", ")),
    }
}

/// The value without its place. A number that no 64 bits hold stands as the text it is written as: it is wrong, and what
/// is wrong must be possible to mend. One without digits, as in `0x`, is an error that the reader leaves to us.
fn plain(value: DeValue) -> Result<Value, String> {
    let invalid = || "invalid number".to_string();
    Ok(match value {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Boolean(flag) => Value::Boolean(flag),
        DeValue::Datetime(date) => Value::Datetime(date),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Integer(number),
            Err(error) if matches!(error.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => {
                Value::String(format!("number {}", number.as_str()))
            }
            Err(_) => return Err(invalid()),
        },
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(float) if float.is_finite() || number.as_str().contains(['n', 'N']) => Value::Float(float),
            Ok(_) => Value::String(format!("number {}", number.as_str())),
            Err(_) => return Err(invalid()),
        },
        DeValue::Array(values) => {
            Value::Array(values.into_iter().map(|value| plain(value.into_inner())).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => Value::Table(plain_table(table)?),
    })
}

fn plain_table(table: DeTable) -> Result<Table, String> {
    table.into_iter().map(|(key, value)| Ok((key.into_inner().into_owned(), plain(value.into_inner())?))).collect()
}

/// The one value that `raw` is, if it is exactly one.
fn one(raw: &str) -> Option<Value> {
    let table = data(&format!("v = {raw}\n")).ok()?;
    (table.len() == 1).then(|| table.get("v").cloned())?
}

fn same(old: &Table, new: &Table) -> bool {
    // An array whose last element went may be left empty or leave with it.
    let empty = |value: Option<&Value>| value.is_none_or(|value| value.as_array().is_some_and(Vec::is_empty));
    let half = |old: &Table, new: &Table| {
        old.iter().all(|(key, value)| match new.get(key) {
            Some(other) => same_value(value, other),
            None => empty(Some(value)),
        })
    };
    half(old, new) && half(new, old)
}

/// Equality that takes a NaN for itself, and otherwise is that of the data.
fn same_value(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Float(old), Value::Float(new)) => old.to_bits() == new.to_bits() || old == new,
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same_value(old, new))
        }
        (Value::Table(old), Value::Table(new)) => same(old, new),
        _ => old == new,
    }
}
