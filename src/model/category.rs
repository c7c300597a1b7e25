//! The outline: categories in reading order, and the tree that the slashes of their ids make.

#[cfg(test)]
mod tests;

use crate::model::year::Year;
use std::collections::HashMap;
use std::ops::Range;

/// A heading of the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// The id; its slashes are the hierarchy, `general/affairs/dormitory`.
    pub id: String,
    /// The printed numeral, such as `(三)`; empty if there is none.
    pub label: String,
    /// The title.
    pub title: String,
    /// What some years print differently.
    pub per_year: Vec<(Year, PerYear)>,
}

/// What one year prints differently of a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PerYear {
    /// Its label that year, if it is another.
    pub label: Option<String>,
    /// Its title that year, if it is another.
    pub title: Option<String>,
    /// That year's source is cut off here.
    pub partial: bool,
    /// That year has no such category.
    pub absent: bool,
}

impl Category {
    /// What this year prints differently, if anything.
    pub fn in_year(&self, year: Year) -> Option<&PerYear> {
        self.per_year.iter().find(|(of, _)| *of == year).map(|(_, per_year)| per_year)
    }

    /// The numeral that this year prints.
    pub fn label(&self, year: Year) -> &str {
        self.in_year(year).and_then(|per_year| per_year.label.as_deref()).unwrap_or(&self.label)
    }

    /// The title that this year prints.
    pub fn title(&self, year: Year) -> &str {
        self.in_year(year).and_then(|per_year| per_year.title.as_deref()).unwrap_or(&self.title)
    }

    /// How many ids stand above this one by its slashes, whether or not there are such categories.
    pub fn depth(&self) -> usize {
        self.id.matches('/').count()
    }

    /// The id directly above: `general/affairs` of `general/affairs/dormitory`.
    pub fn parent_id(&self) -> Option<&str> {
        self.id.rsplit_once('/').map(|(parent, _)| parent)
    }
}

/// All categories of an archive as a tree, laid out flat: each is followed by all that stand below it.
///
/// Siblings keep the order they were given in. A category given away from its parent, or before it, still stands below
/// it; one whose parent is not there stands below the nearest ancestor that is, else at the top. Of two with one id the
/// first is found by it, and both are kept.
///
/// Categories are named by their index in this layout; an index past the end has no relatives.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    categories: Vec<Category>,
    places: Vec<Place>,
    by_id: HashMap<String, usize>,
}

/// Where a category stands in the tree.
#[derive(Clone, Copy, Debug)]
struct Place {
    parent: Option<usize>,
    depth: usize,
    /// The index after the last category below this one.
    end: usize,
}

/// A line of the outline as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The category.
    pub index: usize,
    /// How many categories stand above it.
    pub depth: usize,
}

impl Outline {
    /// The outline of these categories, given in reading order. In time O(n log n) for any ids.
    pub fn new(categories: Vec<Category>) -> Outline {
        let parents = nearest_ancestors(&categories);
        let order = parents_first(&parents);
        let mut index_of = vec![0; order.len()];
        for (index, given) in order.iter().enumerate() {
            index_of[*given] = index;
        }
        let mut places: Vec<Place> = Vec::with_capacity(order.len());
        for (index, given) in order.iter().enumerate() {
            let parent = parents[*given].map(|parent| index_of[parent]);
            // A parent comes before its children in `order`, so its place is there.
            let depth = parent.map_or(0, |parent| places[parent].depth + 1);
            places.push(Place { parent, depth, end: index + 1 });
        }
        for index in (0..places.len()).rev() {
            if let Some(parent) = places[index].parent {
                places[parent].end = places[parent].end.max(places[index].end);
            }
        }
        let mut given: Vec<Option<Category>> = categories.into_iter().map(Some).collect();
        let categories: Vec<Category> = order.iter().filter_map(|index| given[*index].take()).collect();
        let mut by_id = HashMap::with_capacity(categories.len());
        for (index, category) in categories.iter().enumerate() {
            by_id.entry(category.id.clone()).or_insert(index);
        }
        Outline { categories, places, by_id }
    }

    /// The categories, each followed by those below it.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The category at `index`.
    pub fn get(&self, index: usize) -> Option<&Category> {
        self.categories.get(index)
    }

    /// The index of the category with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The category directly above.
    pub fn parent(&self, index: usize) -> Option<usize> {
        self.places.get(index)?.parent
    }

    /// How many categories stand above this one.
    pub fn depth(&self, index: usize) -> usize {
        self.places.get(index).map_or(0, |place| place.depth)
    }

    /// The categories above, the nearest first.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(index), |index| self.parent(*index))
    }

    /// The categories directly below, in reading order.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> {
        self.siblings(index.saturating_add(1)..self.subtree(index).end)
    }

    /// The categories that stand below no other, in reading order.
    pub fn roots(&self) -> impl Iterator<Item = usize> {
        self.siblings(0..self.places.len())
    }

    /// The category and all below it, in reading order.
    pub fn subtree(&self, index: usize) -> Range<usize> {
        self.places.get(index).map_or(index..index, |place| index..place.end)
    }

    /// The lines to show when the categories whose id is `folded` hide all below them.
    pub fn rows(&self, folded: impl Fn(&str) -> bool) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut index = 0;
        while let (Some(category), Some(place)) = (self.categories.get(index), self.places.get(index)) {
            rows.push(Row { index, depth: place.depth });
            index = if folded(&category.id) { place.end } else { index + 1 };
        }
        rows
    }

    /// Of a run of whole subtrees, their tops.
    fn siblings(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let first = Some(range.start).filter(|start| *start < range.end);
        std::iter::successors(first, move |index| Some(self.subtree(*index).end).filter(|next| *next < range.end))
    }
}

/// For each category the nearest one above it that is there.
///
/// Sorted by the parts of their ids, ancestors come directly before what stands below them, so the nearest one is on a
/// stack of those still open. Looking up each id's prefixes instead would take forever on an id of a million slashes.
fn nearest_ancestors(categories: &[Category]) -> Vec<Option<usize>> {
    let mut sorted: Vec<usize> = (0..categories.len()).collect();
    sorted.sort_by(|a, b| categories[*a].id.split('/').cmp(categories[*b].id.split('/')));
    let mut parents: Vec<Option<usize>> = vec![None; categories.len()];
    let mut open: Vec<usize> = Vec::new();
    for index in sorted {
        let id = categories[index].id.as_str();
        while open.last().is_some_and(|top| !is_at_or_above(&categories[*top].id, id)) {
            open.pop();
        }
        match open.last() {
            // The second of one id stands beside the first, and what is below them stands below the first.
            Some(top) if categories[*top].id == id => parents[index] = parents[*top],
            top => {
                parents[index] = top.copied();
                open.push(index);
            }
        }
    }
    parents
}

fn is_at_or_above(ancestor: &str, id: &str) -> bool {
    id.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The indices so that each is followed by all below it, siblings in the order of their indices. Without recursion, for
/// ids of any depth.
fn parents_first(parents: &[Option<usize>]) -> Vec<usize> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    let mut next: Vec<usize> = Vec::new();
    for (index, parent) in parents.iter().enumerate().rev() {
        match parent {
            Some(parent) => children[*parent].push(index),
            None => next.push(index),
        }
    }
    let mut order = Vec::with_capacity(parents.len());
    while let Some(index) = next.pop() {
        order.push(index);
        // Both lists run backwards, so the last pushed, and first to be popped, is the first child.
        next.append(&mut children[index]);
    }
    order
}
