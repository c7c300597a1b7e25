//! The strings of JSON, with what no one could see as escapes.

use crate::safe::Safe;
use serde_json::ser::CharEscape;
use serde_json::ser::Formatter;
use std::io;
use std::io::Write;
use unicode_segmentation::UnicodeSegmentation;

/// A way to write JSON, and in it every string so that a terminal shows all of it.
pub(super) struct Plain<F>(pub(super) F);

impl<F: Formatter> Formatter for Plain<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if Safe::new(fragment).as_str() == fragment {
            return self.0.write_string_fragment(out, fragment);
        }
        for cluster in fragment.graphemes(true) {
            match Safe::new(cluster).as_str() == cluster {
                true => out.write_all(cluster.as_bytes())?,
                false => cluster.chars().try_for_each(|c| escape(c, out))?,
            }
        }
        Ok(())
    }

    // What follows only hands on: a formatter's own methods are what lays out lines.

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

/// Writes a character as itself where it is printable ASCII, else as `\u` and its UTF-16.
fn escape(c: char, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    if matches!(c, ' '..='~') {
        return write!(out, "{c}");
    }
    c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;
    use serde_json::Serializer;
    use serde_json::ser::CompactFormatter;

    #[test]
    fn strings_say_the_same_and_show_all_of_it() {
        for (text, json) in [
            ("宿舍 é 👨‍👩‍👧 葛\u{e0100}", "\"宿舍 é 👨‍👩‍👧 葛\u{e0100}\""),
            ("a\"b\\c\nd\te\r", "\"a\\\"b\\\\c\\nd\\te\\r\""),
            ("\u{1b}[31m\u{7f}\u{9b}", "\"\\u001b[31m\\u007f\\u009b\""),
            ("\u{202e}\u{200b}\u{feff}\u{e0041}", "\"\\u202e\\u200b\\ufeff\\udb40\\udc41\""),
            ("\u{301}x", "\"\\u0301x\""),
            ("a\u{200d}b", "\"\\u0061\\u200db\""),
        ] {
            let mut out = Vec::new();
            text.serialize(&mut Serializer::with_formatter(&mut out, Plain(CompactFormatter))).unwrap();
            let out = String::from_utf8(out).unwrap();
            assert_eq!(out.replace("\\u0061", "a"), json.replace("\\u0061", "a"));
            assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
            assert!(out.lines().all(|line| Safe::new(line).as_str() == line), "{out:?}");
        }
    }
}
