//! What is done to many records at once. Each file is proved and read again, which takes its time: of many bytes that
//! is done beside the keys, and nothing has changed until all of it can be.

use crate::app::App;
use crate::app::Status;
use crate::app::commands::Context;
use crate::app::find;
use crate::app::follow::Moves;
use crate::app::history;
use crate::app::history::Step;
use crate::app::mode::Stand;
use crate::app::reading::Arrived;
use crate::app::reading::Intake;
use crate::app::reading::Request;
use crate::app::records;
use crate::app::records::copies;
use crate::app::records::copies::Copies;
use crate::app::records::copies::Copying;
use crate::app::records::copies::NoCopies;
use crate::app::recover::take as recovering;
use crate::app::recover::take::Clash;
use crate::app::recover::take::Placed;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Kind;
use crate::lang::words;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::apply;
use crate::store::apply::Made;
use crate::store::apply::files_of;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::Refusal;
use crate::store::file::File;
use crate::store::follow;
use crate::store::parallel;
use crate::store::splice::Splice;
use std::sync::Arc;

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Deed {
    /// These changes, each in the file of its number.
    Change(Vec<(usize, Change)>),
    /// What duplicating these comes to.
    Copy(Copying),
    /// Taking a step back.
    Back(Arc<Vec<(usize, Splice)>>),
    /// Making it again.
    Again(Arc<Vec<(usize, Splice)>>),
    /// Taking up what an earlier start left unsaved.
    TakeUp(Vec<Placed>),
}

/// What is told when it is done, and what is gone to.
#[derive(Clone, Debug)]
pub(super) enum Then {
    /// So many are deleted; the item that was chosen, where it stays.
    Deleted(Option<ItemId>, usize),
    /// So many have moved to the category of this id, this one the first.
    Moved(ItemId, usize, String),
    /// So many are duplicated, into that year if one is said; the one to go to, once it is known.
    Duplicated(Option<ItemId>, usize, Option<Option<Year>>),
    /// The last step is taken back.
    Undone,
    /// The step last taken back is done again.
    Redone,
    /// These are taken up, but for those that clash.
    TakenUp(Vec<Placed>, Vec<Clash>),
}

/// What is being done beside the keys.
#[derive(Debug, Default)]
pub struct Bulk {
    awaited: Option<(String, Stand, Then)>,
    ready: Option<Ready>,
}

/// What came of it: to be taken if the archive is still the one it was made of.
#[derive(Clone, Debug)]
pub struct Ready {
    archive: Arc<Archive>,
    made: Result<Done, Refused>,
}

/// Why nothing was made.
#[derive(Clone, Debug)]
enum Refused {
    Change(Refusal),
    Copies(NoCopies),
}

#[derive(Clone, Debug)]
struct Done {
    splices: Vec<(usize, Splice)>,
    files: Vec<Arrived>,
    moves: Moves,
    /// The item to go to, where that shows only now.
    goal: Option<ItemId>,
    clashes: Vec<Clash>,
}

/// Files of as many bytes in all are changed within a key; where little else follows from them, of four times as many.
pub(in crate::app) const FEW: usize = 1 << 19;

/// Whether so many changes of these files take long, which bring so many bytes more. Each file is proved and read as a whole,
/// and more than a few changes of one may ask for that more than once.
pub(super) fn is_many(app: &App, files: &[usize], changes: usize, more: usize) -> bool {
    let bytes = |file: &usize| app.archive.files.get(*file).map_or(0, |file| file.text.len());
    let most = if work::is_large(app) { FEW } else { 4 * FEW };
    changes > 1 && files.iter().map(bytes).sum::<usize>() + more > most
}

/// Makes changes as one step of undo, at once or beside the keys: all, or none where one is refused.
pub(super) fn make(app: &mut App, label: String, changes: Vec<(usize, Change)>, then: Then) {
    if is_many(app, &files_of(&changes), changes.len(), 0) {
        begin(app, Deed::Change(changes), label, then);
    } else if records::make(app, label, changes) {
        finish(app, then);
    }
}

/// Duplicates, at once or beside the keys.
pub(super) fn copy(app: &mut App, copying: Copying) {
    let label = words::LABEL_DUPLICATE.say(app.lang).to_string();
    let mut files: Vec<usize> = copying.items.iter().map(|item| item.file).collect();
    files.dedup();
    let then = Then::Duplicated(None, copying.items.len(), copying.into);
    if is_many(app, &files, copying.items.len(), 0) {
        return begin(app, Deed::Copy(copying), label, then);
    }
    // Nobody has the other end of this signal.
    match copies::of(&app.archive, &copying, &Signal::default()) {
        Ok(Ok(Copies { changes, goal })) if goal.is_some() => {
            make(app, label, changes, Then::Duplicated(goal, copying.items.len(), copying.into));
        }
        Ok(Err(why)) => app.status = Status { text: why.describe(app), bad: true },
        Ok(Ok(_)) | Err(Cancelled) => {}
    }
}

/// Takes up what an earlier start left unsaved, at once or beside the keys.
pub(in crate::app) fn take_up(app: &mut App, drafts: Vec<Placed>) {
    let label = words::LABEL_RECOVER.say(app.lang).to_string();
    let then = Then::TakenUp(drafts.clone(), Vec::new());
    if drafts.len() > 1 && drafts.iter().map(|(_, draft)| draft.mine.len()).sum::<usize>() > FEW {
        return begin(app, Deed::TakeUp(drafts), label, then);
    }
    app.bulk.awaited = Some((label, find::stand(app), then));
    // Nobody has the other end of this signal.
    app.bulk.ready = ready(&app.archive, Deed::TakeUp(drafts), &Signal::default()).ok();
    take(app);
}

/// Begins it beside the keys. What is being taken up from an earlier start comes first.
pub(super) fn begin(app: &mut App, deed: Deed, label: String, then: Then) {
    if matches!(app.bulk.awaited, Some((_, _, Then::TakenUp(..)))) {
        return app.complain(words::draft::TAKING_UP, &[]);
    }
    app.bulk = Bulk { awaited: Some((label, find::stand(app), then)), ready: None };
    work::begin(app, Job::Change(deed));
}

/// Whether something is being changed.
pub(in crate::app) fn is_awaited(app: &App) -> bool {
    app.bulk.awaited.is_some()
}

/// It is not wanted any more.
pub(in crate::app) fn stop(app: &mut App) {
    work::cancel(app, Kind::Change);
    match std::mem::take(&mut app.bulk).awaited {
        Some((_, _, Then::TakenUp(..))) => recovering::stop(app),
        _ => app.say(words::work::NOT_CHANGED, &[]),
    }
}

/// Makes it ready.
///
/// # Errors
/// Nobody wants it any more.
pub fn ready(archive: &Arc<Archive>, deed: Deed, signal: &Signal) -> Result<Ready, Cancelled> {
    // Each file is changed, and then looked at for what follows from it.
    let changed = |changes: Vec<(usize, Change)>| {
        signal.expect(2 * files_of(&changes).len());
        Ok(apply::plan(archive, changes, signal)?.map_err(|(_, refusal)| Refused::Change(refusal)))
    };
    let spliced = |splices: Vec<(usize, Splice)>| {
        signal.expect(2 * files_of(&splices).len());
        apply::spliced(archive, splices, signal).map(Ok)
    };
    let (mut to, mut clashes) = (None, Vec::new());
    let made = match deed {
        Deed::Change(changes) => changed(changes)?,
        Deed::Copy(copying) => match copies::of(archive, &copying, signal)? {
            Ok(Copies { changes, goal }) => {
                to = goal;
                changed(changes)?
            }
            Err(why) => Err(Refused::Copies(why)),
        },
        Deed::Back(splices) => spliced(history::back(&splices))?,
        Deed::Again(splices) => spliced(splices.to_vec())?,
        Deed::TakeUp(drafts) => {
            signal.expect(2 * drafts.len());
            let (made, others) = recovering::made(archive, drafts, signal)?;
            clashes = others;
            Ok(made)
        }
    };
    let made = match made {
        Ok(made) => Ok(Done { goal: to, clashes, ..done(archive, made, signal)? }),
        Err(refused) => Err(refused),
    };
    Ok(Ready { archive: archive.clone(), made })
}

/// What follows from each file by itself.
fn done(archive: &Archive, made: Made, signal: &Signal) -> Result<Done, Cancelled> {
    let Made { splices, files } = made;
    let request = Request::of(archive, Vec::new(), signal.clone());
    let one = |intake: &mut Intake, (number, file): (usize, File)| {
        signal.step(0)?;
        let moved = archive.files.get(number).map_or(Vec::new(), |old| follow::records(old, &file));
        let arrived = intake.arrived(number, file, &request);
        signal.step(1).map(|()| (arrived, (number, moved)))
    };
    let done: Result<Vec<_>, Cancelled> = parallel::map_with(files, Intake::default, one).into_iter().collect();
    let (files, moves) = done?.into_iter().unzip();
    Ok(Done { splices, files, moves, goal: None, clashes: Vec::new() })
}

/// Takes note that it is ready.
pub(in crate::app) fn made(app: &mut App, ready: Ready) {
    app.bulk.ready = Some(ready);
}

/// Takes what is ready, at a time when no record is held by its number.
pub(in crate::app) fn take(app: &mut App) {
    let Some(Ready { archive, made }) = app.bulk.ready.take() else { return };
    let Some((label, from, then)) = app.bulk.awaited.take() else { return };
    if let Then::TakenUp(drafts, _) = &then {
        // Others may have come or changed meanwhile, but the files that it is about must be what they were.
        let is_same = |(at, _): &Placed| is_same(&archive, &app.archive, *at);
        if !drafts.iter().all(is_same) {
            let drafts = drafts.clone();
            return take_up(app, drafts);
        }
    } else if !Arc::ptr_eq(&archive, &app.archive) {
        return app.complain(words::work::OVERTAKEN, &[]);
    }
    drop(archive);
    let Done { splices, files, moves, goal, clashes } = match made {
        Ok(done) => done,
        Err(refused) => {
            let text = match refused {
                Refused::Change(refusal) => refusal.describe(app.lang),
                Refused::Copies(why) => why.describe(app),
            };
            app.status = Status { text, bad: true };
            return;
        }
    };
    let then = match then {
        Then::Duplicated(_, count, into) => Then::Duplicated(goal, count, into),
        Then::TakenUp(..) => Then::TakenUp(Vec::new(), clashes),
        then => then,
    };
    if !files.is_empty() {
        app.files_made(files, moves, &[]);
    }
    if matches!(then, Then::Undone | Then::Redone) {
        parallel::let_go(splices);
    } else if !splices.is_empty() {
        app.history.push(Step { label, splices: Arc::new(splices), from });
    }
    finish(app, then);
}

/// Whether a file is the same in both: its text, and what is known to be on disk.
fn is_same(was: &Archive, is: &Archive, file: usize) -> bool {
    let same = |(was, is): (&File, &File)| was.text.is_same(&is.text) && was.saved.is_same(&is.saved);
    was.files.get(file).zip(is.files.get(file)).is_some_and(same)
}

/// Tells that it is done, and goes to what it was done to.
fn finish(app: &mut App, then: Then) {
    app.marked.clear();
    match then {
        Then::TakenUp(_, clashes) => recovering::taken(app, clashes),
        Then::Deleted(stays, count) => {
            if let Some(item) = stays {
                find::go_to(app, item);
            }
            let undo = app.keymap.hint(Context::Browse, "undo");
            app.say(words::DID_DELETE, &[&count.to_string(), &undo]);
        }
        Then::Moved(first, count, category) => {
            find::go_to(app, first);
            let found = app.archive.outline.find(&category).and_then(|index| app.archive.outline.get(index));
            let title = found.map_or(category.clone(), |category| category.title.clone());
            app.say(words::DID_MOVE, &[&count.to_string(), &title]);
        }
        Then::Duplicated(goal, count, into) => {
            goal.into_iter().for_each(|goal| find::go_to(app, goal));
            match into.map(|year| app.show_year(year)) {
                None => app.say(words::DID_DUPLICATE, &[&count.to_string()]),
                Some(year) => app.say(words::DID_DUPLICATE_TO, &[&count.to_string(), &year]),
            }
        }
        // The archive is as it was when it was asked for, and so is the history.
        Then::Undone => {
            if let Some(Step { label, from, .. }) = app.history.step_back().cloned() {
                records::undone(app, &label, from);
            }
        }
        Then::Redone => {
            if let Some(Step { label, splices, from }) = app.history.step_again().cloned() {
                find::go_back_to(app, from);
                records::redone(app, &label, splices.last());
            }
        }
    }
}
