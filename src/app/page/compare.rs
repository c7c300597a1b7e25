//! The rows of the comparison: down the outline, or in a list by what they say.

use crate::app::App;
use crate::app::commands::Context;
use crate::app::page::Page;
use crate::app::page::cells;
use crate::app::page::cells::Stress;
use crate::app::page::pick::Entry;
use crate::app::page::pick::Picked;
use crate::app::page::rows;
use crate::app::page::table::Body;
use crate::app::page::table::Row;
use crate::app::page::table::Table;
use crate::app::page::table::Tone;
use crate::app::work;
use crate::insight::compare::Alone;
use crate::insight::compare::Comparison;
use crate::insight::compare::ItemOutcome;
use crate::insight::compare::Outcome;
use crate::insight::compare::Twin;
use crate::lang::Words;
use crate::lang::words;
use crate::model::series::Judgement;

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

    /// Whether an item shows of which that became.
    pub(super) fn item(self, outcome: &ItemOutcome) -> bool {
        match (self, outcome) {
            (Show::All, _) => true,
            (Show::Changed, ItemOutcome::Kept(fields)) => !fields.is_empty(),
            (show, ItemOutcome::Alone(why)) => show.alone(*why),
            _ => false,
        }
    }

    /// Whether a metric shows.
    pub(super) fn metric(self, twin: &Twin) -> bool {
        let judgement = twin.judgement();
        match (self, twin.outcome) {
            (Show::All, _) => true,
            (Show::Worsened, _) => judgement == Some(Judgement::Worsened),
            (Show::Improved, _) => judgement == Some(Judgement::Improved),
            (Show::Targets, _) => twin.aim.is_some(),
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
pub(super) fn table(app: &App, page: &Page, comparison: &Comparison, picked: &Picked) -> Table {
    let (from, to) = (comparison.from, comparison.to);
    let rows = match page.sort {
        Sort::Outline => tree(app, page, &Asked { comparison, show: page.show, picked }),
        _ => list(app, comparison, picked),
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

/// What shows of an item, by the numbers of the comparison: itself, and which of its metrics.
pub(super) struct Line {
    item: usize,
    /// Whether the item shows for its own sake, not only for its metrics'.
    pub(super) is_own: bool,
    pub(super) metrics: Vec<usize>,
}

/// What shows of an item, if anything does.
pub(super) fn line(comparison: &Comparison, show: Show, picked: &Picked, item: usize) -> Option<Line> {
    let shows = |metric: &usize| comparison.twins().get(*metric).is_some_and(|twin| show.metric(twin));
    let metrics =
        comparison.metrics(item).filter(shows).filter(|metric| picked.has_metric(*metric)).collect::<Vec<_>>();
    let is_own = picked.has_item(item) && comparison.outcome(item).is_some_and(|outcome| show.item(&outcome));
    (is_own || !metrics.is_empty()).then_some(Line { item, is_own, metrics })
}

/// What is asked for down the outline.
struct Asked<'c> {
    comparison: &'c Comparison,
    show: Show,
    picked: &'c Picked,
}

impl Asked<'_> {
    /// What shows of a category's own items.
    fn of(&self, category: Option<usize>) -> impl Iterator<Item = Line> {
        self.comparison.within(category).filter_map(|item| line(self.comparison, self.show, self.picked, item))
    }
}

/// The rows down the outline: each category, its items, their metrics. What has something to show below it shows too.
/// What is typed is found in what is folded as well.
fn tree(app: &App, page: &Page, asked: &Asked) -> Vec<Row> {
    let outline = &app.archive.outline;
    let is_folded = |id: &str| page.typed().is_empty() && page.folded.contains(id);
    // Of each it is enough to know that there is something.
    let mut holds = vec![false; outline.categories().len()];
    for index in 0..holds.len() {
        if asked.of(Some(index)).next().is_some() {
            std::iter::once(index).chain(outline.ancestors(index)).for_each(|index| holds[index] = true);
        }
    }
    let mut tree = Vec::new();
    let (most, mut left_out) = (most(app), 0);
    let mut add = |category: Option<usize>, depth: usize, id: &str| {
        tree.push(Row { depth, fold: Some(is_folded(id)), ..rows::category(app, asked.comparison, category) });
        for line in asked.of(category).take(if is_folded(id) { 0 } else { usize::MAX }) {
            if tree.len() >= most {
                left_out += 1 + line.metrics.len();
                continue;
            }
            let tone = if line.is_own { Tone::Plain } else { Tone::Dim };
            let item = asked.comparison.item(line.item).map(|item| rows::item(app, &item, String::new()));
            tree.extend(item.map(|row| Row { depth: depth + 1, tone, ..row }));
            let pairs = line.metrics.iter().filter_map(|metric| asked.comparison.metric(&app.archive, *metric));
            let metrics = pairs.map(|pair| rows::metric(app, &pair, String::new()));
            tree.extend(metrics.map(|row| Row { depth: depth + 2, ..row }));
        }
    };
    for row in outline.rows(is_folded).into_iter().filter(|row| holds[row.index]) {
        add(Some(row.index), row.depth, outline.get(row.index).map_or("", |category| &category.id));
    }
    if asked.of(None).next().is_some() {
        add(None, 0, "");
    }
    tree.extend(rest(app, left_out));
    tree
}

/// The rows in one list, each with what it belongs to. Items are among them where they are what is asked for.
fn list(app: &App, comparison: &Comparison, picked: &Picked) -> Vec<Row> {
    let row = |(item, metric): &Entry| {
        let item = comparison.item(*item)?;
        Some(match metric {
            Some(metric) => {
                rows::metric(app, &comparison.metric(&app.archive, *metric)?, rows::title(&app.archive, &item))
            }
            None => rows::item(app, &item, rows::heading(&app.archive, item.category, comparison.to, app.lang)),
        })
    };
    picked.order.iter().filter_map(row).chain(rest(app, picked.left_out)).collect()
}

/// As many rows as anyone looks through, and as are made within a key: of a large archive there may be millions.
const MOST: usize = 5_000;

/// As many rows as are made.
pub(super) fn most(app: &App) -> usize {
    if work::is_large(app) { MOST } else { usize::MAX }
}

/// What stands for so many rows that are not made.
pub(super) fn rest(app: &App, many: usize) -> Option<Row> {
    let name = words::work::MORE_ROWS.fill(app.lang, &[&many.to_string()]);
    (many > 0).then(|| Row { name, tone: Tone::Dim, body: Body::Parts(Vec::new()), ..Row::default() })
}

/// What got worse, then what got better, moved, came or went, stayed, and cannot be told.
pub(super) fn rank(twin: Option<&Twin>) -> u8 {
    match (twin.and_then(Twin::judgement), twin.map(|twin| twin.outcome)) {
        (Some(Judgement::Worsened), _) => 0,
        (Some(Judgement::Improved), _) => 1,
        (Some(Judgement::Neutral), _) | (_, Some(Outcome::Grades(false))) => 2,
        (_, Some(Outcome::Alone(Alone::Added | Alone::Gone)) | None) => 3,
        (Some(Judgement::Same), _) => 4,
        _ => 5,
    }
}
