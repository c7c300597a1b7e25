//! The bar at the top (what archive, which year, what is pending) and the one at the bottom (the mode, what was said).

mod years;

use crate::app::App;
use crate::app::find;
use crate::app::mode::List;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::page;
use crate::app::reading;
use crate::app::seek;
use crate::app::work;
use crate::app::work::Kind;
use crate::app::wrap;
use crate::lang::Words;
use crate::lang::words;
use crate::ui::asked;
use crate::ui::hints;
use crate::ui::input;
use crate::ui::input::Asked;
use crate::ui::layout::Layout;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::style::Style;

/// Draws the bar at the top.
pub(super) fn title(pen: &mut Pen, app: &App, layout: &Layout) {
    let mut strip = Strip::of(layout.title, 0);
    strip.take(1);
    strip.take_right(1);
    // The year that shows comes before everything; what is unsaved, before what else there is to tell.
    let least = years::least(pen, app);
    for (text, style) in flags(pen, app).into_iter().rev() {
        let width = pen.width(&text, u16::MAX);
        if least + width + GAP > strip.width {
            break;
        }
        pen.put(&mut strip.take_right(width), &text, style);
        strip.take_right(GAP);
    }
    years::draw(pen, app, &mut strip);
    strip.take_right(GAP);
    let title = if app.archive.title.is_empty() { "Annals" } else { &app.archive.title };
    pen.put(&mut strip, title, Style::new().add_modifier(Modifier::BOLD));
}

/// Cells between the parts of a bar.
const GAP: u16 = 2;

/// What there is to tell of the archive, the most important last.
fn flags(pen: &Pen, app: &App) -> Vec<(String, Style)> {
    let count = |words: Words, count: usize| {
        let text = words.fill(app.lang, &[&count.to_string()]);
        text.replace('●', pen.signs.unsaved).replace('⚠', pen.signs.flaw)
    };
    let files = &app.archive.files;
    let read_only = !files.is_empty() && files.iter().all(|file| file.locked.is_some());
    let (unsaved, problems) = (app.unsaved(), app.checks.report.findings.len());
    // While they are read, the line below tells how far that is.
    let unread = if reading::is_on(app) { 0 } else { reading::unread(app) };
    let left = match &app.mode {
        Mode::Edit(edit) => edit.gap.as_ref().map(|gap| gap.left),
        _ => None,
    };
    let mut flags = Vec::new();
    let mut tell = |is_so: bool, text: String, style: Style| flags.extend(is_so.then_some((text, style)));
    tell(app.zoom, words::ZOOMED.say(app.lang).to_string(), pen.theme.dim);
    tell(read_only, words::READ_ONLY.say(app.lang).to_string(), pen.theme.warning);
    tell(unread > 0, count(words::work::UNREAD, unread), pen.theme.warning);
    tell(problems > 0, count(words::PROBLEM_COUNT, problems), pen.theme.warning);
    tell(left.is_some(), count(words::GAPS_LEFT, left.unwrap_or(0)), pen.theme.label);
    tell(unsaved > 0, count(words::UNSAVED, unsaved), pen.theme.unsaved);
    flags
}

/// Draws the bar at the bottom, and tells where the caret of what is typed there stands. What is too long for the bar
/// grows upwards over the panes, though never over `caret`, that of an open field.
pub(super) fn status(pen: &mut Pen, app: &App, layout: &Layout, caret: Option<Position>) -> Option<Position> {
    let mut strip = draw_mode(pen, app, Strip::of(layout.status, 0));
    // Nothing that is said covers what is typed, nor a list.
    let floor = match &app.mode {
        Mode::List(_) => layout.list.area.bottom(),
        _ => caret.map_or(layout.area.y, |caret| caret.y + 1),
    };
    let theme = pen.theme;
    let told = |list: &List| {
        let chosen = list.pane.chosen().and_then(|at| list.rows.row(app, at));
        chosen.map_or(String::new(), |row| row.into_owned().told)
    };
    let mut say = |text: &str, style: Style| say(pen, app, layout, text, style, floor);
    match &app.mode {
        Mode::Ask(question) => say(&question.text, theme.warning),
        Mode::Find(line, _) => {
            // What is typed comes first.
            let typed = pen.width(line.text(), strip.width).saturating_add(2 * GAP);
            let room = strip.width.saturating_sub(typed).max(strip.width / 2);
            draw_hits(pen, app, &mut strip, room);
            // On the smallest screen the cell is the caret's.
            if strip.width > 2 {
                pen.put(&mut strip, "/", pen.theme.label);
            }
            return asked::draw(pen, app, strip, line);
        }
        Mode::Filter(line, _) => {
            draw_told(pen, app, &mut strip);
            return asked::draw(pen, app, strip, line);
        }
        Mode::Page(page) if page.is_typing => {
            draw_told(pen, app, &mut strip);
            return input::draw(pen, strip, &page.line, Asked::default());
        }
        Mode::Edit(edit) if edit.fault.is_some() => {
            say(&format!("! {}", edit.fault.as_deref().unwrap_or_default()), theme.bad);
        }
        _ if app.status.bad => say(&format!("! {}", app.status.text), theme.bad),
        _ if !app.status.text.is_empty() => say(&app.status.text, Style::new()),
        _ if let Some(text) = work::told(app) => say(&text, theme.label),
        // A problem is told whole, with what to do about it, which its row is too short for.
        Mode::List(List { kind: ListKind::Problems, pane, rows, .. }) if !rows.is_empty() => {
            let chosen = pane.chosen().and_then(|at| rows.row(app, at));
            say(&chosen.map_or(String::new(), |row| format!("{} {}", row.aside, row.text)), Style::new());
        }
        Mode::List(list) if list.kind == ListKind::Found && !told(list).is_empty() => say(&told(list), Style::new()),
        // A list tells its keys itself where it has room to.
        Mode::List(_) if !layout.list.foot.is_empty() => {}
        _ => draw_hints(pen, app, strip),
    }
    None
}

/// Writes the mode at the left end of a row; on a narrow screen what is said is worth more. Gives what is left.
fn draw_mode(pen: &mut Pen, app: &App, mut strip: Strip) -> Strip {
    let mode = format!(" {} ", mode(&app.mode).say(app.lang));
    if strip.width >= 3 * pen.width(&mode, strip.width) {
        pen.put(&mut strip, &mode, pen.theme.mode(&app.mode));
        strip.take(1);
    }
    strip
}

fn mode(mode: &Mode) -> Words {
    match mode {
        Mode::Browse => words::MODE_BROWSE,
        Mode::Find(..) => words::MODE_FIND,
        Mode::Filter(..) => words::MODE_FILTER,
        Mode::Edit(_) => words::MODE_EDIT,
        Mode::List(_) => words::MODE_LIST,
        Mode::Ask(_) => words::MODE_ASK,
        Mode::Trend(_) => words::MODE_TREND,
        Mode::Page(page) if page.is_typing => words::MODE_FILTER,
        Mode::Page(page) => match page.kind {
            page::Kind::Compare => words::MODE_COMPARE,
            page::Kind::Overview => words::MODE_OVERVIEW,
        },
    }
}

/// Writes a sentence beside the mode; where the bar is too short for it, into as many rows from the bottom as it takes.
fn say(pen: &mut Pen, app: &App, layout: &Layout, text: &str, style: Style, floor: u16) {
    let bottom = layout.status.bottom();
    // A question stands until it is answered, which nobody can who has not read it.
    let most = if matches!(app.mode, Mode::Ask(_)) { bottom.max(1) } else { MOST_ROWS };
    let free = bottom.saturating_sub(floor).clamp(1, most).min(bottom - layout.area.y);
    let width = draw_mode(pen, app, Strip::of(layout.status, 0)).width;
    let rows = wrap::wrap(text, width.into(), pen.cells);
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(free);
    let area = Rect { y: bottom - height, height, ..layout.status };
    pen.clear(area);
    let beside = draw_mode(pen, app, Strip::of(area, 0));
    for (y, row) in (0..height).zip(&rows) {
        // The last row that there is room for tells by its end that there is more.
        let end = if y + 1 == height { text.len() } else { row.range.end };
        let mut strip = Strip { y: area.y + y, ..beside };
        pen.put(&mut strip, text.get(row.range.start..end).unwrap_or_default(), style);
    }
}

/// Rows that a sentence may take.
const MOST_ROWS: u16 = 6;

/// Tells how many records answer, if there is room.
fn draw_hits(pen: &mut Pen, app: &App, strip: &mut Strip, room: u16) {
    if app.query.is_empty() {
        return;
    }
    let place = app.item().and_then(|item| app.hits.iter().position(|hit| *hit == item)).map_or(0, |at| at + 1);
    let (text, style) = match app.hits.len() {
        0 if let Some(hundredths) = work::hundredths(app, Kind::Find) => {
            (told_so_far(app, hundredths), pen.theme.label)
        }
        0 => (told_of_none(pen, app, room), pen.theme.warning),
        all => (words::HITS.fill(app.lang, &[&place.to_string(), &all.to_string()]), pen.theme.dim),
    };
    if room >= pen.width(&text, strip.width) {
        pen.put_right(strip, &text, style);
        strip.take_right(1);
    }
    let told = find::told_of_chosen(app);
    if !told.is_empty() && strip.width >= 2 * pen.width(&told, strip.width) {
        strip.take_right(1);
        pen.put_right(strip, &told, pen.theme.label);
        strip.take_right(1);
    }
}

/// How many there are as far as is looked, and how far that is; nothing where nobody could read it so fast.
fn told_so_far(app: &App, hundredths: usize) -> String {
    match seek::so_far(app) {
        None => String::new(),
        Some(0) => words::find::LOOKING.fill(app.lang, &[&hundredths.to_string()]),
        Some(count) => words::find::SO_FAR.fill(app.lang, &[&count.to_string(), &hundredths.to_string()]),
    }
}

/// That there are none; where other years have some, as much of that as there is room for.
fn told_of_none(pen: &Pen, app: &App, room: u16) -> String {
    let mut told = find::told_elsewhere(app).into_iter();
    told.find(|text| pen.width(text, u16::MAX) <= room).unwrap_or_else(|| words::NO_HITS.say(app.lang).to_string())
}

/// How far what is typed has been looked for, behind it.
fn draw_told(pen: &mut Pen, app: &App, strip: &mut Strip) {
    let Some(told) = work::told(app) else { return };
    if strip.width >= 2 * pen.width(&told, strip.width) {
        pen.put_right(strip, &told, pen.theme.label);
        strip.take_right(1);
    }
}

fn draw_hints(pen: &mut Pen, app: &App, mut strip: Strip) {
    if !app.marked.is_empty() {
        let text = words::HINT_MARKED.fill(app.lang, &[&app.marked.len().to_string()]);
        pen.put_right(&mut strip, &text, pen.theme.marked);
        strip.take_right(GAP);
    }
    let room = strip.width / 2;
    draw_hits(pen, app, &mut strip, room);
    for hint in hints::of(app) {
        let width = pen.width(&hint.keys, strip.width) + 1 + pen.width(hint.says, strip.width);
        // A hint that is cut off is none.
        if width > strip.width {
            break;
        }
        pen.put(&mut strip, &hint.keys, pen.theme.key);
        strip.take(1);
        pen.put(&mut strip, hint.says, pen.theme.dim);
        strip.take(GAP);
    }
}
