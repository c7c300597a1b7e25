//! The formats that can be read, each into tables of cells. Hostile files cost a message, not the memory.

pub(super) mod csv;
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
use crate::store::source::line_column;
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
    /// The text is not UTF-8, from this line and column on.
    NotUtf8(usize, usize),
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
    /// The line and column in the text, both from 1; none where it is of the file as a whole.
    pub fn place(&self) -> Option<(usize, usize)> {
        match self {
            ReadError::NotUtf8(line, column) | ReadError::Json(line, column, _) => Some((*line, (*column).max(1))),
            ReadError::NoRecords(line) if *line > 0 => Some((*line, 1)),
            _ => None,
        }
    }

    /// What is wrong and what to do, on one line, without the file's name and the place.
    pub fn describe(&self, lang: Lang) -> String {
        let formats = || FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
        match self {
            ReadError::Unknown => words::READ_UNKNOWN.fill(lang, &[&formats()]),
            ReadError::Format(name) => words::READ_FORMAT.fill(lang, &[name, &formats()]),
            ReadError::NotUtf8(..) => words::READ_NOT_UTF8.fill(lang, &[]),
            ReadError::Utf16 => words::READ_UTF16.fill(lang, &[]),
            ReadError::Json(.., why) => words::READ_JSON.fill(lang, &[why]),
            ReadError::NoRecords(0) => words::READ_NO_RECORDS.fill(lang, &[]),
            ReadError::NoRecords(_) => words::READ_NO_RECORD.fill(lang, &[]),
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
pub(super) fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Utf16);
    }
    let not = |good: usize| {
        let (line, column) = line_column(&String::from_utf8_lossy(bytes.get(..good).unwrap_or(bytes)), good);
        ReadError::NotUtf8(line, column)
    };
    let text = std::str::from_utf8(bytes).map_err(|error| not(error.valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// What is wrong with JSON, without the place, which is told apart.
pub fn why(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.split(" at line ").next().unwrap_or(&told).to_string()
}

/// The byte of a text at which it stops being JSON. The error itself counts bytes of a line, which no person does.
pub fn at(error: &serde_json::Error, text: &str) -> usize {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let mut at = (start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1; // Position 0 is always a boundary, so this ends.
    }
    at
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
