//! A table for a person: columns aligned by the cells that their texts take, cut to the width there is.

use crate::cli::look::Look;
use crate::safe::Safe;
use std::io;
use std::io::Write;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a piece for every column; one of a single piece runs over all of them.
    pub rows: Vec<Vec<Piece>>,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// What stands above it. Where nothing stands above any, there is no such line.
    pub title: String,
    /// To which side its texts go.
    pub align: Align,
    /// Whether its texts may be cut where the line is too long.
    pub gives: bool,
}

/// To which side a text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    #[default]
    Left,
    /// To the right, as numbers do.
    Right,
}

/// A text in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Bytes of it that were looked for, ascending.
    pub marks: Vec<Range<usize>>,
    /// How it looks.
    pub ink: Ink,
}

/// How a text looks, by what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its name says")]
pub enum Ink {
    #[default]
    Plain,
    Dim,
    Heading,
    Id,
    Good,
    Bad,
}

impl Ink {
    /// The parameters of the control sequence (SGR) that turns it on; the sixteen colours are those that the terminal's
    /// owner chose.
    fn sgr(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Dim => "2",
            Ink::Heading => "1",
            Ink::Id => "36",
            Ink::Good => "32",
            Ink::Bad => "31",
        }
    }
}

/// That of a text that was looked for.
const MARK: &str = "1;31";

/// What a column that gives keeps, in cells.
const LEAST: usize = 8;

/// What stands between columns.
const BETWEEN: &str = "  ";

impl Column {
    /// A column of words.
    pub fn left(title: impl Into<String>) -> Column {
        Column { title: title.into(), ..Column::default() }
    }

    /// A column of numbers.
    pub fn right(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::Right, gives: false }
    }

    /// A column of words that may be cut.
    pub fn wide(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::Left, gives: true }
    }
}

impl Piece {
    /// A text.
    pub fn new(text: impl Into<String>) -> Piece {
        Piece { text: text.into(), ..Piece::default() }
    }

    /// A text of that look.
    pub fn inked(text: impl Into<String>, ink: Ink) -> Piece {
        Piece { text: text.into(), ink, ..Piece::default() }
    }

    /// The text as it goes out, cut to at most so many cells: at its end, and where what was looked for would be cut off
    /// then, at its beginning too.
    pub fn paint(&self, most: usize, look: &Look) -> String {
        let (cells, more) = (look.cells, (look.cells)(look.signs.more));
        let is_cut = cells(&self.text) > most;
        let room = if is_cut { most.saturating_sub(more) } else { most };
        let start = if is_cut { self.beginning(room, more, look) } else { 0 };
        let mut out = if start > 0 { look.signs.more.to_string() } else { String::new() };
        let (mut taken, mut on) = (if start > 0 { more } else { 0 }, "");
        let mut rest = false;
        for (at, cluster) in self.text.grapheme_indices(true).skip_while(|(at, _)| *at < start) {
            let shown = Safe::new(cluster);
            let width = cells(shown.as_str());
            // Behind a cut beginning, the end may fit whole.
            if taken + width > room && taken + cells(self.text.get(at..).unwrap_or("")) > most {
                rest = true;
                break;
            }
            taken += width;
            let is_marked = self.marks.iter().any(|mark| mark.start < at + cluster.len() && at < mark.end);
            turn(&mut out, &mut on, if is_marked { MARK } else { self.ink.sgr() }, look.colour);
            out += shown.as_str();
        }
        turn(&mut out, &mut on, "", look.colour);
        if rest {
            out += look.signs.more;
        }
        out
    }

    /// The byte from which the text shows, so that the first that was looked for is within so many cells, `more` of which a
    /// cut beginning takes.
    fn beginning(&self, room: usize, more: usize, look: &Look) -> usize {
        let cells = |range: Range<usize>| (look.cells)(self.text.get(range).unwrap_or(""));
        let Some(mark) = self.marks.first().filter(|mark| cells(0..mark.end) > room) else { return 0 };
        let starts = self.text.grapheme_indices(true).map(|(at, _)| at).take_while(|at| *at <= mark.start);
        starts.skip(1).find(|at| more + cells(*at..mark.end) <= room).unwrap_or(mark.start)
    }
}

/// Turns to another look; each is turned off before the next, for together they would mean something else.
fn turn(out: &mut String, on: &mut &'static str, to: &'static str, colour: bool) {
    if !colour || *on == to {
        return;
    }
    if !on.is_empty() {
        out.push_str("\x1b[0m");
    }
    if !to.is_empty() {
        out.push_str(&format!("\x1b[{to}m"));
    }
    *on = to;
}

impl Grid {
    /// Prints the table.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn print(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        let widths = self.widths(look);
        if self.columns.iter().any(|column| !column.title.is_empty()) {
            let titles = self.columns.iter().map(|column| Piece::inked(column.title.as_str(), Ink::Heading));
            writeln!(out, "{}", self.line(&titles.collect::<Vec<_>>(), &widths, look))?;
        }
        for row in &self.rows {
            match row.as_slice() {
                [alone] if self.columns.len() > 1 => {
                    writeln!(out, "{}", alone.paint(look.width.unwrap_or(usize::MAX), look))?;
                }
                row => writeln!(out, "{}", self.line(row, &widths, look))?,
            }
        }
        Ok(())
    }

    /// The cells of each column: what its widest text takes, less what the widest of those that give must give.
    fn widths(&self, look: &Look) -> Vec<usize> {
        let rows = self.rows.iter().filter(|row| row.len() == self.columns.len());
        let mut widths: Vec<usize> = self.columns.iter().map(|column| (look.cells)(&column.title)).collect();
        for row in rows {
            for (width, piece) in widths.iter_mut().zip(row) {
                *width = (*width).max((look.cells)(&piece.text));
            }
        }
        let between = BETWEEN.len() * widths.len().saturating_sub(1);
        let mut over = look.width.map_or(0, |width| (widths.iter().sum::<usize>() + between).saturating_sub(width));
        while over > 0 {
            let giving = widths.iter().enumerate().filter(|(at, width)| self.columns[*at].gives && **width > LEAST);
            let Some((widest, _)) = giving.max_by_key(|(_, width)| **width) else { break };
            widths[widest] -= 1;
            over -= 1;
        }
        widths
    }

    fn line(&self, row: &[Piece], widths: &[usize], look: &Look) -> String {
        let mut line = String::new();
        // Blanks are put before the next text, so that none ends the line.
        let mut blank = 0;
        for ((piece, width), column) in row.iter().zip(widths).zip(&self.columns) {
            let text = piece.paint(*width, look);
            let taken = width.saturating_sub(self.cells_of(piece, *width, look));
            let (before, after) = if column.align == Align::Right { (taken, 0) } else { (0, taken) };
            if piece.text.is_empty() {
                blank += width + BETWEEN.len();
                continue;
            }
            line += &" ".repeat(blank + before);
            line += &text;
            blank = after + BETWEEN.len();
        }
        line
    }

    /// The cells that a piece takes within so many.
    fn cells_of(&self, piece: &Piece, most: usize, look: &Look) -> usize {
        let whole = (look.cells)(&piece.text);
        if whole <= most { whole } else { (look.cells)(&piece.paint(most, &Look { colour: false, ..*look })) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::look::LINE;

    fn look(width: Option<usize>, colour: bool) -> Look {
        Look { colour, signs: &LINE, width, ..Look::plain() }
    }

    fn print(grid: &Grid, look: &Look) -> String {
        let mut out = Vec::new();
        grid.print(look, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn grid() -> Grid {
        let rows = [["108", "宿舍管理", "60"], ["110", "a\u{1b}b", "1,044"], ["", "", "7"]];
        Grid {
            columns: vec![Column::left("year"), Column::wide("標題"), Column::right("")],
            rows: rows.iter().map(|row| row.iter().map(|text| Piece::new(*text)).collect()).collect(),
        }
    }

    #[test]
    fn columns_are_aligned_by_cells() {
        let expected = "year  標題\n108   宿舍管理     60\n110   a␛b       1,044\n                    7\n";
        assert_eq!(print(&grid(), &look(None, false)), expected);
    }

    #[test]
    fn too_long_a_line_is_cut_where_it_may_be() {
        let mut grid = grid();
        grid.rows[0][1].text = "宿舍管理宿舍管理".into();
        let printed = print(&grid, &look(Some(24), false));
        assert!(printed.contains("108   宿舍管理宿…     60\n"), "{printed}");
        assert!(printed.lines().all(|line| Safe::new(line).width() <= 24), "{printed}");
        // Below what must be kept it is longer than the terminal is wide, rather than nothing.
        assert!(print(&grid, &look(Some(3), false)).contains("宿舍管…"), "{}", print(&grid, &look(Some(3), false)));
    }

    #[test]
    fn colour_stands_around_what_it_is_of() {
        let check = |text: &str, mark: Option<Range<usize>>, ink: Ink, expected: &str| {
            let piece = Piece { text: text.into(), marks: mark.into_iter().collect(), ink };
            assert_eq!(piece.paint(usize::MAX, &look(None, true)), expected);
            assert_eq!(piece.paint(usize::MAX, &look(None, false)), Safe::new(text).as_str());
        };
        check("abc", Some(1..2), Ink::Plain, "a\x1b[1;31mb\x1b[0mc");
        check("abc", Some(0..1), Ink::Id, "\x1b[1;31ma\x1b[0m\x1b[36mbc\x1b[0m");
        check("a\u{9b}1m", None, Ink::Good, "\x1b[32ma<9B>1m\x1b[0m");
        // A mark on a part of a cluster is on all of it.
        check("e\u{301}x", Some(0..1), Ink::Plain, "\x1b[1;31me\u{301}\x1b[0mx");
        check("", None, Ink::Bad, "");
    }

    #[test]
    fn what_was_looked_for_is_not_cut_off() {
        for (text, mark, most, expected) in [
            ("abcdefgh", 0..1, 5, "abcd…"),
            ("abcdefgh", 3..4, 5, "abcd…"),
            ("abcdefgh", 4..5, 5, "…cde…"),
            ("abcdefgh", 7..8, 5, "…fgh"),
            ("abcdefgh", 2..8, 5, "…cde…"),
            ("宿舍管理借用", 12..18, 8, "…理借用"),
        ] {
            let piece = Piece { text: text.into(), marks: [mark].into(), ink: Ink::Plain };
            assert_eq!(piece.paint(most, &look(None, false)), expected, "{text} {most}");
        }
    }
}
