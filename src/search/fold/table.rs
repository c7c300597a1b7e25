//! The folding of every character, as one table that is made at the first use.
//!
//! The Chinese classes are `classes.txt`: simplified and traditional forms and variants out of Unihan, with those of
//! `tools/unihan/variants.txt`, made by `tools/unihan/generate`. Width, compatibility and case are as the crates know them.

use std::iter;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// One class a word: the character that stands for it, then those that are folded to it. `#` opens a comment.
const CLASSES: &str = include_str!("classes.txt");

/// Dashes, waves, middle dots, quotes, in the same form.
const PUNCTUATION: &str = "-‐‑‒–—―−─﹣ ~〜∼ ·‧•・∙⋅ '‘’‚‛ \"“”„‟";

/// What each character of the first plane is folded to; see [`FAR`].
pub(super) struct Table(Box<[u16]>);

/// Stands in the table for a fold outside of the first plane, which is worked out when it is asked for. It is no
/// character's fold but its own, U+FFFF's.
const FAR: u16 = u16::MAX;

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// The table; of some 130 KB, of which a Chinese text touches a third.
#[inline]
pub(super) fn table() -> &'static Table {
    &TABLE
}

impl Table {
    fn new() -> Table {
        let near = |c: char| u16::try_from(u32::from(c)).unwrap_or(FAR);
        let mut usual: Vec<u16> = (0..=FAR).collect();
        for (head, other) in classes() {
            if let Some(entry) = usual.get_mut(other as usize) {
                *entry = near(head);
            }
        }
        let fold = |code: u32| {
            let simple = char::from_u32(code).map_or(FAR, |c| near(simple(c)));
            usual.get(usize::from(simple)).copied().unwrap_or(FAR)
        };
        Table((0..=u32::from(FAR)).map(fold).collect())
    }

    /// See [`super::fold`].
    #[inline]
    pub(super) fn fold(&self, c: char) -> char {
        match self.0.get(c as usize) {
            Some(&folded) if folded != FAR => char::from_u32(folded.into()).unwrap_or(c),
            _ => self.fold_far(c),
        }
    }

    #[cold]
    fn fold_far(&self, c: char) -> char {
        let simple = simple(c);
        let usual = self.0.get(simple as usize).copied().filter(|usual| *usual != FAR);
        usual.and_then(|usual| char::from_u32(usual.into())).unwrap_or(simple)
    }
}

/// (head, other) of every class.
fn classes() -> impl Iterator<Item = (char, char)> {
    let lines = CLASSES.lines().filter(|line| !line.starts_with('#')).chain(iter::once(PUNCTUATION));
    lines.flat_map(str::split_whitespace).flat_map(|class| {
        let head = class.chars().next();
        class.chars().skip(1).filter_map(move |other| Some((head?, other)))
    })
}

/// `c` without the differences of width, form and case.
fn simple(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        // Most of a Chinese text, and of the table: neither case nor compatibility form.
        '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{e000}'..='\u{f8ff}' => c,
        c => lower(only(iter::once(c).nfkc()).unwrap_or(c)),
    }
}

/// Lower case by way of upper case, so that `ς` meets `σ`, which have one capital.
fn lower(c: char) -> char {
    let upper = only(c.to_uppercase()).unwrap_or(c);
    only(upper.to_lowercase()).unwrap_or(upper)
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next();
    if chars.next().is_some() { None } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_character_stands_in_one_class_only() {
        let heads: HashSet<char> = classes().map(|(head, _)| head).collect();
        let mut others = HashSet::new();
        for (head, other) in classes() {
            assert!(others.insert(other), "{other} stands twice");
            assert!(!heads.contains(&other), "{other} is folded and stands for a class");
            assert_eq!(simple(head), head, "{head} is folded before its class is looked up");
        }
        assert!((2500..3500).contains(&heads.len()) && others.len() < 6000, "{} {}", heads.len(), others.len());
    }

    #[test]
    fn the_classes_say_where_they_come_from_and_stay_small() {
        let source = CLASSES.lines().take_while(|line| line.starts_with('#')).collect::<String>();
        assert!(source.contains("Unihan 15.0.0") && source.contains("LICENSE-UNICODE"), "{source}");
        assert!(CLASSES.len() < 30_000, "{}", CLASSES.len());
    }

    #[test]
    fn no_class_is_a_giant() {
        let mut sizes = std::collections::HashMap::new();
        for (head, _) in classes() {
            *sizes.entry(head).or_insert(1) += 1;
        }
        let largest = sizes.into_iter().max_by_key(|(_, size)| *size).unwrap();
        assert!(largest.1 <= 10, "{largest:?}");
    }

    /// The names that a search meets are the same in every case that Unicode knows for one character.
    #[test]
    fn case_never_parts_two_characters() {
        for c in '\0'..=char::MAX {
            for other in [only(c.to_lowercase()), only(c.to_uppercase())].into_iter().flatten() {
                let fold = |c| table().fold(c);
                assert_eq!(fold(c), fold(other), "U+{:04X} {c} {other}", u32::from(c));
            }
        }
    }
}
