//! What a whole control byte or escape sequence means.
//!
//! Sources: xterm's ctlseqs.txt (PC-style keys, modifyOtherKeys, SGR mouse), console_codes(4), rxvt's README.xterm, the
//! vt220 manual (`~` codes) and kitty's keyboard protocol.

use crate::app::event::Mouse;
use crate::app::event::MouseKind;
use crate::app::key::Code;
use crate::app::key::Key;

/// No sequence we know has as many bytes of parameters.
pub(super) const PARAMETERS_LIMIT: usize = 64;

/// What a sequence stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A key; Alt is added if an ESC stood before it.
    Key(Key),
    /// The mouse.
    Mouse(Mouse),
    /// Pasted text begins.
    PasteBegins,
    /// The terminal says that it is there, well or not.
    Answer,
    /// A known byte that means nothing here, with or without Alt.
    Nothing,
    /// Nothing we know: swallowed.
    Unknown,
}

impl Meaning {
    /// The key without modifiers.
    pub(super) fn key(code: Code) -> Meaning {
        Meaning::Key(Key::plain(code))
    }
}

/// The key of one byte below 0x80 other than ESC; NUL (Ctrl-Space, and padding on some lines) is none.
pub(super) fn ascii(byte: u8) -> Option<Key> {
    Some(match byte {
        0 => return None,
        // Enter sends CR in raw mode; LF is Ctrl-J, the key that begins a new line.
        b'\r' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x08 | 0x7f => Key::plain(Code::Backspace),
        0x01..=0x1a => Key::ctrl(char::from(byte - 1 + b'a')),
        0x1b..=0x1f => Key::ctrl(char::from(byte + b'@')),
        _ => Key::char(char::from(byte)),
    })
}

/// Whether `$` behind these parameters ends a sequence, as in rxvt's `ESC [ 7 $` (Shift-Home), and is not the middle of
/// an answer such as `ESC [ ? 2026 ; 2 $ y`.
pub(super) fn is_rxvt_shift(parameters: &[u8]) -> bool {
    (1..=2).contains(&parameters.len()) && parameters.iter().all(u8::is_ascii_digit)
}

/// The meaning of `ESC [ parameters last`.
pub(super) fn csi(parameters: &[u8], last: u8) -> Meaning {
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse(report, last).map_or(Meaning::Unknown, Meaning::Mouse);
    }
    if parameters == b"200" && last == b'~' {
        return Meaning::PasteBegins;
    }
    if matches!(parameters, b"0" | b"3") && last == b'n' {
        return Meaning::Answer;
    }
    // Private parameters (`?`, `>`, `=`) and intermediate bytes mark answers and reports, never keys.
    if parameters.len() > PARAMETERS_LIMIT || !parameters.iter().all(|byte| matches!(byte, b'0'..=b';')) {
        return Meaning::Unknown;
    }
    let all = fields(parameters);
    let held = |at: usize| Modifiers::of(number(&all, at, 0), number(&all, at, 1));
    let key = match last {
        // Before a modifier stands 1, but for a cursor position (`ESC [ 5 ; 10 R`), which we never ask for.
        b'R' if number(&all, 0, 0).unwrap_or(1) != 1 => None,
        b'A'..=b'H' | b'P'..=b'S' => letter(last).and_then(|code| held(1)?.with(code)),
        b'Z' => held(1).and_then(|held| Modifiers { shift: true, ..held }.with(Code::Tab)),
        b'a'..=b'd' => letter(last.to_ascii_uppercase()).and_then(|code| Modifiers::SHIFT.with(code)),
        b'u' => kitty(&all),
        b'~' if number(&all, 0, 0) == Some(27) => {
            number(&all, 2, 0).and_then(unicode).and_then(|code| held(1)?.with(code))
        }
        b'~' => tilde(&all).and_then(|code| held(1)?.with(code)),
        b'$' => tilde(&all).and_then(|code| Modifiers::SHIFT.with(code)),
        b'^' => tilde(&all).and_then(|code| Modifiers::CTRL.with(code)),
        b'@' => tilde(&all).and_then(|code| Modifiers { shift: true, ..Modifiers::CTRL }.with(code)),
        _ => None,
    };
    key.map_or(Meaning::Unknown, Meaning::Key)
}

/// The meaning of `ESC O parameters last`; some terminals put a modifier before the last byte.
pub(super) fn ss3(parameters: &[u8], last: u8) -> Meaning {
    if parameters.len() > PARAMETERS_LIMIT {
        return Meaning::Unknown;
    }
    let all = fields(parameters);
    let held = Modifiers::of(number(&all, all.len() - 1, 0), None);
    let key = match last {
        b'A'..=b'H' | b'P'..=b'S' => letter(last).and_then(|code| held?.with(code)),
        b'a'..=b'd' => letter(last.to_ascii_uppercase()).and_then(|code| Modifiers::CTRL.with(code)),
        // The keypad in application mode: each sign is its ASCII one with bit 6 set.
        b'M' => Some(Key::plain(Code::Enter)),
        b'I' => Some(Key::plain(Code::Tab)),
        b'X' => Some(Key::char('=')),
        b'j'..=b'y' => Some(Key::char(char::from(last - 0x40))),
        _ => None,
    };
    key.map_or(Meaning::Unknown, Meaning::Key)
}

/// The parameters between `;`. There is always one, though it may be empty.
fn fields(parameters: &[u8]) -> Vec<&[u8]> {
    parameters.split(|&byte| byte == b';').collect()
}

/// The number at `sub` (between `:`) in the field at `at`, if there is one.
fn number(all: &[&[u8]], at: usize, sub: usize) -> Option<u32> {
    let digits = all.get(at)?.split(|&byte| byte == b':').nth(sub)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The modifiers of a sequence.
#[derive(Clone, Copy, Debug, Default)]
struct Modifiers {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

impl Modifiers {
    const SHIFT: Modifiers = Modifiers { shift: true, alt: false, ctrl: false };
    const CTRL: Modifiers = Modifiers { shift: false, alt: false, ctrl: true };

    /// The modifiers that a parameter of 1 + bits names. `None` where there is no key for us: a key going up (`kind` 3),
    /// or one with Super or Hyper held, which is not the key without it.
    fn of(parameter: Option<u32>, kind: Option<u32>) -> Option<Modifiers> {
        let bits = parameter.unwrap_or(1).saturating_sub(1);
        if kind == Some(3) || bits & (8 | 16) != 0 {
            return None;
        }
        Some(Modifiers { shift: bits & 1 != 0, alt: bits & (2 | 32) != 0, ctrl: bits & 4 != 0 })
    }

    /// The key with these held. Shift is folded into a character.
    fn with(self, code: Code) -> Option<Key> {
        let Modifiers { shift, alt, ctrl } = self;
        let Code::Char(c) = code else {
            return Some(Key { code, ctrl, alt, shift });
        };
        let mut upper = c.to_uppercase();
        let folded = match (upper.next(), upper.next()) {
            (Some(one), None) if shift => one,
            _ => c,
        };
        Some(Key { code: Code::Char(folded), ctrl, alt, shift: false })
    }
}

/// The key that ends in this letter, in CSI and SS3 alike.
fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The key of a vt220 number, as in `ESC [ 5 ~`. The numbers of the function keys have gaps.
fn tilde(all: &[&[u8]]) -> Option<Code> {
    let n = u8::try_from(number(all, 0, 0)?).ok()?;
    Some(match n {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(n - 10),
        17..=21 => Code::F(n - 11),
        23..=26 => Code::F(n - 12),
        28..=29 => Code::F(n - 13),
        31..=34 => Code::F(n - 14),
        _ => return None,
    })
}

/// kitty's `ESC [ code : shifted ; modifiers : kind u`.
fn kitty(all: &[&[u8]]) -> Option<Key> {
    let held = Modifiers::of(number(all, 1, 0), number(all, 1, 1))?;
    let code = match number(all, 0, 1).filter(|_| held.shift) {
        // On a German keyboard Shift-7 is `/`: only the terminal knows.
        Some(shifted) => unicode(shifted)?,
        None => unicode(number(all, 0, 0)?)?,
    };
    held.with(code)
}

/// The key of a code point, or of kitty's private ones for keys that type nothing.
fn unicode(n: u32) -> Option<Code> {
    const KEYPAD: [Code; 10] = [
        Code::Left,
        Code::Right,
        Code::Up,
        Code::Down,
        Code::PageUp,
        Code::PageDown,
        Code::Home,
        Code::End,
        Code::Insert,
        Code::Delete,
    ];
    Some(match n {
        9 => Code::Tab,
        10 | 13 | 57414 => Code::Enter,
        27 => Code::Esc,
        8 | 127 => Code::Backspace,
        57376..=57387 => Code::F((n - 57376) as u8 + 13),
        57399..=57408 => Code::Char(char::from((n - 57399) as u8 + b'0')),
        57409..=57413 => Code::Char(char::from(b"./*-+"[(n - 57409) as usize])),
        57415..=57416 => Code::Char(char::from(b"=,"[(n - 57415) as usize])),
        57417..=57426 => KEYPAD[(n - 57417) as usize],
        // The rest of the private area are keys we have no name for.
        0xe000..=0xf8ff => return None,
        _ => Code::Char(char::from_u32(n).filter(|c| !c.is_control())?),
    })
}

/// An SGR mouse report, `ESC [ < button ; column ; row M` or `m` when a button goes up; counted from 1.
fn mouse(report: &[u8], last: u8) -> Option<Mouse> {
    let all = fields(report);
    // 4, 8 and 16 say that Shift, Alt or Ctrl was held.
    let button = number(&all, 0, 0)? & !(4 | 8 | 16);
    let kind = match (button, last) {
        (0, b'M') => MouseKind::Down,
        (0, b'm') => MouseKind::Up,
        (32, b'M') => MouseKind::Drag,
        (64, b'M') => MouseKind::WheelUp,
        (65, b'M') => MouseKind::WheelDown,
        _ => return None,
    };
    let cell = |at| Some(u16::try_from(number(&all, at, 0)?).ok()?.saturating_sub(1));
    Some(Mouse { kind, x: cell(1)?, y: cell(2)? })
}
