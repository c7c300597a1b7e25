//! XLSX into tables, one a sheet, cell by cell: a lone cell in the last corner of a sheet costs no more than any other.

use crate::exchange::given::Given;
use crate::exchange::given::Row;
use crate::exchange::given::RowFault;
use crate::exchange::read::Count;
use crate::exchange::read::MAX_UNPACKED;
use crate::exchange::read::ReadError;
use crate::exchange::read::unpack;
use crate::exchange::table::Cell;
use crate::model::figure::Figure;
use calamine::DataRef;
use calamine::ExcelDateTime;
use calamine::Reader;
use calamine::Xlsx;
use calamine::XlsxError;
use std::collections::BTreeMap;
use std::io::Cursor;

const FORMAT: &str = "xlsx";

/// Reads the sheets; one without a cell is left out.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Given>, ReadError> {
    drop(unpack::open(bytes, FORMAT, MAX_UNPACKED)?);
    let broken = |error: XlsxError| ReadError::Book(FORMAT, error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut count = Count::default();
    let mut given = Vec::new();
    for name in book.sheet_names() {
        let mut reader = match book.worksheet_cells_reader(&name) {
            // A sheet of nothing but a chart.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            other => other.map_err(broken)?,
        };
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let (number, at) = (row as usize + 1, column as usize);
            let row = rows.entry(row).or_insert_with(|| Row { number: number.to_string(), ..Row::default() });
            count.add((at + 1).saturating_sub(row.cells.len()), &name, number)?;
            row.cells.resize(row.cells.len().max(at + 1), Cell::Empty);
            match read_cell(cell.get_value()) {
                Ok((cell, is_date)) => {
                    row.cells[at] = cell;
                    row.dates.extend(is_date.then_some(at));
                }
                Err(error) => row.faults.push((Some(at), RowFault::Error(error))),
            }
        }
        given.push(Given { is_blurred: true, ..Given::with_header(&name, rows.into_values()) });
    }
    given.retain(|given| !given.header.is_empty());
    Ok(given)
}

/// The cell, and whether it is a date by its type; else the error it holds.
fn read_cell(value: &DataRef) -> Result<(Cell, bool), String> {
    Ok(match value {
        DataRef::Empty => (Cell::Empty, false),
        DataRef::Int(number) => (Cell::Figure(Figure::from(*number)), false),
        DataRef::Float(number) => (figure(*number), false),
        DataRef::String(text) => (Cell::text(text.as_str()), false),
        DataRef::SharedString(text) => (Cell::text(*text), false),
        DataRef::Bool(flag) => (Cell::Flag(*flag), false),
        DataRef::DateTime(date) if date.is_datetime() => (Cell::Text(iso(date)), true),
        DataRef::DateTime(duration) => (figure(duration.as_f64()), false),
        DataRef::DateTimeIso(text) => (Cell::Text(text.trim_end_matches("T00:00:00").to_string()), true),
        DataRef::DurationIso(text) => (Cell::text(text.as_str()), false),
        DataRef::Error(error) => return Err(error.to_string()),
    })
}

/// The number by the shortest digits that mean it, which are those that were typed: 123.0 is 123, 96.41 is no
/// 96.40999999999999658.
fn figure(number: f64) -> Cell {
    let digits = number.to_string();
    Figure::read_toml(&digits).map_or(Cell::Text(digits), Cell::Figure)
}

/// The day; with the time only where there is one.
fn iso(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => day,
        _ => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
    }
}
