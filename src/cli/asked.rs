//! A query on the command line: read as on the screen, with a word on what is not understood, and told of in help.

use crate::cli::point::Excerpt;
use crate::cli::point::Pointed;
use crate::cli::session::Session;
use crate::insight::fault;
use crate::lang::Lang;
use crate::lang::words;
use crate::model::view::View;
use crate::search::phonetic::Sounds;
use crate::search::query::Fault;
use crate::search::query::Language;
use crate::search::query::Query;
use crate::store::archive::Archive;
use std::io;

/// What help and the manual pages say of a query.
pub const HELP: &str = "\
A query is words and fields with blanks between, all of which must hold; in a shell, it goes into single quotes.
\x20 宿舍 借用           both words
\x20 'word ^word word$   as it stands, at the start, at the end
\x20 !word a|b           not; one of the two
\x20 year:108..110       a year or a range, in either calendar; year>=109
\x20 cat:TITLE           a category by its title, or by id with all below
\x20 title: text: name: tag: source: id: no: when:110-03..110-06
\x20 metric: unit: note: formula:
\x20 value>=1億          = > >= < <=, a range 100..500, a grade value:特優
\x20 change<-20%         against the year before; without % in units
\x20 target:missed       met, missed, open, none; target>90 is the target
\x20 is:missing          approx, derived, grade, better, worse;
\x20                     flawed, new, unfiled, partial
\x20 has:note            that there is one
\x20 sort:-change        value, change, title, year, no, id, cat, when
\x20 @name               a view of the settings or the archive, which
\x20                     `annals list views` has

Chinese is found by pinyin (lvsecaigou, lscg) and by zhuyin keys (xm4nk4) too, a figure however it is written (1.55億, \
155,000,000). What looks like a field and is none is told, and looked for as text.

Examples:
\x20 annals find 'unit:場次 value>100'
\x20 annals find 'cat:消費 change<-20% sort:change'
\x20 annals find '@gaps'
\x20 annals export csv --query 'cat:宿舍 value>0' --year 110";

/// Reads what was typed, and tells what of it is not understood.
///
/// # Errors
/// A setting that is wrong, and those of the words' way out.
pub fn query(typed: &str, archive: &Archive, session: &mut Session) -> io::Result<Query> {
    let own = session.views();
    let language = language(archive, &own, session)?;
    let query = Query::in_language(typed, &language);
    for fault in query.faults() {
        session.point(&not_understood(&query, fault, &language, session.lang))?;
    }
    Ok(query)
}

/// How a query is read, with these views of the person's own.
///
/// # Errors
/// Where a setting is wrong.
pub fn language<'v>(archive: &'v Archive, own: &'v [View], session: &Session) -> io::Result<Language<'v>> {
    let sounds = session.config.as_ref().ok().map(|config| config.phonetic.one_of(Sounds::NAMES));
    let sounds = sounds.transpose().map_err(io::Error::other)?.unwrap_or(Sounds::ON);
    Ok(Language { sounds, calendar: archive.calendar, words_only: false, views: [own, &archive.views] })
}

fn not_understood(query: &Query, fault: &Fault, language: &Language, lang: Lang) -> Pointed {
    let typed = query.typed();
    let (before, meant) = (typed.get(..fault.at.start).unwrap_or(""), typed.get(fault.at.clone()).unwrap_or(""));
    let told = words::find::NOT_UNDERSTOOD.fill(lang, &[meant, fault::words(fault.why).say(lang)]);
    let near = match fault::near(typed, fault, language).join(", ") {
        near if near.is_empty() => near,
        near => words::SHELL_NEAR.fill(lang, &[&near]),
    };
    let told = format!("{told}{near}");
    let excerpt = Excerpt::of_line(1, typed, before.chars().count() + 1, meant.chars().count());
    Pointed { told, excerpt: Some(excerpt) }
}
