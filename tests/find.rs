//! Finding in the bundled archive: what is typed in any way that hands know, and what answers first.

use annals::insight::facts::Ground;
use annals::insight::find;
use annals::insight::found;
use annals::search::answer::Heard;
use annals::search::answer::Mark;
use annals::search::answer::Rank;
use annals::search::fold;
use annals::search::phonetic::Sounds;
use annals::search::query::Query;
use annals::search::rank::Manner;
use annals::store::archive::Archive;
use annals::store::archive::ItemId;
use annals::store::disk;
use annals::store::disk::Loaded;
use annals::store::file::Text;
use std::path::Path;

struct Finder {
    archive: Archive,
}

/// Everything found, each with where it was.
struct Found {
    hits: Vec<Hit>,
    total: usize,
}

struct Hit {
    item: ItemId,
    rank: Rank,
    marks: Vec<Mark>,
    heard: Vec<Heard>,
}

impl Finder {
    fn new() -> Finder {
        let opened = disk::read_archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).unwrap();
        let text = |Loaded { path, text, .. }: Loaded| Text { path, text, locked: None };
        Finder { archive: Archive::read(opened.files.into_iter().map(text).collect()) }
    }

    fn find(&self, typed: &str, sounds: Sounds) -> Found {
        let query = Query::read(typed, sounds);
        let found = find::all(&Ground::of(&self.archive), &query, None);
        let hit = |hit: &find::Hit| {
            let (marks, heard) = find::marks(&self.archive, &query, hit.item);
            Hit { item: hit.item, rank: hit.rank, marks, heard }
        };
        Found { hits: found.hits.iter().map(hit).collect(), total: found.total }
    }

    /// Title of a hit, and behind it what answered: the whole part, without blanks.
    fn shown(&self, hit: &Hit) -> String {
        let parts = found::parts(&self.archive, hit.item);
        let answers = hit.marks.iter().map(|mark| parts[mark.part].text.replace(['\n', ' '], ""));
        [found::title(&self.archive, hit.item)].into_iter().chain(answers).collect::<Vec<_>>().join("|")
    }
}

/// (typed, what the first hit's title or what answered in it contains)
const FIRST: &[(&str, &str)] = &[
    // Pinyin: whole syllables, initials, both, unfinished; ü as v and u.
    ("lvsecaigou", "綠色採購與身心障礙優先採購"),
    ("lusecaigou", "綠色採購與身心障礙優先採購"),
    ("lscg", "綠色採購與身心障礙優先採購"),
    ("lvsecg", "綠色採購與身心障礙優先採購"),
    ("lvsecaig", "綠色採購與身心障礙優先採購"),
    ("dianzigongbao", "高雄市政府電子公報"),
    ("dzgb", "高雄市政府電子公報"),
    ("sushe", "宿舍"),
    ("shizhenghuiyi", "市政會議"),
    ("szhy", "市政會議"),
    ("xiaofeizhe", "消費者"),
    ("xfzbhg", "消費者保護官"),
    ("fushan", "釜山市締盟55周年紀念活動"),
    ("shuiyuan", "水原"),
    ("kaifangziliao", "開放資料集"),
    ("kfzl", "開放資料集"),
    ("xiongbenxian", "熊本縣知事視訊會議"),
    ("wengehua", "溫哥華市視訊會晤"),
    ("wghs", "溫哥華市視訊會晤"),
    ("xiyatu", "西雅圖網路研討會"),
    ("kongtiaoshebei", "空調設備汰舊換新"),
    ("danganxiaohui", "檔案銷毀程序及注意事項"),
    ("zwxfbz", "自衛消防編組訓練"),
    ("zi'wei", "自衛消防編組訓練"),
    ("dianti hb", "電梯海報張貼"),
    // Zhuyin: with tones, without, initials alone, symbols.
    ("xm4nk4", "綠色採購與身心障礙優先採購"),
    ("xmnk", "綠色採購與身心障礙優先採購"),
    ("xnhe", "綠色採購與身心障礙優先採購"),
    ("nj4gk4", "宿舍"),
    ("g45/4cjo4u4", "市政會議"),
    ("2u04y3ej/1l4", "高雄市政府電子公報"),
    ("d9 z;4yxul4", "開放資料集"),
    ("d9z;yxul", "開放資料集"),
    ("zj3g0", "釜山市締盟55周年紀念活動"),
    ("ㄌㄩˋㄙㄜˋ", "綠色採購與身心障礙優先採購"),
    ("ㄌㄙㄘㄍ", "綠色採購與身心障礙優先採購"),
    // Mixed with characters, and with plain words.
    ("綠secg", "綠色採購與身心障礙優先採購"),
    ("led dsq", "LED電視牆播放"),
    ("宿舍 xs", "宿舍巡查修繕與居住查考"),
    // Simplified, variants, full width, Japan's forms.
    ("绿色采购", "綠色採購與身心障礙優先採購"),
    ("电子公报", "高雄市政府電子公報"),
    ("国际关系", "國際關係小組會議"),
    ("市长会议", "市長會議與拜會行程"),
    ("档案销毁", "檔案銷毀程序及注意事項"),
    ("ＬＥＤ電視牆", "LED電視牆播放"),
    ("熊本県", "熊本縣知事視訊會議"),
    ("駐臺使節", "2021 駐台使節雄食在專案"),
    ("财产盘点", "財產及物品盤點"),
    ("车辆先期审查", "車輛先期審查作業"),
    // Numbers as they are said and written.
    ("13,960,000", "1,396萬元"),
    ("1396萬", "1,396萬元"),
    ("1396万元", "1,396萬元"),
    ("１３９６萬", "1,396萬元"),
    ("0.1396億", "1,396萬元"),
    ("一千三百九十六萬", "1,396萬元"),
    ("壹仟參佰玖拾陸萬元", "1,396萬元"),
    ("62290", "62,290元"),
    ("六十間", "60間"),
    ("十所", "10所"),
    ("1千3百17組", "LED燈具1,317組"),
    ("96.41%", "96.41%"),
];

#[test]
fn the_first_hit() {
    let finder = Finder::new();
    let mut wrong = Vec::new();
    for (typed, expected) in FIRST {
        let found = finder.find(typed, Sounds::ON);
        let first = found.hits.first().map_or(String::new(), |hit| finder.shown(hit));
        if !first.contains(expected) || expected.is_empty() != first.is_empty() {
            wrong.push(format!("{typed}: {first} (of {}), not {expected}", found.total));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// With sounds or without, what has the letters comes first, in the same order; quotes and `off` keep sounds away.
#[test]
fn what_is_spelled_is_never_buried() {
    let finder = Finder::new();
    let mut words: Vec<String> = FIRST.iter().map(|(typed, _)| typed.to_string()).collect();
    words.extend("abcdefghijklmnopqrstuvwxyz".chars().map(String::from));
    words.extend(
        [
            "led",
            "isms",
            "kpsn2",
            "share",
            "kaohsiung",
            "an",
            "li",
            "ss",
            "zh",
            "gong",
            "dormitory",
            "services",
            "id",
            "e;",
        ]
        .map(String::from),
    );
    for typed in words {
        let docs = |found: &Found, wanted: fn(&Hit) -> bool| -> Vec<ItemId> {
            found.hits.iter().filter(|hit| wanted(hit)).map(|hit| hit.item).collect()
        };
        let (with, without) = (finder.find(&typed, Sounds::ON), finder.find(&typed, Sounds::OFF));
        let is_run = |hit: &Hit| hit.rank.scattered == 0;
        assert_eq!(docs(&with, is_run), docs(&without, is_run), "{typed}");
        assert!(with.hits.is_sorted_by_key(|hit| (hit.rank.inexact, hit.rank.scattered, hit.rank.manner)), "{typed}");
        // All that is found without sounds is found with them, and nothing that is heard stands before a run.
        let all = docs(&with, |_| true);
        assert!(docs(&without, |_| true).iter().all(|doc| all.contains(doc)), "{typed}");
        assert!(with.hits.iter().all(|hit| hit.heard.is_empty() || hit.rank.scattered > 0), "{typed}");
        assert!(without.hits.iter().all(|hit| hit.heard.is_empty()), "{typed}");
    }
    assert_eq!(finder.find("\"lvse\"", Sounds::ON).total, 0);
    assert_eq!(finder.find("lvsecaigou", Sounds::OFF).total, 0);
    assert!((Manner::Spelled as u32) < (Manner::Sounded as u32) && (Manner::Sounded as u32) < (Manner::Strewn as u32));
}

#[test]
fn a_single_letter_lights_nothing_up() {
    let finder = Finder::new();
    for c in ('a'..='z').chain('0'..='9').chain([';', ',', '.', '/', '-']) {
        let typed = String::from(c);
        assert!(finder.find(&typed, Sounds::ON).hits.iter().all(|hit| hit.heard.is_empty()), "{typed}");
    }
}

#[test]
fn it_says_how_it_heard() {
    let finder = Finder::new();
    for (typed, expected) in
        [("lscg", "lü se cai gou"), ("xm4nk4", "ㄌㄩ ㄙㄜ"), ("綠色採購", ""), ("led dsq", "dian shi qiang")]
    {
        let found = finder.find(typed, Sounds::ON);
        let heard: Vec<&str> = found.hits[0].heard.iter().map(|heard| heard.spelled.as_str()).collect();
        assert_eq!(heard.join("|"), expected, "{typed}");
    }
}

/// However a year is written, the same is found; each item of it, and each text that names it.
#[test]
fn a_year_is_a_year() {
    let finder = Finder::new();
    let docs = |typed: &str| {
        let mut docs: Vec<ItemId> = finder.find(typed, Sounds::ON).hits.iter().map(|hit| hit.item).collect();
        docs.sort_unstable();
        docs
    };
    let all = docs("108年");
    assert!(all.len() >= 61, "{}", all.len());
    for typed in [
        "2019",
        "2019年",
        "民國108年",
        "108年度",
        "ROC108",
        "一百零八年",
        "民國一〇八年",
        "１０８年",
        "民国108年",
        "二〇一九年",
    ] {
        assert_eq!(docs(typed), all, "{typed}");
    }
    let both = finder.find("2019 宿舍", Sounds::ON);
    let years: Vec<i32> = both.hits.iter().map(|hit| finder.archive.year(hit.item).unwrap().gregorian()).collect();
    assert!(years.first() == Some(&2019), "{years:?}");
}

/// Folding both sides: any title is found by itself in any dress.
#[test]
fn every_title_is_found_by_its_fold() {
    let finder = Finder::new();
    for year in &finder.archive.years {
        for item in finder.archive.items(*year) {
            let title = found::title(&finder.archive, item);
            let folded = format!("\"{}\"", fold::fold_str(&title).as_str().replace('"', " "));
            let found = finder.find(&folded, Sounds::ON);
            assert!(found.hits.iter().any(|hit| hit.item == item), "{title}");
        }
    }
}
