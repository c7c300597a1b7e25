//! A large archive on a real disk: what of it is read before it is shown, what becomes of drafts then, and the program
//! itself, whose first screen does not wait for the rest.

mod pty;

use annals::app::App;
use annals::app::event::Event;
use annals::app::key::Key;
use annals::app::keymap::Keymap;
use annals::app::reading;
use annals::config;
use annals::lang::Lang;
use annals::run::desk::Desk;
use annals::run::desk::Opening;
use annals::run::first;
use annals::store::archive::Archive;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const ABOUT: &str = "calendar = \"roc\"\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n";

/// A folder with an archive of two years, two files each.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("archive")).unwrap();
    fs::write(folder.path().join("archive/archive.toml"), ABOUT).unwrap();
    for (name, year) in [("a", 110), ("b", 108), ("c", 108), ("d", 110)] {
        let text =
            format!("# a head\nyear = {year}\n[[item]]\nid = \"{name}\"\ncategory = \"a\"\ntitle = \"{name}\"\n");
        fs::write(folder.path().join(format!("archive/{name}.toml")), text).unwrap();
    }
    folder
}

/// Opens it as one that is too large to be read at once.
fn open(folder: &Path) -> (Desk, Opening) {
    Desk::open_first(&folder.join("archive"), Some(&folder.join("state")), false, 0).unwrap()
}

/// The names of the files that are read.
fn read(opening: &Opening) -> Vec<String> {
    let read = opening.texts.iter().filter(|text| text.text.is_ok());
    read.map(|text| text.path.to_string_lossy().into_owned()).collect()
}

fn app(opening: Opening) -> App {
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    let mut app = App::new(Archive::read(opening.texts), keymap, Lang::En);
    reading::begin(&mut app, &opening.awaited);
    app
}

#[test]
fn what_the_first_screen_shows_is_read_first() {
    let folder = folder();
    let (_, opening) = open(folder.path());
    assert_eq!(read(&opening), ["a.toml", "archive.toml"], "what it is, and the beginning of its last year");
    let numbers: Vec<usize> = opening.awaited.iter().map(|awaited| awaited.number).collect();
    assert_eq!(numbers, [4, 2, 3], "the rest of that year, then the others");
    let app = app(opening);
    let years: Vec<i32> = app.archive.years.iter().flatten().map(|year| year.gregorian()).collect();
    assert_eq!((years, app.show_year(app.year)), (vec![2019, 2021], "110".to_string()));
    // An archive of no more bytes than that is read whole.
    let most =
        fs::read_dir(folder.path().join("archive")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    let (_, opening) = Desk::open_first(&folder.path().join("archive"), None, false, most.sum()).unwrap();
    assert_eq!((read(&opening).len(), opening.awaited.len()), (5, 0));
}

#[test]
fn a_draft_outlives_a_start_that_has_not_read_its_file() {
    let folder = folder();
    let path = folder.path().join("archive/c.toml");
    let before = fs::read_to_string(&path).unwrap();
    let after = before.replace("title = \"c\"", "title = \"c!\"");
    {
        let (mut desk, opening) =
            Desk::open(&folder.path().join("archive"), Some(&folder.path().join("state")), false).unwrap();
        let mut app = app(opening);
        "[je!".chars().for_each(|c| _ = app.handle(Event::Key(Key::char(c))));
        app.handle(Event::Key("enter".parse().unwrap()));
        assert_eq!(app.unsaved(), 1);
        desk.keep(&app).unwrap();
    }
    // The file that a draft is of is read with the first, so that it can be offered.
    let (desk, opening) = open(folder.path());
    assert_eq!(read(&opening), ["a.toml", "archive.toml", "c.toml"]);
    let found = opening.recovered.unwrap().files;
    assert_eq!(found, [("c.toml".to_string(), before, after.clone())]);
    drop(desk);
    // What stands on disk is no draft any more, and what does not is one still.
    fs::write(&path, &after).unwrap();
    let (desk, opening) = open(folder.path());
    assert!(opening.recovered.is_none());
    drop((desk, opening));
    assert!(
        fs::read_dir(folder.path().join("state/drafts")).map_or(0, |entries| entries
            .filter(|entry| {
                entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|end| end == "journal"))
            })
            .count())
            == 0
    );
}

/// An archive of more than [`first::MOST`] bytes. How many items it has.
fn generate(folder: &Path) -> usize {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("archive.toml"), ABOUT).unwrap();
    let body = "宿舍管理".repeat(40);
    let (mut bytes, mut items) = (0, 0);
    while bytes < 2 * first::MOST {
        let mut text = "year = 110\n".to_string();
        for _ in 0..500 {
            text += &format!(
                "\n[[item]]\nid = \"i{items}\"\ncategory = \"a\"\ntitle = \"第{items}項\"\ntext = \"{body}\"\n"
            );
            items += 1;
        }
        fs::write(folder.join(format!("{items:06}.toml")), &text).unwrap();
        bytes += text.len() as u64;
    }
    items
}

#[test]
fn the_first_screen_does_not_wait() {
    let home = tempfile::tempdir().unwrap();
    let items = generate(&home.path().join("archive"));
    let mut pty = pty::open(24, 80, home.path(), &[], &["archive"]);
    pty.wait_for("第0項");
    pty.wait_for(&items.to_string());
    let told = String::from_utf8_lossy(&pty.raw_output()).into_owned();
    let (first, reading) = (told.find("第0項"), told.find("Reading:"));
    assert!(first.is_some() && reading.is_some(), "the first item shows while the rest is read");
    // The last item is found, and everything is as in any archive.
    pty.send("G");
    pty.wait_for(&format!("第{}項", items - 1));
    pty.send("q");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}

/// Opens the archive, and counts what is resident in bytes once the screen says so.
#[cfg(target_os = "linux")]
fn resident(home: &Path, archive: &str, is_read: impl Fn(&str) -> bool) -> usize {
    let pty = pty::open(24, 80, home, &[], &[archive]);
    pty.wait_until("all is read", |screen| is_read(&screen.contents()));
    let status = fs::read_to_string(format!("/proc/{}/status", pty.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
}

/// What is kept beside the program itself: the bytes of the files, a fifth more for the index and all else that is known of
/// them, and what does not grow with them. A second copy of the texts would be found here.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_little_more_than_the_data() {
    const FIXED: usize = 4 << 20;
    let home = tempfile::tempdir().unwrap();
    let items = generate(&home.path().join("archive"));
    let bytes: u64 =
        fs::read_dir(home.path().join("archive")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    fs::write(home.path().join("one.toml"), "[[item]]\ntitle = \"第0項\"\n").unwrap();
    let alone = resident(home.path(), "one.toml", |screen| screen.contains("第0項"));
    let is_read = |screen: &str| screen.contains(&items.to_string()) && !screen.contains("Reading:");
    let all = resident(home.path(), "archive", is_read);
    let most = bytes as usize * 6 / 5 + FIXED;
    assert!(all.saturating_sub(alone) <= most, "{} for {bytes}, {alone} without them", all - alone);
}
