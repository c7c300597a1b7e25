//! When something was: a day, a month or a year, or a range of these, as ISO 8601 writes them and as people do.

mod typed;

#[cfg(test)]
mod tests;

use crate::model::year::Calendar;
use crate::model::year::Year;
use std::fmt;

/// A date to the day, to the month or to the year: `2019-03-18`, `2019-03`, `2019`. Only dates that exist.
///
/// In order of time; a year stands before its months, and a month before its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: Year,
    month: Option<u8>,
    day: Option<u8>,
}

/// One date, or all the time from one date to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    start: Date,
    /// A range's last date, which ends no earlier than `start` begins and is not `start` itself.
    end: Option<Date>,
}

/// Why a typed text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Nothing was typed.
    Empty,
    /// This part of the text is no number, no year, or one number too many.
    Unread(String),
    /// Something is missing: the other end of a range, a number behind a separator, or the year or month that a date
    /// belongs to, as in `3月18日` where no year is known.
    Incomplete,
    /// There is no such month.
    Month(String),
    /// That month of that year has no such day.
    Day {
        /// The year.
        year: Year,
        /// Its month.
        month: u8,
        /// The day it does not have.
        day: String,
    },
    /// The range ends before it starts.
    Backwards,
    /// Dates joined with `、` that do not follow each other: they are two dates, not a range.
    Apart,
}

impl Date {
    /// The date to the precision that is given, if there is such a date. A day needs its month.
    pub fn new(year: Year, month: Option<u8>, day: Option<u8>) -> Option<Date> {
        let exists = match (month, day) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
        };
        exists.then_some(Date { year, month, day })
    }

    /// One date as ISO 8601 writes it: `2019-03-18`, `2019-03` or `2019`.
    pub fn read_iso(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| match parts.next() {
            Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse::<u16>().ok().map(Some)
            }
            Some(_) => None,
            None => Some(None),
        };
        let (year, month, day) = (number(4)??, number(2)?, number(2)?);
        if parts.next().is_some() {
            return None;
        }
        let small = |number: Option<u16>| number.map(u8::try_from).transpose().ok();
        Date::new(Year::new(year.into())?, small(month)?, small(day)?)
    }

    /// The year.
    pub fn year(self) -> Year {
        self.year
    }

    /// The month, 1 to 12, unless the date is only a year.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, if the date is one day.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The first day of this year, month or day.
    pub fn first_day(self) -> Date {
        Date { month: self.month.or(Some(1)), day: self.day.or(Some(1)), ..self }
    }

    /// The last day of this year, month or day.
    pub fn last_day(self) -> Date {
        let month = self.month.unwrap_or(12);
        Date { month: Some(month), day: self.day.or(Some(days_in(self.year, month))), ..self }
    }

    /// The day, month or year that follows; `None` after the year 9999.
    pub fn next(self) -> Option<Date> {
        let Date { year, month, day } = self;
        if let (Some(month), Some(day)) = (month, day)
            && day < days_in(year, month)
        {
            return Some(Date { day: Some(day + 1), ..self });
        }
        let first = day.map(|_| 1);
        match month {
            Some(month) if month < 12 => Some(Date { year, month: Some(month + 1), day: first }),
            _ => Some(Date { year: Year::new(year.gregorian() + 1)?, month: month.map(|_| 1), day: first }),
        }
    }

    /// How many of year, month and day are given: 1, 2 or 3.
    fn precision(self) -> usize {
        1 + usize::from(self.month.is_some()) + usize::from(self.day.is_some())
    }

    /// The digits of year, month and day, as many as there are. A year of the Republic has three, so that it cannot be
    /// taken for a month; one that the calendar cannot count is shown as a Gregorian one.
    fn digits(self, calendar: Calendar) -> Vec<String> {
        let year = match (calendar, self.year.roc()) {
            (Calendar::Roc, Some(roc)) => format!("{roc:03}"),
            _ => format!("{:04}", self.year.gregorian()),
        };
        let rest = [self.month, self.day].into_iter().flatten().map(|number| format!("{number:02}"));
        std::iter::once(year).chain(rest).collect()
    }
}

impl When {
    /// One date.
    pub fn at(date: Date) -> When {
        When { start: date, end: None }
    }

    /// All the time from `start` to the end of `end`; the one date if they are the same. `None` if `end` is over
    /// before `start` begins.
    pub fn range(start: Date, end: Date) -> Option<When> {
        let in_order = start.first_day() <= end.last_day();
        in_order.then_some(When { start, end: Some(end).filter(|end| *end != start) })
    }

    /// The value of a record's `when`: `2019-03-18`, `2019-03`, `2019`, or two of them joined with `/`, where the
    /// second may leave out what it shares with the first, `2019-03-18/19`.
    pub fn read_iso(text: &str) -> Option<When> {
        let Some((start, end)) = text.split_once('/') else {
            return Date::read_iso(text).map(When::at);
        };
        let completed = || {
            let shared = start.get(..start.len().checked_sub(end.len())?)?;
            Date::read_iso(&format!("{}{end}", shared.strip_suffix('-').map(|_| shared)?))
        };
        When::range(Date::read_iso(start)?, Date::read_iso(end).or_else(completed)?)
    }

    /// As a record holds it; [`When::read_iso`] reads it back.
    pub fn to_iso(self) -> String {
        let iso = |date: Date| date.digits(Calendar::Gregorian).join("-");
        match self.end {
            Some(end) => format!("{}/{}", iso(self.start), iso(end)),
            None => iso(self.start),
        }
    }

    /// As a person reads it in `calendar`: `108-03-18`, `108-03-18~19`, `108-07-30~08-01`, `108-08~10`, `108~110`; the
    /// end of a range leaves out what it shares with the start. [`When::read`] reads it back.
    pub fn show(self, calendar: Calendar) -> String {
        let start = self.start.digits(calendar);
        let Some(end) = self.end.map(|end| end.digits(calendar)) else {
            return start.join("-");
        };
        let shared = if start.len() == end.len() {
            start.iter().zip(&end).take_while(|(start, end)| start == end).count()
        } else {
            0
        };
        format!("{}~{}", start.join("-"), end[shared..].join("-"))
    }

    /// The date, or the first one of the range.
    pub fn start(self) -> Date {
        self.start
    }

    /// The date, or the last one of the range.
    pub fn end(self) -> Date {
        self.end.unwrap_or(self.start)
    }

    /// Whether some day belongs to both: 2019-03-18 and 2019-03 do, so a search for the month finds the day.
    pub fn overlaps(self, other: When) -> bool {
        self.start().first_day() <= other.end().last_day() && other.start().first_day() <= self.end().last_day()
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Empty => f.write_str("no date was typed")?,
            DateError::Unread(part) => write!(f, "{part:?} is no part of a date")?,
            DateError::Incomplete => f.write_str("the date is not complete")?,
            DateError::Month(month) => write!(f, "there is no month {month:?}")?,
            DateError::Day { year, month, day } => {
                write!(f, "{:04}-{month:02} has no day {day:?}", year.gregorian())?;
            }
            DateError::Backwards => f.write_str("the range ends before it starts")?,
            DateError::Apart => f.write_str("these are two dates, not a range: write each on its own")?,
        }
        f.write_str("; write it as in 108-03-18, 2019-03-18, 108年3月18日 or 108-03-18~19")
    }
}

/// How many days the month has, in the Gregorian calendar at all times as ISO 8601 has it; 0 if there is no such month.
fn days_in(year: Year, month: u8) -> u8 {
    let year = year.gregorian();
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}
