//! Changes made in an archive, all or none: the one way in, for the screen and the shell.

use crate::model::year::Calendar;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::edit::Refusal;
use crate::store::file::File;
use crate::store::parallel;
use crate::store::splice;
use crate::store::splice::Splice;
use std::collections::HashMap;
use std::collections::HashSet;

/// Changes that can be made: what they come to.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The splices, with their files, in the order in which they are made: undone in reverse they lead back.
    pub splices: Vec<(usize, Splice)>,
    /// The files as they become, by their numbers.
    pub files: Vec<(usize, File)>,
}

/// Makes the changes, each in the file of its number; those of one file that follow each other are made together where that
/// can be. Gives the splices, with their files, in the order in which they were made: undone in reverse they lead back.
/// [`Archive::derive`] must follow before anything else is asked of the archive.
///
/// # Errors
/// The first [`Refusal`], with how many changes came before those it is about; no text has changed then.
pub fn apply(archive: &mut Archive, changes: Vec<(usize, Change)>) -> Result<Vec<(usize, Splice)>, (usize, Refusal)> {
    // Nobody has the other end of this signal.
    let made = plan(archive, changes, &Signal::default()).unwrap_or_else(|Cancelled| Ok(Made::default()))?;
    made.files.into_iter().for_each(|(file, new)| archive.exchange(file, new));
    Ok(made.splices)
}

/// The same without making them: the files by all cores. `signal` hears of each, and has been told how many to expect.
///
/// # Errors
/// Nobody wants it any more; within that, as [`apply`].
pub fn plan(
    archive: &Archive,
    changes: Vec<(usize, Change)>,
    signal: &Signal,
) -> Result<Result<Made, (usize, Refusal)>, Cancelled> {
    let numbered = changes.into_iter().enumerate().map(|(number, (file, change))| (file, (number, change)));
    let work = by_file(numbered);
    let one = |(file, changes): (usize, Vec<(usize, Change)>)| {
        let (numbers, changes): (Vec<usize>, Vec<Change>) = changes.into_iter().unzip();
        let made = match archive.files.get(file).filter(|found| found.locked.is_none()) {
            Some(found) => change_file(found, archive.calendar, &changes),
            None => Err((0, Refusal::Shape)),
        };
        let made = made.map_err(|(at, refusal)| (numbers.get(at).copied().unwrap_or(at), refusal));
        signal.step(1).map(|()| made.map(|made| (file, made)))
    };
    let (mut all, mut refused) = (Made::default(), None::<(usize, Refusal)>);
    for made in parallel::try_map(work, one)? {
        match made {
            Ok((_, (_, splices))) if splices.is_empty() => {}
            Ok((file, (new, splices))) => {
                all.splices.extend(splices.into_iter().map(|splice| (file, splice)));
                all.files.push((file, new));
            }
            Err((at, refusal)) if refused.as_ref().is_none_or(|(first, _)| at < *first) => {
                refused = Some((at, refusal))
            }
            Err(_) => {}
        }
    }
    Ok(refused.map_or(Ok(all), Err))
}

/// Puts splices in, in order, and reads each file once. They were planned on these very texts, or undo what was.
pub fn splice_in(archive: &mut Archive, splices: &[(usize, Splice)]) {
    // Nobody has the other end of this signal.
    let made = spliced(archive, splices.to_vec(), &Signal::default()).unwrap_or_default();
    made.files.into_iter().for_each(|(file, new)| archive.exchange(file, new));
}

/// What comes of putting them in: the files by all cores. `signal` hears of each, and has been told how many to expect.
///
/// # Errors
/// Nobody wants it any more.
pub fn spliced(archive: &Archive, splices: Vec<(usize, Splice)>, signal: &Signal) -> Result<Made, Cancelled> {
    let work = by_file(splices.iter().cloned());
    let one = |(file, splices): (usize, Vec<Splice>)| {
        let new = archive.files.get(file).and_then(|found| {
            let text = splice::apply_all(&found.text, &splices)?;
            Some((file, found.with_text(&text, archive.calendar)))
        });
        signal.step(1).map(|()| new)
    };
    let files = parallel::try_map(work, one)?.into_iter().flatten().collect();
    Ok(Made { splices, files })
}

/// The files that splices or changes are in, each once.
pub fn files_of<T>(things: &[(usize, T)]) -> Vec<usize> {
    let mut files: Vec<usize> = things.iter().map(|(file, _)| *file).collect();
    files.sort_unstable();
    files.dedup();
    files
}

/// What there is for each file, in its order; the files as they first come up.
fn by_file<T>(things: impl Iterator<Item = (usize, T)>) -> Vec<(usize, Vec<T>)> {
    let mut files: Vec<(usize, Vec<T>)> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    for (file, thing) in things {
        let place = *places.entry(file).or_insert_with(|| {
            files.push((file, Vec::new()));
            files.len() - 1
        });
        files[place].1.push(thing);
    }
    files
}

/// A file with changes made: all at once where they are of one kind, else in runs of those that can be.
fn change_file(file: &File, calendar: Calendar, changes: &[Change]) -> Result<(File, Vec<Splice>), (usize, Refusal)> {
    let mut made = (file.clone(), Vec::new());
    // What was planned on the file as it stands fits it.
    let put = |(file, splices): &mut (File, Vec<Splice>), planned: Vec<Splice>| {
        if let Some(text) = splice::apply_all(&file.text, &planned) {
            *file = file.with_text(&text, calendar);
            splices.extend(planned);
        }
    };
    if changes.len() > 1
        && let Some(planned) = edit::plan_together(&file.text, &file.records(), &file.shape, changes)
    {
        put(&mut made, splice::in_order(planned));
        return Ok(made);
    }
    let mut at = 0;
    while at < changes.len() {
        let run = &changes[at..at + run(&changes[at..])];
        let found = &made.0;
        let together = (run.len() > 1 && run.len() < changes.len())
            .then(|| edit::plan_together(&found.text, &found.records(), &found.shape, run))
            .flatten();
        match together {
            Some(planned) => put(&mut made, splice::in_order(planned)),
            None => {
                for (after, change) in run.iter().enumerate() {
                    if let Some(splice) = made.0.plan(change).map_err(|refusal| (at + after, refusal))? {
                        put(&mut made, vec![splice]);
                    }
                }
            }
        }
        at += run.len();
    }
    Ok(made)
}

/// How many changes from the first on may be made at once, and mean the same as one after the other: values of different
/// records, or records or metrics that are added, which leave the numbers of the others as they are.
fn run(changes: &[Change]) -> usize {
    let mut places = HashSet::new();
    let goes_on = |change: &&Change| match (&changes[0], *change) {
        (Change::Set(..) | Change::Clear(..), Change::Set(place, ..) | Change::Clear(place, _)) => {
            places.insert(*place)
        }
        (Change::AddItem(None, _), Change::AddItem(None, _)) | (Change::AddMetric(..), Change::AddMetric(..)) => true,
        _ => false,
    };
    changes.iter().take_while(goes_on).count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::Field;
    use crate::store::edit::New;
    use crate::store::edit::Place;
    use crate::store::file::Text;
    use crate::store::record::Name;

    #[test]
    fn together_or_one_by_one_is_the_same() {
        let looks = [
            "year = 110\n\n[[item]]\nid = 'a'\ntitle = 'A'\n\n[[item.metric]]\nid = 'm'\nvalue = 1\n\n[[item]]\nid = 'b'\n",
            "year = 110\r\n[[item]]\r\nid = 'a'\r\ntitle = 'A'\r\n[[item.metric]]\r\nid = 'm'\r\n# end\r\n[[item]]\r\nid = 'b'",
            "year = 110\nitem = [\n  { id = 'a', title = 'A', metric = [{ id = 'm' }] },\n  { id = 'b' },\n]\n",
        ];
        let place = |record, metric| Place { record, metric, entry: None };
        let set = |at, field, text: &str| Change::Set(at, Name::Field(field), New::Text(text.to_string()));
        let block = |text: &str, inline: &str, look: &str| if look.contains('{') { inline } else { text }.to_string();
        for look in looks {
            let item = |id: &str| {
                Change::AddItem(None, block(&format!("[[item]]\nid = '{id}'\n"), &format!("{{ id = '{id}' }}"), look))
            };
            let metric = |record, id: &str| {
                let text = block(&format!("[[item.metric]]\nid = '{id}'\n"), &format!("{{ id = '{id}' }}"), look);
                Change::AddMetric(record, text)
            };
            let changes = vec![
                set(place(0, None), Field::Title, "one"),
                set(place(0, Some(0)), Field::Note, "new"),
                set(place(1, None), Field::Title, "two"),
                set(place(0, None), Field::No, "1"),
                Change::Clear(place(1, None), Name::Field(Field::Title)),
                metric(0, "x"),
                metric(0, "y"),
                metric(1, "z"),
                item("c"),
                item("d"),
                metric(3, "w"),
            ];
            let archive =
                || Archive::read(vec![Text { path: "a.toml".into(), text: Ok(look.to_string()), locked: None }]);
            let (mut together, mut apart) = (archive(), archive());
            let splices = apply(&mut together, changes.iter().map(|change| (0, change.clone())).collect()).unwrap();
            for change in &changes {
                apply(&mut apart, vec![(0, change.clone())]).unwrap();
            }
            assert_eq!(together.files[0].text, apart.files[0].text);
            assert_eq!(together.files[0].count(), 4);
            assert!(splices.len() <= changes.len());
            for (_, splice) in splices.iter().rev() {
                splice_in(&mut together, &[(0, splice.inverse())]);
            }
            assert_eq!(&*together.files[0].text, look);
        }
    }

    #[test]
    fn records_behind_others_are_added_together_or_one_by_one() {
        let looks = [
            "year = 110\n\n# about a\n[[item]]\nid = 'a'\n[[item.metric]]\nid = 'm'\n\n[[item]]\nid = 'b'\n# end\n\n[[item]]\nid = 'c'",
            "[[item]]\r\nid = 'a'\r\n[[item]]\r\nid = 'b'\r\n[[item]]\r\nid = 'c'\r\n",
            "year = 110\nitem = [\n  { id = 'a' },\n  { id = 'b', metric = [{ id = 'm' }] },\n  { id = 'c' },\n]\n",
        ];
        for (look, order) in
            looks.iter().flat_map(|look| [vec![2, 1, 0], vec![2, 0], vec![0, 1], vec![1, 1]].map(|order| (look, order)))
        {
            let block = |at: usize| match look.contains('{') {
                true => format!("{{ id = 'new-{at}' }}"),
                false => format!("[[item]]\nid = 'new-{at}'\n"),
            };
            let changes: Vec<(usize, Change)> =
                order.iter().map(|at| (0, Change::AddItem(Some(*at), block(*at)))).collect();
            let archive =
                || Archive::read(vec![Text { path: "a.toml".into(), text: Ok(look.to_string()), locked: None }]);
            let (mut together, mut apart) = (archive(), archive());
            // Only from the last to the first do the numbers mean the same at once; then the file is read once.
            let file = &together.files[0];
            let alone: Vec<Change> = changes.iter().map(|(_, change)| change.clone()).collect();
            let at_once = edit::plan_together(&file.text, &file.records(), &file.shape, &alone);
            assert_eq!(at_once.is_some(), order.is_sorted_by(|a, b| a > b), "{order:?}");
            let splices = apply(&mut together, changes.clone()).unwrap();
            for change in changes {
                apply(&mut apart, vec![change]).unwrap();
            }
            assert_eq!(together.files[0].text, apart.files[0].text, "{order:?}");
            assert_eq!((splices.len(), together.files[0].count()), (order.len(), 3 + order.len()));
            let back: Vec<(usize, Splice)> =
                splices.iter().rev().map(|(file, splice)| (*file, splice.inverse())).collect();
            splice_in(&mut together, &back);
            assert_eq!(&*together.files[0].text, *look);
        }
    }

    #[test]
    fn runs_are_of_one_kind_in_different_places() {
        let clear = |record| Change::Clear(Place::item(record), Name::Field(Field::No));
        let item = |after| Change::AddItem(after, String::new());
        for (changes, length) in [
            (vec![clear(0), clear(1), clear(0)], 2),
            (vec![clear(0), item(None)], 1),
            (vec![item(None), item(None), item(Some(0))], 2),
            (vec![item(Some(0)), item(Some(0))], 1),
            (vec![Change::Delete(Place::item(0)); 2], 1),
        ] {
            assert_eq!(run(&changes), length, "{changes:?}");
        }
    }
}
