//! How characters are read, without tones: `readings.txt`, made from Unihan by `tools/unihan/generate`.
//!
//! A character has its readings by the class that it is folded to, those of Taiwan first. Tones are left out because
//! Unihan has those of the mainland: 期 is qí in Taiwan and qī there, and whoever types either must find it.

use std::sync::LazyLock;

use super::zhuyin;

const READINGS: &str = include_str!("readings.txt");

/// The first and the last character that may have readings.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// A syllable without its tone, by its place in [`syllables`].
pub(super) type Syllable = u16;

/// What a syllable is called.
#[derive(Debug)]
pub(super) struct Spelling {
    /// In pinyin, with ü.
    pub(super) pinyin: &'static str,
    /// As it is typed in pinyin: with `v` for ü, and with `u`.
    pub(super) typed: Vec<String>,
    /// As it is typed in zhuyin.
    pub(super) keys: String,
}

struct Table {
    spellings: Vec<Spelling>,
    /// Where the readings of a character begin in `readings`, counted from [`FIRST`]; they end where those of the next begin.
    starts: Vec<u16>,
    readings: Vec<Syllable>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// All syllables.
pub(super) fn syllables() -> &'static [Spelling] {
    &TABLE.spellings
}

/// The readings of a folded character, Taiwan's first; none of what is no Chinese character, or a rare one.
pub(super) fn readings(c: char) -> &'static [Syllable] {
    let of = |at: usize| {
        let (start, end) = (*TABLE.starts.get(at)?, *TABLE.starts.get(at + 1)?);
        TABLE.readings.get(usize::from(start)..usize::from(end))
    };
    u32::from(c).checked_sub(FIRST).and_then(|at| of(at as usize)).unwrap_or_default()
}

impl Table {
    fn new() -> Table {
        let mut spellings = Vec::new();
        // (character, whether the reading is a further one, syllable)
        let mut all: Vec<(u32, bool, Syllable)> = Vec::new();
        for line in READINGS.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let pinyin = words.next().unwrap_or_default();
            let syllable = Syllable::try_from(spellings.len()).unwrap_or(Syllable::MAX);
            for (further, chars) in [false, true].into_iter().zip(words) {
                all.extend(chars.chars().map(|c| (u32::from(c), further, syllable)));
            }
            let typed = ["v", "u"].map(|letter| pinyin.replace('ü', letter));
            let typed = typed.into_iter().take(if pinyin.contains('ü') { 2 } else { 1 }).collect();
            spellings.push(Spelling { pinyin, typed, keys: zhuyin::keys(pinyin) });
        }
        all.sort_unstable();
        let mut starts = Vec::with_capacity((LAST - FIRST) as usize + 2);
        for c in FIRST..=LAST + 1 {
            let before = all.partition_point(|&(other, _, _)| other < c);
            starts.push(u16::try_from(before).unwrap_or(u16::MAX));
        }
        Table { spellings, starts, readings: all.into_iter().map(|(_, _, syllable)| syllable).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fold;
    use std::collections::HashSet;

    fn read(c: char) -> Vec<&'static str> {
        readings(fold::fold(c)).iter().map(|&syllable| syllables()[usize::from(syllable)].pinyin).collect()
    }

    #[test]
    fn taiwan_first_and_every_reading() {
        for (c, expected) in [
            ('垃', "le la"),
            ('圾', "se ji"),
            ('液', "yi ye"),
            ('期', "qi ji"),
            ('和', "he han hu huo"),
            ('綠', "lü lu"),
            ('绿', "lü lu"),
            ('行', "xing hang heng"),
            ('樂', "le yue"),
            ('市', "shi"),
            ('台', "tai"),
            ('臺', "tai"),
            ('艘', "sao sou"),
            ('暴', "bao pu"),
            ('露', "lu lou"),
            ('會', "hui kuai"),
            ('県', "xian"),
            ('〇', "ling"),
            ('a', ""),
            ('あ', ""),
            ('𠀀', ""),
        ] {
            let found = read(c);
            let wanted: Vec<&str> = expected.split_whitespace().collect();
            assert_eq!(found.first(), wanted.first(), "{c}: {found:?}");
            assert!(wanted.iter().all(|one| found.contains(one)), "{c}: {found:?}");
        }
    }

    #[test]
    fn the_table_is_whole_and_small() {
        assert!(READINGS.len() < 50_000, "{}", READINGS.len());
        assert!(READINGS.contains("Unihan 15.0.0") && READINGS.contains("LICENSE-UNICODE"));
        assert!((390..430).contains(&syllables().len()), "{}", syllables().len());
        assert!(TABLE.readings.len() > 13_000 && TABLE.readings.len() < usize::from(u16::MAX));
        for c in READINGS.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(' ').skip(1)) {
            for c in c.chars() {
                assert_eq!(fold::fold(c), c, "{c} is folded, and its readings are never looked up");
                assert!((FIRST..=LAST).contains(&u32::from(c)), "{c} is out of the table");
                assert!(readings(c).len() <= 8, "{c} {:?}", read(c));
                assert_eq!(
                    readings(c).iter().collect::<HashSet<_>>().len(),
                    readings(c).len(),
                    "{c} reads twice alike"
                );
            }
        }
    }

    #[test]
    fn every_syllable_can_be_typed() {
        let mut keys = HashSet::new();
        for spelling in syllables() {
            assert!(spelling.typed.iter().all(|typed| typed.bytes().all(|byte| byte.is_ascii_lowercase())));
            assert!((1..=3).contains(&spelling.keys.chars().count()), "{spelling:?}");
            assert!(keys.insert(&spelling.keys), "{spelling:?} is typed like another in zhuyin");
        }
    }
}
