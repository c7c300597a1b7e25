//! A terminal of 200×50 with a program in it, and when its screen changed: each piece of output is timed as it is read, and
//! what it did to the screen is looked at afterwards, so that the looking costs the program nothing.

use portable_pty::Child;
use portable_pty::CommandBuilder;
use portable_pty::MasterPty;
use portable_pty::PtySize;
use portable_pty::native_pty_system;
use std::fs;
use std::io::Read;
use std::io::Write;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Duration;
use std::time::Instant;

const SIZE: PtySize = PtySize { rows: 50, cols: 200, pixel_width: 0, pixel_height: 0 };

/// The program is done when so long nothing has come and it has used no processor time.
const QUIET: Duration = Duration::from_millis(120);

/// A hand types no faster; what comes faster is a paste.
const HAND: Duration = Duration::from_millis(15);

/// No wait takes longer.
const LIMIT: Duration = Duration::from_secs(300);

/// What a program asks a terminal, and what one answers: whether it is well, where its cursor is, what it is, whether it
/// marks pastes.
const ANSWERS: [(&[u8], &[u8]); 4] = [
    (b"\x1b[5n", b"\x1b[0n"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[c", b"\x1b[?62c"),
    (b"\x1b[?2004$p", b"\x1b[?2004;2$y"),
];

/// A program in a terminal. Dropping kills it.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    pid: u32,
    writer: Arc<Mutex<Box<dyn Write + Send>>>,
    /// Held, so that the terminal stays.
    _master: Box<dyn MasterPty + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    emulator: vt100::Parser,
    shown: String,
    started: Instant,
    changed: Instant,
    bytes: usize,
}

/// What a key did.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// From the key to the last change of what the screen says.
    pub took: Duration,
    /// What was written to the terminal.
    pub bytes: usize,
}

impl Terminal {
    /// Runs a command line of `sh`, which the program takes the place of.
    pub fn open(command: &str, home: &std::path::Path) -> Terminal {
        let pair = native_pty_system().openpty(SIZE).expect("a terminal");
        let mut shell = CommandBuilder::new("sh");
        shell.args(["-c", &format!("exec {command}")]);
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("SHELL", "/bin/sh")] {
            shell.env(name, value);
        }
        shell.env("HOME", home);
        for name in ["FZF_DEFAULT_OPTS", "SKIM_DEFAULT_OPTIONS", "LESS", "LINES", "COLUMNS", "NO_COLOR"] {
            shell.env_remove(name);
        }
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = Arc::new(Mutex::new(pair.master.take_writer().expect("a writer")));
        let (sender, output) = mpsc::channel();
        let answering = Arc::clone(&writer);
        thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                answer(&answering, &buffer[..n]);
                if sender.send((Instant::now(), buffer[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(shell).expect("sh starts");
        let pid = child.process_id().expect("it has been started");
        Terminal {
            child,
            pid,
            writer,
            _master: pair.master,
            output,
            emulator: vt100::Parser::new(SIZE.rows, SIZE.cols, 0),
            shown: String::new(),
            started,
            changed: started,
            bytes: 0,
        }
    }

    /// From the start until the screen says this; none where it never does.
    pub fn says(&mut self, wanted: &str) -> Option<Duration> {
        while !self.shown.contains(wanted) {
            let (at, bytes) = self.output.recv_timeout(LIMIT.checked_sub(self.started.elapsed())?).ok()?;
            self.take(at, &bytes);
        }
        Some(self.changed - self.started)
    }

    /// Waits until the program has nothing more to do. From the start to the last change of the screen.
    pub fn settle(&mut self) -> Duration {
        let mut used = self.processor();
        while self.started.elapsed() < LIMIT * 4 {
            while let Ok((at, bytes)) = self.output.recv_timeout(QUIET) {
                self.take(at, &bytes);
            }
            let now = self.processor();
            // A tick is 10 ms; some programs look around now and then while they wait.
            if now <= used + 1 {
                break;
            }
            used = now;
        }
        self.changed - self.started
    }

    /// Types a key, and waits until all that it does is done.
    pub fn key(&mut self, key: &str) -> Answer {
        let (before, pressed) = (self.bytes, Instant::now());
        self.changed = pressed;
        self.write(key.as_bytes());
        self.settle();
        Answer { took: self.changed - pressed, bytes: self.bytes - before }
    }

    /// Types keys as a fast hand does, without waiting for what they do.
    pub fn hurry(&mut self, keys: &str) {
        for key in keys.chars() {
            thread::sleep(HAND);
            self.write(key.to_string().as_bytes());
        }
    }

    /// What the screen says.
    pub fn screen(&self) -> &str {
        &self.shown
    }

    /// Memory that the program has in use, in bytes.
    pub fn memory(&self) -> usize {
        1024 * number(&format!("/proc/{}/status", self.pid), "VmRSS:")
    }

    /// How often its threads have been woken in so long.
    pub fn wakes(&self, time: Duration) -> usize {
        let count = || -> usize {
            let threads = fs::read_dir(format!("/proc/{}/task", self.pid)).into_iter().flatten().flatten();
            let status = threads.map(|thread| thread.path().join("status").display().to_string());
            status.map(|path| number(&path, "voluntary_ctxt_switches:")).sum()
        };
        let before = count();
        thread::sleep(time);
        count().saturating_sub(before)
    }

    fn write(&mut self, bytes: &[u8]) {
        write(&self.writer, bytes);
    }

    fn take(&mut self, at: Instant, bytes: &[u8]) {
        self.bytes += bytes.len();
        self.emulator.process(bytes);
        let shown = self.emulator.screen().contents();
        if shown != self.shown {
            (self.shown, self.changed) = (shown, at);
        }
    }

    /// Processor time of all its threads, in ticks of 10 ms.
    fn processor(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap_or_default();
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(writer: &Mutex<Box<dyn Write + Send>>, bytes: &[u8]) {
    let mut writer = writer.lock().expect("nobody panics with it");
    // The program may have ended.
    let _ = writer.write_all(bytes).and_then(|()| writer.flush());
}

/// Answers what a program asks, as it asks: some wait for it.
fn answer(writer: &Mutex<Box<dyn Write + Send>>, output: &[u8]) {
    for (question, answer) in ANSWERS {
        let asked = output.windows(question.len()).filter(|window| *window == question).count();
        (0..asked).for_each(|_| write(writer, answer));
    }
}

/// The number behind a name at the start of a line.
fn number(path: &str, name: &str) -> usize {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
