//! What `check` says of its findings: what is wrong; what to do.

use crate::lang::Words;

words! {
    // Ids, categories, keys
    MISSING_ID: "the item has no id, so that no other year can be compared with it; give it one", "項目沒有代號，無法與其他年度比較；請補上";
    CATEGORY_NEAR: "there is no category `{0}` in archive.toml; is it {1}?", "archive.toml 沒有綱目「{0}」；是否為 {1}？";
    MISSING_CATEGORY: "the item stands in no category; choose one", "項目未歸入綱目；請選一個";
    KEY_SLIP: "`{0}` is no key that is known here; is it {1}?", "「{0}」不是已知的鍵；是否為 {1}？";
    UNKNOWN_RULE: "`{0}` is no rule that could be accepted; see docs/checks.md", "「{0}」不是可認可的規則；請見 docs/checks.md";
    UNKNOWN_RULE_NEAR: "`{0}` is no rule that could be accepted; is it {1}?", "「{0}」不是可認可的規則；是否為 {1}？";
    IDLE_ACCEPT: "nothing here is found by `{0}`; take it out of `accept`", "此處沒有「{0}」的發現；請自 accept 移除";
    DEFINED_TWICE: "the id `{0}` is already defined at {1}; give one of the two another", "代號「{0}」已定義於 {1}；請改其中一個";

    // Metrics
    NAMELESS_METRIC: "the metric has neither an id nor a name; give it one of them", "指標既無代號也無名稱；請至少補上一項";
    UNKNOWN_SERIES: "there is no series `{0}` in archive.toml; add it there, or give the metric a name and a unit of its own", "archive.toml 沒有指標系列「{0}」；請補上，或為此指標寫名稱與單位";
    UNKNOWN_SERIES_NEAR: "there is no series `{0}` in archive.toml; is it {1}?", "archive.toml 沒有指標系列「{0}」；是否為 {1}？";
    UNKNOWN_PART: "`{0}` names the series `{1}`, which is not there; add it or correct the name", "{0} 所列的指標系列「{1}」不存在；請補上或更正名稱";
    UNKNOWN_PART_NEAR: "`{0}` names the series `{1}`, which is not there; is it {2}?", "{0} 所列的指標系列「{1}」不存在；是否為 {2}？";
    METRIC_TWICE: "{0} is already stated for this year at {1}; take one of the two away", "{0}在這個年度已記於 {1}；請刪去其中一個";
    UNIT_DIFFERS: "{0} is counted in {1} here and in {2} by its series; correct one of them", "{0}此處的單位為「{1}」，系列則為「{2}」；請更正其中之一";
    QUOTED_NUMBER: "{0} in quotes is a grade, not a number; take the quotes away", "{0} 加了引號就成為等第而非數字；請移除引號";
    BAD_FORMULA: "character {0} of the formula: {1}", "算式第 {0} 字：{1}";
    SLIP_EMPTY: "nothing is written; write it as in 340 × 570 × 5, or take the key away", "沒有內容；請寫成如 340 × 570 × 5，或移除這個鍵";
    SLIP_UNEXPECTED: "`{0}` means nothing here; numbers, ids of metrics, + - × ÷ and parentheses do", "「{0}」在此沒有意義；可用數字、指標代號、+ - × ÷ 與括號";
    SLIP_NO_OPERAND: "a number or the id of a metric is missing; add it", "缺數字或指標代號；請補上";
    SLIP_NO_SIGN: "a sign is missing before this; write + - × or ÷", "此處之前缺運算符號；請寫 + - × 或 ÷";
    SLIP_UNCLOSED: "this parenthesis is not closed; close it", "括號沒有對應的右括號；請補上";
    SLIP_UNOPENED: "this parenthesis was never opened; open it, or take it away", "括號沒有對應的左括號；請補上或移除";
    SLIP_SPACES: "a - or / stands between spaces as a sign, since ids hold them too; add the spaces", "代號可含 - 與 /，作運算符號時前後須空格；請補上空格";
    SLIP_NUMBER: "this is no number that can be kept exactly; write it as in 1,102,950", "這不是可精確保存的數字；請寫成如 1,102,950";
    SLIP_YEAR: "what stands behind @ is no year; write it as in visits.cases@108", "@ 之後不是年度；請寫成如 visits.cases@108";
    UNKNOWN_OPERAND: "the formula names the metric `{0}`, which is not there; correct the name", "算式所列的指標「{0}」不存在；請更正名稱";
    UNKNOWN_OPERAND_NEAR: "the formula names the metric `{0}`, which is not there; is it {1}?", "算式所列的指標「{0}」不存在；是否為 {1}？";
    TARGET_MISSED: "{0} is {1} and should be {2} or more; see that both are right", "{0}為 {1}，目標為 {2} 以上；請確認兩者無誤";
    TARGET_EXCEEDED: "{0} is {1} and should be {2} or less; see that both are right", "{0}為 {1}，目標為 {2} 以下；請確認兩者無誤";
    NO_RESULT: "{0} has the target {1} and no value; add it if it is published", "{0}的目標為 {1} 而無數值；若已公布請補上";

    // Relations
    RELATION: "{0} = {1}, but {2} is written for {3}; correct what is wrong", "{0} = {1}，但{3}寫作 {2}；請更正有誤者";
    RELATION_GAP: "{0} cannot be proved, as there is no value for {1}; add it if it is published", "無法驗證{0}，因為沒有{1}的數值；若已公布請補上";
    ENTRIES: "the {0} of {1} entries is {2}, but {3} is written for {4}; correct what is wrong, or take the value away", "{1} 筆的 {0} 為 {2}，但{4}寫作 {3}；請更正有誤者，或移除所寫數值";
    NOT_COMPUTABLE: "{0} cannot be computed for {1}, as something is divided by zero or has too many digits; correct it", "無法計算{1}的 {0}：除以零或位數太多；請更正";

    // Numbers and dates
    NUMBER_TWICE: "the number {0} stands twice in its category, first at {1}; see which is right", "編號 {0} 在此綱目重複，前一個在 {1}；請確認";
    NUMBER_BACK: "the number {0} stands behind {1}; see whether they are in order", "編號 {0} 排在 {1} 之後；請確認順序";
    NUMBER_GAP: "there is no number before {0}, such as {1}; see whether an item is missing", "編號 {0} 之前缺號（如 {1}）；請確認是否漏列項目";
    DATE_OUTSIDE_YEAR: "{0} is not in {1}; see whether the date is right", "{0} 不在 {1} 年內；請確認日期無誤";

    // Over the years
    SERIES_GONE: "{0} is stated for {1} but not for {2}; add it there if it is published", "{0}有 {1} 年而無 {2} 年的紀錄；若已公布請補上";
    GREAT_CHANGE: "{0} moved by {1} % from {2} to {3} ({4} → {5}); see that both are right", "{0}自 {2} 年至 {3} 年變動 {1}%（{4} → {5}）；請確認兩者無誤";
    UNIT_CHANGED: "{0} is counted in {1} in {2} and in {3} in {4}; see which is right", "{0}在 {2} 年的單位為「{1}」，{4} 年為「{3}」；請確認";
    NO_UNIT: "nothing", "（無單位）";

    // Text
    FIGURE_IN_TEXT: "the text says {0}, which no metric of this item has; add a metric, or see which is right", "內文有 {0}，而此項目沒有對應的指標；請補指標或確認何者為是";

    // What is told at the end, and of lists
    NOTHING: "nothing wrong in {0} items", "{0} 筆項目沒有問題";
    FAULTS: "{0} faults", "{0} 項錯誤";
    ONE_FAULT: "1 fault", "1 項錯誤";
    REMARKS: "{0} remarks", "{0} 項提示";
    ONE_REMARK: "1 remark", "1 項提示";
    ACCEPTED: "{0} accepted", "{0} 項已認可";
    AND: ", ", "、";

    // On the screen
    HINT_FIX: "mend", "修正";
    HINT_ACCEPT: "accept", "認可";
    DID_FIX: "{0} mended; {1} brings it back", "已修正 {0}；按 {1} 復原";
    DID_ACCEPT: "{0} accepted here; {1} takes that back", "已認可此處的 {0}；按 {1} 復原";
    CHECK_STRICT: "Checked strictly: {0} found.", "已從嚴檢核：{0} 項發現。";
    CHECK_BASIC: "Checked: {0} found.", "已檢核：{0} 項發現。";
    LABEL_FIX: "mending of {0}", "修正 {0}";
    LABEL_ACCEPT: "accepting of {0}", "認可 {0}";
    CANNOT_FIX: "Only a person can know how this is mended; Enter goes there.", "這一項須由人判斷如何修正；按 Enter 前往。";
    CANNOT_ACCEPT: "This cannot be accepted; Enter goes there.", "這一項無法認可；按 Enter 前往。";
}
