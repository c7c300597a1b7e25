//! What columns are taken for.

use super::*;
use crate::exchange::given::Head;

fn given(header: &str) -> Given {
    let head = |text: &str| Head { text: text.to_string(), of: None };
    Given { header: header.split(',').map(head).collect(), ..Given::default() }
}

fn said(all: &str) -> Said {
    let mut said = Said::default();
    all.split(',').filter(|one| !one.is_empty()).for_each(|one| said.add(one).unwrap());
    said
}

/// The fields of a header, `?` for a column that nobody knows.
#[track_caller]
fn check(header: &str, spoken: &str, expected: &str) {
    let mapped = map(&[given(header)], &said(spoken));
    let shown = mapped.map(|mappings| {
        let names = mappings[0].0.iter().map(|target| target.map_or("?".to_string(), Target::name));
        names.collect::<Vec<_>>().join(" ")
    });
    assert_eq!(shown.unwrap_or_else(|error| error.describe(Lang::En)), expected, "{header}");
}

#[test]
fn heads_are_understood() {
    // The export's own names, of either table, and its titles in both languages.
    check(
        "year,year_shown,id,category,category_path,no,title,when,other",
        "",
        "year year_shown item.id category - item.no item.title item.when other",
    );
    check(
        "year,item,category,title,metric,series,name,value,grade,unit,approx,target,met,note,formula",
        "",
        "year item.id category item.title metric.id - metric.name metric.value metric.grade metric.unit metric.approx metric.target - metric.note metric.formula",
    );
    check(
        "綱目,編號,重要施政項目,指標,數值,單位,約,達標,指標代號,執行成果與效益,項目代號",
        "",
        "category_path item.no item.title metric.name metric.value metric.unit metric.approx - metric.id item.text item.id",
    );
    check(
        "Categories,No,Title,Metric's name,Value,Target met,Metric,Item",
        "",
        "category_path item.no item.title metric.name metric.value - metric.id item.id",
    );
    check("year,item,metric,value,derived", "", "year item.id metric.id metric.value metric.derived");
    // The usual words, in any case and width of spaces, with a remark behind.
    check("年度,項目,分類,名稱,數量,備註", "", "year item.title category_path metric.name metric.value metric.note");
    check(
        " YEAR ,Item ID,Item Title,Measure,Amount (NT$),Notes",
        "",
        "year item.id item.title metric.name metric.value metric.note",
    );
    check("年　度,數值（元）", "", "year metric.value");
    // What is nearly one of these; but not what has its own column.
    check("catgory,vaule,tilte", "", "category metric.value item.title");
    check("value,vaule", "", "metric.value ?");
    // A series' id is the metric's where no other column has it.
    check("item,series,value", "", "item.id metric.id metric.value");
    check("year_shown,id", "", "year item.id");
    // An item and a metric both have this key; in a table of metrics it is theirs.
    check("year,id,title,accept", "", "year item.id item.title item.accept");
    check("year,item,metric,accept", "", "year item.id metric.id metric.accept");
    check("year,item,series,accept,value", "", "year item.id metric.id metric.accept metric.value");
    check("item,metric,accept", "accept=item.accept", "item.id metric.id item.accept");
    check("項目代號,指標,指標認可,認可", "", "item.id metric.name metric.accept item.accept");
    // Nobody can tell which value a year's column has.
    check("id,110,108年", "", "item.id ? ?");
    check("id,xyz,", "", "item.id ? ?");
    // Of series and categories nothing is taken.
    check("id,name,unit,better,sum", "", "? ? ? ? ?");
    check("id,parent,label,title", "", "? ? ? ?");
    check("year,item,metric,date,value,note", "", "year item.id metric.id entry.on entry.value entry.note");
    check("item,metric,date,value", "date=-", "item.id metric.id - metric.value");
}

#[test]
fn what_is_said_counts() {
    check("a,b,c", "a=title,b=metric.value,c=-", "item.title metric.value -");
    check("title,x", "x=item.title", "the columns title and x both mean item.title; leave one out with --map COLUMN=-");
    check("title,x", "x=item.title,title=-", "- item.title");
    check("id,parent=x", "id=item.id", "item.id ?");
    check("a=b,id", "a=b=value", "metric.value item.id");
    check("a", "b=value", "the file has no column b; it has a");
    // The later word counts.
    check("a", "a=value,a=note", "metric.note");
    let wrong = |one: &str| Said::default().add(one).unwrap_err().describe(Lang::En);
    assert_eq!(wrong("a"), "`a` is no COLUMN=FIELD, as in 數值=metric.value");
    assert_eq!(wrong("a=valeu"), "there is no field valeu; did you mean metric.value, entry.value?");
    assert!(wrong("a=zzz").contains("the fields are year, item.id"));
    // Both have an id.
    assert_eq!(wrong("a=id"), "there is no field id; did you mean item.id, metric.id?");
}

#[test]
fn a_mapping_is_kept_and_taken_up() {
    let table = given("年度,a\"b,xyz,達標,項目");
    let mappings = map(std::slice::from_ref(&table), &said("a\"b=value")).unwrap();
    let kept = to_toml(std::slice::from_ref(&table), &mappings);
    assert_eq!(
        kept,
        "[columns]\n\"年度\" = \"year\"\n'a\"b' = \"metric.value\"\n# \"xyz\" = \"\"\n\"達標\" = \"-\"\n\"項目\" = \"item.title\"\n"
    );
    let mut again = Said::default();
    again.add_kept(&kept).unwrap();
    let again = map(std::slice::from_ref(&table), &again).unwrap();
    // What follows from the others was left out, and is left out.
    assert_eq!(to_toml(std::slice::from_ref(&table), &again), kept);
    assert_eq!(all_known(std::slice::from_ref(&table), &again), Err(MappingError::Unknown("xyz".into())));
    for wrong in ["a", "columns = 1", "[columns]\na = 1", "[columns]\na = 'nothing'", "[other]\na = 'value'"] {
        assert!(Said::default().add_kept(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn each_field_has_one_name() {
    for target in Target::all() {
        assert_eq!(Target::from_name(&target.name()), Ok(target));
    }
}
