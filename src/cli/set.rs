//! `annals set`: one value, or many from standard input as one change.

use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::point::Excerpt;
use crate::cli::point::Pointed;
use crate::cli::point::STDIN;
use crate::cli::session::Session;
use crate::cli::write;
use crate::cli::write::Deed;
use crate::exchange::place;
use crate::exchange::read;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::year::Year;
use crate::store::address;
use crate::store::address::Wish;
use crate::store::archive::Archive;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::record::Name;
use crate::store::typed;
use crate::store::typed::Spot;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use serde_json::Map;
use serde_json::Value;
use std::io;
use std::ops::Range;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("set")
        .about("Give a metric its value, or a field its text")
        .after_help(
            "PATH is as for `get`. A VALUE is typed as on the screen: 44, 1億2,660萬, 特優, 110-03-18; an empty one takes the \
             key away. A list has one element a line.\n\
             --batch reads one change a line: PATH, a tab and VALUE, or {\"path\": …, \"value\": …, \"year\": …}. Either all \
             are made or, where a line is wrong, none.",
        )
        .arg(args::path("PATH", "What to set").required(false).required_unless_present("batch"))
        .arg(
            Arg::new("value")
                .value_name("VALUE")
                .help("What it is to be")
                .allow_hyphen_values(true)
                .required_unless_present("batch"),
        )
        .arg(args::flag("batch", "Read the changes from standard input").conflicts_with_all(["path", "value"]))
        .arg(args::year())
        .args(args::manner())
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let lang = session.lang;
    let wishes = match said.get_flag("batch") {
        true => batch(&io::read_to_string(io::stdin())?, lang).map_err(Pointed::into_error)?,
        false => {
            let (path, value) = (args::text(said, "path").to_string(), args::text(said, "value").to_string());
            vec![Wanted { path, value, year: None, line: None }]
        }
    };
    let year = said.get_one::<String>("year").cloned();
    let plan = |archive: &Archive| {
        let deed = |wanted: &Wanted| {
            let year = wanted.year.as_ref().or(year.as_ref());
            deed(archive, wanted, year, lang).map_err(|(part, told)| wanted.wrong(part, told, lang))
        };
        wishes.iter().filter_map(|wanted| deed(wanted).transpose()).collect()
    };
    write::write(session, args::manner_of(said), &plan)
}

/// One value to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    path: String,
    value: String,
    year: Option<String>,
    /// The line of the batch.
    line: Option<Line>,
}

/// A line of a batch: its number, from 1, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line(usize, String);

/// What of a wish is wrong, by the key that has it in JSON.
type Part = &'static str;

const PATH: Part = "path";
const VALUE: Part = "value";
const YEAR: Part = "year";

impl Wanted {
    fn wrong(&self, part: Part, told: String, lang: Lang) -> io::Error {
        match &self.line {
            Some(line) => refused(line.point(line.part(part), &told), lang).into_error(),
            None => io::Error::other(told),
        }
    }
}

impl Line {
    /// Where a part of the wish stands in the line.
    fn part(&self, part: Part) -> Range<usize> {
        let Line(_, text) = self;
        if text.trim_start().starts_with('{') {
            return place::member(text, part).unwrap_or(0..text.len());
        }
        let tab = text.find('\t').unwrap_or(text.len());
        if part == VALUE { (tab + 1).min(text.len())..text.len() } else { 0..tab }
    }

    fn point(&self, bytes: Range<usize>, why: &str) -> Pointed {
        let Line(number, text) = self;
        let chars = text.get(bytes.clone()).map_or(1, |part| part.chars().count());
        let column = text.get(..bytes.start).map_or(1, |before| before.chars().count() + 1);
        let told = format!("{STDIN}:{number}:{column}: {why}");
        Pointed { told, excerpt: Some(Excerpt::of_line(*number, text, column, chars)) }
    }
}

/// One wrong line stops all of them.
fn refused(wrong: Pointed, lang: Lang) -> Pointed {
    let told = words::SHELL_LINE.fill(lang, &[wrong.told.trim_end_matches(['.', '。'])]);
    wrong.told(told)
}

/// The change that a wish comes to; none where the archive says so already.
fn deed(archive: &Archive, wanted: &Wanted, year: Option<&String>, lang: Lang) -> Result<Option<Deed>, (Part, String)> {
    let Wanted { path, value, .. } = wanted;
    let year = match year {
        None => archive.years.last().copied().flatten(),
        Some(year) => {
            let none = || (YEAR, words::SHELL_YEAR.fill(lang, &[year]));
            Some(Year::read(year, archive.calendar).ok_or_else(none)?)
        }
    };
    let found = address::find(archive, year, path, Wish::Metric)
        .map_err(|lost| (PATH, lost.describe(path, archive.calendar, lang)))?;
    let name = match (found.field, found.metric) {
        (Some(name), _) => name,
        (None, Some(_)) => Name::Field(Field::Value),
        (None, None) => return Err((PATH, words::SHELL_ITEM.fill(lang, &[path]))),
    };
    let (file, place) = (found.item.file, Place { record: found.item.record, metric: found.metric, entry: None });
    let before = typed::text(archive, file, place, &name);
    let spot = Spot { archive, file, place, name: &name, lang };
    let change = typed::read(&spot, value).map_err(|fault| (VALUE, format!("{path}: {}", fault.text)))?;
    let shown = |text: &str| if text.is_empty() { "—".to_string() } else { text.trim_end().replace('\n', "; ") };
    // What was understood is told, not what was typed: of `1億2,660萬`, the number.
    let after = match &change {
        Some(Change::Set(_, _, New::Raw(taken))) => {
            Figure::read_toml(taken).map_or(taken.clone(), |figure| figure.to_string())
        }
        Some(Change::Set(_, _, New::Text(taken))) => taken.clone(),
        _ => value.clone(),
    };
    let told = match before == after {
        true => words::SHELL_SAME.fill(lang, &[path]),
        false => words::SHELL_SET.fill(lang, &[path, &shown(&before), &shown(&after)]),
    };
    let asked = wanted.line.as_ref().map(|line| line.point(line.part(PATH), &told));
    Ok(change.map(|change| Deed { file, change, told, asked }))
}

/// The lines of a batch; blank ones say nothing.
fn batch(text: &str, lang: Lang) -> Result<Vec<Wanted>, Pointed> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, text)| {
            let line = Line(at + 1, text.to_string());
            wanted(text, lang)
                .map(|wanted| Wanted { line: Some(line.clone()), ..wanted })
                .map_err(|(bytes, why)| refused(line.point(bytes, &why), lang))
        })
        .collect()
}

/// What a line asks for; else what is wrong with which of its bytes.
fn wanted(text: &str, lang: Lang) -> Result<Wanted, (Range<usize>, String)> {
    let form = || words::SHELL_BATCH.fill(lang, &[]);
    if !text.trim_start().starts_with('{') {
        let (path, value) = text.split_once('\t').ok_or_else(|| (0..text.len(), form()))?;
        return Ok(Wanted { path: path.to_string(), value: value.to_string(), year: None, line: None });
    }
    let said: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        let at = read::at(&error, text);
        (at..text.len().min(at + 1), format!("{}; {}", read::why(&error), form()))
    })?;
    let whole = |key: &str| place::member(text, key).unwrap_or(0..text.len());
    if let Some(key) = said.keys().find(|key| ![PATH, VALUE, YEAR].contains(&key.as_str())) {
        return Err((whole(key), words::SHELL_KEY.fill(lang, &[key])));
    }
    let missing = |key: Part| (0..text.len(), format!("{}; {}", words::SHELL_NO_KEY.fill(lang, &[key]), form()));
    let typed = |key: Part| match said.get(key) {
        None => Err(missing(key)),
        Some(value) => plain(value).ok_or_else(|| (whole(key), form())),
    };
    let path = match said.get(PATH) {
        Some(Value::String(path)) => path.clone(),
        None => return Err(missing(PATH)),
        Some(_) => return Err((whole(PATH), form())),
    };
    let year = if said.contains_key(YEAR) { Some(typed(YEAR)?) } else { None };
    Ok(Wanted { path, value: typed(VALUE)?, year, line: None })
}

/// A JSON value as it would be typed: a number by its digits, a list one element a line, null as nothing.
fn plain(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Option<Vec<String>>>()?.join("\n"),
        Value::Object(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_batch() {
        let check = |text: &str, expected: &[(&str, &str, Option<&str>, usize)]| {
            let wanted = batch(text, Lang::En).unwrap();
            let told = |of: &Wanted| (of.path.clone(), of.value.clone(), of.year.clone(), of.line.as_ref().unwrap().0);
            let expected = expected.iter().map(|(path, value, year, line)| {
                (path.to_string(), value.to_string(), year.map(str::to_string), *line)
            });
            assert_eq!(wanted.iter().map(told).collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{text}");
        };
        check("", &[]);
        check("a.b\t44\n\na.c\t\n", &[("a.b", "44", None, 1), ("a.c", "", None, 3)]);
        check("a\tb\tc", &[("a", "b\tc", None, 1)]);
        check("{\"path\": \"a\", \"value\": 1234567890.1234567890}", &[("a", "1234567890.1234567890", None, 1)]);
        check(
            "{\"path\": \"a:names\", \"value\": [\"x\", \"y\"], \"year\": 110}",
            &[("a:names", "x\ny", Some("110"), 1)],
        );
        check("{\"path\": \"a\", \"value\": null}", &[("a", "", None, 1)]);
    }

    #[test]
    fn a_wrong_line_is_told_with_its_place() {
        for (line, told) in [
            ("a 44", "<stdin>:2:1: write PATH, a tab"),
            ("{\"path\": \"a\"}", "<stdin>:2:1: \"value\" is missing; write PATH"),
            ("{\"value\": 1}", "<stdin>:2:1: \"path\" is missing; write PATH"),
            ("{\"path\": 1, \"value\": 2}", "<stdin>:2:10: write PATH"),
            ("{\"宿舍\"}", "<stdin>:2:6: expected `:`; write PATH"),
            ("{", "<stdin>:2:1: EOF while parsing an object; write PATH"),
            ("{\"path\": \"a\", \"value\": {}}", "<stdin>:2:24: write PATH"),
            ("{\"path\": \"甲\", \"value\": 1, \"yaer\": 110}", "<stdin>:2:35: there is no key \"yaer\""),
        ] {
            let wrong = batch(&format!("a\t1\n{line}"), Lang::En).unwrap_err();
            assert!(wrong.told.starts_with(told), "{line}: {}", wrong.told);
            assert!(wrong.told.ends_with("nothing was written"), "{}", wrong.told);
            assert!(wrong.excerpt.is_some(), "{line}");
        }
    }
}
