//! Where rows and cells of a text that is imported stand in it. Asked for only when something is wrong there.

use crate::exchange::format::Format;
use crate::exchange::read;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::ops::Range;

/// The rows of a text: the bytes of each, by its number as [`Row`](crate::exchange::given::Row) has it.
#[derive(Debug)]
pub struct Places<'t> {
    /// The text, without a byte order mark.
    pub text: &'t str,
    format: Format,
    rows: HashMap<String, Range<usize>>,
}

impl<'t> Places<'t> {
    /// The rows of a file; none where it is no text, but a workbook.
    pub fn of(bytes: &'t [u8], format: Format) -> Option<Places<'t>> {
        let text = read::text(bytes).ok()?;
        let rows = match format {
            Format::Csv | Format::Tsv => read::csv::starts(text, format == Format::Tsv)
                .into_iter()
                .map(|(number, start)| (number.to_string(), start..line_end(text, start)))
                .collect(),
            Format::Json => numbered(records(text)?.into_iter().map(|record| bytes_of(text, record))),
            Format::JsonLines => numbered(text.split_inclusive('\n').map(|line| {
                let start = line.as_ptr() as usize - text.as_ptr() as usize;
                start..start + line.trim_end().len()
            })),
            _ => return None,
        };
        Some(Places { text, format, rows })
    }

    /// The bytes of a cell: that of the column of this number and name, else the whole row's first line.
    pub fn find(&self, row: &str, column: Option<(usize, &str)>) -> Option<Range<usize>> {
        let mut numbers = row.split('.');
        let row = self.rows.get(numbers.next()?)?.clone();
        let cell = match (self.format, column) {
            (Format::Csv | Format::Tsv, Some((at, _))) => {
                read::csv::cell(self.text, row.start, at, self.format == Format::Tsv)
            }
            (Format::Json | Format::JsonLines, column) => {
                let object = self.text.get(row.clone())?;
                // Of `5.2.1`, the first entry of the second metric of the fifth record; what it lacks, those above it have.
                let mut levels: Vec<Range<usize>> = std::iter::once(0..object.len()).collect();
                for (list, number) in ["metrics", "entries"].into_iter().zip(numbers) {
                    let Some(above) = levels.last().cloned() else { break };
                    let below = element(object.get(above.clone())?, list, number.parse().ok()?);
                    levels.extend(below.map(|of| above.start + of.start..above.start + of.end));
                }
                let place = |within: &Range<usize>| {
                    let (_, key) = column?;
                    member(object.get(within.clone())?, key).map(|of| within.start + of.start..within.start + of.end)
                };
                let found = levels.iter().rev().find_map(place).or_else(|| levels.last().cloned())?;
                Some(row.start + found.start..row.start + found.end)
            }
            _ => None,
        };
        let found = cell.unwrap_or(row);
        Some(found.start..found.end.min(line_end(self.text, found.start)))
    }
}

/// The bytes of a value of an object that is written as JSON, by its key; none where it is no object or has none of that key.
pub fn member(object: &str, key: &str) -> Option<Range<usize>> {
    let values: HashMap<String, &RawValue> = serde_json::from_str(object).ok()?;
    Some(bytes_of(object, values.get(key)?))
}

/// The bytes of an element, from 1, of the list that an object has under a key.
fn element(object: &str, key: &str, number: usize) -> Option<Range<usize>> {
    let list = member(object, key)?;
    let values: Vec<&RawValue> = serde_json::from_str(object.get(list)?).ok()?;
    Some(bytes_of(object, values.get(number.checked_sub(1)?)?))
}

/// The records of a document, or of a list.
fn records(text: &str) -> Option<Vec<&RawValue>> {
    let list = match member(text, "items") {
        Some(items) => text.get(items)?,
        None => text,
    };
    serde_json::from_str(list).ok()
}

/// A raw value borrows from the text that it was read of, so its place there is that of its first byte.
fn bytes_of(text: &str, value: &RawValue) -> Range<usize> {
    let start = (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + value.get().len()
}

fn numbered(ranges: impl Iterator<Item = Range<usize>>) -> HashMap<String, Range<usize>> {
    ranges.enumerate().map(|(at, range)| ((at + 1).to_string(), range)).collect()
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find(['\r', '\n'])).map_or(text.len(), |end| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which part of the text is pointed at; `^` stands for the column's number and name.
    fn check(text: &str, format: Format, row: &str, column: Option<(usize, &str)>, expected: Option<&str>) {
        let places = Places::of(text.as_bytes(), format).unwrap();
        let found = places.find(row, column);
        assert_eq!(found.and_then(|range| places.text.get(range)), expected, "{text:?} {row} {column:?}");
    }

    #[test]
    fn cells_of_csv() {
        let text = "\u{feff}a,b,c\r\n1,\"x,\"\"y\",3\r\n\r\n4,\"p\nq\",6\n7\n";
        let check = |row, column, expected| check(text, Format::Csv, row, column, expected);
        check("1", None, Some("a,b,c"));
        check("2", Some((0, "a")), Some("1"));
        check("2", Some((1, "b")), Some("\"x,\"\"y\""));
        check("2", Some((2, "c")), Some("3"));
        check("4", Some((1, "b")), Some("\"p"));
        check("4", Some((2, "c")), Some("6"));
        check("5", Some((0, "a")), Some("7"));
        // A cell that is missing at the end is the row.
        check("5", Some((2, "c")), Some("7"));
        check("9", None, None);
    }

    #[test]
    fn cells_of_tsv() {
        check("a\tb\n\"1\t2\t3\n", Format::Tsv, "2", Some((1, "b")), Some("2"));
        check("a;b\n1;2\n", Format::Csv, "2", Some((1, "b")), Some("2"));
    }

    #[test]
    fn values_of_json() {
        let text = "{\"title\": \"items\", \"items\": [{\"id\": \"甲\"}, {\"id\": 1, \"metrics\": [{\"id\": 2}, {\"v\": \"3\"}]}]}";
        let check = |row, key, expected| check(text, Format::Json, row, Some((0, key)), expected);
        check("1", "id", Some("\"甲\""));
        check("2", "id", Some("1"));
        check("2.1", "id", Some("2"));
        check("2.2", "v", Some("\"3\""));
        check("2.2", "id", Some("1"));
        check("2.2", "none", Some("{\"v\": \"3\"}"));
        check("3", "id", None);
    }

    #[test]
    fn values_of_lines_and_lists() {
        check("[{\"a\": 1},\n{\"a\": 2}]", Format::Json, "2", Some((0, "a")), Some("2"));
        check("{\"a\": 1}\n\n{\"a\": 22}\n", Format::JsonLines, "3", Some((0, "a")), Some("22"));
        assert!(Places::of(b"PK", Format::Xlsx).is_none());
        assert!(Places::of(b"{", Format::Json).is_none());
    }

    #[test]
    fn a_key_is_found_however_it_is_written() {
        assert_eq!(member("{\"p\\u0061th\": 5}", "path"), Some(14..15));
        assert_eq!(member("{\"x\": \"\\\"path\\\": 1\", \"path\" :  [2]}", "path"), Some(31..34));
        assert_eq!(member("[1]", "path"), None);
    }
}
