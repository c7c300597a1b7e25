//! `annals init`: a new archive, small and commented, to begin from.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::session::Session;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::disk::several;
use crate::store::disk::several::NotMade;
use crate::store::file::ABOUT;
use crate::store::value;
use crate::store::value::Style;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use clap::value_parser;
use jiff::Zoned;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    Command::new("init")
        .about("Begin an archive: archive.toml and this year's file, small and commented")
        .after_help("What is there already is never overwritten: then nothing is made.")
        .arg(
            Arg::new("folder")
                .value_name("DIR")
                .help("The folder to put it into; made where it is not there")
                .value_parser(value_parser!(PathBuf))
                .default_value("data"),
        )
        .arg(
            option("calendar", "CALENDAR", "How years show [default: roc in the Chinese interface, else gregorian]")
                .value_parser(["roc", "gregorian"]),
        )
        .arg(option("title", "TITLE", "What the archive is called"))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let lang = session.lang;
    if session.read_only {
        return Err(io::Error::other(words::SHELL_READ_ONLY.say(lang)));
    }
    let folder = said.get_one::<PathBuf>("folder").map_or(Path::new("data"), PathBuf::as_path);
    let calendar = said.get_one::<String>("calendar").and_then(|name| Calendar::from_name(name));
    let calendar = calendar.unwrap_or(if lang == Lang::Zh { Calendar::Roc } else { Calendar::Gregorian });
    let title = said.get_one::<String>("title").map_or(words::look::NEW_TITLE.say(lang), String::as_str);
    let year = Year::new(i32::from(Zoned::now().year())).map_or(String::new(), |year| year.show(calendar));

    // The nearest folder that is there; those below it are made on the way.
    let is_there = |folder: &&Path| folder.as_os_str().is_empty() || folder.exists();
    let root = folder.ancestors().find(is_there).unwrap_or(Path::new(""));
    let below = folder.strip_prefix(root).unwrap_or(folder);
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let told = |error: io::Error| io::Error::other(format!("{}: {error}", root.display()));
    let root = root.canonicalize().map_err(told)?;
    let files = files(title, calendar, &year, lang).map(|(name, text)| (below.join(name), text));
    let texts = files.iter().map(|(path, text)| (path.as_path(), text.as_str()));
    several::create_all(&root, texts).map_err(|error| {
        let named = |path: PathBuf| folder.join(path.file_name().unwrap_or_default());
        let error = match error {
            NotMade::Exist(paths) => NotMade::Exist(paths.into_iter().map(named).collect()),
            failed => failed,
        };
        io::Error::other(error.describe(lang))
    })?;

    let folder = folder.display().to_string();
    session.say(&words::look::MADE.fill(lang, &[&folder]))?;
    Ok(cli::DONE)
}

/// The files of a new archive by their names.
fn files(title: &str, calendar: Calendar, year: &str, lang: Lang) -> [(String, String); 2] {
    let (about, records) = match lang {
        Lang::En => (include_str!("init/archive.en.toml"), include_str!("init/year.en.toml")),
        Lang::Zh => (include_str!("init/archive.zh.toml"), include_str!("init/year.zh.toml")),
    };
    let title = value::write_string(title, Style { like: None, newline: "\n", multiline: false });
    // The title comes last, for it may hold anything.
    let about = about.replacen("{calendar}", calendar.name(), 1).replacen("{title}", &title, 1);
    [(ABOUT.to_string(), about), (format!("{year}.toml"), records.replacen("{year}", year, 1))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::archive::Archive;
    use crate::store::file::Text;

    #[test]
    fn what_is_begun_is_sound() {
        for lang in [Lang::En, Lang::Zh] {
            for (calendar, year) in [(Calendar::Roc, "115"), (Calendar::Gregorian, "2026")] {
                for title in ["T", "a \"b\"\\ {calendar}\n\u{1b}", ""] {
                    let text =
                        |(name, text): (String, String)| Text { path: name.into(), text: Ok(text), locked: None };
                    let archive = Archive::read(files(title, calendar, year, lang).map(text).into());
                    assert_eq!(archive.problems, [], "{title:?}");
                    assert_eq!((archive.title.as_str(), archive.calendar), (title, calendar));
                    let shown: Vec<String> = archive.years.iter().flatten().map(|year| year.show(calendar)).collect();
                    assert_eq!(shown, [year]);
                    assert!(archive.find_metric(archive.years[0], "rooms.total").is_some());
                }
            }
        }
    }
}
