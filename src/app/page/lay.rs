//! Making the rows of a screen over the panes, and keeping the chosen one.

use crate::app::App;
use crate::app::checks;
use crate::app::find;
use crate::app::line::Line;
use crate::app::page::Kind;
use crate::app::page::Page;
use crate::app::page::Source;
use crate::app::page::Then;
use crate::app::page::compare;
use crate::app::page::overview;
use crate::app::page::pick::Ask;
use crate::app::page::pick::Picked;
use crate::app::page::pick::Wish;
use crate::app::page::table::Lead;
use crate::app::page::table::Row;
use crate::app::page::table::Table;
use crate::app::pane::Motion;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Made;
use crate::lang::words;
use crate::store::archive::Archive;
use std::sync::Arc;

impl Page {
    /// Reads the archive, and makes the rows of it.
    pub(super) fn read(&mut self, app: &mut App) {
        let job = match self.kind {
            Kind::Compare => Job::Compare(self.from, self.to),
            Kind::Overview => Job::Overview(self.from, self.to, checks::told(app, self.to)),
        };
        let lead = self.lead();
        self.source = match work::ask(app, job) {
            Some(Made::Page(source)) => source,
            _ => Source::Awaited,
        };
        self.asked = Ask::default();
        if self.toward == Lead::Nowhere {
            self.toward = lead;
        }
        self.lay_out(app);
    }

    /// Makes the rows. Where it takes the records' text to know which, they come when that has been looked through; what
    /// showed shows till then.
    pub(super) fn lay_out(&mut self, app: &mut App) {
        let ask = Ask::of(self);
        if self.is_awaited() {
            return self.make_rows(app);
        }
        if ask.is_plain(self.kind) {
            work::cancel(app, work::Kind::Page);
            self.picked = Picked::default();
        } else if ask != self.asked {
            let (query, lang, most) = (find::words(app, self.typed()), app.lang, compare::most(app));
            let job = Job::Pick(Box::new(Wish { ask: ask.clone(), source: self.source.clone(), query, lang, most }));
            match work::ask(app, job) {
                Some(Made::Picked(made)) => self.picked = made.1,
                _ => return,
            }
        } else {
            work::cancel(app, work::Kind::Page);
        }
        self.asked = ask;
        self.make_rows(app);
    }

    /// Sets it as it was when the rows that show were asked for.
    pub(super) fn take_back(&mut self, app: &mut App) {
        work::cancel(app, work::Kind::Page);
        (self.show, self.sort, self.then) = (self.asked.show, self.asked.sort, Then::Same);
        self.line = Line::new(&self.asked.typed, false);
    }

    /// Makes the rows of what is there. The chosen one stays; if it is gone, the first record that is asked for is chosen.
    pub(super) fn make_rows(&mut self, app: &App) {
        let lead = self.lead();
        let mut table = match &self.source {
            Source::Compare(comparison) => compare::table(app, self, comparison, &self.picked),
            Source::Overview(overview) => overview::table(app, self, overview, &self.picked),
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
        if self.is_awaited() {
            return;
        }
        let toward = std::mem::take(&mut self.toward);
        self.choose_near(&app.archive, &toward);
        match std::mem::take(&mut self.then) {
            Then::Same => {}
            Then::AskedFor => self.choose_asked_for(),
            // What a list begins with is what it was sorted for.
            Then::First => self.pane.go(Motion::First),
        }
    }

    /// What stands in the place of a table that is not there yet.
    pub(super) fn awaited(&self, app: &App) -> Table {
        let (from, to) = (app.show_year(self.from), app.show_year(self.to));
        let title = match self.kind {
            Kind::Compare => words::page::COMPARE_TITLE.fill(app.lang, &[&from, &to]),
            Kind::Overview => words::page::OVERVIEW_TITLE.fill(app.lang, &[&to]),
        };
        let empty = words::work::AWAITED.say(app.lang).to_string();
        Table { title: vec![title], empty, ..Table::default() }
    }

    /// Chooses the next row from here that is asked for, else the first, if the chosen one only holds such rows.
    pub(super) fn choose_asked_for(&mut self) {
        let here = self.pane.chosen().unwrap_or(0);
        let rows = &self.table.rows;
        let behind = rows.iter().skip(here).position(Row::is_asked_for).map(|at| here + at);
        let found = behind.or_else(|| rows.iter().position(Row::is_asked_for));
        found.into_iter().for_each(|row| self.pane.go(Motion::To(row)));
    }

    /// Chooses the row that leads there; false where there is none.
    pub(super) fn choose(&mut self, lead: &Lead) -> bool {
        // What stands in two parts of a table stays chosen where it is.
        if self.chosen().is_some_and(|row| row.lead.is_same(lead)) {
            return true;
        }
        let found = self.table.rows.iter().position(|row| row.lead.is_same(lead));
        found.into_iter().for_each(|row| self.pane.go(Motion::To(row)));
        found.is_some()
    }

    /// Chooses the row that leads there, else the nearest that what is there stands below.
    pub(super) fn choose_near(&mut self, archive: &Archive, lead: &Lead) {
        lead.with_all_above(archive).iter().any(|lead| self.choose(lead));
    }
}
