//! Why an archive could not be opened or a file not written: each problem says what is wrong and what helps, in one line.

use std::fmt;
use std::path::Path;
use std::path::PathBuf;

use rustix::io::Errno;

use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::store::source::Hash;
use crate::store::unreadable::MAX_FILE;
use crate::store::unreadable::ReadProblem;

/// Why an archive could not be opened at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// Nothing has this name.
    Missing(PathBuf),
    /// It is neither a folder nor a file, but this: [`words::KIND_FIFO`] and the like.
    Special(PathBuf, Words),
    /// The system refused.
    System(PathBuf, Errno),
}

impl OpenError {
    /// What is wrong with which path, and what to do, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            OpenError::Missing(path) => words::OPEN_MISSING.fill(lang, &[&name(path)]),
            OpenError::Special(path, kind) => words::OPEN_SPECIAL.fill(lang, &[&name(path), kind.say(lang)]),
            OpenError::System(path, error) => words::OPEN_SYSTEM.fill(lang, &[&name(path), &error.to_string()]),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

impl std::error::Error for OpenError {}

/// Why a text was not saved. But for [`SaveError::Broken`] and [`SaveError::Unconfirmed`], the file on disk is untouched.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "`file` is the file that was to be written, everywhere")]
pub enum SaveError {
    /// Someone else changed the file since it was last read. Merge, then save again with this hash.
    Changed {
        file: PathBuf,
        /// The text now on disk.
        text: String,
        /// Its hash, to be expected by the next save.
        hash: Hash,
    },
    /// The file is gone. [`create`](crate::store::disk::save::create) would bring it back.
    Vanished { file: PathBuf },
    /// The file, or the way to it, is not what it was: a link out of the archive, a folder, no text any more.
    Unreadable { file: PathBuf, problem: ReadProblem },
    /// The file's permissions say it is not to be written.
    ReadOnly { file: PathBuf },
    /// The folder's permissions leave no room for a new version beside the old.
    ReadOnlyFolder { file: PathBuf },
    /// Someone else held the lock all the while.
    Locked {
        file: PathBuf,
        /// The lock file.
        lock: PathBuf,
    },
    /// The text has so many bytes, more than would be read again.
    TooLarge { file: PathBuf, bytes: usize },
    /// A new file was to be made, and something has its name.
    Exists { file: PathBuf },
    /// A copy kept by an interrupted save is still there, and differs from the file.
    Kept {
        file: PathBuf,
        /// The copy.
        kept: PathBuf,
    },
    /// Writing in place failed half way, and so did putting the old text back, which the copy still holds.
    Broken {
        file: PathBuf,
        /// The copy with the old text.
        kept: PathBuf,
        /// What the system said.
        error: Errno,
    },
    /// The new text is in place, but the system did not confirm that it would outlive a power cut: keep the draft.
    Unconfirmed {
        file: PathBuf,
        /// What the system said.
        error: Errno,
    },
    /// A step failed.
    Failed {
        file: PathBuf,
        /// What was being done: [`words::STEP_WRITE`] and the like.
        doing: Words,
        /// What the system said.
        error: Errno,
    },
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

impl std::error::Error for SaveError {}

impl SaveError {
    /// What is wrong with which file, and what to do, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        let file = name(self.file());
        let say = |words: Words, parts: &[&str]| words.fill(lang, &[&[file.as_str()], parts].concat());
        match self {
            SaveError::Changed { .. } => say(words::SAVE_CHANGED, &[]),
            SaveError::Vanished { .. } => say(words::SAVE_VANISHED, &[]),
            SaveError::Unreadable { problem, .. } => say(words::SAVE_UNREADABLE, &[&problem.describe(lang)]),
            SaveError::ReadOnly { .. } => say(words::SAVE_READ_ONLY, &[]),
            SaveError::ReadOnlyFolder { .. } => say(words::SAVE_READ_ONLY_FOLDER, &[]),
            SaveError::Locked { lock, .. } => say(words::SAVE_LOCKED, &[&name(lock)]),
            SaveError::TooLarge { bytes, .. } => {
                say(words::SAVE_TOO_LARGE, &[&bytes.to_string(), &MAX_FILE.to_string()])
            }
            SaveError::Exists { .. } => say(words::SAVE_EXISTS, &[]),
            SaveError::Kept { kept, .. } => say(words::SAVE_KEPT, &[&name(kept)]),
            SaveError::Broken { kept, error, .. } => say(words::SAVE_BROKEN, &[&error.to_string(), &name(kept)]),
            SaveError::Unconfirmed { error, .. } => say(words::SAVE_UNCONFIRMED, &[&error.to_string()]),
            SaveError::Failed { doing, error, .. } => say(words::SAVE_FAILED, &[doing.say(lang), &error.to_string()]),
        }
    }

    /// What a problem with reading a file means for saving it.
    pub(super) fn lost(file: &Path, problem: ReadProblem) -> SaveError {
        let file = file.to_path_buf();
        match problem {
            ReadProblem::Gone => SaveError::Vanished { file },
            problem => SaveError::Unreadable { file, problem },
        }
    }

    /// The file that was to be written.
    pub fn file(&self) -> &Path {
        match self {
            SaveError::Changed { file, .. }
            | SaveError::Vanished { file }
            | SaveError::Unreadable { file, .. }
            | SaveError::ReadOnly { file }
            | SaveError::ReadOnlyFolder { file }
            | SaveError::Locked { file, .. }
            | SaveError::TooLarge { file, .. }
            | SaveError::Exists { file }
            | SaveError::Kept { file, .. }
            | SaveError::Broken { file, .. }
            | SaveError::Unconfirmed { file, .. }
            | SaveError::Failed { file, .. } => file,
        }
    }
}

impl From<Errno> for ReadProblem {
    fn from(error: Errno) -> ReadProblem {
        match error {
            Errno::NOENT => ReadProblem::Gone,
            Errno::LOOP => ReadProblem::Loop,
            Errno::ISDIR => ReadProblem::Special(words::KIND_FOLDER),
            other => ReadProblem::System(other),
        }
    }
}

impl From<std::io::Error> for ReadProblem {
    fn from(error: std::io::Error) -> ReadProblem {
        ReadProblem::from(errno(&error))
    }
}

/// The system's error number; an error made by the standard library itself (a write of zero bytes) has none and counts as
/// a fault of the device.
pub(super) fn errno(error: &std::io::Error) -> Errno {
    Errno::from_io_error(error).unwrap_or(Errno::IO)
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests;
