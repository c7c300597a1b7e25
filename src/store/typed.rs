//! What a person types into a field ⇄ what the file says: numbers, dates, lists, ids.

use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::model::date::When;
use crate::model::entry;
use crate::model::entry::Total;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::model::figure::Figure;
use crate::model::figure::FigureError;
use crate::model::unit;
use crate::model::year::Calendar;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::flaws::is_id;
use crate::store::record::Name;
use crate::store::record::Slot;
use crate::store::shape::Shape;
use crate::store::value as toml_value;

/// The field that is typed into.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// The number of the file.
    pub file: usize,
    /// The record, metric or entry.
    pub place: Place,
    /// The field.
    pub name: &'a Name,
    /// The language that faults are told in.
    pub lang: Lang,
}

/// Why a text cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong and what would do.
    pub text: String,
    /// Whether typing on may still mend it.
    pub early: bool,
}

/// A value in the form in which it is edited: lists one element a line, dates by the archive's calendar, numbers
/// without grouping.
fn edited(text: &str, name: &Name, slot: &Slot, calendar: Calendar) -> String {
    let raw = slot.value.of(text);
    match name.kind() {
        Kind::Raw => raw.to_string(),
        Kind::List => slot.list(text).join("\n"),
        Kind::Dates => slot.list(text).iter().map(|iso| show_date(iso, calendar)).collect::<Vec<_>>().join("\n"),
        Kind::Figure | Kind::Value => match (toml_value::string(raw), Figure::read_toml(raw)) {
            (None, Some(figure)) => figure.to_string(),
            _ => toml_value::plain(raw).into_owned(),
        },
        Kind::Date => show_date(&toml_value::plain(raw), calendar),
        Kind::Line | Kind::Text | Kind::Category | Kind::Flag | Kind::Total => toml_value::plain(raw).into_owned(),
    }
}

/// A date or range as the archive counts it; what is none, as it is written.
pub fn show_date(iso: &str, calendar: Calendar) -> String {
    When::read_iso(iso).map_or(iso.to_string(), |when| when.show(calendar))
}

/// A field's present text, in the form in which it is edited; empty where it is absent.
pub fn text(archive: &Archive, file: usize, place: Place, name: &Name) -> String {
    let found = slot(&Spot { archive, file, place, name, lang: Lang::En });
    found.map_or(String::new(), |(text, slot)| edited(text, name, &slot, archive.calendar))
}

/// The change that makes a field say `text`; none where it says so already. An empty text takes the key away, but for
/// the title.
pub fn read(spot: &Spot, text: &str) -> Result<Option<Change>, Fault> {
    let Spot { place, name, lang, .. } = *spot;
    let old = slot(spot);
    let trimmed = text.trim();
    let set = |new: New| Ok(Some(Change::Set(place, name.clone(), new)));
    let wrong = |words: Words, parts: &[&str], early| Err(Fault { text: words.fill(lang, parts), early });
    if trimmed.is_empty() && *name != Name::Field(Field::Title) {
        return Ok(old.map(|_| Change::Clear(place, name.clone())));
    }
    match name.kind() {
        Kind::Line if *name == Name::Field(Field::Id) => {
            read_id(spot, trimmed).map(|id| Some(Change::Set(place, name.clone(), New::Text(id))))
        }
        Kind::Line | Kind::Category => set(New::Text(text.to_string())),
        Kind::Text => set(New::Text(text.strip_suffix('\n').unwrap_or(text).to_string())),
        Kind::List => {
            let words = text.lines().map(str::trim).filter(|word| !word.is_empty());
            set(New::List(words.map(str::to_string).collect()))
        }
        Kind::Dates => {
            read_dates(spot, old, text).map(|dates| Some(Change::Set(place, name.clone(), New::List(dates))))
        }
        Kind::Date => read_date(spot, old, trimmed).map(|new| Some(Change::Set(place, name.clone(), new))),
        Kind::Total => match Total::from_name(&trimmed.to_lowercase()) {
            Some(total) => set(New::Text(total.name().to_string())),
            None => wrong(words::CANNOT_TOTAL, &[], true),
        },
        Kind::Figure | Kind::Value => {
            let like = old.map(|(text, slot)| slot.value.of(text)).filter(|raw| toml_value::string(raw).is_none());
            value(trimmed, number_kind(spot), &unit_of(spot), like, lang)
                .map(|new| Some(Change::Set(place, name.clone(), new)))
        }
        Kind::Flag => match trimmed {
            "true" | "yes" | "是" => set(New::Raw("true".to_string())),
            "false" | "no" | "否" => set(New::Raw("false".to_string())),
            _ => wrong(words::CANNOT_FLAG, &[], true),
        },
        Kind::Raw => match toml::de::DeValue::parse(trimmed) {
            Ok(_) => set(New::Raw(trimmed.to_string())),
            Err(_) => wrong(words::CANNOT_RAW, &[], true),
        },
    }
}

/// A number, or where `kind` lets it a grade in words, typed for a value in that unit; written `like` what was there.
pub fn value(text: &str, kind: Kind, unit: &str, like: Option<&str>, lang: Lang) -> Result<New, Fault> {
    match Figure::read_typed(text, unit) {
        Ok(figure) => figure
            .to_toml(like)
            .map(New::Raw)
            .ok_or_else(|| Fault { text: words::FAULT_TOO_LARGE.fill(lang, &[]), early: false }),
        Err(_) if kind == Kind::Value && is_grade(text) => Ok(New::Text(text.to_string())),
        Err(error) => Err(Fault { text: say_figure_error(lang, &error), early: Figure::is_prefix(text, unit) }),
    }
}

/// What a value would be taken as, where the typed text does not plainly say so: `1億2,660萬` is 126,600,000 and 1.266 億元,
/// words are a grade, and nothing is a gap. Empty where it is plain, and where it is a fault.
pub fn meaning(spot: &Spot, text: &str) -> String {
    let Spot { name, lang, .. } = *spot;
    if !matches!(name.kind(), Kind::Figure | Kind::Value) {
        return String::new();
    }
    let (unit, text) = (unit_of(spot), text.trim());
    match Figure::read_typed(text, &unit) {
        Ok(figure) => {
            let shown = [figure.to_string(), figure.show(), unit::show(figure, &unit)];
            let plain = if unit.is_empty() { figure.show() } else { format!("{} {unit}", figure.show()) };
            let mut said: Vec<&str> = vec![&plain];
            if shown[2] != plain {
                said.push(&shown[2]);
            }
            if said.len() == 1 && (text == shown[0] || text == shown[1]) { String::new() } else { said.join(" = ") }
        }
        Err(FigureError::Empty) => words::GAP.say(lang).to_string(),
        Err(_) if number_kind(spot) == Kind::Value && is_grade(text) => words::GRADE.say(lang).to_string(),
        Err(_) => String::new(),
    }
}

/// A metric's value may be a grade; entries come to a number, so each of them is one.
fn number_kind(spot: &Spot) -> Kind {
    if spot.place.entry.is_some() { Kind::Figure } else { spot.name.kind() }
}

/// A text that begins like a number is meant as one, and its slip is told; anything else is a grade such as 特優.
fn is_grade(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_numeric() || matches!(c, '+' | '-' | '−' | '.' | '＋' | '－' | '．' | '約'))
}

fn slot<'a>(spot: &Spot<'a>) -> Option<(&'a str, Slot)> {
    let Spot { archive, file, place, name, .. } = *spot;
    let (text, block) = archive.block(file, place)?;
    Some((text, block.slot(name)?.clone()))
}

fn unit_of(spot: &Spot) -> String {
    let Spot { archive, file, place, .. } = *spot;
    let item = ItemId { file, record: place.record };
    place.metric.and_then(|metric| archive.metric(item, metric)).map_or(String::new(), |metric| metric.unit)
}

/// An id of the archive's own format must be one, and no other item's of that year. A metric's may repeat.
fn read_id(spot: &Spot, id: &str) -> Result<String, Fault> {
    let Spot { archive, file, place, lang, .. } = *spot;
    let fault = |words: Words, parts: &[&str], early| Err(Fault { text: words.fill(lang, parts), early });
    let Some(found) = archive.files.get(file) else { return fault(words::CANNOT_GONE, &[], false) };
    if found.shape == Shape::of_archive() && !is_id(id) {
        return fault(words::CANNOT_ID, &[], false);
    }
    let here = ItemId { file, record: place.record };
    match archive.find(found.year, id) {
        Some(other) if place.metric.is_none() && other != here => fault(words::CANNOT_ID_TAKEN, &[id], true),
        _ => Ok(id.to_string()),
    }
}

/// Dates, one a line or separated by `;`. A date that still reads as the file's own keeps the file's way of writing it.
fn read_dates(spot: &Spot, old: Option<(&str, Slot)>, text: &str) -> Result<Vec<String>, Fault> {
    let calendar = spot.archive.calendar;
    // A day without a year is one of the file's.
    let year = spot.archive.files.get(spot.file).and_then(|file| file.year);
    let known: Vec<String> =
        old.map_or(Vec::new(), |(text, slot)| slot.list(text).into_iter().map(|iso| iso.into_owned()).collect());
    text.split(['\n', ';', '；'])
        .map(str::trim)
        .filter(|date| !date.is_empty())
        .map(|date| {
            if let Some(same) = known.iter().find(|iso| show_date(iso, calendar) == date) {
                return Ok(same.clone());
            }
            let early = true;
            When::read(date, calendar, year)
                .map(When::to_iso)
                .map_err(|_| Fault { text: words::CANNOT_DATE.fill(spot.lang, &[date]), early })
        })
        .collect()
}

/// One date, to the day or to the month. A day stands in the file without quotes, unless the file quotes it; a month,
/// which TOML has no value for, stands in quotes.
fn read_date(spot: &Spot, old: Option<(&str, Slot)>, text: &str) -> Result<New, Fault> {
    let fault = || Fault { text: words::CANNOT_ON.fill(spot.lang, &[text]), early: true };
    // A day without a year is one of the file's.
    let year = spot.archive.files.get(spot.file).and_then(|file| file.year);
    let iso = When::read(text, spot.archive.calendar, year).map_err(|_| fault())?.to_iso();
    let date = entry::read_on(&iso).ok_or_else(fault)?;
    let is_quoted = old.is_some_and(|(text, slot)| toml_value::string(slot.value.of(text)).is_some());
    Ok(if date.day().is_some() && !is_quoted { New::Raw(iso) } else { New::Text(iso) })
}

fn say_figure_error(lang: Lang, error: &FigureError) -> String {
    let at = |at: &usize| (at + 1).to_string();
    match error {
        FigureError::Empty | FigureError::Incomplete => words::FAULT_INCOMPLETE.fill(lang, &[]),
        FigureError::Unexpected { found, at: place } => {
            words::FAULT_UNEXPECTED.fill(lang, &[crate::safe::Safe::new(&found.to_string()).as_str(), &at(place)])
        }
        FigureError::Grouping { at: place } => words::FAULT_GROUPING.fill(lang, &[&at(place)]),
        FigureError::Order { at: place } => words::FAULT_ORDER.fill(lang, &[&at(place)]),
        FigureError::TooLarge => words::FAULT_TOO_LARGE.fill(lang, &[]),
    }
}
