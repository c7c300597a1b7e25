//! Queries against a small archive, each document asked: which answer, in which order, and with which characters.

use proptest::prelude::*;

use super::*;
use crate::search::facts::Nothing;
use crate::search::fold;
use crate::search::marks;

type Parts = Vec<(Part, &'static str)>;

/// A document, as `year` and `parts`.
struct Doc {
    year: i32,
    parts: Parts,
}

struct Hit {
    doc: usize,
    rank: Rank,
    marks: Vec<Mark>,
}

/// Every document that answers, best first.
fn search(query: &Query, prefer: Option<i32>) -> Vec<Hit> {
    let hit = |(doc, Doc { year, parts }): (usize, Doc)| {
        let texts = Texts::new(year, parts, Vec::new());
        Some(Hit { doc, rank: texts.rank(query, prefer, &Nothing)?, marks: texts.marks(query).marks })
    };
    let mut hits: Vec<Hit> = archive().into_iter().enumerate().filter_map(hit).collect();
    hits.sort_by_key(|hit| (hit.rank, hit.doc));
    hits
}

/// Title, id, category, metric, name, body: as in the bundled archive, with two years of the first two.
fn archive() -> Vec<Doc> {
    let rows: [(i32, [&str; 6]); 18] = [
        (108, ["經管市有宿舍", "dormitory.stock", "宿舍管理", "經管宿舍", "", "經管首長宿舍、眷舍，共60間。"]),
        (108, ["綠色採購", "green-procurement", "庶務工作", "綠色採購比率", "", "優先採購環保產品。"]),
        (108, ["市長官邸借用", "dormitory.residence", "宿舍管理", "借用場次", "", "官邸開放藝文團體借用。"]),
        (108, ["巡查與居住查考", "dormitory.check", "宿舍管理", "查考次數", "", "實地巡查眷舍。"]),
        (
            108,
            ["消費者保護教育宣導", "consumer.education", "消費者保護", "宣導場次", "", "辦理校園講座，宣導綠色消費。"],
        ),
        (108, ["消費者申訴", "consumer.appeal", "消費者保護", "申訴件數", "", "受理申訴案件。"]),
        (108, ["開放資料", "open-data", "資訊管理", "資料集", "", "於開放資料平臺上架。"]),
        (108, ["電子公報", "gazette", "文書管理", "期數", "", "市政公報電子化。"]),
        (108, ["市政會議", "council", "文書管理", "會議場次", "", "召開市政會議。"]),
        (108, ["國際事務", "international", "國際交流", "訪賓團數", "韓國水原市", "接待臺北、水原等市訪團。"]),
        (108, ["臨時人員進用審核", "staff.temporary", "人事管理", "臨時人員", "", "審核約僱人員。"]),
        (108, ["Green procurement", "gp.en", "English", "share", "", "Offices buy green."]),
        (108, ["Group purchase of paper", "paper", "English", "sheets", "", "Cheaper in a group."]),
        (108, ["制\u{fa01}檢討", "rules", "法制", "", "", "檢討Ａ１類規定。"]),
        (110, ["經管市有宿舍", "dormitory.stock", "宿舍管理", "經管宿舍", "", "共44間。"]),
        (110, ["綠色採購", "green-procurement", "庶務工作", "綠色採購比率", "", "比率96.41%。"]),
        (110, ["國際會議籌辦", "international.meeting", "國際交流", "", "廉泰英", "籌辦論壇。"]),
        (110, ["臺灣燈會", "lantern", "國際交流", "LED燈", "", ""]),
    ];
    let kinds = [Part::Title, Part::Id, Part::Category, Part::Metric, Part::Name, Part::Body];
    let doc = |(year, texts): (i32, [&'static str; 6])| {
        let parts: Parts = kinds.into_iter().zip(texts).filter(|(_, text)| !text.is_empty()).collect();
        Doc { year, parts }
    };
    rows.into_iter().map(doc).collect()
}

/// The hits as `year title`, with what answers in brackets, and parts other than the title after a stroke.
fn shown(typed: &str, prefer: Option<i32>) -> Vec<String> {
    let docs = archive();
    let found = search(&Query::parse(typed), prefer);
    let show = |hit: &Hit| {
        let doc = &docs[hit.doc];
        let mut line = doc.year.to_string();
        for (number, &(_, text)) in doc.parts.iter().enumerate() {
            let mark = hit.marks.iter().find(|mark| mark.part == number);
            let ranges = mark.map(|mark| marks::byte_ranges(text, &mark.chars)).unwrap_or_default();
            if number == 0 || mark.is_some() {
                line += if number == 0 { " " } else { "|" };
                line += &marks::tests::bracket(text, &ranges);
            }
        }
        line
    };
    found.iter().map(show).collect()
}

/// `expected`: the first hits, at most four; `total` of all.
fn check(typed: &str, prefer: Option<i32>, total: usize, expected: &[&str]) {
    let hits = shown(typed, prefer);
    assert_eq!(hits[..hits.len().min(4)], *expected, "{typed:?}");
    assert_eq!(hits.len(), total, "{typed:?}");
}

#[test]
fn an_exact_id_or_title_comes_first() {
    check("綠色採購", None, 2, &["108 [綠色採購]", "110 [綠色採購]"]);
    check("市政會議", None, 1, &["108 [市政會議]"]);
    check(
        "Green Procurement",
        None,
        3,
        &["108 [Green] [procurement]", "108 綠色採購|[green]-[procurement]", "110 綠色採購|[green]-[procurement]"],
    );
    check("gp.en", None, 1, &["108 Green procurement|[gp.en]"]);
    // `paper` is an id as a whole, and stands first though a title has the word too.
    check("paper", None, 1, &["108 Group purchase of [paper]"]);
}

#[test]
fn title_before_category_before_name_before_body() {
    check(
        "宿舍",
        None,
        4,
        &["108 經管市有[宿舍]", "110 經管市有[宿舍]", "108 市長官邸借用|[宿舍]管理", "108 巡查與居住查考|[宿舍]管理"],
    );
    check(
        "綠色",
        None,
        3,
        &["108 [綠色]採購", "110 [綠色]採購", "108 消費者保護教育宣導|辦理校園講座，宣導[綠色]消費。"],
    );
    check("會議", None, 2, &["108 市政[會議]", "110 國際[會議]籌辦"]);
    check("市政", None, 2, &["108 [市政]會議", "108 電子公報|[市政]公報電子化。"]);
    check("水原", None, 1, &["108 國際事務|韓國[水原]市"]);
    check("臨時", None, 1, &["108 [臨時]人員進用審核"]);
    check("查考", None, 1, &["108 巡查與居住[查考]"]);
    check("約雇", None, 1, &["108 臨時人員進用審核|審核[約僱]人員。"]);
    check(
        "臺",
        None,
        3,
        &["110 [臺]灣燈會", "108 開放資料|於開放資料平[臺]上架。", "108 國際事務|接待[臺]北、水原等市訪團。"],
    );
}

#[test]
fn the_start_and_the_shorter_first() {
    check("消費", None, 2, &["108 [消費]者申訴", "108 [消費]者保護教育宣導"]);
    check("國際", None, 3, &["108 [國際]事務", "110 [國際]會議籌辦", "110 臺灣燈會|[國際]交流"]);
    check("consumer", None, 2, &["108 消費者申訴|[consumer].appeal", "108 消費者保護教育宣導|[consumer].education"]);
    check("group", None, 1, &["108 [Group] purchase of paper"]);
    check("燈", None, 1, &["110 臺灣[燈]會"]);
    check("led", None, 1, &["110 臺灣燈會|[LED]燈"]);
}

#[test]
fn runs_before_scattered() {
    check(
        "gp",
        None,
        4,
        &[
            "108 Green procurement|[gp].en",
            "108 [G]roup [p]urchase of paper",
            "108 綠色採購|[g]reen-[p]rocurement",
            "110 綠色採購|[g]reen-[p]rocurement",
        ],
    );
    check("消保", None, 2, &["108 [消]費者[保]護教育宣導", "108 消費者申訴|[消]費者[保]護"]);
    check("綠購", None, 2, &["108 [綠]色採[購]", "110 [綠]色採[購]"]);
    check("電公", None, 1, &["108 [電]子[公]報"]);
    check("消宣", None, 0, &[]);
    check("宿市", None, 0, &[]);
    check("dormstock", None, 2, &["108 經管市有宿舍|[dorm]itory.[stock]", "110 經管市有宿舍|[dorm]itory.[stock]"]);
    check("eduction", None, 1, &["108 消費者保護教育宣導|consumer.[educ]a[tion]"]);
    // The body has both characters in this order, but only runs count there.
    check("藝借", None, 0, &[]);
}

#[test]
fn every_word_must_be_found() {
    check("宿舍 借用", None, 1, &["108 市長官邸[借用]|[宿舍]管理"]);
    check("審核\u{3000}臨時", None, 1, &["108 [臨時]人員進用[審核]"]);
    check("宿舍 飛機", None, 0, &[]);
    check("國際 水原 訪團", None, 1, &["108 [國際]事務|韓國[水原]市|接待臺北、水原等市[訪團]。"]);
    check("\"green proc\"", None, 1, &["108 [Green proc]urement"]);
    check("\"procurement green\"", None, 0, &[]);
    check("市政 市政會議", None, 1, &["108 [市政會議]"]);
}

#[test]
fn the_preferred_year_breaks_ties_only() {
    check("綠色採購", Some(110), 2, &["110 [綠色採購]", "108 [綠色採購]"]);
    check(
        "dormitory.stock",
        Some(110),
        2,
        &["110 經管市有宿舍|[dormitory.stock]", "108 經管市有宿舍|[dormitory.stock]"],
    );
    check("國際", Some(110), 3, &["108 [國際]事務", "110 [國際]會議籌辦", "110 臺灣燈會|[國際]交流"]);
    check("44", Some(108), 1, &["110 經管市有宿舍|共[44]間。"]);
}

#[test]
fn highlights_stand_on_the_original() {
    check("台北", None, 1, &["108 國際事務|接待[臺北]、水原等市訪團。"]);
    check("制度", None, 1, &["108 [制\u{fa01}]檢討"]);
    check("a1", None, 1, &["108 制\u{fa01}檢討|檢討[Ａ１]類規定。"]);
    check("ＬＥＤ", None, 1, &["110 臺灣燈會|[LED]燈"]);
}

/// Nothing typed finds everything; anything typed that is nowhere finds nothing, whatever becomes of it in folding.
#[test]
fn the_empty_query_and_only_that_finds_everything() {
    for typed in ["", " ", "\u{3000}", "\"", "\"\""] {
        check(typed, Some(110), 18, &["108 經管市有宿舍", "108 綠色採購", "108 市長官邸借用", "108 巡查與居住查考"]);
    }
    for typed in ["飛機", "飛", "\u{200b}", "\u{feff}", "\u{301}", "？？？", "ß", "👩‍👩‍👧", "\0"] {
        check(typed, Some(110), 0, &[]);
    }
}

proptest! {
    #[test]
    fn any_query_is_answered_truly(typed in "[宿舍管市臺a-g1 \"\\-.]{0,9}|\\PC{0,5}") {
        let query = Query::parse(&typed);
        let docs = archive();
        for hit in search(&query, Some(110)) {
            for mark in &hit.marks {
                let (_, text) = docs[hit.doc].parts[mark.part];
                let marked: Vec<char> = mark.chars.iter().filter_map(|&at| text.chars().nth(at)).collect();
                prop_assert_eq!(marked.len(), mark.chars.len());
                let asked = |c: &char| query.words().iter().any(|word| word.text().contains(fold::fold(*c)));
                prop_assert!(marked.iter().all(asked));
            }
        }
    }

    /// What narrowing rests on. (Only where the reach does not widen: `11` is a number, `11a` is not.)
    #[test]
    fn a_word_that_has_grown_finds_no_more(typed in "[a-gi管宿市]{1,4}", more in "[a-g理舍有]") {
        let (typed, more) = (Query::parse(&typed), Query::parse(&(typed.clone() + &more)));
        let docs = |query: &Query| -> Vec<usize> { search(query, None).iter().map(|hit| hit.doc).collect() };
        let (before, after) = (docs(&typed), docs(&more));
        prop_assert!(more.narrows(&typed));
        prop_assert!(after.iter().all(|doc| before.contains(doc)));
    }
}
