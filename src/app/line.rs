//! A text under the caret: one line or several, edited by grapheme cluster, with a selection and its own undo.

use std::ops::Range;

use crate::app::line::history::History;
use crate::app::line::history::Run;
use crate::app::line::history::Stand;
use crate::app::wrap::byte_at;
use crate::app::wrap::locate;
use crate::app::wrap::wrap;

mod history;
mod place;

/// A text being edited.
///
/// The caret and both ends of the selection always stand at a grapheme cluster boundary. Where a change joins what
/// stood apart (an `e` typed before a lone accent), the caret goes behind the joined cluster.
#[derive(Clone, Debug)]
pub struct Line {
    first: String,
    text: String,
    multiline: bool,
    stand: Stand,
    /// The column that moves up and down try to keep, in cells.
    column: Option<usize>,
    history: History,
}

/// One thing to do to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A typed character, in place of the selection; `'\n'` for Enter. Characters typed in a row are undone together,
    /// word by word (or clause by clause).
    Type(char),
    /// Text in one piece, in place of the selection: one step of undo.
    Paste(String),
    /// Move the caret. Left and right from a selection go to its near end.
    Go(Move),
    /// Move the caret, and select what it passes.
    Select(Move),
    /// Delete the selection, or without one, what the move passes: `Erase(Left)` is backspace, `Erase(LineEnd)` kills
    /// to the end of the line. Backspaces in a row are undone together, and so are deletes.
    Erase(Move),
    /// Select the whole text; the caret goes to its end.
    SelectAll,
    /// Take back the last step.
    Undo,
    /// Do the step last taken back again.
    Redo,
}

/// Where a caret can go from where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One grapheme cluster back.
    Left,
    /// One grapheme cluster on.
    Right,
    /// To the start of the word before. A run of Han, kana or Hangul counts as one word.
    WordLeft,
    /// To the end of the word behind.
    WordRight,
    /// To the start of the line, as newlines divide the text.
    LineStart,
    /// To the end of the line, before its newline.
    LineEnd,
    /// To the start of the row, as the text is wrapped.
    RowStart,
    /// To the end of the row; where it ends without a newline, before its last cluster.
    RowEnd,
    /// One row up, in the same column or the nearest to it; stays in the first row.
    Up,
    /// One row down, likewise; stays in the last row.
    Down,
    /// As many rows up as the room is high.
    PageUp,
    /// As many rows down.
    PageDown,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
    /// To a byte, as `wrap::byte_at` finds it under the mouse; to the next cluster boundary if it is none.
    To(usize),
}

/// The room in which the text is shown: what moves by rows depend on.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Cells of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Cells of a grapheme cluster: `wrap::cells` or `wrap::cells_cjk`.
    pub cells: fn(&str) -> usize,
}

impl Line {
    /// The text as it stands, whatever it contains, with the caret at its end. `multiline`: whether newlines and tabs
    /// can be entered.
    pub fn new(text: impl Into<String>, multiline: bool) -> Line {
        let text = text.into();
        let stand = Stand { caret: text.len(), anchor: None };
        Line { first: text.clone(), text, multiline, stand, column: None, history: History::default() }
    }

    /// The text as it stands now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte before which the caret stands.
    pub fn caret(&self) -> usize {
        self.stand.caret
    }

    /// The selected bytes, if there are any.
    pub fn selection(&self) -> Option<Range<usize>> {
        let (caret, anchor) = (self.stand.caret, self.stand.anchor?);
        (caret != anchor).then(|| caret.min(anchor)..caret.max(anchor))
    }

    /// The selected text: what copying takes.
    pub fn selected(&self) -> Option<&str> {
        self.selection().map(|range| &self.text[range])
    }

    /// Deletes the selected text and gives it back.
    pub fn cut(&mut self) -> Option<String> {
        let range = self.selection()?;
        let cut = self.text[range.clone()].to_string();
        self.replace(range, "", None);
        Some(cut)
    }

    /// Whether the text differs from the one editing began with.
    pub fn is_changed(&self) -> bool {
        self.text != self.first
    }

    /// Does what the stroke says. What cannot be done (backspace at the start, undo with nothing to undo, a newline
    /// where there is only one line) is not.
    pub fn apply(&mut self, stroke: Stroke, room: Room) {
        let column = self.column.take();
        match stroke {
            Stroke::Type(c) => self.insert(c.encode_utf8(&mut [0; 4]), Some(Run::Typed)),
            Stroke::Paste(text) => self.insert(&text, None),
            Stroke::Go(to) => {
                self.stand = Stand { caret: self.go(to, column, room), anchor: None };
                self.history.pause();
            }
            Stroke::Select(to) => {
                let anchor = self.stand.anchor.or(Some(self.stand.caret));
                self.stand = Stand { caret: self.destination(to, column, room), anchor };
                self.history.pause();
            }
            Stroke::Erase(to) => self.erase(to, column, room),
            Stroke::SelectAll => {
                self.stand = Stand { caret: self.text.len(), anchor: Some(0) };
                self.history.pause();
            }
            Stroke::Undo => self.stand = self.history.undo(&mut self.text).unwrap_or(self.stand),
            Stroke::Redo => self.stand = self.history.redo(&mut self.text).unwrap_or(self.stand),
        }
    }

    fn insert(&mut self, text: &str, run: Option<Run>) {
        let text = enterable(text, self.multiline);
        // Nothing of it can stay, as with a stray control character: then the selection does.
        if text.is_empty() {
            return;
        }
        let range = self.selection().unwrap_or(self.stand.caret..self.stand.caret);
        self.replace(range, &text, run);
    }

    fn erase(&mut self, to: Move, column: Option<usize>, room: Room) {
        if let Some(range) = self.selection() {
            return self.replace(range, "", None);
        }
        let from = self.stand.caret;
        let until = self.destination(to, column, room);
        self.column = None;
        let run = match to {
            Move::Left => Some(Run::Left),
            Move::Right => Some(Run::Right),
            _ => None,
        };
        if from != until {
            self.replace(from.min(until)..from.max(until), "", run);
        }
    }

    fn replace(&mut self, range: Range<usize>, new: &str, run: Option<Run>) {
        let end = range.start + new.len();
        self.history.replace(&mut self.text, range, new, self.stand, run);
        self.stand = Stand { caret: place::at_or_after(&self.text, end), anchor: None };
        self.history.settle(self.stand);
    }

    fn go(&mut self, to: Move, column: Option<usize>, room: Room) -> usize {
        match (to, self.selection()) {
            (Move::Left, Some(range)) => range.start,
            (Move::Right, Some(range)) => range.end,
            _ => self.destination(to, column, room),
        }
    }

    /// Where a move ends. `column` is the one kept so far; moves between rows keep it on.
    fn destination(&mut self, to: Move, column: Option<usize>, room: Room) -> usize {
        let (text, caret) = (self.text.as_str(), self.stand.caret);
        match to {
            Move::Left => place::left(text, caret),
            Move::Right => place::right(text, caret),
            Move::WordLeft => place::word_left(text, caret),
            Move::WordRight => place::word_right(text, caret),
            Move::LineStart => place::line_start(text, caret),
            Move::LineEnd => place::line_end(text, caret),
            Move::TextStart => 0,
            Move::TextEnd => text.len(),
            Move::To(byte) => place::at_or_after(text, byte),
            Move::RowStart => self.in_row(0, room),
            Move::RowEnd => self.in_row(usize::MAX, room),
            Move::Up => self.by_rows(-1, column, room),
            Move::Down => self.by_rows(1, column, room),
            Move::PageUp => self.by_rows(-room.page(), column, room),
            Move::PageDown => self.by_rows(room.page(), column, room),
        }
    }

    /// The place at a column of the caret's row.
    fn in_row(&self, column: usize, room: Room) -> usize {
        let rows = wrap(&self.text, room.width, room.cells);
        let (row, _) = locate(&rows, &self.text, self.stand.caret, room.cells);
        byte_at(&rows, &self.text, row, column, room.cells)
    }

    /// The place some rows on from the caret, or back, at the kept column if there is one.
    fn by_rows(&mut self, rows_on: isize, kept: Option<usize>, room: Room) -> usize {
        let rows = wrap(&self.text, room.width, room.cells);
        let (row, here) = locate(&rows, &self.text, self.stand.caret, room.cells);
        let column = *self.column.insert(kept.unwrap_or(here));
        byte_at(&rows, &self.text, row.saturating_add_signed(rows_on), column, room.cells)
    }
}

impl Room {
    /// How many rows a page is.
    fn page(self) -> isize {
        isize::try_from(self.height.max(1)).unwrap_or(isize::MAX)
    }
}

/// The part of a text that can be entered: control characters are left out, newlines of every kind become `\n`, and
/// where there is only one line, newlines and tabs become spaces; a newline at the very end is dropped there, since a
/// copied line brings it along.
fn enterable(text: &str, multiline: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = if multiline { text.as_str() } else { text.strip_suffix('\n').unwrap_or(&text) };
    let fit = |c: char| match c {
        '\n' | '\t' if multiline => Some(c),
        '\n' | '\t' => Some(' '),
        c => (!c.is_control()).then_some(c),
    };
    text.chars().filter_map(fit).collect()
}

#[cfg(test)]
mod tests;
