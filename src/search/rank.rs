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

use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::search::fold::Folded;
use crate::search::query;
use crate::search::query::Reach;
use crate::search::query::Word;

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

/// That a word was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// How it stands there.
    pub fit: Fit,
    /// The matcher's score of a scattered match, more is better; 0 for a run, which needs none.
    pub score: i64,
    /// The characters, by their number in the text from 0, ascending; as many as the word has.
    pub marks: Vec<usize>,
}

/// Looks for `word` in a short text: as a run, else scattered as far as its [`Reach`] allows.
pub fn fuzzy(word: &Word, text: &Folded) -> Option<Match> {
    substring(word, text).or_else(|| scattered(word, text))
}

/// Looks for `word` as a run; of several the one that fits best, and of those the first.
pub fn substring(word: &Word, text: &Folded) -> Option<Match> {
    let text = text.as_str();
    let (fit, at) = text.match_indices(word.text()).map(|(at, run)| (fit(text, at, run), at)).min()?;
    let first = text.get(..at)?.chars().count();
    Some(Match { fit, score: 0, marks: (first..first + word.char_count()).collect() })
}

/// Looks for the characters of `word` in order, as far apart as its [`Reach`] allows.
pub fn scattered(word: &Word, text: &Folded) -> Option<Match> {
    let text = text.as_str();
    let too_long = word.char_count().saturating_mul(text.len()) > LIMIT;
    // Most texts do not match; one pass says so, without the matcher's allocations.
    if too_long || !is_subsequence(word.text(), text) {
        return None;
    }
    match word.reach() {
        Reach::Together => None,
        Reach::Near => {
            let window = tightest(word.text(), text)?;
            align(word, window.text, window.first)
        }
        Reach::Anywhere => align(word, text, 0),
    }
}

/// How many characters may stand between neighbours of a word whose reach is [`Reach::Near`].
const NEAR: usize = 3;

/// Bytes of text times characters of word beyond which only runs count: such a text is no label, whatever it is called.
/// Keeps the time within bounds, and the matcher within its own: a word of two meets at most 16,384 characters.
const LIMIT: usize = 1 << 15;

fn fit(text: &str, at: usize, run: &str) -> Fit {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    match (before, run.chars().next()) {
        (None, _) if text.len() == run.len() => Fit::Whole,
        (None, _) => Fit::Start,
        (Some(before), Some(first)) if starts_word(before, first) => Fit::WordStart,
        _ => Fit::Inside,
    }
}

/// Between Chinese and letters or digits a word starts without a blank: `LED` in 裝設LED燈, and 燈 there.
fn starts_word(before: char, first: char) -> bool {
    !before.is_alphanumeric() || query::is_han(before) != query::is_han(first)
}

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
    Some(Match { fit: Fit::Scattered, score, marks: marks.into_iter().map(|mark| first + mark).collect() })
}

#[cfg(test)]
mod tests;
