//! Where a path really leads, walked folder by folder so that it cannot leave the archive.
//!
//! The kernel would follow any link it meets; here each folder is opened by its own name below the one before, never through
//! a link, and links are read and walked by us. What comes back is an open folder and a name in it. Whoever swaps a folder
//! for a link meanwhile swaps a name nobody looks up again.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

use rustix::fd::OwnedFd;
use rustix::fs::Access;
use rustix::fs::AtFlags;
use rustix::fs::FileType;
use rustix::fs::Mode;
use rustix::fs::OFlags;
use rustix::fs::Stat;
use rustix::io::Errno;
use rustix::io::retry_on_intr;

use crate::lang::Words;
use crate::lang::words;
use crate::store::unreadable::MAX_FILE;
use crate::store::unreadable::ReadProblem;

/// As many links as Linux itself follows.
const MAX_LINKS: usize = 40;

/// A name in an open folder of the archive. The name was no link when it was looked up, and may belong to nothing yet.
pub(super) struct Place {
    /// The folder.
    pub(super) folder: OwnedFd,
    /// The name in it.
    pub(super) name: OsString,
    /// Both as a path below the root, for people to read; nothing is opened by it.
    pub(super) path: PathBuf,
}

/// A file's bytes, and the open file they were read from.
pub(super) struct Content {
    /// All its bytes.
    pub(super) bytes: Vec<u8>,
    /// The open file.
    pub(super) file: File,
    /// What the system knows about it.
    pub(super) stat: Stat,
}

/// What to do about a folder that is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// Say so.
    Refuse,
    /// Make it.
    Make,
}

/// Follows `path`, below `root` or relative to it, to the end of its links.
///
/// `root` itself must not be a link: it is the real path found when the archive was opened, so a link there was put in later.
pub(super) fn resolve(root: &Path, path: &Path, missing: Missing) -> Result<Place, ReadProblem> {
    let mut todo = Vec::new();
    let path = path.strip_prefix(root).unwrap_or(path);
    if path.is_absolute() {
        return Err(ReadProblem::Outside);
    }
    push_steps(&mut todo, path);

    let mut folders = vec![open_folder(rustix::fs::CWD, root.as_os_str())?];
    let mut names: Vec<OsString> = Vec::new();
    let mut links = 0;
    while let Some(step) = todo.pop() {
        // The root's folder is only ever popped together with a return.
        let Some(folder) = folders.last() else { return Err(ReadProblem::Outside) };
        if step == ".." {
            folders.pop();
            if names.pop().is_none() {
                return Err(ReadProblem::Outside);
            }
            continue;
        }
        let kind = match rustix::fs::statat(folder, &step, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Some(FileType::from_raw_mode(stat.st_mode)),
            Err(Errno::NOENT) => None,
            Err(error) => return Err(error.into()),
        };
        if kind == Some(FileType::Symlink) {
            links += 1;
            if links > MAX_LINKS {
                return Err(ReadProblem::Loop);
            }
            let target = rustix::fs::readlinkat(folder, &step, Vec::new())?;
            let target = PathBuf::from(OsString::from_vec(target.into_bytes()));
            match target.strip_prefix(root) {
                Ok(below) => {
                    folders.truncate(1);
                    names.clear();
                    push_steps(&mut todo, below);
                }
                Err(_) if target.is_absolute() => return Err(ReadProblem::Outside),
                Err(_) => push_steps(&mut todo, &target),
            }
            continue;
        }
        if todo.is_empty() {
            let path = names.iter().collect::<PathBuf>().join(&step);
            // The loop would have returned above had there been no folder.
            let Some(folder) = folders.pop() else { return Err(ReadProblem::Outside) };
            return Ok(Place { folder, name: step, path });
        }
        if kind.is_none() && missing == Missing::Make {
            match rustix::fs::mkdirat(folder, &step, Mode::from_raw_mode(0o777)) {
                // Someone else made it first.
                Ok(()) | Err(Errno::EXIST) => sync_folder(folder)?,
                Err(error) => return Err(error.into()),
            }
        }
        let next = open_folder(folder, &step)?;
        folders.push(next);
        names.push(step);
    }
    Err(ReadProblem::Special(words::KIND_FOLDER))
}

impl Place {
    /// Another name in the same folder, for people to read.
    pub(super) fn beside(&self, name: &OsStr) -> PathBuf {
        self.path.with_file_name(name)
    }

    /// Reads the file, unless it is anything that could keep us waiting or would not fit.
    pub(super) fn read(&self) -> Result<Content, ReadProblem> {
        self.read_name(&self.name)
    }

    /// Its first bytes, so many at most.
    pub(super) fn head(&self, most: u64) -> Result<Vec<u8>, ReadProblem> {
        // In one call: without the room for it, the bytes would come in ever larger pieces.
        let mut bytes = Vec::with_capacity(usize::try_from(most).unwrap_or(0));
        self.open(&self.name)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// As [`Place::read`], of another name in the folder.
    pub(super) fn read_name(&self, name: &OsStr) -> Result<Content, ReadProblem> {
        let file = self.open(name)?;
        let stat = rustix::fs::fstat(&file)?;
        let size = u64::try_from(stat.st_size).unwrap_or(0);
        if size > MAX_FILE {
            return Err(ReadProblem::TooLarge(size));
        }
        let mut bytes = Vec::with_capacity(size as usize + 1); // At most MAX_FILE + 1.
        (&file).take(MAX_FILE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(ReadProblem::TooLarge(bytes.len() as u64));
        }
        Ok(Content { bytes, file, stat })
    }

    /// Opens that name in the folder for reading, unless it is anything that could keep us waiting.
    fn open(&self, name: &OsStr) -> Result<File, ReadProblem> {
        // Looked at before it is opened, as opening a device may already do something.
        regular(&rustix::fs::statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW)?)?;
        // NONBLOCK: opening a FIFO put there since would wait for a writer. The kind is asked again of what was opened.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let open = || rustix::fs::openat(&self.folder, name, flags, Mode::empty());
        let file = File::from(retry_on_intr(open)?);
        regular(&rustix::fs::fstat(&file)?)?;
        Ok(file)
    }

    /// Whether the file's permissions let us write it. Permission bits count even for root, who could write anything: a file
    /// that nobody may write was made so on purpose.
    pub(super) fn file_is_writable(&self) -> bool {
        self.may_write(&self.name, Access::WRITE_OK)
    }

    /// Whether a file can be made in the folder.
    pub(super) fn folder_is_writable(&self) -> bool {
        self.may_write(OsStr::new("."), Access::WRITE_OK | Access::EXEC_OK)
    }

    fn may_write(&self, name: &OsStr, access: Access) -> bool {
        // What is not there is no question of permissions: reading it will say so.
        let Ok(stat) = rustix::fs::statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW) else { return true };
        if Mode::from_raw_mode(stat.st_mode).intersection(Mode::from_raw_mode(0o222)).is_empty() {
            return false;
        }
        // Bits alone do not know of access lists or a disk mounted read-only. Where the kernel cannot say, the save will.
        matches!(rustix::fs::accessat(&self.folder, name, access, AtFlags::EACCESS), Ok(()) | Err(Errno::NOSYS))
    }
}

/// Puts the steps of `path` in front of what is to do (`todo` is a stack: its end is next).
fn push_steps(todo: &mut Vec<OsString>, path: &Path) {
    let steps = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_os_string()),
        Component::ParentDir => Some(OsString::from("..")),
        Component::CurDir | Component::RootDir | Component::Prefix(_) => None,
    });
    let start = todo.len();
    todo.extend(steps);
    todo[start..].reverse();
}

pub(super) fn open_folder(folder: impl rustix::fd::AsFd, name: &OsStr) -> Result<OwnedFd, ReadProblem> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(retry_on_intr(|| rustix::fs::openat(folder.as_fd(), name, flags, Mode::empty()))?)
}

/// Has the folder's names outlive a power cut. File systems that cannot do so by folder say so, and do it by themselves.
pub(super) fn sync_folder(folder: &OwnedFd) -> Result<(), Errno> {
    match rustix::fs::fsync(folder) {
        Err(Errno::INVAL | Errno::NOTSUP | Errno::NOSYS) => Ok(()),
        other => other,
    }
}

fn regular(stat: &Stat) -> Result<(), ReadProblem> {
    match kind(FileType::from_raw_mode(stat.st_mode)) {
        None => Ok(()),
        Some(kind) => Err(ReadProblem::Special(kind)),
    }
}

/// What a file is called that is none; `None` for a regular one.
pub(super) fn kind(kind: FileType) -> Option<Words> {
    match kind {
        FileType::RegularFile => None,
        FileType::Directory => Some(words::KIND_FOLDER),
        FileType::Symlink => Some(words::KIND_LINK),
        FileType::Fifo => Some(words::KIND_FIFO),
        FileType::Socket => Some(words::KIND_SOCKET),
        FileType::CharacterDevice | FileType::BlockDevice => Some(words::KIND_DEVICE),
        FileType::Unknown => Some(words::KIND_UNKNOWN),
    }
}
