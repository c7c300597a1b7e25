//! Having the processor fetch what is looked at next, all at once: one after the other, each would be waited for. Among a
//! million documents that is most of the time that a look takes.

use crate::search::glance::Glance;
use crate::search::source::Source;
use std::hint;

/// Bytes that memory hands out together.
const LINE: usize = 64;

/// As much of a long document.
const MOST: usize = 1024;

impl<S: Source> Glance<'_, S> {
    /// Fetches documents.
    pub(in crate::search) fn fetch(&self, docs: &[usize]) {
        let bytes = self.source.text().as_bytes();
        let fetched = docs.iter().filter_map(|doc| {
            let (from, to) = (self.source.start(*doc), self.source.start(*doc + 1));
            let raw = bytes.get(from..to.min(from + MOST))?;
            Some(raw.iter().step_by(LINE).fold(raw.last().copied()?, |all, byte| all ^ byte))
        });
        hint::black_box(fetched.fold(0, |all, byte| all ^ byte));
    }

    /// Fetches their titles, where some character is looked for in them.
    pub(in crate::search) fn fetch_titles(&self, docs: &[usize]) {
        if self.looks.iter().all(|look| look.known.is_none()) {
            return;
        }
        let bytes = self.source.text().as_bytes();
        let title = |doc: &usize| {
            let from = self.source.start(*doc) + usize::from(self.segment.places(*doc)?.title.0);
            bytes.get(from)
        };
        hint::black_box(docs.iter().filter_map(title).fold(0, |all, byte| all ^ byte));
    }
}
