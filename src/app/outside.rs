//! A record in the person's own editor: its text goes out, and what comes back is an edit like any other.

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::effect::Outside;
use crate::app::fields;
use crate::app::records;
use crate::lang::words;
use crate::store::edit::Change;
use crate::store::edit::Place;

/// Asks for the chosen item to be edited outside.
pub fn open(app: &mut App) {
    let Some(item) = app.item() else { return app.complain(words::CANNOT_EDIT_NOTHING, &[]) };
    if !fields::writable(app, item.file) {
        return;
    }
    if let Some((text, record)) = app.archive.record(item) {
        let text = record.item.span.of(text).to_string();
        app.effects.push(Effect::Outside(Outside { item, text }));
    }
}

/// Takes what the editor left. False where it cannot be taken: then the caller keeps the text for the person.
pub fn edited(app: &mut App, lent: &Outside, text: &str) -> bool {
    if text == lent.text {
        return true;
    }
    let place = Place::item(lent.item.record);
    let label = words::LABEL_OUTSIDE.say(app.lang).to_string();
    let done = records::make(app, label, vec![(lent.item.file, Change::Replace(place, text.to_string()))]);
    if done {
        app.say(words::DID_OUTSIDE, &[]);
    }
    done
}
