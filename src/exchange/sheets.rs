//! The tables laid out as sheets for people: one for each year, one of dated entries, one of the series. XLSX and ODS write the same sheets.

use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables::Tables;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::figure::Figure;
use unicode_width::UnicodeWidthStr;

/// A sheet.
pub(super) struct Sheet {
    /// Its name: the year as the archive shows it, or that of the series.
    pub(super) name: String,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// Its rows below the first, which has the titles. Lists are joined: a cell has one text.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A column of a sheet.
pub(super) struct Column {
    /// What stands in the first row.
    pub(super) title: String,
    /// Its width in half-width characters.
    pub(super) width: usize,
    /// Whether its cells break into lines.
    pub(super) wraps: bool,
}

/// An item's columns that stand on each of its rows, so that a filter keeps them together.
const REPEATED: &[&str] = &["category_path", "no", "title"];
/// Those that stand on its first row.
const ONCE: &[&str] = &["text", "when", "names", "tags", "source", "accept", "other"];
/// A metric's. A grade stands in the column of the value.
const METRIC: &[&str] = &[
    "name", "value", "unit", "approx", "target", "met", "note", "formula", "total", "derived", "accept", "other",
    "metric",
];
/// An entry's.
const ENTRY: &[&str] = &["year_shown", "name", "date", "value", "unit", "note", "other", "item", "metric"];
/// A series', before and behind its years.
const SERIES: [&[&str]; 2] = [&["name", "unit"], &["target", "better", "sum", "product", "ratio", "id"]];

/// The widest a column becomes, and a column of text that breaks into lines.
const WIDEST: usize = 40;
const TEXT_WIDTH: usize = 60;

/// A spreadsheet keeps 15 digits of a number, and makes zeros of the rest.
const DIGITS: usize = 15;

/// The sheets.
pub(super) fn of(tables: &Tables, lang: Lang) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut metrics = tables.metrics.rows.as_slice();
    let mut year = None;
    for item in &tables.items.rows {
        let key = tables.items.cell(item, "key");
        let own = metrics.iter().take_while(|row| tables.metrics.cell(row, "item_key") == key).count();
        let (below, rest) = metrics.split_at(own);
        metrics = rest;
        if year != Some(tables.items.cell(item, "year")) {
            year = Some(tables.items.cell(item, "year"));
            sheets.push(year_sheet(tables, tables.items.cell(item, "year_shown"), lang));
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.rows.extend(rows(tables, item, below));
        }
    }
    if !tables.entries.rows.is_empty() {
        sheets.push(entries_sheet(&tables.entries, lang));
    }
    sheets.push(series_sheet(&tables.years, lang));
    sheets.iter_mut().for_each(fit);
    sheets
}

fn year_sheet(tables: &Tables, year: &Cell, lang: Lang) -> Sheet {
    let name = if *year == Cell::Empty { words::NO_YEAR.say(lang).to_string() } else { year.flat().into_owned() };
    let of = |table: &Table, names: &[&str]| titles(table, names, lang);
    let columns =
        [of(&tables.items, REPEATED), of(&tables.metrics, METRIC), of(&tables.items, ONCE), of(&tables.items, &["id"])];
    Sheet { name, columns: columns.into_iter().flatten().collect(), rows: Vec::new() }
}

fn titles(table: &Table, names: &[&str], lang: Lang) -> Vec<Column> {
    let columns = names.iter().filter_map(|name| table.columns.iter().find(|column| column.name == *name));
    let wraps = |name: &str| matches!(name, "title" | "text" | "note");
    columns.map(|column| Column { title: column.title(lang), width: 0, wraps: wraps(&column.name) }).collect()
}

/// An item: a row for each metric, or one if it has none.
fn rows(tables: &Tables, item: &[Cell], metrics: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let empty = Vec::new();
    let metrics = if metrics.is_empty() { std::slice::from_ref(&empty) } else { metrics };
    let row = |(at, metric): (usize, &Vec<Cell>)| {
        let of_item = |name: &&str| flat(tables.items.cell(item, name));
        let of_metric = |name: &&str| match (*name, tables.metrics.cell(metric, name)) {
            ("value", Cell::Empty) => flat(tables.metrics.cell(metric, "grade")),
            // Nearly every metric is exact, and written: what stands out is the one that is not.
            ("approx" | "derived", Cell::Flag(false)) => Cell::Empty,
            (_, cell) => flat(cell),
        };
        let once = ONCE.iter().map(|name| if at == 0 { of_item(name) } else { Cell::Empty });
        let cells = REPEATED.iter().map(of_item).chain(METRIC.iter().map(of_metric)).chain(once);
        cells.chain([of_item(&"id")]).collect()
    };
    metrics.iter().enumerate().map(row).collect()
}

fn entries_sheet(table: &Table, lang: Lang) -> Sheet {
    let row = |row: &Vec<Cell>| ENTRY.iter().map(|name| flat(table.cell(row, name))).collect();
    let rows = table.rows.iter().map(row).collect();
    Sheet { name: words::ENTRIES.say(lang).to_string(), columns: titles(table, ENTRY, lang), rows }
}

fn series_sheet(table: &Table, lang: Lang) -> Sheet {
    let years = table.columns.iter().filter(|column| !column.year.is_empty()).map(|column| &*column.name);
    let names: Vec<&str> = SERIES[0].iter().copied().chain(years).chain(SERIES[1].iter().copied()).collect();
    let row = |row: &Vec<Cell>| names.iter().map(|name| flat(table.cell(row, name))).collect();
    let rows = table.rows.iter().map(row).collect();
    Sheet { name: words::export::SHEET_SERIES.say(lang).to_string(), columns: titles(table, &names, lang), rows }
}

/// The cell as a sheet can hold it. A number with more digits than a spreadsheet keeps is a text with all of them.
fn flat(cell: &Cell) -> Cell {
    match cell {
        Cell::Figure(figure) if !is_kept(*figure) => Cell::text(figure.to_string()),
        Cell::List(_) | Cell::Pairs(_) => Cell::text(cell.flat()),
        cell => cell.clone(),
    }
}

fn is_kept(figure: Figure) -> bool {
    let digits: String = figure.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len() <= DIGITS
}

/// Gives each column the width of what stands in it. A Chinese character is two wide.
fn fit(sheet: &mut Sheet) {
    for (at, column) in sheet.columns.iter_mut().enumerate() {
        let widest = |text: &str| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
        let cells = sheet.rows.iter().map(|row| match &row[at] {
            Cell::Figure(figure) => figure.show().len(),
            cell => widest(&cell.flat()),
        });
        let width = cells.chain([widest(&column.title) + 2]).max().unwrap_or(0) + 2;
        column.width = width.min(if column.wraps { TEXT_WIDTH } else { WIDEST });
    }
}

/// The text without what XML cannot hold in any way, which becomes U+FFFD.
pub(super) fn legal(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
