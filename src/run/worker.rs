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
pub(super) struct Worker {
    pub(super) sender: Sender<Event>,
    waiting: Vec<Task>,
}

impl Worker {
    /// One that tells of jobs there.
    pub(super) fn new(sender: Sender<Event>) -> Worker {
        Worker { sender, waiting: Vec::new() }
    }

    /// Takes a job, to be begun when the screen has been drawn: it has the cores to itself then.
    pub(super) fn take(&mut self, task: Task) {
        self.waiting.push(task);
    }

    /// Begins the jobs that wait, but for those that nobody wants any more.
    pub(super) fn begin(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_iter().filter(|task| task.signal.step(0).is_ok()).for_each(|task| begin(&self.sender, task));
    }
}

/// Begins a job. It tells of every hundredth that is done, or now and then to have a glimpse of it, and at last what came of it.
fn begin(sender: &Sender<Event>, task: Task) {
    let (tell, done) = (sender.clone(), sender.clone());
    // A program that has ended hears of nothing, and need not.
    let (start, glimpses, is_search) = (Instant::now(), AtomicU32::new(0), task.is_search());
    task.signal.tell_by(move |hundredth| {
        let due = start.elapsed().as_millis() as u32 / FRAME;
        // The first after a frame, the next after two more, then four: what shows is refined, not shaken. What is half done
        // by then is done with the next frame, and drawing would only keep it from that.
        let is_worth = due > 1 || hundredth < Task::half();
        let is_due = is_worth && glimpses.fetch_max((due + 1).ilog2(), Relaxed) < (due + 1).ilog2();
        match is_search {
            false => _ = tell.send(Event::Progress),
            true if is_due => _ = tell.send(Event::Glimpse),
            true => {}
        }
    });
    let spare = task.clone();
    let job = move || _ = done.send(Event::Done(Box::new(task.run())));
    if thread::Builder::new().name("work".to_string()).spawn(job).is_err() {
        // The system has no thread to give: then the keys wait.
        let _ = sender.send(Event::Done(Box::new(spare.run())));
    }
}
