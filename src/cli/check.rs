//! `annals check`: what is wrong with the records, a line each.

use crate::lang::Lang;
use crate::safe::Safe;
use crate::store::archive::Archive;
use std::io;
use std::io::Write;

/// What may be asked of `check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Also what is only worth a look.
    pub strict: bool,
    /// An array of objects instead of lines.
    pub json: bool,
}

/// The exit status where faults were found.
pub const FAULTS: u8 = 1;

/// Prints what is wrong, and gives the exit status.
///
/// # Errors
/// Those of `out`.
pub fn run(archive: &Archive, _: Options, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    for problem in &archive.problems {
        writeln!(out, "{}", Safe::new(&problem.describe(lang)))?;
    }
    Ok(if archive.problems.is_empty() { 0 } else { FAULTS })
}
