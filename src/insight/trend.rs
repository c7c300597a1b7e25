//! A metric through the years: where it stands in each, how it moved, what it should have reached.

pub mod overlay;
pub mod scale;
pub mod tsv;

#[cfg(test)]
mod tests;

use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::lang::Words;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::model::metric;
use crate::model::metric::Change;
use crate::model::metric::Value;
use crate::model::year::Year;
use crate::store::archive::Archive;

/// A metric through the years.
#[derive(Clone, Debug)]
pub struct Trend {
    /// What it is known by.
    pub key: Key,
    /// What is measured: as its series says, else as the last year that has it does.
    pub name: String,
    /// What the last of its figures is counted in. Figures of another unit are told, but stand on no axis with it.
    pub unit: String,
    /// One for every year from the archive's first to its last, whether it has records or not.
    pub points: Vec<Point>,
}

/// A metric in one year.
#[derive(Clone, Debug)]
pub struct Point {
    /// The year.
    pub year: Year,
    /// What there is.
    pub seen: Seen,
    /// What was to be reached: the year's own target, else that of the series.
    pub target: Option<Figure>,
    /// How it moved since it was last told.
    pub step: Option<Step>,
}

/// What a year tells of a metric.
#[derive(Clone, Debug)]
pub enum Seen {
    /// The archive has no records of that year.
    NoReport,
    /// The year has records, and none has the metric.
    Absent,
    /// It stands here: with a figure, a grade, or a gap.
    Here(Box<Stand>),
}

/// Why a year has no figure that could stand beside the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// The archive has no records of that year.
    NoReport,
    /// The year has records, and none has the metric.
    NotTold,
    /// The metric is there without a value.
    NoValue,
    /// Its value is a grade.
    Grade,
    /// Its value is counted in something else.
    OtherUnit,
}

/// How a metric moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The year it moved from, which need not be the one before.
    pub since: Year,
    /// How far. Nothing absolute where the unit has changed.
    pub change: Change,
}

/// The metric of that key through all years of the archive. Files that belong to no year have no part in it.
///
/// Costs a look at one item a year, however large the archive is.
pub fn of(archive: &Archive, key: &Key) -> Trend {
    let series = match key {
        Key::Series(id) => archive.series(id),
        Key::Own(..) => None,
    };
    let years: Vec<Year> = archive.years.iter().copied().flatten().collect();
    let all = years.first().zip(years.last()).map(|(first, last)| first.gregorian()..=last.gregorian());
    let mut points: Vec<Point> = Vec::new();
    for year in all.into_iter().flatten().filter_map(Year::new) {
        let seen = match series::in_year(archive, key, Some(year)) {
            Some(stand) => Seen::Here(Box::new(stand)),
            // The years of an archive are in order.
            None if years.binary_search(&year).is_ok() => Seen::Absent,
            None => Seen::NoReport,
        };
        let own = seen.stand().map(|stand| stand.metric.target);
        let target = own.unwrap_or(series.and_then(|series| series.target));
        let step = seen.stand().and_then(|stand| step(&points, stand));
        points.push(Point { year, seen, target, step });
    }
    let last = |is_wanted: &dyn Fn(&Value) -> bool| {
        points.iter().rev().filter_map(|point| point.seen.stand()).find(|stand| is_wanted(&stand.metric.value))
    };
    let newest = last(&|_| true);
    let unit = last(&|value| value.figure().is_some()).or(newest).map(|stand| &stand.metric.unit);
    let name = series.map(|series| &series.name).or(newest.map(|stand| &stand.metric.name));
    let known_by = match key {
        Key::Series(id) => id,
        Key::Own(_, own) => own,
    };
    Trend {
        name: name.filter(|name| !name.is_empty()).unwrap_or(known_by).clone(),
        unit: unit.or(series.map(|series| &series.unit)).cloned().unwrap_or_default(),
        key: key.clone(),
        points,
    }
}

/// How a metric moved since the last year that told it in the same way: a figure since a figure, a grade since a grade.
fn step(before: &[Point], stand: &Stand) -> Option<Step> {
    let is_alike = |other: &&Stand| {
        let (new, old) = (&stand.metric.value, &other.metric.value);
        *new != Value::Gap && std::mem::discriminant(new) == std::mem::discriminant(old)
    };
    let from = before.iter().rev().filter_map(|point| point.seen.stand()).find(is_alike)?;
    Some(Step { since: from.year?, change: metric::change(&from.metric, &stand.metric) })
}

impl Seen {
    /// Where it stands, if it does.
    pub fn stand(&self) -> Option<&Stand> {
        match self {
            Seen::Here(stand) => Some(stand),
            Seen::NoReport | Seen::Absent => None,
        }
    }
}

impl Gap {
    /// The gap in a few words.
    pub fn says(self) -> Words {
        match self {
            Gap::NoReport => words::NO_REPORT,
            Gap::NotTold => words::NOT_TOLD,
            Gap::NoValue => words::GAP,
            Gap::Grade => words::GRADE,
            Gap::OtherUnit => words::OTHER_UNIT,
        }
    }
}

impl Trend {
    /// The figure of a year, if it is in the unit that the trend is told in.
    pub fn figure(&self, at: usize) -> Option<Figure> {
        self.points.get(at)?.seen.stand()?.metric.value.figure().filter(|_| self.is_in_unit(at))
    }

    /// Why [`Trend::figure`] has none; none where it has one, and beyond the last year.
    pub fn gap(&self, at: usize) -> Option<Gap> {
        let stand = match &self.points.get(at)?.seen {
            Seen::NoReport => return Some(Gap::NoReport),
            Seen::Absent => return Some(Gap::NotTold),
            Seen::Here(stand) => stand,
        };
        match stand.metric.value {
            Value::Gap => Some(Gap::NoValue),
            Value::Grade(_) => Some(Gap::Grade),
            Value::Figure(_) => (!self.is_in_unit(at)).then_some(Gap::OtherUnit),
        }
    }

    /// Whether the year's unit is that of the trend. So it is in a year without the metric.
    fn is_in_unit(&self, at: usize) -> bool {
        let stand = self.points.get(at).and_then(|point| point.seen.stand());
        stand.is_none_or(|stand| stand.metric.unit == self.unit)
    }

    /// The target of a year, if it is in the unit that the trend is told in.
    pub fn target(&self, at: usize) -> Option<Figure> {
        self.points.get(at)?.target.filter(|_| self.is_in_unit(at))
    }

    /// Each year that has a figure in the trend's unit, by its number among the points, in order.
    pub fn figures(&self) -> impl DoubleEndedIterator<Item = (usize, Figure)> {
        (0..self.points.len()).filter_map(|at| Some((at, self.figure(at)?)))
    }

    /// From the first figure to the last: the numbers of both points, and how it moved. None with fewer than two.
    pub fn overall(&self) -> Option<(usize, usize, Change)> {
        let ((from, _), (to, _)) = (self.figures().next()?, self.figures().next_back()?);
        let metric = |at: usize| Some(&self.points.get(at)?.seen.stand()?.metric);
        (from != to).then_some(())?;
        Some((from, to, metric::change(metric(from)?, metric(to)?)))
    }

    /// The least figure and the first point that has it.
    pub fn least(&self) -> Option<(usize, Figure)> {
        self.figures().min_by_key(|(at, figure)| (*figure, *at))
    }

    /// The greatest figure and the first point that has it.
    pub fn greatest(&self) -> Option<(usize, Figure)> {
        self.figures().max_by_key(|(at, figure)| (*figure, std::cmp::Reverse(*at)))
    }
}
