//! `annals add`: a new item, or a metric on an item.

use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use crate::cli::write;
use crate::cli::write::Deed;
use crate::insight::check::rule;
use crate::lang::Lang;
use crate::lang::words;
use crate::lang::words::check;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::store::address;
use crate::store::address::Wish;
use crate::store::archive::Archive;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::flaws::is_id;
use crate::store::fresh;
use crate::store::record::Form;
use crate::store::typed;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use std::cell::RefCell;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

fn define() -> Command {
    Command::new("add")
        .about("Add an item, or a metric to an item")
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .subcommand(
            Command::new("item")
                .about("Add an item at the end of its file, and print its id")
                .arg(Arg::new("title").value_name("TITLE").help("Its title").required(true))
                .arg(option("category", "ID", "The category it stands in").short('c').required(true))
                .arg(option("id", "ID", "Its id [default: minted from the category's]"))
                .arg(option("no", "NO", "Its number, as printed"))
                .arg(option("text", "TEXT", "Its text"))
                .arg(args::year())
                .args(args::manner()),
        )
        .subcommand(
            Command::new("metric")
                .about("Add a metric to an item")
                .after_help("ID is that of a series; any other needs a --name.")
                .arg(Arg::new("item").value_name("ITEM").help("The item's id").required(true))
                .arg(Arg::new("id").value_name("ID").help("The metric's id").required(true))
                .arg(Arg::new("value").value_name("VALUE").help("Its value [default: a gap]").allow_hyphen_values(true))
                .arg(option("name", "NAME", "What is measured, where that is not the series' name"))
                .arg(option("unit", "UNIT", "What it is counted in, where that is not the series' unit"))
                .arg(args::year())
                .args(args::manner()),
        )
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let lang = session.lang;
    match said.subcommand() {
        Some(("item", said)) => {
            let minted = RefCell::new(String::new());
            let plan = |archive: &Archive| {
                let (deed, id) = item(archive, said, lang).map_err(io::Error::other)?;
                minted.replace(id);
                Ok(vec![deed])
            };
            let manner = args::manner_of(said);
            let status = write::write(session, manner, &plan)?;
            if !manner.dry_run && !manner.json {
                writeln!(session.out, "{}", minted.take())?;
            }
            Ok(status)
        }
        Some((_, said)) => {
            let twice = RefCell::new(None);
            let plan = |archive: &Archive| {
                let (deed, other) = metric(archive, said, lang).map_err(io::Error::other)?;
                twice.replace(other);
                Ok(vec![deed])
            };
            let status = write::write(session, args::manner_of(said), &plan)?;
            if let Some(told) = twice.take() {
                session.say(&told)?;
            }
            Ok(status)
        }
        None => Ok(crate::cli::WRONG),
    }
}

/// The new item, and its id.
fn item(archive: &Archive, said: &ArgMatches, lang: Lang) -> Result<(Deed, String), String> {
    let year = args::year_of(said, archive, lang)?;
    let category = args::known_category(archive, args::text(said, "category"), lang)?;
    let file = fresh::file_for(archive, year, archive.outline.find(category), None).ok_or_else(|| {
        let year = year.map_or(String::new(), |year| year.show(archive.calendar));
        words::CANNOT_ADD_HERE.fill(lang, &[&year])
    })?;
    let base = category.rsplit('/').next().unwrap_or(category);
    let id = match said.get_one::<String>("id") {
        None => fresh::mint(archive, year, base, 1),
        Some(id) if !is_id(id) => return Err(words::CANNOT_ID.fill(lang, &[])),
        Some(id) if archive.find(year, id).is_some() => return Err(words::CANNOT_ID_TAKEN.fill(lang, &[id])),
        Some(id) => id.clone(),
    };
    let mut fields = vec![(Field::Id, New::Text(id.clone())), (Field::Category, New::Text(category.to_string()))];
    for (field, name) in [(Field::No, "no"), (Field::Title, "title"), (Field::Text, "text")] {
        fields.extend(said.get_one::<String>(name).map(|text| (field, New::Text(text.clone()))));
    }
    let found = &archive.files[file];
    let form = found.last().map_or(Form::Header, |record| record.item.form);
    let block = edit::item_block(found, None, form, &fields);
    let told = words::SHELL_ADDED.fill(lang, &[&id, &found.path.display().to_string()]);
    Ok((Deed { file, change: Change::AddItem(None, block), told, asked: None }, id))
}

/// The new metric; and what the check will say where the year has that series already.
fn metric(archive: &Archive, said: &ArgMatches, lang: Lang) -> Result<(Deed, Option<String>), String> {
    let year = args::year_of(said, archive, lang)?;
    let (item, id) = (args::text(said, "item"), args::text(said, "id"));
    let found =
        address::find(archive, year, item, Wish::Item).map_err(|lost| lost.describe(item, archive.calendar, lang))?;
    if found.metric.is_some() {
        return Err(words::SHELL_NO_ITEM.fill(lang, &[item]));
    }
    if !is_id(id) {
        return Err(words::CANNOT_ID.fill(lang, &[]));
    }
    if archive.metrics(found.item).iter().any(|metric| metric.id == id) {
        return Err(words::SHELL_HAS.fill(lang, &[item, id]));
    }
    let (name, unit) = (args::text(said, "name"), args::text(said, "unit"));
    let series = archive.series(id);
    if series.is_none() && name.is_empty() {
        let known = archive.all_series();
        let near = args::near(id, known.iter().map(|series| series.id.as_str()), lang);
        return Err(words::SHELL_NO_SERIES.fill(lang, &[id, &near]));
    }
    let mut fields = vec![(Field::Id, New::Text(id.to_string()))];
    if let Some(text) = said.get_one::<String>("value").map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let unit = if unit.is_empty() { series.map_or("", |series| series.unit.as_str()) } else { unit };
        let value =
            typed::value(text, Kind::Value, unit, None, lang).map_err(|fault| format!("{id}: {}", fault.text))?;
        fields.push((Field::Value, value));
    }
    for (field, text) in [(Field::Unit, unit), (Field::Name, name)] {
        fields.extend((!text.is_empty()).then(|| (field, New::Text(text.to_string()))));
    }
    let (file, near) = (&archive.files[found.item.file], Some(found.item.record));
    let block = edit::metric_block(file, near, edit::metric_form(file, near), &fields)
        .ok_or_else(|| words::CANNOT_SHAPE.fill(lang, &[]))?;
    let told = words::SHELL_ADDED.fill(lang, &[&format!("{item}.{id}"), &file.path.display().to_string()]);
    let other = series.and_then(|_| archive.find_metric(archive.year(found.item), id));
    let twice = other.map(|(other, _)| {
        let rule = &rule::METRIC_TWICE;
        let name = series.map(|series| series.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(id);
        format!("{} {}: {}", rule.code, rule.name, check::METRIC_TWICE.fill(lang, &[name, &archive.place_of(other)]))
    });
    Ok((Deed { file: found.item.file, change: Change::AddMetric(found.item.record, block), told, asked: None }, twice))
}
