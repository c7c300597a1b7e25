//! A figure with its unit as the screen shows it: `60 間`, `96.41 %`, `12,660 萬元`.

use crate::model::figure::Figure;

/// The unit that money is stored in, and the only one that is shown by 萬 and 億.
/// The unit that money is counted in: [`show`] may move it to thousands and more.
pub const MONEY: &str = "元";

/// The larger units of money, largest first: name, value, and the most decimals that still read well in it.
const MONEY_UNITS: &[(&str, i64, u32)] = &[("億元", 100_000_000, 3), ("萬元", 10_000, 1)];

/// The figure with its unit behind it, or alone where `unit` is empty; what is shown reads back as the same number.
///
/// Money moves to 億 or 萬 only as far as a clerk would write it so, and never loses a digit: 億 with up to three
/// decimals (126,600,000 is `1.266 億元`), else 萬 with up to one (3,696,000 is `369.6 萬元`, 113,283,000 is `11,328.3
/// 萬元`), else plain 元 (`62,290 元`, rather than 6.229 萬).
pub fn show(figure: Figure, unit: &str) -> String {
    match unit {
        "" => figure.show(),
        MONEY => show_money(figure),
        _ => format!("{} {unit}", figure.show()),
    }
}

/// How many ones a unit counts in that begins with a number word: 10,000 for 萬元, 1,000 for 千人; none for any other.
pub fn worth(unit: &str) -> Option<Figure> {
    let worth = WORTHS.iter().find(|(name, _)| unit.starts_with(name)).map(|(_, worth)| *worth);
    worth.map(Figure::from)
}

/// The longer before what it begins with. Not 百: 百分點 counts no hundreds.
const WORTHS: &[(&str, i64)] = &[
    ("千萬", 10_000_000),
    ("百萬", 1_000_000),
    ("千", 1_000),
    ("仟", 1_000),
    ("萬", 10_000),
    ("億", 100_000_000),
    ("兆", 1_000_000_000_000),
];

/// A unit that several figures are shown in together, so that their digits can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// What stands over the figures; empty for bare numbers.
    pub name: String,
    /// One of it, in the unit that the figures are kept in.
    worth: Figure,
}

/// The unit to show these figures in together. Money moves to 億 or 萬 where each of the figures may, and the largest is
/// as much: 0, 50,000,000 and 126,600,000 元 are 0, 0.5 and 1.266 億元; with 62,290 beside them all are told in 元.
pub fn shared(figures: &[Figure], unit: &str) -> Shared {
    let fits = |value: Figure, decimals: u32| {
        let is_exact = |figure: &Figure| {
            figure.checked_div(value, decimals).and_then(|amount| amount.checked_mul(value)) == Some(*figure)
        };
        figures.iter().all(is_exact) && figures.iter().any(|figure| figure.abs() >= value)
    };
    let larger = MONEY_UNITS.iter().map(|(name, value, decimals)| (*name, Figure::from(*value), *decimals));
    let larger = larger.filter(|_| unit == MONEY).find(|(_, value, decimals)| fits(*value, *decimals));
    let (name, worth) = larger.map_or((unit, Figure::from(1)), |(name, value, _)| (name, value));
    Shared { name: name.to_string(), worth }
}

impl Shared {
    /// A figure as so many of the unit; none where that would lose a digit.
    pub fn show(&self, figure: Figure) -> Option<String> {
        if self.worth == Figure::from(1) {
            return Some(figure.show());
        }
        let amount = figure.checked_div(self.worth, MOST_DECIMALS)?;
        (amount.checked_mul(self.worth) == Some(figure)).then(|| amount.shortest().show())
    }
}

/// As many decimals as 億 takes to tell a single 元.
const MOST_DECIMALS: u32 = 8;

fn show_money(yuan: Figure) -> String {
    let fitting = MONEY_UNITS.iter().find_map(|(name, value, decimals)| {
        let value = Figure::from(*value);
        let amount = yuan.checked_div(value, *decimals)?;
        let is_exact = amount.checked_mul(value) == Some(yuan);
        (is_exact && yuan.abs() >= value).then(|| format!("{} {name}", amount.shortest().show()))
    });
    fitting.unwrap_or_else(|| format!("{} {MONEY}", yuan.show()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shown_as_a_clerk_writes_it() {
        for (number, unit, expected) in [
            ("60", "間", "60 間"),
            ("96.41", "%", "96.41 %"),
            ("1102950", "張", "1,102,950 張"),
            ("1.50", "", "1.50"),
            ("0", "元", "0 元"),
            ("9999", "元", "9,999 元"),
            ("10000", "元", "1 萬元"),
            ("62290", "元", "62,290 元"),
            ("307600", "元", "307,600 元"),
            ("166000", "元", "16.6 萬元"),
            ("3696000", "元", "369.6 萬元"),
            ("77464000", "元", "7,746.4 萬元"),
            ("13960000", "元", "1,396 萬元"),
            ("100000000", "元", "1 億元"),
            ("126600000", "元", "1.266 億元"),
            ("155000000", "元", "1.55 億元"),
            ("113283000", "元", "11,328.3 萬元"),
            ("113283001", "元", "113,283,001 元"),
            ("113283000.5", "元", "113,283,000.5 元"),
            ("10000.00", "元", "1 萬元"),
            ("-166000", "元", "-16.6 萬元"),
            ("1234500000000", "元", "12,345 億元"),
            ("79228162514264337593543950335", "元", "79,228,162,514,264,337,593,543,950,335 元"),
        ] {
            let figure = Figure::read_toml(number).unwrap();
            assert_eq!(show(figure, unit), expected);
        }
    }

    #[test]
    fn units_that_count_in_thousands() {
        for (unit, expected) in [("萬元", 10_000), ("千元", 1_000), ("百萬元", 1_000_000), ("億元", 100_000_000)]
        {
            assert_eq!(worth(unit), Some(Figure::from(expected)), "{unit}");
        }
        for unit in ["元", "", "百分點", "%", "人", "件"] {
            assert_eq!(worth(unit), None, "{unit}");
        }
    }

    #[test]
    fn several_in_one_unit() {
        for (numbers, unit, name, expected) in [
            ("0 20 60", "間", "間", "0 20 60"),
            ("0.0 0.5", "%", "%", "0.0 0.5"),
            ("0 50000000 126600000", "元", "億元", "0 0.5 1.266"),
            ("0 5000000 3696000", "元", "萬元", "0 500 369.6"),
            ("62290 100000000", "元", "元", "62,290 100,000,000"),
            ("0 9999", "元", "元", "0 9,999"),
            ("-166000 0", "元", "萬元", "-16.6 0"),
            ("100000000", "", "", "100,000,000"),
            ("", "元", "元", ""),
        ] {
            let figures: Vec<Figure> = numbers.split_whitespace().filter_map(Figure::read_toml).collect();
            let shared = shared(&figures, unit);
            let shown: Vec<String> = figures.iter().filter_map(|figure| shared.show(*figure)).collect();
            assert_eq!((shared.name.as_str(), shown.join(" ").as_str()), (name, expected), "{numbers} {unit}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(digits in any::<i32>(), zeros in 0..9_u32, decimals in 0..4_u32) {
            let figure = Figure::new(i128::from(digits) * 10_i128.pow(zeros), decimals).unwrap();
            for unit in ["元", "%", "車次", ""] {
                prop_assert_eq!(Figure::read_typed(&show(figure, unit), unit), Ok(figure));
            }
        }
    }
}
