//! Text that may leave for a terminal: whatever could act on it, hide or reorder is replaced by a visible token.

use std::borrow::Cow;
use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;
use unicode_width::UnicodeWidthStr;

/// Text without a character that a terminal would obey, drop or use to reorder others. Each such character is shown
/// as a token instead:
///
/// | character | token |
/// |---|---|
/// | newline, tab | `⏎`, `⇥` |
/// | other C0, DEL | their pictures, as `␛`, `␡` |
/// | C1 | `<9B>` |
/// | bidi controls, zero-width and other ignorable characters, tags, private use, noncharacters | `<U+202E>` |
///
/// Text of several lines is split by the caller first; a newline that arrives here is shown, not obeyed.
///
/// Two invisible kinds stay, because what they do is seen: a variation selector behind the character it selects a form
/// of (Chinese names need them), and a zero-width joiner between two emoji. A selector behind a selector, and a joiner
/// anywhere else, Indic and Arabic text included, is a token. So is a combining mark with nothing to stand on: alone it
/// takes no cell and would vanish.
///
/// Making safe text safe again changes nothing. Nor do neighbours matter: grapheme clusters made safe one by one and
/// put together give the same as the whole text, so an editor may measure cluster by cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safe<'a>(Cow<'a, str>);

impl<'a> Safe<'a> {
    /// `text` as a terminal may see it. Borrows where nothing had to be replaced.
    pub fn new(text: &'a str) -> Safe<'a> {
        if text.chars().all(is_plain) {
            return Safe(Cow::Borrowed(text));
        }
        let mut shown = String::with_capacity(text.len());
        for cluster in text.graphemes(true) {
            show(cluster, &mut shown);
        }
        if shown == text { Safe(Cow::Borrowed(text)) } else { Safe(Cow::Owned(shown)) }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, owned.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }

    /// Cells it takes where characters of ambiguous width (`①`, `—`, `…`) take one.
    pub fn width(&self) -> usize {
        self.0.graphemes(true).map(UnicodeWidthStr::width).sum()
    }

    /// Cells it takes where characters of ambiguous width take two.
    pub fn width_cjk(&self) -> usize {
        self.0.graphemes(true).map(UnicodeWidthStr::width_cjk).sum()
    }
}

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `pad` measures by characters, which would misalign Chinese; callers align by `width`.
        f.write_str(&self.0)
    }
}

/// A text of several lines and cells as a terminal may see it: line ends and tabs stay, a `\r` before a line end goes, and
/// what stands between is [`Safe`].
pub fn lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) =
            line.strip_suffix('\n').map_or((line, ""), |line| (line.strip_suffix('\r').unwrap_or(line), "\n"));
        for (at, cell) in line.split('\t').enumerate() {
            shown.push_str(if at > 0 { "\t" } else { "" });
            shown.push_str(Safe::new(cell).as_str());
        }
        shown.push_str(end);
    }
    shown
}

/// Whether `c` must never reach a terminal as it is. The joiner is judged by its neighbours instead where it can be.
pub fn is_hidden(c: char) -> bool {
    match c {
        // Everything below is Default_Ignorable_Code_Point, a format character (Cf) without a glyph, or a separator
        // (Zl, Zp) that some terminals take for a newline.
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{70f}' => true,
        '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180e}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => true,
        '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
        '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' => true,
        // Private use: what a glyph means there depends on the font of whoever looks.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => true,
        // Noncharacters.
        '\u{fdd0}'..='\u{fdef}' => true,
        c => c.is_control() || (c as u32) & 0xfffe == 0xfffe,
    }
}

/// Whether `c` is shown as it is whatever stands beside it. It only saves work: it may miss harmless characters, but
/// must not name a combining one.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{3000}'..='\u{3020}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// Appends one cluster as it is shown.
///
/// A cluster passes whole or is taken apart: once a token stands in it, a mark or joiner behind the token would change
/// its meaning, so then every character that takes no cell of its own is named.
fn show(cluster: &str, shown: &mut String) {
    if passes_whole(cluster) {
        shown.push_str(cluster);
        return;
    }
    for c in cluster.chars() {
        if is_hidden(c) || c.width().unwrap_or(0) == 0 {
            push_token(c, shown);
        } else {
            shown.push(c);
        }
    }
}

fn passes_whole(cluster: &str) -> bool {
    if cluster.width() == 0 {
        return false;
    }
    let mut rest = cluster.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let passes = match c {
            // Inside one cluster an emoji can follow a joiner only where another stands before it (UAX 29, GB11).
            JOINER => next.is_some_and(is_emoji),
            c if is_selector(c) => !next.is_some_and(is_selector),
            c => !is_hidden(c),
        };
        if !passes {
            return false;
        }
    }
    true
}

const JOINER: char = '\u{200d}';

/// The blocks whose characters can be joined to an emoji; skin tones are left out, they need no joiner.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

/// Variation selectors, Mongolian ones included.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn push_token(c: char, shown: &mut String) {
    match c {
        '\n' => shown.push('⏎'),
        '\t' => shown.push('⇥'),
        // The Control Pictures block repeats C0 in order from U+2400, so the result is always a character.
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER)),
        '\u{7f}' => shown.push('␡'),
        '\u{80}'..='\u{9f}' => shown.push_str(&format!("<{:02X}>", c as u32)),
        _ => shown.push_str(&format!("<U+{:04X}>", c as u32)),
    }
}

#[cfg(test)]
mod tests;
