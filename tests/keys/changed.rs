//! What others change, when that is more than can be read within a key: it is read behind the person, and taken in at once.

use super::desk::Desk;
use annals::app::event::Event;
use annals::app::work;

const ABOUT: &str =
    "calendar = \"roc\"\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n[[category]]\nid = \"b\"\ntitle = \"乙\"\n";
const FILES: usize = 5;

fn file(number: usize, note: &str) -> String {
    format!(
        "year = 110\n[[item]]\nid = \"{number}\"\ncategory = \"a\"\ntitle = \"第{number}項\"\nno = \"1\"\nnote = \"{note}\"\n"
    )
}

fn desk() -> Desk {
    let files: Vec<(String, String)> = (0..FILES).map(|number| (format!("{number}.toml"), file(number, ""))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut desk = Desk::new(&[&[("archive.toml", ABOUT)], files.as_slice()].concat());
    desk.many = true;
    desk
}

/// Someone else changes all files, and makes one more.
fn change(desk: &mut Desk) {
    (0..FILES).for_each(|number| desk.write(&format!("{number}.toml"), &file(number, "theirs")));
    desk.write("new.toml", &file(9, "theirs"));
    desk.stir();
}

/// How many files are as the others have written them.
fn theirs(desk: &Desk) -> usize {
    desk.app.archive.files.iter().filter(|file| file.text.contains("theirs")).count()
}

#[test]
fn what_others_change_is_taken_in_when_all_of_it_is_read() {
    let mut desk = desk();
    change(&mut desk);
    assert_eq!(work::told(&desk.app).as_deref(), Some("Reading: 0 % of 6 files; Esc stops it"));
    desk.press("jj");
    // What happens meanwhile is looked at after it.
    desk.write("new.toml", &file(8, "theirs"));
    desk.stir();
    assert_eq!(theirs(&desk), 0);
    let chosen = desk.tell();
    desk.event(Event::ReadAgain);
    assert_eq!((theirs(&desk), desk.app.unsaved()), (FILES, 0), "one is another again, and is not taken");
    assert!(desk.app.status.text.starts_with("Someone changed 5"), "{:?}", desk.app.status);
    assert_eq!(desk.tell(), chosen);
    assert_eq!(
        work::told(&desk.app).as_deref(),
        Some("Reading: 0 % of 1 files; Esc stops it"),
        "it is looked for at once"
    );
    desk.event(Event::ReadAgain);
    assert_eq!(desk.text("new.toml"), file(8, "theirs"));
    // What they brought is found, and what they took away is gone.
    desk.press("/第8項<enter>");
    assert!(desk.tell().contains("6/6"), "{}", desk.tell());
    desk.remove("new.toml");
    desk.stir();
    assert!(desk.tell().contains("/5"), "{}", desk.tell());
}

#[test]
fn what_is_typed_or_saved_meanwhile_stays() {
    let mut desk = desk();
    change(&mut desk);
    desk.press("e甲");
    desk.event(Event::ReadAgain);
    assert_eq!(theirs(&desk), 0, "a field stands for a record by its number");
    desk.press("<enter>");
    assert_eq!((theirs(&desk), desk.app.unsaved()), (FILES + 1, 1));
    assert_eq!(desk.text("0.toml"), file(0, "theirs").replace("項", "項甲"), "both changes are there");

    let mut desk = self::desk();
    change(&mut desk);
    desk.press("e甲<enter>s<enter>");
    let both = file(0, "theirs").replace("項", "項甲");
    assert_eq!((desk.disk("0.toml"), desk.app.unsaved()), (both.as_str(), 0), "met by the save");
    desk.event(Event::ReadAgain);
    assert_eq!((desk.text("0.toml"), theirs(&desk)), (both, FILES + 1), "what was read before it was saved is old");
}

#[test]
fn a_step_is_taken_back_across_what_others_did() {
    let mut desk = desk();
    desk.press("e甲<enter>s<enter>");
    let saved = desk.text("0.toml");
    desk.write("0.toml", &saved.replace("note = \"\"", "note = \"theirs\""));
    desk.stir();
    desk.event(Event::ReadAgain);
    assert_eq!(theirs(&desk), 1);
    desk.press("u");
    assert_eq!(desk.text("0.toml"), file(0, "theirs"));
}

#[test]
fn it_can_be_stopped_and_is_found_again() {
    let mut desk = desk();
    change(&mut desk);
    desk.press("<esc>");
    desk.event(Event::ReadAgain);
    assert_eq!((theirs(&desk), work::told(&desk.app)), (0, None));
    desk.stir();
    desk.event(Event::ReadAgain);
    assert_eq!(theirs(&desk), FILES + 1);
}

#[test]
fn a_new_year_of_many_files_is_read_behind_the_person() {
    let mut desk = desk();
    desk.press(":new-year<enter>y");
    assert!(work::told(&desk.app).is_some_and(|told| told.starts_with("Reading")), "{:?}", desk.app.status);
    assert!(desk.tell().starts_with("110"), "{}", desk.tell());
    desk.event(Event::ReadAgain);
    assert!(desk.tell().starts_with("111"), "{}", desk.tell());
    assert!(work::told(&desk.app).is_none());
}
