//! The metrics of the chosen item, each beside the same one of another year: a table of the rows that show.

mod cells;

use crate::app::App;
use crate::app::mode::Focus;
use crate::app::view::MetricRow;
use crate::lang::words;
use crate::search::marks::Kind;
use crate::ui::layout;
use crate::ui::layout::Layout;
use crate::ui::panes;
use crate::ui::panes::metrics::cells::Cells;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the rows that show, and the years above them.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout) {
    let place = layout.pane(Focus::Metrics);
    panes::title(pen, app, layout, Focus::Metrics, words::METRICS.say(app.lang));
    if app.view.metrics.is_empty() {
        // Without an item there is nothing that could have metrics.
        let none = app.item().map_or("", |_| words::EMPTY_METRICS.say(app.lang));
        let says = panes::hidden(app, Focus::Metrics).unwrap_or(none);
        let Rect { y, height, .. } = place.head;
        let area = if height > 0 { Rect { y, height: place.rows.height + height, ..place.rows } } else { place.rows };
        panes::note(pen, area, says, pen.theme.dim);
        return;
    }
    let shown = app.pane(Focus::Metrics).shown();
    let metrics = app.view.metrics.get(shown.clone()).unwrap_or_default();
    let table: Vec<Cells> = metrics.iter().map(|row| cells::of(pen, app, row)).collect();
    let pad = layout::pad(place.rows.width);
    let columns = Columns::fitting(pen, app, metrics, &table, place.rows.width - 2 * pad);
    let mut head = Strip::of(place.head, 0);
    head.take(pad);
    head.take_right(pad);
    draw_head(pen, app, head, &columns);
    let filter = panes::filter(app, Focus::Metrics);
    for ((at, metric), cells) in shown.zip(metrics).zip(&table) {
        let mut strip = panes::row(pen, app, Focus::Metrics, place.rows, at);
        let mut name = strip.take(columns.name);
        let marks = panes::hits(pen, app, &filter, Kind::Label, &metric.metric.name);
        pen.put_marked(&mut name, &metric.metric.name, Style::new(), &marks);
        draw_cells(pen, strip, cells, &columns);
    }
}

/// How wide each column is; a column of no width does not show.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    name: u16,
    /// The earlier of two years.
    earlier: u16,
    /// The later of two years, or the only one.
    later: u16,
    unit: u16,
    change: u16,
    target: u16,
    /// Whether the target is only a sign.
    target_as_sign: bool,
    /// The years before, drawn small.
    past: u16,
}

impl Columns {
    /// The columns for what these cells say, with as much of it as there is room for: first the target shrinks to a
    /// sign, then the change goes, then the other year, then the sign and what can be spared of the units.
    fn fitting(pen: &Pen, app: &App, metrics: &[MetricRow], table: &[Cells], width: u16) -> Columns {
        // One long grade must not push all others out; a number this long is rare, and is not cut where it fits.
        let most = (width / 3).max(20);
        let widest = |text: &dyn Fn(&Cells) -> String| {
            table.iter().map(|cells| pen.width(&text(cells), most)).max().unwrap_or(0)
        };
        let year = |at: usize| app.view.years.get(at).map_or(0, |year| pen.width(&app.show_year(*year), most));
        let value = |at: usize| widest(&|cells| cells.values[at].clone()).max(year(at));
        let two = app.view.years.len() > 1;
        let shown = app.view.years.iter().position(|year| *year == app.year).unwrap_or(0);
        let with_past = Columns {
            name: metrics.iter().map(|row| pen.width(&row.metric.name, width)).max().unwrap_or(0),
            earlier: if two { widest(&|cells| cells.earlier()).max(year(0)) } else { 0 },
            later: value(usize::from(two)),
            unit: widest(&|cells| cells.unit_of_both().to_string()),
            change: widest(&|cells| cells.change.clone()),
            target: widest(&|cells| cells.target.clone()),
            target_as_sign: false,
            past: widest(&|cells| cells.past.clone()),
        };
        let full = Columns { past: 0, ..with_past };
        let short = Columns { target: full.target.min(1), target_as_sign: true, ..full };
        let no_change = Columns { change: 0, ..short };
        // Of two years, the one that is shown everywhere else stays.
        let one = Columns {
            earlier: 0,
            later: value(shown.min(1)),
            unit: widest(&|cells| cells.units[cells.shown].clone()),
            ..no_change
        };
        let bare = Columns {
            later: widest(&|cells| cells.bare.clone()).max(year(shown)).min(width * 2 / 3),
            unit: 0,
            target: 0,
            ..one
        };
        // The drawing comes last of all: it leaves the name what the name takes.
        if with_past.past > 0 && with_past.beside_name(pen) + with_past.name <= width {
            return Columns { name: width - with_past.beside_name(pen), ..with_past };
        }
        let wanted = full.name.min((width / 4).max(8));
        let choices = [full, short, no_change, one, bare];
        let chosen = choices.into_iter().find(|columns| columns.beside_name(pen) + wanted <= width).unwrap_or(bare);
        Columns { name: width.saturating_sub(chosen.beside_name(pen)), ..chosen }
    }

    /// Cells of all columns but the name, with the spaces before each.
    fn beside_name(&self, pen: &Pen) -> u16 {
        let behind = |width: u16| if width > 0 { width + 1 } else { 0 };
        let arrow = if self.earlier > 0 { pen.width(pen.signs.arrow, 2) + 2 } else { 0 };
        self.earlier
            + arrow
            + self.later
            + 1
            + behind(self.unit)
            + behind(self.change)
            + behind(self.target)
            + behind(self.past)
    }
}

fn draw_head(pen: &mut Pen, app: &App, mut strip: Strip, columns: &Columns) {
    strip.take(columns.name);
    let style = pen.theme.heading;
    let year = |at: usize| app.view.years.get(at).map_or(String::new(), |year| app.show_year(*year));
    strip.take(1);
    if columns.earlier > 0 {
        pen.put_right(&mut strip.take(columns.earlier), &year(0), style);
        let arrow = pen.signs.arrow;
        pen.put(&mut strip, &format!(" {arrow} "), pen.theme.dim);
        pen.put_right(&mut strip.take(columns.later), &year(1), style);
    } else {
        pen.put_right(&mut strip.take(columns.later), &app.show_year(app.year), style);
    }
}

fn draw_cells(pen: &mut Pen, mut strip: Strip, cells: &Cells, columns: &Columns) {
    strip.take(1);
    let is_bare = columns.earlier == 0 && columns.unit == 0;
    let (value, unit) = if columns.earlier > 0 {
        let style = if cells.shown == 0 { Style::new() } else { pen.theme.dim };
        pen.put_right(&mut strip.take(columns.earlier), &cells.earlier(), style);
        let both = !cells.values[0].is_empty() && !cells.values[1].is_empty();
        let arrow = if both { pen.signs.arrow } else { " " };
        let mut between = strip.take(pen.width(pen.signs.arrow, 2) + 2);
        between.take(1);
        pen.put(&mut between, arrow, pen.theme.dim);
        (1, cells.unit_of_both())
    } else {
        (cells.shown, cells.units[cells.shown].as_str())
    };
    let style = if cells.shown == value { Style::new() } else { pen.theme.dim };
    let text = if is_bare { &cells.bare } else { &cells.values[value] };
    pen.put_right(&mut strip.take(columns.later), text, style);
    if columns.unit > 0 {
        strip.take(1);
        pen.put(&mut strip.take(columns.unit), unit, pen.theme.dim);
    }
    if columns.change > 0 {
        strip.take(1);
        pen.put_right(&mut strip.take(columns.change), &cells.change, cells.change_style);
    }
    if columns.target > 0 {
        strip.take(1);
        let text = if columns.target_as_sign { cells.target_sign } else { &cells.target };
        pen.put_right(&mut strip.take(columns.target), text, cells.target_style);
    }
    if columns.past > 0 {
        strip.take(1);
        pen.put(&mut strip.take(columns.past), &cells.past, pen.theme.label);
    }
}
