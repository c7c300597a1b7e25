//! Where two changed one field: what is asked, and editing it with both texts at hand.

use crate::keys::desk::Desk;
use annals::app::mode::Mode;

const BASE: &str = "year = 110\n\n[[item]]\nid = 'a'\ntitle = '甲'\ntext = '''\n一\n二\n三\n'''\nnames = ['x', 'y']\napprox = 1.50\n\n[[item]]\nid = 'b'\ntitle = '乙'\n\n[[item.metric]]\nid = 'b.x'\nvalue = 1 # one\n";

/// After `keys`, someone else replaces each `(old, new)` in the file, and it is saved: a question stands.
#[track_caller]
fn meet(keys: &str, theirs: &[(&str, &str)]) -> (Desk, String) {
    let mut desk = Desk::new(&[("archive.toml", "calendar = 'roc'\n"), ("110/a.toml", BASE)]);
    desk.press(keys);
    let theirs = theirs.iter().fold(BASE.to_string(), |text, (old, new)| {
        assert!(text.contains(old), "the case is wrong: {old:?} is not there");
        text.replacen(old, new, 1)
    });
    desk.write("110/a.toml", &theirs);
    desk.press("s<enter>");
    desk.question();
    (desk, theirs)
}

/// The text in the open field, and what stands beside it.
#[track_caller]
fn open(desk: &Desk) -> (&str, &str) {
    match &desk.app.mode {
        Mode::Edit(edit) => (edit.line.text(), edit.meeting.as_ref().map_or("", |meeting| meeting.theirs.as_str())),
        mode => panic!("no field is open, but {mode:?}"),
    }
}

/// After the question is answered by editing, the editor holds that and shows that; after `keys`, the file is theirs with
/// `(old, new)` replaced, and undo leads by mine to theirs.
#[track_caller]
fn check(mine: &str, theirs: (&str, &str), shown: (&str, &str), keys: &str, new: &str) {
    let (mut desk, disk) = meet(mine, &[theirs]);
    desk.press("e");
    assert_eq!(open(&desk), shown);
    assert_eq!(desk.disk("110/a.toml"), disk, "nothing is written before it is settled");
    desk.press(keys);
    assert_eq!(desk.text("110/a.toml"), disk.replacen(theirs.1, new, 1), "status: {}", desk.app.status.text);
    assert_eq!(desk.disk("110/a.toml"), disk);
    desk.press("s<enter>");
    assert_eq!(desk.disk("110/a.toml"), disk.replacen(theirs.1, new, 1));
    desk.press("u");
    assert_ne!(desk.text("110/a.toml"), disk, "the first step back is mine");
    desk.press("u");
    assert_eq!(desk.text("110/a.toml"), disk, "the second is theirs");
}

#[test]
fn a_field_that_both_changed_is_edited_with_both_at_hand() {
    check("e丙<enter>", ("'甲'", "'丁'"), ("甲丙", "丁"), "丁<enter>", "'甲丙丁'");
    check("je<ctrl-u>丙<enter>", ("'乙'", "'丁'"), ("丙", "丁"), "<ctrl-u>戊<enter>", "'戊'");
    check("j3e<ctrl-u>2<enter>", ("= 1 #", "= 3 #"), ("2", "3"), "<ctrl-u>2.5<enter>", "= 2.5 #");
    // Of several lines, both are there, where they differ.
    check("4je<ctrl-u>四<enter>", ("三\n'''", "三五\n'''"), ("一\n二\n四\n三五", ""), "<enter>", "四\n三五\n'''");
}

#[test]
fn what_is_not_settled_keeps_mine_and_loses_nothing() {
    let (mut desk, disk) = meet("e丙<enter>", &[("'甲'", "'丁'")]);
    desk.press("e");
    desk.press("戊<esc>");
    assert_eq!(desk.text("110/a.toml"), disk.replace("'丁'", "'甲丙'"));
    desk.press("e");
    assert_eq!(open(&desk).0, "甲丙戊", "what was typed is put aside");
    desk.press("<esc>u");
    assert_eq!(desk.text("110/a.toml"), disk);
    // What cannot be taken keeps the field open, and theirs in sight.
    let (mut desk, _) = meet("j3e<ctrl-u>2<enter>", &[("= 1 #", "= 3 #")]);
    desk.press("ex<enter>");
    assert_eq!(open(&desk), ("2x", "3"));
}

#[test]
fn each_of_several_fields_is_settled_in_turn() {
    let (mut desk, disk) = meet("e丙<enter>je丙<enter>", &[("'甲'", "'丁'"), ("'乙'", "'戊'")]);
    desk.press("ee");
    assert_eq!(open(&desk), ("甲丙", "丁"));
    desk.press("一<enter>");
    assert_eq!(open(&desk), ("乙丙", "戊"));
    desk.press("二<enter>");
    assert!(desk.tell().contains("Items"), "{}", desk.tell());
    assert_eq!(desk.text("110/a.toml"), disk.replace("'丁'", "'甲丙一'").replace("'戊'", "'乙丙二'"));
    // Some by a side, some by hand.
    let (mut desk, disk) = meet("e丙<enter>je丙<enter>", &[("'甲'", "'丁'"), ("'乙'", "'戊'")]);
    desk.press("te");
    assert_eq!(open(&desk), ("乙丙", "戊"));
    desk.press("<enter>");
    assert_eq!(desk.text("110/a.toml"), disk.replace("'戊'", "'乙丙'"));
}

#[test]
fn what_is_no_field_is_not_edited() {
    // They took the item away that was changed here.
    let gone = &BASE[BASE.find("[[item]]\nid = 'b'").unwrap()..];
    let (mut desk, disk) = meet("je丙<enter>", &[(gone, "")]);
    let question = desk.question();
    assert!(question.contains("someone else deleted «乙丙»") && question.contains("m keeps it"), "{question}");
    assert!(!question.contains("e edits") && !question.contains("[["), "{question}");
    desk.press("e");
    assert!(desk.tell().contains("Items"), "any other key decides later: {}", desk.tell());
    assert_eq!(desk.disk("110/a.toml"), disk);
    assert!(desk.text("110/a.toml").contains("乙丙"));
}

#[test]
fn what_one_deleted_and_the_other_changed_is_told_by_its_name() {
    let check = |keys: &str, theirs: (&str, &str), told: &str| {
        let (desk, _) = meet(keys, &[theirs]);
        assert!(desk.question().contains(told), "{}", desk.question());
        let after = |answer: &str| {
            let (mut desk, disk) = meet(keys, &[theirs]);
            let mine = desk.text("110/a.toml");
            desk.press(answer);
            (desk.text("110/a.toml") == mine, desk.text("110/a.toml") == disk)
        };
        assert_eq!((after("m"), after("t"), after("<esc>")), ((true, false), (false, true), (true, false)), "{told}");
    };
    let metric = "\n[[item.metric]]\nid = 'b.x'\nvalue = 1 # one\n";
    check("j3e<ctrl-u>2<enter>", (metric, ""), "someone else deleted «乙 › b.x»");
    check("jdy", ("'乙'", "'丁'"), "you deleted «丁»");
    check("j3dy", ("= 1 #", "= 3 #"), "you deleted «乙 › b.x»");
}

#[test]
fn both_sides_of_a_long_text_are_shown() {
    let long = "很長的一段文字".repeat(100);
    let mut desk = Desk::new(&[("110/a.toml", &BASE.replace("甲", &long))]);
    desk.press("e丙<enter>");
    desk.write("110/a.toml", &BASE.replace("甲", &format!("{long}丁")));
    desk.press("s<enter>");
    let question = desk.question();
    assert!(question.contains("yours «…") && question.contains("字丙'»"), "{question}");
    assert!(question.contains("theirs «…") && question.contains("字丁'»"), "{question}");
}
