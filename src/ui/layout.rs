//! Where everything stands on a screen of a given size: a value, made anew for every frame.
//!
//! What there is no room for goes, in this order: the record, the title, the frames, the status. At the smallest sizes
//! the focused list has the screen to itself.

use crate::app::App;
use crate::app::Screen;
use crate::app::line::Room;
use crate::app::mode::Focus;
use crate::app::mode::List;
use crate::app::mode::Mode;
use crate::app::trend::Sheet;
use crate::app::wrap;
use crate::lang::Lang;
use crate::ui::chart;
use crate::ui::hints;
use crate::ui::trend::told;
use ratatui::layout::Margin;
use ratatui::layout::Rect;

/// Cells that a grapheme cluster takes.
pub type Cells = fn(&str) -> usize;

/// The words of the configuration for the width of ambiguous characters. The application carries the choice in
/// [`App::room`], from where every measure takes it.
pub const AMBIGUOUS: &[(&str, Cells)] = &[("1", wrap::cells), ("2", wrap::cells_cjk)];

/// Where everything stands. A part that does not show has an empty area.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The whole screen.
    pub area: Rect,
    /// The bar at the top.
    pub title: Rect,
    /// The bar at the bottom.
    pub status: Rect,
    /// The list over the panes.
    pub list: ListPlace,
    /// The metric's screen over the panes.
    pub trend: TrendPlace,
    /// The screen in the place of the panes.
    pub page: PanePlace,
    /// Cells of the labels in the record pane.
    pub label: u16,
    panes: [PanePlace; 4],
    room: Room,
}

/// Where a pane stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PanePlace {
    /// Its frame, which neighbours share; empty where there is no room for frames.
    pub frame: Rect,
    /// The line above its rows that heads their columns.
    pub head: Rect,
    /// Its rows.
    pub rows: Rect,
}

/// Where a list over the panes stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListPlace {
    /// All of it.
    pub area: Rect,
    /// Whether it has a frame.
    pub framed: bool,
    /// The line to type into.
    pub input: Rect,
    /// Its rows.
    pub rows: Rect,
    /// What can be done, below the rows.
    pub foot: Rect,
}

/// Where a metric's screen through the years stands, and its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrendPlace {
    /// All of it: the place of the panes.
    pub area: Rect,
    /// Whether it has a frame.
    pub framed: bool,
    /// The chart; empty where there is no room for one.
    pub chart: Rect,
    /// What is said of the chart.
    pub told: Rect,
    /// The line that heads the table.
    pub head: Rect,
    /// The rows of the table.
    pub rows: Rect,
}

impl Layout {
    /// The layout of a screen of that size.
    pub fn of(area: Rect, app: &App) -> Layout {
        let (title, body, status) = bars(area, app);
        let panes = panes(body, app);
        let cells = app.room.cells;
        // While the record does not show, its lines are laid out for when it has the body to itself.
        let rows = match panes[Focus::Record as usize].rows {
            rows if rows.is_empty() => inside(body, is_framed(body)),
            rows => rows,
        };
        let label = label(rows.width, app.lang);
        let width = rows.width.saturating_sub(pad(rows.width) + label + CARET).max(1);
        let room = Room { width: width.into(), height: rows.height.into(), cells };
        let list = match &app.mode {
            Mode::List(list) => over(Rect { height: area.height - status.height, ..area }, app, list),
            _ => ListPlace::default(),
        };
        let trend = app.mode.sheet().map_or_else(TrendPlace::default, |sheet| trend(body, app, sheet));
        let page = app.mode.page().map_or_else(PanePlace::default, |_| with_head(body, is_framed(body), true));
        Layout { area, title, status, list, trend, page, label, panes, room }
    }

    /// The place of a pane.
    pub fn pane(&self, focus: Focus) -> PanePlace {
        self.panes[focus as usize]
    }

    /// What the application must know of it, for [`App::fit`].
    pub fn screen(&self) -> Screen {
        let tuple = |area: Rect| (area.x, area.y, area.width, area.height);
        let list = if self.list.rows.is_empty() { self.page.rows } else { self.list.rows };
        Screen { panes: self.panes.map(|pane| tuple(pane.rows)), list: tuple(list), trend: tuple(self.trend.rows) }
    }

    /// The room that a field's value has in the record pane, for [`App::fit`].
    pub fn room(&self) -> Room {
        self.room
    }
}

/// A caret behind a full row needs a cell of its own.
const CARET: u16 = 1;

/// The least inner width that a pane beside others is drawn with.
const NARROWEST: u16 = 8;

/// The least inner height of the record, and of the panes above it.
const LOWEST: u16 = 3;

/// The cells left of a row, in a pane of that inner width; the sign of the chosen row stands there.
pub(super) fn pad(width: u16) -> u16 {
    u16::from(width >= 16)
}

/// Cells for labels: as wide as the longest, less where the values would have no room.
fn label(width: u16, lang: Lang) -> u16 {
    let longest = match lang {
        Lang::En => 10,
        Lang::Zh => 8,
    };
    if width < 12 { 0 } else { longest.min(width / 4).max(4) }
}

/// The title, what is between, and the status.
fn bars(area: Rect, app: &App) -> (Rect, Rect, Rect) {
    // What is typed or asked there must be seen, whatever else is not.
    let is_needed = match &app.mode {
        Mode::Find(..) | Mode::Filter(..) | Mode::Ask(_) => true,
        Mode::Page(page) => page.is_typing,
        _ => false,
    };
    let status = u16::from(area.height > 1 || is_needed && area.height > 0);
    let title = u16::from(area.height >= 8);
    let body = Rect { y: area.y + title, height: area.height - title - status, ..area };
    let row = |y: u16, height: u16| Rect { y, height, ..area };
    (row(area.y, title), body, row(body.bottom(), status))
}

fn is_framed(body: Rect) -> bool {
    body.height >= 5 && body.width >= 12
}

fn inside(area: Rect, framed: bool) -> Rect {
    if framed { area.inner(Margin::new(1, 1)) } else { area }
}

fn panes(body: Rect, app: &App) -> [PanePlace; 4] {
    let mut places = [PanePlace::default(); 4];
    // An open field needs the record pane, wherever the focus is.
    let front = if matches!(app.mode, Mode::Edit(_)) { Focus::Record } else { app.focus };
    let framed = is_framed(body);
    // Frames take a row above, one between and one below.
    let inner = body.height.saturating_sub(3);
    let with_record = framed && inner >= 2 * LOWEST;
    let mut set = |focus: Focus, frame: Rect| places[focus as usize] = place(focus, frame, framed);
    if app.zoom || !with_record && front == Focus::Record {
        set(front, body);
        return places;
    }
    let above = if with_record {
        let wanted = i32::from(inner * 2 / 5).saturating_add(app.shares.record);
        let rows = within(wanted, LOWEST, inner - LOWEST);
        let frame = Rect { y: body.bottom() - rows - 2, height: rows + 2, ..body };
        set(Focus::Record, frame);
        // The line between belongs to both.
        Rect { height: body.height - rows - 1, ..body }
    } else {
        body
    };
    let mut x = above.x;
    for (focus, width) in columns(above.width, framed, app) {
        set(focus, Rect { x, width, ..above });
        x += width.saturating_sub(1);
    }
    places
}

/// The panes that show side by side, with the width of each with its frame.
fn columns(width: u16, framed: bool, app: &App) -> Vec<(Focus, u16)> {
    let on_metrics = app.focus == Focus::Metrics || app.focus == Focus::Record && app.on_metric;
    let (categories, metrics) = (app.shares.categories, app.shares.metrics);
    // Without a line between them, panes would run into each other.
    if width < 60 || !framed {
        let focus = match app.focus {
            Focus::Record if on_metrics => Focus::Metrics,
            Focus::Record => Focus::Items,
            focus => focus,
        };
        return vec![(focus, width)];
    }
    // Each width is what is inside; neighbours share a line.
    let with_frames = |panes: &[(Focus, u16)]| panes.iter().map(|(focus, width)| (*focus, width + 2)).collect();
    let share = |of: u16, more: i32, most: u16| within(i32::from(of).saturating_add(more), NARROWEST, most);
    if width < 110 {
        let inner = width - 3;
        let most = inner - NARROWEST;
        if on_metrics {
            let metrics = share(inner * 11 / 20, metrics, most);
            return with_frames(&[(Focus::Items, inner - metrics), (Focus::Metrics, metrics)]);
        }
        let categories = share((inner * 2 / 5).min(36), categories, most);
        return with_frames(&[(Focus::Categories, categories), (Focus::Items, inner - categories)]);
    }
    let inner = width - 4;
    let categories = share((inner / 4).min(36), categories, inner - 2 * NARROWEST);
    let metrics = share((inner * 2 / 5).min(76), metrics, inner - categories - NARROWEST);
    let items = inner - categories - metrics;
    with_frames(&[(Focus::Categories, categories), (Focus::Items, items), (Focus::Metrics, metrics)])
}

fn within(wanted: i32, least: u16, most: u16) -> u16 {
    // Between two u16, so it is one.
    wanted.clamp(least.into(), i32::from(most).max(least.into())) as u16
}

fn place(focus: Focus, area: Rect, framed: bool) -> PanePlace {
    with_head(area, framed, focus == Focus::Metrics)
}

fn with_head(area: Rect, framed: bool, has_head: bool) -> PanePlace {
    let frame = if framed { area } else { Rect::default() };
    let mut rows = inside(area, framed);
    let mut head = Rect::default();
    if has_head && rows.height >= 3 {
        head = Rect { height: 1, ..rows };
        rows = Rect { y: rows.y + 1, height: rows.height - 1, ..rows };
    }
    PanePlace { frame, head, rows }
}

/// A metric's screen: the chart above, the table below it. Where the chart would be too small to be read, the table alone.
fn trend(body: Rect, app: &App, sheet: &Sheet) -> TrendPlace {
    let framed = is_framed(body);
    let inner = inside(body, framed);
    let years = u16::try_from(sheet.pane.len()).unwrap_or(u16::MAX);
    let told = told::height(app, sheet, inner.width).min(inner.height / 4);
    let table = years.saturating_add(1).min((inner.height * 2 / 5).max(4));
    let chart = inner.height.saturating_sub(told + table).min(HIGHEST_CHART);
    let (chart, told) = match chart::fits(inner.width, chart) {
        true => (chart::height(sheet.axis.as_ref(), sheet.bars, chart), told),
        false => (0, 0),
    };
    let mut rest = inner;
    let mut take = |height: u16| {
        let taken = Rect { height: height.min(rest.height), ..rest };
        rest = Rect { y: taken.bottom(), height: rest.height - taken.height, ..rest };
        taken
    };
    let (chart, told) = (take(chart), take(told));
    let head = take(u16::from(inner.height >= 3));
    TrendPlace { area: body, framed, chart, told, head, rows: rest }
}

/// A chart gains nothing from more rows.
const HIGHEST_CHART: u16 = 24;

/// A list in the middle of the screen; on a small screen, all over it but for the status.
fn over(free: Rect, app: &App, list: &List) -> ListPlace {
    let area = if free.width >= 50 && free.height >= 13 {
        let (width, height) = ((free.width - 4).min(90), free.height * 4 / 5);
        let (x, y) = ((free.width - width) / 2, (free.height - height) / 2);
        Rect { x: free.x + x, y: free.y + y, width, height }
    } else {
        free
    };
    let framed = area.height >= 5 && area.width >= 12;
    let mut rows = inside(area, framed);
    let (mut input, mut foot) = (Rect::default(), Rect::default());
    if list.line.is_some() {
        input = Rect { height: rows.height.min(1), ..rows };
        rows = Rect { y: rows.y + input.height, height: rows.height - input.height, ..rows };
    }
    if rows.height >= 5 {
        let text = hints::foot(app, list);
        let lines = wrap::wrap(&text, usize::from(rows.width).saturating_sub(1), app.room.cells).len();
        // Never more than a third: the rows are what the list is for.
        let height = u16::try_from(lines).unwrap_or(u16::MAX).min(rows.height / 3);
        rows.height -= height;
        foot = Rect { y: rows.bottom(), height, ..rows };
    }
    ListPlace { area, framed, input, rows, foot }
}
