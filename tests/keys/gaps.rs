//! A new year: begun, and its figures entered one after the other.

use crate::keys::desk::Desk;
use annals::app::mode::Mode;
use annals::store::archive::Archive;
use annals::store::problem::Flaw;
use std::sync::Arc;

const ABOUT: &str = "calendar = \"roc\"\n\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n\n[[category]]\nid = \"b\"\ntitle = \"乙\"\n\n[[category]]\nid = \"c\"\nin.111 = { absent = true }\n\n[[series]]\nid = \"rooms\"\nname = \"宿舍\"\nunit = \"間\"\n\n[[series]]\nid = \"grade\"\nname = \"等第\"\n\n[[series]]\nid = \"spent\"\nunit = \"元\"\ntarget = 5\n";
const Y108: &str = "year = 108\n\n[[item]]\nid = \"one\"\ncategory = \"a\"\n\n[[item.metric]]\nid = \"spent\"\nvalue = 1500000\napprox = true\n";
const Y110: &str = "# 110\nyear = 110\n\n# ── 甲 ──\n\n[[item]]\nid = \"two\"\ncategory = \"b\"\ntitle = \"二\"\n\n[[item.metric]]\nid = \"grade\"\nvalue = \"特優\"\n\n[[item]]\nid = \"one\"\ncategory = \"a\"\nno = \"1\"\ntitle = \"一\"\n\n[[item.metric]]\nid = \"rooms\"\nvalue = 44\n\n[[item.metric]]\nid = \"spent\"\n\n[[item]]\nid = \"three\"\ncategory = \"c\"\ntitle = \"三\"\n";
const Y111: &str = "year = 111\n\n# ── 甲 ──\n\n[[item]]\nid = \"two\"\ncategory = \"b\"\ntitle = \"二\"\n\n[[item.metric]]\nid = \"grade\"\n\n[[item]]\nid = \"one\"\ncategory = \"a\"\ntitle = \"一\"\n\n[[item.metric]]\nid = \"rooms\"\n\n[[item.metric]]\nid = \"spent\"\n";

/// The archive with its new year begun, which is shown.
fn desk() -> Desk {
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("108/a.toml", Y108), ("110/a.toml", Y110)]);
    desk.press(":new-year<enter>y");
    desk
}

/// After the keys, the new year's file has these values in the places of the gaps of its metrics.
#[track_caller]
fn enters(keys: &str, values: &[(&str, &str)]) -> Desk {
    let mut desk = desk();
    desk.press(keys);
    let wanted = values.iter().fold(Y111.to_string(), |text, (id, value)| {
        text.replacen(&format!("\nid = \"{id}\"\n"), &format!("\nid = \"{id}\"\nvalue = {value}\n"), 1)
    });
    assert_eq!(desk.text("111/a.toml"), wanted, "after {keys}; status: {}", desk.app.status.text);
    desk
}

/// The metric whose value is open, what is told beside it, and how many are missing.
fn open(desk: &Desk) -> String {
    let Mode::Edit(edit) = &desk.app.mode else { return format!("- {}", desk.app.status.text) };
    let gap = edit.gap.clone().expect("no gap is being entered");
    let metric = desk.app.archive.metric(desk.app.item().unwrap(), desk.app.metric().unwrap()).unwrap();
    format!(
        "{} [{}] ({}) {} of {}{}",
        metric.id,
        edit.line.text(),
        edit.meaning,
        gap.before,
        gap.left,
        desk.app.status.text
    )
}

#[test]
fn a_year_is_begun_after_a_question() {
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("108/a.toml", Y108), ("110/a.toml", Y110)]);
    desk.press("[:new-year<enter>");
    assert!(
        desk.question().starts_with("Begin 111 from 110: 1 file(s) with 2 item(s) and 3 metric(s)"),
        "{}",
        desk.question()
    );
    desk.press("n");
    assert_eq!(desk.app.archive.files.len(), 3);
    desk.press(":new-year<enter>y");
    assert_eq!(desk.disk("111/a.toml"), Y111);
    assert_eq!((desk.app.show_year(desk.app.year), desk.app.unsaved()), ("111".to_string(), 0));
    assert_eq!(desk.app.status.text, "111 has begun; i enters its figures.");
    // The same item is chosen, and the years on both sides are reached as ever.
    assert!(desk.tell().starts_with("111 Items › 甲 › 一"), "{}", desk.tell());
    desk.press("[");
    assert!(desk.tell().starts_with("110"), "{}", desk.tell());
    desk.press("]");
    assert!(desk.tell().starts_with("111"), "{}", desk.tell());
    desk.press("]");
    assert!(desk.tell().starts_with("111"), "{}", desk.tell());
}

/// An archive of three files, whose new year is being made: none of it yet.
fn making() -> Desk {
    let item = |id: &str| format!("year = 110\n[[item]]\nid = \"{id}\"\ncategory = \"a\"\ntitle = \"{id}\"\n");
    let [a, b, c] = ["x", "y", "z"].map(item);
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", &a), ("110/b.toml", &b), ("110/c.toml", &c)]);
    desk.slow = true;
    desk.press(":new-year<enter>y");
    desk
}

#[test]
fn the_files_of_a_year_are_made_beside_the_keys() {
    let mut desk = making();
    desk.make(1);
    assert_eq!(desk.app.status.text, "Making the new year: 1 of 3 files; Esc stops it");
    // What is on disk already is not told as if others had written it, and the keys go on.
    desk.stir();
    assert_eq!((desk.app.archive.files.len(), desk.app.show_year(desk.app.year)), (4, "110".to_string()));
    desk.press(":new-year<enter>");
    assert!(matches!(desk.app.mode, Mode::Browse), "one year at a time");
    desk.press("2e!");
    desk.make(2);
    assert!(matches!(desk.app.mode, Mode::Edit(_)), "whoever types is not taken away from it");
    desk.press("<enter>");
    assert_eq!((desk.app.archive.files.len(), desk.app.show_year(desk.app.year)), (7, "111".to_string()));
    assert_eq!((desk.app.status.text.as_str(), desk.app.unsaved()), ("111 has begun; i enters its figures.", 1));
}

#[test]
fn a_year_that_is_being_made_can_be_stopped() {
    let part = "Stopped: 2 of 3 files of 111 are made, and stay. To begin 111 anew, delete them first.";
    for (made, keys, told, files) in [
        (0, "<esc>", "Stopped; no file was made.", 4),
        (2, "<esc>", part, 6),
        // Leaving stops it first, and tells what is left there.
        (2, "q", part, 6),
    ] {
        let mut desk = making();
        desk.make(made);
        desk.press(keys);
        desk.make(3);
        assert_eq!((desk.app.status.text.as_str(), desk.app.archive.files.len()), (told, files), "{made} {keys}");
        assert_eq!((desk.files().len(), desk.quit), (files, false), "{made} {keys}");
        desk.press("q");
        assert!(desk.quit, "{made} {keys}");
    }
}

#[test]
fn a_year_that_cannot_be_begun_says_why() {
    let told = |files: &[(&str, &str)], lock: Option<Flaw>| {
        let files: Vec<_> = std::iter::once(&("archive.toml", ABOUT)).chain(files).copied().collect();
        let mut desk = Desk::new(&files);
        Arc::make_mut(&mut desk.app.archive).files.iter_mut().for_each(|file| file.lock(lock.clone()));
        desk.press(":new-year<enter>");
        assert!(matches!(desk.app.mode, Mode::Browse) && desk.app.status.bad);
        desk.app.status.text.clone()
    };
    let year = ("110/a.toml", Y110);
    assert!(told(&[year], Some(Flaw::Sample)).contains("built-in sample"));
    assert!(told(&[year], Some(Flaw::AskedReadOnly)).contains("--read-only"));
    assert!(told(&[], None).contains("There is no file to add to"));
    assert!(told(&[year, ("111/a.toml", "year = \n")], None).contains("111/a.toml: there already"));
    assert!(told(&[("110/a.toml", "year = 110\n")], None).contains("has nothing"));
    // What only the disk knows of is told by the disk, and nothing changes.
    let mut desk = Desk::new(&[("archive.toml", ABOUT), year]);
    desk.press(":new-year<enter>");
    desk.write("111/a.toml", "mine");
    desk.press("y");
    assert_eq!((desk.disk("111/a.toml"), desk.app.status.text.as_str()), ("mine", "No year was begun: there already"));
}

#[test]
fn figures_are_entered_one_after_the_other() {
    let mut desk = desk();
    desk.press("i");
    assert_eq!(open(&desk), "rooms [] () 110: 44 間 of 3");
    desk.press("43<tab>");
    assert_eq!(open(&desk), "spent [] () 108: ~150 萬元 of 2");
    desk.press("160萬");
    assert_eq!(open(&desk), "spent [160萬] (1,600,000 元 = 160 萬元) 108: ~150 萬元 of 2");
    desk.press("<tab>");
    assert_eq!(open(&desk), "grade [] () 110: 特優 of 1");
    desk.press("優等<tab>");
    assert_eq!(open(&desk), "- No figure is missing in 111.");
    assert!(desk.tell().starts_with("111 Metrics"), "{}", desk.tell());
    enters("i43<tab>160萬<tab>優等<tab>", &[("rooms", "43"), ("spent", "1600000"), ("grade", "\"優等\"")]);
    enters("i43<tab>160萬<tab>優等<tab>uuu", &[]);
    // Saved, it is the file's.
    let mut desk = enters("i43<enter>s<enter>", &[("rooms", "43")]);
    desk.press("i");
    assert_eq!((open(&desk).as_str(), desk.app.unsaved()), ("spent [] () 108: ~150 萬元 of 2", 0));
}

#[test]
fn gaps_are_skipped_and_gone_back_to() {
    let at = |keys: &str, told: &str| {
        let desk = enters(keys, &[]);
        assert_eq!(open(&desk), told, "after {keys}");
    };
    at("i<tab>", "spent [] () 108: ~150 萬元 of 3");
    at("i<tab><tab>", "grade [] () 110: 特優 of 3");
    at("i<tab><tab><tab>", "rooms [] () 110: 44 間 of 3Past the last one: on from the first.");
    at("i<shift-tab>", "grade [] () 110: 特優 of 3Past the first one: on from the last.");
    at("i<tab><shift-tab>", "rooms [] () 110: 44 間 of 3");
    at("i<enter>", "- 3 still missing in 111; i goes on.");
    at("i<tab><enter>i", "spent [] () 108: ~150 萬元 of 3");
    // From where the person is, whatever pane that is.
    at("3ji", "spent [] () 108: ~150 萬元 of 3");
    at("1ji", "grade [] () 110: 特優 of 3");
    at("1Gi", "rooms [] () 110: 44 間 of 3");
    // A filter that hides an item is lifted.
    at("f二<enter>i", "rooms [] () 110: 44 間 of 3");
    // A filter that hides a metric is lifted.
    at("3fspent<enter>i<tab><tab>", "rooms [] () 110: 44 間 of 3Past the last one: on from the first.");
    let mut desk = enters("i43<tab>5<tab>", &[("rooms", "43"), ("spent", "5")]);
    desk.press("<tab>");
    assert_eq!(open(&desk), "grade [] () 110: 特優 of 1Only this one is missing.");
}

#[test]
fn what_cannot_be_taken_stays_open_and_what_is_left_comes_back() {
    let desk = enters("i4x<tab>", &[]);
    assert!(desk.fault().contains("`x`"), "{}", desk.fault());
    let mut desk = enters("i4<esc>", &[]);
    assert!(desk.app.status.text.starts_with("Put aside"), "{}", desk.app.status.text);
    desk.press("i");
    assert_eq!(open(&desk), "rooms [4] () 110: 44 間 of 3");
    enters("i4<esc>i3<enter>", &[("rooms", "43")]);
    enters("i43<ctrl-s><esc>", &[("rooms", "43")]);
}

#[test]
fn nothing_is_missing_where_entries_say_it() {
    let log = "year = 110\n\n[[item]]\nid = \"x\"\ncategory = \"a\"\n\n[[item.metric]]\nid = \"rooms\"\n\n[[item.metric.entry]]\non = 2021-03-04\nvalue = 1\n";
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", log)]);
    desk.press("i");
    assert_eq!(open(&desk), "- No figure is missing in 110.");
    // An entry without a number leaves a gap.
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", &log.replace("value = 1\n", ""))]);
    desk.press("i");
    assert_eq!(open(&desk), "rooms [] ()  of 1");
}

#[test]
fn what_is_locked_is_not_asked_for() {
    let mut desk = desk();
    let file = desk.app.archive.files.iter().position(|file| file.path.starts_with("111")).unwrap();
    Arc::make_mut(&mut desk.app.archive).files[file].lock(Some(Flaw::NoPermission));
    desk.press("i");
    assert!(desk.app.status.bad && desk.app.status.text.starts_with("111/a.toml"), "{}", desk.app.status.text);
    let mut desk = Desk::new(&[]);
    desk.press("i");
    assert!(desk.app.status.text.contains("No figure is missing"), "{}", desk.app.status.text);
    assert!(Archive::read(Vec::new()).years.is_empty());
}
