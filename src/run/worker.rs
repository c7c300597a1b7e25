//! Jobs beside the keys: each has a thread of its own, which ends with it.

use crate::app::event::Event;
use crate::app::work::Task;
use std::sync::mpsc::Sender;
use std::thread;

/// Does jobs, and tells of them where keys are told of.
#[derive(Debug)]
pub(super) struct Worker(pub(super) Sender<Event>);

impl Worker {
    /// Begins a job. It tells of every hundredth that is done, and at last what came of it.
    pub(super) fn begin(&self, task: Box<Task>) {
        let (tell, sender) = (self.0.clone(), self.0.clone());
        // A program that has ended hears of nothing, and need not.
        task.signal.tell_by(move || _ = tell.send(Event::Progress));
        let spare = task.clone();
        let job = move || _ = sender.send(Event::Done(Box::new(task.run())));
        if thread::Builder::new().name("work".to_string()).spawn(job).is_err() {
            // The system has no thread to give: then the keys wait.
            let _ = self.0.send(Event::Done(Box::new(spare.run())));
        }
    }
}
