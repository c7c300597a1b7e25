//! The archive: its files, and what follows from all of them together. Derived from the texts, never edited itself.

use crate::model::category::Category;
use crate::model::category::Outline;
use crate::model::entry;
use crate::model::entry::Entry;
use crate::model::entry::Total;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::model::series::Series;
use crate::model::view::View;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::edit::Place;
use crate::store::file::ABOUT;
use crate::store::file::File;
use crate::store::file::Text;
use crate::store::known;
use crate::store::link;
use crate::store::link::Links;
use crate::store::ordered::Ordered;
use crate::store::parallel;
use crate::store::problem::Problem;
use crate::store::record::Block;
use crate::store::record::Form;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// The title; empty where none is given.
    pub title: String,
    /// How years are shown and typed.
    pub calendar: Calendar,
    /// The categories of all years.
    pub outline: Outline,
    /// The files, in the order they were handed over. A file keeps its number.
    pub files: Vec<File>,
    /// The years that have records, in order. None stands for files that belong to no year.
    pub years: Vec<Option<Year>>,
    /// What is wrong, file by file.
    pub problems: Vec<Problem>,
    /// Questions kept under a name.
    pub views: Vec<View>,
    series: HashMap<String, Series>,
    /// What the outline was made of.
    categories: Vec<Category>,
    /// What the problems were made of, beside the files themselves.
    links: Links,
    /// Where in the outline the categories stand that each file's records name.
    places: Vec<Vec<Option<usize>>>,
    replaced: BTreeMap<usize, File>,
}

/// As many bytes are worth a thread.
const MANY: usize = 1 << 18;

/// Which item: good until its file is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId {
    /// The file's number.
    pub file: usize,
    /// The record's number in it.
    pub record: usize,
}

impl Archive {
    /// The archive of these files. Never fails: what is wrong is among the problems, and the rest is there.
    pub fn read(mut texts: Vec<Text>) -> Archive {
        let is_about = |text: &Text| text.path.file_name().is_some_and(|name| name == ABOUT);
        // The calendar decides what `year = 108` means, so the file that states it comes first.
        let about = texts.iter().position(is_about).map(|at| (at, File::read(texts.remove(at), Calendar::default())));
        let stated = about.as_ref().and_then(|(_, file)| file.about.as_ref());
        let calendar = stated.map_or(Calendar::default(), |about| about.calendar);
        let bytes: usize = texts.iter().filter_map(|text| text.text.as_ref().ok()).map(String::len).sum();
        let read = |text: Text| File::read(text, calendar);
        // Few are read sooner than a thread begins.
        let mut files: Vec<File> =
            if bytes < MANY { texts.into_iter().map(read).collect() } else { parallel::map(texts, read) };
        if let Some((at, about)) = about {
            files.insert(at, about);
        }
        let mut archive = Archive { calendar, files, ..Archive::default() };
        archive.derive();
        archive
    }

    /// The archive of files that are read.
    pub fn of(files: Vec<File>, calendar: Calendar) -> Archive {
        let mut archive = Archive { calendar, files, ..Archive::default() };
        archive.derive();
        archive
    }

    /// Puts another text in the place of a file's. [`Archive::derive`] must follow before anything else is asked.
    pub fn replace(&mut self, file: usize, text: &str) {
        if let Some(new) = self.files.get(file).map(|found| found.with_text(text, self.calendar)) {
            self.exchange(file, new);
        }
    }

    /// Puts another in the place of a file that has been edited. [`Archive::derive`] must follow.
    pub fn exchange(&mut self, file: usize, new: File) {
        if let Some(found) = self.files.get_mut(file) {
            let old = std::mem::replace(found, new);
            self.replaced.entry(file).or_insert(old);
        }
    }

    /// Puts a file in the place of the awaited one of that number; false where none is awaited there any more.
    /// [`Archive::derive`] must follow.
    pub fn put(&mut self, file: usize, read: File) -> bool {
        let place = self.files.get_mut(file).filter(|file| file.is_awaited());
        place.map(|place| *place = read).is_some()
    }

    /// The files as they were when this was last asked, by their numbers: those that are others now. Where a record of
    /// one has gone to, [`crate::store::follow`] tells.
    pub fn take_replaced(&mut self) -> BTreeMap<usize, File> {
        std::mem::take(&mut self.replaced)
    }

    /// Puts a file as it is on disk into the archive: in the place of the one of that path, else behind the others. Gives
    /// its number; [`Archive::derive`] must follow.
    pub fn take(&mut self, text: Text) -> usize {
        let at = self.files.iter().position(|file| file.path == text.path);
        let file = File::read(text, self.calendar);
        match at {
            Some(at) => {
                let old = std::mem::replace(&mut self.files[at], file);
                self.replaced.entry(at).or_insert(old);
                at
            }
            None => {
                self.files.push(file);
                self.files.len() - 1
            }
        }
    }

    /// How many items there are in all.
    pub fn count(&self) -> usize {
        self.files.iter().map(File::count).sum()
    }

    /// The items of a year, in the order of the outline, then of the files.
    pub fn items(&self, year: Option<Year>) -> Vec<ItemId> {
        Ordered::of(self, year).iter().collect()
    }

    /// The index of each record's category in the outline, record by record; none where there is no such category.
    pub fn categories_of(&self, file: usize) -> impl Iterator<Item = Option<usize>> {
        let known = self.files.get(file).zip(self.places.get(file));
        known.into_iter().flat_map(|(file, places)| {
            file.known().categories_of().map(|category| places.get(category).copied().flatten())
        })
    }

    /// Where in the outline the categories stand that a file's records name ([`Known::categories`](known::Known::categories)).
    pub(super) fn places_of(&self, file: usize) -> &[Option<usize>] {
        self.places.get(file).map_or(&[], Vec::as_slice)
    }

    /// The record of an item, with the text it is a range of.
    pub fn record(&self, id: ItemId) -> Option<(&str, Cow<'_, Record>)> {
        let file = self.files.get(id.file)?;
        Some((&file.text, file.record(id.record)?))
    }

    /// The block of an item, a metric or an entry, with the text it is a range of.
    pub fn block(&self, file: usize, place: Place) -> Option<(&str, Block)> {
        let (text, record) = self.record(ItemId { file, record: place.record })?;
        Some((text, record.block(place.metric, place.entry)?.clone()))
    }

    /// An item's field as text; empty where it is absent.
    pub fn text(&self, id: ItemId, field: Field) -> Cow<'_, str> {
        self.record(id).map_or(Cow::Borrowed(""), |(text, record)| record.item.read(text, field))
    }

    /// The index of an item's category in the outline; none where there is no such category.
    pub fn category(&self, id: ItemId) -> Option<usize> {
        let category = self.files.get(id.file)?.known().category_of(id.record)?;
        *self.places.get(id.file)?.get(category)?
    }

    /// The year an item belongs to.
    pub fn year(&self, id: ItemId) -> Option<Year> {
        self.files.get(id.file)?.year
    }

    /// The item of that id in a year; of several, the first.
    pub fn find(&self, year: Option<Year>, id: &str) -> Option<ItemId> {
        if id.is_empty() {
            return None;
        }
        let hash = known::hash(id);
        let files = self.files.iter().enumerate().filter(|(_, file)| file.year == year);
        let mut items =
            files.flat_map(|(at, file)| file.known().by_hash(hash).map(move |record| ItemId { file: at, record }));
        items.find(|item| self.text(*item, Field::Id) == id)
    }

    /// The first metric of that id in a year, with its number within the item.
    pub fn find_metric(&self, year: Option<Year>, id: &str) -> Option<(ItemId, usize)> {
        if id.is_empty() {
            return None;
        }
        let files = self.files.iter().enumerate().filter(|(_, file)| file.year == year);
        files
            .flat_map(|(at, file)| file.metric_of(id).map(|(record, metric)| (ItemId { file: at, record }, metric)))
            .next()
    }

    /// The ids of all items and metrics of all years, as they stand; one that several years have comes up for each.
    pub fn ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for file in &self.files {
            for record in file.records().iter() {
                let blocks = std::iter::once(&record.item).chain(&record.metrics);
                ids.extend(
                    blocks.map(|block| block.read(&file.text, Field::Id).into_owned()).filter(|id| !id.is_empty()),
                );
            }
        }
        ids
    }

    /// One of an item's metrics, with what its series says where it says nothing itself.
    pub fn metric(&self, id: ItemId, at: usize) -> Option<Metric> {
        let (text, record) = self.record(id)?;
        Some(self.resolved(text, record.metrics.get(at)?))
    }

    /// All of an item's metrics, with what their series say where they say nothing themselves.
    pub fn metrics(&self, id: ItemId) -> Vec<Metric> {
        self.record(id).map_or(Vec::new(), |(text, record)| self.metrics_of(text, &record))
    }

    /// The same of a record that is at hand, with the text it is a range of.
    pub fn metrics_of(&self, text: &str, record: &Record) -> Vec<Metric> {
        record.metrics.iter().map(|block| self.resolved(text, block)).collect()
    }

    /// The same metric in another year: of the item of the same id, else of whatever item carries the series.
    pub fn metric_in(&self, id: ItemId, at: usize, year: Option<Year>) -> Option<Metric> {
        let metric = self.metric(id, at)?;
        let own = self.find(year, &self.text(id, Field::Id)).and_then(|other| {
            let (text, record) = self.record(other)?;
            // A metric without an id is known by its name, which is the best that a hand-written file may have.
            let is_same =
                |other: &Metric| other.id == metric.id && (!metric.id.is_empty() || other.name == metric.name);
            let same = record.metrics.iter().position(|block| is_same(&self.resolved(text, block)))?;
            self.metric(other, same)
        });
        own.or_else(|| {
            self.series.contains_key(&metric.id).then_some(())?;
            let (other, at) = self.find_metric(year, &metric.id)?;
            self.metric(other, at)
        })
    }

    /// The series of that id.
    pub fn series(&self, id: &str) -> Option<&Series> {
        self.series.get(id)
    }

    /// All series, by id.
    pub fn all_series(&self) -> Vec<&Series> {
        let mut all: Vec<&Series> = self.series.values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// The metric of that block, with what its series says where it says nothing itself.
    pub fn resolved(&self, text: &str, block: &Block) -> Metric {
        let own = |field: Field| block.read(text, field);
        let bare = match block.form {
            Form::Number => block.head.of(text),
            Form::Header | Form::Inline => "",
        };
        let id = if bare.is_empty() { own(Field::Id).into_owned() } else { bare.to_string() };
        let series = self.series.get(&id);
        let or = |own: Cow<str>, other: Option<&str>| match (own.is_empty(), other) {
            (true, Some(other)) => other.to_string(),
            _ => own.into_owned(),
        };
        let name = or(own(Field::Name), series.map(|series| series.name.as_str()));
        let entries: Vec<Entry> = block.entries.iter().map(|entry| read_entry(text, entry)).collect();
        let total = total(text, block);
        let written = read_value(text, block);
        let derived = if written == Value::Gap { total.of(&entries) } else { None };
        Metric {
            name: if name.is_empty() { id.clone() } else { name },
            unit: or(own(Field::Unit), series.map(|series| series.unit.as_str())),
            value: derived.map_or(written, Value::Figure),
            derived: derived.is_some(),
            entries,
            total,
            approx: own(Field::Approx) == "true",
            target: Figure::read_toml(&own(Field::Target)).or(series.and_then(|series| series.target)),
            better: series.map_or(Default::default(), |series| series.better),
            note: own(Field::Note).into_owned(),
            formula: own(Field::Formula).into_owned(),
            id,
        }
    }

    /// Makes anew what follows from the files together: the outline, the years, the indices, the problems. Of what has not
    /// changed since this was last called, it costs next to nothing.
    pub fn derive(&mut self) {
        let about = self.files.iter().find_map(|file| file.about.clone()).unwrap_or_default();
        self.title = about.title;
        self.views = about.views;
        self.series = about.series.into_iter().map(|series| (series.id.clone(), series)).collect();
        let stated = !about.categories.is_empty();
        let categories = if stated { about.categories } else { self.used_categories() };
        let is_other = categories != self.categories;
        if is_other {
            self.outline = Outline::new(categories.clone());
            self.categories = categories;
        }

        let years: HashSet<Option<Year>> =
            self.files.iter().filter(|file| file.count() > 0 || file.year.is_some()).map(|file| file.year).collect();
        self.years = years.into_iter().collect();
        self.years.sort();

        self.places.resize(self.files.len(), Vec::new());
        for (at, file) in self.files.iter().enumerate() {
            if is_other || self.links.is_other(at, file) {
                self.places[at] = file.known().categories().iter().map(|id| self.outline.find(id)).collect();
            }
        }
        self.links.renew(&self.files);
        self.problems = link::problems(&self.files, &self.places, stated, &self.links);
    }

    /// `file:line` of an item.
    pub fn place_of(&self, id: ItemId) -> String {
        let Some((text, record)) = self.record(id) else { return String::new() };
        let (line, _) = crate::store::source::line_column(text, record.item.head.from());
        format!("{}:{line}", self.files[id.file].path.display())
    }

    /// The categories that items name, in the order they first do: the outline of an archive that states none.
    fn used_categories(&self) -> Vec<Category> {
        let mut seen = HashSet::new();
        let mut categories = Vec::new();
        for id in self.files.iter().flat_map(|file| file.known().categories()) {
            if !id.is_empty() && seen.insert(id) {
                let id = id.to_string();
                categories.push(Category { title: id.clone(), id, label: String::new(), per_year: Vec::new() });
            }
        }
        categories
    }
}

/// Whether a metric has no value, neither of its own nor from its entries; its series has none to lend.
pub(super) fn is_gap(text: &str, block: &Block) -> bool {
    block.slot(&Name::Field(Field::Value)).is_none() && derived(text, block).is_none()
}

/// What a metric's entries come to.
fn derived(text: &str, block: &Block) -> Option<Figure> {
    let entries: Vec<Entry> = block.entries.iter().map(|entry| read_entry(text, entry)).collect();
    total(text, block).of(&entries)
}

fn total(text: &str, block: &Block) -> Total {
    Total::from_name(&block.read(text, Field::Total)).unwrap_or_default()
}

fn read_entry(text: &str, block: &Block) -> Entry {
    Entry {
        on: entry::read_on(&block.read(text, Field::On)),
        value: read_value(text, block).figure(),
        note: block.read(text, Field::Note).into_owned(),
    }
}

fn read_value(text: &str, block: &Block) -> Value {
    let Some(slot) = block.slot(&Name::Field(Field::Value)) else { return Value::Gap };
    let raw = slot.value.of(text);
    match (value::string(raw), Figure::read_toml(raw)) {
        (None, Some(figure)) => Value::Figure(figure),
        _ => Value::Grade(value::plain(raw).into_owned()),
    }
}
