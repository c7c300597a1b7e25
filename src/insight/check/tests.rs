//! Archives → findings: each rule with what breaks it and what does not.

mod mending;

use super::*;
use crate::store::file::Text;

const ABOUT: &str = "\
calendar = 'roc'
[[category]]
id = 'general/dormitory'
[[category]]
id = 'general/staff'
in.110 = { partial = true }
[[series]]
id = 'd.total'
name = '宿舍'
unit = '間'
better = 'lower'
sum = ['d.one', 'd.two']
[[series]]
id = 'd.one'
name = '單房間'
unit = '間'
[[series]]
id = 'd.two'
name = '多房間'
unit = '間'
[[series]]
id = 'paper'
name = '用紙'
unit = '張'
product = ['posts', 'each']
[[series]]
id = 'posts'
name = '公告'
[[series]]
id = 'each'
name = '每份'
[[series]]
id = 'rate'
name = '比率'
unit = '%'
ratio = ['d.one', 'd.total']
target = 90
[[series]]
id = 'rest'
name = '其餘'
difference = ['d.total', 'd.one']
";

fn archive(files: &[(&str, &str)]) -> Archive {
    let text = |(path, text): &(&str, &str)| Text { path: (*path).into(), text: Ok(text.to_string()), locked: None };
    Archive::read(files.iter().map(text).collect())
}

/// The findings, as `code line:column`, of files after [`ABOUT`]; those of another file than the first with its path.
fn found(files: &[(&str, &str)], strict: bool) -> String {
    let all: Vec<(&str, &str)> = std::iter::once(&("archive.toml", ABOUT)).chain(files).copied().collect();
    let archive = archive(&all);
    let report = check(&archive, strict);
    let first = files.first().map_or("", |(path, _)| *path);
    let one = |finding: &Finding| {
        let at = finding.locate(&archive);
        let at = at.strip_prefix(first).map_or(at.as_str(), |at| at.trim_start_matches(':'));
        format!("{} {at}", finding.rule.code)
    };
    report.findings.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A year of one item with some metrics, each a few lines.
fn item(lines: &str, metrics: &[&str]) -> String {
    let metrics: String =
        metrics.iter().map(|metric| format!("[[item.metric]]\n{}\n", metric.replace("; ", "\n"))).collect();
    let lines = lines.replace("; ", "\n");
    format!("year = 110\n[[item]]\nid = 'a'\ncategory = 'general/dormitory'\n{lines}\n{metrics}")
}

#[track_caller]
fn case(text: &str, expected: &str) {
    assert_eq!(found(&[("110.toml", text)], false), expected, "basic, in\n{text}");
}

#[track_caller]
fn strict(text: &str, expected: &str) {
    assert_eq!(found(&[("110.toml", text)], true), expected, "strict, in\n{text}");
}

#[test]
fn what_is_read_badly() {
    case("year = 110\nx = \n", "A001 2:5");
    case("[[item]]\nid = 'a'\ncategory = 'general/staff'\n", "A003 1:1");
    case("year = 'x'\n[[item]]\nid = 'a'\ncategory = 'general/staff'\n", "A004 1:8");
    case(&item("title = ['x']", &[]), "A006 5:9");
    case(&item("when = ['2021-13']", &[]), "A008 5:9");
    case(&item("when = ['2021-02', '2021-08/2021-03']", &[]), "A009 5:20");
    case(&item("", &["name = 'n'; value = nan"]), "A007 8:9");
    for (about, expected) in [
        ("calendar = 'lunar'", "A005 1:12"),
        ("[[series]]\nid = 'a'\nbetter = 'more'", "A010 3:10"),
        ("[[series]]\nid = 'a'\nsum = 3", "A006 3:7"),
        ("[[series]]\nid = 'a'\nratio = ['a']", "A006 3:9"),
        ("[[series]]\nid = 'a'\nsum = ['b']", "A203 3:8"),
        ("[[series]]\nid = 'a'\n[[series]]\nid = 'a'", "A109 4:6"),
        ("[[category]]\nid = 'a'\n[[series]]\nid = 'a'\n[[category]]\nid = 'a'", "A109 6:6"),
        ("[[series]]\nid = 'a'\nnmae = 'A'", "A106 3:1"),
        ("[[serie]]\nid = 'a'", "A106 2:1"),
        ("[chekc]\nchange = 5", "A106 2:1"),
        ("[check]\nchage = 5", "A106 2:1"),
        ("[[category]]\nid = 'a'\nin.108 = { partail = true, note = '' }", "A106 3:12"),
        ("title = 'T'\nowner = 'me'\n[[series]]\nid = 'a'\nsum = ['a']\nnote = ''", ""),
    ] {
        let archive = archive(&[("archive.toml", about)]);
        let told: Vec<String> = check(&archive, false)
            .findings
            .iter()
            .map(|finding| format!("{} {}:{}", finding.rule.code, finding.line, finding.column))
            .collect();
        assert_eq!(told.join(", "), expected, "{about}");
    }
    let gone = Text { path: "x.toml".into(), text: Err(crate::store::unreadable::ReadProblem::Gone), locked: None };
    let report = check(&Archive::read(vec![gone]), true);
    assert_eq!(report.findings.iter().map(|found| (found.rule.code, found.line)).collect::<Vec<_>>(), [("A002", 0)]);
}

#[test]
fn ids_categories_and_keys() {
    case("year = 110\n[[item]]\ncategory = 'general/staff'\n", "A101 2:1");
    case("year = 110\n[[item]]\nid = 'A b'\ncategory = 'general/staff'\n", "A102 3:6");
    case(&(item("", &[]) + "[[item]]\nid = 'a'\ncategory = 'general/staff'\n"), "A103 7:6");
    case("year = 110\n[[item]]\nid = 'a'\ncategory = 'general/staf'\n", "A104 4:12");
    case("year = 110\n[[item]]\nid = 'a'\n", "A105 2:1");
    case(&item("titel = 'x'", &[]), "A106 5:1");
    case(&item("title = 'x'; titel = 'x'", &[]), "");
    case(&item("remark = 'x'; note = 'y'; x.y = 1", &[]), "");
    case(&item("", &["name = 'n'; vale = 3; unit = 'x'"]), "A106 8:1");
    case(&(item("", &[]) + "[[item.metrics]]\nid = 'd.total'\nvalue = 3\n"), "A106 7:1");
    case(&item("accept = ['number-bak']", &[]), "");
    strict(&item("accept = ['number-bak', 'A301', 'nonsense']", &[]), "A107 5:11, A107 5:25, A107 5:33");
    strict(&item("accept = ['number-back']", &[]), "A108 5:11");
}

#[test]
fn metrics_by_themselves() {
    case(&item("", &["value = 3"]), "A201 6:1");
    case(&item("", &["name = 'n'; value = 3"]), "");
    case(&item("", &["id = 'd.totla'; value = 3"]), "A202 7:6");
    case(&item("", &["id = 'own'; name = 'n'; value = 3"]), "");
    case(&item("", &["id = 'posts'; value = 3", "id = 'posts'; value = 3"]), "A204 10:6");
    case(&item("", &["name = 'n'; value = 3", "name = 'n'; value = 4"]), "A204 9:1");
    case(&item("", &["id = 'd.one'; value = 3; unit = '戶'"]), "A205 9:8");
    case(&item("", &["id = 'd.one'; value = 3; unit = '間'", "id = 'each'; value = 3; unit = '張'"]), "");
    case(&item("", &["id = 'd.one'; value = '44'"]), "A206 8:9");
    case(&item("", &["id = 'd.one'; value = '1,396萬'", "id = 'd.two'; value = '４４ 間'"]), "A206 8:9, A206 11:9");
    case(&item("", &["id = 'd.one'; value = '特優'"]), "");
    case(&item("", &["id = 'd.one'; value = 50; formula = '35 + × 15'"]), "A207 9:17");
    case(&item("", &["id = 'd.one'; formula = ''", "id = 'd.two'; formula = '35-15'"]), "A207 11:12");
    case(&item("", &["id = 'd.one'; value = 50; formula = 'd.thre + 1'"]), "A208 9:11");
    case(&item("", &["id = 'rate'; value = 89"]), "A209 8:9");
    case(&item("", &["id = 'rate'; value = 90"]), "");
    case(&item("", &["id = 'rate'; value = 89; target = 80"]), "");
    case(&item("", &["id = 'd.total'; value = 5; target = 4"]), "A209 8:9");
    case(&item("", &["id = 'rate'", "name = 'n'; target = 3"]), "A210 7:6, A210 10:10");
}

#[test]
fn relations() {
    let parts = |one: &str, two: &str| [format!("id = 'd.one'; value = {one}"), format!("id = 'd.two'; value = {two}")];
    let with = |first: &str, one: &str, two: &str| {
        let [one, two] = parts(one, two);
        item("", &[first, &one, &two])
    };
    case(&with("id = 'd.total'; value = 44", "32", "12"), "");
    case(&with("id = 'd.total'; value = 45", "32", "12"), "A301 8:9");
    case(&with("id = 'd.total'; value = 44.0", "31.5", "12.50"), "");
    case(&with("id = 'd.total'; value = 1000; approx = true", "600", "1300"), "");
    case(&with("id = 'd.total'; value = 1000; approx = true", "700", "1301"), "A301 8:9");
    case(&with("id = 'd.total'; value = 44", "'多'", "12"), "");
    case(&with("id = 'd.total'", "32", "12"), "");
    case(&item("", &["id = 'paper'; value = 15", "id = 'posts'; value = 3", "id = 'each'; value = 5"]), "");
    case(&item("", &["id = 'paper'; value = 14", "id = 'posts'; value = 3", "id = 'each'; value = 5"]), "A302 8:9");
    let rate = |rate: &str| {
        let rate = format!("id = 'rate'; value = {rate}; target = 0");
        item("", &[&rate, "id = 'd.one'; value = 2", "id = 'd.total'; value = 3"])
    };
    case(&rate("66.67"), "");
    case(&rate("67"), "");
    case(&rate("66.66"), "A303 8:9");
    case(&item("", &["id = 'rest'; value = 1", "id = 'd.one'; value = 2", "id = 'd.total'; value = 3"]), "");
    case(&item("", &["id = 'rest'; value = 2", "id = 'd.one'; value = 2", "id = 'd.total'; value = 3"]), "A304 8:9");
    case(&item("", &["id = 'posts'; value = 50; formula = '35 + 15'"]), "");
    case(&item("", &["id = 'posts'; value = 51; formula = '35 + 15'"]), "A305 8:9");
    case(&item("", &["id = 'posts'; formula = '35 + 15'"]), "");
    case(&item("", &["name = 'n'; value = 4; formula = 'each + 1'", "id = 'each'; value = 3"]), "");
    case(&item("", &["name = 'n'; value = 5; formula = 'each + 1'", "id = 'each'; value = 3"]), "A305 8:9");
    case(&item("", &["id = 'posts'; value = 5; formula = '1 ÷ 0'"]), "A308 8:9");
    // A part that is missing is no proof of anything.
    case(&item("", &["id = 'd.total'; value = 44", "id = 'd.one'; value = 32"]), "");
    strict(&item("", &["id = 'd.total'; value = 44", "id = 'd.one'; value = 32"]), "A307 8:9");
    strict(&item("", &["id = 'd.total'; value = 44"]), "");
    strict(&item("", &["id = 'posts'; value = 44; formula = 'each + 1'", "id = 'each'"]), "");
}

#[test]
fn entries() {
    let with = |metric: &str, entries: &[&str]| {
        let entries: String = entries.iter().map(|entry| format!("[[item.metric.entry]]\n{entry}\n")).collect();
        item("", &[metric]) + &entries.replace("; ", "\n")
    };
    let two = ["on = 2021-03-04; value = 12", "on = '2021-05'; value = 30"];
    case(&with("id = 'posts'", &two), "");
    case(&with("id = 'posts'; value = 42", &two), "");
    case(&with("id = 'posts'; value = 43", &two), "A306 8:9");
    case(&with("id = 'posts'; value = 40; approx = true", &two), "");
    case(&with("id = 'posts'; value = 2; total = 'count'", &two), "");
    case(&with("id = 'posts'; value = 12; total = 'last'", &two), "A306 8:9");
    case(&with("id = 'posts'; total = 'middle'", &two), "A012 8:9");
    case(&with("id = 'posts'", &["value = 12"]), "A011 8:1");
    case(&with("id = 'posts'", &["on = 2022-03-04; value = 12"]), "A404 9:6");
    case(&with("id = 'posts'", &["on = 2021-03-04; vaule = 12"]), "A106 10:1");
    case(&with("id = 'posts'; accept = ['date-outside-year']", &["on = 2022-03-04; value = 12"]), "");
    // What entries come to is a value like any other.
    case(
        &(with("id = 'd.one'", &two)
            + "[[item.metric]]\nid = 'd.total'\nvalue = 50\n[[item.metric]]\nid = 'd.two'\nvalue = 8\n"),
        "",
    );
    strict(&with("id = 'd.one'", &two).replace("id = 'a'", "id = 'a'\ntext = '3月4日12件'"), "");
}

#[test]
fn what_a_relation_that_fails_says() {
    let text = item(
        "",
        &["id = 'd.total'; value = 45", "id = 'd.one'; value = 32; approx = true", "id = 'd.two'; value = 10"],
    );
    let archive = archive(&[("archive.toml", ABOUT), ("110.toml", &text)]);
    let finding = &check(&archive, false).findings[0];
    assert_eq!(
        finding.describe(Lang::En),
        "A301 sum: 單房間 ≈32 + 多房間 10 = 42, but 45 is written for 宿舍; correct what is wrong"
    );
    assert!(finding.told.describe(Lang::Zh).contains("宿舍寫作 45"));
    assert_eq!(finding.span.of(&archive.files[1].text), "45");
}

#[test]
fn formulas_reach_other_years() {
    let old = item("", &["id = 'posts'; value = 40"]).replace("110", "108");
    let new = |formula: &str| item("", &[&format!("id = 'posts'; value = 44; formula = \"{formula}\"")]);
    for (formula, expected) in
        [("posts@108 + 4", ""), ("posts@108 + 5", "A305 8:9"), ("posts@107 + 4", ""), ("post@108 + 4", "A208 9:11")]
    {
        assert_eq!(found(&[("110.toml", &new(formula)), ("108.toml", &old)], false), expected, "{formula}");
    }
    // An item's own metric comes before one of the same id elsewhere.
    let two = item("", &["id = 'n'; name = 'n'; value = 9"]);
    let text = two
        + "[[item]]\nid = 'b'\ncategory = 'general/staff'\n[[item.metric]]\nid = 'n'\nname = 'n'\nvalue = 1\n[[item.metric]]\nname = 'm'\nvalue = 2\nformula = 'n + 1'\n";
    case(&text, "");
}

#[test]
fn numbers_and_dates() {
    let list = |category: &str, numbers: &[&str]| {
        let one = |(at, no): (usize, &&str)| {
            format!("[[item]]\nid = '{category}.{at}'\ncategory = 'general/{category}'\nno = '{no}'\n")
        };
        numbers.iter().enumerate().map(one).collect::<String>()
    };
    let year = |numbers: &[&str]| format!("year = 110\n{}", list("dormitory", numbers));
    strict(&year(&["1", "2", "2.(1)", "2.(2)", "3"]), "");
    case(&year(&["1", "2", "2"]), "A401 13:6");
    case(&year(&["1", "3", "2", "4"]), "A402 13:6");
    case(&year(&["2.(2)", "2.(1)"]), "A402 9:6");
    case(&year(&["1", "3"]), "");
    strict(&year(&["1", "3"]), "A403 9:6");
    strict(&year(&["1", "2.(2)"]), "A403 9:6");
    strict(&year(&["1", "二", "2"]), "");
    // The source is cut off there.
    strict(&format!("year = 110\n{}", list("staff", &["3", "5"])), "");
    strict(&format!("year = 109\n{}", list("staff", &["3", "5"])), "A403 5:6, A403 9:6");
    // Two categories that share their numbers.
    strict(&format!("year = 109\n{}{}", list("dormitory", &["1", "3"]), list("staff", &["2"])), "");

    case(&item("when = ['2021-03', '2020-12/2021-01', '2021']", &[]), "");
    case(&item("when = ['2021-03', '2020-12-31']", &[]), "A404 5:20");
    case(&item("when = '2022'", &[]), "A404 5:8");
}

#[test]
fn over_the_years() {
    let year = |year: u32, category: &str, metrics: &[&str]| {
        item("", metrics).replace("110", &year.to_string()).replace("general/dormitory", category)
    };
    let pair = |old: &str, new: &str, strict: bool| found(&[("110.toml", new), ("108.toml", old)], strict);
    let old = year(108, "general/dormitory", &["id = 'posts'; value = 40", "name = 'n'; unit = '人'; value = 3"]);
    assert_eq!(pair(&old, &year(110, "general/dormitory", &[]), false), "A501 108.toml:7:6");
    assert_eq!(pair(&old, &year(110, "general/dormitory", &["id = 'posts'"]), false), "");
    let staff = year(108, "general/staff", &["id = 'posts'; value = 40"]);
    assert_eq!(pair(&staff, &year(110, "general/staff", &[]), false), "", "the source is cut off there");
    let new = |value: &str| year(110, "general/dormitory", &[&format!("id = 'posts'; value = {value}")]);
    for (value, expected) in [("60", ""), ("20", ""), ("60.1", "A502 8:9"), ("19", "A502 8:9"), ("'x'", "")] {
        assert_eq!(pair(&old, &new(value), true), expected, "{value}");
    }
    assert_eq!(pair(&old, &new("1000"), false), "", "only where it is asked for");
    let own = year(110, "general/dormitory", &["id = 'posts'; value = 40", "name = 'n'; unit = '人次'; value = 3"]);
    assert_eq!(pair(&old, &own, false), "A503 11:8");

    let about = format!("{ABOUT}[check]\nchange = 10\n");
    let archive = archive(&[("archive.toml", &about), ("108.toml", &old), ("110.toml", &new("45"))]);
    assert_eq!(check(&archive, true).findings[0].rule.code, "A502");
}

#[test]
fn figures_in_texts() {
    let text = |text: &str| {
        item(
            &format!("text = \"\"\"\n{text}\n\"\"\"; names = ['2019論壇30場']"),
            &["id = 'posts'; value = 35; target = 30; formula = 'each + 1'", "id = 'each'; value = 34"],
        )
    };
    strict(&text("公告35次，目標30次，每份34張，比前一年多"), "");
    strict(&text("公告35次，\n另有12次與7次"), "A601 7:3");
    strict(&text("110年3月5日「2020」第3次、2019論壇30場"), "");
    case(&text("公告36次"), "");
}

#[test]
fn a_foreign_file_is_only_read() {
    let lock = "[[package]]\nname = 'a'\nid = 'X Y'\nwhen = 'never'\n[[package]]\nname = 'a'\nid = 'X Y'\nno = 3\n";
    for files in [vec![("x.toml", lock)], vec![("archive.toml", ABOUT), ("x.toml", lock)]] {
        assert_eq!(check(&archive(&files), true).findings, []);
    }
    let broken = check(&archive(&[("x.toml", "[[package]]\nname = \n")]), true);
    assert_eq!(broken.findings[0].rule.code, "A001");
}

#[test]
fn every_rule_is_tried() {
    // A rule that nothing breaks is no rule: each code stands in some case above.
    let cases = [include_str!("tests.rs"), include_str!("tests/mending.rs")].concat();
    for rule in rule::ALL {
        assert!(cases.contains(rule.code), "{} {}", rule.code, rule.name);
    }
}
