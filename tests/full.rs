//! Where nothing more can be written: a full disk, for which a limit on the size of files stands in (a write is cut short
//! there, and the next one fails), and output that goes nowhere.

mod pty;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use tempfile::TempDir;

/// As large a file may become, in the blocks of `ulimit -f`, whatever their size: all files here are larger.
const LIMIT: &str = "trap '' XFSZ; ulimit -f 1; ";

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.path("archive/110")).unwrap();
        fs::write(home.path("archive/110/a.toml"), old()).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path("archive/110/a.toml")).unwrap()
    }

    /// Runs a shell's words, with `annals` for the program.
    fn shell(&self, words: &str) -> Output {
        let words = format!("annals() {{ {} \"$@\"; }}\n{words}", env!("CARGO_BIN_EXE_annals"));
        let mut command = Command::new("sh");
        command.args(["-c", &words]).env_clear().env("HOME", self.0.path()).current_dir(self.0.path());
        command.output().unwrap()
    }

    fn names(&self) -> Vec<String> {
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        fs::read_dir(self.path("archive/110")).unwrap().map(name).collect()
    }
}

fn old() -> String {
    let long = "長".repeat(2000);
    format!(
        "year = 110\n\n[[item]]\nid = \"x\"\ntitle = \"t\"\nnote = \"{long}\"\n\n[[item.metric]]\nid = \"m\"\nname = \"M\"\nvalue = 44\n"
    )
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    for linked in [false, true] {
        let home = Home::new();
        if linked {
            fs::hard_link(home.path("archive/110/a.toml"), home.path("twin")).unwrap();
        }
        for words in ["annals set --archive archive m 45", "annals rm --archive archive x:title"] {
            let output = home.shell(&format!("{LIMIT}{words}"));
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.code() == Some(2) && told.contains("File too large"), "{words}: {told}");
            assert_eq!(told.lines().count(), 1, "{told}");
            assert_eq!((home.text(), home.names()), (old(), vec!["a.toml".to_string()]), "{words}");
        }
        assert_eq!(home.shell("annals set --archive archive m 45").status.code(), Some(0));
        assert_eq!(home.text(), old().replace("44", "45"));
    }
}

#[test]
fn an_export_to_a_full_disk_leaves_the_older_one() {
    let home = Home::new();
    fs::write(home.path("out.json"), "older").unwrap();
    let output = home.shell(&format!("{LIMIT}annals export --force -o out.json archive"));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(fs::read_to_string(home.path("out.json")).unwrap(), "older");
    assert_eq!(fs::read_dir(home.0.path()).unwrap().count(), 2, "nothing is left beside it");
}

#[test]
fn what_nobody_hears_is_done_all_the_same() {
    let home = Home::new();
    let output = home.shell("annals set --archive archive m 45 2>/dev/full");
    assert_eq!((output.status.code(), home.text()), (Some(0), old().replace("44", "45")));
    // What was asked for and could not be given is a failure.
    for words in [
        "annals get --archive archive m",
        "annals find --archive archive t",
        "annals export csv archive",
        "annals schema archive",
    ] {
        let output = home.shell(&format!("{words} >/dev/full"));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains("No space left"), "{words}: {output:?}");
    }
}

/// On the screen: that no draft can be kept is told, the save fails, and once there is room it is saved.
#[test]
fn a_full_disk_is_told_on_the_screen() {
    let home = Home::new();
    let words = format!("{LIMIT}exec {} archive", env!("CARGO_BIN_EXE_annals"));
    let mut pty = pty::spawn(24, 120, pty::command(home.0.path(), "sh", &["-c", &words]));
    pty.wait_for("BROWSE");
    pty.send("3e");
    pty.wait_for("EDIT");
    pty.send("\x15");
    pty.send("45\r");
    pty.wait_for("No draft can be kept");
    pty.send("s");
    pty.wait_for("CHOOSE");
    pty.send("\r");
    pty.wait_for("not saved");
    assert_eq!((home.text(), home.names()), (old(), vec!["a.toml".to_string()]));
    pty.send("q");
    pty.wait_for("CONFIRM");
    pty.send("x");
    assert!(pty.wait_exit().success());
    assert_eq!(home.text(), old());
    let drafts = fs::read_dir(home.path(".local/state/annals/drafts"));
    assert_eq!(drafts.map_or(0, Iterator::count), 0, "nothing half is left of the draft");
}
