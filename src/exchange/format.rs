//! The formats: what each is called, what it can hold, and which file writes it.

use crate::exchange::choice::Chosen;
use crate::exchange::csv;
use crate::exchange::html;
use crate::exchange::json;
use crate::exchange::markdown;
use crate::exchange::ods;
use crate::exchange::package;
#[cfg(feature = "parquet")]
use crate::exchange::parquet;
use crate::exchange::report;
use crate::exchange::sqlite;
use crate::exchange::stream;
use crate::exchange::table::Part;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::exchange::tables::Tables;
use crate::exchange::xlsx;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::year::Calendar;
use crate::store::archive::Archive;
use std::io;
use std::io::Write;
use std::path::Path;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is described by `docs/export.md`")]
pub enum Format {
    Csv,
    Tsv,
    Json,
    JsonLines,
    Markdown,
    Html,
    Xlsx,
    Ods,
    Sqlite,
    #[cfg(feature = "parquet")]
    Parquet,
    Package,
}

/// What a format can hold, and so which wishes it can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One table, as text.
    OneTable,
    /// One table, for programs only.
    OneTableAsBytes,
    /// All of it, as text.
    Text,
    /// All of it, for programs only.
    Bytes,
    /// All of it, in the files of a folder.
    Folder,
}

impl Holds {
    /// Whether it is one table, of which one can choose.
    pub fn is_one_table(self) -> bool {
        matches!(self, Holds::OneTable | Holds::OneTableAsBytes)
    }

    /// Whether a person could read it.
    pub fn is_text(self) -> bool {
        matches!(self, Holds::OneTable | Holds::Text)
    }
}

/// Names, file endings and kind of every format.
const FORMATS: &[(Format, &str, &[&str], Holds)] = &[
    (Format::Csv, "csv", &["csv"], Holds::OneTable),
    (Format::Tsv, "tsv", &["tsv", "tab"], Holds::OneTable),
    (Format::Json, "json", &["json"], Holds::Text),
    (Format::JsonLines, "jsonl", &["jsonl", "ndjson"], Holds::OneTable),
    (Format::Markdown, "md", &["md", "markdown"], Holds::Text),
    (Format::Html, "html", &["html", "htm"], Holds::Text),
    (Format::Xlsx, "xlsx", &["xlsx"], Holds::Bytes),
    (Format::Ods, "ods", &["ods"], Holds::Bytes),
    (Format::Sqlite, "sqlite", &["sqlite", "sqlite3", "db"], Holds::Bytes),
    #[cfg(feature = "parquet")]
    (Format::Parquet, "parquet", &["parquet"], Holds::OneTableAsBytes),
    (Format::Package, "package", &[], Holds::Folder),
];

impl Format {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().map(|(format, ..)| *format)
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::all().find(|format| format.name() == name)
    }

    /// The format that a file's name ends in.
    pub fn of_path(path: &Path) -> Option<Format> {
        let end = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|(_, _, ends, _)| ends.contains(&end.as_str())).map(|(format, ..)| *format)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.traits().1
    }

    /// What it can hold.
    pub fn holds(self) -> Holds {
        self.traits().3
    }

    fn traits(self) -> &'static (Format, &'static str, &'static [&'static str], Holds) {
        // Every format has its line: a test asks each.
        FORMATS.iter().find(|(format, ..)| *format == self).unwrap_or(&FORMATS[0])
    }
}

/// How it is to be written, beyond which records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The one table of a format that holds one.
    pub table: Option<String>,
    /// Its columns, in this order; none for all.
    pub columns: Vec<String>,
    /// A byte order mark before CSV.
    pub bom: bool,
}

/// Why an export could not be made.
#[derive(Debug)]
pub enum ExportError {
    /// This format is no single table.
    NotOneTable(Format),
    /// Only CSV has a byte order mark.
    NoMark(Format),
    /// There is no such table.
    Table(String),
    /// The table has no such column; it has these.
    Column(String, String),
    /// The text of a cell is too long for the format: on that sheet, in that row, more than so many characters.
    #[allow(missing_docs, reason = "told above")]
    TooLong { sheet: String, row: u32, most: usize },
    /// Of what it was written to, or of the format.
    Io(io::Error),
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> ExportError {
        ExportError::Io(error)
    }
}

impl ExportError {
    /// What is wrong and what to do, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            ExportError::NotOneTable(format) => {
                let flat = Format::all().filter(|format| format.holds().is_one_table());
                let flat: Vec<&str> = flat.map(Format::name).collect();
                words::export::NOT_ONE_TABLE.fill(lang, &[format.name(), &flat.join(", ")])
            }
            ExportError::NoMark(format) => words::export::NO_MARK.fill(lang, &[format.name()]),
            ExportError::Table(name) => words::export::TABLE.fill(lang, &[name, &TABLES.join(", ")]),
            ExportError::Column(name, all) => words::export::COLUMN.fill(lang, &[name, all]),
            ExportError::TooLong { sheet, row, most } => {
                words::export::TOO_LONG.fill(lang, &[sheet, &row.to_string(), &most.to_string()])
            }
            ExportError::Io(error) => error.to_string(),
        }
    }
}

/// The tables that one can ask for, and the one that is taken where none is named: what a spreadsheet is wanted for is
/// figures.
pub const TABLES: &[&str] = &["metrics", "items", "entries", "series", "categories"];

/// Writes the chosen records. Of a folder, what says what is in it; [`package`] writes the rest.
///
/// # Errors
/// Before anything is written: a wish that the format cannot meet. Else those of `out`.
pub fn write(
    format: Format,
    archive: &Archive,
    chosen: &Chosen,
    wish: &Wish,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    can_meet(format, wish)?;
    let report = || report::of(archive, chosen, lang);
    let all = || tables::of(archive, chosen);
    match format {
        Format::Markdown => markdown::write(&report(), lang, out)?,
        Format::Html => html::write(&report(), language(archive, lang), lang, out)?,
        Format::Json => json::write(&all(), out)?,
        Format::Xlsx => xlsx::write(&all(), lang, out)?,
        Format::Ods => ods::write(&all(), lang, out)?,
        Format::Sqlite => sqlite::write(&all(), out)?,
        Format::Package => package::write(&all(), package::DESCRIPTOR, lang, out)?,
        // A line for each item, with its metrics in it, unless one table is asked for.
        Format::JsonLines if wish.table.is_none() && wish.columns.is_empty() => json::write_item_lines(&all(), out)?,
        #[cfg(feature = "parquet")]
        Format::Parquet => {
            let table = one_table(all(), wish.table.as_deref().unwrap_or(TABLES[0]))?;
            parquet::write(&table, &columns(&table, &wish.columns)?, out)?;
        }
        Format::Csv | Format::Tsv | Format::JsonLines => write_table(format, archive, chosen, wish, out)?,
    }
    Ok(())
}

/// The language that the data are taken to be in: who counts years as the Republic does writes Chinese.
fn language(archive: &Archive, lang: Lang) -> &'static str {
    if archive.calendar == Calendar::Roc || lang == Lang::Zh { "zh-Hant" } else { "en" }
}

/// Writes one table: those of records while they are made, the others whole.
fn write_table(
    format: Format,
    archive: &Archive,
    chosen: &Chosen,
    wish: &Wish,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let name = wish.table.as_deref().unwrap_or(TABLES[0]);
    let streamed = stream::table(archive, name);
    let is_streamed = streamed.is_some();
    let table = streamed.map_or_else(|| one_table(tables::of(archive, chosen), name), Ok)?;
    let columns = columns(&table, &wish.columns)?;
    type Rows = fn(&Table, &[usize], &mut dyn Write) -> io::Result<()>;
    let rows: Rows = match format {
        Format::Tsv => csv::write_tsv_rows,
        Format::JsonLines => json::write_lines,
        _ => csv::write_rows,
    };
    match format {
        Format::Tsv => csv::write_tsv_head(&table, &columns, out)?,
        Format::JsonLines => {}
        _ => csv::write_head(&table, &columns, wish.bom, out)?,
    }
    match is_streamed {
        true => stream::write(archive, &chosen.items, name, |table, text| rows(table, &columns, text), out)?,
        false => rows(&table, &columns, out)?,
    }
    Ok(out.flush()?)
}

/// Whether the format can do what is wished.
///
/// # Errors
/// What it cannot.
pub fn can_meet(format: Format, wish: &Wish) -> Result<(), ExportError> {
    if wish.bom && format != Format::Csv {
        return Err(ExportError::NoMark(format));
    }
    if !format.holds().is_one_table() && (wish.table.is_some() || !wish.columns.is_empty()) {
        return Err(ExportError::NotOneTable(format));
    }
    Ok(())
}

fn one_table(all: Tables, name: &str) -> Result<Table, ExportError> {
    let tables = [all.metrics, all.items, all.entries, all.series, all.categories];
    tables.into_iter().find(|table| table.name == name).ok_or_else(|| ExportError::Table(name.to_string()))
}

/// The columns of these names; without any, all that mean something in a table that stands alone.
fn columns(table: &Table, names: &[String]) -> Result<Vec<usize>, ExportError> {
    if names.is_empty() {
        return Ok(table.columns_of(&[Part::Own, Part::Joined]));
    }
    let all = || table.columns.iter().map(|column| &*column.name).collect::<Vec<_>>().join(", ");
    let find = |name: &String| table.find(name).ok_or_else(|| ExportError::Column(name.clone(), all()));
    names.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_one_name_and_its_endings() {
        for (format, name, ends, _) in FORMATS {
            assert_eq!(format.name(), *name);
            assert_eq!(Format::from_name(name), Some(*format));
            for end in *ends {
                assert_eq!(Format::of_path(Path::new(&format!("a.b/x.{}", end.to_uppercase()))), Some(*format));
            }
        }
        for path in ["x", "csv", "x.", "x.toml", "", ".csv"] {
            assert_eq!(Format::of_path(Path::new(path)), None, "{path}");
        }
    }
}
