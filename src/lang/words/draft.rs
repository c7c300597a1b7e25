//! What is said of drafts: the journals of work that is not saved.

use crate::lang::Words;

words! {
    NOTE: "A draft of unsaved work, {0}: {1}", "未存內容的草稿 {0}：{1}";
    DAMAGED: "{0} of its entries are damaged; what builds on them is left out", "其中 {0} 筆已損壞，其後的內容從略";
    NEWER: "a newer version of annals wrote it; start that one to take it up", "由較新版的 annals 寫成；請以該版取回";
    TOO_LARGE: "it has {0} bytes, more than are read; look at it by hand, then remove it", "有 {0} 位元組，超過讀取上限；請自行檢視後刪除";
    NO_FILE: "it is no file; look at it by hand, then remove it", "並非檔案；請自行檢視後刪除";
    UNREADABLE: "it cannot be read ({0}); check its permissions, then start again", "無法讀取（{0}）；請檢查其權限後重新啟動";
    NOT_KEPT: "No draft can be kept ({0}): what is unsaved would not survive a crash. Save, or make room.", "無法保存草稿（{0}）：若當機，未存的內容會遺失。請存檔或清出空間。";
    TAKEN_UP_LATER: "It is taken up as soon as its files are read.", "相關檔案讀完後即會取回。";
    TAKING_UP: "What was left unsaved is being taken up; do it again when that is done.", "正在取回未存的內容；請待完成後再做一次。";
    NOT_TAKEN_UP: "Stopped; what is not taken up is offered again at the next start.", "已停止；尚未取回的內容下次啟動會再詢問。";
}
