//! What the archive says now: which record a row is of, and what the export writes in each of its cells.

use crate::exchange::choice;
use crate::exchange::choice::Choice;
use crate::exchange::choice::Chosen;
use crate::exchange::import::Key;
use crate::exchange::import::row::Asked;
use crate::exchange::import::wish;
use crate::exchange::table::Cell;
use crate::exchange::tables;
use crate::exchange::tables::Tables;
use crate::insight::found;
use crate::lang::Lang;
use crate::lang::words::import as words;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::typed;
use std::collections::BTreeSet;
use std::collections::HashMap;

/// The archive, as rows meet it.
pub(super) struct Index<'a> {
    pub(super) archive: &'a Archive,
    tables: Tables,
    /// Each item's row in the table of items, and its first in that of metrics.
    rows: HashMap<ItemId, (usize, usize)>,
    /// The entries by what tells them: year, item, metric and date, as a format may have blurred them.
    entries: HashMap<(Option<Year>, [String; 3]), Vec<EntryId>>,
    by_title: HashMap<(Option<Year>, String), Vec<ItemId>>,
    /// The ids that a title has in a category, in all years.
    by_work: HashMap<(String, String), BTreeSet<String>>,
    paths: HashMap<(Option<Year>, String), String>,
    /// Whether the archive states its outline, so that a category has to be one of it.
    pub(super) is_outlined: bool,
}

/// An entry of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct EntryId {
    /// The item.
    pub(super) item: ItemId,
    /// Which of its metrics.
    pub(super) metric: usize,
    /// Which of the metric's entries.
    pub(super) entry: usize,
    /// Its row in the table of entries.
    row: usize,
}

impl<'a> Index<'a> {
    pub(super) fn new(archive: &'a Archive) -> Index<'a> {
        let all = choice::choose(archive, &Choice::default());
        let chosen = all.unwrap_or(Chosen { items: Vec::new(), categories: Vec::new(), whole: true });
        let mut index = Index {
            archive,
            tables: tables::of(archive, &chosen),
            rows: HashMap::new(),
            entries: HashMap::new(),
            by_title: HashMap::new(),
            by_work: HashMap::new(),
            paths: HashMap::new(),
            is_outlined: archive
                .files
                .iter()
                .filter_map(|file| file.about.as_ref())
                .any(|about| !about.categories.is_empty()),
        };
        let (mut metrics, mut entries) = (0, 0);
        for (row, id) in chosen.items.iter().enumerate() {
            index.rows.insert(*id, (row, metrics));
            let record = archive.record(*id);
            for (metric, block) in record.iter().flat_map(|(_, record)| record.metrics.iter().enumerate()) {
                for entry in 0..block.entries.len() {
                    index.put_entry(EntryId { item: *id, metric, entry, row: entries });
                    entries += 1;
                }
            }
            metrics += archive.record(*id).map_or(0, |(_, record)| record.metrics.len());
            let (year, title) = (archive.year(*id), archive.text(*id, Field::Title).trim().to_string());
            let own = archive.text(*id, Field::Id);
            if !own.is_empty() {
                let category = archive.text(*id, Field::Category).into_owned();
                index.by_work.entry((title.clone(), category)).or_default().insert(own.into_owned());
            }
            index.by_title.entry((year, title)).or_default().push(*id);
            let path = found::category_path(archive, *id, year);
            index.paths.entry((year, path)).or_insert_with(|| archive.text(*id, Field::Category).into_owned());
        }
        index
    }

    /// Which item the row is of. In words why that cannot be told.
    pub(super) fn key(&self, asked: &Asked, lang: Lang) -> Result<Key, String> {
        let (id, title) = (asked.item(Field::Id), asked.item(Field::Title));
        if !id.is_empty() {
            let old = self.archive.find(asked.year, &id);
            return Ok(old.map_or(Key::Id(asked.year, id.into_owned()), Key::Old));
        }
        if title.is_empty() {
            return Err(words::NO_ITEM.fill(lang, &[]));
        }
        let said = asked.item(Field::Category);
        let category = self.category(asked.year, &said).unwrap_or_default();
        let of_category = |id: &&ItemId| said.is_empty() || self.archive.text(**id, Field::Category) == category;
        let titled = self.by_title.get(&(asked.year, title.to_string())).into_iter().flatten();
        let same: Vec<ItemId> = titled.filter(of_category).copied().collect();
        match same.as_slice() {
            [] => Ok(Key::Title(asked.year, title.into_owned(), category)),
            [one] => Ok(Key::Old(*one)),
            _ => Err(words::MANY_TITLED.fill(lang, &[&title])),
        }
    }

    /// The id of the items of that title and category, whatever their year; none where there is none, or more than one.
    pub(super) fn id_elsewhere(&self, title: &str, category: &str) -> Option<&str> {
        let mut ids = self.by_work.get(&(title.to_string(), category.to_string()))?.iter();
        ids.next().filter(|_| ids.next().is_none()).map(String::as_str)
    }

    /// The category that is meant: by its id, by its titles from the top down, or by its own title where only one has it.
    pub(super) fn category(&self, year: Option<Year>, said: &str) -> Option<String> {
        if self.archive.outline.find(said).is_some() {
            return Some(said.to_string());
        }
        let by_path = || self.paths.get(&(year, said.to_string())).filter(|id| !id.is_empty()).cloned();
        let path = |index: usize| {
            let mut path: Vec<usize> = std::iter::once(index).chain(self.archive.outline.ancestors(index)).collect();
            path.reverse();
            let titles = path.into_iter().filter_map(|index| self.archive.outline.get(index));
            titles.map(|of| year.map_or(of.title.as_str(), |year| of.title(year))).collect::<Vec<_>>().join(" › ")
        };
        let all = 0..self.archive.outline.categories().len();
        let id = |index: usize| self.archive.outline.get(index).map(|category| category.id.clone());
        let by_outline = || all.clone().find(|index| path(*index) == said).and_then(id);
        let by_title = || {
            let title = |index: &usize| {
                self.archive
                    .outline
                    .get(*index)
                    .is_some_and(|of| of.title == said || year.is_some_and(|year| of.title(year) == said))
            };
            let mut same = all.clone().filter(title);
            same.next().filter(|_| same.next().is_none()).and_then(id)
        };
        by_path().or_else(by_outline).or_else(by_title)
    }

    /// What the export says of an item's field, or of a metric's; none of a field that it has no column for.
    pub(super) fn now(&self, id: ItemId, metric: Option<usize>, field: Field) -> Option<&Cell> {
        let (item, first) = *self.rows.get(&id)?;
        let (table, row) = match metric {
            None => (&self.tables.items, item),
            Some(at) => (&self.tables.metrics, first + at),
        };
        let row = table.rows.get(row)?;
        let cell = |name: &str| table.find(name).and_then(|at| row.get(at));
        match (metric, field) {
            (Some(_), Field::Id) => cell("metric"),
            (Some(_), Field::Value) => cell("value").filter(|cell| **cell != Cell::Empty).or_else(|| cell("grade")),
            _ => cell(field.key()),
        }
    }

    fn put_entry(&mut self, id: EntryId) {
        let names = ["item", "metric", "date"].map(|column| wish::blur(&self.of_entry(id, column).flat()));
        self.entries.entry((self.archive.year(id.item), names)).or_default().push(id);
    }

    /// The entries of that year, item, metric and date, by their ids and as the export writes them.
    pub(super) fn entries(&self, year: Option<Year>, names: [&str; 3]) -> &[EntryId] {
        self.entries.get(&(year, names.map(wish::blur))).map_or(&[], Vec::as_slice)
    }

    /// The entries of a metric that have this date, in their order.
    pub(super) fn entries_of(&self, item: ItemId, metric: usize, iso: &str) -> impl Iterator<Item = EntryId> {
        let id = self.archive.text(item, Field::Id);
        let of = self.archive.metric(item, metric).map_or(String::new(), |metric| metric.id);
        let all = self.entries(self.archive.year(item), [&id, &of, iso]);
        all.iter().copied().filter(move |entry| entry.item == item && entry.metric == metric)
    }

    /// What the export says of an entry in one of its columns.
    pub(super) fn of_entry(&self, id: EntryId, column: &str) -> &Cell {
        self.tables.entries.rows.get(id.row).map_or(&Cell::Empty, |row| self.tables.entries.cell(row, column))
    }

    /// A field as the file writes it.
    pub(super) fn written(&self, id: ItemId, place: Place, field: Field) -> Option<&str> {
        let (text, record) = self.archive.record(id)?;
        Some(record.block(place.metric, place.entry)?.slot(&Name::Field(field))?.value.of(text))
    }

    /// The titles of the item's category, as the export writes them.
    pub(super) fn path(&self, id: ItemId) -> String {
        found::category_path(self.archive, id, self.archive.year(id))
    }

    /// What the export says of the keys that the format does not know.
    pub(super) fn other(&self, id: ItemId, metric: Option<usize>) -> &Cell {
        let row = self.rows.get(&id);
        match (row, metric) {
            (Some((item, _)), None) => self.tables.items.cell(&self.tables.items.rows[*item], "other"),
            (Some((_, first)), Some(at)) => self.tables.metrics.cell(&self.tables.metrics.rows[first + at], "other"),
            (None, _) => &Cell::Empty,
        }
    }

    /// The record's own text of a field, if it has the key: what a series says is not its own.
    pub(super) fn own(&self, id: ItemId, metric: Option<usize>, field: Field) -> Option<String> {
        let (_, record) = self.archive.record(id)?;
        let block = metric.map_or(Some(&record.item), |at| record.metrics.get(at))?;
        let name = Name::Field(field);
        block.slot(&name)?;
        Some(typed::text(self.archive, id.file, Place { record: id.record, metric, entry: None }, &name))
    }

    /// The item's metrics of that id; else those without an id of that name, or the one of that name.
    pub(super) fn metrics(&self, id: ItemId, key: &str) -> Vec<usize> {
        let all: Vec<_> = self.archive.metrics(id).into_iter().enumerate().collect();
        if key.is_empty() {
            let nameless = all.iter().filter(|(_, metric)| metric.id.is_empty() && metric.name.is_empty());
            return nameless.map(|(at, _)| *at).collect();
        }
        let by_id: Vec<usize> = all.iter().filter(|(_, metric)| metric.id == key).map(|(at, _)| *at).collect();
        if !by_id.is_empty() {
            return by_id;
        }
        let named = |bare: bool| -> Vec<usize> {
            let same = all.iter().filter(|(_, metric)| metric.name.trim() == key && (metric.id.is_empty() || !bare));
            same.map(|(at, _)| *at).collect()
        };
        let bare = named(true);
        if bare.is_empty() { named(false) } else { bare }
    }

    /// What a record is called at a shell.
    pub(super) fn name(&self, id: ItemId, metric: Option<usize>) -> String {
        let own = self.archive.text(id, Field::Id);
        let item = if own.is_empty() { found::title(self.archive, id) } else { own.into_owned() };
        let year = self.archive.year(id).map_or(String::new(), |year| format!("@{}", year.show(self.archive.calendar)));
        match metric.and_then(|at| self.archive.metric(id, at)) {
            Some(metric) if metric.id.is_empty() => format!("{item}.{}{year}", metric.name),
            Some(metric) => format!("{item}.{}{year}", metric.id),
            None => format!("{item}{year}"),
        }
    }
}

/// By what the row's metric is known: its id, else its name. Empty where it has neither.
pub(super) fn metric_key(asked: &Asked) -> String {
    let (id, name) = (asked.metric(Field::Id), asked.metric(Field::Name));
    if id.is_empty() { name.into_owned() } else { id.into_owned() }
}
