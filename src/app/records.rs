//! What is done to whole records: duplicate, move, delete, mark; and undo of everything.

pub mod bulk;
pub mod copies;
pub mod create;
pub mod entries;

use crate::app::App;
use crate::app::Status;
use crate::app::commands::Context;
use crate::app::fields;
use crate::app::find;
use crate::app::history::Step;
use crate::app::lists;
use crate::app::mode::About;
use crate::app::mode::Focus;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::mode::Question;
use crate::app::mode::Stand;
use crate::app::pane::Motion;
use crate::app::reading;
use crate::app::records::bulk::Deed;
use crate::app::records::bulk::Then;
use crate::app::records::copies::Copying;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::apply;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::splice::Splice;
use std::sync::Arc;

/// Makes changes in order as one step of undo: all, or none where one is refused. Says why, where one is.
pub fn make(app: &mut App, label: String, changes: Vec<(usize, Change)>) -> bool {
    let from = find::stand(app);
    match apply::apply(app.archive_mut(), changes) {
        Ok(splices) if splices.is_empty() => true,
        Ok(splices) => {
            app.files_changed(&apply::files_of(&splices));
            app.history.push(Step { label, splices: Arc::new(splices), from });
            true
        }
        Err((_, refusal)) => {
            app.archive_mut().derive();
            app.status = Status { text: refusal.describe(app.lang), bad: true };
            false
        }
    }
}

/// Takes the last step back, and goes to where the person stood when it was made.
pub fn undo(app: &mut App) {
    if let Some(step) = app.history.last().filter(|step| is_many(app, &step.splices)) {
        // It counts as taken back when it is.
        let (deed, label) = (Deed::Back(step.splices.clone()), step.label.clone());
        return bulk::begin(app, deed, label, Then::Undone);
    }
    let Some(replay) = app.history.undo() else { return app.complain(words::NOTHING_TO_UNDO, &[]) };
    if replay.splices.is_empty() {
        return app.complain(words::UNDO_OVERTAKEN, &[&replay.label]);
    }
    splice_in(app, &replay.splices);
    undone(app, &replay.label, replay.from);
}

fn is_many(app: &App, splices: &[(usize, Splice)]) -> bool {
    let bytes = |splice: &Splice| splice.old.len().max(splice.new.len());
    bulk::is_many(app, &apply::files_of(splices), splices.len(), splices.iter().map(|(_, splice)| bytes(splice)).sum())
}

fn undone(app: &mut App, label: &str, from: Stand) {
    find::go_back_to(app, from);
    let redo = app.keymap.hint(Context::Browse, "redo");
    app.say(words::UNDONE, &[label, &redo]);
}

/// Does the step last taken back again, and goes to what it changed.
pub fn redo(app: &mut App) {
    if let Some(step) = app.history.next().filter(|step| is_many(app, &step.splices)) {
        let (deed, label) = (Deed::Again(step.splices.clone()), step.label.clone());
        return bulk::begin(app, deed, label, Then::Redone);
    }
    let Some(replay) = app.history.redo() else { return app.complain(words::NOTHING_TO_REDO, &[]) };
    find::go_back_to(app, replay.from);
    splice_in(app, &replay.splices);
    redone(app, &replay.label, replay.splices.last());
}

fn redone(app: &mut App, label: &str, last: Option<&(usize, Splice)>) {
    if let Some(item) = last.and_then(|(file, splice)| touched(app, *file, splice)) {
        find::go_to(app, item);
    }
    app.say(words::REDONE, &[label]);
}

fn splice_in(app: &mut App, splices: &[(usize, Splice)]) {
    apply::splice_in(app.archive_mut(), splices);
    app.marked.clear();
    app.files_changed(&apply::files_of(splices));
}

/// The record that a splice brought, else the one it was made in; none where it took one away.
fn touched(app: &App, file: usize, splice: &Splice) -> Option<ItemId> {
    let records = app.archive.files.get(file)?.records();
    let end = splice.at + splice.new.len();
    let brought = records.iter().position(|record| (splice.at..end).contains(&record.item.head.from()));
    let around = |record: &Record| record.item.span.from() < splice.at && end < record.item.span.to();
    let record = brought.or_else(|| records.iter().position(around))?;
    Some(ItemId { file, record })
}

/// Marks the chosen item, or takes its mark away, and goes on to the next.
pub fn mark(app: &mut App) {
    let Some(item) = app.item() else { return };
    if !app.marked.remove(&item) {
        app.marked.insert(item);
    }
    app.panes[Focus::Items as usize].go(Motion::Rows(1));
    app.item_changed();
}

/// Marks every item listed; where all are marked, none.
pub fn mark_all(app: &mut App) {
    let listed = app.view.items.clone();
    if listed.iter().all(|id| app.marked.contains(&id)) {
        app.marked.clear();
    } else {
        app.marked.extend(listed.iter());
    }
}

/// The items that an action applies to: the marked ones, else the chosen one; in the archive's order.
fn subjects(app: &App) -> Vec<ItemId> {
    let mut items: Vec<ItemId> = match app.marked.is_empty() {
        true => app.item().into_iter().collect(),
        false => app.marked.iter().copied().collect(),
    };
    items.sort();
    items
}

/// Duplicates each subject below itself, with an id of its own.
pub fn duplicate(app: &mut App) {
    if reading::is_whole(app, app.year) {
        let copying = Copying { items: subjects(app), into: None };
        bulk::copy(app, copying);
    }
}

/// Asks for the year to duplicate into.
pub fn choose_year(app: &mut App) {
    if subjects(app).is_empty() {
        return app.complain(words::NOTHING_CHOSEN, &[]);
    }
    lists::open(app, ListKind::Year);
}

/// Duplicates the subjects into another year.
pub fn duplicate_into(app: &mut App, year: Option<Year>) {
    if reading::is_whole(app, year) {
        let copying = Copying { items: subjects(app), into: Some(year) };
        bulk::copy(app, copying);
    }
}

/// Asks for the category to move to.
pub fn choose_category(app: &mut App) {
    let items = subjects(app);
    match items.first() {
        None => app.complain(words::NOTHING_CHOSEN, &[]),
        Some(item) => {
            if fields::writable(app, item.file) {
                lists::open(app, ListKind::Category);
            }
        }
    }
}

/// Moves the subjects to a category.
pub fn move_to(app: &mut App, category: &str) {
    let items = subjects(app);
    let name = Name::Field(Field::Category);
    let change = |item: &ItemId| {
        let place = Place::item(item.record);
        (item.file, Change::Set(place, name.clone(), New::Text(category.to_string())))
    };
    let label = words::LABEL_MOVE.say(app.lang).to_string();
    let changes = items.iter().map(change).collect();
    if let Some(first) = items.first() {
        bulk::make(app, label, changes, Then::Moved(*first, items.len(), category.to_string()));
    }
}

/// Asks before deleting: the subjects, in the metrics pane the metric, on the row of an entry the entry.
pub fn ask_delete(app: &mut App) {
    let of_metric = app.focus == Focus::Metrics || (app.focus == Focus::Record && app.on_metric);
    let entry =
        fields::chosen(app).map(|row| row.place).filter(|row| app.focus == Focus::Record && row.entry.is_some());
    let doomed: Vec<(usize, Place)> = match (app.item(), app.metric().filter(|_| of_metric)) {
        (Some(item), Some(metric)) => vec![(item.file, entry.unwrap_or(Place::metric(item.record, metric)))],
        _ => subjects(app).into_iter().map(|item| (item.file, Place::item(item.record))).collect(),
    };
    let Some((file, place)) = doomed.first().copied() else { return app.complain(words::NOTHING_CHOSEN, &[]) };
    if doomed.iter().any(|(file, _)| !fields::writable(app, *file)) {
        return;
    }
    let text = match doomed.len() {
        1 => words::ASK_DELETE.fill(app.lang, &[&fields::place_name(app, file, place)]),
        many => words::ASK_DELETE_MANY.fill(app.lang, &[&many.to_string()]),
    };
    app.mode = Mode::Ask(Question { text, about: About::Delete(doomed) });
}

/// Deletes what was asked about. The cursor stays on its item, where that stays.
pub fn delete(app: &mut App, doomed: &[(usize, Place)]) {
    // The last go first, so that the numbers of the others stay right.
    let changes = doomed.iter().rev().map(|(file, place)| (*file, Change::Delete(*place))).collect();
    let items = doomed.iter().filter(|(_, place)| place.metric.is_none());
    let items: Vec<ItemId> = items.map(|(file, place)| ItemId { file: *file, record: place.record }).collect();
    let stays = app.item().filter(|item| !items.contains(item)).map(|item| {
        let before = items.iter().filter(|other| other.file == item.file && **other < item).count();
        ItemId { record: item.record - before, ..item }
    });
    let label = words::LABEL_DELETE.say(app.lang).to_string();
    bulk::make(app, label, changes, Then::Deleted(stays, doomed.len()));
}
