//! What can be said of a text without reading its records: its content hash, its newlines, its lines and columns.

use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_128;

/// The 128-bit XXH3 of some bytes. Two texts with one hash are taken to be the same text.
///
/// It notices change; it does not withstand someone who seeks a collision, and need not: who can write the file does not
/// have to forge its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u64; 2]);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash::from(xxh3_128(bytes))
    }
}

impl From<u128> for Hash {
    /// In two halves, the higher first: a million of them beside a number each are a quarter smaller so than as one `u128`,
    /// which stands at every sixteenth byte.
    fn from(hash: u128) -> Hash {
        Hash([(hash >> 64) as u64, hash as u64])
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [high, low] = self.0;
        write!(f, "{high:016x}{low:016x}")
    }
}

/// Why a text is no hash: it is not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHash;

impl fmt::Display for NoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a content hash is 32 hexadecimal digits")
    }
}

impl std::error::Error for NoHash {}

impl FromStr for Hash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Hash, NoHash> {
        // `from_str_radix` alone would also take a sign and fewer digits.
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoHash);
        }
        u128::from_str_radix(text, 16).map(Hash::from).map_err(|_| NoHash)
    }
}

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Newline {
    /// `\n`, also the choice where a text has no line end yet, or as many of one kind as of the other.
    #[default]
    Lf,
    /// `\r\n`.
    CrLf,
}

/// As many lines tell how the others end.
const TELLING: usize = 200;

impl Newline {
    /// How most lines of `text` end, as far as the first of them tell: whatever is written into a file asks for it.
    pub fn of(text: &str) -> Newline {
        let (mut ends, mut carriage) = (0, 0);
        for line in text.split_inclusive('\n').take(TELLING) {
            ends += usize::from(line.ends_with('\n'));
            carriage += usize::from(line.ends_with("\r\n"));
        }
        if carriage > ends - carriage { Newline::CrLf } else { Newline::Lf }
    }

    /// The characters themselves.
    pub fn as_str(self) -> &'static str {
        match self {
            Newline::Lf => "\n",
            Newline::CrLf => "\r\n",
        }
    }
}

/// The line and the column of the byte at `offset`, both from 1, the column counted in characters.
///
/// An offset behind the end means the end; one inside a character means that character. A byte order mark at the start
/// counts as nothing, since no editor counts it.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1; // Position 0 is always a boundary, so this ends.
    }
    let before = &text[..end];
    let line = before.matches('\n').count() + 1;
    let current = before.rsplit('\n').next().unwrap_or(before);
    let current = if line == 1 { current.trim_start_matches('\u{feff}') } else { current };
    (line, current.chars().count() + 1)
}

/// A way through a text that tells the lines and columns of many places, as [`line_column`] does of one. It costs what lies
/// between one place and the next, so that a thousand places in the order of the text cost one reading of it.
#[derive(Clone, Debug)]
pub struct Walk<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Walk<'t> {
    /// A way that begins at the start of the text.
    pub fn through(text: &'t str) -> Walk<'t> {
        Walk { text, at: 0, line: 1, column: 1 }
    }

    /// The line and the column of the byte at `offset`.
    pub fn to(&mut self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1; // Position 0 is always a boundary, so this ends.
        }
        let width = |part: &str| part.chars().count() - usize::from(part.starts_with('\u{feff}'));
        if end >= self.at {
            let part = &self.text[self.at..end];
            self.line += part.matches('\n').count();
            self.column = match part.rfind('\n') {
                Some(newline) => part[newline + 1..].chars().count() + 1,
                None if self.at == 0 => width(part) + 1,
                None => self.column + part.chars().count(),
            };
        } else {
            let part = &self.text[end..self.at];
            match part.matches('\n').count() {
                0 => self.column -= if end == 0 { self.column - 1 } else { part.chars().count() },
                lines => {
                    self.line -= lines;
                    let before = &self.text[..end];
                    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
                    let current = &before[start..];
                    self.column = 1 + if start == 0 { width(current) } else { current.chars().count() };
                }
            }
        }
        self.at = end;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hash_reads_what_it_prints() {
        for bytes in [&b""[..], b"a", "title = \"宿舍\"\n".as_bytes(), &[0xff, 0]] {
            let hash = Hash::of(bytes);
            assert_eq!(hash.to_string().len(), 32);
            assert_eq!(hash.to_string().parse(), Ok(hash));
        }
        assert_ne!(Hash::of(b"a"), Hash::of(b"b"));
        // The published XXH3-128 of nothing, so that a hash kept in a draft means the same to a later version.
        assert_eq!(Hash::of(b"").to_string(), "99aa06d3014798d86001c324468d497f");
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        let long = "0".repeat(33);
        let signed = format!("+{}", "0".repeat(31));
        let letters = "g".repeat(32);
        for text in ["", "12", &long, &signed, &letters, "臺臺臺臺臺臺臺臺臺臺ab"] {
            assert_eq!(text.parse::<Hash>(), Err(NoHash), "{text}");
        }
    }

    #[test]
    fn newline_is_that_of_most_lines() {
        for (text, newline) in [
            ("", Newline::Lf),
            ("a", Newline::Lf),
            ("a\n", Newline::Lf),
            ("a\r\n", Newline::CrLf),
            ("a\r\nb\n", Newline::Lf),
            ("a\r\nb\r\nc\n", Newline::CrLf),
            ("a\rb\rc\n", Newline::Lf),
        ] {
            assert_eq!(Newline::of(text), newline, "{text:?}");
        }
    }

    #[test]
    fn line_and_column_count_from_one_in_characters() {
        for (text, offset, place) in [
            ("", 0, (1, 1)),
            ("", 9, (1, 1)),
            ("ab\ncd", 0, (1, 1)),
            ("ab\ncd", 2, (1, 3)),
            ("ab\ncd", 3, (2, 1)),
            ("ab\ncd", 5, (2, 3)),
            ("ab\ncd", usize::MAX, (2, 3)),
            ("ab\r\ncd", 4, (2, 1)),
            ("宿舍 = 1", 6, (1, 3)),
            // In the middle of 舍, which starts at byte 3.
            ("宿舍 = 1", 4, (1, 2)),
            ("\u{feff}a = 1", 3, (1, 1)),
            ("\u{feff}a = 1", 4, (1, 2)),
            ("a\n", 2, (2, 1)),
        ] {
            assert_eq!(line_column(text, offset), place, "{text:?} at {offset}");
        }
    }

    proptest! {
        #[test]
        fn a_walk_tells_what_each_place_alone_does(
            text in "\u{feff}?[a宿\n\r]{0,24}",
            offsets in proptest::collection::vec(0..60_usize, 0..12),
        ) {
            let mut walk = Walk::through(&text);
            for offset in offsets {
                prop_assert_eq!(walk.to(offset), line_column(&text, offset), "at {}", offset);
            }
        }
    }
}
