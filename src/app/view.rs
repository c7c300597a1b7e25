//! What the panes show: rows derived from the archive, made anew when what they derive from changes, never per frame.

pub mod entries;
pub mod past;
pub mod record;

use crate::app::line::Room;
use crate::app::wrap;
use crate::insight::facts::CategoryFacts;
use crate::insight::facts::Ground;
use crate::insight::found;
use crate::insight::series::Stand;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::metric;
use crate::model::metric::Change;
use crate::model::metric::Metric;
use crate::model::year::Year;
use crate::safe::Safe;
use crate::search::marks;
use crate::search::query::Language;
use crate::search::query::Query;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::ordered::Ordered;
use crate::store::ordered::Run;
use crate::store::record::Name;
use std::collections::HashSet;

/// The rows of every pane.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The outline of the year, folded as it is.
    pub categories: Vec<CategoryRow>,
    /// The items of the chosen category. What each looks like, [`item_row`] tells where it shows.
    pub items: Run,
    /// The widest of their numbers, so that the column does not move while they scroll.
    pub widest_no: String,
    /// The metrics of the chosen item.
    pub metrics: Vec<MetricRow>,
    /// The years that the metrics pane puts side by side, earlier first.
    pub years: Vec<Option<Year>>,
    /// The fields of the chosen item or metric, the metric's entries behind them.
    pub fields: Vec<FieldRow>,
    /// What the metric's entries come to month by month.
    pub months: Vec<MonthRow>,
    /// The lines that those take in the record pane, at its present width.
    pub lines: Vec<RecordLine>,
}

/// One line of the record pane: a part of a field's value, or a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLine {
    /// What it shows.
    pub of: LineOf,
    /// The bytes of what the field shows ([`FieldRow::shown`]) that stand on this line; of a month, none.
    pub range: std::ops::Range<usize>,
    /// Whether it is the field's first line, which carries its label.
    pub first: bool,
}

/// What a line of the record pane shows; in the order they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineOf {
    /// A field, as an index into [`View::fields`].
    Field(usize),
    /// A month, as an index into [`View::months`].
    Month(usize),
}

/// A month that has entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRow {
    /// Its name, with the year where that is another than the record's.
    pub label: String,
    /// What its entries come to.
    pub figure: Figure,
    /// The same with its unit.
    pub shown: String,
}

/// A category with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryRow {
    /// Its index in the outline; none for the items that have no category.
    pub index: Option<usize>,
    /// How many stand above it.
    pub depth: usize,
    /// The numeral, as this year prints it.
    pub label: String,
    /// The title, as this year prints it.
    pub title: String,
    /// Items in it and below it.
    pub count: usize,
    /// Whether something stands below it, and whether that is hidden.
    pub fold: Option<bool>,
    /// This year's source is cut off here.
    pub partial: bool,
    /// This year has no such heading.
    pub absent: bool,
}

/// An item in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    /// Which.
    pub id: ItemId,
    /// Its printed number.
    pub no: String,
    /// Its title, or what stands in for one.
    pub title: String,
    /// The category it begins, where a category that has others below it is listed whole: the numbers begin anew there.
    pub section: String,
    /// Whether it is a part of the item before, as `1.(2)` is.
    pub is_sub: bool,
    /// How many metrics it has.
    pub metrics: usize,
    /// Whether something is wrong with it.
    pub flawed: bool,
}

/// A metric, with the same one of another year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricRow {
    /// Its number within the item.
    pub at: usize,
    /// The metric of the year shown.
    pub metric: Metric,
    /// One metric for each of [`View::years`]; none where that year has no such metric.
    pub by_year: Vec<Option<Metric>>,
    /// How it moved between the two, where both have it.
    pub change: Option<Change>,
    /// Its figures in the archive's last years ([`past::YEARS`]), where three at least have one in the unit of the year shown; a
    /// year without one is a gap. Else empty.
    pub past: Vec<Option<Figure>>,
}

/// A field of the record below, or an entry of the metric: an entry is one row for all of its fields, named by its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// The record, metric or entry it belongs to.
    pub place: Place,
    /// Which field.
    pub name: Name,
    /// Its name in the interface's language; an unknown key by itself.
    pub label: String,
    /// Its value as it is shown; empty where the field is absent.
    pub value: String,
    /// What stands in for a value that the record does not state: its series'.
    pub inherited: String,
}

impl FieldRow {
    /// What the record pane shows: the value, or what stands in for it.
    pub fn shown(&self) -> &str {
        if self.value.is_empty() { &self.inherited } else { &self.value }
    }
}

/// The lines that fields, and a month each, take in a pane of that width.
pub fn lines(fields: &[FieldRow], months: &[MonthRow], room: Room) -> Vec<RecordLine> {
    let mut lines = Vec::new();
    for (field, row) in fields.iter().enumerate() {
        for (at, part) in wrap::wrap(row.shown(), room.width, room.cells).into_iter().enumerate() {
            lines.push(RecordLine { of: LineOf::Field(field), range: part.range, first: at == 0 });
        }
    }
    lines.extend((0..months.len()).map(|month| RecordLine { of: LineOf::Month(month), range: 0..0, first: true }));
    lines
}

/// What a view depends on, besides the archive.
pub struct Lens<'a> {
    /// The year shown.
    pub year: Option<Year>,
    /// Ids of categories whose subtrees are hidden.
    pub folded: &'a HashSet<String>,
    /// What the categories, the items and the metrics must match to be shown.
    pub filters: &'a [String; 3],
    /// The items that something is wrong with.
    pub flawed: &'a HashSet<ItemId>,
    /// How the filters are read.
    pub language: Language<'a>,
    /// What is known of the items beyond their text.
    pub ground: Ground<'a>,
    /// The interface's language.
    pub lang: Lang,
}

/// The outline of the year with counts. A filter shows what matches and what stands above it.
pub fn categories(archive: &Archive, items: &Ordered, lens: &Lens) -> Vec<CategoryRow> {
    let outline = &archive.outline;
    let unfiled = items.unfiled().len();
    let query = Query::in_language(&lens.filters[0], &lens.language);
    let wanted: HashSet<usize> = (0..outline.categories().len())
        .filter(|index| {
            let category = &outline.categories()[*index];
            let title = lens.year.map_or(category.title.as_str(), |year| category.title(year));
            marks::matches_known(&query, &[title], &CategoryFacts { archive, index: *index, year: lens.year })
        })
        .flat_map(|index| std::iter::once(index).chain(outline.ancestors(index)))
        .collect();
    let rows = outline.rows(|id| query.is_empty() && lens.folded.contains(id));
    let mut rows: Vec<CategoryRow> = rows
        .into_iter()
        .filter(|row| wanted.contains(&row.index))
        .map(|row| {
            let category = &outline.categories()[row.index];
            let per_year = lens.year.and_then(|year| category.in_year(year));
            CategoryRow {
                index: Some(row.index),
                depth: row.depth,
                label: lens.year.map_or(category.label.as_str(), |year| category.label(year)).to_string(),
                title: lens.year.map_or(category.title.as_str(), |year| category.title(year)).to_string(),
                count: items.within(outline.subtree(row.index)).len(),
                fold: (outline.subtree(row.index).len() > 1).then(|| lens.folded.contains(&category.id)),
                partial: per_year.is_some_and(|per_year| per_year.partial),
                absent: per_year.is_some_and(|per_year| per_year.absent),
            }
        })
        .collect();
    if unfiled > 0 && query.is_empty() {
        let title = words::UNFILED.say(lens.lang).to_string();
        rows.push(CategoryRow { title, count: unfiled, ..CategoryRow::unfiled() });
    }
    rows
}

impl CategoryRow {
    fn unfiled() -> CategoryRow {
        CategoryRow {
            index: None,
            depth: 0,
            label: String::new(),
            title: String::new(),
            count: 0,
            fold: None,
            partial: false,
            absent: false,
        }
    }

    /// Whether an item of that category belongs to this row.
    pub fn holds(&self, archive: &Archive, category: Option<usize>) -> bool {
        match (self.index, category) {
            (Some(index), Some(category)) => archive.outline.subtree(index).contains(&category),
            (None, None) => true,
            _ => false,
        }
    }
}

/// The items of a category, or of the whole year where nothing is chosen.
pub fn items(archive: &Archive, all: &Ordered, chosen: Option<&CategoryRow>, lens: &Lens) -> Run {
    let items = all_items(archive, all, chosen.map(|row| row.index));
    let query = Query::in_language(&lens.filters[1], &lens.language);
    if query.is_empty() {
        return items;
    }
    items.iter().filter(|id| answers(&lens.ground, &query, *id)).collect()
}

/// All items of a category, or of the whole year where nothing is chosen.
pub fn all_items(archive: &Archive, all: &Ordered, chosen: Option<Option<usize>>) -> Run {
    match chosen {
        Some(Some(index)) => all.within(archive.outline.subtree(index)),
        Some(None) => all.unfiled(),
        None => all.all(),
    }
}

/// Whether an item is one that the filter shows.
pub fn answers(ground: &Ground, query: &Query, id: ItemId) -> bool {
    marks::matches_known(query, &[&found::title(ground.archive(), id)], &ground.item(id))
}

/// What the item of that number in the list looks like. Only what shows is asked for: a list may have a million.
pub fn item_row(archive: &Archive, items: &Run, at: usize, chosen: Option<usize>, lens: &Lens) -> Option<ItemRow> {
    let id = items.get(at)?;
    let (text, record) = archive.record(id)?;
    let no = record.item.read(text, Field::No).into_owned();
    let category = archive.category(id);
    let before = at.checked_sub(1).and_then(|at| items.get(at)).map_or(chosen, |id| archive.category(id));
    let named = category.filter(|_| category != before).and_then(|index| archive.outline.get(index));
    Some(ItemRow {
        id,
        section: named.map_or(String::new(), |category| {
            lens.year.map_or(category.title.as_str(), |year| category.title(year)).to_string()
        }),
        is_sub: no.contains(".("),
        no,
        title: found::title(archive, id),
        metrics: record.metrics.len(),
        flawed: lens.flawed.contains(&id),
    })
}

/// The widest of their numbers, of a long list of the first.
pub fn widest_no(archive: &Archive, items: &Run) -> String {
    let numbers = items.iter().take(MANY).map(|id| archive.text(id, Field::No));
    numbers.max_by_key(|no| Safe::new(no).width()).map_or(String::new(), |no| no.into_owned())
}

/// As many items are looked at for the width of a column.
const MANY: usize = 1000;

/// The metrics of an item, each beside the same one of the other year.
pub fn metrics(archive: &Archive, id: Option<ItemId>, years: &[Option<Year>], lens: &Lens) -> Vec<MetricRow> {
    let Some(id) = id else { return Vec::new() };
    let query = Query::in_language(&lens.filters[2], &lens.language);
    let metrics = archive.metrics(id).into_iter().enumerate();
    metrics
        .filter_map(|(at, metric)| {
            let in_year = |year: &Option<Year>| match *year == lens.year {
                true => Some(metric.clone()),
                false => archive.metric_in(id, at, *year),
            };
            let by_year: Vec<Option<Metric>> = years.iter().map(in_year).collect();
            let change = match by_year.as_slice() {
                [Some(before), Some(after)] => Some(metric::change(before, after)),
                _ => None,
            };
            if !marks::matches_known(&query, &[&metric.name], &lens.ground.metric(id, metric.clone(), change)) {
                return None;
            }
            let past = past::figures(archive, Stand { year: lens.year, item: id, at, metric: metric.clone() });
            Some(MetricRow { at, metric, by_year, change, past })
        })
        .collect()
}
