//! What the column tells of a word, beside what the text tells.

use super::*;
use crate::search::fold;
use crate::search::phonetic::Sounds;
use crate::search::query::Query;
use proptest::prelude::*;

type Texts<'t> = &'t [(Part, &'t str)];

fn letters(docs: &[Texts]) -> Letters {
    let mut spell = Spell::default();
    for doc in docs {
        spell.begin();
        for (part, text) in *doc {
            spell.text(*part, None);
            text.chars().map(fold::fold).for_each(|c| spell.push(c));
            spell.end_text();
        }
        assert!(!spell.end(false));
    }
    spell.letters()
}

/// The same from the texts themselves.
fn told(texts: Texts, word: &str, called: usize) -> Had {
    let mut had = Had::default();
    for (part, text) in texts {
        let text = fold::fold_str(text);
        let Some(fit) = rank::fit_of(word, text.as_str()) else { continue };
        let chars = text.char_count();
        if *part == Part::Body {
            had.body = had.body.into_iter().chain([fit]).min();
        } else {
            had.label = had.label.into_iter().chain([(part.place(fit), fit, chars)]).min();
            had.may_be_called |= matches!(part, Part::Title | Part::Id) && chars == called;
        }
    }
    had
}

#[track_caller]
fn check(texts: Texts, word: &str) {
    let letters = letters(&[&[], texts, &[(Part::Title, word)]]);
    let asked = letters.ask(word).unwrap();
    let called = word.len();
    let had = letters.had(1, &asked, called);
    assert_eq!(Had { initials: false, ..had }, told(texts, word, called), "{word:?} in {texts:?}");
    let labels = || texts.iter().filter(|(part, _)| *part != Part::Body).map(|(_, text)| fold::fold_str(text));
    let query = Query::read(word, Sounds::ON);
    let found = |text: fold::Folded| rank::scattered(&query.words()[0], &text);
    // What stands in one piece is not asked for apart.
    if had.label.is_none() && word.len() > 1 {
        let is_apart = labels().any(|text| found(text).is_some());
        assert_eq!(letters.has_scattered(1, &asked), is_apart, "{word:?} apart in {texts:?}");
        let is_spelled = |text| found(text).is_some_and(|found| found.manner == rank::Manner::Spelled);
        let has_initials = had.initials && letters.has_initials(1, &asked);
        if query.words()[0].sound().is_some() && labels().any(is_spelled) {
            assert!(has_initials, "{word:?} begins the words of {texts:?}");
        }
    }
    assert_eq!(letters.had(0, &asked, called), Had::default(), "of another document");
    assert_eq!(letters.had(2, &asked, called).label, Some((0, Fit::Whole, called)), "{word:?} is a title");
}

#[test]
fn the_column_tells_what_the_text_tells() {
    use Part::*;
    let long = "lock ".repeat(60);
    let cases: &[(Texts, &str)] = &[
        (&[(Title, "lock")], "lock"),
        (&[(Title, "Lock 12"), (Id, "lock-12")], "lock"),
        (&[(Title, "裝設LED燈")], "led"),
        (&[(Title, "5led led5")], "led"),
        (&[(Title, "éled")], "led"),
        (&[(Title, "ＬＥＤ")], "led"),
        (&[(Title, "unlock"), (Name, "lock")], "lock"),
        (&[(Title, "flock"), (Name, "lockers"), (Body, "lock")], "lock"),
        (&[(Id, "a"), (Body, "the lock"), (Body, "lock the")], "lock"),
        (&[(Body, "a lock, a lock"), (Body, "lock")], "lock"),
        (&[(Title, "green procurement"), (Metric, "gp")], "gp"),
        (&[(Title, "green procurement")], "gp"),
        (&[(Title, "green procurement")], "grpro"),
        (&[(Title, "group")], "gp"),
        (&[(Title, "sales-catalog")], "lscg"),
        (&[(Title, "a"), (Name, "b")], "ab"),
        (&[(Body, &long)], "lock"),
    ];
    cases.iter().for_each(|(texts, word)| check(texts, word));
}

#[test]
fn only_letters_are_asked_for() {
    let letters = letters(&[&[(Part::Title, "a1 lock")]]);
    let long = "a".repeat(LONG);
    for word in ["", "1", "a1", "鎖", "lock-", "a b", &long] {
        assert!(letters.ask(word).is_none(), "{word:?}");
    }
}

#[test]
fn what_cannot_be_told_of_makes_a_document_odd() {
    let mut spell = Spell::default();
    let mut add = |part: Part, text: &str| {
        spell.begin();
        spell.text(part, None);
        text.chars().for_each(|c| spell.push(c));
        spell.end_text();
        spell.end(false)
    };
    assert!(add(Part::Name, &"中".repeat(LONG)), "a label so long");
    assert!(!add(Part::Body, &"中".repeat(LONG)));
    let letter = |n: u32| char::from(b'a' + (n % 26) as u8);
    let word = |n: u32| [n / 17576, n / 676, n / 26, n].map(letter).iter().collect::<String>();
    let odd: Vec<bool> = (0..u32::from(HEAD) + 3).map(|n| add(Part::Title, &word(n))).collect();
    assert_eq!(odd.iter().position(|odd| *odd), Some(usize::from(HEAD)), "more words than there are numbers");
    assert!(!add(Part::Title, "aaaa"));
    let letters = spell.letters();
    let asked = letters.ask("aaaa").unwrap();
    assert!(letters.had(2, &asked, 4).label.is_some());
    assert_eq!(letters.had(2 + usize::from(HEAD) + 1, &asked, 4), Had::default());
}

proptest! {
    #[test]
    fn any_texts(
        texts in proptest::collection::vec((0_usize..5, "([ab][ab]?[abc]{0,3}|[ 中-]|[1é]){0,9}"), 0..6),
        word in "[abc]{1,4}",
    ) {
        let parts = [Part::Title, Part::Id, Part::Metric, Part::Name, Part::Body];
        let mut texts: Vec<(Part, &str)> = texts.iter().map(|(part, text)| (parts[*part], text.as_str())).collect();
        texts.sort_by_key(|(part, _)| *part == Part::Body);
        check(&texts, &word);
    }
}
