//! What stands by a record's number keeps to its record, whoever puts records before it or takes some away.

use crate::keys::desk::Desk;

const ONE: &str = "year = 110\n\n[[item]]\nid = 'a'\ntitle = '甲'\n\n[[item]]\nid = 'b'\ntitle = '乙'\n\n[[item.metric]]\nid = 'b.x'\nvalue = 1\n\n[[item.metric]]\nid = 'b.y'\nvalue = 2\n\n[[item]]\ntitle = '丙'\n";
const MORE: &str = "[[item]]\nid = 'new'\ntitle = '新'\n\n[[item]]\nid = 'a'";

fn desk() -> Desk {
    Desk::new(&[("archive.toml", "calendar = 'roc'\n"), ("110/a.toml", ONE)])
}

/// Someone else puts an item before all others.
fn others(desk: &mut Desk) {
    let text = desk.disk("110/a.toml").replacen("[[item]]\nid = 'a'", MORE, 1);
    desk.write("110/a.toml", &text);
    desk.stir();
}

/// After the keys, what others do, and the keys then, the file reads as the present one with `old` replaced.
#[track_caller]
fn check(before: &str, meddle: fn(&mut Desk), after: &str, (old, new): (&str, &str)) {
    let mut desk = desk();
    desk.press(before);
    meddle(&mut desk);
    let wanted = desk.text("110/a.toml").replacen(old, new, 1);
    desk.press(after);
    assert_eq!(desk.text("110/a.toml"), wanted, "after {before} … {after}; status: {}", desk.app.status.text);
}

#[test]
fn what_was_put_aside_stays_with_its_record() {
    let second = ("'乙'", "'乙寅'");
    check("je寅<esc>", others, "e<enter>", second);
    check("je寅<esc>", others, "gje<esc>jje<esc>ke<enter>", second);
    check("je寅<esc>", |desk| desk.press("kD"), "je<enter>", second);
    check("je寅<esc>", |desk| desk.press("kdy"), "ge<enter>", second);
    check("je寅<esc>", |desk| desk.press("kdyu"), "je<enter>", second);
    check("Ge寅<esc>", others, "Ge<enter>", ("'丙'", "'丙寅'"));
    // A metric's text stays with the metric.
    check("j3je9<esc>", |desk| desk.press("kdy"), "e<enter>", ("value = 2", "value = 29"));
}

#[test]
fn what_was_put_aside_is_never_another_records() {
    check("je寅<esc>", |desk| desk.press("dy"), "e<enter>", ("", ""));
    let mut desk = desk();
    desk.press("je寅<esc>dye<enter><esc>q");
    assert!(!desk.quit, "what was typed for a record that is gone is asked about: {}", desk.tell());
    desk.press("nu");
    desk.press("e");
    assert!(desk.tell().contains("Edit"));
    desk.press("<enter>");
    assert!(desk.text("110/a.toml").contains("'乙寅'"), "the record is back, and what was typed with it");
}

#[test]
fn marks_and_the_cursor_stay_with_their_records() {
    check(
        "g<space><space>",
        others,
        "dy",
        (
            "[[item]]\nid = 'a'\ntitle = '甲'\n\n[[item]]\nid = 'b'\ntitle = '乙'\n\n[[item.metric]]\nid = 'b.x'\nvalue = 1\n\n[[item.metric]]\nid = 'b.y'\nvalue = 2\n\n",
            "",
        ),
    );
    check("j", others, "e寅<enter>", ("'乙'", "'乙寅'"));
    check("j3j", others, "e5<enter>", ("value = 2", "value = 25"));
}

/// After the keys, what others do, and an undo, the person stands on the record of that title.
#[track_caller]
fn check_undo(keys: &str, meddle: fn(&mut Desk), title: &str) {
    let mut desk = desk();
    desk.press(keys);
    meddle(&mut desk);
    desk.press("u");
    assert!(desk.tell().contains(title), "after {keys} … u: {}", desk.tell());
}

#[test]
fn undo_goes_to_the_record_undone_wherever_others_have_put_it() {
    fn others_twice(desk: &mut Desk) {
        others(desk);
        let text = desk.disk("110/a.toml").replacen(
            "[[item]]\nid = 'new'",
            "[[item]]\nid = 'newer'\n\n[[item]]\nid = 'new'",
            1,
        );
        desk.write("110/a.toml", &text);
        desk.stir();
    }
    for meddle in [others, others_twice] {
        check_undo("je寅<enter>", meddle, "乙");
        check_undo("je寅<enter>gg", meddle, "乙");
        check_undo("e寅<enter>G", meddle, "甲");
        check_undo("jdy", meddle, "乙");
        check_undo("e丑<enter>je寅<enter>G", meddle, "乙");
        check_undo("e丑<enter>je寅<enter>uG", meddle, "甲");
        check_undo("je寅<enter>s<enter>gg", meddle, "乙");
    }
}

#[test]
fn what_comes_in_parts_is_counted_together_until_the_next_key() {
    let mut desk = Desk::new(&[("110/a.toml", ONE), ("110/b.toml", "year = 110\n"), ("110/c.toml", "year = 110\n")]);
    let told = |desk: &Desk| desk.app.status.text.chars().filter(char::is_ascii_digit).collect::<String>();
    let change = |desk: &mut Desk, file: &str| {
        let text = desk.disk(file).to_string();
        desk.write(file, &format!("{text}\n"));
        desk.stir();
    };
    change(&mut desk, "110/a.toml");
    change(&mut desk, "110/b.toml");
    assert_eq!(told(&desk), "2");
    change(&mut desk, "110/b.toml");
    desk.stir();
    assert_eq!(told(&desk), "2", "a file counts once");
    desk.press("j");
    assert_eq!(told(&desk), "");
    change(&mut desk, "110/c.toml");
    assert_eq!(told(&desk), "1");
    // What is said of something else stays.
    desk.press("e寅<enter>");
    let said = desk.app.status.text.clone();
    change(&mut desk, "110/b.toml");
    assert_eq!(desk.app.status.text, said);
}
