//! What stands between the markers of a bracketed paste.

/// A paste whose end has not come is delivered in pieces of this many bytes.
pub(super) const LIMIT: usize = 16 << 20;

/// What stands behind the last byte of a paste.
pub(super) const END: &[u8] = b"\x1b[201~";

/// Pasted bytes as text: lossy where they are no UTF-8, every line ending a `\n` (terminals send `\r`).
pub(super) fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n")
}

/// How much of an endless paste can be delivered now: what comes next may be the rest of a character, the `\n` of a
/// `\r\n` or the rest of the end marker, and none of those may be torn apart.
pub(super) fn whole_prefix(bytes: &[u8]) -> usize {
    let marker = (1..END.len()).rev().find(|&n| bytes.ends_with(&END[..n])).unwrap_or(0);
    let end = bytes.len() - marker;
    if marker > 0 {
        return end;
    }
    if bytes.ends_with(b"\r") {
        return end - 1;
    }
    // A character has at most four bytes, so a cut one begins within the last three.
    let start = (1..=3.min(end)).map(|back| end - back).find(|&at| bytes[at] & 0xc0 != 0x80);
    match start.map(|at| (at, std::str::from_utf8(&bytes[at..]))) {
        Some((at, Err(cut))) if cut.valid_up_to() == 0 && cut.error_len().is_none() => at,
        _ => end,
    }
}
