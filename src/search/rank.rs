//! How well one text answers one word. The only module that knows the matcher crate.
//!
//! # The rule
//!
//! A word either stands in the text as it is, a *run*, or its characters stand there in order with others between them,
//! *scattered*. A run is always the better [`Fit`]; among runs the place decides: the whole text, its start, the start
//! of a word, inside a word. Only scattered matches need a score, and have the matcher's: 16 a character, 8 more at the
//! start of a word, 4 more for a neighbour, less 3 for a gap and 1 for each character skipped. Three pairs:
//!
//! - 宿舍: `[宿舍]管理` before `經管市有[宿舍]`. Both are runs, the first starts its text.
//! - 管宿: `經[管]市有[宿]舍` before `管理本府經[管]之職務[宿]舍`. Both are scattered, with two and three characters
//!   between. The second is found by its second 管; from the first, 宿 would be out of reach.
//! - gp: `[g]reen [p]rocurement` before `[g]rou[p]`. Two starts of words outweigh the longer gap.
//!
//! By its sound ([`Word::sound`]) a word is found after all that has its letters, with one exception: letters that could be
//! a sound, strewn over insides of words, are chance more often than an intention. So [`Manner`] has three ranks: `gp` in
//! `[g]reen [p]rocurement`, then `lscg` in `[綠色採購]`, then `lscg` in `sa[l]e[s]-[c]atalo[g]`.
//!
//! A word of letters may scatter over the whole of a short text. The characters of one with a Chinese character in it
//! must be near each other ([`Reach::Near`]), and the tightest place counts.
//!
//! # The matcher
//!
//! Score and marks come from `fuzzy_indices` of `SkimMatcherV2` (fuzzy-matcher 0.3.7), which is handed folded text and
//! compares exactly. Of its defects these are met here:
//!
//! - `fuzzy_match` gives other scores than `fuzzy_indices`, so it is not used.
//! - `fuzzy_indices` itself depends on the calls before it: its matrix keeps bonuses of the last text, so that `ll` in
//!   `all hall ba[ll]` scores 35, but after `oo` in `coffee on off` 39, in another place. A call with one character
//!   shrinks the matrix to four cells, and what it grows by in the next call is new.
//! - `use_cache(false)` panics at the first match, so the cache stays on.
//! - It takes i16::MIN for minus infinity, which a gap of some 32,700 characters passes; and without a limit its matrix
//!   grows with text times word. `LIMIT` keeps both small before the matcher's own limit is reached, beyond which it
//!   would look greedily and score by another rule.

use std::cmp::Reverse;
use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::search::fold::Folded;
use crate::search::phonetic::Way;
use crate::search::query::word;
use crate::search::query::word::Reach;
use crate::search::query::word::Word;

/// Where and how a word stands in a text; the better one is the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the text.
    Whole,
    /// The text starts with it.
    Start,
    /// A word of the text starts with it.
    WordStart,
    /// It stands inside a word, as Chinese words do that follow another.
    Inside,
    /// Its characters stand apart.
    Scattered,
}

/// In what sense a text has the word; the better one is the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// It has its letters.
    Spelled,
    /// It is read so.
    Sounded,
    /// It has the letters of a word that could be a sound, strewn inside words.
    Strewn,
}

/// That a word was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// In what sense.
    pub manner: Manner,
    /// How the sound was typed, if that is the sense.
    pub way: Option<Way>,
    /// How it stands there.
    pub fit: Fit,
    /// More is better: the matcher's score of a scattered match, the fewer characters of a sound; 0 for a run, less where it
    /// is another way to write the word.
    pub score: i64,
    /// The characters, by their number in the text from 0, ascending.
    pub marks: Vec<usize>,
}

/// Looks for `word` in a short text: as a run, else as [`loose`] does.
pub fn fuzzy(word: &Word, text: &Folded) -> Option<Match> {
    substring(word, text).or_else(|| loose(word, text))
}

/// Looks for what a run is not: the characters of `word` scattered, or its sound; the better of the two.
pub fn loose(word: &Word, text: &Folded) -> Option<Match> {
    let found = [scattered(word, text), if word.hears() { sounded(word, text) } else { None }];
    let found = found.into_iter().flatten().filter(|found| found.manner <= word.most());
    found.min_by_key(|found| (found.manner, found.fit, Reverse(found.score)))
}

/// Looks for `word` as a run, else for another way to write it; of several the one that fits best, and of those the first.
pub fn substring(word: &Word, text: &Folded) -> Option<Match> {
    let text = text.as_str();
    let best = |runs: &mut dyn Iterator<Item = (usize, &str)>| {
        let (fit, at, chars) = runs.map(|(at, run)| (fit(text, at, run), at, run.chars().count())).min()?;
        let first = text.get(..at)?.chars().count();
        Some(Match { manner: Manner::Spelled, way: None, fit, score: 0, marks: (first..first + chars).collect() })
    };
    // Where both stand alike, the letters typed come before another way to write the year.
    let other = || Some(Match { score: -1, ..best(&mut word.others().flat_map(|other| apart(text, other)))? });
    best(&mut runs(word, text)).or_else(other)
}

/// The runs of a word where it may stand, by their bytes.
pub(super) fn runs<'t>(word: &Word, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    let anchors = word.anchors();
    let all = text.match_indices(word.text()).filter(move |_| !anchors.end);
    // Runs do not overlap: the last `aa` of `aaa` is none of them.
    let last = text.len().checked_sub(word.text().len()).filter(|_| anchors.end && text.ends_with(word.text()));
    let last = last.and_then(|at| Some((at, text.get(at..)?)));
    all.chain(last).filter(move |(at, _)| !anchors.start || *at == 0)
}

/// The runs of a year's number that are not part of a longer number.
pub(super) fn apart<'t>(text: &'t str, year: &str) -> impl Iterator<Item = (usize, &'t str)> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(year).filter(move |(at, run)| {
        let (before, after) = (text.get(..*at), text.get(at + run.len()..));
        !is_digit(before.and_then(|head| head.chars().next_back()))
            && !is_digit(after.and_then(|tail| tail.chars().next()))
    })
}

/// Looks for the characters that are read as `word` was typed; of several runs the one that fits best.
pub fn sounded(word: &Word, text: &Folded) -> Option<Match> {
    let runs = word.sound()?.runs(text.as_str()).into_iter();
    let found = runs.filter_map(|run| {
        let last = byte_of(text.as_str(), run.chars.last()? + 1);
        let fit = fit(text.as_str(), run.at, text.as_str().get(run.at..last)?);
        let score = -2 * i64::try_from(run.chars.len()).ok()? - i64::from(run.unfinished);
        Some(Match { manner: Manner::Sounded, way: Some(run.way), fit, score, marks: run.chars })
    });
    found.min_by_key(|found| (found.fit, Reverse(found.score)))
}

/// Looks for the characters of `word` in order, as far apart as its [`Reach`] allows.
pub fn scattered(word: &Word, text: &Folded) -> Option<Match> {
    let text = text.as_str();
    let too_long = word.char_count().saturating_mul(text.len()) > LIMIT;
    // Most texts do not match; one pass says so, without the matcher's allocations.
    if too_long || !is_subsequence(word.text(), text) {
        return None;
    }
    let found = match word.reach() {
        Reach::Together => None,
        Reach::Near => {
            let window = tightest(word.text(), text)?;
            align(word, window.text, window.first)
        }
        Reach::Anywhere => align(word, text, 0),
    }?;
    let is_spelled = word.sound().is_none() || is_abbreviation(text, &found.marks);
    Some(if is_spelled { found } else { Match { manner: Manner::Strewn, ..found } })
}

/// Whether each of the characters starts a word or stands behind another of them.
fn is_abbreviation(text: &str, marks: &[usize]) -> bool {
    let mut before = None;
    text.chars().enumerate().all(|(at, c)| {
        let is_first = before.replace(c).is_none_or(|before| starts_word(before, c));
        let is_marked = marks.binary_search(&at).is_ok();
        let is_next = at.checked_sub(1).is_some_and(|before| marks.binary_search(&before).is_ok());
        !is_marked || is_first || is_next
    })
}

/// How many characters may stand between neighbours of a word whose reach is [`Reach::Near`].
const NEAR: usize = 3;

/// Bytes of text times characters of word beyond which only runs count: such a text is no label, whatever it is called.
/// Keeps the time within bounds, and the matcher within its own: a word of two meets at most 16,384 characters.
const LIMIT: usize = 1 << 15;

fn fit(text: &str, at: usize, run: &str) -> Fit {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    fit_between(before, run.chars().next(), at + run.len() == text.len())
}

/// How a word stands in a text, at best; both folded.
pub(super) fn fit_of(word: &str, text: &str) -> Option<Fit> {
    text.match_indices(word).map(|(at, run)| fit(text, at, run)).min()
}

/// How a run stands that begins with `first`, behind `before`, and may end the text; all folded.
pub(super) fn fit_between(before: Option<char>, first: Option<char>, is_end: bool) -> Fit {
    match (before, first) {
        (None, _) if is_end => Fit::Whole,
        (None, _) => Fit::Start,
        (Some(before), Some(first)) if starts_word(before, first) => Fit::WordStart,
        _ => Fit::Inside,
    }
}

/// Between Chinese and letters or digits a word starts without a blank: `LED` in 裝設LED燈, and 燈 there.
pub(super) fn starts_word(before: char, first: char) -> bool {
    // Most of what stands before is Chinese, for which the tables of letters need not be asked.
    let is_han = word::is_han(before);
    is_han != word::is_han(first) || !is_han && !before.is_alphanumeric()
}

/// Whether the characters of `word` stand in `text` in this order, however far apart.
fn is_subsequence(word: &str, text: &str) -> bool {
    let mut rest = text.chars();
    word.chars().all(|wanted| rest.any(|c| c == wanted))
}

struct Window<'a> {
    text: &'a str,
    first: usize,
}

/// The shortest stretch of `text` that has the characters of `word` in order with at most [`NEAR`] characters between
/// neighbours; of several the first.
///
/// Word character by word character, `ends` has the places where the part of the word so far can end, ascending, each
/// with the latest place where it can have started.
fn tightest<'a>(word: &str, text: &'a str) -> Option<Window<'a>> {
    let places = |c: char| text.chars().enumerate().filter(move |&(_, other)| other == c).map(|(at, _)| at);
    let mut wanted = word.chars();
    let mut ends: Vec<(usize, usize)> = places(wanted.next()?).map(|at| (at, at)).collect();
    for c in wanted {
        ends = places(c).filter_map(|at| Some((at, latest_start(&ends, at)?))).collect();
    }
    let (end, first) = ends.into_iter().min_by_key(|(end, start)| end - start)?;
    let tail = text.get(byte_of(text, first)..)?;
    Some(Window { text: tail.get(..byte_of(tail, end - first + 1))?, first })
}

fn latest_start(ends: &[(usize, usize)], at: usize) -> Option<usize> {
    let before = ends.partition_point(|&(end, _)| end < at);
    let near = ends.get(..before)?.iter().rev().take_while(|&&(end, _)| at - end - 1 <= NEAR);
    near.map(|&(_, start)| start).max()
}

fn byte_of(text: &str, char_number: usize) -> usize {
    text.char_indices().nth(char_number).map_or(text.len(), |(at, _)| at)
}

static MATCHER: LazyLock<SkimMatcherV2> =
    LazyLock::new(|| SkimMatcherV2::default().respect_case().use_cache(true).element_limit(2 * LIMIT));

fn align(word: &Word, text: &str, first: usize) -> Option<Match> {
    MATCHER.fuzzy_indices("-", "-");
    let (score, marks) = MATCHER.fuzzy_indices(text, word.text())?;
    let marks = marks.into_iter().map(|mark| first + mark).collect();
    Some(Match { manner: Manner::Spelled, way: None, fit: Fit::Scattered, score, marks })
}

#[cfg(test)]
mod tests;
