//! This program beside others that show, find or change records, on the same generated items: `cargo bench --bench peers`.
//! What is measured and how to read it is told in docs/performance.md.
//!
//! `cargo bench --bench peers -- 1000,10000 annals,fzf FOLDER` takes these sizes and programs (or `all`), and leaves the
//! data in the folder for the next time. A program that is not in PATH is named as not installed.

mod commands;
mod data;
#[path = "../table/generate.rs"]
mod generate;
mod programs;
mod screens;
mod terminal;

use data::Data;
use programs::PROGRAMS;
use programs::Program;
use screens::LENGTHS;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let sizes = args.next().unwrap_or_else(|| "1000,10000,100000,1000000".to_string());
    let only = args.next().unwrap_or_else(|| "all".to_string());
    let temporary = tempfile::tempdir()?;
    let root = args.next().map_or(temporary.path().to_path_buf(), PathBuf::from);
    let is_wanted = |name: &str| only == "all" || only.split(',').any(|one| one == name);
    let sizes = sizes.split(',').map(|size| size.parse().map_err(std::io::Error::other));
    let sizes: Vec<Data> = sizes.map(|size| data::write(size?, &root)).collect::<Result<_, _>>()?;
    println!("{}\n", machine());
    let programs: Vec<&Program> = PROGRAMS.iter().filter(|program| is_wanted(program.name)).collect();
    let installed: Vec<&Program> = programs.iter().filter(|program| program.version().is_some()).copied().collect();
    for program in &programs {
        let version = program.version().unwrap_or_else(|| "not installed".to_string());
        println!("- {} {version} ({})", program.name, program.input);
    }
    let home = tempfile::tempdir()?;
    starting(&installed, &sizes, home.path());
    sizes.iter().for_each(|data| typing(&installed, data, home.path()));
    saving(&sizes, home.path(), is_wanted);
    jobs(&sizes, is_wanted);
    Ok(())
}

/// How often a thing is measured that takes longer the more items there are.
fn times(data: &Data) -> usize {
    match data.items {
        ..50_000 => 5,
        50_000..500_000 => 3,
        _ => 2,
    }
}

fn starting(programs: &[&Program], sizes: &[Data], home: &Path) {
    println!("\n### Starting\n\nFirst record / ready, memory (and memory ÷ TOML bytes); wake-ups in 5 s idle.\n");
    let mut table = vec![["program".to_string()].into_iter().chain(sizes.iter().map(size)).collect()];
    for program in programs {
        let cell = |data: &Data| {
            if !program.takes(data) {
                return "not run".to_string();
            }
            let start = screens::start(program, data, times(data), home);
            let first = start.first.map_or("never".to_string(), show);
            let ratio = start.memory as f64 / data.bytes as f64;
            let memory = start.memory as f64 / 1e6;
            format!("{first} / {}, {memory:.0} MB ({ratio:.1}); {}", show(start.ready), start.wakes)
        };
        let name = format!("{} ({})", program.name, program.input);
        table.push([name].into_iter().chain(sizes.iter().map(cell)).collect());
    }
    print(&table);
}

fn typing(programs: &[&Program], data: &Data, home: &Path) {
    println!("\n### Typing and deleting, {} items\n", size(data));
    let head = ["Chinese", "English"].iter().flat_map(|language| LENGTHS.map(|length| format!("{language} {length}")));
    let rest = ["deleting", "99th of 100", "of keys", "bytes a key"].map(String::from);
    let mut table = vec![["program".to_string()].into_iter().chain(head).chain(rest).collect::<Vec<_>>()];
    for program in programs.iter().filter(|program| program.takes(data)) {
        let Some(keys) = screens::keys(program, data, times(data), home) else { continue };
        let wrong = if keys.wrong == 0 { String::new() } else { format!(", {} counts wrong", keys.wrong) };
        let mut row = vec![format!("{}{wrong}", program.name)];
        let both = (0..2).flat_map(|language| LENGTHS.map(|length| (language, length)));
        row.extend(both.map(|key| keys.typing.get(&key).map_or("—".to_string(), |took| show(*took))));
        let (slowest, count) = keys.slowest;
        row.extend([show(keys.deleting), show(slowest), count.to_string(), keys.bytes.to_string()]);
        table.push(row);
    }
    print(&table);
}

/// The keys that edit a title and save it, and what the screen says then.
const SAVING: [(&str, &str, &[&str], &str); 2] = [
    ("annals", "{annals} {data}/toml", &["2", "e", "X", "\r", "s", "\r"], "Saved"),
    ("vim", "vim -u NONE -n {data}/edited.toml", &["A", "X", "\x1b", ":w", "\r"], "written"),
];

fn saving(sizes: &[Data], home: &Path, is_wanted: impl Fn(&str) -> bool) {
    println!("\n### Saving an edit of a file of 1,000 items, from the key until the screen says so\n");
    let mut table = vec![["program".to_string()].into_iter().chain(sizes.iter().map(size)).collect()];
    for (name, command, edit, saved) in SAVING.iter().filter(|(name, ..)| is_wanted(name)) {
        let cell = |data: &Data| {
            let file = data.folder.join("toml/0000.toml");
            let text = fs::read(&file).expect("it was written");
            fs::write(data.folder.join("edited.toml"), &text).expect("room");
            let took = screens::save(&programs::fill(command, data), edit, saved, 5, home);
            fs::write(&file, text).expect("room");
            took.map_or("—".to_string(), show)
        };
        table.push([name.to_string()].into_iter().chain(sizes.iter().map(cell)).collect());
    }
    print(&table);
}

fn jobs(sizes: &[Data], is_wanted: impl Fn(&str) -> bool) {
    println!("\n### On the command line, from start to end\n");
    let head = ["work", "program"].map(String::from);
    let mut table = vec![head.into_iter().chain(sizes.iter().map(size)).collect()];
    for job in &commands::JOBS {
        let wanted = job.by.iter().filter(|(name, ..)| is_wanted(name.split(',').next().unwrap_or(name)));
        for (n, by) in wanted.enumerate() {
            let name = if n == 0 { job.name } else { "" };
            let cell = |data: &Data| commands::time(job, by, data, times(data)).map_or("—".to_string(), show);
            table.push([name, by.0].map(String::from).into_iter().chain(sizes.iter().map(cell)).collect());
        }
    }
    print(&table);
}

fn print(table: &[Vec<String>]) {
    for (n, row) in table.iter().enumerate() {
        println!("| {} |", row.join(" | "));
        if n == 0 {
            println!("|{}", "---|".repeat(row.len()));
        }
    }
}

fn size(data: &Data) -> String {
    match data.items {
        million if million % 1_000_000 == 0 => format!("{}M", million / 1_000_000),
        thousand => format!("{}k", thousand / 1000),
    }
}

fn show(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds >= 10.0 => format!("{seconds:.0} s"),
        seconds if seconds >= 1.0 => format!("{seconds:.1} s"),
        seconds if seconds >= 0.01 => format!("{:.0} ms", seconds * 1e3),
        seconds => format!("{:.1} ms", seconds * 1e3),
    }
}

/// The machine, by what `/proc` says of it.
fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let line = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_once(':').map_or(String::new(), |(_, value)| value.trim().to_string())
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = line(&read("/proc/cpuinfo"), "model name");
    let memory = line(&read("/proc/meminfo"), "MemTotal").trim_end_matches(" kB").parse::<usize>().unwrap_or(0);
    let kernel = read("/proc/sys/kernel/osrelease");
    // What stands behind the version is whose build it is.
    let kernel = kernel.split('-').next().unwrap_or_default();
    format!("{cores} cores ({model}), {} GB of memory, Linux {}.", memory >> 20, kernel.trim())
}
