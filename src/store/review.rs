//! What has changed between two states of a file, told by record and field: old → new.

use crate::model::field::Field;
use crate::store::edit::Place;
use crate::store::file::File;
use crate::store::record::Block;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::value;
use std::collections::HashMap;

/// One record that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its number in the new state; none where it is gone.
    pub record: Option<usize>,
    /// Its title or id, of the new state where it is there.
    pub title: String,
    /// Whether it is new, gone, or other than it was.
    pub kind: Kind,
    /// The fields that differ; none for a record that is new or gone as a whole.
    pub fields: Vec<FieldChange>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It was not there.
    Added,
    /// It is not there any more.
    Removed,
    /// It was other.
    Changed,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The metric it belongs to, by name or id; none for the item's own.
    pub metric: Option<String>,
    /// The entry of that metric, by its date as written; none for the metric's own.
    pub entry: Option<String>,
    /// Which field.
    pub name: Name,
    /// What it said, as text; none where it was absent.
    pub old: Option<String>,
    /// What it says; none where it is absent.
    pub new: Option<String>,
}

/// The records that differ between two states of one file, in the order of the new state, what is gone last.
pub fn differences(old: &File, new: &File) -> Vec<Difference> {
    let pairs = pair(&keys(old), &keys(new));
    let mut found = Vec::new();
    for (at, record) in new.records().iter().enumerate() {
        match pairs.iter().find(|(_, new)| *new == at).and_then(|(old_at, _)| old.record(*old_at)) {
            Some(before) => {
                let fields = record_changes(&old.text, &before, &new.text, record);
                if !fields.is_empty() {
                    found.push(Difference { record: Some(at), title: title(new, record), kind: Kind::Changed, fields });
                }
            }
            None => found.push(Difference {
                record: Some(at),
                title: title(new, record),
                kind: Kind::Added,
                fields: vec![],
            }),
        }
    }
    for (at, record) in old.records().iter().enumerate() {
        if !pairs.iter().any(|(old, _)| *old == at) {
            found.push(Difference { record: None, title: title(old, record), kind: Kind::Removed, fields: vec![] });
        }
    }
    found
}

/// Where a field that changed stands in the new state, in the record of that number; none where it is not there.
pub fn place(new: &File, record: usize, change: &FieldChange) -> Option<Place> {
    let found = new.record(record)?;
    let metrics = &found.metrics;
    let place = Place { record, metric: None, entry: None };
    let Some(name) = &change.metric else { return Some(place) };
    let metric = metrics.iter().position(|block| metric_name(&new.text, block) == *name)?;
    let place = Place { metric: Some(metric), ..place };
    let Some(date) = &change.entry else { return Some(place) };
    let entry = metrics[metric].entries.iter().position(|block| entry_name(&new.text, block) == *date)?;
    Some(Place { entry: Some(entry), ..place })
}

fn title(file: &File, record: &Record) -> String {
    let title = record.item.read(&file.text, Field::Title);
    if title.is_empty() { record.item.read(&file.text, Field::Id).into_owned() } else { title.into_owned() }
}

/// What a record is known by: its id, else its text.
fn keys(file: &File) -> Vec<String> {
    let key = |record: &Record| match record.item.read(&file.text, Field::Id) {
        id if id.is_empty() => format!("\u{0}{}", record.item.span.of(&file.text)),
        id => id.into_owned(),
    };
    file.records().iter().map(key).collect()
}

/// Which old one is which new one: first by key; what is left over, in order, where as many are left on both sides.
fn pair(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let mut free: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, key) in old.iter().enumerate().rev() {
        free.entry(key).or_default().push(at);
    }
    let mut pairs = Vec::new();
    for (at, key) in new.iter().enumerate() {
        if let Some(old) = free.get_mut(key.as_str()).and_then(Vec::pop) {
            pairs.push((old, at));
        }
    }
    let left_old: Vec<usize> = (0..old.len()).filter(|at| !pairs.iter().any(|(old, _)| old == at)).collect();
    let left_new: Vec<usize> = (0..new.len()).filter(|at| !pairs.iter().any(|(_, new)| new == at)).collect();
    if left_old.len() == left_new.len() {
        pairs.extend(left_old.into_iter().zip(left_new));
    }
    pairs
}

fn record_changes(old_text: &str, old: &Record, new_text: &str, new: &Record) -> Vec<FieldChange> {
    let texts = (old_text, new_text);
    let mut found = Vec::new();
    block_changes(Owner::default(), texts, (Some(&old.item), Some(&new.item)), &mut found);
    for (metric, before, after) in beside(texts, &old.metrics, &new.metrics, metric_name) {
        block_changes(Owner { metric: Some(&metric), entry: None }, texts, (before, after), &mut found);
        for (entry, before, after) in beside(texts, entries(before), entries(after), entry_name) {
            let owner = Owner { metric: Some(&metric), entry: Some(&entry) };
            block_changes(owner, texts, (before, after), &mut found);
        }
    }
    found
}

fn entries(metric: Option<&Block>) -> &[Block] {
    metric.map_or(&[], |metric| &metric.entries)
}

/// Whose field it is, where it is not the item's own.
#[derive(Clone, Copy, Default)]
struct Owner<'n> {
    metric: Option<&'n str>,
    entry: Option<&'n str>,
}

/// The blocks of two lists, each with its name and beside the one that it was, in the order of the new list; what is
/// gone last.
fn beside<'b>(
    texts: (&str, &str),
    old: &'b [Block],
    new: &'b [Block],
    name: fn(&str, &Block) -> String,
) -> Vec<(String, Option<&'b Block>, Option<&'b Block>)> {
    let names = |text: &str, blocks: &[Block]| blocks.iter().map(|block| name(text, block)).collect::<Vec<_>>();
    let (old_names, new_names) = (names(texts.0, old), names(texts.1, new));
    let pairs = pair(&old_names, &new_names);
    let was = |at: usize| pairs.iter().find(|(_, new)| *new == at).and_then(|(before, _)| old.get(*before));
    let is_gone = |at: &usize| !pairs.iter().any(|(before, _)| before == at);
    let here = new.iter().zip(new_names).enumerate().map(|(at, (block, name))| (name, was(at), Some(block)));
    let gone = old.iter().zip(old_names).enumerate().filter(|(at, _)| is_gone(at));
    here.chain(gone.map(|(_, (block, name))| (name, Some(block), None))).collect()
}

fn metric_name(text: &str, block: &Block) -> String {
    let id = block.read(text, Field::Id);
    if id.is_empty() { block.head.of(text).to_string() } else { id.into_owned() }
}

fn entry_name(text: &str, block: &Block) -> String {
    block.read(text, Field::On).into_owned()
}

fn block_changes(
    owner: Owner,
    texts: (&str, &str),
    (old, new): (Option<&Block>, Option<&Block>),
    found: &mut Vec<FieldChange>,
) {
    let said = |text: &str, block: Option<&Block>, name: &Name| {
        let slot = block?.slot(name)?;
        Some(match slot.elements {
            Some(_) => slot.list(text).join("; "),
            None => value::plain(slot.value.of(text)).into_owned(),
        })
    };
    let mut names: Vec<&Name> =
        [new, old].into_iter().flatten().flat_map(|block| &block.slots).map(|slot| &slot.name).collect();
    names.sort();
    names.dedup();
    for name in names {
        let (before, after) = (said(texts.0, old, name), said(texts.1, new, name));
        if before != after {
            found.push(FieldChange {
                metric: owner.metric.map(str::to_string),
                entry: owner.entry.map(str::to_string),
                name: name.clone(),
                old: before,
                new: after,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::year::Calendar;
    use crate::store::file::Text;

    fn tell(old: &str, new: &str) -> String {
        let read = |text: &str| {
            File::read(Text { path: "t.toml".into(), text: Ok(text.to_string()), locked: None }, Calendar::Gregorian)
        };
        let field = |change: &FieldChange| {
            let name = match &change.name {
                Name::Field(field) => field.key(),
                Name::Other(key) => key,
            };
            let owners = [&change.metric, &change.entry].into_iter().flatten();
            let owner: String = owners.map(|owner| format!("{owner}.")).collect();
            format!(" {owner}{name}:{}>{}", change.old.as_deref().unwrap_or("-"), change.new.as_deref().unwrap_or("-"))
        };
        let one = |difference: &Difference| {
            let sign = match difference.kind {
                Kind::Added => "+",
                Kind::Removed => "-",
                Kind::Changed => "~",
            };
            format!("{sign}{}{}", difference.title, difference.fields.iter().map(field).collect::<String>())
        };
        differences(&read(old), &read(new)).iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn two_states_to_what_differs() {
        let check = |old: &str, new: &str, told: &str| assert_eq!(tell(old, new), told, "{old:?} → {new:?}");
        let a = "[[item]]\nid = 'a'\ntitle = 'A'\n[[item.metric]]\nid = 'm'\nvalue = 1\n";
        let b = "[[item]]\nid = 'b'\ntags = ['x']\n";
        check(a, a, "");
        check(a, &a.replace("1", "2"), "~A m.value:1>2");
        check(a, &a.replace("'A'", "'B'"), "~B title:A>B");
        check(a, &a.replace("value = 1\n", ""), "~A m.value:1>-");
        check(a, &format!("{a}{b}"), "+b");
        check(&format!("{a}{b}"), b, "-A");
        check(&format!("{a}{b}"), &format!("{b}{a}"), "");
        check(b, &b.replace("'b'", "'c'"), "~c id:b>c");
        check(b, &b.replace("['x']", "['x', 'y']"), "~b tags:x>x; y");
        check(a, &a[..a.find("[[item.m").unwrap()], "~A m.id:m>- m.value:1>-");
        check("[[item]]\ntitle = 'x'\n", "[[item]]\ntitle = 'y'\n", "~y title:x>y");
    }

    #[test]
    fn entries_are_told_by_their_dates() {
        let check = |old: &str, new: &str, told: &str| assert_eq!(tell(old, new), told, "{old:?} → {new:?}");
        let entry = |on: &str, value: usize| format!("[[item.metric.entry]]\non = {on}\nvalue = {value}\n");
        let metric = "[[item]]\nid = 'a'\n[[item.metric]]\nid = 'm'\n";
        let with = |entries: &[String]| format!("{metric}{}", entries.concat());
        let (march, june) = (entry("2021-03-04", 1), entry("'2021-06'", 2));
        let both = with(&[march.clone(), june.clone()]);
        check(&both, &both.replace("= 2\n", "= 3\n"), "~a m.2021-06.value:2>3");
        check(&both, &with(&[june.clone(), march.clone()]), "");
        check(metric, &with(std::slice::from_ref(&march)), "~a m.2021-03-04.on:->2021-03-04 m.2021-03-04.value:->1");
        check(&both, &with(&[june]), "~a m.2021-03-04.on:2021-03-04>- m.2021-03-04.value:1>-");
        check(&both, &both.replace("03-04", "03-05"), "~a m.2021-03-05.on:2021-03-04>2021-03-05");
        // Two of one day are told apart by their order.
        let twice = with(&[march.clone(), march]);
        check(&twice, &twice.replacen("= 1\n", "= 7\n", 1), "~a m.2021-03-04.value:1>7");
    }
}
