//! The keys of `archive.toml`: what each takes, and what it says in a sentence of English.

/// What the value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Text.
    Text,
    /// The id of a category or a series.
    Id,
    /// Ids of series.
    Ids,
    /// Two ids of series.
    TwoIds,
    /// A number.
    Figure,
    /// A number of per cent, not below zero.
    Percent,
    /// Yes or no.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A table with these keys.
    Table(&'static [Key]),
    /// Tables with these keys.
    Tables(&'static [Key]),
    /// A table with these keys for each year.
    Years(&'static [Key]),
}

/// A key of `archive.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What its value is.
    pub takes: Takes,
    /// What it says.
    pub says: &'static str,
}

const fn key(name: &'static str, takes: Takes, says: &'static str) -> Key {
    Key { name, takes, says }
}

/// The keys at the top of the file.
pub const ROOT: &[Key] = &[
    key("title", Takes::Text, "The archive's title."),
    key(
        "calendar",
        Takes::Word(&["roc", "gregorian"]),
        "How years are shown: \"roc\" shows 110, \"gregorian\" shows 2021; both are always understood.",
    ),
    key("category", Takes::Tables(CATEGORY), "The outline, in reading order."),
    key("series", Takes::Tables(SERIES), "The metrics that live through the years."),
    key("view", Takes::Tables(VIEW), "Questions kept under a name, each asked as @name."),
    key("check", Takes::Table(CHECK), "What `annals check` goes by."),
];

/// The keys of what `check` goes by.
pub const CHECK: &[Key] = &[key(
    "change",
    Takes::Percent,
    "By how many per cent a metric may move from year to year without being asked about.",
)];

/// The keys of a view.
pub const VIEW: &[Key] = &[
    key("name", Takes::Text, "The name, without blanks."),
    key("query", Takes::Text, "What is typed for it: \"target:missed year:110 sort:-change\"."),
];

/// The keys of a category.
pub const CATEGORY: &[Key] = &[
    key("id", Takes::Id, "The id; its slashes are the hierarchy."),
    key("label", Takes::Text, "The printed numeral, where there is one."),
    key("title", Takes::Text, "The title."),
    key("in", Takes::Years(PER_YEAR), "What single years print differently, by year."),
];

/// What a year may print differently of a category.
pub const PER_YEAR: &[Key] = &[
    key("label", Takes::Text, "The numeral that this year prints."),
    key("title", Takes::Text, "The title that this year prints."),
    key("partial", Takes::Flag, "That year's source is cut off here."),
    key("absent", Takes::Flag, "That year has no such heading."),
];

/// The keys of a series.
pub const SERIES: &[Key] = &[
    key("id", Takes::Id, "The id that its metrics carry."),
    key("name", Takes::Text, "What is measured."),
    key("unit", Takes::Text, "What it is counted in."),
    key("better", Takes::Word(&["higher", "lower", "neutral"]), "Which way is better; neither where nothing is said."),
    key("sum", Takes::Ids, "The series that add up to this one, each year."),
    key("product", Takes::Ids, "The series whose product this is, each year."),
    key("ratio", Takes::TwoIds, "The two series whose first over second this is, each year."),
    key("difference", Takes::TwoIds, "The two series whose first less the second this is, each year."),
    key("target", Takes::Figure, "What every year without a target of its own should reach."),
];
