//! Names to places.

use super::*;
use crate::model::year::Calendar;
use crate::store::file::Text;

fn archive() -> Archive {
    let text = |path: &str, text: &str| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
    Archive::read(vec![
        text(
            "archive.toml",
            "calendar = 'roc'\n[[series]]\nid = 'dormitory.total'\nname = '宿舍'\n[[series]]\nid = 'future'\n",
        ),
        text("108.toml", "year = 108\n[[item]]\nid = 'gone'\n[[item.metric]]\nid = 'gone.cases'\nvalue = 1\n"),
        text(
            "110.toml",
            "year = 110\n[[item]]\nid = 'dormitory'\ntitle = 't'\nodd = 1\n[[item.metric]]\nid = 'dormitory.total'\nvalue = 44\n\
             [[item]]\nid = 'dormitory.total'\n[[item.metric]]\nname = '場次'\nvalue = 2\n[[item.metric]]\nid = 'x'\nvalue = 3\n",
        ),
    ])
}

/// `record.metric:field`, counted from 0 over the archive's records of that year, or what went wrong.
fn told(name: &str, wish: Wish) -> String {
    let archive = archive();
    let year = Year::from_number(110, Calendar::Roc);
    match find(&archive, year, name, wish) {
        Ok(Address { item, metric, field }) => {
            let metric = metric.map_or(String::new(), |at| format!(".{at}"));
            let field = field.map_or(String::new(), |field| format!(":{field:?}"));
            format!("{}/{}{metric}{field}", archive.files[item.file].path.display(), item.record)
        }
        Err(lost) => format!("{lost:?}"),
    }
}

#[test]
fn names_lead_to_places() {
    for (name, wish, expected) in [
        ("dormitory", Wish::Item, "110.toml/0"),
        ("dormitory", Wish::Metric, "110.toml/0"),
        ("dormitory.total", Wish::Metric, "110.toml/0.0"),
        ("dormitory.total", Wish::Item, "110.toml/1"),
        ("dormitory.dormitory.total", Wish::Metric, "110.toml/0.0"),
        ("dormitory.total.場次", Wish::Metric, "110.toml/1.0"),
        ("dormitory.total.x", Wish::Metric, "110.toml/1.1"),
        ("x", Wish::Item, "110.toml/1.1"),
        ("dormitory:title", Wish::Item, "110.toml/0:Field(Title)"),
        ("dormitory:odd", Wish::Item, "110.toml/0:Other(\"odd\")"),
        ("dormitory:text", Wish::Item, "110.toml/0:Field(Text)"),
        ("dormitory.total:target", Wish::Metric, "110.toml/0.0:Field(Target)"),
        ("dormitory:even", Wish::Item, "Field(\"even\")"),
        ("dormitory.total:title", Wish::Metric, "Field(\"title\")"),
        ("gone@108", Wish::Item, "108.toml/0"),
        ("gone.cases@2019", Wish::Metric, "108.toml/0.0"),
        ("gone@109", Wish::Item, "Year(\"109\")"),
        ("gone@x", Wish::Item, "Year(\"x\")"),
        ("gone", Wish::Item, "Elsewhere([Year(2019)])"),
        ("gone.gone.cases", Wish::Item, "Elsewhere([Year(2019)])"),
        ("dormitory.totla", Wish::Metric, "Unknown([\"dormitory.total\", \"dormitory\"])"),
        ("furture", Wish::Metric, "Unknown([\"future\"])"),
        ("zzz", Wish::Metric, "Unknown([])"),
        ("", Wish::Metric, "Unknown([])"),
        ("宿舍", Wish::Metric, "Unknown([])"),
        (".", Wish::Metric, "Unknown([])"),
        ("dormitory.", Wish::Metric, "Unknown([\"dormitory\", \"dormitory.total\"])"),
    ] {
        assert_eq!(told(name, wish), expected, "{name}");
    }
}

#[test]
fn the_shortest_name_leads_back() {
    let archive = archive();
    let last = archive.years.last().copied().flatten();
    let mut names = Vec::new();
    for item in archive.years.iter().flat_map(|year| archive.items(*year)) {
        let metrics = archive.record(item).map_or(0, |(_, record)| record.metrics.len());
        let of_metrics = (0..metrics).map(|at| (Some(at), metric_name(&archive, item, at), Wish::Metric));
        for (metric, name, wish) in std::iter::once((None, name(&archive, item), Wish::Item)).chain(of_metrics) {
            let name = name.unwrap_or_default();
            assert_eq!(find(&archive, last, &name, wish), Ok(Address { item, metric, field: None }), "{name}");
            names.push(name);
        }
    }
    let expected =
        ["gone@108", "gone.cases@108", "dormitory", "dormitory.total", "dormitory.total", "dormitory.total.場次", "x"];
    assert_eq!(names, expected);
}

#[test]
fn what_no_name_leads_to_has_none() {
    let text = |path: &str, text: &str| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
    let archive = Archive::read(vec![
        text("a.toml", "[[item]]\nid = 'timeless'\n"),
        text(
            "b.toml",
            "year = 110\n[[item]]\nid = 'twice'\n[[item]]\nid = 'twice'\n[[item]]\ntitle = 't'\n[[item.metric]]\nname = 'n'\n\
             [[item]]\nid = 'a@b'\n",
        ),
    ]);
    let items = archive.years.iter().flat_map(|year| archive.items(*year));
    let names: Vec<Option<String>> = items.map(|item| name(&archive, item)).collect();
    assert_eq!(names, [None, Some("twice".to_string()), None, None, None]);
    assert_eq!(metric_name(&archive, ItemId { file: 1, record: 2 }, 0), None);
}
