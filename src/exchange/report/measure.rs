//! What a report says of one metric.

use crate::exchange::report::Measure;
use crate::exchange::report::Teller;
use crate::exchange::report::line;
use crate::insight::series;
use crate::insight::series::Stand;
use crate::lang::words;
use crate::model::date::When;
use crate::model::entry::Entry;
use crate::model::figure::Figure;
use crate::model::metric;
use crate::model::metric::Metric;
use crate::model::metric::Value;
use crate::model::series::Better;
use crate::model::series::Judgement;
use crate::model::unit;
use crate::store::archive::ItemId;

/// What stands for a value that is missing.
const GAP: &str = "—";

impl Teller<'_> {
    pub(super) fn measures(&self, id: ItemId) -> Vec<Measure> {
        let year = self.archive.year(id);
        let metrics = self.archive.metrics(id).into_iter().enumerate();
        metrics.map(|(at, metric)| self.measure(&Stand { year, item: id, at, metric })).collect()
    }

    fn measure(&self, stand: &Stand) -> Measure {
        let metric = &stand.metric;
        let same =
            series::key(self.archive, stand).and_then(|key| self.metrics.get(&key)).map_or(&[][..], Vec::as_slice);
        let before = same.iter().rfind(|other| other.year < stand.year && other.metric.value != Value::Gap);
        let (change, judgement) =
            before.map_or((String::new(), Judgement::Neutral), |before| self.change(before, metric));
        let notes = [metric.note.clone(), metric.formula.clone(), self.entries(metric)].map(|text| line(&text));
        Measure {
            name: line(&metric.name),
            value: line(&self.value(metric)),
            change: line(&change),
            judgement,
            target: line(&self.target(metric)),
            note: notes.iter().filter(|note| !note.is_empty()).cloned().collect::<Vec<_>>().join(" · "),
            points: self.points(stand, same),
        }
    }

    fn value(&self, metric: &Metric) -> String {
        let about = if metric.approx { words::APPROXIMATELY.say(self.lang) } else { "" };
        match &metric.value {
            Value::Gap => GAP.to_string(),
            Value::Grade(grade) => format!("{about}{grade}"),
            Value::Figure(figure) => format!("{about}{}", unit::show(*figure, &metric.unit)),
        }
    }

    /// `60 間 (108) ▼ −26.7 %`: what it was, when, and how far it went from there.
    fn change(&self, before: &Stand, metric: &Metric) -> (String, Judgement) {
        let was = format!("{} ({})", self.value(&before.metric), self.year(before.year));
        let change = metric::change(&before.metric, metric);
        let Some(by) = change.absolute else { return (was, change.judgement) };
        let (way, plus) = match by.cmp(&Figure::ZERO) {
            std::cmp::Ordering::Greater => ("▲", "+"),
            std::cmp::Ordering::Equal => ("=", ""),
            std::cmp::Ordering::Less => ("▼", ""),
        };
        let by = match change.percent {
            _ if way == "=" => String::new(),
            Some(percent) => format!(" {plus}{} %", percent.show()),
            None => format!(" {}", words::GROWN_FROM_NOTHING.say(self.lang)),
        };
        (format!("{was} {way}{by}"), change.judgement)
    }

    /// `≥ 90 % ✓`.
    fn target(&self, metric: &Metric) -> String {
        let Some(target) = metric.target else { return String::new() };
        let bound = if metric.better == Better::Lower { "≤" } else { "≥" };
        let met = match metric.meets_target() {
            Some(true) => " ✓",
            Some(false) => " ✗",
            None => "",
        };
        format!("{bound} {}{met}", unit::show(target, &metric.unit))
    }

    /// `sum: 110-03-04 12 (…); 110-05 3`: what the value comes from, entry by entry.
    fn entries(&self, metric: &Metric) -> String {
        let entry = |entry: &Entry| {
            let on = entry.on.map_or(GAP.to_string(), |on| When::at(on).show(self.archive.calendar));
            let value = entry.value.map_or(GAP.to_string(), Figure::show);
            let note = if entry.note.is_empty() { String::new() } else { format!(" ({})", entry.note) };
            format!("{on} {value}{note}")
        };
        let entries: Vec<String> = metric.entries.iter().map(entry).collect();
        if entries.is_empty() { String::new() } else { format!("{}: {}", metric.total.name(), entries.join("; ")) }
    }

    /// The figures of all years, in one unit: others would not stand on one scale.
    fn points(&self, stand: &Stand, same: &[Stand]) -> Vec<(String, Figure, bool)> {
        let comparable = same.iter().filter(|other| other.metric.unit == stand.metric.unit && other.year.is_some());
        let point = |other: &Stand| {
            let is_own = other.year == stand.year;
            // Of two in one year, a chart shows the one whose row it stands in.
            let value = if is_own { &stand.metric.value } else { &other.metric.value };
            Some((line(&self.year(other.year)), value.figure()?, is_own))
        };
        comparable.filter_map(point).collect()
    }
}
