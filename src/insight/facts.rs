//! What is known of an item, a metric or a category: what a query's fields are answered from.

use crate::insight::check;
use crate::insight::found;
use crate::model::date::When;
use crate::model::field::Field;
use crate::model::metric;
use crate::model::metric::Change;
use crate::model::metric::Metric;
use crate::model::year::Year;
use crate::search::facts::Facts;
use crate::search::query::aspect::Aspect;
use crate::search::query::aspect::State;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::record::Record;
use crate::store::review;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::OnceLock;

/// Where the facts about items come from.
pub struct Ground<'a> {
    archive: &'a Archive,
    marked: Option<&'a HashSet<ItemId>>,
    flawed: Option<&'a HashSet<ItemId>>,
    checked: OnceLock<HashSet<ItemId>>,
    unsaved: OnceLock<HashSet<ItemId>>,
}

/// What is known of an item. Its metrics are read when they are first asked for.
pub struct ItemFacts<'g> {
    ground: &'g Ground<'g>,
    id: ItemId,
    metrics: OnceCell<Vec<Metric>>,
    /// How the one metric moved that these facts are of; none for the facts of the whole item.
    shown: Option<Option<Change>>,
}

/// What is known of a category, as a year prints it.
pub struct CategoryFacts<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// Its index in the outline.
    pub index: usize,
    /// The year.
    pub year: Option<Year>,
}

impl<'a> Ground<'a> {
    /// Facts of `archive`, in which the person has marked some items, and the check has found fault with others.
    pub fn new(archive: &'a Archive, marked: &'a HashSet<ItemId>, flawed: &'a HashSet<ItemId>) -> Ground<'a> {
        Ground { marked: Some(marked), flawed: Some(flawed), ..Ground::of(archive) }
    }

    /// Facts of an archive that nobody is at work on. It is checked when someone asks what is flawed.
    pub fn of(archive: &'a Archive) -> Ground<'a> {
        Ground { archive, marked: None, flawed: None, checked: OnceLock::new(), unsaved: OnceLock::new() }
    }

    /// The archive.
    pub fn archive(&self) -> &'a Archive {
        self.archive
    }

    /// About an item.
    pub fn item(&self, id: ItemId) -> ItemFacts<'_> {
        ItemFacts { ground: self, id, metrics: OnceCell::new(), shown: None }
    }

    /// About an item of which one metric counts, with the change that is shown of it.
    pub fn metric(&self, id: ItemId, metric: Metric, change: Option<Change>) -> ItemFacts<'_> {
        ItemFacts { ground: self, id, metrics: OnceCell::from(vec![metric]), shown: Some(change) }
    }

    fn is_flawed(&self, id: ItemId) -> bool {
        let checked = || self.checked.get_or_init(|| check::check(self.archive, false).flawed());
        self.flawed.unwrap_or_else(checked).contains(&id)
    }

    fn is_unsaved(&self, id: ItemId) -> bool {
        self.unsaved.get_or_init(|| unsaved(self.archive)).contains(&id)
    }
}

/// The items that differ from what is on disk.
fn unsaved(archive: &Archive) -> HashSet<ItemId> {
    let files = archive.files.iter().enumerate().filter(|(_, file)| file.is_unsaved());
    let of_file = files.flat_map(|(at, file)| {
        let saved = file.with_text(&file.saved, archive.calendar);
        let records = review::differences(&saved, file).into_iter().filter_map(|difference| difference.record);
        records.map(move |record| ItemId { file: at, record }).collect::<Vec<_>>()
    });
    of_file.collect()
}

/// The year of the archive before that one.
pub fn year_before(archive: &Archive, year: Option<Year>) -> Option<Year> {
    let at = archive.years.iter().position(|other| *other == year)?;
    *archive.years.get(at.checked_sub(1)?)?
}

impl Facts for ItemFacts<'_> {
    fn year(&self) -> Option<Year> {
        self.ground.archive.year(self.id)
    }

    fn texts(&self, aspect: Aspect) -> Vec<String> {
        let archive = self.ground.archive;
        let list = |field: Field| {
            let read = |(text, record): (&str, Cow<Record>)| {
                record.item.read_list(text, field).into_iter().map(|text| text.into_owned()).collect()
            };
            archive.record(self.id).map_or(Vec::new(), read)
        };
        let one = |field: Field| vec![archive.text(self.id, field).into_owned()];
        match aspect {
            Aspect::Title => one(Field::Title),
            Aspect::Id => one(Field::Id),
            Aspect::No => one(Field::No),
            Aspect::Text => one(Field::Text),
            Aspect::Source => one(Field::Source),
            Aspect::Name => list(Field::Names),
            Aspect::Tag => list(Field::Tags),
            Aspect::Category => {
                let category = archive.category(self.id);
                category.map_or(Vec::new(), |index| found::category_titles(archive, index, self.year()))
            }
            _ => Vec::new(),
        }
    }

    fn categories(&self) -> Vec<String> {
        let archive = self.ground.archive;
        match archive.category(self.id) {
            Some(index) => category_ids(archive, index),
            None => vec![archive.text(self.id, Field::Category).into_owned()],
        }
    }

    fn whens(&self) -> Vec<When> {
        let Some((text, record)) = self.ground.archive.record(self.id) else { return Vec::new() };
        record.item.read_list(text, Field::When).iter().filter_map(|iso| When::read_iso(iso)).collect()
    }

    fn is(&self, state: State) -> bool {
        let archive = self.ground.archive;
        match state {
            State::Unsaved => self.ground.is_unsaved(self.id),
            State::Marked => self.ground.marked.is_some_and(|marked| marked.contains(&self.id)),
            State::Flawed => self.ground.is_flawed(self.id),
            State::New => year_before(archive, self.year())
                .is_some_and(|before| archive.find(Some(before), &archive.text(self.id, Field::Id)).is_none()),
            State::Unfiled => archive.category(self.id).is_none(),
            State::Partial => archive.category(self.id).is_some_and(|index| is_partial(archive, index, self.year())),
            _ => false,
        }
    }

    fn metrics(&self) -> &[Metric] {
        self.metrics.get_or_init(|| self.ground.archive.metrics(self.id))
    }

    fn change(&self, at: usize) -> Option<Change> {
        if let Some(shown) = self.shown {
            return shown;
        }
        let archive = self.ground.archive;
        let before = archive.metric_in(self.id, at, Some(year_before(archive, self.year())?))?;
        Some(metric::change(&before, self.metrics().get(at)?))
    }
}

impl Facts for CategoryFacts<'_> {
    fn year(&self) -> Option<Year> {
        self.year
    }

    fn texts(&self, aspect: Aspect) -> Vec<String> {
        let titles = || found::category_titles(self.archive, self.index, self.year);
        let category = self.archive.outline.get(self.index);
        match aspect {
            Aspect::Title => titles().into_iter().take(1).collect(),
            Aspect::Category => titles(),
            Aspect::Id => category.map(|category| category.id.clone()).into_iter().collect(),
            Aspect::No => {
                let label = |year| category.map(|category| category.label(year).to_string());
                self.year.and_then(label).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn categories(&self) -> Vec<String> {
        category_ids(self.archive, self.index)
    }

    fn whens(&self) -> Vec<When> {
        Vec::new()
    }

    fn is(&self, state: State) -> bool {
        state == State::Partial && is_partial(self.archive, self.index, self.year)
    }

    fn metrics(&self) -> &[Metric] {
        &[]
    }

    fn change(&self, _: usize) -> Option<Change> {
        None
    }
}

fn category_ids(archive: &Archive, index: usize) -> Vec<String> {
    let all = std::iter::once(index).chain(archive.outline.ancestors(index));
    all.filter_map(|index| archive.outline.get(index)).map(|category| category.id.clone()).collect()
}

fn is_partial(archive: &Archive, index: usize, year: Option<Year>) -> bool {
    let per_year = year.and_then(|year| archive.outline.get(index)?.in_year(year));
    per_year.is_some_and(|per_year| per_year.partial)
}

#[cfg(test)]
mod tests;
