//! A table that has the screen: its heads, and of its rows those that show.

use crate::app::page::table::Body;
use crate::app::page::table::Cell;
use crate::app::page::table::Column;
use crate::app::page::table::NEEDED;
use crate::app::page::table::Row;
use crate::app::page::table::Sign;
use crate::app::page::table::Table;
use crate::app::page::table::Tone;
use crate::app::pane::Pane;
use crate::search::marks;
use crate::search::marks::Kind;
use crate::ui::layout;
use crate::ui::layout::PanePlace;
use crate::ui::panes;
use crate::ui::pen::Mark;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::style::Style;

/// Draws the table with its frame.
pub(super) fn draw(pen: &mut Pen, place: PanePlace, table: &Table, pane: &Pane) {
    pen.frame(place.frame, pen.theme.border_focused);
    draw_title(pen, Strip::of(place.frame, 0), table, pane);
    if table.rows.is_empty() {
        panes::note(pen, place.rows, &table.empty, pen.theme.dim);
        return;
    }
    let pad = layout::pad(place.rows.width);
    let width = place.rows.width - 2 * pad;
    let sets: Vec<Fit> = table.sets.iter().map(|columns| Fit::of(columns, table.name, width)).collect();
    let none = Fit::default();
    // The heads of the part of the table that the rows begin in.
    let first = table.rows.get(pane.shown().start);
    if let Some(fit) = first.and_then(|row| sets.get(row.set)) {
        let mut strip = Strip::of(place.head, 0);
        strip.take(pad + fit.name);
        draw_heads(pen, strip, fit);
    }
    for (y, at) in (0..place.rows.height).zip(pane.shown()) {
        let Some(row) = table.rows.get(at) else { break };
        let mut strip = Strip::of(place.rows, y);
        if pane.chosen() == Some(at) {
            pen.shade(strip.area(), pen.theme.chosen);
            pen.put(&mut { strip }.take(pad), pen.signs.cursor, Style::new());
        }
        strip.take(pad);
        strip.take_right(pad);
        let is_headed = y == 0 && !place.head.is_empty();
        let fit = if row.body == Body::Heads && is_headed { &none } else { sets.get(row.set).unwrap_or(&none) };
        draw_row(pen, strip, table, row, fit);
    }
}

/// What the table is, how it is narrowed, and which row of how many is chosen.
fn draw_title(pen: &mut Pen, mut strip: Strip, table: &Table, pane: &Pane) {
    strip.take(2);
    strip.take_right(2);
    let place = format!(" {}/{} ", pane.chosen().map_or(0, |at| at + 1), pane.len());
    if strip.width >= 2 * pen.width(&place, strip.width) {
        pen.put_right(&mut strip, &place, pen.theme.title_focused);
    }
    let title = format!(" {} ", table.title.join(&format!(" {} ", pen.signs.dot)));
    if strip.width > 2 {
        pen.put(&mut strip, &title, pen.theme.title_focused);
    }
}

/// The columns that there is room for.
#[derive(Default)]
struct Fit<'t> {
    name: u16,
    columns: Vec<(usize, &'t Column)>,
}

impl Fit<'_> {
    /// As many columns as leave the names enough: a third of the row, or a sixth beside those that are needed. The names
    /// take no more than they are long.
    fn of(columns: &[Column], names: u16, width: u16) -> Fit<'_> {
        let of_rank = |rank: u8| columns.iter().filter(move |column| column.rank <= rank && column.width > 0);
        let cells = |rank: u8| of_rank(rank).map(|column| column.width.saturating_add(1)).fold(0, u16::saturating_add);
        let leaves = |rank: u8| {
            let least = if rank > NEEDED { (width / 3).min(names) } else { width / 6 };
            cells(rank).saturating_add(least.max(8)) <= width
        };
        let highest = columns.iter().map(|column| column.rank).max().unwrap_or(0);
        let rank = (1..=highest).rev().find(|rank| leaves(*rank)).unwrap_or(0);
        let name = (width - cells(rank)).min(names.max(8));
        let is_shown = |(_, column): &(usize, &Column)| column.rank <= rank && column.width > 0;
        Fit { name, columns: columns.iter().enumerate().filter(is_shown).collect() }
    }
}

fn draw_heads(pen: &mut Pen, mut strip: Strip, fit: &Fit) {
    for (_, column) in &fit.columns {
        strip.take(1);
        draw_cell(pen, strip.take(column.width), column, &Cell::text(column.head.as_str(), Tone::Heading));
    }
}

fn draw_row(pen: &mut Pen, mut strip: Strip, table: &Table, row: &Row, fit: &Fit) {
    match &row.body {
        Body::Cells(cells) => {
            let name = strip.take(if fit.columns.is_empty() { strip.width } else { fit.name });
            draw_name(pen, name, table, row, fit);
            for (at, column) in &fit.columns {
                strip.take(1);
                let place = strip.take(column.width);
                if let Some(cell) = cells.get(*at) {
                    draw_cell(pen, place, column, cell);
                }
            }
        }
        Body::Parts(parts) => {
            // The parts begin where the columns would, unless the name needs more and they need less.
            let needed: u16 = parts.iter().map(|cell| width(pen, cell) + GAP).fold(0, u16::saturating_add);
            let own = indent(row, fit).saturating_add(2).saturating_add(pen.width(&row.name, strip.width));
            let name = own.max(fit.name).min(strip.width - needed.min(strip.width / 2));
            draw_name(pen, strip.take(name), table, row, fit);
            for cell in parts {
                strip.take(GAP);
                if width(pen, cell) > strip.width {
                    break;
                }
                let place = strip.take(width(pen, cell));
                draw_text(pen, place, cell);
            }
        }
        Body::Heads => {
            let name = strip.take(if fit.columns.is_empty() { strip.width } else { fit.name });
            draw_name(pen, name, table, row, fit);
            draw_heads(pen, strip, fit);
        }
    }
}

/// Cells between parts.
const GAP: u16 = 2;

/// Cells before a row's name, for what it stands below; fewer where names have little room.
fn indent(row: &Row, fit: &Fit) -> u16 {
    let step = if fit.name < 32 { 1 } else { 2 };
    u16::try_from(row.depth).unwrap_or(u16::MAX).saturating_mul(step)
}

fn draw_name(pen: &mut Pen, mut strip: Strip, table: &Table, row: &Row, fit: &Fit) {
    // However deep a row stands, its name keeps half of what there is.
    strip.take(indent(row, fit).min(strip.width / 2));
    let fold = match row.fold {
        Some(true) => pen.signs.closed,
        Some(false) => pen.signs.open,
        None => " ",
    };
    if strip.width > 8 {
        pen.put(&mut strip.take(2), fold, pen.theme.dim);
    }
    let found = marks::marks_in(&table.query, Kind::Label, &row.name);
    let found: Vec<Mark> = found.into_iter().map(|range| (range, pen.theme.hit)).collect();
    pen.put_marked(&mut strip, &row.name, style(pen, row.tone), &found);
    if !row.aside.is_empty() && strip.width > 8 {
        strip.take(2);
        pen.put(&mut strip, &row.aside, pen.theme.dim);
    }
}

fn draw_cell(pen: &mut Pen, mut place: Strip, column: &Column, cell: &Cell) {
    let place = if column.right { place.take_right(width(pen, cell)) } else { place };
    draw_text(pen, place, cell);
}

fn draw_text(pen: &mut Pen, mut place: Strip, cell: &Cell) {
    let style = style(pen, cell.tone);
    pen.put(&mut place, sign(pen, cell.sign), style);
    if cell.sign != Sign::None && !cell.text.is_empty() {
        place.take(1);
    }
    pen.put(&mut place, &cell.text, style);
}

fn width(pen: &Pen, cell: &Cell) -> u16 {
    let sign = pen.width(sign(pen, cell.sign), u16::MAX);
    let space = u16::from(sign > 0 && !cell.text.is_empty());
    sign.saturating_add(space).saturating_add(pen.width(&cell.text, u16::MAX))
}

fn sign(pen: &Pen, sign: Sign) -> &'static str {
    let signs = pen.signs;
    match sign {
        Sign::Rose => signs.up,
        Sign::Fell => signs.down,
        Sign::Met => signs.met,
        Sign::Missed => signs.missed,
        Sign::AtLeast => signs.at_least,
        Sign::AtMost => signs.at_most,
        Sign::Gap => signs.gap,
        Sign::CutOff => signs.partial,
        Sign::None | Sign::Same | Sign::Better | Sign::Worse => sign.plain(),
    }
}

fn style(pen: &Pen, tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Dim => pen.theme.dim,
        Tone::Heading => pen.theme.heading,
        Tone::Good => pen.theme.good,
        Tone::Bad => pen.theme.bad,
        Tone::Warning => pen.theme.warning,
    }
}
