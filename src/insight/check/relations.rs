//! Relations: what series and metrics say of how their values come about, computed and compared.

use crate::insight::check::Told;
use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Kin;
use crate::insight::check::ground::Seat;
use crate::insight::check::ground::Spot;
use crate::insight::check::rule;
use crate::insight::check::rule::Rule;
use crate::insight::series::Stand;
use crate::lang::words::check as words;
use crate::model::exact::Between;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::formula::Formula;
use crate::model::formula::FormulaError;
use crate::model::formula::Operand;
use crate::model::formula::Slip;
use crate::model::series::Relation;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::record::Name;
use crate::store::source::Hash;
use crate::store::span::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// Where metrics are found by their ids: the first of an id in a year.
struct Index<'s> {
    years: HashMap<(Option<Year>, Hash), &'s Seat>,
    /// Whether an item's own come before those: where there are formulas, which are mostly of one item.
    own: bool,
}

impl Index<'_> {
    fn get(&self, year: Option<Year>, operand: &Operand) -> Option<&Seat> {
        self.years.get(&(year, Hash::of(operand.id.as_bytes()))).copied()
    }
}

/// Computes every relation and every formula.
pub(super) fn check(ground: &mut Ground, signal: &Signal) -> Result<(), Cancelled> {
    let years = Arc::clone(&ground.years);
    let seats = || years.iter().flat_map(|year| year.seats.iter().map(|seat| (year.year, seat)));
    let mut index = Index { years: HashMap::new(), own: seats().any(|(_, seat)| seat.has_formula) };
    let is_asked = seats().any(|(_, seat)| seat.is_of_series || seat.has_formula);
    let empty = Hash::of(&[]);
    for (year, seat) in seats().filter(|(_, seat)| is_asked && seat.id != empty) {
        index.years.entry((year, seat.id)).or_insert(seat);
    }
    for year in years.iter() {
        ground.each_metric(year, signal, |ground, seat| {
            if !seat.is_bare
                && let Some(stand) = ground.stand(year.year, seat)
            {
                let first = index.years.get(&(year.year, seat.id)).is_some_and(|first| std::ptr::eq(*first, seat));
                one(ground, &stand, first, &index);
            }
        })?;
    }
    Ok(())
}

/// Computes those of one metric; `first` says whether it is the first of its id in its year.
fn one(ground: &mut Ground, stand: &Stand, first: bool, index: &Index) {
    let archive = ground.archive;
    // A second metric of the same series is told as such; one computation is enough.
    if let Some(series) = archive.series(&stand.metric.id).filter(|_| first) {
        for (relation, formula) in series.relations() {
            judge(ground, stand, index, rule_of(relation), &formula);
        }
    }
    entries(ground, stand);
    if !stand.metric.formula.is_empty() {
        match Formula::parse(&stand.metric.formula, archive.calendar) {
            Ok(formula) => judge(ground, stand, index, &rule::FORMULA, &formula),
            Err(error) => misread(ground, stand, error),
        }
    }
}

fn rule_of(relation: Relation) -> &'static Rule {
    match relation {
        Relation::Sum => &rule::SUM,
        Relation::Product => &rule::PRODUCT,
        Relation::Ratio => &rule::RATIO,
        Relation::Difference => &rule::DIFFERENCE,
    }
}

/// The first metric of that id of the same item.
fn own(ground: &Ground, stand: &Stand, id: &str) -> Option<Stand> {
    let (text, record) = ground.record(stand.item)?;
    let metrics = ground.archive.metrics_of(text, &record).into_iter().enumerate();
    let (at, metric) = metrics.into_iter().find(|(_, metric)| metric.id == id)?;
    Some(Stand { year: stand.year, item: stand.item, at, metric })
}

/// Computes one of them, and tells of it where it does not give the value.
fn judge(ground: &mut Ground, stand: &Stand, index: &Index, rule: &'static Rule, formula: &Formula) {
    let find = |operand: &Operand| {
        let year = operand.year.map_or(stand.year, Some);
        let is_own = index.own && year == stand.year;
        let own = || own(ground, stand, &operand.id).filter(|_| is_own);
        own().or_else(|| ground.stand(year, index.get(year, operand)?))
    };
    let parts: Vec<(&Operand, Option<Stand>)> =
        formula.operands().iter().map(|operand| (operand, find(operand))).collect();
    if *rule == rule::FORMULA && unknown(ground, stand, index, &parts) {
        return;
    }
    let values: Vec<Option<Between>> = parts.iter().map(|(_, part)| part.as_ref().and_then(known)).collect();
    let missing = values.iter().filter(|value| value.is_none()).count();
    let Some(value) = stand.metric.value.figure() else { return };
    let spot = ground::spot_of(ground, stand, Field::Value);
    if missing > 0 {
        if ground.strict && missing < parts.len() {
            let gaps = parts.iter().zip(&values).filter(|(_, value)| value.is_none());
            let names = ground::listed(gaps.map(|((operand, _), _)| name(ground, operand)));
            let parts = vec![stand.metric.name.as_str().into(), names.into()];
            ground.tell(&rule::RELATION_GAP, spot, words::RELATION_GAP, parts);
        }
        return;
    }
    let values: Vec<Between> = values.into_iter().flatten().collect();
    let result = formula.compute(&values);
    let holds = result.and_then(|result| Some((result, formula.gives(result, value, stand.metric.approx)?)));
    match holds {
        Some((_, true)) => {}
        Some((result, false)) => {
            let mut rest = parts.iter();
            let computed = formula
                .tell(|_| rest.next().map_or(String::new(), |(operand, part)| say(ground, operand, part.as_ref())));
            let written = mark(stand.metric.approx, value);
            let parts: Vec<Told> =
                vec![computed.into(), result.middle.show().into(), written.into(), stand.metric.name.as_str().into()];
            ground.tell(rule, spot, words::RELATION, parts);
        }
        None => {
            let parts = vec![rule.name.into(), stand.metric.name.as_str().into()];
            ground.tell(&rule::NOT_COMPUTABLE, spot, words::NOT_COMPUTABLE, parts);
        }
    }
}

/// Compares a value that is written with what the metric's entries come to.
fn entries(ground: &mut Ground, stand: &Stand) {
    let metric = &stand.metric;
    let (Some(value), Some(total)) = (metric.value.figure(), metric.total.of(&metric.entries)) else { return };
    if metric.derived || known(stand).and_then(|value| value.meets(Between::exactly(total))) != Some(false) {
        return;
    }
    let spot = ground::spot_of(ground, stand, Field::Value);
    let count = metric.entries.len().to_string();
    let written = mark(metric.approx, value);
    let parts: [&str; 5] = [metric.total.name(), &count, &total.show(), &written, &metric.name];
    ground.tell(&rule::ENTRIES, spot, words::ENTRIES, parts.map(Told::from).into());
}

fn known(part: &Stand) -> Option<Between> {
    let figure = part.metric.value.figure()?;
    if part.metric.approx { Between::about(figure) } else { Some(Between::exactly(figure)) }
}

fn mark(approx: bool, figure: Figure) -> String {
    format!("{}{}", if approx { "≈" } else { "" }, figure.show())
}

/// A part with its name and number: `首長宿舍 3`.
fn say(ground: &Ground, operand: &Operand, part: Option<&Stand>) -> String {
    let figure = part.and_then(|part| Some(mark(part.metric.approx, part.metric.value.figure()?)));
    format!("{} {}", name(ground, operand), figure.unwrap_or_default())
}

/// What a part is called: by its series, else by its id; with the year where it is another's.
fn name(ground: &Ground, operand: &Operand) -> String {
    let series = ground.archive.series(&operand.id).map(|series| series.name.as_str()).filter(|name| !name.is_empty());
    let name = series.unwrap_or(&operand.id);
    match operand.year {
        Some(year) => format!("{name}@{}", year.show(ground.archive.calendar)),
        None => name.to_string(),
    }
}

/// Tells of operands that are no metric of any year; those of another year only are gaps of this one.
fn unknown(ground: &mut Ground, stand: &Stand, index: &Index, parts: &[(&Operand, Option<Stand>)]) -> bool {
    let archive = ground.archive;
    let mut found = false;
    for (operand, _) in parts.iter().filter(|(_, part)| part.is_none()) {
        let elsewhere = archive.years.iter().any(|year| index.get(*year, operand).is_some());
        if elsewhere || archive.series(&operand.id).is_some() {
            continue;
        }
        let spot = ground::spot_of(ground, stand, Field::Formula);
        let (nearest, _) = ground.near(Kin::Metrics, &operand.id);
        let told = if nearest.is_empty() { words::UNKNOWN_OPERAND } else { words::UNKNOWN_OPERAND_NEAR };
        ground.tell(&rule::UNKNOWN_OPERAND, spot, told, vec![operand.id.as_str().into(), nearest.into()]);
        found = true;
    }
    found
}

fn misread(ground: &mut Ground, stand: &Stand, error: FormulaError) {
    let slip = match error.slip {
        Slip::Empty => words::SLIP_EMPTY,
        Slip::Unexpected(_) => words::SLIP_UNEXPECTED,
        Slip::NoOperand => words::SLIP_NO_OPERAND,
        Slip::NoSign => words::SLIP_NO_SIGN,
        Slip::Unclosed => words::SLIP_UNCLOSED,
        Slip::Unopened => words::SLIP_UNOPENED,
        Slip::Spaces => words::SLIP_SPACES,
        Slip::Number => words::SLIP_NUMBER,
        Slip::Year => words::SLIP_YEAR,
    };
    let culprit = if let Slip::Unexpected(c) = error.slip { c.to_string() } else { String::new() };
    let told = Told::Words(slip, vec![culprit.into()]);
    let spot = at_character(ground, stand, error.at);
    ground.tell(&rule::BAD_FORMULA, spot, words::BAD_FORMULA, vec![(error.at + 1).to_string().into(), told]);
}

/// A character of the formula in the file; the whole formula where it is written with escapes.
fn at_character(ground: &Ground, stand: &Stand, at: usize) -> Spot {
    let spot = ground::spot_of(ground, stand, Field::Formula);
    let span = ground.record(stand.item).and_then(|(text, record)| {
        let raw = record.metrics.get(stand.at)?.slot(&Name::Field(Field::Formula))?.value.of(text);
        let start = raw.find(&*stand.metric.formula)?;
        let before: usize = stand.metric.formula.chars().take(at).map(char::len_utf8).sum();
        let width = stand.metric.formula.chars().nth(at).map_or(0, char::len_utf8);
        let from = spot.span.from() + start + before;
        Some(Span::new(from, from + width))
    });
    Spot { span: span.unwrap_or(spot.span), ..spot }
}
