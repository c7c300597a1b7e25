//! Every system call of a save failed in turn: what is left is the old text or the new one, what was said of it is true, and
//! the next start works and leaves nothing beside the files.
//!
//! The calls are failed by `strace -e inject`, so `cargo test` leaves these tests out; `tests/system/faults` runs them.

mod pty;
mod shots;

use shots::Fault;
use shots::House;
use shots::OLD;
use shots::Ran;
use shots::every_call;
use shots::new;
use std::fs;
use std::process::Command;

/// What a save came to, if it came to what it may.
type Verdict = Result<&'static str, String>;

/// The file is the old one or the new one, and the status and the words say which.
fn told_truly(ran: &Ran, text: &str, new: &str) -> Verdict {
    let (is_old, is_new) = (text == OLD, text == new);
    match (ran.status, is_old, is_new) {
        (_, false, false) => Err(format!("a third state:\n{text}")),
        (None, ..) => Ok(if is_old { "killed, old" } else { "killed, new" }),
        (Some(0), _, true) => Ok("saved"),
        (Some(0), ..) => Err("it says that it is saved".to_string()),
        (Some(_), _, true) if ran.words.contains("did not confirm it") => Ok("saved, not confirmed"),
        (Some(_), _, true) => Err("it says that it failed, and the new text is there".to_string()),
        _ if ran.words.contains('→') => Err("it tells of a change that is not there".to_string()),
        _ => Ok("refused"),
    }
}

/// A plain change after all that works, and nothing is left beside the files.
fn goes_on(house: &House) -> Result<(), String> {
    let ran = house.run(&["set", "d.total", "9999"]);
    let text = house.read("110/x.toml");
    if ran.status != Some(0) || text != new("9_999") {
        return Err(format!("the next change: {ran:?}\n{text}"));
    }
    match house.litter() {
        litter if litter.is_empty() => Ok(()),
        litter => Err(format!("left behind: {litter:?}")),
    }
}

#[test]
#[ignore = "needs strace; tests/system/faults runs it"]
fn a_change_from_the_shell() {
    every_call(
        "set",
        |_| {},
        &["set", "d.total", "4500"],
        Fault::ALL,
        |house, ran| {
            let verdict = told_truly(ran, &house.read("110/x.toml"), &new("4_500"))?;
            goes_on(house).map(|()| verdict)
        },
    );
}

#[test]
#[ignore = "needs strace; tests/system/faults runs it"]
fn a_change_through_a_link() {
    let link = |house: &House| {
        fs::rename(house.archive().join("110/x.toml"), house.archive().join("real")).unwrap();
        std::os::unix::fs::symlink("../real", house.archive().join("110/x.toml")).unwrap();
    };
    every_call("set through a link", link, &["set", "d.total", "4500"], Fault::FEW, |house, ran| {
        let verdict = told_truly(ran, &house.read("real"), &new("4_500"))?;
        if !house.archive().join("110/x.toml").is_symlink() {
            return Err("the link is gone".to_string());
        }
        goes_on(house).map(|()| verdict)
    });
}

/// Written in place, the file may be half of each for a moment: then the copy beside it holds the old text, whole, and is
/// pointed at until a person has looked.
#[test]
#[ignore = "needs strace; tests/system/faults runs it"]
fn a_change_of_a_file_with_two_names() {
    let twin = |house: &House| {
        fs::hard_link(house.archive().join("110/x.toml"), house.path().join("twin")).unwrap();
    };
    every_call("set in place", twin, &["set", "d.total", "4500"], Fault::ALL, |house, ran| {
        let (text, kept) = (house.read("110/x.toml"), house.archive().join("110/x.toml.annals-kept"));
        if fs::read_to_string(house.path().join("twin")).unwrap() != text {
            return Err("the other name has another text".to_string());
        }
        let copy = fs::read_to_string(&kept).ok();
        if copy.as_deref().is_some_and(|copy| copy != OLD) {
            return Err(format!("the copy is not the old text: {copy:?}"));
        }
        let verdict = match (copy.as_deref(), told_truly(ran, &text, &new("4_500"))) {
            // Half of each, with the copy beside it: told, or killed.
            (Some(OLD), Err(_)) if ran.status.is_none() => "killed, with a copy",
            (Some(OLD), Err(_)) if ran.words.contains("annals-kept") => "broken, with a copy",
            (_, verdict) => verdict?,
        };
        if copy.as_deref().is_some_and(|copy| copy != text.as_str()) {
            let next = house.run(&["set", "d.total", "9999"]);
            if next.status != Some(2) || !next.words.contains("annals-kept") {
                return Err(format!("the copy is not pointed at: {next:?}"));
            }
            // As a person who has looked at both would.
            fs::rename(&kept, house.archive().join("110/x.toml")).unwrap();
        }
        goes_on(house).map(|()| verdict)
    });
}

#[test]
#[ignore = "needs strace; tests/system/faults runs it"]
fn a_new_year() {
    let made = "year = 111\n\n[[item]]\nid = \"stock\"\ncategory = \"a\"\ntitle = \"市有宿舍\"\n\n[[item.metric]]\nid = \"d.total\"\nname = \"宿舍\"\nunit = \"間\"\n";
    every_call(
        "new-year",
        |_| {},
        &["new-year", "111"],
        Fault::FEW,
        |house, ran| {
            let there = fs::read_to_string(house.archive().join("111/x.toml")).ok();
            let verdict = match (ran.status, there.as_deref()) {
                (_, Some(text)) if text != made => Err(format!("a third state:\n{text}")),
                (None, there) => Ok(if there.is_some() { "killed, there" } else { "killed, not there" }),
                (Some(0), Some(_)) => Ok("made"),
                (Some(0), None) => Err("it says that it is there".to_string()),
                (Some(_), Some(_)) if ran.words.contains("did not confirm it") => Ok("made, not confirmed"),
                // The list of what was made goes to standard output, which may be what failed.
                (Some(_), Some(_)) if ran.hit == "write" => Ok("made, not told"),
                (Some(_), Some(_)) => Err("it says that it failed, and the file is there".to_string()),
                (Some(_), None) => Ok("refused"),
            }?;
            if there.is_none() {
                let again = house.run(&["new-year", "111"]);
                if again.status != Some(0) {
                    return Err(format!("the next try: {again:?}"));
                }
            }
            let ran = house.run(&["set", "d.total", "9999", "--year", "111"]);
            let litter = house.litter();
            match ran.status == Some(0) && house.read("111/x.toml").contains("9999") && litter == ["111", "111/x.toml"]
            {
                true => Ok(verdict),
                false => Err(format!("then: {ran:?} {litter:?}")),
            }
        },
    );
}

#[test]
#[ignore = "needs strace; tests/system/faults runs it"]
fn an_export_over_an_older_one() {
    let older = |house: &House| fs::write(house.path().join("out.csv"), OLD).unwrap();
    let args = &["export", "--force", "-o", "../out.csv"];
    let house = House::new();
    house.run(args);
    let wanted = fs::read_to_string(house.path().join("out.csv")).unwrap();
    every_call("export", older, args, Fault::FEW, |house, ran| {
        let text = fs::read_to_string(house.path().join("out.csv")).unwrap();
        // A file that cannot be read is told of, and the rest exported.
        let left_out = ran.status == Some(0) && text.starts_with("year,") && ran.words.starts_with("annals: ");
        let verdict = match left_out && text != wanted {
            true => "told, without what could not be read",
            false => told_truly(ran, &text, &wanted)?,
        };
        let again = house.run(args);
        let names = fs::read_dir(house.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let hidden: Vec<_> = names.filter(|name| name.to_string_lossy().contains("annals-")).collect();
        match again.status == Some(0) && hidden.is_empty() {
            true => Ok(verdict),
            false => Err(format!("then: {again:?} {hidden:?}")),
        }
    });
}

/// The screen's save, with its draft: what was edited is on disk or in the draft, whatever fails.
#[test]
#[ignore = "needs strace; tests/system/faults runs it"]
fn a_save_on_the_screen() {
    shots::screen::every_call();
}

/// A disk with room for the old text and not for the new one as well.
#[test]
#[ignore = "mounts a small disk; tests/system/faults runs it"]
fn a_full_disk() {
    let house = House::new();
    let disk = house.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&disk).status();
    assert!(
        mounted.is_ok_and(|status| status.success()),
        "no tmpfs can be mounted here; tests/full.rs stands in for it"
    );
    let unmounted = shots::Unmount(disk.clone());
    let archive = disk.join("archive");
    shots::archive(&archive);
    let text = || fs::read_to_string(archive.join("110/x.toml")).unwrap();
    let set = |value: &str| house.run_in(&disk, &["set", "--archive", "archive", "d.total", value]);
    fs::write(disk.join("ballast"), vec![0; 1 << 20]).unwrap_err();
    let ran = set("4500");
    assert!(ran.status == Some(2) && ran.words.contains("No space left") && text() == OLD, "{ran:?}");
    fs::remove_file(disk.join("ballast")).unwrap();
    assert_eq!(set("4500").status, Some(0));
    assert_eq!(text(), new("4_500"));
    assert_eq!(fs::read_dir(archive.join("110")).unwrap().count(), 1);
    drop(unmounted);
}

/// Owner, access list and attributes are kept, as another program sees them; and a real short write is gone on with.
#[test]
#[ignore = "needs root, setfacl and cc; tests/system/faults runs it"]
fn what_the_file_has_beside_its_bytes() {
    let house = House::new();
    let file = house.archive().join("110/x.toml");
    let tool = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).arg(&file).output().unwrap_or_else(|_| panic!("needs {program}"));
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    tool("setfacl", &["-m", "u:daemon:rw,g:adm:r"]);
    tool("setfattr", &["-n", "user.note", "-v", "kept"]);
    tool("chown", &["daemon:adm"]);
    let all =
        || tool("getfacl", &["-p"]) + &tool("getfattr", &["--absolute-names", "-d"]) + &tool("stat", &["-c%a%u%g"]);
    let before = all();
    assert!(before.contains("user:daemon:rw-") && before.contains("user.note=\"kept\""), "{before}");
    assert_eq!(house.run(&["set", "d.total", "4500"]).status, Some(0));
    assert_eq!((all(), house.read("110/x.toml")), (before, new("4_500")));
}

/// A disk that takes seven bytes at a time, as no disk does, and any may.
#[test]
#[ignore = "needs cc; tests/system/faults runs it"]
fn a_disk_that_writes_little_at_once() {
    let house = House::new();
    let shim = house.path().join("short.so");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&shim).arg("tests/shots/short.c").status();
    assert!(built.unwrap().success());
    let ran = house.run_with(&[("LD_PRELOAD", shim.to_str().unwrap())], &["set", "d.total", "4500"]);
    assert_eq!((ran.status, house.read("110/x.toml")), (Some(0), new("4_500")), "{}", ran.words);
    // The shim was at work.
    let told = house.run_with(&[("LD_PRELOAD", shim.to_str().unwrap()), ("SHORT", "0")], &["set", "d.total", "4600"]);
    assert!(told.status == Some(2) && house.read("110/x.toml") == new("4_500"), "{told:?}");
}
