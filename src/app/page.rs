//! The screens over the panes: one year beside another, and a year at a glance. Each is a table whose rows lead to the
//! records, made when something it depends on changes, never per frame.

mod cells;
pub mod compare;
mod overview;
mod rows;
pub mod steps;
pub mod table;

use crate::app::App;
use crate::app::checks;
use crate::app::find;
use crate::app::line::Line;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::mode::Stand;
use crate::app::page::compare::Show;
use crate::app::page::compare::Sort;
use crate::app::page::table::Lead;
use crate::app::page::table::Row;
use crate::app::page::table::Table;
use crate::app::pane::Motion;
use crate::app::pane::Pane;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Made;
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
    /// Where the selection is to be once there are rows.
    toward: Lead,
    /// Whether nobody has seen its rows yet.
    is_new: bool,
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
    page.read(app);
    match page.source {
        Source::Awaited if lead != Lead::Nowhere => page.toward = lead,
        _ => page.choose_near(&app.archive, &lead),
    }
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
        let lead = std::mem::take(&mut page.toward);
        page.choose_near(&app.archive, &lead);
    }
    app.mode = mode;
}

/// Keeps the screen as it is, for when it is left by what comes now.
pub fn keep(app: &mut App) {
    if let Mode::Page(page) = &app.mode {
        app.pages.kept[page.kind as usize] = Some(page.clone());
        app.pages.left_at = Some(find::stand(app));
    }
}

/// The archive or the language has changed: what the screen tells is told anew.
pub fn refresh(app: &mut App) {
    match std::mem::take(&mut app.mode) {
        Mode::Page(mut page) => {
            page.read(app);
            app.mode = Mode::Page(page);
        }
        mode => app.mode = mode,
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
            toward: Lead::Nowhere,
            is_new: true,
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

    /// Where the chosen row leads.
    fn lead(&self) -> Lead {
        self.chosen().map_or(Lead::Nowhere, |row| row.lead.clone())
    }

    /// Reads the archive, and makes the rows of it.
    fn read(&mut self, app: &mut App) {
        let job = match self.kind {
            Kind::Compare => Job::Compare(self.from, self.to),
            Kind::Overview => Job::Overview(self.from, self.to, checks::told(app, self.to)),
        };
        let lead = self.lead();
        self.source = match work::ask(app, job) {
            Some(Made::Page(source)) => source,
            _ => Source::Awaited,
        };
        if matches!(self.source, Source::Awaited) && lead != Lead::Nowhere {
            self.toward = lead;
        }
        self.lay_out(app);
    }

    /// Makes the rows. The chosen one stays; if it is gone, the first record that is asked for is chosen.
    fn lay_out(&mut self, app: &App) {
        let lead = self.lead();
        let mut table = match &self.source {
            Source::Compare(comparison) => compare::table(app, self, comparison),
            Source::Overview(overview) => overview::table(app, self, overview),
            Source::Awaited => self.awaited(app),
        };
        if !self.typed().is_empty() {
            // Directly behind what it is: the end of a title is cut off first.
            let at = table.title.len().min(1);
            table.title.insert(at, words::FILTERED.fill(app.lang, &[self.typed()]));
        }
        table.query = find::words(app, self.typed());
        table.measure(app.room);
        self.table = Arc::new(table);
        self.pane.fit(self.table.rows.len());
        if !self.choose(&lead) {
            self.pane.go(Motion::First);
            self.choose_asked_for();
        }
    }

    /// What stands in the place of a table that is not there yet.
    fn awaited(&self, app: &App) -> Table {
        let (from, to) = (app.show_year(self.from), app.show_year(self.to));
        let title = match self.kind {
            Kind::Compare => words::page::COMPARE_TITLE.fill(app.lang, &[&from, &to]),
            Kind::Overview => words::page::OVERVIEW_TITLE.fill(app.lang, &[&to]),
        };
        let empty = words::work::AWAITED.say(app.lang).to_string();
        Table { title: vec![title], empty, ..Table::default() }
    }

    /// Chooses the next row from here that is asked for, else the first, if the chosen one only holds such rows.
    fn choose_asked_for(&mut self) {
        let here = self.pane.chosen().unwrap_or(0);
        let rows = &self.table.rows;
        let behind = rows.iter().skip(here).position(Row::is_asked_for).map(|at| here + at);
        let found = behind.or_else(|| rows.iter().position(Row::is_asked_for));
        found.into_iter().for_each(|row| self.pane.go(Motion::To(row)));
    }

    /// Chooses the row that leads there; false where there is none.
    fn choose(&mut self, lead: &Lead) -> bool {
        // What stands in two parts of a table stays chosen where it is.
        if self.chosen().is_some_and(|row| row.lead.is_same(lead)) {
            return true;
        }
        let found = self.table.rows.iter().position(|row| row.lead.is_same(lead));
        found.into_iter().for_each(|row| self.pane.go(Motion::To(row)));
        found.is_some()
    }

    /// Chooses the row that leads there, else the nearest that what is there stands below.
    fn choose_near(&mut self, archive: &Archive, lead: &Lead) {
        lead.with_all_above(archive).iter().any(|lead| self.choose(lead));
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
