//! One year beside the next: series that are gone, great changes, units that changed.

use crate::insight::check::Told;
use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Metrics;
use crate::insight::check::rule;
use crate::insight::series;
use crate::insight::series::Stand;
use crate::lang::words::check as words;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::metric;
use crate::model::unit;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use std::sync::Arc;

/// By how many per cent a metric may change without being asked about, where `archive.toml` does not say.
const CHANGE: i64 = 50;

/// Looks at each year of the archive and the one that follows there, which may be two years on. Of a metric that stands
/// twice in a year, the first counts; the second is told as such.
pub(super) fn check(ground: &mut Ground, signal: &Signal) -> Result<(), Cancelled> {
    let (archive, years) = (ground.archive, Arc::clone(&ground.years));
    let dated: Vec<(Year, &Metrics)> = years.iter().filter_map(|metrics| Some((metrics.year?, metrics))).collect();
    let about = archive.files.iter().find_map(|file| file.about.as_ref());
    let most = about.and_then(|about| about.change).unwrap_or(Figure::from(CHANGE));
    for pair in dated.windows(2) {
        let [(before, old), (after, new)] = pair else { continue };
        let years = [*before, *after];
        for (key, at) in &old.by_key {
            let seat = &old.seats[*at as usize];
            if seat.is_of_series
                && !new.by_key.contains_key(key)
                && let Some(stand) = ground.stand(old.year, seat)
            {
                gone(ground, &stand, years);
            }
        }
        for (looked, (key, at)) in new.by_key.iter().enumerate() {
            if looked.is_multiple_of(series::MANY) {
                signal.step(0)?;
            }
            let Some(was) = old.by_key.get(key).map(|at| &old.seats[*at as usize]) else { continue };
            let now = &new.seats[*at as usize];
            let is_other = !now.is_of_series && was.unit != now.unit;
            if !is_other && !ground.strict {
                continue;
            }
            let Some((was, now)) = ground.stand(old.year, was).zip(ground.stand(new.year, now)) else { continue };
            if is_other {
                unit_changed(ground, &was, &now, years);
            }
            if ground.strict {
                changed(ground, &was, &now, years, most);
            }
        }
        signal.step(new.items)?;
    }
    Ok(())
}

/// A series that the next year does not have, though its source is whole where the item stands.
fn gone(ground: &mut Ground, stand: &Stand, [before, after]: [Year; 2]) {
    let archive = ground.archive;
    if ground::is_cut(archive, archive.category(stand.item), after, |said| said.partial || said.absent) {
        return;
    }
    let spot = ground::spot_of(ground, stand, Field::Id);
    let parts = vec![stand.metric.name.as_str().into(), ground.show_year(before), ground.show_year(after)];
    ground.tell(&rule::SERIES_GONE, spot, words::SERIES_GONE, parts);
}

fn unit_changed(ground: &mut Ground, was: &Stand, now: &Stand, years: [Year; 2]) {
    let unit = |stand: &Stand| match stand.metric.unit.as_str() {
        "" => Told::Words(words::NO_UNIT, vec![]),
        unit => unit.into(),
    };
    let spot = ground::spot_of(ground, now, Field::Unit);
    let [before, after] = years.map(|year| ground.show_year(year));
    let parts = vec![now.metric.name.as_str().into(), unit(was), before, unit(now), after];
    ground.tell(&rule::UNIT_CHANGED, spot, words::UNIT_CHANGED, parts);
}

fn changed(ground: &mut Ground, was: &Stand, now: &Stand, years: [Year; 2], most: Figure) {
    let moved = metric::change(&was.metric, &now.metric).percent.filter(|percent| percent.abs() > most);
    let (Some(percent), Some(from), Some(to)) = (moved, was.metric.value.figure(), now.metric.value.figure()) else {
        return;
    };
    let spot = ground::spot_of(ground, now, Field::Value);
    let sign = if percent.is_negative() { "−" } else { "+" };
    let show = |figure| unit::show(figure, &now.metric.unit).into();
    let [before, after] = years.map(|year| ground.show_year(year));
    let percent = format!("{sign}{}", percent.abs().show());
    let parts = vec![now.metric.name.as_str().into(), percent.into(), before, after, show(from), show(to)];
    ground.tell(&rule::GREAT_CHANGE, spot, words::GREAT_CHANGE, parts);
}
