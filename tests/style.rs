//! New text is written as its neighbours are: text + what is added → text.

use annals::model::field::Field;
use annals::model::year::Calendar;
use annals::store::edit;
use annals::store::edit::Change;
use annals::store::edit::New;
use annals::store::edit::Place;
use annals::store::file::File;
use annals::store::file::Text;
use annals::store::record::Form;
use annals::store::record::Name;

fn read(text: &str) -> File {
    File::read(Text { path: "a.toml".into(), text: Ok(text.to_string()), locked: None }, Calendar::Roc)
}

/// The file with the change made.
#[track_caller]
fn made(file: &File, change: Change) -> String {
    let splice = file.plan(&change).unwrap_or_else(|refusal| panic!("{change:?} was refused: {refusal:?}"));
    splice.map_or(file.text.to_string(), |splice| splice.apply(&file.text).unwrap())
}

fn text(text: &str) -> New {
    New::Text(text.to_string())
}

/// A new item behind record `after`, or at the end.
#[track_caller]
fn item(before: &str, after: Option<usize>, wanted: &str) {
    let file = read(before);
    let fields = [(Field::Id, text("n")), (Field::Category, text("a")), (Field::Title, text("新"))];
    let form = file.record(0).map_or(Form::Header, |record| record.item.form);
    let block = edit::item_block(&file, after, form, &fields);
    assert_eq!(made(&file, Change::AddItem(after, block)), wanted);
}

/// A new metric of a record.
#[track_caller]
fn metric(before: &str, record: usize, wanted: &str) {
    let file = read(before);
    let fields = [(Field::Id, text("n")), (Field::Value, New::Raw("5".to_string()))];
    let form = edit::metric_form(&file, Some(record));
    let block = edit::metric_block(&file, Some(record), form, &fields).unwrap();
    assert_eq!(made(&file, Change::AddMetric(record, block)), wanted);
}

/// A new entry of a record's first metric.
#[track_caller]
fn entry(before: &str, record: usize, wanted: &str) {
    let (file, place) = (read(before), Place::metric(record, 0));
    let fields = [(Field::On, New::Raw("2021-03-04".to_string())), (Field::Value, New::Raw("5".to_string()))];
    let block = edit::entry_block(&file, place, edit::entry_form(&file, place), &fields).unwrap();
    assert_eq!(made(&file, Change::AddEntry(record, 0, block)), wanted);
}

/// A new key of a record.
#[track_caller]
fn key(before: &str, record: usize, field: Field, new: New, wanted: &str) {
    let change = Change::Set(Place::item(record), Name::Field(field), new);
    assert_eq!(made(&read(before), change), wanted);
}

#[test]
fn an_item_is_written_as_its_neighbours_are() {
    // Nothing to look like.
    item("year = 1\n", None, "year = 1\n\n[[item]]\nid = \"n\"\ncategory = \"a\"\ntitle = \"新\"\n");
    item("", None, "[[item]]\nid = \"n\"\ncategory = \"a\"\ntitle = \"新\"\n");
    // Quotes, and no last line break.
    item("[[item]]\nid = 'x'", None, "[[item]]\nid = 'x'\n\n[[item]]\nid = 'n'\ncategory = 'a'\ntitle = '新'");
    // Indent, brackets, signs; a comment of the neighbour's is its own.
    item(
        "  [[ item ]] # here\n\tid='x' # 註\n",
        None,
        "  [[ item ]] # here\n\tid='x' # 註\n\n  [[ item ]]\n\tid='n'\n\tcategory='a'\n\ttitle='新'\n",
    );
    // Signs in one column.
    item(
        "[[item]]\nid       = \"x\"\ncategory = \"y\"\n",
        None,
        "[[item]]\nid       = \"x\"\ncategory = \"y\"\n\n[[item]]\nid       = \"n\"\ncategory = \"a\"\ntitle    = \"新\"\n",
    );
    // The order of keys.
    item(
        "[[item]]\ntitle = \"x\"\nid = \"x\"\n",
        None,
        "[[item]]\ntitle = \"x\"\nid = \"x\"\n\n[[item]]\ntitle = \"新\"\nid = \"n\"\ncategory = \"a\"\n",
    );
    // Each field's own quotes.
    item(
        "[[item]]\nid = \"x\"\ntitle = 'x'\n",
        None,
        "[[item]]\nid = \"x\"\ntitle = 'x'\n\n[[item]]\nid = \"n\"\ncategory = \"a\"\ntitle = '新'\n",
    );
    // CRLF and a byte order mark.
    item(
        "\u{feff}[[item]]\r\nid = 'x'\r\n",
        None,
        "\u{feff}[[item]]\r\nid = 'x'\r\n\r\n[[item]]\r\nid = 'n'\r\ncategory = 'a'\r\ntitle = '新'\r\n",
    );
}

#[test]
fn an_item_stands_as_far_from_its_neighbours_as_they_do() {
    let new = "[[item]]\nid = \"n\"\ncategory = \"a\"\ntitle = \"新\"\n";
    for gap in ["", "\n", "\n\n"] {
        let [a, b] = ["[[item]]\nid = \"a\"\n", "# b\n[[item]]\nid = \"b\"\n"];
        item(&format!("{a}{gap}{b}"), None, &format!("{a}{gap}{b}{gap}{new}"));
        item(&format!("{a}{gap}{b}"), Some(0), &format!("{a}{gap}{new}{gap}{b}"));
        item(&format!("{a}{gap}{b}\n\n# end\n"), None, &format!("{a}{gap}{b}{gap}{new}\n\n# end\n"));
    }
}

#[test]
fn a_comment_stays_with_the_block_it_ends() {
    let [a, b] = ["[[item]]\nid = \"a\"\n# behind\n", "[[item]]\nid = \"b\"\n"];
    let new = "[[item]]\nid = \"n\"\ncategory = \"a\"\ntitle = \"新\"\n";
    item(&format!("{b}{b}# behind\n"), None, &format!("{b}{b}# behind\n\n{new}"));
    metric(a, 0, &format!("{a}\n[[item.metric]]\nid = \"n\"\nvalue = 5\n"));
    let change = Change::AddItem(Some(0), a.replace("\"a\"", "\"c\""));
    assert_eq!(made(&read(&format!("{b}{b}")), change), format!("{b}{}\n{b}", a.replace("\"a\"", "\"c\"")));
}

#[test]
fn an_item_within_braces_is_written_as_the_others_there() {
    let new = "{ id = \"n\", category = \"a\", title = \"新\" }";
    item("item = [{ id = \"x\" }]", None, &format!("item = [{{ id = \"x\" }}, {new}]"));
    item("item = [{id='x',no='1'}]", None, "item = [{id='x',no='1'}, {id='n',category='a',title='新'}]");
    item(
        "item = [\n  { id = \"x\" },\n  { id = \"y\" },\n]\n",
        Some(0),
        &format!("item = [\n  {{ id = \"x\" }},\n  {new},\n  {{ id = \"y\" }},\n]\n"),
    );
}

#[test]
fn a_metric_is_written_as_its_neighbours_are() {
    let x = "[[item]]\nid = \"x\"\n";
    metric(x, 0, &format!("{x}\n[[item.metric]]\nid = \"n\"\nvalue = 5\n"));
    metric("  [[ item ]]\n  id='x'\n", 0, "  [[ item ]]\n  id='x'\n\n  [[ item.metric ]]\n  id='n'\n  value=5\n");
    let close = "[[item]]\nid = 'x'\n  [[item.metric]]\n  value = 1\n  id    = 'm'\n";
    metric(close, 0, &format!("{close}  [[item.metric]]\n  value = 5\n  id    = 'n'\n"));
    // The record has none, but those of others are written without a blank line, or within braces.
    let two = format!("{close}\n[[item]]\nid = 'y'\n");
    metric(&two, 1, &format!("{two}  [[item.metric]]\n  value = 5\n  id    = 'n'\n"));
    let braces = "[[item]]\nid = \"x\"\nmetric = [{id=\"m\",value=1}]\n\n[[item]]\nid = \"y\"\n";
    metric(braces, 1, &format!("{braces}metric = [{{id=\"n\",value=5}}]\n"));
    metric(braces, 0, &braces.replace("=1}", "=1}, {id=\"n\",value=5}"));
    metric("[[item]]\nid = \"x\"\nmetric = []\n", 0, "[[item]]\nid = \"x\"\nmetric = [{ id = \"n\", value = 5 }]\n");
    metric("item = [{id='x'}]", 0, "item = [{id='x', metric=[{id='n', value=5}]}]");
}

#[test]
fn an_entry_is_written_as_its_neighbours_are() {
    let x = "[[item]]\nid = \"x\"\n\n[[item.metric]]\nid = \"m\"\n";
    entry(x, 0, &format!("{x}\n[[item.metric.entry]]\non = 2021-03-04\nvalue = 5\n"));
    let close = format!("{x}  [[item.metric.entry]]\n  value = 1\n  on    = 2021-01-01\n");
    let new = "  [[item.metric.entry]]\n  value = 5\n  on    = 2021-03-04\n";
    entry(&close, 0, &format!("{close}{new}"));
    entry(&format!("{close}\n{x}"), 1, &format!("{close}\n{x}{new}"));
    let braces = format!("{x}entry = [{{ on = 2021-01-01, value = 1 }}]\n");
    entry(&format!("{braces}\n{x}"), 1, &format!("{braces}\n{x}entry = [{{ on = 2021-03-04, value = 5 }}]\n"));
}

#[test]
fn a_key_is_written_as_its_neighbours_are() {
    let x = "[[item]]\n\tid   = 'x'\n\tname = 'y'\n";
    key(x, 0, Field::No, text("1"), "[[item]]\n\tid   = 'x'\n\tno   = '1'\n\tname = 'y'\n");
    let list = || New::List(vec!["a".to_string(), "b".to_string()]);
    key("[[item]]\nid = 'x'\n", 0, Field::Tags, list(), "[[item]]\nid = 'x'\ntags = ['a', 'b']\n");
    key("[[item]]\nid = \"x\"\n", 0, Field::Tags, list(), "[[item]]\nid = \"x\"\ntags = [\"a\", \"b\"]\n");
    // As another record writes that field.
    let other = "[[item]]\nid = \"x\"\n\n[[item]]\nid = \"y\"\ntext = '''\n一\n'''\ntags = ['z']\n";
    key(other, 0, Field::Text, text("二"), &other.replacen("\"x\"\n", "\"x\"\ntext = '''\n二\n'''\n", 1));
    key(other, 0, Field::Tags, list(), &other.replacen("\"x\"\n", "\"x\"\ntags = ['a', 'b']\n", 1));
    key("item = [{id='x',title='t'}]", 0, Field::No, text("1"), "item = [{id='x',no='1',title='t'}]");
    key("item = [{ title = \"t\" }]", 0, Field::Id, text("x"), "item = [{ id = \"x\", title = \"t\" }]");
}
