//! The program at the far end of a slow line: frames are skipped, not queued, and keys are answered all the same.

mod pty;

use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use pty::Pty;
use rustix::process::Pid;
use rustix::process::Signal;

/// Presses of a key that is held down.
const PRESSES: usize = 200;

fn open(home: &Path) -> Pty {
    let pty = pty::open(24, 80, home, &[("LANG", "zh_TW.UTF-8")], &[]);
    pty.wait_for("市有宿舍");
    // It has heard that the terminal answers.
    pty.wait_until("the hints", |screen| screen.contents().contains("瀏覽"));
    pty
}

/// Holds a key down: a press every few milliseconds, so that the program sees each on its own.
fn press(pty: &mut Pty, key: &str) {
    for _ in 0..PRESSES {
        pty.send(key);
        std::thread::sleep(Duration::from_millis(3));
    }
}

fn frames(bytes: &[u8]) -> usize {
    bytes.windows(8).filter(|window| *window == b"\x1b[?2026h").count()
}

#[test]
fn frames_are_skipped_on_a_line_that_stands_still() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = open(home.path());
    pty.send("j");
    pty.wait_for("2/41");
    let before = pty.raw_output().len();
    pty.hold(true);
    let used = pty.cpu_time();
    press(&mut pty, "j");
    press(&mut pty, "k");
    pty.send("jj");
    // It waits for the line, and does not ask again and again whether it is free.
    let start = Instant::now();
    std::thread::sleep(Duration::from_millis(500));
    let used = pty.cpu_time().saturating_sub(used);
    assert!(used < Duration::from_secs(1), "{used:?} to wait {:?} for a line", start.elapsed());
    pty.hold(false);
    pty.wait_for("3/41");
    let raw = pty.raw_output();
    let (sent, drawn) = (raw.len() - before, frames(&raw[before..]));
    assert!(drawn <= 8 && sent <= 8192, "{drawn} frames, {sent} bytes for {} keys", 2 * PRESSES);
    // What shows is what would show had the line been fast.
    let mut fast = open(home.path());
    fast.send("jj");
    fast.wait_for("3/41");
    assert_eq!(pty.contents(), fast.contents());
    for mut pty in [pty, fast] {
        pty.send("q");
        assert!(pty.wait_exit().success());
        pty.assert_given_back();
    }
}

#[test]
fn a_terminal_that_never_answers_is_drawn_on() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = pty::open_mute(24, 80, home.path(), &[("LANG", "zh_TW.UTF-8")], &[]);
    pty.wait_for("市有宿舍");
    for key in ["j"; 30] {
        pty.send(key);
    }
    pty.wait_for("31/41");
    pty.send("q");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}

#[test]
fn a_terminal_that_stops_answering_is_drawn_on_after_a_while() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = open(home.path());
    pty.send("j");
    pty.wait_for("2/41");
    pty.be_mute();
    for row in 3..9 {
        pty.send("j");
        pty.wait_for(&format!("{row}/41"));
    }
    pty.send("q");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}

#[test]
fn a_signal_ends_it_though_the_terminal_takes_nothing() {
    for open in [pty::open, pty::open_mute] {
        let home = tempfile::tempdir().unwrap();
        let mut pty = open(24, 80, home.path(), &[("LANG", "zh_TW.UTF-8")], &[]);
        pty.wait_for("市有宿舍");
        pty.hold(true);
        press(&mut pty, "j");
        press(&mut pty, "k");
        let start = Instant::now();
        let pid = Pid::from_raw(i32::try_from(pty.pid()).unwrap()).unwrap();
        rustix::process::kill_process(pid, Signal::TERM).unwrap();
        while pty.ended().is_none() {
            assert!(start.elapsed() < Duration::from_secs(20), "it waits for a line that stands still");
            std::thread::sleep(Duration::from_millis(10));
        }
        pty.hold(false);
        assert_eq!(pty.wait_exit().exit_code(), 143);
    }
}
