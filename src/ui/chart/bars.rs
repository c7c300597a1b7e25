//! Bars, which stand on the line of zero or hang from it; several of a year side by side, each under its letter.

use crate::model::figure::Figure;
use crate::ui::chart;
use crate::ui::chart::Column;
use crate::ui::chart::LETTERS;
use crate::ui::chart::Plot;
use crate::ui::chart::Spot;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::style::Style;

/// Draws the columns that show.
pub(super) fn draw(pen: &mut Pen, plot: &Plot, columns: &[Column]) {
    for (at, column) in columns.iter().enumerate() {
        let lines = column.spots.len().max(1) as u16;
        let (width, gap) = widths(plot.slot, lines);
        let group = lines * width + (lines - 1) * gap;
        let from = plot.x(at) + plot.slot.saturating_sub(group) / 2;
        for (line, spot) in column.spots.iter().enumerate() {
            let cells = (from + line as u16 * (width + gap), width);
            let letter = if lines > 1 { LETTERS.get(line) } else { None };
            let style = chart::ink(pen, line);
            match spot.figure {
                Some(figure) => draw_bar(pen, plot, cells, figure, letter.copied(), spot, style),
                None => plot.write(pen, cells, plot.ground.saturating_sub(1), spot.gap, pen.theme.dim),
            }
        }
    }
    plot.draw_targets(pen, columns, |target| {
        let rows = plot.scale.reach(target, plot.rows) as u16;
        if target.is_negative() { plot.ground + rows } else { plot.ground - rows }
    });
}

/// Cells of a bar, and between two of one year. A cell at least stands between two years.
fn widths(slot: u16, lines: u16) -> (u16, u16) {
    let inner = slot - (slot / 3).clamp(1, slot);
    let width = (inner / lines).clamp(1, WIDEST);
    if lines > 1 && width > 1 { (width - 1, 1) } else { (width, 0) }
}

/// A bar gains nothing from more cells.
const WIDEST: u16 = 12;

fn draw_bar(
    pen: &mut Pen,
    plot: &Plot,
    cells: (u16, u16),
    figure: Figure,
    letter: Option<&'static str>,
    spot: &Spot,
    style: Style,
) {
    let hangs = figure.is_negative();
    // What is not zero is seen, however small it is.
    let least = u64::from(figure != Figure::ZERO);
    let eighths = plot.scale.reach(figure, plot.rows * 8).max(least);
    let rows = u16::try_from(eighths.div_ceil(8)).unwrap_or(u16::MAX).min(plot.area.height);
    let row = |above: u16| if hangs { plot.ground + above } else { plot.ground - above };
    for above in 1..=rows {
        let part = (eighths - u64::from(above - 1) * 8).min(8);
        let sign = match hangs {
            true => pen.signs.hanging[usize::from(part > 2) + usize::from(part > 6)],
            false => pen.signs.eighths[part as usize - 1],
        };
        pen.put(&mut Strip { x: cells.0, y: row(above), width: cells.1 }, &sign.repeat(cells.1.into()), style);
    }
    let says = letter.unwrap_or(&spot.says);
    if letter.is_some() || plot.has_room(pen, says) {
        plot.write(pen, cells, row(rows + 1), says, style);
    }
}
