//! From typed text to clauses: where each term ends, and what it is.

use std::ops::Range;

use crate::search::fold;
use crate::search::query::Clause;
use crate::search::query::Fault;
use crate::search::query::Language;
use crate::search::query::Order;
use crate::search::query::Term;
use crate::search::query::What;
use crate::search::query::Why;
use crate::search::query::aspect::Aspect;
use crate::search::query::aspect::Named;
use crate::search::query::field::Given;
use crate::search::query::field::Joint;
use crate::search::query::field::Test;
use crate::search::query::word::Anchors;
use crate::search::query::word::Word;

/// The clauses, orders and faults of what is typed.
pub(super) fn read(typed: &str, language: &Language) -> (Vec<Clause>, Vec<Order>, Vec<Fault>) {
    let mut reader = Reader { typed, language, names: &[], left: &mut { VIEWS }, parts: Parts::default() };
    reader.read();
    let Parts { clauses, orders, faults } = reader.parts;
    (clauses, orders, faults)
}

/// As many views may be taken into one query, one by way of another: two that name the next twice would soon be a million.
const VIEWS: usize = 64;

/// A longer text before a colon is no name of a field that anyone mistook.
const LONGEST_NAME: usize = 16;

struct Reader<'r, 't> {
    typed: &'t str,
    language: &'r Language<'r>,
    /// The views that this text is of, from the outermost.
    names: &'r [&'r str],
    /// How many views may still be taken in.
    left: &'r mut usize,
    parts: Parts,
}

#[derive(Default)]
struct Parts {
    clauses: Vec<Clause>,
    orders: Vec<Order>,
    faults: Vec<Fault>,
}

/// A term as it is being read.
struct Begun {
    /// Where it begins, with its `!`.
    start: usize,
    /// Where it begins without.
    from: usize,
    not: bool,
    /// Whether it is one of several that a bar joins.
    joined: bool,
}

impl<'t> Reader<'_, 't> {
    fn read(&mut self) {
        let mut at = 0;
        // Whether a bar stands before what comes next, and a clause before that, which it goes on with.
        let (mut is_barred, mut is_open) = (false, false);
        while let Some(rest) = self.from(at).map(str::trim_start).filter(|rest| !rest.is_empty()) {
            at = self.typed.len() - rest.len();
            if is_open && let Some(after) = after(rest, '|') {
                is_barred = true;
                at = self.typed.len() - after.len();
                continue;
            }
            let (end, term) = self.term(at, is_barred);
            is_open = term.is_some();
            match (term, self.parts.clauses.last_mut()) {
                (Some(term), Some(clause)) if is_barred => clause.terms.push(term),
                (Some(term), _) => self.parts.clauses.push(Clause { terms: vec![term] }),
                (None, _) => {}
            }
            is_barred = false;
            at = end;
        }
    }

    fn from(&self, at: usize) -> Option<&'t str> {
        self.typed.get(at..)
    }

    /// Reads what begins here, and tells where it ends: a character further at least. None for an order, a view, or quotes
    /// around nothing.
    fn term(&mut self, start: usize, is_barred: bool) -> (usize, Option<Term>) {
        let rest = self.from(start).unwrap_or("");
        let inner = after(rest, '!').filter(|inner| !ends_term(inner));
        let body = inner.unwrap_or(rest);
        let chunk = chunk(body);
        let from = self.typed.len() - body.len();
        let end = from + chunk.len();
        let behind = self.from(end).and_then(|behind| after(behind.trim_start(), '|'));
        let is_followed = behind.is_some_and(|behind| !behind.trim().is_empty());
        let begun = Begun { start, from, not: inner.is_some(), joined: is_barred || is_followed };
        if !self.language.words_only {
            if let Some((name, joint, value)) = field(chunk) {
                return self.field(&begun, end, name, joint, end - value.len());
            }
            if let Some(name) = after(chunk, '@').filter(|name| !name.is_empty()) {
                return match self.view(&begun, name, end) {
                    Ok(()) => (end, None),
                    Err(why) => self.plain(&begun, end, why),
                };
            }
        }
        let given = self.given(start, from, end);
        // Behind `!` a word is meant exactly: what has its letters strewn about is not what was to be kept out.
        let is_exact = given.exact || begun.not || !given.anchors.is_free();
        let end = given.at.end;
        let word = match is_exact {
            true => Word::exact(given.at, given.text, given.anchors),
            false => Word::typed(given.at, given.text, self.language.sounds),
        };
        (end, word.map(|word| Term { not: begun.not, at: start..end, what: What::Word(word) }))
    }

    /// Reads a field whose value begins at `value` and, without quotes, goes to `end`.
    fn field(&mut self, begun: &Begun, end: usize, name: &str, joint: Joint, value: usize) -> (usize, Option<Term>) {
        let Some(aspect) = Aspect::find(fold::fold_str(name).as_str()) else {
            return self.plain(begun, end, Why::NoField);
        };
        let nothing = Given { at: begun.start..end, text: "", exact: false, anchors: Anchors::default() };
        let given = if value == end { nothing } else { self.given(begun.start, value, end) };
        let at = given.at.clone();
        if aspect == Aspect::Sort && joint == Joint::Colon {
            let orders = if begun.not || begun.joined { Err(Why::Alone) } else { orders(given.text) };
            return match orders {
                Ok(orders) => {
                    self.parts.orders.extend(orders);
                    (at.end, None)
                }
                Err(why) => self.plain(begun, at.end, why),
            };
        }
        match Test::read(aspect, joint, given, self.language) {
            Ok(test) => (at.end, Some(Term { not: begun.not, at, what: What::Test(test) })),
            Err(why) => self.plain(begun, at.end, why),
        }
    }

    /// What is not understood, as plain text.
    fn plain(&mut self, begun: &Begun, end: usize, why: Why) -> (usize, Option<Term>) {
        let at = begun.start..end;
        self.parts.faults.push(Fault { at: at.clone(), why });
        let raw = self.typed.get(begun.from..end).unwrap_or("");
        let word = match begun.not {
            true => Word::exact(at.clone(), raw, Anchors::default()),
            false => Word::typed(at.clone(), raw, self.language.sounds),
        };
        (end, word.map(|word| Term { not: begun.not, at, what: What::Word(word) }))
    }

    /// Takes in what a view says, as if it had been typed here.
    fn view(&mut self, begun: &Begun, name: &str, end: usize) -> Result<(), Why> {
        if begun.not || begun.joined {
            return Err(Why::Alone);
        }
        let name = fold::fold_str(name);
        let is_it = |other: &str| fold::fold_str(other) == name;
        let view = self.language.views.into_iter().flatten().find(|view| is_it(&view.name)).ok_or(Why::NoView)?;
        if self.names.iter().any(|name| is_it(name)) || *self.left == 0 {
            return Err(Why::Cycle);
        }
        *self.left -= 1;
        let names: Vec<&str> = self.names.iter().copied().chain([view.name.as_str()]).collect();
        let (language, left) = (self.language, &mut *self.left);
        let mut inner = Reader { typed: &view.query, language, names: &names, left, parts: Parts::default() };
        inner.read();
        let at = begun.start..end;
        let Parts { mut clauses, orders, faults } = inner.parts;
        for term in clauses.iter_mut().flat_map(|clause| &mut clause.terms) {
            term.move_to(at.clone());
        }
        self.parts.clauses.append(&mut clauses);
        self.parts.orders.extend(orders);
        // One is enough: the whole view is what can be underlined.
        self.parts.faults.extend(faults.into_iter().take(1).map(|fault| Fault { at: at.clone(), ..fault }));
        Ok(())
    }

    /// A word or a value with its signs, which begins at `from` and goes to `end` unless it is in quotes. A sign that
    /// nothing stands behind means itself. `start` is where the term begins that it is of.
    fn given(&self, start: usize, from: usize, end: usize) -> Given<'t> {
        let body = self.from(from).unwrap_or("");
        let exact = after(body, '\'').filter(|rest| !ends_term(rest));
        let rest = exact.unwrap_or(body);
        let first = after(rest, '^').filter(|rest| !ends_term(rest));
        let rest = first.unwrap_or(rest);
        if let Some(inside) = after(rest, '"') {
            let (text, behind) = inside.split_once(is_quote).unwrap_or((inside, ""));
            let last = after(behind, '$').filter(|rest| ends_term(rest));
            let end = self.typed.len() - last.unwrap_or(behind).len();
            let anchors = Anchors { start: first.is_some(), end: last.is_some() };
            return Given { at: start..end, text: text.trim(), exact: true, anchors };
        }
        let text = self.typed.get(self.typed.len() - rest.len()..end).unwrap_or("");
        let before = text.char_indices().next_back().filter(|(at, c)| *at > 0 && fold::fold(*c) == '$');
        let anchors = Anchors { start: first.is_some(), end: before.is_some() };
        let text = before.and_then(|(at, _)| text.get(..at)).unwrap_or(text);
        Given { at: start..end, text, exact: exact.is_some(), anchors }
    }
}

impl Term {
    fn move_to(&mut self, at: Range<usize>) {
        self.at = at.clone();
        if let What::Word(word) = &mut self.what {
            *word = word.clone().moved(at);
        }
    }
}

/// What follows the sign that the text begins with, be it full-width.
fn after(text: &str, sign: char) -> Option<&str> {
    let mut rest = text.chars();
    (fold::fold(rest.next()?) == sign).then_some(rest.as_str())
}

fn ends_term(text: &str) -> bool {
    text.chars().next().is_none_or(|c| c.is_whitespace() || is_bar(c))
}

/// What a term without quotes is: up to the next blank or bar. A bar that it begins with means itself.
fn chunk(text: &str) -> &str {
    let bars = text.find(|c| !is_bar(c)).unwrap_or(text.len());
    let ends = |(at, c): &(usize, char)| c.is_whitespace() || (is_bar(*c) && *at >= bars);
    let end = text.char_indices().find(ends).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// A field's name, how it is joined, and what stands behind it; none where nothing looks like one. `12:30` does not, nor an
/// address.
fn field(chunk: &str) -> Option<(&str, Joint, &str)> {
    let at = chunk.find(|c| matches!(fold::fold(c), ':' | '=' | '<' | '>' | '≥' | '≤' | '≧' | '≦'))?;
    let (name, rest) = chunk.split_at_checked(at)?;
    let is_name = !name.is_empty() && name.chars().all(char::is_alphabetic) && name.chars().count() <= LONGEST_NAME;
    if !is_name || rest.ends_with("//") || rest.contains("://") {
        return None;
    }
    // `value:>5` does as well as `value>5`.
    let bare = after(rest, ':');
    let signs = bare.filter(|rest| rest.starts_with(|c| matches!(fold::fold(c), '<' | '>' | '='))).unwrap_or(rest);
    let mut behind = signs.chars();
    let sign = fold::fold(behind.next()?);
    let more = after(behind.as_str(), '=');
    let (joint, value) = match (sign, more) {
        ('>', None) => (Joint::Above, behind.as_str()),
        ('<', None) => (Joint::Below, behind.as_str()),
        ('>', Some(value)) => (Joint::From, value),
        ('<', Some(value)) => (Joint::To, value),
        ('≥' | '≧', _) => (Joint::From, behind.as_str()),
        ('≤' | '≦', _) => (Joint::To, behind.as_str()),
        ('=', _) => (Joint::Equal, more.unwrap_or(behind.as_str())),
        _ => (Joint::Colon, behind.as_str()),
    };
    Some((name, joint, value))
}

fn orders(text: &str) -> Result<Vec<Order>, Why> {
    let folded = fold::fold_str(text);
    let order = |name: &str| {
        let (down, name) = name.strip_prefix(['-', '−']).map_or((false, name), |name| (true, name));
        let by = Aspect::find(name).filter(|by| Aspect::ORDERS.contains(by)).ok_or(Why::NoOrder)?;
        Ok(Order { by, down })
    };
    // Half typed, it is no order yet.
    folded.as_str().split(',').filter(|name| !matches!(*name, "" | "-" | "−")).map(order).collect()
}

fn is_bar(c: char) -> bool {
    fold::fold(c) == '|'
}

/// Any double quote, also those that an input method types.
fn is_quote(c: char) -> bool {
    fold::fold(c) == '"'
}
