//! What the segment tells of a document: how words of letters and common characters are answered where no text has to be
//! looked at, or no more than the title.

use crate::search::answer::Part;
use crate::search::answer::Rank;
use crate::search::docs::Docs;
use crate::search::glance::Glance;
use crate::search::glance::Seen;
use crate::search::glance::look::Look;
use crate::search::glance::told::Answer;
use crate::search::glance::told::Told;
use crate::search::letters::Spelling;
use crate::search::rank::Fit;
use crate::search::rank::Manner;
use crate::search::segment::LONG;
use crate::search::source::Source;
use std::cmp::Reverse;

impl<S: Source> Glance<'_, S> {
    /// What is told of a document without its text, or with its title alone: all there is to tell, where all words are
    /// letters and stand in titles and bodies as they are typed.
    pub(in crate::search) fn told(&self, doc: usize, threshold: Option<&Rank>) -> Seen {
        if self.segment.places(doc).is_none() {
            return Seen::Unsure;
        }
        let is_behind = |threshold| self.is_behind(doc, threshold) || self.is_title_behind(doc, threshold);
        if threshold.is_some_and(is_behind) {
            return Seen::In;
        }
        let mut rank = Rank::default();
        let (mut is_told, mut is_sure, mut may_be_called) = (true, true, true);
        for look in &self.looks {
            let answer = match (&look.letters, look.is_known(doc)) {
                (Some(asked), _) => {
                    may_be_called &= asked.is_first(doc);
                    self.of_letters(doc, look, asked)
                }
                (None, Some(true)) => self.of_known(doc, look),
                (None, Some(false)) => Answer::Not,
                (None, None) if !look.may_be_traced(doc) => self.by_year(look),
                (None, None) if look.is_sign() => self.of_sign(doc, look),
                (None, None) => Answer::Unsure,
            };
            match answer {
                Answer::Not => return Seen::Not,
                Answer::Unsure => is_told = false,
                Answer::From(told) => {
                    is_sure = false;
                    told.add_to(&mut rank);
                }
                Answer::Like(told) => told.add_to(&mut rank),
            }
        }
        rank.inexact = !(may_be_called && self.may_be_called(doc));
        match is_told {
            true if is_sure && rank.inexact => self.ranked(rank),
            true if threshold.is_some_and(|threshold| rank >= *threshold) => Seen::In,
            _ => Seen::Unsure,
        }
    }

    /// The documents that have the one word that is asked for, but not as well as the last of the best: most of a million
    /// that have a letter or a common character, told all at once.
    pub(in crate::search) fn behind(&self, threshold: &Rank) -> Docs {
        let count = self.segment.len();
        let mut docs = match &self.looks[..] {
            [Look { letters: Some(asked), has_categories, .. }] if is_near(threshold, *has_categories) => {
                Docs::with(count, |doc| asked.is_behind(doc, threshold.place, threshold.fit))
            }
            [Look { known: Some(known), .. }] => {
                let mut docs = Docs::with(count, |doc| self.is_beaten(doc, threshold));
                docs.keep(known);
                docs
            }
            _ => return Docs::none(count),
        };
        let mut odd = Docs::none(count);
        odd.add(self.segment.odd().iter().map(|doc| *doc as usize));
        docs.leave_out(&odd);
        docs
    }

    /// Whether this is so of a document that is not odd.
    fn is_behind(&self, doc: usize, threshold: &Rank) -> bool {
        let [look] = &self.looks[..] else { return false };
        let Some(asked) = &look.letters else {
            return self.is_beaten(doc, threshold) && look.is_known(doc) == Some(true);
        };
        is_near(threshold, look.has_categories) && asked.is_behind(doc, threshold.place, threshold.fit)
    }

    /// Whether a document cannot be among the best by having a word that must be there, as there are enough whose titles
    /// begin with it, and its own does not.
    pub(super) fn is_beaten(&self, doc: usize, threshold: &Rank) -> bool {
        let next = Rank { inexact: true, fit: Fit::WordStart as u32, ..Rank::default() };
        self.first.is_some_and(|first| !self.segment.may_begin(doc, first)) && *threshold <= next
    }

    /// The same of a word of letters in a title, and of one digit, which the signs tell: as far behind as it is where the
    /// title begins with it, for all that is known of how long that is.
    fn is_title_behind(&self, doc: usize, threshold: &Rank) -> bool {
        let [look] = &self.looks[..] else { return false };
        let signs = || self.segment.signs(doc);
        let fit = match &look.letters {
            Some(asked) => match asked.stands(doc) {
                Some((0, fit)) if !(asked.is_first(doc) && self.may_be_called(doc)) => fit,
                _ => return false,
            },
            None if !look.is_sign() || self.may_be_called(doc) => return false,
            None if !look.may_have(signs().labels) && !look.may_have(signs().bodies) => return false,
            None => Fit::Start,
        };
        let length = self.segment.title_chars(doc);
        Rank { inexact: true, fit: fit as u32, length, ..Rank::default() } >= *threshold
    }

    /// How a word of letters is answered, as far as the title tells.
    pub(super) fn of_letters(&self, doc: usize, look: &Look, asked: &Spelling) -> Answer {
        let like = |(place, fit)| Told { manner: Manner::Spelled, place, fit, score: Reverse(0), length: 0 };
        let stands = asked.stands(doc);
        if let Some((0, fit)) = stands {
            let length = match self.segment.title_chars(doc) {
                LONG => self.title(doc).unwrap_or_default().chars().count(),
                chars => chars,
            };
            return Answer::Like(Told { length, ..like((0, fit)) });
        }
        let category = look.category_of(|| self.source.category(doc));
        let run = category.filter(Told::is_run);
        match stands.map(like) {
            // How long the label is, the text tells.
            Some(told) if told.place < Part::Body.place(told.fit) => {
                Answer::From(run.map_or(told, |run| run.min(told)))
            }
            Some(told) => Answer::Like(run.unwrap_or(told)),
            None if run.is_some() => run.map_or(Answer::Not, Answer::Like),
            None if look.may_be_apart(doc, self.segment.signs(doc).labels) => Answer::Unsure,
            None => category.map_or(Answer::Not, Answer::Like),
        }
    }

    /// How a character is answered that the document is known to have: what a title says is said, the rest is left open.
    fn of_known(&self, doc: usize, look: &Look) -> Answer {
        let Some(title) = self.title(doc) else { return Answer::Unsure };
        match look.needle.fit(title) {
            Some(fit) => Answer::Like(Told::run(Part::Title, fit, title)),
            None => Answer::From(Told::at_best(Part::Id)),
        }
    }

    /// The same of a digit, of which the signs tell whether it is there.
    fn of_sign(&self, doc: usize, look: &Look) -> Answer {
        let signs = self.segment.signs(doc);
        match (look.may_have(signs.labels), look.may_have(signs.bodies)) {
            (true, _) => self.of_known(doc, look),
            // A value that is the number stands nearer than one that has the digit.
            (false, true) => Answer::From(Told::at_best(if look.digits.is_empty() { Part::Body } else { Part::Name })),
            (false, false) => Answer::Not,
        }
    }

    fn title(&self, doc: usize) -> Option<&str> {
        let (start, places) = (self.source.start(doc), self.segment.places(doc)?);
        self.source.text().get(start + usize::from(places.title.0)..start + usize::from(places.title.1))
    }

    /// Whether the title or the id of a document may be as long as the whole query.
    fn may_be_called(&self, doc: usize) -> bool {
        self.segment.title_chars(doc) == self.whole_chars.min(LONG) || self.segment.may_have_id(self.whole_chars)
    }
}

/// Whether the last of the best has its word in one piece, and no category can have it as well.
fn is_near(threshold: &Rank, has_categories: bool) -> bool {
    // What the category tells is worth no less than what a label does.
    threshold.scattered == 0 && threshold.manner == 0 && (threshold.place == 0 || !has_categories)
}
