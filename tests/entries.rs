//! A metric kept as dated entries: what it comes to, what is wrong with entries, and two people adding to one metric.

use annals::lang::Lang;
use annals::model::figure::Figure;
use annals::model::metric::Metric;
use annals::model::metric::Value;
use annals::store::archive::Archive;
use annals::store::archive::ItemId;
use annals::store::file::Text;
use annals::store::merge;
use annals::store::merge::Choice;

const ABOUT: &str = "calendar = \"roc\"\n[[series]]\nid = \"visits.cases\"\nname = \"訪賓\"\nunit = \"案\"\n";
const LOG: &str = "year = 110\n\n[[item]]\nid = \"visits\"\n\n[[item.metric]]\nid = \"visits.cases\"\n\n[[item.metric.entry]]\non = 2021-03-04\nvalue = 12\n\n[[item.metric.entry]]\non = \"2021-03\"\nvalue = 0.5\nnote = \"視訊\"\n";

fn archive(text: &str) -> Archive {
    let file = |path: &str, text: &str| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
    Archive::read(vec![file("archive.toml", ABOUT), file("110/a.toml", text)])
}

fn metric(text: &str) -> Metric {
    archive(text).metric(ItemId { file: 1, record: 0 }, 0).unwrap()
}

#[test]
fn a_value_that_is_not_written_is_what_the_entries_come_to() {
    let check = |text: &str, value: &str, derived: bool| {
        let metric = metric(text);
        let shown = match &metric.value {
            Value::Figure(figure) => figure.to_string(),
            Value::Grade(grade) => grade.clone(),
            Value::Gap => "gap".to_string(),
        };
        assert_eq!((shown.as_str(), metric.derived), (value, derived), "of {text}");
    };
    let with = |line: &str| LOG.replace("cases\"\n", &format!("cases\"\n{line}\n"));
    check(LOG, "12.5", true);
    check(&with("total = \"sum\""), "12.5", true);
    check(&with("total = \"count\""), "2", true);
    check(&with("total = \"max\""), "12", true);
    check(&with("total = \"last\""), "12", true);
    check(&with("value = 13"), "13", false);
    check(&with("value = \"特優\""), "特優", false);
    check(&LOG.replace("value = 12\n", "").replace("value = 0.5\n", ""), "gap", false);
    let none = &LOG[..LOG.find("[[item.metric.entry]]").unwrap()];
    check(none, "gap", false);
    check(&none.replace("cases\"\n", "cases\"\ntotal = \"count\"\n"), "gap", false);
    check(&none.replace("cases\"\n", "cases\"\nentry = [{ value = 1 }, { value = 2 }]\n"), "3", true);

    let metric = metric(&with("value = 13"));
    assert_eq!((metric.unit.as_str(), metric.total.of(&metric.entries)), ("案", Figure::read_toml("12.5")));
    assert_eq!(metric.entries[1].note, "視訊");
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let check = |old: &str, new: &str, told: &str| {
        let text = LOG.replacen(old, new, 1);
        assert!(text != LOG || old == new, "the case is wrong: {old:?} is not there");
        let problems = archive(&text).problems;
        let found: Vec<String> = problems.iter().map(|problem| problem.describe(Lang::En)).collect();
        match told {
            "" => assert_eq!(found, Vec::<String>::new(), "{new}"),
            told => assert!(found.len() == 1 && found[0].starts_with(told), "{new}: {found:?}"),
        }
    };
    check("", "", "");
    check("= 12\n", "= -1.50\n", "");
    check("cases\"\n", "cases\"\ntotal = \"last\"\n", "");
    check("cases\"\n", "cases\"\ntotal = \"mean\"\n", "110/a.toml:8:9: `mean` is no way to total");
    check("2021-03-04", "2021", "110/a.toml:10:6: `2021` is not the date");
    check("2021-03-04", "\"2021-03-04/05\"", "110/a.toml:10:6: `2021-03-04/05` is not the date");
    check("2021-03-04", "2021-03-04T07:00:00", "110/a.toml:10:6: `2021-03-04T07:00:00` is not the date");
    check("on = 2021-03-04\n", "", "110/a.toml:9:1: the entry has no date");
    check("= 12\n", "= \"多\"\n", "110/a.toml:11:9: `value` must be a number");
    check("= 12\n", "= [12]\n", "110/a.toml:11:9: `[12]` is no number");
}

#[test]
fn two_people_add_to_one_metric() {
    let own = |on: &str| format!("{LOG}\n[[item.metric.entry]]\non = {on}\nvalue = 1\n");
    let merged = merge::merge(LOG, &own("2021-04-01"), &own("2021-05-01"));
    assert_eq!(merged.collisions(), 0);
    let metric = metric(&merged.resolve(|_| Choice::Mine));
    assert_eq!(metric.entries.len(), 4);
    assert_eq!(metric.value, Value::Figure(Figure::read_toml("14.5").unwrap()));
}
