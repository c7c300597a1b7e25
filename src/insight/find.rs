//! Finding items in all files: the search of their segments by all cores, and what it finds as items of the archive.

pub mod gather;
mod shelf;

use crate::insight::facts::Ground;
use crate::insight::find::shelf::Shelf;
use crate::insight::found;
use crate::insight::sorted;
use crate::insight::sorted::Place;
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
    /// The best, best first, at most the limit asked for; where the query asks for an order, the first in that.
    pub hits: Vec<Hit>,
    /// How many there are without the limit.
    pub total: usize,
    /// All of them, file by file.
    pub items: Vec<Docs>,
    /// What it took.
    pub work: Work,
    /// All of them and others that have the characters which every one of them must have, file by file.
    may: Vec<Docs>,
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
    /// How far the search is: a step for each file that it looks through, up to [`PASSES`] times. Whoever starts it knows
    /// what else there is to do, and says how much to expect. It ends early where that says so.
    pub signal: Signal,
    so_far: Arc<Mutex<SoFar>>,
}

/// What the files have that are searched.
#[derive(Debug, Default)]
struct SoFar {
    /// The best, in no order.
    best: Vec<Best>,
    /// The last of them, once they are enough.
    last: Option<(Rank, ItemId)>,
    /// How many there are, the others too.
    total: usize,
}

/// An answer by all that decides where it stands, first things first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Best {
    place: Place,
    rank: Rank,
    item: ItemId,
}

/// As often as [`search`] looks through the files at most.
pub const PASSES: usize = 2;

/// An item that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub item: ItemId,
    /// Why it stands where it stands.
    pub rank: Rank,
}

impl Found {
    /// How many are of which year, in the order of the years.
    pub fn by_year(&self, archive: &Archive) -> Vec<(Option<Year>, usize)> {
        let mut counts = BTreeMap::new();
        for (file, docs) in archive.files.iter().zip(&self.items) {
            *counts.entry(file.year).or_default() += docs.count();
        }
        counts.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

impl Index {
    /// The index of an archive, by all cores.
    pub fn of(archive: &Archive) -> Index {
        let segment = |gather: &mut Gather, file| Some(Arc::new(gather::segment(archive, file, gather)));
        Index { segments: parallel::map_with((0..archive.files.len()).collect(), Gather::default, segment) }
    }

    /// Adds what is not there yet; of files that are still to be read, it comes with them.
    pub fn complete(&mut self, archive: &Archive) {
        let is_missing = |file: &usize| self.segments.get(*file).is_none_or(Option::is_none);
        let read = (0..archive.files.len()).filter(|file| !archive.files[*file].is_awaited());
        let missing: Vec<usize> = read.filter(is_missing).collect();
        self.renew(archive, &missing);
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
        (best.map(|best| Hit { item: best.item, rank: best.rank }).collect(), so_far.total)
    }

    fn lock(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SoFar {
    /// Takes in what a file has, and now and then drops what is not among the best.
    fn add(&mut self, total: usize, best: Vec<Best>, limit: usize) {
        self.total += total;
        self.best.extend(best);
        if limit > 0 && self.best.len() >= limit.saturating_mul(2) {
            let (_, last, _) = self.best.select_nth_unstable(limit - 1);
            self.last = Some((last.rank, last.item));
            self.best.truncate(limit);
        }
    }
}

/// The best items for a query, or the first in the order that it asks for, and the number of all. Where enough of them have
/// its words as they are typed, what has their characters apart, or only sounds like them, would stand behind all of these:
/// it is neither looked for nor counted.
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
    // What is put in another order than that of the rank may have anything first.
    if wanted.limit == usize::MAX || together == *query || !query.orders().is_empty() {
        return within(ground, index, query, Manner::Strewn, wanted, course);
    }
    let found = within(ground, index, &together, Manner::Spelled, wanted, course)?;
    if found.total >= wanted.limit {
        return Ok(found);
    }
    // What has the characters that both must have is known by now, unless only what a shorter text has in one piece was
    // looked through, which is not all that has it in another way.
    let loose = query.within(Manner::Strewn);
    let is_all =
        wider(course, &together.within(Manner::Spelled), wanted).is_none_or(|before| loose.narrows(&before.query));
    let is_known = is_all && index::are_alike(query, &together);
    let may = Found { query: loose, items: found.may, only: wanted.only, ..Found::default() };
    let may = is_known.then(|| Arc::new(may));
    let course = Course { before: course.before.iter().cloned().chain(may).collect(), ..course.clone() };
    within(ground, index, query, Manner::Strewn, wanted, &course)
}

/// Every item that answers a query, best first or in the order that it asks for, in an archive that is searched once: the
/// texts are passed over for what the query must have. Where that is nothing, or the file not plain, its segment is made,
/// searched, and not kept.
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
    let is_sorted = !query.orders().is_empty();
    if query.is_empty() && !is_sorted {
        return Ok(everything(archive, query.clone(), wanted));
    }
    let headings: BTreeMap<Option<Year>, Headings> = archive
        .years
        .iter()
        .map(|year| (*year, Headings::new(query, &found::category_paths(archive, *year))))
        .collect();
    let before = wider(course, query, wanted);
    let sieves = index::sieves(query);
    *course.lock() = SoFar::default();
    let search = |gather: &mut Option<Gather>, file: usize| {
        let year = archive.files.get(file)?.year;
        if wanted.only.is_some_and(|only| only != year) || course.signal.step(1).is_err() {
            return None;
        }
        let scope = before.map(|before| before.items.get(file).cloned().unwrap_or_default());
        // By their rank alone nothing can be left out of what is put in another order. And one of this file stands before the
        // last of the best that is ranked the same, if that is of a later file, which another core may have had done by now.
        let last = course.lock().last.filter(|(_, item)| !is_sorted && item.file < file);
        let (limit, threshold) = (if is_sorted { usize::MAX } else { wanted.limit }, last.map(|(rank, _)| rank));
        let prefer_year = wanted.prefer.map(Year::gregorian);
        let asked = Asked { query, sieves: &sieves, prefer_year, limit, threshold };
        let (shelf, count) = (Shelf::new(ground, file)?, archive.files[file].count());
        let headings = headings.get(&year)?;
        let found = match demand.as_ref().filter(|_| archive.files[file].is_plain()) {
            _ if query.is_empty() => whole_file(count),
            Some(demand) => once::search(&asked, headings, demand, &shelf, count),
            None => {
                let segment = index.segments.get(file).cloned().flatten();
                let make = || Arc::new(gather::segment(archive, file, gather.get_or_insert_default()));
                index::search(&asked, headings, &segment.unwrap_or_else(make), &shelf, scope.as_ref())
            }
        };
        let best = found.best.into_iter().map(|(rank, record)| {
            let item = ItemId { file, record };
            Best { place: sorted::place(ground, query, item), rank, item }
        });
        let best = best.collect();
        course.lock().add(found.docs.count(), best, wanted.limit);
        Some((found.docs, found.may, found.work))
    };
    let files = parallel::map_with((0..archive.files.len()).collect(), || None, search);
    course.signal.step(0)?;
    let mut found = Found { query: query.clone(), only: wanted.only, ..Found::default() };
    for (docs, may, work) in files.into_iter().map(Option::unwrap_or_default) {
        found.total += docs.count();
        found.items.push(docs);
        found.may.push(may);
        found.work.glances += work.glances;
        found.work.whole += work.whole;
    }
    found.hits = course.so_far(wanted.limit).0;
    Ok(found)
}

/// What was found before that has all that answers a query.
fn wider<'c>(course: &'c Course, query: &Query, wanted: Wanted) -> Option<&'c Arc<Found>> {
    let is_wider = |before: &&Arc<Found>| before.only == wanted.only && query.narrows(&before.query);
    // Of several, the last one is what was typed last, and mostly the smallest.
    course.before.iter().rev().find(is_wider)
}

/// Where the words of a query stand in an item, and how they were heard.
pub fn marks(archive: &Archive, query: &Query, item: ItemId) -> (Vec<Mark>, Vec<Heard>) {
    let Marks { marks, heard } = found::texts(archive, item).marks(query);
    (marks, heard)
}

/// All that a file has, for a query that asks for an order and nothing else.
fn whole_file(count: usize) -> index::Found {
    let best = (0..count).map(|doc| (Rank::default(), doc)).collect();
    let docs = Docs::all(count);
    index::Found { may: docs.clone(), docs, best, work: Work::default() }
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
        may: items.clone(),
        items,
        work: Work::default(),
        query,
        only: wanted.only,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::Text;
    use crate::store::unreadable::ReadProblem;

    #[test]
    fn what_is_missing_is_added_once_it_is_read() {
        let text = |name: &str, text: Result<&str, ReadProblem>| Text {
            path: name.into(),
            text: text.map(str::to_string),
            locked: None,
        };
        let item = "year = 110\n[[item]]\nid = 'a'\ntitle = 'b'\n";
        let texts = [text("a.toml", Ok(item)), text("b.toml", Err(ReadProblem::NotYet)), text("c.toml", Ok(item))];
        let archive = Archive::read(texts.to_vec());
        let mut index = Index::default();
        let own = Arc::new(gather::segment(&archive, 2, &mut Gather::default()));
        index.put(2, Arc::clone(&own));
        index.complete(&archive);
        let counts = index.segments.iter().map(|segment| segment.as_ref().map(|segment| segment.len()));
        assert_eq!(counts.collect::<Vec<_>>(), [Some(1), None, Some(1)]);
        assert!(index.segments[2].as_ref().is_some_and(|kept| Arc::ptr_eq(kept, &own)), "it was made again");
    }
}
