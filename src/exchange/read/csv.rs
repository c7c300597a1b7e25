//! CSV and TSV into a table: what `exchange::csv` writes, and what spreadsheets do.

use crate::exchange::csv::runs;
use crate::exchange::given::Given;
use crate::exchange::given::Row;
use crate::exchange::given::RowFault;
use crate::exchange::read::Count;
use crate::exchange::read::ReadError;
use crate::exchange::table::Cell;
use std::ops::Range;

/// Reads a table. With `tabs` it is the TSV that line tools write: a quote is a character like any other, and `\n`, `\t`,
/// `\r`, `\\` are what they stand for.
pub(super) fn read(text: &str, tabs: bool) -> Result<Given, ReadError> {
    let mut count = Count::default();
    let mut rows: Vec<Row> = Vec::new();
    let mut width = None;
    each(text, tabs, |number, _, record| {
        count.add(record.len(), "", number)?;
        let cell = |text: &str| Cell::text(untame(if tabs { unescape(text) } else { text.to_string() }));
        let mut row = Row { number: number.to_string(), cells: record.iter().map(cell).collect(), ..Row::default() };
        let width = *width.get_or_insert(row.cells.len());
        if row.cells.iter().skip(width).any(|cell| *cell != Cell::Empty) {
            row.faults.push((None, RowFault::TooMany(row.cells.len() - width)));
        }
        row.cells.truncate(width);
        rows.push(row);
        Ok(())
    })?;
    Ok(Given::with_header("", rows))
}

/// The number of each row, and the byte at which it starts.
pub(in crate::exchange) fn starts(text: &str, tabs: bool) -> Vec<(usize, usize)> {
    let mut starts = Vec::new();
    // Nothing in it is refused here.
    let _ = each(text, tabs, |number, start, _| {
        starts.push((number, start));
        Ok(())
    });
    starts
}

/// The bytes of the cell of that number, from 0, in the row that starts at `start`; none where the row has no such cell.
pub(in crate::exchange) fn cell(text: &str, start: usize, cell: usize, tabs: bool) -> Option<Range<usize>> {
    let sign = char::from(if tabs { b'\t' } else { delimiter(text) });
    let (mut from, mut number, mut quoted) = (start, 0, false);
    let rest = text.get(start..)?;
    for (at, c) in rest.char_indices().map(|(at, c)| (start + at, c)).chain([(text.len(), '\n')]) {
        match c {
            '"' if !tabs => quoted = !quoted,
            c if !quoted && (c == sign || matches!(c, '\n' | '\r')) => {
                if number == cell {
                    return Some(from..at);
                }
                if c != sign {
                    return None;
                }
                (from, number) = (at + c.len_utf8(), number + 1);
            }
            _ => {}
        }
    }
    None
}

/// Goes through the rows: the number of each, the byte at which it starts, and its cells.
fn each(
    text: &str,
    tabs: bool,
    mut take: impl FnMut(usize, usize, &::csv::StringRecord) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = ::csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).quoting(!tabs).delimiter(if tabs { b'\t' } else { delimiter(text) });
    // A spreadsheet counts blank lines, which the reader skips, and counts a cell of several lines as one row.
    let (mut number, mut last_line) = (0, 0);
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
        // What was left of the line before, and blank lines, are none of the row.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let blank = text.as_bytes().iter().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        take(number, start + blank, &record)?;
    }
    Ok(())
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
