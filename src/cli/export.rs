//! `annals export`: the records in other programs' formats, to a file or to standard output.

mod progress;

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::asked;
use crate::cli::point::Pointed;
use crate::cli::session::Session;
use crate::exchange::choice;
use crate::exchange::choice::Choice;
use crate::exchange::choice::Chosen;
use crate::exchange::format;
use crate::exchange::format::ExportError;
use crate::exchange::format::Format;
use crate::exchange::format::Holds;
use crate::exchange::format::Wish;
use crate::exchange::package;
use crate::exchange::tables;
use crate::lang::Lang;
use crate::lang::words;
use crate::safe;
use crate::search::query::Query;
use crate::store::archive::Archive;
use crate::store::disk;
use crate::store::disk::deliver;
use crate::store::disk::problem::SaveError;
use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::Command;
use clap::value_parser;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    let many = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help).action(ArgAction::Append)
    };
    let one = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let names: Vec<&str> = Format::all().map(Format::name).collect();
    Command::new("export")
        .about("Write the records in another format")
        .after_help(format!(
            "Formats: {}.\n\
             Without -o the output goes to standard output. A file is written whole or not at all.\n\
             Exit status: 0 written, 2 wrong use or nothing could be written.\n\n{}",
            names.join(", "),
            asked::HELP
        ))
        .arg(Arg::new("format").value_name("FORMAT").help("The format [default: what the name of the -o file ends in]"))
        .arg(args::place("The archive to read [default: as without a command]"))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FILE")
                .help("Write this file")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(args::flag("force", "Replace the file if it is there"))
        .arg(many("year", "YEAR", "Only records of this year, 110 or 2021; may be repeated").short('y'))
        .arg(one("query", "QUERY", "Only records that this finds; see below"))
        .arg(many("category", "ID", "Only records in this category or below; may be repeated"))
        .arg(one(
            "table",
            "TABLE",
            "For a format of one table: metrics [default], items, entries, series or categories",
        ))
        .arg(one("columns", "A,B,C", "Only these columns of it, in this order").value_delimiter(','))
        .arg(args::flag("bom", "Begin CSV with a mark that tells Excel it is UTF-8"))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let lang = session.lang;
    let told = |told: String| io::Error::other(told);
    let output = said.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let (format, place) = which(said, output, lang).map_err(told)?;
    if let Some(place) = place {
        session.place = Some(place);
    }
    let output = output.filter(|output| *output != Path::new("-"));
    if output.is_some() && session.read_only {
        return Err(told(words::export::READ_ONLY.say(lang).to_string()));
    }
    if let Some(path) = output.filter(|path| is_own(path, session.place.as_deref())) {
        return Err(told(words::export::OWN.fill(lang, &[&path.display().to_string()])));
    }
    let archive = {
        let _progress = (!session.quiet).then(|| progress::show(lang));
        session.archive()?
    };
    // What could not be read is missing from what is written, which would not show it.
    for problem in &archive.problems {
        session.warn(&Pointed::problem(&archive, problem, lang))?;
    }
    let query = asked::query(args::text(said, "query"), &archive, session)?;
    let chosen = choice::choose(&archive, &choice(said, query)).map_err(|error| told(error.describe(lang)))?;
    if chosen.items.is_empty() {
        writeln!(session.words, "annals: {}", words::export::NOTHING.say(lang))?;
    }
    let job = Job { archive: &archive, chosen: &chosen, format, wish: &wish(said), lang };
    let written = match output {
        Some(path) => {
            let _progress = (!session.quiet).then(|| progress::show(lang));
            match format.holds() {
                Holds::Folder => job.to_folder(path, said.get_flag("force")),
                _ => job.to_file(path, said.get_flag("force")),
            }
        }
        None if format.holds() == Holds::Folder => Err(Failure::NoFolder),
        None if session.on_terminal => job.to_terminal(session.out),
        None => {
            let _progress = (!session.quiet).then(|| progress::show(lang));
            job.write(session.out).map_err(Failure::Export)
        }
    };
    match written {
        Ok(()) => Ok(cli::DONE),
        Err(Failure::Export(ExportError::Io(error))) if error.kind() == io::ErrorKind::BrokenPipe => Err(error),
        Err(failure) => Err(told(failure.describe(format, lang))),
    }
}

/// Whether a file is, or looks like, one of an archive: no `--force` may replace records by their export.
fn is_own(path: &Path, archive: Option<&Path>) -> bool {
    let is_archive = || archive.is_some_and(|archive| disk::fingerprint(archive) == disk::fingerprint(path));
    path.extension().is_some_and(|end| end == "toml") || (disk::fingerprint(path).is_some() && is_archive())
}

fn choice(said: &ArgMatches, query: Query) -> Choice {
    Choice {
        years: args::texts(said, "year").cloned().collect(),
        query,
        categories: args::texts(said, "category").cloned().collect(),
    }
}

fn wish(said: &ArgMatches) -> Wish {
    Wish {
        table: said.get_one::<String>("table").cloned(),
        columns: args::texts(said, "columns").cloned().collect(),
        bom: said.get_flag("bom"),
    }
}

/// The format that is named, else the one that the output's name ends in. Where that tells, a first word that is no
/// format names the archive instead.
fn which(said: &ArgMatches, output: Option<&Path>, lang: Lang) -> Result<(Format, Option<PathBuf>), String> {
    let names = || Format::all().map(Format::name).collect::<Vec<_>>().join(", ");
    let word = said.get_one::<String>("format");
    let is_alone = !said.contains_id("place");
    match (word, word.and_then(|word| Format::from_name(word)), output.and_then(Format::of_path)) {
        (_, Some(format), _) => Ok((format, None)),
        (Some(word), None, Some(format)) if is_alone => Ok((format, Some(PathBuf::from(word)))),
        (Some(word), None, _) => Err(words::export::FORMAT.fill(lang, &[word, &names()])),
        (None, None, Some(format)) => Ok((format, None)),
        (None, None, None) => Err(words::export::NO_FORMAT.fill(lang, &[&names()])),
    }
}

/// What is to be written.
struct Job<'a> {
    archive: &'a Archive,
    chosen: &'a Chosen,
    format: Format,
    wish: &'a Wish,
    lang: Lang,
}

enum Failure {
    Disk(SaveError),
    Export(ExportError),
    Terminal,
    NoFolder,
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Failure {
        Failure::Disk(error)
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Failure {
        Failure::Export(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Export(ExportError::Io(error))
    }
}

impl Failure {
    fn describe(&self, format: Format, lang: Lang) -> String {
        match self {
            Failure::Disk(SaveError::Exists { file }) => {
                words::export::EXISTS.fill(lang, &[&file.display().to_string()])
            }
            Failure::Disk(error) => error.describe(lang),
            Failure::Export(error) => error.describe(lang),
            Failure::NoFolder => words::export::FOLDER.fill(lang, &[format.name()]),
            Failure::Terminal => words::export::TERMINAL.fill(lang, &[format.name()]),
        }
    }
}

impl Job<'_> {
    fn write(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        format::write(self.format, self.archive, self.chosen, self.wish, self.lang, out)
    }

    fn to_file(&self, path: &Path, force: bool) -> Result<(), Failure> {
        deliver::deliver(path, force, |out| Ok(self.write(out)?))
    }

    /// Each file whole or not at all, and last the one that makes the folder a package.
    fn to_folder(&self, path: &Path, force: bool) -> Result<(), Failure> {
        format::can_meet(self.format, self.wish)?;
        deliver::folder(path, force)?;
        let tables = tables::of(self.archive, self.chosen);
        for name in package::names(&tables) {
            let write = |out: &mut dyn Write| package::write(&tables, &name, self.lang, out);
            deliver::deliver::<Failure>(&path.join(&name), force, |out| Ok(write(out)?))?;
        }
        Ok(())
    }

    fn to_terminal(&self, out: &mut dyn Write) -> Result<(), Failure> {
        if !self.format.holds().is_text() {
            return Err(Failure::Terminal);
        }
        let mut text = Vec::new();
        self.write(&mut text)?;
        // A terminal obeys what stands in a record; a tab between cells does no harm.
        out.write_all(safe::lines(&String::from_utf8_lossy(&text)).as_bytes())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> ArgMatches {
        let words = std::iter::once("export").chain(words.split_whitespace());
        define().try_get_matches_from(words).unwrap()
    }

    #[test]
    fn words_to_meaning() {
        let meant = |words: &str| {
            let said = said(words);
            let output = said.get_one::<PathBuf>("output").map(PathBuf::as_path);
            let (format, place) = which(&said, output, Lang::En)?;
            let place = place.or(said.get_one::<PathBuf>("place").cloned());
            Ok::<_, String>((format.name(), place.map_or(String::new(), |place| place.display().to_string())))
        };
        for (words, format, at) in [
            ("csv", "csv", ""),
            ("csv data", "csv", "data"),
            ("-o x.json", "json", ""),
            ("-o x.json data", "json", "data"),
            ("tsv -o x.json", "tsv", ""),
            ("tsv -o x.json data", "tsv", "data"),
            ("csv --columns a,b data", "csv", "data"),
            ("csv ./csv", "csv", "./csv"),
        ] {
            assert_eq!(meant(words), Ok((format, at.to_string())), "{words}");
        }
        for words in ["", "data", "data -o x", "-o x", "foo data -o x.csv"] {
            assert!(meant(words).is_err(), "{words}");
        }
        let said = said("csv --year 108 --year 110 --category a --query 宿舍 --table items --columns a,b --bom");
        assert_eq!(
            choice(&said, Query::parse("宿舍")),
            Choice {
                years: vec!["108".into(), "110".into()],
                query: Query::parse("宿舍"),
                categories: vec!["a".into()]
            }
        );
        assert_eq!(wish(&said), Wish { table: Some("items".into()), columns: vec!["a".into(), "b".into()], bom: true });
    }
}
