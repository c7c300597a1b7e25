//! Beginning a year: asked first, made on disk a few files at a time, taken in, gone to.

use crate::app::App;
use crate::app::Status;
use crate::app::browse;
use crate::app::commands::Context;
use crate::app::effect::Effect;
use crate::app::meet;
use crate::app::mode::About;
use crate::app::mode::Mode;
use crate::app::mode::Question;
use crate::app::reading;
use crate::app::records::bulk;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Made;
use crate::lang::words;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::file::Text;
use crate::store::new_year;
use crate::store::new_year::NewFile;
use crate::store::new_year::NoYear;
use crate::store::problem::Flaw;
use std::path::PathBuf;

/// Asks whether the year after the archive's last is to begin, and tells what that makes.
pub fn ask(app: &mut App) {
    if is_making(app) {
        return;
    }
    let never = |flaw: &Flaw| matches!(flaw, Flaw::Sample | Flaw::AskedReadOnly);
    let locked = app.archive.files.iter().find_map(|file| file.locked.clone()).filter(never);
    if let Some(flaw) = locked {
        let why = flaw.describe(app.lang);
        return app.complain(words::CANNOT_NEW_YEAR, &[&why]);
    }
    let last = app.archive.years.iter().copied().flatten().max();
    if reading::unread(app) > 0 {
        return app.complain(words::work::NOT_ALL_READ, &[]);
    }
    let Some((from, year)) = last.and_then(|last| Some((last, Year::new(last.gregorian() + 1)?))) else {
        return app.complain(words::CANNOT_ADD_NOWHERE, &[]);
    };
    // There is one job that ends in a change, and this is the one that is wanted now.
    if bulk::is_awaited(app) {
        bulk::stop(app);
    }
    if let Some(Made::Begun(begun)) = work::ask(app, Job::Begin(year, from)) {
        planned(app, *begun);
    }
}

/// What a year would begin with.
#[derive(Clone, Debug)]
pub struct Begun {
    year: Year,
    from: Year,
    files: Result<Vec<NewFile>, NoYear>,
}

/// Makes the files of a year ready, which are not written.
///
/// # Errors
/// Nobody wants it any more.
pub fn ready(archive: &Archive, year: Year, from: Year, signal: &Signal) -> Result<Begun, Cancelled> {
    Ok(Begun { year, from, files: new_year::told(archive, year, from, signal)? })
}

/// Takes note of what a year would begin with.
pub(super) fn planned(app: &mut App, begun: Begun) {
    app.begun = Some(begun);
    take(app);
}

/// Asks about it, once the person is at nothing else.
pub(super) fn take(app: &mut App) {
    if !matches!(app.mode, Mode::Browse) {
        return;
    }
    let Some(Begun { year, from, files }) = app.begun.take() else { return };
    match files {
        Ok(files) => {
            let counts = [
                app.show_year(Some(year)),
                app.show_year(Some(from)),
                files.len().to_string(),
                files.iter().map(|file| file.items).sum::<usize>().to_string(),
                files.iter().map(|file| file.metrics).sum::<usize>().to_string(),
            ];
            let text = words::ASK_NEW_YEAR.fill(app.lang, &counts.each_ref().map(String::as_str));
            app.mode = Mode::Ask(Question { text, about: About::NewYear(year, files) });
        }
        Err(why) => {
            let why = why.describe(app.archive.calendar, app.lang);
            app.complain(words::CANNOT_NEW_YEAR, &[&why]);
        }
    }
}

/// Files of a year that are being made.
#[derive(Clone, Debug)]
pub(super) struct Making {
    year: Year,
    /// How many are asked for, and how many are on disk.
    files: usize,
    made: usize,
    /// What came of it in words, once no more of them will be made.
    end: Option<End>,
}

/// Why no more files are made.
#[derive(Clone, Debug)]
enum End {
    Whole,
    Stopped,
    Failed(String),
}

/// Asks for the files to be made.
pub fn begin(app: &mut App, year: Year, files: Vec<NewFile>) {
    app.making = Some(Making { year, files: files.len(), made: 0, end: None });
    app.effects.push(Effect::NewYear(files));
}

/// Whether files of a year are being made, or those that are made wait to be taken in.
pub(super) fn is_making(app: &App) -> bool {
    app.making.is_some()
}

/// Takes note that a file more is on disk, or that it and those after it could not be made, in words.
pub fn made(app: &mut App, outcome: Result<(), String>) {
    let Some(making) = app.making.as_mut() else { return };
    match outcome {
        Ok(()) => making.made += 1,
        Err(why) => making.end = Some(End::Failed(why)),
    }
    if making.made == making.files {
        making.end = Some(End::Whole);
    }
    let (made, files) = (making.made.to_string(), making.files.to_string());
    app.say(words::work::MAKING, &[&made, &files]);
    take_made(app);
}

/// Makes no more of them: what is on disk stays, each file whole. True if there was one still to be made.
pub(super) fn stop(app: &mut App) -> bool {
    let Some(making) = app.making.as_mut().filter(|making| making.end.is_none()) else { return false };
    making.end = Some(End::Stopped);
    app.effects.push(Effect::StopNewYear);
    true
}

/// Asks for what was made, once that is all and the person is at nothing else.
pub(super) fn take_made(app: &mut App) {
    let is_over = app.making.as_ref().is_some_and(|making| making.end.is_some());
    if is_over && matches!(app.mode, Mode::Browse) && !reading::is_on(app) && !reading::is_again(app) {
        app.effects.push(Effect::TakeNewYear);
    }
}

/// Takes what is new on disk, tells what was made, and goes to the new year where that is all of it.
pub fn begun(app: &mut App, texts: Vec<Text>, gone: &[PathBuf]) {
    meet::take(app, texts, Vec::new(), gone);
    taken(app);
}

/// The person does not wait for what was made to be read.
pub(super) fn forget(app: &mut App) {
    if app.making.as_ref().is_some_and(|making| making.end.is_some()) {
        app.making = None;
    }
}

/// What was made is taken in, if anything was.
pub(super) fn taken(app: &mut App) {
    let Some(Making { year, files, made, end }) = app.making.take() else { return };
    let shown = app.show_year(Some(year));
    match end {
        Some(End::Failed(why)) => return app.complain(words::CANNOT_NEW_YEAR, &[&why]),
        Some(End::Stopped) if made == 0 => return app.say(words::work::NONE_MADE, &[]),
        Some(End::Stopped) => {
            return app.complain(words::work::PART_MADE, &[&made.to_string(), &files.to_string(), &shown]);
        }
        Some(End::Whole) | None => {}
    }
    browse::go_to_year(app, Some(year));
    let enter = app.keymap.hint(Context::Browse, "enter-missing");
    let text = words::DID_NEW_YEAR.fill(app.lang, &[&shown, &enter]);
    // A collision that the reading found waits for its answer; that is the news then.
    if !matches!(app.mode, Mode::Ask(_)) {
        app.status = Status { text, bad: false };
    }
}
