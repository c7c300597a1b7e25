//! What a word needs of a document: characters that must be there, and digits where it says a number.

use crate::search::fold;
use crate::search::query::word::Word;
use crate::search::source;

/// The characters that a document must have to answer, as itself or in what its segment knows of it: those of the word,
/// or of a number what is left of it without the noughts at its ends, for it may count in thousands. None where the word can
/// be answered without any of its characters: by a year, by a number in other digits, by its sound.
pub(super) fn must_have(word: &Word) -> impl Iterator<Item = char> {
    let number = word.amount().map(|amount| plain_digits(&amount.figure.to_string()).trim_matches('0').to_string());
    let text = match number {
        _ if is_said(word) || word.hears() => String::new(),
        Some(number) => number,
        None => word.text().to_string(),
    };
    text.chars().filter(|c| !is_added(*c)).collect::<Vec<_>>().into_iter()
}

/// Whether a folded character may be shown where the text does not have it.
pub(super) fn is_added(c: char) -> bool {
    source::ADDED.chars().any(|added| fold::fold(added) == c)
}

/// Whether a word has other spellings, or is a number that is not written in plain digits.
pub(super) fn is_said(word: &Word) -> bool {
    let is_plain = word.text().chars().all(|c| c.is_ascii_alphanumeric());
    word.year().is_some() || word.others().next().is_some() || word.amount().is_some() && !is_plain
}

/// The digits that a number must have, one of these runs, to be what a word says, or to be shown with the word in it: those of
/// the word as it is typed and of other ways to write its year, where that is nothing but a number; and those of the number
/// that it says, without the noughts at its ends, of which one that is nought has one.
pub(super) fn digits(word: &Word) -> Vec<String> {
    let is_numeric = |text: &&str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'));
    let typed = std::iter::once(word.text()).chain(word.others()).filter(is_numeric).map(plain_digits);
    let number = word.amount().map(|amount| {
        let digits = plain_digits(&amount.figure.to_string());
        let digits = digits.trim_matches('0');
        if digits.is_empty() { "0".to_string() } else { digits.to_string() }
    });
    let mut all: Vec<String> = typed.chain(number).collect();
    all.dedup();
    all
}

pub(super) fn plain_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether digits stand in a text, which may have points and commas among them; no digits stand in any.
pub(super) fn has_digits(text: &str, digits: &str) -> bool {
    let Some((first, rest)) = digits.as_bytes().split_first() else { return true };
    memchr::memchr_iter(*first, text.as_bytes()).any(|at| {
        let behind = text.as_bytes().iter().skip(at + 1).filter(|byte| !matches!(byte, b'.' | b','));
        behind.take(rest.len()).eq(rest)
    })
}
