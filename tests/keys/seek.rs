//! Finding in a large archive: what is typed shows at once, what it finds when it is found, and nobody lands on what an older
//! text found.

use super::desk::Desk;
use annals::app::event::Event;
use annals::app::mode::Mode;

const Y108: &str = "year = 108\n[[item]]\nid = \"old\"\ntitle = \"宿舍修繕\"\n";
const Y110: &str = "year = 110\n[[item]]\nid = \"a\"\ntitle = \"電子公報\"\n[[item]]\nid = \"b\"\ntitle = \"宿舍管理\"\n[[item]]\nid = \"c\"\ntitle = \"宿舍借用\"\n[[item]]\nid = \"d\"\ntitle = \"舍監\"\n";

fn small() -> Desk {
    Desk::new(&[("108.toml", Y108), ("110.toml", Y110)])
}

fn large() -> Desk {
    let mut desk = small();
    desk.app.large = 0;
    desk
}

fn rows(desk: &Desk) -> String {
    if matches!(desk.app.mode, Mode::List(_)) { desk.rows() } else { String::new() }
}

/// All that was asked for is done, in the order asked.
fn work(desk: &mut Desk) {
    while !desk.tasks.is_empty() {
        desk.work();
    }
}

/// In a large archive the same keys lead to the same place: where each search ends before the next key, and where all end
/// after the last.
#[test]
fn it_is_the_same_but_later() {
    for keys in [
        "/宿舍",
        "/宿舍<enter>",
        "/宿舍<enter>n",
        "/宿舍<enter>nn",
        "/宿舍<backspace><backspace>公報<enter>",
        "/宿舍<esc>",
        "/沒有",
        "/沒有<enter>",
        "<ctrl-p>宿舍",
        "<ctrl-p>宿舍<enter>",
        "<ctrl-p>宿舍修<enter>",
        "<ctrl-p>宿舍修<backspace>",
        "<ctrl-p>宿舍<esc>",
        "<ctrl-p>sort:title 宿舍",
    ] {
        let mut alike = small();
        alike.press(keys);
        let mut waits = large();
        for key in split(keys) {
            waits.press(&key);
            work(&mut waits);
        }
        assert_eq!(waits.tell(), alike.tell(), "{keys}");
        assert_eq!((rows(&waits), &waits.app.hits), (rows(&alike), &alike.app.hits), "{keys}");
        let mut hurries = large();
        hurries.press(keys);
        work(&mut hurries);
        // Who goes from hit to hit before there are any stays.
        if !keys.ends_with('n') {
            assert_eq!(hurries.tell(), alike.tell(), "{keys}, typed at once");
            assert_eq!((rows(&hurries), &hurries.app.hits), (rows(&alike), &alike.app.hits), "{keys}, typed at once");
        }
    }
}

/// The keys one by one.
fn split(keys: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let end = if first == '<' { rest.find('>').map_or(rest.len(), |at| at + 1) } else { first.len_utf8() };
        all.push(rest[..end].to_string());
        rest = &rest[end..];
    }
    all
}

#[test]
fn a_newer_key_stops_the_older_search() {
    let mut desk = large();
    desk.press("/宿舍");
    let stopped: Vec<bool> = desk.tasks.iter().map(|task| task.signal.step(0).is_err()).collect();
    assert_eq!(stopped, [true, false]);
}

#[test]
fn a_letter_taken_back_finds_at_once() {
    let mut desk = large();
    for keys in ["/宿", "舍", "管"] {
        desk.press(keys);
        work(&mut desk);
    }
    assert_eq!(desk.app.hits.len(), 1);
    desk.press("<backspace>");
    assert!(desk.tasks.is_empty(), "what was found is still known");
    assert_eq!(desk.app.hits.len(), 2);
}

/// The list shows what is typed, not what was typed a moment ago and took longer.
#[test]
fn what_is_known_already_is_not_overtaken() {
    let mut desk = large();
    desk.press("<ctrl-p>宿舍");
    work(&mut desk);
    let known = desk.rows();
    desk.press("修<backspace>");
    work(&mut desk);
    assert_eq!(desk.rows(), known);
    assert!(desk.tasks.is_empty());
}

#[test]
fn whoever_has_gone_on_is_left_alone() {
    let mut desk = large();
    desk.press("/宿舍<enter>j");
    let stood = desk.tell();
    work(&mut desk);
    assert_eq!(desk.tell(), stood, "they moved while it was looked for");
    assert_eq!(desk.app.hits.len(), 2, "the hits are there all the same");
    let mut desk = large();
    desk.press("<ctrl-p>宿舍<esc>");
    work(&mut desk);
    assert!(matches!(desk.app.mode, Mode::Browse), "a list that was closed stays closed");
}

/// What a list shows, how many it says there are, and which row is chosen.
fn shown(desk: &Desk) -> (String, usize, bool, Option<usize>) {
    let Mode::List(list) = &desk.app.mode else { panic!("no list") };
    (desk.rows(), list.total, list.is_glimpse, list.pane.chosen())
}

/// What a search has so far shows while it goes on, and what it has at last takes its place.
#[test]
fn a_search_that_takes_long_shows_what_it_has() {
    let mut desk = large();
    desk.press("<ctrl-p>宿舍");
    let task = desk.tasks.pop().unwrap();
    desk.event(Event::Glimpse);
    assert_eq!(desk.rows(), "", "nothing is found yet");
    let done = Event::Done(Box::new(task.run()));
    desk.event(Event::Glimpse);
    let (rows, total, is_glimpse, chosen) = shown(&desk);
    assert_eq!((rows.lines().count(), total, is_glimpse, chosen), (3, 3, true, Some(0)));
    desk.event(done.clone());
    assert_eq!(shown(&desk), (rows, 3, false, Some(0)));
    desk.event(Event::Glimpse);
    assert!(!shown(&desk).2, "nothing is looked for any more");
}

#[test]
fn what_was_gone_to_in_a_glimpse_is_meant() {
    let glimpse = || {
        let mut desk = large();
        desk.press("<ctrl-p>宿舍");
        let task = desk.tasks.pop().unwrap();
        let done = Event::Done(Box::new(task.run()));
        desk.event(Event::Glimpse);
        (desk, done)
    };
    let (mut desk, done) = glimpse();
    desk.press("<down>");
    desk.event(done.clone());
    assert_eq!(shown(&desk).3, Some(1), "it stays chosen");
    let (mut desk, done) = glimpse();
    desk.press("<down><enter>");
    let gone = desk.tell();
    assert!(matches!(desk.app.mode, Mode::Browse), "it is gone to at once");
    desk.event(done.clone());
    assert_eq!(desk.tell(), gone);
    let (mut desk, done) = glimpse();
    desk.press("<enter>");
    assert!(matches!(desk.app.mode, Mode::List(_)), "the best may be another yet");
    desk.event(done);
    assert!(matches!(desk.app.mode, Mode::Browse));
    let (mut desk, done) = glimpse();
    desk.press("<down>修");
    desk.event(done);
    desk.press("<enter>");
    assert!(matches!(desk.app.mode, Mode::List(_)), "what an older text found is not meant");
    work(&mut desk);
    assert!(matches!(desk.app.mode, Mode::Browse));
}
