//! A cell against what is there: the same, or what it is to become, as the person would have typed it.

use crate::exchange::import::Fault;
use crate::exchange::import::index::Index;
use crate::exchange::import::row::Asked;
use crate::exchange::import::row::Told;
use crate::exchange::table::Cell;
use crate::lang::Lang;
use crate::lang::words::import as words;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::model::figure::Figure;
use crate::store::address;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::typed;
use crate::store::typed::Spot;

/// What a cell asks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// Nothing: it is empty.
    Empty,
    /// Nothing: the archive says so already.
    Same,
    /// This value.
    Set {
        /// The value.
        new: New,
        /// What is there.
        before: String,
        /// What it becomes.
        after: String,
    },
}

impl Wish {
    /// Whether another row asks for the same.
    pub(super) fn is_same(&self, other: &Wish) -> bool {
        match (self, other) {
            (Wish::Set { new, .. }, Wish::Set { new: other, .. }) => new == other,
            (one, other) => one == other,
        }
    }

    /// The value that is asked for.
    pub(super) fn value(&self) -> Option<&New> {
        if let Wish::Set { new, .. } = self { Some(new) } else { None }
    }
}

/// What the row asks of its item.
pub(super) fn of_item(
    index: &Index,
    asked: &Asked,
    old: Option<ItemId>,
    lang: Lang,
) -> Result<Vec<(Field, Wish)>, Vec<Fault>> {
    check_other(index, asked, old, lang)?;
    each(asked, &asked.item, |told| match told.field {
        _ if *told.cell == Cell::Empty => Ok(Wish::Empty),
        // An item is known by its id, so it has it already.
        Field::Id if old.is_some() => Ok(Wish::Same),
        Field::Category => category(index, asked, told, old, lang),
        _ => one(index, asked, told, old.map(|id| (id, None)), lang),
    })
}

/// What the row asks of its metric.
pub(super) fn of_metric(
    index: &Index,
    asked: &Asked,
    old: Option<(ItemId, usize)>,
    lang: Lang,
) -> Result<Vec<(Field, Wish)>, Vec<Fault>> {
    each(asked, &asked.metric, |told| match told.cell {
        Cell::Empty => Ok(Wish::Empty),
        _ => one(index, asked, told, old.map(|(id, at)| (id, Some(at))), lang),
    })
}

fn each(
    asked: &Asked,
    cells: &[Told],
    wish: impl Fn(&Told) -> Result<Wish, String>,
) -> Result<Vec<(Field, Wish)>, Vec<Fault>> {
    let (mut wishes, mut faults) = (Vec::new(), Vec::new());
    for told in cells {
        match wish(told) {
            Ok(wish) => wishes.push((told.field, wish)),
            Err(why) => faults.push(asked.cell_fault(told, why)),
        }
    }
    if faults.is_empty() { Ok(wishes) } else { Err(faults) }
}

/// What the format does not know is not taken in; but it is not dropped in silence either.
fn check_other(index: &Index, asked: &Asked, old: Option<ItemId>, lang: Lang) -> Result<(), Vec<Fault>> {
    let known = |said: &Cell| {
        let Some(id) = old else { return false };
        let metrics = index.archive.record(id).map_or(0, |(_, record)| record.metrics.len());
        let places = std::iter::once(None).chain((0..metrics).map(Some));
        places.map(|metric| index.other(id, metric)).any(|now| is_same(now, said, asked.is_blurred))
    };
    let new = asked.other.iter().filter(|told| *told.cell != Cell::Empty && !known(told.cell));
    let faults: Vec<Fault> = new.map(|told| asked.cell_fault(told, words::OTHER_KEYS.fill(lang, &[]))).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn category(index: &Index, asked: &Asked, told: &Told, old: Option<ItemId>, lang: Lang) -> Result<Wish, String> {
    let said = told.cell.flat();
    let now = old.map_or(String::new(), |id| index.archive.text(id, Field::Category).into_owned());
    if old.is_some_and(|id| *said == now || blur(&said) == blur(&index.path(id))) {
        return Ok(Wish::Same);
    }
    let said = said.trim();
    let id = match index.category(asked.year, said) {
        Some(id) => id,
        None if !index.is_outlined => said.to_string(),
        None => {
            let known = index.archive.outline.categories().iter().map(|category| category.id.as_str());
            let near = address::near(said, known).join(", ");
            let near = if near.is_empty() { near } else { crate::lang::words::SHELL_NEAR.fill(lang, &[&near]) };
            return Err(crate::lang::words::SHELL_CATEGORY.fill(lang, &[said, &near]));
        }
    };
    if id == now {
        return Ok(Wish::Same);
    }
    Ok(Wish::Set { new: New::Text(id.clone()), before: now, after: id })
}

fn one(
    index: &Index,
    asked: &Asked,
    told: &Told,
    old: Option<(ItemId, Option<usize>)>,
    lang: Lang,
) -> Result<Wish, String> {
    let now = old.and_then(|(id, metric)| index.now(id, metric, told.field));
    if now.is_some_and(|now| is_same(now, told.cell, asked.is_blurred)) {
        return Ok(Wish::Same);
    }
    let kind = told.field.kind();
    if told.is_date && !matches!(kind, Kind::Dates | Kind::Date) {
        return Err(words::CELL_DATE.fill(lang, &[&told.cell.flat()]));
    }
    let text = spell(told.cell, kind);
    // A field that the export has no column for is compared as it is edited.
    let own = || old.and_then(|(id, metric)| index.own(id, metric, told.field)).unwrap_or_default();
    if now.is_none() && old.is_some() && own() == text {
        return Ok(Wish::Same);
    }
    let name = Name::Field(told.field);
    let record = |id: ItemId, metric| (id.file, Place { record: id.record, metric, entry: None });
    // A record that is not there yet has nothing that could be kept.
    let (file, place) = match old {
        Some((id, metric)) => record(id, metric),
        // A day without a year is of the year's files.
        None => {
            let file = index.archive.files.iter().position(|file| file.year == asked.year);
            (file.unwrap_or(usize::MAX), Place::item(usize::MAX))
        }
    };
    let new = match kind {
        Kind::Value if told.is_grade => New::Text(text.trim().to_string()),
        Kind::Figure | Kind::Value => {
            let like = old.and_then(|_| like(index, file, place, &name));
            typed::value(text.trim(), kind, &unit(index, asked, old), like, lang).map_err(|fault| fault.text)?
        }
        _ if old.is_none() && told.field == Field::Id => New::Text(text.trim().to_string()),
        _ => {
            let spot = Spot { archive: index.archive, file, place, name: &name, lang };
            match typed::read(&spot, &text).map_err(|fault| fault.text)? {
                Some(Change::Set(_, _, new)) => new,
                _ => return Ok(Wish::Empty),
            }
        }
    };
    if now.is_some_and(|now| means(&new, now)) {
        return Ok(Wish::Same);
    }
    Ok(Wish::Set { new, before: now.map_or(String::new(), |now| now.flat().into_owned()), after: text })
}

/// The token that is there, whose manner of writing a new number keeps.
fn like<'a>(index: &'a Index, file: usize, place: Place, name: &Name) -> Option<&'a str> {
    let Name::Field(field) = name else { return None };
    index.written(ItemId { file, record: place.record }, place, *field)
}

/// What the value is counted in: as the row says, else as the metric or its series does.
fn unit(index: &Index, asked: &Asked, old: Option<(ItemId, Option<usize>)>) -> String {
    let said = asked.metric(Field::Unit);
    if !said.is_empty() {
        return said.into_owned();
    }
    let own = old.and_then(|(id, metric)| index.archive.metric(id, metric?)).map(|metric| metric.unit);
    own.or_else(|| Some(index.archive.series(&asked.metric(Field::Id))?.unit.clone())).unwrap_or_default()
}

/// A cell as it would be typed.
fn spell(cell: &Cell, kind: Kind) -> String {
    let text = match cell {
        Cell::List(texts) => return texts.join("\n"),
        cell => cell.flat().replace("\r\n", "\n"),
    };
    match kind {
        Kind::List => text.replace([';', '；'], "\n"),
        Kind::Flag => text.trim().to_lowercase(),
        _ => text,
    }
}

/// Whether a cell says what the export says there. A format that cannot hold every character changes some; that is no
/// change of the record.
pub(super) fn is_same(now: &Cell, said: &Cell, is_blurred: bool) -> bool {
    match (now, said) {
        (now, said) if now == said => true,
        (Cell::Figure(now), Cell::Figure(said)) => now == said,
        (Cell::Count(now), Cell::Figure(said)) => Figure::from(*now) == *said,
        (Cell::Pairs(now), Cell::Pairs(said)) => {
            now.len() == said.len()
                && now
                    .iter()
                    .all(|pair| said.iter().any(|other| pair.0 == other.0 && is_same(&pair.1, &other.1, is_blurred)))
        }
        (Cell::Empty, Cell::Flag(false)) => true,
        (now, said) if is_blurred => blur(&now.flat()) == blur(&said.flat()),
        (now, said) => now.flat() == said.flat(),
    }
}

/// The text as a workbook may give it back: line breaks of one kind, and one character for all that XML cannot hold.
pub(super) fn blur(text: &str) -> String {
    let held = |c: char| match c {
        '\n' | '\t' => c,
        '\r' => '\n',
        c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(held).collect()
}

/// Whether a value means what the archive says, however it is written.
pub(super) fn means(new: &New, now: &Cell) -> bool {
    match (new, now) {
        (New::Raw(raw), Cell::Figure(now)) => Figure::read_toml(raw).is_some_and(|new| new == *now),
        (New::Raw(raw), Cell::Flag(now)) => raw == if *now { "true" } else { "false" },
        (New::Raw(raw), Cell::Empty) => raw == "false",
        (New::List(new), Cell::List(now)) => new == now,
        (New::Text(new), now) => *new == now.flat(),
        _ => false,
    }
}
