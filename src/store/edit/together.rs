//! Many changes of one kind planned on one text and proved by reading it once: a thousand deletions one after the other
//! would read the file a thousand times.

use crate::store::edit::Change;
use crate::store::edit::replacement;
use crate::store::record::Record;
use crate::store::shape::Shape;
use crate::store::splice::Splice;
use crate::store::verify;
use std::ops::Range;

pub(super) fn plan(text: &str, records: &[Record], shape: &Shape, changes: &[Change]) -> Option<Vec<Splice>> {
    // One after the other, a record that is added counts for those added after it; from the last to the first it does not.
    let behind = |change: &Change| if let Change::AddItem(Some(record), _) = change { Some(*record) } else { None };
    if changes.iter().any(|change| behind(change).is_some()) && !changes.is_sorted_by(|a, b| behind(a) > behind(b)) {
        return None;
    }
    let mut parts: Vec<(Range<usize>, String)> = Vec::new();
    for change in changes {
        parts.extend(replacement(text, records, shape, change).ok()?);
    }
    parts.sort_by_key(|(range, _)| (range.start, range.end));
    let mut joined: Vec<(Range<usize>, String)> = Vec::with_capacity(parts.len());
    for (range, new) in parts {
        match joined.last_mut() {
            // Two deletions side by side may both claim the blank lines between them.
            Some((last, before)) if range.start <= last.end && before.is_empty() && new.is_empty() => {
                last.end = last.end.max(range.end);
            }
            Some((last, _)) if range.start < last.end => return None,
            _ => joined.push((range, new)),
        }
    }
    let splices: Vec<Splice> =
        joined.into_iter().map(|(range, new)| Splice::of(text, range, new)).collect::<Option<_>>()?;
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for splice in &splices {
        changed.push_str(text.get(at..splice.at)?);
        changed.push_str(&splice.new);
        at = splice.at + splice.old.len();
    }
    changed.push_str(text.get(at..)?);
    verify::verify_together(text, &changed, shape, changes).ok()?;
    Some(splices)
}
