//! The state the terminal is in: ours (raw mode, alternate screen) or as the shell left it.
//!
//! It is kept in one place for the whole process, so that a panic on any thread can give the terminal back.

use std::io;
use std::io::Write;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ratatui::layout::Size;
use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::io::Errno;
use rustix::termios::OptionalActions;
use rustix::termios::QueueSelector;
use rustix::termios::Termios;

use crate::terminal::Report;

/// Alternate screen, bracketed paste, no cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// Presses, drags and the wheel, in the form that knows no largest column.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Mouse, paste and a frame begun off; cursor shown; no style; the shell's screen. Harmless where nothing was on.
const LEAVE: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[?2026l\x1b[?25h\x1b[m\x1b[?1049l";

/// How long a terminal that takes nothing is waited for before it is left as it is.
const LEAVE_PATIENCE: Duration = Duration::from_secs(1);

static HELD: Mutex<Option<Held>> = Mutex::new(None);

/// Whether `Output` may write. Apart from `HELD`, because a write may wait for a slow line as long as it likes, and
/// giving the terminal back must not wait for that.
static OURS: AtomicBool = AtomicBool::new(false);

struct Held {
    /// How the terminal was, and shall be again.
    cooked: Termios,
    mouse: bool,
    entered: bool,
    report: Report,
}

/// Standard output while the terminal is ours; once it is given back or lent, writing fails instead of drawing over
/// what is the shell's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !OURS.load(Ordering::SeqCst) {
            return Err(io::Error::new(io::ErrorKind::BrokenPipe, "the terminal has been given back"));
        }
        put(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal's size, 80×24 where it does not tell.
pub fn size() -> Size {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size { width: size.ws_col, height: size.ws_row },
        _ => Size { width: 80, height: 24 },
    }
}

/// Takes the terminal. `report` hears of it when a panic gives it back.
pub(super) fn hold(mouse: bool, report: Report) -> io::Result<()> {
    let cooked = rustix::termios::tcgetattr(io::stdin())?;
    *held() = Some(Held { cooked, mouse, entered: false, report });
    enter().inspect_err(|_| drop(release()))
}

/// Makes the terminal ours, also when it should be but something else has changed it. Does nothing after `release`.
///
/// In a process that was put into the background (`bg`) the kernel stops it here until it is in the foreground again.
pub(super) fn enter() -> io::Result<()> {
    let mut held = held();
    let Some(held) = held.as_mut() else { return Ok(()) };
    let mut raw = held.cooked.clone();
    raw.make_raw();
    // `Now`, here and below: waiting for output to drain would hang where the far end has stopped reading.
    rustix::termios::tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
    held.entered = true;
    OURS.store(true, Ordering::SeqCst);
    put_all(ENTER)?;
    if held.mouse { put_all(MOUSE) } else { Ok(()) }
}

/// Whether the terminal is ours at the moment.
pub(super) fn entered() -> bool {
    held().as_ref().is_some_and(|held| held.entered)
}

/// Puts the terminal back as it was, for as long as something else uses it.
pub(super) fn leave() {
    if let Some(held) = held().as_mut() {
        leave_held(held);
    }
}

/// Puts the terminal back for good. Gives the reporter if the terminal was held until now.
pub(super) fn release() -> Option<Report> {
    let mut held = held().take()?;
    if leave_held(&mut held) {
        // What was typed or pasted but not read was meant for us; the shell must not run it.
        let _ = rustix::termios::tcflush(io::stdin(), QueueSelector::IFlush);
    }
    Some(held.report)
}

/// There is nobody to tell of an error here: the terminal is gone, or nothing better can be done.
fn leave_held(held: &mut Held) -> bool {
    OURS.store(false, Ordering::SeqCst);
    // In the background the terminal belongs to another program, and touching it would stop this one.
    let touches = std::mem::take(&mut held.entered) && in_foreground();
    if touches {
        // A terminal that takes nothing would hold us here.
        if takes(LEAVE_PATIENCE) {
            let _ = put_all(LEAVE);
        }
        let _ = rustix::termios::tcsetattr(io::stdin(), OptionalActions::Now, &held.cooked);
    }
    touches
}

/// Whether the terminal takes bytes, within that time. Where nobody can tell, it does.
fn takes(patience: Duration) -> bool {
    let patience = Timespec::try_from(patience).ok();
    let stdout = io::stdout();
    rustix::event::poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], patience.as_ref()) != Ok(0)
}

/// Where the kernel cannot tell (this is not our controlling terminal) nothing would stop us either.
fn in_foreground() -> bool {
    rustix::termios::tcgetpgrp(io::stdin()).map_or(true, |group| group == rustix::process::getpgrp())
}

fn held() -> MutexGuard<'static, Option<Held>> {
    // Nothing here leaves the value half changed, so a panic elsewhere does not spoil it.
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn put_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let n = put(bytes)?;
        bytes = bytes.get(n..).unwrap_or_default();
    }
    Ok(())
}

/// One write to standard output, past std's buffer. Another program may have made the terminal non-blocking for all who
/// share it, so a full line is waited for here.
fn put(bytes: &[u8]) -> io::Result<usize> {
    loop {
        match rustix::io::write(io::stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => return Ok(n),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let stdout = io::stdout();
                let _ = rustix::event::poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None);
            }
            Err(error) => return Err(error.into()),
        }
    }
}
