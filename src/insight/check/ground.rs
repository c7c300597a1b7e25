//! What the rules stand on: the archive with its metrics year by year, and the list that their findings go to.

use crate::insight::check::Finding;
use crate::insight::check::Told;
use crate::insight::check::rule::Rule;
use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::lang::Words;
use crate::model::category::PerYear;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::address;
use crate::store::archive::Archive;
use crate::store::edit::Change;
use crate::store::edit::Place;
use crate::store::record::Block;
use crate::store::record::Name;
use crate::store::source::Walk;
use crate::store::span::Span;
use std::collections::HashMap;
use std::collections::HashSet;
use std::rc::Rc;

/// The archive as the rules see it.
pub(super) struct Ground<'a> {
    pub(super) archive: &'a Archive,
    /// Whether rules of the strict level are looked for.
    pub(super) strict: bool,
    /// The metrics of each year, as the archive has its years.
    pub(super) years: Rc<Vec<Metrics>>,
    findings: Vec<Finding>,
    /// Ways through the files, to places that findings speak of beside their own.
    walks: Vec<Walk<'a>>,
    /// The names nearest to unknown ones, as far as they were looked up.
    near: HashMap<(Kin, String), Vec<String>>,
    /// How many more names may be looked at for that.
    looks: usize,
}

/// The metrics of one year.
pub(super) struct Metrics {
    pub(super) year: Option<Year>,
    /// All of them, in the order of the outline and the files.
    pub(super) stands: Vec<Stand>,
    /// Of each, the first that is known by the same; itself, unless it is a second one. None for what nothing names.
    pub(super) first: Vec<Option<usize>>,
    /// Those first ones, by what they are known by.
    pub(super) by_key: HashMap<Key, usize>,
}

/// Where something was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) file: usize,
    pub(super) span: Span,
    pub(super) place: Option<Place>,
}

/// Among which names the nearest are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kin {
    /// The categories' ids.
    Categories,
    /// The series' ids.
    Series,
    /// The ids of metrics and series.
    Metrics,
}

/// So many names are looked at in all to find the nearest: where more than a few are unknown, they are not mistyped.
const LOOKS: usize = 200_000;

/// A longer name is no slip of anything.
const LONG: usize = 200;

/// A finding lists no more than these.
const MANY: usize = 8;

/// Names this few strokes apart are taken for one mistyped.
const SLIPS: usize = 2;

impl Metrics {
    fn of(archive: &Archive, year: Option<Year>) -> Metrics {
        let stands = series::stands_in(archive, year);
        let mut by_key = HashMap::with_capacity(stands.len());
        let key = |stand| series::key(archive, stand);
        let first = stands.iter().enumerate().map(|(at, stand)| Some(*by_key.entry(key(stand)?).or_insert(at)));
        Metrics { first: first.collect(), year, stands, by_key }
    }
}

impl<'a> Ground<'a> {
    pub(super) fn new(archive: &'a Archive, strict: bool) -> Ground<'a> {
        let years = archive.years.iter().map(|year| Metrics::of(archive, *year)).collect();
        Ground { strict, years: Rc::new(years), ..Ground::unread(archive) }
    }

    /// The ground without the metrics, for what is found without them.
    pub(super) fn unread(archive: &'a Archive) -> Ground<'a> {
        Ground {
            archive,
            strict: false,
            years: Rc::default(),
            findings: Vec::new(),
            walks: archive.files.iter().map(|file| Walk::through(&file.text)).collect(),
            near: HashMap::new(),
            looks: LOOKS,
        }
    }

    /// Notes a finding.
    pub(super) fn tell(&mut self, rule: &'static Rule, spot: Spot, words: Words, parts: Vec<Told>) -> &mut Finding {
        self.note(rule, spot, Told::Words(words, parts))
    }

    pub(super) fn note(&mut self, rule: &'static Rule, spot: Spot, told: Told) -> &mut Finding {
        let at = self.findings.len();
        self.findings.push(Finding {
            rule,
            file: spot.file,
            span: spot.span,
            line: 0,
            column: 0,
            place: spot.place,
            told,
            fix: Vec::new(),
        });
        &mut self.findings[at]
    }

    /// The findings so far.
    pub(super) fn take(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }

    /// `file:line` of a place in a file.
    pub(super) fn place(&mut self, file: usize, byte: usize) -> String {
        let Some((walk, found)) = self.walks.get_mut(file).zip(self.archive.files.get(file)) else {
            return String::new();
        };
        format!("{}:{}", found.path.display(), walk.to(byte).0)
    }

    /// The year as the archive counts it.
    pub(super) fn show_year(&self, year: Year) -> Told {
        Told::Text(year.show(self.archive.calendar))
    }

    /// The names nearest to one that is unknown, the best first, and the one of them that it is a slip of, where it is so of
    /// one alone.
    pub(super) fn near(&mut self, kin: Kin, name: &str) -> (String, Option<String>) {
        let known = (kin, name.to_string());
        if !self.near.contains_key(&known) && self.looks > 0 && name.len() <= LONG {
            let names = self.names(kin);
            let nearest = address::near(name, names.iter().copied()).into_iter().map(str::to_string).collect();
            self.looks = self.looks.saturating_sub(names.len());
            self.near.insert(known.clone(), nearest);
        }
        let nearest = self.near.get(&known).map_or(&[][..], Vec::as_slice);
        let is_slip = |other: &&String| strsim::osa_distance(name, other) <= SLIPS;
        let mut slips = nearest.iter().filter(is_slip);
        let only = slips.next().filter(|_| slips.next().is_none()).cloned();
        (quoted(nearest), only)
    }

    fn names(&self, kin: Kin) -> Vec<&str> {
        let series = || self.archive.all_series().into_iter().map(|series| series.id.as_str());
        let metrics = || self.years.iter().flat_map(|year| &year.stands).map(|stand| stand.metric.id.as_str());
        match kin {
            Kin::Categories => self.archive.outline.categories().iter().map(|category| category.id.as_str()).collect(),
            Kin::Series => series().collect(),
            Kin::Metrics => series().chain(metrics().filter(|id| !id.is_empty())).collect(),
        }
    }
}

/// Names as they are told, `a`, `b`.
pub(super) fn quoted(names: &[impl AsRef<str>]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}

/// What is found several times, each once and not more than a reader would read.
pub(super) fn listed(found: impl Iterator<Item = String>) -> String {
    let mut seen = HashSet::new();
    let mut listed: Vec<String> = found.filter(|one| seen.insert(one.clone())).take(MANY + 1).collect();
    if listed.len() > MANY {
        listed.truncate(MANY);
        listed.push("…".to_string());
    }
    listed.join(", ")
}

/// The block of a metric.
pub(super) fn metric<'a>(archive: &'a Archive, stand: &Stand) -> Option<(&'a str, Block)> {
    archive.block(stand.item.file, Place::metric(stand.item.record, stand.at))
}

/// Where a field's value stands, else where the record or metric begins.
pub(super) fn spot(archive: &Archive, file: usize, place: Place, field: Field) -> Spot {
    let span = archive
        .block(file, place)
        .map_or(Span::default(), |(_, block)| block.slot(&Name::Field(field)).map_or(block.head, |slot| slot.value));
    Spot { file, span, place: Some(place) }
}

/// The same of a metric.
pub(super) fn spot_of(archive: &Archive, stand: &Stand, field: Field) -> Spot {
    spot(archive, stand.item.file, Place::metric(stand.item.record, stand.at), field)
}

/// A fix that sets one field of that place.
pub(super) fn set(spot: Spot, field: Field, new: crate::store::edit::New) -> Vec<Change> {
    spot.place.map(|place| Change::Set(place, Name::Field(field), new)).into_iter().collect()
}

/// What that year's source says of a category, or of one above it: cut off, or absent.
pub(super) fn is_cut(archive: &Archive, category: Option<usize>, year: Year, is: impl Fn(&PerYear) -> bool) -> bool {
    let outline = &archive.outline;
    let path = category.into_iter().flat_map(|index| std::iter::once(index).chain(outline.ancestors(index)));
    path.filter_map(|index| outline.get(index)?.in_year(year)).any(is)
}
