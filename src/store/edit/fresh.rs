//! New blocks, in the look of their neighbours: header, indent, signs, quotes and the order of keys.

use crate::model::field::Field;
use crate::store::edit::New;
use crate::store::edit::key;
use crate::store::file::File;
use crate::store::record::Block;
use crate::store::record::Form;
use crate::store::record::Name;
use crate::store::record::line_start;
use crate::store::source::Newline;
use crate::store::value;
use crate::store::value::Style;

/// What a neighbour is of: the item's own block, one of its metrics, or one of those's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Item,
    Metric,
    Entry,
}

/// Neighbours are not looked for further away than this: what is written otherwise so far off is no custom here.
const FAR: usize = 100;

/// The block of that kind that stands nearest to record `near`, before it rather than behind it.
pub(super) fn nearest(file: &File, near: Option<usize>, kind: Kind, form: Option<Form>) -> Option<Block> {
    let count = file.count();
    let at = near.unwrap_or(count).min(count.saturating_sub(1));
    let fits = |block: &&Block| form.is_none_or(|form| block.form == form);
    let of = |number: usize| {
        let record = file.record(number)?;
        let found = match kind {
            Kind::Item => Some(&record.item).filter(fits),
            Kind::Metric => record.metrics.iter().rev().find(fits),
            Kind::Entry => record.metrics.iter().rev().flat_map(|metric| metric.entries.iter().rev()).find(fits),
        };
        found.cloned()
    };
    (0..=at).rev().take(FAR).chain((at + 1..count).take(FAR)).find_map(of)
}

/// A block of these keys, under a header of that path or within braces. `like` is a neighbour in that form, of the same
/// kind if there is one.
pub(super) fn block(
    text: &str,
    path: &str,
    form: Form,
    like: Option<&Block>,
    mut keys: Vec<(Field, &str, &New)>,
) -> String {
    let like = like.filter(|like| like.form == form);
    if let Some(like) = like {
        in_order(like, &mut keys);
    }
    let newline = Newline::of(text).as_str();
    let slot = |field: Field| like.and_then(|like| like.slot(&Name::Field(field)));
    let written = |field: Field, new: &New| {
        let own = slot(field).map(|slot| slot.value.of(text));
        let style = Style { like: own, newline, multiline: form == Form::Header };
        let quotes = like.map_or("\"", |like| quotes(text, like));
        key::write(new, Style { like: Some(likeness(own, new).unwrap_or(quotes)), ..style })
    };
    match form {
        Form::Header => {
            let (indent, head) = like.map_or((String::new(), format!("[[{path}]]")), |like| header(text, like, path));
            let line = |(field, key, new): &(Field, &str, &New)| {
                let known = || like.and_then(|like| like.slots.iter().find(|slot| matches!(slot.name, Name::Field(_))));
                let slot = slot(*field).or_else(known);
                let (indent, sign) =
                    slot.map_or((indent.clone(), " = ".to_string()), |slot| key::look(text, slot, key));
                format!("{indent}{key}{sign}{}{newline}", written(*field, new))
            };
            let lines: String = keys.iter().map(line).collect();
            format!("{indent}{head}{newline}{lines}")
        }
        Form::Inline | Form::Number => {
            let braces = Braces::of(text, like);
            let pair =
                |(field, key, new): &(Field, &str, &New)| format!("{key}{}{}", braces.sign, written(*field, new));
            let pairs: Vec<String> = keys.iter().map(pair).collect();
            match pairs.is_empty() {
                true => "{}".to_string(),
                false => format!("{{{0}{1}{0}}}", braces.pad, pairs.join(braces.gap)),
            }
        }
    }
}

/// The value to look like, where the neighbour has one that a new value of this kind can look like.
pub(super) fn likeness<'t>(own: Option<&'t str>, new: &New) -> Option<&'t str> {
    let own = own?;
    match new {
        New::Text(_) => value::string(own).map(|_| own),
        // The quotes of the first element.
        New::List(_) => own.strip_prefix('[').map(str::trim_start).filter(|first| first.starts_with(['"', '\''])),
        New::Raw(_) => None,
    }
}

/// The quotes of a block's first string of one line.
pub(super) fn quotes<'t>(text: &'t str, block: &Block) -> &'t str {
    let raws = block.slots.iter().map(|slot| slot.value.of(text));
    let mut strings =
        raws.filter(|raw| raw.starts_with(['"', '\'']) && !raw.starts_with("\"\"\"") && !raw.starts_with("'''"));
    strings.next().unwrap_or("\"")
}

/// Puts the keys into the neighbour's order. One that the neighbour has not stays behind the one it came behind.
fn in_order(like: &Block, keys: &mut Vec<(Field, &str, &New)>) {
    let mut place = 0;
    let mut placed: Vec<_> = keys
        .drain(..)
        .map(|key| {
            place = like.slots.iter().position(|slot| slot.name == Name::Field(key.0)).map_or(place, |at| at + 1);
            (place, key)
        })
        .collect();
    placed.sort_by_key(|(place, _)| *place);
    keys.extend(placed.into_iter().map(|(_, key)| key));
}

/// The indent of a header like that one, and the header: `[[ item ]]` becomes `[[ item.metric ]]`.
fn header(text: &str, like: &Block, path: &str) -> (String, String) {
    let head = like.head.of(text);
    let inside = head.trim_matches(['[', ']']).trim();
    let indent = text.get(line_start(text, like.head.from())..like.head.from()).unwrap_or("");
    let indent = indent.trim_start_matches('\u{feff}');
    let plain = inside.is_empty() || !indent.trim().is_empty();
    match plain {
        true => (String::new(), format!("[[{path}]]")),
        false => (indent.to_string(), head.replacen(inside, path, 1)),
    }
}

/// What stands between the things within braces.
pub(super) struct Braces<'t> {
    pub(super) pad: &'t str,
    pub(super) sign: &'t str,
    pub(super) gap: &'t str,
}

impl<'t> Braces<'t> {
    /// As in that inline table; where it shows none, or goes over several lines, the usual blanks.
    pub(super) fn of(text: &'t str, like: Option<&Block>) -> Braces<'t> {
        let usual = Braces { pad: " ", sign: " = ", gap: ", " };
        let Some(like) = like.filter(|like| like.form == Form::Inline) else { return usual };
        let Some(first) = like.slots.first() else { return usual };
        let between = |from: usize, to: usize, core: &str, usual: &'t str| {
            let found = text.get(from..to).unwrap_or("");
            if found.trim_matches([' ', '\t']) == core { found } else { usual }
        };
        let gap = like.slots.get(1).map_or(", ", |next| between(first.value.to(), next.key.from(), ",", ", "));
        Braces {
            pad: between(like.span.from() + 1, first.key.from(), "", usual.pad),
            sign: between(first.key.to(), first.value.from(), "=", usual.sign),
            gap,
        }
    }
}
