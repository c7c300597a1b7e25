//! The lines of a plain file, one at a time: a key with its value, a header, or the end.

use crate::store::span::Span;
use memchr::memchr;
use memchr::memchr2;
use memchr::memchr3;

/// Whether no byte of the text is a control character that TOML forbids wherever it stands, so that a scan need not ask
/// again within strings and comments. One pass without branches, which the compiler turns into vector instructions.
pub(super) fn is_tame(text: &str) -> bool {
    let bytes = text.as_bytes();
    let wild = |byte: u8| ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')) | (byte == 0x7f);
    let lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    !bytes.iter().fold(false, |found, byte| found | wild(*byte)) && !memchr::memchr_iter(b'\r', bytes).any(lone)
}

/// The key under which the items stand.
pub(super) const ITEM: &str = "item";

/// The key below an item under which its metrics stand.
pub(super) const METRIC: &str = "metric";

/// The key below a metric under which its entries stand.
pub(super) const ENTRY: &str = "entry";

/// A line, or the lines of one value.
pub(super) enum Line {
    /// `key = value`; of an array, [`Scan::elements`] has the elements until the next line is read.
    Pair { key: Span, value: Span, is_array: bool },
    /// The header of an item (1), a metric (2) or an entry (3).
    Header { span: Span, depth: usize },
    /// There are no more.
    End,
}

/// A place in a text. Every way forward gives none where the text is not plain.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    /// The places of the elements of the array that was read last.
    pub(super) elements: Vec<Span>,
    bytes: &'t [u8],
    at: usize,
}

/// As many elements an array of a plain file may have: each takes more memory than its bytes.
const MOST_ELEMENTS: usize = 1000;

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Scan<'t> {
        let mark = if at == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Scan { text, elements: Vec::new(), bytes: text.as_bytes(), at: at + mark }
    }

    /// The next line that says something.
    pub(super) fn line(&mut self) -> Option<Line> {
        loop {
            self.blanks();
            let Some(byte) = self.peek() else { return Some(Line::End) };
            match byte {
                b'#' | b'\r' | b'\n' => self.rest()?,
                b'[' => return self.header(),
                _ => return self.pair(),
            }
        }
    }

    fn header(&mut self) -> Option<Line> {
        let rest = &self.bytes[self.at..];
        let (depth, length) = match rest.strip_prefix(b"[[item")? {
            [b']', b']', ..] => (1, "[[item]]".len()),
            more if more.starts_with(b".metric]]") => (2, "[[item.metric]]".len()),
            more if more.starts_with(b".metric.entry]]") => (3, "[[item.metric.entry]]".len()),
            _ => return None,
        };
        let start = self.at;
        self.at += length;
        let span = Span::new(start, self.at);
        self.rest()?;
        Some(Line::Header { span, depth })
    }

    fn pair(&mut self) -> Option<Line> {
        let start = self.at;
        let is_bare = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'-';
        self.at += self.bytes[start..].iter().position(|byte| !is_bare(byte))?;
        let key = Span::new(start, self.at);
        self.blanks();
        if key.start == key.end || !self.take(b'=') {
            return None;
        }
        self.blanks();
        let start = self.at;
        let is_array = self.peek()? == b'[';
        if is_array {
            self.array()?
        } else {
            self.scalar()?
        }
        let value = Span::new(start, self.at);
        self.rest()?;
        Some(Line::Pair { key, value, is_array })
    }

    /// Over an array, noting the places of its elements.
    fn array(&mut self) -> Option<()> {
        self.at += 1;
        self.elements.clear();
        loop {
            self.lines()?;
            if self.take(b']') {
                return Some(());
            }
            let start = self.at;
            self.scalar()?;
            if self.elements.len() == MOST_ELEMENTS {
                return None;
            }
            self.elements.push(Span::new(start, self.at));
            self.lines()?;
            if !self.take(b',') {
                return self.take(b']').then_some(());
            }
        }
    }

    /// Over a value that is neither array nor table.
    fn scalar(&mut self) -> Option<()> {
        let rest = &self.bytes[self.at..];
        match *rest.first()? {
            b'"' if rest.starts_with(b"\"\"\"") => self.block(b'"'),
            b'\'' if rest.starts_with(b"'''") => self.block(b'\''),
            b'"' => self.string(),
            b'\'' => {
                let end = 1 + memchr2(b'\'', b'\n', &rest[1..])?;
                self.at += end + 1;
                (rest[end] == b'\'').then_some(())
            }
            _ => {
                let end = rest.iter().position(|byte| b" \t\r\n,]#".contains(byte)).unwrap_or(rest.len());
                self.at += end;
                is_bare_value(&rest[..end]).then_some(())
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            self.at += memchr3(b'"', b'\\', b'\n', &self.bytes[self.at..])?;
            match self.bytes[self.at] {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.escape()?,
                _ => return None,
            }
        }
    }

    /// Over a string of several lines, to the end of its closing quotes: of a run of up to five, the last three.
    fn block(&mut self, quote: u8) -> Option<()> {
        self.at += 3;
        loop {
            let rest = &self.bytes[self.at..];
            self.at += if quote == b'"' { memchr2(quote, b'\\', rest)? } else { memchr(quote, rest)? };
            if self.bytes[self.at] == b'\\' {
                self.escape()?;
                continue;
            }
            let run = self.bytes[self.at..].iter().take_while(|byte| **byte == quote).count();
            self.at += run.min(5);
            match run {
                0..3 => {}
                3..=5 => return Some(()),
                _ => return None,
            }
        }
    }

    /// Over the escapes of one letter, which are nearly all that are written.
    fn escape(&mut self) -> Option<()> {
        let letter = self.bytes.get(self.at + 1)?;
        self.at += 2;
        b"btnfr\"\\".contains(letter).then_some(())
    }

    /// Over blanks, a comment and the line break: the rest of a line that has said what it says.
    fn rest(&mut self) -> Option<()> {
        self.blanks();
        match self.peek() {
            None => return Some(()),
            Some(b'#') => self.at += memchr(b'\n', &self.bytes[self.at..]).unwrap_or(self.bytes.len() - self.at),
            Some(b'\r') => self.at += 1,
            Some(_) => {}
        }
        (self.take(b'\n') || self.at == self.bytes.len()).then_some(())
    }

    /// Over blanks, comments and line breaks.
    fn lines(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.peek()? {
                b'#' | b'\r' | b'\n' => self.rest()?,
                _ => return Some(()),
            }
        }
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
}

/// Whether a value without quotes is a boolean, a whole number or a decimal that 64 bits hold, or the date of a day. Not
/// all such values are known here (`0x1f`, `1e5`, `1_000`, a date with a time): a file that has one is read in full.
fn is_bare_value(raw: &[u8]) -> bool {
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let whole = |part: &[u8]| digits(part) && (part.len() == 1 || part[0] != b'0');
    if raw == b"true" || raw == b"false" {
        return true;
    }
    if let [y @ .., b'-', m1, m2, b'-', d1, d2] = raw
        && y.len() == 4
    {
        let two = |tens: &u8, ones: &u8| 10 * tens.wrapping_sub(b'0') as usize + ones.wrapping_sub(b'0') as usize;
        // A leap day is for the full reader, which knows the years that have one.
        const DAYS: [usize; 13] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let last = DAYS.get(two(m1, m2)).copied().unwrap_or(0);
        return digits(y) && digits(&[*m1, *m2, *d1, *d2]) && (1..=last).contains(&two(d1, d2));
    }
    let unsigned = raw.strip_prefix(b"-").or(raw.strip_prefix(b"+")).unwrap_or(raw);
    // Eighteen digits are always less than 2⁶³.
    match unsigned.iter().position(|byte| *byte == b'.') {
        None => whole(unsigned) && unsigned.len() <= 18,
        Some(point) => whole(&unsigned[..point]) && digits(&unsigned[point + 1..]) && unsigned.len() <= 18,
    }
}
