//! How a query that is being typed can go on: names of fields, what may stand behind them, views.

use crate::model::category::Category;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::search::fold;
use crate::search::query::Language;
use crate::search::query::aspect::Aim;
use crate::search::query::aspect::Aspect;
use crate::search::query::aspect::Named;
use crate::search::query::aspect::State;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::ordered::Run;
use std::collections::BTreeSet;

/// What is known where a query is typed.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// How the query will be read.
    pub language: Language<'a>,
    /// The year shown, by which categories are called; none where there is none.
    pub year: Option<Year>,
    /// The items whose tags, names, ids and units are offered; of many, the first.
    pub items: &'a Run,
    /// As many letters there must be of a name of a field before it is offered. With 0, all and the views before any is typed.
    pub letters: usize,
}

/// The last piece of what is typed, and what it can become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Going {
    /// The byte of what is typed where the piece begins, which goes to the end.
    pub from: usize,
    /// What it can become, each of them longer than it; never empty.
    pub all: Vec<String>,
}

/// As many items are looked at.
const MANY: usize = 2000;

/// How what is typed can go on at its end.
pub fn going_on(typed: &str, known: &Known) -> Option<Going> {
    let token = typed.get(last_term(typed)..)?;
    let bare = token.strip_prefix(['!', '！']).unwrap_or(token);
    let signs = bare.find(|c| matches!(fold::fold(c), ':' | '='));
    let (piece, all) = match signs {
        Some(at) => {
            let (name, value) = bare.split_at_checked(at)?;
            let value = value.trim_start_matches(|c| matches!(fold::fold(c), ':' | '='));
            let aspect = Aspect::find(fold::fold_str(name).as_str())?;
            // Of a list of orders, the last.
            let value = if aspect == Aspect::Sort { value.rsplit(',').next()? } else { value };
            (value, values(known, aspect, name.is_ascii(), value))
        }
        None if bare.starts_with(['@', '＠']) => (bare, views(known)),
        // A view stands by itself, without a `!`.
        None if known.letters == 0 && token.is_empty() => {
            (bare, names(known, bare).into_iter().chain(views(known)).collect())
        }
        None => (bare, names(known, bare)),
    };
    let folded = fold::fold_str(piece);
    let inside = unquoted(folded.as_str());
    let goes_on = |one: &String| {
        let one = fold::fold_str(one);
        // What has such a sign in it cannot be put in quotes.
        let can_be_said = !one.as_str().trim_matches('"').contains('"');
        unquoted(one.as_str()).starts_with(inside) && one != folded && can_be_said
    };
    let all = all.into_iter().filter(goes_on);
    // Quotes that are open are gone on with, also around what needs none.
    let all: Vec<String> = match inside == folded.as_str() {
        true => all.collect(),
        false => all.map(|one| if one.starts_with('"') { one } else { format!("\"{one}\"") }).collect(),
    };
    (!all.is_empty()).then(|| Going { from: typed.len() - piece.len(), all })
}

/// Where the last term begins: behind the last blank or bar outside of quotes, which open where a word or a value begins.
fn last_term(typed: &str) -> usize {
    let (mut from, mut is_open, mut may_open) = (0, false, true);
    for (at, c) in typed.char_indices() {
        let sign = fold::fold(c);
        is_open = if sign == '"' { may_open && !is_open } else { is_open };
        let ends = !is_open && (c.is_whitespace() || sign == '|');
        from = if ends { at + c.len_utf8() } else { from };
        may_open = ends || is_open || matches!(sign, ':' | '=' | '<' | '>' | '!' | '\'' | '^');
    }
    from
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').unwrap_or(text)
}

fn views(known: &Known) -> Vec<String> {
    known.language.named_views().map(|(_, view)| format!("@{}", view.name)).collect()
}

/// The names of fields: in both languages, or before anything is typed in English.
fn names(known: &Known, typed: &str) -> Vec<String> {
    let least = if typed.is_ascii() { known.letters } else { 1 };
    let count = if typed.is_empty() { 1 } else { 2 };
    let names = Aspect::NAMES.iter().flat_map(|(_, names)| names.iter().take(count));
    names.filter(|_| typed.chars().count() >= least).map(|name| format!("{name}:")).collect()
}

fn values(known: &Known, aspect: Aspect, english: bool, typed: &str) -> Vec<String> {
    let archive = known.archive;
    // Half typed, the language shows.
    let english = if typed.is_empty() { english } else { typed.is_ascii() };
    let at = usize::from(!english);
    let items = || known.items.iter().take(MANY);
    let words = |field: Field| sorted(items().flat_map(|item| list(archive, item, field)));
    let series = || archive.all_series().into_iter();
    match aspect {
        Aspect::Year => archive.years.iter().flatten().rev().map(|year| year.show(archive.calendar)).collect(),
        Aspect::Unit => {
            let own = items().flat_map(|item| archive.metrics(item)).map(|metric| metric.unit);
            sorted(series().map(|series| series.unit.clone()).chain(own))
        }
        Aspect::Id => {
            let own = items().map(|item| archive.text(item, Field::Id).into_owned());
            sorted(series().map(|series| series.id.clone()).chain(own))
        }
        Aspect::Metric => sorted(series().map(|series| series.name.clone())),
        Aspect::Tag => words(Field::Tags),
        Aspect::Name => words(Field::Names),
        Aspect::Category => {
            let title =
                |category: &Category| quoted(known.year.map_or(category.title.as_str(), |year| category.title(year)));
            archive.outline.categories().iter().map(title).collect()
        }
        Aspect::Is => named::<State>(at),
        Aspect::Target => named::<Aim>(at),
        Aspect::Has => named::<Aspect>(at),
        Aspect::Sort => {
            let sign = if typed.starts_with('-') { "-" } else { "" };
            Aspect::ORDERS.iter().filter_map(|by| Some(format!("{sign}{}", by.names().get(at)?))).collect()
        }
        _ => Vec::new(),
    }
}

fn list(archive: &Archive, item: ItemId, field: Field) -> Vec<String> {
    let Some((text, record)) = archive.record(item) else { return Vec::new() };
    record.item.read_list(text, field).into_iter().map(String::from).collect()
}

/// Each once, in the order of the letters, as it is typed.
fn sorted(all: impl Iterator<Item = String>) -> Vec<String> {
    let all: BTreeSet<String> = all.filter(|one| !one.is_empty()).collect();
    all.iter().map(|one| quoted(one)).collect()
}

fn named<T: Named>(at: usize) -> Vec<String> {
    T::NAMES.iter().filter_map(|(_, names)| names.get(at)).map(|name| name.to_string()).collect()
}

/// A value as it is typed: in quotes where it has blanks, or a bar.
fn quoted(text: &str) -> String {
    match text.contains(|c: char| c.is_whitespace() || fold::fold(c) == '|') {
        true => format!("\"{text}\""),
        false => text.to_string(),
    }
}
