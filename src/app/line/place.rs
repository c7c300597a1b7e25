//! Places in a text where a caret may stand, and the nearest one in each direction. Every byte taken and given is such
//! a place, that is a grapheme cluster boundary, except where a function says it takes any.

use unicode_segmentation::GraphemeCursor;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// The first place at or behind any byte.
pub(super) fn at_or_after(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|at| is_place(text, *at)).unwrap_or(text.len())
}

/// The last place at or before any byte.
pub(super) fn at_or_before(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| is_place(text, *at)).unwrap_or(0)
}

/// One cluster back.
pub(super) fn left(text: &str, at: usize) -> usize {
    text[..at].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
}

/// One cluster on.
pub(super) fn right(text: &str, at: usize) -> usize {
    at + text[at..].graphemes(true).next().map_or(0, str::len)
}

/// Back to the start of the word before.
///
/// Words are those of UAX 29, and neighbours of one kind make one word: without a dictionary nothing else can be said
/// of Chinese, where UAX 29 calls each character a word, and a stride of one character is what `left` is for. So `108年
/// 宿舍管理，共 44 間` is strided as 108 · 年宿舍管理 · ， · 共 · 44 · 間. Spaces on the way are passed over.
pub(super) fn word_left(text: &str, at: usize) -> usize {
    let pieces = text[..at].split_word_bound_indices().rev().map(|(start, piece)| (start, Kind::of(piece)));
    at_or_before(text, stride(pieces).unwrap_or(0))
}

/// On to the end of the word behind.
pub(super) fn word_right(text: &str, at: usize) -> usize {
    let pieces = text[at..].split_word_bound_indices();
    let ends = pieces.map(|(start, piece)| (at + start + piece.len(), Kind::of(piece)));
    at_or_after(text, stride(ends).unwrap_or(text.len()))
}

/// The start of the line, as newlines divide the text.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The end of the line, before its newline.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    // A carriage return and its newline are one cluster.
    at_or_before(text, end)
}

fn is_place(text: &str, byte: usize) -> bool {
    // The cursor has the whole text before it, so it never asks for more.
    text.is_char_boundary(byte) && GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Given pieces in the order they are met, each with its far edge: the far edge of the first run of one kind that is
/// not space.
fn stride(pieces: impl Iterator<Item = (usize, Kind)>) -> Option<usize> {
    let mut pieces = pieces.skip_while(|(_, kind)| *kind == Kind::Space).peekable();
    let (mut edge, first) = pieces.next()?;
    while let Some((far, _)) = pieces.next_if(|(_, kind)| *kind == first) {
        edge = far;
    }
    Some(edge)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    /// Letters and digits of scripts that part words by spaces.
    Word,
    /// Han, kana, Hangul: wide letters.
    Wide,
    /// Punctuation, symbols, emoji.
    Other,
}

impl Kind {
    fn of(piece: &str) -> Kind {
        match piece.chars().find(|c| c.is_alphanumeric()) {
            Some(c) if c.width() == Some(2) => Kind::Wide,
            Some(_) => Kind::Word,
            None if piece.chars().all(char::is_whitespace) => Kind::Space,
            None => Kind::Other,
        }
    }
}
