//! A year at a glance: what each part of the outline holds and how it moved, and what deserves a look.

use crate::insight::compare;
use crate::insight::compare::Aim;
use crate::insight::compare::Comparison;
use crate::insight::compare::ItemPair;
use crate::insight::compare::MetricPair;
use crate::insight::compare::Outcome;
use crate::insight::series;
use crate::model::figure::Figure;
use crate::model::series::Judgement;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::parallel;
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
    /// Its number in the comparison.
    pub metric: usize,
}

/// Something that is wrong, in words, and the item it is wrong with, if it is one's.
pub type Told = (String, Option<ItemId>);

/// As many of the metrics that moved most are told.
const LARGEST: usize = 10;

/// The overview of a year, compared with `from` unless that is the same. What is wrong is the caller's to tell: the
/// problems of the archive, and whatever else was found.
pub fn overview(archive: &Archive, from: Option<Year>, to: Option<Year>, told: Vec<Told>) -> Overview {
    // Nobody has the other end of this signal.
    let signal = Signal::default();
    compare::told(archive, from, to, &signal)
        .and_then(|comparison| of(archive, comparison, told, &signal))
        .unwrap_or_default()
}

/// The same of a comparison that is at hand, for whoever waits at the other end of the signal.
///
/// # Errors
/// Nobody wants it any more.
pub fn of(archive: &Archive, comparison: Comparison, told: Vec<Told>, signal: &Signal) -> Result<Overview, Cancelled> {
    let outline = &archive.outline;
    let parts = outline.roots().flat_map(|root| std::iter::once(root).chain(outline.children(root))).collect();
    let (mut moved, mut missed, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for item in 0..comparison.count() {
        for metric in comparison.metrics(item) {
            let Some(twin) = comparison.twins().get(metric) else { continue };
            let at = At { item, metric };
            moved.extend(
                matches!(twin.outcome, Outcome::Moved(judgement) if judgement != Judgement::Same).then_some(at),
            );
            missed.extend((twin.aim == Some(Aim::Missed)).then_some(at));
            open.extend((twin.aim == Some(Aim::Open)).then_some(at));
        }
    }
    let some = |moved: &[At]| {
        let percent = |at: &At| comparison.metric(archive, at.metric)?.change?.percent.map(Figure::abs);
        let largest =
            moved.iter().filter_map(|at| Some((*at, percent(at)?))).filter(|(_, percent)| *percent > Figure::ZERO);
        signal.step(0).map(|()| furthest(largest.collect()))
    };
    let largest = parallel::try_map(moved.chunks(series::MANY).collect(), some)?;
    let largest = furthest(largest.into_iter().flatten().collect()).into_iter().map(|(at, _)| at).collect();
    Ok(Overview { comparison, parts, largest, missed, open, told })
}

/// Those that moved furthest, as many as are told.
fn furthest(mut moved: Vec<(At, Figure)>) -> Vec<(At, Figure)> {
    // Stable: of those that moved alike, the first of the outline comes first.
    moved.sort_by_key(|(_, percent)| Reverse(*percent));
    moved.truncate(LARGEST);
    moved
}

impl Overview {
    /// Whether there is a year to compare with.
    pub fn is_compared(&self) -> bool {
        self.comparison.from != self.comparison.to
    }

    /// A metric, with the item it stands in.
    pub fn metric(&self, archive: &Archive, at: At) -> Option<(ItemPair, MetricPair)> {
        Some((self.comparison.item(at.item)?, self.comparison.metric(archive, at.metric)?))
    }
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

    fn names(archive: &Archive, overview: &Overview, list: &[At]) -> Vec<String> {
        list.iter().map(|at| overview.metric(archive, *at).unwrap().1.sides.latest().metric.id.clone()).collect()
    }

    #[test]
    fn what_deserves_a_look() {
        let archive = read(&[ABOUT, Y108, Y110]);
        let told = vec![("something".to_string(), None)];
        let found = overview(&archive, archive.years[0], archive.years[1], told.clone());
        assert!(found.is_compared());
        // From zero to four is no percentage, and what stayed did not move.
        assert_eq!(names(&archive, &found, &found.largest), ["n", "up"]);
        assert_eq!(names(&archive, &found, &found.missed), ["up"]);
        assert_eq!(names(&archive, &found, &found.open), ["low"]);
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
        assert_eq!(names(&archive, &found, &found.missed), ["up"]);
        assert_eq!((found.comparison.total[Count::Items], found.comparison.total[Count::Metrics]), (1, 4));
    }
}
