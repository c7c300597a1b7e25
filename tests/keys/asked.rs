//! Finding records by the language: what is completed, what is underlined, the views.

use super::desk::Desk;
use annals::app::find;
use annals::model::view::View;

fn desk() -> Desk {
    let about = format!("{}\n[[view]]\nname = \"stock\"\nquery = \"cat:a/b\"\n", crate::ABOUT);
    let tagged = crate::Y110.replace("id = \"staff\"", "id = \"staff\"\ntags = [\"年終 考評\"]");
    let mut desk = Desk::new(&[("archive.toml", &about), ("108/a.toml", crate::Y108), ("110/a.toml", &tagged)]);
    let view = |name: &str, query: &str| View { name: name.into(), query: query.into(), line: 0 };
    desk.app.views = vec![view("late", "value>50 sort:-year"), view("stock", "year:108")];
    desk
}

/// What stands in the line, and dim behind it.
fn line(desk: &Desk) -> (String, String) {
    let line = find::asked(&desk.app).expect("a line is open");
    let hint = desk.app.completion.as_ref().map_or(String::new(), |completion| completion.shown(line));
    (line.text().to_string(), hint)
}

#[test]
fn completion() {
    for (keys, text, hint) in [
        ("/yea", "yea", "r:"),
        ("/y", "y", ""),
        ("/宿舍 yea", "宿舍 yea", "r:"),
        ("/yea<tab>", "year:", "110"),
        ("/yea<tab><tab>", "year:110", ""),
        ("/yea<tab><tab><tab>", "year:108", ""),
        ("/yea<tab><tab><tab><tab>", "year:110", ""),
        ("/!is:mi", "!is:mi", "ssing"),
        ("/是:缺", "是:缺", "值"),
        ("/是:", "是:", "未存"),
        ("/unit:", "unit:", "間"),
        ("/cat:宿", "cat:宿", "舍管理"),
        ("/cat:宿<tab>", "cat:宿舍管理", ""),
        ("/sort:value,-ch", "sort:value,-ch", "ange"),
        ("/a|tar", "a|tar", "get:"),
        ("/@la", "@la", "te"),
        ("/@la<tab>", "@late", ""),
        ("/宿舍 ", "宿舍 ", ""),
        ("<ctrl-p>@late !", "@late !", ""),
        ("/id:d.s", "id:d.s", "tock"),
        ("/zzz", "zzz", ""),
        ("/zzz<tab>", "zzz", ""),
        ("/yea<left>", "yea", ""),
        // In the quotes that it needs, or that are open.
        ("/tag:年", "tag:年", "終 考評\""),
        ("/tag:年<tab>", "tag:\"年終 考評\"", ""),
        ("/tag:\"年", "tag:\"年", "終 考評\""),
        ("/tag:\"年終 考", "tag:\"年終 考", "評\""),
        ("/tag:\"年終 考<tab>", "tag:\"年終 考評\"", ""),
        ("/unit:\"", "unit:\"", "間\""),
        ("/tag:\"年終 考評\" yea", "tag:\"年終 考評\" yea", "r:"),
        ("/\"a b yea", "\"a b yea", ""),
        ("fti<tab>", "title:", ""),
        ("<ctrl-p>has:no", "has:no", "te"),
    ] {
        let mut desk = desk();
        desk.press(keys);
        assert_eq!(line(&desk), (text.to_string(), hint.to_string()), "{keys}");
    }
}

#[test]
fn what_is_not_understood() {
    for (keys, underlined) in [
        ("/value>5", &[][..]),
        ("/value>x 宿舍", &["value>x"]),
        ("ffoo:1", &["foo:1"]),
        ("<ctrl-p>@no year:y", &["@no", "year:y"]),
        // Commands have no fields.
        (":foo:1", &[]),
    ] {
        let mut desk = desk();
        desk.press(keys);
        let faults = find::faults(&desk.app);
        let found: Vec<String> = faults.iter().map(|fault| line(&desk).0[fault.at.clone()].to_string()).collect();
        assert_eq!(found, underlined, "{keys}");
    }
}

#[test]
fn views_and_fields_lead_to_records() {
    for (keys, told) in [
        // The person's own view of that name, not the archive's.
        ("V", "late value>50 sort:-year|stock year:108"),
        ("V<enter>", "市有宿舍"),
        ("<ctrl-p>@stock", "市有宿舍"),
        ("<ctrl-p>value:40..50", "市有宿舍"),
        ("<ctrl-p>id:d.stock sort:year", "市有宿舍|市有宿舍"),
        ("<ctrl-p>!id:d.stock sort:-title", "電子公報|臺灣職工"),
    ] {
        let mut desk = desk();
        desk.press(keys);
        let rows = desk.rows();
        let rows: Vec<&str> = rows.lines().map(|row| row.split("  ·").next().unwrap_or("")).collect();
        match keys {
            "V" => assert_eq!(rows, ["@late", "@stock"]),
            _ => assert_eq!(rows.join("|"), told, "{keys}"),
        }
    }
    // Fields alone rank nothing: one stays on a hit, or goes to the first.
    let mut desk = self::desk();
    desk.press("j/cat:a<enter>");
    assert_eq!(desk.tell(), "110 Items › 一般行政 › 市有宿舍 2/2");
    desk.press("/!id:d.stock<enter>");
    assert_eq!(desk.tell(), "110 Items › 一般行政 › 臺灣職工 1/2");
    // The metric that answers is where one lands.
    let mut desk = self::desk();
    desk.press("<ctrl-p>value>50<enter>");
    assert_eq!(desk.tell(), "108 Metrics › 一般行政 › 市有宿舍 1/1");
    desk.press("2fchange<0<enter>");
    assert_eq!(desk.app.view.items.len(), 0);
    desk.press("<esc>]f'共44|change<0<enter>");
    assert_eq!(desk.app.view.items.len(), 1);
}
