//! Which rows of a screen are asked for by name, and in which order: what needs the records' text. Of very many it is worked
//! out beside the keys; what is folded, and which kind of rows shows, needs none of it and is told at once.

use crate::app::page::Kind;
use crate::app::page::Page;
use crate::app::page::Source;
use crate::app::page::compare;
use crate::app::page::compare::Show;
use crate::app::page::compare::Sort;
use crate::app::page::rows;
use crate::insight::compare::Comparison;
use crate::insight::compare::MetricPair;
use crate::insight::series;
use crate::lang::Lang;
use crate::model::figure::Figure;
use crate::search::marks;
use crate::search::query::Query;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::parallel;
use std::cmp::Reverse;
use std::ops::Range;

/// What is asked of a screen's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Which kind of rows.
    pub show: Show,
    /// In which order.
    pub sort: Sort,
    /// What is typed.
    pub typed: String,
}

/// The same with all that it takes to answer it.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What is asked.
    pub ask: Ask,
    /// What the rows are made of.
    pub source: Source,
    /// What is typed, understood.
    pub query: Query,
    /// The interface's language.
    pub lang: Lang,
    /// As many rows of a list are wanted.
    pub most: usize,
}

/// What was found of it.
#[derive(Clone, Debug, Default)]
pub struct Picked {
    /// Which items and which metrics have what is typed, by their numbers; none where nothing is.
    found: Option<(Vec<bool>, Vec<bool>)>,
    /// The rows of a list in their order, as far as they are wanted; an item without a metric stands for itself.
    pub order: Vec<Entry>,
    /// How many more there are.
    pub left_out: usize,
}

/// An item and one of its metrics, by their numbers in the comparison.
pub type Entry = (usize, Option<usize>);

impl Ask {
    /// What is asked of a screen as it is set.
    pub fn of(page: &Page) -> Ask {
        Ask { show: page.show, sort: page.sort, typed: page.typed().to_string() }
    }

    /// Whether it is answered without the text of any record.
    pub fn is_plain(&self, kind: Kind) -> bool {
        self.typed.is_empty() && (kind == Kind::Overview || self.sort == Sort::Outline)
    }
}

impl Picked {
    /// Whether the item of that number has what is typed.
    pub fn has_item(&self, item: usize) -> bool {
        self.found.as_ref().is_none_or(|(items, _)| items.get(item).copied().unwrap_or(false))
    }

    /// Whether the metric of that number has what is typed, or stands where that is.
    pub fn has_metric(&self, metric: usize) -> bool {
        self.found.as_ref().is_none_or(|(_, metrics)| metrics.get(metric).copied().unwrap_or(false))
    }
}

/// Answers what is asked.
///
/// # Errors
/// Nobody wants it any more.
pub fn of(archive: &Archive, wish: &Wish, signal: &Signal) -> Result<Picked, Cancelled> {
    let mut picked = Picked::default();
    match &wish.source {
        Source::Compare(comparison) => {
            let is_listed = wish.ask.sort != Sort::Outline;
            let rounds = usize::from(!wish.query.is_empty()) + usize::from(is_listed);
            signal.expect(comparison.count() * rounds);
            if !wish.query.is_empty() {
                picked.found = Some(by_name(archive, comparison, wish, signal)?);
            }
            if is_listed {
                list(archive, comparison, wish, &mut picked, signal)?;
            }
        }
        Source::Overview(overview) if !wish.query.is_empty() => {
            let comparison = &overview.comparison;
            let told = [&overview.largest, &overview.missed, &overview.open].into_iter().flatten();
            let told: Vec<_> = told.collect();
            signal.expect(told.len());
            let mut metrics = vec![false; comparison.twins().len()];
            for some in told.chunks(series::MANY) {
                for at in some {
                    let title = comparison.item(at.item).map_or(String::new(), |item| rows::title(archive, &item));
                    let name = comparison.name(archive, at.metric);
                    metrics[at.metric] = marks::matches_any(&wish.query, &[&name, &title]);
                }
                signal.step(some.len())?;
            }
            picked.found = Some((Vec::new(), metrics));
        }
        Source::Overview(_) | Source::Awaited => {}
    }
    Ok(picked)
}

/// Which items and metrics have what is typed, in their own name or in that of what they belong to.
fn by_name(
    archive: &Archive,
    comparison: &Comparison,
    wish: &Wish,
    signal: &Signal,
) -> Result<(Vec<bool>, Vec<bool>), Cancelled> {
    let some = |items: Range<usize>| {
        let (mut own, mut metrics) = (Vec::with_capacity(items.len()), Vec::new());
        let (mut category, mut above): (Option<Option<usize>>, Vec<String>) = (None, Vec::new());
        for number in items.clone() {
            let Some(item) = comparison.item(number) else { continue };
            // Items of one category stand together.
            if category.replace(item.category) != Some(item.category) {
                above = rows::headings(archive, item.category, comparison.to, wish.lang);
            }
            let title = rows::title(archive, &item);
            let is_found = |name: &str| {
                let names: Vec<&str> = above.iter().map(String::as_str).chain([title.as_str(), name]).collect();
                marks::matches_any(&wish.query, &names)
            };
            own.push(is_found(""));
            metrics.extend(comparison.metrics(number).map(|metric| {
                let twin = comparison.twins().get(metric);
                let shows = twin.is_some_and(|twin| wish.ask.show.metric(twin));
                (metric, shows && is_found(&comparison.name(archive, metric)))
            }));
        }
        signal.step(items.len()).map(|()| (own, metrics))
    };
    let mut found = (Vec::with_capacity(comparison.count()), vec![false; comparison.twins().len()]);
    for (items, metrics) in parallel::try_map(series::turns(comparison.count()), some)? {
        found.0.extend(items);
        metrics.into_iter().for_each(|(metric, is_found)| found.1[metric] = is_found);
    }
    Ok(found)
}

/// What a row of a list is put in order by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Moved(u8, Reverse<Option<Figure>>),
    Name(String),
}

/// Puts what shows in one order. Of more than are wanted only these are kept.
fn list(
    archive: &Archive,
    comparison: &Comparison,
    wish: &Wish,
    picked: &mut Picked,
    signal: &Signal,
) -> Result<(), Cancelled> {
    let some = |items: Range<usize>| {
        let mut listed = Vec::new();
        for item in items.clone() {
            let Some(line) = compare::line(comparison, wish.ask.show, picked, item) else { continue };
            let own = (line.is_own && wish.ask.show != Show::All).then_some(None);
            let entries = own.into_iter().chain(line.metrics.into_iter().map(Some));
            listed.extend(entries.map(|metric| (key(archive, comparison, wish, (item, metric)), (item, metric))));
        }
        let count = listed.len();
        signal.step(items.len()).map(|()| (first(listed, wish.most), count))
    };
    let (mut all, mut count) = (Vec::new(), 0);
    for (listed, more) in parallel::try_map(series::turns(comparison.count()), some)? {
        all.extend(listed);
        count += more;
        // So that what is kept meanwhile does not grow with the archive.
        if all.len() / 8 > wish.most {
            all = first(all, wish.most);
        }
    }
    picked.order = first(all, wish.most).into_iter().map(|(_, entry)| entry).collect();
    picked.left_out = count - picked.order.len();
    Ok(())
}

/// The first of them in their order. Those of one key stay in the order of the outline.
fn first(mut listed: Vec<(Key, Entry)>, most: usize) -> Vec<(Key, Entry)> {
    listed.sort_by(|(one, _), (other, _)| one.cmp(other));
    listed.truncate(most);
    listed
}

fn key(archive: &Archive, comparison: &Comparison, wish: &Wish, (item, metric): Entry) -> Key {
    let change =
        || metric.and_then(|metric| comparison.metric(archive, metric)).and_then(|pair: MetricPair| pair.change);
    let percent = || Reverse(change().and_then(|change| change.percent).map(Figure::abs));
    match wish.ask.sort {
        Sort::Outline => Key::Moved(0, Reverse(None)),
        Sort::Percent => Key::Moved(0, percent()),
        Sort::Absolute => Key::Moved(0, Reverse(change().and_then(|change| change.absolute).map(Figure::abs))),
        Sort::Judgement => {
            let twin = metric.and_then(|metric| comparison.twins().get(metric));
            Key::Moved(compare::rank(twin), percent())
        }
        Sort::Name => Key::Name(match metric {
            Some(metric) => comparison.name(archive, metric),
            None => comparison.item(item).map_or(String::new(), |item| rows::name(archive, &item)),
        }),
    }
}
