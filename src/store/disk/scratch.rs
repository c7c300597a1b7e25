//! A text lent to another program: a file in a private folder, which both go when it is dropped, unless it is to be kept.

use crate::lang::words;
use crate::store::unreadable::MAX_FILE;
use crate::store::unreadable::ReadProblem;
use rustix::fs::OFlags;
use std::fs;
use std::fs::DirBuilder;
use std::fs::OpenOptions;
use std::hash::BuildHasher;
use std::hash::RandomState;
use std::io;
use std::io::Read;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::path::PathBuf;

/// The file. Nobody else may read it, nor what its editor puts beside it.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    path: PathBuf,
    keep: bool,
}

impl Scratch {
    /// A new file in the system's folder for such, holding `text`. Its name ends in `.toml`, for the editor's colours, and
    /// its path is absolute, so that no program takes it for an option.
    ///
    /// # Errors
    /// Those of the system.
    pub fn new(text: &str) -> io::Result<Scratch> {
        let folders = std::path::absolute(std::env::temp_dir())?;
        for _ in 0..100 {
            // Not to be foretold, lest someone take the names beforehand.
            let folder = folders.join(format!("annals-{:016x}", RandomState::new().hash_one(std::process::id())));
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            }
            // From here on dropping it removes the folder.
            let scratch = Scratch { path: folder.join("record.toml"), folder, keep: false };
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&scratch.path)?;
            file.write_all(text.as_bytes())?;
            return Ok(scratch);
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds now. Editors replace files, so it is opened anew.
    ///
    /// # Errors
    /// Those of the system, and in words where it is no file any more, too large, or no UTF-8.
    pub fn read(&self) -> io::Result<String> {
        // NONBLOCK: a FIFO that stands there now would have us wait.
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let file = OpenOptions::new().read(true).custom_flags(flags.bits() as i32).open(&self.path)?;
        if !file.metadata()?.is_file() {
            return Err(io::Error::other(ReadProblem::Special(words::KIND_UNKNOWN)));
        }
        let mut text = String::new();
        let read = file.take(MAX_FILE + 1).read_to_string(&mut text)? as u64;
        if read > MAX_FILE { Err(io::Error::other(ReadProblem::TooLarge(read))) } else { Ok(text) }
    }

    /// Leaves the file where it is.
    pub fn keep(mut self) {
        self.keep = true;
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.keep {
            // With whatever the editor left beside it: a copy, a list of undone changes.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_lent_text_is_private_and_goes() {
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let scratch = Scratch::new("臺").unwrap();
        let (path, folder) = (scratch.path().to_path_buf(), scratch.folder.clone());
        assert_eq!((mode(&path), mode(&folder), path.is_absolute()), (0o600, 0o700, true));
        fs::write(&path, "灣").unwrap();
        fs::write(folder.join("record.toml~"), "臺").unwrap();
        assert_eq!(scratch.read().unwrap(), "灣");
        drop(scratch);
        assert!(!folder.exists());
        let kept = Scratch::new("x").unwrap();
        let (path, folder) = (kept.path().to_path_buf(), kept.folder.clone());
        kept.keep();
        assert!(path.exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_left_may_be_anything() {
        let scratch = Scratch::new("x").unwrap();
        let left = |make: fn(&Path)| {
            let _ = fs::remove_file(scratch.path());
            make(scratch.path());
            scratch.read().map_err(|error| error.to_string())
        };
        assert_eq!(left(|path| fs::write(path, "y").unwrap()), Ok("y".to_string()));
        assert!(left(|path| fs::write(path, [0xff]).unwrap()).is_err());
        assert!(
            left(|path| fs::write(path, vec![b'x'; MAX_FILE as usize + 1]).unwrap()).unwrap_err().contains("split")
        );
        assert!(left(|_| ()).is_err());
        let fifo = |path: &Path| {
            rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        };
        assert!(left(fifo).is_err());
    }
}
