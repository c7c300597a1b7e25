//! Every command of the real program over hostile archives, with hostile arguments and in a hostile environment: on a
//! terminal and into pipes. `SAFETY=100` takes that many archives; `SAFETY_SEED=7` repeats one.

use crate::nasty;
use crate::nasty::Dice;
use crate::pty;
use crate::vt::foreign_on_lines;
use annals::cli;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use tempfile::TempDir;

/// What is said to each command, a line each; `N` is a hostile text.
const CASES: &[(&str, &[&str])] = &[
    (
        "find",
        &[
            "N",
            "item",
            "item --tsv",
            "item --json",
            "item --jsonl",
            "item --ids",
            "item --sort N",
            "-y N item",
            "a --color always",
        ],
    ),
    ("show", &["item@110", "item --toml", "item --json", "N", "metric@108", "item N", "item --color always"]),
    (
        "list",
        &[
            "",
            "--tsv",
            "--json",
            "metrics",
            "metrics --tsv",
            "metrics --jsonl",
            "series",
            "series --json",
            "categories",
            "years",
            "tags",
            "tags --tsv",
            "names",
            "names --json",
            "N",
            "-c N",
            "-y N",
            "--ids",
            "metrics --sort N",
            "--color always",
        ],
    ),
    ("series", &["metric", "metric --chart", "metric --tsv", "metric --json", "N", "all"]),
    ("diff", &["", "108 110", "--all", "--tsv", "--json", "N N", "--category N"]),
    ("get", &["item:title", "item:text", "item:names", "item.metric", "item:other", "N", "item:N"]),
    ("set", &["item:title N --dry-run", "item:title N", "N N", "item:N x", "item:names N", "item.metric N", "--batch"]),
    (
        "add",
        &[
            "item N -c cat",
            "item x -c N",
            "item x -c cat --id N",
            "metric item N N",
            "metric item m 1 --name N --unit N",
        ],
    ),
    ("mv", &["item N", "N cat", "item cat/below --dry-run"]),
    ("rm", &["N", "item --dry-run", "item"]),
    ("check", &["", "--strict", "--json", "--json --strict", "N"]),
    ("new-year", &["112 --dry-run", "N", "112 --from N", "112"]),
    (
        "export",
        &[
            "csv",
            "tsv --table items",
            "json",
            "jsonl",
            "md",
            "html",
            "N",
            "csv --columns N",
            "csv -y N",
            "csv --query N",
            "csv --category N",
            "-o N.csv",
            "-o out.xlsx",
            "-o out.ods",
            "csv --table series",
        ],
    ),
    (
        "import",
        &[
            "in.csv --dry-run",
            "in.csv --show-mapping",
            "in.csv --map N --dry-run",
            "in.csv --mapping map.toml",
            "in.csv --dry-run --skip-bad",
            "in.csv --diff --skip-bad --ignore-unknown",
            "out.xlsx --dry-run",
            "out.ods --dry-run",
            "in.tsv --dry-run",
            "in.json --dry-run",
            "N",
            "in.csv --as N",
            "in.csv N",
            "in.csv -y N",
        ],
    ),
    ("schema", &["year", "archive", "N"]),
    ("config", &["", "--default", "--config N", "--config own.toml", "--config slip.toml", "--json"]),
    ("init", &["N", "begun --title N"]),
    ("completions", &["bash", "N"]),
    ("man", &["", "find", "N"]),
    (
        "__complete",
        &[
            "--current= -- show",
            "--current= -- list -c",
            "--current=N -- show",
            "--current= -- get -y",
            "--quotes --current=tag: -- find",
        ],
    ),
];

/// What is said to no command.
const ALONE: &[&str] = &[
    "N",
    "--N",
    "-N",
    "--archive N check",
    "--config N check",
    "--language N",
    "--color N find x",
    "N N",
    "find --N",
    "data --config slip.toml",
];

struct House {
    home: TempDir,
    dice: Dice,
}

impl House {
    fn new(seed: u64) -> House {
        let mut dice = Dice(seed);
        let home = tempfile::tempdir().unwrap();
        let write = |name: &OsStr, text: &[u8]| {
            let path = home.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for (path, text) in nasty::archive(&mut dice) {
            write(OsStr::new(&format!("data/{path}")), text.as_bytes());
        }
        write(OsStr::from_bytes(b"data/n\xff\x1b[31m\n.toml"), b"year = 110\n[[item]\n");
        write(OsStr::from_bytes("data/n\u{9b}2J\u{202e}.toml".as_bytes()), b"\xff\xfe");
        let mut nasty = || nasty::text(&mut dice, 5);
        let cell = |text: String| text.replace(['"', '\n'], "");
        let csv = format!(
            "year,item.id,\"{}\",metric.value,\"{}\"\n110,item,\"{}\",\"{}\",x\n\"{}\",\"{}\",a,b,c\n",
            cell(nasty()),
            cell(nasty()),
            cell(nasty()),
            cell(nasty()),
            cell(nasty()),
            cell(nasty())
        );
        write(OsStr::new("in.csv"), csv.as_bytes());
        write(OsStr::new("in.tsv"), csv.replace(',', "\t").as_bytes());
        write(
            OsStr::new("in.json"),
            serde_json::json!([{"year": nasty(), nasty(): nasty(), "id": nasty()}]).to_string().as_bytes(),
        );
        write(
            OsStr::new("map.toml"),
            format!("[columns]\n\"x\" = {}\n", nasty::toml(&mut Dice(seed), &nasty())).as_bytes(),
        );
        write(OsStr::new("own.toml"), format!("archive = {}\n", nasty::toml(&mut Dice(seed), &nasty())).as_bytes());
        write(
            OsStr::new("slip.toml"),
            format!("theme = {} # {}\n", nasty::toml(&mut Dice(seed), &nasty()), "\u{9b}\u{202e}").as_bytes(),
        );
        House { home, dice }
    }

    /// The words of a line, with hostile texts in the places for them. The system's arguments end at a NUL.
    fn words(&mut self, command: &str, line: &str) -> Vec<String> {
        let words = command.split_whitespace().chain(line.split_whitespace());
        let fill = |word: &str| match word.contains('N') {
            true => word.replace('N', &nasty::text(&mut self.dice, 4).replace('\0', "\u{1}")),
            false => word.to_string(),
        };
        words.map(fill).collect()
    }

    fn variables(&mut self) -> Vec<(&'static str, String)> {
        let names = [
            "EDITOR",
            "VISUAL",
            "TERM",
            "COLUMNS",
            "LINES",
            "LC_ALL",
            "TMPDIR",
            "XDG_STATE_HOME",
            "COLORFGBG",
            "TZ",
            "COLORTERM",
        ];
        let mut value = || nasty::text(&mut self.dice, 3).replace('\0', "\u{1}");
        names.map(|name| (name, value())).into()
    }
}

fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok()?.parse().ok();
    match (number("SAFETY_SEED"), number("SAFETY")) {
        (Some(seed), _) => seed..seed + 1,
        (None, many) => 0..many.unwrap_or(1),
    }
}

fn cases() -> impl Iterator<Item = (&'static str, &'static str)> {
    let alone = ALONE.iter().map(|line| ("", *line));
    CASES.iter().flat_map(|(command, lines)| lines.iter().map(|line| (*command, *line))).chain(alone)
}

#[test]
fn no_command_is_forgotten() {
    let known: Vec<String> = cli::COMMANDS.iter().map(|command| (command.define)().get_name().to_string()).collect();
    let tried: Vec<&str> = CASES.iter().map(|(command, _)| *command).collect();
    assert_eq!(known, tried, "every command of the command line is tried here, in its order");
}

#[test]
fn a_terminal_gets_colours_and_safe_text() {
    for seed in seeds() {
        let mut house = House::new(seed);
        for (command, line) in cases().filter(|(_, line)| *line != "--batch") {
            let words = house.words(command, line);
            // A lone word opens the screen, where it names an archive; here none does.
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let variables = if line.is_empty() { house.variables() } else { Vec::new() };
            let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let mut pty = pty::open(60, 120, house.home.path(), &variables, &words);
            pty.wait_exit();
            // Data have tabs between cells; words have none, which the pipes below can tell apart.
            let foreign = foreign_on_lines(&pty.raw_output(), true);
            assert_eq!(foreign, None, "SAFETY_SEED={seed}: annals {words:?}");
        }
    }
}

#[test]
fn pipes_get_data_whole_and_words_safe() {
    for seed in seeds() {
        let mut house = House::new(seed);
        for (command, line) in cases() {
            let words = house.words(command, line);
            let variables = house.variables();
            let input = house.words("", "N N N").join("\t");
            let (status, out, said) = run(house.home.path(), &variables, &words, &input);
            let told = format!("SAFETY_SEED={seed}: annals {words:?}");
            assert!(matches!(status, Some(0..=2)), "{told} ended with {status:?}, saying {said:?}");
            assert_eq!(foreign_on_lines(&said, false), None, "{told}");
            let out = String::from_utf8(out).unwrap_or_else(|_| panic!("{told}: what it prints is no UTF-8"));
            match command {
                _ if line.contains("--jsonl") || line == "jsonl" => out.lines().for_each(|line| json(line, &told)),
                _ if line.contains("--json") || line == "json" => json(&out, &told),
                "find" | "list" | "series" | "diff" if !line.contains("-") || line.contains("--tsv") => {
                    table(&out, &told)
                }
                "find" | "list" if line.contains("--ids") => assert!(!out.contains(['\t', '\r']), "{told}"),
                _ => {}
            }
        }
    }
}

fn run(home: &Path, env: &[(&str, String)], words: &[String], input: &str) -> (Option<i32>, Vec<u8>, Vec<u8>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.env_clear().env("HOME", home).current_dir(home).args(words);
    command.envs(env.iter().map(|(name, value)| (name, value)));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), output.stdout, output.stderr)
}

/// JSON that says all and shows all: nothing of it would be hidden or obeyed.
fn json(text: &str, told: &str) {
    if !text.is_empty() {
        serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{told}: {error} in {text:?}"));
        assert_eq!(foreign_on_lines(text.as_bytes(), false), None, "{told}");
    }
}

/// Every row has as many cells as there are names.
fn table(text: &str, told: &str) {
    let cells = |line: &str| line.matches('\t').count();
    let mut lines = text.split_terminator('\n');
    let names = lines.next().map_or(0, cells);
    assert!(lines.all(|line| cells(line) == names), "{told}: {text:?}");
}
