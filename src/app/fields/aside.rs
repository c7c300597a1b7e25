//! Texts that were typed and are in no record yet: the open field's, and those put aside with Esc. They are part of the
//! draft, and find back to their field after a crash.

use crate::app::App;
use crate::app::fields;
use crate::app::line::Line;
use crate::app::mode::Mode;
use crate::app::mode::Target;
use crate::model::field::Field;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::record::Block;
use crate::store::record::Name;

/// A text and the field it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The file, by its path below the archive.
    pub file: String,
    /// The field, so that [`target`] finds it again: the metric's number, with the entry's behind a
    /// point, the key and the record's id.
    pub mark: String,
    /// The text.
    pub text: String,
}

/// All such texts, the open field's first. Those whose record is gone are among them.
pub fn all(app: &App) -> Vec<Aside> {
    let open = match &app.mode {
        Mode::Edit(edit) if edit.line.text() != edit.first => Some((&edit.target, &edit.line)),
        _ => None,
    };
    let mut put_aside: Vec<Aside> = app.stash.iter().filter_map(|(target, line)| aside(app, target, line)).collect();
    put_aside.extend(app.lost.iter().map(|lost| lost.aside.clone()));
    put_aside.sort_by(|a, b| (&a.file, &a.mark).cmp(&(&b.file, &b.mark)));
    open.and_then(|(target, line)| aside(app, target, line)).into_iter().chain(put_aside).collect()
}

fn aside(app: &App, target: &Target, line: &Line) -> Option<Aside> {
    let item = match target {
        Target::Field(file, place, _) => ItemId { file: *file, record: place.record },
        Target::NewMetric(item) => *item,
        Target::NewItem => return Some(of("", "", target, line)),
    };
    let file = app.archive.files.get(item.file)?;
    Some(of(&file.path.to_string_lossy(), &app.archive.text(item, Field::Id), target, line))
}

/// A text for a field of the record of that id, in the file of that path.
pub fn of(file: &str, id: &str, target: &Target, line: &Line) -> Aside {
    let record = |number: usize| if id.is_empty() { format!("#{number}") } else { id.to_string() };
    let mark = match target {
        Target::Field(_, place, name) => {
            let number = |number: Option<usize>| number.map_or("-".to_string(), |number| number.to_string());
            let metric = match place.entry {
                Some(_) => format!("{}.{}", number(place.metric), number(place.entry)),
                None => number(place.metric),
            };
            let key = match name {
                Name::Field(field) => field.key(),
                Name::Other(key) => key,
            };
            format!("{metric}\t{key}\t{}", record(place.record))
        }
        Target::NewItem => "+".to_string(),
        Target::NewMetric(item) => format!("+\t{}", record(item.record)),
    };
    Aside { file: file.to_string(), mark, text: line.text().to_string() }
}

/// The field that a text is for; none where it is no longer there.
pub fn target(app: &App, aside: &Aside) -> Option<Target> {
    let parts: Vec<&str> = aside.mark.splitn(3, '\t').collect();
    if parts == ["+"] {
        return Some(Target::NewItem);
    }
    let at = app.archive.files.iter().position(|file| file.path.to_string_lossy() == aside.file)?;
    let file = &app.archive.files[at];
    match parts.as_slice() {
        ["+", id] => Some(Target::NewMetric(ItemId { file: at, record: record(file, id)? })),
        [metric, key, id] => {
            let record = record(file, id)?;
            let (metric, entry) = metric.split_once('.').unwrap_or((metric, "-"));
            let place = Place { record, metric: metric.parse().ok(), entry: entry.parse().ok() };
            let known = match (place.metric, place.entry) {
                (None, _) => file.shape.item_field(key).or(Field::of_item(key)),
                (Some(_), None) => file.shape.metric_field(key).or(Field::of_metric(key)),
                (Some(_), Some(_)) => file.shape.entry_field(key).or(Field::of_entry(key)),
            };
            let name = known.map_or_else(|| Name::Other((*key).into()), Name::Field);
            Some(Target::Field(at, place, name))
        }
        _ => None,
    }
}

fn record(file: &File, id: &str) -> Option<usize> {
    let is_it = |block: &Block| block.read(&file.text, Field::Id) == id;
    let by_id = file.records().iter().position(|record| is_it(&record.item));
    by_id.or_else(|| id.strip_prefix('#')?.parse().ok().filter(|at| *at < file.count()))
}

/// Puts a text back to the field it is for, as if it had been put aside just now. False where the field is gone.
pub fn restore(app: &mut App, aside: &Aside) -> bool {
    let Some(target) = target(app, aside) else { return false };
    // Another text may have been put back already: then this one lies over it, and undo in the field finds the other.
    let mut line = app.stash.remove(&target).unwrap_or_else(|| match &target {
        Target::Field(file, place, name) => fields::line_of(app, *file, *place, name),
        Target::NewItem | Target::NewMetric(_) => Line::new("", false),
    });
    line.apply(crate::app::line::Stroke::SelectAll, app.room);
    line.apply(crate::app::line::Stroke::Paste(aside.text.clone()), app.room);
    app.stash.insert(target, line);
    true
}

/// Opens the field of that text, with the text in it.
pub fn open(app: &mut App, aside: &Aside) {
    match target(app, aside) {
        Some(Target::Field(file, place, name)) => {
            crate::app::find::go_to(app, ItemId { file, record: place.record });
            fields::open(app, file, place, name);
        }
        Some(target) => fields::open_new(app, target),
        None => {}
    }
}
