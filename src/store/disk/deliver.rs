//! Bytes for other programs into a file of any name, whole or not at all.
//!
//! Unlike a save it may go anywhere, and what was there is of no interest once it may be replaced. Like one, it is
//! written beside its place, confirmed by the disk, and only then put there.

use std::ffi::OsStr;
use std::fs;
use std::fs::File;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use rustix::fs::AtFlags;
use rustix::fs::FileType;
use rustix::fs::Mode;
use rustix::io::Errno;

use crate::lang::words;
use crate::store::disk::lock::temporary_name;
use crate::store::disk::place;
use crate::store::disk::place::Place;
use crate::store::disk::place::open_folder;
use crate::store::disk::problem::SaveError;
use crate::store::disk::problem::errno;
use crate::store::disk::write::Task;
use crate::store::disk::write::Temporary;
use crate::store::unreadable::ReadProblem;

/// Writes a file at `path`: what `write` writes, all of it, or nothing. Links are followed. What is there already is
/// replaced if `replace` says so, and keeps its permissions; else it is [`SaveError::Exists`], told before `write` runs.
///
/// # Errors
/// Those of the disk, as `E`, and those of `write`; either leaves what was there.
pub fn deliver<E: From<SaveError>>(
    path: &Path,
    replace: bool,
    write: impl FnOnce(&mut BufWriter<&File>) -> Result<(), E>,
) -> Result<(), E> {
    let place = find(path)?;
    let task = Task { place: &place, file: path };
    let old = match rustix::fs::statat(&place.folder, &place.name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(_) if !replace => return Err(SaveError::Exists { file: path.to_path_buf() }.into()),
        Ok(found) => match place::kind(FileType::from_raw_mode(found.st_mode)) {
            Some(kind) => return Err(SaveError::lost(path, ReadProblem::Special(kind)).into()),
            None => Some(found),
        },
        Err(_) => None,
    };
    if !place.folder_is_writable() {
        return Err(SaveError::ReadOnlyFolder { file: path.to_path_buf() }.into());
    }
    if old.is_some() && !place.file_is_writable() {
        return Err(SaveError::ReadOnly { file: path.to_path_buf() }.into());
    }
    let _lock = task.lock()?;
    task.clear_temporary()?;
    let temporary = Temporary::make(&place, &temporary_name(&place.name), Mode::from_raw_mode(0o666))
        .map_err(task.failed(words::STEP_MAKE))?;
    if let Some(old) = old {
        rustix::fs::fchmod(&temporary.file, Mode::from_raw_mode(old.st_mode)).map_err(task.failed(words::STEP_MAKE))?;
    }
    let mut out = BufWriter::new(&temporary.file);
    write(&mut out)?;
    let failed = |error: std::io::Error| task.failed(words::STEP_WRITE)(errno(&error));
    out.flush().map_err(failed)?;
    drop(out);
    temporary.file.sync_all().map_err(failed)?;
    match old {
        None => task.name_new(&temporary)?,
        Some(_) => {
            rustix::fs::renameat(&place.folder, &temporary.name, &place.folder, &place.name)
                .map_err(task.failed(words::STEP_RENAME))?;
            temporary.disarm();
        }
    }
    Ok(task.confirm()?)
}

/// Makes the folder `path`, unless there is one. Folders above it must be there.
///
/// # Errors
/// [`SaveError::Exists`] where it holds something already and `replace` does not say that this is fine, or where it is
/// no folder.
pub fn folder(path: &Path, replace: bool) -> Result<(), SaveError> {
    let system = |error: std::io::Error| SaveError::Failed {
        file: path.to_path_buf(),
        doing: words::STEP_MAKE,
        error: errno(&error),
    };
    match fs::create_dir(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && path.is_dir() => {
            let is_empty = fs::read_dir(path).map_err(system)?.next().is_none();
            if is_empty || replace { Ok(()) } else { Err(SaveError::Exists { file: path.to_path_buf() }) }
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(SaveError::Exists { file: path.to_path_buf() })
        }
        made => made.map_err(system),
    }
}

/// The folder and the name that `path` leads to, links followed; the name may belong to nothing yet.
fn find(path: &Path) -> Result<Place, SaveError> {
    let lost = |problem: ReadProblem| SaveError::lost(path, problem);
    let real: PathBuf = match fs::canonicalize(path) {
        Ok(real) => real,
        // A link to nothing is a slip, and not a place to make a file at.
        Err(_) if fs::symlink_metadata(path).is_ok() => return Err(lost(ReadProblem::Gone)),
        Err(_) => path.to_path_buf(),
    };
    let Some(name) = real.file_name() else { return Err(lost(ReadProblem::Special(words::KIND_FOLDER))) };
    let above = real.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let above = fs::canonicalize(above).map_err(|error| lost(folder_problem(error)))?;
    let folder = open_folder(rustix::fs::CWD, OsStr::new(&above)).map_err(lost)?;
    Ok(Place { folder, name: name.to_os_string(), path: path.to_path_buf() })
}

fn folder_problem(error: std::io::Error) -> ReadProblem {
    match errno(&error) {
        // `Gone` would speak of the file.
        Errno::NOENT => ReadProblem::System(Errno::NOENT),
        error => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::fs::symlink;

    fn put(path: &Path, replace: bool, text: &str) -> Result<(), SaveError> {
        deliver(path, replace, |out| {
            out.write_all(text.as_bytes()).unwrap();
            Ok(())
        })
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_new_or_replaced_on_demand() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        put(&path, false, "1").unwrap();
        assert!(matches!(put(&path, false, "2"), Err(SaveError::Exists { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "1");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        put(&path, true, "2").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "2");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        let link = folder.path().join("link");
        symlink(&path, &link).unwrap();
        put(&link, true, "3").unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), link.is_symlink()), ("3", true));
        assert_eq!(names(folder.path()), ["link", "x.csv"]);
    }

    #[test]
    fn what_fails_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        put(&path, false, "1").unwrap();
        let failed = deliver(&path, true, |out| {
            out.write_all(b"half").unwrap();
            Err(SaveError::Vanished { file: PathBuf::new() })
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "1");
        assert_eq!(names(folder.path()), ["x.csv"]);
        assert!(matches!(put(folder.path(), true, "1"), Err(SaveError::Unreadable { .. })));
        assert!(matches!(put(&folder.path().join("none/x.csv"), false, "1"), Err(SaveError::Unreadable { .. })));
        symlink("nowhere", folder.path().join("dangling")).unwrap();
        assert!(matches!(put(&folder.path().join("dangling"), true, "1"), Err(SaveError::Vanished { .. })));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(matches!(put(&path, true, "2"), Err(SaveError::ReadOnly { .. })));
    }

    #[test]
    fn a_folder_is_made_or_was_empty() {
        let above = tempfile::tempdir().unwrap();
        let path = above.path().join("package");
        super::folder(&path, false).unwrap();
        super::folder(&path, false).unwrap();
        put(&path.join("x"), false, "1").unwrap();
        assert!(matches!(super::folder(&path, false), Err(SaveError::Exists { .. })));
        super::folder(&path, true).unwrap();
        assert!(matches!(super::folder(&path.join("x"), true), Err(SaveError::Exists { .. })));
    }
}
