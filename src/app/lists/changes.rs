//! What differs between two states of a file, as rows: by record and field, what was and what is now.

use crate::app::lists::differ;
use crate::app::mode::Look;
use crate::app::mode::Row;
use crate::insight::reading;
use crate::lang::Lang;
use crate::lang::words;
use crate::store::archive::Archive;
use crate::store::file::File;
use crate::store::review;
use crate::store::typed::show_date;

/// The rows; none where no record differs, though a comment may.
pub fn rows(archive: &Archive, old: &File, new: &File, lang: Lang) -> Vec<Row> {
    let mut rows = Vec::new();
    for difference in review::differences(old, new) {
        let (look, word) = match difference.kind {
            review::Kind::Added => (Look::New, words::ADDED),
            review::Kind::Removed => (Look::Old, words::REMOVED),
            review::Kind::Changed => (Look::Plain, words::CHANGED),
        };
        rows.push(Row { text: difference.title, aside: word.say(lang).to_string(), look, ..Row::default() });
        for change in difference.fields {
            let metric = change.metric.as_ref().map(|metric| series_name(archive, metric));
            let entry = change.entry.as_ref().map(|on| show_date(on, archive.calendar));
            let field = reading::label(&change.name, lang);
            let label = metric.into_iter().chain(entry).chain([field]).collect::<Vec<_>>().join(" · ");
            rows.extend(differ::pair(&label, change.old.as_deref(), change.new.as_deref()));
        }
    }
    rows
}

fn series_name(archive: &Archive, id: &str) -> String {
    archive.series(id).map_or(id.to_string(), |series| series.name.clone())
}
