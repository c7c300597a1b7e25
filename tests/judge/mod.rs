//! The `toml` crate as the judge of what a text says, beside what our own tree has of it.
#![allow(unreachable_pub, reason = "a module of test files")]

use annals::store::tree::Node;
use annals::store::tree::Table;
use annals::store::value;
use std::collections::BTreeMap;
use toml::de::DeTable;
use toml::de::DeValue;

/// A document by its content: scalars by kind and value, arrays, tables.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    Scalar(String),
    Array(Vec<Seen>),
    Table(BTreeMap<String, Seen>),
}

/// The document as the judge reads it. It must be TOML.
pub fn judged(text: &str) -> Seen {
    // A line break that is written as such is the file's style, not its content.
    let text = &text.replace("\r\n", "\n");
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{error}\n{text:?}"));
    of_table(table.get_ref())
}

fn of_table(table: &DeTable) -> Seen {
    Seen::Table(table.iter().map(|(key, value)| (key.get_ref().to_string(), of_value(value.get_ref()))).collect())
}

fn of_value(value: &DeValue) -> Seen {
    match value {
        DeValue::String(text) => Seen::Scalar(format!("string {text:?}")),
        DeValue::Integer(number) => Seen::Scalar(format!("integer {} {}", number.radix(), number.as_str())),
        DeValue::Float(number) => Seen::Scalar(format!("float {}", number.as_str())),
        DeValue::Boolean(flag) => Seen::Scalar(format!("boolean {flag}")),
        DeValue::Datetime(date) => Seen::Scalar(format!("date {date}")),
        DeValue::Array(values) => Seen::Array(values.iter().map(|value| of_value(value.get_ref())).collect()),
        DeValue::Table(table) => of_table(table),
    }
}

/// The document as our tree has it, each scalar read out of its span.
pub fn seen(table: &Table, text: &str) -> Seen {
    let entries = table.entries.iter().map(|entry| (entry.key.clone(), seen_node(&entry.node, text)));
    let seen: BTreeMap<String, Seen> = entries.collect();
    assert_eq!(seen.len(), table.entries.len(), "a key stands twice");
    Seen::Table(seen)
}

fn seen_node(node: &Node, text: &str) -> Seen {
    match node {
        Node::Scalar(span) => match value::string(span.of(text)) {
            Some(string) => Seen::Scalar(format!("string {string:?}")),
            None => of_value(DeValue::parse(span.of(text)).expect("a value").get_ref()),
        },
        Node::Array(_, nodes) => Seen::Array(nodes.iter().map(|node| seen_node(node, text)).collect()),
        Node::Table(table) => seen(table, text),
        Node::Tables(tables) => Seen::Array(tables.iter().map(|table| seen(table, text)).collect()),
    }
}
