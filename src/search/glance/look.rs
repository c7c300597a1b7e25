//! One word of a query, made ready for the documents of one segment.

use crate::model::figure::Figure;
use crate::model::unit;
use crate::search::answer::Part;
use crate::search::docs::Docs;
use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::glance::told::Told;
use crate::search::glance::trace::Trace;
use crate::search::letters::Initials;
use crate::search::letters::Spelling;
use crate::search::need;
use crate::search::needle::Needle;
use crate::search::phonetic::sieve::Sieve;
use crate::search::query::number::Amount;
use crate::search::query::word::Reach;
use crate::search::query::word::Word;
use crate::search::rank;
use crate::search::segment;
use crate::search::segment::Segment;

/// A word of a query.
pub(super) struct Look<'a> {
    pub(super) word: &'a Word,
    pub(super) needle: Needle,
    /// How it stands in the documents, where it is letters.
    pub(super) letters: Option<Spelling>,
    /// Which documents have it, where it is one character that stands often.
    pub(super) known: Option<Docs>,
    /// Where words may begin with its letters, if nothing less counts as spelled.
    initials: Option<Initials>,
    /// Those of what a document must have, of what it must have where the word stands in one piece, and of the word.
    signs: u32,
    run_signs: u32,
    own_signs: u32,
    /// How each category answers.
    categories: &'a [Option<Told>],
    pub(super) has_categories: bool,
    /// The digits, one of which a document must have that tells the number.
    pub(super) digits: Vec<String>,
    /// Other ways to write its year.
    others: Vec<Needle>,
    /// Whether the word is shown only where it stands as it is.
    pub(super) is_plain: bool,
    /// Whether the word has other spellings, or is a number that is not written in plain digits.
    pub(super) is_said: bool,
    /// In which documents it may be found, its year aside, where it is a number or a year and that has been looked for.
    pub(super) traced: Option<Docs>,
    /// What passes over texts that cannot sound like it, where it is a sound.
    sieve: Option<&'a Sieve>,
}

impl<'a> Look<'a> {
    pub(super) fn new(
        word: &'a Word,
        segment: &'a Segment,
        categories: &'a [Option<Told>],
        sieve: Option<&'a Sieve>,
    ) -> Look<'a> {
        let is_said = need::is_said(word);
        let signs_of = |chars: &[char]| chars.iter().fold(0, |signs, c| signs | segment::sign(*c));
        let must_have = need::must_have(word);
        let is_initials = word.reach() == Reach::Anywhere && word.sound().is_some() && !word.hears();
        Look {
            letters: if is_said { None } else { segment.letters().ask(word.text()) },
            known: must_have.first().filter(|_| word.char_count() == 1).and_then(|c| segment.docs_of(*c)),
            initials: is_initials.then(|| segment.letters().initials(word.text())),
            needle: Needle::new(word, !must_have.is_empty(), segment),
            signs: signs_of(&must_have),
            run_signs: signs_of(&need::written(word)),
            own_signs: word.text().chars().fold(0, |signs, c| signs | segment::sign(c)),
            categories,
            has_categories: categories.iter().any(Option::is_some),
            digits: need::digits(word),
            others: word.others().map(|other| Needle::of(other, false, segment)).collect(),
            is_plain: word.text().chars().all(|c| c.is_alphanumeric() && !need::is_added(c)),
            is_said,
            traced: None,
            sieve,
            word,
        }
    }

    /// Whether texts with these signs can have all that the word must have.
    pub(super) fn may_have(&self, signs: u32) -> bool {
        signs & self.signs == self.signs
    }

    /// Whether texts with these signs can have it in one piece, or as a number.
    pub(super) fn may_run(&self, signs: u32) -> bool {
        signs & self.run_signs == self.run_signs
    }

    /// Whether a document has it, where that is known of all.
    pub(super) fn is_known(&self, doc: usize) -> Option<bool> {
        self.known.as_ref().map(|docs| docs.has(doc))
    }

    /// What it can be traced by, where it is a number or a year.
    pub(super) fn trace(&self, segment: &Segment) -> Option<Trace> {
        if self.word.sound().is_some() { None } else { Trace::new(self.word, segment) }
    }

    /// Whether a document may have its characters apart in its labels, as far as these signs tell and the segment does.
    pub(super) fn may_be_near(&self, segment: &Segment) -> Docs {
        let (all, text) = (segment.len(), self.word.text());
        let blocks = text.chars().fold(u64::MAX, |blocks, c| blocks & segment.blocks_of(c));
        let mut docs = Docs::with(all, |doc| {
            blocks & 1 << segment.block_of(doc) != 0 && segment.signs(doc).labels & self.own_signs == self.own_signs
        });
        text.chars().filter_map(|c| segment.docs_of(c)).for_each(|own| docs.keep(&own));
        docs
    }

    /// Whether a document may have it, as far as a trace of it tells.
    pub(super) fn may_be_traced(&self, doc: usize) -> bool {
        self.traced.as_ref().is_none_or(|docs| docs.has(doc))
    }

    /// Whether it stands in one piece or not at all.
    pub(super) fn is_together(&self) -> bool {
        self.word.reach() == Reach::Together && self.word.sound().is_none()
    }

    /// Whether a document that has it has it as it is typed, but for its category.
    pub(super) fn is_itself(&self) -> bool {
        self.is_together() && self.is_plain && self.digits.is_empty() && self.others.is_empty() && !self.is_said
    }

    /// Whether the word is one digit, which the signs tell of.
    pub(super) fn is_sign(&self) -> bool {
        self.signs != 0 && self.word.char_count() == 1 && self.letters.is_none() && !self.is_said
    }

    /// Whether a document in which a word of letters stands nowhere in one piece may have it yet.
    pub(super) fn may_be_apart(&self, doc: usize, labels: u32) -> bool {
        self.word.hears() || self.may_be_spread(doc, labels)
    }

    /// Whether its letters may stand in one of a document's labels, in a way that counts, and apart.
    pub(super) fn may_be_spread(&self, doc: usize, labels: u32) -> bool {
        self.word.reach() == Reach::Anywhere
            && labels & self.own_signs == self.own_signs
            && self.initials.as_ref().is_none_or(|initials| initials.may_be_in(doc))
    }

    /// How a document's category answers, which need not be known where none does.
    pub(super) fn category_of(&self, category: impl Fn() -> Option<usize>) -> Option<Told> {
        if self.has_categories { self.category(category()?) } else { None }
    }

    pub(super) fn category(&self, category: usize) -> Option<Told> {
        self.categories.get(category).copied().flatten()
    }

    /// Whether a number, however it is shown, may have the word, or be what it says.
    pub(super) fn tells(&self, number: &str) -> bool {
        self.word.text().contains(' ') || self.digits.iter().any(|digits| need::has_digits(number, digits))
    }

    /// Whether the word may be in a unit that is made larger.
    pub(super) fn may_be_unit(&self, unit: &str) -> bool {
        unit == unit::MONEY && self.word.text().contains(need::is_added)
    }

    /// Whether one of these numbers is what the word says, in its unit, which a folded text ends with that shows them.
    pub(super) fn is_amount(&self, figures: &[Figure], shown: &Folded) -> bool {
        let is_it = |amount: &Amount| figures.contains(&amount.figure) && shown.as_str().ends_with(&amount.unit);
        self.word.amount().is_some_and(is_it)
    }

    /// Whether the word, or another way to write it, stands in a raw text.
    pub(super) fn is_in(&self, raw: &str) -> bool {
        self.needle.is_in(raw) || self.others.iter().any(|other| other.is_in(raw))
    }

    /// How the word, or another way to write it, stands in a raw text.
    pub(super) fn run(&self, part: Part, raw: &str) -> Option<Told> {
        match self.others.is_empty() {
            true => self.needle.fit(raw).map(|fit| Told::run(part, fit, raw)),
            false => self.is_in(raw).then(|| self.run_in(part, &fold::fold_str(raw)))?,
        }
    }

    /// The same in a folded text.
    pub(super) fn run_in(&self, part: Part, text: &Folded) -> Option<Told> {
        Some(Told::of(part, &rank::substring(self.word, text)?, text.char_count()))
    }

    /// Whether something in a raw text may be read as the word.
    pub(super) fn may_sound(&self, text: &str) -> bool {
        self.word.hears() && self.sieve.is_none_or(|sieve| sieve.may_be_in(text))
    }

    pub(super) fn loose(&self, part: Part, text: &str, may_scatter: bool) -> Option<Told> {
        let may_answer = self.may_sound(text) || may_scatter && is_subsequence(self.word, text);
        if !may_answer {
            return None;
        }
        let folded = fold::fold_str(text);
        Some(Told::of(part, &rank::loose(self.word, &folded)?, folded.char_count()))
    }
}

/// Whether the characters of a word stand in a raw text in this order, however far apart.
pub(in crate::search) fn is_subsequence(word: &Word, text: &str) -> bool {
    let mut rest = text.chars().map(fold::fold);
    word.text().chars().all(|wanted| rest.any(|c| c == wanted))
}
