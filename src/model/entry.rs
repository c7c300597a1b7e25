//! A metric kept as dated entries: what each says, and what they come to, as a whole and month by month.

use crate::model::date::Date;
use crate::model::figure::Figure;

/// One dated entry of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day or the month it is of; none where the file names none that exists.
    pub on: Option<Date>,
    /// The number it gives; none for a gap.
    pub value: Option<Figure>,
    /// A remark; empty if there is none.
    pub note: String,
}

/// How entries come to one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Total {
    /// Their values added up; what a metric gets that names no other way.
    #[default]
    Sum,
    /// How many there are, whatever their values.
    Count,
    /// The largest value.
    Max,
    /// The value of the latest date: a stock, such as the rooms at the end of the year.
    Last,
}

impl Total {
    /// All, in the order a person is told of them.
    pub const ALL: [Total; 4] = [Total::Sum, Total::Count, Total::Max, Total::Last];

    /// The way that a file calls `name`.
    pub fn from_name(name: &str) -> Option<Total> {
        Total::ALL.into_iter().find(|total| total.name() == name)
    }

    /// The name in a file.
    pub fn name(self) -> &'static str {
        match self {
            Total::Sum => "sum",
            Total::Count => "count",
            Total::Max => "max",
            Total::Last => "last",
        }
    }

    /// What the entries come to, exactly. None where there are none, for that is a gap and not a zero; where no entry has
    /// a value, unless they are only counted; and where the sum has more digits than a figure holds.
    ///
    /// The latest date is that of [`Date`]'s order, in which a month stands before its days and no date before any; of
    /// two entries of one date, the one that stands later in the text is the latest.
    pub fn of<'e>(self, entries: impl IntoIterator<Item = &'e Entry>) -> Option<Figure> {
        let entries = entries.into_iter();
        match self {
            Total::Sum => {
                let mut values = entries.filter_map(|entry| entry.value);
                let first = values.next()?;
                values.try_fold(first, Figure::checked_add)
            }
            Total::Count => i64::try_from(entries.count()).ok().filter(|count| *count > 0).map(Figure::from),
            Total::Max => entries.filter_map(|entry| entry.value).max(),
            // Of equal ones `max_by_key` gives the last.
            Total::Last => entries.filter(|entry| entry.value.is_some()).max_by_key(|entry| entry.on)?.value,
        }
    }

    /// What the entries of each month come to, in order of time; a month without any is left out, as is what has no date.
    pub fn by_month(self, entries: &[Entry]) -> Vec<(Date, Figure)> {
        let month = |entry: &Entry| entry.on.and_then(|on| Date::new(on.year(), on.month(), None));
        let mut dated: Vec<(Date, &Entry)> = entries.iter().filter_map(|entry| Some((month(entry)?, entry))).collect();
        // Stable, so that the order of the text still decides between entries of one date.
        dated.sort_by_key(|(month, _)| *month);
        let months = dated.chunk_by(|(one, _), (other, _)| one == other);
        let total =
            |entries: &[(Date, &Entry)]| Some((entries.first()?.0, self.of(entries.iter().map(|(_, entry)| *entry))?));
        months.filter_map(total).collect()
    }
}

/// The date of an entry as a file writes it: one day or one month.
pub fn read_on(text: &str) -> Option<Date> {
    Date::read_iso(text).filter(|date| date.month().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `03-04 12` is an entry of that day of 2021, `03 12` of that month, `? 12` of no date; without a number, a gap.
    fn entries(text: &str) -> Vec<Entry> {
        let one = |text: &str| {
            let (on, value) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
            Entry { on: read_on(&format!("2021-{on}")), value: Figure::read_toml(value), note: String::new() }
        };
        text.split(',').filter(|text| !text.trim().is_empty()).map(one).collect()
    }

    #[test]
    fn what_entries_come_to() {
        for (text, sum, count, max, last) in [
            ("", "-", "-", "-", "-"),
            ("03-04 12", "12", "1", "12", "12"),
            ("03-04 12, 02-28 1.50", "13.50", "2", "12", "12"),
            ("03-04 0.1, 03-05 0.2", "0.3", "2", "0.2", "0.2"),
            ("03-05 -3, 03-04 -2", "-5", "2", "-2", "-3"),
            // Of one day, the later line; a month comes before its days; what has no date, before all.
            ("03-04 1, 03-04 2", "3", "2", "2", "2"),
            ("03-04 1, 03 2", "3", "2", "2", "1"),
            ("03-04 1, ? 2", "3", "2", "2", "1"),
            ("? 2", "2", "1", "2", "2"),
            // A gap among them counts, and is no zero.
            ("03-04, 03-05 -1", "-1", "2", "-1", "-1"),
            ("03-05 -1, 03-06", "-1", "2", "-1", "-1"),
            ("03-04", "-", "1", "-", "-"),
            ("01-01 79228162514264337593543950335, 01-02 1", "-", "2", "79228162514264337593543950335", "1"),
        ] {
            let entries = entries(text);
            let came = Total::ALL.map(|how| how.of(&entries).map_or("-".to_string(), |figure| figure.to_string()));
            assert_eq!(came, [sum, count, max, last], "{text}");
        }
    }

    #[test]
    fn month_by_month() {
        let check = |how: Total, text: &str, told: &str| {
            let months = how.by_month(&entries(text)).into_iter();
            let shown: Vec<String> =
                months.map(|(month, total)| format!("{} {total}", month.month().unwrap_or(0))).collect();
            assert_eq!(shown.join(", "), told, "{how:?} of {text}");
        };
        check(Total::Sum, "", "");
        check(Total::Sum, "12-31 5, 03-04 1, 03 2, 12-01 1", "3 3, 12 6");
        check(Total::Count, "12-31 5, 03-04, 03 2", "3 2, 12 1");
        check(Total::Last, "12-31 5, 12-01 9, 03 2", "3 2, 12 5");
        check(Total::Max, "12-31 5, 12-01 9, ? 99", "12 9");
        check(Total::Sum, "03-04, ? 5", "");
    }

    #[test]
    fn names_and_dates() {
        for total in Total::ALL {
            assert_eq!(Total::from_name(total.name()), Some(total));
        }
        assert_eq!((Total::from_name("mean"), Total::default()), (None, Total::Sum));
        for (text, is_date) in [
            ("2021-03-04", true),
            ("2021-03", true),
            ("2021", false),
            ("2021-02-30", false),
            ("2021-03-04/05", false),
            ("2021-03-04T07:00:00", false),
            ("", false),
        ] {
            assert_eq!(read_on(text).is_some(), is_date, "{text}");
        }
    }
}
