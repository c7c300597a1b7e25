//! An open field: its text wrapped as the caret moves in it, the selection, what the text would be taken as.

use crate::app::line::Room;
use crate::app::mode::Edit;
use crate::app::wrap;
use crate::lang::Lang;
use crate::lang::words::dispute as words;
use crate::ui::layout::Layout;
use crate::ui::pen::Mark;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use crate::ui::record;
use ratatui::layout::Position;
use ratatui::style::Modifier;
use ratatui::style::Style;
use std::ops::Range;

/// An open field, laid out.
pub(super) struct Editor<'a> {
    edit: &'a Edit,
    label: &'a str,
    rows: Vec<wrap::Row>,
    /// Row and column.
    caret: (usize, usize),
    /// What stands behind the text: the unit.
    unit: &'a str,
    /// What it was in an earlier year, and what the text is taken as; empty where that is plain.
    meaning: String,
    /// Whether that has a row of its own, for lack of room behind the text.
    meaning_below: bool,
    /// What someone else made of it, in rows below; none where nobody did.
    theirs: Vec<String>,
}

/// Rows of someone else's text that are shown at most.
const MOST_OF_THEIRS: usize = 5;

impl<'a> Editor<'a> {
    /// The field in a room of that width. Its rows break as they do for the moves of the caret.
    pub(super) fn new(
        edit: &'a Edit,
        label: &'a str,
        unit: Option<&'a str>,
        (room, lang): (Room, Lang),
        pen: &Pen,
    ) -> Editor<'a> {
        let text = edit.line.text();
        let rows = wrap::wrap(text, room.width, room.cells);
        let caret = wrap::locate(&rows, text, edit.line.caret(), room.cells);
        let unit = unit.unwrap_or_default();
        let before = edit.gap.as_ref().map(|gap| gap.before.clone());
        let taken = (!edit.meaning.is_empty()).then(|| format!("= {}", edit.meaning));
        let told: Vec<String> = before.into_iter().chain(taken).filter(|part| !part.is_empty()).collect();
        let meaning = told.join("  ");
        let last = rows.last().and_then(|row| text.get(row.range.clone())).unwrap_or_default();
        let used: usize = [last, unit, &meaning].iter().map(|part| usize::from(pen.width(part, u16::MAX)) + 2).sum();
        let meaning_below = !meaning.is_empty() && used > room.width;
        let theirs = edit.meeting.as_ref().map_or("", |meeting| meeting.theirs.as_str());
        let theirs = match theirs {
            "" => Vec::new(),
            theirs => below(&words::THEIRS_SAYS.fill(lang, &[theirs]), room),
        };
        Editor { edit, label, rows, caret, unit, meaning, meaning_below, theirs }
    }

    /// How many rows it takes.
    pub(super) fn height(&self) -> usize {
        self.rows.len() + usize::from(self.meaning_below) + self.theirs.len()
    }

    /// The row of the caret.
    pub(super) fn caret_row(&self) -> usize {
        self.caret.0
    }

    /// Draws one of its rows; gives the caret's place if it is there.
    pub(super) fn draw(&self, pen: &mut Pen, layout: &Layout, mut strip: Strip, at: usize) -> Option<Position> {
        let label = if at == 0 { self.label } else { "" };
        let style = pen.theme.label.add_modifier(Modifier::BOLD);
        record::draw_label(pen, layout, &mut strip, label, style);
        let Some(row) = self.rows.get(at) else {
            let below = at - self.rows.len();
            let text = match (self.meaning_below, below) {
                (true, 0) => Some(&self.meaning),
                (above, below) => self.theirs.get(below - usize::from(above)),
            };
            pen.put(&mut strip, text.map_or("", String::as_str), pen.theme.dim);
            return None;
        };
        let start = strip;
        let text = self.edit.line.text().get(row.range.clone()).unwrap_or_default();
        let selection = self.edit.line.selection().unwrap_or_default();
        pen.put_marked(&mut strip, text, Style::new(), &self.selected(pen, row, &selection));
        // A newline that is selected shows as one cell more.
        if row.hard && selection.contains(&row.range.end) {
            let cell = strip.take(1);
            pen.shade(cell.area(), pen.theme.selection);
        }
        if at + 1 == self.rows.len() {
            // Where the caret stands behind the text, it stands free.
            strip.take(1);
            let behind = if self.meaning_below { "" } else { self.meaning.as_str() };
            for part in [self.unit, behind].into_iter().filter(|part| !part.is_empty()) {
                pen.put(&mut strip, part, pen.theme.dim);
                strip.take(1);
            }
        }
        (at == self.caret.0).then(|| {
            let column = u16::try_from(self.caret.1).unwrap_or(u16::MAX);
            Position { x: start.x + column.min(start.width.saturating_sub(1)), y: start.y }
        })
    }

    /// The selected bytes of a row, counted from its start.
    fn selected(&self, pen: &Pen, row: &wrap::Row, selection: &Range<usize>) -> Vec<Mark> {
        let from = selection.start.max(row.range.start);
        let to = selection.end.min(row.range.end);
        if from >= to {
            return Vec::new();
        }
        vec![(from - row.range.start..to - row.range.start, pen.theme.selection)]
    }
}

/// A text in rows; the last that there is room for holds the rest, so that its end tells that there is more.
fn below(text: &str, room: Room) -> Vec<String> {
    let rows = wrap::wrap(text, room.width, room.cells);
    let row = |(at, row): (usize, &wrap::Row)| {
        let end = if at + 1 == MOST_OF_THEIRS { text.len() } else { row.range.end };
        text.get(row.range.start..end).unwrap_or_default().to_string()
    };
    rows.iter().take(MOST_OF_THEIRS).enumerate().map(row).collect()
}
