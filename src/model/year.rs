//! A year, shown and read in the calendar of the Republic of China (110) or the Gregorian one (2021).

use crate::model::width::compact;

/// How an archive shows its years; both calendars are always understood when a year is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The calendar of the Republic of China, whose year 1 is 1912.
    Roc,
    /// The calendar that ISO 8601 uses; what an archive gets that names none.
    #[default]
    Gregorian,
}

impl Calendar {
    /// The calendar that `archive.toml` calls `name`: `roc` or `gregorian`.
    pub fn from_name(name: &str) -> Option<Calendar> {
        [Calendar::Roc, Calendar::Gregorian].into_iter().find(|calendar| calendar.name() == name)
    }

    /// The name in `archive.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Calendar::Roc => "roc",
            Calendar::Gregorian => "gregorian",
        }
    }
}

/// A year from 1 to 9999, the range that ISO 8601 writes in four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(i32);

/// Year 1 of the Republic of China is 1912, so its year 0 would be this.
const BEFORE_ROC: i32 = 1911;

/// The eras that may stand before a number. A longer name comes before the one it starts with.
const ERAS: &[(&str, Era)] = &[
    ("中華民國前", Era::BeforeRoc),
    ("民國前", Era::BeforeRoc),
    ("中華民國", Era::Roc),
    ("民國", Era::Roc),
    ("ROC", Era::Roc),
    ("西元", Era::Gregorian),
    ("公元", Era::Gregorian),
];

#[derive(Clone, Copy)]
enum Era {
    Roc,
    BeforeRoc,
    Gregorian,
}

impl Year {
    /// The Gregorian year `year`, if it is one of 1 to 9999.
    pub fn new(year: i32) -> Option<Year> {
        (1..=9999).contains(&year).then_some(Year(year))
    }

    /// The year that a bare number means, as in `year = 108` or `in.108`.
    ///
    /// A number from 1000 is a Gregorian year. A smaller one is a year of the Republic: always so in an archive that
    /// shows such years, up to 200 in a Gregorian one (where `476` stays the year 476).
    pub fn from_number(number: i64, calendar: Calendar) -> Option<Year> {
        let number = i32::try_from(number).ok()?;
        let last_roc = match calendar {
            Calendar::Roc => 999,
            Calendar::Gregorian => 200,
        };
        if number <= last_roc { Year::from_roc(number) } else { Year::new(number) }
    }

    /// The year that `text` means: `110`, `110年`, `110年度`, `民國110年`, `ROC 110`, `2021`, `西元2021年`, `民國前5年`, in
    /// full-width digits too and with spaces between the parts.
    ///
    /// Without an era, four digits are a Gregorian year whatever they say (`0476`), fewer are read as
    /// [`Year::from_number`] does.
    pub fn read(text: &str, calendar: Calendar) -> Option<Year> {
        let text = compact(text).to_ascii_uppercase();
        let text = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(&text);
        let era = ERAS.iter().find_map(|(name, era)| Some((*era, text.strip_prefix(name)?)));
        let digits = era.map_or(text, |(_, digits)| digits);
        if digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: i32 = digits.parse().ok()?;
        match era {
            Some((Era::Roc, _)) => Year::from_roc(number),
            Some((Era::BeforeRoc, _)) if number > 0 => Year::new(BEFORE_ROC + 1 - number),
            Some((Era::BeforeRoc, _)) => None,
            Some((Era::Gregorian, _)) => Year::new(number),
            None if digits.len() == 4 => Year::new(number),
            None => Year::from_number(number.into(), calendar),
        }
    }

    /// The Gregorian year.
    pub fn gregorian(self) -> i32 {
        self.0
    }

    /// The year of the Republic, 1 to 999; `None` before 1912, and from 2911 on, where its number would read as a
    /// Gregorian year.
    pub fn roc(self) -> Option<i32> {
        Some(self.0 - BEFORE_ROC).filter(|roc| (1..=999).contains(roc))
    }

    /// The year as `calendar` counts it, such that [`Year::read`] reads it back: `110`, or `2021` in four digits. In
    /// the calendar of the Republic 1911 is `民國前1`, and a year from 2911 on is shown as the Gregorian one.
    pub fn show(self, calendar: Calendar) -> String {
        match (calendar, self.roc()) {
            (Calendar::Roc, Some(roc)) => roc.to_string(),
            (Calendar::Roc, None) if self.0 <= BEFORE_ROC => format!("民國前{}", BEFORE_ROC + 1 - self.0),
            _ => format!("{:04}", self.0),
        }
    }

    fn from_roc(number: i32) -> Option<Year> {
        (1..=999).contains(&number).then_some(Year(number + BEFORE_ROC))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, calendar: Calendar, expected: Option<i32>) {
        assert_eq!(Year::read(text, calendar).map(Year::gregorian), expected, "{text:?} in {calendar:?}");
    }

    #[test]
    fn both_calendars_are_read_in_either() {
        for calendar in [Calendar::Roc, Calendar::Gregorian] {
            let texts = "\
                110 | 110年 | 110年度 | 民國110年 | 民國110年度 | 中華民國 110 年 | ROC 110 | roc110 | １１０年 \
                |  110  | 110 年 度 | 2021 | 2021年 | ２０２１ | 西元2021年 | 公元 2021";
            for text in texts.split(" | ") {
                check(text, calendar, Some(2021));
            }
        }
    }

    #[test]
    fn what_is_no_year_is_refused() {
        check("", Calendar::Roc, None);
        let texts = "\
            年 | 0 | 0000 | 民國 | 民國0年 | 民國前0 | 民國2021 | 1 10 | 20 21 | 12345 | 00110 | 110.5 | -5 \
            | +110 | 十 | 110年年 | 九九 | 110x | 110民國";
        for text in texts.split(" | ") {
            check(text, Calendar::Roc, None);
            check(text, Calendar::Gregorian, None);
        }
    }

    #[test]
    fn the_calendar_decides_only_between_two_hundred_and_a_thousand() {
        check("476", Calendar::Roc, Some(2387));
        check("476", Calendar::Gregorian, Some(476));
        check("0476", Calendar::Roc, Some(476));
        check("200", Calendar::Gregorian, Some(2111));
        check("201", Calendar::Gregorian, Some(201));
        check("999", Calendar::Roc, Some(2910));
        check("1000", Calendar::Roc, Some(1000));
        check("民國前5年", Calendar::Gregorian, Some(1907));
    }

    #[test]
    fn numbers_in_files() {
        for (number, roc, gregorian) in [
            (108, Some(2019), Some(2019)),
            (2019, Some(2019), Some(2019)),
            (300, Some(2211), Some(300)),
            (0, None, None),
            (-5, None, None),
            (10_000, None, None),
            (i64::MAX, None, None),
            (i64::MIN, None, None),
        ] {
            assert_eq!(Year::from_number(number, Calendar::Roc).map(Year::gregorian), roc);
            assert_eq!(Year::from_number(number, Calendar::Gregorian).map(Year::gregorian), gregorian);
        }
    }

    #[test]
    fn shown_by_the_calendar() {
        for (year, roc, gregorian) in [
            (2021, "110", "2021"),
            (1912, "1", "1912"),
            (1911, "民國前1", "1911"),
            (476, "民國前1436", "0476"),
            (2910, "999", "2910"),
            (2911, "2911", "2911"),
        ] {
            assert_eq!(Year(year).show(Calendar::Roc), roc);
            assert_eq!(Year(year).show(Calendar::Gregorian), gregorian);
        }
        assert_eq!(Calendar::from_name("roc"), Some(Calendar::Roc));
        assert_eq!(Calendar::from_name("Roc"), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(year in 1..=9999) {
            for calendar in [Calendar::Roc, Calendar::Gregorian] {
                prop_assert_eq!(Year::read(&Year(year).show(calendar), calendar), Some(Year(year)));
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            Year::read(&text, Calendar::Roc);
        }
    }
}
