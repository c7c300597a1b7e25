//! `archive.toml` itself: relations that name no series, ids defined twice, keys that look like slips.
//!
//! Its text is read into a tree again here, as what the archive keeps of it has no places.

use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Kin;
use crate::insight::check::ground::Spot;
use crate::insight::check::items;
use crate::insight::check::rule;
use crate::lang::words::check as words;
use crate::store::span::Span;
use crate::store::tree;
use crate::store::tree::Node;
use crate::store::tree::Table;
use crate::store::value;
use std::collections::HashMap;

/// The keys of the file, by what they are keys of.
const ROOT: &[&str] = &["title", "calendar", "category", "series", "check"];
const CATEGORY: &[&str] = &["id", "label", "title", "in"];
const PER_YEAR: &[&str] = &["label", "title", "partial", "absent"];
const SERIES: &[&str] = &["id", "name", "unit", "better", "sum", "product", "ratio", "difference", "target"];
const CHECK: &[&str] = &["change"];

/// The keys of a series that name others.
const RELATIONS: &[&str] = &["sum", "product", "ratio", "difference"];

/// Looks at the file that says what the archive is.
pub(super) fn check(ground: &mut Ground) {
    let archive = ground.archive;
    let Some((file, found)) = archive.files.iter().enumerate().find(|(_, file)| file.about.is_some()) else { return };
    let (tree, text) = (tree::read(&found.text), &*found.text);
    let spot = |span: Span| Spot { file, span, place: None };
    let tables = |key: &str| tree.root.get(key).and_then(Node::tables).unwrap_or_default();

    keys(ground, &spot, &tree.root, ROOT);
    if let Some(Node::Table(table)) = tree.root.get("check") {
        keys(ground, &spot, table, CHECK);
    }
    for list in [tables("category"), tables("series")] {
        twice(ground, &spot, text, &list);
    }
    for category in tables("category") {
        keys(ground, &spot, category, CATEGORY);
        if let Some(Node::Table(years)) = category.get("in") {
            for entry in &years.entries {
                if let Node::Table(said) = &entry.node {
                    keys(ground, &spot, said, PER_YEAR);
                }
            }
        }
    }
    for series in tables("series") {
        keys(ground, &spot, series, SERIES);
        for relation in RELATIONS {
            let Some(Node::Array(_, nodes)) = series.get(relation) else { continue };
            for span in nodes.iter().filter_map(Node::span) {
                let id = value::plain(span.of(text));
                if archive.series(&id).is_none() {
                    let (nearest, _) = ground.near(Kin::Series, &id);
                    let told = if nearest.is_empty() { words::UNKNOWN_PART } else { words::UNKNOWN_PART_NEAR };
                    let parts = vec![(*relation).into(), (&*id).into(), nearest.into()];
                    ground.tell(&rule::UNKNOWN_PART, spot(span), told, parts);
                }
            }
        }
    }
}

fn keys(ground: &mut Ground, spot: &dyn Fn(Span) -> Spot, table: &Table, known: &[&str]) {
    for entry in table.entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
        let meant = items::slips(&entry.key, known.iter().copied().filter(|key| table.get(key).is_none()));
        if meant.is_empty() {
            continue;
        }
        // A table under a header has no key of its own to point at.
        let first = |table: &Table| table.entries.first().map(|entry| entry.at);
        let at = match &entry.node {
            Node::Table(table) if entry.at == Span::default() => first(table),
            Node::Tables(tables) => tables.first().and_then(first),
            _ => Some(entry.at),
        };
        let parts = vec![entry.key.as_str().into(), ground::quoted(&meant).into()];
        ground.tell(&rule::KEY_SLIP, spot(at.unwrap_or_default()), words::KEY_SLIP, parts);
    }
}

/// Ids that a table before has already.
fn twice(ground: &mut Ground, spot: &dyn Fn(Span) -> Spot, text: &str, tables: &[&Table]) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for span in tables.iter().filter_map(|table| table.get("id")?.span()) {
        let id = value::plain(span.of(text)).into_owned();
        match seen.get(&id).copied() {
            None => _ = seen.insert(id, span),
            Some(first) => {
                let place = ground.place(spot(first).file, first.from());
                ground.tell(&rule::DEFINED_TWICE, spot(span), words::DEFINED_TWICE, vec![id.into(), place.into()]);
            }
        }
    }
}
