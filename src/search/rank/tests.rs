//! Words against texts: found or not, how, and with which characters.

use proptest::prelude::*;

use super::*;
use crate::search::fold;
use crate::search::marks;
use crate::search::query::Query;

fn word(typed: &str) -> Word {
    Query::parse(typed).words()[0].clone()
}

/// The text with brackets round the characters that answer; "" when none do.
fn bracketed(text: &str, found: Option<&Match>) -> String {
    found.map_or(String::new(), |found| marks::tests::bracket(text, &marks::byte_ranges(text, &found.marks)))
}

fn check(find: fn(&Word, &Folded) -> Option<Match>, table: &[(&str, &str, Option<Fit>)]) {
    for &(typed, expected, fit) in table {
        let text = expected.replace(['[', ']'], "");
        let found = find(&word(typed), &fold::fold_str(&text));
        assert_eq!(found.as_ref().map(|found| found.fit), fit, "{typed} in {text}");
        let expected = if fit.is_some() { expected } else { "" };
        assert_eq!(bracketed(&text, found.as_ref()), expected, "{typed} in {text}");
    }
}

#[test]
fn runs() {
    let table = [
        ("宿舍", "[宿舍]", Some(Fit::Whole)),
        ("宿舍", "[宿舍]管理", Some(Fit::Start)),
        ("宿舍", "經管市有[宿舍]", Some(Fit::Inside)),
        ("宿舍", "廳舍、[宿舍]", Some(Fit::WordStart)),
        ("art", "start of [art]", Some(Fit::WordStart)),
        ("art", "st[art] of smart", Some(Fit::Inside)),
        ("led", "裝設[LED]燈", Some(Fit::WordStart)),
        ("燈", "裝設LED[燈]", Some(Fit::WordStart)),
        ("台北", "[臺北]市", Some(Fit::Start)),
        ("臺北", "[台北]市", Some(Fit::Start)),
        ("a1", "類別（[Ａ１]）", Some(Fit::WordStart)),
        ("度", "制[\u{fa01}]", Some(Fit::Inside)),
        ("44", "[44] 間", Some(Fit::Start)),
        ("44", "4,104", None),
        ("\"綠 購\"", "綠色採購", None),
        ("\"a b\"", "x [A\u{3000}B]", Some(Fit::WordStart)),
        ("z", "ßİ[Ｚ]", Some(Fit::Inside)),
        ("ve", "naï[ve]", Some(Fit::Inside)),
        ("ß", "Stra[ß]e", Some(Fit::Inside)),
    ];
    let table: Vec<_> =
        table.into_iter().filter(|&(_, expected, fit)| fit.is_none() || expected.contains('[')).collect();
    check(fuzzy, &table);
}

#[test]
fn scatterings() {
    let scattered = Some(Fit::Scattered);
    check(
        fuzzy,
        &[
            ("管宿", "經[管]市有[宿]舍", scattered),
            ("管宿", "管理本府經[管]之職務[宿]舍", scattered),
            ("綠購", "[綠]色採[購]", scattered),
            ("消保", "[消]費者[保]護教育宣導", scattered),
            ("消宣", "消費者保護教育宣導", None),
            ("消保宣導", "[消]費者[保]護教育[宣導]", scattered),
            ("經宿", "[經]管市有[宿]舍", scattered),
            ("經舍", "經管市有宿舍", None),
            ("宿市", "經管市有宿舍", None),
            ("市市", "經管市有宿舍", None),
            ("gp", "[g]reen [p]rocurement", scattered),
            ("gproc", "[G]reen [Proc]urement", scattered),
            ("dormstock", "[dorm]itory.[stock]", scattered),
            ("grx", "green procurement", None),
            ("零舍", "宿[〇]宿[舍]", scattered),
        ],
    );
    check(substring, &[("綠購", "綠色採購", None), ("gp", "green procurement", None)]);
}

/// The pairs that the module's comment works out.
#[test]
fn worked_pairs() {
    let found = |typed: &str, text: &str| fuzzy(&word(typed), &fold::fold_str(text)).unwrap();
    assert!(found("宿舍", "宿舍管理").fit < found("宿舍", "經管市有宿舍").fit);
    assert!(found("gp", "green procurement").score > found("gp", "group").score);
    assert!(found("管宿", "經管市有宿舍").score > found("管宿", "管理本府經管之職務宿舍").score);
    assert_eq!(found("管宿", "管理本府經管之職務宿舍").marks, [5, 9]);
}

/// The matcher alone gives `ll` other marks after `oo` than before.
#[test]
fn a_score_does_not_depend_on_the_calls_before() {
    let find = || scattered(&word("ll"), &fold::fold_str("all hall ball")).map(|found| (found.score, found.marks));
    let first = find();
    assert_eq!(first, Some((35, vec![11, 12])));
    for (text, word) in [("coffee on off", "oo"), ("committee meet", "mm")] {
        MATCHER.fuzzy_indices("-", "-");
        MATCHER.fuzzy_indices(text, word);
        assert_eq!(find(), first, "after {word} in {text}");
    }
}

#[test]
fn beyond_the_limit_only_runs_count() {
    let far = |gap: usize| fold::fold_str(&format!("a{}bc", "x".repeat(gap)));
    assert_eq!(fuzzy(&word("ac"), &far(16_000)).map(|found| found.marks), Some(vec![0, 16_002]));
    assert_eq!(fuzzy(&word("ac"), &far(17_000)), None);
    assert_eq!(fuzzy(&word("bc"), &far(100_000)).map(|found| found.marks), Some(vec![100_001, 100_002]));
}

proptest! {
    /// Few letters, so that they meet; every kind of character now and then.
    #[test]
    fn marks_spell_the_word(
        typed in "[ab管宿臺台Ａ1\\.]{1,5}|\\PC{1,4}",
        text in "([ab管宿臺台Ａ1 \\-]|x){0,40}|\\PC{0,30}",
    ) {
        let folded = fold::fold_str(&text);
        for word in Query::parse(&typed).words() {
            for found in [fuzzy(word, &folded), substring(word, &folded), scattered(word, &folded)].into_iter().flatten() {
                prop_assert!(found.marks.windows(2).all(|pair| pair[0] < pair[1]));
                let spelt: String = found.marks.iter().filter_map(|&at| folded.as_str().chars().nth(at)).collect();
                prop_assert_eq!(spelt, word.text());
            }
        }
    }

    #[test]
    fn a_run_is_found_as_a_run(before in "[ab管宿]{0,5}", typed in "[ab管宿]{1,4}", after in "[ab管宿]{0,5}") {
        let found = fuzzy(&word(&typed), &fold::fold_str(&format!("{before}{typed}{after}")));
        prop_assert!(found.is_some_and(|found| found.fit < Fit::Scattered));
    }

    /// Against trying all alignments.
    #[test]
    fn chinese_is_found_where_it_is_tightest(typed in "[管宿舍]{2,3}", text in "[管宿舍市有]{0,16}") {
        let wanted: Vec<char> = typed.chars().collect();
        let chars: Vec<char> = text.chars().collect();
        let starts = (0..chars.len()).filter(|&at| chars[at] == wanted[0]);
        let best = starts.filter_map(|first| Some((nearest_end(&chars, first, &wanted[1..])? - first, first))).min();
        let found = tightest(&typed, &text).map(|window| (window.text.chars().count() - 1, window.first));
        prop_assert_eq!(found, best);
    }
}

fn nearest_end(chars: &[char], at: usize, wanted: &[char]) -> Option<usize> {
    let Some((next, rest)) = wanted.split_first() else { return Some(at) };
    let near = (at + 1..=at + 1 + NEAR).filter(|&to| chars.get(to) == Some(next));
    near.filter_map(|to| nearest_end(chars, to, rest)).min()
}
