//! Undo and redo inside one field: every change of its text as a step with an inverse.

use std::ops::Range;

/// Where the caret stands, and the other end of the selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) caret: usize,
    pub(super) anchor: Option<usize>,
}

/// `removed` gave way to `inserted` at the byte `at`.
#[derive(Clone, Debug)]
struct Step {
    at: usize,
    removed: String,
    inserted: String,
    before: Stand,
    after: Stand,
}

/// What a step may grow by: the same thing done again right where it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// Typing on.
    Typed,
    /// Deleting on, to the left.
    Left,
    /// Deleting on, to the right.
    Right,
}

/// The steps done, and those undone that can be done again.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    run: Option<Run>,
}

impl History {
    /// Replaces `range` of the text and notes it: as part of the step before if `run` goes on, else as a new step.
    /// `stand` holds where the caret stood; the caller says with `settle` where it went.
    pub(super) fn replace(
        &mut self,
        text: &mut String,
        range: Range<usize>,
        new: &str,
        stand: Stand,
        run: Option<Run>,
    ) {
        self.undone.clear();
        let removed = text[range.clone()].to_string();
        text.replace_range(range.clone(), new);
        let goes_on = run.is_some() && self.run == run;
        self.run = run;
        if let (Some(run), true, Some(step)) = (run, goes_on, self.done.last_mut())
            && step.grow(run, &range, &removed, new)
        {
            return;
        }
        self.done.push(Step { at: range.start, removed, inserted: new.to_string(), before: stand, after: stand });
    }

    /// Notes where the caret went after `replace`.
    pub(super) fn settle(&mut self, after: Stand) {
        if let Some(step) = self.done.last_mut() {
            step.after = after;
        }
    }

    /// What comes next is a step of its own.
    pub(super) fn pause(&mut self) {
        self.run = None;
    }

    /// Takes the last step back. Gives where the caret stood before it.
    pub(super) fn undo(&mut self, text: &mut String) -> Option<Stand> {
        self.pause();
        let step = self.done.pop()?;
        text.replace_range(step.at..step.at + step.inserted.len(), &step.removed);
        let stand = step.before;
        self.undone.push(step);
        Some(stand)
    }

    /// Does the step last undone again. Gives where the caret went with it.
    pub(super) fn redo(&mut self, text: &mut String) -> Option<Stand> {
        self.pause();
        let step = self.undone.pop()?;
        text.replace_range(step.at..step.at + step.removed.len(), &step.inserted);
        let stand = step.after;
        self.done.push(step);
        Some(stand)
    }
}

impl Step {
    /// Takes a further change in, if it goes on where this step ended.
    fn grow(&mut self, run: Run, range: &Range<usize>, removed: &str, new: &str) -> bool {
        let end = self.at + self.inserted.len();
        match run {
            Run::Typed if range.start == end && removed.is_empty() && !pauses(&self.inserted, new) => {
                self.inserted.push_str(new);
            }
            Run::Left if range.end == self.at && self.inserted.is_empty() => {
                self.at = range.start;
                self.removed.insert_str(0, removed);
            }
            Run::Right if range.start == self.at && self.inserted.is_empty() => self.removed.push_str(removed),
            _ => return false,
        }
        true
    }
}

/// Whether a typist pauses between the two: behind a space, a newline or a Chinese stop, when something else follows.
/// So undo takes back a word or a clause, not a paragraph.
fn pauses(typed: &str, next: &str) -> bool {
    let stops = |c: char| c.is_whitespace() || "，。、；：！？".contains(c);
    typed.ends_with(stops) && !next.starts_with(stops)
}
