//! What counts as the same: a folding that turns one character into one character.
//!
//! Archive and query are folded alike and compared as they then are. Because no character ever becomes two or none,
//! the n-th character of a folded text stands for the n-th of the original, and a highlight found in one is true in
//! the other. The price is known and small: `ß` does not find `ss`, `é` typed as one character does not find `e`
//! followed by a combining accent, `℃` does not find `°C`.
//!
//! The second gain is that nothing can be folded away. A folding that drops what it does not know turns a query into
//! the empty query, which matches everything.

mod variants;

use std::iter;

use unicode_normalization::UnicodeNormalization;

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
    Folded(text.chars().map(fold).collect())
}

/// The character that stands for `c` and for everything that counts as the same. Folding twice changes nothing more.
///
/// White space of any kind is a space (a phrase is found across a line break). The rest goes through three steps:
/// compatibility forms (Ａ is A, ｶ is カ, U+FA01 is 度, U+2F00 is 一), then case, then the table of variants (臺 is 台,
/// ‧ is ·). A step that would give several characters is left out.
pub fn fold(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        // Most of a Chinese text: neither case nor compatibility form.
        '\u{4e00}'..='\u{9fff}' => variants::usual(c),
        c => variants::usual(lower(compatible(c))),
    }
}

fn compatible(c: char) -> char {
    only(iter::once(c).nfkc()).unwrap_or(c)
}

/// Lower case by way of upper case, so that `ς` meets `σ`, which have one capital.
fn lower(c: char) -> char {
    let upper = only(c.to_uppercase()).unwrap_or(c);
    only(upper.to_lowercase()).unwrap_or(upper)
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next();
    if chars.next().is_some() { None } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_twice_is_folding_once_for_every_character() {
        for c in '\0'..=char::MAX {
            let once = fold(c);
            assert_eq!(fold(once), once, "U+{:04X} {c:?}", u32::from(c));
        }
    }

    #[test]
    fn only_white_space_becomes_blank() {
        for c in '\0'..=char::MAX {
            let compatible_blank = compatible(c).is_whitespace();
            assert_eq!(fold(c) == ' ', c.is_whitespace() || compatible_blank, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn the_same() {
        let table = [
            ("臺檯颱", "台台台"),
            ("Ａ１ａ", "a1a"),
            ("ＡBcÉ", "abcé"),
            ("ΣςΣ", "σσσ"),
            ("裏峯羣衆着爲", "裡峰群眾著為"),
            ("僞麪祕綫啓麽", "偽麵秘線啟麼"),
            ("温産説鈎鷄牀", "溫產說鉤雞床"),
            ("\u{fa01}\u{f9dc}\u{2f805}", "度隆侮"),
            ("⼀⽣⺟⻑⺠", "一生母長民"),
            ("〇零", "零零"),
            ("甲\u{3000}乙\u{a0}丙\n丁\t", "甲 乙 丙 丁 "),
            ("-－–—―−─", "-------"),
            ("~～〜∼", "~~~~"),
            ("·･・‧•", "·····"),
            ("ｶﾅ，：（）", "カナ,:()"),
            ("“”＂‘’", "\"\"\"''"),
            ("\u{212a}", "k"),
        ];
        for (text, folded) in table {
            assert_eq!(fold_str(text).as_str(), folded, "{text}");
        }
    }

    #[test]
    fn not_the_same() {
        // Near, but different words; and letters whose folding has several characters, which stay one.
        for (a, b) in [('匯', '彙'), ('准', '準'), ('后', '後'), ('谷', '穀'), ('里', '裡'), ('ß', 's'), ('é', 'e')]
        {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
        for c in ['ß', 'İ', 'ﬁ', '℃', '½', '…'] {
            assert_eq!(fold(c), c, "{c}");
        }
    }

    #[test]
    fn characters_keep_their_number() {
        for text in ["", "Straße", "İzmir", "e\u{301}", "臺\u{fa01}", "👩‍👩‍👧 家"] {
            assert_eq!(fold_str(text).char_count(), text.chars().count(), "{text}");
        }
    }
}
