//! What a word needs of a document: characters that must be there, and digits where it says a number.

use crate::model::figure::Figure;
use crate::search::fold;
use crate::search::query::word::Word;
use crate::search::source;

/// The characters that a document must have to answer, as itself or in what its segment knows of it: those that it
/// [must be written with](written). None where the word can be answered by its sound.
pub(super) fn must_have(word: &Word) -> Vec<char> {
    if word.hears() { Vec::new() } else { written(word) }
}

/// The characters of a word in one piece, or of what is the number that it says, without the noughts at the ends of that, for
/// it may count in thousands. None of a word that is also written in another way: a year, a number in other digits.
pub(super) fn written(word: &Word) -> Vec<char> {
    // A whole number below a thousand has its noughts wherever it is written: as 20, or as 0.02 thousand.
    let is_small = |figure: Figure| figure.whole().is_some_and(|whole| whole.abs() < 1000);
    let number = word.amount().map(|amount| {
        let digits = plain_digits(&amount.figure.to_string());
        let digits = if is_small(amount.figure) { &digits } else { digits.trim_matches('0') };
        format!("{digits}{}", amount.unit)
    });
    let text = match number {
        _ if is_said(word) => String::new(),
        Some(number) => number,
        None => word.text().to_string(),
    };
    text.chars().filter(|c| !is_added(*c)).collect()
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

/// The digits that a number must have, one of these runs, to be what a word says, or to be shown with the word in it.
pub(super) fn digits(word: &Word) -> Vec<String> {
    let mut all: Vec<String> = typed_digits(word).chain(own_digits(word)).collect();
    all.dedup();
    all
}

/// The digits of a word as it is typed, and of other ways to write its year, where that is nothing but a number.
pub(super) fn typed_digits(word: &Word) -> impl Iterator<Item = String> {
    let is_numeric = |text: &&str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'));
    std::iter::once(word.text()).chain(word.others()).filter(is_numeric).map(plain_digits)
}

/// The digits of the number that a word says, without the noughts at its ends, of which one that is nought has one.
pub(super) fn own_digits(word: &Word) -> Option<String> {
    let digits = plain_digits(&word.amount()?.figure.to_string());
    let digits = digits.trim_matches('0');
    Some(if digits.is_empty() { "0".to_string() } else { digits.to_string() })
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
