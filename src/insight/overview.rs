//! A year at a glance: what each part of the outline holds and how it moved, and what deserves a look.

use crate::insight::compare;
use crate::insight::compare::Comparison;
use crate::insight::compare::ItemPair;
use crate::insight::compare::MetricPair;
use crate::model::figure::Figure;
use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use std::cmp::Reverse;

/// What is to be seen of a year.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The year, beside the one it is compared with; beside itself, where there is none.
    pub comparison: Comparison,
    /// The parts to tell of, by their index in the outline: the top level, each with the second below it.
    pub parts: Vec<usize>,
    /// The metrics that moved most, in per cent, the furthest first.
    pub largest: Vec<At>,
    /// The metrics that miss their target, in the order of the outline.
    pub missed: Vec<At>,
    /// The metrics that have a target and no figure, likewise.
    pub open: Vec<At>,
    /// What is wrong with the records.
    pub told: Vec<Told>,
}

/// Where a metric stands in the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The number of its item.
    pub item: usize,
    /// Its number within the item.
    pub metric: usize,
}

/// Something that is wrong, in words, and the item it is wrong with, if it is one's.
pub type Told = (String, Option<ItemId>);

/// As many of the metrics that moved most are told.
const LARGEST: usize = 10;

/// The overview of a year, compared with `from` unless that is the same. What is wrong is the caller's to tell: the
/// problems of the archive, and whatever else was found.
pub fn overview(archive: &Archive, from: Option<Year>, to: Option<Year>, told: Vec<Told>) -> Overview {
    of(archive, compare::compare(archive, from, to), told)
}

/// The same of a comparison that is at hand.
pub fn of(archive: &Archive, comparison: Comparison, told: Vec<Told>) -> Overview {
    let outline = &archive.outline;
    let parts = outline.roots().flat_map(|root| std::iter::once(root).chain(outline.children(root))).collect();
    let mut largest: Vec<(At, Figure)> = Vec::new();
    let (mut missed, mut open) = (Vec::new(), Vec::new());
    for (at, pair) in metrics(&comparison) {
        let percent = pair.change().and_then(|change| change.percent).map(Figure::abs);
        largest.extend(percent.filter(|percent| *percent > Figure::ZERO).map(|percent| (at, percent)));
        let after = pair.sides.after().map(|stand| &stand.metric);
        match after.map(|metric| (metric.target.is_some(), metric.meets_target())) {
            Some((true, Some(false))) => missed.push(at),
            Some((true, None)) => open.push(at),
            _ => {}
        }
    }
    // Stable: of those that moved alike, the first of the outline comes first.
    largest.sort_by_key(|(_, percent)| Reverse(*percent));
    let largest = largest.into_iter().take(LARGEST).map(|(at, _)| at).collect();
    Overview { comparison, parts, largest, missed, open, told }
}

impl Overview {
    /// Whether there is a year to compare with.
    pub fn is_compared(&self) -> bool {
        self.comparison.from != self.comparison.to
    }

    /// A metric, with the item it stands in.
    pub fn metric(&self, at: At) -> Option<(&ItemPair, &MetricPair)> {
        let item = self.comparison.items.get(at.item)?;
        Some((item, item.metrics.get(at.metric)?))
    }
}

fn metrics(comparison: &Comparison) -> impl Iterator<Item = (At, &MetricPair)> {
    let items = comparison.items.iter().enumerate();
    items
        .flat_map(|(item, pair)| pair.metrics.iter().enumerate().map(move |(metric, pair)| (At { item, metric }, pair)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::counts::Count;
    use crate::store::file::Text;

    const ABOUT: &str = "calendar = 'roc'
[[category]]
id = 'a'
[[category]]
id = 'a/b'
[[category]]
id = 'a/b/c'
[[category]]
id = 'd'
[[series]]
id = 'up'
better = 'higher'
target = 10
[[series]]
id = 'low'
better = 'lower'
target = 5
";
    const Y108: &str = "year = 108
[[item]]
id = 'x'
category = 'a/b/c'
metric = [{ id = 'up', value = 8 }, { id = 'n', value = 100 }, { id = 'z', value = 0 }, { id = 's', value = 3 }]
";
    const Y110: &str = "year = 110
[[item]]
id = 'x'
category = 'a/b/c'
metric = [{ id = 'up', value = 9 }, { id = 'n', value = 50 }, { id = 'z', value = 4 }, { id = 's', value = 3 }]
[[item]]
id = 'y'
category = 'd'
metric = [{ id = 'low' }]
";

    fn read(texts: &[&str]) -> Archive {
        let text = |(at, text): (usize, &&str)| Text {
            path: if at == 0 { "archive.toml".into() } else { format!("{at}.toml").into() },
            text: Ok(text.to_string()),
            locked: None,
        };
        Archive::read(texts.iter().enumerate().map(text).collect())
    }

    fn names(overview: &Overview, list: &[At]) -> Vec<String> {
        list.iter().map(|at| overview.metric(*at).unwrap().1.sides.latest().metric.id.clone()).collect()
    }

    #[test]
    fn what_deserves_a_look() {
        let archive = read(&[ABOUT, Y108, Y110]);
        let told = vec![("something".to_string(), None)];
        let found = overview(&archive, archive.years[0], archive.years[1], told.clone());
        assert!(found.is_compared());
        // From zero to four is no percentage, and what stayed did not move.
        assert_eq!(names(&found, &found.largest), ["n", "up"]);
        assert_eq!(names(&found, &found.missed), ["up"]);
        assert_eq!(names(&found, &found.open), ["low"]);
        assert_eq!(found.told, told);
        let id = |index: &usize| archive.outline.get(*index).unwrap().id.as_str();
        assert_eq!(found.parts.iter().map(id).collect::<Vec<_>>(), ["a", "a/b", "d"]);
        let part = |id: &str| found.comparison.counts[archive.outline.find(id).unwrap()];
        for (id, items, metrics, gaps, rose, improved) in
            [("a", 1, 4, 0, 2, 1), ("a/b", 1, 4, 0, 2, 1), ("d", 1, 1, 1, 0, 0)]
        {
            let counts = part(id);
            let found =
                [Count::Items, Count::Metrics, Count::Gaps, Count::Rose, Count::Improved].map(|count| counts[count]);
            assert_eq!(found, [items, metrics, gaps, rose, improved], "{id}");
        }
    }

    #[test]
    fn a_year_alone_is_told_without_changes() {
        let archive = read(&[ABOUT, Y108]);
        let found = overview(&archive, archive.years[0], archive.years[0], Vec::new());
        assert!(!found.is_compared() && found.largest.is_empty());
        assert_eq!(names(&found, &found.missed), ["up"]);
        assert_eq!((found.comparison.total[Count::Items], found.comparison.total[Count::Metrics]), (1, 4));
    }
}
