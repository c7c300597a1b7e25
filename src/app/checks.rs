//! What the check finds, kept beside the archive; and its list `!`: going to a finding, mending it, accepting it.

pub mod listing;

use crate::app::App;
use crate::app::Status;
use crate::app::browse;
use crate::app::checks::listing::chosen;
use crate::app::checks::listing::refill;
use crate::app::commands::Context;
use crate::app::fields;
use crate::app::find;
use crate::app::lists;
use crate::app::mode::Focus;
use crate::app::mode::ListKind;
use crate::app::mode::Mode;
use crate::app::page;
use crate::app::pane::Motion;
use crate::app::reading;
use crate::app::records;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Kind;
use crate::app::work::Made;
use crate::insight::check;
use crate::insight::check::Finding;
use crate::insight::check::Report;
use crate::insight::check::rule;
use crate::insight::check::rule::Severity;
use crate::lang::Words;
use crate::lang::words;
use crate::model::year::Year;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use std::collections::HashSet;
use std::sync::Arc;

/// What the check found in the archive as it is now.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// The findings. What looks through them has them too.
    pub report: Arc<Report>,
    /// The items that have a fault.
    pub flawed: HashSet<ItemId>,
    /// Whether what is only often wrong is looked for too.
    pub strict: bool,
    /// Whether all rules were asked, and not only what the reading of the files found.
    whole: bool,
    /// Whether the person waits to be told how many there are.
    awaited: bool,
    /// The row of the list that the person stood at, to be gone to when it is filled.
    toward: Option<usize>,
    /// The row that is chosen when the list is filled, is meant.
    choose: bool,
}

/// In an archive of more items the check takes seconds, so it is made when its list is opened; in a smaller one after
/// every change, beside the keys where it is large at all.
const MANY: usize = 100_000;

/// As many findings are told of in an overview.
const MOST: usize = 1000;

/// Checks the archive anew after a change.
pub(super) fn renew(app: &mut App) {
    if !work::is_large(app) && !reading::is_on(app) {
        begin(app);
        // Files may have come in while the list stands open.
        return if is_listed(app) {
            refill(app)
        };
    }
    let report = check::read(&app.archive);
    take(app, report, false);
    // What is known already shows, and the rest when it is.
    if is_listed(app) {
        refill(app);
    }
    // Of what is half read, half would be wrong.
    let is_time = app.archive.count() <= MANY && !reading::is_on(app);
    match is_time || is_listed(app) {
        true => begin(app),
        false => work::cancel(app, Kind::Check),
    }
}

/// Checks what was put off while files were read.
pub(super) fn make_up(app: &mut App) {
    if !app.checks.whole && !work::is_out(app, Kind::Check) {
        renew(app);
    }
}

/// Asks for the whole check.
fn begin(app: &mut App) {
    let job = Job::Check(app.checks.strict);
    if let Some(Made::Check(report)) = work::ask(app, job) {
        take(app, report, true);
    }
}

/// Takes the findings that were asked for.
pub(super) fn checked(app: &mut App, report: Report) {
    take(app, report, true);
    if std::mem::take(&mut app.checks.awaited) {
        tell_level(app);
    }
    if is_listed(app) {
        refill(app);
    }
    app.outline_changed();
    if app.mode.page().is_some_and(|page| page.kind == page::Kind::Overview) {
        page::refresh(app);
    }
}

/// Whether the person waits for the check, which may be made for nobody to see but in its marks.
pub fn is_awaited(app: &App) -> bool {
    work::is_out(app, Kind::Check) && (app.checks.awaited || is_listed(app))
}

/// The person does not want to wait for it.
pub(super) fn stop(app: &mut App) {
    app.checks.awaited = false;
    work::cancel(app, Kind::Check);
}

/// Whether the findings are listed.
pub(super) fn is_listed(app: &App) -> bool {
    matches!(&app.mode, Mode::List(list) if list.kind == ListKind::Problems)
}

fn take(app: &mut App, report: Report, whole: bool) {
    app.checks.flawed = report.flawed();
    app.checks.report = Arc::new(report);
    app.checks.whole = whole;
}

/// Opens the list of findings.
pub fn open(app: &mut App) {
    lists::open(app, ListKind::Problems);
    if !app.checks.whole && !work::is_out(app, Kind::Check) {
        begin(app);
    }
}

/// Looks for what is only often wrong too, or no longer.
pub fn turn_strict(app: &mut App) {
    app.checks.strict = !app.checks.strict;
    app.checks.whole = false;
    begin(app);
    if !app.checks.whole {
        app.checks.awaited = true;
        return;
    }
    tell_level(app);
    app.outline_changed();
    page::refresh(app);
}

fn tell_level(app: &mut App) {
    let count = app.checks.report.findings.len().to_string();
    app.say(if app.checks.strict { words::check::CHECK_STRICT } else { words::check::CHECK_BASIC }, &[&count]);
}

/// Goes to the item that a finding is of, and to its metric; tells the finding.
pub fn go_to(app: &mut App, at: usize) {
    let Some(finding) = app.checks.report.findings.get(at).cloned() else { return };
    if let Some(item) = finding.item() {
        find::go_to(app, item);
        browse::focus(app, Focus::Items);
    }
    if let Some(metric) = finding.place.and_then(|place| place.metric) {
        if !app.view.metrics.iter().any(|row| row.at == metric) {
            app.filters[Focus::Metrics as usize].clear();
            app.item_changed();
        }
        if let Some(row) = app.view.metrics.iter().position(|row| row.at == metric) {
            app.panes[Focus::Metrics as usize].go(Motion::To(row));
        }
        browse::focus(app, Focus::Metrics);
    }
    let text = format!("{}: {}", finding.locate(&app.archive), finding.describe(app.lang));
    app.status = Status { text, bad: finding.rule.severity == Severity::Fault };
}

/// What is found of a year and of no year, in words, each with its item; but for targets, which are told beside it. Of very
/// much only the first: the rest is in the list.
pub(super) fn told(app: &App, year: Option<Year>) -> Vec<(String, Option<ItemId>)> {
    let of_year = |finding: &&Finding| {
        let of = app.archive.files.get(finding.file).and_then(|file| file.year);
        of.is_none() || of == year
    };
    let rest = |finding: &&Finding| ![&rule::TARGET_MISSED, &rule::NO_RESULT].contains(&finding.rule);
    let findings = app.checks.report.findings.iter().filter(of_year).filter(rest);
    let told = |finding: &Finding| format!("{}: {}", finding.locate(&app.archive), finding.describe(app.lang));
    let mut findings = findings.peekable();
    let first = findings.by_ref().take(MOST).map(|finding| (told(finding), finding.item()));
    let mut first: Vec<_> = first.collect();
    if findings.peek().is_some() {
        let key = app.keymap.hint(Context::Browse, "problems");
        first.push((words::work::MORE_FINDINGS.fill(app.lang, &[&findings.count().to_string(), &key]), None));
    }
    first
}

/// Mends the chosen finding, and leaves the list open.
pub fn fix(app: &mut App) {
    let Some(finding) = chosen(app).cloned() else { return };
    if finding.fix.is_empty() {
        return app.complain(words::check::CANNOT_FIX, &[]);
    }
    change(app, &finding, finding.fix.clone(), words::check::LABEL_FIX, words::check::DID_FIX);
}

/// Accepts the chosen finding: it was looked at and is right.
pub fn accept(app: &mut App) {
    let Some(finding) = chosen(app).cloned() else { return };
    match finding.acceptance(&app.archive) {
        Some(accepted) => change(app, &finding, vec![accepted], words::check::LABEL_ACCEPT, words::check::DID_ACCEPT),
        None => app.complain(words::check::CANNOT_ACCEPT, &[]),
    }
}

fn change(app: &mut App, finding: &Finding, changes: Vec<Change>, label: Words, done: Words) {
    if !fields::writable(app, finding.file) {
        return;
    }
    let label = label.fill(app.lang, &[finding.rule.name]);
    let changes = changes.into_iter().map(|change| (finding.file, change)).collect();
    if !records::make(app, label, changes) {
        return;
    }
    let undo = app.keymap.hint(Context::Browse, "undo");
    app.say(done, &[finding.rule.name, &undo]);
    refill(app);
}
