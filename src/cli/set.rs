//! `annals set`: one value, or many from standard input as one change.

use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::cli::write;
use crate::cli::write::Deed;
use crate::cli::write::Fault;
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
use serde_json::Value;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("set")
        .about("Give a metric its value, or a field its text")
        .after_help(
            "PATH is as for `get`. A VALUE is typed as on the screen: 44, 1億2,660萬, 特優, 110-03-18; an empty one takes the\n\
             key away. A list has one element a line.\n\
             --batch reads one change a line: PATH, a tab and VALUE, or {\"path\": …, \"value\": …, \"year\": …}. Either all\n\
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
        true => batch(&io::read_to_string(io::stdin())?, lang)
            .map_err(|(line, told)| io::Error::other(words::SHELL_LINE.fill(lang, &[&line.to_string(), &told])))?,
        false => {
            let (path, value) = (args::text(said, "path").to_string(), args::text(said, "value").to_string());
            vec![Wanted { path, value, year: None, line: None }]
        }
    };
    let year = said.get_one::<String>("year").cloned();
    let plan = |archive: &Archive| {
        let deed = |wanted: &Wanted| {
            let year = wanted.year.as_ref().or(year.as_ref());
            deed(archive, wanted, year, lang).map_err(|told| Fault { told, line: wanted.line })
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
    /// The line of the batch, from 1.
    line: Option<usize>,
}

/// The change that a wish comes to; none where the archive says so already.
fn deed(archive: &Archive, wanted: &Wanted, year: Option<&String>, lang: Lang) -> Result<Option<Deed>, String> {
    let Wanted { path, value, .. } = wanted;
    let year = match year {
        None => archive.years.last().copied().flatten(),
        Some(year) => Some(Year::read(year, archive.calendar).ok_or_else(|| words::SHELL_YEAR.fill(lang, &[year]))?),
    };
    let found =
        address::find(archive, year, path, Wish::Metric).map_err(|lost| lost.describe(path, archive.calendar, lang))?;
    let name = match (found.field, found.metric) {
        (Some(name), _) => name,
        (None, Some(_)) => Name::Field(Field::Value),
        (None, None) => return Err(words::SHELL_ITEM.fill(lang, &[path])),
    };
    let (file, place) = (found.item.file, Place { record: found.item.record, metric: found.metric, entry: None });
    let before = typed::text(archive, file, place, &name);
    let spot = Spot { archive, file, place, name: &name, lang };
    let change = typed::read(&spot, value).map_err(|fault| format!("{path}: {}", fault.text))?;
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
    Ok(change.map(|change| Deed { file, change, told }))
}

/// The lines of a batch; blank ones say nothing.
fn batch(text: &str, lang: Lang) -> Result<Vec<Wanted>, (usize, String)> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| wanted(line, at + 1).ok_or((at + 1, words::SHELL_BATCH.say(lang).to_string()))).collect()
}

fn wanted(line: &str, number: usize) -> Option<Wanted> {
    if !line.trim_start().starts_with('{') {
        let (path, value) = line.split_once('\t')?;
        return Some(Wanted { path: path.to_string(), value: value.to_string(), year: None, line: Some(number) });
    }
    let Ok(Value::Object(said)) = serde_json::from_str(line) else { return None };
    if said.keys().any(|key| !matches!(key.as_str(), "path" | "value" | "year")) {
        return None;
    }
    let year = match said.get("year") {
        None => None,
        Some(year) => Some(plain(year)?),
    };
    Some(Wanted {
        path: said.get("path")?.as_str()?.to_string(),
        value: plain(said.get("value")?)?,
        year,
        line: Some(number),
    })
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
        let wish = |path: &str, value: &str, year: Option<&str>, line| Wanted {
            path: path.into(),
            value: value.into(),
            year: year.map(str::to_string),
            line: Some(line),
        };
        let check = |text: &str, expected: Result<Vec<Wanted>, usize>| {
            assert_eq!(batch(text, Lang::En).map_err(|(line, _)| line), expected, "{text}");
        };
        check("", Ok(vec![]));
        check("a.b\t44\n\na.c\t\n", Ok(vec![wish("a.b", "44", None, 1), wish("a.c", "", None, 3)]));
        check("a\tb\tc", Ok(vec![wish("a", "b\tc", None, 1)]));
        check(
            "{\"path\": \"a\", \"value\": 1234567890.1234567890}",
            Ok(vec![wish("a", "1234567890.1234567890", None, 1)]),
        );
        check(
            "{\"path\": \"a:names\", \"value\": [\"x\", \"y\"], \"year\": 110}",
            Ok(vec![wish("a:names", "x\ny", Some("110"), 1)]),
        );
        check("{\"path\": \"a\", \"value\": null}", Ok(vec![wish("a", "", None, 1)]));
        for wrong in
            ["a 44", "{\"path\": \"a\"}", "{\"path\": 1, \"value\": 2}", "{", "{\"path\": \"a\", \"value\": {}}"]
        {
            check(&format!("a\t1\n{wrong}"), Err(2));
        }
        check("{\"path\": \"a\", \"value\": 1, \"yaer\": 110}", Err(1));
    }
}
