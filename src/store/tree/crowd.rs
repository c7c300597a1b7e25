//! How much a text may hold, told before it is read.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// The most tokens that are read of one file, blanks, line ends and comments apart: of `key = value` lines, 200,000. More
/// than that in one file is no record of anything, and would take memory and time that its bytes do not show.
pub const MAX_TOKENS: usize = 600_000;

/// Where a text goes beyond [`MAX_TOKENS`]; none where it does not.
pub fn crowded(text: &str) -> Option<usize> {
    // Each takes a byte at least, so nearly every file is passed without being looked at.
    if text.len() <= MAX_TOKENS {
        return None;
    }
    let counts = |kind| !matches!(kind, TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment);
    let mut tokens = Source::new(text).lex().filter(|token| counts(token.kind()));
    tokens.nth(MAX_TOKENS).filter(|token| token.kind() != TokenKind::Eof).map(|token| token.span().start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_an_end() {
        assert_eq!(crowded(&"# word\n\n".repeat(MAX_TOKENS)), None);
        assert_eq!(crowded(&format!("a = '{}'\n", "[1,=".repeat(MAX_TOKENS))), None);
        assert_eq!(crowded(&"k = 1\n".repeat(MAX_TOKENS / 3)), None);
        let line = "k = 1 # more\n";
        assert_eq!(crowded(&line.repeat(MAX_TOKENS / 3 + 1)), Some(line.len() * (MAX_TOKENS / 3)));
        assert_eq!(crowded(&"[".repeat(MAX_TOKENS + 1)), Some(MAX_TOKENS));
        assert_eq!(crowded(&"=\n".repeat(MAX_TOKENS + 9)), Some(MAX_TOKENS * 2));
    }
}
