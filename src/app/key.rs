//! A key as a person names it: `ctrl-s`, `shift-tab`, `f1`, `g`. Reading and printing are inverse.

use std::fmt;
use std::str::FromStr;

/// One key with the modifiers held. Shift is folded into the character where the terminal does so (`G`, not `shift-g`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt (or Meta) was held.
    pub alt: bool,
    /// Shift was held with a key that is not a character.
    pub shift: bool,
}

/// The key itself, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the name printed on the key")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// Names of the keys that are not characters, as `config.toml` writes them.
const NAMES: &[(&str, Code)] = &[
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("page-up", Code::PageUp),
    ("page-down", Code::PageDown),
    ("space", Code::Char(' ')),
    ("minus", Code::Char('-')),
];

impl Key {
    /// The key without modifiers.
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    /// A character with Ctrl held.
    pub const fn ctrl(c: char) -> Key {
        Key { code: Code::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// The character this key would type into a text, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The same key with a full-width letter, digit or sign taken as its ASCII one, and the ideographic space as a space:
    /// with an input method on, that is how a command arrives.
    pub fn half_width(self) -> Key {
        let code = match self.code {
            Code::Char(c @ '\u{ff01}'..='\u{ff5e}') => {
                // The block repeats ASCII 0x21..=0x7e in order, so the result is always a character.
                Code::Char(char::from_u32(c as u32 - 0xfee0).unwrap_or(c))
            }
            Code::Char('\u{3000}') => Code::Char(' '),
            Code::Char('。') => Code::Char('.'),
            Code::Char('、') => Code::Char('\\'),
            Code::Char('「') => Code::Char('['),
            Code::Char('」') => Code::Char(']'),
            other => other,
        };
        Key { code, ..self }
    }
}

/// Why a text is no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoKey(pub String);

impl fmt::Display for NoKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no key; write one as in `s`, `ctrl-s`, `shift-tab`, `page-down`, `f1`", self.0)
    }
}

impl FromStr for Key {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Key, NoKey> {
        let no_key = || NoKey(text.to_string());
        let mut key = Key::plain(Code::Esc);
        let mut rest = text;
        loop {
            // A lone `-` (or `ctrl--`) is the minus sign itself, so a modifier needs something behind its dash.
            let (flag, tail) = match rest.split_once('-') {
                Some(("ctrl", tail)) if !tail.is_empty() => (&mut key.ctrl, tail),
                Some(("alt", tail)) if !tail.is_empty() => (&mut key.alt, tail),
                Some(("shift", tail)) if !tail.is_empty() => (&mut key.shift, tail),
                _ => break,
            };
            if std::mem::replace(flag, true) {
                return Err(no_key());
            }
            rest = tail;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() && c != ' ' => Code::Char(c),
            (Some('f'), Some(_)) if rest[1..].parse::<u8>().is_ok_and(|n| (1..=24).contains(&n)) => {
                Code::F(rest[1..].parse().map_err(|_| no_key())?)
            }
            _ => NAMES.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code).ok_or_else(no_key)?,
        };
        match key.code {
            // A terminal folds Shift into the character, so `shift-g` could never be pressed.
            Code::Char(_) if key.shift => Err(no_key()),
            _ => Ok(key),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::F(n) => write!(f, "f{n}"),
            code => match NAMES.iter().find(|(_, named)| *named == code) {
                Some((name, _)) => f.write_str(name),
                None => match code {
                    Code::Char(c) => write!(f, "{c}"),
                    // NAMES lists every code that is neither a character nor a function key.
                    other => write!(f, "{other:?}"),
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_and_printing_are_inverse() {
        for text in [
            "g",
            "G",
            "ctrl-s",
            "alt-x",
            "shift-tab",
            "f1",
            "f12",
            "page-down",
            "space",
            "minus",
            "[",
            "?",
            "ctrl-alt-up",
            "臺",
        ] {
            assert_eq!(text.parse::<Key>().map(|key| key.to_string()), Ok(text.to_string()));
        }
        assert_eq!("-".parse::<Key>().unwrap().to_string(), "minus");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "ctrl-", "ctrl-ctrl-a", "shift-g", "f0", "f99", "page", "gg", " ", "hyper-a"] {
            assert!(text.parse::<Key>().is_err(), "{text:?} was taken for a key");
        }
    }

    #[test]
    fn full_width_letters_are_commands_too() {
        for (wide, narrow) in [('ｑ', 'q'), ('？', '?'), ('／', '/'), ('\u{3000}', ' '), ('「', '['), ('q', 'q')] {
            assert_eq!(Key::char(wide).half_width(), Key::char(narrow));
        }
    }
}
