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
use crate::search::query::Query;
use crate::search::rank::Manner;
use crate::search::segment::Segment;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::parallel;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// What an archive is searched by: a segment for each file. A clone shares them.
#[derive(Clone, Debug, Default)]
pub struct Index {
    segments: Vec<Arc<Segment>>,
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

/// The best so far, in no order, and the rank of the last of them once they are enough.
type Best = (Vec<(Rank, ItemId)>, Option<Rank>);

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
        let segment = |file| Arc::new(gather::segment(archive, file));
        Index { segments: parallel::map((0..archive.files.len()).collect(), segment) }
    }

    /// Reads one file's items anew.
    pub fn renew(&mut self, archive: &Archive, file: usize) {
        self.put(file, Arc::new(gather::segment(archive, file)));
    }

    /// Puts a segment in the place of a file's.
    pub fn put(&mut self, file: usize, segment: Arc<Segment>) {
        if file >= self.segments.len() {
            self.segments.resize_with(file + 1, Arc::default);
        }
        self.segments[file] = segment;
    }

    /// The bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        self.segments.iter().map(|segment| segment.bytes()).sum()
    }
}

/// The best items for a query, and the number of all. Where enough of them have the letters of the query, what only sounds
/// like it, or has its letters strewn over a text, is not looked for.
/// # Errors
/// It was stopped before the end.
///
/// `before` is what was found in the same archive for other queries: where this one says the same and more, only that is
/// searched.
pub fn search(
    ground: &Ground,
    index: &Index,
    query: &Query,
    wanted: Wanted,
    before: &[Arc<Found>],
    signal: &Signal,
) -> Result<Found, Cancelled> {
    if query.words().iter().any(|word| word.sound().is_some()) && wanted.limit < usize::MAX {
        let found = within(ground, index, query, Manner::Spelled, wanted, before, signal)?;
        if found.total >= wanted.limit {
            return Ok(found);
        }
    }
    within(ground, index, query, Manner::Strewn, wanted, before, signal)
}

/// Every item that answers a query, best first, in an archive that is searched once.
pub fn all(ground: &Ground, query: &Query, prefer: Option<Year>) -> Found {
    let wanted = Wanted { prefer, limit: usize::MAX, ..Wanted::default() };
    let found = search(ground, &Index::of(ground.archive()), query, wanted, &[], &Signal::default());
    // Nobody stops it.
    found.unwrap_or_default()
}

/// The same for the items that answer in this sense at most.
pub fn within(
    ground: &Ground,
    index: &Index,
    query: &Query,
    most: Manner,
    wanted: Wanted,
    before: &[Arc<Found>],
    signal: &Signal,
) -> Result<Found, Cancelled> {
    let (archive, query) = (ground.archive(), query.within(most));
    if query.is_empty() {
        return Ok(everything(archive, index, query, wanted));
    }
    let headings: BTreeMap<Option<Year>, Headings> = archive
        .years
        .iter()
        .map(|year| (*year, Headings::new(&query, &found::category_paths(archive, *year))))
        .collect();
    // Of several, the last one is what was typed last, and mostly the smallest.
    let is_wider = |before: &&Arc<Found>| before.only == wanted.only && query.narrows(&before.query);
    let before = before.iter().rev().find(is_wider);
    let best: Mutex<Best> = Mutex::default();
    let search = |file: usize| {
        let (segment, year) = (index.segments.get(file)?, archive.files.get(file)?.year);
        if wanted.only.is_some_and(|only| only != year) || signal.step(1).is_err() {
            return None;
        }
        let scope = before.map(|before| before.items.get(file).cloned().unwrap_or_default());
        let lock = || best.lock().unwrap_or_else(PoisonError::into_inner);
        let threshold = lock().1;
        let prefer_year = wanted.prefer.map(Year::gregorian);
        let asked = Asked { query: &query, prefer_year, limit: wanted.limit, threshold };
        let shelf = Shelf::new(ground, file)?;
        let found = index::search(&asked, headings.get(&year)?, segment, &shelf, scope.as_ref());
        let mut best = lock();
        best.0.extend(found.best.into_iter().map(|(rank, record)| (rank, ItemId { file, record })));
        if let Some(last) = index::shorten(&mut best.0, wanted.limit) {
            best.1 = Some(last);
        }
        Some((found.docs, found.work))
    };
    signal.expect(index.segments.len());
    let files = parallel::map((0..index.segments.len()).collect(), search);
    signal.step(0)?;
    let mut found = Found { query: query.clone(), only: wanted.only, ..Found::default() };
    for (docs, work) in files.into_iter().map(Option::unwrap_or_default) {
        found.total += docs.count();
        found.items.push(docs);
        found.work.glances += work.glances;
        found.work.whole += work.whole;
    }
    let (mut best, _) = best.into_inner().unwrap_or_else(PoisonError::into_inner);
    best.sort_unstable();
    best.truncate(wanted.limit);
    found.hits = best.into_iter().map(|(rank, item)| Hit { item, rank }).collect();
    Ok(found)
}

/// Where the words of a query stand in an item, and how they were heard.
pub fn marks(archive: &Archive, query: &Query, item: ItemId) -> (Vec<Mark>, Vec<Heard>) {
    let Marks { marks, heard } = found::texts(archive, item).marks(query);
    (marks, heard)
}

/// What nothing but an empty query finds.
fn everything(archive: &Archive, index: &Index, query: Query, wanted: Wanted) -> Found {
    let is_wanted = |file: usize| {
        let year = archive.files.get(file).map(|file| file.year);
        wanted.only.is_none_or(|only| year == Some(only))
    };
    let docs = |(file, segment): (usize, &Arc<Segment>)| match is_wanted(file) {
        true => Docs::all(segment.len()),
        false => Docs::default(),
    };
    let items: Vec<Docs> = index.segments.iter().enumerate().map(docs).collect();
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
