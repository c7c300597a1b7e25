//! Which item of one year is which of another, and which metric.

use crate::insight::compare;
use crate::insight::compare::Alone;
use crate::insight::compare::MetricPair;
use crate::insight::compare::Outcome;
use crate::insight::compare::Sides;
use crate::insight::compare::Twin;
use crate::insight::compare::kept::COMPARED;
use crate::insight::compare::kept::Fate;
use crate::insight::compare::kept::NONE;
use crate::insight::compare::kept::Work;
use crate::insight::compare::named;
use crate::insight::compare::named::Keyed;
use crate::insight::compare::named::Named;
use crate::insight::counts::Counts;
use crate::insight::series;
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
use crate::store::ordered::Near;
use crate::store::parallel;
use crate::store::record::Record;
use std::borrow::Cow;

/// The items of two years with their metrics.
#[derive(Default)]
pub(super) struct Pairs {
    /// In the order of the outline; within a category those of `to` before those that only `from` has.
    pub(super) works: Vec<Work>,
    /// Those of one item together.
    pub(super) twins: Vec<Twin>,
    /// What is counted of items that stand in one category itself; a category may come up several times.
    pub(super) counts: Vec<(Option<usize>, Counts)>,
}

/// All items of both years.
pub(super) fn of(archive: &Archive, from: Option<Year>, to: Option<Year>, signal: &Signal) -> Result<Pairs, Cancelled> {
    let (before, after) = (archive.items(from), archive.items(to));
    // Each is looked at for what its metrics are known by, and again to be paired.
    signal.expect(2 * (before.len() + after.len()));
    let years = Years {
        archive,
        from,
        to,
        earlier: Ids::of(archive, from),
        later: Ids::of(archive, to),
        old: Named::of(archive, from, &before, signal)?,
        new: Named::of(archive, to, &after, signal)?,
    };
    let mut all = Pairs::default();
    let mut each = |items: &[ItemId], one: &(dyn Fn(&mut Pairs, ItemId) + Sync)| {
        let some = |items: &[ItemId]| {
            let mut pairs = Pairs::default();
            items.iter().for_each(|item| one(&mut pairs, *item));
            signal.step(items.len()).map(|()| pairs)
        };
        // Some at a time: what is told of a million is not to be there twice.
        for items in items.chunks(series::MANY * series::TURNS) {
            let pairs = parallel::try_map(items.chunks(series::MANY).collect(), some)?;
            pairs.into_iter().for_each(|pairs| all.extend(pairs));
        }
        Ok(())
    };
    each(&after, &|pairs, item| years.after(pairs, item))?;
    // Of a year beside itself everything has been told by now.
    if from != to {
        each(&before, &|pairs, item| years.before(pairs, item))?;
    }
    // Stable: within a category the order stays.
    all.works.sort_by_key(|work| work.category);
    Ok(all)
}

impl Pairs {
    fn extend(&mut self, more: Pairs) {
        let first = self.twins.len() as u32;
        let moved = |work: Work| Work { metrics: (work.metrics.0 + first, work.metrics.1), ..work };
        self.works.extend(more.works.into_iter().map(moved));
        self.twins.extend(more.twins);
        self.counts.extend(more.counts);
    }

    fn add(&mut self, archive: &Archive, sides: Sides<ItemId>, fate: Fate, metrics: &[MetricPair]) {
        let category = archive.category(*sides.latest());
        let work = Work {
            category: category.map_or(NONE, |category| category as u32),
            sides: sides.map(Near::of),
            fate,
            metrics: (self.twins.len() as u32, metrics.len() as u32),
        };
        if self.counts.last().is_none_or(|(last, _)| *last != category) {
            self.counts.push((category, Counts::default()));
        }
        if let Some((_, counts)) = self.counts.last_mut() {
            compare::count(counts, &work);
            metrics.iter().for_each(|pair| compare::count_metric(counts, pair));
        }
        let twin = |pair: &MetricPair| Twin {
            sides: pair.sides.as_ref().map(|stand| (Near::of(stand.item), stand.at as u32)),
            outcome: pair.outcome,
            aim: pair.aim(),
        };
        self.twins.extend(metrics.iter().map(twin));
        self.works.push(work);
    }
}

/// Two years, with what is needed to find in one what stands in the other.
struct Years<'a> {
    archive: &'a Archive,
    from: Option<Year>,
    to: Option<Year>,
    earlier: Ids<'a>,
    later: Ids<'a>,
    old: Named<'a>,
    new: Named<'a>,
}

impl Years<'_> {
    /// An item of `to`, beside the one of `from` if that has it, with the metrics of both.
    fn after(&self, pairs: &mut Pairs, id: ItemId) {
        let archive = self.archive;
        let Some((text, record)) = archive.record(id) else { return };
        let name = self.later.name(id, text, &record);
        let other = name.as_ref().and_then(|name| self.earlier.find(name));
        let other = other.and_then(|before| Some((before, archive.record(before)?)));
        let (sides, fate) = match &other {
            Some((before, (old, was))) => {
                (Sides::Both(*before, id), Fate::Kept(differences((old, was), (text, &record))))
            }
            None if name.is_none() => (Sides::After(id), Fate::Alone(Alone::Unnamed)),
            None => {
                (Sides::After(id), Fate::Alone(why(archive, archive.category(id), self.from).unwrap_or(Alone::Added)))
            }
        };
        let own = named::keyed(archive, self.to, id, text, &record);
        let near = other.map_or(Vec::new(), |(before, (old, was))| named::keyed(archive, self.from, before, old, &was));
        let mut metrics: Vec<MetricPair> = own.iter().map(|metric| self.metric_after(metric, &near, &sides)).collect();
        if self.from != self.to {
            metrics.extend(near.iter().filter_map(|metric| self.metric_before(metric, &own, &sides)));
        }
        pairs.add(archive, sides, fate, &metrics);
    }

    /// An item that only `from` has.
    fn before(&self, pairs: &mut Pairs, id: ItemId) {
        let archive = self.archive;
        let Some((text, record)) = archive.record(id) else { return };
        let fate = match self.earlier.name(id, text, &record) {
            // It was told of with the one of `to`.
            Some(name) if self.later.find(&name).is_some() => return,
            Some(_) => why(archive, archive.category(id), self.to).unwrap_or(Alone::Gone),
            None => Alone::Unnamed,
        };
        let sides = Sides::Before(id);
        let own = named::keyed(archive, self.from, id, text, &record);
        let metrics: Vec<MetricPair> =
            own.iter().filter_map(|metric| self.metric_before(metric, &[], &sides)).collect();
        pairs.add(archive, sides, Fate::Alone(fate), &metrics);
    }

    /// A metric of `to`; `near` are those of the item that its item is in `from`.
    fn metric_after(&self, (key, stand): &Keyed, near: &[Keyed], item: &Sides<ItemId>) -> MetricPair {
        let sides = Sides::After(stand.clone());
        // A second of one key within a year is a fault of the records.
        match key.as_ref().filter(|key| self.new.is_first(key, stand)) {
            Some(key) => match self.old.find(key, near) {
                Some(before) => both(before, stand.clone()),
                None => alone(sides, self.missing(stand, item.before(), self.from, Alone::Added)),
            },
            None => alone(sides, Outcome::Alone(Alone::Unnamed)),
        }
    }

    /// A metric of `from`, if `to` has none of its key; `near` are those of the item that its item is in `to`.
    fn metric_before(&self, (key, stand): &Keyed, near: &[Keyed], item: &Sides<ItemId>) -> Option<MetricPair> {
        let sides = Sides::Before(stand.clone());
        Some(match key.as_ref().filter(|key| self.old.is_first(key, stand)) {
            Some(key) if self.new.find(key, near).is_some() => return None,
            Some(_) => alone(sides, self.missing(stand, item.after(), self.to, Alone::Gone)),
            None => alone(sides, Outcome::Alone(Alone::Unnamed)),
        })
    }

    /// Why a year has no such metric. Where it has the item, that item's place there decides whether the source is cut
    /// off.
    fn missing(&self, stand: &Stand, counterpart: Option<&ItemId>, year: Option<Year>, otherwise: Alone) -> Outcome {
        let category = self.archive.category(*counterpart.unwrap_or(&stand.item));
        Outcome::Alone(why(self.archive, category, year).unwrap_or(otherwise))
    }
}

/// The ids of a year, to find each at one look: that of the archive is at every file of the year, which for all items of
/// all files is too many.
struct Ids<'a> {
    archive: &'a Archive,
    /// The hash of each with its item, in this order.
    hashes: Vec<(u32, Near)>,
}

impl<'a> Ids<'a> {
    fn of(archive: &'a Archive, year: Option<Year>) -> Ids<'a> {
        let files = archive.files.iter().enumerate().filter(|(_, file)| file.year == year);
        let of_file = |(at, file): (usize, &'a File)| {
            let near = move |record: usize| Near::of(ItemId { file: at, record });
            file.known().ids().map(move |(hash, record)| (hash, near(record)))
        };
        let mut hashes: Vec<(u32, Near)> = files.flat_map(of_file).collect();
        hashes.sort_unstable();
        Ids { archive, hashes }
    }

    /// The item of that id; of several, the first.
    fn find(&self, id: &str) -> Option<ItemId> {
        let hash = known::hash(id);
        let first = self.hashes.partition_point(|(other, _)| *other < hash);
        let mut alike =
            self.hashes[first..].iter().take_while(|(other, _)| *other == hash).map(|(_, spot)| spot.item());
        alike.find(|item| self.archive.text(*item, Field::Id) == id)
    }

    /// The id that an item is known by in its year. Of several that share one, the first is known by it.
    fn name<'t>(&self, item: ItemId, text: &'t str, record: &Record) -> Option<Cow<'t, str>> {
        let name = record.item.read(text, Field::Id);
        (!name.is_empty() && self.find(&name) == Some(item)).then_some(name)
    }
}

/// Which of [`COMPARED`] another year has otherwise. Space around it tells nothing.
fn differences((old, before): (&str, &Record), (text, after): (&str, &Record)) -> u8 {
    let differs = |field: Field| before.item.read(old, field).trim() != after.item.read(text, field).trim();
    COMPARED.iter().enumerate().fold(0, |bits, (at, field)| bits | u8::from(differs(*field)) << at)
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

/// A metric that both years have.
pub(super) fn both(before: Stand, after: Stand) -> MetricPair {
    let approx = before.metric.approx || after.metric.approx;
    let outcome = outcome(&before.metric, &after.metric);
    let change = matches!(outcome, Outcome::Moved(_)).then(|| metric::change(&before.metric, &after.metric));
    MetricPair { sides: Sides::Both(before, after), approx, outcome, change }
}

/// A metric that one year has.
pub(super) fn alone(sides: Sides<Stand>, outcome: Outcome) -> MetricPair {
    MetricPair { approx: sides.latest().metric.approx, sides, outcome, change: None }
}

fn outcome(before: &Metric, after: &Metric) -> Outcome {
    match (&before.value, &after.value) {
        (Value::Gap, _) | (_, Value::Gap) => Outcome::Gap,
        (Value::Figure(_), Value::Figure(_)) if before.unit == after.unit => {
            Outcome::Moved(metric::change(before, after).judgement)
        }
        (Value::Figure(_), Value::Figure(_)) => Outcome::Units,
        (Value::Grade(before), Value::Grade(after)) => Outcome::Grades(before == after),
        _ => Outcome::Kinds,
    }
}
