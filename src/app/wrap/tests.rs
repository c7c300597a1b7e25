//! Where rows end, and that bytes and cells agree.

use proptest::prelude::*;

use super::*;

/// Wraps `text` and compares with rows written as `row/row`, a newline as `⏎`.
fn check(text: &str, width: usize, expected: &str) {
    let mut shown = String::new();
    let rows = wrap(text, width, cells);
    for (index, row) in rows.iter().enumerate() {
        shown.push_str(&text[row.range.clone()]);
        if index + 1 < rows.len() {
            shown.push(if row.hard { '⏎' } else { '/' });
        }
    }
    assert_eq!(shown, expected, "{text:?} in {width} cells");
}

#[test]
fn rows_end_where_a_reader_expects() {
    for (text, width, expected) in [
        ("", 10, ""),
        ("abc", 10, "abc"),
        ("a\nb\n", 10, "a⏎b⏎"),
        ("a\r\nb", 10, "a⏎b"),
        ("\n\n", 0, "⏎⏎"),
        ("one two three", 7, "one two /three"),
        ("one two three", 8, "one two /three"),
        ("one two three", 9, "one two /three"),
        ("abc ", 3, "abc /"),
        ("abc \nd", 3, "abc /⏎d"),
        ("one  two", 3, "one / /two"),
        ("one  two", 4, "one  /two"),
        ("abcdefgh", 3, "abc/def/gh"),
        ("a bcdefgh", 4, "a /bcde/fgh"),
        ("well-known", 6, "well-/known"),
        ("was -26.7", 6, "was /-26.7"),
        ("x-5", 2, "x-/5"),
        ("綠色採購", 4, "綠色/採購"),
        ("綠色採購", 5, "綠色/採購"),
        ("綠色採購，比率", 8, "綠色採/購，比率"),
        ("字字」", 4, "字/字」"),
        ("見「宿舍」", 4, "見/「宿/舍」"),
        ("綠色（甲）", 6, "綠色/（甲）"),
        ("。。。。", 4, "。。/。。"),
        ("達96.41％以上", 8, "達/96.41％/以上"),
        ("共……等", 3, "共…/…等"),
        ("共同……等", 5, "共/同……/等"),
        ("宿舍abc管理", 6, "宿舍/abc管/理"),
        ("甲\u{3000}乙", 2, "甲\u{3000}/乙"),
        ("👩\u{200d}💻👩\u{200d}💻", 3, "👩\u{200d}💻/👩\u{200d}💻"),
        ("e\u{301}e\u{301}", 1, "e\u{301}/e\u{301}"),
        ("a\u{1b}b", 2, "a\u{1b}/b"),
    ] {
        check(text, width, expected);
    }
}

#[test]
fn too_little_room_gives_each_cluster_a_row() {
    check("綠a色", 1, "綠/a/色");
    check("綠a色", 0, "綠/a/色");
    check("a b", 0, "a/ /b");
    check("a b", 1, "a /b");
    check("\u{202e}a", 3, "\u{202e}/a");
}

#[test]
fn ambiguous_characters_can_take_two_cells() {
    let text = "①②③④";
    assert_eq!(wrap(text, 4, cells).len(), 1);
    assert_eq!(wrap(text, 4, cells_cjk).len(), 2);
}

#[test]
fn bytes_and_cells_agree() {
    let text = "綠色 ab\ncd";
    // 5 cells: `綠色 ` / `ab⏎` / `cd`.
    let rows = wrap(text, 5, cells);
    for (byte, place) in [(0, (0, 0)), (3, (0, 2)), (6, (0, 4)), (7, (1, 0)), (9, (1, 2)), (10, (2, 0)), (12, (2, 2))] {
        assert_eq!(locate(&rows, text, byte, cells), place, "byte {byte}");
    }
    for (row, column, byte) in
        [(0, 0, 0), (0, 1, 0), (0, 2, 3), (0, 99, 6), (1, 1, 8), (1, 99, 9), (2, 99, 12), (9, 0, 10)]
    {
        assert_eq!(byte_at(&rows, text, row, column, cells), byte, "row {row} column {column}");
    }
}

#[test]
fn rows_of_another_text_do_no_harm() {
    let rows = wrap("綠色採購", 4, cells);
    assert_eq!(locate(&rows, "ab", 2, cells).0, 0);
    assert!(byte_at(&rows, "ab", 1, 5, cells) <= 12);
    assert_eq!((locate(&[], "ab", 2, cells), byte_at(&[], "ab", 0, 0, cells)), ((0, 0), 0));
}

/// `PROPTEST_CASES` asks for more of them.
fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(2048), failure_persistence: None, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rows_cover_the_text_and_fit(text in "([綠色，。「」（） a-c\u{301}\u{3000}\n\r\t-]|👩\u{200d}💻|🇹🇼|\\PC){0,40}", width in 0usize..12) {
        let rows = wrap(&text, width, cells);
        let widest = text.graphemes(true).map(cells).max().unwrap_or(0);
        let mut next = 0;
        for row in &rows {
            let newline = &text[next..row.range.start];
            prop_assert!(matches!(newline, "" | "\n" | "\r\n"));
            let shown = &text[row.range.clone()];
            let fits = |shown: &str| shown.graphemes(true).map(cells).sum::<usize>() <= width || shown.graphemes(true).count() <= 1;
            let hung = shown.graphemes(true).next_back().filter(|last| is_space(last)).map_or(0, str::len);
            prop_assert!(fits(shown) || fits(&shown[..shown.len() - hung]), "{:?}", shown);
            prop_assert!(row.hard || !shown.is_empty());
            next = row.range.end;
        }
        prop_assert_eq!(next, text.len());
        for byte in text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]) {
            let (row, column) = locate(&rows, &text, byte, cells);
            prop_assert!(column <= width.max(widest), "column {} of {}", column, width);
            prop_assert_eq!(byte_at(&rows, &text, row, column, cells), byte);
        }
        for (index, row) in rows.iter().enumerate() {
            for column in 0..=width {
                let byte = byte_at(&rows, &text, index, column, cells);
                prop_assert!(row.range.contains(&byte) || byte == row.range.end);
                prop_assert_eq!(locate(&rows, &text, byte, cells).0, index);
            }
        }
    }
}
