//! One entry of a journal as one line: a checksum, a space, a TOML document.
//!
//! ```text
//! 1c9a38b4d2f06e57 edit = {file = "108/a.toml", at = 17, old = "60", new = "61"}
//! ```
//!
//! The checksum (XXH3, 64 bits, of the document) tells a whole line from one cut off or damaged. The document is TOML so that
//! a person can read it in need; it is written by hand here, as the `toml` crate breaks long texts into many lines.

use std::fmt::Write;

use memchr::memchr2;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;
use xxhash_rust::xxh3::xxh3_64;

use crate::store::source::Hash;
use crate::store::splice::Splice;

/// Something that happened to a text that is not saved. `file` is the file's name as the caller tells it from others.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Entry {
    /// A file is about to be edited for the first time since it was loaded or saved.
    Base {
        /// The file.
        file: String,
        /// The hash of its bytes on disk.
        #[serde(deserialize_with = "hash")]
        hash: Hash,
        /// Its text.
        text: String,
    },
    /// Bytes were replaced. Undo is another edit.
    Edit {
        /// The file.
        file: String,
        /// Where, as a byte offset in the text as it was before.
        at: usize,
        /// What stood there.
        old: String,
        /// What stands there now.
        new: String,
    },
    /// Bytes were replaced in several places at once.
    Edits {
        /// The file.
        file: String,
        /// The replacements, made one after the other.
        edits: Vec<Splice>,
    },
    /// A text was typed that is in no record yet; it takes the place of the last such entry of that file and field.
    Typing {
        /// The file of the field's record.
        file: String,
        /// Which field, in the caller's words.
        what: String,
        /// What was typed.
        text: String,
    },
    /// What was typed for that field was taken over by an edit, or given up.
    Typed {
        /// The file of the field's record.
        file: String,
        /// Which field, in the caller's words.
        what: String,
    },
    /// The file is on disk with all edits so far.
    Saved {
        /// The file.
        file: String,
    },
}

impl Entry {
    /// The entry as a line, with its line end.
    pub(super) fn to_line(&self) -> String {
        let (name, texts, at) = match self {
            Entry::Base { file, hash, text } => {
                return line("base", &[("file", file), ("hash", &hash.to_string()), ("text", text)], None);
            }
            Entry::Edit { file, at, old, new } => ("edit", vec![("file", file), ("old", old), ("new", new)], Some(*at)),
            Entry::Edits { file, edits } => return several(file, edits),
            Entry::Typing { file, what, text } => {
                ("typing", vec![("file", file), ("what", what), ("text", text)], None)
            }
            Entry::Typed { file, what } => ("typed", vec![("file", file), ("what", what)], None),
            Entry::Saved { file } => ("saved", vec![("file", file)], None),
        };
        let texts: Vec<_> = texts.into_iter().map(|(key, text)| (key, text.as_str())).collect();
        line(name, &texts, at)
    }

    /// Reads a line without its line end.
    pub(super) fn from_line(line: &[u8]) -> Result<Entry, NoEntry> {
        let parts = std::str::from_utf8(line).ok().and_then(|line| line.split_once(' '));
        let (_, document) = parts.filter(|(sum, document)| *sum == checksum(document)).ok_or(NoEntry::Damaged)?;
        let own = base(document).or_else(|| edits(document));
        own.map_or_else(|| toml::from_str(document).map_err(|_| NoEntry::Foreign), Ok)
    }
}

/// A base as it is written here. Most of a large journal is bases and what is replaced in them, which `toml` reads at a fifth
/// of this pace.
fn base(document: &str) -> Option<Entry> {
    let (file, rest) = unquote(document.strip_prefix("base = {file = ")?)?;
    let (hash, rest) = unquote(rest.strip_prefix(", hash = ")?)?;
    let (text, rest) = unquote(rest.strip_prefix(", text = ")?)?;
    let hash = hash.parse().ok().filter(|_| rest == "}")?;
    Some(Entry::Base { file, hash, text })
}

/// The same of edits.
fn edits(document: &str) -> Option<Entry> {
    let (file, rest) = unquote(document.strip_prefix("edits = {file = ")?)?;
    let (mut edits, mut rest) = (Vec::new(), rest.strip_prefix(", edits = [")?);
    while rest != "]}" {
        let (old, behind) = unquote(rest.strip_prefix(", ").unwrap_or(rest).strip_prefix("{old = ")?)?;
        let (new, behind) = unquote(behind.strip_prefix(", new = ")?)?;
        let (at, behind) = behind.strip_prefix(", at = ")?.split_once('}')?;
        edits.push(Splice { at: at.parse().ok()?, old, new });
        rest = behind;
    }
    Some(Entry::Edits { file, edits })
}

/// What [`quote`] wrote, and what stands behind it; none of what others write in another way.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut out = String::new();
    loop {
        let (plain, behind) = rest.split_at_checked(memchr2(b'"', b'\\', rest.as_bytes())?)?;
        out.push_str(plain);
        let escaped = match behind.strip_prefix('"') {
            Some(behind) => return Some((out, behind)),
            None => behind.get(1..)?,
        };
        let (c, behind) = match escaped.as_bytes().first()? {
            b'n' => ('\n', escaped.get(1..)?),
            sign @ (b'"' | b'\\') => (char::from(*sign), escaped.get(1..)?),
            b'u' => (char::from_u32(u32::from_str_radix(escaped.get(1..5)?, 16).ok()?)?, escaped.get(5..)?),
            _ => return None,
        };
        out.push(c);
        rest = behind;
    }
}

/// Why a line is no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoEntry {
    /// It is not as it was written.
    Damaged,
    /// It is as it was written, and means nothing here: a newer version wrote it.
    Foreign,
}

fn line(name: &str, texts: &[(&str, &str)], at: Option<usize>) -> String {
    let mut document = format!("{name} = ");
    table(texts, at, &mut document);
    format!("{} {document}\n", checksum(&document))
}

fn several(file: &str, edits: &[Splice]) -> String {
    let mut document = String::from("edits = {file = ");
    quote(file, &mut document);
    document.push_str(", edits = [");
    for (number, Splice { at, old, new }) in edits.iter().enumerate() {
        document.push_str(if number > 0 { ", " } else { "" });
        table(&[("old", old), ("new", new)], Some(*at), &mut document);
    }
    document.push_str("]}");
    format!("{} {document}\n", checksum(&document))
}

fn table(texts: &[(&str, &str)], at: Option<usize>, out: &mut String) {
    let mut separator = "{";
    for (key, text) in texts {
        out.push_str(separator);
        out.push_str(key);
        out.push_str(" = ");
        quote(text, out);
        separator = ", ";
    }
    if let Some(at) = at {
        out.push_str(&format!(", at = {at}"));
    }
    out.push('}');
}

fn checksum(document: &str) -> String {
    format!("{:016x}", xxh3_64(document.as_bytes()))
}

/// Appends a text as a TOML basic string, which has neither line ends nor other control characters in it.
fn quote(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Writing into a String cannot fail.
            c if c.is_ascii_control() => drop(write!(out, "\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn hash<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_read_as_documented() {
        let edit = Entry::Edit { file: "108/a.toml".into(), at: 17, old: "60".into(), new: "\"宿\\\r\n".into() };
        let line = edit.to_line();
        assert_eq!(
            &line[16..],
            " edit = {file = \"108/a.toml\", old = \"60\", new = \"\\\"宿\\\\\\u000D\\n\", at = 17}\n"
        );
        let edits = vec![
            Splice { at: 9, old: "6".into(), new: String::new() },
            Splice { at: 1, old: String::new(), new: "臺".into() },
        ];
        assert_eq!(
            Entry::Edits { file: "a".into(), edits }.to_line().get(16..),
            Some(
                " edits = {file = \"a\", edits = [{old = \"6\", new = \"\", at = 9}, {old = \"\", new = \"臺\", at = 1}]}\n"
            )
        );
        let typed = Entry::Typed { file: "a".into(), what: "b".into() };
        assert_eq!(typed.to_line().get(16..), Some(" typed = {file = \"a\", what = \"b\"}\n"));
    }

    fn any_entry() -> impl Strategy<Value = Entry> {
        prop_oneof![
            any::<(String, Vec<u8>, String)>().prop_map(|(file, bytes, text)| Entry::Base {
                file,
                hash: Hash::of(&bytes),
                text
            }),
            any::<(String, u32, String, String)>().prop_map(|(file, at, old, new)| Entry::Edit {
                file,
                at: at as usize,
                old,
                new
            }),
            any::<(String, Vec<(u32, String, String)>)>().prop_map(|(file, edits)| {
                let splice = |(at, old, new): (u32, String, String)| Splice { at: at as usize, old, new };
                Entry::Edits { file, edits: edits.into_iter().map(splice).collect() }
            }),
            any::<(String, String, String)>().prop_map(|(file, what, text)| Entry::Typing { file, what, text }),
            any::<(String, String)>().prop_map(|(file, what)| Entry::Typed { file, what }),
            any::<String>().prop_map(|file| Entry::Saved { file }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(entry in any_entry()) {
            let line = entry.to_line();
            prop_assert_eq!(line.matches('\n').count(), 1);
            prop_assert_eq!(toml::from_str(&line[17..]), Ok(entry.clone()), "by TOML");
            let document = line[17..].trim_end();
            prop_assert_eq!(base(document).is_some(), matches!(entry, Entry::Base { .. }));
            prop_assert_eq!(edits(document).is_some(), matches!(entry, Entry::Edits { .. }));
            prop_assert_eq!(Entry::from_line(line.trim_end_matches('\n').as_bytes()), Ok(entry));
        }

        #[test]
        fn a_damaged_line_is_recognised(entry in any_entry(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
            let line = entry.to_line();
            let mut line = line.trim_end_matches('\n').as_bytes().to_vec();
            let at = at.index(line.len());
            prop_assume!(cut || line[at] != byte);
            if cut {
                line.truncate(at);
            } else {
                line[at] = byte;
            }
            prop_assert_eq!(Entry::from_line(&line), Err(NoEntry::Damaged));
        }
    }
}
