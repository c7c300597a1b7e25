//! Keeps what is known by a record's number with its record, when records come before it or go: what was put aside, the
//! marks, the cursor. What was typed for a record that is gone waits for it: an undo may bring it back, or whoever took it.

use crate::app::App;
use crate::app::fields::aside;
use crate::app::fields::aside::Aside;
use crate::app::line::Line;
use crate::app::mode::Focus;
use crate::app::mode::Target;
use crate::app::pane::Motion;
use crate::model::field::Field;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::follow;
use crate::store::parallel;
use crate::store::record::Record;
use std::collections::HashMap;

/// A text that was put aside for a record that is no longer there.
#[derive(Clone, Debug)]
pub struct Lost {
    /// The text, as the draft keeps it.
    pub aside: Aside,
    target: Target,
    line: Line,
    /// What the record said; where it says so again, it is back.
    record: String,
}

/// Where the records of some files have gone to, by the files' numbers ([`follow::records`]).
pub type Moves = HashMap<usize, Vec<Option<usize>>>;

/// Some files are others than they were; of these it is known already where their records are.
pub fn moved(app: &mut App, mut known: Moves) {
    let replaced = app.archive_mut().take_replaced();
    let mut moves = Moves::new();
    for (file, old) in &replaced {
        let Some(new) = app.archive.files.get(*file) else { continue };
        moves.insert(*file, known.remove(file).unwrap_or_else(|| follow::records(old, new)));
    }
    renumber(app, &moves);
    for (&file, old) in &replaced {
        let (Some(new), Some(records)) = (app.archive.files.get(file), moves.get(&file)) else { continue };
        for (target, line) in std::mem::take(&mut app.stash) {
            let place = place_of(&target).filter(|(of, _)| *of == file).map(|(_, place)| place);
            match place.map(|place| follow::place(old, new, records, place)) {
                None => _ = app.stash.insert(target, line),
                Some(Some(place)) => _ = app.stash.insert(moved_to(target, place), line),
                Some(None) => app.lost.extend(lost(old, target, line)),
            }
        }
        find_again(app, file);
    }
    if replaced.len() > 1 {
        parallel::let_go(replaced);
    }
}

/// Keeps the marks and the cursor with their items. An edit mostly leaves all numbers as they are; then a list of a million
/// is not gone through.
fn renumber(app: &mut App, moves: &Moves) {
    let stays = |records: &Vec<Option<usize>>| records.iter().enumerate().all(|(at, record)| *record == Some(at));
    if moves.values().all(stays) {
        return;
    }
    // The item as it is numbered now; none where it is gone.
    let to = |item: ItemId| match moves.get(&item.file) {
        Some(records) => records.get(item.record).copied().flatten().map(|record| ItemId { record, ..item }),
        None => Some(item),
    };
    app.marked = app.marked.iter().filter_map(|item| to(*item)).collect();
    // The rows are made anew after this; until then they say which item is chosen, and of one that is gone, the next.
    let above = app.pane(Focus::Items).chosen().unwrap_or(0);
    let gone = app.view.items.iter().take(above).filter(|id| to(*id).is_none()).count();
    app.view.items = app.view.items.iter().filter_map(to).collect();
    app.panes[Focus::Items as usize].go(Motion::To(above - gone));
}

fn place_of(target: &Target) -> Option<(usize, Place)> {
    match target {
        Target::Field(file, place, _) => Some((*file, *place)),
        Target::NewMetric(item) => Some((item.file, Place::item(item.record))),
        Target::NewItem => None,
    }
}

fn moved_to(target: Target, place: Place) -> Target {
    match target {
        Target::Field(file, _, name) => Target::Field(file, place, name),
        Target::NewMetric(item) => Target::NewMetric(ItemId { record: place.record, ..item }),
        Target::NewItem => Target::NewItem,
    }
}

fn lost(old: &File, target: Target, line: Line) -> Option<Lost> {
    let (_, place) = place_of(&target)?;
    let record = old.record(place.record)?;
    let id = record.item.read(&old.text, Field::Id);
    let aside = aside::of(&old.path.to_string_lossy(), &id, &target, &line);
    Some(Lost { aside, target, line, record: record.item.span.of(&old.text).to_string() })
}

/// What was put aside for records of this file that are back.
fn find_again(app: &mut App, file: usize) {
    let Some(found) = app.archive.files.get(file) else { return };
    for lost in std::mem::take(&mut app.lost) {
        let place = place_of(&lost.target).filter(|(of, _)| *of == file).map(|(_, place)| place);
        let says_so = |record: &Record| record.item.span.of(&found.text) == lost.record;
        let back = place.and_then(|place| Some(Place { record: found.records().iter().position(says_so)?, ..place }));
        match back {
            Some(place) => _ = app.stash.insert(moved_to(lost.target, place), lost.line),
            None => app.lost.push(lost),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::Keymap;
    use crate::config;
    use crate::lang::Lang;
    use crate::store::archive::Archive;
    use crate::store::file::Text;

    #[test]
    fn what_keeps_its_number_costs_nothing() {
        let text = "year = 110\n[[item]]\nid = 'a'\n[[item]]\nid = 'b'\n[[item]]\nid = 'c'\n";
        let file = Text { path: "a.toml".into(), text: Ok(text.to_string()), locked: None };
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        let mut app = App::new(Archive::read(vec![file]), keymap, Lang::En);
        let id = |record| ItemId { file: 0, record };
        app.marked.insert(id(2));
        for (old, new, stays, mark) in [
            ("id = 'a'", "id = 'a'\ntitle = 't'", true, Some(2)),
            ("id = 'c'", "id = 'd'", true, Some(2)),
            ("[[item]]\nid = 'b'\n", "", false, Some(1)),
            ("[[item]]\nid = 'd'\n", "", false, None),
        ] {
            let listed = app.view.items.clone();
            let text = app.archive.files[0].text.replacen(old, new, 1);
            app.archive_mut().replace(0, &text);
            app.archive_mut().derive();
            moved(&mut app, Moves::new());
            assert_eq!(app.view.items.is_same(&listed), stays, "{old}");
            assert_eq!(app.marked.iter().copied().next(), mark.map(id), "{old}");
        }
    }
}
