//! The query: what was typed, as words to look for.
//!
//! Words stand between blanks (an ideographic space is one) and every one of them must be found. Quotes keep blanks:
//! `"green procurement"` is one word. Any text is a query; there is nothing to get wrong while typing.
//!
//! A word is more than its letters: what it says as a number or a year ([`number`]), and, where that is asked for, how it
//! sounds ([`crate::search::phonetic`]). Quotes keep it to its letters.
//!
//! A richer language (fields, alternatives, negation) becomes more kinds of [`Word`]; each already knows where it stands
//! in the typed text, so that what is not understood can be underlined.

pub mod number;

use std::ops::Range;

use crate::model::year::Year;
use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::phonetic::Pattern;
use crate::search::phonetic::Sounds;
use crate::search::query::number::Amount;

/// What to look for. See the module for the language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<Word>,
    whole: String,
    typed: String,
}

/// One word of a query, prepared for matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    at: Range<usize>,
    text: Folded,
    chars: usize,
    reach: Reach,
    others: Vec<Folded>,
    year: Option<Year>,
    amount: Option<Amount>,
    sound: Option<Pattern>,
}

/// How far apart the characters of a word may stand in a short text such as a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Not at all: a quoted word, a single character, a number. (44 is not in 4,104.)
    Together,
    /// With at most three characters between neighbours: a word that has a Chinese character in it.
    ///
    /// Chinese abbreviates by taking a character of each word, and its words have two or three, so that one or two
    /// are skipped; three when a short word is passed over: 消保宣導 is 消費者保護教育宣導 (between 保 and 宣, 護教育).
    /// Not 消宣, with six between: a chance meeting more often than an intention.
    Near,
    /// Anywhere, in order: `gpr` is in green procurement.
    Anywhere,
}

impl Query {
    /// Reads `typed`, and takes nothing for a sound. Never fails: a quote that is still open goes to the end.
    pub fn parse(typed: &str) -> Query {
        Query::read(typed, Sounds::OFF)
    }

    /// Reads `typed`, each word also as the sounds that it may be. Never fails.
    pub fn read(typed: &str, sounds: Sounds) -> Query {
        let mut words = Vec::new();
        let mut rest = typed.trim_start();
        while let Some(first) = rest.chars().next() {
            let start = typed.len() - rest.len();
            let (body, after) = if is_quote(first) { quoted(rest) } else { bare(rest) };
            let at = start..typed.len() - after.len();
            words.extend(Word::new(at, body, is_quote(first), sounds));
            rest = after.trim_start();
        }
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        Query { whole: texts.join(" "), words, typed: typed.to_string() }
    }

    /// Whether there is nothing to look for: nothing typed but blanks and quotes around nothing. Such a query matches
    /// everything. No other does: folding never makes a character disappear.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, in the order typed.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The text it was read from.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The words folded and joined by single blanks: what a title or an id must be to be meant exactly.
    pub fn whole(&self) -> &str {
        &self.whole
    }
}

impl Word {
    fn new(at: Range<usize>, body: &str, quoted: bool, sounds: Sounds) -> Option<Word> {
        if body.is_empty() {
            return None;
        }
        let text = fold::fold_str(body);
        let chars = text.char_count();
        let word =
            Word { at, chars, reach: Reach::Together, others: Vec::new(), year: None, amount: None, sound: None, text };
        if quoted {
            return Some(word);
        }
        let year = number::year(word.text());
        let amount = number::amount(word.text());
        let others = year.map_or(Vec::new(), |year| number::spellings(year, word.text()));
        let is_number = year.is_some() || amount.as_ref().is_some_and(|amount| amount.unit.is_empty());
        let reach = if is_number { Reach::Together } else { reach(word.text(), chars) };
        let sound = if is_number { None } else { Pattern::new(word.text(), sounds) };
        let others = others.iter().map(|other| fold::fold_str(other)).collect();
        Some(Word { reach, others, year, amount, sound, ..word })
    }

    /// The bytes of the typed text that this word came from, quotes included.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// The word, folded; never empty.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// Its number of characters, at least 1.
    pub fn char_count(&self) -> usize {
        self.chars
    }

    /// What a text may have in its place, folded: another way to write the same year.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        self.others.iter().map(Folded::as_str)
    }

    /// The year it says; what is of that year answers it.
    pub fn year(&self) -> Option<Year> {
        self.year
    }

    /// The number it says; a value that equals it answers it.
    pub fn amount(&self) -> Option<&Amount> {
        self.amount.as_ref()
    }

    /// It as sounds; none where nobody asked, it is in quotes or a number, or no syllable begins so.
    pub fn sound(&self) -> Option<&Pattern> {
        self.sound.as_ref()
    }

    /// How far apart its characters may stand.
    pub fn reach(&self) -> Reach {
        self.reach
    }
}

fn reach(text: &str, chars: usize) -> Reach {
    if chars == 1 || !text.contains(char::is_alphabetic) {
        Reach::Together
    } else if text.contains(is_han) {
        Reach::Near
    } else {
        Reach::Anywhere
    }
}

/// Splits off a quoted word: what stands between the quotes, trimmed, and what follows them.
fn quoted(text: &str) -> (&str, &str) {
    let mut inside = text.chars();
    inside.next();
    let inside = inside.as_str();
    let (body, after) = inside.split_once(is_quote).unwrap_or((inside, ""));
    (body.trim(), after)
}

/// Splits off a word up to the next blank.
fn bare(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Any double quote, also those that an input method types.
fn is_quote(c: char) -> bool {
    fold::fold(c) == '"'
}

/// Whether `c` is a Chinese character, by its block.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Being read as numbers, years and sounds never costs a word, nor its letters.
        #[test]
        fn any_text_is_a_query(typed in "\\PC{0,12}|[0-9一二十廿百千萬億兆零年民國.,+-]{0,12}|[a-z0-9;,./綠\"-]{0,70}") {
            let texts = |query: &Query| query.words().iter().map(|word| word.text().to_string()).collect::<Vec<_>>();
            let (plain, heard) = (Query::parse(&typed), Query::read(&typed, Sounds::ON));
            prop_assert_eq!(texts(&plain), texts(&heard));
            prop_assert!(plain.words().iter().all(|word| word.sound().is_none()));
        }
    }

    /// The words as `text@typed`, phrases in quotes.
    fn check(typed: &str, expected: &[&str]) {
        let query = Query::parse(typed);
        let found: Vec<String> =
            query.words().iter().map(|word| format!("{}@{}", word.text(), &typed[word.at()])).collect();
        assert_eq!(found, expected, "{typed:?}");
        assert_eq!(query.is_empty(), expected.is_empty(), "{typed:?}");
    }

    #[test]
    fn words() {
        check("", &[]);
        check(" \u{3000}\t", &[]);
        check("宿舍", &["宿舍@宿舍"]);
        check("  臺北\u{3000}Ａ1 ", &["台北@臺北", "a1@Ａ1"]);
        check("\"Green  Procurement\" x", &["green  procurement@\"Green  Procurement\"", "x@x"]);
        check("“綠色 採購”宿舍", &["綠色 採購@“綠色 採購”", "宿舍@宿舍"]);
        check("\"still open ", &["still open@\"still open "]);
        check("\"", &[]);
        check("a \"\" \" \" b", &["a@a", "b@b"]);
        check("5\"3", &["5\"3@5\"3"]);
    }

    #[test]
    fn reaches() {
        let table = [
            ("a", Reach::Together),
            ("宿", Reach::Together),
            ("110", Reach::Together),
            ("96.41%", Reach::Together),
            ("\"ab cd\"", Reach::Together),
            ("gpr", Reach::Anywhere),
            ("消保", Reach::Near),
            ("led燈", Reach::Near),
        ];
        for (typed, reach) in table {
            assert_eq!(Query::parse(typed).words()[0].reach(), reach, "{typed}");
        }
    }

    #[test]
    fn no_character_is_folded_away() {
        for c in '\0'..=char::MAX {
            if !c.is_whitespace() && !is_quote(c) {
                let typed = String::from(c);
                assert_eq!(Query::parse(&typed).words().len(), 1, "U+{:04X}", u32::from(c));
            }
        }
    }
}
