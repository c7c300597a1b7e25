//! One year beside another: what came, went, moved and stayed, item by item and metric by metric.

mod kept;
mod named;
mod pairs;

#[cfg(test)]
mod tests;

use crate::insight::compare::kept::Work;
use crate::insight::counts;
use crate::insight::counts::Count;
use crate::insight::counts::Counts;
use crate::insight::series::Stand;
use crate::model::field::Field;
use crate::model::metric::Change;
use crate::model::metric::Value;
use crate::model::series::Judgement;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::ordered::Near;
use std::cmp::Ordering;
use std::ops::Range;

/// Two years side by side. Of each pair it is kept where both stand and what it comes to; what they say is read where it
/// is asked for, so that a comparison of a million items takes a tenth of what their text does.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The year that is compared with.
    pub from: Option<Year>,
    /// The year that is looked at.
    pub to: Option<Year>,
    /// The items of both years, in the order of the outline; within a category those of `to` first.
    works: Vec<Work>,
    /// Their metrics, those of one item together.
    twins: Vec<Twin>,
    /// For each category of the outline, what is in it and below it.
    pub counts: Vec<Counts>,
    /// What is in the whole year.
    pub total: Counts,
}

/// What one year or both have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides<T> {
    /// In `from`, and in `to`.
    Both(T, T),
    /// Only in `from`.
    Before(T),
    /// Only in `to`.
    After(T),
}

/// A work: the items of one id.
#[derive(Clone, Debug)]
pub struct ItemPair {
    /// Where it stands, in `to` if it is there; none where there is no such category.
    pub category: Option<usize>,
    /// The records.
    pub sides: Sides<ItemId>,
    /// What became of it.
    pub outcome: ItemOutcome,
    /// The metrics that stand in it, those of `to` first. One that moved to another item stands where it is in `to`.
    pub metrics: Vec<MetricPair>,
}

/// A metric of one key without what it says: where it stands, and what it comes to.
#[derive(Clone, Copy, Debug)]
pub struct Twin {
    /// Each with the metric's number there.
    sides: Sides<(Near, u32)>,
    /// How the two compare.
    pub outcome: Outcome,
    /// What the later year's target says; none where it has none.
    pub aim: Option<Aim>,
}

/// Whether a target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// It is.
    Met,
    /// It is not.
    Missed,
    /// The metric has no figure.
    Open,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemOutcome {
    /// Both years have it. These of its category, number, title and text differ.
    Kept(Vec<Field>),
    /// One year has it.
    Alone(Alone),
}

/// A metric of one key.
#[derive(Clone, Debug)]
pub struct MetricPair {
    /// Where it stands.
    pub sides: Sides<Stand>,
    /// Whether a source says 約, so that what follows from the figures is about so too.
    pub approx: bool,
    /// How the two compare.
    pub outcome: Outcome,
    /// How the figures moved; none where they cannot be compared.
    pub change: Option<Change>,
}

/// How two metrics compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Two figures of one unit, the same ones or not; and whether that is for the better.
    Moved(Judgement),
    /// Two grades, and whether they are the same one. Of two others nobody knows which is better.
    Grades(bool),
    /// A year has no value for it, which is not a zero.
    Gap,
    /// The years count in different units.
    Units,
    /// One year has a figure, the other a grade.
    Kinds,
    /// One year has it.
    Alone(Alone),
}

/// Why only one year has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// It is new.
    Added,
    /// It is no more.
    Gone,
    /// The other year's source is cut off where it would stand: nobody knows.
    CutOff,
    /// The other year's source has no heading for it.
    NoHeading,
    /// Nothing says what it would be in another year: it has no id, or shares one within its year.
    Unnamed,
}

/// Compares two years, neighbours or not.
///
/// Items are the same work by their id, metrics by [`series::key`](crate::insight::series::key).
pub fn compare(archive: &Archive, from: Option<Year>, to: Option<Year>) -> Comparison {
    // Nobody has the other end of this signal.
    told(archive, from, to, &Signal::default()).unwrap_or_default()
}

/// The same, for whoever waits at the other end of the signal.
///
/// # Errors
/// Nobody wants it any more.
pub fn told(archive: &Archive, from: Option<Year>, to: Option<Year>, signal: &Signal) -> Result<Comparison, Cancelled> {
    let pairs = pairs::of(archive, from, to, signal)?;
    let mut own = vec![Counts::default(); archive.outline.categories().len()];
    let mut total = Counts::default();
    for (category, counts) in &pairs.counts {
        total.add_all(counts);
        if let Some(category) = category.and_then(|index| own.get_mut(index)) {
            category.add_all(counts);
        }
    }
    let counts = counts::rolled_up(&archive.outline, own);
    Ok(Comparison { from, to, works: pairs.works, twins: pairs.twins, counts, total })
}

impl Comparison {
    /// How many items there are.
    pub fn count(&self) -> usize {
        self.works.len()
    }

    /// The items of both years with all that they say, in order. Each is read as its turn comes.
    pub fn items(&self, archive: &Archive) -> impl Iterator<Item = ItemPair> {
        (0..self.count()).filter_map(|item| {
            let metrics = self.metrics(item).filter_map(|metric| self.metric(archive, metric)).collect();
            Some(ItemPair { metrics, ..self.item(item)? })
        })
    }

    /// The item of that number, without its metrics.
    pub fn item(&self, item: usize) -> Option<ItemPair> {
        let work = self.works.get(item)?;
        Some(ItemPair {
            category: (work.category != kept::NONE).then_some(work.category as usize),
            sides: work.sides.map(Near::item),
            outcome: work.fate.told(),
            metrics: Vec::new(),
        })
    }

    /// What became of the item of that number.
    pub fn outcome(&self, item: usize) -> Option<ItemOutcome> {
        self.works.get(item).map(|work| work.fate.told())
    }

    /// The numbers of the items that stand in a category itself; in none, of those that have none.
    pub fn within(&self, category: Option<usize>) -> Range<usize> {
        let category = category.map_or(kept::NONE, |category| category as u32);
        let start = self.works.partition_point(|work| work.category < category);
        let end = self.works.partition_point(|work| work.category <= category);
        start..end
    }

    /// The numbers of an item's metrics, those of `to` first.
    pub fn metrics(&self, item: usize) -> Range<usize> {
        let (first, count) = self.works.get(item).map_or((0, 0), |work| work.metrics);
        first as usize..(first + count) as usize
    }

    /// Every metric, by its number.
    pub fn twins(&self) -> &[Twin] {
        &self.twins
    }

    /// The metric of that number with what it says.
    pub fn metric(&self, archive: &Archive, metric: usize) -> Option<MetricPair> {
        let twin = self.twins.get(metric)?;
        let stand = |(spot, at): (Near, u32), year: Option<Year>| {
            let (item, at) = (spot.item(), at as usize);
            Some(Stand { year, item, at, metric: archive.metric(item, at)? })
        };
        Some(match twin.sides {
            Sides::Both(before, after) => pairs::both(stand(before, self.from)?, stand(after, self.to)?),
            Sides::Before(before) => pairs::alone(Sides::Before(stand(before, self.from)?), twin.outcome),
            Sides::After(after) => pairs::alone(Sides::After(stand(after, self.to)?), twin.outcome),
        })
    }

    /// What the metric of that number is called.
    pub fn name(&self, archive: &Archive, metric: usize) -> String {
        let latest = self.twins.get(metric).map(|twin| *twin.sides.latest());
        latest
            .and_then(|(spot, at)| archive.metric(spot.item(), at as usize))
            .map_or(String::new(), |metric| metric.name)
    }
}

impl Twin {
    /// Whether it moved for better or worse; none where nothing says.
    pub fn judgement(&self) -> Option<Judgement> {
        self.outcome.judgement()
    }
}

impl Outcome {
    /// Whether it moved for better or worse; none where nothing says.
    pub fn judgement(self) -> Option<Judgement> {
        match self {
            Outcome::Moved(judgement) => Some(judgement),
            Outcome::Grades(true) => Some(Judgement::Same),
            _ => None,
        }
    }
}

impl<T> Sides<T> {
    /// That of `from`.
    pub fn before(&self) -> Option<&T> {
        match self {
            Sides::Both(before, _) | Sides::Before(before) => Some(before),
            Sides::After(_) => None,
        }
    }

    /// That of `to`.
    pub fn after(&self) -> Option<&T> {
        match self {
            Sides::Both(_, after) | Sides::After(after) => Some(after),
            Sides::Before(_) => None,
        }
    }

    fn as_ref(&self) -> Sides<&T> {
        match self {
            Sides::Both(before, after) => Sides::Both(before, after),
            Sides::Before(before) => Sides::Before(before),
            Sides::After(after) => Sides::After(after),
        }
    }

    fn map<U>(self, to: impl Fn(T) -> U) -> Sides<U> {
        match self {
            Sides::Both(before, after) => Sides::Both(to(before), to(after)),
            Sides::Before(before) => Sides::Before(to(before)),
            Sides::After(after) => Sides::After(to(after)),
        }
    }

    /// That of `to`, else that of `from`.
    pub fn latest(&self) -> &T {
        match self {
            Sides::Both(_, latest) | Sides::Before(latest) | Sides::After(latest) => latest,
        }
    }
}

impl MetricPair {
    /// Whether the later figure is greater, equal or less; none where they cannot be compared.
    pub fn direction(&self) -> Option<Ordering> {
        let figure = |stand: Option<&Stand>| stand.and_then(|stand| stand.metric.value.figure());
        self.change?;
        Some(figure(self.sides.after())?.cmp(&figure(self.sides.before())?))
    }

    /// Whether it moved for better or worse; none where nothing says.
    pub fn judgement(&self) -> Option<Judgement> {
        self.outcome.judgement()
    }

    /// What the later year's target says; none where it has none.
    pub fn aim(&self) -> Option<Aim> {
        let metric = &self.sides.after()?.metric;
        metric.target?;
        Some(match metric.meets_target() {
            Some(true) => Aim::Met,
            Some(false) => Aim::Missed,
            None => Aim::Open,
        })
    }
}

/// What one item adds to the counts.
fn count(counts: &mut Counts, work: &Work) {
    if work.sides.after().is_some() {
        counts.add(Count::Items);
    }
    match work.fate {
        kept::Fate::Alone(Alone::Added) => counts.add(Count::ItemsAdded),
        kept::Fate::Alone(Alone::Gone) => counts.add(Count::ItemsGone),
        _ => {}
    }
}

fn count_metric(counts: &mut Counts, pair: &MetricPair) {
    if let Some(Stand { metric, .. }) = pair.sides.after() {
        counts.add(Count::Metrics);
        if metric.value == Value::Gap {
            counts.add(Count::Gaps);
        }
        match pair.aim() {
            Some(Aim::Met) => counts.add(Count::Met),
            Some(Aim::Missed) => counts.add(Count::Missed),
            Some(Aim::Open) => counts.add(Count::Open),
            None => {}
        }
    }
    match pair.judgement() {
        Some(Judgement::Improved) => counts.add(Count::Improved),
        Some(Judgement::Worsened) => counts.add(Count::Worsened),
        _ => {}
    }
    counts.add(match (pair.outcome, pair.direction()) {
        (Outcome::Moved(_), Some(Ordering::Greater)) => Count::Rose,
        (Outcome::Moved(_), Some(Ordering::Less)) => Count::Fell,
        (Outcome::Moved(_) | Outcome::Grades(true), _) => Count::Same,
        (Outcome::Alone(Alone::Added), _) => Count::Added,
        (Outcome::Alone(Alone::Gone), _) => Count::Gone,
        _ => Count::Apart,
    });
}
