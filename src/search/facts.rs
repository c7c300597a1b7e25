//! What is known of a document beyond its text, and whether that passes what a query asks of a field.
//!
//! Facts are asked for only where a query has a field, and each only when it is needed: reading metrics costs much.
//!
//! # Metrics
//!
//! A document has several metrics, and what a query asks of metrics must hold of one of them: `unit:場次 value>100` finds a
//! number of events above 100, not some events and a hundred of something else. What is asked for behind `!` must hold of
//! none: `!value>100`.

use std::ops::Bound;
use std::ops::RangeBounds;

use crate::model::date::Date;
use crate::model::date::When;
use crate::model::figure::Figure;
use crate::model::metric::Change;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::model::series::Judgement;
use crate::model::unit;
use crate::model::year::Year;
use crate::search::fold;
use crate::search::query::Clause;
use crate::search::query::Query;
use crate::search::query::Term;
use crate::search::query::What;
use crate::search::query::aspect::Aim;
use crate::search::query::aspect::Aspect;
use crate::search::query::aspect::State;
use crate::search::query::field::Numbers;
use crate::search::query::field::Span;
use crate::search::query::field::Test;
use crate::search::query::word::Word;
use crate::search::rank;

/// What is known of one document. All but [`Facts::metrics`] and [`Facts::change`] are about the item as a whole.
pub trait Facts {
    /// The year it is of.
    fn year(&self) -> Option<Year>;
    /// The texts that it has of that kind, those of its metrics not among them; of the category, the titles of it and of
    /// those above it.
    fn texts(&self, aspect: Aspect) -> Vec<String>;
    /// The ids of its category and of those above it.
    fn categories(&self) -> Vec<String>;
    /// Its dates.
    fn whens(&self) -> Vec<When>;
    /// Whether it is in that state, which is none of a metric's.
    fn is(&self, state: State) -> bool;
    /// Its metrics.
    fn metrics(&self) -> &[Metric];
    /// How that metric moved since the year before; none where there is nothing to compare it with.
    fn change(&self, metric: usize) -> Option<Change>;
}

/// Knows nothing: of documents that are text and no more.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Facts for Nothing {
    fn year(&self) -> Option<Year> {
        None
    }

    fn texts(&self, _: Aspect) -> Vec<String> {
        Vec::new()
    }

    fn categories(&self) -> Vec<String> {
        Vec::new()
    }

    fn whens(&self) -> Vec<When> {
        Vec::new()
    }

    fn is(&self, _: State) -> bool {
        false
    }

    fn metrics(&self) -> &[Metric] {
        &[]
    }

    fn change(&self, _: usize) -> Option<Change> {
        None
    }
}

/// Whether a document answers, in which `finds` tells whether a word is found.
pub fn answers(query: &Query, finds: &dyn Fn(&Word) -> bool, facts: &dyn Facts) -> bool {
    let mut open = Vec::new();
    for clause in query.clauses() {
        if clause.terms().iter().any(|term| holds(term, finds, facts)) {
            continue;
        }
        if !asks_of_metrics(clause) {
            return false;
        }
        open.push(clause);
    }
    some_metric(&open, facts)
}

/// Whether a term holds of the document as a whole. What may yet hold of one of its metrics is for [`some_metric`].
pub(super) fn holds(term: &Term, finds: &dyn Fn(&Word) -> bool, facts: &dyn Facts) -> bool {
    let is_found = match &term.what {
        What::Word(word) => finds(word),
        What::Test(test) => of_item(test, facts) || term.not && any_metric(|at| of_metric(test, facts, at), facts),
    };
    is_found != term.not
}

/// Whether one of the metrics answers all of these clauses; any document does where there are none.
pub(super) fn some_metric(clauses: &[&Clause], facts: &dyn Facts) -> bool {
    clauses.is_empty() || any_metric(|at| clauses.iter().all(|clause| passes(clause, facts, at)), facts)
}

/// Whether a metric can make the clause hold.
pub fn asks_of_metrics(clause: &Clause) -> bool {
    metric_tests(clause).next().is_some()
}

/// The metric that answers what is asked of metrics, by its number; none where nothing is, or none does.
pub fn metric(query: &Query, facts: &dyn Facts) -> Option<usize> {
    let clauses: Vec<&Clause> = query.clauses().iter().filter(|clause| asks_of_metrics(clause)).collect();
    let mut all = 0..if clauses.is_empty() { 0 } else { facts.metrics().len() };
    all.clone()
        .find(|at| clauses.iter().all(|clause| passes(clause, facts, *at)))
        .or_else(|| all.find(|at| clauses.iter().any(|clause| passes(clause, facts, *at))))
}

fn any_metric(passes: impl Fn(usize) -> bool, facts: &dyn Facts) -> bool {
    (0..facts.metrics().len()).any(passes)
}

fn metric_tests(clause: &Clause) -> impl Iterator<Item = &Test> {
    clause.terms().iter().filter_map(|term| match &term.what {
        What::Test(test) if !term.not && test.is_of_metric() => Some(test),
        _ => None,
    })
}

fn passes(clause: &Clause, facts: &dyn Facts, at: usize) -> bool {
    metric_tests(clause).any(|test| of_metric(test, facts, at))
}

fn of_item(test: &Test, facts: &dyn Facts) -> bool {
    match test {
        Test::Has(Aspect::Year) => facts.year().is_some(),
        Test::Has(Aspect::When) => !facts.whens().is_empty(),
        Test::Has(Aspect::Is | Aspect::Has | Aspect::Sort) => true,
        Test::Has(aspect) => facts.texts(*aspect).iter().any(|text| !text.is_empty()),
        Test::Text(aspect, word) => {
            let is_id = |id: &String| fold::fold_str(id).as_str() == word.text();
            let by_id = || *aspect == Aspect::Category && facts.categories().iter().any(is_id);
            facts.texts(*aspect).iter().any(|text| has(*aspect, text, word)) || by_id()
        }
        Test::Year(span) => facts.year().is_some_and(|year| span.contains(&year)),
        Test::When(span) => facts.whens().iter().any(|when| meets(*span, *when)),
        Test::Is(state) => !state.is_of_metric() && facts.is(*state),
        Test::Number(..) | Test::Percent(_) | Test::Aim(_) => false,
    }
}

fn of_metric(test: &Test, facts: &dyn Facts, at: usize) -> bool {
    let Some(metric) = facts.metrics().get(at) else { return false };
    let change = || facts.change(at);
    match test {
        Test::Has(aspect) => match aspect {
            Aspect::Change => change().is_some_and(|change| change.absolute.is_some()),
            Aspect::Value => metric.value.is_given(),
            Aspect::Target => metric.target.is_some(),
            Aspect::Entry => !metric.entries.is_empty(),
            Aspect::When => metric.entries.iter().any(|entry| entry.on.is_some()),
            _ => metric_texts(metric, *aspect).any(|text| !text.is_empty()),
        },
        Test::Text(aspect, word) => metric_texts(metric, *aspect).any(|text| has(*aspect, text, word)),
        Test::When(span) => metric.entries.iter().filter_map(|entry| entry.on).any(|on| meets(*span, When::at(on))),
        Test::Number(Aspect::Value, numbers) => metric.value.figure().is_some_and(|it| is_one(numbers, it, metric)),
        Test::Number(Aspect::Target, numbers) => metric.target.is_some_and(|it| is_one(numbers, it, metric)),
        Test::Number(_, numbers) => {
            change().and_then(|change| change.absolute).is_some_and(|it| is_one(numbers, it, metric))
        }
        Test::Percent(span) => change().and_then(|change| change.percent).is_some_and(|it| span.contains(&it)),
        Test::Aim(aim) => match aim {
            Aim::None => metric.target.is_none(),
            Aim::Open => metric.target.is_some() && metric.meets_target().is_none(),
            Aim::Met => metric.meets_target() == Some(true),
            Aim::Missed => metric.meets_target() == Some(false),
        },
        Test::Is(state) => match state {
            State::Missing => !metric.value.is_given(),
            State::Approx => metric.approx,
            State::Derived => metric.derived,
            State::Grade => matches!(metric.value, Value::Grade(_)),
            State::Better => change().is_some_and(|change| change.judgement == Judgement::Improved),
            State::Worse => change().is_some_and(|change| change.judgement == Judgement::Worsened),
            _ => false,
        },
        Test::Year(_) => false,
    }
}

fn metric_texts(metric: &Metric, aspect: Aspect) -> impl Iterator<Item = &str> {
    let own = match (aspect, &metric.value) {
        (Aspect::Id, _) => metric.id.as_str(),
        (Aspect::Name | Aspect::Metric, _) => &metric.name,
        (Aspect::Unit, _) => &metric.unit,
        (Aspect::Value, Value::Grade(grade)) => grade,
        (Aspect::Note, _) => &metric.note,
        (Aspect::Formula, _) => &metric.formula,
        _ => "",
    };
    let notes = metric.entries.iter().filter(move |_| aspect == Aspect::Note).map(|entry| entry.note.as_str());
    std::iter::once(own).chain(notes)
}

/// A number has its parts: `no:1` is 1 and 1.(2), not 10.
fn has(aspect: Aspect, text: &str, word: &Word) -> bool {
    let folded = fold::fold_str(text);
    if aspect == Aspect::No && word.anchors().is_free() {
        let behind = folded.as_str().strip_prefix(word.text());
        return behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
    }
    rank::fuzzy(word, &folded).is_some()
}

fn meets(span: Span<Date>, when: When) -> bool {
    let (first, last) = (when.start().first_day(), when.end().last_day());
    let begins = match span.0 {
        Bound::Included(from) => last >= from,
        Bound::Excluded(from) => last > from,
        Bound::Unbounded => true,
    };
    let ends = match span.1 {
        Bound::Included(to) => first <= to,
        Bound::Excluded(to) => first < to,
        Bound::Unbounded => true,
    };
    begins && ends
}

/// Whether a number of the metric is one of these, in ones where they are told so: what is kept as 1.55 億元 is above 1億.
fn is_one(numbers: &Numbers, figure: Figure, metric: &Metric) -> bool {
    let worth = unit::worth(&metric.unit).filter(|_| numbers.in_ones);
    let figure = worth.map_or(Some(figure), |worth| figure.checked_mul(worth));
    let is_alike = numbers.unit.is_empty() || fold::fold_str(&metric.unit).as_str().ends_with(&numbers.unit);
    is_alike && figure.is_some_and(|figure| numbers.span.contains(&figure))
}
