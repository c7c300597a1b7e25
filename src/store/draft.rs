//! What survives a crash: a journal of everything not saved yet, and its recovery.
//!
//! Each running program appends to a journal of its own, `<state>/drafts/<archive>-<pid>-<start>.journal`, and holds its lock
//! for as long as it lives. A journal whose lock is free was left by a program that died: the next start offers what is in
//! it. Entries are lines (see [`entry`]), replayed by [`replay`](mod@replay).
//!
//! A crash of the machine may cut the last append anywhere, which costs its last entry. Where that would cost more (a new
//! base without its edits undoes the edits before it), the journal is written anew beside, synced, and renamed.

pub mod entry;
pub mod replay;
pub mod trouble;

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
use crate::store::draft::replay::Newer;
use crate::store::draft::replay::Recovered;
use crate::store::draft::replay::Typing;
use crate::store::draft::replay::replay;
use crate::store::draft::trouble::Trouble;
use crate::store::source::Hash;

/// How the name of a journal ends.
const JOURNAL: &str = ".journal";

/// How the name of a journal ends that is not whole yet.
const NEW: &str = ".new";

/// The largest journal that is read again, in bytes: that of a change of every record of the largest archive.
const MAX_JOURNAL: u64 = 1 << 31;

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
    /// A file's base may only be among them if the file has none: else see [`Journal::rewrite`].
    ///
    /// After an error none of these entries may be relied on; the ones before stand, and the same may be appended again.
    pub fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        if self.note(entries) {
            return self.written.as_mut().map_or(Ok(()), |written| written.cut(0));
        }
        let text = lines(entries);
        match &mut self.written {
            Some(written) => written.append(&text),
            None => {
                self.written = Some(Written::create(&self.folder, &self.stem, &text)?);
                Ok(())
            }
        }
    }

    /// Has the journal hold these entries alone, and returns once the disk has them: all that is unsaved, from its base on.
    /// At no moment is there anything else than the old journal or the new one.
    ///
    /// # Errors
    /// The old one stands then.
    pub fn rewrite(&mut self, entries: &[Entry]) -> io::Result<()> {
        self.unsaved.clear();
        self.typing.clear();
        if self.note(entries) {
            return self.written.as_mut().map_or(Ok(()), |written| written.cut(0));
        }
        // The old one's lock goes with it, once its name is the new one's.
        self.written = Some(Written::create(&self.folder, &self.stem, &lines(entries))?);
        Ok(())
    }

    /// Takes down what is unsaved after these entries; true if nothing is.
    fn note(&mut self, entries: &[Entry]) -> bool {
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
                Entry::Edit { .. } | Entry::Edits { .. } => {}
            }
        }
        self.unsaved.is_empty() && self.typing.is_empty()
    }

    /// Removes the journal: the program ends, and nothing is unsaved or all unsaved is given up. A journal that is only
    /// dropped stays, to be recovered.
    pub fn finish(self) -> io::Result<()> {
        self.written.map_or(Ok(()), |written| fs::remove_file(written.path))
    }
}

impl Written {
    /// Makes the journal with this text, in place of the one there may be.
    fn create(folder: &Path, stem: &str, text: &str) -> io::Result<Written> {
        // What is typed is nobody else's to read.
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let unnamed = folder.join(format!("{stem}{NEW}"));
        let path = folder.join(format!("{stem}{JOURNAL}"));
        // Left where an earlier try failed; the name is no other program's.
        let _ = fs::remove_file(&unnamed);
        let made = OpenOptions::new().append(true).create_new(true).mode(0o600).open(&unnamed)?;
        let filled = || -> io::Result<()> {
            // Locked before it has its name: a program that starts right now would take it for abandoned in between.
            match made.try_lock() {
                // Without locks (some network file systems), the process id must tell the living from the dead.
                Ok(()) | Err(TryLockError::Error(_)) => {}
                Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
            }
            (&made).write_all(text.as_bytes())?;
            made.sync_all()?;
            fs::rename(&unnamed, &path)?;
            File::open(folder)?.sync_all()
        };
        if let Err(error) = filled() {
            let _ = fs::remove_file(&unnamed);
            return Err(error);
        }
        Ok(Written { path, file: made, len: text.len() as u64, torn: false })
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
    /// Why not all of it could be read.
    pub trouble: Option<Trouble>,
    /// Holds the lock.
    _lock: Option<File>,
}

/// What programs that died left unsaved of the archive in `root`, oldest first. Journals with nothing in them are removed.
/// Nothing here fails: what cannot be read is listed with its trouble.
pub fn abandoned(state: &Path, root: &Path) -> Vec<Abandoned> {
    let folder = drafts(state);
    let prefix = prefix(root);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => return vec![unreadable(folder, error.into())],
    };
    let mut journals: Vec<(u128, PathBuf)> = Vec::new();
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let Some(name) = name.strip_prefix(&prefix) else { continue };
        if name.ends_with(NEW) {
            clear(&entry.path());
        }
        let start = name.strip_suffix(JOURNAL).and_then(|name| name.split_once('-')?.1.parse().ok());
        journals.extend(start.map(|start| (start, entry.path())));
    }
    journals.sort();
    journals.into_iter().filter_map(|(_, path)| recover(path)).collect()
}

/// Removes a journal whose content was taken over or is not wanted. Take it over first: append it to this program's own
/// journal, so that a crash in between loses nothing.
pub fn discard(abandoned: Abandoned) -> io::Result<()> {
    // The lock goes with `abandoned`, after the file.
    fs::remove_file(&abandoned.path)
}

/// Removes a journal that a program died over before it had its name: what it was to replace is still there.
fn clear(path: &Path) {
    if let Ok(Some(_locked)) = read(path) {
        let _ = fs::remove_file(path);
    }
}

/// What is in a journal; `None` if its program lives, or if nothing is in it.
fn recover(path: PathBuf) -> Option<Abandoned> {
    let (lock, bytes) = match read(&path) {
        Ok(Some(read)) => read,
        Ok(None) => return None,
        Err(error) => return Some(unreadable(path, error)),
    };
    let found = match replay(&bytes) {
        Ok(found) => found,
        Err(Newer) => return Some(unreadable(path, Trouble::Newer)),
    };
    if found.files.is_empty() && found.typing.is_empty() && found.lost == 0 {
        // Left between its last save and its end. Should it stay, the next start tries again.
        let _ = fs::remove_file(&path);
        return None;
    }
    let trouble = (found.lost > 0).then_some(Trouble::Damaged(found.lost));
    Some(Abandoned { path, files: found.files, typing: found.typing, trouble, _lock: Some(lock) })
}

/// Locks and reads a journal; `None` if its program lives, or another took it meanwhile.
fn read(path: &Path) -> Result<Option<(File, Vec<u8>)>, Trouble> {
    // Neither through a link nor waiting for the writer of a FIFO.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = match OpenOptions::new().read(true).write(true).custom_flags(flags.bits() as i32).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let opened = file.metadata()?;
    if !opened.is_file() {
        return Err(Trouble::NoFile);
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
        return Err(Trouble::TooLarge(opened.len()));
    }
    let mut bytes = Vec::with_capacity(opened.len() as usize);
    (&file).take(MAX_JOURNAL).read_to_end(&mut bytes)?;
    Ok(Some((file, bytes)))
}

/// Whether the program a journal is named after still runs; only asked where the file system has no locks.
fn is_running(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let pid = name.split('-').nth(1).and_then(|pid| rustix::process::Pid::from_raw(pid.parse().ok()?));
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

fn unreadable(path: PathBuf, trouble: Trouble) -> Abandoned {
    Abandoned { path, files: Vec::new(), typing: Vec::new(), trouble: Some(trouble), _lock: None }
}

fn lines(entries: &[Entry]) -> String {
    entries.iter().map(Entry::to_line).collect()
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
