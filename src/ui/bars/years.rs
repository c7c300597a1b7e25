//! The years of the archive in the title bar: the one that shows in brackets, as many others beside it as fit.

use crate::app::App;
use crate::model::year::Year;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::style::Modifier;
use ratatui::style::Style;

/// The cells of the year that shows.
pub(super) fn least(pen: &Pen, app: &App) -> u16 {
    pen.width(&bracketed(pen, app), u16::MAX)
}

/// Writes the years at the right end of the strip. They take no more than half of it, so that the title has a place.
pub(super) fn draw(pen: &mut Pen, app: &App, strip: &mut Strip) {
    let current = bracketed(pen, app);
    let mut left = vec![current.clone()];
    let mut right = Vec::new();
    let years = &app.archive.years;
    let at = years.iter().position(|year| *year == app.year).unwrap_or(0);
    let (mut first, mut end) = (at, (at + 1).min(years.len()));
    let show = |year: Option<Year>| app.show_year(year);
    let mut free = (strip.width / 2).saturating_sub(pen.width(&current, u16::MAX));
    let all: u16 = years.iter().take(AT_A_GLANCE).map(|year| pen.width(&show(*year), MOST) + 1).sum();
    // A sign stands where years are left out, at either end; on a tiny screen the year that shows is worth more.
    let signs = 2 * (pen.width(pen.signs.more, MOST) + 1);
    let has_signs = pen.width(&current, MOST) + signs <= strip.width;
    if years.len() > AT_A_GLANCE || all > strip.width / 2 {
        free = free.saturating_sub(signs);
    }
    // Turn by turn on either side.
    loop {
        let before = first.checked_sub(1).and_then(|at| Some((at, show(*years.get(at)?))));
        let taken = before.filter(|(_, text)| fits(pen, text, &mut free)).map(|(at, text)| {
            first = at;
            left.push(text);
        });
        let after = years.get(end).map(|year| show(*year));
        let taken_after = after.filter(|text| fits(pen, text, &mut free)).map(|text| {
            end += 1;
            right.push(text);
        });
        if taken.is_none() && taken_after.is_none() {
            break;
        }
    }
    if first > 0 && has_signs {
        left.push(pen.signs.more.to_string());
    }
    if end < years.len() && has_signs {
        right.push(pen.signs.more.to_string());
    }
    for text in right.iter().rev() {
        pen.put_right(strip, text, pen.theme.dim);
        strip.take_right(1);
    }
    for (at, text) in left.iter().enumerate() {
        let style = if at == 0 { Style::new().add_modifier(Modifier::BOLD) } else { pen.theme.dim };
        pen.put_right(strip, text, style);
        strip.take_right(1);
    }
}

/// Cells that no year takes.
const MOST: u16 = 99;

/// More years than this are not all shown, however wide the screen.
const AT_A_GLANCE: usize = 60;

/// Whether a year and the space beside it fit into what is free, which is then less.
fn fits(pen: &Pen, text: &str, free: &mut u16) -> bool {
    let width = pen.width(text, MOST) + 1;
    match free.checked_sub(width) {
        Some(rest) => {
            *free = rest;
            true
        }
        None => false,
    }
}

fn bracketed(pen: &Pen, app: &App) -> String {
    let [open, close] = pen.signs.brackets;
    format!("{open}{}{close}", app.show_year(app.year))
}
