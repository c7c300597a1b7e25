//! The commands of a list over the panes.

use crate::app::App;
use crate::app::checks;
use crate::app::commands::Command;
use crate::app::commands::Context;
use crate::app::lists;
use crate::app::pane::Motion;

const fn list(name: &'static str, en: &'static str, zh: &'static str, run: fn(&mut App)) -> Command {
    super::command(Context::List, name, en, zh, run)
}

pub(super) const COMMANDS: &[Command] = &[
    list("choose", "choose the row", "選定此列", lists::choose),
    list("close", "close the list", "關閉清單", lists::close),
    list("up", "one row up", "上一列", |app| lists::go(app, Motion::Rows(-1))),
    list("down", "one row down", "下一列", |app| lists::go(app, Motion::Rows(1))),
    list("page-up", "a page up", "上一頁", |app| lists::go(app, Motion::HalfPages(-2))),
    list("page-down", "a page down", "下一頁", |app| lists::go(app, Motion::HalfPages(2))),
    list("first", "first row", "第一列", |app| lists::go(app, Motion::First)),
    list("last", "last row", "最後一列", |app| lists::go(app, Motion::Last)),
    list("fix", "mend what the check found, where it knows how", "修正檢核所見（可自動修正者）", checks::fix),
    list("accept-finding", "accept what the check found: it is right", "認可檢核所見：確認無誤", checks::accept),
];
