//! `accept`: findings that were looked at and are right, by the names of their rules.

use crate::insight::check::Finding;
use crate::insight::check::ground;
use crate::insight::check::ground::Ground;
use crate::insight::check::ground::Spot;
use crate::insight::check::rule;
use crate::insight::check::rule::Rule;
use crate::lang::words::check as words;
use crate::model::field::Field;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::span::Span;
use std::collections::BTreeSet;
use std::collections::HashMap;

/// A longer list is mended by hand: each fix holds the whole of it.
const MANY: usize = 40;

/// One word of an `accept`.
struct Accepted {
    word: String,
    span: Span,
    /// Whether something was found that it stands for.
    used: bool,
}

/// Where an `accept` stands: the file, and the item or metric in it.
type Stand = (usize, Place);

/// The findings that nobody has accepted, and how many somebody has; with those about `accept` itself.
///
/// # Errors
/// Nobody wants it any more.
pub(super) fn settle(mut ground: Ground, signal: &Signal) -> Result<(Vec<Finding>, usize), Cancelled> {
    let mut findings = ground.take();
    let mut accepted = HashMap::new();
    if ground.strict {
        // Whatever accepts nothing is told of too.
        let of_file = |_: &mut Ground, at: usize, file: &File| {
            let mut accepted = HashMap::new();
            // The keys of a plain file are written as they are read.
            let may_accept = !file.is_plain() || file.text.contains(Field::Accept.key());
            for number in (0..file.count()).filter(|_| may_accept) {
                file.record(number).iter().for_each(|record| read(file, at, number, record, &mut accepted));
            }
            accepted
        };
        ground.each_file(signal, of_file)?.into_iter().for_each(|own| accepted.extend(own));
    } else {
        let items: BTreeSet<ItemId> = findings.iter().filter_map(Finding::item).collect();
        for item in items {
            if let Some((file, (_, record))) = ground.archive.files.get(item.file).zip(ground.record(item)) {
                read(file, item.file, item.record, &record, &mut accepted);
            }
        }
    }
    let mut count = 0;
    findings.retain(|finding| {
        let place = finding.place.filter(|_| may_stand(finding.rule));
        let is_accepted = place.is_some_and(|place| {
            let of_metric = Place { entry: None, ..place };
            // Both may accept it, and then neither is idle.
            let places = [of_metric, Place::item(place.record)];
            places.map(|place| take(&mut accepted, (finding.file, place), finding.rule)).contains(&true)
        });
        count += usize::from(is_accepted);
        !is_accepted
    });
    if ground.strict {
        for ((file, place), words) in &accepted {
            words.iter().for_each(|word| tell(&mut ground, *file, *place, words, word));
        }
        findings.append(&mut ground.take());
    }
    Ok((findings, count))
}

/// Whether a finding of this rule can be right: a file that is not TOML never is, and what `accept` says is judged by
/// itself.
fn may_stand(rule: &Rule) -> bool {
    ![&rule::SYNTAX, &rule::UNKNOWN_RULE, &rule::IDLE_ACCEPT].contains(&rule)
}

/// Reads what a record accepts, and what its metrics and entries do.
fn read(file: &File, at: usize, number: usize, record: &Record, accepted: &mut HashMap<Stand, Vec<Accepted>>) {
    for (place, block) in record.blocks(number).filter(|_| file.is_own()) {
        let Some(slot) = block.slot(&Name::Field(Field::Accept)) else { continue };
        let lone = [slot.value];
        let spans = slot.elements.as_deref().unwrap_or(&lone).iter();
        let words = spans.zip(slot.list(&file.text));
        let words = words.map(|(span, word)| Accepted { word: word.into_owned(), span: *span, used: false });
        accepted.insert((at, place), words.collect());
    }
}

/// Whether this rule is accepted there; what accepts it is then of use.
fn take(accepted: &mut HashMap<Stand, Vec<Accepted>>, stand: Stand, rule: &Rule) -> bool {
    let words = accepted.get_mut(&stand).into_iter().flatten();
    let mut found = false;
    for word in words.filter(|word| word.word == rule.name) {
        (word.used, found) = (true, true);
    }
    found
}

/// Tells of a word that is no rule, or accepts nothing.
fn tell(ground: &mut Ground, file: usize, place: Place, all: &[Accepted], word: &Accepted) {
    let spot = Spot { file, span: word.span, place: Some(place) };
    let name = word.word.as_str();
    if rule::named(name).is_none() {
        // A code is a way to name a rule too, though not the one that says what it means.
        let near =
            |rule: &Rule| rule.name.len().abs_diff(name.len()) <= 2 && strsim::osa_distance(name, rule.name) <= 2;
        let slip = |rule: &&&Rule| rule.code == name || near(rule);
        let meant: Vec<&str> = rule::ALL.iter().filter(slip).map(|rule| rule.name).collect();
        let told = if meant.is_empty() { words::UNKNOWN_RULE } else { words::UNKNOWN_RULE_NEAR };
        let fix = match meant.as_slice() {
            [only] if all.len() <= MANY => {
                let swap =
                    |other: &Accepted| if other.span == word.span { only.to_string() } else { other.word.clone() };
                ground::set(spot, Field::Accept, New::List(all.iter().map(swap).collect()))
            }
            _ => Vec::new(),
        };
        ground.tell(&rule::UNKNOWN_RULE, spot, told, vec![name.into(), ground::quoted(&meant).into()]).fix = fix;
    } else if !word.used {
        let rest = || all.iter().filter(|other| other.span != word.span).map(|other| other.word.clone()).collect();
        let fix = match all.len() {
            0..=1 => vec![Change::Clear(place, Name::Field(Field::Accept))],
            2..=MANY => ground::set(spot, Field::Accept, New::List(rest())),
            _ => Vec::new(),
        };
        ground.tell(&rule::IDLE_ACCEPT, spot, words::IDLE_ACCEPT, vec![name.into()]).fix = fix;
    }
}

impl Finding {
    /// The change that accepts it, in its file; none where it is of no record, or about `accept` itself.
    pub fn acceptance(&self, archive: &Archive) -> Option<Change> {
        let place = self.place.filter(|_| may_stand(self.rule))?;
        let place = Place { entry: None, ..place };
        archive.files.get(self.file).filter(|file| file.is_own())?;
        let (text, block) = archive.block(self.file, place)?;
        let mut words: Vec<String> =
            block.read_list(text, Field::Accept).into_iter().map(|word| word.into_owned()).collect();
        words.push(self.rule.name.to_string());
        Some(Change::Set(place, Name::Field(Field::Accept), New::List(words)))
    }
}
