//! A real terminal for tests: the program at one end of a PTY, an emulator at the other.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part of what this offers")]

use std::fmt;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use portable_pty::Child;
use portable_pty::CommandBuilder;
use portable_pty::ExitStatus;
use portable_pty::MasterPty;
use portable_pty::PtySize;
use portable_pty::native_pty_system;

/// No wait takes longer. Long enough for a busy machine; only a failing test waits it out.
const LIMIT: Duration = Duration::from_secs(20);

/// How often a wait looks.
const STEP: Duration = Duration::from_millis(10);

/// A program in a terminal. Dropping kills the program.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    /// `None` once the test has closed the terminal.
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Writer,
    seen: Arc<Mutex<Seen>>,
    /// When something was last typed.
    typed: Instant,
}

/// A hand types no faster, and the program takes what does for a paste.
const HAND: Duration = Duration::from_millis(15);

type Writer = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// The question "are you well?" (DSR 5), and what every terminal answers.
const QUESTION: &[u8] = b"\x1b[5n";
const ANSWER: &[u8] = b"\x1b[0n";

/// What has come from the program.
struct Seen {
    emulator: vt100::Parser,
    raw: Vec<u8>,
    /// The program and all it started have closed the terminal.
    ended: bool,
    /// The test closes the terminal: what comes next is the last thing read.
    closing: bool,
    /// Nothing is read, as at the far end of a line that stands still.
    held: bool,
    /// The terminal answers no question.
    mute: bool,
}

/// `annals` with `args` in a terminal of this size, with `home` for HOME and all XDG folders. `env` comes last, so it
/// can change what is set here.
pub fn open(rows: u16, cols: u16, home: &Path, env: &[(&str, &str)], args: &[&str]) -> Pty {
    let mut command = command(home, env!("CARGO_BIN_EXE_annals"), args);
    for (name, value) in env {
        command.env(name, value);
    }
    spawn(rows, cols, command)
}

/// `program` with `args`, which sees nothing of the tester's own environment but PATH.
pub fn command(home: &Path, program: &str, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new("sh");
    // When a test closes the terminal, portable-pty first types Enter and the end-of-file key, unless there is none.
    command.args(["-c", "stty eof undef; exec \"$@\"", "sh", program]);
    command.args(args);
    command.env_clear();
    command.cwd(home);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("HOME", home);
    for (name, folder) in [
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CACHE_HOME", ".cache"),
    ] {
        command.env(name, home.join(folder));
    }
    command.env("TERM", "xterm-256color");
    command.env("LANG", "en_US.UTF-8");
    command
}

/// The same in what passes for a terminal but answers no question.
pub fn open_mute(rows: u16, cols: u16, home: &Path, env: &[(&str, &str)], args: &[&str]) -> Pty {
    let mut command = command(home, env!("CARGO_BIN_EXE_annals"), args);
    env.iter().for_each(|(name, value)| command.env(name, value));
    start(rows, cols, command, true)
}

/// Any command in a terminal of this size.
pub fn spawn(rows: u16, cols: u16, command: CommandBuilder) -> Pty {
    start(rows, cols, command, false)
}

fn start(rows: u16, cols: u16, command: CommandBuilder, mute: bool) -> Pty {
    let pair = native_pty_system().openpty(size(rows, cols)).expect("a PTY");
    let child = pair.slave.spawn_command(command).expect("the program starts");
    // While we hold the program's end, ours would never see it closed.
    drop(pair.slave);
    let seen = Arc::new(Mutex::new(Seen {
        emulator: vt100::Parser::new(rows, cols, 0),
        raw: Vec::new(),
        ended: false,
        closing: false,
        held: false,
        mute,
    }));
    let writer: Writer = Arc::new(Mutex::new(Some(pair.master.take_writer().expect("a writer"))));
    let answers = Arc::clone(&writer);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let sink = Arc::clone(&seen);
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        loop {
            while lock(&sink).held {
                thread::sleep(STEP);
            }
            let n = reader.read(&mut buffer).unwrap_or(0);
            let mut seen = lock(&sink);
            if n == 0 {
                seen.ended = true;
                return;
            }
            seen.emulator.process(&buffer[..n]);
            // A question may have been cut by the end of a read.
            let known = seen.raw.len().saturating_sub(QUESTION.len() - 1);
            seen.raw.extend_from_slice(&buffer[..n]);
            let asked = seen.raw[known..].windows(QUESTION.len()).filter(|window| *window == QUESTION).count();
            if let Some(writer) = answers.lock().unwrap_or_else(PoisonError::into_inner).as_mut().filter(|_| !seen.mute)
            {
                // The program may have ended without waiting for it.
                let _ = writer.write_all(&ANSWER.repeat(asked)).and_then(|()| writer.flush());
            }
            if seen.closing {
                return;
            }
        }
    });
    Pty { child, master: Some(pair.master), writer, seen, typed: Instant::now() }
}

impl Pty {
    /// Waits until `text` is somewhere on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?} on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as `wanted` says; `what` names that in the failure.
    #[track_caller]
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |seen| wanted(seen.emulator.screen()));
    }

    /// Waits until more than so many bytes have come in all; false where the program has ended instead.
    #[track_caller]
    pub fn wait_for_more(&self, than: usize) -> bool {
        self.wait("more output", |seen| seen.ended || seen.raw.len() > than);
        lock(&self.seen).raw.len() > than
    }

    /// Types, not sooner after what was last typed than a hand does.
    #[track_caller]
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        thread::sleep(HAND.saturating_sub(self.typed.elapsed()));
        self.typed = Instant::now();
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = writer.as_mut().expect("the terminal is open");
        writer.write_all(bytes.as_ref()).and_then(|()| writer.flush()).expect("the terminal takes keys");
    }

    /// Gives the terminal another size; the program gets SIGWINCH.
    pub fn resize(&mut self, rows: u16, cols: u16) {
        lock(&self.seen).emulator.screen_mut().set_size(rows, cols);
        self.master.as_ref().expect("the terminal is open").resize(size(rows, cols)).expect("the terminal is resized");
    }

    /// Reads nothing from now on, or goes on reading. What is being read when it is told so still comes.
    pub fn hold(&self, held: bool) {
        lock(&self.seen).held = held;
    }

    /// Answers no question from now on, as some programs that pass for a terminal.
    pub fn be_mute(&self) {
        lock(&self.seen).mute = true;
    }

    /// The processor time that the program has used; zero where `/proc` does not tell.
    pub fn cpu_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).unwrap_or_default();
        // Behind the name in parentheses, user and system time are the 12th and 13th field, in hundredths of a second.
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// Whether the program has ended, with what.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("the child is ours")
    }

    /// Lets go of the reading end with the next thing that comes.
    pub fn close_when_something_comes(&self) {
        lock(&self.seen).closing = true;
    }

    /// Closes the terminal, as an emulator does that is killed. The reader lets go of its end only when something comes,
    /// so the terminal is made a column wider, for which any program draws.
    pub fn hang_up(&mut self) {
        lock(&self.seen).closing = true;
        let (rows, cols) = self.screen().size();
        self.resize(rows, cols + 1);
        *self.writer.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.master = None;
    }

    /// Waits for the program to end and for all it has written.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("the child is ours") {
                break status;
            }
            assert!(start.elapsed() < LIMIT, "the program did not end; it shows\n{self:?}");
            thread::sleep(STEP);
        };
        if self.master.is_some() {
            self.wait("the terminal closed", |seen| seen.ended);
        }
        status
    }

    /// Whether the program has ended, or at least its terminal.
    pub fn has_ended(&mut self) -> bool {
        lock(&self.seen).ended || self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    /// The program's process.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("the program has been started")
    }

    /// The text on the screen, row by row, without trailing blanks.
    pub fn contents(&self) -> String {
        lock(&self.seen).emulator.screen().contents()
    }

    /// The screen as it is now: cells and styles, the cursor, the modes (alternate screen, bracketed paste, mouse).
    pub fn screen(&self) -> vt100::Screen {
        lock(&self.seen).emulator.screen().clone()
    }

    /// Every byte the program has written so far.
    pub fn raw_output(&self) -> Vec<u8> {
        lock(&self.seen).raw.clone()
    }

    /// Whether the terminal is as a shell wants it: its own screen, a cursor, no bracketed paste, no mouse, no style.
    #[track_caller]
    pub fn assert_given_back(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen\n{self:?}");
        assert!(!screen.hide_cursor(), "the cursor is hidden\n{self:?}");
        assert!(!screen.bracketed_paste(), "bracketed paste is on\n{self:?}");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is on\n{self:?}");
        assert_eq!((screen.fgcolor(), screen.inverse()), (vt100::Color::Default, false), "a style is left\n{self:?}");
    }

    #[track_caller]
    fn wait(&self, what: &str, wanted: impl Fn(&Seen) -> bool) {
        let start = Instant::now();
        while !wanted(&lock(&self.seen)) {
            assert!(start.elapsed() < LIMIT, "waited in vain for {what}; the screen is\n{self:?}");
            thread::sleep(STEP);
        }
    }
}

impl fmt::Debug for Pty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let screen = self.screen();
        let (row, column) = screen.cursor_position();
        writeln!(f, "--- {:?}, cursor at row {row}, column {column}", screen.size())?;
        writeln!(f, "{}\n---", screen.contents())
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // It has ended already if the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
