//! Which records are exported: all, or those of some years, in some categories, that a query finds.

use crate::insight::facts::Ground;
use crate::insight::find;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::year::Year;
use crate::search::query::Query;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use std::collections::HashSet;

/// What was asked for; where nothing is asked for, everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Years as typed, in either calendar.
    pub years: Vec<String>,
    /// What finds them.
    pub query: Query,
    /// Ids of categories; all below them count too.
    pub categories: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The items, by year, then outline.
    pub items: Vec<ItemId>,
    /// The categories that were named, by their place in the outline.
    pub categories: Vec<usize>,
    /// Nothing was asked for, so these are all.
    pub whole: bool,
}

/// Why a choice means nothing in this archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceError {
    /// This is no year, or one without records; and those that have some.
    Year(String, String),
    /// There is no such category.
    Category(String),
}

impl ChoiceError {
    /// What is wrong and what to do, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            ChoiceError::Year(typed, years) => words::export::YEAR.fill(lang, &[typed, years]),
            ChoiceError::Category(id) => words::export::CATEGORY.fill(lang, &[id]),
        }
    }
}

/// The records that were asked for, in the archive's order. A query may find none.
///
/// # Errors
/// A year or a category that the archive does not have is a slip, and is told.
pub fn choose(archive: &Archive, choice: &Choice) -> Result<Chosen, ChoiceError> {
    let years: Vec<Option<Year>> =
        choice.years.iter().map(|typed| read_year(archive, typed).map(Some)).collect::<Result<_, _>>()?;
    let find = |id: &String| archive.outline.find(id).ok_or_else(|| ChoiceError::Category(id.clone()));
    let categories: Vec<usize> = choice.categories.iter().map(find).collect::<Result<_, _>>()?;

    let found: Option<HashSet<ItemId>> = (!choice.query.is_empty()).then(|| {
        let found = find::all(&Ground::of(archive), &choice.query.unordered(), None);
        found.hits.iter().map(|hit| hit.item).collect()
    });
    let in_category = |id: &ItemId| {
        let own = archive.category(*id);
        categories.is_empty()
            || categories.iter().any(|chosen| own.is_some_and(|own| archive.outline.subtree(*chosen).contains(&own)))
    };
    let counts = |id: &ItemId| in_category(id) && found.as_ref().is_none_or(|found| found.contains(id));
    let chosen_years = archive.years.iter().filter(|year| years.is_empty() || years.contains(year));
    let items = chosen_years.flat_map(|year| archive.items(*year)).filter(counts).collect();
    let whole = years.is_empty() && categories.is_empty() && found.is_none();
    Ok(Chosen { items, categories, whole })
}

fn read_year(archive: &Archive, typed: &str) -> Result<Year, ChoiceError> {
    let year = Year::read(typed, archive.calendar).filter(|year| archive.years.contains(&Some(*year)));
    let all = || archive.years.iter().flatten().map(|year| year.show(archive.calendar)).collect::<Vec<_>>().join(", ");
    year.ok_or_else(|| ChoiceError::Year(typed.to_string(), all()))
}
