//! The items of the chosen category.

use crate::app::App;
use crate::app::mode::Focus;
use crate::app::view::CategoryRow;
use crate::app::view::ItemRow;
use crate::lang::words;
use crate::search::marks::Kind;
use crate::search::query::Query;
use crate::ui::layout::Layout;
use crate::ui::panes;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the rows that show.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout) {
    let rows = layout.pane(Focus::Items).rows;
    let category = app.pane(Focus::Categories).chosen().and_then(|at| app.view.categories.get(at));
    let name = words::ITEMS.say(app.lang);
    let title = category.map_or(name.to_string(), |row| format!("{name} {} {}", pen.signs.dot, row.title));
    panes::title(pen, app, layout, Focus::Items, &title);
    if app.view.items.is_empty() {
        panes::note(pen, rows, &nothing(app, category), pen.theme.dim);
        return;
    }
    let filter = panes::filter(app, Focus::Items);
    let shown = app.pane(Focus::Items).shown();
    let items: Vec<ItemRow> = shown.clone().filter_map(|at| app.item_row(at)).collect();
    let numbers = pen.width(&app.view.widest_no, WIDEST_NUMBER);
    let metrics = items.iter().map(|row| row.metrics.to_string().len()).max().unwrap_or(1) as u16;
    for (at, item) in shown.clone().zip(&items) {
        let strip = panes::row(pen, app, Focus::Items, rows, at);
        if app.marked.contains(&item.id) {
            // In place of the sign of the chosen row, so that marking moves nothing.
            let mut before = Strip { x: rows.x, width: strip.x - rows.x, ..strip };
            pen.put(&mut before, pen.signs.marked, pen.theme.marked);
        }
        draw_row(pen, app, strip, item, (numbers, metrics), &filter);
    }
    // Whoever reads to the end of a list that is cut off must be told so.
    let used = (items.len() as u16).min(rows.height);
    if shown.end == app.view.items.len() && category.is_some_and(|row| row.partial) {
        let rest = Rect { y: rows.y + used, height: rows.height - used, ..rows };
        panes::note(pen, rest, &partial(app), pen.theme.dim);
    }
}

/// More of a number is cut off.
const WIDEST_NUMBER: u16 = 8;

fn draw_row(pen: &mut Pen, app: &App, mut strip: Strip, row: &ItemRow, columns: (u16, u16), filter: &Query) {
    let (numbers, metrics) = columns;
    // The count, its sign, and a space before it. In a narrow pane the title is worth more.
    let mut end = strip.take_right(if strip.width >= numbers + metrics + 14 { metrics + 2 } else { 0 });
    if row.metrics > 0 {
        pen.put_right(&mut end, &format!("{}{}", row.metrics, pen.signs.metric), pen.theme.dim);
    }
    if row.flawed {
        let sign = pen.signs.flaw;
        pen.put_right(&mut strip, sign, pen.theme.warning);
        strip.take_right(1);
    }
    if row.is_sub {
        strip.take(2.min(strip.width / 4));
    }
    if numbers > 0 && strip.width >= numbers + 6 {
        pen.put(&mut strip.take(numbers + 1).take(numbers), &row.no, pen.theme.dim);
    }
    // Where another section begins, its name stands at the end, as far as the title leaves room.
    let section = pen.width(&row.section, strip.width);
    if section > 0 && pen.width(&row.title, strip.width) + section + 2 <= strip.width {
        pen.put_right(&mut strip.take_right(section + 1), &format!("{} ", row.section), pen.theme.dim);
    }
    let marks = panes::hits(pen, app, filter, Kind::Label, &row.title);
    let style = if app.marked.contains(&row.id) { pen.theme.marked } else { Style::new() };
    pen.put_marked(&mut strip, &row.title, style, &marks);
}

/// Why there is nothing, and what to do.
fn nothing(app: &App, category: Option<&CategoryRow>) -> String {
    if let Some(hidden) = panes::hidden(app, Focus::Items) {
        return hidden.to_string();
    }
    let year = app.show_year(app.year);
    match category {
        Some(row) if row.absent => words::ABSENT_YEAR.fill(app.lang, &[&year]),
        Some(row) if row.partial => partial(app),
        _ if app.archive.files.iter().all(|file| file.count() == 0) => words::EMPTY_ARCHIVE.say(app.lang).to_string(),
        _ => words::EMPTY_YEAR.fill(app.lang, &[&year]),
    }
}

fn partial(app: &App) -> String {
    words::PARTIAL_YEAR.fill(app.lang, &[&app.show_year(app.year)])
}
