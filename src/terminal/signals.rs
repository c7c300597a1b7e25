//! Signals as events, and stopping on Ctrl-Z.

use std::io;
use std::sync::Once;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use rustix::process::Signal;
use signal_hook::consts::SIGCONT;
use signal_hook::consts::SIGHUP;
use signal_hook::consts::SIGINT;
use signal_hook::consts::SIGQUIT;
use signal_hook::consts::SIGTERM;
use signal_hook::consts::SIGWINCH;
use signal_hook::flag;
use signal_hook::iterator::Signals;

use crate::app::event::Event;
use crate::app::event::Leave;
use crate::terminal::Report;
use crate::terminal::raw;

/// Signals that ask the program to end.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

/// No terminal is held: a signal that ends a program ends it, as if we had never listened.
static UNHELD: AtomicBool = AtomicBool::new(true);
/// SIGTERM or SIGHUP has come; the terminal is not taken again.
static ENDED: AtomicBool = AtomicBool::new(false);
/// The process was stopped and runs again.
static CONTINUED: AtomicBool = AtomicBool::new(false);

/// Catches the signals from now on; [`listen`] turns them into events. Until [`free`].
pub(super) fn catch() -> io::Result<Signals> {
    static FLAGS: Once = Once::new();
    let mut flags = Ok(());
    FLAGS.call_once(|| {
        flags = (|| {
            for signal in ENDING {
                flag::register_conditional_default(signal, &UNHELD)?;
            }
            flag::register(SIGTERM, &ENDED)?;
            flag::register(SIGHUP, &ENDED)?;
            flag::register(SIGCONT, &CONTINUED).map(drop)
        })();
    });
    flags?;
    let signals = Signals::new(ENDING.into_iter().chain([SIGWINCH, SIGCONT]))?;
    ENDED.store(false, Ordering::SeqCst);
    UNHELD.store(false, Ordering::SeqCst);
    Ok(signals)
}

/// Lets the signals do again what they do to any program.
pub(super) fn free() {
    UNHELD.store(true, Ordering::SeqCst);
}

/// Whether the program was told to end.
pub(super) fn ended() -> bool {
    ENDED.load(Ordering::SeqCst)
}

/// Reports signals until their handle is closed or nobody listens any more.
pub(super) fn listen(signals: &mut Signals, report: &Report) {
    for signal in signals.forever() {
        let heard = match signal {
            SIGWINCH => report(resized()),
            SIGCONT => continued(report),
            // A key pressed in the program that has the terminal now: it is meant for that one.
            SIGINT | SIGQUIT if !raw::entered() => true,
            SIGHUP => report(Event::Leave(Leave::Hangup)),
            _ => report(Event::Leave(Leave::Signal(signal))),
        };
        if !heard {
            return;
        }
    }
}

/// Takes the terminal again, whose state and size may be any by now, unless the program is about to end.
pub(super) fn resume(report: &Report) -> bool {
    if ended() {
        return true;
    }
    match raw::enter() {
        Ok(()) => report(resized()) && report(Event::Resumed),
        Err(_) => report(Event::Leave(Leave::Hangup)),
    }
}

/// Stops the whole process group, as the terminal does on Ctrl-Z, so that the shell gets the terminal also where a
/// script or `sudo` started us. Returns when the program runs again.
///
/// In an orphaned process group (the program is what a terminal or `ssh` started, no shell could ever continue it) the
/// kernel ignores the signal, and this returns after a tenth of a second. It waits that long because another thread may
/// be the one that takes the signal.
pub(super) fn stop() {
    CONTINUED.store(false, Ordering::SeqCst);
    if rustix::process::kill_current_process_group(Signal::TSTP).is_err() {
        return;
    }
    for _ in 0..20 {
        if CONTINUED.load(Ordering::SeqCst) {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// After SIGSTOP, or SIGTSTP from elsewhere, nothing could be tidied before. Where the terminal was left in order
/// (`suspend`, another program has it), whoever left it comes back to it.
fn continued(report: &Report) -> bool {
    if raw::entered() { resume(report) } else { true }
}

fn resized() -> Event {
    let size = raw::size();
    Event::Resize { width: size.width, height: size.height }
}
