//! Which keys matter now, as the keymap has them.

use crate::app::App;
use crate::app::checks::listing;
use crate::app::commands::Context;
use crate::app::mode::List;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::mode::Target;
use crate::app::page;
use crate::app::page::Page;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Kind;

/// A key and what it does.
pub(super) struct Hint {
    pub(super) keys: String,
    pub(super) says: &'static str,
}

/// The keys to show beside the mode, the most wanted first.
pub(super) fn of(app: &App) -> Vec<Hint> {
    match &app.mode {
        Mode::Browse => browse(app),
        Mode::Find(..) | Mode::Filter(..) => edit(app, &[("accept", words::HINT_KEEP), ("cancel", words::HINT_CANCEL)]),
        Mode::Edit(open) => {
            let next = if open.gap.is_some() { words::HINT_NEXT_GAP } else { words::HINT_NEXT };
            let mut hints =
                edit(app, &[("accept", words::HINT_KEEP), ("accept-next", next), ("cancel", words::HINT_CANCEL)]);
            if let Target::Field(_, _, name) = &open.target
                && matches!(name.kind(), Kind::Text | Kind::List | Kind::Dates)
            {
                hints.extend(edit(app, &[("new-line", words::HINT_NEWLINE)]));
            }
            hints
        }
        Mode::List(list) => list_hints(app, list),
        Mode::Trend(_) => trend(app),
        Mode::Page(page) if page.is_typing => {
            edit(app, &[("accept", words::HINT_KEEP), ("cancel", words::HINT_CANCEL)])
        }
        Mode::Page(page) => page_hints(app, page),
        // The question itself names its keys.
        Mode::Ask(_) => Vec::new(),
    }
}

/// The line at the foot of a list.
pub(super) fn foot(app: &App, list: &List) -> String {
    if list.kind == ListKind::Recover {
        return words::ASK_RECOVER.say(app.lang).to_string();
    }
    let hints = list_hints(app, list);
    hints.iter().map(|hint| format!("{} {}", hint.keys, hint.says)).collect::<Vec<_>>().join("  ")
}

fn browse(app: &App) -> Vec<Hint> {
    let key = |name: &str| app.keymap.hint(Context::Browse, name);
    let hint = |keys: String, says: Words| Hint { keys, says: says.say(app.lang) };
    let mut hints = Vec::new();
    if app.unsaved() > 0 {
        hints.push(hint(key("save"), words::HINT_SAVE));
    }
    hints.extend([
        hint(key("find"), words::HINT_FIND),
        hint(key("edit"), words::HINT_EDIT),
        hint(format!("{} {}", key("previous-year"), key("next-year")), words::HINT_YEAR),
        hint(key("compare"), words::HINT_COMPARE),
        hint(key("palette"), words::HINT_COMMANDS),
        hint(key("help"), words::HINT_HELP),
        hint(key("quit"), words::HINT_QUIT),
        hint(key("find-anywhere"), words::HINT_ANYWHERE),
    ]);
    hints
}

fn trend(app: &App) -> Vec<Hint> {
    let key = |name: &str| app.keymap.hint(Context::Trend, name);
    let hint = |keys: String, says: Words| Hint { keys, says: says.say(app.lang) };
    vec![
        hint(key("open"), words::HINT_RECORD),
        hint(format!("{} {}", key("next-metric"), key("previous-metric")), words::HINT_OTHER),
        hint(key("add"), words::HINT_BESIDE),
        hint(key("kind"), words::HINT_BARS),
        hint(key("help"), words::HINT_HELP),
        hint(key("close"), words::HINT_CLOSE),
        hint(key("copy"), words::HINT_COPY),
    ]
}

fn page_hints(app: &App, page: &Page) -> Vec<Hint> {
    let key = |name: &str| app.keymap.hint(Context::Page, name);
    let hint = |keys: String, says: Words| Hint { keys, says: says.say(app.lang) };
    let mut hints = vec![hint(key("open"), words::HINT_GO)];
    if page.kind == page::Kind::Compare {
        hints.extend([hint(key("show"), words::HINT_SHOW), hint(key("sort"), words::HINT_SORT)]);
    }
    hints.push(hint(key("find"), words::HINT_FIND));
    hints.push(hint(format!("{} {}", key("previous-year"), key("next-year")), words::HINT_YEAR));
    hints.push(match page.kind {
        page::Kind::Compare => hint(key("fold-all"), words::HINT_FOLD),
        page::Kind::Overview => hint(key("compare"), words::HINT_COMPARE),
    });
    hints.extend([hint(key("help"), words::HINT_HELP), hint(key("close"), words::HINT_BACK)]);
    hints
}

fn edit(app: &App, commands: &[(&str, Words)]) -> Vec<Hint> {
    let hint =
        |(name, says): &(&str, Words)| Hint { keys: app.keymap.hint(Context::Edit, name), says: says.say(app.lang) };
    commands.iter().map(hint).collect()
}

fn list_hints(app: &App, list: &List) -> Vec<Hint> {
    let choose = match list.kind {
        // Nothing is chosen from these.
        ListKind::Help | ListKind::Recover => None,
        ListKind::Review => Some(words::HINT_SAVE),
        _ => Some(words::HINT_CHOOSE),
    };
    let hint = |name: &str, says: Words| Hint { keys: app.keymap.hint(Context::List, name), says: says.say(app.lang) };
    let mut hints: Vec<Hint> = choose.map(|says| hint("choose", says)).into_iter().collect();
    if let Some(finding) = listing::chosen(app) {
        hints.extend((!finding.fix.is_empty()).then(|| hint("fix", words::check::HINT_FIX)));
        hints.extend(finding.acceptance(&app.archive).map(|_| hint("accept-finding", words::check::HINT_ACCEPT)));
    }
    hints.push(hint("close", words::HINT_CLOSE));
    hints
}
