//! A file that is read again beside the keys: compared with what is known of it, and made ready to be taken in.

use crate::app::App;
use crate::app::meet;
use crate::app::meet::Reread;
use crate::app::reading::Intake;
use crate::app::reading::Request;
use crate::search::segment::Segment;
use crate::signal::Signal;
use crate::store::file::ABOUT;
use crate::store::file::File;
use crate::store::file::Text;
use crate::store::follow;
use crate::store::problem::Flaw;
use crate::store::shared::Shared;
use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// The files as they are known, with their numbers: what is read again is another only if it differs.
#[derive(Clone, Debug)]
pub struct Known {
    files: HashMap<PathBuf, (usize, File)>,
    request: Request,
}

/// A file that is another than it was, with all that follows from it by itself.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The number and the text of the file whose place it takes; none where there was none.
    pub was: Option<(usize, Shared)>,
    /// The file.
    pub file: File,
    /// What its items are searched by.
    pub segment: Arc<Segment>,
    /// Where the records of the one before are now.
    pub moved: Vec<Option<usize>>,
    /// Why it must not be written, as [`Text::locked`].
    pub locked: Option<Flaw>,
}

/// What is known of the files now.
pub fn known(app: &App) -> Known {
    let files = app.archive.files.iter().enumerate();
    Known {
        files: files.map(|(at, file)| (file.path.clone(), (at, file.clone()))).collect(),
        request: Request::of(&app.archive, Vec::new(), Signal::default()),
    }
}

impl Known {
    /// Takes note of what the archive says of itself now, if this is where it does: the files are read by that.
    pub fn note(&mut self, text: &Text) {
        if is_about(&text.path) && text.text.is_ok() {
            self.request.about = Some(Box::new(File::read(text.clone(), self.request.calendar)));
        }
    }
}

/// Whether it is the file that says what the archive is.
pub fn is_about(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == ABOUT)
}

/// What a text that was read again comes to. What has been edited here, what cannot be read and what the archive says of itself
/// is left to be met by the person's side.
pub fn reread(text: Text, known: &Known, intake: &mut Intake) -> Reread {
    let old = known.files.get(&text.path);
    let readable = old.filter(|(_, file)| meet::unreadable(file).is_none());
    let is_same = |now: &String| readable.is_some_and(|(_, file)| *file.saved == **now);
    if text.text.as_ref().is_ok_and(is_same) {
        return Reread::Same(text.path, text.locked);
    }
    if text.text.is_err() || is_about(&text.path) || old.is_some_and(|(_, file)| file.is_unsaved()) {
        return Reread::Other(text);
    }
    let locked = text.locked.clone();
    let file = File::read(text, known.request.calendar);
    let moved = old.map_or(Vec::new(), |(_, old)| follow::records(old, &file));
    let arrived = intake.arrived(0, file, &known.request);
    let was = old.map(|(number, old)| (*number, old.saved.clone()));
    Reread::Ready(Box::new(Ready { was, file: arrived.file, segment: arrived.segment, moved, locked }))
}
