//! What finding says, in both languages.

use crate::lang::Words;

words! {
    BY_PINYIN: "by pinyin: {0}", "拼音：{0}";
    BY_ZHUYIN: "by zhuyin: {0}", "注音：{0}";
    SOUNDS_ON: "pinyin and zhuyin are understood", "可用拼音與注音尋找";
    SOUNDS_OFF: "letters mean letters only", "不以拼音、注音尋找";
    SOUNDS_PINYIN: "pinyin is understood, zhuyin is not", "只用拼音尋找";
    NO_FIELD: "{0}: no field is called so; looked for as text", "「{0}」：沒有這個欄位；當作文字尋找";
    UNFINISHED: "{0}: a value is missing; looked for as text", "「{0}」：還缺一個值；當作文字尋找";
    NOT_COMPARED: "{0}: this field cannot be asked for so; looked for as text", "「{0}」：這個欄位不能這樣問；當作文字尋找";
    NO_YEAR: "{0}: no year (110, 108..110); looked for as text", "「{0}」：不是年（110、108..110）；當作文字尋找";
    NO_DATE: "{0}: no date (110-03, 110-03..110-06); looked for as text", "「{0}」：不是日期（110-03、110-03..110-06）；當作文字尋找";
    NO_NUMBER: "{0}: no number (100, 1億, 100..500, -20%); looked for as text", "「{0}」：不是數字（100、1億、100..500、-20%）；當作文字尋找";
    NO_STATE: "{0}: no such state (missing, flawed, new, better …); looked for as text", "「{0}」：沒有這種狀態（缺值、有誤、新增、改善……）；當作文字尋找";
    NO_AIM: "{0}: none of met, missed, open, none, nor a number; looked for as text", "「{0}」：不是達成、未達、未定、無，也不是數字；當作文字尋找";
    NO_ORDER: "{0}: sort by value, change, title, year, no, id, cat or when; looked for as text", "「{0}」：可依值、增減、標題、年、編號、代號、類、日期排序；當作文字尋找";
    NO_VIEW: "{0}: no view is called so; looked for as text", "「{0}」：沒有這個檢視；當作文字尋找";
    CYCLE: "{0}: a view names itself; looked for as text", "「{0}」：檢視指到自己；當作文字尋找";
    ALONE: "{0}: a view or sort: stands by itself, without ! and |; looked for as text", "「{0}」：檢視與排序須獨立，不與 ! 或 | 併用；當作文字尋找";
    SOUNDS_ZHUYIN: "zhuyin is understood, pinyin is not", "只用注音尋找";
}
