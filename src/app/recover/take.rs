//! Taking unsaved work up: the drafts of all files as one step of undo, made beside the keys where they are many; then what was
//! being typed, back into its field. Until all of it is done the drafts stay where they are, for the next start.

use crate::app::App;
use crate::app::commands::Context;
use crate::app::effect::Effect;
use crate::app::fields::aside;
use crate::app::fields::aside::Aside;
use crate::app::meet;
use crate::app::mode::Collision;
use crate::app::reading;
use crate::app::records::bulk;
use crate::app::recover;
use crate::app::recover::Draft;
use crate::lang::words;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::apply::Made;
use crate::store::archive::Archive;
use crate::store::file::File;
use crate::store::merge;
use crate::store::merge::Choice;
use crate::store::parallel;
use crate::store::splice;
use crate::store::splice::Splice;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

/// What the person wants to have back, and what of it is left to be done.
#[derive(Debug)]
pub(super) struct Wanted {
    drafts: Vec<Arc<Draft>>,
    typing: Vec<Aside>,
    /// Whether there was a file for each draft so far.
    whole: bool,
}

/// A draft, and the number of its file.
pub type Placed = (usize, Arc<Draft>);

/// A file of which the draft and what is on disk now have changed the same lines, and what is on disk.
pub type Clash = (usize, String);

/// Begins to take work up.
pub(super) fn begin(app: &mut App, drafts: Vec<Arc<Draft>>, typing: Vec<Aside>) {
    app.recovery.wanted = Some(Wanted { drafts, typing, whole: true });
    go_on(app);
    if app.recovery.wanted.is_some() && !bulk::is_awaited(app) {
        app.say(words::draft::TAKEN_UP_LATER, &[]);
    }
}

/// Goes on with it, once its files are read: one draft of each file at a time, as another lies over the first.
pub(in crate::app) fn go_on(app: &mut App) {
    if bulk::is_awaited(app) || is_too_early(app) {
        return;
    }
    let Some(Wanted { drafts, typing, mut whole }) = app.recovery.wanted.take() else { return };
    let numbers: HashMap<String, usize> =
        app.archive.files.iter().enumerate().map(|(at, file)| (file.path.to_string_lossy().into_owned(), at)).collect();
    let (mut round, mut rest, mut taken) = (Vec::new(), Vec::new(), HashSet::new());
    for draft in drafts {
        match numbers.get(&draft.path).filter(|at| app.archive.files[**at].locked.is_none()) {
            None => whole = false,
            Some(at) if taken.insert(*at) => round.push((*at, draft)),
            Some(_) => rest.push(draft),
        }
    }
    if round.is_empty() {
        return end(app, typing, whole);
    }
    app.recovery.wanted = Some(Wanted { drafts: rest, typing, whole });
    bulk::take_up(app, round);
}

/// Whether files that it is for are still being read.
fn is_too_early(app: &App) -> bool {
    let Some(wanted) = app.recovery.wanted.as_ref().filter(|_| reading::is_on(app)) else { return false };
    let awaited = app.archive.files.iter().filter(|file| file.is_awaited());
    let awaited: HashSet<_> = awaited.map(|file| file.path.to_string_lossy()).collect();
    wanted.drafts.iter().any(|draft| awaited.contains(draft.path.as_str()))
}

/// What taking these up comes to. Where both a draft and others have changed the same lines, the file is as if it had been
/// opened then and edited, and is to be met like any other that has moved on since.
///
/// # Errors
/// Nobody wants it any more.
pub(in crate::app) fn made(
    archive: &Archive,
    drafts: Vec<Placed>,
    signal: &Signal,
) -> Result<(Made, Vec<Clash>), Cancelled> {
    let one = |(number, draft): Placed| {
        signal.step(1)?;
        let Some(file) = archive.files.get(number) else { return Ok(None) };
        let (new, splices, theirs) = taken_up(file, &draft, archive);
        let splices: Vec<(usize, Splice)> = splices.into_iter().map(|splice| (number, splice)).collect();
        Ok(Some((splices, (number, new), theirs.map(|theirs| (number, theirs)))))
    };
    let (mut made, mut clashes) = (Made::default(), Vec::new());
    for (splices, file, clash) in parallel::try_map(drafts, one)?.into_iter().flatten() {
        if !splices.is_empty() {
            made.splices.extend(splices);
            made.files.push(file);
            clashes.extend(clash);
        }
    }
    Ok((made, clashes))
}

/// The file as it becomes, by which splices, and what is on disk where that clashes. A draft that is not the first of its file
/// lies over the others.
fn taken_up(file: &File, draft: &Draft, archive: &Archive) -> (File, Vec<Splice>, Option<String>) {
    let Draft { base, mine, .. } = draft;
    let with = |file: &File, text: &str| {
        let splices = splice::in_order(merge::splices(&file.text, text));
        (file.with_text(text, archive.calendar), splices)
    };
    // Mostly nobody has changed it since.
    if *file.text == **base {
        let (new, splices) = with(file, mine);
        return (new, splices, None);
    }
    let merged = merge::merge(base, mine, &file.text);
    if file.is_unsaved() || merged.clashes().next().is_none() {
        let (new, splices) = with(file, &merged.resolve(|_| Choice::Mine));
        return (new, splices, None);
    }
    let mut opened = file.with_text(base, archive.calendar);
    opened.saved_as(base);
    let (new, splices) = with(&opened, mine);
    (new, splices, Some(file.text.to_string()))
}

/// Takes note that a round is done, and goes on. Of several files that clash one is asked about now, the others when they
/// are saved.
pub(in crate::app) fn taken(app: &mut App, clashes: Vec<Clash>) {
    let (save, undo) = (app.keymap.hint(Context::Browse, "save"), app.keymap.hint(Context::Browse, "undo"));
    app.say(words::DID_RECOVER, &[&save, &undo]);
    if let Some((file, theirs)) = clashes.into_iter().next_back() {
        meet::meet(app, Collision::new(file, theirs, false));
    }
    go_on(app);
}

/// The person does not wait for the rest: its drafts stay.
pub(in crate::app) fn stop(app: &mut App) {
    app.recovery.wanted = None;
    app.say(words::draft::NOT_TAKEN_UP, &[]);
}

/// All files are done: what was being typed goes back where it was, and the drafts are no longer needed.
fn end(app: &mut App, typing: Vec<Aside>, whole: bool) {
    for text in &typing {
        // The field is gone: the text is at least there to be pasted.
        if !aside::restore(app, text) {
            app.cut.clone_from(&text.text);
            app.complain(words::RECOVER_NO_FIELD, &[]);
        }
    }
    app.recovery.open = typing.into_iter().next();
    recover::open_again(app);
    match whole {
        true => app.effects.push(Effect::DiscardDrafts),
        // A file that is gone or broken now: its draft waits for it.
        false => app.complain(words::RECOVER_WAITS, &[]),
    }
}
