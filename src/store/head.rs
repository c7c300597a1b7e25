//! The year that a file states, told from its first lines: enough to know where a file that has not been read belongs.

use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::value;

/// The year that stands before the first table. None where these lines state none, or in a way that needs a closer look;
/// whoever reads the file finds it then.
pub fn year(head: &str, calendar: Calendar) -> Option<Year> {
    let lines =
        head.trim_start_matches('\u{feff}').lines().map(str::trim_start).take_while(|line| !line.starts_with('['));
    let stated = |line: &'_ str| {
        let raw = line.strip_prefix("year")?.trim_start().strip_prefix('=')?;
        let bare = raw.split('#').next().unwrap_or_default().trim();
        Year::read(&value::plain(bare), calendar)
    };
    lines.filter_map(stated).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_head() {
        for (head, told) in [
            ("year = 110\n[[item]]\n", Some(2021)),
            ("\u{feff}year = 110\n", Some(2021)),
            ("# of 110\n\ntitle = \"x\"\n  year=110 # ROC\n", Some(2021)),
            ("year = \"民國110年\"\n", Some(2021)),
            ("years = 110\n", None),
            ("[[item]]\nyear = 110\n", None),
            ("year", None),
            ("", None),
        ] {
            assert_eq!(year(head, Calendar::Roc).map(Year::gregorian), told, "{head:?}");
        }
    }
}
