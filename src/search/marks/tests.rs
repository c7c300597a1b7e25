//! Highlights on original text.

use proptest::prelude::*;

use super::*;

/// The text with brackets round the ranges.
pub(in crate::search) fn bracket(text: &str, ranges: &[Range<usize>]) -> String {
    let mut shown = String::from(text);
    for range in ranges.iter().rev() {
        shown.insert(range.end, ']');
        shown.insert(range.start, '[');
    }
    shown
}

fn check(kind: Kind, table: &[(&str, &str)]) {
    for &(typed, expected) in table {
        let text = expected.replace(['[', ']'], "");
        let ranges = marks_in(&Query::parse(typed), kind, &text);
        assert_eq!(bracket(&text, &ranges), expected, "{typed}");
    }
}

#[test]
fn labels() {
    check(
        Kind::Label,
        &[
            ("", "宿舍管理"),
            ("宿舍", "[宿舍]管理、[宿舍]修繕"),
            ("舍管", "宿[舍管]理"),
            ("宿管", "[宿]舍[管]理"),
            ("宿舍 修繕", "[宿舍]管理、[宿舍修繕]"),
            ("宿舍 飛機", "[宿舍]管理"),
            ("台北", "[臺北]、[台北]、[檯北]"),
            ("ａ１", "[A1]、[Ａ１]、[a１]"),
            ("度", "制[\u{fa01}]、制[度]"),
            ("STRASSE", "Straße"),
            ("stra e", "[Stra]ß[e]"),
            ("izmir", "İzmir"),
            ("zmir", "İ[zmir]"),
            ("管", "ßß[管]ßİ[管]👩‍👩‍👧[管]"),
            ("gp", "[g]reen [p]rocurement"),
        ],
    );
}

#[test]
fn prose() {
    check(
        Kind::Prose,
        &[
            ("宿管", "宿舍管理"),
            ("宿舍", "修繕[宿舍]，並收回[宿舍]"),
            ("\"a b\"", "[a\nb] ab [A\u{3000}B]"),
            ("gp", "green procurement"),
        ],
    );
}

#[test]
fn filters() {
    let table = [
        ("", "anything", true),
        ("  ", "", true),
        ("宿管", "宿舍管理", true),
        ("宿 理", "宿舍管理", true),
        ("宿 飛", "宿舍管理", false),
        ("\u{200b}", "宿舍管理", false),
        ("飛機", "", false),
    ];
    for (typed, text, expected) in table {
        assert_eq!(matches(&Query::parse(typed), text), expected, "{typed} in {text}");
    }
}

#[test]
fn marks_beyond_the_end_are_passed_over() {
    assert_eq!(byte_ranges("臺ab", &[0, 2, 7]), [0..3, 4..5]);
    assert_eq!(byte_ranges("", &[0]), []);
}

proptest! {
    #[test]
    fn marks_are_characters_of_the_query(
        typed in "[ab管宿臺台ＡßÉ\" ]{0,8}|\\PC{0,6}",
        text in "[ab管宿臺台ＡßÉ \\-]{0,40}|\\PC{0,30}",
    ) {
        let query = Query::parse(&typed);
        let wanted = fold::fold_str(&typed);
        for kind in [Kind::Label, Kind::Prose] {
            let ranges = marks_in(&query, kind, &text);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start));
            for range in ranges {
                prop_assert!(range.start < range.end);
                let Some(marked) = text.get(range) else { return Err(TestCaseError::fail("not on a boundary")) };
                prop_assert!(marked.chars().all(|c| wanted.as_str().contains(fold::fold(c))));
            }
        }
    }
}
