//! A list over the panes: what is typed to narrow it, its rows, what can be done with them.

use crate::app::App;
use crate::app::mode::List;
use crate::app::mode::ListKind;
use crate::app::mode::Look;
use crate::app::mode::Row;
use crate::ui::asked;
use crate::ui::hints;
use crate::ui::input;
use crate::ui::input::Asked;
use crate::ui::layout;
use crate::ui::layout::Layout;
use crate::ui::panes;
use crate::ui::pen::Mark;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the list, and tells where the caret stands.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout, list: &List) -> Option<Position> {
    let place = layout.list;
    pen.clear(place.area);
    if place.framed {
        pen.frame(place.area, pen.theme.border_focused);
        draw_title(pen, app, place.area, list);
    }
    let mut caret = None;
    if let Some(line) = list.line.as_ref().filter(|_| !place.input.is_empty()) {
        let mut strip = Strip::of(place.input, 0);
        let prompt = strip.take(layout::pad(strip.width) * 2);
        pen.put(&mut { prompt }, pen.signs.cursor, pen.theme.label);
        caret = match list.kind {
            ListKind::Found => asked::draw(pen, app, strip, line),
            _ => input::draw(pen, strip, line, Asked::default()),
        };
    }
    let shown = list.pane.shown();
    for (y, at) in (0..place.rows.height).zip(shown) {
        let Some(row) = list.rows.row(app, at) else { break };
        let is_chosen = list.pane.chosen() == Some(at);
        draw_row(pen, Strip::of(place.rows, y), &row, is_chosen);
    }
    panes::note(pen, place.foot, &hints::foot(app, list), pen.theme.dim);
    caret
}

/// The title, and which row of how many is chosen; of all there are, where only the best are listed.
fn draw_title(pen: &mut Pen, app: &App, area: Rect, list: &List) {
    let mut strip = Strip::of(area, 0);
    strip.take(2);
    strip.take_right(2);
    let all = list.total;
    // On a heading, one stands at what it heads.
    let at = list.pane.chosen().map_or(0, |at| list.rows.counted(at).max(1).min(all));
    let more = if list.is_glimpse { "+" } else { "" };
    let place = format!(" {at}/{all}{more} ");
    if strip.width >= 2 * pen.width(&place, strip.width) {
        pen.put_right(&mut strip, &place, pen.theme.title);
    }
    let title = format!(" {} ", list.kind.title().say(app.lang));
    pen.put(&mut strip, &title, pen.theme.title_focused);
}

fn draw_row(pen: &mut Pen, mut strip: Strip, row: &Row, is_chosen: bool) {
    let pad = layout::pad(strip.width);
    if is_chosen {
        pen.shade(strip.area(), pen.theme.chosen);
        pen.put(&mut { strip }, if pad > 0 { pen.signs.cursor } else { "" }, Style::new());
    }
    strip.take(pad);
    strip.take_right(pad);
    let (sign, style) = match row.look {
        Look::Plain => ("", Style::new()),
        Look::Heading => ("", pen.theme.heading),
        Look::Old => ("- ", pen.theme.removed),
        Look::New => ("+ ", pen.theme.added),
    };
    if !row.aside.is_empty() {
        // What stands aside never takes more than half.
        let mut aside = strip.take_right(pen.width(&row.aside, strip.width / 2));
        pen.put(&mut aside, &row.aside, pen.theme.dim);
        strip.take_right(1);
    }
    pen.put(&mut strip, sign, style);
    let marks: Vec<Mark> = row.marks.iter().map(|range| (range.clone(), pen.theme.hit)).collect();
    pen.put_marked(&mut strip, &row.text, style, &marks);
}
