//! An archive of any size, made of the words of the real one: the same every time, and a small one is the beginning of a
//! larger one.
//!
//! An item is as one of `data/` is, in what it has and in how long that is, since both decide how fast it is read, kept
//! and found. Of the 176 real ones (576 bytes in the median, 666 on average, as a few are very long) all have a text (of
//! 30 to 160 characters, but for one in ten), tags and a source, nine in ten a number and names, three of these on
//! average, half a date; and half have no metric, a quarter one, the others up to nine. The generated ones are 570 bytes
//! on average.

use annals::sample;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Items in a file.
const FILE: usize = 1000;

/// Categories of the outline.
const CATEGORIES: usize = 60;

/// What items are made of.
pub struct Generator {
    chinese: Vec<String>,
    english: Vec<String>,
    state: u64,
}

/// The first six categories; the others stand below these.
const CHAPTERS: [&str; 6] = ["general", "documents", "consumer", "review", "international", "confidential"];

/// English words of the trade, and what they are joined with: a thousand and more in all.
const STEMS: &str = "lock review council gazette report permit archive housing lamp ferry budget tender audit notice \
    harbour school clinic market garden library museum station bridge tunnel sewer river coast forest traffic parking \
    licence subsidy training volunteer festival exhibition translation delegation visit sister city agreement memorandum \
    complaint petition hearing appeal consumer inspection recall refund contract procurement recycled energy water paper \
    vehicle dormitory office meeting minutes document record server network backup response incident security password";
const ENDINGS: &str = " s ing ed er ment al ly ness -plan -fund -office -centre -service";

/// What metrics count.
const UNITS: [&str; 8] = ["件", "場次", "人", "個", "項", "元", "案", "%"];

impl Generator {
    /// One that begins at the first item.
    pub fn new() -> Generator {
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let mut chinese = BTreeSet::new();
        for text in sample::texts().into_iter().filter_map(|text| text.text.ok()) {
            for run in text.split(|c| !is_han(c)).filter(|run| !run.is_empty()) {
                let chars: Vec<char> = run.chars().collect();
                for length in [2, 3] {
                    chinese.extend(chars.chunks(length).filter(|word| word.len() == length).map(String::from_iter));
                }
            }
        }
        let endings: Vec<&str> = ENDINGS.split(' ').collect();
        let english =
            STEMS.split_whitespace().flat_map(|stem| endings.iter().map(move |ending| format!("{stem}{ending}")));
        Generator { chinese: chinese.into_iter().collect(), english: english.collect(), state: 1 }
    }

    /// The outline, as `archive.toml`.
    pub fn about(&self) -> String {
        let category = |n: usize| {
            let title: String =
                [7, 13].iter().map(|step| self.chinese[n * step % self.chinese.len()].as_str()).collect();
            format!("[[category]]\nid = \"{}\"\ntitle = \"{title}\"\n\n", category(n))
        };
        let categories: String = (0..CATEGORIES).map(category).collect();
        format!("title = \"bench\"\ncalendar = \"roc\"\n\n{categories}")
    }

    /// The next file, from this item on.
    pub fn file(&mut self, first: usize, items: usize) -> String {
        let (year, written) = if (first / FILE).is_multiple_of(2) { (110, 2021) } else { (108, 2019) };
        let mut text = format!("year = {year}\n");
        for item in first..first + items {
            text.push_str(&self.item(item, year, written));
        }
        text
    }

    /// Two in three are Chinese, one in ten is English, the others are mixed. The year is given as the file has it and
    /// as dates have it.
    fn item(&mut self, item: usize, year: u32, written: u32) -> String {
        let english = match self.draw(20) {
            0..13 => 0,
            13..18 => 4,
            _ => 10,
        };
        let title = self.prose(8 + english / 2, english).replace('，', "");
        let length = 30 + self.draw(131);
        let body = self.prose(length, english);
        let (category, no) = (category(item % CATEGORIES), 1 + item / CATEGORIES);
        let id = format!("{}.{}-{item}", stem(item % CATEGORIES), stem(self.draw(CATEGORIES)));
        let mut text = format!("\n[[item]]\nid = \"{id}\"\ncategory = \"{category}\"\n");
        if self.draw(10) > 0 {
            text += &format!("no = \"{no}\"\n");
        }
        text += &format!("title = \"{title}\"\ntext = \"\"\"\n{body}\n\"\"\"\n");
        if self.draw(2) == 0 {
            text += &format!("when = [\"{written}-{:02}-{:02}\"]\n", 1 + self.draw(12), 1 + self.draw(28));
        }
        let names = self.draw(7);
        if names > 0 {
            let names: Vec<String> =
                (0..names).map(|_| format!("\"{}\"", self.prose(8, 0).replace('，', ""))).collect();
            text += &format!("names = [{}]\n", names.join(", "));
        }
        let (tag, other) = (self.word(false), self.word(false));
        text += &format!(
            "tags = [\"{tag}\", \"{other}\", \"{}\"]\nsource = \"report-{year} {no}\"\n",
            stem(item % CATEGORIES)
        );
        let metrics = match self.draw(20) {
            0..9 => 0,
            9..15 => 1,
            15..17 => 2,
            17 => 3,
            _ => 4 + self.draw(3),
        };
        for metric in 0..metrics {
            let (name, unit, value) = (self.prose(4, 0), UNITS[self.draw(UNITS.len())], self.draw(1_000_000));
            text += &format!(
                "\n[[item.metric]]\nid = \"{id}.{metric}\"\nname = \"{name}\"\nunit = \"{unit}\"\nvalue = {value}\n"
            );
        }
        text
    }

    /// Words of about so many characters together, so many of ten English, and one in twenty a number of things.
    fn prose(&mut self, length: usize, english: usize) -> String {
        let mut text = String::new();
        let mut count = 0;
        while count < length {
            let is_english = self.draw(10) < english;
            let word = match self.draw(20) {
                0 => format!("{}{}", 1 + self.draw(999), UNITS[self.draw(UNITS.len())]),
                _ => self.word(is_english),
            };
            let blank = if is_english && !text.is_empty() { " " } else { "" };
            let end = if !is_english && self.state >> 61 == 0 { "，" } else { "" };
            count += word.chars().count() + 1;
            text.extend([blank, &word, end]);
        }
        text
    }

    /// A word. The product makes some common and most of them rare, as in any language.
    fn word(&mut self, is_english: bool) -> String {
        let of = if is_english { self.english.len() } else { self.chinese.len() };
        let at = self.draw(of) * self.draw(of) / of;
        if is_english { self.english[at].clone() } else { self.chinese[at].clone() }
    }

    /// A number below `below`, by a linear congruential generator (Knuth's constants for MMIX): the same everywhere.
    fn draw(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % below
    }
}

/// The id of the category of that number.
fn category(n: usize) -> String {
    let chapter = CHAPTERS[n % CHAPTERS.len()];
    if n < CHAPTERS.len() { chapter.to_string() } else { format!("{chapter}/{}", stem(n)) }
}

fn stem(n: usize) -> &'static str {
    STEMS.split_whitespace().nth(n).expect("there are more stems than categories")
}

/// The files of an archive of so many items, by their paths below it.
pub fn files(items: usize) -> impl Iterator<Item = (String, String)> {
    let mut generator = Generator::new();
    let about = generator.about();
    let files = (0..items.div_ceil(FILE)).map(move |file| {
        let first = file * FILE;
        (format!("{:04}.toml", file), generator.file(first, FILE.min(items - first)))
    });
    std::iter::once(("archive.toml".to_string(), about)).chain(files)
}

/// Writes an archive of so many items into a folder, which is made.
///
/// # Errors
/// The folder or a file cannot be written.
pub fn write(items: usize, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    files(items).try_for_each(|(path, text)| fs::write(folder.join(path), text))
}
