//! What holds after every key, whoever pressed it.

use super::desk::Desk;
use annals::app::mode::Focus;
use annals::store::archive::Archive;
use annals::store::file::File;
use annals::store::file::Text;
use annals::store::problem::Flaw;
use annals::terminal::screen::settle;
use annals::ui;
use annals::ui::layout::Layout;
use annals::ui::signs::Signs;
use annals::ui::theme::Colours;
use annals::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

const ABOUT: &str = "calendar = 'roc'\r\n[[category]]\nid = 'a'\nlabel = '壹'\ntitle = '一般行政'\n[[category]]\nid = 'a/b'\ntitle = '宿舍'\nin.110 = { partial = true }\n[[category]]\nid = 'c'\ntitle = '文書'\nin.109 = { absent = true }\n[[series]]\nid = 'rooms'\nname = '宿舍'\nunit = '間'\nbetter = 'lower'\n[[series]]\nid = 'green'\nname = '綠色採購'\nunit = '%'\nbetter = 'higher'\ntarget = 90\n[[series]]\nid = 'visits'\nunit = '案'\n";
const Y108: &str = "year = 108\n\n# the stock\n[[item]]\nid = 'stock'\ncategory = 'a/b'\nno = '1'\ntitle = '市有宿舍'\ntext = '''\n共六十間。\n'''\nwhen = ['2019-03']\n\n[[item.metric]]\nid = 'rooms'\nvalue = 60 # 間\n\n[[item.metric]]\nid = 'green'\nvalue = 96.41\napprox = true";
const Y109: &str = "\u{feff}year = 109\r\n\r\n[[item]]\r\nid = 'stock'\r\ncategory = 'a/b'\r\ntitle = '市有宿舍'\r\nmetric = [{ id = 'rooms', value = 50 }, { id = 'green', value = '特優' }]\r\n";
const Y110: &str = "year = 110\n\n# ── 甲 ──\n\n[[item]]\nid = 'stock'\ncategory = 'a/b'\ntitle = '市有宿舍'\nnames = ['市議會', '新\u{1b}[31m聞局']\n\n[[item.metric]]\nid = 'rooms'\nvalue = 44\n\n[[item.metric]]\nid = 'green'\n\n[[item]]\nid = 'visits'\ncategory = 'c'\ntitle = '訪賓e\u{301}👨‍👩‍👧接待'\nsummary = true\n\n[[item.metric]]\nid = 'visits'\ntotal = 'sum'\n\n[[item.metric.entry]]\non = 2021-03-04\nvalue = 12\n\n[[item.metric.entry]]\non = '2021-06'\nvalue = 3\nnote = '視訊'\n\n[[item]]\ntitle = '無代號'\ncategory = 'nowhere'\n";
/// An archive with something of everything: both line breaks, a byte order mark, no last line break, gaps, grades, entries,
/// a broken file.
pub const FIRST: [(&str, &str); 5] = [
    ("archive.toml", ABOUT),
    ("108/a.toml", Y108),
    ("109/a.toml", Y109),
    ("110/a.toml", Y110),
    ("110/z.toml", "year = 110\n[[item]\n"),
];

/// Sizes of terminals, usual ones and absurd ones.
pub const SIZES: [(u16, u16); 10] =
    [(80, 24), (200, 50), (60, 20), (40, 12), (23, 7), (9, 3), (1, 1), (0, 0), (500, 4), (3, 90)];

/// Draws at that size: nothing panics, the caret stands on the screen, and no control character is on it.
pub fn draw(desk: &mut Desk, (width, height): (u16, u16), colours: Colours, signs: &'static Signs) {
    let theme = Theme::new(desk.app.light, colours, signs);
    let area = Rect::new(0, 0, width, height);
    let layout = Layout::of(area, &desk.app);
    desk.app.fit(layout.screen(), layout.room());
    let mut buffer = Buffer::empty(area);
    let caret = ui::draw(&mut buffer, &desk.app, &layout, &theme);
    settle(&mut buffer);
    assert!(caret.is_none_or(|caret| area.contains(caret)), "the caret stands outside {area:?}: {caret:?}");
    let control = buffer.content.iter().flat_map(|cell| cell.symbol().chars()).find(|c| c.is_control());
    assert_eq!(control, None, "a control character would reach the terminal");
}

/// What is chosen, marked and found is there, and every pane has the rows that it shows.
pub fn sound(desk: &Desk) {
    let app = &desk.app;
    let lens = [app.view.categories.len(), app.view.items.len(), app.view.metrics.len(), app.view.lines.len()];
    for (pane, len) in app.panes.iter().zip(lens) {
        assert_eq!(pane.len(), len, "a pane has other rows than its view");
        assert_eq!(pane.chosen().is_some(), len > 0, "no row is chosen of {len}");
        assert!(pane.shown().end <= len && pane.shown().start <= pane.shown().end, "{pane:?} shows what is not there");
    }
    let is_there = |id: &annals::store::archive::ItemId| app.archive.record(*id).is_some();
    let listed = app.view.items.iter();
    let gone = listed.chain(app.marked.iter().chain(&app.hits).copied()).find(|id| !is_there(id));
    assert_eq!(gone, None, "an item is listed, marked or found that is not there");
    let other = app.view.items.iter().find(|id| app.archive.year(*id) != app.year);
    assert_eq!(other, None, "an item of another year is listed");
    if let (Some(item), Some(metric)) = (app.item(), app.metric()) {
        assert!(app.archive.metric(item, metric).is_some(), "metric {metric} of {item:?} is chosen and not there");
    }
    assert!(app.pane(Focus::Items).chosen().is_none() || app.item().is_some());
    is_derived(&app.archive);
}

/// What was made anew bit by bit is what is made of the same texts at once. Files that could not be read are their own.
fn is_derived(archive: &Archive) {
    if archive.files.iter().any(|file| file.problems.iter().any(|problem| matches!(problem.flaw, Flaw::Unreadable(_))))
    {
        return;
    }
    let text = |file: &File| Text { path: file.path.clone(), text: Ok(file.text.to_string()), locked: None };
    let fresh = Archive::read(archive.files.iter().map(text).collect());
    assert_eq!(archive.problems, fresh.problems);
    assert_eq!(archive.years, fresh.years);
    for year in &fresh.years {
        assert_eq!(archive.items(*year), fresh.items(*year), "{year:?}");
    }
    let ids =
        |archive: &Archive| archive.outline.categories().iter().map(|category| category.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(archive), ids(&fresh));
}

/// Undoing all there is to undo gives the first bytes, doing all of it again the last, and undoing that the first.
pub fn undo_all(desk: &mut Desk) {
    let texts = |desk: &Desk| -> BTreeMap<String, String> {
        let files = desk.app.archive.files.iter();
        files.map(|file| (file.path.to_string_lossy().into_owned(), file.text.to_string())).collect()
    };
    // Until there is nothing left, which is complained about.
    let all = |desk: &mut Desk, key: &str| {
        desk.press(key);
        while !desk.app.status.bad {
            sound(desk);
            desk.press(key);
        }
    };
    desk.press("<esc><esc><esc><esc><esc><esc><esc><esc>");
    // What was taken back on the way is done again first, or it would be between here and the last bytes.
    all(desk, "U");
    let last = texts(desk);
    for _ in 0..2 {
        all(desk, "u");
        for (path, text) in texts(desk) {
            if let Some((_, first)) = FIRST.iter().find(|(first, _)| *first == path) {
                assert_eq!(text, *first, "{path} after undoing everything");
            }
        }
        all(desk, "U");
    }
    assert_eq!(texts(desk), last, "after doing everything again");
}
