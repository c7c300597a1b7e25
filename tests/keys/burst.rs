//! Keys that come all at once: what a terminal without bracketed paste makes of one.

use crate::keys::desk::Desk;
use annals::app::event::Event;
use annals::app::key::Key;
use annals::app::mode::Mode;

const YEAR: &str = "year = 110\n\n[[item]]\nid = \"a\"\ntitle = \"甲\"\n\n[[item]]\nid = \"b\"\ntitle = \"乙\"\n";

fn burst(desk: &mut Desk, text: &str) {
    let key = |c| if c == '\r' { "enter".parse::<Key>().unwrap() } else { Key::char(c) };
    desk.event(Event::Burst(text.chars().map(key).collect()));
}

#[test]
fn a_burst_answers_no_question() {
    for (before, text) in [
        ("", "dyyyyy"),
        ("d", "yyyyyy"),
        ("etitle<enter>", "s\r\r\r\r\r"),
        ("etitle<enter>s", "\r\r\r\r\r\r"),
        ("etitle<enter>", "qxqxqx"),
        ("etitle<enter>", "qsqsqs"),
        ("", ":new-year\ryyyy"),
    ] {
        let mut desk = Desk::new(&[("110/a.toml", YEAR)]);
        desk.press(before);
        let typed = desk.text("110/a.toml");
        burst(&mut desk, text);
        assert_eq!(desk.text("110/a.toml"), typed, "{before} and {text:?}");
        assert_eq!((desk.saves, desk.quit), (0, false), "{before} and {text:?}");
        // The question is still there, for a key pressed on its own.
        assert!(matches!(desk.app.mode, Mode::Ask(_) | Mode::List(_)), "{before} and {text:?}: {}", desk.tell());
    }
}

#[test]
fn nothing_of_a_burst_is_left_for_the_shell() {
    for text in ["qrm -rf .\r", "jkq\recho", "Eabc\r:wq"] {
        let mut desk = Desk::new(&[("110/a.toml", YEAR)]);
        burst(&mut desk, text);
        assert!(!desk.quit && desk.lent.is_none(), "{text:?}");
    }
    // The last key of keys held back by a line is as good as any.
    let mut desk = Desk::new(&[("110/a.toml", YEAR)]);
    burst(&mut desk, "jkjkjkq");
    assert!(desk.quit);
}

#[test]
fn a_burst_moves_and_types_as_its_keys_do() {
    let mut desk = Desk::new(&[("110/a.toml", YEAR)]);
    burst(&mut desk, "jkjkjkj");
    assert_eq!(desk.app.pane(annals::app::mode::Focus::Items).chosen(), Some(1));
    burst(&mut desk, "e丙丁戊己\r");
    assert!(desk.text("110/a.toml").contains("title = \"乙丙丁戊己\""), "{}", desk.text("110/a.toml"));
}
