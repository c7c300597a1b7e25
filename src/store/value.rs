//! One value's TOML text ⇄ what it says. Reading never fails hard; writing keeps the look of the value it replaces.

use crate::safe::is_hidden;
use memchr::memchr;
use std::borrow::Cow;
use toml_parser::ErrorSink;
use toml_parser::ParseError;
use toml_parser::Raw;
use toml_parser::decoder::Encoding;

/// The text that a TOML string stands for, its line breaks as `\n`. None where `raw` is no string.
pub fn string(raw: &str) -> Option<Cow<'_, str>> {
    // Only a line break that is written as such is the file's style; `\r\n` in escapes is the writer's own.
    match memchr(b'\r', raw.as_bytes()).is_some() && raw.contains("\r\n") {
        true => decode(&raw.replace("\r\n", "\n")).map(|text| Cow::Owned(text.into_owned())),
        false => decode(raw),
    }
}

/// Whether a value, of a text that is TOML, is a string.
pub fn is_string(raw: &str) -> bool {
    encoding(raw).is_some()
}

fn decode(raw: &str) -> Option<Cow<'_, str>> {
    let encoding = encoding(raw)?;
    if let Some(text) = verbatim(raw, encoding) {
        return Some(Cow::Borrowed(text));
    }
    let mut text = Cow::Borrowed("");
    let mut errors = Errors(0);
    let span = toml_parser::Span::new_unchecked(0, raw.len());
    // The kind is known from the quotes; what decides is whether decoding went through.
    let _ = Raw::new_unchecked(raw, Some(encoding), span).decode_scalar(&mut text, &mut errors);
    (errors.0 == 0).then_some(text)
}

/// What stands between the quotes, where it stands for itself: nothing there is an escape, a control character or another
/// quote. That is nearly every string, and needs no decoder. One pass without branches, which the
/// compiler turns into vector instructions.
fn verbatim(raw: &str, encoding: Encoding) -> Option<&str> {
    let (quotes, quote, lines) = match encoding {
        Encoding::BasicString => (1, b'"', false),
        Encoding::LiteralString => (1, b'\'', false),
        Encoding::MlBasicString => (3, b'"', true),
        Encoding::MlLiteralString => (3, b'\'', true),
    };
    let text = raw.get(quotes..raw.len() - quotes)?;
    let escape = if quote == b'"' { b'\\' } else { quote };
    let newline = if lines { b'\n' } else { b'\t' };
    let is_other = |byte: u8| {
        ((byte < 0x20) & (byte != b'\t') & (byte != newline)) | (byte == 0x7f) | (byte == quote) | (byte == escape)
    };
    let has_other = text.as_bytes().iter().fold(false, |found, byte| found | is_other(*byte));
    let closes = raw.as_bytes()[raw.len() - quotes..].iter().all(|byte| *byte == quote);
    let text = if closes && !has_other { text } else { return None };
    // The line break behind the opening quotes is not part of the text.
    Some(if lines { text.strip_prefix('\n').unwrap_or(text) } else { text })
}

/// A value for reading: a string's text, without the line break that ends a multi-line one; other values as written.
pub fn plain(raw: &str) -> Cow<'_, str> {
    let Some(text) = string(raw) else { return Cow::Borrowed(raw) };
    if !is_multiline(raw) {
        return text;
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_suffix('\n').unwrap_or(text)),
        Cow::Owned(mut text) => {
            if text.ends_with('\n') {
                text.pop();
            }
            Cow::Owned(text)
        }
    }
}

/// How a string is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Style<'t> {
    /// The value that is replaced, or a neighbour to look like.
    pub like: Option<&'t str>,
    /// The file's line break.
    pub newline: &'t str,
    /// Whether the value may go over several lines; not so inside an inline table.
    pub multiline: bool,
}

/// Writes `text` as a TOML string. `plain` of the result is `text` again.
///
/// A literal string stays literal and a multi-line one multi-line where the text allows; text of several lines becomes
/// multi-line. Characters that no one could see (controls, bidi marks, zero-width ones) are written as escapes.
pub fn write_string(text: &str, style: Style) -> String {
    let like = style.like.unwrap_or("\"");
    let tame = !text.chars().any(|c| c != '\n' && c != '\t' && is_hidden(c));
    let lines = style.multiline && (is_multiline(like) || text.contains('\n'));
    match encoding(like) {
        Some(Encoding::LiteralString) if tame && !lines && !text.contains(['\'', '\n']) => {
            format!("'{text}'")
        }
        Some(Encoding::MlLiteralString) if tame && lines && !text.contains("''") && !text.ends_with('\'') => {
            block(text, "'''", like, style.newline)
        }
        _ if lines => block(&escape(text, true), "\"\"\"", like, style.newline),
        _ => format!("\"{}\"", escape(text, false)),
    }
}

/// Puts text between multi-line quotes. The quotes stand on lines of their own unless those of `like` do not; a text
/// that ends in a line break of its own needs the closing quotes on a line of their own, or [`plain`] would eat it.
fn block(body: &str, quotes: &str, like: &str, newline: &str) -> String {
    let old = string(like).filter(|_| is_multiline(like));
    let closed_below = old.is_none_or(|old| old.ends_with('\n')) || body.ends_with('\n');
    let body = body.replace('\n', newline);
    let close = if closed_below { newline } else { "" };
    format!("{quotes}{newline}{body}{close}{quotes}")
}

fn escape(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut quotes = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        match c {
            '\\' => out.push_str("\\\\"),
            // Among lines a quote is itself, unless it would be the third in a row or stand before the closing ones.
            '"' if lines && quotes % 3 != 0 && chars.peek().is_some() => out.push('"'),
            '"' => out.push_str("\\\""),
            '\n' if lines => out.push('\n'),
            '\t' if lines => out.push('\t'),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_hidden(c) && c as u32 > 0xffff => out.push_str(&format!("\\U{:08X}", c as u32)),
            c if is_hidden(c) => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

fn is_multiline(raw: &str) -> bool {
    matches!(encoding(raw), Some(Encoding::MlBasicString | Encoding::MlLiteralString))
}

fn encoding(raw: &str) -> Option<Encoding> {
    match raw.as_bytes() {
        [b'"', b'"', b'"', _, _, _, ..] => Some(Encoding::MlBasicString),
        [b'\'', b'\'', b'\'', _, _, _, ..] => Some(Encoding::MlLiteralString),
        [b'"', ..] => Some(Encoding::BasicString),
        [b'\'', ..] => Some(Encoding::LiteralString),
        _ => None,
    }
}

struct Errors(usize);

impl ErrorSink for Errors {
    fn report_error(&mut self, _error: ParseError) {
        self.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(text: &str, like: &str) -> String {
        write_string(text, Style { like: Some(like), newline: "\n", multiline: true })
    }

    #[test]
    fn reading() {
        let check = |raw: &str, text: &str| assert_eq!(plain(raw), text, "of {raw:?}");
        check("\"a\\tb\"", "a\tb");
        check("'a\\b'", "a\\b");
        check("\"\"\"\na\nb\n\"\"\"", "a\nb");
        check("\"\"\"a\"\"\"", "a");
        check("'''\r\na\r\nb\r\n'''", "a\nb");
        check("\"\"", "");
        check("1_000.50", "1_000.50");
        check("2019-03-18", "2019-03-18");
        check("\"open", "\"open");
    }

    #[test]
    fn writing_keeps_the_look() {
        let check = |text: &str, like: &str, raw: &str| assert_eq!(write(text, like), raw, "like {like:?}");
        check("b", "\"a\"", "\"b\"");
        check("b", "'a'", "'b'");
        check("it's", "'a'", "\"it's\"");
        check("a\nb", "\"a\"", "\"\"\"\na\nb\n\"\"\"");
        check("b", "\"\"\"\na\n\"\"\"", "\"\"\"\nb\n\"\"\"");
        check("b", "\"\"\"a\"\"\"", "\"\"\"\nb\"\"\"");
        check("a\\b", "'''\na\n'''", "'''\na\\b\n'''");
        check("say \"\"\"x\"", "\"\"\"\na\n\"\"\"", "\"\"\"\nsay \"\"\\\"x\\\"\n\"\"\"");
        check("a\u{202e}b\u{9b}", "\"a\"", "\"a\\u202Eb\\u009B\"");
        check("5", "12", "\"5\"");
        let inline = Style { like: Some("\"a\""), newline: "\n", multiline: false };
        assert_eq!(write_string("a\nb", inline), "\"a\\nb\"");
        let crlf = Style { like: Some("\"a\""), newline: "\r\n", multiline: true };
        assert_eq!(write_string("a\nb", crlf), "\"\"\"\r\na\r\nb\r\n\"\"\"");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in "(?s).{0,12}|[a\"'\\\\\n\t\u{202e}臺]{0,12}", like in 0..6usize, crlf: bool) {
            // A line break is one character here whatever the file's style; a lone CR is kept by its escape.
            let text = text.replace("\r\n", "\n");
            let like = ["\"a\"", "'a'", "\"\"\"\na\n\"\"\"", "\"\"\"a\"\"\"", "'''\na'''", "1"][like];
            let newline = if crlf { "\r\n" } else { "\n" };
            for multiline in [true, false] {
                let raw = write_string(&text, Style { like: Some(like), newline, multiline });
                prop_assert_eq!(&plain(&raw), &text, "through {}", raw);
                let judged: toml::Table = format!("a = {raw}\n").parse().unwrap();
                prop_assert!(judged["a"].is_str());
            }
        }
    }
}
