//! The rows of each list.

use crate::app::App;
use crate::app::commands;
use crate::app::commands::Command;
use crate::app::commands::Context;
use crate::app::find;
use crate::app::lists::changes;
use crate::app::lists::listed::Rows;
use crate::app::mode::Choice;
use crate::app::mode::ListKind;
use crate::app::mode::Look;
use crate::app::mode::Row;
use crate::app::work;
use crate::insight;
use crate::insight::find::Hit;
use crate::insight::found;
use crate::insight::series::Key;
use crate::insight::sorted;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::view::View;
use crate::search::marks;
use crate::search::marks::byte_ranges;
use crate::search::query::Language;
use crate::search::query::Query;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::file::File;
use crate::store::parallel;
use std::ops::Range;

/// The rows of a list narrowed by a text, and how many there are in all.
pub(super) fn of(app: &App, kind: ListKind, text: &str) -> (Rows, usize) {
    // The names of commands are Latin: there, letters mean themselves.
    let query = match kind {
        ListKind::Palette | ListKind::Help => {
            Query::in_language(text, &Language { words_only: true, ..Language::default() })
        }
        _ => find::words(app, text),
    };
    let rows = match kind {
        ListKind::Palette => palette(app, &query),
        ListKind::Help => help(app, &query),
        // Nobody has the other end of this signal.
        ListKind::Review => review(&app.archive, app.lang, &Signal::default()).unwrap_or_default(),
        ListKind::Category => categories(app, &query),
        ListKind::Year => years(app, &query),
        ListKind::Series => series(app, &query).into_iter().chain([own_metric(app, text.trim())]).collect(),
        // What is shown already cannot be set beside itself.
        ListKind::Overlay => {
            let is_shown = |row: &Row| {
                let Choice::Series(id) = &row.choice else { return false };
                app.mode.sheet().is_some_and(|sheet| sheet.has(&Key::Series(id.clone())))
            };
            series(app, &query).into_iter().filter(|row| !is_shown(row)).collect()
        }
        ListKind::Views => views(app, &query),
        ListKind::Found | ListKind::Problems | ListKind::Recover => Vec::new(),
    };
    let total = rows.iter().filter(|row| row.look != Look::Heading).count();
    if total == 0 {
        let is_untyped = kind == ListKind::Views && text.is_empty();
        let why = if is_untyped { words::find::NO_VIEWS } else { words::NO_HITS };
        return (Rows::none(why.say(app.lang)), 0);
    }
    (Rows::ready(rows), total)
}

fn mark(query: &Query, row: Row) -> Row {
    Row { marks: marks::marks_in(query, marks::Kind::Label, &row.text), ..row }
}

/// A hit: its title, and where something else answered, an excerpt of that. Choosing it leads to the metric that answered.
pub(super) fn hit(app: &App, query: &Query, hit: &Hit) -> Row {
    let id = hit.item;
    let asked = sorted::metric(query, &app.ground().item(id));
    let parts = found::parts(&app.archive, id);
    let (own, heard) = insight::find::marks(&app.archive, query, id);
    let about = words::APPROXIMATELY.say(app.lang);
    let mut text = parts.first().map_or(String::new(), |title| title.text.clone());
    let mut marks: Vec<Range<usize>> = Vec::new();
    for mark in &own {
        let Some(part) = parts.get(mark.part) else { continue };
        let (part_text, ranges) = part.told(&byte_ranges(&part.text, &mark.chars), about);
        if mark.part == 0 {
            marks.extend(ranges);
        } else if let Some(first) = ranges.first() {
            let cut = if part.metric.is_some() { 0..part_text.len() } else { found::excerpt(&part_text, first.start) };
            let shift = text.len() + SEPARATOR.len();
            text += SEPARATOR;
            text.push_str(&part_text[cut.clone()].replace('\n', " "));
            let inside = ranges.iter().filter(|range| cut.start <= range.start && range.end <= cut.end);
            marks.extend(inside.map(|range| range.start - cut.start + shift..range.end - cut.start + shift));
        }
    }
    if let Some(told) =
        asked.and_then(|asked| parts.iter().find(|part| part.metric == Some(asked) && part.field == Field::Value))
    {
        text += SEPARATOR;
        text += &told.told(&[], about).0;
    }
    let metric = asked.or_else(|| own.iter().find_map(|mark| parts.get(mark.part)?.metric));
    let choice = metric.map_or(Choice::Item(id), |metric| Choice::Metric(id, metric));
    let category = app.archive.category(id).and_then(|index| app.archive.outline.get(index));
    let year = app.archive.year(id);
    let title = category.map_or("", |category| year.map_or(category.title.as_str(), |year| category.title(year)));
    let aside = format!("{} {title}", app.show_year(year));
    Row { text, aside, marks, choice, look: Look::Plain, told: find::told(app, &heard) }
}

const SEPARATOR: &str = "  ·  ";

fn command_row(app: &App, at: usize, command: &Command) -> Row {
    let keys = app.keymap.keys(command.context, command.name).iter().map(ToString::to_string).collect::<Vec<_>>();
    let text = format!("{}  {}", command.name, command.says.say(app.lang));
    Row { text, aside: keys.join("  "), choice: Choice::Command(at), ..Row::default() }
}

fn wanted(query: &Query, command: &Command) -> bool {
    let all = [command.name, command.says.say(Lang::En), command.says.say(Lang::Zh)];
    marks::matches(query, &all.join(" "))
}

/// Every command of the panes; one that cannot be given in a list is none of the palette's.
fn palette(app: &App, query: &Query) -> Vec<Row> {
    let mut rows: Vec<(bool, Row)> = commands::all()
        .enumerate()
        .filter(|(_, command)| command.context == Context::Browse && wanted(query, command))
        .map(|(at, command)| {
            let by_name = query.words().iter().all(|word| command.name.contains(word.text()));
            (!by_name, mark(query, command_row(app, at, command)))
        })
        .collect();
    rows.sort_by_key(|(later, _)| *later);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn help(app: &App, query: &Query) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut contexts = [
        (Context::Browse, words::MODE_BROWSE),
        (Context::Trend, words::MODE_TREND),
        (Context::Page, words::MODE_PAGE),
        (Context::Edit, words::MODE_EDIT),
        (Context::List, words::MODE_LIST),
    ];
    // Where the person is comes first.
    if app.mode.sheet().is_some() {
        contexts.swap(0, 1);
    } else if app.mode.page().is_some() {
        contexts.swap(0, 2);
    }
    for (context, title) in contexts {
        rows.push(Row { text: title.say(app.lang).to_string(), look: Look::Heading, ..Row::default() });
        let own =
            commands::all().enumerate().filter(|(_, command)| command.context == context && wanted(query, command));
        rows.extend(own.map(|(at, command)| {
            let choice = if context == Context::Browse { Choice::Command(at) } else { Choice::None };
            mark(query, Row { choice, ..command_row(app, at, command) })
        }));
    }
    rows
}

fn categories(app: &App, query: &Query) -> Vec<Row> {
    let outline = &app.archive.outline;
    let title = |index: usize| {
        let category = &outline.categories()[index];
        app.year.map_or(category.title.as_str(), |year| category.title(year))
    };
    (0..outline.categories().len())
        .map(|index| {
            let mut path: Vec<&str> = std::iter::once(index).chain(outline.ancestors(index)).map(title).collect();
            path.reverse();
            let id = outline.categories()[index].id.clone();
            Row { text: path.join(" › "), aside: id.clone(), choice: Choice::Category(id), ..Row::default() }
        })
        .filter(|row| marks::matches(query, &format!("{} {}", row.text, row.aside)))
        .map(|row| mark(query, row))
        .collect()
}

fn views(app: &App, query: &Query) -> Vec<Row> {
    let row = |(_, view): (bool, &View)| {
        let text = format!("@{}", view.name);
        let choice = Choice::Query(format!("{text} "));
        let is_wanted = marks::matches_any(query, &[&text, &view.query]);
        is_wanted.then(|| mark(query, Row { text, aside: view.query.clone(), choice, ..Row::default() }))
    };
    find::language(app).named_views().filter_map(row).collect()
}

fn years(app: &App, query: &Query) -> Vec<Row> {
    let others = app.archive.years.iter().filter(|year| **year != app.year);
    let rows = others.map(|year| Row { text: app.show_year(*year), choice: Choice::Year(*year), ..Row::default() });
    rows.filter(|row| marks::matches(query, &row.text)).collect()
}

fn series(app: &App, query: &Query) -> Vec<Row> {
    let known = app.archive.all_series().into_iter().map(|series| Row {
        text: format!("{} {}", series.name, series.unit),
        aside: series.id.clone(),
        choice: Choice::Series(series.id.clone()),
        ..Row::default()
    });
    let rows = known.filter(|row| marks::matches(query, &format!("{} {}", row.text, row.aside)));
    rows.map(|row| mark(query, row)).collect()
}

fn own_metric(app: &App, typed: &str) -> Row {
    let text = words::OWN_METRIC.fill(app.lang, &[typed]);
    Row { text, choice: Choice::Series(String::new()), ..Row::default() }
}

/// As many bytes of unsaved files are compared with what is on disk within a key.
const FEW: usize = 1 << 19;

/// Whether it takes long to tell what is unsaved.
pub(super) fn is_long_review(app: &App) -> bool {
    let unsaved = || app.archive.files.iter().filter(|file| file.is_unsaved());
    work::is_large(app) && unsaved().count() > 1 && unsaved().map(|file| file.text.len()).sum::<usize>() > FEW
}

/// Every unsaved edit by file, record and field: what was, what is now.
///
/// # Errors
/// Nobody wants it any more.
pub(crate) fn review(archive: &Archive, lang: Lang, signal: &Signal) -> Result<Vec<Row>, Cancelled> {
    let unsaved: Vec<&File> = archive.files.iter().filter(|file| file.is_unsaved()).collect();
    signal.expect(unsaved.len());
    let of_file = |file: &File| {
        let saved = file.with_text(&file.saved, archive.calendar);
        let heading = Row { text: file.path.display().to_string(), look: Look::Heading, ..Row::default() };
        let rows = [vec![heading], changes::rows(archive, &saved, file, lang)].concat();
        signal.step(1).map(|()| rows)
    };
    Ok(parallel::try_map(unsaved, of_file)?.concat())
}
