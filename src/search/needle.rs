//! A word made ready to be looked for in text as it stands: not folded, and most of it without the word.
//!
//! Folding a text costs more than searching it. So the search goes by one character of the word, the *anchor*, in every
//! form in which the documents write it (台 as 台 and 臺, k as k and K), and folds only what stands around those.

use crate::search::fold;
use crate::search::need;
use crate::search::query::word::Reach;
use crate::search::query::word::Word;
use crate::search::rank;
use crate::search::rank::Fit;
use crate::search::segment::Segment;
use memchr::arch::all::packedpair::HeuristicFrequencyRank;
use memchr::memchr_iter;
use memchr::memchr2_iter;
use memchr::memmem::Finder;
use memchr::memmem::FinderBuilder;
use std::ops::ControlFlow;

/// A word, and how to come upon it in the documents of one segment.
#[derive(Debug)]
pub(super) struct Needle {
    chars: Vec<char>,
    /// Which of them is the anchor.
    anchor: usize,
    /// Whether it is letters and digits only.
    is_letters: bool,
    /// Whether a document that answers must have it.
    is_needed: bool,
    /// The forms of the anchor that are one byte, two at most.
    bytes: Vec<u8>,
    /// Its other forms.
    longer: Vec<Finder<'static>>,
    /// The whole word, where it must stand in one piece and has one form.
    run: Option<Finder<'static>>,
}

impl Needle {
    /// The word. `is_needed` tells whether a document that answers must have it.
    pub(super) fn new(word: &Word, is_needed: bool, segment: &Segment) -> Needle {
        let is_together = word.reach() == Reach::Together;
        Needle { is_needed, ..Needle::of(word.text(), is_needed && is_together, segment) }
    }

    /// A folded text, which is looked for in one piece where `is_run`. The anchor is the character that stands in the fewest
    /// blocks, and of those the rarest letter.
    pub(super) fn of(text: &str, is_run: bool, segment: &Segment) -> Needle {
        let chars: Vec<char> = text.chars().collect();
        let cost = |c: char| (need::is_added(c), segment.blocks_of(c).count_ones(), commonness(c));
        // Of one character nothing has to be asked.
        let anchor = match chars.len() {
            1 => 0,
            count => (0..count).min_by_key(|at| cost(chars[*at])).unwrap_or_default(),
        };
        let forms = chars.get(anchor).map_or(Vec::new(), |c| segment.forms(*c));
        let (short, long): (Vec<char>, Vec<char>) = forms.into_iter().partition(char::is_ascii);
        let (short, more) = short.split_at(short.len().min(2));
        let is_one = |c: &char| c.is_alphanumeric() && !need::is_added(*c) && segment.forms(*c) == [*c];
        let is_run = is_run && chars.len() > 1 && chars.iter().all(is_one);
        Needle {
            anchor,
            is_needed: false,
            is_letters: chars.iter().all(|c| c.is_alphanumeric()),
            bytes: short.iter().map(|c| *c as u8).collect(),
            longer: more.iter().chain(&long).map(|c| finder(c.encode_utf8(&mut [0; 4]))).collect(),
            run: is_run.then(|| finder(text)),
            chars,
        }
    }

    /// Whether a document must have the anchor, as it stands in its text or in the name of its category, and a pass over
    /// many documents meets it seldom: not Latin, not white space, not a sign.
    pub(super) fn is_telling(&self) -> bool {
        let is_telling = |c: char| !c.is_ascii() && c.is_alphanumeric() && !need::is_added(c);
        self.is_needed && self.anchor().is_some_and(is_telling)
    }

    /// In how many blocks the anchor stands.
    pub(super) fn spread(&self, segment: &Segment) -> u32 {
        self.anchor().map_or(u32::MAX, |c| segment.blocks_of(c).count_ones())
    }

    /// The anchor.
    pub(super) fn anchor(&self) -> Option<char> {
        self.chars.get(self.anchor).copied()
    }

    /// Each byte of `raw` at which the anchor stands, form by form.
    pub(super) fn anchors(&self, raw: &str, mut show: impl FnMut(usize) -> ControlFlow<()>) -> ControlFlow<()> {
        let bytes = raw.as_bytes();
        match self.bytes[..] {
            [one] => memchr_iter(one, bytes).try_for_each(&mut show)?,
            [one, other] => memchr2_iter(one, other, bytes).try_for_each(&mut show)?,
            _ => {}
        }
        self.longer.iter().try_for_each(|finder| finder.find_iter(bytes).try_for_each(&mut show))
    }

    /// How the word stands in `raw`, at best; none where it does not.
    pub(super) fn fit(&self, raw: &str) -> Option<Fit> {
        if !self.is_letters {
            // Runs of these may overlap in ways that are not worth working out: 1-1 in 51-1-1.
            let folded = fold::fold_str(raw);
            return rank::fit_of(&self.chars.iter().collect::<String>(), folded.as_str());
        }
        let mut best = None;
        let _ = self.anchors(raw, |at| {
            let found = self.run(raw, at).map(|(start, end)| {
                let before = raw.get(..start).and_then(|head| head.chars().next_back()).map(fold::fold);
                rank::fit_between(before, self.chars.first().copied(), end == raw.len())
            });
            best = [best, found].into_iter().flatten().min();
            // No place is better than the first, and any but the whole comes up again where it stands.
            if best == Some(Fit::Whole) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        best
    }

    /// Whether the anchor stands in `raw`.
    pub(super) fn has_anchor(&self, raw: &str) -> bool {
        self.anchors(raw, |_| ControlFlow::Break(())).is_break()
    }

    /// Whether the word stands in `raw`.
    pub(super) fn is_in(&self, raw: &str) -> bool {
        self.find(raw).is_some()
    }

    /// A byte of `raw` at which the word stands, or one of its characters there; mostly the first.
    pub(super) fn find(&self, raw: &str) -> Option<usize> {
        if let Some(run) = &self.run {
            return run.find(raw.as_bytes());
        }
        let mut found = None;
        let _ = self.anchors(raw, |at| {
            found = self.run(raw, at).map(|_| at);
            if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found
    }

    /// Whether the anchor stands in the folded name of a category, whose documents may answer by that.
    pub(super) fn may_be_in_name(&self, name: &str) -> bool {
        self.anchor().is_none_or(|anchor| name.contains(anchor))
    }

    /// The bytes of the run around an anchor: its first, and the one behind it.
    fn run(&self, raw: &str, anchor: usize) -> Option<(usize, usize)> {
        let (before, from) = raw.split_at_checked(anchor)?;
        let (front, back) = (self.chars.get(..self.anchor)?, self.chars.get(self.anchor..)?);
        let mut head = before.chars();
        let is_front = front.iter().rev().all(|c| head.next_back().is_some_and(|own| fold::fold(own) == *c));
        let mut tail = from.chars();
        let is_back = back.iter().all(|c| tail.next().is_some_and(|own| fold::fold(own) == *c));
        (is_front && is_back).then(|| (head.as_str().len(), raw.len() - tail.as_str().len()))
    }
}

/// A search for a text that is mostly Chinese in one that is: thousands of its characters begin with the same byte, so
/// that those behind it tell more.
pub(super) fn finder(text: &str) -> Finder<'static> {
    struct Ranks;
    impl HeuristicFrequencyRank for Ranks {
        fn rank(&self, byte: u8) -> u8 {
            match byte {
                0xe0..=0xef => 255,
                0x80..=0xbf => 100,
                _ => 150,
            }
        }
    }
    FinderBuilder::new().build_forward_with_ranker(Ranks, text.as_bytes()).into_owned()
}

/// Latin letters by how often English has them, e the most; before them the digits. Anything else tells more.
fn commonness(c: char) -> usize {
    const ORDER: &str = "jqxzkvbpygfwmucdlhrsnioate";
    match c {
        '0'..='9' => 1,
        _ => ORDER.find(c).map_or(0, |at| at + 2),
    }
}
