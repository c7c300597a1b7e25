//! How one word of a query is answered, as far as a glance tells.

use crate::search::answer::Part;
use crate::search::answer::Rank;
use crate::search::rank::Fit;
use crate::search::rank::Manner;
use crate::search::rank::Match;
use std::cmp::Reverse;

/// How one word is answered; the order of the fields is that of `answer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told {
    pub(super) manner: Manner,
    pub(super) place: u32,
    pub(super) fit: Fit,
    pub(super) score: Reverse<i64>,
    pub(super) length: usize,
}

/// What a document says to a word.
pub(super) enum Answer {
    Not,
    Like(Told),
    /// It does, at best like this.
    From(Told),
    Unsure,
}

impl Told {
    pub(super) fn of(part: Part, found: &Match, chars: usize) -> Told {
        let length = if part == Part::Body { 0 } else { chars };
        Told { manner: found.manner, place: part.place(found.fit), fit: found.fit, score: Reverse(found.score), length }
    }

    /// A run in that text, whose length counts where it is no body.
    pub(super) fn run(part: Part, fit: Fit, text: &str) -> Told {
        let length = if part == Part::Body { 0 } else { text.chars().count() };
        Told { manner: Manner::Spelled, place: part.place(fit), fit, score: Reverse(0), length }
    }

    /// A run in a text as near to the title as that part may be, where it is no name that is the word.
    pub(super) fn at_best(part: Part) -> Told {
        let place = part.place(Fit::Inside);
        Told { manner: Manner::Spelled, place, fit: Fit::Whole, score: Reverse(0), length: 0 }
    }

    pub(super) fn add_to(self, rank: &mut Rank) {
        let in_one_piece = self.fit != Fit::Scattered && self.manner == Manner::Spelled;
        rank.scattered += u32::from(!in_one_piece);
        rank.manner += self.manner as u32;
        rank.place += self.place;
        rank.fit += self.fit as u32;
        rank.score.0 += self.score.0;
        rank.length += self.length;
    }

    pub(super) fn is_run(&self) -> bool {
        self.manner == Manner::Spelled && self.fit != Fit::Scattered
    }
}
