//! Two edits of one text, joined line by line; and one text's way to another, as splices.
//!
//! The join is the three-way merge of `diff3`, with two rules of its own, since records stand in lists that people append
//! to: changes that only touch both apply, and two insertions at one point are both kept, theirs first. Whoever calls this
//! still has to parse the outcome, as lines that fit side by side may yet make one table twice.

use std::ops::Range;

use similar::Algorithm;
use similar::DiffTag;
use similar::capture_diff_slices;

use crate::store::source::Newline;
use crate::store::splice::Splice;

/// Two texts that grew from one, cut into pieces in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The pieces. Joined with every collision resolved, they are the merged text.
    pub pieces: Vec<Piece>,
    newline: Newline,
}

/// A stretch of whole lines, by who changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Neither changed it, or both to the same.
    Same(String),
    /// Only mine changed it, to this (empty where mine deleted).
    Mine(String),
    /// Only theirs changed it, to this (empty where theirs deleted).
    Theirs(String),
    /// Both changed it, each in another way: a collision.
    Both {
        /// What both started from.
        base: String,
        /// What mine made of it.
        mine: String,
        /// What theirs made of it.
        theirs: String,
    },
}

/// Whose text stands where both changed the same lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Mine.
    Mine,
    /// Theirs.
    Theirs,
}

/// Joins the changes from `base` to `mine` with those from `base` to `theirs`.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    let [base_lines, mine_lines, their_lines] = [base, mine, theirs].map(lines);
    let mut hunks = hunks(Choice::Mine, &base_lines, &mine_lines);
    hunks.extend(self::hunks(Choice::Theirs, &base_lines, &their_lines));
    // An insertion (an empty range) sorts before the replacement that starts at its point, and theirs before mine.
    hunks.sort_by_key(|hunk| (hunk.old.start, hunk.old.end, hunk.side == Choice::Mine));

    let mut pieces = Vec::new();
    let mut done = 0;
    let mut rest = hunks.as_slice();
    while let Some(first) = rest.first() {
        let mut region = first.old.clone();
        let mut size = 1;
        while let Some(next) = rest.get(size)
            && (collide(&region, &next.old) || same_insertion(first, next))
        {
            region.end = region.end.max(next.old.end);
            size += 1;
        }
        let (group, tail) = rest.split_at(size);
        if done < region.start {
            pieces.push(Piece::Same(base_lines[done..region.start].concat()));
        }
        pieces.push(piece(&base_lines, &region, group));
        rest = tail;
        done = region.end;
    }
    if done < base_lines.len() {
        pieces.push(Piece::Same(base_lines[done..].concat()));
    }
    Merge { pieces, newline: Newline::of(base) }
}

impl Merge {
    /// How many pieces both changed, each in another way.
    pub fn collisions(&self) -> usize {
        self.pieces.iter().filter(|piece| matches!(piece, Piece::Both { .. })).count()
    }

    /// What mine and theirs made of each such piece, in reading order.
    pub fn clashes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Both { mine, theirs, .. } => Some((mine.as_str(), theirs.as_str())),
            _ => None,
        })
    }

    /// The merged text; `choose` is asked once for each collision, by its number from 0, in reading order.
    pub fn resolve(&self, mut choose: impl FnMut(usize) -> Choice) -> String {
        let mut text = String::new();
        let mut collision = 0;
        for piece in &self.pieces {
            let part = match piece {
                Piece::Same(part) | Piece::Mine(part) | Piece::Theirs(part) => part,
                Piece::Both { mine, theirs, .. } => {
                    collision += 1;
                    match choose(collision - 1) {
                        Choice::Mine => mine,
                        Choice::Theirs => theirs,
                    }
                }
            };
            // One side may have appended a last line without a newline where the other appended more: `a⏎` with `b` here
            // and `c` there is `a⏎b⏎c`, not `a⏎bc`.
            if !part.is_empty() && !text.is_empty() && !text.ends_with('\n') {
                text.push_str(self.newline.as_str());
            }
            text.push_str(part);
        }
        text
    }
}

/// All lines of two texts: those that both have once, and where they differ, mine above theirs.
pub fn both(mine: &str, theirs: &str) -> String {
    let [mine, theirs] = [mine, theirs].map(lines_ended);
    let mut text = String::new();
    let mut done = 0;
    for splice in splices(&mine, &theirs) {
        let end = splice.at + splice.old.len();
        text.push_str(mine.get(done..end).unwrap_or_default());
        text.push_str(&splice.new);
        done = end;
    }
    text.push_str(mine.get(done..).unwrap_or_default());
    text.truncate(text.trim_end_matches('\n').len());
    text
}

/// The text with its last line ended like the others, so that it equals the same line elsewhere.
fn lines_ended(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_string() } else { format!("{text}\n") }
}

/// The way from `old` to `new` as replacements of whole lines, in ascending order, none touching the next; every position
/// counts in `old`.
pub fn splices(old: &str, new: &str) -> Vec<Splice> {
    let old_lines = lines(old);
    let new_lines = lines(new);
    let mut at = 0;
    let mut line = 0;
    changes(&old_lines, &new_lines)
        .map(|change| {
            at += old_lines[line..change.old.start].iter().map(|text| text.len()).sum::<usize>();
            line = change.old.start;
            Splice { at, old: old_lines[change.old].concat(), new: new_lines[change.new].concat() }
        })
        .collect()
}

/// Where the bytes `range` of the old text stand once the splices (ascending, as [`splices`] gives them) are applied;
/// `None` if one of them changes any of these bytes, or inserts among them.
///
/// An insertion exactly at the start of the range comes before it, so it moves the range; this is how [`merge`] orders
/// two insertions at one point, theirs first.
pub fn shift(range: Range<usize>, splices: &[Splice]) -> Option<Range<usize>> {
    let mut start = range.start;
    for splice in splices {
        let end = splice.at + splice.old.len();
        if end <= range.start {
            // The bytes removed all stood before the start, in the old text and in what became of it so far.
            start = start - splice.old.len() + splice.new.len();
        } else if splice.at < range.end || (range.is_empty() && splice.at < range.start) {
            return None;
        }
    }
    Some(start..start + range.len())
}

/// Lines `old` of one text replaced by lines `new` of another. Either may be empty, not both.
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// A change of the base lines `old`, and who made it.
struct Hunk<'a> {
    side: Choice,
    old: Range<usize>,
    new: &'a [&'a str],
}

/// The lines of a text, each with its line end.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The changes between two texts in ascending order, with at least one common line between any two.
fn changes(old: &[&str], new: &[&str]) -> impl Iterator<Item = Change> + use<> {
    let mut changes: Vec<Change> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let (tag, old, new) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        match changes.last_mut() {
            // A deletion and an insertion side by side are one replacement.
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => changes.push(Change { old, new }),
        }
    }
    changes.into_iter()
}

/// The changes one side made to the base.
fn hunks<'a>(side: Choice, base: &[&str], lines: &'a [&'a str]) -> Vec<Hunk<'a>> {
    changes(base, lines).map(|change| Hunk { side, old: change.old, new: &lines[change.new] }).collect()
}

/// Whether a change of the base lines `next` cannot stand beside one of `region`, where `next` does not start before it.
/// Ranges that only touch do not collide; neither does an insertion at an edge.
fn collide(region: &Range<usize>, next: &Range<usize>) -> bool {
    next.start < region.end && (!next.is_empty() || next.start > region.start)
}

/// Whether both sides inserted the same lines at the same point, which is then one insertion.
fn same_insertion(one: &Hunk, other: &Hunk) -> bool {
    one.old.is_empty() && one.old == other.old && one.new == other.new
}

/// What a group of hunks that stand or fall together makes of the base lines `region`.
fn piece(base: &[&str], region: &Range<usize>, group: &[Hunk]) -> Piece {
    let version = |side| {
        let mut text = String::new();
        let mut done = region.start;
        for hunk in group.iter().filter(|hunk| hunk.side == side) {
            text.extend(base[done..hunk.old.start].iter().chain(hunk.new).copied());
            done = hunk.old.end;
        }
        text.extend(base[done..region.end].iter().copied());
        text
    };
    match group {
        [only] if only.side == Choice::Mine => Piece::Mine(version(Choice::Mine)),
        [_] => Piece::Theirs(version(Choice::Theirs)),
        _ => match (version(Choice::Mine), version(Choice::Theirs)) {
            (mine, theirs) if mine == theirs => Piece::Same(mine),
            (mine, theirs) => Piece::Both { base: base[region.clone()].concat(), mine, theirs },
        },
    }
}

#[cfg(test)]
mod tests;
