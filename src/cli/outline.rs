//! The outline with its counts per year, for a pipe or a terminal that cannot draw.

use crate::lang::Lang;
use crate::lang::words;
use crate::safe::Safe;
use crate::store::archive::Archive;
use std::io;
use std::io::Write;

/// Prints the title, a line of years, and a line for each category: how many items each year has there and below, then
/// the category, indented by its depth.
///
/// # Errors
/// Those of `out`.
pub fn print(archive: &Archive, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    if !archive.title.is_empty() {
        writeln!(out, "{}", Safe::new(&archive.title))?;
    }
    let years: Vec<String> = archive
        .years
        .iter()
        .map(|year| year.map_or(words::NO_YEAR.say(lang).to_string(), |year| year.show(archive.calendar)))
        .collect();
    let widths: Vec<usize> = years.iter().map(|year| Safe::new(year).width().max(5)).collect();
    let header: Vec<String> =
        years.iter().zip(&widths).map(|(year, width)| " ".repeat(width - Safe::new(year).width()) + year).collect();
    writeln!(out, "{}", header.join(" "))?;

    let outline = &archive.outline;
    let mut counts = vec![vec![0usize; years.len()]; outline.categories().len()];
    let mut unfiled = vec![0usize; years.len()];
    for (at, year) in archive.years.iter().enumerate() {
        for item in archive.items(*year) {
            match archive.category(item) {
                Some(index) => {
                    std::iter::once(index).chain(outline.ancestors(index)).for_each(|index| counts[index][at] += 1)
                }
                None => unfiled[at] += 1,
            }
        }
    }
    let mut line = |counts: &[usize], name: &str| {
        let columns: Vec<String> =
            counts.iter().zip(&widths).map(|(count, width)| format!("{count:>width$}")).collect();
        writeln!(out, "{}  {}", columns.join(" "), Safe::new(name))
    };
    for (index, category) in outline.categories().iter().enumerate() {
        let indent = "  ".repeat(outline.depth(index));
        let label = if category.label.is_empty() { String::new() } else { format!("{} ", category.label) };
        line(&counts[index], &format!("{indent}{label}{}", category.title))?;
    }
    if unfiled.iter().any(|count| *count > 0) {
        line(&unfiled, words::UNFILED.say(lang))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::Text;

    fn archive(files: &[(&str, &str)]) -> Archive {
        let text = |(path, text): &(&str, &str)| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
        Archive::read(files.iter().map(text).collect())
    }

    fn check(files: &[(&str, &str)], printed: &str) {
        let mut out = Vec::new();
        print(&archive(files), Lang::En, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), printed);
    }

    #[test]
    fn archives_to_outlines() {
        let about = "title = \"績\\u001b效\"\ncalendar = 'roc'\n[[category]]\nid = 'a'\nlabel = '壹'\ntitle = '一般'\n[[category]]\nid = 'a/b'\ntitle = '宿舍'\n";
        let year = |year: u32, category: &str| format!("year = {year}\n[[item]]\ncategory = '{category}'\n");
        check(
            &[
                ("archive.toml", about),
                ("108.toml", &year(108, "a/b")),
                ("110.toml", &year(110, "a")),
                ("x.toml", &year(110, "z")),
            ],
            "績␛效\n  108   110\n    1     1  壹 一般\n    1     0    宿舍\n    0     1  (no category)\n",
        );
        check(&[], "\n");
        check(
            &[("Cargo.lock", "[[package]]\nname = 'a'\n[[package]]\nname = 'b'\n")],
            "no year\n      2  (no category)\n",
        );
    }
}
