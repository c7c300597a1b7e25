//! The commands of a text that is being typed: a field, a search, a list's line.

use crate::app::App;
use crate::app::commands::Command;
use crate::app::commands::Context;
use crate::app::keys;
use crate::app::keys::Next;
use crate::app::keys::stroke;
use crate::app::line::Move;
use crate::app::line::Stroke;

const fn edit(name: &'static str, en: &'static str, zh: &'static str, run: fn(&mut App)) -> Command {
    super::command(Context::Edit, name, en, zh, run)
}

pub(super) const COMMANDS: &[Command] = &[
    edit("accept", "keep what is typed", "確定", |app| keys::accept(app, Next::Stay)),
    edit("accept-next", "keep it and go to the next field", "確定並到下一欄", |app| {
        keys::accept(app, Next::After)
    }),
    edit("accept-previous", "keep it and go to the field before", "確定並到上一欄", |app| {
        keys::accept(app, Next::Before)
    }),
    edit("accept-save", "keep it and review what is to be saved", "確定並檢視待存變更", |app| {
        keys::accept(app, Next::Save)
    }),
    edit("cancel", "leave; what was typed is kept aside", "離開；輸入的內容會另外保留", keys::cancel),
    edit("new-line", "begin a new line", "換行", |app| stroke(app, Stroke::Type('\n'))),
    edit("left", "one character left", "左移一字", |app| stroke(app, Stroke::Go(Move::Left))),
    edit("right", "one character right", "右移一字", |app| stroke(app, Stroke::Go(Move::Right))),
    edit("word-left", "one word left", "左移一詞", |app| stroke(app, Stroke::Go(Move::WordLeft))),
    edit("word-right", "one word right", "右移一詞", |app| stroke(app, Stroke::Go(Move::WordRight))),
    edit("row-up", "one row up", "上移一列", |app| stroke(app, Stroke::Go(Move::Up))),
    edit("row-down", "one row down", "下移一列", |app| stroke(app, Stroke::Go(Move::Down))),
    edit("row-start", "start of the row", "列首", |app| stroke(app, Stroke::Go(Move::RowStart))),
    edit("row-end", "end of the row", "列尾", |app| stroke(app, Stroke::Go(Move::RowEnd))),
    edit("page-up", "a page up", "上一頁", |app| stroke(app, Stroke::Go(Move::PageUp))),
    edit("page-down", "a page down", "下一頁", |app| stroke(app, Stroke::Go(Move::PageDown))),
    edit("text-start", "start of the text", "文首", |app| stroke(app, Stroke::Go(Move::TextStart))),
    edit("text-end", "end of the text", "文末", |app| stroke(app, Stroke::Go(Move::TextEnd))),
    edit("select-left", "select leftward", "向左選取", |app| stroke(app, Stroke::Select(Move::Left))),
    edit("select-right", "select rightward", "向右選取", |app| stroke(app, Stroke::Select(Move::Right))),
    edit("select-word-left", "select a word leftward", "向左選取一詞", |app| {
        stroke(app, Stroke::Select(Move::WordLeft))
    }),
    edit("select-word-right", "select a word rightward", "向右選取一詞", |app| {
        stroke(app, Stroke::Select(Move::WordRight))
    }),
    edit("select-up", "select a row upward", "向上選取", |app| stroke(app, Stroke::Select(Move::Up))),
    edit("select-down", "select a row downward", "向下選取", |app| stroke(app, Stroke::Select(Move::Down))),
    edit("select-row-start", "select to the start of the row", "選取至列首", |app| {
        stroke(app, Stroke::Select(Move::RowStart))
    }),
    edit("select-row-end", "select to the end of the row", "選取至列尾", |app| {
        stroke(app, Stroke::Select(Move::RowEnd))
    }),
    edit("select-all", "select all", "全選", |app| stroke(app, Stroke::SelectAll)),
    edit("backspace", "delete the character before", "刪除前一字", |app| stroke(app, Stroke::Erase(Move::Left))),
    edit("delete", "delete the character behind", "刪除後一字", |app| stroke(app, Stroke::Erase(Move::Right))),
    edit("delete-word-left", "delete the word before", "刪除前一詞", |app| {
        stroke(app, Stroke::Erase(Move::WordLeft))
    }),
    edit("delete-word-right", "delete the word behind", "刪除後一詞", |app| {
        stroke(app, Stroke::Erase(Move::WordRight))
    }),
    edit("delete-to-start", "delete to the start of the line", "刪除至行首", |app| {
        stroke(app, Stroke::Erase(Move::LineStart))
    }),
    edit("delete-to-end", "delete to the end of the line", "刪除至行尾", |app| {
        stroke(app, Stroke::Erase(Move::LineEnd))
    }),
    edit("undo", "undo in this text", "復原此處的輸入", |app| stroke(app, Stroke::Undo)),
    edit("redo", "redo in this text", "重做此處的輸入", |app| stroke(app, Stroke::Redo)),
    edit("cut", "cut the selection", "剪下選取的文字", |app| keys::take_selection(app, true)),
    edit("copy", "copy the selection", "複製選取的文字", |app| keys::take_selection(app, false)),
    edit("paste", "paste what was cut or copied", "貼上剪下或複製的文字", keys::paste_selection),
];
