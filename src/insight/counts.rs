//! What is counted of the metrics and items of a category, and how it adds up along the outline.

use crate::model::category::Outline;
use std::ops::Index;

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Items of the later year.
    Items,
    /// Metrics of the later year.
    Metrics,
    /// Metrics of the later year that have no value.
    Gaps,
    /// Targets of the later year that are reached.
    Met,
    /// Targets of the later year that are missed.
    Missed,
    /// Targets of the later year whose metric has no figure.
    Open,
    /// Metrics whose figure grew.
    Rose,
    /// Metrics whose figure fell.
    Fell,
    /// Metrics that say the same in both years.
    Same,
    /// Metrics that moved the way that is better.
    Improved,
    /// Metrics that moved the other way.
    Worsened,
    /// Metrics that only the later year has.
    Added,
    /// Metrics that only the earlier year has.
    Gone,
    /// Metrics that cannot be compared.
    Apart,
    /// Items that only the later year has.
    ItemsAdded,
    /// Items that only the earlier year has.
    ItemsGone,
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([usize; Count::ItemsGone as usize + 1]);

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, count: Count) {
        self.0[count as usize] += 1;
    }

    /// Adds up.
    pub fn add_all(&mut self, other: &Counts) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }
}

impl Index<Count> for Counts {
    type Output = usize;

    fn index(&self, count: Count) -> &usize {
        &self.0[count as usize]
    }
}

/// Each category's counts with those of all below it, given what stands directly in each.
pub fn rolled_up(outline: &Outline, mut counts: Vec<Counts>) -> Vec<Counts> {
    // Backwards, what stands below a category has been added up before the category itself is handed on.
    for index in (0..counts.len()).rev() {
        let own = counts[index];
        if let Some(above) = outline.parent(index).and_then(|parent| counts.get_mut(parent)) {
            above.add_all(&own);
        }
    }
    counts
}
