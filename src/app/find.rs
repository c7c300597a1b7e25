//! Finding in place: `/` with its hits, the filter of a pane, and jumping to an item wherever it is.

use crate::app::App;
use crate::app::browse;
use crate::app::keys;
use crate::app::line::Line;
use crate::app::line::Stroke;
use crate::app::mode::Focus;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::mode::Stand;
use crate::app::page;
use crate::app::pane::Motion;
use crate::insight::find;
use crate::insight::find::Found;
use crate::insight::find::Wanted;
use crate::lang::words;
use crate::search::answer::Heard;
use crate::search::phonetic::Sounds;
use crate::search::phonetic::Way;
use crate::search::query::Fault;
use crate::search::query::Language;
use crate::search::query::Query;
use crate::search::rank::Manner;
use crate::store::archive::ItemId;
use std::collections::HashSet;
use std::sync::atomic::AtomicBool;

/// As many answers are ranked for a list; the number of all is told beside it.
pub const LIMIT: usize = 200;

/// Looks for the query in the year shown; none answers an empty one. Gives the best.
///
/// What answers in a lesser sense than the best does is left out: who finds `led` spelled does not mean, with the next
/// key, what only sounds like it.
pub fn look(app: &mut App) -> Option<ItemId> {
    app.hits.clear();
    if app.query.is_empty() {
        return None;
    }
    let search = |most: Manner, limit: usize| {
        let wanted = Wanted { only: Some(app.year), prefer: None, limit };
        find::within(&app.ground(), &app.index, &app.query, most, wanted, None, &AtomicBool::new(false))
    };
    let spelled = search(Manner::Spelled, 1).filter(|found| found.total > 0);
    let found = spelled.or_else(|| search(Manner::Strewn, usize::MAX))?;
    let best = *found.hits.first()?;
    let items = found.items;
    // Where nothing is spelled so, each hit was ranked.
    let lesser = found.hits.iter().filter(|hit| hit.rank.manner > best.rank.manner);
    let lesser: HashSet<ItemId> = lesser.map(|hit| hit.item).collect();
    let is_hit = |id: &&ItemId| items.get(id.file).is_some_and(|docs| docs.has(id.record)) && !lesser.contains(id);
    app.hits = app.all.iter().filter(is_hit).copied().collect();
    Some(best.item)
}

/// The best items of all years for what is typed in a list, those of the year shown first among equals.
pub fn anywhere(app: &App, query: &Query) -> Found {
    // Of what is put in another order than that of the rank, all have to be at hand.
    let limit = if query.orders().is_empty() { LIMIT } else { usize::MAX };
    let wanted = Wanted { only: None, prefer: app.year, limit };
    find::search(&app.ground(), &app.index, query, wanted, None, &AtomicBool::new(false)).unwrap_or_default()
}

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
    let Some(item) = app.item().filter(|item| app.hits.contains(item)) else { return String::new() };
    let (_, heard) = find::marks(&app.archive, &app.query, item);
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
    look(app);
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

/// Puts another text in its place.
pub(super) fn retype(app: &mut App, text: &str) {
    keys::stroke(app, Stroke::SelectAll);
    keys::stroke(app, Stroke::Paste(text.to_string()));
}

/// Begins to find.
pub fn open(app: &mut App) {
    app.mode = Mode::Find(Line::new("", false), stand(app));
}

/// The text to find has changed: the best hit of the year is chosen; without one, the person stays where they stood.
pub fn typed(app: &mut App) {
    let Mode::Find(line, from) = &app.mode else { return };
    let (query, from) = (query(app, line.text()), *from);
    app.query = query;
    let best = look(app);
    // Where no word says which is best, one stays if one stands on a hit, else goes to the first.
    let own = || from.item.filter(|item| app.hits.contains(item)).or(app.hits.first().copied());
    let best = if app.query.words().is_empty() { own() } else { best };
    match best {
        Some(best) => go_to(app, best),
        None => go_back(app, from),
    }
}

/// Leaves finding, back to where it began.
pub fn cancel(app: &mut App) {
    let Mode::Find(_, from) = std::mem::take(&mut app.mode) else { return };
    app.query = Query::default();
    look(app);
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
    if let Some(row) = to.item.and_then(|item| app.view.items.iter().position(|id| *id == item)) {
        app.panes[Focus::Items as usize].go(Motion::To(row));
        app.item_changed();
    }
    app.panes[Focus::Metrics as usize].go(Motion::To(to.metric));
    app.on_metric = to.on_metric && !app.view.metrics.is_empty();
    app.metric_changed();
}

/// To the next hit in the archive's order, or the one before; round at the ends.
pub fn next(app: &mut App, by: isize) {
    if app.hits.is_empty() {
        app.complain(words::NO_HITS, &[]);
        return;
    }
    let count = app.hits.len() as isize;
    let at = app.item().and_then(|item| app.hits.iter().position(|hit| *hit == item));
    let to = match at {
        Some(at) => (at as isize + by).rem_euclid(count),
        // Between hits: the nearest one in that direction, by the archive's order.
        None => {
            let here = app.item().and_then(|item| app.all.iter().position(|id| *id == item)).unwrap_or(0);
            let before =
                app.hits.iter().filter(|hit| app.all.iter().position(|id| id == *hit) < Some(here)).count() as isize;
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
    if !app.view.items.contains(&item) && !app.filters[1].is_empty() {
        app.filters[1].clear();
        app.category_changed();
    }
    if let Some(row) = app.view.items.iter().position(|id| *id == item) {
        app.panes[Focus::Items as usize].go(Motion::To(row));
        app.item_changed();
    }
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
    app.outline_changed();
}

/// Leaves filtering; the filter is what it was.
pub fn cancel_filter(app: &mut App) {
    let Mode::Filter(_, before) = std::mem::take(&mut app.mode) else { return };
    app.filters[app.focus as usize] = before;
    app.outline_changed();
}
