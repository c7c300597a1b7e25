//! Hostile TOML and odd files, by the real program under a limit of memory: one located message each, the other files are
//! read all the same, the bad one is never written.

use crate::pty;
use rustix::fs::CWD;
use rustix::fs::FileType;
use rustix::fs::Mode;
use std::fs;
use std::fs::File;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;
use tempfile::TempDir;

/// Most of these answer within a hundredth of it; a busy machine and a debug build are the rest.
const GUARD: Duration = Duration::from_secs(60);

/// What the program may have, in KiB of address space.
const MEMORY: &str = "1000000";

const GOOD: &str = "year = 110\n[[item]]\nid = \"good\"\ntitle = \"fine\"\n";

struct House(TempDir);

impl House {
    fn new() -> House {
        let house = House(tempfile::tempdir().unwrap());
        fs::create_dir(house.path("data")).unwrap();
        fs::write(house.path("data/good.toml"), GOOD).unwrap();
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program with so little memory that what it reads must have a limit.
    fn run(&self, env: &[(&str, &str)], args: &[&str]) -> Output {
        let start = Instant::now();
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -v $0 && exec \"$@\"", MEMORY, env!("CARGO_BIN_EXE_annals")]).args(args);
        command.env_clear().env("HOME", self.0.path()).current_dir(self.0.path()).envs(env.iter().copied());
        let output = command.output().unwrap();
        assert!(start.elapsed() < GUARD, "{args:?} took {:?}", start.elapsed());
        output
    }

    /// What `check`, `list` and `get` make of the archive: the one message that holds all of `told`.
    #[track_caller]
    fn check(&self, case: &str, told: &[&str]) {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let checked = self.run(&[], &["check", "data"]);
        let found = text(&checked.stdout);
        let about: Vec<&str> = found.lines().collect();
        if told.is_empty() {
            assert_eq!(about, Vec::<&str>::new(), "{case}");
            assert_eq!(checked.status.code(), Some(0), "{case}: {}", text(&checked.stderr));
        } else {
            assert_eq!(checked.status.code(), Some(1), "{case}: {}", text(&checked.stderr));
            assert!(about.len() == 1 && told.iter().all(|part| about[0].contains(part)), "{case}: {about:?}");
            assert!(about[0].len() < 9000, "{case}: {} bytes", about[0].len());
        }
        let listed = self.run(&[], &["list", "--ids"]);
        assert!(text(&listed.stdout).lines().any(|id| id == "good"), "{case}: {}", text(&listed.stderr));
        assert!(text(&listed.stderr).lines().count() <= 2, "{case}: {}", text(&listed.stderr));
        let got = self.run(&[], &["get", "good:title"]);
        assert_eq!(text(&got.stdout), "fine\n", "{case}: {}", text(&got.stderr));
    }
}

/// A file of this content in an archive: the message has these parts, and no byte of the file changes.
#[track_caller]
fn content(case: &str, content: impl AsRef<[u8]>, told: &[&str]) {
    let house = House::new();
    let path = house.path("data/x.toml");
    fs::write(&path, &content).unwrap();
    house.check(case, told);
    assert!(fs::read(&path).unwrap() == content.as_ref(), "{case}: the file was written");
}

const MILLION: usize = 1_000_000;

#[test]
fn hostile_toml() {
    let item = "year = 110\n[[item]]\nid = \"a\"\n";
    let keys = |count: usize| (0..count).map(|at| format!("k{at} = 1\n")).collect::<String>();
    content("depth, arrays", format!("a = {}{}\n", "[".repeat(MILLION), "]".repeat(MILLION)), &["x.toml:1:", "split"]);
    content(
        "depth, tables",
        format!("a = {}1{}\n", "{a=".repeat(MILLION), "}".repeat(MILLION)),
        &["x.toml:1:", "split"],
    );
    content("depth, below the limit", format!("a = {}\n", "[".repeat(9999)), &["x.toml:1:", "recurs"]);
    content("depth, keys", format!("a{} = 1\n", ".a".repeat(9999)), &["x.toml:1:", "recurs"]);
    content("depth, headers", format!("[a{}]\n", ".a".repeat(9999)), &["x.toml:1:", "recurs"]);
    content("tables", format!("year = 110\n{}", "[[item]]\n".repeat(MILLION)), &["x.toml:120001:", "split"]);
    content("keys", keys(MILLION), &["x.toml:200001:1:", "split"]);
    content("equal keys", "k = 1\n".repeat(MILLION), &["x.toml:200001:1:", "split"]);
    content("elements", format!("{item}tags = [{}]\n", "\"x\",".repeat(MILLION)), &["x.toml:4:", "split"]);
    content("slips", "= 1\n".repeat(MILLION), &["x.toml:300001:1:", "split"]);
    content("a long text", format!("{item}title = \"t\"\ntext = \"{}\"\n", "x".repeat(16_000_000)), &[]);
    content(
        "a long year",
        format!("year = \"{}\"\n[[item]]\nid = \"a\"\n", "9".repeat(MILLION)),
        &["x.toml:1:8:", "no year", "…"],
    );
    content("a duplicate key", "year = 110\nyear = 111\n", &["x.toml:2:1:", "duplicate"]);
    content("nan", format!("{item}[[item.metric]]\nname = \"m\"\nvalue = nan\n"), &["x.toml:6:9:", "`nan`"]);
    content("inf", format!("{item}[[item.metric]]\nname = \"m\"\nvalue = -inf\n"), &["x.toml:6:9:", "`-inf`"]);
    content("digits", format!("{item}[[item.metric]]\nname = \"m\"\nvalue = {}\n", "9".repeat(100)), &["x.toml:6:9:"]);
    content("a NUL", "year = 110\n\0\n", &["x.toml", "line 2, column 1", "NUL"]);
    content("no UTF-8", b"year = 110\nx = \"a\xff\"\n", &["x.toml", "line 2, column 7", "UTF-8"]);
    content("UTF-16", b"\xff\xfey\0e\0", &["x.toml", "line 1, column 1", "UTF-8"]);
    content("UTF-16, the other way", b"\xfe\xff\0y\0e", &["x.toml", "line 1, column 1", "UTF-8"]);
    content("a mark", "\u{feff}year = 110\n", &[]);
    content("a bare CR", "year = 110\rx = 1\n", &["x.toml:1:", "not TOML"]);
    content("nothing", "", &[]);
}

#[test]
fn many_slips_are_told_once_for_a_line_and_not_without_end() {
    let house = House::new();
    fs::write(house.path("data/x.toml"), "= 1 = 2\n".repeat(1000)).unwrap();
    let output = house.run(&[], &["check", "data"]);
    let told = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = told.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(lines, (1..=10).map(|line| format!("x.toml:{line}:1")).collect::<Vec<_>>());
}

#[test]
fn as_much_as_is_read_is_read() {
    // Just below the limit of a file.
    let keys: String = (0..199_990).map(|at| format!("k{at} = 1\n")).collect();
    content("keys", format!("year = 110\n[[item]]\nid = \"a\"\n{keys}"), &[]);
}

type Make = fn(&Path);

#[test]
fn odd_files() {
    let cases: &[(&str, Make, &[&str])] = &[
        ("a gigabyte", |at| File::create(at).unwrap().set_len(1 << 30).unwrap(), &["x.toml", "1073741824", "split"]),
        ("a FIFO", |at| node(at, FileType::Fifo), &["x.toml", "FIFO"]),
        ("a socket", |at| drop(UnixListener::bind(at).unwrap()), &["x.toml", "socket"]),
        ("a folder", |at| fs::create_dir(at).unwrap(), &["x.toml", "folder"]),
        ("a circle", |at| symlink("x.toml", at).unwrap(), &["x.toml", "circle"]),
        ("a link to nothing", |at| symlink("y.toml", at).unwrap(), &["x.toml", "links to nothing"]),
        ("a link to zeros", |at| symlink("/dev/zero", at).unwrap(), &["x.toml", "leads out"]),
        ("a link to the terminal", |at| symlink("/dev/tty", at).unwrap(), &["x.toml", "leads out"]),
        ("a link to a file outside", |at| symlink("../own", at).unwrap(), &["x.toml", "leads out"]),
        ("a link to a folder outside", |at| symlink("/", at.with_file_name("x")).unwrap(), &["x", "leads out"]),
    ];
    for (case, make, told) in cases {
        let house = House::new();
        fs::write(house.path("own"), GOOD).unwrap();
        make(&house.path("data/x.toml"));
        house.check(case, told);
    }
    if !rustix::process::geteuid().is_root() {
        let house = House::new();
        fs::write(house.path("data/x.toml"), GOOD).unwrap();
        fs::set_permissions(house.path("data/x.toml"), fs::Permissions::from_mode(0o000)).unwrap();
        house.check("unreadable", &["x.toml", "permission"]);
    }
}

fn node(at: &Path, kind: FileType) {
    rustix::fs::mknodat(CWD, at, kind, Mode::from_raw_mode(0o600), 0).unwrap();
}

#[test]
fn odd_names() {
    for name in [
        &b"-rf.toml"[..],
        b"n\nl.toml",
        b"n\xff\xfe.toml",
        b";touch owned.toml",
        b"$(touch owned).toml",
        b"--help.toml",
    ] {
        let house = House::new();
        let path = house.path("data").join(std::ffi::OsStr::from_bytes(name));
        fs::write(&path, "year = 110\n[[item]]\nid = \"odd\"\ntitle = \"t\"\n").unwrap();
        house.check("a name", &[]);
        let set = house.run(&[], &["set", "odd:title", "new"]);
        assert_eq!(set.status.code(), Some(0), "{}", String::from_utf8_lossy(&set.stderr));
        assert!(fs::read_to_string(&path).unwrap().contains("\"new\""));
        assert!(!house.path("owned").exists() && !house.path("data/owned").exists());
    }
}

#[test]
fn a_file_that_grows_and_shrinks_while_it_is_read() {
    let house = House::new();
    let path = house.path("data/x.toml");
    fs::write(&path, "").unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = File::options().append(true).open(&path).unwrap();
            while !done.load(Ordering::Relaxed) {
                for _ in 0..200 {
                    file.write_all(&b"# word\n".repeat(1000)).unwrap();
                }
                file.set_len(0).unwrap();
            }
        });
        for _ in 0..20 {
            let output = house.run(&[], &["get", "good:title"]);
            assert_eq!(output.stdout, b"fine\n", "{}", String::from_utf8_lossy(&output.stderr));
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_folder_of_a_hundred_thousand_files() {
    let house = House::new();
    // The first by name, so that it is among those that are read.
    fs::rename(house.path("data/good.toml"), house.path("data/a.toml")).unwrap();
    for at in 0..100_000 {
        File::create(house.path(&format!("data/x{at:06}.toml"))).unwrap();
    }
    house.check("files", &["x019999.toml", "100001", "20000"]);
}

#[test]
fn a_folder_of_a_thousand_levels() {
    let house = House::new();
    let mut folder = rustix::fs::open(house.path("data"), rustix::fs::OFlags::DIRECTORY, Mode::empty()).unwrap();
    for _ in 0..1000 {
        rustix::fs::mkdirat(&folder, "d", Mode::from_raw_mode(0o755)).unwrap();
        folder = rustix::fs::openat(&folder, "d", rustix::fs::OFlags::DIRECTORY, Mode::empty()).unwrap();
    }
    house.check("levels", &[]);
}

#[test]
fn named_by_the_command_line() {
    let house = House::new();
    node(&house.path("fifo"), FileType::Fifo);
    File::create(house.path("big.toml")).unwrap().set_len(1 << 30).unwrap();
    symlink("loop", house.path("loop")).unwrap();
    for (name, told) in
        [("/dev/zero", "device"), ("/dev/tty", "device"), ("fifo", "FIFO"), ("loop", "loop"), ("gone", "gone")]
    {
        let output = house.run(&[], &["check", name]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.lines().count() == 1, "{name}: {said}");
        assert!(said.contains(name) && said.to_lowercase().contains(&told.to_lowercase()), "{name}: {said}");
    }
    assert_eq!(house.run(&[], &["check", "big.toml"]).status.code(), Some(1));
}

#[test]
fn configurations_mappings_and_files_to_import() {
    let house = House::new();
    node(&house.path("fifo"), FileType::Fifo);
    File::create(house.path("big")).unwrap().set_len(1 << 30).unwrap();
    fs::create_dir(house.path("folder")).unwrap();
    fs::write(house.path("folder/a.toml"), "theme = \"dark\"\n").unwrap();
    fs::write(house.path("bytes"), b"a\xff").unwrap();
    fs::write(house.path("deep"), format!("a = {}", "[".repeat(60_000))).unwrap();
    fs::write(house.path("keys"), (0..MILLION).map(|at| format!("k{at} = 1\n")).collect::<String>()).unwrap();
    fs::write(house.path("in.csv"), "year,id,title\n110,good,fine\n").unwrap();
    symlink("loop", house.path("loop")).unwrap();
    symlink("/dev/zero", house.path("zero")).unwrap();
    let refused = |args: &[&str], file: &str| {
        let output = house.run(&[], args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.lines().count() == 1 && said.contains(file) && said.len() < 9000, "{args:?}: {said}");
    };
    for file in ["fifo", "big", "folder", "bytes", "deep", "keys", "loop", "zero", "gone"] {
        refused(&["list", "--config", file], file);
    }
    for file in ["big", "folder", "bytes", "deep", "keys", "loop", "zero", "gone"] {
        refused(&["import", "in.csv", "--mapping", file, "--dry-run"], file);
    }
    for file in ["big", "folder", "loop", "zero", "gone"] {
        refused(&["import", file, "--as", "csv", "--dry-run"], file);
        refused(&["import", file, "--as", "xlsx", "--dry-run"], file);
    }
    refused(&["import", "deep", "--as", "json", "--dry-run"], "deep");
}

#[test]
fn homes_that_are_none() {
    let house = House::new();
    for env in [
        &[("HOME", "")][..],
        &[("HOME", "relative")],
        &[("HOME", "/dev/null/none")],
        &[("HOME", "/dev/null")],
        &[("XDG_CONFIG_HOME", "relative"), ("XDG_STATE_HOME", "../up")],
    ] {
        let output = house.run(env, &["get", "good:title"]);
        assert_eq!(output.stdout, b"fine\n", "{env:?}: {}", String::from_utf8_lossy(&output.stderr));
        let mut pty = pty::open(24, 100, house.0.path(), &[env, &[("XDG_STATE_HOME", "state")]].concat(), &["data"]);
        pty.wait_for("fine");
        pty.send("ex\r");
        pty.wait_for("unsaved");
        pty.send("qx");
        pty.wait_exit();
        pty.assert_given_back();
    }
    // A relative path means nothing: no folder was made where the program was started.
    let names: Vec<_> = fs::read_dir(house.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| ["data", ".local"].contains(&name.to_str().unwrap())), "{names:?}");
}

#[test]
fn a_place_for_drafts_that_is_none() {
    for make in [
        (|at| fs::write(at, "").unwrap()) as Make,
        |at| symlink("state", at).unwrap(),
        |at| symlink("/dev/full", at).unwrap(),
        |at| node(at, FileType::Fifo),
    ] {
        let house = House::new();
        make(&house.path("state"));
        let state = house.path("state");
        let mut pty = pty::open(24, 100, house.0.path(), &[("XDG_STATE_HOME", state.to_str().unwrap())], &["data"]);
        pty.wait_for("fine");
        pty.send("ex\r");
        pty.wait_for("unsaved");
        pty.send("s\r");
        pty.wait_for("Saved");
        pty.send("q");
        assert!(pty.wait_exit().success());
        assert!(fs::read_to_string(house.path("data/good.toml")).unwrap().contains("finex"));
    }
}

#[test]
fn the_screen_shows_the_rest() {
    let house = House::new();
    fs::write(house.path("data/deep.toml"), "[".repeat(MILLION)).unwrap();
    fs::write(house.path("data/bytes.toml"), b"\xff").unwrap();
    fs::write(
        house.path("data/long.toml"),
        format!("year = 110\n[[item]]\nid = \"z\"\ntitle = \"{}\"\n", "長".repeat(MILLION)),
    )
    .unwrap();
    fs::write(
        house.path("data/text.toml"),
        format!("year = 110\n[[item]]\nid = \"y\"\ntitle = \"t\"\ntext = \"{}\"\n", "字 ".repeat(MILLION)),
    )
    .unwrap();
    node(&house.path("data/fifo.toml"), FileType::Fifo);
    File::create(house.path("data/big.toml")).unwrap().set_len(1 << 30).unwrap();
    let mut pty = pty::open(30, 100, house.0.path(), &[], &["data"]);
    pty.wait_for("fine");
    pty.send("jjj");
    pty.send("!");
    for file in ["deep.toml:1:", "bytes.toml", "fifo.toml", "big.toml"] {
        pty.wait_for(file);
    }
    pty.send("\x1b");
    pty.wait_until("the list gone", |screen| !screen.contents().contains("fifo.toml"));
    pty.send("q");
    pty.wait_exit();
    pty.assert_given_back();
}
