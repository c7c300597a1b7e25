//! Which files a folder holds as an archive.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::store::disk::Fingerprint;
use crate::store::disk::Listed;
use crate::store::disk::Listing;
use crate::store::disk::MAX_DEPTH;
use crate::store::disk::lock::is_leftover;
use crate::store::disk::special;
use crate::store::unreadable::MAX_FILE;
use crate::store::unreadable::MAX_FILES;
use crate::store::unreadable::MAX_TOTAL;
use crate::store::unreadable::ReadProblem;

/// A walk through an archive's folders.
struct Walk {
    root: PathBuf,
    /// Folders still to be read: where each really is, and its name for people.
    folders: Vec<(PathBuf, PathBuf)>,
    /// Links still to be followed, by name for people. They wait until all real folders are read, so that a file is listed
    /// under its own name rather than a link's, whatever order the system names them in.
    links: BTreeMap<PathBuf, PathBuf>,
    /// Real files and folders met: each is taken once, which also ends a circle of links.
    seen: HashSet<PathBuf>,
    files: Vec<Listed>,
    /// Folders that were read.
    done: Vec<PathBuf>,
    leftovers: Vec<PathBuf>,
}

/// Lists the archive in the real folder `root`. Fails only if that folder itself cannot be read.
pub(super) fn list_folder(root: &Path) -> io::Result<Listing> {
    let mut walk = Walk {
        root: root.to_path_buf(),
        folders: Vec::new(),
        links: BTreeMap::new(),
        seen: HashSet::from([root.to_path_buf()]),
        files: Vec::new(),
        done: Vec::new(),
        leftovers: Vec::new(),
    };
    walk.read_folder(root, Path::new(""))?;
    loop {
        if let Some((real, path)) = walk.folders.pop() {
            if let Err(error) = walk.read_folder(&real, &path) {
                walk.note(path, real, error.into());
            }
        } else if let Some((path, link)) = walk.links.pop_first() {
            walk.follow(path, link);
        } else {
            break;
        }
    }
    let Walk { root, mut files, done: folders, mut leftovers, .. } = walk;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    leftovers.sort();
    budget(&mut files);
    Ok(Listing { root, files, folders, leftovers })
}

impl Walk {
    fn read_folder(&mut self, real: &Path, path: &Path) -> io::Result<()> {
        let entries = fs::read_dir(real)?;
        self.done.push(real.to_path_buf());
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let (real, path) = (real.join(&name), path.join(&name));
            if is_leftover(&name) {
                self.leftovers.push(real);
            } else if name.as_encoded_bytes().starts_with(b".") {
                continue;
            } else if entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
                self.links.insert(path, real);
            } else {
                self.meet(path, real);
            }
        }
        Ok(())
    }

    /// Takes in what is no link: a folder to read, or a file.
    fn meet(&mut self, path: PathBuf, real: PathBuf) {
        let found = match fs::symlink_metadata(&real) {
            Ok(found) => found,
            // Gone since the folder named it, or not for us to see.
            Err(error) => return self.note_toml(path, real, error.into()),
        };
        if found.is_dir() && !is_toml(&path) {
            // Two deep is a path of two names.
            if path.components().count() <= MAX_DEPTH && self.seen.insert(real.clone()) {
                self.folders.push((real, path));
            }
        } else if let Some(kind) = special(&found) {
            self.note_toml(path, real, ReadProblem::Special(kind));
        } else if is_toml(&path) && self.seen.insert(real.clone()) {
            let problem = (found.len() > MAX_FILE).then_some(ReadProblem::TooLarge(found.len()));
            self.files.push(Listed { path, real, bytes: found.len(), looked: Some(Fingerprint::of(&found)), problem });
        }
    }

    fn follow(&mut self, path: PathBuf, link: PathBuf) {
        match fs::canonicalize(&link) {
            Ok(real) if real.starts_with(&self.root) => self.meet_linked(path, real),
            Ok(real) if is_toml(&path) || real.is_dir() => self.note(path, link, ReadProblem::Outside),
            Ok(_) => {}
            Err(error) => self.note_toml(path, link, error.into()),
        }
    }

    /// Takes in the end of a link, which counts under the link's name: `latest.toml` may lead to a file of any name.
    fn meet_linked(&mut self, path: PathBuf, real: PathBuf) {
        if !self.seen.contains(&real) {
            self.meet(path, real);
        }
    }

    fn note_toml(&mut self, path: PathBuf, real: PathBuf, problem: ReadProblem) {
        if is_toml(&path) {
            self.note(path, real, problem);
        }
    }

    fn note(&mut self, path: PathBuf, real: PathBuf, problem: ReadProblem) {
        self.files.push(Listed { path, real, bytes: 0, looked: None, problem: Some(problem) });
    }
}

/// Refuses what goes beyond the most that is read of one archive, before anything is read.
fn budget(files: &mut Vec<Listed>) {
    let many = files.len();
    files.truncate(MAX_FILES + 1);
    if let Some(first) = files.get_mut(MAX_FILES) {
        // It tells for all those behind it.
        first.problem = Some(ReadProblem::TooMany(many));
    }
    let mut total: u64 = 0;
    for file in files.iter_mut().filter(|file| file.problem.is_none()) {
        total = total.saturating_add(file.bytes);
        if total > MAX_TOTAL {
            file.problem = Some(ReadProblem::TooMuch);
        }
    }
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}
