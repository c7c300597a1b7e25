//! What finding says, in both languages.

use crate::lang::Words;

words! {
    BY_PINYIN: "by pinyin: {0}", "拼音：{0}";
    BY_ZHUYIN: "by zhuyin: {0}", "注音：{0}";
    SOUNDS_ON: "pinyin and zhuyin are understood", "可用拼音與注音尋找";
    SOUNDS_OFF: "letters mean letters only", "不以拼音、注音尋找";
    SOUNDS_PINYIN: "pinyin is understood, zhuyin is not", "只用拼音尋找";
    SOUNDS_ZHUYIN: "zhuyin is understood, pinyin is not", "只用注音尋找";
}
