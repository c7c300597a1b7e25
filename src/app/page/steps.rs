//! What the keys do on a screen over the panes.

use crate::app::App;
use crate::app::Status;
use crate::app::browse;
use crate::app::commands::Context;
use crate::app::effect::Effect;
use crate::app::find;
use crate::app::line::Line;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::page;
use crate::app::page::Kind;
use crate::app::page::Page;
use crate::app::page::Then;
use crate::app::page::compare::Show;
use crate::app::page::compare::Sort;
use crate::app::page::table::Body;
use crate::app::page::table::Lead;
use crate::app::pane::Motion;
use crate::app::trend;
use crate::app::work;
use crate::lang::Words;
use crate::lang::words;
use crate::model::year::Year;
use crate::store::archive::ItemId;

/// Moves in the table, past headings.
pub fn go(app: &mut App, motion: Motion) {
    let Mode::Page(page) = &mut app.mode else { return };
    page.pane.go(motion);
    let step = if matches!(motion, Motion::Rows(rows) | Motion::HalfPages(rows) if rows < 0) { -1 } else { 1 };
    let is_heading = |page: &Page| page.chosen().is_some_and(|row| row.body == Body::Heads);
    for step in [step, -step] {
        if is_heading(page) {
            page.pane.go(Motion::Rows(step));
        }
    }
}

/// Unfolds or folds a category; goes to a record.
pub fn open(app: &mut App) {
    let Mode::Page(page) = &app.mode else { return };
    let (to, lead) = (page.to, page.lead());
    if page.chosen().is_some_and(|row| row.fold.is_some()) {
        return fold(app, None);
    }
    if lead == Lead::Nowhere {
        return;
    }
    page::close(app);
    match lead {
        Lead::Record((item, metric), _) => go_to_record(app, item, metric),
        Lead::Category(category) => go_to_category(app, to, category),
        Lead::Told(item, text) => {
            if let Some(item) = item {
                go_to_record(app, item, None);
            }
            app.status = Status { text, bad: true };
        }
        Lead::Nowhere => {}
    }
    // Coming back from there, the same row is chosen.
    app.pages.left_at = Some(find::stand(app));
}

/// Shows the metric through the years.
pub fn trend(app: &mut App) {
    let Mode::Page(page) = &app.mode else { return };
    let Lead::Record((item, Some(metric)), _) = page.lead() else {
        return app.complain(words::TREND_CHOOSE, &[]);
    };
    page::close(app);
    go_to_record(app, item, Some(metric));
    app.pages.left_at = Some(find::stand(app));
    trend::open(app);
}

fn go_to_record(app: &mut App, item: ItemId, metric: Option<usize>) {
    find::go_to(app, item);
    let row = |app: &App| app.view.metrics.iter().position(|row| Some(row.at) == metric);
    if metric.is_some() && row(app).is_none() {
        app.filters[Focus::Metrics as usize].clear();
        app.item_changed();
    }
    match row(app) {
        Some(row) => {
            app.panes[Focus::Metrics as usize].go(Motion::To(row));
            browse::focus(app, Focus::Metrics);
        }
        None => browse::focus(app, Focus::Items),
    }
}

fn go_to_category(app: &mut App, year: Option<Year>, category: Option<usize>) {
    if app.year != year {
        app.year = year;
        app.year_changed();
    }
    app.filters[Focus::Categories as usize].clear();
    match category {
        Some(category) => browse::unfold_to(app, category),
        None => app.outline_changed(),
    }
    app.choose_category(category);
    app.category_changed();
    browse::focus(app, Focus::Categories);
}

/// Stops what is worked out, and leaves the rows as they are; else takes back what is typed; where nothing is, closes the
/// screen.
pub fn back(app: &mut App) {
    match &app.mode {
        Mode::Page(page) if !page.is_awaited() && work::is_out(app, work::Kind::Page) => {
            change(app, |app, page| page.take_back(app));
        }
        Mode::Page(page) if !page.typed().is_empty() => cancel(app),
        _ => page::close(app),
    }
}

/// Hides or shows what is below a category: as told, or the other way round.
pub fn fold(app: &mut App, hide: Option<bool>) {
    change(app, |app, page| {
        let Some((fold, Lead::Category(category))) = page.chosen().map(|row| (row.fold, row.lead.clone())) else {
            return;
        };
        let hide = hide.unwrap_or(fold == Some(false));
        let id = page::id(&app.archive, category);
        if hide {
            page.folded.insert(id.to_string());
        } else {
            page.folded.remove(id);
        }
    });
}

/// Hides all that is below the parts of the outline, or shows all again.
pub fn fold_all(app: &mut App) {
    let Mode::Page(page) = &app.mode else { return };
    let lead = page.lead();
    change(app, |app, page| {
        if page.folded.is_empty() {
            let ids = app.archive.outline.categories().iter().map(|category| category.id.clone());
            page.folded = ids.chain([String::new()]).collect();
        } else {
            page.folded.clear();
        }
    });
    if let Mode::Page(page) = &mut app.mode {
        page.choose_near(&app.archive, &lead);
    }
}

/// Folds the category; elsewhere, goes to what the row stands below.
pub fn left(app: &mut App) {
    let Mode::Page(page) = &mut app.mode else { return };
    let Some((at, row)) = page.pane.chosen().zip(page.chosen()) else { return };
    if row.fold == Some(false) {
        return fold(app, Some(true));
    }
    let above = page.table.rows.iter().take(at).rposition(|above| above.depth < row.depth);
    if let Some(above) = above {
        page.pane.go(Motion::To(above));
    }
}

/// Unfolds the category.
pub fn right(app: &mut App) {
    if matches!(&app.mode, Mode::Page(page) if page.chosen().is_some_and(|row| row.fold == Some(true))) {
        fold(app, Some(false));
    }
}

/// Looks at the year after, or before.
pub fn turn_to(app: &mut App, by: isize) {
    let Mode::Page(page) = &app.mode else { return };
    let (kind, from) = (page.kind, page.from);
    // An overview goes along with its year.
    let passed = if kind == Kind::Compare { Some(from) } else { None };
    let Some(to) = year_beside(app, page.to, by, passed) else { return };
    let from = match kind {
        Kind::Compare => from,
        Kind::Overview => page::years(&app.archive, to, kind).map_or(from, |(from, _)| from),
    };
    set_years(app, from, to);
}

/// Compares with the year after, or before.
pub fn turn_from(app: &mut App, by: isize) {
    let Mode::Page(page) = &app.mode else { return };
    let to = page.to;
    if let Some(from) = year_beside(app, page.from, by, Some(to)) {
        set_years(app, from, to);
    }
}

/// Sets the other year beside the one.
pub fn swap(app: &mut App) {
    let Mode::Page(page) = &app.mode else { return };
    let (from, to) = (page.from, page.to);
    set_years(app, to, from);
}

fn set_years(app: &mut App, from: Option<Year>, to: Option<Year>) {
    change(app, |app, page| {
        (page.from, page.to) = (from, to);
        page.read(app);
    });
}

/// The next year in that direction, past one; where there is none, it says so.
fn year_beside(app: &mut App, year: Option<Year>, by: isize, passed: Option<Option<Year>>) -> Option<Option<Year>> {
    let years = &app.archive.years;
    let at = years.iter().position(|other| *other == year)?;
    let beside = |steps: isize| years.get(at.checked_add_signed(steps)?).copied();
    let found = beside(by).filter(|year| Some(*year) != passed).or_else(|| beside(2 * by));
    if found.is_none() {
        app.say(words::page::NO_YEAR_BEYOND, &[&app.show_year(year)]);
    }
    found
}

/// Sorts by the next thing.
pub fn turn_sort(app: &mut App) {
    let Mode::Page(page) = &app.mode else { return };
    let sort = beside(Sort::ALL, |sort| *sort == page.sort, 1);
    let then = if sort == Sort::Outline { Then::Same } else { Then::First };
    set(app, |page| (page.sort, page.then) = (sort, then));
}

/// Shows the next kind of rows, or the one before.
pub fn turn_show(app: &mut App, by: isize) {
    let Mode::Page(page) = &app.mode else { return };
    let show = beside(Show::ALL, |show| *show == page.show, by);
    let then = if show == Show::All { Then::Same } else { Then::AskedFor };
    set(app, |page| (page.show, page.then) = (show, then));
}

fn beside<T: Copy>(all: &[(T, Words)], is_now: impl Fn(&T) -> bool, by: isize) -> T {
    let at = all.iter().position(|(one, _)| is_now(one)).unwrap_or(0) as isize;
    all[(at + by).rem_euclid(all.len() as isize) as usize].0
}

/// Sets what only the comparison has.
fn set(app: &mut App, set: impl FnOnce(&mut Page)) {
    if matches!(&app.mode, Mode::Page(page) if page.kind != Kind::Compare) {
        let key = app.keymap.hint(Context::Page, "compare");
        return app.say(words::page::ONLY_COMPARED, &[&key]);
    }
    change(app, |_, page| set(page));
}

/// Begins to type what the rows must match.
pub fn narrow(app: &mut App) {
    if let Mode::Page(page) = &mut app.mode {
        page.is_typing = true;
    }
}

/// What is typed has changed.
pub fn typed(app: &mut App) {
    change(app, |_, page| page.then = if page.typed().is_empty() { Then::Same } else { Then::AskedFor });
}

/// Keeps what is typed.
pub fn accept(app: &mut App) {
    if let Mode::Page(page) = &mut app.mode {
        page.is_typing = false;
    }
}

/// Takes back what is typed.
pub fn cancel(app: &mut App) {
    change(app, |_, page| {
        page.is_typing = false;
        page.line = Line::new("", false);
    });
}

/// Copies the row as text.
pub fn copy(app: &mut App) {
    let Mode::Page(page) = &app.mode else { return };
    match page.chosen().map(|row| row.plain()) {
        Some(text) => app.effects.push(Effect::Copy(text)),
        None => app.complain(words::NOTHING_CHOSEN, &[]),
    }
}

/// Changes the screen that is open, and makes its rows anew.
fn change(app: &mut App, change: impl FnOnce(&mut App, &mut Page)) {
    match std::mem::take(&mut app.mode) {
        Mode::Page(mut page) => {
            change(app, &mut page);
            page.lay_out(app);
            app.mode = Mode::Page(page);
        }
        mode => app.mode = mode,
    }
}
