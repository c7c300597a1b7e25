//! Changes made in an archive, all or none: the one way in, for the screen and the shell.

use crate::store::archive::Archive;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::edit::Refusal;
use crate::store::splice;
use crate::store::splice::Splice;
use std::collections::HashSet;

/// Makes the changes, each in the file of its number; those of one file that follow each other are made together where that
/// can be. Gives the splices, with their files, in the order in which they were made: undone in reverse they lead back.
/// [`Archive::derive`] must follow before anything else is asked of the archive.
///
/// # Errors
/// The first [`Refusal`], with how many changes came before those it is about; no text has changed then.
pub fn apply(archive: &mut Archive, changes: Vec<(usize, Change)>) -> Result<Vec<(usize, Splice)>, (usize, Refusal)> {
    let mut splices = Vec::new();
    let mut done = 0;
    for (file, changes) in by_file(changes) {
        if let Err((at, refusal)) = change_file(archive, file, &changes, &mut splices) {
            let back: Vec<_> = splices.iter().rev().map(|(file, splice)| (*file, splice.inverse())).collect();
            splice_in(archive, &back);
            return Err((done + at, refusal));
        }
        done += changes.len();
    }
    Ok(splices)
}

/// Puts splices in, in order, and reads each file once. They were planned on these very texts, or undo what was.
pub fn splice_in(archive: &mut Archive, splices: &[(usize, Splice)]) {
    for file in files_of(splices) {
        let own: Vec<Splice> = splices.iter().filter(|(of, _)| *of == file).map(|(_, splice)| splice.clone()).collect();
        let text = archive.files.get(file).and_then(|found| splice::apply_all(&found.text, &own));
        if let Some(text) = text {
            archive.replace(file, &text);
        }
    }
}

/// The files that splices are in, each once.
pub fn files_of(splices: &[(usize, Splice)]) -> Vec<usize> {
    let mut files: Vec<usize> = splices.iter().map(|(file, _)| *file).collect();
    files.sort_unstable();
    files.dedup();
    files
}

/// The changes in runs of one file, in their order.
fn by_file(changes: Vec<(usize, Change)>) -> Vec<(usize, Vec<Change>)> {
    let mut runs: Vec<(usize, Vec<Change>)> = Vec::new();
    for (file, change) in changes {
        match runs.last_mut() {
            Some((last, run)) if *last == file => run.push(change),
            _ => runs.push((file, vec![change])),
        }
    }
    runs
}

/// Makes changes in one file: all at once where they are of one kind, else in runs of those that can be.
fn change_file(
    archive: &mut Archive,
    file: usize,
    changes: &[Change],
    splices: &mut Vec<(usize, Splice)>,
) -> Result<(), (usize, Refusal)> {
    let found = archive.files.get(file).filter(|found| found.locked.is_none()).ok_or((0, Refusal::Shape))?;
    if changes.len() > 1
        && let Some(planned) = edit::plan_together(&found.text, &found.records(), &found.shape, changes)
    {
        let planned: Vec<_> = splice::in_order(planned).into_iter().map(|splice| (file, splice)).collect();
        splice_in(archive, &planned);
        splices.extend(planned);
        return Ok(());
    }
    let mut at = 0;
    while at < changes.len() {
        let run = &changes[at..at + run(&changes[at..])];
        let found = archive.files.get(file).ok_or((at, Refusal::Gone))?;
        let together = (run.len() > 1 && run.len() < changes.len())
            .then(|| edit::plan_together(&found.text, &found.records(), &found.shape, run))
            .flatten();
        match together {
            Some(planned) => {
                let planned: Vec<_> = splice::in_order(planned).into_iter().map(|splice| (file, splice)).collect();
                splice_in(archive, &planned);
                splices.extend(planned);
            }
            None => {
                for (after, change) in run.iter().enumerate() {
                    let found = archive.files.get(file).ok_or((at + after, Refusal::Gone))?;
                    if let Some(splice) = found.plan(change).map_err(|refusal| (at + after, refusal))? {
                        splice_in(archive, &[(file, splice.clone())]);
                        splices.push((file, splice));
                    }
                }
            }
        }
        at += run.len();
    }
    Ok(())
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
