//! What counts as the same: a folding that turns one character into one character.
//!
//! Archive and query are folded alike and compared as they then are. Because no character ever becomes two or none,
//! the n-th character of a folded text stands for the n-th of the original, and a highlight found in one is true in
//! the other. The price is known and small: `ß` does not find `ss`, `é` typed as one character does not find `e`
//! followed by a combining accent, `℃` does not find `°C`.
//!
//! The second gain is that nothing can be folded away. A folding that drops what it does not know turns a query into
//! the empty query, which matches everything.

mod table;

/// A text in which equal things are equal characters; see [`fold_str`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Folded(Box<str>);

impl Folded {
    /// The folded text. It has as many characters as the original, not as many bytes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many characters there are, in the original too. Costs one pass over the text.
    pub fn char_count(&self) -> usize {
        self.0.chars().count()
    }

    /// Whether there is no character at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Folds each character of `text`.
pub fn fold_str(text: &str) -> Folded {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    Folded(folded.into())
}

/// Folds each character of `text` to the end of `folded`: for many texts in one piece of memory.
pub fn fold_into(text: &str, folded: &mut String) {
    let table = table::table();
    folded.extend(text.chars().map(|c| table.fold(c)));
}

/// The character that stands for `c` and for everything that counts as the same. Folding twice changes nothing more.
///
/// White space of any kind is a space (a phrase is found across a line break). The rest goes through three steps:
/// compatibility forms (Ａ is A, ｶ is カ, U+FA01 is 度, U+2F00 is 一), then case, then the classes of characters that are
/// written for each other: variants (臺 is 台, ‧ is ·), the simplified and the traditional (发 is 發). A step that would
/// give several characters is left out.
///
/// A simplified character stands for each of its traditional ones, so those are one class: 里 is 裡, 后 is 後, 发 is 發
/// and 髮. The reader of Chinese tells them apart by the character beside them, and so does a query of two.
#[inline]
pub fn fold(c: char) -> char {
    table::table().fold(c)
}

/// The characters of the first plane that are folded to `c`. It goes through all of them.
pub fn forms(c: char) -> Vec<char> {
    let table = table::table();
    ('\0'..='\u{ffff}').filter(|other| table.fold(*other) == c).collect()
}

#[cfg(test)]
mod tests;
