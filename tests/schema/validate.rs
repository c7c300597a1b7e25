//! A validator of JSON Schema, as far as the schemas of this project go: an unknown keyword is a panic, not a pass.

use serde_json::Map;
use serde_json::Value;

/// What is wrong with `value`, a line each, with the way to it.
pub fn validate(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, value, "", &mut faults);
    faults
}

fn check(schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let Value::Object(keywords) = schema else {
        assert_eq!(schema, &Value::Bool(true), "no schema at {at}");
        return;
    };
    for (keyword, wanted) in keywords {
        if !holds(keyword, wanted, keywords, value, at, faults) {
            faults.push(format!("{at}: {value} is against {keyword}"));
        }
    }
}

/// Whether a keyword holds here. What it says of the values within goes to `faults`.
fn holds(
    keyword: &str,
    wanted: &Value,
    keywords: &Map<String, Value>,
    value: &Value,
    at: &str,
    faults: &mut Vec<String>,
) -> bool {
    let number = |value: &Value| value.to_string().parse::<f64>().unwrap();
    match (keyword, value) {
        ("$schema" | "title" | "description" | "format", _) => true,
        ("type", _) => match wanted {
            Value::Array(types) => types.iter().any(|name| is_a(name, value)),
            name => is_a(name, value),
        },
        ("enum", _) => wanted.as_array().unwrap().contains(value),
        ("pattern", Value::String(text)) => regex_lite::Regex::new(wanted.as_str().unwrap()).unwrap().is_match(text),
        ("minimum", Value::Number(_)) => number(value) >= number(wanted),
        ("maximum", Value::Number(_)) => number(value) <= number(wanted),
        ("minItems", Value::Array(list)) => list.len() as f64 >= number(wanted),
        ("maxItems", Value::Array(list)) => list.len() as f64 <= number(wanted),
        ("anyOf", _) => wanted.as_array().unwrap().iter().any(|schema| validate(schema, value).is_empty()),
        ("required", Value::Object(map)) => {
            wanted.as_array().unwrap().iter().all(|key| map.contains_key(key.as_str().unwrap()))
        }
        ("items", Value::Array(list)) => {
            list.iter().enumerate().for_each(|(n, one)| check(wanted, one, &format!("{at}/{n}"), faults));
            true
        }
        ("properties", Value::Object(map)) => {
            let known = wanted.as_object().unwrap();
            let both = map.iter().filter_map(|(key, one)| Some((key, one, known.get(key)?)));
            both.for_each(|(key, one, schema)| check(schema, one, &format!("{at}/{key}"), faults));
            true
        }
        ("additionalProperties", Value::Object(map)) => {
            let known = |key: &str| keywords.get("properties").is_some_and(|known| known.get(key).is_some());
            let others = map.iter().filter(|(key, _)| !known(key));
            others.for_each(|(key, one)| check(wanted, one, &format!("{at}/{key}"), faults));
            true
        }
        ("propertyNames", Value::Object(map)) => {
            map.keys().for_each(|key| check(wanted, &Value::String(key.clone()), &format!("{at}/{key}"), faults));
            true
        }
        (
            "pattern"
            | "minimum"
            | "maximum"
            | "minItems"
            | "maxItems"
            | "required"
            | "items"
            | "properties"
            | "additionalProperties"
            | "propertyNames",
            _,
        ) => true,
        _ => panic!("the validator of the tests does not know {keyword}"),
    }
}

fn is_a(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "string" => value.is_string(),
        "number" => value.is_number(),
        // 60.0 is an integer to JSON Schema.
        "integer" => value.is_number() && value.to_string().parse::<f64>().is_ok_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}
