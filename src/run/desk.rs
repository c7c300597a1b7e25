//! The disk's side of the loop: opening, writing and reading files again, and keeping drafts of what is not saved.

mod again;
mod kept;
mod makes;

use crate::app::App;
use crate::app::effect::Save;
use crate::app::fields::aside::Aside;
use crate::app::reading::Awaited;
use crate::app::recover::Recovered;
use crate::app::save::Outcome;
use crate::lang::words;
use crate::run::first;
use crate::run::reader;
use crate::store::disk;
use crate::store::disk::Fingerprint;
use crate::store::disk::problem::OpenError;
use crate::store::disk::problem::SaveError;
use crate::store::disk::save;
use crate::store::draft;
use crate::store::draft::Abandoned;
use crate::store::draft::Journal;
use crate::store::draft::entry::Entry;
use crate::store::draft::trouble::Trouble;
use crate::store::file::Text;
use crate::store::new_year::NewFile;
use crate::store::shared::Shared;
use crate::store::watch;
use crate::store::watch::Watch;
use std::collections::HashMap;
use std::collections::HashSet;
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// Where the archive's files are, and the journal of what is not on disk yet.
#[derive(Debug, Default)]
pub struct Desk {
    path: PathBuf,
    root: PathBuf,
    real: HashMap<PathBuf, PathBuf>,
    /// What each file looked like when it was last read or written here.
    seen: HashMap<PathBuf, Option<Fingerprint>>,
    watch: Option<Watch>,
    journal: Option<Journal>,
    /// The texts as the journal has them, by file number.
    journaled: HashMap<usize, Shared>,
    /// What was on disk when the journal was told so, by file number.
    based: HashMap<usize, Shared>,
    /// The texts in no record, as the journal has them.
    typing: Vec<Aside>,
    /// The last entries did not reach the journal, which has to be written anew.
    stale: bool,
    abandoned: Vec<Abandoned>,
    /// They are to be forgotten once the journal has what was taken up of them.
    is_discarding: bool,
    read_only: bool,
    /// The files that were left out at first, by file number.
    left_out: HashMap<usize, disk::Listed>,
    again: Option<again::Pending>,
    /// The files that are to be saved and have not been.
    pub(super) saves: VecDeque<Save>,
    /// Those of a new year that are to be made, and the paths of those that are.
    makes: VecDeque<NewFile>,
    made: Vec<PathBuf>,
}

/// What is there to begin with.
#[derive(Debug, Default)]
pub struct Opening {
    /// The files, for reading records from.
    pub texts: Vec<Text>,
    /// The files among them that are still to be read, in the order in which they are wanted.
    pub awaited: Vec<Awaited>,
    /// Unsaved work of an earlier start.
    pub recovered: Option<Recovered>,
    /// Copies that an interrupted save left, for a person to look at.
    pub kept: Vec<PathBuf>,
    /// Drafts that cannot be read, or not to their end: each by its path, with what is wrong.
    pub troubles: Vec<(PathBuf, Trouble)>,
}

/// What others did to the archive's files.
#[derive(Debug, Default)]
pub struct News {
    /// The files that are new or other than they were.
    pub texts: Vec<Text>,
    /// The files that are no longer there, by their paths below the archive.
    pub gone: Vec<PathBuf>,
    /// Files that are new or other and have not been read, being too many for that: for [`Desk::read_changed`].
    pub many: Vec<disk::Listed>,
}

impl Desk {
    /// Opens an archive. `state` is where drafts are kept; without it, or read-only, none are, and nothing is written.
    ///
    /// # Errors
    /// Says why the path cannot be opened at all.
    pub fn open(path: &Path, state: Option<&Path>, read_only: bool) -> Result<(Desk, Opening), OpenError> {
        Desk::open_first(path, state, read_only, u64::MAX)
    }

    /// Opens an archive; of one of more than so many bytes, only what the first screen shows.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_first(
        path: &Path,
        state: Option<&Path>,
        read_only: bool,
        most: u64,
    ) -> Result<(Desk, Opening), OpenError> {
        let opened = disk::list(path)?;
        let kept = match read_only {
            true => Vec::new(),
            false => save::sweep(&opened.root, &opened.leftovers),
        };
        let state = state.filter(|_| !read_only);
        let abandoned = state.map_or(Vec::new(), |state| draft::abandoned(state, &opened.root));
        let mut desk = Desk {
            path: path.to_path_buf(),
            journal: state.map(|state| Journal::new(state, &opened.root)),
            real: HashMap::new(),
            seen: HashMap::new(),
            watch: None,
            root: opened.root.clone(),
            journaled: HashMap::new(),
            based: HashMap::new(),
            typing: Vec::new(),
            stale: false,
            abandoned,
            is_discarding: false,
            read_only,
            left_out: HashMap::new(),
            again: None,
            saves: VecDeque::new(),
            makes: VecDeque::new(),
            made: Vec::new(),
        };
        let (texts, awaited) = match opened.files.iter().map(|file| file.bytes).sum::<u64>() > most {
            true => desk.load_first(opened.files),
            false => (desk.load(opened.files), Vec::new()),
        };
        desk.forget_saved(&texts);
        let recovered = desk.recovered();
        let troubles = desk.abandoned.iter().filter_map(|found| Some((found.path.clone(), found.trouble.clone()?)));
        let troubles = troubles.collect();
        Ok((desk, Opening { texts, awaited, recovered, kept, troubles }))
    }

    /// Forgets of the drafts what stands on disk: their program died between its save and its note of that.
    fn forget_saved(&mut self, texts: &[Text]) {
        let is_there = |file: &str, mine: &str| {
            let now = texts.iter().find(|text| text.path.to_string_lossy() == file);
            now.is_some_and(|now| now.text.as_deref() == Ok(mine))
        };
        for mut found in std::mem::take(&mut self.abandoned) {
            found.files.retain(|file| !is_there(&file.file, &file.mine));
            match found.files.is_empty() && found.typing.is_empty() && found.trouble.is_none() {
                // Should it stay, the next start tries again.
                true => _ = draft::discard(found),
                false => self.abandoned.push(found),
            }
        }
    }

    /// What is offered of the drafts. Their texts go with it, as those of hundreds of files are large.
    fn recovered(&mut self) -> Option<Recovered> {
        let files = self.abandoned.iter_mut().flat_map(|found| &mut found.files);
        let texts = |found: &mut draft::replay::Recovered| {
            (found.file.clone(), std::mem::take(&mut found.base), std::mem::take(&mut found.mine))
        };
        let files: Vec<_> = files.map(texts).collect();
        let typing = self.abandoned.iter().flat_map(|found| found.typing.clone());
        let typing: Vec<Aside> =
            typing.map(|typing| Aside { file: typing.file, mark: typing.what, text: typing.text }).collect();
        (!files.is_empty() || !typing.is_empty()).then_some(Recovered { files, typing })
    }

    /// Writes a file, by every step that a safe save takes.
    pub fn save(&mut self, app: &App, request: &Save) -> Outcome {
        let path = app.archive.files.get(request.file).map(|file| file.path.clone()).unwrap_or_default();
        let Some(real) = self.real.get(&path) else {
            return Outcome::Failed(words::SAVE_UNKNOWN.fill(app.lang, &[&path.display().to_string()]));
        };
        let wanted = save::Save { root: &self.root, real, expected: request.expected, text: &request.text };
        match save::save(&wanted) {
            Ok(saved) => {
                self.journaled.remove(&request.file);
                self.based.remove(&request.file);
                let now = disk::fingerprint(real);
                self.seen.insert(path.clone(), now);
                let done = Entry::Saved { file: path.to_string_lossy().into_owned() };
                // Should it fail, the next start finds that what the draft says stands on disk.
                self.stale |= self.journal.as_mut().is_some_and(|journal| journal.append(&[done]).is_err());
                let notes: Vec<String> = saved.notes.iter().map(|note| note.describe(app.lang)).collect();
                Outcome::Saved((!notes.is_empty()).then(|| notes.join("; ")))
            }
            Err(SaveError::Changed { text, .. }) => Outcome::Changed(text),
            Err(error) => Outcome::Failed(error.describe(app.lang)),
        }
    }

    /// What has changed on disk since it was last read or written here, as far as a glance tells.
    ///
    /// # Errors
    /// Says why the archive cannot be opened any more.
    pub fn look(&mut self) -> Result<News, OpenError> {
        self.look_for(u64::MAX)
    }

    /// The same; where they have more bytes than that, they are not read here.
    ///
    /// # Errors
    /// As [`Desk::look`].
    pub fn look_for(&mut self, most: u64) -> Result<News, OpenError> {
        let mut listing = disk::list(&self.path)?;
        if self.watch.as_mut().is_some_and(|watch| watch.follow(&listing.folders)) {
            // What came into a new folder before it was watched.
            listing = disk::list(&self.path)?;
        }
        let mut files = listing.files;
        let there: HashSet<&PathBuf> = files.iter().map(|file| &file.path).collect();
        let gone: Vec<PathBuf> = self.seen.keys().filter(|path| !there.contains(path)).cloned().collect();
        gone.iter().for_each(|path| _ = self.seen.remove(path));
        // A file that cannot be read is looked at again: nothing tells when its permissions change.
        files.retain(|file| {
            let now = file.looked;
            now.is_none() || file.problem.is_some() || self.seen.get(&file.path) != Some(&now)
        });
        Ok(match files.iter().map(|file| file.bytes).sum::<u64>() > most {
            true => News { texts: Vec::new(), gone, many: files },
            false => News { texts: self.load(files), gone, many: Vec::new() },
        })
    }

    /// Reads files. What each looked like when it was listed is taken down, so that a write since then is seen the next time.
    fn load(&mut self, files: Vec<disk::Listed>) -> Vec<Text> {
        self.note(&files);
        files.into_iter().map(|file| first::text(disk::load(&self.root, file), self.read_only)).collect()
    }

    fn note(&mut self, files: &[disk::Listed]) {
        self.seen.extend(files.iter().map(|file| (file.path.clone(), file.looked)));
        self.real.extend(files.iter().map(|file| (file.path.clone(), file.real.clone())));
    }

    /// Reads what the first screen shows, and what drafts are of: whether they are wanted shows by the files. The rest of
    /// the files is awaited.
    fn load_first(&mut self, files: Vec<disk::Listed>) -> (Vec<Text>, Vec<Awaited>) {
        self.note(&files);
        let drafts = self.abandoned.iter().flat_map(|found| &found.files).map(|found| found.file.as_str());
        let typing = self.abandoned.iter().flat_map(|found| &found.typing).map(|typing| typing.file.as_str());
        let wanted: HashSet<&str> = drafts.chain(typing).collect();
        let is_drafted = |path: &Path| wanted.contains(&*path.to_string_lossy());
        // Of hundreds of drafts the files are read behind the first screen, like all others.
        let bytes: u64 = files.iter().filter(|file| is_drafted(&file.path)).map(|file| file.bytes).sum();
        let is_wanted = |path: &Path| bytes <= first::MOST && is_drafted(path);
        let (texts, awaited) = first::choose(&self.root, &files, self.read_only, is_wanted);
        self.left_out = awaited.iter().map(|awaited| (awaited.number, files[awaited.number].clone())).collect();
        (texts, awaited)
    }

    /// What the files of these numbers are to be read by, elsewhere. Each is noted as it looked when it was listed.
    pub(super) fn lend(&self, numbers: &[usize]) -> reader::Order {
        let files: Vec<(usize, disk::Listed)> =
            numbers.iter().filter_map(|number| Some((*number, self.left_out.get(number)?.clone()))).collect();
        reader::Order { root: self.root.clone(), read_only: self.read_only, files }
    }

    /// Watches the archive's folders, and calls `tell` from another thread when it is worth a look: for a start, at once,
    /// for what happened before it was watched.
    pub fn watch(&mut self, tell: impl Fn() + Send + Clone + 'static) {
        if self.root.as_os_str().is_empty() {
            return;
        }
        let path = self.path.clone();
        let glance = move || {
            let files = disk::list(&path).map(|listing| listing.files).unwrap_or_default();
            files.into_iter().map(|file| (file.looked, file.real)).collect::<Vec<_>>()
        };
        self.watch = watch::start(&self.root, glance, tell.clone());
        if self.watch.is_some() {
            tell();
        }
    }

    /// Ends the journal: nothing in it is wanted any more, and of the drafts of earlier starts none that were to be forgotten.
    pub fn finish(mut self) -> io::Result<()> {
        if self.is_discarding {
            self.discard();
        }
        self.journal.map_or(Ok(()), Journal::finish)
    }
}
