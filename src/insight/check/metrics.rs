//! Metrics one by one: what names them, their units, how their values are written, their targets.

use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Kin;
use crate::insight::check::ground::Seat;
use crate::insight::check::rule;
use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::lang::words::check as words;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::metric::Value;
use crate::model::series::Better;
use crate::model::unit;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::edit::New;
use crate::store::record::Block;
use crate::store::record::Name;
use crate::store::value;
use std::sync::Arc;

/// Looks at every metric of the archive's own format.
pub(super) fn check(ground: &mut Ground, signal: &Signal) -> Result<(), Cancelled> {
    let (archive, years) = (ground.archive, Arc::clone(&ground.years));
    for year in years.iter() {
        ground.each_metric(year, signal, |ground, seat| {
            let record = ground.record(seat.item()).filter(|_| archive.files[seat.item().file].is_own());
            let Some((text, block)) =
                record.as_ref().and_then(|(text, record)| Some((text, record.metrics.get(seat.at as usize)?)))
            else {
                return;
            };
            named(ground, seat, text, block);
            if seat.is_bare && seat.first.is_none() {
                return;
            }
            let Some(stand) = ground.stand(year.year, seat) else { return };
            unit(ground, &stand, text, block);
            quoted(ground, &stand, text, block);
            target(ground, &stand, block);
            if let Some(first) = seat.first.and_then(|first| year.seats.get(first as usize)) {
                twice(ground, &stand, first);
            }
        })?;
    }
    Ok(())
}

/// An id or a name; and a name of its own where its id is of no series.
fn named(ground: &mut Ground, seat: &Seat, text: &str, block: &Block) {
    let (id, name) = (block.read(text, Field::Id), block.read(text, Field::Name));
    if !name.is_empty() || ground.archive.series(&id).is_some() {
        return;
    }
    let spot = ground::spot(ground, seat.item().file, seat.place(), Field::Id);
    if id.is_empty() {
        ground.tell(&rule::NAMELESS_METRIC, spot, words::NAMELESS_METRIC, vec![]);
        return;
    }
    let (nearest, only) = ground.near(Kin::Series, &id);
    let told = if nearest.is_empty() { words::UNKNOWN_SERIES } else { words::UNKNOWN_SERIES_NEAR };
    let fix = only.map_or(Vec::new(), |only| ground::set(spot, Field::Id, New::Text(only)));
    ground.tell(&rule::UNKNOWN_SERIES, spot, told, vec![(&*id).into(), nearest.into()]).fix = fix;
}

/// The unit of its series, where both have one.
fn unit(ground: &mut Ground, stand: &Stand, text: &str, block: &Block) {
    let own = block.read(text, Field::Unit);
    let Some(series) = ground.archive.series(&stand.metric.id) else { return };
    if own.is_empty() || series.unit.is_empty() || own == series.unit {
        return;
    }
    let spot = ground::spot_of(ground, stand, Field::Unit);
    let parts = vec![stand.metric.name.as_str().into(), (&*own).into(), series.unit.as_str().into()];
    ground.tell(&rule::UNIT_DIFFERS, spot, words::UNIT_DIFFERS, parts);
}

/// A grade that is a number.
fn quoted(ground: &mut Ground, stand: &Stand, text: &str, block: &Block) {
    let Some(slot) = block.slot(&Name::Field(Field::Value)) else { return };
    let raw = slot.value.of(text);
    let Some(grade) = value::string(raw) else { return };
    let Some(bare) = Figure::read_typed(&grade, &stand.metric.unit).ok().and_then(|figure| figure.to_toml(None)) else {
        return;
    };
    let spot = ground::spot_of(ground, stand, Field::Value);
    let fix = ground::set(spot, Field::Value, New::Raw(bare));
    ground.tell(&rule::QUOTED_NUMBER, spot, words::QUOTED_NUMBER, vec![raw.into()]).fix = fix;
}

/// A result, where there is a target; and one that reaches it.
fn target(ground: &mut Ground, stand: &Stand, block: &Block) {
    let metric = &stand.metric;
    let Some(target) = metric.target else { return };
    let name = metric.name.as_str().into();
    let shown = |figure: Figure| unit::show(figure, &metric.unit).into();
    let spot = |ground: &Ground, field| ground::spot_of(ground, stand, field);
    match (&metric.value, metric.meets_target()) {
        (Value::Gap, _) => {
            let own = block.slot(&Name::Field(Field::Target)).is_some();
            let spot = spot(ground, if own { Field::Target } else { Field::Id });
            ground.tell(&rule::NO_RESULT, spot, words::NO_RESULT, vec![name, shown(target)]);
        }
        (Value::Figure(figure), Some(false)) => {
            let told = if metric.better == Better::Lower { words::TARGET_EXCEEDED } else { words::TARGET_MISSED };
            let spot = spot(ground, Field::Value);
            ground.tell(&rule::TARGET_MISSED, spot, told, vec![name, shown(*figure), shown(target)]);
        }
        _ => {}
    }
}

/// The same metric as one before it in the year. Where a whole item stands twice, that is told of the item.
fn twice(ground: &mut Ground, stand: &Stand, first: &Seat) {
    let archive = ground.archive;
    if let Some(Key::Own(item, _)) = series::key(archive, stand)
        && archive.find(stand.year, &item) != Some(stand.item)
    {
        return;
    }
    let spot = ground::spot_of(ground, stand, Field::Id);
    let there = ground::spot(ground, first.item().file, first.place(), Field::Id);
    let place = ground.place(there.file, there.span.from());
    ground.tell(&rule::METRIC_TWICE, spot, words::METRIC_TWICE, vec![stand.metric.name.as_str().into(), place.into()]);
}
