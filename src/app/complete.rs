//! Completing what is typed to find records: shown dim behind the caret, and taken by Tab, one after the other.

use crate::app::App;
use crate::app::find;
use crate::app::line::Line;
use crate::insight::complete;
use crate::insight::complete::Going;
use crate::insight::complete::Known;

/// How the text that is open can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The text before the piece that is completed.
    before: String,
    /// The piece as it is typed.
    piece: String,
    /// What it can become, the best first; never empty.
    all: Vec<String>,
    /// Which of them was last taken; none as long as it is only shown.
    taken: Option<usize>,
}

/// One letter would suggest a field at every word.
const LETTERS: usize = 2;

impl Completion {
    /// What stands dim behind the caret: the rest of the first, as long as none is taken and the caret is at the end.
    pub fn shown(&self, line: &Line) -> String {
        let is_open = line.caret() == line.text().len() && self.taken.is_none() && line.text() == self.text(None);
        let first = self.all.first().filter(|_| is_open);
        // The quotes that it needs are put around it when it is taken.
        let is_quoted = |text: &str| text.starts_with(['"', '＂', '“', '”']);
        let quote = first.map_or(0, |first| usize::from(is_quoted(first) && !is_quoted(&self.piece)));
        first.map_or(String::new(), |first| first.chars().skip(self.piece.chars().count() + quote).collect())
    }

    /// The whole text, with the piece as it is typed or as one of what it can become.
    fn text(&self, taken: Option<usize>) -> String {
        let piece = taken.and_then(|at| self.all.get(at)).unwrap_or(&self.piece);
        format!("{}{piece}", self.before)
    }
}

/// What is typed has changed: how it can go on is found anew.
pub(super) fn typed(app: &mut App) {
    app.completion = find::asked(app).and_then(|line| completion(app, line));
}

/// Takes the first completion, or the next one of what was taken.
pub(super) fn next(app: &mut App) {
    let Some(line) = find::asked(app) else { return };
    let is_current = |completion: &&Completion| completion.text(completion.taken) == line.text();
    let Some(mut completion) = app.completion.as_ref().filter(is_current).cloned() else { return typed(app) };
    let taken = completion.taken.map_or(0, |at| (at + 1) % completion.all.len().max(1));
    let text = completion.text(Some(taken));
    completion.taken = Some(taken);
    find::retype(app, &text);
    // One that stands alone is done with, and what follows it can be completed in its turn.
    match completion.all.len() {
        1 => typed(app),
        _ => app.completion = Some(completion),
    }
}

fn completion(app: &App, line: &Line) -> Option<Completion> {
    let text = line.text();
    if line.caret() != text.len() {
        return None;
    }
    let language = find::language(app);
    let known = Known { archive: &app.archive, language, year: app.year, items: &app.all, letters: LETTERS };
    let Going { from, all } = complete::going_on(text, &known)?;
    let (before, piece) = text.split_at_checked(from)?;
    Some(Completion { before: before.to_string(), piece: piece.to_string(), all, taken: None })
}
