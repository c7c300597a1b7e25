//! Why a file could not be read, and how much is read at most.

use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use rustix::io::Errno;
use std::fmt;

/// The largest file that is read, in bytes: 16 MiB. The parser needs a few times as much memory as the text.
pub const MAX_FILE: u64 = 16 << 20;

/// The most that is read of one archive, in bytes: 1 GiB.
pub const MAX_TOTAL: u64 = 1 << 30;

/// The most files that are read of one archive.
pub const MAX_FILES: usize = 20_000;

/// Why one file could not be read. Its name is the caller's to print in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// Nobody has tried: it is one of many, and its turn has not come.
    NotYet,
    /// It is not there, or is a link to nothing.
    Gone,
    /// It is a symbolic link, or lies behind one, that leads out of the archive.
    Outside,
    /// Its symbolic links lead in a circle, or through more than forty.
    Loop,
    /// It is no regular file, but this: [`words::KIND_FOLDER`] and the like.
    Special(Words),
    /// It has so many bytes, more than [`MAX_FILE`].
    TooLarge(u64),
    /// The files before it fill [`MAX_TOTAL`] already.
    TooMuch,
    /// The archive has so many files, more than [`MAX_FILES`]; this one and those behind it are left out.
    TooMany(usize),
    /// It is not UTF-8; the first wrong byte is here, from 1.
    NotUtf8 {
        /// Line.
        line: usize,
        /// Column, in characters.
        column: usize,
    },
    /// It holds a NUL byte, so it is no text; the first is here, from 1.
    Nul {
        /// Line.
        line: usize,
        /// Column, in characters.
        column: usize,
    },
    /// The system refused.
    System(Errno),
}

impl ReadProblem {
    /// What is wrong and what to do, on one line, without the file's name.
    pub fn describe(&self, lang: Lang) -> String {
        let place =
            |words: Words, line: usize, column: usize| words.fill(lang, &[&line.to_string(), &column.to_string()]);
        match *self {
            ReadProblem::NotYet => words::work::NOT_YET.fill(lang, &[]),
            ReadProblem::Gone => words::READ_GONE.fill(lang, &[]),
            ReadProblem::Outside => words::READ_OUTSIDE.fill(lang, &[]),
            ReadProblem::Loop => words::READ_LOOP.fill(lang, &[]),
            ReadProblem::Special(kind) => words::READ_SPECIAL.fill(lang, &[kind.say(lang)]),
            ReadProblem::TooLarge(bytes) => {
                words::READ_TOO_LARGE.fill(lang, &[&bytes.to_string(), &MAX_FILE.to_string()])
            }
            ReadProblem::TooMuch => words::READ_TOO_MUCH.fill(lang, &[&MAX_TOTAL.to_string()]),
            ReadProblem::TooMany(files) => {
                words::safe::READ_TOO_MANY.fill(lang, &[&files.to_string(), &MAX_FILES.to_string()])
            }
            ReadProblem::NotUtf8 { line, column } => place(words::READ_NOT_UTF8, line, column),
            ReadProblem::Nul { line, column } => place(words::READ_NUL, line, column),
            ReadProblem::System(error) => words::READ_SYSTEM.fill(lang, &[&error.to_string()]),
        }
    }
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

impl std::error::Error for ReadProblem {}
