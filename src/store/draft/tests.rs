//! What is found again of a journal, whole or damaged, and who may find it.

mod damage;

use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::symlink;

use proptest::prelude::*;

use super::*;
use crate::lang::Lang;
use crate::store::splice::Splice;

fn base(file: &str, text: &str) -> Entry {
    Entry::Base { file: file.into(), hash: Hash::of(text.as_bytes()), text: text.into() }
}

fn edit(file: &str, at: usize, old: &str, new: &str) -> Entry {
    Entry::Edit { file: file.into(), at, old: old.into(), new: new.into() }
}

fn edits(file: &str, edits: &[(usize, &str, &str)]) -> Entry {
    let splice = |(at, old, new): &(usize, &str, &str)| Splice { at: *at, old: old.to_string(), new: new.to_string() };
    Entry::Edits { file: file.into(), edits: edits.iter().map(splice).collect() }
}

fn saved(file: &str) -> Entry {
    Entry::Saved { file: file.into() }
}

fn typing(text: &str) -> Entry {
    Entry::Typing { file: "a".into(), what: "title".into(), text: text.into() }
}

fn typed() -> Entry {
    Entry::Typed { file: "a".into(), what: "title".into() }
}

/// What journals hold, in short: `a: base → mine`, `typing …`, `! trouble`.
fn sketch(found: &[Abandoned]) -> Vec<String> {
    let mut lines = Vec::new();
    for journal in found {
        lines.extend(journal.files.iter().map(|file| format!("{}: {} → {}", file.file, file.base, file.mine)));
        lines.extend(journal.typing.iter().map(|typing| format!("typing {}", typing.text)));
        lines.extend(journal.trouble.iter().map(|trouble| format!("! {}", trouble.describe(Lang::En))));
    }
    lines
}

/// What is found after a program appended these entries, one by one, and died.
#[track_caller]
fn check(entries: &[Entry], expected: &[&str]) {
    let state = tempfile::tempdir().unwrap();
    let mut journal = Journal::new(state.path(), state.path());
    for entry in entries {
        journal.append(std::slice::from_ref(entry)).unwrap();
    }
    assert_eq!(sketch(&abandoned(state.path(), state.path())), Vec::<String>::new(), "offered while its program lives");
    drop(journal);
    assert_eq!(sketch(&abandoned(state.path(), state.path())), expected);
}

#[test]
fn what_was_not_saved_is_found() {
    check(&[], &[]);
    check(&[base("a", "one")], &[]);
    check(&[base("a", "one"), edit("a", 0, "o", "O"), edit("a", 3, "", "!")], &["a: one → One!"]);
    check(&[base("a", "one"), edit("a", 0, "o", "O"), edit("a", 0, "O", "o")], &[]);
    check(
        &[base("b", "臺"), base("a", "1"), edit("a", 0, "1", "2"), edit("b", 3, "", "北")],
        &["a: 1 → 2", "b: 臺 → 臺北"],
    );
    check(&[base("a", "1"), edit("a", 0, "1", "2"), saved("a")], &[]);
    check(&[base("a", "1"), base("b", "1"), edit("a", 0, "1", "2"), edit("b", 0, "1", "3"), saved("a")], &["b: 1 → 3"]);
    check(&[base("a", "1"), edit("a", 0, "1", "2"), saved("a"), base("a", "2"), edit("a", 0, "2", "3")], &["a: 2 → 3"]);
    check(&[base("a", "one"), edits("a", &[(2, "e", "E"), (0, "o", "")]), edit("a", 0, "n", "N")], &["a: one → NE"]);
    check(&[base("a", "1"), edits("a", &[])], &[]);
    check(&[typing("宿"), typing("宿舍")], &["typing 宿舍"]);
    check(&[typing("宿"), base("a", "1"), edit("a", 0, "1", "宿"), typed()], &["a: 1 → 宿"]);
    check(&[typing("宿"), typed()], &[]);
    let other = Entry::Typing { file: "a".into(), what: "text".into(), text: "舍".into() };
    check(&[typing("宿"), other.clone()], &["typing 宿", "typing 舍"]);
    check(&[typing("宿"), other, typed()], &["typing 舍"]);
}

#[test]
fn an_edit_that_does_not_fit_ends_its_file() {
    let lost = "! 2 of its entries are damaged; what builds on them is left out";
    let stale =
        [edit("a", 0, "x", "y"), edit("a", 99, "", "y"), edit("a", 1, "", "y"), edit("a", usize::MAX / 2, "x", "")];
    for wrong in stale {
        // The next edit would fit, but was made to a text we do not have. Of several that belong together none is made.
        check(&[base("a", "臺"), edit("a", 3, "", "!"), wrong, edit("a", 0, "", "?")], &["a: 臺 → 臺!", lost]);
        let half = edits("a", &[(3, "", "1"), (0, "x", "y")]);
        check(&[base("a", "臺"), edit("a", 3, "", "!"), half, edit("a", 0, "", "?")], &["a: 臺 → 臺!", lost]);
    }
}

#[test]
fn damage_costs_what_builds_on_it_and_no_more() {
    let lines = [
        base("a", "1"),
        base("b", "1"),
        edit("a", 1, "", "2"),
        edit("b", 1, "", "2"),
        edit("a", 2, "", "3"),
        saved("b"),
        base("b", "12"),
        edit("b", 0, "", "0"),
    ]
    .map(|entry| entry.to_line());
    for (damaged, expected) in [
        // A file none of whose edits can be followed is not offered.
        // The base itself: nothing of that file but what stands on a later base.
        (0, "b: 12 → 012, 3 lost"),
        (1, "b: 12 → 012, 4 lost"),
        (2, "b: 12 → 012, 3 lost"),
        (4, "a: 1 → 12, b: 12 → 012, 1 lost"),
        // The note of a save: its base is replaced by the next one anyway.
        (5, "a: 1 → 123, b: 12 → 012, 1 lost"),
        (6, "a: 1 → 123, 2 lost"),
        (7, "a: 1 → 123, 1 lost"),
    ] {
        let mut journal = lines.clone();
        journal[damaged] = journal[damaged].replace("file", "life");
        let found = replay(journal.concat().as_bytes()).unwrap();
        let files: String =
            found.files.iter().map(|file| format!("{}: {} → {}, ", file.file, file.base, file.mine)).collect();
        assert_eq!(format!("{files}{} lost", found.lost), expected, "line {damaged}");
    }
}

proptest! {
    /// However a crash cuts the tail, each whole line counts.
    #[test]
    fn a_cut_tail_costs_the_last_entry(count in 0..8usize, cut in any::<prop::sample::Index>()) {
        let lines: Vec<_> = (0..count).map(|at| edit("a", at, "", "x").to_line()).collect();
        let journal = base("a", "").to_line() + &lines.concat();
        let start = base("a", "").to_line().len();
        let end = start + cut.index(journal.len() - start + 1);
        // A line without its line end is whole, too.
        let whole = lines.iter().scan(start, |at, line| { *at += line.len(); Some(*at - 1) }).filter(|at| *at <= end).count();
        let found = replay(&journal.as_bytes()[..end]).unwrap();
        let mine = found.files.first().map_or("", |file| file.mine.as_str());
        prop_assert_eq!(mine, "x".repeat(whole));
        prop_assert!(found.lost <= 1);
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in any::<Vec<u8>>()) {
        let _ = replay(&bytes);
    }
}

#[test]
fn two_programs_do_not_mix_their_drafts() {
    let state = tempfile::tempdir().unwrap();
    let [one, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let journals = [(&one, "1"), (&one, "2"), (&other, "3")].map(|(root, new)| {
        let mut journal = Journal::new(state.path(), root.path());
        journal.append(&[base("a", "0"), edit("a", 0, "0", new)]).unwrap();
        journal
    });
    assert!(abandoned(state.path(), one.path()).is_empty());
    let [first, second, third] = journals;
    drop(first);
    drop(third);
    let found = abandoned(state.path(), one.path());
    assert_eq!(sketch(&found), ["a: 0 → 1"]);
    // Another start is not offered what this one is looking at.
    assert!(abandoned(state.path(), one.path()).is_empty());
    drop(found);
    drop(second);
    let found = abandoned(state.path(), one.path());
    assert_eq!(sketch(&found), ["a: 0 → 1", "a: 0 → 2"]);
    found.into_iter().for_each(|journal| discard(journal).unwrap());
    assert!(abandoned(state.path(), one.path()).is_empty());
    // By another name for the same folder.
    let link = state.path().join("link");
    symlink(other.path(), &link).unwrap();
    assert_eq!(sketch(&abandoned(state.path(), &link)), ["a: 0 → 3"]);
}

#[test]
fn a_journal_is_private_and_leaves_nothing_behind() {
    let state = tempfile::tempdir().unwrap();
    let folder = state.path().join("deep/state");
    let mut journal = Journal::new(&folder, state.path());
    assert!(!folder.exists());
    journal.append(&[typed()]).unwrap();
    assert!(!folder.exists(), "nothing to keep");
    journal.append(&[typing("secret")]).unwrap();
    let path = journal.written.as_ref().unwrap().path.clone();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    // Once nothing is unsaved, the file is empty, however long the program goes on.
    journal.append(&[typed()]).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
    journal.append(&[base("a", "1"), edit("a", 0, "1", "2")]).unwrap();
    journal.finish().unwrap();
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 0);
    // One left empty by a program that died is removed by the next start.
    let mut journal = Journal::new(&folder, state.path());
    journal.append(&[base("a", "1")]).unwrap();
    journal.append(&[saved("a")]).unwrap();
    drop(journal);
    assert!(abandoned(&folder, state.path()).is_empty());
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 0);
}

#[test]
fn odd_journals_are_listed_and_stop_nothing() {
    let state = tempfile::tempdir().unwrap();
    assert!(abandoned(&state.path().join("none"), state.path()).is_empty());
    fs::create_dir(state.path().join("drafts")).unwrap();
    let name = |number: usize| state.path().join(format!("drafts/{}7-{number}.journal", prefix(state.path())));
    fs::create_dir(name(1)).unwrap();
    symlink("/etc/passwd", name(2)).unwrap();
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, name(3), fifo, rustix::fs::Mode::from_raw_mode(0o600), 0).unwrap();
    File::create(name(4)).unwrap().set_len(MAX_JOURNAL + 1).unwrap();
    fs::write(name(5), b"\xff\x00 nonsense\n\n").unwrap();
    fs::write(name(6), [base("a", "1").to_line(), edit("a", 0, "1", "2").to_line()].concat()).unwrap();
    fs::write(state.path().join("drafts/other.journal"), "not ours").unwrap();
    let found = abandoned(state.path(), state.path());
    let troubles: Vec<_> = found.iter().map(|journal| journal.trouble.is_some()).collect();
    assert_eq!(troubles, [true, true, true, true, true, false], "{found:#?}");
    assert_eq!(sketch(&found[5..]), ["a: 1 → 2"]);
    fs::remove_dir_all(state.path().join("drafts")).unwrap();
    fs::write(state.path().join("drafts"), "a file").unwrap();
    assert!(abandoned(state.path(), state.path())[0].trouble.is_some());
    assert!(Journal::new(state.path(), state.path()).append(&[typing("x")]).is_err());
}

#[test]
fn an_append_that_failed_leaves_no_half_line() {
    let state = tempfile::tempdir().unwrap();
    let mut journal = Journal::new(state.path(), state.path());
    journal.append(&[base("a", "1"), edit("a", 0, "1", "2")]).unwrap();
    // As a full disk leaves it: half a line written, and an error returned.
    let written = journal.written.as_mut().unwrap();
    written.file.write_all(b"half a li").unwrap();
    written.torn = true;
    journal.append(&[edit("a", 0, "2", "3")]).unwrap();
    drop(journal);
    assert_eq!(sketch(&abandoned(state.path(), state.path())), ["a: 1 → 3"]);
}
