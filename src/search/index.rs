//! Searching the documents of one segment: which of them answer, and the best of those.
//!
//! The work goes from the cheap to the dear, and what one step leaves is all that the next one sees: the blocks that have
//! every character the query must have; the documents there by a pass over their text for the rarest of these characters,
//! or by their signs; a glance at each; and the whole of those that a glance is not sure of. The rank is told only where it
//! can still be among the best: a document that a better one has pushed out is counted, no more.

use crate::search::answer::Rank;
use crate::search::answer::Texts;
use crate::search::docs::Docs;
use crate::search::facts::Facts;
use crate::search::facts::Nothing;
use crate::search::glance::Glance;
use crate::search::glance::Headings;
use crate::search::glance::Seen;
use crate::search::need;
use crate::search::needle::Needle;
use crate::search::phonetic::sieve::Sieve;
use crate::search::query::Clause;
use crate::search::query::Query;
use crate::search::query::Term;
use crate::search::query::What;
use crate::search::segment::Segment;
use crate::search::source::Source;
use std::iter;
use std::ops::ControlFlow;
use std::ops::Range;

/// What is asked of every segment.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The query; not empty.
    pub query: &'a Query,
    /// Word by word, what passes over texts that cannot sound like it ([`sieves`]).
    pub sieves: &'a [Option<Sieve>],
    /// The year whose documents come before others that are ranked the same.
    pub prefer_year: Option<i32>,
    /// As many of the best are wanted.
    pub limit: usize,
    /// The rank of the last of the best that are known from other segments, where those are enough already.
    pub threshold: Option<Rank>,
}

/// The sieves of a query's words: none of one that is not heard.
pub fn sieves(query: &Query) -> Vec<Option<Sieve>> {
    query.words().iter().map(|word| word.sound().filter(|_| word.hears()).map(Sieve::of)).collect()
}

/// What a segment has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The documents that answer.
    pub docs: Docs,
    /// Those, and others that have every character the query must have.
    pub may: Docs,
    /// The best of them, in no order: at least all that belong to the best of all segments.
    pub best: Vec<(Rank, usize)>,
    /// What it took.
    pub work: Work,
}

/// What a search took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Documents whose text was looked at.
    pub glances: usize,
    /// Documents that were read whole.
    pub whole: usize,
}

/// Searches the documents of a segment, or of them those of `scope`.
pub fn search<S: Source>(
    asked: &Asked,
    headings: &Headings,
    segment: &Segment,
    source: &S,
    scope: Option<&Docs>,
) -> Found {
    let needed = needed(asked.query);
    let blocks = needed.iter().fold(u64::MAX, |blocks, c| blocks & segment.blocks_of(*c));
    if blocks == 0 {
        let none = Docs::none(segment.len());
        return Found { docs: none.clone(), may: none, ..Found::default() };
    }
    let glance = asked.query.is_plain().then(|| Glance::new(asked, headings, segment, source, blocks));
    let may = match &glance {
        Some(glance) => candidates(glance, headings, (blocks, &needed), segment, source, scope),
        None => {
            let mut docs = Docs::none(segment.len());
            blocks_in(blocks, segment).for_each(|block| docs.fill(block));
            scope.into_iter().for_each(|scope| docs.keep(scope));
            docs
        }
    };
    let found = Found { docs: Docs::none(segment.len()), ..Found::default() };
    let mut best = Best { asked, found, threshold: asked.threshold };
    let Some(glance) = &glance else {
        may.iter().for_each(|doc| best.read(source, doc));
        return Found { may, ..best.found };
    };
    let mut rest = may.clone();
    if let Some(threshold) = &best.threshold {
        best.found.docs = glance.behind(threshold);
        best.found.docs.keep(&may);
        rest.leave_out(&best.found.docs);
    }
    let (mut rest, mut some, mut open) = (rest.iter(), Vec::new(), Vec::new());
    loop {
        some.extend(rest.by_ref().take(AT_ONCE));
        if some.is_empty() {
            break;
        }
        glance.fetch_titles(&some);
        for doc in some.drain(..) {
            match glance.told(doc, best.threshold.as_ref()) {
                Seen::Unsure => open.push(doc),
                told => best.take(source, doc, told),
            }
        }
        if open.len() >= AT_ONCE {
            best.look(glance, source, &mut open);
        }
    }
    best.look(glance, source, &mut open);
    Found { may, ..best.found }
}

/// As many documents are looked at together.
const AT_ONCE: usize = 16;

/// What was found so far.
struct Best<'a> {
    asked: &'a Asked<'a>,
    found: Found,
    /// The rank of the last of the best, once they are enough.
    threshold: Option<Rank>,
}

impl Best<'_> {
    /// Looks at documents, and leaves none of them.
    fn look<S: Source>(&mut self, glance: &Glance<S>, source: &S, docs: &mut Vec<usize>) {
        glance.fetch(docs);
        self.found.work.glances += docs.len();
        for doc in docs.drain(..) {
            self.take(source, doc, glance.look(doc, self.threshold.as_ref()));
        }
    }

    fn take<S: Source>(&mut self, source: &S, doc: usize, seen: Seen) {
        match seen {
            Seen::Not => {}
            Seen::In => self.found.docs.add([doc]),
            Seen::Ranked(rank) => self.add(doc, rank),
            Seen::Unsure => self.read(source, doc),
        }
    }

    fn read<S: Source>(&mut self, source: &S, doc: usize) {
        self.found.work.whole += 1;
        if let Some(rank) = whole(self.asked, source, doc) {
            self.add(doc, rank);
        }
    }

    fn add(&mut self, doc: usize, rank: Rank) {
        self.found.docs.add([doc]);
        // One that is equal to the last of the best may stand before it, for the places in the archive decide then.
        if self.threshold.is_none_or(|threshold| rank <= threshold) {
            self.found.best.push((rank, doc));
            self.threshold = shorten(&mut self.found.best, self.asked.limit).or(self.threshold);
        }
    }
}

/// How a document answers that is read whole, as far as the query asks for its text.
pub(super) fn whole<S: Source>(asked: &Asked, source: &S, doc: usize) -> Option<Rank> {
    let query = asked.query;
    let facts: Box<dyn Facts> = if query.has_tests() { source.facts(doc) } else { Box::new(Nothing) };
    let texts =
        if query.has_words() { source.texts(doc) } else { Texts::new(source.year(), iter::empty(), Vec::new()) };
    texts.rank(query, asked.prefer_year, &*facts)
}

/// Drops what is not among the best, now and then; gives the rank of the last of them, where there are enough.
fn shorten(best: &mut Vec<(Rank, usize)>, limit: usize) -> Option<Rank> {
    if best.len() < limit.saturating_mul(2).max(1) || limit == 0 {
        return None;
    }
    let (_, last, _) = best.select_nth_unstable(limit - 1);
    let last = last.0;
    best.truncate(limit);
    Some(last)
}

/// Whether what may answer one query is all that may answer another with the same words: both need the same characters, and
/// no word tells a number. That is looked for by its digits where it stands in one piece, and 44餘間 has none of 44間.
pub fn are_alike(query: &Query, other: &Query) -> bool {
    needed(query) == needed(other) && query.words().iter().all(|word| need::digits(word).is_empty())
}

/// The characters that a document must have to answer the query.
fn needed(query: &Query) -> Vec<char> {
    let needed = |clause: &Clause| match clause.terms() {
        [Term { not: false, what: What::Word(word), .. }] => need::must_have(word),
        _ => Vec::new(),
    };
    query.clauses().iter().flat_map(needed).collect()
}

/// The documents of these blocks, or of them those of `scope`, that can answer, as they have what is needed.
fn candidates<S: Source>(
    glance: &Glance<S>,
    headings: &Headings,
    (blocks, needed): (u64, &[char]),
    segment: &Segment,
    source: &S,
    scope: Option<&Docs>,
) -> Docs {
    let mut docs = Docs::none(segment.len());
    let blocks_in = || blocks_in(blocks, segment);
    let in_blocks = || blocks_in().flatten().filter(|doc| scope.is_none_or(|scope| scope.has(*doc)));
    let is_odd_only = segment.odd().len() == segment.len();
    let is_small = scope.is_some_and(|scope| scope.count() * FEW <= segment.len());
    match glance.pass().filter(|_| !is_odd_only) {
        // What stands often is known of each document; and a few are looked at sooner than all are passed over.
        Some(word) if is_small || word.anchor().is_some_and(|anchor| segment.knows(anchor)) => {
            blocks_in().for_each(|block| docs.fill(block));
        }
        Some(word) => {
            blocks_in().for_each(|block| stream(word, block, source, &mut docs));
            let has_it = headings.with(|name| word.may_be_in_name(name));
            if has_it.contains(&true) {
                let is_in = |doc: &usize| source.category(*doc).is_some_and(|at| has_it.get(at) == Some(&true));
                docs.add(in_blocks().filter(is_in));
            }
        }
        None => {
            blocks_in().for_each(|block| docs.fill(block));
            docs.keep(&glance.may_answer());
        }
    }
    needed.iter().filter_map(|c| segment.docs_of(*c)).for_each(|own| docs.keep(&own));
    let is_in_blocks = |doc: &usize| blocks & 1 << segment.block_of(*doc) != 0;
    docs.add(segment.odd().iter().map(|doc| *doc as usize).filter(is_in_blocks));
    scope.into_iter().for_each(|scope| docs.keep(scope));
    docs
}

/// A pass over the text of so many documents takes as long as a look at one of them.
const FEW: usize = 10;

fn blocks_in(blocks: u64, segment: &Segment) -> impl Iterator<Item = Range<usize>> {
    (0..64).filter(move |block| blocks & 1 << block != 0).map(|block| segment.block(block))
}

/// The documents of a block in whose text it stands.
fn stream<S: Source>(word: &Needle, block: Range<usize>, source: &S, docs: &mut Docs) {
    let from = source.start(block.start);
    let Some(raw) = source.text().get(from..source.start(block.end)) else { return };
    let mut doc = block.start;
    let _ = word.anchors(raw, |at| {
        let at = from + at;
        // Another form begins anew.
        if at < source.start(doc) {
            doc = block.start;
        }
        while source.start(doc + 1) <= at && doc + 1 < block.end {
            doc += 1;
        }
        docs.add([doc]);
        ControlFlow::Continue(())
    });
}
