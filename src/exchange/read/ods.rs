//! ODS into tables, one a sheet.
//!
//! Read by hand, as it is written by hand: numbers keep the digits of the file, and a cell that says to be repeated a
//! million times is not, before it is counted.

use crate::exchange::given::Given;
use crate::exchange::given::Row;
use crate::exchange::read::Count;
use crate::exchange::read::MAX_UNPACKED;
use crate::exchange::read::ReadError;
use crate::exchange::read::unpack;
use crate::exchange::table::Cell;
use crate::model::figure::Figure;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use std::io::Read;

const FORMAT: &str = "ods";

fn broken(error: impl std::fmt::Display) -> ReadError {
    ReadError::Book(FORMAT, error.to_string())
}

/// Reads the sheets; one without a cell is left out.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Given>, ReadError> {
    let mut zip = unpack::open(bytes, FORMAT, MAX_UNPACKED)?;
    let mut xml = String::new();
    let content = zip.by_name("content.xml").map_err(broken)?;
    content.take(MAX_UNPACKED).read_to_string(&mut xml).map_err(broken)?;
    let mut book = Book::default();
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Eof => break,
            Event::Start(tag) => book.open(&tag)?,
            Event::Empty(tag) => {
                book.open(&tag)?;
                book.close(tag.name().as_ref())?;
            }
            Event::End(tag) => book.close(tag.name().as_ref())?,
            Event::Text(text) => book.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => book.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(name) => book.text(&unescape(&format!("&{};", name.as_ref())).map_err(broken)?),
            _ => {}
        }
    }
    book.sheets.retain(|given| !given.header.is_empty());
    Ok(book.sheets)
}

/// What is read so far.
#[derive(Default)]
struct Book {
    sheets: Vec<Given>,
    /// The sheet that is being read: its name and rows.
    name: String,
    rows: Vec<Row>,
    /// The rows of the sheet that are behind us, counted with their repetitions.
    row: usize,
    cells: Vec<Cell>,
    dates: Vec<usize>,
    /// The cells of the row that are behind us.
    column: usize,
    row_repeats: usize,
    cell: Option<Open>,
    /// How deep within what stands beside a cell's text, a remark or a drawing.
    aside: usize,
    count: Count,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    kind: String,
    value: String,
    repeats: usize,
    paragraphs: Vec<String>,
    in_paragraph: bool,
}

impl Book {
    fn open(&mut self, tag: &BytesStart) -> Result<(), ReadError> {
        let name = tag.name();
        if self.aside > 0 || matches!(name.as_ref(), "office:annotation" | "draw:frame" | "table:shapes") {
            self.aside += 1;
            return Ok(());
        }
        match name.as_ref() {
            "table:table" => {
                self.name = attribute(tag, "table:name")?.unwrap_or_default();
                (self.row, self.rows) = (0, Vec::new());
            }
            "table:table-row" => {
                self.row_repeats = repeats(tag, "table:number-rows-repeated")?;
                (self.column, self.cells, self.dates) = (0, Vec::new(), Vec::new());
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let kind = attribute(tag, "office:value-type")?.unwrap_or_default();
                let of_kind = match kind.as_str() {
                    "date" => "office:date-value",
                    "boolean" => "office:boolean-value",
                    "string" => "office:string-value",
                    _ => "office:value",
                };
                let value = attribute(tag, of_kind)?.unwrap_or_default();
                let repeats = repeats(tag, "table:number-columns-repeated")?;
                self.cell = Some(Open { kind, value, repeats, ..Open::default() });
            }
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs.push(String::new());
                    cell.in_paragraph = true;
                }
            }
            "text:s" => {
                let count = attribute(tag, "text:c")?.and_then(|count| count.parse().ok()).unwrap_or(1);
                self.text(&" ".repeat(count.min(1 << 16)));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let cell = self.cell.as_mut().filter(|cell| cell.in_paragraph && self.aside == 0);
        if let Some(last) = cell.and_then(|cell| cell.paragraphs.last_mut()) {
            last.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = false;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let Some(open) = self.cell.take() else { return Ok(()) };
                let (repeats, is_date) = (open.repeats, open.kind == "date");
                let cell = open.read();
                // Empty cells count only once something stands behind them.
                if cell != Cell::Empty {
                    let gap = self.column.saturating_sub(self.cells.len());
                    self.count.add(gap.saturating_add(repeats), &self.name, self.row + 1)?;
                    self.cells.resize(self.column, Cell::Empty);
                    self.dates.extend((self.column..self.column + repeats).filter(|_| is_date));
                    self.cells.resize(self.column + repeats, cell);
                }
                self.column = self.column.saturating_add(repeats);
            }
            "table:table-row" => {
                if !self.cells.is_empty() {
                    let more = self.cells.len().saturating_mul(self.row_repeats - 1);
                    self.count.add(more, &self.name, self.row + 1)?;
                    for at in 0..self.row_repeats {
                        let (number, dates) = ((self.row + at + 1).to_string(), self.dates.clone());
                        self.rows.push(Row { number, cells: self.cells.clone(), dates, faults: Vec::new() });
                    }
                }
                self.row = self.row.saturating_add(self.row_repeats);
            }
            "table:table" => {
                let rows = std::mem::take(&mut self.rows);
                self.sheets.push(Given { is_blurred: true, ..Given::with_header(&self.name, rows) });
            }
            _ => {}
        }
        Ok(())
    }
}

impl Open {
    fn read(self) -> Cell {
        let shown = self.paragraphs.join("\n");
        match self.kind.as_str() {
            "float" | "currency" => Figure::read_toml(&self.value).map_or(Cell::Text(self.value), Cell::Figure),
            "date" => Cell::Text(self.value.trim_end_matches("T00:00:00").to_string()),
            "boolean" => Cell::Flag(self.value == "true"),
            // A percentage is what is seen: 0.9641 stands for 96.41%.
            _ if shown.is_empty() => Cell::text(self.value),
            _ => Cell::text(shown),
        }
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Result<Option<String>, ReadError> {
    let Some(found) = tag.try_get_attribute(name).map_err(broken)? else { return Ok(None) };
    Ok(Some(found.normalized_value(XmlVersion::Implicit1_0).map_err(broken)?.into_owned()))
}

fn repeats(tag: &BytesStart, name: &str) -> Result<usize, ReadError> {
    let said = attribute(tag, name)?;
    Ok(said.and_then(|count| count.parse::<usize>().ok()).unwrap_or(1).max(1))
}
