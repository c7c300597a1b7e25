//! What the application asks of the world. It does none of it itself.

use crate::app::reading;
use crate::app::work::Task;
use crate::signal::Signal;
use crate::store::archive::ItemId;
use crate::store::new_year::NewFile;
use crate::store::source::Hash;

/// Something for `run` to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the program; its draft goes with it.
    Quit,
    /// End the program, which was started to choose a record, with the name of the one that was chosen.
    Pick(Option<String>),
    /// Write these files, in order, many of them a few at a time; each result comes back through `save::saved`.
    Save(Vec<Save>),
    /// Write no more of the files that are to be saved.
    StopSaving,
    /// Make these files of a new year, in order, many of them a few at a time, and none where one is there; how far that
    /// is comes back through `new_year::made`.
    NewYear(Vec<NewFile>),
    /// Make no more of them.
    StopNewYear,
    /// See what is new on disk, they among it; it comes back through `new_year::begun`.
    TakeNewYear,
    /// Read every file again; what is on disk comes back through `App::reloaded`.
    Reload,
    /// Read these files by other threads; each comes back as [`Event::Read`](crate::app::event::Event::Read), and the end as
    /// [`Event::ReadEnd`](crate::app::event::Event::ReadEnd).
    Read(reading::Request),
    /// Read every file again by other threads; the end comes back as [`Event::ReadAgain`](crate::app::event::Event::ReadAgain).
    ReadAgain(Signal),
    /// What came of that is wanted now, through `meet::reread`; what has been written since, as it is.
    TakeAgain,
    /// See what others did to the files; it comes back through `meet::noticed`.
    Look,
    /// The user's answer to the offer of unsaved work: forget these drafts.
    DiscardDrafts,
    /// Give the terminal back until the program is resumed.
    Suspend,
    /// Lend a record's text to the person's own editor; what comes back goes to `outside::edited`.
    Outside(Outside),
    /// Send this text to the terminal's clipboard.
    Copy(String),
    /// Have this done by another thread; what comes of it comes back as [`Event::Done`](crate::app::event::Event::Done).
    Work(Box<Task>),
}

/// A record whose text is lent out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Which record.
    pub item: ItemId,
    /// Its text.
    pub text: String,
}

/// One file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// The file's number.
    pub file: usize,
    /// What must be on disk for the write to be allowed.
    pub expected: Hash,
    /// The text to write.
    pub text: String,
}
