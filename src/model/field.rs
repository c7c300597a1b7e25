//! The fields that the format knows: their keys, and what kind of value each holds.
//!
//! A record may hold any other key too; those are kept and shown, but have no field here.

/// A known field of an item, of a metric, of an entry, or of several; sorted as the format writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The id: unique within the year, the same for the same work in another year.
    Id,
    /// The category an item stands in, by id.
    Category,
    /// An item's number as printed.
    No,
    /// An item's title.
    Title,
    /// An item's text: the result.
    Text,
    /// When it was.
    When,
    /// Who and where.
    Names,
    /// An item's tags.
    Tags,
    /// Where an item stands in the source.
    Source,
    /// The day or month of an entry.
    On,
    /// A metric's value: a figure, or a grade in words. An entry's: a figure.
    Value,
    /// What a metric is counted in.
    Unit,
    /// What a metric measures.
    Name,
    /// Whether the source says 約.
    Approx,
    /// A metric's target for this year.
    Target,
    /// A remark on a metric or an entry.
    Note,
    /// How a value that is not printed was derived.
    Formula,
    /// How a metric's entries come to its value.
    Total,
    /// The rules of `check` whose finding here was looked at and is right.
    Accept,
}

/// What kind of value a field holds, and so how it is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Text of many lines.
    Text,
    /// A number.
    Figure,
    /// A number, or a grade in words.
    Value,
    /// A list of dates and ranges.
    Dates,
    /// One date: a day or a month.
    Date,
    /// A way to total entries, by its name.
    Total,
    /// A list of words.
    List,
    /// The id of a category.
    Category,
    /// Yes or no.
    Flag,
    /// A TOML value of whatever type: that of a key the format does not know.
    Raw,
}

/// The fields of an item, in the order the format lists them.
pub const ITEM_FIELDS: &[Field] = &[
    Field::Id,
    Field::Category,
    Field::No,
    Field::Title,
    Field::Text,
    Field::When,
    Field::Names,
    Field::Tags,
    Field::Source,
    Field::Accept,
];

/// The fields of a metric, in the order the format lists them.
pub const METRIC_FIELDS: &[Field] = &[
    Field::Id,
    Field::Value,
    Field::Unit,
    Field::Name,
    Field::Approx,
    Field::Target,
    Field::Note,
    Field::Formula,
    Field::Total,
    Field::Accept,
];

/// The fields of an entry, in the order the format lists them.
pub const ENTRY_FIELDS: &[Field] = &[Field::On, Field::Value, Field::Note];

impl Field {
    /// The item's field with this key.
    pub fn of_item(key: &str) -> Option<Field> {
        ITEM_FIELDS.iter().copied().find(|field| field.key() == key)
    }

    /// The metric's field with this key.
    pub fn of_metric(key: &str) -> Option<Field> {
        METRIC_FIELDS.iter().copied().find(|field| field.key() == key)
    }

    /// The entry's field with this key.
    pub fn of_entry(key: &str) -> Option<Field> {
        ENTRY_FIELDS.iter().copied().find(|field| field.key() == key)
    }

    /// The key in the file.
    pub fn key(self) -> &'static str {
        self.definition().0
    }

    /// What it holds.
    pub fn kind(self) -> Kind {
        self.definition().1
    }

    fn definition(self) -> (&'static str, Kind) {
        match self {
            Field::Id => ("id", Kind::Line),
            Field::Category => ("category", Kind::Category),
            Field::No => ("no", Kind::Line),
            Field::Title => ("title", Kind::Line),
            Field::Text => ("text", Kind::Text),
            Field::When => ("when", Kind::Dates),
            Field::Names => ("names", Kind::List),
            Field::Tags => ("tags", Kind::List),
            Field::Source => ("source", Kind::Line),
            Field::On => ("on", Kind::Date),
            Field::Name => ("name", Kind::Line),
            Field::Unit => ("unit", Kind::Line),
            Field::Value => ("value", Kind::Value),
            Field::Approx => ("approx", Kind::Flag),
            Field::Target => ("target", Kind::Figure),
            Field::Note => ("note", Kind::Line),
            Field::Formula => ("formula", Kind::Line),
            Field::Total => ("total", Kind::Total),
            Field::Accept => ("accept", Kind::List),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_names_its_field_and_no_other() {
        for (fields, of) in [
            (ITEM_FIELDS, Field::of_item as fn(&str) -> _),
            (METRIC_FIELDS, Field::of_metric),
            (ENTRY_FIELDS, Field::of_entry),
        ] {
            for field in fields {
                assert_eq!(of(field.key()), Some(*field));
            }
            for key in ["", "ID", "metric", "year"] {
                assert_eq!(of(key), None);
            }
        }
        assert_eq!((Field::of_item("value"), Field::of_metric("title")), (None, None));
        assert!(ITEM_FIELDS.is_sorted() && METRIC_FIELDS.is_sorted() && ENTRY_FIELDS.is_sorted());
    }
}
