//! Figures that a text mentions and that no metric of its item has.

use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Spot;
use crate::insight::check::prose;
use crate::insight::check::rule;
use crate::lang::words::check as words;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::formula::Formula;
use crate::model::metric::Metric;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::span::Span;
use std::collections::HashSet;

/// Looks at the text of every item.
pub(super) fn check(ground: &mut Ground, signal: &Signal) -> Result<(), Cancelled> {
    if !ground.strict {
        return Ok(());
    }
    ground.each_file(signal, |ground, at, file| {
        for number in (0..file.count()).filter(|_| file.is_own()) {
            let item = ItemId { file: at, record: number };
            let Some((text, record)) = ground.record(item) else { continue };
            let known = known(ground, file.year, &ground.archive.metrics_of(text, &record));
            one(ground, item, &known);
        }
    })?;
    Ok(())
}

/// Every number that the metrics of an item hold: values, targets, and what formulas are made of.
fn known(ground: &Ground, year: Option<Year>, metrics: &[Metric]) -> HashSet<Figure> {
    let mut known = HashSet::new();
    for metric in metrics {
        known.extend(metric.value.figure());
        known.extend(metric.target);
        known.extend(metric.entries.iter().filter_map(|entry| entry.value));
        if let Ok(formula) = Formula::parse(&metric.formula, ground.archive.calendar) {
            known.extend(formula.numbers());
            for operand in formula.operands() {
                let year_of_operand = operand.year.map_or(year, Some);
                let place = ground.archive.find_metric(year_of_operand, &operand.id);
                known.extend(place.and_then(|(item, at)| ground.archive.metric(item, at)?.value.figure()));
            }
        }
    }
    known
}

fn one(ground: &mut Ground, item: ItemId, known: &HashSet<Figure>) {
    let Some((file, record)) = ground.record(item) else { return };
    let block = &record.item;
    let text = block.read(file, Field::Text);
    let names = block.read_list(file, Field::Names);
    let figures = prose::figures(&text, &names);
    let mut unknown = figures.iter().filter(|(_, figure)| !known.contains(figure)).peekable();
    let Some((first, _)) = unknown.peek() else { return };
    let spot = ground::spot(ground, item.file, Place::item(item.record), Field::Text);
    // Where the text stands in the file as it reads, the first figure is pointed at.
    let raw = block.slot(&Name::Field(Field::Text)).map_or("", |slot| slot.value.of(file));
    let at = raw.find(&*text).map(|start| spot.span.from() + start + first.start);
    let span = at.map_or(spot.span, |at| Span::new(at, at + first.len()));
    let told = ground::listed(unknown.filter_map(|(range, _)| text.get(range.clone()).map(str::to_string)));
    ground.tell(&rule::FIGURE_IN_TEXT, Spot { span, ..spot }, words::FIGURE_IN_TEXT, vec![told.into()]);
}
