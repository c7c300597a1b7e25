//! What the commands that look say, in both languages.

use crate::lang::Words;

words! {
    NO_COMMAND: "{0}: there is no such file or folder, and no such command{1}", "{0}：沒有這個檔案或資料夾，也沒有這個指令{1}";
    NO_COLUMN: "there is no column {0} to sort by; there are {1}", "沒有可排序的欄位 {0}；有 {1}";
    IS_FIELD: "{0} is a field; `annals get` prints it", "{0} 是欄位；請用 annals get";
    TWO_YEARS: "the archive has no two years to compare", "彙編沒有兩個年度可比較";
    NO_DIFFERENCE: "nothing differs", "沒有不同之處";
    OUTCOME_DIFFERS: "differs: {0}", "不同：{0}";
    OUTCOME_CUT_OFF: "source cut off", "來源缺頁";
    OUTCOME_NO_HEADING: "no such heading", "無此標題";
    OUTCOME_UNNAMED: "no id", "無代號";
    OUTCOME_GAP: "no value", "無數值";
    OUTCOME_UNITS: "another unit", "單位不同";
    OUTCOME_KINDS: "number and grade", "數值與等第";
    SEVERAL_METRICS: "{0} is an item with several metrics; name one of {1}", "{0} 是有多項指標的項目；請指定 {1} 之一";
    NO_METRIC: "{0} has no metric", "{0} 沒有指標";
    NEW_TITLE: "Records", "彙編";
    MADE: "{0} is begun; `annals {0}` opens it", "已建立 {0}；以 annals {0} 開啟";
    NO_FOLDER: "{0}: there is no such folder; make it first", "{0}：沒有這個資料夾；請先建立";
    NO_PAGE: "there is no command {0}{1}", "沒有指令 {0}{1}";
    PICK_NO_ID: "This one has no id to be named by.", "這一筆沒有代號，無法指名。";
    NO_TERMINAL: "there is no terminal to choose on ({0})", "沒有可供選擇的終端機（{0}）";
    NO_COMMAND_FOR_THIS: "What is chosen has no id to be asked for by.", "所選內容沒有代號，無法以指令取得。";
    NO_ID: "not listed, for they have no id: {0}", "沒有代號而未列出：{0} 筆";
}
