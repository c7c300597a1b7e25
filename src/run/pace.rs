//! When the screen is drawn: at once after what a person did, and after what is done beside them no oftener than anyone
//! can follow. A frame takes as long as searching a thousand items, and the job needs the cores.

use crate::app::event::Event;
use std::time::Duration;
use std::time::Instant;

/// How far a job is need not be told oftener.
const FOLLOWED: Duration = Duration::from_millis(50);

/// The screen and what it lags behind.
#[derive(Debug)]
pub(super) struct Pace {
    drawn: Instant,
    /// When it is to be drawn; none while it shows everything.
    due: Option<Instant>,
}

impl Pace {
    /// Nothing is drawn yet.
    pub(super) fn new(now: Instant) -> Pace {
        Pace { drawn: now, due: Some(now) }
    }

    /// It has been drawn.
    pub(super) fn draw(&mut self, now: Instant) {
        *self = Pace { drawn: now, due: None };
    }

    /// Something has happened.
    pub(super) fn hear(&mut self, event: &Event, now: Instant) {
        let due = match event {
            Event::LineFree => return,
            Event::Progress | Event::Read(_) => self.drawn + FOLLOWED,
            _ => now,
        };
        self.due = Some(self.due.map_or(due, |other| other.min(due)));
    }

    /// Whether it is to be drawn now.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.due.is_some_and(|due| due <= now)
    }

    /// How long to wait for something to happen. What is due already waits for the line.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        self.due.map(|due| due.saturating_duration_since(now)).filter(|wait| !wait.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::event::Leave;

    #[test]
    fn a_person_sees_at_once_what_they_did_and_now_and_then_what_is_done() {
        let start = Instant::now();
        let at = |ms: u64| start + Duration::from_millis(ms);
        // Events with when they come, and when it is drawn after them; none where the screen shows all.
        for (events, due) in [
            (vec![], None),
            (vec![(Event::LineFree, 7)], None),
            (vec![(Event::Progress, 7)], Some(50)),
            (vec![(Event::Progress, 7), (Event::Progress, 49)], Some(50)),
            (vec![(Event::Progress, 80)], Some(50)),
            (vec![(Event::Read(Vec::new()), 7), (Event::Glimpse, 20)], Some(20)),
            (vec![(Event::Stirred, 7), (Event::Progress, 8)], Some(7)),
            (vec![(Event::Leave(Leave::Hangup), 3)], Some(3)),
        ] {
            let mut pace = Pace::new(start);
            assert!(pace.is_due(start) && pace.wait(start).is_none(), "the first screen waits for nothing");
            pace.draw(start);
            events.iter().for_each(|(event, ms)| pace.hear(event, at(*ms)));
            assert_eq!(pace.due, due.map(at), "{events:?}");
            assert_eq!(pace.wait(at(2)), due.map(|due| Duration::from_millis(due - 2)), "{events:?}");
            assert_eq!(pace.is_due(at(1000)), due.is_some());
            assert_eq!(pace.wait(at(1000)), None, "what is due waits for the line");
        }
    }
}
