//! A year's files → those of the next.

use super::*;
use crate::model::metric::Value;
use crate::store::file::Text;
use proptest::prelude::*;

const ABOUT: &str = "calendar = 'roc'\n[[category]]\nid = 'a'\n[[category]]\nid = 'a/b'\n[[category]]\nid = 'c'\nin.111 = { absent = true }\n[[category]]\nid = 'c/d'\n";

fn archive(about: &str, files: &[(&str, &str)]) -> Archive {
    let text = |(path, text): &(&str, &str)| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
    Archive::read(std::iter::once(&("archive.toml", about)).chain(files).map(text).collect())
}

fn year(number: i64) -> Year {
    Year::from_number(number, Calendar::Roc).unwrap()
}

/// The text that a file of 110 becomes in 111.
#[track_caller]
fn check(before: &str, after: &str) {
    let made = plan(&archive(ABOUT, &[("110/x.toml", before)]), year(111), year(110));
    let text = made.map(|files| files[0].text.clone()).unwrap_or_else(|why| format!("{why:?}"));
    assert_eq!(text, after, "of {before}");
}

#[test]
fn what_is_the_same_work_carries_over() {
    check(
        "# 110 年度\n\nyear = 110\n\n# ── 一(三) 宿舍 ──\n\n# of this item\n[[item]]\nid = 'i'\ncategory = 'a/b'\nno = '1'\ntitle = '題'\ntext = '''\nl\n'''\nwhen = ['2021-03']\nnames = ['n']\ntags = [ 't', # c\n 'u' ]\nsource = 's'\nown = 1\naccept = ['x']\n\n[[item.metric]]\nid = 'm'\nvalue = 3\nunit = '間'\nname = '名'\napprox = true\ntarget = 5\nnote = 'n'\nformula = '1 + 2'\ntotal = 'last'\nown = 2\n\n[[item.metric.entry]]\non = 2021-03-04\nvalue = 3\n\n[[item.metric]]\nvalue = 4\n\n[[item.metric]]\nname = '無號'\n",
        "year = 111\n\n# ── 一(三) 宿舍 ──\n\n[[item]]\nid = 'i'\ncategory = 'a/b'\ntitle = '題'\ntags = ['t', 'u']\n\n[[item.metric]]\nid = 'm'\nunit = '間'\nname = '名'\ntotal = 'last'\n\n[[item.metric]]\nname = '無號'\n",
    );
    // However it was written, it is written in the format's own form; line ends stay the file's.
    check(
        "\u{feff}year = 2021\r\nitem = [{ title = 't', metric = [{ id = 'm', value = 1 }] }]",
        "year = 111\r\n\r\n[[item]]\r\ntitle = \"t\"\r\n\r\n[[item.metric]]\r\nid = \"m\"\r\n",
    );
}

#[test]
fn headings_stay_above_what_they_head() {
    let item = |id: &str, category: &str| format!("[[item]]\nid = \"{id}\"\ncategory = \"{category}\"\n");
    let file = |parts: &[&str]| format!("year = 110\n\n{}", parts.join("\n"));
    let next = |parts: &[&str]| file(parts).replace("year = 110", "year = 111");
    let (a, b, c, d) = (item("1", "a"), item("2", "a"), item("3", "c"), item("4", "c/d"));
    check(&file(&["# one\n", &a, "# two\n", &b]), &next(&["# one\n", &a, "# two\n", &b]));
    // Of a part that the year has not, nothing is left, its heading neither.
    check(&file(&["# gone\n", &c, &d, "# two\n", &b]), &next(&["# two\n", &b]));
    check(&file(&["# one\n", &c, &b]), &next(&["# one\n", &b]));
    check(&file(&["# part\n", "# section\n", &a]), &next(&["# part\n", "# section\n", &a]));
    // A remark of several lines, or on a year, is of its own year.
    check(&file(&["# a remark\n# of two lines\n", &a]), &next(&[&a]));
    check(&file(&["# not in 110\n", &a, "# since 2021年\n", &b]), &next(&[&a, &b]));
    check(&file(&["# 1101\n", &a]), &next(&["# 1101\n", &a]));
}

#[test]
fn files_are_named_after_the_year() {
    let check = |calendar: Calendar, path: &str, renamed: &str| {
        let found = super::renamed(Path::new(path), calendar, year(110), year(111));
        assert_eq!(found, PathBuf::from(renamed), "{path}");
    };
    check(Calendar::Roc, "110/general.toml", "111/general.toml");
    check(Calendar::Roc, "2021/general.toml", "2022/general.toml");
    check(Calendar::Roc, "sub/110/x.toml", "sub/111/x.toml");
    check(Calendar::Roc, "報告110年.toml", "報告111年.toml");
    check(Calendar::Roc, "110/report-2021.toml", "111/report-2022.toml");
    check(Calendar::Roc, "x.toml", "111/x.toml");
    check(Calendar::Roc, "1100/a110b1.toml", "1100/a111b1.toml");
    check(Calendar::Roc, "sub/1101.toml", "111/sub/1101.toml");
    check(Calendar::Gregorian, "110/2021.toml", "110/2022.toml");
    check(Calendar::Gregorian, "110.toml", "2022/110.toml");
}

#[test]
fn years_are_written_so_that_they_are_read() {
    for calendar in [Calendar::Roc, Calendar::Gregorian] {
        for of in [1, 476, 1911, 1912, 2021, 2911, 9999] {
            let of = Year::new(of).unwrap();
            let text = format!("year = {}\n[[item]]\nid = 'a'\n", written(of, calendar));
            let about = format!("calendar = '{}'\n", calendar.name());
            let archive = archive(&about, &[("x.toml", &text)]);
            assert_eq!((archive.years.as_slice(), archive.problems.len()), (&[Some(of)][..], 0), "{text}");
        }
    }
}

#[test]
fn the_year_before_is_found() {
    let item = |year: i64| format!("year = {year}\n[[item]]\nid = 'a'\n");
    let archive = archive(ABOUT, &[("a.toml", &item(106)), ("b.toml", &item(108)), ("c.toml", &item(110))]);
    for (of, expected) in
        [(111, Ok(year(110))), (110, Ok(year(108))), (109, Ok(year(108))), (106, Err(NoYear::NothingBefore(year(106))))]
    {
        assert_eq!(before(&archive, year(of)), expected, "{of}");
    }
}

#[test]
fn why_a_year_cannot_be_begun() {
    let item = |year: i64, id: &str| format!("year = {year}\n[[item]]\nid = '{id}'\n");
    let told = |files: &[(&str, &str)]| {
        let archive = archive(ABOUT, files);
        match plan(&archive, year(111), year(110)) {
            Ok(files) => files.iter().map(|file| format!("{} {}", file.path.display(), file.items)).collect::<Vec<_>>(),
            Err(why) => {
                let (en, zh) = (why.describe(Calendar::Roc, Lang::En), why.describe(Calendar::Roc, Lang::Zh));
                assert!(!zh.is_ascii() && en.lines().count() == 1 && !en.contains(['{', '}']), "{en} {zh}");
                vec![en]
            }
        }
    };
    let (a, b) = (item(110, "a"), item(110, "b"));
    assert_eq!(told(&[("110/a.toml", &a), ("110/b.toml", &b)]), ["111/a.toml 1", "111/b.toml 1"]);
    // Files that are there are never written over, whatever is in them.
    let there = told(&[("110/a.toml", &a), ("110/b.toml", &b), ("111/a.toml", "year = 111\n")]);
    assert!(there[0].starts_with("111/a.toml: "), "{there:?}");
    let there = told(&[("110/a.toml", &a), ("111/a.toml", "broken =")]);
    assert!(there[0].starts_with("111/a.toml: "), "{there:?}");
    // What the new year has already is left out.
    assert_eq!(told(&[("110/a.toml", &a), ("110/b.toml", &b), ("111/c.toml", &item(111, "b"))]), ["111/a.toml 1"]);
    assert!(told(&[("110/a.toml", &a), ("111/c.toml", &item(111, "a"))])[0].contains("110 has nothing"));
    assert!(told(&[("110/a.toml", "year = 110\n")])[0].contains("110 has nothing"));
    assert!(told(&[("108/a.toml", &item(108, "a"))])[0].contains("110 has nothing"));
    // Of a broken file nobody knows what it holds.
    assert!(told(&[("110/a.toml", &format!("{a}x = \n")), ("110/b.toml", &b)])[0].starts_with("110/a.toml"));
}

fn files() -> impl Strategy<Value = String> {
    let item = (0..9usize, 0..4usize, any::<[bool; 4]>(), "[a\"'\\\\#臺 ]{0,5}").prop_map(
        |(number, category, [heading, remark, metric, entry], title)| {
            let category = ["a", "a/b", "c", "none"][category];
            let title = title.replace('\\', "\\\\").replace('"', "\\\"");
            let mut text = String::new();
            text += if heading { "# ── 一 ──\n\n" } else { "" };
            text += if remark { "# a remark\n" } else { "" };
            text += &format!("[[item]]\nid = 'i{number}'\ncategory = '{category}'\ntitle = \"{title}\"\n\n");
            text += if metric { "[[item.metric]]\nid = 'm'\nvalue = 1\n\n" } else { "" };
            text += if metric && entry { "[[item.metric.entry]]\non = 2021-03-04\nvalue = 2\n\n" } else { "" };
            text
        },
    );
    (proptest::collection::vec(item, 1..6), any::<[bool; 2]>()).prop_map(|(items, [crlf, bom])| {
        let text = format!("{}year = 110\n\n{}", if bom { "\u{feff}" } else { "" }, items.concat());
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

proptest! {
    /// The new year opens without a problem that the old one has not; it has the same works, in the same order; and every
    /// metric of it is a gap.
    #[test]
    fn a_new_year_is_the_old_one_with_nothing_said(text in files()) {
        let old = archive(ABOUT, &[("110/x.toml", &text)]);
        let made = match plan(&old, year(111), year(110)) {
            Ok(made) => made,
            Err(why) => {
                prop_assert_eq!(why, NoYear::NothingIn(year(110)));
                return Ok(());
            }
        };
        let both = archive(ABOUT, &[("110/x.toml", &text), ("111/x.toml", &made[0].text)]);
        prop_assert!(both.problems.len() <= 2 * old.problems.len(), "{:?}", both.problems);
        let ids = |archive: &Archive, file: usize| -> Vec<String> {
            let records = archive.files[file].records();
            records.iter().map(|record| record.item.read(&archive.files[file].text, Field::Id).into_owned()).collect()
        };
        let gone = |record: usize| old.text(ItemId { file: 1, record }, Field::Category) == "c";
        let kept: Vec<String> =
            ids(&old, 1).into_iter().enumerate().filter(|(record, _)| !gone(*record)).map(|(_, id)| id).collect();
        prop_assert_eq!(ids(&both, 2), kept);
        prop_assert_eq!(both.files[2].count(), made[0].items);
        let mut metrics = 0;
        for (record, found) in both.files[2].records().iter().enumerate() {
            for at in 0..found.metrics.len() {
                metrics += 1;
                let metric = both.metric(ItemId { file: 2, record }, at).unwrap();
                prop_assert_eq!((metric.value, metric.entries.len()), (Value::Gap, 0));
            }
        }
        prop_assert_eq!(metrics, made[0].metrics);
        prop_assert_eq!(text.contains('\r'), made[0].text.contains('\r'));
        prop_assert!(!text.contains('\r') || !made[0].text.replace("\r\n", "").contains('\n'));
    }
}
