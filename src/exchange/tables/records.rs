//! Items, their metrics and the entries of these into rows.

use crate::exchange::columns;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables::empty;
use crate::exchange::tables::gregorian;
use crate::exchange::tables::shown;
use crate::insight::found;
use crate::lang::Words;
use crate::model::date::When;
use crate::model::entry;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::parallel;
use crate::store::record::Block;
use crate::store::record::Name;
use crate::store::record::Slot;
use crate::store::value;

const ITEMS: Words = Words { en: "The records.", zh: "項目。" };
const METRICS: Words = Words { en: "The metrics of the records.", zh: "項目的指標。" };
const ENTRIES: Words = Words { en: "The dated entries of metrics.", zh: "指標的逐筆紀錄。" };

/// Rows of the tables of items, of their metrics and of the entries of these.
pub(in crate::exchange) struct Rows {
    pub(in crate::exchange) items: Table,
    pub(in crate::exchange) metrics: Table,
    pub(in crate::exchange) entries: Table,
}

/// As many items are a turn of a thread.
pub(in crate::exchange) const TURN: usize = 1000;

/// The tables of these items, by all cores.
pub(in crate::exchange) fn tables(archive: &Archive, ids: &[ItemId]) -> Rows {
    let mut all = Rows::none();
    for part in parallel::map(ids.chunks(TURN).collect(), |ids| Rows::of(archive, ids, None)) {
        let mut part = part.after(all.counts());
        all.items.rows.append(&mut part.items.rows);
        all.metrics.rows.append(&mut part.metrics.rows);
        all.entries.rows.append(&mut part.entries.rows);
    }
    all
}

impl Rows {
    fn none() -> Rows {
        let items = Table {
            key: &["key"],
            references: &[("category", "categories", "id")],
            ..empty("items", ITEMS, columns::ITEMS)
        };
        let metrics = Table {
            key: &["key"],
            references: &[("item_key", "items", "key"), ("series", "series", "id")],
            ..empty("metrics", METRICS, columns::METRICS)
        };
        let entries = Table {
            key: &["key"],
            references: &[("metric_key", "metrics", "key")],
            ..empty("entries", ENTRIES, columns::ENTRIES)
        };
        Rows { items, metrics, entries }
    }

    /// Those of these items. Where only the table of a name is wanted, the rows of the others have no cells.
    pub(in crate::exchange) fn of(archive: &Archive, ids: &[ItemId], only: Option<&str>) -> Rows {
        let Rows { mut items, mut metrics, mut entries } = Rows::none();
        let is_wanted = |table: &Table| only.is_none_or(|only| only == table.name);
        let wanted = [&items, &metrics, &entries].map(is_wanted);
        let cells = |is_wanted: bool, cells: &dyn Fn() -> Vec<Cell>| if is_wanted { cells() } else { Vec::new() };
        for id in ids {
            let Some((text, record)) = archive.record(*id) else { continue };
            let key = next_key(&items);
            for (block, metric) in record.metrics.iter().zip(archive.metrics_of(text, &record)) {
                let item = item_of_metric(archive, *id, text, &record.item);
                for entry in &block.entries {
                    let keys = [next_key(&entries), next_key(&metrics)];
                    let of_entry =
                        || keys.clone().into_iter().chain(entry_cells(&item, &metric, text, entry)).collect();
                    entries.rows.push(cells(wanted[2], &of_entry));
                }
                let keys = [next_key(&metrics), key.clone()];
                metrics.rows.push(match wanted[1] {
                    true => {
                        let accept = block.read_list(text, Field::Accept).into_iter().map(String::from).collect();
                        let own = metric_cells(archive, metric, Cell::list(accept), other(text, block));
                        keys.into_iter().chain(item).chain(own).collect()
                    }
                    false => Vec::new(),
                });
            }
            let of_item = || [key.clone()].into_iter().chain(item_cells(archive, *id, text, &record.item)).collect();
            items.rows.push(cells(wanted[0], &of_item));
        }
        Rows { items, metrics, entries }
    }

    /// How many of each there are.
    pub(in crate::exchange) fn counts(&self) -> [i64; 3] {
        [&self.items, &self.metrics, &self.entries].map(|table| table.rows.len() as i64)
    }

    /// The same behind so many others: their keys go on from those.
    pub(in crate::exchange) fn after(mut self, [items, metrics, entries]: [i64; 3]) -> Rows {
        go_on(&mut self.items, &[items]);
        go_on(&mut self.metrics, &[metrics, items]);
        go_on(&mut self.entries, &[entries, metrics]);
        self
    }
}

/// Adds these to the first cells of each row, which are keys.
fn go_on(table: &mut Table, from: &[i64]) {
    for (cell, from) in table.rows.iter_mut().flat_map(|row| row.iter_mut().zip(from)) {
        if let Cell::Count(key) = cell {
            *key += from;
        }
    }
}

/// Keys count from 1: what names a record in its file may be missing, or be there twice.
fn next_key(table: &Table) -> Cell {
    Cell::Count(table.rows.len() as i64 + 1)
}

fn item_cells(archive: &Archive, id: ItemId, text: &str, item: &Block) -> [Cell; 14] {
    let year = archive.year(id);
    let read = |field: Field| Cell::text(item.read(text, field));
    let list = |field: Field| item.read_list(text, field).into_iter().map(String::from);
    // A range may be written short; what is no date stays as it is.
    let iso = |when: String| When::read_iso(&when).map_or(when, When::to_iso);
    [
        gregorian(year),
        shown(archive, year),
        read(Field::Id),
        read(Field::Category),
        Cell::text(found::category_path(archive, id, year)),
        read(Field::No),
        read(Field::Title),
        read(Field::Text),
        Cell::list(list(Field::When).map(iso).collect()),
        Cell::list(list(Field::Names).collect()),
        Cell::list(list(Field::Tags).collect()),
        read(Field::Source),
        Cell::list(list(Field::Accept).collect()),
        other(text, item),
    ]
}

/// What is joined to a metric of its item.
fn item_of_metric(archive: &Archive, id: ItemId, text: &str, item: &Block) -> [Cell; 5] {
    let year = archive.year(id);
    let read = |field: Field| Cell::text(item.read(text, field));
    [gregorian(year), shown(archive, year), read(Field::Id), read(Field::Category), read(Field::Title)]
}

fn metric_cells(archive: &Archive, metric: Metric, accept: Cell, other: Cell) -> [Cell; 15] {
    let met = metric.meets_target();
    let series = archive.series(&metric.id).map_or("", |series| &series.id);
    let (value, grade) = match metric.value {
        Value::Figure(figure) => (Cell::Figure(figure), Cell::Empty),
        Value::Grade(grade) => (Cell::Empty, Cell::text(grade)),
        Value::Gap => (Cell::Empty, Cell::Empty),
    };
    [
        Cell::text(metric.id.as_str()),
        Cell::text(series),
        Cell::text(metric.name),
        value,
        grade,
        Cell::text(metric.unit),
        Cell::text(if metric.entries.is_empty() { "" } else { metric.total.name() }),
        Cell::Flag(metric.derived),
        Cell::Flag(metric.approx),
        metric.target.into(),
        met.into(),
        Cell::text(metric.note),
        Cell::text(metric.formula),
        accept,
        other,
    ]
}

/// An entry, with what is joined to it of its metric and of that one's item.
fn entry_cells(item: &[Cell; 5], metric: &Metric, text: &str, entry: &Block) -> [Cell; 10] {
    let [year, shown, id, ..] = item.clone();
    let on = entry.read(text, Field::On);
    let value = entry.slot(&Name::Field(Field::Value)).map_or("", |slot| slot.value.of(text));
    [
        year,
        shown,
        id,
        Cell::text(metric.id.as_str()),
        Cell::text(metric.name.as_str()),
        Cell::text(entry::read_on(&on).map_or(on.into_owned(), |date| When::at(date).to_iso())),
        Figure::read_toml(value).into(),
        Cell::text(metric.unit.as_str()),
        Cell::text(entry.read(text, Field::Note)),
        other(text, entry),
    ]
}

/// The keys of a block that the format does not know.
fn other(text: &str, block: &Block) -> Cell {
    let pair = |slot: &Slot| match &slot.name {
        Name::Other(key) => Some((key.to_string(), any(text, slot))),
        Name::Field(_) => None,
    };
    let pairs: Vec<(String, Cell)> = block.slots.iter().filter_map(pair).collect();
    if pairs.is_empty() { Cell::Empty } else { Cell::Pairs(pairs) }
}

/// A value of whatever type. What JSON has no type for, a date or an inline table, stays as TOML writes it.
pub(super) fn any(text: &str, slot: &Slot) -> Cell {
    let raw = slot.value.of(text);
    match (raw, Figure::read_toml(raw)) {
        _ if slot.elements.is_some() => Cell::list(slot.list(text).into_iter().map(String::from).collect()),
        ("true", _) => Cell::Flag(true),
        ("false", _) => Cell::Flag(false),
        (_, Some(figure)) => Cell::Figure(figure),
        (raw, None) => Cell::text(value::plain(raw)),
    }
}
