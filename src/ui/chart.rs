//! A chart of figures over years: an axis in round numbers, bars or lines, targets, and signs for what is not there.
//!
//! Everything is reckoned in exact figures and whole cells. A mark of the axis falls on the boundary of a row, so a bar
//! that ends at a mark fills its last row, the one that the mark is written at:
//!
//! ```text
//! 間   60    44
//! 60┤ ████  ▂▂▂▂
//! 40┤ ████  ████
//! 20┤ ████  ████
//!  0└───────────
//!     108   110
//! ```

mod bars;
mod lines;

#[cfg(test)]
mod tests;

use crate::app::trend::Axis;
use crate::insight::trend::scale::Scale;
use crate::lang::Words;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use crate::ui::signs;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What is to be drawn. Only the columns that there is room for are asked for.
pub(super) struct Chart<'c> {
    /// What the figures stand on.
    pub(super) axis: &'c Axis,
    /// Figures in a column.
    pub(super) lines: usize,
    /// How many columns there are.
    pub(super) columns: usize,
    /// The column of that number.
    pub(super) column: &'c dyn Fn(usize) -> Column,
    /// The column to show, whatever else shows.
    pub(super) chosen: usize,
    /// Bars, or lines.
    pub(super) bars: bool,
}

/// A year.
pub(super) struct Column {
    /// Its name.
    pub(super) label: String,
    /// Its figures, as many as there are lines.
    pub(super) spots: Vec<Spot>,
    /// What was to be reached.
    pub(super) target: Option<Figure>,
}

/// A figure of a line, or why there is none.
pub(super) struct Spot {
    /// The figure.
    pub(super) figure: Option<Figure>,
    /// The figure in digits, to be written where there is room.
    pub(super) says: String,
    /// What stands where there is none.
    pub(super) gap: &'static str,
}

/// What the lines are called where there are several.
pub(super) const LETTERS: [&str; crate::app::trend::MOST] = ["A", "B", "C", "D", "E", "F"];

/// The look of a line.
pub(super) fn ink(pen: &Pen, line: usize) -> Style {
    let theme = pen.theme;
    let inks = [theme.label, theme.warning, theme.marked, theme.good, theme.bad, Style::new()];
    inks[line % inks.len()]
}

/// Whether an area of that size is worth a chart.
pub(super) fn fits(width: u16, height: u16) -> bool {
    width >= 24 && height >= 6
}

/// Draws the chart into an area, and never outside it.
///
/// # Errors
/// The words tell why there is none: the figures are too large, or too long for this area.
pub(super) fn draw(pen: &mut Pen, area: Rect, chart: &Chart) -> Result<(), Words> {
    let plot = Plot::of(pen, area, chart)?;
    plot.draw_axis(pen, chart);
    let columns: Vec<Column> = (plot.first..plot.end).map(|at| (chart.column)(at)).collect();
    plot.draw_years(pen, chart, &columns);
    if chart.bars {
        bars::draw(pen, &plot, &columns);
    } else {
        lines::draw(pen, &plot, &columns);
    }
    Ok(())
}

/// Where everything stands in the area.
struct Plot {
    area: Rect,
    scale: Scale,
    /// The column of the axis; figures stand right of it.
    left: u16,
    /// Rows of a step of the axis.
    rows: u16,
    /// The row that the mark `base` is written at.
    floor: u16,
    base: i64,
    /// The row of the line that bars stand on or hang from; below lines, the row under the lowest mark.
    ground: u16,
    /// The years that show.
    first: usize,
    end: usize,
    /// Cells of a year.
    slot: u16,
}

/// More marks on an axis only crowd it.
const MOST_STEPS: u16 = 8;

/// A year gains nothing from more cells.
const WIDEST_SLOT: u16 = 20;

/// The rows that a chart takes of so many: a step of its axis has as many as another.
pub(super) fn height(axis: Option<&Axis>, bars: bool, most: u16) -> u16 {
    // Without an axis there is a line that says why.
    let Some(axis) = axis else { return 1.min(most) };
    Frame::of(axis, bars, most).map_or(most, |frame| frame.besides + frame.rows * frame.steps)
}

/// How the rows of a chart are shared out.
struct Frame {
    scale: Scale,
    /// Rows of a step of the axis, and how many steps there are.
    rows: u16,
    steps: u16,
    /// Rows that no step has: above one for the digits over the highest figure, below the line and the years; where bars
    /// hang, one for the digits under the lowest. A mark of a line stands in the middle of its row, so there the lowest
    /// has a row of its own.
    besides: u16,
    hangs: bool,
}

impl Frame {
    fn of(axis: &Axis, bars: bool, height: u16) -> Result<Frame, Words> {
        let extent = if bars { axis.extent.with_zero() } else { axis.extent };
        let hangs = bars && extent.low.is_negative();
        let besides = 3 + u16::from(hangs || !bars);
        let free = height.checked_sub(besides).ok_or(words::CHART_NO_ROOM)?;
        // A mark on every other row can be read at a glance, on every row where there are few. Zero within the chart takes
        // a step on either side.
        let most = if free < 6 { free.max(2) } else { (free / 2).min(MOST_STEPS) };
        let scale = Scale::covering(extent, most).ok_or(words::CHART_TOO_LARGE)?;
        let steps = u16::try_from(scale.steps()).unwrap_or(u16::MAX);
        let rows = free / steps;
        if rows == 0 { Err(words::CHART_NO_ROOM) } else { Ok(Frame { scale, rows, steps, besides, hangs }) }
    }
}

impl Plot {
    fn of(pen: &Pen, area: Rect, chart: &Chart) -> Result<Plot, Words> {
        let Frame { scale, rows, hangs, .. } = Frame::of(chart.axis, chart.bars, area.height)?;
        let marks = (scale.low..=scale.high).map(|mark| pen.width(&tell(chart, &scale, mark), area.width));
        let unit = pen.width(&chart.axis.unit.name, WIDEST_UNIT);
        let left = area.x + marks.chain([unit]).max().unwrap_or(0);
        let width = area.right().saturating_sub(left + 1);
        let lines = u16::try_from(chart.lines).unwrap_or(u16::MAX);
        let narrowest = if chart.bars { lines.saturating_add(1) } else { 2 };
        if width < area.width / 2 || width < narrowest {
            return Err(words::CHART_NO_ROOM);
        }
        let shown = chart.columns.clamp(1, usize::from(width / narrowest));
        // Leafing page by page, so that nothing moves while the chosen year stays in sight.
        let first = (chart.chosen / shown * shown).min(chart.columns.saturating_sub(shown));
        let slot = (width / shown as u16).min(WIDEST_SLOT.max(lines.saturating_mul(4)));
        let below = if chart.bars { scale.low.unsigned_abs() as u16 * rows } else { 0 };
        let ground = area.bottom() - 2 - u16::from(hangs) - below;
        let (floor, base) = if chart.bars { (ground, 0) } else { (ground - 1, scale.low) };
        let end = (first + shown).min(chart.columns);
        Ok(Plot { area, scale, left, rows, floor, base, ground, first, end, slot })
    }

    /// The row that a mark is written at.
    fn row_of(&self, mark: i64) -> u16 {
        // The scale has no more steps than there are rows.
        (i64::from(self.floor) - (mark - self.base) * i64::from(self.rows)) as u16
    }

    /// The first cell of a year that shows.
    fn x(&self, column: usize) -> u16 {
        self.left + 1 + column as u16 * self.slot
    }

    /// The row that a figure of a line stands at.
    fn row_of_figure(&self, figure: Figure) -> u16 {
        let from = self.scale.mark(self.base).and_then(|base| figure.checked_sub(base)).unwrap_or(figure);
        let rows = u16::try_from(self.scale.reach(from, self.rows)).unwrap_or(u16::MAX);
        let row = if from.is_negative() { self.floor.saturating_add(rows) } else { self.floor.saturating_sub(rows) };
        row.clamp(self.area.y, self.area.bottom() - 1)
    }

    fn draw_axis(&self, pen: &mut Pen, chart: &Chart) {
        let style = pen.theme.border;
        let width = (self.slot * (self.end - self.first) as u16).min(self.area.right() - self.left - 1);
        let bottom = self.area.bottom() - 2;
        let top = self.row_of(self.scale.high).min(self.ground);
        let mut unit =
            Strip { x: self.area.x, y: top.saturating_sub(1).max(self.area.y), width: self.left - self.area.x };
        pen.put(&mut unit, &chart.axis.unit.name, pen.theme.dim);
        for y in top..=bottom.max(self.ground) {
            let up = if y == self.ground && y == top { 0 } else { signs::UP };
            pen.join(self.left, y, up | if y < bottom { signs::DOWN } else { 0 }, style);
        }
        for x in self.left + 1..=self.left + width {
            pen.join(x, self.ground, signs::LEFT | signs::RIGHT, style);
        }
        pen.join(self.left, self.ground, signs::RIGHT, style);
        for mark in self.scale.low..=self.scale.high {
            let y = self.row_of(mark);
            if y != self.ground {
                pen.join(self.left, y, signs::LEFT, style);
            }
            let mut strip = Strip { x: self.area.x, y, width: self.left - self.area.x };
            pen.put_right(&mut strip, &tell(chart, &self.scale, mark), pen.theme.dim);
        }
    }

    /// Writes the years below, as many as there is room for, the chosen one among them; and a sign where there are more.
    fn draw_years(&self, pen: &mut Pen, chart: &Chart, columns: &[Column]) {
        let y = self.area.bottom() - 1;
        let widest = columns.iter().map(|column| pen.width(&column.label, self.area.width)).max().unwrap_or(0);
        let every = usize::from((widest + 1).div_ceil(self.slot).max(1));
        let chosen = chart.chosen.saturating_sub(self.first);
        let mut told: Vec<usize> = (0..columns.len()).filter(|at| at.abs_diff(chosen) % every == 0).collect();
        told.sort_by_key(|at| *at != chosen);
        for at in told {
            let style = if at == chosen { pen.theme.chosen } else { pen.theme.heading };
            let mut strip = self.centred(pen, (self.x(at), self.slot), y, &columns[at].label);
            // At the edge a year moves inwards, and the one beside it may have no room any more.
            if (strip.x..strip.x + strip.width).all(|x| is_free(pen, x, y)) {
                pen.put(&mut strip, &columns[at].label, style);
            }
        }
        let mut edge = Strip { x: self.area.x, y, width: self.left - self.area.x };
        let more = pen.signs.more;
        if self.first > 0 {
            pen.put_right(&mut edge, more, pen.theme.dim);
        }
        if self.end < chart.columns {
            let mut last = Strip { x: self.area.right() - 1, y: self.ground, width: 1 };
            pen.put(&mut last, more, pen.theme.dim);
        }
    }

    /// Whether there is room for the digits of a figure. Where years stand so close that only the shortest would fit, none
    /// are written: they would be taken for all there are.
    fn has_room(&self, pen: &Pen, digits: &str) -> bool {
        self.slot > 3 && pen.width(digits, self.slot) < self.slot
    }

    /// Writes a text centred on so many cells from `x` on.
    fn write(&self, pen: &mut Pen, cells: (u16, u16), y: u16, text: &str, style: Style) {
        pen.put(&mut self.centred(pen, cells, y, text), text, style);
    }

    /// The place of a text centred on so many cells from `x` on. It may be wider than these, though not leave the area.
    fn centred(&self, pen: &Pen, (x, width): (u16, u16), y: u16, text: &str) -> Strip {
        let right = self.area.right();
        let used = pen.width(text, right - self.left - 1);
        let from = (x + width / 2).saturating_sub(used / 2).clamp(self.left + 1, right - used);
        Strip { x: from, y, width: used }
    }

    /// Draws the targets' line, wherever nothing stands yet.
    fn draw_targets(&self, pen: &mut Pen, columns: &[Column], row: impl Fn(Figure) -> u16) {
        let (aim, style) = (pen.signs.aim, pen.theme.marked);
        for (at, column) in columns.iter().enumerate() {
            let Some(y) = column.target.map(&row).filter(|y| *y != self.ground) else { continue };
            for x in self.x(at)..self.x(at) + self.slot {
                if is_free(pen, x, y) {
                    pen.put(&mut Strip { x, y, width: 1 }, aim, style);
                }
            }
        }
    }
}

/// A unit that is longer is cut off over the axis; the title has it whole.
const WIDEST_UNIT: u16 = 8;

/// A mark of the axis in digits.
fn tell(chart: &Chart, scale: &Scale, mark: i64) -> String {
    let figure = scale.mark(mark).unwrap_or(Figure::ZERO);
    chart.axis.unit.show(figure).unwrap_or_else(|| figure.show())
}

/// Whether nothing is drawn there.
fn is_free(pen: &Pen, x: u16, y: u16) -> bool {
    pen.buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == " ")
}
