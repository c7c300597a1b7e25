//! The commands of the panes.

use crate::app::App;
use crate::app::browse;
use crate::app::checks;
use crate::app::commands::Command;
use crate::app::commands::Context;
use crate::app::effect::Effect;
use crate::app::fields;
use crate::app::find;
use crate::app::gaps;
use crate::app::lists;
use crate::app::mode::Focus;
use crate::app::mode::ListKind;
use crate::app::new_year;
use crate::app::outside;
use crate::app::page;
use crate::app::page::Kind;
use crate::app::pane::Motion;
use crate::app::reading;
use crate::app::records;
use crate::app::records::create;
use crate::app::records::entries;
use crate::app::save;
use crate::app::spoken;
use crate::app::trend;

const fn browse(name: &'static str, en: &'static str, zh: &'static str, run: fn(&mut App)) -> Command {
    super::command(Context::Browse, name, en, zh, run)
}

pub(super) const COMMANDS: &[Command] = &[
    browse("find", "find in this year as you type", "邊打邊找（本年度）", find::open),
    browse("next-hit", "next hit", "下一筆符合", |app| find::next(app, 1)),
    browse("previous-hit", "previous hit", "上一筆符合", |app| find::next(app, -1)),
    browse("find-anywhere", "find anything in any year and jump there", "找遍各年度並跳到該處", find::open_anywhere),
    browse("views", "questions kept under a name", "存好的檢視", |app| lists::open(app, ListKind::Views)),
    browse("filter", "show only what matches in this pane", "只顯示此窗格中符合的", find::open_filter),
    browse("open", "go in: unfold, open, edit a field", "進入：展開、開啟、編輯欄位", browse::open),
    browse(
        "back",
        "go back: clear filter, marks and hits, leave the pane",
        "返回：清除篩選、標記與符合處，離開窗格",
        browse::back,
    ),
    browse("up", "one row up", "上一列", |app| browse::go(app, Motion::Rows(-1))),
    browse("down", "one row down", "下一列", |app| browse::go(app, Motion::Rows(1))),
    browse("left", "fold, or the pane to the left", "收合，或到左邊窗格", browse::left),
    browse("right", "unfold, or the pane to the right", "展開，或到右邊窗格", browse::right),
    browse("half-page-up", "half a page up", "上移半頁", |app| browse::go(app, Motion::HalfPages(-1))),
    browse("half-page-down", "half a page down", "下移半頁", |app| browse::go(app, Motion::HalfPages(1))),
    browse("page-up", "a page up", "上一頁", |app| browse::go(app, Motion::HalfPages(-2))),
    browse("page-down", "a page down", "下一頁", |app| browse::go(app, Motion::HalfPages(2))),
    browse("first", "first row", "第一列", |app| browse::go(app, Motion::First)),
    browse("last", "last row", "最後一列", |app| browse::go(app, Motion::Last)),
    browse("next-pane", "next pane", "下一窗格", |app| browse::turn(app, 1)),
    browse("previous-pane", "previous pane", "上一窗格", |app| browse::turn(app, -1)),
    browse("pane-categories", "to the categories", "到綱目", |app| browse::focus(app, Focus::Categories)),
    browse("pane-items", "to the items", "到項目", |app| browse::focus(app, Focus::Items)),
    browse("pane-metrics", "to the metrics", "到指標", |app| browse::focus(app, Focus::Metrics)),
    browse("pane-record", "to the record", "到內容", |app| browse::focus(app, Focus::Record)),
    browse("zoom", "the pane alone, or all again", "放大窗格，或還原", |app| app.zoom = !app.zoom),
    browse("wider", "the pane wider", "窗格加寬", |app| browse::widen(app, 2)),
    browse("narrower", "the pane narrower", "窗格縮窄", |app| browse::widen(app, -2)),
    browse("taller", "the record taller", "內容加高", |app| browse::heighten(app, 1)),
    browse("shorter", "the record shorter", "內容縮短", |app| browse::heighten(app, -1)),
    browse("previous-year", "the year before", "前一年度", |app| browse::turn_year(app, -1)),
    browse("next-year", "the year after", "後一年度", |app| browse::turn_year(app, 1)),
    browse("trend", "the chosen metric through the years", "所選指標的歷年趨勢", trend::open),
    browse("edit", "edit the chosen field in place", "就地編輯所選欄位", fields::open_chosen),
    browse("enter-missing", "enter the figures that are missing", "逐一輸入尚缺的數值", gaps::enter),
    browse("edit-outside", "edit the item in $VISUAL or $EDITOR", "以 $VISUAL 或 $EDITOR 編輯項目", outside::open),
    browse("mark", "mark or unmark the item", "標記或取消標記", records::mark),
    browse("mark-all", "mark all that are listed, or none", "全部標記或全部取消", records::mark_all),
    browse("add", "add an item, or a metric in the metrics pane", "新增項目；在指標窗格則新增指標", create::add),
    browse("add-entry", "add an entry for today to the metric", "為指標新增今天的一筆紀錄", entries::add),
    browse("duplicate", "duplicate the item or the marked ones", "複製項目或已標記的", records::duplicate),
    browse("duplicate-to-year", "duplicate into another year", "複製到其他年度", |app| {
        records::choose_year(app)
    }),
    browse("new-year", "begin the year after the last", "建立下一年度", new_year::ask),
    browse("move", "move to another category", "移到其他綱目", records::choose_category),
    browse("delete", "delete, after a question", "刪除（會先詢問）", records::ask_delete),
    browse("undo", "undo", "復原", records::undo),
    browse("redo", "redo", "重做", records::redo),
    browse("save", "review what has changed, then save", "檢視變更後存檔", |app| {
        lists::open(app, ListKind::Review)
    }),
    browse("reload", "read the files again", "重新讀取檔案", reading::again),
    browse("compare", "compare two years", "比較兩個年度", |app| page::open(app, Kind::Compare)),
    browse("overview", "the year at a glance", "年度總覽", |app| page::open(app, Kind::Overview)),
    browse("problems", "what the check finds: problems of the data", "檢核所見：資料的問題", checks::open),
    browse(
        "check-strictly",
        "check also what is only often wrong, or no longer",
        "檢核時也列出（或不再列出）只是可能有誤的",
        checks::turn_strict,
    ),
    browse("copy", "copy the chosen value to the terminal's clipboard", "將所選內容複製到終端機剪貼簿", browse::copy),
    browse("copy-command", "copy the command that prints this", "複製可印出此畫面的指令", spoken::copy),
    browse("palette", "every command, by name", "所有指令", |app| lists::open(app, ListKind::Palette)),
    browse("help", "the keys, here", "此處的按鍵", |app| lists::open(app, ListKind::Help)),
    browse("language", "the interface in English or Chinese", "切換中英文介面", browse::turn_language),
    browse("theme", "the light or the dark theme", "切換深淺主題", browse::turn_theme),
    browse(
        "phonetic",
        "finding by pinyin and zhuyin: on, off, one of them",
        "以拼音、注音尋找：開、關、擇一",
        find::turn_sounds,
    ),
    browse("suspend", "stop the program; fg brings it back", "暫停程式；fg 可返回", |app| {
        app.effects.push(Effect::Suspend)
    }),
    browse("quit", "quit; asks when something is unsaved", "離開；有未存內容會先詢問", save::quit),
];
