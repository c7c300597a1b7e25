//! The rules, a closed table: what each is called, how much it weighs, what it looks for.

use crate::lang::Words;

/// Something that `check` looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code, which stays the same whatever becomes of its words.
    pub code: &'static str,
    /// Its name, the word that `accept` knows it by.
    pub name: &'static str,
    /// When it is looked for.
    pub level: Level,
    /// What a finding of it means.
    pub severity: Severity,
    /// What it looks for, as a noun.
    pub about: Words,
}

/// When a rule is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Always.
    Basic,
    /// Where it is asked for: what is found is often right.
    Strict,
}

/// What a finding means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is wrong.
    Fault,
    /// Something is worth a look.
    Remark,
}

impl Level {
    /// The name in JSON and in the table of rules.
    pub fn name(self) -> &'static str {
        match self {
            Level::Basic => "basic",
            Level::Strict => "strict",
        }
    }
}

impl Severity {
    /// The name in JSON and in the table of rules.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Fault => "fault",
            Severity::Remark => "remark",
        }
    }
}

/// The rule that `accept` calls by this name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

macro_rules! rules {
    ($($constant:ident: $code:literal, $name:literal, $level:ident, $severity:ident, $en:literal, $zh:literal;)*) => {
        $(#[doc = $en] pub static $constant: Rule = Rule {
            code: $code,
            name: $name,
            level: Level::$level,
            severity: Severity::$severity,
            about: Words { en: $en, zh: $zh },
        };)*
        /// Every rule, in the order of the codes.
        pub static ALL: &[&Rule] = &[$(&$constant),*];
    };
}

rules! {
    // Reading
    SYNTAX: "A001", "syntax", Basic, Fault, "a file that is not TOML", "不是合法 TOML 的檔案";
    UNREADABLE: "A002", "unreadable", Basic, Fault, "a file that cannot be read", "無法讀取的檔案";
    YEAR_MISSING: "A003", "year-missing", Basic, Fault, "a file of items without its year", "有項目而沒有年度的檔案";
    BAD_YEAR: "A004", "bad-year", Basic, Fault, "a year that is none", "不成年度的年度";
    BAD_CALENDAR: "A005", "bad-calendar", Basic, Fault, "a calendar that is none", "不成曆法的曆法";
    WRONG_TYPE: "A006", "wrong-type", Basic, Fault, "a value of the wrong type", "型別不對的值";
    BAD_FIGURE: "A007", "bad-figure", Basic, Fault, "a number that cannot be kept exactly", "無法精確保存的數字";
    BAD_DATE: "A008", "bad-date", Basic, Fault, "a date that is none", "不成日期的日期";
    DATE_ORDER: "A009", "date-order", Basic, Fault, "a range of dates that ends before it starts", "迄日早於起日的期間";
    BAD_DIRECTION: "A010", "bad-direction", Basic, Fault, "a `better` that is no direction", "不成方向的 better";
    ENTRY_DATE_MISSING: "A011", "entry-date-missing", Basic, Fault, "an entry without its date", "沒有日期的逐筆紀錄";
    BAD_TOTAL: "A012", "bad-total", Basic, Fault, "a `total` that is no way to add up entries", "不成合計方式的 total";

    // Ids, categories, keys
    MISSING_ID: "A101", "missing-id", Basic, Remark, "an item without an id", "沒有代號的項目";
    BAD_ID: "A102", "bad-id", Basic, Fault, "an id of other characters than a-z, 0-9 and . _ / -", "用了 a-z、0-9 與 . _ / - 以外字元的代號";
    DUPLICATE_ID: "A103", "duplicate-id", Basic, Fault, "two items of one year with the same id", "同年度代號相同的兩個項目";
    UNKNOWN_CATEGORY: "A104", "unknown-category", Basic, Fault, "a category that archive.toml does not have", "archive.toml 沒有的綱目";
    MISSING_CATEGORY: "A105", "missing-category", Basic, Remark, "an item without a category, where archive.toml has an outline", "archive.toml 有綱目而項目未歸入";
    KEY_SLIP: "A106", "key-slip", Basic, Remark, "an unknown key one slip away from a known one", "與已知的鍵只差一字的未知鍵";
    UNKNOWN_RULE: "A107", "unknown-rule", Strict, Remark, "an `accept` that names no rule", "不是規則名稱的 accept";
    IDLE_ACCEPT: "A108", "idle-accept", Strict, Remark, "an `accept` of what is not found", "沒有對應發現的 accept";
    DEFINED_TWICE: "A109", "defined-twice", Basic, Fault, "two categories or two series of archive.toml with the same id", "archive.toml 中代號相同的兩個綱目或指標";

    // Metrics
    NAMELESS_METRIC: "A201", "nameless-metric", Basic, Fault, "a metric with neither an id nor a name", "既無代號也無名稱的指標";
    UNKNOWN_SERIES: "A202", "unknown-series", Basic, Fault, "a metric of no series, without a name of its own", "不屬於任何指標系列也沒有名稱的指標";
    UNKNOWN_PART: "A203", "unknown-part", Basic, Fault, "a relation that names no series", "關係式中不存在的指標系列";
    METRIC_TWICE: "A204", "metric-twice", Basic, Fault, "the same metric twice in one year", "同年度重複的指標";
    UNIT_DIFFERS: "A205", "unit-differs", Basic, Remark, "a unit that is not its series'", "與指標系列不同的單位";
    QUOTED_NUMBER: "A206", "quoted-number", Basic, Fault, "a number in quotes, which makes it a grade", "加了引號而成為等第的數字";
    BAD_FORMULA: "A207", "bad-formula", Basic, Fault, "a formula that cannot be read", "讀不懂的算式";
    UNKNOWN_OPERAND: "A208", "unknown-operand", Basic, Fault, "a formula that names no metric", "算式中不存在的指標";
    TARGET_MISSED: "A209", "target-missed", Basic, Remark, "a value that does not reach its target", "未達目標的數值";
    NO_RESULT: "A210", "no-result", Basic, Remark, "a target without a result", "有目標而沒有結果";

    // Relations
    SUM: "A301", "sum", Basic, Fault, "a `sum` that does not hold", "不成立的 sum";
    PRODUCT: "A302", "product", Basic, Fault, "a `product` that does not hold", "不成立的 product";
    RATIO: "A303", "ratio", Basic, Fault, "a `ratio` that does not hold", "不成立的 ratio";
    DIFFERENCE: "A304", "difference", Basic, Fault, "a `difference` that does not hold", "不成立的 difference";
    FORMULA: "A305", "formula", Basic, Fault, "a `formula` that does not give the value", "結果與數值不符的算式";
    ENTRIES: "A306", "entries", Basic, Fault, "entries that do not come to the value that is written", "逐筆合計與所寫數值不符的指標";
    RELATION_GAP: "A307", "relation-gap", Strict, Remark, "a relation of which some parts are there and some are not", "只有部分數值的關係式";
    NOT_COMPUTABLE: "A308", "not-computable", Basic, Remark, "a relation that divides by zero or has too many digits", "除以零或位數太多的關係式";

    // Numbers and dates
    NUMBER_TWICE: "A401", "number-twice", Basic, Remark, "a printed number that stands twice in a category", "同綱目重複的編號";
    NUMBER_BACK: "A402", "number-back", Basic, Remark, "a printed number behind a higher one", "排在較大編號之後的編號";
    NUMBER_GAP: "A403", "number-gap", Strict, Remark, "a printed number before which one is missing", "前面有缺號的編號";
    DATE_OUTSIDE_YEAR: "A404", "date-outside-year", Basic, Remark, "a date outside the year of its file", "不在檔案年度內的日期";

    // Over the years
    SERIES_GONE: "A501", "series-gone", Basic, Remark, "a series that the next year does not have", "下一年度沒有的指標系列";
    GREAT_CHANGE: "A502", "great-change", Strict, Remark, "a change of more than half, or of what `[check] change` says", "變動超過一半（或 [check] change 所定）的指標";
    UNIT_CHANGED: "A503", "unit-changed", Basic, Remark, "a metric without a series, in another unit than the year before", "單位與前一年度不同的無系列指標";

    // Text
    FIGURE_IN_TEXT: "A601", "figure-in-text", Strict, Remark, "a figure of the text that no metric has", "內文中沒有對應指標的數字";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_their_own() {
        assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code), "codes ascend, so that none is given twice");
        for rule in ALL {
            assert_eq!(named(rule.name), Some(*rule));
            assert!(rule.code.len() == 4 && rule.code.starts_with('A'), "{}", rule.code);
            assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
            assert!(!rule.about.en.is_empty() && !rule.about.zh.is_ascii());
            let strict_fault = (rule.level, rule.severity) == (Level::Strict, Severity::Fault);
            assert!(!strict_fault, "{}: what is wrong is always told", rule.name);
        }
        assert_eq!(named("A301"), None);
    }
}
