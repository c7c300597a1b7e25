//! Rows into changes of the archive: what differs is set, what is new is added, nothing is deleted.
//!
//! A row is of an item, by its year and id, and may be of one of that item's metrics, by its id. Many rows may be of one item;
//! what they say of it has to agree. A cell is compared with what the export says in its place, so that a file that was
//! exported and not changed says nothing new, whatever its format can hold.

mod entries;
mod fresh;
mod index;
mod row;
mod steps;
mod wish;

#[cfg(test)]
mod tests;

use crate::exchange::given::Given;
use crate::exchange::import::index::Index;
use crate::exchange::import::row::Asked;
use crate::exchange::import::steps::rounds;
use crate::exchange::import::steps::told;
use crate::exchange::import::wish::Wish;
use crate::exchange::mapping::Mapping;
use crate::lang::Lang;
use crate::lang::words::import as words;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::apply;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::Place;
use crate::store::file::Text;
use crate::store::record::Name;
use std::collections::HashMap;
use std::collections::HashSet;
use std::path::PathBuf;

/// How rows are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The year of rows that name none.
    pub year: Option<Year>,
    /// An empty cell takes the field away, where it has a column at all.
    pub clear_empty: bool,
    /// The language that faults are told in.
    pub lang: Lang,
}

/// A table, and what its columns mean.
#[derive(Clone, Copy, Debug)]
pub struct Source<'g> {
    /// The table.
    pub given: &'g Given,
    /// What its columns mean.
    pub mapping: &'g Mapping,
}

/// What an import comes to.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Files to be made, each with its path below the archive and its text; they come behind the archive's own, in order.
    pub made: Vec<(PathBuf, String)>,
    /// The changes, in the order in which they are to be made.
    pub steps: Vec<Step>,
    /// The rows that cannot be taken; the changes are of all others.
    pub faults: Vec<Fault>,
    /// What there is of what.
    pub counts: Counts,
}

impl Plan {
    /// How many rows cannot be taken.
    pub fn bad_rows(&self) -> usize {
        let place = |fault: &Fault| (fault.table.clone(), fault.row.clone());
        self.faults.iter().map(place).collect::<HashSet<_>>().len()
    }
}

/// One change.
#[derive(Clone, Debug)]
pub struct Step {
    /// The number of the file.
    pub file: usize,
    /// The change.
    pub change: Change,
    /// What it does, for the person.
    pub told: String,
}

/// How many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that are taken, also those that say nothing new.
    pub rows: usize,
    /// Fields that get another value, or lose theirs.
    pub fields: usize,
    /// New items.
    pub items: usize,
    /// New metrics, on old items or new ones.
    pub metrics: usize,
    /// New dated entries of metrics.
    pub entries: usize,
    /// Rows that say what another row says.
    pub repeats: usize,
}

/// Why a row cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The sheet; empty where the file is one table.
    pub table: String,
    /// The row, as the file's own program counts.
    pub row: String,
    /// The column; empty where it is the whole row.
    pub column: String,
    /// What is wrong.
    pub told: String,
}

impl Fault {
    /// Where and what, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        let sheet = if self.table.is_empty() { String::new() } else { words::IN_SHEET.fill(lang, &[&self.table]) };
        let row = words::IN_ROW.fill(lang, &[&self.row]);
        let column = if self.column.is_empty() { String::new() } else { words::IN_COLUMN.fill(lang, &[&self.column]) };
        format!("{sheet}{row}{column}: {}", self.told)
    }
}

/// The changes that the rows ask for. Nothing is changed yet.
///
/// Entries of what only other rows make, as those of a whole export in an empty archive, are planned once that is made.
pub fn plan(archive: &Archive, sources: &[Source], options: Options) -> Plan {
    let (mut plan, waiting) = plan_once(archive, sources, options);
    let entries: Vec<Source> = sources.iter().copied().filter(|source| source.mapping.is_of_entries()).collect();
    if !waiting || plan.counts.items + plan.counts.metrics == 0 {
        return plan;
    }
    let Some(archive) = made(archive, &plan) else { return plan };
    let (more, _) = plan_once(&archive, &entries, options);
    let rows = plan.counts.rows + plan.bad_rows();
    plan.faults.retain(|fault| entries.iter().all(|source| source.given.name != fault.table));
    plan.faults.extend(more.faults);
    plan.steps.extend(more.steps);
    plan.counts.fields += more.counts.fields;
    plan.counts.entries += more.counts.entries;
    plan.counts.rows = rows - plan.bad_rows();
    plan
}

/// The archive that comes of a plan; none where some change of it is refused, as it will be when it is made.
fn made(archive: &Archive, plan: &Plan) -> Option<Archive> {
    let mut archive = archive.clone();
    for (path, text) in &plan.made {
        archive.take(Text { path: path.clone(), text: Ok(text.clone()), locked: None });
    }
    archive.derive();
    let changes = plan.steps.iter().map(|step| (step.file, step.change.clone())).collect();
    apply::apply(&mut archive, changes).ok()?;
    archive.derive();
    Some(archive)
}

/// As [`plan`], of the archive as it is; and whether entries wait for what is not there.
fn plan_once(archive: &Archive, sources: &[Source], options: Options) -> (Plan, bool) {
    let mut planner = Planner {
        index: Index::new(archive),
        options,
        plan: Plan::default(),
        items: Vec::new(),
        by_key: HashMap::new(),
        entries: Vec::new(),
        totalled: HashSet::new(),
    };
    let mut entries = Vec::new();
    for source in sources {
        for row in &source.given.rows {
            planner.plan.counts.rows += 1;
            match row::sort(*source, row, archive, options) {
                Ok(asked) if source.mapping.is_of_entries() => entries.push(asked),
                Ok(asked) => planner.take(asked),
                Err(faults) => planner.plan.faults.extend(faults),
            }
        }
    }
    let taken = entries::take(&planner.index, entries, options, &mut planner.plan);
    (planner.entries, planner.totalled) = (taken.added, taken.metrics);
    (planner.finish(), taken.waiting)
}

/// Which item rows are of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Old(ItemId),
    /// A new one of that id, in that year.
    Id(Option<Year>, String),
    /// A new one without an id: its title and category.
    Title(Option<Year>, String, String),
}

/// What all rows together say of an item.
struct ItemPlan {
    key: Key,
    /// Where it is first spoken of.
    place: Fault,
    fields: Vec<(Field, Wish)>,
    metrics: Vec<MetricPlan>,
}

/// What a row says of a metric.
struct MetricPlan {
    /// Its id, or its name where it has none.
    key: String,
    /// Which of the item's metrics it is; none for a new one.
    old: Option<usize>,
    place: Fault,
    fields: Vec<(Field, Wish)>,
}

struct Planner<'a> {
    index: Index<'a>,
    options: Options,
    plan: Plan,
    items: Vec<ItemPlan>,
    by_key: HashMap<Key, usize>,
    /// The entries to be added.
    entries: Vec<Step>,
    /// The metrics, by file, whose entries the rows have: what these come to follows from them, whatever a row says of it.
    totalled: HashSet<(usize, Place)>,
}

impl Planner<'_> {
    /// Takes a row in, all of it or nothing.
    fn take(&mut self, asked: Asked) {
        if let Err(faults) = self.try_take(&asked) {
            self.plan.faults.extend(faults);
        }
    }

    fn try_take(&mut self, asked: &Asked) -> Result<(), Vec<Fault>> {
        let key = self.index.key(asked, self.options.lang).map_err(|told| vec![asked.fault(None, told)])?;
        let old = if let Key::Old(id) = key { Some(id) } else { None };
        let known = self.by_key.get(&key).copied();
        let fields = wish::of_item(&self.index, asked, old, self.options.lang)?;
        let metric = match asked.metric.is_empty() {
            true => None,
            false => Some(self.metric(asked, old, known)?),
        };
        if let Some(known) = known {
            agree(&self.items[known].fields, &fields, asked, &self.items[known].place, self.options.lang)?;
        }
        let at = known.unwrap_or_else(|| {
            self.by_key.insert(key.clone(), self.items.len());
            self.items.push(ItemPlan {
                key,
                place: asked.fault(None, String::new()),
                fields: Vec::new(),
                metrics: Vec::new(),
            });
            self.items.len() - 1
        });
        let item = &mut self.items[at];
        for (field, wish) in fields {
            match item.fields.iter_mut().find(|(of, _)| *of == field) {
                // An empty cell says nothing where another row of the item says something.
                Some((_, before)) if *before == Wish::Empty => *before = wish,
                Some(_) => {}
                None => item.fields.push((field, wish)),
            }
        }
        match metric {
            Some(Some(metric)) => item.metrics.push(metric),
            Some(None) => self.plan.counts.repeats += 1,
            None => {}
        }
        Ok(())
    }

    /// What the row says of its metric; none where an earlier row says the same.
    fn metric(
        &self,
        asked: &Asked,
        old: Option<ItemId>,
        known: Option<usize>,
    ) -> Result<Option<MetricPlan>, Vec<Fault>> {
        let lang = self.options.lang;
        let key = index::metric_key(asked);
        let there = old.map_or(Vec::new(), |id| self.index.metrics(id, &key));
        if key.is_empty() && there.is_empty() {
            return Err(vec![asked.fault(None, words::NO_METRIC.fill(lang, &[]))]);
        }
        let before: Vec<&MetricPlan> =
            known.map_or(Vec::new(), |at| self.items[at].metrics.iter().filter(|metric| metric.key == key).collect());
        let target = there.get(before.len()).copied();
        let plan = |old_metric: Option<usize>| {
            let fields = wish::of_metric(&self.index, asked, old.zip(old_metric), lang)?;
            Ok(MetricPlan { key: key.clone(), old: old_metric, place: asked.fault(None, String::new()), fields })
        };
        match before.last() {
            // As many as the item has of them, in their order: a metric's id may repeat.
            _ if target.is_some() => plan(target).map(Some),
            None => plan(None).map(Some),
            Some(last) => {
                let again = plan(last.old)?;
                agree(&last.fields, &again.fields, asked, &last.place, lang)?;
                Ok(None)
            }
        }
    }

    fn finish(mut self) -> Plan {
        let items = std::mem::take(&mut self.items);
        let (mut added, mut new) = (Vec::new(), Vec::new());
        for item in items {
            let Key::Old(id) = item.key else {
                new.push(item);
                continue;
            };
            let name = self.index.name(id, None);
            self.set(id, None, &name, &item.fields);
            for metric in item.metrics {
                match metric.old {
                    Some(at) => {
                        let name = self.index.name(id, Some(at));
                        self.set(id, Some(at), &name, &metric.fields);
                    }
                    None => added.push((id, metric)),
                }
            }
        }
        rounds(&mut self.plan.steps);
        self.plan.steps.append(&mut self.entries);
        added.sort_by_key(|(id, _): &(ItemId, MetricPlan)| id.file);
        for (id, metric) in added {
            match fresh::metric(&self.index, id, &metric, self.options.lang) {
                Ok(step) => {
                    self.plan.counts.metrics += 1;
                    self.plan.steps.push(step);
                }
                Err(told) => self.plan.faults.push(Fault { told, ..metric.place }),
            }
        }
        fresh::items(&self.index, new, self.options.lang, &mut self.plan);
        let number = |row: &str| row.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<usize>>();
        self.plan.faults.sort_by_cached_key(|fault| (fault.table.clone(), number(&fault.row)));
        self.plan.counts.rows -= self.plan.bad_rows();
        self.plan
    }

    fn is_totalled(&self, id: ItemId, metric: Option<usize>) -> bool {
        let derived = |at: usize| self.index.archive.metric(id, at).is_some_and(|metric| metric.derived);
        metric.is_some_and(|at| self.totalled.contains(&(id.file, Place::metric(id.record, at))) && derived(at))
    }

    /// The fields of a record that is there.
    fn set(&mut self, id: ItemId, metric: Option<usize>, name: &str, fields: &[(Field, Wish)]) {
        let place = Place { record: id.record, metric, entry: None };
        for (field, wish) in fields {
            if *field == Field::Value && self.is_totalled(id, metric) {
                continue;
            }
            let field_name = Name::Field(*field);
            let named = if *field == Field::Value { name.to_string() } else { format!("{name}:{}", field.key()) };
            let (change, told) = match wish {
                Wish::Set { new, before, after } => {
                    (Change::Set(place, field_name, new.clone()), told(&named, before, after, self.options.lang))
                }
                Wish::Empty if self.options.clear_empty && !matches!(field, Field::Id | Field::Title) => {
                    let Some(before) = self.index.own(id, metric, *field) else { continue };
                    (Change::Clear(place, field_name), told(&named, &before, "", self.options.lang))
                }
                _ => continue,
            };
            self.plan.counts.fields += 1;
            self.plan.steps.push(Step { file: id.file, change, told });
        }
    }
}

/// Whether a row says of each field what an earlier one says, if both say anything.
fn agree(
    before: &[(Field, Wish)],
    now: &[(Field, Wish)],
    asked: &Asked,
    place: &Fault,
    lang: Lang,
) -> Result<(), Vec<Fault>> {
    let differs = |(field, wish): &&(Field, Wish)| {
        let other = before.iter().find(|(of, _)| of == field).map(|(_, other)| other);
        *wish != Wish::Empty && other.is_some_and(|other| *other != Wish::Empty && !other.is_same(wish))
    };
    let fault = |(field, _): &(Field, Wish)| asked.fault(Some(*field), words::ROWS_DIFFER.fill(lang, &[&place.row]));
    let faults: Vec<Fault> = now.iter().filter(differs).map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
