//! Keys → state: a person at the keyboard, without a terminal. Effects are performed in memory.

mod keys {
    mod asked;
    mod burst;
    mod changed;
    pub mod desk;
    mod dispute;
    pub mod entries;
    mod follow;
    pub mod gaps;
    mod monkey;
    mod page;
    mod reading;
    mod recover;
    mod rules;
    mod seek;
    pub mod trend;
    mod work;
}

use annals::app::fields::aside;
use annals::app::fields::aside::Aside;
use annals::app::outside;
use annals::app::recover;
use annals::app::recover::Recovered;
use keys::desk::Desk;

const ABOUT: &str = "title = \"T\"\ncalendar = \"roc\"\n\n[[category]]\nid = \"a\"\nlabel = \"壹\"\ntitle = \"一般行政\"\n\n[[category]]\nid = \"a/b\"\nlabel = \"一\"\ntitle = \"宿舍管理\"\n\n[[category]]\nid = \"c\"\nlabel = \"貳\"\ntitle = \"文書業務\"\n\n[[series]]\nid = \"d.total\"\nname = \"宿舍\"\nunit = \"間\"\nbetter = \"lower\"\n";
const Y108: &str = "year = 108\n\n# the stock\n[[item]]\nid = \"d.stock\"\ncategory = \"a/b\"\nno = \"1\"\ntitle = \"市有宿舍\"\n\n[[item.metric]]\nid = \"d.total\"\nvalue = 60\n";
const Y110: &str = "year = 110\n\n# the stock\n[[item]]\nid = \"d.stock\"\ncategory = \"a/b\"\nno = \"1\"\ntitle = \"市有宿舍\"\ntext = \"\"\"\n共44間。\n\"\"\"\nwhen = [\"2021-03-04\"]\n\n[[item.metric]]\nid = \"d.total\"\nvalue = 44 # 間\n\n[[item]]\nid = \"gazette\"\ncategory = \"c\"\ntitle = \"電子公報\"\nnames = [\"市議會\"]\n\n[[item]]\nid = \"staff\"\ncategory = \"a\"\ntitle = \"臺灣職工\"\n";

fn desk() -> Desk {
    Desk::new(&[("archive.toml", ABOUT), ("108/a.toml", Y108), ("110/a.toml", Y110)])
}

/// After the keys, the file reads as the present one with each `(old, new)` replaced.
#[track_caller]
fn edits(keys: &str, changes: &[(&str, &str)]) -> Desk {
    let mut desk = desk();
    desk.press(keys);
    let wanted = changes.iter().fold(Y110.to_string(), |text, (old, new)| {
        assert!(text.contains(old), "the case is wrong: {old:?} is not there");
        text.replacen(old, new, 1)
    });
    assert_eq!(desk.text("110/a.toml"), wanted, "after {keys}; status: {}", desk.app.status.text);
    desk
}

/// After the keys, the state is as told by `Desk::tell`.
#[track_caller]
fn state(keys: &str, told: &str) {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!(desk.tell(), told, "after {keys}; status: {}", desk.app.status.text);
}

#[test]
fn walking() {
    state("", "110 Items › 一般行政 › 臺灣職工 1/2");
    state("j", "110 Items › 一般行政 › 市有宿舍 2/2");
    state("G", "110 Items › 一般行政 › 市有宿舍 2/2");
    state("h", "110 Categories › 一般行政 › 臺灣職工 1/2");
    state("hjj", "110 Categories › 文書業務 › 電子公報 1/1");
    state("hh", "110 Categories › 一般行政 › 臺灣職工 1/2");
    state("<tab>", "110 Metrics › 一般行政 › 臺灣職工 1/2");
    state("<shift-tab><shift-tab>", "110 Record › 一般行政 › 臺灣職工 1/2");
    state("j[", "108 Items › 一般行政 › 市有宿舍 1/1");
    state("j[]", "110 Items › 一般行政 › 市有宿舍 2/2");
    state("3<esc><esc>", "110 Categories › 一般行政 › 臺灣職工 1/2");
    // Full-width letters, as an input method sends them, are commands too.
    state("ｊ", "110 Items › 一般行政 › 市有宿舍 2/2");
}

#[test]
fn folding() {
    let mut desk = desk();
    desk.press("hh");
    assert_eq!(desk.app.view.categories.len(), 2, "the part of the outline is folded");
    desk.press("<enter>");
    assert_eq!(desk.app.view.categories.len(), 3);
    // The item that is chosen stays chosen where the outline still shows it.
    desk.press("jhh");
    assert_eq!(desk.tell(), "110 Categories › 一般行政 › 市有宿舍 2/2");
}

#[test]
fn finding_in_place() {
    state("/公報", "110 Find › 文書業務 › 電子公報 1/1");
    state("/公報<enter>", "110 Items › 文書業務 › 電子公報 1/1");
    state("/公報<esc>", "110 Items › 一般行政 › 臺灣職工 1/2");
    // What stands in the body, and a variant of a character.
    state("/共44間", "110 Find › 一般行政 › 市有宿舍 2/2");
    state("/台灣", "110 Find › 一般行政 › 臺灣職工 1/2");
    state("/市<enter>", "110 Items › 一般行政 › 市有宿舍 2/2");
    state("/市<enter>n", "110 Items › 文書業務 › 電子公報 1/1");
    state("/市<enter>nn", "110 Items › 宿舍管理 › 市有宿舍 1/1");
    state("/市<enter>N", "110 Items › 文書業務 › 電子公報 1/1");
    state("/nothing there", "110 Find › 一般行政 › 臺灣職工 1/2");
}

#[test]
fn finding_anywhere() {
    state("<ctrl-p>宿舍<enter>", "110 Items › 一般行政 › 市有宿舍 2/2");
    state("<ctrl-p>宿舍<down><enter>", "108 Items › 一般行政 › 市有宿舍 1/1");
    state("<ctrl-p>公報<esc>", "110 Items › 一般行政 › 臺灣職工 1/2");
}

#[test]
fn filtering() {
    state("f宿舍<enter>", "110 Items › 一般行政 › 市有宿舍 1/1");
    state("f宿舍<enter><esc>", "110 Items › 一般行政 › 市有宿舍 2/2");
    state("f宿舍<esc>", "110 Items › 一般行政 › 市有宿舍 2/2");
    state("1f文書<enter>", "110 Categories › 文書業務 › 電子公報 1/1");
}

#[test]
fn editing_a_field() {
    edits("je甲<enter>", &[("title = \"市有宿舍\"", "title = \"市有宿舍甲\"")]);
    edits("je<ctrl-u>it's \"it\"<enter>", &[("title = \"市有宿舍\"", "title = \"it's \\\"it\\\"\"")]);
    edits("j3e<ctrl-u>45<enter>", &[("value = 44 #", "value = 45 #")]);
    edits("j3e<ctrl-u>1億2,660萬<enter>", &[("value = 44 #", "value = 126600000 #")]);
    edits("j3e<ctrl-u>４５ 間<enter>", &[("value = 44 #", "value = 45 #")]);
    edits("j3e<ctrl-u>特優<enter>", &[("value = 44 #", "value = \"特優\" #")]);
    edits("j3e<ctrl-u><enter>", &[("value = 44 # 間\n", "")]);
    // The text opens with its caret at the end; a line is added.
    edits("j4je<ctrl-j>次行<enter>", &[("共44間。\n", "共44間。\n次行\n")]);
    // Dates are shown and typed by the archive's calendar.
    edits("j4jje<ctrl-u>110年3月18、19日<enter>", &[("[\"2021-03-04\"]", "[\"2021-03-18/2021-03-19\"]")]);
    edits("j4jje<ctrl-j>110-08<enter>", &[("[\"2021-03-04\"]", "[\"2021-03-04\", \"2021-08\"]")]);
    // A field that is not there yet takes its place.
    edits(
        "j4jjje甲<ctrl-j>乙<enter>",
        &[("when = [\"2021-03-04\"]\n", "when = [\"2021-03-04\"]\nnames = [\"甲\", \"乙\"]\n")],
    );
    // Tab keeps a field and opens the next.
    edits("je甲<tab>！<enter>", &[("title = \"市有宿舍\"", "title = \"市有宿舍甲\""), ("共44間。", "共44間。！")]);
}

#[test]
fn what_cannot_be_taken_keeps_the_field_open() {
    let desk = edits("j3e<ctrl-u>4x<enter>", &[]);
    assert!(desk.tell().contains("Edit") && desk.fault().contains("`x`"), "{}", desk.fault());
    let desk = edits("j4jje<ctrl-u>110-13<enter>", &[]);
    assert!(desk.fault().contains("110-13"), "{}", desk.fault());
}

#[test]
fn leaving_a_field_loses_nothing() {
    edits("je甲<esc>", &[]);
    edits("je甲<esc>e乙<enter>", &[("title = \"市有宿舍\"", "title = \"市有宿舍甲乙\"")]);
    edits("je甲<esc>e<ctrl-z><enter>", &[]);
}

#[test]
fn paste_is_text() {
    let mut desk = desk();
    desk.paste("dy\nq");
    assert_eq!(desk.tell(), "110 Items › 一般行政 › 臺灣職工 1/2");
    desk.press("je");
    desk.paste("甲\u{1b}[A乙\n丙");
    desk.press("<enter>");
    assert!(desk.text("110/a.toml").contains("title = \"市有宿舍甲[A乙 丙\""), "{}", desk.text("110/a.toml"));
    // The paste was one step inside the field, and the field one step outside.
    desk.press("u");
    assert_eq!(desk.text("110/a.toml"), Y110);
}

#[test]
fn adding() {
    edits(
        "ja新的<enter>",
        &[("value = 44 # 間\n", "value = 44 # 間\n\n[[item]]\nid = \"b-1\"\ncategory = \"a/b\"\ntitle = \"新的\"\n")],
    );
    edits("ja<enter>", &[]);
    edits("ja新的<esc>", &[]);
    edits("ja新的<enter>u", &[]);
    edits(
        "j3a宿舍<enter>12<enter>",
        &[("value = 44 # 間\n", "value = 44 # 間\n\n[[item.metric]]\nid = \"d.total\"\nvalue = 12\n")],
    );
    edits(
        "j3a自訂的<enter>12<enter>",
        &[(
            "value = 44 # 間\n",
            "value = 44 # 間\n\n[[item.metric]]\nid = \"d.stock.2\"\nvalue = 12\nname = \"自訂的\"\n",
        )],
    );
}

#[test]
fn deleting_asks_for_another_key() {
    let record = &Y110[Y110.find("# the stock").unwrap()..Y110.find("[[item]]\nid = \"gaz").unwrap()];
    edits("jdd", &[]);
    edits("jdn", &[]);
    edits("jdy", &[(record, "")]);
    edits("jdyu", &[]);
    edits("j3dy", &[("[[item.metric]]\nid = \"d.total\"\nvalue = 44 # 間\n\n", "")]);
}

#[test]
fn marking_and_acting_on_all() {
    let mut first = desk();
    first.press("<space><space>dy");
    assert_eq!(first.text("110/a.toml").matches("[[item]]").count(), 1);
    first.press("u");
    assert_eq!(first.text("110/a.toml"), Y110);
    edits("*m文書<enter>", &[("category = \"a/b\"", "category = \"c\""), ("category = \"a\"", "category = \"c\"")]);
    edits("*m文書<enter>u", &[]);
    edits("**jm文書<enter>", &[("category = \"a/b\"", "category = \"c\"")]);
}

#[test]
fn duplicating() {
    let mut desk = desk();
    desk.press("jD");
    assert!(desk.text("110/a.toml").contains("id = \"d.stock-2\"\ncategory"), "{}", desk.text("110/a.toml"));
    assert_eq!(desk.text("110/a.toml").matches("value = 44 # 間").count(), 2);
    desk.press("u/公報<enter>Y108<enter>");
    assert_eq!(desk.text("110/a.toml"), Y110);
    assert_eq!(
        desk.text("108/a.toml"),
        format!("{Y108}\n[[item]]\nid = \"gazette\"\ncategory = \"c\"\ntitle = \"電子公報\"\nnames = [\"市議會\"]\n")
    );
    assert_eq!(desk.tell(), "108 Items › 文書業務 › 電子公報 1/1");
}

#[test]
fn undo_and_redo_without_limit_and_across_saves() {
    let mut desk = desk();
    for n in 0..50 {
        desk.press(&format!("3e<ctrl-u>{n}<enter><esc>"));
        if n % 10 == 0 {
            desk.press("s<enter>");
        }
    }
    desk.press("j");
    let last = desk.text("110/a.toml");
    desk.press(&"u".repeat(60));
    assert_eq!(desk.text("110/a.toml"), Y110);
    desk.press(&"U".repeat(60));
    assert_eq!(desk.text("110/a.toml"), last);
}

#[test]
fn saving_shows_what_will_be_written() {
    let mut desk = desk();
    desk.press("j3e<ctrl-u>45<enter>s");
    let rows = desk.rows();
    assert!(rows.contains("110/a.toml") && rows.contains("44") && rows.contains("45"), "{rows}");
    assert_eq!(desk.disk("110/a.toml"), Y110, "nothing is written before it is confirmed");
    desk.press("<esc>");
    assert_eq!(desk.disk("110/a.toml"), Y110);
    desk.press("s<enter>");
    assert_eq!(desk.disk("110/a.toml"), Y110.replace("value = 44", "value = 45"));
    assert_eq!(desk.app.unsaved(), 0);
    desk.press("s");
    assert!(desk.app.status.text.contains("Nothing to save"));
}

#[test]
fn quitting_asks_when_something_is_unsaved() {
    let quits = |keys: &str| {
        let mut desk = desk();
        desk.press(keys);
        desk.quit
    };
    assert!(quits("q"));
    assert!(!quits("je甲<enter>q"));
    assert!(!quits("je甲<enter>qq"));
    assert!(quits("je甲<enter>qx"));
    let mut desk = desk();
    desk.press("je甲<enter>qs");
    assert!(desk.quit && desk.disk("110/a.toml").contains("市有宿舍甲"));
}

#[test]
fn a_foreign_change_is_kept_beside_mine() {
    let mut desk = desk();
    desk.press("j3e<ctrl-u>45<enter>");
    desk.write("110/a.toml", &Y110.replace("電子公報", "公報"));
    desk.press("s<enter>");
    let both = Y110.replace("value = 44", "value = 45").replace("電子公報", "公報");
    assert_eq!(desk.disk("110/a.toml"), both);
    desk.press("u");
    assert_eq!(desk.text("110/a.toml"), Y110.replace("電子公報", "公報"), "undo takes back mine alone");
}

#[test]
fn two_changes_of_one_field_are_asked_about() {
    for (answer, value) in [("m", "45"), ("t", "46")] {
        let mut desk = desk();
        desk.press("j3e<ctrl-u>45<enter>");
        let theirs = Y110.replace("value = 44", "value = 46");
        desk.write("110/a.toml", &theirs);
        desk.press("s<enter>");
        assert_eq!(desk.disk("110/a.toml"), theirs, "nothing is written before the answer");
        assert!(
            desk.question().contains("value = 45") && desk.question().contains("value = 46"),
            "{}",
            desk.question()
        );
        desk.press(answer);
        assert_eq!(desk.disk("110/a.toml"), Y110.replace("value = 44", &format!("value = {value}")));
    }
}

#[test]
fn reading_again_takes_in_what_others_did() {
    let mut desk = desk();
    desk.press("je甲<enter>");
    desk.write("110/a.toml", &Y110.replace("value = 44", "value = 46"));
    desk.write("108/a.toml", &Y108.replace("60", "61"));
    desk.press("R");
    assert!(desk.text("110/a.toml").contains("甲") && desk.text("110/a.toml").contains("46"));
    assert!(desk.text("108/a.toml").contains("61"));
    assert_eq!(desk.app.unsaved(), 1);
}

#[test]
fn what_others_write_is_noticed_but_not_under_the_hand() {
    let mut desk = desk();
    desk.write("110/a.toml", &Y110.replace("value = 44", "value = 46"));
    desk.stir();
    assert!(desk.text("110/a.toml").contains("46") && desk.app.status.text.contains("read again"));
    assert_eq!(desk.app.unsaved(), 0);
    // Nothing to tell of: our own save, or a file that is the same again.
    desk.press("j");
    desk.stir();
    assert_eq!(desk.app.status.text, "");
    // Theirs comes above the record that is open: the field is finished first, and lands in its own record.
    let above = "year = 110\n\n[[item]]\nid = \"new\"\ncategory = \"general\"\ntitle = \"新\"\n";
    let theirs = Y110.replace("value = 44", "value = 46").replacen("year = 110\n", above, 1);
    let mut desk = self::desk();
    desk.press("2ge甲");
    desk.write("110/a.toml", &theirs);
    desk.stir();
    assert!(!desk.text("110/a.toml").contains("新"));
    desk.press("<enter>");
    assert!(desk.text("110/a.toml").contains("新"));
    assert_eq!(desk.text("110/a.toml").matches("甲\"").count(), 1);
    desk.press("u");
    assert_eq!(desk.text("110/a.toml"), theirs);
    assert_eq!(desk.app.unsaved(), 0);
}

#[test]
fn a_broken_file_is_shown_and_never_written() {
    let broken = "year = 110\n[[item]]\nid = \"x\"\ntitle = \"壞的\"\nvalue = \n";
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", Y110), ("110/b.toml", broken)]);
    desk.press("!");
    assert!(desk.rows().contains("A001 syntax: not TOML"), "{}", desk.rows());
    desk.press("<enter>");
    assert!(desk.tell().contains("壞的"), "{}", desk.tell());
    desk.press("e");
    assert!(desk.app.status.bad && desk.app.status.text.contains("read-only"), "{}", desk.app.status.text);
    desk.press("dy");
    assert_eq!(desk.text("110/b.toml"), broken);
}

/// An archive with a slip that can be mended, a sum that only a person can, and a date that is right.
fn checked() -> Desk {
    let about = format!(
        "{ABOUT}sum = [\"d.one\", \"d.two\"]\n\n[[series]]\nid = \"d.one\"\nname = \"單\"\n\n[[series]]\nid = \"d.two\"\nname = \"多\"\n"
    );
    let year = "year = 110\n\n[[item]]\nid = \"stock\"\ncategory = \"a/b\"\ntitle = \"市有宿舍\"\nwhen = [\"2020-12\"]\n\n[[item.metric]]\nid = \"d.total\"\nvalue = 45\n\n[[item.metric]]\nid = \"d.one\"\nvalue = 32\n\n[[item.metric]]\nid = \"d.tow\"\nvalue = 12\n";
    Desk::new(&[("archive.toml", &about), ("110/a.toml", year)])
}

#[test]
fn what_the_check_finds_is_listed_and_gone_to() {
    let mut desk = checked();
    assert_eq!(desk.app.checks.report.findings.len(), 2);
    desk.press("!");
    let rows = desk.rows();
    assert!(
        rows.starts_with("1 fault\nA202 unknown-series:") && rows.contains("\n1 remark\nA404 date-outside-year:"),
        "{rows}"
    );
    desk.press("<enter>");
    assert_eq!(desk.tell(), "110 Metrics › 一般行政 › 市有宿舍 1/1");
    assert_eq!(desk.app.metric(), Some(2));
    assert!(
        desk.app.status.bad && desk.app.status.text.starts_with("110/a.toml:18:6: A202"),
        "{}",
        desk.app.status.text
    );
    // Typing narrows; a remark is no fault.
    desk.press("!date<enter>");
    assert!(!desk.app.status.bad && desk.app.status.text.contains("A404"), "{}", desk.app.status.text);
    desk.press("!nothing like it");
    assert_eq!(desk.rows(), "nothing found");
}

#[test]
fn a_finding_is_mended_from_the_list() {
    let mut desk = checked();
    let first = desk.text("110/a.toml");
    desk.press("!<ctrl-o>");
    assert_eq!(desk.text("110/a.toml"), first.replace("d.tow", "d.two"));
    assert!(desk.app.status.text.contains("unknown-series mended"), "{}", desk.app.status.text);
    // The list stays, and shows what the mended record says now: the sum can be computed, and does not hold.
    assert!(desk.rows().contains("單 32 + 多 12 = 44, but 45 is written for 宿舍"), "{}", desk.rows());
    desk.press("<ctrl-o>");
    assert!(desk.app.status.bad && desk.text("110/a.toml").contains("value = 45"), "only a person can know");
    // What a person mends in place is checked at once, and so is what is undone.
    desk.press("<enter>e<ctrl-u>44<enter>");
    let codes = |desk: &Desk| desk.app.checks.report.findings.iter().map(|found| found.rule.code).collect::<Vec<_>>();
    assert_eq!(codes(&desk), ["A404"]);
    desk.press("uu");
    assert_eq!(desk.text("110/a.toml"), first);
    assert_eq!(codes(&desk), ["A202", "A404"]);
}

#[test]
fn a_finding_is_accepted_from_the_list() {
    let mut desk = checked();
    let first = desk.text("110/a.toml");
    desk.press("!date<ctrl-t>");
    assert_eq!(
        desk.text("110/a.toml"),
        first.replace("[\"2020-12\"]\n", "[\"2020-12\"]\naccept = [\"date-outside-year\"]\n")
    );
    assert_eq!((desk.app.checks.report.findings.len(), desk.app.checks.report.accepted), (1, 1));
    assert_eq!(desk.rows(), "nothing found");
    desk.press("<esc>u");
    assert_eq!(desk.text("110/a.toml"), first);
}

#[test]
fn the_check_can_be_strict() {
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", &Y110.replace("共44間", "共45間"))]);
    assert_eq!(desk.app.checks.report.findings.len(), 0);
    desk.press(":check-strictly<enter>");
    assert_eq!(desk.app.checks.report.findings[0].rule.name, "figure-in-text");
    assert_eq!(desk.app.status.text, "Checked strictly: 1 found.");
    desk.press(":check-strictly<enter>!");
    assert_eq!(desk.rows(), "Nothing is wrong.");
    desk.press("<enter><ctrl-o><ctrl-t>");
    assert_eq!(desk.rows(), "Nothing is wrong.");
}

#[test]
fn the_language_turns_at_once() {
    let mut desk = desk();
    desk.press("<f8>");
    assert_eq!(desk.app.lang, annals::lang::Lang::Zh);
    desk.press("u");
    assert_eq!(desk.app.status.text, "沒有可復原的步驟。");
}

#[test]
fn the_palette_runs_a_command_by_name() {
    state(":next-year<enter>", "110 Items › 一般行政 › 臺灣職工 1/2");
    state(":previous-year<enter>", "108 Items › 一般行政 › 市有宿舍 1/1");
    state(":前一年<enter>", "108 Items › 一般行政 › 市有宿舍 1/1");
}

#[test]
fn any_other_toml_is_browsed_and_edited_too() {
    let lock = "version = 4\n\n[[package]]\nname = \"aho\"\nversion = \"1.1\"\nsize = 10\n\n[[package]]\nname = \"zlib\"\nversion = \"2\"\n";
    let mut desk = Desk::new(&[("Cargo.lock", lock)]);
    assert_eq!(desk.tell(), "no year Items › (no category) › aho 1/2");
    desk.press("/zli<enter>e2<enter>");
    assert_eq!(desk.text("Cargo.lock"), lock.replace("\"zlib\"", "\"zlib2\""));
    desk.press("2g3e<ctrl-u>11<enter>");
    assert!(desk.text("Cargo.lock").contains("size = 11\n"));
}

#[test]
fn typed_text_that_was_put_aside_is_asked_about() {
    let mut desk = desk();
    desk.press("je甲<esc>q");
    assert!(!desk.quit && desk.question().contains("put aside"), "{}", desk.question());
    desk.press("s");
    assert!(!desk.quit);
    desk.press("qx");
    assert!(desk.quit);
}

#[test]
fn work_that_was_found_is_taken_up_where_it_was() {
    let mut first = desk();
    first.press("j3e<ctrl-u>45<enter>2e半句<esc>3e7");
    let typing = aside::all(&first.app);
    assert_eq!(typing.len(), 2, "{typing:?}");
    let files = vec![("110/a.toml".to_string(), Y110.to_string(), first.text("110/a.toml"))];

    let mut next = desk();
    recover::offer(&mut next.app, Recovered { files: files.clone(), typing: typing.clone() });
    for told in ["市有宿舍", "宿舍 · value: 44", "宿舍 · value: 45", "457"] {
        assert!(next.rows().contains(told), "{told}: {}", next.rows());
    }
    next.press("jy");
    assert_eq!(next.text("110/a.toml"), Y110.replace("value = 44", "value = 45"));
    // The field that was open is open again, with what was typed in it; the other keeps its text for when it is opened.
    assert!(next.tell().contains("Edit"), "{}", next.tell());
    assert_eq!(
        aside::all(&next.app).iter().map(|text| text.text.as_str()).collect::<Vec<_>>(),
        ["457", "市有宿舍半句"]
    );
    next.press("<enter>u");
    assert_eq!(next.text("110/a.toml"), Y110.replace("value = 44", "value = 45"));
    next.press("u");
    assert_eq!(next.text("110/a.toml"), Y110);

    let mut left = desk();
    recover::offer(&mut left.app, Recovered { files, typing });
    left.press("z");
    assert!(left.tell().contains("Items"), "any other key leaves it: {}", left.tell());
    assert_eq!(left.text("110/a.toml"), Y110);
}

#[test]
fn reading_again_writes_nothing() {
    let mut desk = desk();
    desk.press("j3e<ctrl-u>45<enter>");
    let theirs = Y110.replace("value = 44", "value = 46");
    desk.write("110/a.toml", &theirs);
    desk.press("Rm");
    assert_eq!(desk.disk("110/a.toml"), theirs);
    assert_eq!(desk.text("110/a.toml"), Y110.replace("value = 44", "value = 45"));
}

#[test]
fn giving_way_can_be_taken_back() {
    let mut desk = desk();
    desk.press("je甲<enter>3e<ctrl-u>45<enter>");
    desk.write("110/a.toml", &Y110.replace("value = 44", "value = 46"));
    desk.press("Rt");
    let with = |value: &str| Y110.replace("value = 44", value).replace("市有宿舍", "市有宿舍甲");
    assert_eq!(desk.text("110/a.toml"), with("value = 46"));
    for text in [with("value = 45"), with("value = 46"), Y110.replace("value = 44", "value = 46")] {
        desk.press("u");
        assert_eq!(desk.text("110/a.toml"), text);
    }
}

#[test]
fn keeping_mine_leads_back_to_theirs() {
    let mut desk = desk();
    desk.press("j3e<ctrl-u>45<enter>");
    let theirs = Y110.replace("value = 44", "value = 46");
    desk.write("110/a.toml", &theirs);
    desk.press("s<enter>m");
    assert_eq!(desk.disk("110/a.toml"), Y110.replace("value = 44", "value = 45"));
    desk.press("u");
    assert_eq!(desk.text("110/a.toml"), theirs);
}

#[test]
fn work_that_was_found_meets_what_others_did_with_a_question() {
    let mut desk = desk();
    desk.write("110/a.toml", &Y110.replace("value = 44", "value = 46"));
    desk.press("R");
    let mine = Y110.replace("value = 44", "value = 45");
    let files = vec![("110/a.toml".to_string(), Y110.to_string(), mine)];
    recover::offer(&mut desk.app, Recovered { files, typing: Vec::new() });
    desk.press("y");
    assert!(desk.question().contains("45") && desk.question().contains("46"), "{}", desk.question());
    desk.press("m");
    assert_eq!(desk.text("110/a.toml"), Y110.replace("value = 44", "value = 45"));
    assert_eq!(desk.app.unsaved(), 1);
}

/// The field that was open opens once the question is answered, whatever the answer.
#[test]
fn a_field_that_was_open_opens_behind_a_question() {
    for answer in ["m", "t", "z", "<esc>"] {
        let mut desk = desk();
        desk.write("110/a.toml", &Y110.replace("value = 44", "value = 46"));
        desk.press("R");
        let files = vec![("110/a.toml".to_string(), Y110.to_string(), Y110.replace("value = 44", "value = 45"))];
        let typing = vec![Aside { file: "110/a.toml".into(), mark: "-\ttitle\tstaff".into(), text: "半句".into() }];
        recover::offer(&mut desk.app, Recovered { files, typing });
        desk.press("y");
        desk.question();
        desk.press(answer);
        assert!(desk.tell().contains("Edit"), "{answer}: {}", desk.tell());
        assert_eq!(aside::all(&desk.app)[0].text, "半句");
    }
}

/// That it was saved is no news any more once others have changed it.
#[test]
fn what_others_did_after_a_save_is_told() {
    let mut desk = desk();
    desk.press("j3e<ctrl-u>45<enter>s<enter>");
    assert!(desk.app.status.text.starts_with("Saved"), "{}", desk.app.status.text);
    desk.write("110/a.toml", Y110);
    desk.stir();
    assert!(desk.app.status.text.starts_with("Someone changed"), "{}", desk.app.status.text);
    assert_eq!(desk.text("110/a.toml"), Y110);
}

#[test]
fn two_drafts_of_one_field_are_both_found_by_undo() {
    let mut desk = desk();
    let file = |value: &str| ("110/a.toml".to_string(), Y110.to_string(), Y110.replace("44 #", value));
    let text = |text: &str| Aside { file: "110/a.toml".into(), mark: "-\ttitle\tstaff".into(), text: text.into() };
    let found = Recovered { files: vec![file("51 #"), file("52 #")], typing: vec![text("甲"), text("乙")] };
    recover::offer(&mut desk.app, found);
    desk.press("y");
    assert_eq!(aside::all(&desk.app)[0].text, "乙");
    desk.press("<ctrl-z>");
    assert_eq!(aside::all(&desk.app)[0].text, "甲");
    desk.press("<ctrl-u><ctrl-z><ctrl-z><ctrl-z><enter>");
    for value in ["52 #", "51 #", "44 #"] {
        assert!(desk.text("110/a.toml").contains(value), "{value}: {}", desk.text("110/a.toml"));
        desk.press("u");
    }
}

#[test]
fn figures_are_typed_down_a_column() {
    let mut desk = desk();
    desk.press("j3a自訂的<enter>12<enter>g");
    desk.press("e<ctrl-u>1<enter>je<ctrl-u>2<enter>");
    assert!(desk.text("110/a.toml").contains("value = 1 # 間") && desk.text("110/a.toml").contains("value = 2\n"));
    assert_eq!(desk.tell(), "110 Metrics › 一般行政 › 市有宿舍 2/2");
}

#[test]
fn a_file_that_went_is_noticed() {
    let mut desk = desk();
    desk.remove("108/a.toml");
    desk.press("R");
    assert!(desk.app.status.text.contains("1 file"), "{}", desk.app.status.text);
    assert!(desk.app.archive.problems.iter().any(|problem| problem.path.starts_with("108")));
    desk.press("je甲<enter>");
    desk.remove("110/a.toml");
    desk.press("R");
    assert!(desk.app.status.bad && desk.text("110/a.toml").contains("甲"), "{}", desk.app.status.text);
}

#[test]
fn a_step_that_others_overwrote_is_told_and_not_the_one_before_it_undone() {
    let mut desk = desk();
    desk.press("e<ctrl-u>甲<enter>j3e<ctrl-u>45<enter>s<enter>");
    desk.write("110/a.toml", &desk.text("110/a.toml").replace("value = 45", "value = 46"));
    desk.press("Ru");
    assert!(desk.app.status.text.starts_with("Others have changed"), "{}", desk.app.status.text);
    assert!(desk.text("110/a.toml").contains("甲") && desk.text("110/a.toml").contains("value = 46"));
    desk.press("u");
    assert!(!desk.text("110/a.toml").contains("甲") && desk.text("110/a.toml").contains("value = 46"));
    desk.press("u");
    assert_eq!(desk.app.status.text, "Nothing to undo.");
}

#[test]
fn what_others_did_is_told_when_it_is_taken_in_by_a_save() {
    let mut desk = desk();
    desk.press("j3e<ctrl-u>45<enter>");
    desk.write("110/a.toml", &Y110.replace("電子公報", "公報"));
    desk.press("s<enter>");
    assert!(desk.app.status.text.contains("someone else"), "{}", desk.app.status.text);
}

#[test]
fn undo_goes_back_to_where_the_step_was_made() {
    state("jdyu", "110 Items › 一般行政 › 市有宿舍 2/2");
    state("/公報<enter>Y108<enter>u", "110 Items › 文書業務 › 電子公報 1/1");
    state("j3e<ctrl-u>45<enter>]/公報<enter>u", "110 Metrics › 一般行政 › 市有宿舍 2/2");
    state("jdyuU", "110 Items › 一般行政 › 臺灣職工 1/1");
}

#[test]
fn the_cursor_stays_on_its_item() {
    // Marked ones above it go; a filter would hide what was edited.
    state("<space>dy", "110 Items › 一般行政 › 市有宿舍 1/1");
    state("f宿舍<enter>e<ctrl-u>別的<enter>", "110 Items › 一般行政 › 別的 2/2");
}

#[test]
fn the_same_work_is_not_duplicated_into_a_year_that_has_it() {
    let mut desk = desk();
    desk.press("jY108<enter>");
    assert!(desk.app.status.bad && desk.app.status.text.contains("d.stock"), "{}", desk.app.status.text);
    assert_eq!(desk.text("108/a.toml"), Y108);
}

#[test]
fn a_figure_that_was_looked_for_is_where_one_lands() {
    state("<ctrl-p>44<enter>", "110 Metrics › 一般行政 › 市有宿舍 2/2");
}

#[test]
fn what_a_value_would_be_taken_as_is_said() {
    let meaning = |keys: &str| {
        let mut desk = desk();
        desk.press(keys);
        match &desk.app.mode {
            annals::app::mode::Mode::Edit(edit) => edit.meaning.clone(),
            mode => panic!("no field is open, but {mode:?}"),
        }
    };
    assert_eq!(meaning("j3e"), "");
    assert_eq!(meaning("j3e<ctrl-u>１２萬"), "120,000 間");
    assert_eq!(meaning("j3e<ctrl-u>"), "no value");
    assert_eq!(meaning("j3e<ctrl-u>特優"), "a grade, in words");
    assert_eq!(meaning("j3e<ctrl-u>4x"), "");
}

#[test]
fn an_item_is_edited_outside_as_one_step() {
    let mut desk = desk();
    desk.press("jE");
    let lent = desk.lent.take().unwrap();
    assert!(
        lent.text.starts_with("# the stock\n[[item]]") && lent.text.ends_with("value = 44 # 間\n"),
        "{}",
        lent.text
    );
    assert!(outside::edited(&mut desk.app, &lent, &lent.text.replace("44", "45").replace("市有", "公有")));
    assert_eq!(desk.text("110/a.toml"), Y110.replace("44", "45").replace("市有", "公有"));
    desk.press("u");
    assert_eq!(desk.text("110/a.toml"), Y110);
    assert!(!outside::edited(&mut desk.app, &lent, "[[item]]\nid = \n"));
    assert!(desk.app.status.bad && desk.text("110/a.toml") == Y110);
}
