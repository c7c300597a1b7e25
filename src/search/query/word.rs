//! One word of a query, prepared for matching: its letters, where it must stand, and what else it says.
//!
//! A word is more than its letters: what it says as a number or a year ([`number`]), and, where that is asked for, how it
//! sounds ([`crate::search::phonetic`]). A word that is meant exactly is its letters and nothing else.

use std::ops::Range;
use std::sync::Arc;

use crate::model::year::Year;
use crate::search::fold;
use crate::search::fold::Folded;
use crate::search::phonetic::Pattern;
use crate::search::phonetic::Sounds;
use crate::search::query::number;
use crate::search::query::number::Amount;
use crate::search::rank::Manner;

/// One word of a query, prepared for matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    at: Range<usize>,
    text: Folded,
    chars: usize,
    reach: Reach,
    anchors: Anchors,
    others: Vec<Folded>,
    year: Option<Year>,
    amount: Option<Amount>,
    sound: Option<Arc<Pattern>>,
    most: Manner,
}

/// How far apart the characters of a word may stand in a short text such as a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Not at all: an exact word, a single character, a number. (44 is not in 4,104.)
    Together,
    /// With at most three characters between neighbours: a word that has a Chinese character in it.
    ///
    /// Chinese abbreviates by taking a character of each word, and its words have two or three, so that one or two
    /// are skipped; three when a short word is passed over: 消保宣導 is 消費者保護教育宣導 (between 保 and 宣, 護教育).
    /// Not 消宣, with six between: a chance meeting more often than an intention.
    Near,
    /// Anywhere, in order: `gpr` is in green procurement.
    Anywhere,
}

/// Where in a text a word must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// At its start.
    pub start: bool,
    /// At its end. At both is the whole text.
    pub end: bool,
}

impl Word {
    /// A word as it is typed: found fuzzily, by its sound, as a number and as a year. None of no letters.
    pub(super) fn typed(at: Range<usize>, body: &str, sounds: Sounds) -> Option<Word> {
        let word = Word::exact(at, body, Anchors::default())?;
        let year = number::year(word.text());
        let amount = number::amount(word.text());
        let others = year.map_or(Vec::new(), |year| number::spellings(year, word.text()));
        let is_number = year.is_some() || amount.as_ref().is_some_and(|amount| amount.unit.is_empty());
        let reach = if is_number { Reach::Together } else { reach(word.text(), word.chars) };
        let sound = if is_number { None } else { Pattern::new(word.text(), sounds).map(Arc::new) };
        let others = others.iter().map(|other| fold::fold_str(other)).collect();
        Some(Word { reach, others, year, amount, sound, ..word })
    }

    /// A word in quotes, behind `'`, or one that must stand at a certain place: its letters and nothing else.
    pub(super) fn exact(at: Range<usize>, body: &str, anchors: Anchors) -> Option<Word> {
        if body.is_empty() {
            return None;
        }
        let text = fold::fold_str(body);
        let chars = text.char_count();
        let others = Vec::new();
        let (reach, most) = (Reach::Together, Manner::Strewn);
        Some(Word { at, text, chars, reach, anchors, others, year: None, amount: None, sound: None, most })
    }

    /// A word that is looked for in one field: in one piece, or by its sound.
    pub(super) fn of_field(at: Range<usize>, body: &str, sounds: Sounds) -> Option<Word> {
        let word = Word::typed(at, body, sounds)?;
        Some(Word { reach: Reach::Together, year: None, amount: None, ..word })
    }

    /// The same word from another place in what was typed.
    pub(super) fn moved(self, at: Range<usize>) -> Word {
        Word { at, ..self }
    }

    /// Has it found in this sense at most.
    pub(super) fn limit(&mut self, most: Manner) {
        self.most = most;
    }

    /// Has it found in one piece and as it is spelled.
    pub(super) fn keep_together(&mut self) {
        (self.reach, self.sound) = (Reach::Together, None);
    }

    /// Whether what answers it answers `other` too. A number does not: 108 is no year, 108年 is one.
    pub(super) fn narrows(&self, other: &Word) -> bool {
        let is_letters = self.year.is_none() && self.amount.is_none() && self.others.is_empty();
        let is_as_near = other.chars == 1 || other.reach != Reach::Together || self.reach == Reach::Together;
        let is_heard = !self.hears() || other.hears();
        self == other
            || is_letters && is_as_near && is_heard && self.most <= other.most && self.text().starts_with(other.text())
    }

    /// The bytes of the typed text that this word came from, quotes and signs included.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// The word, folded; never empty.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// Its number of characters, at least 1.
    pub fn char_count(&self) -> usize {
        self.chars
    }

    /// Where it must stand.
    pub fn anchors(&self) -> Anchors {
        self.anchors
    }

    /// What a text may have in its place, folded: another way to write the same year.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        self.others.iter().map(Folded::as_str)
    }

    /// The year it says; what is of that year answers it.
    pub fn year(&self) -> Option<Year> {
        self.year
    }

    /// The number it says; a value that equals it answers it.
    pub fn amount(&self) -> Option<&Amount> {
        self.amount.as_ref()
    }

    /// It as sounds; none where nobody asked, it is exact or a number, or no syllable begins so.
    pub fn sound(&self) -> Option<&Pattern> {
        self.sound.as_deref()
    }

    /// Whether what is read so answers it.
    pub fn hears(&self) -> bool {
        self.sound.is_some() && self.most >= Manner::Sounded
    }

    /// In what sense it may be found at most.
    pub fn most(&self) -> Manner {
        self.most
    }

    /// How far apart its characters may stand.
    pub fn reach(&self) -> Reach {
        self.reach
    }
}

impl Anchors {
    /// Whether the word may stand anywhere.
    pub fn is_free(self) -> bool {
        self == Anchors::default()
    }
}

fn reach(text: &str, chars: usize) -> Reach {
    if chars == 1 || !text.contains(char::is_alphabetic) {
        Reach::Together
    } else if text.contains(is_han) {
        Reach::Near
    } else {
        Reach::Anywhere
    }
}

/// Whether `c` is a Chinese character, by its block.
pub(in crate::search) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
