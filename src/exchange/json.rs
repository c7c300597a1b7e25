//! JSON: the whole as one document, or a line for each record. Numbers have the digits of the source, and what no one could
//! see in a text is an escape: it says the same, and may be shown on a terminal.

mod plain;

use crate::exchange::json::plain::Plain;
use crate::exchange::table::Cell;
use crate::exchange::table::Kind;
use crate::exchange::table::Part;
use crate::exchange::table::Table;
use crate::exchange::tables::Tables;
use serde::Serialize;
use serde::Serializer;
use serde::ser::Error;
use serde::ser::SerializeMap;
use serde_json::Number;
use serde_json::ser::CompactFormatter;
use serde_json::ser::PrettyFormatter;
use std::io;
use std::io::Write;
use std::ops::Range;

/// Writes one document: the archive's title and calendar, then categories with what single years print differently of
/// them, series, and items with their metrics and the entries of these. The keys are the names of the columns, always all of them and in one order.
///
/// # Errors
/// Those of `out`.
pub(super) fn write(tables: &Tables, out: &mut dyn Write) -> io::Result<()> {
    pretty(&Document(tables), out)?;
    out.flush()
}

/// Writes a line for each item, with its metrics, as it stands in the document.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_item_lines(tables: &Tables, out: &mut dyn Write) -> io::Result<()> {
    lines(&Rows::of_items(tables), out)
}

/// Writes a line for each row of a table.
///
/// # Errors
/// Those of `out`.
pub fn write_lines(table: &Table, columns: &[usize], out: &mut dyn Write) -> io::Result<()> {
    lines(&Rows { table, columns: columns.to_vec(), below: None }, out)
}

/// Writes the rows of a table as a list of objects.
///
/// # Errors
/// Those of `out`.
pub fn write_list(table: &Table, columns: &[usize], out: &mut dyn Write) -> io::Result<()> {
    pretty(&Rows { table, columns: columns.to_vec(), below: None }, out)
}

/// Writes the first item, with its metrics, as it stands in the document.
///
/// # Errors
/// Those of `out`.
pub fn write_item(tables: &Tables, out: &mut dyn Write) -> io::Result<()> {
    let rows = Rows::of_items(tables);
    if !rows.table.rows.is_empty() {
        pretty(&Object(&rows, 0), out)?;
    }
    Ok(())
}

/// What stands under a name of an object that is put together.
#[derive(Clone, Copy, Debug)]
pub enum Member<'t> {
    /// The first row of a table as an object.
    Row(&'t Table),
    /// Its rows as a list of objects.
    Rows(&'t Table),
    /// A list of texts.
    Texts(&'t [String]),
}

/// Writes an object of these members, in this order.
///
/// # Errors
/// Those of `out`.
pub fn write_members(members: &[(&str, Member)], out: &mut dyn Write) -> io::Result<()> {
    pretty(&Members(members), out)
}

/// Writes what stands under a name alone.
///
/// # Errors
/// Those of `out`.
pub fn write_member(member: Member, out: &mut dyn Write) -> io::Result<()> {
    pretty(&member, out)
}

/// A text as JSON has it, quotes included.
pub fn string(text: &str) -> String {
    let mut out = Vec::new();
    // Memory takes whatever is written into it, and what is written there is UTF-8.
    let _ = text.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Plain(CompactFormatter)));
    String::from_utf8(out).unwrap_or_default()
}

/// Writes a value as indented lines.
///
/// # Errors
/// Those of `out`.
pub(super) fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let format = Plain(PrettyFormatter::new());
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, format))?;
    writeln!(out)
}

fn lines(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    for at in 0..rows.table.rows.len() {
        let format = Plain(CompactFormatter);
        Object(rows, at).serialize(&mut serde_json::Serializer::with_formatter(&mut *out, format))?;
        writeln!(out)?;
    }
    out.flush()
}

struct Document<'t>(&'t Tables);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Document(tables) = self;
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("title", &tables.title)?;
        map.serialize_entry("calendar", tables.calendar.name())?;
        let categories = Rows::of(&tables.categories).above("years", Rows::of(&tables.category_years), "category");
        map.serialize_entry("categories", &categories)?;
        map.serialize_entry("series", &Rows::of(&tables.series))?;
        map.serialize_entry("items", &Rows::of_items(tables))?;
        map.end()
    }
}

struct Members<'m>(&'m [(&'m str, Member<'m>)]);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, member)| (name, member)))
    }
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Member::Row(table) if table.rows.is_empty() => serializer.serialize_none(),
            Member::Row(table) => Object(&Rows::of(table), 0).serialize(serializer),
            Member::Rows(table) => Rows::of(table).serialize(serializer),
            Member::Texts(texts) => serializer.collect_seq(*texts),
        }
    }
}

/// The rows of a table as a list of objects.
struct Rows<'t> {
    table: &'t Table,
    columns: Vec<usize>,
    below: Option<Box<Below<'t>>>,
}

/// The rows of another table that belong to each of these, under a name.
struct Below<'t> {
    name: &'static str,
    rows: Rows<'t>,
    /// By the number of the upper row.
    ranges: Vec<Range<usize>>,
}

impl<'t> Rows<'t> {
    fn of(table: &'t Table) -> Rows<'t> {
        Rows { table, columns: table.columns_of(&[Part::Own]), below: None }
    }

    fn of_items(tables: &'t Tables) -> Rows<'t> {
        let metrics = Rows::of(&tables.metrics).above("entries", Rows::of(&tables.entries), "metric_key");
        Rows::of(&tables.items).above("metrics", metrics, "item_key")
    }

    /// With these rows below them, which name theirs by its key (its first column) in `by`. Both stand in one order, so
    /// those of one row stand together.
    fn above(self, name: &'static str, mut rows: Rows<'t>, by: &str) -> Rows<'t> {
        let table = rows.table;
        rows.columns.retain(|at| table.columns[*at].name != by);
        let mut next = 0;
        let ranges = self.table.rows.iter().map(|upper| {
            let start = next;
            next += table.rows[start..].iter().take_while(|row| table.cell(row, by) == &upper[0]).count();
            start..next
        });
        let ranges = ranges.collect();
        Rows { below: Some(Box::new(Below { name, rows, ranges })), ..self }
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.table.rows.len()).map(|at| Object(self, at)))
    }
}

/// One row as an object.
struct Object<'r, 't>(&'r Rows<'t>, usize);

impl Serialize for Object<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Object(rows, number) = self;
        let row = &rows.table.rows[*number];
        let mut map = serializer.serialize_map(None)?;
        for at in &rows.columns {
            let column = &rows.table.columns[*at];
            map.serialize_entry(&*column.name, &Value(&row[*at], column.kind))?;
        }
        if let Some(below) = &rows.below {
            map.serialize_entry(below.name, &Run(below, below.ranges[*number].clone()))?;
        }
        map.end()
    }
}

/// Some rows as a list of objects.
struct Run<'r, 't>(&'r Below<'t>, Range<usize>);

impl Serialize for Run<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.clone().map(|at| Object(&self.0.rows, at)))
    }
}

/// A cell, and the kind of its column: a list that is empty is a list still.
struct Value<'t>(&'t Cell, Kind);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0, self.1) {
            (Cell::Empty, Kind::List | Kind::Dates) => serializer.collect_seq(std::iter::empty::<()>()),
            (Cell::Empty, Kind::Pairs) => serializer.collect_map(std::iter::empty::<((), ())>()),
            (Cell::Empty, _) => serializer.serialize_none(),
            (Cell::Text(text), _) => serializer.serialize_str(text),
            (Cell::Count(count), _) => serializer.serialize_i64(*count),
            // A float would round; the digits themselves are a JSON number.
            (Cell::Figure(figure), _) => {
                figure.to_string().parse::<Number>().map_err(S::Error::custom)?.serialize(serializer)
            }
            (Cell::Flag(flag), _) => serializer.serialize_bool(*flag),
            (Cell::List(texts), _) => serializer.collect_seq(texts),
            (Cell::Pairs(pairs), _) => {
                serializer.collect_map(pairs.iter().map(|(key, cell)| (key, Value(cell, Kind::Text))))
            }
        }
    }
}
