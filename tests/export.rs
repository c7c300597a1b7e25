//! An awkward archive in every text format, compared with what it must be. `UPDATE_EXPECT=1 cargo test` rewrites that.

#[path = "export/archive.rs"]
mod archive;

use annals::exchange::choice;
use annals::exchange::choice::Choice;
use annals::exchange::choice::ChoiceError;
use annals::exchange::format::ExportError;
use annals::exchange::format::Format;
use annals::exchange::format::Wish;
use annals::exchange::table::Part;
use annals::exchange::tables;
use annals::model::field::Field;
use annals::search::query::Query;
use archive::export;
use archive::table;
use archive::try_export;
use std::fs;
use std::path::Path;

/// Compares an export with the file of that name, or writes it.
fn expect(name: &str, found: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, found).unwrap();
    }
    let wanted = fs::read(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "{name} is another now; look at it, then run `UPDATE_EXPECT=1 cargo test`:\n{}",
        String::from_utf8_lossy(found)
    );
}

#[test]
fn each_text_format_is_as_it_must_be() {
    for name in ["metrics", "items", "entries", "series", "categories"] {
        expect(&format!("{name}.csv"), &export(Format::Csv, &table(name)));
        expect(&format!("{name}.tsv"), &export(Format::Tsv, &table(name)));
    }
    expect("metrics.jsonl", &export(Format::JsonLines, &table("metrics")));
    expect("all.jsonl", &export(Format::JsonLines, &Wish::default()));
    expect("all.md", &export(Format::Markdown, &Wish::default()));
    expect("all.html", &export(Format::Html, &Wish::default()));
    expect("all.json", &export(Format::Json, &Wish::default()));
}

#[test]
fn the_columns_are_those_of_the_document() {
    let archive = archive::archive();
    let all = tables::of(&archive, &archive::all(&archive));
    let mut text = String::new();
    for table in [&all.metrics, &all.items, &all.entries, &all.series, &all.categories, &all.category_years] {
        text += &format!("`{}`: {}\n\n| column | holds | is |\n|---|---|---|\n", table.name, table.says.en);
        for column in table.columns.iter().filter(|column| column.year.is_empty()) {
            let part = match column.part {
                Part::Own => "",
                Part::Key => " *(key)*",
                Part::Joined => " *(joined)*",
            };
            let kind = format!("{:?}", column.kind).to_lowercase();
            text += &format!("| `{}`{part} | {kind} | {} |\n", column.name, column.says.en);
            for words in [column.title, column.says] {
                assert!(!words.en.is_empty() && !words.zh.is_ascii(), "{}", column.name);
            }
        }
        text += "\n";
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.md");
    let found = fs::read_to_string(&path).unwrap();
    let (before, rest) = found.split_once("<!-- columns -->\n").expect("docs/export.md has no `<!-- columns -->`");
    let (_, after) =
        rest.split_once("<!-- end of columns -->").expect("docs/export.md has no `<!-- end of columns -->`");
    let wanted = format!("{before}<!-- columns -->\n{text}<!-- end of columns -->{after}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &wanted).unwrap();
    } else {
        assert!(found == wanted, "docs/export.md is out of date: run `UPDATE_EXPECT=1 cargo test`");
    }
}

#[test]
fn csv_reads_back_cell_by_cell() {
    for name in ["metrics", "items", "entries", "series", "categories"] {
        let csv = export(Format::Csv, &table(name));
        let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(&csv[..]);
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        let tsv = String::from_utf8(export(Format::Tsv, &table(name))).unwrap();
        let lines: Vec<&str> = tsv.strip_suffix('\n').unwrap().split('\n').collect();
        assert_eq!(lines.len(), rows.len() + 1, "{name}: a row of TSV is one line");
        for (row, line) in rows.iter().zip(&lines[1..]) {
            let back = |cell: &str| {
                let mut chars = cell.chars();
                let mut text = String::new();
                while let Some(c) = chars.next() {
                    text.push(match (c, c == '\\') {
                        (_, true) => match chars.next() {
                            Some('t') => '\t',
                            Some('n') => '\n',
                            Some('r') => '\r',
                            other => other.unwrap(),
                        },
                        (c, false) => c,
                    });
                }
                text
            };
            let cells: Vec<String> = line.split('\t').map(back).collect();
            assert_eq!(cells, row.iter().collect::<Vec<_>>());
        }
    }
}

#[test]
fn json_is_json_and_loses_no_digit() {
    let text = String::from_utf8(export(Format::Json, &Wish::default())).unwrap();
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(whole["items"].as_array().unwrap().len(), 5);
    assert_eq!(whole["items"][2]["when"][0], "2021");
    for digits in [": 96.10", ": 12345678901234567.890123456789", ": -126600000", ": 0.5", ": 1.50", ": 0.10"] {
        assert!(text.contains(digits), "{digits} is not in the text");
    }
    for line in String::from_utf8(export(Format::JsonLines, &Wish::default())).unwrap().lines() {
        let item: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(whole["items"].as_array().unwrap().contains(&item), "{line}");
    }
}

#[test]
fn wishes() {
    let wish = |table: Option<&str>, columns: &[&str], bom: bool| Wish {
        table: table.map(str::to_string),
        columns: columns.iter().map(|name| name.to_string()).collect(),
        bom,
    };
    let csv = |wish: Wish| String::from_utf8(export(Format::Csv, &wish)).unwrap();
    assert!(csv(wish(None, &["value", "year"], false)).starts_with("value,year\n0.10,\n60,2019\n"));
    assert!(csv(wish(Some("items"), &["key"], true)).starts_with("\u{feff}key\n1\n2\n"));
    assert!(csv(wish(Some("items"), &["no"], false)).starts_with("no\n\"\"\n1\n'-1\n"));
    assert!(matches!(try_export(Format::Csv, &wish(Some("x"), &[], false)), Err(ExportError::Table(_))));
    assert!(matches!(try_export(Format::Csv, &wish(None, &["x"], false)), Err(ExportError::Column(..))));
    assert!(matches!(try_export(Format::Json, &wish(None, &["id"], false)), Err(ExportError::NotOneTable(_))));
    assert!(matches!(try_export(Format::Tsv, &wish(None, &[], true)), Err(ExportError::NoMark(_))));
}

#[test]
fn choices() {
    let archive = archive::archive();
    let choose = |years: &[&str], query: &str, categories: &[&str]| {
        let strings = |words: &[&str]| words.iter().map(|word| word.to_string()).collect();
        let choice = Choice { years: strings(years), query: Query::parse(query), categories: strings(categories) };
        let chosen = choice::choose(&archive, &choice)?;
        let name = |id: &_| format!("{}{}", archive.text(*id, Field::No), archive.text(*id, Field::Id));
        Ok::<_, ChoiceError>(chosen.items.iter().map(name).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(choose(&[], "", &[]).unwrap(), "timeless 1dormitory.stock -1dormitory.stock  empty");
    assert_eq!(choose(&["108"], "", &[]).unwrap(), "1dormitory.stock");
    assert_eq!(choose(&["2021", "民國108年"], "", &["general"]).unwrap(), "1dormitory.stock -1dormitory.stock");
    assert_eq!(choose(&[], "廉泰英", &[]).unwrap(), "1dormitory.stock");
    assert_eq!(choose(&["110"], "廉泰英", &[]).unwrap(), "");
    assert_eq!(choose(&["109"], "", &[]), Err(ChoiceError::Year("109".into(), "108, 110".into())));
    assert_eq!(choose(&[], "", &["x"]), Err(ChoiceError::Category("x".into())));
}
