//! The three lists: their frames and titles, what their rows have in common, and what stands where there are none.

mod categories;
mod items;
mod metrics;

use crate::app::App;
use crate::app::find;
use crate::app::mode::Focus;
use crate::app::wrap;
use crate::lang::words;
use crate::search::marks;
use crate::search::marks::Kind;
use crate::search::query::Query;
use crate::ui::layout;
use crate::ui::layout::Layout;
use crate::ui::pen::Mark;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the frames of all panes, and the rows of the three lists.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout) {
    let frame = |focus: Focus| layout.pane(focus).frame;
    Focus::ALL.into_iter().for_each(|focus| pen.frame(frame(focus), pen.theme.border));
    // Over the lines that it shares with its neighbours.
    pen.frame(frame(app.focus), pen.theme.border_focused);
    if !layout.pane(Focus::Categories).rows.is_empty() {
        categories::draw(pen, app, layout);
    }
    if !layout.pane(Focus::Items).rows.is_empty() {
        items::draw(pen, app, layout);
    }
    if !layout.pane(Focus::Metrics).rows.is_empty() {
        metrics::draw(pen, app, layout);
    }
}

/// Writes a pane's title into its frame: what it shows, by what that is filtered, and which row of how many is chosen.
pub(super) fn title(pen: &mut Pen, app: &App, layout: &Layout, focus: Focus, title: &str) {
    let frame = layout.pane(focus).frame;
    let mut strip = Strip::of(frame, 0);
    strip.take(1);
    strip.take_right(2);
    let style = if app.focus == focus { pen.theme.title_focused } else { pen.theme.title };
    let pane = app.pane(focus);
    if let Some(at) = pane.chosen() {
        let place = format!(" {}/{} ", at + 1, pane.len());
        // A title says more than a number.
        if strip.width >= 2 * pen.width(&place, strip.width) {
            pen.put_right(&mut strip, &place, style);
        }
    }
    let filter = app.filters.get(focus as usize).filter(|filter| !filter.is_empty());
    let filter = filter.map(|filter| format!(" {} ", words::FILTERED.fill(app.lang, &[filter])));
    if let Some(filter) = filter {
        let mut end = strip.take_right(pen.width(&filter, strip.width * 2 / 3));
        pen.put(&mut end, &filter, pen.theme.marked);
    }
    if strip.width > 2 {
        pen.put(&mut strip.take(1), " ", style);
        let end = strip.take_right(1);
        pen.put(&mut strip, title, style);
        // Directly behind the title; from there on the line goes on.
        pen.put(&mut Strip { x: strip.x, ..end }, " ", style);
    }
}

/// A row of a list, ready to be written: shaded and with a sign if it is the chosen one.
pub(super) fn row(pen: &mut Pen, app: &App, focus: Focus, rows: Rect, at: usize) -> Strip {
    let pane = app.pane(focus);
    let below = u16::try_from(at - pane.shown().start.min(at)).unwrap_or(u16::MAX);
    let mut strip = Strip::of(rows, below);
    let pad = layout::pad(rows.width);
    // In the record a line is chosen only for what the focus there can do with it.
    if pane.chosen() == Some(at) && (focus != Focus::Record || app.focus == focus) {
        let style = if app.focus == focus { pen.theme.chosen } else { pen.theme.chosen_elsewhere };
        pen.shade(strip.area(), style);
        pen.put(&mut strip.take(pad), pen.signs.cursor, Style::new());
    } else {
        strip.take(pad);
    }
    strip.take_right(pad);
    strip
}

/// The bytes of a title to highlight: what was looked for, else what the pane is filtered by.
pub(super) fn hits(pen: &Pen, app: &App, filter: &Query, kind: Kind, text: &str) -> Vec<Mark> {
    let query = if app.query.is_empty() { filter } else { &app.query };
    // What stands behind so much shows on no screen.
    let shown = text.char_indices().nth(SHOWN).and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    marks::marks_in(query, kind, shown).into_iter().map(|range| (range, pen.theme.hit)).collect()
}

/// More characters than a row of any screen shows.
const SHOWN: usize = 2000;

/// The query that a pane is filtered by.
pub(super) fn filter(app: &App, focus: Focus) -> Query {
    app.filters.get(focus as usize).map_or_else(Query::default, |text| find::query(app, text))
}

/// Writes running text into an area, wrapped.
pub(super) fn note(pen: &mut Pen, area: Rect, text: &str, style: Style) {
    let pad = layout::pad(area.width);
    let rows = wrap::wrap(text, area.width.saturating_sub(2 * pad).into(), pen.cells);
    for (y, row) in (0..area.height).zip(rows) {
        let mut strip = Strip::of(area, y);
        strip.take(pad);
        pen.put(&mut strip, text.get(row.range).unwrap_or_default(), style);
    }
}

/// What is said of a list that has no rows because a filter hides them; none where there is no filter.
pub(super) fn hidden(app: &App, focus: Focus) -> Option<&'static str> {
    let filter = app.filters.get(focus as usize)?;
    (!filter.is_empty()).then(|| words::EMPTY_FILTER.say(app.lang))
}
