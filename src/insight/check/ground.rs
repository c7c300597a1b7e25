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
use crate::model::metric::Value;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::address;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::known::hash;
use crate::store::parallel;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::source::Hash;
use crate::store::source::Walk;
use crate::store::span::Span;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

/// The archive as the rules see it.
pub(super) struct Ground<'a> {
    pub(super) archive: &'a Archive,
    /// Whether rules of the strict level are looked for.
    pub(super) strict: bool,
    /// The metrics of each year, as the archive has its years.
    pub(super) years: Arc<Vec<Metrics>>,
    findings: Vec<Finding>,
    /// Ways through the files, to places that findings speak of beside their own.
    walks: Vec<Walk<'a>>,
    /// The names nearest to unknown ones, as far as they were looked up.
    near: HashMap<(Kin, String), Vec<String>>,
    /// How many more names may be looked at for that.
    looks: usize,
    /// The record that was last asked for.
    last: RefCell<Option<(ItemId, Rc<Record>)>>,
}

/// The metrics of one year.
pub(super) struct Metrics {
    pub(super) year: Option<Year>,
    /// How many items the year has.
    pub(super) items: usize,
    /// All of them, in the order of the outline and the files.
    pub(super) seats: Vec<Seat>,
    /// The first that is known by the same, by what that is.
    pub(super) by_key: HashMap<Hash, u32>,
}

/// A metric's place, and what decides which rules want to know more of it: they read it again. All that all of them say
/// would be more than the archive itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    file: u32,
    record: u32,
    /// Its number within the item.
    pub(super) at: u32,
    /// The first in its year that is known by the same, where that is another.
    pub(super) first: Option<u32>,
    /// Of its id, empty or not.
    pub(super) id: Hash,
    /// Of its unit.
    pub(super) unit: u32,
    pub(super) has_formula: bool,
    pub(super) is_of_series: bool,
    /// It has neither series, target, entries nor formula, and its value is no text.
    pub(super) is_bare: bool,
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

/// As many files are looked at before what is found in them is put together.
const FILES: usize = 64;

/// A finding lists no more than these.
const MANY: usize = 8;

/// Names this few strokes apart are taken for one mistyped.
const SLIPS: usize = 2;

impl Metrics {
    fn of(archive: &Archive, year: Option<Year>, signal: &Signal) -> Result<Metrics, Cancelled> {
        let items = archive.items(year);
        let of = |key: Option<Key>, stand: Stand| (key.map(known_by), Seat::of(archive, &stand));
        let mut metrics = Metrics { year, items: items.len(), seats: Vec::new(), by_key: HashMap::new() };
        let put = |(key, seat): (Option<Hash>, Seat)| {
            let at = metrics.seats.len() as u32;
            let first = key.map(|key| *metrics.by_key.entry(key).or_insert(at));
            metrics.seats.push(Seat { first: first.filter(|first| *first != at), ..seat });
        };
        series::keyed(archive, year, &items, signal, of, put)?;
        Ok(metrics)
    }
}

impl Seat {
    fn of(archive: &Archive, stand: &Stand) -> Seat {
        let metric = &stand.metric;
        let (has_formula, is_of_series) = (!metric.formula.is_empty(), archive.series(&metric.id).is_some());
        let is_told = metric.target.is_some() || !metric.entries.is_empty() || matches!(metric.value, Value::Grade(_));
        Seat {
            file: stand.item.file as u32,
            record: stand.item.record as u32,
            at: stand.at as u32,
            first: None,
            id: Hash::of(metric.id.as_bytes()),
            unit: hash(&metric.unit),
            has_formula,
            is_of_series,
            is_bare: !has_formula && !is_of_series && !is_told,
        }
    }

    /// Its item.
    pub(super) fn item(&self) -> ItemId {
        ItemId { file: self.file as usize, record: self.record as usize }
    }

    /// Its place in the file.
    pub(super) fn place(&self) -> Place {
        Place::metric(self.record as usize, self.at as usize)
    }
}

/// What tells two keys apart. Two with one hash are taken for one, as two texts are.
fn known_by(key: Key) -> Hash {
    match key {
        Key::Series(id) => Hash::of(format!("series {id}").as_bytes()),
        Key::Own(item, own) => Hash::of(format!("{} {item} {own}", item.len()).as_bytes()),
    }
}

impl<'a> Ground<'a> {
    pub(super) fn new(archive: &'a Archive, strict: bool, signal: &Signal) -> Result<Ground<'a>, Cancelled> {
        let years: Result<Vec<Metrics>, Cancelled> =
            archive.years.iter().map(|year| Metrics::of(archive, *year, signal)).collect();
        Ok(Ground { strict, years: Arc::new(years?), ..Ground::unread(archive) })
    }

    /// The ground without the metrics, for what is found without them.
    pub(super) fn unread(archive: &'a Archive) -> Ground<'a> {
        let walks = archive.files.iter().map(|file| Walk::through(&file.text)).collect();
        Ground { walks, ..Ground::bare(archive) }
    }

    fn bare(archive: &'a Archive) -> Ground<'a> {
        Ground {
            archive,
            strict: false,
            years: Arc::default(),
            findings: Vec::new(),
            walks: Vec::new(),
            near: HashMap::new(),
            looks: LOOKS,
            last: RefCell::new(None),
        }
    }

    /// Looks at every file by all cores, each on a ground of its own: for what needs no other file's lines and no nearest
    /// names. What is found comes in the order of the files, as if they were looked at one after the other; so does what
    /// is made of each.
    pub(super) fn each_file<R: Send>(
        &mut self,
        signal: &Signal,
        look: impl Fn(&mut Ground<'a>, usize, &'a File) -> R + Sync,
    ) -> Result<Vec<R>, Cancelled> {
        let (archive, strict, years) = (self.archive, self.strict, &self.years);
        let one = |(at, file): (usize, &'a File)| {
            let mut own = Ground { strict, years: Arc::clone(years), ..Ground::bare(archive) };
            let made = look(&mut own, at, file);
            signal.step(file.count()).map(|()| (own.findings, made))
        };
        let mut all = Vec::with_capacity(archive.files.len());
        let files: Vec<(usize, &File)> = archive.files.iter().enumerate().collect();
        // Some files at a time: a million findings take a third of what the archive does, and are not to be there twice.
        for files in files.chunks(FILES) {
            for (findings, made) in parallel::try_map(files.to_vec(), one)? {
                self.findings.extend(findings);
                all.push(made);
            }
        }
        Ok(all)
    }

    /// Looks at every metric of a year by all cores, and again, one after the other, at those of which there is something
    /// to tell: what is told of one may name lines of other files, or the nearest names, of which only so many are looked
    /// at in all. `signal` hears of it as of all items of the year.
    pub(super) fn each_metric(
        &mut self,
        year: &Metrics,
        signal: &Signal,
        look: impl Fn(&mut Ground<'a>, &Seat) + Sync,
    ) -> Result<(), Cancelled> {
        let (archive, strict, years) = (self.archive, self.strict, &self.years);
        let some = |(first, seats): (usize, &[Seat])| {
            let mut own = Ground { strict, years: Arc::clone(years), looks: 0, ..Ground::bare(archive) };
            let mut found = Vec::new();
            for (at, seat) in seats.iter().enumerate() {
                look(&mut own, seat);
                found.extend((!own.take().is_empty()).then_some(first + at));
            }
            // So much of the year as these are of its metrics.
            let due = |seats: usize| year.items * seats / year.seats.len();
            signal.step(due(first + seats.len()) - due(first)).map(|()| found)
        };
        let turns = year.seats.chunks(series::MANY).enumerate();
        let turns = turns.map(|(turn, seats)| (turn * series::MANY, seats)).collect();
        let found = parallel::try_map(turns, some)?;
        found.into_iter().flatten().for_each(|at| look(self, &year.seats[at]));
        signal.step(if year.seats.is_empty() { year.items } else { 0 })
    }

    /// An item's record. Rules ask for it again and again while they are at the item, and it is read once.
    pub(super) fn record(&self, item: ItemId) -> Option<(&'a str, Rc<Record>)> {
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(of, _)| *of != item) {
            *last = self.archive.record(item).map(|(_, record)| (item, Rc::new(record.into_owned())));
        }
        let (_, record) = last.as_ref()?;
        Some((&self.archive.files.get(item.file)?.text, Rc::clone(record)))
    }

    /// The metric of a seat in that year.
    pub(super) fn stand(&self, year: Option<Year>, seat: &Seat) -> Option<Stand> {
        let (text, record) = self.record(seat.item())?;
        let metric = self.archive.resolved(text, record.metrics.get(seat.at as usize)?);
        Some(Stand { year, item: seat.item(), at: seat.at as usize, metric })
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
            let nearest =
                address::near(name, names.iter().map(|name| &**name)).into_iter().map(str::to_string).collect();
            self.looks = self.looks.saturating_sub(names.len());
            self.near.insert(known.clone(), nearest);
        }
        let nearest = self.near.get(&known).map_or(&[][..], Vec::as_slice);
        let is_slip = |other: &&String| strsim::osa_distance(name, other) <= SLIPS;
        let mut slips = nearest.iter().filter(is_slip);
        let only = slips.next().filter(|_| slips.next().is_none()).cloned();
        (quoted(nearest), only)
    }

    fn names(&self, kin: Kin) -> Vec<Cow<'a, str>> {
        let archive = self.archive;
        let series = || archive.all_series().into_iter().map(|series| Cow::Borrowed(series.id.as_str()));
        let metrics = || self.years.iter().flat_map(|year| year.seats.iter().map(|seat| (year.year, seat)));
        let ids = || metrics().filter_map(|(year, seat)| Some(self.stand(year, seat)?.metric.id));
        match kin {
            Kin::Categories => archive.outline.categories().iter().map(|category| (&*category.id).into()).collect(),
            Kin::Series => series().collect(),
            Kin::Metrics => series().chain(ids().filter(|id| !id.is_empty()).map(Cow::Owned)).collect(),
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

/// Where a field's value stands, else where the record or metric begins.
pub(super) fn spot(ground: &Ground, file: usize, place: Place, field: Field) -> Spot {
    let record = ground.record(ItemId { file, record: place.record });
    let block = record.as_ref().and_then(|(_, record)| record.block(place.metric, place.entry));
    let span =
        block.map_or(Span::default(), |block| block.slot(&Name::Field(field)).map_or(block.head, |slot| slot.value));
    Spot { file, span, place: Some(place) }
}

/// The same of a metric.
pub(super) fn spot_of(ground: &Ground, stand: &Stand, field: Field) -> Spot {
    spot(ground, stand.item.file, Place::metric(stand.item.record, stand.at), field)
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
