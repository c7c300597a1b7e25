//! What is wrong with the values of a record, each by itself: a word where a number belongs, a day that is none.

use crate::lang::words;
use crate::model::date::When;
use crate::model::entry;
use crate::model::entry::Total;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::model::figure::Figure;
use crate::store::edit::Place;
use crate::store::problem::Flaw;
use crate::store::record::Block;
use crate::store::record::Name;
use crate::store::record::Slot;
use crate::store::span::Span;
use crate::store::value;

/// What is wrong with the values of one block, each by itself, and where. A foreign file may mean other things by its
/// keys; only what is no number at all is told of it.
pub fn of_block(text: &str, block: &Block, place: Place, is_own: bool) -> Vec<(Span, Flaw)> {
    let known = block.slots.iter().filter_map(|slot| match slot.name {
        Name::Field(field) => Some(check_slot(text, field, slot)),
        Name::Other(_) => None,
    });
    let entry = place.entry.map(|_| check_entry(text, block));
    let flaws = known.flatten().chain(entry.into_iter().flatten());
    flaws.filter(|(_, flaw)| is_own || matches!(flaw, Flaw::Figure(_))).collect()
}

/// What is wrong with one entry besides its values: that it has no date, and that it has words where a number belongs.
fn check_entry(text: &str, entry: &Block) -> Vec<(Span, Flaw)> {
    let undated = entry.slot(&Name::Field(Field::On)).is_none().then_some((entry.head, Flaw::OnMissing));
    let value = entry.slot(&Name::Field(Field::Value)).map(|slot| slot.value);
    let words = value.filter(|value| value::is_string(value.of(text)));
    let words = words.map(|value| (value, Flaw::Type(Field::Value.key().to_string(), words::TYPE_NUMBER)));
    undated.into_iter().chain(words).collect()
}

fn check_slot(text: &str, field: Field, slot: &Slot) -> Vec<(Span, Flaw)> {
    let raw = slot.value.of(text);
    let is_string = value::is_string(raw);
    let wrong = |wanted| vec![(slot.value, Flaw::Type(field.key().to_string(), wanted))];
    match field.kind() {
        Kind::Figure | Kind::Value if !is_string && Figure::read_toml(raw).is_none() => {
            vec![(slot.value, Flaw::Figure(raw.to_string()))]
        }
        Kind::Figure if is_string => wrong(words::TYPE_NUMBER),
        Kind::Flag if raw != "true" && raw != "false" => wrong(words::TYPE_FLAG),
        Kind::Text if !is_string => wrong(words::TYPE_TEXT),
        Kind::Line | Kind::Category if slot.elements.is_some() => wrong(words::TYPE_TEXT),
        Kind::List if slot.elements.is_none() && !is_string => wrong(words::TYPE_LIST),
        Kind::Date if entry::read_on(&value::plain(raw)).is_none() => {
            vec![(slot.value, Flaw::On(value::plain(raw).into_owned()))]
        }
        Kind::Total if Total::from_name(&value::plain(raw)).is_none() => {
            vec![(slot.value, Flaw::Total(value::plain(raw).into_owned()))]
        }
        Kind::Dates => {
            let lone = [slot.value];
            let spans = slot.elements.as_deref().unwrap_or(&lone).iter();
            let dates = spans.map(|span| (*span, value::plain(span.of(text))));
            let bad = dates.filter(|(_, date)| When::read_iso(date).is_none());
            let flaw = |date: String| match is_backwards(&date) {
                true => Flaw::Backwards(date),
                false => Flaw::Date(date),
            };
            bad.map(|(span, date)| (span, flaw(date.into_owned()))).collect()
        }
        _ if field == Field::Id && !is_id(&value::plain(raw)) => {
            vec![(slot.value, Flaw::Id(value::plain(raw).into_owned()))]
        }
        _ => Vec::new(),
    }
}

/// Whether a text that is no range would be one if its ends changed places.
fn is_backwards(date: &str) -> bool {
    date.split_once('/').is_some_and(|(start, end)| When::read_iso(&format!("{end}/{start}")).is_some())
}

/// Whether a text may be an id of the archive's own format: ASCII `[a-z0-9._/-]`, not empty.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._/-".contains(&byte))
}
