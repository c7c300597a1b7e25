//! What a terminal would make of bytes: text, control characters, sequences. Strict, so that whatever is not known is seen.

use annals::safe::Safe;

/// One thing that a terminal does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Shows text, from one sequence or control character to the next.
    Text(String),
    /// Obeys a control character.
    Control(char),
    /// Obeys a sequence: all of it, its introducer too.
    Sequence(String),
    /// Bytes that are no UTF-8.
    Broken(Vec<u8>),
}

/// The acts of a stream of bytes (ECMA-48, as xterm has it). A sequence that is not ended is one with what there is of it.
pub fn acts(bytes: &[u8]) -> Vec<Act> {
    let mut acts = Vec::new();
    for chunk in bytes.utf8_chunks() {
        read(chunk.valid(), &mut acts);
        if !chunk.invalid().is_empty() {
            acts.push(Act::Broken(chunk.invalid().to_vec()));
        }
    }
    acts
}

fn read(text: &str, acts: &mut Vec<Act>) {
    let mut rest = text;
    let mut shown = String::new();
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\u{1b}' => sequence(rest),
            '\u{80}'..='\u{9f}' | '\0'..='\u{1f}' | '\u{7f}' => c.len_utf8(),
            _ => {
                shown.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        if !shown.is_empty() {
            acts.push(Act::Text(std::mem::take(&mut shown)));
        }
        acts.push(if c == '\u{1b}' { Act::Sequence(rest[..length].to_string()) } else { Act::Control(c) });
        rest = &rest[length..];
    }
    if !shown.is_empty() {
        acts.push(Act::Text(shown));
    }
}

/// The length of the sequence that a text begins with.
fn sequence(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    let up_to = |found: Option<(usize, char)>| found.map_or(text.len(), |(at, c)| at + c.len_utf8());
    match chars.next() {
        Some((_, '[')) => up_to(chars.find(|(_, c)| matches!(c, '@'..='~'))),
        // Strings end with BEL or ST.
        Some((_, ']' | 'P' | 'X' | '^' | '_')) => {
            let end = text.find("\u{1b}\\").map(|at| at + 2);
            let bell = text.find('\u{7}').map(|at| at + 1);
            end.into_iter().chain(bell).min().unwrap_or(text.len())
        }
        Some((at, c @ ' '..='/')) => up_to(chars.find(|(_, c)| matches!(c, '0'..='~'))).max(at + c.len_utf8()),
        next => up_to(next),
    }
}

/// What the bytes have that the screen must not: all but our own sequences and moves, and safe text.
pub fn foreign_on_a_screen(bytes: &[u8]) -> Option<String> {
    foreign(bytes, |act| match act {
        Act::Sequence(sequence) => is_ours(sequence),
        // The screen moves by these, too.
        Act::Control('\n' | '\r' | '\u{8}') => true,
        _ => false,
    })
}

/// What the bytes have that a command's answer on a terminal must not: all but colours, line ends, tabs where `tabs` says
/// so, and safe text. A terminal makes `\r\n` of each `\n`.
pub fn foreign_on_lines(bytes: &[u8], tabs: bool) -> Option<String> {
    foreign(bytes, |act| match act {
        Act::Sequence(sequence) => is_colour(sequence),
        Act::Control('\n' | '\r') => true,
        Act::Control('\t') => tabs,
        _ => false,
    })
}

fn foreign(bytes: &[u8], is_ours: impl Fn(&Act) -> bool) -> Option<String> {
    let is_fine = |act: &Act| match act {
        Act::Text(text) => Safe::new(text).as_str() == text,
        act => is_ours(act),
    };
    acts(bytes).into_iter().find(|act| !is_fine(act)).map(|act| format!("{act:?}"))
}

/// The sequences of src/terminal: modes, cursor, erasing, styles.
fn is_ours(sequence: &str) -> bool {
    const MODES: [&str; 7] = ["25", "1000", "1002", "1006", "1049", "2004", "2026"];
    let Some(inside) = sequence.strip_prefix("\u{1b}[") else { return false };
    if let Some(mode) = inside.strip_prefix('?') {
        return mode.strip_suffix(['h', 'l']).is_some_and(|mode| MODES.contains(&mode));
    }
    is_colour(sequence)
        || inside.strip_suffix(['A', 'B', 'C', 'D', 'G', 'H', 'J', 'K', 'X', 'd']).is_some_and(are_numbers)
}

fn is_colour(sequence: &str) -> bool {
    sequence.strip_prefix("\u{1b}[").and_then(|inside| inside.strip_suffix('m')).is_some_and(are_numbers)
}

fn are_numbers(parameters: &str) -> bool {
    parameters.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':')
}

#[test]
fn bytes_to_acts() {
    let text = |text: &str| Act::Text(text.to_string());
    let seq = |text: &str| Act::Sequence(text.to_string());
    assert_eq!(
        acts("a\u{1b}[1;31m宿\u{1b}]0;x\u{7}b\u{1b}]52;c;eA==\u{1b}\\\u{9b}2J\u{1b}(Bc\u{1b}c\n".as_bytes()),
        [
            text("a"),
            seq("\u{1b}[1;31m"),
            text("宿"),
            seq("\u{1b}]0;x\u{7}"),
            text("b"),
            seq("\u{1b}]52;c;eA==\u{1b}\\"),
            Act::Control('\u{9b}'),
            text("2J"),
            seq("\u{1b}(B"),
            text("c"),
            seq("\u{1b}c"),
            Act::Control('\n'),
        ]
    );
    assert_eq!(acts(b"\x1b[31"), [seq("\u{1b}[31")]);
    assert_eq!(acts(b"\x1bP1$r"), [seq("\u{1b}P1$r")]);
    assert_eq!(acts(b"a\xff"), [text("a"), Act::Broken(vec![0xff])]);
    for (bytes, screen, lines) in [
        ("宿舍\u{1b}[2;5H\u{1b}[?2026h\u{1b}[1;31m", true, false),
        ("\u{1b}[31mx\u{1b}[0m\n", true, true),
        ("\u{1b}[6n", false, false),
        ("\u{1b}]0;x\u{7}", false, false),
        ("\u{1b}[?1h", false, false),
        ("\u{202e}", false, false),
        ("\u{301}", false, false),
        ("\u{8}", true, false),
        ("\u{7}", false, false),
    ] {
        assert_eq!(foreign_on_a_screen(bytes.as_bytes()).is_none(), screen, "{bytes:?}");
        assert_eq!(foreign_on_lines(bytes.as_bytes(), false).is_none(), lines, "{bytes:?}");
    }
}
