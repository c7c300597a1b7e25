//! Exact fractions: what sums, products and divisions of figures come to before anything is rounded.

use crate::model::figure::Figure;
use std::cmp::Ordering;

/// A fraction in lowest terms. Every operation is exact, or gives `None` where its outcome has more digits than 127 bits
/// hold, or would divide by zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    above: i128,
    /// Always above zero.
    below: i128,
}

/// A number as far as it is known: from `low` to `high`, and best taken as `middle`. An exact number is all three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// The least it can be.
    pub low: Exact,
    /// What it says.
    pub middle: Exact,
    /// The most it can be.
    pub high: Exact,
}

impl Exact {
    /// `above` over `below`.
    pub fn new(above: i128, below: i128) -> Option<Exact> {
        let common =
            i128::try_from(gcd(above.unsigned_abs(), below.unsigned_abs())).ok().filter(|common| *common != 0)?;
        let sign = if below < 0 { -1 } else { 1 };
        let (above, below) = (above / common, below / common);
        let exact = Exact { above: above.checked_mul(sign)?, below: below.checked_mul(sign)? };
        (exact.below != 0 && exact.above != i128::MIN).then_some(exact)
    }

    /// The sum.
    pub fn checked_add(self, other: Exact) -> Option<Exact> {
        // Over the least common multiple, so that no digit is spent that the outcome does not need.
        let common = i128::try_from(gcd(self.below.unsigned_abs(), other.below.unsigned_abs())).ok()?;
        let (mine, theirs) = (other.below / common, self.below / common);
        let above = self.above.checked_mul(mine)?.checked_add(other.above.checked_mul(theirs)?)?;
        Exact::new(above, self.below.checked_mul(mine)?)
    }

    /// The difference.
    pub fn checked_sub(self, other: Exact) -> Option<Exact> {
        self.checked_add(other.negated())
    }

    /// The product.
    pub fn checked_mul(self, other: Exact) -> Option<Exact> {
        // Reduced crosswise first, for the same reason.
        let left = Exact::new(self.above, other.below)?;
        let right = Exact::new(other.above, self.below)?;
        Exact::new(left.above.checked_mul(right.above)?, left.below.checked_mul(right.below)?)
    }

    /// The quotient; none by zero.
    pub fn checked_div(self, by: Exact) -> Option<Exact> {
        self.checked_mul(Exact::new(by.below, by.above)?)
    }

    /// The same distance on the other side of zero.
    pub fn negated(self) -> Exact {
        // `above` is never the one number that has no opposite.
        Exact { above: -self.above, ..self }
    }

    /// Which of the two is larger; none where telling would take too many digits.
    pub fn checked_cmp(self, other: Exact) -> Option<Ordering> {
        Some(self.checked_sub(other)?.above.cmp(&0))
    }

    /// The nearest figure of so many decimals, half away from zero.
    pub fn rounded(self, decimals: u32) -> Option<Figure> {
        let scaled = self.checked_mul(Exact { above: 10_i128.checked_pow(decimals)?, below: 1 })?;
        let (whole, rest) = (scaled.above / scaled.below, (scaled.above % scaled.below).unsigned_abs());
        // `rest` is below the divisor, so comparing it with what is left of it avoids doubling it.
        let away = rest >= scaled.below.unsigned_abs() - rest;
        Figure::new(if away { whole.checked_add(scaled.above.signum())? } else { whole }, decimals)
    }

    /// The number as a person reads it: `1,102,950`, `40.375`; cut with `…` where its decimals do not end soon.
    pub fn show(self) -> String {
        let exact = (0..=8).filter_map(|decimals| self.rounded(decimals)).find(|figure| Exact::from(*figure) == self);
        match (exact, self.rounded(3)) {
            (Some(figure), _) => figure.show(),
            (None, Some(figure)) => figure.show() + "…",
            (None, None) => format!("{}/{}", self.above, self.below),
        }
    }
}

impl From<Figure> for Exact {
    fn from(figure: Figure) -> Exact {
        // A figure has at most 28 decimals and 29 digits, so that both sides fit and neither can be refused.
        let below = 10_i128.checked_pow(figure.decimals()).unwrap_or(1);
        Exact::new(figure.digits(), below).unwrap_or(Exact { above: 0, below: 1 })
    }
}

impl Between {
    /// A figure that is exact.
    pub fn exactly(figure: Figure) -> Between {
        let middle = Exact::from(figure);
        Between { low: middle, middle, high: middle }
    }

    /// A figure that its source calls 約: within one unit of its last digit that is not zero, so that 約13,960,000 lies
    /// between 13,950,000 and 13,970,000. Nothing about nought is within one of its last decimal.
    pub fn about(figure: Figure) -> Option<Between> {
        let (mut digits, mut unit) = (figure.digits(), 1_i128);
        while digits != 0 && digits % 10 == 0 {
            (digits, unit) = (digits / 10, unit.checked_mul(10)?);
        }
        let unit = Exact::new(unit, 10_i128.checked_pow(figure.decimals())?)?;
        let middle = Exact::from(figure);
        Some(Between { low: middle.checked_sub(unit)?, middle, high: middle.checked_add(unit)? })
    }

    /// The sum.
    pub fn checked_add(self, other: Between) -> Option<Between> {
        Some(Between {
            low: self.low.checked_add(other.low)?,
            middle: self.middle.checked_add(other.middle)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    /// The difference.
    pub fn checked_sub(self, other: Between) -> Option<Between> {
        self.checked_add(other.negated())
    }

    /// The product.
    pub fn checked_mul(self, other: Between) -> Option<Between> {
        self.corners(other, Exact::checked_mul)
    }

    /// The quotient; none where the divisor could be zero.
    pub fn checked_div(self, by: Between) -> Option<Between> {
        if by.low.above <= 0 && by.high.above >= 0 {
            return None;
        }
        self.corners(by, Exact::checked_div)
    }

    /// The same distance on the other side of zero.
    pub fn negated(self) -> Between {
        Between { low: self.high.negated(), middle: self.middle.negated(), high: self.low.negated() }
    }

    /// Whether the two can be the same number.
    pub fn meets(self, other: Between) -> Option<bool> {
        Some(self.low.checked_cmp(other.high)?.is_le() && other.low.checked_cmp(self.high)?.is_le())
    }

    /// What an operation makes of it that is largest and smallest at the ends.
    fn corners(self, other: Between, of: fn(Exact, Exact) -> Option<Exact>) -> Option<Between> {
        let middle = of(self.middle, other.middle)?;
        let (mut low, mut high) = (middle, middle);
        for (one, two) in
            [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)]
        {
            let end = of(one, two)?;
            low = if end.checked_cmp(low)?.is_lt() { end } else { low };
            high = if end.checked_cmp(high)?.is_gt() { end } else { high };
        }
        Some(Between { low, middle, high })
    }
}

fn gcd(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figure(text: &str) -> Figure {
        Figure::read_toml(text).unwrap()
    }

    fn exact(text: &str) -> Exact {
        Exact::from(figure(text))
    }

    #[test]
    fn fractions() {
        assert_eq!(exact("1").checked_div(exact("3")).unwrap().checked_mul(exact("3")), Some(exact("1")));
        assert_eq!(exact("0.1").checked_add(exact("0.2")), Some(exact("0.3")));
        assert_eq!(exact("1.50"), exact("1.5"));
        assert_eq!(exact("5").checked_div(exact("0.0")), None);
        assert_eq!(Exact::new(3, -6), Exact::new(-1, 2));
        assert_eq!(Exact::new(i128::MIN, 1), None);
        assert_eq!(Exact::new(1, 0), None);
        let most = "79228162514264337593543950335";
        assert_eq!(exact(most).checked_mul(exact(most)), None);
        assert_eq!(exact(most).checked_div(exact(most)), Some(exact("1")));
    }

    #[test]
    fn rounding_and_showing() {
        for (above, below, decimals, rounded) in [
            (969_000, 24_000, 0, "40"),
            (969_000, 24_000, 2, "40.38"),
            (-5, 2, 0, "-3"),
            (1, 3, 4, "0.3333"),
            (2, 3, 0, "1"),
        ] {
            let exact = Exact::new(above, below).unwrap();
            assert_eq!(exact.rounded(decimals).unwrap().to_string(), rounded);
        }
        for (above, below, shown) in
            [(1_102_950, 1, "1,102,950"), (969_000, 24_000, "40.375"), (1, 3, "0.333…"), (-7, 2, "-3.5"), (0, 5, "0")]
        {
            assert_eq!(Exact::new(above, below).unwrap().show(), shown);
        }
        assert_eq!(Exact::new(i128::MAX, 1).unwrap().show(), format!("{}/1", i128::MAX));
    }

    #[test]
    fn what_about_leaves_open() {
        for (text, low, high) in [
            ("13960000", "13950000", "13970000"),
            ("270000", "260000", "280000"),
            ("96.4", "96.3", "96.5"),
            ("96.40", "96.3", "96.5"),
            ("0", "-1", "1"),
            ("-50", "-60", "-40"),
        ] {
            let about = Between::about(figure(text)).unwrap();
            assert_eq!((about.low, about.middle, about.high), (exact(low), exact(text), exact(high)), "{text}");
        }
        let (sum, about) = (Between::exactly(figure("132410000")), |text| Between::about(figure(text)).unwrap());
        // 1,000 and 10,000 are left open by the two parts, so a sum is off by more than 110,000 only if it is wrong.
        let parts = about("126600000").checked_add(about("5810000")).unwrap();
        assert_eq!(sum.meets(parts), Some(true));
        assert_eq!(Between::exactly(figure("132520000")).meets(parts), Some(true));
        assert_eq!(Between::exactly(figure("132520001")).meets(parts), Some(false));
        assert_eq!(Between::exactly(figure("1")).checked_div(about("1")), None);
        let product = about("-3").checked_mul(about("5")).unwrap();
        assert_eq!((product.low, product.middle, product.high), (exact("-24"), exact("-15"), exact("-8")));
    }

    proptest! {
        #[test]
        fn nothing_panics_and_what_comes_out_is_right(a: i64, b: i64, c in -99_i64..99, places in 0..9_u32) {
            let of = |n: i64| Exact::from(Figure::new(n.into(), places).unwrap());
            let (one, two) = (of(a), of(b));
            if let Some(sum) = one.checked_add(two) {
                prop_assert_eq!(sum.checked_sub(two), Some(one));
            }
            if let Some(product) = one.checked_mul(of(c)) {
                prop_assert_eq!(product.checked_div(of(c)), (c != 0).then_some(one));
            }
            prop_assert_eq!(one.checked_cmp(two), Some(a.cmp(&b)));
            prop_assert_eq!(one.rounded(places).map(Exact::from), Some(one));
        }

        #[test]
        fn the_outcome_lies_between(a in -999_i64..999, b in -999_i64..999, x in -1.0..1.0_f64, y in -1.0..1.0_f64) {
            // Any two numbers within what is known of each have an outcome within what is known of that.
            let about = |n: i64| Between::about(Figure::from(n)).unwrap();
            let inside = |between: Between, at: f64| {
                let width = between.high.checked_sub(between.middle).unwrap();
                let part = Exact::new((at * 1000.0) as i128, 1000).unwrap();
                between.middle.checked_add(width.checked_mul(part).unwrap()).unwrap()
            };
            let (one, two) = (about(a), about(b));
            let (p, q) = (inside(one, x), inside(two, y));
            for (outcome, point) in [
                (one.checked_add(two), p.checked_add(q)),
                (one.checked_sub(two), p.checked_sub(q)),
                (one.checked_mul(two), p.checked_mul(q)),
                (one.checked_div(two), p.checked_div(q)),
            ] {
                let (Some(outcome), Some(point)) = (outcome, point) else { continue };
                prop_assert!(outcome.low.checked_cmp(point).unwrap().is_le());
                prop_assert!(outcome.high.checked_cmp(point).unwrap().is_ge());
            }
        }

        #[test]
        fn no_fraction_panics(a: i128, b: i128, c: i128, d: i128, decimals: u32) {
            if let (Some(one), Some(two)) = (Exact::new(a, b), Exact::new(c, d)) {
                let _ = (one.checked_add(two), one.checked_mul(two), one.checked_div(two), one.checked_cmp(two));
                let _ = (one.rounded(decimals), one.show());
            }
        }
    }
}
