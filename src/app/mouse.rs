//! The mouse: a click chooses, the wheel scrolls. Never needed.

use crate::app::App;
use crate::app::browse;
use crate::app::event::Mouse;
use crate::app::event::MouseKind;
use crate::app::lists;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::page::steps;
use crate::app::pane::Motion;
use crate::app::trend;

/// The mouse did something. In an open field, and while a question waits, it does nothing.
pub fn handle(app: &mut App, mouse: Mouse) {
    match &app.mode {
        Mode::Browse => browse(app, mouse),
        Mode::List(_) => list(app, mouse),
        Mode::Trend(_) => trend(app, mouse),
        Mode::Page(_) => page(app, mouse),
        Mode::Find(..) | Mode::Filter(..) | Mode::Edit(_) | Mode::Ask(_) => {}
    }
}

fn row(mouse: Mouse, (x, y, width, height): (u16, u16, u16, u16)) -> Option<usize> {
    let inside = (x..x.saturating_add(width)).contains(&mouse.x) && (y..y.saturating_add(height)).contains(&mouse.y);
    inside.then(|| (mouse.y - y) as usize)
}

fn browse(app: &mut App, mouse: Mouse) {
    let found = Focus::ALL.into_iter().find_map(|focus| Some((focus, row(mouse, app.screen.panes[focus as usize])?)));
    let Some((focus, row)) = found else { return };
    match mouse.kind {
        MouseKind::Down => {
            let again = app.focus == focus && app.pane(focus).chosen() == Some(app.pane(focus).shown().start + row);
            if app.focus != focus {
                browse::focus(app, focus);
            }
            let to = app.pane(focus).shown().start + row;
            if to < app.pane(focus).len() {
                browse::go(app, Motion::To(to));
            }
            if again && focus == Focus::Categories {
                browse::open(app);
            }
        }
        MouseKind::WheelUp => wheel(app, focus, -3),
        MouseKind::WheelDown => wheel(app, focus, 3),
        MouseKind::Drag | MouseKind::Up => {}
    }
}

fn wheel(app: &mut App, focus: Focus, rows: isize) {
    let before = app.pane(focus).chosen();
    app.panes[focus as usize].wheel(rows);
    if app.pane(focus).chosen() == before {
        return;
    }
    match focus {
        Focus::Categories => app.category_changed(),
        Focus::Items => app.item_changed(),
        Focus::Metrics => app.metric_changed(),
        Focus::Record => {}
    }
}

fn list(app: &mut App, mouse: Mouse) {
    let Some(row) = row(mouse, app.screen.list) else { return };
    let Mode::List(list) = &mut app.mode else { return };
    match mouse.kind {
        MouseKind::Down => {
            let to = list.pane.shown().start + row;
            if list.pane.click(to) {
                lists::choose(app);
            }
        }
        MouseKind::WheelUp => list.pane.wheel(-3),
        MouseKind::WheelDown => list.pane.wheel(3),
        MouseKind::Drag | MouseKind::Up => {}
    }
}

fn trend(app: &mut App, mouse: Mouse) {
    let Some(row) = row(mouse, app.screen.trend) else { return };
    let Mode::Trend(sheet) = &mut app.mode else { return };
    match mouse.kind {
        MouseKind::Down => {
            let to = sheet.pane.shown().start + row;
            let again = sheet.pane.chosen() == Some(to);
            if to < sheet.pane.len() {
                sheet.pane.go(Motion::To(to));
            }
            if again {
                trend::enter(app);
            }
        }
        MouseKind::WheelUp => sheet.pane.wheel(-3),
        MouseKind::WheelDown => sheet.pane.wheel(3),
        MouseKind::Drag | MouseKind::Up => {}
    }
}

fn page(app: &mut App, mouse: Mouse) {
    let Some(row) = row(mouse, app.screen.list) else { return };
    let Mode::Page(page) = &mut app.mode else { return };
    match mouse.kind {
        MouseKind::Down => {
            let to = page.pane.shown().start + row;
            if page.pane.click(to) {
                steps::open(app);
            }
        }
        MouseKind::WheelUp => page.pane.wheel(-3),
        MouseKind::WheelDown => page.pane.wheel(3),
        MouseKind::Drag | MouseKind::Up => {}
    }
}
