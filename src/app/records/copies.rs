//! What is duplicated: each record below itself with an id of its own, or at the end of a file of another year as it is.

use crate::app::App;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::fresh::Ids;
use std::collections::HashMap;

/// What is to be duplicated.
#[derive(Clone, Debug)]
pub struct Copying {
    /// The items, in the archive's order.
    pub items: Vec<ItemId>,
    /// The year to duplicate into; none where each is to stand below itself.
    pub into: Option<Option<Year>>,
}

/// The changes that this comes to, and the item to go to then.
#[derive(Clone, Debug)]
pub(super) struct Copies {
    pub(super) changes: Vec<(usize, Change)>,
    pub(super) goal: Option<ItemId>,
}

/// Why nothing can be duplicated.
#[derive(Clone, Debug)]
pub(super) enum NoCopies {
    /// The year has no file that can be written.
    NoFile(Option<Year>),
    /// The year has an item of this id.
    Taken(String),
}

impl NoCopies {
    /// The reason in words.
    pub(super) fn describe(&self, app: &App) -> String {
        match self {
            NoCopies::NoFile(year) => words::CANNOT_ADD_HERE.fill(app.lang, &[&app.show_year(*year)]),
            NoCopies::Taken(id) => words::CANNOT_ID_TAKEN.fill(app.lang, &[id]),
        }
    }
}

/// Works it out.
///
/// # Errors
/// Nobody wants it any more; within that, why it cannot be.
pub(super) fn of(archive: &Archive, copying: &Copying, signal: &Signal) -> Result<Result<Copies, NoCopies>, Cancelled> {
    match copying.into {
        None => Ok(Ok(below(archive, &copying.items, signal)?)),
        Some(year) => into(archive, &copying.items, year, signal),
    }
}

fn below(archive: &Archive, items: &[ItemId], signal: &Signal) -> Result<Copies, Cancelled> {
    let (mut changes, mut ids) = (Vec::new(), Ids::of(archive));
    // From the last to the first, so that the numbers of those still to come stay right.
    for item in items.iter().rev() {
        signal.step(0)?;
        let Some((text, record)) = archive.record(*item) else { continue };
        let id = record.item.read(text, Field::Id);
        let other = (!id.is_empty()).then(|| ids.mint(archive.year(*item), &id, 2));
        let copy = other.and_then(|id| edit::item_copy(archive.files.get(item.file)?, &record, &id));
        let block = copy.unwrap_or_else(|| record.item.span.of(text).to_string());
        changes.push((item.file, Change::AddItem(Some(item.record), block)));
    }
    let goal = items.first().map(|first| ItemId { record: first.record + 1, ..*first });
    Ok(Copies { changes, goal })
}

/// They keep their ids: the same work is the same id in every year.
fn into(
    archive: &Archive,
    items: &[ItemId],
    year: Option<Year>,
    signal: &Signal,
) -> Result<Result<Copies, NoCopies>, Cancelled> {
    let mut copies = Copies { changes: Vec::new(), goal: None };
    let (mut places, mut counts, mut ids) = (HashMap::new(), HashMap::new(), Ids::of(archive));
    for item in items {
        signal.step(0)?;
        let Some((text, record)) = archive.record(*item) else { continue };
        let place = *places.entry(item.file).or_insert_with(|| file_for(archive, item.file, year));
        let Some(file) = place else { return Ok(Err(NoCopies::NoFile(year))) };
        // The same id there would be the same work, which is there already; another id would make it another work.
        let id = record.item.read(text, Field::Id);
        if !id.is_empty() && ids.has(year, &id) {
            return Ok(Err(NoCopies::Taken(id.into_owned())));
        }
        copies.changes.push((file, Change::AddItem(None, record.item.span.of(text).to_string())));
        let count = counts.entry(file).or_insert_with(|| archive.files.get(file).map_or(0, |file| file.count()));
        copies.goal = Some(ItemId { file, record: *count });
        *count += 1;
    }
    Ok(Ok(copies))
}

/// The file of that year that takes what stands in `from`: the one of the same name, else the first that can be written.
fn file_for(archive: &Archive, from: usize, year: Option<Year>) -> Option<usize> {
    let name = archive.files.get(from)?.path.file_name();
    let open = archive.files.iter().enumerate();
    let mut open = open.filter(|(_, file)| file.year == year && file.locked.is_none() && file.about.is_none());
    let first = open.clone().next();
    open.find(|(_, file)| file.path.file_name() == name).or(first).map(|(file, _)| file)
}
