//! What survives a crash: a journal of everything not saved yet, and its recovery.
//!
//! Each running program appends to a journal of its own, `<state>/drafts/<archive>-<pid>-<start>.journal`, and holds its lock
//! for as long as it lives. A journal whose lock is free was left by a program that died: the next start offers what is in
//! it. Entries are lines (see [`entry`]), replayed by [`replay`](mod@replay).

pub mod entry;
pub mod replay;

use std::collections::BTreeSet;
use std::fs;
use std::fs::DirBuilder;
use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::io;
use std::io::Read;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use rustix::fs::OFlags;

use crate::store::draft::entry::Entry;
use crate::store::draft::replay::Recovered;
use crate::store::draft::replay::Typing;
use crate::store::draft::replay::replay;
use crate::store::source::Hash;

/// The largest journal that is read again, in bytes.
const MAX_JOURNAL: u64 = 256 << 20;

/// The journal of this program. Nothing is on the disk until something is appended: who only reads leaves no trace.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    stem: String,
    written: Option<Written>,
    /// Files with edits that are not saved.
    unsaved: BTreeSet<String>,
    /// Fields whose typed text is in no record, by file and name.
    typing: BTreeSet<(String, String)>,
}

/// The journal's file.
#[derive(Debug)]
struct Written {
    path: PathBuf,
    file: File,
    /// The length up to which it is known to be whole.
    len: u64,
    /// Something may stand behind that length: an append failed half way.
    torn: bool,
}

impl Journal {
    /// A journal in the program's state folder for the archive in `root`.
    pub fn new(state: &Path, root: &Path) -> Journal {
        // A clock before 1970 makes for a strange name, not for a failure; the process id still tells programs apart.
        let start = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let stem = format!("{}{}-{start}", prefix(root), std::process::id());
        Journal { folder: drafts(state), stem, written: None, unsaved: BTreeSet::new(), typing: BTreeSet::new() }
    }

    /// Appends entries and returns once the disk has them. When nothing is unsaved any more, the journal is emptied instead.
    ///
    /// After an error none of these entries may be relied on; the ones before stand, and the same may be appended again.
    pub fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        for entry in entries {
            match entry {
                Entry::Base { file, .. } => {
                    self.unsaved.insert(file.clone());
                }
                Entry::Saved { file } => {
                    self.unsaved.remove(file);
                }
                Entry::Typing { file, what, .. } => {
                    self.typing.insert((file.clone(), what.clone()));
                }
                Entry::Typed { file, what } => {
                    self.typing.remove(&(file.clone(), what.clone()));
                }
                Entry::Edit { .. } => {}
            }
        }
        if self.unsaved.is_empty() && self.typing.is_empty() {
            return self.written.as_mut().map_or(Ok(()), |written| written.cut(0));
        }
        let written = match &mut self.written {
            Some(written) => written,
            None => self.written.insert(Written::create(&self.folder, &self.stem)?),
        };
        written.append(&entries.iter().map(Entry::to_line).collect::<String>())
    }

    /// Removes the journal: the program ends, and nothing is unsaved or all unsaved is given up. A journal that is only
    /// dropped stays, to be recovered.
    pub fn finish(self) -> io::Result<()> {
        self.written.map_or(Ok(()), |written| fs::remove_file(written.path))
    }
}

impl Written {
    fn create(folder: &Path, stem: &str) -> io::Result<Written> {
        // What is typed is nobody else's to read.
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        // Locked before it has its name: a program that starts right now would take it for abandoned in between.
        let unnamed = folder.join(format!("{stem}.new"));
        let file = OpenOptions::new().append(true).create_new(true).mode(0o600).open(&unnamed)?;
        match file.try_lock() {
            // Without locks (some network file systems), the process id must tell the living from the dead.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
        }
        let path = folder.join(format!("{stem}.journal"));
        fs::rename(&unnamed, &path)?;
        File::open(folder)?.sync_all()?;
        Ok(Written { path, file, len: 0, torn: false })
    }

    fn append(&mut self, text: &str) -> io::Result<()> {
        if self.torn {
            self.cut(self.len)?;
        }
        self.torn = true;
        self.file.write_all(text.as_bytes())?;
        self.file.sync_data()?;
        self.len += text.len() as u64;
        self.torn = false;
        Ok(())
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.file.set_len(len)?;
        self.file.sync_data()?;
        self.len = len;
        self.torn = false;
        Ok(())
    }
}

/// A journal left by a program that died. While this value lives, no other program is offered the same; dropped, it is
/// offered again by the next start.
#[derive(Debug)]
pub struct Abandoned {
    /// The journal.
    pub path: PathBuf,
    /// Files with unsaved edits, by name.
    pub files: Vec<Recovered>,
    /// What was typed and is in no record.
    pub typing: Vec<Typing>,
    /// What could not be read, and why, for the user.
    pub problem: Option<String>,
    /// Holds the lock.
    _lock: Option<File>,
}

/// What programs that died left unsaved of the archive in `root`, oldest first. Journals with nothing in them are removed.
/// Nothing here fails: what cannot be read is listed with its problem.
pub fn abandoned(state: &Path, root: &Path) -> Vec<Abandoned> {
    let folder = drafts(state);
    let prefix = prefix(root);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => return vec![unreadable(folder, error)],
    };
    let mut journals: Vec<(u128, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let start = name.strip_prefix(&prefix)?.strip_suffix(".journal")?.split_once('-')?.1.parse().ok()?;
            Some((start, entry.path()))
        })
        .collect();
    journals.sort();
    journals.into_iter().filter_map(|(_, path)| recover(path)).collect()
}

/// Removes a journal whose content was taken over or is not wanted. Take it over first: append it to this program's own
/// journal, so that a crash in between loses nothing.
pub fn discard(abandoned: Abandoned) -> io::Result<()> {
    // The lock goes with `abandoned`, after the file.
    fs::remove_file(&abandoned.path)
}

/// What is in a journal; `None` if its program lives, or if nothing is in it.
fn recover(path: PathBuf) -> Option<Abandoned> {
    let (lock, bytes) = match read(&path) {
        Ok(Some(read)) => read,
        Ok(None) => return None,
        Err(error) => return Some(unreadable(path, error)),
    };
    let found = replay(&bytes);
    if found.files.is_empty() && found.typing.is_empty() && found.lost == 0 {
        // Left between its last save and its end. Should it stay, the next start tries again.
        let _ = fs::remove_file(&path);
        return None;
    }
    let problem =
        (found.lost > 0).then(|| format!("{} entries are damaged; what builds on them is left out", found.lost));
    Some(Abandoned { path, files: found.files, typing: found.typing, problem, _lock: Some(lock) })
}

/// Locks and reads a journal; `None` if its program lives, or another took it meanwhile.
fn read(path: &Path) -> io::Result<Option<(File, Vec<u8>)>> {
    // Neither through a link nor waiting for the writer of a FIFO.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = match OpenOptions::new().read(true).write(true).custom_flags(flags.bits() as i32).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let opened = file.metadata()?;
    if !opened.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(_)) if is_running(path) => return Ok(None),
        Err(TryLockError::Error(_)) => {}
    }
    // Discarded by another start between our opening and our locking it.
    if fs::symlink_metadata(path).is_ok_and(|named| (named.dev(), named.ino()) != (opened.dev(), opened.ino()))
        || !path.exists()
    {
        return Ok(None);
    }
    if opened.len() > MAX_JOURNAL {
        return Err(io::Error::other(format!(
            "it has {} bytes, more than the {MAX_JOURNAL} that are read",
            opened.len()
        )));
    }
    let mut bytes = Vec::new();
    (&file).take(MAX_JOURNAL).read_to_end(&mut bytes)?;
    Ok(Some((file, bytes)))
}

/// Whether the program a journal is named after still runs; only asked where the file system has no locks.
fn is_running(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let pid = name.split('-').nth(1).and_then(|pid| rustix::process::Pid::from_raw(pid.parse().ok()?));
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

fn unreadable(path: PathBuf, error: io::Error) -> Abandoned {
    let problem = Some(format!("{error}; look at it by hand, then remove it"));
    Abandoned { path, files: Vec::new(), typing: Vec::new(), problem, _lock: None }
}

fn drafts(state: &Path) -> PathBuf {
    state.join("drafts")
}

/// How the names of an archive's journals start: by the hash of its real folder, so that each way to it is one archive.
fn prefix(root: &Path) -> String {
    let real = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    format!("{}-", Hash::of(real.as_os_str().as_bytes()))
}

#[cfg(test)]
mod tests;
