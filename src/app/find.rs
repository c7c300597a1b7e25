//! Finding in place: `/` with its hits, the filter of a pane, and jumping to an item wherever it is.

use crate::app::App;
use crate::app::browse;
use crate::app::line::Line;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::mode::Stand;
use crate::app::pane::Motion;
use crate::lang::words;
use crate::search::query::Query;
use crate::store::archive::ItemId;
use std::collections::HashSet;

/// As many answers are ranked for a list; the number of all is told beside it.
pub const LIMIT: usize = 200;

/// The items of this year that answer, in the archive's order.
pub fn hits(app: &App, query: &Query) -> Vec<ItemId> {
    in_order(app, &ranked(app, query))
}

/// The items of this year that answer, best first; none to an empty query.
fn ranked(app: &App, query: &Query) -> Vec<ItemId> {
    if query.is_empty() {
        return Vec::new();
    }
    let found = app.index.search(query, None, usize::MAX).hits;
    let items = found.iter().filter_map(|hit| app.index.key(hit.doc).copied());
    items.filter(|id| app.archive.year(*id) == app.year).collect()
}

fn in_order(app: &App, ranked: &[ItemId]) -> Vec<ItemId> {
    let found: HashSet<&ItemId> = ranked.iter().collect();
    app.all.iter().filter(|id| found.contains(id)).copied().collect()
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

/// Begins to find.
pub fn open(app: &mut App) {
    app.mode = Mode::Find(Line::new("", false), stand(app));
}

/// The text to find has changed: the best hit of the year is chosen; without one, the person stays where they stood.
pub fn typed(app: &mut App) {
    let Mode::Find(line, from) = &app.mode else { return };
    let (query, from) = (Query::parse(line.text()), *from);
    let ranked = ranked(app, &query);
    app.hits = in_order(app, &ranked);
    app.query = query;
    match ranked.first() {
        Some(best) => go_to(app, *best),
        None => go_back(app, from),
    }
}

/// Leaves finding, back to where it began.
pub fn cancel(app: &mut App) {
    let Mode::Find(_, from) = std::mem::take(&mut app.mode) else { return };
    app.query = Query::default();
    app.hits.clear();
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
    if let Some(row) = to.item.and_then(|item| app.view.items.iter().position(|row| row.id == item)) {
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
    if !app.view.items.iter().any(|row| row.id == item) && !app.filters[1].is_empty() {
        app.filters[1].clear();
        app.category_changed();
    }
    if let Some(row) = app.view.items.iter().position(|row| row.id == item) {
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
