//! Walking through the panes.

use crate::app::App;
use crate::app::checks;
use crate::app::effect::Effect;
use crate::app::fields;
use crate::app::mode::Focus;
use crate::app::new_year;
use crate::app::page;
use crate::app::pane::Motion;
use crate::app::reading;
use crate::app::records::bulk;
use crate::app::save;
use crate::app::seek;
use crate::app::sift;
use crate::app::sift::Need;
use crate::app::work;
use crate::insight::found;
use crate::lang::words;
use crate::model::metric::Value;
use crate::model::year::Year;
use crate::store::typed;

/// Moves in the focused pane.
pub fn go(app: &mut App, motion: Motion) {
    let before = app.pane(app.focus).chosen();
    app.panes[app.focus as usize].go(motion);
    if app.pane(app.focus).chosen() == before {
        return;
    }
    match app.focus {
        Focus::Categories => {
            app.panes[Focus::Items as usize].go(Motion::First);
            app.category_changed();
        }
        Focus::Items => {
            app.panes[Focus::Metrics as usize].go(Motion::First);
            app.item_changed();
        }
        Focus::Metrics => app.metric_changed(),
        Focus::Record => {}
    }
}

/// Gives a pane the focus. The record below shows the metric while the metrics have it, the item while the others do.
pub fn focus(app: &mut App, focus: Focus) {
    app.focus = focus;
    if focus != Focus::Record {
        app.on_metric = focus == Focus::Metrics && !app.view.metrics.is_empty();
        app.metric_changed();
        app.panes[Focus::Record as usize].go(Motion::First);
    }
}

/// To the next pane, or the one before.
pub fn turn(app: &mut App, by: isize) {
    let at = (app.focus as isize + by).rem_euclid(Focus::ALL.len() as isize);
    focus(app, Focus::ALL[at as usize]);
}

/// Goes in: unfolds, opens the next pane, or edits the field.
pub fn open(app: &mut App) {
    match app.focus {
        Focus::Categories if is_folded(app) => fold(app, false),
        Focus::Categories => focus(app, Focus::Items),
        Focus::Items => focus(app, Focus::Record),
        Focus::Metrics | Focus::Record => fields::open_chosen(app),
    }
}

/// Goes back by the nearest thing there is to take back: the filter, the hits, the marks, the zoom, the pane.
pub fn back(app: &mut App) {
    let filter = app.focus as usize;
    if work::is_out(app, work::Kind::Change) {
        bulk::stop(app);
    } else if save::stop(app) || new_year::stop(app) {
        // What is on disk is told.
    } else if checks::is_awaited(app) {
        checks::stop(app);
    } else if work::is_out(app, work::Kind::Filter) {
        app.filters[Focus::Items as usize].clear();
        app.category_changed();
    } else if app.filters.get(filter).is_some_and(|filter| !filter.is_empty()) {
        app.filters[filter].clear();
        app.outline_changed();
    } else if !app.query.is_empty() {
        seek::forget_query(app);
    } else if !app.marked.is_empty() {
        app.marked.clear();
    } else if app.zoom {
        app.zoom = false;
    } else if !reading::stop(app) {
        match app.focus {
            Focus::Record if app.on_metric => focus(app, Focus::Metrics),
            Focus::Record | Focus::Metrics => focus(app, Focus::Items),
            Focus::Items => focus(app, Focus::Categories),
            Focus::Categories => {}
        }
    }
}

/// Folds the category; where it is folded or a leaf, goes to the one above. Elsewhere, the pane to the left.
pub fn left(app: &mut App) {
    match app.focus {
        Focus::Categories if chosen_fold(app) == Some(false) => fold(app, true),
        Focus::Categories => {
            let parent = app.chosen_category().flatten().and_then(|index| app.archive.outline.parent(index));
            if let Some(parent) = parent {
                app.choose_category(Some(parent));
                app.category_changed();
            }
        }
        Focus::Items => focus(app, Focus::Categories),
        Focus::Metrics | Focus::Record => focus(app, Focus::Items),
    }
}

/// Unfolds the category, or goes to the pane to the right.
pub fn right(app: &mut App) {
    match app.focus {
        Focus::Categories if is_folded(app) => fold(app, false),
        Focus::Categories => focus(app, Focus::Items),
        Focus::Items => focus(app, Focus::Metrics),
        Focus::Metrics | Focus::Record => {}
    }
}

fn chosen_fold(app: &App) -> Option<bool> {
    app.view.categories.get(app.pane(Focus::Categories).chosen()?)?.fold
}

fn is_folded(app: &App) -> bool {
    chosen_fold(app) == Some(true)
}

fn fold(app: &mut App, hide: bool) {
    let Some(category) = app.chosen_category().flatten().and_then(|index| app.archive.outline.get(index)) else {
        return;
    };
    let id = category.id.clone();
    if hide {
        app.folded.insert(id);
    } else {
        app.folded.remove(&id);
    }
    app.outline_changed();
}

/// Shows a category by unfolding what hides it.
pub fn unfold_to(app: &mut App, category: usize) {
    let ids: Vec<String> = app
        .archive
        .outline
        .ancestors(category)
        .filter_map(|index| app.archive.outline.get(index))
        .map(|category| category.id.clone())
        .collect();
    ids.iter().for_each(|id| _ = app.folded.remove(id));
    app.outline_changed();
}

/// The most that a pane can be given or take; the layout stops earlier where the screen is small.
const MOST: i32 = 120;

/// The focused pane takes cells from the others.
pub fn widen(app: &mut App, by: i32) {
    let shares = &mut app.shares;
    match app.focus {
        Focus::Categories => shares.categories += by,
        Focus::Metrics => shares.metrics += by,
        // The items have what the other two leave.
        Focus::Items => {
            shares.categories -= by / 2;
            shares.metrics -= by / 2;
        }
        Focus::Record => shares.record += by / 2,
    }
    for share in [&mut shares.categories, &mut shares.metrics, &mut shares.record] {
        *share = (*share).clamp(-MOST, MOST);
    }
}

/// The record takes rows from the panes above.
pub fn heighten(app: &mut App, by: i32) {
    app.shares.record = (app.shares.record + by).clamp(-MOST, MOST);
}

/// Shows the year after, or the one before.
pub fn turn_year(app: &mut App, by: isize) {
    let at = app.archive.years.iter().position(|year| *year == app.year).unwrap_or(0);
    let to = at.saturating_add_signed(by).min(app.archive.years.len().saturating_sub(1));
    if to == at {
        app.say(words::ONLY_YEAR, &[&app.show_year(app.year)]);
        return;
    }
    go_to_year(app, app.archive.years[to]);
}

/// Shows a year, at the same item where that year has it, else in the same category.
pub fn go_to_year(app: &mut App, year: Option<Year>) {
    let id = app.item().map(|item| app.archive.text(item, crate::model::field::Field::Id).into_owned());
    app.year = year;
    app.marked.clear();
    app.year_changed();
    if let Some(same) = id.filter(|id| !id.is_empty()).and_then(|id| app.archive.find(app.year, &id)) {
        sift::choose(app, same, Need::IfShown);
    }
}

/// Copies the value that is chosen: a metric's number, a field, a title.
pub fn copy(app: &mut App) {
    let text = match app.focus {
        Focus::Record => {
            fields::chosen(app).map(|row| match row.place.entry {
                // Of an entry, its number, as of a metric.
                Some(_) => typed::text(&app.archive, app.item().map_or(0, |item| item.file), row.place, &row.name),
                None => row.shown().to_string(),
            })
        }
        Focus::Metrics => {
            app.item().zip(app.metric()).and_then(|(item, at)| app.archive.metric(item, at)).map(|metric| match metric
                .value
            {
                Value::Figure(figure) => figure.to_string(),
                Value::Grade(grade) => grade,
                Value::Gap => String::new(),
            })
        }
        Focus::Items => app.item().map(|item| found::title(&app.archive, item)),
        Focus::Categories => {
            app.pane(Focus::Categories).chosen().and_then(|at| app.view.categories.get(at)).map(|row| row.title.clone())
        }
    };
    match text.filter(|text| !text.is_empty()) {
        Some(text) => app.effects.push(Effect::Copy(text)),
        None => app.complain(words::NOTHING_CHOSEN, &[]),
    }
}

/// The interface in the other language.
pub fn turn_language(app: &mut App) {
    app.lang = app.lang.other();
    app.outline_changed();
    page::refresh(app);
    app.say(words::LANGUAGE_NOW, &[]);
}

/// The other theme.
pub fn turn_theme(app: &mut App) {
    app.light = !app.light;
    app.say(if app.light { words::THEME_LIGHT } else { words::THEME_DARK }, &[]);
}
