//! Text → records: what is read, and which lines each owns.

use super::*;
use crate::store::tree;

/// Prints each record as `keys {metric keys}`, and checks that the spans point at those keys.
fn print(text: &str) -> String {
    let show = |block: &Block| {
        let one = |slot: &Slot| match &slot.name {
            Name::Field(field) => format!("{}={}", field.key(), slot.value.of(text)),
            Name::Other(key) => format!("{key}?{}", slot.value.of(text)),
        };
        block.slots.iter().map(one).collect::<Vec<_>>().join(" ")
    };
    let shape = Shape::of_archive();
    let one = |record: &Record| {
        let entries =
            |metric: &Block| metric.entries.iter().map(|entry| format!(" ({})", show(entry))).collect::<String>();
        let metric = |metric: &Block| format!(" {{{}{}}}", show(metric), entries(metric));
        let metrics: Vec<String> = record.metrics.iter().map(metric).collect();
        show(&record.item) + &metrics.concat()
    };
    records(&tree::read(text), &shape, text).iter().map(one).collect::<Vec<_>>().join(" | ")
}

#[test]
fn text_to_records() {
    let check = |text: &str, records: &str| assert_eq!(print(text), records, "of {text:?}");
    check("year = 1", "");
    check("[[item]]\nid = 'a'\n[[item.metric]]\nvalue = 1\n[[item]]\nid = 'b'", "id='a' {value=1} | id='b'");
    check("item = [{id = 'a', metric = [{value = 1}, {value = 2}]}]", "id='a' {value=1} {value=2}");
    check("[[item]]\nid = 'a'\nmetric = [{value = 1}]\n", "id='a' {value=1}");
    check("[[item]]\nx.y = 1\nx.z = [2]\n[item.w]\nv = 3\n", "x.y?1 x.z?[2] w.v?3");
    check("[[item]]\n[[item.entry]]\nv = 3\n[[item.entry]]\nv = 4", "entry[0].v?3 entry[1].v?4");
    check("\u{feff}[[item]]\r\nid = 'a'\r\n", "id='a'");
    let entries = "{id='m' total='sum' (on=2021-03-04 value=1) (note='n' x?2)}";
    let header = "[[item]]\n[[item.metric]]\nid = 'm'\ntotal = 'sum'\n";
    let blocks = "[[item.metric.entry]]\non = 2021-03-04\nvalue = 1\n[[item.metric.entry]]\nnote = 'n'\nx = 2\n";
    check(&format!("{header}{blocks}"), &format!(" {entries}"));
    let inline = "entry = [{on = 2021-03-04, value = 1}, {note = 'n', x = 2}]";
    check(&format!("{header}{inline}\n"), &format!(" {entries}"));
    check(&format!("item = [{{metric = [{{id = 'm', {inline}, total = 'sum'}}]}}]"), &format!(" {entries}"));
    // What is no list of tables is a key like any other.
    check("[[item]]\n[[item.metric]]\nentry = 1\n", " {entry?1}");
    check("[[item]]\n[[item.metric]]\n[item.metric.entry]\non = 1\n", " {entry.on?1}");
}

#[test]
fn a_record_owns_its_lines() {
    let text = "# file\n\n# of a\n[[item]]\nid = 'a' # x\n# a's end\n\n# section\n\n# of b\n[[item]]\nid = 'b'\n# of m\n\n[[item.metric]]\nvalue = 1";
    let found = records(&tree::read(text), &Shape::of_archive(), text);
    let spans: Vec<&str> = found.iter().map(|record| record.item.span.of(text)).collect();
    assert_eq!(
        spans,
        [
            "# of a\n[[item]]\nid = 'a' # x\n# a's end\n",
            "# of b\n[[item]]\nid = 'b'\n# of m\n\n[[item.metric]]\nvalue = 1"
        ]
    );
    assert_eq!(found[1].metrics[0].span.of(text), "[[item.metric]]\nvalue = 1");
}

#[test]
fn a_hash_in_a_string_is_no_comment() {
    let text = "a = '''\n# x'''\n[[item]]\nid = 'a'";
    let found = records(&tree::read(text), &Shape::of_archive(), text);
    assert_eq!(found[0].item.span.of(text), "[[item]]\nid = 'a'");
}

#[test]
fn numbers_are_told_from_dates() {
    for (raw, number) in [
        ("1", true),
        ("-1.5e-3", true),
        ("1_000", true),
        ("2019-03-18", false),
        ("07:30:00", false),
        ("'1'", false),
        ("true", false),
    ] {
        assert_eq!(is_number(raw), number, "{raw}");
    }
}
