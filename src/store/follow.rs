//! Which record of a file's new text is which of its old one: by what it says, by its id, by its place.

use crate::model::field::Field;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::record::Block;
use crate::store::record::Record;
use std::borrow::Cow;
use std::collections::HashMap;

/// Where each record of `old` stands in `new`; none for one that is no longer there.
pub fn records(old: &File, new: &File) -> Vec<Option<usize>> {
    follow((&old.text, old.records().iter().map(item)), (&new.text, new.records().iter().map(item)))
}

/// Where a record, a metric or an entry of `old` stands in `new`, of which [`records`] has told `moved`.
pub fn place(old: &File, new: &File, moved: &[Option<usize>], place: Place) -> Option<Place> {
    let record = (*moved.get(place.record)?)?;
    let Some(metric) = place.metric else { return Some(Place::item(record)) };
    let (was, is) = (old.record(place.record)?, new.record(record)?);
    let metrics = follow((&old.text, was.metrics.iter()), (&new.text, is.metrics.iter()));
    let to = (*metrics.get(metric)?)?;
    let Some(entry) = place.entry else { return Some(Place::metric(record, to)) };
    let (was, is) = (was.metrics.get(metric)?, is.metrics.get(to)?);
    let entries = follow((&old.text, was.entries.iter()), (&new.text, is.entries.iter()));
    Some(Place::entry(record, to, (*entries.get(entry)?)?))
}

fn item(record: &Record) -> &Block {
    &record.item
}

/// Where each block of the old text stands among those of the new one.
///
/// Those that say the same from the front and from the back are the same. Of what is left between, those of one id are;
/// of the others, where there are as many as before, the ones at the same place: they were edited, not replaced.
fn follow<'o, 'n>(
    (old_text, old): (&'o str, impl Iterator<Item = &'o Block>),
    (new_text, new): (&'n str, impl Iterator<Item = &'n Block>),
) -> Vec<Option<usize>> {
    let (old, new): (Vec<&Block>, Vec<&Block>) = (old.collect(), new.collect());
    let same = |(a, b): &(&&Block, &&Block)| a.span.of(old_text) == b.span.of(new_text);
    let front = old.iter().zip(&new).take_while(same).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(same).count();
    let (old_end, new_end) = (old.len() - back, new.len() - back);
    let mut by_id: HashMap<Cow<str>, usize> = HashMap::new();
    for (at, block) in new.iter().enumerate().take(new_end).skip(front) {
        by_id.entry(block.read(new_text, Field::Id)).or_insert(at);
    }
    by_id.remove("");
    let found: Vec<Option<usize>> =
        old[front..old_end].iter().map(|block| by_id.remove(&block.read(old_text, Field::Id))).collect();
    let beside = |at: usize| (old.len() == new.len() && !found.contains(&Some(at))).then_some(at);
    let between = found.iter().enumerate().map(|(at, found)| found.or_else(|| beside(front + at)));
    (0..front).map(Some).chain(between).chain((new_end..new.len()).map(Some)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::year::Calendar;
    use crate::store::file::Text;

    /// Items by their ids, `-` where there is none, `b=2` with another title; and where the old ones stand then.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &[Option<usize>]) {
        let item = |word: &str| match word.split_once('=') {
            _ if word == "-" => "[[item]]\n".to_string(),
            Some((id, title)) => format!("[[item]]\nid = '{id}'\ntitle = '{title}'\n"),
            None => format!("[[item]]\nid = '{word}'\n"),
        };
        let read = |told: &str| {
            let text = told.split_whitespace().map(item).collect();
            File::read(Text { path: "a.toml".into(), text: Ok(text), locked: None }, Calendar::default())
        };
        assert_eq!(records(&read(old), &read(new)), expected, "{old} → {new}");
    }

    #[test]
    fn records_are_followed() {
        check("a b c", "a b c", &[Some(0), Some(1), Some(2)]);
        check("a b c", "x a b c", &[Some(1), Some(2), Some(3)]);
        check("a b c", "a x b c y", &[Some(0), Some(2), Some(3)]);
        check("a b c", "b c", &[None, Some(0), Some(1)]);
        check("a b c", "c b=2 a", &[Some(2), Some(1), Some(0)]);
        check("a b c", "a x c", &[Some(0), Some(1), Some(2)]);
        check("a b c", "x=1 y=2 c=3", &[Some(0), Some(1), Some(2)]);
        check("a - c", "x a - c", &[Some(1), Some(2), Some(3)]);
        check("a b", "", &[None, None]);
        check("", "a b", &[]);
    }
}
