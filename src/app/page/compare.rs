//! The rows of the comparison: down the outline, or in a list by what they say.

use crate::app::App;
use crate::app::commands::Context;
use crate::app::find;
use crate::app::page::Page;
use crate::app::page::cells;
use crate::app::page::cells::Stress;
use crate::app::page::rows;
use crate::app::page::table::Body;
use crate::app::page::table::Row;
use crate::app::page::table::Table;
use crate::app::page::table::Tone;
use crate::app::work;
use crate::insight::compare::Alone;
use crate::insight::compare::Comparison;
use crate::insight::compare::ItemOutcome;
use crate::insight::compare::ItemPair;
use crate::insight::compare::MetricPair;
use crate::insight::compare::Outcome;
use crate::lang::Words;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::model::series::Judgement;
use crate::search::marks;
use crate::search::query::Query;
use std::cmp::Reverse;
use std::collections::HashMap;

/// In which order the rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Down the outline.
    #[default]
    Outline,
    /// The furthest moved in per cent first.
    Percent,
    /// The furthest moved first.
    Absolute,
    /// By name.
    Name,
    /// What got worse first, then what got better.
    Judgement,
}

/// Which rows show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// What got worse.
    Worsened,
    /// What got better.
    Improved,
    /// What both years have, and have otherwise.
    Changed,
    /// What only the later year has.
    Added,
    /// What only the earlier year has.
    Gone,
    /// What has a target.
    Targets,
    /// What cannot be compared.
    Apart,
}

impl Sort {
    /// All, in the order they are gone through, with what each is called.
    pub const ALL: &[(Sort, Words)] = &[
        (Sort::Outline, words::page::SORT_OUTLINE),
        (Sort::Percent, words::page::SORT_PERCENT),
        (Sort::Absolute, words::page::SORT_ABSOLUTE),
        (Sort::Name, words::page::SORT_NAME),
        (Sort::Judgement, words::page::SORT_JUDGEMENT),
    ];
}

impl Show {
    /// All, in the order they are gone through, with what each is called.
    pub const ALL: &[(Show, Words)] = &[
        (Show::All, words::page::SHOW_ALL),
        (Show::Worsened, words::page::SHOW_WORSENED),
        (Show::Improved, words::page::SHOW_IMPROVED),
        (Show::Changed, words::page::SHOW_CHANGED),
        (Show::Added, words::page::SHOW_ADDED),
        (Show::Gone, words::page::SHOW_GONE),
        (Show::Targets, words::page::SHOW_TARGETS),
        (Show::Apart, words::page::SHOW_APART),
    ];

    fn item(self, outcome: &ItemOutcome) -> bool {
        match (self, outcome) {
            (Show::All, _) => true,
            (Show::Changed, ItemOutcome::Kept(fields)) => !fields.is_empty(),
            (show, ItemOutcome::Alone(why)) => show.alone(*why),
            _ => false,
        }
    }

    fn metric(self, pair: &MetricPair) -> bool {
        let judgement = pair.judgement();
        match (self, pair.outcome) {
            (Show::All, _) => true,
            (Show::Worsened, _) => judgement == Some(Judgement::Worsened),
            (Show::Improved, _) => judgement == Some(Judgement::Improved),
            (Show::Targets, _) => pair.sides.after().is_some_and(|stand| stand.metric.target.is_some()),
            (Show::Changed, Outcome::Moved(_) | Outcome::Grades(_)) => judgement != Some(Judgement::Same),
            (Show::Apart, Outcome::Gap | Outcome::Units | Outcome::Kinds | Outcome::Grades(false)) => true,
            (show, Outcome::Alone(why)) => show.alone(why),
            _ => false,
        }
    }

    fn alone(self, why: Alone) -> bool {
        match why {
            Alone::Added => self == Show::Added,
            Alone::Gone => self == Show::Gone,
            Alone::CutOff | Alone::NoHeading | Alone::Unnamed => self == Show::Apart,
        }
    }
}

/// The table, sorted, filtered and folded as the page is.
pub(super) fn table(app: &App, page: &Page, comparison: &Comparison) -> Table {
    let (from, to) = (comparison.from, comparison.to);
    let asked = Asked { app, comparison, show: page.show, query: find::words(app, page.typed()) };
    let rows = match page.sort {
        Sort::Outline => tree(app, page, &asked),
        sort => list(app, &asked, sort),
    };
    let mut title = vec![words::page::COMPARE_TITLE.fill(app.lang, &[&app.show_year(from), &app.show_year(to)])];
    let show = Show::ALL.iter().find(|(show, _)| *show == page.show && *show != Show::All);
    title.extend(show.map(|(_, words)| words.say(app.lang).to_string()));
    let sort = Sort::ALL.iter().find(|(sort, _)| *sort == page.sort && *sort != Sort::Outline);
    title.extend(sort.map(|(_, words)| words.say(app.lang).to_string()));
    let stress = if page.show == Show::Targets { Stress::Target } else { Stress::Change };
    let key = |name: &str| app.keymap.hint(Context::Page, name);
    let empty = words::page::EMPTY_PAGE.fill(app.lang, &[&key("show"), &key("back")]);
    Table { title, sets: vec![cells::columns(app, from, to, stress)], rows, empty, ..Table::default() }
}

/// What shows of an item: itself, and which of its metrics.
struct Line<'c> {
    item: &'c ItemPair,
    /// Whether the item shows for its own sake, not only for its metrics'.
    is_own: bool,
    metrics: Vec<&'c MetricPair>,
}

/// What is asked for. What is typed may stand in a name, or in what that belongs to.
struct Asked<'c> {
    app: &'c App,
    comparison: &'c Comparison,
    show: Show,
    query: Query,
}

impl<'c> Asked<'c> {
    /// What shows of an item, if anything does.
    fn line(&self, item: &'c ItemPair) -> Option<Line<'c>> {
        let typed = !self.query.is_empty();
        let belongs = if typed { rows::belongs(self.app, item, self.comparison.to) } else { Vec::new() };
        let is_found = |name: &str| {
            let names: Vec<&str> = belongs.iter().map(String::as_str).chain([name]).collect();
            !typed || marks::matches_any(&self.query, &names)
        };
        let metrics = item.metrics.iter().filter(|pair| self.show.metric(pair));
        let metrics: Vec<&MetricPair> = metrics.filter(|pair| is_found(&pair.sides.latest().metric.name)).collect();
        let is_own = self.show.item(&item.outcome) && is_found("");
        (is_own || !metrics.is_empty()).then_some(Line { item, is_own, metrics })
    }

    /// What shows of a category's own items, which stand together.
    fn of(&self, category: Option<usize>) -> impl Iterator<Item = Line<'c>> {
        let items = &self.comparison.items;
        let place = |category: Option<usize>| category.unwrap_or(usize::MAX);
        let start = items.partition_point(|item| place(item.category) < place(category));
        let end = items.partition_point(|item| place(item.category) <= place(category));
        items.get(start..end).unwrap_or_default().iter().filter_map(|item| self.line(item))
    }
}

/// The rows down the outline: each category, its items, their metrics. What has something to show below it shows too.
/// What is typed is found in what is folded as well.
fn tree(app: &App, page: &Page, asked: &Asked) -> Vec<Row> {
    let outline = &app.archive.outline;
    let is_folded = |id: &str| page.typed().is_empty() && page.folded.contains(id);
    let listed = outline.rows(is_folded);
    let id = |index: usize| outline.get(index).map_or("", |category| &category.id);
    // Of what is folded it is enough to know that there is something.
    let mut lines: HashMap<Option<usize>, Vec<Line>> = HashMap::new();
    for index in listed.iter().map(|row| row.index).filter(|index| !is_folded(id(*index))) {
        lines.insert(Some(index), asked.of(Some(index)).collect());
    }
    let mut holds = vec![false; outline.categories().len()];
    for index in 0..holds.len() {
        let own = lines.get(&Some(index)).map(|lines| !lines.is_empty());
        if own.unwrap_or_else(|| asked.of(Some(index)).next().is_some()) {
            std::iter::once(index).chain(outline.ancestors(index)).for_each(|index| holds[index] = true);
        }
    }
    let mut tree = Vec::new();
    let (most, mut left_out) = (most(app), 0);
    let mut add = |category: Option<usize>, depth: usize, id: &str, lines: &[Line]| {
        tree.push(Row { depth, fold: Some(is_folded(id)), ..rows::category(app, asked.comparison, category) });
        for line in lines {
            if tree.len() >= most {
                left_out += 1 + line.metrics.len();
                continue;
            }
            let tone = if line.is_own { Tone::Plain } else { Tone::Dim };
            tree.push(Row { depth: depth + 1, tone, ..rows::item(app, line.item, String::new()) });
            let metrics = line.metrics.iter().map(|pair| rows::metric(app, pair, String::new()));
            tree.extend(metrics.map(|row| Row { depth: depth + 2, ..row }));
        }
    };
    for row in listed.into_iter().filter(|row| holds[row.index]) {
        add(Some(row.index), row.depth, id(row.index), lines.get(&Some(row.index)).map_or(&[], Vec::as_slice));
    }
    let unfiled: Vec<Line> = asked.of(None).take(if is_folded("") { 1 } else { usize::MAX }).collect();
    if !unfiled.is_empty() {
        add(None, 0, "", if is_folded("") { &[] } else { &unfiled });
    }
    tree.extend(rest(app, left_out));
    tree
}

/// The rows in one list, each with what it belongs to. Items are among them where they are what is asked for.
fn list(app: &App, asked: &Asked, sort: Sort) -> Vec<Row> {
    let mut list: Vec<(&ItemPair, Option<&MetricPair>)> = Vec::new();
    for line in asked.comparison.items.iter().filter_map(|item| asked.line(item)) {
        list.extend((line.is_own && asked.show != Show::All).then_some((line.item, None)));
        list.extend(line.metrics.iter().map(|pair| (line.item, Some(*pair))));
    }
    let change = |pair: Option<&MetricPair>| pair.and_then(MetricPair::change).copied();
    let percent = |pair| Reverse(change(pair).and_then(|change| change.percent).map(Figure::abs));
    let absolute = |pair| Reverse(change(pair).and_then(|change| change.absolute).map(Figure::abs));
    let name = |(item, pair): &(&ItemPair, Option<&MetricPair>)| match pair {
        Some(pair) => pair.sides.latest().metric.name.clone(),
        None => rows::item(app, item, String::new()).name,
    };
    // Each is stable: what says the same stays in the order of the outline.
    match sort {
        Sort::Outline => {}
        Sort::Percent => list.sort_by_key(|(_, pair)| percent(*pair)),
        Sort::Absolute => list.sort_by_key(|(_, pair)| absolute(*pair)),
        Sort::Name => list.sort_by_cached_key(name),
        Sort::Judgement => list.sort_by_key(|(_, pair)| (rank(*pair), percent(*pair))),
    }
    let most = most(app);
    let row = |(item, pair): &(&ItemPair, Option<&MetricPair>)| match pair {
        Some(pair) => rows::metric(app, pair, rows::title(app, item)),
        None => rows::item(app, item, rows::heading(app, item.category, asked.comparison.to)),
    };
    let shown = list.iter().take(most).map(row);
    shown.chain(rest(app, list.len().saturating_sub(most))).collect()
}

/// As many rows as anyone looks through, and as are made within a key: of a large archive there may be millions.
const MOST: usize = 10_000;

fn most(app: &App) -> usize {
    if work::is_large(app) { MOST } else { usize::MAX }
}

/// What stands for so many rows that are not made.
fn rest(app: &App, many: usize) -> Option<Row> {
    let name = words::work::MORE_ROWS.fill(app.lang, &[&many.to_string()]);
    (many > 0).then(|| Row { name, tone: Tone::Dim, body: Body::Parts(Vec::new()), ..Row::default() })
}

/// What got worse, then what got better, moved, came or went, stayed, and cannot be told.
fn rank(pair: Option<&MetricPair>) -> u8 {
    let judgement = pair.and_then(MetricPair::judgement);
    match (judgement, pair.map(|pair| pair.outcome)) {
        (Some(Judgement::Worsened), _) => 0,
        (Some(Judgement::Improved), _) => 1,
        (Some(Judgement::Neutral), _) | (_, Some(Outcome::Grades(false))) => 2,
        (_, Some(Outcome::Alone(Alone::Added | Alone::Gone)) | None) => 3,
        (Some(Judgement::Same), _) => 4,
        _ => 5,
    }
}
