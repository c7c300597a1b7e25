//! `annals mv`: items into another category.

use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::cli::write;
use crate::cli::write::Deed;
use crate::lang::words;
use crate::model::field::Field;
use crate::store::address;
use crate::store::address::Wish;
use crate::store::archive::Archive;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::record::Name;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("mv")
        .about("Move items into another category")
        .arg(args::path("ITEM", "The items").num_args(1..).required(true))
        .arg(clap::Arg::new("category").value_name("CATEGORY").help("The category's id").required(true))
        .arg(args::year())
        .args(args::manner())
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let lang = session.lang;
    let category = args::text(said, "category");
    let plan = |archive: &Archive| {
        let fault = |told: String| io::Error::other(told);
        let year = args::year_of(said, archive, lang).map_err(fault)?;
        args::known_category(archive, category, lang).map_err(fault)?;
        let deed = |item: &String| {
            let found = address::find(archive, year, item, Wish::Item)
                .map_err(|lost| fault(lost.describe(item, archive.calendar, lang)))?;
            if found.metric.is_some() || found.field.is_some() {
                return Err(fault(words::SHELL_NO_ITEM.fill(lang, &[item])));
            }
            let place = Place::item(found.item.record);
            let change = Change::Set(place, Name::Field(Field::Category), New::Text(category.to_string()));
            Ok(Deed {
                file: found.item.file,
                change,
                told: words::SHELL_MOVED.fill(lang, &[item, category]),
                asked: None,
            })
        };
        args::texts(said, "path").map(deed).collect()
    };
    write::write(session, args::manner_of(said), &plan)
}
