//! What a word says as a number or as a year: `1億5500萬`, `155,000,000` and `1.55億` say one thing, and so do `108年`,
//! `2019` and `民國一百零八年`.

use crate::model::figure::Figure;
use crate::model::figure::numeral;
use crate::model::year::Calendar;
use crate::model::year::Year;

/// A number, and the unit typed behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number.
    pub figure: Figure,
    /// What stands behind it; empty for a bare number.
    pub unit: String,
}

/// A word longer than that is no number that anyone types.
const LONGEST: usize = 40;

/// Gregorian years that four bare digits may mean.
const YEARS: std::ops::RangeInclusive<i32> = 1912..=2100;

/// What is counted with one Chinese digit before it, folded. Nothing else makes a number of one: 一 begins too many words.
const COUNTERS: &str = "次所間場件項個名位處座輛組家戶筆冊棟";

/// The number that a folded word begins with, the longest there is, and the unit behind it. One Chinese digit is a number
/// only where a counter and nothing else follows: 三次, but neither 三 nor 一般.
pub(super) fn amount(word: &str) -> Option<Amount> {
    let chars: Vec<char> = word.chars().take(LONGEST + 1).collect();
    let could_be =
        chars.first().is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '+') || numeral::is_numeral(*c));
    if !could_be || chars.len() > LONGEST {
        return None;
    }
    (1..=chars.len()).rev().find_map(|end| {
        let (number, unit) = chars.split_at_checked(end)?;
        let is_counted = matches!(unit, [unit] if COUNTERS.contains(*unit));
        let number: String = number.iter().collect();
        let figure = Figure::read_typed(&number, "").ok();
        let figure = figure.or_else(|| Figure::read_numeral(&number).filter(|_| end > 1 || is_counted))?;
        let unit: String = unit.iter().collect();
        // `1,` on the way to `1,000`.
        Some(Amount { figure, unit: unit.trim_start_matches([',', '.']).to_string() })
    })
}

/// The year that a folded word says: with an era or 年 behind the number, or as four digits.
pub(super) fn year(word: &str) -> Option<Year> {
    let is_bare = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare {
        return word.parse().ok().filter(|year| YEARS.contains(year)).and_then(Year::new);
    }
    let is_said = ["年", "民國", "西元", "公元", "roc"].iter().any(|sign| word.contains(sign));
    if !is_said || word.chars().count() > LONGEST {
        return None;
    }
    let from = word.find(numeral::is_numeral).unwrap_or(word.len());
    let (era, rest) = word.split_at_checked(from)?;
    let to = rest.find(|c| !numeral::is_numeral(c)).unwrap_or(rest.len());
    let (number, mark) = rest.split_at_checked(to)?;
    let digits = if number.is_empty() { String::new() } else { Figure::read_numeral(number)?.whole()?.to_string() };
    Year::read(&format!("{era}{digits}{mark}"), Calendar::Gregorian)
}

/// How texts write a year, without what `word` is itself.
pub(super) fn spellings(year: Year, word: &str) -> Vec<String> {
    let all = [year.roc().map(|roc| format!("{roc}年")), Some(format!("{:04}", year.gregorian()))];
    all.into_iter().flatten().filter(|spelling| spelling != word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fold;

    #[test]
    fn amounts() {
        assert_eq!(fold::fold_str(COUNTERS).as_str(), COUNTERS);
        for (word, figure, unit) in [
            ("44", "44", ""),
            ("155,000,000", "155000000", ""),
            ("1億5500萬", "155000000", ""),
            ("1亿5500万", "155000000", ""),
            ("1.55億", "155000000", ""),
            ("１．５５億元", "155000000", "元"),
            ("壹億伍仟伍佰萬元", "155000000", "元"),
            ("3萬2,000", "32000", ""),
            ("一百零八", "108", ""),
            ("二十", "20", ""),
            ("廿", "", ""),
            ("60間", "60", "間"),
            ("六十間", "60", "間"),
            ("96.41%", "96.41", "%"),
            ("15500萬元", "155000000", "元"),
            ("1,", "1", ""),
            ("-5", "-5", ""),
            ("一", "", ""),
            ("一般行政", "", ""),
            ("三次", "3", "次"),
            ("十所", "10", "所"),
            ("五間", "5", "間"),
            ("两处", "2", "處"),
            ("三次會議", "", ""),
            ("十分", "", ""),
            ("萬件", "", ""),
            ("萬", "", ""),
            ("綠色", "", ""),
            ("", "", ""),
        ] {
            let found = amount(fold::fold_str(word).as_str());
            assert_eq!(found.as_ref().map(|found| found.figure), Figure::read_toml(figure), "{word}");
            assert_eq!(found.map_or(String::new(), |found| found.unit), unit, "{word}");
        }
    }

    #[test]
    fn years() {
        for (word, expected, spelled) in [
            ("108年", 2019, "2019"),
            ("108年度", 2019, "108年 2019"),
            ("2019", 2019, "108年"),
            ("2019年", 2019, "108年 2019"),
            ("民國108年", 2019, "108年 2019"),
            ("民國108", 2019, "108年 2019"),
            ("ROC108", 2019, "108年 2019"),
            ("一百零八年", 2019, "108年 2019"),
            ("民國一〇八年", 2019, "108年 2019"),
            ("二〇一九年", 2019, "108年 2019"),
            ("１０８年", 2019, "2019"),
            ("民国108年", 2019, "108年 2019"),
            ("108", 0, ""),
            ("1800", 0, ""),
            ("年", 0, ""),
            ("今年", 0, ""),
            ("週年", 0, ""),
            ("十年有成", 0, ""),
        ] {
            let word = fold::fold_str(word);
            let found = year(word.as_str());
            assert_eq!(found.map_or(0, Year::gregorian), expected, "{word:?}");
            let shown = found.map_or(String::new(), |year| spellings(year, word.as_str()).join(" "));
            assert_eq!(shown, spelled, "{word:?}");
        }
    }
}
