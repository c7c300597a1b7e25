//! Finding in place: `/` with its hits, the filter of a pane, and jumping to an item wherever it is.

use crate::app::App;
use crate::app::Status;
use crate::app::browse;
use crate::app::commands::Context;
use crate::app::keys;
use crate::app::line::Line;
use crate::app::line::Stroke;
use crate::app::lists;
use crate::app::mode::Focus;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::mode::Stand;
use crate::app::page;
use crate::app::pane::Motion;
use crate::app::seek;
use crate::app::sift;
use crate::app::sift::Need;
use crate::app::work;
use crate::insight::fault;
use crate::insight::find as finding;
use crate::lang::words;
use crate::model::year::Year;
use crate::search::answer::Heard;
use crate::search::phonetic::Sounds;
use crate::search::phonetic::Way;
use crate::search::query::Fault;
use crate::search::query::Language;
use crate::search::query::Query;
use crate::store::archive::ItemId;

/// How the words were found that only sound like what answers; empty where all are spelled so.
pub fn told(app: &App, heard: &[Heard]) -> String {
    let tell = |heard: &Heard| {
        let words = match heard.way {
            Way::Pinyin => words::find::BY_PINYIN,
            Way::Zhuyin => words::find::BY_ZHUYIN,
        };
        words.fill(app.lang, &[&heard.spelled])
    };
    heard.iter().map(tell).collect::<Vec<_>>().join("  ")
}

/// The same of the chosen item.
pub fn told_of_chosen(app: &App) -> String {
    let Some(item) = app.item().filter(|_| !app.hits.is_empty()) else { return String::new() };
    let (_, heard) = finding::marks(&app.archive, &app.query, item);
    told(app, &heard)
}

/// What is typed to find records, as the settings and the archive have it read.
pub fn query(app: &App, typed: &str) -> Query {
    Query::in_language(typed, &language(app))
}

/// What is typed to narrow a list of things that have no fields.
pub fn words(app: &App, typed: &str) -> Query {
    Query::in_language(typed, &Language { words_only: true, ..language(app) })
}

/// How what is typed to find records is read.
pub fn language(app: &App) -> Language<'_> {
    Language {
        sounds: app.sounds,
        calendar: app.archive.calendar,
        words_only: false,
        views: [&app.views, &app.archive.views],
    }
}

/// The next of the ways in which what is typed can be read as sounds.
pub fn turn_sounds(app: &mut App) {
    let all = Sounds::NAMES;
    let at = all.iter().position(|(_, sounds)| *sounds == app.sounds).map_or(0, |at| (at + 1) % all.len());
    let Some((_, sounds)) = all.get(at) else { return };
    app.sounds = *sounds;
    app.query = query(app, app.query.typed());
    seek::forget(app);
    seek::in_this_year(app, false);
    app.outline_changed();
    page::refresh(app);
    let words = match (sounds.pinyin, sounds.zhuyin) {
        (true, true) => words::find::SOUNDS_ON,
        (true, false) => words::find::SOUNDS_PINYIN,
        (false, true) => words::find::SOUNDS_ZHUYIN,
        (false, false) => words::find::SOUNDS_OFF,
    };
    app.say(words, &[]);
}

/// Where the person stands.
pub fn stand(app: &App) -> Stand {
    let item = app.item();
    Stand {
        year: app.year,
        category: app.chosen_category(),
        item,
        at: item.and_then(|item| second_line(app, item)).unwrap_or(0),
        metric: app.pane(Focus::Metrics).chosen().unwrap_or(0),
        on_metric: app.on_metric,
        // An open field lends the focus to the record; the person stands where they opened it.
        focus: match &app.mode {
            Mode::Edit(edit) => edit.from,
            _ => app.focus,
        },
    }
}

/// Where the line after an item's header begins. All headers read the same, so that of an item put before this one the
/// difference of two texts may as well say that it came after this one's header.
fn second_line(app: &App, item: ItemId) -> Option<usize> {
    let (text, record) = app.archive.record(item)?;
    let head = record.item.head.from();
    Some(head + text.get(head..)?.find('\n')? + 1)
}

/// The text that is typed to find records by, if one is open.
pub fn asked(app: &App) -> Option<&Line> {
    match &app.mode {
        Mode::Find(line, _) | Mode::Filter(line, _) => Some(line),
        Mode::List(list) if list.kind == ListKind::Found => list.line.as_ref(),
        _ => None,
    }
}

/// What of it is not understood.
pub fn faults(app: &App) -> Vec<Fault> {
    // How it sounds makes no difference, and takes time.
    let language = Language { sounds: Sounds::OFF, ..language(app) };
    asked(app).map_or(Vec::new(), |line| Query::in_language(line.text(), &language).faults().to_vec())
}

/// Why something of it is not understood, and what may have been meant, where something is like it; then as much of that as
/// says most.
pub fn told_fault(app: &App, line: &Line, fault: &Fault) -> Vec<String> {
    let why = fault::words(fault.why).say(app.lang).to_string();
    match fault::near(line.text(), fault, &language(app)).join(", ") {
        near if near.is_empty() => vec![why],
        near => {
            let whole = format!("{why}{}", words::SHELL_NEAR.fill(app.lang, &[&near]));
            vec![whole, words::find::NEAR.fill(app.lang, &[&near]), why]
        }
    }
}

/// Puts another text in its place.
pub(super) fn retype(app: &mut App, text: &str) {
    keys::stroke(app, Stroke::SelectAll);
    keys::stroke(app, Stroke::Paste(text.to_string()));
}

/// Begins to find.
pub fn open(app: &mut App) {
    app.mode = Mode::Find(Line::new("", false), stand(app));
}

/// Opens the list of what answers in any year: with the text that is open, which is no longer of this year alone; or with
/// what only other years have, or is still looked for, all of it selected, as it may not be meant.
pub fn open_anywhere(app: &mut App) {
    let open = if let Mode::Find(line, _) = &app.mode { Some(line.text().to_string()) } else { None };
    // Of a search that is not done yet nobody knows whether it is in vain.
    let may_be_vain = !seek::elsewhere(app).is_empty() || work::is_out(app, work::Kind::Find);
    let vain = Some(app.query.typed().to_string()).filter(|_| may_be_vain);
    if open.is_some() {
        cancel(app);
    }
    lists::open(app, ListKind::Found);
    if let Some(text) = open.as_ref().or(vain.as_ref()) {
        retype(app, text);
    }
    if open.is_none() && vain.is_some() {
        keys::stroke(app, Stroke::SelectAll);
    }
}

/// The text to find has changed: the best hit of the year is chosen; without one, the person stays where they stood.
pub fn typed(app: &mut App) {
    let Mode::Find(line, _) = &app.mode else { return };
    app.query = query(app, line.text());
    seek::in_this_year(app, true);
}

/// To the best of what was found, else back to where finding began.
pub(super) fn go_to_best(app: &mut App, best: Option<ItemId>) {
    let from = if let Mode::Find(_, from) = &app.mode { Some(*from) } else { None };
    // Where no word says which is best, one stays if one stands on a hit, else goes to the first.
    let stood = from.and_then(|from| from.item).filter(|item| app.hits.contains(item));
    let own = || stood.or(app.hits.first().copied());
    let best = if app.query.words().is_empty() { own() } else { best };
    match (best, from) {
        (Some(best), _) => go_to(app, best),
        (None, Some(from)) => go_back(app, from),
        (None, None) => {}
    }
}

/// Leaves finding, back to where it began.
pub fn cancel(app: &mut App) {
    let Mode::Find(_, from) = std::mem::take(&mut app.mode) else { return };
    app.query = Query::default();
    seek::in_this_year(app, false);
    go_back(app, from);
}

/// Goes back to where the person stood before a step that is taken back now. The item may have another number by then, as
/// others put theirs before it; where it begins has been followed.
pub fn go_back_to(app: &mut App, mut to: Stand) {
    if let Some(item) = &mut to.item
        && let Some(file) = app.archive.files.get(item.file)
        && let Some(record) = file.records().iter().position(|record| record.item.span.range().contains(&to.at))
    {
        item.record = record;
    }
    go_back(app, to);
}

/// Goes back to where the person stood, as far as that is still there.
pub fn go_back(app: &mut App, to: Stand) {
    app.focus = to.focus;
    if app.year != to.year {
        app.year = to.year;
        app.year_changed();
    }
    if let Some(category) = to.category {
        app.choose_category(category);
        app.category_changed();
    }
    if let Some(item) = to.item {
        sift::choose(app, item, Need::IfShown);
    }
    app.panes[Focus::Metrics as usize].go(Motion::To(to.metric));
    app.on_metric = to.on_metric && !app.view.metrics.is_empty();
    app.metric_changed();
}

/// That other years have what the one shown has not, how many each, and the key that leads there: first in many words, then
/// in fewer. None where they have not.
pub fn told_elsewhere(app: &App) -> Vec<String> {
    let elsewhere = seek::elsewhere(app);
    let here = app.archive.years.iter().position(|year| *year == app.year).unwrap_or(0);
    let away = |(year, _): &(Option<Year>, usize)| {
        app.archive.years.iter().position(|other| other == year).map_or(usize::MAX, |at| at.abs_diff(here))
    };
    let mut nearest = elsewhere.to_vec();
    nearest.sort_by_key(away);
    let (shown, key) = (app.show_year(app.year), app.keymap.hint(Context::Browse, "find-anywhere"));
    let all: usize = nearest.iter().map(|(_, count)| count).sum();
    let tell = |(year, count): &(Option<Year>, usize)| {
        words::find::IN_YEAR.fill(app.lang, &[&count.to_string(), &app.show_year(*year)])
    };
    let and = words::find::AND.say(app.lang);
    let by_year = nearest.iter().map(tell).collect::<Vec<_>>().join(and);
    let others = words::find::IN_OTHERS.fill(app.lang, &[&all.to_string()]);
    let many = [by_year].into_iter().filter(|_| nearest.len() <= TOLD_YEARS).chain([others]);
    let told = many.flat_map(|where_to| {
        let long = words::find::ELSEWHERE.fill(app.lang, &[&shown, &where_to, &key]);
        [long, format!("{where_to}{}", words::find::BY_KEY.fill(app.lang, &[&key]))]
    });
    told.filter(|_| all > 0).collect()
}

/// As many years are told one by one.
const TOLD_YEARS: usize = 3;

/// To the next hit in the archive's order, or the one before; round at the ends.
pub fn next(app: &mut App, by: isize) {
    if app.hits.is_empty() {
        return match told_elsewhere(app).into_iter().next() {
            _ if work::is_out(app, work::Kind::Find) => app.say(words::find::NOT_YET, &[]),
            None => app.complain(words::NO_HITS, &[]),
            Some(text) => app.status = Status { text, bad: true },
        };
    }
    let count = app.hits.len() as isize;
    let at = app.item().and_then(|item| app.hits.iter().position(|hit| *hit == item));
    let to = match at {
        Some(at) => (at as isize + by).rem_euclid(count),
        // Between hits: the nearest one in that direction, by the archive's order.
        None => {
            let here = app.item();
            let mut hits = app.hits.iter().peekable();
            let passed = app.all.iter().take_while(|id| Some(*id) != here).filter(|id| hits.next_if_eq(&id).is_some());
            let before = passed.count() as isize;
            (if by > 0 { before } else { before - 1 }).rem_euclid(count)
        }
    };
    let hit = app.hits[to as usize];
    go_to(app, hit);
}

/// Chooses an item wherever it is: shows its year, unfolds its category, lifts a filter that hides it.
pub fn go_to(app: &mut App, item: ItemId) {
    let year = app.archive.year(item);
    if app.year != year {
        app.year = year;
        app.year_changed();
    }
    let category = app.archive.category(item);
    let here = app.pane(Focus::Categories).chosen().and_then(|at| app.view.categories.get(at));
    if !here.is_some_and(|row| row.holds(&app.archive, category)) {
        if let Some(category) = category {
            if !app.filters[0].is_empty() {
                app.filters[0].clear();
            }
            browse::unfold_to(app, category);
        }
        app.choose_category(category);
        app.category_changed();
    }
    sift::choose(app, item, Need::Must);
    if app.focus == Focus::Categories {
        browse::focus(app, Focus::Items);
    }
}

/// Chooses a metric of an item, wherever the item is; lifts a filter that hides the metric.
pub fn go_to_metric(app: &mut App, item: ItemId, at: usize) {
    go_to(app, item);
    if !app.view.metrics.iter().any(|row| row.at == at) && !app.filters[2].is_empty() {
        app.filters[2].clear();
        app.item_changed();
    }
    if let Some(row) = app.view.metrics.iter().position(|row| row.at == at) {
        app.panes[Focus::Metrics as usize].go(Motion::To(row));
    }
    browse::focus(app, Focus::Metrics);
}

/// Begins to filter the focused pane.
pub fn open_filter(app: &mut App) {
    let Some(filter) = app.filters.get(app.focus as usize).cloned() else {
        app.complain(words::NOTHING_CHOSEN, &[]);
        return;
    };
    app.mode = Mode::Filter(Line::new(filter.clone(), false), filter);
}

/// The filter has changed.
pub fn filter_typed(app: &mut App) {
    let Mode::Filter(line, _) = &app.mode else { return };
    app.filters[app.focus as usize] = line.text().to_string();
    filter_changed(app);
}

/// Leaves filtering; the filter is what it was.
pub fn cancel_filter(app: &mut App) {
    let Mode::Filter(_, before) = std::mem::take(&mut app.mode) else { return };
    app.filters[app.focus as usize] = before;
    filter_changed(app);
}

fn filter_changed(app: &mut App) {
    if app.focus != Focus::Items || !sift::begin(app) {
        app.outline_changed();
    }
}
