//! An exact decimal number that keeps the digits it was written with: `96.41`, `1,234.50`.

pub mod numeral;
mod token;
mod typed;

#[cfg(test)]
mod tests;

use rust_decimal::Decimal;
use std::fmt;

/// An exact decimal of up to 28 digits. Compares by value (`1.50` equals `1.5`) and prints as written.
///
/// Every operation is exact or gives `None`; only [`Figure::checked_div`] and [`Figure::percent_change`] round, to the
/// decimals they name. There is no negative zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Figure(Decimal);

/// Why a typed text is no figure. Positions count the characters of that text, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureError {
    /// Nothing was typed, or only the unit.
    Empty,
    /// The text stops where a digit has to follow, as in `-`, `1,2` or `3.`.
    Incomplete,
    /// This character does not belong here.
    Unexpected {
        /// The character, as typed.
        found: char,
        /// Where it stands.
        at: usize,
    },
    /// The digits are not in groups of three or of four.
    Grouping {
        /// Where the first separator stands.
        at: usize,
    },
    /// A part is not smaller than the 萬 or 億 before it, as in `1億20000萬`.
    Order {
        /// Where that part starts.
        at: usize,
    },
    /// More than 28 digits.
    TooLarge,
}

impl Figure {
    /// Nothing at all.
    pub const ZERO: Figure = Figure(Decimal::ZERO);

    /// The integer `digits` with its last `decimals` digits behind the point: `new(9641, 2)` is 96.41.
    pub fn new(digits: i128, decimals: u32) -> Option<Figure> {
        Decimal::try_from_i128_with_scale(digits, decimals).ok().map(Figure)
    }

    /// All its digits as one integer; the last [`Figure::decimals`] of them stand behind the point.
    pub fn digits(self) -> i128 {
        self.0.mantissa()
    }

    /// How many digits stand behind the point.
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// The number as an integer; none where digits other than zeros stand behind its point.
    pub fn whole(self) -> Option<i128> {
        let shortest = self.0.normalize();
        (shortest.scale() == 0).then(|| shortest.mantissa())
    }

    /// Whether this is below zero.
    pub fn is_negative(self) -> bool {
        self < Figure::ZERO
    }

    /// The distance from zero.
    pub fn abs(self) -> Figure {
        Figure(self.0.abs())
    }

    /// The same number without the zeros that end its decimals: `1.50` becomes `1.5`.
    pub fn shortest(self) -> Figure {
        Figure(self.0.normalize())
    }

    /// The number as a person reads it, with commas between the thousands: `1,102,950`, `-1,234.50`.
    pub fn show(self) -> String {
        self.grouped(3, ',')
    }

    /// The sum, with the decimals of the more exact of the two.
    pub fn checked_add(self, other: Figure) -> Option<Figure> {
        let (left, right, decimals) = self.aligned(other)?;
        Figure::new(left.checked_add(right)?, decimals)
    }

    /// The difference, with the decimals of the more exact of the two.
    pub fn checked_sub(self, other: Figure) -> Option<Figure> {
        let (left, right, decimals) = self.aligned(other)?;
        Figure::new(left.checked_sub(right)?, decimals)
    }

    /// The product, with the decimals of both.
    pub fn checked_mul(self, other: Figure) -> Option<Figure> {
        let digits = self.0.mantissa().checked_mul(other.0.mantissa())?;
        Figure::new(digits, self.decimals() + other.decimals())
    }

    /// The quotient rounded to `decimals`, half away from zero; `None` for a division by zero.
    pub fn checked_div(self, by: Figure, decimals: u32) -> Option<Figure> {
        let (dividend, divisor, _) = self.aligned(by)?;
        let dividend = dividend.checked_mul(power_of_ten(decimals)?)?;
        let quotient = dividend.checked_div(divisor)?;
        let rest = (dividend % divisor).unsigned_abs();
        // `rest` is below `divisor`, so comparing it with what is left of the divisor avoids doubling it.
        let half_or_more = rest >= divisor.unsigned_abs() - rest;
        let step = if (dividend < 0) == (divisor < 0) { 1 } else { -1 };
        Figure::new(if half_or_more { quotient + step } else { quotient }, decimals)
    }

    /// By how many per cent of `|from|` the number moved to `to`, to one decimal, half away from zero: 60 to 44 is
    /// -26.7, -50 to -25 is 50.0. `None` from zero, where no percentage says anything.
    pub fn percent_change(from: Figure, to: Figure) -> Option<Figure> {
        let hundred = Figure::new(100, 0)?;
        to.checked_sub(from)?.checked_mul(hundred)?.checked_div(from.abs(), 1)
    }

    /// `digits` with `decimals` digits behind the point, where a negative count appends zeros instead.
    fn shifted(digits: i128, decimals: i64) -> Option<Figure> {
        match u32::try_from(decimals) {
            Ok(decimals) => Figure::new(digits, decimals),
            Err(_) => {
                let zeros = u32::try_from(decimals.checked_neg()?).ok()?;
                Figure::new(digits.checked_mul(power_of_ten(zeros)?)?, 0)
            }
        }
    }

    /// Both numbers as integers with one count of decimals, the larger of the two.
    fn aligned(self, other: Figure) -> Option<(i128, i128, u32)> {
        let decimals = self.decimals().max(other.decimals());
        let digits = |figure: Figure| figure.0.mantissa().checked_mul(power_of_ten(decimals - figure.decimals())?);
        Some((digits(self)?, digits(other)?, decimals))
    }

    /// The number with `separator` between groups of `width` digits before the point, counted from the point.
    fn grouped(self, width: usize, separator: char) -> String {
        let decimals = self.decimals() as usize;
        // At least one digit stands before the point.
        let digits = format!("{:0least$}", self.digits().unsigned_abs(), least = decimals + 1);
        let (whole, decimals) = digits.split_at_checked(digits.len() - decimals).unwrap_or_default();
        let mut text = String::with_capacity(2 + 2 * whole.len() + decimals.len());
        text.push_str(if self.is_negative() { "-" } else { "" });
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % width == 0 {
                text.push(separator);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push('.');
            text.push_str(decimals);
        }
        text
    }
}

impl From<i64> for Figure {
    fn from(number: i64) -> Figure {
        Figure(Decimal::from(number))
    }
}

/// The plain digits: `-1234.50`.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FigureError::Empty => f.write_str("no number was typed")?,
            FigureError::Incomplete => f.write_str("the number is not complete")?,
            FigureError::Unexpected { found, at } => {
                write!(f, "{found:?} at character {} does not belong to a number", at + 1)?;
            }
            FigureError::Grouping { at } => {
                write!(f, "from character {} on the digits are not in groups of three or four", at + 1)?;
            }
            FigureError::Order { at } => {
                write!(f, "the part from character {} on is not smaller than the unit before it", at + 1)?;
            }
            FigureError::TooLarge => return f.write_str("the number has more than 28 digits"),
        }
        f.write_str("; write it as in 62,290, -96.41, 1,396萬 or 1億2,660萬")
    }
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}
