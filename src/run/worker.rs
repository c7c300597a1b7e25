//! Jobs beside the keys: each has a thread of its own, which ends with it.

use crate::app::event::Event;
use crate::app::work::Task;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Instant;

/// Milliseconds for which a screen shows one frame.
const FRAME: u32 = 16;

/// Does jobs, and tells of them where keys are told of.
#[derive(Debug)]
pub(super) struct Worker(pub(super) Sender<Event>);

impl Worker {
    /// Begins a job. It tells of every hundredth that is done, now and then to have a glimpse of it, and at last what came of it.
    pub(super) fn begin(&self, task: Box<Task>) {
        let (tell, sender) = (self.0.clone(), self.0.clone());
        // A program that has ended hears of nothing, and need not.
        let (start, glimpses) = (Instant::now(), AtomicU32::new(0));
        task.signal.tell_by(move || {
            let due = start.elapsed().as_millis() as u32 / FRAME;
            // The first after a frame, the next after two more, then four: what shows is refined, not shaken.
            let is_due = glimpses.fetch_max((due + 1).ilog2(), Relaxed) < (due + 1).ilog2();
            let _ = tell.send(if is_due { Event::Glimpse } else { Event::Progress });
        });
        let spare = task.clone();
        let job = move || _ = sender.send(Event::Done(Box::new(task.run())));
        if thread::Builder::new().name("work".to_string()).spawn(job).is_err() {
            // The system has no thread to give: then the keys wait.
            let _ = self.0.send(Event::Done(Box::new(spare.run())));
        }
    }
}
