//! What the plain reader takes, the full reader and the judge take, and all see the same.

use super::*;
use crate::store::record;
use crate::store::shape::Shape;
use crate::store::tree;
use proptest::prelude::*;

/// Whether the text is plain; where it is, it is TOML, and its records are those of the full reader.
fn agrees(text: &str) -> bool {
    let shape = Shape::of_archive();
    let mut shown = Vec::new();
    let Some(plain) = read(text, |record| shown.push(record.clone())) else { return false };
    assert_eq!(tree::errors(text), [], "the judge refuses {text:?}");
    let tree = tree::read(text);
    let full = record::records(&tree, &shape, text);
    assert_eq!(shown, full, "of {text:?}");
    let alone = plain.starts.iter().map(|start| super::record(text, *start as usize));
    assert_eq!(alone.collect::<Option<Vec<Record>>>().as_ref(), Some(&full), "one by one, of {text:?}");
    let root = plain.root.iter().map(|slot| (slot.key.of(text), Some(slot.value)));
    let keys = tree.root.entries.iter().filter(|entry| entry.key != shape.items);
    assert!(root.eq(keys.map(|entry| (entry.key.as_str(), entry.node.span()))), "of {text:?}");
    true
}

#[test]
fn what_is_plain() {
    for (text, plain) in [
        ("", true),
        ("# only\n", true),
        ("\u{feff}year = 110\r\n\r\n[[item]]\r\nid = 'a'\r\n", true),
        ("\u{feff}  # c\n [[item]]\n", true),
        ("\u{feff}# c\n# d\n[[item]]\nid = 'a'\n", true),
        ("year = 110\n[[item]]\nid = 'a'\n[[item.metric]]\nvalue = 1\n[[item.metric.entry]]\non = 2021-03-31\n", true),
        ("[[item]] # x\ntext = \"\"\"\n[[item]]\n# no comment\n\"\"\"\"\"\n# a's\n\n# b's\n[[item]]\n", true),
        ("[[item]]\ntext = '''a''b'''\nnames = [ 'a', # one\n  \"b\\\"c\",\n]\nwhen = []\n", true),
        ("[[item]]\nvalue = -1.50\nown = 0\nflag = true\n[[item.metric]]\n[[item.metric]]\nid = 'm'", true),
        ("[[item]]\nx = \"\"\"a\\\"\"\"\"", true),
        // Left to the full reader: TOML that is not plain, and what is no TOML.
        ("[[item]]\nx.y = 1\n", false),
        ("[[item]]\n\"x\" = 1\n", false),
        ("[[item]]\nx = {a = 1}\n", false),
        ("[[item]]\nx = [[1]]\n", false),
        ("[[item]]\nx = \"\\u0041\"\n", false),
        ("[[item]]\nx = 1_000\n", false),
        ("[[item]]\nx = 9223372036854775808\n", false),
        ("[[ item ]]\nx = 1\n", false),
        ("[[item]]\n[item.x]\ny = 1\n", false),
        ("[[item]]\non = 2021-02-29\n", false),
        ("[[item]]\non = 2020-02-29\n", false),
        ("[[item]]\nid = 1\nid = 2\n", false),
        ("[[item]]\nown = 1\nown = 2\n", false),
        ("[[item]]\nmetric = 1\n[[item.metric]]\n", false),
        ("[[item]]\nmetric = []\n", false),
        ("item = 1\n[[item]]\n", false),
        ("[[item.metric]]\n", false),
        ("[[item]]\n[[item.metric.entry]]\n", false),
        ("[[item]]\nx = 'a\nb'\n", false),
        ("[[item]]\nx = \"a\n", false),
        ("[[item]]\nx = \"\"\"\"\"\"\"\"\"\n", false),
        ("[[item]]\nx = 01\n", false),
        ("[[item]]\nx = 1.\n", false),
        ("[[item]]\nx = 'a' 'b'\n", false),
        ("[[item]]\nx = [1 2]\n", false),
        ("[[item]]\nx = 1 y = 2\n", false),
        ("[[item]] x = 1\n", false),
        ("[[item]]\nx =\n1\n", false),
        ("# a\u{7f}\n", false),
        ("# a\rb\n", false),
        ("x = 'a\0'\n", false),
    ] {
        assert_eq!(agrees(text), plain, "{text:?}");
    }
}

#[test]
fn the_archive_is_plain() {
    let texts = crate::sample::texts().into_iter().filter(|text| !text.path.ends_with("archive.toml"));
    let files: Vec<bool> = texts.map(|text| agrees(&text.text.unwrap())).collect();
    assert!(files.len() > 1 && files.iter().all(|plain| *plain), "{files:?}");
}

/// A line of a record file, plain or nearly so.
fn line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "id", "title", "text", "value", "on", "names", "own", "x-1", "metric", "entry", "item", "",
    ]);
    let value = prop_oneof![
        4 => "\"[a宿 \\\\n\"'#\\[]{0,6}\"",
        4 => "'[a宿 \\\\\"#\\]]{0,6}'",
        3 => "\"\"\"\n?[a宿 \\\\\"\n#\\[\r]{0,8}\"\"\"\"{0,3}",
        2 => "'''[a宿'\n#\\[]{0,8}''''{0,3}",
        3 => "[+-]?[0-9_]{1,4}(\\.[0-9]{0,2})?(e1)?",
        2 => "20[12][0-9]-[0-3][0-9]-[0-3][0-9](T07:00:00)?",
        2 => "\\[( |\n|#a\n)?('a'|1|\"b\")?( |\n)?(,( |\n|#b\r\n)?('c'|[0-9]))?,?\\]",
        1 => "(true|false|tru|inf|nan|\\{a = 1\\}|)",
    ];
    let header = prop::sample::select(vec![
        "[[item]]",
        "[[item]]",
        "[[item]]",
        "[[item.metric]]",
        "[[item.metric]]",
        "[[item.metric.entry]]",
        "[item]",
        "[[ item ]]",
        "[item.x]",
    ]);
    let end = prop::sample::select(vec!["\n", "\n", "\n", " # c\n", "\r\n", "\n\n", "\n# c\n", "", "\r", "\u{7f}\n"]);
    let blank = prop::sample::select(vec!["", "", " ", "\t"]);
    let pair = (key, blank.clone(), value).prop_map(|(key, blank, value)| format!("{key}{blank}= {value}"));
    let said = prop_oneof![6 => pair, 4 => header.prop_map(str::to_string), 1 => Just(String::new())];
    (blank, said, end).prop_map(|(blank, said, end)| format!("{blank}{said}{end}"))
}

proptest! {
    #[test]
    fn any_lines_are_read_alike(mark in "\u{feff}?(year = 1\n)?", lines in prop::collection::vec(line(), 0..12)) {
        agrees(&format!("{mark}{}", lines.concat()));
    }

    #[test]
    fn any_bytes_of_its_alphabet_are_read_alike(text in "(\\[\\[item\\]\\]\n)?[a1\"'#=\\[\\]\n\r\t .,{}\\\\-]{0,24}") {
        agrees(&text);
    }
}
