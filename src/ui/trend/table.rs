//! The years of a metric as a table of the rows that show: value, change, target, and where it stands.

use crate::app::App;
use crate::app::trend::Sheet;
use crate::insight::found;
use crate::insight::trend::Trend;
use crate::insight::trend::overlay::Line;
use crate::lang::Words;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::model::metric::Value;
use crate::model::series::Judgement;
use crate::model::unit;
use crate::ui::chart;
use crate::ui::chart::LETTERS;
use crate::ui::figures;
use crate::ui::layout;
use crate::ui::layout::Layout;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use crate::ui::trend::told;
use ratatui::style::Style;

/// Draws the rows that show, and what their columns are above them.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout, sheet: &Sheet) {
    let place = layout.trend;
    let Some(trend) = sheet.trend() else { return };
    let shown = sheet.pane.shown();
    let rows: Vec<Vec<Cell>> = shown.clone().map(|at| cells(pen, app, sheet, trend, at)).collect();
    let columns = columns(app, sheet, &rows);
    let widths = widths(pen, &columns, &rows, place.rows.width);
    if place.head.height > 0 {
        let mut strip = inside(Strip::of(place.head, 0));
        for (column, width) in columns.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            let cell = Cell { text: column.says.clone(), style: pen.theme.heading };
            draw_cell(pen, &mut strip, column, *width, &cell);
        }
    }
    for (y, (at, row)) in (0..place.rows.height).zip(shown.zip(&rows)) {
        let strip = Strip::of(place.rows, y);
        if sheet.pane.chosen() == Some(at) {
            pen.shade(strip.area(), pen.theme.chosen);
            let mut sign = { strip }.take(layout::pad(strip.width));
            pen.put(&mut sign, pen.signs.cursor, Style::new());
        }
        let mut strip = inside(strip);
        for ((column, width), cell) in columns.iter().zip(&widths).zip(row).filter(|((_, width), _)| **width > 0) {
            draw_cell(pen, &mut strip, column, *width, cell);
        }
    }
}

fn inside(mut strip: Strip) -> Strip {
    let pad = layout::pad(strip.width);
    strip.take(pad);
    strip.take_right(pad);
    strip
}

/// A column: its head, and how it stands.
struct Column {
    says: String,
    /// At the left of its width; digits stand at the right.
    left: bool,
    /// What there is no room for goes in this order, the highest first.
    spared: u8,
    /// Takes what the others leave.
    grows: bool,
}

/// What stands in a column.
struct Cell {
    text: String,
    style: Style,
}

/// The columns for these rows, in their order; those of index numbers behind the year.
fn columns(app: &App, sheet: &Sheet, rows: &[Vec<Cell>]) -> Vec<Column> {
    // 1.266 億元 are not 1.266 元: a unit other than the title's is never spared.
    let unit = sheet.trend().map_or("", |trend| &trend.unit);
    let at = indices(sheet).len() + 2;
    let is_other = |cell: &Cell| !cell.text.is_empty() && cell.text != unit;
    let spare_unit = if rows.iter().filter_map(|row| row.get(at)).any(is_other) { 0 } else { 2 };
    let column = |words: Option<Words>, left: bool, spared: u8, grows: bool| {
        let says = words.map_or(String::new(), |words| words.say(app.lang).to_string());
        Column { says, left, spared, grows }
    };
    let mut columns = vec![column(Some(words::COLUMN_YEAR), true, 0, false)];
    for letter in LETTERS.iter().take(indices(sheet).len()) {
        columns.push(Column { says: letter.to_string(), ..column(None, false, 1, false) });
    }
    columns.extend([
        column(Some(words::FIELD_VALUE), false, 0, false),
        column(None, true, spare_unit, false),
        column(Some(words::COLUMN_CHANGE), false, 4, false),
        column(Some(words::COLUMN_PERCENT), false, 3, false),
        // A sign that the metric moved the right way or the wrong one, beside its percentage.
        column(None, true, 3, false),
        column(Some(words::FIELD_TARGET), false, 5, false),
        column(Some(words::COLUMN_ITEM), true, 6, true),
        column(Some(words::FIELD_NOTE), true, 7, true),
    ]);
    columns
}

/// The index numbers; none where there is no year to reckon them from.
fn indices(sheet: &Sheet) -> &[Line] {
    sheet.overlay.as_ref().filter(|overlay| overlay.base.is_some()).map_or(&[], |overlay| &overlay.lines)
}

fn cells(pen: &Pen, app: &App, sheet: &Sheet, trend: &Trend, at: usize) -> Vec<Cell> {
    let plain = |text: String| Cell { text, style: Style::new() };
    let dim = |text: String| Cell { text, style: pen.theme.dim };
    let point = trend.points.get(at);
    let mut cells = vec![plain(app.show_year(point.map(|point| point.year)))];
    for (line, index) in indices(sheet).iter().enumerate() {
        let index = index.indices.get(at).copied().flatten();
        let style = chart::ink(pen, line);
        cells.push(index.map_or(dim(pen.signs.gap.to_string()), |index| Cell { text: index.show(), style }));
    }
    let gap = trend.gap(at).map_or("", |gap| gap.says().say(app.lang)).to_string();
    let Some((point, stand)) = point.and_then(|point| Some((point, point.seen.stand()?))) else {
        cells.push(dim(gap));
        return cells;
    };
    let metric = &stand.metric;
    let (value, counted) = figures::value(pen, app.lang, metric);
    cells.push(if metric.value == Value::Gap { dim(gap) } else { plain(value) });
    cells.push(dim(counted));
    match point.step.map(|step| step.change) {
        Some(change) => {
            let style = match change.judgement {
                Judgement::Improved => pen.theme.good,
                Judgement::Worsened => pen.theme.bad,
                Judgement::Same | Judgement::Neutral => pen.theme.dim,
            };
            let by = change.absolute.map_or(String::new(), |by| told::signed(by, &bare(by, &metric.unit)));
            let way = told::way(pen.signs, &change);
            let by = format!("{way} {by}").trim_end().to_string();
            let percent = change.percent.map(|percent| format!("{}%", told::signed(percent, &percent.show())));
            let judged = match change.judgement {
                Judgement::Improved => "+",
                Judgement::Worsened => "!",
                Judgement::Same => "=",
                Judgement::Neutral => "",
            };
            let texts = [by, percent.unwrap_or_default(), judged.to_string()];
            cells.extend(texts.map(|text| Cell { text, style }));
        }
        None => cells.extend([(); 3].map(|()| plain(String::new()))),
    }
    let (target, _, style) = figures::target(pen, metric);
    cells.push(Cell { text: target, style });
    cells.push(plain(found::title(&app.archive, stand.item)));
    let notes: Vec<&str> =
        [metric.formula.as_str(), metric.note.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    cells.push(dim(notes.join("  ")));
    cells
}

/// A change in digits; with its unit where that is another than the metric is kept in, for 1.2 億元 are not 1.2 元.
fn bare(figure: Figure, kept_in: &str) -> String {
    let shown = unit::show(figure, kept_in);
    match shown.split_once(' ') {
        Some((number, unit)) if unit == kept_in => number.to_string(),
        _ => shown,
    }
}

/// The width of each column for what these rows say; none for those that there is no room for.
fn widths(pen: &Pen, columns: &[Column], rows: &[Vec<Cell>], width: u16) -> Vec<u16> {
    let free = width.saturating_sub(2 * layout::pad(width));
    // One long grade or title must not push all others out.
    let most = (free / 3).max(20);
    let mut widths: Vec<u16> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        // Digits that are cut off are other digits: the value gives way to nothing.
        let most = if column.grows || column.spared == 0 { free } else { most };
        let cells = rows.iter().filter_map(|row| row.get(at));
        let own = cells.map(|cell| pen.width(&cell.text, most)).max().unwrap_or(0);
        // A column that says nothing needs no head.
        widths.push(if own > 0 { own.max(pen.width(&column.says, most)) } else { 0 });
    }
    let needed = |widths: &[u16]| {
        let shown = widths.iter().filter(|width| **width > 0);
        shown.fold(0_u16, |sum, width| sum.saturating_add(*width).saturating_add(1)).saturating_sub(1)
    };
    let mut order: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].spared > 0).collect();
    order.sort_by_key(|at| std::cmp::Reverse((columns[*at].spared, *at)));
    for at in order {
        let over = needed(&widths).saturating_sub(free);
        if over == 0 {
            break;
        }
        // Text can be cut as far as it still says something.
        let cut = widths[at].saturating_sub(over);
        widths[at] = if columns[at].grows && cut >= LEAST_TEXT { cut } else { 0 };
    }
    widths
}

/// A text of fewer cells says nothing.
const LEAST_TEXT: u16 = 6;

fn draw_cell(pen: &mut Pen, strip: &mut Strip, column: &Column, width: u16, cell: &Cell) {
    let mut place = strip.take(width);
    strip.take(1);
    if column.left {
        pen.put(&mut place, &cell.text, cell.style);
    } else {
        pen.put_right(&mut place, &cell.text, cell.style);
    }
}
