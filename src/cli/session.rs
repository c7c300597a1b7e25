//! What a command works with: the archive it was told of, and where its words go.

use crate::cli;
use crate::cli::args;
use crate::lang::Lang;
use crate::model::year::Year;
use crate::safe::Safe;
use crate::sample;
use crate::store::archive::Archive;
use crate::store::disk;
use crate::store::disk::Loaded;
use crate::store::file::Text;
use clap::ArgMatches;
use std::fmt;
use std::io;
use std::io::Write;
use std::path::PathBuf;

/// One run of a command.
pub struct Session<'a> {
    /// The archive; none for the built-in sample.
    pub place: Option<PathBuf>,
    /// The interface's language.
    pub lang: Lang,
    /// Nothing may be written.
    pub read_only: bool,
    /// Where data go.
    pub out: &'a mut dyn Write,
    /// Where words go.
    pub words: &'a mut dyn Write,
    /// Whether `out` is a terminal, so read by a person.
    pub on_terminal: bool,
}

impl Session<'_> {
    /// The archive, for a command that only reads: drafts and leftovers of saves are for the program that edits.
    ///
    /// # Errors
    /// Says why it cannot be opened at all.
    pub fn archive(&self) -> io::Result<Archive> {
        let Some(place) = &self.place else { return Ok(Archive::read(sample::texts())) };
        let opened = disk::read_archive(place).map_err(|error| io::Error::other(error.describe(self.lang)))?;
        let text = |Loaded { path, text, .. }: Loaded| Text { path, text, locked: None };
        Ok(Archive::read(opened.files.into_iter().map(text).collect()))
    }

    /// The year that was said, else the archive's last.
    ///
    /// # Errors
    /// Where what was said is no year.
    pub fn year(&self, archive: &Archive, said: &ArgMatches) -> io::Result<Option<Year>> {
        args::year_of(said, archive, self.lang).map_err(io::Error::other)
    }

    /// Says why nothing was found, and gives that exit status.
    ///
    /// # Errors
    /// Those of the words' way out.
    pub fn nothing(&mut self, why: &str) -> io::Result<u8> {
        writeln!(self.words, "annals: {}", Safe::new(why))?;
        Ok(cli::FAILED)
    }
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("place", &self.place).finish_non_exhaustive()
    }
}
