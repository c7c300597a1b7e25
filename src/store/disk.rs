//! Files into texts: which files an archive has, and what stands in them. Nothing is ever written or locked here.
//!
//! Odd things in the folder (a FIFO, a device, a link out of it, bytes that are no text) become a problem of that one file;
//! the rest loads. Writing is in [`save`].

pub mod deliver;
pub mod problem;
pub mod save;
pub mod scratch;
pub mod several;

mod attributes;
mod list;
mod lock;
mod place;
mod write;

use std::fs;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::path::PathBuf;

use crate::lang::Words;
use crate::lang::words;
use crate::store::disk::list::list_folder;
use crate::store::disk::place::Missing;
use crate::store::disk::place::Place;
use crate::store::disk::place::resolve;
use crate::store::disk::problem::OpenError;
use crate::store::disk::problem::errno;
use crate::store::source::Hash;
use crate::store::source::line_column;
use crate::store::unreadable::ReadProblem;

/// How many folders deep files are looked for below the archive's own; `data/108/x.toml` is two deep.
pub const MAX_DEPTH: usize = 4;

/// The files of an archive, not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The archive's real folder. For a single file, the folder it really is in.
    pub root: PathBuf,
    /// The files, sorted by path; each real file once, even where links give it more names.
    pub files: Vec<Listed>,
    /// The real folders that were looked into; for a single file, the one it is in.
    pub folders: Vec<PathBuf>,
    /// What interrupted saves left behind, for [`sweep`](crate::store::disk::save::sweep).
    pub leftovers: Vec<PathBuf>,
}

/// A file of an archive, not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name for people, relative to the archive.
    pub path: PathBuf,
    /// Where it really is, with every link followed; this is what is read, compared and saved.
    pub real: PathBuf,
    /// Its length in bytes.
    pub bytes: u64,
    /// What it looked like when it was listed; none where nothing could be seen.
    pub looked: Option<Fingerprint>,
    /// Why it cannot be read, where that is known already.
    pub problem: Option<ReadProblem>,
}

/// A file that was read, or was tried to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its name for people, relative to the archive.
    pub path: PathBuf,
    /// Where it really is, with every link followed.
    pub real: PathBuf,
    /// All its text, byte for byte, or why there is none.
    pub text: Result<String, ReadProblem>,
    /// Whether the permissions of the file and its folder allow a save.
    pub writable: bool,
}

/// An archive that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// As [`Listing::root`].
    pub root: PathBuf,
    /// As [`Listing::files`].
    pub files: Vec<Loaded>,
    /// As [`Listing::leftovers`].
    pub leftovers: Vec<PathBuf>,
}

/// Lists and reads an archive: a folder, or a single file whatever its name. One thread, one file after the other; to show
/// progress or use more threads, call [`list`] and [`load`].
pub fn read_archive(path: &Path) -> Result<Opened, OpenError> {
    let Listing { root, files, leftovers, .. } = list(path)?;
    let files = files.into_iter().map(|file| load(&root, file)).collect();
    Ok(Opened { root, files, leftovers })
}

/// Lists what [`read_archive`] would read: in a folder every `*.toml` down to [`MAX_DEPTH`], hidden names left out, links
/// followed inside the folder only.
pub fn list(path: &Path) -> Result<Listing, OpenError> {
    let system = |error: std::io::Error| match error.kind() {
        // Nothing is below a file.
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => OpenError::Missing(path.to_path_buf()),
        _ => OpenError::System(path.to_path_buf(), errno(&error)),
    };
    let found = fs::metadata(path).map_err(system)?;
    let real = fs::canonicalize(path).map_err(system)?;
    if found.is_dir() {
        return list_folder(&real).map_err(system);
    }
    if let Some(kind) = special(&found) {
        return Err(OpenError::Special(path.to_path_buf(), kind));
    }
    // A file has a name and a folder, and a canonical path ends in that name.
    let (Some(root), Some(name)) = (real.parent(), path.file_name().or(real.file_name())) else {
        return Err(OpenError::Special(path.to_path_buf(), words::KIND_UNKNOWN));
    };
    let looked = Some(Fingerprint::of(&found));
    let file = Listed { path: PathBuf::from(name), real: real.clone(), bytes: found.len(), looked, problem: None };
    let root = root.to_path_buf();
    Ok(Listing { folders: vec![root.clone()], root, files: vec![file], leftovers: Vec::new() })
}

/// Reads one listed file.
pub fn load(root: &Path, file: Listed) -> Loaded {
    let Listed { path, real, problem, .. } = file;
    let place = match problem {
        Some(problem) => Err(problem),
        None => resolve(root, &real, Missing::Refuse),
    };
    match place {
        Err(problem) => Loaded { path, real, text: Err(problem), writable: false },
        Ok(place) => {
            let text = read_text(&place);
            let writable = text.is_ok() && place.file_is_writable() && place.folder_is_writable();
            Loaded { path, real, text, writable }
        }
    }
}

/// The first lines of a listed file, as far as they are text: a kibibyte at most.
pub fn head(root: &Path, file: &Listed) -> String {
    let bytes = match (&file.problem, resolve(root, &file.real, Missing::Refuse)) {
        (None, Ok(place)) => place.head(HEAD).unwrap_or_default(),
        _ => Vec::new(),
    };
    let lines = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    String::from_utf8_lossy(bytes.get(..lines).unwrap_or_default()).into_owned()
}

/// As many bytes hold what a file states before its first table.
const HEAD: u64 = 1 << 10;

/// What the file holds now, with its hash, to see whether and how it changed. The way to it is walked as a save walks it.
pub fn current(root: &Path, real: &Path) -> Result<(Hash, String), ReadProblem> {
    let text = read_text(&resolve(root, real, Missing::Refuse)?)?;
    Ok((Hash::of(text.as_bytes()), text))
}

/// Reads one file by itself, whatever its name.
///
/// # Errors
/// Where it is not there, or is no file.
pub fn read_file(path: &Path) -> Result<Loaded, OpenError> {
    if path.is_dir() {
        return Err(OpenError::Special(path.to_path_buf(), words::KIND_FOLDER));
    }
    let Listing { root, files, .. } = list(path)?;
    let file = files.into_iter().next().ok_or_else(|| OpenError::Missing(path.to_path_buf()))?;
    Ok(load(&root, file))
}

/// The first bytes, `most` and one more at most, of a file of another program, wherever it is. A pipe
/// will do: who named it knows what it is, and waits for its writer as with any other program.
///
/// # Errors
/// Where there is none, or it cannot be read.
pub fn read_other(path: &Path, most: u64) -> Result<Vec<u8>, ReadProblem> {
    let file = fs::File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(ReadProblem::Special(words::KIND_FOLDER));
    }
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Such bytes as text.
///
/// # Errors
/// Where there are more than `most`, or they are no text.
pub fn as_text(bytes: Vec<u8>, most: u64) -> Result<String, ReadProblem> {
    let many = bytes.len() as u64;
    if many > most { Err(ReadProblem::TooLarge(many)) } else { text(bytes) }
}

/// What changes, as far as a glance can tell, when a file or folder does. Two different fingerprints are a reason to look;
/// two equal ones are no proof, so a save compares the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    modified: (i64, i64),
    changed: (i64, i64),
    len: u64,
    inode: (u64, u64),
}

/// The fingerprint of what is at `real` now, links followed; `None` if nothing can be seen there. Of a folder, it changes
/// when a name in it comes or goes.
pub fn fingerprint(real: &Path) -> Option<Fingerprint> {
    fs::metadata(real).ok().as_ref().map(Fingerprint::of)
}

impl Fingerprint {
    fn of(found: &fs::Metadata) -> Fingerprint {
        Fingerprint {
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
            len: found.len(),
            inode: (found.dev(), found.ino()),
        }
    }
}

fn read_text(place: &Place) -> Result<String, ReadProblem> {
    text(place.read()?.bytes)
}

/// The bytes as text.
fn text(bytes: Vec<u8>) -> Result<String, ReadProblem> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        // What comes before the first wrong byte is UTF-8 by definition, so nothing is lost here.
        let before = String::from_utf8_lossy(&error.as_bytes()[..good]);
        let (line, column) = line_column(&before, good);
        ReadProblem::NotUtf8 { line, column }
    })?;
    match memchr::memchr(b'\0', text.as_bytes()) {
        None => Ok(text),
        Some(at) => {
            let (line, column) = line_column(&text, at);
            Err(ReadProblem::Nul { line, column })
        }
    }
}

/// What a file is called that is none.
fn special(found: &fs::Metadata) -> Option<Words> {
    place::kind(rustix::fs::FileType::from_raw_mode(found.mode()))
}

#[cfg(test)]
mod tests;
