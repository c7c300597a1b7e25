//! One writer at a time for each file, and what interrupted writers leave behind.
//!
//! For `x.toml` three names beside it are ours: `.x.toml.annals-lock` is held while it is saved, `.x.toml.annals-tmp` is its
//! next version, `x.toml.annals-kept` its last one while it must be written in place. As the first protects the other two,
//! whoever holds the lock knows that what is there under these names was left by a program that died: no process ids that
//! could be someone else's by now, or another machine's.
//!
//! The lock is the kernel's (`flock`), so it goes with its holder, however that one ends. It asks programs that know of it;
//! against all others the content hash stands.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs::File;
use std::fs::TryLockError;
use std::os::unix::ffi::OsStrExt;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use rustix::fs::AtFlags;
use rustix::fs::FileType;
use rustix::fs::Mode;
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::io::retry_on_intr;

use crate::store::disk::place::Place;
use crate::store::disk::problem::errno;

const LOCK: &str = ".annals-lock";
const TEMPORARY: &str = ".annals-tmp";
const KEPT: &str = ".annals-kept";

/// The longest pause between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// The lock of one file, given back when dropped.
pub(super) struct Lock<'a> {
    place: &'a Place,
    name: OsString,
    /// False where the file system knows no locks.
    pub(super) held: bool,
    file: File,
}

/// Why there is no lock.
pub(super) enum NoLock {
    /// Someone else holds it.
    Busy,
    /// The system refused.
    System(Errno),
}

impl<'a> Lock<'a> {
    /// Takes the lock of the file at `place`, trying for as long as `patience`.
    pub(super) fn take(place: &'a Place, patience: Duration) -> Result<Lock<'a>, NoLock> {
        let name = lock_name(&place.name);
        let start = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            let file = open(place, &name).map_err(NoLock::System)?;
            match file.try_lock() {
                // The last holder may have removed the file between our opening and our locking it. The lock then is one
                // on a nameless file, and the next program would make a new file and lock that: try again.
                Ok(()) => match is_named(place, &name, &file).map_err(NoLock::System)? {
                    true => return Ok(Lock { place, name, held: true, file }),
                    false if start.elapsed() >= patience => return Err(NoLock::Busy),
                    false => {}
                },
                Err(TryLockError::Error(error)) => match errno(&error) {
                    Errno::NOLCK | Errno::NOSYS | Errno::NOTSUP | Errno::INVAL => {
                        return Ok(Lock { place, name, held: false, file });
                    }
                    error => return Err(NoLock::System(error)),
                },
                Err(TryLockError::WouldBlock) if start.elapsed() >= patience => return Err(NoLock::Busy),
                Err(TryLockError::WouldBlock) => {
                    thread::sleep(pause);
                    pause = PAUSE.min(pause * 2);
                }
            }
        }
    }
}

impl Drop for Lock<'_> {
    /// Removes the name while the lock is still held, so that no one else can hold it by then. Should it fail, an unlocked
    /// file stays, which the next holder takes over.
    fn drop(&mut self) {
        // Had someone removed the file by hand, the name could be another holder's by now.
        if is_named(self.place, &self.name, &self.file) != Ok(true) {
            return;
        }
        let _ = rustix::fs::unlinkat(&self.place.folder, &self.name, AtFlags::empty());
    }
}

fn open(place: &Place, name: &OsStr) -> Result<File, Errno> {
    // NOFOLLOW: a link put there would have us make or open a file elsewhere. NONBLOCK: so would a FIFO have us wait.
    let flags = OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let open = |access| {
        let mode = Mode::from_raw_mode(0o666);
        retry_on_intr(|| rustix::fs::openat(&place.folder, name, flags | access, mode))
    };
    let file = match open(OFlags::RDWR) {
        // Left by another user; on a local disk it can be locked without writing it.
        Err(Errno::ACCESS) => open(OFlags::RDONLY)?,
        other => other?,
    };
    match FileType::from_raw_mode(rustix::fs::fstat(&file)?.st_mode) {
        FileType::RegularFile => Ok(File::from(file)),
        _ => Err(Errno::EXIST),
    }
}

/// Whether the name still belongs to this open file.
fn is_named(place: &Place, name: &OsStr, file: &File) -> Result<bool, Errno> {
    let open = rustix::fs::fstat(file)?;
    match rustix::fs::statat(&place.folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(named) => Ok((named.st_dev, named.st_ino) == (open.st_dev, open.st_ino)),
        Err(Errno::NOENT) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The name of the lock of the file `name`.
pub(super) fn lock_name(name: &OsStr) -> OsString {
    around(".", name, LOCK)
}

/// The name of the next version of the file `name`.
pub(super) fn temporary_name(name: &OsStr) -> OsString {
    around(".", name, TEMPORARY)
}

/// The name of the copy of the file `name` kept while it is written in place. Not hidden: if it stays, someone must see it.
pub(super) fn kept_name(name: &OsStr) -> OsString {
    around("", name, KEPT)
}

/// Whether a name is one of ours.
pub(super) fn is_leftover(name: &OsStr) -> bool {
    owner(name).is_some()
}

/// The file that one of our names belongs to.
pub(super) fn owner(name: &OsStr) -> Option<&OsStr> {
    let bytes = name.as_bytes();
    let hidden = bytes.strip_prefix(b".");
    let owner = hidden
        .and_then(|bytes| bytes.strip_suffix(LOCK.as_bytes()).or(bytes.strip_suffix(TEMPORARY.as_bytes())))
        .or_else(|| bytes.strip_suffix(KEPT.as_bytes()))?;
    (!owner.is_empty()).then(|| OsStr::from_bytes(owner))
}

fn around(before: &str, name: &OsStr, after: &str) -> OsString {
    let mut whole = OsString::from(before);
    whole.push(name);
    whole.push(after);
    whole
}
