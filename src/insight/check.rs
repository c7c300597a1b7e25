//! Checking: what is wrong with the records, and what is worth a look, by a closed table of rules.
//!
//! Invariant: the cost grows with the archive and no faster, and no rule panics on any archive. A file of a foreign shape
//! gets only the rules of reading.

mod about;
mod accept;
mod ground;
mod items;
mod metrics;
mod numbers;
mod prose;
mod reading;
mod relations;
pub mod rule;
mod text;
mod years;

#[cfg(test)]
mod tests;

use crate::insight::check::ground::Ground;
use crate::insight::check::rule::Rule;
use crate::insight::check::rule::Severity;
use crate::lang::Lang;
use crate::lang::Words;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::Place;
use crate::store::problem::Flaw;
use crate::store::source::Walk;
use crate::store::span::Span;
use std::collections::HashSet;
use std::sync::Arc;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The findings that were not accepted: faults first, then by file and place.
    pub findings: Vec<Finding>,
    /// How many were accepted.
    pub accepted: usize,
}

/// One thing that is wrong, or worth a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// By which rule.
    pub rule: &'static Rule,
    /// The file's number in the archive.
    pub file: usize,
    /// The bytes of its text that it is about.
    pub span: Span,
    /// Line, from 1; 0 where the finding is of the whole file.
    pub line: usize,
    /// Column in characters, from 1; 0 where the finding is of the whole file.
    pub column: usize,
    /// The item or metric it is about; none where it is of no record.
    pub place: Option<Place>,
    /// What is wrong and what to do.
    pub told: Told,
    /// What would mend it, in that file; empty where only a person can know.
    pub fix: Vec<Change>,
}

/// Something said, in no language yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The same in every language: a name, a number.
    Text(String),
    /// A sentence with its places filled.
    Words(Words, Vec<Told>),
    /// What the reading of the file found.
    Flaw(Flaw),
}

impl Report {
    /// The items that have a fault.
    pub fn flawed(&self) -> HashSet<ItemId> {
        let faults = self.findings.iter().filter(|finding| finding.rule.severity == Severity::Fault);
        faults.filter_map(Finding::item).collect()
    }

    /// How many findings there are of that severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.rule.severity == severity).count()
    }
}

impl Finding {
    /// The item it is about.
    pub fn item(&self) -> Option<ItemId> {
        self.place.map(|place| ItemId { file: self.file, record: place.record })
    }

    /// `file:line:column`, or the file alone.
    pub fn locate(&self, archive: &Archive) -> String {
        let path = archive.files.get(self.file).map(|file| file.path.display().to_string()).unwrap_or_default();
        match self.line {
            0 => path,
            line => format!("{path}:{line}:{}", self.column),
        }
    }

    /// `code name: what is wrong; what to do`, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        format!("{} {}: {}", self.rule.code, self.rule.name, self.told.describe(lang))
    }
}

impl Told {
    /// The words in a language.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Told::Text(text) => text.clone(),
            Told::Words(words, parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.describe(lang)).collect();
                words.fill(lang, &parts.iter().map(String::as_str).collect::<Vec<_>>())
            }
            Told::Flaw(flaw) => flaw.describe(lang),
        }
    }
}

impl From<&str> for Told {
    fn from(text: &str) -> Told {
        Told::Text(text.to_string())
    }
}

impl From<String> for Told {
    fn from(text: String) -> Told {
        Told::Text(text)
    }
}

/// Looks for everything the rules know; for what is only often wrong where `strict`.
pub fn check(archive: &Archive, strict: bool) -> Report {
    // Nobody has the other end of this signal.
    told(archive, strict, &Signal::default()).unwrap_or_default()
}

/// The same, for whoever waits at the other end of the signal.
///
/// # Errors
/// Nobody wants it any more.
pub fn told(archive: &Archive, strict: bool, signal: &Signal) -> Result<Report, Cancelled> {
    let rules = [items::check, metrics::check, relations::check, numbers::check, years::check];
    let items: usize = archive.files.iter().map(|file| file.count()).sum();
    // The items are gone through once to be read, once for each kind of rules and their texts, and once for what they accept.
    signal.expect(items * (rules.len() + 3));
    let mut ground = Ground::new(archive, strict, signal)?;
    reading::check(&mut ground);
    about::check(&mut ground);
    for rules in rules {
        rules(&mut ground, signal)?;
    }
    // Texts have most of what there is to tell, and nobody asks for the metrics any more.
    ground.years = Arc::default();
    text::check(&mut ground, signal)?;
    let (mut findings, accepted) = accept::settle(ground, signal)?;
    signal.step(if strict { 0 } else { items })?;
    locate(archive, &mut findings);
    Ok(Report { findings, accepted })
}

/// What the reading of the files found, alone: for archives so large that the rest has to wait until it is asked for.
pub fn read(archive: &Archive) -> Report {
    let mut ground = Ground::unread(archive);
    reading::check(&mut ground);
    // Nobody has the other end of this signal.
    let (mut findings, accepted) = accept::settle(ground, &Signal::default()).unwrap_or_default();
    locate(archive, &mut findings);
    Report { findings, accepted }
}

/// Sorts by severity, file and place, and tells lines and columns on one way through each file.
fn locate(archive: &Archive, findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.file, finding.span, finding.rule.code));
    for group in findings.chunk_by_mut(|one, other| one.file == other.file) {
        let text = group.first().and_then(|finding| archive.files.get(finding.file)).map_or("", |file| &file.text);
        let mut walk = Walk::through(text);
        for finding in group {
            let whole = matches!(&finding.told, Told::Flaw(Flaw::Unreadable(_)));
            (finding.line, finding.column) = if whole { (0, 0) } else { walk.to(finding.span.from()) };
        }
    }
    // Stable, so that within a severity the order of the files and their lines stays.
    findings.sort_by_key(|finding| finding.rule.severity);
}
