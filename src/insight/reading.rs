//! A field as a person reads it: which come first, what each is called, and its value.

use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::model::year::Calendar;
use crate::store::record::Name;
use crate::store::record::Slot;
use crate::store::typed::show_date;
use crate::store::value;

/// What a reader wants first comes first: the title and the text before the ids.
pub fn order(fields: &[Field]) -> impl Iterator<Item = Field> {
    let first = [Field::Title, Field::Text, Field::When, Field::Names, Field::Value, Field::Target];
    let chosen = first.into_iter().filter(|field| fields.contains(field));
    let rest: Vec<Field> = fields.iter().copied().filter(|field| !first.contains(field)).collect();
    chosen.chain(rest)
}

/// A field's value as it is shown, which is also how it is edited.
pub fn show(text: &str, name: &Name, slot: &Slot, calendar: Calendar, lang: Lang) -> String {
    let raw = slot.value.of(text);
    match name.kind() {
        Kind::Raw => raw.to_string(),
        Kind::Dates => slot.list(text).iter().map(|iso| show_date(iso, calendar)).collect::<Vec<_>>().join("; "),
        Kind::Date => show_date(&value::plain(raw), calendar),
        Kind::List => slot.list(text).join("; "),
        Kind::Flag => match raw {
            "true" => words::YES.say(lang).to_string(),
            "false" => words::NO.say(lang).to_string(),
            other => other.to_string(),
        },
        Kind::Figure | Kind::Value | Kind::Line | Kind::Text | Kind::Category | Kind::Total => {
            value::plain(raw).into_owned()
        }
    }
}

/// A field's name in the interface's language.
pub fn label(name: &Name, lang: Lang) -> String {
    let words = match name {
        Name::Other(key) => return key.to_string(),
        Name::Field(Field::Id) => words::FIELD_ID,
        Name::Field(Field::Category) => words::FIELD_CATEGORY,
        Name::Field(Field::No) => words::FIELD_NO,
        Name::Field(Field::Title) => words::FIELD_TITLE,
        Name::Field(Field::Text) => words::FIELD_TEXT,
        Name::Field(Field::When) => words::FIELD_WHEN,
        Name::Field(Field::Names) => words::FIELD_NAMES,
        Name::Field(Field::Tags) => words::FIELD_TAGS,
        Name::Field(Field::Source) => words::FIELD_SOURCE,
        Name::Field(Field::Name) => words::FIELD_NAME,
        Name::Field(Field::Unit) => words::FIELD_UNIT,
        Name::Field(Field::Value) => words::FIELD_VALUE,
        Name::Field(Field::Approx) => words::FIELD_APPROX,
        Name::Field(Field::Target) => words::FIELD_TARGET,
        Name::Field(Field::Note) => words::FIELD_NOTE,
        Name::Field(Field::Formula) => words::FIELD_FORMULA,
        Name::Field(Field::Total) => words::FIELD_TOTAL,
        Name::Field(Field::On) => words::FIELD_ON,
        Name::Field(Field::Accept) => words::FIELD_ACCEPT,
    };
    words.say(lang).to_string()
}
