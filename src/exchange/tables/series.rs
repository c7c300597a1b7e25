//! The series into rows, once as they are stated and once with their values in every year.

use crate::exchange::choice::Chosen;
use crate::exchange::columns;
use crate::exchange::table::Cell;
use crate::exchange::table::Table;
use crate::exchange::tables::empty;
use crate::exchange::tables::gregorian;
use crate::lang::Words;
use crate::model::series::Series;
use crate::store::archive::Archive;
use std::collections::HashMap;
use std::collections::HashSet;

const SERIES: Words = Words { en: "The metrics that live through the years.", zh: "逐年延續的指標。" };

/// The series: all, or those that the chosen metrics are of.
pub(super) fn table(archive: &Archive, chosen: &Chosen, metrics: &Table) -> Table {
    let used: HashSet<&str> = metrics.rows.iter().map(|row| metrics.cell(row, "series").as_text()).collect();
    let counts = |series: &&Series| !series.id.is_empty() && (chosen.whole || used.contains(series.id.as_str()));
    let rows = archive.all_series().into_iter().filter(counts).map(cells).collect();
    Table { key: &["id"], rows, ..empty("series", SERIES, columns::SERIES) }
}

fn cells(series: &Series) -> Vec<Cell> {
    let ratio = series.ratio.iter().flat_map(|(over, under)| [over.clone(), under.clone()]);
    vec![
        Cell::text(series.id.as_str()),
        Cell::text(series.name.as_str()),
        Cell::text(series.unit.as_str()),
        Cell::text(series.better.name()),
        Cell::list(series.sum.clone()),
        Cell::list(series.product.clone()),
        Cell::list(ratio.collect()),
        series.target.into(),
    ]
}

/// The same rows, each with its value in every year that has chosen metrics; of two in one year, the first.
pub(super) fn years(archive: &Archive, series: &Table, metrics: &Table) -> Table {
    let mut values: HashMap<(&str, &Cell), &Cell> = HashMap::new();
    let mut seen: HashSet<&Cell> = HashSet::new();
    for row in &metrics.rows {
        let (year, grade) = (metrics.cell(row, "year"), metrics.cell(row, "grade"));
        let value = if *grade == Cell::Empty { metrics.cell(row, "value") } else { grade };
        values.entry((metrics.cell(row, "series").as_text(), year)).or_insert(value);
        seen.insert(year);
    }
    let mut table = Table { name: "years", ..series.clone() };
    for year in archive.years.iter().flatten() {
        let cell = gregorian(Some(*year));
        if !seen.contains(&cell) {
            continue;
        }
        table
            .columns
            .extend(columns::VALUES.iter().map(|def| def.of_year(year.gregorian(), year.show(archive.calendar))));
        for row in &mut table.rows {
            let value = values.get(&(row[0].as_text(), &cell)).copied().cloned();
            row.push(value.unwrap_or(Cell::Empty));
        }
    }
    table
}
