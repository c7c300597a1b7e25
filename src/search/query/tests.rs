//! What is typed, and what it is read as.

use std::ops::Bound;

use proptest::prelude::*;

use super::*;
use crate::search::query::aspect::Named;
use crate::search::query::field::Numbers;
use crate::search::query::field::Span;
use crate::search::query::word::Reach;

fn views() -> Vec<View> {
    let view = |(name, query): &(&str, &str)| View { name: name.to_string(), query: query.to_string(), line: 0 };
    let views = [
        ("late", "target:missed year:110 sort:-change"),
        ("逾期", "@late 宿舍|電"),
        ("self", "a @self"),
        ("one", "@two"),
        ("two", "b @one"),
        ("slip", "value>abc x"),
        ("bomb", "@boom @boom @boom @boom"),
        ("boom", "@bang @bang @bang @bang"),
        ("bang", "@tick @tick @tick @tick"),
        ("tick", "z"),
    ];
    views.iter().map(view).collect()
}

fn read(typed: &str) -> Query {
    let language = Language { calendar: Calendar::Roc, views: [&views(), &[]], ..Language::default() };
    Query::in_language(typed, &language)
}

fn bounds<T: Copy>(span: &Span<T>, show: impl Fn(T) -> String) -> String {
    let start = match span.0 {
        Bound::Included(from) => format!("[{}", show(from)),
        Bound::Excluded(from) => format!("({}", show(from)),
        Bound::Unbounded => "(".to_string(),
    };
    let end = match span.1 {
        Bound::Included(to) => format!("{}]", show(to)),
        Bound::Excluded(to) => format!("{})", show(to)),
        Bound::Unbounded => ")".to_string(),
    };
    format!("{start} {end}")
}

fn word(word: &Word) -> String {
    let anchors = word.anchors();
    let mark = |is_there: bool, mark: &'static str| if is_there { mark } else { "" };
    format!("{}{}{}", mark(anchors.start, "^"), word.text(), mark(anchors.end, "$"))
}

fn numbers(Numbers { span, unit, in_ones }: &Numbers) -> String {
    let shown = bounds(span, |figure| figure.to_string());
    format!("{shown}{}{unit}", if *in_ones { " ones " } else { "" })
}

fn term(term: &Term) -> String {
    let not = if term.not { "!" } else { "" };
    let name = |aspect: &Aspect| aspect.names()[0];
    let what = match &term.what {
        What::Word(it) if it.reach() == Reach::Together && it.anchors().is_free() => format!("'{}", word(it)),
        What::Word(it) => word(it),
        What::Test(test) => match test {
            field::Test::Has(aspect) => format!("<{}>", name(aspect)),
            field::Test::Text(aspect, it) => format!("<{} {}>", name(aspect), word(it)),
            field::Test::Year(span) => format!("<year {}>", bounds(span, |year| year.gregorian().to_string())),
            field::Test::When(span) => format!("<when {}>", bounds(span, model_date)),
            field::Test::Number(aspect, it) => format!("<{} {}>", name(aspect), numbers(it)),
            field::Test::Percent(span) => format!("<change {}%>", bounds(span, |figure| figure.to_string())),
            field::Test::Is(state) => format!("<is {}>", state.names()[0]),
            field::Test::Aim(aim) => format!("<target {}>", aim.names()[0]),
        },
    };
    format!("{not}{what}")
}

fn model_date(date: crate::model::date::Date) -> String {
    crate::model::date::When::at(date).to_iso()
}

/// The clauses with `&` between, the terms of each with `|`; behind them the orders, `^` for upward and `v` for downward.
fn shown(query: &Query) -> String {
    let clause = |clause: &Clause| clause.terms().iter().map(term).collect::<Vec<_>>().join(" | ");
    let order = |order: &Order| format!("{}{}", if order.down { "v" } else { "^" }, order.by.names()[0]);
    let clauses = query.clauses().iter().map(clause);
    clauses.chain(query.orders().iter().map(order)).collect::<Vec<_>>().join(" & ")
}

fn check(typed: &str, expected: &str) {
    let query = read(typed);
    assert_eq!(shown(&query), expected, "{typed:?}");
    assert_eq!(query.faults(), [], "{typed:?}");
}

#[test]
fn words() {
    for (typed, expected) in [
        ("", ""),
        (" \u{3000}\t", ""),
        ("宿舍", "宿舍"),
        ("  臺北\u{3000}Ａ1 ", "台北 & a1"),
        ("\"Green  Procurement\" x", "'green  procurement & 'x"),
        ("“綠色 採購”宿舍", "'綠色 採購 & 宿舍"),
        ("\"still open ", "'still open"),
        ("\"", ""),
        ("a1 \"\" \" \" b1", "a1 & b1"),
        ("5\"3x", "5\"3x"),
        // As they stand, at the start, at the end, whole.
        ("'宿舍", "'宿舍"),
        ("＇宿舍", "'宿舍"),
        ("'\"a b\"", "'a b"),
        ("^宿舍", "^宿舍"),
        ("管理$", "管理$"),
        ("^宿舍管理$", "^宿舍管理$"),
        ("^\"a b\"$", "^a b$"),
        ("\"a b\"$ c1", "a b$ & c1"),
        ("'^x$", "^x$"),
        ("zi'wei a^b c$d", "zi'wei & a^b & c$d"),
        // Not.
        ("!宿舍", "!'宿舍"),
        ("！宿舍 gpr", "!'宿舍 & gpr"),
        ("!^宿舍", "!^宿舍"),
        ("!\"a b\"", "!'a b"),
        ("!!x", "!'!x"),
        // One of several.
        ("ab|cd", "ab | cd"),
        ("ab | cd  ef", "ab | cd & ef"),
        ("ab |cd| ef", "ab | cd | ef"),
        ("ab｜cd", "ab | cd"),
        ("ab || cd", "ab | cd"),
        ("\"a|b\"|!c", "'a|b | !'c"),
        // A sign alone means itself; a bar that nothing stands behind yet is none.
        ("! ^ ' |", "'! & '^ & ' | "),
        ("|", "'|"),
        ("|ab", "|ab"),
        ("ab |", "ab"),
        ("!|ab", "'! | ab"),
        ("$", "'$"),
        ("^$", "^$"),
        // No fields: a time, an address, a sign in quotes.
        ("12:30", "'12:30"),
        ("https://a.tw/b:c", "https://a.tw/b:c"),
        ("'year:110 \"year:110\"", "'year:110 & 'year:110"),
        ("a-b:c :x >5 =5", "a-b:c & :x & '>5 & '=5"),
    ] {
        let expected = if typed == "! ^ ' |" { "'! & '^ & ''" } else { expected };
        check(typed, expected);
    }
}

#[test]
fn fields() {
    for (typed, expected) in [
        ("year:110", "<year [2021 2021]>"),
        ("ＹＥＡＲ：１１０", "<year [2021 2021]>"),
        ("年:2021", "<year [2021 2021]>"),
        ("年：民國110年", "<year [2021 2021]>"),
        ("year:108..110", "<year [2019 2021]>"),
        ("year:108~110", "<year [2019 2021]>"),
        ("year:..110 year:109..", "<year ( 2021]> & <year [2020 )>"),
        ("year:109.", "<year [2020 2020]>"),
        ("year>108 year>=108 year<108 year<=108", "<year (2019 )> & <year [2019 )> & <year ( 2019)> & <year ( 2019]>"),
        ("year:>108 year≥108 year=108", "<year (2019 )> & <year [2019 )> & <year [2019 2019]>"),
        ("when:110-03", "<when [2021-03-01 2021-03-31]>"),
        ("when:110-03..110-06", "<when [2021-03-01 2021-06-30]>"),
        ("日期：110年3月", "<when [2021-03-01 2021-03-31]>"),
        ("when:110-03-18.. when:..110-02", "<when [2021-03-18 )> & <when ( 2021-02-28]>"),
        ("when>110-03 when<110", "<when (2021-03-31 )> & <when ( 2021-01-01)>"),
        ("value>1000", "<value (1000 )>"),
        ("值＞１，０００", "<value (1000 )>"),
        ("value>=1億", "<value [100000000 ) ones >"),
        ("value:100..500", "<value [100 500]>"),
        ("value:100.. value:..5.5", "<value [100 )> & <value ( 5.5]>"),
        ("value:44 value=44間", "<value [44 44]> & <value [44 44]間>"),
        ("value>1.5億元", "<value (150000000 ) ones 元>"),
        ("value<-5 value<−5", "<value ( -5)> & <value ( -5)>"),
        ("value:特優 value:'44", "<value 特優> & <value 44>"),
        ("change<-20%", "<change ( -20)%>"),
        ("增減＜－２０％", "<change ( -20)%>"),
        ("change>100 change:-5..5", "<change (100 )> & <change [-5 5]>"),
        ("target:missed 目標：未達 target:none", "<target missed> & <target missed> & <target none>"),
        ("target>=90", "<target [90 )>"),
        ("is:unsaved 是:缺值", "<is unsaved> & <is missing>"),
        ("has:note 有：指標", "<note> & <metric>"),
        ("cat:消費 類：消費", "<cat 消費> & <cat 消費>"),
        ("cat:\"綠色 採購\" x1", "<cat 綠色 採購> & x1"),
        ("title:^高雄 title:管理$ title='管理'", "<title ^高雄> & <title 管理$> & <title ^管理'$>"),
        ("unit=場次 單位:場次", "<unit ^場次$> & <unit 場次>"),
        ("id:d.stock no:1.(2) tag:a name:b text:c", "<id d.stock> & <no 1.(2)> & <tag a> & <name b> & <text c>"),
        // Nothing yet: that it is there.
        ("unit: year: value: change: is: cat:\"\"", "<unit> & <year> & <value> & <change> & <is> & <cat>"),
        // With the rest.
        ("!year:110", "!<year [2021 2021]>"),
        ("year:108|宿舍 | !value>5", "<year [2019 2019]> | 宿舍 | !<value (5 )>"),
        ("sort:-change", "vchange"),
        ("ab sort:value,-title 排序:年", "ab & ^value & vtitle & ^year"),
        ("sort: sort:-", ""),
        ("@late", "<target missed> & <year [2021 2021]> & vchange"),
        ("gpr ＠逾期", "gpr & <target missed> & <year [2021 2021]> & 宿舍 | '電 & vchange"),
    ] {
        check(typed, expected);
    }
}

/// What is not understood is underlined, and looked for as it stands.
#[test]
fn faults() {
    let check = |typed: &str, underlined: &[(&str, Why)], expected: &str| {
        let query = read(typed);
        let faults: Vec<(&str, Why)> =
            query.faults().iter().map(|fault| (&typed[fault.at.clone()], fault.why)).collect();
        assert_eq!(faults, underlined, "{typed:?}");
        assert_eq!(shown(&query), expected, "{typed:?}");
    };
    check("x1 foo:bar y1", &[("foo:bar", Why::NoField)], "x1 & foo:bar & y1");
    check("說明：本案", &[("說明：本案", Why::NoField)], "說明:本案");
    check("change< 5x", &[("change<", Why::Unfinished)], "change< & 5x");
    check("!change<|x1", &[("!change<", Why::Unfinished)], "!'change< | x1");
    check("value>abc", &[("value>abc", Why::NoNumber)], "value>abc");
    check("value>\"a b\" x1", &[("value>\"a b\"", Why::NoNumber)], "value>\"a b\" & x1");
    check(
        "year:abc year:110..108",
        &[("year:abc", Why::NoYear), ("year:110..108", Why::NoYear)],
        "year:abc & year:110..108",
    );
    check("year:..", &[("year:..", Why::NoYear)], "year:..");
    check("when:13-13", &[("when:13-13", Why::NoDate)], "when:13-13");
    check("is:good", &[("is:good", Why::NoState)], "is:good");
    check("has:legs", &[("has:legs", Why::NoField)], "has:legs");
    check("target:soon", &[("target:soon", Why::NoAim)], "target:soon");
    check("title>5", &[("title>5", Why::NotCompared)], "title>5");
    check("entry:5", &[("entry:5", Why::NotCompared)], "entry:5");
    check("value>5元..6間", &[("value>5元..6間", Why::NoNumber)], "value>5元..6間");
}

#[test]
fn views_and_orders_stand_alone() {
    let check = |typed: &str, why: Why| {
        let query = read(typed);
        assert_eq!(query.faults().iter().map(|fault| fault.why).collect::<Vec<_>>(), [why], "{typed:?}");
        let at = query.faults()[0].at.clone();
        assert_eq!(&typed[at], typed.trim_end_matches("|x").trim_start_matches("x|"), "{typed:?}");
    };
    for (typed, why) in [
        ("@", Why::NoView),
        ("@none", Why::NoView),
        ("!@late", Why::Alone),
        ("@late|x", Why::Alone),
        ("x|@late", Why::Alone),
        ("!sort:value", Why::Alone),
        ("sort:value|x", Why::Alone),
        ("sort:text", Why::NoOrder),
        ("@self", Why::Cycle),
        ("@one", Why::Cycle),
        ("@slip", Why::NoNumber),
        ("@bomb", Why::Cycle),
    ] {
        match typed {
            "@" => assert_eq!(read(typed).faults(), []),
            _ => check(typed, why),
        }
    }
    // What a view says stands where the view is named.
    let query = read("x1 @逾期");
    assert!(query.words()[1..].iter().all(|word| word.at() == (3..10)));
    assert!(read("@bomb").clauses().len() <= 64);
}

#[test]
fn plain_queries() {
    for (typed, is_plain) in [
        ("", true),
        ("宿舍 \"a b\" 'x", true),
        ("108年 60間", true),
        ("^宿舍", false),
        ("宿舍$", false),
        ("!宿舍", false),
        ("a|b", false),
        ("year:110", false),
        ("宿舍 sort:value", false),
        ("foo:bar", true),
    ] {
        assert_eq!(read(typed).is_plain(), is_plain, "{typed}");
    }
    let query = read("宿舍 year:110 !gpr a1|b1");
    assert_eq!(query.words().iter().map(Word::text).collect::<Vec<_>>(), ["宿舍", "a1", "b1"]);
    assert_eq!((query.whole(), read("宿舍 year:110 B").whole()), ("", "宿舍 b"));
    assert!(query.has_tests() && !read("a !b|^c sort:value").has_tests());
    let words_only = Language { words_only: true, views: [&views(), &[]], ..Language::default() };
    let query = Query::in_language("year:110 @late sort:value a|!b", &words_only);
    assert_eq!(shown(&query), "year:110 & @late & sort:value & 'a | !'b");
}

#[test]
fn reaches() {
    let table = [
        ("a", Reach::Together),
        ("宿", Reach::Together),
        ("110", Reach::Together),
        ("96.41%", Reach::Together),
        ("\"ab cd\"", Reach::Together),
        ("gpr", Reach::Anywhere),
        ("消保", Reach::Near),
        ("led燈", Reach::Near),
    ];
    for (typed, reach) in table {
        assert_eq!(Query::parse(typed).words()[0].reach(), reach, "{typed}");
    }
}

#[test]
fn no_character_is_folded_away() {
    for c in '\0'..=char::MAX {
        if !c.is_whitespace() && crate::search::fold::fold(c) != '"' {
            let typed = String::from(c);
            assert_eq!(Query::parse(&typed).words().len(), 1, "U+{:04X}", u32::from(c));
        }
    }
}

/// Pieces of the language, put together at random.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,3}",
        "[!'^$|\"@:<>=. \u{3000}，。｜！：＞＜＝“”-]{1,3}",
        "[0-9一百零八億萬年%.-]{1,4}",
        proptest::sample::select(vec![
            "year", "年", "when", "value", "change", "target", "is", "has", "cat", "sort", "unit", "no", "missed",
            "110", "..", "@late", "@逾期", "@self", "@slip", "宿舍", "lscg", "-20%", "1億元", "110-03",
        ])
        .prop_map(str::to_string),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Being read as numbers, years and sounds never costs a word, nor its letters.
    #[test]
    fn any_text_is_a_query(typed in "\\PC{0,12}|[0-9一二十廿百千萬億兆零年民國.,+-]{0,12}|[a-z0-9;,./綠\"-]{0,70}") {
        let texts = |query: &Query| query.words().iter().map(|word| word.text().to_string()).collect::<Vec<_>>();
        let (plain, heard) = (Query::parse(&typed), Query::read(&typed, Sounds::ON));
        prop_assert_eq!(texts(&plain), texts(&heard));
        prop_assert!(plain.words().iter().all(|word| word.sound().is_none()));
    }

    /// Places are within the text, on boundaries of characters and in order; what is read anew is the same.
    #[test]
    fn places_are_those_of_the_text(typed in typed()) {
        let query = read(&typed);
        prop_assert_eq!(&query, &read(query.typed()));
        let places = query.clauses().iter().flat_map(Clause::terms).map(|term| term.at.clone());
        for places in [places.collect::<Vec<_>>(), query.faults().iter().map(|fault| fault.at.clone()).collect()] {
            let mut end = 0;
            for at in places {
                prop_assert!(typed.get(at.clone()).is_some_and(|text| !text.trim().is_empty()), "{at:?} of {typed:?}");
                // The terms of a view all stand where it is named.
                prop_assert!(at.start >= end || typed[at.clone()].contains('@') || typed[at.clone()].contains('＠'));
                end = at.end;
            }
        }
        for clause in query.clauses() {
            prop_assert!(!clause.terms().is_empty());
        }
        prop_assert!(query.is_empty() == query.clauses().is_empty());
    }
}
