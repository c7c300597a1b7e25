//! The same items in the forms that the programs beside this one read: each program has what it reads best.

use crate::generate;
use serde::Deserialize;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// An archive of so many items, in every form.
pub struct Data {
    /// How many.
    pub items: usize,
    /// Where they are: `toml/`, `all.toml`, `lines.txt`, `items.csv`, `items.rec`, `items.jsonl`, `items.sqlite`.
    pub folder: PathBuf,
    /// The bytes of the TOML files.
    pub bytes: usize,
}

/// What a file of the generator holds; other keys do not go out.
#[derive(Deserialize)]
struct Year {
    year: i64,
    item: Vec<Item>,
}

/// An item, as far as the others get it: all its texts.
#[derive(Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    category: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    metric: Vec<Metric>,
}

#[derive(Deserialize)]
struct Metric {
    value: i64,
}

/// The columns of CSV, JSON lines and SQLite.
const COLUMNS: [&str; 8] = ["id", "year", "category", "title", "text", "names", "tags", "value"];

impl Data {
    /// The first file's items, as they are on disk: the generator makes others as soon as its words are others.
    pub fn first(&self) -> Vec<Item> {
        let text = fs::read_to_string(self.folder.join("toml/0000.toml")).expect("the first file of items");
        toml::from_str::<Year>(&text).expect("it was made by the generator").item
    }
}

/// Writes whatever is not there yet.
///
/// # Errors
/// Something cannot be written, or `sqlite3` fails; where that is not installed, its form is missing.
pub fn write(items: usize, root: &Path) -> io::Result<Data> {
    let folder = root.join(items.to_string());
    if !folder.join("written").exists() {
        generate::write(items, &folder.join("toml"))?;
        forms(items, &folder)?;
        database(&folder, items)?;
        fs::write(folder.join("written"), "")?;
    }
    let sizes = fs::read_dir(folder.join("toml"))?.map(|file| file.and_then(|file| file.metadata()));
    let bytes = sizes.map(|of| of.map_or(0, |of| of.len() as usize)).sum();
    Ok(Data { items, folder, bytes })
}

fn forms(items: usize, folder: &Path) -> io::Result<()> {
    let file = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let (mut all, mut lines, mut rec, mut json) =
        (file("all.toml")?, file("lines.txt")?, file("items.rec")?, file("items.jsonl")?);
    let mut csv = csv::Writer::from_writer(file("items.csv")?);
    csv.write_record(COLUMNS)?;
    writeln!(rec, "%rec: item\n%key: id\n")?;
    for (_, toml) in generate::files(items).skip(1) {
        all.write_all(toml.as_bytes())?;
        let Year { year, item } = toml::from_str(&toml).map_err(io::Error::other)?;
        for Item { id, category, title, text, names, tags, metric } in item {
            let text = text.trim();
            let (names, tags, year) = (names.join("; "), tags.join("; "), year.to_string());
            let value = metric.first().map_or(String::new(), |metric| metric.value.to_string());
            writeln!(lines, "{title} {text}")?;
            let row = [&id, &year, &category, &title, text, &names, &tags, &value];
            csv.write_record(row)?;
            let object: serde_json::Map<String, serde_json::Value> =
                COLUMNS.iter().zip(row).map(|(name, cell)| (name.to_string(), cell.into())).collect();
            writeln!(json, "{}", serde_json::Value::Object(object))?;
            for (name, cell) in COLUMNS.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                writeln!(rec, "{name}: {cell}")?;
            }
            writeln!(rec)?;
        }
    }
    Ok(())
}

/// Beyond so many items the index of trigrams takes minutes to make.
pub const INDEXED: usize = 100_000;

fn database(folder: &Path, items: usize) -> io::Result<()> {
    let index = "CREATE VIRTUAL TABLE words USING fts5(title, text, content=item, tokenize='trigram'); \
        INSERT INTO words(words) VALUES('rebuild');";
    let index = if items <= INDEXED { index } else { "" };
    let made = Command::new("sqlite3")
        .current_dir(folder)
        .args(["items.sqlite", "-cmd", ".mode csv", "-cmd", ".import items.csv item"])
        .arg(format!("CREATE UNIQUE INDEX ids ON item(id); {index}"))
        .status();
    match made {
        Ok(status) if !status.success() => Err(io::Error::other("sqlite3 failed")),
        _ => Ok(()),
    }
}
