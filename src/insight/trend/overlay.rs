//! Several metrics on one scale: index numbers, where the first year that all have is 100.

use crate::insight::trend::Trend;
use crate::model::figure::Figure;
use crate::model::year::Year;

/// Trends of one archive as index numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// The year that is 100: the first in which each has a figure. None where there is no such year; then nothing can be
    /// compared, and no index is told.
    pub base: Option<Year>,
    /// One for each trend, in their order.
    pub lines: Vec<Line>,
}

/// A trend as index numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// One for each point, to one decimal, half away from zero; none where the point has no figure.
    pub indices: Vec<Option<Figure>>,
    /// In the base year it is zero, of which nothing is a multiple: it has no index in any year.
    pub from_zero: bool,
}

/// The index numbers of these trends.
pub fn of(trends: &[Trend]) -> Overlay {
    let years = trends.iter().map(|trend| trend.points.len()).min().unwrap_or(0);
    let base = (0..years).find(|at| trends.iter().all(|trend| trend.figure(*at).is_some()));
    let line = |trend: &Trend| {
        let from = base.and_then(|at| trend.figure(at));
        let indices = (0..trend.points.len()).map(|at| index(trend.figure(at)?, from?)).collect();
        Line { indices, from_zero: from == Some(Figure::ZERO) }
    };
    let year = base.and_then(|at| Some(trends.first()?.points.get(at)?.year));
    Overlay { base: year, lines: trends.iter().map(line).collect() }
}

/// How many hundredths of `base` a figure is, to one decimal.
fn index(figure: Figure, base: Figure) -> Option<Figure> {
    // The share is rounded where the index will be: its third decimal is the index's first. Multiplying first would need
    // two digits more than there may be.
    figure.checked_div(base, 3)?.checked_mul(Figure::from(100))?.checked_div(Figure::from(1), 1)
}
