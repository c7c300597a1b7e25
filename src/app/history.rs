//! Undo and redo: edits kept as splices, taken back by their inverses, without limit and across saves.

use crate::app::mode::Stand;
use crate::store::merge;
use crate::store::parallel;
use crate::store::splice::Splice;
use std::collections::HashSet;
use std::sync::Arc;

/// What a person did in one go: splices of one file or several, in the order they were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it was, for the status line.
    pub label: String,
    /// The file's number, and the splice that was made in it. Of thousands a job beside the keys has them too.
    pub splices: Arc<Vec<(usize, Splice)>>,
    /// Where the person stood before, to be brought back there when the step is taken back.
    pub from: Stand,
}

/// A step taken back, or made again: what is to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// What the step was.
    pub label: String,
    /// The splices, in the order to apply them; none where others have changed all that the step did.
    pub splices: Vec<(usize, Splice)>,
    /// Where the person stood before the step.
    pub from: Stand,
}

/// All steps, done and taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Keeps a step that was just made; what had been taken back is gone then.
    pub fn push(&mut self, step: Step) {
        if !self.undone.is_empty() {
            parallel::let_go(std::mem::take(&mut self.undone));
        }
        self.done.push(step);
    }

    /// The step to be taken back next.
    pub fn last(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step to be made again next.
    pub fn next(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Counts the last step as taken back; gives it.
    pub fn step_back(&mut self) -> Option<&Step> {
        self.undone.push(self.done.pop()?);
        self.undone.last()
    }

    /// Counts the step last taken back as made again; gives it.
    pub fn step_again(&mut self) -> Option<&Step> {
        self.done.push(self.undone.pop()?);
        self.done.last()
    }

    /// Takes the last step back. One that others have overwritten comes up once, with nothing to be done, so that it can be
    /// told: whoever takes back what they did last must not take back what was before it instead.
    pub fn undo(&mut self) -> Option<Replay> {
        let step = self.done.pop()?;
        if step.splices.is_empty() {
            return Some(Replay { label: step.label, splices: Vec::new(), from: step.from });
        }
        let splices = back(&step.splices);
        let replay = Replay { label: step.label.clone(), splices, from: step.from };
        self.undone.push(step);
        Some(replay)
    }

    /// Does the step last taken back again.
    pub fn redo(&mut self) -> Option<Replay> {
        let Step { label, splices, from } = self.step_again()?.clone();
        Some(Replay { label, splices: splices.to_vec(), from })
    }

    /// Forgets the steps that others have overwritten, where what they did comes up as steps of its own.
    pub fn forget_overtaken(&mut self) {
        self.done.retain(|step| !step.splices.is_empty());
    }

    /// The files that steps are in, or where the person stood before one.
    pub fn files(&self) -> HashSet<usize> {
        let steps = || self.done.iter().chain(&self.undone);
        let splices = steps().flat_map(|step| step.splices.iter().map(|(file, _)| *file));
        splices.chain(steps().filter_map(|step| Some(step.from.item?.file))).collect()
    }

    /// Carries the steps over from a file's present text to one that someone else has changed too.
    ///
    /// Each step is moved to where its bytes stand now. One whose bytes they have changed cannot be taken back any more;
    /// it becomes part of what the others start from. The return value says whether there was one.
    pub fn rebase(&mut self, file: usize, ours: &str, new: &str) -> bool {
        let undone = carry_all(self.undone.iter_mut().rev(), file, false, ours, new);
        let done = carry_all(self.done.iter_mut().rev(), file, true, ours, new);
        self.undone.retain(|step| !step.splices.is_empty());
        done || undone
    }
}

/// What leads back from these, in the order to be made.
pub fn back(splices: &[(usize, Splice)]) -> Vec<(usize, Splice)> {
    splices.iter().rev().map(|(file, splice)| (*file, splice.inverse())).collect()
}

/// Carries steps over, the one nearest to the present text first. `made`: the text has their new bytes (to be taken
/// back), else their old ones (to be made again). True if one had to be dropped.
fn carry_all<'s>(steps: impl Iterator<Item = &'s mut Step>, file: usize, made: bool, ours: &str, new: &str) -> bool {
    let (mut ours, mut new) = (ours.to_string(), new.to_string());
    let mut theirs = merge::splices(&ours, &new);
    let mut dropped = false;
    for step in steps {
        // The person stood in the text before the step: on this side of one to be made again, on the far side of one made.
        if !made {
            follow(&mut step.from, file, &theirs);
        }
        let mut kept = Vec::with_capacity(step.splices.len());
        let order: Vec<(usize, Splice)> = match made {
            true => Arc::make_mut(&mut step.splices).drain(..).rev().collect(),
            false => Arc::make_mut(&mut step.splices).drain(..).collect(),
        };
        for (of, mut splice) in order {
            if of != file {
                kept.push((of, splice));
                continue;
            }
            // The text on the far side of this splice, as it was without their change, and as it is with it.
            let Some(ours_beyond) = crossing(&splice, made).apply(&ours) else { return true };
            match carry(&mut splice, made, &theirs).zip(crossing(&splice, made).apply(&new)) {
                Some((moved, new_beyond)) => {
                    (theirs, new) = (moved, new_beyond);
                    kept.push((of, splice));
                }
                None => {
                    dropped = true;
                    theirs = merge::splices(&ours_beyond, &new);
                }
            }
            ours = ours_beyond;
        }
        if made {
            follow(&mut step.from, file, &theirs);
            kept.reverse();
        }
        step.splices = Arc::new(kept);
    }
    dropped
}

/// Moves where a person stood past `theirs`. Where they have changed that very line, it stays as it is.
fn follow(stand: &mut Stand, file: usize, theirs: &[Splice]) {
    let at = stand.at;
    if stand.item.is_some_and(|item| item.file == file)
        && let Some(moved) = merge::shift(at..at + 1, theirs)
    {
        stand.at = moved.start;
    }
}

/// What leads to the far side of a splice: its inverse where it has been made.
fn crossing(splice: &Splice, made: bool) -> Splice {
    if made { splice.inverse() } else { splice.clone() }
}

/// Moves one splice past `theirs`, and `theirs` past it. `made`: the text has the splice's new bytes (to be taken
/// back), else its old ones (to be made again). None where the two touch the same bytes.
fn carry(splice: &mut Splice, made: bool, theirs: &[Splice]) -> Option<Vec<Splice>> {
    let crossing = crossing(splice, made);
    let moved = theirs
        .iter()
        .map(|their| {
            let range = merge::shift(their.at..their.at + their.old.len(), std::slice::from_ref(&crossing))?;
            Some(Splice { at: range.start, ..their.clone() })
        })
        .collect::<Option<Vec<Splice>>>()?;
    splice.at = merge::shift(crossing.at..crossing.at + crossing.old.len(), theirs)?.start;
    Some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(text: &mut String, splices: &[(usize, Splice)]) {
        for (_, splice) in splices {
            *text = splice.apply(text).expect("a splice of the history must fit the text");
        }
    }

    fn made(history: &mut History, text: &mut String, find: &str, new: &str) {
        let at = text.find(find).unwrap();
        let splice = Splice::of(text, at..at + find.len(), new.to_string()).unwrap();
        *text = splice.apply(text).unwrap();
        history.push(Step { label: new.to_string(), splices: Arc::new(vec![(0, splice)]), from: Stand::default() });
    }

    #[test]
    fn n_steps_and_n_undos() {
        let (mut history, mut text) = (History::default(), "a\nb\nc\n".to_string());
        made(&mut history, &mut text, "b", "BBB");
        made(&mut history, &mut text, "a", "");
        made(&mut history, &mut text, "BB", "x");
        let last = text.clone();
        while let Some(back) = history.undo() {
            apply(&mut text, &back.splices);
        }
        assert_eq!(text, "a\nb\nc\n");
        while let Some(again) = history.redo() {
            apply(&mut text, &again.splices);
        }
        assert_eq!(text, last);
    }

    #[test]
    fn steps_move_with_what_others_do() {
        let (mut history, mut text) = (History::default(), "a\nb\nc\nd\n".to_string());
        made(&mut history, &mut text, "b", "BBB");
        made(&mut history, &mut text, "c", "CC");
        made(&mut history, &mut text, "d", "D");
        let back = history.undo().unwrap();
        apply(&mut text, &back.splices);
        // Someone puts a line in front and one behind what was edited.
        let theirs = "zero\na\nBBB\nCC\nd\nend\n".to_string();
        assert!(!history.rebase(0, &text, &theirs));
        text = theirs;
        let again = history.redo().unwrap();
        apply(&mut text, &again.splices);
        assert_eq!(text, "zero\na\nBBB\nCC\nD\nend\n");
        for after in ["zero\na\nBBB\nCC\nd\nend\n", "zero\na\nBBB\nc\nd\nend\n", "zero\na\nb\nc\nd\nend\n"] {
            let back = history.undo().unwrap();
            apply(&mut text, &back.splices);
            assert_eq!(text, after);
        }
        assert_eq!(history.undo(), None);
    }

    #[test]
    fn a_step_that_others_changed_too_is_dropped_alone() {
        let (mut history, mut text) = (History::default(), "a\nb\nc\n".to_string());
        made(&mut history, &mut text, "a", "A");
        made(&mut history, &mut text, "b", "B");
        made(&mut history, &mut text, "c", "C");
        let theirs = "A\nmine no more\nC\n";
        assert!(history.rebase(0, &text, theirs));
        text = theirs.to_string();
        for after in ["A\nmine no more\nc\n", "A\nmine no more\nc\n", "a\nmine no more\nc\n"] {
            let back = history.undo().unwrap();
            apply(&mut text, &back.splices);
            assert_eq!(text, after);
        }
        assert_eq!(history.undo(), None);
        while let Some(again) = history.redo() {
            apply(&mut text, &again.splices);
        }
        assert_eq!(text, theirs);
    }
}
