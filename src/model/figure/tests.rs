//! Figures read, shown and computed.

use super::*;
use proptest::prelude::*;

fn figure(plain: &str) -> Figure {
    Figure(Decimal::from_str_exact(plain).unwrap())
}

#[track_caller]
fn check_toml(token: &str, expected: Option<&str>) {
    assert_eq!(Figure::read_toml(token).map(|f| f.to_string()).as_deref(), expected, "{token:?}");
}

#[test]
fn toml_tokens_keep_their_digits() {
    for (token, digits) in [
        ("60", "60"),
        ("+44", "44"),
        ("-17", "-17"),
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0.0"),
        ("96.41", "96.41"),
        ("1_234.50", "1234.50"),
        ("1_2_3.4_5", "123.45"),
        ("0xDEAD_beef", "3735928559"),
        ("0o755", "493"),
        ("0b1101", "13"),
        ("1e3", "1000"),
        ("1.5E+3", "1500"),
        ("1.50e1", "15.0"),
        ("6.626e-3", "0.006626"),
        ("1e06", "1000000"),
        ("9223372036854775807", "9223372036854775807"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
    ] {
        check_toml(token, Some(digits));
    }
}

#[test]
fn other_tokens_are_no_figures() {
    let texts = "\
        - | nan | inf | -inf | true | \"60\" | 2019-03-18 | 1__2 | _1 | 1_ | 1. | .5 \
        | 1._5 | 01 | -01.5 | --1 | 0x | -0x1 | 0xg | 1e | 1e+ | 1e5.5 | 1e999999999 \
        | 1e99999999999999999999 | 1e-29 | 79228162514264337593543950336 | １ | 1 2";
    check_toml("", None);
    for token in texts.split(" | ") {
        check_toml(token, None);
    }
}

#[test]
fn written_in_the_manner_of_the_old_token() {
    for (new, like, expected) in [
        ("44", None, Some("44")),
        ("44", Some("60"), Some("44")),
        ("1234567", Some("60"), Some("1234567")),
        ("1234567", Some("126_600_000"), Some("1_234_567")),
        ("-1234567.50", Some("1_000.5"), Some("-1_234_567.50")),
        ("126600000", Some("1_2345"), Some("1_2660_0000")),
        ("999", Some("1_000"), Some("999")),
        ("1234567", Some("1.000_5"), Some("1234567.0")),
        ("97", Some("96.41"), Some("97.0")),
        ("97", Some("1e3"), Some("97.0")),
        ("97", Some("0xE_FFFF"), Some("97")),
        ("97.5", Some("60"), Some("97.5")),
        ("1.50", Some("2.5"), Some("1.50")),
        ("12345", Some("\"A_B\""), Some("12345")),
        ("9223372036854775807", None, Some("9223372036854775807")),
        ("9223372036854775808", None, None),
        ("-9223372036854775809", Some("1"), None),
        ("79228162514264337593543950335", Some("1.0"), None),
        ("9223372036854775808", Some("1.0"), Some("9223372036854775808.0")),
    ] {
        assert_eq!(figure(new).to_toml(like).as_deref(), expected, "{new} over {like:?}");
    }
}

#[track_caller]
fn check_typed(text: &str, unit: &str, expected: &str) {
    assert_eq!(Figure::read_typed(text, unit).map(|f| f.to_string()).as_deref(), Ok(expected), "{text:?} {unit:?}");
    let chars: Vec<char> = text.chars().collect();
    for end in 0..=chars.len() {
        let prefix: String = chars[..end].iter().collect();
        assert!(Figure::is_prefix(&prefix, unit), "{prefix:?} of {text:?} {unit:?}");
    }
}

#[test]
fn what_people_type_is_read() {
    for (text, unit, digits) in [
        ("60", "間", "60"),
        (" 60 間 ", "間", "60"),
        ("772 車次", "車次", "772"),
        ("９６．４１％", "%", "96.41"),
        ("96.41", "%", "96.41"),
        ("96。41", "%", "96.41"),
        ("1,234.50", "", "1234.50"),
        ("１，２３４．５０", "", "1234.50"),
        ("1_234_567", "", "1234567"),
        ("1 234 567", "", "1234567"),
        ("1,102,950", "張", "1102950"),
        ("1,2345,6789", "", "123456789"),
        ("-5", "", "-5"),
        ("－５", "", "-5"),
        ("− 5", "", "-5"),
        ("–5", "", "-5"),
        ("+5", "", "5"),
        ("-0", "", "0"),
        (".5", "", "0.5"),
        ("007", "", "7"),
        ("1,396萬", "元", "13960000"),
        ("1,396萬元", "元", "13960000"),
        ("369.6萬元", "元", "3696000"),
        ("1億2,660萬", "元", "126600000"),
        ("1億,5500萬", "元", "155000000"),
        ("1 億, 5500 萬元", "元", "155000000"),
        ("5 億 8,513 萬 3,000 元", "元", "585133000"),
        ("3.5億", "元", "350000000"),
        ("1.27億", "元", "127000000"),
        ("2 萬 4,000", "張", "24000"),
        ("6萬9,047", "", "69047"),
        ("1.23456萬", "", "12345.6"),
        ("1億2,660.55萬", "元", "126605500"),
        ("1萬0.5元", "元", "10000.5"),
        ("3億5千萬", "元", "350000000"),
        ("3千5百萬", "元", "35000000"),
        ("2.5千萬", "元", "25000000"),
        ("5千", "", "5000"),
        ("2萬4千", "", "24000"),
        ("1兆2,345億", "元", "1234500000000"),
        ("1亿2万", "元", "100020000"),
        ("5千元", "千元", "5"),
        ("0", "", "0"),
        ("79228162514264337593543950335", "", "79228162514264337593543950335"),
    ] {
        check_typed(text, unit, digits);
    }
}

#[test]
fn nonsense_is_refused_with_its_place() {
    let unexpected = |found, at| FigureError::Unexpected { found, at };
    for (text, unit, error) in [
        ("", "元", FigureError::Empty),
        ("  ", "", FigureError::Empty),
        ("元", "元", FigureError::Empty),
        ("-", "", FigureError::Incomplete),
        ("1,", "", FigureError::Incomplete),
        ("1,2", "", FigureError::Incomplete),
        ("1234,567", "", FigureError::Incomplete),
        ("3.", "", FigureError::Incomplete),
        ("1億,", "", FigureError::Incomplete),
        ("1,,2", "", unexpected(',', 1)),
        (",5", "", unexpected(',', 0)),
        ("1，萬", "", unexpected('，', 1)),
        ("1.2.3", "", unexpected('.', 3)),
        ("1.234,5", "", unexpected(',', 5)),
        ("1.5 2", "", unexpected('2', 4)),
        ("--5", "", unexpected('-', 1)),
        ("5-", "", unexpected('-', 1)),
        ("12ab", "", unexpected('a', 2)),
        ("約5", "", unexpected('約', 0)),
        ("5%", "元", unexpected('%', 1)),
        ("１２ｘ", "", unexpected('ｘ', 2)),
        ("5 間", "元", unexpected('間', 2)),
        ("萬", "", unexpected('萬', 0)),
        ("5萬千", "", unexpected('千', 2)),
        ("1.5億2,000萬", "", unexpected('2', 4)),
        ("五", "", unexpected('五', 0)),
        ("特優", "", unexpected('特', 0)),
        ("1,23,456", "", FigureError::Grouping { at: 1 }),
        ("1,23萬", "", FigureError::Grouping { at: 1 }),
        ("12345,678", "", FigureError::Grouping { at: 5 }),
        ("1,234,5678", "", FigureError::Grouping { at: 1 }),
        ("1 2 3", "", FigureError::Grouping { at: 1 }),
        ("1億20000萬", "", FigureError::Order { at: 2 }),
        ("1億10000萬", "", FigureError::Order { at: 2 }),
        ("2萬12345", "", FigureError::Order { at: 2 }),
        ("2萬3億", "", FigureError::Order { at: 2 }),
        ("2百3千", "", FigureError::Order { at: 2 }),
        ("79228162514264337593543950336", "", FigureError::TooLarge),
        ("99999999999999999999兆", "", FigureError::TooLarge),
    ] {
        assert_eq!(Figure::read_typed(text, unit), Err(error.clone()), "{text:?} {unit:?}");
        let can_go_on = matches!(error, FigureError::Empty | FigureError::Incomplete);
        assert_eq!(Figure::is_prefix(text, unit), can_go_on, "{text:?} {unit:?}");
    }
    assert!(Figure::is_prefix("5 車", "車次"));
    assert!(!Figure::is_prefix("5 次", "車次"));
}

#[test]
fn an_error_says_what_and_where() {
    for (text, start) in [
        ("12ab", "'a' at character 3 does not belong to a number; write it as in "),
        ("1,23,456", "from character 2 on the digits are not in groups"),
        ("1億20000萬", "the part from character 3 on is not smaller"),
        ("1,", "the number is not complete"),
    ] {
        let error = Figure::read_typed(text, "").unwrap_err().to_string();
        assert!(error.starts_with(start), "{error}");
    }
}

#[test]
fn equal_by_value_shown_as_written() {
    assert_eq!(figure("1.50"), figure("1.5"));
    assert!(figure("-2") < figure("1.5"));
    for (plain, shown) in [
        ("1102950", "1,102,950"),
        ("96.41", "96.41"),
        ("-1234.50", "-1,234.50"),
        ("-123", "-123"),
        ("0.000", "0.000"),
        ("1234.5678", "1,234.5678"),
    ] {
        assert_eq!(figure(plain).show(), shown);
    }
}

#[test]
fn arithmetic_is_exact_or_nothing() {
    let shown = |figure: Option<Figure>| figure.map(|f| f.to_string());
    let is = |figure: Option<Figure>, expected: Option<&str>| assert_eq!(shown(figure).as_deref(), expected);
    is(figure("0.1").checked_add(figure("0.2")), Some("0.3"));
    is(figure("44").checked_sub(figure("60.50")), Some("-16.50"));
    is(figure("387").checked_mul(figure("2850")), Some("1102950"));
    is(figure("1.5").checked_mul(figure("1.50")), Some("2.250"));
    is(figure("79228162514264337593543950335").checked_add(figure("1")), None);
    is(figure("0.0000000000000000001").checked_mul(figure("0.0000000000000000001")), None);
    is(figure("2").checked_div(figure("3"), 2), Some("0.67"));
    is(figure("1").checked_div(figure("8"), 2), Some("0.13"));
    is(figure("-1").checked_div(figure("8"), 2), Some("-0.13"));
    is(figure("-1").checked_div(figure("-3"), 0), Some("0"));
    is(figure("1").checked_div(figure("0.00"), 2), None);
}

#[test]
fn percent_changes() {
    for (from, to, expected) in [
        ("60", "44", Some("-26.7")),
        ("4", "3", Some("-25.0")),
        ("19", "3", Some("-84.2")),
        ("-50", "-25", Some("50.0")),
        ("-50", "-75", Some("-50.0")),
        ("-1", "1", Some("200.0")),
        ("2000", "2001", Some("0.1")),
        ("2000", "1999", Some("-0.1")),
        ("3", "3.00", Some("0.0")),
        ("0", "5", None),
        ("0.00", "0", None),
    ] {
        let percent = Figure::percent_change(figure(from), figure(to));
        assert_eq!(percent.map(|f| f.to_string()).as_deref(), expected, "{from} to {to}");
    }
}

/// Any figure: up to 96 bits of digits, any count of decimals.
fn any_figure() -> impl Strategy<Value = Figure> {
    (0..=96_u32, any::<i128>(), 0..=28_u32).prop_map(|(bits, digits, decimals)| {
        let bound = 1_i128 << bits;
        Figure::new(digits % bound, decimals).unwrap()
    })
}

proptest! {
    #[test]
    fn what_is_shown_is_read_again(figure in any_figure()) {
        let again = Figure::read_typed(&figure.show(), "").unwrap();
        prop_assert_eq!(again, figure);
        prop_assert_eq!(again.to_string(), figure.to_string());
        prop_assert!(Figure::is_prefix(&figure.show(), ""));
    }

    #[test]
    fn what_is_usual_is_read_as_anything_is(token in "[-+]?[0-9]{0,20}([._][0-9]{0,4})?") {
        let (usual, any) = (token::read_usual(&token), token::read_any(&token));
        let digits = token.trim_start_matches('-');
        let is_usual = digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let expected = any.filter(|_| is_usual).map(|figure| (figure, figure.to_string()));
        prop_assert_eq!(usual.map(|figure| (figure, figure.to_string())), expected);
    }

    #[test]
    fn what_is_written_is_read_again(figure in any_figure(), like in prop::sample::select(vec!["1", "1_000", "1_0000", "1.5", "1_000.5"])) {
        let Some(token) = figure.to_toml(Some(like)) else {
            prop_assert!(figure.decimals() == 0 && i64::try_from(figure.0.mantissa()).is_err());
            return Ok(());
        };
        let again = Figure::read_toml(&token).unwrap();
        prop_assert_eq!(again, figure);
        if !like.contains('.') {
            prop_assert_eq!(again.to_string(), figure.to_string());
        }
    }

    #[test]
    fn no_text_panics_and_a_figure_s_prefixes_are_prefixes(text in "[-+0-9０-９,，._ 千萬億兆%元a]{0,12}", unit in "[元%千]?") {
        Figure::read_toml(&text);
        if Figure::read_typed(&text, &unit).is_ok() {
            for (end, _) in text.char_indices() {
                prop_assert!(Figure::is_prefix(&text[..end], &unit), "{:?}", &text[..end]);
            }
        }
    }
}

#[test]
fn whole_numbers() {
    for (plain, whole) in [
        ("0", Some(0)),
        ("-12", Some(-12)),
        ("100", Some(100)),
        ("12.00", Some(12)),
        ("12.50", None),
        ("79228162514264337593543950335", Some(79228162514264337593543950335)),
    ] {
        assert_eq!(figure(plain).whole(), whole, "{plain}");
    }
}
