//! The last years of a metric, small beside it.

use crate::insight::series;
use crate::insight::series::Stand;
use crate::model::figure::Figure;
use crate::model::year::Year;
use crate::store::archive::Archive;

/// As many years, at most.
pub const YEARS: i32 = 12;

/// Of fewer figures there is no course to see.
const FEWEST: usize = 3;

/// The figures of a metric in the archive's last years, where three at least have one in its unit; a year without one is
/// a gap. Looks at one item a year.
pub(super) fn figures(archive: &Archive, stand: Stand) -> Vec<Option<Figure>> {
    let years = archive.years.iter().copied().flatten();
    if years.clone().count() < FEWEST {
        return Vec::new();
    }
    let (Some(first), Some(last), Some(key)) = (years.clone().next(), years.last(), series::key(archive, &stand))
    else {
        return Vec::new();
    };
    let (first, last) = (first.gregorian(), last.gregorian());
    // Of a longer archive, the years up to the one that is shown, should that not be among the last.
    let shown = stand.year.map_or(last, Year::gregorian);
    let last = if last - shown < YEARS { last } else { shown };
    let first = first.max(last - YEARS + 1);
    let figure = |year: i32| {
        let year = Year::new(year).filter(|year| archive.years.contains(&Some(*year)))?;
        let other = series::in_year(archive, &key, Some(year))?.metric;
        other.value.figure().filter(|_| other.unit == stand.metric.unit)
    };
    let past: Vec<Option<Figure>> = (first..=last).map(figure).collect();
    if past.iter().flatten().count() >= FEWEST { past } else { Vec::new() }
}
