//! A metric's dated entries: one more, for today.

use crate::app::App;
use crate::app::Status;
use crate::app::commands::Context;
use crate::app::fields;
use crate::app::find;
use crate::app::mode::Focus;
use crate::app::records::make;
use crate::lang::words;
use crate::model::date::When;
use crate::model::field::Field;
use crate::store::archive::ItemId;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::record::Name;

/// Adds an entry dated today to the chosen metric, and opens its value. A value that the metric has of its own stays.
pub fn add(app: &mut App) {
    let chosen = app.item().zip(app.metric()).filter(|_| app.focus == Focus::Metrics || app.on_metric);
    let Some((item, at)) = chosen else {
        let metrics = app.keymap.hint(Context::Browse, "pane-metrics");
        return app.complain(words::ENTRY_NEEDS_METRIC, &[&metrics]);
    };
    if !fields::writable(app, item.file) {
        return;
    }
    let Some((number, block)) = block(app, item, at) else { return app.complain(words::CANNOT_SHAPE, &[]) };
    let beside_value = number == 0 && app.archive.metric(item, at).is_some_and(|metric| metric.value.is_given());
    let label = words::LABEL_ADD_ENTRY.say(app.lang).to_string();
    if !make(app, label, vec![(item.file, Change::AddEntry(item.record, at, block))]) {
        return;
    }
    find::go_to(app, item);
    // Without a date there is no entry yet: that comes first.
    let field = if app.today.is_some() { Field::Value } else { Field::On };
    fields::open(app, item.file, Place::entry(item.record, at, number), Name::Field(field));
    let told = [dated(app, item), beside_value.then(|| words::ENTRY_BESIDE_VALUE.say(app.lang).to_string())];
    app.status = Status { text: told.into_iter().flatten().collect::<Vec<_>>().join(" "), bad: false };
}

/// The new entry's number and text; none where the file's shape has no entries.
fn block(app: &App, item: ItemId, at: usize) -> Option<(usize, String)> {
    let file = app.archive.files.get(item.file)?;
    let record = file.record(item.record)?;
    let metric = record.metrics.get(at)?;
    let on = app.today.map(|today| (Field::On, New::Raw(When::at(today).to_iso())));
    let place = Place::metric(item.record, at);
    let form = edit::entry_form(file, place);
    let fields: Vec<(Field, New)> = on.into_iter().collect();
    let block = edit::entry_block(file, place, form, &fields)?;
    Some((metric.entries.len(), block))
}

/// What is to be known of the new entry's date.
fn dated(app: &App, item: ItemId) -> Option<String> {
    let today = app.today?;
    let shown = When::at(today).show(app.archive.calendar);
    let year = app.archive.year(item);
    if year.is_none_or(|year| year == today.year()) {
        return Some(words::ENTRY_DATED.fill(app.lang, &[&shown]));
    }
    let back = app.keymap.hint(Context::Edit, "accept-previous");
    Some(words::ENTRY_OTHER_YEAR.fill(app.lang, &[&shown, &app.show_year(year), &back]))
}
