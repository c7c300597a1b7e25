//! The programs with a screen: how each is started on which form of the data, and how one types into it.

use crate::data::Data;
use std::process::Command;

/// A program with a screen.
pub struct Program {
    /// What it is called, and the file to look for in PATH.
    pub name: &'static str,
    /// The command line; `{annals}` and `{data}` are put in.
    command: &'static str,
    /// The form of the data that it reads, in words.
    pub input: &'static str,
    /// How it looks for what is typed: by the keys that lead there, none where it does not do so with every key.
    pub find: Option<&'static str>,
    /// The most items that it is given.
    most: usize,
}

const MILLION: usize = 1_000_000;

/// All of them, this one first.
pub const PROGRAMS: [Program; 12] = [
    Program { find: Some("\x10"), ..reading("annals", "{annals} {data}/toml", "TOML, 1,000 items a file") },
    Program { find: Some(""), ..reading("fzf", "fzf < {data}/lines.txt", "lines") },
    Program { find: Some(""), ..reading("sk", "sk < {data}/lines.txt", "lines") },
    Program { find: Some(""), ..reading("fzy", "fzy -l 48 < {data}/lines.txt", "lines") },
    Program { find: Some(""), ..reading("tv", "tv < {data}/lines.txt", "lines") },
    reading("vd", "vd {data}/items.csv", "CSV"),
    reading("csvlens", "csvlens {data}/items.csv", "CSV"),
    reading("jless", "jless {data}/items.jsonl", "JSON lines"),
    Program { most: 100_000, ..reading("otree", "otree {data}/all.toml", "TOML, one file") },
    reading("vim", "vim -u NONE -n {data}/all.toml", "TOML, one file, as text"),
    reading("less", "less {data}/all.toml", "TOML, one file, as text"),
    Program { most: 10_000, ..reading("vd", "vd -f toml {data}/all.toml", "TOML, one file") },
];

const fn reading(name: &'static str, command: &'static str, input: &'static str) -> Program {
    Program { name, command, input, find: None, most: MILLION }
}

impl Program {
    /// Whether it takes this much.
    pub fn takes(&self, data: &Data) -> bool {
        data.items <= self.most
    }

    /// The command line for this archive.
    pub fn command(&self, data: &Data) -> String {
        fill(self.command, data)
    }

    /// What it says its version is; none where it is not installed.
    pub fn version(&self) -> Option<String> {
        version(self.name)
    }
}

/// Puts this program and the data into a command line.
pub fn fill(command: &str, data: &Data) -> String {
    command.replace("{annals}", env!("CARGO_BIN_EXE_annals")).replace("{data}", &data.folder.display().to_string())
}

/// The first number with a point in what `--version` prints; none where the program is not installed.
pub fn version(name: &str) -> Option<String> {
    let program = if name == "annals" { env!("CARGO_BIN_EXE_annals") } else { name };
    let told = Command::new(program).arg("--version").output().ok()?;
    let told = [told.stdout, told.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    let number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let words = || told.split(|c: char| c.is_whitespace() || c == 'v').filter(number);
    Some(words().find(|word| word.contains('.')).or_else(|| words().next()).unwrap_or("?").to_string())
}

/// How many the screen says were found: the first number of the last `17/1000`, of this program's `1/17` the second.
pub fn found(program: &str, screen: &str) -> Option<usize> {
    let pattern = if program == "annals" { r"Find anything[^\n]*?\b[\d,]+/([\d,]+) " } else { r"([\d,]+)/[\d,]+" };
    let number = regex_lite::Regex::new(pattern).ok()?.captures_iter(screen).last()?.get(1)?.as_str().replace(',', "");
    number.parse().ok()
}
