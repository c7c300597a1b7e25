//! A small archive in which everything is as awkward as the format allows.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part of what this offers")]

use annals::exchange::choice;
use annals::exchange::choice::Choice;
use annals::exchange::choice::Chosen;
use annals::exchange::format;
use annals::exchange::format::ExportError;
use annals::exchange::format::Format;
use annals::exchange::format::Wish;
use annals::lang::Lang;
use annals::store::archive::Archive;
use annals::store::file::Text;

const ABOUT: &str = r#"
title = "試驗 <彙編> & \"引號\""
calendar = "roc"

[[category]]
id = "general"
label = "壹"
title = "一般行政"

[[category]]
id = "general/dormitory"
label = "(三)"
title = "宿舍管理, *重要*"
in.108 = { label = "(二)", title = "宿舍" }
in.110 = { partial = true }

[[category]]
id = "general/absent"
title = "沒有"
in.110 = { absent = true }

[[series]]
id = "dormitory.total"
name = "經管宿舍"
unit = "間"
better = "lower"
sum = ["dormitory.chief", "dormitory.family"]
target = 50

[[series]]
id = "dormitory.chief"
name = "首長宿舍"
unit = "間"

[[series]]
id = "rate"
name = "採購比率"
unit = "%"
better = "higher"
ratio = ["green", "all"]

[[series]]
id = "money"
name = "經費"
unit = "元"
"#;

/// With CRLF line breaks.
const YEAR_108: &str = r#"
year = 108

[[item]]
id = "dormitory.stock"
category = "general/dormitory"
no = "1"
title = "宿舍現況"
text = """
第一行，有 "引號" 與, 逗號
第二行 | 直線 <script>alert(1)</script> & 其他
"""
when = ["2019-03-18/19", "2019-08"]
names = ["韓國, 水原市", "廉泰英"]
tags = ["宿舍", "housing"]
source = "report-108 壹一(三)1"

[[item.metric]]
id = "dormitory.total"
value = 60

[[item.metric]]
id = "dormitory.chief"
value = 4
approx = true

[[item.metric]]
id = "rate"
value = 96.10
target = 90
"#;

const YEAR_110: &str = r#"
year = 2021

[[item]]
id = "dormitory.stock"
category = "general/dormitory"
no = "-1"
title = "=HYPERLINK(\"http://x\")"
text = "\ttab first\r\nthen\u0007 a bell, \u202Eright to left, \u200Bnothing\\n"
when = ["2021"]
names = ["+886", "@name", "'=quoted"]
weight = 1.50
seen = true
kinds = ["甲", "乙"]
at = 2021-03-04

[[item.metric]]
id = "dormitory.total"
value = 44
formula = "3 + 41"

[[item.metric]]
id = "dormitory.chief"

[[item.metric]]
id = "rate"
value = 96.41
note = "-註\n第二行"

[[item.metric]]
id = "money"
value = -126_600_000

[[item.metric]]
id = "own"
name = "獨立指標"
value = 12345678901234567.890123456789
unit = "點"
target = 0.5

[[item.metric]]
id = "visits"
name = "參訪"
unit = "人"
total = "sum"

[[item.metric.entry]]
on = 2021-03-04
value = 12.50
note = "=水原市; 團體"

[[item.metric.entry]]
on = "2021-05"
guide = "甲"

[[item.metric]]
id = "grade"
name = "考評"
value = "特優"
extra = 7

[[item]]
category = "nowhere/else"
title = "沒有代號"

[[item]]
id = "empty"
"#;

const NO_YEAR: &str =
    "[[item]]\nid = 'timeless'\ntitle = '# 不屬於_任何_年度'\n[[item.metric]]\nname = 'n'\nvalue = 0.10\n";

/// The archive.
pub fn archive() -> Archive {
    let text = |path: &str, text: String| Text { path: path.into(), text: Ok(text), locked: None };
    Archive::read(vec![
        text("archive.toml", ABOUT.to_string()),
        text("108.toml", YEAR_108.replace('\n', "\r\n")),
        text("110.toml", YEAR_110.to_string()),
        text("other.toml", NO_YEAR.to_string()),
    ])
}

/// Everything in it.
pub fn all(archive: &Archive) -> Chosen {
    choice::choose(archive, &Choice::default()).unwrap()
}

/// The bytes of an export of everything.
pub fn export(format: Format, wish: &Wish) -> Vec<u8> {
    try_export(format, wish).unwrap()
}

/// The same, or why not.
pub fn try_export(format: Format, wish: &Wish) -> Result<Vec<u8>, ExportError> {
    let archive = archive();
    let mut out = Vec::new();
    format::write(format, &archive, &all(&archive), wish, Lang::Zh, &mut out)?;
    Ok(out)
}

/// The wish for one table.
pub fn table(name: &str) -> Wish {
    Wish { table: Some(name.to_string()), ..Wish::default() }
}
