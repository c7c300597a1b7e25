//! One table of the records, written while it is made: some rows at a time, by all cores. As cells, all rows of a large archive
//! take several times what its text does.

use crate::exchange::table::Table;
use crate::exchange::tables::records::Rows;
use crate::exchange::tables::records::TURN;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::parallel;
use std::io;
use std::io::Write;

/// As many turns are made before they are written.
const TURNS: usize = 16;

/// The tables that can be written so, without rows.
pub(super) fn table(archive: &Archive, name: &str) -> Option<Table> {
    named(Rows::of(archive, &[], None), name)
}

/// Writes the rows of the table of that name as `rows` writes some of them.
///
/// # Errors
/// Those of `rows` and of `out`.
pub(super) fn write(
    archive: &Archive,
    items: &[ItemId],
    name: &str,
    rows: impl Fn(&Table, &mut Vec<u8>) -> io::Result<()> + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut counts = [0; 3];
    for items in items.chunks(TURN * TURNS) {
        let made = parallel::map(items.chunks(TURN).collect(), |items| Rows::of(archive, items, Some(name)));
        let before = made.into_iter().map(|part| {
            let before = counts;
            counts.iter_mut().zip(part.counts()).for_each(|(count, own)| *count += own);
            (part, before)
        });
        let text = |(part, before): (Rows, [i64; 3])| {
            let mut text = Vec::new();
            named(part.after(before), name).map_or(Ok(()), |table| rows(&table, &mut text)).map(|()| text)
        };
        for text in parallel::try_map(before.collect(), text)? {
            out.write_all(&text)?;
        }
    }
    Ok(())
}

fn named(rows: Rows, name: &str) -> Option<Table> {
    [rows.metrics, rows.items, rows.entries].into_iter().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv;
    use crate::exchange::tables::records;
    use crate::store::file::Text;

    /// Keys count through, however many turns the rows are made in.
    #[test]
    fn turn_by_turn_is_all_at_once() {
        let item = |n: usize| {
            let entry = "[[item.metric.entry]]\non = 2021-01-02\nvalue = 4\n".repeat(n % 3 % 2);
            let metric =
                format!("[[item.metric]]\nname = 'm{n}'\n{entry}").repeat(if n.is_multiple_of(10) { n % 4 } else { 0 });
            format!("[[item]]\nid = 'i{n}'\ntitle = 't, {n}'\n{metric}")
        };
        let text = format!("year = 2021\n{}", (0..TURN * TURNS + 1500).map(item).collect::<String>());
        let archive = Archive::read(vec![Text { path: "a.toml".into(), text: Ok(text), locked: None }]);
        let ids = archive.items(archive.years[0]);
        assert!(ids.len() > TURN * TURNS);
        for name in ["items", "metrics", "entries"] {
            let whole = named(Rows::of(&archive, &ids, None), name).unwrap();
            let columns: Vec<usize> = (0..whole.columns.len()).collect();
            let write_rows = |table: &Table, out: &mut Vec<u8>| csv::write_rows(table, &columns, out);
            let (mut streamed, mut expected) = (Vec::new(), Vec::new());
            write(&archive, &ids, name, write_rows, &mut streamed).unwrap();
            write_rows(&whole, &mut expected).unwrap();
            assert!(!expected.is_empty() && streamed == expected, "{name}");
            assert_eq!(named(records::tables(&archive, &ids), name).unwrap().rows, whole.rows, "{name}");
        }
    }
}
