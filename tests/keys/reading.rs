//! An archive that is read while it is shown: what comes in changes nothing under the hands, what is not there yet is not
//! taken for gone, and at the end all is as if it had been read at once.

use super::desk::Desk;
use annals::app::App;
use annals::app::fields::aside::Aside;
use annals::app::pick;
use annals::app::recover;
use annals::app::recover::Recovered;
use annals::app::work;
use annals::store::archive::ItemId;

const ABOUT: &str =
    "calendar = \"roc\"\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n[[category]]\nid = \"b\"\ntitle = \"乙\"\n";
const YEAR: i32 = 2021;

/// Files of one year, a few items in each of both categories; and one of the year before.
fn files(about: &str) -> Vec<(String, String)> {
    let item = |file: usize, n: usize| {
        let category = if n.is_multiple_of(2) { "a" } else { "b" };
        format!("[[item]]\nid = \"i{file}.{n}\"\ncategory = \"{category}\"\ntitle = \"{file}之{n}\"\n")
    };
    let file = |file: usize| (0..6).map(|n| item(file, n)).collect::<String>();
    let year = |n: usize| if n == 7 { 109 } else { 110 };
    let files = (0..8).map(|n| (format!("{n}.toml"), format!("year = {}\n{}", year(n), file(n))));
    std::iter::once(("archive.toml".to_string(), about.to_string())).chain(files).collect()
}

fn desk(about: &str, left_out: &[(&str, i32)]) -> Desk {
    let files = files(about);
    Desk::partly(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>(), left_out)
}

const LEFT_OUT: &[(&str, i32)] = &[
    ("0.toml", YEAR),
    ("1.toml", YEAR),
    ("3.toml", YEAR),
    ("4.toml", YEAR),
    ("5.toml", YEAR),
    ("6.toml", YEAR),
    ("7.toml", YEAR - 1),
];

/// All that a person can see of the archive.
fn shown(app: &App) -> String {
    let items: Vec<(ItemId, String)> =
        (0..app.view.items.len()).filter_map(|at| app.item_row(at)).map(|row| (row.id, row.title)).collect();
    let findings: Vec<String> = app.checks.report.findings.iter().map(|found| found.describe(app.lang)).collect();
    format!("{:?}\n{:?}\n{items:?}\n{:?}\n{findings:?}", app.archive.years, app.view.categories, app.hits)
}

#[test]
fn at_the_end_all_is_there() {
    for about in [ABOUT, "calendar = \"roc\"\n"] {
        let (mut partly, whole) = (desk(about, LEFT_OUT), desk(about, &[]));
        assert_eq!(partly.app.view.items.len(), 3, "only one file is read");
        assert_eq!(partly.app.archive.years, whole.app.archive.years, "the years are known from the start");
        partly.read(LEFT_OUT.len());
        assert!(partly.reads.is_empty() && work::told(&partly.app).is_none());
        // The person stands where they stood; the other began at the first.
        partly.press("gg");
        assert_eq!(shown(&partly.app), shown(&whole.app));
    }
}

#[test]
fn what_is_derived_is_made_anew_a_few_times_only() {
    let mut desk = desk(ABOUT, LEFT_OUT);
    let (mut counts, mut seen) = (0, desk.app.archive.count());
    for _ in LEFT_OUT {
        desk.read(1);
        counts += usize::from(std::mem::replace(&mut seen, desk.app.archive.count()) != seen);
    }
    // 1, 2, 4, 7 files, and the last.
    assert_eq!(counts, 4);
}

#[test]
fn nothing_moves_under_the_hands() {
    for about in [ABOUT, "calendar = \"roc\"\n"] {
        let mut desk = desk(about, LEFT_OUT);
        let (mut screen, room) = (desk.app.screen, desk.app.room);
        screen.panes = [(0, 0, 20, 3); 4];
        desk.app.fit(screen, room);
        desk.press("hhjl");
        let item = desk.app.item();
        assert!(desk.tell().contains("乙") || desk.tell().contains("› b ›"), "{}", desk.tell());
        desk.press("je");
        let told = |desk: &Desk| desk.tell().rsplit_once(' ').unwrap().0.to_string();
        let (before, above) = (told(&desk), desk.app.panes[1].above());
        assert_ne!(desk.app.item(), item);
        desk.read(LEFT_OUT.len());
        assert_eq!(told(&desk), before, "a field stays open");
        assert_eq!(desk.app.panes[1].above(), above, "and its row where it was");
        desk.press("<end>!<enter>s");
        assert!(desk.rows().contains("2之3!"), "{}", desk.rows());
        desk.press("<enter>");
        assert!(desk.disk("2.toml").contains("2之3!"));
    }
}

#[test]
fn it_can_be_stopped_and_gone_on_with() {
    let mut desk = desk(ABOUT, LEFT_OUT);
    assert_eq!(work::told(&desk.app).as_deref(), Some("Reading: 0 % of 9 files; Esc stops it"));
    desk.read(1);
    desk.press("/之<esc>");
    assert!(desk.reads[0].signal.step(0).is_ok(), "that Esc was for what was typed");
    desk.press("<esc>");
    assert!(desk.reads[0].signal.step(0).is_err());
    desk.read(0);
    assert_eq!(desk.app.status.text, "3 of 9 files are read; R reads on.");
    // What comes late is taken in all the same, and nothing else is read.
    assert_eq!(desk.app.archive.files.iter().filter(|file| file.is_awaited()).count(), 6);
    desk.press("jja");
    assert!(desk.app.status.bad && desk.app.status.text.contains("may have the same id"), "{}", desk.app.status.text);
    desk.press("[");
    assert_eq!(desk.app.view.items.len(), 0, "{}", desk.tell());
    desk.press("R");
    // The year that shows comes first.
    assert_eq!(desk.app.archive.files[desk.reads[0].files[0]].path.to_string_lossy(), "7.toml");
    desk.read(6);
    assert_eq!((desk.app.view.items.len(), desk.tell().starts_with("109")), (3, true), "{}", desk.tell());
    assert_eq!(shown(&desk.app).matches("2之").count(), 0);
}

#[test]
fn what_others_do_meanwhile_is_seen() {
    let mut desk = desk(ABOUT, LEFT_OUT);
    desk.write("0.toml", "year = 110\n[[item]]\nid = \"new\"\ncategory = \"a\"\ntitle = \"新\"\n");
    desk.stir();
    assert!(desk.text("0.toml").contains("新"));
    desk.remove("1.toml");
    desk.write("1.toml", "year = 110\n");
    desk.read(LEFT_OUT.len());
    assert!(desk.text("0.toml").contains("新"), "what is newer stays");
    assert_eq!(desk.text("1.toml"), "year = 110\n");
}

#[test]
fn a_draft_is_taken_up_while_the_rest_is_read() {
    let mut desk = desk(ABOUT, LEFT_OUT);
    let base = desk.text("2.toml");
    let mine = base.replace("2之0", "改過");
    let files = vec![("2.toml".to_string(), base, mine)];
    recover::offer(&mut desk.app, Recovered { files, typing: Vec::<Aside>::new() });
    desk.read(3);
    desk.press("y");
    desk.read(LEFT_OUT.len() - 3);
    assert!(desk.text("2.toml").contains("改過") && desk.app.unsaved() == 1);
    desk.press("u");
    assert!(!desk.text("2.toml").contains("改過") && desk.app.unsaved() == 0);
}

/// Of a large archive all is read again behind the keys.
fn large() -> Desk {
    let mut desk = desk(ABOUT, &[]);
    desk.app.large = 0;
    desk
}

#[test]
fn all_is_read_again_behind_the_keys() {
    let mut desk = large();
    desk.write("0.toml", "year = 110\n[[item]]\nid = \"new\"\ncategory = \"a\"\ntitle = \"新\"\n");
    desk.write("8.toml", "year = 110\n");
    desk.remove("1.toml");
    desk.press("R");
    assert_eq!(work::told(&desk.app).as_deref(), Some("Reading: 0 % of 9 files; Esc stops it"));
    desk.press("RR");
    assert!(!desk.text("0.toml").contains("新"));
    desk.read_again();
    assert!(desk.again.is_none() && work::told(&desk.app).is_none());
    assert!(desk.text("0.toml").contains("新") && desk.text("8.toml").starts_with("year"));
    assert_eq!((desk.text("1.toml").as_str(), desk.app.archive.files.len()), ("", 10));
    assert_eq!(desk.app.status.text, "Read again from disk: 3 file(s) had changed.");
    desk.press("R");
    desk.read_again();
    assert_eq!(desk.app.status.text, "Nothing has changed on disk.");
    assert_eq!(desk.saves, 0);
}

#[test]
fn what_is_typed_meanwhile_stays() {
    let mut desk = large();
    let theirs = desk.disk("2.toml").replace("2之5", "2之五");
    desk.press("gge!<enter>");
    let mine = desk.text("0.toml");
    assert!(mine.contains("!\"") && desk.app.unsaved() == 1);
    desk.write("2.toml", &theirs);
    desk.write("0.toml", &desk.disk("0.toml").replace("0之5", "0之五"));
    desk.press("R");
    // A field that is open when all has been read keeps what is typed, and its record.
    desk.press("je");
    desk.read_again();
    assert!(desk.again.is_some() && !desk.text("2.toml").contains('五'), "it waits for the field");
    desk.press("<end>?<enter>");
    assert!(desk.again.is_none() && desk.text("2.toml").contains("2之五"));
    // What both changed apart is there from both.
    let both = desk.text("0.toml");
    assert!(both.contains("!\"") && both.contains("?\"") && both.contains("0之五"), "{both}");
    assert_eq!((desk.app.unsaved(), desk.saves), (1, 0));
    desk.press("uu");
    assert!(!desk.text("0.toml").contains(['!', '?']));
}

#[test]
fn reading_again_can_be_stopped() {
    let mut desk = large();
    desk.write("0.toml", "year = 110\n");
    desk.press("R<esc>");
    assert!(desk.again.as_ref().is_some_and(|(signal, _)| signal.step(0).is_err()));
    desk.read_again();
    assert_eq!(desk.app.status.text, "Stopped; all is as it was read before.");
    assert!(desk.text("0.toml").contains("0之0"));
    desk.press("R");
    desk.read_again();
    assert_eq!(desk.text("0.toml"), "year = 110\n");
}

#[test]
fn the_list_to_choose_from_fills_while_files_are_read() {
    let mut desk = desk(ABOUT, LEFT_OUT);
    pick::open(&mut desk.app, "之5");
    assert_eq!(desk.rows().matches("之5").count(), 1, "only one file is read: {}", desk.rows());
    assert_eq!(work::told(&desk.app).as_deref(), Some("Reading: 0 % of 9 files"));
    desk.read(3);
    assert_eq!(desk.rows().matches("之5").count(), 4, "{}", desk.rows());
    // A file that is not read yet may have the same id, and then the name would lead there.
    desk.press("<enter>");
    assert!(!desk.quit && desk.app.status.text.contains("as soon as all"), "{}", desk.app.status.text);
    desk.read(3);
    assert!(!desk.quit);
    desk.read(1);
    assert_eq!((desk.quit, desk.picked.as_deref()), (true, Some("i0.5")));
}

#[test]
fn what_is_no_longer_chosen_is_not_given() {
    let mut desk = desk(ABOUT, LEFT_OUT);
    pick::open(&mut desk.app, "之5");
    desk.read(1);
    desk.press("<enter><down>");
    desk.read(6);
    assert!(!desk.quit && desk.rows().matches("之5").count() >= 2, "{}", desk.rows());
    desk.press("<enter>");
    assert!(desk.quit && desk.picked.is_some());
}
