//! A series: a metric that lives through the years, and which way is better.

use crate::model::figure::Figure;

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
    /// What every year without a target of its own should reach.
    pub target: Option<Figure>,
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
