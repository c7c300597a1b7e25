//! `annals new-year`: the files of a new year, made from those of a year before.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::columns;
use crate::cli::session::Session;
use crate::exchange::json;
use crate::exchange::table::Cell;
use crate::exchange::table::Part;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::lang::Words;
use crate::lang::words;
use crate::model::year::Year;
use crate::safe::Safe;
use crate::store::archive::Archive;
use crate::store::disk;
use crate::store::disk::several;
use crate::store::new_year;
use crate::store::new_year::NewFile;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("new-year")
        .about("Begin a year: its files, with the items and metrics of the year before and no values yet")
        .after_help(
            "An item carries over its id, category, title and tags; a metric its id, its own name and unit, and how its \
             entries are totalled. What the new year has already, and what its outline has not, is left out.\n\
             Nothing is ever written over: where one of the files is there, none is made.",
        )
        .arg(Arg::new("new").value_name("YEAR").help("The year to begin").required(true))
        .arg(Arg::new("from").long("from").value_name("YEAR").help("The year to follow [default: the last before it]"))
        .arg(args::flag("dry-run", "Print the files with their counts, and write nothing"))
        .arg(args::flag("json", "Print an array of objects, one for each file"))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let lang = session.lang;
    let wrong = |told: String| io::Error::other(told);
    let dry = said.get_flag("dry-run");
    if session.read_only && !dry {
        return Err(wrong(words::SHELL_READ_ONLY.say(lang).to_string()));
    }
    if !dry && session.place.is_none() {
        return Err(wrong(words::SHELL_SAMPLE.say(lang).to_string()));
    }
    if let Some(place) = session.place.as_ref().filter(|place| place.is_file()) {
        return Err(wrong(words::NEW_YEAR_ONE_FILE.fill(lang, &[&place.display().to_string()])));
    }
    let archive = session.archive()?;
    // What cannot be read may be the year to follow, or say by which calendar `111` is one: what is made would be wrong.
    if let Some(problem) = archive.problems.iter().find(|problem| problem.flaw.hides()) {
        return Err(wrong(problem.describe(lang)));
    }
    let year = read(args::text(said, "new"), &archive, session)?;
    let from = match said.get_one::<String>("from") {
        Some(from) => read(from, &archive, session)?,
        None => new_year::before(&archive, year).map_err(|why| wrong(why.describe(archive.calendar, lang)))?,
    };
    let files = new_year::plan(&archive, year, from).map_err(|why| wrong(why.describe(archive.calendar, lang)))?;
    if !dry && let Some(place) = &session.place {
        let root = disk::list(place).map_err(|error| wrong(error.describe(lang)))?.root;
        let texts = files.iter().map(|file| (file.path.as_path(), file.text.as_str()));
        several::create_all(&root, texts).map_err(|error| wrong(error.describe(lang)))?;
    }
    if said.get_flag("json") {
        let count = |count: usize| Cell::Count(count as i64);
        let row =
            |file: &NewFile| vec![Cell::text(file.path.display().to_string()), count(file.items), count(file.metrics)];
        let rows = files.iter().map(row).collect();
        let table = Table { rows, ..tables::empty("files", Words { en: "", zh: "" }, columns::FILES) };
        let mut bytes = Vec::new();
        json::write_list(&table, &table.columns_of(&[Part::Own]), &mut bytes)?;
        session.send(&bytes)?;
        return Ok(cli::DONE);
    }
    for NewFile { path, items, metrics, .. } in &files {
        let counts = words::NEW_YEAR_COUNTS.fill(lang, &[&items.to_string(), &metrics.to_string()]);
        writeln!(session.out, "{}\t{counts}", Safe::new(&path.display().to_string()))?;
    }
    Ok(cli::DONE)
}

fn read(text: &str, archive: &Archive, session: &Session) -> io::Result<Year> {
    let wrong = || io::Error::other(words::FLAW_YEAR.fill(session.lang, &[text]));
    Year::read(text, archive.calendar).ok_or_else(wrong)
}
