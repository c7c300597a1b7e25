//! `annals diff`: two years side by side.

mod show;

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::columns;
use crate::cli::options;
use crate::cli::print;
use crate::cli::series;
use crate::cli::session::Session;
use crate::cli::shown;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::insight::compare;
use crate::insight::compare::Alone;
use crate::insight::compare::ItemOutcome;
use crate::insight::compare::ItemPair;
use crate::insight::compare::MetricPair;
use crate::insight::compare::Outcome;
use crate::insight::found;
use crate::insight::series::Stand;
use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::series::Judgement;
use crate::model::year::Year;
use crate::store::address;
use crate::store::archive::Archive;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use std::io;
use std::ops::Range;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

/// The order that rows have without being sorted.
const ARCHIVE: &str = "archive";

fn define() -> Command {
    let year = |name: &'static str, help: &'static str| Arg::new(name).value_name("YEAR").help(help);
    Command::new("diff")
        .about("Compare two years: what came, went and changed, by category")
        .after_help(
            "Items are the same work by their id, metrics by their series.\n\
             Exit status: 0 compared, whether or not anything differs; 2 wrong use.",
        )
        .arg(year("from", "The year to compare with [default: the one before the last]"))
        .arg(year("to", "The year to look at [default: the last]"))
        .arg(args::flag("all", "Also what is the same in both").short('a'))
        .arg(
            Arg::new("judgement")
                .long("judgement")
                .value_name("WHICH")
                .help("Only metrics that moved so, by the direction that is better")
                .value_parser(["improved", "worsened"]),
        )
        .arg(options::category())
        .args(options::order())
        .args(options::forms(true))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let archive = session.archive_told()?;
    let (from, to) = years(&archive, said, session.lang).map_err(io::Error::other)?;
    let within = options::categories(said, &archive, session.lang).map_err(io::Error::other)?;
    let items: Vec<ItemPair> = compare::compare(&archive, from, to).items(&archive).collect();
    let mut rows = rows(&items, &within, said);
    let mut table = table(&archive, &rows);
    let order = options::put_in_order(said, &mut table, ARCHIVE, session.lang).map_err(io::Error::other)?;
    rows = order.iter().filter_map(|at| rows.get(*at).copied()).collect();
    let name = |row: usize| rows.get(row)?.name(&archive);
    let form = options::form(said, session);
    let grouped = !said.contains_id("sort");
    print::print(session, form, &table, |session| show::grid(&archive, (from, to), &rows, grouped, session), name)?;
    if rows.is_empty() {
        session.say(words::look::NO_DIFFERENCE.say(session.lang))?;
    }
    Ok(cli::DONE)
}

/// The two years that were said, else the last two.
fn years(archive: &Archive, said: &ArgMatches, lang: Lang) -> Result<(Option<Year>, Option<Year>), String> {
    let all: Vec<Option<Year>> = archive.years.iter().copied().filter(Option::is_some).collect();
    let read = |name: &str| said.get_one::<String>(name).map(|typed| options::year(archive, typed, lang)).transpose();
    let two = || words::look::TWO_YEARS.say(lang).to_string();
    let before = |year: Option<Year>| {
        let at = all.iter().position(|other| *other == year).and_then(|at| at.checked_sub(1));
        at.and_then(|at| all.get(at)).copied().ok_or_else(two)
    };
    let last = || all.last().copied().ok_or_else(two);
    Ok(match (read("from")?, read("to")?) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, last()?),
        (None, _) => (before(last()?)?, last()?),
    })
}

/// A row: an item itself, or one of its metrics.
#[derive(Clone, Copy)]
struct Row<'a> {
    item: &'a ItemPair,
    metric: Option<&'a MetricPair>,
}

impl Row<'_> {
    /// The shortest name that leads to it, in the later year if it is there.
    fn name(&self, archive: &Archive) -> Option<String> {
        match self.metric.map(|pair| pair.sides.latest()) {
            Some(stand) => address::metric_name(archive, stand.item, stand.at),
            None => address::name(archive, *self.item.sides.latest()),
        }
    }

    /// What became of it, as programs know it.
    fn outcome(&self) -> &'static str {
        match (self.metric.map(|pair| &pair.outcome), &self.item.outcome) {
            (Some(Outcome::Moved(Judgement::Same)), _) => "same",
            (Some(Outcome::Grades(true)), _) => "same",
            (Some(Outcome::Moved(_) | Outcome::Grades(false)), _) => "changed",
            (Some(Outcome::Gap), _) => "gap",
            (Some(Outcome::Units), _) => "units",
            (Some(Outcome::Kinds), _) => "kinds",
            (Some(Outcome::Alone(alone)), _) | (None, ItemOutcome::Alone(alone)) => match alone {
                Alone::Added => "added",
                Alone::Gone => "gone",
                Alone::CutOff => "cut-off",
                Alone::NoHeading => "no-heading",
                Alone::Unnamed => "unnamed",
            },
            (None, ItemOutcome::Kept(fields)) => {
                if fields.is_empty() {
                    "same"
                } else {
                    "changed"
                }
            }
        }
    }

    /// The fields of an item that differ.
    fn differs(&self) -> &[Field] {
        match (&self.item.outcome, self.metric) {
            (ItemOutcome::Kept(fields), None) => fields,
            _ => &[],
        }
    }
}

/// The rows that were asked for, each item before its metrics.
fn rows<'a>(items: &'a [ItemPair], within: &[Range<usize>], said: &ArgMatches) -> Vec<Row<'a>> {
    let judged = said.get_one::<String>("judgement");
    let counts = |item: &&ItemPair| {
        within.is_empty()
            || within.iter().any(|subtree| item.category.is_some_and(|category| subtree.contains(&category)))
    };
    let is_wanted = |row: &Row| match judged {
        None => said.get_flag("all") || row.outcome() != "same",
        Some(judged) => {
            let own = row.metric.and_then(MetricPair::judgement);
            own.is_some_and(|own| series::judgement(own) == judged)
        }
    };
    let each = |item: &'a ItemPair| {
        let metrics = item.metrics.iter().map(move |pair| Row { item, metric: Some(pair) });
        std::iter::once(Row { item, metric: None }).chain(metrics)
    };
    items.iter().filter(counts).flat_map(each).filter(is_wanted).collect()
}

fn table(archive: &Archive, rows: &[Row]) -> Table {
    let cells = rows.iter().map(|row| {
        let item = *row.item.sides.latest();
        let latest = row.metric.map(|pair| &pair.sides.latest().metric);
        let side = |stand: Option<&Stand>| {
            let metric = stand.map(|stand| &stand.metric);
            let (value, grade) = metric.map_or((Cell::Empty, Cell::Empty), |metric| shown::value(&metric.value));
            [value, grade, Cell::text(metric.map_or("", |metric| &metric.unit))]
        };
        let change = row.metric.and_then(|pair| pair.change);
        let mut cells = vec![
            Cell::text(archive.text(item, Field::Category)),
            Cell::text(archive.text(item, Field::Id)),
            Cell::text(found::title(archive, item)),
            Cell::text(latest.map_or("", |metric| &metric.id)),
            Cell::text(latest.map_or("", |metric| &metric.name)),
            Cell::text(row.outcome()),
            Cell::list(row.differs().iter().map(|field| field.key().to_string()).collect()),
        ];
        cells.extend(side(row.metric.and_then(|pair| pair.sides.before())));
        cells.extend(side(row.metric.and_then(|pair| pair.sides.after())));
        cells.extend([
            change.and_then(|change| change.absolute).into(),
            change.and_then(|change| change.percent).into(),
            row.metric.map(|pair| pair.approx).into(),
            Cell::text(row.metric.and_then(MetricPair::judgement).map_or("", series::judgement)),
        ]);
        cells
    });
    Table { rows: cells.collect(), ..tables::empty("differences", Words { en: "", zh: "" }, columns::DIFFERENCES) }
}
