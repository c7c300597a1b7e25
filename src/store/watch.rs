//! Noticing that others change the archive's files, without looking until something happens.
//!
//! The system tells of changes in local folders (inotify, FSEvents). A network file system tells of our own machine's
//! changes only, so there the folder is looked at every few seconds instead. Either way the caller learns just that it is
//! worth a look: what changed is found by [`disk::list`](crate::store::disk::list) and fingerprints, for events can be lost,
//! doubled, or come for files that are the same again.

use notify::Config;
use notify::Event;
use notify::EventKind;
use notify::RecommendedWatcher;
use notify::RecursiveMode;
use notify::Watcher;
use notify::event::AccessKind;
use notify::event::AccessMode;
use std::collections::HashSet;
use std::fmt;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;
use std::time::Instant;

/// The files are left in peace until nothing has happened for this long: a checkout writes many, one after the other.
const QUIET: Duration = Duration::from_millis(100);

/// But no longer than this, should something never stop happening.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often a network folder is looked at.
const POLL: Duration = Duration::from_secs(3);

/// Watching, until it is dropped.
pub struct Watch {
    way: Way,
    /// The other way, for when the system will not tell.
    poll: Box<dyn Fn() -> Option<Way> + Send>,
}

enum Way {
    /// The system tells of what happens in these folders.
    Told { watcher: RecommendedWatcher, folders: HashSet<PathBuf> },
    /// A thread looks, for as long as the other end of its channel is here.
    Polled { _alive: Sender<()> },
}

/// Watches folders below the real folder `root`, none yet, and calls `tell` from a thread of its own when something in one of
/// them may have changed. None where nothing can be watched; then only a reload by hand shows what others did.
///
/// Where the system does not tell, `glance` is asked every few seconds, and what it gives compared with what it gave before.
pub fn start<G: PartialEq>(
    root: &Path,
    glance: impl Fn() -> G + Send + Clone + 'static,
    tell: impl Fn() + Send + Clone + 'static,
) -> Option<Watch> {
    let (glances, tells) = (glance, tell.clone());
    let poll = Box::new(move || polled(POLL, glances.clone(), tells.clone()));
    let way = match is_remote(root) {
        true => poll(),
        false => told(tell).or_else(&poll),
    };
    Some(Watch { way: way?, poll })
}

impl Watch {
    /// Watches just these folders from now on, each for itself; true if one is new. What was in a new one before is not told
    /// of, so it has to be looked at after this.
    pub fn follow(&mut self, folders: &[PathBuf]) -> bool {
        let Way::Told { watcher, folders: watched } = &mut self.way else { return false };
        let gone: Vec<PathBuf> = watched.iter().filter(|old| !folders.contains(old)).cloned().collect();
        for folder in gone {
            // Most often it is not there any more, which the watcher knows.
            let _ = watcher.unwatch(&folder);
            watched.remove(&folder);
        }
        let new: Vec<&PathBuf> = folders.iter().filter(|folder| !watched.contains(*folder)).collect();
        let (new, refused): (Vec<_>, Vec<_>) =
            new.into_iter().partition(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok());
        watched.extend(new.iter().copied().cloned());
        // The system has a limit of folders, and not every file system takes part.
        if refused.iter().any(|folder| folder.is_dir())
            && let Some(way) = (self.poll)()
        {
            self.way = way;
            return true;
        }
        !new.is_empty()
    }
}

/// Has the system tell.
fn told(tell: impl Fn() + Send + 'static) -> Option<Way> {
    let (sender, events) = mpsc::channel();
    thread::Builder::new().name("watch".to_string()).spawn(move || settle(&events, tell)).ok()?;
    let watcher = RecommendedWatcher::new(teller(sender), Config::default()).ok()?;
    Some(Way::Told { watcher, folders: HashSet::new() })
}

/// Has a thread look once every `pause`.
fn polled<G: PartialEq>(
    pause: Duration,
    glance: impl Fn() -> G + Send + 'static,
    tell: impl Fn() + Send + 'static,
) -> Option<Way> {
    let (alive, end) = mpsc::channel::<()>();
    let look = move || {
        let mut before = glance();
        while end.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            let now = glance();
            if now != before {
                before = now;
                tell();
            }
        }
    };
    thread::Builder::new().name("watch".to_string()).spawn(look).ok()?;
    Some(Way::Polled { _alive: alive })
}

fn teller(sender: Sender<()>) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    move |event| {
        // An error may stand for events that were lost, so it is worth a look as well.
        if event.as_ref().map_or(true, matters) {
            let _ = sender.send(());
        }
    }
}

/// Whether files may hold something else after this. Reading changes nothing, or looking would be a reason to look; and
/// hidden names, our own temporary files and locks among them, hold no records.
fn matters(event: &Event) -> bool {
    let writes = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    };
    let is_hidden = |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    event.need_rescan() || writes && (event.paths.is_empty() || event.paths.iter().any(|path| !is_hidden(path)))
}

/// Waits for something to happen and then for quiet, and tells; over and over, until the watcher is gone.
fn settle(events: &Receiver<()>, tell: impl Fn()) {
    while events.recv().is_ok() {
        let first = Instant::now();
        let end = loop {
            match events.recv_timeout(QUIET) {
                Ok(()) if first.elapsed() < PATIENCE => {}
                end => break end,
            }
        };
        if end == Err(RecvTimeoutError::Disconnected) {
            return;
        }
        tell();
    }
}

/// Whether the folder is on another machine, or behind a program of which nobody knows whether it tells of changes.
#[cfg(target_os = "linux")]
fn is_remote(root: &Path) -> bool {
    // The numbers of statfs(2): NFS, SMB, SMB2, CIFS, 9P, Ceph, AFS, FUSE.
    const REMOTE: &[u64] =
        &[0x6969, 0x517b, 0xfe53_4d42, 0xff53_4d42, 0x0102_1997, 0x00c3_6400, 0x5346_414f, 0x6573_5546];
    // The field's sign and size differ by machine; the numbers have 32 bits.
    rustix::fs::statfs(root).is_ok_and(|found| REMOTE.contains(&(found.f_type as u64 & 0xffff_ffff)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match &self.way {
            Way::Told { .. } => "told",
            Way::Polled { .. } => "polled",
        };
        f.debug_struct("Watch").field("way", &way).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// How long a test waits for what must come.
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn what_others_do_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir(root.join("110")).unwrap();
        let (told, tells) = mpsc::channel();
        let mut watch = start(&root, || (), move || _ = told.send(())).unwrap();
        assert!(watch.follow(&[root.clone(), root.join("110"), root.join("none")]));
        let file = root.join("110/a.toml");
        let steps: [(&str, &dyn Fn()); 5] = [
            ("made", &|| fs::write(&file, "year = 110\n").unwrap()),
            ("written", &|| fs::write(&file, "year = 111\n").unwrap()),
            ("replaced", &|| {
                fs::write(root.join("110/.a.tmp"), "year = 112\n").unwrap();
                fs::rename(root.join("110/.a.tmp"), &file).unwrap();
            }),
            ("about to come in a new folder", &|| {
                fs::create_dir(root.join("111")).unwrap();
            }),
            ("removed", &|| fs::remove_file(&file).unwrap()),
        ];
        for (what, step) in steps {
            step();
            tells.recv_timeout(LONG).unwrap_or_else(|_| panic!("a file was {what}, and nothing was told"));
            // One step may be told in parts.
            while tells.recv_timeout(3 * QUIET).is_ok() {}
        }
        assert!(watch.follow(&[root.clone(), root.join("111")]));
        assert!(!watch.follow(&[root.clone(), root.join("111")]));
        fs::write(root.join("111/b.toml"), "").unwrap();
        tells.recv_timeout(LONG).unwrap();
        while tells.recv_timeout(3 * QUIET).is_ok() {}
        // Reading is nothing to tell of, and our own leavings neither.
        fs::write(root.join(".a.toml.lock"), "").unwrap();
        fs::read(root.join("111/b.toml")).unwrap();
        assert_eq!(tells.recv_timeout(PATIENCE), Err(RecvTimeoutError::Timeout));
        drop(watch);
        assert_eq!(tells.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected), "the threads end with the watch");
    }

    /// Where the system does not tell, a glance every so often does, and only of what has changed.
    #[test]
    fn what_others_do_is_seen_by_polling() {
        let (told, tells) = mpsc::channel();
        let (asked, asks) = mpsc::channel();
        let state = std::sync::Arc::new(std::sync::Mutex::new(1));
        let seen = state.clone();
        let glance = move || {
            let _ = asked.send(());
            *seen.lock().unwrap()
        };
        let way = polled(Duration::from_millis(1), glance, move || _ = told.send(())).unwrap();
        for _ in 0..20 {
            asks.recv_timeout(LONG).unwrap();
        }
        assert!(tells.try_recv().is_err(), "nothing has changed");
        *state.lock().unwrap() = 2;
        tells.recv_timeout(LONG).unwrap();
        drop(way);
        assert_eq!(tells.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected), "the thread ends with the watch");
    }
}
