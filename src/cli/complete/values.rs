//! What may be said for an argument: its own words, or names and years of the archive.

use crate::cli::complete::Candidate;
use crate::cli::complete::FILES;
use crate::cli::session::Session;
use crate::insight::found;
use crate::model::field::ITEM_FIELDS;
use crate::model::field::METRIC_FIELDS;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use clap::Arg;
use std::any::TypeId;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The archive and what is typed, to what may be said.
type Values = fn(&Archive, &str) -> Vec<Candidate>;

/// The arguments whose values are the archive's, by their ids in the definition.
const KINDS: &[(&str, Values)] =
    &[("path", names), ("item", items), ("year", years), ("from", years), ("to", years), ("category", categories)];

/// What may be said for an argument of which that much is typed.
pub(super) fn of(arg: &Arg, typed: &str, session: &Session) -> Vec<Candidate> {
    let own = arg.get_possible_values();
    if !own.is_empty() {
        let help = |help: Option<&clap::builder::StyledStr>| help.map(ToString::to_string).unwrap_or_default();
        return own.iter().map(|value| Candidate::new(value.get_name(), help(value.get_help()))).collect();
    }
    if arg.get_value_parser().type_id() == TypeId::of::<PathBuf>() {
        return vec![Candidate::new(FILES, "")];
    }
    let Some((_, kind)) = KINDS.iter().find(|(id, _)| arg.get_id() == id) else { return Vec::new() };
    // Where there is no archive, there is nothing to offer; the command itself will say so.
    session.archive().map_or(Vec::new(), |archive| kind(&archive, typed))
}

fn years(archive: &Archive, _: &str) -> Vec<Candidate> {
    let years = archive.years.iter().rev().flatten();
    years.map(|year| Candidate::new(year.show(archive.calendar), format!("{:04}", year.gregorian()))).collect()
}

fn categories(archive: &Archive, _: &str) -> Vec<Candidate> {
    archive.outline.categories().iter().map(|category| Candidate::new(&category.id, &category.title)).collect()
}

fn items(archive: &Archive, typed: &str) -> Vec<Candidate> {
    in_years(archive, typed, all_items(archive))
}

/// Items, metrics and series; behind a colon their fields, behind an `@` the years.
fn names(archive: &Archive, typed: &str) -> Vec<Candidate> {
    if let Some((name, _)) = typed.split_once(':') {
        let keys = ITEM_FIELDS.iter().chain(METRIC_FIELDS).map(|field| field.key());
        let mut keys: Vec<&str> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        return keys.into_iter().map(|key| Candidate::new(format!("{name}:{key}"), "")).collect();
    }
    let mut known = all_items(archive);
    for year in &archive.years {
        for item in archive.items(*year) {
            let metrics = archive.metrics(item).into_iter().filter(|metric| !metric.id.is_empty());
            known.extend(metrics.map(|metric| (metric.id, metric.name)));
        }
    }
    known.extend(archive.all_series().into_iter().map(|series| (series.id.clone(), series.name.clone())));
    in_years(archive, typed, known)
}

/// Each id with its title, as the last year has it.
fn all_items(archive: &Archive) -> BTreeMap<String, String> {
    let all = archive.years.iter().flat_map(|year| archive.items(*year));
    let named = |item: ItemId| {
        let id = archive.text(item, crate::model::field::Field::Id);
        (!id.is_empty()).then(|| (id.into_owned(), found::title(archive, item)))
    };
    all.filter_map(named).collect()
}

fn in_years(archive: &Archive, typed: &str, known: BTreeMap<String, String>) -> Vec<Candidate> {
    match typed.rsplit_once('@') {
        Some((name, _)) => years(archive, "")
            .into_iter()
            .map(|year| Candidate::new(format!("{name}@{}", year.word), year.help))
            .collect(),
        None => known.into_iter().map(|(id, title)| Candidate::new(id, title)).collect(),
    }
}
