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
use crate::store::record::Record;

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

/// Some files are others than they were.
pub fn moved(app: &mut App) {
    for (file, old) in app.archive_mut().take_replaced() {
        let Some(new) = app.archive.files.get(file) else { continue };
        let records = follow::records(&old, new);
        let is_there = |item: ItemId| item.file != file || records.get(item.record).is_some_and(Option::is_some);
        let to = |item: ItemId| match records.get(item.record) {
            Some(Some(record)) if item.file == file => ItemId { file, record: *record },
            _ => item,
        };
        app.marked = app.marked.iter().copied().filter(|item| is_there(*item)).map(to).collect();
        // The rows are made anew after this; until then they say which item is chosen, and of one that is gone, the next.
        let above = app.pane(Focus::Items).chosen().unwrap_or(0);
        let gone = app.view.items.iter().take(above).filter(|id| !is_there(**id)).count();
        app.view.items.retain(|id| is_there(*id));
        app.view.items.iter_mut().for_each(|id| *id = to(*id));
        app.panes[Focus::Items as usize].go(Motion::To(above - gone));
        for (target, line) in std::mem::take(&mut app.stash) {
            let place = place_of(&target).filter(|(of, _)| *of == file).map(|(_, place)| place);
            match place.map(|place| follow::place(&old, new, &records, place)) {
                None => _ = app.stash.insert(target, line),
                Some(Some(place)) => _ = app.stash.insert(moved_to(target, place), line),
                Some(None) => app.lost.extend(lost(&old, target, line)),
            }
        }
        find_again(app, file);
    }
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
