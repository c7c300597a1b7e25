//! What the terminal shows: a frame becomes the fewest bytes that lead from the last one to it, in one write.

mod change;
mod look;
mod stream;

use std::io;
use std::io::Write;

use ratatui::buffer::Buffer;
use ratatui::buffer::CellDiffOption;
use ratatui::buffer::CellWidth;
use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::terminal::screen::stream::Stream;

/// Synchronized update (DEC private mode 2026): the terminal shows nothing between the two. Others ignore them.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Draws on a terminal through `W`.
///
/// It keeps what it knows of the terminal: what it shows, where the cursor stands, the style in force, whether the cursor
/// shows. After something else has written to the terminal (a program started, a stop and resume), [`Screen::forget`]
/// has all of it set anew.
#[derive(Debug)]
pub struct Screen<W> {
    output: W,
    /// What the terminal shows, if that is known.
    shown: Option<Buffer>,
    stream: Stream,
    cursor_shown: Option<bool>,
}

impl<W: Write> Screen<W> {
    /// A screen that writes to `output`, and knows nothing of the terminal yet.
    pub fn new(output: W) -> Screen<W> {
        Screen { output, shown: None, stream: Stream::default(), cursor_shown: None }
    }

    /// What it writes to.
    pub fn output(&self) -> &W {
        &self.output
    }

    /// Nothing is known of the terminal any more: the next frame clears it and draws everything.
    pub fn forget(&mut self) {
        self.shown = None;
        self.stream = Stream::default();
        self.cursor_shown = None;
    }

    /// Makes the terminal show `frame`, and its cursor at `caret` or not at all. The frame has the terminal's size; one of
    /// another size than the last is drawn whole. Nothing is written where nothing changes.
    ///
    /// # Errors
    /// What writing failed with. Nothing is known of the terminal then.
    pub fn show(&mut self, mut frame: Buffer, caret: Option<Position>) -> io::Result<()> {
        settle(&mut frame);
        self.draw(&frame);
        let caret = caret.filter(|caret| frame.area.contains(*caret));
        if let Some(caret) = caret {
            self.stream.go(caret);
        }
        if self.cursor_shown != Some(caret.is_some()) {
            self.cursor_shown = Some(caret.is_some());
            self.stream.push(if caret.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
        self.shown = Some(frame);
        let changes = self.stream.take();
        if changes.is_empty() {
            return Ok(());
        }
        let bytes = [BEGIN, &changes, END].concat();
        let written = self.output.write_all(&bytes).and_then(|()| self.output.flush());
        written.inspect_err(|_| self.forget())
    }

    fn draw(&mut self, frame: &Buffer) {
        if self.shown.as_ref().is_none_or(|shown| shown.area != frame.area) {
            self.stream.clear(frame.area.width);
            self.shown = Some(Buffer::empty(Rect { x: 0, y: 0, ..frame.area }));
        }
        if let Some(shown) = &self.shown {
            change::draw(&mut self.stream, shown, frame);
        }
    }
}

/// Makes a buffer one that a terminal can show.
///
/// - A wide glyph whose second column something was drawn over, or that stands half outside, becomes a blank: a terminal
///   would show the glyph and lose what was drawn. (A blank drawn there cannot be told from the glyph's own; whoever
///   draws a popup blanks the glyph that sticks into it.)
/// - The second column of a wide glyph holds the empty symbol, not a blank, so that it counts as changed as soon as the
///   glyph goes away, whichever neighbour overwrote it on the terminal.
pub fn settle(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(columns) {
        let mut x = 0;
        while let Some(cell) = row.get_mut(x) {
            // What had its second column here is gone.
            if cell.symbol().is_empty() {
                cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
            }
            let width = usize::from(cell.cell_width()).max(1);
            let behind = row.get_mut(x + 1..x + width);
            match behind {
                Some(behind) if behind.iter().all(|cell| matches!(cell.symbol(), "" | " ")) => {
                    for cell in behind {
                        cell.set_symbol("");
                    }
                    x += width;
                }
                _ => {
                    row[x].set_symbol(" ").set_diff_option(CellDiffOption::None);
                    x += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
