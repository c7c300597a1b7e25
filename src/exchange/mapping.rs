//! Which column means which field: guessed from what stands above it, and as the person says.
//!
//! A field is named `item.title` or `metric.value`; `year` and `category` need no more. `-` is a column that is left out.

mod guess;

#[cfg(test)]
mod tests;

use crate::exchange::given::Given;
use crate::lang::Lang;
use crate::lang::words::import as words;
use crate::model::field::ENTRY_FIELDS;
use crate::model::field::Field;
use crate::model::field::ITEM_FIELDS;
use crate::model::field::METRIC_FIELDS;
use crate::store::address;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::collections::HashSet;
use std::ops::Range;
use toml::Spanned;

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The year.
    Year,
    /// The year once more, as the archive shows it.
    YearShown,
    /// The category, by its titles from the top down.
    Path,
    /// A field of the item.
    Item(Field),
    /// A field of the metric.
    Metric(Field),
    /// A field of an entry of the metric.
    Entry(Field),
    /// The metric's value, where it is a grade.
    Grade,
    /// Whether the metric's value is what its entries come to: then the row's number is not to be written.
    Totalled,
    /// The keys of the item or metric that the format does not know.
    Other,
    /// What follows from the other columns, as the export writes it for those who read.
    Derived,
    /// Left out, as was said.
    LeftOut,
}

impl Target {
    /// What it is called.
    pub fn name(self) -> String {
        match self {
            Target::Year => "year".to_string(),
            Target::YearShown => "year_shown".to_string(),
            Target::Path => "category_path".to_string(),
            Target::Item(Field::Category) => "category".to_string(),
            Target::Item(field) => format!("item.{}", field.key()),
            Target::Metric(field) => format!("metric.{}", field.key()),
            Target::Entry(field) => format!("entry.{}", field.key()),
            Target::Grade => "metric.grade".to_string(),
            Target::Totalled => "metric.derived".to_string(),
            Target::Other => "other".to_string(),
            Target::Derived | Target::LeftOut => LEFT_OUT.to_string(),
        }
    }

    /// All that a person may name.
    fn all() -> impl Iterator<Item = Target> {
        let items = ITEM_FIELDS.iter().map(|field| Target::Item(*field));
        let metrics = METRIC_FIELDS.iter().map(|field| Target::Metric(*field));
        let metrics = metrics.chain(ENTRY_FIELDS.iter().map(|field| Target::Entry(*field)));
        let others = [Target::YearShown, Target::Path, Target::Grade, Target::Totalled, Target::Other, Target::LeftOut];
        [Target::Year].into_iter().chain(items).chain(metrics).chain(others)
    }

    /// The field of that name; of those that only items or only metrics have, the key alone will do.
    ///
    /// # Errors
    /// The names that are nearest, and all of them.
    pub fn from_name(name: &str) -> Result<Target, MappingError> {
        let name = name.trim();
        // An entry's are named whole: most of its keys are a metric's, too.
        let short =
            |target: &Target| !matches!(target, Target::Entry(_)) && target.name().rsplit('.').next() == Some(name);
        let mut same = Target::all().filter(short);
        let exact = Target::all().find(|target| target.name() == name);
        match (exact, same.next(), same.next()) {
            (Some(target), ..) | (None, Some(target), None) => Ok(target),
            _ => {
                let all: Vec<String> = Target::all().map(Target::name).collect();
                let short = |full: &str| full.rsplit('.').next().unwrap_or(full).to_string();
                let shorts: Vec<String> = all.iter().map(|full| short(full)).collect();
                let near = address::near(name, all.iter().chain(&shorts).map(String::as_str));
                let near =
                    all.iter().filter(|full| near.contains(&full.as_str()) || near.contains(&short(full).as_str()));
                let near = near.cloned().collect::<Vec<_>>().join(", ");
                Err(MappingError::Field(name.to_string(), near, all.join(", ")))
            }
        }
    }
}

/// The name of a column that is left out.
const LEFT_OUT: &str = "-";

/// Why columns cannot be matched with fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// There is no such field; the nearest, and all.
    Field(String, String, String),
    /// This is no `COLUMN=FIELD`.
    Form(String),
    /// The file has no such column; it has these.
    Column(String, String),
    /// Two columns mean one field.
    Twice(String, String, String),
    /// Nobody knows what these columns mean.
    Unknown(String),
    /// The mapping that was kept is not TOML, or has no `[columns]` with texts.
    File(String),
}

impl MappingError {
    /// What is wrong and what to do, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            MappingError::Field(name, near, all) if near.is_empty() => words::MAP_FIELD.fill(lang, &[name, all]),
            MappingError::Field(name, near, _) => words::MAP_NEAR.fill(lang, &[name, near]),
            MappingError::Form(said) => words::MAP_FORM.fill(lang, &[said]),
            MappingError::Column(name, all) => words::MAP_COLUMN.fill(lang, &[name, all]),
            MappingError::Twice(one, other, field) => words::MAP_TWICE.fill(lang, &[one, other, field]),
            MappingError::Unknown(columns) => words::MAP_UNKNOWN.fill(lang, &[columns]),
            MappingError::File(why) => words::MAP_FILE.fill(lang, &[why]),
        }
    }
}

/// What a person said of columns, the later before the earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said(Vec<Word>);

/// What was said of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    column: String,
    target: Target,
    /// The bytes that name the column in the mapping that was kept; none on the command line.
    at: Option<Range<usize>>,
}

/// A mapping that was kept, as TOML.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    columns: BTreeMap<Spanned<String>, Spanned<String>>,
}

impl Said {
    /// Takes in `COLUMN=FIELD`. A column may hold a `=`; a field does not.
    ///
    /// # Errors
    /// Where it is not that, or there is no such field.
    pub fn add(&mut self, said: &str) -> Result<(), MappingError> {
        let (column, field) = said.rsplit_once('=').ok_or_else(|| MappingError::Form(said.to_string()))?;
        self.0.insert(0, Word { column: column.trim().to_string(), target: Target::from_name(field)?, at: None });
        Ok(())
    }

    /// Takes in a mapping that was kept: TOML with a table `[columns]`.
    ///
    /// # Errors
    /// Where it is not that, or there is no such field: the bytes of the text that are wrong, and why.
    pub fn add_kept(&mut self, text: &str) -> Result<(), (Range<usize>, MappingError)> {
        let Kept { columns } = toml::from_str(text).map_err(|error: toml::de::Error| {
            let why = error.message().lines().collect::<Vec<_>>().join(", ");
            (error.span().unwrap_or(0..0), MappingError::File(why))
        })?;
        for (column, field) in columns {
            let target = Target::from_name(field.get_ref()).map_err(|error| (field.span(), error))?;
            self.0.push(Word { at: Some(column.span()), column: column.into_inner(), target });
        }
        Ok(())
    }

    /// The bytes that name a column in the mapping that was kept; none where that has none of the name.
    pub fn kept_at(&self, column: &str) -> Option<Range<usize>> {
        self.0.iter().find(|word| word.column == column).and_then(|word| word.at.clone())
    }

    fn of(&self, column: &str) -> Option<Target> {
        self.0.iter().find(|word| word.column == column).map(|word| word.target)
    }
}

/// What the columns of a table mean; none where nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping(pub Vec<Option<Target>>);

impl Mapping {
    /// Whether its rows are dated entries of metrics.
    pub fn is_of_entries(&self) -> bool {
        self.0.contains(&Some(Target::Entry(Field::On)))
    }

    /// Whether rows of it can be told which item they are of.
    pub fn is_of_items(&self) -> bool {
        self.0.iter().any(|target| matches!(target, Some(Target::Item(Field::Id | Field::Title))))
    }
}

/// What the columns of each table mean: as was said, else as can be guessed.
///
/// # Errors
/// Where a column was spoken of that is in no table, and where two columns of one mean the same.
pub fn map(tables: &[Given], said: &Said) -> Result<Vec<Mapping>, MappingError> {
    let columns = |given: &Given| (0..given.header.len()).map(|at| given.column(at)).collect::<Vec<_>>();
    let all: Vec<String> = tables.iter().flat_map(columns).collect();
    if let Some(Word { column: missing, .. }) = said.0.iter().find(|word| !all.contains(&word.column)) {
        let mut seen = HashSet::new();
        let all: Vec<&str> = all.iter().map(String::as_str).filter(|name| seen.insert(*name)).collect();
        return Err(MappingError::Column(missing.clone(), all.join(", ")));
    }
    tables.iter().map(|given| map_one(given, said)).collect()
}

fn map_one(given: &Given, said: &Said) -> Result<Mapping, MappingError> {
    let spoken = |at: usize| said.of(&given.column(at));
    let mut targets: Vec<Option<Target>> = (0..given.header.len()).map(spoken).collect();
    if guess::is_of_entries(&given.header, &targets) {
        guess::fill_entries(&given.header, &mut targets);
    // A table of series or categories has ids and titles, too; but not of items.
    } else if targets.iter().any(Option::is_some) || !guess::is_of_others(&given.header) {
        guess::fill(&given.header, &mut targets);
    }
    for (at, target) in targets.iter().enumerate() {
        let may_repeat = matches!(target, None | Some(Target::Other | Target::Derived | Target::LeftOut));
        let first = targets[..at].iter().position(|other| other == target);
        if let (false, Some(first), Some(target)) = (may_repeat, first, target) {
            return Err(MappingError::Twice(given.column(first), given.column(at), target.name()));
        }
    }
    Ok(Mapping(targets))
}

/// The columns that nobody knows the meaning of, as an error.
///
/// # Errors
/// If there are any.
pub fn all_known(tables: &[Given], mappings: &[Mapping]) -> Result<(), MappingError> {
    let of_table = |(given, Mapping(targets)): (&Given, &Mapping)| -> Vec<String> {
        targets.iter().enumerate().filter(|(_, target)| target.is_none()).map(|(at, _)| given.column(at)).collect()
    };
    let mut unknown: Vec<String> = tables.iter().zip(mappings).flat_map(of_table).collect();
    unknown.dedup();
    if unknown.is_empty() { Ok(()) } else { Err(MappingError::Unknown(unknown.join(", "))) }
}

/// The mapping as TOML, to be shown, kept and changed. What nobody knows is a comment.
pub fn to_toml(tables: &[Given], mappings: &[Mapping]) -> String {
    let mut out = String::from("[columns]\n");
    let mut seen = HashSet::new();
    for (given, mapping) in tables.iter().zip(mappings).filter(|(_, mapping)| mapping.is_of_items()) {
        for (at, target) in mapping.0.iter().enumerate() {
            let column = given.column(at);
            if !seen.insert(column.clone()) {
                continue;
            }
            let key = toml::Value::String(column).to_string();
            match target {
                Some(target) => out += &format!("{key} = \"{}\"\n", target.name()),
                None => out += &format!("# {key} = \"\"\n"),
            }
        }
    }
    out
}
