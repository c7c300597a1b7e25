//! The fuzz targets as property tests: every file of their corpora, and files that come of those by a few random changes.
//! `PROPTEST_CASES=20000` takes that many of the latter; what fuzzing finds is kept in `fuzz/corpus/`.

#[path = "keys/desk.rs"]
#[allow(dead_code, reason = "the desk of tests/keys.rs offers more")]
mod desk;
mod judge;
#[path = "keys/rules.rs"]
mod rules;
#[path = "fuzz/targets.rs"]
mod targets;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;
use std::fmt;
use std::fs;
use std::path::Path;

/// The files of a target's corpus, in the order of their names.
fn corpus(name: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let paths = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        paths.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())).collect();
    files.sort();
    files
}

/// Bytes that a failure shows as Rust writes them.
#[derive(Clone)]
struct Bytes(Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match std::str::from_utf8(&self.0) {
            Ok(text) => write!(f, "{text:?}"),
            Err(_) => write!(f, "b\"{}\"", self.0.escape_ascii()),
        }
    }
}

/// What TOML, tables of cells, queries and keys are made of.
const PIECES: [&str; 26] = [
    "\n",
    "\r\n",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[[item]]\n",
    "[[item.metric]]\n",
    "[",
    "]",
    "{",
    "}",
    " = ",
    ".",
    "#",
    ",",
    "\u{feff}",
    "\u{202e}",
    "臺",
    "0x",
    "1e9",
    "value = 1\n",
    "<enter>",
    "<esc>",
    "\t",
    "約1億2,660萬",
];

/// One random change of a file: bytes cut out, a piece put in, a stretch said twice, one byte another.
fn mutated(mut bytes: Vec<u8>, changes: &[(u8, Index, Index)]) -> Bytes {
    for (kind, one, other) in changes {
        let (at, to) = (one.index(bytes.len() + 1), other.index(bytes.len() + 1));
        let (from, to) = (at.min(to), at.max(to).min(at.min(to) + 40));
        match kind % 4 {
            0 => _ = bytes.drain(from..to),
            1 => _ = bytes.splice(at..at, PIECES[other.index(PIECES.len())].bytes()),
            2 => _ = bytes.splice(from..from, bytes[from..to].to_vec()),
            _ if at < bytes.len() => bytes[at] = other.index(256) as u8,
            _ => {}
        }
    }
    Bytes(bytes)
}

fn run(name: &str, cases: u32) {
    let (_, target) = targets::TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let files = corpus(name);
    assert!(files.len() >= 5, "the corpus of {name} has {} files", files.len());
    for (file, bytes) in &files {
        let done = std::panic::catch_unwind(|| target(bytes));
        assert!(done.is_ok(), "fuzz/corpus/{name}/{file}");
    }
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let changes = proptest::collection::vec(any::<(u8, Index, Index)>(), 1..6);
    let files = (any::<Index>(), changes).prop_map(|(file, changes)| {
        let (_, bytes) = file.get(&files);
        mutated(bytes.clone(), &changes)
    });
    let found = runner.run(&files, |bytes| {
        target(&bytes.0);
        Ok(())
    });
    if let Err(found) = found {
        panic!("{name}: {found}");
    }
}

#[test]
fn parse() {
    run("parse", 400);
}

#[test]
fn splice() {
    run("splice", 600);
}

#[test]
fn query() {
    run("query", 1500);
}

#[test]
fn keys() {
    run("keys", 30);
}

#[test]
fn journal() {
    run("journal", 600);
}

#[test]
fn import() {
    run("import", 400);
}
