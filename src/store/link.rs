//! What does not fit together across the files: a category that the outline does not have, an id that a year has twice.

use crate::model::category::Outline;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::problem::Flaw;
use crate::store::problem::Problem;
use crate::store::record::Name;
use crate::store::source::Walk;
use std::collections::HashMap;

/// What is wrong file by file: what each has by itself, and what does not fit the others. `outline` is the one that the
/// archive states; an archive that states none takes every category.
pub fn problems(files: &[File], outline: Option<&Outline>) -> Vec<Problem> {
    let mut found: Vec<Vec<Problem>> = files.iter().map(|file| file.problems.clone()).collect();
    let mut walks: Vec<Walk> = files.iter().map(|file| Walk::through(&file.text)).collect();
    for (at, record, flaw) in outline.map_or(Vec::new(), |outline| strangers(files, outline)) {
        found[at].extend(tell(files, &mut walks, at, record, Field::Category, flaw));
    }
    for ((at, record), id, first) in duplicates(files) {
        let head = files[first.0].record(first.1).map_or(0, |record| record.item.head.from());
        let (line, _) = walks[first.0].to(head);
        let flaw = Flaw::Duplicate(id, format!("{}:{line}", files[first.0].path.display()));
        found[at].extend(tell(files, &mut walks, at, record, Field::Id, flaw));
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
fn strangers(files: &[File], outline: &Outline) -> Vec<(usize, usize, Flaw)> {
    let mut found = Vec::new();
    for (at, file) in files.iter().enumerate().filter(|(_, file)| file.is_own()) {
        let is_strange = |id: &str| !id.is_empty() && outline.find(id).is_none();
        let strange: Vec<bool> = file.known().categories().iter().map(|id| is_strange(id)).collect();
        if !strange.contains(&true) {
            continue;
        }
        let records = (0..file.count()).filter_map(|record| Some((record, file.known().category_of(record)?)));
        let strangers = records.filter(|(_, category)| strange[*category]);
        found.extend(
            strangers.map(|(record, category)| {
                (at, record, Flaw::Category(file.known().categories()[category].to_string()))
            }),
        );
    }
    found
}

/// A record by its file and number.
type Stand = (usize, usize);

/// The records whose id their year has already, in the order of the files, each with the id and the first that has it.
/// A file that was written for something else may mean other things by its ids.
fn duplicates(files: &[File]) -> Vec<(Stand, String, Stand)> {
    let mut years: HashMap<Option<Year>, Vec<(u32, Stand)>> = HashMap::new();
    for (at, file) in files.iter().enumerate() {
        let ids = file.known().ids().iter().map(|(hash, record)| (*hash, (at, *record as usize)));
        years.entry(file.year).or_default().extend(ids);
    }
    let mut found = Vec::new();
    for ids in years.values_mut() {
        ids.sort_unstable();
        for alike in ids.chunk_by(|(one, _), (other, _)| one == other).filter(|alike| alike.len() > 1) {
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
    }
    found.sort_unstable();
    found
}

fn id_of(files: &[File], (at, record): Stand) -> Option<String> {
    Some(files[at].record(record)?.item.read(&files[at].text, Field::Id).into_owned())
}
