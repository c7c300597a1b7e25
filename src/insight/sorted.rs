//! Answers in the order that a query asks for.
//!
//! A value and a change are those of the metric that answers, else of the item's first that has one. What has nothing to be
//! put in order by comes last, whichever way; what is equal keeps its order.

use crate::insight::facts::Ground;
use crate::insight::facts::ItemFacts;
use crate::model::date::Date;
use crate::model::figure::Figure;
use crate::model::year::Year;
use crate::search::facts;
use crate::search::facts::Facts;
use crate::search::fold;
use crate::search::query::Order;
use crate::search::query::Query;
use crate::search::query::aspect::Aspect;
use crate::store::archive::ItemId;
use std::cmp::Reverse;

/// Where an answer stands by what the query asks for, the first thing first; all alike where it asks for no order.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(Vec<By>);

/// What one order says of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Up(Key),
    Down(Reverse<Key>),
    Nothing,
}

/// By what an item is put in order. Those of one order are of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Figure(Figure),
    Year(Year),
    Date(Date),
    Place(usize),
    Text(String),
    Number(Vec<(u64, String)>),
}

/// Where an item stands among those that answer.
pub fn place(ground: &Ground, query: &Query, id: ItemId) -> Place {
    if query.orders().is_empty() {
        return Place::default();
    }
    // Of one item several orders ask for the same metrics.
    let facts = ground.item(id);
    let by = |order: &Order| match (key(ground, query, &facts, id, order.by), order.down) {
        (None, _) => By::Nothing,
        (Some(key), false) => By::Up(key),
        (Some(key), true) => By::Down(Reverse(key)),
    };
    Place(query.orders().iter().map(by).collect())
}

/// The metric to tell of: the one that an answer stands where it does by, else the one that answers.
pub fn metric(query: &Query, facts: &dyn Facts) -> Option<usize> {
    let by = query.orders().iter().map(|order| order.by).find(|by| matches!(by, Aspect::Value | Aspect::Change));
    by.and_then(|by| metric_by(query, facts, by)).or_else(|| facts::metric(query, facts))
}

/// The metric that answers, else the first, that has a figure for this order.
fn metric_by(query: &Query, facts: &dyn Facts, by: Aspect) -> Option<usize> {
    let all = facts::metric(query, facts).into_iter().chain(0..facts.metrics().len());
    all.into_iter().find(|at| figure(facts, by, *at).is_some())
}

fn figure(facts: &dyn Facts, by: Aspect, at: usize) -> Option<Figure> {
    match by {
        Aspect::Value => facts.metrics().get(at)?.value.figure(),
        _ => facts.change(at)?.percent,
    }
}

fn key(ground: &Ground, query: &Query, facts: &ItemFacts, id: ItemId, by: Aspect) -> Option<Key> {
    let text = || facts.texts(by).into_iter().next().filter(|text| !text.is_empty());
    match by {
        Aspect::Value | Aspect::Change => figure(facts, by, metric_by(query, facts, by)?).map(Key::Figure),
        Aspect::Year => facts.year().map(Key::Year),
        Aspect::When => facts.whens().iter().map(|when| when.start()).min().map(Key::Date),
        Aspect::Category => ground.archive().category(id).map(Key::Place),
        Aspect::No => text().map(|no| Key::Number(parts(&no))),
        _ => text().map(|text| Key::Text(fold::fold_str(&text).as_str().to_string())),
    }
}

/// A printed number as its numbers, each with what stands behind it: 2 comes before 10, and 1 before 1.(2).
fn parts(no: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = no;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, behind) = rest.split_at_checked(digits).unwrap_or((rest, ""));
        let text = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (text, next) = behind.split_at_checked(text).unwrap_or((behind, ""));
        parts.push((number.parse().unwrap_or(0), text.to_string()));
        rest = next;
    }
    parts
}
