//! Words by their sound against texts: which characters answer.

use super::*;
use crate::search::fold;
use crate::search::marks;
use crate::search::phonetic::sieve::Sieve;
use proptest::prelude::*;

fn pattern(word: &str, sounds: Sounds) -> Option<Pattern> {
    Pattern::new(fold::fold_str(word).as_str(), sounds)
}

/// The text with brackets round each run of the way.
fn bracketed(word: &str, sounds: Sounds, text: &str) -> String {
    let runs = pattern(word, sounds).map_or(Vec::new(), |pattern| pattern.runs(fold::fold_str(text).as_str()));
    let mut chars: Vec<usize> = runs.into_iter().flat_map(|run| run.chars).collect();
    chars.sort_unstable();
    chars.dedup();
    marks::tests::bracket(text, &marks::byte_ranges(text, &chars))
}

/// `expected`: the text, with brackets round what answers.
#[track_caller]
fn check(sounds: Sounds, table: &[(&str, &str)]) {
    for (word, expected) in table {
        let text = expected.replace(['[', ']'], "");
        assert_eq!(bracketed(word, sounds, &text), *expected, "{word} in {text}");
    }
}

const PINYIN: Sounds = Sounds { pinyin: true, zhuyin: false };
const ZHUYIN: Sounds = Sounds { pinyin: false, zhuyin: true };

#[test]
fn pinyin() {
    check(
        PINYIN,
        &[
            ("lvsecaigou", "[綠色採購]與身心障礙優先採購"),
            ("lusecaigou", "[綠色採購]與身心障礙優先採購"),
            ("lscg", "[綠色採購]與身心障礙優先採購"),
            ("LSCG", "[綠色採購]"),
            ("ｌｓｃｇ", "[綠色採購]"),
            ("lvsecg", "[綠色採購]"),
            ("lscaigou", "[綠色採購]"),
            ("lvse", "[綠色]採購"),
            ("luse", "[綠色]採購"),
            ("lüse", "[綠色]採購"),
            ("lǜsè", "[綠色]採購"),
            ("lv4se4", "[綠色]採購"),
            ("lvsecaig", "[綠色採購]"),
            ("lvsecai", "[綠色採]購"),
            ("lvsec", "[綠色採]購"),
            ("lvs", "[綠色]採購"),
            ("cg", "綠色[採購]"),
            ("caigou", "綠色[採購]與身心障礙優先[採購]"),
            ("sushe", "市有[宿舍]現況"),
            ("ss", "市有[宿舍]現況"),
            ("sush", "市有[宿舍]現況"),
            ("shiyousushe", "[市有宿舍]現況"),
            ("sysush", "[市有宿舍]現況"),
            ("zhongyang", "[中央]空調"),
            ("zy", "[中央]空調"),
            ("zhy", "[中央]空調"),
            ("zyk", "[中央空]調"),
            ("xian", "[西安]與[先]後"),
            ("xi'an", "[西安]與[先]後"),
            ("laji", "[垃圾]"),
            ("lese", "[垃圾]"),
            ("yinhang", "[銀行]"),
            ("xingzheng", "[行政]中心"),
            ("xiaofei", "[消费]者"),
            ("gongbao", "電子[公報]"),
            ("ssdj", "[申訴]（[登記]"),
            ("sstj", "消費諮詢、[申訴]、[調解]"),
            ("ssdy", "[申訴]（[第一]）"),
            ("綠sc", "[綠色採]購"),
            ("绿secg", "[綠色採購]"),
            ("lv色", "[綠色]採購"),
            // What is not read so.
            ("l", "綠色採購"),
            ("lx", "綠色採購"),
            ("lvg", "綠色採購"),
            ("lvseg", "綠色採購"),
            ("lvsecaigoux", "綠色採購"),
            ("綠色", "綠色採購"),
            ("12", "一二"),
            ("ls", "綠ABC色"),
            ("ls", "綠 › 「色」"),
            ("ls", ""),
        ],
    );
    // The shortest run, and the one that a syllable ends.
    check(PINYIN, &[("fangan", "[方案]"), ("fangan", "[反感]"), ("li", "[李]與[林]")]);
}

#[test]
fn zhuyin() {
    check(
        ZHUYIN,
        &[
            ("xm4nk4", "[綠色]採購"),
            ("xmnk", "[綠色]採購"),
            ("xm4nk4h93e.4", "[綠色採購]"),
            ("xmnkh9e.", "[綠色採購]"),
            ("xnhe", "[綠色採購]"),
            ("XM4NK4", "[綠色]採購"),
            ("xn", "[綠色]採購"),
            ("xm4n", "[綠色]採購"),
            ("xm4nk4h", "[綠色採]購"),
            ("ㄌㄩˋㄙㄜˋ", "[綠色]採購"),
            ("ㄌㄙㄘㄍ", "[綠色採購]"),
            ("nj4gk4", "市有[宿舍]現況"),
            ("ng", "市有[宿舍]現況"),
            ("xk4nk4", "[垃圾]"),
            ("x84ru", "[垃圾]"),
            ("ej/jp6", "電子[公文]"),
            ("2u04y3", "[電子]公文"),
            ("2;4", "[當]天"),
            ("fu6", "[期]數"),
            ("fu", "[期]數"),
            ("u/eji6", "[英國]"),
            ("xu,4", "[列]管"),
            ("x", "綠色採購"),
            ("110", "補辦"),
            ("2.4", "豆"),
            ("96.41", "綠色採購"),
            ("lvse", "綠色採購"),
        ],
    );
}

#[test]
fn both_are_tried() {
    let ways = |word: &str, text: &str| -> Vec<Way> {
        let runs = pattern(word, Sounds::ON).map_or(Vec::new(), |pattern| pattern.runs(fold::fold_str(text).as_str()));
        runs.iter().map(|run| run.way).collect()
    };
    assert_eq!(ways("lscg", "綠色採購"), [Way::Pinyin]);
    assert_eq!(ways("xnhe", "綠色採購"), [Way::Zhuyin]);
    assert_eq!(pattern("lscg", Sounds::OFF), None);
    assert_eq!(bracketed("xnhe", PINYIN, "綠色採購"), "綠色採購");
    assert_eq!(bracketed("lscg", ZHUYIN, "綠色採購"), "綠色採購");
    for word in ["108", "1,234.5", "-5", "110-03", "96.41%", "a_b", "é", "？？", "1/4"] {
        assert!(pattern(word, Sounds::ON).is_none_or(|pattern| word == "é" && pattern.tracks.is_empty()), "{word}");
    }
}

#[test]
fn a_run_tells_how_it_is_spelled() {
    for (word, way, run, expected) in [
        ("lscg", Way::Pinyin, "綠色採購", "lü se cai gou"),
        ("lusecaig", Way::Pinyin, "綠色採購", "lü se cai gou"),
        ("lese", Way::Pinyin, "垃圾", "le se"),
        ("laji", Way::Pinyin, "垃圾", "la ji"),
        ("xian", Way::Pinyin, "西安", "xi an"),
        ("綠se", Way::Pinyin, "綠色", "綠 se"),
        ("xm4nk4", Way::Zhuyin, "綠色", "ㄌㄩ ㄙㄜ"),
        ("xn", Way::Zhuyin, "綠色", "ㄌㄩ ㄙㄜ"),
        ("lscg", Way::Pinyin, "紅色", ""),
        ("lscg", Way::Zhuyin, "綠色", ""),
    ] {
        let pattern = pattern(word, Sounds::ON).unwrap();
        assert_eq!(pattern.spelled(way, run.chars()), expected, "{word}");
    }
}

#[test]
fn a_sieve_passes_over_most_texts() {
    let is_in = |word: &str, text: &str| Sieve::of(&pattern(word, Sounds::ON).unwrap()).may_be_in(text);
    for (word, text, expected) in [
        ("lscg", "綠色採購", true),
        ("lscg", "市府綠色（採）購", true),
        ("lscg", "綠色採1購", false),
        ("lscg", "綠色學校採購", false),
        ("lscg", "綠色採", false),
        ("綠scg", "綠色採購", true),
        ("綠scg", "紅色採購", false),
        ("lvsecaig", "綠色採購", true),
        ("lvsecaigouguanli", "綠色採購", false),
        ("lscg", "𠀋", true),
        ("lscg", "lscg", false),
    ] {
        assert_eq!(is_in(word, text), expected, "{word} in {text}");
    }
}

proptest! {
    /// What narrowing rests on: a word that grows finds no text that it did not find before.
    #[test]
    fn a_word_that_has_grown_finds_no_more(
        word in "[a-z1-7;,./]{2,8}", more in "[a-z3-7]", text in "[綠色採購宿舍管理市政垃圾西安方案先行、]{1,8}",
    ) {
        let found = |word: &str| pattern(word, Sounds::ON).is_some_and(|pattern| !pattern.runs(&text).is_empty());
        let grown = word.clone() + &more;
        // A word without a letter is a number until it has one.
        if word.contains(|c: char| c.is_ascii_alphabetic()) {
            prop_assert!(!found(&grown) || found(&word), "{} {}", word, grown);
        }
    }

    #[test]
    fn runs_are_of_the_text_and_pass_the_sieve(word in "[a-z]{2,6}|[lscg]{7,14}|\\PC{0,70}", text in "[綠色採購a、 ]{0,9}|[綠色採購]{7,14}|\\PC{0,9}") {
        let text = fold::fold_str(&text);
        let Some(pattern) = pattern(&word, Sounds::ON) else { return Ok(()) };
        let chars: Vec<char> = text.as_str().chars().collect();
        for run in pattern.runs(text.as_str()) {
            prop_assert!(run.chars.windows(2).all(|pair| pair[0] < pair[1]));
            let first = text.as_str()[run.at..].chars().next();
            prop_assert!(Sieve::of(&pattern).may_be_in(text.as_str()));
            prop_assert_eq!(chars.get(run.chars[0]).copied(), first);
            let spelled = pattern.spelled(run.way, run.chars.iter().map(|&at| chars[at]));
            prop_assert_eq!(spelled.split(' ').count(), run.chars.len());
        }
    }
}
