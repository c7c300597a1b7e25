//! What of a record a query can name: fields, states, targets, each by its names in both languages.
//!
//! The names are compared folded, so that an input method's full-width letters and either set of characters do.

use crate::search::fold;

/// What a query can name of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// The year.
    Year,
    /// The category, by its title or that of one above it, or by an id.
    Category,
    /// The id of the item or of a metric.
    Id,
    /// The number as printed.
    No,
    /// The title.
    Title,
    /// The text.
    Text,
    /// The dates of the item, and of a metric's entries.
    When,
    /// A person or a place, or what a metric is called.
    Name,
    /// A tag.
    Tag,
    /// Where it stands in the source.
    Source,
    /// What a metric is called.
    Metric,
    /// What a metric is counted in.
    Unit,
    /// What a metric says: a number, or a grade.
    Value,
    /// How a metric moved since the year before.
    Change,
    /// What a metric should reach.
    Target,
    /// A remark on a metric or an entry.
    Note,
    /// How a value comes about.
    Formula,
    /// The dated entries of a metric.
    Entry,
    /// A state.
    Is,
    /// That something is there.
    Has,
    /// The order of the answers.
    Sort,
}

/// A state that a record or one of its metrics can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It differs from what is on disk.
    Unsaved,
    /// The person has marked it.
    Marked,
    /// The check found a fault with it.
    Flawed,
    /// The year before has no item of this id.
    New,
    /// It stands in no category of the outline.
    Unfiled,
    /// The year's source is cut off in its category.
    Partial,
    /// A metric has no value.
    Missing,
    /// The source says about.
    Approx,
    /// A value is what entries come to.
    Derived,
    /// A value is a grade in words.
    Grade,
    /// A metric moved the way that is better.
    Better,
    /// A metric moved the other way.
    Worse,
}

/// How a metric stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aim {
    /// It is reached.
    Met,
    /// It is missed.
    Missed,
    /// There is one, and no figure to reach it with.
    Open,
    /// There is none.
    None,
}

/// What has names in a query.
pub trait Named: Copy + PartialEq + 'static {
    /// All, each with its names: the English one first, the Chinese one second, then others that do as well.
    const NAMES: &'static [(Self, &'static [&'static str])];

    /// The one that a folded text names.
    fn find(folded: &str) -> Option<Self> {
        let is_it = |name: &&str| fold::fold_str(name).as_str() == folded;
        Self::NAMES.iter().find(|(_, names)| names.iter().any(&is_it)).map(|(one, _)| *one)
    }

    /// Its names, as [`Named::NAMES`] has them.
    fn names(self) -> &'static [&'static str] {
        Self::NAMES.iter().find(|(one, _)| *one == self).map_or(&[], |(_, names)| names)
    }
}

impl Named for Aspect {
    const NAMES: &'static [(Aspect, &'static [&'static str])] = &[
        (Aspect::Year, &["year", "年", "年度", "年份"]),
        (Aspect::Category, &["cat", "類", "綱目", "分類", "category"]),
        (Aspect::Id, &["id", "代號"]),
        (Aspect::No, &["no", "編號", "號"]),
        (Aspect::Title, &["title", "標題", "題"]),
        (Aspect::Text, &["text", "內文", "文"]),
        (Aspect::When, &["when", "日期", "日", "date"]),
        (Aspect::Name, &["name", "名", "人地名", "names"]),
        (Aspect::Tag, &["tag", "標籤", "标签", "tags"]),
        (Aspect::Source, &["source", "出處"]),
        (Aspect::Metric, &["metric", "指標", "名稱"]),
        (Aspect::Unit, &["unit", "單位"]),
        (Aspect::Value, &["value", "值", "數值"]),
        (Aspect::Change, &["change", "增減", "變化"]),
        (Aspect::Target, &["target", "目標"]),
        (Aspect::Note, &["note", "附註", "註"]),
        (Aspect::Formula, &["formula", "算式"]),
        (Aspect::Entry, &["entry", "紀錄", "entries"]),
        (Aspect::Is, &["is", "是"]),
        (Aspect::Has, &["has", "有"]),
        (Aspect::Sort, &["sort", "排序", "排"]),
    ];
}

impl Named for State {
    const NAMES: &'static [(State, &'static [&'static str])] = &[
        (State::Unsaved, &["unsaved", "未存", "未儲存"]),
        (State::Marked, &["marked", "已標記", "標記"]),
        (State::Flawed, &["flawed", "有誤", "錯"]),
        (State::New, &["new", "新增", "新"]),
        (State::Unfiled, &["unfiled", "未歸類"]),
        (State::Partial, &["partial", "不全"]),
        (State::Missing, &["missing", "缺值", "缺"]),
        (State::Approx, &["approx", "約略", "約"]),
        (State::Derived, &["derived", "合計"]),
        (State::Grade, &["grade", "等第"]),
        (State::Better, &["better", "改善"]),
        (State::Worse, &["worse", "退步"]),
    ];
}

impl Named for Aim {
    const NAMES: &'static [(Aim, &'static [&'static str])] = &[
        (Aim::Met, &["met", "達成"]),
        (Aim::Missed, &["missed", "未達"]),
        (Aim::Open, &["open", "未定"]),
        (Aim::None, &["none", "無"]),
    ];
}

impl Aspect {
    /// What answers can be put in the order of.
    pub const ORDERS: [Aspect; 8] = [
        Aspect::Value,
        Aspect::Change,
        Aspect::Title,
        Aspect::Year,
        Aspect::No,
        Aspect::Id,
        Aspect::Category,
        Aspect::When,
    ];

    /// Whether its text is found as it stands only: what no one spells by its sound.
    pub(super) fn is_verbatim(self) -> bool {
        matches!(self, Aspect::Id | Aspect::No | Aspect::Text | Aspect::Source | Aspect::Note | Aspect::Formula)
    }
}

impl State {
    /// Whether it is a state of a metric rather than of the item.
    pub fn is_of_metric(self) -> bool {
        use State::*;
        matches!(self, Missing | Approx | Derived | Grade | Better | Worse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Named + std::fmt::Debug>() {
        let mut seen = Vec::new();
        for (one, names) in T::NAMES {
            assert_eq!(one.names(), *names);
            for name in *names {
                let folded = fold::fold_str(name);
                assert_eq!(T::find(folded.as_str()), Some(*one), "{name}");
                assert!(!seen.contains(&folded), "{name} names two");
                seen.push(folded);
            }
        }
    }

    #[test]
    fn every_name_names_one() {
        check::<Aspect>();
        check::<State>();
        check::<Aim>();
        assert_eq!(Aspect::find(fold::fold_str("单位").as_str()), Some(Aspect::Unit));
        assert_eq!(Aspect::find(fold::fold_str("ＹＥＡＲ").as_str()), Some(Aspect::Year));
        assert_eq!(Aspect::find("years"), None);
    }
}
