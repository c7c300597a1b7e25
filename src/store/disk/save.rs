//! Texts into files. A save leaves the old bytes or the new ones, whole, whatever happens on the way, and never overwrites
//! what someone else wrote.
//!
//! Each step of [`save`] says what it guards against. Where the next version cannot be put in the old one's place (it has
//! other names, or an owner or attributes we may not give), it is written over the old bytes, after these were copied beside.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use rustix::fs::AtFlags;
use rustix::fs::Mode;

use crate::lang::Lang;
use crate::lang::words;
use crate::store::disk::lock::Lock;
use crate::store::disk::lock::kept_name;
use crate::store::disk::lock::owner;
use crate::store::disk::lock::temporary_name;
use crate::store::disk::place::Missing;
use crate::store::disk::place::resolve;
use crate::store::disk::problem::SaveError;
use crate::store::disk::write::Hindrance;
use crate::store::disk::write::Task;
use crate::store::disk::write::Temporary;
use crate::store::source::Hash;
use crate::store::unreadable::MAX_FILE;

/// A text to be saved.
#[derive(Clone, Copy, Debug)]
pub struct Save<'a> {
    /// The archive's real folder, as [`Listing::root`](crate::store::disk::Listing::root). Nothing outside it is written.
    pub root: &'a Path,
    /// The file, as [`Loaded::real`](crate::store::disk::Loaded::real).
    pub real: &'a Path,
    /// The hash of the bytes last seen there.
    pub expected: Hash,
    /// The bytes to be there.
    pub text: &'a str,
}

/// What a save did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The hash now on disk, to be expected by the next save.
    pub hash: Hash,
    /// What the user should know.
    pub notes: Vec<Note>,
}

/// Something about a save that went well but not the usual way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The old bytes were overwritten, after a copy was kept.
    InPlace(InPlace),
    /// The file system knows no locks: only the content hash guards against another program.
    Unlocked,
}

/// Why a file is written in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// It has more names (hard links), which would be left with the old text.
    HardLinks,
    /// Its owner or group could not be given to another file.
    Owner,
    /// Its permissions, access list or extended attributes could not be given to another file.
    Attributes,
}

impl Note {
    /// What happened, without the file's name.
    pub fn describe(&self, lang: Lang) -> String {
        let words = match self {
            Note::InPlace(InPlace::HardLinks) => words::NOTE_HARD_LINKS,
            Note::InPlace(InPlace::Owner) => words::NOTE_OWNER,
            Note::InPlace(InPlace::Attributes) => words::NOTE_ATTRIBUTES,
            Note::Unlocked => words::NOTE_UNLOCKED,
        };
        words.fill(lang, &[])
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

/// Saves a text over the one last seen.
///
/// Waits up to five seconds where another program saves the same file. On every error but
/// [`SaveError::Broken`] and [`SaveError::Unconfirmed`] the file is as it was. No error is ever answered by trying the same
/// again: after a failed fsync the kernel may drop the bytes and call the next fsync a success. Save anew instead.
pub fn save(request: &Save) -> Result<Saved, SaveError> {
    let file = request.real;
    if request.text.len() as u64 > MAX_FILE {
        // It could be written, but never read again.
        return Err(SaveError::TooLarge { file: file.to_path_buf(), bytes: request.text.len() });
    }
    // 1. Follow links to the file itself: a rename over a link would replace the link. The folder found stays open, and all
    //    below works by names in it, so that no link put in its way later leads out of the archive.
    let place = resolve(request.root, file, Missing::Refuse).map_err(|problem| SaveError::lost(file, problem))?;
    let task = Task { place: &place, file };
    // 2. Refuse what is meant to stay: a rename needs no permission of the file it replaces, so we ask for it.
    if !place.file_is_writable() {
        return Err(SaveError::ReadOnly { file: file.to_path_buf() });
    }
    if !place.folder_is_writable() {
        return Err(SaveError::ReadOnlyFolder { file: file.to_path_buf() });
    }
    // 3. Lock: two saves at once would both find the bytes they expect, and the second would undo the first.
    let lock = task.lock()?;
    // 4. Compare the content, not a time, which can be equal or forged: what someone else wrote since is not overwritten.
    let old = task.read_expected(request.expected)?;
    let hash = Hash::of(request.text.as_bytes());
    let mut notes = Vec::new();
    if !lock.held {
        notes.push(Note::Unlocked);
    }
    if hash == request.expected {
        return Ok(Saved { hash, notes });
    }
    task.clear_leftovers(&old.bytes)?;
    match task.replacement(&old) {
        Ok(temporary) => task.replace(temporary, request.text, request.expected)?,
        Err(Hindrance::InPlace(reason)) => {
            task.overwrite(&old, request.text)?;
            notes.push(Note::InPlace(reason));
        }
        Err(Hindrance::Failed(error)) => return Err(error),
    }
    Ok(Saved { hash, notes })
}

/// Makes a new file at `relative` (below the archive's real folder `root`) with this text, and the folders on the way to it.
/// What is there already is never overwritten: [`SaveError::Exists`]. Returns the hash now on disk.
pub fn create(root: &Path, relative: &Path, text: &str) -> Result<Hash, SaveError> {
    let path = root.join(relative);
    let file = path.as_path();
    if text.len() as u64 > MAX_FILE {
        return Err(SaveError::TooLarge { file: path, bytes: text.len() });
    }
    let place = resolve(root, relative, Missing::Make).map_err(|problem| SaveError::lost(file, problem))?;
    let task = Task { place: &place, file };
    let exists = || SaveError::Exists { file: file.to_path_buf() };
    if rustix::fs::statat(&place.folder, &place.name, AtFlags::SYMLINK_NOFOLLOW).is_ok() {
        return Err(exists());
    }
    if !place.folder_is_writable() {
        return Err(SaveError::ReadOnlyFolder { file: path });
    }
    let _lock = task.lock()?;
    task.clear_leftovers(b"")?;
    // Written whole under another name first, so that a crash leaves no half of it under this one.
    let temporary = Temporary::make(&place, &temporary_name(&place.name), Mode::from_raw_mode(0o666))
        .map_err(task.failed(words::STEP_MAKE))?;
    temporary.fill(text.as_bytes()).map_err(task.failed(words::STEP_WRITE))?;
    task.name_new(&temporary)?;
    task.confirm()?;
    Ok(Hash::of(text.as_bytes()))
}

/// Removes what saves that were interrupted left behind, as [`Listing::leftovers`](crate::store::disk::Listing::leftovers)
/// names it, unless a living program is at it. Returns the kept copies that differ from their file, which someone must look
/// at: a save in place was cut off there.
pub fn sweep(root: &Path, leftovers: &[PathBuf]) -> Vec<PathBuf> {
    leftovers.iter().filter(|leftover| !sweep_one(root, leftover)).cloned().collect()
}

/// False if it is a copy to be looked at.
fn sweep_one(root: &Path, leftover: &Path) -> bool {
    let Ok(mut place) = resolve(root, leftover, Missing::Refuse) else { return true };
    let Some(name) = owner(&place.name).map(OsStr::to_os_string) else { return true };
    let is_copy = place.name == kept_name(&name);
    place.path.set_file_name(&name);
    place.name = name;
    if !place.folder_is_writable() {
        return !is_copy;
    }
    let Ok(_lock) = Lock::take(&place, Duration::ZERO) else { return true };
    let now = place.read().map(|content| content.bytes).unwrap_or_default();
    let task = Task { place: &place, file: leftover };
    task.clear_leftovers(&now).is_ok() || !is_copy
}

#[cfg(test)]
mod tests;
