//! A row's cells by what they mean: its year, what it says of an item, and what of a metric.

use crate::exchange::given::Row;
use crate::exchange::given::RowFault;
use crate::exchange::import::Fault;
use crate::exchange::import::Options;
use crate::exchange::import::Source;
use crate::exchange::mapping::Target;
use crate::exchange::table::Cell;
use crate::lang::Lang;
use crate::lang::words::import as words;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::archive::Archive;
use std::borrow::Cow;

/// What a row asks for.
pub(super) struct Asked<'g> {
    source: Source<'g>,
    row: &'g Row,
    /// Its year; none where the archive's records have none.
    pub(super) year: Option<Year>,
    /// What it says of the item, the empty cells too.
    pub(super) item: Vec<Told<'g>>,
    /// What it says of the metric; nothing where it is of none.
    pub(super) metric: Vec<Told<'g>>,
    /// What it says of an entry of the metric, the empty cells too.
    pub(super) entry: Vec<Told<'g>>,
    /// What it says of keys that the format does not know.
    pub(super) other: Vec<Told<'g>>,
    /// Whether its format cannot hold every character.
    pub(super) is_blurred: bool,
}

/// A cell, and what it means.
#[derive(Clone, Copy)]
pub(super) struct Told<'g> {
    /// The field.
    pub(super) field: Field,
    /// What is said.
    pub(super) cell: &'g Cell,
    /// Whether it is a date by its type.
    pub(super) is_date: bool,
    /// Whether it stands in the column of grades.
    pub(super) is_grade: bool,
    column: usize,
}

impl Asked<'_> {
    /// A fault of the row, at the cell of that field if it has one.
    pub(super) fn fault(&self, field: Option<Field>, told: String) -> Fault {
        let column =
            self.metric.iter().chain(&self.item).find(|cell| Some(cell.field) == field).map(|cell| cell.column);
        fault(self.source, self.row, column, told)
    }

    /// A fault of one cell.
    pub(super) fn cell_fault(&self, cell: &Told, told: String) -> Fault {
        fault(self.source, self.row, Some(cell.column), told)
    }

    /// What the row says of the item's field, as text.
    pub(super) fn item(&self, field: Field) -> Cow<'_, str> {
        text(&self.item, field)
    }

    /// What the row says of the metric's field, as text.
    pub(super) fn metric(&self, field: Field) -> Cow<'_, str> {
        text(&self.metric, field)
    }
}

fn text<'t>(cells: &'t [Told], field: Field) -> Cow<'t, str> {
    let found = cells.iter().find(|cell| cell.field == field).map_or(Cow::Borrowed(""), |told| told.cell.flat());
    Cow::Owned(found.trim().to_string())
}

fn fault(source: Source, row: &Row, column: Option<usize>, told: String) -> Fault {
    let column = column.map_or(String::new(), |at| source.given.column(at));
    Fault { table: source.given.name.clone(), row: row.number.clone(), column, told }
}

/// The row by its meaning.
pub(super) fn sort<'g>(
    source: Source<'g>,
    row: &'g Row,
    archive: &Archive,
    options: Options,
) -> Result<Asked<'g>, Vec<Fault>> {
    let lang = options.lang;
    let unread = row.faults.iter().filter(|(at, _)| at.is_none_or(|at| means_something(source, at)));
    let mut faults: Vec<Fault> = unread.map(|(at, why)| fault(source, row, *at, say(why, lang))).collect();
    let mut years = Vec::new();
    let (mut item, mut metric, mut entry, mut other) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut is_totalled = false;
    for (at, target) in source.mapping.0.iter().enumerate() {
        let cell = row.cells.get(at).unwrap_or(&Cell::Empty);
        let told = |field: Field| Told {
            field,
            cell,
            is_date: row.dates.contains(&at),
            is_grade: *target == Some(Target::Grade),
            column: at,
        };
        match target {
            Some(Target::Year | Target::YearShown) => years.push((at, cell)),
            Some(Target::Path) => item.push(told(Field::Category)),
            Some(Target::Item(field)) => item.push(told(*field)),
            Some(Target::Metric(field)) => metric.push(told(*field)),
            Some(Target::Entry(field)) => entry.push(told(*field)),
            Some(Target::Grade) => metric.push(told(Field::Value)),
            Some(Target::Totalled) => is_totalled = cell.flat().trim().eq_ignore_ascii_case("true"),
            Some(Target::Other) => other.push(told(Field::Note)),
            Some(Target::Derived | Target::LeftOut) | None => {}
        }
    }
    if let Err(told) = one_value(&mut metric, lang) {
        faults.push(fault(source, row, None, told));
    }
    // A total follows from its entries. Written down it would stay when they change.
    if is_totalled {
        metric.retain(|told| told.field != Field::Value);
    }
    // What an item without metrics has in their columns is nothing; an export says `false` where nothing is approximate.
    if metric
        .iter()
        .all(|told| matches!(told.cell, Cell::Empty | Cell::Flag(false)) || *told.cell == Cell::text("false"))
    {
        metric.clear();
    }
    let year = year(source, &years, archive, options).map_err(|(at, told)| fault(source, row, at, told));
    match year {
        Ok(year) if faults.is_empty() => {
            Ok(Asked { source, row, year, item, metric, entry, other, is_blurred: source.given.is_blurred })
        }
        Ok(_) => Err(faults),
        Err(wrong) => Err(faults.into_iter().chain([wrong]).collect()),
    }
}

fn means_something(source: Source, at: usize) -> bool {
    !matches!(source.mapping.0.get(at), None | Some(None | Some(Target::Derived | Target::LeftOut)))
}

fn say(why: &RowFault, lang: Lang) -> String {
    match why {
        RowFault::TooMany(count) => words::ROW_TOO_MANY.fill(lang, &[&count.to_string()]),
        RowFault::Error(error) => words::CELL_ERROR.fill(lang, &[error]),
        RowFault::Nested => words::CELL_NESTED.fill(lang, &[]),
    }
}

/// Of the columns of numbers and of grades one may say something: that one is the value.
fn one_value(metric: &mut Vec<Told>, lang: Lang) -> Result<(), String> {
    let said = |told: &Told| told.field == Field::Value && *told.cell != Cell::Empty;
    match metric.iter().filter(|told| said(told)).count() {
        0 => {
            let mut first = true;
            metric.retain(|told| told.field != Field::Value || std::mem::take(&mut first));
            Ok(())
        }
        1 => {
            metric.retain(|told| told.field != Field::Value || said(told));
            Ok(())
        }
        _ => Err(words::TWO_VALUES.fill(lang, &[])),
    }
}

/// The year of the row: what it says, else the sheet's name, else what was said for all.
fn year(
    source: Source,
    said: &[(usize, &Cell)],
    archive: &Archive,
    options: Options,
) -> Result<Option<Year>, (Option<usize>, String)> {
    let lang = options.lang;
    let mut found: Option<Year> = None;
    // The Gregorian number first, as the export writes it; it cannot be told from a year of the Republic before 1000.
    for (at, cell) in said.iter().rev().filter(|(_, cell)| **cell != Cell::Empty) {
        let text = cell.flat();
        let plain = text.trim().trim_end_matches(".0");
        let read = Year::read(plain, archive.calendar);
        let gregorian = plain.parse().ok().and_then(Year::new);
        match (found, read) {
            (None, Some(year)) => found = Some(year),
            (Some(year), _) if read == Some(year) || gregorian == Some(year) => {}
            (None, None) => return Err((Some(*at), crate::lang::words::SHELL_YEAR.fill(lang, &[plain]))),
            (Some(year), _) => {
                return Err((Some(*at), words::YEARS_DIFFER.fill(lang, &[plain, &year.show(archive.calendar)])));
            }
        }
    }
    let named = || Year::read(&source.given.name, archive.calendar);
    match found.or_else(named).or(options.year) {
        None if !archive.years.contains(&None) => Err((None, words::NO_YEAR.fill(lang, &[]))),
        year => Ok(year),
    }
}
