//! Lines from year to year. A year without a figure interrupts its line; several lines carry their letters.

use crate::ui::chart;
use crate::ui::chart::Column;
use crate::ui::chart::LETTERS;
use crate::ui::chart::Plot;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use crate::ui::signs;
use ratatui::style::Style;

/// Draws the columns that show.
pub(super) fn draw(pen: &mut Pen, plot: &Plot, columns: &[Column]) {
    let lines = columns.iter().map(|column| column.spots.len()).max().unwrap_or(0);
    let row = |column: usize, line: usize| Some(plot.row_of_figure(columns.get(column)?.spots.get(line)?.figure?));
    for line in 0..lines {
        for at in 0..columns.len() {
            if let (Some(from), Some(to)) = (row(at, line), row(at + 1, line)) {
                connect(pen, (middle(plot, at), from), (middle(plot, at + 1), to), chart::ink(pen, line));
            }
        }
    }
    for (at, column) in columns.iter().enumerate() {
        draw_points(pen, plot, at, column, |line| row(at, line));
    }
    for (at, column) in columns.iter().enumerate() {
        draw_digits(pen, plot, at, column, |line| row(at, line));
    }
    plot.draw_targets(pen, columns, |target| plot.row_of_figure(target));
}

/// The cell of a year that its figures stand in.
fn middle(plot: &Plot, column: usize) -> u16 {
    plot.x(column) + plot.slot / 2
}

/// A line between two points of neighbouring years: level from each to the middle, and there up or down.
fn connect(pen: &mut Pen, from: (u16, u16), to: (u16, u16), style: Style) {
    let between = from.0.midpoint(to.0);
    for x in from.0 + 1..to.0 {
        if x <= between {
            pen.join(x, from.1, signs::LEFT | if x < between || from.1 == to.1 { signs::RIGHT } else { 0 }, style);
        }
        if x >= between {
            pen.join(x, to.1, signs::RIGHT | if x > between || from.1 == to.1 { signs::LEFT } else { 0 }, style);
        }
    }
    let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
    for y in top..=bottom {
        let arms = (if y > top { signs::UP } else { 0 }) | (if y < bottom { signs::DOWN } else { 0 });
        pen.join(between, y, arms, style);
    }
}

/// Writes a sign where a figure stands; of several lines that meet, their letters side by side. A year without any says
/// why at the lowest row.
fn draw_points(pen: &mut Pen, plot: &Plot, at: usize, column: &Column, row: impl Fn(usize) -> Option<u16>) {
    let lines = column.spots.len();
    let cells = (plot.x(at), plot.slot);
    if lines == 1 {
        let point = pen.signs.point;
        let style = chart::ink(pen, 0);
        if let Some(y) = row(0) {
            pen.put(&mut Strip { x: middle(plot, at), y, width: 1 }, point, style);
        }
    }
    for line in (0..lines).filter(|_| lines > 1) {
        let Some(y) = row(line) else { continue };
        let here: Vec<usize> = (0..lines).filter(|other| row(*other) == Some(y)).collect();
        if here.first() != Some(&line) {
            continue;
        }
        let from = (middle(plot, at)).saturating_sub(here.len() as u16 / 2).max(plot.x(at));
        let mut strip = Strip { x: from, y, width: (plot.x(at) + plot.slot).saturating_sub(from) };
        for line in here {
            let style = chart::ink(pen, line);
            pen.put(&mut strip.take(1), LETTERS.get(line).copied().unwrap_or_default(), style);
        }
    }
    if (0..lines).all(|line| row(line).is_none()) {
        let gap = column.spots.first().map_or("", |spot| spot.gap);
        plot.write(pen, cells, plot.ground - 1, gap, pen.theme.dim);
    }
}

/// Writes the digits of a lone line over its points, or under them, where nothing else stands.
fn draw_digits(pen: &mut Pen, plot: &Plot, at: usize, column: &Column, row: impl Fn(usize) -> Option<u16>) {
    let ([spot], Some(y)) = (column.spots.as_slice(), row(0)) else { return };
    if !plot.has_room(pen, &spot.says) {
        return;
    }
    let used = pen.width(&spot.says, plot.slot);
    let from = middle(plot, at).saturating_sub(used / 2);
    let is_free = |pen: &Pen, y: u16| (from..from + used).all(|x| chart::is_free(pen, x, y));
    let rows = [y.saturating_sub(1).max(plot.area.y), y + 1];
    if let Some(y) = rows.into_iter().find(|y| *y < plot.ground && is_free(pen, *y)) {
        let style = chart::ink(pen, 0);
        plot.write(pen, (plot.x(at), plot.slot), y, &spot.says, style);
    }
}
