//! Highlights: where the characters of a query stand in a text as it is shown.

use std::ops::Range;

use crate::search::facts;
use crate::search::facts::Facts;
use crate::search::facts::Nothing;
use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::query::Query;
use crate::search::query::word::Word;
use crate::search::rank;
use crate::search::rank::Match;

/// What a text is, which decides how it is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A title, a name: short, and found fuzzily.
    Label,
    /// Running text: found as it is typed. A word scattered through two hundred characters is noise.
    Prose,
}

/// Whether `text` answers `query`, each word found fuzzily; the empty query is found in any. For filtering a list.
pub fn matches(query: &Query, text: &str) -> bool {
    matches_any(query, &[text])
}

/// Whether these texts together answer, each word found fuzzily wherever it is.
pub fn matches_any(query: &Query, texts: &[&str]) -> bool {
    matches_known(query, texts, &Nothing)
}

/// The same with what is known beside the texts.
pub fn matches_known(query: &Query, texts: &[&str], facts: &dyn Facts) -> bool {
    if query.is_empty() {
        return true;
    }
    let folded: Vec<Folded> = texts.iter().map(|text| fold::fold_str(text)).collect();
    facts::answers(query, &|word| folded.iter().any(|text| rank::fuzzy(word, text).is_some()), facts)
}

/// The bytes of `text` to highlight: every run of each word, or, in a label without one, the characters it is scattered
/// over or that are read so. Words that are not found leave no mark. Ascending, apart from each other, on character boundaries.
///
/// Costs a few passes over `text`, so hand in what is on the screen.
pub fn marks_in(query: &Query, kind: Kind, text: &str) -> Vec<Range<usize>> {
    if query.is_empty() {
        return Vec::new();
    }
    let folded = fold::fold_str(text);
    let mut marks = Vec::new();
    for word in query.words() {
        let before = marks.len();
        push_runs(word, &folded, &mut marks);
        if marks.len() == before && kind == Kind::Label {
            push_loose(word, &folded, &mut marks);
        }
    }
    marks.sort_unstable();
    marks.dedup();
    byte_ranges(text, &marks)
}

/// Character numbers, ascending, as the ranges of bytes they take in `text`; neighbours are joined. Numbers beyond the
/// end are passed over.
pub fn byte_ranges(text: &str, marks: &[usize]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut marks = marks.iter().copied().peekable();
    for (number, (at, c)) in text.char_indices().enumerate() {
        if marks.next_if_eq(&number).is_none() {
            continue;
        }
        let end = at + c.len_utf8();
        match ranges.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => ranges.push(at..end),
        }
    }
    ranges
}

/// The characters that `word` is scattered over, or of every run that is read so.
fn push_loose(word: &Word, text: &Folded, marks: &mut Vec<usize>) {
    match (rank::loose(word, text), word.sound()) {
        (Some(Match { way: Some(way), .. }), Some(sound)) => {
            let runs = sound.runs(text.as_str()).into_iter().filter(|run| run.way == way);
            marks.extend(runs.flat_map(|run| run.chars));
        }
        (found, _) => marks.extend(found.into_iter().flat_map(|found| found.marks)),
    }
}

/// The characters of each run of `word`. Counts forward from run to run, so that a long text is walked once.
fn push_runs(word: &Word, text: &Folded, marks: &mut Vec<usize>) {
    let text = text.as_str();
    let (mut counted, mut chars) = (0, 0);
    for (at, _) in rank::runs(word, text) {
        chars += text.get(counted..at).map_or(0, |between| between.chars().count());
        counted = at;
        marks.extend(chars..chars + word.char_count());
    }
    for (at, run) in word.others().flat_map(|other| rank::apart(text, other)) {
        let first = text.get(..at).map_or(0, |before| before.chars().count());
        marks.extend(first..first + run.chars().count());
    }
}

#[cfg(test)]
pub(in crate::search) mod tests;
