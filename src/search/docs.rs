//! A set of documents of one segment, a bit each.

use std::ops::Range;

/// Which documents, by their numbers from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(Box<[u64]>);

impl Docs {
    /// None of so many.
    pub fn none(count: usize) -> Docs {
        Docs(vec![0; count.div_ceil(64)].into())
    }

    /// All of so many.
    pub fn all(count: usize) -> Docs {
        let mut docs = Docs::none(count);
        docs.fill(0..count);
        docs
    }

    /// Those of so many of which it is so.
    pub(super) fn with(count: usize, is_so: impl Fn(usize) -> bool) -> Docs {
        let word = |from: usize| {
            (from..count.min(from + 64)).fold(0, |word, doc| word | u64::from(is_so(doc)) << (doc - from))
        };
        Docs((0..count).step_by(64).map(word).collect())
    }

    /// Those of [`Docs::bits`].
    pub(super) fn of_bits(bits: &[u64]) -> Docs {
        Docs(bits.into())
    }

    /// A bit for each document, from the lowest of the first number on.
    pub(super) fn bits(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }

    /// Adds all from one to another.
    pub fn fill(&mut self, docs: Range<usize>) {
        let words = self.0.iter_mut().enumerate().take(docs.end.div_ceil(64)).skip(docs.start / 64);
        for (at, word) in words {
            let below =
                |doc: usize| 1_u64.checked_shl(doc.saturating_sub(at * 64) as u32).map_or(u64::MAX, |bit| bit - 1);
            *word |= below(docs.end) & !below(docs.start);
        }
    }

    /// Adds documents.
    pub fn add(&mut self, docs: impl IntoIterator<Item = usize>) {
        for doc in docs {
            self.0.get_mut(doc / 64).into_iter().for_each(|word| *word |= 1 << (doc % 64));
        }
    }

    /// Whether a document is among them.
    pub fn has(&self, doc: usize) -> bool {
        self.0.get(doc / 64).is_some_and(|word| word & 1 << (doc % 64) != 0)
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Their numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let rest = |word: u64| Some(word).filter(|word| *word != 0);
            std::iter::successors(rest(*word), move |word| rest(word & (word - 1)))
                .map(move |word| at * 64 + word.trailing_zeros() as usize)
        })
    }

    /// Those that are not among `others`.
    pub(super) fn leave_out(&mut self, others: &Docs) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word &= !other);
    }

    /// Those that are among `others` too.
    pub fn keep(&mut self, others: &Docs) {
        let others = others.0.iter().chain(std::iter::repeat(&0));
        self.0.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_set_is_a_set() {
        for count in [0, 1, 63, 64, 65, 1000] {
            let (mut docs, mut others) = (Docs::none(count), Docs::all(count));
            assert_eq!(others.count(), count);
            let expected: BTreeSet<usize> = (0..count).filter(|doc| doc % 7 == 3 || *doc + 1 == count).collect();
            docs.add(expected.iter().copied());
            docs.add([count + 64]);
            for from in [0, 1, 63, 64, 65, 700] {
                let mut filled = Docs::none(count);
                filled.fill(from.min(count)..count);
                assert!((0..count + 9).all(|doc| filled.has(doc) == (from..count).contains(&doc)), "{from}..{count}");
            }
            assert_eq!(docs.iter().collect::<Vec<_>>(), expected.iter().copied().collect::<Vec<_>>(), "of {count}");
            assert!((0..count + 9).all(|doc| docs.has(doc) == expected.contains(&doc)));
            assert_eq!(Docs::with(count, |doc| expected.contains(&doc)), docs);
            others.keep(&docs);
            assert_eq!(others, docs);
            others.leave_out(&Docs::with(count, |doc| doc % 2 == 0));
            assert_eq!(others.iter().collect::<Vec<_>>(), docs.iter().filter(|doc| doc % 2 == 1).collect::<Vec<_>>());
        }
    }
}
