//! A series: a metric that lives through the years, and which way is better.

use crate::model::figure::Figure;
use crate::model::formula::Formula;

/// What `archive.toml` says of a metric once, for every year it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// The id that its metrics carry.
    pub id: String,
    /// What is measured.
    pub name: String,
    /// What it is counted in; empty if it is a bare number.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// The ids of the series that add up to this one, each year; empty if none are said to.
    pub sum: Vec<String>,
    /// The ids of the series whose product this is, each year; empty if none are said to be.
    pub product: Vec<String>,
    /// The ids of the two series whose first over second this is, each year.
    pub ratio: Option<(String, String)>,
    /// The ids of the two series whose first less the second this is, each year.
    pub difference: Option<(String, String)>,
    /// What every year without a target of its own should reach.
    pub target: Option<Figure>,
}

/// How a series says that its value comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Others added up.
    Sum,
    /// Others multiplied.
    Product,
    /// One over another.
    Ratio,
    /// One less another.
    Difference,
}

impl Series {
    /// What it states of itself, as formulas that must give its value of each year. A ratio counted in `%` is a hundred
    /// times that.
    pub fn relations(&self) -> Vec<(Relation, Formula)> {
        let percent = matches!(self.unit.as_str(), "%" | "％");
        let chain =
            |relation, ids: &[String], of: fn(&[String]) -> Formula| (!ids.is_empty()).then(|| (relation, of(ids)));
        let two = |relation, ids: &Option<(String, String)>, of: &dyn Fn(&str, &str) -> Formula| {
            ids.as_ref().map(|(one, other)| (relation, of(one, other)))
        };
        let all = [
            chain(Relation::Sum, &self.sum, Formula::sum),
            chain(Relation::Product, &self.product, Formula::product),
            two(Relation::Ratio, &self.ratio, &|part, whole| Formula::ratio(part, whole, percent)),
            two(Relation::Difference, &self.difference, &Formula::difference),
        ];
        all.into_iter().flatten().collect()
    }
}

/// Which way a metric gets better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Better {
    /// The more the better.
    Higher,
    /// The less the better.
    Lower,
    /// Neither.
    #[default]
    Neutral,
}

/// What a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Judgement {
    /// It moved the way that is better.
    Improved,
    /// It moved the other way.
    Worsened,
    /// It did not move.
    Same,
    /// It moved and neither way is better, or the two cannot be compared.
    Neutral,
}

impl Better {
    /// The direction that `archive.toml` calls `name`: `higher`, `lower` or `neutral`.
    pub fn from_name(name: &str) -> Option<Better> {
        [Better::Higher, Better::Lower, Better::Neutral].into_iter().find(|better| better.name() == name)
    }

    /// The name in `archive.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Better::Higher => "higher",
            Better::Lower => "lower",
            Better::Neutral => "neutral",
        }
    }

    /// What moving from `from` to `to` means.
    pub fn judge(self, from: Figure, to: Figure) -> Judgement {
        match (self, to > from) {
            _ if from == to => Judgement::Same,
            (Better::Neutral, _) => Judgement::Neutral,
            (Better::Higher, true) | (Better::Lower, false) => Judgement::Improved,
            (Better::Higher, false) | (Better::Lower, true) => Judgement::Worsened,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_formulas() {
        let id = |id: &str| id.to_string();
        let series = Series {
            unit: id("%"),
            sum: vec![id("a"), id("b")],
            ratio: Some((id("c"), id("d"))),
            difference: Some((id("e"), id("f"))),
            ..Series::default()
        };
        let told = |series: &Series| {
            let relations = series.relations().into_iter();
            relations
                .map(|(relation, formula)| (relation, formula.tell(|operand| operand.id.clone())))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told(&series),
            [(Relation::Sum, id("a + b")), (Relation::Ratio, id("c ÷ d × 100")), (Relation::Difference, id("e − f"))]
        );
        assert_eq!(told(&Series { unit: id("間"), ..series })[1].1, "c ÷ d");
        assert_eq!(told(&Series::default()), []);
    }

    #[test]
    fn changes_are_judged_by_the_direction() {
        for (better, from, to, expected) in [
            (Better::Higher, 1, 2, Judgement::Improved),
            (Better::Higher, 2, 1, Judgement::Worsened),
            (Better::Lower, 60, 44, Judgement::Improved),
            (Better::Lower, 44, 60, Judgement::Worsened),
            (Better::Lower, -1, -2, Judgement::Improved),
            (Better::Neutral, 1, 2, Judgement::Neutral),
            (Better::Neutral, 2, 2, Judgement::Same),
            (Better::Lower, 2, 2, Judgement::Same),
        ] {
            assert_eq!(better.judge(Figure::from(from), Figure::from(to)), expected);
        }
        assert_eq!(Better::from_name("lower"), Some(Better::Lower));
        assert_eq!(Better::from_name("best"), None);
    }
}
