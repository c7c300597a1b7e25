//! A key of a block: where it goes when it is new, what of it gives way, what goes with it.

use crate::store::edit::New;
use crate::store::edit::Refusal;
use crate::store::edit::Replacement;
use crate::store::edit::fresh;
use crate::store::list;
use crate::store::record::Block;
use crate::store::record::Form;
use crate::store::record::Name;
use crate::store::record::Slot;
use crate::store::record::line_end;
use crate::store::record::line_start;
use crate::store::source::Newline;
use crate::store::value;
use crate::store::value::Style;
use std::ops::Range;

fn style<'t>(text: &str, block: &Block, like: Option<&'t str>) -> Style<'t> {
    Style { like, newline: Newline::of(text).as_str(), multiline: block.form == Form::Header }
}

pub(super) fn set(text: &str, block: &Block, slot: &Slot, new: &New) -> Option<Replacement> {
    let like = slot.value.of(text);
    let style = style(text, block, Some(like));
    match (new, &slot.elements) {
        (New::List(words), Some(elements)) => list::change(text, slot.value, elements, words, style),
        // A number or date that was written without quotes stays without, where the new text is of the same kind.
        (New::Text(bare), None) if same_type(bare, like) => Some((slot.value.range(), bare.clone())),
        (New::Text(same), _) if value::plain(like) == same.as_str() => None,
        _ => Some((slot.value.range(), write(new, style))),
    }
}

fn same_type(bare: &str, like: &str) -> bool {
    let parse = |raw| toml::de::DeValue::parse(raw).ok();
    value::string(like).is_none()
        && bare.trim() == bare
        && matches!((parse(bare), parse(like)), (Some(new), Some(old)) if new.get_ref().same_type(old.get_ref()))
}

pub(super) fn write(new: &New, style: Style) -> String {
    match new {
        New::Text(text) => value::write_string(text, style),
        New::Raw(raw) => raw.clone(),
        New::List(words) => {
            // A list stands on one line, with the quotes of its neighbours.
            let style = Style { multiline: false, ..style };
            let words: Vec<String> = words.iter().map(|word| value::write_string(word, style)).collect();
            format!("[{}]", words.join(", "))
        }
    }
}

/// A new key goes behind the last key that the format writes before it, in the look of that key's line. `like` is a value
/// that another record has for it.
pub(super) fn add(
    text: &str,
    block: &Block,
    name: &Name,
    key: &str,
    new: &New,
    like: Option<&str>,
) -> Result<Replacement, Refusal> {
    let known = |slot: &&Slot| matches!(slot.name, Name::Field(_));
    let before = block.slots.iter().filter(known).filter(|slot| slot.name < *name).max_by_key(|slot| slot.value);
    let newline = Newline::of(text).as_str();
    let value = write(new, style(text, block, Some(like.unwrap_or_else(|| fresh::quotes(text, block)))));
    match block.form {
        Form::Number => Err(Refusal::Shape),
        Form::Inline => {
            let braces = fresh::Braces::of(text, Some(block));
            let (pair, gap) = (format!("{key}{}{value}", braces.sign), braces.gap);
            Ok(match (before, block.slots.first()) {
                (Some(before), _) => (before.value.to()..before.value.to(), format!("{gap}{pair}")),
                (None, Some(first)) => (first.key.from()..first.key.from(), format!("{pair}{gap}")),
                // What stands between the braces are tables of its own; without those, nothing.
                (None, None) if block.is_bare(text) => (block.span.range(), format!("{{ {pair} }}")),
                (None, None) => (block.span.from() + 1..block.span.from() + 1, format!(" {pair},")),
            })
        }
        Form::Header => {
            let neighbour = before.or_else(|| block.slots.iter().find(known));
            let (indent, sign) = neighbour.map_or((String::new(), " = ".to_string()), |slot| look(text, slot, key));
            let line = format!("{indent}{key}{sign}{value}");
            let at = line_end(text, before.map_or(block.head.to(), |slot| slot.value.to()));
            Ok((at..at, if text[..at].ends_with('\n') { line + newline } else { newline.to_string() + &line }))
        }
    }
}

/// The indent of a key's line, and its ` = ` with the padding that puts the sign of `key` into the same column.
pub(super) fn look(text: &str, slot: &Slot, key: &str) -> (String, String) {
    let indent = text.get(line_start(text, slot.key.from())..slot.key.from()).unwrap_or("");
    let sign = text.get(slot.key.to()..slot.value.from()).unwrap_or(" = ");
    let padding = sign.len() - sign.trim_start().len();
    let padding =
        if padding > 1 { (slot.key.of(text).len() + padding).saturating_sub(key.len()).max(1) } else { padding };
    let indent = if indent.trim().is_empty() { indent } else { "" };
    (indent.to_string(), " ".repeat(padding) + sign.trim_start())
}

/// The key under another name. None for a name that would need quotes, and for a key of several dotted parts, which is more
/// than one key.
pub(super) fn rename(text: &str, slot: &Slot, new: &str) -> Option<Replacement> {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let whole = !matches!(&slot.name, Name::Other(path) if path.contains(['.', '[']));
    let fits = whole && !slot.key.of(text).is_empty() && !new.is_empty() && new.chars().all(bare);
    fits.then(|| (slot.key.range(), new.to_string()))
}

/// What goes when a key goes: its line, or its place between the commas of an inline table.
pub(super) fn range(text: &str, block: &Block, slot: &Slot) -> Range<usize> {
    let line = line_start(text, slot.key.from());
    if block.form != Form::Inline && text.get(line..slot.key.from()).is_some_and(|indent| indent.trim().is_empty()) {
        return line..line_end(text, slot.value.to());
    }
    // The comma behind goes along; behind the last key, the one before.
    let behind = text.get(slot.value.to()..).unwrap_or("");
    if let Some(rest) = behind.trim_start().strip_prefix(',') {
        return slot.key.from()..text.len() - rest.trim_start_matches([' ', '\t']).len();
    }
    let before = text.get(..slot.key.from()).unwrap_or("").trim_end();
    match before.strip_suffix(',') {
        Some(before) => before.len()..slot.value.to(),
        None => slot.key.from()..slot.value.to(),
    }
}

/// The slot of an array that has no elements (any more) under a key that stands for blocks.
pub(super) fn empty_array<'b>(block: &'b Block, key: &str) -> Option<&'b Slot> {
    block.slot(&Name::Other(key.into())).filter(|slot| slot.elements.as_ref().is_some_and(Vec::is_empty))
}
