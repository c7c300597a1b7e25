//! Figures in running text: which of its numbers count something, and which are years, dates, ordinals or names.
//!
//! ```text
//! 108年5月7日表揚績優職工35名（含技工3名），獎金共1億2,660萬元，刊於第12期「2019高雄」
//!               35 ──┘                1億2,660萬 ──┘
//! ```

use crate::model::figure::Figure;
use std::borrow::Cow;
use std::ops::Range;

/// What opens a name or an aside, and what closes it.
const BRACKETS: &[(char, char)] = &[
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('[', ']'),
    ('“', '”'),
];

/// What makes the number before it a date, an anniversary, a time or an address.
const MARKS: &[&str] = &["年", "月", "日", "號", "号", "時", "點", "樓", "層", "屆", "周年", "週年", "學年"];

/// What may stand between two numbers that are of one kind: 8至10月, 第2、3季.
const JOINERS: &[&str] = &["、", "及", "與", "和", "或", "至", "到", "~", "～", "-", "–", "/"];

/// What multiplies the digits before it.
const SCALES: &[char] = &['百', '千', '萬', '億', '兆'];

/// So many names of an item are looked for; more are no names.
const NAMES: usize = 100;

/// A number in the text.
struct Token {
    /// As indices of characters.
    chars: Range<usize>,
    /// As bytes.
    bytes: Range<usize>,
}

/// The numbers of a text that count something, each with its bytes. Those inside brackets, in one of `names`, and those
/// that are years, dates, times, ordinals, parts of words or numbers of a list are left out.
pub(super) fn figures(text: &str, names: &[Cow<str>]) -> Vec<(Range<usize>, Figure)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let tokens = tokens(text, &chars);
    if tokens.is_empty() {
        return Vec::new();
    }
    let hidden = hidden(text, &chars, names);
    let between = |one: &Token, next: &Token| text.get(one.bytes.end..next.bytes.start).unwrap_or("");
    let mut left_out: Vec<bool> = tokens.iter().map(|token| is_other(&chars, token)).collect();
    for at in 1..tokens.len() {
        left_out[at] |=
            is_ordinal_chain(&chars, &tokens[at - 1], left_out[at - 1], between(&tokens[at - 1], &tokens[at]));
    }
    // The mark of a date stands behind its last number: 6、8及10月.
    for at in (1..tokens.len()).rev() {
        let joined = JOINERS.contains(&between(&tokens[at - 1], &tokens[at]));
        left_out[at - 1] |= joined && left_out[at] && !is_after(&chars, &tokens[at], '第');
    }
    let counted = tokens.iter().zip(&left_out).filter(|(token, out)| !**out && !hidden[token.chars.start]);
    let figure = |token: &Token| Figure::read_typed(text.get(token.bytes.clone())?, "").ok();
    counted.filter_map(|(token, _)| Some((token.bytes.clone(), figure(token)?))).collect()
}

/// Which characters stand inside brackets that are closed again, or are part of a name.
fn hidden(text: &str, chars: &[(usize, char)], names: &[Cow<str>]) -> Vec<bool> {
    // How many ranges begin, less how many end, at each character.
    let mut depths = vec![0i64; chars.len() + 1];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, (_, c)) in chars.iter().enumerate() {
        if let Some((_, close)) = BRACKETS.iter().find(|(open, _)| open == c) {
            open.push((at, *close));
        } else if open.last().is_some_and(|(_, close)| close == c)
            && let Some((start, _)) = open.pop()
        {
            depths[start] += 1;
            depths[at] -= 1;
        }
    }
    for name in names.iter().filter(|name| name.chars().any(|c| c.is_ascii_digit())).take(NAMES) {
        for (byte, found) in text.match_indices(&**name) {
            depths[char_at(chars, byte)] += 1;
            depths[char_at(chars, byte + found.len())] -= 1;
        }
    }
    let mut depth = 0;
    depths
        .iter()
        .map(|change| {
            depth += change;
            depth > 0
        })
        .collect()
}

/// The index of the character at a byte.
fn char_at(chars: &[(usize, char)], byte: usize) -> usize {
    chars.partition_point(|(start, _)| *start < byte)
}

/// The runs of digits, with the points, commas and scales between and behind them.
fn tokens(text: &str, chars: &[(usize, char)]) -> Vec<Token> {
    let is_digit = |at: usize| chars.get(at).is_some_and(|(_, c)| is_digit(*c));
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while let Some((_, c)) = chars.get(at) {
            let goes_on = is_digit(at) || SCALES.contains(c) || (matches!(c, ',' | '.' | '．') && is_digit(at + 1));
            if !goes_on {
                break;
            }
            at += 1;
        }
        let byte = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
        tokens.push(Token { chars: start..at, bytes: byte(start)..byte(at) });
    }
    tokens
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Whether the number is something else than a count, by what stands around it.
fn is_other(chars: &[(usize, char)], token: &Token) -> bool {
    let at = |index: usize| chars.get(index).map(|(_, c)| *c);
    let before = token.chars.start.checked_sub(1).and_then(at);
    let (after, behind) = (at(token.chars.end), at(token.chars.end + 1));
    let sign = |c: Option<char>| matches!(c, Some('-' | '/' | ':' | '：' | '.'));
    // 2019-03-18, 07-1234567, 14:30, 1/3
    let pair = (sign(before) && token.chars.start.checked_sub(2).and_then(at).is_some_and(is_digit))
        || (sign(after) && behind.is_some_and(is_digit));
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    // COVID-19
    let part = before == Some('-') && word(token.chars.start.checked_sub(2).and_then(at));
    let minutes = after == Some('分') && matches!(before, Some('時' | '點'));
    let marked = MARKS.iter().any(|mark| mark.chars().zip(token.chars.end..).all(|(c, index)| at(index) == Some(c)));
    let counted = matches!(before, Some('第' | '#' | '＃'));
    pair || part
        || word(before)
        || word(after)
        || minutes
        || marked
        || counted
        || is_year(chars, token)
        || is_listed(chars, token)
}

/// Four bare digits that could be a year of our time, as in the name of an event.
fn is_year(chars: &[(usize, char)], token: &Token) -> bool {
    let digits: String = chars[token.chars.clone()].iter().map(|(_, c)| *c).collect();
    digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| (1900..=2100).contains(&year))
}

/// The number of a line in a list: `1.`, `2、`.
fn is_listed(chars: &[(usize, char)], token: &Token) -> bool {
    let mut before = chars[..token.chars.start].iter().rev().map(|(_, c)| *c);
    let begins = before.find(|c| !matches!(c, ' ' | '\t' | '\u{3000}')).is_none_or(|c| c == '\n');
    begins && chars.get(token.chars.end).is_some_and(|(_, c)| matches!(c, '.' | '．' | '、' | ')' | '）'))
}

fn is_after(chars: &[(usize, char)], token: &Token, mark: char) -> bool {
    token.chars.start.checked_sub(1).and_then(|at| chars.get(at)).is_some_and(|(_, c)| *c == mark)
}

/// Whether the number goes on with ordinals: the 3 of 第2、3季.
fn is_ordinal_chain(chars: &[(usize, char)], before: &Token, before_is_out: bool, between: &str) -> bool {
    JOINERS.contains(&between) && before_is_out && is_after(chars, before, '第')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let names = [Cow::Borrowed("2025世界壯年運動會"), Cow::Borrowed("五一路3巷")];
        let found: Vec<String> = figures(text, &names).into_iter().map(|(range, _)| text[range].to_string()).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn what_counts() {
        check("表揚績優職工35名、臨時人員15名", "35 15");
        check("獎金共1億2,660萬元，約16.6萬元", "1億2,660萬 16.6萬");
        check("綠色採購比率96.41%，1,102,950張", "96.41 1,102,950");
        check("共３５名", "３５");
        check("3至5次", "3 5");
        check("計60間。其中首長宿舍3間，", "60 3");
        check("共200家,50次", "200 50");
        check("24小時", "24");
        check("3個月", "3");
        check("獲評90分", "90");
    }

    #[test]
    fn what_is_left_out() {
        check("108年5月7日、110年度、109學年度、6月21日、26日", "");
        check("108年8至10月、6、8及10月", "");
        check("2019-03-18 14:30 上午9時30分 07-7995678", "");
        check("第56條第2項、第2、3季", "");
        check("「2019高雄」《50年》（含技工3人）(5)", "");
        check("KPSN2、A4紙、5G、COVID-19、2021亞太論壇、1999專線", "");
        check("滿55周年、15層以上高樓", "");
        check("1.甲\n  2、乙", "");
        check("四維三路2號6樓", "");
        check("2025世界壯年運動會在五一路3巷，3場", "3");
        check("沒有（關上的3名", "3");
        check("1..2、3,4,", "2");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9０-９,.、第年月日至()「」a萬\\n -]{0,24}", name in "[0-9a]{0,3}") {
            for (range, _) in figures(&text, &[Cow::Owned(name)]) {
                prop_assert!(text.get(range).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
