//! Keeping a metric as dated entries: added for today, changed where they stand, deleted, undone.

use crate::keys::desk::Desk;

const ABOUT: &str = "calendar = \"roc\"\n[[series]]\nid = \"visits.cases\"\nname = \"訪賓\"\nunit = \"案\"\n";
const LOG: &str = "year = 110\n\n[[item]]\nid = \"visits\"\ntitle = \"訪賓接待\"\n\n[[item.metric]]\nid = \"visits.cases\"\n\n[[item.metric.entry]]\non = 2021-03-04\nvalue = 12\n\n[[item.metric.entry]]\non = \"2021-06\"\nvalue = 3\nnote = \"視訊\"\nby = \"王\"\n\n[[item.metric]]\nid = \"visits.total\"\nvalue = 9\n";

fn desk() -> Desk {
    Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", LOG)])
}

/// After the keys, the file reads as the present one with each `(old, new)` replaced.
#[track_caller]
fn edits(keys: &str, changes: &[(&str, &str)]) -> Desk {
    let mut desk = desk();
    desk.press(keys);
    let wanted = changes.iter().fold(LOG.to_string(), |text, (old, new)| {
        assert!(text.contains(old), "the case is wrong: {old:?} is not there");
        text.replacen(old, new, 1)
    });
    assert_eq!(desk.text("110/a.toml"), wanted, "after {keys}; status: {}", desk.app.status.text);
    desk
}

/// The rows of the record pane that show entries and months.
fn rows(desk: &Desk) -> Vec<String> {
    let entries = desk.app.view.fields.iter().filter(|row| row.place.entry.is_some()).map(|row| row.value.clone());
    entries.chain(desk.app.view.months.iter().map(|month| format!("{}: {}", month.label, month.shown))).collect()
}

const NEW: &str = "\n\n[[item.metric.entry]]\non = 2021-11-22\n";

#[test]
fn entries_show_below_the_metric() {
    let mut desk = desk();
    desk.press("3");
    let shown = ["110-03-04  12 案", "110-06      3 案  視訊  by = \"王\"", "Mar: 12 案", "Jun: 3 案"];
    assert_eq!(rows(&desk), shown);
    let value = |label: &str| {
        let row = desk.app.view.fields.iter().find(|row| row.label == label).unwrap();
        (row.value.clone(), row.inherited.clone())
    };
    assert_eq!(value("value"), (String::new(), "15 案".to_string()));
    assert_eq!(value("total"), (String::new(), "sum: 15 案".to_string()));
    assert!(desk.app.view.metrics[0].metric.derived);
    desk.press("j");
    assert_eq!(rows(&desk), Vec::<String>::new());
}

#[test]
fn an_entry_for_today() {
    let after = "by = \"王\"\n";
    let added = format!("by = \"王\"{NEW}");
    let desk = edits("3A", &[(after, &added)]);
    assert_eq!(desk.app.status.text, "Dated 110-11-22.");
    edits("3A7<enter>", &[(after, &format!("{added}value = 7\n"))]);
    edits("34A7<tab>甲<enter>", &[(after, &format!("{added}value = 7\nnote = \"甲\"\n"))]);
    edits("3A7<shift-tab><ctrl-u>11/2<enter>", &[(after, &format!("{added}value = 7\n").replace("11-22", "11-02"))]);
    edits("3A7<enter>uu", &[]);
    edits("3A7<esc>", &[(after, &added)]);
    edits("3Axyz<enter>", &[(after, &added)]);
    // In the other panes no metric is meant.
    let desk = edits("A", &[]);
    assert!(desk.app.status.bad && desk.app.status.text.ends_with("(3)."), "{}", desk.app.status.text);
}

#[test]
fn a_value_that_is_written_stays() {
    let with = format!("value = 9\n{}value = 2\n", &NEW[1..]);
    let desk = edits("3jA2<enter>", &[("value = 9\n", &with)]);
    assert_eq!(desk.app.archive.metric(desk.app.item().unwrap(), 1).unwrap().value.figure(), Some(9.into()));
    let mut desk = self::desk();
    desk.press("3jA");
    assert!(desk.app.status.text.contains("stays"), "{}", desk.app.status.text);
    desk.press("2<enter>");
    let total = desk.app.view.fields.iter().find(|row| row.label == "total").unwrap();
    assert_eq!(total.inherited, "sum: 2");
}

#[test]
fn a_day_outside_the_year_is_told() {
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("108/a.toml", &LOG.replace("year = 110", "year = 108"))]);
    desk.press("3A");
    assert!(desk.app.status.text.contains("110-11-22, not in 108: shift-tab"), "{}", desk.app.status.text);
    assert_eq!(rows(&desk)[3..], ["110-03: 12 案", "110-06: 3 案"]);
}

#[test]
fn an_entry_changes_where_it_stands() {
    // The row of the first entry is the tenth: nine fields stand above.
    let at = |row: usize| format!("34{}", "j".repeat(8 + row));
    edits(&format!("{}e<ctrl-u>13<enter>", at(1)), &[("= 12", "= 13")]);
    edits(&format!("{}<enter><ctrl-u>13 案<enter>", at(1)), &[("= 12", "= 13")]);
    edits(&format!("{}e<tab>甲<enter>", at(1)), &[("= 12\n", "= 12\nnote = \"甲\"\n")]);
    edits(&format!("{}e<shift-tab><ctrl-u>110/3/5<enter>", at(1)), &[("03-04", "03-05")]);
    edits(&format!("{}e<shift-tab><ctrl-u>110年3月<enter>", at(1)), &[("2021-03-04", "\"2021-03\"")]);
    edits(&format!("{}e<shift-tab><ctrl-u>110-07-01<enter>", at(2)), &[("2021-06", "2021-07-01")]);
    edits(&format!("{}e<tab><ctrl-u><enter>", at(2)), &[("note = \"視訊\"\n", "")]);
    edits(&format!("{}e<tab><tab><ctrl-u>1<enter>", at(2)), &[("\"王\"", "1")]);
    // From the last field of one entry to the first of the next.
    edits(&format!("{}e<tab><tab><ctrl-u>110-05<enter>", at(1)), &[("2021-06", "2021-05")]);
    for wrong in ["多", "1x"] {
        let desk = edits(&format!("{}e<ctrl-u>{wrong}<enter>", at(1)), &[]);
        assert!(!desk.fault().is_empty(), "{wrong} was taken");
    }
    for wrong in ["110", "3月4、5日", "110-02-30"] {
        let desk = edits(&format!("{}e<shift-tab><ctrl-u>{wrong}<enter>", at(1)), &[]);
        assert!(desk.fault().contains(wrong), "{wrong}: {}", desk.fault());
    }
    // A month's bar is no field.
    let desk = edits(&format!("{}e", at(3)), &[]);
    assert!(desk.app.status.bad);
    // What was put aside comes back to its entry.
    edits(&format!("{}e5<esc>je6<enter>ke<enter>", at(1)), &[("= 12", "= 125"), ("= 3\n", "= 36\n")]);
}

#[test]
fn an_entry_is_deleted_alone_and_with_its_metric() {
    let first = "[[item.metric.entry]]\non = 2021-03-04\nvalue = 12\n\n";
    let at = format!("34{}", "j".repeat(9));
    let mut desk = desk();
    desk.press(&format!("{at}d"));
    assert!(desk.question().starts_with("Delete 訪賓 › 110-03-04?"), "{}", desk.question());
    edits(&format!("{at}dn"), &[]);
    edits(&format!("{at}dy"), &[(first, "")]);
    edits(&format!("{at}dyu"), &[]);
    edits(&format!("{at}dydyu"), &[(first, "")]);
    let metric = &LOG[LOG.find("[[item.metric]]").unwrap()..LOG.rfind("[[item.metric]]").unwrap()];
    edits("3dy", &[(metric, "")]);
    edits("34dyu", &[]);
    // A copy of the item takes the entries along.
    let mut desk = self::desk();
    desk.press("D");
    assert_eq!(desk.text("110/a.toml").matches("[[item.metric.entry]]").count(), 4);
}

#[test]
fn how_entries_are_totalled_is_chosen_by_name() {
    let at = format!("34{}", "j".repeat(8));
    edits(&format!("{at}eLast<enter>"), &[("cases\"\n", "cases\"\ntotal = \"last\"\n")]);
    let mut desk = edits(&format!("{at}emean<enter>"), &[]);
    assert!(desk.fault().contains("sum, count, max or last"), "{}", desk.fault());
    desk.press("<ctrl-u>count<enter>");
    assert_eq!(desk.app.view.metrics[0].metric.value.figure(), Some(2.into()));
}

#[test]
fn the_review_tells_the_date() {
    let mut desk = desk();
    desk.press(&format!("34{}e<ctrl-u>13<enter>s", "j".repeat(9)));
    assert!(desk.rows().contains("訪賓 · 110-03-04 · value: 12\n訪賓 · 110-03-04 · value: 13"), "{}", desk.rows());
    desk.press("<enter>");
    assert_eq!(desk.disk("110/a.toml"), LOG.replace("= 12", "= 13"));
}

#[test]
fn a_half_typed_entry_finds_back_to_its_field() {
    use annals::app::fields::aside;
    let mut first = desk();
    first.press(&format!("34{}je5<esc>", "j".repeat(9)));
    let kept = aside::all(&first.app);
    assert_eq!((kept.len(), kept[0].mark.as_str(), kept[0].text.as_str()), (1, "0.1\tvalue\tvisits", "35"));
    let mut second = desk();
    assert!(aside::restore(&mut second.app, &kept[0]));
    aside::open(&mut second.app, &kept[0]);
    second.press("<enter>");
    assert_eq!(second.text("110/a.toml"), LOG.replace("= 3\n", "= 35\n"));
}

#[test]
fn what_an_entry_notes_is_found() {
    let mut desk = desk();
    desk.press("<ctrl-p>視訊<enter>");
    assert_eq!(desk.tell(), "110 Metrics › (no category) › 訪賓接待 1/1");
}

#[test]
fn a_foreign_file_has_no_entries() {
    let mut desk = Desk::new(&[("a.toml", "[[rule]]\nname = \"a\"\nlevel = 3\n\n[[rule]]\nname = \"b\"\nlevel = 4\n")]);
    desk.press("3A");
    assert!(desk.app.status.bad && desk.app.status.text.contains("does not allow"), "{}", desk.app.status.text);
}
