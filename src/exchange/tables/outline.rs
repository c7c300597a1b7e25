//! The outline into rows, and what single years print differently of it.

use crate::exchange::choice::Chosen;
use crate::exchange::columns;
use crate::exchange::table::Cell;
use crate::exchange::table::Part;
use crate::exchange::table::Table;
use crate::exchange::tables::empty;
use crate::exchange::tables::gregorian;
use crate::lang::Words;
use crate::model::category::Category;
use crate::model::category::PerYear;
use crate::model::year::Year;
use crate::store::archive::Archive;
use std::collections::BTreeSet;
use std::collections::HashSet;

const CATEGORIES: Words = Words { en: "The outline.", zh: "綱目。" };
const CATEGORY_YEARS: Words =
    Words { en: "What single years print differently of the outline.", zh: "各年印得不同的綱目。" };

/// The categories, with the years joined to them as columns, and the same years as a table.
pub(super) fn tables(archive: &Archive, chosen: &Chosen, items: &Table) -> (Table, Table) {
    let mut categories = Table {
        key: &["id"],
        references: &[("parent", "categories", "id")],
        ..empty("categories", CATEGORIES, columns::CATEGORIES)
    };
    let mut years = Table {
        key: &["category", "year"],
        references: &[("category", "categories", "id")],
        ..empty("category_years", CATEGORY_YEARS, columns::CATEGORY_YEARS)
    };
    let mut differ: BTreeSet<Year> = BTreeSet::new();
    for index in needed(archive, chosen) {
        let Some(category) = archive.outline.get(index) else { continue };
        let parent = archive.outline.parent(index).and_then(|parent| archive.outline.get(parent));
        categories.rows.push(vec![
            Cell::text(category.id.as_str()),
            Cell::text(parent.map_or("", |parent| &parent.id)),
            Cell::text(category.label.as_str()),
            Cell::text(category.title.as_str()),
        ]);
        let per_year: BTreeSet<Year> = category.per_year.iter().map(|(year, _)| *year).collect();
        years.rows.extend(per_year.iter().filter_map(|year| Some(row(category, *year, category.in_year(*year)?))));
        differ.extend(per_year);
    }
    // An item's category names a row of this table, also where the outline has no such heading.
    let mut ids: HashSet<String> = categories.rows.iter().map(|row| row[0].as_text().to_string()).collect();
    for item in &items.rows {
        let id = items.cell(item, "category");
        if !matches!(id, Cell::Empty) && ids.insert(id.as_text().to_string()) {
            categories.rows.push(vec![id.clone(), Cell::Empty, Cell::Empty, Cell::Empty]);
        }
    }
    differ.into_iter().for_each(|year| join(archive, year, &mut categories, &years));
    (categories, years)
}

/// The categories to tell of, in reading order: all, or those that the chosen items and categories stand in. Of two with
/// one id the first counts, as everywhere; one without an id is nothing that anything could name.
fn needed(archive: &Archive, chosen: &Chosen) -> Vec<usize> {
    let outline = &archive.outline;
    let with_above = |index: usize| std::iter::once(index).chain(outline.ancestors(index)).collect::<Vec<_>>();
    let named = chosen.items.iter().filter_map(|id| archive.category(*id)).chain(chosen.categories.iter().copied());
    let needed: HashSet<usize> = if chosen.whole { HashSet::new() } else { named.flat_map(with_above).collect() };
    let counts = |index: &usize| {
        let id = outline.get(*index).map_or("", |category| &category.id);
        !id.is_empty() && outline.find(id) == Some(*index) && (chosen.whole || needed.contains(index))
    };
    (0..outline.categories().len()).filter(counts).collect()
}

fn row(category: &Category, year: Year, said: &PerYear) -> Vec<Cell> {
    vec![
        Cell::text(category.id.as_str()),
        gregorian(Some(year)),
        Cell::text(said.label.as_deref().unwrap_or_default()),
        Cell::text(said.title.as_deref().unwrap_or_default()),
        Cell::Flag(said.partial),
        Cell::Flag(said.absent),
    ]
}

/// Joins to the categories what one year prints differently: a column for each kind of difference that occurs.
fn join(archive: &Archive, year: Year, categories: &mut Table, years: &Table) {
    let of_year = gregorian(Some(year));
    let rows: Vec<&Vec<Cell>> = years.rows.iter().filter(|row| *years.cell(row, "year") == of_year).collect();
    for (at, def) in columns::CATEGORY_YEARS.iter().enumerate().skip(2) {
        if rows.iter().all(|row| matches!(row[at], Cell::Empty | Cell::Flag(false))) {
            continue;
        }
        let column = def.of_year(year.gregorian(), year.show(archive.calendar));
        categories.columns.push(crate::exchange::table::Column { part: Part::Joined, ..column });
        for category in &mut categories.rows {
            let said = rows.iter().find(|row| row[0] == category[0]);
            category.push(said.map_or(Cell::Empty, |row| row[at].clone()));
        }
    }
}
