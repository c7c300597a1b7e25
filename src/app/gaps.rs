//! Entering what is missing: from one metric without a value to the next, with an earlier year's figure beside it.

use crate::app::App;
use crate::app::Status;
use crate::app::commands::Context;
use crate::app::fields;
use crate::app::find;
use crate::app::mode::Focus;
use crate::app::mode::Gap;
use crate::app::mode::Mode;
use crate::app::mode::Target;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::model::unit;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::record::Name;

/// A metric by its item's place in the archive's order, and its number in the item.
type Key = (usize, usize);

/// Opens the first missing value from where the person is, in the archive's order; from the end, the first of all.
pub fn enter(app: &mut App) {
    let metric = app.metric().filter(|_| app.focus == Focus::Metrics || app.on_metric);
    let here = app.item().map_or_else(|| (start(app), 0), |item| (place_of(app, item), metric.unwrap_or(0)));
    let gaps = missing(app);
    let next = gaps.iter().find(|gap| **gap >= here).or(gaps.first()).copied();
    match (next, locked(app)) {
        (Some(gap), _) => open(app, gap, gaps.len(), None),
        (None, Some(file)) => _ = fields::writable(app, file),
        (None, None) => app.say(words::GAPS_NONE, &[&app.show_year(app.year)]),
    }
}

/// Opens the missing value after the one that was left, or the one before it; round at the ends, which is told.
pub fn go_on(app: &mut App, from: &Target, by: isize) {
    let Target::Field(file, Place { record, metric: Some(metric), .. }, _) = *from else { return };
    let here = (place_of(app, ItemId { file, record }), metric);
    let gaps = missing(app);
    let (next, round, told): (_, _, Words) = match by > 0 {
        true => (gaps.iter().find(|gap| **gap > here), gaps.first(), words::GAPS_FROM_FIRST),
        false => (gaps.iter().rev().find(|gap| **gap < here), gaps.last(), words::GAPS_FROM_LAST),
    };
    match (next, round) {
        (Some(gap), _) => open(app, *gap, gaps.len(), None),
        (None, Some(gap)) => open(app, *gap, gaps.len(), Some(if gaps.len() == 1 { words::GAPS_ONE } else { told })),
        (None, None) => app.say(words::GAPS_NONE, &[&app.show_year(app.year)]),
    }
}

/// Tells what is left when the person stops.
pub fn stop(app: &mut App) {
    let (left, year) = (missing(app).len(), app.show_year(app.year));
    match left {
        0 => app.say(words::GAPS_NONE, &[&year]),
        _ => {
            let key = app.keymap.hint(Context::Browse, "enter-missing");
            app.say(words::GAPS_STOPPED, &[&left.to_string(), &year, &key]);
        }
    }
}

/// The metrics of the year shown that have no value and are in files that can be written.
fn missing(app: &App) -> Vec<Key> {
    let open = |item: &ItemId| app.archive.files.get(item.file).is_some_and(|file| file.locked.is_none());
    let items = app.all.iter().enumerate().filter(|(_, item)| open(item));
    items.flat_map(|(at, item)| gaps_of(app, *item).into_iter().map(move |metric| (at, metric))).collect()
}

fn gaps_of(app: &App, item: ItemId) -> Vec<usize> {
    let Some((_, record)) = app.archive.record(item) else { return Vec::new() };
    // Most have a value, and that is seen without reading what it is.
    let unwritten = |at: &usize| record.metrics[*at].slot(&Name::Field(Field::Value)).is_none();
    let is_gap = |at: &usize| app.archive.metric(item, *at).is_some_and(|metric| !metric.value.is_given());
    (0..record.metrics.len()).filter(unwritten).filter(is_gap).collect()
}

/// A file whose missing values cannot be entered.
fn locked(app: &App) -> Option<usize> {
    let locked = |item: &&ItemId| app.archive.files.get(item.file).is_some_and(|file| file.locked.is_some());
    app.all.iter().filter(locked).find(|item| !gaps_of(app, **item).is_empty()).map(|item| item.file)
}

/// Where the items of the chosen category would begin.
fn start(app: &App) -> usize {
    let chosen = app.chosen_category().flatten().unwrap_or(0);
    app.all.partition_point(|item| app.archive.category(*item).is_some_and(|category| category < chosen))
}

fn place_of(app: &App, item: ItemId) -> usize {
    app.all.iter().position(|id| *id == item).unwrap_or(0)
}

fn open(app: &mut App, (at, metric): Key, left: usize, told: Option<Words>) {
    let Some(item) = app.all.get(at).copied() else { return };
    find::go_to(app, item);
    app.focus = Focus::Metrics;
    fields::open(app, item.file, Place::metric(item.record, metric), Name::Field(Field::Value));
    let before = before(app, item, metric);
    if let Mode::Edit(edit) = &mut app.mode {
        edit.gap = Some(Gap { before, left });
        fields::check(app);
    }
    let text = told.map_or(String::new(), |told| told.say(app.lang).to_string());
    app.status = Status { text, bad: false };
}

/// What the same metric was in the nearest year before that has it, `110: 44 間`; empty where none has.
fn before(app: &App, item: ItemId, at: usize) -> String {
    let years = app.archive.years.iter().rev().filter(|year| **year < app.year && year.is_some());
    let had = |year| app.archive.metric_in(item, at, year).filter(|metric| metric.value.is_given());
    let found = years.copied().find_map(|year| Some((year, had(year)?)));
    found.map_or(String::new(), |(year, metric)| format!("{}: {}", app.show_year(year), shown(app, &metric)))
}

fn shown(app: &App, metric: &Metric) -> String {
    let about = if metric.approx { words::APPROXIMATELY.say(app.lang) } else { "" };
    match &metric.value {
        Value::Figure(figure) => format!("{about}{}", unit::show(*figure, &metric.unit)),
        Value::Grade(grade) => grade.clone(),
        Value::Gap => String::new(),
    }
}
