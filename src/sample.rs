//! The built-in sample: the archive at the project's root, for a look at the program where there is no archive.

use crate::store::file::Text;
use crate::store::problem::Flaw;

macro_rules! sample {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../data/", $path)))),*]
    };
}

/// Path below the archive, and text, of every file.
const FILES: &[(&str, &str)] = sample![
    "archive.toml",
    "108/confidential.toml",
    "108/consumer.toml",
    "108/documents.toml",
    "108/general.toml",
    "108/international.toml",
    "108/review.toml",
    "110/confidential.toml",
    "110/consumer.toml",
    "110/documents.toml",
    "110/general.toml",
    "110/international.toml",
    "110/review.toml",
];

/// The sample's files, locked.
pub fn texts() -> Vec<Text> {
    let text = |(path, text): &(&str, &str)| Text {
        path: path.into(),
        text: Ok(text.to_string()),
        locked: Some(Flaw::Sample),
    };
    FILES.iter().map(text).collect()
}
