//! The commands of the screens over the panes.

use crate::app::App;
use crate::app::commands::Command;
use crate::app::commands::Context;
use crate::app::lists;
use crate::app::mode::ListKind;
use crate::app::page;
use crate::app::page::Kind;
use crate::app::page::steps;
use crate::app::pane::Motion;
use crate::app::spoken;

const fn page(name: &'static str, en: &'static str, zh: &'static str, run: fn(&mut App)) -> Command {
    super::command(Context::Page, name, en, zh, run)
}

pub(super) const COMMANDS: &[Command] = &[
    page("open", "go to the record; fold or unfold a category", "到該筆紀錄；收合或展開綱目", steps::open),
    page("back", "clear what is typed, else back to the panes", "清除輸入，或回到窗格", steps::back),
    page("close", "back to the panes", "回到窗格", page::close),
    page("up", "one row up", "上一列", |app| steps::go(app, Motion::Rows(-1))),
    page("down", "one row down", "下一列", |app| steps::go(app, Motion::Rows(1))),
    page("left", "fold, or to the row above in the outline", "收合，或到上一層", steps::left),
    page("right", "unfold", "展開", steps::right),
    page("half-page-up", "half a page up", "上移半頁", |app| steps::go(app, Motion::HalfPages(-1))),
    page("half-page-down", "half a page down", "下移半頁", |app| steps::go(app, Motion::HalfPages(1))),
    page("page-up", "a page up", "上一頁", |app| steps::go(app, Motion::HalfPages(-2))),
    page("page-down", "a page down", "下一頁", |app| steps::go(app, Motion::HalfPages(2))),
    page("first", "first row", "第一列", |app| steps::go(app, Motion::First)),
    page("last", "last row", "最後一列", |app| steps::go(app, Motion::Last)),
    page(
        "show",
        "show what got worse, what got better, what changed, what is new …",
        "只看變差、改善、變動、新增等",
        |app| steps::turn_show(app, 1),
    ),
    page("show-back", "the same, backwards", "同上，反向", |app| steps::turn_show(app, -1)),
    page("sort", "sort by the next thing", "換排序方式", steps::turn_sort),
    page("find", "show only what matches as you type", "邊打邊篩選", steps::narrow),
    page("fold", "fold or unfold the category", "收合或展開綱目", |app| steps::fold(app, None)),
    page("fold-all", "fold the whole outline, or unfold it", "全部收合或全部展開", steps::fold_all),
    page("previous-year", "the year before in the place of the later one", "較新的年度往前", |app| {
        steps::turn_to(app, -1)
    }),
    page("next-year", "the year after in the place of the later one", "較新的年度往後", |app| {
        steps::turn_to(app, 1)
    }),
    page("previous-base", "compare with the year before", "對照的年度往前", |app| steps::turn_from(app, -1)),
    page("next-base", "compare with the year after", "對照的年度往後", |app| steps::turn_from(app, 1)),
    page("swap", "the two years the other way round", "兩個年度對調", steps::swap),
    page("copy", "copy the row to the terminal's clipboard", "將此列複製到終端機剪貼簿", steps::copy),
    page("copy-command", "copy the command that prints this", "複製可印出此畫面的指令", spoken::copy),
    page("trend", "the chosen metric through the years", "所選指標的歷年趨勢", steps::trend),
    page("compare", "compare two years", "比較兩個年度", |app| page::open(app, Kind::Compare)),
    page("overview", "the year at a glance", "年度總覽", |app| page::open(app, Kind::Overview)),
    page("help", "the keys, here", "此處的按鍵", |app| lists::open(app, ListKind::Help)),
];
