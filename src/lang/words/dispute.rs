//! What is said where two people changed one field, in both languages.

use crate::lang::Words;

words! {
    ASK_FIELD: "{0}: someone else changed the same field. m keeps yours, t takes theirs, e edits with both at hand, any other key decides later.",
        "{0}：他人也改了同一欄位。m 用我的，t 用他的，e 對照兩者編輯，其他鍵稍後再決定。";
    THEY_DELETED: "{0}: someone else deleted {1}, which you have changed. m keeps it as you have it, t deletes it here too, any other key decides later. Undo finds both.",
        "{0}：他人已刪除{1}，而你改過其內容。m 保留我的，t 也在此刪除，其他鍵稍後再決定；兩者都可復原。";
    YOU_DELETED: "{0}: you deleted {1}, which someone else has changed since. m deletes it all the same, t takes it back as they have it, any other key decides later. Undo finds both.",
        "{0}：你已刪除{1}，而他人後來改過其內容。m 照樣刪除，t 取回他人的版本，其他鍵稍後再決定；兩者都可復原。";
    THEIRS_SAYS: "theirs: {0}", "他的：{0}";
    BESIDE: "Yours is open, theirs stands below it. Undo finds theirs; save again when it is settled.",
        "已開啟我的，他的列在下方；復原可找回他的。決定後請再存。";
    JOINED: "The lines of both are open: keep what is right. Undo finds each; save again when it is settled.",
        "兩者的各行都在此，請留下對的；復原可找回各自的。決定後請再存。";
}
