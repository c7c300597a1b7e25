//! Soft wrap: where a text breaks into rows of cells, and which byte stands at which cell.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::safe::Safe;

/// One row of a wrapped text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The bytes it shows, without the newline that ends it. Row for row, the ranges and newlines give the whole text.
    pub range: Range<usize>,
    /// Whether its line ends here: at a newline or at the end of the text.
    pub hard: bool,
}

/// Cells a grapheme cluster takes as `Safe` shows it, where characters of ambiguous width take one.
pub fn cells(grapheme: &str) -> usize {
    Safe::new(grapheme).width()
}

/// Cells a grapheme cluster takes as `Safe` shows it, where characters of ambiguous width take two.
pub fn cells_cjk(grapheme: &str) -> usize {
    Safe::new(grapheme).width_cjk()
}

/// Breaks `text` into rows of at most `width` cells; there is always at least one row.
///
/// A row ends behind a space, beside a wide character, or behind a hyphen; where it would start with `，` or end with
/// `「` it ends earlier, if it can; a word longer than the row is cut. One space may hang over the edge, so that a word
/// that just fits does not push its space to the next row; cut it off when drawing. What comes behind it, be it only
/// the end of the line, goes to the next row. A cluster wider than `width` (a wide character in one column, anything
/// in none) takes a row of its own.
///
/// `綠色採購，` in 8 cells: `，` may not start the second row and takes `購` with it: `綠色採`, `購，`.
pub fn wrap(text: &str, width: usize, cells: impl Fn(&str) -> usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut open = Open::default();
    for (at, grapheme) in text.grapheme_indices(true) {
        if is_newline(grapheme) {
            open.end_line(at, &mut rows);
            open = Open { start: at + grapheme.len(), ..Open::default() };
            continue;
        }
        let takes = cells(grapheme);
        let overflows = |used: usize| used.saturating_add(takes) > width;
        if at > open.start && (open.hung || may_break(open.last, grapheme)) {
            open.chance = Some((at, open.used));
        }
        open.hung = !open.hung && at > open.start && is_space(grapheme) && open.used <= width && overflows(open.used);
        while !open.hung && at > open.start && overflows(open.used) {
            let (end, before) = open.chance.take().unwrap_or((at, open.used));
            rows.push(Row { range: open.start..end, hard: false });
            open.start = end;
            open.used -= before;
        }
        open.used += takes;
        open.last = grapheme;
    }
    open.end_line(text.len(), &mut rows);
    rows
}

/// The row being filled.
#[derive(Default)]
struct Open<'t> {
    start: usize,
    /// Cells so far.
    used: usize,
    /// The last cluster so far.
    last: &'t str,
    /// Whether that cluster is a space over the edge.
    hung: bool,
    /// The last place where the row may end: its byte, and the cells before it.
    chance: Option<(usize, usize)>,
}

impl Open<'_> {
    /// Ends the row and its line. A caret behind a space over the edge would stand outside, so it gets a row.
    fn end_line(&self, at: usize, rows: &mut Vec<Row>) {
        if self.hung {
            rows.push(Row { range: self.start..at, hard: false });
        }
        rows.push(Row { range: if self.hung { at } else { self.start }..at, hard: true });
    }
}

/// The row of `byte` in a wrapped text, and the cells before it in that row.
///
/// Where a row ends without a newline, its end is the start of the next row and is found there. A caret behind a full
/// last row, or before a space that hangs, stands at column `width`, one past the last cell.
pub fn locate(rows: &[Row], text: &str, byte: usize, cells: impl Fn(&str) -> usize) -> (usize, usize) {
    let index = rows.partition_point(|row| row.range.start <= byte).saturating_sub(1);
    let Some(row) = rows.get(index) else { return (0, 0) };
    let column = graphemes(row, text).take_while(|(at, _)| *at < byte).map(|(_, grapheme)| cells(grapheme)).sum();
    (index, column)
}

/// The byte at a cell: the start of the cluster that covers it, or the end of the row if none does.
///
/// `locate` finds the byte in that same row. So where a row ends without a newline, what counts as its end is the place
/// before its last cluster. A row past the last one is taken for the last.
pub fn byte_at(rows: &[Row], text: &str, row: usize, column: usize, cells: impl Fn(&str) -> usize) -> usize {
    let Some(row) = rows.get(row).or(rows.last()) else { return 0 };
    let mut passed = 0;
    let mut last = row.range.start;
    for (at, grapheme) in graphemes(row, text) {
        passed += cells(grapheme);
        if passed > column {
            return at;
        }
        last = at;
    }
    if row.hard { row.range.end } else { last }
}

/// A row's clusters with their bytes. Rows of another text give what they can.
fn graphemes<'t>(row: &Row, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    let start = row.range.start;
    let shown = text.get(row.range.clone()).unwrap_or_default();
    shown.grapheme_indices(true).map(move |(at, grapheme)| (start + at, grapheme))
}

/// A carriage return alone is no newline: it is shown as `␍`.
fn is_newline(grapheme: &str) -> bool {
    matches!(grapheme, "\n" | "\r\n")
}

fn is_space(grapheme: &str) -> bool {
    matches!(grapheme, " " | "\t" | "\u{3000}")
}

/// What must not start a row.
const NO_START: &str = "，。、；：！？」』）》〉】〕〗〙〛｝］．％‰℃°…⋯—～·・‧々ー｡､｣･”’»›,.;:!?)]}%";

/// What must not end a row.
const NO_END: &str = "「『（《〈【〔〖〘〚｛［｢“‘«‹([{";

/// Whether a row may end between two clusters. A much smaller rule than UAX 14, which needs tables of its own; what it
/// misses is at worst a row that ends early.
fn may_break(before: &str, after: &str) -> bool {
    if is_space(before) || is_space(after) {
        return is_space(before) && !is_space(after);
    }
    let (Some(last), Some(first)) = (before.chars().next(), after.chars().next()) else { return false };
    if NO_END.contains(last) || NO_START.contains(first) {
        return false;
    }
    // A figure is not torn from its minus sign.
    is_wide(last) || is_wide(first) || last == '-' && first.is_alphabetic()
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests;
