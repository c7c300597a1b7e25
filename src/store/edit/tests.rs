//! Text and change → text.

use super::*;
use crate::model::year::Calendar;
use crate::store::file::Text;
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
    let numbers: Vec<usize> = at.split('.').map(|number| number.parse().unwrap()).collect();
    Place { record: numbers[0], metric: numbers.get(1).copied(), entry: numbers.get(2).copied() }
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
    let other = |key: &str, new: &str| Change::Set(place("0"), Name::Other(key.into()), raw(new));
    check("[[item]]\nx = { a = 1, b = 2 }", other("x", "{ c = 3 }"), "[[item]]\nx = { c = 3 }");
    check("[[item]]\nx = [{ a = 1 }, {}]", other("x", "[{ b = 2 }, 3]"), "[[item]]\nx = [{ b = 2 }, 3]");
    // A key with a dot in it is not a key in a table.
    let dots = "[[item]]\na.b = 1\n\"a.b\" = 2\n";
    check(dots, other("a.b", "3"), &dots.replace('1', "3"));
    check(dots, other("\"a.b\"", "3"), &dots.replace('2', "3"));
    check("[[item]]\ntags = ['a', 'b']", set("0", Field::Tags, list(&["a", "c"])), "[[item]]\ntags = ['a', 'c']");
}

#[test]
fn a_new_key_takes_its_place_in_the_format() {
    check(
        "[[item]]\n  id    = 1\n  title = 'x'\n",
        set("0", Field::No, text("1")),
        "[[item]]\n  id    = 1\n  no    = '1'\n  title = 'x'\n",
    );
    check(TWO, set("1", Field::Title, text("B")), &format!("{TWO}title = 'B'\n"));
    check("[[item]]\nid = 'a'", set("0", Field::Tags, list(&["x"])), "[[item]]\nid = 'a'\ntags = ['x']");
    check("[[item]]", set("0", Field::Id, text("a")), "[[item]]\nid = \"a\"");
    check("[[item]]\r\n", set("0", Field::Text, text("a\nb")), "[[item]]\r\ntext = \"\"\"\r\na\r\nb\r\n\"\"\"\r\n");
    check("[[item]]\ntitle = 't'\n", set("0", Field::Id, text("a")), "[[item]]\nid = 'a'\ntitle = 't'\n");
    check("item = [{id = 'a'}, {}]", set("0", Field::Title, text("t")), "item = [{id = 'a', title = 't'}, {}]");
    check("item = [{id = 'a'}, {}]", set("1", Field::Title, text("t")), "item = [{id = 'a'}, { title = \"t\" }]");
    check("item = [{title = 'a'}]", set("0", Field::Id, text("t")), "item = [{id = 't', title = 'a'}]");
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
fn a_key_takes_another_name() {
    let rename = |at: &str, from: &str, to: &str| Change::Rename(place(at), Name::Other(from.into()), to.to_string());
    check("[[item]]\ntilte = 'a' # x\n", rename("0", "tilte", "title"), "[[item]]\ntitle = 'a' # x\n");
    check("[[item]]\n  \"ta gs\"  = ['a',\n 'b']", rename("0", "ta gs", "tags"), "[[item]]\n  tags  = ['a',\n 'b']");
    check("item = [{id = 'a', tilte = 'b'}]", rename("0", "tilte", "title"), "item = [{id = 'a', title = 'b'}]");
    check(&TWO.replace("value", "valu"), rename("0.0", "valu", "value"), TWO);
    check("[[item]]\nx = { a = 1 }\n", rename("0", "x", "y"), "[[item]]\ny = { a = 1 }\n");
    check(
        "[[item]]\ntitle = 'a'",
        Change::Rename(place("0"), Name::Field(Field::Title), "name".into()),
        "[[item]]\nname = 'a'",
    );
    for (text, at, from, to) in [
        ("[[item]]\ntilte = 'a'\ntitle = 'b'\n", "0", "tilte", "title"),
        ("[[item]]\ntilte = 'a'\n", "0", "tilte", "ti tle"),
        ("[[item]]\ntilte = 'a'\n", "0", "tilte", ""),
        ("[[item]]\ntilte = 'a'\n", "0", "titel", "title"),
        ("[[item]]\nx.a = 1\nx.b = 2\n", "0", "x.a", "y"),
        ("[[item]]\n\"x.a\" = 1\n", "0", "x.a", "y"),
    ] {
        assert!(change(text, &rename(at, from, to)).is_err(), "{text}");
    }
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
fn an_element_goes_with_its_own_lines() {
    let check = |before: &str, at: &str, after: &str| check(before, Change::Delete(place(at)), after);
    let lines = "item = [\n  # a\n  { id = 'a' }, # one\n  # b\n  # bb\n  { id = 'b' }, # two\n\n  # c\n  { id = 'c' } # three\n  # end\n]\n";
    check(lines, "0", &lines.replace("  # a\n  { id = 'a' }, # one\n", ""));
    check(lines, "1", &lines.replace("  # b\n  # bb\n  { id = 'b' }, # two\n", ""));
    check(lines, "2", &lines.replace("  # c\n  { id = 'c' } # three\n", ""));
    let odd = "item = [\n  { id = 'a' } # one\n  ,\n  { id = 'b' }\n]\n";
    check(odd, "0", "item = [\n  { id = 'b' }\n]\n");
    check("item = [ { id = 'a' },\n { id = 'b' } ]", "1", "item = [ { id = 'a' } ]");
}

const LOG: &str = "year = 110\n\n[[item]]\nid = \"a\"\n\n[[item.metric]]\nid = \"m\"\ntotal = \"sum\"\n\n[[item.metric.entry]]\non = 2021-03-04 # Thursday\nvalue = 12\n\n# the second\n[[item.metric.entry]]\non = \"2021-06\"\nvalue = 1_000\nnote = 'x'\n\n[[item.metric]]\nid = \"n\"\n";

#[test]
fn an_entry_is_changed_alone() {
    let name = |field: Field| Name::Field(field);
    check(LOG, set("0.0.0", Field::Value, raw("13")), &LOG.replace("= 12\n", "= 13\n"));
    check(LOG, set("0.0.0", Field::On, raw("2021-03-05")), &LOG.replace("03-04 #", "03-05 #"));
    check(LOG, set("0.0.0", Field::On, text("2021-03")), &LOG.replace("2021-03-04 #", "\"2021-03\" #"));
    check(LOG, set("0.0.1", Field::On, text("2021-07")), &LOG.replace("2021-06", "2021-07"));
    check(LOG, set("0.0.0", Field::Note, text("甲")), &LOG.replace("= 12\n", "= 12\nnote = \"甲\"\n"));
    check(LOG, Change::Clear(place("0.0.1"), name(Field::Note)), &LOG.replace("note = 'x'\n", ""));
    check(LOG, set("0.0", Field::Value, raw("1012")), &LOG.replace("\"m\"\n", "\"m\"\nvalue = 1012\n"));
    check(LOG, set("0.1", Field::Total, text("last")), &LOG.replace("\"n\"\n", "\"n\"\ntotal = \"last\"\n"));
    let inline = "[[item]]\nmetric = [{ id = 'm', entry = [{ on = 2021-03-04 }, { value = 2 }], value = 5 }]\n";
    check(inline, set("0.0.0", Field::Value, raw("1")), &inline.replace("03-04 }", "03-04, value = 1 }"));
    check(inline, Change::Clear(place("0.0"), name(Field::Value)), &inline.replace(", value = 5", ""));
    check(inline, Change::Clear(place("0.0"), name(Field::Id)), &inline.replace("id = 'm', ", ""));
    check(inline, Change::Clear(place("0.0.1"), name(Field::Value)), &inline.replace("{ value = 2 }", "{  }"));
    let bare = "[[item]]\nmetric = [{ entry = [{ value = 2 }] }]\n";
    check(bare, set("0.0", Field::Id, text("m")), &bare.replace("{ entry", "{ id = \"m\", entry"));
}

#[test]
fn entries_come_and_go_with_their_metric() {
    let new = "[[item.metric.entry]]\nvalue = 5\n".to_string();
    let first = "[[item.metric.entry]]\non = 2021-03-04 # Thursday\nvalue = 12\n\n";
    let second = "# the second\n[[item.metric.entry]]\non = \"2021-06\"\nvalue = 1_000\nnote = 'x'\n\n";
    let metric = format!("[[item.metric]]\nid = \"m\"\ntotal = \"sum\"\n\n{first}{second}");
    check(LOG, Change::AddEntry(0, 0, new.clone()), &LOG.replace("note = 'x'\n", &format!("note = 'x'\n\n{new}")));
    check(LOG, Change::AddEntry(0, 1, new.clone()), &format!("{LOG}\n{new}"));
    check(LOG, Change::Delete(place("0.0.0")), &LOG.replace(first, ""));
    check(LOG, Change::Delete(place("0.0.1")), &LOG.replace(second, ""));
    check(LOG, Change::Delete(place("0.0")), &LOG.replace(&metric, ""));
    check(LOG, Change::Delete(place("0.1")), &LOG.replace("\n[[item.metric]]\nid = \"n\"\n", ""));
    check(LOG, Change::Replace(place("0.0.0"), new.clone()), &LOG.replace(first, &format!("{new}\n")));
    // Where the others stand close, so does the new one; a file without a last line break stays without.
    let close = "[[item]]\n[[item.metric]]\n[[item.metric.entry]]\nvalue = 1\n[[item.metric.entry]]\nvalue = 2";
    check(close, Change::AddEntry(0, 0, new.clone()), &format!("{close}\n[[item.metric.entry]]\nvalue = 5"));
    let block = "{ value = 5 }".to_string();
    for (before, after) in [
        ("entry = [{ value = 1 },{ value = 2 }]", "entry = [{ value = 1 },{ value = 2 },{ value = 5 }]"),
        ("entry = []", "entry = [{ value = 5 }]"),
        ("id = 'm'", "id = 'm', entry = [{ value = 5 }]"),
    ] {
        let [before, after] = [before, after].map(|inside| format!("item = [{{ metric = [{{ {inside} }}] }}]"));
        check(&before, Change::AddEntry(0, 0, block.clone()), &after);
    }
    let last = "[[item]]\n[[item.metric]]\nentry = [{ value = 1 }]\n";
    check(last, Change::Delete(place("0.0.0")), &last.replace("{ value = 1 }", ""));
    check(&last.replace("{ value = 1 }", ""), Change::AddEntry(0, 0, block), &last.replace('1', "5"));
    for (at, wrong) in [(0, "[[item.metric]]\n"), (9, new.as_str()), (0, "[[item.metric.entry]]\n[[item]]\n")] {
        assert!(change(LOG, &Change::AddEntry(0, at, wrong.to_string())).is_err(), "{wrong:?}");
    }
}

#[test]
fn a_new_block_takes_the_form_of_its_neighbours() {
    let check = |metric: &str, entry_form: Form, metric_form: Form| {
        let text = format!("[[item]]\n{metric}");
        let file = Text { path: "a.toml".into(), text: Ok(text.clone()), locked: None };
        let file = File::read(file, Calendar::Roc);
        assert_eq!(super::metric_form(&file, Some(0)), metric_form, "{text}");
        if !file.record(0).unwrap().metrics.is_empty() {
            assert_eq!(super::entry_form(&file, place("0.0")), entry_form, "{text}");
        }
    };
    check("", Form::Header, Form::Header);
    check("metric = []\n", Form::Header, Form::Inline);
    check("[[item.metric]]\n", Form::Header, Form::Header);
    check("[[item.metric]]\nentry = []\n", Form::Inline, Form::Header);
    check("[[item.metric]]\nentry = [{}]\n", Form::Inline, Form::Header);
    check("metric = [{}]\n", Form::Inline, Form::Inline);
    check("[[item]]\nmetric = [{}]\n", Form::Header, Form::Inline);
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
    refused(TWO, set("0.0", Field::Value, raw("0x")));
    refused("[[item]]\nx = 1_2`\n", set("0", Field::Id, text("b")));
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
            "# c{n}\n[[item]]\nid = 'i{n}' # x\ntitle = \"T\"\ntext = \"\"\"\nl1\n# l2\n\"\"\"\n\n[[item.metric]]\nvalue = {n}\n# end\n\n# e\n[[item.metric.entry]]\non = 2021-03-04\nvalue = {n}\n[[item.metric.entry]] # f\nvalue = 1_0\n# last\n"
        )
    };
    let dotted = |n: usize| {
        format!(
            "[[item]]\nid = 'i{n}'\nx.a = 1\ntitle = 't'\nx.b = [ # c\n 'z', ]\nmetric = [{{value = {n}}}, {{ value = 2.50, entry = [ {{on = '2021-03'}}, # c\n {{}} ] }}]"
        )
    };
    let inline =
        "item = [\n  { id = 'a', title = 'b', metric = [{entry = [{note = 'n'}, {value = 1}], value = 1}] }, # one\n  { id = 'c', title = 'd' },\n]"
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
    let number = || proptest::option::of(0..2usize);
    let place = (0..4usize, number(), number()).prop_map(|(record, metric, entry)| Place {
        record,
        metric,
        entry: metric.and(entry),
    });
    let fields = [Field::Id, Field::Title, Field::Text, Field::No, Field::Note, Field::Total, Field::On];
    let field = prop::sample::select(fields.to_vec());
    let words = proptest::collection::vec("[a-c\"# ]{0,3}", 0..4);
    prop_oneof![
        4 => (place.clone(), field.clone(), "[a\"'\\\\#\n臺]{0,6}").prop_map(|(p, f, t)| Change::Set(p, Name::Field(f), New::Text(t))),
        2 => (place.clone(), words).prop_map(|(p, w)| Change::Set(p, Name::Field(Field::Tags), New::List(w))),
        2 => (place.clone(), 0..999u32).prop_map(|(p, n)| Change::Set(p, Name::Field(Field::Value), New::Raw(n.to_string()))),
        1 => (place.clone(), 1..28u32).prop_map(|(p, n)| Change::Set(p, Name::Field(Field::On), New::Raw(format!("2021-02-{n:02}")))),
        1 => (place.clone(), field.clone()).prop_map(|(p, f)| Change::Clear(p, Name::Field(f))),
        1 => (place.clone(), field, "[a-c]{1,2}").prop_map(|(p, f, key)| Change::Rename(p, Name::Field(f), key)),
        1 => place.prop_map(Change::Delete),
        1 => proptest::option::of(0..3usize).prop_map(|at| Change::AddItem(at, "[[item]]\nid = \"n\"\n".into())),
        1 => (0..3usize).prop_map(|at| Change::AddMetric(at, "[[item.metric]]\nvalue = 5\n".into())),
        1 => (0..3usize, 0..2usize).prop_map(|(at, metric)| Change::AddEntry(at, metric, "[[item.metric.entry]]\nvalue = 5\n".into())),
        1 => (0..3usize, 0..2usize).prop_map(|(at, metric)| Change::AddEntry(at, metric, "{ value = 5 }".into())),
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
                Err(Refusal::Mismatch(_)) if matches!(change, Change::AddItem(..) | Change::AddMetric(..) | Change::AddEntry(..)) => {}
                // The name is taken.
                Err(Refusal::Mismatch(_)) if matches!(change, Change::Rename(..)) => {}
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
