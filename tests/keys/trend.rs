//! Keys on the screen of a metric through the years → what it shows, and where it leads.

use crate::keys::desk::Desk;
use annals::app::mode::Mode;

const ABOUT: &str = "calendar = \"roc\"\n\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n\n[[category]]\nid = \"b\"\ntitle = \"乙\"\n\n[[series]]\nid = \"s\"\nname = \"宿舍\"\nunit = \"間\"\n\n[[series]]\nid = \"t\"\nname = \"公報\"\nunit = \"期\"\n\n[[series]]\nid = \"u\"\nname = \"無人\"\n";
const Y108: &str = "year = 108\n[[item]]\nid = \"i\"\ncategory = \"a\"\ntitle = \"舊項\"\n[[item.metric]]\nid = \"s\"\nvalue = 60\n[[item]]\nid = \"j\"\ncategory = \"b\"\ntitle = \"公報\"\n[[item.metric]]\nid = \"t\"\nvalue = 40\n[[item.metric]]\nname = \"份數\"\nvalue = 7\n";
const Y110: &str = "year = 110\n[[item]]\nid = \"none\"\ncategory = \"a\"\ntitle = \"無指標\"\n[[item]]\nid = \"i\"\ncategory = \"a\"\ntitle = \"新項\"\n[[item.metric]]\nid = \"s\"\nvalue = 44\n[[item.metric]]\nid = \"own\"\nname = \"自訂\"\nvalue = 3\n[[item]]\nid = \"j\"\ncategory = \"a\"\ntitle = \"公報\"\n[[item.metric]]\nid = \"t\"\nvalue = 48\n[[item]]\ncategory = \"b\"\ntitle = \"沒有代號\"\n[[item.metric]]\nname = \"散\"\nvalue = 1\n";

fn desk() -> Desk {
    Desk::new(&[("archive.toml", ABOUT), ("108.toml", Y108), ("110.toml", Y110)])
}

/// The metrics shown, the one that the table tells of between `‹›`, bars or a line, and the year of the chosen row; or,
/// where there is no such screen, where the person is.
fn told(desk: &Desk) -> String {
    let Some(sheet) = desk.app.mode.sheet() else { return desk.tell() };
    let name = |(at, trend): (usize, &annals::insight::trend::Trend)| {
        if at == sheet.chosen { format!("‹{}›", trend.name) } else { trend.name.clone() }
    };
    let names: Vec<String> = sheet.trends.iter().enumerate().map(name).collect();
    let year = sheet.pane.chosen().and_then(|at| sheet.trends[sheet.chosen].points.get(at)).map(|point| point.year);
    let list = if matches!(desk.app.mode, Mode::List(_)) { " under a list" } else { "" };
    let kind = if sheet.bars { "bars" } else { "line" };
    format!("{} {kind} {}{list}", names.join(" "), desk.app.show_year(year))
}

#[track_caller]
fn check(keys: &str, wanted: &str) {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!(told(&desk), wanted, "after {keys}; status: {}", desk.app.status.text);
}

/// The keys leave the person where they are, with this told.
#[track_caller]
fn refused(keys: &str, wanted: &str, says: &str) {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!((told(&desk).as_str(), desk.app.status.text.as_str()), (wanted, says), "after {keys}");
}

#[test]
fn opening_and_closing() {
    check("jt", "‹宿舍› bars 110");
    check("j3t", "‹宿舍› bars 110");
    check("j3jt", "‹自訂› bars 110");
    check("j4t", "‹宿舍› bars 110");
    check("j[t", "‹宿舍› bars 108");
    check(":trend<enter>", "110 Items › 甲 › 無指標 1/3");
    check("j:trend<enter>", "‹宿舍› bars 110");
    for close in ["<esc>", "q", "<backspace>", "<f10>", "t"] {
        check(&format!("j3jt{close}"), "110 Metrics › 甲 › 新項 2/3");
    }
    // Full-width letters, as an input method sends them.
    check("jｔｂ", "‹宿舍› line 110");
    // A filter may hide every metric of the item.
    check("j3fzzz<enter>t", "‹宿舍› bars 110");
}

#[test]
fn what_has_no_years_says_what_to_choose() {
    let choose = "Choose a metric, or an item that has one, to see it through the years.";
    refused("j1t", "110 Categories › 甲 › 新項 2/3", choose);
    refused("t", "110 Items › 甲 › 無指標 1/3", "This item has no metric; choose one that has.");
    refused(
        "1jt2t",
        "110 Items › 乙 › 沒有代號 1/1",
        "This metric has no id and its item none: no other year can have the same.",
    );
    let mut desk = Desk::new(&[("x.toml", "[[item]]\nid = 'i'\n[[item.metric]]\nid = 'm'\nvalue = 1\n")]);
    desk.press("t");
    assert_eq!(desk.app.status.text, "These records belong to no year; put `year = …` at the top of their file.");
}

#[test]
fn walking_and_leafing() {
    check("jtk", "‹宿舍› bars 109");
    check("jtkkkk", "‹宿舍› bars 108");
    check("jtgb", "‹宿舍› line 108");
    check("jtgG", "‹宿舍› bars 110");
    // Through the metrics of the items as they are listed, round at both ends.
    check("jtn", "‹自訂› bars 110");
    check("jtnn", "‹公報› bars 110");
    check("jtnnn", "‹宿舍› bars 110");
    check("jtp", "‹公報› bars 110");
    check("jtl<right>h<left>", "‹宿舍› bars 110");
    // The row stays.
    check("jtkn", "‹自訂› bars 109");
}

#[test]
fn entering_leads_to_the_record_of_the_year() {
    check("jtg<enter>", "108 Metrics › 甲 › 舊項 1/1");
    check("j3jt<enter>", "110 Metrics › 甲 › 新項 2/3");
    check("jtnng<enter>", "108 Metrics › 乙 › 公報 1/1");
    refused("jtk<enter>", "‹宿舍› bars 109", "109: no report.");
    refused("jtng<enter>", "‹自訂› bars 108", "108: not told.");
    // A filter of the metrics does not hide where it leads.
    let mut desk = desk();
    desk.press("j3f自訂<enter>tp<enter>");
    assert_eq!(told(&desk), "110 Metrics › 甲 › 新項 2/3");
    assert_eq!(desk.app.metric(), Some(0));
}

#[test]
fn several_beside_each_other() {
    check("jta", "‹宿舍› bars 110 under a list");
    check("jta<esc>", "‹宿舍› bars 110");
    check("jta公報<enter>", "宿舍 ‹公報› bars 110");
    check("jta公報<enter>b<tab>", "‹宿舍› 公報 line 110");
    check("jta公報<enter><shift-tab><shift-tab>", "宿舍 ‹公報› bars 110");
    check("jta公報<enter>d", "‹宿舍› bars 110");
    check("jta公報<enter><tab><delete>", "‹公報› bars 110");
    refused("jtd", "‹宿舍› bars 110", "It is the only one; a sets another beside it.");
    refused("jt<tab>", "‹宿舍› bars 110", "It is the only one; a sets another beside it.");
    // One that is there already is not offered; leafing skips it.
    check("jta宿舍<enter>", "‹宿舍› bars 110 under a list");
    check("jta公報<enter><tab>n", "‹自訂› 公報 bars 110");
    check("jta公報<enter><tab>nn", "‹宿舍› 公報 bars 110");
    // Taken from the list of series, the next is the next of these.
    check("jta公報<enter>n", "宿舍 ‹無人› bars 110");
    check("jta公報<enter>nn", "宿舍 ‹公報› bars 110");
    let mut desk = desk();
    desk.press("jta公報<enter>");
    let overlay = desk.app.mode.sheet().and_then(|sheet| sheet.overlay.clone()).unwrap();
    let last: Vec<String> =
        overlay.lines.iter().map(|line| line.indices[2].map_or(String::new(), |index| index.to_string())).collect();
    assert_eq!(last, ["73.3", "120.0"]);
}

#[test]
fn help_and_language_do_not_leave_it() {
    check("jt?", "‹宿舍› bars 110 under a list");
    check("jt?<esc>b", "‹宿舍› line 110");
    check("jt<f8>", "‹宿舍› bars 110");
    let mut desk = desk();
    desk.press("jt?");
    let rows = desk.rows();
    assert!(rows.starts_with("TREND\nopen  go to the record of the chosen year\n"), "{rows}");
    // What is no key here does nothing: no edit is begun from here.
    check("jtes/Du", "‹宿舍› bars 110");
}

#[test]
fn copying_the_table() {
    let mut desk = desk();
    desk.press("jty");
    let rows: Vec<Vec<&str>> = desk.copied.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1][..5], ["宿舍", "108", "60", "", "間"]);
    assert_eq!(rows[2][..3], ["宿舍", "109", "no report"]);
    assert_eq!(rows[3][5..7], ["-16", "-26.7"]);
}

#[test]
fn what_others_change_shows_at_once() {
    let mut desk = desk();
    desk.press("jt");
    // An item more before the one that the metric was taken from.
    let more = "year = 110\n[[item]]\nid = \"more\"\ncategory = \"a\"\n[[item.metric]]\nname = \"多\"\n";
    desk.write("110.toml", &Y110.replace("value = 44", "value = 50").replacen("year = 110\n", more, 1));
    desk.stir();
    let sheet = desk.app.mode.sheet().expect("it stays open");
    assert_eq!(sheet.trends[0].figures().map(|(_, figure)| figure.to_string()).collect::<Vec<_>>(), ["60", "50"]);
    desk.press("p");
    assert_eq!(told(&desk), "‹多› bars 110");
}

#[test]
fn the_years_before_are_small_beside_a_metric() {
    let year = |year: u32, value: &str| {
        (
            format!("{year}.toml"),
            format!("year = {year}\n[[item]]\nid = \"i\"\n[[item.metric]]\nid = \"m\"\nunit = \"件\"\n{value}\n"),
        )
    };
    let past = |years: &[(u32, &str)], keys: &str| {
        let files: Vec<(String, String)> = years.iter().map(|(at, value)| year(*at, value)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let mut desk = Desk::new(&files);
        desk.press(keys);
        let one =
            |figure: &Option<annals::model::figure::Figure>| figure.map_or("-".into(), |figure| figure.to_string());
        desk.app.view.metrics[0].past.iter().map(one).collect::<Vec<String>>().join(" ")
    };
    let five = [(108, "value = 1"), (110, "value = 3"), (111, ""), (112, "value = 2")];
    assert_eq!(past(&five, ""), "1 - 3 - 2");
    assert_eq!(past(&five[..2], ""), "", "two are told beside each other already");
    let other_unit = [(108, "value = 1"), (109, "value = 3"), (110, "value = '特優'"), (111, "value = 2")];
    assert_eq!(past(&other_unit, ""), "1 3 - 2");
    // Of many years, the last; or those up to the one that shows.
    let mut many: Vec<(u32, &str)> = (80..120).map(|year| (year, "value = 1")).collect();
    many[39].1 = "value = 2";
    assert_eq!(past(&many, ""), format!("{} 2", ["1"; 11].join(" ")));
    assert_eq!(past(&many, &"[".repeat(11)), format!("{} 2", ["1"; 11].join(" ")));
    assert_eq!(past(&many, &"[".repeat(12)), ["1"; 12].join(" "));
}
