//! Keys → the screens over the panes: which rows stand there, which is chosen, where they lead and how they come back.

use super::desk::Desk;
use annals::app::event::Event;
use annals::app::event::Mouse;
use annals::app::event::MouseKind;
use annals::app::mode::Mode;
use annals::app::page::table::Body;
use annals::app::page::table::Row;

const ABOUT: &str = "calendar = 'roc'
[[category]]
id = 'a'
label = '壹'
title = '一般行政'
[[category]]
id = 'a/b'
label = '一'
title = '宿舍管理'
[[category]]
id = 'a/c'
label = '二'
title = '車輛管理'
in.110 = { partial = true }
[[category]]
id = 'd'
label = '貳'
title = '文書業務'
[[series]]
id = 'dorm'
name = '宿舍'
unit = '間'
better = 'lower'
[[series]]
id = 'green'
name = '綠色採購'
unit = '%'
better = 'higher'
target = 90
";
const Y108: &str = "year = 108
[[item]]
id = 'stock'
category = 'a/b'
no = '1'
title = '市有宿舍'
metric = [{ id = 'dorm', value = 60 }, { id = 'green', value = 96.41 }]
[[item]]
id = 'cars'
category = 'a/c'
title = '公務車'
metric = [{ id = 'cars', name = '車輛', value = 9 }]
[[item]]
id = 'old'
category = 'd'
title = '舊案'
";
const Y109: &str = "year = 109
[[item]]
id = 'stock'
category = 'a/b'
title = '市有宿舍'
metric = [{ id = 'dorm', value = 50 }]
";
const Y110: &str = "year = 110
[[item]]
id = 'stock'
category = 'a/b'
no = '2'
title = '市有宿舍'
metric = [{ id = 'dorm', value = 44 }, { id = 'green', value = 88.5 }]
[[item]]
id = 'new'
category = 'd'
title = '新案'
metric = [{ id = 'papers', name = '公文', value = 0, approx = true }, { name = '無', value = 3 }]
[[item]]
title = '無代號'
";

fn desk() -> Desk {
    Desk::new(&[("archive.toml", ABOUT), ("1.toml", Y108), ("2.toml", Y109), ("3.toml", Y110)])
}

/// A row: an indent for each level, the name, and what stands beside it.
fn line(row: &Row) -> String {
    let fold = match row.fold {
        Some(true) => "+",
        Some(false) => "-",
        None => "",
    };
    let (Body::Cells(cells) | Body::Parts(cells)) = &row.body else { return format!("[{}]", row.name) };
    let cells: Vec<String> = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.plain()).collect();
    format!("{}{fold}{} | {}", " ".repeat(row.depth), row.name, cells.join(" | ")).trim_end_matches(" | ").to_string()
}

fn rows(desk: &Desk) -> Vec<String> {
    let Mode::Page(page) = &desk.app.mode else { panic!("no screen over the panes, but {:?}", desk.app.mode) };
    page.table.rows.iter().map(line).collect()
}

/// What is chosen on the screen, or else in the panes.
fn chosen(desk: &Desk) -> String {
    match &desk.app.mode {
        Mode::Page(page) => page.chosen().map_or("-".to_string(), line),
        _ => desk.tell(),
    }
}

fn title(desk: &Desk) -> String {
    desk.app.mode.page().map_or("-".to_string(), |page| page.table.title.join(" · "))
}

#[track_caller]
fn shows(keys: &str, expected: &[&str]) -> Desk {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!(rows(&desk), expected, "after {keys}");
    desk
}

#[track_caller]
fn chooses(keys: &str, expected: &str) {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!(chosen(&desk), expected, "after {keys}; status: {}", desk.app.status.text);
}

#[test]
fn two_years_down_the_outline() {
    // The year shown beside the one before it, which has little.
    let desk = shows(
        "c",
        &[
            "-壹 一般行政 | 1 better | 1 off target | 1 fell | 1 new",
            " -一 宿舍管理 | 1 better | 1 off target | 1 fell | 1 new",
            "  2 市有宿舍 | no. 2 is new",
            "   宿舍 | 50 | 44 | 間 | -6 | ▼ -12.0% | + | better",
            "   綠色採購 | 88.5 | % | added | ≥ 90 | ✗",
            "-貳 文書業務 | 2 new | 1 item(s) new",
            " 新案 | added",
            "  公文 | ~0 | added",
            "  無 | 3 | added",
            "-(no category)",
            " 無代號 | no id",
        ],
    );
    assert_eq!(title(&desk), "110 against 109");
    let desk = shows(
        "c{",
        &[
            "-壹 一般行政 | 1 worse | 1 better | 1 off target | 2 fell | 1 not comparable",
            " -一 宿舍管理 | 1 worse | 1 better | 1 off target | 2 fell",
            "  2 市有宿舍 | was no. 1",
            "   宿舍 | 60 | 44 | 間 | -16 | ▼ -26.7% | + | better",
            "   綠色採購 | 96.41 | 88.5 | % | -7.91 | ▼ -8.2% | ! | worse | ≥ 90 | ✗",
            " -二 車輛管理 | 110 cut off | 1 not comparable",
            "  公務車 | cut off",
            "   車輛 | 9 | ⋯ | cut off",
            "-貳 文書業務 | 2 new | 1 item(s) new | 1 item(s) gone",
            " 新案 | added",
            "  公文 | ~0 | added",
            "  無 | 3 | added",
            " 舊案 | gone",
            "-(no category)",
            " 無代號 | no id",
        ],
    );
    assert_eq!(title(&desk), "110 against 108");
}

#[test]
fn what_is_shown_and_in_which_order() {
    let worse = [
        "-壹 一般行政 | 1 worse | 1 better | 1 off target | 2 fell | 1 not comparable",
        " -一 宿舍管理 | 1 worse | 1 better | 1 off target | 2 fell",
        "  2 市有宿舍 | was no. 1",
        "   綠色採購 | 96.41 | 88.5 | % | -7.91 | ▼ -8.2% | ! | worse | ≥ 90 | ✗",
    ];
    let desk = shows("c{f", &worse);
    assert_eq!(title(&desk), "110 against 108 · what got worse");
    // What is asked for is chosen, not what it stands below.
    assert_eq!(chosen(&desk), worse[3]);
    shows("c{ffffffff", &rows(&shows_all()).iter().map(String::as_str).collect::<Vec<_>>());
    shows(
        "c{fFF",
        &[
            "-壹 一般行政 | 1 worse | 1 better | 1 off target | 2 fell | 1 not comparable",
            " -二 車輛管理 | 110 cut off | 1 not comparable",
            "  公務車 | cut off",
            "   車輛 | 9 | ⋯ | cut off",
            "-(no category)",
            " 無代號 | no id",
        ],
    );
    let list = [
        "宿舍 | 60 | 44 | 間 | -16 | ▼ -26.7% | + | better",
        "綠色採購 | 96.41 | 88.5 | % | -7.91 | ▼ -8.2% | ! | worse | ≥ 90 | ✗",
        "車輛 | 9 | ⋯ | cut off",
        "公文 | ~0 | added",
        "無 | 3 | added",
    ];
    shows("c{S", &list);
    shows("c{SS", &list);
    shows("c{SSS", &[list[3], list[0], list[4], list[1], list[2]]);
    shows("c{SSSS", &[list[1], list[0], list[3], list[4], list[2]]);
    // Items are in a list where they are what is asked for.
    shows("c{fffffS", &["舊案 | gone"]);
    chooses("c{S", list[0]);
}

fn shows_all() -> Desk {
    let mut desk = desk();
    desk.press("c{");
    desk
}

#[test]
fn typing_narrows() {
    let found = [
        "-壹 一般行政 | 1 worse | 1 better | 1 off target | 2 fell | 1 not comparable",
        " -二 車輛管理 | 110 cut off | 1 not comparable",
        "  公務車 | cut off",
        "   車輛 | 9 | ⋯ | cut off",
    ];
    // By what it belongs to, whatever is folded.
    for keys in ["c{/車輛", "c{z/車輛", "c{/車輛<enter>", "c{/車輛 公務"] {
        let desk = shows(keys, &found);
        assert_eq!(chosen(&desk), found[2], "after {keys}");
    }
    chooses("c{/車輛<down>", found[3]);
    chooses("c{/車輛<enter>j<enter>", "108 Metrics › 一般行政 › 公務車 2/2");
    let all = rows(&shows_all());
    for keys in ["c{/車輛<esc>", "c{/車輛<enter><esc>", "c{/<esc>"] {
        shows(keys, &all.iter().map(String::as_str).collect::<Vec<_>>());
    }
    chooses("c{/車輛<enter><esc><esc>", "110 Items › 一般行政 › 市有宿舍 1/1");
    let desk = shows("c{/nothing", &[]);
    assert_eq!(chosen(&desk), "-");
}

#[test]
fn folding() {
    let folded = [
        "+壹 一般行政 | 1 worse | 1 better | 1 off target | 2 fell | 1 not comparable",
        "+貳 文書業務 | 2 new | 1 item(s) new | 1 item(s) gone",
        "+(no category)",
    ];
    shows("c{z", &folded);
    // Whatever was chosen, what it stands below is.
    chooses("c{jjz", folded[0]);
    chooses("c{Gz", folded[2]);
    shows(
        "c{zgl",
        &[
            &folded[0].replace('+', "-"),
            " +一 宿舍管理 | 1 worse | 1 better | 1 off target | 2 fell",
            " +二 車輛管理 | 110 cut off | 1 not comparable",
            folded[1],
            folded[2],
        ],
    );
    for keys in ["c{g<space>", "c{g<enter>", "c{gh"] {
        let desk = shows(
            keys,
            &[
                folded[0],
                "-貳 文書業務 | 2 new | 1 item(s) new | 1 item(s) gone",
                " 新案 | added",
                "  公文 | ~0 | added",
                "  無 | 3 | added",
                " 舊案 | gone",
                "-(no category)",
                " 無代號 | no id",
            ],
        );
        assert_eq!(chosen(&desk), folded[0], "after {keys}");
    }
    let all = rows(&shows_all());
    shows("c{zz", &all.iter().map(String::as_str).collect::<Vec<_>>());
    chooses("c{jhh", &all[1]);
}

#[test]
fn any_two_years() {
    for (keys, expected) in [
        ("c", "110 against 109"),
        ("c{", "110 against 108"),
        ("c{}", "110 against 109"),
        // Past the year it stands beside, and no further than there are years.
        ("c[", "108 against 109"),
        ("c[]", "110 against 109"),
        ("c[[", "108 against 109"),
        ("c}", "110 against 109"),
        ("c{{", "110 against 108"),
        ("cx", "109 against 110"),
        ("c{x", "108 against 110"),
        ("[c", "109 against 108"),
        // The first year is beside the one after it.
        ("[[c", "109 against 108"),
        ("o", "Overview of 110 · against 109"),
        ("o[", "Overview of 109 · against 108"),
        ("o[[", "Overview of 108"),
        ("o{", "Overview of 110 · against 108"),
        ("[[o", "Overview of 108"),
        // From one screen to the other the years go along.
        ("c{o", "Overview of 110 · against 108"),
        ("o{c", "110 against 108"),
    ] {
        let mut desk = desk();
        desk.press(keys);
        assert_eq!(title(&desk), expected, "after {keys}");
    }
    let mut desk = desk();
    desk.press("c}");
    assert_eq!(desk.app.status.text, "There is no other year beyond 109.");
    let mut alone = Desk::new(&[("archive.toml", ABOUT), ("1.toml", Y108)]);
    alone.press("c");
    assert_eq!(
        (chosen(&alone).as_str(), alone.app.status.text.as_str()),
        ("108 Items › 一般行政 › 市有宿舍 1/2", "The archive has only this year.")
    );
    alone.press("o");
    assert_eq!(title(&alone), "Overview of 108");
}

#[test]
fn to_the_record_and_back() {
    let worse = "   綠色採購 | 96.41 | 88.5 | % | -7.91 | ▼ -8.2% | ! | worse | ≥ 90 | ✗";
    // What got worse since 108: there, and back to the same row.
    chooses("c{f", worse);
    chooses("c{f<enter>", "110 Metrics › 一般行政 › 市有宿舍 1/1");
    chooses("c{f<enter>c", worse);
    chooses("c{f<enter>c<enter>c<esc>c", worse);
    // What is only in the earlier year leads there, and comes back to both.
    chooses("c{/舊<enter><enter>", "108 Items › 文書業務 › 舊案 1/1");
    let mut desk = desk();
    desk.press("c{/舊<enter><enter>c");
    assert_eq!((title(&desk).as_str(), chosen(&desk).as_str()), ("110 against 108 · filter: 舊", " 舊案 | gone"));
    // Its other year has gone meanwhile.
    let mut gone = desk_after("c{<esc>");
    gone.remove("1.toml");
    gone.press("Rc");
    assert_eq!(title(&gone), "110 against 109");
    // Moved since: the screen shows what is chosen in the panes, as long as it lists it.
    desk.press("<esc><esc>1gc");
    assert_eq!(chosen(&desk), "-壹 一般行政 | 1 worse | 1 better | 1 off target | 2 fell | 1 not comparable");
    chooses("c", "  2 市有宿舍 | no. 2 is new");
    chooses("3c", "   宿舍 | 50 | 44 | 間 | -6 | ▼ -12.0% | + | better");
    chooses("3jc", "   綠色採購 | 88.5 | % | added | ≥ 90 | ✗");
    chooses("1c", "-壹 一般行政 | 1 better | 1 off target | 1 fell | 1 new");
    // The metric is there although the panes' filter hid it.
    chooses("3f宿舍<enter>c{f<enter>", "110 Metrics › 一般行政 › 市有宿舍 1/1");
    // Another year is shown: so does the screen.
    let mut desk = desk_after("c<esc>[[");
    desk.press("c");
    assert_eq!(title(&desk), "109 against 108");
}

#[test]
fn a_metric_through_the_years_and_back() {
    let mut desk = desk_after("c{ft");
    assert!(matches!(&desk.app.mode, Mode::Trend(sheet) if sheet.trends[0].name == "綠色採購"));
    desk.press("<esc>c");
    assert!(chosen(&desk).starts_with("   綠色採購 | 96.41"), "{}", chosen(&desk));
    desk.press("gt");
    assert!(matches!(desk.app.mode, Mode::Page(_)) && desk.app.status.bad);
}

fn desk_after(keys: &str) -> Desk {
    let mut desk = desk();
    desk.press(keys);
    desk
}

#[test]
fn every_way_out() {
    let before = desk().tell();
    for keys in ["cq", "c<esc>", "cc", "c<f10>", "c<ctrl-c>", "oq", "oo", "o<esc>", "cocc"] {
        chooses(keys, &before);
    }
    // A list over the screen leaves it behind it; choosing from it does not.
    for list in ["?", ":", "!", "<ctrl-p>"] {
        let mut desk = desk_after(&format!("c{{f{list}"));
        assert!(matches!(desk.app.mode, Mode::List(_)) && title(&desk) == "110 against 108 · what got worse");
        desk.press("<esc>");
        assert_eq!(rows(&desk).len(), 4, "after {list}");
    }
    chooses("c<ctrl-p>車輛<enter>", "108 Metrics › 一般行政 › 公務車 2/2");
    // What it told before is not told again by another list.
    chooses("c?<esc><esc>?<esc>", &before);
}

#[test]
fn a_year_at_a_glance() {
    let desk = shows(
        "o{",
        &[
            "[Categories]",
            "All | 3 | 4 | 1 | 2 | 1 | 1",
            "壹 一般行政 | 1 | 2 | 1 | 2 | 1 | 1",
            " 一 宿舍管理 | 1 | 2 | 1 | 2 | 1 | 1",
            " 二 車輛管理",
            "貳 文書業務 | 1 | 2",
            "[Largest changes]",
            "宿舍 | 60 | 44 | 間 | -16 | ▼ -26.7% | + | better",
            "綠色採購 | 96.41 | 88.5 | % | -7.91 | ▼ -8.2% | ! | worse | ≥ 90 | ✗",
            "[Targets missed]",
            "綠色採購 | 96.41 | 88.5 | % | -7.91 | ▼ -8.2% | ! | worse | ≥ 90 | ✗",
            "Targets without a result | none",
            "[Check]",
            "3.toml:13:1: A101 missing-id: the item has no id, so that no other year can be compared with it; give it one",
            "3.toml:13:1: A105 missing-category: the item stands in no category; choose one",
        ],
    );
    assert_eq!(title(&desk), "Overview of 110 · against 108");
    chooses("o{", "All | 3 | 4 | 1 | 2 | 1 | 1");
    // Headings are passed over.
    chooses("o{jjjjj", "宿舍 | 60 | 44 | 間 | -16 | ▼ -26.7% | + | better");
    chooses("o{jjjjjk", "貳 文書業務 | 1 | 2");
    chooses("ojj<enter>", "110 Categories › 宿舍管理 › 市有宿舍 1/1");
    chooses("ojj<enter>o", " 一 宿舍管理 | 1 | 2 | 1 | 1 | 1");
    chooses("o{/採購<enter><enter>", "110 Metrics › 一般行政 › 市有宿舍 1/1");
    // The same row in the comparison.
    chooses("o{/採購<enter>c", "   綠色採購 | 96.41 | 88.5 | % | -7.91 | ▼ -8.2% | ! | worse | ≥ 90 | ✗");
    let mut desk = desk_after("of");
    assert_eq!(desk.app.status.text, "Only in the comparison; c opens it.");
    // A problem leads to its item, and is told whole there.
    desk = Desk::new(&[("archive.toml", ABOUT), ("3.toml", &Y110.replace("no = '2'", "when = ['someday']"))]);
    desk.press("oGkk");
    let told = chosen(&desk);
    assert!(told.starts_with("3.toml:5:"), "{told}");
    desk.press("<enter>");
    assert_eq!((desk.tell().as_str(), desk.app.status.text == told), ("110 Items › 一般行政 › 市有宿舍 1/1", true));
}

#[test]
fn a_row_as_text() {
    let mut desk = desk_after("c{fy");
    assert_eq!(desk.copied, "綠色採購\t96.41\t88.5\t%\t-7.91\t▼ -8.2%\t!\tworse\t≥ 90\t✗");
    desk.press("gy");
    assert!(desk.copied.starts_with("壹 一般行政\t1 worse\t1 better"), "{}", desk.copied);
}

#[test]
fn what_changed_meanwhile_is_told() {
    // A corrected figure, and the same row.
    let mut desk = desk_after("c{f<enter>e<ctrl-u>80.5<enter>c");
    assert_eq!(chosen(&desk), "   綠色採購 | 96.41 | 80.5 | % | -15.91 | ▼ -16.5% | ! | worse | ≥ 90 | ✗");
    // Someone else's change, taken in on the screen.
    desk.press("<esc>uc");
    desk.write("3.toml", &Y110.replace("88.5", "70"));
    desk.press("R");
    assert_eq!(chosen(&desk), "   綠色採購 | 96.41 | 70 | % | -26.41 | ▼ -27.4% | ! | worse | ≥ 90 | ✗");
    desk.write("3.toml", &Y110.replace("88.5", "60"));
    desk.stir();
    assert_eq!(chosen(&desk), "   綠色採購 | 96.41 | 60 | % | -36.41 | ▼ -37.8% | ! | worse | ≥ 90 | ✗");
    desk.press("<f8>");
    assert_eq!(chosen(&desk), "   綠色採購 | 96.41 | 60 | % | -36.41 | ▼ -37.8% | ! | 變差 | ≥ 90 | ✗");
}

#[test]
fn the_mouse_chooses_and_opens() {
    let mut desk = desk_after("c{");
    let mut mouse = |kind: MouseKind, y: u16| {
        let mut screen = desk.app.screen;
        screen.list = (0, 2, 60, 5);
        let room = desk.app.room;
        desk.app.fit(screen, room);
        desk.app.handle(Event::Mouse(Mouse { kind, x: 9, y }));
        chosen(&desk)
    };
    assert_eq!(mouse(MouseKind::Down, 3), " -一 宿舍管理 | 1 worse | 1 better | 1 off target | 2 fell");
    // Below the rows, and above them, there is nothing to choose.
    assert_eq!(mouse(MouseKind::Down, 1), " -一 宿舍管理 | 1 worse | 1 better | 1 off target | 2 fell");
    assert_eq!(mouse(MouseKind::Down, 3), " +一 宿舍管理 | 1 worse | 1 better | 1 off target | 2 fell");
    assert_eq!(mouse(MouseKind::WheelDown, 3), "  公務車 | cut off");
    assert_eq!(mouse(MouseKind::Down, 3), "   車輛 | 9 | ⋯ | cut off");
    assert_eq!(mouse(MouseKind::Down, 3), "108 Metrics › 一般行政 › 公務車 2/2");
}

#[test]
fn a_question_closes_the_screen_and_it_comes_back() {
    let mut desk = desk_after("c{f<enter>e<ctrl-u>80.5<enter>c");
    desk.write("3.toml", &Y110.replace("88.5", "70"));
    desk.press("R");
    assert!(desk.question().starts_with("3.toml"), "{}", desk.question());
    desk.press("mc");
    assert_eq!(title(&desk), "110 against 108 · what got worse");
    assert_eq!(chosen(&desk), "   綠色採購 | 96.41 | 80.5 | % | -15.91 | ▼ -16.5% | ! | worse | ≥ 90 | ✗");
}
