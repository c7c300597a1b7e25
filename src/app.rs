//! What the user is doing. Knows neither terminal nor disk: events come in, effects go out.

pub mod browse;
pub mod burst;
pub mod checks;
pub mod commands;
pub mod complete;
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
pub mod reading;
pub mod records;
pub mod recover;
mod renew;
pub mod save;
pub mod seek;
pub mod shares;
pub mod sift;
pub mod spoken;
pub mod trend;
pub mod view;
pub mod work;
pub mod wrap;

use crate::app::checks::Checks;
use crate::app::complete::Completion;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::history::History;
use crate::app::keymap::Keymap;
use crate::app::line::Line;
use crate::app::line::Room;
use crate::app::mode::Choice;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::mode::Target;
use crate::app::page::Pages;
use crate::app::pane::Pane;
use crate::app::reading::Reading;
use crate::app::records::bulk;
use crate::app::records::bulk::Bulk;
use crate::app::seek::Seeking;
use crate::app::shares::Shares;
use crate::app::sift::Sifting;
use crate::app::view::ItemRow;
use crate::app::view::Lens;
use crate::app::view::View;
use crate::app::work::Work;
use crate::insight::facts::Ground;
use crate::insight::find::Index;
use crate::lang::Lang;
use crate::lang::Words;
use crate::model::date::Date;
use crate::model::year::Year;
use crate::search::phonetic::Sounds;
use crate::search::query::Query;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::ordered::Ordered;
use std::collections::HashMap;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// The whole state of the program.
#[derive(Debug)]
pub struct App {
    /// The records. What is done beside the keys has them too, as they were when it was asked for.
    pub archive: Arc<Archive>,
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
    /// Questions that the person keeps under a name.
    pub views: Vec<crate::model::view::View>,
    /// How what is typed to find records can go on.
    pub completion: Option<Completion>,
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
    /// An archive of more items is large: what goes through all of it is done beside the keys.
    pub large: usize,
    /// The room that an open field has; from the layout.
    pub room: Room,
    /// Where things stand on the screen, for the mouse; from the layout.
    pub screen: Screen,
    folded: HashSet<String>,
    all: Ordered,
    index: Index,
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
    /// What was chosen for that before all was read.
    picked: Option<Choice>,
    /// Others may have changed the files, and it has not been looked at yet.
    stirred: bool,
    recovery: recover::Recovery,
    work: Work,
    reading: Reading,
    seeking: Seeking,
    sifting: Sifting,
    bulk: Bulk,
    begun: Option<new_year::Begun>,
    making: Option<new_year::Making>,
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
            index: Index::default(),
            reading: Reading::due(&archive),
            archive: Arc::new(archive),
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
            views: Vec::new(),
            completion: None,
            sounds: Sounds::ON,
            checks: Checks::default(),
            marked: HashSet::new(),
            filters: Default::default(),
            named: None,
            lang,
            light: false,
            keymap,
            large: work::LARGE,
            room: Room { width: 60, height: 10, cells: wrap::cells },
            screen: Screen::default(),
            folded: HashSet::new(),
            all: Ordered::default(),
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
            picked: None,
            stirred: false,
            recovery: recover::Recovery::default(),
            work: Work::default(),
            seeking: Seeking::default(),
            sifting: Sifting::default(),
            bulk: Bulk::default(),
            begun: None,
            making: None,
        };
        checks::renew(&mut app);
        app.archive_changed();
        app
    }

    /// Makes what the first screen does not need, and a search does.
    pub fn complete(&mut self) {
        self.index.complete(&self.archive);
    }

    /// Takes an event and gives what it asks of the world.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Stirred => self.stirred = true,
            Event::Key(key) => keys::press(self, key),
            Event::Burst(keys) => burst::press(self, keys),
            Event::Paste(text) => keys::paste(self, text),
            Event::Mouse(mouse) => mouse::handle(self, mouse),
            Event::Read(arrived) => reading::arrived(self, arrived),
            Event::ReadEnd => reading::ended(self),
            Event::ReadAgain => reading::ended_again(self),
            Event::Done(done) => work::done(self, *done),
            // The layout is made anew for every frame; leaving and resuming are for `run`.
            Event::Glimpse => seek::glimpse(self),
            Event::Resize { .. } | Event::Progress | Event::Leave(_) | Event::Resumed | Event::LineFree => {}
        }
        // An open field or list stands for records by their numbers, which another text may change: it is finished first.
        if matches!(self.mode, Mode::Browse | Mode::Trend(_) | Mode::Page(_)) {
            // The files of a new year are seen when all of them are made, and what is being read again when it is read.
            let is_busy = new_year::is_making(self) || reading::is_again(self);
            let is_stirred = !is_busy && std::mem::take(&mut self.stirred);
            self.effects.extend(is_stirred.then_some(Effect::Look));
            reading::take_again(self);
            bulk::take(self);
            recover::take::go_on(self);
            new_year::take(self);
            new_year::take_made(self);
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
        self.view.items.get(self.pane(Focus::Items).chosen()?)
    }

    /// What the item of that number in the list looks like.
    pub fn item_row(&self, at: usize) -> Option<ItemRow> {
        view::item_row(&self.archive, &self.view.items, at, self.chosen_category().flatten(), &self.lens())
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

    /// The records, for changing: those that a job has stay as they are.
    pub(crate) fn archive_mut(&mut self) -> &mut Archive {
        Arc::make_mut(&mut self.archive)
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
            language: find::language(self),
            ground: self.ground(),
            lang: self.lang,
        }
    }

    /// What is known of the items beyond their text.
    pub(crate) fn ground(&self) -> Ground<'_> {
        Ground::new(&self.archive, &self.marked, &self.checks.flawed)
    }
}
