//! `annals export` by the real program: exit status, words, files, pipes and terminals.

mod pty;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use tempfile::TempDir;

const YEAR: &str =
    "year = 2021\n[[item]]\nid = 'a'\ntitle = \"宿舍\\u001b]0;x\\u0007\"\n[[item.metric]]\nname = 'm'\nvalue = 1.50\n";

fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("data")).unwrap();
    fs::write(home.path().join("data/2021.toml"), YEAR).unwrap();
    home
}

fn run(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.env_clear().env("HOME", home).current_dir(home).args(args).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn what_is_said_and_what_is_left() {
    // In this order, in one folder: status, a part of what is printed, of what is said, and a file that must then hold
    // a text.
    let home = home();
    fs::write(home.path().join("package.lock"), "[[p]]\nid = 'a'\nn = 1\n[[p]]\nid = 'b'\n").unwrap();
    let csv = "year,year_shown,item,category,title,metric";
    for (words, status, printed, said, file, holds) in [
        ("export csv", 0, "2021,2021,a,,宿舍", "", "", ""),
        ("export csv data --columns value,name", 0, "value,name\n1.50,m\n", "", "", ""),
        ("export csv -o - data", 0, csv, "", "", ""),
        ("export -o x.csv", 0, "", "", "x.csv", csv),
        ("export -o x.csv", 2, "", "x.csv is there already; --force replaces it", "x.csv", csv),
        ("export -o x.csv --table items --force data", 0, "", "", "x.csv", "year,year_shown,id"),
        ("export json -o y.csv", 0, "", "", "y.csv", "{\n  \"title\": \"\""),
        ("export -o x.XLSX", 0, "", "", "x.XLSX", "PK"),
        ("export -o x.ods", 0, "", "", "x.ods", "PK"),
        ("export -o x.db", 0, "", "", "x.db", "SQLite format 3"),
        ("export -o x.html --language zh-TW", 0, "", "", "x.html", "<!doctype html>"),
        ("export package -o p", 0, "", "", "p/datapackage.json", "\"resources\""),
        ("export package -o p", 2, "", "p is there already", "p/items.csv", "key,year"),
        (
            "export package -o p --force --query nothing-like-it",
            0,
            "",
            "no record was found",
            "p/items.csv",
            "key,year",
        ),
        ("export package", 2, "", "name it with -o", "", ""),
        ("export", 2, "", "which format?", "", ""),
        ("export foo", 2, "", "there is no format `foo`", "", ""),
        ("export csv --year 110", 0, "2021,2021,a", "", "", ""),
        ("export csv --year 109", 2, "", "`109` is no year of this archive; it has 2021", "", ""),
        ("export csv --category x", 2, "", "there is no category `x`", "", ""),
        ("export csv --table x", 2, "", "there is no table `x`", "", ""),
        ("export csv --columns x", 2, "", "has no column `x`", "", ""),
        ("export xlsx --columns x -o z.xlsx", 2, "", "--table and --columns go with csv, tsv", "", ""),
        ("export json --bom", 2, "", "--bom goes with csv", "", ""),
        ("export -R -o z.csv", 2, "", "--read-only", "", ""),
        ("export csv -o data/2021.toml --force", 2, "", "is a file of an archive", "data/2021.toml", YEAR),
        ("export csv package.lock -o package.lock --force", 2, "", "is a file of an archive", "package.lock", "[[p]]"),
        ("export csv package.lock --columns name", 0, "name\nn\n", "", "", ""),
        ("export csv -o none/z.csv", 2, "", "none/z.csv", "", ""),
        ("export csv nowhere", 2, "", "nowhere", "", ""),
    ] {
        let output = run(home.path(), &words.split(' ').collect::<Vec<_>>());
        let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert_eq!(output.status.code(), Some(status), "{words}: {err}");
        assert!(out.contains(printed) && (!printed.is_empty() || out.is_empty()), "{words} printed {out}");
        assert!(err.contains(said) && (!said.is_empty() || err.is_empty()), "{words} said {err}");
        let found = if file.is_empty() { Vec::new() } else { fs::read(home.path().join(file)).unwrap() };
        assert!(String::from_utf8_lossy(&found).contains(holds), "{words} left {}", String::from_utf8_lossy(&found));
    }
    let mut left: Vec<String> =
        fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(
        left,
        ["data", "p", "package.lock", "x.XLSX", "x.csv", "x.db", "x.html", "x.ods", "y.csv"],
        "and nothing else"
    );
}

#[test]
fn what_could_not_be_read_is_said() {
    let home = home();
    fs::write(home.path().join("data/broken.toml"), "a = \n").unwrap();
    let output = run(home.path(), &["export", "csv"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("broken.toml:1:"));
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let home = home();
    // More than a pipe holds.
    let item = "[[item]]\ntitle = 'some title that is long enough'\n".repeat(5_000);
    fs::write(home.path().join("data/2022.toml"), format!("year = 2022\n{item}")).unwrap();
    for format in ["csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "sqlite"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        command.env_clear().env("HOME", home.path()).current_dir(home.path());
        command.args(["export", format, "--year", "2022"]);
        if format == "csv" || format == "tsv" {
            command.args(["--table", "items"]);
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdout.take().unwrap().read_exact(&mut [0; 1]).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn a_terminal_gets_text_that_it_cannot_obey() {
    let home = home();
    let data = home.path().join("data");
    let data = data.to_str().unwrap();
    let mut tty = pty::open(24, 100, home.path(), &[], &["export", "tsv", data, "--columns", "title"]);
    tty.wait_for("宿舍␛]0;x␇");
    assert!(tty.wait_exit().success());
    let mut tty = pty::open(24, 100, home.path(), &[], &["export", "xlsx", data]);
    tty.wait_for("xlsx is nothing to read on a terminal; name a file with -o");
    assert_eq!(tty.wait_exit().exit_code(), 2);
}
