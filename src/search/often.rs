//! The characters that stand in very many documents of a segment, and in which exactly.
//!
//! Where a character stands in one document of seven, nearly every block has it, and whoever types it would have every
//! text looked at. For each of these there is a bit for every document: 18 bytes a document, as some 140 characters are so
//! common in Chinese reports. What is rarer is found soon enough by its blocks.

/// Which characters, and the documents of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Often {
    /// Folded, ascending.
    chars: Box<[u16]>,
    /// A row of bits for each.
    bits: Box<[u64]>,
}

/// In one document of so many a character stands often.
const SHARE: usize = 7;

impl Often {
    /// The bytes it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.chars) + size_of_val(&*self.bits)
    }

    /// The documents that have a folded character, a bit each; none where that is not known.
    pub(super) fn docs(&self, c: char) -> Option<&[u64]> {
        let at = self.chars.binary_search(&u16::try_from(u32::from(c)).ok()?).ok()?;
        let length = self.bits.len() / self.chars.len();
        self.bits.get(at * length..(at + 1) * length)
    }
}

/// Gathers [`Often`] of one segment after the other. It takes half a megabyte, which serves them all.
#[derive(Debug)]
pub(super) struct Count {
    docs: u32,
    /// Of each character of the first plane the document that had it last, counted from 1, and how many have it.
    chars: Box<[(u32, u32)]>,
    /// Those that some document has, each once.
    seen: Vec<u16>,
    /// Every document of every character, once.
    places: Vec<(u16, u32)>,
}

impl Count {
    /// Begins the next document.
    pub(super) fn begin(&mut self) {
        self.docs += 1;
    }

    /// The document has a folded character of the first plane.
    pub(super) fn push(&mut self, code: u16) {
        let (last, count) = &mut self.chars[usize::from(code)];
        if *last == self.docs {
            return;
        }
        if *count == 0 {
            self.seen.push(code);
        }
        (*last, *count) = (self.docs, *count + 1);
        self.places.push((code, self.docs - 1));
    }

    /// What was gathered; the next segment begins with nothing.
    pub(super) fn often(&mut self) -> Often {
        let docs = std::mem::take(&mut self.docs) as usize;
        let length = docs.div_ceil(64);
        self.seen.sort_unstable();
        // A sign may be shown where the text has none, as in a number.
        let is_told = |code: &u16| char::from_u32(u32::from(*code)).is_some_and(char::is_alphanumeric);
        let is_often = |code: &u16| self.chars[usize::from(*code)].1 as usize * SHARE >= docs && is_told(code);
        let chars: Box<[u16]> = self.seen.iter().copied().filter(is_often).collect();
        self.seen.drain(..).for_each(|code| self.chars[usize::from(code)] = (0, 0));
        // From here on each has its row, counted from 1, in the place of its last document.
        (1..).zip(&chars).for_each(|(row, code)| self.chars[usize::from(*code)].0 = row);
        let mut bits = vec![0; chars.len() * length];
        for (code, doc) in self.places.drain(..) {
            if let Some(row) = self.chars[usize::from(code)].0.checked_sub(1) {
                bits[row as usize * length + doc as usize / 64] |= 1_u64 << (doc % 64);
            }
        }
        chars.iter().for_each(|code| self.chars[usize::from(*code)] = (0, 0));
        Often { chars, bits: bits.into() }
    }
}

impl Default for Count {
    fn default() -> Count {
        Count { docs: 0, chars: vec![(0, 0); 1 << 16].into(), seen: Vec::new(), places: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_often_is_known_exactly() {
        let mut count = Count::default();
        for docs in [0_u32, 1, 7, 8, 64, 65, 1000] {
            // The n-th of these characters stands in every n-th document.
            let chars: Vec<u16> = (1..20).map(|n| 0x5000 + n).collect();
            for doc in 0..docs {
                count.begin();
                count.push('，' as u16);
                let own = chars.iter().filter(|code| doc % u32::from(**code - 0x5000) == 0);
                own.for_each(|code| [*code, *code].into_iter().for_each(|code| count.push(code)));
            }
            let often = count.often();
            for code in chars {
                let step = u32::from(code - 0x5000);
                let expected: Vec<u32> = (0..docs).filter(|doc| doc % step == 0).collect();
                let has = |bits: &[u64], doc: u32| bits[doc as usize / 64] & 1 << (doc % 64) != 0;
                let c = char::from_u32(u32::from(code)).unwrap();
                let told = often.docs(c).map(|bits| (0..docs).filter(|doc| has(bits, *doc)).collect::<Vec<_>>());
                let is_often = docs > 0 && expected.len() * SHARE >= docs as usize;
                assert_eq!(told, is_often.then_some(expected), "every {step} of {docs}");
            }
            assert!(often.docs('🐟').is_none() && often.docs('，').is_none());
            assert!(often.bytes() <= 19 * (2 + docs.div_ceil(64) as usize * 8));
        }
    }
}
