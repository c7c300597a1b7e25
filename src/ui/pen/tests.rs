//! Texts and where their pieces land on the buffer.

use super::*;
use crate::app::wrap;
use crate::ui::theme::Colours;
use ratatui::style::Color;
use ratatui::style::Modifier;

fn with_pen<T>(width: u16, height: u16, cells: Cells, draw: impl FnOnce(&mut Pen) -> T) -> (Buffer, T) {
    let theme = Theme::new(false, Colours::Ansi16, &signs::LINE);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let drawn = draw(&mut Pen { buffer: &mut buffer, theme: &theme, signs: &signs::LINE, cells });
    (buffer, drawn)
}

fn row(buffer: &Buffer, y: u16) -> String {
    (0..buffer.area.width).filter_map(|x| buffer.cell((x, y))).map(|cell| cell.symbol()).collect()
}

#[test]
fn cut_at_the_edge() {
    let check = |text: &str, width: u16, expected: &str| {
        let strip = |pen: &mut Pen| pen.put(&mut Strip { x: 1, y: 0, width }, text, Style::new());
        let (buffer, ()) = with_pen(12, 1, wrap::cells, strip);
        assert_eq!(row(&buffer, 0).trim_end(), format!(" {expected}").trim_end(), "{text:?} in {width}");
    };
    check("title", 5, "title");
    check("title", 4, "tit…");
    check("title", 1, "…");
    check("title", 0, "");
    check("綠色採購", 8, "綠色採購");
    check("綠色採購", 7, "綠色採…");
    check("綠色採購", 6, "綠色…");
    check("綠", 1, "…");
    check("word ", 4, "word");
    check("word  x", 4, "wor…");
    check("a\nb", 8, "a⏎b");
    check("\u{1b}[31m", 8, "␛[31m");
    check("\u{202e}x", 9, "<U+202E>x");
    check("\u{202e}x", 8, "…");
    check("e\u{301}a", 2, "e\u{301}a");
    // ratatui counts three cells for the first two characters; terminals do not.
    check("ｶﾞ…", 3, "ｶﾞ…");
    check("ｶﾞab", 3, "ｶﾞ…");
}

#[test]
fn ambiguous_characters_take_what_the_terminal_gives_them() {
    let (buffer, ()) = with_pen(6, 1, wrap::cells_cjk, |pen| {
        pen.put(&mut Strip { x: 0, y: 0, width: 6 }, "①a", Style::new());
    });
    assert_eq!(row(&buffer, 0), "①a   ");
    assert_eq!(buffer[(0, 0)].cell_width(), 2);
}

#[test]
fn marks_stand_on_their_characters() {
    let check = |text: &str, marks: &[(usize, usize)], expected: &str| {
        let mark = Style::new().fg(Color::Red);
        let marks: Vec<Mark> = marks.iter().map(|(from, to)| (*from..*to, mark)).collect();
        let (buffer, ()) = with_pen(16, 1, wrap::cells, |pen| {
            pen.put_marked(&mut Strip { x: 0, y: 0, width: 16 }, text, Style::new(), &marks);
        });
        let marked: String =
            buffer.content.iter().filter(|cell| cell.fg == Color::Red).map(|cell| cell.symbol()).collect();
        assert_eq!(marked, expected, "{text:?}");
    };
    check("abcdef", &[(1, 3), (4, 5)], "bce");
    check("綠色採購", &[(3, 6)], "色");
    // The mark behind a character that is shown as a token is still on its own character.
    check("\u{202e}綠\tb", &[(3, 6)], "綠");
    check("a\u{202e}", &[(1, 4)], "<U+202E>");
    // A part of a cluster marks the cluster.
    check("e\u{301}x", &[(1, 3)], "e\u{301}");
    check("abc", &[(2, 90), (95, 99)], "c");
    check("abc", &[(7, 9)], "");
}

#[test]
fn a_cleared_area_leaves_no_half_of_a_glyph() {
    for x in 0..6 {
        for width in 0..5 {
            let (buffer, ()) = with_pen(10, 1, wrap::cells, |pen| {
                pen.put(&mut Strip { x: 0, y: 0, width: 10 }, "綠色採購法", Style::new());
                pen.clear(Rect::new(x, 0, width, 1));
            });
            for cell in buffer.content.iter().enumerate().filter(|(at, _)| (x..x + width).contains(&(*at as u16))) {
                assert_eq!(cell.1.symbol(), " ", "at {x}, {width} wide");
            }
            // Each second half has its first, and each first half its second.
            let halves: Vec<bool> = buffer.content.iter().map(|cell| cell.symbol().is_empty()).collect();
            let wanted = buffer.content.iter().map(|cell| cell.cell_width() == 2);
            let wanted: Vec<bool> = std::iter::once(false).chain(wanted).take(halves.len()).collect();
            assert_eq!(halves, wanted, "at {x}, {width} wide");
        }
    }
}

#[test]
fn frames_join() {
    let check = |signs: &'static Signs, expected: [&str; 5]| {
        let (buffer, ()) = with_pen(7, 5, wrap::cells, |pen| {
            pen.signs = signs;
            pen.frame(Rect::new(0, 0, 4, 3), Style::new());
            pen.frame(Rect::new(3, 0, 4, 3), Style::new());
            pen.frame(Rect::new(0, 2, 7, 3), Style::new().add_modifier(Modifier::BOLD));
        });
        assert_eq!([0, 1, 2, 3, 4].map(|y| row(&buffer, y)), expected);
    };
    check(&signs::LINE, ["┌──┬──┐", "│  │  │", "├──┴──┤", "│     │", "└─────┘"]);
    check(&signs::ASCII, ["+--+--+", "|  |  |", "+--+--+", "|     |", "+-----+"]);
}

#[test]
fn strips_give_no_more_than_they_have() {
    let mut strip = Strip { x: 2, y: 0, width: 5 };
    assert_eq!(strip.take(2), Strip { x: 2, y: 0, width: 2 });
    assert_eq!(strip.take_right(9), Strip { x: 4, y: 0, width: 3 });
    assert_eq!(strip, Strip { x: 4, y: 0, width: 0 });
    assert_eq!(Strip::of(Rect::new(1, 1, 3, 2), 2).width, 0);
}
