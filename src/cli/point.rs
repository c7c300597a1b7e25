//! What is wrong at a place in a text: `file:line:column: what; remedy` on one line, and for a person the line itself below
//! it, with carets under what is meant. The one place that draws it.

use crate::cli::look::Cells;
use crate::lang::Lang;
use crate::safe::Safe;
use crate::store::archive::Archive;
use crate::store::problem::Problem;
use crate::store::source;
use std::fmt;
use std::io;
use std::ops::Range;

/// What is called the file that standard input is.
pub const STDIN: &str = "<stdin>";

/// A text of something wrong, and the line that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// `file:line:column: what is wrong; what to do`, on one line.
    pub told: String,
    /// The line; none where it is about a whole file.
    pub excerpt: Option<Excerpt>,
}

impl Pointed {
    /// At these bytes of the text of `file`.
    pub fn at(file: &str, text: &str, bytes: Range<usize>, why: &str) -> Pointed {
        let (line, column) = source::line_column(text, bytes.start);
        let chars = text.get(bytes).map_or(1, |part| part.chars().count());
        Pointed { told: format!("{file}:{line}:{column}: {why}"), excerpt: Excerpt::of(text, line, column, chars) }
    }

    /// What is wrong with a file of the archive.
    pub fn problem(archive: &Archive, problem: &Problem, lang: Lang) -> Pointed {
        let file = archive.files.iter().find(|file| file.path == problem.path);
        let excerpt = file.and_then(|file| Excerpt::of(&file.text, problem.line, problem.column, 1));
        Pointed { told: problem.describe(lang), excerpt }
    }

    /// The same, told otherwise.
    pub fn told(self, told: String) -> Pointed {
        Pointed { told, ..self }
    }

    /// As an error, below which the program draws the line.
    pub fn into_error(self) -> io::Error {
        io::Error::other(self)
    }
}

impl fmt::Display for Pointed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told)
    }
}

impl std::error::Error for Pointed {}

/// A line of a text, and what is meant in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    number: usize,
    before: String,
    meant: String,
    after: String,
}

/// The characters that are kept on either side of what is meant: a line may be as long as a file.
const KEPT: usize = 400;

impl Excerpt {
    /// The line of that number (from 1), and so many characters from a column (in characters, from 1); none where the text
    /// has no such line.
    pub fn of(text: &str, number: usize, column: usize, chars: usize) -> Option<Excerpt> {
        let line = text.lines().nth(number.checked_sub(1)?)?;
        let line = if number == 1 { line.trim_start_matches('\u{feff}') } else { line };
        Some(Excerpt::of_line(number, line, column, chars))
    }

    /// The same of a line alone, whatever its number.
    pub fn of_line(number: usize, line: &str, column: usize, chars: usize) -> Excerpt {
        let from = column.saturating_sub(1);
        let part = |skip: usize, take: usize| line.chars().skip(skip).take(take).collect::<String>();
        let skipped = from.saturating_sub(KEPT);
        let (meant, chars) = (part(from, chars.min(KEPT)), chars.min(KEPT));
        Excerpt { number, before: part(skipped, from - skipped), meant, after: part(from + chars, KEPT) }
    }

    /// Two lines, in a terminal so many cells wide; of a line too long for it, what lies around what is meant.
    ///
    /// ```text
    ///   23 | value = 45
    ///      |         ^^
    /// ```
    pub fn draw(&self, width: usize, cells: Cells) -> String {
        let number = self.number.to_string();
        let room = width.saturating_sub(number.len() + "   | ".len()).clamp(20, 100);
        // What follows may leave it more than half of the line.
        let rest = cells(head(&format!("{}{}", self.meant, self.after), room / 2, cells));
        let lead = tail(&self.before, room - rest, cells);
        let cut = if lead.len() < self.before.len() { "…" } else { "" };
        let whole = format!("{cut}{lead}{}{}", self.meant, self.after);
        // What stands before it takes as many cells as it is shown with.
        let indent = cells(cut) + cells(lead);
        let carets = cells(&self.meant).clamp(1, room.saturating_sub(indent).max(1));
        let (blank, indent, carets) = (" ".repeat(number.len()), " ".repeat(indent), "^".repeat(carets));
        format!("  {number} | {}\n  {blank} | {indent}{carets}\n", Safe::new(head(&whole, room, cells)))
    }
}

/// The beginning of a text, as far as it fits.
fn head(text: &str, room: usize, cells: Cells) -> &str {
    let part = |end: usize| text.get(..end).unwrap_or("");
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(part).take_while(|part| cells(part) <= room).last().unwrap_or("")
}

/// The end of a text, as far as it fits.
fn tail(text: &str, room: usize, cells: Cells) -> &str {
    let part = |start: usize| text.get(start..).unwrap_or("");
    let starts = text.char_indices().rev().map(|(at, _)| at);
    starts.map(part).take_while(|part| cells(part) <= room).last().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::look::Look;

    fn drawn(text: &str, line: usize, column: usize, chars: usize) -> Option<String> {
        Excerpt::of(text, line, column, chars).map(|excerpt| excerpt.draw(80, Look::plain().cells))
    }

    #[test]
    fn the_carets_stand_below_what_is_meant() {
        for (text, line, column, chars, expected) in [
            ("a\ntheme = 1\n", 2, 9, 1, "  2 | theme = 1\n    |         ^\n"),
            ("\u{feff}宿舍 = x", 1, 6, 1, "  1 | 宿舍 = x\n    |        ^\n"),
            ("宿舍 = '４４ 間'", 1, 6, 6, "  1 | 宿舍 = '４４ 間'\n    |        ^^^^^^^^^\n"),
            // A tab and a control character are shown as a sign of one cell each.
            ("a\u{1b}\tb", 1, 4, 1, "  1 | a␛⇥b\n    |    ^\n"),
            ("\t\t值", 1, 3, 1, "  1 | ⇥⇥值\n    |   ^^\n"),
            // A combining mark takes no cell, a hidden character as many as its sign.
            ("e\u{301}=1", 1, 4, 1, "  1 | e\u{301}=1\n    |   ^\n"),
            ("\u{202e}x", 1, 2, 1, "  1 | <U+202E>x\n    |         ^\n"),
            ("ab", 1, 99, 1, "  1 | ab\n    |   ^\n"),
            ("ab\r\nc\r\n", 1, 3, 1, "  1 | ab\n    |   ^\n"),
            ("ab", 1, 2, 99, "  1 | ab\n    |  ^\n"),
            (&"=".repeat(70), 1, 70, 1, &format!("  1 | {}\n    | {}^\n", "=".repeat(70), " ".repeat(69))),
        ] {
            assert_eq!(drawn(text, line, column, chars).as_deref(), Some(expected), "{text:?}");
        }
        assert_eq!(drawn("a\n", 2, 1, 1), None);
        assert_eq!(drawn("a", 0, 0, 1), None);
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_meant() {
        let line = format!("{}值{}", "宿".repeat(5000), "舍".repeat(5000));
        for width in [0, 30, 80, 200] {
            let drawn = Excerpt::of(&line, 1, 5001, 1).map(|excerpt| excerpt.draw(width, Look::plain().cells));
            let drawn = drawn.unwrap();
            let (shown, carets) = drawn.trim_end().split_once('\n').unwrap();
            assert!(shown.starts_with("  1 | …宿") && shown.ends_with('舍'), "{drawn}");
            assert!(Safe::new(shown).width() <= width.max(26), "{drawn}");
            let before = shown.split('值').next().unwrap();
            assert_eq!(Safe::new(before).width(), carets.find('^').unwrap(), "{drawn}");
            assert!(carets.ends_with("^^") && !carets.ends_with("^^^"), "{drawn}");
        }
    }

    #[test]
    fn a_place_is_told_by_line_and_column() {
        let check = |text: &str, bytes: Range<usize>, told: &str| {
            assert_eq!(Pointed::at("f", text, bytes, "why").told, told, "{text:?}");
        };
        check("宿\n宿=", 7..8, "f:2:2: why");
        check("a", 0..1, "f:1:1: why");
        check("a", 9..12, "f:1:2: why");
    }
}
