//! New records: which file takes one, and what its id is.

use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::known;
use crate::store::new_year;
use std::collections::HashMap;
use std::collections::HashSet;
use std::path::PathBuf;

/// The file of that year that takes a new item of a category: `wanted` if it can, else the one that holds the items of the
/// same part of the outline, else the year's first. None where no file of the year can be written.
pub fn file_for(
    archive: &Archive,
    year: Option<Year>,
    category: Option<usize>,
    wanted: Option<usize>,
) -> Option<usize> {
    let open = |file: &usize| {
        archive.files.get(*file).is_some_and(|file| file.year == year && file.locked.is_none() && file.about.is_none())
    };
    let top = |category: Option<usize>| category.map(|index| archive.outline.ancestors(index).last().unwrap_or(index));
    let akin = || archive.items(year).into_iter().find(|id| top(archive.category(*id)) == top(category));
    wanted
        .filter(open)
        .or_else(|| akin().map(|id| id.file).filter(open))
        .or_else(|| (0..archive.files.len()).find(|file| open(file)))
}

/// A file for the items of a year that has none: its path and its text. It is called as the file in which the nearest year
/// keeps the same part of the outline would be in this one, `111/general.toml` beside `110/general.toml`. None where there
/// is nothing to be beside: an archive that is one file.
pub fn new_file(archive: &Archive, year: Year, category: Option<usize>) -> Option<(PathBuf, String)> {
    let others = archive.years.iter().flatten().filter(|other| **other != year);
    let nearest = others.min_by_key(|other| (other.gregorian() - year.gregorian()).abs());
    let number = new_year::written(year, archive.calendar);
    let kin = nearest.and_then(|other| {
        let kin = archive.files.get(file_for(archive, Some(*other), category, None)?)?;
        Some(new_year::renamed(&kin.path, archive.calendar, *other, year))
    });
    let named = PathBuf::from(format!("{}.toml", year.show(archive.calendar)));
    let is_free = |path: &PathBuf| archive.files.iter().all(|file| file.path != *path);
    let path = [kin, Some(named)].into_iter().flatten().find(is_free)?;
    let is_folder = archive.files.len() != 1 || archive.files[0].about.is_some();
    is_folder.then(|| (path, format!("year = {number}\n")))
}

/// The ids of an archive, for whoever asks for thousands: after a few, those of a year are looked up once and for all.
#[derive(Debug)]
pub struct Ids<'a> {
    archive: &'a Archive,
    asked: usize,
    /// The hashes of those that each year has.
    years: HashMap<Option<Year>, HashSet<u32>>,
    minted: HashSet<String>,
}

/// As many are looked for one by one.
const FEW: usize = 64;

impl<'a> Ids<'a> {
    /// Those of this archive.
    pub fn of(archive: &'a Archive) -> Ids<'a> {
        Ids { archive, asked: 0, years: HashMap::new(), minted: HashSet::new() }
    }

    /// Whether the year has that id.
    pub fn has(&mut self, year: Option<Year>, id: &str) -> bool {
        self.asked += 1;
        let files = self.archive.files.iter().filter(|file| file.year == year);
        let hashes = || files.flat_map(|file| file.known().ids()).map(|(hash, _)| hash).collect();
        let may_be = self.asked <= FEW || self.years.entry(year).or_insert_with(hashes).contains(&known::hash(id));
        may_be && self.archive.find(year, id).is_some()
    }

    /// An id that the year does not have and that was not given before: `base-1`, `base-2` …, counted from `from`.
    pub fn mint(&mut self, year: Option<Year>, base: &str, from: usize) -> String {
        let ids = (from..).map(|n| format!("{base}-{n}"));
        let free = ids.into_iter().find(|id| !self.minted.contains(id) && !self.has(year, id));
        let free = free.unwrap_or_else(|| base.to_string());
        self.minted.insert(free.clone());
        free
    }
}

/// An id that the year does not have yet: `base-1`, `base-2` …, counted from `from`.
pub fn mint(archive: &Archive, year: Option<Year>, base: &str, from: usize) -> String {
    let free = (from..).map(|n| format!("{base}-{n}")).find(|id| archive.find(year, id).is_none());
    free.unwrap_or_else(|| base.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::year::Calendar;
    use crate::store::file::Text;
    use crate::store::problem::Flaw;

    #[test]
    fn a_new_item_goes_to_its_kin() {
        let text = |path: &str, text: &str, locked| Text { path: path.into(), text: Ok(text.to_string()), locked };
        let about =
            "[[category]]\nid = 'a'\n[[category]]\nid = 'b'\n[[category]]\nid = 'b/c'\n[[category]]\nid = 'd'\n";
        let items = |category: &str| format!("year = 2020\n[[item]]\nid = 'x-1'\ncategory = '{category}'\n");
        let archive = Archive::read(vec![
            text("archive.toml", about, None),
            text("a.toml", &items("a"), None),
            text("b.toml", &items("b"), None),
            text("d.toml", &items("d"), Some(Flaw::NoPermission)),
            text("new.toml", "year = 2021\n", None),
        ]);
        let year = |year: i64| Year::from_number(year, Calendar::Gregorian);
        for (of, category, wanted, expected) in [
            (2020, "b/c", None, Some("b.toml")),
            (2020, "b/c", Some(1), Some("a.toml")),
            (2020, "b/c", Some(0), Some("b.toml")),
            (2020, "d", None, Some("a.toml")),
            (2020, "none", Some(9), Some("a.toml")),
            (2021, "a", Some(1), Some("new.toml")),
            (2022, "a", None, None),
        ] {
            let file = file_for(&archive, year(of), archive.outline.find(category), wanted);
            let path = file.map(|file| archive.files[file].path.display().to_string());
            assert_eq!(path.as_deref(), expected, "{of} {category} {wanted:?}");
        }
        for (paths, of, category, expected) in [
            (&["archive.toml", "2020/a.toml", "2020/b.toml", "2018/c.toml"], 2021, "b/c", Some("2021/b.toml")),
            (&["archive.toml", "2020/a.toml", "2020/b.toml", "2018/c.toml"], 2017, "a", Some("2017/c.toml")),
            (&["archive.toml", "2020.toml", "b.toml", "2018/c.toml"], 2021, "a", Some("2021.toml")),
            (&["archive.toml", "a.toml", "b.toml", "c.toml"], 2021, "a", Some("2021/a.toml")),
            (&["archive.toml", "2020.toml", "2021.toml", "c.toml"], 2021, "a", None),
        ] {
            let texts = [
                "",
                "year = 2020\n[[item]]\ncategory = 'a'\n",
                "year = 2020\n[[item]]\ncategory = 'b'\n",
                "year = 2018\n",
            ];
            let texts = paths.iter().zip(texts).map(|(path, own)| match *path {
                "archive.toml" => text(path, about, None),
                path => text(path, own, None),
            });
            let archive = Archive::read(texts.collect());
            let made = new_file(&archive, year(of).unwrap(), archive.outline.find(category));
            let path = made.as_ref().map(|(path, _)| path.display().to_string());
            assert_eq!(path.as_deref(), expected, "{paths:?} {of} {category}");
            assert!(made.is_none_or(|(_, text)| text == format!("year = {of}\n")));
        }
        let lone = Archive::read(vec![text("a.toml", "year = 2020\n[[item]]\nid = 'x'\n", None)]);
        assert_eq!(new_file(&lone, year(2021).unwrap(), None), None);
        assert_eq!(mint(&archive, year(2020), "x", 1), "x-2");
        assert_eq!(mint(&archive, year(2021), "x", 1), "x-1");
        let mut ids = Ids::of(&archive);
        // Asked one by one or looked up, the answers are the same.
        for n in 0..FEW {
            assert_eq!((ids.has(year(2020), "x-1"), ids.has(year(2021), "x-1")), (true, false), "{n}");
            assert_eq!(ids.mint(year(2020), "x", 1), format!("x-{}", n + 2));
        }
    }
}
