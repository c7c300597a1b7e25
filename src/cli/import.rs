//! `annals import`: rows of another program's file into changes of the archive.

mod json;

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::point::Excerpt;
use crate::cli::point::Pointed;
use crate::cli::point::STDIN;
use crate::cli::session::Session;
use crate::cli::write;
use crate::cli::write::Deed;
use crate::cli::write::Manner;
use crate::exchange::format::Format;
use crate::exchange::given::Given;
use crate::exchange::import;
use crate::exchange::import::Options;
use crate::exchange::import::Plan;
use crate::exchange::import::Source;
use crate::exchange::mapping;
use crate::exchange::mapping::Mapping;
use crate::exchange::mapping::MappingError;
use crate::exchange::mapping::Said;
use crate::exchange::place::Places;
use crate::exchange::read;
use crate::exchange::read::FORMATS;
use crate::exchange::read::MAX_FILE;
use crate::exchange::read::ReadError;
use crate::lang::Lang;
use crate::lang::words::import as words;
use crate::lang::words::safe::MAP_LARGE;
use crate::safe::Safe;
use crate::store::archive::Archive;
use crate::store::disk;
use crate::store::disk::deliver;
use crate::store::disk::problem::SaveError;
use crate::store::unreadable::ReadProblem;
use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::Command;
use clap::value_parser;
use std::cell::RefCell;
use std::io;
use std::io::Read;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::path::PathBuf;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    let path = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("FILE").help(help).value_parser(value_parser!(PathBuf))
    };
    let names = || FORMATS.iter().map(|format| format.name());
    Command::new("import")
        .about("Take in the rows of a spreadsheet, CSV or JSON: what differs is set, what is new is added")
        .after_help(format!(
            "Formats: {}. Nothing is deleted. What the program itself exported and nobody changed says nothing new.\n\
             Exit status: 0 written or nothing new, 2 a row or column that cannot be taken, and nothing was written.",
            names().collect::<Vec<_>>().join(", ")
        ))
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .help("The file; of a named pipe, what is written into it, which is waited for; - reads standard input")
                .required(true)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(args::place("The archive to change [default: as without a command]"))
        .arg(
            Arg::new("as")
                .long("as")
                .value_name("FORMAT")
                .help("The format [default: what the file's name ends in]")
                .value_parser(clap::builder::PossibleValuesParser::new(names())),
        )
        .arg(
            Arg::new("map")
                .long("map")
                .value_name("COLUMN=FIELD")
                .help("What a column means, 數值=metric.value; - leaves it out; may be repeated")
                .action(ArgAction::Append),
        )
        .arg(path("mapping", "Take what columns mean from this file"))
        .arg(args::flag("show-mapping", "Print what the columns are taken for, as such a file, and do nothing"))
        .arg(path("save-mapping", "Write it to this file, too"))
        .arg(Arg::new("year").long("year").short('y').value_name("YEAR").help("The year of rows that name none"))
        .arg(args::flag("clear-empty", "An empty cell takes the field away; without this it leaves it alone"))
        .arg(args::flag("skip-bad", "Leave out the rows that cannot be taken, and take the others"))
        .arg(args::flag("ignore-unknown", "Leave out the columns that nobody knows the meaning of"))
        .arg(args::flag("dry-run", "Print each change, old → new, and write nothing"))
        .arg(args::flag("diff", "Print what would change, as a unified diff, and write nothing"))
        .arg(
            args::flag(
                "json",
                "Print a JSON object: counts, rows left out, what was changed or would be, files written",
            )
            .conflicts_with_all(["diff", "show-mapping"]),
        )
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let lang = session.lang;
    let wrong = |told: String| io::Error::other(told);
    let file = said.get_one::<PathBuf>("file").map_or(Path::new("-"), PathBuf::as_path);
    let name = if file == Path::new("-") { STDIN.to_string() } else { file.display().to_string() };
    let in_file = |told: String| wrong(format!("{name}: {told}"));
    let format = read::which(said.get_one::<String>("as").map(String::as_str), file);
    let format = format.map_err(|error| in_file(error.describe(lang)))?;
    let bytes = bytes(file, session)?;
    let tables = read::read(&bytes, format).map_err(|error| unread(&name, &bytes, &error, lang))?;

    let (columns, kept) = columns(said, session)?;
    let mappings = mapping::map(&tables, &columns).map_err(|error| match (&error, &kept) {
        (MappingError::Column(column, _), Some(kept)) => {
            columns.kept_at(column).map_or_else(|| in_file(error.describe(lang)), |at| kept.wrong(at, &error, lang))
        }
        _ => in_file(error.describe(lang)),
    })?;
    let toml = mapping::to_toml(&tables, &mappings);
    if let Some(path) = said.get_one::<PathBuf>("save-mapping") {
        let written = deliver::deliver(path, false, |out| out.write_all(toml.as_bytes()).map_err(Wrong::Io));
        written.map_err(|error| wrong(error.describe(session)))?;
    }
    if said.get_flag("show-mapping") {
        toml.lines().try_for_each(|line| writeln!(session.out, "{}", Safe::new(line)))?;
        return Ok(cli::DONE);
    }
    let sources = sources(&tables, &mappings, said.get_flag("quiet"), session).map_err(in_file)?;
    if !said.get_flag("ignore-unknown") {
        let (tables, mappings): (Vec<Given>, Vec<Mapping>) =
            sources.iter().map(|source| (source.given.clone(), source.mapping.clone())).unzip();
        mapping::all_known(&tables, &mappings).map_err(|error| in_file(error.describe(lang)))?;
    }
    let archive = session.archive_told()?;
    let year = match said.contains_id("year") {
        true => args::year_of(said, &archive, lang).map_err(wrong)?,
        false => None,
    };
    let options = Options { year, clear_empty: said.get_flag("clear-empty"), lang };
    let skip_bad = said.get_flag("skip-bad");
    let first = import::plan(&archive, &sources, options);
    drop(archive);
    let file = Imported { name, bytes: &bytes, format, tables: &tables };
    if tell_faults(&first, &file, skip_bad, session)? {
        return Ok(cli::WRONG);
    }
    let wanted = Wanted { skip_bad, manner: manner(said), quiet: said.get_flag("quiet") };
    take(&file, &sources, options, wanted, session)
}

/// What is imported.
struct Imported<'f> {
    name: String,
    bytes: &'f [u8],
    format: Format,
    tables: &'f [Given],
}

impl Imported<'_> {
    /// The text, and the bytes of it that are wrong.
    fn find<'t>(&self, places: Option<&Places<'t>>, fault: &import::Fault) -> Option<(&'t str, Range<usize>)> {
        let given = self.tables.iter().find(|given| given.name == fault.table);
        let column = given.and_then(|given| (0..given.header.len()).find(|at| given.column(*at) == fault.column));
        let places = places?;
        Some((places.text, places.find(&fault.row, column.map(|at| (at, fault.column.as_str())))?))
    }

    /// What is wrong with a row, where it stands; by its number alone in a workbook.
    fn wrong(&self, places: Option<&Places>, fault: &import::Fault, lang: Lang) -> Pointed {
        let found = self.find(places, fault);
        let found = found.map(|(text, bytes)| Pointed::at(&self.name, text, bytes, &fault.describe(lang)));
        found.unwrap_or_else(|| Pointed { told: format!("{}: {}", self.name, fault.describe(lang)), excerpt: None })
    }
}

/// Why a file could not be read, where that is.
fn unread(name: &str, bytes: &[u8], error: &ReadError, lang: Lang) -> io::Error {
    let why = error.describe(lang);
    let Some((line, column)) = error.place() else { return io::Error::other(format!("{name}: {why}")) };
    let excerpt = Excerpt::of(&String::from_utf8_lossy(bytes), line, column, 1);
    Pointed { told: format!("{name}:{line}:{column}: {why}"), excerpt }.into_error()
}

/// How the rows are to be taken in.
struct Wanted {
    skip_bad: bool,
    manner: Manner,
    quiet: bool,
}

/// Each change is told before it is made; what was done is summed up.
fn manner(said: &ArgMatches) -> Manner {
    let diff = said.get_flag("diff");
    Manner { dry_run: diff || said.get_flag("dry-run"), quiet: true, list: !diff, json: said.get_flag("json") }
}

fn take(
    file: &Imported,
    sources: &[Source],
    options: Options,
    wanted: Wanted,
    session: &mut Session,
) -> io::Result<u8> {
    let lang = session.lang;
    let done = RefCell::new(Plan::default());
    let plan = |archive: &Archive| {
        let plan = import::plan(archive, sources, options);
        if let (Some(fault), false) = (plan.faults.first(), wanted.skip_bad) {
            return Err(file.wrong(Places::of(file.bytes, file.format).as_ref(), fault, lang).into_error());
        }
        let deeds = plan.steps.iter().map(|step| Deed {
            file: step.file,
            change: step.change.clone(),
            told: step.told.clone(),
            asked: None,
        });
        let planned = write::Plan { made: plan.made.clone(), deeds: deeds.collect() };
        done.replace(plan);
        Ok(planned)
    };
    let outcome = write::write_with_files(session, wanted.manner, &plan)?;
    let done = done.take();
    if wanted.manner.json {
        json::send(&done, file, &outcome, session)?;
        return Ok(cli::DONE);
    }
    if wanted.quiet {
        return Ok(cli::DONE);
    }
    let Plan { made, counts, .. } = done;
    let all = [counts.rows, counts.fields, counts.items, counts.metrics].map(|count| count.to_string());
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let summed = match (counts.fields + counts.items + counts.metrics + counts.entries, wanted.manner.dry_run) {
        (0, _) => words::NOTHING_NEW.fill(lang, &all),
        (_, true) => words::WOULD.fill(lang, &all),
        (_, false) => words::DONE.fill(lang, &all),
    };
    let summed = match counts.entries {
        0 => summed,
        entries => words::ENTRIES_ADDED.fill(lang, &[&summed, &entries.to_string()]),
    };
    if !wanted.manner.dry_run {
        for (path, _) in made {
            let told = words::MADE.fill(lang, &[&path.display().to_string()]);
            writeln!(session.words, "annals: {}", Safe::new(&told))?;
        }
    }
    writeln!(session.words, "annals: {}", Safe::new(&summed))?;
    Ok(cli::DONE)
}

fn bytes(file: &Path, session: &Session) -> io::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().take(MAX_FILE + 1).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let read = disk::read_other(file, MAX_FILE);
    read.map_err(|problem| io::Error::other(format!("{}: {}", file.display(), problem.describe(session.lang))))
}

/// A mapping that was kept: its file's name and text.
struct Kept {
    name: String,
    text: String,
}

impl Kept {
    fn wrong(&self, bytes: Range<usize>, error: &MappingError, lang: Lang) -> io::Error {
        Pointed::at(&self.name, &self.text, bytes, &error.describe(lang)).into_error()
    }
}

/// The longest mapping that is read, in bytes.
const MAX_MAPPING: u64 = 64 << 10;

/// What was said of columns: on the command line, and in a file that was kept.
fn columns(said: &ArgMatches, session: &Session) -> io::Result<(Said, Option<Kept>)> {
    let lang = session.lang;
    let mut columns = Said::default();
    let mut kept = None;
    if let Some(path) = said.get_one::<PathBuf>("mapping") {
        let in_file = |told: String| io::Error::other(format!("{}: {told}", path.display()));
        let read = disk::as_text(bytes(path, session)?, MAX_MAPPING);
        let text = read.map_err(|problem| match problem {
            ReadProblem::TooLarge(_) => in_file(MAP_LARGE.fill(lang, &[&MAX_MAPPING.to_string()])),
            problem => in_file(problem.describe(lang)),
        })?;
        let name = if path == Path::new("-") { STDIN.to_string() } else { path.display().to_string() };
        let file = Kept { name, text };
        columns.add_kept(&file.text).map_err(|(at, error)| file.wrong(at, &error, lang))?;
        kept = Some(file);
    }
    for one in args::texts(said, "map") {
        columns.add(one).map_err(|error| io::Error::other(error.describe(lang)))?;
    }
    Ok((columns, kept))
}

/// The tables that can be of items. A sheet of something else is left out, and that is said; where there is no other, it is
/// wrong.
fn sources<'g>(
    tables: &'g [Given],
    mappings: &'g [Mapping],
    quiet: bool,
    session: &mut Session,
) -> Result<Vec<Source<'g>>, String> {
    let all = || tables.iter().zip(mappings);
    let sources: Vec<Source> =
        all().filter(|(_, mapping)| mapping.is_of_items()).map(|(given, mapping)| Source { given, mapping }).collect();
    if sources.is_empty() {
        let names: Vec<&str> = tables.iter().map(|given| given.name.as_str()).filter(|name| !name.is_empty()).collect();
        return Err(words::NOTHING_TO_TAKE.fill(session.lang, &[&names.join(", ")]).trim_start().to_string());
    }
    for (given, _) in all().filter(|(_, mapping)| !quiet && !mapping.is_of_items()) {
        let told = words::LEFT_SHEET.fill(session.lang, &[&given.name]);
        // A word that cannot be said does not stop the work.
        let _ = writeln!(session.words, "annals: {}", Safe::new(&told));
    }
    Ok(sources)
}

/// The most rows that are told of one by one.
const TOLD: usize = 50;

/// Tells the rows that cannot be taken; true where nothing may be written for them.
fn tell_faults(plan: &Plan, file: &Imported, skip_bad: bool, session: &mut Session) -> io::Result<bool> {
    let lang = session.lang;
    let places = if plan.faults.is_empty() { None } else { Places::of(file.bytes, file.format) };
    for fault in plan.faults.iter().take(TOLD) {
        session.warn(&file.wrong(places.as_ref(), fault, lang))?;
    }
    if plan.faults.len() > TOLD {
        let more = (plan.faults.len() - TOLD).to_string();
        writeln!(session.words, "annals: {}", words::AND_MORE.fill(lang, &[&more]))?;
    }
    let bad = plan.bad_rows();
    if bad > 0 {
        let words = if skip_bad { words::BAD_SKIPPED } else { words::BAD_ROWS };
        writeln!(session.words, "annals: {}", words.fill(lang, &[&bad.to_string()]))?;
    }
    Ok(bad > 0 && !skip_bad)
}

/// Why the mapping could not be written.
enum Wrong {
    Disk(SaveError),
    Io(io::Error),
}

impl From<SaveError> for Wrong {
    fn from(error: SaveError) -> Wrong {
        Wrong::Disk(error)
    }
}

impl Wrong {
    fn describe(&self, session: &Session) -> String {
        match self {
            Wrong::Disk(error) => error.describe(session.lang),
            Wrong::Io(error) => error.to_string(),
        }
    }
}
