//! A metric through the years, over the panes: its chart, what is said of it, and the table of its years.

mod table;
pub(super) mod told;

use crate::app::App;
use crate::app::trend::Sheet;
use crate::insight::trend::Gap;
use crate::insight::trend::Trend;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::ui::chart;
use crate::ui::chart::Chart;
use crate::ui::chart::Column;
use crate::ui::chart::LETTERS;
use crate::ui::chart::Spot;
use crate::ui::layout::Layout;
use crate::ui::panes;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use crate::ui::signs::Signs;
use ratatui::layout::Rect;

/// Draws the screen in the place of the panes.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout, sheet: &Sheet) {
    let place = layout.trend;
    if place.framed {
        pen.frame(place.area, pen.theme.border_focused);
        draw_title(pen, place.area, sheet);
    }
    if !place.chart.is_empty() {
        draw_chart(pen, app, place.chart, sheet);
    }
    told::draw(pen, app, place.told, sheet);
    table::draw(pen, app, layout, sheet);
}

/// What is measured, in which unit; and which year of how many is chosen.
fn draw_title(pen: &mut Pen, area: Rect, sheet: &Sheet) {
    let mut strip = Strip::of(area, 0);
    strip.take(1);
    strip.take_right(2);
    if let Some(at) = sheet.pane.chosen() {
        let place = format!(" {}/{} ", at + 1, sheet.pane.len());
        if strip.width >= 2 * pen.width(&place, strip.width) {
            pen.put_right(&mut strip, &place, pen.theme.title_focused);
        }
    }
    let name = sheet.trend().map_or(String::new(), |trend| named(sheet, sheet.chosen, trend));
    pen.put(&mut strip, &format!(" {name} "), pen.theme.title_focused);
}

/// A metric's name with its unit, and its letter before it where there are several.
fn named(sheet: &Sheet, at: usize, trend: &Trend) -> String {
    let letter =
        LETTERS.get(at).filter(|_| sheet.trends.len() > 1).map_or(String::new(), |letter| format!("{letter} "));
    let unit = if trend.unit.is_empty() { String::new() } else { format!(" ({})", trend.unit) };
    format!("{letter}{}{unit}", trend.name)
}

fn draw_chart(pen: &mut Pen, app: &App, area: Rect, sheet: &Sheet) {
    let signs = pen.signs;
    let column = |at: usize| column(app, sheet, signs, at);
    let none = match &sheet.overlay {
        Some(overlay) if overlay.base.is_none() => words::INDEX_NO_BASE,
        _ => words::CHART_NONE,
    };
    let drawn = sheet.axis.as_ref().ok_or(none).and_then(|axis| {
        let chart = Chart {
            axis,
            lines: sheet.trends.len(),
            columns: sheet.pane.len(),
            column: &column,
            chosen: sheet.pane.chosen().unwrap_or(0),
            bars: sheet.bars,
        };
        chart::draw(pen, area, &chart)
    });
    if let Err(why) = drawn {
        panes::note(pen, area, why.say(app.lang), pen.theme.dim);
    }
}

/// A year as the chart draws it.
fn column(app: &App, sheet: &Sheet, signs: &Signs, at: usize) -> Column {
    let year = sheet.trends.first().and_then(|trend| trend.points.get(at)).map(|point| point.year);
    let spot = |line: usize, trend: &Trend| {
        let gap = trend.gap(at).map_or(signs.no_value, |gap| gap_sign(signs, gap));
        if let Some(overlay) = &sheet.overlay {
            let index = overlay.lines.get(line).and_then(|line| line.indices.get(at).copied().flatten());
            return Spot { figure: index, says: String::new(), gap };
        }
        let figure = trend.figure(at);
        let stand = trend.points.get(at).and_then(|point| point.seen.stand());
        let about =
            if stand.is_some_and(|stand| stand.metric.approx) { words::APPROXIMATELY.say(app.lang) } else { "" };
        Spot { figure, says: figure.map_or(String::new(), |figure| format!("{about}{}", digits(sheet, figure))), gap }
    };
    let target = match (&sheet.overlay, sheet.trend()) {
        (None, Some(trend)) => trend.target(at),
        _ => None,
    };
    Column {
        label: app.show_year(year),
        spots: sheet.trends.iter().enumerate().map(|(line, trend)| spot(line, trend)).collect(),
        target,
    }
}

/// A figure in the unit of the axis.
fn digits(sheet: &Sheet, figure: Figure) -> String {
    let shown = sheet.axis.as_ref().and_then(|axis| axis.unit.show(figure));
    shown.unwrap_or_else(|| figure.show())
}

/// What stands where a year has no figure.
fn gap_sign(signs: &Signs, gap: Gap) -> &'static str {
    match gap {
        Gap::NoReport => signs.no_report,
        Gap::NotTold => signs.absent,
        Gap::NoValue => signs.no_value,
        Gap::Grade => signs.grade,
        Gap::OtherUnit => signs.other_unit,
    }
}
