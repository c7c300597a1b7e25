//! The lists over the panes: what each shows, how typing narrows it, and what choosing from it does.

use crate::app::App;
use crate::app::checks;
use crate::app::checks::listing;
use crate::app::find;
use crate::app::line::Line;
use crate::app::lists::listed::Rows;
use crate::app::mode::Choice;
use crate::app::mode::List;
use crate::app::mode::ListKind;
use crate::app::mode::Look;
use crate::app::mode::Mode;
use crate::app::mode::Row;
use crate::app::page;
use crate::app::pane::Motion;
use crate::app::pane::Pane;
use crate::app::pick;
use crate::app::records;
use crate::app::records::create;
use crate::app::save;
use crate::app::seek;
use crate::app::trend;
use crate::app::work;
use crate::app::work::Job;
use crate::insight::find::Hit;
use crate::lang::words;
use crate::model::field::Field;
use crate::search::query::Query;

pub mod changes;
pub mod differ;
pub mod listed;
pub(crate) mod rows;

/// Opens a list.
pub fn open(app: &mut App, kind: ListKind) {
    if kind == ListKind::Review && app.unsaved() == 0 {
        return app.say(words::NOTHING_TO_SAVE, &[]);
    }
    page::keep(app);
    let typed = !matches!(kind, ListKind::Review | ListKind::Recover);
    let line = typed.then(|| Line::new("", false));
    let under = under(app);
    app.mode = Mode::List(List {
        kind,
        line,
        pane: Pane::default(),
        rows: Rows::default(),
        total: 0,
        is_glimpse: false,
        under,
    });
    narrow(app);
}

/// What a list that opens now stands over.
fn under(app: &mut App) -> Box<Mode> {
    match std::mem::take(&mut app.mode) {
        Mode::List(list) => list.under,
        mode @ (Mode::Trend(_) | Mode::Page(_)) => Box::new(mode),
        _ => Box::default(),
    }
}

/// Opens the list of unsaved work that was found.
pub fn open_recovery(app: &mut App, rows: Rows) {
    let total = rows.len();
    let mut pane = Pane::default();
    pane.fit(total);
    app.mode = Mode::List(List {
        kind: ListKind::Recover,
        line: None,
        pane,
        rows,
        total,
        is_glimpse: false,
        under: Box::default(),
    });
}

/// Fills the list anew, narrowed by what is typed; the first row is chosen.
pub fn narrow(app: &mut App) {
    let Mode::List(list) = &app.mode else { return };
    let text = list.line.as_ref().map_or("", Line::text).to_string();
    if list.kind == ListKind::Found {
        return seek::everywhere(app, &text);
    }
    if list.kind == ListKind::Problems {
        return listing::narrow(app, &text);
    }
    if list.kind == ListKind::Review && rows::is_long_review(app) {
        work::ask(app, Job::Review(app.lang));
        return fill(app, Rows::none(words::work::AWAITED.say(app.lang)), 0, &text);
    }
    let (rows, total) = rows::of(app, list.kind, &text);
    fill(app, rows, total, &text);
}

/// Takes what differs from what is saved, or what was left unsaved.
pub(super) fn reviewed(app: &mut App, rows: Vec<Row>) {
    let Mode::List(list) = &app.mode else { return };
    let total = match list.kind {
        ListKind::Review => rows.iter().filter(|row| row.look != Look::Heading).count(),
        ListKind::Recover => rows.len(),
        _ => return,
    };
    fill(app, Rows::ready(rows), total, "");
}

/// More of the archive is there to be found. Whoever has gone down the list is left where they are.
pub(super) fn renew_found(app: &mut App) {
    if let Mode::List(list) = &app.mode
        && list.kind == ListKind::Found
        && list.pane.chosen().unwrap_or(0) == 0
    {
        narrow(app);
    }
}

/// Fills the list of items with what was found for a query, or what a search under way has found so far. Whoever has gone
/// down from the best meanwhile stays with what they have gone to.
pub(super) fn fill_found(app: &mut App, query: &Query, hits: &[Hit], total: usize, is_glimpse: bool) {
    let rows = match hits {
        [] => Rows::none(words::NO_HITS.say(app.lang)),
        hits => Rows::Found(query.clone(), hits.to_vec()),
    };
    let Mode::List(list) = &app.mode else { return };
    let chosen = list.pane.chosen().filter(|at| list.is_glimpse && *at > 0);
    let stays = chosen.and_then(|at| rows.place_of(&list.rows, at));
    fill(app, rows, total, query.typed());
    let Mode::List(list) = &mut app.mode else { return };
    list.is_glimpse = is_glimpse;
    stays.into_iter().for_each(|at| list.pane.go(Motion::To(at)));
}

/// Fills the list with these rows, which a text has left of it.
pub(super) fn fill(app: &mut App, rows: Rows, total: usize, text: &str) {
    let height = app.screen.list.3 as usize;
    let category = app.item().map(|item| app.archive.text(item, Field::Category).into_owned());
    if let Mode::List(list) = &mut app.mode {
        list.pane = Pane::default();
        list.pane.resize(height);
        list.pane.fit(rows.len());
        // Moving begins at where the item is; any other list at its first row.
        let here = category.filter(|_| text.is_empty());
        let here = here.and_then(|id| rows.first(|row| row.choice == Choice::Category(id.clone())));
        let is_help = list.kind == ListKind::Help;
        let is_first = |row: &Row| if is_help { row.look != Look::Heading } else { row.choice != Choice::None };
        let first = here.or_else(|| rows.first(is_first)).unwrap_or(0);
        list.pane.go(Motion::To(first));
        (list.rows, list.total, list.is_glimpse) = (rows, total, false);
    }
}

/// Moves in the list, past headings.
pub fn go(app: &mut App, motion: Motion) {
    let Mode::List(list) = &mut app.mode else { return };
    list.pane.go(motion);
    let step = if matches!(motion, Motion::Rows(rows) | Motion::HalfPages(rows) if rows < 0) { -1 } else { 1 };
    let is_heading = |list: &List| list.pane.chosen().is_some_and(|at| list.rows.is_heading(at));
    if is_heading(list) && list.kind != ListKind::Review {
        list.pane.go(Motion::Rows(step));
        if is_heading(list) {
            list.pane.go(Motion::Rows(-step));
        }
    }
}

/// Closes the list; nothing is chosen.
pub fn close(app: &mut App) {
    if app.picking {
        return pick::leave(app);
    }
    if checks::is_awaited(app) {
        checks::stop(app);
    }
    listing::stop(app);
    seek::stop(app);
    app.mode = *under(app);
    page::uncovered(app);
}

/// What the row stands for that is chosen.
pub(super) fn chosen(app: &App) -> Option<Choice> {
    let Mode::List(list) = &app.mode else { return None };
    list.rows.choice(app, list.pane.chosen()?)
}

/// Chooses the row.
pub fn choose(app: &mut App) {
    let Mode::List(list) = &app.mode else { return };
    let kind = list.kind;
    if kind == ListKind::Found && seek::choose_later(app) || listing::choose_later(app) {
        return;
    }
    let choice = chosen(app).unwrap_or_default();
    let Mode::List(list) = &app.mode else { return };
    if app.picking {
        return pick::choose(app, &choice);
    }
    let typed = list.line.as_ref().map_or(String::new(), |line| line.text().to_string());
    match (kind, choice) {
        (ListKind::Review, _) => {
            app.mode = Mode::Browse;
            save::begin(app);
        }
        (ListKind::Recover, _) => {}
        (ListKind::Overlay, Choice::Series(id)) => {
            close(app);
            trend::add(app, id);
        }
        (_, Choice::Query(text)) => {
            open(app, ListKind::Found);
            find::retype(app, &text);
        }
        (_, Choice::Item(item)) => {
            app.mode = Mode::Browse;
            app.query = find::query(app, &typed);
            find::go_to(app, item);
            seek::in_this_year(app, false);
        }
        (_, Choice::Metric(item, metric)) => {
            app.mode = Mode::Browse;
            app.query = find::query(app, &typed);
            find::go_to_metric(app, item, metric);
            seek::in_this_year(app, false);
        }
        (_, Choice::Command(at)) => {
            app.mode = Mode::Browse;
            if let Some(command) = crate::app::commands::all().nth(at) {
                (command.run)(app);
            }
        }
        (_, Choice::Finding(at)) => {
            app.mode = Mode::Browse;
            checks::go_to(app, at);
        }
        (_, Choice::Category(id)) => {
            app.mode = Mode::Browse;
            records::move_to(app, &id);
        }
        (_, Choice::Year(year)) => {
            app.mode = Mode::Browse;
            records::duplicate_into(app, year);
        }
        (_, Choice::Series(id)) => {
            app.mode = Mode::Browse;
            if let Some(item) = app.item() {
                let (series, name) = if id.is_empty() { (None, typed.trim()) } else { (Some(id.as_str()), "") };
                if series.is_none() && name.is_empty() {
                    crate::app::fields::open_new(app, crate::app::mode::Target::NewMetric(item));
                } else {
                    create::metric(app, item, series, name);
                }
            }
        }
        (_, Choice::None) => {}
    }
}
