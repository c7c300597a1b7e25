//! What the list tells of a word, beside what the texts tell.

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
        spell.end(false);
    }
    spell.letters()
}

/// How a word stands in a document, and whether it begins a title or an id, from the texts themselves.
fn told(texts: Texts, word: &str) -> (Option<(u32, Fit)>, bool) {
    let fit = |(part, text): &(Part, &str)| Some((*part, rank::fit_of(word, fold::fold_str(text).as_str())?));
    let is_first = |(part, fit): (Part, Fit)| matches!(part, Part::Title | Part::Id) && fit <= Fit::Start;
    let fits = || texts.iter().filter_map(fit);
    (fits().map(|(part, fit)| (part.place(fit), fit)).min(), fits().any(is_first))
}

#[track_caller]
fn check(texts: Texts, word: &str) {
    let letters = letters(&[&[], texts, &[(Part::Title, word)]]);
    let asked = letters.ask(word).unwrap();
    assert_eq!((asked.stands(1), asked.is_first(1)), told(texts, word), "{word:?} in {texts:?}");
    assert_eq!((asked.stands(0), asked.is_first(0)), (None, false), "of another document");
    assert_eq!((asked.stands(2), asked.is_first(2)), (Some((0, Fit::Whole)), true), "{word:?} is a title");
    let query = Query::read(word, Sounds::ON).within(rank::Manner::Spelled);
    let is_apart = |(part, text): &(Part, &str)| {
        let found = rank::loose(&query.words()[0], &fold::fold_str(text));
        *part != Part::Body && found.is_some() && told(&[(*part, text)], word).0.is_none()
    };
    if query.words()[0].sound().is_some() && texts.iter().any(is_apart) {
        assert!(letters.initials(word).may_be_in(1), "{word:?} begins the words of {texts:?}");
    }
}

#[test]
fn the_list_tells_what_the_texts_tell() {
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
        (&[(Title, "lolo"), (Name, "lolol")], "lo"),
        (&[(Title, "green procurement"), (Metric, "gp")], "gp"),
        (&[(Title, "green procurement")], "gp"),
        (&[(Title, "green procurement")], "grpro"),
        (&[(Title, "group")], "gp"),
        (&[(Title, "sales-catalog")], "lscg"),
        (&[(Title, "a"), (Name, "b")], "ab"),
        (&[(Body, &long)], "lock"),
        (&[(Name, &long)], "lock"),
    ];
    cases.iter().for_each(|(texts, word)| check(texts, word));
}

#[test]
fn few_documents_may_begin_words_so() {
    let letters = letters(&[
        &[(Part::Title, "green procurement")],
        &[(Part::Title, "group")],
        &[(Part::Title, "green"), (Part::Name, "paper")],
        &[(Part::Body, "green paper")],
        &[(Part::Id, "a-green-open")],
    ]);
    for (word, expected) in [("gp", [0].as_slice()), ("gropen", &[4]), ("gopen", &[4]), ("gq", &[]), ("pg", &[0])] {
        let initials = letters.initials(word);
        let may_be: Vec<usize> = (0..6).filter(|doc| initials.may_be_in(*doc)).collect();
        assert_eq!(may_be, expected, "{word}");
    }
}

#[test]
fn only_letters_are_asked_for() {
    let letters = letters(&[&[(Part::Title, "a1 lock")]]);
    for word in ["", "1", "a1", "鎖", "lock-", "a b"] {
        assert!(letters.ask(word).is_none(), "{word:?}");
    }
}

#[test]
fn any_number_of_documents_and_words() {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let word = |n: usize| [n / 17576, n / 676, n / 26, n].map(letter).iter().collect::<String>();
    let titles: Vec<String> = (0..40_000).map(|n| format!("{} all", word(n))).collect();
    let texts: Vec<[(Part, &str); 1]> = titles.iter().map(|title| [(Part::Title, title.as_str())]).collect();
    let letters = letters(&texts.iter().map(|texts| texts.as_slice()).collect::<Vec<_>>());
    let all = letters.ask("all").unwrap();
    assert!((0..40_000).all(|doc| all.stands(doc).is_some()));
    for doc in [0, 1, 111, 112, 113, 14_335, 14_336, 28_560, 39_999] {
        let own = letters.ask(&word(doc)).unwrap();
        let has_it = |other: &usize| own.stands(*other) == Some((0, Fit::Start));
        assert_eq!((0..40_000).filter(has_it).collect::<Vec<_>>(), [doc]);
    }
}

#[test]
fn nothing_is_kept_of_what_is_odd() {
    let mut spell = Spell::default();
    for is_odd in [false, true, false] {
        spell.begin();
        spell.text(Part::Title, None);
        "lock".chars().for_each(|c| spell.push(c));
        spell.end_text();
        spell.end(is_odd);
    }
    let asked = spell.letters().ask("lock").unwrap();
    assert_eq!([0, 1, 2, 3].map(|doc| asked.stands(doc).is_some()), [true, false, true, false]);
}

proptest! {
    #[test]
    fn any_texts(
        texts in proptest::collection::vec((0_usize..5, "([ab][ab]?[abc]{0,3}|[ 中-]|[1é]){0,9}"), 0..6),
        word in "[abc]{1,4}",
    ) {
        let texts: Vec<(Part, &str)> = texts.iter().map(|(part, text)| (PARTS[*part], text.as_str())).collect();
        check(&texts, &word);
    }
}
