//! What is said of a chart, below it: which letter is which metric, how the chosen one moved over all the years, its
//! target, and what the signs of its gaps mean.

use crate::app::App;
use crate::app::trend::Sheet;
use crate::insight::trend::Trend;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::model::metric::Change;
use crate::model::series::Better;
use crate::model::series::Judgement;
use crate::model::unit;
use crate::ui::chart;
use crate::ui::chart::LETTERS;
use crate::ui::layout;
use crate::ui::pen::Mark;
use crate::ui::pen::Pen;
use crate::ui::pen::Strip;
use crate::ui::signs;
use crate::ui::signs::Signs;
use crate::ui::trend;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

/// Rows that it takes at this width.
pub(crate) fn height(app: &App, sheet: &Sheet, width: u16) -> u16 {
    let cells = |text: &str| text.graphemes(true).map(app.room.cells).sum();
    u16::try_from(rows(app, sheet, &signs::LINE, width, &cells).len()).unwrap_or(u16::MAX)
}

/// Writes it, as far as there are rows.
pub(super) fn draw(pen: &mut Pen, app: &App, area: Rect, sheet: &Sheet) {
    let cells = |text: &str| usize::from(pen.width(text, u16::MAX));
    let rows = rows(app, sheet, pen.signs, area.width, &cells);
    for (y, row) in (0..area.height).zip(rows) {
        let mut strip = Strip::of(area, y);
        strip.take(layout::pad(area.width));
        strip.take_right(layout::pad(area.width));
        for part in row {
            let letters: Vec<Mark> = part.line.map(|line| (0..1, chart::ink(pen, line))).into_iter().collect();
            pen.put_marked(&mut strip, &part.text, pen.theme.dim, &letters);
        }
    }
}

/// What is said in one piece.
struct Part {
    text: String,
    /// Of which of several metrics it begins with the letter.
    line: Option<usize>,
}

/// The parts in as many rows as they take, with what stands between those of one row; a part is not broken.
fn rows(app: &App, sheet: &Sheet, signs: &Signs, width: u16, cells: &dyn Fn(&str) -> usize) -> Vec<Vec<Part>> {
    let Some(trend) = sheet.trend() else { return Vec::new() };
    let room = usize::from(width.saturating_sub(2 * layout::pad(width)));
    let between = || Part { text: format!("  {}  ", signs.dot), line: None };
    let plain = |texts: Vec<String>| texts.into_iter().map(|text| Part { text, line: None }).collect::<Vec<Part>>();
    let rest = [index(app, sheet), aim(app, sheet, trend, signs), gaps(app, sheet, signs)].concat();
    let mut rows: Vec<Vec<Part>> = Vec::new();
    for parts in [legend(sheet), plain(overall(app, trend, signs)), plain(rest)] {
        let mut used = usize::MAX;
        for part in parts {
            let takes = cells(&part.text);
            match rows.last_mut().filter(|_| used.saturating_add(takes + BETWEEN) <= room) {
                Some(row) => {
                    row.extend([between(), part]);
                    used += takes + BETWEEN;
                }
                None => {
                    rows.push(vec![part]);
                    used = takes;
                }
            }
        }
    }
    rows
}

/// Cells between two parts.
const BETWEEN: usize = 5;

/// Which letter is which metric.
fn legend(sheet: &Sheet) -> Vec<Part> {
    let trends = sheet.trends.iter().enumerate().filter(|_| sheet.overlay.is_some());
    trends.map(|(at, trend)| Part { text: trend::named(sheet, at, trend), line: Some(at) }).collect()
}

/// What the index numbers are hundredths of, and which metrics have none. That none has, the chart says.
fn index(app: &App, sheet: &Sheet) -> Vec<String> {
    let Some(overlay) = &sheet.overlay else { return Vec::new() };
    let Some(base) = overlay.base.map(|year| app.show_year(Some(year))) else { return Vec::new() };
    let mut parts = vec![words::INDEX_OF.fill(app.lang, &[&base])];
    for (at, _) in overlay.lines.iter().enumerate().filter(|(_, line)| line.from_zero) {
        let letter = LETTERS.get(at).copied().unwrap_or_default();
        parts.push(format!("{letter}: {}", words::INDEX_FROM_ZERO.fill(app.lang, &[&base])));
    }
    parts
}

/// How it moved from the first figure to the last, and between which it stayed.
fn overall(app: &App, trend: &Trend, signs: &Signs) -> Vec<String> {
    let Some((from, to, change)) = trend.overall() else { return Vec::new() };
    let year = |at: usize| app.show_year(trend.points.get(at).map(|point| point.year));
    let moved = moved(signs, &change, &trend.unit);
    let mut parts = vec![format!("{} {} {}  {moved}", year(from), signs.arrow, year(to))];
    let extremes = [(words::LEAST, trend.least()), (words::GREATEST, trend.greatest())];
    parts.extend(extremes.into_iter().filter_map(|(words, extreme)| {
        let (at, figure) = extreme?;
        Some(words.fill(app.lang, &[&unit::show(figure, &trend.unit), &year(at)]))
    }));
    parts
}

/// `▼ -16 間 -26.7%!`
fn moved(signs: &Signs, change: &Change, unit: &str) -> String {
    let way = way(signs, change);
    let by = change.absolute.map_or(String::new(), |by| format!(" {}", signed(by, &unit::show(by, unit))));
    let percent = change.percent.map_or(String::new(), |percent| format!("  {}%", signed(percent, &percent.show())));
    format!("{way}{by}{percent}{}", if change.judgement == Judgement::Worsened { "!" } else { "" })
}

/// The sign of the way that it went; empty where that is not known.
pub(super) fn way(signs: &Signs, change: &Change) -> &'static str {
    match change.absolute.map(|by| by.cmp(&Figure::ZERO)) {
        Some(std::cmp::Ordering::Greater) => signs.up,
        Some(std::cmp::Ordering::Less) => signs.down,
        Some(std::cmp::Ordering::Equal) => "=",
        None => "",
    }
}

/// What is more than zero says so.
pub(super) fn signed(figure: Figure, shown: &str) -> String {
    if figure > Figure::ZERO { format!("+{shown}") } else { shown.to_string() }
}

/// The line of the target, and what it is in the chosen year.
fn aim(app: &App, sheet: &Sheet, trend: &Trend, signs: &Signs) -> Vec<String> {
    let target = sheet.pane.chosen().and_then(|at| trend.target(at)).filter(|_| sheet.overlay.is_none());
    let Some(target) = target else { return Vec::new() };
    let better = trend.points.iter().find_map(|point| point.seen.stand()).map(|stand| stand.metric.better);
    let bound = if better == Some(Better::Lower) { signs.at_most } else { signs.at_least };
    let target = format!("{bound} {}", unit::show(target, &trend.unit));
    vec![format!("{} {}", signs.aim, words::TARGET_LINE.fill(app.lang, &[&target]))]
}

/// The signs of the gaps that there are.
fn gaps(app: &App, sheet: &Sheet, signs: &Signs) -> Vec<String> {
    sheet.gaps.iter().map(|gap| format!("{} {}", trend::gap_sign(signs, *gap), gap.says().say(app.lang))).collect()
}
