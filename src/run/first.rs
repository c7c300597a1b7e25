//! What of a large archive is read before its first screen shows: what it says of itself, and the beginning of its last
//! year. Of the other files only the first lines are looked at, for the years they belong to.

use crate::app::reading::Awaited;
use crate::model::year::Calendar;
use crate::store::disk;
use crate::store::file::ABOUT;
use crate::store::file::File;
use crate::store::file::Text;
use crate::store::head;
use crate::store::parallel;
use crate::store::problem::Flaw;
use crate::store::unreadable::ReadProblem;
use std::cmp::Reverse;
use std::path::Path;

/// An archive of more bytes is not read before it is shown: so many take a tenth of a second.
pub const MOST: u64 = 4 << 20;

/// The files, of which those are read that the first screen shows and that are `wanted`, by their paths; and the others,
/// those of the last year first.
pub(super) fn choose(
    root: &Path,
    files: &[disk::Listed],
    read_only: bool,
    is_wanted: impl Fn(&Path) -> bool,
) -> (Vec<Text>, Vec<Awaited>) {
    let is_about = |file: &disk::Listed| file.path.file_name().is_some_and(|name| name == ABOUT);
    let load = |file: &disk::Listed| text(disk::load(root, file.clone()), read_only);
    let about = files.iter().find(|file| is_about(file)).map(load);
    // The calendar decides which of two years is the later.
    let about = about.and_then(|text| File::read(text, Calendar::default()).about);
    let calendar = about.map_or(Calendar::default(), |about| about.calendar);
    let years = parallel::map(files.iter().collect(), |file| head::year(&disk::head(root, file), calendar));
    let of_last = years.iter().flatten().max().and_then(|last| years.iter().position(|year| *year == Some(*last)));
    let is_first = |number: usize, file: &disk::Listed| {
        // Without a year, something has to show.
        is_about(file) || is_wanted(&file.path) || of_last.unwrap_or(0) == number
    };
    let mut awaited = Vec::new();
    let mut texts = Vec::with_capacity(files.len());
    for (number, (file, year)) in files.iter().zip(years).enumerate() {
        if is_first(number, file) {
            texts.push(load(file));
        } else {
            awaited.push(Awaited { number, year });
            texts.push(Text { path: file.path.clone(), text: Err(ReadProblem::NotYet), locked: None });
        }
    }
    awaited.sort_by_key(|awaited| (Reverse(awaited.year), awaited.number));
    (texts, awaited)
}

/// A file that was read, as the archive takes it.
pub(super) fn text(loaded: disk::Loaded, read_only: bool) -> Text {
    let locked = match &loaded.text {
        _ if read_only => Some(Flaw::AskedReadOnly),
        Ok(_) if !loaded.writable => Some(Flaw::NoPermission),
        _ => None,
    };
    Text { path: loaded.path, text: loaded.text, locked }
}
