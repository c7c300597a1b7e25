//! The line that records are looked for by: what is typed, what of it is not understood and why, and how it can go on.

use crate::app::App;
use crate::app::complete::Completion;
use crate::app::find;
use crate::app::line::Line;
use crate::ui::input;
use crate::ui::input::Asked;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::layout::Position;

/// Cells that stay free between what is typed and what is said of it.
const GAP: u16 = 4;

/// Draws the line and gives the caret's place.
pub(super) fn draw(pen: &mut Pen, app: &App, mut strip: Strip, line: &Line) -> Option<Position> {
    let faults = find::faults(app);
    let hint = app.completion.as_ref().map_or(String::new(), |completion: &Completion| completion.shown(line));
    // Half typed it is not understood yet; how it can go on says more.
    if let Some(last) = faults.last().filter(|_| hint.is_empty()) {
        let typed = pen.width(line.text(), strip.width);
        let fits = |why: &String| strip.width >= typed.saturating_add(pen.width(why, strip.width)).saturating_add(GAP);
        if let Some(why) = find::told_fault(app, line, last).into_iter().find(fits) {
            strip.take_right(1);
            pen.put(&mut strip.take_right(pen.width(&why, strip.width)), &why, pen.theme.warning);
            strip.take_right(1);
        }
    }
    input::draw(pen, strip, line, Asked { faults: &faults, hint: &hint })
}
