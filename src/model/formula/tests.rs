//! Formulas by example, and against sums made without them.

use super::*;
use proptest::prelude::*;

fn parse(text: &str) -> Result<Formula, FormulaError> {
    Formula::parse(text, Calendar::Roc)
}

/// What a formula comes to where `a` is 60, `b.c` 44, `x-y/z` 3, and any other metric 1.
fn result(text: &str) -> Option<String> {
    let formula = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let value = |operand: &Operand| match operand.id.as_str() {
        "a" => 60,
        "b.c" => 44,
        "x-y/z" => 3,
        _ => 1,
    };
    let values: Vec<Between> =
        formula.operands().iter().map(|operand| Between::exactly(Figure::from(value(operand)))).collect();
    Some(formula.compute(&values)?.middle.show())
}

#[test]
fn formulas_and_what_they_come_to() {
    for (text, expected) in [
        ("35 + 15", "50"),
        ("340 × 570 × 5", "969,000"),
        ("1,102,950", "1,102,950"),
        ("1億2,660萬 + 581萬", "132,410,000"),
        ("969,000 ÷ 24000", "40.375"),
        ("2 + 3 × 4", "14"),
        ("(2 + 3) × 4", "20"),
        ("2 - 3 - 4", "-5"),
        ("24 / 4 / 3", "2"),
        ("24 ÷ (4 ÷ 2)", "12"),
        ("a - b.c", "16"),
        ("a − b.c", "16"),
        ("a−b.c", "16"),
        ("（a＋b.c）／２", "52"),
        ("x-y/z*2", "6"),
        ("-5 + 3", "-2"),
        ("3 - -5", "8"),
        ("-(a) + 60", "0"),
        ("2 × -3", "-6"),
        ("- - 3", "3"),
        ("3d + 1", "2"),
        ("a@108 + a@2021", "120"),
        ("40.5 × 2", "81"),
        ("１２", "12"),
    ] {
        assert_eq!(result(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(result("1 ÷ 0"), None);
    assert_eq!(result("79228162514264337593543950335 × 79228162514264337593543950335"), None);
}

#[test]
fn slips_and_their_places() {
    for (text, at, slip) in [
        ("", 0, Slip::Empty),
        ("  ", 2, Slip::Empty),
        ("35 +", 4, Slip::NoOperand),
        ("+ 35", 0, Slip::NoOperand),
        ("35 + × 2", 5, Slip::NoOperand),
        ("35 15", 3, Slip::NoSign),
        ("a (b)", 2, Slip::NoSign),
        ("(35 + 15", 0, Slip::Unclosed),
        ("2 × ((35)", 4, Slip::Unclosed),
        ("35 + 15)", 7, Slip::Unopened),
        ("()", 1, Slip::NoOperand),
        ("35-15", 0, Slip::Spaces),
        ("35 -15", 3, Slip::Spaces),
        ("35/15", 0, Slip::Spaces),
        ("--3", 0, Slip::Spaces),
        ("35 + 1,5", 5, Slip::Number),
        ("3..5", 0, Slip::Number),
        ("宿舍 + 1", 0, Slip::Unexpected('宿')),
        ("a + Bc", 4, Slip::Unexpected('B')),
        ("a@x", 0, Slip::Year),
        ("a@", 0, Slip::Year),
        ("a = b", 2, Slip::Unexpected('=')),
        ("5 %", 2, Slip::Unexpected('%')),
    ] {
        assert_eq!(parse(text), Err(FormulaError { at, slip }), "{text:?}");
    }
}

#[test]
fn what_metrics_are_named() {
    let formula = parse("opendata.datasets@108 + visits.cases × 2").unwrap();
    let named: Vec<(&str, Option<i32>)> =
        formula.operands().iter().map(|operand| (operand.id.as_str(), operand.year.map(Year::gregorian))).collect();
    assert_eq!(named, [("opendata.datasets", Some(2019)), ("visits.cases", None)]);
    assert_eq!(formula.tell(|operand| format!("[{}]", operand.id)), "[opendata.datasets] + [visits.cases] × 2");
    assert_eq!(formula.numbers().map(|figure| figure.to_string()).collect::<Vec<_>>(), ["2"]);
    let ids = ["a".to_string(), "b".to_string(), "c".to_string()];
    for (formula, text) in [
        (Formula::sum(&ids), "a + b + c"),
        (Formula::product(&ids), "a × b × c"),
        (Formula::difference("a", "b"), "a − b"),
        (Formula::ratio("a", "b", true), "a ÷ b × 100"),
        (Formula::ratio("a", "b", false), "a ÷ b"),
    ] {
        assert_eq!(formula.tell(|operand| operand.id.clone()), text);
        assert_eq!(parse(text).as_ref(), Ok(&formula), "a relation is the formula that says the same");
    }
}

#[test]
fn what_a_formula_gives() {
    for (text, value, approx, expected) in [
        ("35 + 15", "50", false, true),
        ("35 + 15", "50.00", false, true),
        ("35 + 15", "51", false, false),
        ("969000 ÷ 24000", "40", false, true),
        ("969000 ÷ 24000", "40.4", false, true),
        ("969000 ÷ 24000", "40.3", false, false),
        ("969000 ÷ 24000", "41", false, false),
        ("2 ÷ 3", "0.67", false, true),
        ("12.5 × 3.3", "41.25", false, true),
        ("12.5 × 3.3", "41.3", false, false),
        ("166000 + 104000", "270000", true, true),
        ("166000 + 108000", "270000", true, true),
        ("166000 + 108000", "270000", false, false),
        ("166000 + 120000", "270000", true, false),
    ] {
        let formula = parse(text).unwrap();
        let result = formula.compute(&[]).unwrap();
        let value = Figure::read_toml(value).unwrap();
        assert_eq!(formula.gives(result, value, approx), Some(expected), "{text} = {value}");
    }
}

#[test]
fn depth_exhausts_nothing() {
    for (open, close) in [("(", ")"), ("- ", ""), ("1 + (", ")")] {
        let text = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        assert!(parse(&text).unwrap().compute(&[]).is_some(), "{open}");
    }
    assert!(parse(&"(".repeat(200_000)).is_err());
    assert!(parse(&"1 + ".repeat(200_000)).is_err());
}

/// An expression as text, and what it comes to by integers alone.
fn sums() -> impl Strategy<Value = (String, i128)> {
    let leaf = (0..9_999_i64).prop_map(|n| (Figure::from(n).show(), i128::from(n)));
    leaf.prop_recursive(4, 24, 3, |inner| {
        (inner.clone(), inner, 0..4_u8).prop_map(|((left, a), (right, b), sign)| match sign {
            0 => (format!("({left} + {right})"), a + b),
            1 => (format!("({left} - {right})"), a - b),
            2 => (format!("({left}) × ({right})"), a.saturating_mul(b)),
            _ => (format!("-({left})"), -a),
        })
    })
}

proptest! {
    #[test]
    fn formulas_are_sums((text, expected) in sums()) {
        if let Some(result) = parse(&text).unwrap().compute(&[]) {
            prop_assert_eq!(Some(result.middle), Exact::new(expected, 1), "{}", text);
            prop_assert_eq!((result.low, result.high), (result.middle, result.middle));
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>(), pieces in proptest::collection::vec("[0-9a-c.,@/ ()+×÷−*-]{0,3}|億|（|－", 0..12)) {
        for text in [text, pieces.concat()] {
            match parse(&text) {
                Ok(formula) => {
                    let values = vec![Between::exactly(Figure::from(2)); formula.operands().len()];
                    if let Some(result) = formula.compute(&values) {
                        let _ = formula.gives(result, Figure::from(2), true);
                    }
                    prop_assert_eq!(formula.tell(|operand| text[operand.range.clone()].to_string()), text);
                }
                Err(error) => {
                    prop_assert!(error.at <= text.chars().count());
                    let told = format!("at character {} of", error.at + 1);
                    prop_assert!(error.to_string().starts_with(&told));
                }
            }
        }
    }
}
