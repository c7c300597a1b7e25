//! Whole blocks: where a new one goes, what goes with one that is deleted.

use crate::store::edit::New;
use crate::store::edit::Place;
use crate::store::edit::Refusal;
use crate::store::edit::Replacement;
use crate::store::edit::find;
use crate::store::edit::key;
use crate::store::record::Block;
use crate::store::record::Form;
use crate::store::record::Name;
use crate::store::record::Record;
use crate::store::record::line_end;
use crate::store::record::line_start;
use crate::store::source::Newline;
use crate::store::span::Span;
use std::ops::Range;

pub(super) fn add_item(
    text: &str,
    records: &[Record],
    after: Option<usize>,
    block: &str,
) -> Result<Replacement, Refusal> {
    let before = match after {
        Some(at) => Some(records.get(at).ok_or(Refusal::Gone)?),
        None => records.last(),
    };
    Ok(match before {
        Some(record) if record.item.form == Form::Inline => {
            let spans: Vec<Span> = records.iter().map(|record| record.item.span).collect();
            behind(text, &spans, record.item.span, block)
        }
        Some(record) => below(text, record.item.span.to(), blanks(text, records, after), block),
        None => below(text, text.len(), 1, block),
    })
}

/// How many blank lines stand between the records there: above the one that follows, else above the one before. One where
/// there is only one record, which tells nothing.
fn blanks(text: &str, records: &[Record], after: Option<usize>) -> usize {
    let last = records.len().saturating_sub(1);
    let at = after.map_or(last, |after| (after + 1).min(last));
    match records.get(at).filter(|_| at > 0) {
        Some(record) => blanks_above(text, record.item.span.from()),
        None => 1,
    }
}

fn blanks_above(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    // A comment of a section stands apart too, and may do so by more; three are enough.
    before.lines().rev().take(3).take_while(|line| line.trim().is_empty()).count()
}

/// Whether the blocks of such lists stand without a blank line above.
pub(super) fn are_close<'b>(text: &str, lists: impl Iterator<Item = &'b [Block]>) -> bool {
    let mut all = lists.flatten().filter(|block| block.form == Form::Header).take(100).peekable();
    all.peek().is_some() && all.all(|block| blanks_above(text, block.span.from()) == 0)
}

/// Adds a block at the end of a list of blocks of `owner`, as the others there are written; to an empty list, as the owner
/// is. `name` is the key that the list stands under; `is_close` says whether such blocks elsewhere have no blank line above.
pub(super) fn append(
    text: &str,
    owner: &Block,
    list: &[Block],
    name: &str,
    block: &str,
    is_close: impl Fn() -> bool,
) -> Result<Replacement, Refusal> {
    let spaced = usize::from(list.iter().all(|other| blanks_above(text, other.span.from()) > 0));
    let within = block.starts_with('{');
    match (list.last(), key::empty_array(owner, name), owner.form) {
        (Some(last), ..) if last.form == Form::Inline => {
            let spans: Vec<Span> = list.iter().map(|other| other.span).collect();
            Ok(behind(text, &spans, last.span, block))
        }
        (Some(last), ..) => Ok(below(text, last.span.to(), spaced, block)),
        (None, Some(slot), _) => Ok((slot.value.range(), format!("[{block}]"))),
        (None, None, form) if within || form != Form::Header => {
            let last = Name::Other("\u{10ffff}".into()); // Sorts behind every field, so the list comes last.
            key::add(text, owner, &last, name, &New::Raw(format!("[{block}]")), None)
        }
        (None, None, _) => Ok(below(text, owner.span.to(), usize::from(!is_close()), block)),
    }
}

/// A block put on lines of its own at `at`, the end of a line, with as many blank lines above as is the custom here.
/// A file that ends without a line break goes on ending without one.
fn below(text: &str, at: usize, blanks: usize, block: &str) -> Replacement {
    let newline = Newline::of(text).as_str();
    let before = text.get(..at).unwrap_or("");
    let body = block.trim_end_matches(['\r', '\n']);
    let body = body.replace("\r\n", "\n").replace('\n', newline);
    let open = !before.is_empty() && before != "\u{feff}" && !before.ends_with('\n');
    // A comment that ends the block before, or this one, would pass to what comes directly below it.
    let is_comment = |line: Option<&str>| line.is_some_and(|line| line.trim_start().starts_with('#'));
    let blanks = blanks.max(usize::from(is_comment(before.lines().next_back())));
    let is_followed = text.get(at..line_end(text, at)).is_some_and(|line| !line.trim().is_empty());
    let apart = is_followed && is_comment(body.lines().next_back());
    let missing = blanks.saturating_sub(if open { 0 } else { blanks_above(text, at) });
    let missing = if before.is_empty() || before == "\u{feff}" { 0 } else { missing };
    let lead = newline.repeat(usize::from(open) + missing);
    let tail = if open { String::new() } else { newline.repeat(1 + usize::from(apart)) };
    (at..at, format!("{lead}{body}{tail}"))
}

/// A block put behind one element of an array, separated as the elements there are.
fn behind(text: &str, elements: &[Span], element: Span, block: &str) -> Replacement {
    let between = |pair: &[Span]| text.get(pair[0].to()..pair[1].from()).filter(|gap| !gap.contains('#'));
    let gap = elements.windows(2).find_map(between).unwrap_or(", ");
    (element.to()..element.to(), format!("{gap}{block}"))
}

pub(super) fn delete(text: &str, records: &[Record], place: Place) -> Result<Range<usize>, Refusal> {
    let block = find(records, place)?;
    match block.form {
        Form::Header => Ok(lines_of(text, block.span)),
        Form::Number => Ok(key::range(text, block, block.slots.first().ok_or(Refusal::Gone)?)),
        Form::Inline => {
            let spans = |blocks: &[Block]| blocks.iter().map(|block| block.span).collect::<Vec<Span>>();
            let record = &records[place.record]; // `find` has been there.
            let (siblings, at) = match (place.metric, place.entry) {
                (Some(metric), Some(entry)) => (spans(&record.metrics[metric].entries), entry),
                (Some(metric), None) => (spans(&record.metrics), metric),
                (None, _) => (records.iter().map(|record| record.item.span).collect(), place.record),
            };
            Ok(element_range(text, &siblings, at, block.span))
        }
    }
}

/// What goes when an element of an array goes: a comma goes along, and where the element has lines of its own, these do.
fn element_range(text: &str, siblings: &[Span], at: usize, span: Span) -> Range<usize> {
    let before = at.checked_sub(1).and_then(|at| siblings.get(at));
    if let Some(lines) = element_lines(text, before.map_or(0, |before| before.to()), span) {
        return lines;
    }
    match (siblings.get(at + 1), before) {
        (Some(next), _) => span.from()..next.from(),
        (None, Some(before)) => before.to()..span.to(),
        (None, None) => {
            let rest = text.get(span.to()..).unwrap_or("");
            let comma = rest.trim_start().starts_with(',');
            let white = rest.len() - rest.trim_start().len();
            span.from()..span.to() + if comma { white + 1 } else { 0 }
        }
    }
}

/// The lines of an element that shares them with no other: from the comment lines directly above it to the comma and the
/// comment behind it. A comma that the one before has then too many is allowed in an array. None where it shares a line,
/// or its comma stands on another.
fn element_lines(text: &str, above: usize, span: Span) -> Option<Range<usize>> {
    let mut start = line_start(text, span.from());
    text.get(start..span.from()).filter(|indent| start >= above && indent.trim().is_empty())?;
    while let Some(before) = start.checked_sub(1).map(|end| line_start(text, end)) {
        let is_own = before >= above && text.get(before..start)?.trim_start().starts_with('#');
        if !is_own {
            break;
        }
        start = before;
    }
    let end = line_end(text, span.to());
    let behind = text.get(span.to()..end)?.trim();
    let (comma, behind) = behind.strip_prefix(',').map_or((false, behind), |behind| (true, behind.trim_start()));
    let comma_below = || {
        let mut below = text.get(end..).unwrap_or("").lines().map(str::trim_start);
        below.find(|line| !line.is_empty() && !line.starts_with('#')).is_some_and(|line| line.starts_with(','))
    };
    ((behind.is_empty() || behind.starts_with('#')) && (comma || !comma_below())).then_some(start..end)
}

/// The lines of a block with the blank lines that separate it: those below, or at the end of the file those above. Where
/// none stand above, those below stay: a comment further down must not come to stand directly below another record.
fn lines_of(text: &str, span: Span) -> Range<usize> {
    let blank = |line: &str| line.trim_start_matches('\u{feff}').trim().is_empty();
    let above = |at: usize| text.get(line_start(text, at.saturating_sub(1))..at).unwrap_or("");
    let (mut start, mut end) = (span.from(), span.to());
    while end < text.len() && blank(&text[end..line_end(text, end)]) {
        end = line_end(text, end);
    }
    if end < text.len() && !blank(above(start)) {
        return start..span.to();
    }
    while end == text.len() && start > 0 && blank(above(start)) {
        start = line_start(text, start - 1);
    }
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    start.max(mark)..end
}
