//! The list of what the check found: the findings that what is typed leaves, faults first, under headings that count them.
//! Very many are looked through beside the keys, and a row is made when it is shown.

use crate::app::App;
use crate::app::checks;
use crate::app::find;
use crate::app::lists;
use crate::app::lists::listed::Rows;
use crate::app::mode::Choice;
use crate::app::mode::Look;
use crate::app::mode::Mode;
use crate::app::mode::Row;
use crate::app::pane::Motion;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Kind;
use crate::app::work::Made;
use crate::insight::check::Finding;
use crate::insight::check::Report;
use crate::insight::check::rule::Severity;
use crate::insight::series;
use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::lang::words::check::FAULTS;
use crate::lang::words::check::ONE_FAULT;
use crate::lang::words::check::ONE_REMARK;
use crate::lang::words::check::REMARKS;
use crate::search::marks;
use crate::search::query::Query;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::parallel;
use std::ops::Range;
use std::sync::Arc;

/// Findings that match what is typed.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    report: Arc<Report>,
    query: Query,
    /// Their numbers in the report, and so faults first.
    numbers: Vec<usize>,
    /// As many of them are faults.
    faults: usize,
}

/// What is typed to narrow the findings, with all that it takes.
#[derive(Clone, Debug)]
pub struct Narrowing {
    report: Arc<Report>,
    query: Query,
    lang: Lang,
}

/// What a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// How many faults there are.
    Faults,
    /// How many remarks there are.
    Remarks,
    /// The finding of that number.
    Finding(usize),
}

/// As many findings are looked through within a key.
const FEW: usize = 2000;

/// Fills the list with the findings that match a text: at once, or when they are looked through. Till then it stays as it
/// was, unless what it shows was found in an older archive.
pub(in crate::app) fn narrow(app: &mut App, typed: &str) {
    stop(app);
    (app.checks.choose, app.checks.toward) = (false, None);
    let (report, query) = (app.checks.report.clone(), find::words(app, typed));
    let narrowing = Narrowing { report, query, lang: app.lang };
    let problems = match narrowing.query.is_empty() || narrowing.report.findings.len() <= FEW {
        // Nobody has the other end of this signal.
        true => make(&app.archive, narrowing, &Signal::default()).ok(),
        false => match work::ask(app, Job::Narrow(Box::new(narrowing))) {
            Some(Made::Narrowed(problems)) => Some(problems),
            _ => None,
        },
    };
    let is_of_now =
        |rows: &Rows| matches!(rows, Rows::Problems(shown) if Arc::ptr_eq(&shown.report, &app.checks.report));
    match (problems, &app.mode) {
        (Some(problems), _) => show(app, problems),
        (None, Mode::List(list)) if !is_of_now(&list.rows) => none(app, words::work::AWAITED, typed),
        (None, _) => {}
    }
}

/// Takes what was looked through.
pub(in crate::app) fn narrowed(app: &mut App, problems: Problems) {
    if !checks::is_listed(app) {
        return;
    }
    show(app, problems);
    if let Some(at) = app.checks.toward.take() {
        lists::go(app, Motion::To(at));
    }
    if std::mem::take(&mut app.checks.choose) {
        lists::choose(app);
    }
}

/// The list is filled anew, as the findings are others; whoever mends one after the other stays where they are in it.
pub(super) fn refill(app: &mut App) {
    let Mode::List(list) = &app.mode else { return };
    let at = app.checks.toward.or(list.pane.chosen()).unwrap_or(0);
    lists::narrow(app);
    lists::go(app, Motion::To(at));
    let is_to_come = !app.checks.whole || work::is_out(app, Kind::Narrow);
    app.checks.toward = is_to_come.then_some(at);
}

/// The findings are not looked through any more.
pub(in crate::app) fn stop(app: &mut App) {
    work::cancel(app, Kind::Narrow);
}

/// Whether the findings are still looked through; then choosing waits for it.
pub(in crate::app) fn choose_later(app: &mut App) -> bool {
    app.checks.choose = checks::is_listed(app) && work::is_out(app, Kind::Narrow);
    app.checks.choose
}

/// The finding chosen in the list, where that stands open.
pub fn chosen(app: &App) -> Option<&Finding> {
    let Mode::List(list) = &app.mode else { return None };
    let Rows::Problems(problems) = &list.rows else { return None };
    match problems.shown(list.pane.chosen()?)? {
        Shown::Finding(at) => problems.report.findings.get(at),
        Shown::Faults | Shown::Remarks => None,
    }
}

/// Looks through the findings.
///
/// # Errors
/// Nobody wants it any more.
pub fn make(archive: &Archive, narrowing: Narrowing, signal: &Signal) -> Result<Problems, Cancelled> {
    let Narrowing { report, query, lang } = narrowing;
    let findings = &report.findings;
    let is_found = |at: &usize| {
        let found = |finding: &Finding| {
            let (text, aside) = (finding.describe(lang), finding.locate(archive));
            marks::matches(&query, &format!("{text} {aside}"))
        };
        findings.get(*at).is_some_and(found)
    };
    let some = |turn: Range<usize>| {
        let (count, found) = (turn.len(), turn.filter(is_found).collect::<Vec<_>>());
        signal.step(count).map(|()| found)
    };
    let numbers = match query.is_empty() {
        true => (0..findings.len()).collect(),
        false => {
            signal.expect(findings.len());
            parallel::try_map(series::turns(findings.len()), some)?.concat()
        }
    };
    let is_fault = |at: &usize| findings.get(*at).is_some_and(|finding| finding.rule.severity == Severity::Fault);
    let faults = numbers.partition_point(is_fault);
    Ok(Problems { report, query, numbers, faults })
}

impl Problems {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.numbers.len() + usize::from(self.faults > 0) + usize::from(self.remarks() > 0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The row of that number.
    pub fn row(&self, app: &App, at: usize) -> Option<Row> {
        Some(match self.shown(at)? {
            Shown::Faults => heading(app, self.faults, ONE_FAULT, FAULTS),
            Shown::Remarks => heading(app, self.remarks(), ONE_REMARK, REMARKS),
            Shown::Finding(at) => {
                let finding = self.report.findings.get(at)?;
                let text = finding.describe(app.lang);
                let marks = marks::marks_in(&self.query, marks::Kind::Label, &text);
                Row { marks, text, aside: finding.locate(&app.archive), choice: Choice::Finding(at), ..Row::default() }
            }
        })
    }

    /// Whether that row is a heading.
    pub fn is_heading(&self, at: usize) -> bool {
        matches!(self.shown(at), Some(Shown::Faults | Shown::Remarks))
    }

    /// How many rows up to that one are findings.
    pub fn counted(&self, at: usize) -> usize {
        let headings = [(self.faults, 0), (self.remarks(), self.second())];
        let above = headings.into_iter().filter(|(count, heading)| *count > 0 && *heading <= at).count();
        (at + 1).min(self.len()) - above
    }

    fn remarks(&self) -> usize {
        self.numbers.len() - self.faults
    }

    /// Where the heading of the remarks stands, if there are any.
    fn second(&self) -> usize {
        self.faults + usize::from(self.faults > 0)
    }

    fn shown(&self, at: usize) -> Option<Shown> {
        let finding = |number: usize| self.numbers.get(number).copied().map(Shown::Finding);
        match at {
            0 if self.faults > 0 => Some(Shown::Faults),
            at if at < self.second() => finding(at - 1),
            at if at == self.second() => (self.remarks() > 0).then_some(Shown::Remarks),
            at => finding(self.faults + at - self.second() - 1),
        }
    }
}

fn heading(app: &App, count: usize, one: Words, many: Words) -> Row {
    let text = if count == 1 { one.say(app.lang).to_string() } else { many.fill(app.lang, &[&count.to_string()]) };
    Row { text, look: Look::Heading, ..Row::default() }
}

fn show(app: &mut App, problems: Problems) {
    let (count, typed) = (problems.numbers.len(), problems.query.typed().to_string());
    if count > 0 {
        return lists::fill(app, Rows::Problems(problems), count, &typed);
    }
    let why = match typed.is_empty() {
        _ if checks::is_awaited(app) => words::work::AWAITED,
        true => words::NO_PROBLEMS,
        false => words::NO_HITS,
    };
    none(app, why, &typed);
}

fn none(app: &mut App, why: Words, typed: &str) {
    lists::fill(app, Rows::none(why.say(app.lang)), 0, typed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_by_their_numbers() {
        // How many findings there are and how many of them are faults; the rows, a heading by its first letter.
        for (count, faults, rows) in
            [(0, 0, ""), (2, 0, "R 0 1"), (2, 2, "F 0 1"), (3, 1, "F 0 R 1 2"), (5, 4, "F 0 1 2 3 R 4")]
        {
            let problems = Problems { numbers: (0..count).collect(), faults, ..Problems::default() };
            let one = |at| match problems.shown(at)? {
                Shown::Faults => Some("F".to_string()),
                Shown::Remarks => Some("R".to_string()),
                Shown::Finding(at) => Some(at.to_string()),
            };
            let shown: Vec<String> = (0..20).map_while(one).collect();
            assert_eq!(shown.join(" "), rows);
            assert_eq!(problems.len(), shown.len(), "{rows}");
            for (at, row) in shown.iter().enumerate() {
                assert_eq!(problems.is_heading(at), ["F", "R"].contains(&row.as_str()), "{rows} {at}");
                let is_finding = |row: &&String| row.parse::<usize>().is_ok();
                assert_eq!(problems.counted(at), shown[..=at].iter().filter(is_finding).count(), "{rows} {at}");
            }
        }
    }
}
