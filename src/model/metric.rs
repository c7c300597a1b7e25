//! A metric of one year with what its series says filled in, and how it compares with another year's.

use crate::model::entry::Entry;
use crate::model::entry::Total;
use crate::model::figure::Figure;
use crate::model::series::Better;
use crate::model::series::Judgement;

/// A metric as it is shown and compared: its own keys, and its series' where it has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its id, that of its series if it has one.
    pub id: String,
    /// What is measured.
    pub name: String,
    /// What it is counted in; empty for a bare number.
    pub unit: String,
    /// What was reached.
    pub value: Value,
    /// The value is what the entries come to: the file writes none.
    pub derived: bool,
    /// The dated entries it is kept as, in the order of the text; empty where it is not.
    pub entries: Vec<Entry>,
    /// How those come to one value.
    pub total: Total,
    /// The source says 約.
    pub approx: bool,
    /// What should be reached.
    pub target: Option<Figure>,
    /// Which way is better.
    pub better: Better,
    /// A remark; empty if there is none.
    pub note: String,
    /// How the value was derived; empty if it is printed.
    pub formula: String,
}

/// What a metric says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Figure(Figure),
    /// A grade in words, such as 特優.
    Grade(String),
    /// Nothing: a visible gap, which is not a zero.
    Gap,
}

/// How a metric moved from one year to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// After less before.
    pub absolute: Option<Figure>,
    /// The same in per cent of before, to one decimal; not from zero.
    pub percent: Option<Figure>,
    /// What it means.
    pub judgement: Judgement,
}

impl Metric {
    /// Whether the value reaches the target, downwards where lower is better; `None` without a figure or a target.
    pub fn meets_target(&self) -> Option<bool> {
        let value = self.value.figure()?;
        let target = self.target?;
        Some(match self.better {
            Better::Higher | Better::Neutral => value >= target,
            Better::Lower => value <= target,
        })
    }
}

impl Value {
    /// Whether it says anything.
    pub fn is_given(&self) -> bool {
        *self != Value::Gap
    }

    /// The number, if it is one.
    pub fn figure(&self) -> Option<Figure> {
        match self {
            Value::Figure(figure) => Some(*figure),
            Value::Grade(_) | Value::Gap => None,
        }
    }
}

/// How the metric moved, judged by the direction that `after` has. Only figures in one unit can be compared; two equal
/// grades are the same, and of two others nobody knows which is better.
pub fn change(before: &Metric, after: &Metric) -> Change {
    let incomparable = Change { absolute: None, percent: None, judgement: Judgement::Neutral };
    match (&before.value, &after.value) {
        (Value::Figure(from), Value::Figure(to)) if before.unit == after.unit => Change {
            absolute: to.checked_sub(*from),
            percent: Figure::percent_change(*from, *to),
            judgement: after.better.judge(*from, *to),
        },
        (Value::Grade(from), Value::Grade(to)) if from == to => Change { judgement: Judgement::Same, ..incomparable },
        _ => incomparable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(value: Value, unit: &str, better: Better, target: Option<i64>) -> Metric {
        Metric {
            id: String::new(),
            name: String::new(),
            unit: unit.to_string(),
            value,
            derived: false,
            entries: Vec::new(),
            total: Total::Sum,
            approx: false,
            target: target.map(Figure::from),
            better,
            note: String::new(),
            formula: String::new(),
        }
    }

    /// A number, a grade in quotes, or nothing.
    fn value(text: &str) -> Value {
        match Figure::read_toml(text) {
            Some(figure) => Value::Figure(figure),
            None if text.is_empty() => Value::Gap,
            None => Value::Grade(text.to_string()),
        }
    }

    #[test]
    fn changes() {
        use Judgement::*;
        for (before, after, better, absolute, percent, judgement) in [
            ("60 間", "44 間", Better::Lower, Some("-16"), Some("-26.7"), Improved),
            ("60 間", "44 間", Better::Higher, Some("-16"), Some("-26.7"), Worsened),
            ("60 間", "44 戶", Better::Lower, None, None, Neutral),
            ("90 %", "96.41 %", Better::Higher, Some("6.41"), Some("7.1"), Improved),
            ("0 件", "3 件", Better::Lower, Some("3"), None, Worsened),
            ("3 件", "3.0 件", Better::Lower, Some("0.0"), Some("0.0"), Same),
            ("3 件", "4 件", Better::Neutral, Some("1"), Some("33.3"), Neutral),
            (" 件", "3 件", Better::Higher, None, None, Neutral),
            ("3 件", " 件", Better::Higher, None, None, Neutral),
            ("特優 ", "特優 ", Better::Higher, None, None, Same),
            ("特優 ", "優等 ", Better::Higher, None, None, Neutral),
            ("特優 ", "3 ", Better::Higher, None, None, Neutral),
        ] {
            let read = |text: &str| {
                let (number, unit) = text.split_once(' ').unwrap();
                metric(value(number), unit, better, None)
            };
            let change = change(&read(before), &read(after));
            let shown = |figure: Option<Figure>| figure.map(|figure| figure.to_string());
            assert_eq!(shown(change.absolute).as_deref(), absolute, "{before} to {after}");
            assert_eq!(shown(change.percent).as_deref(), percent, "{before} to {after}");
            assert_eq!(change.judgement, judgement, "{before} to {after}");
        }
    }

    #[test]
    fn targets() {
        for (number, better, target, expected) in [
            ("96.41", Better::Higher, Some(90), Some(true)),
            ("90", Better::Higher, Some(90), Some(true)),
            ("89.99", Better::Neutral, Some(90), Some(false)),
            ("3", Better::Lower, Some(5), Some(true)),
            ("5", Better::Lower, Some(5), Some(true)),
            ("6", Better::Lower, Some(5), Some(false)),
            ("6", Better::Lower, None, None),
            ("", Better::Lower, Some(5), None),
            ("特優", Better::Higher, Some(5), None),
        ] {
            assert_eq!(metric(value(number), "", better, target).meets_target(), expected, "{number}");
        }
    }
}
