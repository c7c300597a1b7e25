//! Texts and the trees they read as.

use super::*;

/// Prints a table as `key=value` pairs, each value by the text of its span.
fn print(table: &Table, text: &str) -> String {
    let one = |entry: &Entry| {
        let shown = match &entry.node {
            Node::Scalar(span) | Node::Array(span, _) => span.of(text).to_string(),
            Node::Table(inner) => format!("{{{}}}", print(inner, text)),
            Node::Tables(tables) => tables.iter().map(|inner| format!("[{}]", print(inner, text))).collect::<String>(),
        };
        format!("{}={shown}", entry.key)
    };
    table.entries.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Prints the inline table of the first key.
fn print_inline(text: &str) -> String {
    match &read(text).root.entries[0].node {
        Node::Table(table) => print(table, text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn text_to_tree() {
    let check = |text: &str, tree: &str| assert_eq!(print(&read(text).root, text), tree, "of {text:?}");
    check("", "");
    check("a = 1", "a=1");
    check("\u{feff}a = 1\r\nb = \"x\"\r\n", "a=1 b=\"x\"");
    check("a.b = 1\na.c = 2\n", "a={b=1 c=2}");
    check("[a]\nb = 1\n[a.c]\nd = [1, 2]\n", "a={b=1 c={d=[1, 2]}}");
    check("[[i]]\na = 1\n[[i.m]]\nv = 2\n[[i]]\n", "i=[a=1 m=[v=2]][]");
    check("i = [{a = 1, m = [{v.w = 2}]}, {}]", "i=[{a = 1, m = [{v.w = 2}]}, {}]");
    assert_eq!(print_inline("i = {a\n= 1, b =\n2}"), "a=1 b=2");
    check("t = '''\n1\n''' # c\n\"鍵\" = 2", "t='''\n1\n''' 鍵=2");
}

#[test]
fn a_broken_text_gives_what_can_be_read() {
    let check = |text: &str, tree: &str| {
        assert!(!errors(text).is_empty(), "{text:?} is valid");
        assert_eq!(print(&read(text).root, text), tree, "of {text:?}");
    };
    check("a = 1\na = 2\n", "a=1 a=2");
    check("a = \nb = 2\n", "a= b=2");
    check("a = 1\n[a]\nb = 2\n", "a=[b=2]");
    check("[[i]]\na = 1\n[[i\nb = 2", "i=[a=1][b=2]");
    check("目標 = 1\nb = 2", "目標=1 b=2");
    // Numbers without digits: the grammar passes them.
    check("a = 0x\nb = [{ c = 1_0٠ }]", "a=0x b=[{ c = 1_0٠ }]");
}

#[test]
fn a_number_without_digits_is_told_of_where_it_stands() {
    let told = errors("a = 1\nb = [0b, 2]\n[[i]]\nc = { d = 0o }\ne = 99999999999999999999\nf = 1e999\n");
    assert_eq!(told.iter().map(|error| error.at).collect::<Vec<_>>(), [11, 34]);
}

#[test]
fn a_table_ends_where_its_content_ends() {
    let text = "[[i]]\na = 1 # one\n\n# about two\n[[i]] # x\n";
    let ends: Vec<&str> = read(text).headers.iter().map(|h| &text[h.span.from()..h.content_end]).collect();
    assert_eq!(ends, ["[[i]]\na = 1", "[[i]]"]);
}

#[test]
fn depth_is_no_danger() {
    for open in ["[", "{a=", "a."] {
        let text = format!("x = {}", open.repeat(200_000));
        assert!(!errors(&text).is_empty());
        read(&text);
    }
    let many: String = (0..100_000).map(|n| format!("k{n}.a = 1\n[t{n}]\n")).collect();
    assert_eq!(read(&many).headers.len(), 100_000);
    let dotted = format!("{}b = 1", "a.".repeat(50_000));
    assert!(!errors(&dotted).is_empty());
}
