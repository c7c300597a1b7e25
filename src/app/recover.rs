//! Unsaved work that an earlier start left behind: offered once, taken up as a step that can be taken back.

use crate::app::App;
use crate::app::commands::Context;
use crate::app::effect::Effect;
use crate::app::fields;
use crate::app::fields::aside;
use crate::app::fields::aside::Aside;
use crate::app::key::Code;
use crate::app::key::Key;
use crate::app::lists;
use crate::app::lists::changes;
use crate::app::lists::differ;
use crate::app::meet;
use crate::app::mode::Collision;
use crate::app::mode::Look;
use crate::app::mode::Mode;
use crate::app::mode::Row;
use crate::lang::words;
use crate::store::file::File;
use crate::store::file::Text;
use crate::store::merge;

/// Unsaved work that an earlier start left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The files, by path below the archive: what their edits began from, and what they had become.
    pub files: Vec<(String, String, String)>,
    /// What was typed and was in no record.
    pub typing: Vec<Aside>,
}

/// Offers unsaved work from before.
pub fn offer(app: &mut App, found: Recovered) {
    let mut rows = Vec::new();
    let heading = |text: String| Row { text, look: Look::Heading, ..Row::default() };
    for (path, base, mine) in &found.files {
        let now = app.archive.files.iter().find(|file| file.path.to_string_lossy() == path.as_str());
        let same = now.is_some_and(|file| *file.saved == **base);
        let words = if same { words::RECOVER_SAME } else { words::RECOVER_MOVED };
        rows.push(heading(words.fill(app.lang, &[path])));
        rows.extend(edits(app, path, base, mine));
    }
    for text in &found.typing {
        let field = aside::target(app, text).map(|target| fields::target_name(app, &target));
        rows.push(heading(
            words::RECOVER_TYPING.fill(app.lang, &[&field.unwrap_or_else(|| text.mark.replace('\t', " "))]),
        ));
        rows.extend(differ::lines("", &text.text));
    }
    app.recovered = Some(found);
    lists::open_recovery(app, rows);
}

/// What was edited, by record and field; where that says nothing, as of a comment, by its lines.
fn edits(app: &App, path: &str, base: &str, mine: &str) -> Vec<Row> {
    let [old, new] = [base, mine].map(|text| {
        let text = Text { path: path.into(), text: Ok(text.to_string()), locked: None };
        File::read(text, app.archive.calendar)
    });
    let rows = changes::rows(&app.archive, &old, &new, app.lang);
    match rows.is_empty() {
        false => rows,
        true => merge::splices(base, mine).iter().flat_map(|splice| differ::lines(&splice.old, &splice.new)).collect(),
    }
}

/// The answer to the offer. A key that only moves in the list is none, and then this is false.
pub fn answer(app: &mut App, key: Key) -> bool {
    let moves = ["up", "down", "half-page-up", "half-page-down", "page-up", "page-down", "first", "last"];
    let command = app.keymap.command(Context::Browse, key).or(app.keymap.command(Context::List, key));
    match key.code {
        Code::Char('y') => take_up(app),
        Code::Char('x') => {
            app.recovered = None;
            app.mode = Mode::Browse;
            app.effects.push(Effect::DiscardDrafts);
        }
        _ if command.is_some_and(|command| moves.contains(&command.name)) => return false,
        _ => {
            app.recovered = None;
            app.mode = Mode::Browse;
        }
    }
    true
}

/// Takes the work up again: the edits of each draft as a step of undo, and what was being typed back into its field.
fn take_up(app: &mut App) {
    app.mode = Mode::Browse;
    let Some(found) = app.recovered.take() else { return };
    let (save, undo) = (app.keymap.hint(Context::Browse, "save"), app.keymap.hint(Context::Browse, "undo"));
    if !found.files.is_empty() {
        app.say(words::DID_RECOVER, &[&save, &undo]);
    }
    let mut whole = true;
    for (path, base, mine) in &found.files {
        let at = app.archive.files.iter().position(|file| file.path.to_string_lossy() == path.as_str());
        match at.filter(|at| app.archive.files[*at].locked.is_none()) {
            Some(at) => take_up_file(app, at, base, mine),
            None => whole = false,
        }
    }
    for text in &found.typing {
        // The field is gone: the text is at least there to be pasted.
        if !aside::restore(app, text) {
            app.cut.clone_from(&text.text);
            app.complain(words::RECOVER_NO_FIELD, &[]);
        }
    }
    let open: Vec<Aside> = found.typing.into_iter().take(1).collect();
    app.recovered = (!open.is_empty()).then_some(Recovered { files: Vec::new(), typing: open });
    open_again(app);
    match whole {
        true => app.effects.push(Effect::DiscardDrafts),
        // A file that is gone or broken now: its draft waits for it.
        false => app.complain(words::RECOVER_WAITS, &[]),
    }
}

/// Opens the field that was open then, once no question stands before it.
pub fn open_again(app: &mut App) {
    if matches!(app.mode, Mode::Ask(_)) {
        return;
    }
    let text = app.recovered.take().and_then(|found| found.typing.into_iter().next());
    if let (Some(text), Mode::Browse) = (text, &app.mode) {
        aside::open(app, &text);
    }
}

/// The file is as if it had been opened then and edited to `mine`; if it has moved on since, that is met like any other
/// change of someone else's, with a question where both changed the same lines.
fn take_up_file(app: &mut App, at: usize, base: &str, mine: &str) {
    let label = words::LABEL_RECOVER.say(app.lang).to_string();
    let now = app.archive.files[at].text.to_string();
    if app.archive.files[at].is_unsaved() {
        // A second draft of the same file: laid over the first as a step of its own, so that undo finds either.
        let both = merge::merge(base, mine, &now).resolve(|_| merge::Choice::Mine);
        return meet::step_to(app, at, label, &both);
    }
    app.archive_mut().replace(at, base);
    app.archive_mut().files[at].saved_as(base);
    meet::step_to(app, at, label, mine);
    if now != base {
        meet::meet(app, Collision::new(at, now, false));
    }
}
