//! The chosen records as a report for people: years, headings, items and metrics in reading order, each said as the
//! screen says it. Markdown and HTML are two dresses of this.

mod measure;

use crate::exchange::choice::Chosen;
use crate::insight::found;
use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::date::When;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::series::Judgement;
use crate::model::year::Year;
use crate::safe::Safe;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::record::Name;
use std::collections::HashMap;
use std::collections::HashSet;

/// A report.
pub(super) struct Report {
    /// The archive's title, or what it is called without one.
    pub(super) title: String,
    /// The years that have chosen records, in order.
    pub(super) years: Vec<YearPart>,
}

/// A year of a report.
pub(super) struct YearPart {
    /// The year as a heading.
    pub(super) heading: String,
    /// Its headings in reading order, those below one directly behind it.
    pub(super) sections: Vec<Section>,
}

/// A heading, and what stands directly below it.
pub(super) struct Section {
    /// How many headings stand above it in the outline.
    pub(super) depth: usize,
    /// The numeral and the title that this year prints.
    pub(super) heading: String,
    /// What is to be said of it, such as that the source is cut off.
    pub(super) remark: String,
    /// Its items.
    pub(super) items: Vec<Item>,
}

/// An item.
pub(super) struct Item {
    /// Its number as printed.
    pub(super) no: String,
    /// What it is called.
    pub(super) title: String,
    /// The lines of its text.
    pub(super) text: Vec<String>,
    /// What else is known: what it is called, and the value.
    pub(super) facts: Vec<(String, String)>,
    /// Its metrics.
    pub(super) metrics: Vec<Measure>,
}

/// A metric.
pub(super) struct Measure {
    /// What is measured.
    pub(super) name: String,
    /// The value with its unit, a grade, or `—`.
    pub(super) value: String,
    /// How it moved since the last year before that has a value; empty where there is none.
    pub(super) change: String,
    /// What that means.
    pub(super) judgement: Judgement,
    /// What should be reached, with a sign whether it was.
    pub(super) target: String,
    /// Remark and formula.
    pub(super) note: String,
    /// Its values in all years that have one: the year as shown, the value, whether it is this year's.
    pub(super) points: Vec<(String, Figure, bool)>,
}

/// The report of the chosen records.
pub(super) fn of(archive: &Archive, chosen: &Chosen, lang: Lang) -> Report {
    let teller = Teller { archive, lang, metrics: series::by_key(archive) };
    let year_of = |year: &Option<Year>| {
        let items: Vec<ItemId> = chosen.items.iter().filter(|id| archive.year(**id) == *year).copied().collect();
        let sections = teller.sections(*year, &items, chosen.whole);
        (!sections.is_empty()).then(|| YearPart { heading: teller.heading(*year), sections })
    };
    let title = if archive.title.is_empty() { words::export::TITLE.say(lang) } else { archive.title.as_str() };
    Report { title: line(title), years: archive.years.iter().filter_map(year_of).collect() }
}

struct Teller<'a> {
    archive: &'a Archive,
    lang: Lang,
    metrics: HashMap<Key, Vec<Stand>>,
}

impl Teller<'_> {
    fn year(&self, year: Option<Year>) -> String {
        year.map_or(words::NO_YEAR.say(self.lang).to_string(), |year| year.show(self.archive.calendar))
    }

    fn heading(&self, year: Option<Year>) -> String {
        let shown = self.year(year);
        if year.is_some() { words::export::REPORT_YEAR.fill(self.lang, &[&shown]) } else { shown }
    }

    /// The headings that have an item at or below them; of a whole year also those whose source is cut off, since an empty
    /// heading would say that nothing was done.
    fn sections(&self, year: Option<Year>, items: &[ItemId], whole: bool) -> Vec<Section> {
        let outline = &self.archive.outline;
        let mut by_category: HashMap<Option<usize>, Vec<ItemId>> = HashMap::new();
        items.iter().for_each(|id| by_category.entry(self.archive.category(*id)).or_default().push(*id));
        let is_partial = |index: usize| {
            year.is_some_and(|year| {
                outline.get(index).and_then(|category| category.in_year(year)).is_some_and(|said| said.partial)
            })
        };
        let all = 0..outline.categories().len();
        let own = all.filter(|index| by_category.contains_key(&Some(*index)) || (whole && is_partial(*index)));
        let shown: HashSet<usize> =
            own.flat_map(|index| std::iter::once(index).chain(outline.ancestors(index)).collect::<Vec<_>>()).collect();
        let mut sections = Vec::new();
        for (index, category) in outline.categories().iter().enumerate().filter(|(index, _)| shown.contains(index)) {
            let (label, title) = match year {
                Some(year) => (category.label(year), category.title(year)),
                None => (category.label.as_str(), category.title.as_str()),
            };
            let heading = line(format!("{label} {title}").trim());
            let remark = words::PARTIAL_YEAR.fill(self.lang, &[&self.year(year)]);
            let remark = if is_partial(index) { remark } else { String::new() };
            let items = self.items(by_category.remove(&Some(index)).unwrap_or_default());
            sections.push(Section { depth: outline.depth(index), heading, remark, items });
        }
        if let Some(rest) = by_category.remove(&None) {
            let heading = words::UNFILED.say(self.lang).to_string();
            sections.push(Section { depth: 0, heading, remark: String::new(), items: self.items(rest) });
        }
        sections
    }

    fn items(&self, ids: Vec<ItemId>) -> Vec<Item> {
        ids.into_iter().map(|id| self.item(id)).collect()
    }

    fn item(&self, id: ItemId) -> Item {
        let text = self.archive.text(id, Field::Text);
        Item {
            no: line(&self.archive.text(id, Field::No)),
            title: line(&found::title(self.archive, id)),
            text: text.lines().map(line).collect(),
            facts: self.facts(id),
            metrics: self.measures(id),
        }
    }

    /// The item's fields that are neither title nor text, those the format does not know included.
    fn facts(&self, id: ItemId) -> Vec<(String, String)> {
        let Some((text, record)) = self.archive.record(id) else { return Vec::new() };
        let calendar = self.archive.calendar;
        let when = |iso: &str| When::read_iso(iso).map_or(iso.to_string(), |when| when.show(calendar));
        let fact = |field: Field, words: crate::lang::Words| {
            let values = record.item.read_list(text, field).into_iter();
            let values: Vec<String> =
                values.map(|value| if field == Field::When { when(&value) } else { value.into_owned() }).collect();
            (words.say(self.lang).to_string(), line(&values.join(words::export::REPORT_BETWEEN.say(self.lang))))
        };
        let known = [
            fact(Field::When, words::FIELD_WHEN),
            fact(Field::Names, words::FIELD_NAMES),
            fact(Field::Tags, words::FIELD_TAGS),
            fact(Field::Source, words::FIELD_SOURCE),
        ];
        let other = record.item.slots.iter().filter_map(|slot| match &slot.name {
            Name::Other(key) => Some((line(key), line(&slot.list(text).join("; ")))),
            Name::Field(_) => None,
        });
        known.into_iter().chain(other).filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// A text as a reader may see it: what a screen would hide, or obey, is shown, as on a terminal.
fn line(text: &str) -> String {
    Safe::new(text).into_string()
}
