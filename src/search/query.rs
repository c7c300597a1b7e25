//! The query: what was typed, as what to look for. One language for finding, filtering, the command line and saved views.
//!
//! ```text
//! query  = (clause | order | view)*    blanks between; an ideographic space is one
//! clause = term ("|" term)*            one of them must hold; every clause must
//! term   = "!"? (word | field)
//! word   = 宿舍  'exact  ^start  end$  "in quotes"
//! field  = name (":" | "=" | ">" | ">=" | "<" | "<=") value        see [`field`]
//! order  = "sort:" "-"? name ("," "-"? name)*
//! view   = "@" name                    what the archive or the person keeps under that name
//! ```
//!
//! A word behind `!` is meant exactly. Signs may be full-width, as input methods type them.
//!
//! Any text is a query; there is nothing to get wrong while typing. What looks like a field and is not understood is
//! looked for as plain text, and is among the [`Query::faults`], each of which knows where it stands in the typed text, so
//! that it can be underlined.

pub mod aspect;
pub mod field;
pub mod number;
mod read;
pub mod word;

use std::ops::Range;

use crate::model::view::View;
use crate::model::year::Calendar;
use crate::search::fold;
use crate::search::phonetic::Sounds;
use crate::search::query::aspect::Aspect;
use crate::search::query::field::Test;
use crate::search::query::word::Word;
use crate::search::rank::Manner;

/// What to look for. See the module for the language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    clauses: Vec<Clause>,
    words: Vec<Word>,
    orders: Vec<Order>,
    faults: Vec<Fault>,
    whole: String,
    typed: String,
}

/// Terms of which one must hold; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    terms: Vec<Term>,
}

/// One thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it must not be found.
    pub not: bool,
    /// The bytes of the typed text that it came from.
    pub at: Range<usize>,
    /// What.
    pub what: What,
}

/// What a term looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A word, in any part of a document.
    Word(Word),
    /// Something of one field.
    Test(Test),
}

/// By what the answers are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// One of [`Aspect::ORDERS`].
    pub by: Aspect,
    /// The largest first.
    pub down: bool,
}

/// What is not understood, and is looked for as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its bytes of the typed text.
    pub at: Range<usize>,
    /// Why.
    pub why: Why,
}

/// Why something is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No field is called so.
    NoField,
    /// Nothing stands behind the sign.
    Unfinished,
    /// The field is not compared with `<` and `>`.
    NotCompared,
    /// The value is no year, or no range of years.
    NoYear,
    /// The value is no date.
    NoDate,
    /// The value is no number.
    NoNumber,
    /// No state is called so.
    NoState,
    /// Neither a number nor a name of how something stands to its target.
    NoAim,
    /// Nothing can be put in that order.
    NoOrder,
    /// No view is called so.
    NoView,
    /// A view names itself, be it through others.
    Cycle,
    /// A view or an order among alternatives or behind `!`.
    Alone,
}

/// How what is typed is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Language<'v> {
    /// How it may be typed without an input method.
    pub sounds: Sounds,
    /// In which calendar a year or a date is that does not say.
    pub calendar: Calendar,
    /// Whether it asks for words alone: there are no fields, no orders and no views.
    pub words_only: bool,
    /// The views that may be named, the person's before the archive's; of two of one name, the first.
    pub views: [&'v [View]; 2],
}

impl<'v> Language<'v> {
    /// The views that can be named, each with whether it is the person's own.
    pub fn named_views(&self) -> impl Iterator<Item = (bool, &'v View)> {
        let [own, archive] = self.views;
        let all = own.iter().map(|view| (true, view)).chain(archive.iter().map(|view| (false, view)));
        let mut seen = Vec::new();
        all.filter(move |(_, view)| {
            let name = fold::fold_str(&view.name);
            let is_first = !view.name.is_empty() && !seen.contains(&name);
            seen.push(name);
            is_first
        })
    }
}

impl Query {
    /// Reads `typed`, and takes nothing for a sound. Never fails.
    pub fn parse(typed: &str) -> Query {
        Query::read(typed, Sounds::OFF)
    }

    /// Reads `typed`, each word also as the sounds that it may be. Never fails.
    pub fn read(typed: &str, sounds: Sounds) -> Query {
        Query::in_language(typed, &Language { sounds, ..Language::default() })
    }

    /// Reads `typed` as it says itself how. Never fails: a quote that is still open goes to the end.
    pub fn in_language(typed: &str, language: &Language) -> Query {
        let (clauses, orders, faults) = read::read(typed, language);
        let words: Vec<Word> = clauses.iter().flat_map(Clause::words).cloned().collect();
        // Of alternatives none is the whole.
        let is_single = clauses.iter().all(|clause| clause.terms.len() == 1);
        let texts: Vec<&str> = words.iter().filter(|_| is_single).map(Word::text).collect();
        Query { whole: texts.join(" "), words, clauses, orders, faults, typed: typed.to_string() }
    }

    /// Whether there is nothing to look for: nothing typed but blanks, quotes around nothing and orders. Such a query
    /// matches everything.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether it is words and nothing else, each of which must be found wherever it stands.
    pub fn is_plain(&self) -> bool {
        let is_plain = |clause: &Clause| match clause.terms.as_slice() {
            [Term { not: false, what: What::Word(word), .. }] => word.anchors().is_free(),
            _ => false,
        };
        self.orders.is_empty() && self.clauses.iter().all(is_plain)
    }

    /// The same, its words found in this sense at most.
    pub fn within(&self, most: Manner) -> Query {
        let mut query = self.clone();
        query.found_words().for_each(|word| word.limit(most));
        query
    }

    fn found_words(&mut self) -> impl Iterator<Item = &mut Word> {
        let terms = self.clauses.iter_mut().flat_map(|clause| &mut clause.terms);
        let own = terms.filter_map(|term| match &mut term.what {
            What::Word(word) if !term.not => Some(word),
            _ => None,
        });
        own.chain(&mut self.words)
    }

    /// The same, its words found in one piece and as they are spelled.
    pub fn together(&self) -> Query {
        let mut query = self.clone();
        query.found_words().for_each(Word::keep_together);
        query
    }

    /// The same, its answers in no order but that of the rank.
    pub fn unordered(&self) -> Query {
        Query { orders: Vec::new(), ..self.clone() }
    }

    /// Whether nothing answers it that does not answer `other`: it has the same words, or longer ones, or more.
    pub fn narrows(&self, other: &Query) -> bool {
        let of = |at: usize, word: &Word| self.words.get(at).is_some_and(|own| own.narrows(word));
        let are_plain = self.is_plain() && other.is_plain() && !other.is_empty();
        are_plain && other.words.iter().enumerate().all(|(at, word)| of(at, word))
    }

    /// Whether a word says what is found, among other things perhaps.
    pub fn has_words(&self) -> bool {
        self.clauses.iter().flat_map(Clause::terms).any(|term| matches!(term.what, What::Word(_)))
    }

    /// Whether something beyond the text of a document decides whether it answers.
    pub fn has_tests(&self) -> bool {
        self.clauses.iter().flat_map(Clause::terms).any(|term| matches!(term.what, What::Test(_)))
    }

    /// What must hold: all of them.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The words that may or must be found in a document, in the order typed: what is to be highlighted.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The orders, the first one first.
    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// What is not understood, in the order typed.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The text it was read from.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The words folded and joined by single blanks: what a title or an id must be to be meant exactly. Empty where there
    /// are none, or alternatives.
    pub fn whole(&self) -> &str {
        &self.whole
    }
}

impl Clause {
    /// The terms of which one must hold.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The words among them that are to be found.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.terms.iter().filter_map(|term| match &term.what {
            What::Word(word) if !term.not => Some(word),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
