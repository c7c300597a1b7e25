//! What a save leaves on the disk, when it goes well and when it must not.

mod links;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::symlink;
use std::thread;

use rustix::fs::CWD;
use rustix::fs::FileType;
use tempfile::TempDir;

use super::*;
use crate::store::disk::list;
use crate::store::unreadable::ReadProblem;

/// An archive whose `x.toml` says "old".
struct Archive {
    folder: TempDir,
    root: PathBuf,
    file: PathBuf,
}

impl Archive {
    fn new() -> Archive {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("archive");
        fs::create_dir(&root).unwrap();
        let file = root.join("x.toml");
        fs::write(&file, "old").unwrap();
        Archive { folder, root, file }
    }

    fn save(&self, path: &str, expected: &str, text: &str) -> Result<Vec<Note>, SaveError> {
        let real = self.root.join(path);
        let request = Save { root: &self.root, real: &real, expected: Hash::of(expected.as_bytes()), text };
        save(&request).map(|saved| {
            assert_eq!(saved.hash, Hash::of(text.as_bytes()));
            saved.notes
        })
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).unwrap()
    }

    /// Every name in the archive's folder.
    fn names(&self) -> Vec<String> {
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = fs::read_dir(&self.root).unwrap().map(name).collect();
        names.sort();
        names
    }

    fn mode(&self, path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
}

#[test]
fn a_save_replaces_the_bytes_and_nothing_else() {
    let archive = Archive::new();
    archive.mode(&archive.file, 0o640);
    let inode = fs::metadata(&archive.file).unwrap().ino();
    assert_eq!(archive.save("x.toml", "old", "new\r\n臺"), Ok(vec![]));
    let after = fs::metadata(&archive.file).unwrap();
    assert_eq!(archive.text(), "new\r\n臺");
    assert_eq!(after.mode() & 0o7777, 0o640);
    assert_ne!(after.ino(), inode, "a new file took the old one's place");
    assert_eq!(archive.names(), ["x.toml"]);
}

#[test]
fn an_unchanged_text_is_not_written() {
    let archive = Archive::new();
    let before = fs::metadata(&archive.file).unwrap();
    assert_eq!(archive.save("x.toml", "old", "old"), Ok(vec![]));
    let after = fs::metadata(&archive.file).unwrap();
    assert_eq!((before.ino(), before.ctime_nsec()), (after.ino(), after.ctime_nsec()));
}

#[test]
fn what_others_did_is_not_overwritten() {
    let archive = Archive::new();
    let file = archive.file.clone();
    let changed = SaveError::Changed { file: file.clone(), text: "old".into(), hash: Hash::of(b"old") };
    assert_eq!(archive.save("x.toml", "older", "new"), Err(changed));
    assert_eq!(archive.text(), "old");
    fs::write(&file, b"\xff").unwrap();
    let problem = ReadProblem::NotUtf8 { line: 1, column: 1 };
    assert_eq!(archive.save("x.toml", "old", "new"), Err(SaveError::Unreadable { file: file.clone(), problem }));
    fs::remove_file(&file).unwrap();
    assert_eq!(archive.save("x.toml", "old", "new"), Err(SaveError::Vanished { file: file.clone() }));
    fs::create_dir(&file).unwrap();
    let problem = ReadProblem::Special(words::KIND_FOLDER);
    assert_eq!(archive.save("x.toml", "old", "new"), Err(SaveError::Unreadable { file: file.clone(), problem }));
    fs::remove_dir(&file).unwrap();
    rustix::fs::mknodat(CWD, &file, FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
    let problem = ReadProblem::Special(words::KIND_FIFO);
    assert_eq!(archive.save("x.toml", "old", "new"), Err(SaveError::Unreadable { file, problem }));
    assert_eq!(archive.names(), ["x.toml"]);
}

#[test]
fn read_only_means_read_only_even_for_root() {
    let archive = Archive::new();
    archive.mode(&archive.file, 0o444);
    assert_eq!(archive.save("x.toml", "old", "new"), Err(SaveError::ReadOnly { file: archive.file.clone() }));
    archive.mode(&archive.file, 0o644);
    archive.mode(&archive.root, 0o555);
    assert_eq!(archive.save("x.toml", "old", "new"), Err(SaveError::ReadOnlyFolder { file: archive.file.clone() }));
    let made = create(&archive.root, Path::new("y.toml"), "");
    assert_eq!(made, Err(SaveError::ReadOnlyFolder { file: archive.root.join("y.toml") }));
    archive.mode(&archive.root, 0o755);
    assert_eq!((archive.text().as_str(), archive.names()), ("old", vec!["x.toml".to_string()]));
}

#[test]
fn a_hard_linked_file_keeps_its_names() {
    let archive = Archive::new();
    let twin = archive.folder.path().join("twin");
    fs::hard_link(&archive.file, &twin).unwrap();
    for (expected, text) in [("old", "longer than old"), ("longer than old", ""), ("", "new")] {
        assert_eq!(archive.save("x.toml", expected, text), Ok(vec![Note::InPlace(InPlace::HardLinks)]));
        assert_eq!(fs::read_to_string(&twin).unwrap(), text);
        assert_eq!(archive.names(), ["x.toml"]);
    }
}

#[test]
fn a_kept_copy_is_never_lost() {
    let archive = Archive::new();
    fs::hard_link(&archive.file, archive.folder.path().join("twin")).unwrap();
    let kept = archive.root.join("x.toml.annals-kept");
    // As after a crash while the file was written in place: its old bytes are in the copy alone.
    fs::write(&kept, "older").unwrap();
    let error = SaveError::Kept { file: archive.file.clone(), kept: "x.toml.annals-kept".into() };
    assert_eq!(archive.save("x.toml", "old", "new"), Err(error));
    assert_eq!(sweep(&archive.root, &list(&archive.root).unwrap().leftovers), std::slice::from_ref(&kept));
    assert_eq!(fs::read_to_string(&kept).unwrap(), "older");
    // As after a crash before or after: nothing is in it that is not in the file.
    fs::write(&kept, "old").unwrap();
    assert!(archive.save("x.toml", "old", "new").is_ok());
    assert_eq!((archive.text().as_str(), archive.names()), ("new", vec!["x.toml".to_string()]));
}

#[test]
fn owner_group_and_bits_are_kept() {
    let archive = Archive::new();
    // Only root may give a file away; others keep their own, which is as much as they can show here.
    let owner = if rustix::process::geteuid().is_root() {
        (1234, 4321)
    } else {
        (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw())
    };
    std::os::unix::fs::chown(&archive.file, Some(owner.0), Some(owner.1)).unwrap();
    for mode in [0o600, 0o664, 0o777, 0o4755, 0o620] {
        archive.mode(&archive.file, mode);
        let text = format!("{mode:o}");
        let old = archive.text();
        assert_eq!(archive.save("x.toml", &old, &text), Ok(vec![]));
        let after = fs::metadata(&archive.file).unwrap();
        assert_eq!((after.mode() & 0o7777, after.uid(), after.gid()), (mode, owner.0, owner.1));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn attributes_and_access_list_are_kept() {
    use rustix::fs::XattrFlags;
    use rustix::fs::getxattr;
    use rustix::fs::setxattr;

    // An access list for user 7, who may read: version 2; entries (tag, permission, id): owner, user 7, group, mask, other.
    let mut list = vec![2, 0, 0, 0];
    for (tag, permission, id) in
        [(1u16, 6u16, u32::MAX), (2, 4, 7), (4, 4, u32::MAX), (16, 4, u32::MAX), (32, 0, u32::MAX)]
    {
        list.extend([tag.to_le_bytes(), permission.to_le_bytes()].concat());
        list.extend(id.to_le_bytes());
    }
    let get = |path: &Path, name: &str| {
        let mut value = vec![0; 256];
        getxattr(path, name, value.as_mut_slice()).map(|size| value[..size].to_vec())
    };
    let archive = Archive::new();
    // Each is tried first, so that the test says on which file system it could show nothing.
    for (name, value) in [("user.note", b"kept".as_slice()), ("system.posix_acl_access", &list)] {
        match setxattr(&archive.file, name, value, XattrFlags::empty()) {
            Ok(()) => {}
            Err(error) => {
                println!("{name} cannot be tested on this file system: {error}");
                continue;
            }
        }
        let (before, old) = (get(&archive.file, name), archive.text());
        assert_eq!(archive.save("x.toml", &old, name), Ok(vec![]));
        assert_eq!(get(&archive.file, name), before);
        assert!(before.is_ok());
    }
    // What a folder gives to each new file is not what this file had.
    let plain = Archive::new();
    if setxattr(&plain.root, "system.posix_acl_default", &list, XattrFlags::empty()).is_ok() {
        assert_eq!(plain.save("x.toml", "old", "new"), Ok(vec![]));
        assert_eq!(get(&plain.file, "system.posix_acl_access"), Err(rustix::io::Errno::NODATA));
    }
}

#[test]
fn what_a_killed_save_left_is_cleared() {
    let archive = Archive::new();
    let litter = [".x.toml.annals-lock", ".x.toml.annals-tmp", ".gone.toml.annals-tmp", ".gone.toml.annals-lock"];
    for name in litter {
        fs::write(archive.root.join(name), "half").unwrap();
    }
    assert_eq!(archive.save("x.toml", "old", "new"), Ok(vec![]));
    assert_eq!(archive.names(), [".gone.toml.annals-lock", ".gone.toml.annals-tmp", "x.toml"]);
    assert_eq!(sweep(&archive.root, &list(&archive.root).unwrap().leftovers), Vec::<PathBuf>::new());
    assert_eq!(archive.names(), ["x.toml"]);
}

#[test]
fn what_a_living_save_holds_is_left_alone() {
    let archive = Archive::new();
    let place = resolve(&archive.root, &archive.file, Missing::Refuse).unwrap();
    let Ok(lock) = Lock::take(&place, Duration::ZERO) else { panic!("nobody else is here") };
    fs::write(archive.root.join(".x.toml.annals-tmp"), "half").unwrap();
    assert!(Lock::take(&place, Duration::ZERO).is_err());
    sweep(&archive.root, &list(&archive.root).unwrap().leftovers);
    assert_eq!(archive.names(), [".x.toml.annals-lock", ".x.toml.annals-tmp", "x.toml"]);
    drop(lock);
    assert_eq!(archive.save("x.toml", "old", "new"), Ok(vec![]));
    assert_eq!(archive.names(), ["x.toml"]);
}

#[test]
fn a_new_file_takes_no_name_that_is_taken() {
    let archive = Archive::new();
    let make = |path: &str| create(&archive.root, Path::new(path), "new");
    assert_eq!(make("112/宿舍.toml"), Ok(Hash::of(b"new")));
    assert_eq!(fs::read_to_string(archive.root.join("112/宿舍.toml")).unwrap(), "new");
    assert_eq!(make("x.toml"), Err(SaveError::Exists { file: archive.file.clone() }));
    fs::create_dir(archive.root.join("folder")).unwrap();
    assert_eq!(make("folder"), Err(SaveError::Exists { file: archive.root.join("folder") }));
    symlink("nowhere.toml", archive.root.join("link.toml")).unwrap();
    // A link inside the archive to nothing yet: the file is made where it leads.
    assert_eq!(make("link.toml"), Ok(Hash::of(b"new")));
    assert!(make("x.toml/y.toml").is_err());
    assert_eq!(archive.text(), "old");
    assert_eq!(archive.names(), ["112", "folder", "link.toml", "nowhere.toml", "x.toml"]);
}

#[test]
fn a_text_too_large_to_be_read_again_is_not_written() {
    let archive = Archive::new();
    let text = "a".repeat(MAX_FILE as usize + 1);
    let error = SaveError::TooLarge { file: archive.file.clone(), bytes: text.len() };
    assert_eq!(archive.save("x.toml", "old", &text), Err(error.clone()));
    assert!(!error.to_string().contains('\n'));
    assert_eq!(archive.text(), "old");
}

/// Four writers add one, fifty times each, taking in the other's text and trying again where they were second.
#[test]
fn no_update_is_lost() {
    for linked in [false, true] {
        let archive = Archive::new();
        fs::write(&archive.file, "0").unwrap();
        if linked {
            fs::hard_link(&archive.file, archive.folder.path().join("twin")).unwrap();
        }
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut seen = "0".to_string();
                    for _ in 0..50 {
                        loop {
                            let next = (seen.parse::<u32>().unwrap() + 1).to_string();
                            match archive.save("x.toml", &seen, &next) {
                                Ok(_) => break seen = next,
                                Err(SaveError::Changed { text, .. }) => seen = text,
                                Err(error) => panic!("{error}"),
                            }
                        }
                    }
                });
            }
        });
        assert_eq!((archive.text().as_str(), archive.names()), ("200", vec!["x.toml".to_string()]));
    }
}
