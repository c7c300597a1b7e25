//! Everything that can happen to the program, as one closed list.

use crate::app::key::Key;
use crate::app::reading::Arrived;
use crate::app::work::Done;

/// Something that happened outside the application state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// More keys arrived at once than a hand can type.
    Burst(Vec<Key>),
    /// Text arrived in one piece: a paste, or an input method's commit. Never a command.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has this size now, in cells.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// Someone may have changed the archive's files.
    Stirred,
    /// Files of the archive have been read, each with its number.
    Read(Vec<Arrived>),
    /// All files that were asked for are read, or as many as were wanted.
    ReadEnd,
    /// Every file has been read again, or that was stopped; what came of it is to be taken in.
    ReadAgain,
    /// A job beside the keys is further than it was.
    Progress,
    /// A job beside the keys takes longer than one sees: what it has so far may be shown.
    Glimpse,
    /// A job beside the keys has come to its end.
    Done(Box<Done>),
    /// The terminal has caught up with what was drawn: there is room for another frame.
    LineFree,
    /// The terminal is gone, or a signal asks the program to end: keep what was typed and leave.
    Leave(Leave),
    /// The user stopped the program (`Ctrl-Z`, `fg`) and it runs again: all must be drawn anew.
    Resumed,
}

/// Why the program is told to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// The terminal closed (end of input, SIGHUP).
    Hangup,
    /// SIGTERM, SIGINT or SIGQUIT: exit code 130 or 143 is up to the caller.
    Signal(i32),
}

/// A mouse event at a cell, counted from the upper left corner at (0, 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What the mouse did.
    pub kind: MouseKind,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
}

/// What a mouse can do here; other buttons are not reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Down,
    /// Moved with the left button held.
    Drag,
    /// The left button went up.
    Up,
    /// The wheel turned away from the user.
    WheelUp,
    /// The wheel turned towards the user.
    WheelDown,
}
