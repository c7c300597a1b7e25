//! Frames against an emulator, and their bytes counted.

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::buffer::CellDiffOption;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;
use ratatui::widgets::Block;
use ratatui::widgets::Clear;
use ratatui::widgets::Widget;

use super::*;

/// Gathers what is written, and counts the writes.
#[derive(Default)]
struct Sink {
    bytes: Vec<u8>,
    writes: usize,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes += 1;
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A `Screen` over an emulator.
struct Emulated {
    screen: Screen<Sink>,
    area: Rect,
    emulator: vt100::Parser,
}

impl Emulated {
    fn new(width: u16, height: u16) -> Emulated {
        let emulator = vt100::Parser::new(height, width, 0);
        Emulated { screen: Screen::new(Sink::default()), area: Rect::new(0, 0, width, height), emulator }
    }

    /// Draws a frame, feeds it to the emulator, compares, and returns the bytes it took.
    fn draw(&mut self, paint: impl Fn(&mut Buffer)) -> Vec<u8> {
        self.draw_with(paint, None)
    }

    fn draw_with(&mut self, paint: impl Fn(&mut Buffer), caret: Option<Position>) -> Vec<u8> {
        let before = self.screen.output.writes;
        let mut frame = Buffer::empty(self.area);
        paint(&mut frame);
        let mut shown = frame.clone();
        settle(&mut shown);
        self.screen.show(frame, caret).unwrap();
        assert!(self.screen.output.writes - before <= 1, "a frame is one write");
        let bytes = std::mem::take(&mut self.screen.output.bytes);
        self.emulator.process(&bytes);
        self.compare(&shown);
        bytes
    }

    #[track_caller]
    fn compare(&self, shown: &Buffer) {
        for y in 0..shown.area.height {
            for x in 0..shown.area.width {
                let (cell, seen) = (&shown[(x, y)], self.emulator.screen().cell(y, x).unwrap());
                let place = || format!("at ({x}, {y}) of\n{}", self.emulator.screen().contents());
                if cell.symbol().is_empty() {
                    let is_wide = shown[(x - 1, y)].diff_option == CellDiffOption::None;
                    assert_eq!(seen.is_wide_continuation(), is_wide, "second column {}", place());
                    assert!(!seen.has_contents() || seen.contents() == " ", "second column {}", place());
                    continue;
                }
                let contents = if seen.has_contents() { seen.contents() } else { " " };
                assert_eq!(contents, cell.symbol(), "{}", place());
                assert_eq!(color(seen.bgcolor()), cell.bg, "background {}", place());
                let inked = Modifier::REVERSED | Modifier::UNDERLINED;
                if cell.symbol() != " " || cell.modifier.intersects(inked) {
                    assert_eq!(color(seen.fgcolor()), cell.fg, "foreground {}", place());
                    let modifier = [
                        (seen.bold(), Modifier::BOLD),
                        (seen.dim(), Modifier::DIM),
                        (seen.italic(), Modifier::ITALIC),
                        (seen.underline(), Modifier::UNDERLINED),
                        (seen.inverse(), Modifier::REVERSED),
                    ];
                    let modifier = modifier.into_iter().filter(|(on, _)| *on).map(|(_, modifier)| modifier);
                    // To this emulator bold and dim exclude one another.
                    let weight = Modifier::BOLD | Modifier::DIM;
                    let unseen = if cell.modifier.contains(weight) { weight } else { Modifier::empty() };
                    let modifier = modifier.collect::<Modifier>() - unseen;
                    assert_eq!(modifier, cell.modifier - unseen, "modifiers {}", place());
                } else {
                    assert!(!seen.inverse() && !seen.underline(), "ink on a blank {}", place());
                }
            }
        }
    }
}

/// Every colour used here has an index.
fn color(color: vt100::Color) -> Color {
    match color {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(1) => Color::Red,
        vt100::Color::Idx(4) => Color::Blue,
        vt100::Color::Idx(12) => Color::LightBlue,
        vt100::Color::Idx(n) => Color::Indexed(n),
        vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
    }
}

/// One thing drawn: a text or a popup.
#[derive(Clone, Debug)]
enum Stroke {
    Text(u16, u16, &'static str, Style),
    Popup(Rect, Style),
    Tint(Rect, Style),
    /// Signs that a setting makes two columns wide, though this emulator draws them in one.
    Wide(u16, u16, &'static str, Style),
}

const WIDTH: u16 = 24;
const HEIGHT: u16 = 6;

fn paint(strokes: &[Stroke], buffer: &mut Buffer) {
    for stroke in strokes {
        match *stroke {
            Stroke::Text(x, y, text, style) => {
                let (end, _) = buffer.set_stringn(x, y, text, usize::from(WIDTH - x), style);
                (x..end).for_each(|x| buffer[(x, y)].diff_option = CellDiffOption::None);
            }
            Stroke::Popup(area, style) => {
                Clear.render(area, buffer);
                Block::bordered().style(style).render(area, buffer);
            }
            Stroke::Tint(area, style) => buffer.set_style(area, style),
            Stroke::Wide(x, y, text, style) => {
                let mut columns = (x..WIDTH).step_by(2).filter(|x| x + 1 < WIDTH);
                for (sign, x) in text.split_inclusive(|_| true).zip(&mut columns) {
                    let width = CellDiffOption::ForcedWidth(NonZeroU16::new(2).unwrap());
                    buffer[(x, y)].set_symbol(sign).set_style(style).set_diff_option(width);
                    buffer[(x + 1, y)].set_symbol("").set_style(style).set_diff_option(CellDiffOption::None);
                }
            }
        }
    }
}

fn styles() -> impl Strategy<Value = Style> {
    let colors = || {
        proptest::sample::select(vec![
            Color::Reset,
            Color::Red,
            Color::Blue,
            Color::LightBlue,
            Color::Indexed(200),
            Color::Rgb(1, 2, 3),
        ])
    };
    let modifiers = prop_oneof![
        2 => Just(Modifier::empty()),
        1 => (0_u16..32).prop_map(|bits| {
            let all = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
            all.into_iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, modifier)| modifier).collect()
        }),
    ];
    (colors(), colors(), modifiers).prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

fn frames() -> impl Strategy<Value = Vec<Vec<Stroke>>> {
    let texts = vec!["中文字元測試", "a中b文c", "plain text", "，。「」", "──│", "é…①x", "한글カナ", "e\u{301}x", " "];
    let texts = || proptest::sample::select(texts.clone());
    let signs = proptest::sample::select(vec!["─", "──", "…①", "é─·"]);
    let area = || {
        (0..WIDTH - 1, 0..HEIGHT - 1, 1..WIDTH, 1..HEIGHT).prop_map(|(x, y, width, height)| Rect {
            x,
            y,
            width: width.min(WIDTH - x),
            height: height.min(HEIGHT - y),
        })
    };
    let stroke = prop_oneof![
        4 => (0..WIDTH, 0..HEIGHT, texts(), styles()).prop_map(|(x, y, text, style)| Stroke::Text(x, y, text, style)),
        1 => (area(), styles()).prop_map(|(area, style)| Stroke::Popup(area, style)),
        1 => (area(), styles()).prop_map(|(area, style)| Stroke::Tint(area, style)),
        1 => (0..WIDTH, 0..HEIGHT, signs, styles()).prop_map(|(x, y, signs, style)| Stroke::Wide(x, y, signs, style)),
    ];
    proptest::collection::vec(proptest::collection::vec(stroke, 0..14), 1..6)
}

proptest! {
    #[test]
    fn the_terminal_shows_the_buffer(frames in frames(), cleared_at in 0_usize..6) {
        let mut emulated = Emulated::new(WIDTH, HEIGHT);
        for (at, strokes) in frames.iter().enumerate() {
            if at == cleared_at {
                emulated.screen.forget();
            }
            emulated.draw(|buffer| paint(strokes, buffer));
        }
    }
}

#[test]
fn a_popup_keeps_its_border_at_every_column() {
    for x in 0..10 {
        let mut emulated = Emulated::new(14, 3);
        let row = |buffer: &mut Buffer| {
            (0..3).for_each(|y| {
                buffer.set_string(0, y, "一二三四五六七", Style::new());
            })
        };
        emulated.draw(row);
        emulated.draw(|buffer| {
            row(buffer);
            let area = Rect { x, y: 0, width: 4, height: 3 };
            Clear.render(area, buffer);
            Block::bordered().render(area, buffer);
        });
        for (y, border) in ["┌──┐", "│  │", "└──┘"].into_iter().enumerate() {
            let seen = emulated.emulator.screen().contents_between(y as u16, x, y as u16, x + 4);
            assert_eq!(seen.trim_end(), border.trim_end(), "row {y} of a popup at column {x}");
        }
        emulated.draw(row);
    }
}

#[test]
fn a_wide_glyph_never_stands_half_outside() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
    buffer[(2, 0)].set_symbol("中");
    settle(&mut buffer);
    assert_eq!(buffer[(2, 0)].symbol(), " ");
}

#[test]
fn any_size_shows_the_buffer() {
    for (width, height) in [(1, 1), (2, 1), (3, 2), (81, 25), (300, 100)] {
        let mut emulated = Emulated::new(width, height);
        for shift in 0..4 {
            emulated.draw(|buffer| {
                for y in 0..height {
                    buffer.set_string((y + shift) % 2, y, "中文a".repeat(usize::from(width)), Style::new());
                }
                let area = buffer.area.intersection(Rect::new(shift, 0, width / 2, height));
                Clear.render(area, buffer);
                Block::bordered().render(area, buffer);
            });
        }
    }
}

fn full_of_chinese(buffer: &mut Buffer) {
    for y in 0..40 {
        let text: String = (0..60).map(|x| char::from_u32(0x4e00 + (x * 7 + y * 61) % 5000).unwrap()).collect();
        buffer.set_string(0, y as u16, text, Style::new());
    }
}

#[test]
fn a_frame_takes_few_bytes() {
    let mut emulated = Emulated::new(120, 40);
    let text = 120 / 2 * 40 * 3;
    let full = emulated.draw(full_of_chinese).len();
    assert!(full * 2 <= text * 3, "{full} bytes for {text} of text");
    let row = |y: u16| {
        move |buffer: &mut Buffer| {
            full_of_chinese(buffer);
            buffer.set_style(Rect::new(0, y, 120, 1), Style::new().add_modifier(Modifier::REVERSED));
        }
    };
    emulated.draw(row(4));
    let moved = emulated.draw(row(5)).len();
    assert!(moved <= 1024, "{moved} bytes to move the selection by a row");
    assert_eq!(emulated.draw(row(5)).len(), 0, "nothing changed, nothing sent");
}

#[test]
fn bytes_of_small_frames() {
    let red = Style::new().fg(Color::Red);
    let (plain, bold, dim) = (Style::new(), red.add_modifier(Modifier::BOLD), red.add_modifier(Modifier::DIM));
    let cases: &[(&[Stroke], &str)] = &[
        (&[Stroke::Text(0, 0, "中a", plain)], "\x1b[m\x1b[2J\x1b[H中a"),
        // The same again: only what changed. Two blanks are nearer than a step over them.
        (&[Stroke::Text(0, 0, "中b", red), Stroke::Text(5, 0, "x", red)], "\r\x1b[31m中b  x"),
        // Blanks have no ink, so the style stays where the text was.
        (&[Stroke::Text(5, 0, "x", bold)], "\r     \x1b[1mx"),
        (&[Stroke::Text(5, 0, "x", dim)], "\x08\x1b[22;2mx"),
        // Behind a glyph whose width is not certain the column is set anew.
        (&[Stroke::Text(4, 0, "…x", dim)], "\x08\x08…"),
        (&[Stroke::Text(4, 0, "①y", dim)], "\x1b[5G①\x1b[6Gy"),
        // What stands where a sign would have its second column is blanked first, for the sign may have none.
        (&[Stroke::Wide(4, 0, "①", dim)], "\x08\x08  \x08\x08①"),
        (&[Stroke::Text(4, 0, "①y", dim)], "\x1b[5G①\x1b[6Gy"),
        // One style after the other, down the columns.
        (
            &[
                Stroke::Text(0, 0, "1", dim),
                Stroke::Text(4, 0, "plain text", plain),
                Stroke::Text(0, 1, "2", dim),
                Stroke::Text(4, 1, "plain text", plain),
            ],
            "\r1\n\r2\x1b[1;5H\x1b[mplain text\n\x1b[5Gplain text",
        ),
        // What goes is erased: to the end, or as many columns as hold something.
        (&[Stroke::Text(4, 0, "plain text", plain)], "\x1b[H \n\r\x1b[K"),
        (&[Stroke::Text(20, 0, "x", plain)], "\x1b[1;5H\x1b[10X\x1b[16Cx"),
    ];
    let mut emulated = Emulated::new(WIDTH, HEIGHT);
    for (at, (strokes, expected)) in cases.iter().enumerate() {
        let bytes = emulated.draw(|buffer| paint(strokes, buffer));
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix("\x1b[?2026h").and_then(|text| text.strip_suffix("\x1b[?2026l")).unwrap();
        // The cursor is hidden by the first frame, and is so from then on.
        assert_eq!(text.trim_end_matches("\x1b[?25l"), *expected, "frame {at}");
        assert_eq!(text.ends_with("\x1b[?25l"), at == 0, "frame {at}");
    }
}

#[test]
fn the_cursor_is_where_the_caret_is() {
    let mut emulated = Emulated::new(20, 3);
    let caret = Some(Position { x: 7, y: 1 });
    emulated.draw_with(|_| {}, caret);
    let screen = emulated.emulator.screen();
    assert_eq!((screen.cursor_position(), screen.hide_cursor()), ((1, 7), false));
    assert_eq!(emulated.draw_with(|_| {}, caret), b"");
    emulated.draw(|_| {});
    assert!(emulated.emulator.screen().hide_cursor());
}

#[test]
fn no_control_character_leaves_a_release_build() {
    if cfg!(debug_assertions) {
        return;
    }
    let mut frame = Vec::new();
    for (symbol, expected) in [("\x1b[31m", "[31m"), ("a\u{9b}", "a"), ("\x07", " "), ("\u{301}", " ")] {
        frame.clear();
        stream::push_printable(symbol, &mut frame);
        assert_eq!(String::from_utf8_lossy(&frame), expected);
    }
}
