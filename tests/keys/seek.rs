//! Finding in a large archive: what is typed shows at once, what it finds when it is found, and nobody lands on what an older
//! text found.

use super::desk::Desk;
use annals::app::event::Event;
use annals::app::find;
use annals::app::mode::Mode;
use annals::app::seek;
use annals::app::work;

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
fn finish(desk: &mut Desk) {
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
        "/修繕",
        "/修繕<backspace>",
        "/修繕<enter>n",
        "/修繕<ctrl-p>",
        "/修繕<ctrl-p><enter>",
        "/修繕<enter><ctrl-p>",
        "/修繕<enter><ctrl-p>公報",
        "/修繕<esc><ctrl-p>",
        "/宿舍<ctrl-p><esc>",
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
            finish(&mut waits);
        }
        assert_eq!(waits.tell(), alike.tell(), "{keys}");
        assert_eq!((rows(&waits), &waits.app.hits), (rows(&alike), &alike.app.hits), "{keys}");
        assert_eq!(seek::elsewhere(&waits.app), seek::elsewhere(&alike.app), "{keys}");
        let mut hurries = large();
        hurries.press(keys);
        finish(&mut hurries);
        // Who goes from hit to hit before there are any stays.
        if !keys.ends_with('n') {
            assert_eq!(hurries.tell(), alike.tell(), "{keys}, typed at once");
            assert_eq!((rows(&hurries), &hurries.app.hits), (rows(&alike), &alike.app.hits), "{keys}, typed at once");
            assert_eq!(seek::elsewhere(&hurries.app), seek::elsewhere(&alike.app), "{keys}, typed at once");
        }
    }
}

/// What the year shown has not, other years may have: how many, and the key to them takes the text along.
#[test]
fn other_years_have_it() {
    for (keys, elsewhere, told) in [
        ("/修繕", 1, ""),
        ("/宿舍修", 1, ""),
        ("/宿舍", 0, ""),
        ("/沒有", 0, ""),
        ("/year:108", 1, ""),
        ("/修繕<backspace><backspace>", 0, ""),
        ("/修繕<enter>", 1, ""),
        ("/修繕<enter>n", 1, "nothing in 2021; 1 in 2019: ctrl-p"),
        ("/沒有<enter>n", 0, "nothing found"),
        ("/修繕<enter><esc>", 0, ""),
        ("/修繕<enter>[", 0, ""),
        ("/修繕<ctrl-p>", 0, "宿舍修繕"),
        ("/宿舍<ctrl-p>", 0, "宿舍管理|宿舍借用|宿舍修繕"),
        ("/修繕<enter><ctrl-p>", 1, "宿舍修繕"),
        // What is selected gives way to what is meant instead.
        ("/修繕<enter><ctrl-p>電子", 1, "電子公報"),
        ("/宿舍<enter><ctrl-p>電子", 0, "電子公報"),
        ("/修繕<enter><f3>", 1, "宿舍修繕"),
    ] {
        let mut desk = small();
        desk.press(keys);
        let found = match desk.app.mode {
            Mode::List(_) => {
                let rows = desk.rows();
                rows.lines().map(|row| row.split("  ").next().unwrap_or(row)).collect::<Vec<_>>().join("|")
            }
            _ => desk.app.status.text.clone(),
        };
        let count: usize = seek::elsewhere(&desk.app).iter().map(|(_, count)| count).sum();
        assert_eq!((count, found.as_str()), (elsewhere, told), "{keys}");
    }
    let mut desk = small();
    desk.press("/修繕<ctrl-p><enter>");
    assert_eq!(desk.tell(), "2019 Items › (no category) › 宿舍修繕 1/1");
    desk = small();
    desk.press("j/修繕<ctrl-p><esc>");
    let before = desk.tell();
    desk = small();
    desk.press("j");
    assert_eq!(before, desk.tell(), "back to where it began");
}

/// The nearest year first; of many years only how many answer in all of them.
#[test]
fn which_other_years_have_it() {
    let year = |year: i32, title: &str| {
        (
            format!("{year}.toml"),
            format!("year = {year}\n[[item]]\ntitle = \"{title}\"\n[[item]]\ntitle = \"{title}乙\"\n"),
        )
    };
    let titles = ["樹", "花", "草", "花樹", "草花樹", "草木", "石", "草石"];
    let files: Vec<(String, String)> = (104..).zip(titles).map(|(at, title)| year(at, title)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for (keys, told) in [
        (
            "[/花",
            "nothing in 110; 2 in 108, 2 in 107, 2 in 105: ctrl-p|2 in 108, 2 in 107, 2 in 105: ctrl-p|nothing in 110; 6 in other years: ctrl-p|6 in other years: ctrl-p",
        ),
        (
            "/木",
            "nothing in 111; 2 in 109: ctrl-p|2 in 109: ctrl-p|nothing in 111; 2 in other years: ctrl-p|2 in other years: ctrl-p",
        ),
        ("[/草", "nothing in 110; 8 in other years: ctrl-p|8 in other years: ctrl-p"),
        ("[/海", ""),
        ("[/石", ""),
    ] {
        let mut desk =
            Desk::new(&[("archive.toml", "calendar = \"roc\"\n")].into_iter().chain(files.clone()).collect::<Vec<_>>());
        desk.press(keys);
        assert_eq!(find::told_elsewhere(&desk.app).join("|"), told, "{keys}");
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
        finish(&mut desk);
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
    finish(&mut desk);
    let known = desk.rows();
    desk.press("修<backspace>");
    finish(&mut desk);
    assert_eq!(desk.rows(), known);
    assert!(desk.tasks.is_empty());
}

#[test]
fn whoever_has_gone_on_is_left_alone() {
    let mut desk = large();
    desk.press("/宿舍<enter>j");
    let stood = desk.tell();
    finish(&mut desk);
    assert_eq!(desk.tell(), stood, "they moved while it was looked for");
    assert_eq!(desk.app.hits.len(), 2, "the hits are there all the same");
    let mut desk = large();
    desk.press("<ctrl-p>宿舍<esc>");
    finish(&mut desk);
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

/// What is put in order shows in that order from the first glimpse on, and leads to what a search at once leads to.
#[test]
fn what_is_put_in_order_shows_before_the_end() {
    for (typed, expected) in [
        ("sort:title", "宿舍修繕|宿舍借用|宿舍管理|舍監|電子公報"),
        ("sort:-title 宿舍", "宿舍管理|宿舍借用|宿舍修繕"),
        ("sort:year,-title", "宿舍修繕|電子公報|舍監|宿舍管理|宿舍借用"),
    ] {
        let titles = |desk: &Desk| {
            let rows = desk.rows();
            rows.lines().map(|row| row.split("  ").next().unwrap_or(row)).collect::<Vec<_>>().join("|")
        };
        let mut desk = large();
        desk.press("<ctrl-p>");
        desk.press(typed);
        let task = desk.tasks.pop().unwrap();
        let done = Event::Done(Box::new(task.run()));
        desk.event(Event::Glimpse);
        assert_eq!((titles(&desk).as_str(), shown(&desk).2), (expected, true), "{typed}");
        assert_eq!(work::told(&desk.app).as_deref(), Some("Looking through: 100 %; Esc stops it"), "{typed}");
        desk.event(done);
        assert_eq!((titles(&desk).as_str(), shown(&desk).2), (expected, false), "{typed}");
        assert_eq!(work::told(&desk.app), None, "{typed}");
    }
}

/// Nobody is moved by what `/` has so far, but how much that is shows; and Esc stops it, wherever one is by then.
#[test]
fn finding_that_takes_long_tells_how_far_it_is() {
    let mut desk = large();
    desk.press("/宿舍");
    let stood = desk.tell();
    assert_eq!((seek::so_far(&desk.app), work::told(&desk.app)), (None, None), "nobody waits yet");
    desk.event(Event::Glimpse);
    assert_eq!(seek::so_far(&desk.app), Some(0));
    let task = desk.tasks.pop().unwrap();
    let done = Event::Done(Box::new(task.run()));
    desk.event(Event::Glimpse);
    assert_eq!((seek::so_far(&desk.app), desk.tell()), (Some(2), stood));
    desk.press("<enter>");
    assert!(work::told(&desk.app).is_some_and(|told| told.contains("Esc stops it")), "{:?}", work::told(&desk.app));
    desk.press("n");
    assert_eq!(desk.app.status.text, "it is still looked for");
    desk.event(done);
    assert_eq!((seek::so_far(&desk.app), desk.app.hits.len()), (None, 2));
    for keys in ["/宿舍<esc>", "/宿舍<enter><esc>"] {
        let mut desk = large();
        desk.press(keys);
        assert!(desk.tasks[0].signal.step(0).is_err(), "{keys}");
        desk.event(Event::Glimpse);
        assert_eq!((seek::so_far(&desk.app), work::told(&desk.app)), (None, None), "{keys}");
    }
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
    finish(&mut desk);
    assert!(matches!(desk.app.mode, Mode::Browse));
}
