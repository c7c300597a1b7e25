//! The record below the lists: the fields of the chosen item or metric, one of them open where one is edited.

mod months;

use crate::app::App;
use crate::app::fields;
use crate::app::mode::Edit;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::mode::Target;
use crate::app::view::LineOf;
use crate::insight::reading;
use crate::lang::words;
use crate::model::field;
use crate::search::marks;
use crate::search::marks::Kind;
use crate::ui::field::Editor;
use crate::ui::layout;
use crate::ui::layout::Layout;
use crate::ui::panes;
use crate::ui::pen::Mark;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use ratatui::layout::Position;
use ratatui::style::Style;
use std::ops::Range;

/// Draws the pane, and tells where the caret of an open field stands.
pub(super) fn draw(pen: &mut Pen, app: &App, layout: &Layout) -> Option<Position> {
    if layout.pane(Focus::Record).rows.is_empty() {
        return None;
    }
    draw_title(pen, app, layout);
    let shown = app.pane(Focus::Record).shown();
    match &app.mode {
        Mode::Edit(edit) => draw_open(pen, app, layout, edit, shown.start),
        _ => {
            let mut hits = Hits::default();
            for at in shown.clone() {
                let mut strip = panes::row(pen, app, Focus::Record, layout.pane(Focus::Record).rows, at);
                draw_line(pen, app, layout, &mut strip, at, hits.of(pen, app, at, shown.end));
            }
            None
        }
    }
}

fn draw_title(pen: &mut Pen, app: &App, layout: &Layout) {
    let metric = app.view.metrics.iter().find(|row| app.on_metric && Some(row.at) == app.metric());
    let item = app.item();
    let row = app.pane(Focus::Items).chosen().and_then(|at| app.item_row(at));
    let title = match (metric, &row) {
        (Some(metric), _) => metric.metric.name.clone(),
        (None, Some(row)) if row.no.is_empty() => row.title.clone(),
        (None, Some(row)) => format!("{} {}", row.no, row.title),
        (None, None) => words::RECORD.say(app.lang).to_string(),
    };
    let locked = item.and_then(|item| app.archive.files.get(item.file)).is_some_and(|file| file.locked.is_some());
    let title = if locked { format!("{title} {} {}", pen.signs.dot, words::READ_ONLY.say(app.lang)) } else { title };
    panes::title(pen, app, layout, Focus::Record, &title);
}

/// Draws one line of a field: its label where it is the first, and its part of the value.
fn draw_line(pen: &mut Pen, app: &App, layout: &Layout, strip: &mut Strip, at: usize, marks: &[Mark]) {
    let Some(line) = app.view.lines.get(at) else { return };
    let row = match line.of {
        LineOf::Field(field) => app.view.fields.get(field),
        LineOf::Month(month) => return months::draw(pen, app, layout, strip, month),
    };
    let Some(row) = row else { return };
    let label = if line.first { row.label.as_str() } else { "" };
    let style = pen.theme.label;
    draw_label(pen, layout, strip, label, style);
    let text = row.shown().get(line.range.clone()).unwrap_or_default();
    let style = if row.value.is_empty() { pen.theme.dim } else { Style::new() };
    if row.shown().is_empty() {
        let absent = pen.signs.absent;
        pen.put(strip, absent, style);
        return;
    }
    pen.put_marked(strip, text, style, marks);
    let is_last = line.range.end == row.shown().len();
    // The row of an entry tells its unit itself.
    let is_bare = is_last && !row.value.is_empty() && row.place.entry.is_none();
    if let Some(unit) = unit(app, row.place.metric, row.name.kind()).filter(|_| is_bare) {
        strip.take(1);
        pen.put(strip, unit, pen.theme.dim);
    }
}

/// Writes a field's name into the column for it.
pub(super) fn draw_label(pen: &mut Pen, layout: &Layout, strip: &mut Strip, label: &str, style: Style) {
    let mut column = strip.take(layout.label);
    column.take_right(1);
    pen.put(&mut column, label, style);
}

/// The unit of a figure, which its text does not say.
fn unit(app: &App, metric: Option<usize>, kind: field::Kind) -> Option<&str> {
    let metric = metric?;
    matches!(kind, field::Kind::Value | field::Kind::Figure).then_some(())?;
    app.view.metrics.iter().find(|row| row.at == metric).map(|row| row.metric.unit.as_str())
}

/// Draws the lines with an open field in the place of one of them.
fn draw_open(pen: &mut Pen, app: &App, layout: &Layout, edit: &Edit, top: usize) -> Option<Position> {
    let rows = layout.pane(Focus::Record).rows;
    let (label, unit, replaced) = match &edit.target {
        Target::Field(_, place, name) => {
            let lines = fields::row(app, *place, name).map_or(0..0, |field| lines_of(app, field));
            // An entry's other fields stay in sight above the open one.
            let replaced = if place.entry.is_some() { lines.end..lines.end } else { lines };
            (reading::label(name, app.lang), unit(app, place.metric, name.kind()), replaced)
        }
        // What does not exist yet stands before all that does.
        Target::NewItem => (words::FIELD_TITLE.say(app.lang).to_string(), None, 0..0),
        Target::NewMetric(_) => (words::FIELD_NAME.say(app.lang).to_string(), None, 0..0),
    };
    let editor = Editor::new(edit, &label, unit, (layout.room(), app.lang), pen);
    let opened = replaced.start..replaced.start + editor.height();
    let caret = opened.start + editor.caret_row();
    let height = usize::from(rows.height).max(1);
    // What stands below the text is seen too, where there is room for all of it.
    let last = if edit.meeting.is_some() && editor.height() <= height { opened.end } else { caret + 1 };
    let top = top.clamp(last.saturating_sub(height), caret);
    let mut position = None;
    let mut hits = Hits::default();
    for y in 0..rows.height {
        let mut strip = Strip::of(rows, y);
        let pad = layout::pad(rows.width);
        let mut before = strip.take(pad);
        let row = top + usize::from(y);
        if opened.contains(&row) {
            if row == opened.start {
                pen.put(&mut before, pen.signs.cursor, pen.theme.label);
            }
            position = editor.draw(pen, layout, strip, row - opened.start).or(position);
            continue;
        }
        let at = if row < opened.start { row } else { row - opened.end + replaced.end };
        draw_line(pen, app, layout, &mut strip, at, hits.of(pen, app, at, at + height));
    }
    position
}

/// The lines of a field.
fn lines_of(app: &App, field: usize) -> Range<usize> {
    let lines = &app.view.lines;
    let of = LineOf::Field(field);
    lines.partition_point(|line| line.of < of)..lines.partition_point(|line| line.of <= of)
}

/// The highlights of the field that is being drawn, found once for all of its lines that show.
#[derive(Default)]
struct Hits {
    field: Option<usize>,
    found: Vec<Range<usize>>,
    marks: Vec<Mark>,
}

impl Hits {
    /// The highlights of a line, in bytes of its part of the value. `end` is the end of the lines that show: what is
    /// below them costs nothing.
    fn of(&mut self, pen: &Pen, app: &App, at: usize, end: usize) -> &[Mark] {
        self.marks.clear();
        let lines = &app.view.lines;
        let Some(line) = lines.get(at).filter(|_| !app.query.is_empty()) else { return &self.marks };
        let LineOf::Field(field) = line.of else { return &self.marks };
        let Some(row) = app.view.fields.get(field) else { return &self.marks };
        if self.field != Some(field) {
            let last = lines_of(app, field).end.min(end).saturating_sub(1);
            let shown = line.range.start..lines.get(last).map_or(line.range.end, |last| last.range.end);
            let kind = if row.name.kind() == field::Kind::Line { Kind::Label } else { Kind::Prose };
            let text = row.shown().get(shown.clone()).unwrap_or_default();
            let found = marks::marks_in(&app.query, kind, text);
            self.found = found.into_iter().map(|range| range.start + shown.start..range.end + shown.start).collect();
            self.field = Some(field);
        }
        let first = self.found.partition_point(|range| range.end <= line.range.start);
        let here = self.found.iter().skip(first).take_while(|range| range.start < line.range.end);
        let from = |byte: usize| byte.saturating_sub(line.range.start);
        self.marks.extend(here.map(|range| (from(range.start)..from(range.end), pen.theme.hit)));
        &self.marks
    }
}
