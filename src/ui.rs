//! How it looks: drawing reads the application and a layout, and writes a buffer. Nothing is drawn that does not show.

mod asked;
mod bars;
mod chart;
mod field;
mod figures;
mod hints;
mod input;
pub mod layout;
mod lists;
mod page;
mod panes;
mod pen;
mod record;
pub mod signs;
pub mod theme;
mod trend;

use crate::app::App;
use crate::app::mode::Mode;
use crate::ui::layout::Layout;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// Draws a frame into an empty buffer, and gives the place of the caret, where the terminal's own cursor has to stand
/// (an input method opens its window there); none where nothing is typed.
///
/// The application must have been told of the layout, by [`App::fit`]: it decides which rows show. When all is drawn,
/// `terminal::screen::settle` makes the buffer fit for a terminal.
pub fn draw(buffer: &mut Buffer, app: &App, layout: &Layout, theme: &Theme) -> Option<Position> {
    let mut pen = Pen::new(buffer, theme, app.room.cells);
    bars::title(&mut pen, app, layout);
    let field = match (app.mode.sheet(), app.mode.page()) {
        (Some(sheet), _) => {
            trend::draw(&mut pen, app, layout, sheet);
            None
        }
        (None, Some(page)) => {
            page::draw(&mut pen, layout.page, &page.table, &page.pane);
            None
        }
        (None, None) => {
            panes::draw(&mut pen, app, layout);
            record::draw(&mut pen, app, layout)
        }
    };
    let list = match &app.mode {
        Mode::List(list) => lists::draw(&mut pen, app, layout, list),
        _ => None,
    };
    let bar = bars::status(&mut pen, app, layout, field);
    list.or(bar).or(field)
}
