//! CSV and TSV: one table, a row a line, in UTF-8.
//!
//! Spreadsheets take a cell that starts with `=` for a formula, whoever wrote it, and run it. So words that start with such
//! a character get an apostrophe in front, which makes them text. Numbers never do: `-5` stays a number.

use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use std::borrow::Cow;
use std::io;
use std::io::Write;

/// What makes Excel read a file as UTF-8.
const BOM: &str = "\u{feff}";

/// Writes CSV as RFC 4180 has it, but with `\n` between the rows: a comma between cells, quotes around a cell that holds a
/// comma, a quote or a line break, and a first row of names. `bom` puts a byte order mark before it, for Excel.
///
/// # Errors
/// Those of `out`.
pub(super) fn write(table: &Table, columns: &[usize], bom: bool, out: &mut dyn Write) -> io::Result<()> {
    write_head(table, columns, bom, out)?;
    write_rows(table, columns, out)?;
    out.flush()
}

/// Writes what stands above the rows.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_head(table: &Table, columns: &[usize], bom: bool, out: &mut dyn Write) -> io::Result<()> {
    if bom {
        out.write_all(BOM.as_bytes())?;
    }
    head(table, columns, ",", out)
}

/// Writes the rows.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_rows(table: &Table, columns: &[usize], out: &mut dyn Write) -> io::Result<()> {
    rows(table, columns, ",", quote, out)
}

/// Writes what stands above the rows of TSV.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_tsv_head(table: &Table, columns: &[usize], out: &mut dyn Write) -> io::Result<()> {
    head(table, columns, "\t", out)
}

/// Writes the rows of TSV, for line tools: a tab between cells and never in one, a line break between rows and never in one.
/// Within a cell these stand as `\t`, `\n` and `\r`, and a backslash as `\\`.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_tsv_rows(table: &Table, columns: &[usize], out: &mut dyn Write) -> io::Result<()> {
    rows(table, columns, "\t", escape, out)
}

/// Writes the same for people and scripts: words are not made safe for a spreadsheet, but stay as they are.
///
/// # Errors
/// Those of `out`.
pub fn write_plain_tsv(table: &Table, columns: &[usize], out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = columns.iter().map(|at| &*table.columns[*at].name).collect();
    writeln!(out, "{}", names.join("\t"))?;
    for row in &table.rows {
        let cells: Vec<String> = columns.iter().map(|at| escape(&row[*at].flat()).into_owned()).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

fn head(table: &Table, columns: &[usize], between: &str, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = columns.iter().map(|at| &*table.columns[*at].name).collect();
    writeln!(out, "{}", names.join(between))
}

fn rows(
    table: &Table,
    columns: &[usize],
    between: &str,
    dress: fn(&str) -> Cow<str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut line = String::new();
    for row in &table.rows {
        line.clear();
        for (number, at) in columns.iter().enumerate() {
            line.push_str(if number == 0 { "" } else { between });
            line.push_str(&dress(&tame(&row[*at])));
        }
        // A line with nothing on it would be no row.
        line.push_str(if line.is_empty() && columns.len() == 1 && between == "," { "\"\"\n" } else { "\n" });
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// The cell's text, neutralised where it is words that a spreadsheet would run.
///
/// To have the words back, take off one apostrophe where apostrophes are followed by one of those characters: that is why
/// words that begin so already get one more.
fn tame(cell: &Cell) -> Cow<'_, str> {
    let text = cell.flat();
    match cell.is_words() && text.trim_start_matches('\'').starts_with(runs) {
        true => Cow::Owned(format!("'{text}")),
        false => text,
    }
}

/// Whether a spreadsheet runs words that begin so.
pub(super) fn runs(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

fn quote(text: &str) -> Cow<'_, str> {
    match text.contains(['"', ',', '\n', '\r']) {
        true => Cow::Owned(format!("\"{}\"", text.replace('"', "\"\""))),
        false => Cow::Borrowed(text),
    }
}

/// A text as it stands in a cell of TSV: on one line, without a tab.
pub fn escape(text: &str) -> Cow<'_, str> {
    match text.contains(['\\', '\t', '\n', '\r']) {
        true => text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r").into(),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figure::Figure;

    #[test]
    fn words_that_a_spreadsheet_would_run_are_made_text() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+886", "'+886"),
            ("-x", "'-x"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("\nx", "'\nx"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'quoted'", "'quoted'"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(tame(&Cell::text(text)), expected, "{text:?}");
        }
        assert_eq!(tame(&Cell::List(vec!["-1".into()])), "'-1");
        assert_eq!(tame(&Cell::Figure(Figure::from(-5))), "-5");
        assert_eq!(tame(&Cell::Count(-5)), "-5");
    }

    #[test]
    fn a_tsv_cell_is_on_one_line() {
        assert_eq!(escape("a\tb\\n\r\nc"), "a\\tb\\\\n\\r\\nc");
    }
}
