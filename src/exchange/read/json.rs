//! JSON into a table: the document that `exchange::json` writes, a list of objects, or an object a line. The metrics of an
//! item may stand in it under `metrics`.

use crate::exchange::given::Given;
use crate::exchange::given::Head;
use crate::exchange::given::Of;
use crate::exchange::given::Row;
use crate::exchange::given::RowFault;
use crate::exchange::read::Count;
use crate::exchange::read::ReadError;
use crate::exchange::read::at;
use crate::exchange::read::why;
use crate::exchange::table::Cell;
use crate::model::figure::Figure;
use crate::store::source::line_column;
use serde_json::Map;
use serde_json::Value;
use std::collections::HashMap;

/// The key of a document that has the items, and the key of an item that has its metrics.
const ITEMS: &str = "items";
const METRICS: &str = "metrics";
/// The key of a metric that has its entries.
const ENTRIES: &str = "entries";

/// Reads a document, or a list of objects.
pub(super) fn read(text: &str) -> Result<Vec<Given>, ReadError> {
    let records = match parse(text, 1)? {
        Value::Array(records) => records,
        Value::Object(mut document) => match document.remove(ITEMS) {
            Some(Value::Array(records)) => records,
            _ => return Err(ReadError::NoRecords(0)),
        },
        _ => return Err(ReadError::NoRecords(0)),
    };
    let mut table = Table::default();
    for (at, record) in records.iter().enumerate() {
        let Value::Object(record) = record else { return Err(ReadError::NoRecords(0)) };
        table.push(record, at + 1)?;
    }
    Ok(table.given())
}

/// Reads an object a line; blank lines are none.
pub(super) fn read_lines(text: &str) -> Result<Vec<Given>, ReadError> {
    let mut table = Table::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Value::Object(record) = parse(line, at + 1)? else { return Err(ReadError::NoRecords(at + 1)) };
        table.push(&record, at + 1)?;
    }
    Ok(table.given())
}

fn parse(text: &str, line: usize) -> Result<Value, ReadError> {
    serde_json::from_str(text).map_err(|error| {
        // The place counts from the file's first line.
        let (own, column) = line_column(text, at(&error, text));
        ReadError::Json(line + own - 1, column, why(&error))
    })
}

#[derive(Default)]
struct Table {
    given: Given,
    columns: HashMap<(Option<Of>, String), usize>,
    entries: Given,
    of_entries: HashMap<String, usize>,
    count: Count,
}

impl Table {
    /// The table of items with their metrics, and that of the entries of these, where there are some.
    fn given(self) -> Vec<Given> {
        let entries = Given { name: ENTRIES.to_string(), ..self.entries };
        [self.given].into_iter().chain((!entries.rows.is_empty()).then_some(entries)).collect()
    }

    /// The entries of a metric, each as a row with what tells its metric and its item.
    fn push_entries(&mut self, record: &Map<String, Value>, metric: &Value, number: &str) -> Result<(), ReadError> {
        let Some(Value::Array(entries)) = metric.get(ENTRIES) else { return Ok(()) };
        for (at, entry) in entries.iter().enumerate() {
            let mut row = Row { number: format!("{number}.{}", at + 1), ..Row::default() };
            let of_item = [("year", "year"), ("year_shown", "year_shown"), ("item", "id")];
            let of_item = of_item.into_iter().map(|(column, key)| (column, record.get(key)));
            let of_metric = [("metric", metric.get("metric").or(metric.get("id"))), ("name", metric.get("name"))];
            let none = Map::new();
            let own = entry.as_object().unwrap_or(&none).iter().map(|(key, value)| (key.as_str(), Some(value)));
            if !entry.is_object() {
                row.faults.push((None, RowFault::Nested));
            }
            for (column, value) in of_item.chain(of_metric).chain(own) {
                let next = self.entries.header.len();
                let at = *self.of_entries.entry(column.to_string()).or_insert(next);
                if at == next {
                    self.entries.header.push(Head { text: column.to_string(), of: None });
                }
                row.cells.resize(row.cells.len().max(at + 1), Cell::Empty);
                match value.map_or(Some(Cell::Empty), cell) {
                    Some(cell) => row.cells[at] = cell,
                    None => row.faults.push((Some(at), RowFault::Nested)),
                }
            }
            self.count.add(row.cells.len(), ENTRIES, at + 1)?;
            self.entries.rows.push(row);
        }
        Ok(())
    }

    /// An object as a row, or a row for each of its metrics. All rows of an item have all that it says.
    fn push(&mut self, record: &Map<String, Value>, number: usize) -> Result<(), ReadError> {
        let metrics = match record.get(METRICS) {
            Some(Value::Array(metrics)) => metrics.as_slice(),
            _ => &[],
        };
        let of = record.contains_key(METRICS).then_some(Of::Item);
        let mut row = Row { number: number.to_string(), ..Row::default() };
        self.fill(&mut row, record, of);
        self.count.add(row.cells.len(), "", number)?;
        if metrics.is_empty() {
            self.given.rows.push(row);
            return Ok(());
        }
        for (at, metric) in metrics.iter().enumerate() {
            let mut row = Row { number: format!("{number}.{}", at + 1), ..row.clone() };
            match metric {
                Value::Object(metric) => self.fill(&mut row, metric, Some(Of::Metric)),
                _ => row.faults.push((None, RowFault::Nested)),
            }
            self.count.add(row.cells.len(), "", number)?;
            self.push_entries(record, metric, &row.number)?;
            self.given.rows.push(row);
        }
        Ok(())
    }

    fn fill(&mut self, row: &mut Row, object: &Map<String, Value>, of: Option<Of>) {
        for (key, value) in object.iter().filter(|(key, value)| *key != METRICS || !value.is_array()) {
            let next = self.given.header.len();
            let at = *self.columns.entry((of, key.clone())).or_insert(next);
            if at == next {
                self.given.header.push(Head { text: key.clone(), of });
            }
            row.cells.resize(row.cells.len().max(at + 1), Cell::Empty);
            match cell(value) {
                Some(cell) => row.cells[at] = cell,
                None => row.faults.push((Some(at), RowFault::Nested)),
            }
        }
    }
}

/// A value as a cell; none where it is nested deeper than a cell can be.
fn cell(value: &Value) -> Option<Cell> {
    Some(match value {
        Value::Null => Cell::Empty,
        Value::Bool(flag) => Cell::Flag(*flag),
        // A number with more digits than can be kept stays the text that it is, and is refused where a number belongs.
        Value::Number(number) => {
            let digits = number.to_string();
            Figure::read_toml(&digits).map_or(Cell::Text(digits), Cell::Figure)
        }
        Value::String(text) => Cell::text(text.as_str()),
        Value::Array(values) => {
            let text = |value: &Value| match cell(value)? {
                Cell::List(_) | Cell::Pairs(_) => None,
                cell => Some(cell.flat().into_owned()),
            };
            Cell::list(values.iter().map(text).collect::<Option<_>>()?)
        }
        Value::Object(map) if map.is_empty() => Cell::Empty,
        Value::Object(map) => {
            let pair = |(key, value): (&String, &Value)| Some((key.clone(), cell(value)?));
            Cell::Pairs(map.iter().map(pair).collect::<Option<_>>()?)
        }
    })
}
