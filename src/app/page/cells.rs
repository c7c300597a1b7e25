//! What a pair of metrics says, cell by cell.

use crate::app::App;
use crate::app::page::table::Cell;
use crate::app::page::table::Column;
use crate::app::page::table::Sign;
use crate::app::page::table::Tone;
use crate::insight::compare::Alone;
use crate::insight::compare::MetricPair;
use crate::insight::compare::Outcome;
use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::model::series::Better;
use crate::model::series::Judgement;
use crate::model::unit;
use crate::model::year::Year;
use std::cmp::Ordering;

/// What matters most where there is not room for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stress {
    /// How it moved.
    Change,
    /// What should have been reached.
    Target,
}

/// The columns that [`of`] fills, for these two years.
pub(super) fn columns(app: &App, from: Option<Year>, to: Option<Year>, stress: Stress) -> Vec<Column> {
    let say = |words: Words| words.say(app.lang).to_string();
    let column = |head: String, right: bool, change: u8, target: u8| {
        let rank = if stress == Stress::Change { change } else { target };
        Column { head, right, rank, width: 0 }
    };
    vec![
        column(app.show_year(from), true, 3, 3),
        column(app.show_year(to), true, 2, 1),
        column(say(words::FIELD_UNIT), false, 4, 4),
        column(say(words::page::HEAD_BY), true, 7, 7),
        column(say(words::page::HEAD_CHANGE), true, 1, 5),
        column(String::new(), false, 1, 5),
        column(String::new(), false, 8, 8),
        column(say(words::FIELD_TARGET), true, 6, 2),
        column(String::new(), false, 5, 1),
    ]
}

/// The cells of a pair.
pub(super) fn of(lang: Lang, pair: &MetricPair) -> Vec<Cell> {
    let (before, after) = (pair.sides.before(), pair.sides.after());
    let (before, after) = (before.map(|stand| &stand.metric), after.map(|stand| &stand.metric));
    let unit = common_unit(before, after);
    // Where the source is cut off, something may have been.
    let missing = match pair.outcome {
        Outcome::Alone(Alone::CutOff) => Cell::sign(Sign::CutOff, Tone::Warning),
        _ => Cell::default(),
    };
    let value = |metric: Option<&Metric>, tone: Tone| match metric {
        Some(metric) => value(lang, metric, unit.is_none(), tone),
        None => missing.clone(),
    };
    let (better, judged) = judged(lang, pair);
    let (target, met) = target(after);
    vec![
        value(before, Tone::Dim),
        value(after, Tone::Plain),
        Cell::text(unit.unwrap_or_default(), Tone::Dim),
        absolute(lang, pair, unit),
        change(lang, pair),
        better,
        judged,
        target,
        met,
    ]
}

/// The unit that can be told once for both values; none where one of them is shown in another, as 1.266 億元 are.
fn common_unit<'m>(before: Option<&'m Metric>, after: Option<&'m Metric>) -> Option<&'m str> {
    let unit = after.or(before)?.unit.as_str();
    let is_told = |metric: &Metric| match metric.value.figure() {
        Some(figure) => metric.unit == unit && number_and_unit(figure, unit).1 == unit,
        None => true,
    };
    [before, after].into_iter().flatten().all(is_told).then_some(unit)
}

fn number_and_unit(figure: Figure, unit: &str) -> (String, String) {
    let shown = unit::show(figure, unit);
    // No number has a space in it.
    let (number, unit) = shown.split_once(' ').unwrap_or((&shown, ""));
    (number.to_string(), unit.to_string())
}

fn value(lang: Lang, metric: &Metric, with_unit: bool, tone: Tone) -> Cell {
    let about = about(lang, metric.approx);
    match &metric.value {
        Value::Gap => Cell::sign(Sign::Gap, Tone::Warning),
        Value::Grade(grade) => Cell::text(format!("{about}{grade}"), tone),
        Value::Figure(figure) if with_unit => Cell::text(about.to_string() + &unit::show(*figure, &metric.unit), tone),
        Value::Figure(figure) => Cell::text(about.to_string() + &figure.show(), tone),
    }
}

fn about(lang: Lang, approx: bool) -> &'static str {
    if approx { words::APPROXIMATELY.say(lang) } else { "" }
}

/// After less before, with its sign; in `unit`, if that is told beside it.
fn absolute(lang: Lang, pair: &MetricPair, unit: Option<&str>) -> Cell {
    let by = pair.change.and_then(|change| change.absolute).filter(|by| *by != Figure::ZERO);
    let Some(by) = by else { return Cell::default() };
    let metric = &pair.sides.latest().metric;
    let shown = if unit.is_some() { by.show() } else { unit::show(by, &metric.unit) };
    Cell::text(signed(lang, pair.approx, by, &shown), tone(pair))
}

fn signed(lang: Lang, approx: bool, figure: Figure, shown: &str) -> String {
    let plus = if figure.is_negative() { "" } else { "+" };
    format!("{}{plus}{shown}", about(lang, approx))
}

/// How it moved in per cent (from zero, by how much), or why that cannot be told.
fn change(lang: Lang, pair: &MetricPair) -> Cell {
    let say = |words: Words, tone: Tone| Cell::text(words.say(lang), tone);
    match pair.outcome {
        Outcome::Moved(_) => {}
        Outcome::Grades(true) => return Cell::sign(Sign::Same, Tone::Dim),
        Outcome::Grades(false) => return say(words::page::OTHER_GRADE, Tone::Plain),
        Outcome::Gap => return say(words::GAP, Tone::Warning),
        Outcome::Units => return say(words::page::OTHER_UNIT, Tone::Warning),
        Outcome::Kinds => return say(words::page::OTHER_KIND, Tone::Warning),
        Outcome::Alone(why) => return alone(lang, why),
    }
    let sign = match pair.direction() {
        Some(Ordering::Greater) => Sign::Rose,
        Some(Ordering::Less) => Sign::Fell,
        _ => return Cell { sign: Sign::Same, text: about(lang, pair.approx).to_string(), tone: Tone::Dim },
    };
    let text = match pair.change.map_or((None, None), |change| (change.percent, change.absolute)) {
        (Some(percent), _) => signed(lang, pair.approx, percent, &format!("{}%", percent.show())),
        (None, Some(by)) => signed(lang, pair.approx, by, &number_and_unit(by, "").0),
        (None, None) => String::new(),
    };
    Cell { sign, text, tone: tone(pair) }
}

/// Why only one year has it.
pub(super) fn alone(lang: Lang, why: Alone) -> Cell {
    let (words, tone) = match why {
        Alone::Added => (words::ADDED, Tone::Plain),
        Alone::Gone => (words::page::GONE, Tone::Plain),
        Alone::CutOff => (words::page::CUT_OFF, Tone::Warning),
        Alone::NoHeading => (words::page::NO_HEADING, Tone::Dim),
        Alone::Unnamed => (words::page::UNNAMED, Tone::Warning),
    };
    Cell::text(words.say(lang), tone)
}

/// What the change means, as a sign that needs no colour, and in a word.
fn judged(lang: Lang, pair: &MetricPair) -> (Cell, Cell) {
    let (sign, words) = match pair.judgement() {
        Some(Judgement::Improved) => (Sign::Better, words::page::BETTER),
        Some(Judgement::Worsened) => (Sign::Worse, words::page::WORSE),
        Some(Judgement::Same) => (Sign::None, words::page::SAME),
        Some(Judgement::Neutral) | None => return Default::default(),
    };
    (Cell::sign(sign, tone(pair)), Cell::text(words.say(lang), tone(pair)))
}

fn tone(pair: &MetricPair) -> Tone {
    match pair.judgement() {
        Some(Judgement::Improved) => Tone::Good,
        Some(Judgement::Worsened) => Tone::Bad,
        Some(Judgement::Same) => Tone::Dim,
        Some(Judgement::Neutral) | None => Tone::Plain,
    }
}

/// The target of the later year, and whether it is met.
fn target(after: Option<&Metric>) -> (Cell, Cell) {
    let Some((metric, target)) = after.and_then(|metric| Some((metric, metric.target?))) else {
        return Default::default();
    };
    let sign = if metric.better == Better::Lower { Sign::AtMost } else { Sign::AtLeast };
    let (number, unit) = number_and_unit(target, &metric.unit);
    let text = if unit == metric.unit { number } else { format!("{number} {unit}") };
    let met = match metric.meets_target() {
        Some(true) => Cell::sign(Sign::Met, Tone::Good),
        Some(false) => Cell::sign(Sign::Missed, Tone::Bad),
        None => Cell::default(),
    };
    (Cell { sign, text, tone: Tone::Dim }, met)
}
