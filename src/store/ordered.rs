//! The items of a year in the order of the outline, then of the files: put there by counting, so that a million cost what
//! it takes to write them down.

use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::file::File;
use crate::store::known::Known;
use std::ops::Deref;
use std::ops::Range;
use std::sync::Arc;

/// The items of a year. They read as a [`Run`]; those of a category, and of all below it, stand together.
#[derive(Clone, Debug, Default)]
pub struct Ordered {
    all: Run,
    /// Where the items of each category begin, then those of none, then the end.
    starts: Vec<usize>,
    /// What that follows from.
    made_of: Vec<Part>,
}

/// Items in their order: eight bytes each. Those of a year, of a category or of half a million share what is kept.
#[derive(Clone, Debug, Default)]
pub struct Run {
    ids: Arc<[Near]>,
    range: Range<usize>,
}

/// An item in half of what an [`ItemId`] takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    file: u32,
    record: u32,
}

/// A file of the year: its number, which category each of its records names, and where in the outline those stand.
#[derive(Clone, Debug)]
struct Part {
    file: usize,
    known: Known,
    places: Vec<Option<usize>>,
}

impl Part {
    fn is_same(&self, other: &Part) -> bool {
        let names_same =
            || self.known.is_same(&other.known) || self.known.categories_of().eq(other.known.categories_of());
        (self.file, &self.places) == (other.file, &other.places) && names_same()
    }
}

impl Near {
    /// No archive has as many files, or a file as many records, as there are numbers.
    pub fn of(item: ItemId) -> Near {
        Near { file: item.file as u32, record: item.record as u32 }
    }

    /// The item.
    pub fn item(self) -> ItemId {
        ItemId { file: self.file as usize, record: self.record as usize }
    }
}

impl Run {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// The item at a place.
    pub fn get(&self, at: usize) -> Option<ItemId> {
        self.near().get(at).map(|near| near.item())
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = ItemId> + ExactSizeIterator {
        self.near().iter().map(|near| near.item())
    }

    /// Where an item stands.
    pub fn place(&self, item: ItemId) -> Option<usize> {
        self.iter().position(|id| id == item)
    }

    /// As many stand before the first of which this is not so; of those behind it, it is so of none.
    pub fn count_while(&self, is_so: impl Fn(ItemId) -> bool) -> usize {
        self.near().partition_point(|near| is_so(near.item()))
    }

    /// Whether both share what they keep, which costs nothing to ask.
    pub fn is_same(&self, other: &Run) -> bool {
        Arc::ptr_eq(&self.ids, &other.ids) && self.range == other.range
    }

    fn near(&self) -> &[Near] {
        self.ids.get(self.range.clone()).unwrap_or_default()
    }
}

impl Deref for Ordered {
    type Target = Run;

    fn deref(&self) -> &Run {
        &self.all
    }
}

impl FromIterator<ItemId> for Run {
    fn from_iter<I: IntoIterator<Item = ItemId>>(ids: I) -> Run {
        let ids: Arc<[Near]> = ids.into_iter().map(Near::of).collect();
        Run { range: 0..ids.len(), ids }
    }
}

impl From<Vec<ItemId>> for Run {
    fn from(ids: Vec<ItemId>) -> Run {
        ids.into_iter().collect()
    }
}

impl Ordered {
    /// Makes this the items of a year as the archive has them now. Where no record has come, gone or changed its category,
    /// they are what they were, and that is seen without looking at any but the files that have changed.
    pub fn renew(&mut self, archive: &Archive, year: Option<Year>) {
        let made_of = parts(archive, year);
        let is_same =
            self.made_of.len() == made_of.len() && self.starts.len() == archive.outline.categories().len() + 2;
        if is_same && self.made_of.iter().zip(&made_of).all(|(old, new)| old.is_same(new)) {
            self.made_of = made_of;
            return;
        }
        *self = Ordered { made_of, ..Ordered::of(archive, year) };
    }

    /// The items of a year as the archive has them now.
    pub fn of(archive: &Archive, year: Option<Year>) -> Ordered {
        let none = archive.outline.categories().len();
        let place = |category: Option<usize>| category.unwrap_or(none);
        let files = || archive.files.iter().enumerate().filter(|(_, file)| file.year == year);
        let mut starts = vec![0; none + 2];
        for (at, _) in files() {
            archive.categories_of(at).for_each(|category| starts[place(category) + 1] += 1);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut ids: Arc<[Near]> = std::iter::repeat_n(Near { file: 0, record: 0 }, starts[none + 1]).collect();
        // Nobody else has it yet.
        let places = Arc::get_mut(&mut ids).unwrap_or_default();
        for (file, _) in files() {
            for (record, category) in archive.categories_of(file).enumerate() {
                let next = &mut next[place(category)];
                places[*next] = Near::of(ItemId { file, record });
                *next += 1;
            }
        }
        Ordered { all: Run { range: 0..ids.len(), ids }, starts, made_of: Vec::new() }
    }

    /// All of them.
    pub fn all(&self) -> Run {
        self.all.clone()
    }

    /// Those of these categories, which are one after the other in the outline.
    pub fn within(&self, categories: Range<usize>) -> Run {
        let none = self.starts.len().saturating_sub(2);
        self.range(categories.start.min(none), categories.end.min(none))
    }

    /// Those of no category.
    pub fn unfiled(&self) -> Run {
        let none = self.starts.len().saturating_sub(2);
        self.range(none, none + 1)
    }

    fn range(&self, from: usize, to: usize) -> Run {
        let start = |at: usize| self.starts.get(at).copied().unwrap_or(0);
        Run { range: start(from)..start(to), ..self.all() }
    }
}

fn parts(archive: &Archive, year: Option<Year>) -> Vec<Part> {
    let files = archive.files.iter().enumerate().filter(|(_, file)| file.year == year);
    let part = |(at, file): (usize, &File)| Part {
        file: at,
        known: file.known().clone(),
        places: archive.places_of(at).to_vec(),
    };
    files.map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::Text;

    #[test]
    fn items_stand_where_their_categories_do() {
        let text = |path: &str, text: &str| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
        let about = "[[category]]\nid = 'a'\n[[category]]\nid = 'a/b'\n[[category]]\nid = 'c'\n";
        let file = |ids: &[(&str, &str)]| {
            let item = |(id, category): &(&str, &str)| format!("[[item]]\nid = '{id}'\ncategory = '{category}'\n");
            format!("year = 2021\n{}", ids.iter().map(item).collect::<String>())
        };
        let archive = Archive::read(vec![
            text("1.toml", &file(&[("1", "c"), ("2", "a"), ("3", "none"), ("4", "a/b")])),
            text("2.toml", &file(&[("5", "a"), ("6", ""), ("7", "a/b")])),
            text("3.toml", &file(&[("8", "a")]).replace("2021", "2020")),
            text("archive.toml", about),
        ]);
        let all = Ordered::of(&archive, archive.years[1]);
        let told = |ids: &Run| {
            let id = |id: ItemId| archive.text(id, crate::model::field::Field::Id).into_owned();
            ids.iter().map(id).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told(&all), "2 5 4 7 1 3 6");
        assert_eq!(told(&all.within(0..2)), "2 5 4 7");
        assert_eq!(told(&all.within(1..2)), "4 7");
        assert_eq!(told(&all.within(2..9)), "1");
        assert_eq!(told(&all.unfiled()), "3 6");
        // Made anew after a change of one file, it is the same as made at once; and it stays where nothing moved.
        let (mut archive, mut renewed) = (archive, Ordered::default());
        for (old, new, stays) in [
            ("", "", false),
            ("id = '1'", "id = 'one'", true),
            ("category = 'none'", "category = 'a/b'", false),
            ("category = 'a/b'", "category = 'c'", false),
            ("[[item]]\nid = 'one'\ncategory = 'c'\n", "", false),
        ] {
            archive.replace(0, &archive.files[0].text.replacen(old, new, 1));
            archive.derive();
            let before = renewed.all();
            renewed.renew(&archive, archive.years[1]);
            assert!(renewed.iter().eq(Ordered::of(&archive, archive.years[1]).iter()), "{new}");
            assert_eq!(renewed.all.is_same(&before), stays, "{new}");
        }
        archive.replace(3, "[[category]]\nid = 'c'\n[[category]]\nid = 'a'\n");
        archive.derive();
        renewed.renew(&archive, archive.years[1]);
        assert!(renewed.iter().eq(Ordered::of(&archive, archive.years[1]).iter()));
        renewed.renew(&archive, archive.years[0]);
        assert_eq!(renewed.len(), 1);
        let none = Ordered::of(&archive, None);
        assert!(none.is_empty() && none.within(0..3).is_empty() && Ordered::default().unfiled().is_empty());
    }
}
