//! The program at the far end of a line: hung up, pasted at, resized, and given back, whatever it was doing.

mod pty;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use pty::Pty;
use rustix::process::Pid;
use rustix::process::Signal;
use tempfile::TempDir;

const YEAR: &str =
    "year = 110\n\n[[item]]\nid = \"stock\"\ntitle = \"市有宿舍\"\n\n[[item.metric]]\nid = \"total\"\nvalue = 44\n";

/// A home folder with an archive in it.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.path().join("archive/110")).unwrap();
        fs::write(home.file(), YEAR).unwrap();
        home
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self) -> PathBuf {
        self.path().join("archive/110/a.toml")
    }

    fn open(&self, env: &[(&str, &str)]) -> Pty {
        let pty = pty::open(24, 80, self.path(), env, &["archive"]);
        pty.wait_for("市有宿舍");
        pty
    }

    /// What is in the drafts.
    fn drafts(&self) -> String {
        let folder = self.path().join(".local/state/annals/drafts");
        let texts = fs::read_dir(folder).into_iter().flatten().map(|entry| fs::read_to_string(entry.unwrap().path()));
        texts.map(Result::unwrap_or_default).collect()
    }
}

fn kill(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    rustix::process::kill_process(pid, signal).unwrap();
}

/// Waits until something is so; how long it may take is a matter of the machine's load.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(20), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// What the person was doing, by the keys that lead there, what then shows, and what must be in the draft.
const DOING: &[(&str, &str, &str)] = &[
    ("", "BROWSE", ""),
    (":", "CHOOSE", ""),
    ("d", "CONFIRM", ""),
    ("/宿", "FIND", ""),
    ("?", "CHOOSE", ""),
    ("o", "OVERVIEW", ""),
    ("3t", "TREND", ""),
    ("e半句", "半句", "半句"),
    ("e半句\r", "unsaved", "半句"),
    ("e半句\rs", "半句", "半句"),
];

#[test]
#[cfg(target_os = "linux")]
fn hung_up_without_a_signal_it_ends_whatever_it_was_doing() {
    let doing = DOING.iter().copied().chain([("E", "the editor", "")]);
    for (keys, shown, draft) in doing {
        let home = Home::new();
        // In a session of its own the terminal's end sends it no SIGHUP: only reading tells.
        let script = "exec 3<&0; setsid sh -c 'echo $$ >pid; exec \"$0\" archive' \"$0\" <&3 & wait";
        let mut command = pty::command(home.path(), "sh", &["-c", script, env!("CARGO_BIN_EXE_annals")]);
        fs::write(home.path().join("editor"), "#!/bin/sh\necho the editor\nexec cat\n").unwrap();
        make_executable(&home.path().join("editor"));
        command.env("EDITOR", home.path().join("editor"));
        let mut pty = pty::spawn(24, 80, command);
        pty.wait_for("市有宿舍");
        let pid: u32 = fs::read_to_string(home.path().join("pid")).unwrap().trim().parse().unwrap();
        pty.send(keys);
        pty.wait_for(shown);
        until("the draft", || home.drafts().contains(draft));
        pty.close_when_something_comes();
        // Of another size and told so it draws, or the terminal echoes for the editor: then it is closed.
        pty.resize(24, 81);
        match keys {
            "E" => pty.send("\n"),
            _ => kill(pid, Signal::WINCH),
        }
        pty.hang_up();
        until(&format!("it ends after {keys:?}"), || has_ended(pid));
        assert!(home.drafts().contains(draft), "after {keys:?}: {}", home.drafts());
        assert_eq!(fs::read_to_string(home.file()).unwrap(), YEAR);
    }
}

/// Whether the process is gone, or only waits for someone to hear of its end.
fn has_ended(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_none_or(|fields| fields.trim().is_empty() || fields.trim().starts_with('Z'))
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_terminal_is_given_back_whatever_it_is() {
    let ways = [None, Some(Signal::TERM), Some(Signal::INT), Some(Signal::QUIT), Some(Signal::HUP)];
    for (at, term) in ["xterm-256color", "linux", "screen"].into_iter().enumerate() {
        for (way, signal) in ways.into_iter().enumerate() {
            let home = Home::new();
            let mut command = pty::command(
                home.path(),
                "sh",
                &["-c", "\"$0\" archive; echo status $?; stty -a", env!("CARGO_BIN_EXE_annals")],
            );
            command.env("TERM", term);
            let mut pty = pty::spawn(24, 80, command);
            pty.wait_for("市有宿舍");
            let (keys, shown, _) = DOING[(at * ways.len() + way) % DOING.len()];
            pty.send(keys);
            pty.wait_for(shown);
            match signal {
                None => {
                    pty.send("\x03");
                    pty.wait_until("it asks or is gone", |screen| {
                        !screen.alternate_screen() || screen.contents().contains("x")
                    });
                    // From any mode: back, back, and out without saving.
                    for key in ["\x1b", "\x1b", "\x1b", "q", "x"] {
                        if pty.screen().alternate_screen() {
                            pty.send(key);
                            std::thread::sleep(Duration::from_millis(80));
                        }
                    }
                }
                Some(signal) => kill(child_of(pty.pid()), signal),
            }
            pty.wait_for("status");
            pty.wait_exit();
            pty.assert_given_back();
            let contents = pty.contents();
            let words: Vec<&str> = contents.split_whitespace().collect();
            for word in ["icanon", "echo", "isig", "opost"] {
                assert!(words.contains(&word), "{word} is missing in {term} after {keys:?} and {signal:?}: {pty:?}");
            }
        }
    }
    // Where nothing can be drawn the outline is printed, and nothing needs to be given back.
    let home = Home::new();
    let mut pty = pty::open(24, 80, home.path(), &[("TERM", "dumb")], &["archive"]);
    pty.wait_for("2021");
    assert!(pty.wait_exit().success());
    assert!(!pty.raw_output().contains(&0x1b), "{}", pty.raw_output().escape_ascii());
}

/// The one program that the shell has started.
fn child_of(shell: u32) -> u32 {
    let children = fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).unwrap();
    children.split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
fn after_an_editor_the_screen_is_there_again() {
    for term in ["xterm-256color", "linux", "screen"] {
        let home = Home::new();
        let mut pty = home.open(&[("TERM", term), ("EDITOR", "sed -i s/市有/國有/")]);
        pty.send("E");
        pty.wait_for("國有宿舍");
        let screen = pty.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor(), "{pty:?}");
        pty.send("qx");
        assert!(pty.wait_exit().success());
        pty.assert_given_back();
    }
}

#[test]
fn a_paste_is_text_and_one_step() {
    let home = Home::new();
    let mut pty = home.open(&[]);
    // Into no field it goes nowhere.
    pty.send("\x1b[200~dyqx\r\x1b[201~");
    pty.send("e");
    pty.wait_for("EDIT");
    // As an input method may deliver a word; and taken back as one.
    pty.send("\x1b[200~高雄市政府\x1b[201~");
    pty.wait_for("市有宿舍高雄市政府");
    pty.send("\x1a");
    pty.wait_until("the paste is taken back", |screen| !screen.contents().contains("高雄"));
    // An end marker within it: what is behind it comes as keys, and so many at once answer nothing.
    pty.send("\x1b[200~甲\x1b[201~\rqs\rdyyyyy\x1b[201~");
    pty.wait_for("甲");
    pty.send("\x1b");
    pty.wait_for("BROWSE");
    assert_eq!(fs::read_to_string(home.file()).unwrap(), YEAR);
    pty.send("/\x1b[200~宿舍\r\x1b[201~");
    pty.wait_for("/宿舍");
    pty.send("\x1b");
    pty.wait_for("BROWSE");
    pty.send("q");
    pty.wait_for("saves and quits");
    pty.send("x");
    assert!(pty.wait_exit().success());
    assert_eq!(fs::read_to_string(home.file()).unwrap(), YEAR);
}

#[test]
fn keys_that_were_a_paste_answer_nothing() {
    let home = Home::new();
    let mut pty = home.open(&[]);
    pty.send("dyyyyyy\rqx\r");
    pty.wait_until("the question", |screen| !screen.contents().contains("BROWSE"));
    // A key of its own, a little later.
    std::thread::sleep(Duration::from_millis(50));
    pty.send("n");
    pty.wait_for("BROWSE");
    pty.send("q");
    assert!(pty.wait_exit().success(), "nothing was changed, so nothing is asked");
    assert_eq!(fs::read_to_string(home.file()).unwrap(), YEAR);
}

#[test]
fn a_storm_of_sizes_ends_in_the_last() {
    let home = tempfile::tempdir().unwrap();
    let open = |rows, cols| {
        let pty = pty::open(rows, cols, home.path(), &[], &[]);
        pty.wait_for("BROWSE");
        pty
    };
    let mut pty = open(24, 80);
    for step in 0..200_u16 {
        pty.resize(10 + step * 7 % 50, 40 + step * 13 % 150);
        if step % 5 == 0 {
            pty.send(["j", "t", "t", ":", "\x1b", "c", "q"][usize::from(step) / 5 % 7]);
        }
    }
    pty.send("\x1b");
    pty.resize(30, 100);
    let mut fresh = open(30, 100);
    let wanted = |screen: &vt100::Screen| screen.contents().lines().next().map(str::to_string);
    let first = wanted(&fresh.screen());
    pty.wait_until("the last size", |screen| wanted(screen) == first && screen.contents().contains("BROWSE"));
    for pty in [&mut pty, &mut fresh] {
        pty.send("q");
        assert!(pty.wait_exit().success());
        pty.assert_given_back();
    }
}
