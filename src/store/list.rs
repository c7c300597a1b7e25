//! Changing a list inside its brackets: elements that stay are not touched, nor are the comments between them.

use crate::store::span::Span;
use crate::store::value;
use crate::store::value::Style;

/// The range of `text` to replace, and what to replace it with, so that the array at `array` holds `new`.
/// `elements` are its present ones. None where the list reads that way already.
pub fn change(
    text: &str,
    array: Span,
    elements: &[Span],
    new: &[String],
    style: Style,
) -> Option<(std::ops::Range<usize>, String)> {
    let old: Vec<_> = elements.iter().map(|span| value::plain(span.of(text))).collect();
    let front = old.iter().zip(new).take_while(|(old, new)| *old == *new).count();
    let room = old.len().min(new.len()) - front;
    let back = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(old, new)| *old == *new).count();
    let (gone, come) = (&elements[front..old.len() - back], &new[front..new.len() - back]);

    let like = elements.first().map(|span| span.of(text));
    let write = |word: &String| value::write_string(word, Style { like, multiline: false, ..style });
    let gap = separator(text, elements, array, style);
    let joined = come.iter().map(write).collect::<Vec<_>>().join(&gap);
    let before = front.checked_sub(1).and_then(|last| elements.get(last));
    let after = elements.get(old.len() - back);
    match (gone.first(), gone.last(), come.is_empty()) {
        (None, _, true) => None,
        (Some(first), Some(last), false) => Some((first.from()..last.to(), joined)),
        // Nothing goes, something comes: behind its left neighbour, before its right one, or into empty brackets.
        (None, _, false) | (_, None, false) => Some(match (before, after) {
            (Some(before), _) => (before.to()..before.to(), gap + &joined),
            (None, Some(after)) => (after.from()..after.from(), joined + &gap),
            (None, None) => (array.range(), format!("[{joined}]")),
        }),
        // Something goes, nothing comes: a comma goes along.
        (Some(first), last, true) => Some(match (before, after) {
            (Some(before), _) => (before.to()..last.unwrap_or(first).to(), String::new()),
            (None, Some(after)) => (first.from()..after.from(), String::new()),
            (None, None) => (array.range(), "[]".to_string()),
        }),
    }
}

/// What stands between two elements: a line break and the indent where each has its own line.
fn separator(text: &str, elements: &[Span], array: Span, style: Style) -> String {
    let lines = array.of(text).contains('\n') && style.multiline;
    let Some(first) = elements.first().filter(|_| lines) else { return ", ".to_string() };
    let start = crate::store::record::line_start(text, first.from());
    let indent: String = text[start..].chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    format!(",{}{indent}", style.newline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tree;
    use crate::store::tree::Node;

    fn set(text: &str, new: &[&str]) -> String {
        let tree = tree::read(text);
        let Some(Node::Array(array, nodes)) = tree.root.get("a") else { panic!("no list in {text:?}") };
        let elements: Vec<Span> = nodes.iter().filter_map(Node::span).collect();
        let new: Vec<String> = new.iter().map(|word| word.to_string()).collect();
        let style = Style { like: None, newline: "\n", multiline: true };
        match change(text, *array, &elements, &new, style) {
            Some((range, with)) => [&text[..range.start], &with, &text[range.end..]].concat(),
            None => text.to_string(),
        }
    }

    #[test]
    fn only_what_differs_is_replaced() {
        let check = |text: &str, new: &[&str], changed: &str| assert_eq!(set(text, new), changed, "{text:?} {new:?}");
        check("a = [ \"x\", 'y' ]", &["x", "y"], "a = [ \"x\", 'y' ]");
        check("a = [ \"x\", 'y' ]", &["x", "z"], "a = [ \"x\", \"z\" ]");
        check("a = [\"x\"]", &["x", "y", "z"], "a = [\"x\", \"y\", \"z\"]");
        check("a = [\"x\"]", &["w", "x"], "a = [\"w\", \"x\"]");
        check("a = [\"x\", \"y\", \"z\"]", &["x", "z"], "a = [\"x\", \"z\"]");
        check("a = [\"x\", \"y\"]", &["y"], "a = [\"y\"]");
        check("a = [\"x\",]", &[], "a = []");
        check("a = []", &["x"], "a = [\"x\"]");
        check("a = ['x']", &["x", "y"], "a = ['x', 'y']");
        check(
            "a = [\n  \"x\", # one\n  \"y\", # two\n]",
            &["x", "y", "z"],
            "a = [\n  \"x\", # one\n  \"y\",\n  \"z\", # two\n]",
        );
        check("a = [\n  \"x\", # one\n  \"y\", # two\n]", &["q", "y"], "a = [\n  \"q\", # one\n  \"y\", # two\n]");
        check("a = [\"x\", \"x\"]", &["x"], "a = [\"x\"]");
    }
}
