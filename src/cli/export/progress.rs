//! That something is going on, told on standard error once it takes longer than a moment.

use crate::lang::Lang;
use crate::lang::words;
use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;

/// Shorter than this is no wait.
const MOMENT: Duration = Duration::from_secs(1);

/// The line, until it is dropped.
pub(super) struct Progress {
    done: Option<mpsc::Sender<()>>,
    teller: Option<JoinHandle<()>>,
}

/// Tells the seconds in one line of a terminal, and takes it back at the end. Nothing where standard error is none.
pub(super) fn show(lang: Lang) -> Progress {
    if !io::stderr().is_terminal() {
        return Progress { done: None, teller: None };
    }
    let (done, ended) = mpsc::channel();
    Progress { done: Some(done), teller: Some(thread::spawn(move || tell(lang, &ended))) }
}

fn tell(lang: Lang, ended: &mpsc::Receiver<()>) {
    for second in 1.. {
        // The sender is dropped when the work is done.
        if ended.recv_timeout(MOMENT) != Err(RecvTimeoutError::Timeout) {
            if second > 1 {
                // Blanks over the line do on every terminal.
                let _ = write!(io::stderr(), "\r{:40}\r", "");
            }
            return;
        }
        let _ = write!(io::stderr(), "\rannals: {}", words::export::WAIT.fill(lang, &[&second.to_string()]));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done.take();
        if let Some(teller) = self.teller.take() {
            let _ = teller.join();
        }
    }
}
