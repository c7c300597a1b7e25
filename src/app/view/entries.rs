//! A metric's dated entries as rows of the record pane, one each, and what they come to month by month.

use crate::app::view::FieldRow;
use crate::app::view::Lens;
use crate::app::view::MonthRow;
use crate::insight::reading;
use crate::lang::words;
use crate::model::date::Date;
use crate::model::date::When;
use crate::model::entry::Entry;
use crate::model::field::ENTRY_FIELDS;
use crate::model::field::Field;
use crate::model::metric::Metric;
use crate::model::unit;
use crate::safe::Safe;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::record::Block;
use crate::store::record::Name;
use crate::store::record::Slot;

/// The rows of the entries, in the order of the text: the date, the number right-aligned, its unit, and what else an entry
/// says. A row is named by the value, which is what opens.
pub fn rows(archive: &Archive, id: ItemId, at: usize, lens: &Lens) -> Vec<FieldRow> {
    let found = archive.block(id.file, Place::metric(id.record, at));
    let Some(((text, block), metric)) = found.zip(archive.metric(id, at)) else { return Vec::new() };
    let cells = |(entry, block): (&Entry, &Block)| cells(archive, text, block, entry, &metric.unit, lens);
    let table: Vec<[String; 4]> = metric.entries.iter().zip(&block.entries).map(cells).collect();
    let width = |text: &str| Safe::new(text).width();
    let widest = |column: usize| table.iter().map(|cells| width(&cells[column])).max().unwrap_or(0);
    let (on, number, unit) = (widest(0), widest(1), widest(2));
    let row = |(entry, cells): (usize, &[String; 4])| {
        let space = |column: usize, of: usize| " ".repeat(of - width(&cells[column]));
        let [date, value, counted, rest] = cells;
        let line = [date, &space(0, on), "  ", &space(1, number), value, " ", counted, &space(2, unit), "  ", rest];
        FieldRow {
            place: Place::entry(id.record, at, entry),
            name: Name::Field(Field::Value),
            label: if entry == 0 { words::ENTRIES.say(lens.lang).to_string() } else { String::new() },
            value: line.concat().trim_end().to_string(),
            inherited: String::new(),
        }
    };
    table.iter().enumerate().map(row).collect()
}

/// Date, number, unit, and the note with whatever else the entry has.
fn cells(archive: &Archive, text: &str, block: &Block, entry: &Entry, unit: &str, lens: &Lens) -> [String; 4] {
    let show = |slot: &Slot| reading::show(text, &slot.name, slot, archive.calendar, lens.lang);
    let said = |field: Field| block.slot(&Name::Field(field)).map_or(String::new(), show);
    let (number, unit) = match entry.value {
        Some(figure) => {
            let shown = unit::show(figure, unit);
            let (number, unit) = shown.split_once(' ').unwrap_or((&shown, ""));
            (number.to_string(), unit.to_string())
        }
        // Nothing, or what is no number.
        None => (said(Field::Value), String::new()),
    };
    let other = |slot: &Slot| match &slot.name {
        Name::Other(key) => Some(format!("{key} = {}", show(slot))),
        Name::Field(_) => None,
    };
    let note = Some(said(Field::Note)).filter(|note| !note.is_empty());
    let rest: Vec<String> = note.into_iter().chain(block.slots.iter().filter_map(other)).collect();
    [said(Field::On), number, unit, rest.join("  ")]
}

/// The fields of an entry that can be opened: the known ones in their order, then the unknown ones that occur.
pub fn fields(archive: &Archive, file: usize, place: Place) -> Vec<Name> {
    let known = ENTRY_FIELDS.iter().map(|field| Name::Field(*field));
    let slots = archive.block(file, place).map_or(Vec::new(), |(_, entry)| entry.slots);
    let names = slots.into_iter().map(|slot| slot.name);
    known.chain(names.filter(|name| matches!(name, Name::Other(_)))).collect()
}

/// What the entries of an item's metric come to month by month.
pub fn months(archive: &Archive, id: ItemId, metric: &Metric, lens: &Lens) -> Vec<MonthRow> {
    let year = archive.year(id);
    let label = |month: Date| {
        let mut names = words::MONTHS.say(lens.lang).split_whitespace();
        let own = month.month().and_then(|number| names.nth(usize::from(number) - 1)); // Months count from 1.
        // One of another year tells that year too.
        match own.filter(|_| Some(month.year()) == year) {
            Some(name) => name.to_string(),
            None => When::at(month).show(archive.calendar),
        }
    };
    let row = |(month, figure)| MonthRow { label: label(month), figure, shown: unit::show(figure, &metric.unit) };
    metric.total.by_month(&metric.entries).into_iter().map(row).collect()
}

/// How entries come to a value, and to which: `sum: 12 間`. Empty where there are none.
pub fn total(metric: &Metric) -> String {
    let how = metric.total.name();
    match metric.total.of(&metric.entries) {
        _ if metric.entries.is_empty() => String::new(),
        None => how.to_string(),
        Some(come) => format!("{how}: {}", unit::show(come, &metric.unit)),
    }
}
