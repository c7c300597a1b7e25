//! The search of an archive by itself, without a screen: how long a query takes, what it looks at, and what the index weighs.

use annals::insight::facts::Ground;
use annals::insight::find;
use annals::insight::find::Course;
use annals::insight::find::Found;
use annals::insight::find::Index;
use annals::insight::find::Wanted;
use annals::search::phonetic::Sounds;
use annals::search::query::Query;
use annals::store::archive::Archive;
use annals::store::disk;
use annals::store::disk::Loaded;
use annals::store::file::Text;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

/// What is typed, a text growing from row to row where it begins with the one before.
const TYPED: &[&str] = &[
    "安",
    "安全",
    "宿舍安全",
    "宿舍安全檢查辦理",
    "l",
    "lo",
    "loc",
    "lock",
    "r",
    "response",
    "lscg",
    "5",
    "44",
    "108年",
    "採購 lock",
    "沒有此字龘",
];

/// As often each is asked.
const ROUNDS: usize = 9;

/// Prints a table of the times in an archive, of what is typed or else of what is typed most.
pub fn times(folder: &Path, typed: &[String]) {
    let start = Instant::now();
    let files = disk::read_archive(folder).expect("an archive").files;
    let text = |Loaded { path, text, .. }: Loaded| Text { path, text, locked: None };
    let archive = Archive::read(files.into_iter().map(text).collect());
    let read = start.elapsed();
    let index = Index::of(&archive);
    let bytes: usize = archive.files.iter().map(|file| file.text.len()).sum();
    println!(
        "{} items, {:.1} MB: read in {read:.0?}, index in {:.0?}, {:.3} of the data\n",
        archive.count(),
        bytes as f64 / 1e6,
        start.elapsed() - read,
        index.bytes() as f64 / bytes as f64
    );
    println!("| typed | found | alone | narrowed | looked at | read whole |\n|---|---|---|---|---|---|");
    let wanted = Wanted { limit: 200, ..Wanted::default() };
    let search = |typed: &str, before: &[Arc<Found>]| {
        let query = Query::read(typed, Sounds::ON);
        let time = || {
            let course = Course::after(before.to_vec());
            let start = Instant::now();
            let found = find::search(&Ground::of(&archive), &index, &query, wanted, &course);
            (start.elapsed(), found.expect("nobody stops it"))
        };
        let mut rounds: Vec<(Duration, Found)> = (0..ROUNDS).map(|_| time()).collect();
        rounds.sort_by_key(|(time, _)| *time);
        rounds.swap_remove(ROUNDS / 2)
    };
    let mut before: Vec<Arc<Found>> = Vec::new();
    let usual = TYPED.iter().copied().filter(|_| typed.is_empty());
    for typed in usual.chain(typed.iter().map(String::as_str)) {
        let (alone, found) = search(typed, &[]);
        let (narrowed, again) = search(typed, &before);
        assert_eq!(found.hits, again.hits, "{typed}");
        println!(
            "| {typed} | {} | {alone:.1?} | {narrowed:.1?} | {} | {} |",
            found.total, found.work.glances, found.work.whole
        );
        before = vec![Arc::new(found)];
    }
}
