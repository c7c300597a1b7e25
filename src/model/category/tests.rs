//! Outlines in all their orders.

use super::*;
use proptest::prelude::*;

fn outline(ids: &str) -> Outline {
    let category = |id: &str| Category { id: id.to_string(), ..Category::default() };
    Outline::new(ids.split_whitespace().map(category).collect())
}

fn ids(outline: &Outline, indices: impl Iterator<Item = usize>) -> String {
    indices.map(|index| outline.get(index).unwrap().id.as_str()).collect::<Vec<_>>().join(" ")
}

/// The rows as `id` after as many dots as it is deep.
fn rows(outline: &Outline, folded: &str) -> String {
    let row = |row: Row| format!("{}{}", ".".repeat(row.depth), outline.get(row.index).unwrap().id);
    outline.rows(|id| folded.split(' ').any(|f| f == id)).into_iter().map(row).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_tree_of_any_order() {
    for (given, expected) in [
        ("", ""),
        ("a a/b a/b/c a/d e", "a .a/b ..a/b/c .a/d e"),
        ("b a", "b a"),
        ("b/y a b b/x a/z", "a .a/z b .b/y .b/x"),
        ("a/b/c a", "a .a/b/c"),
        ("a/b/c a/b/d", "a/b/c a/b/d"),
        ("a a-b a/b a0 a0/x", "a .a/b a-b a0 .a0/x"),
        ("a a/b a a/b/c", "a .a/b ..a/b/c a"),
        ("a/ a a//b", "a .a/ ..a//b"),
        ("/ /a", "/ /a"),
    ] {
        assert_eq!(rows(&outline(given), ""), expected, "{given}");
    }
}

#[test]
fn a_folded_category_hides_what_is_below() {
    let outline = outline("a a/b a/b/c a/d e e/f");
    for (folded, expected) in [
        ("a", "a e .e/f"),
        ("a/b", "a .a/b .a/d e .e/f"),
        ("e a/d", "a .a/b ..a/b/c .a/d e"),
        ("a a/b e", "a e"),
        ("x", "a .a/b ..a/b/c .a/d e .e/f"),
    ] {
        assert_eq!(rows(&outline, folded), expected, "{folded}");
    }
}

#[test]
fn relatives() {
    let outline = outline("a a/b a/b/c a/d e");
    let at = |id: &str| outline.find(id).unwrap();
    assert_eq!(ids(&outline, outline.roots()), "a e");
    assert_eq!(ids(&outline, outline.children(at("a"))), "a/b a/d");
    assert_eq!(ids(&outline, outline.children(at("e"))), "");
    assert_eq!(ids(&outline, outline.ancestors(at("a/b/c"))), "a/b a");
    assert_eq!(ids(&outline, outline.subtree(at("a/b"))), "a/b a/b/c");
    assert_eq!((outline.depth(at("a/b/c")), outline.parent(at("a"))), (2, None));
    assert_eq!(outline.find("nowhere"), None);
    for far in [5, 99, usize::MAX] {
        assert_eq!((outline.children(far).count(), outline.ancestors(far).count()), (0, 0));
        assert!(outline.get(far).is_none() && outline.subtree(far).is_empty() && outline.depth(far) == 0);
    }
}

#[test]
fn a_year_prints_its_own_words() {
    let year = |roc| Year::from_number(roc, crate::model::year::Calendar::Roc).unwrap();
    let category = Category {
        id: "confidential/petitions".to_string(),
        label: "二".to_string(),
        title: "市民建議".to_string(),
        per_year: vec![
            (year(108), PerYear { label: Some("三".to_string()), ..PerYear::default() }),
            (year(110), PerYear { title: Some("陳情".to_string()), partial: true, ..PerYear::default() }),
        ],
    };
    for (roc, label, title, partial) in
        [(108, "三", "市民建議", false), (109, "二", "市民建議", false), (110, "二", "陳情", true)]
    {
        let year = year(roc);
        assert_eq!((category.label(year), category.title(year)), (label, title));
        assert_eq!(category.in_year(year).is_some_and(|per_year| per_year.partial), partial);
    }
    assert_eq!((category.depth(), category.parent_id()), (1, Some("confidential")));
    assert_eq!(Category::default().parent_id(), None);
}

#[test]
fn an_id_of_a_million_slashes_is_only_odd() {
    let deep = "a/".repeat(1_000_000);
    let given = outline(&format!("{deep}a {deep}a/b a"));
    assert_eq!(given.roots().count(), 1);
    assert_eq!(given.depth(2), 2);
}

proptest! {
    #[test]
    fn every_category_is_there_once_below_its_nearest_ancestor(ids in prop::collection::vec("[ab](/[ab]){0,3}", 0..12)) {
        let outline = outline(&ids.join(" "));
        prop_assert_eq!(outline.rows(|_| false).len(), ids.len());
        for (index, category) in outline.categories().iter().enumerate() {
            let mut above = category.parent_id();
            while let Some(id) = above && !ids.iter().any(|given| given == id) {
                above = id.rsplit_once('/').map(|(parent, _)| parent);
            }
            prop_assert_eq!(outline.parent(index), above.and_then(|id| outline.find(id)));
            prop_assert!(outline.subtree(index).all(|below| below == index || outline.ancestors(below).any(|a| a == index)));
            prop_assert_eq!(outline.children(index).filter(|child| outline.parent(*child) != Some(index)).count(), 0);
        }
    }
}
