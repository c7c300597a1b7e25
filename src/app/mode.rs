//! What the keys mean just now. Each mode holds its own data, which is gone when the mode ends.

use crate::app::line::Line;
use crate::app::lists::listed::Rows;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::trend::Sheet;
use crate::lang::Words;
use crate::model::year::Year;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::merge;
use crate::store::new_year::NewFile;
use crate::store::record::Name;
use std::ops::Range;

/// A pane that can have the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The outline.
    Categories,
    /// The items.
    #[default]
    Items,
    /// The metrics.
    Metrics,
    /// The record below.
    Record,
}

impl Focus {
    /// All, in the order Tab goes.
    pub const ALL: [Focus; 4] = [Focus::Categories, Focus::Items, Focus::Metrics, Focus::Record];
}

/// What the keys mean.
#[derive(Clone, Debug, Default)]
pub enum Mode {
    /// Walking through the panes.
    #[default]
    Browse,
    /// Typing what to find; the panes follow.
    Find(Line, Stand),
    /// Typing what the focused pane must match; the former filter comes back on Esc.
    Filter(Line, String),
    /// A field is open.
    Edit(Edit),
    /// A list stands over the panes.
    List(List),
    /// Another screen stands in the place of the panes.
    Page(Box<Page>),
    /// A question waits for a key.
    Ask(Question),
    /// A metric is shown through the years, over the panes.
    Trend(Sheet),
}

impl Mode {
    /// The metric's screen that shows, be it below a list.
    pub fn sheet(&self) -> Option<&Sheet> {
        match self {
            Mode::Trend(sheet) => Some(sheet),
            Mode::List(list) => list.under.sheet(),
            _ => None,
        }
    }

    /// The comparison or the overview, be there a list over it or not.
    pub fn page(&self) -> Option<&Page> {
        match self {
            Mode::Page(page) => Some(page),
            Mode::List(list) => list.under.page(),
            _ => None,
        }
    }

    /// The sheet, to be changed.
    pub fn sheet_mut(&mut self) -> Option<&mut Sheet> {
        match self {
            Mode::Trend(sheet) => Some(sheet),
            Mode::List(list) => list.under.sheet_mut(),
            _ => None,
        }
    }
}

/// Where a person stood, to go back to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// The year shown.
    pub year: Option<Year>,
    /// The chosen category, as an index in the outline; the outer `None` if nothing was chosen.
    pub category: Option<Option<usize>>,
    /// The chosen item.
    pub item: Option<ItemId>,
    /// Where the item's second line began in the text of its file, by which it is followed when others change that text.
    pub at: usize,
    /// The chosen row of the metrics.
    pub metric: usize,
    /// Whether the record showed the metric.
    pub on_metric: bool,
    /// The pane that had the focus.
    pub focus: Focus,
}

/// A field being edited.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What the text is for.
    pub target: Target,
    /// The text.
    pub line: Line,
    /// What the text began as.
    pub first: String,
    /// The pane it was opened from, which has the focus again when it closes.
    pub from: Focus,
    /// Why the text cannot be taken as it is; none when it can.
    pub fault: Option<String>,
    /// What the text would be taken as, where that is not plain to see; empty where it is.
    pub meaning: String,
    /// The missing value that is being entered, one after the other; none for a field by itself.
    pub gap: Option<Gap>,
    /// What someone else made of the field; none where nobody else changed it.
    pub meeting: Option<Meeting>,
}

/// What is shown of someone else's change while the field is edited that both changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Their text; empty where it is part of the text that is edited.
    pub theirs: String,
    /// The fields that are to be settled after this one.
    pub next: Vec<Dispute>,
}

/// A field that two changed, each to another text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The file's number.
    pub file: usize,
    /// Whose field it is.
    pub place: Place,
    /// Which field.
    pub name: Name,
    /// My text, as it is typed.
    pub mine: String,
    /// Theirs.
    pub theirs: String,
}

/// What is told of a missing value while it is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// What it was in an earlier year; empty where none says.
    pub before: String,
    /// How many are missing in the year, with this one.
    pub left: usize,
}

/// What an open field is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A field of an item or metric in the file of that number.
    Field(usize, Place, Name),
    /// The title of an item that does not exist yet; it comes into being when the title is kept.
    NewItem,
    /// The name of a metric that does not exist yet.
    NewMetric(ItemId),
}

/// A list over the panes, with or without a line to narrow it.
#[derive(Clone, Debug)]
pub struct List {
    /// What it lists.
    pub kind: ListKind,
    /// What is typed to narrow it; none where typing does not narrow.
    pub line: Option<Line>,
    /// The selection, over `rows`.
    pub pane: Pane,
    /// What shows.
    pub rows: Rows,
    /// How many there are in all, where `rows` are only the best.
    pub total: usize,
    /// A search is under way, and they are what it has so far.
    pub is_glimpse: bool,
    /// What it stands over, and gives way to when it closes: the panes, or another screen over them.
    pub under: Box<Mode>,
}

/// What a list lists, and so what choosing from it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its title says")]
pub enum ListKind {
    Found,
    Palette,
    Help,
    Problems,
    Review,
    Category,
    Year,
    Series,
    Recover,
    Overlay,
    Views,
}

/// A row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub text: String,
    /// What stands at its right end.
    pub aside: String,
    /// Bytes of `text` that were looked for.
    pub marks: Vec<Range<usize>>,
    /// How it was found, for the line at the bottom; empty where that goes without saying.
    pub told: String,
    /// How it looks.
    pub look: Look,
    /// What choosing it chooses.
    pub choice: Choice,
}

/// How a row looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As text.
    #[default]
    Plain,
    /// As a heading; it is not chosen for anything.
    Heading,
    /// As something that was.
    Old,
    /// As something that is now.
    New,
}

/// What choosing a row chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nothing.
    #[default]
    None,
    /// This item.
    Item(ItemId),
    /// This metric of this item.
    Metric(ItemId, usize),
    /// The command of this number in `commands::COMMANDS`.
    Command(usize),
    /// The finding of this number in the report of the check.
    Finding(usize),
    /// The category of this id.
    Category(String),
    /// This text, to find by.
    Query(String),
    /// This year.
    Year(Option<Year>),
    /// The series of this id.
    Series(String),
}

/// A question that one key answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked, ready to be read.
    pub text: String,
    /// What the answer decides.
    pub about: About,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Deleting these, each in the file of that number.
    Delete(Vec<(usize, Place)>),
    /// Beginning this year with these files.
    NewYear(Year, Vec<NewFile>),
    /// Quitting with unsaved edits.
    Quit,
    /// A file changed by someone else in the same lines.
    Collision(Box<Collision>),
}

/// What to do where both changed the same lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Keep mine.
    Mine,
    /// Take theirs.
    Theirs,
    /// Keep mine for now, and open the fields with both texts at hand.
    Edit,
}

/// A three-way merge that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The file's number.
    pub file: usize,
    /// What is on disk now.
    pub theirs: String,
    /// Decisions so far, one per collision.
    pub answers: Vec<Answer>,
    /// Whether the one that is asked about can be decided by editing.
    pub editable: bool,
    /// Whether the file is to be written when all is decided, and nothing is left to edit.
    pub save: bool,
}

impl Collision {
    /// Of a file that is `theirs` on disk now, with nothing decided yet.
    pub fn new(file: usize, theirs: String, save: bool) -> Collision {
        Collision { file, theirs, answers: Vec::new(), editable: false, save }
    }

    /// Whose text stands for the collision of that number: mine until it is decided.
    pub fn choice(&self, number: usize) -> merge::Choice {
        match self.answers.get(number) {
            Some(Answer::Theirs) => merge::Choice::Theirs,
            _ => merge::Choice::Mine,
        }
    }
}

impl ListKind {
    /// The title of the list.
    pub fn title(self) -> Words {
        use crate::lang::words;
        match self {
            ListKind::Found => words::FOUND,
            ListKind::Views => words::find::VIEWS,
            ListKind::Palette => words::PALETTE,
            ListKind::Help => words::HELP,
            ListKind::Problems => words::PROBLEMS,
            ListKind::Review => words::REVIEW,
            ListKind::Category => words::CHOOSE_CATEGORY,
            ListKind::Year => words::CHOOSE_YEAR,
            ListKind::Series => words::CHOOSE_SERIES,
            ListKind::Recover => words::RECOVER,
            ListKind::Overlay => words::CHOOSE_OVERLAY,
        }
    }
}
