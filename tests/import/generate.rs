//! Small archives with what is hard to carry in the cells: quotes, separators, line breaks, control characters, formulas.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// A text of one field.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ -~]{1,4}",
        2 => "\\PC{1,3}",
        1 => "(?s).",
        1 => prop_oneof![
            Just("; "), Just("\""), Just("'"), Just("''="), Just("="), Just("+1"), Just("-"), Just("@"), Just("\t"), Just("\r\n"),
            Just("\r"), Just("\n"), Just("\\n"), Just("\\"), Just("_x000D_"), Just("\u{1}"), Just("\u{fffe}"), Just("<&>"), Just("  "),
            Just("true"), Just("1,000"), Just("臺"), Just("\u{202e}"), Just("，"),
        ]
        .prop_map(str::to_string),
    ];
    vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// The value of a metric as TOML writes it; empty for a gap.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => any::<i32>().prop_map(|number| number.to_string()),
        2 => (any::<i64>(), 1..12u32).prop_map(|(digits, decimals)| {
            let digits = format!("{:0>13}", digits.unsigned_abs());
            let (whole, rest) = digits.split_at(digits.len() - decimals as usize);
            let whole = whole.trim_start_matches('0');
            format!("-{}.{rest}", if whole.is_empty() { "0" } else { whole })
        }),
        1 => Just("9007199254740993".to_string()),
        2 => text().prop_map(|grade| quoted(&grade)),
        1 => Just(String::new()),
    ]
}

/// A text as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

/// A line `key = value`, or nothing.
fn maybe(key: &'static str, value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    option::of(value).prop_map(move |value| match value.filter(|value| !value.is_empty()) {
        Some(value) => format!("{key} = {value}\n"),
        None => String::new(),
    })
}

fn list() -> impl Strategy<Value = String> {
    vec(text().prop_map(|text| quoted(&text)), 1..4).prop_map(|texts| format!("[{}]", texts.join(", ")))
}

/// Dated entries, and how they are totalled.
fn entries() -> impl Strategy<Value = String> {
    let total = prop_oneof![Just(""), Just("total = 'max'\n"), Just("total = 'count'\n")];
    let entry = (1..28u8, option::of(any::<i16>()), text()).prop_map(|(day, value, note)| {
        let value = value.map_or(String::new(), |value| format!("value = {value}\n"));
        format!("[[item.metric.entry]]\non = 2020-03-{day:02}\n{value}note = {}\n", quoted(&note))
    });
    (total, vec(entry, 0..3)).prop_map(|(total, entries)| format!("{total}{}", entries.concat()))
}

fn metric() -> impl Strategy<Value = String> {
    let line = || text().prop_map(|text| quoted(&text));
    let flag = any::<bool>().prop_map(|flag| flag.to_string());
    let number = any::<i32>().prop_map(|number| number.to_string());
    let other = prop_oneof![Just("1".to_string()), line(), Just("[1, 2]".to_string())];
    (
        maybe("value", value()),
        maybe("unit", line()),
        maybe("approx", flag),
        maybe("target", number),
        maybe("note", line()),
        maybe("formula", line()),
        maybe("accept", list()),
        maybe("own", other),
        entries(),
    )
        .prop_map(|(value, unit, approx, target, note, formula, accept, own, entries)| {
            [value, unit, approx, target, note, formula, accept, own, entries].concat()
        })
}

/// An item's lines below its id, and its metrics without what they are called.
fn item() -> impl Strategy<Value = (String, Vec<(String, u8)>)> {
    let line = || text().prop_map(|text| quoted(&text));
    let dates =
        prop_oneof![Just("[\"2021-03-18/19\", 2021-03-04]"), Just("[\"2021\"]"), Just("[\"2021-03\", \"2020/2021\"]")];
    let fields = (
        maybe("no", line()),
        maybe("text", line()),
        maybe("when", dates.prop_map(str::to_string)),
        maybe("names", list()),
        maybe("tags", list()),
        maybe("source", line()),
        maybe("accept", list()),
        maybe("own", line()),
    )
        .prop_map(|(no, text, when, names, tags, source, accept, own)| {
            [no, text, when, names, tags, source, accept, own].concat()
        });
    (fields, vec((metric(), any::<u8>()), 0..4))
}

/// The texts of an archive's files: what it is, and a file for each of one or two years.
pub fn archive() -> impl Strategy<Value = Vec<String>> {
    let years = vec(vec((item(), option::of(text()), any::<bool>()), 1..4), 1..3);
    (any::<bool>(), any::<bool>(), years).prop_map(|(roc, outlined, years)| {
        let calendar = if roc { "roc" } else { "gregorian" };
        let outline = if outlined {
            "[[category]]\nid = 'a'\ntitle = '甲'\n[[category]]\nid = 'a/b'\ntitle = '乙'\nin.2020 = { title = '丙' }\n"
        } else {
            ""
        };
        let series = "[[series]]\nid = 's.1'\nname = '一'\nunit = '間'\ntarget = 5\n[[series]]\nid = 's.2'\n";
        let about = format!("title = 'x'\ncalendar = '{calendar}'\n{outline}{series}");
        let mut texts = vec![about];
        for (at, items) in years.into_iter().enumerate() {
            let mut text = format!("year = {}\n", 2020 + at);
            for (number, ((fields, metrics), title, has_id)) in items.into_iter().enumerate() {
                // What tells one record from another has to be plain: a workbook cannot hold every character.
                let (id, title) = match has_id {
                    true => (
                        format!("id = 'i.{number}'\n"),
                        title.map_or(String::new(), |title| format!("title = {}\n", quoted(&title))),
                    ),
                    false => (String::new(), format!("title = '題 {number}'\n")),
                };
                let category = if number % 2 == 0 { "a" } else { "a/b" };
                text += &format!("\n[[item]]\n{id}category = '{category}'\n{title}{fields}");
                for (at, (metric, how)) in metrics.into_iter().enumerate() {
                    let called = match how % 4 {
                        0 => "id = 's.1'\n".to_string(),
                        1 => "id = 's.2'\nname = '二'\n".to_string(),
                        2 => format!("id = 'own.{at}'\n"),
                        _ => format!("name = '標 {at}'\n"),
                    };
                    text += &format!("\n[[item.metric]]\n{called}{metric}");
                }
            }
            texts.push(text);
        }
        texts
    })
}
