//! A table that fills the screen: columns measured once, rows ready to be drawn, each leading somewhere.

use crate::app::line::Room;
use crate::search::query::Query;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use unicode_segmentation::UnicodeSegmentation;

/// A table. It is made when what it tells changes, and only read to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it is, the most telling part first.
    pub title: Vec<String>,
    /// The columns beside the name: one set for all rows, or one for each part of the table.
    pub sets: Vec<Vec<Column>>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What was typed to narrow it, to be highlighted in the names.
    pub query: Query,
    /// What is said where there are no rows.
    pub empty: String,
    /// Cells that the widest name takes, with two for each level that it stands below and two for the sign of a fold; of
    /// the rows that have columns beside it.
    pub name: u16,
}

/// A column beside the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub head: String,
    /// Whether its cells stand at the right.
    pub right: bool,
    /// How soon it goes where there is not room for all: the greatest first. Up to [`NEEDED`] at the name's expense.
    pub rank: u8,
    /// Cells that its widest cell takes, up to [`WIDEST`]; none where all are empty, and then it does not show.
    pub width: u16,
}

/// Columns of this rank and below are worth more than the end of a long name.
pub const NEEDED: u8 = 3;

/// More of a cell is cut off.
pub const WIDEST: u16 = 18;

/// What stands behind a name makes room for no more than this.
const ASIDE: u16 = 24;

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How many levels it stands below the top.
    pub depth: usize,
    /// Whether rows stand below it, and whether they are hidden.
    pub fold: Option<bool>,
    /// What it is of.
    pub name: String,
    /// How the name looks.
    pub tone: Tone,
    /// What stands behind the name where there is room: what it belongs to.
    pub aside: String,
    /// The set of columns it has, as an index into [`Table::sets`].
    pub set: usize,
    /// What stands beside the name.
    pub body: Body,
    /// Where it leads.
    pub lead: Lead,
}

/// What stands beside a row's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Body {
    /// A cell for each column of its set.
    Cells(Vec<Cell>),
    /// As many of these as there is room for, the most telling first.
    Parts(Vec<Cell>),
    /// The heads of its columns: the row begins a part of the table. What heads the first row that shows stands above
    /// the rows, whichever row that is.
    #[default]
    Heads,
}

/// A text in a cell, with a sign before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The sign.
    pub sign: Sign,
    /// The text.
    pub text: String,
    /// How it looks.
    pub tone: Tone,
}

/// A sign, whose look is the screen's to choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its name says")]
pub enum Sign {
    #[default]
    None,
    Rose,
    Fell,
    Same,
    Better,
    Worse,
    Met,
    Missed,
    AtLeast,
    AtMost,
    Gap,
    CutOff,
}

/// What a text means, which is how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// It says what it says.
    #[default]
    Plain,
    /// It can be passed over.
    Dim,
    /// It heads others.
    Heading,
    /// For the better.
    Good,
    /// For the worse.
    Bad,
    /// To be taken note of.
    Warning,
}

/// Where a row leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// Nowhere.
    #[default]
    Nowhere,
    /// To a category; none for what has no category.
    Category(Option<usize>),
    /// To an item or a metric of one: that of the later year, else of the earlier one.
    Record(Place, Option<Place>),
    /// To an item, if it is of one, where these words are told.
    Told(Option<ItemId>, String),
}

/// An item, or a metric by its number in one.
pub type Place = (ItemId, Option<usize>);

impl Table {
    /// Measures the columns and the names.
    pub fn measure(&mut self, room: Room) {
        for row in &self.rows {
            let Body::Cells(cells) = &row.body else { continue };
            let indent = u16::try_from(2 * row.depth + 2).unwrap_or(u16::MAX);
            let aside = if row.aside.is_empty() { 0 } else { width(&row.aside, room).saturating_add(2).min(ASIDE) };
            let name = indent.saturating_add(width(&row.name, room)).saturating_add(aside);
            self.name = self.name.max(name);
            for (column, cell) in self.sets.get_mut(row.set).into_iter().flatten().zip(cells) {
                column.width = column.width.max(cell.width(room)).min(WIDEST);
            }
        }
        for column in self.sets.iter_mut().flatten().filter(|column| column.width > 0) {
            column.width = column.width.max(width(&column.head, room));
        }
    }
}

impl Lead {
    /// Whether both lead to one place: to what it is in one of the years.
    pub fn is_same(&self, other: &Lead) -> bool {
        match (self, other) {
            (Lead::Nowhere, _) | (_, Lead::Nowhere) => false,
            (Lead::Record(one, one_before), Lead::Record(two, two_before)) => {
                let places = [Some(*two), *two_before];
                places.contains(&Some(*one)) || one_before.is_some() && places.contains(one_before)
            }
            _ => self == other,
        }
    }

    /// Itself, and what it stands below: the item of a metric, the category of an item, those above that.
    pub fn with_all_above(&self, archive: &Archive) -> Vec<Lead> {
        let (item, category) = match self {
            Lead::Record((item, metric), _) => (metric.map(|_| *item), Some(archive.category(*item))),
            Lead::Category(Some(category)) => (None, archive.outline.parent(*category).map(Some)),
            Lead::Nowhere | Lead::Category(None) | Lead::Told(..) => (None, None),
        };
        let path = |index: usize| std::iter::once(index).chain(archive.outline.ancestors(index)).map(Some).collect();
        let categories = category.map_or(Vec::new(), |category| category.map_or(vec![None], path));
        let item = item.map(|item| Lead::Record((item, None), None));
        std::iter::once(self.clone()).chain(item).chain(categories.into_iter().map(Lead::Category)).collect()
    }
}

impl Cell {
    /// A text without a sign.
    pub fn text(text: impl Into<String>, tone: Tone) -> Cell {
        Cell { text: text.into(), tone, ..Cell::default() }
    }

    /// A sign alone.
    pub fn sign(sign: Sign, tone: Tone) -> Cell {
        Cell { sign, tone, ..Cell::default() }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.sign == Sign::None && self.text.is_empty()
    }

    /// As text alone, for pasting elsewhere.
    pub fn plain(&self) -> String {
        format!("{} {}", self.sign.plain(), self.text).trim().to_string()
    }

    /// Cells it takes, whichever set of signs the screen has; a space parts the sign from the text.
    fn width(&self, room: Room) -> u16 {
        let sign: u16 = match self.sign {
            Sign::None => 0,
            // In ASCII these are `>=`, `<=` and `--`.
            Sign::AtLeast | Sign::AtMost | Sign::Gap => 2,
            _ => 1,
        };
        let space = u16::from(sign > 0 && !self.text.is_empty());
        sign.saturating_add(space).saturating_add(width(&self.text, room))
    }
}

impl Row {
    /// Whether it stands for its own sake: what only heads or holds other rows is a heading, or dim.
    pub fn is_asked_for(&self) -> bool {
        !matches!(self.tone, Tone::Heading | Tone::Dim)
    }

    /// The row as text, a tab between cells.
    pub fn plain(&self) -> String {
        let cells = match &self.body {
            Body::Cells(cells) | Body::Parts(cells) => cells.as_slice(),
            Body::Heads => &[],
        };
        let cells = cells.iter().map(Cell::plain);
        std::iter::once(self.name.clone()).chain(cells).collect::<Vec<_>>().join("\t").trim_end().to_string()
    }
}

impl Sign {
    /// The sign as text.
    pub fn plain(self) -> &'static str {
        match self {
            Sign::None => "",
            Sign::Rose => "▲",
            Sign::Fell => "▼",
            Sign::Same => "=",
            Sign::Better => "+",
            Sign::Worse => "!",
            Sign::Met => "✓",
            Sign::Missed => "✗",
            Sign::AtLeast => "≥",
            Sign::AtMost => "≤",
            Sign::Gap => "—",
            Sign::CutOff => "⋯",
        }
    }
}

/// Cells of a text; of one longer than any screen, only that it is so.
fn width(text: &str, room: Room) -> u16 {
    let cells: usize = text.graphemes(true).take(usize::from(u16::MAX)).map(|cluster| (room.cells)(cluster)).sum();
    u16::try_from(cells).unwrap_or(u16::MAX)
}
