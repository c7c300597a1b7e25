//! Noticing that others change the archive's files, without looking until something happens.
//!
//! The system tells of changes in local folders (inotify, FSEvents). A network file system tells of our own machine's
//! changes only, so there the folder is looked at every few seconds instead. Either way the caller learns just that it is
//! worth a look: what changed is found by [`disk::list`](crate::store::disk::list) and fingerprints, for events can be lost,
//! doubled, or come for files that are the same again.

use notify::Config;
use notify::Event;
use notify::EventKind;
use notify::PollWatcher;
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
    watcher: Box<dyn Watcher + Send>,
    folders: HashSet<PathBuf>,
}

/// Watches folders below the real folder `root`, none yet, and calls `tell` from a thread of its own when something in one of
/// them may have changed. None where nothing can be watched; then only a reload by hand shows what others did.
pub fn start(root: &Path, tell: impl Fn() + Send + 'static) -> Option<Watch> {
    let (sender, events) = mpsc::channel();
    thread::Builder::new().name("watch".to_string()).spawn(move || settle(&events, tell)).ok()?;
    let native = || Some(Box::new(RecommendedWatcher::new(teller(sender.clone()), Config::default()).ok()?) as Box<_>);
    let polled = || {
        let config = Config::default().with_poll_interval(POLL);
        Some(Box::new(PollWatcher::new(teller(sender.clone()), config).ok()?) as Box<_>)
    };
    let watcher: Option<Box<dyn Watcher + Send>> = if is_remote(root) { polled() } else { native().or_else(polled) };
    Some(Watch { watcher: watcher?, folders: HashSet::new() })
}

impl Watch {
    /// Watches just these folders from now on, each for itself; true if one is new. What was in a new one before is not told
    /// of, so it has to be looked at after this.
    pub fn follow(&mut self, folders: &[PathBuf]) -> bool {
        let gone: Vec<PathBuf> = self.folders.iter().filter(|old| !folders.contains(old)).cloned().collect();
        for folder in gone {
            // Most often it is not there any more, which the watcher knows.
            let _ = self.watcher.unwatch(&folder);
            self.folders.remove(&folder);
        }
        let new: Vec<&PathBuf> = folders.iter().filter(|folder| !self.folders.contains(*folder)).collect();
        let watched = new.into_iter().filter(|folder| self.watcher.watch(folder, RecursiveMode::NonRecursive).is_ok());
        let watched: Vec<PathBuf> = watched.cloned().collect();
        let any = !watched.is_empty();
        self.folders.extend(watched);
        any
    }
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
        f.debug_struct("Watch").field("folders", &self.folders).finish_non_exhaustive()
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
        let mut watch = start(&root, move || _ = told.send(())).unwrap();
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
}
