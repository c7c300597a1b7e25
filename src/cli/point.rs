//! A place in a text, pointed at: the line, and a caret below the character.

use crate::safe::Safe;

/// The line of that number (from 1) with a caret below the column (in characters, from 1), as two lines for a terminal;
/// nothing where the text has no such line.
///
/// ```text
///   3 | theme = "drak"
///     |         ^
/// ```
pub fn point(text: &str, line: usize, column: usize) -> Option<String> {
    let found = text.lines().nth(line.checked_sub(1)?)?.trim_start_matches('\u{feff}');
    let before: String = found.chars().take(column.saturating_sub(1)).collect();
    let number = line.to_string();
    let blank = " ".repeat(number.len());
    // What stands before it takes as many cells as it is shown with.
    let indent = " ".repeat(Safe::new(&before).width());
    Some(format!("  {number} | {}\n  {blank} | {indent}^\n", Safe::new(found)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_below_the_character() {
        for (text, line, column, expected) in [
            ("a\ntheme = 1\n", 2, 9, "  2 | theme = 1\n    |         ^\n"),
            ("\u{feff}宿舍 = x", 1, 6, "  1 | 宿舍 = x\n    |        ^\n"),
            ("a\u{1b}\tb", 1, 4, "  1 | a␛⇥b\n    |    ^\n"),
            ("ab", 1, 99, "  1 | ab\n    |   ^\n"),
            ("ab\r\nc\r\n", 1, 3, "  1 | ab\n    |   ^\n"),
        ] {
            assert_eq!(point(text, line, column).as_deref(), Some(expected), "{text:?}");
        }
        assert_eq!(point("a\n", 2, 1), None);
        assert_eq!(point("a", 0, 0), None);
    }
}
