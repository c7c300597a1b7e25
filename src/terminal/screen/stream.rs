//! The bytes of a frame, with what they make of the terminal: where the cursor is, and the style in force.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::buffer::CellDiffOption;
use ratatui::buffer::CellWidth;
use ratatui::layout::Position;
use unicode_width::UnicodeWidthChar;

use crate::safe::Safe;
use crate::terminal::screen::look::Look;

/// Bytes for a terminal, and the state it is in behind them.
#[derive(Clone, Debug, Default)]
pub(super) struct Stream {
    bytes: Vec<u8>,
    cursor: Cursor,
    /// The style in force, if that is known.
    look: Option<Look>,
    columns: u16,
}

/// What is known of the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Cursor {
    #[default]
    Unknown,
    /// It is somewhere in this row, not behind its last column.
    Row(u16),
    At(Position),
}

impl Stream {
    /// Appends what clears a terminal of so many columns. From here on the style is known, not the cursor.
    pub(super) fn clear(&mut self, columns: u16) {
        // A terminal fills what it clears with the background in force.
        self.push(b"\x1b[m\x1b[2J");
        *self = Stream { bytes: self.take(), cursor: Cursor::Unknown, look: Some(Look::default()), columns };
    }

    /// The bytes so far, which are gone from here.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Where the next glyph would go, if that is certain.
    pub(super) fn at(&self) -> Option<Position> {
        match self.cursor {
            Cursor::At(at) => Some(at),
            _ => None,
        }
    }

    /// The style in force, if that is known.
    pub(super) fn look(&self) -> Option<Look> {
        self.look
    }

    /// An empty stream that goes on from here, to try out what something costs.
    pub(super) fn fork(&self) -> Stream {
        Stream { bytes: Vec::new(), ..*self }
    }

    /// Goes on with a fork.
    pub(super) fn join(&mut self, fork: Stream) {
        self.bytes.extend_from_slice(&fork.bytes);
        *self = Stream { bytes: self.take(), ..fork };
    }

    /// Appends what changes neither cursor nor style.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Moves the cursor, the shortest of the ways that every terminal knows. A line feed only goes down: the terminal is
    /// in raw mode.
    pub(super) fn go(&mut self, to: Position) {
        if self.at() == Some(to) {
            return;
        }
        let mut best = match to {
            Position { x: 0, y: 0 } => "\x1b[H".to_string(),
            Position { x: 0, y } => format!("\x1b[{}H", u32::from(y) + 1),
            Position { x, y } => format!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1),
        };
        let (x, y) = match self.cursor {
            Cursor::At(at) => (Some(at.x), Some(at.y)),
            Cursor::Row(y) => (None, Some(y)),
            Cursor::Unknown => (None, None),
        };
        if let Some(down) = y.and_then(|y| vertical(y, to.y)) {
            let way = down + &horizontal(x, to.x);
            if way.len() <= best.len() {
                best = way;
            }
        }
        self.push(best.as_bytes());
        self.cursor = Cursor::At(to);
    }

    /// Has the style in force that this cell is drawn with.
    pub(super) fn ink(&mut self, cell: &Cell) {
        let look = Look::of(cell);
        let (look, change) = match cell.symbol() {
            " " => look.change_on_blank(self.look),
            _ => (look, look.change(self.look)),
        };
        self.push(change.as_bytes());
        self.look = Some(look);
    }

    /// Draws a cell where the cursor is.
    ///
    /// One that a setting makes wider than its symbol may be drawn narrow all the same: what stood in its second column
    /// would stay, were it not blanked first.
    pub(super) fn glyph(&mut self, cell: &Cell) {
        let width = cell.cell_width();
        let own = cell.symbol().cell_width();
        if let Some(at) = self.at().filter(|_| width > own) {
            let mut blank = cell.clone();
            blank.set_symbol(" ").set_diff_option(CellDiffOption::None);
            (0..width).for_each(|_| self.glyph(&blank));
            self.go(at);
        }
        self.ink(cell);
        let columns = push_printable(cell.symbol(), &mut self.bytes).max(width);
        let Cursor::At(at) = self.cursor else { return };
        let next = at.x.saturating_add(columns);
        self.cursor = match spread(cell.symbol()) {
            // Behind the last column terminals differ in where the cursor is.
            Some(spread) if next.saturating_add(spread) >= self.columns => Cursor::Unknown,
            Some(0) if width <= own => Cursor::At(Position { x: next, ..at }),
            Some(_) => Cursor::Row(at.y),
            None => Cursor::Unknown,
        };
    }

    /// Erases so many columns from the cursor on (ECH), which stays.
    pub(super) fn erase(&mut self, columns: u16) {
        self.ink(&Cell::EMPTY);
        // Writing to memory cannot fail.
        let _ = write!(self.bytes, "\x1b[{columns}X");
    }

    /// Erases from the cursor to the end of the row (EL).
    pub(super) fn erase_line(&mut self) {
        self.ink(&Cell::EMPTY);
        self.push(b"\x1b[K");
    }
}

/// The shortest way from row to row in the same column; none where only an absolute way is shorter.
fn vertical(from: u16, to: u16) -> Option<String> {
    let row = format!("\x1b[{}d", u32::from(to) + 1);
    let step = match to.abs_diff(from) {
        0 => return Some(String::new()),
        n @ 1..=4 if to > from => "\n".repeat(n.into()),
        n if to > from => format!("\x1b[{n}B"),
        1 => "\x1b[A".to_string(),
        n => format!("\x1b[{n}A"),
    };
    Some(if step.len() <= row.len() { step } else { row })
}

/// The shortest way from column to column in the same row. Where the cursor may be in any column, the way is absolute.
fn horizontal(from: Option<u16>, to: u16) -> String {
    if to == 0 && from != Some(0) {
        return "\r".to_string();
    }
    let column = format!("\x1b[{}G", u32::from(to) + 1);
    let Some(from) = from else { return column };
    let step = match to.abs_diff(from) {
        0 => return String::new(),
        1 if to > from => "\x1b[C".to_string(),
        n if to > from => format!("\x1b[{n}C"),
        n @ 1..=4 => "\x08".repeat(n.into()),
        n => format!("\x1b[{n}D"),
    };
    if step.len() <= column.len() { step } else { column }
}

/// Pushes the symbol and returns its width in columns. The application has made everything [`Safe`] long before, so what
/// is not and comes here is a mistake: it stops a debug build, and never reaches a terminal.
pub(super) fn push_printable(symbol: &str, bytes: &mut Vec<u8>) -> u16 {
    let is_safe = symbol.is_empty() || Safe::new(symbol).as_str() == symbol;
    debug_assert!(is_safe, "on its way to the terminal: {symbol:?}");
    if !is_safe {
        bytes.push(b'?');
        return 1;
    }
    match symbol.cell_width() {
        // What has no width would stick to the glyph before it.
        0 => {
            bytes.push(b' ');
            1
        }
        width => {
            bytes.extend_from_slice(symbol.as_bytes());
            width
        }
    }
}

/// By how many columns more than we count some terminals move their cursor for this symbol: 0 where all agree; `None`
/// where that is open, as for clusters of several characters and emoji. Characters that are wide in East Asian fonts only
/// (`…`, `①`, `é`) may take one more. Lines and blocks are of these too, but a terminal that draws those wide can show no
/// frame anyway.
fn spread(symbol: &str) -> Option<u16> {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(' '..='~' | '\u{2500}'..='\u{259f}'), None) => Some(0),
        (Some(c @ ('\u{1100}'..='\u{22ff}' | '\u{2e80}'..='\u{ffff}' | '\u{20000}'..='\u{3ffff}')), None)
            if c.width() == c.width_cjk() =>
        {
            Some(0)
        }
        (Some(c), None) if c.width() == Some(1) && c.width_cjk() == Some(2) => Some(1),
        _ => None,
    }
}
