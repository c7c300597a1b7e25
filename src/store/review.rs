//! What has changed between two states of a file, told by record and field: old → new.

use crate::model::field::Field;
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
    for (at, record) in new.records.iter().enumerate() {
        match pairs.iter().find(|(_, new)| *new == at).and_then(|(old_at, _)| old.records.get(*old_at)) {
            Some(before) => {
                let fields = record_changes(&old.text, before, &new.text, record);
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
    for (at, record) in old.records.iter().enumerate() {
        if !pairs.iter().any(|(old, _)| *old == at) {
            found.push(Difference { record: None, title: title(old, record), kind: Kind::Removed, fields: vec![] });
        }
    }
    found
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
    file.records.iter().map(key).collect()
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
    let mut found = Vec::new();
    block_changes(None, (old_text, Some(&old.item)), (new_text, Some(&new.item)), &mut found);
    let keys =
        |text: &str, record: &Record| record.metrics.iter().map(|block| metric_name(text, block)).collect::<Vec<_>>();
    let (old_keys, new_keys) = (keys(old_text, old), keys(new_text, new));
    let pairs = pair(&old_keys, &new_keys);
    for (at, block) in new.metrics.iter().enumerate() {
        let before = pairs.iter().find(|(_, new)| *new == at).and_then(|(old_at, _)| old.metrics.get(*old_at));
        block_changes(Some(&new_keys[at]), (old_text, before), (new_text, Some(block)), &mut found);
    }
    for (at, block) in old.metrics.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|(old, _)| old == at)) {
        block_changes(Some(&old_keys[at]), (old_text, Some(block)), (new_text, None), &mut found);
    }
    found
}

fn metric_name(text: &str, block: &Block) -> String {
    let id = block.read(text, Field::Id);
    if id.is_empty() { block.head.of(text).to_string() } else { id.into_owned() }
}

fn block_changes(
    metric: Option<&str>,
    old: (&str, Option<&Block>),
    new: (&str, Option<&Block>),
    found: &mut Vec<FieldChange>,
) {
    let said = |(text, block): (&str, Option<&Block>), name: &Name| {
        let slot = block?.slot(name)?;
        Some(match slot.elements {
            Some(_) => slot.list(text).join("; "),
            None => value::plain(slot.value.of(text)).into_owned(),
        })
    };
    let mut names: Vec<&Name> =
        [new.1, old.1].into_iter().flatten().flat_map(|block| &block.slots).map(|slot| &slot.name).collect();
    names.sort();
    names.dedup();
    for name in names {
        let (before, after) = (said(old, name), said(new, name));
        if before != after {
            found.push(FieldChange { metric: metric.map(str::to_string), name: name.clone(), old: before, new: after });
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
            let owner = change.metric.as_ref().map_or(String::new(), |metric| format!("{metric}."));
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
}
