//! What exporting says, and what stands in a report, in both languages.

use crate::lang::Words;

words! {
    YEAR: "`{0}` is no year of this archive; it has {1}", "彙編沒有「{0}」年度；有 {1}";
    NOT_ONE_TABLE: "{0} holds every table; --table and --columns go with {1}", "{0} 含所有表格；--table 與 --columns 用於 {1}";
    NO_MARK: "--bom goes with csv, not with {0}", "--bom 只用於 csv，不用於 {0}";
    TABLE: "there is no table `{0}`; choose from {1}", "沒有表格「{0}」；可選 {1}";
    COLUMN: "the table has no column `{0}`; it has {1}", "表格沒有「{0}」欄；有 {1}";
    NO_FORMAT: "which format? name one of {0}, or a file that ends in one with -o", "要哪種格式？請指定 {0} 之一，或以 -o 指定結尾為該格式的檔名";
    FORMAT: "there is no format `{0}`; choose from {1}", "沒有格式「{0}」；可選 {1}";
    TERMINAL: "{0} is nothing to read on a terminal; name a file with -o", "{0} 不適合顯示在終端機；請以 -o 指定檔案";
    FOLDER: "{0} is a folder of files; name it with -o", "{0} 是一個資料夾；請以 -o 指定";
    EXISTS: "{0} is there already; --force replaces it", "{0} 已存在；--force 可取代";
    OWN: "{0} is a file of an archive; choose another name", "{0} 是彙編的檔案；請另選名稱";
    READ_ONLY: "--read-only writes no file; leave one of the two out", "--read-only 不寫入檔案；請擇一";
    NOTHING: "no record was found; what is written is empty", "找不到任何紀錄；輸出是空的";
    WAIT: "working … {0} s", "處理中… {0} 秒";
    TOO_LONG: "sheet {0}, row {1}: a text of more than {2} characters, the most that a cell of XLSX holds; ods and csv hold it", "工作表 {0} 第 {1} 列：文字超過 {2} 字，是 XLSX 儲存格的上限；ods 與 csv 可容納";
    TITLE: "Records", "紀錄";
    REPORT_YEAR: "{0}", "{0} 年度";
    REPORT_BETWEEN: ", ", "、";
    REPORT_METRIC: "metric", "指標";
    REPORT_BEFORE: "before", "前次";
    REPORT_ITEM: "Item", "重要施政項目";
    REPORT_RESULT: "Result", "執行成果與效益";
    REPORT_SEARCH: "Search", "搜尋";
    REPORT_FOUND: "{0} of {1} items", "{1} 項中的 {0} 項";
    REPORT_CONTENTS: "Contents", "目錄";
    SHEET_SERIES: "series", "系列";
    CATEGORY: "there is no category `{0}`; `--table categories` lists them", "沒有綱目「{0}」；--table categories 可列出";
}
