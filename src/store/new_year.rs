//! A new year's files, made from those of a year before: the same items and metrics, with nothing said of them yet.
//!
//! What is the same work every year carries over: an item's id, category, title and tags, a metric's id, its own name and
//! unit, and how its entries are totalled. What was so in that year does not: values, which become gaps to be filled in,
//! targets, formulas and notes, texts, dates and names, printed numbers, sources, keys that the format does not know.
//!
//! A comment of one line that stands by itself before items, as `# ── 壹一(三) 宿舍管理 ──` does, heads them and goes along,
//! unless it names the year. Other comments speak of their own year: the one that begins a file does, and stays behind.

use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit;
use crate::store::edit::New;
use crate::store::file::File;
use crate::store::parallel;
use crate::store::problem::Flaw;
use crate::store::record::Block;
use crate::store::record::Form;
use crate::store::record::Record;
use crate::store::shape::Shape;
use crate::store::source::Newline;
use crate::store::tree;
use std::collections::HashSet;
use std::path::Path;
use std::path::PathBuf;

/// A file that does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path below the archive.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// How many items it has.
    pub items: usize,
    /// How many metrics those have.
    pub metrics: usize,
}

/// Why a year cannot be begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoYear {
    /// The archive has no year before this one.
    NothingBefore(Year),
    /// The archive has no items of this year that the new one has not.
    NothingIn(Year),
    /// These files are there already, by their paths below the archive.
    Exist(Vec<PathBuf>),
    /// A file of the year before cannot be read whole.
    Broken(PathBuf, Flaw),
}

impl NoYear {
    /// What is in the way and what to do.
    pub fn describe(&self, calendar: Calendar, lang: Lang) -> String {
        match self {
            NoYear::NothingBefore(year) => words::NEW_YEAR_NOTHING_BEFORE.fill(lang, &[&year.show(calendar)]),
            NoYear::NothingIn(year) => words::NEW_YEAR_NOTHING_IN.fill(lang, &[&year.show(calendar)]),
            NoYear::Exist(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                words::NEW_YEAR_EXIST.fill(lang, &[&paths.join(", ")])
            }
            NoYear::Broken(path, flaw) => {
                words::NEW_YEAR_BROKEN.fill(lang, &[&path.display().to_string(), &flaw.describe(lang)])
            }
        }
    }
}

/// The year to begin from, if none is said: the archive's last before `year`.
///
/// # Errors
/// Where there is none.
pub fn before(archive: &Archive, year: Year) -> Result<Year, NoYear> {
    let earlier = archive.years.iter().copied().flatten().filter(|other| *other < year);
    earlier.max().ok_or(NoYear::NothingBefore(year))
}

/// The files of `year`, made from those of `from`, in the order of those. An item is left out where the new year has it
/// already, and where its category is one that the new year has not; a file is, where no item of it is left.
///
/// # Errors
/// A [`NoYear`] says why nothing can be made. Files that are on disk but not in the archive are the disk's to find.
pub fn plan(archive: &Archive, year: Year, from: Year) -> Result<Vec<NewFile>, NoYear> {
    // Nobody has the other end of this signal.
    told(archive, year, from, &Signal::default()).unwrap_or_else(|Cancelled| Ok(Vec::new()))
}

/// The same by all cores, for whoever waits at the other end of the signal.
///
/// # Errors
/// Nobody wants it any more; within that, as [`plan`].
pub fn told(
    archive: &Archive,
    year: Year,
    from: Year,
    signal: &Signal,
) -> Result<Result<Vec<NewFile>, NoYear>, Cancelled> {
    let sources = match sources(archive, year, from) {
        Ok(sources) => sources,
        Err(why) => return Ok(Err(why)),
    };
    signal.expect(sources.len());
    let one = |(at, path): (usize, PathBuf)| {
        let made = begun(archive, at, year, from, path);
        signal.step(1).map(|()| made)
    };
    let made: Vec<NewFile> = parallel::try_map(sources, one)?.into_iter().filter(|file| file.items > 0).collect();
    Ok(if made.is_empty() { Err(NoYear::NothingIn(from)) } else { Ok(made) })
}

/// The files to begin from, by their numbers, with the paths of those they become.
fn sources(archive: &Archive, year: Year, from: Year) -> Result<Vec<(usize, PathBuf)>, NoYear> {
    let own = |(_, file): &(usize, &File)| file.year == Some(from) && file.shape == Shape::of_archive();
    let sources: Vec<(usize, &File)> = archive.files.iter().enumerate().filter(own).collect();
    let path = |file: &File| renamed(&file.path, archive.calendar, from, year);
    let paths: HashSet<&Path> = archive.files.iter().map(|file| file.path.as_path()).collect();
    let taken = |path: &PathBuf| paths.contains(path.as_path());
    let exist: Vec<PathBuf> = sources.iter().map(|(_, file)| path(file)).filter(taken).collect();
    if !exist.is_empty() {
        return Err(NoYear::Exist(exist));
    }
    for (_, file) in &sources {
        if let Some(flaw) = file.problems.iter().map(|problem| &problem.flaw).find(|flaw| flaw.locks()) {
            return Err(NoYear::Broken(file.path.clone(), flaw.clone()));
        }
    }
    Ok(sources.into_iter().map(|(at, file)| (at, path(file))).collect())
}

/// One file of the new year.
fn begun(archive: &Archive, at: usize, year: Year, from: Year, path: PathBuf) -> NewFile {
    let file = &archive.files[at]; // The caller counts the files.
    let nl = Newline::of(&file.text).as_str();
    let mut text = format!("year = {}{nl}", written(year, archive.calendar));
    let (mut items, mut metrics) = (0, 0);
    let mut heads: Vec<&str> = Vec::new();
    let mut end = tree::read(&file.text).root_end;
    for (number, record) in file.records().iter().enumerate() {
        let own = headings(file, end, record, archive.calendar, from);
        if !own.is_empty() {
            heads = own;
        }
        end = record.item.span.to();
        if !carries_over(archive, ItemId { file: at, record: number }, year) {
            continue;
        }
        // A heading stands above the first of its items that is here.
        let heads = heads.drain(..).map(|head| format!("{nl}{head}{nl}"));
        text.extend(heads);
        items += 1;
        for block in blocks(file, number, record) {
            text.push_str(nl);
            text.push_str(&block);
        }
        metrics += record.metrics.iter().filter(|metric| metric_block(file, number, metric).is_some()).count();
    }
    NewFile { path, text, items, metrics }
}

/// Whether the new year has a place for an item, and not the item.
fn carries_over(archive: &Archive, item: ItemId, year: Year) -> bool {
    let absent = |index: usize| {
        let category = archive.outline.get(index);
        category.and_then(|category| category.in_year(year)).is_some_and(|per_year| per_year.absent)
    };
    let category = archive.category(item);
    let mut above =
        category.into_iter().flat_map(|index| std::iter::once(index).chain(archive.outline.ancestors(index)));
    let id = archive.text(item, Field::Id);
    !above.any(absent) && (id.is_empty() || archive.find(Some(year), &id).is_none())
}

/// The item and its metrics as they begin the new year.
fn blocks(file: &File, number: usize, record: &Record) -> Vec<String> {
    let text = |field: Field| {
        let said = record.item.read(&file.text, field);
        (!said.is_empty()).then(|| (field, New::Text(said.into_owned())))
    };
    let tags: Vec<String> =
        record.item.read_list(&file.text, Field::Tags).into_iter().map(|tag| tag.into_owned()).collect();
    let mut fields: Vec<(Field, New)> =
        [Field::Id, Field::Category, Field::Title].into_iter().filter_map(text).collect();
    if !tags.is_empty() {
        fields.push((Field::Tags, New::List(tags)));
    }
    let item = edit::item_block(file, Some(number), Form::Header, &fields);
    let metrics = record.metrics.iter().filter_map(|metric| metric_block(file, number, metric));
    std::iter::once(item).chain(metrics).collect()
}

/// A metric as it begins the new year; none where nothing says which it is.
fn metric_block(file: &File, number: usize, metric: &Block) -> Option<String> {
    let text = |field: Field| {
        let said = metric.read(&file.text, field);
        (!said.is_empty()).then(|| (field, New::Text(said.into_owned())))
    };
    let fields: Vec<(Field, New)> =
        [Field::Id, Field::Unit, Field::Name, Field::Total].into_iter().filter_map(text).collect();
    let is_known = fields.iter().any(|(field, _)| matches!(field, Field::Id | Field::Name));
    edit::metric_block(file, Some(number), Form::Header, &fields).filter(|_| is_known)
}

/// The comments that head a record: those of one line, by themselves, between `end` of what stands before and its own
/// lines.
fn headings<'t>(file: &'t File, end: usize, record: &Record, calendar: Calendar, from: Year) -> Vec<&'t str> {
    let between = file.text.get(end..record.item.span.from()).unwrap_or("");
    let lines: Vec<&str> = between.lines().collect();
    let paragraphs = lines.split(|line| line.trim().is_empty());
    let alone = paragraphs.filter_map(|lines| match lines {
        [line] => Some(line.trim()),
        _ => None,
    });
    alone.filter(|line| line.starts_with('#') && with_year(line, calendar, from, from).is_none()).collect()
}

/// The path with the new year in the place of the old one; where it does not name the year, in a folder of the new one.
pub(super) fn renamed(path: &Path, calendar: Calendar, from: Year, year: Year) -> PathBuf {
    let parts = path.iter().map(|part| part.to_string_lossy());
    let parts: Vec<(String, bool)> = parts
        .map(|part| match with_year(&part, calendar, from, year) {
            Some(renamed) => (renamed, true),
            None => (part.into_owned(), false),
        })
        .collect();
    let named = parts.iter().any(|(_, renamed)| *renamed);
    let path: PathBuf = parts.into_iter().map(|(part, _)| part).collect();
    if named { path } else { Path::new(&year.show(calendar)).join(path) }
}

/// The text with the year `year` wherever it names `from` by its whole number, in the same calendar; none where it does
/// not name it. Only an archive that counts by the Republic names years so.
fn with_year(text: &str, calendar: Calendar, from: Year, year: Year) -> Option<String> {
    let roc = from.roc().zip(year.roc()).filter(|_| calendar == Calendar::Roc);
    let roc = roc.map(|(from, year)| (from.to_string(), year.to_string()));
    let gregorian = (from.gregorian().to_string(), year.gregorian().to_string());
    let names: Vec<(String, String)> = roc.into_iter().chain([gregorian]).collect();
    let mut found = false;
    let mut out = String::with_capacity(text.len());
    let runs = text.split_inclusive(|c: char| !c.is_ascii_digit());
    for run in runs {
        // Digits, and the one character that ends them.
        let digits = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        match names.iter().find(|(from, _)| from == digits) {
            Some((_, year)) => {
                found = true;
                out.push_str(year);
                out.push_str(&run[digits.len()..]);
            }
            None => out.push_str(run),
        }
    }
    found.then_some(out)
}

/// The year as a file states it.
pub(super) fn written(year: Year, calendar: Calendar) -> String {
    let shown = year.show(calendar);
    let is_number = !shown.starts_with('0') && shown.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { shown } else { format!("\"{shown}\"") }
}

#[cfg(test)]
mod tests;
