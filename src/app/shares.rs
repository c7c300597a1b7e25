//! How the panes share the screen.

/// How the panes share the screen, in cells more (or less) than the layout would give them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// For the categories.
    pub categories: i32,
    /// For the metrics.
    pub metrics: i32,
    /// For the record, in rows.
    pub record: i32,
}
