//! The format as JSON Schema, for editors and other programs: made of the tables that the program itself reads by.
//!
//! It asks for what `docs/format.md` says. The program takes some things besides, a bare number where a text belongs; but
//! whoever writes a file with the schema at hand should be led to the plain way. Keys of one's own are allowed anywhere.
//!
//! Nothing is referred to by `$ref`: taplo 0.9 does not follow one into the same file.

use crate::model::entry::Total;
use crate::model::field::Field;
use crate::model::field::Kind;
use crate::store::about::keys;
use crate::store::about::keys::Key;
use crate::store::about::keys::Takes;
use crate::store::shape::Metrics;
use crate::store::shape::Shape;
use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap;

/// The schema of `archive.toml`, as JSON of many lines.
pub fn archive() -> String {
    document(
        "archive.toml",
        "What an archive of Annals is: its title, calendar, outline and series.",
        about(keys::ROOT),
    )
}

/// The schema of the files with the records of one year, as JSON of many lines.
pub fn year() -> String {
    let shape = Shape::of_archive();
    let mut metric = fields(&shape.metric_keys, METRIC_SAYS);
    if let Some(key) = &shape.entries {
        let mut entry = fields(&shape.entry_keys, ENTRY_SAYS);
        // Entries come to a number, so each of them is one.
        let value = shape.entry_key(Field::Value);
        for (_, schema) in entry.iter_mut().filter(|(key, _)| Some(key.as_str()) == value) {
            schema.types = &["number"];
        }
        let entry = Schema { required: &["on"], ..table(entry) };
        metric.push((key.clone(), list(entry).says("What happened, as it happens.")));
    }
    let metric = table(metric);
    let mut item = fields(&shape.item_keys, &[]);
    if let Metrics::Tables(key) = &shape.metrics {
        item.push((key.clone(), list(metric).says("The metrics of the item.")));
    }
    let year = Schema { minimum: Some(1), maximum: Some(9999), ..Schema::of(&["integer"]) };
    let year =
        year.says("The year of the records: 108 in an archive of the ROC calendar is 2019, which is understood too.");
    let items = list(table(item)).says("The records.");
    let keys = vec![("year".to_string(), year), (shape.items, items)];
    document(
        "A year's file",
        "Records of one year in an archive of Annals.",
        Schema { required: &["year"], ..table(keys) },
    )
}

/// What a field that items have too says of a metric.
const METRIC_SAYS: &[(Field, &str)] =
    &[(Field::Id, "The id of its series; one without a series gives a name and a unit here.")];

/// What a field that metrics have too says of an entry.
const ENTRY_SAYS: &[(Field, &str)] = &[(Field::Value, "The number that the entry gives.")];

fn fields(keys: &[(Field, String)], own: &[(Field, &str)]) -> Properties {
    let says = |field: Field| own.iter().find(|(of, _)| *of == field).map_or(field.says(), |(_, says)| says);
    keys.iter().map(|(field, key)| (key.clone(), of_field(*field).says(says(*field)))).collect()
}

fn of_field(field: Field) -> Schema {
    match field.kind() {
        _ if field == Field::Id => id(),
        Kind::Category => id(),
        Kind::Line | Kind::Text => Schema::of(&["string"]),
        Kind::Figure => Schema::of(&["number"]),
        Kind::Value => Schema::of(&["number", "string"]),
        Kind::Flag => Schema::of(&["boolean"]),
        // One alone needs no brackets.
        Kind::List => Schema { items: Some(Box::new(Schema::of(&["string"]))), ..Schema::of(&["array", "string"]) },
        Kind::Dates => Schema { pattern: Some(when()), ..Schema::of(&["array", "string"]) }.of_items(any_of(vec![
            // A TOML date is a text to a schema. Tombi tells the two apart, and wants the format named.
            Schema { format: Some("date"), pattern: Some(day()), ..Schema::of(&["string"]) },
            Schema { pattern: Some(when()), ..Schema::of(&["string"]) },
        ])),
        Kind::Date => any_of(vec![
            Schema { format: Some("date"), pattern: Some(day()), ..Schema::of(&["string"]) },
            Schema { pattern: Some(day_or_month()), ..Schema::of(&["string"]) },
        ]),
        Kind::Total => Schema { words: Some(Total::ALL.map(Total::name).to_vec()), ..Schema::of(&["string"]) },
        Kind::Raw => Schema::default(),
    }
}

fn about(keys: &[Key]) -> Schema {
    table(keys.iter().map(|key| (key.name.to_string(), of_key(key).says(key.says))).collect())
}

fn of_key(key: &Key) -> Schema {
    match key.takes {
        Takes::Text => Schema::of(&["string"]),
        Takes::Id => id(),
        Takes::Ids => list(id()),
        Takes::TwoIds => Schema { min_items: Some(2), max_items: Some(2), ..list(id()) },
        Takes::Figure => Schema::of(&["number"]),
        Takes::Flag => Schema::of(&["boolean"]),
        Takes::Word(words) => Schema { words: Some(words.to_vec()), ..Schema::of(&["string"]) },
        Takes::Percent => Schema { minimum: Some(0), ..Schema::of(&["number"]) },
        Takes::Table(keys) => about(keys),
        Takes::Tables(keys) => list(about(keys)),
        Takes::Years(keys) => Schema {
            names: Some(Box::new(Schema { pattern: Some("^[0-9]{1,4}$".to_string()), ..Schema::default() })),
            others: Some(Others::Are(Box::new(about(keys)))),
            ..Schema::of(&["object"])
        },
    }
}

fn document(title: &str, says: &str, schema: Schema) -> String {
    let dialect = Some("https://json-schema.org/draft/2020-12/schema");
    let schema = Schema { dialect, title: Some(title.to_string()), ..schema }.says(says);
    // Text alone, with no map whose keys could be no text: this does not fail. An empty schema would allow anything.
    serde_json::to_string_pretty(&schema).unwrap_or_else(|_| "{}".to_string()) + "\n"
}

fn table(properties: Properties) -> Schema {
    // Tombi takes a table that does not say so to allow no key of one's own.
    Schema { properties, others: Some(Others::Allowed(true)), ..Schema::of(&["object"]) }
}

fn list(items: Schema) -> Schema {
    Schema::of(&["array"]).of_items(items)
}

fn any_of(any_of: Vec<Schema>) -> Schema {
    Schema { any_of, ..Schema::default() }
}

/// As [`is_id`](crate::store::flaws::is_id) has it.
fn id() -> Schema {
    Schema { pattern: Some("^[a-z0-9._/-]+$".to_string()), ..Schema::of(&["string"]) }
}

const MONTH: &str = "(0[1-9]|1[0-2])";
const DAY: &str = "(0[1-9]|[12][0-9]|3[01])";

fn day() -> String {
    format!("^[0-9]{{4}}-{MONTH}-{DAY}$")
}

fn day_or_month() -> String {
    format!("^[0-9]{{4}}-{MONTH}(-{DAY})?$")
}

/// A date or a range, whose end may leave out what it shares with the start.
fn when() -> String {
    let date = format!("[0-9]{{4}}(-{MONTH}(-{DAY})?)?");
    format!("^{date}(/({date}|({MONTH}-)?{DAY}))?$")
}

type Properties = Vec<(String, Schema)>;

/// A schema, with the keywords that are used here, in the order in which they are written.
#[derive(Debug, Default, Serialize)]
struct Schema {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    dialect: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "<[_]>::is_empty", serialize_with = "one_or_many")]
    types: &'static [&'static str],
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    words: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<u32>,
    #[serde(rename = "minItems", skip_serializing_if = "Option::is_none")]
    min_items: Option<u32>,
    #[serde(rename = "maxItems", skip_serializing_if = "Option::is_none")]
    max_items: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Box<Schema>>,
    #[serde(rename = "anyOf", skip_serializing_if = "Vec::is_empty")]
    any_of: Vec<Schema>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    required: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "in_order")]
    properties: Properties,
    #[serde(rename = "propertyNames", skip_serializing_if = "Option::is_none")]
    names: Option<Box<Schema>>,
    #[serde(rename = "additionalProperties", skip_serializing_if = "Option::is_none")]
    others: Option<Others>,
}

/// What keys there may be besides those that are named.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Others {
    Allowed(bool),
    Are(Box<Schema>),
}

impl Schema {
    fn of(types: &'static [&'static str]) -> Schema {
        Schema { types, ..Schema::default() }
    }

    fn says(self, says: &str) -> Schema {
        Schema { description: Some(says.to_string()), ..self }
    }

    fn of_items(self, items: Schema) -> Schema {
        Schema { items: Some(Box::new(items)), ..self }
    }
}

fn one_or_many<S: Serializer>(types: &&[&str], serializer: S) -> Result<S::Ok, S::Error> {
    match types {
        [one] => serializer.serialize_str(one),
        many => many.serialize(serializer),
    }
}

fn in_order<S: Serializer>(properties: &Properties, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(properties.len()))?;
    properties.iter().try_for_each(|(key, schema)| map.serialize_entry(key, schema))?;
    map.end()
}
