//! Strokes on texts written with `|` for the caret and `[` `]` around the selection.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::app::wrap::cells;

const ROOM: Room = Room { width: 8, height: 2, cells };

const BACKSPACE: Stroke = Stroke::Erase(Move::Left);
const DELETE: Stroke = Stroke::Erase(Move::Right);

/// Reads `a[b|]c`: the text, the caret, and the selection's other end.
fn read(marked: &str, multiline: bool) -> Line {
    let at = |mark: char| {
        let found = marked.find(mark)?;
        Some(found - marked[..found].matches(['|', '[', ']']).count())
    };
    let mut line = Line::new(marked.replace(['|', '[', ']'], ""), multiline);
    let caret = at('|').expect("a caret");
    let anchor = [at('['), at(']')].into_iter().flatten().find(|end| *end != caret);
    line.stand = Stand { caret, anchor };
    line
}

fn write(line: &Line) -> String {
    let mut marks = vec![(line.caret(), '|')];
    if let Some(range) = line.selection() {
        marks = match line.caret() == range.start {
            true => vec![(range.start, '['), (range.start, '|'), (range.end, ']')],
            false => vec![(range.start, '['), (range.end, '|'), (range.end, ']')],
        };
    }
    let mut shown = line.text().to_string();
    for (at, mark) in marks.into_iter().rev() {
        shown.insert(at, mark);
    }
    shown
}

/// Does the strokes one after another, in rows of 8 cells and pages of 2.
fn check(before: &str, strokes: &[Stroke], after: &str) {
    check_in(before, strokes, after, true);
}

fn check_in(before: &str, strokes: &[Stroke], after: &str, multiline: bool) {
    let mut line = read(before, multiline);
    assert_eq!(write(&line), before, "a case must be written as it is shown");
    for stroke in strokes {
        line.apply(stroke.clone(), ROOM);
    }
    assert_eq!(write(&line), after, "{before:?} after {strokes:?}");
}

fn typed(text: &str) -> Vec<Stroke> {
    text.chars().map(Stroke::Type).collect()
}

fn paste(text: &str) -> Stroke {
    Stroke::Paste(text.to_string())
}

#[test]
fn moves() {
    use Move::*;
    for (before, to, after) in [
        ("|ab", Left, "|ab"),
        ("ab|", Right, "ab|"),
        ("綠|色", Left, "|綠色"),
        ("e\u{301}|x", Left, "|e\u{301}x"),
        ("|👩\u{200d}💻x", Right, "👩\u{200d}💻|x"),
        ("🇹🇼🇯🇵|", Left, "🇹🇼|🇯🇵"),
        ("a|\r\nb", Right, "a\r\n|b"),
        ("[ab|]c", Left, "|abc"),
        ("[|ab]c", Right, "ab|c"),
        ("one two|", WordLeft, "one |two"),
        ("one two |", WordLeft, "one |two "),
        ("one| two", WordRight, "one two|"),
        ("it's 3.14|", WordLeft, "it's |3.14"),
        ("foo ！！|", WordLeft, "foo |！！"),
        ("綠色採購，比率|", WordLeft, "綠色採購，|比率"),
        ("綠色採購|，比率", WordLeft, "|綠色採購，比率"),
        ("|綠色採購，比率", WordRight, "綠色採購|，比率"),
        ("|108年宿舍", WordRight, "108|年宿舍"),
        ("a\nb|c", LineStart, "a\n|bc"),
        ("|ab\nc", LineEnd, "ab|\nc"),
        ("|ab\r\nc", LineEnd, "ab|\r\nc"),
        ("a\nb|c", TextStart, "|a\nbc"),
        ("|a\nbc", TextEnd, "a\nbc|"),
        // Rows: `綠色採購` / `比率`.
        ("綠色採購比|率", RowStart, "綠色採購|比率"),
        ("綠|色採購比率", RowEnd, "綠色採|購比率"),
        ("綠色採購|比率", RowEnd, "綠色採購比率|"),
        ("綠色採購比|率", Up, "綠|色採購比率"),
        ("綠色採|購比率", Down, "綠色採購比率|"),
        ("|ab\nc", Up, "|ab\nc"),
        ("a\nb\nc\nd|", PageUp, "a\nb|\nc\nd"),
        ("a|\nb\nc\nd", PageDown, "a\nb\nc|\nd"),
        ("|綠色", To(1), "綠|色"),
        ("|e\u{301}", To(99), "e\u{301}|"),
    ] {
        check(before, &[Stroke::Go(to)], after);
    }
}

#[test]
fn moves_up_and_down_keep_the_column() {
    let down = || Stroke::Go(Move::Down);
    check("abcd|\nx\nefgh", &[down()], "abcd\nx|\nefgh");
    check("abcd|\nx\nefgh", &[down(), down()], "abcd\nx\nefgh|");
    check("abcd|\nx\nefgh", &[down(), Stroke::Go(Move::LineStart), down()], "abcd\nx\n|efgh");
    check("abc|\n綠色", &[down()], "abc\n綠|色");
    check("abc|\n綠色", &[down(), Stroke::Go(Move::Up)], "abc|\n綠色");
}

#[test]
fn selections() {
    check("a|bc", &[Stroke::Select(Move::Right)], "a[b|]c");
    check("a|bc", &[Stroke::Select(Move::Right), Stroke::Select(Move::Left)], "a|bc");
    check("a|bc", &[Stroke::Select(Move::Left)], "[|a]bc");
    check("a|bc", &[Stroke::SelectAll], "[abc|]");
    check("abcd|\nx\ny", &[Stroke::Select(Move::Down), Stroke::Select(Move::Down)], "abcd[\nx\ny|]");
    check("a[b|]c", &typed("xy"), "axy|c");
    check("a[|b]c", &[BACKSPACE], "a|c");
    check("a[b|]c", &[paste("")], "a[b|]c");
    check("a[b|]c", &[Stroke::Type('\u{1b}')], "a[b|]c");
    check("a[b|]c", &[Stroke::Erase(Move::TextEnd), Stroke::Undo], "a[b|]c");
}

#[test]
fn deleting() {
    use Move::*;
    for (before, over, after) in [
        ("e\u{301}|", Left, "|"),
        ("a👩\u{200d}👩\u{200d}👧|", Left, "a|"),
        ("|ᄒ\u{1161}\u{11ab}x", Right, "|x"),
        ("one two|", WordLeft, "one |"),
        ("|one two", WordRight, "| two"),
        ("綠色，採購|", WordLeft, "綠色，|"),
        ("a\nb|c\nd", LineEnd, "a\nb|\nd"),
        ("a\nb|c\nd", LineStart, "a\n|c\nd"),
        ("|", Left, "|"),
        ("|", Right, "|"),
        // What stood apart joins: the caret goes behind it.
        ("e|\n\u{301}", Right, "e\u{301}|"),
    ] {
        check(before, &[Stroke::Erase(over)], after);
    }
}

#[test]
fn typing_keeps_clusters_whole() {
    check("e|", &typed("\u{301}x"), "e\u{301}x|");
    check("|\u{301}", &typed("e"), "e\u{301}|");
    check("🇹|x", &typed("🇼"), "🇹🇼|x");
    check("👩|💻", &typed("\u{200d}"), "👩\u{200d}💻|");
    check("|", &typed("繁體"), "繁體|");
}

#[test]
fn what_can_be_entered() {
    for (pasted, lines, line) in [
        ("a\nb\n", "a\nb\n|", "a b|"),
        ("a\r\nb\rc", "a\nb\nc|", "a b c|"),
        ("a\tb", "a\tb|", "a b|"),
        ("\u{1b}[31m\u{9b}\u{7f}\0x", "[31mx|", "[31mx|"),
        ("a\u{202e}\u{200b}b", "a\u{202e}\u{200b}b|", "a\u{202e}\u{200b}b|"),
    ] {
        check_in("|", &[paste(pasted)], lines, true);
        check_in("|", &[paste(pasted)], line, false);
    }
    check_in("a|", &typed("\n"), "a\n|", true);
    check_in("a|", &typed("\n"), "a|", false);
    // What is there already is kept, whatever it is.
    check_in("a\u{1b}\nb|", &typed("c"), "a\u{1b}\nbc|", false);
}

#[test]
fn undo_takes_back_what_was_done_in_one_go() {
    let undo = || Stroke::Undo;
    let after = |strokes: Vec<Stroke>, undos: usize| [strokes, vec![Stroke::Undo; undos]].concat();
    check("|", &after(typed("one two"), 1), "one |");
    check("|", &after(typed("one two"), 2), "|");
    check("|", &after(typed("綠色，採購"), 1), "綠色，|");
    check("|", &after(typed("a\n\nb"), 1), "a\n\n|");
    check("abc|", &[BACKSPACE, BACKSPACE, undo()], "abc|");
    check("|abc", &[DELETE, DELETE, undo()], "|abc");
    check("abc|", &[BACKSPACE, Stroke::Type('x'), undo()], "ab|");
    check("|", &[Stroke::Type('a'), paste("b c d"), undo()], "a|");
    check("|", &[paste("b c d"), Stroke::Type('e'), undo()], "b c d|");
    let moved = [typed("ab"), vec![Stroke::Go(Move::Left), Stroke::Go(Move::Right)], typed("c"), vec![undo()]];
    check("|", &moved.concat(), "ab|");
    check("|", &[Stroke::Type('a'), undo(), undo(), Stroke::Redo, Stroke::Redo], "a|");
    check("|", &[Stroke::Type('a'), undo(), Stroke::Type('b'), Stroke::Redo], "b|");
    check("a[b|]c", &[Stroke::Type('x'), Stroke::Type('y'), undo()], "a[b|]c");
}

#[test]
fn cutting_gives_the_selected_text() {
    let mut line = read("a[綠|]c", false);
    assert_eq!(line.selected(), Some("綠"));
    assert_eq!(line.cut(), Some("綠".to_string()));
    assert_eq!((write(&line).as_str(), line.cut(), line.is_changed()), ("a|c", None, true));
    line.apply(Stroke::Undo, ROOM);
    assert_eq!((write(&line).as_str(), line.is_changed()), ("a[綠|]c", false));
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "a", "Z", " ", "-", "'", ".", "e", "\u{301}", "👩", "\u{200d}", "💻", "🏽", "\u{fe0f}", "🇹", "🇼", "한",
            "ᄒ", "\u{1161}", "\u{11ab}", "繁", "體", "中", "，", "「", "」", "\n", "\r\n", "\r", "\t", "\u{3000}",
            "क", "\u{94d}", "ष", "\u{e33}", "\u{600}", "\u{1b}", "\u{202e}", "カ", "ゝ",
        ])
        .prop_map(str::to_string),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

fn stroke() -> impl Strategy<Value = Stroke> {
    use Move::*;
    let moves = [
        Left, Right, WordLeft, WordRight, LineStart, LineEnd, RowStart, RowEnd, Up, Down, PageUp, PageDown, TextStart,
        TextEnd,
    ];
    let to = || prop_oneof![4 => prop::sample::select(moves.to_vec()), 1 => (0usize..60).prop_map(To)];
    prop_oneof![
        3 => text().prop_map(|text| text.chars().next().map_or(Stroke::SelectAll, Stroke::Type)),
        1 => text().prop_map(Stroke::Paste),
        3 => to().prop_map(Stroke::Go),
        2 => to().prop_map(Stroke::Select),
        3 => to().prop_map(Stroke::Erase),
        1 => Just(Stroke::Undo),
        1 => Just(Stroke::Redo),
    ]
}

/// `PROPTEST_CASES` asks for more of them.
fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(2048), failure_persistence: None, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn carets_stand_between_clusters_and_undo_is_exact(
        first in text(),
        strokes in prop::collection::vec(stroke(), 0..25),
        multiline: bool,
        width in 0usize..12,
    ) {
        let room = Room { width, height: 3, cells };
        let mut line = Line::new(first.as_str(), multiline);
        for stroke in strokes {
            line.apply(stroke, room);
            let places: Vec<usize> = line.text().grapheme_indices(true).map(|(at, _)| at).chain([line.text().len()]).collect();
            let anchor = line.stand.anchor.unwrap_or(0);
            prop_assert!(places.contains(&line.caret()) && places.contains(&anchor), "{:?}", line);
        }
        let mut apply_all = |stroke: Stroke| {
            // Fewer than 25 strokes were done, so 25 undo or redo them all.
            for _ in 0..25 {
                line.apply(stroke.clone(), room);
            }
            (line.text().to_string(), line.is_changed())
        };
        let last = apply_all(Stroke::Redo);
        prop_assert_eq!(apply_all(Stroke::Undo), (first, false));
        prop_assert_eq!(apply_all(Stroke::Redo), last);
    }
}
