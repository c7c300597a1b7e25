//! `annals rm`: items, metrics or fields.

use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::cli::write;
use crate::cli::write::Deed;
use crate::lang::words;
use crate::store::address;
use crate::store::address::Wish;
use crate::store::archive::Archive;
use crate::store::edit::Change;
use crate::store::edit::Place;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("rm")
        .about("Remove items with their metrics, single metrics, or fields")
        .after_help("PATH is as for `get`; where an item and a metric have one id, it is the item.")
        .arg(args::path("PATH", "What to remove").num_args(1..).required(true))
        .arg(args::year())
        .args(args::manner())
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let lang = session.lang;
    let plan = |archive: &Archive| {
        let fault = |told: String| io::Error::other(told);
        let year = args::year_of(said, archive, lang).map_err(fault)?;
        let deed = |path: &String| {
            let found = address::find(archive, year, path, Wish::Item)
                .map_err(|lost| fault(lost.describe(path, archive.calendar, lang)))?;
            let place = Place { record: found.item.record, metric: found.metric, entry: None };
            let change = found.field.map_or(Change::Delete(place), |name| Change::Clear(place, name));
            Ok((
                place,
                Deed { file: found.item.file, change, told: words::SHELL_REMOVED.fill(lang, &[path]), asked: None },
            ))
        };
        let mut deeds: Vec<(Place, Deed)> = args::texts(said, "path").map(deed).collect::<io::Result<_>>()?;
        // Fields first, then the last records, so that the numbers of the others stay right.
        deeds.sort_by_key(|(place, deed)| {
            let record = matches!(deed.change, Change::Delete(_));
            (deed.file, record, std::cmp::Reverse(*place))
        });
        deeds.dedup_by(|(_, one), (_, other)| one.file == other.file && one.change == other.change);
        Ok(deeds.into_iter().map(|(_, deed)| deed).collect())
    };
    write::write(session, args::manner_of(said), &plan)
}
