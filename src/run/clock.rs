//! What day it is where the person sits.

use crate::model::date::Date;
use crate::model::year::Year;
use jiff::Zoned;

/// Today, in the time zone of `TZ`, else of the system; in UTC where neither can be read. None where the clock stands
/// before the year 1.
pub(super) fn today() -> Option<Date> {
    date(&Zoned::now())
}

fn date(now: &Zoned) -> Option<Date> {
    let small = |number: i8| u8::try_from(number).ok();
    Date::new(Year::new(now.year().into())?, small(now.month()), small(now.day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::When;

    #[test]
    fn the_day_is_that_of_the_zone() {
        for (now, day) in [
            ("2021-11-22T23:30:00+08:00[+08:00]", "2021-11-22"),
            ("2021-11-22T00:30:00+08:00[+08:00]", "2021-11-22"),
            ("2020-02-29T12:00:00+00:00[UTC]", "2020-02-29"),
        ] {
            let found = date(&now.parse().unwrap());
            assert_eq!(found.map(|date| When::at(date).to_iso()).as_deref(), Some(day));
        }
        assert_eq!(date(&"-000001-01-01T00:00:00+00:00[UTC]".parse().unwrap()), None);
    }
}
