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
        Some(record) => below(text, record.item.span.to(), true, block),
        None => below(text, text.len(), true, block),
    })
}

/// Adds a block at the end of a list of blocks of `owner`, as the others there are written; to an empty list, as the owner
/// is. `name` is the key that the list stands under.
pub(super) fn append(
    text: &str,
    owner: &Block,
    list: &[Block],
    name: &str,
    block: &str,
) -> Result<Replacement, Refusal> {
    let spaced = list.iter().all(|other| blank_above(text, other.span.from()));
    match (list.last(), key::empty_array(owner, name), owner.form) {
        (Some(last), ..) if last.form == Form::Inline => {
            let spans: Vec<Span> = list.iter().map(|other| other.span).collect();
            Ok(behind(text, &spans, last.span, block))
        }
        (Some(last), ..) => Ok(below(text, last.span.to(), spaced, block)),
        (None, Some(slot), _) => Ok((slot.value.range(), format!("[{block}]"))),
        (None, None, Form::Inline | Form::Number) => {
            let last = Name::Other("\u{10ffff}".into()); // Sorts behind every field, so the list comes last.
            key::add(text, owner, &last, name, &New::Raw(format!("[{block}]")))
        }
        (None, None, Form::Header) => Ok(below(text, owner.span.to(), true, block)),
    }
}

fn blank_above(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    before.ends_with("\n\n") || before.ends_with("\n\r\n")
}

/// A block put on lines of its own at `at`, the end of a line, with a blank line above where that is the custom here.
/// A file that ends without a line break goes on ending without one.
fn below(text: &str, at: usize, spaced: bool, block: &str) -> Replacement {
    let newline = Newline::of(text).as_str();
    let before = text.get(..at).unwrap_or("");
    let body = block.trim_end_matches(['\r', '\n']);
    let body = body.replace("\r\n", "\n").replace('\n', newline);
    let open = !before.is_empty() && before != "\u{feff}" && !before.ends_with('\n');
    let blank = spaced && !before.is_empty() && before != "\u{feff}" && !blank_above(text, at);
    let lead = newline.repeat(usize::from(open) + usize::from(blank));
    let tail = if open { "" } else { newline };
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
