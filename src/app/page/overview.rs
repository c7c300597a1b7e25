//! The rows of the overview: the parts of the outline in numbers, and below them what deserves a look.

use crate::app::App;
use crate::app::find;
use crate::app::page::Page;
use crate::app::page::cells;
use crate::app::page::cells::Stress;
use crate::app::page::compare;
use crate::app::page::pick::Picked;
use crate::app::page::rows;
use crate::app::page::table::Body;
use crate::app::page::table::Cell;
use crate::app::page::table::Column;
use crate::app::page::table::Lead;
use crate::app::page::table::Row;
use crate::app::page::table::Table;
use crate::app::page::table::Tone;
use crate::insight::counts::Count;
use crate::insight::counts::Counts;
use crate::insight::overview::At;
use crate::insight::overview::Overview;
use crate::insight::overview::Told;
use crate::lang::Words;
use crate::lang::words;
use crate::search::marks;
use crate::search::query::Query;

/// Which set of columns a section has.
const PARTS: usize = 0;
const METRICS: usize = 1;
const TARGETS: usize = 2;
const PROBLEMS: usize = 3;

/// The table, narrowed by what is typed.
pub(super) fn table(app: &App, page: &Page, overview: &Overview, picked: &Picked) -> Table {
    let (from, to) = (overview.comparison.from, overview.comparison.to);
    let query = find::words(app, page.typed());
    let most = compare::most(app);
    let is_found = |row: &Row| marks::matches_any(&query, &[&row.name, &row.aside]);
    let metrics = |list: &[At]| {
        let found = || list.iter().filter(|at| picked.has_metric(at.metric));
        let pairs = found().take(most).filter_map(|at| overview.metric(&app.archive, *at));
        let rows = pairs.map(|(item, pair)| rows::metric(app, &pair, rows::title(&app.archive, &item)));
        rows.chain(compare::rest(app, found().count().saturating_sub(most))).collect()
    };
    let mut sections: Vec<(Words, usize, Vec<Row>)> = vec![
        (words::CATEGORIES, PARTS, parts(app, overview).into_iter().filter(is_found).collect()),
        (words::page::LARGEST_CHANGES, METRICS, metrics(&overview.largest)),
        (words::page::TARGETS_MISSED, TARGETS, metrics(&overview.missed)),
        (words::page::TARGETS_OPEN, TARGETS, metrics(&overview.open)),
        (words::PROBLEMS, PROBLEMS, overview.told.iter().map(problem).filter(is_found).collect()),
    ];
    sections.retain(|(words, ..)| overview.is_compared() || *words != words::page::LARGEST_CHANGES);
    let mut title = vec![words::page::OVERVIEW_TITLE.fill(app.lang, &[&app.show_year(to)])];
    title.extend(overview.is_compared().then(|| words::page::AGAINST.fill(app.lang, &[&app.show_year(from)])));
    Table {
        title,
        sets: vec![
            part_columns(app, overview),
            cells::columns(app, from, to, Stress::Change),
            cells::columns(app, from, to, Stress::Target),
            Vec::new(),
        ],
        rows: sections.into_iter().flat_map(|(words, set, rows)| section(app, &query, words, set, rows)).collect(),
        empty: words::NO_HITS.say(app.lang).to_string(),
        ..Table::default()
    }
}

/// A section with its heading. Where it has nothing it says so, unless that is for what was typed.
fn section(app: &App, query: &Query, words: Words, set: usize, rows: Vec<Row>) -> Vec<Row> {
    let rows: Vec<Row> = rows.into_iter().map(|row| Row { set, ..row }).collect();
    let body = match (rows.is_empty(), query.is_empty()) {
        (true, false) => return Vec::new(),
        (true, true) => Body::Parts(vec![Cell::text(words::page::NONE.say(app.lang), Tone::Dim)]),
        (false, _) => Body::Heads,
    };
    let heading = Row { name: words.say(app.lang).to_string(), tone: Tone::Heading, set, body, ..Row::default() };
    std::iter::once(heading).chain(rows).collect()
}

/// The counts that are told of each part: what heads them, how soon they go where there is not room for all, how they look.
const COUNTS: &[(Count, Words, u8, Tone)] = &[
    (Count::Items, words::ITEMS, 3, Tone::Plain),
    (Count::Metrics, words::METRICS, 4, Tone::Plain),
    (Count::Gaps, words::page::HEAD_GAPS, 5, Tone::Warning),
    (Count::Met, words::page::HEAD_MET, 6, Tone::Good),
    (Count::Missed, words::page::HEAD_MISSED, 2, Tone::Bad),
    (Count::Open, words::page::HEAD_OPEN, 7, Tone::Warning),
];

/// The counts that need a year to compare with.
const CHANGES: &[(Count, Words, u8, Tone)] = &[
    (Count::Rose, words::page::HEAD_ROSE, 9, Tone::Plain),
    (Count::Fell, words::page::HEAD_FELL, 8, Tone::Plain),
    (Count::Improved, words::page::BETTER, 1, Tone::Good),
    (Count::Worsened, words::page::WORSE, 1, Tone::Bad),
];

fn told(overview: &Overview) -> impl Iterator<Item = &'static (Count, Words, u8, Tone)> {
    let changes = if overview.is_compared() { CHANGES } else { &[] };
    COUNTS.iter().chain(changes)
}

fn part_columns(app: &App, overview: &Overview) -> Vec<Column> {
    let head = |words: &Words| words.say(app.lang).to_string();
    told(overview).map(|(_, words, rank, _)| Column { head: head(words), right: true, rank: *rank, width: 0 }).collect()
}

/// All that the year has, and the parts of the outline.
fn parts(app: &App, overview: &Overview) -> Vec<Row> {
    let comparison = &overview.comparison;
    let cells = |counts: &Counts| {
        let cell = |(count, _, _, tone): &(Count, Words, u8, Tone)| match counts[*count] {
            0 => Cell::default(),
            many => Cell::text(many.to_string(), *tone),
        };
        Body::Cells(told(overview).map(cell).collect())
    };
    let part = |index: &usize| Row {
        depth: app.archive.outline.depth(*index),
        name: rows::heading(&app.archive, Some(*index), comparison.to, app.lang),
        aside: comparison.to.and_then(|year| rows::lack(app, *index, year)).map_or(String::new(), |lack| lack.text),
        body: cells(&comparison.counts.get(*index).copied().unwrap_or_default()),
        lead: Lead::Category(Some(*index)),
        ..Row::default()
    };
    let all =
        Row { name: words::page::TOTAL.say(app.lang).to_string(), body: cells(&comparison.total), ..Row::default() };
    std::iter::once(all).chain(overview.parts.iter().map(part)).collect()
}

fn problem((words, item): &Told) -> Row {
    Row { name: words.clone(), body: Body::Parts(Vec::new()), lead: Lead::Told(*item, words.clone()), ..Row::default() }
}
