//! What a merge makes of texts, as cases and as properties.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Lines as letters: `abc` is the text of the lines a, b, c.
fn text(letters: &str) -> String {
    letters.chars().map(|letter| format!("{letter}\n")).collect()
}

/// The pieces in short: `a` same, `+a` mine, `-a` theirs, `[base|mine|theirs]` a collision.
fn sketch(merge: &Merge) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Same(text) => text.clone(),
        Piece::Mine(text) => format!("+{text}"),
        Piece::Theirs(text) => format!("-{text}"),
        Piece::Both { base, mine, theirs } => format!("[{base}|{mine}|{theirs}]"),
    };
    merge.pieces.iter().map(piece).collect::<Vec<_>>().join(" ").replace('\n', "")
}

#[test]
fn pieces_are_as_drawn() {
    for (base, mine, theirs, drawn) in [
        ("", "", "", ""),
        ("abc", "abc", "abc", "abc"),
        ("abc", "aXc", "abc", "a +X c"),
        ("abc", "abc", "abX", "ab -X"),
        ("abcde", "aXcde", "abcYe", "a +X c -Y e"),
        // Neighbouring lines changed by different hands: both stand.
        ("abcd", "aXcd", "abYd", "a +X -Y d"),
        ("abcd", "abYd", "aXcd", "a -X +Y d"),
        // The same change twice is one.
        ("abc", "aXc", "aXc", "a X c"),
        ("abc", "ac", "ac", "a  c"),
        ("ab", "aXb", "aXb", "a X b"),
        // Two insertions at one point: theirs first.
        ("ab", "aXb", "aYb", "a -Y +X b"),
        ("", "X", "Y", "-Y +X"),
        ("ab", "abX", "abY", "ab -Y +X"),
        // An insertion at either edge of a replacement.
        ("abc", "aXc", "aYbc", "a -Y +X c"),
        ("abc", "aXc", "abYc", "a +X -Y c"),
        ("abcd", "ad", "aYbcd", "a -Y + d"),
        // The same line, changed in two ways; a deletion against a change; an insertion inside a deletion.
        ("abc", "aXc", "aYc", "a [b|X|Y] c"),
        ("abc", "ac", "aYc", "a [b||Y] c"),
        ("abcd", "ad", "abYcd", "a [bc||bYc] d"),
        // Overlaps chain: mine took bc, theirs cd, so the question covers bcd.
        ("abcde", "aXe", "abYe", "a [bcd|X|bY] e"),
        // Mine's first change touches theirs and stands; its second overlaps it.
        ("abcdefg", "aXcdeYg", "abZg", "a +X [cdef|cdeY|Z] g"),
    ] {
        let merge = merge(&text(base), &text(mine), &text(theirs));
        assert_eq!(sketch(&merge), drawn, "{base} → {mine} | {theirs}");
    }
}

#[test]
fn collisions_are_asked_in_order() {
    let merge = merge(&text("abcde"), &text("aXcXe"), &text("aYcYe"));
    assert_eq!(merge.collisions(), 2);
    let mut asked = Vec::new();
    let out = merge.resolve(|number| {
        asked.push(number);
        if number == 0 { Choice::Mine } else { Choice::Theirs }
    });
    assert_eq!((out, asked), (text("aXcYe"), vec![0, 1]));
}

#[test]
fn line_ends_survive() {
    for (base, mine, theirs, out) in [
        ("a\r\nb\r\n", "a\r\nX\r\n", "Y\r\nb\r\n", "Y\r\nX\r\n"),
        ("a\nb", "X\nb", "a\nb", "X\nb"),
        // Both append, theirs without a last newline: the lines must not run together.
        ("a\n", "a\nm\n", "a\nt", "a\nt\nm\n"),
        ("a\r\n", "a\r\nm", "a\r\nt", "a\r\nt\r\nm"),
        ("", "a\n", "b\r", "b\r\na\n"),
        ("a\nb\n", "a\nB", "a\nb\nc\n", "a\nB\nc\n"),
        // A newline added or taken is a change of the last line.
        ("a\nb", "a\nb\n", "a\nb", "a\nb\n"),
        ("\u{feff}a\nb\nc\n", "\u{feff}X\nb\nc\n", "\u{feff}a\nb\nY\n", "\u{feff}X\nb\nY\n"),
    ] {
        let merge = merge(base, mine, theirs);
        assert_eq!(merge.collisions(), 0, "{base:?}");
        assert_eq!(merge.resolve(|_| Choice::Mine), out, "{base:?} → {mine:?} | {theirs:?}");
    }
}

#[test]
fn shift_follows_or_refuses() {
    // old: 0..3 "abc" stays, 3..5 "de" → "XYZ", 5..8 stays, insertion "!!" at 8.
    let splices =
        [Splice { at: 3, old: "de".into(), new: "XYZ".into() }, Splice { at: 8, old: String::new(), new: "!!".into() }];
    for (range, moved) in [
        (0..3, Some(0..3)),
        (3..3, Some(3..3)),
        (4..4, None),
        (2..4, None),
        (3..5, None),
        (5..5, Some(6..6)),
        (5..8, Some(6..9)),
        (8..8, Some(11..11)),
        (8..9, Some(11..12)),
        (7..9, None),
        (9..9, Some(12..12)),
    ] {
        assert_eq!(shift(range.clone(), &splices), moved, "{range:?}");
    }
}

/// `old` with the splices applied, each checked against the bytes it names.
fn apply(old: &str, splices: &[Splice]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for splice in splices {
        assert_eq!(&old[splice.at..splice.at + splice.old.len()], splice.old);
        out.push_str(&old[done..splice.at]);
        out.push_str(&splice.new);
        done = splice.at + splice.old.len();
    }
    out + &old[done..]
}

/// Texts of few different lines, so that the cases collide, with all line ends.
fn any_text() -> impl Strategy<Value = String> {
    let line = prop_oneof!["[abc]", Just("臺".to_string()), Just(String::new())];
    let end = prop_oneof![4 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r")];
    (vec((line, end), 0..12), any::<bool>()).prop_map(|(lines, bare)| {
        let text: String = lines.into_iter().map(|(line, end)| line + end).collect();
        if bare { text.trim_end().to_string() } else { text }
    })
}

proptest! {
    #[test]
    fn who_did_nothing_does_not_count(base in any_text(), other in any_text()) {
        for (mine, theirs) in [(&base, &other), (&other, &base), (&other, &other)] {
            let merge = merge(&base, mine, theirs);
            prop_assert_eq!(merge.collisions(), 0);
            prop_assert_eq!(&merge.resolve(|_| Choice::Mine), &other);
        }
    }

    #[test]
    fn every_line_comes_from_somewhere(base in any_text(), mine in any_text(), theirs in any_text()) {
        let merge = merge(&base, &mine, &theirs);
        for choice in [Choice::Mine, Choice::Theirs] {
            // A carriage return at the very end of a text becomes a line end with the newline added behind it.
            let known: Vec<_> = [&base, &mine, &theirs].iter().flat_map(|text| text.lines()).map(|line| line.trim_end_matches('\r')).collect();
            for line in merge.resolve(|_| choice).lines() {
                prop_assert!(known.contains(&line.trim_end_matches('\r')), "{:?}", line);
            }
        }
    }

    /// Each line is changed, deleted, kept or followed by a new one, by one hand at most, and every change is there.
    #[test]
    fn edits_of_different_lines_all_stand(edits in vec((any::<bool>(), 0..4u8), 1..40)) {
        let [mut base, mut mine, mut theirs, mut out] = [const { String::new() }; 4];
        for (number, (by_me, kind)) in edits.into_iter().enumerate() {
            let line = format!("{number}\n");
            let changed = match kind {
                0 => line.clone(),
                1 => format!("{number} changed\n"),
                2 => String::new(),
                _ => format!("{number}\n{number} added\n"),
            };
            base += &line;
            mine += if by_me { &changed } else { &line };
            theirs += if by_me { &line } else { &changed };
            out += &changed;
        }
        let merge = merge(&base, &mine, &theirs);
        prop_assert_eq!(merge.collisions(), 0);
        prop_assert_eq!(merge.resolve(|_| Choice::Mine), out);
    }

    #[test]
    fn splices_lead_from_old_to_new(old in any_text(), new in any_text()) {
        let splices = splices(&old, &new);
        prop_assert_eq!(apply(&old, &splices), new);
        prop_assert!(splices.windows(2).all(|pair| pair[0].at + pair[0].old.len() < pair[1].at));
    }

    /// A range that can be followed holds the same bytes afterwards.
    #[test]
    fn shift_keeps_the_bytes(old in any_text(), new in any_text(), start in 0..40usize, len in 0..6usize) {
        let start = start % (old.len() + 1);
        let len = len.min(old.len() - start);
        if let Some(range) = shift(start..start + len, &splices(&old, &new)) {
            prop_assert_eq!(&new.as_bytes()[range], &old.as_bytes()[start..start + len]);
        }
    }
}

#[test]
fn the_lines_of_both() {
    let check = |mine: &str, theirs: &str, text: &str| assert_eq!(both(mine, theirs), text, "{mine:?} + {theirs:?}");
    check("", "", "");
    check("a", "", "a");
    check("", "b", "b");
    check("a", "b", "a\nb");
    check("a\nb", "a\nb", "a\nb");
    check("a\nb\nz", "a\nc\nz", "a\nb\nc\nz");
    check("a\nb", "a\nb\nc", "a\nb\nc");
    check("臺\n甲\n灣", "臺\n灣\n乙", "臺\n甲\n灣\n乙");
}
