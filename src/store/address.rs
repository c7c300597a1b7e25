//! What a name at a shell stands for: an item, a metric, or a field of either.
//!
//! ```text
//! dormitory.stock                  the item of that id
//! dormitory.total                  the metric of that id, on whatever item it stands
//! dormitory.stock.dormitory.total  the metric of that id, or of that name, on that item
//! dormitory.stock:title            a field of the item; dormitory.total:target of the metric
//! dormitory.total@108              in that year, whatever year was asked for
//! ```
//!
//! Ids hold dots but neither `:` nor `@`, so these end a name. An item and a metric may share an id; then the one that was
//! asked for counts, see [`Wish`].

#[cfg(test)]
mod tests;

use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::record::Name;

/// Where a name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The item.
    pub item: ItemId,
    /// Which of its metrics; none for the item itself.
    pub metric: Option<usize>,
    /// The field that was named; none where only the record was.
    pub field: Option<Name>,
}

/// What counts where an item and a metric have one id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The item.
    Item,
    /// The metric.
    Metric,
}

/// Why a name leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The year behind `@` is none, or not one of the archive's.
    Year(String),
    /// Nothing in that year is called so; but these years have it.
    Elsewhere(Vec<Year>),
    /// Nothing is called so; these names are the nearest, best first.
    Unknown(Vec<String>),
    /// The record has no such field.
    Field(String),
}

impl Lost {
    /// Why `name` leads nowhere, and what may have been meant.
    pub fn describe(&self, name: &str, calendar: Calendar, lang: Lang) -> String {
        match self {
            Lost::Year(year) => words::LOST_YEAR.fill(lang, &[year]),
            Lost::Elsewhere(years) => {
                let years: Vec<String> = years.iter().map(|year| year.show(calendar)).collect();
                words::LOST_ELSEWHERE.fill(lang, &[name, &years.join(", ")])
            }
            Lost::Unknown(near) if near.is_empty() => words::LOST_UNKNOWN.fill(lang, &[name]),
            Lost::Unknown(near) => words::LOST_NEAR.fill(lang, &[name, &near.join(", ")]),
            Lost::Field(key) => words::LOST_FIELD.fill(lang, &[name, key]),
        }
    }
}

/// How many near names are told at most.
const NEAR: usize = 3;

/// Two names this like each other (0 to 1, by Jaro and Winkler) may be one mistyped.
const LIKE: f64 = 0.85;

/// The place that `name` stands for, in the year behind its `@`, else in `year`.
///
/// # Errors
/// A [`Lost`] says why there is none, and what may have been meant.
pub fn find(archive: &Archive, year: Option<Year>, name: &str, wish: Wish) -> Result<Address, Lost> {
    let (name, field) = name.split_once(':').map_or((name, None), |(name, field)| (name, Some(field)));
    let (name, year) = match name.rsplit_once('@') {
        None => (name, year),
        Some((name, own)) => match Year::read(own, archive.calendar).map(Some) {
            Some(own) if archive.years.contains(&own) => (name, own),
            _ => return Err(Lost::Year(own.to_string())),
        },
    };
    let Some((item, metric)) = record(archive, year, name, wish) else { return Err(lost(archive, year, name, wish)) };
    let field = field.map(|key| field_of(archive, item, metric, key).ok_or_else(|| Lost::Field(key.to_string())));
    Ok(Address { item, metric, field: field.transpose()? })
}

/// The shortest name that leads to the item: its id, with the year where that is not the archive's last, in which names are
/// looked for. None for an item without an id, and for one that shares its id with another before it.
pub fn name(archive: &Archive, item: ItemId) -> Option<String> {
    leading(archive, archive.text(item, Field::Id).into_owned(), Wish::Item, (item, None))
}

/// The shortest name that leads to a metric: its own id, where no other metric of the year takes it first, else behind its
/// item's.
pub fn metric_name(archive: &Archive, item: ItemId, at: usize) -> Option<String> {
    let metric = archive.metric(item, at)?;
    let own = if metric.id.is_empty() { &metric.name } else { &metric.id };
    let behind = format!("{}.{own}", archive.text(item, Field::Id));
    [metric.id, behind].into_iter().find_map(|name| leading(archive, name, Wish::Metric, (item, Some(at))))
}

/// The name, with its year where it has to be told, if it leads there.
fn leading(archive: &Archive, name: String, wish: Wish, to: (ItemId, Option<usize>)) -> Option<String> {
    let (year, last) = (archive.year(to.0), archive.years.last().copied().flatten());
    if name.contains([':', '@']) || record(archive, year, &name, wish) != Some(to) {
        return None;
    }
    match year {
        _ if year == last => Some(name),
        Some(year) => Some(format!("{name}@{}", year.show(archive.calendar))),
        None => None,
    }
}

/// The names nearest to one that is none of `known`, best first: what a slip of the fingers may have meant.
pub fn near<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    let mut like: Vec<(f64, &str)> = known.map(|known| (strsim::jaro_winkler(name, known), known)).collect();
    like.retain(|(likeness, _)| *likeness >= LIKE);
    // The same name may be known from several years.
    like.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.cmp(other)));
    like.dedup_by_key(|(_, known)| *known);
    like.into_iter().take(NEAR).map(|(_, known)| known).collect()
}

fn record(archive: &Archive, year: Option<Year>, name: &str, wish: Wish) -> Option<(ItemId, Option<usize>)> {
    let item = || archive.find(year, name).map(|item| (item, None));
    let metric = || archive.find_metric(year, name).map(|(item, at)| (item, Some(at)));
    let whole = match wish {
        Wish::Item => item().or_else(metric),
        Wish::Metric => metric().or_else(item),
    };
    whole.or_else(|| {
        // The longest item first: with items `a` and `a.b`, `a.b.c` is `c` of `a.b`.
        name.rmatch_indices('.').find_map(|(dot, _)| {
            let item = archive.find(year, &name[..dot])?;
            Some((item, Some(metric_called(archive, item, &name[dot + 1..])?)))
        })
    })
}

fn metric_called(archive: &Archive, item: ItemId, called: &str) -> Option<usize> {
    archive.metrics(item).iter().position(|found| found.id == called || found.name == called)
}

/// The field of that key, by the keys of the file's own shape; an unknown key only where the record has it.
fn field_of(archive: &Archive, item: ItemId, metric: Option<usize>, key: &str) -> Option<Name> {
    let shape = &archive.files.get(item.file)?.shape;
    let known: Option<Field> = match metric {
        None => shape.item_field(key),
        Some(_) => shape.metric_field(key),
    };
    known.map(Name::Field).or_else(|| {
        let (_, record) = archive.record(item)?;
        let block = metric.map_or(Some(&record.item), |at| record.metrics.get(at))?;
        let name = Name::Other(key.into());
        block.slot(&name).map(|slot| slot.name.clone())
    })
}

fn lost(archive: &Archive, year: Option<Year>, name: &str, wish: Wish) -> Lost {
    let others = archive.years.iter().filter(|other| **other != year);
    let having: Vec<Year> =
        others.filter(|other| record(archive, **other, name, wish).is_some()).copied().flatten().collect();
    if !having.is_empty() {
        return Lost::Elsewhere(having);
    }
    let series = archive.all_series();
    let ids = archive.ids();
    let known = ids.iter().map(String::as_str).chain(series.iter().map(|series| series.id.as_str()));
    Lost::Unknown(near(name, known).into_iter().map(str::to_string).collect())
}
