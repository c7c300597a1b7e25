//! Text and change → text.

use super::*;
use crate::store::record;
use crate::store::tree;
use proptest::prelude::*;

fn change(text: &str, change: &Change) -> Result<String, Refusal> {
    let shape = Shape::of_archive();
    let records = record::records(&tree::read(text), &shape, text);
    let splice = plan(text, &records, &shape, change)?;
    let Some(splice) = splice else { return Ok(text.to_string()) };
    let changed = splice.apply(text).unwrap();
    assert_eq!(splice.inverse().apply(&changed).as_deref(), Some(text), "the inverse is not exact");
    Ok(changed)
}

fn place(at: &str) -> Place {
    match at.split_once('.') {
        Some((record, metric)) => Place { record: record.parse().unwrap(), metric: Some(metric.parse().unwrap()) },
        None => Place { record: at.parse().unwrap(), metric: None },
    }
}

fn set(at: &str, field: Field, new: New) -> Change {
    Change::Set(place(at), Name::Field(field), new)
}

fn text(text: &str) -> New {
    New::Text(text.to_string())
}

fn raw(raw: &str) -> New {
    New::Raw(raw.to_string())
}

fn list(words: &[&str]) -> New {
    New::List(words.iter().map(|word| word.to_string()).collect())
}

#[track_caller]
fn check(before: &str, made: Change, after: &str) {
    assert_eq!(change(before, &made).as_deref(), Ok(after), "{made:?}");
}

const TWO: &str = "year = 108\n\n# first\n[[item]]\nid = \"a\" # the id\ntitle = 'A'\n\n[[item.metric]]\nid = \"m\"\nvalue = 1_000 # 間\n\n# section\n\n[[item]]\nid = \"b\"\n";

#[test]
fn a_value_changes_alone() {
    check(TWO, set("0", Field::Title, text("臺")), &TWO.replace("'A'", "'臺'"));
    check(TWO, set("0", Field::Title, text("it's")), &TWO.replace("'A'", "\"it's\""));
    check(TWO, set("0.0", Field::Value, raw("2_000")), &TWO.replace("1_000", "2_000"));
    check(TWO, set("0.0", Field::Value, text("特優")), &TWO.replace("1_000", "\"特優\""));
    check(TWO, set("0.0", Field::Value, raw("1000")), &TWO.replace("1_000", "1000"));
    check(TWO, set("0", Field::Title, text("A")), TWO);
    check("[[item]]\nno = 1\n", set("0", Field::No, text("2")), "[[item]]\nno = 2\n");
    check("[[item]]\nno = 1\n", set("0", Field::No, text("2.(1)")), "[[item]]\nno = \"2.(1)\"\n");
    check("\u{feff}[[item]]\r\ntitle = \"a\"", set("0", Field::Title, text("b")), "\u{feff}[[item]]\r\ntitle = \"b\"");
    check("item = [{ title = 'a' }, {}]", set("0", Field::Title, text("b\nc")), "item = [{ title = \"b\\nc\" }, {}]");
    check(
        "[[item]]\nx.y = 1\n",
        Change::Set(place("0"), Name::Other("x.y".into()), raw("[1, 2]")),
        "[[item]]\nx.y = [1, 2]\n",
    );
    check("[[item]]\ntags = ['a', 'b']", set("0", Field::Tags, list(&["a", "c"])), "[[item]]\ntags = ['a', 'c']");
}

#[test]
fn a_new_key_takes_its_place_in_the_format() {
    check(
        "[[item]]\n  id    = 1\n  title = 'x'\n",
        set("0", Field::No, text("1")),
        "[[item]]\n  id    = 1\n  no    = \"1\"\n  title = 'x'\n",
    );
    check(TWO, set("1", Field::Title, text("B")), &format!("{TWO}title = \"B\"\n"));
    check("[[item]]\nid = 'a'", set("0", Field::Tags, list(&["x"])), "[[item]]\nid = 'a'\ntags = [\"x\"]");
    check("[[item]]", set("0", Field::Id, text("a")), "[[item]]\nid = \"a\"");
    check("[[item]]\r\n", set("0", Field::Text, text("a\nb")), "[[item]]\r\ntext = \"\"\"\r\na\r\nb\r\n\"\"\"\r\n");
    check("[[item]]\ntitle = 't'\n", set("0", Field::Id, text("a")), "[[item]]\nid = \"a\"\ntitle = 't'\n");
    check("item = [{id = 'a'}, {}]", set("0", Field::Title, text("t")), "item = [{id = 'a', title = \"t\"}, {}]");
    check("item = [{id = 'a'}, {}]", set("1", Field::Title, text("t")), "item = [{id = 'a'}, { title = \"t\" }]");
    check("item = [{title = 'a'}]", set("0", Field::Id, text("t")), "item = [{id = \"t\", title = 'a'}]");
}

#[test]
fn a_key_goes_with_its_line() {
    check(TWO, Change::Clear(place("0"), Name::Field(Field::Title)), &TWO.replace("title = 'A'\n", ""));
    check(TWO, Change::Clear(place("0.0"), Name::Field(Field::Value)), &TWO.replace("value = 1_000 # 間\n", ""));
    check(
        "item = [{id = 'a', no = '1', title = 't'}]",
        Change::Clear(place("0"), Name::Field(Field::No)),
        "item = [{id = 'a', title = 't'}]",
    );
    check("item = [{id = 'a', no = '1'}]", Change::Clear(place("0"), Name::Field(Field::No)), "item = [{id = 'a'}]");
}

#[test]
fn records_come_and_go_with_their_comments() {
    let new = "[[item]]\nid = \"n\"\n".to_string();
    check(TWO, Change::AddItem(Some(1), new.clone()), &format!("{TWO}\n[[item]]\nid = \"n\"\n"));
    check(TWO, Change::AddItem(Some(0), new.clone()), &TWO.replace("# section", "[[item]]\nid = \"n\"\n\n# section"));
    check("year = 1", Change::AddItem(None, new.clone()), "year = 1\n\n[[item]]\nid = \"n\"");
    check("", Change::AddItem(None, new.clone()), "[[item]]\nid = \"n\"\n");
    check(
        "item = [{id = 'a'}]",
        Change::AddItem(Some(0), "{ id = \"n\" }".into()),
        "item = [{id = 'a'}, { id = \"n\" }]",
    );
    check(TWO, Change::Delete(place("0")), "year = 108\n\n# section\n\n[[item]]\nid = \"b\"\n");
    check(TWO, Change::Delete(place("1")), &TWO.replace("\n\n[[item]]\nid = \"b\"\n", "\n"));
    check("item = [{id = 'a'}, {id = 'b'}]", Change::Delete(place("0")), "item = [{id = 'b'}]");
    check("item = [{id = 'a'}, {id = 'b'}]", Change::Delete(place("1")), "item = [{id = 'a'}]");
    check("item = [{id = 'a'},]", Change::Delete(place("0")), "item = []");
    check("\u{feff}[[item]]\nid = 'a'", Change::Delete(place("0")), "\u{feff}");
}

#[test]
fn metrics_stay_with_their_record() {
    let new = "[[item.metric]]\nid = \"n\"\n".to_string();
    check(TWO, Change::AddMetric(0, new.clone()), &TWO.replace("# 間\n", "# 間\n\n[[item.metric]]\nid = \"n\"\n"));
    check(TWO, Change::AddMetric(1, new), &format!("{TWO}\n[[item.metric]]\nid = \"n\"\n"));
    check(TWO, Change::Delete(place("0.0")), &TWO.replace("[[item.metric]]\nid = \"m\"\nvalue = 1_000 # 間\n\n", ""));
    check(
        "[[item]]\nmetric = [{value = 1}]",
        Change::AddMetric(0, "{ value = 2 }".into()),
        "[[item]]\nmetric = [{value = 1}, { value = 2 }]",
    );
    check(
        "item = [{id = 'a'}]",
        Change::AddMetric(0, "{ value = 2 }".into()),
        "item = [{id = 'a', metric = [{ value = 2 }]}]",
    );
    check(
        "[[item]]\nmetric = [{value = 1}, {value = 2}]",
        Change::Delete(place("0.0")),
        "[[item]]\nmetric = [{value = 2}]",
    );
}

#[test]
fn a_block_takes_the_place_of_another() {
    let old =
        "# first\n[[item]]\nid = \"a\" # the id\ntitle = 'A'\n\n[[item.metric]]\nid = \"m\"\nvalue = 1_000 # 間\n";
    let new = "# other\n[[item]]\nid = 'z'\n\n\n";
    check(TWO, Change::Replace(place("0"), new.into()), &TWO.replace(old, "# other\n[[item]]\nid = 'z'\n"));
    check(
        "[[item]]\r\nid = 'a'",
        Change::Replace(place("0"), "[[item]]\nid = 'b'\nno = '1'\n".into()),
        "[[item]]\r\nid = 'b'\r\nno = '1'",
    );
    for wrong in ["", "[[item]]\n[[item]]\n", "[[other]]\n", "[[item]]\nid = \n", "year = 2\n[[item]]\n"] {
        assert!(change(TWO, &Change::Replace(place("0"), wrong.into())).is_err(), "{wrong:?}");
    }
}

#[test]
fn a_number_that_nothing_can_hold_can_be_mended() {
    let huge = "[[item]]\nweird = 9223372036854775808\n[[item.metric]]\nvalue = 1e400\n";
    check(huge, set("0", Field::Title, text("t")), &huge.replace("[[item]]\n", "[[item]]\ntitle = \"t\"\n"));
    check(huge, set("0.0", Field::Value, raw("5")), &huge.replace("1e400", "5"));
    check(
        "[[item]]\nx = nan\ny = -inf\nz = 0xff\n",
        set("0", Field::Id, text("a")),
        "[[item]]\nid = \"a\"\nx = nan\ny = -inf\nz = 0xff\n",
    );
}

#[test]
fn what_cannot_be_proved_is_refused() {
    let refused = |text: &str, made: Change| assert!(change(text, &made).is_err(), "{made:?} was made in {text:?}");
    refused(TWO, set("0.0", Field::Value, raw("1\nextra = 2")));
    refused(TWO, set("0.0", Field::Value, raw("1 # c\n[[item]]")));
    refused(TWO, set("0.0", Field::Value, raw("x")));
    refused(TWO, set("0.0", Field::Value, raw("")));
    refused(TWO, set("5", Field::Title, text("x")));
    refused(TWO, Change::AddItem(None, "[[item]]\n[[item]]\n".into()));
    refused(TWO, Change::AddItem(None, "[[other]]\n".into()));
    refused(TWO, Change::AddMetric(0, "[[item]]\n".into()));
    refused("a = \n[[item]]\nid = 'a'\n", set("0", Field::Id, text("b")));
    refused(TWO, Change::Clear(place("1"), Name::Field(Field::Title)));
}

/// Files of all the looks that people give them.
fn looks() -> impl Strategy<Value = String> {
    let item = |n: usize| {
        format!(
            "# c{n}\n[[item]]\nid = 'i{n}' # x\ntitle = \"T\"\ntext = \"\"\"\nl1\n# l2\n\"\"\"\n\n[[item.metric]]\nvalue = {n}\n# end\n"
        )
    };
    let dotted = |n: usize| {
        format!(
            "[[item]]\nid = 'i{n}'\nx.a = 1\ntitle = 't'\nx.b = [ # c\n 'z', ]\nmetric = [{{value = {n}}}, {{ value = 2.50 }}]"
        )
    };
    let inline =
        "item = [\n  { id = 'a', title = 'b', metric = [{value = 1}] }, # one\n  { id = 'c', title = 'd' },\n]"
            .to_string();
    let headers = (1..5usize, any::<bool>()).prop_map(move |(count, compact)| {
        (0..count).map(|n| if n % 2 == 0 { item(n) } else { dotted(n) }).collect::<Vec<_>>().join(if compact {
            "\n"
        } else {
            "\n\n# s\n\n"
        })
    });
    (prop_oneof![4 => headers, 1 => Just(inline)], any::<[bool; 3]>()).prop_map(|(text, [bom, crlf, end])| {
        let text = format!("{}year = 1\n{text}{}", if bom { "\u{feff}" } else { "" }, if end { "\n" } else { "" });
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

fn changes() -> impl Strategy<Value = Change> {
    let place = (0..4usize, proptest::option::of(0..2usize)).prop_map(|(record, metric)| Place { record, metric });
    let field = prop_oneof![Just(Field::Id), Just(Field::Title), Just(Field::Text), Just(Field::No), Just(Field::Note)];
    let words = proptest::collection::vec("[a-c\"# ]{0,3}", 0..4);
    prop_oneof![
        4 => (place.clone(), field.clone(), "[a\"'\\\\#\n臺]{0,6}").prop_map(|(p, f, t)| Change::Set(p, Name::Field(f), New::Text(t))),
        2 => (place.clone(), words).prop_map(|(p, w)| Change::Set(p, Name::Field(Field::Tags), New::List(w))),
        2 => (place.clone(), 0..999u32).prop_map(|(p, n)| Change::Set(p, Name::Field(Field::Value), New::Raw(n.to_string()))),
        1 => (place.clone(), field).prop_map(|(p, f)| Change::Clear(p, Name::Field(f))),
        1 => place.prop_map(Change::Delete),
        1 => proptest::option::of(0..3usize).prop_map(|at| Change::AddItem(at, "[[item]]\nid = \"n\"\n".into())),
        1 => (0..3usize).prop_map(|at| Change::AddMetric(at, "[[item.metric]]\nvalue = 5\n".into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any run of changes leaves valid TOML with the file's look, and taking them back gives the first bytes.
    #[test]
    fn n_changes_and_n_inverses(first in looks(), made in proptest::collection::vec(changes(), 1..12)) {
        let shape = Shape::of_archive();
        let mut text = first.clone();
        let mut done: Vec<Splice> = Vec::new();
        for change in &made {
            let records = record::records(&tree::read(&text), &shape, &text);
            match plan(&text, &records, &shape, change) {
                Ok(None) | Err(Refusal::Gone | Refusal::Shape) => {}
                // A header block among inline records, or a text that an inline table cannot hold.
                Err(Refusal::Mismatch(_)) if matches!(change, Change::AddItem(..) | Change::AddMetric(..)) => {}
                Err(other) => prop_assert!(false, "{change:?} was refused in {text:?}: {other:?}"),
                Ok(Some(splice)) => {
                    text = splice.apply(&text).unwrap();
                    prop_assert!(tree::errors(&text).is_empty());
                    prop_assert_eq!(text.starts_with('\u{feff}'), first.starts_with('\u{feff}'));
                    prop_assert!(!first.contains('\r') || !text.replace("\r\n", "").contains('\n'), "{:?}", text);
                    done.push(splice);
                }
            }
        }
        for splice in done.iter().rev() {
            text = splice.inverse().apply(&text).unwrap();
        }
        prop_assert_eq!(text, first);
    }
}
