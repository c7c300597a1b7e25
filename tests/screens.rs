//! What is drawn, at every size and in every mode: pictures of whole screens, and what must hold of any of them.
//!
//! A picture that changed on purpose is written anew by `UPDATE_EXPECT=1 cargo test --test screens`.

#[path = "screens/fixture.rs"]
mod fixture;

use annals::app::App;
use annals::app::mode::Focus;
use annals::app::mode::Mode;
use annals::lang::Lang;
use annals::search::query::Query;
use annals::terminal::screen::settle;
use annals::ui;
use annals::ui::layout::Layout;
use annals::ui::signs;
use annals::ui::theme::Colours;
use annals::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::buffer::CellWidth;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::style::Modifier;
use std::path::Path;

fn dark() -> Theme {
    Theme::new(false, Colours::Ansi256, &signs::LINE)
}

/// A frame as the loop draws it, with the layout it was drawn by.
fn frame(app: &mut App, width: u16, height: u16, theme: &Theme) -> (Buffer, Option<Position>, Layout) {
    let area = Rect::new(0, 0, width, height);
    let layout = Layout::of(area, app);
    app.fit(layout.screen(), layout.room());
    let mut buffer = Buffer::empty(area);
    let caret = ui::draw(&mut buffer, app, &layout, theme);
    settle(&mut buffer);
    (buffer, caret, layout)
}

/// The picture of a screen: its rows, and where the caret stands.
fn picture(buffer: &Buffer, caret: Option<Position>) -> String {
    let columns = usize::from(buffer.area.width).max(1);
    let rows = buffer.content.chunks(columns).map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>());
    let rows: String = rows.map(|row| row.trim_end().to_string() + "\n").collect();
    match caret {
        Some(caret) => format!("{rows}caret at column {}, row {}\n", caret.x, caret.y),
        None => rows,
    }
}

/// Compares with the picture in `tests/screens/`, or paints it anew.
#[track_caller]
fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(name).with_extension("txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, found).expect("tests/screens can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{}: expected\n{expected}\nfound\n{found}", path.display());
}

#[test]
fn pictures_at_every_size() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        for (width, height) in [(80, 24), (120, 40), (40, 10), (200, 50), (1, 1)] {
            let mut app = fixture::app(lang);
            let (buffer, caret, _) = frame(&mut app, width, height, &dark());
            check(&format!("{name}-{width}x{height}"), &picture(&buffer, caret));
        }
    }
}

#[test]
fn pictures_of_every_mode() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        for (mode, prepare) in fixture::MODES {
            let mut app = fixture::app(lang);
            prepare(&mut app);
            let (buffer, caret, _) = frame(&mut app, 100, 26, &dark());
            check(&format!("{name}-{mode}"), &picture(&buffer, caret));
        }
    }
}

/// What only other years have is told with the key to them, in as many words as there is room for.
#[test]
fn what_other_years_have_is_told() {
    for (lang, keys, width, told) in [
        (Lang::En, "/ v i s i t s", 100, "nothing in 110; 1 in 108: ctrl-p"),
        (Lang::En, "/ v i s i t s", 80, "nothing in 110; 1 in 108: ctrl-p"),
        (Lang::En, "/ v i s i t s", 40, "1 in 108: ctrl-p"),
        (Lang::En, "/ v i s i t s", 20, ""),
        (Lang::En, "/ v i s i t s enter", 120, "nothing in 110; 1 in 108: ctrl-p"),
        (Lang::En, "/ v i s i t s enter", 44, "1 in 108: ctrl-p"),
        (Lang::Zh, "/ v i s i t s", 80, "110 查無，108 有 1 筆：ctrl-p"),
        (Lang::Zh, "/ v i s i t s", 40, "108 有 1 筆：ctrl-p"),
        (Lang::En, "/ v z z z", 80, "nothing found"),
    ] {
        let mut app = fixture::app(lang);
        keys.split(' ').for_each(|key| fixture::press(&mut app, key));
        let (buffer, caret, _) = frame(&mut app, width, 24, &dark());
        let picture = picture(&buffer, caret);
        // A wide character leaves a blank behind it.
        let line = picture.lines().nth(23).unwrap_or_default().replace(' ', "");
        let told = told.replace(' ', "");
        let said = ["nothingin", "in108", "nothingfound", "查無", "108有"];
        let said = |text: &str| said.into_iter().filter(|word| text.contains(word)).collect::<Vec<_>>();
        assert!(line.contains(&told) && said(&line) == said(&told), "{keys} at {width}: {line}");
    }
}

/// Two years and a year at a glance, without colours: what is better and what is worse can be told all the same.
#[test]
fn pictures_of_years() {
    let theme = Theme::new(false, Colours::None, &signs::LINE);
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        for page in ["compare", "overview"] {
            for (width, height) in [(60, 20), (80, 24), (200, 50)] {
                let mut app = fixture::app(lang);
                fixture::press(&mut app, if page == "compare" { "c" } else { "o" });
                let (buffer, caret, _) = frame(&mut app, width, height, &theme);
                check(&format!("{name}-{page}-{width}x{height}"), &picture(&buffer, caret));
            }
        }
    }
}

#[test]
fn a_narrow_comparison_tells_less() {
    let mut pictures = String::new();
    for width in [100, 70, 50, 40, 30, 20, 10, 3] {
        let mut app = fixture::app(Lang::Zh);
        fixture::press(&mut app, "c");
        let (buffer, caret, _) = frame(&mut app, width, 12, &Theme::new(false, Colours::None, &signs::ASCII));
        pictures += &picture(&buffer, caret);
    }
    check("compare-narrowing", &pictures);
}

#[test]
fn pictures_of_what_the_check_finds() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        let mut app = fixture::app(lang);
        app.handle(annals::app::event::Event::Key("!".parse().expect("a key")));
        // The second finding is a slip that the check knows how to mend.
        app.handle(annals::app::event::Event::Key("down".parse().expect("a key")));
        let (buffer, caret, _) = frame(&mut app, 100, 26, &dark());
        check(&format!("{name}-check"), &picture(&buffer, caret));
    }
}

#[test]
fn pictures_of_empty_places() {
    for (name, app) in fixture::empty() {
        let (mut app, mut pictures) = (app, String::new());
        for focus in [Focus::Items, Focus::Metrics] {
            app.focus = focus;
            let (buffer, caret, _) = frame(&mut app, 80, 14, &dark());
            pictures += &picture(&buffer, caret);
        }
        check(name, &pictures);
    }
}

#[test]
fn a_picture_in_ascii() {
    let mut app = fixture::app(Lang::En);
    let (buffer, caret, _) = frame(&mut app, 120, 30, &Theme::new(false, Colours::None, &signs::ASCII));
    check("ascii", &picture(&buffer, caret));
    // A terminal that draws ambiguous characters wide would tear frames of lines; whatever the theme says, it gets ASCII.
    let mut wide = fixture::app(Lang::En);
    wide.room.cells = annals::app::wrap::cells_cjk;
    let (buffer, caret, _) = frame(&mut wide, 120, 30, &dark());
    check("ambiguous-wide", &picture(&buffer, caret));
}

#[test]
fn pictures_of_a_metric_through_the_years() {
    let ascii = Theme::new(false, Colours::None, &signs::ASCII);
    for (name, lang, theme) in [("en", Lang::En, dark()), ("zh", Lang::Zh, dark()), ("ascii", Lang::En, ascii)] {
        for (what, keys) in fixture::TRENDS {
            let mut pictures = String::new();
            for (width, height) in [(60, 20), (80, 24), (200, 50), (40, 12), (23, 4)] {
                // Beside the first picture of each, one large one of each language is enough.
                if (width, height) == (200, 50) && *what != "bars" {
                    continue;
                }
                let mut app = fixture::trend(lang, keys);
                let (buffer, caret, _) = frame(&mut app, width, height, &theme);
                pictures += &picture(&buffer, caret);
            }
            check(&format!("trend-{name}-{what}"), &pictures);
        }
    }
}

/// Every mode at every size: what must hold of any screen.
#[test]
fn no_size_breaks_a_screen() {
    let theme = dark();
    let sizes = |most: u16| (1..=most).filter(move |size| *size < 12 || size % 9 == 0 || *size == most);
    for (mode, prepare) in fixture::MODES {
        let mut app = fixture::app(Lang::Zh);
        prepare(&mut app);
        for width in sizes(130) {
            for height in sizes(45) {
                let what = format!("{mode} at {width}×{height}");
                let (buffer, caret, layout) = frame(&mut app, width, height, &theme);
                no_glyph_is_torn(&buffer, &what);
                frames_close(&buffer, &layout, &app, &what);
                caret_is_inside(&buffer, caret, &app, &what);
            }
        }
    }
}

fn no_glyph_is_torn(buffer: &Buffer, what: &str) {
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        for (x, cell) in row.iter().enumerate() {
            for behind in x + 1..x + usize::from(cell.cell_width()) {
                assert!(row.get(behind).is_some_and(|cell| cell.symbol().is_empty()), "{what}: {:?}", cell.symbol());
            }
        }
    }
}

/// Every vertical arm of a line meets one of the cell it leads to. What stands over the panes cuts their lines off, so
/// there its own frame is looked at instead. (Horizontal lines are interrupted by titles.)
fn frames_close(buffer: &Buffer, layout: &Layout, app: &App, what: &str) {
    let arms = |x: u16, y: u16| buffer.cell((x, y)).map_or(0, |cell| signs::LINE.arms(cell.symbol()));
    let symbol = |x: u16, y: u16| buffer.cell((x, y)).map_or("", |cell| cell.symbol());
    let over = match &app.mode {
        Mode::List(_) => Some((layout.list.area, layout.list.framed)),
        Mode::Trend(_) => Some((layout.trend.area, layout.trend.framed)),
        _ => None,
    };
    if let Some((area, framed)) = over {
        if framed {
            let (right, bottom) = (area.right() - 1, area.bottom() - 1);
            let corners = [(area.x, area.y), (right, area.y), (area.x, bottom), (right, bottom)];
            assert_eq!(corners.map(|(x, y)| symbol(x, y)), ["┌", "┐", "└", "┘"], "{what}");
            for y in area.y + 1..bottom {
                assert_eq!((symbol(area.x, y), symbol(right, y)), ("│", "│"), "{what}, row {y}");
            }
        }
        return;
    }
    let fault = matches!(&app.mode, Mode::Edit(edit) if edit.fault.is_some());
    if fault || matches!(app.mode, Mode::Ask(_)) || !app.status.text.is_empty() {
        return;
    }
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let (here, below) = (arms(x, y), arms(x, y + 1));
            // A title may stand where the line above it would join.
            if y + 1 == layout.pane(Focus::Record).frame.y && below == 0 {
                continue;
            }
            assert_eq!(here & signs::DOWN != 0, below & signs::UP != 0, "{what}: column {x}, row {y}");
        }
    }
}

/// The caret stands on the screen where something is typed, and nowhere else.
fn caret_is_inside(buffer: &Buffer, caret: Option<Position>, app: &App, what: &str) {
    let is_typing = match &app.mode {
        Mode::Find(..) | Mode::Filter(..) | Mode::Edit(_) => true,
        Mode::List(list) => list.line.is_some(),
        Mode::Page(page) => page.is_typing,
        Mode::Browse | Mode::Ask(_) | Mode::Trend(_) => false,
    };
    assert_eq!(caret.is_some(), is_typing, "{what}");
    assert!(caret.is_none_or(|caret| buffer.area.contains(caret)), "{what}: {caret:?}");
}

#[test]
fn the_caret_stands_behind_what_was_typed() {
    for (mode, prepare) in fixture::MODES {
        for (width, height) in [(120, 40), (80, 24), (40, 10), (24, 5), (8, 3)] {
            let mut app = fixture::app(Lang::Zh);
            prepare(&mut app);
            let (buffer, caret, _) = frame(&mut app, width, height, &dark());
            let Some(caret) = caret else { continue };
            let row = (0..caret.x).filter_map(|x| buffer.cell((x, caret.y))).map(|cell| cell.symbol());
            let row: String = row.collect();
            assert!(row.ends_with(fixture::TYPED_END), "{mode} at {width}×{height}: {row:?}");
        }
    }
}

#[test]
fn what_was_looked_for_is_highlighted_where_it_stands() {
    let mut app = fixture::app(Lang::Zh);
    app.query = Query::parse("宿舍");
    let (buffer, _, _) = frame(&mut app, 200, 40, &dark());
    let mut marked: Vec<String> = Vec::new();
    for row in buffer.content.chunks(200) {
        for run in row.chunk_by(|a, b| a.modifier == b.modifier) {
            if run[0].modifier.contains(Modifier::UNDERLINED) {
                marked.push(run.iter().map(|cell| cell.symbol()).collect());
            }
        }
    }
    // Category, item, metric; title, four times in the text, category, tag.
    assert_eq!(marked, ["宿舍"; 10]);
}

#[test]
fn years_that_do_not_fit_are_left_out_around_the_one_that_shows() {
    let mut pictures = String::new();
    for (back, width) in [(0, 100), (20, 100), (39, 100), (0, 60), (20, 60), (39, 60), (20, 30), (20, 12), (20, 6)] {
        let mut app = fixture::years();
        app.year = app.archive.years[app.archive.years.len() - 1 - back];
        let (buffer, caret, _) = frame(&mut app, width, 10, &dark());
        pictures += picture(&buffer, caret).lines().next().unwrap_or_default();
        pictures += "\n";
    }
    check("years", &pictures);
}

#[test]
fn a_narrow_table_of_metrics_tells_less() {
    let mut pictures = String::new();
    for width in [100, 80, 56, 46, 38, 30, 24, 18, 12] {
        let mut app = fixture::app(Lang::Zh);
        (app.focus, app.zoom) = (Focus::Metrics, true);
        let (buffer, caret, _) = frame(&mut app, width, 12, &dark());
        pictures += &picture(&buffer, caret);
    }
    check("metrics-narrowing", &pictures);
}

#[test]
fn control_characters_are_seen_and_never_sent() {
    for (width, height) in [(120, 40), (80, 24), (30, 12)] {
        let mut app = fixture::hostile();
        let (buffer, caret, _) = frame(&mut app, width, height, &dark());
        for cell in &buffer.content {
            assert!(!cell.symbol().contains(annals::safe::is_hidden), "{:?}", cell.symbol());
        }
        let shown = picture(&buffer, caret);
        assert!(shown.contains("␛[31m"), "{shown}");
        assert!(width < 80 || shown.contains("<U+202E>"), "{shown}");
    }
}

/// Whatever the size, the chart of any metric stays in its frame and tears no glyph.
#[test]
fn no_size_breaks_a_chart() {
    let sizes = |most: u16| (1..=most).filter(move |size| *size < 12 || size % 7 == 0 || *size == most);
    for (what, keys) in fixture::TRENDS {
        let mut app = fixture::trend(Lang::Zh, keys);
        for width in sizes(130) {
            for height in sizes(45) {
                let what = format!("{what} at {width}×{height}");
                let (buffer, _, layout) = frame(&mut app, width, height, &dark());
                no_glyph_is_torn(&buffer, &what);
                frames_close(&buffer, &layout, &app, &what);
            }
        }
    }
}

#[test]
fn without_colours_there_are_none() {
    let theme = Theme::new(false, Colours::None, &signs::LINE);
    for (mode, prepare) in fixture::MODES {
        let mut app = fixture::app(Lang::En);
        prepare(&mut app);
        let (buffer, _, _) = frame(&mut app, 130, 40, &theme);
        let coloured = buffer.content.iter().find(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
        assert!(coloured.is_none(), "{mode}: {coloured:?}");
    }
}

#[test]
fn the_chosen_row_shows_in_every_pane() {
    for (width, height) in [(120, 40), (80, 24), (60, 12), (30, 9), (20, 5), (9, 3), (4, 1)] {
        let mut app = fixture::app(Lang::Zh);
        for focus in Focus::ALL {
            app.focus = focus;
            for motion in [annals::app::pane::Motion::Last, annals::app::pane::Motion::First] {
                let _ = frame(&mut app, width, height, &dark());
                app.panes[focus as usize].go(motion);
                let (buffer, _, layout) = frame(&mut app, width, height, &dark());
                let rows = layout.pane(focus).rows;
                let pane = app.pane(focus);
                let Some(at) = pane.chosen() else { continue };
                let y = rows.y + (at - pane.shown().start) as u16;
                assert!(rows.contains(Position { x: rows.x, y }), "{focus:?} at {width}×{height}");
                let chosen = buffer.cell((rows.x, y)).map(|cell| cell.bg);
                assert_ne!(chosen, Some(Color::Reset), "{focus:?} at {width}×{height}");
            }
        }
    }
}
