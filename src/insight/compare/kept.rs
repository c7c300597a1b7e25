//! What a comparison keeps of an item: numbers, of a million items some thirty megabytes.

use crate::insight::compare::Alone;
use crate::insight::compare::ItemOutcome;
use crate::insight::compare::Sides;
use crate::model::field::Field;
use crate::store::archive::ItemId;

/// An item of one year or both, without what it says.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) category: Option<u32>,
    pub(super) sides: Sides<Spot>,
    pub(super) fate: Fate,
    /// The numbers of its metrics: the first, and how many.
    pub(super) metrics: (u32, u32),
}

/// What became of an item: which of [`COMPARED`] differ, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Kept(u8),
    Alone(Alone),
}

/// Of what places and tells an item, that which another year may have otherwise.
pub(super) const COMPARED: [Field; 4] = [Field::Category, Field::No, Field::Title, Field::Text];

/// Where an item or a metric stands: the file, the record, and the metric's number within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) file: u32,
    pub(super) record: u32,
    pub(super) at: u32,
}

impl Fate {
    /// With its fields by name.
    pub(super) fn told(self) -> ItemOutcome {
        match self {
            Fate::Alone(why) => ItemOutcome::Alone(why),
            Fate::Kept(bits) => {
                let differs = |(at, field): (usize, &Field)| (bits & (1 << at) != 0).then_some(*field);
                ItemOutcome::Kept(COMPARED.iter().enumerate().filter_map(differs).collect())
            }
        }
    }
}

impl Spot {
    /// No archive has as many files, or a file as many records, as there are numbers.
    pub(super) fn of(item: ItemId, at: usize) -> Spot {
        Spot { file: item.file as u32, record: item.record as u32, at: at as u32 }
    }

    /// The item that stands there, or that the metric stands in.
    pub(super) fn item(self) -> ItemId {
        ItemId { file: self.file as usize, record: self.record as usize }
    }
}
