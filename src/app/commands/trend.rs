//! The commands of a metric's screen through the years.

use crate::app::App;
use crate::app::commands::Command;
use crate::app::commands::Context;
use crate::app::lists;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::pane::Motion;
use crate::app::spoken;
use crate::app::trend;

const fn trend(name: &'static str, en: &'static str, zh: &'static str, run: fn(&mut App)) -> Command {
    super::command(Context::Trend, name, en, zh, run)
}

pub(super) const COMMANDS: &[Command] = &[
    trend("open", "go to the record of the chosen year", "到所選年度的紀錄", trend::enter),
    trend("close", "close, back to the panes", "關閉，回到窗格", |app| app.mode = Mode::Browse),
    trend("kind", "bars, or a line", "長條圖或折線圖", trend::turn_kind),
    trend("next-metric", "the next metric of the items listed, or of the series", "下一項指標", |app| {
        trend::step(app, 1)
    }),
    trend("previous-metric", "the metric before", "上一項指標", |app| trend::step(app, -1)),
    trend("add", "set another series beside it, as index numbers", "加入並列的指標（以指數比較）", trend::choose),
    trend("delete", "take the chosen one of several out", "移除並列中所選的指標", trend::remove),
    trend("next-chosen", "choose the next of several", "選並列的下一項", |app| trend::turn(app, 1)),
    trend("previous-chosen", "choose the one before", "選並列的上一項", |app| trend::turn(app, -1)),
    trend("copy", "copy the table to the terminal's clipboard", "將表格複製到終端機剪貼簿", trend::copy),
    trend("copy-command", "copy the command that prints this", "複製可印出此畫面的指令", spoken::copy),
    trend("help", "the keys, here", "此處的按鍵", |app| lists::open(app, ListKind::Help)),
    trend("up", "one row up", "上一列", |app| trend::go(app, Motion::Rows(-1))),
    trend("down", "one row down", "下一列", |app| trend::go(app, Motion::Rows(1))),
    trend("half-page-up", "half a page up", "上移半頁", |app| trend::go(app, Motion::HalfPages(-1))),
    trend("half-page-down", "half a page down", "下移半頁", |app| trend::go(app, Motion::HalfPages(1))),
    trend("page-up", "a page up", "上一頁", |app| trend::go(app, Motion::HalfPages(-2))),
    trend("page-down", "a page down", "下一頁", |app| trend::go(app, Motion::HalfPages(2))),
    trend("first", "first row", "第一列", |app| trend::go(app, Motion::First)),
    trend("last", "last row", "最後一列", |app| trend::go(app, Motion::Last)),
];
