//! What is said of work that takes long.

use crate::lang::Words;

words! {
    CHECKING: "Checking: {0} %; Esc stops it", "檢查中：{0} %；按 Esc 停止";
    COMPARING: "Comparing: {0} %; Esc stops it", "比較中：{0} %；按 Esc 停止";
    AWAITED: "What shows here is being worked out …", "正在整理這裡要顯示的內容……";
    MORE_ROWS: "… and {0} more; type to narrow them", "……另有 {0} 列；請輸入文字縮小範圍";
}
