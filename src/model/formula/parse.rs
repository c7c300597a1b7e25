//! A formula's text into steps, by Dijkstra's shunting yard: signs wait until one that binds less comes, or the end.

use super::Formula;
use super::FormulaError;
use super::Operand;
use super::Sign;
use super::Slip;
use super::Step;
use crate::model::figure::Figure;
use crate::model::width::narrow;
use crate::model::year::Calendar;
use crate::model::year::Year;

pub(super) fn parse(text: &str, calendar: Calendar) -> Result<Formula, FormulaError> {
    let mut reader = Reader {
        formula: Formula { text: text.to_string(), operands: Vec::new(), steps: Vec::new() },
        waiting: Vec::new(),
        complete: false,
        calendar,
    };
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while let Some((byte, c)) = chars.get(at).copied() {
        let length = chars[at..].iter().take_while(|(_, c)| is_word(*c)).count();
        if length > 0 {
            let end = chars.get(at + length).map_or(text.len(), |(end, _)| *end);
            reader.word(byte, text.get(byte..end).unwrap_or(""), at)?;
        } else {
            reader.mark(c, at)?;
        }
        at += length.max(1);
    }
    reader.finish(chars.len())
}

/// What numbers and ids are made of. A `-` or `/` on its own is a word too, and then a sign.
fn is_word(c: char) -> bool {
    // The full-width forms of these two are signs: no id holds them.
    !matches!(c, '\u{2212}' | '－' | '／')
        && (narrow(c).is_ascii_alphanumeric()
            || matches!(narrow(c), '.' | '_' | '-' | '/' | ',' | '@')
            || "百佰千仟萬万億亿兆".contains(c))
}

/// A sign or parenthesis that was read, and whose turn has not come.
enum Waiting {
    Sign(Sign),
    Negate,
    /// An open parenthesis, with its place.
    Open(usize),
}

struct Reader {
    formula: Formula,
    waiting: Vec<Waiting>,
    /// Whether what is read so far could be all.
    complete: bool,
    calendar: Calendar,
}

impl Reader {
    fn mark(&mut self, c: char, at: usize) -> Result<(), FormulaError> {
        match c {
            '\u{2212}' | '－' => self.minus(at),
            '÷' | '／' => self.sign(Sign::Over, at),
            '×' => self.sign(Sign::Times, at),
            _ => match narrow(c) {
                ' ' => Ok(()),
                '+' => self.sign(Sign::Plus, at),
                '*' => self.sign(Sign::Times, at),
                '(' => {
                    self.begins(at)?;
                    self.waiting.push(Waiting::Open(at));
                    Ok(())
                }
                ')' => self.close(at),
                _ => Err(FormulaError { at, slip: Slip::Unexpected(c) }),
            },
        }
    }

    fn word(&mut self, byte: usize, word: &str, at: usize) -> Result<(), FormulaError> {
        match word {
            "-" => return self.minus(at),
            "/" => return self.sign(Sign::Over, at),
            _ => {}
        }
        let wrong = |slip: Slip| Err(FormulaError { at, slip });
        let bare = word.strip_prefix('-').unwrap_or(word);
        if !bare.chars().any(|c| c.is_ascii_alphabetic()) {
            if bare.contains(['-', '/']) {
                return wrong(Slip::Spaces);
            }
            let figure = Figure::read_typed(bare, "").map_err(|_| FormulaError { at, slip: Slip::Number })?;
            if bare.len() < word.len() {
                if self.complete {
                    return wrong(Slip::Spaces);
                }
                self.waiting.push(Waiting::Negate);
            }
            self.begins(at)?;
            self.formula.steps.push(Step::Number(figure));
            self.complete = true;
            return Ok(());
        }
        self.begins(at)?;
        let (id, year) = word.split_once('@').map_or((word, None), |(id, year)| (id, Some(year)));
        let year = match year.map(|year| Year::read(year, self.calendar)) {
            Some(None) => return wrong(Slip::Year),
            year => year.flatten(),
        };
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._/-".contains(c);
        if let Some((nth, c)) = id.chars().enumerate().find(|(_, c)| !is_id(*c)) {
            return Err(FormulaError { at: at + nth, slip: Slip::Unexpected(c) });
        }
        let range = byte..byte + word.len();
        self.formula.steps.push(Step::Operand(self.formula.operands.len()));
        self.formula.operands.push(Operand { id: id.to_string(), year, range });
        self.complete = true;
        Ok(())
    }

    /// A number, an id or a parenthesis begins here.
    fn begins(&self, at: usize) -> Result<(), FormulaError> {
        if self.complete { Err(FormulaError { at, slip: Slip::NoSign }) } else { Ok(()) }
    }

    fn minus(&mut self, at: usize) -> Result<(), FormulaError> {
        if self.complete {
            return self.sign(Sign::Minus, at);
        }
        self.waiting.push(Waiting::Negate);
        Ok(())
    }

    fn sign(&mut self, sign: Sign, at: usize) -> Result<(), FormulaError> {
        if !self.complete {
            return Err(FormulaError { at, slip: Slip::NoOperand });
        }
        self.settle(|waiting| match waiting {
            Waiting::Sign(other) => other.binds_tighter() || !sign.binds_tighter(),
            Waiting::Negate => true,
            Waiting::Open(_) => false,
        });
        self.waiting.push(Waiting::Sign(sign));
        self.complete = false;
        Ok(())
    }

    fn close(&mut self, at: usize) -> Result<(), FormulaError> {
        if !self.complete {
            return Err(FormulaError { at, slip: Slip::NoOperand });
        }
        self.settle(|waiting| !matches!(waiting, Waiting::Open(_)));
        match self.waiting.pop() {
            Some(_) => Ok(()),
            None => Err(FormulaError { at, slip: Slip::Unopened }),
        }
    }

    /// Lets those waiting have their turn, the last first, as long as they may.
    fn settle(&mut self, may: impl Fn(&Waiting) -> bool) {
        while let Some(waiting) = self.waiting.pop_if(|waiting| may(waiting)) {
            self.formula.steps.extend(match waiting {
                Waiting::Sign(sign) => Some(Step::Apply(sign)),
                Waiting::Negate => Some(Step::Negate),
                Waiting::Open(_) => None,
            });
        }
    }

    fn finish(mut self, end: usize) -> Result<Formula, FormulaError> {
        if !self.complete {
            let begun = !self.formula.steps.is_empty() || !self.waiting.is_empty();
            return Err(FormulaError { at: end, slip: if begun { Slip::NoOperand } else { Slip::Empty } });
        }
        self.settle(|waiting| !matches!(waiting, Waiting::Open(_)));
        match self.waiting.pop() {
            Some(Waiting::Open(at)) => Err(FormulaError { at, slip: Slip::Unclosed }),
            _ => Ok(self.formula),
        }
    }
}
