//! What a command works with: the archive it was told of, and where its words go.

use crate::cli;
use crate::cli::args;
use crate::cli::look::Look;
use crate::cli::point::Pointed;
use crate::config::Config;
use crate::config::Setting;
use crate::lang::Lang;
use crate::model::view::View;
use crate::model::year::Year;
use crate::safe;
use crate::safe::Safe;
use crate::sample;
use crate::store::archive::Archive;
use crate::store::disk;
use crate::store::disk::Loaded;
use crate::store::file::Text;
use crate::store::parallel;
use clap::ArgMatches;
use std::fmt;
use std::io;
use std::io::Write;
use std::path::PathBuf;

/// The questions that settings keep under a name.
pub fn views(config: &Config) -> Vec<View> {
    let view = |(name, query): &(Setting, Setting)| View {
        name: name.value.clone(),
        query: query.value.clone(),
        line: name.place.line,
    };
    config.views.iter().map(view).collect()
}

/// As many bytes are worth a thread.
const MANY: u64 = 1 << 18;

/// One run of a command.
pub struct Session<'a> {
    /// The archive; none for the built-in sample.
    pub place: Option<PathBuf>,
    /// The interface's language.
    pub lang: Lang,
    /// Nothing may be written.
    pub read_only: bool,
    /// Nothing is to be said but what is wrong.
    pub quiet: bool,
    /// The settings in force, or why there are none; only [`UNCONFIGURED`](crate::cli::UNCONFIGURED) commands meet that.
    pub config: io::Result<Config>,
    /// How answers look.
    pub look: Look,
    /// Where data go.
    pub out: &'a mut dyn Write,
    /// Where words go.
    pub words: &'a mut dyn Write,
    /// Whether `out` is a terminal, so read by a person.
    pub on_terminal: bool,
    /// Whether `words` is.
    pub words_on_terminal: bool,
}

impl Session<'_> {
    /// The archive, for a command that only reads: drafts and leftovers of saves are for the program that edits.
    ///
    /// # Errors
    /// Says why it cannot be opened at all.
    pub fn archive(&self) -> io::Result<Archive> {
        let Some(place) = &self.place else { return Ok(Archive::read(sample::texts())) };
        let opened = disk::list(place).map_err(|error| io::Error::other(error.describe(self.lang)))?;
        let load = |file| {
            let Loaded { path, text, .. } = disk::load(&opened.root, file);
            Text { path, text, locked: None }
        };
        let bytes: u64 = opened.files.iter().map(|file| file.bytes).sum();
        // Few are read sooner than a thread begins.
        Ok(Archive::read(match bytes < MANY {
            true => opened.files.into_iter().map(load).collect(),
            false => parallel::map(opened.files, load),
        }))
    }

    /// The archive, with a word on each file that could not be read whole: an answer may lack what stands there.
    ///
    /// # Errors
    /// Says why it cannot be opened at all.
    pub fn archive_told(&mut self) -> io::Result<Archive> {
        let archive = self.archive()?;
        for problem in archive.problems.iter().filter(|problem| problem.flaw.hides()) {
            self.point(&Pointed::problem(&archive, problem, self.lang))?;
        }
        Ok(archive)
    }

    /// The year that was said, else the archive's last.
    ///
    /// # Errors
    /// Where what was said is no year.
    pub fn year(&self, archive: &Archive, said: &ArgMatches) -> io::Result<Option<Year>> {
        args::year_of(said, archive, self.lang).map_err(io::Error::other)
    }

    /// Says something beside the data, unless nothing is to be said.
    ///
    /// # Errors
    /// Those of the words' way out.
    pub fn say(&mut self, words: &str) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        // In one piece, so that the words of several at once do not run into each other.
        self.words.write_all(format!("annals: {}\n", Safe::new(words)).as_bytes())
    }

    /// The same of what is wrong at a place; a person sees the line, too.
    ///
    /// # Errors
    /// Those of the words' way out.
    pub fn point(&mut self, pointed: &Pointed) -> io::Result<()> {
        if self.quiet { Ok(()) } else { self.warn(pointed) }
    }

    /// The same of what has to be told in any case.
    ///
    /// # Errors
    /// Those of the words' way out.
    pub fn warn(&mut self, pointed: &Pointed) -> io::Result<()> {
        let shown = pointed.excerpt.as_ref().filter(|_| self.words_on_terminal);
        let below = shown.map_or(String::new(), |excerpt| excerpt.draw(self.width(), self.look.cells));
        self.words.write_all(format!("annals: {}\n{below}", Safe::new(&pointed.told)).as_bytes())
    }

    /// The questions that the person keeps under a name.
    pub fn views(&self) -> Vec<View> {
        self.config.as_ref().map_or(Vec::new(), views)
    }

    /// The cells that a line has: those of the terminal, where the data go to one.
    pub fn width(&self) -> usize {
        self.look.width.unwrap_or(80)
    }

    /// Says why nothing was found, and gives that exit status.
    ///
    /// # Errors
    /// Those of the words' way out.
    pub fn nothing(&mut self, why: &str) -> io::Result<u8> {
        self.say(why)?;
        Ok(cli::FAILED)
    }

    /// Prints data: a pipe gets the bytes as they are, a terminal only what is safe to show, but for line breaks and tabs.
    ///
    /// # Errors
    /// Those of the way out.
    pub fn send(&mut self, data: &[u8]) -> io::Result<()> {
        if !self.on_terminal {
            return self.out.write_all(data);
        }
        let mut shown = safe::lines(&String::from_utf8_lossy(data));
        // What the shell writes next begins a line.
        shown.push_str(if shown.is_empty() || shown.ends_with('\n') { "" } else { "\n" });
        self.out.write_all(shown.as_bytes())
    }
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("place", &self.place).finish_non_exhaustive()
    }
}
