//! `annals --pick`: a list on the terminal, its answer on standard output, whatever that is.

mod pty;

use pty::Pty;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let look = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/look/data");
    for name in ["archive.toml", "108/a.toml", "110/a.toml"] {
        let to = home.path().join("data").join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(look.join(name), to).unwrap();
    }
    home
}

/// Runs a line of shell in a terminal; `annals` is the program.
fn shell(home: &Path, line: &str) -> Pty {
    let line = format!("annals() {{ '{}' \"$@\"; }}; {line}", env!("CARGO_BIN_EXE_annals"));
    pty::spawn(24, 80, pty::command(home, "sh", &["-c", &line]))
}

const PICK: &str = "id=$(annals --pick); echo \"chose <$id> $?\"";

#[test]
fn what_is_chosen_is_printed_where_the_shell_reads_it() {
    let home = home();
    let mut pty = shell(home.path(), PICK);
    pty.wait_for("Find anything");
    pty.send("特優");
    pty.wait_for("年終考評");
    pty.send("\r");
    assert!(pty.wait_exit().success());
    assert!(pty.contents().contains("chose <r.year> 0"), "{pty:?}");
    pty.assert_given_back();
    // Nothing of the list went where the shell reads.
    assert!(!pty.contents().contains("Find anything"));
}

#[test]
fn a_record_of_another_year_is_named_with_it() {
    let home = home();
    let mut pty = shell(home.path(), "annals show \"$(annals --pick 水原)\"; echo end");
    pty.wait_for("nothing found");
    pty.send("\u{15}研考");
    pty.wait_for("研考會");
    pty.send("\r");
    pty.wait_exit();
    assert!(pty.contents().contains("108  年終␛[2J考評"), "{pty:?}");
}

#[test]
fn leaving_is_status_one_and_nothing_printed() {
    let home = home();
    for key in ["\x1b", "\x03"] {
        let mut pty = shell(home.path(), PICK);
        pty.wait_for("Find anything");
        pty.send(key);
        pty.wait_exit();
        assert!(pty.contents().contains("chose <> 1"), "{key:?} {pty:?}");
    }
}

#[test]
fn standard_input_and_error_may_lead_elsewhere_too() {
    let home = home();
    let mut pty = shell(home.path(), "id=$(echo x | annals 宿舍 --pick 2>told); echo \"chose <$id> $?\"; cat told");
    pty.wait_for("市有宿舍");
    pty.send("\r");
    pty.wait_exit();
    assert!(pty.contents().contains("chose <d.stock> 0"), "{pty:?}");
}

#[test]
fn what_has_no_id_cannot_be_chosen() {
    let home = home();
    let mut pty = shell(home.path(), PICK);
    pty.wait_for("Find anything");
    pty.send("tab");
    pty.wait_for("right to left");
    pty.send("\r");
    pty.wait_for("has no id");
    pty.send("\x1b");
    pty.wait_exit();
    assert!(pty.contents().contains("chose <> 1"), "{pty:?}");
}

#[test]
fn on_the_terminal_it_prints_when_the_list_is_gone() {
    let home = home();
    let mut pty = pty::open(24, 80, home.path(), &[], &["data", "--pick", "宿舍"]);
    pty.wait_for("市有宿舍");
    pty.send("\r");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
    assert!(pty.contents().starts_with("d.stock"), "{pty:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn without_any_terminal_it_says_so() {
    let home = home();
    // A group of its own would still have the tester's terminal; only a session of its own has none.
    let mut command = Command::new("setsid");
    command.args(["--wait", env!("CARGO_BIN_EXE_annals"), "--pick"]).stdin(Stdio::null()).current_dir(home.path());
    let output = command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", home.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("no terminal to choose on"), "{output:?}");
}
