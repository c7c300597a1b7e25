//! Editing a field in place: opening it, judging what is typed, keeping it or putting it aside.

use crate::app::App;
use crate::app::browse;
use crate::app::find;
use crate::app::line::Line;
use crate::app::mode::Edit;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::mode::Target;
use crate::app::pane::Motion;
use crate::app::records;
use crate::app::records::create;
use crate::app::view;
use crate::app::view::FieldRow;
use crate::app::view::record;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::typed;
use crate::store::typed::Spot;

pub mod aside;

/// The field that is chosen in the record pane.
pub fn chosen(app: &App) -> Option<&FieldRow> {
    let line = app.view.lines.get(app.pane(Focus::Record).chosen()?)?;
    app.view.fields.get(line.field)
}

/// Opens what is chosen: a field, a metric's value, an item's title.
pub fn open_chosen(app: &mut App) {
    let Some(item) = app.item() else { return app.complain(words::CANNOT_EDIT_NOTHING, &[]) };
    let title = Name::Field(Field::Title);
    let first = app.view.fields.iter().find(|row| row.name == title).or(app.view.fields.first());
    let (place, name) = match app.focus {
        Focus::Categories => return app.complain(words::CANNOT_EDIT_NOTHING, &[]),
        Focus::Items => match first {
            Some(row) => (row.place, row.name.clone()),
            None => return app.complain(words::CANNOT_EDIT_NOTHING, &[]),
        },
        Focus::Metrics => match app.metric() {
            Some(metric) => (Place::metric(item.record, metric), Name::Field(Field::Value)),
            None => return create::add(app),
        },
        Focus::Record => match chosen(app) {
            Some(row) => (row.place, row.name.clone()),
            None => return app.complain(words::CANNOT_EDIT_NOTHING, &[]),
        },
    };
    open(app, item.file, place, name);
}

/// Opens the next field that can be typed into, or the one before.
pub fn open_beside(app: &mut App, by: isize) {
    let Some((item, from)) = app.item().zip(chosen(app).map(|row| row.name.clone())) else { return };
    let typed = |row: &&FieldRow| !matches!(row.name.kind(), Kind::Flag | Kind::Category);
    let at = app.view.fields.iter().position(|row| row.name == from).unwrap_or(0);
    let next = match by > 0 {
        true => app.view.fields.iter().skip(at + 1).find(typed),
        false => app.view.fields.iter().take(at).rev().find(typed),
    };
    if let Some((place, name)) = next.map(|row| (row.place, row.name.clone())) {
        open(app, item.file, place, name);
    }
}

/// Opens a field of the chosen item. A flag turns at once, and a category is chosen from a list.
pub fn open(app: &mut App, file: usize, place: Place, name: Name) {
    if !writable(app, file) {
        return;
    }
    if app.on_metric != place.metric.is_some() {
        app.on_metric = place.metric.is_some();
        app.metric_changed();
    }
    choose(app, &name);
    match name.kind() {
        Kind::Category => return records::choose_category(app),
        Kind::Flag => return turn(app, file, place, name),
        _ => {}
    }
    let fresh = line_of(app, file, place, &name);
    let text = fresh.text().to_string();
    let target = Target::Field(file, place, name);
    let line = app.stash.remove(&target).unwrap_or(fresh);
    app.mode = Mode::Edit(Edit { target, line, first: text, from: app.focus, fault: None, meaning: String::new() });
    app.focus = Focus::Record;
    check(app);
}

/// Opens the line that names something new.
pub fn open_new(app: &mut App, target: Target) {
    let line = app.stash.remove(&target).unwrap_or_else(|| Line::new("", false));
    app.mode =
        Mode::Edit(Edit { target, line, first: String::new(), from: app.focus, fault: None, meaning: String::new() });
}

/// The editor of a field, holding what the file says now.
fn line_of(app: &App, file: usize, place: Place, name: &Name) -> Line {
    let text = typed::text(&app.archive, file, place, name);
    let multiline = matches!(name.kind(), Kind::Text | Kind::Dates | Kind::List | Kind::Raw) || text.contains('\n');
    Line::new(text, multiline)
}

/// Whether a file may be changed; says why not.
pub fn writable(app: &mut App, file: usize) -> bool {
    let Some(found) = app.archive.files.get(file) else { return false };
    let Some(flaw) = &found.locked else { return true };
    let (path, why) = (found.path.display().to_string(), flaw.describe(app.lang));
    app.complain(words::CANNOT_LOCKED, &[&path, &why]);
    false
}

fn choose(app: &mut App, name: &Name) {
    let line =
        app.view.lines.iter().position(|line| app.view.fields.get(line.field).is_some_and(|row| row.name == *name));
    if let Some(line) = line {
        app.panes[Focus::Record as usize].go(Motion::To(line));
    }
}

fn turn(app: &mut App, file: usize, place: Place, name: Name) {
    let on = typed::text(&app.archive, file, place, &name) == "true";
    let change = match on {
        true => Change::Clear(place, name.clone()),
        false => Change::Set(place, name.clone(), crate::store::edit::New::Raw("true".to_string())),
    };
    let label = record::label(&name, app.lang);
    if records::make(app, words::LABEL_SET.fill(app.lang, &[&label]), vec![(file, change)]) {
        app.say(words::DID_SET, &[&label]);
    }
}

/// Judges what stands in the open field, and shows what it would be taken as.
pub fn check(app: &mut App) {
    let Mode::Edit(edit) = &app.mode else { return };
    let (fault, meaning) = match &edit.target {
        Target::Field(file, place, name) => {
            let spot = Spot { archive: &app.archive, file: *file, place: *place, name, lang: app.lang };
            let judged = typed::read(&spot, edit.line.text());
            let meaning = typed::meaning(&spot, edit.line.text());
            // What may still become right is not scolded while it is typed.
            (judged.err().filter(|fault| !fault.early).map(|fault| fault.text), meaning)
        }
        Target::NewItem | Target::NewMetric(_) => (None, String::new()),
    };
    if let Mode::Edit(edit) = &mut app.mode {
        edit.fault = fault;
        edit.meaning = meaning;
    }
}

/// Takes the open field's text over into the record. False where that cannot be; the field stays open then.
pub fn commit(app: &mut App) -> bool {
    let Mode::Edit(edit) = &app.mode else { return false };
    let (target, text, from) = (edit.target.clone(), edit.line.text().to_string(), edit.from);
    let changed = text != edit.first;
    let done = match &target {
        Target::Field(..) if !changed => true,
        Target::Field(file, place, name) => commit_field(app, *file, *place, name, &text),
        Target::NewItem if text.trim().is_empty() => true,
        Target::NewItem => create::item(app, text.trim()),
        Target::NewMetric(_) if text.trim().is_empty() => true,
        Target::NewMetric(item) => return create::metric(app, *item, None, text.trim()),
    };
    if done {
        app.mode = Mode::Browse;
        app.focus = from;
    }
    done
}

fn commit_field(app: &mut App, file: usize, place: Place, name: &Name, text: &str) -> bool {
    let change = match typed::read(&Spot { archive: &app.archive, file, place, name, lang: app.lang }, text) {
        Ok(change) => change,
        Err(fault) => {
            if let Mode::Edit(edit) = &mut app.mode {
                edit.fault = Some(fault.text);
            }
            return false;
        }
    };
    let label = record::label(name, app.lang);
    let changes = change.into_iter().map(|change| (file, change)).collect();
    let done = records::make(app, words::LABEL_SET.fill(app.lang, &[&label]), changes);
    if done {
        // What is edited stays chosen, also where a filter would now hide it.
        find::go_to(app, ItemId { file, record: place.record });
        choose(app, name);
        app.say(words::DID_SET, &[&label]);
    }
    done
}

/// Leaves the open field. What was typed there is kept aside and comes back when the field is opened again.
pub fn cancel(app: &mut App) {
    let Mode::Edit(edit) = std::mem::take(&mut app.mode) else { return };
    app.focus = edit.from;
    if edit.line.text() != edit.first {
        let command = if matches!(edit.target, Target::Field(..)) { "edit" } else { "add" };
        app.stash.insert(edit.target, edit.line);
        let key = app.keymap.hint(crate::app::commands::Context::Browse, command);
        app.say(words::KEPT_ASIDE, &[&key]);
    }
    if app.focus == Focus::Record && app.view.fields.is_empty() {
        browse::focus(app, Focus::Items);
    }
}

/// What an open field is for, in words: the record, the metric and the field.
pub fn target_name(app: &App, target: &Target) -> String {
    let of = |words: Words| words.say(app.lang).to_string();
    match target {
        Target::Field(file, place, name) => {
            let item = ItemId { file: *file, record: place.record };
            let metric = place.metric.and_then(|metric| app.archive.metric(item, metric));
            let metric = metric.map_or(String::new(), |metric| format!("{} › ", metric.name));
            format!("{} › {metric}{}", view::title(&app.archive, item), record::label(name, app.lang))
        }
        Target::NewItem => of(words::LABEL_ADD),
        Target::NewMetric(_) => of(words::LABEL_ADD_METRIC),
    }
}
