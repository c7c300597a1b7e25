//! The order of changes, and what is said of each.

use crate::exchange::import::Step;
use crate::lang::Lang;
use crate::store::edit::Change;
use crate::store::edit::Place;
use std::collections::HashMap;

/// Orders changes of fields so that those that follow each other are of one file and of different records, as far as that
/// goes: such are made and proved together.
pub(super) fn rounds(steps: &mut Vec<Step>) {
    let mut seen: HashMap<(usize, Place), usize> = HashMap::new();
    let mut keyed: Vec<((usize, usize, bool), Step)> = Vec::with_capacity(steps.len());
    for step in steps.drain(..) {
        let (place, clears) = match &step.change {
            Change::Set(place, ..) => (*place, false),
            Change::Clear(place, _) => (*place, true),
            _ => continue,
        };
        let round = seen.entry((step.file, place)).or_insert(0);
        keyed.push(((step.file, *round, clears), step));
        *round += 1;
    }
    keyed.sort_by_key(|(key, _)| *key);
    steps.extend(keyed.into_iter().map(|(_, step)| step));
}

/// What becomes of a field, in a line.
pub(super) fn told(name: &str, before: &str, after: &str, lang: Lang) -> String {
    crate::lang::words::SHELL_SET.fill(lang, &[name, &shown(before), &shown(after)])
}

/// The longest text of a value that is shown.
const SHOWN: usize = 60;

/// A value on one line, and not too much of it.
fn shown(text: &str) -> String {
    let line = text.trim_end().replace('\n', " ⏎ ");
    match line.chars().count() {
        0 => "—".to_string(),
        1..=SHOWN => line,
        _ => line.chars().take(SHOWN).chain(['…']).collect(),
    }
}
