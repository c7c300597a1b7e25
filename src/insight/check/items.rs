//! Items by themselves: their ids, categories, keys and dates.

use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Spot;
use crate::insight::check::rule;
use crate::lang::words::check as words;
use crate::model::date::Date;
use crate::model::date::When;
use crate::model::field::ENTRY_FIELDS;
use crate::model::field::Field;
use crate::model::field::ITEM_FIELDS;
use crate::model::field::METRIC_FIELDS;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::record::Block;
use crate::store::record::Name;
use crate::store::record::Record;
use std::collections::HashMap;

/// Looks at every item of the archive's own format.
pub(super) fn check(ground: &mut Ground, signal: &Signal) -> Result<(), Cancelled> {
    let archive = ground.archive;
    let outlined =
        archive.files.iter().any(|file| file.about.as_ref().is_some_and(|about| !about.categories.is_empty()));
    ground.each_file(signal, |ground, at, file| {
        let mut minted = HashMap::new();
        for number in (0..file.count()).filter(|_| file.is_own()) {
            let Some(record) = file.record(number) else { continue };
            let item = ItemId { file: at, record: number };
            missing(ground, item, &file.text, &record, outlined, &mut minted);
            for (place, block) in record.blocks(number) {
                dates(ground, item, place, &file.text, block);
                keys(ground, item, place, block);
            }
        }
    })?;
    Ok(())
}

/// An id, and where there is an outline, a category.
fn missing(
    ground: &mut Ground,
    item: ItemId,
    text: &str,
    record: &Record,
    outlined: bool,
    minted: &mut HashMap<String, usize>,
) {
    let head = Spot { file: item.file, span: record.item.head, place: Some(Place::item(item.record)) };
    let category = record.item.read(text, Field::Category);
    if record.item.read(text, Field::Id).is_empty() {
        let base = category.rsplit('/').next().filter(|base| crate::store::flaws::is_id(base)).unwrap_or("item");
        let id = mint(ground.archive, base, minted);
        ground.tell(&rule::MISSING_ID, head, words::MISSING_ID, vec![]).fix =
            ground::set(head, Field::Id, New::Text(id));
    }
    if outlined && category.is_empty() {
        ground.tell(&rule::MISSING_CATEGORY, head, words::MISSING_CATEGORY, vec![]);
    }
}

/// An id that no year has, as the same one in another year would be the same work. `minted` keeps how far was counted.
fn mint(archive: &Archive, base: &str, minted: &mut HashMap<String, usize>) -> String {
    let from = minted.entry(base.to_string()).or_insert(1);
    let is_free = |id: &String| archive.years.iter().all(|year| archive.find(*year, id).is_none());
    loop {
        let id = format!("{base}-{from}");
        if is_free(&id) {
            return id;
        }
        *from += 1;
    }
}

/// A date, of an item or of an entry, that shares no day with the year of its file.
fn dates(ground: &mut Ground, item: ItemId, place: Place, text: &str, block: &Block) {
    let field = if place.entry.is_some() { Field::On } else { Field::When };
    let Some((slot, year)) = block.slot(&Name::Field(field)).zip(ground.archive.year(item)) else { return };
    let Some(of_year) = Date::new(year, None, None).map(When::at) else { return };
    let lone = [slot.value];
    for (span, told) in slot.elements.as_deref().unwrap_or(&lone).iter().zip(slot.list(text)) {
        let Some(when) = When::read_iso(&told).filter(|when| !when.overlaps(of_year)) else { continue };
        let spot = Spot { file: item.file, span: *span, place: Some(place) };
        let parts = vec![when.show(ground.archive.calendar).into(), ground.show_year(year)];
        ground.tell(&rule::DATE_OUTSIDE_YEAR, spot, words::DATE_OUTSIDE_YEAR, parts);
    }
}

/// Keys that the format does not know and that are one slip away from one that it does.
fn keys(ground: &mut Ground, item: ItemId, place: Place, block: &Block) {
    let mut told: Option<&str> = None;
    let free: Vec<&str> = known(place).into_iter().filter(|known| !has(block, known)).collect();
    for slot in &block.slots {
        let Name::Other(path) = &slot.name else { continue };
        let key = path.split(['.', '[']).next().unwrap_or(path);
        // `[[item.metrics]]` is many slots and one slip.
        if told.replace(key) == Some(key) {
            continue;
        }
        let meant = slips(key, free.iter().copied());
        if meant.is_empty() {
            continue;
        }
        let spot = Spot { file: item.file, span: slot.key, place: Some(place) };
        let parts = vec![key.into(), ground::quoted(&meant).into()];
        let finding = ground.tell(&rule::KEY_SLIP, spot, words::KEY_SLIP, parts);
        if let ([only], true) = (meant.as_slice(), **path == *key) {
            finding.fix = vec![Change::Rename(place, slot.name.clone(), only.to_string())];
        }
    }
}

/// The keys that the format knows there.
fn known(place: Place) -> Vec<&'static str> {
    let (fields, list) = match (place.metric, place.entry) {
        (None, _) => (ITEM_FIELDS, Some("metric")),
        (Some(_), None) => (METRIC_FIELDS, Some("entry")),
        (Some(_), Some(_)) => (ENTRY_FIELDS, None),
    };
    fields.iter().map(|field| field.key()).chain(list).collect()
}

fn has(block: &Block, key: &str) -> bool {
    block.slots.iter().any(|slot| matches!(slot.name, Name::Field(field) if field.key() == key))
}

/// The known keys that this one may be a slip of: a stroke too many, too few or wrong, or two that changed places.
pub(super) fn slips<'k>(key: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    // Two letters are too few to tell a slip by.
    let near = |known: &&str| known.len() > 2 && known.len().abs_diff(key.len()) <= 1;
    known.filter(near).filter(|known| strsim::osa_distance(key, known) == 1).collect()
}
