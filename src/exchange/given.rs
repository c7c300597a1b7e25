//! A table as a file gives it, before anything is known of what its columns mean.

use crate::exchange::table::Cell;

/// A table, or a sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The sheet's name; empty where the file is one table.
    pub name: String,
    /// What stands above each column.
    pub header: Vec<Head>,
    /// The rows below.
    pub rows: Vec<Row>,
    /// Whether the format cannot hold every character: then what it made of one is no change of it.
    pub is_blurred: bool,
}

/// What stands above a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The text; empty where cells have nothing above them.
    pub text: String,
    /// What the column is of, where the file's own structure says it.
    pub of: Option<Of>,
}

/// What a column can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// Items.
    Item,
    /// Their metrics.
    Metric,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as the program counts that the file is of: a spreadsheet counts the header too. `5.2` is the second metric
    /// of a fifth record.
    pub number: String,
    /// A cell for each column; those that are missing at the end are empty.
    pub cells: Vec<Cell>,
    /// The columns whose cell is a date by its type, not a text that looks like one.
    pub dates: Vec<usize>,
    /// What could not be read: the column, if it is of one, and what is wrong.
    pub faults: Vec<(Option<usize>, RowFault)>,
}

/// Why a row could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// It has this many cells more than there are columns.
    TooMany(usize),
    /// The cell holds an error of the spreadsheet, `#DIV/0!`.
    Error(String),
    /// What stands here is no plain value.
    Nested,
}

impl Given {
    /// The table whose first row with anything in it is the header. Rows come by number, with their cells.
    pub fn with_header(name: &str, rows: impl IntoIterator<Item = Row>) -> Given {
        let mut rows =
            rows.into_iter().filter(|row| row.cells.iter().any(|cell| *cell != Cell::Empty) || !row.faults.is_empty());
        let head = |cell: &Cell| Head { text: cell.flat().trim().to_string(), of: None };
        let mut header: Vec<Head> = rows.next().map_or(Vec::new(), |row| row.cells.iter().map(head).collect());
        let rows: Vec<Row> = rows.collect();
        let widest = rows.iter().filter_map(|row| row.cells.iter().rposition(|cell| *cell != Cell::Empty)).max();
        // A column without a head is told of as such; it is not dropped.
        header.resize_with(header.len().max(widest.map_or(0, |last| last + 1)), || Head {
            text: String::new(),
            of: None,
        });
        while header.last().is_some_and(|head| head.text.is_empty())
            && widest.is_none_or(|last| last + 1 < header.len())
        {
            header.pop();
        }
        Given { name: name.to_string(), header, rows, is_blurred: false }
    }

    /// What a column is called: its head, or its letter where it has none.
    pub fn column(&self, at: usize) -> String {
        match self.header.get(at) {
            Some(head) if !head.text.is_empty() => head.text.clone(),
            _ => letter(at),
        }
    }
}

/// A column as spreadsheets name it: A, B … Z, AA.
fn letter(at: usize) -> String {
    let mut rest = at + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_a_head_have_their_letter() {
        let row =
            |cells: &[&str]| Row { cells: cells.iter().map(|text| Cell::text(*text)).collect(), ..Row::default() };
        let given = Given::with_header(
            "",
            [row(&["", ""]), row(&["a", " b ", "", ""]), row(&["", ""]), row(&["1", "2", "", "4", ""])],
        );
        let columns: Vec<String> = (0..given.header.len()).map(|at| given.column(at)).collect();
        assert_eq!((columns.join(" "), given.rows.len()), ("a b C D".to_string(), 1));
        assert_eq!(Given::with_header("", [row(&["a", ""])]).header.len(), 1);
        assert_eq!(Given::with_header("", []).header.len(), 0);
        for (at, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letter(at), name);
        }
    }
}
