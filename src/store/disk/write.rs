//! The steps of a save that touch files: lock, compare, write beside, put in place.

use std::cell::Cell;
use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use rustix::fs::AtFlags;
use rustix::fs::Mode;
use rustix::fs::OFlags;
use rustix::fs::RenameFlags;
use rustix::io::Errno;
use rustix::io::retry_on_intr;

use crate::lang::Words;
use crate::lang::words;
use crate::store::disk::attributes;
use crate::store::disk::lock::Lock;
use crate::store::disk::lock::NoLock;
use crate::store::disk::lock::kept_name;
use crate::store::disk::lock::lock_name;
use crate::store::disk::lock::temporary_name;
use crate::store::disk::place::Content;
use crate::store::disk::place::Place;
use crate::store::disk::place::sync_folder;
use crate::store::disk::problem::SaveError;
use crate::store::disk::problem::errno;
use crate::store::disk::save::InPlace;
use crate::store::disk::text;
use crate::store::source::Hash;
use crate::store::unreadable::ReadProblem;

/// How long a save waits for another program's save of the same file.
const PATIENCE: Duration = Duration::from_secs(5);

/// One file being written.
pub(super) struct Task<'a> {
    pub(super) place: &'a Place,
    /// Its name in messages.
    pub(super) file: &'a Path,
}

/// Why there is no replacement.
pub(super) enum Hindrance {
    InPlace(InPlace),
    Failed(SaveError),
}

impl Task<'_> {
    pub(super) fn lock(&self) -> Result<Lock<'_>, SaveError> {
        Lock::take(self.place, PATIENCE).map_err(|error| match error {
            NoLock::Busy => SaveError::Locked {
                file: self.file.to_path_buf(),
                lock: self.place.beside(&lock_name(&self.place.name)),
            },
            NoLock::System(error) => self.failed(words::STEP_LOCK)(error),
        })
    }

    /// The file as it is, if its content is the expected one.
    pub(super) fn read_expected(&self, expected: Hash) -> Result<Content, SaveError> {
        let content = self.place.read().map_err(|problem| SaveError::lost(self.file, problem))?;
        let hash = Hash::of(&content.bytes);
        if hash == expected {
            return Ok(content);
        }
        let text = text(content.bytes).map_err(|problem| SaveError::lost(self.file, problem))?;
        Err(SaveError::Changed { file: self.file.to_path_buf(), text, hash })
    }

    /// Removes what a program that died left under our names for this file, whose bytes are `now`. To be called with the
    /// lock held.
    pub(super) fn clear_leftovers(&self, now: &[u8]) -> Result<(), SaveError> {
        self.clear_temporary()?;
        let kept = kept_name(&self.place.name);
        match self.place.read_name(&kept) {
            Err(ReadProblem::Gone) => Ok(()),
            Ok(copy) if copy.bytes == now => self.remove(&kept),
            _ => Err(SaveError::Kept { file: self.file.to_path_buf(), kept: self.place.beside(&kept) }),
        }
    }

    /// Removes the next version that a program that died left beside this file. To be called with the lock held.
    pub(super) fn clear_temporary(&self) -> Result<(), SaveError> {
        self.remove(&temporary_name(&self.place.name))
    }

    fn remove(&self, name: &OsStr) -> Result<(), SaveError> {
        match rustix::fs::unlinkat(&self.place.folder, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(self.failed(words::STEP_CLEAR)(error)),
        }
    }

    /// 5. An empty file beside the old one, like it in all but its bytes: the new text must be whole before it takes the old
    ///    one's place, and a rename is only atomic within one folder. Made anew (`O_EXCL`), so that no link waiting under its
    ///    name is followed.
    pub(super) fn replacement(&self, old: &Content) -> Result<Temporary<'_>, Hindrance> {
        if old.stat.st_nlink > 1 {
            return Err(Hindrance::InPlace(InPlace::HardLinks));
        }
        let temporary = Temporary::make(self.place, &temporary_name(&self.place.name), Mode::from_raw_mode(0o600))
            .map_err(|error| Hindrance::Failed(self.failed(words::STEP_BESIDE)(error)))?;
        attributes::copy(&old.file, &old.stat, &temporary.file).map_err(Hindrance::InPlace)?;
        Ok(temporary)
    }

    /// Writes the new text into its file and puts that in place of the old.
    pub(super) fn replace(&self, temporary: Temporary, text: &str, expected: Hash) -> Result<(), SaveError> {
        // 6. Write all, fsync, read it back: else the name could reach the disk before the bytes, and a power cut leave an empty file.
        temporary.fill(text.as_bytes()).map_err(self.failed(words::STEP_WRITE))?;
        // 7. Compare once more: an editor that knows nothing of our lock had all that time.
        self.read_expected(expected)?;
        // 8. Rename: readers, and the next start after a crash, find the old file or the new, never a half.
        rustix::fs::renameat(&self.place.folder, &temporary.name, &self.place.folder, &self.place.name)
            .map_err(self.failed(words::STEP_RENAME))?;
        temporary.disarm();
        // 9. fsync the folder: the rename itself must outlive a power cut before the draft may go.
        self.confirm()
    }

    /// Gives a new file its name, which must belong to nothing yet.
    pub(super) fn name_new(&self, temporary: &Temporary) -> Result<(), SaveError> {
        let Place { folder, name, .. } = self.place;
        let exists = || SaveError::Exists { file: self.file.to_path_buf() };
        match rustix::fs::renameat_with(folder, &temporary.name, folder, name, RenameFlags::NOREPLACE) {
            Ok(()) => {
                temporary.disarm();
                Ok(())
            }
            Err(Errno::EXIST) => Err(exists()),
            // A file system that cannot rename so: a second name is refused where there is one, too.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
                rustix::fs::linkat(folder, &temporary.name, folder, name, AtFlags::empty()).map_err(|error| {
                    if error == Errno::EXIST { exists() } else { self.failed(words::STEP_NAME)(error) }
                })
            }
            Err(error) => Err(self.failed(words::STEP_NAME)(error)),
        }
    }

    /// Writes the new text over the old, which is kept beside it until that is done. If it fails, the old text is put back.
    pub(super) fn overwrite(&self, old: &Content, text: &str) -> Result<(), SaveError> {
        let name = kept_name(&self.place.name);
        // The copy first, safe on the disk with its name: from here to the end the file itself may be half of each. It gets
        // that name once it is whole, so that what has it is the old text, never a part of it.
        let failed = self.failed(words::STEP_KEEP);
        let mut kept = Temporary::make(self.place, &temporary_name(&self.place.name), Mode::from_raw_mode(0o600))
            .map_err(&failed)?;
        kept.fill(&old.bytes).map_err(&failed)?;
        rustix::fs::renameat(&self.place.folder, &kept.name, &self.place.folder, &name).map_err(&failed)?;
        kept.name.clone_from(&name);
        sync_folder(&self.place.folder).map_err(&failed)?;

        let mut file = self.open_same(old)?;
        if let Err(error) = write_over(&mut file, text.as_bytes()) {
            return Err(match write_over(&mut file, &old.bytes) {
                Ok(()) => self.failed(words::STEP_IN_PLACE)(error),
                Err(error) => {
                    kept.disarm();
                    SaveError::Broken { file: self.file.to_path_buf(), kept: self.place.beside(&name), error }
                }
            });
        }
        drop(kept);
        self.confirm()
    }

    /// Opens for writing the very file that was read, still with the bytes that were read.
    fn open_same(&self, old: &Content) -> Result<File, SaveError> {
        let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let open = || rustix::fs::openat(&self.place.folder, &self.place.name, flags, Mode::empty());
        let file = File::from(retry_on_intr(open).map_err(self.failed(words::STEP_OPEN))?);
        let now = self.read_expected(Hash::of(&old.bytes))?;
        let found = rustix::fs::fstat(&file).map_err(self.failed(words::STEP_OPEN))?;
        if (found.st_dev, found.st_ino) == (now.stat.st_dev, now.stat.st_ino) {
            return Ok(file);
        }
        // Replaced between the two looks, by a file with the same bytes: the one we opened has lost its name.
        Err(self.failed(words::STEP_OPEN)(Errno::STALE))
    }

    /// Has the folder's names outlive a power cut, now that they are as they shall be.
    pub(super) fn confirm(&self) -> Result<(), SaveError> {
        sync_folder(&self.place.folder).map_err(|error| SaveError::Unconfirmed { file: self.file.to_path_buf(), error })
    }

    pub(super) fn failed(&self, doing: Words) -> impl Fn(Errno) -> SaveError + use<'_> {
        move |error| SaveError::Failed { file: self.file.to_path_buf(), doing, error }
    }
}

/// A file of ours beside another, removed when dropped.
pub(super) struct Temporary<'a> {
    place: &'a Place,
    pub(super) name: OsString,
    pub(super) file: File,
    armed: Cell<bool>,
}

impl<'a> Temporary<'a> {
    pub(super) fn make(place: &'a Place, name: &OsStr, mode: Mode) -> Result<Temporary<'a>, Errno> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let make = || rustix::fs::openat(&place.folder, name, flags, mode);
        let file = File::from(retry_on_intr(make)?);
        Ok(Temporary { place, name: name.to_os_string(), file, armed: Cell::new(true) })
    }

    /// Writes all its bytes, has the disk confirm them, and sees that they are there.
    pub(super) fn fill(&self, bytes: &[u8]) -> Result<(), Errno> {
        (&self.file).write_all(bytes).and_then(|()| self.file.sync_all()).map_err(|error| errno(&error))?;
        holds(&self.file, bytes)
    }

    /// The name is not ours to remove any more.
    pub(super) fn disarm(&self) {
        self.armed.set(false);
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if self.armed.get() {
            // Should it fail, the next save of the file or the next sweep removes it.
            let _ = rustix::fs::unlinkat(&self.place.folder, &self.name, AtFlags::empty());
        }
    }
}

fn write_over(file: &mut File, bytes: &[u8]) -> Result<(), Errno> {
    let length = bytes.len() as u64;
    let rewound = file.rewind().and_then(|()| file.write_all(bytes));
    rewound.and_then(|()| file.set_len(length)).and_then(|()| file.sync_all()).map_err(|error| errno(&error))?;
    holds(file, bytes)
}

/// Sees that the file reads as these bytes and no more: a write that counts as done and was not shall not take the place of
/// the old text.
fn holds(mut file: &File, bytes: &[u8]) -> Result<(), Errno> {
    let mut back = Vec::with_capacity(bytes.len() + 1);
    let read = file.rewind().and_then(|()| file.take(bytes.len() as u64 + 1).read_to_end(&mut back));
    read.map_err(|error| errno(&error))?;
    if back == bytes { Ok(()) } else { Err(Errno::IO) }
}
