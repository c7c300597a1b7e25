//! Answers on their way out: one table of rows, in the form that was asked for.

use crate::cli;
use crate::cli::grid::Grid;
use crate::cli::options::Form;
use crate::cli::session::Session;
use crate::exchange::csv;
use crate::exchange::json;
use crate::exchange::table::Part;
use crate::exchange::table::Table;
use crate::lang::words;
use std::io;

/// The exit status of an answer with these rows; where there are none, says so.
///
/// # Errors
/// Those of the words' way out.
pub fn status(session: &mut Session, table: &Table) -> io::Result<u8> {
    if table.rows.is_empty() { session.nothing(words::NO_HITS.say(session.lang)) } else { Ok(cli::DONE) }
}

/// Prints the rows.
///
/// `grid` is the same for a person, and `name` what leads to the record of a row, where it is of one that has a name: only
/// asked for where names are what goes out, for each has to be looked up.
///
/// # Errors
/// Those of the way out.
pub fn print(
    session: &mut Session,
    form: Form,
    table: &Table,
    grid: impl FnOnce(&Session) -> Grid,
    name: impl Fn(usize) -> Option<String>,
) -> io::Result<()> {
    let columns = table.columns_of(&[Part::Own, Part::Joined]);
    let mut bytes = Vec::new();
    match form {
        Form::Table if table.rows.is_empty() => {}
        Form::Table => {
            let grid = grid(session);
            grid.print(&session.look, session.out)?;
        }
        Form::Tsv => csv::write_plain_tsv(table, &columns, &mut bytes)?,
        Form::Json => json::write_list(table, &columns, &mut bytes)?,
        Form::JsonLines => json::write_lines(table, &columns, &mut bytes)?,
        Form::Ids => {
            let mut without = 0;
            for name in (0..table.rows.len()).map(name) {
                match name {
                    Some(name) => bytes.extend(csv::escape(&name).bytes().chain([b'\n'])),
                    None => without += 1,
                }
            }
            if without > 0 {
                session.say(&words::look::NO_ID.fill(session.lang, &[&without.to_string()]))?;
            }
        }
        Form::Count => bytes.extend(format!("{}\n", table.rows.len()).bytes()),
    }
    session.send(&bytes)
}
