//! What is not understood of a query, in words, and what may have been meant: the same on the screen and on the command line.

use crate::lang::Words;
use crate::lang::words::find;
use crate::search::fold;
use crate::search::query::Fault;
use crate::search::query::Language;
use crate::search::query::Why;
use crate::search::query::aspect::Aim;
use crate::search::query::aspect::Aspect;
use crate::search::query::aspect::Named;
use crate::search::query::aspect::State;
use crate::store::address;

/// Why something is not understood. Its place is for what was typed.
pub fn words(why: Why) -> Words {
    match why {
        Why::NoField => find::NO_FIELD,
        Why::Unfinished => find::UNFINISHED,
        Why::NotCompared => find::NOT_COMPARED,
        Why::NoYear => find::NO_YEAR,
        Why::NoDate => find::NO_DATE,
        Why::NoNumber => find::NO_NUMBER,
        Why::NoState => find::NO_STATE,
        Why::NoAim => find::NO_AIM,
        Why::NoOrder => find::NO_ORDER,
        Why::NoView => find::NO_VIEW,
        Why::Cycle => find::CYCLE,
        Why::Alone => find::ALONE,
    }
}

/// What may have been meant by it, as it would be typed, the nearest first.
pub fn near(typed: &str, fault: &Fault, language: &Language) -> Vec<String> {
    let meant = fold::fold_str(typed.get(fault.at.clone()).unwrap_or(""));
    let meant = meant.as_str().trim_start_matches('!');
    let is_sign = |c: char| matches!(c, ':' | '=' | '<' | '>' | '≥' | '≤' | '≧' | '≦');
    let (name, behind) = meant.split_at(meant.find(is_sign).unwrap_or(meant.len()));
    let value = behind.trim_start_matches(is_sign);
    match fault.why {
        // `has:` asks for the name of a field.
        Why::NoField if Aspect::find(name).is_some() => nearest(value, names::<Aspect>(), ""),
        Why::NoField => nearest(name, names::<Aspect>(), &behind[..behind.len() - value.len()]),
        Why::NoState => nearest(value, names::<State>(), ""),
        Why::NoAim => nearest(value, names::<Aim>(), ""),
        Why::NoOrder => {
            let names = Aspect::ORDERS.iter().flat_map(|by| by.names().iter().copied());
            // Of several, the one that is none.
            let is_none = |name: &&str| !Aspect::find(name).is_some_and(|by| Aspect::ORDERS.contains(&by));
            let orders = value.split(',').map(|order| order.trim_start_matches(['-', '−']));
            orders.filter(is_none).take(1).flat_map(|order| nearest(order, names.clone(), "")).collect()
        }
        Why::NoView => {
            let views: Vec<String> = language.named_views().map(|(_, view)| format!("@{}", view.name)).collect();
            nearest(meant, views.iter().map(String::as_str), "")
        }
        _ => Vec::new(),
    }
}

fn names<T: Named>() -> impl Iterator<Item = &'static str> + Clone {
    T::NAMES.iter().flat_map(|(_, names)| names.iter().copied())
}

/// Of names in Chinese, which have two characters or three, those that begin with the same one are like enough.
fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str> + Clone, end: &str) -> Vec<String> {
    let first = typed.chars().next().filter(|c| !c.is_ascii());
    let begins = |name: &&str| first.is_some() && name.chars().next().map(fold::fold) == first;
    let near = match address::near(typed, names.clone()) {
        near if near.is_empty() => names.filter(begins).take(3).collect(),
        near => near,
    };
    near.into_iter().map(|name| format!("{name}{end}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::view::View;
    use crate::search::query::Query;

    #[test]
    fn what_may_have_been_meant() {
        let views = [View { name: "overdue".to_string(), query: "target:missed".to_string(), line: 0 }];
        let language = Language { views: [&views, &[]], ..Language::default() };
        for (typed, expected) in [
            ("yaer:110", "year:"),
            ("YAER：110", "year:"),
            ("!valeu>=5", "value>="),
            ("宿舍 chnage<-20%", "change<"),
            ("foo:1", ""),
            ("年渡:110", "年:"),
            ("增加>5", "增減>"),
            ("標頭:x", "標題: 標籤: 标签:"),
            ("is:mising", "missing"),
            ("is:未有", "未存 未儲存 未歸類"),
            ("target:mised", "missed"),
            ("target:x", ""),
            ("has:noet", "note no"),
            ("sort:-vlaue", "value"),
            ("sort:year,-chnage", "change"),
            ("sort:unit", ""),
            ("@overdu", "@overdue"),
            ("@x", ""),
            ("value>x", ""),
            ("year:x", ""),
        ] {
            let query = Query::in_language(typed, &language);
            let near: Vec<String> = query.faults().iter().flat_map(|fault| near(typed, fault, &language)).collect();
            assert_eq!(near.join(" "), expected, "{typed}");
        }
    }
}
