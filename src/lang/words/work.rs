//! What is said of work that takes long.

use crate::lang::Words;

words! {
    CHECKING: "Checking: {0} %; Esc stops it", "檢查中：{0} %；按 Esc 停止";
    COMPARING: "Comparing: {0} %; Esc stops it", "比較中：{0} %；按 Esc 停止";
    AWAITED: "What shows here is being worked out …", "正在整理這裡要顯示的內容……";
    READING: "Reading: {0} % of {1} files; Esc stops it", "讀取中：{1} 個檔案的 {0} %；按 Esc 停止";
    READING_ON: "Reading: {0} % of {1} files", "讀取中：{1} 個檔案的 {0} %";
    PICK_WAITS: "It is given as soon as all files are read.", "檔案全部讀完後即會選定。";
    READ_PART: "{0} of {1} files are read; {2} reads on.", "{1} 個檔案已讀 {0} 個；按 {2} 繼續讀取。";
    NOT_AGAIN: "Stopped; all is as it was read before.", "已停止；內容仍是先前讀取的。";
    UNREAD: "⚠ {0} files not read", "⚠ {0} 個檔案未讀";
    NOT_YET: "it is not read yet; wait until it is", "尚未讀取；請等讀完";
    NOT_ALL_READ: "Not all files are read yet, and one that is not may have the same id; wait until they are.", "檔案尚未全部讀完，其中可能已有相同的代號；請等讀完。";
    CHANGING: "Changing: {0} %; Esc stops it", "變更中：{0} %；按 Esc 停止";
    NOT_CHANGED: "Stopped; nothing was changed.", "已停止；未作任何變更。";
    OVERTAKEN: "The records have changed meanwhile, so nothing was done; do it again.", "資料在這期間已變動，因此未作任何變更；請再做一次。";
    PREPARING: "Making the files ready: {0} %; Esc stops it", "準備檔案中：{0} %；按 Esc 停止";
    SAVING: "Saving: {0} of {1} files; Esc stops it", "存檔中：{1} 個檔案已存 {0} 個；按 Esc 停止";
    MAKING: "Making the new year: {0} of {1} files; Esc stops it", "建立新年度中：{1} 個檔案已建立 {0} 個；按 Esc 停止";
    NONE_MADE: "Stopped; no file was made.", "已停止；未建立任何檔案。";
    PART_MADE: "Stopped: {0} of {1} files of {2} are made, and stay. To begin {2} anew, delete them first.", "已停止：{2} 年的 {1} 個檔案已建立 {0} 個，並予保留。如要重新建立 {2} 年，請先刪除這些檔案。";
    REVIEWING: "Comparing with what is saved: {0} %; Esc closes this", "與已存內容比對中：{0} %；按 Esc 關閉";
    PICKING: "Looking through: {0} %; Esc stops it", "查看中：{0} %；按 Esc 停止";
    MORE_FINDINGS: "… and {0} more; {1} lists them", "……另有 {0} 項；按 {1} 列出";
    MORE_ROWS: "… and {0} more; type to narrow them", "……另有 {0} 列；請輸入文字縮小範圍";
}
