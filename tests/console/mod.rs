//! Transcripts that prove themselves: every command of a Markdown file's `console` blocks is run, and must print what
//! stands below it. `UPDATE_EXPECT=1 cargo test` writes that anew.
//!
//! A line that begins with `$ ` is a command for `sh`; what it prints, standard error included, follows, and at the end the
//! exit status in brackets if it is not zero. Each block begins with the archive as it was.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part of what this offers")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// What a command line prints in that folder, and how it ends.
pub type Run = fn(&str, &Path) -> (String, u32);

/// Runs a transcript over a copy of the archive in `data`.
#[track_caller]
pub fn check(transcript: &Path, data: &Path, run: Run) {
    let old = fs::read_to_string(transcript).unwrap();
    let new = told_anew(&old, data, run);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(transcript, &new).unwrap();
    } else if old != new {
        let (line, old, new) = difference(&old, &new);
        panic!(
            "{}:{line}: it prints something else now; look, then run `UPDATE_EXPECT=1 cargo test`\n  was {old}\n  now {new}",
            transcript.display()
        );
    }
}

fn difference(old: &str, new: &str) -> (usize, String, String) {
    let (mut olds, mut news) = (old.lines(), new.lines());
    let mut line = 1;
    loop {
        match (olds.next(), news.next()) {
            (a, b) if a != b => return (line, format!("{a:?}"), format!("{b:?}")),
            (None, None) => return (line, String::new(), String::new()),
            _ => line += 1,
        }
    }
}

/// The text with what its commands print now.
pub fn told_anew(old: &str, data: &Path, run: Run) -> String {
    let mut new = String::new();
    let mut block: Option<tempfile::TempDir> = None;
    let mut lines = old.lines().peekable();
    while let Some(line) = lines.next() {
        match &block {
            None => {
                new += &format!("{line}\n");
                if line == "```console" {
                    let folder = tempfile::tempdir().unwrap();
                    copy(data, &folder.path().join("data"));
                    block = Some(folder);
                }
            }
            Some(_) if line == "```" => {
                new += "```\n";
                block = None;
            }
            Some(folder) => {
                // Anything but a command is the output of one, and is told anew.
                let Some(first) = line.strip_prefix("$ ") else { continue };
                let mut command = first.to_string();
                new += &format!("{line}\n");
                while command.ends_with('\\') {
                    let Some(next) = lines.next() else { break };
                    command += &format!("\n{next}");
                    new += &format!("{next}\n");
                }
                let (printed, status) = run(&command, folder.path());
                new += &printed;
                if !printed.is_empty() && !printed.ends_with('\n') {
                    new.push('\n');
                }
                if status != 0 {
                    new += &format!("[{status}]\n");
                }
            }
        }
    }
    new
}

/// Runs it with its output in a pipe, standard error included.
pub fn in_a_pipe(command: &str, folder: &Path) -> (String, u32) {
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path())
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    let status = output.status.code().and_then(|code| u32::try_from(code).ok());
    (String::from_utf8(output.stdout).unwrap(), status.unwrap_or(u32::MAX))
}

/// Where commands are found, the program first.
pub fn path() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_annals")).parent().unwrap();
    format!("{}:/usr/local/bin:/usr/bin:/bin", program.display())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &to),
            false => _ = fs::copy(&path, &to).unwrap(),
        }
    }
}
