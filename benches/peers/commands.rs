//! What is measured on the command line: one job, done by each program that does such a job.

use crate::data;
use crate::data::Data;
use crate::programs;
use crate::screens;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// A job and the command lines that do it: the program, what `sh` runs, and the most items it is given. `{n}` is another
/// number each time.
pub struct Job {
    /// What is done.
    pub name: &'static str,
    /// Whether a status of 1 only says that nothing was found.
    pub finds: bool,
    /// Who does it, this program first.
    pub by: &'static [(&'static str, &'static str, usize)],
}

const ALL: usize = 1_000_000;
const SOME: usize = 100_000;
const FEW: usize = 1_000;

/// The item whose metric is asked for stands in the first file.
pub const JOBS: [Job; 4] = [
    Job {
        name: "count the items with `宿舍管理`",
        finds: true,
        by: &[
            ("annals", "{annals} find --count 宿舍管理 --archive {data}/toml", ALL),
            (
                "sqlite3, LIKE",
                "sqlite3 {data}/items.sqlite \"SELECT count(*) FROM item WHERE title LIKE '%宿舍管理%' OR text LIKE '%宿舍管理%' \
                    OR names LIKE '%宿舍管理%' OR tags LIKE '%宿舍管理%'\"",
                ALL,
            ),
            (
                "sqlite3, FTS5 trigram",
                "sqlite3 {data}/items.sqlite \"SELECT count(*) FROM words WHERE words MATCH '宿舍管理'\"",
                data::INDEXED,
            ),
            ("rg", "rg -c 宿舍管理 {data}/all.toml", ALL),
            ("grep", "grep -c 宿舍管理 {data}/all.toml", ALL),
            ("recsel", "recsel -q 宿舍管理 -c {data}/items.rec", SOME),
            ("jq", "jq -c 'select(tostring | contains(\"宿舍管理\")) | .id' {data}/items.jsonl", ALL),
            ("fzf", "fzf --filter 宿舍管理 < {data}/lines.txt", ALL),
            ("sk", "sk --filter 宿舍管理 < {data}/lines.txt", ALL),
            ("fzy", "fzy -e 宿舍管理 < {data}/lines.txt", ALL),
        ],
    },
    Job {
        name: "get one value by its id",
        finds: false,
        by: &[
            ("annals", "{annals} get {metric} --archive {data}/toml", ALL),
            ("sqlite3, by key", "sqlite3 {data}/items.sqlite \"SELECT value FROM item WHERE id = '{item}'\"", ALL),
            ("recsel", "recsel -e \"id = '{item}'\" -P value {data}/items.rec", SOME),
            ("jq", "jq 'select(.id == \"{item}\").value' {data}/items.jsonl", ALL),
            ("rg", "rg -A 4 '^id = \"{metric}\"' {data}/all.toml", ALL),
        ],
    },
    Job {
        name: "change that value",
        finds: false,
        by: &[
            ("annals", "{annals} set {metric} {n} --archive {data}/toml", ALL),
            ("sqlite3, by key", "sqlite3 {data}/items.sqlite \"UPDATE item SET value = {n} WHERE id = '{item}'\"", ALL),
            ("recset", "recset -e \"id = '{item}'\" -f value -s {n} {data}/items.rec", FEW),
        ],
    },
    Job {
        name: "write all as CSV",
        finds: false,
        by: &[
            ("annals", "{annals} export csv {data}/toml --table items", ALL),
            ("sqlite3", "sqlite3 -csv -header {data}/items.sqlite 'SELECT * FROM item'", ALL),
            ("rec2csv", "rec2csv {data}/items.rec", SOME),
            (
                "jq",
                "jq -r '[.id, .year, .category, .title, .text, .names, .tags, .value] | @csv' {data}/items.jsonl",
                ALL,
            ),
        ],
    },
];

/// The median time of a command over so many runs; none where the program is not installed, is not given so much, or fails.
pub fn time(job: &Job, by: &(&str, &str, usize), data: &Data, times: usize) -> Option<Duration> {
    let (name, command, most) = by;
    let program = name.split([',', ' ']).next().unwrap_or(name);
    let is_there = program == "annals"
        || Command::new("sh")
            .args(["-c", &format!("command -v {program}")])
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
    if !is_there || data.items > *most {
        return None;
    }
    let item = data.first().into_iter().next()?.id;
    let line = programs::fill(command, data).replace("{metric}", &format!("{item}.0")).replace("{item}", &item);
    let mut took = Vec::new();
    for n in 0..times {
        let line = line.replace("{n}", &(1000 * data.items + n).to_string());
        let start = Instant::now();
        let done = Command::new("sh").args(["-c", &line]).stdin(Stdio::null()).stdout(Stdio::null()).output().ok()?;
        took.push(start.elapsed());
        if !(done.status.success() || job.finds && done.status.code() == Some(1)) {
            eprintln!("{line}\n{}", String::from_utf8_lossy(&done.stderr));
            return None;
        }
    }
    Some(screens::median(took))
}
