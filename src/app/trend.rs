//! The metric through the years, as a screen over the panes: which metrics it shows, and what its keys do.

use crate::app::App;
use crate::app::commands::Context;
use crate::app::effect::Effect;
use crate::app::find;
use crate::app::lists;
use crate::app::mode::Focus;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::pane::Motion;
use crate::app::pane::Pane;
use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::insight::trend;
use crate::insight::trend::Gap;
use crate::insight::trend::Trend;
use crate::insight::trend::overlay;
use crate::insight::trend::overlay::Overlay;
use crate::insight::trend::scale::Extent;
use crate::insight::trend::tsv;
use crate::lang::words;
use crate::model::figure::Figure;
use crate::model::unit;
use crate::model::unit::Shared;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;

/// The metrics that are shown, with all that is drawn of them: made when it opens and when the archive changes.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The metrics, at least one. Several are shown as index numbers.
    pub trends: Vec<Trend>,
    /// The index numbers of several.
    pub overlay: Option<Overlay>,
    /// The axis that they stand on; none where there are no figures.
    pub axis: Option<Axis>,
    /// Why years have no figure, each reason once, over all the metrics.
    pub gaps: Vec<Gap>,
    /// The metric that the table tells of.
    pub chosen: usize,
    /// Whether there are bars; else a line.
    pub bars: bool,
    /// The years, as the rows of the table.
    pub pane: Pane,
    /// Where each metric was taken from.
    from: Vec<From>,
}

/// What an axis has to cover, and in what unit.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The figures and targets.
    pub extent: Extent,
    /// What they are told in.
    pub unit: Shared,
}

/// Where a metric was taken from, and so what the next one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// From an item, by its number there.
    Item(ItemId, usize),
    /// From the list of the series.
    Series,
}

/// More than these are not told apart.
pub const MOST: usize = 6;

/// Shows the chosen metric through the years.
pub fn open(app: &mut App) {
    let Some(item) = app.item().filter(|_| app.focus != Focus::Categories) else {
        return app.complain(words::TREND_CHOOSE, &[]);
    };
    // A filter may hide every metric there is.
    let first = app.archive.record(item).and_then(|(_, record)| (!record.metrics.is_empty()).then_some(0));
    let Some(at) = app.metric().or(first) else { return app.complain(words::TREND_NO_METRIC, &[]) };
    let Some(key) = key_of(&app.archive, item, at) else { return app.complain(words::TREND_NO_KEY, &[]) };
    let trend = trend::of(&app.archive, &key);
    if trend.points.is_empty() {
        return app.complain(words::TREND_NO_YEAR, &[]);
    }
    let mut pane = Pane::default();
    pane.resize(app.screen.trend.3.into());
    pane.fit(trend.points.len());
    pane.go(Motion::To(trend.points.iter().position(|point| Some(point.year) == app.year).unwrap_or(0)));
    let mut sheet = Sheet {
        trends: vec![trend],
        overlay: None,
        axis: None,
        gaps: Vec::new(),
        chosen: 0,
        bars: true,
        pane,
        from: vec![From::Item(item, at)],
    };
    sheet.derive();
    app.mode = Mode::Trend(sheet);
}

/// What the metric of an item is known by.
fn key_of(archive: &Archive, item: ItemId, at: usize) -> Option<Key> {
    let stand = Stand { year: archive.year(item), item, at, metric: archive.metric(item, at)? };
    series::key(archive, &stand)
}

impl Sheet {
    /// The metric that the table tells of.
    pub fn trend(&self) -> Option<&Trend> {
        self.trends.get(self.chosen)
    }

    /// Makes everything anew that follows from the trends.
    fn derive(&mut self) {
        self.overlay = (self.trends.len() > 1).then(|| overlay::of(&self.trends));
        let (figures, unit): (Vec<Figure>, &str) = match (&self.overlay, self.trends.as_slice()) {
            (Some(overlay), _) => {
                (overlay.lines.iter().flat_map(|line| line.indices.iter().copied().flatten()).collect(), "")
            }
            (None, [trend]) if trend.figures().next().is_some() => {
                let targets = (0..trend.points.len()).filter_map(|at| trend.target(at));
                (trend.figures().map(|(_, figure)| figure).chain(targets).collect(), &trend.unit)
            }
            (None, _) => (Vec::new(), ""),
        };
        let extent = Extent::of(figures.iter().copied());
        self.axis = extent.map(|extent| Axis { extent, unit: unit::shared(&figures, unit) });
        let gaps = |trend: &Trend| (0..trend.points.len()).filter_map(|at| trend.gap(at)).collect::<Vec<Gap>>();
        self.gaps = self.trends.iter().flat_map(gaps).collect();
        self.gaps.sort();
        self.gaps.dedup();
    }

    /// The archive has changed: the same metrics, read again.
    pub fn refresh(&mut self, archive: &Archive) {
        for (trend, from) in self.trends.iter_mut().zip(&mut self.from) {
            *trend = trend::of(archive, &trend.key);
            if let From::Item(item, at) = *from
                && key_of(archive, item, at).as_ref() != Some(&trend.key)
            {
                // Its number is another now; where it stands in that year, the trend has found.
                let year = archive.year(item);
                let mut stands = trend.points.iter().filter_map(|point| point.seen.stand());
                let stand = stands.find(|stand| stand.year == year);
                *from = stand.map_or(*from, |stand| From::Item(stand.item, stand.at));
            }
        }
        self.pane.fit(self.trend().map_or(0, |trend| trend.points.len()));
        self.derive();
    }

    /// Whether the metric of that key is among those shown.
    pub fn has(&self, key: &Key) -> bool {
        self.trends.iter().any(|trend| trend.key == *key)
    }
}

/// Moves in the table.
pub fn go(app: &mut App, motion: Motion) {
    if let Mode::Trend(sheet) = &mut app.mode {
        sheet.pane.go(motion);
    }
}

/// Bars, or a line.
pub fn turn_kind(app: &mut App) {
    if let Mode::Trend(sheet) = &mut app.mode {
        sheet.bars = !sheet.bars;
    }
}

/// The table tells of the next metric of those beside each other.
pub fn turn(app: &mut App, by: isize) {
    let Mode::Trend(sheet) = &mut app.mode else { return };
    if sheet.trends.len() == 1 {
        return only_one(app);
    }
    sheet.chosen = (sheet.chosen as isize + by).rem_euclid(sheet.trends.len() as isize) as usize;
}

fn only_one(app: &mut App) {
    let key = app.keymap.hint(Context::Trend, "add");
    app.say(words::TREND_ONLY, &[&key]);
}

/// Shows the next metric in the place of the chosen one, or the one before: of the items as they are listed, where it was
/// taken from an item; of the series, where it was taken from those. Round at the ends.
pub fn step(app: &mut App, by: isize) {
    let Mode::Trend(sheet) = &app.mode else { return };
    let (Some(from), Some(trend)) = (sheet.from.get(sheet.chosen), sheet.trend()) else { return };
    let next = match *from {
        From::Item(item, at) => {
            let items = &app.view.items;
            let of_item = |item: ItemId| {
                let count = app.archive.record(item).map_or(0, |(_, record)| record.metrics.len());
                let mut all: Vec<(ItemId, usize)> = (0..count).map(|at| (item, at)).collect();
                if by < 0 {
                    all.reverse();
                }
                all
            };
            let here = items.place(item);
            let own = here.map_or(Vec::new(), |_| of_item(item));
            let rest = own.into_iter().skip_while(|place| *place != (item, at)).skip(1);
            // Item by item from here: of a million, only those up to the next are read.
            let (count, start) = (items.len() as isize, start(here, by));
            let at = |steps: isize| (start + by * steps).rem_euclid(count) as usize;
            let others = (1..=count).filter_map(|steps| items.get(at(steps)));
            rest.chain(others.flat_map(of_item)).find_map(|(item, at)| {
                let key = key_of(&app.archive, item, at).filter(|key| !sheet.has(key))?;
                Some((trend::of(&app.archive, &key), From::Item(item, at)))
            })
        }
        From::Series => {
            let all = app.archive.all_series();
            let place = all.iter().position(|series| trend.key == Key::Series(series.id.clone()));
            round(&all, place, by, |series| {
                let key = Some(Key::Series(series.id.clone())).filter(|key| !sheet.has(key))?;
                Some((trend::of(&app.archive, &key), From::Series))
            })
        }
    };
    let (Mode::Trend(sheet), Some((trend, from))) = (&mut app.mode, next) else { return };
    (sheet.trends[sheet.chosen], sheet.from[sheet.chosen]) = (trend, from);
    sheet.derive();
}

/// The first of a list, going round from a place, that something can be made of.
fn round<T, R>(all: &[T], place: Option<usize>, by: isize, make: impl Fn(&T) -> Option<R>) -> Option<R> {
    let (count, start) = (all.len() as isize, start(place, by));
    (1..=count).find_map(|steps| make(all.get((start + by * steps).rem_euclid(count) as usize)?))
}

/// Where going round begins. A place that is gone is before the first.
fn start(place: Option<usize>, by: isize) -> isize {
    place.map_or(if by > 0 { -1 } else { 0 }, |at| at as isize)
}

/// Begins to set another series beside those that are shown.
pub fn choose(app: &mut App) {
    let Mode::Trend(sheet) = &app.mode else { return };
    if sheet.trends.len() >= MOST {
        return app.complain(words::TREND_FULL, &[&MOST.to_string()]);
    }
    lists::open(app, ListKind::Overlay);
}

/// Sets a series beside those that are shown; the table tells of it.
pub fn add(app: &mut App, id: String) {
    let key = Key::Series(id);
    let Mode::Trend(sheet) = &mut app.mode else { return };
    sheet.trends.push(trend::of(&app.archive, &key));
    sheet.from.push(From::Series);
    sheet.chosen = sheet.trends.len() - 1;
    sheet.derive();
}

/// Takes the chosen metric out.
pub fn remove(app: &mut App) {
    let Mode::Trend(sheet) = &mut app.mode else { return };
    if sheet.trends.len() == 1 {
        return only_one(app);
    }
    sheet.trends.remove(sheet.chosen);
    sheet.from.remove(sheet.chosen);
    sheet.chosen = sheet.chosen.min(sheet.trends.len() - 1);
    sheet.derive();
}

/// Goes to the record of the chosen year, at the metric.
pub fn enter(app: &mut App) {
    let Mode::Trend(sheet) = &app.mode else { return };
    let point = sheet.pane.chosen().and_then(|at| Some((at, sheet.trend()?.points.get(at)?)));
    let Some((at, point)) = point else { return };
    let year = app.show_year(Some(point.year));
    match (point.seen.stand(), sheet.trend().and_then(|trend| trend.gap(at))) {
        (Some(stand), _) => {
            let (item, at) = (stand.item, stand.at);
            app.mode = Mode::Browse;
            find::go_to_metric(app, item, at);
        }
        (None, gap) => {
            let says = gap.map_or("", |gap| gap.says().say(app.lang));
            app.complain(words::TREND_NOTHING_THERE, &[&year, says]);
        }
    }
}

/// Sends the table to the terminal's clipboard.
pub fn copy(app: &mut App) {
    if let Mode::Trend(sheet) = &app.mode {
        let table = tsv::table(&app.archive, &sheet.trends, sheet.overlay.as_ref(), app.lang);
        app.effects.push(Effect::Copy(table));
    }
}
