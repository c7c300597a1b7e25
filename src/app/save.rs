//! Saving and quitting, and the questions that one key answers. The disk itself is `run`'s.

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::effect::Save;
use crate::app::key::Code;
use crate::app::key::Key;
use crate::app::meet;
use crate::app::mode::About;
use crate::app::mode::Answer;
use crate::app::mode::Collision;
use crate::app::mode::Mode;
use crate::app::mode::Question;
use crate::app::new_year;
use crate::app::records;
use crate::app::recover;
use crate::lang::words;
use crate::store::source::Hash;

/// What became of a file that was to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk. With a note, in the language of the interface, where that went otherwise than usual.
    Saved(Option<String>),
    /// Someone else has changed it; this is on disk now. Nothing was written.
    Changed(String),
    /// It could not be written, for this reason, which names the file, in the language of the interface.
    Failed(String),
}

/// How far a save of several files has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// How many are on disk.
    files: usize,
    /// How many were asked for, and of how many it is known what became of them.
    asked: usize,
    settled: usize,
    /// What is to be known of some of them.
    pub(super) notes: Vec<String>,
}

/// Whether the status tells of a save and no more.
pub(super) fn is_told(app: &App) -> bool {
    app.status.text == words::SAVED.fill(app.lang, &[&app.saving.files.to_string()])
}

/// Asks for every unsaved file to be written; goes on telling what has been told.
pub fn start(app: &mut App) {
    let saves: Vec<Save> = app
        .archive
        .files
        .iter()
        .enumerate()
        .filter(|(_, file)| file.is_unsaved() && file.locked.is_none())
        .map(|(at, file)| Save { file: at, expected: Hash::of(file.saved.as_bytes()), text: file.text.to_string() })
        .collect();
    if saves.is_empty() {
        return app.say(words::NOTHING_TO_SAVE, &[]);
    }
    app.saving.asked += saves.len();
    app.effects.push(Effect::Save(saves));
}

/// Saves no more; true if there was something still to be saved.
pub(super) fn stop(app: &mut App) -> bool {
    let was_on = app.saving.settled < app.saving.asked;
    if was_on {
        app.saving.asked = app.saving.settled;
        app.quit_when_saved = false;
        app.effects.push(Effect::StopSaving);
        app.say(words::SAVED, &[&app.saving.files.to_string()]);
    }
    was_on
}

/// Begins a save: what an earlier one had to tell is told.
pub fn begin(app: &mut App) {
    app.saving = Progress::default();
    start(app);
}

/// Takes what became of one file, whose text was `text`.
pub fn saved(app: &mut App, file: usize, text: &str, outcome: Outcome) {
    app.saving.settled += 1;
    let Some(found) = app.archive_mut().files.get_mut(file) else { return };
    match outcome {
        Outcome::Saved(note) => {
            found.saved_as(text);
            let path = found.path.display().to_string();
            app.saving.notes.extend(note.map(|note| format!("{path}: {note}")));
            app.saving.files += 1;
            let (files, notes) = (app.saving.files.to_string(), app.saving.notes.join("; "));
            // A file that could not be written stays the news, whatever comes after it.
            match (app.status.bad, notes.is_empty()) {
                (true, _) => {}
                _ if app.saving.settled < app.saving.asked => {
                    app.say(words::work::SAVING, &[&app.saving.settled.to_string(), &app.saving.asked.to_string()]);
                }
                (false, true) => app.say(words::SAVED, &[&files]),
                (false, false) => app.say(words::SAVED_NOTED, &[&files, &notes]),
            }
            if app.quit_when_saved && app.unsaved() == 0 {
                app.effects.push(Effect::Quit);
            }
        }
        Outcome::Changed(theirs) => {
            meet::meet(app, Collision::new(file, theirs, true));
        }
        Outcome::Failed(why) => {
            app.quit_when_saved = false;
            app.complain(words::CANNOT_SAVE, &[&why]);
        }
    }
}

/// Ends the program, after a question where something is unsaved or put aside.
pub fn quit(app: &mut App) {
    // Whoever leaves in the midst of a year's files is told first what they leave.
    if new_year::stop(app) {
        return;
    }
    let text = match (app.unsaved(), app.stash.len() + app.lost.len()) {
        (0, 0) => return app.effects.push(Effect::Quit),
        (0, aside) => words::ASK_QUIT_ASIDE.fill(app.lang, &[&aside.to_string()]),
        (many, _) => words::ASK_QUIT.fill(app.lang, &[&many.to_string()]),
    };
    app.mode = Mode::Ask(Question { text, about: About::Quit });
}

/// One key answers the question. What is not an answer is "no", and loses nothing.
pub fn answer(app: &mut App, key: Key) {
    let Mode::Ask(question) = std::mem::take(&mut app.mode) else { return };
    let answer = if let Code::Char(answer) = key.code { answer } else { '\0' };
    match (question.about, answer) {
        (About::Delete(doomed), 'y') => records::delete(app, &doomed),
        (About::NewYear(year, files), 'y') => new_year::begin(app, year, files),
        (About::Quit, 's') if app.unsaved() > 0 => {
            app.quit_when_saved = true;
            begin(app);
        }
        (About::Quit, 'x') => app.effects.push(Effect::Quit),
        (About::Collision(collision), answer) => collided(app, *collision, answer),
        _ => app.quit_when_saved = false,
    }
}

fn collided(app: &mut App, collision: Collision, answer: char) {
    match answer {
        'm' => meet::answered(app, collision, Answer::Mine),
        't' => meet::answered(app, collision, Answer::Theirs),
        'e' if collision.editable => meet::answered(app, collision, Answer::Edit),
        _ => app.quit_when_saved = false,
    }
    recover::open_again(app);
}
