//! Choosing a record for whoever started the program: the list of everything, whose answer ends it.

use crate::app::App;
use crate::app::Status;
use crate::app::effect::Effect;
use crate::app::line::Line;
use crate::app::lists;
use crate::app::mode::Choice;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::reading;
use crate::lang::words;
use crate::store::address;

/// Opens the list with that much typed. From now on it is all there is: choosing from it and closing it end the program.
pub fn open(app: &mut App, typed: &str) {
    app.picking = true;
    lists::open(app, ListKind::Found);
    if let Mode::List(list) = &mut app.mode {
        list.line = Some(Line::new(typed, false));
    }
    lists::narrow(app);
}

/// Ends the program with the name of what was chosen. What has no name cannot be told, so the list stays. Whether a name
/// leads there alone is known when all is read, so choosing waits for that.
pub(super) fn choose(app: &mut App, choice: &Choice) {
    let (Choice::Item(item) | Choice::Metric(item, _)) = choice else { return };
    app.picked = reading::is_on(app).then(|| choice.clone());
    if app.picked.is_some() {
        return app.say(words::work::PICK_WAITS, &[]);
    }
    match address::name(&app.archive, *item) {
        Some(name) => app.effects.push(Effect::Pick(Some(name))),
        None => app.complain(words::look::PICK_NO_ID, &[]),
    }
}

/// All is read: what was chosen before is given now, where it is still what is chosen.
pub(super) fn make_up(app: &mut App) {
    if let Some(picked) = app.picked.take()
        && lists::chosen(app).as_ref() == Some(&picked)
    {
        app.status = Status::default();
        choose(app, &picked);
    }
}

/// Ends the program without an answer.
pub(super) fn leave(app: &mut App) {
    app.effects.push(Effect::Pick(None));
}
