//! What a query asks of one field, and how that is read from what stands behind the field's name.
//!
//! ```text
//! year:110  year:108..110  year>=109      a year, in either calendar; a range, open at an end; what comes after
//! when:110-03  when:110-03..110-06        the same of dates
//! value>=1億  value:100..500  change<-20% numbers, however they are written
//! cat:消費  title:^高雄  unit=場次        text: somewhere in it, at its start or end (^ $), or the whole (=)
//! is:missing  target:missed  has:note     by name
//! unit:                                   nothing yet: that there is one
//! ```

use std::ops::Bound;
use std::ops::Range;

use crate::model::date::Date;
use crate::model::date::When;
use crate::model::figure::Figure;
use crate::model::year::Year;
use crate::search::fold;
use crate::search::query::Language;
use crate::search::query::Why;
use crate::search::query::aspect::Aim;
use crate::search::query::aspect::Aspect;
use crate::search::query::aspect::Named;
use crate::search::query::aspect::State;
use crate::search::query::number;
use crate::search::query::word::Anchors;
use crate::search::query::word::Word;

/// What a query asks of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// That it is there.
    Has(Aspect),
    /// That its text has the word.
    Text(Aspect, Word),
    /// That the year is one of these.
    Year(Span<Year>),
    /// That some of the time is one of these days.
    When(Span<Date>),
    /// That the number is one of these.
    Number(Aspect, Numbers),
    /// That the change in per cent is one of these.
    Percent(Span<Figure>),
    /// That it is in this state.
    Is(State),
    /// That it stands so to its target.
    Aim(Aim),
}

/// From here to there.
pub type Span<T> = (Bound<T>, Bound<T>);

/// Numbers as they are typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// From which to which.
    pub span: Span<Figure>,
    /// The unit typed behind one, folded; empty for any.
    pub unit: String,
    /// Whether they are told as so many ones (`1億`), whatever the unit counts in.
    pub in_ones: bool,
}

/// How a field's name and its value are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// `:`
    Colon,
    /// `=`
    Equal,
    /// `>`
    Above,
    /// `>=`
    From,
    /// `<`
    Below,
    /// `<=`
    To,
}

/// What stands behind a field's name and its joint.
pub(super) struct Given<'t> {
    /// Its place in what was typed, with the name.
    pub(super) at: Range<usize>,
    /// What it says, without quotes and signs.
    pub(super) text: &'t str,
    /// Whether it is in quotes or behind `'`.
    pub(super) exact: bool,
    /// The signs for where it must stand.
    pub(super) anchors: Anchors,
}

impl Test {
    /// Reads what is asked of `aspect`.
    ///
    /// # Errors
    /// What is not understood of it.
    pub(super) fn read(aspect: Aspect, joint: Joint, given: Given, language: &Language) -> Result<Test, Why> {
        let is_named = matches!(joint, Joint::Colon | Joint::Equal);
        if given.text.is_empty() {
            return if joint == Joint::Colon { Ok(Test::Has(aspect)) } else { Err(Why::Unfinished) };
        }
        let folded = fold::fold_str(given.text);
        let folded = folded.as_str();
        match aspect {
            Aspect::Year => {
                let year = |text: &str| Year::read(text, language.calendar).map(|year| (year, year));
                span(folded, joint, year).map(Test::Year).ok_or(Why::NoYear)
            }
            Aspect::When => {
                let when = |text: &str| {
                    let when = When::read(text, language.calendar, None).ok()?;
                    Some((when.start().first_day(), when.end().last_day()))
                };
                span(folded, joint, when).map(Test::When).ok_or(Why::NoDate)
            }
            Aspect::Is if is_named => State::find(folded).map(Test::Is).ok_or(Why::NoState),
            Aspect::Has if is_named => Aspect::find(folded).map(Test::Has).ok_or(Why::NoField),
            Aspect::Target => match Aim::find(folded) {
                Some(aim) if is_named => Ok(Test::Aim(aim)),
                _ => numbers(folded, joint).map(|numbers| Test::Number(aspect, numbers)).ok_or(Why::NoAim),
            },
            Aspect::Change => match numbers(folded, joint) {
                Some(Numbers { span, unit, .. }) if unit == "%" => Ok(Test::Percent(span)),
                Some(numbers) => Ok(Test::Number(aspect, numbers)),
                None => Err(Why::NoNumber),
            },
            Aspect::Value => match numbers(folded, joint) {
                Some(numbers) if !given.exact => Ok(Test::Number(aspect, numbers)),
                // A grade.
                _ if is_named => text(aspect, joint, given, language),
                _ => Err(Why::NoNumber),
            },
            Aspect::Entry | Aspect::Is | Aspect::Has | Aspect::Sort => Err(Why::NotCompared),
            _ if is_named => text(aspect, joint, given, language),
            _ => Err(Why::NotCompared),
        }
    }

    /// Whether only a metric can pass it, or a metric can as well as the item.
    pub fn is_of_metric(&self) -> bool {
        match self {
            Test::Has(aspect) | Test::Text(aspect, _) => matches!(
                aspect,
                Aspect::Id
                    | Aspect::When
                    | Aspect::Name
                    | Aspect::Metric
                    | Aspect::Unit
                    | Aspect::Value
                    | Aspect::Change
                    | Aspect::Target
                    | Aspect::Note
                    | Aspect::Formula
                    | Aspect::Entry
            ),
            Test::Year(_) => false,
            Test::When(_) | Test::Number(..) | Test::Percent(_) | Test::Aim(_) => true,
            Test::Is(state) => state.is_of_metric(),
        }
    }
}

fn text(aspect: Aspect, joint: Joint, given: Given, language: &Language) -> Result<Test, Why> {
    let whole = joint == Joint::Equal;
    let anchors = Anchors { start: given.anchors.start || whole, end: given.anchors.end || whole };
    let word = match given.exact || !anchors.is_free() || aspect.is_verbatim() {
        true => Word::exact(given.at, given.text, anchors),
        false => Word::of_field(given.at, given.text, language.sounds),
    };
    word.map(|word| Test::Text(aspect, word)).ok_or(Why::Unfinished)
}

/// Reads a value or a range of `..`, either end of which may be open. `read` gives the first and the last that a text means.
fn span<T: Copy + PartialOrd>(text: &str, joint: Joint, read: impl Fn(&str) -> Option<(T, T)>) -> Option<Span<T>> {
    let single = |text: &str| {
        // `year:108.` on the way to a range.
        let (first, last) = read(text.trim_end_matches('.'))?;
        Some(match joint {
            Joint::Colon | Joint::Equal => (Bound::Included(first), Bound::Included(last)),
            Joint::Above => (Bound::Excluded(last), Bound::Unbounded),
            Joint::From => (Bound::Included(first), Bound::Unbounded),
            Joint::Below => (Bound::Unbounded, Bound::Excluded(first)),
            Joint::To => (Bound::Unbounded, Bound::Included(last)),
        })
    };
    let Some((from, to)) = text.split_once("..").or_else(|| text.split_once('~')).filter(|_| joint == Joint::Colon)
    else {
        return single(text);
    };
    let from = if from.is_empty() { None } else { Some(read(from)?.0) };
    let to = if to.is_empty() { None } else { Some(read(to)?.1) };
    let bound = |end: Option<T>| end.map_or(Bound::Unbounded, Bound::Included);
    let is_forward = from.zip(to).is_none_or(|(from, to)| from <= to);
    (is_forward && from.is_some() | to.is_some()).then(|| (bound(from), bound(to)))
}

fn numbers(text: &str, joint: Joint) -> Option<Numbers> {
    let text = text.replace('−', "-");
    let unit_of = |text: &str| number::amount(text).map(|amount| amount.unit);
    let sides = text.split("..").filter_map(unit_of);
    let unit = sides.filter(|unit| !unit.is_empty()).last().unwrap_or_default();
    let numeral = |c: char| !c.is_ascii() && !unit.contains(c);
    let in_ones = text.contains(numeral);
    let read = |text: &str| {
        let amount = number::amount(text)?;
        let is_alike = amount.unit.is_empty() || amount.unit == unit;
        is_alike.then_some((amount.figure, amount.figure))
    };
    Some(Numbers { span: span(&text, joint, read)?, unit, in_ones })
}
