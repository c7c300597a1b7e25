//! Two texts set below each other so that the eye falls on what differs.

use crate::app::mode::Look;
use crate::app::mode::Row;

/// Characters kept in sight before the first that differs.
const CONTEXT: usize = 12;

/// The rows of one text that was and one that is, each with a label before it: the differing characters are marked,
/// and of a long text that begins alike only the end of that is shown. An absent text has no row.
pub fn pair(label: &str, old: Option<&str>, new: Option<&str>) -> Vec<Row> {
    let (front, back) = match (old, new) {
        (Some(old), Some(new)) => alike(old, new),
        _ => (0, 0),
    };
    let side = |text: Option<&str>, look: Look| text.map(|text| row(label, text, front, back, look));
    side(old, Look::Old).into_iter().chain(side(new, Look::New)).collect()
}

/// The rows of some lines that were and some that are, paired in order; blank ones are left out.
pub fn lines(old: &str, new: &str) -> Vec<Row> {
    let full = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.trim().is_empty()).map(str::to_string).collect()
    };
    let (old, new) = (full(old), full(new));
    let count = old.len().max(new.len());
    (0..count).flat_map(|at| pair("", old.get(at).map(String::as_str), new.get(at).map(String::as_str))).collect()
}

/// How many characters the two have in common at the front, and then at the back.
fn alike(old: &str, new: &str) -> (usize, usize) {
    let front = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let rest = old.chars().count().min(new.chars().count()) - front;
    let back = old.chars().rev().zip(new.chars().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (front, back)
}

fn row(label: &str, text: &str, front: usize, back: usize, look: Look) -> Row {
    let skipped = front.saturating_sub(CONTEXT);
    let lead = match (label.is_empty(), skipped) {
        (true, 0) => String::new(),
        (true, _) => "…".to_string(),
        (false, 0) => format!("{label}: "),
        (false, _) => format!("{label}: …"),
    };
    let end = text.chars().count().saturating_sub(back);
    let shown = lead + &text.chars().skip(skipped).collect::<String>();
    let marks = mark(&shown, text, skipped, front, end);
    Row { text: shown, marks, look, ..Row::default() }
}

/// The bytes of `shown`, which ends in `text` without its first `skipped` characters, that hold characters `front..end`.
fn mark(shown: &str, text: &str, skipped: usize, front: usize, end: usize) -> Vec<std::ops::Range<usize>> {
    let bytes = |count: usize| {
        text.chars().skip(skipped).take(count.saturating_sub(skipped)).map(char::len_utf8).sum::<usize>()
    };
    let start = shown.len() - text.chars().skip(skipped).map(char::len_utf8).sum::<usize>();
    let range = start + bytes(front)..start + bytes(end);
    if front == 0 || range.is_empty() { Vec::new() } else { vec![range] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(rows: &[Row]) -> String {
        let one = |row: &Row| {
            let sign = if row.look == Look::Old { '-' } else { '+' };
            match row.marks.first() {
                Some(mark) => {
                    let (before, rest) = row.text.split_at(mark.start);
                    let (inside, after) = rest.split_at(mark.len());
                    format!("{sign}{before}[{inside}]{after}")
                }
                None => format!("{sign}{}", row.text),
            }
        };
        rows.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_eye_falls_on_what_differs() {
        let check = |old: Option<&str>, new: Option<&str>, shown: &str| assert_eq!(show(&pair("f", old, new)), shown);
        check(Some("44"), Some("45"), "-f: 4[4] +f: 4[5]");
        check(Some("臺北"), Some("新北"), "-f: 臺北 +f: 新北");
        check(None, Some("x"), "+f: x");
        check(Some("x"), None, "-f: x");
        check(
            Some("經管的市有宿舍共44間，計有首長宿舍3間"),
            Some("經管的市有宿舍共44間，計有首長宿舍5間"),
            "-f: …舍共44間，計有首長宿舍[3]間 +f: …舍共44間，計有首長宿舍[5]間",
        );
        check(Some("ab"), Some("aab"), "-f: ab +f: a[a]b");
        assert_eq!(show(&lines("value = 1\n\n", "value = 2\nx\n")), "-value = [1] +value = [2] +x");
    }
}
