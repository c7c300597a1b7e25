//! What a metric's entries come to month by month, as bars.

use crate::app::App;
use crate::app::view::MonthRow;
use crate::model::figure::Figure;
use crate::ui::layout::Layout;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use crate::ui::record;

/// The longest bar; a longer one is no easier to compare.
const LONGEST: u16 = 40;

/// Draws the month of that number: its name, a bar, the number.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout, strip: &mut Strip, at: usize) {
    let months = &app.view.months;
    let Some(month) = months.get(at) else { return };
    let style = pen.theme.label;
    record::draw_label(pen, layout, strip, &month.label, style);
    let widest = months.iter().map(|month| pen.width(&month.shown, strip.width)).max().unwrap_or(0);
    let room = strip.width.saturating_sub(widest + 1).min(LONGEST);
    let bar = pen.signs.bar.repeat(usize::from(length(months, month, room)));
    if !bar.is_empty() {
        pen.put(strip, &bar, pen.theme.dim);
        strip.take(1);
    }
    pen.put(strip, &month.shown, ratatui::style::Style::new());
}

/// Cells of a month's bar, where the largest month fills the room. What is more than nothing shows.
fn length(months: &[MonthRow], month: &MonthRow, room: u16) -> u16 {
    let most = months.iter().map(|month| month.figure).max().filter(|most| *most > Figure::ZERO);
    let Some(most) = most.filter(|_| room > 0 && month.figure > Figure::ZERO) else { return 0 };
    let share = month.figure.checked_mul(Figure::from(i64::from(room))).and_then(|cells| cells.checked_div(most, 0));
    share.and_then(|cells| cells.to_string().parse().ok()).unwrap_or(room).clamp(1, room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_month_fills_the_room() {
        let month = |number: &str| MonthRow {
            label: String::new(),
            figure: Figure::read_toml(number).unwrap(),
            shown: String::new(),
        };
        let check = |numbers: &str, room: u16, cells: &[u16]| {
            let months: Vec<MonthRow> = numbers.split(' ').map(month).collect();
            let found: Vec<u16> = months.iter().map(|month| length(&months, month, room)).collect();
            assert_eq!(found, cells, "{numbers} in {room}");
        };
        check("12 6 1", 20, &[20, 10, 2]);
        check("1000 1 0", 20, &[20, 1, 0]);
        check("0.4 0.1", 8, &[8, 2]);
        check("5 -5", 8, &[8, 0]);
        check("-1 -5 0", 8, &[0, 0, 0]);
        check("5 1", 0, &[0, 0]);
        check("79228162514264337593543950335 1", 8, &[8, 1]);
    }
}
