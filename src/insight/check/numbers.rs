//! The printed numbers of items, in the order of each category.

use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Spot;
use crate::insight::check::rule;
use crate::insight::series;
use crate::lang::words::check as words;
use crate::model::field::Field;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::parallel;
use crate::store::record::Name;
use crate::store::value;
use std::collections::HashMap;
use std::collections::HashSet;

/// A number as printed, the numbers it is made of, and where it stands.
struct Printed {
    no: String,
    parts: Vec<u32>,
    spot: Spot,
}

/// Looks at the numbers of every category in every year.
pub(super) fn check(ground: &mut Ground, signal: &Signal) -> Result<(), Cancelled> {
    let archive = ground.archive;
    for year in &archive.years {
        let items = archive.items(*year);
        // They come category by category; and no more than three of these are looked at together.
        let mut groups = items.chunk_by(|one, other| archive.category(*one) == archive.category(*other));
        let mut next = || {
            let mut lists = groups.by_ref().map(|items| printed(archive, items, signal));
            lists.find(|list| !list.as_ref().is_ok_and(|(_, list)| list.is_empty())).transpose()
        };
        let (mut before, mut current): (Option<Printeds>, _) = (None, next()?);
        while let Some((category, list)) = current {
            let after = next()?;
            in_order(ground, &list);
            let cut = year.is_some_and(|year| ground::is_cut(archive, category, year, |said| said.partial));
            if ground.strict && !cut {
                let parent = |category: Option<usize>| category.and_then(|category| archive.outline.parent(category));
                let beside = [&before, &after].into_iter().flatten();
                let siblings = beside.filter(|(other, _)| parent(*other) == parent(category));
                let rest: Vec<&[Printed]> =
                    siblings.map(|(_, other)| &**other).filter(|other| goes_on(&list, other)).collect();
                gaps(ground, &list, &rest);
            }
            (before, current) = (Some((category, list)), after);
        }
    }
    Ok(())
}

/// The numbers of one category.
type Printeds = (Option<usize>, Vec<Printed>);

/// Whether two categories side by side share one run of numbers, as 1 and 3 here and 2 there: then no first number is in
/// both.
fn goes_on(one: &[Printed], other: &[Printed]) -> bool {
    let first = |printed: &Printed| printed.parts.first().copied();
    let taken: HashSet<Option<u32>> = one.iter().map(first).collect();
    other.iter().all(|printed| !taken.contains(&first(printed)))
}

/// The numbers of a category's items; none of items that have no category.
fn printed(archive: &Archive, items: &[ItemId], signal: &Signal) -> Result<Printeds, Cancelled> {
    let category = items.first().and_then(|item| archive.category(*item));
    let one = |item: &ItemId| {
        let (text, record) = archive.record(*item)?;
        let slot = record.item.slot(&Name::Field(Field::No))?;
        let no = value::plain(slot.value.of(text)).into_owned();
        let parts = parts(&no)?;
        let spot = Spot { file: item.file, span: slot.value, place: Some(Place::item(item.record)) };
        Some(Printed { no, parts, spot })
    };
    let some = |items: &[ItemId]| {
        let printed: Vec<_> = items.iter().filter(|_| category.is_some()).filter_map(one).collect();
        signal.step(items.len()).map(|()| printed)
    };
    let printed = parallel::try_map(items.chunks(series::MANY).collect(), some)?;
    Ok((category, printed.into_iter().flatten().collect()))
}

/// The numbers that a printed one is made of: 2 and 1 of `2.(1)`. None for numerals of another kind, whose order is not
/// judged.
fn parts(no: &str) -> Option<Vec<u32>> {
    let known = |c: char| c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | '（' | '）' | '、' | '-' | ' ');
    if !no.chars().all(known) {
        return None;
    }
    let parts: Option<Vec<u32>> =
        no.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
    parts.filter(|parts| (1..=DEPTH).contains(&parts.len()))
}

/// Parts of parts that a printed number may have; one of more is none.
const DEPTH: usize = 8;

/// Tells of each number that was there before, and of each that is lower than the one before it.
fn in_order(ground: &mut Ground, list: &[Printed]) {
    let mut seen: HashMap<&[u32], &Printed> = HashMap::new();
    let mut last: Option<&Printed> = None;
    for printed in list {
        if let Some(first) = seen.get(&*printed.parts) {
            let place = ground.place(first.spot.file, first.spot.span.from());
            let told = vec![printed.no.as_str().into(), place.into()];
            ground.tell(&rule::NUMBER_TWICE, printed.spot, words::NUMBER_TWICE, told);
            continue;
        }
        seen.insert(&printed.parts, printed);
        if let Some(higher) = last.filter(|last| printed.parts < last.parts) {
            let told = vec![printed.no.as_str().into(), higher.no.as_str().into()];
            ground.tell(&rule::NUMBER_BACK, printed.spot, words::NUMBER_BACK, told);
        }
        last = Some(printed);
    }
}

/// Tells of each number whose predecessor is nowhere in the category, nor in `rest`, where the numbers of the category go
/// on: 3 without 2, `2.(2)` without `2.(1)`.
fn gaps(ground: &mut Ground, list: &[Printed], rest: &[&[Printed]]) {
    let prefixes =
        |printed: &'_ Printed| (1..=printed.parts.len()).map(|end| printed.parts[..end].to_vec()).collect::<Vec<_>>();
    let there: HashSet<Vec<u32>> = list.iter().chain(rest.iter().copied().flatten()).flat_map(prefixes).collect();
    let mut told: HashSet<Vec<u32>> = HashSet::new();
    for printed in list {
        for prefix in prefixes(printed) {
            let Some((number, above)) = prefix.split_last().filter(|(number, _)| **number > 1) else { continue };
            let before = [above, &[number - 1]].concat();
            if !there.contains(&before) && told.insert(prefix) {
                let parts = vec![printed.no.as_str().into(), write(&before).into()];
                ground.tell(&rule::NUMBER_GAP, printed.spot, words::NUMBER_GAP, parts);
                break;
            }
        }
    }
}

/// Numbers as they are printed: `2.(1)`.
fn write(parts: &[u32]) -> String {
    let (first, rest) = parts.split_first().map_or((0, &[][..]), |(first, rest)| (*first, rest));
    let rest: String = rest.iter().map(|part| format!(".({part})")).collect();
    format!("{first}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_printed() {
        for (no, read) in [
            ("1", Some("1")),
            ("2.(1)", Some("2.(1)")),
            ("2.(1).(3)", Some("2.(1).(3)")),
            ("(3)", Some("3")),
            ("一", None),
            ("", None),
            ("1a", None),
            ("99999999999", None),
            ("1.1.1.1.1.1.1.1.1", None),
        ] {
            assert_eq!(parts(no).map(|parts| write(&parts)).as_deref(), read, "{no}");
        }
    }
}
