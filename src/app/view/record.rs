//! The fields of a record as rows: which there are, what each is called, and its value as it is shown.

use crate::app::view::FieldRow;
use crate::app::view::Lens;
use crate::app::view::entries;
use crate::insight::found;
use crate::insight::reading::label;
use crate::insight::reading::order;
use crate::insight::reading::show;
use crate::model::entry::Total;
use crate::model::field::Field;
use crate::model::field::ITEM_FIELDS;
use crate::model::field::METRIC_FIELDS;
use crate::model::unit;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::record::Form;
use crate::store::record::Name;
use crate::store::record::Slot;

/// The fields of an item, or of one of its metrics: the known ones in their order, then the unknown ones that occur, then
/// the metric's entries.
pub fn fields(archive: &Archive, id: ItemId, metric: Option<usize>, lens: &Lens) -> Vec<FieldRow> {
    let Some((text, record)) = archive.record(id) else { return Vec::new() };
    let block = match metric {
        None => &record.item,
        Some(at) => match record.metrics.get(at) {
            Some(block) => block,
            None => return Vec::new(),
        },
    };
    let shape = &archive.files[id.file].shape;
    let place = Place { record: id.record, metric, entry: None };
    let known: Vec<Field> = match metric {
        None => order(ITEM_FIELDS).filter(|field| shape.item_key(*field).is_some()).collect(),
        Some(_) if block.form == Form::Number => vec![Field::Value],
        Some(_) => order(METRIC_FIELDS).filter(|field| shape.metric_key(*field).is_some()).collect(),
    };
    let resolved = metric.and_then(|at| archive.metric(id, at));
    let row = |name: Name, slot: Option<&Slot>| {
        let value = slot.map_or(String::new(), |slot| show(text, &name, slot, archive.calendar, lens.lang));
        let inherited = match (&name, &resolved) {
            (_, _) if !value.is_empty() => String::new(),
            (Name::Field(Field::Name), Some(metric)) => metric.name.clone(),
            (Name::Field(Field::Unit), Some(metric)) => metric.unit.clone(),
            (Name::Field(Field::Value), Some(metric)) if metric.derived => {
                metric.value.figure().map_or(String::new(), |figure| unit::show(figure, &metric.unit))
            }
            (Name::Field(Field::Total), Some(metric)) => entries::total(metric),
            (Name::Field(Field::Target), Some(metric)) => metric.target.map_or(String::new(), |target| target.show()),
            _ => String::new(),
        };
        FieldRow { place, label: label(&name, lens.lang), value, inherited, name }
    };
    // What was accepted is written by `check`'s list; until then it would be one more empty line in every record.
    let known = known.into_iter().filter(|field| *field != Field::Accept || block.slot(&Name::Field(*field)).is_some());
    let mut rows: Vec<FieldRow> = known.map(|field| row(Name::Field(field), block.slot(&Name::Field(field)))).collect();
    let unknown = block.slots.iter().filter(|slot| matches!(slot.name, Name::Other(_)));
    rows.extend(unknown.map(|slot| row(slot.name.clone(), Some(slot))));
    let total = resolved.as_ref().map_or(String::new(), entries::total);
    // Beside the way they are totalled stands what they come to, also where a value of its own is written above.
    let known = |row: &&mut FieldRow| row.name == Name::Field(Field::Total) && Total::from_name(&row.value).is_some();
    if let Some(row) = rows.iter_mut().find(known).filter(|_| !total.is_empty()) {
        row.value = total;
    }
    rows.extend(metric.into_iter().flat_map(|at| entries::rows(archive, id, at, lens)));
    if let Some(row) = rows.iter_mut().find(|row| row.name == Name::Field(Field::Category)) {
        let path = found::category_path(archive, id, lens.year);
        if !path.is_empty() {
            row.value = path;
        }
    }
    rows
}
