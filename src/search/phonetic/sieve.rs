//! What most texts are passed over by: the characters that a sound can have at each of its places.

use crate::search::fold;
use crate::search::phonetic::Pattern;
use crate::search::phonetic::Reached;
use crate::search::phonetic::readings;
use crate::search::query::word;

/// The characters of the first plane, with a bit for each place in a run where they can stand, and where they can end it.
/// Readings are not followed from place to place: more than the sound passes, never less.
#[derive(Clone, Debug)]
pub struct Sieve {
    at: Box<[u8]>,
    last: Box<[u8]>,
}

/// As many places are told apart; what comes so far is let pass.
const PLACES: u32 = 8;

impl Sieve {
    /// That of a sound; worked out once a search, in less than a millisecond.
    pub fn of(sound: &Pattern) -> Sieve {
        let mut sieve = Sieve { at: vec![0; 1 << 16].into(), last: vec![0; 1 << 16].into() };
        let count = readings::syllables().len();
        // The same for syllables.
        let (mut at, mut last) = (vec![0; count], vec![0; count]);
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
                for (own, places) in track.own.iter().filter(|(own, places)| from & places != 0 && *own <= '\u{ffff}') {
                    let reached = (from & places) << 1;
                    sieve.at[*own as usize] |= bit;
                    sieve.last[*own as usize] |= if reached & track.end != 0 || is_far { bit } else { 0 };
                    next |= reached;
                }
                from = next & !track.end;
            }
        }
        for c in (0..=u16::MAX).filter_map(|code| char::from_u32(u32::from(code))) {
            for syllable in readings::readings(c) {
                sieve.at[c as usize] |= at[usize::from(*syllable)];
                sieve.last[c as usize] |= last[usize::from(*syllable)];
            }
        }
        sieve
    }

    /// Whether the sound may be in a text. It may where there are characters of the farther planes, of which nothing is known.
    pub fn may_be_in(&self, text: &str) -> bool {
        let mut places = 0;
        text.chars().any(|c| {
            let c = fold::fold(c);
            if !word::is_han(c) {
                // Punctuation may stand within a run, letters and digits may not.
                places = if c.is_alphanumeric() { 0 } else { places };
                return false;
            }
            let Some((at, last)) = self.at.get(c as usize).zip(self.last.get(c as usize)) else { return true };
            places = ((places << 1) | 1) & at;
            places & last != 0
        })
    }
}
