//! Which table of a file is a record, and which of its keys say what.
//!
//! The archive's own format is one shape, [`Shape::of_archive`]; a TOML file written for something else gets the shape
//! that [`Shape::infer`] sees in it. Everything above reads records through a shape and never by key names of its own.

use crate::model::field::ENTRY_FIELDS;
use crate::model::field::Field;
use crate::model::field::ITEM_FIELDS;
use crate::model::field::METRIC_FIELDS;
use crate::store::tree::Node;
use crate::store::tree::Table;
use crate::store::value;
use std::collections::HashMap;

/// Where items and metrics stand in a file and what their keys are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The top-level key whose tables are the items.
    pub items: String,
    /// Where an item's metrics stand.
    pub metrics: Metrics,
    /// The key under which a metric's dated entries stand; none where there are no such.
    pub entries: Option<String>,
    /// What an item's fields are called here; a field that is not listed does not occur.
    pub item_keys: Vec<(Field, String)>,
    /// What a metric's fields are called.
    pub metric_keys: Vec<(Field, String)>,
    /// What an entry's fields are called.
    pub entry_keys: Vec<(Field, String)>,
}

/// Where an item's metrics stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Metrics {
    /// In tables of their own under this key.
    Tables(String),
    /// The item's own numbers are its metrics, each named by its key.
    Numbers,
}

impl Shape {
    /// The shape of the archive's own format.
    pub fn of_archive() -> Shape {
        let named = |fields: &[Field]| fields.iter().map(|field| (*field, field.key().to_string())).collect();
        Shape {
            items: "item".to_string(),
            metrics: Metrics::Tables("metric".to_string()),
            entries: Some("entry".to_string()),
            item_keys: named(ITEM_FIELDS),
            metric_keys: named(METRIC_FIELDS),
            entry_keys: named(ENTRY_FIELDS),
        }
    }

    /// What an item's key means.
    pub fn item_field(&self, key: &str) -> Option<Field> {
        field(&self.item_keys, key)
    }

    /// What a metric's key means.
    pub fn metric_field(&self, key: &str) -> Option<Field> {
        field(&self.metric_keys, key)
    }

    /// What an entry's key means.
    pub fn entry_field(&self, key: &str) -> Option<Field> {
        field(&self.entry_keys, key)
    }

    /// What an item's field is called; none where the shape has no such field.
    pub fn item_key(&self, field: Field) -> Option<&str> {
        key(&self.item_keys, field)
    }

    /// What a metric's field is called; none where the shape has no such field.
    pub fn metric_key(&self, field: Field) -> Option<&str> {
        key(&self.metric_keys, field)
    }

    /// What an entry's field is called; none where the shape has no such field.
    pub fn entry_key(&self, field: Field) -> Option<&str> {
        key(&self.entry_keys, field)
    }

    /// The shape of a file that was not written for this program: its largest array of tables holds the items, keys
    /// named as such things are usually named give the fields, and a short text that repeats gives the category.
    /// None where no table repeats.
    pub fn infer(root: &Table, text: &str) -> Option<Shape> {
        let (items, tables) = root
            .entries
            .iter()
            .filter_map(|entry| Some((entry.key.clone(), entry.node.tables()?)))
            .rev()
            .max_by_key(|(_, tables)| tables.len())?;
        let has = |key: &str| tables.iter().any(|table| table.get(key).is_some());
        let mut item_keys: Vec<(Field, String)> = Vec::new();
        for (field, names) in USUAL {
            let name = names.iter().find(|name| has(name) && !item_keys.iter().any(|(_, key)| key == *name));
            item_keys.extend(name.map(|name| (*field, name.to_string())));
        }
        let strings = strings(&tables, text);
        for (field, must_repeat) in [(Field::Title, false), (Field::Category, true)] {
            let used = |key: &str| item_keys.iter().any(|(_, name)| name == key);
            let fit = strings.iter().find(|(key, repeats)| (*repeats || !must_repeat) && !used(key));
            if let (false, Some((key, _))) = (item_keys.iter().any(|(known, _)| *known == field), fit) {
                item_keys.push((field, key.clone()));
            }
        }
        Some(Shape {
            items,
            metrics: Metrics::Numbers,
            entries: None,
            item_keys,
            metric_keys: Vec::new(),
            entry_keys: Vec::new(),
        })
    }
}

/// What fields are usually called, most telling name first.
const USUAL: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "name", "summary", "description"]),
    (Field::Id, &["id", "key", "slug", "code"]),
    (Field::Category, &["category", "group", "section", "kind", "type"]),
    (Field::Text, &["text", "body", "description", "summary", "comment", "notes"]),
    (Field::Tags, &["tags", "keywords", "labels"]),
    (Field::Source, &["source", "url", "repository"]),
];

/// The keys whose values are short strings throughout, in order, and whether such a key groups: few values for many
/// tables.
fn strings(tables: &[&Table], text: &str) -> Vec<(String, bool)> {
    let mut keys: Vec<String> = Vec::new();
    let mut values: HashMap<String, (usize, std::collections::HashSet<String>)> = HashMap::new();
    for entry in tables.iter().flat_map(|table| &table.entries) {
        let Node::Scalar(span) = entry.node else { continue };
        let Some(value) = value::string(span.of(text)).filter(|value| value.len() <= 80) else { continue };
        let seen = values.entry(entry.key.clone()).or_insert_with(|| {
            keys.push(entry.key.clone());
            Default::default()
        });
        seen.0 += 1;
        seen.1.insert(value.into_owned());
    }
    keys.into_iter()
        .map(|key| {
            let (uses, distinct) = values.get(&key).map_or((0, 0), |(uses, seen)| (*uses, seen.len()));
            (key, uses >= 4 && distinct * 2 <= uses)
        })
        .collect()
}

fn field(keys: &[(Field, String)], key: &str) -> Option<Field> {
    keys.iter().find(|(_, name)| name == key).map(|(field, _)| *field)
}

fn key(keys: &[(Field, String)], field: Field) -> Option<&str> {
    keys.iter().find(|(known, _)| *known == field).map(|(_, name)| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tree;

    #[test]
    fn a_foreign_file_shows_its_shape() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1\"\nsource = \"r\"\n[[package]]\nname = \"b\"\nversion = \"2\"\n";
        let shape = Shape::infer(&tree::read(lock).root, lock).unwrap();
        assert_eq!((shape.items.as_str(), shape.item_key(Field::Title)), ("package", Some("name")));
        assert_eq!(shape.item_key(Field::Source), Some("source"));

        let rule = |n: usize| {
            format!("[[rules]]\nid = \"r{n}\"\ndescription = \"d{n}\"\nlevel = \"{}\"\nentropy = {n}.5\n", n % 2)
        };
        let rules: String = (0..8).map(rule).collect();
        let shape = Shape::infer(&tree::read(&rules).root, &rules).unwrap();
        assert_eq!(shape.item_key(Field::Title), Some("description"));
        assert_eq!(shape.item_key(Field::Category), Some("level"));
        assert_eq!(Shape::infer(&tree::read("a = 1").root, "a = 1"), None);
    }
}
