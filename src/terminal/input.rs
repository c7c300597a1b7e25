//! The thread that reads keys: it sleeps until something comes, and ends with the terminal.

use std::io;
use std::io::PipeReader;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::io::Errno;

use crate::app::event::Event;
use crate::app::event::Leave;
use crate::terminal::Report;
use crate::terminal::decode::Decoder;
use crate::terminal::line::Line;

/// Keys that come closer to one another than this come at once: a held-down key repeats three times slower.
const AT_ONCE: Duration = Duration::from_millis(10);

/// So many keys at once may be typed: two hands on a keyboard, and a line that holds a few back.
const HANDFUL: usize = 5;

/// Reads standard input and reports what it means, until `stop` closes, nobody listens any more, or the terminal is
/// gone; the last is reported as a hangup, and closes the line. The terminal's answers go to the line.
///
/// Whoever holds `turn` keeps it from reading: what is typed then is for someone else.
pub(super) fn listen(stop: &PipeReader, turn: &Mutex<()>, line: &Line, report: &Report) {
    let mut decoder = Decoder::default();
    let mut buffer = [0; 4096];
    let mut rush = Rush::default();
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
        for event in rush.gather(events, Instant::now()) {
            if !report(event) {
                return;
            }
        }
    }
}

/// Keys that come at once, counted across reads.
#[derive(Default)]
struct Rush {
    keys: usize,
    last: Option<Instant>,
}

impl Rush {
    /// The events, with keys that no hand has typed put together.
    fn gather(&mut self, events: Vec<Event>, now: Instant) -> Vec<Event> {
        let keys = events.iter().filter(|event| matches!(event, Event::Key(_))).count();
        if keys == 0 {
            return events;
        }
        if self.last.is_none_or(|last| now.duration_since(last) > AT_ONCE) {
            self.keys = 0;
        }
        self.last = Some(now);
        self.keys += keys;
        if self.keys <= HANDFUL {
            return events;
        }
        let mut gathered = Vec::new();
        for event in events {
            match (event, gathered.last_mut()) {
                (Event::Key(key), Some(Event::Burst(keys))) => keys.push(key),
                (Event::Key(key), _) => gathered.push(Event::Burst(vec![key])),
                (event, _) => gathered.push(event),
            }
        }
        gathered
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Key;

    #[test]
    fn keys_at_once_are_a_burst() {
        let mut rush = Rush::default();
        let start = Instant::now();
        let keys = |text: &str| text.chars().map(Key::char).collect::<Vec<_>>();
        let singly = |text: &str| keys(text).into_iter().map(Event::Key).collect::<Vec<_>>();
        // Milliseconds, what comes, and whether it is a burst.
        let cases = [
            (0, "abcde", false),
            (8, "f", true),
            (16, "gh", true),
            (60, "a", false),
            (93, "a", false),
            (103, "bcde", false),
            (200, "abcdef", true),
        ];
        for (at, text, burst) in cases {
            let events = rush.gather(singly(text), start + Duration::from_millis(at));
            let expected = if burst { vec![Event::Burst(keys(text))] } else { singly(text) };
            assert_eq!(events, expected, "{text} after {at} ms");
        }
        let mixed = [singly("abc"), vec![Event::Paste("x".to_string())], singly("def")].concat();
        let expected = [Event::Burst(keys("abc")), Event::Paste("x".to_string()), Event::Burst(keys("def"))];
        assert_eq!(rush.gather(mixed, start + Duration::from_secs(1)), expected);
    }
}
