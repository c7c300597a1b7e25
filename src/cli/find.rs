//! `annals find`: what finding on the screen finds, best first.

use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::asked;
use crate::cli::columns;
use crate::cli::grid::Column;
use crate::cli::grid::Grid;
use crate::cli::grid::Ink;
use crate::cli::grid::Piece;
use crate::cli::options;
use crate::cli::options::Form;
use crate::cli::print;
use crate::cli::session::Session;
use crate::cli::shown;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables;
use crate::insight::facts::Ground;
use crate::insight::find;
use crate::insight::found;
use crate::insight::found::Found;
use crate::insight::sorted;
use crate::lang::Words;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::metric::Metric;
use crate::search::answer::Part;
use crate::search::marks::byte_ranges;
use crate::search::query::Query;
use crate::store::address;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::parallel;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use std::collections::HashSet;
use std::io;
use std::ops::Range;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

/// The order that hits have without being sorted.
const RANK: &str = "rank";

fn define() -> Command {
    Command::new("find")
        .about("Find items in every year, best first")
        .after_help(format!("{}\n\nExit status: 0 found, 1 nothing found, 2 wrong use.", asked::HELP))
        .arg(Arg::new("query").value_name("QUERY").help("What to look for").num_args(1..).required(true))
        .args(options::scope())
        .args(options::order())
        .args(options::forms(true))
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let archive = session.archive_told()?;
    let query = args::texts(said, "query").cloned().collect::<Vec<_>>().join(" ");
    let chosen = options::chosen(said, &archive, session.lang)?.items;
    let scope = (chosen.len() < archive.count()).then(|| chosen.into_iter().collect());
    let query = asked::query(&query, &archive, session)?;
    let ground = Ground::of(&archive);
    let mut items = items(&ground, &query, scope.as_ref());
    options::shorten(said, &mut items);
    let form = options::form(said, session);
    // Nobody has to read what is only counted.
    let is_read = form != Form::Count || said.contains_id("sort");
    let read = |item: ItemId| {
        let hit = Hit::of(&ground, &query, item);
        let row = row(&archive, &hit);
        (hit, row)
    };
    let (mut hits, rows): (Vec<Hit>, Vec<Vec<Cell>>) = match is_read {
        true => parallel::map(items, read).into_iter().unzip(),
        false => (Vec::new(), vec![Vec::new(); items.len()]),
    };
    let mut table = Table { rows, ..tables::empty("found", Words { en: "", zh: "" }, columns::FOUND) };
    let order = options::put_in_order(said, &mut table, RANK, session.lang).map_err(io::Error::other)?;
    let mut taken: Vec<Option<Hit>> = hits.drain(..).map(Some).collect();
    hits.extend(order.into_iter().filter_map(|at| taken.get_mut(at)?.take()));
    let name = |row: usize| address::name(&archive, hits.get(row)?.item);
    print::print(session, form, &table, |session| grid(&archive, &hits, session), name)?;
    print::status(session, &table)
}

/// An item that answers, and where it does.
struct Hit {
    item: ItemId,
    /// The parts that answer, each with the bytes that do.
    answers: Vec<(Found, Vec<Range<usize>>)>,
}

impl Hit {
    fn of(ground: &Ground, query: &Query, item: ItemId) -> Hit {
        let archive = ground.archive();
        let mut parts: Vec<Option<Found>> = found::parts(archive, item).into_iter().map(Some).collect();
        let (marks, _) = find::marks(archive, query, item);
        let answers = marks.iter().filter_map(|mark| {
            let part = parts.get_mut(mark.part)?.take()?;
            let ranges = byte_ranges(&part.text, &mark.chars);
            Some((part, ranges))
        });
        let mut answers: Vec<(Found, Vec<Range<usize>>)> = answers.collect();
        // The metric that a field found, or an order goes by, comes first.
        if let Some(metric) = sorted::metric(query, &ground.item(item)) {
            let own =
                |(found, _): &(Found, Vec<Range<usize>>)| found.part == Part::Metric && found.metric == Some(metric);
            let marked = answers.iter().position(own).map(|at| answers.remove(at));
            let is_name = |found: &Found| found.part == Part::Metric && found.metric == Some(metric);
            let named = || Some((parts.into_iter().flatten().find(is_name)?, Vec::new()));
            answers.splice(0..0, marked.or_else(named));
        }
        Hit { item, answers }
    }

    /// The part to tell of where there is room for one: that of a metric, for it leads to a value; else the first that says
    /// more than the title.
    fn best(&self) -> Option<&(Found, Vec<Range<usize>>)> {
        let parts = || self.answers.iter();
        parts()
            .find(|(found, _)| found.metric.is_some())
            .or_else(|| parts().find(|(found, _)| found.part != Part::Title))
            .or_else(|| parts().next())
    }

    fn metric(&self, archive: &Archive) -> Option<Metric> {
        archive.metric(self.item, self.best()?.0.metric?)
    }
}

/// The items that answer, of those in the scope, or of all.
fn items(ground: &Ground, query: &Query, scope: Option<&HashSet<ItemId>>) -> Vec<ItemId> {
    let archive = ground.archive();
    let hits = find::all(ground, query, archive.years.last().copied().flatten()).hits;
    let is_chosen = |item: &ItemId| scope.is_none_or(|scope| scope.contains(item));
    hits.into_iter().map(|hit| hit.item).filter(is_chosen).collect()
}

/// A hit as programs read it.
fn row(archive: &Archive, hit: &Hit) -> Vec<Cell> {
    let year = archive.year(hit.item);
    let metric = hit.metric(archive);
    let (value, grade) = metric.as_ref().map_or((Cell::Empty, Cell::Empty), |metric| shown::value(&metric.value));
    let of_metric = |text: fn(&Metric) -> &str| metric.as_ref().map_or(Cell::Empty, |metric| Cell::text(text(metric)));
    let answer = hit.best();
    vec![
        tables::gregorian(year),
        tables::shown(archive, year),
        Cell::text(archive.text(hit.item, Field::Id)),
        Cell::text(found::title(archive, hit.item)),
        Cell::text(archive.text(hit.item, Field::Category)),
        Cell::text(answer.map_or("", |(found, _)| found.field.key())),
        Cell::text(answer.map_or("", |(found, ranges)| line(&found.text, ranges))),
        of_metric(|metric| &metric.id),
        of_metric(|metric| &metric.name),
        value,
        grade,
        of_metric(|metric| &metric.unit),
        metric.as_ref().map_or(Cell::Empty, |metric| Cell::Flag(metric.approx)),
    ]
}

/// The line of a text in which the first of these bytes stands.
fn line<'t>(text: &'t str, ranges: &[Range<usize>]) -> &'t str {
    let at = ranges.first().map_or(0, |range| range.start);
    let mut start = 0;
    text.split_inclusive('\n')
        .find(|line| {
            start += line.len();
            at < start
        })
        .unwrap_or(text)
        .trim_end_matches('\n')
}

fn grid(archive: &Archive, hits: &[Hit], session: &Session) -> Grid {
    let title = |name: &str| columns::title(columns::FOUND, name, session.lang);
    let columns = vec![
        Column::left(title("year_shown")),
        Column::wide(title("id")),
        Column::wide(title("title")),
        Column::wide(title("text")),
    ];
    let row = |hit: &Hit| {
        let marks = |part: Part| {
            let own = hit.answers.iter().find(|(found, _)| found.part == part);
            own.map_or(Vec::new(), |(_, ranges)| ranges.clone())
        };
        let id = archive.text(hit.item, Field::Id).into_owned();
        vec![
            Piece::inked(shown::year(archive, archive.year(hit.item), session.lang), Ink::Dim),
            Piece { text: id, marks: marks(Part::Id), ink: Ink::Id },
            Piece { text: found::title(archive, hit.item), marks: marks(Part::Title), ink: Ink::Plain },
            answers(archive, hit, session),
        ]
    };
    Grid { columns, rows: hits.iter().map(row).collect() }
}

/// What answered besides title and id, metrics with their values.
fn answers(archive: &Archive, hit: &Hit, session: &Session) -> Piece {
    let mut piece = Piece::default();
    for (found, ranges) in hit.answers.iter().filter(|(found, _)| !matches!(found.part, Part::Title | Part::Id)) {
        if !piece.text.is_empty() {
            piece.text += &format!("  {}  ", session.look.signs.dot);
        }
        let metric = found.metric.and_then(|at| archive.metric(hit.item, at));
        let (text, ranges) = found.told(ranges, words::APPROXIMATELY.say(session.lang));
        let mut cut = match (&metric, ranges.first()) {
            (None, Some(first)) => found::excerpt(&text, first.start),
            _ => 0..text.len(),
        };
        let blank = text.get(cut.clone()).map_or(0, |part| part.len() - part.trim_start().len());
        cut.start += blank;
        let inside = ranges.iter().filter(|range| cut.start <= range.start && range.end <= cut.end);
        let shift = piece.text.len();
        piece.marks.extend(inside.map(|range| range.start - cut.start + shift..range.end - cut.start + shift));
        piece.text += &text.get(cut).unwrap_or_default().replace('\n', " ");
        if let Some(metric) = metric.filter(|_| found.part == Part::Metric) {
            piece.text += &format!(" {}", shown::metric(&metric, &session.look, session.lang));
        }
    }
    piece
}
