//! What takes long, done beside the keys: what is asked for goes out with the archive as it is, what came of it comes
//! back as an event. An archive that is not large is worked on at once, and nothing of this is seen.
//!
//! A job is known by its number. What an older one brings, the archive or the question having changed since, is dropped.

use crate::app::App;
use crate::app::checks;
use crate::app::checks::listing;
use crate::app::checks::listing::Narrowing;
use crate::app::checks::listing::Problems;
use crate::app::effect::Effect;
use crate::app::lists;
use crate::app::lists::rows;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::mode::Row;
use crate::app::new_year;
use crate::app::new_year::Begun;
use crate::app::page;
use crate::app::page::pick;
use crate::app::page::pick::Ask;
use crate::app::page::pick::Picked;
use crate::app::page::pick::Wish;
use crate::app::reading;
use crate::app::records::bulk;
use crate::app::records::bulk::Deed;
use crate::app::records::bulk::Ready;
use crate::app::recover;
use crate::app::recover::Draft;
use crate::app::seek;
use crate::app::seek::Seek;
use crate::app::seek::Sought;
use crate::app::sift;
use crate::app::sift::Sift;
use crate::insight::check;
use crate::insight::check::Report;
use crate::insight::compare;
use crate::insight::find;
use crate::insight::overview;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use std::sync::Arc;

/// In an archive of more items, what goes through all of them takes more than a tenth of a second.
pub const LARGE: usize = 20_000;

/// The jobs that are out, one of each kind at most.
#[derive(Debug, Default)]
pub struct Work {
    last: u64,
    out: [Option<(u64, Signal)>; 7],
}

/// What can be asked for.
#[derive(Clone, Debug)]
pub enum Job {
    /// The findings of the check, of the strict rules too where that says so.
    Check(bool),
    /// Which of the findings have what is typed.
    Narrow(Box<Narrowing>),
    /// What is unsaved, told in that language.
    Review(Lang),
    /// What these drafts have, with the rows of what was being typed behind, told in that language.
    Offer(Vec<Arc<Draft>>, Vec<Row>, Lang),
    /// One year beside another.
    Compare(Option<Year>, Option<Year>),
    /// The same for an overview, with what is wrong, in words.
    Overview(Option<Year>, Option<Year>, Vec<overview::Told>),
    /// Which rows of a screen over the panes are asked for, in which order.
    Pick(Box<Wish>),
    /// Which of the items that are listed match the filter.
    Sift(Box<Sift>),
    /// Items that answer a query.
    Seek(Box<Seek>),
    /// Changes in many files.
    Change(Deed),
    /// What the first of these years would begin with, after the other.
    Begin(Year, Year),
}

/// What waits for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The check's findings.
    Check,
    /// Their list, narrowed; or that of what is unsaved.
    Narrow,
    /// The screen over the panes.
    Page,
    /// The list of items, filtered.
    Filter,
    /// What is looked for in the panes.
    Find,
    /// The list of what is found.
    List,
    /// What is changed.
    Change,
}

/// What came of a job.
#[derive(Clone, Debug)]
pub enum Made {
    /// Of a check.
    Check(Report),
    /// Of narrowing its list.
    Narrowed(Problems),
    /// Of a review, or of what is offered.
    Reviewed(Vec<Row>),
    /// Of what a screen over the panes asked for.
    Page(page::Source),
    /// Of what is asked of its rows.
    Picked(Box<(Ask, Picked)>),
    /// Of a filter.
    Sifted(Vec<ItemId>),
    /// Of a search.
    Sought(Box<Sought>),
    /// Of changes.
    Changed(Box<Ready>),
    /// Of a year to begin.
    Begun(Box<Begun>),
}

/// A job with all that it needs. Two are the same by their number.
#[derive(Clone, Debug)]
pub struct Task {
    /// How far it is; and it ends early where that says so.
    pub signal: Signal,
    number: u64,
    archive: Arc<Archive>,
    job: Job,
}

/// A job that has come to its end. Two are the same by their number.
#[derive(Clone, Debug)]
pub struct Done {
    number: u64,
    made: Result<Made, Cancelled>,
}

impl Task {
    /// Whether it looks for items, of which a glimpse may be had.
    pub fn is_search(&self) -> bool {
        matches!(self.job, Job::Seek(_))
    }

    /// The hundredth from which on a search is more than half done: it may take several passes, but mostly takes one.
    pub fn half() -> usize {
        100 / (2 * find::PASSES)
    }

    /// Does the job. It may take as long as it takes: this is for a thread that nobody waits for.
    pub fn run(self) -> Done {
        Done { number: self.number, made: make(&self.archive, self.job, &self.signal) }
    }
}

impl PartialEq for Task {
    fn eq(&self, other: &Task) -> bool {
        self.number == other.number
    }
}

impl Eq for Task {}

impl PartialEq for Done {
    fn eq(&self, other: &Done) -> bool {
        self.number == other.number
    }
}

impl Eq for Done {}

impl Job {
    fn kind(&self) -> Kind {
        match self {
            Job::Check(_) => Kind::Check,
            Job::Narrow(_) | Job::Review(_) | Job::Offer(..) => Kind::Narrow,
            Job::Compare(..) | Job::Overview(..) | Job::Pick(_) => Kind::Page,
            Job::Sift(_) => Kind::Filter,
            Job::Seek(seek) => seek.kind(),
            Job::Change(_) | Job::Begin(..) => Kind::Change,
        }
    }
}

/// Whether the archive is so large that what goes through all of it is done beside the keys.
pub fn is_large(app: &App) -> bool {
    app.archive.count() > app.large
}

/// Asks for a job, in the place of what was asked for of its kind; of an archive that is not large, what comes of it is
/// there at once.
pub fn ask(app: &mut App, job: Job) -> Option<Made> {
    if !is_large(app) {
        cancel(app, job.kind());
        // Nobody has the other end of this signal.
        return make(&app.archive, job, &Signal::default()).ok();
    }
    begin(app, job);
    None
}

/// The same for a job that is much, however large the archive.
pub fn begin(app: &mut App, job: Job) {
    let kind = job.kind();
    cancel(app, kind);
    app.work.last += 1;
    let (number, signal) = (app.work.last, Signal::default());
    app.work.out[kind as usize] = Some((number, signal.clone()));
    app.effects.push(Effect::Work(Box::new(Task { number, signal, archive: app.archive.clone(), job })));
}

/// Tells the job of that kind that it is not wanted any more.
pub fn cancel(app: &mut App, kind: Kind) {
    if let Some((_, signal)) = app.work.out[kind as usize].take() {
        signal.cancel();
    }
}

/// In the order in which they are told of.
const KINDS: [Kind; 7] = [Kind::Change, Kind::Check, Kind::Narrow, Kind::Page, Kind::Filter, Kind::Find, Kind::List];

/// How many hundredths of the job of that kind are done; none where none is out.
pub fn hundredths(app: &App, kind: Kind) -> Option<usize> {
    app.work.out[kind as usize].as_ref().map(|(_, signal)| signal.hundredths().unwrap_or(0))
}

/// Whether a job of that kind is out.
pub fn is_out(app: &App, kind: Kind) -> bool {
    app.work.out[kind as usize].is_some()
}

/// How far the job is that the person waits for, in words and hundredths; none where they wait for none.
pub fn told(app: &App) -> Option<String> {
    let is_awaited = |kind: &Kind| match kind {
        Kind::Check => checks::is_awaited(app),
        Kind::Narrow => checks::is_listed(app) || is_review(app),
        Kind::Page => app.mode.page().is_some(),
        Kind::Filter => matches!(app.mode, Mode::Browse | Mode::Filter(..)),
        // What is found mostly shows before anyone could read how far it is.
        Kind::Find => matches!(app.mode, Mode::Browse) && seek::so_far(app).is_some(),
        Kind::List => matches!(app.mode, Mode::List(_)) && seek::is_long(app),
        Kind::Change => matches!(app.mode, Mode::Browse),
    };
    let of = |kind: Kind| Some((kind, app.work.out[kind as usize].as_ref()?));
    let mut awaited = KINDS.into_iter().filter(is_awaited);
    let Some((kind, (_, signal))) = awaited.find_map(of) else {
        let is_told = match &app.mode {
            Mode::Browse => true,
            Mode::List(list) => list.kind == ListKind::Found,
            _ => false,
        };
        return reading::told(app).filter(|_| is_told);
    };
    let words = match kind {
        Kind::Change if bulk::is_awaited(app) => words::work::CHANGING,
        Kind::Change => words::work::PREPARING,
        Kind::Check => words::work::CHECKING,
        Kind::Narrow if is_review(app) => words::work::REVIEWING,
        Kind::Page if app.mode.page().is_some_and(|page| page.is_awaited()) => words::work::COMPARING,
        _ => words::work::PICKING,
    };
    Some(words.fill(app.lang, &[&signal.hundredths().unwrap_or(0).to_string()]))
}

fn is_review(app: &App) -> bool {
    matches!(&app.mode, Mode::List(list) if matches!(list.kind, ListKind::Review | ListKind::Recover))
}

/// Takes what came of a job.
pub fn done(app: &mut App, done: Done) {
    let is_it = |out: &&mut Option<(u64, Signal)>| out.as_ref().is_some_and(|(number, _)| *number == done.number);
    let Some(out) = app.work.out.iter_mut().find(is_it) else { return };
    *out = None;
    match done.made {
        Ok(Made::Check(report)) => checks::checked(app, report),
        Ok(Made::Narrowed(problems)) => listing::narrowed(app, problems),
        Ok(Made::Reviewed(rows)) => lists::reviewed(app, rows),
        Ok(Made::Page(source)) => page::made(app, source),
        Ok(Made::Picked(picked)) => page::picked(app, *picked),
        Ok(Made::Sifted(items)) => sift::found(app, items),
        Ok(Made::Sought(sought)) => seek::take(app, *sought),
        Ok(Made::Changed(ready)) => bulk::made(app, *ready),
        Ok(Made::Begun(begun)) => new_year::planned(app, *begun),
        Err(Cancelled) => {}
    }
}

fn make(archive: &Arc<Archive>, job: Job, signal: &Signal) -> Result<Made, Cancelled> {
    Ok(match job {
        Job::Begin(year, from) => Made::Begun(Box::new(new_year::ready(archive, year, from, signal)?)),
        Job::Change(deed) => Made::Changed(Box::new(bulk::ready(archive, deed, signal)?)),
        Job::Sift(sift) => Made::Sifted(sift::make(archive, &sift, signal)?),
        Job::Seek(seek) => Made::Sought(Box::new(seek::make(archive, *seek, signal)?)),
        Job::Pick(wish) => {
            let picked = pick::of(archive, &wish, signal)?;
            Made::Picked(Box::new((wish.ask, picked)))
        }
        Job::Review(lang) => Made::Reviewed(rows::review(archive, lang, signal)?),
        Job::Offer(drafts, typed, lang) => Made::Reviewed(recover::rows(archive, drafts, typed, lang, signal)?),
        Job::Narrow(narrowing) => Made::Narrowed(listing::make(archive, *narrowing, signal)?),
        Job::Check(strict) => Made::Check(check::told(archive, strict, signal)?),
        Job::Compare(from, to) => {
            Made::Page(page::Source::Compare(Arc::new(compare::told(archive, from, to, signal)?)))
        }
        Job::Overview(from, to, told) => {
            let comparison = compare::told(archive, from, to, signal)?;
            Made::Page(page::Source::Overview(Arc::new(overview::of(archive, comparison, told, signal)?)))
        }
    })
}
