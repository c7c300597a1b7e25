//! What a command that writes has done, as programs read it: what was changed, from what into what, and which files were
//! written.

use crate::cli::columns;
use crate::cli::session::Session;
use crate::cli::write::Deed;
use crate::exchange::json;
use crate::exchange::json::Member;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::lang::Words;
use crate::model::field::Field;
use crate::store::address;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::Place;
use crate::store::record::Name;
use std::collections::HashMap;
use std::io;

/// What was changed, or would be.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// A row for each change.
    pub changed: Table,
    /// The files that were written, by their paths below the archive, in order; none in a dry run.
    pub written: Vec<String>,
}

impl Default for Outcome {
    fn default() -> Outcome {
        let changed = tables::empty("changed", Words { en: "", zh: "" }, columns::CHANGES);
        Outcome { changed, written: Vec::new() }
    }
}

impl Outcome {
    /// Adds what all the changes of some files come to: what `before` said, and what `after` says. A value that stays as it
    /// is has no row.
    ///
    /// Numbers of records are those of the text before in whatever takes records away, and those of the text after in
    /// whatever adds some at the end; no command does both.
    pub fn add(&mut self, before: &Archive, after: &Archive, deeds: &[Deed]) {
        // What is added comes last, in order: so many are still to come.
        let mut left: HashMap<(usize, Option<Place>), usize> = HashMap::new();
        deeds.iter().filter_map(parent).for_each(|parent| *left.entry(parent).or_insert(0) += 1);
        for deed in deeds {
            let added = parent(deed).and_then(|parent| {
                let (_, below) = parent;
                let count = count(after, deed.file, below)?;
                let left = left.get_mut(&parent)?;
                let at = count.checked_sub(*left)?;
                *left -= 1;
                Some(inside(below, at))
            });
            self.take(before, after, deed, added);
        }
    }

    fn take(&mut self, before: &Archive, after: &Archive, deed: &Deed, added: Option<Place>) {
        let file = deed.file;
        let is_new = |place: &Place| place.record >= before.files.get(file).map_or(0, |file| file.count());
        match (&deed.change, added) {
            (Change::Set(place, name, _) | Change::Clear(place, name) | Change::Rename(place, name, _), _) => {
                let was = tables::field(before, file, *place, name);
                // Whatever clears a key may take records away behind it.
                let (archive, is) = match &deed.change {
                    Change::Set(..) => (after, tables::field(after, file, *place, name)),
                    _ => (before, Cell::Empty),
                };
                if was != is {
                    self.changed.rows.push(row(archive, "changed", (file, *place, Some(name)), was, is));
                }
            }
            (Change::Delete(place) | Change::Replace(place, _), _) => {
                let was = whole(before, file, *place);
                self.changed.rows.push(row(before, "gone", (file, *place, None), was, Cell::Empty));
            }
            // A new item has its metrics with it.
            (Change::AddMetric(..), Some(place)) if is_new(&place) => {}
            (_, Some(place)) => {
                let metrics = count(after, file, Some(place)).filter(|_| place.metric.is_none()).unwrap_or(0);
                let metrics = (0..metrics).map(|at| Place::metric(place.record, at));
                for place in std::iter::once(place).chain(metrics) {
                    let is = whole(after, file, place);
                    self.changed.rows.push(row(after, "added", (file, place, None), Cell::Empty, is));
                }
            }
            (_, None) => {}
        }
    }

    /// Prints it as one object, behind what the command has to say besides.
    ///
    /// # Errors
    /// Those of the way out.
    pub fn send(&self, besides: Vec<(&'static str, Member)>, session: &mut Session) -> io::Result<()> {
        let own = [("changed", Member::Rows(&self.changed)), ("written", Member::Texts(&self.written))];
        let all: Vec<(&str, Member)> = besides.into_iter().chain(own).collect();
        let mut bytes = Vec::new();
        json::write_members(&all, &mut bytes)?;
        session.send(&bytes)
    }
}

/// Below what a change adds something: a file, an item of it, or a metric of that. None where it adds nothing.
fn parent(deed: &Deed) -> Option<(usize, Option<Place>)> {
    match &deed.change {
        Change::AddItem(..) => Some((deed.file, None)),
        Change::AddMetric(record, _) => Some((deed.file, Some(Place::item(*record)))),
        Change::AddEntry(record, metric, _) => Some((deed.file, Some(Place::metric(*record, *metric)))),
        _ => None,
    }
}

/// How many there are below it.
fn count(archive: &Archive, file: usize, below: Option<Place>) -> Option<usize> {
    let Some(place) = below else { return Some(archive.files.get(file)?.count()) };
    match place.metric {
        None => Some(archive.record(ItemId { file, record: place.record })?.1.metrics.len()),
        Some(_) => Some(archive.block(file, place)?.1.entries.len()),
    }
}

fn inside(below: Option<Place>, at: usize) -> Place {
    match below {
        None => Place::item(at),
        Some(Place { record, metric: None, .. }) => Place::metric(record, at),
        Some(Place { record, metric: Some(metric), .. }) => Place::entry(record, metric, at),
    }
}

/// What a record stands for: of a metric or an entry its value, of an item nothing.
fn whole(archive: &Archive, file: usize, place: Place) -> Cell {
    match place.metric {
        None => Cell::Empty,
        Some(_) => tables::field(archive, file, place, &Name::Field(Field::Value)),
    }
}

/// A row: what became of which field of which record, as `archive` names it.
fn row(
    archive: &Archive,
    outcome: &str,
    (file, place, name): (usize, Place, Option<&Name>),
    before: Cell,
    after: Cell,
) -> Vec<Cell> {
    let item = ItemId { file, record: place.record };
    let year = archive.year(item);
    let metric = place.metric.and_then(|at| archive.metric(item, at)).map_or(String::new(), |metric| metric.id);
    let date = place.entry.map_or(Cell::Empty, |_| tables::field(archive, file, place, &Name::Field(Field::On)));
    vec![
        Cell::text(outcome),
        path(archive, item, place, name).map_or(Cell::Empty, Cell::text),
        Cell::text(archive.files.get(file).map_or("".into(), |file| file.path.to_string_lossy())),
        tables::gregorian(year),
        tables::shown(archive, year),
        Cell::text(archive.text(item, Field::Id)),
        Cell::text(metric),
        date,
        name.map_or(Cell::Empty, |name| Cell::text(name.key())),
        before,
        after,
    ]
}

/// The shortest name that leads there, as `get` takes it; none leads to an entry.
pub fn path(archive: &Archive, item: ItemId, place: Place, name: Option<&Name>) -> Option<String> {
    let record = match place.metric {
        _ if place.entry.is_some() => return None,
        None => address::name(archive, item)?,
        Some(at) => address::metric_name(archive, item, at)?,
    };
    Some(match name {
        Some(Name::Field(Field::Value)) | None => record,
        Some(name) => format!("{record}:{}", name.key()),
    })
}
