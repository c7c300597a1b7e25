//! What is on its way to the terminal: written by a thread of its own, and no faster than it arrives.
//!
//! Between here and a far terminal stand buffers that take a hundred frames at once (a PTY 64 KiB, `ssh` a megabyte and
//! more), so that a write succeeds says nothing. Behind every frame stands a question that terminals answer without
//! being seen to (DSR 5, "are you well?"), and the answer says that all before it has arrived. While too much is on its
//! way nothing is drawn; what is drawn then is the latest. A terminal that never answers is trusted to keep up.

use std::collections::VecDeque;
use std::io;
use std::io::Write;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use crate::app::event::Event;
use crate::app::event::Leave;
use crate::terminal::Report;
use crate::terminal::raw;

/// So many bytes may be on their way when more is sent: two or three frames, so that a line that is only long is not
/// idle, and a second of the slowest line.
const WINDOW: usize = 2048;

/// An answer that has not come after this long is not waited for: a terminal may have been exchanged for another.
const PATIENCE: Duration = Duration::from_secs(3);

const QUESTION: &[u8] = b"\x1b[5n";

/// The way to the terminal.
#[derive(Debug, Default)]
pub(super) struct Line {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: Vec<u8>,
    is_writing: bool,
    /// The bytes up to each question that is not answered, the eldest first.
    unanswered: VecDeque<usize>,
    /// The terminal has answered, so it can be waited for.
    answers: bool,
    /// When the first question was sent. A terminal that has not answered it by and by never will.
    first_asked: Option<Instant>,
    /// Someone has asked whether there is room, and is told when there is.
    is_wanted: bool,
    is_closed: bool,
}

impl State {
    fn is_written(&self) -> bool {
        self.waiting.is_empty() && !self.is_writing
    }

    fn has_room(&self) -> bool {
        self.is_written() && (!self.answers || self.unanswered.iter().sum::<usize>() < WINDOW)
    }

    fn has_arrived(&self) -> bool {
        self.is_written() && self.unanswered.is_empty()
    }
}

impl Line {
    /// Whether to send more now. If not, [`Event::LineFree`] tells when.
    pub(super) fn is_free(&self) -> bool {
        let mut state = self.lock();
        state.is_wanted = !state.has_room();
        if state.is_wanted {
            self.changed.notify_all();
        }
        !state.is_wanted
    }

    /// The terminal has answered the eldest question.
    pub(super) fn answered(&self) {
        let mut state = self.lock();
        state.answers = true;
        state.unanswered.pop_front();
        self.changed.notify_all();
    }

    /// Waits until all has arrived, but no longer than that; true if it has. What was asked is forgotten then: the
    /// terminal gets another reader.
    pub(super) fn arrive(&self, patience: Duration) -> bool {
        let mut state = self.lock();
        let past = state.first_asked.filter(|_| !state.answers).map_or(Duration::ZERO, |asked| asked.elapsed());
        if past >= patience {
            state.unanswered.clear();
        }
        let waiting = |state: &mut State| !state.is_closed && !state.has_arrived();
        let waited = self.changed.wait_timeout_while(state, patience, waiting);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.unanswered.clear();
        state.is_written()
    }

    /// Nothing is sent any more.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    /// Writes what is sent, until the line is closed. Only this waits for a line that is full.
    pub(super) fn carry(&self, report: &Report) {
        let mut state = self.lock();
        while !state.is_closed {
            if !state.waiting.is_empty() {
                let bytes = std::mem::take(&mut state.waiting);
                state.is_writing = true;
                drop(state);
                let written = raw::Output.write_all(&bytes);
                state = self.lock();
                state.is_writing = false;
                self.changed.notify_all();
                // While another program has the terminal, drawing fails, and need not succeed.
                if written.is_err() && raw::entered() {
                    state.is_closed = true;
                    drop(state);
                    report(Event::Leave(Leave::Hangup));
                    return;
                }
            } else if state.is_wanted && state.has_room() {
                state.is_wanted = false;
                drop(state);
                if !report(Event::LineFree) {
                    return;
                }
                state = self.lock();
            } else {
                state = self.wait(state);
            }
        }
    }

    /// Waits for a change; for an answer that someone waits for, no longer than it can be believed in.
    fn wait<'s>(&self, state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        if !state.is_wanted {
            return self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let (asked, since) = (state.unanswered.len(), Instant::now());
        let silent = |state: &mut State| {
            state.unanswered.len() == asked && state.waiting.is_empty() && !state.is_closed && !state.has_room()
        };
        let waited = self.changed.wait_timeout_while(state, PATIENCE, silent);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if since.elapsed() >= PATIENCE && state.unanswered.len() == asked {
            state.unanswered.clear();
            state.answers = false;
        }
        state
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends what is written to it, each write in one piece, and does not wait. Fails when the line is closed.
#[derive(Clone, Debug)]
pub struct Output(pub(super) Arc<Line>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.0.lock();
        if state.is_closed {
            return Err(io::Error::new(io::ErrorKind::BrokenPipe, "the terminal is gone"));
        }
        state.waiting.extend_from_slice(bytes);
        state.waiting.extend_from_slice(QUESTION);
        state.unanswered.push_back(bytes.len() + QUESTION.len());
        state.first_asked.get_or_insert_with(Instant::now);
        self.0.changed.notify_all();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
