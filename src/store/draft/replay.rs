//! What the lines of a journal amount to.

use std::collections::BTreeMap;

use crate::store::draft::entry::Entry;
use crate::store::draft::entry::NoEntry;
use crate::store::source::Hash;
use crate::store::splice;
use crate::store::splice::Splice;

/// A file with edits that were not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The file, as the entries name it.
    pub file: String,
    /// The hash of what was on disk when the first of the edits was made. If that is still there, `mine` can take its place;
    /// else the two are to be merged.
    pub base_hash: Hash,
    /// The text then.
    pub base: String,
    /// The text with the edits.
    pub mine: String,
}

/// A text that was typed for a field and is in no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// The file of the field's record.
    pub file: String,
    /// Which field, in the words of who wrote the entry.
    pub what: String,
    /// What was typed.
    pub text: String,
}

/// All that is in a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// Files whose text differs from what it was, by name.
    pub files: Vec<Recovered>,
    /// What was typed and is in no record, in the order it was begun.
    pub typing: Vec<Typing>,
    /// How many entries were damaged or could not be built on what came before them.
    pub lost: usize,
}

/// A newer version wrote the journal: what it means by some lines, nobody here knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Newer;

/// A file while its edits are replayed.
struct Text {
    recovered: Recovered,
    /// False from the first entry that may have been lost: an edit after that was made to another text than we have. It
    /// might even fit, as an insertion fits anywhere, and would then be wrong without anyone noticing.
    sound: bool,
}

/// Replays a journal. A damaged line may have been an edit of any file, so from there on no file's edits are followed, until
/// a new base says what its text was. A tail cut off by a crash thus costs the last entry, and nothing else. The NULs that
/// some file systems leave where an append did not reach the disk hold nothing.
///
/// # Errors
/// A newer version wrote it.
pub fn replay(journal: &[u8]) -> Result<Replay, Newer> {
    let mut texts: BTreeMap<String, Text> = BTreeMap::new();
    let mut typing: Vec<Typing> = Vec::new();
    let mut lost = 0;
    let held = journal.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    for line in journal[..held].split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        match Entry::from_line(line) {
            Err(NoEntry::Foreign) => return Err(Newer),
            Err(NoEntry::Damaged) => {
                lost += 1;
                texts.values_mut().for_each(|text| text.sound = false);
            }
            Ok(Entry::Base { file, hash, text }) => {
                let recovered = Recovered { file: file.clone(), base_hash: hash, mine: text.clone(), base: text };
                texts.insert(file, Text { recovered, sound: true });
            }
            Ok(Entry::Edit { file, at, old, new }) => {
                lost += usize::from(!edit(&mut texts, &file, &[Splice { at, old, new }]));
            }
            Ok(Entry::Edits { file, edits }) => lost += usize::from(!edit(&mut texts, &file, &edits)),
            Ok(Entry::Saved { file }) => drop(texts.remove(&file)),
            Ok(Entry::Typing { file, what, text }) => {
                match typing.iter_mut().find(|typing| typing.file == file && typing.what == what) {
                    Some(typing) => typing.text = text,
                    None => typing.push(Typing { file, what, text }),
                }
            }
            Ok(Entry::Typed { file, what }) => typing.retain(|typing| typing.file != file || typing.what != what),
        }
    }
    let files = texts.into_values().map(|text| text.recovered).filter(|file| file.mine != file.base).collect();
    Ok(Replay { files, typing, lost })
}

/// Makes the edits of a file; false, and no more edits of it, if they do not belong to the text that we have.
fn edit(texts: &mut BTreeMap<String, Text>, file: &str, edits: &[Splice]) -> bool {
    let Some(text) = texts.get_mut(file) else { return false };
    let edited = splice::apply_all(&text.recovered.mine, edits).filter(|_| text.sound);
    text.sound = edited.is_some();
    text.recovered.mine = edited.unwrap_or_else(|| std::mem::take(&mut text.recovered.mine));
    text.sound
}
