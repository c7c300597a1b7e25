//! Drafts: what is unsaved and what is being typed is brought into the journal, so that it outlives the program.

use crate::app::App;
use crate::app::fields::aside;
use crate::app::fields::aside::Aside;
use crate::run::desk::Desk;
use crate::store::draft;
use crate::store::draft::entry::Entry;
use crate::store::file::File;
use crate::store::merge;
use crate::store::shared::Shared;
use crate::store::source::Hash;
use crate::store::splice;
use crate::store::splice::Splice;
use std::io;

impl Desk {
    /// Whether the journal lacks something: `Some(true)` an edit, `Some(false)` only what is being typed.
    pub fn behind(&self, app: &App) -> Option<bool> {
        self.journal.as_ref()?;
        let edited = app.archive.files.iter().enumerate().any(|(at, file)| self.is_behind(at, &file.text, &file.saved));
        if edited || self.stale {
            return Some(true);
        }
        (aside::all(app) != self.typing).then_some(false)
    }

    fn is_behind(&self, at: usize, text: &Shared, saved: &Shared) -> bool {
        let known = self.journaled.get(&at).unwrap_or(saved);
        !known.is_same(text) && known != text || self.is_rebased(at, saved)
    }

    /// Whether someone else's text is on disk since the journal was told what is: the edits are to that now.
    fn is_rebased(&self, at: usize, saved: &Shared) -> bool {
        self.based.get(&at).is_some_and(|base| !base.is_same(saved) && base != saved)
    }

    /// Brings the journal up to date: what is written there survives the program.
    ///
    /// # Errors
    /// Those of the disk. What was kept before is still there, and the next call tries again with the rest.
    pub fn keep(&mut self, app: &App) -> io::Result<()> {
        while self.keep_some(app)? {}
        Ok(())
    }

    /// The same of no more files than a person would notice; whether there are more. What changes hundreds of files must not
    /// stop the keys until all of them are in the journal.
    ///
    /// # Errors
    /// As [`Desk::keep`].
    pub fn keep_some(&mut self, app: &App) -> io::Result<bool> {
        let is_rebased = |(at, file): (usize, &File)| self.is_rebased(at, &file.saved);
        let anew = self.stale || app.archive.files.iter().enumerate().any(is_rebased);
        if anew {
            self.journaled.clear();
            self.based.clear();
            self.typing.clear();
        }
        // A journal that is written anew takes the place of the old one as a whole.
        let (entries, is_more) = self.news(app, if anew { usize::MAX } else { MOST });
        let Some(journal) = &mut self.journal else { return Ok(false) };
        let kept = match anew {
            true => journal.rewrite(&entries),
            false if entries.is_empty() => Ok(()),
            false => journal.append(&entries),
        };
        self.stale = kept.is_err();
        kept.map(|()| is_more)
    }

    /// The drafts of earlier starts are to be forgotten: what was taken up must be in the journal before it goes from there.
    pub fn discard_later(&mut self) {
        self.is_discarding = true;
    }

    /// Whether they are to be forgotten, which waits for the journal.
    pub(in crate::run) fn is_discarding(&self) -> bool {
        self.is_discarding
    }

    /// Forgets them, if that is wanted and the journal lacks nothing.
    pub fn discard_kept(&mut self, app: &App) {
        if self.is_discarding && self.behind(app).is_none() {
            self.discard();
        }
    }

    /// Forgets the drafts of earlier starts. One of which nothing could be read stays, for a person to look at.
    pub fn discard(&mut self) {
        self.is_discarding = false;
        for found in self.abandoned.drain(..) {
            if !found.files.is_empty() || !found.typing.is_empty() {
                let _ = draft::discard(found);
            }
        }
    }

    /// What the journal does not have, as entries, which count as there from now on; and whether there is more, once they
    /// are of files of so many bytes.
    fn news(&mut self, app: &App, most: usize) -> (Vec<Entry>, bool) {
        let (mut entries, mut bytes) = (Vec::new(), 0);
        for (at, file) in app.archive.files.iter().enumerate() {
            if !self.is_behind(at, &file.text, &file.saved) {
                continue;
            }
            if bytes >= most {
                return (entries, true);
            }
            bytes += file.saved.len() + file.text.len();
            let name = file.path.to_string_lossy().into_owned();
            if file.text == file.saved {
                // Taken back, so that nothing of it need be kept.
                entries.push(Entry::Saved { file: name });
                self.journaled.remove(&at);
                self.based.remove(&at);
                continue;
            }
            let known = self.journaled.get(&at).cloned().unwrap_or_else(|| {
                let hash = Hash::of(file.saved.as_bytes());
                entries.push(Entry::Base { file: name.clone(), hash, text: file.saved.to_string() });
                file.saved.clone()
            });
            // Who changes a little in each of many items changes the file from its beginning to its end.
            let edits = splice::in_order(merge::splices(&known, &file.text));
            match <[Splice; 1]>::try_from(edits) {
                Ok([Splice { at, old, new }]) => entries.push(Entry::Edit { file: name, at, old, new }),
                Err(edits) if edits.is_empty() => {}
                Err(edits) => entries.push(Entry::Edits { file: name, edits }),
            }
            self.based.insert(at, file.saved.clone());
            self.journaled.insert(at, file.text.clone());
        }
        let typing = aside::all(app);
        let changed = typing.iter().filter(|text| !self.typing.contains(text));
        entries.extend(changed.cloned().map(|Aside { file, mark, text }| Entry::Typing { file, what: mark, text }));
        let is_gone = |old: &&Aside| !typing.iter().any(|new| new.file == old.file && new.mark == old.mark);
        let gone = self.typing.iter().filter(is_gone);
        entries.extend(gone.cloned().map(|Aside { file, mark, .. }| Entry::Typed { file, what: mark }));
        self.typing = typing;
        (entries, false)
    }
}

/// As many bytes of files are brought into the journal at once.
const MOST: usize = 1 << 21;
