//! What changed from one frame to the next, style by style, and the cheapest way to draw it.
//!
//! Row by row the style would change with every column of a list and back with the next row. All that is drawn in one
//! style, and then all in the next, takes each change once, and the cursor goes straight down a column in two bytes.

use ratatui::buffer::Buffer;
use ratatui::buffer::Cell;
use ratatui::buffer::CellWidth;
use ratatui::layout::Position;

use crate::terminal::screen::look::Look;
use crate::terminal::screen::stream::Stream;

/// So many unchanged columns are perhaps cheaper drawn again than stepped over: no step is longer in bytes.
const NEAR: u16 = 8;

/// Draws what makes a terminal that shows `old` show `new`. Both are of one size and settled: behind a wide glyph stand
/// empty symbols, nowhere else.
///
/// The order matters only to the bytes: whatever a terminal does to a wide glyph of which one half is drawn over, both
/// its cells are in `new` other than they were, and are drawn.
pub(super) fn draw(stream: &mut Stream, old: &Buffer, new: &Buffer) {
    let columns = usize::from(new.area.width).max(1);
    let rows: Vec<&[Cell]> = new.content.chunks(columns).collect();
    let mut groups: Vec<(Look, Vec<Part>)> = Vec::new();
    for (y, (old, new)) in old.content.chunks(columns).zip(&rows).enumerate() {
        for (look, part) in parts(y as u16, old, new) {
            match groups.iter_mut().find(|(of, _)| *of == look) {
                Some((_, parts)) => parts.push(part),
                None => groups.push((look, vec![part])),
            }
        }
    }
    // What can be drawn as the style is now comes first.
    groups.sort_by_key(|(look, _)| Some(*look) != stream.look());
    for (_, parts) in groups {
        let next = parts.iter().skip(1).map(|part| Some(part.at)).chain([None]);
        for (part, next) in parts.iter().zip(next) {
            let Some(row) = rows.get(usize::from(part.at.y)) else { continue };
            approach(stream, row, part.at);
            match part.blanks {
                None => stream.glyph(&row[usize::from(part.at.x)]),
                Some(blanks) => draw_blanks(stream, row, part.at, blanks, next),
            }
        }
    }
}

/// Something to draw: a glyph, or a run of blanks on the default ground, which any terminal leaves where it erases.
#[derive(Clone, Copy, Debug)]
struct Part {
    at: Position,
    blanks: Option<Blanks>,
}

#[derive(Clone, Copy, Debug)]
struct Blanks {
    /// From the first that changed to the last.
    count: u16,
    /// The row has nothing but blanks behind them.
    to_the_end: bool,
}

/// What has to be drawn of a row, each with the style of the group it goes into. A blank has no ink, so it goes along
/// with its neighbour where that is on the same ground.
fn parts(y: u16, old: &[Cell], new: &[Cell]) -> Vec<(Look, Part)> {
    let mut parts: Vec<(Look, Part)> = Vec::new();
    let mut unplaced = 0;
    let mut x = 0;
    while let Some(distance) = old[x..].iter().zip(&new[x..]).position(|(old, new)| is_changed(old, new)) {
        x += distance;
        let at = Position { x: x as u16, y };
        let look = Look::of(&new[x]);
        let blanks = new[x..].iter().take_while(|cell| is_blank_in(cell, Look::default())).count();
        let before = parts.last().map(|(look, _)| *look);
        if blanks > 0 {
            let changed = old[x..x + blanks].iter().zip(&new[x..]).rposition(|(old, new)| is_changed(old, new));
            let count = changed.map_or(0, |last| last as u16 + 1);
            let blanks_here = Blanks { count, to_the_end: x + blanks == new.len() };
            let look = before.filter(|before| look.is_like_on_blank(*before)).unwrap_or_default();
            parts.push((look, Part { at, blanks: Some(blanks_here) }));
            x += blanks;
            continue;
        }
        let neighbour = before.filter(|before| is_blank_in(&new[x], *before)).unwrap_or(look);
        parts.push((neighbour, Part { at, blanks: None }));
        x += usize::from(new[x].cell_width().max(1));
        // Blanks at the beginning of the row wait for what comes behind them.
        if new[x - 1].symbol() != " " {
            let waiting = parts[unplaced..].iter_mut().rev().skip(1).take_while(|(_, part)| part.blanks.is_some());
            waiting.for_each(|(of, _)| {
                if of.is_like_on_blank(look) {
                    *of = look
                }
            });
            unplaced = parts.len();
        }
    }
    parts
}

/// Whether the terminal must be told. Of a blank only its ground shows, and what of the second column of a wide glyph
/// shows is the glyph.
fn is_changed(old: &Cell, new: &Cell) -> bool {
    match new.symbol() {
        "" => false,
        symbol if symbol != old.symbol() => true,
        " " => !is_blank_in(new, Look::of(old)),
        _ => Look::of(new) != Look::of(old) || new.cell_width() != old.cell_width(),
    }
}

/// Whether the cell is a blank that shows the same in that look.
fn is_blank_in(cell: &Cell, look: Look) -> bool {
    cell.symbol() == " " && Look::of(cell).is_like_on_blank(look)
}

/// Draws blanks as blanks or by erasing. `next` is where the cursor has to go then.
fn draw_blanks(stream: &mut Stream, row: &[Cell], at: Position, blanks: Blanks, next: Option<Position>) {
    let from = usize::from(at.x);
    let mut typed = stream.fork();
    row[from..from + usize::from(blanks.count)].iter().for_each(|cell| typed.glyph(cell));
    let mut erased = stream.fork();
    match blanks.to_the_end {
        true => erased.erase_line(),
        false => erased.erase(blanks.count),
    }
    // Typing leaves the cursor behind the run, erasing before it: the way on counts too.
    let with_way = |stream: &Stream| {
        let mut stream = stream.clone();
        next.into_iter().for_each(|next| stream.go(next));
        stream.len()
    };
    let shorter = if with_way(&erased) < with_way(&typed) { erased } else { typed };
    stream.join(shorter);
}

/// Brings the cursor to `to`, with the style that is wanted there in force: by a step, or by drawing again what lies
/// between.
fn approach(stream: &mut Stream, row: &[Cell], to: Position) {
    let cell = &row[usize::from(to.x)];
    let mut best = stream.fork();
    best.go(to);
    best.ink(cell);
    let near = stream.at().filter(|at| at.y == to.y && at.x < to.x && to.x - at.x <= NEAR);
    if let Some(at) = near {
        let between = &row[usize::from(at.x)..usize::from(to.x)];
        let mut redrawn = stream.fork();
        between.iter().filter(|cell| !cell.symbol().is_empty()).for_each(|cell| redrawn.glyph(cell));
        redrawn.ink(cell);
        let is_whole = between.first().is_some_and(|cell| !cell.symbol().is_empty());
        if is_whole && redrawn.at() == Some(to) && redrawn.len() < best.len() {
            best = redrawn;
        }
    }
    stream.join(best);
}
