//! Text and lines onto the buffer: made safe, measured in cells, cut at the edge, never half a wide glyph.

use crate::safe::Safe;
use crate::ui::layout::Cells;
use crate::ui::signs;
use crate::ui::signs::Signs;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::buffer::CellDiffOption;
use ratatui::buffer::CellWidth;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::num::NonZeroU16;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A part of one row of the screen. What is taken from it or written into it is no longer part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Strip {
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) width: u16,
}

impl Strip {
    /// A row of an area, counted from its top. A row below the area has no cells.
    pub(super) fn of(area: Rect, row: u16) -> Strip {
        let width = if row < area.height { area.width } else { 0 };
        Strip { x: area.x, y: area.y.saturating_add(row), width }
    }

    /// Takes cells from the left, as many as there are.
    pub(super) fn take(&mut self, width: u16) -> Strip {
        let width = width.min(self.width);
        let taken = Strip { width, ..*self };
        self.x += width;
        self.width -= width;
        taken
    }

    /// Takes cells from the right, as many as there are.
    pub(super) fn take_right(&mut self, width: u16) -> Strip {
        let width = width.min(self.width);
        self.width -= width;
        Strip { x: self.x + self.width, width, ..*self }
    }

    pub(super) fn area(self) -> Rect {
        Rect { x: self.x, y: self.y, width: self.width, height: 1 }
    }
}

/// Bytes of a text that look different from the rest. Ascending where there are several.
pub(super) type Mark = (Range<usize>, Style);

/// What is drawn with.
pub(super) struct Pen<'b> {
    pub(super) buffer: &'b mut Buffer,
    pub(super) theme: &'b Theme,
    pub(super) signs: &'static Signs,
    pub(super) cells: Cells,
}

impl<'b> Pen<'b> {
    /// A pen for a terminal that takes `cells` for a cluster. Where lines are
    /// wide, no frame would close: there the signs are ASCII, whatever the theme says.
    pub(super) fn new(buffer: &'b mut Buffer, theme: &'b Theme, cells: Cells) -> Pen<'b> {
        let signs = if cells(signs::LINE.lines[signs::LEFT | signs::RIGHT]) == 1 { theme.signs } else { &signs::ASCII };
        Pen { buffer, theme, signs, cells }
    }

    /// Writes as much of the text as there is room for.
    pub(super) fn put(&mut self, strip: &mut Strip, text: &str, style: Style) {
        self.put_marked(strip, text, style, &[]);
    }

    /// Writes the text at the right end of the strip.
    pub(super) fn put_right(&mut self, strip: &mut Strip, text: &str, style: Style) {
        let mut end = strip.take_right(self.width(text, strip.width));
        self.put(&mut end, text, style);
    }

    /// Writes as much of the text as there is room for, its marks in their own style. A cut is marked by a sign.
    pub(super) fn put_marked(&mut self, strip: &mut Strip, text: &str, style: Style, marks: &[Mark]) {
        let (end, is_cut) = self.clip(text, strip.width);
        let mut marks = marks.iter().peekable();
        for (at, cluster) in text.get(..end).unwrap_or_default().grapheme_indices(true) {
            while marks.next_if(|(range, _)| range.end <= at).is_some() {}
            let mark = marks.peek().filter(|(range, _)| range.start < at + cluster.len());
            let style = mark.map_or(style, |(_, mark)| style.patch(*mark));
            for glyph in Safe::new(cluster).as_str().graphemes(true) {
                self.put_glyph(strip, glyph, style);
            }
        }
        if is_cut && self.width_of(self.signs.more) <= usize::from(strip.width) {
            self.put_glyph(strip, self.signs.more, style);
        }
    }

    /// The cells of a text, or `most` if it takes more. Never looks further than that.
    pub(super) fn width(&self, text: &str, most: u16) -> u16 {
        let mut used = 0;
        for cluster in text.graphemes(true) {
            used += self.width_of(cluster);
            if used >= usize::from(most) {
                return most;
            }
        }
        // Smaller than `most`, which is a u16.
        used as u16
    }

    /// How much of a text fits into so many cells: where it ends, and whether that is before its end. Room for the sign
    /// that says so is left.
    fn clip(&self, text: &str, width: u16) -> (usize, bool) {
        let width = usize::from(width);
        let sign = self.width_of(self.signs.more);
        let (mut used, mut end) = (0, 0);
        for (at, cluster) in text.grapheme_indices(true) {
            used += self.width_of(cluster);
            if used > width {
                // A space that hangs over the edge, as `wrap` leaves it, is nothing to tell of.
                let rest = text.get(at..).unwrap_or_default();
                return if matches!(rest, " " | "\t" | "\u{3000}") { (at, false) } else { (end, true) };
            }
            if used + sign <= width {
                end = at + cluster.len();
            }
        }
        (text.len(), false)
    }

    fn width_of(&self, cluster: &str) -> usize {
        match cluster.as_bytes() {
            [b' '..=b'~'] => 1,
            // Clusters add up: how one is shown does not depend on its neighbours.
            _ => (self.cells)(cluster),
        }
    }

    fn put_glyph(&mut self, strip: &mut Strip, glyph: &str, style: Style) {
        let width = self.width_of(glyph);
        let cells = strip.take(u16::try_from(width).unwrap_or(u16::MAX));
        if usize::from(cells.width) < width {
            return;
        }
        for x in cells.x..cells.x + cells.width {
            let Some(cell) = self.buffer.cell_mut((x, cells.y)) else { return };
            cell.set_symbol(if x == cells.x { glyph } else { "" })
                .set_style(style)
                .set_diff_option(CellDiffOption::None);
        }
        // The buffer counts ambiguous characters as one, and half-width sound marks twice.
        if glyph.cell_width() != cells.width
            && let (Some(width), Some(cell)) = (NonZeroU16::new(cells.width), self.buffer.cell_mut((cells.x, cells.y)))
        {
            cell.set_diff_option(CellDiffOption::ForcedWidth(width));
        }
    }

    /// Lays a style over an area; what is written there later adds to it.
    pub(super) fn shade(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Empties an area. A wide glyph that stands half in it goes too: of a glyph whose second half is drawn over, a
    /// terminal shows neither half nor what was drawn.
    pub(super) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        for y in area.top()..area.bottom() {
            for distance in 1..=area.x.min(WIDEST - 1) {
                if let Some(cell) = self.buffer.cell_mut((area.x - distance, y))
                    && cell.cell_width() > distance
                {
                    cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
                }
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
            for x in area.right()..area.right().saturating_add(WIDEST - 1) {
                match self.buffer.cell_mut((x, y)) {
                    Some(cell) if cell.symbol().is_empty() => cell.set_symbol(" "),
                    _ => break,
                };
            }
        }
    }

    /// Draws a frame along the inside of an area, joined with the frames it touches.
    pub(super) fn frame(&mut self, area: Rect, style: Style) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let (left, top, right, bottom) = (area.left(), area.top(), area.right() - 1, area.bottom() - 1);
        for x in left + 1..right {
            self.join(x, top, signs::LEFT | signs::RIGHT, style);
            self.join(x, bottom, signs::LEFT | signs::RIGHT, style);
        }
        for y in top + 1..bottom {
            self.join(left, y, signs::UP | signs::DOWN, style);
            self.join(right, y, signs::UP | signs::DOWN, style);
        }
        self.join(left, top, signs::DOWN | signs::RIGHT, style);
        self.join(right, top, signs::DOWN | signs::LEFT, style);
        self.join(left, bottom, signs::UP | signs::RIGHT, style);
        self.join(right, bottom, signs::UP | signs::LEFT, style);
    }

    /// Draws a line with these arms at a cell, joined with the line that is there.
    pub(super) fn join(&mut self, x: u16, y: u16, arms: usize, style: Style) {
        let Some(cell) = self.buffer.cell_mut((x, y)) else { return };
        let arms = arms | self.signs.arms(cell.symbol());
        cell.set_symbol(self.signs.lines[arms & 15]).set_style(style);
    }
}

/// The widest glyph that is reckoned with, in cells: a wide character with a half-width sound mark.
const WIDEST: u16 = 3;

#[cfg(test)]
mod tests;
