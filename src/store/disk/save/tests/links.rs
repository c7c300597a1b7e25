//! Symbolic links: those to follow, and those that would lead a save astray.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;

use super::Archive;
use crate::store::disk::problem::SaveError;
use crate::store::disk::save::create;
use crate::store::unreadable::ReadProblem;

#[test]
fn links_are_followed_and_kept() {
    // Chains of 1 to 40 links, as many as Linux follows, lead to the file; one more is a circle.
    let archive = Archive::new();
    symlink("x.toml", archive.root.join("1")).unwrap();
    for number in 2..=41 {
        symlink(format!("{}", number - 1), archive.root.join(number.to_string())).unwrap();
    }
    assert_eq!(archive.save("1", "old", "1"), Ok(vec![]));
    assert_eq!(archive.save("40", "1", "40"), Ok(vec![]));
    assert_eq!(archive.text(), "40");
    assert!(fs::symlink_metadata(archive.root.join("40")).unwrap().is_symlink());
    let problem = ReadProblem::Loop;
    assert_eq!(archive.save("41", "40", "41"), Err(SaveError::Unreadable { file: archive.root.join("41"), problem }));
}

#[test]
fn links_lead_no_save_out_of_the_archive() {
    let archive = Archive::new();
    let outside = archive.folder.path().canonicalize().unwrap();
    fs::write(outside.join("secret"), "old").unwrap();
    fs::create_dir(archive.root.join("sub")).unwrap();
    fs::write(archive.root.join("sub/in.toml"), "old").unwrap();
    let absolute = |path: &str| outside.join(path).into_os_string().into_string().unwrap();
    for (number, (target, inside)) in [
        ("../secret".to_string(), false),
        (absolute("secret"), false),
        ("sub/../../secret".to_string(), false),
        (absolute("archive/../secret"), false),
        ("/".to_string(), false),
        (absolute("archive/sub/in.toml"), true),
        ("sub/../sub/./in.toml".to_string(), true),
    ]
    .into_iter()
    .enumerate()
    {
        let link = number.to_string();
        symlink(&target, archive.root.join(&link)).unwrap();
        let saved = archive.save(&link, "old", "new");
        if inside {
            assert_eq!(saved, Ok(vec![]), "{target}");
            assert_eq!(archive.save(&link, "new", "old"), Ok(vec![]), "{target}");
        } else {
            let problem = ReadProblem::Outside;
            assert_eq!(saved, Err(SaveError::Unreadable { file: archive.root.join(link), problem }), "{target}");
        }
    }
    for path in ["../secret", "sub/../../secret"] {
        assert!(matches!(archive.save(path, "old", "new"), Err(SaveError::Unreadable { .. })), "{path}");
        assert!(matches!(create(&archive.root, Path::new(path), "new"), Err(SaveError::Unreadable { .. })), "{path}");
    }
    // The root itself, swapped for a link.
    fs::rename(&archive.root, outside.join("moved")).unwrap();
    symlink("moved", &archive.root).unwrap();
    assert!(archive.save("x.toml", "old", "new").is_err());
    assert_eq!(archive.text(), "old");
    assert_eq!(fs::read_to_string(outside.join("secret")).unwrap(), "old");
}

/// A folder is swapped for a link to another and back, as fast as it goes, while a file in it is saved: the other folder's
/// file of that name, with the very bytes the save expects, must never change.
#[test]
fn a_folder_swapped_for_a_link_redirects_nothing() {
    let archive = Archive::new();
    let outside = archive.folder.path().join("outside");
    let (sub, aside) = (archive.root.join("sub"), archive.root.join("aside"));
    fs::create_dir(&sub).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(sub.join("x.toml"), "0").unwrap();
    let stop = AtomicBool::new(false);
    let mut redirected = false;
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                fs::rename(&sub, &aside).unwrap();
                symlink(&outside, &sub).unwrap();
                fs::remove_file(&sub).unwrap();
                fs::rename(&aside, &sub).unwrap();
            }
        });
        let mut last = "0".to_string();
        for number in 1..=300 {
            fs::write(outside.join("x.toml"), &last).unwrap();
            let next = number.to_string();
            let saved = archive.save("sub/x.toml", &last, &next).is_ok();
            let elsewhere = fs::read_to_string(outside.join("x.toml")).unwrap();
            redirected |= elsewhere != last || fs::read_dir(&outside).unwrap().count() != 1;
            if saved {
                last = next;
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(!redirected);
}

#[test]
fn a_folder_that_was_moved_or_replaced_is_noticed() {
    let archive = Archive::new();
    let (sub, aside) = (archive.root.join("sub"), archive.root.join("aside"));
    fs::create_dir(&sub).unwrap();
    fs::write(sub.join("x.toml"), "old").unwrap();
    fs::rename(&sub, &aside).unwrap();
    let file = sub.join("x.toml");
    assert_eq!(archive.save("sub/x.toml", "old", "new"), Err(SaveError::Vanished { file: file.clone() }));
    // Another folder of that name, and then a file.
    fs::create_dir(&sub).unwrap();
    assert_eq!(archive.save("sub/x.toml", "old", "new"), Err(SaveError::Vanished { file: file.clone() }));
    fs::write(&file, "theirs").unwrap();
    assert!(
        matches!(archive.save("sub/x.toml", "old", "new"), Err(SaveError::Changed { text, .. }) if text == "theirs")
    );
    fs::remove_dir_all(&sub).unwrap();
    fs::write(&sub, "a file").unwrap();
    assert!(matches!(archive.save("sub/x.toml", "old", "new"), Err(SaveError::Unreadable { .. })));
    assert_eq!(fs::read_to_string(aside.join("x.toml")).unwrap(), "old");
    assert_eq!(fs::read_dir(&aside).unwrap().count(), 1);
}

#[test]
fn odd_things_under_our_names_stop_a_save_but_harm_nothing() {
    let archive = Archive::new();
    let target = archive.folder.path().join("target");
    fs::write(&target, "target").unwrap();
    for name in [".x.toml.annals-lock", "x.toml.annals-kept"] {
        let name = archive.root.join(name);
        symlink(&target, &name).unwrap();
        assert!(archive.save("x.toml", "old", "new").is_err());
        fs::remove_file(&name).unwrap();
        fs::create_dir(&name).unwrap();
        assert!(archive.save("x.toml", "old", "new").is_err());
        fs::remove_dir(&name).unwrap();
    }
    // A link under the temporary name is removed like any other leftover, not followed.
    symlink(&target, archive.root.join(".x.toml.annals-tmp")).unwrap();
    assert_eq!(archive.save("x.toml", "old", "new"), Ok(vec![]));
    assert_eq!(fs::read_to_string(&target).unwrap(), "target");
}
