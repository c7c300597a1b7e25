//! A text lent to another program: a private file that goes when it is dropped, unless it is to be kept.

use crate::store::unreadable::MAX_FILE;
use std::fs;
use std::fs::OpenOptions;
use std::io;
use std::io::Read;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::path::PathBuf;

/// The file. Nobody else may read it.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
    keep: bool,
}

impl Scratch {
    /// A new file in the system's folder for such, holding `text`. Its name ends in `.toml`, for the editor's colours.
    ///
    /// # Errors
    /// Those of the system.
    pub fn new(text: &str) -> io::Result<Scratch> {
        let folder = std::env::temp_dir();
        for number in 0..100 {
            let path = folder.join(format!("annals-{}-{number}.toml", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
                Ok(mut file) => {
                    let scratch = Scratch { path, keep: false };
                    file.write_all(text.as_bytes())?;
                    return Ok(scratch);
                }
                // Kept from before, or someone else's: another name will do.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
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
    /// Those of the system; a file that is too large or no UTF-8 is invalid data.
    pub fn read(&self) -> io::Result<String> {
        let mut text = String::new();
        let read = fs::File::open(&self.path)?.take(MAX_FILE + 1).read_to_string(&mut text)?;
        if read as u64 > MAX_FILE { Err(io::ErrorKind::InvalidData.into()) } else { Ok(text) }
    }

    /// Leaves the file where it is.
    pub fn keep(mut self) {
        self.keep = true;
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.keep {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_lent_text_is_private_and_goes() {
        let scratch = Scratch::new("臺").unwrap();
        let path = scratch.path().to_path_buf();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(&path, "灣").unwrap();
        assert_eq!(scratch.read().unwrap(), "灣");
        drop(scratch);
        assert!(!path.exists());
        let kept = Scratch::new("x").unwrap();
        let path = kept.path().to_path_buf();
        kept.keep();
        assert!(path.exists());
        fs::remove_file(path).unwrap();
    }
}
