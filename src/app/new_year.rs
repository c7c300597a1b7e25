//! Beginning a year: asked first, made on disk, taken in, gone to.

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

/// Asks for the files to be made.
pub fn begin(app: &mut App, year: Year, files: Vec<NewFile>) {
    app.effects.push(Effect::NewYear(year, files));
}

/// Takes what is new on disk, where the files were made or failed to be, in words; and goes to the new year.
pub fn begun(app: &mut App, year: Year, outcome: Result<(), String>, texts: Vec<Text>, gone: &[PathBuf]) {
    meet::take(app, texts, gone);
    if let Err(why) = outcome {
        return app.complain(words::CANNOT_NEW_YEAR, &[&why]);
    }
    browse::go_to_year(app, Some(year));
    let enter = app.keymap.hint(Context::Browse, "enter-missing");
    let shown = app.show_year(Some(year));
    let text = words::DID_NEW_YEAR.fill(app.lang, &[&shown, &enter]);
    // A collision that the reading found waits for its answer; that is the news then.
    if !matches!(app.mode, Mode::Ask(_)) {
        app.status = Status { text, bad: false };
    }
}
