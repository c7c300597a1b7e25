//! Several new files at once: none where one of them is there already.

use crate::lang::Lang;
use crate::lang::words;
use crate::store::disk::problem::SaveError;
use crate::store::disk::save;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Why not all files were made. Paths are below the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMade {
    /// These are there already; nothing was written.
    Exist(Vec<PathBuf>),
    /// One could not be made. Those before it are there, whole, and stay.
    Failed {
        /// The ones that are there.
        made: Vec<PathBuf>,
        /// What became of the one after those.
        error: SaveError,
    },
}

impl NotMade {
    /// What happened and what to do, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        let list = |paths: &[PathBuf]| {
            let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            paths.join(", ")
        };
        match self {
            NotMade::Exist(paths) => words::NEW_YEAR_EXIST.fill(lang, &[&list(paths)]),
            NotMade::Failed { made, error } if made.is_empty() => error.describe(lang),
            NotMade::Failed { made, error } => {
                words::NEW_YEAR_HALFWAY.fill(lang, &[&error.describe(lang), &list(made)])
            }
        }
    }
}

/// Makes the files, each by its path below the archive's real folder `root` with its text, in order. Each is whole or not
/// there ([`save::create`]); a file system has no way to make several as one, so what stands in the way is looked for first.
///
/// # Errors
/// A [`NotMade`] says what is there.
pub fn create_all<'f>(root: &Path, files: impl Iterator<Item = (&'f Path, &'f str)> + Clone) -> Result<(), NotMade> {
    are_free(root, files.clone().map(|(path, _)| path))?;
    let mut made = Vec::new();
    files.into_iter().try_for_each(|(path, text)| create(root, path, text, &mut made))
}

/// Whether nothing stands where these files are to be made, by their paths below the archive's real folder.
///
/// # Errors
/// Those that are there.
pub fn are_free<'f>(root: &Path, paths: impl Iterator<Item = &'f Path>) -> Result<(), NotMade> {
    let there = |path: &&Path| fs::symlink_metadata(root.join(path)).is_ok();
    let exist: Vec<PathBuf> = paths.filter(there).map(Path::to_path_buf).collect();
    if exist.is_empty() { Ok(()) } else { Err(NotMade::Exist(exist)) }
}

/// Makes the next of several files, `made` being those before it.
///
/// # Errors
/// [`NotMade::Failed`].
pub fn create(root: &Path, path: &Path, text: &str, made: &mut Vec<PathBuf>) -> Result<(), NotMade> {
    match save::create(root, path, text) {
        Ok(_) => made.push(path.to_path_buf()),
        Err(error) => return Err(NotMade::Failed { made: made.clone(), error }),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let make = |paths: &[&str]| create_all(&root, paths.iter().map(|path| (Path::new(*path), *path)));
        assert_eq!(make(&["111/a.toml", "111/b.toml"]), Ok(()));
        assert_eq!(fs::read_to_string(root.join("111/b.toml")).unwrap(), "111/b.toml");
        // What is there stays, and nothing comes beside it.
        fs::write(root.join("111/a.toml"), "mine").unwrap();
        symlink("nowhere", root.join("111/link.toml")).unwrap();
        let exist = make(&["111/new.toml", "111/a.toml", "111/link.toml"]);
        assert_eq!(exist, Err(NotMade::Exist(vec!["111/a.toml".into(), "111/link.toml".into()])));
        assert!(!root.join("111/new.toml").exists());
        assert_eq!(fs::read_to_string(root.join("111/a.toml")).unwrap(), "mine");
        // A failure half way tells what is there.
        fs::write(root.join("file"), "").unwrap();
        let halfway = make(&["112/a.toml", "file/b.toml", "112/c.toml"]).unwrap_err();
        assert!(
            matches!(&halfway, NotMade::Failed { made, .. } if *made == [PathBuf::from("112/a.toml")]),
            "{halfway:?}"
        );
        for lang in [Lang::En, Lang::Zh] {
            let told = halfway.describe(lang);
            assert!(told.contains("112/a.toml") && told.contains("file/b.toml") && told.lines().count() == 1, "{told}");
        }
        assert!(root.join("112/a.toml").exists() && !root.join("112/c.toml").exists());
        // Nothing is made outside.
        symlink("/tmp", root.join("out")).unwrap();
        assert!(matches!(make(&["out/annals-x/a.toml"]), Err(NotMade::Failed { .. })));
    }
}
