//! Real frames at any size, each made of the one before it, on an emulated terminal: it shows what was drawn.

use annals::app::App;
use annals::app::event::Event;
use annals::app::keymap::Keymap;
use annals::app::wrap;
use annals::config;
use annals::lang::Lang;
use annals::store::archive::Archive;
use annals::store::file::Text;
use annals::terminal::screen;
use annals::terminal::screen::Screen;
use annals::ui;
use annals::ui::layout::Layout;
use annals::ui::signs;
use annals::ui::theme::Colours;
use annals::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Keys that lead through what stands over the panes and back, over Chinese all the while.
const KEYS: &[&str] =
    &["j", ":", "r", "esc", "/", "esc", "t", "esc", "G", "d", "n", "c", "f", "esc", "?", "esc", "z", "4", "e", "esc"];

/// The sizes that are always tried.
const WIDTHS: &[u16] = &[1, 2, 3, 7, 12, 20, 33, 49, 60, 61, 80, 109, 133, 200, 300];
const HEIGHTS: &[u16] = &[1, 2, 4, 8, 13, 24, 51, 100];

fn app(texts: &[Text], cells: fn(&str) -> usize) -> App {
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    let mut app = App::new(Archive::read(texts.to_vec()), keymap, Lang::Zh);
    app.room.cells = cells;
    app
}

/// Draws every frame of [`KEYS`] at this size, and compares each.
fn walk(app: &mut App, width: u16, height: u16, theme: &Theme) {
    let area = Rect::new(0, 0, width, height);
    let mut emulator = vt100::Parser::new(height, width, 0);
    let mut screen = Screen::new(Vec::new());
    for key in [""].iter().chain(KEYS) {
        if let Ok(key) = key.parse() {
            app.handle(Event::Key(key));
        }
        let layout = Layout::of(area, app);
        app.fit(layout.screen(), layout.room());
        let mut frame = Buffer::empty(area);
        let caret = ui::draw(&mut frame, app, &layout, theme);
        screen::settle(&mut frame);
        let before = screen.output().len();
        screen.show(frame.clone(), caret).unwrap();
        emulator.process(&screen.output()[before..]);
        for y in 0..height {
            for x in 0..width {
                let (cell, seen) = (&frame[(x, y)], emulator.screen().cell(y, x).unwrap());
                // The second column of a glyph, or the blank behind one that this terminal takes for narrow.
                let shown = if seen.has_contents() { seen.contents() } else { " " };
                let is_same = match cell.symbol() {
                    "" => seen.is_wide_continuation() || shown == " ",
                    symbol => shown == symbol,
                };
                assert!(
                    is_same,
                    "({x}, {y}) of {width}×{height} after {key:?}: {shown:?} for {:?}\n{}",
                    cell.symbol(),
                    emulator.screen().contents()
                );
            }
        }
        if let Some(caret) = caret.filter(|caret| area.contains(*caret)) {
            assert_eq!(emulator.screen().cursor_position(), (caret.y, caret.x), "{width}×{height} after {key:?}");
        }
    }
}

/// `SIZES=all` tries every width to 300 with some heights, and every height to 100 with some widths.
fn sizes() -> Vec<(u16, u16)> {
    let pairs = |widths: &[u16], heights: &[u16]| -> Vec<(u16, u16)> {
        widths.iter().flat_map(|width| heights.iter().map(|height| (*width, *height))).collect()
    };
    if std::env::var("SIZES").is_ok_and(|sizes| sizes == "all") {
        let (all_widths, all_heights): (Vec<u16>, Vec<u16>) = ((1..=300).collect(), (1..=100).collect());
        return [pairs(&all_widths, HEIGHTS), pairs(WIDTHS, &all_heights)].concat();
    }
    // Every third is enough: each width and each height comes several times.
    let third =
        |(at, size): (usize, (u16, u16))| (at / HEIGHTS.len() + at % HEIGHTS.len()).is_multiple_of(3).then_some(size);
    pairs(WIDTHS, HEIGHTS).into_iter().enumerate().filter_map(third).collect()
}

#[test]
fn every_frame_is_shown_at_every_size() {
    let texts = annals::sample::texts().into_iter().map(|text| Text { locked: None, ..text });
    let texts: Vec<Text> = texts.collect();
    let theme = Theme::new(false, Colours::Ansi256, &signs::LINE);
    for cells in [wrap::cells as fn(&str) -> usize, wrap::cells_cjk] {
        let mut app = app(&texts, cells);
        sizes().into_iter().for_each(|(width, height)| walk(&mut app, width, height, &theme));
    }
}
