//! What passes, what is shown as a token, and that nothing slips through.

use std::ops::RangeInclusive;

use proptest::prelude::*;
use proptest::strategy::Union;

use super::*;

#[test]
fn what_could_act_or_hide_is_shown_as_a_token() {
    let cases = [
        ("", ""),
        ("108 年 ①—… ℃", "108 年 ①—… ℃"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("\0\x07\x7f", "␀␇␡"),
        ("a\nb\tc\r\nd\r", "a⏎b⇥c␍⏎d␍"),
        ("\u{80}\u{85}\u{9b}31m", "<80><85><9B>31m"),
        ("a\u{202e}b\u{2066}\u{61c}", "a<U+202E>b<U+2066><U+061C>"),
        ("綠\u{200b}色\u{feff}", "綠<U+200B>色<U+FEFF>"),
        ("a\u{200c}b\u{200d}c", "a<U+200C>b<U+200D>c"),
        ("क\u{94d}\u{200d}ष", "क<U+094D><U+200D>ष"),
        ("\u{2028}\u{2060}\u{ad}\u{fff9}\u{3164}", "<U+2028><U+2060><U+00AD><U+FFF9><U+3164>"),
        ("\u{e000}\u{fffff}\u{10fffd}\u{fdd0}", "<U+E000><U+FFFFF><U+10FFFD><U+FDD0>"),
        ("x\u{e0041}", "x<U+E0041>"),
    ];
    for (text, shown) in cases {
        assert_eq!(Safe::new(text).as_str(), shown, "{text:?}");
    }
}

#[test]
fn what_is_seen_stays() {
    let cases = [
        "é",
        "e\u{301}",
        "👩\u{200d}💻",
        "❤\u{fe0f}\u{200d}🔥",
        "👩🏽\u{200d}🚀",
        "🇹🇼",
        "1\u{fe0f}\u{20e3}",
        "한",
        "ᄒ\u{1161}\u{11ab}",
        "葛\u{e0100}",
        "กำ",
    ];
    for text in cases {
        let safe = Safe::new(text);
        assert_eq!(safe.as_str(), text);
        assert!(matches!(safe.0, Cow::Borrowed(_)), "{text:?} was copied");
    }
}

#[test]
fn an_invisible_character_with_nothing_to_act_on_is_named() {
    let cases = [
        ("\u{301}a", "<U+0301>a"),
        ("\n\u{301}", "⏎<U+0301>"),
        ("\u{fe0f}", "<U+FE0F>"),
        ("a\u{fe0f}\u{fe0e}", "a<U+FE0F><U+FE0E>"),
        ("👩\u{200d}", "👩<U+200D>"),
        ("👩\u{200d}a", "👩<U+200D>a"),
        ("\u{1161}", "<U+1161>"),
        ("\u{115f}\u{1161}", "<U+115F><U+1161>"),
    ];
    for (text, shown) in cases {
        assert_eq!(Safe::new(text).as_str(), shown, "{text:?}");
    }
}

#[test]
fn each_character_alone_takes_a_cell() {
    for c in '\0'..=char::MAX {
        let text = c.to_string();
        let safe = Safe::new(&text);
        assert!(safe.width() > 0 && !safe.as_str().contains(forbidden), "{text:?} as {safe}");
        // The short way must not name a character that leans on its neighbour.
        assert!(!is_plain(c) || format!("a{c}").graphemes(true).count() == 2, "{text:?}");
    }
}

#[test]
fn cells_are_counted_as_shown() {
    let cases =
        [("綠色", 4, 4), ("a\x1b", 2, 2), ("\u{202e}", 8, 8), ("①", 1, 2), ("e\u{301}", 1, 1), ("👩\u{200d}💻", 2, 2)];
    for (text, narrow, wide) in cases {
        let safe = Safe::new(text);
        assert_eq!((safe.width(), safe.width_cjk()), (narrow, wide), "{text:?}");
    }
}

/// Characters that hide or act, and those they lean on, so that random text meets the cases that matter.
fn hostile() -> impl Strategy<Value = String> {
    let ranges: [RangeInclusive<u32>; 19] = [
        0x00..=0xa0,
        0x300..=0x36f,
        0x600..=0x61c,
        0x900..=0x97f,
        0xe30..=0xe3f,
        0x1100..=0x11ff,
        0x1800..=0x180f,
        0x2000..=0x206f,
        0x20d0..=0x20ff,
        0x2600..=0x27ff,
        0x4e00..=0x4e10,
        0xfdd0..=0xfdef,
        0xfe00..=0xfe0f,
        0xfff0..=0xffff,
        0x1f1e6..=0x1f1ff,
        0x1f3f0..=0x1f470,
        0xe0000..=0xe01ff,
        0xf0000..=0x10ffff,
        0x0..=0x10ffff,
    ];
    let ranges = Union::new(ranges);
    let c = prop_oneof![3 => ranges, 1 => Just(0x200d), 1 => Just(0xfe0f), 1 => Just(0x1f469)];
    prop::collection::vec(c, 0..12).prop_map(|codes| codes.into_iter().filter_map(char::from_u32).collect())
}

/// The sets of `promises.md`, written as such rather than through the functions under test.
fn forbidden(c: char) -> bool {
    let code = c as u32;
    let bidi = [0x61c, 0x200e, 0x200f].contains(&code)
        || (0x202a..=0x202e).contains(&code)
        || (0x2066..=0x2069).contains(&code);
    let invisible =
        (0x200b..=0x200c).contains(&code) || (0x2028..=0x2029).contains(&code) || (0x2060..=0x2064).contains(&code);
    let marks = code == 0xfeff || (0xfff9..=0xfffb).contains(&code) || (0xe0000..=0xe007f).contains(&code);
    let private = (0xe000..=0xf8ff).contains(&code) || code >= 0xf0000 || code & 0xfffe == 0xfffe;
    code < 0x20 || (0x7f..=0x9f).contains(&code) || bidi || invisible || marks || private
}

/// `PROPTEST_CASES` asks for more of them.
fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(2048), failure_persistence: None, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_forbidden_remains(text in hostile()) {
        let safe = Safe::new(&text);
        let shown: Vec<char> = safe.as_str().chars().collect();
        prop_assert!(!shown.iter().any(|c| forbidden(*c)), "{:?}", safe);
        for (at, c) in shown.iter().enumerate() {
            let joins = || at > 0 && shown.get(at + 1).is_some_and(|next| *next as u32 >= 0x2190);
            prop_assert!(*c != '\u{200d}' || joins(), "{:?}", safe);
        }
        prop_assert!(safe.as_str().graphemes(true).all(|cluster| cluster.width() > 0), "{:?}", safe);
    }

    #[test]
    fn twice_is_once_and_parts_are_the_whole(text in hostile()) {
        let once = Safe::new(&text);
        let twice = Safe::new(once.as_str());
        prop_assert_eq!(twice.as_str(), once.as_str());
        let parts: String = text.graphemes(true).map(|cluster| Safe::new(cluster).into_string()).collect();
        prop_assert_eq!(parts.as_str(), once.as_str());
        for width in [Safe::width, Safe::width_cjk] {
            let parts: usize = text.graphemes(true).map(|cluster| width(&Safe::new(cluster))).sum();
            prop_assert_eq!(parts, width(&once));
        }
    }
}
