//! The terminal layer at work in a real PTY: this test program starts itself as the program under test.

mod pty;

use std::io::Write;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;
use std::time::Instant;

use annals::app::event::Event;
use annals::app::event::Leave;
use annals::terminal::Options;
use annals::terminal::Terminal;
use annals::terminal::raw;
use annals::terminal::raw::Output;
use annals::terminal::screen::Screen;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use ratatui::widgets::Widget;
use rustix::process::Pid;
use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::Pty;

/// Names what the child does; unset in the tests themselves.
const ROLE: &str = "ANNALS_PTY_CHILD";

/// The program under test: lists the events it gets, on the screen. Not a test of its own.
#[test]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let (sender, events) = mpsc::channel::<Event>();
    let mut terminal = match Terminal::open(Options { mouse: role == "mouse" }, sender) {
        Ok(terminal) => terminal,
        Err(error) => {
            eprintln!("refused: {error}");
            std::process::exit(2);
        }
    };
    let mut screen = Screen::new(terminal.output());
    let mut lines = vec!["ready".to_string()];
    loop {
        let text = lines.join("\n");
        // Once the terminal is gone, drawing fails; the event that says so is on its way.
        let mut frame = Buffer::empty(Rect::from((Position::ORIGIN, raw::size())));
        Paragraph::new(text).render(frame.area, &mut frame);
        let _ = screen.show(frame, None);
        let event = events.recv().unwrap();
        match &event {
            Event::Key(key) => match key.to_string().as_str() {
                "ctrl-z" => terminal.suspend(),
                "ctrl-q" => break,
                "ctrl-c" => terminal.copy("中文").unwrap(),
                "ctrl-p" => panic!("as asked"),
                "ctrl-t" => {
                    // A panic elsewhere: the hook gives the terminal back, and tells.
                    let _ = std::thread::spawn(|| panic!("in a worker")).join();
                }
                "ctrl-e" => {
                    let paused = terminal.pause_input();
                    assert!(Output.write_all(b"not drawn").is_err());
                    let status =
                        Command::new("sh").args(["-c", "echo editor; read line; echo got: $line; read line"]).status();
                    assert!(status.unwrap().success());
                    drop(paused);
                }
                name => lines.push(format!("key {name}")),
            },
            Event::Resize { width, height } => lines.push(format!("size {width}x{height}")),
            Event::Resumed => {
                screen.forget();
                lines.push("resumed".to_string());
            }
            Event::Leave(Leave::Hangup) if role == "hangup" => {
                // It hears of it twice, by signal and by the end of input. Then it stays for half a second: is it idle?
                assert_eq!(events.recv(), Ok(event));
                std::thread::sleep(Duration::from_millis(500));
                terminal.restore();
                std::fs::write("left", cpu_time().as_millis().to_string()).unwrap();
                std::process::exit(7);
            }
            Event::Leave(leave) => {
                terminal.restore();
                println!("left: {leave:?}");
                std::process::exit(7);
            }
            other => lines.push(format!("{other:?}")),
        }
    }
    drop(terminal);
    println!("bye");
    std::process::exit(0);
}

/// The processor time this process has used; zero where `/proc` does not tell.
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in parentheses, user and system time are the 12th and 13th field, in hundredths of a second.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    Duration::from_millis(fields.skip(11).take(2).map(|ticks| ticks.parse::<u64>().map_or(0, |ticks| ticks * 10)).sum())
}

struct Started {
    pty: Pty,
    home: TempDir,
}

fn start(role: &str) -> Started {
    let started = start_with("exec \"$0\" \"$@\"", role);
    started.pty.wait_for("ready");
    started
}

/// Runs a line of shell in the terminal, `$0 "$@"` in it being the child.
fn start_with(line: &str, role: &str) -> Started {
    let home = tempfile::tempdir().expect("a folder");
    let own = std::env::current_exe().expect("this program");
    let own = own.to_str().expect("a path in UTF-8");
    let args = ["-c", line, own, "--exact", "child", "--nocapture", "--test-threads=1"];
    let mut command = pty::command(home.path(), "sh", &args);
    command.env(ROLE, role);
    Started { pty: pty::spawn(24, 80, command), home }
}

fn signal(pty: &Pty, signal: Signal) {
    let pid = Pid::from_raw(pty.pid() as i32).expect("a process");
    rustix::process::kill_process(pid, signal).expect("the process is there");
}

#[test]
fn quitting_gives_the_terminal_back() {
    for role in ["keys", "mouse"] {
        let Started { mut pty, home: _home } = start_with("\"$0\" \"$@\"; stty -a", role);
        pty.wait_for("ready");
        let screen = pty.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor());
        assert_eq!(screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None, role == "mouse");
        pty.send("\x11");
        assert!(pty.wait_exit().success());
        pty.assert_given_back();
        let contents = pty.contents();
        let words: Vec<&str> = contents.split_whitespace().collect();
        for word in ["bye", "icanon", "echo", "isig", "opost"] {
            assert!(words.contains(&word), "{word} is missing: {pty:?}");
        }
    }
}

/// Types byte by byte with 20 ms between them. False if this test itself was kept waiting so long that an ESC had to be
/// taken for the key.
fn type_slowly(pty: &mut Pty, text: &str) -> bool {
    text.bytes().all(|byte| {
        let start = Instant::now();
        pty.send([byte]);
        std::thread::sleep(Duration::from_millis(20));
        start.elapsed() < Duration::from_millis(40)
    })
}

#[test]
fn keys_arrive_whole_however_slowly() {
    for _ in 0..20 {
        let Started { mut pty, home: _home } = start("keys");
        if !type_slowly(&mut pty, "\x1b[A\x1bOB\x1b[1;5C\x1b[5~\x1b[3;2~é中𠮷\x1b[Z\x1bx\x1b[97;5u\x1b[[B\x1bOP") {
            continue;
        }
        pty.wait_for("key f1");
        // An ESC that nothing follows is the key; the next byte is typed only when it has arrived as that.
        pty.send("\x1b");
        pty.wait_for("key esc");
        pty.send("[");
        pty.wait_for("key [");
        let keys = "up down ctrl-right page-up shift-delete é 中 𠮷 shift-tab alt-x ctrl-a f2 f1 esc [";
        let wanted = format!("ready\nkey {}", keys.replace(' ', "\nkey "));
        assert_eq!(pty.contents().trim_end(), wanted);
        return;
    }
    panic!("the machine is too busy to type at an even pace");
}

#[test]
fn a_paste_is_one_event() {
    let Started { mut pty, home: _home } = start("keys");
    let text = "一行\r兩行\r\n".repeat(3000);
    pty.send(format!("\x1b[200~{text}end\x1b[201~x"));
    pty.wait_for("key x");
    assert!(pty.contents().contains("Paste(\"一行\\n兩行\\n"), "{pty:?}");
    assert_eq!(pty.contents().lines().count(), 3, "{pty:?}");
}

#[test]
fn the_mouse_and_a_new_size_are_told() {
    let Started { mut pty, home: _home } = start("mouse");
    pty.send("\x1b[<0;5;2M");
    pty.wait_for("Mouse(Mouse { kind: Down, x: 4, y: 1 })");
    pty.resize(30, 100);
    pty.wait_for("size 100x30");
}

#[test]
fn a_copy_goes_through_the_terminal() {
    let Started { mut pty, home: _home } = start("keys");
    pty.send("\x03x");
    pty.wait_for("key x");
    let raw = pty.raw_output();
    let copy = b"\x1b]52;c;5Lit5paH\x1b\\";
    assert!(raw.windows(copy.len()).any(|window| window == copy), "{}", raw.escape_ascii());
}

#[test]
fn signals_and_panics_give_the_terminal_back() {
    for (sent, told) in [
        (Signal::TERM, "left: Signal(15)"),
        (Signal::INT, "left: Signal(2)"),
        (Signal::QUIT, "left: Signal(3)"),
        (Signal::HUP, "left: Hangup"),
    ] {
        let Started { mut pty, home: _home } = start("keys");
        signal(&pty, sent);
        assert_eq!(pty.wait_exit().exit_code(), 7);
        pty.assert_given_back();
        assert!(pty.contents().contains(told), "{pty:?}");
    }
    for (key, code, told) in [("\x10", 101, "as asked"), ("\x14", 7, "in a worker")] {
        let Started { mut pty, home: _home } = start("mouse");
        pty.send(key);
        assert_eq!(pty.wait_exit().exit_code(), code);
        pty.assert_given_back();
        assert!(pty.contents().contains(told), "{pty:?}");
        assert!(!pty.contents().contains("ready"), "the screen is not the shell's: {pty:?}");
    }
}

#[test]
fn without_its_terminal_it_ends_and_does_not_spin() {
    let Started { mut pty, home } = start("hangup");
    let start = Instant::now();
    pty.hang_up();
    assert_eq!(pty.wait_exit().exit_code(), 7);
    // It takes a moment; a loaded machine may take its time. Never ending, and burning time, are what would be wrong.
    assert!(start.elapsed() < Duration::from_secs(10), "it took {:?}", start.elapsed());
    let used = std::fs::read_to_string(home.path().join("left")).unwrap();
    assert!(["None", "0ns", "Some(0ns)"].contains(&used.as_str()) || used.len() < "Some(100ms)".len(), "used {used}");
}

#[test]
fn it_stops_and_continues_as_any_program_in_a_shell() {
    let Started { mut pty, home: _home } = start_with("export PS1='shell> '; exec sh -i", "keys");
    pty.wait_for("shell>");
    // What is typed before the shell has its prompt again may be thrown away when it takes the terminal.
    let at_prompt = |screen: &vt100::Screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && screen.contents().trim_end().ends_with("shell>")
    };
    let own = std::env::current_exe().unwrap();
    pty.send(format!("{} --exact child --nocapture\n", own.display()));
    pty.wait_for("ready");
    pty.send("a\x1a");
    pty.wait_until("the shell's prompt", at_prompt);
    pty.send("echo $((6 * 7))\n");
    pty.wait_for("42");
    pty.assert_given_back();
    pty.send("fg\n");
    pty.wait_for("resumed");
    let screen = pty.screen();
    assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor(), "{pty:?}");
    pty.wait_for("key a");
    // Again; and a signal that comes while it is stopped ends it, with the terminal given back.
    pty.send("b\x1a");
    pty.wait_until("the shell's prompt", at_prompt);
    // Continued in the background it may stop once more, at the terminal it does not own; `fg` lets it come to its end.
    pty.send("kill %1; kill -CONT %1; fg\n");
    pty.wait_for("left: Signal(15)");
    pty.assert_given_back();
}

#[test]
fn where_no_shell_could_continue_it_it_does_not_stop() {
    let Started { mut pty, home: _home } = start("keys");
    pty.send("\x1ax");
    pty.wait_for("resumed");
    pty.wait_for("key x");
    assert!(pty.screen().alternate_screen());
}

#[test]
fn stopped_from_outside_it_takes_the_terminal_again() {
    let Started { mut pty, home: _home } = start("keys");
    signal(&pty, Signal::STOP);
    signal(&pty, Signal::CONT);
    pty.wait_for("resumed");
    pty.send("x");
    pty.wait_for("key x");
}

#[test]
fn another_program_gets_the_terminal_and_its_keys() {
    let Started { mut pty, home: _home } = start("keys");
    pty.send("\x05");
    pty.wait_for("editor");
    assert!(!pty.screen().alternate_screen() && !pty.screen().bracketed_paste() && !pty.screen().hide_cursor());
    pty.send("typed for it\n");
    pty.wait_for("got: typed for it");
    pty.send("\n");
    pty.wait_for("resumed");
    pty.send("y");
    pty.wait_for("key y");
    assert!(!pty.contents().contains("key t"), "{pty:?}");
}

#[test]
fn what_is_no_terminal_is_refused() {
    let own = std::env::current_exe().unwrap();
    let mut command = Command::new(own);
    let output = command.args(["--exact", "child", "--nocapture"]).env(ROLE, "keys").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("refused: standard input is not a terminal"));
    assert!(!output.stdout.contains(&0x1b), "nothing is sent to what is no terminal");
}
