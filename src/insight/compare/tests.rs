//! Texts of years → what the comparison says of them, a line each.

use super::*;
use crate::model::figure::Figure;
use crate::store::file::Text;

const ABOUT: &str = "calendar = 'roc'
[[category]]
id = 'a'
[[category]]
id = 'a/whole'
[[category]]
id = 'a/cut'
in.108 = { partial = true }
in.110 = { partial = true }
[[category]]
id = 'a/cut/below'
[[category]]
id = 'later'
in.108 = { absent = true }
[[series]]
id = 'low'
unit = '間'
better = 'lower'
[[series]]
id = 'high'
unit = '%'
better = 'higher'
target = 90
[[series]]
id = 'yuan'
unit = '元'
";

fn archive(years: &[(&str, &str)]) -> Archive {
    let mut texts = vec![("archive.toml".to_string(), ABOUT.to_string())];
    texts.extend(years.iter().map(|(year, items)| (format!("{year}.toml"), format!("year = {year}\n{items}"))));
    let text = |(path, text): (String, String)| Text { path: path.into(), text: Ok(text), locked: None };
    let archive = Archive::read(texts.into_iter().map(text).collect());
    assert_eq!(archive.problems, [], "the case is wrong");
    archive
}

/// An item `id category` with metrics, each the inside of an inline table.
fn item(item: &str, metrics: &[&str]) -> String {
    let (id, category) = item.split_once(' ').unwrap();
    let metrics = metrics.iter().map(|metric| format!("{{ {metric} }}")).collect::<Vec<_>>().join(", ");
    format!("[[item]]\nid = '{id}'\ncategory = '{category}'\nmetric = [{metrics}]\n")
}

/// Every item and metric as a line: category, id, what became of it.
fn told(archive: &Archive, comparison: &Comparison) -> Vec<String> {
    let mut lines = Vec::new();
    for item in comparison.items(archive) {
        let category = item.category.and_then(|index| archive.outline.get(index)).map_or("-", |category| &category.id);
        let id = archive.text(*item.sides.latest(), Field::Id);
        let outcome = match &item.outcome {
            ItemOutcome::Kept(fields) => fields.iter().map(|field| field.key()).collect::<Vec<_>>().join("+"),
            ItemOutcome::Alone(why) => format!("{why:?}"),
        };
        lines.push(format!("{category}: {id} {outcome}").trim_end().to_string());
        lines.extend(item.metrics.iter().map(|pair| format!("  {}", metric(pair))));
    }
    lines
}

fn metric(pair: &MetricPair) -> String {
    let metric = &pair.sides.latest().metric;
    let about = if pair.approx { " about" } else { "" };
    let shown = |figure: Option<Figure>| figure.map_or("?".to_string(), |figure| figure.to_string());
    let outcome = match (pair.change, pair.outcome) {
        (Some(Change { absolute, percent, judgement }), _) => {
            let way = pair.direction().unwrap();
            format!("{} {}% {way:?} {judgement:?}", shown(absolute), shown(percent))
        }
        (None, outcome) => format!("{outcome:?}"),
    };
    format!("{}:{about} {outcome}", metric.id)
}

fn year(number: &str) -> Option<Year> {
    Year::read(number, crate::model::year::Calendar::Roc)
}

/// One metric of one item, in 108 and in 110.
#[track_caller]
fn check_metric(before: &str, after: &str, expected: &str) {
    let archive = archive(&[("108", &item("x a/whole", &[before])), ("110", &item("x a/whole", &[after]))]);
    let found = told(&archive, &compare(&archive, year("108"), year("110")));
    assert_eq!(found, ["a/whole: x".to_string(), format!("  {expected}")], "{before} to {after}");
}

#[test]
fn two_values_of_a_metric() {
    for (before, after, expected) in [
        ("id = 'low', value = 60", "id = 'low', value = 44", "low: -16 -26.7% Less Improved"),
        ("id = 'low', value = 44", "id = 'low', value = 60", "low: 16 36.4% Greater Worsened"),
        ("id = 'high', value = 96.41", "id = 'high', value = 96.4", "high: -0.01 0.0% Less Worsened"),
        ("id = 'high', value = 96.50", "id = 'high', value = 96.5", "high: 0.00 0.0% Equal Same"),
        ("id = 'yuan', value = 1", "id = 'yuan', value = 126600000", "yuan: 126599999 12659999900.0% Greater Neutral"),
        // Digits that binary fractions do not keep.
        ("id = 'x', value = 0.1", "id = 'x', value = 0.3", "x: 0.2 200.0% Greater Neutral"),
        ("id = 'x', value = -50", "id = 'x', value = -25", "x: 25 50.0% Greater Neutral"),
        ("id = 'low', value = 0", "id = 'low', value = 3", "low: 3 ?% Greater Worsened"),
        ("id = 'low', value = 0", "id = 'low', value = 0", "low: 0 ?% Equal Same"),
        // About, if either is.
        ("id = 'x', value = 1300, approx = true", "id = 'x', value = 1430", "x: about 130 10.0% Greater Neutral"),
        ("id = 'x', value = 1300", "id = 'x', value = 1300, approx = true", "x: about 0 0.0% Equal Same"),
        // A gap is no zero, on either side or both.
        ("id = 'low'", "id = 'low', value = 3", "low: Gap"),
        ("id = 'low', value = 3", "id = 'low'", "low: Gap"),
        ("id = 'low'", "id = 'low'", "low: Gap"),
        ("id = 'low', value = 3", "id = 'low', value = 3, unit = '戶'", "low: Units"),
        ("id = 'x', value = '優等'", "id = 'x', value = '特優'", "x: Grades(false)"),
        ("id = 'x', value = '特優'", "id = 'x', value = '特優'", "x: Grades(true)"),
        ("id = 'x', value = '特優'", "id = 'x', value = 3", "x: Kinds"),
    ] {
        check_metric(before, after, expected);
    }
}

#[track_caller]
fn check(years: &[(&str, String)], from: &str, to: &str, expected: &[&str]) {
    let years: Vec<(&str, &str)> = years.iter().map(|(year, text)| (*year, text.as_str())).collect();
    let archive = archive(&years);
    let found = told(&archive, &compare(&archive, year(from), year(to)));
    assert_eq!(found, expected, "{from} to {to}");
}

#[test]
fn what_one_year_lacks() {
    let (x, y, none) = (item("x a/whole", &["id = 'm', value = 1"]), item("y a/whole", &[]), String::new());
    let years = [("108", x.clone()), ("110", y.clone())];
    check(&years, "108", "110", &["a/whole: y Added", "a/whole: x Gone", "  m: Alone(Gone)"]);
    check(&years, "110", "108", &["a/whole: x Added", "  m: Alone(Added)", "a/whole: y Gone"]);
    // The item is there, the metric is not.
    let bare = item("x a/whole", &[]);
    check(&[("108", x.clone()), ("110", bare)], "108", "110", &["a/whole: x", "  m: Alone(Gone)"]);
    // Where the source is cut off, nobody knows; above or below makes no difference.
    for (category, why) in [("a/cut", "CutOff"), ("a/cut/below", "CutOff")] {
        let x = item(&format!("x {category}"), &["id = 'm', value = 1"]);
        let lines = [format!("{category}: x {why}"), format!("  m: Alone({why})")];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        check(&[("108", x.clone()), ("110", none.clone())], "108", "110", &lines);
        check(&[("108", none.clone()), ("110", x)], "108", "110", &lines);
    }
    // A heading that 108 has not; 110 has it, so what is not there is no more.
    let later = item("x later", &["id = 'm', value = 1"]);
    check(
        &[("108", none.clone()), ("110", later.clone())],
        "108",
        "110",
        &["later: x NoHeading", "  m: Alone(NoHeading)"],
    );
    check(&[("108", later), ("110", none)], "108", "110", &["later: x Gone", "  m: Alone(Gone)"]);
    // The work moved to where 110 is whole: a metric it lost on the way is gone.
    let (from, to) = (item("x a/cut", &["id = 'm', value = 1"]), item("x a/whole", &[]));
    check(&[("108", from), ("110", to)], "108", "110", &["a/whole: x category", "  m: Alone(Gone)"]);
}

#[test]
fn what_is_otherwise_of_an_item() {
    let text = |no: &str, title: &str, text: &str| {
        format!("[[item]]\nid = 'x'\ncategory = 'a'\nno = '{no}'\ntitle = '{title}'\ntext = '''\n{text}\n'''\n")
    };
    for (after, expected) in [
        (text("1", "t", "same"), "a: x"),
        (text("1", "t", "same\n"), "a: x"),
        (text("2", "t", "same"), "a: x no"),
        (text("1", "u", "same"), "a: x title"),
        (text("2", "u", "other"), "a: x no+title+text"),
        (text("1", "t", "same").replace("'a'", "'later'"), "later: x category"),
    ] {
        check(&[("108", text("1", "t", "same")), ("110", after)], "108", "110", &[expected]);
    }
}

#[test]
fn a_series_is_compared_wherever_it_went() {
    let before = item("x a", &["id = 'low', value = 4"]) + &item("z later", &[]);
    let after = item("x a", &[]) + &item("z later", &["id = 'low', value = 2"]);
    check(&[("108", before), ("110", after)], "108", "110", &["a: x", "later: z", "  low: -2 -50.0% Less Improved"]);
}

#[test]
fn what_nothing_names_is_not_compared() {
    let nameless = "[[item]]\ncategory = 'a'\nmetric = [{ value = 1 }]\n".to_string();
    let lines = ["a:  Unnamed", "  : Alone(Unnamed)", "a:  Unnamed", "  : Alone(Unnamed)"];
    check(&[("108", nameless.clone()), ("110", nameless)], "108", "110", &lines);
    // A second of one key would be compared with the first of the other year, which it is not.
    let twice = item("x a", &["id = 'low', value = 4", "id = 'low', value = 9"]);
    let once = item("x a", &["id = 'low', value = 4"]);
    let lines = ["a: x", "  low: 0 0.0% Equal Same", "  low: Alone(Unnamed)"];
    check(&[("108", once), ("110", twice)], "108", "110", &lines);
}

#[test]
fn any_two_of_three_years() {
    let x = |value: &str| item("x a", &[&format!("id = 'low', value = {value}")]);
    let years = [("108", x("8")), ("109", x("6") + &item("y a", &[])), ("110", x("2"))];
    check(&years, "108", "109", &["a: x", "  low: -2 -25.0% Less Improved", "a: y Added"]);
    check(&years, "109", "110", &["a: x", "  low: -4 -66.7% Less Improved", "a: y Gone"]);
    check(&years, "108", "110", &["a: x", "  low: -6 -75.0% Less Improved"]);
    check(&years, "110", "108", &["a: x", "  low: 6 300.0% Greater Worsened"]);
    check(&years, "109", "109", &["a: x", "  low: 0 0.0% Equal Same", "a: y"]);
}

#[test]
fn what_adds_up_along_the_outline() {
    let before = item("x a/cut/below", &["id = 'low', value = 8", "id = 'high', value = 91", "id = 'g', value = 3"])
        + &item("w a/whole", &["id = 'only', value = 1"]);
    let after = item("x a/cut/below", &["id = 'low', value = 9", "id = 'high', value = 92", "id = 'g'"])
        + &item("y a/whole", &["id = 'new', value = 1", "id = 't', value = 1, target = 2", "id = 'o', target = 2"])
        + "[[item]]\nid = 'stray'\nmetric = [{ id = 'm', value = 1 }]\n";
    let archive = archive(&[("108", &before), ("110", &after)]);
    let comparison = compare(&archive, year("108"), year("110"));
    let told = |counts: &Counts| {
        use Count::*;
        let all = [
            Items, Metrics, Gaps, Met, Missed, Open, Rose, Fell, Same, Improved, Worsened, Added, Gone, Apart,
            ItemsAdded, ItemsGone,
        ];
        all.iter()
            .filter(|count| counts[**count] > 0)
            .map(|count| format!("{count:?} {}", counts[*count]))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let of = |id: &str| told(&comparison.counts[archive.outline.find(id).unwrap()]);
    let below = "Items 1, Metrics 3, Gaps 1, Met 1, Rose 2, Improved 1, Worsened 1, Apart 1";
    assert_eq!([of("a/cut/below"), of("a/cut")], [below, below]);
    let whole = "Items 1, Metrics 3, Gaps 1, Missed 1, Open 1, Added 3, Gone 1, ItemsAdded 1, ItemsGone 1";
    assert_eq!(of("a/whole"), whole);
    let part = "Items 2, Metrics 6, Gaps 2, Met 1, Missed 1, Open 1, Rose 2, Improved 1, Worsened 1, Added 3, Gone 1, Apart 1, ItemsAdded 1, ItemsGone 1";
    assert_eq!(of("a"), part);
    assert_eq!(of("later"), "");
    // What stands in no category is in the year all the same.
    let (items, added) = (comparison.total[Count::Items], comparison.total[Count::Added]);
    assert_eq!((items, added), (3, 4));
}
