//! The fields that the format knows: their keys, and what kind of value each holds.
//!
//! A record may hold any other key too; those are kept and shown, but have no field here.

/// The table of the fields: its comment says what a field is, in the documentation and in the JSON Schema alike.
macro_rules! fields {
    ($($(#[doc = $says:literal])+ $field:ident: $key:literal, $kind:ident;)*) => {
        /// A known field of an item, of a metric, of an entry, or of several; sorted as the format writes them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[doc = $says])+ $field,)*
        }

        impl Field {
            /// The key in the file.
            pub fn key(self) -> &'static str {
                match self { $(Field::$field => $key,)* }
            }

            /// The field with this key, of whatever block.
            fn of_key(key: &str) -> Option<Field> {
                match key {
                    $($key => Some(Field::$field),)*
                    _ => None,
                }
            }

            /// What it holds.
            pub fn kind(self) -> Kind {
                match self { $(Field::$field => Kind::$kind,)* }
            }

            /// What it says, in a sentence of English.
            pub fn says(self) -> &'static str {
                match self { $(Field::$field => concat!($($says),+).trim_ascii_start(),)* }
            }
        }
    };
}

fields! {
    /// The id: unique within the year, the same for the same work in another year.
    Id: "id", Line;
    /// The category an item stands in, by id.
    Category: "category", Category;
    /// An item's number as printed.
    No: "no", Line;
    /// An item's title.
    Title: "title", Line;
    /// An item's text: the result.
    Text: "text", Text;
    /// When it was: days, months, years or ranges of these, as ISO 8601 writes them.
    When: "when", Dates;
    /// Who and where.
    Names: "names", List;
    /// An item's tags.
    Tags: "tags", List;
    /// Where an item stands in the source.
    Source: "source", Line;
    /// The day or month of an entry.
    On: "on", Date;
    /// A metric's value: a figure, or a grade in words. An entry's: a figure.
    Value: "value", Value;
    /// What a metric is counted in.
    Unit: "unit", Line;
    /// What a metric measures.
    Name: "name", Line;
    /// Whether the source says 約.
    Approx: "approx", Flag;
    /// A metric's target for this year.
    Target: "target", Figure;
    /// A remark on a metric or an entry.
    Note: "note", Line;
    /// How a value that is not printed was derived.
    Formula: "formula", Line;
    /// How a metric's entries come to its value.
    Total: "total", Total;
    /// The rules of `check` whose finding here was looked at and is right.
    Accept: "accept", List;
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
        Field::of_key(key).filter(|field| ITEM_FIELDS.contains(field))
    }

    /// The metric's field with this key.
    pub fn of_metric(key: &str) -> Option<Field> {
        Field::of_key(key).filter(|field| METRIC_FIELDS.contains(field))
    }

    /// The entry's field with this key.
    pub fn of_entry(key: &str) -> Option<Field> {
        Field::of_key(key).filter(|field| ENTRY_FIELDS.contains(field))
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
        assert_eq!(Field::Category.says(), "The category an item stands in, by id.");
        assert!(ITEM_FIELDS.is_sorted() && METRIC_FIELDS.is_sorted() && ENTRY_FIELDS.is_sorted());
    }
}
