//! Where a metric stands in each year: the one index that comparing, trends and checks begin from.

use crate::model::field::Field;
use crate::model::metric::Metric;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::parallel;
use crate::store::record::Name;
use crate::store::record::Record;
use std::collections::HashMap;
use std::ops::Range;

/// A metric of the archive, where it stands, with what its series says filled in.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Its year; none in a file that has none.
    pub year: Option<Year>,
    /// Its item.
    pub item: ItemId,
    /// Its number within the item.
    pub at: usize,
    /// What it says.
    pub metric: Metric,
}

/// What makes a metric the same one in another year: the id of its series, wherever the item stands; without a series,
/// the item's id with the metric's own, or its name where it has none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Of this series.
    Series(String),
    /// Of the item of this id, by the metric's id or name.
    Own(String, String),
}

/// Every metric of every year, in the order of the archive's years, outline and files.
pub fn stands(archive: &Archive) -> Vec<Stand> {
    archive.years.iter().flat_map(|year| stands_in(archive, *year)).collect()
}

/// Every metric of one year, in the order of the outline and the files.
pub fn stands_in(archive: &Archive, year: Option<Year>) -> Vec<Stand> {
    let of_item = |item: ItemId| {
        let metrics = archive.metrics(item).into_iter().enumerate();
        metrics.map(move |(at, metric)| Stand { year, item, at, metric })
    };
    archive.items(year).into_iter().flat_map(of_item).collect()
}

/// As many items are worth telling of, and a turn of a thread.
pub const MANY: usize = 1000;

/// The numbers of as many things, in turns of a thread.
pub fn turns(count: usize) -> Vec<Range<usize>> {
    (0..count).step_by(MANY).map(|first| first..count.min(first + MANY)).collect()
}

/// As many turns are gathered before they are given on, so that what waits stays small.
pub const TURNS: usize = 16;

/// Gives `put` what `take` makes of each of them in these items of the year, with what it is known by. All cores read, each
/// record once; `signal` hears of every item.
///
/// # Errors
/// Nobody wants it any more.
pub fn keyed<T: Send>(
    archive: &Archive,
    year: Option<Year>,
    items: &[ItemId],
    signal: &Signal,
    take: impl Fn(Option<Key>, Stand) -> T + Sync,
    mut put: impl FnMut(T),
) -> Result<(), Cancelled> {
    let of_some = |items: &[ItemId]| {
        let mut stands = Vec::new();
        for item in items {
            let Some((text, record)) = archive.record(*item) else { continue };
            for (at, metric) in archive.metrics_of(text, &record).into_iter().enumerate() {
                let stand = Stand { year, item: *item, at, metric };
                stands.push(take(key_in(archive, text, &record, &stand), stand));
            }
        }
        signal.step(items.len()).map(|()| stands)
    };
    for items in items.chunks(MANY * TURNS) {
        let stands = parallel::try_map(items.chunks(MANY).collect(), of_some)?;
        stands.into_iter().flatten().for_each(&mut put);
    }
    Ok(())
}

/// What the metric is known by over the years; none for one that nothing names.
pub fn key(archive: &Archive, stand: &Stand) -> Option<Key> {
    let (text, record) = archive.record(stand.item)?;
    key_in(archive, text, &record, stand)
}

/// The same, where its record is at hand.
pub(super) fn key_in(archive: &Archive, text: &str, record: &Record, stand: &Stand) -> Option<Key> {
    if archive.series(&stand.metric.id).is_some() {
        return Some(Key::Series(stand.metric.id.clone()));
    }
    let item = record.item.read(text, Field::Id);
    let own = if stand.metric.id.is_empty() { &stand.metric.name } else { &stand.metric.id };
    (!item.is_empty() && !own.is_empty()).then(|| Key::Own(item.into_owned(), own.clone()))
}

/// The metrics by what they are known by, each list in the order of [`stands`]. Within one year the first of a key is the
/// one that counts: a second is a fault of the records, and `check` tells of it.
pub fn by_key(archive: &Archive) -> HashMap<Key, Vec<Stand>> {
    let mut all: HashMap<Key, Vec<Stand>> = HashMap::new();
    for stand in stands(archive) {
        let Some(key) = key(archive, &stand) else { continue };
        let same = all.entry(key).or_default();
        if same.last().is_none_or(|last| last.year != stand.year) {
            same.push(stand);
        }
    }
    all
}

/// Where the metric of that key stands in one year, found without a look at the year's other items. Of several of one
/// series, the first by the files.
pub fn in_year(archive: &Archive, wanted: &Key, year: Option<Year>) -> Option<Stand> {
    let stand = |item: ItemId, at: usize| Some(Stand { year, item, at, metric: archive.metric(item, at)? });
    match wanted {
        Key::Series(id) => {
            let (item, at) = archive.find_metric(year, id)?;
            stand(item, at)
        }
        Key::Own(item, _) => {
            let item = archive.find(year, item)?;
            let (text, record) = archive.record(item)?;
            let metrics = archive.metrics_of(text, &record).into_iter().enumerate();
            let mut own = metrics.map(|(at, metric)| Stand { year, item, at, metric });
            own.find(|stand| key_in(archive, text, &record, stand).as_ref() == Some(wanted))
        }
    }
}

/// A year with the one to set beside it, earlier first: the one before where there is one, else the one after.
pub fn side_by_side(archive: &Archive, year: Option<Year>) -> Vec<Option<Year>> {
    let Some(at) = archive.years.iter().position(|other| *other == year) else { return vec![year] };
    match (at.checked_sub(1), archive.years.get(at + 1)) {
        (Some(before), _) => vec![archive.years[before], year],
        (None, Some(after)) => vec![year, *after],
        (None, None) => vec![year],
    }
}

/// The byte in its file's text where a stand's value is written, else where the metric begins.
pub fn byte(archive: &Archive, stand: &Stand) -> usize {
    let block = archive.block(stand.item.file, Place::metric(stand.item.record, stand.at)).map(|(_, block)| block);
    let value = Name::Field(Field::Value);
    block.map_or(0, |block| block.slot(&value).map_or(block.head, |slot| slot.value).from())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::Text;

    #[test]
    fn a_series_is_one_metric_wherever_its_item_stands() {
        let text = |path: &str, text: &str| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
        let archive = Archive::read(vec![
            text("archive.toml", "[[series]]\nid = 's'\nname = 'S'\n"),
            text(
                "1.toml",
                "year = 2019\n[[item]]\nid = 'a'\n[[item.metric]]\nid = 's'\nvalue = 1\n[[item.metric]]\nid = 'own'\nvalue = 5\n",
            ),
            text(
                "2.toml",
                "year = 2021\n[[item]]\nid = 'b'\n[[item.metric]]\nid = 's'\nvalue = 2\n[[item.metric]]\nid = 's'\nvalue = 9\n[[item]]\nid = 'a'\n[[item.metric]]\nname = 'own'\n",
            ),
        ]);
        let all = by_key(&archive);
        let values = |key: Key| {
            let stands = all.get(&key).map_or(&[][..], Vec::as_slice);
            let value = |stand: &Stand| stand.metric.value.figure().map(|figure| figure.to_string());
            stands.iter().map(value).collect::<Vec<_>>()
        };
        assert_eq!(values(Key::Series("s".into())), [Some("1".to_string()), Some("2".to_string())]);
        assert_eq!(values(Key::Own("a".into(), "own".into())), [Some("5".to_string()), None]);
        // Looked up year by year, each is the same.
        let places = |stands: &[Stand]| stands.iter().map(|stand| (stand.item, stand.at)).collect::<Vec<_>>();
        for (key, stands) in &all {
            let found: Vec<Stand> = archive.years.iter().filter_map(|year| in_year(&archive, key, *year)).collect();
            assert_eq!(places(&found), places(stands), "{key:?}");
        }
        let first = &all[&Key::Series("s".into())][0];
        assert!(archive.files[first.item.file].text[byte(&archive, first)..].starts_with("1\n"));
    }
}
