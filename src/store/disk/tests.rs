//! What is read of folders and files, odd ones among them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use rustix::fs::CWD;
use rustix::fs::FileType;
use rustix::fs::Mode;
use tempfile::TempDir;

use super::*;
use crate::store::unreadable::MAX_FILE;

/// A folder with these files (`name`, text); folders on the way are made.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// What an archive loads as: a line per file, its path and its text or problem.
fn sketch(path: &Path) -> Vec<String> {
    let line = |file: &Loaded| match &file.text {
        Ok(text) => format!("{}: {text}", file.path.display()),
        Err(problem) => format!("{}! {problem}", file.path.display()),
    };
    read_archive(path).unwrap().files.iter().map(line).collect()
}

/// Whether each line starts with its expectation, up to the remedy that follows it.
#[track_caller]
fn check(path: &Path, expected: &[&str]) {
    let found = sketch(path);
    let same = found.len() == expected.len() && found.iter().zip(expected).all(|(line, start)| line.starts_with(start));
    assert!(same, "found {found:#?}, expected {expected:#?}");
}

#[test]
fn files_of_a_folder_come_sorted_by_path() {
    let folder = folder(&[
        ("archive.toml", b"a"),
        ("108/b.toml", b"b"),
        ("108/a.TOML", b"c"),
        ("110/宿舍.toml", b"d"),
        ("1/2/3/4/deep.toml", b"e"),
        ("1/2/3/4/5/too-deep.toml", b"f"),
        (".git/hidden.toml", b"g"),
        (".hidden.toml", b"h"),
        ("notes.txt", b"i"),
        ("toml", b"j"),
        ("x.toml~", b"k"),
    ]);
    check(
        folder.path(),
        &["1/2/3/4/deep.toml: e", "108/a.TOML: c", "108/b.toml: b", "110/宿舍.toml: d", "archive.toml: a"],
    );
}

#[test]
fn odd_files_are_problems_and_hide_no_other() {
    let folder = folder(&[
        ("bad.toml", "a = 1\nb = \"宿\u{0}".as_bytes()),
        ("good.toml", b"good"),
        ("latin.toml", b"a = 1\ntitle = \"caf\xe9\"\n"),
        ("wide.toml", b"\xff\xfea\x00"),
        ("folder.toml/inner.toml", b"not read"),
    ]);
    let path = folder.path();
    rustix::fs::mknodat(CWD, path.join("fifo.toml"), FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
    let _socket = UnixListener::bind(path.join("socket.toml")).unwrap();
    fs::File::create(path.join("large.toml")).unwrap().set_len(MAX_FILE + 1).unwrap();
    fs::File::create(path.join("limit.toml")).unwrap().set_len(MAX_FILE).unwrap();
    symlink("/dev/zero", path.join("device.toml")).unwrap();
    symlink("nowhere", path.join("dangling.toml")).unwrap();
    symlink("nowhere", path.join("dangling")).unwrap();
    check(
        path,
        &[
            "bad.toml! line 2, column 7: a NUL",
            "dangling.toml! it is not there",
            "device.toml! its symbolic link leads out",
            "fifo.toml! it is a FIFO",
            "folder.toml! it is a folder",
            "good.toml: good",
            "large.toml! it has 16777217 bytes",
            "latin.toml! line 2, column 13: not UTF-8",
            // Read whole, since it fits, and found to be empty space.
            "limit.toml! line 1, column 1: a NUL",
            "socket.toml! it is a socket",
            "wide.toml! line 1, column 1: not UTF-8",
        ],
    );
}

#[test]
fn links_are_followed_inside_the_archive_only() {
    let outside = folder(&[("secret.toml", b"secret"), ("sub/x.toml", b"x")]);
    let archive = folder(&[("z/real.toml", b"real"), ("plain.txt", b"plain"), (".kept/one.toml", b"one")]);
    let path = archive.path();
    for (target, link) in [
        // A link to a file listed anyway is no second file; one to a file of another name is one.
        ("z/real.toml", "a-link.toml"),
        ("plain.txt", "b-plain.toml"),
        ("b-plain.toml", "c-chain.toml"),
        // Circles, of files and of folders.
        ("loop.toml", "loop2.toml"),
        ("loop2.toml", "loop.toml"),
        ("..", "z/up"),
        (".", "here"),
        // A hidden folder someone links to is meant to be seen.
        (".kept", "shown"),
    ] {
        symlink(target, path.join(link)).unwrap();
    }
    symlink(outside.path().join("secret.toml"), path.join("out.toml")).unwrap();
    symlink(outside.path().join("sub"), path.join("out-folder")).unwrap();
    symlink(outside.path().join("secret.toml"), path.join("out.txt")).unwrap();
    symlink(path.canonicalize().unwrap().join("z"), path.join("absolute")).unwrap();
    check(
        path,
        &[
            "b-plain.toml: plain",
            "loop.toml! its symbolic links lead in a circle",
            "loop2.toml! its symbolic links lead in a circle",
            "out-folder! its symbolic link leads out",
            "out.toml! its symbolic link leads out",
            "shown/one.toml: one",
            "z/real.toml: real",
        ],
    );
}

#[test]
fn a_single_file_is_an_archive() {
    let folder = folder(&[("Cargo.lock", b"lock"), ("other.toml", b"other")]);
    check(&folder.path().join("Cargo.lock"), &["Cargo.lock: lock"]);
    // A link may lead anywhere here: the user named it.
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("my.toml");
    symlink(folder.path().join("other.toml"), &link).unwrap();
    check(&link, &["my.toml: other"]);
    assert_eq!(read_archive(&link).unwrap().root, folder.path().canonicalize().unwrap());
}

#[test]
fn what_is_no_archive_is_refused_with_a_remedy() {
    let folder = folder(&[]);
    let missing = folder.path().join("none");
    assert_eq!(list(&missing), Err(OpenError::Missing(missing)));
    assert!(matches!(list(Path::new("/dev/null")), Err(OpenError::Special(_, words::KIND_DEVICE))));
    assert!(matches!(list(Path::new("/dev/null/x")), Err(OpenError::Missing(..))));
    assert!(matches!(list(Path::new("")), Err(OpenError::Missing(_))));
    assert_eq!(list(folder.path()).unwrap().files, []);
    for error in [list(&folder.path().join("none")), list(Path::new("/dev/null"))] {
        let text = error.unwrap_err().to_string();
        assert!(text.contains("; ") && !text.contains('\n'), "{text}");
    }
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let folder = folder(&[]);
    for number in 0..66 {
        let file = fs::File::create(folder.path().join(format!("{number:02}.toml"))).unwrap();
        file.set_len(MAX_FILE).unwrap();
    }
    let files = list(folder.path()).unwrap().files;
    let refused: Vec<_> = files.iter().filter(|file| file.problem.is_some()).map(|file| file.path.clone()).collect();
    assert_eq!(refused, [PathBuf::from("64.toml"), PathBuf::from("65.toml")]);
    assert_eq!(load(folder.path(), files[64].clone()).text, Err(ReadProblem::TooMuch));
}

#[test]
fn permission_bits_say_what_is_writable() {
    for (file, folder_mode, writable) in [(0o644, 0o755, true), (0o444, 0o755, false), (0o644, 0o555, false)] {
        let folder = folder(&[("x.toml", b"")]);
        fs::set_permissions(folder.path().join("x.toml"), fs::Permissions::from_mode(file)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(folder_mode)).unwrap();
        assert_eq!(read_archive(folder.path()).unwrap().files[0].writable, writable, "{file:o} in {folder_mode:o}");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn changes_are_noticed() {
    let folder = folder(&[("x.toml", b"one")]);
    let root = folder.path().canonicalize().unwrap();
    let file = root.join("x.toml");
    let before = fingerprint(&file).unwrap();
    assert_eq!(fingerprint(&file), Some(before));
    assert_eq!(current(&root, &file), Ok((Hash::of(b"one"), "one".to_string())));
    // As an editor replaces a file: same length, the old time set again.
    let times = fs::FileTimes::new().set_modified(fs::metadata(&file).unwrap().modified().unwrap());
    let other = root.join("other");
    fs::write(&other, "two").unwrap();
    fs::File::options().write(true).open(&other).unwrap().set_times(times).unwrap();
    fs::rename(&other, &file).unwrap();
    assert_ne!(fingerprint(&file), Some(before));
    assert_eq!(current(&root, &file).unwrap().0, Hash::of(b"two"));
    fs::remove_file(&file).unwrap();
    assert_eq!((fingerprint(&file), current(&root, &file)), (None, Err(ReadProblem::Gone)));
}

#[test]
fn leftovers_are_listed_but_not_read() {
    let folder = folder(&[
        ("sub/.x.toml.annals-tmp", b""),
        (".x.toml.annals-lock", b""),
        ("x.toml.annals-kept", b""),
        ("annals-kept", b""),
        (".annals-lock", b""),
    ]);
    let listing = list(folder.path()).unwrap();
    assert_eq!(listing.files, []);
    let names: Vec<_> = listing.leftovers.iter().map(|path| path.strip_prefix(&listing.root).unwrap()).collect();
    assert_eq!(names, [".x.toml.annals-lock", "sub/.x.toml.annals-tmp", "x.toml.annals-kept"].map(Path::new));
}
