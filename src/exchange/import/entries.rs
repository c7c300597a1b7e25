//! Rows of dated entries into changes of metrics that are kept so.
//!
//! An entry is known by its metric and its date; of several of one date, by their order. First every row that says what the
//! export says of some entry takes that one, so that what was not changed says nothing new, wherever it stands. Of the others
//! each takes the first entry of its date that is left, and what is left over is added.

use crate::exchange::import::Fault;
use crate::exchange::import::Key;
use crate::exchange::import::Options;
use crate::exchange::import::Plan;
use crate::exchange::import::Step;
use crate::exchange::import::index;
use crate::exchange::import::index::EntryId;
use crate::exchange::import::index::Index;
use crate::exchange::import::row::Asked;
use crate::exchange::import::row::Told;
use crate::exchange::import::steps::told;
use crate::exchange::import::wish;
use crate::exchange::table::Cell;
use crate::lang::words as said;
use crate::lang::words::import as words;
use crate::model::date::When;
use crate::model::entry;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::store::archive::ItemId;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::typed;
use std::collections::HashSet;

/// What the rows of entries come to, besides the changes of old ones.
pub(super) struct Taken {
    /// The new entries, which are to be made behind all other changes.
    pub(super) added: Vec<Step>,
    /// The metrics, by file, of which some entry was spoken, also if nothing new.
    pub(super) metrics: HashSet<(usize, Place)>,
    /// Whether some row is of an item or a metric that is not there.
    pub(super) waiting: bool,
}

/// Puts the changes of entries into the plan.
pub(super) fn take(index: &Index, rows: Vec<Asked>, options: Options, plan: &mut Plan) -> Taken {
    let mut taken = HashSet::new();
    let mut added = Vec::new();
    let mut waiting = false;
    let rest: Vec<Asked> = rows.into_iter().filter(|asked| !is_said(index, asked, &mut taken)).collect();
    for asked in rest {
        match changes(index, &asked, options, &mut taken) {
            Ok(Steps::Set(steps)) => {
                plan.counts.fields += steps.len();
                plan.steps.extend(steps);
            }
            Ok(Steps::Add(step)) => {
                plan.counts.entries += 1;
                added.push(step);
            }
            Ok(Steps::Wait(fault)) => {
                waiting = true;
                plan.faults.push(fault);
            }
            Err(fault) => plan.faults.push(fault),
        }
    }
    added.sort_by_key(|step| step.file);
    let metric_of = |step: &Step| match &step.change {
        Change::AddEntry(record, metric, _) => Some((step.file, Place::metric(*record, *metric))),
        _ => None,
    };
    let old = taken.iter().map(|id| (id.item.file, Place::metric(id.item.record, id.metric)));
    let metrics = old.chain(added.iter().filter_map(metric_of)).collect();
    Taken { added, metrics, waiting }
}

enum Steps {
    Set(Vec<Step>),
    Add(Step),
    /// What it is of is not there.
    Wait(Fault),
}

/// Whether some entry is there that the export writes as this row. A format may have blurred its texts.
fn is_said(index: &Index, asked: &Asked, taken: &mut HashSet<EntryId>) -> bool {
    let cell =
        |field: Field| asked.entry.iter().find(|told| told.field == field).map_or(&Cell::Empty, |told| told.cell);
    let other = asked.other.first().map_or(&Cell::Empty, |told| told.cell);
    let names = [asked.item(Field::Id), asked.metric(Field::Id), cell(Field::On).flat()];
    let names = names.each_ref().map(|name| name.as_ref());
    let is_same = |id: &&EntryId| {
        let pairs = [("value", cell(Field::Value)), ("note", cell(Field::Note)), ("other", other)];
        // A row that says nothing of a field says nothing else of it.
        pairs.iter().all(|(column, said)| {
            let now = index.of_entry(**id, column);
            **said == Cell::Empty && (*now == Cell::Empty || *column != "value")
                || wish::is_same(now, said, asked.is_blurred)
        })
    };
    let found = index.entries(asked.year, names).iter().find(|id| !taken.contains(*id) && is_same(id));
    found.is_some_and(|id| taken.insert(*id))
}

/// What the row changes, or adds.
fn changes(index: &Index, asked: &Asked, options: Options, taken: &mut HashSet<EntryId>) -> Result<Steps, Fault> {
    let lang = options.lang;
    let wrong = |field: Field, why: String| match asked.entry.iter().find(|told| told.field == field) {
        Some(told) => asked.cell_fault(told, why),
        None => asked.fault(None, why),
    };
    let none = |why: String| asked.fault(None, why);
    let Key::Old(item) = index.key(asked, lang).map_err(none)? else {
        let (id, title) = (asked.item(Field::Id), asked.item(Field::Title));
        let name = if id.is_empty() { title } else { id };
        return Ok(Steps::Wait(none(words::ENTRY_NO_ITEM.fill(lang, &[&name]))));
    };
    let key = index::metric_key(asked);
    let at = match index.metrics(item, &key).as_slice() {
        [one] => *one,
        [] => return Ok(Steps::Wait(none(words::ENTRY_NO_METRIC.fill(lang, &[&index.name(item, None), &key])))),
        _ => return Err(none(words::ENTRY_MANY_METRICS.fill(lang, &[&index.name(item, None), &key]))),
    };
    if asked.other.iter().any(|told| *told.cell != Cell::Empty) {
        return Err(none(words::OTHER_KEYS.fill(lang, &[])));
    }
    let typed = |field: Field| asked.entry.iter().find(|told| told.field == field);
    let year = index.archive.files.get(item.file).and_then(|file| file.year);
    let date = typed(Field::On).map_or("".into(), |told| told.cell.flat());
    let date = match date.trim() {
        "" => return Err(wrong(Field::On, words::ENTRY_NO_DATE.fill(lang, &[]))),
        date => When::read(date, index.archive.calendar, year).ok().map(When::to_iso),
    };
    let Some((iso, on)) = date.and_then(|iso| entry::read_on(&iso).map(|on| (iso, on))) else {
        let date = typed(Field::On).map_or("".into(), |told| told.cell.flat());
        return Err(wrong(Field::On, said::CANNOT_ON.fill(lang, &[&date])));
    };
    let there = index.entries_of(item, at, &iso).find(|id| !taken.contains(id));
    let value = typed(Field::Value).filter(|told| *told.cell != Cell::Empty);
    let number = |told: &Told, like: Option<&str>| {
        let unit = index.archive.metric(item, at).map_or(String::new(), |metric| metric.unit);
        typed::value(told.cell.flat().trim(), Kind::Figure, &unit, like, lang)
            .map_err(|fault| wrong(Field::Value, fault.text))
    };
    let note = typed(Field::Note).filter(|told| *told.cell != Cell::Empty);
    let note = note.map(|told| New::Text(told.cell.flat().replace("\r\n", "\n")));
    let name = format!("{} {}", index.name(item, Some(at)), When::at(on).show(index.archive.calendar));
    let Some(id) = there else {
        let value = value.map(|told| number(told, None)).transpose()?;
        let on = if on.day().is_some() { New::Raw(iso) } else { New::Text(iso) };
        let fields = [Some((Field::On, on)), value.map(|new| (Field::Value, new)), note.map(|new| (Field::Note, new))];
        let fields: Vec<(Field, New)> = fields.into_iter().flatten().collect();
        return add(index, item, at, &fields, &name, lang).map(Steps::Add).map_err(none);
    };
    taken.insert(id);
    let place = Place::entry(item.record, at, id.entry);
    let mut steps = Vec::new();
    let mut set = |field: Field, new: Option<New>| {
        let cell = typed(field).map(|told| told.cell.flat());
        let now = index.of_entry(id, field.key());
        let name = if field == Field::Value { name.clone() } else { format!("{name}:{}", field.key()) };
        let (change, after) = match new {
            Some(new) if wish::means(&new, now) => return,
            Some(new) => (Change::Set(place, Name::Field(field), new), cell.unwrap_or_default()),
            None if cell.is_some() && options.clear_empty && *now != Cell::Empty => {
                (Change::Clear(place, Name::Field(field)), "".into())
            }
            None => return,
        };
        steps.push(Step { file: item.file, change, told: told(&name, &now.flat(), &after, lang) });
    };
    let like = index.written(item, place, Field::Value);
    let value = value.map(|told| number(told, like)).transpose()?;
    set(Field::Value, value);
    set(Field::Note, note);
    Ok(Steps::Set(steps))
}

/// A new entry at the end of its metric's.
fn add(
    index: &Index,
    item: ItemId,
    at: usize,
    fields: &[(Field, New)],
    name: &str,
    lang: crate::lang::Lang,
) -> Result<Step, String> {
    let cannot = || said::CANNOT_SHAPE.fill(lang, &[]);
    let file = index.archive.files.get(item.file).ok_or_else(cannot)?;
    let record = file.record(item.record).ok_or_else(cannot)?;
    record.metrics.get(at).ok_or_else(cannot)?;
    let metric = Place::metric(item.record, at);
    let block = edit::entry_block(file, metric, edit::entry_form(file, metric), fields).ok_or_else(cannot)?;
    let told = said::SHELL_ADDED.fill(lang, &[name, &file.path.display().to_string()]);
    Ok(Step { file: item.file, change: Change::AddEntry(item.record, at, block), told })
}
