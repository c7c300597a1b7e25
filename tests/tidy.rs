//! The rules of the house, read off the sources: which part may name which, where the outside world is touched, and
//! that a file has one job and says it.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Each part of the house, and the other parts it may name. `config`, `lang`, `safe` and `signal` know nothing of ours.
const LAYERS: &[(&str, &[&str])] = &[
    ("config", &[]),
    ("lang", &[]),
    ("safe", &[]),
    ("signal", &[]),
    ("model", &[]),
    ("store", &["model", "lang", "safe", "signal"]),
    ("search", &["model", "signal"]),
    ("insight", &["model", "store", "search", "lang", "signal"]),
    ("exchange", &["model", "store", "insight", "search", "lang", "safe"]),
    ("app", &["model", "store", "search", "insight", "config", "lang", "safe", "signal"]),
    ("ui", &["app", "model", "search", "insight", "config", "lang", "safe"]),
    ("cli", &["model", "store", "search", "insight", "exchange", "sample", "config", "lang", "safe"]),
    ("sample", &["store"]),
    ("terminal", &["app", "safe"]),
    ("run", &["app", "ui", "terminal", "store", "model", "lang", "signal"]),
];

/// What only some files may name: a text that shows it, and the beginnings of the paths that may.
const PLACES: &[(&str, &[&str])] = &[
    ("ratatui", &["ui.rs", "ui/", "run.rs", "run/", "terminal.rs", "terminal/"]),
    ("crossterm", &["terminal.rs", "terminal/"]),
    ("std::fs", &["store/disk.rs", "store/disk/", "store/draft.rs", "store/draft/"]),
    ("store::disk", &["store/disk.rs", "store/disk/", "run.rs", "run/", "cli/", "main.rs"]),
    ("fuzzy_matcher", &["search/rank.rs", "search/rank/"]),
    ("toml_parser", &["store/tree.rs", "store/tree/", "store/value.rs"]),
    ("process::Command", &["run/outside.rs"]),
    ("process::exit", &["main.rs"]),
];

/// No file is longer: a longer one has a second job.
const LINES: usize = 400;

#[test]
fn the_house_is_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 50, "the sources were not found");
    for path in files {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        check(&name, &text, &mut faults);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.extend(path.extension().is_some_and(|end| end == "rs").then_some(path)),
        }
    }
}

fn check(name: &str, text: &str, faults: &mut Vec<String>) {
    let mut fault = |line: usize, what: &str| faults.push(format!("src/{name}:{line}: {what}"));
    if !text.starts_with("//! ") {
        fault(1, "a file opens with `//! ` and its one job");
    }
    if text.lines().count() > LINES {
        fault(LINES, "a file of more than 400 lines has a second job; give that a file");
    }
    let layer = name.split(['/', '.']).next().unwrap_or("");
    let allowed = LAYERS.iter().find(|(part, _)| *part == layer).map(|(_, allowed)| *allowed);
    if allowed.is_none() && !matches!(layer, "lib" | "main") {
        fault(1, "this part of the house is not in the table of tests/tidy.rs");
    }
    // Tests stand at the end of a file, or in one named `tests.rs`; they may look anywhere.
    let is_test = name.ends_with("tests.rs");
    for (at, line) in text.lines().enumerate() {
        if is_test || line.starts_with("#[cfg(test)]") {
            break;
        }
        let code = line.split("//").next().unwrap_or("");
        for (_, after) in code.match_indices("crate::").map(|(at, name)| (at, &code[at + name.len()..])) {
            let named: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let fine = named == layer || allowed.is_none_or(|allowed| allowed.contains(&named.as_str()));
            if !fine {
                fault(
                    at + 1,
                    &format!("`{layer}` must not name `{named}`; write one `use` a line where this is wrong"),
                );
            }
        }
        for (what, places) in PLACES {
            if code.contains(what) && !places.iter().any(|place| name.starts_with(place)) {
                fault(at + 1, &format!("`{what}` belongs to {}", places.join(", ")));
            }
        }
        if code.contains("#![allow") {
            fault(at + 1, "no blanket allow");
        }
    }
}

#[test]
fn what_is_out_of_order_is_found() {
    let found = |name: &str, text: &str| {
        let mut faults = Vec::new();
        check(name, text, &mut faults);
        faults.len()
    };
    assert_eq!(found("model/year.rs", "//! Years.\nuse crate::model::date;\n"), 0);
    assert_eq!(found("model/year.rs", "//! Years.\nuse crate::store::file;\n"), 1);
    assert_eq!(found("model/year.rs", "use crate::{a, b};\n"), 2);
    assert_eq!(found("app/x.rs", "//! X.\nuse std::fs;\nuse crate::store::disk;\n"), 2);
    assert_eq!(found("ui/x.rs", &format!("//! X.\n{}", "\n".repeat(400))), 1);
    assert_eq!(found("new/x.rs", "//! X.\n"), 1);
}
