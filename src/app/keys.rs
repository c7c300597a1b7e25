//! From a key or a paste to what it does in the present mode.

use crate::app::App;
use crate::app::Status;
use crate::app::commands;
use crate::app::commands::Context;
use crate::app::complete;
use crate::app::dispute;
use crate::app::effect::Effect;
use crate::app::fields;
use crate::app::find;
use crate::app::gaps;
use crate::app::key::Key;
use crate::app::line::Line;
use crate::app::line::Room;
use crate::app::line::Stroke;
use crate::app::lists;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::page::steps;
use crate::app::recover;
use crate::app::save;
use crate::app::seek;
use crate::app::sift;
use crate::app::wrap;

/// Where to go when a text has been kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nowhere.
    Stay,
    /// To the next field.
    After,
    /// To the field before.
    Before,
    /// To the review before saving.
    Save,
}

/// A key was pressed.
pub fn press(app: &mut App, key: Key) {
    app.status = Status::default();
    match &app.mode {
        Mode::Ask(_) => save::answer(app, key.half_width()),
        Mode::Browse => {
            seek::moved_on(app);
            sift::moved_on(app);
            browse(app, key);
        }
        Mode::Trend(_) => trend(app, key),
        Mode::List(list) if list.line.is_none() => closed_list(app, list.kind, key),
        Mode::List(_) => typed(app, key, &[Context::List, Context::Edit]),
        Mode::Page(page) if page.is_typing => narrowing(app, key),
        Mode::Page(_) => page(app, key.half_width()),
        Mode::Find(..) if is_anywhere(app, key) => find::open_anywhere(app),
        Mode::Find(..) | Mode::Filter(..) | Mode::Edit(_) => typed(app, key, &[Context::Edit]),
    }
}

/// Whether a key, which means nothing to a text that is typed, takes it to all years.
fn is_anywhere(app: &App, key: Key) -> bool {
    let command = app.keymap.command(Context::Browse, key).filter(|command| command.name == "find-anywhere");
    command.is_some() && app.keymap.command(Context::Edit, key).is_none() && key.typed().is_none()
}

fn browse(app: &mut App, key: Key) {
    if let Some(command) = app.keymap.command(Context::Browse, key.half_width()) {
        (command.run)(app);
    }
}

/// A metric's screen has keys of its own; of the panes', those that have nothing to do with panes.
fn trend(app: &mut App, key: Key) {
    let key = key.half_width();
    let common = app.keymap.command(Context::Browse, key);
    let common = common.filter(|command| matches!(command.name, "language" | "theme" | "suspend"));
    if let Some(command) = app.keymap.command(Context::Trend, key).or(common) {
        (command.run)(app);
    }
}

/// A list that nothing is typed into: the panes' own keys move in it too, and `q` closes it.
fn closed_list(app: &mut App, kind: ListKind, key: Key) {
    let key = key.half_width();
    if kind == ListKind::Recover && recover::answer(app, key) {
        return;
    }
    let moving = app.keymap.command(Context::Browse, key).map(|command| command.name);
    let own = app.keymap.command(Context::List, key);
    match (own, moving) {
        (Some(command), _) => (command.run)(app),
        (None, Some("save")) if kind == ListKind::Review => lists::choose(app),
        (None, Some("quit" | "back")) => lists::close(app),
        (None, Some(name)) => {
            if let Some(command) = commands::find(Context::List, name) {
                (command.run)(app);
            }
        }
        (None, None) => {}
    }
}

/// A screen over the panes: the panes' own keys move in it too, and what has nothing to do with the panes works as there.
fn page(app: &mut App, key: Key) {
    let there = app.keymap.command(Context::Browse, key);
    let command = app.keymap.command(Context::Page, key);
    let command = command.or_else(|| commands::find(Context::Page, there?.name));
    let command = command.or_else(|| there.filter(|there| EVERYWHERE.contains(&there.name)));
    if let Some(command) = command {
        (command.run)(app);
    }
}

/// Commands of the panes that do not need them.
const EVERYWHERE: &[&str] = &["language", "theme", "suspend", "palette", "find-anywhere", "problems", "save", "reload"];

/// What is typed narrows the screen; a list's keys move in it all the while.
fn narrowing(app: &mut App, key: Key) {
    let moving = app.keymap.command(Context::List, key).filter(|command| command.name != "close");
    match moving.and_then(|command| commands::find(Context::Page, command.name)) {
        Some(command) => (command.run)(app),
        None => typed(app, key, &[Context::Edit]),
    }
}

fn typed(app: &mut App, key: Key, contexts: &[Context]) {
    let command = contexts.iter().find_map(|context| app.keymap.command(*context, key));
    match (command, key.typed()) {
        (Some(command), _) => (command.run)(app),
        (None, Some(c)) => stroke(app, Stroke::Type(c)),
        (None, None) => {}
    }
}

/// Text arrived in one piece. It goes into the text that is open, and is never a command.
pub fn paste(app: &mut App, text: String) {
    stroke(app, Stroke::Paste(text));
}

/// Does a stroke in the text that is open, if one is, and lets follow what follows from it.
pub fn stroke(app: &mut App, stroke: Stroke) {
    let field = app.room;
    let Some((line, room)) = open_line(&mut app.mode, field) else { return };
    line.apply(stroke, room);
    match &app.mode {
        Mode::Find(..) => find::typed(app),
        Mode::Filter(..) => find::filter_typed(app),
        Mode::Edit(_) => fields::check(app),
        Mode::List(_) => lists::narrow(app),
        Mode::Page(_) => steps::typed(app),
        Mode::Browse | Mode::Ask(_) | Mode::Trend(_) => {}
    }
    complete::typed(app);
}

/// The text that is open, with the room it has: a field's own, or one endless row.
fn open_line(mode: &mut Mode, field: Room) -> Option<(&mut Line, Room)> {
    let row = Room { width: usize::MAX, height: 1, cells: wrap::cells };
    match mode {
        Mode::Find(line, _) | Mode::Filter(line, _) => Some((line, row)),
        Mode::List(list) => Some((list.line.as_mut()?, row)),
        Mode::Edit(edit) => Some((&mut edit.line, field)),
        Mode::Page(page) => Some((&mut page.line, row)).filter(|_| page.is_typing),
        Mode::Browse | Mode::Ask(_) | Mode::Trend(_) => None,
    }
}

/// Keeps what is typed.
pub fn accept(app: &mut App, next: Next) {
    if next == Next::After && find::asked(app).is_some() {
        return complete::next(app);
    }
    match &app.mode {
        Mode::Find(..) | Mode::Filter(..) => app.mode = Mode::Browse,
        Mode::List(_) => lists::choose(app),
        Mode::Page(_) => steps::accept(app),
        Mode::Edit(edit) => {
            let (from, entering) = (edit.target.clone(), edit.gap.is_some());
            let disputes = dispute::waiting(app);
            // What was kept may have opened a field itself: that of a new metric.
            if !fields::commit(app) || matches!(app.mode, Mode::Edit(_)) {
                return;
            }
            if dispute::open(app, disputes) {
                return;
            }
            match next {
                Next::Stay if entering => gaps::stop(app),
                Next::After if entering => gaps::go_on(app, &from, 1),
                Next::Before if entering => gaps::go_on(app, &from, -1),
                Next::Stay => {}
                Next::After => fields::open_beside(app, &from, 1),
                Next::Before => fields::open_beside(app, &from, -1),
                Next::Save => lists::open(app, ListKind::Review),
            }
        }
        Mode::Browse | Mode::Ask(_) | Mode::Trend(_) => {}
    }
}

/// Leaves the text, back to where the person was.
pub fn cancel(app: &mut App) {
    match &app.mode {
        Mode::Find(..) => find::cancel(app),
        Mode::Filter(..) => find::cancel_filter(app),
        Mode::List(_) => lists::close(app),
        Mode::Edit(_) => {
            let disputes = dispute::waiting(app);
            fields::cancel(app);
            dispute::open(app, disputes);
        }
        Mode::Page(_) => steps::cancel(app),
        Mode::Browse | Mode::Ask(_) | Mode::Trend(_) => {}
    }
}

/// Copies or cuts the selection: for pasting here, and to the terminal's clipboard.
pub fn take_selection(app: &mut App, cut: bool) {
    let field = app.room;
    let Some((line, _)) = open_line(&mut app.mode, field) else { return };
    let taken = if cut { line.cut() } else { line.selected().map(str::to_string) };
    let Some(text) = taken else { return };
    app.cut.clone_from(&text);
    app.effects.push(Effect::Copy(text));
    if cut && matches!(app.mode, Mode::Edit(_)) {
        fields::check(app);
    }
}

/// Pastes what was last cut or copied here.
pub fn paste_selection(app: &mut App) {
    let text = app.cut.clone();
    stroke(app, Stroke::Paste(text));
}
