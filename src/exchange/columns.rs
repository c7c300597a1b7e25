//! The columns of every table: name, kind, what each is called and what it holds, in both languages.
//!
//! The names are promised: programs ask for them. `docs/export.md` shows these very tables.

use crate::exchange::table::Column;
use crate::exchange::table::Kind;
use crate::exchange::table::Part;
use crate::lang::Words;
use std::borrow::Cow;

/// A column, before there is a table.
#[derive(Debug)]
pub(crate) struct Def {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) part: Part,
    pub(crate) title: Words,
    pub(crate) says: Words,
}

impl Def {
    /// The column.
    pub(crate) fn column(&self) -> Column {
        Column {
            name: Cow::Borrowed(self.name),
            title: self.title,
            year: String::new(),
            says: self.says,
            kind: self.kind,
            part: self.part,
        }
    }

    /// The column as it is of one year: `title_2021`, called by the year as the archive shows it.
    pub(super) fn of_year(&self, gregorian: i32, shown: String) -> Column {
        Column { name: Cow::Owned(format!("{}_{gregorian:04}", self.name)), year: shown, ..self.column() }
    }
}

/// Tables of columns: name, kind, part, what it is called in both languages, what it holds in both.
macro_rules! columns {
    ($($table:ident { $($name:ident $kind:ident $part:ident $en:literal $zh:literal, $says_en:literal $says_zh:literal;)* })*) => {
        $(pub(super) const $table: &[$crate::exchange::columns::Def] = &[$($crate::exchange::columns::Def {
            name: stringify!($name),
            kind: $crate::exchange::table::Kind::$kind,
            part: $crate::exchange::table::Part::$part,
            title: $crate::lang::Words { en: $en, zh: $zh },
            says: $crate::lang::Words { en: $says_en, zh: $says_zh },
        }),*];)*
    };
}
pub(crate) use columns;

columns! {
    CATEGORIES {
        id Text Own "Category" "綱目代號", "The id; its slashes are the hierarchy." "代號，斜線表示層級。";
        parent Text Own "Parent" "上層", "The id of the nearest category above." "最近一層上層綱目的代號。";
        label Text Own "Label" "編號", "The printed numeral." "印出的編號。";
        title Text Own "Title" "標題", "The title." "標題。";
    }
    // Of each year in which some category is printed differently: once as columns, once as a table.
    CATEGORY_YEARS {
        category Text Own "Category" "綱目代號", "The category." "綱目代號。";
        year Year Own "Year" "西元年", "The Gregorian year." "西元年。";
        label Text Own "label" "編號", "The numeral that this year prints, where it is another." "該年印出的編號，與他年不同時才有。";
        title Text Own "title" "標題", "The title that this year prints, where it is another." "該年印出的標題，與他年不同時才有。";
        partial Flag Own "partial" "缺頁", "That year's source is cut off here." "該年來源於此處缺頁。";
        absent Flag Own "absent" "無此標題", "That year has no such heading." "該年沒有這個標題。";
    }
    ITEMS {
        key Count Key "Key" "序號", "The number of the record within this export." "本次匯出的序號。";
        year Year Own "Gregorian year" "西元年", "The Gregorian year." "西元年。";
        year_shown Text Own "Year" "年度", "The year as the archive shows it." "彙編顯示的年度。";
        id Text Own "Item" "項目代號", "The id; the same work has the same one in every year." "代號；同一工作各年相同。";
        category Text Own "Category" "綱目代號", "The id of the category." "綱目代號。";
        category_path Text Joined "Categories" "綱目", "The titles of the category and those above it, as that year prints them." "該年印出的綱目標題，由上層至本層。";
        no Text Own "No" "編號", "The number as printed." "印出的編號。";
        title Text Own "Title" "重要施政項目", "The title." "標題。";
        text Text Own "Text" "執行成果與效益", "The text: the result." "內文：成果。";
        when Dates Own "When" "日期", "Days, months, years, or ranges of these, as ISO 8601." "日、月、年或期間（ISO 8601）。";
        names List Own "Names" "人地名", "Who and where." "人名與地名。";
        tags List Own "Tags" "標籤", "The tags." "標籤。";
        source Text Own "Source" "出處", "Where it stands in the source." "在來源中的位置。";
        accept List Own "Accepted" "認可", "The rules of the check whose findings are right as they are." "已認可、不再提出的檢查規則。";
        other Pairs Own "Other" "其他", "Keys that the format does not know, with their values." "格式以外的鍵與其值。";
    }
    METRICS {
        key Count Key "Key" "序號", "The number of the metric within this export." "本次匯出的序號。";
        item_key Count Key "Item's key" "項目序號", "The record that it belongs to." "所屬項目的序號。";
        year Year Joined "Gregorian year" "西元年", "The Gregorian year." "西元年。";
        year_shown Text Joined "Year" "年度", "The year as the archive shows it." "彙編顯示的年度。";
        item Text Joined "Item" "項目代號", "The id of the item." "項目代號。";
        category Text Joined "Category" "綱目代號", "The id of the item's category." "項目的綱目代號。";
        title Text Joined "Title" "項目標題", "The title of the item." "項目標題。";
        metric Text Own "Metric" "指標代號", "The id: that of the series, where there is one." "代號；屬於系列者即系列代號。";
        series Text Own "Series" "系列", "The id of its series, if it is of one." "所屬系列的代號。";
        name Text Own "Metric's name" "指標", "What is measured." "指標名稱。";
        value Figure Own "Value" "數值", "The exact number; empty for a gap or a grade." "精確數值；缺漏或等第時空白。";
        grade Text Own "Grade" "等第", "A result in words." "以文字表示的成果。";
        unit Text Own "Unit" "單位", "What it is counted in." "單位。";
        total Text Own "Total" "合計方式", "How its entries come to the value: sum, count, max or last; empty where it has none." "逐筆如何得出數值：sum、count、max 或 last；沒有逐筆時空白。";
        derived Flag Own "From entries" "由逐筆得出", "The value is what the entries come to; the file writes none." "數值由逐筆得出，檔案未另寫。";
        approx Flag Own "About" "約", "The source says \"about\"." "來源註明「約」。";
        target Figure Own "Target" "目標", "What should be reached, in the same unit." "目標值，單位相同。";
        met Flag Own "Target met" "達標", "Whether the value reaches the target, in the direction that is better." "是否達標（依系列的好壞方向）。";
        note Text Own "Note" "附註", "A remark." "附註。";
        formula Text Own "Formula" "算式", "How a value that is not printed comes about." "未印出的數值如何得來。";
        accept List Own "Metric's accepted" "指標認可", "The rules of the check whose findings are right as they are." "已認可、不再提出的檢查規則。";
        other Pairs Own "Metric's other" "指標其他", "Keys that the format does not know, with their values." "格式以外的鍵與其值。";
    }
    ENTRIES {
        key Count Key "Key" "序號", "The number of the entry within this export." "本次匯出的序號。";
        metric_key Count Key "Metric's key" "指標序號", "The metric that it belongs to." "所屬指標的序號。";
        year Year Joined "Gregorian year" "西元年", "The Gregorian year of the record." "紀錄的西元年。";
        year_shown Text Joined "Year" "年度", "The year as the archive shows it." "彙編顯示的年度。";
        item Text Joined "Item" "項目代號", "The id of the item." "項目代號。";
        metric Text Joined "Metric" "指標代號", "The id of the metric." "指標代號。";
        name Text Joined "Metric's name" "指標", "What is measured." "指標名稱。";
        date Text Own "Date" "日期", "The day or the month, as ISO 8601." "日或月（ISO 8601）。";
        value Figure Own "Value" "數值", "The exact number; empty for a gap." "精確數值；缺漏時空白。";
        unit Text Joined "Unit" "單位", "What it is counted in." "單位。";
        note Text Own "Note" "附註", "A remark." "附註。";
        other Pairs Own "Entry's other" "逐筆其他", "Keys that the format does not know, with their values." "格式以外的鍵與其值。";
    }
    SERIES {
        id Text Own "Series" "系列代號", "The id that its metrics carry." "系列代號。";
        name Text Own "Name" "指標", "What is measured." "指標名稱。";
        unit Text Own "Unit" "單位", "What it is counted in." "單位。";
        better Text Own "Better" "較佳方向", "Which way is better: higher, lower or neutral." "較佳的方向：higher、lower 或 neutral。";
        sum List Own "Sum of" "加總", "The series that add up to it each year." "各年加總得此值的系列。";
        product List Own "Product of" "乘積", "The series whose product it is each year." "各年相乘得此值的系列。";
        ratio List Own "Ratio of" "比值", "The two series whose first over second it is each year." "各年第一項除以第二項得此值的兩個系列。";
        target Figure Own "Target" "目標", "What every year without a target of its own should reach." "該年未另訂時的目標值。";
    }
    // One of these for each year, behind the columns of a series.
    VALUES {
        value Figure Own "" "", "The value of that year." "該年的數值。";
    }
}
