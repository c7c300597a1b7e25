//! What may be said for an argument: its own words, names and years of the archive, or what a query can go on with.

use crate::cli::asked;
use crate::cli::complete::Candidate;
use crate::cli::complete::FILES;
use crate::cli::session::Session;
use crate::insight::complete;
use crate::insight::complete::Going;
use crate::insight::complete::Known;
use crate::insight::found;
use crate::model::field::ITEM_FIELDS;
use crate::model::field::METRIC_FIELDS;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::ordered::Run;
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
    // Where there is no archive, there is nothing to offer; the command itself will say so.
    let Ok(archive) = session.archive() else { return Vec::new() };
    if arg.get_id() == "query" {
        return asked(&archive, typed, session);
    }
    KINDS.iter().find(|(id, _)| arg.get_id() == id).map_or(Vec::new(), |(_, kind)| kind(&archive, typed))
}

/// How a query can go on, a view with what it stands for.
fn asked(archive: &Archive, typed: &str, session: &Session) -> Vec<Candidate> {
    let own = session.views();
    let Ok(language) = asked::language(archive, &own, session) else { return Vec::new() };
    let items: Run = archive.years.iter().rev().flat_map(|year| archive.items(*year)).collect();
    let known = Known { archive, language, year: archive.years.last().copied().flatten(), items: &items, letters: 0 };
    let Some(Going { from, all }) = complete::going_on(typed, &known) else { return Vec::new() };
    let before = typed.get(..from).unwrap_or_default();
    let candidate = |one: String| {
        let view = language.named_views().find(|(_, view)| one.strip_prefix('@') == Some(&view.name));
        Candidate::new(format!("{before}{one}"), view.map_or("", |(_, view)| &view.query))
    };
    all.into_iter().map(candidate).collect()
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
