//! A metric through the years as bars of text.
//!
//! All bars share one scale that zero is on, so that their lengths compare as the figures do; below zero they go to the
//! left. An end is drawn in eighths of a cell where there are signs for them: beside 60 in 30 cells, 44 takes 22, and 43
//! half a cell less.

use crate::cli::grid::Column;
use crate::cli::grid::Grid;
use crate::cli::grid::Ink;
use crate::cli::grid::Piece;
use crate::cli::look::Look;
use crate::cli::look::Signs;
use crate::cli::shown;
use crate::insight::trend::Gap;
use crate::insight::trend::Trend;
use crate::insight::trend::scale::Extent;
use crate::insight::trend::scale::Scale;
use crate::lang::Lang;
use crate::model::figure::Figure;
use crate::model::metric::Value;
use crate::store::archive::Archive;

/// The cells of a line where nothing tells how many there are.
const WIDTH: usize = 80;

/// The fewest and the most cells that bars take.
const CELLS: (usize, usize) = (8, 60);

/// Parts that a cell is reckoned in.
const PARTS: u64 = 8;

/// A line for each year: its bar, and the value behind it; without a figure, why there is none.
pub(super) fn grid(archive: &Archive, trend: &Trend, look: &Look, lang: Lang) -> Grid {
    let values: Vec<String> = (0..trend.points.len()).map(|at| value(trend, at, look, lang)).collect();
    let years: Vec<String> = trend.points.iter().map(|point| point.year.show(archive.calendar)).collect();
    let widest = |texts: &[String]| texts.iter().map(|text| (look.cells)(text)).max().unwrap_or(0);
    // Beside year and value, two blanks behind each of year and bar, and the axis.
    let beside = widest(&years) + widest(&values) + 5;
    let bars = Bars::of(trend, look.width.unwrap_or(WIDTH).saturating_sub(beside).clamp(CELLS.0, CELLS.1));
    let row = |(at, (year, value)): (usize, (String, String))| {
        let bar = bars.draw(trend.figure(at), look.signs);
        vec![Piece::inked(year, Ink::Dim), Piece::new(format!("{bar}  {value}"))]
    };
    let rows = years.into_iter().zip(values).enumerate().map(row).collect();
    Grid { columns: vec![Column::default(), Column::default()], rows }
}

fn value(trend: &Trend, at: usize, look: &Look, lang: Lang) -> String {
    let metric = trend.points[at].seen.stand().map(|stand| &stand.metric);
    let shown = metric.filter(|metric| metric.value != Value::Gap).map(|metric| shown::metric(metric, look, lang));
    // That a grade is no number needs no telling.
    let why = trend.gap(at).filter(|gap| *gap != Gap::Grade).map_or("", |gap| gap.says().say(lang));
    let shown = shown.as_deref().unwrap_or(look.signs.gap);
    if why.is_empty() { shown.to_string() } else { format!("{shown}  {why}") }
}

/// The scale of all bars.
struct Bars {
    scale: Scale,
    cells: u16,
    /// The cells left of zero.
    left: u64,
}

impl Bars {
    fn of(trend: &Trend, cells: usize) -> Bars {
        let extent = Extent::of(trend.figures().map(|(_, figure)| figure)).map(Extent::with_zero);
        let span = extent.and_then(|extent| extent.high.checked_sub(extent.low)).filter(|span| *span > Figure::ZERO);
        let scale = Scale { step: span.unwrap_or(Figure::from(1)), low: 0, high: 1 };
        let mut bars = Bars { scale, cells: u16::try_from(cells).unwrap_or(u16::MAX / 8), left: 0 };
        if let Some(low) = extent.map(|extent| extent.low).filter(|low| low.is_negative()) {
            bars.left = bars.parts(low).div_ceil(PARTS);
        }
        bars
    }

    /// How long the figure's bar is, at least one part where it is not zero.
    fn parts(&self, figure: Figure) -> u64 {
        let parts = self.scale.reach(figure, self.cells.saturating_mul(PARTS as u16));
        parts.max(u64::from(figure != Figure::ZERO))
    }

    fn draw(&self, figure: Option<Figure>, signs: &Signs) -> String {
        let blank = |cells: u64| " ".repeat(usize::try_from(cells).unwrap_or(0));
        let full = |cells: u64| signs.bar.repeat(usize::try_from(cells).unwrap_or(0));
        let figure = figure.unwrap_or(Figure::ZERO);
        let parts = self.parts(figure);
        if figure.is_negative() {
            // There are no signs that fill a cell from the right.
            let cells = parts.div_ceil(PARTS).min(self.left);
            return format!("{}{}{}", blank(self.left - cells), full(cells), signs.axis);
        }
        let ends = signs.ends.len() as u64;
        // Where there are no ends, a half counts as a whole.
        let (cells, end) = match ends {
            0 => ((parts + PARTS / 2) / PARTS, 0),
            _ => (parts / PARTS, parts % PARTS),
        };
        let cells = if ends == 0 && parts > 0 { cells.max(1) } else { cells };
        let end = usize::try_from(end).ok().and_then(|end| signs.ends.get(end.checked_sub(1)?)).copied().unwrap_or("");
        format!("{}{}{}{end}", blank(self.left), signs.axis, full(cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::look::ASCII;
    use crate::cli::look::LINE;

    fn bars(low: &str, high: &str, cells: u16) -> Bars {
        let read = |text: &str| Figure::read_toml(text).unwrap();
        let span = read(high).checked_sub(read(low)).unwrap();
        let mut bars = Bars { scale: Scale { step: span, low: 0, high: 1 }, cells, left: 0 };
        bars.left = if read(low).is_negative() { bars.parts(read(low)).div_ceil(PARTS) } else { 0 };
        bars
    }

    #[test]
    fn figures_to_bars() {
        for (low, high, figure, line, ascii) in [
            ("0", "60", "60", "│██████████", "|##########"),
            ("0", "60", "44", "│███████▍", "|#######"),
            ("0", "60", "45", "│███████▌", "|########"),
            ("0", "60", "0.01", "│▏", "|#"),
            ("0", "60", "0", "│", "|"),
            ("-20", "80", "80", "  │████████", "  |########"),
            ("-20", "80", "-20", "██│", "##|"),
            ("-20", "80", "-1", " █│", " #|"),
            ("-20", "80", "0", "  │", "  |"),
            ("-5", "0", "-5", "██████████│", "##########|"),
        ] {
            let bars = bars(low, high, 10);
            let figure = Figure::read_toml(figure);
            assert_eq!(bars.draw(figure, &LINE), line, "{figure:?} of {low} to {high}");
            assert_eq!(bars.draw(figure, &ASCII), ascii, "{figure:?} of {low} to {high}");
            assert_eq!(bars.draw(None, &LINE), bars.draw(Some(Figure::ZERO), &LINE));
        }
    }
}
