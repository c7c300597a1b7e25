//! Trends as a table of text, one line a metric and year, tabs between: for a spreadsheet.

use crate::insight::trend::Gap;
use crate::insight::trend::Point;
use crate::insight::trend::Trend;
use crate::insight::trend::overlay::Overlay;
use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::metric::Value;
use crate::model::series::Judgement;
use crate::store::archive::Archive;

/// The table with its head. Numbers are bare digits in the unit that they are kept in; a year without the metric has a
/// line that says why. Index numbers stand in it where there are any.
pub fn table(archive: &Archive, trends: &[Trend], overlay: Option<&Overlay>, lang: Lang) -> String {
    let mut columns: Vec<Words> = COLUMNS.to_vec();
    columns.extend(overlay.map(|_| words::COLUMN_INDEX));
    let mut table = line(columns.iter().map(|words| words.say(lang).to_string()));
    for (at, trend) in trends.iter().enumerate() {
        let indices = overlay.and_then(|overlay| overlay.lines.get(at)).map(|line| line.indices.as_slice());
        for (year, point) in trend.points.iter().enumerate() {
            let mut cells = cells(archive, trend, point, trend.gap(year), lang);
            cells.extend(indices.map(|indices| digits(indices.get(year).copied().flatten())));
            table += &line(cells.into_iter());
        }
    }
    table
}

const COLUMNS: [Words; 13] = [
    words::COLUMN_METRIC,
    words::COLUMN_YEAR,
    words::FIELD_VALUE,
    words::FIELD_APPROX,
    words::FIELD_UNIT,
    words::COLUMN_CHANGE,
    words::COLUMN_PERCENT,
    words::COLUMN_JUDGED,
    words::FIELD_TARGET,
    words::COLUMN_MET,
    words::COLUMN_ITEM,
    words::FIELD_NOTE,
    words::FIELD_FORMULA,
];

fn cells(archive: &Archive, trend: &Trend, point: &Point, gap: Option<Gap>, lang: Lang) -> Vec<String> {
    let yes = |is_so: bool| if is_so { words::YES } else { words::NO }.say(lang).to_string();
    let mut cells = vec![text(&trend.name), point.year.show(archive.calendar)];
    let gap = gap.map_or("", |gap| gap.says().say(lang)).to_string();
    let Some(stand) = point.seen.stand() else {
        cells.push(gap);
        cells.resize(COLUMNS.len(), String::new());
        return cells;
    };
    let (metric, change) = (&stand.metric, point.step.map(|step| step.change));
    let value = match &metric.value {
        Value::Figure(figure) => figure.to_string(),
        Value::Grade(grade) => text(grade),
        Value::Gap => gap,
    };
    cells.extend([
        value,
        if metric.approx { yes(true) } else { String::new() },
        text(&metric.unit),
        digits(change.and_then(|change| change.absolute)),
        digits(change.and_then(|change| change.percent)),
        change.and_then(|change| judged(change.judgement)).map_or("", |words| words.say(lang)).to_string(),
        digits(point.target),
        metric.meets_target().map_or(String::new(), yes),
        text(&archive.text(stand.item, Field::Title)),
        text(&metric.note),
        text(&metric.formula),
    ]);
    cells
}

/// A judgement in a word; none where nothing is judged.
fn judged(judgement: Judgement) -> Option<Words> {
    match judgement {
        Judgement::Improved => Some(words::IMPROVED),
        Judgement::Worsened => Some(words::WORSENED),
        Judgement::Same => Some(words::SAME),
        Judgement::Neutral => None,
    }
}

fn digits(figure: Option<Figure>) -> String {
    figure.map_or(String::new(), |figure| figure.to_string())
}

/// A text in one cell. What a spreadsheet would run as a formula stays a text, as an apostrophe before it says.
fn text(text: &str) -> String {
    let flat: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if flat.starts_with(['=', '+', '-', '@']) { format!("'{flat}") } else { flat }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join("\t") + "\n"
}
