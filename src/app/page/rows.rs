//! What a category, an item and a metric look like as rows of a page.

use crate::app::App;
use crate::app::page::cells;
use crate::app::page::table::Body;
use crate::app::page::table::Cell;
use crate::app::page::table::Lead;
use crate::app::page::table::Row;
use crate::app::page::table::Tone;
use crate::insight::compare::Comparison;
use crate::insight::compare::ItemOutcome;
use crate::insight::compare::ItemPair;
use crate::insight::compare::MetricPair;
use crate::insight::compare::Sides;
use crate::insight::counts::Count;
use crate::insight::found;
use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;

/// A category's numeral and title as that year prints them; words for what has none.
pub(super) fn heading(archive: &Archive, category: Option<usize>, year: Option<Year>, lang: Lang) -> String {
    let Some(category) = category.and_then(|index| archive.outline.get(index)) else {
        return words::UNFILED.say(lang).to_string();
    };
    let label = year.map_or(category.label.as_str(), |year| category.label(year));
    let title = year.map_or(category.title.as_str(), |year| category.title(year));
    format!("{label} {title}").trim_start().to_string()
}

/// What an item is called: in the later year, if it is there.
pub(super) fn title(archive: &Archive, pair: &ItemPair) -> String {
    found::title(archive, *pair.sides.latest())
}

/// The same behind its number.
pub(super) fn name(archive: &Archive, pair: &ItemPair) -> String {
    let no = archive.text(*pair.sides.latest(), Field::No);
    format!("{no} {}", title(archive, pair)).trim_start().to_string()
}

/// The categories that an item stands in.
pub(super) fn headings(archive: &Archive, category: Option<usize>, year: Option<Year>, lang: Lang) -> Vec<String> {
    let outline = &archive.outline;
    let path = category.into_iter().flat_map(|index| std::iter::once(index).chain(outline.ancestors(index)));
    path.map(|index| heading(archive, Some(index), year, lang)).collect()
}

/// A category, with what counts in it and below it, and whether either year's source lacks it.
pub(super) fn category(app: &App, comparison: &Comparison, category: Option<usize>) -> Row {
    let years = [comparison.from, comparison.to].into_iter().flatten();
    let mut parts: Vec<Cell> = years.filter_map(|year| lack(app, category?, year)).collect();
    let counts = category.and_then(|index| comparison.counts.get(index)).copied().unwrap_or_default();
    let told = COUNTS.iter().filter(|(count, ..)| counts[*count] > 0);
    parts.extend(
        told.map(|(count, words, tone)| Cell::text(words.fill(app.lang, &[&counts[*count].to_string()]), *tone)),
    );
    Row {
        name: heading(&app.archive, category, comparison.to, app.lang),
        tone: Tone::Heading,
        body: Body::Parts(parts),
        lead: Lead::Category(category),
        ..Row::default()
    }
}

/// What is told of a category's metrics, the most telling first.
const COUNTS: &[(Count, Words, Tone)] = &[
    (Count::Worsened, words::page::COUNT_WORSE, Tone::Bad),
    (Count::Improved, words::page::COUNT_BETTER, Tone::Good),
    (Count::Missed, words::page::COUNT_MISSED, Tone::Bad),
    (Count::Rose, words::page::COUNT_ROSE, Tone::Dim),
    (Count::Fell, words::page::COUNT_FELL, Tone::Dim),
    (Count::Same, words::page::COUNT_SAME, Tone::Dim),
    (Count::Added, words::page::COUNT_ADDED, Tone::Dim),
    (Count::Gone, words::page::COUNT_GONE, Tone::Dim),
    (Count::Apart, words::page::COUNT_APART, Tone::Dim),
    (Count::Met, words::page::COUNT_MET, Tone::Dim),
    (Count::ItemsAdded, words::page::COUNT_ITEMS_ADDED, Tone::Dim),
    (Count::ItemsGone, words::page::COUNT_ITEMS_GONE, Tone::Dim),
];

/// What that year's source lacks of a category, if anything.
pub(super) fn lack(app: &App, category: usize, year: Year) -> Option<Cell> {
    let printed = app.archive.outline.get(category)?.in_year(year)?;
    let (words, tone) = match (printed.absent, printed.partial) {
        (true, _) => (words::page::NO_HEADING_IN, Tone::Dim),
        (false, true) => (words::page::CUT_OFF_IN, Tone::Warning),
        (false, false) => return None,
    };
    Some(Cell::text(words.fill(app.lang, &[&app.show_year(Some(year))]), tone))
}

/// An item, with what became of it.
pub(super) fn item(app: &App, pair: &ItemPair, aside: String) -> Row {
    let parts = match (&pair.outcome, pair.sides) {
        (ItemOutcome::Kept(fields), Sides::Both(before, after)) => {
            fields.iter().map(|field| differs(app, *field, before, after)).collect()
        }
        (ItemOutcome::Alone(why), _) => vec![cells::alone(app.lang, *why)],
        // An item that was kept is on both sides.
        (ItemOutcome::Kept(_), _) => Vec::new(),
    };
    let other = pair.sides.after().and(pair.sides.before());
    Row {
        name: name(&app.archive, pair),
        aside,
        body: Body::Parts(parts),
        lead: Lead::Record((*pair.sides.latest(), None), other.map(|item| (*item, None))),
        ..Row::default()
    }
}

/// What an item has otherwise. Of where it stood and under which number, the former is told.
fn differs(app: &App, field: Field, before: ItemId, after: ItemId) -> Cell {
    let say = |words: Words, part: &str, tone: Tone| Cell::text(words.fill(app.lang, &[part]), tone);
    match field {
        Field::Category => {
            let former = heading(&app.archive, app.archive.category(before), app.archive.year(before), app.lang);
            say(words::page::ITEM_FROM, &former, Tone::Plain)
        }
        Field::No if app.archive.text(before, Field::No).is_empty() => {
            say(words::page::ITEM_NO_NEW, &app.archive.text(after, Field::No), Tone::Dim)
        }
        Field::No => say(words::page::ITEM_NO, &app.archive.text(before, Field::No), Tone::Dim),
        Field::Title => say(words::page::ITEM_TITLE, "", Tone::Dim),
        _ => say(words::page::ITEM_TEXT, "", Tone::Dim),
    }
}

/// A metric, beside itself in the other year.
pub(super) fn metric(app: &App, pair: &MetricPair, aside: String) -> Row {
    let latest = pair.sides.latest();
    let other = pair.sides.after().and(pair.sides.before());
    Row {
        name: latest.metric.name.clone(),
        aside,
        body: Body::Cells(cells::of(app.lang, pair)),
        lead: Lead::Record((latest.item, Some(latest.at)), other.map(|stand| (stand.item, Some(stand.at)))),
        ..Row::default()
    }
}
