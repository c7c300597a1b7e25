//! Finding items in all files: the search of their segments by all cores, and what it finds as items of the archive.

pub mod gather;
mod shelf;

use crate::insight::facts::Ground;
use crate::insight::find::shelf::Shelf;
use crate::insight::found;
use crate::model::year::Year;
use crate::search::answer::Heard;
use crate::search::answer::Mark;
use crate::search::answer::Marks;
use crate::search::answer::Rank;
use crate::search::docs::Docs;
use crate::search::glance::Headings;
use crate::search::index;
use crate::search::index::Asked;
use crate::search::index::Work;
use crate::search::once;
use crate::search::once::Demand;
use crate::search::once::Lent;
use crate::search::query::Query;
use crate::search::rank::Manner;
use crate::search::segment::Gather;
use crate::search::segment::Segment;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::parallel;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// What an archive is searched by: a segment for each file. A clone shares them. One that is not there is made for every
/// search.
#[derive(Clone, Debug, Default)]
pub struct Index {
    segments: Vec<Option<Arc<Segment>>>,
}

/// What is wanted of a search.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Only items of this year.
    pub only: Option<Option<Year>>,
    /// Items of this year come before others that are ranked the same.
    pub prefer: Option<Year>,
    /// As many of the best, at most.
    pub limit: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best, best first, at most the limit asked for.
    pub hits: Vec<Hit>,
    /// How many there are without the limit.
    pub total: usize,
    /// All of them, file by file.
    pub items: Vec<Docs>,
    /// What it took.
    pub work: Work,
    /// The query that they answer, in the sense in which they do.
    query: Query,
    /// The year that they are of, if one was asked for.
    only: Option<Option<Year>>,
}

/// What a search under way goes by, and what it has so far. A clone shares that.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// What was found in the same archive for other queries: where this one says the same and more, only that is searched.
    pub before: Vec<Arc<Found>>,
    /// How far the search is; and it ends early where that says so.
    pub signal: Signal,
    so_far: Arc<Mutex<SoFar>>,
}

/// What the files have that are searched.
#[derive(Debug, Default)]
struct SoFar {
    /// The best, in no order.
    best: Vec<(Rank, ItemId)>,
    /// The rank of the last of them, once they are enough.
    threshold: Option<Rank>,
    /// How many there are, the others too.
    total: usize,
}

/// An item that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub item: ItemId,
    /// Why it stands where it stands.
    pub rank: Rank,
}

impl Index {
    /// The index of an archive, by all cores.
    pub fn of(archive: &Archive) -> Index {
        let segment = |gather: &mut Gather, file| Some(Arc::new(gather::segment(archive, file, gather)));
        Index { segments: parallel::map_with((0..archive.files.len()).collect(), Gather::default, segment) }
    }

    /// Reads the items of some files anew, by all cores.
    pub fn renew(&mut self, archive: &Archive, files: &[usize]) {
        let segment = |gather: &mut Gather, file: usize| (file, Arc::new(gather::segment(archive, file, gather)));
        let segments = parallel::map_with(files.to_vec(), Gather::default, segment);
        segments.into_iter().for_each(|(file, segment)| self.put(file, segment));
    }

    /// Puts a segment in the place of a file's.
    pub fn put(&mut self, file: usize, segment: Arc<Segment>) {
        if file >= self.segments.len() {
            self.segments.resize_with(file + 1, || None);
        }
        self.segments[file] = Some(segment);
    }

    /// The bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        self.segments.iter().flatten().map(|segment| segment.bytes()).sum()
    }
}

impl Course {
    /// One that can start from what was found before.
    pub fn after(before: Vec<Arc<Found>>) -> Course {
        Course { before, ..Course::default() }
    }

    /// The best so far, best first, and the number of all so far.
    pub fn so_far(&self, limit: usize) -> (Vec<Hit>, usize) {
        let mut so_far = self.lock();
        so_far.best.sort_unstable();
        let best = so_far.best.iter().take(limit);
        (best.map(|(rank, item)| Hit { item: *item, rank: *rank }).collect(), so_far.total)
    }

    fn lock(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The best items for a query, and the number of all. Where enough of them have its words as they are typed, what has their
/// characters apart, or only sounds like them, would stand behind all of these: it is neither looked for nor counted.
///
/// # Errors
/// It was stopped before the end.
pub fn search(
    ground: &Ground,
    index: &Index,
    query: &Query,
    wanted: Wanted,
    course: &Course,
) -> Result<Found, Cancelled> {
    let together = query.together();
    if wanted.limit < usize::MAX && together != *query {
        let found = within(ground, index, &together, Manner::Spelled, wanted, course)?;
        if found.total >= wanted.limit {
            return Ok(found);
        }
    }
    within(ground, index, query, Manner::Strewn, wanted, course)
}

/// Every item that answers a query, best first, in an archive that is searched once: the texts are passed over for what the
/// query must have. Where that is nothing, or the file not plain, its segment is made, searched, and not kept.
pub fn all(ground: &Ground, query: &Query, prefer: Option<Year>) -> Found {
    let query = query.within(Manner::Strewn);
    let wanted = Wanted { prefer, limit: usize::MAX, ..Wanted::default() };
    let series = ground.archive().all_series().into_iter();
    let lent: Vec<Lent> = series.map(|series| Lent { key: &series.id, texts: [&series.name, &series.unit] }).collect();
    let found = run(ground, &Index::default(), Demand::new(&query, &lent), &query, wanted, &Course::default());
    // Nobody stops it.
    found.unwrap_or_default()
}

/// The same for the items that answer in this sense at most.
///
/// # Errors
/// It was stopped before the end.
pub fn within(
    ground: &Ground,
    index: &Index,
    query: &Query,
    most: Manner,
    wanted: Wanted,
    course: &Course,
) -> Result<Found, Cancelled> {
    run(ground, index, None, &query.within(most), wanted, course)
}

fn run(
    ground: &Ground,
    index: &Index,
    demand: Option<Demand>,
    query: &Query,
    wanted: Wanted,
    course: &Course,
) -> Result<Found, Cancelled> {
    let archive = ground.archive();
    if query.is_empty() {
        return Ok(everything(archive, query.clone(), wanted));
    }
    let headings: BTreeMap<Option<Year>, Headings> = archive
        .years
        .iter()
        .map(|year| (*year, Headings::new(query, &found::category_paths(archive, *year))))
        .collect();
    // Of several, the last one is what was typed last, and mostly the smallest.
    let is_wider = |before: &&Arc<Found>| before.only == wanted.only && query.narrows(&before.query);
    let before = course.before.iter().rev().find(is_wider);
    let sieves = index::sieves(query);
    *course.lock() = SoFar::default();
    let search = |gather: &mut Option<Gather>, file: usize| {
        let year = archive.files.get(file)?.year;
        if wanted.only.is_some_and(|only| only != year) || course.signal.step(1).is_err() {
            return None;
        }
        let scope = before.map(|before| before.items.get(file).cloned().unwrap_or_default());
        let threshold = course.lock().threshold;
        let prefer_year = wanted.prefer.map(Year::gregorian);
        let asked = Asked { query, sieves: &sieves, prefer_year, limit: wanted.limit, threshold };
        let shelf = Shelf::new(ground, file)?;
        let headings = headings.get(&year)?;
        let found = match demand.as_ref().filter(|_| archive.files[file].is_plain()) {
            Some(demand) => once::search(&asked, headings, demand, &shelf, archive.files[file].count()),
            None => {
                let segment = index.segments.get(file).cloned().flatten();
                let make = || Arc::new(gather::segment(archive, file, gather.get_or_insert_default()));
                index::search(&asked, headings, &segment.unwrap_or_else(make), &shelf, scope.as_ref())
            }
        };
        let mut so_far = course.lock();
        so_far.total += found.docs.count();
        so_far.best.extend(found.best.into_iter().map(|(rank, record)| (rank, ItemId { file, record })));
        so_far.threshold = index::shorten(&mut so_far.best, wanted.limit).or(so_far.threshold);
        Some((found.docs, found.work))
    };
    course.signal.expect(archive.files.len());
    let files = parallel::map_with((0..archive.files.len()).collect(), || None, search);
    course.signal.step(0)?;
    let mut found = Found { query: query.clone(), only: wanted.only, ..Found::default() };
    for (docs, work) in files.into_iter().map(Option::unwrap_or_default) {
        found.total += docs.count();
        found.items.push(docs);
        found.work.glances += work.glances;
        found.work.whole += work.whole;
    }
    found.hits = course.so_far(wanted.limit).0;
    Ok(found)
}

/// Where the words of a query stand in an item, and how they were heard.
pub fn marks(archive: &Archive, query: &Query, item: ItemId) -> (Vec<Mark>, Vec<Heard>) {
    let Marks { marks, heard } = found::texts(archive, item).marks(query);
    (marks, heard)
}

/// What nothing but an empty query finds.
fn everything(archive: &Archive, query: Query, wanted: Wanted) -> Found {
    let is_wanted = |file: usize| {
        let year = archive.files.get(file).map(|file| file.year);
        wanted.only.is_none_or(|only| year == Some(only))
    };
    let docs = |file: usize| match is_wanted(file) {
        true => Docs::all(archive.files[file].count()),
        false => Docs::default(),
    };
    let items: Vec<Docs> = (0..archive.files.len()).map(docs).collect();
    let all = items.iter().enumerate();
    let all = all.flat_map(|(file, docs)| docs.iter().map(move |record| ItemId { file, record }));
    Found {
        hits: all.take(wanted.limit).map(|item| Hit { item, rank: Rank::default() }).collect(),
        total: items.iter().map(Docs::count).sum(),
        items,
        work: Work::default(),
        query,
        only: wanted.only,
    }
}
