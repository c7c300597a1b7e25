//! What the user is doing. Knows neither terminal nor disk: events come in, effects go out.

pub mod browse;
pub mod burst;
pub mod checks;
pub mod commands;
pub mod dispute;
pub mod effect;
pub mod event;
pub mod fields;
pub mod find;
pub mod follow;
pub mod gaps;
pub mod history;
pub mod key;
pub mod keymap;
pub mod keys;
pub mod line;
pub mod lists;
pub mod meet;
pub mod mode;
pub mod mouse;
pub mod new_year;
pub mod outside;
pub mod page;
pub mod pane;
pub mod pick;
pub mod records;
pub mod recover;
pub mod save;
pub mod shares;
pub mod spoken;
pub mod trend;
pub mod view;
pub mod wrap;

use crate::app::checks::Checks;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::history::History;
use crate::app::keymap::Keymap;
use crate::app::line::Line;
use crate::app::line::Room;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::mode::Target;
use crate::app::page::Pages;
use crate::app::pane::Pane;
use crate::app::shares::Shares;
use crate::app::view::Lens;
use crate::app::view::View;
use crate::app::view::entries;
use crate::app::view::record;
use crate::insight::found;
use crate::insight::series;
use crate::lang::Lang;
use crate::lang::Words;
use crate::model::date::Date;
use crate::model::year::Year;
use crate::safe::Safe;
use crate::search::answer::Heard;
use crate::search::index::Index;
use crate::search::phonetic::Sounds;
use crate::search::query::Query;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use std::collections::HashMap;
use std::collections::HashSet;
use std::path::PathBuf;

/// The whole state of the program.
#[derive(Debug)]
pub struct App {
    /// The records.
    pub archive: Archive,
    /// The year shown.
    pub year: Option<Year>,
    /// What the panes show.
    pub view: View,
    /// The lists' selections, by [`Focus`].
    pub panes: [Pane; 4],
    /// The pane that the keys go to.
    pub focus: Focus,
    /// Whether the focused pane has the screen to itself.
    pub zoom: bool,
    /// Whether the record pane shows the chosen metric, not the item.
    pub on_metric: bool,
    /// How the panes share the screen.
    pub shares: Shares,
    /// The day it is where the person sits; from `run`.
    pub today: Option<Date>,
    /// What the keys mean.
    pub mode: Mode,
    /// What was just done or is wrong; gone with the next key.
    pub status: Status,
    /// What was last looked for; its hits are highlighted.
    pub query: Query,
    /// The hits of the query in this year, in the archive's order.
    pub hits: Vec<ItemId>,
    /// Of each of them that was found by its sound, how.
    pub heard: HashMap<ItemId, Vec<Heard>>,
    /// How what is looked for can be typed without an input method.
    pub sounds: Sounds,
    /// What the check found.
    pub checks: Checks,
    /// The items that actions apply to.
    pub marked: HashSet<ItemId>,
    /// What each of the first three panes must match.
    pub filters: [String; 3],
    /// The archive as the person named it to start with, for commands that are to find it again.
    pub named: Option<String>,
    /// The interface's language.
    pub lang: Lang,
    /// Whether the theme is the light one.
    pub light: bool,
    /// The keys.
    pub keymap: Keymap,
    /// The room that an open field has; from the layout.
    pub room: Room,
    /// Where things stand on the screen, for the mouse; from the layout.
    pub screen: Screen,
    folded: HashSet<String>,
    all: Vec<ItemId>,
    index: Index<ItemId>,
    history: History,
    stash: HashMap<Target, Line>,
    lost: Vec<follow::Lost>,
    cut: String,
    effects: Vec<Effect>,
    pages: Pages,
    saving: save::Progress,
    /// The files that the status tells others have changed.
    noticed: HashSet<PathBuf>,
    quit_when_saved: bool,
    picking: bool,
    /// Others may have changed the files, and it has not been looked at yet.
    stirred: bool,
    recovered: Option<recover::Recovered>,
}

/// The line that says what happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// What it says; empty when there is nothing to say.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
}

/// Where the layout put things, as far as the application must know: rows for the lists, rectangles for the mouse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// The rows of each pane as `(x, y, width, height)`; zero size where a pane does not show.
    pub panes: [(u16, u16, u16, u16); 4],
    /// The rows of a list or another screen over the panes.
    pub list: (u16, u16, u16, u16),
    /// The rows of a metric's years.
    pub trend: (u16, u16, u16, u16),
}

impl App {
    /// A program that shows `archive`, at its last year.
    pub fn new(archive: Archive, keymap: Keymap, lang: Lang) -> App {
        let mut app = App {
            year: archive.years.last().copied().flatten(),
            index: found::index(&archive),
            archive,
            view: View::default(),
            panes: Default::default(),
            focus: Focus::default(),
            zoom: false,
            on_metric: false,
            today: None,
            shares: Shares::default(),
            mode: Mode::Browse,
            status: Status::default(),
            query: Query::default(),
            hits: Vec::new(),
            heard: HashMap::new(),
            sounds: Sounds::ON,
            checks: Checks::default(),
            marked: HashSet::new(),
            filters: Default::default(),
            named: None,
            lang,
            light: false,
            keymap,
            room: Room { width: 60, height: 10, cells: wrap::cells },
            screen: Screen::default(),
            folded: HashSet::new(),
            all: Vec::new(),
            history: History::default(),
            stash: HashMap::new(),
            lost: Vec::new(),
            cut: String::new(),
            effects: Vec::new(),
            pages: Pages::default(),
            saving: save::Progress::default(),
            noticed: HashSet::new(),
            quit_when_saved: false,
            picking: false,
            stirred: false,
            recovered: None,
        };
        checks::renew(&mut app);
        app.archive_changed();
        app
    }

    /// Takes an event and gives what it asks of the world.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Stirred => self.stirred = true,
            Event::Key(key) => keys::press(self, key),
            Event::Burst(keys) => burst::press(self, keys),
            Event::Paste(text) => keys::paste(self, text),
            Event::Mouse(mouse) => mouse::handle(self, mouse),
            // The layout is made anew for every frame; leaving and resuming are for `run`.
            Event::Resize { .. } | Event::Leave(_) | Event::Resumed | Event::LineFree => {}
        }
        // An open field or list stands for records by their numbers, which another text may change: it is finished first.
        if self.stirred && matches!(self.mode, Mode::Browse | Mode::Trend(_) | Mode::Page(_)) {
            self.stirred = false;
            self.effects.push(Effect::Look);
        }
        self.take_effects()
    }

    /// What has been asked for since the last call.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Takes the room that the layout gives to lists and fields.
    pub fn fit(&mut self, screen: Screen, room: Room) {
        self.screen = screen;
        if std::mem::replace(&mut self.room, room).width != room.width {
            self.lines_changed();
        }
        let rows = self.panes.iter_mut().zip(screen.panes);
        rows.for_each(|(pane, (_, _, _, height))| pane.resize(height as usize));
        match &mut self.mode {
            Mode::List(list) => list.pane.resize(screen.list.3 as usize),
            Mode::Page(page) => page.pane.resize(screen.list.3 as usize),
            _ => {}
        }
        if let Some(sheet) = self.mode.sheet_mut() {
            sheet.pane.resize(screen.trend.3 as usize);
        }
    }

    /// The pane of that focus.
    pub fn pane(&self, focus: Focus) -> &Pane {
        &self.panes[focus as usize]
    }

    /// The item that is chosen.
    pub fn item(&self) -> Option<ItemId> {
        Some(self.view.items.get(self.pane(Focus::Items).chosen()?)?.id)
    }

    /// The chosen metric's number within its item.
    pub fn metric(&self) -> Option<usize> {
        Some(self.view.metrics.get(self.pane(Focus::Metrics).chosen()?)?.at)
    }

    /// The year as the archive counts it.
    pub fn show_year(&self, year: Option<Year>) -> String {
        year.map_or(crate::lang::words::NO_YEAR.say(self.lang).to_string(), |year| year.show(self.archive.calendar))
    }

    /// How many files differ from what is on disk.
    pub fn unsaved(&self) -> usize {
        self.archive.files.iter().filter(|file| file.is_unsaved()).count()
    }

    pub(crate) fn say(&mut self, words: Words, parts: &[&str]) {
        self.status = Status { text: words.fill(self.lang, parts), bad: false };
    }

    /// Tells the person that something is wrong.
    pub fn complain(&mut self, words: Words, parts: &[&str]) {
        self.status = Status { text: words.fill(self.lang, parts), bad: true };
    }

    fn lens(&self) -> Lens<'_> {
        Lens {
            year: self.year,
            folded: &self.folded,
            filters: &self.filters,
            flawed: &self.checks.flawed,
            sounds: self.sounds,
            lang: self.lang,
        }
    }

    /// The texts of these files have changed: what is derived from them is made anew, and the selection kept.
    pub(crate) fn files_changed(&mut self, files: &[usize]) {
        self.archive.derive();
        follow::moved(self);
        for file in files {
            found::reindex(&mut self.index, &self.archive, *file);
        }
        checks::renew(self);
        self.archive_changed();
    }

    /// The archive is another: what is derived from it is made anew, and the selection kept.
    fn archive_changed(&mut self) {
        if !self.archive.years.contains(&self.year) {
            self.year = self.archive.years.last().copied().flatten();
        }
        self.marked.retain(|id| self.archive.record(*id).is_some());
        if let Some(sheet) = self.mode.sheet_mut() {
            sheet.refresh(&self.archive);
        }
        self.year_changed();
        page::refresh(self);
    }

    /// Another year is shown, or its items have changed.
    pub(crate) fn year_changed(&mut self) {
        self.all = self.archive.items(self.year);
        find::look(self);
        self.outline_changed();
    }

    /// Something was folded or filtered. The chosen category stays chosen, or the nearest one above it that shows.
    pub(crate) fn outline_changed(&mut self) {
        let chosen = self.chosen_category();
        self.view.categories = view::categories(&self.archive, &self.all, &self.lens());
        self.view.years = series::side_by_side(&self.archive, self.year);
        self.panes[Focus::Categories as usize].fit(self.view.categories.len());
        if let Some(category) = chosen {
            self.choose_category(category);
        }
        self.category_changed();
    }

    /// Another category is chosen. The chosen item stays chosen where it shows.
    pub(crate) fn category_changed(&mut self) {
        let item = self.item();
        let row = self.pane(Focus::Categories).chosen().and_then(|at| self.view.categories.get(at));
        self.view.items = view::items(&self.archive, &self.all, row, &self.lens());
        let widest = self.view.items.iter().map(|row| &row.no).max_by_key(|no| Safe::new(no).width());
        self.view.widest_no = widest.cloned().unwrap_or_default();
        self.panes[Focus::Items as usize].fit(self.view.items.len());
        if let Some(at) = item.and_then(|item| self.view.items.iter().position(|row| row.id == item)) {
            self.panes[Focus::Items as usize].go(pane::Motion::To(at));
        }
        self.item_changed();
    }

    /// Another item is chosen.
    pub(crate) fn item_changed(&mut self) {
        self.view.metrics = view::metrics(&self.archive, self.item(), &self.view.years, &self.lens());
        self.panes[Focus::Metrics as usize].fit(self.view.metrics.len());
        self.on_metric &= !self.view.metrics.is_empty();
        self.metric_changed();
    }

    /// Another metric is chosen, or the record pane shows something else.
    pub(crate) fn metric_changed(&mut self) {
        let metric = self.metric().filter(|_| self.on_metric);
        let of_item = |item| record::fields(&self.archive, item, metric, &self.lens());
        let of_metric = |(item, at)| {
            let months = |metric| entries::months(&self.archive, item, &metric, &self.lens());
            self.archive.metric(item, at).map(months)
        };
        let months = self.item().zip(metric).and_then(of_metric).unwrap_or_default();
        self.view.fields = self.item().map_or(Vec::new(), of_item);
        self.view.months = months;
        self.lines_changed();
    }

    fn lines_changed(&mut self) {
        self.view.lines = view::lines(&self.view.fields, &self.view.months, self.room);
        self.panes[Focus::Record as usize].fit(self.view.lines.len());
    }

    /// The chosen category; the outer `None` if the outline is empty.
    pub(crate) fn chosen_category(&self) -> Option<Option<usize>> {
        Some(self.view.categories.get(self.pane(Focus::Categories).chosen()?)?.index)
    }

    /// Chooses a category, or the nearest one above it that shows.
    pub(crate) fn choose_category(&mut self, category: Option<usize>) {
        let path =
            category.into_iter().flat_map(|index| std::iter::once(index).chain(self.archive.outline.ancestors(index)));
        let path: Vec<Option<usize>> = if category.is_none() { vec![None] } else { path.map(Some).collect() };
        let row = path.iter().find_map(|wanted| self.view.categories.iter().position(|row| row.index == *wanted));
        if let Some(row) = row {
            self.panes[Focus::Categories as usize].go(pane::Motion::To(row));
        }
    }
}
