//! One year beside another: what came, went, moved and stayed, item by item and metric by metric.

mod pairs;

#[cfg(test)]
mod tests;

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
use std::cmp::Ordering;

/// Two years side by side.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The year that is compared with.
    pub from: Option<Year>,
    /// The year that is looked at.
    pub to: Option<Year>,
    /// The items of both years, in the order of the outline; within a category those of `to` first.
    pub items: Vec<ItemPair>,
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
}

/// How two metrics compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Two figures of one unit, the same ones or not.
    Moved(Change),
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
    let items = pairs::of(archive, from, to, signal)?;
    let mut own = vec![Counts::default(); archive.outline.categories().len()];
    let mut total = Counts::default();
    for item in &items {
        let counts = count(item);
        total.add_all(&counts);
        if let Some(category) = item.category.and_then(|index| own.get_mut(index)) {
            category.add_all(&counts);
        }
    }
    Ok(Comparison { from, to, items, counts: counts::rolled_up(&archive.outline, own), total })
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

    /// That of `to`, else that of `from`.
    pub fn latest(&self) -> &T {
        match self {
            Sides::Both(_, latest) | Sides::Before(latest) | Sides::After(latest) => latest,
        }
    }
}

impl MetricPair {
    /// How the figures moved; none where they cannot be compared.
    pub fn change(&self) -> Option<&Change> {
        match &self.outcome {
            Outcome::Moved(change) => Some(change),
            _ => None,
        }
    }

    /// Whether the later figure is greater, equal or less; none where they cannot be compared.
    pub fn direction(&self) -> Option<Ordering> {
        let figure = |stand: Option<&Stand>| stand.and_then(|stand| stand.metric.value.figure());
        self.change()?;
        Some(figure(self.sides.after())?.cmp(&figure(self.sides.before())?))
    }

    /// Whether it moved for better or worse; none where nothing says.
    pub fn judgement(&self) -> Option<Judgement> {
        match &self.outcome {
            Outcome::Moved(change) => Some(change.judgement),
            Outcome::Grades(true) => Some(Judgement::Same),
            _ => None,
        }
    }
}

/// What one item and its metrics add to the counts.
fn count(item: &ItemPair) -> Counts {
    let mut counts = Counts::default();
    if item.sides.after().is_some() {
        counts.add(Count::Items);
    }
    match item.outcome {
        ItemOutcome::Alone(Alone::Added) => counts.add(Count::ItemsAdded),
        ItemOutcome::Alone(Alone::Gone) => counts.add(Count::ItemsGone),
        _ => {}
    }
    for metric in &item.metrics {
        count_metric(&mut counts, metric);
    }
    counts
}

fn count_metric(counts: &mut Counts, pair: &MetricPair) {
    if let Some(Stand { metric, .. }) = pair.sides.after() {
        counts.add(Count::Metrics);
        if metric.value == Value::Gap {
            counts.add(Count::Gaps);
        }
        match metric.meets_target() {
            Some(true) => counts.add(Count::Met),
            Some(false) => counts.add(Count::Missed),
            None if metric.target.is_some() => counts.add(Count::Open),
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
