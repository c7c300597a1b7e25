//! A file's records. Of a plain file only their places are kept, and each is read from the text when it is asked for: a
//! million of them then cost little more than their text. Of any other they are kept as they were read.

use crate::store::plain;
use crate::store::record::Record;
use std::borrow::Cow;
use std::sync::Arc;

/// The records of one text; good for that text alone.
#[derive(Clone, Debug)]
pub struct Records(Kept);

#[derive(Clone, Debug)]
enum Kept {
    /// Where each begins.
    Starts(Arc<[u32]>),
    Whole(Arc<[Record]>),
}

impl Records {
    /// Those of a plain file, by where each begins.
    pub fn plain(starts: Vec<u32>) -> Records {
        Records(Kept::Starts(starts.into()))
    }

    /// Those that were read.
    pub fn whole(records: Vec<Record>) -> Records {
        Records(Kept::Whole(records.into()))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        match &self.0 {
            Kept::Starts(starts) => starts.len(),
            Kept::Whole(records) => records.len(),
        }
    }

    /// Where each begins, of a plain file.
    pub fn starts(&self) -> Option<&[u32]> {
        match &self.0 {
            Kept::Starts(starts) => Some(starts),
            Kept::Whole(_) => None,
        }
    }

    /// The record of that number in the text that these were read from.
    pub fn get(&self, text: &str, number: usize) -> Option<Cow<'_, Record>> {
        match &self.0 {
            Kept::Starts(starts) => plain::record(text, *starts.get(number)? as usize).map(Cow::Owned),
            Kept::Whole(records) => records.get(number).map(Cow::Borrowed),
        }
    }

    /// All of them.
    pub fn all(&self, text: &str) -> Cow<'_, [Record]> {
        match &self.0 {
            Kept::Starts(starts) => starts.iter().filter_map(|start| plain::record(text, *start as usize)).collect(),
            Kept::Whole(records) => Cow::Borrowed(records),
        }
    }
}
