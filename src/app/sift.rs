//! The items that the filter shows: found at once where they are few; of many they are looked for beside the keys, after what
//! is typed, an edit, or a step to another category. Till then the list stays as it was, or that of another category is empty.

use crate::app::App;
use crate::app::find;
use crate::app::mode::Focus;
use crate::app::pane::Motion;
use crate::app::view;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Kind;
use crate::app::work::Made;
use crate::insight::facts::Ground;
use crate::insight::series;
use crate::model::year::Year;
use crate::search::query::Query;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::ordered::Run;
use crate::store::parallel;
use std::collections::HashSet;

/// Items that are to match a query, with all that it takes to know.
#[derive(Clone, Debug)]
pub struct Sift {
    items: Vec<ItemId>,
    query: Query,
    marked: HashSet<ItemId>,
    flawed: HashSet<ItemId>,
}

/// As many are looked through within a key.
const FEW: usize = 2000;

/// How much an item is wanted that may not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// A filter that hides it is lifted.
    Must,
    /// It is chosen where it shows.
    IfShown,
}

/// Of what the list of items is, and what it waits for.
#[derive(Debug, Default)]
pub(super) struct Sifting {
    /// The year and the category that the items listed were found in.
    of: Option<(Option<Year>, Option<Option<usize>>)>,
    /// What is to be chosen when they are found.
    goal: Option<(ItemId, Need)>,
}

/// Looks for the items that the filter shows, if those of the chosen category are many; false if nothing has begun.
pub(super) fn begin(app: &mut App) -> bool {
    work::cancel(app, Kind::Filter);
    let row = app.chosen_category();
    let items = view::all_items(&app.archive, &app.all, row);
    let query = Query::in_language(&app.filters[1], &find::language(app));
    if !work::is_large(app) || items.len() <= FEW || query.is_empty() {
        return false;
    }
    let (marked, flawed) = (app.marked.clone(), app.checks.flawed.clone());
    let sift = Sift { items: items.iter().collect(), query, marked, flawed };
    if app.sifting.of != Some((app.year, row)) {
        app.sifting.goal = None;
        app.items_found(Run::default());
    }
    if let Some(Made::Sifted(items)) = work::ask(app, Job::Sift(Box::new(sift))) {
        app.items_found(items.into());
    }
    true
}

/// Takes note of where the items listed were found.
pub(super) fn note(app: &mut App) {
    app.sifting.of = Some((app.year, app.chosen_category()));
}

/// A key was pressed in the panes: the person does not wait for what was to be chosen.
pub(super) fn moved_on(app: &mut App) {
    app.sifting.goal = None;
}

/// Takes the items that were found beside the keys.
pub(super) fn found(app: &mut App, items: Vec<ItemId>) {
    let goal = app.sifting.goal.take();
    app.items_found(items.into());
    if let Some((item, need)) = goal {
        choose(app, item, need);
    }
}

/// Chooses an item of the chosen category, now or when it is known whether it shows.
pub(super) fn choose(app: &mut App, item: ItemId, need: Need) {
    if work::is_out(app, Kind::Filter) {
        app.sifting.goal = Some((item, need));
    } else if need == Need::Must && app.view.items.place(item).is_none() && !app.filters[1].is_empty() {
        app.filters[1].clear();
        app.category_changed();
    }
    if let Some(row) = app.view.items.place(item) {
        app.panes[Focus::Items as usize].go(Motion::To(row));
        app.item_changed();
    }
}

/// Those that match, in the order they had.
///
/// # Errors
/// Nobody wants it any more.
pub fn make(archive: &Archive, sift: &Sift, signal: &Signal) -> Result<Vec<ItemId>, Cancelled> {
    signal.expect(sift.items.len());
    let ground = Ground::new(archive, &sift.marked, &sift.flawed);
    let some = |items: &[ItemId]| {
        let found: Vec<ItemId> = items.iter().filter(|id| view::answers(&ground, &sift.query, **id)).copied().collect();
        signal.step(items.len()).map(|()| found)
    };
    let turns = sift.items.chunks(series::MANY).collect();
    Ok(parallel::try_map(turns, some)?.concat())
}
