//! Reading files again, at once or behind the person. What has been written between that and the taking in, by them or by others,
//! is read once more then: nothing older takes the place of it.

use crate::app::event::Event;
use crate::app::meet::Reread;
use crate::app::reading::Intake;
use crate::app::reading::again::Known;
use crate::app::reading::again::is_about;
use crate::app::reading::again::reread;
use crate::run::desk::Desk;
use crate::run::first;
use crate::signal::Signal;
use crate::store::disk;
use crate::store::disk::Fingerprint;
use crate::store::disk::Listed;
use crate::store::disk::problem::OpenError;
use crate::store::file::Text;
use crate::store::parallel;
use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::thread;

/// What is to come: none where it was stopped.
#[derive(Debug)]
pub(super) struct Pending {
    come: Receiver<Option<Result<Vec<Fresh>, OpenError>>>,
    /// Whether that is every file.
    is_all: bool,
}

/// A file that was read again.
#[derive(Debug)]
pub(super) struct Fresh {
    file: Listed,
    /// What it looked like just before.
    looked: Option<Fingerprint>,
    read: Reread,
}

impl Desk {
    /// What is on disk now.
    ///
    /// # Errors
    /// Says why the archive cannot be opened any more.
    pub fn reload(&mut self) -> Result<Vec<Text>, OpenError> {
        let listing = disk::list(&self.path)?;
        Ok(self.load(listing.files))
    }

    /// Begins to read every file, by all cores, and to make ready what is other than what is `known`. It tells of every
    /// hundredth of the bytes, and of the end.
    pub fn read_again(&mut self, known: Known, signal: Signal, sender: &Sender<Event>) {
        let path = self.path.clone();
        self.begin_again(true, move || Ok(disk::list(&path)?.files), known, signal, sender);
    }

    /// The same of these files, which others have changed.
    pub fn read_changed(&mut self, files: Vec<Listed>, known: Known, signal: Signal, sender: &Sender<Event>) {
        self.begin_again(false, || Ok(files), known, signal, sender);
    }

    fn begin_again(
        &mut self,
        is_all: bool,
        files: impl FnOnce() -> Result<Vec<Listed>, OpenError> + Send + 'static,
        known: Known,
        signal: Signal,
        sender: &Sender<Event>,
    ) {
        let (give, come) = mpsc::channel();
        self.again = Some(Pending { come, is_all });
        let (tell, end) = (sender.clone(), sender.clone());
        // A program that has ended hears of nothing, and need not.
        signal.tell_by(move |_| _ = tell.send(Event::Progress));
        let (root, read_only) = (self.root.clone(), self.read_only);
        let job = move || {
            let read = files().map(|files| read(files, &root, read_only, known, &signal));
            let _ = give.send(read.transpose());
            let _ = end.send(Event::ReadAgain);
        };
        if thread::Builder::new().name("read".to_string()).spawn(job).is_err() {
            // The system has no thread to give: that counts as stopped.
            let _ = sender.send(Event::ReadAgain);
        }
    }

    /// What came of it, as it is on disk now; none where it was stopped.
    ///
    /// # Errors
    /// Says why the archive cannot be opened any more.
    pub fn take_again(&mut self) -> Option<Result<Vec<Reread>, OpenError>> {
        let Pending { come, is_all } = self.again.take()?;
        let read = come.try_recv().ok()??;
        Some(read.and_then(|read| if is_all { self.newest(read) } else { Ok(self.unchanged(read)) }))
    }

    fn newest(&mut self, read: Vec<Fresh>) -> Result<Vec<Reread>, OpenError> {
        let mut read: HashMap<PathBuf, Fresh> =
            read.into_iter().map(|fresh| (fresh.file.path.clone(), fresh)).collect();
        let files = disk::list(&self.path)?.files;
        let one = |file: Listed| match read.remove(&file.path) {
            Some(Fresh { looked, read, .. }) if looked == file.looked => {
                self.see(file, looked);
                Some(read)
            }
            _ => self.load(vec![file]).pop().map(Reread::Other),
        };
        Ok(files.into_iter().filter_map(one).collect())
    }

    /// Those that are as they were when they were read. The others are found changed by the next look.
    fn unchanged(&mut self, read: Vec<Fresh>) -> Vec<Reread> {
        let one = |Fresh { file, looked, read }: Fresh| {
            (looked == disk::fingerprint(&file.real)).then(|| {
                self.see(file, looked);
                read
            })
        };
        read.into_iter().filter_map(one).collect()
    }

    fn see(&mut self, file: Listed, looked: Option<Fingerprint>) {
        self.seen.insert(file.path.clone(), looked);
        self.real.insert(file.path, file.real);
    }
}

/// These files; none where nobody wants it any more.
fn read(files: Vec<Listed>, root: &Path, read_only: bool, mut known: Known, signal: &Signal) -> Option<Vec<Fresh>> {
    let bytes = |file: &Listed| usize::try_from(file.bytes).unwrap_or(0);
    signal.expect(files.iter().map(bytes).sum());
    if let Some(about) = files.iter().find(|file| is_about(&file.path)) {
        known.note(&first::text(disk::load(root, about.clone()), read_only));
    }
    let one = |intake: &mut Intake, file: Listed| {
        // Of what is no longer wanted, nothing more is begun.
        signal.step(0).ok()?;
        let looked = file.looked;
        let text = first::text(disk::load(root, file.clone()), read_only);
        let read = reread(text, &known, intake);
        signal.step(bytes(&file)).ok()?;
        Some(Fresh { file, looked, read })
    };
    parallel::map_with(files, Intake::default, one).into_iter().collect()
}
