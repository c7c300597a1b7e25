//! The documents' Latin words at a glance: how a word of letters is answered where no text has to be looked at.

use crate::search::answer::Part;
use crate::search::answer::Rank;
use crate::search::glance::Glance;
use crate::search::glance::Look;
use crate::search::glance::Seen;
use crate::search::glance::told::Answer;
use crate::search::glance::told::Told;
use crate::search::letters::Spelling;
use crate::search::query::word::Reach;
use crate::search::rank::Fit;
use crate::search::rank::Manner;
use crate::search::source::Source;
use std::cmp::Reverse;

/// More than the matcher's score of any word.
const MOST: i64 = 1 << 32;

impl<S: Source> Glance<'_, S> {
    /// What is told of a document without its text: all there is to tell, where all words are letters and stand there as
    /// they are typed.
    pub(in crate::search) fn told(&self, doc: usize, threshold: Option<&Rank>) -> Seen {
        if self.segment.places(doc).is_none() {
            return Seen::Unsure;
        }
        let mut rank = Rank::default();
        let (mut is_told, mut is_sure, mut may_be_called) = (true, true, true);
        for look in &self.looks {
            let Some(asked) = &look.letters else {
                is_told = false;
                continue;
            };
            let (answer, called) = self.of_letters(doc, look, asked);
            may_be_called &= called;
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
        rank.inexact = !may_be_called;
        match is_told {
            true if is_sure && !may_be_called => self.ranked(rank),
            true if threshold.is_some_and(|threshold| rank >= *threshold) => Seen::In,
            _ => Seen::Unsure,
        }
    }

    /// How a word of letters is answered, without the document's text, and whether the document may be called so.
    pub(super) fn of_letters(&self, doc: usize, look: &Look, asked: &Spelling) -> (Answer, bool) {
        let letters = self.segment.letters();
        let had = letters.had(doc, asked, self.whole_chars);
        let like = |(place, fit, length)| Told { manner: Manner::Spelled, place, fit, score: Reverse(0), length };
        let label = had.label.map(like);
        if let Some(told) = label.filter(|told| told.place == 0) {
            return (Answer::Like(told), had.may_be_called);
        }
        let category = self.source.category(doc).and_then(|category| look.category(category));
        let body = had.body.map(|fit| like((Part::Body.place(fit), fit, 0)));
        if let Some(told) = label.into_iter().chain(category.filter(Told::is_run)).min().or(body) {
            return (Answer::Like(told), had.may_be_called);
        }
        if look.word.hears() {
            return (Answer::Unsure, false);
        }
        let is_apart = match (look.word.reach(), look.word.sound()) {
            (Reach::Anywhere, Some(_)) => had.initials && letters.has_initials(doc, asked),
            (Reach::Anywhere, None) => letters.has_scattered(doc, asked),
            (Reach::Together | Reach::Near, _) => false,
        };
        let answer = match (is_apart, look.word.sound(), category) {
            // Which of its letters the matcher would take, the text tells.
            (true, Some(_), _) => Answer::Unsure,
            (true, None, _) => Answer::From(Told { score: Reverse(MOST), ..like((0, Fit::Scattered, 0)) }),
            (false, _, Some(told)) => Answer::Like(told),
            (false, _, None) => Answer::Not,
        };
        (answer, false)
    }
}
