//! A range of bytes in a file's text: small, copied, and safe to apply to any text.

/// Bytes `start..end` of a file's text. Files are capped at 16 MiB when read, so 32 bits suffice and a record of a
/// million stays small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`; offsets beyond 4 GiB saturate, and then select nothing.
    pub fn new(start: usize, end: usize) -> Span {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: narrow(start), end: narrow(end) }
    }

    /// The text of this span; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// First byte, as an index.
    pub fn from(self) -> usize {
        self.start as usize
    }

    /// One past the last byte, as an index.
    pub fn to(self) -> usize {
        self.end as usize
    }

    /// As a range of indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.from()..self.to()
    }

    /// Whether `other` lies wholly inside.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
