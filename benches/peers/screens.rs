//! What is measured on the screen: starting, typing, saving, and doing nothing.

use crate::data::Data;
use crate::programs;
use crate::programs::Program;
use crate::terminal::Terminal;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::time::Instant;

/// How a program started.
pub struct Start {
    /// Until the first record was on the screen; none where it never was.
    pub first: Option<Duration>,
    /// Until what was typed as soon as that was there was answered in full; for a program that does not find while one
    /// types, until it was at rest.
    pub ready: Duration,
    /// Memory in use once at rest, nothing typed.
    pub memory: usize,
    /// Wake-ups in five seconds after that.
    pub wakes: usize,
}

/// Starts it so many times; medians.
pub fn start(program: &Program, data: &Data, times: usize, home: &Path) -> Start {
    let title = &data.first()[0].title;
    let (mut firsts, mut readies) = (Vec::new(), Vec::new());
    for _ in 0..times {
        let mut terminal = Terminal::open(&program.command(data), home);
        firsts.extend(terminal.says(title));
        if let Some(keys) = program.find {
            terminal.hurry(keys);
            terminal.hurry("宿舍");
        }
        readies.push(terminal.settle());
    }
    let mut terminal = Terminal::open(&program.command(data), home);
    terminal.settle();
    let memory = terminal.memory();
    let wakes = terminal.wakes(Duration::from_secs(5));
    Start { first: (!firsts.is_empty()).then(|| median(firsts)), ready: median(readies), memory, wakes }
}

/// Eight letters that begin an English word of the generator.
const ENGLISH: [&str; 5] = ["response", "document", "security", "exhibiti", "training"];

/// The lengths that are told apart.
pub const LENGTHS: [usize; 4] = [1, 2, 4, 8];

/// What typing into a program takes.
pub struct Keys {
    /// By language (Chinese, English) and number of characters: until the answer stood.
    pub typing: BTreeMap<(usize, usize), Duration>,
    /// The median of all keys that take a character away.
    pub deleting: Duration,
    /// What all keys but one in a hundred took less than, and how many keys there were.
    pub slowest: (Duration, usize),
    /// Bytes to the terminal for a key, in the median.
    pub bytes: usize,
    /// Words whose count was another than the command line's.
    pub wrong: usize,
}

/// Types so many words of each language, a character at a time, and takes them away again.
pub fn keys(program: &Program, data: &Data, words: usize, home: &Path) -> Option<Keys> {
    let find = program.find?;
    let chinese = chinese(data);
    let mut terminal = Terminal::open(&program.command(data), home);
    terminal.settle();
    terminal.hurry(find);
    terminal.settle();
    let (mut typing, mut deleting, mut all, mut wrong) = (BTreeMap::new(), Vec::new(), Vec::new(), 0);
    for at in 0..words {
        for (language, word) in [(0, chinese[at % chinese.len()].as_str()), (1, ENGLISH[at % ENGLISH.len()])] {
            for (length, key) in (1..).zip(word.chars()) {
                let answer = terminal.key(&key.to_string());
                typing.entry((language, length)).or_insert_with(Vec::new).push(answer.took);
                all.push(answer);
            }
            wrong += usize::from(!agrees(program, data, word, terminal.screen()));
            for _ in word.chars() {
                let answer = terminal.key("\x7f");
                deleting.push(answer.took);
                all.push(answer);
            }
        }
    }
    all.sort_by_key(|answer| answer.bytes);
    let bytes = all[all.len() / 2].bytes;
    all.sort_by_key(|answer| answer.took);
    Some(Keys {
        typing: typing.into_iter().map(|(key, times)| (key, median(times))).collect(),
        deleting: median(deleting),
        slowest: (all[all.len() * 99 / 100].took, all.len()),
        bytes,
        wrong,
    })
}

/// Eight Chinese characters that begin a clause of the text of an item, five times.
fn chinese(data: &Data) -> Vec<String> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let runs = |text: String| {
        let run = text.split(|c| !is_han(c)).find(|run| run.chars().count() >= 8)?;
        Some(run.chars().take(8).collect::<String>())
    };
    let items = data.first().into_iter().enumerate().filter(|(at, _)| at % 60 == 7);
    items.filter_map(|(_, item)| runs(item.text)).take(5).collect()
}

/// Whether the list says that it found as many as the command line counts. Where it does not, its time means nothing.
///
/// A list that is full of what has the word as it is typed does not look for what has its characters apart or only sounds so,
/// which the command line counts too.
fn agrees(program: &Program, data: &Data, word: &str, screen: &str) -> bool {
    if program.name != "annals" {
        return true;
    }
    let shown = programs::found(program.name, screen).unwrap_or(usize::MAX);
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    let told = command.args(["find", "--count", word, "--archive"]).arg(data.folder.join("toml")).output();
    let told = told.map_or(String::new(), |told| String::from_utf8_lossy(&told.stdout).into_owned());
    let counted = told.trim().parse().unwrap_or(0);
    let agrees = shown == counted || annals::app::seek::LIMIT <= shown && shown <= counted;
    if !agrees {
        eprintln!("{word} in {} items: {shown} on the screen, {counted} counted\n{screen}", data.items);
    }
    agrees
}

/// From the key that saves an edit of a file of a thousand items until the screen says that it is saved.
pub fn save(command: &str, edit: &[&str], saved: &str, times: usize, home: &Path) -> Option<Duration> {
    let mut terminal = Terminal::open(command, home);
    terminal.settle();
    let mut took = Vec::new();
    for _ in 0..times {
        let (last, before) = edit.split_last()?;
        before.iter().for_each(|key| _ = terminal.key(key));
        let pressed = Instant::now();
        let answer = terminal.key(last);
        if !terminal.screen().contains(saved) {
            eprintln!("not saved after {:?}:\n{}", pressed.elapsed(), terminal.screen());
            return None;
        }
        took.push(answer.took);
    }
    Some(median(took))
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
