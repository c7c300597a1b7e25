//! The terminal's clipboard (OSC 52): sent by copying alone, and never with more than terminals take.

mod pty;

use annals::terminal::COPY_LIMIT;
use pty::Pty;
use std::fs;
use tempfile::TempDir;

/// The program over an item of that title.
fn start(title: &str) -> (Pty, TempDir) {
    let home = tempfile::tempdir().unwrap();
    let text = format!("year = 2021\n[[item]]\nid = \"i\"\ntitle = \"{title}\"\ntext = \"second\"\n");
    fs::create_dir(home.path().join("archive")).unwrap();
    fs::write(home.path().join("archive/a.toml"), text).unwrap();
    let pty = pty::open(24, 80, home.path(), &[], &["archive"]);
    pty.wait_for("BROWSE");
    (pty, home)
}

/// How often the clipboard was written to.
fn sent(pty: &Pty) -> usize {
    pty.raw_output().windows(5).filter(|bytes| *bytes == b"\x1b]52;").count()
}

/// Copies, and waits until that is told.
fn copy(pty: &mut Pty, told: &str) {
    pty.send("y");
    pty.wait_for(told);
}

#[test]
fn what_is_too_long_is_refused_and_nothing_is_sent() {
    let (mut pty, _home) = start(&"x".repeat(COPY_LIMIT + 1));
    copy(&mut pty, "Too long for the terminal's clipboard");
    assert_eq!(sent(&pty), 0);
    let (mut pty, _home) = start(&"x".repeat(COPY_LIMIT));
    copy(&mut pty, "Sent to the terminal's clipboard");
    assert_eq!(sent(&pty), 1);
    // Counted in bytes: a third as many characters of Chinese are one too many.
    let (mut pty, _home) = start(&"字".repeat(COPY_LIMIT / 3 + 1));
    copy(&mut pty, "Too long for the terminal's clipboard");
    assert_eq!(sent(&pty), 0);
}

#[test]
fn only_copying_sends_anything() {
    // The title is the sequence itself, and says what a terminal would be asked for.
    let (mut pty, _home) = start("\\u001b]52;c;eA==\\u0007title");
    for (keys, shows) in [
        ("4", "BROWSE"),
        ("/second", "FIND"),
        ("\x1b", "BROWSE"),
        ("2e", "EDIT"),
        ("\x1b[200~\x1b]52;c;eA==\x07pasted\x1b[201~", "pasted"),
        ("\r", "unsaved"),
        ("u", "BROWSE"),
        ("o", "OVERVIEW"),
        ("\x1b", "BROWSE"),
    ] {
        pty.send(keys);
        pty.wait_for(shows);
        assert_eq!(sent(&pty), 0, "after {keys:?}");
    }
    copy(&mut pty, "Sent to the terminal's clipboard");
    assert_eq!(sent(&pty), 1);
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(sent(&pty), 1, "leaving sends nothing either");
}
