//! A house of its own for each fault, and the faults: which call of a save fails, how, and whether it goes on failing.

pub mod screen;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use tempfile::TempDir;

/// The file that is changed, as it was.
pub const OLD: &str = "year = 110\n\n[[item]]\nid = \"stock\"\ncategory = \"a\"\ntitle = \"市有宿舍\"\n\n[[item.metric]]\nid = \"d.total\"\nname = \"宿舍\"\nunit = \"間\"\nvalue = 4_400\n";

/// The file with that value.
pub fn new(value: &str) -> String {
    OLD.replace("4_400", value)
}

/// The program to be tested: `$ANNALS`, else the one built beside the tests.
pub fn annals() -> PathBuf {
    std::env::var_os("ANNALS").map_or_else(|| env!("CARGO_BIN_EXE_annals").into(), PathBuf::from)
}

/// A small archive.
pub fn archive(folder: &Path) {
    fs::create_dir_all(folder.join("110")).unwrap();
    let about = "title = \"T\"\ncalendar = \"roc\"\n\n[[category]]\nid = \"a\"\ntitle = \"宿舍管理\"\n";
    fs::write(folder.join("archive.toml"), about).unwrap();
    fs::write(folder.join("110/x.toml"), OLD).unwrap();
}

/// A home folder with the archive in it.
pub struct House(TempDir);

/// How a program ended.
#[derive(Debug)]
pub struct Ran {
    /// None where a signal ended it.
    pub status: Option<i32>,
    /// What it said, on standard error and output.
    pub words: String,
    /// The call that failed.
    pub hit: String,
}

impl House {
    pub fn new() -> House {
        // In memory where there is such a place: thousands of houses are built.
        let folder = [Path::new("/dev/shm"), &std::env::temp_dir()].into_iter().find_map(|at| TempDir::new_in(at).ok());
        let house = House(folder.expect("a folder for files that go again"));
        archive(&house.archive());
        house
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn archive(&self) -> PathBuf {
        self.path().join("archive")
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.archive().join(name)).unwrap_or_else(|error| format!("{name}: {error}"))
    }

    /// What is in the archive beside what was there in the beginning.
    pub fn litter(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(self.archive().join(&folder)).unwrap() {
                let entry = entry.unwrap();
                let path = folder.join(entry.file_name());
                names.push(path.display().to_string());
                folders.extend(entry.file_type().unwrap().is_dir().then_some(path));
            }
        }
        names.retain(|name| !["archive.toml", "110", "110/x.toml", "real"].contains(&name.as_str()));
        names.sort();
        names
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(&[], args)
    }

    pub fn run_with(&self, env: &[(&str, &str)], args: &[&str]) -> Ran {
        let mut command = Command::new(annals());
        command.args(args).current_dir(self.archive());
        self.ran(command, env, "")
    }

    pub fn run_in(&self, folder: &Path, args: &[&str]) -> Ran {
        let mut command = Command::new(annals());
        command.args(args).current_dir(folder);
        self.ran(command, &[], "")
    }

    fn ran(&self, mut command: Command, env: &[(&str, &str)], hit: &str) -> Ran {
        command.env_clear().env("HOME", self.path()).envs(env.iter().copied());
        let archive = self.path().join(".config/annals");
        fs::create_dir_all(&archive).unwrap();
        fs::write(archive.join("config.toml"), "archive = \".\"\n").unwrap();
        let output = command.output().expect("the program starts; strace may be missing");
        let words = [output.stderr, output.stdout].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        Ran { status: output.status.code(), words, hit: hit.to_string() }
    }

    /// Runs the program with a fault.
    fn run_faulty(&self, shot: &Shot, args: &[&str]) -> Ran {
        let mut command = Command::new("timeout");
        command.args(["-s", "QUIT", "30", "strace"]).args(shot.options()).arg(annals()).args(args);
        command.current_dir(self.archive());
        self.ran(command, &[], &shot.call)
    }
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not made, and fails with this error.
    Error(&'static str),
    /// It is not made, and counts as done, with this result: of a write, so many bytes.
    Lie(u32),
    /// The program is killed when it makes the call.
    Kill,
}

impl Fault {
    pub const ALL: &[Fault] = &[
        Fault::Error("EIO"),
        Fault::Error("ENOSPC"),
        Fault::Error("EDQUOT"),
        Fault::Error("EACCES"),
        Fault::Error("EINTR"),
        Fault::Lie(0),
        Fault::Lie(1),
        Fault::Kill,
    ];

    pub const FEW: &[Fault] = &[Fault::Error("EIO"), Fault::Error("ENOSPC"), Fault::Kill];
}

/// How long a fault lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    Once,
    FromThenOn,
}

/// One fault at one call.
#[derive(Clone, Debug)]
pub struct Shot {
    pub call: String,
    /// Which of the calls of that name, from 1.
    pub number: usize,
    pub fault: Fault,
    pub lasting: Lasting,
}

impl Shot {
    /// The options of strace that fire it.
    pub fn options(&self) -> Vec<String> {
        let Shot { call, number, fault, lasting } = self;
        let fault = match fault {
            Fault::Error(name) => format!("error={name}"),
            Fault::Lie(bytes) => format!("retval={bytes}"),
            Fault::Kill => "signal=KILL".to_string(),
        };
        let when = match lasting {
            Lasting::Once => number.to_string(),
            // A call that is interrupted for ever is made again for ever, as POSIX has it: three times will do.
            Lasting::FromThenOn if fault.ends_with("EINTR") => format!("{number}..{}", number + 2),
            Lasting::FromThenOn => format!("{number}+"),
        };
        let inject = format!("inject={call}:{fault}:when={when}");
        let trace = format!("trace={call}");
        ["-f", "-qq", "-o", "/dev/null", "-e", "signal=none", "-e", &trace, "-e", &inject].map(str::to_string).to_vec()
    }
}

/// The calls that a program makes with files and their names from the first on that names `from`: how many of each name
/// come before that, and how many there are in all. Memory is not asked for among them.
pub fn calls(house: &House, from: &str, args: &[&str]) -> BTreeMap<String, (usize, usize)> {
    let log = house.path().join("calls");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-e", "signal=none", "-e", "trace=%file,%desc", "-o"]).arg(&log);
    command.arg(annals()).args(args).current_dir(house.archive());
    let ran = house.ran(command, &[], "");
    assert_eq!(ran.status, Some(0), "without a fault: {}", ran.words);
    count(&fs::read_to_string(log).unwrap(), from)
}

/// Counts the calls in what strace wrote, of the program's first thread.
pub fn count(log: &str, from: &str) -> BTreeMap<String, (usize, usize)> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut begun = false;
    let main = log.split_whitespace().next().unwrap_or_default();
    for line in log.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let Some((name, _)) = call.trim_start().split_once('(').filter(|_| thread == main) else { continue };
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        begun |= line.contains(from);
        let (before, all) = counts.entry(name.to_string()).or_default();
        *before += usize::from(!begun);
        *all += 1;
    }
    counts.retain(|name, (before, all)| before < all && !["execve", "mmap", "ioctl"].contains(&name.as_str()));
    counts
}

/// All shots at these calls. Of each call two more are tried than there were, for runs that make more; those hit nothing.
pub fn shots(calls: &BTreeMap<String, (usize, usize)>, faults: &[Fault]) -> Vec<Shot> {
    let mut shots = Vec::new();
    for (call, (before, all)) in calls {
        for number in before + 1..=all + 2 {
            for fault in faults {
                let lies = matches!(fault, Fault::Lie(_));
                for lasting in [Lasting::Once, Lasting::FromThenOn] {
                    // A lie is told of a write; a full disk, by what would fill it; a program is killed once.
                    let full = matches!(fault, Fault::Error("ENOSPC" | "EDQUOT"));
                    let fills = ["write", "fsync", "fdatasync", "ftruncate", "openat", "fchmod", "mkdirat", "mkdir"];
                    let fills = fills.contains(&call.as_str()) || call.contains("rename") || call.contains("xattr");
                    let again = *fault == Fault::Kill && lasting == Lasting::FromThenOn;
                    if lies && call != "write" || full && !fills || again {
                        continue;
                    }
                    shots.push(Shot { call: call.clone(), number, fault: *fault, lasting });
                }
            }
        }
    }
    shots
}

/// Fails every call of a run in every way, and has each run judged.
pub fn every_call(
    what: &str,
    prepare: impl Fn(&House) + Sync,
    args: &[&str],
    faults: &[Fault],
    judge: impl Fn(&House, &Ran) -> Result<&'static str, String> + Sync,
) {
    let build = || {
        let house = House::new();
        prepare(&house);
        house
    };
    let shots = shots(&calls(&build(), "/archive", args), faults);
    all(what, &shots, |shot| {
        let house = build();
        let ran = house.run_faulty(shot, args);
        match ran.status {
            Some(124) => Err("it did not end within half a minute".to_string()),
            _ => judge(&house, &ran).map_err(|error| format!("{error}\n{ran:?}")),
        }
    });
}

/// Fires all shots, two at once, and tells what they came to.
pub fn all(what: &str, shots: &[Shot], fire: impl Fn(&Shot) -> Result<&'static str, String> + Sync) {
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let verdicts: Mutex<BTreeMap<&str, usize>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(shot) = shots.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match fire(shot) {
                        Ok(verdict) => *verdicts.lock().unwrap().entry(verdict).or_default() += 1,
                        Err(error) => failures.lock().unwrap().push(format!("{shot:?}: {error}")),
                    }
                }
            });
        }
    });
    let (failures, verdicts) = (failures.into_inner().unwrap(), verdicts.into_inner().unwrap());
    println!("{what}: {} faults: {verdicts:?}", shots.len());
    assert!(failures.is_empty(), "{} of {} faults:\n{}", failures.len(), shots.len(), failures.join("\n\n"));
    assert!(verdicts.len() > 2, "the faults hit nothing");
}

/// Unmounts when dropped.
pub struct Unmount(pub PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}
