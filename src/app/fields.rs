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
use crate::app::view::FieldRow;
use crate::app::view::LineOf;
use crate::app::view::entries;
use crate::insight::found;
use crate::insight::reading;
use crate::lang::Words;
use crate::lang::words;
use crate::model::date::When;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::typed;
use crate::store::typed::Spot;

pub mod aside;

/// The field that is chosen in the record pane; none where that is a month.
pub fn chosen(app: &App) -> Option<&FieldRow> {
    match app.view.lines.get(app.pane(Focus::Record).chosen()?)?.of {
        LineOf::Field(field) => app.view.fields.get(field),
        LineOf::Month(_) => None,
    }
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

/// Opens the next field that can be typed into, or the one before; of an entry, one after the other.
pub fn open_beside(app: &mut App, from: &Target, by: isize) {
    let Some(item) = app.item() else { return };
    let of_row = |row: &FieldRow| match row.place.entry {
        Some(_) => entries::fields(&app.archive, item.file, row.place),
        None => vec![row.name.clone()],
    };
    let all = app.view.fields.iter().flat_map(|row| of_row(row).into_iter().map(|name| (row.place, name)));
    let all: Vec<(Place, Name)> = all.collect();
    let is_from = |place: Place, name: &Name| match from {
        Target::Field(_, from_place, from_name) => place == *from_place && name == from_name,
        // What was just made is chosen.
        Target::NewItem | Target::NewMetric(_) => {
            chosen(app).is_some_and(|row| row.place == place && row.name == *name)
        }
    };
    let at = all.iter().position(|(place, name)| is_from(*place, name)).unwrap_or(0);
    let typed = |(_, name): &&(Place, Name)| !matches!(name.kind(), Kind::Flag | Kind::Category);
    let next = match by > 0 {
        true => all.iter().skip(at + 1).find(typed),
        false => all.iter().take(at).rev().find(typed),
    };
    if let Some((place, name)) = next.cloned() {
        open(app, item.file, place, name);
    }
}

/// Opens a field of the chosen item. A flag turns at once, and a category is chosen from a list.
pub fn open(app: &mut App, file: usize, place: Place, name: Name) {
    if !writable(app, file) {
        return;
    }
    show(app, place.metric);
    choose(app, place, &name);
    match name.kind() {
        Kind::Category => return records::choose_category(app),
        Kind::Flag => return turn(app, file, place, name),
        _ => {}
    }
    let fresh = line_of(app, file, place, &name);
    let text = fresh.text().to_string();
    let target = Target::Field(file, place, name);
    let line = app.stash.remove(&target).unwrap_or(fresh);
    app.mode = Mode::Edit(Edit {
        target,
        line,
        first: text,
        from: app.focus,
        fault: None,
        meaning: String::new(),
        gap: None,
        meeting: None,
    });
    app.focus = Focus::Record;
    check(app);
}

/// Opens the line that names something new.
pub fn open_new(app: &mut App, target: Target) {
    let line = app.stash.remove(&target).unwrap_or_else(|| Line::new("", false));
    app.mode = Mode::Edit(Edit {
        target,
        line,
        first: String::new(),
        from: app.focus,
        fault: None,
        meaning: String::new(),
        gap: None,
        meeting: None,
    });
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

/// Has the record pane show the chosen item, or that metric of it; a filter that hides the metric is lifted.
fn show(app: &mut App, metric: Option<usize>) {
    if app.metric().filter(|_| app.on_metric) == metric {
        return;
    }
    let row = |app: &App| app.view.metrics.iter().position(|row| Some(row.at) == metric);
    if metric.is_some() && row(app).is_none() {
        app.filters[Focus::Metrics as usize].clear();
        app.item_changed();
    }
    if let Some(row) = row(app) {
        app.panes[Focus::Metrics as usize].go(Motion::To(row));
    }
    app.on_metric = metric.is_some();
    app.metric_changed();
}

/// The row that shows a field; of an entry's, that of the entry.
pub fn row(app: &App, place: Place, name: &Name) -> Option<usize> {
    let shows = |row: &FieldRow| row.place == place && (place.entry.is_some() || row.name == *name);
    app.view.fields.iter().position(shows)
}

fn choose(app: &mut App, place: Place, name: &Name) {
    let row = row(app, place, name).map(LineOf::Field);
    if let Some(line) = app.view.lines.iter().position(|line| Some(line.of) == row) {
        app.panes[Focus::Record as usize].go(Motion::To(line));
    }
}

fn turn(app: &mut App, file: usize, place: Place, name: Name) {
    let on = typed::text(&app.archive, file, place, &name) == "true";
    let change = match on {
        true => Change::Clear(place, name.clone()),
        false => Change::Set(place, name.clone(), crate::store::edit::New::Raw("true".to_string())),
    };
    let label = reading::label(&name, app.lang);
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
            // Of what is being filled in, it needs no saying that it is missing.
            let is_plain = edit.gap.is_some() && edit.line.text().is_empty();
            let meaning = if is_plain { String::new() } else { typed::meaning(&spot, edit.line.text()) };
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
    let label = reading::label(name, app.lang);
    let changes = change.into_iter().map(|change| (file, change)).collect();
    let done = records::make(app, words::LABEL_SET.fill(app.lang, &[&label]), changes);
    if done {
        // What is edited stays chosen, also where a filter would now hide it.
        find::go_to(app, ItemId { file, record: place.record });
        choose(app, place, name);
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

/// A record, metric or entry by its own name: a title, what is measured, the metric with the date.
pub fn place_name(app: &App, file: usize, place: Place) -> String {
    let item = ItemId { file, record: place.record };
    let Some(metric) = place.metric.and_then(|metric| app.archive.metric(item, metric)) else {
        return found::title(&app.archive, item);
    };
    let on = place.entry.and_then(|entry| metric.entries.get(entry)?.on);
    on.map_or(metric.name.clone(), |on| format!("{} › {}", metric.name, When::at(on).show(app.archive.calendar)))
}

/// What an open field is for, in words: the record, the metric and the field.
pub fn target_name(app: &App, target: &Target) -> String {
    let of = |words: Words| words.say(app.lang).to_string();
    match target {
        Target::Field(file, place, name) => {
            let item = ItemId { file: *file, record: place.record };
            let part = place.metric.map_or(String::new(), |_| format!("{} › ", place_name(app, *file, *place)));
            format!("{} › {part}{}", found::title(&app.archive, item), reading::label(name, app.lang))
        }
        Target::NewItem => of(words::LABEL_ADD),
        Target::NewMetric(_) => of(words::LABEL_ADD_METRIC),
    }
}
