//! Random hands at the real program in a real terminal, where `tests/keys` has them at the state machine: whatever they do, it
//! goes on answering or ends as asked, gives the terminal back, and leaves files that can be read.
//!
//! `STROLLS=200` takes that many, else there are few; `STROLLS_SEED=7` repeats one.

mod pty;

use annals::model::year::Calendar;
use annals::store::file::File;
use annals::store::file::Text;
use std::fs;
use std::path::Path;

/// What hands may press, each at once: keys of one byte, of several, torn, pasted, full-width, and what no key is.
const PRESSED: &[&str] = &[
    "j",
    "j",
    "k",
    "h",
    "l",
    "g",
    "G",
    "1",
    "2",
    "3",
    "e",
    "a",
    "A",
    "D",
    "d",
    "m",
    "i",
    "u",
    "u",
    "z",
    "y",
    "f",
    "/",
    ":",
    "?",
    "!",
    "c",
    "t",
    "o",
    "p",
    "n",
    "N",
    "s",
    "q",
    "E",
    " ",
    "*",
    "[",
    "]",
    "\r",
    "\r",
    "\t",
    "\x1b",
    "\x1b",
    "\x7f",
    "\x12",
    "\x13",
    "\x10",
    "\x0f",
    "宿",
    "45",
    "ｊ",
    "\x1b[A",
    "\x1b[B",
    "\x1bOP",
    "\x1b[5~",
    "\x1b[1;5C",
    "\x1b[",
    "\x1b[200~44\ny\n\x1b[201~",
    "\x1b[<0;9;9M",
    "\x1b[<64;9;9M",
    "\x1b]52;c;?\x07",
    "\u{9b}31m",
    "\0",
];

/// SplitMix64 (Steele, Lea and Flood, 2014).
fn roll(state: &mut u64, sides: usize) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) as usize % sides
}

fn stroll(seed: u64) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("a.toml");
    let item = |n: usize| {
        format!(
            "\n[[item]]\nid = \"i{n}\"\ntitle = \"宿舍 {n}\"\n\n[[item.metric]]\nid = \"m{n}\"\nname = \"間數\"\nvalue = {n}\n"
        )
    };
    fs::write(&file, format!("year = 110\n{}", (0..30).map(item).collect::<String>())).unwrap();
    let mut pty = pty::open(24, 90, home.path(), &[("EDITOR", "true")], &["a.toml"]);
    pty.wait_for("宿舍 0");
    let mut dice = seed;
    let mut pressed = String::new();
    for step in 0..60_u16 {
        for _ in 0..roll(&mut dice, 3) + 1 {
            pressed.push_str(PRESSED[roll(&mut dice, PRESSED.len())]);
        }
        let before = pty.raw_output().len();
        pty.send(std::mem::take(&mut pressed));
        // Another width is answered by another frame, behind whatever the keys have done. No width comes again soon: a
        // program that is behind would find nothing to draw.
        pty.resize(24, 91 + step % 7);
        if !pty.wait_for_more(before) || pty.has_ended() {
            break;
        }
    }
    if !pty.has_ended() {
        pty.hang_up();
    } else {
        assert!(pty.wait_exit().success(), "seed {seed}: it ended by itself");
        pty.assert_given_back();
    }
    pty.wait_exit();
    assert_readable(&file, seed);
}

fn assert_readable(file: &Path, seed: u64) {
    let text = Text { path: "a.toml".into(), text: Ok(fs::read_to_string(file).unwrap()), locked: None };
    let read = File::read(text, Calendar::Roc);
    assert!(read.locked.is_none(), "seed {seed}: {:?}", read.problems);
}

#[test]
fn the_program_outlives_random_hands() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    match number("STROLLS_SEED") {
        Some(seed) => stroll(seed),
        None => (0..number("STROLLS").unwrap_or(4)).for_each(stroll),
    }
}
