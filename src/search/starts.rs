//! The characters that a word can begin with by its sound: what most texts are passed over by.

use crate::search::fold;
use crate::search::phonetic::Pattern;

/// The characters of the first plane that a sound can begin with, a bit each.
#[derive(Clone, Debug)]
pub(super) struct Starts(Box<[u64]>);

impl Starts {
    /// Those of a sound; worked out once a query, in a few milliseconds.
    pub(super) fn of(sound: &Pattern) -> Starts {
        let mut bits = vec![0u64; 1 << 10];
        for c in (0..1u32 << 16).filter_map(char::from_u32).filter(|c| !c.is_ascii() && sound.may_start(*c)) {
            bits.get_mut(c as usize / 64).into_iter().for_each(|word| *word |= 1 << (c as usize % 64));
        }
        Starts(bits.into())
    }

    /// Whether one of them is in a text; or one of the farther planes, of which nothing is known.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        text.chars().any(|c| {
            let c = fold::fold(c) as usize;
            self.0.get(c / 64).is_none_or(|word| word & 1 << (c % 64) != 0)
        })
    }
}
