//! Where two changed one field and neither is right as it stands: the field is opened with both texts at hand.

use crate::app::App;
use crate::app::fields;
use crate::app::find;
use crate::app::line::Stroke;
use crate::app::mode::Dispute;
use crate::app::mode::Meeting;
use crate::app::mode::Mode;
use crate::lang::words::dispute as words;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::merge;
use crate::store::merge::Choice;
use crate::store::merge::Merge;
use crate::store::record::Name;
use crate::store::review;
use crate::store::review::FieldChange;
use crate::store::typed;
use crate::store::typed::show_date;

/// The fields that the collision of that number is about, the others decided as `chosen` says. None where it is about
/// more than fields, as where one deleted what the other changed, or about one that is not typed: there is nothing to
/// edit then, only a side to take.
pub fn fields(
    archive: &Archive,
    file: usize,
    merged: &Merge,
    number: usize,
    chosen: impl Fn(usize) -> Choice,
) -> Vec<Dispute> {
    let [mine, theirs] = sides(archive, file, merged, number, chosen);
    let Some(places) =
        changed(&theirs, &mine, file).filter(|places| changed(&mine, &theirs, file).as_ref() == Some(places))
    else {
        return Vec::new();
    };
    let dispute = |(place, name): (Place, Name)| {
        let [mine, theirs] = [&mine, &theirs].map(|archive| typed::text(archive, file, place, &name));
        let is_typed = !matches!(name.kind(), Kind::Flag | Kind::Category) && mine != theirs;
        is_typed.then_some(Dispute { file, place, name, mine, theirs })
    };
    places.into_iter().map(dispute).collect::<Option<_>>().unwrap_or_default()
}

/// The archive with mine at that collision, and with theirs.
fn sides(
    archive: &Archive,
    file: usize,
    merged: &Merge,
    number: usize,
    chosen: impl Fn(usize) -> Choice,
) -> [Archive; 2] {
    [Choice::Mine, Choice::Theirs].map(|own| {
        let mut archive = archive.clone();
        archive.replace(file, &merged.resolve(|at| if at == number { own } else { chosen(at) }));
        archive.derive();
        archive
    })
}

/// Who deleted what the other changed, and what that is called, where the collision of that number is about nothing else.
pub fn deleted(
    archive: &Archive,
    file: usize,
    merged: &Merge,
    number: usize,
    chosen: impl Fn(usize) -> Choice,
) -> Option<(Choice, String)> {
    let [mine, theirs] = sides(archive, file, merged, number, chosen);
    let by = |choice, before: &Archive, after: &Archive| {
        let gone = gone(archive, before.files.get(file)?, after.files.get(file)?)?;
        Some((choice, gone.join(", ")))
    };
    by(Choice::Theirs, &mine, &theirs).or_else(|| by(Choice::Mine, &theirs, &mine))
}

/// The names of the records, metrics and entries that are gone, where nothing else differs.
fn gone(archive: &Archive, old: &File, new: &File) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for difference in review::differences(old, new) {
        match difference.kind {
            review::Kind::Added => return None,
            review::Kind::Removed => names.push(format!("«{}»", difference.title)),
            review::Kind::Changed => {
                let parts = parts(&difference.fields)?;
                names.extend(parts.into_iter().map(|part| format!("«{} › {}»", difference.title, name(archive, part))));
            }
        }
    }
    (!names.is_empty()).then_some(names)
}

/// The metrics and entries of a record that are gone as wholes, each by the change of what names it; none where anything
/// else differs.
fn parts(fields: &[FieldChange]) -> Option<Vec<&FieldChange>> {
    let names =
        |change: &&FieldChange| change.name == Name::Field(if change.entry.is_some() { Field::On } else { Field::Id });
    let wholes: Vec<&FieldChange> = fields.iter().filter(names).collect();
    let within = |change: &FieldChange, whole: &FieldChange| {
        change.metric == whole.metric && (whole.entry.is_none() || whole.entry == change.entry)
    };
    let is_gone = |change: &FieldChange| {
        change.metric.is_some() && change.new.is_none() && wholes.iter().any(|whole| within(change, whole))
    };
    // An entry goes with its metric.
    let is_top = |whole: &&FieldChange| {
        whole.entry.is_none() || !wholes.iter().any(|other| other.entry.is_none() && within(whole, other))
    };
    fields.iter().all(is_gone).then(|| wholes.iter().copied().filter(is_top).collect())
}

fn name(archive: &Archive, part: &FieldChange) -> String {
    let id = part.metric.clone().unwrap_or_default();
    let metric = archive.series(&id).map_or(id, |series| series.name.clone());
    let entry = part.entry.as_ref().map(|on| format!(" › {}", show_date(on, archive.calendar)));
    metric + &entry.unwrap_or_default()
}

/// The fields that differ, where nothing but fields does.
fn changed(old: &Archive, new: &Archive, file: usize) -> Option<Vec<(Place, Name)>> {
    let (old, new) = (old.files.get(file)?, new.files.get(file)?);
    let mut found = Vec::new();
    for difference in review::differences(old, new) {
        let record = difference.record.filter(|_| difference.kind == review::Kind::Changed)?;
        for change in difference.fields {
            found.push((review::place(new, record, &change)?, change.name));
        }
    }
    Some(found)
}

/// Opens the first of these fields, and keeps the others for when it is closed; false where there are none.
///
/// Of a text of several lines all lines are in the editor, those that differ of both; else mine is, and theirs below it.
pub fn open(app: &mut App, mut disputes: Vec<Dispute>) -> bool {
    if disputes.is_empty() {
        return false;
    }
    let Dispute { file, place, name, mine, theirs } = disputes.remove(0);
    find::go_to(app, ItemId { file, record: place.record });
    let is_joined = matches!(name.kind(), Kind::Text | Kind::List | Kind::Dates);
    fields::open(app, file, place, name);
    let room = app.room;
    let Mode::Edit(edit) = &mut app.mode else { return false };
    edit.meeting = Some(Meeting { theirs: if is_joined { String::new() } else { theirs.clone() }, next: disputes });
    if is_joined {
        edit.line.apply(Stroke::SelectAll, room);
        edit.line.apply(Stroke::Paste(merge::both(&mine, &theirs)), room);
        fields::check(app);
    }
    app.say(if is_joined { words::JOINED } else { words::BESIDE }, &[]);
    true
}

/// The fields that are still to be settled when the open one is closed.
pub fn waiting(app: &App) -> Vec<Dispute> {
    match &app.mode {
        Mode::Edit(edit) => edit.meeting.as_ref().map_or(Vec::new(), |meeting| meeting.next.clone()),
        _ => Vec::new(),
    }
}
