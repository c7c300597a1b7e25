//! ratatui's backend: a frame becomes as few bytes as it can, in one write.

mod look;

use std::io;
use std::io::Write;

use ratatui::backend::Backend;
use ratatui::backend::ClearType;
use ratatui::backend::WindowSize;
use ratatui::buffer::Buffer;
use ratatui::buffer::Cell;
use ratatui::buffer::CellWidth;
use ratatui::layout::Position;
use ratatui::layout::Size;
use unicode_width::UnicodeWidthChar;

use crate::terminal::screen::look::Look;

/// Synchronized update (DEC private mode 2026): the terminal shows nothing between the two. Others ignore them.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Draws on a terminal through `W`.
///
/// It keeps what it knows about the terminal: where the cursor stands, the style in force, whether the cursor shows.
/// Clearing forgets all of it, so after something else has written to the terminal (a program started, a stop and
/// resume) `ratatui::Terminal::clear` sets everything right.
#[derive(Debug)]
pub struct Screen<W> {
    output: W,
    size: fn() -> Size,
    /// The frame so far, from `BEGIN` on.
    frame: Vec<u8>,
    /// Where the next glyph would go, if that is certain.
    at: Option<Position>,
    look: Option<Look>,
    cursor_shown: Option<bool>,
}

impl<W: Write> Screen<W> {
    /// A screen that writes to `output` and asks `size` for columns and rows.
    pub fn new(output: W, size: fn() -> Size) -> Screen<W> {
        Screen { output, size, frame: BEGIN.to_vec(), at: None, look: None, cursor_shown: None }
    }

    /// What it writes to.
    pub fn output(&self) -> &W {
        &self.output
    }

    fn forget(&mut self) {
        self.at = None;
        self.look = None;
        self.cursor_shown = None;
    }

    fn move_to(&mut self, to: Position) {
        match self.at {
            Some(at) if at == to => {}
            Some(at) if at.y == to.y && at.x < to.x => match to.x - at.x {
                1 => self.frame.extend_from_slice(b"\x1b[C"),
                n => self.push(format_args!("\x1b[{n}C")),
            },
            _ => self.push(format_args!("\x1b[{};{}H", u32::from(to.y) + 1, u32::from(to.x) + 1)),
        }
        self.at = Some(to);
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to memory cannot fail.
        let _ = self.frame.write_fmt(text);
    }

    fn show(&mut self, shown: bool) {
        if self.cursor_shown != Some(shown) {
            self.frame.extend_from_slice(if shown { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.cursor_shown = Some(shown);
        }
    }

    fn draw_cell(&mut self, to: Position, cell: &Cell, columns: u16) {
        self.move_to(to);
        let look = Look::of(cell);
        look.change(self.look, &mut self.frame);
        self.look = Some(look);
        let width = push_printable(cell.symbol(), &mut self.frame);
        // Behind the last column terminals differ in where the cursor is, and behind some glyphs in how far it went.
        let next = to.x.saturating_add(width);
        self.at = (next < columns && width_is_certain(cell.symbol())).then_some(Position { x: next, y: to.y });
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let columns = (self.size)().width;
        for (x, y, cell) in content {
            self.draw_cell(Position { x, y }, cell, columns);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show(false);
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show(true);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Asking the terminal could take as long as the line is slow, and its answer would come among the keys.
        Ok(self.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.move_to(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        // A terminal fills what it clears with the background in force.
        self.frame.extend_from_slice(b"\x1b[m");
        self.frame.extend_from_slice(match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[0J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[0K",
        });
        if region == ClearType::All {
            self.forget();
        }
        self.look = Some(Look::default());
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok((self.size)())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: (self.size)(), pixels: Size::default() })
    }

    /// Writes the frame, if there is anything in it. After an error nothing is known about the terminal any more.
    fn flush(&mut self) -> io::Result<()> {
        if self.frame.len() == BEGIN.len() {
            return Ok(());
        }
        self.frame.extend_from_slice(END);
        let written = self.output.write_all(&self.frame).and_then(|()| self.output.flush());
        self.frame.truncate(BEGIN.len());
        if written.is_err() {
            self.forget();
        }
        written
    }
}

/// Makes a buffer one that a terminal can show; to be called when all is drawn, before ratatui compares it with the
/// last one.
///
/// - A wide glyph whose second column something was drawn over, or that stands half outside, becomes a blank: ratatui
///   would show the glyph and lose what was drawn. (A blank drawn there cannot be told from the glyph's own; whoever
///   draws a popup blanks the glyph that sticks into it.)
/// - The second column of a wide glyph holds the empty symbol, not a blank, so that it counts as changed as soon as the
///   glyph goes away, whichever neighbour overwrote it on the terminal.
pub fn settle(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(columns) {
        let mut x = 0;
        while let Some(cell) = row.get(x) {
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
                    row[x].set_symbol(" ");
                    x += 1;
                }
            }
        }
    }
}

/// Pushes the symbol and returns its width in columns. The application has made control characters visible long before,
/// so one that comes here is a mistake: it stops a debug build, and never reaches a terminal.
fn push_printable(symbol: &str, frame: &mut Vec<u8>) -> u16 {
    debug_assert!(!symbol.contains(char::is_control), "control character on its way to the terminal: {symbol:?}");
    if symbol.contains(char::is_control) {
        let printable: String = symbol.chars().filter(|c| !c.is_control()).collect();
        return push_printable(&printable, frame);
    }
    match symbol.cell_width() {
        // What has no width would stick to the glyph before it.
        0 => {
            frame.push(b' ');
            1
        }
        width => {
            frame.extend_from_slice(symbol.as_bytes());
            width
        }
    }
}

/// Whether every terminal moves its cursor by the same number of columns for this symbol. They differ on emoji, on
/// clusters of several characters, and on characters that are wide in East Asian fonts only (`…`, `①`, `é`). Lines
/// and blocks are of the latter too, but a terminal that draws those wide can show no frame anyway.
fn width_is_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(' '..='~' | '\u{2500}'..='\u{259f}'), None) => true,
        (Some(c @ ('\u{1100}'..='\u{22ff}' | '\u{2e80}'..='\u{ffff}' | '\u{20000}'..='\u{3ffff}')), None) => {
            c.width() == c.width_cjk()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
