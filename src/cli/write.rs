//! Changes from the shell: planned, proved and saved as on the screen; all or none where one of them is wrong.
//!
//! Someone else may write a file between our reading and our saving it. Then everything that is not saved yet is planned
//! anew on what is there now: nobody's words are lost, whoever is first.

use crate::cli;
use crate::cli::outcome::Outcome;
use crate::cli::point::Pointed;
use crate::cli::session::Session;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::safe::Safe;
use crate::store::apply;
use crate::store::archive::Archive;
use crate::store::disk;
use crate::store::disk::problem::SaveError;
use crate::store::disk::save;
use crate::store::edit::Change;
use crate::store::file::File;
use crate::store::file::Text;
use crate::store::problem::Flaw;
use crate::store::problem::Problem;
use crate::store::record::Name;
use crate::store::source::Hash;
use similar::TextDiff;
use std::collections::HashMap;
use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// One change, and what is said of it when it is done.
#[derive(Clone, Debug)]
pub struct Deed {
    /// The number of the file.
    pub file: usize,
    /// The change.
    pub change: Change,
    /// What it does, for the person.
    pub told: String,
    /// The line of a batch that asks for it.
    pub asked: Option<Pointed>,
}

/// What is to be done: files to be made, and changes, also in those.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// New files, each with its path below the archive and its text; they are numbered behind the archive's own.
    pub made: Vec<(PathBuf, String)>,
    /// The changes.
    pub deeds: Vec<Deed>,
}

/// How a command writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Print what would change, as a unified diff, and write nothing.
    pub dry_run: bool,
    /// Of a dry run, print what each change does instead of the diff.
    pub list: bool,
    /// Say nothing of what was done.
    pub quiet: bool,
    /// Tell programs what was changed, or would be, in place of words and diff.
    pub json: bool,
}

/// After so many saves by others in the same moment, somebody else has to stop them.
const TRIES: usize = 1000;

/// Does what `plan` says of the archive as it is on disk, and gives the exit status.
///
/// `plan` is asked again when someone else wrote meanwhile. Its deeds in files that are saved by then are left out.
///
/// # Errors
/// Nothing was written then, or the words tell what was.
pub fn write(
    session: &mut Session,
    manner: Manner,
    plan: &dyn Fn(&Archive) -> io::Result<Vec<Deed>>,
) -> io::Result<u8> {
    let plan = |archive: &Archive| Ok(Plan { made: Vec::new(), deeds: plan(archive)? });
    let outcome = write_with_files(session, manner, &plan)?;
    if manner.json {
        outcome.send(Vec::new(), session)?;
    }
    Ok(cli::DONE)
}

/// As [`write()`], with files that are made on the way. One whose name is taken meanwhile is planned anew, too.
///
/// What was done is given where it is to be told to programs, for the caller to print.
///
/// # Errors
/// As those of [`write()`].
pub fn write_with_files(
    session: &mut Session,
    manner: Manner,
    plan: &dyn Fn(&Archive) -> io::Result<Plan>,
) -> io::Result<Outcome> {
    if session.read_only {
        return Err(io::Error::other(words::SHELL_READ_ONLY.say(session.lang)));
    }
    let mut saved: HashSet<PathBuf> = HashSet::new();
    let mut outcome = Outcome::default();
    let mut told = String::new();
    for _ in 0..TRIES {
        let mut paper = Paper::open(session)?;
        let Plan { made, deeds } = plan(&paper.archive)?;
        paper.take(made);
        let mut deeds: Vec<Deed> =
            deeds.into_iter().filter(|deed| !saved.contains(&paper.archive.files[deed.file].path)).collect();
        let before = manner.json.then(|| paper.archive.clone());
        paper.make(&deeds, session.lang)?;
        if let (Some(before), true) = (&before, manner.dry_run) {
            outcome.add(before, &paper.archive, &deeds);
            return Ok(outcome);
        }
        if manner.dry_run && manner.list {
            deeds.iter().try_for_each(|deed| writeln!(session.out, "{}", Safe::new(&deed.told)))?;
            return Ok(outcome);
        }
        if manner.dry_run {
            paper.show(session)?;
            return Ok(outcome);
        }
        let all = paper.save(session.lang, &mut saved)?;
        // The others are planned anew.
        deeds.retain(|deed| all || saved.contains(&paper.archive.files[deed.file].path));
        deeds.iter().for_each(|deed| told += &format!("annals: {}\n", Safe::new(&deed.told)));
        if let Some(before) = &before {
            outcome.add(before, &paper.archive, &deeds);
        }
        if all {
            if !manner.quiet {
                // In one piece, so that the words of writers at once do not run into each other. It is saved, whether
                // anybody hears of it or not: a failure told now would be a lie.
                let _ = session.words.write_all(told.as_bytes());
            }
            outcome.written = saved.iter().map(|path| path.display().to_string()).collect();
            outcome.written.sort();
            return Ok(outcome);
        }
    }
    let place = session.place.as_deref().unwrap_or(Path::new("")).display().to_string();
    Err(io::Error::other(words::SHELL_BUSY.fill(session.lang, &[&place])))
}

/// The archive as it is on disk, and where its files really are.
struct Paper {
    root: PathBuf,
    real: HashMap<PathBuf, PathBuf>,
    /// The files that are not there yet.
    made: HashSet<PathBuf>,
    archive: Archive,
}

impl Paper {
    fn open(session: &Session) -> io::Result<Paper> {
        let Some(place) = &session.place else {
            return Err(io::Error::other(words::SHELL_SAMPLE.say(session.lang)));
        };
        let opened = disk::read_archive(place).map_err(|error| io::Error::other(error.describe(session.lang)))?;
        let real = opened.files.iter().map(|file| (file.path.clone(), file.real.clone())).collect();
        let text = |file: disk::Loaded| {
            let locked = (file.text.is_ok() && !file.writable).then_some(Flaw::NoPermission);
            Text { path: file.path, text: file.text, locked }
        };
        let archive = Archive::read(opened.files.into_iter().map(text).collect());
        Ok(Paper { root: opened.root, real, made: HashSet::new(), archive })
    }

    /// Puts files that are to be made behind the archive's own.
    fn take(&mut self, made: Vec<(PathBuf, String)>) {
        for (path, text) in made {
            self.made.insert(path.clone());
            self.archive.take(Text { path, text: Ok(text), locked: None });
        }
        self.archive.derive();
    }

    /// Makes all the changes, or none. Refuses what would raise a problem that was not there before.
    fn make(&mut self, deeds: &[Deed], lang: Lang) -> io::Result<()> {
        if let Some((file, flaw)) = deeds.iter().find_map(|deed| locked(&self.archive.files[deed.file])) {
            // A flaw of the text has a place; one of the file as a whole has none.
            let of_it = |problem: &&Problem| problem.path == file.path && problem.flaw == *flaw;
            return Err(match self.archive.problems.iter().find(of_it) {
                Some(problem) => Pointed::problem(&self.archive, problem, lang).into_error(),
                None => io::Error::other(format!("{}: {}", file.path.display(), flaw.describe(lang))),
            });
        }
        if let Some(deed) = deeds.iter().find(|deed| self.loses(deed)) {
            return Err(refused(deed, &words::CANNOT_LOSE_ID.fill(lang, &[]), lang));
        }
        let mut before: Vec<_> = self.archive.problems.clone();
        let changes = deeds.iter().map(|deed| (deed.file, deed.change.clone())).collect();
        apply::apply(&mut self.archive, changes).map_err(|(at, refusal)| {
            let told = refusal.describe(lang);
            deeds.get(at).map_or_else(|| io::Error::other(told.clone()), |deed| refused(deed, &told, lang))
        })?;
        self.archive.derive();
        for problem in &self.archive.problems {
            // Lines may have moved; the problem is the same one.
            match before.iter().position(|old| old.path == problem.path && old.flaw == problem.flaw) {
                Some(at) => _ = before.swap_remove(at),
                None => {
                    let pointed = Pointed::problem(&self.archive, problem, lang);
                    let told = words::SHELL_RAISES.fill(lang, &[&pointed.told]);
                    return Err(pointed.told(told).into_error());
                }
            }
        }
        Ok(())
    }

    /// Whether a record would be without the id that it is known by at a shell, and without a name in its stead.
    fn loses(&self, deed: &Deed) -> bool {
        let Change::Clear(place, Name::Field(Field::Id)) = &deed.change else { return false };
        let block = self.archive.block(deed.file, *place);
        place.metric.is_none() || block.is_some_and(|(_, metric)| metric.slot(&Name::Field(Field::Name)).is_none())
    }

    /// What would be written, as a unified diff.
    fn show(&self, session: &mut Session) -> io::Result<()> {
        for file in self.archive.files.iter().filter(|file| file.is_unsaved()) {
            let path = file.path.display().to_string();
            // A tab ends a name with spaces in it; without one, patch takes the name to end at the first.
            let end = if path.contains(char::is_whitespace) { "\t" } else { "" };
            let (before, name) = match self.made.contains(&file.path) {
                true => ("", "/dev/null".to_string()),
                false => (&*file.saved, format!("a/{path}{end}")),
            };
            let diff = TextDiff::from_lines(before, &*file.text);
            let diff = diff.unified_diff().header(&name, &format!("b/{path}{end}")).to_string();
            if session.on_terminal {
                diff.lines().try_for_each(|line| writeln!(session.out, "{}", Safe::new(line)))?;
            } else {
                session.out.write_all(diff.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Saves what was changed; false where someone else wrote a file first.
    fn save(&self, lang: Lang, saved: &mut HashSet<PathBuf>) -> io::Result<bool> {
        let mut first = true;
        for file in self.archive.files.iter().filter(|file| file.is_unsaved()) {
            let done = match self.real.get(&file.path) {
                Some(real) => {
                    let expected = Hash::of(file.saved.as_bytes());
                    save::save(&save::Save { root: &self.root, real, expected, text: &file.text }).map(|_| ())
                }
                None => save::create(&self.root, &file.path, &file.text).map(|_| ()),
            };
            match done {
                Ok(()) => _ = saved.insert(file.path.clone()),
                Err(SaveError::Changed { .. } | SaveError::Exists { .. }) => first = false,
                Err(error) => {
                    let told = error.describe(lang);
                    if saved.is_empty() {
                        return Err(io::Error::other(told));
                    }
                    let mut done: Vec<String> = saved.iter().map(|path| path.display().to_string()).collect();
                    done.sort();
                    return Err(io::Error::other(words::SHELL_PARTLY.fill(lang, &[&told, &done.join(", ")])));
                }
            }
        }
        Ok(first)
    }
}

fn locked(file: &File) -> Option<(&File, &Flaw)> {
    file.locked.as_ref().map(|flaw| (file, flaw))
}

fn refused(deed: &Deed, why: &str, lang: Lang) -> io::Error {
    match &deed.asked {
        Some(asked) => {
            let told = words::SHELL_LINE.fill(lang, &[&format!("{}: {why}", asked.told)]);
            asked.clone().told(told).into_error()
        }
        None => io::Error::other(format!("{}: {why}", deed.told)),
    }
}
