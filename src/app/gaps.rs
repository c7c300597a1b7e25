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
use crate::store::file::File;
use crate::store::record::Name;

/// A metric by its item's place in the archive's order, and its number in the item.
type Key = (usize, usize);

/// Opens the first missing value from where the person is, in the archive's order; from the end, the first of all.
pub fn enter(app: &mut App) {
    let metric = app.metric().filter(|_| app.focus == Focus::Metrics || app.on_metric);
    let here = app.item().map_or_else(|| (start(app), 0), |item| (place_of(app, item), metric.unwrap_or(0)));
    let next = after(app, here).or_else(|| after(app, (0, 0)));
    match (next, locked(app)) {
        (Some(gap), _) => open(app, gap, None),
        (None, Some(file)) => _ = fields::writable(app, file),
        (None, None) => app.say(words::GAPS_NONE, &[&app.show_year(app.year)]),
    }
}

/// Opens the missing value after the one that was left, or the one before it; round at the ends, which is told.
pub fn go_on(app: &mut App, from: &Target, by: isize) {
    let Target::Field(file, Place { record, metric: Some(metric), .. }, _) = *from else { return };
    let place = place_of(app, ItemId { file, record });
    let end = (app.all.len(), 0);
    let (next, round, told): (_, _, Words) = match by > 0 {
        true => (after(app, (place, metric + 1)), after(app, (0, 0)), words::GAPS_FROM_FIRST),
        false => (before(app, (place, metric)), before(app, end), words::GAPS_FROM_LAST),
    };
    match (next, round) {
        (Some(gap), _) => open(app, gap, None),
        (None, Some(gap)) => open(app, gap, Some(if left(app) == 1 { words::GAPS_ONE } else { told })),
        (None, None) => app.say(words::GAPS_NONE, &[&app.show_year(app.year)]),
    }
}

/// Tells what is left when the person stops.
pub fn stop(app: &mut App) {
    let (left, year) = (left(app), app.show_year(app.year));
    match left {
        0 => app.say(words::GAPS_NONE, &[&year]),
        _ => {
            let key = app.keymap.hint(Context::Browse, "enter-missing");
            app.say(words::GAPS_STOPPED, &[&left.to_string(), &year, &key]);
        }
    }
}

/// How many metrics of the year shown have no value and are in files that can be written.
fn left(app: &App) -> usize {
    let open = app.archive.files.iter().filter(|file| file.year == app.year && file.locked.is_none());
    open.map(|file| file.known().gap_count()).sum()
}

/// The first of them from there.
fn after(app: &App, (place, metric): Key) -> Option<Key> {
    let items = app.all.iter().enumerate().skip(place);
    let mut gaps = items.flat_map(|(at, item)| gaps_of(app, item).map(move |metric| (at, metric)));
    gaps.find(|gap| *gap >= (place, metric))
}

/// The last of them before that.
fn before(app: &App, (place, metric): Key) -> Option<Key> {
    let items = app.all.iter().enumerate().take(place + 1).rev();
    let mut gaps = items.flat_map(|(at, item)| gaps_of(app, item).rev().map(move |metric| (at, metric)));
    gaps.find(|gap| *gap < (place, metric))
}

/// An item's metrics that have no value; none of one whose file cannot be written.
fn gaps_of(app: &App, item: ItemId) -> impl DoubleEndedIterator<Item = usize> {
    let file = app.archive.files.get(item.file).filter(|file| file.locked.is_none());
    file.into_iter().flat_map(move |file| file.known().gaps_of(item.record))
}

/// A file whose missing values cannot be entered.
fn locked(app: &App) -> Option<usize> {
    let has_gaps = |file: &File| file.year == app.year && file.locked.is_some() && file.known().gap_count() > 0;
    app.archive.files.iter().position(has_gaps)
}

/// Where the items of the chosen category would begin.
fn start(app: &App) -> usize {
    let chosen = app.chosen_category().flatten().unwrap_or(0);
    app.all.count_while(|item| app.archive.category(item).is_some_and(|category| category < chosen))
}

fn place_of(app: &App, item: ItemId) -> usize {
    app.all.place(item).unwrap_or(0)
}

fn open(app: &mut App, (at, metric): Key, told: Option<Words>) {
    let Some(item) = app.all.get(at) else { return };
    find::go_to(app, item);
    app.focus = Focus::Metrics;
    fields::open(app, item.file, Place::metric(item.record, metric), Name::Field(Field::Value));
    let (before, left) = (earlier(app, item, metric), left(app));
    if let Mode::Edit(edit) = &mut app.mode {
        edit.gap = Some(Gap { before, left });
        fields::check(app);
    }
    let text = told.map_or(String::new(), |told| told.say(app.lang).to_string());
    app.status = Status { text, bad: false };
}

/// What the same metric was in the nearest year before that has it, `110: 44 間`; empty where none has.
fn earlier(app: &App, item: ItemId, at: usize) -> String {
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
