//! Which item of one year is which of another, and which metric.

use crate::insight::compare::Alone;
use crate::insight::compare::ItemOutcome;
use crate::insight::compare::ItemPair;
use crate::insight::compare::MetricPair;
use crate::insight::compare::Outcome;
use crate::insight::compare::Sides;
use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::model::field::Field;
use crate::model::metric;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::file::File;
use crate::store::known;
use crate::store::parallel;
use crate::store::record::Record;
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::HashSet;

/// The items of both years with their metrics, in the order of the outline.
pub(super) fn of(
    archive: &Archive,
    from: Option<Year>,
    to: Option<Year>,
    signal: &Signal,
) -> Result<Vec<ItemPair>, Cancelled> {
    let (before, after) = (archive.items(from), archive.items(to));
    // Each is looked at for itself, and again for its metrics.
    signal.expect(2 * (before.len() + after.len()));
    let (old, new) = (Named::of(archive, from, &before, signal)?, Named::of(archive, to, &after, signal)?);
    let mut items = items(archive, (from, &before), (to, &after), signal)?;
    let mut rows = HashMap::new();
    for (row, item) in items.iter().enumerate() {
        rows.extend(item.sides.before().into_iter().chain(item.sides.after()).map(|id| (*id, row)));
    }
    let missing_after = new.stands.iter().map(|(key, stand)| match key {
        Some(key) => match old.stand(key) {
            Some(before) => (stand.item, both(before.clone(), stand.clone())),
            None => (stand.item, alone(archive, &items, &rows, Sides::After(stand.clone()), from)),
        },
        None => (stand.item, unnamed(Sides::After(stand.clone()))),
    });
    // Of a year beside itself everything has been told by now.
    let missing_before = old.stands.iter().filter(|_| from != to).filter_map(|(key, stand)| match key {
        Some(key) if new.stand(key).is_some() => None,
        Some(_) => Some((stand.item, alone(archive, &items, &rows, Sides::Before(stand.clone()), to))),
        None => Some((stand.item, unnamed(Sides::Before(stand.clone())))),
    });
    let metrics: Vec<(ItemId, MetricPair)> = missing_after.chain(missing_before).collect();
    for (item, metric) in metrics {
        if let Some(row) = rows.get(&item) {
            items[*row].metrics.push(metric);
        }
    }
    Ok(items)
}

/// A year with its items.
type Side<'a> = (Option<Year>, &'a [ItemId]);

/// The items of both years, those of one category together, those of `to` before those that only `from` has.
fn items(archive: &Archive, (from, old): Side, (to, new): Side, signal: &Signal) -> Result<Vec<ItemPair>, Cancelled> {
    let (earlier, later) = (Ids::of(archive, from), Ids::of(archive, to));
    let after = |id: ItemId| {
        let Some((text, record)) = archive.record(id) else {
            return item(archive, Sides::After(id), ItemOutcome::Alone(Alone::Unnamed));
        };
        let Some(name) = later.name(id, text, &record) else {
            return item(archive, Sides::After(id), ItemOutcome::Alone(Alone::Unnamed));
        };
        match earlier.find(&name) {
            Some(before) => {
                let fields = differences(archive, before, (text, &record));
                item(archive, Sides::Both(before, id), ItemOutcome::Kept(fields))
            }
            None => {
                let why = why(archive, archive.category(id), from).unwrap_or(Alone::Added);
                item(archive, Sides::After(id), ItemOutcome::Alone(why))
            }
        }
    };
    let before = |id: ItemId| {
        let name = archive.record(id).and_then(|(text, record)| Some(earlier.name(id, text, &record)?.into_owned()));
        let why = match name {
            Some(_) => why(archive, archive.category(id), to).unwrap_or(Alone::Gone),
            None => Alone::Unnamed,
        };
        item(archive, Sides::Before(id), ItemOutcome::Alone(why))
    };
    let each = |ids: &[ItemId], one: &(dyn Fn(ItemId) -> ItemPair + Sync)| {
        let some = |ids: &[ItemId]| signal.step(ids.len()).map(|()| ids.iter().map(|id| one(*id)).collect::<Vec<_>>());
        let all: Result<Vec<_>, Cancelled> =
            parallel::map(ids.chunks(series::MANY).collect(), some).into_iter().collect();
        all.map(|pairs| pairs.into_iter().flatten().collect::<Vec<_>>())
    };
    let mut pairs = each(new, &after)?;
    let known: HashSet<ItemId> = pairs.iter().filter_map(|pair| pair.sides.before().copied()).collect();
    let gone: Vec<ItemId> = old.iter().filter(|id| from != to && !known.contains(id)).copied().collect();
    pairs.extend(each(&gone, &before)?);
    // Stable: within a category the order stays.
    pairs.sort_by_key(|pair| pair.category.unwrap_or(usize::MAX));
    Ok(pairs)
}

/// The ids of a year, to find each at one look: that of the archive is at every file of the year, which for all items of
/// all files is too many.
struct Ids<'a> {
    archive: &'a Archive,
    /// The hash of each with its item, in this order.
    hashes: Vec<(u32, ItemId)>,
}

impl<'a> Ids<'a> {
    fn of(archive: &'a Archive, year: Option<Year>) -> Ids<'a> {
        let files = archive.files.iter().enumerate().filter(|(_, file)| file.year == year);
        let of_file = |(at, file): (usize, &'a File)| {
            file.known().ids().iter().map(move |(hash, record)| (*hash, ItemId { file: at, record: *record as usize }))
        };
        let mut hashes: Vec<(u32, ItemId)> = files.flat_map(of_file).collect();
        hashes.sort_unstable();
        Ids { archive, hashes }
    }

    /// The item of that id; of several, the first.
    fn find(&self, id: &str) -> Option<ItemId> {
        let hash = known::hash(id);
        let first = self.hashes.partition_point(|(other, _)| *other < hash);
        let mut alike = self.hashes[first..].iter().take_while(|(other, _)| *other == hash).map(|(_, item)| *item);
        alike.find(|item| self.archive.text(*item, Field::Id) == id)
    }

    /// The id that an item is known by in its year. Of several that share one, the first is known by it.
    fn name<'t>(&self, item: ItemId, text: &'t str, record: &Record) -> Option<Cow<'t, str>> {
        let name = record.item.read(text, Field::Id);
        (!name.is_empty() && self.find(&name) == Some(item)).then_some(name)
    }
}

fn item(archive: &Archive, sides: Sides<ItemId>, outcome: ItemOutcome) -> ItemPair {
    ItemPair { category: archive.category(*sides.latest()), sides, outcome, metrics: Vec::new() }
}

/// Of what places and tells an item, that which another year has otherwise. Space around it tells nothing.
fn differences(archive: &Archive, before: ItemId, (text, after): (&str, &Record)) -> Vec<Field> {
    let Some((old, before)) = archive.record(before) else { return Vec::new() };
    let fields = [Field::Category, Field::No, Field::Title, Field::Text];
    let differs = |field: &Field| before.item.read(old, *field).trim() != after.item.read(text, *field).trim();
    fields.into_iter().filter(differs).collect()
}

/// Why a year need not have what stands in this category: its source is cut off there, or has no such heading. What
/// holds of a heading holds of those below it.
fn why(archive: &Archive, category: Option<usize>, year: Option<Year>) -> Option<Alone> {
    let (category, year) = (category?, year?);
    let above = std::iter::once(category).chain(archive.outline.ancestors(category));
    let printed = above.filter_map(|index| archive.outline.get(index)?.in_year(year));
    let (mut cut_off, mut absent) = (false, false);
    for heading in printed {
        cut_off |= heading.partial;
        absent |= heading.absent;
    }
    match (absent, cut_off) {
        (true, _) => Some(Alone::NoHeading),
        (false, true) => Some(Alone::CutOff),
        (false, false) => None,
    }
}

/// The metrics of a year, each with what it is known by. None where nothing names it, and for all but the first that
/// one key names.
struct Named {
    stands: Vec<(Option<Key>, Stand)>,
    first: HashMap<Key, usize>,
}

impl Named {
    fn of(archive: &Archive, year: Option<Year>, items: &[ItemId], signal: &Signal) -> Result<Named, Cancelled> {
        let mut named = Named { stands: series::keyed(archive, year, items, signal)?, first: HashMap::new() };
        for (at, (key, _)) in named.stands.iter_mut().enumerate() {
            *key = key.take().filter(|key| *named.first.entry(key.clone()).or_insert(at) == at);
        }
        Ok(named)
    }

    fn stand(&self, key: &Key) -> Option<&Stand> {
        self.first.get(key).and_then(|at| self.stands.get(*at)).map(|(_, stand)| stand)
    }
}

fn both(before: Stand, after: Stand) -> MetricPair {
    let outcome = outcome(&before.metric, &after.metric);
    let approx = before.metric.approx || after.metric.approx;
    MetricPair { sides: Sides::Both(before, after), approx, outcome }
}

fn outcome(before: &Metric, after: &Metric) -> Outcome {
    match (&before.value, &after.value) {
        (Value::Gap, _) | (_, Value::Gap) => Outcome::Gap,
        (Value::Figure(_), Value::Figure(_)) if before.unit == after.unit => {
            Outcome::Moved(metric::change(before, after))
        }
        (Value::Figure(_), Value::Figure(_)) => Outcome::Units,
        (Value::Grade(before), Value::Grade(after)) => Outcome::Grades(before == after),
        _ => Outcome::Kinds,
    }
}

/// A metric that only one year has. Where the other year has its item, that item's place there decides whether the
/// source is cut off.
fn alone(
    archive: &Archive,
    items: &[ItemPair],
    rows: &HashMap<ItemId, usize>,
    sides: Sides<Stand>,
    missing_in: Option<Year>,
) -> MetricPair {
    let own = sides.latest().item;
    let item = rows.get(&own).and_then(|row| items.get(*row)).map(|item| item.sides);
    let (counterpart, otherwise) = match &sides {
        Sides::Before(_) => (item.as_ref().and_then(Sides::after), Alone::Gone),
        _ => (item.as_ref().and_then(Sides::before), Alone::Added),
    };
    let category = archive.category(counterpart.copied().unwrap_or(own));
    let outcome = Outcome::Alone(why(archive, category, missing_in).unwrap_or(otherwise));
    MetricPair { approx: sides.latest().metric.approx, sides, outcome }
}

fn unnamed(sides: Sides<Stand>) -> MetricPair {
    MetricPair { approx: sides.latest().metric.approx, sides, outcome: Outcome::Alone(Alone::Unnamed) }
}
