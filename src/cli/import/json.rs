//! What an import did, for programs: its counts, the rows that it left out with their places, and its changes.

use crate::cli::columns;
use crate::cli::import::Imported;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::exchange::import::Counts;
use crate::exchange::import::Fault;
use crate::exchange::import::Plan;
use crate::exchange::json::Member;
use crate::exchange::place::Places;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::lang::Words;
use crate::store::source;
use std::io;

/// Prints it as one object.
///
/// # Errors
/// Those of the way out.
pub(super) fn send(plan: &Plan, file: &Imported, outcome: &Outcome, session: &mut Session) -> io::Result<()> {
    let (counts, skipped) = (counted(plan), skipped(plan, file));
    outcome.send(vec![("counts", Member::Row(&counts)), ("skipped", Member::Rows(&skipped))], session)
}

/// The counts in one row.
fn counted(plan: &Plan) -> Table {
    let Counts { rows, fields, items, metrics, entries, repeats } = plan.counts;
    let all = [rows, fields, items, metrics, entries, repeats, plan.bad_rows()];
    let row = all.into_iter().map(|count| Cell::Count(count as i64)).collect();
    Table { rows: vec![row], ..tables::empty("counts", Words { en: "", zh: "" }, columns::COUNTS) }
}

/// What could not be taken, with its place: a row for each fault.
fn skipped(plan: &Plan, file: &Imported) -> Table {
    let places = if plan.faults.is_empty() { None } else { Places::of(file.bytes, file.format) };
    let row = |fault: &Fault| {
        let found = file.find(places.as_ref(), fault);
        let place = found.map(|(text, bytes)| source::line_column(text, bytes.start));
        let count = |at: Option<usize>| at.map_or(Cell::Empty, |at| Cell::Count(at as i64));
        vec![
            Cell::text(fault.table.as_str()),
            Cell::text(fault.row.as_str()),
            Cell::text(fault.column.as_str()),
            count(place.map(|(line, _)| line)),
            count(place.map(|(_, column)| column)),
            Cell::text(fault.told.as_str()),
        ]
    };
    let rows = plan.faults.iter().map(row).collect();
    Table { rows, ..tables::empty("skipped", Words { en: "", zh: "" }, columns::SKIPPED) }
}
