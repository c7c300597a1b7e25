//! What a comparison keeps of an item: numbers, 36 bytes of them, and 32 of a metric.

use crate::insight::compare::Alone;
use crate::insight::compare::ItemOutcome;
use crate::insight::compare::Sides;
use crate::model::field::Field;
use crate::store::ordered::Near;

/// An item of one year or both, without what it says.
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// The number of its category; behind all of them, [`NONE`], where there is none.
    pub(super) category: u32,
    pub(super) sides: Sides<Near>,
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

/// The number of no category.
pub(super) const NONE: u32 = u32::MAX;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::compare::Twin;

    #[test]
    fn a_million_items_take_what_they_must() {
        assert_eq!((size_of::<Work>(), size_of::<Twin>()), (36, 32));
    }
}
