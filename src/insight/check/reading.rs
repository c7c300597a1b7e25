//! What the reading of the files found, as findings; with a fix where the text itself shows what was meant.

use crate::insight::check::Told;
use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Kin;
use crate::insight::check::ground::Spot;
use crate::insight::check::rule;
use crate::insight::check::rule::Rule;
use crate::lang::words::check as words;
use crate::model::field::Field;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::flaws;
use crate::store::fresh;
use crate::store::problem::Flaw;
use crate::store::problem::Problem;
use crate::store::record::line_end;
use crate::store::span::Span;
use std::collections::HashMap;
use std::path::Path;

/// Tells of every problem that the archive has.
pub(super) fn check(ground: &mut Ground) {
    let archive = ground.archive;
    let files: HashMap<&Path, usize> = archive.files.iter().enumerate().map(|(at, file)| (&*file.path, at)).collect();
    for problem in &archive.problems {
        let (Some(rule), Some(file)) = (rule_of(&problem.flaw), files.get(&*problem.path)) else { continue };
        let spot = spot(ground, *file, problem);
        let near = match &problem.flaw {
            Flaw::Category(id) => Some(ground.near(Kin::Categories, id)),
            _ => None,
        };
        let told = match (&problem.flaw, &near) {
            (Flaw::Category(id), Some((nearest, _))) if !nearest.is_empty() => {
                Told::Words(words::CATEGORY_NEAR, vec![id.as_str().into(), nearest.as_str().into()])
            }
            (flaw, _) => Told::Flaw(flaw.clone()),
        };
        let fix = fix(ground, spot, &problem.flaw, near.and_then(|(_, only)| only));
        ground.note(rule, spot, told).fix = fix;
    }
}

/// The rule of a problem; none for what is no fault of the file.
fn rule_of(flaw: &Flaw) -> Option<&'static Rule> {
    Some(match flaw {
        Flaw::Syntax(_) => &rule::SYNTAX,
        Flaw::Unreadable(_) | Flaw::Crowded => &rule::UNREADABLE,
        Flaw::YearMissing => &rule::YEAR_MISSING,
        Flaw::Year(_) => &rule::BAD_YEAR,
        Flaw::Figure(_) => &rule::BAD_FIGURE,
        Flaw::Date(_) | Flaw::On(_) => &rule::BAD_DATE,
        Flaw::OnMissing => &rule::ENTRY_DATE_MISSING,
        Flaw::Total(_) => &rule::BAD_TOTAL,
        Flaw::Backwards(_) => &rule::DATE_ORDER,
        Flaw::Type(..) => &rule::WRONG_TYPE,
        Flaw::Duplicate(..) => &rule::DUPLICATE_ID,
        Flaw::Category(_) => &rule::UNKNOWN_CATEGORY,
        Flaw::Id(_) => &rule::BAD_ID,
        Flaw::Calendar(_) => &rule::BAD_CALENDAR,
        Flaw::Better(_) => &rule::BAD_DIRECTION,
        Flaw::NoPermission | Flaw::AskedReadOnly | Flaw::Sample => return None,
    })
}

/// The value that a problem begins at, or what is left of its line.
fn spot(ground: &Ground, file: usize, problem: &Problem) -> Spot {
    let text = ground.archive.files.get(file).map_or("", |file| &file.text);
    let value = problem.place.and_then(|place| {
        let (_, block) = ground.archive.block(file, place)?;
        let slot = block.slots.iter().find(|slot| slot.value.range().contains(&problem.at))?;
        let element = slot.elements.as_ref().and_then(|elements| {
            elements.binary_search_by_key(&problem.at, |span| span.from()).ok().and_then(|at| elements.get(at))
        });
        Some(*element.unwrap_or(&slot.value)).filter(|span| span.from() == problem.at)
    });
    let line = || {
        Span::new(
            problem.at,
            problem.at + text.get(problem.at..line_end(text, problem.at)).map_or(0, |rest| rest.trim_end().len()),
        )
    };
    let place = problem.place.or_else(|| around(ground, file, problem.at));
    Spot { file, span: value.unwrap_or_else(line), place }
}

/// The item whose lines a byte stands in: what is no TOML has no keys that could tell.
fn around(ground: &Ground, file: usize, at: usize) -> Option<Place> {
    let records = ground.archive.files.get(file)?.records();
    let record = records.partition_point(|record| record.item.span.from() <= at).checked_sub(1)?;
    (at < records[record].item.span.to()).then_some(Place::item(record))
}

fn fix(ground: &Ground, spot: Spot, flaw: &Flaw, nearest: Option<String>) -> Vec<Change> {
    let archive = ground.archive;
    let year = archive.files.get(spot.file).and_then(|file| file.year);
    let of_item = spot.place.is_some_and(|place| place.metric.is_none());
    let new = match flaw {
        Flaw::Category(_) => nearest.map(|id| (Field::Category, id)),
        Flaw::Duplicate(id, _) => Some((Field::Id, fresh::mint(archive, year, id, 2))),
        Flaw::Id(id) => {
            let mended = mended_id(id).filter(|id| !of_item || archive.find(year, id).is_none());
            mended.map(|id| (Field::Id, id))
        }
        _ => None,
    };
    new.map_or(Vec::new(), |(field, id)| ground::set(spot, field, New::Text(id)))
}

/// The id that one of other characters stands for: small letters, and a dash where something does not belong.
fn mended_id(id: &str) -> Option<String> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._/-".contains(c);
    let mended: String = id.trim().to_ascii_lowercase().chars().map(|c| if allowed(c) { c } else { '-' }).collect();
    let mended = mended.trim_matches('-').to_string();
    // Of an id in Chinese only dashes are left, which are no name.
    flaws::is_id(&mended).then_some(mended).filter(|id| id.chars().any(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_mended() {
        for (id, mended) in [
            ("Dormitory.Stock", Some("dormitory.stock")),
            ("dormitory stock ", Some("dormitory-stock")),
            ("宿舍", None),
            ("宿舍2", Some("2")),
            ("", None),
        ] {
            assert_eq!(mended_id(id).as_deref(), mended, "{id}");
        }
    }
}
