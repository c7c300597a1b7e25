//! Nothing outside the archive is written: not through links in it, not while folders are swapped for links, not by names.
//! `SAFETY_RACES=100000` takes that many tries.

use annals::store::disk::read_archive;
use annals::store::disk::save;
use annals::store::source::Hash;
use rustix::fs::CWD;
use rustix::fs::RenameFlags;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use tempfile::TempDir;

const YEAR: &str = "year = 110\n[[item]]\nid = \"a\"\ntitle = \"0\"\n";

struct House(TempDir);

impl House {
    /// An archive, and beside it a folder that looks the same.
    fn new() -> House {
        let house = House(tempfile::tempdir().unwrap());
        for folder in ["data/110", "outside/110"] {
            fs::create_dir_all(house.path(folder)).unwrap();
            fs::write(house.path(folder).join("a.toml"), YEAR).unwrap();
        }
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        let output = command.env_clear().env("HOME", self.0.path()).current_dir(self.0.path()).args(args).output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    /// Every file outside, as it was.
    #[track_caller]
    fn nothing_outside(&self, told: &str) {
        let names: Vec<_> =
            fs::read_dir(self.path("outside/110")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["a.toml"], "{told}");
        assert_eq!(fs::read_to_string(self.path("outside/110/a.toml")).unwrap(), YEAR, "{told}");
        assert_eq!(fs::read_dir(self.path("outside")).unwrap().count(), 1, "{told}");
    }
}

#[test]
fn links_out_of_the_archive_are_shown_as_that() {
    let house = House::new();
    fs::remove_dir_all(house.path("data/110")).unwrap();
    fs::write(house.path("data/108.toml"), YEAR.replace("110", "108")).unwrap();
    for (from, to) in [("data/110", "../outside/110"), ("data/b.toml", "../outside/110/a.toml")] {
        symlink(to, house.path(from)).unwrap();
        let (_, said) = house.run(&["set", "a@110:title", "new"]);
        house.nothing_outside(&said);
        let (_, said) = house.run(&["add", "item", "t", "-c", "x", "-y", "110"]);
        house.nothing_outside(&said);
        let (_, said) = house.run(&["new-year", "110"]);
        house.nothing_outside(&said);
        let (_, said) = house.run(&["list", "--ids"]);
        assert!(said.contains("leads out of the archive"), "{said}");
    }
}

#[test]
fn names_of_ours_that_someone_took() {
    for (name, target) in [
        (".a.toml.annals-lock", "outside/victim"),
        (".a.toml.annals-tmp", "outside/victim"),
        (".a.toml.annals-tmp", "outside/110/a.toml"),
        (".a.toml.annals-lock", "outside/110/a.toml"),
        ("a.toml.annals-kept", "outside/110/a.toml"),
    ] {
        let house = House::new();
        symlink(house.path(target), house.path("data/110").join(name)).unwrap();
        let (status, said) = house.run(&["set", "a:title", "new"]);
        house.nothing_outside(&format!("{name} to {target}: {said}"));
        let now = fs::read_to_string(house.path("data/110/a.toml")).unwrap();
        assert_eq!(status == Some(0), now.contains("new"), "{name}: {said}");
        assert!(status == Some(0) || said.contains("not saved"), "{name}: {said}");
    }
}

#[test]
fn names_that_lead_up() {
    let house = House::new();
    for args in [
        &["new-year", "../outside/111"][..],
        &["new-year", "112", "--from", "../outside/110"],
        &["set", "../outside/110/a:title", "new"],
        &["add", "item", "t", "-c", "../../outside", "-y", "110"],
        &["mv", "a", "../../outside/x"],
        &["list", "-y", "../outside"],
    ] {
        let (status, said) = house.run(args);
        house.nothing_outside(&format!("{args:?}: {said}"));
        assert_ne!(status, Some(0), "{args:?}: {said}");
    }
    fs::write(house.path("in.csv"), "year,id,category,title\n../outside/x,new,x,t\n112,../../outside/y,x,t\n").unwrap();
    let (_, said) = house.run(&["import", "in.csv", "--skip-bad"]);
    house.nothing_outside(&said);
    assert!(!house.path("outside/y").exists() && !house.path("outside/y.toml").exists());
}

/// Swaps two names again and again until told to stop.
fn swap(one: &Path, other: &Path, done: &AtomicBool) {
    while !done.load(Ordering::Relaxed) {
        rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).unwrap();
    }
}

#[test]
fn a_folder_that_is_swapped_for_a_link_meanwhile() {
    let tries = std::env::var("SAFETY_RACES").ok().and_then(|tries| tries.parse().ok()).unwrap_or(2000);
    let house = House::new();
    let root = fs::canonicalize(house.path("data")).unwrap();
    let real = root.join("110/a.toml");
    let link = root.join(".link");
    symlink(house.path("outside/110"), &link).unwrap();
    assert!(read_archive(&root).unwrap().files.iter().any(|file| file.real == real));
    let done = AtomicBool::new(false);
    let (mut saved, mut made) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| swap(&root.join("110"), &link, &done));
        let mut before = YEAR.to_string();
        for at in 1..=tries {
            let text = YEAR.replace("\"0\"", &format!("\"{at}\""));
            let expected = Hash::of(before.as_bytes());
            match save::save(&save::Save { root: &root, real: &real, expected, text: &text }) {
                Ok(_) => {
                    before = text;
                    saved += 1;
                }
                // The same bytes are expected outside: had it been read there, it would have been written there.
                Err(error) => {
                    assert!(!matches!(error, annals::store::disk::problem::SaveError::Changed { .. }), "{error}")
                }
            }
            if at % 8 == 0 {
                made +=
                    usize::from(save::create(&root, Path::new(&format!("110/new-{at}.toml")), "year = 110\n").is_ok());
            }
        }
        done.store(true, Ordering::Relaxed);
    });
    house.nothing_outside(&format!("{saved} saved and {made} made of {tries}"));
    assert!(saved > 0, "the way in was never free in {tries} tries");
}
