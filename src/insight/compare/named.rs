//! The metrics of a year by what they are known by. What is kept are hashes, sixteen bytes a metric; where two are alike, the
//! records are asked.

use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::parallel;
use crate::store::record::Record;
use std::hash::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher;

/// The metrics of a year.
pub(super) struct Named<'a> {
    archive: &'a Archive,
    year: Option<Year>,
    items: &'a [ItemId],
    /// The number of the first metric of each item, and of all metrics.
    starts: Vec<u32>,
    /// The hash of what each metric is known by, and its number; in this order.
    hashes: Vec<(u64, u32)>,
}

/// A metric with what it is known by, if something names it.
pub(super) type Keyed = (Option<Key>, Stand);

/// The metrics of a record that is at hand.
pub(super) fn keyed(archive: &Archive, year: Option<Year>, item: ItemId, text: &str, record: &Record) -> Vec<Keyed> {
    let metrics = archive.metrics_of(text, record).into_iter().enumerate();
    let keyed = metrics.map(|(at, metric)| {
        let stand = Stand { year, item, at, metric };
        (series::key_in(archive, text, record, &stand), stand)
    });
    keyed.collect()
}

impl<'a> Named<'a> {
    /// The metrics of these items, which are those of the year. `signal` hears of each.
    pub(super) fn of(
        archive: &'a Archive,
        year: Option<Year>,
        items: &'a [ItemId],
        signal: &Signal,
    ) -> Result<Named<'a>, Cancelled> {
        let some = |items: &[ItemId]| {
            let (mut counts, mut hashes) = (Vec::with_capacity(items.len()), Vec::new());
            for item in items {
                let metrics = match archive.record(*item) {
                    Some((text, record)) if !record.metrics.is_empty() => keyed(archive, year, *item, text, &record),
                    _ => Vec::new(),
                };
                counts.push(metrics.len() as u32);
                hashes.extend(metrics.iter().map(|(key, _)| key.as_ref().map(hash)));
            }
            signal.step(items.len()).map(|()| (counts, hashes))
        };
        let (mut starts, mut hashes) = (vec![0], Vec::new());
        let (mut start, mut number) = (0, 0);
        for items in items.chunks(series::MANY * series::TURNS) {
            for (counts, some) in parallel::try_map(items.chunks(series::MANY).collect(), some)? {
                for count in counts {
                    start += count;
                    starts.push(start);
                }
                for hash in some {
                    hashes.extend(hash.map(|hash| (hash, number)));
                    number += 1;
                }
            }
        }
        hashes.sort_unstable();
        Ok(Named { archive, year, items, starts, hashes })
    }

    /// The metric known by that; of several, the first, for a second is a fault of the records. `near` are the metrics of
    /// a record at hand, where it is mostly found.
    pub(super) fn find(&self, key: &Key, near: &[Keyed]) -> Option<Stand> {
        self.alike(key).find_map(|(item, at)| {
            match near.iter().find(|(_, stand)| (stand.item, stand.at) == (item, at)) {
                Some((known, stand)) => (known.as_ref() == Some(key)).then(|| stand.clone()),
                None => self.read(key, item, at),
            }
        })
    }

    /// Whether the metric that stands there is the one known by that.
    pub(super) fn is_first(&self, key: &Key, stand: &Stand) -> bool {
        let here = (stand.item, stand.at);
        let before = self.alike(key).take_while(|there| *there != here);
        !before.into_iter().any(|(item, at)| self.read(key, item, at).is_some())
    }

    /// Where metrics stand whose hash is that of the key, in the order of the year.
    fn alike(&self, key: &Key) -> impl Iterator<Item = (ItemId, usize)> {
        let hash = hash(key);
        let first = self.hashes.partition_point(|(other, _)| *other < hash);
        let alike = self.hashes[first..].iter().take_while(move |(other, _)| *other == hash);
        alike.filter_map(|(_, number)| {
            let item = self.starts.partition_point(|start| start <= number).checked_sub(1)?;
            Some((*self.items.get(item)?, (number - self.starts[item]) as usize))
        })
    }

    /// The metric that stands there, if it is known by that.
    fn read(&self, key: &Key, item: ItemId, at: usize) -> Option<Stand> {
        let stand = Stand { year: self.year, item, at, metric: self.archive.metric(item, at)? };
        (series::key(self.archive, &stand).as_ref() == Some(key)).then_some(stand)
    }
}

fn hash(key: &Key) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
