//! How a metric's value and target read, wherever they stand.

use crate::lang::Lang;
use crate::lang::words;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::model::series::Better;
use crate::model::unit;
use crate::ui::pen::Pen;
use ratatui::style::Style;

/// The value without its unit, and the unit: money can be in another than it is kept in. A metric without a value is a
/// gap, which a sign tells; another sign tells that the value is what its entries come to.
pub(super) fn value(pen: &Pen, lang: Lang, metric: &Metric) -> (String, String) {
    let about = if metric.approx { words::APPROXIMATELY.say(lang) } else { "" };
    match &metric.value {
        Value::Gap => (pen.signs.gap.to_string(), String::new()),
        Value::Grade(grade) => (format!("{about}{grade}"), String::new()),
        Value::Figure(figure) => {
            let shown = unit::show(*figure, &metric.unit);
            let (number, unit) = shown.split_once(' ').unwrap_or((&shown, ""));
            let derived = if metric.derived { pen.signs.derived } else { "" };
            (format!("{derived}{about}{number}"), unit.to_string())
        }
    }
}

/// `≥ 90 ✓`: what was to be reached, and whether it was; and the sign of that alone. Empty where there is no target.
pub(super) fn target(pen: &Pen, metric: &Metric) -> (String, &'static str, Style) {
    let Some(target) = metric.target else { return (String::new(), "", Style::new()) };
    let bound = match metric.better {
        Better::Lower => pen.signs.at_most,
        Better::Higher | Better::Neutral => pen.signs.at_least,
    };
    let (sign, style) = match metric.meets_target() {
        Some(true) => (pen.signs.met, pen.theme.good),
        Some(false) => (pen.signs.missed, pen.theme.bad),
        None => (" ", pen.theme.dim),
    };
    (format!("{bound} {} {sign}", target.show()), sign, style)
}
