//! Searching: at once in an archive that is not large; in one that is, beside the keys, so that what is typed shows before
//! what it finds. What was found stays until the archive is another: whoever types on searches in that, and whoever takes a
//! letter back has it again.

use crate::app::App;
use crate::app::find;
use crate::app::lists;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Kind;
use crate::app::work::Made;
use crate::insight::facts::Ground;
use crate::insight::find as finding;
use crate::insight::find::Course;
use crate::insight::find::Found;
use crate::insight::find::Index;
use crate::insight::find::Wanted;
use crate::model::year::Year;
use crate::search::query::Query;
use crate::search::rank::Manner;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use std::collections::HashSet;
use std::sync::Arc;

/// As many answers are ranked for a list; the number of all is told beside it.
pub const LIMIT: usize = 200;

/// As many answers are shown of a search that is under way: as many as stand on a screen.
const GLIMPSED: usize = 50;

/// As many searches are kept for whoever takes letters back.
const KEPT: usize = 12;

/// Where is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In that year, for `/`.
    Year(Option<Year>),
    /// In all years, for a list; those of that year first among equals.
    Everywhere(Option<Year>),
}

/// What is looked for, with all that it takes.
#[derive(Clone, Debug)]
pub struct Seek {
    scope: Scope,
    query: Query,
    index: Index,
    marked: HashSet<ItemId>,
    flawed: HashSet<ItemId>,
    course: Course,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Sought {
    scope: Scope,
    query: Query,
    found: Arc<Found>,
    /// Those that answer in a lesser sense than the best does.
    lesser: HashSet<ItemId>,
    /// What answers in other years, where nothing does in the year asked for.
    beyond: Option<Arc<Found>>,
}

/// What was found in the archive as it is, and what happens with what is still looked for.
#[derive(Debug, Default)]
pub(super) struct Seeking {
    kept: Vec<Sought>,
    /// The search of the list that is out, or was: its query, and what it has so far.
    listing: Option<(Query, Course)>,
    /// What the search of `/` that is out, or was, has so far.
    finding: Course,
    /// How many it had when they were last counted; none as long as nobody waits for it.
    so_far: Option<usize>,
    /// Someone waits for the list.
    is_long: bool,
    /// The best is to be chosen when it is found.
    jump: bool,
    /// The row that is chosen when the list is there, is meant.
    choose: bool,
    /// How many answer the query of `/` in which other year, where none does in the year shown.
    elsewhere: Vec<(Option<Year>, usize)>,
}

/// Does the search.
///
/// # Errors
/// It is no longer wanted.
pub fn make(archive: &Archive, seek: Seek, signal: &Signal) -> Result<Sought, Cancelled> {
    let Seek { scope, query, index, marked, flawed, mut course } = seek;
    course.signal = signal.clone();
    let ground = Ground::new(archive, &marked, &flawed);
    let files = archive.files.len();
    // What finds nothing in the year goes on in the others.
    let may_be_beyond = matches!(scope, Scope::Year(year) if archive.years.iter().any(|other| *other != year));
    let (found, lesser) = match scope {
        Scope::Year(year) => {
            let of_year = archive.files.iter().filter(|file| file.year == year).count();
            signal.expect(2 * of_year + if may_be_beyond { finding::PASSES * files } else { 0 });
            in_year(&ground, &index, &query.unordered(), year, &course)?
        }
        Scope::Everywhere(prefer) => {
            signal.expect(if query.orders().is_empty() { finding::PASSES * files } else { files });
            let wanted = Wanted { only: None, prefer, limit: LIMIT };
            (finding::search(&ground, &index, &query, wanted, &course)?, HashSet::new())
        }
    };
    let beyond = match found.total == 0 && may_be_beyond {
        true => {
            // As many as the list of all years will tell.
            let wanted = Wanted { limit: LIMIT, ..Wanted::default() };
            let mut beyond = Course::after(course.before);
            beyond.signal = signal.clone();
            Some(Arc::new(finding::search(&ground, &index, &query.unordered(), wanted, &beyond)?))
        }
        false => None,
    };
    Ok(Sought { scope, query, found: Arc::new(found), lesser, beyond })
}

/// What answers in a lesser sense than the best does is left out: who finds `led` spelled does not mean, with the next
/// key, what only sounds like it.
fn in_year(
    ground: &Ground,
    index: &Index,
    query: &Query,
    year: Option<Year>,
    course: &Course,
) -> Result<(Found, HashSet<ItemId>), Cancelled> {
    let search = |most: Manner, limit: usize| {
        let wanted = Wanted { only: Some(year), prefer: None, limit };
        finding::within(ground, index, query, most, wanted, course)
    };
    let spelled = search(Manner::Spelled, 1)?;
    if spelled.total > 0 {
        return Ok((spelled, HashSet::new()));
    }
    // Where nothing is spelled so, each is ranked.
    let mut found = search(Manner::Strewn, usize::MAX)?;
    let first = found.hits.first().map(|hit| hit.rank.manner);
    let lesser = found.hits.iter().filter(|hit| Some(hit.rank.manner) > first).map(|hit| hit.item).collect();
    found.hits.truncate(1);
    Ok((found, lesser))
}

/// Looks for the app's query in the year shown; none answers an empty one. `jump` tells that the best is to be chosen,
/// which is done here, or when it is found.
pub(super) fn in_this_year(app: &mut App, jump: bool) {
    app.hits.clear();
    app.seeking.jump = false;
    app.seeking.elsewhere.clear();
    app.seeking.so_far = None;
    work::cancel(app, Kind::Find);
    let best = match app.query.is_empty() {
        true => None,
        false => match ask(app, Scope::Year(app.year), app.query.clone()) {
            Some(sought) => take_hits(app, &sought),
            None => {
                app.seeking.jump = jump;
                return;
            }
        },
    };
    if jump {
        find::go_to_best(app, best);
    }
}

/// Fills the list of items anew with what is found for a text, at once or when it is found.
pub(super) fn everywhere(app: &mut App, typed: &str) {
    (app.seeking.choose, app.seeking.is_long) = (false, false);
    // What an older text finds must not come into the list of this one, which may be known already.
    work::cancel(app, Kind::List);
    if let Mode::List(list) = &mut app.mode {
        list.is_glimpse = false;
    }
    let query = find::query(app, typed);
    if let Some(sought) = ask(app, Scope::Everywhere(app.year), query) {
        lists::fill_found(app, &sought.query, &sought.found.hits, sought.found.total, false);
    }
}

/// How many records of which other year answer what was looked for with `/`, where none of the year shown does.
pub fn elsewhere(app: &App) -> &[(Option<Year>, usize)] {
    if app.query.is_empty() { &[] } else { &app.seeking.elsewhere }
}

/// How many answer what is looked for with `/` as far as that is, where it takes so long that someone may wait for it.
pub fn so_far(app: &App) -> Option<usize> {
    app.seeking.so_far.filter(|_| work::is_out(app, Kind::Find))
}

/// Whether the list of items takes so long that someone may wait for it.
pub fn is_long(app: &App) -> bool {
    app.seeking.is_long && work::is_out(app, Kind::List)
}

/// What was looked for with `/` is not wanted any more.
pub(super) fn forget_query(app: &mut App) {
    app.query = Query::default();
    in_this_year(app, false);
}

/// Whether the list of items is still looked for; then choosing waits for it.
pub(super) fn choose_later(app: &mut App) -> bool {
    // What someone has gone down to, they mean.
    let is_meant =
        matches!(&app.mode, Mode::List(list) if list.is_glimpse && list.pane.chosen().is_some_and(|at| at > 0));
    app.seeking.choose = work::is_out(app, Kind::List) && !is_meant;
    app.seeking.choose
}

/// The list is closed: what is still looked for in it is not wanted.
pub(super) fn stop(app: &mut App) {
    app.seeking.choose = false;
    work::cancel(app, Kind::List);
}

/// A key was pressed in the panes: the person does not wait for what they looked for.
pub(super) fn moved_on(app: &mut App) {
    app.seeking.jump = false;
}

/// The archive is another: what was found in it is worth nothing, and what is still looked for in it is looked for anew.
pub(super) fn forget(app: &mut App) {
    app.seeking.kept.clear();
    if work::is_out(app, Kind::List) {
        let choose = app.seeking.choose;
        work::cancel(app, Kind::List);
        lists::renew_found(app);
        app.seeking.choose = choose && work::is_out(app, Kind::List);
    }
}

/// Shows what the search that is out has found so far: in the list what stands first, where that is more than what shows;
/// for `/`, from which nobody is moved before its end, how many.
pub(super) fn glimpse(app: &mut App) {
    if work::is_out(app, Kind::Find) {
        app.seeking.so_far = Some(app.seeking.finding.so_far(0).1);
    }
    let Some((query, course)) = app.seeking.listing.clone() else { return };
    let Mode::List(list) = &app.mode else { return };
    if list.kind != ListKind::Found || !work::is_out(app, Kind::List) {
        return;
    }
    app.seeking.is_long = true;
    let (hits, total) = course.so_far(GLIMPSED);
    if total > 0 && (!list.is_glimpse || total > list.total) {
        lists::fill_found(app, &query, &hits, total, true);
    }
}

/// Takes what was found beside the keys.
pub(super) fn take(app: &mut App, sought: Sought) {
    match sought.scope {
        Scope::Year(year) if year == app.year && sought.query == app.query => {
            let best = take_hits(app, &sought);
            if std::mem::take(&mut app.seeking.jump) {
                find::go_to_best(app, best);
            }
        }
        Scope::Everywhere(_) if matches!(&app.mode, Mode::List(list) if list.kind == ListKind::Found) => {
            lists::fill_found(app, &sought.query, &sought.found.hits, sought.found.total, false);
            if std::mem::take(&mut app.seeking.choose) {
                lists::choose(app);
            }
        }
        _ => {}
    }
    keep(app, sought);
}

fn ask(app: &mut App, scope: Scope, query: Query) -> Option<Sought> {
    let kept = app.seeking.kept.iter().find(|kept| kept.scope == scope && kept.query == query);
    if let Some(kept) = kept {
        return Some(kept.clone());
    }
    // A search takes of these what is of its own years and says less.
    let before = app.seeking.kept.iter().flat_map(|kept| kept.beyond.iter().chain([&kept.found])).cloned().collect();
    // What the person has marked and the check has found matters only to a query that asks for it.
    let (marked, flawed) = match query.has_tests() {
        true => (app.marked.clone(), app.checks.flawed.clone()),
        false => Default::default(),
    };
    let course = Course::after(before);
    match scope {
        Scope::Year(_) => app.seeking.finding = course.clone(),
        Scope::Everywhere(_) => app.seeking.listing = Some((query.clone(), course.clone())),
    }
    let seek = Seek { scope, query, index: app.index.clone(), marked, flawed, course };
    match work::ask(app, Job::Seek(Box::new(seek)))? {
        Made::Sought(sought) => {
            if work::is_large(app) {
                keep(app, (*sought).clone());
            }
            Some(*sought)
        }
        _ => None,
    }
}

/// Keeps what was found, but for what a mark or an edit may change.
fn keep(app: &mut App, sought: Sought) {
    if sought.query.has_tests() || !work::is_large(app) {
        return;
    }
    let kept = &mut app.seeking.kept;
    if kept.len() == KEPT {
        kept.remove(0);
    }
    kept.push(sought);
}

fn take_hits(app: &mut App, sought: &Sought) -> Option<ItemId> {
    let Sought { found, lesser, beyond, .. } = sought;
    let is_hit = |id: &ItemId| found.items.get(id.file).is_some_and(|docs| docs.has(id.record)) && !lesser.contains(id);
    app.hits = app.all.iter().filter(is_hit).collect();
    app.seeking.elsewhere = beyond.as_ref().map_or(Vec::new(), |beyond| beyond.by_year(&app.archive));
    found.hits.first().map(|hit| hit.item)
}

impl Seek {
    /// What waits for it.
    pub(super) fn kind(&self) -> Kind {
        match self.scope {
            Scope::Year(_) => Kind::Find,
            Scope::Everywhere(_) => Kind::List,
        }
    }
}
