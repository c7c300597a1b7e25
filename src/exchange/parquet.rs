//! Parquet: one table, column by column, with types.

use crate::exchange::format::ExportError;
use crate::exchange::table::Cell;
use crate::exchange::table::Kind;
use crate::exchange::table::Table;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io;
use std::io::Write;
use std::sync::Arc;

/// Writes the columns, not compressed: other programs do that better for what they want.
///
/// A figure stands twice: as a double, to reckon with, and in `…_text` with the digits of the source.
///
/// # Errors
/// Those of `out`, and those of the format, of which none is to be expected.
pub(super) fn write(table: &Table, columns: &[usize], out: &mut dyn Write) -> Result<(), ExportError> {
    out.write_all(&file(table, columns).map_err(io::Error::other)?)?;
    Ok(out.flush()?)
}

fn file(table: &Table, columns: &[usize]) -> Result<Vec<u8>, ParquetError> {
    let schema = Arc::new(parse_message_type(&schema(table, columns))?);
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties)?;
    let mut group = writer.next_row_group()?;
    for at in columns {
        let cells = || table.rows.iter().map(|row| &row[*at]);
        let text = |cell: &Cell| (*cell != Cell::Empty).then(|| ByteArray::from(cell.flat().as_bytes().to_vec()));
        let texts = if table.columns[*at].kind == Kind::Figure { 2 } else { 1 };
        for _ in 0..texts {
            let Some(mut column) = group.next_column()? else { break };
            match column.untyped() {
                ColumnWriter::BoolColumnWriter(out) => {
                    let (values, levels) = some(cells().map(|cell| match cell {
                        Cell::Flag(flag) => Some(*flag),
                        _ => None,
                    }));
                    out.write_batch(&values, Some(&levels), None)?;
                }
                ColumnWriter::Int64ColumnWriter(out) => {
                    let (values, levels) = some(cells().map(|cell| match cell {
                        Cell::Count(count) => Some(*count),
                        _ => None,
                    }));
                    out.write_batch(&values, Some(&levels), None)?;
                }
                ColumnWriter::DoubleColumnWriter(out) => {
                    let (values, levels) = some(cells().map(|cell| match cell {
                        Cell::Figure(figure) => figure.to_string().parse::<f64>().ok(),
                        _ => None,
                    }));
                    out.write_batch(&values, Some(&levels), None)?;
                }
                ColumnWriter::ByteArrayColumnWriter(out) => {
                    let (values, levels) = some(cells().map(text));
                    out.write_batch(&values, Some(&levels), None)?;
                }
                // The schema below has no others.
                _ => {}
            }
            column.close()?;
        }
    }
    group.close()?;
    writer.into_inner()
}

fn schema(table: &Table, columns: &[usize]) -> String {
    let field = |at: &usize| {
        let (name, kind) = (&table.columns[*at].name, table.columns[*at].kind);
        match kind {
            Kind::Count | Kind::Year => format!("OPTIONAL INT64 {name};"),
            Kind::Figure => format!("OPTIONAL DOUBLE {name}; OPTIONAL BYTE_ARRAY {name}_text (STRING);"),
            Kind::Flag => format!("OPTIONAL BOOLEAN {name};"),
            Kind::Text | Kind::List | Kind::Dates | Kind::Pairs => format!("OPTIONAL BYTE_ARRAY {name} (STRING);"),
        }
    };
    format!("message {} {{ {} }}", table.name, columns.iter().map(field).collect::<Vec<_>>().join(" "))
}

/// The values that are there, and for each row whether one is: how Parquet keeps what is optional.
fn some<T>(cells: impl Iterator<Item = Option<T>>) -> (Vec<T>, Vec<i16>) {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    (values, levels)
}
