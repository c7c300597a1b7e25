//! An archive that is read while it is already shown: its files come in behind the person, who can stop that and go on.
//!
//! Every file has its number from the start, and its place is held by one that is awaited ([`File::is_awaited`]); so no
//! record's number changes when others come. What is derived from the files is made anew when they have grown by half:
//! however many there are, that is a few times the work of once. Until then what has come waits, and nothing sees it.

pub mod again;

use crate::app::App;
use crate::app::checks;
use crate::app::commands::Context;
use crate::app::effect::Effect;
use crate::app::lists;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::new_year;
use crate::app::page;
use crate::app::pane::Motion;
use crate::app::pick;
use crate::app::reading::again::Known;
use crate::app::work;
use crate::insight::find::gather;
use crate::lang::words;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::search::segment::Gather;
use crate::search::segment::Segment;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::file::File;
use std::sync::Arc;

/// A file that has been read.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Its number in the archive.
    pub number: usize,
    /// The file.
    pub file: File,
    /// What its items are searched by.
    pub segment: Arc<Segment>,
}

/// What files are made ready by, one after the other: whoever reads has one of these.
#[derive(Debug, Default)]
pub struct Intake(Gather);

impl Intake {
    /// A file with all that is made of it by itself.
    pub fn arrived(&mut self, number: usize, file: File, request: &Request) -> Arrived {
        if request.has_series {
            file.note_metrics();
        }
        // The file beside the one that says what its categories and series are called: that is all a segment needs.
        let files: Vec<File> = request.about.iter().map(|about| (**about).clone()).chain([file.clone()]).collect();
        let at = files.len() - 1;
        let segment = Arc::new(gather::segment(&Archive::of(files, request.calendar), at, &mut self.0));
        Arrived { number, file, segment }
    }
}

/// Two are the same file by its number.
impl PartialEq for Arrived {
    fn eq(&self, other: &Arrived) -> bool {
        self.number == other.number
    }
}

impl Eq for Arrived {}

/// A file that is still to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// Its number in the archive.
    pub number: usize,
    /// The year that it seems to belong to; none where that has to be seen.
    pub year: Option<Year>,
}

/// Files to be read: those of these numbers, in this order.
#[derive(Clone, Debug)]
pub struct Request {
    /// Their numbers.
    pub files: Vec<usize>,
    /// Whether the archive has series, so that metrics will be looked for by their ids.
    pub has_series: bool,
    /// The file that says what the archive is.
    pub about: Option<Box<File>>,
    /// What decides which year they mean.
    pub calendar: Calendar,
    /// Hears of every byte, and ends it.
    pub signal: Signal,
}

/// Two ask for the same by the files that they ask for.
impl PartialEq for Request {
    fn eq(&self, other: &Request) -> bool {
        self.files == other.files
    }
}

impl Eq for Request {}

/// Files being read, and what of them has not been taken in.
#[derive(Debug, Default)]
pub struct Reading {
    /// What hears of it; none while nothing is read.
    signal: Option<Signal>,
    arrived: Vec<Arrived>,
    /// How many items the archive had when files were last taken in.
    items: usize,
    /// What is read again, until it is taken in.
    again: Option<Again>,
    /// It is read, and waits to be taken in.
    is_again: bool,
    /// Others have changed more than is read within a key, which waits for the end of this.
    is_behind: bool,
}

/// What is read again.
#[derive(Clone, Copy, Debug)]
enum Again {
    /// Every file.
    All,
    /// So many that others have changed.
    Changed(usize),
}

impl Reading {
    /// That of an archive that is about to be read, where something of it is awaited: what follows from all of it is not
    /// made before.
    pub(super) fn due(archive: &Archive) -> Reading {
        let is_due = archive.files.iter().any(File::is_awaited);
        Reading { signal: is_due.then(Signal::default), ..Reading::default() }
    }
}

/// Begins to read what is awaited, in this order.
pub fn begin(app: &mut App, awaited: &[Awaited]) {
    for Awaited { number, year } in awaited {
        if let Some(file) = app.archive_mut().files.get_mut(*number).filter(|file| file.is_awaited()) {
            file.year = *year;
        }
    }
    if awaited.is_empty() {
        return;
    }
    app.archive_mut().derive();
    app.year = app.archive.years.last().copied().flatten();
    app.year_changed();
    read(app, awaited.iter().map(|awaited| awaited.number).collect());
}

/// Reads again, for whoever wants to see what is on disk; what has never been read, first.
pub fn again(app: &mut App) {
    if app.reading.signal.is_some() {
        return;
    }
    let mut left: Vec<usize> = awaited(app).collect();
    if left.is_empty() {
        return again_from_disk(app);
    }
    // The year that shows, then the others from the last on.
    left.sort_by_key(|file| {
        let year = app.archive.files[*file].year;
        (year != app.year, std::cmp::Reverse(year), *file)
    });
    read(app, left);
}

/// What is on disk, of an archive that is read whole: at once, or behind the person where it is large.
fn again_from_disk(app: &mut App) {
    if !work::is_large(app) {
        return app.effects.push(Effect::Reload);
    }
    let signal = Signal::default();
    app.reading = Reading { signal: Some(signal.clone()), again: Some(Again::All), ..Reading::default() };
    app.effects.push(Effect::ReadAgain(signal));
}

/// Begins to read so many files that others have changed, too many for a key: what they are compared with, and what hears
/// of it. None while others are read; then they are looked for again after these.
pub fn changed(app: &mut App, files: usize) -> Option<(Known, Signal)> {
    if is_on(app) {
        app.reading.is_behind = true;
        return None;
    }
    let signal = Signal::default();
    let again = Some(Again::Changed(files));
    app.reading = Reading { signal: Some(signal.clone()), again, ..Reading::default() };
    Some((again::known(app), signal))
}

/// Whether files are read again, or wait to be taken in.
pub(super) fn is_again(app: &App) -> bool {
    app.reading.again.is_some()
}

/// What has been read again is being taken in: gives whether that is every file.
pub(super) fn taken_again(app: &mut App) -> bool {
    let again = app.reading.again.take();
    // What others did while these were read.
    app.stirred |= again.is_some();
    !matches!(again, Some(Again::Changed(_)))
}

/// Takes note that all is read again, or that this was stopped.
pub fn ended_again(app: &mut App) {
    app.reading.signal = None;
    app.reading.is_again = true;
}

/// Asks for what was read again, at a time when no record is held by its number.
pub(super) fn take_again(app: &mut App) {
    if std::mem::take(&mut app.reading.is_again) {
        app.effects.push(Effect::TakeAgain);
    }
}

/// Takes note that reading again was stopped: all is as it was.
pub fn stopped_again(app: &mut App) {
    app.reading.again = None;
    new_year::forget(app);
    app.say(words::work::NOT_AGAIN, &[]);
}

/// Stops reading; true if something was being read.
pub fn stop(app: &App) -> bool {
    app.reading.signal.as_ref().map(Signal::cancel).is_some()
}

/// Takes what has been read.
pub fn arrived(app: &mut App, arrived: Vec<Arrived>) {
    app.reading.arrived.extend(arrived);
    let new: usize = app.reading.arrived.iter().map(|arrived| arrived.file.count()).sum();
    if new > app.reading.items / 2 {
        take_in(app);
    }
}

/// Takes note that all is read, or as much as was wanted.
pub fn ended(app: &mut App) {
    app.reading.signal = None;
    app.stirred |= std::mem::take(&mut app.reading.is_behind);
    if !take_in(app) {
        // What was put off while files came.
        checks::renew(app);
        app.outline_changed();
        lists::renew_found(app);
    }
    page::refresh(app);
    pick::make_up(app);
    let (left, all) = (unread(app), app.archive.files.len());
    if left > 0 && app.status.text.is_empty() {
        let key = app.keymap.hint(Context::Browse, "reload");
        app.say(words::work::READ_PART, &[&(all - left).to_string(), &all.to_string(), &key]);
    }
}

/// Whether files are being read.
pub fn is_on(app: &App) -> bool {
    app.reading.signal.is_some()
}

/// How far the reading is, in words; none while nothing is read.
pub fn told(app: &App) -> Option<String> {
    let hundredths = app.reading.signal.as_ref()?.hundredths().unwrap_or(0);
    let files = match app.reading.again {
        Some(Again::Changed(files)) => files.to_string(),
        _ => app.archive.files.len().to_string(),
    };
    // In a list, Esc means that.
    let words = if matches!(app.mode, Mode::List(_)) { words::work::READING_ON } else { words::work::READING };
    Some(words.fill(app.lang, &[&hundredths.to_string(), &files]))
}

/// How many files have not been read, or not been taken in.
pub fn unread(app: &App) -> usize {
    awaited(app).count()
}

/// Whether every file is read that may be of that year: only then is it known which ids it has. Else it says so.
pub fn is_whole(app: &mut App, year: Option<Year>) -> bool {
    let is_of = |file: &File| file.is_awaited() && (file.year.is_none() || file.year == year);
    let is_whole = !app.archive.files.iter().any(is_of);
    if !is_whole {
        app.complain(words::work::NOT_ALL_READ, &[]);
    }
    is_whole
}

fn awaited(app: &App) -> impl Iterator<Item = usize> {
    app.archive.files.iter().enumerate().filter(|(_, file)| file.is_awaited()).map(|(at, _)| at)
}

fn read(app: &mut App, files: Vec<usize>) {
    let signal = Signal::default();
    app.reading = Reading { signal: Some(signal.clone()), items: app.archive.count(), ..Reading::default() };
    app.effects.push(Effect::Read(Request::of(&app.archive, files, signal)));
}

impl Request {
    /// What it takes to read these files of an archive.
    pub(super) fn of(archive: &Archive, files: Vec<usize>, signal: Signal) -> Request {
        let (calendar, has_series) = (archive.calendar, !archive.all_series().is_empty());
        let about = archive.files.iter().find(|file| file.about.is_some()).cloned().map(Box::new);
        Request { files, has_series, about, calendar, signal }
    }
}

/// Takes in what has come, and makes anew what follows from it. The person stays where they stand, and so does the list
/// around them: what comes before it is above. False where nothing has come.
fn take_in(app: &mut App) -> bool {
    let arrived = std::mem::take(&mut app.reading.arrived);
    let mut new = Vec::new();
    for Arrived { number, file, segment } in arrived {
        // What others did to a file meanwhile may have brought it already.
        if app.archive_mut().put(number, file) {
            app.index.put(number, segment);
            new.push(number);
        }
    }
    if new.is_empty() {
        return false;
    }
    let (item, category) = (app.item(), chosen_id(app));
    let above = app.pane(Focus::Items).above();
    app.archive_mut().derive();
    checks::renew(app);
    app.archive_read();
    if let Some(category) = category.filter(|id| chosen_id(app).as_ref() != Some(id)) {
        app.choose_category(app.archive.outline.find(&category));
        app.category_changed();
    }
    if let Some(item) = item.filter(|item| app.item() != Some(*item))
        && let Some(row) = app.view.items.place(item)
    {
        app.panes[Focus::Items as usize].go(Motion::To(row));
        app.item_changed();
    }
    app.panes[Focus::Items as usize].keep_above(above);
    app.reading.items = app.archive.count();
    lists::renew_found(app);
    true
}

/// The id of the chosen category: of an archive that states no outline, its number changes with what comes.
fn chosen_id(app: &App) -> Option<String> {
    app.archive.outline.get(app.chosen_category()??).map(|category| category.id.clone())
}
