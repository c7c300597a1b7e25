//! What a file's records are known by: their ids, as hashes to look them up by, their categories, and which metrics have no
//! value. It is gathered in the pass that reads the file and costs eight bytes a record, and as many for each value that is
//! missing, so that nobody need read a million of them again to find one.

use crate::model::field::Field;
use crate::store::archive;
use crate::store::numbers::Numbers;
use crate::store::record::Record;
use std::collections::HashMap;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// Where each metric stands: the hash of its id, its record, its number there; in this order.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<[(u32, u32, u32)]>);

impl Metrics {
    /// Those of a text's records.
    pub fn of(text: &str, records: &[Record]) -> Metrics {
        let mut metrics = Vec::new();
        for (number, record) in records.iter().enumerate() {
            for (at, block) in record.metrics.iter().enumerate() {
                let id = block.read(text, Field::Id);
                metrics.extend((!id.is_empty()).then(|| (hash(&id), number as u32, at as u32)));
            }
        }
        metrics.sort_unstable();
        Metrics(metrics.into())
    }

    /// The metrics whose ids have this hash, each by its record and its number there, in the order of the text.
    pub fn by_hash(&self, hash: u32) -> impl Iterator<Item = (usize, usize)> {
        let first = self.0.partition_point(|(other, ..)| *other < hash);
        let alike = self.0[first..].iter().take_while(move |(other, ..)| *other == hash);
        alike.map(|(_, record, at)| (*record as usize, *at as usize))
    }
}

/// What the records of one text are known by.
#[derive(Clone, Debug, Default)]
pub struct Known(Arc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The hashes of the records' ids, ascending.
    hashes: Box<[u32]>,
    /// The number of each such record, ascending where hashes are the same.
    records: Numbers,
    /// The categories that the records name, each once, as they first come up.
    categories: Box<[Box<str>]>,
    /// Which of those each record names.
    category_of: Numbers,
    /// The metrics that have no value, each by its record and its number there; in this order.
    gaps: Box<[(u32, u32)]>,
}

/// Gathers a [`Known`] from one record after another.
#[derive(Debug, Default)]
pub struct Gather {
    ids: Vec<(u32, u32)>,
    categories: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    category_of: Vec<u32>,
    gaps: Vec<(u32, u32)>,
}

/// The hash that ids are looked up by. Two ids may share one, so whoever finds a record compares the ids themselves.
pub fn hash(id: &str) -> u32 {
    (xxh3_64(id.as_bytes()) >> 32) as u32
}

impl Gather {
    /// Takes note of the next record.
    pub fn add(&mut self, text: &str, record: &Record) {
        let id = record.item.read(text, Field::Id);
        let own = self.category_of.len() as u32;
        if !id.is_empty() {
            self.ids.push((hash(&id), own));
        }
        let gaps = record.metrics.iter().enumerate().filter(|(_, metric)| archive::is_gap(text, metric));
        self.gaps.extend(gaps.map(|(at, _)| (own, at as u32)));
        let category = record.item.read(text, Field::Category);
        // Records of one category mostly stand together.
        let last = self.category_of.last().copied();
        let number = match last.filter(|last| *self.categories[*last as usize] == *category) {
            Some(last) => last,
            None => self.number(&category),
        };
        self.category_of.push(number);
    }

    /// The number of a category, which is new if it has none yet.
    fn number(&mut self, category: &str) -> u32 {
        if let Some(number) = self.numbers.get(category) {
            return *number;
        }
        let number = self.categories.len() as u32;
        self.categories.push(category.into());
        self.numbers.insert(category.into(), number);
        number
    }

    /// What was gathered.
    pub fn known(mut self) -> Known {
        self.ids.sort_unstable();
        Known(Arc::new(Kept {
            hashes: self.ids.iter().map(|(hash, _)| *hash).collect(),
            records: self.ids.iter().map(|(_, record)| *record).collect::<Vec<u32>>().into(),
            categories: self.categories.into(),
            category_of: self.category_of.into(),
            gaps: self.gaps.into(),
        }))
    }
}

impl Known {
    /// Whether both are of one text: that of a file that nobody has changed.
    pub fn is_same(&self, other: &Known) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The hashes of all ids with the numbers of their records, in this order.
    pub fn ids(&self) -> impl Iterator<Item = (u32, usize)> {
        self.0.hashes.iter().copied().zip(self.0.records.iter())
    }

    /// Whether both have the same ids in the same records, as far as their hashes tell.
    pub fn has_same_ids(&self, other: &Known) -> bool {
        (&self.0.hashes, &self.0.records) == (&other.0.hashes, &other.0.records)
    }

    /// The records whose ids have this hash, in the order of the text.
    pub fn by_hash(&self, hash: u32) -> impl Iterator<Item = usize> {
        let hashes = &self.0.hashes;
        let first = hashes.partition_point(|other| *other < hash);
        let count = hashes[first..].partition_point(|other| *other == hash);
        (first..first + count).filter_map(|at| self.0.records.get(at))
    }

    /// The categories that the records name, each once, as they first come up; empty for none.
    pub fn categories(&self) -> &[Box<str>] {
        &self.0.categories
    }

    /// Which of [`Known::categories`] each record names, record by record.
    pub fn categories_of(&self) -> impl Iterator<Item = usize> {
        self.0.category_of.iter()
    }

    /// How many metrics have no value.
    pub fn gap_count(&self) -> usize {
        self.0.gaps.len()
    }

    /// The metrics of a record that have no value, by their numbers there.
    pub fn gaps_of(&self, record: usize) -> impl DoubleEndedIterator<Item = usize> {
        let gaps = &self.0.gaps;
        let first = gaps.partition_point(|(other, _)| (*other as usize) < record);
        let count = gaps[first..].partition_point(|(other, _)| *other as usize == record);
        gaps[first..first + count].iter().map(|(_, at)| *at as usize)
    }

    /// Which of [`Known::categories`] a record names.
    pub fn category_of(&self, record: usize) -> Option<usize> {
        self.0.category_of.get(record)
    }
}

#[cfg(test)]
mod tests {
    use crate::store::archive::Archive;
    use crate::store::archive::ItemId;
    use crate::store::file::Text;
    use std::path::PathBuf;

    #[test]
    fn gaps_are_the_metrics_that_say_nothing() {
        let own = "year = 110\n[[item]]\nid = 'a'\n[[item.metric]]\nid = 'v'\nvalue = 1\n[[item.metric]]\nid = 'none'\n\
             [[item]]\nid = 'b'\n[[item]]\nid = 'c'\n[[item.metric]]\nid = 'empty'\nvalue = ''\n\
             [[item.metric]]\nid = 'sum'\n[[item.metric.entry]]\non = 2021-01-01\nvalue = 2\n\
             [[item.metric]]\nid = 'dated'\n[[item.metric.entry]]\non = 2021-01-01\n\
             [[item.metric]]\nid = 'counted'\ntotal = 'count'\n[[item.metric.entry]]\non = 2021-01-01\n";
        let braced = "year = 110\nitem = [{ id = 'a', metric = [{ id = 'x' }, { id = 'y', value = 2 }] }]\n";
        for (text, gaps) in [(own, vec![(0, 1), (2, 2)]), (braced, vec![(0, 0)]), ("year = 110\n", vec![])] {
            let text = Text { path: PathBuf::from("a.toml"), text: Ok(text.to_string()), locked: None };
            let archive = Archive::read(vec![text]);
            let file = &archive.files[0];
            let known = file.known();
            let noted = (0..file.count()).flat_map(|record| known.gaps_of(record).map(move |at| (record, at)));
            let noted: Vec<(usize, usize)> = noted.collect();
            assert_eq!((&noted, known.gap_count()), (&gaps, gaps.len()));
            let says_nothing = |record: usize| {
                let metrics = archive.metrics(ItemId { file: 0, record }).into_iter().enumerate();
                metrics.filter(|(_, metric)| !metric.value.is_given()).map(move |(at, _)| (record, at))
            };
            assert_eq!((0..file.count()).flat_map(says_nothing).collect::<Vec<_>>(), gaps);
            assert_eq!(known.gaps_of(file.count()).count(), 0);
        }
    }
}
