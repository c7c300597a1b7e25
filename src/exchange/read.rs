//! The formats that can be read, each into tables of cells. Hostile files cost a message, not the memory.

mod csv;
mod json;
mod ods;
mod unpack;
mod xlsx;

#[cfg(test)]
mod tests;

use crate::exchange::format::Format;
use crate::exchange::given::Given;
use crate::lang::Lang;
use crate::lang::words::import as words;
use std::path::Path;

/// The formats that can be read.
pub const FORMATS: &[Format] = &[Format::Csv, Format::Tsv, Format::Json, Format::JsonLines, Format::Xlsx, Format::Ods];

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 64 << 20;

/// The most bytes that a workbook may unpack to. An honest one of [`MAX_CELLS`] stays below.
const MAX_UNPACKED: u64 = 512 << 20;

/// The most cells that are read of a file.
const MAX_CELLS: usize = 4_000_000;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Its name ends in nothing that tells the format.
    Unknown,
    /// This format is written, but not read.
    Format(&'static str),
    /// The text is not UTF-8, from this line on.
    NotUtf8(usize),
    /// The text is UTF-16.
    Utf16,
    /// Not JSON, at this line and column.
    Json(usize, usize, String),
    /// JSON, but at this line (0: nowhere in particular) no list of records.
    NoRecords(usize),
    /// No workbook of this format, or a broken one.
    Book(&'static str, String),
    /// It has more than [`MAX_FILE`] bytes.
    TooLarge,
    /// It unpacks to more than so many bytes.
    Unpacked(u64),
    /// It has more than so many cells; the sheet, and the row where it was enough.
    Cells(String, usize),
    /// There is no table in it.
    Empty,
}

impl ReadError {
    /// What is wrong and what to do, on one line, without the file's name.
    pub fn describe(&self, lang: Lang) -> String {
        let formats = || FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
        match self {
            ReadError::Unknown => words::READ_UNKNOWN.fill(lang, &[&formats()]),
            ReadError::Format(name) => words::READ_FORMAT.fill(lang, &[name, &formats()]),
            ReadError::NotUtf8(line) => words::READ_NOT_UTF8.fill(lang, &[&line.to_string()]),
            ReadError::Utf16 => words::READ_UTF16.fill(lang, &[]),
            ReadError::Json(line, column, why) => {
                words::READ_JSON.fill(lang, &[&line.to_string(), &column.to_string(), why])
            }
            ReadError::NoRecords(0) => words::READ_NO_RECORDS.fill(lang, &[]),
            ReadError::NoRecords(line) => words::READ_NO_RECORD.fill(lang, &[&line.to_string()]),
            ReadError::Book(format, why) => words::READ_BOOK.fill(lang, &[format, why]),
            ReadError::TooLarge => words::READ_LARGE.fill(lang, &[&(MAX_FILE >> 20).to_string()]),
            ReadError::Unpacked(most) => words::READ_UNPACKED.fill(lang, &[&(most >> 20).to_string()]),
            ReadError::Cells(sheet, row) => {
                words::READ_CELLS.fill(lang, &[sheet, &row.to_string(), &MAX_CELLS.to_string()])
            }
            ReadError::Empty => words::READ_EMPTY.fill(lang, &[]),
        }
    }
}

/// The format that was named, else the one that the file's name ends in.
///
/// # Errors
/// Where neither tells one, and where it is one that cannot be read.
pub fn which(named: Option<&str>, path: &Path) -> Result<Format, ReadError> {
    let format = named.map_or_else(|| Format::of_path(path), Format::from_name).ok_or(ReadError::Unknown)?;
    if FORMATS.contains(&format) { Ok(format) } else { Err(ReadError::Format(format.name())) }
}

/// The tables of a file.
///
/// # Errors
/// Says why it is not of that format, or too large.
pub fn read(bytes: &[u8], format: Format) -> Result<Vec<Given>, ReadError> {
    if bytes.len() as u64 > MAX_FILE {
        return Err(ReadError::TooLarge);
    }
    let given = match format {
        Format::Csv => vec![csv::read(text(bytes)?, false)?],
        Format::Tsv => vec![csv::read(text(bytes)?, true)?],
        Format::Json => json::read(text(bytes)?)?,
        Format::JsonLines => json::read_lines(text(bytes)?)?,
        Format::Xlsx => xlsx::read(bytes)?,
        Format::Ods => ods::read(bytes)?,
        other => return Err(ReadError::Format(other.name())),
    };
    if given.iter().all(|given| given.header.is_empty()) { Err(ReadError::Empty) } else { Ok(given) }
}

/// The bytes as text, without a byte order mark.
fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Utf16);
    }
    let line = |good: usize| bytes.get(..good).unwrap_or(bytes).iter().filter(|byte| **byte == b'\n').count() + 1;
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8(line(error.valid_up_to())))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Counts cells, up to the most that are read.
#[derive(Default)]
struct Count(usize);

impl Count {
    fn add(&mut self, cells: usize, sheet: &str, row: usize) -> Result<(), ReadError> {
        self.0 = self.0.saturating_add(cells);
        if self.0 > MAX_CELLS { Err(ReadError::Cells(sheet.to_string(), row)) } else { Ok(()) }
    }
}
