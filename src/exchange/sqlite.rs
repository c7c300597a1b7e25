//! SQLite: the tables with their keys, lists in tables of their own, and an index of every substring of the texts.

use crate::exchange::table::Cell;
use crate::exchange::table::Column;
use crate::exchange::table::Kind;
use crate::exchange::table::Part;
use crate::exchange::table::Table;
use crate::exchange::tables::Tables;
use crate::model::date::Date;
use crate::model::date::When;
use crate::model::figure::Figure;
use rusqlite::Connection;
use rusqlite::params;
use rusqlite::types::Value;
use std::io;
use std::io::Write;

/// Writes a database.
///
/// A figure stands twice: as a number, to reckon with, and in `…_text` with the digits of the source, since a number of
/// SQLite has 64 bits. A list is a table of its own, `items_names`; dates have their first and last day there.
/// `items_search` is an FTS5 index of trigrams, so that Chinese, which has no blanks, is found: by `MATCH` from three
/// characters on. Two make no trigram; they are found by `LIKE`, on `items` rather than on the index, since
/// older SQLites (3.40 is one) take their six bytes for enough and find nothing.
///
/// # Errors
/// Those of `out`, and those of SQLite, of which none is to be expected.
pub(super) fn write(tables: &Tables, out: &mut dyn Write) -> io::Result<()> {
    let mut database = fill(tables).map_err(io::Error::other)?;
    out.write_all(&database.serialize("main").map_err(io::Error::other)?)?;
    out.flush()
}

/// The database, in memory: it is a file's bytes only once it is whole.
fn fill(tables: &Tables) -> rusqlite::Result<Connection> {
    let mut database = Connection::open_in_memory()?;
    let work = database.transaction()?;
    work.execute_batch("CREATE TABLE archive (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID")?;
    for (name, value) in [("title", tables.title.as_str()), ("calendar", tables.calendar.name())] {
        work.execute("INSERT INTO archive VALUES (?, ?)", params![name, value])?;
    }
    for table in tables.keyed() {
        work.execute_batch(&definition(table))?;
        insert(&work, table)?;
        for at in stored(table).filter(|at| is_list(table.columns[*at].kind)) {
            work.execute_batch(&list_definition(table, &table.columns[at]))?;
            insert_list(&work, table, at)?;
        }
    }
    work.execute_batch("CREATE VIRTUAL TABLE items_search USING fts5 (title, text, names, tokenize = 'trigram')")?;
    let mut search = work.prepare("INSERT INTO items_search (rowid, title, text, names) VALUES (?, ?, ?, ?)")?;
    for row in &tables.items.rows {
        let words = ["key", "title", "text", "names"].map(|name| value(tables.items.cell(row, name)));
        search.execute(rusqlite::params_from_iter(words))?;
    }
    drop(search);
    work.commit()?;
    Ok(database)
}

/// The columns that a table has here; what is joined from another table is found there.
fn stored(table: &Table) -> impl Iterator<Item = usize> {
    table.columns_of(&[Part::Own, Part::Key]).into_iter()
}

fn is_list(kind: Kind) -> bool {
    matches!(kind, Kind::List | Kind::Dates | Kind::Pairs)
}

fn definition(table: &Table) -> String {
    let mut lines: Vec<String> = Vec::new();
    for column in stored(table).map(|at| &table.columns[at]).filter(|column| !is_list(column.kind)) {
        let name = &column.name;
        let must = if table.key.contains(&&**name) { " NOT NULL" } else { "" };
        lines.push(match column.kind {
            Kind::Count | Kind::Year => format!("\"{name}\" INTEGER{must}"),
            Kind::Figure => format!("\"{name}\" NUMERIC,\n  \"{name}_text\" TEXT"),
            Kind::Flag => format!("\"{name}\" INTEGER CHECK (\"{name}\" IN (0, 1))"),
            Kind::Text | Kind::List | Kind::Dates | Kind::Pairs => format!("\"{name}\" TEXT{must}"),
        });
    }
    lines.push(format!("PRIMARY KEY ({})", quoted(table.key)));
    lines.extend(
        table
            .references
            .iter()
            .map(|(own, other, key)| format!("FOREIGN KEY (\"{own}\") REFERENCES \"{other}\" (\"{key}\")")),
    );
    let indices = table.references.iter().filter(|(own, ..)| table.key.first() != Some(own));
    let indices: String =
        indices.map(|(own, ..)| format!(";\nCREATE INDEX \"{0}_{own}\" ON \"{0}\" (\"{own}\")", table.name)).collect();
    format!("CREATE TABLE \"{}\" (\n  {}\n){indices}", table.name, lines.join(",\n  "))
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn insert(work: &Connection, table: &Table) -> rusqlite::Result<()> {
    let columns: Vec<usize> = stored(table).filter(|at| !is_list(table.columns[*at].kind)).collect();
    let places = columns.iter().map(|at| if table.columns[*at].kind == Kind::Figure { "?, ?" } else { "?" });
    let places = places.collect::<Vec<_>>().join(", ");
    let mut insert = work.prepare(&format!("INSERT INTO \"{}\" VALUES ({places})", table.name))?;
    for row in &table.rows {
        let mut values: Vec<Value> = Vec::new();
        for at in &columns {
            values.push(value(&row[*at]));
            if table.columns[*at].kind == Kind::Figure {
                values.push(text(&row[*at]));
            }
        }
        insert.execute(rusqlite::params_from_iter(values))?;
    }
    Ok(())
}

/// A list: the key of the row that it belongs to, the place in the list, and what stands there.
fn list_definition(table: &Table, column: &Column) -> String {
    // Tables with lists have keys of one column.
    let key = table.key[0];
    let kind = if table.find(key).is_some_and(|at| table.columns[at].kind == Kind::Count) { "INTEGER" } else { "TEXT" };
    let more = match column.kind {
        Kind::Dates => ",\n  first_day TEXT,\n  last_day TEXT",
        Kind::Pairs => ",\n  name TEXT NOT NULL",
        _ => "",
    };
    format!(
        "CREATE TABLE \"{0}_{1}\" (\n  \"{key}\" {kind} NOT NULL REFERENCES \"{0}\" (\"{key}\"),\n  position INTEGER NOT NULL,\n  \
         value TEXT{more},\n  PRIMARY KEY (\"{key}\", position)\n) WITHOUT ROWID",
        table.name, column.name
    )
}

fn insert_list(work: &Connection, table: &Table, at: usize) -> rusqlite::Result<()> {
    let column = &table.columns[at];
    let places = match column.kind {
        Kind::Dates => "?, ?, ?, ?, ?",
        Kind::Pairs => "?, ?, ?, ?",
        _ => "?, ?, ?",
    };
    let mut insert = work.prepare(&format!("INSERT INTO \"{}_{}\" VALUES ({places})", table.name, column.name))?;
    for row in &table.rows {
        let key = value(table.cell(row, table.key[0]));
        for (position, mut entry) in entries(&row[at], column.kind).into_iter().enumerate() {
            let mut values = vec![key.clone(), Value::Integer(position as i64 + 1)];
            values.append(&mut entry);
            insert.execute(rusqlite::params_from_iter(values))?;
        }
    }
    Ok(())
}

fn entries(cell: &Cell, kind: Kind) -> Vec<Vec<Value>> {
    let day = |date: Option<Date>| date.map_or(Value::Null, |date| Value::Text(When::at(date).to_iso()));
    let entry = |word: &String| {
        let when = When::read_iso(word);
        let days = [when.map(|when| when.start().first_day()), when.map(|when| when.end().last_day())];
        let days = days.into_iter().map(day).filter(|_| kind == Kind::Dates);
        std::iter::once(Value::Text(word.clone())).chain(days).collect()
    };
    match cell {
        Cell::List(words) => words.iter().map(entry).collect(),
        Cell::Pairs(pairs) => pairs.iter().map(|(name, cell)| vec![text(cell), Value::Text(name.clone())]).collect(),
        _ => Vec::new(),
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Count(count) => Value::Integer(*count),
        Cell::Flag(flag) => Value::Integer(i64::from(*flag)),
        Cell::Figure(figure) => number(*figure),
        Cell::Text(_) | Cell::List(_) | Cell::Pairs(_) => text(cell),
    }
}

fn text(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        cell => Value::Text(cell.flat().into_owned()),
    }
}

/// An integer where it is one and fits, else the nearest that 64 bits can hold.
fn number(figure: Figure) -> Value {
    let digits = figure.to_string();
    let nearest = || digits.parse().map_or(Value::Null, Value::Real);
    digits.parse().map_or_else(|_| nearest(), Value::Integer)
}
