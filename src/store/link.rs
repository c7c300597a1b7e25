//! What does not fit together across the files: a category that the outline does not have, an id that a year has twice.

use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::known::Known;
use crate::store::problem::Flaw;
use crate::store::problem::Problem;
use crate::store::record::Name;
use crate::store::source::Walk;
use std::collections::HashMap;
use std::collections::HashSet;

/// What is known of the files together, kept for as long as they say the same: a change of one file costs what follows
/// from it, not what follows from all.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Of each file, what the rest was made of.
    seen: Vec<Seen>,
    /// The records of each year whose ids it has already.
    twice: HashMap<Option<Year>, Vec<Twice>>,
}

/// What of a file others depend on.
#[derive(Clone, Debug)]
struct Seen {
    year: Option<Year>,
    is_own: bool,
    known: Known,
}

/// A record whose id its year has already, with the id and the first that has it.
type Twice = (Stand, String, Stand);

impl Links {
    /// Takes note of the files as they are.
    pub fn renew(&mut self, files: &[File]) {
        let now = files.iter().map(|file| Seen { year: file.year, is_own: file.is_own(), known: file.known().clone() });
        let seen = std::mem::replace(&mut self.seen, now.collect());
        let mut stale: HashSet<Option<Year>> = HashSet::new();
        for (at, new) in self.seen.iter().enumerate() {
            match seen.get(at) {
                Some(old) if old.is_alike(new) => {}
                old => stale.extend(old.map(|old| old.year).into_iter().chain([new.year])),
            }
        }
        stale.extend(seen.iter().skip(files.len()).map(|old| old.year));
        for year in stale {
            self.twice.insert(year, twice(files, year));
        }
    }

    /// Whether the file of that number has other categories, or other records of them, than when this was last renewed.
    pub fn is_other(&self, at: usize, file: &File) -> bool {
        self.seen.get(at).is_none_or(|seen| !seen.known.is_same(file.known()))
    }
}

impl Seen {
    /// Whether both make the same ids stand twice.
    fn is_alike(&self, other: &Seen) -> bool {
        let is_same = self.known.is_same(&other.known) || self.known.has_same_ids(&other.known);
        (self.year, self.is_own) == (other.year, other.is_own) && is_same
    }
}

/// What is wrong file by file: what each has by itself, and what does not fit the others. `places` says where in the
/// outline the categories stand that each file names; an archive that states no outline takes every category.
pub fn problems(files: &[File], places: &[Vec<Option<usize>>], stated: bool, links: &Links) -> Vec<Problem> {
    let mut found: Vec<Vec<Problem>> = files.iter().map(|file| file.problems.clone()).collect();
    let mut walks: Vec<Walk> = files.iter().map(|file| Walk::through(&file.text)).collect();
    for (at, record, flaw) in if stated { strangers(files, places) } else { Vec::new() } {
        found[at].extend(tell(files, &mut walks, at, record, Field::Category, flaw));
    }
    let mut twice: Vec<&Twice> = links.twice.values().flatten().collect();
    twice.sort_unstable();
    for ((at, record), id, first) in twice {
        let head = files[first.0].record(first.1).map_or(0, |record| record.item.head.from());
        let (line, _) = walks[first.0].to(head);
        let flaw = Flaw::Duplicate(id.clone(), format!("{}:{line}", files[first.0].path.display()));
        found[*at].extend(tell(files, &mut walks, *at, *record, Field::Id, flaw));
    }
    let in_order = |mut problems: Vec<Problem>| {
        problems.sort_by_key(|problem| (problem.line, problem.column));
        problems
    };
    found.into_iter().flat_map(in_order).collect()
}

fn tell(files: &[File], walks: &mut [Walk], at: usize, record: usize, field: Field, flaw: Flaw) -> Option<Problem> {
    let item = files[at].record(record)?;
    let byte = item.item.slot(&Name::Field(field)).map_or(item.item.head, |slot| slot.value).from();
    Some(Problem::at(&files[at].path, &mut walks[at], byte, flaw).of(Place::item(record)))
}

/// The records of categories that the outline does not have, by file and number.
fn strangers(files: &[File], places: &[Vec<Option<usize>>]) -> Vec<(usize, usize, Flaw)> {
    let mut found = Vec::new();
    for ((at, file), places) in files.iter().enumerate().zip(places).filter(|((_, file), _)| file.is_own()) {
        let categories = file.known().categories();
        let is_strange = |category: usize| places[category].is_none() && !categories[category].is_empty();
        if !(0..categories.len()).any(is_strange) {
            continue;
        }
        let strangers = file.known().categories_of().enumerate().filter(|(_, category)| is_strange(*category));
        let flaw = |category: usize| Flaw::Category(categories[category].to_string());
        found.extend(strangers.map(|(record, category)| (at, record, flaw(category))));
    }
    found
}

/// A record by its file and number.
type Stand = (usize, usize);

/// The records of a year whose id it has already, in the order of the files, each with the id and the first that has it.
/// A file that was written for something else may mean other things by its ids.
fn twice(files: &[File], year: Option<Year>) -> Vec<Twice> {
    let of_year = || files.iter().enumerate().filter(|(_, file)| file.year == year);
    // Most ids are alone, so what is looked at closely are those that share a hash.
    let mut hashes: Vec<u32> = of_year().flat_map(|(_, file)| file.known().ids()).map(|(hash, _)| hash).collect();
    hashes.sort_unstable();
    let mut shared: Vec<u32> = hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    shared.dedup();
    if shared.is_empty() {
        return Vec::new();
    }
    let all = of_year().flat_map(|(at, file)| file.known().ids().map(move |(hash, record)| (hash, (at, record))));
    let mut ids: Vec<(u32, Stand)> = all.filter(|(hash, _)| shared.binary_search(hash).is_ok()).collect();
    ids.sort_unstable();
    let mut found = Vec::new();
    for alike in ids.chunk_by(|(one, _), (other, _)| one == other) {
        let mut first: HashMap<String, Stand> = HashMap::new();
        for (_, stand) in alike {
            let Some(id) = id_of(files, *stand) else { continue };
            match first.get(&id) {
                Some(_) if !files[stand.0].is_own() => {}
                Some(first) => found.push((*stand, id, *first)),
                None => _ = first.insert(id, *stand),
            }
        }
    }
    found.sort_unstable();
    found
}

fn id_of(files: &[File], (at, record): Stand) -> Option<String> {
    Some(files[at].record(record)?.item.read(&files[at].text, Field::Id).into_owned())
}
