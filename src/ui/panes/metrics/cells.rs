//! What the table of metrics says in one row, as text.

use crate::app::App;
use crate::app::view::MetricRow;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::model::metric::Change;
use crate::model::series::Judgement;
use crate::ui::figures;
use crate::ui::pen::Pen;
use ratatui::style::Style;

/// The texts of a row.
pub(super) struct Cells {
    /// The value of each year, earlier first; of one year, the second is empty.
    pub(super) values: [String; 2],
    /// Which of them is of the year that is shown.
    pub(super) shown: usize,
    /// The unit of each, likewise.
    pub(super) units: [String; 2],
    /// The value of the year that is shown where there is no room for units: with one even so if it is not the unit that
    /// the metric is kept in, for 1.266 億元 are not 1.266 元.
    pub(super) bare: String,
    /// `▼ -26.7% `: which way it went, by how much, and `!` at the end where that is the wrong way.
    pub(super) change: String,
    pub(super) change_style: Style,
    /// `≥ 90 ✓`.
    pub(super) target: String,
    /// The sign at its end.
    pub(super) target_sign: &'static str,
    pub(super) target_style: Style,
    /// `▁▃ ▇`: its last years, the least lowest; a blank where one has no figure.
    pub(super) past: String,
}

impl Cells {
    /// The earlier value beside the later one. A unit that both have is told once, behind both; another, with its value.
    pub(super) fn earlier(&self) -> String {
        let [earlier, later] = &self.units;
        let is_told = earlier.is_empty() || self.values[1].is_empty() || earlier == later;
        if is_told { self.values[0].clone() } else { format!("{} {earlier}", self.values[0]) }
    }

    /// The unit behind both values.
    pub(super) fn unit_of_both(&self) -> &str {
        if self.values[1].is_empty() { &self.units[0] } else { &self.units[1] }
    }
}

/// The texts of a metric.
pub(super) fn of(pen: &Pen, app: &App, row: &MetricRow) -> Cells {
    let value = |at: usize| match row.by_year.get(at).and_then(Option::as_ref) {
        Some(metric) => figures::value(pen, app.lang, metric),
        None => (String::new(), String::new()),
    };
    let ((earlier, earlier_unit), (later, later_unit)) = (value(0), value(1));
    let shown = app.view.years.iter().position(|year| *year == app.year).unwrap_or(0).min(1);
    let (number, unit) = if shown == 0 { (&earlier, &earlier_unit) } else { (&later, &later_unit) };
    let bare =
        if *unit == row.metric.unit { number.clone() } else { format!("{number} {unit}").trim_end().to_string() };
    let (change, change_style) = change(pen, app.lang, row.change.as_ref());
    let (target, target_sign, target_style) = figures::target(pen, &row.metric);
    Cells {
        values: [earlier, later],
        units: [earlier_unit, later_unit],
        bare,
        shown,
        change,
        change_style,
        target,
        target_sign,
        target_style,
        past: past(pen, &row.past),
    }
}

fn past(pen: &Pen, figures: &[Option<Figure>]) -> String {
    let known = || figures.iter().copied().flatten();
    let (Some(least), Some(greatest)) = (known().min(), known().max()) else { return String::new() };
    let levels = pen.signs.levels;
    let level = |figure: Figure| {
        let share = |figure: Figure| figure.checked_sub(least);
        let top = Figure::from(levels.len() as i64 - 1);
        // What does not move is neither high nor low.
        let level = share(figure).and_then(|part| part.checked_div(share(greatest)?, 6)).map_or_else(
            || Some(levels.len() / 2),
            |share| usize::try_from(share.checked_mul(top)?.checked_div(1.into(), 0)?.whole()?).ok(),
        );
        level.and_then(|level| levels.get(level)).copied().unwrap_or(" ")
    };
    figures.iter().map(|figure| figure.map_or(" ", level)).collect()
}

fn change(pen: &Pen, lang: Lang, change: Option<&Change>) -> (String, Style) {
    let Some(Change { absolute: Some(by), percent, judgement }) = change else {
        return (String::new(), Style::new());
    };
    let style = match judgement {
        Judgement::Improved => pen.theme.good,
        Judgement::Worsened => pen.theme.bad,
        Judgement::Same | Judgement::Neutral => pen.theme.dim,
    };
    let signs = pen.signs;
    let (way, plus) = match by.cmp(&Figure::ZERO) {
        std::cmp::Ordering::Greater => (signs.up, "+"),
        std::cmp::Ordering::Equal => ("=", ""),
        std::cmp::Ordering::Less => (signs.down, ""),
    };
    // Whoever sees no colours sees this.
    let wrong = if *judgement == Judgement::Worsened { "!" } else { " " };
    let text = match percent {
        _ if way == "=" => format!("{way}{wrong}"),
        Some(percent) => format!("{way} {plus}{}%{wrong}", percent.show()),
        None => format!("{way} {}{wrong}", words::GROWN_FROM_NOTHING.say(lang)),
    };
    (text, style)
}
