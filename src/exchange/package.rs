//! A Frictionless Data Package: a folder of CSV files, and a `datapackage.json` that says what each column of them is.

use crate::exchange::csv;
use crate::exchange::json;
use crate::exchange::table::BETWEEN;
use crate::exchange::table::Column;
use crate::exchange::table::Kind;
use crate::exchange::table::Part;
use crate::exchange::table::Table;
use crate::exchange::tables::Tables;
use crate::lang::Lang;
use serde_json::Value;
use serde_json::json;
use std::io;
use std::io::Write;

/// The file that makes a folder a package.
pub const DESCRIPTOR: &str = "datapackage.json";

/// The names of the files, the descriptor last: a folder that has it is whole.
pub fn names(tables: &Tables) -> Vec<String> {
    let tables = tables.keyed();
    tables.iter().map(|table| path(table)).chain([DESCRIPTOR.to_string()]).collect()
}

/// Writes the file of that name, one of [`names`].
///
/// # Errors
/// Those of `out`.
pub fn write(tables: &Tables, name: &str, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if let Some(table) = tables.keyed().into_iter().find(|table| path(table) == name) {
        return csv::write(table, &columns(table), false, out);
    }
    json::pretty(&descriptor(tables, lang), out)?;
    out.flush()
}

fn path(table: &Table) -> String {
    format!("{}.csv", table.name)
}

fn columns(table: &Table) -> Vec<usize> {
    table.columns_of(&[Part::Own, Part::Key])
}

fn descriptor(tables: &Tables, lang: Lang) -> Value {
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "annals",
        "title": tables.title,
        "resources": tables.keyed().map(|table| resource(table, lang)),
    })
}

fn resource(table: &Table, lang: Lang) -> Value {
    let fields: Vec<Value> = columns(table).into_iter().map(|at| field(table, &table.columns[at], lang)).collect();
    let reference = |(own, other, key): &(&str, &str, &str)| {
        // A table that refers to itself does not name itself.
        let to = if *other == table.name {
            json!({ "fields": [key] })
        } else {
            json!({ "resource": other, "fields": [key] })
        };
        json!({ "fields": [own], "reference": to })
    };
    json!({
        "name": table.name,
        "type": "table",
        "path": path(table),
        "description": table.says.say(lang),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "primaryKey": table.key,
            "foreignKeys": table.references.iter().map(reference).collect::<Vec<_>>(),
        },
    })
}

fn field(table: &Table, column: &Column, lang: Lang) -> Value {
    let kind = match column.kind {
        Kind::Text | Kind::Pairs => "string",
        Kind::Count => "integer",
        Kind::Figure => "number",
        Kind::Year => "year",
        Kind::Flag => "boolean",
        Kind::List | Kind::Dates => "list",
    };
    let mut field = json!({
        "name": column.name,
        "type": kind,
        "title": column.title(lang),
        "description": column.says.say(lang),
    });
    if kind == "list" {
        field["delimiter"] = json!(BETWEEN);
    }
    if table.key.contains(&&*column.name) {
        field["constraints"] = json!({ "required": true });
    }
    field
}
