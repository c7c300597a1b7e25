//! New records: which file takes one, and what its id is.

use crate::model::year::Year;
use crate::store::archive::Archive;

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
        assert_eq!(mint(&archive, year(2020), "x", 1), "x-2");
        assert_eq!(mint(&archive, year(2021), "x", 1), "x-1");
    }
}
