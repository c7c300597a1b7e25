//! The data package keeps what it declares: files, columns, types, keys.

#[path = "export/archive.rs"]
mod archive;

use annals::exchange::package;
use annals::exchange::tables;
use annals::lang::Lang;
use annals::model::date::When;
use serde_json::Value;
use std::collections::HashMap;
use std::collections::HashSet;

/// The files of the package, by name.
fn package() -> HashMap<String, Vec<u8>> {
    let archive = archive::archive();
    let tables = tables::of(&archive, &archive::all(&archive));
    let names = package::names(&tables);
    assert_eq!(names.last().map(String::as_str), Some(package::DESCRIPTOR), "it comes last");
    let write = |name: String| {
        let mut bytes = Vec::new();
        package::write(&tables, &name, Lang::En, &mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(write).collect()
}

/// The rows of a file as its columns by name.
fn rows(csv: &[u8]) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv);
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn is_of_type(kind: &str, field: &Value, cell: &str) -> bool {
    match kind {
        "string" => true,
        "integer" => cell.parse::<i64>().is_ok(),
        "number" => cell.parse::<f64>().is_ok_and(f64::is_finite),
        "year" => cell.len() == 4 && cell.bytes().all(|byte| byte.is_ascii_digit()),
        "boolean" => cell == "true" || cell == "false",
        "list" => cell.split(field["delimiter"].as_str().unwrap()).all(|entry| !entry.is_empty()),
        other => panic!("no such type: {other}"),
    }
}

#[test]
fn the_package_keeps_what_it_declares() {
    let files = package();
    let descriptor: Value = serde_json::from_slice(&files[package::DESCRIPTOR]).unwrap();
    let resources = descriptor["resources"].as_array().unwrap();
    assert_eq!(resources.len() + 1, files.len());
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let texts = |value: &Value| value.as_array().unwrap().iter().map(text).collect::<Vec<_>>();
    let mut checked = 0;
    let mut tables: HashMap<String, Vec<HashMap<String, String>>> = HashMap::new();
    for resource in resources {
        let csv = &files[resource["path"].as_str().unwrap()];
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<String> = fields.iter().map(|field| text(&field["name"])).collect();
        let header = csv::Reader::from_reader(&csv[..]).headers().unwrap().clone();
        assert_eq!(header.iter().collect::<Vec<_>>(), names);
        let rows = rows(csv);
        for (row, field) in rows.iter().flat_map(|row| fields.iter().map(move |field| (row, field))) {
            let (name, kind, cell) =
                (text(&field["name"]), text(&field["type"]), &row[field["name"].as_str().unwrap()]);
            assert!(!text(&field["title"]).is_empty() && !text(&field["description"]).is_empty(), "{name}");
            assert!(cell.is_empty() || is_of_type(&kind, field, cell), "{name}: {cell:?} is no {kind}");
            assert!(!cell.is_empty() || field["constraints"]["required"] != true, "{name} is required");
            if name == "when" && !cell.is_empty() {
                assert!(cell.split("; ").all(|when| When::read_iso(when).is_some()), "{cell}");
            }
            checked += 1;
        }
        let key = texts(&resource["schema"]["primaryKey"]);
        let keys: HashSet<Vec<&String>> = rows.iter().map(|row| key.iter().map(|name| &row[name]).collect()).collect();
        assert_eq!(keys.len(), rows.len(), "{}: the key names one row", resource["name"]);
        tables.insert(text(&resource["name"]), rows);
    }
    assert!(checked > 200, "{checked}");
    let mut references = 0;
    for resource in resources {
        for reference in resource["schema"]["foreignKeys"].as_array().unwrap() {
            let to = reference["reference"]["resource"].as_str().unwrap_or(resource["name"].as_str().unwrap());
            let (own, other) = (&texts(&reference["fields"])[0], &texts(&reference["reference"]["fields"])[0]);
            let there: HashSet<&String> = tables[to].iter().map(|row| &row[other]).collect();
            for cell in tables[resource["name"].as_str().unwrap()].iter().map(|row| &row[own]) {
                assert!(cell.is_empty() || there.contains(cell), "{own} {cell:?} is not in {to}");
                references += usize::from(!cell.is_empty());
            }
        }
    }
    assert!(references > 15, "{references}");
}
