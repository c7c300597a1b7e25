//! Why a draft is not offered, or not to its end.

use crate::lang::Lang;
use crate::lang::words::draft;
use std::io;

/// What is wrong with a journal. It stays where it is, for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// So many entries are damaged, or build on what is.
    Damaged(usize),
    /// A newer version wrote it: what some of its entries mean, nobody here knows.
    Newer,
    /// It has so many bytes, more than are read.
    TooLarge(u64),
    /// It is no regular file.
    NoFile,
    /// The system refused, in its words.
    System(String),
}

impl Trouble {
    /// What is wrong, and what helps.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Trouble::Damaged(lost) => draft::DAMAGED.fill(lang, &[&lost.to_string()]),
            Trouble::Newer => draft::NEWER.fill(lang, &[]),
            Trouble::TooLarge(bytes) => draft::TOO_LARGE.fill(lang, &[&bytes.to_string()]),
            Trouble::NoFile => draft::NO_FILE.fill(lang, &[]),
            Trouble::System(error) => draft::UNREADABLE.fill(lang, &[error]),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::System(error.to_string())
    }
}
