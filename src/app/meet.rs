//! Meeting other people's changes: what is on disk now and what was edited here become one text, or a question.

use crate::app::App;
use crate::app::checks;
use crate::app::dispute;
use crate::app::effect::Effect;
use crate::app::find;
use crate::app::follow::Moves;
use crate::app::history::Step;
use crate::app::mode::About;
use crate::app::mode::Answer;
use crate::app::mode::Collision;
use crate::app::mode::Dispute;
use crate::app::mode::Mode;
use crate::app::mode::Question;
use crate::app::new_year;
use crate::app::page;
use crate::app::reading;
use crate::app::reading::Arrived;
use crate::app::reading::again::Ready;
use crate::app::save;
use crate::lang::Words;
use crate::lang::words;
use crate::lang::words::dispute as dispute_words;
use crate::store::file::File;
use crate::store::file::Text;
use crate::store::merge;
use crate::store::merge::Choice;
use crate::store::merge::Merge;
use crate::store::problem::Flaw;
use crate::store::splice;
use crate::store::unreadable::ReadProblem;
use std::collections::HashMap;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Lays mine over theirs. Where both changed the same lines, asks about one place after the other; else the file now
/// counts as loaded from theirs. If it was to be saved it then is, unless the two together raise a new problem, or
/// something is to be edited first.
pub fn meet(app: &mut App, mut collision: Collision) {
    let Some(file) = app.archive.files.get(collision.file) else { return };
    let path = file.path.display().to_string();
    let merged = merge::merge(&file.saved, &file.text, &collision.theirs);
    let number = collision.answers.len();
    if let Some((mine, theirs)) = merged.clashes().nth(number) {
        collision.editable = file.locked.is_none() && !disputes(app, &collision, &merged, number).is_empty();
        let deleted = match collision.editable {
            true => None,
            false => dispute::deleted(&app.archive, collision.file, &merged, number, |at| collision.choice(at)),
        };
        let text = match deleted {
            Some((Choice::Theirs, name)) => dispute_words::THEY_DELETED.fill(app.lang, &[&path, &name]),
            Some((Choice::Mine, name)) => dispute_words::YOU_DELETED.fill(app.lang, &[&path, &name]),
            None => question(app, &path, collision.editable, mine, theirs),
        };
        page::close(app);
        app.mode = Mode::Ask(Question { text, about: About::Collision(Box::new(collision)) });
        return;
    }
    let edited = |at: &usize| collision.answers[*at] == Answer::Edit;
    let disputed: Vec<Dispute> =
        (0..number).filter(edited).flat_map(|at| disputes(app, &collision, &merged, at)).collect();
    let before = file.problems.len();
    // Where both changed the same lines, theirs is what there was before, mine a step on it, and giving way another: so
    // undo leads from either choice to the other, and at last to theirs.
    take_over(app, collision.file, &collision.theirs, &merged.resolve(|_| Choice::Theirs));
    app.history.forget_overtaken();
    let own = words::LABEL_MINE.say(app.lang).to_string();
    step_to(app, collision.file, own, &merged.resolve(|_| Choice::Mine));
    let given = words::LABEL_MERGE.say(app.lang).to_string();
    step_to(app, collision.file, given, &merged.resolve(|at| collision.choice(at)));
    if dispute::open(app, disputed) {
        // What is edited is written when the person says so.
        app.quit_when_saved = false;
        return;
    }
    let file = &app.archive.files[collision.file];
    let sound = file.locked.is_none() && file.problems.len() <= before;
    if collision.save && sound {
        app.saving.notes.push(words::MERGED_NOTE.fill(app.lang, &[&path]));
        return save::start(app);
    }
    let gave_way = !collision.answers.is_empty() && collision.answers.iter().all(|answer| *answer == Answer::Theirs);
    app.say(if gave_way { words::GAVE_WAY } else { words::MERGED }, &[&path]);
}

/// Goes on with a decision more.
pub fn answered(app: &mut App, mut collision: Collision, answer: Answer) {
    collision.answers.push(answer);
    meet(app, collision);
}

fn disputes(app: &App, collision: &Collision, merged: &Merge, number: usize) -> Vec<Dispute> {
    dispute::fields(&app.archive, collision.file, merged, number, |at| collision.choice(at))
}

fn question(app: &App, path: &str, editable: bool, mine: &str, theirs: &str) -> String {
    let asked = if editable { dispute_words::ASK_FIELD } else { words::ASK_COLLISION }.fill(app.lang, &[path]);
    let [mine, theirs] = [mine, theirs].map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let same = mine.chars().zip(theirs.chars()).take_while(|(mine, theirs)| mine == theirs).count();
    let side = |words: Words, text: &str| format!("{} «{}»", words.say(app.lang), excerpt(text, same));
    format!("{asked} {} {}", side(words::MINE, &mine), side(words::THEIRS, &theirs))
}

/// Characters of a side that a question shows at most, so that both sides of a long text are seen: twice as many cells
/// of Chinese, two sides and the question itself fill a dozen rows of 80.
const SIDE: usize = 120;

/// Characters shown before the first in which the sides differ.
const LEAD: usize = 12;

/// The part of a text around what differs, which begins at that character.
fn excerpt(text: &str, differs: usize) -> String {
    let skipped = if text.chars().count() > SIDE { differs.saturating_sub(LEAD) } else { 0 };
    let mut part: String = text.chars().skip(skipped).take(SIDE).collect();
    if text.chars().count() > skipped + SIDE {
        part.push('…');
    }
    if skipped > 0 { format!("…{part}") } else { part }
}

/// The file is `theirs` on disk and `text` here; the steps of undo move along.
fn take_over(app: &mut App, file: usize, theirs: &str, text: &str) {
    lay_over(app, file, theirs, text);
    app.files_changed(&[file]);
}

/// The same, for whoever has more files to lay over before [`App::files_changed`].
fn lay_over(app: &mut App, file: usize, theirs: &str, text: &str) {
    let Some(found) = app.archive_mut().files.get_mut(file) else { return };
    found.saved_as(theirs);
    let ours = found.text.clone();
    app.history.rebase(file, &ours, text);
    app.archive_mut().replace(file, text);
}

/// Goes on to another text of a file by a step of its own; to the same text, by none.
pub(super) fn step_to(app: &mut App, file: usize, label: String, text: &str) {
    let Some(found) = app.archive.files.get(file) else { return };
    let splices = splice::in_order(merge::splices(&found.text, text));
    if splices.is_empty() {
        return;
    }
    let from = find::stand(app);
    let splices: Vec<_> = splices.into_iter().map(|splice| (file, splice)).collect();
    app.history.push(Step { label, splices: Arc::new(splices), from });
    app.archive_mut().replace(file, text);
    app.files_changed(&[file]);
}

/// A file that was read again.
#[derive(Clone, Debug)]
pub enum Reread {
    /// Its text was the one that was known to be on disk; its path, and why it must not be written.
    Same(PathBuf, Option<Flaw>),
    /// It was another, or is a new file.
    Other(Text),
    /// The same, made ready to be taken in.
    Ready(Box<Ready>),
}

/// Takes what is on disk now, file by file. What has not been edited here is simply replaced; nothing is written.
pub fn reloaded(app: &mut App, texts: Vec<Text>) {
    reread(app, texts.into_iter().map(Reread::Other).collect());
}

/// The same, of files of which most are as they were; or of some that others have changed, the only ones that were read.
pub fn reread(app: &mut App, read: Vec<Reread>) {
    let is_all = reading::taken_again(app);
    let (mut same, mut texts, mut ready) = (HashMap::new(), Vec::new(), Vec::new());
    for one in read {
        match one {
            Reread::Same(path, locked) => _ = same.insert(path, locked),
            Reread::Other(text) => texts.push(text),
            Reread::Ready(file) => ready.push(*file),
        }
    }
    let others = texts.iter().map(|text| &text.path).chain(ready.iter().map(|ready| &ready.file.path));
    let others: HashSet<PathBuf> = others.cloned().collect();
    let mut gone = Vec::new();
    for file in &mut app.archive_mut().files {
        match same.remove(&file.path) {
            Some(locked) => lock(file, locked),
            None if is_all && !others.contains(&file.path) => gone.push(file.path.clone()),
            None => {}
        }
    }
    if !is_all {
        tell_of(app, |app| take(app, texts, ready, &gone));
        checks::make_up(app);
        // What has changed again since is looked for at once, unless a question is open.
        if matches!(app.mode, Mode::Browse) {
            app.effects.push(Effect::Look);
        }
        return new_year::taken(app);
    }
    let changed = take(app, texts, ready, &gone);
    checks::make_up(app);
    if is_free(app) {
        match changed.len() {
            0 => app.say(words::RELOADED_SAME, &[]),
            many => app.say(words::RELOADED, &[&many.to_string()]),
        }
    }
}

/// Takes what others did to some files, as [`reloaded`] takes all of them; where that comes to nothing, silently. What is
/// told goes on counting until the next key: a checkout of many files may come in parts.
pub fn noticed(app: &mut App, texts: Vec<Text>, gone: &[PathBuf]) {
    tell_of(app, |app| take(app, texts, Vec::new(), gone));
}

/// Tells of the files that `take` finds changed.
fn tell_of(app: &mut App, take: impl FnOnce(&mut App) -> Vec<PathBuf>) {
    let told = |app: &App| words::NOTICED.fill(app.lang, &[&app.noticed.len().to_string()]);
    let goes_on = !app.noticed.is_empty() && app.status.text == told(app) && !matches!(app.mode, Mode::Ask(_));
    if !goes_on {
        app.noticed.clear();
    }
    let changed = take(app);
    if !changed.is_empty() && (goes_on || is_free(app)) {
        app.noticed.extend(changed);
        app.say(words::NOTICED, &[&app.noticed.len().to_string()]);
    }
}

/// Whether the status has room for news: that a file was saved is none once others have changed one.
fn is_free(app: &App) -> bool {
    !matches!(app.mode, Mode::Ask(_)) && (app.status.text.is_empty() || save::is_told(app))
}

/// The files that are other than what was known.
pub(super) fn take(app: &mut App, texts: Vec<Text>, ready: Vec<Ready>, gone: &[PathBuf]) -> Vec<PathBuf> {
    let (mut changed, mut laid) = (Vec::new(), Vec::new());
    let known: HashMap<PathBuf, usize> =
        app.archive.files.iter().enumerate().map(|(at, file)| (file.path.clone(), at)).collect();
    let (made, late) = sort_out(app, ready, &known);
    for text in texts.into_iter().chain(late) {
        let path = text.path.clone();
        let at = known.get(&path).copied();
        // What was edited here is met on its own, and asks for what the others have become.
        if at.is_some_and(|at| app.archive.files[at].is_unsaved()) && !laid.is_empty() {
            app.files_changed(&std::mem::take(&mut laid));
        }
        changed.extend(take_in(app, at, text, &mut laid).then_some(path));
    }
    for path in gone {
        let is_out = known.get(path).is_some_and(|file| take_out(app, *file, &mut laid));
        changed.extend(is_out.then(|| path.clone()));
    }
    changed.extend(made.iter().map(|ready| ready.file.path.clone()));
    if !made.is_empty() {
        lay_ready(app, made, &laid);
    } else if !laid.is_empty() {
        app.files_changed(&laid);
    }
    changed
}

/// Which of the files that are ready are still what takes the place of what is here; and the texts of the others, which have
/// been edited or saved meanwhile.
fn sort_out(app: &App, ready: Vec<Ready>, known: &HashMap<PathBuf, usize>) -> (Vec<Ready>, Vec<Text>) {
    let fits = |ready: &Ready| match (&ready.was, known.get(&ready.file.path)) {
        (Some((number, was)), Some(at)) => {
            let file = &app.archive.files[*at];
            number == at && file.saved.is_same(was) && !file.is_unsaved()
        }
        (None, None) => true,
        _ => false,
    };
    let (made, late): (Vec<Ready>, Vec<Ready>) = ready.into_iter().partition(fits);
    let text = |Ready { file, locked, .. }| Text { path: file.path, text: Ok(file.text.to_string()), locked };
    (made, late.into_iter().map(text).collect())
}

/// Files that are ready take the places of those of their numbers, or stand behind the others; the steps of undo move along.
fn lay_ready(app: &mut App, made: Vec<Ready>, laid: &[usize]) {
    let steps = app.history.files();
    let (mut files, mut moves) = (Vec::new(), Moves::new());
    for Ready { was, file, segment, moved, .. } in made {
        let Some((number, was)) = was else {
            app.archive_mut().files.push(file);
            app.index.put(app.archive.files.len() - 1, segment);
            continue;
        };
        if steps.contains(&number) {
            app.history.rebase(number, &was, &file.text);
        }
        moves.insert(number, moved);
        files.push(Arrived { number, file, segment });
    }
    app.files_made(files, moves, laid);
}

/// Takes one file in as it is on disk; true if that is other than what was known. It is among the `laid` then, unless it
/// was met: a checkout may change all there are, and what follows from them is made anew once.
fn take_in(app: &mut App, at: Option<usize>, text: Text, laid: &mut Vec<usize>) -> bool {
    match (at, &text.text) {
        (Some(at), Ok(theirs)) if !was_unreadable(&app.archive.files[at]) => {
            let file = &mut app.archive_mut().files[at];
            lock(file, text.locked.clone());
            if *file.saved == **theirs {
                return false;
            }
            let theirs = theirs.clone();
            if file.is_unsaved() {
                meet(app, Collision::new(at, theirs, false));
            } else {
                lay_over(app, at, &theirs, &theirs);
                laid.push(at);
            }
            true
        }
        (Some(at), Err(_)) if app.archive.files[at].is_unsaved() => false,
        // It could not be read before, for the same reason.
        (Some(at), Err(why)) if unreadable(&app.archive.files[at]) == Some(*why) => false,
        _ => {
            laid.push(app.archive_mut().take(text));
            true
        }
    }
}

/// Edits stay free to be saved, wherever they came from: the save itself tells what hinders it.
fn lock(file: &mut File, reason: Option<Flaw>) {
    file.lock(reason.filter(|_| !file.is_unsaved()));
}

/// A file is no longer there. What was edited in it stays, to be saved once the file is back; the rest goes with it.
fn take_out(app: &mut App, at: usize, laid: &mut Vec<usize>) -> bool {
    let file = &app.archive.files[at];
    if file.is_unsaved() {
        let path = file.path.display().to_string();
        app.complain(words::FILE_GONE, &[&path]);
        return false;
    }
    if was_unreadable(file) {
        return false;
    }
    let text = Text { path: file.path.clone(), text: Err(ReadProblem::Gone), locked: None };
    laid.push(app.archive_mut().take(text));
    true
}

fn was_unreadable(file: &File) -> bool {
    unreadable(file).is_some()
}

/// Why a file could not be read.
pub(super) fn unreadable(file: &File) -> Option<ReadProblem> {
    let why = |flaw: &Flaw| if let Flaw::Unreadable(why) = flaw { Some(*why) } else { None };
    if file.is_awaited() {
        return Some(ReadProblem::NotYet);
    }
    file.problems.iter().find_map(|problem| why(&problem.flaw))
}
