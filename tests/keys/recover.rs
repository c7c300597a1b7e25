//! Much unsaved work of an earlier start: it is taken up beside the keys, all of it or nothing.

use super::desk::Desk;
use annals::app::mode::Mode;
use annals::app::recover;
use annals::app::recover::Recovered;
use annals::app::work;

const ABOUT: &str = "calendar = \"roc\"\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n";
const FILES: usize = 6;

/// A file of as many bytes that a handful are no longer taken up within a key.
fn file(number: usize) -> String {
    let padding = format!("# {}\n", "x".repeat(98)).repeat(2000);
    format!(
        "year = 110\n{padding}[[item]]\nid = \"{number}\"\ncategory = \"a\"\ntitle = \"第{number}項\"\nno = \"1\"\n"
    )
}

fn desk() -> Desk {
    let files: Vec<(String, String)> = (0..FILES).map(|number| (format!("{number}.toml"), file(number))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Desk::new(&[&[("archive.toml", ABOUT)], files.as_slice()].concat())
}

/// Drafts in which every title is another.
fn drafts() -> Recovered {
    let draft = |number| (format!("{number}.toml"), file(number), file(number).replace('項', "件"));
    Recovered { files: (0..FILES).map(draft).collect(), typing: Vec::new() }
}

/// How many files have the drafts' titles.
fn taken_up(desk: &Desk) -> usize {
    (0..FILES).filter(|number| desk.text(&format!("{number}.toml")).contains(&format!("第{number}件"))).count()
}

#[test]
fn much_is_taken_up_beside_the_keys_as_one_step() {
    let mut desk = desk();
    recover::offer(&mut desk.app, drafts());
    desk.press("j");
    assert_eq!(desk.tasks.len(), 1, "what is offered is compared beside the keys");
    desk.work();
    assert_eq!(desk.rows().matches("title: 第").count(), 2 * FILES, "{}", desk.rows());
    desk.press("y");
    assert_eq!((desk.tasks.len(), taken_up(&desk), desk.discards), (1, 0, 0), "one job for all files");
    assert_eq!(work::told(&desk.app).as_deref(), Some("Changing: 0 %; Esc stops it"));
    // Keys go on meaning what they mean.
    desk.press("jk/");
    desk.work();
    assert_eq!((taken_up(&desk), desk.discards), (0, 0), "an open field is finished first");
    desk.press("<esc>");
    assert_eq!((taken_up(&desk), desk.discards, desk.app.unsaved()), (FILES, 1, FILES), "{:?}", desk.app.status);
    assert!(desk.app.status.text.starts_with("Recovered"), "{:?}", desk.app.status);
    desk.press("u");
    assert_eq!((taken_up(&desk), desk.app.unsaved()), (0, 0), "one step for all");
}

#[test]
fn what_is_stopped_stays_in_its_drafts() {
    for keys in ["<esc>", "y<esc>"] {
        let mut desk = desk();
        recover::offer(&mut desk.app, drafts());
        desk.press(keys);
        while !desk.tasks.is_empty() {
            desk.work();
        }
        assert_eq!((taken_up(&desk), desk.discards, desk.app.unsaved()), (0, 0, 0), "{keys}");
        assert!(matches!(desk.app.mode, Mode::Browse), "{keys}");
    }
}

#[test]
fn what_changes_meanwhile_is_kept() {
    let mut desk = desk();
    recover::offer(&mut desk.app, drafts());
    desk.press("y");
    // One of the files is edited, and another one changed by somebody else.
    desk.press("e甲<enter>");
    desk.write("5.toml", &file(5).replace("no = \"1\"", "no = \"7\""));
    desk.stir();
    while !desk.tasks.is_empty() {
        desk.work();
    }
    assert_eq!((taken_up(&desk), desk.discards), (FILES, 1), "{:?}", desk.app.status);
    assert!(desk.text("5.toml").contains("no = \"7\""));
    // The draft lies over the edit, and undo finds that again.
    desk.press("u");
    let edited = (0..FILES).filter(|at| desk.text(&format!("{at}.toml")).contains(&format!("第{at}項甲"))).count();
    assert_eq!((taken_up(&desk), edited, desk.app.unsaved()), (0, 1, 1));
}

#[test]
fn where_both_changed_the_same_lines_one_is_asked_about() {
    let mut desk = desk();
    for number in [1, 4] {
        desk.write(&format!("{number}.toml"), &file(number).replace('項', "事"));
    }
    desk.stir();
    recover::offer(&mut desk.app, drafts());
    desk.press("y");
    while !desk.tasks.is_empty() {
        desk.work();
    }
    assert!(desk.question().contains("4.toml") && taken_up(&desk) == FILES, "{}", desk.question());
    desk.press("t");
    assert_eq!(taken_up(&desk), FILES - 1);
    // The other is met when it is saved, and nothing is written over.
    desk.press("s<enter>");
    assert!(desk.question().contains("1.toml"), "{}", desk.question());
    assert!(desk.disk("1.toml").contains("第1事"));
    desk.press("m");
    assert!(desk.disk("1.toml").contains("第1件") && desk.disk("0.toml").contains("第0件"));
}

#[test]
fn a_second_draft_of_a_file_lies_over_the_first() {
    let mut desk = desk();
    let Recovered { mut files, typing } = drafts();
    files.push(("2.toml".to_string(), file(2), file(2).replace('項', "樁")));
    recover::offer(&mut desk.app, Recovered { files, typing });
    desk.press("y");
    while !desk.tasks.is_empty() {
        desk.work();
    }
    assert!(desk.text("2.toml").contains("第2樁") && desk.discards == 1);
    desk.press("u");
    assert_eq!(taken_up(&desk), FILES, "undo finds the first");
}
