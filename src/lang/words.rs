//! What the interface says, in both languages.

use crate::lang::Words;

macro_rules! words {
    ($($name:ident: $en:literal, $zh:literal;)*) => {
        $(#[doc = concat!("```text\n", $en, "\n```")] pub const $name: Words = Words { en: $en, zh: $zh };)*
        /// All of them, for what must hold of each.
        pub const ALL: &[Words] = &[$($name),*];
    };
}

pub mod check;
pub mod dispute;
pub mod draft;
pub mod export;
pub mod find;
pub mod import;
pub mod look;
pub mod page;
pub mod safe;
pub mod work;

words! {
    // Panes and lists
    CATEGORIES: "Categories", "綱目";
    ITEMS: "Items", "項目";
    METRICS: "Metrics", "指標";
    RECORD: "Record", "內容";
    FOUND: "Find anything", "全部尋找";
    PALETTE: "Commands", "指令";
    HELP: "Keys", "按鍵說明";
    PROBLEMS: "Check", "檢核";
    REVIEW: "To be saved", "待存變更";
    CHOOSE_CATEGORY: "Move to category", "移到綱目";
    CHOOSE_SERIES: "Add a metric", "新增指標";
    CHOOSE_YEAR: "Duplicate into year", "複製到年度";
    RECOVER: "Unsaved work was found", "找到未存的內容";
    UNFILED: "(no category)", "（未分類）";
    NO_YEAR: "no year", "無年度";

    // Modes
    MODE_BROWSE: "BROWSE", "瀏覽";
    MODE_FIND: "FIND", "尋找";
    MODE_FILTER: "FILTER", "篩選";
    MODE_EDIT: "EDIT", "編輯";
    MODE_LIST: "CHOOSE", "選擇";
    MODE_ASK: "CONFIRM", "確認";
    MODE_TREND: "TREND", "趨勢";
    MODE_COMPARE: "COMPARE", "比較";
    MODE_OVERVIEW: "OVERVIEW", "總覽";
    MODE_PAGE: "COMPARE, OVERVIEW", "比較、總覽";

    // Hints beside the mode
    HINT_FIND: "find", "尋找";
    HINT_EDIT: "edit", "編輯";
    HINT_YEAR: "year", "年度";
    HINT_COMMANDS: "commands", "指令";
    HINT_HELP: "help", "說明";
    HINT_SAVE: "save", "存檔";
    HINT_QUIT: "quit", "離開";
    HINT_KEEP: "keep", "確定";
    HINT_NEXT: "next field", "下一欄";
    HINT_CANCEL: "cancel", "取消";
    HINT_NEWLINE: "new line", "換行";
    HINT_CLOSE: "close", "關閉";
    HINT_CHOOSE: "choose", "選定";
    HINT_MARKED: "{0} marked", "已標記 {0} 筆";
    HINT_COMPARE: "compare", "比較";
    HINT_GO: "go there", "前往";
    HINT_SHOW: "show", "篩選";
    HINT_SORT: "sort", "排序";
    HINT_FOLD: "fold", "收合";
    HINT_BACK: "back", "返回";
    HINT_ANYWHERE: "find anything", "全部尋找";

    // Bars
    UNSAVED: "{0} unsaved ●", "{0} 檔未存 ●";
    PROBLEM_COUNT: "check: {0} ⚠", "檢核：{0} ⚠";
    READ_ONLY: "read-only", "唯讀";
    HITS: "{0}/{1} hits", "第 {0}/{1} 筆";
    NO_HITS: "nothing found", "查無結果";
    FILTERED: "filter: {0}", "篩選：{0}";
    ZOOMED: "zoomed", "放大";

    // Fields
    FIELD_ID: "id", "代號";
    FIELD_CATEGORY: "category", "綱目";
    FIELD_NO: "no", "編號";
    FIELD_TITLE: "title", "標題";
    FIELD_TEXT: "text", "內文";
    FIELD_WHEN: "when", "日期";
    FIELD_NAMES: "names", "人地名";
    FIELD_TAGS: "tags", "標籤";
    FIELD_SOURCE: "source", "出處";
    FIELD_NAME: "name", "名稱";
    FIELD_UNIT: "unit", "單位";
    FIELD_VALUE: "value", "數值";
    FIELD_APPROX: "approx", "約略";
    FIELD_TARGET: "target", "目標";
    FIELD_NOTE: "note", "附註";
    FIELD_FORMULA: "formula", "算式";
    FIELD_TOTAL: "total", "合計";
    FIELD_ON: "date", "日期";
    ENTRIES: "entries", "逐筆";
    MONTHS: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月";
    FIELD_ACCEPT: "accepted", "已認可";
    YES: "yes", "是";
    NO: "no", "否";
    GAP: "no value", "無數值";
    GRADE: "a grade, in words", "以文字表示的等第";
    GROWN_FROM_NOTHING: "new", "新增";
    APPROXIMATELY: "~", "約";

    // A metric through the years
    CHOOSE_OVERLAY: "Set another series beside it", "加入並列的指標";
    COLUMN_METRIC: "metric", "指標";
    COLUMN_YEAR: "year", "年度";
    COLUMN_CHANGE: "change", "增減";
    COLUMN_PERCENT: "%", "增減%";
    COLUMN_JUDGED: "better", "優劣";
    COLUMN_MET: "met", "達標";
    COLUMN_ITEM: "item", "項目";
    COLUMN_INDEX: "index", "指數";
    IMPROVED: "better", "進步";
    WORSENED: "worse", "退步";
    SAME: "same", "持平";
    NO_REPORT: "no report", "無報告";
    NOT_TOLD: "not told", "未載";
    OTHER_UNIT: "another unit", "單位不同";
    LEAST: "least {0} ({1})", "最低 {0}（{1}）";
    GREATEST: "greatest {0} ({1})", "最高 {0}（{1}）";
    TARGET_LINE: "target {0}", "目標 {0}";
    INDEX_OF: "index, {0} = 100", "指數，{0} 年 = 100";
    INDEX_FROM_ZERO: "no index: 0 in {0}", "無指數：{0} 年為 0";
    INDEX_NO_BASE: "no year has a figure of each: there is no index", "沒有各項都有數值的年度，無從計算指數";
    CHART_NONE: "no figures to draw; the table has what there is", "沒有可畫的數值，詳見下表";
    CHART_NO_ROOM: "no room for a chart here; the table has the figures", "此處畫不下圖，數值見下表";
    CHART_TOO_LARGE: "figures too large for an axis; the table has them", "數值過大，無法畫座標軸，詳見下表";
    TREND_CHOOSE: "Choose a metric, or an item that has one, to see it through the years.", "請先選一項指標，或有指標的項目，再看歷年趨勢。";
    TREND_NO_METRIC: "This item has no metric; choose one that has.", "此項目沒有指標，請另選。";
    TREND_NO_KEY: "This metric has no id and its item none: no other year can have the same.", "此指標與其項目沒有代號，無從與其他年度對照。";
    TREND_NO_YEAR: "These records belong to no year; put `year = …` at the top of their file.", "這些紀錄不屬於任何年度；請在檔案開頭寫上 year = …。";
    TREND_FULL: "{0} beside each other are as many as can be told apart.", "並列 {0} 項已是上限。";
    TREND_ONLY: "It is the only one; {0} sets another beside it.", "只有這一項；按 {0} 加入其他。";
    TREND_NOTHING_THERE: "{0}: {1}.", "{0} 年{1}。";
    HINT_RECORD: "to the record", "到該筆";
    HINT_BARS: "bars or line", "長條/折線";
    HINT_BESIDE: "set beside", "並列";
    HINT_OTHER: "other metrics", "其他指標";
    HINT_COPY: "copy", "複製";

    // What to do next
    EMPTY_ARCHIVE: "This archive has no items yet. Put a file with `year = 110` into its folder and press R; then a adds an item.",
        "這份彙編還沒有項目。請在資料夾中放入內含 year = 110 的檔案並按 R，之後按 a 新增。";
    EMPTY_YEAR: "Nothing here in {0}. [ and ] change the year; a adds an item.", "{0} 年此處沒有項目。[ 與 ] 換年度，a 新增。";
    EMPTY_FILTER: "Nothing matches. Esc clears the filter.", "沒有符合的項目。Esc 取消篩選。";
    EMPTY_METRICS: "No metrics. a adds one.", "沒有指標。按 a 新增。";
    PARTIAL_YEAR: "The source of {0} is cut off here.", "{0} 年的來源在此處缺頁。";
    ABSENT_YEAR: "{0} has no such heading.", "{0} 年沒有這個標題。";
    NOTHING_CHOSEN: "Nothing is chosen.", "尚未選取。";

    // What happened
    SAVED: "Saved {0} file(s).", "已存 {0} 個檔案。";
    SAVED_NOTED: "Saved {0} file(s). {1}.", "已存 {0} 個檔案。{1}。";
    NOTHING_TO_SAVE: "Nothing to save: every edit is on disk.", "沒有需要存檔的變更。";
    NOTHING_TO_UNDO: "Nothing to undo.", "沒有可復原的步驟。";
    UNDO_OVERTAKEN: "Others have changed that since, so it stays: {0}.", "之後已有他人更動，因此保留現狀：{0}。";
    NOTHING_TO_REDO: "Nothing to redo.", "沒有可重做的步驟。";
    UNDONE: "Undone: {0}. {1} brings it back.", "已復原：{0}。按 {1} 重做。";
    REDONE: "Done again: {0}", "已重做：{0}";
    DID_SET: "{0} changed", "{0}已修改";
    DID_ADD: "1 item added", "已新增 1 筆項目";
    DID_ADD_METRIC: "1 metric added", "已新增 1 項指標";
    ENTRY_DATED: "Dated {0}.", "日期 {0}。";
    ENTRY_OTHER_YEAR: "Dated {0}, not in {1}: {2} goes to the date.", "日期 {0} 不在 {1} 年：按 {2} 可改日期。";
    ENTRY_BESIDE_VALUE: "The written value stays, and counts.", "已寫的數值保留並採計。";
    DID_DELETE: "{0} deleted; {1} brings it back", "已刪除 {0} 筆；按 {1} 復原";
    DID_MOVE: "{0} moved to {1}", "已將 {0} 筆移到 {1}";
    DID_DUPLICATE: "{0} duplicated", "已複製 {0} 筆";
    DID_DUPLICATE_TO: "{0} duplicated into {1}", "已將 {0} 筆複製到 {1} 年";
    DID_RECOVER: "Recovered; review with {0}, take back with {1}.", "已取回；按 {0} 檢視，按 {1} 復原。";
    LABEL_SET: "change of {0}", "改 {0}";
    LABEL_ADD: "adding an item", "新增項目";
    LABEL_ADD_METRIC: "adding a metric", "新增指標";
    LABEL_ADD_ENTRY: "adding an entry", "新增一筆紀錄";
    LABEL_OUTSIDE: "change in the editor", "編輯器中的變更";
    DID_OUTSIDE: "Taken over from the editor.", "已採用編輯器中的變更。";
    CANNOT_OUTSIDE: "{0} could not be run: {1}. Set $VISUAL or $EDITOR.", "無法執行 {0}：{1}。請設定 $VISUAL 或 $EDITOR。";
    KEPT_OUTSIDE: "{0} The text is kept in {1}.", "{0} 內容保留於 {1}。";
    LABEL_DELETE: "deletion", "刪除";
    LABEL_MOVE: "move", "移動";
    LABEL_DUPLICATE: "duplication", "複製";
    LABEL_RECOVER: "recovery", "取回";
    LABEL_MINE: "your version", "你的版本";
    LABEL_MERGE: "giving way", "採用他人的版本";
    KEPT_ASIDE: "Put aside, not kept: {0} brings back what you typed.", "另外保留，未採用：按 {0} 可取回剛才輸入的內容。";
    RELOADED: "Read again from disk: {0} file(s) had changed.", "已重新讀取：{0} 個檔案有變動。";
    NOTICED: "Someone changed {0} file(s); they were read again.", "有 {0} 個檔案被他人變更，已重新讀取。";
    RELOADED_SAME: "Nothing has changed on disk.", "磁碟上沒有變動。";
    MERGED: "{0} had changed on disk; your edits were laid over it. Look, then save again.", "{0} 在磁碟上已有變動，你的編輯已疊上。請檢視後再存。";
    COPIED: "Sent to the terminal's clipboard.", "已送往終端機剪貼簿。";
    COPY_TOO_LONG: "Too long for the terminal's clipboard; nothing was sent.", "內容太長，終端機剪貼簿放不下；未送出。";
    LANGUAGE_NOW: "English", "中文介面";
    THEME_DARK: "dark theme", "深色主題";
    THEME_LIGHT: "light theme", "淺色主題";

    // What cannot be
    CANNOT_LOCKED: "{0} is read-only here: {1}", "{0} 唯讀，無法編輯：{1}";
    CANNOT_GONE: "That record is no longer there.", "該筆紀錄已不存在。";
    CANNOT_SHAPE: "This file keeps its records in a way that does not allow this; edit it by hand.", "這個檔案的寫法不容許此操作，請直接編輯檔案。";
    CANNOT_PROVE: "Refused: the file would not read as meant. Nothing was changed.", "已拒絕：檔案將與原意不符。內容未變動。";
    CANNOT_SYNTAX: "Refused: the result would not be TOML ({0}). Nothing was changed.", "已拒絕：結果不是合法的 TOML（{0}）。內容未變動。";
    CANNOT_SAVE: "{0}. Your edits are still here.", "{0}。你的編輯仍在。";
    CANNOT_RELOAD: "Not read again: {0}.", "未能重新讀取：{0}。";
    CANNOT_ADD_HERE: "There is no file of {0} to add to; put a file with `year = {0}` into the archive.", "沒有 {0} 年的檔案可新增；請先建立內含 year = {0} 的檔案。";
    CANNOT_ADD_NOWHERE: "There is no file to add to yet; put one with `year = 110` into the archive's folder and press R.", "還沒有可新增的檔案；請在資料夾中放入內含 year = 110 的檔案並按 R。";
    CONFIG_MISSING: "{0}: there is no such file; name the settings to read, or leave --config out", "{0}：沒有這個檔案；請指定設定檔，或不用 --config";
    NO_PROBLEMS: "Nothing is wrong.", "沒有問題。";
    CANNOT_ID_TAKEN: "The id {0} is taken in that year.", "代號 {0} 在該年度已使用。";
    CANNOT_ID: "An id is made of a-z, 0-9 and . _ / -", "代號只能用 a-z、0-9 與 . _ / -";
    CANNOT_DATE: "Not a date: {0}. Write 2021-03-04, 110-03-04, 110年3月, or a range with ~.", "不是日期：{0}。請寫成 2021-03-04、110-03-04、110年3月，或以 ~ 表示期間。";
    CANNOT_ON: "Not one day or month: {0}. Write 2021-03-04, 110-03-04 or 110年3月.", "不是單一日或月：{0}。請寫成 2021-03-04、110-03-04 或 110年3月。";
    CANNOT_TOTAL: "Write sum, count, max or last.", "請寫 sum（加總）、count（計次）、max（最大）或 last（最後）。";
    ENTRY_NEEDS_METRIC: "An entry belongs to a metric: choose one first ({0}).", "逐筆紀錄屬於指標：請先選指標（{0}）。";
    CANNOT_FLAG: "Write yes or no.", "請寫「是」或「否」。";
    CANNOT_RAW: "Not a TOML value: put text in quotes.", "不是 TOML 的值：文字請加引號。";
    CANNOT_EDIT_NOTHING: "There is nothing to edit here.", "此處沒有可編輯的內容。";
    ONLY_YEAR: "The archive has only this year.", "彙編只有這個年度。";

    FAULT_INCOMPLETE: "The number is not finished.", "數字尚未輸入完整。";
    FAULT_UNEXPECTED: "`{0}` (character {1}) does not belong in a number; digits, a point, commas, 萬 and 億 do.", "第 {1} 字「{0}」不屬於數字；可用數字、小數點、千分號、萬、億。";
    FAULT_GROUPING: "The digits at character {0} are not in groups of three (or four).", "第 {0} 字起的千分位不對。";
    FAULT_ORDER: "The part at character {0} is not smaller than the 萬 or 億 before it.", "第 {0} 字起的部分不小於前面的萬或億。";
    FAULT_TOO_LARGE: "The number is larger than can be kept exactly.", "數字太大，無法精確保存。";

    // Questions
    ASK_DELETE: "Delete {0}? y deletes, any other key keeps it.", "刪除 {0}？按 y 刪除，其他鍵保留。";
    ASK_DELETE_MANY: "Delete {0} marked items? y deletes, any other key keeps them.", "刪除已標記的 {0} 筆？按 y 刪除，其他鍵保留。";
    ASK_QUIT: "{0} file(s) unsaved. s saves and quits, x quits without saving, any other key stays.", "{0} 個檔案未存。s 存檔後離開，x 不存離開，其他鍵留下。";
    ASK_COLLISION: "{0}: someone else changed the same lines. m keeps yours, t takes theirs, any other key decides later.",
        "{0}：他人也改了同一處。m 用我的，t 用他的，其他鍵稍後再決定。";
    ASK_RECOVER: "y takes it up again (undoable), x throws it away, any other key leaves it for the next start.",
        "y 取回（可復原），x 丟棄，其他鍵留待下次。";
    RECOVER_MOVED: "{0} has changed since; its lines are merged", "{0} 後來有變動，將逐行合併";
    RECOVER_SAME: "{0}", "{0}";
    RECOVER_NO_FIELD: "The field of some text is gone; ctrl-v in any field pastes it.", "有段文字的欄位已不存在；在任一欄位按 ctrl-v 可貼上。";
    RECOVER_WAITS: "Part of the work is for a file that is gone or broken now; it is offered again at the next start.", "部分內容所屬的檔案已不在或已損壞，下次啟動會再詢問。";
    FILE_GONE: "{0} is gone from disk. Your edits in it are still here; put it back, then save.", "{0} 已不在磁碟上。你在其中的編輯仍在；請放回檔案後再存。";
    GAVE_WAY: "{0}: theirs is taken; undo finds yours.", "{0}：已採用他人的版本；復原可找回你的。";
    MERGED_NOTE: "{0}: someone else's change was taken in", "{0}：已併入他人的變更";
    ASK_QUIT_ASIDE: "{0} text(s) put aside and in no record. x quits without them, any other key stays.", "有 {0} 段輸入另外保留、未寫入紀錄。x 捨棄並離開，其他鍵留下。";
    RECOVER_TYPING: "being typed: {0}", "輸入中：{0}";
    ADDED: "added", "新增";
    REMOVED: "removed", "刪除";
    CHANGED: "changed", "變更";
    OWN_METRIC: "a metric of its own: {0}", "自訂指標：{0}";
    MINE: "yours", "我的";
    THEIRS: "theirs", "他的";

    // Problems of the data
    FLAW_SYNTAX: "not TOML: {0}; the file is shown as far as it can be read, and is never written", "不是合法的 TOML：{0}；檔案僅供閱讀，不會寫入";
    FLAW_YEAR_MISSING: "the file has items but no `year = …` at its top; add one", "檔案有項目但開頭沒有 year = …；請補上";
    FLAW_YEAR: "`{0}` is no year; write a number such as 110 or 2021", "「{0}」不是年度；請寫成 110 或 2021 之類的數字";
    FLAW_FIGURE: "`{0}` is no number that can be kept exactly; write digits, or a grade in quotes", "「{0}」不是可精確保存的數字；請寫數字，或以引號寫等第";
    FLAW_DATE: "`{0}` is no date; write 2021-03-04, 2021-03 or a range with /", "「{0}」不是日期；請寫 2021-03-04、2021-03，期間用 /";
    FLAW_ON: "`{0}` is not the date of an entry; write one day or month: 2021-03-04, or \"2021-03\" in quotes", "「{0}」不是單筆紀錄的日期；請寫一日或一月：2021-03-04，或加引號的 \"2021-03\"";
    FLAW_ON_MISSING: "the entry has no date; add on = 2021-03-04", "這筆紀錄沒有日期；請補上 on = 2021-03-04";
    FLAW_TOTAL: "`{0}` is no way to total entries; write \"sum\", \"count\", \"max\" or \"last\"", "「{0}」不是合計方式；請寫 \"sum\"、\"count\"、\"max\" 或 \"last\"";
    FLAW_TYPE: "`{0}` must be {1} here", "「{0}」此處須為{1}";
    FLAW_DUPLICATE: "the id `{0}` is already used at {1}; give one of the two another", "代號「{0}」已用於 {1}；請改其中一個";
    FLAW_CATEGORY: "there is no category `{0}` in archive.toml; add it there or choose another", "archive.toml 沒有綱目「{0}」；請補上或另選";
    FLAW_ID: "`{0}` is no id; use a-z, 0-9 and . _ / - only", "「{0}」不是代號；只能用 a-z、0-9 與 . _ / -";
    FLAW_CALENDAR: "`{0}` is no calendar; write \"roc\" or \"gregorian\"", "「{0}」不是曆法；請寫 \"roc\" 或 \"gregorian\"";
    FLAW_BACKWARDS: "the range `{0}` ends before it starts; turn it round", "期間「{0}」的迄日早於起日；請對調";
    FLAW_BETTER: "`{0}` is no direction; write \"higher\", \"lower\" or \"neutral\"", "「{0}」不是方向；請寫 \"higher\"、\"lower\" 或 \"neutral\"";
    TYPE_TEXT: "a text in quotes", "加引號的文字";
    TYPE_LIST: "a list of texts in [ ]", "以 [ ] 括起的文字清單";
    TYPE_FLAG: "true or false", "true 或 false";
    TYPE_NUMBER: "a number", "數字";
    TYPE_IDS: "a list of ids of series", "指標代號的清單";
    TYPE_TWO_IDS: "a list of two ids of series", "兩個指標代號的清單";
    TYPE_PERCENT: "a number of per cent, not below zero", "不小於零的百分數";

    // Why a file is not to be written
    FLAW_NO_PERMISSION: "no permission to write the file or its folder; allow writing (chmod u+w) or ask the owner", "沒有寫入檔案或其資料夾的權限；請開放寫入（chmod u+w），或洽檔案擁有者";
    FLAW_ASKED_READ_ONLY: "opened with --read-only; start again without it to edit", "以 --read-only 開啟；要編輯請不加此選項重新啟動";
    FLAW_SAMPLE: "part of the built-in sample; start with a folder of your own to edit", "屬於內建範例；要編輯請開啟自己的資料夾";

    // The disk: an archive that does not open
    OPEN_MISSING: "{0}: there is no such file or folder; name the folder that holds archive.toml", "{0}：沒有這個檔案或資料夾；請指定 archive.toml 所在的資料夾";
    OPEN_SPECIAL: "{0}: it is {1}; name a folder of TOML files, or one such file", "{0}：這是{1}；請指定 TOML 檔所在的資料夾，或一個 TOML 檔";
    OPEN_SYSTEM: "{0}: {1}; check its permissions", "{0}：{1}；請檢查權限";

    // The disk: a file that is not read
    READ_GONE: "it is not there, or links to nothing; restore it, or remove the link", "檔案不在，或連結的對象不在；請還原檔案，或移除連結";
    READ_OUTSIDE: "its symbolic link leads out of the archive; move the file in, or open the archive it is in", "符號連結通往彙編之外；請將檔案移入，或開啟它所在的彙編";
    READ_LOOP: "its symbolic links lead in a circle; remove one of them", "符號連結繞成一圈；請移除其中一個";
    READ_SPECIAL: "it is {0}, not a file; rename it", "這是{0}，不是檔案；請改名";
    READ_TOO_LARGE: "it has {0} bytes, more than the {1} that are read; split it", "檔案有 {0} 位元組，超過可讀取的 {1}；請拆成數個檔案";
    READ_TOO_MUCH: "the files before it fill the {0} bytes that are read; open a part of the archive", "前面的檔案已占滿可讀取的 {0} 位元組；請只開啟彙編的一部分";
    READ_NOT_UTF8: "line {0}, column {1}: not UTF-8; convert the file to UTF-8", "第 {0} 行第 {1} 字：不是 UTF-8；請將檔案轉成 UTF-8";
    READ_NUL: "line {0}, column {1}: a NUL byte; restore the file, or convert it to UTF-8", "第 {0} 行第 {1} 字：有 NUL 位元組；請還原檔案，或轉成 UTF-8";
    READ_SYSTEM: "{0}; check its permissions", "{0}；請檢查權限";
    KIND_FOLDER: "a folder", "資料夾";
    KIND_LINK: "a symbolic link", "符號連結";
    KIND_FIFO: "a FIFO", "具名管道（FIFO）";
    KIND_SOCKET: "a socket", "通訊端（socket）";
    KIND_DEVICE: "a device", "裝置";
    KIND_UNKNOWN: "of an unknown kind", "不明種類的東西";

    // The disk: a file that is not saved
    SAVE_CHANGED: "{0}: not saved, it was changed on disk meanwhile; take in the change first", "{0}：未存檔，磁碟上的內容已有變動；請先併入該變動";
    SAVE_VANISHED: "{0}: not saved, it was removed meanwhile; put it back and save again", "{0}：未存檔，檔案已被移除；請放回檔案後再存";
    SAVE_UNREADABLE: "{0}: not saved: {1}", "{0}：未存檔：{1}";
    SAVE_READ_ONLY: "{0}: not saved, the file is read-only; allow writing (chmod u+w)", "{0}：未存檔，檔案唯讀；請開放寫入（chmod u+w）";
    SAVE_READ_ONLY_FOLDER: "{0}: not saved, its folder is read-only; allow writing there (chmod u+w)", "{0}：未存檔，所在資料夾唯讀；請開放寫入（chmod u+w）";
    SAVE_LOCKED: "{0}: not saved, another program holds {1}; try again when it is done", "{0}：未存檔，另一程式占用 {1}；請待其結束後再存";
    SAVE_TOO_LARGE: "{0}: not saved, {1} bytes are more than the {2} that are read again; split it", "{0}：未存檔，{1} 位元組超過可再讀取的 {2}；請拆成數個檔案";
    SAVE_EXISTS: "{0}: not made, the name is taken; choose another", "{0}：未建立，名稱已有人用；請另選";
    SAVE_KEPT: "{0}: not saved, an interrupted save left the old text in {1}; compare the two, then remove it", "{0}：未存檔，上次存檔中斷，舊內容留在 {1}；請比對兩者後刪除它";
    SAVE_BROKEN: "{0}: half written ({1}); the old text is in {2}, restore it from there", "{0}：只寫了一半（{1}）；舊內容在 {2}，請由此還原";
    SAVE_UNCONFIRMED: "{0}: written, but the disk did not confirm it ({1}); check the disk and save again", "{0}：已寫入，但磁碟未確認（{1}）；請檢查磁碟後再存";
    SAVE_FAILED: "{0}: not saved, {1} failed ({2}); the file is as it was, check the disk's room and permissions", "{0}：未存檔，{1}失敗（{2}）；檔案未變動，請檢查磁碟空間與權限";
    SAVE_UNKNOWN: "{0}: not saved, it is not among the files that were opened; open the archive again", "{0}：未存檔，不在已開啟的檔案之中；請重新開啟彙編";
    STEP_LOCK: "locking", "鎖定";
    STEP_CLEAR: "removing a leftover", "清除殘留檔";
    STEP_MAKE: "making a file", "建立檔案";
    STEP_BESIDE: "making a file beside it", "在旁建立暫存檔";
    STEP_WRITE: "writing", "寫入";
    STEP_RENAME: "renaming", "更名";
    STEP_NAME: "naming the new file", "為新檔命名";
    STEP_KEEP: "keeping a copy", "保留副本";
    STEP_OPEN: "opening it to write", "開啟寫入";
    STEP_IN_PLACE: "writing in place", "就地寫入";

    // The disk: what should be known
    NOTE_HARD_LINKS: "written in place, as the file has other names (hard links)", "已就地寫入，因檔案另有名稱（硬連結）";
    NOTE_OWNER: "written in place, to keep the file's owner and group", "已就地寫入，以保留檔案的擁有者與群組";
    NOTE_ATTRIBUTES: "written in place, to keep the file's permissions and attributes", "已就地寫入，以保留檔案的權限與屬性";
    NOTE_UNLOCKED: "saved without a lock, as this file system has none", "存檔時未鎖定，因這個檔案系統不支援";
    NOTE_COPY_LEFT: "{0}: left by an interrupted save; compare it with its file, then remove it", "{0}：存檔中斷時所留；請與原檔比對後刪除";

    // The command line
    LOST_YEAR: "the archive has no year {0}; `annals` without a command lists its years", "資料中沒有 {0} 年；執行 annals 可列出各年";
    LOST_ELSEWHERE: "{0} is not in that year, but in {1}; name the year with --year", "該年沒有 {0}，但 {1} 年有；請以 --year 指定年度";
    LOST_UNKNOWN: "nothing is called {0}", "沒有名為 {0} 的項目或指標";
    LOST_NEAR: "nothing is called {0}; did you mean {1}?", "沒有名為 {0} 的項目或指標；是否為 {1}？";
    LOST_FIELD: "{0} has no field {1}", "{0} 沒有 {1} 欄位";
    SHELL_YEAR: "{0} is no year; write it as 110 or 2021", "{0} 不是年度；請寫成 110 或 2021";
    SHELL_GAP: "{0} has no value", "{0} 沒有數值";
    SHELL_ITEM: "{0} is an item; name one of its metrics, or a field as in {0}:title", "{0} 是項目；請指定其指標，或欄位如 {0}:title";
    SHELL_SAMPLE: "the built-in sample is not written; name an archive with --archive", "內建範例不可寫入；請以 --archive 指定資料";
    SHELL_READ_ONLY: "nothing is written with --read-only", "使用 --read-only 時不寫入";
    SHELL_RAISES: "refused, for this would be wrong then: {0}", "已拒絕，否則將有誤：{0}";
    SHELL_SAME: "{0}: says so already", "{0}：內容相同，未變動";
    SHELL_SET: "{0}: {1} → {2}", "{0}：{1} → {2}";
    SHELL_MOVED: "{0}: moved to {1}", "{0}：已移至 {1}";
    SHELL_REMOVED: "{0}: removed", "{0}：已刪除";
    SHELL_LINE: "{0}; nothing was written", "{0}；未寫入任何內容";
    SHELL_KEY: "there is no key \"{0}\"; there are \"path\", \"value\" and \"year\"", "沒有「{0}」這個鍵；只有 \"path\"、\"value\" 與 \"year\"";
    SHELL_NO_KEY: "\"{0}\" is missing", "缺少 \"{0}\"";
    CANNOT_LOSE_ID: "without its id nothing could name it any more; give it another id, or remove the record", "沒有代號便無從指名；請改用別的代號，或刪除該筆";
    SHELL_BATCH: "write PATH, a tab and the value, or {\"path\": …, \"value\": …}", "請寫成「路徑、定位字元、值」或 {\"path\": …, \"value\": …}";
    SHELL_BUSY: "others keep writing {0}; try again", "他人持續寫入 {0}；請稍後再試";
    SHELL_PARTLY: "{0}; written already: {1}", "{0}；已寫入：{1}";
    SHELL_NEAR: "; did you mean {0}?", "；是否為 {0}？";
    SHELL_NO_ITEM: "{0} is no item", "{0} 不是項目";
    SHELL_ADDED: "{0}: added to {1}", "{0}：已新增至 {1}";
    SHELL_HAS: "{0} has {1} already; use set", "{0} 已有 {1}；請用 set";
    SHELL_NO_SERIES: "there is no series {0}{1}; give the metric a --name of its own", "沒有指標系列 {0}{1}；請以 --name 另給名稱";
    SHELL_CATEGORY: "there is no category {0}{1}", "沒有綱目 {0}{1}";

    // A new year
    ASK_NEW_YEAR: "Begin {0} from {1}: {2} file(s) with {3} item(s) and {4} metric(s) to enter. y makes them, any other key does not.", "由 {1} 年建立 {0} 年：{2} 個檔案、{3} 項、{4} 個待填指標。按 y 建立，其他鍵取消。";
    DID_NEW_YEAR: "{0} has begun; {1} enters its figures.", "已建立 {0} 年；按 {1} 逐一輸入數值。";
    CANNOT_NEW_YEAR: "No year was begun: {0}", "未建立新年度：{0}";
    NEW_YEAR_COUNTS: "{0} item(s), {1} metric(s)", "{0} 項、{1} 個指標";
    NEW_YEAR_ONE_FILE: "{0} is one file; a year begins in the archive's folder", "{0} 是單一檔案；新年度須在彙編的資料夾中建立";
    NEW_YEAR_HALFWAY: "{0}; made before that: {1}", "{0}；在此之前已建立：{1}";
    NEW_YEAR_NOTHING_BEFORE: "the archive has no year before {0} to begin it from; name one with --from", "彙編沒有 {0} 以前的年度可參照；請以 --from 指定年度";
    NEW_YEAR_NOTHING_IN: "{0} has nothing that the new year has not already", "{0} 年沒有新年度尚缺的項目";
    NEW_YEAR_EXIST: "{0}: there already; nothing was written. Move it away, or go on in it", "{0}：已存在，未寫入任何檔案。請移開該檔，或直接在其中編輯";
    NEW_YEAR_BROKEN: "{0} has to be mended before a year can follow it: {1}", "{0} 須先修正，才能據以建立新年度：{1}";

    // Entering what is missing
    GAPS_LEFT: "{0} left", "尚缺 {0} 項";
    GAPS_NONE: "No figure is missing in {0}.", "{0} 年沒有尚缺的數值。";
    GAPS_STOPPED: "{0} still missing in {1}; {2} goes on.", "{1} 年尚缺 {0} 項；按 {2} 繼續。";
    GAPS_FROM_FIRST: "Past the last one: on from the first.", "已過最後一項，從第一項繼續。";
    GAPS_FROM_LAST: "Past the first one: on from the last.", "已過第一項，從最後一項繼續。";
    GAPS_ONE: "Only this one is missing.", "只缺這一項。";
    HINT_NEXT_GAP: "next missing", "下一個缺項";
}
