//! What is said where two people changed one field, in both languages.

use crate::lang::Words;

words! {
    ASK_FIELD: "{0}: someone else changed the same field. m keeps yours, t takes theirs, e edits with both at hand, any other key decides later.",
        "{0}：他人也改了同一欄位。m 用我的，t 用他的，e 對照兩者編輯，其他鍵稍後再決定。";
    THEIRS_SAYS: "theirs: {0}", "他的：{0}";
    BESIDE: "Yours is open, theirs stands below it. Undo finds theirs; save again when it is settled.",
        "已開啟我的，他的列在下方；復原可找回他的。決定後請再存。";
    JOINED: "The lines of both are open: keep what is right. Undo finds each; save again when it is settled.",
        "兩者的各行都在此，請留下對的；復原可找回各自的。決定後請再存。";
}
