//! Dates as a person types them: with either calendar's year, in several separators, ranges and half-told ends.
//!
//! A side of a range is up to three numbers, which fill neighbouring ones of the slots year, month, day. The marks 年, 月
//! and 日 say which; where a side has none, its last number is of the other side's kind, as in `18至20日` or
//! `108-03-18~19`. What the end of a range leaves out is taken from its start.

use super::Date;
use super::DateError;
use super::When;
use crate::model::width::compact;
use crate::model::width::narrow;
use crate::model::year::Calendar;
use crate::model::year::Year;

const YEAR: usize = 0;
const MONTH: usize = 1;
const DAY: usize = 2;

impl When {
    /// The date or range that `text` means: `2019-03-18`, `2019/3/18`, `108-03-18`, `108.3.18`, `1080318`, `20190318`,
    /// `108年3月18日`, `民國108年3月`, `108`; ranges with `~`, `至`, `到`, a dash between spaces, or as ISO 8601 has them;
    /// `108年3月18、19日` for dates that follow each other. A text without a year (`3/18`, `3月18日`) is of
    /// `this_year`, if there is one.
    ///
    /// A bare number of three digits or more is a year, a shorter one alone is refused (`99`; write `099` or `99年`).
    /// Two short ones are a month and a day if the first can be a month, else a month of a year (`99-03`).
    pub fn read(text: &str, calendar: Calendar, this_year: Option<Year>) -> Result<When, DateError> {
        let text = plain(text);
        if text.is_empty() {
            return Err(DateError::Empty);
        }
        let reader = Reader { calendar, this_year };
        if let Some((start, end)) = text.split_once('~').or_else(|| split_iso(&text)) {
            let (start, end) = reader.both(start, end)?;
            return When::range(start, end).ok_or(DateError::Backwards);
        }
        if let Some((first, second)) = text.split_once('、') {
            let (first, second) = reader.both(first, second)?;
            let follows = first.next() == Some(second);
            return When::range(first, second).filter(|_| follows).ok_or(DateError::Apart);
        }
        let numbers = split_numbers(&text)?;
        let slot = first_slot(&numbers)?.or_else(|| bare_slot(&numbers)).ok_or(DateError::Incomplete)?;
        reader.date(&numbers, slot, None).map(When::at)
    }
}

/// The text narrowed and without spaces, with `~` for whatever joins a range.
fn plain(text: &str) -> String {
    let narrow: String = text.trim().chars().map(narrow).collect();
    let mut plain = compact(&narrow.replace(" - ", "~"));
    // With 年, 月 or 日 to part the numbers, a dash is free to join a range: 110年1-12月.
    if plain.contains(['年', '月', '日']) {
        plain = plain.replace('-', "~");
    }
    plain.replace(['至', '到', '–', '—'], "~")
}

/// The sides of an ISO range: a `/` where the numbers are parted by something else, or between two years.
fn split_iso(text: &str) -> Option<(&str, &str)> {
    let (start, end) = text.split_once('/')?;
    let years = start.len() == 4 && end.len() == 4;
    (!end.contains('/') && (years || text.contains(['-', '.', '年', '月', '日']))).then_some((start, end))
}

/// A number, and the slot that its mark names.
struct Number {
    text: String,
    slot: Option<usize>,
}

/// The numbers of one side, one to three; 1080318 is three.
fn split_numbers(side: &str) -> Result<Vec<Number>, DateError> {
    let mut numbers = Vec::new();
    let mut text = String::new();
    let mut open = true;
    for c in side.chars() {
        let slot = match c {
            '年' => Some(YEAR),
            '月' => Some(MONTH),
            '日' | '號' | '号' => Some(DAY),
            '-' | '/' | '.' => None,
            _ => {
                text.push(c);
                open = true;
                continue;
            }
        };
        numbers.push(Number { text: std::mem::take(&mut text), slot });
        open = slot.is_none();
    }
    // Behind 年, 月 or 日 the side may end; behind a separator a number has to follow.
    if open {
        numbers.push(Number { text, slot: None });
    }
    match numbers.iter().position(|number| number.text.is_empty()) {
        Some(empty) if empty + 1 == numbers.len() => return Err(DateError::Incomplete),
        None if numbers.len() <= 3 => {}
        _ => return Err(DateError::Unread(side.to_string())),
    }
    match &numbers[..] {
        [Number { text, slot: None }] if is_number(text) && matches!(text.len(), 7 | 8) => {
            // All digits, so every byte is a character.
            let (year, rest) = text.split_at(text.len() - 4);
            let (month, day) = rest.split_at(2);
            Ok([year, month, day].map(|text| Number { text: text.to_string(), slot: None }).into())
        }
        _ => Ok(numbers),
    }
}

/// The slot of the first number, where the numbers say it themselves: by a mark, by being three, or by a first one
/// that can only be a year.
fn first_slot(numbers: &[Number]) -> Result<Option<usize>, DateError> {
    let mut first = None;
    for (index, number) in numbers.iter().enumerate() {
        let Some(slot) = number.slot else { continue };
        match slot.checked_sub(index) {
            Some(start) if first.is_none_or(|first| first == start) => first = Some(start),
            _ => return Err(DateError::Unread(number.text.clone())),
        }
    }
    match first {
        Some(first) if first + numbers.len() > 3 => Err(DateError::Unread(numbers[numbers.len() - 1].text.clone())),
        Some(first) => Ok(Some(first)),
        None if numbers.len() == 3 || !is_short_number(&numbers[0].text) => Ok(Some(YEAR)),
        None => Ok(None),
    }
}

struct Reader {
    calendar: Calendar,
    this_year: Option<Year>,
}

impl Reader {
    fn both(&self, start: &str, end: &str) -> Result<(Date, Date), DateError> {
        let (starts, ends) = (split_numbers(start)?, split_numbers(end)?);
        let ends_at = first_slot(&ends)?;
        let marked = ends.iter().any(|number| number.slot.is_some());
        // 18至20日: the start is of the kind that the end's mark names.
        let like_end = ends_at.filter(|_| marked).map(|slot| (slot + ends.len()).saturating_sub(starts.len()));
        let start_slot = first_slot(&starts)?.or(like_end).or_else(|| bare_slot(&starts));
        let start_slot = start_slot.ok_or(DateError::Incomplete)?;
        let start = self.date(&starts, start_slot, None)?;
        let end_slot = ends_at.unwrap_or_else(|| start.precision().saturating_sub(ends.len()));
        let end = self.date(&ends, end_slot, Some(start))?;
        Ok((start, end))
    }

    /// The date whose first number fills `slot`; what stands before that is as in `like`, or of this year.
    fn date(&self, numbers: &[Number], slot: usize, like: Option<Date>) -> Result<Date, DateError> {
        let number = |wanted: usize| Some(numbers.get(wanted.checked_sub(slot)?)?.text.as_str());
        let year = match number(YEAR) {
            Some(text) => Year::read(text, self.calendar).ok_or_else(|| DateError::Unread(text.to_string()))?,
            None => like.map(Date::year).or(self.this_year).ok_or(DateError::Incomplete)?,
        };
        let month = match (number(MONTH), number(DAY)) {
            (None, None) => return Ok(Date { year, month: None, day: None }),
            (None, Some(_)) => like.and_then(Date::month).ok_or(DateError::Incomplete)?,
            (Some(text), _) => {
                let month = small_number(text)?.filter(|month| (1..=12).contains(month));
                month.ok_or_else(|| DateError::Month(text.to_string()))?
            }
        };
        let Some(text) = number(DAY) else {
            return Ok(Date { year, month: Some(month), day: None });
        };
        let day = small_number(text)?.and_then(|day| Date::new(year, Some(month), Some(day)));
        day.ok_or_else(|| DateError::Day { year, month, day: text.to_string() })
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The slot of the first of two short numbers; one alone could be anything.
fn bare_slot(numbers: &[Number]) -> Option<usize> {
    let could_be_month = numbers[0].text.parse::<u8>().is_ok_and(|number| number <= 12);
    (numbers.len() == 2).then_some(if could_be_month { MONTH } else { YEAR })
}

/// Whether the number could be a month or a day; a longer one, or one with an era, is a year.
fn is_short_number(text: &str) -> bool {
    is_number(text) && text.len() <= 2
}

/// The number in `text`; `None` where it is too large to be a month or a day, an error where it is no number.
fn small_number(text: &str) -> Result<Option<u8>, DateError> {
    if is_number(text) { Ok(text.parse().ok()) } else { Err(DateError::Unread(text.to_string())) }
}
