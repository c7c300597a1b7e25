//! Searching documents once, so without a segment: to make one of a file costs several times what a pass over its text does.
//!
//! Of each word that must be found, the text of a document is asked as it stands whether it can have it: whether the
//! characters are there in any of their forms, or, of a word of letters, whether it is a run of a value, or may be strewn
//! over a label or be its sound. Keys are the same in all documents and have most letters, so only values are asked for
//! these. What passes is read whole; that is never too little, and `tests/search.rs` holds it to what asking every document
//! finds. Digits are not asked for: a value is shown in other digits than it is written in.

use crate::search::answer::Part;
use crate::search::docs::Docs;
use crate::search::fold;
use crate::search::glance::Headings;
use crate::search::glance::look::is_subsequence;
use crate::search::index;
use crate::search::index::Asked;
use crate::search::index::Found;
use crate::search::need;
use crate::search::needle;
use crate::search::phonetic::sieve::Sieve;
use crate::search::query::Query;
use crate::search::query::Term;
use crate::search::query::What;
use crate::search::query::word;
use crate::search::query::word::Reach;
use crate::search::query::word::Word;
use crate::search::rank;
use crate::search::source::Source;
use memchr::memmem::Finder;

/// What the text of a document must have, word by word: never no word.
#[derive(Debug)]
pub struct Demand<'q>(Vec<Wanted<'q>>);

/// Texts that a document is found by where its own text names them.
#[derive(Clone, Copy, Debug)]
pub struct Lent<'t> {
    /// What the document's text then has.
    pub key: &'t str,
    /// The texts.
    pub texts: [&'t str; 2],
}

/// A word that must be found.
#[derive(Debug)]
struct Wanted<'q> {
    word: &'q Word,
    /// Its number among the words of the query.
    number: usize,
    by: By,
}

#[derive(Debug)]
enum By {
    /// Each of these characters, in one of its forms or by the key of what lends it.
    Signs(Vec<(char, Vec<Finder<'static>>)>),
    /// The word, in a value, or by the key of what lends it; in a label also its sound.
    Letters { sieve: Option<Sieve>, keys: Vec<Finder<'static>> },
}

/// As many ways to have a character are looked for; one that more is lent by is left out.
const MOST_WAYS: usize = 16;

impl<'q> Demand<'q> {
    /// What a query asks of a text; none where it asks for nothing that every text that answers has.
    pub fn new(query: &'q Query, lent: &[Lent]) -> Option<Demand<'q>> {
        let must = query.clauses().iter().filter_map(|clause| match clause.terms() {
            [Term { not: false, what: What::Word(word), .. }] => Some(word),
            _ => None,
        });
        let wanted = must.filter_map(|word| {
            let number = query.words().iter().position(|own| own == word)?;
            Some(Wanted { word, number, by: By::of(word, lent)? })
        });
        Some(Demand(wanted.collect())).filter(|demand| !demand.0.is_empty())
    }

    /// Whether a document can answer.
    fn may_answer<S: Source>(&self, headings: &Headings, source: &S, doc: usize, by_name: bool) -> bool {
        let Some(raw) = source.text().get(source.start(doc)..source.start(doc + 1)) else { return true };
        let category = source.category(doc);
        let is_in = |wanted: &Wanted| {
            category.is_some_and(|category| headings.answer(wanted.number, category))
                || wanted.may_be_in(raw, source.values(doc))
        };
        is_other(raw) || by_name && !has_title(source.values(doc)) || self.0.iter().all(is_in)
    }
}

impl By {
    fn of(word: &Word, lent: &[Lent]) -> Option<By> {
        // A year and a number are said in other characters too.
        if need::is_said(word) || word.amount().is_some() {
            return None;
        }
        let keys = |has_it: &dyn Fn(&str) -> bool| {
            let keys = lent.iter().filter(|lent| lent.texts.iter().any(|text| has_it(text)));
            keys.map(|lent| Finder::new(lent.key).into_owned()).collect::<Vec<_>>()
        };
        // A Chinese character stands for itself in what is heard too.
        let is_sign = |c: &char| !c.is_ascii() && c.is_alphabetic() && (!word.hears() || word::is_han(*c));
        let signs = word.text().chars().filter(|c| is_sign(c) && !need::is_added(*c)).map(|c| {
            let forms = fold::forms(c).into_iter().map(|form| needle::finder(form.encode_utf8(&mut [0; 4])));
            (c, forms.chain(keys(&|text| text.chars().any(|own| fold::fold(own) == c))).collect::<Vec<_>>())
        });
        let signs: Vec<_> = signs.filter(|(_, ways)| ways.len() <= MOST_WAYS).collect();
        if !signs.is_empty() {
            return Some(By::Signs(signs));
        }
        let keys = keys(&|text| rank::fuzzy(word, &fold::fold_str(text)).is_some());
        let is_letters = word.text().bytes().all(|byte| byte.is_ascii_alphabetic()) && keys.len() <= MOST_WAYS;
        let sieve = word.sound().filter(|_| word.hears()).map(Sieve::of);
        is_letters.then_some(By::Letters { sieve, keys })
    }
}

impl Wanted<'_> {
    /// Whether a text without escapes may have the word: `raw` is all of it, with its keys.
    fn may_be_in<'t>(&self, raw: &str, mut values: impl Iterator<Item = (Part, &'t str)>) -> bool {
        let has = |ways: &[Finder]| ways.iter().any(|way| way.find(raw.as_bytes()).is_some());
        match &self.by {
            By::Signs(signs) => signs.iter().all(|(_, ways)| has(ways)),
            By::Letters { sieve, keys } => {
                has(keys) || values.any(|(part, text)| self.may_be_value(sieve.as_ref(), part, text))
            }
        }
    }

    fn may_be_value(&self, sieve: Option<&Sieve>, part: Part, text: &str) -> bool {
        let is_label = part != Part::Body;
        let may_scatter = is_label && self.word.reach() != Reach::Together;
        let is_spelled = is_subsequence(self.word, text)
            && (may_scatter || fold::fold_str(text).as_str().contains(self.word.text()));
        is_spelled || is_label && sieve.is_some_and(|sieve| sieve.may_be_in(text))
    }

    /// Whether it may be found in what a document is called that has no title. That is also the beginning of its main text,
    /// where letters may then stand apart or be a sound, which they may not in a body.
    fn may_be_name(&self, name: &str) -> bool {
        match &self.by {
            By::Signs(signs) => signs.iter().any(|(c, _)| name.chars().any(|own| fold::fold(own) == *c)),
            By::Letters { .. } => true,
        }
    }
}

/// The documents that answer, of so many, each with how.
pub fn search<S: Source>(asked: &Asked, headings: &Headings, demand: &Demand, source: &S, count: usize) -> Found {
    let mut found = Found { docs: Docs::none(count), ..Found::default() };
    let by_name = demand.0.iter().any(|wanted| wanted.may_be_name(&source.name()));
    for doc in (0..count).filter(|doc| demand.may_answer(headings, source, *doc, by_name)) {
        found.work.whole += 1;
        if let Some(rank) = index::whole(asked, source, doc) {
            found.docs.add([doc]);
            found.best.push((rank, doc));
        }
    }
    found
}

/// Whether a text may say what does not stand in it: by an escape, or by a character outside of the first plane, of which
/// all is not known that is folded to it.
fn is_other(raw: &str) -> bool {
    raw.bytes().fold(false, |is_other, byte| is_other | (byte == b'\\') | (byte >= 0xf0))
}

fn has_title<'t>(mut values: impl Iterator<Item = (Part, &'t str)>) -> bool {
    let is_blank = |text: &str| text.trim_matches(['"', '\'']).trim().is_empty();
    values.any(|(part, text)| part == Part::Title && !is_blank(text))
}
