//! Several people and programs at one archive: writers at once, and every way that other programs replace a file while the
//! screen is open, in whatever it shows. No edit is lost, and the screen shows the last state.
//!
//! `PEOPLE=10000 cargo test --test people writers` is the long form: so many edits by each of eight writers, to a file that
//! grows, and then to the next; `ANNALS=…` has them use another program than the one built beside the tests.

mod pty;

use annals::store::disk::problem::SaveError;
use annals::store::disk::save;
use annals::store::source::Hash;
use pty::Pty;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use std::time::Instant;
use tempfile::TempDir;

const ABOUT: &str = "title = \"T\"\ncalendar = \"roc\"\n\n[[category]]\nid = \"a\"\ntitle = \"宿舍管理\"\n";
const YEAR: &str = "year = 110\n\n[[item]]\nid = \"stock\"\ncategory = \"a\"\ntitle = \"市有宿舍\"\n\n[[item.metric]]\nid = \"total\"\nname = \"宿舍\"\nunit = \"間\"\nvalue = 4_400\n\n[[item]]\nid = \"other\"\ncategory = \"a\"\ntitle = \"巡查\"\n";
/// What all writers add to: a log for so many edits of each.
const LOG: &str = "year = 110\n\n[[item]]\nid = \"log\"\ncategory = \"a\"\ntitle = \"日誌\"\n";
const IN_A_LOG: usize = 250;

fn log_name(edit: usize) -> String {
    format!("log{}", edit / IN_A_LOG)
}

/// The program: `$ANNALS`, else the one built beside the tests.
fn program() -> PathBuf {
    std::env::var_os("ANNALS").map_or_else(|| env!("CARGO_BIN_EXE_annals").into(), PathBuf::from)
}

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        home.write("archive.toml", ABOUT);
        home.write("108/a.toml", &YEAR.replace("110", "108").replace("4_400", "60"));
        home.write("110/a.toml", YEAR);
        home
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join("archive").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.file(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }

    fn open(&self) -> Pty {
        let pty = pty::spawn(24, 120, pty::command(self.path(), program().to_str().unwrap(), &["archive"]));
        pty.wait_for("市有宿舍");
        pty
    }

    fn annals(&self, args: &[&str]) {
        let mut command = Command::new(program());
        let output = command.env_clear().env("HOME", self.path()).current_dir(self.path()).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Runs a shell's words in the archive.
    fn shell(&self, words: &str) {
        let mut command = Command::new("sh");
        command.args(["-ec", words]).current_dir(self.path().join("archive")).env("HOME", self.path());
        for (name, value) in [("AUTHOR", "a"), ("COMMITTER", "c")] {
            command.env(format!("GIT_{name}_NAME"), value).env(format!("GIT_{name}_EMAIL"), "x@example.org");
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{words}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// One edit by the shell's command: a metric of its own.
fn by_command(home: &Home, who: usize, number: usize) {
    let (log, id) = (log_name(number), format!("m{who}-{number}"));
    home.annals(&["add", "metric", "--archive", "archive", &log, &id, "1", "--name", "N"]);
}

/// One edit by the library: a line of its own at the end, laid over what others wrote as often as they were first.
fn by_library(home: &Home, who: usize, number: usize) {
    let root = home.path().join("archive").canonicalize().unwrap();
    let real = root.join(format!("110/{}.toml", log_name(number)));
    let mut theirs = fs::read_to_string(&real).unwrap();
    loop {
        let text = format!("{theirs}# m{who}-{number}\n");
        let wanted = save::Save { root: &root, real: &real, expected: Hash::of(theirs.as_bytes()), text: &text };
        match save::save(&wanted) {
            Ok(_) => return,
            Err(SaveError::Changed { text, .. }) => theirs = text,
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn writers_at_once_lose_nothing_while_the_screen_is_open() {
    const WRITERS: usize = 8;
    let each: usize = std::env::var("PEOPLE").ok().map_or(25, |each| each.parse().expect("PEOPLE is a number"));
    let home = Home::new();
    let logs: Vec<String> = (0..each).step_by(IN_A_LOG).map(log_name).collect();
    logs.iter().for_each(|log| home.write(&format!("110/{log}.toml"), &LOG.replace("\"log\"", &format!("\"{log}\""))));
    let mut pty = home.open();
    // Someone sits there with an edit of their own, and an open field.
    pty.send("je半");
    pty.wait_for("半");
    pty.send("\r");
    pty.wait_for("unsaved");
    let began = Instant::now();
    let longest = std::thread::scope(|scope| {
        let writer = |who: usize| {
            let home = &home;
            scope.spawn(move || {
                let edit = if who.is_multiple_of(2) { by_command } else { by_library };
                let timed = |number| {
                    let start = Instant::now();
                    edit(home, who, number);
                    start.elapsed()
                };
                (0..each).map(timed).max().unwrap_or_default()
            })
        };
        let writers: Vec<_> = (0..WRITERS).map(writer).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).max().unwrap_or_default()
    });
    println!("{WRITERS} × {each} edits in {:?}, none waited longer than {longest:?}", began.elapsed());
    // Every edit is there once, each writer's in the order they were made.
    let read = || logs.iter().map(|log| home.read(&format!("110/{log}.toml"))).collect::<String>();
    let text = read();
    for who in 0..WRITERS {
        let mark = if who.is_multiple_of(2) { format!("id = \"m{who}-") } else { format!("# m{who}-") };
        let numbers: Vec<usize> =
            text.lines().filter_map(|line| line.strip_prefix(&mark)?.trim_end_matches('"').parse().ok()).collect();
        assert_eq!(numbers, (0..each).collect::<Vec<_>>(), "of writer {who}");
    }
    assert_eq!(
        text.lines().count(),
        LOG.lines().count() * logs.len() + WRITERS / 2 * each + WRITERS / 2 * each * 5,
        "and nothing else"
    );
    // The screen shows the last state, and its own edit is saved with the others' beside it.
    home.annals(&["set", "--archive", "archive", "total", "777"]);
    pty.send("k");
    pty.wait_for("777");
    pty.send("s");
    pty.wait_for("半");
    pty.send("\r");
    pty.wait_for("Saved");
    assert_eq!(home.read("110/a.toml"), YEAR.replace("4_400", "777").replace("巡查", "巡查半"));
    assert_eq!(read(), text);
    pty.send("q");
    assert!(pty.wait_exit().success());
    let names: Vec<_> = fs::read_dir(home.file("110")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 1 + logs.len(), "nothing is left beside the files: {names:?}");
}

/// A program that has the lock and is killed holds nobody up.
#[test]
fn a_killed_holder_blocks_nobody() {
    let home = Home::new();
    let lock = home.file("110/.a.toml.annals-lock");
    let mut command = Command::new("flock");
    let mut holder = command.arg(&lock).args(["sleep", "1000"]).spawn().expect("flock, of util-linux");
    let start = Instant::now();
    while fs::File::open(&lock).is_ok_and(|file| file.try_lock().is_ok()) || !lock.exists() {
        assert!(start.elapsed() < Duration::from_secs(20), "the lock was never taken");
        std::thread::yield_now();
    }
    // Readers do not wait.
    home.annals(&["get", "--archive", "archive", "total"]);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| home.annals(&["set", "--archive", "archive", "total", "45"]));
        // Both `flock` and its `sleep` have the lock.
        let pid = holder.id().to_string();
        Command::new("pkill").args(["-KILL", "-P", &pid]).status().unwrap();
        holder.kill().unwrap();
        holder.wait().unwrap();
        waiting.join().unwrap();
    });
    assert!(home.read("110/a.toml").contains("value = 45"));
    assert!(!lock.exists());
}

/// How other programs change a file: the words for a shell in the archive, with the old text and the new.
const WAYS: &[(&str, &str)] = &[
    ("written in place, as vim does with backupcopy=yes", "cp F F~; cat new >F; rm F~"),
    (
        "moved away and written anew, as vim does else",
        "touch 110/.a.toml.swp; mv F F~; cp new F; rm F~ 110/.a.toml.swp",
    ),
    ("sed -i", "sed -i 's/value = .*/value = VALUE/' F"),
    (
        "git checkout",
        "git add 110 archive.toml; git commit --allow-empty -qm 1; \
         git update-index --cacheinfo 100644,$(git hash-object -w new),F; git commit -qm 2; git branch -f next; \
         git reset -q HEAD~1; git checkout -q next; git checkout -q -B main",
    ),
    (
        "git pull",
        "rm -rf ../up; git add 110 archive.toml; git commit --allow-empty -qm 1; git clone -q . ../up; cp new ../up/F; git -C ../up commit -qam 2; git pull -q --ff-only ../up HEAD",
    ),
];

/// What the screen shows meanwhile: the keys that lead there and what they show, and those that lead back.
const PLACES: &[(&str, &str, &str)] = &[
    ("", "市有宿舍", ""),
    ("\x10", "CHOOSE", "\x1b"),
    ("e", "EDIT", "\x1b"),
    (":", "CHOOSE", "\x1b"),
    ("t", "TREND", "q"),
    ("c", "COMPARE", "q"),
];

fn meddle(home: &Home, words: &str, value: usize) {
    let text = home.read("110/a.toml");
    let (before, after) = text.split_once("value = ").unwrap();
    let (_, after) = after.split_once('\n').unwrap();
    fs::write(home.path().join("archive/new"), format!("{before}value = {value}\n{after}")).unwrap();
    let words = words.replace('F', "110/a.toml").replace("VALUE", &value.to_string());
    home.shell(&words);
    assert!(home.read("110/a.toml").contains(&format!("value = {value}\n")), "{words}");
}

#[test]
fn other_programs_are_followed_wherever_the_screen_is() {
    let home = Home::new();
    home.shell("git init -q; git symbolic-ref HEAD refs/heads/main; git config gc.auto 0");
    let mut value = 500;
    for pending in [false, true] {
        let mut pty = home.open();
        if pending {
            pty.send("je半\r");
            pty.wait_for("unsaved");
            pty.send("k");
        }
        for (way, words) in WAYS {
            for (keys, shown, back) in PLACES {
                value += 1;
                pty.send(keys);
                pty.wait_for(shown);
                meddle(&home, words, value);
                pty.send(back);
                pty.wait_until(&format!("{value}, {way}, over {shown}"), |screen| {
                    screen.contents().contains(&value.to_string())
                });
            }
        }
        if pending {
            assert!(!home.read("110/a.toml").contains('半'));
            pty.send("s");
            pty.wait_for("巡查半");
            pty.send("\r");
            pty.wait_for("Saved");
            assert_eq!(home.read("110/a.toml"), YEAR.replace("4_400", &value.to_string()).replace("巡查", "巡查半"));
        }
        pty.send("q");
        assert!(pty.wait_exit().success());
    }
}

/// Wherever the program is when it is killed, what was edited and what was being typed is offered by the next start.
#[test]
fn a_kill_anywhere_loses_nothing_that_was_kept() {
    for (keys, shown) in [
        ("", "BROWSE"),
        ("\x10", "CHOOSE"),
        ("t", "TREND"),
        ("c", "COMPARE"),
        ("o", "OVERVIEW"),
        ("s", "CHOOSE"),
        (":", "CHOOSE"),
        ("A", "EDIT"),
    ] {
        let home = Home::new();
        let mut pty = home.open();
        pty.send("3e\x15777\r");
        pty.wait_for("unsaved");
        pty.send("2jge半句");
        pty.wait_for("半句");
        pty.send("\x1b");
        pty.wait_for("BROWSE");
        pty.send("3");
        pty.send(keys);
        pty.wait_for(shown);
        // The draft is on disk once it holds what was typed last.
        let drafts = home.path().join(".local/state/annals/drafts");
        let start = Instant::now();
        let held = || {
            let journals = fs::read_dir(&drafts).into_iter().flatten().map(|entry| entry.unwrap().path());
            let mut whole = journals.filter(|path| path.extension().is_some_and(|end| end == "journal"));
            whole.any(|path| fs::read_to_string(path).is_ok_and(|text| text.contains("半句") && text.contains("777")))
        };
        while !held() {
            assert!(start.elapsed() < Duration::from_secs(20), "no draft was written in {shown}");
            std::thread::yield_now();
        }
        let pid = rustix::process::Pid::from_raw(i32::try_from(pty.pid()).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        let _ = pty.wait_exit();
        assert_eq!(home.read("110/a.toml"), YEAR);
        let mut pty = home.open();
        pty.wait_for("777");
        pty.wait_for("半句");
        pty.send("x");
        pty.wait_for("BROWSE");
        pty.send("q");
        assert!(pty.wait_exit().success());
        assert_eq!(fs::read_dir(&drafts).unwrap().count(), 0);
    }
}
