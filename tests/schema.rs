//! The JSON Schemas of the format: shipped as the program makes them, kept by the archive, and broken by broken files.
//! `UPDATE_EXPECT=1 cargo test` brings `schema/` up to date.

#[path = "schema/validate.rs"]
mod validate;

use annals::model::series::Better;
use annals::model::year::Calendar;
use annals::store::about::keys;
use annals::store::about::keys::Key;
use annals::store::about::keys::Takes;
use annals::store::disk;
use annals::store::schema;
use serde_json::Value;
use std::fs;
use std::path::Path;
use validate::validate;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_shipped_ones_are_the_programs() {
    for (name, made) in [("archive", schema::archive()), ("year", schema::year())] {
        let path = root().join(format!("schema/{name}.schema.json"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &made).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == made, "{} is out of date: run `UPDATE_EXPECT=1 cargo test`", path.display());
    }
}

/// What the schema has against a file, `archive` or `year`.
fn faults(name: &str, text: &str) -> Vec<String> {
    let schema = if name == "archive" { schema::archive() } else { schema::year() };
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    validate(&serde_json::from_str(&schema).unwrap(), &json(toml::Value::Table(table)))
}

/// A TOML value as taplo hands it to a validator: a date is a text.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

#[test]
fn the_archive_keeps_it() {
    let opened = disk::read_archive(&root().join("data")).unwrap();
    assert!(opened.files.len() > 10);
    for file in opened.files {
        let text = file.text.unwrap();
        let name = if file.path == Path::new("archive.toml") { "archive" } else { "year" };
        // The first line names the schema, as seen from the file.
        let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).unwrap();
        let real = root().join("data").join(&file.path).parent().unwrap().join(named);
        assert_eq!(
            fs::canonicalize(&real).unwrap(),
            fs::canonicalize(root().join(format!("schema/{name}.schema.json"))).unwrap()
        );
        assert_eq!(faults(name, &text), Vec::<String>::new(), "{}", file.path.display());
    }
}

#[test]
fn whatever_may_be_written_is_allowed() {
    for text in [
        "year = 108",
        "year = 2019\nitem = []\nown = 1\n",
        "year = 108\n[[item]]\nid = 'a.b/c-d_1'\nown = { deep = [1] }\n[[item.metric]]\nid = 'x'\n",
        "year = 108\n[[item]]\nwhen = [2019-03-18, '2019-03-18/19', '2019-03-18/04-02', '2019-03/2020-01', '2019', '2019/2021']",
        "year = 108\n[[item]]\nwhen = 2019-03-18\nnames = 'one'\n",
        "year = 108\nitem = [{ metric = [{ value = 1 }, { value = -1.50 }, { value = '特優' }, { value = 1e3 }] }]",
        "year = 108\n[[item]]\n[[item.metric]]\napprox = true\ntarget = 90.5\nnote = ''\nformula = '1 + 1'\n",
        "year = 108\n[[item]]\n[[item.metric]]\ntotal = 'last'\n[[item.metric.entry]]\non = 2019-03-04\nvalue = 1.5\n[[item.metric.entry]]\non = '2019-03'\n",
    ] {
        assert_eq!(faults("year", text), Vec::<String>::new(), "{text}");
    }
    for text in [
        "",
        "[check]\nchange = 12.5\n",
        "own = 1\n[[category]]\nid = 'a/b'\nin.108 = { label = '(一)' }\nin.2021 = { partial = true }\n",
        "calendar = 'gregorian'\n[[series]]\nid = 'a.b'\nbetter = 'lower'\ndifference = ['a', 'b']\nsum = ['a', 'b']\nratio = ['a', 'b']\ntarget = 5\n",
    ] {
        assert_eq!(faults("archive", text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_broken_is_refused() {
    let check = |name: &str, text: &str, place: &str| {
        let faults = faults(name, text);
        assert!(faults.iter().any(|fault| fault.starts_with(&format!("{place}: "))), "{text}: {faults:?}");
    };
    let item = |line: &str| format!("year = 108\n[[item]]\n{line}\n");
    let metric = |line: &str| format!("year = 108\n[[item]]\n[[item.metric]]\n{line}\n");
    check("year", "item = []", "");
    for line in ["year = 'soon'", "year = 0", "year = 10000", "year = 108.5"] {
        check("year", line, "/year");
    }
    check("year", "year = 108\nitem = { id = 'a' }", "/item");
    for (line, key) in [
        ("id = 'A'", "id"),
        ("id = ''", "id"),
        ("category = '一'", "category"),
        ("title = ['a']", "title"),
        ("text = 1", "text"),
        ("when = '2019-13'", "when"),
        ("when = ['2019-3-18']", "when/0"),
        ("when = [2019-03-18T07:00:00]", "when/0"),
        ("when = ['2019-03-18/']", "when/0"),
        ("names = [1]", "names/0"),
        ("metric = 1", "metric"),
    ] {
        check("year", &item(line), &format!("/item/0/{key}"));
    }
    for (line, key) in
        [("value = true", "value"), ("value = [1]", "value"), ("target = '90'", "target"), ("approx = 'yes'", "approx")]
    {
        check("year", &metric(line), &format!("/item/0/metric/0/{key}"));
    }
    check("archive", "calendar = 'minguo'", "/calendar");
    check("archive", "title = 1", "/title");
    check("archive", "[check]\nchange = -1\n", "/check/change");
    check("archive", "[[series]]\ndifference = ['a', 'b', 'c']\n", "/series/0/difference");
    check("archive", "[[category]]\nid = 'a b'\n", "/category/0/id");
    check("archive", "[[category]]\nin.soon = {}\n", "/category/0/in/soon");
    check("archive", "[[category]]\nin.108 = { partial = 1 }\n", "/category/0/in/108/partial");
    for (line, key) in
        [("better = 'more'", "better"), ("ratio = ['a']", "ratio"), ("sum = 'a'", "sum"), ("target = '1'", "target")]
    {
        check("archive", &format!("[[series]]\n{line}\n"), &format!("/series/0/{key}"));
    }
}

#[test]
fn every_key_of_archive_toml_is_in_it() {
    fn collect(keys: &[Key], all: &mut Vec<&'static str>) {
        for key in keys {
            all.push(key.name);
            match key.takes {
                Takes::Table(keys) | Takes::Tables(keys) | Takes::Years(keys) => collect(keys, all),
                Takes::Word(words) if key.name == "calendar" => {
                    assert!(words.iter().all(|word| Calendar::from_name(word).is_some()));
                }
                Takes::Word(words) => assert!(words.iter().all(|word| Better::from_name(word).is_some())),
                _ => {}
            }
        }
    }
    let mut known = Vec::new();
    collect(keys::ROOT, &mut known);
    // The reader's own words: what it names in quotes, but for `true`, is a key.
    let reader = fs::read_to_string(root().join("src/store/about.rs")).unwrap();
    let code = reader.split("#[cfg(test)]").next().unwrap();
    let code: String = code.lines().map(|line| line.split("//").next().unwrap_or("").to_string() + "\n").collect();
    let quoted: Vec<&str> = code.split('"').skip(1).step_by(2).filter(|word| !matches!(*word, "" | "true")).collect();
    assert!(quoted.len() > 10);
    for key in quoted {
        assert!(known.contains(&key), "archive.toml has a key `{key}` that src/store/about/keys.rs does not tell of");
    }
}
