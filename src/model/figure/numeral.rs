//! Figures in Chinese numerals: 一百零八, 廿三, 壹仟貳佰萬, 一〇八, and with digits among them: 3千五百.
//!
//! ```text
//! figure  = (section 萬億兆?)+        一億二千萬
//! section = (digit? 十百千)* digit?   一百零八, 十二, 廿三
//! digit   = 一 二 … 九, or several:    一〇八 is 108
//! ```
//!
//! Whatever speech and paper take differently is none: 一百八 is 180 to the ear.

use super::Figure;

const DIGITS: &[&str] =
    &["零〇○０", "一壹弌", "二貳贰兩两弐", "三參叁参叄", "四肆", "五伍", "六陸陆", "七柒", "八捌", "九玖"];

/// Powers of ten within a section, and those that multiply the section.
const SMALL: &[(&str, u32)] = &[("十拾", 1), ("百佰", 2), ("千仟", 3)];
const LARGE: &[(&str, u32)] = &[("萬万", 4), ("億亿", 8), ("兆", 12)];

/// 廿 and 卅 are a digit and 十 in one.
const TENS: &[(char, i64)] = &[('廿', 2), ('卄', 2), ('卅', 3), ('卌', 4)];

impl Figure {
    /// The figure that a text of Chinese numerals means, with or without digits of ours; none where it is no numeral, or
    /// one that can be taken in two ways. A numeral has at least a digit.
    ///
    /// ```
    /// use annals::model::figure::Figure;
    /// assert_eq!(Figure::read_numeral("一百零八"), Some(Figure::from(108)));
    /// assert_eq!(Figure::read_numeral("一億五千五百萬"), Some(Figure::from(155_000_000)));
    /// ```
    pub fn read_numeral(text: &str) -> Option<Figure> {
        let mut rest = text.chars().peekable();
        let (mut total, mut section) = (Figure::ZERO, Figure::ZERO);
        // The last unit that was read, which the next must be below; whether a 零 stands since then,
        // and whether the digits read since then are 1, 2, 3.
        let (mut unit, mut large) = (u32::MAX, u32::MAX);
        let mut is_bridged = false;
        let mut is_ours = false;
        let mut digits: Option<(Figure, usize)> = None;
        while let Some(c) = rest.next() {
            if let Some(digit) = digit(c) {
                if is_ours && digits.is_some() {
                    return None;
                }
                is_ours = false;
                let (before, count) = digits.unwrap_or((Figure::ZERO, 0));
                is_bridged |= digit == 0 && count == 0;
                // 零 after a unit only says that a place is empty.
                if digit == 0 && count == 0 && (unit != u32::MAX || large != u32::MAX) {
                    continue;
                }
                digits = Some((before.checked_mul(Figure::from(10))?.checked_add(Figure::from(digit))?, count + 1));
            } else if c.is_ascii_digit() {
                let mut number = String::from(c);
                while let Some(next) = rest.next_if(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
                    number.push(next);
                }
                if digits.is_some() {
                    return None;
                }
                is_ours = true;
                digits = Some((Figure::read_typed(&number, "").ok()?, number.len()));
            } else if let Some((_, tens)) = TENS.iter().find(|(name, _)| *name == c) {
                if digits.is_some() || unit <= 1 {
                    return None;
                }
                section = section.checked_add(Figure::from(tens * 10))?;
                (unit, is_bridged) = (1, false);
            } else if let Some(power) = scale(SMALL, c) {
                let is_ten = power == 1 && digits.is_none();
                let (digit, count) = digits.take().or(is_ten.then(|| (Figure::from(1), 1)))?;
                if power >= unit || count > 1 && unit != u32::MAX {
                    return None;
                }
                section = section
                    .checked_add(Figure::shifted(digit.digits(), i64::from(digit.decimals()) - i64::from(power))?)?;
                (unit, is_bridged) = (power, false);
            } else if let Some(power) = scale(LARGE, c) {
                if let Some((digit, _)) = digits.take() {
                    section = section.checked_add(digit)?;
                }
                if power >= large || section == Figure::ZERO {
                    return None;
                }
                total = total.checked_add(Figure::shifted(
                    section.digits(),
                    i64::from(section.decimals()) - i64::from(power),
                )?)?;
                (section, unit, large, is_bridged) = (Figure::ZERO, u32::MAX, power, false);
            } else {
                return None;
            }
        }
        if let Some((digit, count)) = digits {
            let is_behind = unit > 1 && (unit != u32::MAX || large != u32::MAX);
            if is_behind && count == 1 && !is_bridged {
                return None;
            }
            section = section.checked_add(digit)?;
        }
        let is_empty = text.is_empty() || !text.chars().any(|c| digit(c).is_some() || c.is_ascii_digit() || is_ten(c));
        if is_empty { None } else { total.checked_add(section) }
    }
}

/// Whether `c` is a Chinese numeral or one of its units.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || is_ten(c) || scale(SMALL, c).is_some() || scale(LARGE, c).is_some()
}

fn digit(c: char) -> Option<i64> {
    DIGITS.iter().position(|names| names.contains(c)).and_then(|digit| i64::try_from(digit).ok())
}

fn is_ten(c: char) -> bool {
    scale(SMALL, c) == Some(1) || TENS.iter().any(|(name, _)| *name == c)
}

fn scale(scales: &[(&str, u32)], c: char) -> Option<u32> {
    scales.iter().find(|(names, _)| names.contains(c)).map(|(_, power)| *power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, expected) in [
            ("一", "1"),
            ("十", "10"),
            ("十二", "12"),
            ("二十", "20"),
            ("廿", "20"),
            ("廿三", "23"),
            ("卅", "30"),
            ("一百零八", "108"),
            ("一百一十", "110"),
            ("一百十", "110"),
            ("一〇八", "108"),
            ("二〇一九", "2019"),
            ("一千零五", "1005"),
            ("一千零五十", "1050"),
            ("三萬二千", "32000"),
            ("三萬零五", "30005"),
            ("一億五千五百萬", "155000000"),
            ("一亿五千五百万", "155000000"),
            ("壹億伍仟伍佰萬", "155000000"),
            ("壹仟貳佰參拾肆", "1234"),
            ("兩千", "2000"),
            ("兩萬", "20000"),
            ("3千五百", "3500"),
            ("1億5千5百萬", "155000000"),
            ("1.5萬", "15000.0"),
            ("12,000萬", "120000000"),
            ("一兆", "1000000000000"),
            ("零", "0"),
            ("一百廿三", "123"),
        ] {
            let found = Figure::read_numeral(text);
            assert_eq!(found, Figure::read_toml(expected), "{text}");
            assert!(found.is_some() && text.chars().all(|c| is_numeral(c) || c.is_ascii()), "{text}");
        }
    }

    #[test]
    fn what_is_no_numeral_or_two() {
        for text in [
            "",
            "百",
            "千",
            "萬",
            "億",
            "一百八",
            "三萬五",
            "二千百",
            "十百",
            "一萬一億",
            "一億一億",
            "百一",
            "綠",
            "一般",
            "一百 ",
            "十十",
            "廿廿",
            "1二",
            "一千二千",
            "三千五",
        ] {
            assert_eq!(Figure::read_numeral(text), None, "{text}");
        }
        // More than 28 digits.
        assert_eq!(Figure::read_numeral(&"九".repeat(40)), None);
    }
}
