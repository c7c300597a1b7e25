//! What finding says, in both languages.

use crate::lang::Words;

words! {
    ELSEWHERE: "nothing in {0}; {1}: {2}", "{0} 查無，{1}：{2}";
    IN_YEAR: "{0} in {1}", "{1} 有 {0} 筆";
    IN_OTHERS: "{0} in other years", "其他年度有 {0} 筆";
    AND: ", ", "、";
    BY_KEY: ": {0}", "：{0}";
    LOOKING: "looking: {0} %", "尋找中：{0} %";
    SO_FAR: "{0} so far: {1} %", "已找到 {0} 筆：{1} %";
    NOT_YET: "it is still looked for", "還在尋找";
    BY_PINYIN: "by pinyin: {0}", "拼音：{0}";
    BY_ZHUYIN: "by zhuyin: {0}", "注音：{0}";
    SOUNDS_ON: "pinyin and zhuyin are understood", "可用拼音與注音尋找";
    SOUNDS_OFF: "letters mean letters only", "不以拼音、注音尋找";
    SOUNDS_PINYIN: "pinyin is understood, zhuyin is not", "只用拼音尋找";
    VIEWS: "Views", "檢視";
    NO_VIEWS: "no views yet: name one under [views] in config.toml, or as [[view]] in archive.toml", "還沒有檢視：可寫在 config.toml 的 [views]，或 archive.toml 的 [[view]]";
    NOT_UNDERSTOOD: "{0}: {1}; looked for as text", "「{0}」：{1}；當作文字尋找";
    NEAR: "did you mean {0}?", "是否為 {0}？";
    NO_FIELD: "no field is called so", "沒有這個欄位";
    UNFINISHED: "a value is missing", "還缺一個值";
    NOT_COMPARED: "this field cannot be asked for so", "這個欄位不能這樣問";
    NO_YEAR: "no year (110, 108..110)", "不是年（110、108..110）";
    NO_DATE: "no date (110-03, 110-03..110-06)", "不是日期（110-03、110-03..110-06）";
    NO_NUMBER: "no number (100, 1億, 100..500, -20%)", "不是數字（100、1億、100..500、-20%）";
    NO_STATE: "no such state (missing, flawed, new, better …)", "沒有這種狀態（缺值、有誤、新增、改善……）";
    NO_AIM: "none of met, missed, open, none, nor a number", "不是達成、未達、未定、無，也不是數字";
    NO_ORDER: "sort by value, change, title, year, no, id, cat or when", "可依值、增減、標題、年、編號、代號、類、日期排序";
    NO_VIEW: "no view is called so", "沒有這個檢視";
    CYCLE: "a view names itself", "檢視指到自己";
    ALONE: "a view or sort: stands by itself, without ! and |", "檢視與排序須獨立，不與 ! 或 | 併用";
    SOUNDS_ZHUYIN: "zhuyin is understood, pinyin is not", "只用注音尋找";
}
