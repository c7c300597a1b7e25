//! An edit as a value: bytes of a text that give way to others, with an exact inverse.

use serde::Deserialize;

/// A replacement of bytes in a text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Splice {
    /// Where it starts, as a byte offset in the text it applies to.
    pub at: usize,
    /// The text that stands there.
    pub old: String,
    /// The text that takes its place.
    pub new: String,
}

impl Splice {
    /// The replacement of `span` in `text`; none where the span does not fit the text.
    pub fn of(text: &str, span: std::ops::Range<usize>, new: String) -> Option<Splice> {
        Some(Splice { at: span.start, old: text.get(span)?.to_string(), new })
    }

    /// The splice that takes this one back.
    pub fn inverse(&self) -> Splice {
        Splice { at: self.at, old: self.new.clone(), new: self.old.clone() }
    }

    /// The text with this splice applied; none where the text does not read `old` at that place.
    pub fn apply(&self, text: &str) -> Option<String> {
        let end = self.at.checked_add(self.old.len())?;
        if text.get(self.at..end)? != self.old {
            return None;
        }
        Some([text.get(..self.at)?, &self.new, text.get(end..)?].concat())
    }
}

/// Splices whose places all count in the first text, as splices to be made one after the other.
pub fn in_order(splices: Vec<Splice>) -> Vec<Splice> {
    let mut shift = 0isize;
    let moved = splices.into_iter().map(|splice| {
        let at = splice.at.saturating_add_signed(shift);
        shift += splice.new.len() as isize - splice.old.len() as isize;
        Splice { at, ..splice }
    });
    moved.collect()
}

/// The text with splices made one after the other; none where one does not fit. Runs in one direction, which is what many
/// changes at once and their undo are, cost one pass over the text.
pub fn apply_all(text: &str, splices: &[Splice]) -> Option<String> {
    let ascending = splices.windows(2).all(|pair| pair[0].at + pair[0].new.len() <= pair[1].at);
    let descending = splices.windows(2).all(|pair| pair[1].at + pair[1].old.len() <= pair[0].at);
    if !ascending && !descending {
        return splices.iter().try_fold(text.to_string(), |text, splice| splice.apply(&text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut one = |splice: &Splice, behind: usize| {
        let (before, tail) = rest.split_at_checked(splice.at.checked_sub(behind)?)?;
        rest = tail.strip_prefix(splice.old.as_str())?;
        out.push_str(before);
        out.push_str(&splice.new);
        Some(out.len())
    };
    if ascending {
        // Each place counts in what the ones before have made: what is written so far lies behind it.
        splices.iter().try_fold(0, |behind, splice| one(splice, behind))?;
    } else {
        // Each place counts in the text as it was, since what changed before lies beyond it.
        splices.iter().rev().try_fold(0, |behind, splice| one(splice, behind).map(|_| splice.at + splice.old.len()))?;
    }
    Some(out + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_splice_and_its_inverse_give_the_first_text() {
        let splice = Splice::of("臺灣 60 間", 7..9, "44".into()).unwrap();
        let changed = splice.apply("臺灣 60 間").unwrap();
        assert_eq!(changed, "臺灣 44 間");
        assert_eq!(splice.inverse().apply(&changed).as_deref(), Some("臺灣 60 間"));
    }

    #[test]
    fn a_text_that_reads_otherwise_is_left_alone() {
        let splice = Splice { at: 3, old: "x".into(), new: "y".into() };
        for text in ["", "abc", "abcd", "臺灣x", "ab臺"] {
            assert_eq!(splice.apply(text), None, "{text}");
        }
        assert_eq!(Splice::of("臺", 1..2, String::new()), None);
    }

    #[test]
    fn many_splices_are_the_same_as_one_after_the_other() {
        let splice = |at: usize, old: &str, new: &str| Splice { at, old: old.into(), new: new.into() };
        let one_by_one = |text: &str, splices: &[Splice]| {
            splices.iter().try_fold(text.to_string(), |text, splice| splice.apply(&text))
        };
        let text = "a臺bcdef";
        for splices in [
            vec![],
            vec![splice(0, "a", "AA"), splice(5, "b", ""), splice(6, "d", "DD")],
            vec![splice(7, "f", "F"), splice(4, "b", "BBB"), splice(0, "a", "")],
            vec![splice(4, "b", "x"), splice(0, "a", "yy"), splice(5, "x", "z")],
            vec![splice(4, "x", "y")],
            vec![splice(0, "a", ""), splice(99, "b", "")],
            vec![splice(2, "", "y"), splice(4, "b", "c")],
        ] {
            assert_eq!(apply_all(text, &splices), one_by_one(text, &splices), "{splices:?}");
        }
    }
}
