//! Rows into changes: what is told, what the files become, and that the same rows say nothing the second time.

use super::*;
use crate::exchange::format::Format;
use crate::exchange::mapping;
use crate::exchange::mapping::Said;
use crate::exchange::read;
use crate::model::year::Calendar;
use crate::store::apply;
use crate::store::file::Text;

const ABOUT: &str = "calendar = 'roc'\n[[category]]\nid = 'a'\ntitle = '甲'\n[[category]]\nid = 'a/b'\ntitle = '乙'\n[[category]]\nid = 'c'\ntitle = '丙'\n\
                     [[series]]\nid = 'd.total'\nname = '宿舍'\nunit = '間'\ntarget = 50\n[[series]]\nid = 'd.money'\nname = '經費'\nunit = '元'\n";
const YEAR: &str = "year = 110\r\n\r\n# kept\r\n[[item]]\r\nid = \"stock\"\r\ncategory = \"a/b\"\r\nno = \"1\"\r\ntitle = \"市有宿舍\"   # too\r\nwhen = [\"2021-03-18\"]\r\nnames = [\"甲\", \"乙; 丙\"]\r\nown = 1\r\n\r\n\
                    [[item.metric]]\r\nid = \"d.total\"\r\nvalue = 1_102_950\r\n\r\n[[item.metric]]\r\nname = \"等第\"\r\nvalue = \"5星\"\r\n\r\n[[item]]\r\nid = \"check\"\r\ncategory = \"c\"\r\ntitle = \"巡查\"";

fn archive() -> Archive {
    let text = |path: &str, text: &str| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
    Archive::read(vec![
        text("archive.toml", ABOUT),
        text("110/a.toml", YEAR),
        text("108/x.toml", "year = 108\n[[item]]\nid = 'old'\ncategory = 'c'\ntitle = '舊事'\n"),
    ])
}

fn options() -> Options {
    Options { year: None, clear_empty: false, lang: Lang::En }
}

/// What a CSV comes to: each change or fault on a line.
fn planned(archive: &Archive, csv: &str, options: Options) -> (Plan, Vec<String>) {
    let tables = read::read(csv.as_bytes(), Format::Csv).unwrap();
    let mappings = mapping::map(&tables, &Said::default()).unwrap();
    let sources: Vec<Source> = tables.iter().zip(&mappings).map(|(given, mapping)| Source { given, mapping }).collect();
    let plan = plan(archive, &sources, options);
    let told =
        plan.steps.iter().map(|step| step.told.clone()).chain(plan.faults.iter().map(|fault| fault.describe(Lang::En)));
    let told = told.collect();
    (plan, told)
}

/// Makes the changes, and gives the archive that comes of it.
fn made(mut archive: Archive, plan: &Plan) -> Archive {
    for (path, text) in &plan.made {
        archive.take(Text { path: path.clone(), text: Ok(text.clone()), locked: None });
    }
    archive.derive();
    let changes = plan.steps.iter().map(|step| (step.file, step.change.clone())).collect();
    apply::apply(&mut archive, changes).unwrap();
    archive.derive();
    assert!(archive.problems.is_empty(), "{:?}", archive.problems);
    archive
}

/// Takes rows in: what is told, and the parts of the files that become others. The second time nothing is new.
#[track_caller]
fn takes(options: Options, csv: &str, told: &[&str], changes: &[(&str, &str)]) -> Archive {
    let before = archive();
    let (plan, found) = planned(&before, csv, options);
    assert_eq!(found, told, "{csv}");
    let after = made(before, &plan);
    let mut expected = YEAR.to_string();
    for (old, new) in changes {
        assert!(expected.contains(old), "{old}");
        expected = expected.replacen(old, new, 1);
    }
    assert_eq!(&*after.files[1].text, expected, "{csv}");
    let (again, told) = planned(&after, csv, options);
    assert!(again.steps.is_empty() || options.clear_empty, "said twice: {told:?}");
    after
}

#[test]
fn what_differs_is_set() {
    let takes = |csv: &str, told: &[&str], changes: &[(&str, &str)]| takes(options(), csv, told, changes);
    // However it is written, the same number is the same.
    for same in ["1102950", "\"1,102,950\"", "1102950.0", "110萬2950", "\"1,102,950間\""] {
        takes(&format!("year,item,metric,value\n110,stock,d.total,{same}\n"), &[], &[]);
    }
    takes(
        "year,item,metric,value\n2021,stock,d.total,44\n",
        &["stock.d.total@110: 1102950 → 44"],
        &[("1_102_950", "44")],
    );
    takes(
        "year,item,metric,value\n110,stock,d.total,\"2,000,000\"\n",
        &["stock.d.total@110: 1102950 → 2,000,000"],
        &[("1_102_950", "2_000_000")],
    );
    // What the series says is the metric's too, and is not said again.
    takes("year,item,metric,name,unit,target\n110,stock,d.total,宿舍,間,50\n", &[], &[]);
    takes(
        "year,item,metric,target\n110,stock,d.total,60\n",
        &["stock.d.total@110:target: 50 → 60"],
        &[("1_102_950\r\n", "1_102_950\r\ntarget = 60\r\n")],
    );
    // A metric without an id is known by its name; a grade may begin like a number where it stands.
    takes("year,item,name,grade\n110,stock,等第,5星\n", &[], &[]);
    takes("year,item,name,value\n110,stock,等第,5星\n", &[], &[]);
    takes("year,item,name,grade\n110,stock,等第,4星\n", &["stock.等第@110: 5星 → 4星"], &[("5星", "4星")]);
    takes(
        "year,item,name,value\n110,stock,宿舍,1102951\n",
        &["stock.d.total@110: 1102950 → 1102951"],
        &[("1_102_950", "1_102_951")],
    );
    takes("year,id,title,when,names,no\n110,stock,市有宿舍,2021-03-18,甲; 乙; 丙,1\n", &[], &[]);
    takes(
        "year,id,when,names\n110,stock,110-03-18; 110-04,甲；丁\n",
        &["stock@110:when: 2021-03-18 → 110-03-18; 110-04", "stock@110:names: 甲; 乙; 丙 → 甲 ⏎ 丁"],
        &[("[\"2021-03-18\"]", "[\"2021-03-18\", \"2021-04\"]"), ("[\"甲\", \"乙; 丙\"]", "[\"甲\", \"丁\"]")],
    );
    // A category by its id, its titles from the top down, or its own title.
    for category in ["a/b", "甲 › 乙", "乙"] {
        takes(&format!("year,id,category\n110,stock,{category}\n"), &[], &[]);
    }
    takes("year,id,category_path\n110,stock,丙\n", &["stock@110:category: a/b → c"], &[("\"a/b\"", "\"c\"")]);
    // Without an id the title tells the item.
    takes("年度,項目,編號\n110,市有宿舍,2\n", &["stock@110:no: 1 → 2"], &[("no = \"1\"", "no = \"2\"")]);
    // An empty cell leaves a field alone, and a row without a metric is of none.
    takes("year,id,title,metric,value,approx\n110,stock,,,,false\n110,check,,,,\n", &[], &[]);
    // What follows from others is no business of the rows.
    takes("year,year_shown,item,metric,series,met\n2021,110,stock,d.total,nonsense,true\n", &[], &[]);
}

#[test]
fn empty_cells_clear_where_that_is_said() {
    let clear = Options { clear_empty: true, ..options() };
    takes(clear, "year,id,no,when\n110,stock,,2021-03-18\n", &["stock@110:no: 1 → —"], &[("no = \"1\"\r\n", "")]);
    takes(clear, "year,id,title\n110,stock,\n", &[], &[]);
    // One of an item's rows says it: it is not empty.
    takes(clear, "year,id,no,metric,value\n110,stock,1,d.total,1102950\n110,stock,,,\n", &[], &[]);
    takes(
        clear,
        "year,item,metric,value,grade,target\n110,stock,d.total,,,\n",
        &["stock.d.total@110: 1102950 → —"],
        &[("value = 1_102_950\r\n", "")],
    );
}

#[test]
fn what_is_new_is_added() {
    // What is wrong with one row is not held against the others of its item.
    takes(
        options(),
        "year,id,category,title,metric,value,unit\n110,new.one,c,新的,d.money,1億2萬,元\n110,new.one,,,own,3,個\n",
        &["new.one: added to 110/a.toml", "row 3: there is no series own; a new metric of its own needs a name"],
        &[(
            "title = \"巡查\"",
            "title = \"巡查\"\r\n\r\n[[item]]\r\nid = \"new.one\"\r\ncategory = \"c\"\r\ntitle = \"新的\"\r\n\r\n[[item.metric]]\r\nid = \"d.money\"\r\nvalue = 100020000",
        )],
    );
    takes(
        options(),
        "year,item,metric,value\n110,stock,d.money,1億20萬\n",
        &["stock@110.d.money: added to 110/a.toml"],
        &[(
            "value = \"5星\"\r\n",
            "value = \"5星\"\r\n\r\n[[item.metric]]\r\nid = \"d.money\"\r\nvalue = 100200000\r\n",
        )],
    );
    takes(
        options(),
        "year,id,category,title,metric,value,name\n110,new.one,丙,\"新, \"\"的\"\"\",d.money,12,\n110,new.one,,,,3,件數\n110,,c,巡查二,,,\n",
        &["new.one: added to 110/a.toml", "c-1: added to 110/a.toml"],
        &[(
            "title = \"巡查\"",
            "title = \"巡查\"\r\n\r\n[[item]]\r\nid = \"new.one\"\r\ncategory = \"c\"\r\ntitle = \"新, \\\"的\\\"\"\r\n\r\n[[item.metric]]\r\nid = \"d.money\"\r\nvalue = 12\r\n\r\n\
             [[item.metric]]\r\nname = \"件數\"\r\nvalue = 3\r\n\r\n[[item]]\r\nid = \"c-1\"\r\ncategory = \"c\"\r\ntitle = \"巡查二\"",
        )],
    );
}

#[test]
fn a_year_without_a_file_gets_one() {
    let after = takes(
        options(),
        "year,id,category,title,metric,value\n111,,c,舊事,d.total,1\n111,x,c,丁,,\n112,,乙,戊,,\n",
        // The same title and category in another year is the same work.
        &["old: added to 111/a.toml", "x: added to 111/a.toml", "b-1: added to 112/a.toml"],
        &[],
    );
    let texts: Vec<(String, &str)> =
        after.files[3..].iter().map(|file| (file.path.display().to_string(), &*file.text)).collect();
    assert_eq!(texts[0].0, "111/a.toml");
    assert_eq!(
        texts[0].1,
        "year = 111\n\n[[item]]\nid = \"old\"\ncategory = \"c\"\ntitle = \"舊事\"\n\n[[item.metric]]\nid = \"d.total\"\nvalue = 1\n\n[[item]]\nid = \"x\"\ncategory = \"c\"\ntitle = \"丁\"\n"
    );
    assert_eq!(
        texts[1],
        ("112/a.toml".to_string(), "year = 112\n\n[[item]]\nid = \"b-1\"\ncategory = \"a/b\"\ntitle = \"戊\"\n")
    );
}

#[test]
fn wrong_rows_are_told_with_their_place() {
    let told = |csv: &str, expected: &[&str]| {
        let (plan, _) = planned(&archive(), csv, options());
        let faults: Vec<String> = plan.faults.iter().map(|fault| fault.describe(Lang::En)).collect();
        assert_eq!(faults.len(), expected.len(), "{csv}: {faults:?}");
        for (fault, expected) in faults.iter().zip(expected) {
            assert!(fault.starts_with(expected), "{csv}: {fault}");
        }
        assert_eq!(plan.steps.len(), 0, "a wrong row is left out whole");
    };
    told("year,item,metric,value\n110,stock,d.total,\"4,40\"\n", &["row 2, value: The number is not finished"]);
    told("year,item,metric,value,unit\n110,stock,d.total,12x,人\n", &["row 2, value: `x`"]);
    told("year,id,when,no\n110,stock,99,3\n", &["row 2, when: Not a date: 99"]);
    told("year,id,category\n110,stock,cc\n", &["row 2, category: there is no category cc"]);
    told("year,item,metric,approx\n110,stock,d.total,maybe\n", &["row 2, approx: Write yes or no"]);
    told("year,item,metric,value,grade\n110,stock,d.total,1,特優\n", &["row 2: a number and a grade"]);
    told("year,item,metric,value,grade\n110,stock,,1,\n", &["row 2: neither the metric's id nor its name"]);
    told("year,id,title\nnext,stock,x\n", &["row 2, year: next is no year"]);
    told("year,year_shown,id,title\n2021,108,stock,x\n", &["row 2, year: 2021 is not 108, which the same row says"]);
    told("id,title\nstock,x\n", &["row 2: no year"]);
    told(
        "year,id,title\n110,,\n110,,x\n",
        &["row 2: neither the item's id nor its title", "row 3: there is no item x in that year"],
    );
    told("year,id,title\n110,stok,x\n", &["row 2: there is no item stok in that year; did you mean stock?; a new one"]);
    told("year,id,category,title\n110,Stock,c,x\n", &["row 2: An id is made of"]);
    told("year,id,other\n110,stock,own = 2\n", &["row 2, other: keys that the format does not know"]);
    told("year,id,title\n110,stock,x,y\n", &["row 2: 1 cell(s) more than there are columns"]);
    // Rows of one record have to agree; the first counts.
    let (plan, all) = planned(&archive(), "year,id,no\n110,stock,2\n110,stock,3\n110,stock,2\n", options());
    assert_eq!(all, ["stock@110:no: 1 → 2", "row 3, no: says otherwise than row 2"]);
    assert_eq!(plan.counts, Counts { rows: 2, fields: 1, ..Counts::default() });
    let rows = "year,item,metric,value\n110,stock,d.total,2\n110,stock,d.total,2\n110,stock,d.total,3\n";
    let (plan, all) = planned(&archive(), rows, options());
    assert_eq!(all, ["stock.d.total@110: 1102950 → 2", "row 4, value: says otherwise than row 2"]);
    assert_eq!(plan.counts.repeats, 1);
}

#[test]
fn the_year_may_be_said_for_all() {
    let year = Year::from_number(110, Calendar::Roc);
    let all = |options| planned(&archive(), "id,no\nstock,2\n", options).1;
    assert_eq!(all(Options { year, ..options() }), ["stock@110:no: 1 → 2"]);
    assert_eq!(all(options()), ["row 2: no year; name it with --year"]);
}

#[test]
fn a_date_that_a_spreadsheet_made_is_told() {
    let mut tables = read::read(b"year,id,no\n110,stock,2026-03-01\n", Format::Csv).unwrap();
    tables[0].rows[0].dates.push(2);
    let mappings = mapping::map(&tables, &Said::default()).unwrap();
    let plan = plan(&archive(), &[Source { given: &tables[0], mapping: &mappings[0] }], options());
    assert!(plan.faults[0].describe(Lang::En).starts_with("row 2, no: 2026-03-01 is a date here"));
}

const ENTRIES: &str = "year = 110\n[[item]]\nid = 'talks'\ncategory = 'a'\ntitle = '宣導'\n\
                       [[item.metric]]\nid = 'd.total'\n\
                       [[item.metric.entry]]\non = 2021-03-18\nvalue = 3\nnote = '甲'\n\
                       [[item.metric.entry]]\non = 2021-03-18\nvalue = 4\n\
                       [[item.metric.entry]]\non = '2021-05'\nvalue = 1_000\nown = 1\n\
                       [[item.metric]]\nid = 'd.money'\n";

/// Takes rows of entries in: what is told, and how the file becomes another.
#[track_caller]
fn enters(csv: &str, told: &[&str], changes: &[(&str, &str)]) {
    let text = |path: &str, text: &str| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
    let before = Archive::read(vec![text("archive.toml", ABOUT), text("110.toml", ENTRIES)]);
    let (plan, found) = planned(&before, &format!("year,item,metric,date,value,note\n{csv}"), options());
    assert_eq!(found, told, "{csv}");
    let after = made(before, &plan);
    let expected = changes.iter().fold(ENTRIES.to_string(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    });
    assert_eq!(&*after.files[1].text, expected, "{csv}");
    let (again, told) = planned(&after, &format!("year,item,metric,date,value,note\n{csv}"), options());
    assert!(again.steps.is_empty(), "said twice: {told:?}");
}

#[test]
fn entries_are_known_by_their_date() {
    // What is there says nothing new, in whatever order and however it is written.
    enters(
        "110,talks,d.total,2021-05,1000,\n2021,talks,d.total,110-03-18,4,\n110,talks,d.total,2021-03-18,3,甲\n",
        &[],
        &[],
    );
    enters(
        "110,talks,d.total,2021-03-18,3,甲\n110,talks,d.total,2021-03-18,5,乙\n",
        &["talks.d.total@110 110-03-18: 4 → 5", "talks.d.total@110 110-03-18:note: — → 乙"],
        &[("value = 4\n", "value = 5\nnote = \"乙\"\n")],
    );
    enters("110,talks,d.total,110-05,2000,\n", &["talks.d.total@110 110-05: 1000 → 2000"], &[("1_000", "2_000")]);
    enters(
        "110,talks,d.total,2021-06-01,7,丙\n110,talks,d.money,110-7,1億,\n",
        &["talks.d.total@110 110-06-01: added to 110.toml", "talks.d.money@110 110-07: added to 110.toml"],
        &[
            ("own = 1\n", "own = 1\n[[item.metric.entry]]\non = 2021-06-01\nvalue = 7\nnote = '丙'\n"),
            ("id = 'd.money'\n", "id = 'd.money'\n[[item.metric.entry]]\non = '2021-07'\nvalue = 100000000\n"),
        ],
    );
}

#[test]
fn what_is_wrong_with_an_entry_is_told() {
    for (row, told) in [
        ("110,talks,d.total,,7,", "row 2, date: an entry needs its date"),
        ("110,talks,d.total,soon,7,", "row 2, date: "),
        ("110,talks,d.total,2021-06-01,7x,", "row 2, value: "),
        ("110,talks,d.totla,2021-06-01,7,", "row 2: talks@110 has no metric d.totla; "),
        ("110,tlaks,d.total,2021-06-01,7,", "row 2: there is no item tlaks in that year; "),
    ] {
        let text = |path: &str, text: &str| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
        let archive = Archive::read(vec![text("archive.toml", ABOUT), text("110.toml", ENTRIES)]);
        let (plan, found) = planned(&archive, &format!("year,item,metric,date,value,note\n{row}\n"), options());
        assert!(plan.steps.is_empty() && found.len() == 1 && found[0].starts_with(told), "{row}: {found:?}");
    }
}
