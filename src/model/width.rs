//! The narrow character meant by a wide or look-alike one, as input methods and word processors produce them.

/// `c` as ASCII where it is only another form of it: full-width letters, digits and signs, the spaces, hyphens and
/// waves of other blocks, and the ideographic full stop that an input method types for the decimal point.
///
/// One character stays one character, so an index into the narrow text is one into the text that was typed.
pub(super) fn narrow(c: char) -> char {
    match c {
        // The block repeats ASCII 0x21..=0x7e in order, so the result is always a character.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{223c}' | '\u{301c}' => '~',
        '\u{fe50}' => ',',
        '。' => '.',
        _ => c,
    }
}

/// `text` in narrow characters and without its spaces, except that one stays between two digits: `20 21` is not 2021.
pub(super) fn compact(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().map(narrow) {
        if c == ' ' {
            gap = true;
            continue;
        }
        if gap && c.is_ascii_digit() && compact.ends_with(|before: char| before.is_ascii_digit()) {
            compact.push(' ');
        }
        gap = false;
        compact.push(c);
    }
    compact
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_forms_are_narrowed_and_spaces_go() {
        for (text, expected) in [
            ("１１０ 年", "110年"),
            ("－１，２３４．５０％", "-1,234.50%"),
            ("108 年\u{3000}3 月", "108年3月"),
            (" 20 21 ", "20 21"),
            ("3。5〜4\u{a0}萬", "3.5~4萬"),
            ("臺", "臺"),
            ("", ""),
        ] {
            assert_eq!(compact(text), expected, "{text:?}");
        }
    }
}
