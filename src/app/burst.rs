//! Many keys at once: a paste that the terminal has not marked as one, or what a slow line held back. Nobody can tell
//! which, so the keys count, but they answer no question and leave nothing behind: what nobody saw nobody agreed to.

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keys;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;

/// Presses the keys, up to one that would be an answer. What lies behind a key that leaves the program is not pressed,
/// and that key neither: the rest of a paste would be the shell's.
pub fn press(app: &mut App, burst: Vec<Key>) {
    let last = burst.len().saturating_sub(1);
    for (at, key) in burst.into_iter().enumerate() {
        if is_question(&app.mode) {
            return;
        }
        let before = app.effects.len();
        keys::press(app, key);
        if at < last && app.effects.iter().skip(before).any(leaves) {
            app.effects.truncate(before);
            return;
        }
    }
}

/// Whether the next key may decide something that `u` does not take back.
fn is_question(mode: &Mode) -> bool {
    match mode {
        Mode::Ask(_) => true,
        Mode::List(list) => matches!(list.kind, ListKind::Review | ListKind::Recover),
        _ => false,
    }
}

fn leaves(effect: &Effect) -> bool {
    matches!(effect, Effect::Quit | Effect::Pick(_) | Effect::Suspend | Effect::Outside(_))
}
