//! The columns of the answers: name, kind, what each is called and what it holds, in both languages.
//!
//! The names are promised: programs ask for them. `docs/cli.md` shows these very tables.

use crate::exchange::columns::Def;
use crate::exchange::columns::columns;
use crate::exchange::table::Column;
use crate::lang::Lang;

/// The columns of every command's answers.
pub fn all() -> Vec<(&'static str, Vec<Column>)> {
    let own = [
        ("find", FOUND),
        ("series", SERIES),
        ("diff", DIFFERENCES),
        ("get", GOT),
        ("config", SETTINGS),
        ("check", FINDINGS),
        ("new-year", FILES),
        ("changed", CHANGES),
        ("counts", COUNTS),
        ("skipped", SKIPPED),
    ];
    let own = own.into_iter().map(|(name, columns)| (name, columns.iter().map(Def::column).collect()));
    own.collect()
}

/// What a column is called above a table that people read.
pub(super) fn title(columns: &[Def], name: &str, lang: Lang) -> String {
    columns.iter().find(|column| column.name == name).map_or(String::new(), |column| column.title.say(lang).to_string())
}

columns! {
    FOUND {
        year Year Own "Gregorian year" "西元年", "The Gregorian year." "西元年。";
        year_shown Text Own "Year" "年度", "The year as the archive shows it." "彙編顯示的年度。";
        id Text Own "Item" "項目代號", "The id of the item." "項目代號。";
        title Text Own "Title" "標題", "What the item is called." "項目的標題。";
        category Text Own "Category" "綱目代號", "The id of its category." "所屬綱目的代號。";
        field Text Own "Field" "欄位", "The key of the field that answered; of a metric, `name` or `value`." "符合的欄位；指標為 name 或 value。";
        text Text Own "Found" "符合處", "What answered; of a long text, the line." "符合的內容；長文為該行。";
        metric Text Own "Metric" "指標代號", "The id of the metric that answered." "符合的指標代號。";
        name Text Own "Metric's name" "指標", "What it measures." "指標名稱。";
        value Figure Own "Value" "數值", "Its exact number; nothing for a gap or a grade." "精確數值；缺漏或等第時為空。";
        grade Text Own "Grade" "等第", "Its result in words." "以文字表示的成果。";
        unit Text Own "Unit" "單位", "What it is counted in." "單位。";
        approx Flag Own "About" "約", "The source says \"about\"." "來源註明「約」。";
    }
    // Of `list`, beside the columns that an export has.
    LISTED {
        metrics Count Own "Metrics" "指標數", "How many metrics it has." "指標的數目。";
        items Count Own "Items" "項目數", "How many items there are; of a category, in it and below it; of a view, that it finds." "項目的數目；綱目含其下，檢視為找到的。";
        gaps Count Own "Gaps" "缺漏數", "How many metrics have no value." "沒有數值的指標數目。";
        years List Own "Years" "年度", "The years that have it, as the archive shows them." "有它的年度，如彙編所示。";
        tag Text Own "Tag" "標籤", "The tag." "標籤。";
        name Text Own "Name" "人地名", "Who or where." "人名或地名。";
        view Text Own "View" "檢視", "The name under which a query is kept." "檢視的名稱。";
        query Text Own "Query" "查詢", "What it stands for." "所代表的查詢。";
        from Text Own "From" "來源", "File and line where it is kept." "所在的檔案與行。";
    }
    SERIES {
        year Year Own "Gregorian year" "西元年", "The Gregorian year." "西元年。";
        year_shown Text Own "Year" "年度", "The year as the archive shows it." "彙編顯示的年度。";
        metric Text Own "Metric" "指標代號", "The id of the series or metric." "系列或指標的代號。";
        name Text Own "Metric's name" "指標", "What it measures." "指標名稱。";
        value Figure Own "Value" "數值", "The exact number." "精確數值。";
        grade Text Own "Grade" "等第", "A result in words." "以文字表示的成果。";
        unit Text Own "Unit" "單位", "What it is counted in." "單位。";
        approx Flag Own "About" "約", "The source says \"about\"." "來源註明「約」。";
        gap Text Own "Gap" "缺漏", "Why there is no number to set beside the others: no-report, not-told, no-value, grade, other-unit." "何以沒有可比較的數值：no-report、not-told、no-value、grade、other-unit。";
        change Figure Own "Change" "增減", "The value less the one before it." "與前次數值之差。";
        percent Figure Own "%" "增減%", "The same in per cent of the one before, to one decimal." "同上，以前次的百分比計至一位小數。";
        since Year Own "Since" "起自", "The Gregorian year of the one before, which need not be the year before." "前次數值的西元年，未必是前一年。";
        judgement Text Own "Judgement" "優劣", "What the change means: improved, worsened, same or neutral." "變動的意義：improved、worsened、same 或 neutral。";
        target Figure Own "Target" "目標", "What should be reached." "目標值。";
        met Flag Own "Target met" "達標", "Whether it is, in the direction that is better." "是否達標（依好壞方向）。";
        item Text Own "Item" "項目代號", "The id of the item that carries it." "所在項目的代號。";
    }
    DIFFERENCES {
        category Text Own "Category" "綱目代號", "The id of the category, in the later year if it is there." "綱目代號，以後一年度為準。";
        item Text Own "Item" "項目代號", "The id of the item." "項目代號。";
        title Text Own "Title" "項目標題", "What the item is called." "項目的標題。";
        metric Text Own "Metric" "指標代號", "The id of the metric; nothing where the row is of the item itself." "指標代號；該列為項目本身時為空。";
        name Text Own "Metric's name" "指標", "What it measures." "指標名稱。";
        outcome Text Own "Outcome" "異同", "added, gone, changed or same; or why that cannot be told: cut-off, no-heading, unnamed, gap, units, kinds." "added、gone、changed、same；或無從比較的原因：cut-off、no-heading、unnamed、gap、units、kinds。";
        differs List Own "Differs" "不同處", "The fields of an item that both years have and that differ." "兩年皆有的項目中內容不同的欄位。";
        before Figure Own "Before" "前", "The exact number of the earlier year." "前一年度的精確數值。";
        before_grade Text Own "Grade before" "前等第", "Its result in words." "前一年度以文字表示的成果。";
        before_unit Text Own "Unit before" "前單位", "What it was counted in." "前一年度的單位。";
        after Figure Own "After" "後", "The exact number of the later year." "後一年度的精確數值。";
        after_grade Text Own "Grade after" "後等第", "Its result in words." "後一年度以文字表示的成果。";
        after_unit Text Own "Unit after" "後單位", "What it is counted in." "後一年度的單位。";
        change Figure Own "Change" "增減", "After less before." "後與前之差。";
        percent Figure Own "%" "增減%", "The same in per cent of before, to one decimal." "同上，以前者的百分比計至一位小數。";
        approx Flag Own "About" "約", "The source of either says \"about\"." "任一來源註明「約」。";
        judgement Text Own "Judgement" "優劣", "What the change means: improved, worsened, same or neutral." "變動的意義：improved、worsened、same 或 neutral。";
    }
    GOT {
        path Text Own "Name" "名稱", "The name that leads to it, with the year where it is not the last." "可指向它的名稱；非最後年度時含年度。";
        year Year Own "Gregorian year" "西元年", "The Gregorian year." "西元年。";
        year_shown Text Own "Year" "年度", "The year as the archive shows it." "彙編顯示的年度。";
        item Text Own "Item" "項目代號", "The id of the item." "項目代號。";
        metric Text Own "Metric" "指標代號", "The id of the metric; nothing for a field of an item." "指標代號；項目的欄位為空。";
        field Text Own "Field" "欄位", "The key that was asked for; `value` for a metric." "所問的欄位；指標為 value。";
        name Text Own "Metric's name" "指標", "What the metric measures." "指標名稱。";
        value Text Own "Value" "數值", "The number, text, flag or list; nothing for a gap or a grade." "數值、文字、是否或清單；缺漏或等第時為空。";
        grade Text Own "Grade" "等第", "The metric's result in words." "以文字表示的成果。";
        unit Text Own "Unit" "單位", "What the metric is counted in." "指標的單位。";
        derived Flag Own "Total" "合計", "The metric's value is what its entries come to." "指標的數值由逐筆紀錄得出。";
        approx Flag Own "About" "約", "The source says \"about\"." "來源註明「約」。";
        target Figure Own "Target" "目標", "What the metric should reach." "指標的目標值。";
        met Flag Own "Target met" "達標", "Whether it does, in the direction that is better." "是否達標（依好壞方向）。";
    }
    // Of the commands that write.
    CHANGES {
        outcome Text Own "Outcome" "異動", "added or gone, of an item, metric or entry; changed, of a field." "項目、指標或紀錄為 added、gone；欄位為 changed。";
        path Text Own "Name" "名稱", "The name that leads to it, with the year where it is not the last; nothing for an entry." "可指向它的名稱，非最後年度時含年度；逐筆紀錄為空。";
        file Text Own "File" "檔案", "The file, by its path below the archive." "彙編下的檔案路徑。";
        year Year Own "Gregorian year" "西元年", "The Gregorian year." "西元年。";
        year_shown Text Own "Year" "年度", "The year as the archive shows it." "彙編顯示的年度。";
        item Text Own "Item" "項目代號", "The id of the item; of a new one, that which it got." "項目代號；新項目為取得的代號。";
        metric Text Own "Metric" "指標代號", "The id of the metric; nothing where it is of the item itself." "指標代號；屬項目本身時為空。";
        date Text Own "Date" "日期", "The date of the metric's entry." "指標逐筆紀錄的日期。";
        field Text Own "Field" "欄位", "The key that changed; nothing for a whole record." "變動的欄位；整筆時為空。";
        before Text Own "Before" "前", "What it said; of a metric or entry as a whole, its value." "原內容；整個指標或紀錄為其數值。";
        after Text Own "After" "後", "What it says now, or would." "新內容。";
    }
    COUNTS {
        rows Count Own "Rows" "列數", "Rows that are taken, also those that say nothing new." "採用的列，含無新內容者。";
        fields Count Own "Fields" "欄位數", "Fields that get another value, or lose theirs." "數值變動或清除的欄位。";
        items Count Own "Items" "項目數", "New items." "新項目。";
        metrics Count Own "Metrics" "指標數", "New metrics, on old items or new ones." "新指標。";
        entries Count Own "Entries" "紀錄數", "New dated entries of metrics." "新的逐筆紀錄。";
        repeats Count Own "Repeats" "重複數", "Rows that say what another row says." "與他列相同的列。";
        skipped Count Own "Skipped" "略過數", "Rows that were left out." "略過的列。";
    }
    SKIPPED {
        sheet Text Own "Sheet" "工作表", "The sheet; nothing where the file is one table." "工作表；檔案只有一張表時為空。";
        row Text Own "Row" "列", "The row, as the file's own program counts." "列，依檔案本身的算法。";
        head Text Own "Column's head" "欄名", "The head of the column; nothing for the whole row." "欄名；整列時為空。";
        line Count Own "Line" "行", "The line of the file, from 1; nothing in a workbook." "檔案的行，由 1 起；活頁簿為空。";
        column Count Own "Column" "欄", "The column in characters, from 1." "欄（字元），由 1 起。";
        message Text Own "Message" "說明", "What is wrong." "問題所在。";
    }
    SETTINGS {
        setting Text Own "Setting" "設定", "Its name; `keys.` with context and command for keys." "名稱；按鍵為 keys. 加上情境與指令。";
        value Text Own "Value" "值", "What it says; of keys, a list." "內容；按鍵為清單。";
        from Text Own "From" "來源", "`default`, an option of the command line, or file, line and column." "default、命令列選項，或檔案、行、欄。";
    }
    FILES {
        file Text Own "File" "檔案", "The file that is made, by its path below the archive." "新建的檔案，彙編下的路徑。";
        items Count Own "Items" "項目數", "How many items it begins with." "起始的項目數目。";
        metrics Count Own "Metrics" "指標數", "How many metrics these have." "其指標的數目。";
    }
    FINDINGS {
        code Text Own "Code" "代碼", "The code of the rule." "規則代碼。";
        rule Text Own "Rule" "規則", "Its name." "規則名稱。";
        severity Text Own "Severity" "輕重", "fault or remark." "fault 或 remark。";
        level Text Own "Level" "層級", "basic, or strict for what is only looked for with `--strict`." "basic；僅 --strict 時檢查者為 strict。";
        file Text Own "File" "檔案", "The file, by its path below the archive." "彙編下的檔案路徑。";
        line Count Own "Line" "行", "The line, from 1; nothing for a whole file." "行，由 1 起；整個檔案時為空。";
        column Count Own "Column" "欄", "The column in characters, from 1." "欄（字元），由 1 起。";
        item Text Own "Item" "項目代號", "The id of the item that it is about." "相關項目的代號。";
        metric Text Own "Metric" "指標代號", "The id of the metric that it is about." "相關指標的代號。";
        message Text Own "Message" "說明", "What is wrong, and what to do." "問題與處理方式。";
        fixable Flag Own "Fixable" "可修正", "Whether `!` in the program can mend it." "能否以畫面上的 ! 修正。";
    }
}
