//! Figures as a person types them: with commas, 萬 and 億, full-width digits, a sign and the unit.
//!
//! ```text
//! figure = sign? part+ unit?          1億2,660萬元   -96.41   2 萬 4,000
//! part   = number 百千? 萬億兆?  ,?     5千萬   1億,
//! number = digits in groups, decimals only in the last part
//! ```
//!
//! Each part is smaller than the 千, 萬 or 億 before it, so a digit too many is caught: `1億20000萬` is refused. So is a
//! single digit behind one of them, as `2萬5` means one number in speech and another on paper.

use super::Figure;
use super::FigureError;
use crate::model::width::narrow;

/// What multiplies within a part, and what multiplies the part: the character and its power of ten.
const SMALL: &[(char, u32)] = &[('百', 2), ('佰', 2), ('千', 3), ('仟', 3)];
const LARGE: &[(char, u32)] = &[('萬', 4), ('万', 4), ('億', 8), ('亿', 8), ('兆', 12)];

impl Figure {
    /// The figure that `text` means; `unit` may stand behind it, `""` if there is none.
    ///
    /// ```
    /// use annals::model::figure::Figure;
    /// assert_eq!(Figure::read_typed("1億2,660萬", "元"), Ok(Figure::from(126_600_000)));
    /// assert_eq!(Figure::read_typed("９６．４１ %", "%"), Ok(Figure::read_toml("96.41").unwrap()));
    /// ```
    pub fn read_typed(text: &str, unit: &str) -> Result<Figure, FigureError> {
        let chars = narrowed(text);
        let figure = read(without_unit(&chars, &narrowed(unit)));
        // The reader saw the narrow character; the person typed its own.
        figure.map_err(|error| match error {
            FigureError::Unexpected { found, at } => {
                FigureError::Unexpected { found: text.chars().nth(at).unwrap_or(found), at }
            }
            other => other,
        })
    }

    /// Whether `text` is a figure or could become one as the person types on.
    pub fn is_prefix(text: &str, unit: &str) -> bool {
        match Figure::read_typed(text, unit) {
            Ok(_) | Err(FigureError::Empty | FigureError::Incomplete) => true,
            Err(_) => {
                let (chars, unit) = (narrowed(text), narrowed(unit));
                (1..unit.len()).filter_map(|typed| chars.strip_suffix(&unit[..typed])).any(|rest| read(rest).is_ok())
            }
        }
    }
}

fn narrowed(text: &str) -> Vec<char> {
    text.trim_end().chars().map(narrow).collect()
}

/// What stands before the unit. A unit that starts with a digit is not looked for: it could be the figure's own.
fn without_unit<'a>(chars: &'a [char], unit: &[char]) -> &'a [char] {
    match unit.first() {
        Some(first) if !first.is_ascii_digit() => chars.strip_suffix(unit).unwrap_or(chars),
        _ => chars,
    }
}

fn read(chars: &[char]) -> Result<Figure, FigureError> {
    let mut reader = Reader { chars, at: 0 };
    reader.skip_spaces();
    if reader.peek().is_none() {
        return Err(FigureError::Empty);
    }
    let negative = reader.next_if(|c| matches!(c, '+' | '-' | '–')).is_some_and(|sign| sign != '+');
    let mut total = Sum::new();
    // What 千 and 百 build up until a 萬, a 億 or the end takes it: the 3,500 of 3千5百萬.
    let mut section = Sum::new();
    loop {
        reader.skip_spaces();
        let at = reader.at;
        let scaled = total.scale.is_some() || section.scale.is_some();
        let number = reader.number()?;
        reader.skip_spaces();
        let small = reader.scale(SMALL);
        section.add(number, small.unwrap_or(0), at)?;
        reader.skip_spaces();
        let large = reader.scale(LARGE);
        reader.skip_spaces();
        let next = reader.peek();
        // In speech 2萬5 is 25,000, on paper 20,005: who means either can write so.
        let bare = small.is_none() && large.is_none() && number.decimals() == 0;
        if scaled && next.is_none() && bare && number < Figure::from(10) {
            return Err(FigureError::Incomplete);
        }
        if large.is_some() || next.is_none() {
            total.add(section.figure, large.unwrap_or(0), at)?;
            section = Sum::new();
        }
        match next {
            None => break,
            Some(_) if (small.is_none() && large.is_none()) || number.decimals() > 0 => {
                return Err(reader.unexpected());
            }
            Some(_) => reader.next_if(|c| c == ','),
        };
    }
    let total = total.figure;
    Ok(if negative { Figure::ZERO.checked_sub(total).ok_or(FigureError::TooLarge)? } else { total })
}

/// A sum whose every next part has to be smaller than the scale of the part before.
struct Sum {
    figure: Figure,
    scale: Option<u32>,
}

impl Sum {
    fn new() -> Sum {
        Sum { figure: Figure::ZERO, scale: None }
    }

    fn add(&mut self, number: Figure, scale: u32, at: usize) -> Result<(), FigureError> {
        let shifted = |number: Figure, zeros: u32| {
            Figure::shifted(number.0.mantissa(), i64::from(number.decimals()) - i64::from(zeros))
                .ok_or(FigureError::TooLarge)
        };
        let part = shifted(number, scale)?;
        if let Some(before) = self.scale
            && part >= shifted(Figure::from(1), before)?
        {
            return Err(FigureError::Order { at });
        }
        self.figure = self.figure.checked_add(part).ok_or(FigureError::TooLarge)?;
        self.scale = Some(scale);
        Ok(())
    }
}

/// The typed characters, and how far they are read.
struct Reader<'a> {
    chars: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|c| wanted(*c))?;
        self.at += 1;
        Some(next)
    }

    fn skip_spaces(&mut self) {
        while self.next_if(|c| c == ' ').is_some() {}
    }

    fn scale(&mut self, scales: &[(char, u32)]) -> Option<u32> {
        let (_, power) = scales.iter().find(|(name, _)| Some(*name) == self.peek())?;
        self.at += 1;
        Some(*power)
    }

    fn unexpected(&self) -> FigureError {
        match self.peek() {
            Some(found) => FigureError::Unexpected { found, at: self.at },
            None => FigureError::Incomplete,
        }
    }

    fn number(&mut self) -> Result<Figure, FigureError> {
        let mut text = String::new();
        let mut groups = vec![self.digits(&mut text)];
        let first_separator = self.at;
        while groups[0] > 0 && self.separator() {
            groups.push(self.digits(&mut text));
        }
        if groups.len() > 1 {
            self.check_groups(&groups, first_separator)?;
        }
        let mut decimals = 0;
        if self.next_if(|c| c == '.').is_some() {
            decimals = self.digits(&mut text);
            if decimals == 0 {
                return Err(self.unexpected());
            }
        }
        if text.is_empty() {
            return Err(self.unexpected());
        }
        let digits = text.parse().map_err(|_| FigureError::TooLarge)?;
        Figure::shifted(digits, i64::try_from(decimals).unwrap_or(i64::MAX)).ok_or(FigureError::TooLarge)
    }

    /// Takes a run of digits into `text`; gives how many.
    fn digits(&mut self, text: &mut String) -> usize {
        let start = self.at;
        while let Some(digit) = self.next_if(|c| c.is_ascii_digit()) {
            text.push(digit);
        }
        self.at - start
    }

    /// Behind a run of digits: takes a comma, an underscore or spaces before another digit; a comma or an underscore
    /// also at the end, where the digit is still to come.
    fn separator(&mut self) -> bool {
        let start = self.at;
        let mark = self.next_if(|c| c == ',' || c == '_').is_some();
        if !mark {
            self.skip_spaces();
        }
        let digit_follows = self.peek().map_or(mark, |c| c.is_ascii_digit());
        if !digit_follows {
            self.at = start;
        }
        digit_follows
    }

    /// All groups but the first have three digits, or all have four, and the first has no more than they. The last
    /// may be short at the end of the text, where it is still being typed.
    fn check_groups(&self, groups: &[usize], at: usize) -> Result<(), FigureError> {
        let (first, last) = (groups[0], groups[groups.len() - 1]);
        let inner = &groups[1..groups.len() - 1];
        let possible = |width: &usize| first <= *width && last <= *width && inner.iter().all(|group| group == width);
        let widths: Vec<usize> = [3, 4].into_iter().filter(possible).collect();
        match (widths.contains(&last), self.peek()) {
            (true, _) => Ok(()),
            (false, None) if !widths.is_empty() => Err(FigureError::Incomplete),
            _ => Err(FigureError::Grouping { at }),
        }
    }
}
