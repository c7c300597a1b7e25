//! What leaves for other programs: a hostile archive as a page, a report and tables, each read as that program reads it.

use crate::nasty;
use crate::nasty::Dice;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Texts that other programs obey.
const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>x",
    "</style>",
    "<!--",
    "-->",
    "<img src=x onerror=x>",
    "\" onmouseover=\"x",
    "' x='",
    "<svg onload=x>",
    "&lt;",
    "&#60;",
    "]]>",
    "javascript:x",
    "=1+1",
    "+1",
    "-x",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    "\r=1",
    "'=1",
    "|",
    "`x`",
    "\n# x",
    "\n- x",
    "[x](javascript:x)",
    "![x](y)",
    "\n```\n",
    "*x*",
    "_x_",
    "\\",
    "'; DROP TABLE items; --",
    "\"\"",
    ",",
    ";",
    "\n\n",
    "宿舍",
];

fn hostile(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..=dice.roll(3) {
        let piece: &&str = dice.pick(PIECES);
        text.push_str(piece);
    }
    text
}

fn archive(folder: &Path, dice: &mut Dice) {
    let mut text = || {
        let text = hostile(dice);
        nasty::toml(dice, &text)
    };
    let mut about = format!("title = {}\n[[category]]\nid = \"a\"\nlabel = {}\ntitle = {}\n", text(), text(), text());
    about += &format!("[[series]]\nid = \"m\"\nname = {}\nunit = {}\n", text(), text());
    fs::write(folder.join("archive.toml"), about).unwrap();
    for year in [2019, 2020] {
        let mut file = format!("year = {year}\n");
        for at in 0..4 {
            file += &format!(
                "[[item]]\nid = \"i{at}\"\ncategory = \"a\"\nno = {}\ntitle = {}\ntext = {}\n",
                text(),
                text(),
                text()
            );
            file += &format!("names = [{}, {}]\ntags = [{}]\nsource = {}\n", text(), text(), text(), text());
            file += &format!("[[item.metric]]\nid = \"m\"\nvalue = -{at}.5\nnote = {}\n", text());
            file += &format!(
                "[[item.metric]]\nname = {}\nunit = {}\nvalue = {}\nnote = {}\n",
                text(),
                text(),
                text(),
                text()
            );
        }
        fs::write(folder.join(format!("{year}.toml")), file).unwrap();
    }
}

fn annals(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    let output = command.env_clear().env("HOME", folder).current_dir(folder).args(words).output().unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn nothing_of_a_record_acts_elsewhere() {
    for seed in 0..4 {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("data");
        fs::create_dir(&folder).unwrap();
        archive(&folder, &mut Dice(seed));
        page(&annals(home.path(), &["export", "html"]));
        report(&annals(home.path(), &["export", "md"]));
        for table in ["metrics", "items", "series", "categories"] {
            cells(&annals(home.path(), &["export", "csv", "--table", table]), seed);
        }
        // What was neutralised comes back as it was: nothing new is said.
        for format in ["csv", "tsv", "json", "jsonl"] {
            for table in ["metrics", "items"] {
                let name = format!("out.{format}");
                let whole = ["export", "-o", &name, "--force"];
                let of_table = [&whole[..], &["--table", table]].concat();
                annals(home.path(), if format == "json" { &whole } else { &of_table });
                let told = annals(home.path(), &["import", &name, "--dry-run"]);
                assert_eq!(told, "", "seed {seed}, {name} of {table}");
            }
        }
    }
}

/// Every tag is one that the page is made of, with attributes that it is made of.
fn page(page: &str) {
    const TAGS: &str = " !doctype html head meta title style script body header h1 h2 h3 h4 h5 h6 form input output div nav details summary ul li a main section p table thead tbody tr th td span br dl dt dd svg path circle line rect text g polyline desc ";
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("the end of a tag");
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        assert!(TAGS.contains(&format!(" {name} ")), "<{tag}>");
        if name == "style" || name == "script" {
            (_, rest) = rest.split_once(&format!("</{name}>")).unwrap();
        }
        // Outside quotes stand names and signs only: no attribute was broken out of, and none is run.
        let outside: String = tag.split('"').step_by(2).collect();
        assert!(!outside.contains(['\'', '`']) && !outside.contains(" on"), "<{tag}>");
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        assert!(!tag.contains("javascript:") || !tag.contains("href"), "<{tag}>");
    }
    assert_eq!(page.matches("<script>").count(), 1);
}

/// Every sign that Markdown would take for markup is behind a backslash, and a row of a table has its five cells.
fn report(report: &str) {
    for line in report.lines() {
        let bare: String = {
            let mut chars = line.chars();
            let mut bare = String::new();
            while let Some(c) = chars.next() {
                match c {
                    '\\' => _ = chars.next(),
                    c => bare.push(c),
                }
            }
            bare
        };
        assert!(!bare.contains(['<', '`', '[', '&']), "{line}");
        let is_rule = bare.starts_with("|---");
        match bare.starts_with("| ") || is_rule {
            true => assert_eq!(bare.matches('|').count(), 6, "{line}"),
            false => assert!(!bare.contains('|'), "{line}"),
        }
    }
}

/// No cell begins with what a spreadsheet runs, but numbers.
fn cells(text: &str, seed: u64) {
    for row in csv::ReaderBuilder::new().from_reader(text.as_bytes()).records() {
        for cell in row.unwrap().iter() {
            let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
            assert!(!runs || cell.parse::<f64>().is_ok(), "seed {seed}: {cell:?}");
        }
    }
}
