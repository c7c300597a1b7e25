//! What the comparison of years and the overview of a year say.

use crate::lang::Words;

words! {
    // Titles
    COMPARE_TITLE: "{1} against {0}", "{1} 年對照 {0} 年";
    OVERVIEW_TITLE: "Overview of {0}", "{0} 年總覽";
    AGAINST: "against {0}", "對照 {0} 年";

    // What shows, and in which order
    SHOW_ALL: "all", "全部";
    SHOW_WORSENED: "what got worse", "變差的";
    SHOW_IMPROVED: "what got better", "改善的";
    SHOW_CHANGED: "what changed", "有變動的";
    SHOW_ADDED: "what is new", "新增的";
    SHOW_GONE: "what is gone", "已無的";
    SHOW_TARGETS: "what has a target", "有目標的";
    SHOW_APART: "what cannot be compared", "無法比較的";
    SORT_OUTLINE: "by the outline", "依綱目";
    SORT_PERCENT: "by change in per cent", "依增減率";
    SORT_ABSOLUTE: "by change", "依增減";
    SORT_NAME: "by name", "依名稱";
    SORT_JUDGEMENT: "the worse first", "變差的在前";

    // Heads
    HEAD_CHANGE: "change", "增減率";
    HEAD_BY: "by", "增減";
    HEAD_GAPS: "gaps", "缺值";
    HEAD_MET: "met", "達標";
    HEAD_MISSED: "missed", "未達";
    HEAD_OPEN: "open", "無結果";
    HEAD_ROSE: "rose", "上升";
    HEAD_FELL: "fell", "下降";

    // What became of a metric
    BETTER: "better", "改善";
    WORSE: "worse", "變差";
    SAME: "same", "持平";
    GONE: "gone", "已無";
    CUT_OFF: "cut off", "缺頁";
    NO_HEADING: "no heading", "無標題";
    UNNAMED: "no id", "無代號";
    OTHER_GRADE: "other grade", "等第不同";
    OTHER_UNIT: "other unit", "單位不同";
    OTHER_KIND: "not alike", "性質不同";

    // What is told of a category and an item
    CUT_OFF_IN: "{0} cut off", "{0} 年缺頁";
    NO_HEADING_IN: "no heading in {0}", "{0} 年無標題";
    COUNT_WORSE: "{0} worse", "變差 {0}";
    COUNT_BETTER: "{0} better", "改善 {0}";
    COUNT_MISSED: "{0} off target", "未達標 {0}";
    COUNT_MET: "{0} on target", "達標 {0}";
    COUNT_ROSE: "{0} rose", "上升 {0}";
    COUNT_FELL: "{0} fell", "下降 {0}";
    COUNT_SAME: "{0} same", "持平 {0}";
    COUNT_ADDED: "{0} new", "新增 {0}";
    COUNT_GONE: "{0} gone", "已無 {0}";
    COUNT_APART: "{0} not comparable", "無法比較 {0}";
    COUNT_ITEMS_ADDED: "{0} item(s) new", "新項目 {0}";
    COUNT_ITEMS_GONE: "{0} item(s) gone", "已無項目 {0}";
    ITEM_FROM: "was under {0}", "原屬{0}";
    ITEM_NO: "was no. {0}", "原編號 {0}";
    ITEM_NO_NEW: "no. {0} is new", "新編號 {0}";
    ITEM_TITLE: "other title", "標題不同";
    ITEM_TEXT: "other text", "內文不同";

    // The overview
    TOTAL: "All", "合計";
    LARGEST_CHANGES: "Largest changes", "變動最大";
    TARGETS_MISSED: "Targets missed", "未達目標";
    TARGETS_OPEN: "Targets without a result", "有目標而無結果";
    NONE: "none", "無";

    // What cannot be
    EMPTY_PAGE: "Nothing matches. {0} shows something else; {1} takes back what is typed.", "沒有符合的內容。{0} 換篩選，{1} 取消輸入。";
    NO_YEAR_BEYOND: "There is no other year beyond {0}.", "{0} 年那一側沒有其他年度。";
    ONLY_COMPARED: "Only in the comparison; {0} opens it.", "只用於比較；按 {0} 開啟。";
}
