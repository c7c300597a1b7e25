//! Changes made in an archive, all or none: the one way in, for the screen and the shell.

use crate::store::archive::Archive;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::edit::Refusal;
use crate::store::splice;
use crate::store::splice::Splice;

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

/// Makes changes in one file: many of one kind at once, others one after the other.
fn change_file(
    archive: &mut Archive,
    file: usize,
    changes: &[Change],
    splices: &mut Vec<(usize, Splice)>,
) -> Result<(), (usize, Refusal)> {
    let found = archive.files.get(file).filter(|found| found.locked.is_none()).ok_or((0, Refusal::Shape))?;
    if changes.len() > 1
        && let Some(planned) = edit::plan_together(&found.text, &found.records, &found.shape, changes)
    {
        let planned: Vec<_> = splice::in_order(planned).into_iter().map(|splice| (file, splice)).collect();
        splice_in(archive, &planned);
        splices.extend(planned);
        return Ok(());
    }
    for (at, change) in changes.iter().enumerate() {
        let found = archive.files.get(file).ok_or((at, Refusal::Gone))?;
        if let Some(splice) = found.plan(change).map_err(|refusal| (at, refusal))? {
            splice_in(archive, &[(file, splice.clone())]);
            splices.push((file, splice));
        }
    }
    Ok(())
}
