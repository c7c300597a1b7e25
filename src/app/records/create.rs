//! New items and metrics: where they go, what they start with.

use crate::app::App;
use crate::app::fields;
use crate::app::find;
use crate::app::lists;
use crate::app::mode::Focus;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::mode::Target;
use crate::app::pane::Motion;
use crate::app::reading;
use crate::app::records::make;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::archive::ItemId;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::fresh;
use crate::store::record::Form;
use crate::store::record::Name;

/// Begins a new item, or in the metrics pane a new metric.
pub fn add(app: &mut App) {
    if app.focus == Focus::Metrics || app.on_metric {
        if let Some(item) = app.item().filter(|item| fields::writable(app, item.file)) {
            app.mode = Mode::Browse;
            app.focus = Focus::Metrics;
            app.stash.remove(&Target::NewMetric(item));
            lists::open(app, ListKind::Series);
        }
        return;
    }
    if !reading::is_whole(app, app.year) {
        return;
    }
    match file_for_new(app, app.year) {
        Some(_) => fields::open_new(app, Target::NewItem),
        None => no_file(app),
    }
}

/// Says why nothing can be added to this year: its files are locked, or there are none.
fn no_file(app: &mut App) {
    let locked = app.archive.files.iter().position(|file| file.year == app.year && file.count() > 0);
    match (locked, app.year) {
        (Some(file), _) => _ = fields::writable(app, file),
        (None, Some(_)) => {
            let year = app.show_year(app.year);
            app.complain(words::CANNOT_ADD_HERE, &[&year]);
        }
        (None, None) => app.complain(words::CANNOT_ADD_NOWHERE, &[]),
    }
}

/// The file that takes a new item of that year: that of the chosen item, else by the chosen category.
fn file_for_new(app: &App, year: Option<Year>) -> Option<usize> {
    fresh::file_for(&app.archive, year, app.chosen_category().flatten(), app.item().map(|item| item.file))
}

/// Makes the item whose title was typed, below the chosen one, and opens its text.
pub fn item(app: &mut App, title: &str) -> bool {
    let Some(file) = file_for_new(app, app.year) else { return false };
    let chosen = app.item().filter(|item| item.file == file);
    let category = chosen
        .and_then(|item| app.archive.category(item))
        .or(app.chosen_category().flatten())
        .and_then(|index| app.archive.outline.get(index))
        .map(|category| category.id.clone());
    let base = category.as_deref().and_then(|id| id.rsplit('/').next()).unwrap_or("item").to_string();
    let found = &app.archive.files[file];
    let mut fields = vec![(Field::Id, New::Text(fresh::mint(&app.archive, found.year, &base, 1)))];
    fields.extend(category.map(|id| (Field::Category, New::Text(id))));
    fields.push((Field::Title, New::Text(title.to_string())));
    let form = found.record(0).map_or(Form::Header, |record| record.item.form);
    let after = chosen.map(|item| item.record);
    let block = edit::item_block(found, after, form, &fields);
    let record = after.map_or(found.count(), |record| record + 1);
    let label = words::LABEL_ADD.say(app.lang).to_string();
    let done = make(app, label, vec![(file, Change::AddItem(after, block))]);
    if done {
        app.marked.clear();
        find::go_to(app, ItemId { file, record });
        app.say(words::DID_ADD, &[]);
    }
    done
}

/// Makes a metric of a series, or without one, of that name; and opens its value.
pub fn metric(app: &mut App, item: ItemId, series: Option<&str>, name: &str) -> bool {
    let Some((_, record)) = app.archive.record(item) else { return false };
    let found = &app.archive.files[item.file];
    let (near, number) = (Some(item.record), record.metrics.len());
    let form = edit::metric_form(found, near);
    let fields = match series {
        Some(id) => vec![(Field::Id, New::Text(id.to_string()))],
        None => {
            let base = app.archive.text(item, Field::Id);
            let id = format!("{}.{}", if base.is_empty() { "metric" } else { &base }, number + 1);
            vec![(Field::Id, New::Text(id)), (Field::Name, New::Text(name.to_string()))]
        }
    };
    let Some(block) = edit::metric_block(found, near, form, &fields) else {
        app.complain(words::CANNOT_SHAPE, &[]);
        return false;
    };
    let label = words::LABEL_ADD_METRIC.say(app.lang).to_string();
    if !make(app, label, vec![(item.file, Change::AddMetric(item.record, block))]) {
        return false;
    }
    find::go_to(app, item);
    app.on_metric = true;
    app.panes[Focus::Metrics as usize].go(Motion::To(number));
    app.metric_changed();
    app.say(words::DID_ADD_METRIC, &[]);
    let place = Place::metric(item.record, number);
    fields::open(app, item.file, place, Name::Field(Field::Value));
    true
}
