//! CSV and TSV into a table: what `exchange::csv` writes, and what spreadsheets do.

use crate::exchange::csv::runs;
use crate::exchange::given::Given;
use crate::exchange::given::Row;
use crate::exchange::given::RowFault;
use crate::exchange::read::Count;
use crate::exchange::read::ReadError;
use crate::exchange::table::Cell;

/// Reads a table. With `tabs` it is the TSV that line tools write: a quote is a character like any other, and `\n`, `\t`,
/// `\r`, `\\` are what they stand for.
pub(super) fn read(text: &str, tabs: bool) -> Result<Given, ReadError> {
    let mut reader = ::csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).quoting(!tabs).delimiter(if tabs { b'\t' } else { delimiter(text) });
    let mut count = Count::default();
    let mut rows: Vec<Row> = Vec::new();
    // A spreadsheet counts blank lines, which the reader skips, and counts a cell of several lines as one row.
    let (mut number, mut last_line) = (0, 0);
    let mut width = None;
    let mut reader = reader.from_reader(text.as_bytes());
    let mut record = ::csv::StringRecord::new();
    // It is UTF-8, and rows may be of any length: no error is left.
    while reader.read_record(&mut record).unwrap_or(false) {
        let behind = reader.position();
        // Of CR LF the reader takes the LF with the next row.
        let is_next = text.as_bytes().get((behind.byte() as usize).saturating_sub(1)) == Some(&b'\n');
        let line = behind.line().saturating_sub(is_next.into());
        let own: u64 = record.iter().map(|cell| cell.matches('\n').count() as u64).sum();
        number += line.saturating_sub(own + last_line).max(1) as usize;
        last_line = line;
        count.add(record.len(), "", number)?;
        let cell = |text: &str| Cell::text(untame(if tabs { unescape(text) } else { text.to_string() }));
        let mut row = Row { number: number.to_string(), cells: record.iter().map(cell).collect(), ..Row::default() };
        let width = *width.get_or_insert(row.cells.len());
        if row.cells.iter().skip(width).any(|cell| *cell != Cell::Empty) {
            row.faults.push((None, RowFault::TooMany(row.cells.len() - width)));
        }
        row.cells.truncate(width);
        rows.push(row);
    }
    Ok(Given::with_header("", rows))
}

/// What parts the cells: a comma, unless the first line has none and has semicolons or tabs, as some spreadsheets write.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    [b',', b';', b'\t'].into_iter().find(|sign| first.as_bytes().contains(sign)).unwrap_or(b',')
}

/// Takes off the apostrophe that keeps a spreadsheet from running the words behind it.
fn untame(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(runs) => rest.to_string(),
        _ => text,
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let after = if c == '\\' { chars.clone().next() } else { None };
        let meant = match after {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('\\') => '\\',
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push(meant);
        chars.next();
    }
    out
}
