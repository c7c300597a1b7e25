//! XLSX: real numbers with as many decimals as they are written with, a first row that stays, and filters on it.

use crate::exchange::format::ExportError;
use crate::exchange::sheets;
use crate::exchange::sheets::Sheet;
use crate::exchange::sheets::legal;
use crate::exchange::table::Cell;
use crate::exchange::tables::Tables;
use crate::lang::Lang;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;
use std::io;
use std::io::Write;

/// The characters that a cell of Excel holds, counted as Excel counts them.
const CELL: usize = 32_767;

/// Writes a workbook.
///
/// # Errors
/// A text that is too long for a cell, rows that are too many for a sheet, and those of `out`.
pub(super) fn write(tables: &Tables, lang: Lang, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut book = Workbook::new();
    // The time of making would make two exports of the same records two different files.
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_title(legal(&tables.title)).set_creation_datetime(&made));
    for sheet in sheets::of(tables, lang) {
        fill(book.add_worksheet(), &sheet)?;
    }
    out.write_all(&book.save_to_buffer().map_err(failed)?)?;
    Ok(out.flush()?)
}

fn failed(error: XlsxError) -> ExportError {
    ExportError::Io(io::Error::other(error))
}

fn fill(out: &mut Worksheet, sheet: &Sheet) -> Result<(), ExportError> {
    let looks = Looks::new();
    out.set_name(&sheet.name).map_err(failed)?;
    out.set_freeze_panes(1, 0).map_err(failed)?;
    for (at, column) in (0u16..).zip(&sheet.columns) {
        out.set_column_width(at, column.width as f64).map_err(failed)?;
        out.write_string_with_format(0, at, &column.title, &looks.head).map_err(failed)?;
    }
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        for ((at, cell), column) in (0u16..).zip(cells).zip(&sheet.columns) {
            let plain = if column.wraps { &looks.lines } else { &looks.plain };
            let written = match cell {
                Cell::Empty => continue,
                Cell::Flag(flag) => out.write_boolean_with_format(row, at, *flag, plain),
                Cell::Count(count) => out.write_number_with_format(row, at, *count as f64, plain),
                Cell::Figure(figure) => {
                    let look = looks.number(figure.decimals());
                    out.write_number_with_format(row, at, figure.to_string().parse::<f64>().unwrap_or(f64::NAN), look)
                }
                Cell::Text(_) | Cell::List(_) | Cell::Pairs(_) => {
                    let text = legal(&cell.flat());
                    if text.encode_utf16().count() > CELL {
                        return Err(ExportError::TooLong { sheet: sheet.name.clone(), row: row + 1, most: CELL });
                    }
                    out.write_string_with_format(row, at, text, plain)
                }
            };
            written.map_err(failed)?;
        }
    }
    let (last_row, last_column) = (sheet.rows.len() as u32, sheet.columns.len().saturating_sub(1) as u16);
    out.autofilter(0, 0, last_row, last_column).map_err(failed)?;
    Ok(())
}

/// How cells look.
struct Looks {
    head: Format,
    plain: Format,
    lines: Format,
    numbers: Vec<Format>,
}

impl Looks {
    fn new() -> Looks {
        let top = || Format::new().set_align(FormatAlign::Top);
        let number = |decimals: usize| match decimals {
            0 => top().set_num_format("#,##0"),
            decimals => top().set_num_format(format!("#,##0.{}", "0".repeat(decimals))),
        };
        Looks {
            head: top().set_bold(),
            plain: top(),
            lines: top().set_text_wrap(),
            // A figure has up to 28 decimals.
            numbers: (0..=28).map(number).collect(),
        }
    }

    fn number(&self, decimals: u32) -> &Format {
        self.numbers.get(decimals as usize).unwrap_or(&self.plain)
    }
}
