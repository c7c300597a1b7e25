//! A small chart: a bar for each year, as an SVG in the line.

use crate::exchange::html::escape;
use crate::model::figure::Figure;
use std::fmt::Write;

/// The height of the chart, the width of a bar and what lies between two, in pixels.
const HEIGHT: f64 = 22.0;
const BAR: f64 = 9.0;
const GAP: f64 = 3.0;

/// The chart of values by year, of which one is the year's own; nothing where there is nothing to compare.
///
/// All bars stand on zero, for a bar that does not would show a difference larger than it is.
pub(super) fn of(points: &[(String, Figure, bool)]) -> String {
    if points.len() < 2 {
        return String::new();
    }
    let numbers: Vec<f64> = points.iter().map(|(_, figure, _)| figure.to_string().parse().unwrap_or(0.0)).collect();
    let top = numbers.iter().copied().fold(0.0, f64::max);
    let bottom = numbers.iter().copied().fold(0.0, f64::min);
    let scale = if top > bottom { HEIGHT / (top - bottom) } else { 0.0 };
    let width = points.len() as f64 * (BAR + GAP) - GAP;
    let told: Vec<String> = points.iter().map(|(year, figure, _)| format!("{year}: {}", figure.show())).collect();
    let told = escape(&told.join("; "));
    let mut svg = format!(
        "<svg class=\"chart\" width=\"{width}\" height=\"{HEIGHT}\" viewBox=\"0 0 {width} {HEIGHT}\" role=\"img\" \
         aria-label=\"{told}\"><title>{told}</title>"
    );
    for (at, (number, (_, _, is_own))) in numbers.iter().zip(points).enumerate() {
        let left = at as f64 * (BAR + GAP);
        // A value that is there leaves a trace, however small it is beside the others.
        let height = (number.abs() * scale).max(1.0);
        let above = (top - number.max(0.0)) * scale;
        let above = above.min(HEIGHT - height);
        let class = if *is_own { " class=\"own\"" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(svg, "<rect{class} x=\"{left}\" y=\"{above:.1}\" width=\"{BAR}\" height=\"{height:.1}\"/>");
    }
    svg + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Top and height of each bar.
    fn bars(values: &[i64]) -> Vec<String> {
        let points: Vec<_> = values.iter().map(|value| ("<1>".to_string(), Figure::from(*value), false)).collect();
        let svg = of(&points);
        assert!(!svg.contains("<1>"), "{svg}");
        let part = |rect: &str, name: &str| {
            rect.split_once(name).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(part, _)| part).to_string()
        };
        svg.split("<rect").skip(1).map(|rect| part(rect, " y=\"") + "+" + &part(rect, " height=\"")).collect()
    }

    #[test]
    fn bars_stand_on_zero() {
        for (values, expected) in [
            (&[][..], &[][..]),
            (&[5], &[]),
            (&[10, 5], &["0.0+22.0", "11.0+11.0"]),
            (&[-10, -5], &["0.0+22.0", "0.0+11.0"]),
            (&[10, -10], &["0.0+11.0", "11.0+11.0"]),
            (&[0, 0], &["0.0+1.0", "0.0+1.0"]),
            (&[1000, 1], &["0.0+22.0", "21.0+1.0"]),
        ] {
            assert_eq!(bars(values), expected, "{values:?}");
        }
    }
}
