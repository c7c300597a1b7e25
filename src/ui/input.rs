//! A text of one row being typed: it scrolls sideways so that the caret shows.

use crate::app::line::Line;
use crate::search::query::Fault;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::layout::Position;
use ratatui::style::Modifier;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// What a line shows that records are looked for by.
#[derive(Clone, Copy, Default)]
pub(super) struct Asked<'a> {
    /// What is not understood, and is underlined.
    pub(super) faults: &'a [Fault],
    /// How it can go on.
    pub(super) hint: &'a str,
}

/// Draws the text and gives the caret's place; none where there are no cells.
pub(super) fn draw(pen: &mut Pen, mut strip: Strip, line: &Line, asked: Asked) -> Option<Position> {
    // The caret needs a cell behind the text.
    let room = usize::from(strip.width.checked_sub(1)?);
    let (text, caret) = (line.text(), line.caret());
    let before = text.get(..caret).unwrap_or(text);
    // Back from the caret as far as there is room.
    let mut column = 0;
    let mut first = caret;
    for (at, cluster) in before.grapheme_indices(true).rev() {
        let width = usize::from(pen.width(cluster, u16::MAX));
        if column + width > room {
            break;
        }
        column += width;
        first = at;
    }
    let selection = line.selection().unwrap_or_default();
    let mark = selection.start.max(first) - first..selection.end.max(first) - first;
    let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
    let within = |fault: &Fault| (fault.at.start.max(first) - first..fault.at.end.max(first) - first, underlined);
    // What is selected shows as that.
    let marks =
        if mark.is_empty() { asked.faults.iter().map(within).collect() } else { vec![(mark, pen.theme.selection)] };
    let place = Position { x: strip.x + column as u16, y: strip.y };
    pen.put_marked(&mut strip, text.get(first..).unwrap_or_default(), Style::new(), &marks);
    // The caret stands on its first character.
    pen.put(&mut strip, asked.hint, pen.theme.dim);
    Some(place)
}
