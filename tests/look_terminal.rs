//! The commands that look, on a terminal: aligned and cut to its width, in colour, and never obeying what a file holds.

mod pty;

use std::fs;
use std::path::Path;

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        let look = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/look/data");
        for name in ["archive.toml", "108/a.toml", "110/a.toml"] {
            home.write(&format!("data/{name}"), &fs::read_to_string(look.join(name)).unwrap());
        }
        home
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What a command writes to a terminal of so many columns: every byte, and the lines that are seen.
    fn run(&self, columns: u16, env: &[(&str, &str)], args: &[&str]) -> (String, Vec<String>) {
        let mut pty = pty::open(40, columns, self.0.path(), env, args);
        pty.wait_exit();
        let seen = pty.contents().lines().map(str::to_string).collect();
        (String::from_utf8(pty.raw_output()).unwrap(), seen)
    }
}

#[test]
fn a_table_fits_the_terminal() {
    let home = Home::new();
    let (raw, seen) = home.run(40, &[], &["find", "宿舍", "借用"]);
    assert_eq!(seen[0], "Year  Item     Title     Found", "{seen:?}");
    assert!(seen.len() == 2 && raw.contains("\x1b[1;31m借用\x1b[0m"), "{raw:?}");
    let (raw, seen) = home.run(34, &[], &["list"]);
    assert!(seen.iter().any(|line| line.contains("…")), "{seen:?}");
    // As many lines as rows and a header: none was broken at the edge.
    assert_eq!(raw.matches('\n').count(), seen.len());
    assert_eq!(seen.len(), 7, "{seen:?}");
}

#[test]
fn colour_is_the_person_s_to_choose() {
    let home = Home::new();
    let find = ["find", "宿舍"];
    let coloured =
        |env: &[(&str, &str)], more: &[&str]| home.run(80, env, &[&find[..], more].concat()).0.contains('\x1b');
    assert!(coloured(&[], &[]));
    assert!(!coloured(&[("NO_COLOR", "1")], &[]));
    assert!(!coloured(&[("TERM", "dumb")], &[]));
    assert!(!coloured(&[("CLICOLOR", "0")], &[]));
    assert!(!coloured(&[], &["--color", "never"]));
    assert!(coloured(&[("NO_COLOR", "1")], &["--color", "always"]));
    home.write(".config/annals/config.toml", "colour = \"none\"\n");
    assert!(!coloured(&[], &[]));
}

#[test]
fn what_a_file_holds_is_shown_and_not_obeyed() {
    let home = Home::new();
    for args in [
        &["find", "考評"][..],
        &["find", "考評", "--tsv"],
        &["find", "考評", "--json"],
        &["list", "items", "--jsonl"],
        &["list", "names"],
        &["show", "r.year@108"],
        &["show", "r.year@108", "--json"],
        &["diff"],
        &["diff", "--tsv"],
        &["series", "d.total"],
    ] {
        let (raw, seen) = home.run(200, &[("NO_COLOR", "1")], args);
        assert!(!raw.contains(['\x1b', '\u{202e}']), "{args:?} {raw:?}");
        assert!(seen.len() > 1, "{args:?}");
    }
}

#[test]
fn a_long_text_is_wrapped_below_itself() {
    let home = Home::new();
    let long = "year = 109\n[[item]]\nid = \"long\"\ncategory = \"a\"\ntitle = \"長\"\ntext = \"一二三四五六七八九十，一二三四五六七八九十。\"\n";
    home.write("data/109.toml", long);
    let (_, seen) = home.run(24, &[("NO_COLOR", "1")], &["show", "long@109"]);
    let text = seen.iter().position(|line| line.starts_with("text")).unwrap();
    assert_eq!(seen[text], "text      一二三四五六七", "{seen:?}");
    assert_eq!(seen[text + 1], "          八九十，一二三", "{seen:?}");
}

#[test]
fn what_is_wrong_in_a_file_is_pointed_at() {
    let home = Home::new();
    home.write("data/110/b.toml", "year = 110\n[[item]\n");
    let (_, seen) = home.run(200, &[], &["list", "years"]);
    assert!(seen[0].starts_with("annals: 110/b.toml:2:8: not TOML"), "{seen:?}");
    assert_eq!(seen[1..3], ["  2 | [[item]", "    |        ^"], "{seen:?}");
    home.write(".config/annals/config.toml", "language = \"宿舍\" # x\n");
    let (_, seen) = home.run(200, &[], &["list", "years"]);
    assert!(seen[0].contains("config.toml:1:12: \"宿舍\" is not known here; write"), "{seen:?}");
    assert_eq!(seen[1..3], ["  1 | language = \"宿舍\" # x", "    |            ^"], "{seen:?}");
}

#[test]
fn what_is_wrong_with_what_is_taken_in_is_pointed_at() {
    let home = Home::new();
    home.write("x.csv", "年度,項目代號,指標代號,數值\n110,d.stock,d.total,\"4\tx\"\n");
    home.write("m.toml", "[columns]\n\"年度\" = \"yaer\"\n");
    home.write("n.toml", "[columns]\n\"年\" = \"year\"\n");
    home.write(
        "x.json",
        "[{\"id\": \"d.stock\", \"year\": 110, \"metrics\": [{\"id\": \"d.total\", \"value\": \"4x\"}]}]\n",
    );
    home.write("x.jsonl", "{}\n{\"宿舍\"}\n");
    let check = |args: &[&str], told: &str, line: &str, carets: &str| {
        let (_, seen) = home.run(200, &[], args);
        assert!(seen[0].starts_with(&format!("annals: {told}")), "{seen:?}");
        assert_eq!(seen[1..3], [line, carets], "{seen:?}");
    };
    let line = "  2 | 110,d.stock,d.total,\"4⇥x\"";
    check(&["import", "x.csv"], "x.csv:2:21: row 2, 數值: ", line, "    |                     ^^^^^");
    let line = "  2 | \"年度\" = \"yaer\"";
    check(
        &["import", "x.csv", "--mapping", "m.toml"],
        "m.toml:2:8: there is no field yaer",
        line,
        "    |          ^^^^^^",
    );
    let line = "  2 | \"年\" = \"year\"";
    check(&["import", "x.csv", "--mapping", "n.toml"], "n.toml:2:1: the file has no column 年", line, "    | ^^^^");
    let line = "  1 | [{\"id\": \"d.stock\", \"year\": 110, \"metrics\": [{\"id\": \"d.total\", \"value\": \"4x\"}]}]";
    let carets = format!("    | {}^^^^", " ".repeat(71));
    check(&["import", "x.json"], "x.json:1:72: row 1.1, value: ", line, &carets);
    check(&["import", "x.jsonl"], "x.jsonl:2:6: not JSON: ", "  2 | {\"宿舍\"}", "    |        ^");
    // What would be wrong if it were written is shown as it would be.
    let (told, line) = ("refused, for this would be wrong then: 110/a.toml:", "category = \"none\"");
    let (_, seen) = home.run(200, &[], &["set", "d.stock:category", "none"]);
    assert!(seen[0].contains(told) && seen[1].ends_with(line) && seen[2].ends_with('^'), "{seen:?}");
}
