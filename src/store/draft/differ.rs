//! The replacements that lead from a text to another: what the journal keeps of a change.

use crate::store::splice::Splice;
use memchr::memmem;

/// As many pieces of both texts are looked at for where they go on alike.
const NEAR: usize = 200;

/// The replacements that lead from a text to another, the last first, so that each place counts in the first text.
///
/// Who deletes one record in six of a file changes it from its beginning to its end, and one replacement would have all of it
/// twice. So the texts are taken item by item, and what is between items that are the same is replaced. Where two texts have
/// nothing in common for long, all that is left is one replacement.
pub fn replacements(old: &str, new: &str) -> Vec<Splice> {
    let (old_pieces, new_pieces) = (pieces(old), pieces(new));
    let mut found = Vec::new();
    let (mut at, mut left, mut right) = (0, &old_pieces[..], &new_pieces[..]);
    while !left.is_empty() || !right.is_empty() {
        if let ([one, left_rest @ ..], [other, right_rest @ ..]) = (left, right)
            && one == other
        {
            (at, left, right) = (at + one.len(), left_rest, right_rest);
            continue;
        }
        let (gone, come) = meet(left, right).unwrap_or((left.len(), right.len()));
        let (gone, left_rest) = left.split_at(gone);
        let (come, right_rest) = right.split_at(come);
        let splice = replacement(&gone.concat(), &come.concat());
        found.push(Splice { at: at + splice.at, ..splice });
        at += gone.iter().map(|piece| piece.len()).sum::<usize>();
        (left, right) = (left_rest, right_rest);
    }
    found.reverse();
    found
}

/// After how many pieces of each the texts go on alike; the fewest.
fn meet(left: &[&str], right: &[&str]) -> Option<(usize, usize)> {
    let pairs = (1..=NEAR).flat_map(|both| (0..=both).map(move |gone| (gone, both - gone)));
    pairs.into_iter().find(|(gone, come)| {
        let (left, right) = (left.get(*gone), right.get(*come));
        left.is_some() && left == right
    })
}

/// A text from one item to the next; what is before the first is a piece, too.
fn pieces(text: &str) -> Vec<&str> {
    let mut from = 0;
    let ends = memmem::find_iter(text.as_bytes(), "\n[[item]]").map(|at| at + 1).chain([text.len()]);
    ends.map(|end| &text[std::mem::replace(&mut from, end)..end]).filter(|piece| !piece.is_empty()).collect()
}

/// The one replacement that leads from a text to another: what lies between their common beginning and end.
fn replacement(old: &str, new: &str) -> Splice {
    let same = |(a, b): &(char, char)| a == b;
    let front: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[front..], &new[front..]);
    let back: usize =
        old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    Splice {
        at: front,
        old: old_rest[..old_rest.len() - back].to_string(),
        new: new_rest[..new_rest.len() - back].to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::splice;
    use proptest::prelude::*;

    fn check(old: &str, new: &str, expected: &[&str]) {
        let found = replacements(old, new);
        assert_eq!(splice::apply_all(old, &found).as_deref(), Some(new), "{old:?} → {new:?}");
        let told: Vec<String> =
            found.iter().map(|splice| format!("{}:{}→{}", splice.at, splice.old, splice.new)).collect();
        assert_eq!(told, expected, "{old:?} → {new:?}");
    }

    #[test]
    fn what_is_between_is_replaced() {
        check("", "", &[]);
        check("a", "", &["0:a→"]);
        check("", "臺", &["0:→臺"]);
        check("aa", "a", &["1:a→"]);
        check("臺灣臺", "臺台臺", &["3:灣→台"]);
        check("x臺y", "x台y", &["1:臺→台"]);
        let items = |texts: &str| texts.chars().map(|c| format!("[[item]]\n{c}\n")).collect::<String>();
        check(&items("abcd"), &items("aecf"), &["42:d→f", "20:b→e"]);
        check(&items("abcd"), &items("bd"), &["22:[[item]]\nc\n→", "0:[[item]]\na\n→"]);
        check(&items("bd"), &items("abcd"), &["11:→[[item]]\nc\n", "0:→[[item]]\na\n"]);
        check(&items("ab"), &items("ba"), &["11:[[item]]\nb\n→", "0:→[[item]]\nb\n"]);
        check(&items("a"), &items("xyz"), &["9:a→x\n[[item]]\ny\n[[item]]\nz"]);
    }

    #[test]
    fn a_change_of_many_records_takes_no_more_than_they_are() {
        let record =
            |n: usize| format!("[[item]]\nid = \"a.{n}\"\ntitle = \"臺灣\"\n\n[[item.metric]]\nname = \"x\"\n\n");
        let text = |is_in: fn(usize) -> bool| (0..1000).filter(|n| is_in(*n)).map(record).collect::<String>();
        let (old, new) = (text(|_| true), text(|n| n % 6 != 3));
        for (old, new) in [(&old, &new), (&new, &old)] {
            let found = replacements(old, new);
            assert_eq!(splice::apply_all(old, &found).as_ref(), Some(new));
            let bytes: usize = found.iter().map(|splice| splice.old.len() + splice.new.len()).sum();
            assert_eq!((found.len(), bytes), (167, text(|n| n % 6 == 3).len()));
        }
    }

    /// Items of few looks, so that some are the same.
    const TEXT: &str = "(\\[\\[item\\]\\]\n|\\[x\\]|\n|臺|y){0,40}";

    proptest! {
        #[test]
        fn they_lead_from_any_text_to_any_other(old in TEXT, new in TEXT) {
            let found = replacements(&old, &new);
            prop_assert_eq!(splice::apply_all(&old, &found), Some(new));
        }
    }
}
