//! Reading every file again, at once or behind the person. What has been written between that and the taking in, by them or by others,
//! is read once more then: nothing older takes the place of it.

use crate::app::event::Event;
use crate::app::meet::Reread;
use crate::run::desk::Desk;
use crate::run::first;
use crate::signal::Signal;
use crate::store::disk;
use crate::store::disk::Fingerprint;
use crate::store::disk::Listed;
use crate::store::disk::problem::OpenError;
use crate::store::file::Text;
use crate::store::parallel;
use crate::store::shared::Shared;
use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::thread;

/// What is to come: none where it was stopped.
pub(super) type Pending = Receiver<Option<Result<Vec<Fresh>, OpenError>>>;

/// A file that was read again.
#[derive(Debug)]
pub(super) struct Fresh {
    path: PathBuf,
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

    /// Begins to read every file, by all cores; `known` are the texts that were on disk, as far as is known. It tells of
    /// every hundredth of the bytes, and of the end.
    pub fn read_again(&mut self, known: HashMap<PathBuf, Shared>, signal: Signal, sender: &Sender<Event>) {
        let (give, pending) = mpsc::channel();
        self.again = Some(pending);
        let (tell, end) = (sender.clone(), sender.clone());
        // A program that has ended hears of nothing, and need not.
        signal.tell_by(move |_| _ = tell.send(Event::Progress));
        let (path, root, read_only) = (self.path.clone(), self.root.clone(), self.read_only);
        let job = move || {
            let _ = give.send(read(&path, &root, read_only, &known, &signal).transpose());
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
        let read = self.again.take()?.try_recv().ok()??;
        Some(read.and_then(|read| self.newest(read)))
    }

    fn newest(&mut self, read: Vec<Fresh>) -> Result<Vec<Reread>, OpenError> {
        let mut read: HashMap<PathBuf, Fresh> = read.into_iter().map(|fresh| (fresh.path.clone(), fresh)).collect();
        let files = disk::list(&self.path)?.files;
        let one = |file: Listed| match read.remove(&file.path) {
            Some(Fresh { looked, read, .. }) if looked == file.looked => {
                self.seen.insert(file.path.clone(), looked);
                self.real.insert(file.path, file.real);
                Some(read)
            }
            _ => self.load(vec![file]).pop().map(Reread::Other),
        };
        Ok(files.into_iter().filter_map(one).collect())
    }
}

/// Every file; none where nobody wants it any more.
fn read(
    path: &Path,
    root: &Path,
    read_only: bool,
    known: &HashMap<PathBuf, Shared>,
    signal: &Signal,
) -> Result<Option<Vec<Fresh>>, OpenError> {
    let files = disk::list(path)?.files;
    let bytes = |file: &Listed| usize::try_from(file.bytes).unwrap_or(0);
    signal.expect(files.iter().map(bytes).sum());
    let one = |file: Listed| {
        // Of what is no longer wanted, nothing more is begun.
        signal.step(0).ok()?;
        let looked = file.looked;
        let (path, bytes) = (file.path.clone(), bytes(&file));
        let text = first::text(disk::load(root, file), read_only);
        signal.step(bytes).ok()?;
        Some(Fresh { path, looked, read: reread(text, known) })
    };
    Ok(parallel::map(files, one).into_iter().collect())
}

fn reread(text: Text, known: &HashMap<PathBuf, Shared>) -> Reread {
    let is_same = |now: &String| known.get(&text.path).is_some_and(|known| **known == **now);
    match text.text.as_ref().is_ok_and(is_same) {
        true => Reread::Same(text.path, text.locked),
        false => Reread::Other(text),
    }
}
