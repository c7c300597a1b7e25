//! Formulas: how a metric comes about from numbers and other metrics, `35 + 15`, `visits.cases ÷ visits.days × 100`.
//!
//! ```text
//! formula = sum
//! sum     = product (("+" | "-" | "−") product)*
//! product = signed (("×" | "*" | "÷" | "/") signed)*
//! signed  = ("-" | "−")* ( number | metric | "(" sum ")" )
//! number  = 1,102,950   969000   40.5   1億2,660萬
//! metric  = an id of the same year, visits.cases; with @, of another: opendata.datasets@108
//! ```
//!
//! Ids hold `-` and `/` too, so as signs these two stand between spaces. Full-width signs and digits do as well.

mod parse;

#[cfg(test)]
mod tests;

use crate::model::exact::Between;
use crate::model::exact::Exact;
use crate::model::figure::Figure;
use crate::model::year::Calendar;
use crate::model::year::Year;
use std::fmt;
use std::ops::Range;

/// An expression that was understood. What a series states of itself (`sum`, `ratio` …) is one, too.
///
/// It is kept in the order of computing, so that no depth of parentheses can exhaust anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
    operands: Vec<Operand>,
    steps: Vec<Step>,
}

/// A metric that a formula names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Its id.
    pub id: String,
    /// The year it is of, where that is not the formula's own.
    pub year: Option<Year>,
    /// Where it is named, in bytes of the formula's text.
    range: Range<usize>,
}

/// What is done with the numbers put down so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Puts a number down.
    Number(Figure),
    /// Puts down what the operand of this number says.
    Operand(usize),
    /// Turns the last number's sign.
    Negate,
    /// Makes one of the last two.
    Apply(Sign),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Times,
    Over,
}

/// Why a text is no formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// Where, as a character of the text, from 0.
    pub at: usize,
    /// What.
    pub slip: Slip,
}

/// What can be wrong with a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// There is nothing in it.
    Empty,
    /// This character has no meaning here.
    Unexpected(char),
    /// A number or an id has to stand here.
    NoOperand,
    /// A sign has to stand here.
    NoSign,
    /// This parenthesis is never closed.
    Unclosed,
    /// This parenthesis was never opened.
    Unopened,
    /// A `-` or `/` that is meant as a sign needs a space on either side.
    Spaces,
    /// This is no number that can be kept exactly.
    Number,
    /// What stands behind `@` is no year.
    Year,
}

impl Formula {
    /// Reads a formula; the calendar is that of years behind `@`.
    ///
    /// # Errors
    /// Says where the text is no formula, and why.
    pub fn parse(text: &str, calendar: Calendar) -> Result<Formula, FormulaError> {
        parse::parse(text, calendar)
    }

    /// All of these added up.
    pub fn sum(ids: &[String]) -> Formula {
        Formula::chain(ids.iter().map(String::as_str), Sign::Plus)
    }

    /// All of these multiplied.
    pub fn product(ids: &[String]) -> Formula {
        Formula::chain(ids.iter().map(String::as_str), Sign::Times)
    }

    /// The first less the second.
    pub fn difference(from: &str, less: &str) -> Formula {
        Formula::chain([from, less].into_iter(), Sign::Minus)
    }

    /// The first over the second; in per cent, where that is asked.
    pub fn ratio(part: &str, whole: &str, percent: bool) -> Formula {
        let mut ratio = Formula::chain([part, whole].into_iter(), Sign::Over);
        if percent {
            ratio.text.push_str(" × 100");
            ratio.steps.extend([Step::Number(Figure::from(100)), Step::Apply(Sign::Times)]);
        }
        ratio
    }

    fn chain<'i>(ids: impl Iterator<Item = &'i str>, sign: Sign) -> Formula {
        let mut chain = Formula { text: String::new(), operands: Vec::new(), steps: Vec::new() };
        for (at, id) in ids.enumerate() {
            if at > 0 {
                chain.text.push_str(sign.spaced());
            }
            let start = chain.text.len();
            chain.text.push_str(id);
            chain.operands.push(Operand { id: id.to_string(), year: None, range: start..chain.text.len() });
            chain.steps.push(Step::Operand(at));
            if at > 0 {
                chain.steps.push(Step::Apply(sign));
            }
        }
        chain
    }

    /// The metrics that it names, in order, each as often as it is named.
    pub fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// The numbers written in it.
    pub fn numbers(&self) -> impl Iterator<Item = Figure> {
        self.steps.iter().filter_map(|step| match step {
            Step::Number(figure) => Some(*figure),
            _ => None,
        })
    }

    /// What it comes to, each operand being what `values` says at its place. None where an operand is missing, where
    /// something is divided by what could be zero, or where too many digits would be needed.
    pub fn compute(&self, values: &[Between]) -> Option<Between> {
        let mut stack: Vec<Between> = Vec::new();
        for step in &self.steps {
            let next = match step {
                Step::Number(figure) => Between::exactly(*figure),
                Step::Operand(at) => *values.get(*at)?,
                Step::Negate => stack.pop()?.negated(),
                Step::Apply(sign) => {
                    let (right, left) = (stack.pop()?, stack.pop()?);
                    match sign {
                        Sign::Plus => left.checked_add(right)?,
                        Sign::Minus => left.checked_sub(right)?,
                        Sign::Times => left.checked_mul(right)?,
                        Sign::Over => left.checked_div(right)?,
                    }
                }
            };
            stack.push(next);
        }
        stack.pop().filter(|_| stack.is_empty())
    }

    /// Whether `value` can be what this came to. A division is rounded to the decimals that the value has, since its own
    /// may never end; everything else has to be exact, as far as the numbers themselves are.
    pub fn gives(&self, result: Between, value: Figure, approx: bool) -> Option<bool> {
        let value_is = if approx { Between::about(value)? } else { Between::exactly(value) };
        let divides = self.steps.contains(&Step::Apply(Sign::Over));
        let rounded = |exact: Exact| exact.rounded(value.decimals()).map(Exact::from);
        let result = match divides {
            true => Between { low: rounded(result.low)?, high: rounded(result.high)?, ..result },
            false => result,
        };
        result.meets(value_is)
    }

    /// The formula as it is written, with `say` in the place of each metric.
    pub fn tell(&self, mut say: impl FnMut(&Operand) -> String) -> String {
        let mut told = String::new();
        let mut at = 0;
        for operand in &self.operands {
            told.push_str(self.text.get(at..operand.range.start).unwrap_or(""));
            told.push_str(&say(operand));
            at = operand.range.end;
        }
        told + self.text.get(at..).unwrap_or("")
    }
}

impl Sign {
    fn spaced(self) -> &'static str {
        match self {
            Sign::Plus => " + ",
            Sign::Minus => " − ",
            Sign::Times => " × ",
            Sign::Over => " ÷ ",
        }
    }

    fn binds_tighter(self) -> bool {
        matches!(self, Sign::Times | Sign::Over)
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = match self.slip {
            Slip::Empty => "nothing is written",
            Slip::Unexpected(_) => "this character has no meaning",
            Slip::NoOperand => "a number or an id is missing",
            Slip::NoSign => "a sign is missing",
            Slip::Unclosed => "the parenthesis is not closed",
            Slip::Unopened => "the parenthesis was not opened",
            Slip::Spaces => "a `-` or `/` needs spaces around it",
            Slip::Number => "this is no number",
            Slip::Year => "this is no year",
        };
        write!(
            f,
            "at character {} of the formula {told}; write it as in 340 × 570 × 5 or a.part ÷ a.whole × 100",
            self.at + 1
        )
    }
}

impl std::error::Error for FormulaError {}
