//! A small archive and what is found in it.

use super::*;
use crate::insight::find;
use crate::model::view::View;
use crate::search::facts;
use crate::search::marks;
use crate::search::phonetic::Sounds;
use crate::search::query::Language;
use crate::search::query::Query;
use crate::store::file::Text;
use std::collections::BTreeSet;

const ABOUT: &str = "calendar = 'roc'
[[category]]
id = 'a'
title = '綠色採購'
[[category]]
id = 'a/b'
title = '宿舍管理'
in.108 = { title = '職務宿舍', partial = true }
[[category]]
id = 'c'
title = '國際交流'
[[series]]
id = 's.rooms'
name = '經管宿舍'
unit = '間'
better = 'lower'
target = 50
[[series]]
id = 's.money'
name = '修繕費'
unit = '元'
";

const FIRST: &str = "year = 108
[[item]]
id = 'stock'
category = 'a/b'
no = '1'
title = '市有宿舍'
[[item.metric]]
id = 's.rooms'
value = 60
[[item.metric]]
id = 's.money'
value = 155000000
approx = true
[[item]]
id = 'visit'
category = 'c'
title = '釜山訪問'
names = ['韓國釜山市']
tags = ['sister', 'port']
when = ['2019-03-18/2019-03-19']
text = '年度 50 人次'
";

const SECOND: &str = "year = 110
[[item]]
id = 'stock'
category = 'a/b'
no = '1'
title = '市有宿舍'
source = 'report 12'
[[item.metric]]
id = 's.rooms'
value = 44
note = '已扣除'
[[item.metric]]
id = 's.money'
value = 170500000
[[item.metric]]
name = '考評'
value = '特優'
[[item]]
id = 'gpr'
category = 'a'
no = '10'
title = 'Green procurement'
[[item.metric]]
name = '金額'
unit = '萬元'
value = 15500
target = 20000
[[item.metric]]
name = '場次'
unit = '場次'
[[item.metric]]
name = '進度'
unit = '%'
target = 90
[[item]]
id = 'calls'
no = '1.(2)'
title = '申訴'
[[item.metric]]
name = '件數'
unit = '件'
[[item.metric.entry]]
on = 2021-03-04
value = 12
note = '電話'
[[item.metric.entry]]
on = '2021-05'
value = 3
";

fn archive() -> Archive {
    let text = |(path, text): (&str, &str)| Text { path: path.into(), text: Ok(text.to_string()), locked: None };
    Archive::read([("archive.toml", ABOUT), ("1.toml", FIRST), ("2.toml", SECOND)].map(text).into())
}

struct Finder {
    archive: Archive,
    marked: HashSet<ItemId>,
    flawed: HashSet<ItemId>,
    views: Vec<View>,
}

impl Finder {
    fn new(archive: Archive) -> Finder {
        let views = [("late", "target:missed year:110"), ("big", "value>1億|宿舍")];
        let views = views.map(|(name, query)| View { name: name.into(), query: query.into(), line: 0 });
        let marked = archive.find(Year::new(2021), "gpr").into_iter().collect();
        let flawed = archive.find(Year::new(2019), "visit").into_iter().collect();
        Finder { marked, flawed, views: views.into(), archive }
    }

    fn query(&self, typed: &str) -> Query {
        let language = Language {
            sounds: Sounds::ON,
            calendar: self.archive.calendar,
            words_only: false,
            views: [&self.views, &[]],
        };
        Query::in_language(typed, &language)
    }

    /// The items that answer, each as `108 stock`.
    fn find(&self, typed: &str) -> BTreeSet<String> {
        let ground = Ground::new(&self.archive, &self.marked, &self.flawed);
        let found = find::all(&ground, &self.query(typed), None);
        let name = |id: ItemId| {
            let year = self.archive.year(id).map_or(String::new(), |year| year.show(self.archive.calendar));
            format!("{year} {}", self.archive.text(id, Field::Id))
        };
        found.hits.iter().map(|hit| name(hit.item)).collect()
    }
}

#[test]
fn what_is_found() {
    let finder = Finder::new(archive());
    let [s108, v108, s110, g110, c110] = ["108 stock", "108 visit", "110 stock", "110 gpr", "110 calls"];
    let all: &[&str] = &[s108, v108, s110, g110, c110];
    let check = |typed: &str, expected: &[&str]| {
        let expected: BTreeSet<String> = expected.iter().map(|id| id.to_string()).collect();
        assert_eq!(finder.find(typed), expected, "{typed}");
        assert_eq!(finder.query(typed).faults(), [], "{typed}");
    };
    check("", all);
    check("宿舍", &[s108, s110]);
    check("'宿舍 !職務", &[s110]);
    check("^市有", &[s108, s110]);
    check("^有宿舍", &[]);
    check("訪問$", &[v108]);
    check("^申訴$ | ^Green", &[c110, g110]);
    check("^宿舍$", &[]);
    check("grpr", &[g110]);
    check("'grpr", &[]);
    check("!green !宿舍", &[v108, c110]);
    check("year:110", &[s110, g110, c110]);
    check("year:2019 | year>110", &[s108, v108]);
    check("!year:110 宿舍", &[s108]);
    check("year:..109", &[s108, v108]);
    // In a category or below it, by the title that the year prints, by its sound, by an id.
    check("cat:綠色", &[s108, s110, g110]);
    check("cat:宿舍管理", &[s110]);
    check("cat:lscg", &[s108, s110, g110]);
    check("cat:a", &[s108, s110, g110]);
    check("cat:a/b", &[s108, s110]);
    check("cat=c", &[v108]);
    check("cat:", &[s108, s110, g110, v108]);
    check("is:unfiled", &[c110]);
    check("is:partial", &[s108]);
    check("is:marked", &[g110]);
    check("is:flawed", &[v108]);
    check("is:unsaved", &[]);
    check("is:new", &[g110, c110]);
    check("is:approx", &[s108]);
    check("is:missing", &[g110]);
    check("is:derived", &[c110]);
    check("is:grade", &[s110]);
    check("is:better", &[s110]);
    check("is:worse", &[]);
    check("id:stock", &[s108, s110]);
    check("id:s.rooms", &[s108, s110]);
    check("id:^s.m", &[s108, s110]);
    check("no:1", &[s108, s110, c110]);
    check("no=1", &[s108, s110]);
    check("no:1.(2)", &[c110]);
    check("unit:元", &[s108, s110, g110]);
    check("unit=元", &[s108, s110]);
    check("tag:port", &[v108]);
    check("tag:^por$ | tag:sis", &[v108]);
    check("name:釜山", &[v108]);
    check("name:fushan", &[v108]);
    check("name:修繕", &[s108, s110]);
    check("metric:釜山", &[]);
    check("title:釜山", &[v108]);
    check("text:人次", &[v108]);
    check("text:宿舍", &[]);
    check("source:report", &[s110]);
    check("note:扣除 | note:電話", &[s110, c110]);
    check("has:note", &[s110, c110]);
    check("has:entry", &[c110]);
    check("has:metric !has:no", &[]);
    check("!has:metric", &[v108]);
    check("when:108-03", &[v108]);
    check("when:108-03-19..", &[v108, c110]);
    check("when:110-03", &[c110]);
    check("when:110-05-20", &[c110]);
    check("when:110-06..", &[]);
    check("when<109", &[v108]);
    check("value>50", &[s108, s110, g110]);
    check("value>50 unit:間", &[s108]);
    check("value>50 !unit:元", &[]);
    check("value:44..60 unit:間", &[s108, s110]);
    check("value=44間", &[s110]);
    check("value>=1.55億", &[s108, s110, g110]);
    check("value>1.55億", &[s110]);
    check("value=15500", &[g110]);
    check("value=15500萬元", &[s108, g110]);
    check("value:特優", &[s110]);
    check("value:12", &[]);
    check("value:15", &[c110]);
    check("change<0", &[s110]);
    check("change:", &[s110]);
    check("change<-20%", &[s110]);
    check("change<-30%", &[]);
    check("change>1500萬", &[s110]);
    check("change>=10% unit:元", &[s110]);
    check("change>=10% unit:間", &[]);
    check("target:met", &[s110]);
    check("target:missed", &[s108, g110]);
    check("target:open", &[g110]);
    check("target:none", &[s108, s110, g110, c110]);
    check("!target:", &[v108, c110]);
    check("target>100", &[g110]);
    check("target:missed value:60 | 申訴", &[s108]);
    check("@late", &[g110]);
    check("@big", &[s108, s110, g110]);
    check("@late @big", &[g110]);
    check("108年 宿舍", &[s108]);
    check("1.55億 | 訪問", &[s108, g110, v108]);
}

/// What a query finds that is the negation, the union, the intersection of others.
#[test]
fn the_algebra_holds() {
    let finder = Finder::new(archive());
    let all = finder.find("");
    let words = ["'宿舍", "'green", "^市有", "訪問$", "'元", "'2", "'zzz"];
    let fields = [
        "year:110",
        "cat:綠色",
        "value>50",
        "unit:元",
        "change<0",
        "is:missing",
        "is:new",
        "target:missed",
        "when:110-03",
        "id:s.rooms",
        "name:釜山",
        "has:note",
        "unit:",
        "no:1",
        "value:特優",
        "change<-20%",
    ];
    let terms: Vec<&str> = words.into_iter().chain(fields).collect();
    for a in &terms {
        let found = finder.find(a);
        assert_eq!(finder.find(&format!("!{a}")), all.difference(&found).cloned().collect(), "!{a}");
        // Behind `!` a word is exact, with or without the sign.
        if let Some(word) = a.strip_prefix('\'') {
            assert_eq!(finder.find(&format!("!{word}")), finder.find(&format!("!{a}")), "!{word}");
        }
        for b in &terms {
            let other = finder.find(b);
            assert_eq!(finder.find(&format!("{a}|{b}")), found.union(&other).cloned().collect(), "{a}|{b}");
            let both: BTreeSet<String> = found.intersection(&other).cloned().collect();
            let found = finder.find(&format!("{a} {b}"));
            // What is asked of metrics must hold of one of them, which is less than of one each.
            assert!(found.is_subset(&both), "{a} {b}");
            let is_of_item = |term: &str| !finder.query(term).clauses().iter().any(facts::asks_of_metrics);
            assert!(found == both || !is_of_item(a) && !is_of_item(b), "{a} {b}");
        }
    }
}

/// In the order that is asked for; what has nothing to go by comes last, and what is equal keeps its order.
#[test]
fn orders() {
    let finder = Finder::new(archive());
    let ground = Ground::new(&finder.archive, &finder.marked, &finder.flawed);
    for (typed, expected) in [
        ("sort:year sort:title", "stock visit gpr stock calls"),
        ("sort:-year,title", "gpr stock calls stock visit"),
        ("sort:no year:110", "stock calls gpr"),
        ("sort:id", "calls gpr stock stock visit"),
        ("sort:-id", "visit stock stock gpr calls"),
        ("sort:cat,year", "gpr stock stock visit calls"),
        ("sort:when", "visit stock stock gpr calls"),
        ("sort:value year:110", "calls stock gpr"),
        // Of the metric that answers.
        ("sort:-value unit:元 value>1000", "stock stock gpr"),
        ("sort:-value year:110 unit:萬元|unit:間", "gpr stock"),
        ("sort:change year:110", "stock gpr calls"),
        ("target:missed sort:-change", "stock gpr"),
    ] {
        let query = finder.query(typed);
        let ids: Vec<ItemId> = find::all(&ground, &query, None).hits.iter().map(|hit| hit.item).collect();
        let ids: Vec<String> = ids.iter().map(|id| finder.archive.text(*id, Field::Id).into_owned()).collect();
        assert_eq!(ids.join(" "), expected, "{typed}");
    }
}

/// A metric answers by itself, with the change that is shown of it.
#[test]
fn the_metric_that_answers() {
    let finder = Finder::new(archive());
    let ground = Ground::of(&finder.archive);
    let item = finder.archive.find(Year::new(2021), "stock").unwrap();
    for (typed, expected) in [
        ("value>50", Some(1)),
        ("value:44", Some(0)),
        ("unit:元 value>50", Some(1)),
        ("year:110 value:特優", Some(2)),
        ("宿舍|value:特優", Some(2)),
        ("宿舍 year:110", None),
        ("!value:44", None),
        // No one metric answers both: the first that answers one.
        ("value:44 | 宿舍 | value:特優", Some(0)),
    ] {
        assert_eq!(facts::metric(&finder.query(typed), &ground.item(item)), expected, "{typed}");
    }
    let metric = finder.archive.metric(item, 0).unwrap();
    for (typed, change, is_found) in [("change<0", None, false), ("經管", None, true), ("unit:間 value<50", None, true)]
    {
        let known = ground.metric(item, metric.clone(), change);
        assert_eq!(marks::matches_known(&finder.query(typed), &[&metric.name], &known), is_found, "{typed}");
    }
}

#[test]
fn what_is_not_saved() {
    let mut archive = archive();
    let changed = SECOND.replace("value = 44", "value = 45");
    archive.replace(2, &changed);
    archive.derive();
    let finder = Finder::new(archive);
    assert_eq!(finder.find("is:unsaved"), BTreeSet::from(["110 stock".to_string()]));
}
