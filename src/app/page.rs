//! The screens over the panes: one year beside another, and a year at a glance. Each is a table whose rows lead to the
//! records, made when something it depends on changes, never per frame.

mod cells;
pub mod compare;
mod lay;
mod overview;
pub mod pick;
mod rows;
pub mod steps;
pub mod table;

use crate::app::App;
use crate::app::find;
use crate::app::line::Line;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::mode::Stand;
use crate::app::page::compare::Show;
use crate::app::page::compare::Sort;
use crate::app::page::pick::Ask;
use crate::app::page::pick::Picked;
use crate::app::page::table::Lead;
use crate::app::page::table::Row;
use crate::app::page::table::Table;
use crate::app::pane::Pane;
use crate::app::work;
use crate::insight::compare::Comparison;
use crate::insight::overview::Overview;
use crate::lang::words;
use crate::model::year::Year;
use crate::store::archive::Archive;
use std::collections::HashSet;
use std::sync::Arc;

/// A screen over the panes.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which.
    pub kind: Kind,
    /// The year that is compared with. In an overview without one, that of the overview again.
    pub from: Option<Year>,
    /// The year that is looked at.
    pub to: Option<Year>,
    /// In which order the rows stand.
    pub sort: Sort,
    /// Which rows show.
    pub show: Show,
    /// What is typed to narrow it.
    pub line: Line,
    /// Whether the keys go there.
    pub is_typing: bool,
    /// What it shows.
    pub table: Arc<Table>,
    /// The selection, over the table's rows.
    pub pane: Pane,
    /// Ids of the categories whose rows are hidden; the empty one for what has no category.
    folded: HashSet<String>,
    source: Source,
    /// What was found of what was last asked of the rows.
    picked: Picked,
    /// What that was, and what the rows are that show.
    asked: Ask,
    /// Where the selection is to be once there are rows.
    toward: Lead,
    /// Which of them is to be chosen then.
    then: Then,
    /// Whether nobody has seen its rows yet.
    is_new: bool,
    /// Whether what it tells is to be told anew when the list over it closes.
    is_stale: bool,
}

/// Which row is chosen when the rows are others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Then {
    /// The one that was.
    #[default]
    Same,
    /// The first from there that is asked for.
    AskedFor,
    /// The first.
    First,
}

/// Which screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One year beside another.
    Compare,
    /// A year at a glance.
    Overview,
}

/// What the rows are made of.
#[derive(Clone, Debug)]
pub enum Source {
    /// Two years side by side.
    Compare(Arc<Comparison>),
    /// A year at a glance.
    Overview(Arc<Overview>),
    /// What was asked for and is not there yet.
    Awaited,
}

/// The screens as they were left, so that they come back the same.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// By [`Kind`].
    kept: [Option<Box<Page>>; 2],
    /// Where the person stood in the panes when a screen was last left.
    left_at: Option<Stand>,
}

/// Opens a screen, or closes the one that is open. It comes back as it was left; where the person has moved since, it
/// shows their year, and the comparison what they have chosen. From one screen to the other, years and row go along.
pub fn open(app: &mut App, kind: Kind) {
    let other = match &app.mode {
        Mode::Page(page) if page.kind == kind => return close(app),
        Mode::Page(page) => Some((page.from, page.to, page.lead())),
        _ => None,
    };
    let Some((from, to)) = years(&app.archive, app.year, kind) else {
        return app.say(words::ONLY_YEAR, &[]);
    };
    close(app);
    let has_moved = app.pages.left_at != Some(find::stand(app));
    let mut page = app.pages.kept[kind as usize].take().unwrap_or_else(|| Box::new(Page::new(kind, from, to)));
    let shows_year = page.to == app.year || kind == Kind::Compare && page.from == app.year;
    let are_there = [page.from, page.to].iter().all(|year| app.archive.years.contains(year));
    if has_moved && !shows_year || !are_there {
        (page.from, page.to) = (from, to);
    }
    let lead = match other {
        Some((from, to, lead)) => {
            (page.from, page.to) = (from, to);
            lead
        }
        None if has_moved && kind == Kind::Compare => here(app),
        None => Lead::Nowhere,
    };
    page.unfold_to(&app.archive, &lead);
    if lead != Lead::Nowhere {
        page.toward = lead;
    }
    page.read(app);
    app.mode = Mode::Page(page);
}

/// Closes the screen, if one is open; it is kept as it is.
pub fn close(app: &mut App) {
    keep(app);
    if matches!(app.mode, Mode::Page(_)) {
        work::cancel(app, work::Kind::Page);
        app.mode = Mode::Browse;
    }
}

/// Takes what the screen asked for.
pub(super) fn made(app: &mut App, source: Source) {
    let mut mode = std::mem::take(&mut app.mode);
    let place = match &mut mode {
        Mode::List(list) => &mut *list.under,
        mode => mode,
    };
    if let Mode::Page(page) = place {
        page.source = source;
        page.begin_folded(app);
        page.lay_out(app);
    }
    app.mode = mode;
}

/// Takes what was found of what was asked of the rows.
pub(super) fn picked(app: &mut App, (ask, picked): (Ask, Picked)) {
    let mut mode = std::mem::take(&mut app.mode);
    let place = match &mut mode {
        Mode::List(list) => &mut *list.under,
        mode => mode,
    };
    if let Mode::Page(page) = place
        && ask == Ask::of(page)
    {
        (page.asked, page.picked) = (ask, picked);
        page.make_rows(app);
    }
    app.mode = mode;
}

/// Keeps the screen as it is, for when it is left by what comes now: but for what is read again then.
pub fn keep(app: &mut App) {
    if let Mode::Page(page) = &app.mode {
        let (source, table, picked, toward) = (Source::Awaited, Arc::default(), Picked::default(), page.lead());
        let kept = Page {
            line: page.line.clone(),
            pane: page.pane,
            folded: page.folded.clone(),
            asked: Ask::default(),
            source,
            table,
            picked,
            toward,
            ..**page
        };
        app.pages.kept[page.kind as usize] = Some(Box::new(kept));
        app.pages.left_at = Some(find::stand(app));
    }
}

/// The archive or the language has changed: what the screen tells is told anew, under a list when that closes.
pub fn refresh(app: &mut App) {
    let mut mode = std::mem::take(&mut app.mode);
    match &mut mode {
        Mode::Page(page) => {
            page.is_stale = false;
            page.read(app);
        }
        Mode::List(list) => {
            if let Mode::Page(page) = &mut *list.under {
                page.is_stale = true;
            }
        }
        _ => {}
    }
    app.mode = mode;
}

/// The list over the screen has closed.
pub fn uncovered(app: &mut App) {
    if app.mode.page().is_some_and(|page| page.is_stale) {
        refresh(app);
    }
}

impl Page {
    /// What is typed to narrow it.
    pub fn typed(&self) -> &str {
        self.line.text().trim()
    }

    /// The row that is chosen.
    pub fn chosen(&self) -> Option<&Row> {
        self.table.rows.get(self.pane.chosen()?)
    }

    fn new(kind: Kind, from: Option<Year>, to: Option<Year>) -> Page {
        Page {
            kind,
            from,
            to,
            sort: Sort::default(),
            show: Show::default(),
            line: Line::new("", false),
            is_typing: false,
            table: Arc::default(),
            pane: Pane::default(),
            folded: HashSet::new(),
            source: Source::Awaited,
            picked: Picked::default(),
            asked: Ask::default(),
            toward: Lead::Nowhere,
            then: Then::Same,
            is_new: true,
            is_stale: false,
        }
    }

    /// A comparison of very many begins as an outline: unfolded, it would be millions of rows.
    fn begin_folded(&mut self, app: &App) {
        if std::mem::take(&mut self.is_new) && work::is_large(app) && self.kind == Kind::Compare {
            let all = app.archive.outline.categories().iter().map(|category| category.id.clone());
            self.folded.extend(all.chain([String::new()]));
            let lead = self.toward.clone();
            self.unfold_to(&app.archive, &lead);
        }
    }

    /// Whether what its rows are made of is not there yet.
    pub fn is_awaited(&self) -> bool {
        matches!(self.source, Source::Awaited)
    }

    /// Where the chosen row leads.
    fn lead(&self) -> Lead {
        self.chosen().map_or(Lead::Nowhere, |row| row.lead.clone())
    }

    /// Unfolds what hides the row that leads there.
    fn unfold_to(&mut self, archive: &Archive, lead: &Lead) {
        for above in lead.with_all_above(archive).iter().filter(|above| !above.is_same(lead)) {
            if let Lead::Category(category) = above {
                self.folded.remove(id(archive, *category));
            }
        }
    }
}

/// The id that a category is folded by.
fn id(archive: &Archive, category: Option<usize>) -> &str {
    category.and_then(|index| archive.outline.get(index)).map_or("", |category| &category.id)
}

/// What is chosen in the panes.
fn here(app: &App) -> Lead {
    let metric = app.metric().filter(|_| app.on_metric);
    match (app.focus, app.item()) {
        (Focus::Categories, _) | (_, None) => app.chosen_category().map_or(Lead::Nowhere, Lead::Category),
        (_, Some(item)) => Lead::Record((item, metric), None),
    }
}

/// The year that a screen shows, and before it the one that it is compared with: the year before. The first year is
/// beside the one after it, or in an overview beside itself. None where there is nothing to compare.
fn years(archive: &Archive, year: Option<Year>, kind: Kind) -> Option<(Option<Year>, Option<Year>)> {
    let at = archive.years.iter().position(|other| *other == year);
    let before = at.and_then(|at| archive.years.get(at.checked_sub(1)?));
    let after = at.and_then(|at| archive.years.get(at + 1));
    match (before, kind, after) {
        (Some(before), _, _) => Some((*before, year)),
        (None, Kind::Overview, _) => Some((year, year)),
        (None, Kind::Compare, after) => after.map(|after| (year, *after)),
    }
}
