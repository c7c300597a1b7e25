//! The terminal: taken on start, given back on every way out, its keys and signals as events.

pub mod decode;
mod input;
pub mod line;
pub mod raw;
pub mod screen;
mod signals;
pub mod tty;

use std::error::Error;
use std::fmt;
use std::io;
use std::io::IsTerminal;
use std::io::PipeWriter;
use std::io::Write;
use std::panic;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::Once;
use std::sync::PoisonError;
use std::sync::mpsc::Sender;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;
use signal_hook::iterator::Handle;

use crate::app::event::Event;
use crate::app::event::Leave;
use crate::safe;
use crate::terminal::line::Line;
use crate::terminal::line::Output;

/// The longest text [`Terminal::copy`] sends, in bytes: with base64's third more it stays within 100,000, where many
/// terminals stop.
pub const COPY_LIMIT: usize = 74_994;

/// How long what was drawn last is waited for before the terminal is given back or lent. A line that stands still must
/// not keep a program from ending.
const LAST_FRAME: Duration = Duration::from_secs(2);

/// Takes an event to whoever handles it; false when nobody does any more.
type Report = Arc<dyn Fn(Event) -> bool + Send + Sync>;

/// How to take the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Ask for mouse reports. The terminal's own selection then needs Shift.
    pub mouse: bool,
}

/// The terminal while it is ours: raw mode, alternate screen, bracketed paste. One at a time. Dropping gives it back.
pub struct Terminal {
    report: Report,
    /// Held by the input thread while it reads, and by `Paused`.
    turn: Arc<Mutex<()>>,
    line: Arc<Line>,
    /// The thread that writes, apart from the others: it may be held by a terminal that takes nothing.
    carrier: Option<JoinHandle<()>>,
    /// Closing it ends the input thread.
    stop: Option<PipeWriter>,
    signals: Handle,
    threads: Vec<JoinHandle<()>>,
}

impl Terminal {
    /// Takes the terminal and sends what happens to `events` from now on: keys, pastes, the mouse, a new size, and
    /// signals. SIGTERM, SIGINT, SIGQUIT and SIGHUP no longer end the process but arrive as [`Event::Leave`], and so
    /// does the terminal's end; a hangup may arrive twice, by signal and by end of input.
    ///
    /// A panic on any thread gives the terminal back before its message is printed, and sends [`Leave::Hangup`], as for
    /// the program there is no terminal any more.
    ///
    /// Fails if standard input or output is no terminal, or the system refuses.
    pub fn open<T>(options: Options, events: Sender<T>) -> io::Result<Terminal>
    where
        T: From<Event> + Send + 'static,
    {
        if !io::stdin().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::NotConnected, "standard input is not a terminal"));
        }
        if !io::stdout().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::NotConnected, "standard output is not a terminal"));
        }
        give_back_on_panic();
        let report: Report = Arc::new(move |event| events.send(T::from(event)).is_ok());
        let (stopped, stop) = io::pipe()?;
        let mut caught = signals::catch()?;
        let mut terminal = Terminal {
            report: Arc::clone(&report),
            turn: Arc::default(),
            line: Arc::default(),
            carrier: None,
            stop: Some(stop),
            signals: caught.handle(),
            threads: Vec::new(),
        };
        // From here on dropping `terminal` undoes everything.
        raw::hold(options.mouse, Arc::clone(&report))?;
        let (turn, line, reader) = (Arc::clone(&terminal.turn), Arc::clone(&terminal.line), Arc::clone(&report));
        let input = thread::Builder::new().name("input".to_string());
        terminal.threads.push(input.spawn(move || input::listen(&stopped, &turn, &line, &reader))?);
        let (line, reader) = (Arc::clone(&terminal.line), Arc::clone(&report));
        let output = thread::Builder::new().name("output".to_string());
        terminal.carrier = Some(output.spawn(move || line.carry(&reader))?);
        let listener = thread::Builder::new().name("signals".to_string());
        terminal.threads.push(listener.spawn(move || signals::listen(&mut caught, &report))?);
        Ok(terminal)
    }

    /// What to draw on. What is written to it is sent in one piece, and never waited for.
    pub fn output(&self) -> Output {
        Output(Arc::clone(&self.line))
    }

    /// Whether the terminal has caught up with what was drawn, all but a frame or two. If not, [`Event::LineFree`] comes
    /// when it has; to draw before would make the line only later.
    pub fn is_free(&self) -> bool {
        self.line.is_free()
    }

    /// Gives the terminal back: all modes off, the shell's screen and settings. What was typed but not read is thrown
    /// away, lest the shell run it. Signals end the process again, so what must not be lost is saved before. A second
    /// time does nothing.
    pub fn restore(&mut self) {
        // While answers may still come, they are read here: the shell would take them for typing.
        let is_written = self.line.arrive(LAST_FRAME);
        self.line.close();
        if let Some(carrier) = self.carrier.take().filter(|_| is_written) {
            // A thread that panicked has said so.
            let _ = carrier.join();
        }
        self.stop = None;
        self.signals.close();
        raw::release();
        signals::free();
        for thread in self.threads.drain(..) {
            // A thread that panicked has said so.
            let _ = thread.join();
        }
    }

    /// Stops the program as Ctrl-Z does to any other, with the terminal given back; returns when it is continued, and
    /// sends [`Event::Resumed`]. Where there is no shell to continue it, it returns at once.
    pub fn suspend(&mut self) {
        let _paused = self.pause_input();
        signals::stop();
    }

    /// Gives the terminal to another program, such as an editor, until the guard is dropped: the terminal is as the
    /// shell left it, nothing here reads from it, and drawing fails. SIGINT and SIGQUIT meanwhile are that program's.
    /// Then the terminal is taken again and [`Event::Resumed`] sent, perhaps twice; all must be drawn anew, cleared first.
    #[must_use = "the terminal is taken again as soon as this is dropped"]
    pub fn pause_input(&mut self) -> Paused<'_> {
        self.line.arrive(LAST_FRAME);
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        raw::leave();
        Paused { report: &self.report, _turn: turn }
    }

    /// Asks the terminal to put `text` on the system's clipboard (OSC 52), also at the far end of a line. Whether it
    /// does, it does not say. tmux passes it on if its `set-clipboard` is on. To be called between frames.
    ///
    /// What goes there may be pasted into a shell, so it is made safe [line by line](safe::lines). Nothing is ever asked back.
    ///
    /// # Errors
    /// What is longer than [`COPY_LIMIT`] is refused, not cut.
    pub fn copy(&self, text: &str) -> Result<(), CopyError> {
        let text = &safe::lines(text);
        if text.len() > COPY_LIMIT {
            return Err(CopyError::TooLong { bytes: text.len() });
        }
        let mut sequence = String::new();
        // Writing to a String cannot fail.
        let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
        self.output().write_all(sequence.as_bytes()).map_err(CopyError::Io)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.restore();
    }
}

impl fmt::Debug for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terminal").finish_non_exhaustive()
    }
}

/// The terminal is another program's as long as this lives.
pub struct Paused<'a> {
    report: &'a Report,
    _turn: MutexGuard<'a, ()>,
}

impl Drop for Paused<'_> {
    fn drop(&mut self) {
        signals::resume(self.report);
    }
}

impl fmt::Debug for Paused<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paused").finish_non_exhaustive()
    }
}

/// Why a text was not sent to the clipboard.
#[derive(Debug)]
pub enum CopyError {
    /// It is longer than [`COPY_LIMIT`].
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// The terminal could not be written to.
    Io(io::Error),
}

impl fmt::Display for CopyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CopyError::TooLong { bytes } => {
                write!(f, "{bytes} bytes are too long for the terminal's clipboard; {COPY_LIMIT} are the most")
            }
            CopyError::Io(error) => error.fmt(f),
        }
    }
}

impl Error for CopyError {}

/// Adds to the panic hook, once for the process. The hook before it prints, so it comes after.
fn give_back_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if let Some(report) = raw::release() {
                report(Event::Leave(Leave::Hangup));
            }
            print(info);
        }));
    });
}
