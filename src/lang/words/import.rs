//! What importing says, in both languages.

use crate::lang::Words;

words! {
    // A file that cannot be read
    READ_UNKNOWN: "its name does not tell the format; say --as with one of {0}", "檔名看不出格式；請以 --as 指定 {0} 之一";
    READ_FORMAT: "{0} is written but not read; {1} are", "{0} 只能匯出，不能匯入；可匯入 {1}";
    READ_NOT_UTF8: "not UTF-8. A file of Excel in Taiwan is Big5: save it as \"CSV UTF-8\", or convert it: iconv -f BIG5 -t UTF-8", "不是 UTF-8。Excel 的 CSV 多為 Big5：請另存為「CSV UTF-8」，或轉換：iconv -f BIG5 -t UTF-8";
    READ_UTF16: "it is UTF-16; save it as \"CSV UTF-8\", or convert it: iconv -f UTF-16 -t UTF-8", "這是 UTF-16；請另存為「CSV UTF-8」，或轉換：iconv -f UTF-16 -t UTF-8";
    READ_JSON: "not JSON: {0}", "不是 JSON：{0}";
    READ_NO_RECORDS: "it is JSON, but no list of objects, nor a document with \"items\"", "是 JSON，但不是物件清單，也沒有 items";
    READ_NO_RECORD: "it is JSON, but no object", "是 JSON，但不是物件";
    READ_BOOK: "no {0} that can be read: {1}", "不是可讀取的 {0}：{1}";
    READ_LARGE: "it has more than {0} MiB; split it", "檔案超過 {0} MiB；請拆開";
    READ_UNPACKED: "it unpacks to more than {0} MiB; split it, or save it as CSV", "解壓縮後超過 {0} MiB；請拆開，或另存為 CSV";
    READ_CELLS: "{0} row {1}: more than {2} cells; split it, or clear what was formatted beyond the table", "{0} 第 {1} 列：超過 {2} 格；請拆開，或清除表格以外的格式";
    READ_EMPTY: "there is no table in it", "檔案中沒有表格";

    // Columns
    MAP_FIELD: "there is no field {0}; the fields are {1}", "沒有欄位 {0}；欄位有 {1}";
    MAP_NEAR: "there is no field {0}; did you mean {1}?", "沒有欄位 {0}；是否為 {1}？";
    MAP_FORM: "`{0}` is no COLUMN=FIELD, as in 數值=metric.value", "「{0}」不是「欄=欄位」，例如 數值=metric.value";
    MAP_COLUMN: "the file has no column {0}; it has {1}", "檔案沒有「{0}」欄；有 {1}";
    MAP_TWICE: "the columns {0} and {1} both mean {2}; leave one out with --map COLUMN=-", "「{0}」與「{1}」兩欄都是 {2}；請以 --map 欄=- 略過其一";
    MAP_UNKNOWN: "no field for the columns {0}; say --map COLUMN=FIELD, or --ignore-unknown", "不知道這些欄的意思：{0}；請用 --map 欄=欄位，或 --ignore-unknown";
    MAP_FILE: "the mapping is not as it should be: {0}", "對照檔有誤：{0}";
    NOTHING_TO_TAKE: "{0} has no column of an item's id or title; series and categories are not imported: write them in archive.toml", "{0} 沒有項目代號或標題的欄；系列與綱目不由此匯入，請寫在 archive.toml";
    LEFT_SHEET: "{0}: left out; it has no column of an item's id or title. Series and categories are written in archive.toml", "{0}：略過；沒有項目代號或標題的欄。系列與綱目請寫在 archive.toml";

    // Rows
    IN_SHEET: "{0}, ", "{0}，";
    IN_ROW: "row {0}", "第 {0} 列";
    IN_COLUMN: ", {0}", "「{0}」";
    ROW_TOO_MANY: "{0} cell(s) more than there are columns", "比欄數多 {0} 格";
    CELL_ERROR: "the spreadsheet says {0}", "試算表顯示 {0}";
    CELL_NESTED: "no plain value", "不是單純的值";
    CELL_DATE: "{0} is a date here; a spreadsheet makes one of 3-1. Make the cell text, and type it again", "{0} 在此是日期；試算表會把 3-1 變成日期。請將儲存格設為文字後重打";
    TWO_VALUES: "a number and a grade; one of them has to be empty", "同時有數值與等第；請留空其一";
    YEARS_DIFFER: "{0} is not {1}, which the same row says", "{0} 與同列的 {1} 不是同一年";
    NO_YEAR: "no year; name it with --year", "沒有年度；請以 --year 指定";
    NO_ITEM: "neither the item's id nor its title", "沒有項目代號，也沒有標題";
    NO_METRIC: "neither the metric's id nor its name", "沒有指標代號，也沒有名稱";
    MANY_TITLED: "several items are called {0}; give the id", "有多個項目名為 {0}；請填代號";
    ROWS_DIFFER: "says otherwise than row {0}", "與第 {0} 列不一致";
    OTHER_KEYS: "keys that the format does not know are not imported; change them in the file", "格式以外的鍵不匯入；請直接修改檔案";
    ENTRY_NO_ITEM: "there is no item {0} in that year; an entry needs its item and metric to be there: import those first", "該年沒有項目 {0}；逐筆紀錄需先有項目與指標，請先匯入";
    ENTRY_NO_METRIC: "{0} has no metric {1}; an entry needs it to be there: import or add it first", "{0} 沒有指標 {1}；請先匯入或新增該指標";
    ENTRY_MANY_METRICS: "{0} has several metrics {1}; change their entries in the file", "{0} 有多項指標 {1}；請直接在檔案中修改其逐筆紀錄";
    ENTRY_NO_DATE: "an entry needs its date", "逐筆紀錄需有日期";
    NEW_NEEDS: "there is no item {0} in that year{1}; a new one needs a category and a title", "該年沒有項目 {0}{1}；新增需有綱目與標題";
    METRIC_NEEDS: "there is no series {0}; a new metric of its own needs a name", "沒有系列 {0}；新的自訂指標需有名稱";

    // What came of it
    BAD_ROWS: "{0} row(s) cannot be taken; nothing was written. --skip-bad takes the others", "{0} 列無法匯入；未寫入任何內容。--skip-bad 可略過這些列";
    BAD_SKIPPED: "{0} row(s) left out", "略過 {0} 列";
    AND_MORE: "… and {0} more", "… 另有 {0} 列";
    NOTHING_NEW: "{0} row(s), and nothing in them that the archive does not say", "共 {0} 列，與彙編內容相同，無需變更";
    WOULD: "{0} row(s) would change {1} field(s), add {2} item(s) and {3} metric(s)", "共 {0} 列：將改 {1} 個欄位，新增 {2} 個項目、{3} 項指標";
    DONE: "{0} row(s) changed {1} field(s), added {2} item(s) and {3} metric(s)", "共 {0} 列：已改 {1} 個欄位，新增 {2} 個項目、{3} 項指標";
    ENTRIES_ADDED: "{0}, and {1} entry(ies)", "{0}、{1} 筆逐筆紀錄";
    MADE: "{0}: made, for a year without a file", "{0}：已為沒有檔案的年度建立";
}
