//! Journals cut off, flipped, filled up and from the future: what is offered was once so, and the start goes on.

use super::*;
use std::collections::BTreeSet;

/// A session of two files and a text being typed, and every state that file `a` was ever in.
fn session() -> (Vec<Entry>, BTreeSet<String>) {
    let entries = vec![
        base("a", "一二\r\n"),
        edit("a", 0, "一", "1"),
        base("b", "β\n"),
        typing("宿"),
        edit("b", 0, "β", "b"),
        edit("a", 1, "", "\n\"\\"),
        typing("宿舍"),
        edit("a", 0, "1", ""),
        edit("a", 0, "\n", "三"),
        edits("a", &[(4, "\\", ""), (0, "三", "3\n")]),
    ];
    let (mut text, mut states) = (String::new(), BTreeSet::new());
    for entry in &entries {
        match entry {
            Entry::Base { file, text: base, .. } if file == "a" => text.clone_from(base),
            Entry::Edit { file, at, old, new } if file == "a" => text.replace_range(*at..at + old.len(), new),
            Entry::Edits { file, edits } if file == "a" => {
                text = edits.iter().fold(text, |text, edit| edit.apply(&text).unwrap());
            }
            _ => continue,
        }
        states.insert(text.clone());
    }
    (entries, states)
}

/// What the next start finds in a journal of these bytes. The start never fails.
fn found(bytes: &[u8]) -> Vec<Abandoned> {
    let state = tempfile::tempdir().unwrap();
    fs::create_dir(state.path().join("drafts")).unwrap();
    fs::write(state.path().join(format!("drafts/{}7-1.journal", prefix(state.path()))), bytes).unwrap();
    abandoned(state.path(), state.path())
}

fn text_of<'f>(found: &'f [Abandoned], file: &str) -> Option<&'f str> {
    found.iter().flat_map(|found| &found.files).find(|found| found.file == file).map(|found| found.mine.as_str())
}

#[test]
fn a_journal_cut_anywhere_loses_the_entry_that_is_cut() {
    let (entries, _) = session();
    let journal = lines(&entries);
    for end in 0..=journal.len() {
        // A line is whole without its line end, too.
        let mut whole = Vec::new();
        let mut at = 0;
        for entry in &entries {
            at += entry.to_line().len();
            whole.extend((at - 1 <= end).then(|| entry.to_line()));
        }
        for nuls in [0, 7] {
            let bytes = [&journal.as_bytes()[..end], &vec![0; nuls]].concat();
            let (found, expected) = (found(&bytes), found(whole.concat().as_bytes()));
            let (files, expected_files) = (sketch_whole(&found), sketch_whole(&expected));
            assert_eq!(files, expected_files, "cut at {end}, {nuls} NULs behind");
        }
    }
}

/// As [`sketch`], without the troubles.
fn sketch_whole(found: &[Abandoned]) -> Vec<String> {
    sketch(found).into_iter().filter(|line| !line.starts_with('!')).collect()
}

#[test]
fn a_flipped_byte_offers_nothing_that_never_was() {
    let (entries, states) = session();
    let journal = lines(&entries).into_bytes();
    for at in 0..journal.len() {
        for bit in [0x01, 0x10, 0x80, 0xff] {
            let mut bytes = journal.clone();
            bytes[at] ^= bit;
            let found = found(&bytes);
            assert!(found.iter().any(|found| found.trouble.is_some()), "byte {at} ^ {bit:x} was not noticed");
            if let Some(text) = text_of(&found, "a") {
                assert!(states.contains(text), "byte {at} ^ {bit:x} offers {text:?}");
            }
            assert!(text_of(&found, "b").is_none_or(|text| text == "b\n"), "byte {at} ^ {bit:x}");
        }
    }
}

#[test]
fn a_journal_of_nothing_goes() {
    for bytes in [&b""[..], b"\n\n", &[0; 4096]] {
        assert!(found(bytes).is_empty());
    }
}

#[test]
fn a_newer_versions_journal_waits_for_it() {
    let newer = |document: &str| format!("{:016x} {document}\n", xxhash_rust::xxh3::xxh3_64(document.as_bytes()));
    for line in [newer("telepathy = {to = \"a\"}"), newer("saved = {file = \"a\", by = \"moonlight\"}")] {
        let before = lines(&session().0);
        let found = found((before.clone() + &line).as_bytes());
        assert_eq!(sketch(&found), [format!("! {}", Trouble::Newer.describe(Lang::En))]);
        // A line that is no more as it was written is damage, whoever wrote it.
        let found = self::found((before + &line.replace('a', "b")).as_bytes());
        assert_eq!(found.first().and_then(|found| found.trouble.clone()), Some(Trouble::Damaged(1)));
    }
}

/// A crash while the journal is written anew leaves the old one or the new one; what was begun of the new one goes.
#[test]
fn a_journal_is_written_anew_whole_or_not_at_all() {
    let state = tempfile::tempdir().unwrap();
    let mut journal = Journal::new(state.path(), state.path());
    journal.append(&[base("a", "1"), edit("a", 0, "1", "12")]).unwrap();
    let old = journal.written.as_ref().unwrap().path.clone();
    let begun = old.with_extension("new");
    fs::write(&begun, "half of a ba").unwrap();
    journal.rewrite(&[base("a", "0"), edit("a", 0, "0", "02"), typing("x")]).unwrap();
    assert!(!begun.exists());
    assert!(abandoned(state.path(), state.path()).is_empty(), "offered while its program lives");
    journal.append(&[edit("a", 2, "", "3")]).unwrap();
    drop(journal);
    // Died once more, with the next one begun.
    fs::write(&begun, "half of a ba").unwrap();
    assert_eq!(sketch(&abandoned(state.path(), state.path())), ["a: 0 → 023", "typing x"]);
    assert!(!begun.exists());
    // A living program's is left alone.
    let lock = File::create(&begun).unwrap();
    lock.lock().unwrap();
    abandoned(state.path(), state.path());
    assert!(begun.exists());
    // With nothing unsaved, it is emptied.
    let mut journal = Journal::new(state.path(), state.path());
    journal.append(&[base("a", "1"), edit("a", 0, "1", "12")]).unwrap();
    journal.rewrite(&[]).unwrap();
    assert_eq!(fs::metadata(&journal.written.as_ref().unwrap().path).unwrap().len(), 0);
}

#[test]
fn a_journal_that_cannot_be_written_anew_stays() {
    let state = tempfile::tempdir().unwrap();
    let mut journal = Journal::new(state.path(), state.path());
    journal.append(&[base("a", "1"), edit("a", 0, "1", "12")]).unwrap();
    // A folder under the new one's name is in its way, as a full disk would be.
    let begun = journal.written.as_ref().unwrap().path.with_extension("new");
    fs::create_dir(&begun).unwrap();
    assert!(journal.rewrite(&[base("a", "0"), edit("a", 0, "0", "02")]).is_err());
    fs::remove_dir(&begun).unwrap();
    drop(journal);
    assert_eq!(sketch(&abandoned(state.path(), state.path())), ["a: 1 → 12"]);
}
