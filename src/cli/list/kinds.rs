//! What can be listed: the rows of each kind, and which of their columns a person is shown.

use crate::cli::columns;
use crate::exchange::choice::Chosen;
use crate::exchange::columns::Def;
use crate::exchange::table::Cell;
use crate::exchange::table::Column;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::exchange::tables::Tables;
use crate::insight::facts::Ground;
use crate::insight::find;
use crate::lang::Words;
use crate::model::field::Field;
use crate::model::metric::Value;
use crate::model::view::View;
use crate::model::year::Year;
use crate::search::query::Language;
use crate::search::query::Query;
use crate::store::address;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::file::ABOUT;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

/// A kind of thing that can be listed.
pub(super) struct Kind {
    /// Its name on the command line.
    pub(super) name: &'static str,
    /// What help says of it.
    pub(super) says: &'static str,
    /// The rows among the chosen records.
    pub(super) list: for<'a> fn(&'a Archive, &'a Chosen, &Kept) -> Listing<'a>,
    /// The columns that a person is shown.
    pub(super) shown: &'static [&'static str],
}

/// The queries kept under a name.
pub(super) struct Kept<'a> {
    /// How they are read, with all of them.
    pub(super) language: Language<'a>,
    /// The file in which the person's own are; empty where there are none.
    pub(super) file: &'a str,
}

/// Rows, and the name that leads to what the row of a number is of.
pub(super) struct Listing<'a> {
    pub(super) table: Table,
    pub(super) name: Box<dyn Fn(usize) -> Option<String> + 'a>,
}

/// Every kind; the first where none is said.
pub(super) const KINDS: &[Kind] = &[
    Kind { name: "items", says: "The items", list: items, shown: &["year_shown", "id", "title", "metrics"] },
    Kind {
        name: "metrics",
        says: "Every metric",
        list: metrics,
        shown: &["year_shown", "metric", "name", "value", "unit"],
    },
    Kind {
        name: "series",
        says: "The metrics that live through the years",
        list: series,
        shown: &["id", "name", "unit", "better", "target", "years"],
    },
    Kind { name: "categories", says: "The outline", list: categories, shown: &["items", "title", "id"] },
    Kind { name: "years", says: "The years", list: years, shown: &["year_shown", "items", "metrics", "gaps"] },
    Kind { name: "tags", says: "The tags", list: tags, shown: &["tag", "items", "years"] },
    Kind { name: "names", says: "Who and where", list: names, shown: &["name", "items", "years"] },
    Kind {
        name: "views",
        says: "The queries kept under a name",
        list: views,
        shown: &["view", "query", "items", "from"],
    },
];

fn items<'a>(archive: &'a Archive, chosen: &'a Chosen, _: &Kept) -> Listing<'a> {
    let all = tables::of(archive, chosen);
    let mut table = pick(&all.items, &["year", "year_shown", "id", "category", "no", "title", "tags"]);
    let counts = chosen.items.iter().map(|item| count(metrics_of(archive, *item)));
    add(&mut table, "metrics", counts.collect());
    Listing { table, name: Box::new(|row| address::name(archive, *chosen.items.get(row)?)) }
}

fn metrics<'a>(archive: &'a Archive, chosen: &'a Chosen, _: &Kept) -> Listing<'a> {
    let all = tables::of(archive, chosen);
    let columns = ["year", "year_shown", "item", "metric", "name", "value", "grade", "unit", "approx", "target", "met"];
    let each = |item: &ItemId| (0..metrics_of(archive, *item)).map(move |at| (*item, at)).collect::<Vec<_>>();
    let places: Vec<(ItemId, usize)> = chosen.items.iter().flat_map(each).collect();
    let name = move |row: usize| places.get(row).and_then(|(item, at)| address::metric_name(archive, *item, *at));
    Listing { table: pick(&all.metrics, &columns), name: Box::new(name) }
}

fn series<'a>(archive: &'a Archive, chosen: &'a Chosen, _: &Kept) -> Listing<'a> {
    let Tables { series, metrics, .. } = tables::of(archive, chosen);
    let mut years: HashMap<&str, BTreeSet<Year>> = HashMap::new();
    for row in &metrics.rows {
        let of = years.entry(metrics.cell(row, "series").as_text()).or_default();
        if let Cell::Count(year) = metrics.cell(row, "year") {
            of.extend(i32::try_from(*year).ok().and_then(Year::new));
        }
    }
    let mut table = pick(&series, &["id", "name", "unit", "better", "target"]);
    let of = |row: &Vec<Cell>| years.get(row[0].as_text()).map_or(Cell::Empty, |years| shown(archive, years));
    let cells = table.rows.iter().map(of).collect();
    add(&mut table, "years", cells);
    Listing { name: known(table.rows.iter().map(|row| Some(row[0].as_text().to_string()))), table }
}

fn categories<'a>(archive: &'a Archive, chosen: &'a Chosen, _: &Kept) -> Listing<'a> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let outline = &archive.outline;
    for index in chosen.items.iter().filter_map(|item| archive.category(*item)) {
        for index in std::iter::once(index).chain(outline.ancestors(index)) {
            *counts.entry(outline.get(index).map_or("", |category| &category.id)).or_default() += 1;
        }
    }
    let mut table = pick(&tables::of(archive, chosen).categories, &["id", "parent", "label", "title"]);
    // Of one year alone, as that year prints them.
    let of: BTreeSet<Option<Year>> = chosen.items.iter().map(|item| archive.year(*item)).collect();
    if let (1, Some(Some(year))) = (of.len(), of.first()) {
        for row in &mut table.rows {
            if let Some(category) = outline.find(row[0].as_text()).and_then(|index| outline.get(index)) {
                (row[2], row[3]) = (Cell::text(category.label(*year)), Cell::text(category.title(*year)));
            }
        }
    }
    let cells = table.rows.iter().map(|row| count(counts.get(row[0].as_text()).copied().unwrap_or(0))).collect();
    add(&mut table, "items", cells);
    Listing { name: known(table.rows.iter().map(|row| Some(row[0].as_text().to_string()))), table }
}

fn years<'a>(archive: &'a Archive, chosen: &'a Chosen, _: &Kept) -> Listing<'a> {
    let mut table = empty("years", &["year", "year_shown", "items", "metrics", "gaps"]);
    for year in &archive.years {
        let items: Vec<ItemId> = chosen.items.iter().copied().filter(|item| archive.year(*item) == *year).collect();
        if items.is_empty() && !chosen.whole {
            continue;
        }
        let metrics: Vec<_> = items.iter().flat_map(|item| archive.metrics(*item)).collect();
        let gaps = metrics.iter().filter(|metric| metric.value == Value::Gap).count();
        table.rows.push(vec![
            tables::gregorian(*year),
            tables::shown(archive, *year),
            count(items.len()),
            count(metrics.len()),
            count(gaps),
        ]);
    }
    let names = table.rows.iter().map(|row| Some(row[1].as_text()).filter(|year| !year.is_empty()).map(str::to_string));
    Listing { name: known(names), table }
}

fn tags<'a>(archive: &'a Archive, chosen: &'a Chosen, _: &Kept) -> Listing<'a> {
    words(archive, chosen, Field::Tags, "tag")
}

fn names<'a>(archive: &'a Archive, chosen: &'a Chosen, _: &Kept) -> Listing<'a> {
    words(archive, chosen, Field::Names, "name")
}

/// The views with how many of the chosen items each finds. Of two of one name only that which counts is there.
fn views<'a>(archive: &'a Archive, chosen: &'a Chosen, kept: &Kept) -> Listing<'a> {
    let (ground, all) = (Ground::of(archive), chosen.items.iter().collect::<HashSet<_>>());
    let row = |(is_own, view): (bool, &View)| {
        let query = Query::in_language(&view.query, &kept.language);
        let found =
            find::all(&ground, &query.unordered(), None).hits.iter().filter(|hit| all.contains(&hit.item)).count();
        let file = if is_own { kept.file } else { ABOUT };
        let from = Cell::text(format!("{file}:{}", view.line));
        vec![Cell::text(view.name.as_str()), Cell::text(view.query.as_str()), count(found), from]
    };
    let rows: Vec<Vec<Cell>> = kept.language.named_views().map(row).collect();
    let name = known(rows.iter().map(|row| Some(format!("@{}", row[0].as_text()))));
    Listing { table: Table { rows, ..empty("views", &["view", "query", "items", "from"]) }, name }
}

/// The words of a list field, in their own order, each with how many items have it and in which years.
fn words(archive: &Archive, chosen: &Chosen, field: Field, name: &'static str) -> Listing<'static> {
    let mut all: BTreeMap<String, (usize, BTreeSet<Year>)> = BTreeMap::new();
    for item in &chosen.items {
        let Some((text, record)) = archive.record(*item) else { continue };
        let own: BTreeSet<String> = record.item.read_list(text, field).into_iter().map(String::from).collect();
        for word in own {
            let (count, years) = all.entry(word).or_default();
            *count += 1;
            years.extend(archive.year(*item));
        }
    }
    let mut table = empty(if name == "tag" { "tags" } else { "names" }, &[name, "items", "years"]);
    for (word, (items, years)) in &all {
        table.rows.push(vec![Cell::text(word.as_str()), count(*items), shown(archive, years)]);
    }
    Listing { table, name: known(all.into_keys().map(Some)) }
}

/// Names that are at hand, row by row.
fn known(names: impl Iterator<Item = Option<String>>) -> Box<dyn Fn(usize) -> Option<String>> {
    let names: Vec<Option<String>> = names.collect();
    Box::new(move |row| names.get(row).cloned().flatten())
}

fn shown(archive: &Archive, years: &BTreeSet<Year>) -> Cell {
    Cell::list(years.iter().map(|year| year.show(archive.calendar)).collect())
}

fn metrics_of(archive: &Archive, item: ItemId) -> usize {
    archive.record(item).map_or(0, |(_, record)| record.metrics.len())
}

fn count(count: usize) -> Cell {
    Cell::Count(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A table without rows, of columns that answers have.
fn empty(name: &'static str, columns: &[&str]) -> Table {
    let defs = columns.iter().filter_map(|name| def(name)).map(Def::column).collect();
    Table { columns: defs, ..tables::empty(name, Words { en: "", zh: "" }, &[]) }
}

fn def(name: &str) -> Option<&'static Def> {
    columns::LISTED.iter().chain(columns::FOUND).find(|def| def.name == name)
}

/// The table with these of its columns, in this order.
fn pick(table: &Table, names: &[&str]) -> Table {
    let places: Vec<usize> = names.iter().filter_map(|name| table.find(name)).collect();
    let columns: Vec<Column> = places.iter().filter_map(|at| table.columns.get(*at)).cloned().collect();
    let columns = columns.into_iter().map(|column| Column { part: crate::exchange::table::Part::Own, ..column });
    let row = |row: &Vec<Cell>| places.iter().filter_map(|at| row.get(*at)).cloned().collect();
    Table { columns: columns.collect(), rows: table.rows.iter().map(row).collect(), ..table.clone() }
}

/// Puts a column behind the others.
fn add(table: &mut Table, name: &str, cells: Vec<Cell>) {
    table.columns.extend(def(name).map(Def::column));
    for (row, cell) in table.rows.iter_mut().zip(cells) {
        row.push(cell);
    }
}
