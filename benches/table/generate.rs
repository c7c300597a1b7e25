//! An archive of any size, made of the words of the real one: the same every time, and a small one is the beginning of a
//! larger one.

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

/// English words of the trade, and what they are joined with: a thousand and more in all.
const STEMS: &str = "lock review council gazette report permit archive housing lamp ferry budget tender audit notice \
    harbour school clinic market garden library museum station bridge tunnel sewer river coast forest traffic parking \
    licence subsidy training volunteer festival exhibition translation delegation visit sister city agreement memorandum \
    complaint petition hearing appeal consumer inspection recall refund contract procurement recycled energy water paper \
    vehicle dormitory office meeting minutes document record server network backup response incident security password";
const ENDINGS: &str = " s ing ed er ment al ly ness -plan -fund -office -centre -service";

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
    pub fn about() -> String {
        let category = |n: usize| {
            let id = if n < 6 { format!("c{n}") } else { format!("c{}/{n}", n % 6) };
            format!("[[category]]\nid = \"{id}\"\ntitle = \"類別{n}\"\n\n")
        };
        let categories: String = (0..CATEGORIES).map(category).collect();
        format!("title = \"bench\"\ncalendar = \"roc\"\n\n{categories}")
    }

    /// The next file, from this item on.
    pub fn file(&mut self, first: usize, items: usize) -> String {
        let year = if (first / FILE).is_multiple_of(2) { 110 } else { 108 };
        let mut text = format!("year = {year}\n");
        for item in first..first + items {
            text.push_str(&self.item(item));
        }
        text
    }

    /// Two in three are Chinese, one in ten is English, the others are mixed.
    fn item(&mut self, item: usize) -> String {
        let english = match self.draw(20) {
            0..13 => 0,
            13..18 => 4,
            _ => 10,
        };
        let (title, length) = (self.prose(8 + english / 2, english), 60 + self.draw(141));
        let body = self.prose(length, english);
        let n = self.draw(CATEGORIES);
        let category = if n < 6 { format!("c{n}") } else { format!("c{}/{n}", n % 6) };
        let mut text = format!(
            "\n[[item]]\nid = \"i{item}\"\ncategory = \"{category}\"\ntitle = \"{title}\"\ntext = \"\"\"\n{body}\n\"\"\"\n"
        );
        for metric in 0..=self.draw(3) {
            let (name, value) = (self.prose(4, 0), self.draw(1_000_000));
            text += &format!(
                "\n[[item.metric]]\nid = \"i{item}.m{metric}\"\nname = \"{name}\"\nunit = \"件\"\nvalue = {value}\n"
            );
        }
        text
    }

    /// Words of about so many characters together, so many of ten English.
    fn prose(&mut self, length: usize, english: usize) -> String {
        let mut text = String::new();
        let mut count = 0;
        while count < length {
            let is_english = self.draw(10) < english;
            // The square makes some words common and most of them rare, as in any language.
            let of = if is_english { self.english.len() } else { self.chinese.len() };
            let at = self.draw(of) * self.draw(of) / of;
            let word = if is_english { &self.english[at] } else { &self.chinese[at] };
            let blank = is_english && !text.is_empty();
            let end = if !is_english && self.state >> 61 == 0 { "，" } else { "" };
            let (blank, word) = (if blank { " " } else { "" }, word.clone());
            count += word.chars().count() + 1;
            text.extend([blank, &word, end]);
        }
        text
    }

    /// A number below `below`, by a linear congruential generator (Knuth's constants for MMIX): the same everywhere.
    fn draw(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % below
    }
}

/// The files of an archive of so many items, by their paths below it.
pub fn files(items: usize) -> impl Iterator<Item = (String, String)> {
    let mut generator = Generator::new();
    let files = (0..items.div_ceil(FILE)).map(move |file| {
        let first = file * FILE;
        (format!("{:04}.toml", file), generator.file(first, FILE.min(items - first)))
    });
    std::iter::once(("archive.toml".to_string(), Generator::about())).chain(files)
}

/// Writes an archive of so many items into a folder, which is made.
///
/// # Errors
/// The folder or a file cannot be written.
pub fn write(items: usize, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    files(items).try_for_each(|(path, text)| fs::write(folder.join(path), text))
}
