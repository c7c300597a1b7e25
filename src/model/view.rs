//! A question that is kept under a name.

/// A query that is kept under a name: `@overdue` stands for what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: String,
    /// What is typed for it.
    pub query: String,
    /// The line of the file that it stands on, from 1; 0 where it stands in none.
    pub line: usize,
}
