//! The thread that reads keys: it sleeps until something comes, and ends with the terminal.

use std::io;
use std::io::PipeReader;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::io::Errno;

use crate::app::event::Event;
use crate::app::event::Leave;
use crate::terminal::Report;
use crate::terminal::decode::Decoder;
use crate::terminal::line::Line;

/// Reads standard input and reports what it means, until `stop` closes, nobody listens any more, or the terminal is
/// gone; the last is reported as a hangup, and closes the line. The terminal's answers go to the line.
///
/// Whoever holds `turn` keeps it from reading: what is typed then is for someone else.
pub(super) fn listen(stop: &PipeReader, turn: &Mutex<()>, line: &Line, report: &Report) {
    let mut decoder = Decoder::default();
    let mut buffer = [0; 4096];
    loop {
        let events = match wait(stop, decoder.patience()) {
            Ready::Stop => return,
            Ready::Silence => decoder.expire(),
            Ready::Input => {
                let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
                // While this thread waited for its turn, another program may have read what was there.
                match wait(stop, Some(Duration::ZERO)) {
                    Ready::Stop => return,
                    Ready::Silence => continue,
                    Ready::Input => match rustix::io::read(io::stdin(), &mut buffer) {
                        Ok(n) if n > 0 => decoder.feed(&buffer[..n]),
                        Err(Errno::INTR | Errno::AGAIN) => continue,
                        // The end of input, or EIO: the other end of the terminal is closed.
                        _ => return hang_up(line, report),
                    },
                    Ready::Gone => return hang_up(line, report),
                }
            }
            Ready::Gone => return hang_up(line, report),
        };
        (0..decoder.take_answers()).for_each(|_| line.answered());
        for event in events {
            if !report(event) {
                return;
            }
        }
    }
}

enum Ready {
    Stop,
    Input,
    /// Nothing came for as long as was asked.
    Silence,
    Gone,
}

/// Waits for input, without end if `patience` is `None`. Input still there goes before the terminal's end.
///
/// On macOS before 11 poll() knew no terminals; there every program start would look like a hangup.
fn wait(stop: &PipeReader, patience: Option<Duration>) -> Ready {
    // The durations asked for are far from what a time specification cannot hold.
    let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
    let stdin = io::stdin();
    loop {
        let mut both = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(stop, PollFlags::IN)];
        match rustix::event::poll(&mut both, patience.as_ref()) {
            Ok(0) => return Ready::Silence,
            Ok(_) if !both[1].revents().is_empty() => return Ready::Stop,
            Ok(_) if both[0].revents().contains(PollFlags::IN) => return Ready::Input,
            Ok(_) => return Ready::Gone,
            Err(Errno::INTR) => {}
            Err(_) => return Ready::Gone,
        }
    }
}

fn hang_up(line: &Line, report: &Report) {
    line.close();
    report(Event::Leave(Leave::Hangup));
}
