//! What most texts are passed over by: the characters that a sound can have at each of its places.

use crate::search::fold;
use crate::search::phonetic::PUNCTUATION;
use crate::search::phonetic::Pattern;
use crate::search::phonetic::Reached;
use crate::search::phonetic::readings;
use crate::search::query::word;
use std::collections::HashMap;

/// The characters of the first plane as they stand, not folded: in the low byte a bit for each place in a run where they can
/// stand, in the high one where they can end it. Readings are not followed from place to place: more than the sound passes,
/// never less.
#[derive(Clone, Debug)]
pub struct Sieve(Box<[u16]>);

/// A character that may stand within a run and is none of it, as punctuation does. No place is only an end.
const BETWEEN: u16 = 1 << 8;

/// As many places are told apart; what comes so far is let pass.
const PLACES: u32 = 8;

impl Sieve {
    /// That of a sound; worked out once a search, in less than a millisecond.
    pub fn of(sound: &Pattern) -> Sieve {
        let count = readings::syllables().len();
        let (mut at, mut last) = (vec![0; count], vec![0; count]);
        let mut typed: HashMap<char, [u16; 2]> = HashMap::new();
        for track in &sound.tracks {
            let mut from = 1;
            for place in 0..PLACES {
                let bit = 1 << place;
                let is_far = place + 1 == PLACES;
                let mut next = 0;
                for syllable in 0..count {
                    let Reached { reached, unfinished } = track.over(from, syllable);
                    at[syllable] |= if reached | unfinished != 0 { bit } else { 0 };
                    last[syllable] |= if (reached | unfinished) & track.end != 0 || is_far { bit } else { 0 };
                    next |= reached;
                }
                for (own, places) in track.own.iter().filter(|(_, places)| from & places != 0) {
                    let reached = (from & places) << 1;
                    let [at, last] = typed.entry(*own).or_default();
                    *at |= bit;
                    *last |= if reached & track.end != 0 || is_far { bit } else { 0 };
                    next |= reached;
                }
                from = next & !track.end;
            }
        }
        let of = |c: char| {
            let c = fold::fold(c);
            if !word::is_han(c) {
                // Letters and digits end a run.
                return if c.is_alphanumeric() { 0 } else { BETWEEN };
            }
            let [own_at, own_last] = typed.get(&c).copied().unwrap_or_default();
            let syllables = readings::readings(c).iter().map(|syllable| usize::from(*syllable));
            syllables.fold(own_at | own_last << 8, |all, syllable| all | at[syllable] | last[syllable] << 8)
        };
        Sieve((0..=u16::MAX).map(|code| char::from_u32(u32::from(code)).map_or(0, of)).collect())
    }

    /// Whether the sound may be in a text, or in several with their keys between them, as they stand in a file. It may where
    /// there are characters of the farther planes, of which nothing is known.
    pub fn may_be_in(&self, text: &str) -> bool {
        /// Of eight bytes, the bits that none of ASCII has.
        const FAR: u64 = u64::from_ne_bytes([0x80; 8]);
        let (mut places, mut between) = (0, 0);
        let mut rest = text.as_bytes();
        loop {
            // Between Chinese texts stand keys and signs; as many end any run.
            while let Some((eight, tail)) = rest.split_first_chunk::<8>()
                && u64::from_ne_bytes(*eight) & FAR == 0
            {
                (places, rest) = (0, tail);
            }
            let bits = |byte: &u8, shift: u32| (usize::from(*byte) & 0x3f) << shift;
            let (code, tail) = match rest {
                [] => return false,
                [one @ ..0x80, tail @ ..] => (usize::from(*one), tail),
                [one @ ..0xe0, two, tail @ ..] => ((bits(one, 6) & 0x7ff) | bits(two, 0), tail),
                [one @ ..0xf0, two, three, tail @ ..] => {
                    ((bits(one, 12) & 0xffff) | bits(two, 6) | bits(three, 0), tail)
                }
                _ => return true,
            };
            rest = tail;
            let of = self.0.get(code).copied().unwrap_or_default();
            between = if of == BETWEEN { between + 1 } else { 0 };
            places = match of {
                BETWEEN if between > PUNCTUATION => 0,
                BETWEEN => places,
                _ => ((places << 1) | 1) & of,
            };
            if of != BETWEEN && places & (of >> 8) != 0 {
                return true;
            }
        }
    }
}
