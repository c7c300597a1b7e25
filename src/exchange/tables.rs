//! The archive as tables: each record and metric a row, with what its series and category say of it.

mod outline;
pub(super) mod records;
mod series;

use crate::exchange::choice::Chosen;
use crate::exchange::columns::Def;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables::records::Rows;
use crate::lang::Words;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::edit::Place;
use crate::store::record::Name;

/// What is exported.
#[derive(Clone, Debug)]
pub struct Tables {
    /// The archive's title; empty where none is given.
    pub title: String,
    /// How it shows years.
    pub calendar: Calendar,
    /// The outline in reading order; last, by their id alone, the categories that items name and the outline lacks.
    pub categories: Table,
    /// What single years print differently of them.
    pub category_years: Table,
    /// The chosen items, by year, then outline.
    pub items: Table,
    /// Their metrics, in the same order.
    pub metrics: Table,
    /// The dated entries of those metrics that are kept so, in the same order.
    pub entries: Table,
    /// The series, by id.
    pub series: Table,
    /// The series once more, with a column of values for each year, `value_2021`.
    pub years: Table,
}

/// The tables of the chosen items. Where those are not the whole archive, categories and series are those they need.
pub fn of(archive: &Archive, chosen: &Chosen) -> Tables {
    let Rows { items, metrics, entries } = records::tables(archive, &chosen.items);
    let (categories, category_years) = outline::tables(archive, chosen, &items);
    let series = series::table(archive, chosen, &metrics);
    let years = series::years(archive, &series, &metrics);
    let (title, calendar) = (archive.title.clone(), archive.calendar);
    Tables { title, calendar, categories, category_years, items, metrics, entries, series, years }
}

impl Tables {
    /// The tables that have keys between them, each behind those that it names rows of.
    pub fn keyed(&self) -> [&Table; 6] {
        [&self.categories, &self.category_years, &self.series, &self.items, &self.metrics, &self.entries]
    }
}

/// A table without rows.
pub(crate) fn empty(name: &'static str, says: Words, columns: &[Def]) -> Table {
    let columns = columns.iter().map(Def::column).collect();
    Table { name, says, columns, rows: Vec::new(), key: &[], references: &[] }
}

/// What a field of a record says: a figure, a flag, a text or a list of texts, as the file has it.
pub(crate) fn field(archive: &Archive, file: usize, place: Place, name: &Name) -> Cell {
    let block = archive.block(file, place);
    block.and_then(|(text, block)| Some(records::any(text, block.slot(name)?))).unwrap_or(Cell::Empty)
}

/// The Gregorian year, by which programs count.
pub(crate) fn gregorian(year: Option<Year>) -> Cell {
    year.map_or(Cell::Empty, |year| Cell::Count(year.gregorian().into()))
}

/// The year as the archive shows it.
pub(crate) fn shown(archive: &Archive, year: Option<Year>) -> Cell {
    year.map_or(Cell::Empty, |year| Cell::text(year.show(archive.calendar)))
}
