//! Dates read and shown in both calendars.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, iso: &str) {
    let read = When::read(text, Calendar::Roc, Year::new(2019));
    assert_eq!(read.map(When::to_iso).as_deref(), Ok(iso), "{text:?}");
}

#[test]
fn what_people_type_is_read() {
    for (texts, iso) in [
        (
            "2019-03-18 | 2019/3/18 | 2019.03.18 | 20190318 | 2019年3月18日 | 108-03-18 | 108-3-18 | 108/3/18 | 108.3.18 \
             | 1080318 | 108年3月18日 | 108年03月18號 | 108 年 3 月 18 日 | 民國108年3月18日 | 中華民國108年3月18日 | １０８／３／１８ \
             | ROC 108/3/18 | 3月18日 | 3/18 | 03-18 | 108年3月18 | 108/3/18日",
            "2019-03-18",
        ),
        ("2019-03 | 2019/3 | 108-03 | 108/3 | 108年3月 | 3月 | 2019年3月 | 民國108年3月 | 108.03", "2019-03"),
        ("12/3 | 12月3日", "2019-12-03"),
        ("2019 | 108 | 108年 | 民國108年 | 西元2019年", "2019"),
        (
            "2019-03-18/2019-03-19 | 2019-03-18/19 | 108-03-18/19 | 108-03-18~19 | 108-03-18 ~ 108-03-19 | 108/3/18~3/19 \
             | 108/3/18 - 19 | 108年3月18、19日 | 108年3月18日、19日 | 108年3月18至19日 | 108年3月18日至3月19日 | 108年3月18日到19日 \
             | 108年3月18-19日 | 1080318~1080319 | 3/18~19 | 3月18、19日 | 108-03-18–19 | 108.3.18~108.3.19 | 108年3月18日／19日",
            "2019-03-18/2019-03-19",
        ),
        ("108年7月30日至8月1日 | 108-07-30~08-01 | 2019-07-30/08-01", "2019-07-30/2019-08-01"),
        ("108年3月1日至110年2月28日 | 108-03-01~110-02-28", "2019-03-01/2021-02-28"),
        ("108年8至10月 | 108-08~10 | 8~10月 | 2019-08/10 | 108年8月至10月", "2019-08/2019-10"),
        ("108年10月、11月 | 10、11月", "2019-10/2019-11"),
        ("110 年 1-12 月", "2021-01/2021-12"),
        ("108~110 | 108年至110年 | 108至110年 | 2019/2021", "2019/2021"),
        ("民國39年至43年", "1950/1954"),
        ("99-03 | 099-03 | 99年3月 | 2010-03", "2010-03"),
        ("108-12-31、109-01-01 | 108年12月31日、109年1月1日", "2019-12-31/2020-01-01"),
        ("108-03-18~110", "2019-03-18/2021"),
        ("108~110-03", "2019/2021-03"),
        ("108-03~108-05-02", "2019-03/2019-05-02"),
        ("109-02-29", "2020-02-29"),
    ] {
        for text in texts.split(" | ") {
            check(text, iso);
        }
    }
}

#[test]
fn what_is_no_date_is_refused_with_a_reason() {
    let day = |year, month, day: &str| DateError::Day { year: Year::new(year).unwrap(), month, day: day.into() };
    let unread = |part: &str| DateError::Unread(part.into());
    for (text, error) in [
        ("", DateError::Empty),
        ("  ", DateError::Empty),
        ("108-13-01", DateError::Month("13".into())),
        ("2019/20", DateError::Month("20".into())),
        ("108-00", DateError::Month("00".into())),
        ("108-1000-1", DateError::Month("1000".into())),
        ("108-02-29", day(2019, 2, "29")),
        ("108-04-31", day(2019, 4, "31")),
        ("108-04-999", day(2019, 4, "999")),
        ("1900-02-29", day(1900, 2, "29")),
        ("108-03-18~32", day(2019, 3, "32")),
        ("108-03-19~18", DateError::Backwards),
        ("110~108", DateError::Backwards),
        ("108年6月21日、26日", DateError::Apart),
        ("6、12月", DateError::Apart),
        ("108-03-19、18", DateError::Apart),
        ("18日", DateError::Incomplete),
        ("18~19日", DateError::Incomplete),
        ("108-03-", DateError::Incomplete),
        ("108--03", unread("108--03")),
        ("-", unread("-")),
        ("年", DateError::Incomplete),
        ("1-2-3-4", unread("1-2-3-4")),
        ("108-3x-1", unread("3x")),
        ("明天", unread("明天")),
        ("18日3月", unread("3")),
        ("108-03-18~19~20", unread("19~20")),
        ("108年3月18日1", unread("108年3月18日1")),
        ("0-3-18", unread("0")),
        ("20 19", unread("20 19")),
        ("108-03-18T08:00", unread("18T08:00")),
        ("~", DateError::Incomplete),
        ("108-03-18~", DateError::Incomplete),
        ("99", DateError::Incomplete),
        ("5~7", DateError::Incomplete),
    ] {
        assert_eq!(When::read(text, Calendar::Roc, Year::new(2019)), Err(error), "{text:?}");
    }
    assert_eq!(When::read("3月18日", Calendar::Roc, None), Err(DateError::Incomplete));
    assert_eq!(When::read("108-03", Calendar::Gregorian, None).map(When::to_iso).as_deref(), Ok("2019-03"));
}

#[test]
fn iso_is_strict() {
    for (text, iso) in [
        ("2019-03-18", Some("2019-03-18")),
        ("2020-02-29", Some("2020-02-29")),
        ("2000-02-29", Some("2000-02-29")),
        ("2019-03", Some("2019-03")),
        ("2019", Some("2019")),
        ("0001-01-01", Some("0001-01-01")),
        ("2019-03-18/2019-03-19", Some("2019-03-18/2019-03-19")),
        ("2019-03-18/19", Some("2019-03-18/2019-03-19")),
        ("2019-03-18/04-02", Some("2019-03-18/2019-04-02")),
        ("2019-03/05", Some("2019-03/2019-05")),
        ("2019/2021", Some("2019/2021")),
        ("2019-03/2019-03-05", Some("2019-03/2019-03-05")),
        ("2019-03-18/2019-03-18", Some("2019-03-18")),
    ] {
        assert_eq!(When::read_iso(text).map(When::to_iso).as_deref(), iso, "{text:?}");
    }
    let texts = "2019-3-18 | 2019-02-29 | 1900-02-29 | 2019-13 | 2019-00 | 2019-01-00 | 0000 | 108 | 20190318 | 2019-03-18/ \
        | /2019 | 2019/20 | 2019-03-18/3 | 2019-03-19/18 | 2019-03-18/19/20 | 2019-03-18-01 | ２０１９ | 2019-０３ | +2019 | 2019-+3 \
        |  2019 | 2019-03-18T08:00 | 2019-03-1é | 2019/é";
    assert_eq!(When::read_iso(""), None);
    for text in texts.split(" | ") {
        assert_eq!(When::read_iso(text), None, "{text:?}");
    }
}

#[test]
fn shown_by_the_calendar() {
    for (iso, roc, gregorian) in [
        ("2019-03-18", "108-03-18", "2019-03-18"),
        ("2019-03", "108-03", "2019-03"),
        ("2010-03", "099-03", "2010-03"),
        ("2019", "108", "2019"),
        ("1911-10-10", "1911-10-10", "1911-10-10"),
        ("2019-03-18/19", "108-03-18~19", "2019-03-18~19"),
        ("2019-07-30/08-01", "108-07-30~08-01", "2019-07-30~08-01"),
        ("2019-08/10", "108-08~10", "2019-08~10"),
        ("2019/2021", "108~110", "2019~2021"),
        ("2019-03-01/2021-02-28", "108-03-01~110-02-28", "2019-03-01~2021-02-28"),
        ("2019-03-18/2019-04", "108-03-18~108-04", "2019-03-18~2019-04"),
    ] {
        let when = When::read_iso(iso).unwrap();
        assert_eq!(when.show(Calendar::Roc), roc);
        assert_eq!(when.show(Calendar::Gregorian), gregorian);
    }
}

#[test]
fn overlapping() {
    for (left, right, expected) in [
        ("2019-03-18", "2019-03", true),
        ("2019-03-18", "2019", true),
        ("2019-03-18", "2019-03-19", false),
        ("2019-03-18/20", "2019-03-20/22", true),
        ("2019-02-28/2019-03-01", "2019-03", true),
        ("2018", "2019-01-01", false),
    ] {
        let (left, right) = (When::read_iso(left).unwrap(), When::read_iso(right).unwrap());
        assert_eq!((left.overlaps(right), right.overlaps(left)), (expected, expected));
    }
}

fn any_date() -> impl Strategy<Value = Date> {
    let year = prop_oneof![1..=9999_i32, 1905..=1925_i32, 2000..=2030_i32];
    (year, prop::option::of(1..=12_u8), prop::option::of(1..=31_u8))
        .prop_filter_map("no such date", |(year, month, day)| Date::new(Year::new(year)?, month, day))
}

fn any_when() -> impl Strategy<Value = When> {
    let near = (any_date(), 0..800_usize).prop_filter_map("the end of time", |(start, steps)| {
        let end = std::iter::successors(Some(start), |date| date.next()).nth(steps % 50)?;
        When::range(start, end)
    });
    let far = (any_date(), any_date()).prop_filter_map("backwards", |(start, end)| When::range(start, end));
    prop_oneof![any_date().prop_map(When::at), near, far]
}

proptest! {
    #[test]
    fn what_is_written_and_shown_is_read_again(when in any_when()) {
        prop_assert_eq!(When::read_iso(&when.to_iso()), Some(when));
        for calendar in [Calendar::Roc, Calendar::Gregorian] {
            prop_assert_eq!(When::read(&when.to_iso(), calendar, None), Ok(when));
            let shown = when.show(calendar);
            prop_assert_eq!(When::read(&shown, calendar, None), Ok(when), "{}", shown);
        }
    }

    #[test]
    fn the_next_date_follows_directly(date in any_date()) {
        let Some(next) = date.next() else { return Ok(()) };
        prop_assert_eq!(date.precision(), next.precision());
        prop_assert!(date < next && Date::new(next.year, next.month, next.day) == Some(next));
        prop_assert_eq!(date.last_day().next(), Some(next.first_day()));
    }

    #[test]
    fn no_text_panics(text in "[-0-9０-９年月日至~、/. 民國é]{0,12}") {
        let _ = When::read(&text, Calendar::Roc, None);
        let _ = When::read_iso(&text);
    }
}
