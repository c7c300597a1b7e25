//! A small archive with something of everything, and an application in every mode.

use annals::app::App;
use annals::app::keymap::Keymap;
use annals::app::line::Line;
use annals::app::line::Room;
use annals::app::line::Stroke;
use annals::app::mode::About;
use annals::app::mode::Edit;
use annals::app::mode::Focus;
use annals::app::mode::Gap;
use annals::app::mode::List;
use annals::app::mode::ListKind;
use annals::app::mode::Look;
use annals::app::mode::Meeting;
use annals::app::mode::Mode;
use annals::app::mode::Question;
use annals::app::mode::Row;
use annals::app::mode::Stand;
use annals::app::mode::Target;
use annals::app::pane::Motion;
use annals::app::pane::Pane;
use annals::app::shares::Shares;
use annals::app::wrap;
use annals::config;
use annals::lang::Lang;
use annals::lang::words;
use annals::model::field::Field;
use annals::model::field::Kind;
use annals::search::query::Query;
use annals::store::archive::Archive;
use annals::store::edit::Place;
use annals::store::file::Text;
use annals::store::record::Name;

const ABOUT: &str = r#"
title = "市政府 施政績效 Annual reports"
calendar = "roc"

[[category]]
id = "general"
label = "壹"
title = "一般行政"

[[category]]
id = "general/affairs"
label = "一"
title = "事務管理"
in.110 = { partial = true }

[[category]]
id = "general/affairs/dormitory"
label = "(三)"
title = "宿舍管理"

[[category]]
id = "general/purchase"
label = "二"
title = "採購業務與財產管理的各項改善措施"

[[category]]
id = "abroad"
label = "貳"
title = "International affairs"
in.110 = { absent = true }

[[series]]
id = "dorm.count"
name = "經管宿舍"
unit = "間"
better = "lower"

[[series]]
id = "green"
name = "綠色採購比率"
unit = "%"
better = "higher"
target = 90
"#;

const YEAR_108: &str = r#"
year = 108

[[item]]
id = "dorm"
category = "general/affairs/dormitory"
no = "1"
title = "經管市有宿舍"

[[item.metric]]
id = "dorm.count"
value = 60

[[item.metric]]
id = "green"
value = 96.41

[[item.metric]]
id = "spent"
name = "採購金額"
unit = "元"
value = 3696000

[[item]]
id = "visit"
category = "abroad"
title = "Visits"
"#;

const YEAR_110: &str = r#"
year = 110

[[item]]
id = "dorm"
category = "general/affairs/dormitory"
no = "1"
title = "經管市有宿舍"
text = """
經管市有宿舍原有60間，110年底為44間，其中首長宿舍3間、單房間職務宿舍32間、多房間職務宿舍6間、眷舍3間。
A second paragraph in English, long enough to be wrapped at the edge of the pane and to show how words break.
"""
when = ["2021-03-04"]
names = ["市長官邸", "鳳山區"]
tags = ["宿舍", "財產"]
source = "report-110 壹一(三)1"

[[item.metric]]
id = "dorm.count"
value = 44

[[item.metric]]
id = "green"
value = 88.5

[[item.metric]]
id = "spent"
name = "採購金額"
unit = "元"
value = 126600000

[[item.metric]]
id = "grade"
name = "考核等第"
value = "特優"

[[item.metric]]
id = "visitors"
name = "參加人數"
unit = "人次"
value = 1300
approx = true

[[item.metric]]
id = "uncounted"
name = "尚未統計的項目"

[[item]]
id = "residence"
category = "general/affairs/dormitory"
no = "1.(2)"
title = "市長官邸借用"

[[item]]
id = "wrong"
category = "general/affairs/dormitory"
no = "2"
title = "巡查與居住查考，以及拆除眷舍空屋之後騰空土地的各種處理方式"
when = ["someday"]

[[item]]
id = "buy"
category = "general/purchase"
title = "綠色採購"

[[item]]
id = "stray"
title = "An item without a category"
"#;

const LOG_110: &str = r#"
year = 110

[[item]]
id = "dorm"
category = "general/affairs/dormitory"
no = "1"
title = "經管市有宿舍"

[[item.metric]]
id = "dorm.count"
note = "每月點交"

[[item.metric.entry]]
on = 2020-12-31
value = 1

[[item.metric.entry]]
on = 2021-03-04
value = 12
note = "第一批點交，鑰匙與清冊一併移交，並拍照存證；缺漏的家具另行造冊，於月底前補齊後再點一次"

[[item.metric.entry]]
on = "2021-03"
value = 30.5

[[item.metric.entry]]
on = 2021-11-22

[[item.metric]]
id = "spent"
name = "採購金額"
unit = "元"
value = 1500000
total = "sum"

[[item.metric.entry]]
on = 2021-01-05
value = 1000000

[[item.metric.entry]]
on = 2021-02-05
value = 62290
"#;

fn archive(files: &[(&str, &str)]) -> Archive {
    let text = |(path, text): &(&str, &str)| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
    Archive::read(files.iter().map(text).collect())
}

fn open(archive: Archive, lang: Lang) -> App {
    App::new(archive, Keymap::new(&config::read(None).expect("the defaults").keys).expect("the keys"), lang)
}

/// An application that shows the archive above, with a category chosen whose items have metrics.
pub(crate) fn app(lang: Lang) -> App {
    let files = [("archive.toml", ABOUT), ("108/general.toml", YEAR_108), ("110/general.toml", YEAR_110)];
    open(archive(&files), lang)
}

/// Applications that have nothing to show, each for another reason.
pub(crate) fn empty() -> Vec<(&'static str, App)> {
    let mut absent = app(Lang::En);
    absent.panes[Focus::Categories as usize].go(Motion::To(4));
    let mut partial = open(archive(&[("archive.toml", ABOUT), ("110/none.toml", "year = 110\n")]), Lang::Zh);
    partial.panes[Focus::Categories as usize].go(Motion::To(1));
    let mut filtered = app(Lang::En);
    filtered.filters = ["zzz".to_string(), "zzz".to_string(), "zzz".to_string()];
    for app in [&mut absent, &mut partial, &mut filtered] {
        // Any command that makes the rows anew.
        app.handle(annals::app::event::Event::Key("f8".parse().expect("a key")));
        app.handle(annals::app::event::Event::Key("f8".parse().expect("a key")));
        app.status = Default::default();
    }
    vec![
        ("empty-archive", open(archive(&[]), Lang::En)),
        ("empty-absent", absent),
        ("empty-partial", partial),
        ("empty-filter", filtered),
    ]
}

/// An archive of seven years with gaps of every kind, at the screen of a metric after these keys.
pub(crate) fn trend(lang: Lang, keys: &[&str]) -> App {
    let metrics = |year: u32| {
        let metric = |id: &str, keys: &str| format!("[[item.metric]]\nid = \"{id}\"\n{keys}\n");
        let dorm = match year {
            // The year tells nothing of it, or it is told without a value.
            107 => String::new(),
            109 => metric("dorm.count", ""),
            112 => metric("dorm.count", "value = 5\nunit = \"戶\""),
            111 => metric("dorm.count", "value = 40\napprox = true\nnote = \"報告寫約四十間\""),
            _ => metric("dorm.count", &format!("value = {}\nformula = \"340 - 280\"", 60 - (year % 100 - 8) * 5)),
        };
        let green = ["96.41", "88.5", "90", "71.25", "", "100", "94.9", "-3"][year as usize % 8];
        let green = if year == 108 {
            metric("green", "value = \"特優\"")
        } else {
            metric("green", &format!("value = {green}"))
        };
        let spent = format!("name = \"採購金額\"\nunit = \"元\"\nvalue = {}", (i64::from(year) - 110) * 62_290_000);
        dorm + &green.replace("value = \n", "") + &metric("spent", &spent)
    };
    let mut files = vec![("archive.toml".to_string(), ABOUT.to_string())];
    // Of 113 there is no report.
    for year in (107..=114).filter(|year| *year != 113) {
        let item = "[[item]]\nid = \"dorm\"\ncategory = \"general/affairs/dormitory\"\ntitle = \"經管市有宿舍\"\n";
        files.push((format!("{year}/general.toml"), format!("year = {year}\n{item}{}", metrics(year))));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut app = open(archive(&files), lang);
    keys.iter().for_each(|key| press(&mut app, key));
    app.status = Default::default();
    app
}

/// Keys that lead to the screen of a metric, each to another of its looks.
pub(crate) const TRENDS: &[(&str, &[&str])] = &[
    ("bars", &["3", "t"]),
    ("line", &["3", "t", "b", "g"]),
    ("target", &["3", "t", "n"]),
    ("money", &["3", "t", "n", "n"]),
    ("index", &["3", "t", "a", "enter"]),
    ("index-line", &["3", "t", "a", "enter", "b"]),
];

/// An application whose chosen metric is kept as entries; it shows that.
fn logged(lang: Lang) -> App {
    let files = [("archive.toml", ABOUT), ("108/general.toml", YEAR_108), ("110/general.toml", LOG_110)];
    let mut app = open(archive(&files), lang);
    press(&mut app, "3");
    app
}

/// An archive of forty years.
pub(crate) fn years() -> App {
    let texts: Vec<(String, String)> =
        (1990..2030).map(|year| (format!("{year}.toml"), format!("year = {year}\n"))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    open(archive(&files), Lang::En)
}

/// An archive that tries to take over the terminal.
pub(crate) fn hostile() -> App {
    let text = r#"
year = 110

[[item]]
title = "\u001b[31mred\u0007"
text = "rtl \u202e ltr \u009b2J \u200b end\tof \u007f"
no = "\u0085"
tags = ["\u001b]0;owned\u0007"]

[[item.metric]]
name = "\u001b[31mred"
unit = "\u202e"
value = 3

[[item.metric]]
name = "grade"
value = "\u001b[2J"
"#;
    open(archive(&[("110/\u{1b}[31m.toml", text)]), Lang::En)
}

/// What every text that is typed in [`MODES`] ends with.
pub(crate) const TYPED_END: &str = "綠。";

type Prepare = fn(&mut App);

/// Every mode.
pub(crate) const MODES: &[(&str, Prepare)] = &[
    ("browse", |app| app.marked = app.view.items.iter().take(2).collect()),
    ("metrics", |app| press(app, "3")),
    ("record", |app| press(app, "4")),
    ("zoom", |app| app.zoom = true),
    ("widest", |app| app.shares = Shares { categories: i32::MAX, metrics: i32::MAX, record: i32::MAX }),
    ("narrowest", |app| app.shares = Shares { categories: i32::MIN, metrics: i32::MIN, record: i32::MIN }),
    ("bad", |app| {
        app.status.text = "Not saved: the disk is full. ".repeat(6);
        app.status.bad = true;
    }),
    ("find", |app| {
        app.query = Query::parse("宿舍");
        app.hits = app.view.items.iter().take(2).collect();
        app.mode = Mode::Find(typed("宿舍 綠。"), stand(app));
    }),
    ("not-understood", |app| app.mode = Mode::Find(typed("value>abc 綠。"), stand(app))),
    ("filter", |app| app.mode = Mode::Filter(typed(&"長".repeat(90)), String::new())),
    ("edit-text", |app| {
        app.focus = Focus::Record;
        edit(app, Kind::Text, |_| {});
    }),
    ("edit-selection", |app| {
        app.focus = Focus::Record;
        edit(app, Kind::Text, |line| line.apply(Stroke::SelectAll, ROOM));
    }),
    ("edit-dates", |app| edit(app, Kind::Dates, |_| {})),
    ("edit-new", |app| {
        app.mode = Mode::Edit(Edit {
            from: app.focus,
            target: Target::NewItem,
            line: typed(""),
            first: String::new(),
            fault: Some("A title is needed.".into()),
            meaning: String::new(),
            gap: None,
            meeting: None,
        });
    }),
    ("entries", |app| *app = logged(app.lang)),
    ("entries-money", |app| {
        *app = logged(app.lang);
        press(app, "j");
        press(app, "4");
        press(app, "G");
    }),
    ("entries-open", |app| {
        *app = logged(app.lang);
        app.focus = Focus::Record;
        app.panes[Focus::Record as usize].go(Motion::To(12));
        let target = Target::Field(2, Place::entry(0, 0, 1), Name::Field(Field::Note));
        let line = typed("第一批點交 綠。");
        let first = line.text().to_string();
        app.mode = Mode::Edit(Edit {
            target,
            line,
            first,
            from: app.focus,
            fault: None,
            meaning: String::new(),
            gap: None,
            meeting: None,
        });
    }),
    ("gap", |app| {
        press(app, "3");
        let target = Target::Field(2, Place::metric(0, 0), Name::Field(Field::Value));
        let gap = Some(Gap { before: "108: 60 間".into(), left: 12 });
        let (line, meaning) = (typed("4綠。"), "a grade, in words".to_string());
        app.mode = Mode::Edit(Edit {
            target,
            line,
            first: String::new(),
            from: app.focus,
            fault: None,
            meaning,
            gap,
            meeting: None,
        });
    }),
    // Someone else changed the field, too.
    ("edit-theirs", |app| {
        press(app, "3");
        let target = Target::Field(2, Place::metric(0, 0), Name::Field(Field::Value));
        let theirs = "他們寫的另一段，長得一列放不下，要折成好幾列才看得完，\u{1b}[31m而且不安全。".repeat(2);
        let meeting = Some(Meeting { theirs, next: Vec::new() });
        let (line, meaning) = (typed("4綠。"), "a grade, in words".to_string());
        let first = String::new();
        app.mode = Mode::Edit(Edit { target, line, first, from: app.focus, fault: None, meaning, gap: None, meeting });
    }),
    ("compare", |app| press(app, "c")),
    ("compare-list", |app| ["c", "S", "S", "S"].iter().for_each(|key| press(app, key))),
    ("compare-folded", |app| ["c", "z"].iter().for_each(|key| press(app, key))),
    ("compare-typing", |app| {
        ["c", "/"].iter().for_each(|key| press(app, key));
        app.handle(annals::app::event::Event::Paste(format!("宿舍 {TYPED_END}")));
    }),
    ("compare-help", |app| {
        ["c", "?"].iter().for_each(|key| press(app, key));
        app.handle(annals::app::event::Event::Paste(TYPED_END.into()));
    }),
    ("overview", |app| press(app, "o")),
    ("palette", |app| list(app, ListKind::Palette, true)),
    ("review", |app| list(app, ListKind::Review, false)),
    ("recover", |app| list(app, ListKind::Recover, false)),
    ("trend", |app| ["3", "t"].iter().for_each(|key| press(app, key))),
    ("trend-help", |app| ["3", "t", "n", "n", "b", "?", "綠", "。"].iter().for_each(|key| press(app, key))),
    ("ask", |app| ask(app, "Delete 經管市有宿舍? y deletes, any other key keeps it.")),
    // Both sides of a collision, each as long as a question shows it.
    ("ask-both", |app| {
        let side = |word: &str| word.repeat(120 / word.chars().count());
        let asked = words::dispute::ASK_FIELD.fill(app.lang, &["110/general.toml"]);
        ask(app, &format!("{asked} yours «{}» theirs «{}»", side("我的一段"), side("他的\u{202e}段")));
    }),
    ("ask-long", |app| ask(app, &"110/general.toml: someone else changed the same lines. ".repeat(4))),
];

const ROOM: Room = Room { width: 60, height: 10, cells: wrap::cells };

pub(crate) fn press(app: &mut App, key: &str) {
    app.handle(annals::app::event::Event::Key(key.parse().expect("a key")));
}

fn stand(app: &App) -> Stand {
    Stand { year: app.year, item: app.item(), focus: app.focus, ..Stand::default() }
}

/// A text with the caret at its end, which is always the same.
fn typed(text: &str) -> Line {
    let text = text.strip_suffix(TYPED_END).unwrap_or(text);
    let mut line = Line::new(text, true);
    line.apply(Stroke::Paste(TYPED_END.into()), ROOM);
    line
}

fn edit(app: &mut App, kind: Kind, then: fn(&mut Line)) {
    let Some(row) = app.view.fields.iter().find(|row| row.name.kind() == kind) else { return };
    let mut line = typed(row.shown());
    let first = row.shown().to_string();
    then(&mut line);
    let file = app.item().map_or(0, |item| item.file);
    let meaning = if kind == Kind::Dates { "2021-03-04".to_string() } else { String::new() };
    let target = Target::Field(file, row.place, row.name.clone());
    app.mode =
        Mode::Edit(Edit { target, line, first, from: app.focus, fault: None, meaning, gap: None, meeting: None });
}

fn list(app: &mut App, kind: ListKind, typing: bool) {
    let row = |text: &str, aside: &str, look: Look| Row {
        text: text.into(),
        aside: aside.into(),
        look,
        marks: std::iter::once(3..6).collect(),
        ..Row::default()
    };
    let mut rows = vec![
        row("綠色採購比率", "110/general.toml", Look::Heading),
        row("title = \"舊的標題\"", "", Look::Old),
        row(
            "title = \"新的標題，長得在任何一個視窗裡面都放不下，所以最後一定會被截斷，不論畫面有多寬多高都一樣如此，真的\"",
            "",
            Look::New,
        ),
    ];
    rows.extend((0..40).map(|at| row(&format!("第{at}項 command"), "ctrl-p", Look::Plain)));
    let mut pane = Pane::default();
    pane.fit(rows.len());
    pane.go(Motion::To(4));
    app.mode = Mode::List(List {
        kind,
        line: typing.then(|| typed("word ")),
        pane,
        rows: annals::app::lists::listed::Rows::ready(rows),
        total: 200,
        is_glimpse: false,
        under: Box::default(),
    });
}

fn ask(app: &mut App, text: &str) {
    app.mode = Mode::Ask(Question { text: text.into(), about: About::Quit });
}
