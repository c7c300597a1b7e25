//! The outline as a tree: what is folded, how many items are in it, what this year lacks.

use crate::app::App;
use crate::app::mode::Focus;
use crate::app::view::CategoryRow;
use crate::lang::words;
use crate::search::marks::Kind;
use crate::search::query::Query;
use crate::ui::layout::Layout;
use crate::ui::panes;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::style::Style;

/// Draws the rows that show.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout) {
    let rows = layout.pane(Focus::Categories).rows;
    panes::title(pen, app, layout, Focus::Categories, words::CATEGORIES.say(app.lang));
    if app.view.categories.is_empty() {
        let says = panes::hidden(app, Focus::Categories).unwrap_or_default();
        panes::note(pen, rows, says, pen.theme.dim);
        return;
    }
    let filter = panes::filter(app, Focus::Categories);
    let shown = app.pane(Focus::Categories).shown();
    let categories = app.view.categories.get(shown.clone()).unwrap_or_default();
    let digits = categories.iter().map(|row| row.count.to_string().len()).max().unwrap_or(1);
    for (at, category) in shown.zip(categories) {
        let strip = panes::row(pen, app, Focus::Categories, rows, at);
        draw_row(pen, app, strip, category, digits as u16, &filter);
    }
}

fn draw_row(pen: &mut Pen, app: &App, mut strip: Strip, row: &CategoryRow, digits: u16, filter: &Query) {
    let style = if row.absent { pen.theme.dim } else { Style::new() };
    let mut end = strip.take_right(if strip.width >= digits + 8 { digits + 3 } else { 0 });
    let count = if row.absent && row.count == 0 { pen.signs.gap.to_string() } else { row.count.to_string() };
    pen.put_right(&mut end, &count, pen.theme.dim);
    if row.partial {
        pen.put(&mut end.take(2).take_right(1), pen.signs.partial, pen.theme.warning);
    }
    // However deep a category stands, its title keeps half the row.
    let depth = u16::try_from(row.depth).unwrap_or(u16::MAX);
    strip.take(depth.saturating_mul(2).min(strip.width / 2));
    let fold = match row.fold {
        Some(true) => pen.signs.closed,
        Some(false) => pen.signs.open,
        None => " ",
    };
    pen.put(&mut strip.take(2), fold, pen.theme.dim);
    if !row.label.is_empty() {
        pen.put(&mut strip, &row.label, style);
        strip.take(1);
    }
    let marks = panes::hits(pen, app, filter, Kind::Label, &row.title);
    pen.put_marked(&mut strip, &row.title, style, &marks);
}
