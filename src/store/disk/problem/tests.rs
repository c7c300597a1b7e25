//! What the disk's problems say, in both languages.

use super::*;
use crate::store::disk::save::InPlace;
use crate::store::disk::save::Note;

/// Both texts are whole, on one line, different, and name what they are about.
#[track_caller]
fn check(describe: impl Fn(Lang) -> String, named: &[&str]) {
    let (en, zh) = (describe(Lang::En), describe(Lang::Zh));
    assert_ne!(en, zh);
    assert!(!zh.is_ascii(), "{zh}");
    for text in [en, zh] {
        assert!(!text.is_empty() && text.lines().count() == 1 && !text.contains(['{', '}']), "{text:?}");
        assert!(named.iter().all(|name| text.contains(name)), "{text:?} lacks one of {named:?}");
    }
}

const KINDS: [Words; 6] = [
    words::KIND_FOLDER,
    words::KIND_LINK,
    words::KIND_FIFO,
    words::KIND_SOCKET,
    words::KIND_DEVICE,
    words::KIND_UNKNOWN,
];

const STEPS: [Words; 10] = [
    words::STEP_LOCK,
    words::STEP_CLEAR,
    words::STEP_MAKE,
    words::STEP_BESIDE,
    words::STEP_WRITE,
    words::STEP_RENAME,
    words::STEP_NAME,
    words::STEP_KEEP,
    words::STEP_OPEN,
    words::STEP_IN_PLACE,
];

fn read_problems() -> Vec<(ReadProblem, &'static [&'static str])> {
    let mut all: Vec<(ReadProblem, &[&str])> = vec![
        (ReadProblem::Gone, &[]),
        (ReadProblem::Outside, &[]),
        (ReadProblem::Loop, &[]),
        (ReadProblem::TooLarge(16777217), &["16777217", "16777216"]),
        (ReadProblem::TooMuch, &["1073741824"]),
        (ReadProblem::TooMany(20001), &["20001", "20000"]),
        (ReadProblem::NotUtf8 { line: 31, column: 7 }, &["31", "7"]),
        (ReadProblem::Nul { line: 31, column: 7 }, &["31", "7"]),
        (ReadProblem::System(Errno::IO), &["os error 5"]),
    ];
    all.extend(KINDS.map(|kind| (ReadProblem::Special(kind), &[][..])));
    all
}

#[test]
fn archives_that_do_not_open() {
    let path = || PathBuf::from("here/宿舍");
    check(|lang| OpenError::Missing(path()).describe(lang), &["here/宿舍"]);
    check(|lang| OpenError::System(path(), Errno::ACCESS).describe(lang), &["here/宿舍", "os error 13"]);
    for kind in KINDS {
        check(|lang| OpenError::Special(path(), kind).describe(lang), &["here/宿舍"]);
    }
}

#[test]
fn files_that_are_not_read() {
    for (problem, named) in read_problems() {
        check(|lang| problem.describe(lang), named);
    }
}

#[test]
fn files_that_are_not_saved() {
    let file = || PathBuf::from("/a/110/x.toml");
    let (beside, hash, error) = (|| PathBuf::from("/a/110/beside"), Hash::of(b""), Errno::NOSPC);
    for (problem, named) in read_problems() {
        check(|lang| SaveError::lost(&file(), problem).describe(lang), &["/a/110/x.toml"]);
        check(|lang| SaveError::Unreadable { file: file(), problem }.describe(lang), named);
    }
    for (problem, named) in [
        (SaveError::Changed { file: file(), text: String::new(), hash }, &[][..]),
        (SaveError::Vanished { file: file() }, &[]),
        (SaveError::ReadOnly { file: file() }, &[]),
        (SaveError::ReadOnlyFolder { file: file() }, &[]),
        (SaveError::Locked { file: file(), lock: beside() }, &["/a/110/beside"]),
        (SaveError::TooLarge { file: file(), bytes: 16777217 }, &["16777217", "16777216"]),
        (SaveError::Exists { file: file() }, &[]),
        (SaveError::Kept { file: file(), kept: beside() }, &["/a/110/beside"]),
        (SaveError::Broken { file: file(), kept: beside(), error }, &["/a/110/beside", "os error 28"]),
        (SaveError::Unconfirmed { file: file(), error }, &["os error 28"]),
    ] {
        check(|lang| problem.describe(lang), &[&["/a/110/x.toml"], named].concat());
        assert_eq!(problem.to_string(), problem.describe(Lang::En));
    }
    for doing in STEPS {
        let problem = SaveError::Failed { file: file(), doing, error };
        check(|lang| problem.describe(lang), &["/a/110/x.toml", "os error 28"]);
        assert!(problem.describe(Lang::Zh).contains(doing.zh) && problem.describe(Lang::En).contains(doing.en));
    }
}

#[test]
fn saves_with_a_note() {
    for why in [InPlace::HardLinks, InPlace::Owner, InPlace::Attributes] {
        check(|lang| Note::InPlace(why).describe(lang), &[]);
    }
    check(|lang| Note::Unlocked.describe(lang), &[]);
}
