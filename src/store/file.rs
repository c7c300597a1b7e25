//! One file of the archive: its text, the records in it, and what is wrong with it.

use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::about;
use crate::store::about::About;
use crate::store::edit::Change;
use crate::store::edit::Refusal;
use crate::store::edit::plan;
use crate::store::flaws;
use crate::store::known::Gather;
use crate::store::known::Known;
use crate::store::known::Metrics;
use crate::store::known::hash;
use crate::store::plain;
use crate::store::problem::Flaw;
use crate::store::problem::Problem;
use crate::store::record;
use crate::store::record::Record;
use crate::store::records::Records;
use crate::store::shape::Shape;
use crate::store::shared::Shared;
use crate::store::source::Walk;
use crate::store::span::Span;
use crate::store::splice::Splice;
use crate::store::tree;
use crate::store::tree::Node;
use crate::store::tree::Tree;
use crate::store::tree::crowd;
use crate::store::unreadable::ReadProblem;
use crate::store::value;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::OnceLock;

/// A file as it was handed over by whoever read it.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its path below the archive, for showing.
    pub path: PathBuf,
    /// Its text, or why it could not be read.
    pub text: Result<String, ReadProblem>,
    /// Why it must not be written, where that is known beforehand.
    pub locked: Option<Flaw>,
}

/// A file of the archive.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path below the archive.
    pub path: PathBuf,
    /// The text as it stands now: the truth.
    pub text: Shared,
    /// The text as it is on disk, as far as is known. Shares the text's memory until something is changed.
    pub saved: Shared,
    /// The year its records belong to.
    pub year: Option<Year>,
    /// How its records are read.
    pub shape: Shape,
    /// What is wrong within the file, in the order of the text.
    pub problems: Vec<Problem>,
    /// Why it must not be written.
    pub locked: Option<Flaw>,
    /// What an `archive.toml` says.
    pub about: Option<About>,
    /// Its records, in the order of the text; good for `text` as it stands.
    records: Records,
    known: Known,
    /// Where its metrics stand, once someone has asked for one by its id.
    metrics: OnceLock<Metrics>,
    is_own: bool,
}

/// The most lines of one file that are told of as no TOML.
const MAX_TOLD: usize = 10;

/// The name of the file that says what the archive is.
pub const ABOUT: &str = "archive.toml";

impl File {
    /// Reads a file. Never fails: what is wrong is among its problems.
    pub fn read(text: Text, calendar: Calendar) -> File {
        let (content, unread) =
            text.text.map_or_else(|why| (Shared::default(), Some(why)), |text| (Shared::from(text), None));
        let mut file = File {
            path: text.path,
            saved: content.clone(),
            text: content,
            year: None,
            shape: Shape::of_archive(),
            records: Records::whole(Vec::new()),
            problems: Vec::new(),
            locked: text.locked,
            about: None,
            known: Known::default(),
            metrics: OnceLock::new(),
            is_own: true,
        };
        match unread {
            None => file.parse(calendar),
            // That is no fault of the file, and passes.
            Some(ReadProblem::NotYet) => file.locked = Some(Flaw::Unreadable(ReadProblem::NotYet)),
            Some(why) => {
                file.problems.push(Problem::of_file(&file.path, Flaw::Unreadable(why)));
                file.lock(file.locked.clone());
            }
        }
        file
    }

    /// Locks it for this reason; without one, for what is wrong with its text, if that forbids writing.
    pub fn lock(&mut self, reason: Option<Flaw>) {
        let own = || self.problems.iter().map(|problem| &problem.flaw).find(|flaw| flaw.locks());
        self.locked = reason.or_else(|| own().cloned());
    }

    /// Whether its turn to be read has not come: it is there to keep its number.
    pub fn is_awaited(&self) -> bool {
        self.locked == Some(Flaw::Unreadable(ReadProblem::NotYet))
    }

    /// What its records are known by.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Notes where its metrics stand, which [`File::metric_of`] does when it is first asked: whoever reads files behind the
    /// person does it there.
    pub fn note_metrics(&self) -> &Metrics {
        self.metrics.get_or_init(|| Metrics::of(&self.text, &self.records()))
    }

    /// The first metric of that id, by its record and its number there.
    pub fn metric_of(&self, id: &str) -> Option<(usize, usize)> {
        self.note_metrics().by_hash(hash(id)).find(|(record, at)| {
            let found = self.record(*record);
            let metric = found.as_ref().and_then(|record| record.metrics.get(*at));
            metric.is_some_and(|metric| metric.read(&self.text, Field::Id) == id)
        })
    }

    /// How many records it has.
    pub fn count(&self) -> usize {
        self.records.count()
    }

    /// The record of that number, from 0 in the order of the text.
    pub fn record(&self, number: usize) -> Option<Cow<'_, Record>> {
        self.records.get(&self.text, number)
    }

    /// Whether its records are plain: each by itself, in lines, in the order of the text.
    pub fn is_plain(&self) -> bool {
        self.records.starts().is_some()
    }

    /// The byte where a record of a plain file begins; behind the last one, where the text ends.
    pub fn start(&self, number: usize) -> usize {
        let start = self.records.starts().and_then(|starts| starts.get(number));
        start.map_or(self.text.len(), |start| *start as usize)
    }

    /// The last of its records.
    pub fn last(&self) -> Option<Cow<'_, Record>> {
        self.record(self.count().checked_sub(1)?)
    }

    /// Its records, in the order of the text.
    pub fn records(&self) -> Cow<'_, [Record]> {
        self.records.all(&self.text)
    }

    /// Whether its text differs from what is on disk. Two equal texts are one in memory ([`File::with_text`]), so this
    /// costs nothing, as often as it is asked.
    pub fn is_unsaved(&self) -> bool {
        !self.text.is_same(&self.saved)
    }

    /// Takes note that this text is on disk.
    pub fn saved_as(&mut self, text: &str) {
        self.saved = if *self.text == *text { self.text.clone() } else { text.into() };
    }

    /// The splice that makes a change here; none where the text says so already.
    ///
    /// # Errors
    /// A [`Refusal`] says why the change cannot be made.
    pub fn plan(&self, change: &Change) -> Result<Option<Splice>, Refusal> {
        plan(&self.text, &self.records(), &self.shape, change)
    }

    /// The file with this text instead, read again. What is known to be on disk stays.
    pub fn with_text(&self, text: &str, calendar: Calendar) -> File {
        let mut file = File {
            text: if *text == *self.saved { self.saved.clone() } else { text.into() },
            records: Records::whole(Vec::new()),
            known: Known::default(),
            metrics: OnceLock::new(),
            problems: Vec::new(),
            locked: self.locked.clone().filter(|flaw| !matches!(flaw, Flaw::Syntax(_) | Flaw::Crowded)),
            about: None,
            ..self.clone()
        };
        file.parse(calendar);
        file
    }

    fn parse(&mut self, calendar: Calendar) {
        let text = self.text.clone();
        let mut problems = Vec::new();
        let is_about = self.path.file_name().is_some_and(|name| name == ABOUT);
        if is_about || !self.parse_plain(&text, calendar, &mut problems) {
            problems.clear();
            // A plain file costs what its bytes do; a tree of another may cost a hundred times as much.
            if let Some(at) = crowd::crowded(&text) {
                let mut walk = Walk::through(&text);
                self.problems = vec![Problem::at(&self.path, &mut walk, at, Flaw::Crowded)];
                return self.lock(self.locked.clone());
            }
            self.parse_full(&text, is_about, calendar, &mut problems);
        }
        problems.sort_by_key(|problem| (problem.line, problem.column));
        self.problems = problems;
        self.lock(self.locked.clone());
    }

    /// Reads it as a plain file in the archive's own format; whether it is one.
    fn parse_plain(&mut self, text: &str, calendar: Calendar, problems: &mut Vec<Problem>) -> bool {
        let mut walk = Walk::through(text);
        let mut gather = Gather::default();
        let mut number = 0;
        let plain = plain::read(text, |record| {
            self.check_record(text, number, record, true, &mut walk, problems);
            gather.add(text, record);
            number += 1;
        });
        let Some(plain) = plain else { return false };
        self.is_own = true;
        let year = plain.root.iter().find(|slot| slot.key.of(text) == YEAR).map(|slot| slot.value);
        self.year = self.read_year(year, number > 0, calendar, problems);
        self.shape = Shape::of_archive();
        self.records = Records::plain(plain.starts);
        self.known = gather.known();
        true
    }

    fn parse_full(&mut self, text: &str, is_about: bool, calendar: Calendar, problems: &mut Vec<Problem>) {
        let tree = tree::read(text);
        let mut walk = Walk::through(text);
        for error in tree::errors(text) {
            let problem = Problem::at(&self.path, &mut walk, error.at, Flaw::Syntax(error.message));
            // One slip makes several messages; the first of a line says it, and they come in the order of the text.
            if problems.last().is_none_or(|other: &Problem| other.line != problem.line) {
                problems.push(problem);
            }
            // Nobody reads a million; what is behind these shows once they are mended.
            if problems.len() == MAX_TOLD {
                break;
            }
        }
        if is_about {
            self.about = Some(about::read(&tree, text, &self.path, problems));
            return;
        }
        self.shape = shape(&tree, text);
        self.is_own = self.shape == Shape::of_archive();
        let is_own = self.is_own;
        let year = tree.root.get(YEAR).map(|node| node.span().unwrap_or_default());
        let has_items = tree.root.get(&self.shape.items).is_some();
        self.year = self.read_year(year, is_own && has_items, calendar, problems);
        let records = record::records(&tree, &self.shape, text);
        let mut gather = Gather::default();
        for (number, record) in records.iter().enumerate() {
            self.check_record(text, number, record, is_own, &mut walk, problems);
            gather.add(text, record);
        }
        self.known = gather.known();
        self.records = Records::whole(records);
    }

    fn check_record(
        &self,
        text: &str,
        number: usize,
        record: &Record,
        is_own: bool,
        walk: &mut Walk,
        problems: &mut Vec<Problem>,
    ) {
        for (place, block) in record.blocks(number) {
            for (span, flaw) in flaws::of_block(text, block, place, is_own) {
                problems.push(Problem::at(&self.path, walk, span.from(), flaw).of(place));
            }
        }
    }

    /// Whether it is written in the archive's own format, and so held to it.
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    /// The year that a file states there; a file in the archive's own format must state one, where `must` says so.
    fn read_year(
        &self,
        span: Option<Span>,
        must: bool,
        calendar: Calendar,
        problems: &mut Vec<Problem>,
    ) -> Option<Year> {
        let mut walk = Walk::through(&self.text);
        let Some(span) = span else {
            if must {
                problems.push(Problem::at(&self.path, &mut walk, 0, Flaw::YearMissing));
            }
            return None;
        };
        let raw = value::plain(span.of(&self.text));
        // A number may be written in other ways than years are typed: 1_10, 0x6E.
        let number = || Figure::read_toml(&raw).map(|figure| figure.to_string());
        let year = Year::read(&raw, calendar).or_else(|| Year::read(&number()?, calendar));
        if year.is_none() && self.is_own() {
            problems.push(Problem::at(&self.path, &mut walk, span.from(), Flaw::Year(raw.into_owned())));
        }
        year
    }
}

/// The key of the file's year.
const YEAR: &str = "year";

/// The shape to read a file through: its own where it has `[[item]]` or nothing that repeats, else the one it shows.
fn shape(tree: &Tree, text: &str) -> Shape {
    let own = Shape::of_archive();
    match tree.root.get(&own.items).and_then(Node::tables) {
        Some(_) => own,
        None => Shape::infer(&tree.root, text).unwrap_or(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_however_it_is_written() {
        for (written, year) in [
            ("110", Some(2021)),
            ("1_10", Some(2021)),
            ("0x6E", Some(2021)),
            ("'110'", Some(2021)),
            ("2021", Some(2021)),
            ("'民國110年'", Some(2021)),
            ("110.5", None),
            ("[110]", None),
            ("true", None),
        ] {
            let text = format!("year = {written}\n[[item]]\nid = 'a'\n");
            let file = File::read(Text { path: "a.toml".into(), text: Ok(text), locked: None }, Calendar::Roc);
            assert_eq!(file.year.map(Year::gregorian), year, "{written}");
            assert_eq!(file.problems.len(), usize::from(year.is_none()), "{written}: {:?}", file.problems);
        }
    }
}
