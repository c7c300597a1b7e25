//! What is typed to filter the items: at once where they are few; of many it is looked for beside the keys, and till then the
//! list stays as it was.

use crate::app::App;
use crate::app::find;
use crate::app::view;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Kind;
use crate::app::work::Made;
use crate::insight::facts::Ground;
use crate::insight::series;
use crate::search::query::Query;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
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

/// Looks for the items that match what is typed, if those of the chosen category are many; false if nothing has begun.
pub(super) fn begin(app: &mut App) -> bool {
    work::cancel(app, Kind::Filter);
    let row = app.chosen_category();
    let items = view::all_items(&app.archive, &app.all, row);
    let query = Query::in_language(&app.filters[1], &find::language(app));
    if !work::is_large(app) || items.len() <= FEW || query.is_empty() {
        return false;
    }
    let (marked, flawed) = (app.marked.clone(), app.checks.flawed.clone());
    let sift = Sift { items: items.to_vec(), query, marked, flawed };
    if let Some(Made::Sifted(items)) = work::ask(app, Job::Sift(Box::new(sift))) {
        app.items_found(items);
    }
    true
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
