//! The search of segments against the rule itself: what `insight::find` finds by blocks, signs and glances, must be what
//! asking every document finds, in the same order. And it must be less work, in counts.

use annals::insight::facts::Ground;
use annals::insight::find;
use annals::insight::find::Course;
use annals::insight::find::Index;
use annals::insight::find::Wanted;
use annals::insight::found;
use annals::search::answer::Rank;
use annals::search::answer::Texts;
use annals::search::docs::Docs;
use annals::search::phonetic::Sounds;
use annals::search::query::Query;
use annals::search::rank::Manner;
use annals::signal::Cancelled;
use annals::store::archive::Archive;
use annals::store::archive::ItemId;
use annals::store::disk;
use annals::store::disk::Loaded;
use annals::store::file::Text;
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;
use std::sync::LazyLock;

#[path = "../benches/table/generate.rs"]
#[allow(dead_code, reason = "the bench writes archives too")]
mod generate;

/// An archive, ready to be searched in both ways.
struct Library {
    archive: Archive,
    index: Index,
    texts: Vec<(ItemId, Texts)>,
}

impl Library {
    fn of(files: Vec<(String, String)>) -> Library {
        let text = |(path, text): (String, String)| Text { path: path.into(), text: Ok(text), locked: None };
        let archive = Archive::read(files.into_iter().map(text).collect());
        let items = (0..archive.files.len())
            .flat_map(|file| (0..archive.files[file].count()).map(move |record| ItemId { file, record }));
        let texts = items.map(|item| (item, found::texts(&archive, item))).collect();
        Library { index: Index::of(&archive), archive, texts }
    }

    fn bundled() -> Library {
        let opened = disk::read_archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).unwrap();
        let text = |Loaded { path, text, .. }: Loaded| (path.display().to_string(), text.unwrap());
        Library::of(opened.files.into_iter().map(text).collect())
    }

    fn wanted(&self, limit: usize) -> Wanted {
        Wanted { limit, prefer: self.archive.years.last().copied().flatten(), ..Wanted::default() }
    }

    /// All that answer, by asking every document, best first.
    fn ask(&self, query: &Query, wanted: &Wanted) -> Vec<(Rank, ItemId)> {
        let (prefer, ground) = (wanted.prefer.map(|year| year.gregorian()), Ground::of(&self.archive));
        let ranked = |(item, texts): &(ItemId, Texts)| Some((texts.rank(query, prefer, &ground.item(*item))?, *item));
        let mut hits: Vec<(Rank, ItemId)> = self.texts.iter().filter_map(ranked).collect();
        hits.sort();
        hits
    }

    fn check(&self, typed: &str, limit: usize) {
        let wanted = self.wanted(limit);
        for (sounds, most) in
            [(Sounds::OFF, Manner::Strewn), (Sounds::ON, Manner::Spelled), (Sounds::ON, Manner::Strewn)]
        {
            let query = Query::read(typed, sounds);
            let found = find::within(&Ground::of(&self.archive), &self.index, &query, most, wanted, &Course::default());
            let mut hits = self.ask(&query.within(most), &wanted);
            // Where nothing is kept to search by, all are found by another way.
            if most == Manner::Strewn {
                let once = find::all(&Ground::of(&self.archive), &query, wanted.prefer);
                same(&format!("{typed:?} searched once"), &once, &hits, hits.len());
                // What is in one piece is found first, and is as good.
                let ground = Ground::of(&self.archive);
                let found = find::search(&ground, &self.index, &query, wanted, &Course::default()).unwrap();
                let best = hits.iter().take(limit).map(|(_, item)| *item);
                assert!(found.hits.iter().map(|hit| hit.item).eq(best), "{typed:?}, one piece first");
            }
            let total = hits.len();
            hits.truncate(limit);
            same(&format!("{typed:?} {most:?}"), &found.unwrap(), &hits, total);
        }
    }
}

/// Holds what was found to the best of `total`.
fn same(what: &str, found: &find::Found, hits: &[(Rank, ItemId)], total: usize) {
    let best: Vec<(Rank, ItemId)> = found.hits.iter().map(|hit| (hit.rank, hit.item)).collect();
    let own = items(&found.items);
    let missing = hits.iter().find(|(_, item)| !own.contains(item));
    let other = best.iter().zip(hits).find(|(own, right)| own != right);
    let counts = [own.len(), best.len(), found.total];
    assert_eq!((missing, other, counts), (None, None, [total, hits.len(), total]), "{what}: (missing, other, counts)");
}

#[test]
fn a_segment_that_is_not_kept_finds_the_same() {
    for library in [&*BUNDLED, &*GENERATED, &*ODD] {
        for typed in TYPED.iter().step_by(3) {
            let (query, ground) = (Query::read(typed, Sounds::ON), Ground::of(&library.archive));
            let wanted = library.wanted(usize::MAX);
            let search = |index: &Index| find::search(&ground, index, &query, wanted, &Course::default()).unwrap();
            assert_eq!(search(&Index::default()), search(&library.index), "{typed:?}");
        }
    }
}

fn items(docs: &[Docs]) -> Vec<ItemId> {
    let of_file = |(file, docs): (usize, &Docs)| docs.iter().map(|record| ItemId { file, record }).collect::<Vec<_>>();
    docs.iter().enumerate().flat_map(of_file).collect()
}

static BUNDLED: LazyLock<Library> = LazyLock::new(Library::bundled);
static GENERATED: LazyLock<Library> = LazyLock::new(|| {
    let mut generator = generate::Generator::new();
    let about = ("archive.toml".to_string(), generator.about());
    let file = |first: usize| (format!("{first}.toml"), generator.file(first, 140));
    Library::of([about].into_iter().chain([0, 1000, 2000].map(file)).collect())
});

/// Records in every way that a plain file may write them, and in some that it may not.
static ODD: LazyLock<Library> = LazyLock::new(|| {
    let about = "title='t'\ncalendar='roc'\n[[category]]\nid='c'\ntitle='宿舍Lock'\n[[series]]\nid='s'\nname='綠色採購'\nunit='件'\n";
    let texts = [
        "title = \"臺北Lock\"\ntext = \"\"\"\n第一行 lock\n第二行，台北\n\"\"\"\n",
        "id = 'lock' # name = \"採購\"\ntitle = '採購'\nsource = \"p. 44\"\n",
        "title = \"逸\\u51fa\"\ntext = 'name = \"宿舍\"'\n",
        "title = \"多行\"\ntext = '''\nname = \"lock\"\n[[item.metric]]\nunit = \"件\"\n'''\n",
        "category = \"c\"\ntitle = \"Ａ１類 １０８年\"\n",
        "category = \"none\"\ntitle = \"x\"\nnames = [\"水原\", '台中']\ntags = [ \"green procurement\" ]\n",
        "title = \"指標\"\n[[item.metric]]\nname = \"採購量\"\nvalue = 1396\nunit = \"萬元\"\n[[item.metric]]\nid = \"s\"\nvalue = 12345\n",
        "title = \"錢\"\n[[item.metric]]\nname = \"預算\"\nvalue = 3696000\nunit = \"元\"\n",
        "title = \"級\"\n[[item.metric]]\nname = \"等第\"\nvalue = \"優 等\"\n[[item.metric]]\nname = \"缺\"\nunit = \"組\"\n",
        "title = \"月\"\n[[item.metric]]\nname = \"場次\"\ntotal = \"sum\"\n[[item.metric.entry]]\non = 2021-01-02\nvalue = 440\nnote = \"lock\"\n",
        "title = \"\"\ntext = \"只有文字 108年\"\n",
        "title = \"𠀋𠮷 𝐥𝐨𝐜𝐤\"\n",
        "title = \"LOCK lock\"\n[[item.metric]]\nname = \"k\"\nvalue = 0.5\n[[item.metric]]\nname = \"l\"\nvalue = 1_000\n[[item.metric]]\nname = \"n\"\nvalue = 0x2C\n",
        "no = \"3\"\n[[item.metric]]\nname = \"title = 'x'\"\ntitle = \"Toml\"\n",
        "title = ' '\nnames = [ # ]\n  \"gr\", 'een' ]\n[[item.metric]]\nname = '''\\ngreen\\nk'''\n",
        "title = \"\"\"\n ｌｏｃｋ\"\"\"\ntext = \"\"\"Kenneth, loc\nk 臺北 lock\"\"\"\nunit = \"k\"\n",
        "# 註 lock\ntitle = \"51-1-1\"\nno = \"宿舍\"\nnote = \"宿舍\"\n",
        "title = \"註\"\nnote = \"\"\"\nsource = \"lock 108年\"\nid = \"44\"\n\"\"\"\n",
        "title = \"不是字\"\nid = 44\nsource = 108\nnames = \"水原44\"\ntags = [44, \"lock\"]\n",
        "title = \"單位\"\n[[item.metric]]\nname = \"單\"\nvalue = 1.50\nunit = 44\n",
        "title = \"年\"\n[[item.metric]]\nvalue = 108\nunit = \"年\" # 2019\nname = \"服務\"\n[[item.metric]]\nname = \"早\"\nvalue = 2019\n",
        "title = \"西元2019\"\nid = \"y-2019.108年\"\nwhen = \"2019-04-04\"\ntext = \"民國108年\\t\"\n",
        "title = \"二〇一九年\"\nnames = [\"12019\", \"2019年\", \"一百零八年\"]\nsource = \"report-108 44400\"\n",
        "title = \"年度\"\nwhen = [\"2019-01-02\"]\nno = \"108\"\nsource = \"２０１９、１０８年\"\n",
        "title = \"小數\"\n[[item.metric]]\nname = \"比\"\nvalue = 44.0 # 4400\nunit = \"%\"\n[[item.metric]]\nname = \"值\"\nvalue = 0.2019\n[[item.metric]]\nname = \"錢\"\nvalue = 4.4\nunit = \"億元\"\n",
        "title = \"負\"\n[[item.metric]]\nname = \"減\"\nvalue = -44\nunit = \"元\"\n[[item.metric]]\nname = \"多\"\nvalue = 4_400\n[[item.metric]]\nname = \"長\"\nvalue = 12345678901234567890123456789012\nunit = \"元\"\n",
        "title = \"大\"\n[[item.metric]]\nunit = \"元\"\nname = \"總\"\nvalue = 440000000\n[[item.metric]]\nname = \"零\"\nvalue = 0\n[[item.metric]]\nname = \"零\"\nvalue = 0.00\nunit = \"萬元\"\n",
        "  title = \"縮\"\n\n  [[item.metric]]\n  name = \"排\"\n  value = 1080\n  unit = \"萬年\"\n",
        "title = \"、綠色。採購\"\nnames = [\"的綠，色（採購\", \"率社才夠\"]\ntags = [\"lǜ綠 色採購\", \"綠色A採購\"]\n",
    ];
    let file = |year: i32, sep: &str| {
        let items: String = texts.iter().map(|text| format!("\n[[item]]\n{text}")).collect();
        format!("year = {year}\n{items}").replace('\n', sep)
    };
    let inline = "year = 109\nitem = [{ id = \"in\", title = \"lock 宿舍\" }]\n";
    // Each by itself too, so that what only some files may not write does not make all of them files that are not plain.
    let alone =
        texts.iter().enumerate().map(|(at, text)| (format!("x{at}.toml"), format!("year = 111\n[[item]]\n{text}")));
    let files = vec![
        ("archive.toml".into(), about.into()),
        ("a.toml".into(), file(108, "\n")),
        ("b.toml".into(), file(110, "\r\n")),
        ("c.toml".into(), inline.into()),
        ("d.toml".into(), "year = 107\n".into()),
        ("e.toml".into(), "broken [".into()),
    ];
    Library::of(files.into_iter().chain(alone).collect())
});

const TYPED: &[&str] = &[
    "",
    "宿舍",
    "安",
    "安全",
    "採購",
    "綠色採購",
    "l",
    "lo",
    "loc",
    "lock",
    "e",
    "i",
    "i1",
    "1",
    "0",
    "4",
    "44",
    "4400",
    "4,400",
    "44400",
    "4.4",
    "440000000",
    "4.4億",
    "44000萬",
    "44%",
    "44萬",
    "-44",
    "\"44\"",
    "\"減 -44\"",
    "00",
    "000",
    "0.0",
    "0.00",
    "50",
    "1.5",
    "12345678901234567890123456789012",
    "2019年",
    "108",
    "108年度",
    "一百零八年",
    "二〇一九年",
    "一百零八",
    "'2019",
    "108萬年",
    "1080",
    "10800000年",
    "108年 44",
    "44 採購",
    "108年 lscg",
    "2019|44",
    "110年",
    "lsc",
    "lvsecai",
    "sscg",
    "xj4nk4",
    "aj4",
    "108",
    "108年",
    "2019",
    "民國108年",
    "1396",
    "13960000",
    "1396萬",
    "三次",
    "六十間",
    "60間",
    "臺北",
    "台北",
    "台",
    "件",
    "萬",
    "萬元",
    "369.6萬",
    "3696000",
    "億",
    "預算 3696",
    "\"預算 369\"",
    "6萬",
    "預算",
    "'安全",
    "^宿舍",
    "採購$",
    "!lock 宿舍",
    "宿舍|採購",
    "year:108 l",
    "value>1000",
    "unit:件 採購",
    "元",
    "lscg",
    "lvse",
    "xm4nk4",
    "ss",
    "an",
    "5j",
    "gp",
    "消保",
    "消費",
    "消費 宿舍",
    "lock 宿舍",
    "\"green proc\"",
    "\"採購 1\"",
    "1-1",
    "-",
    ".",
    "96.41%",
    "review plan",
    "k",
    "優等",
    "等第 優",
    "\"等第 優\"",
    "x",
    "name",
    "unit",
    "metric",
    "title",
    "item",
    "類別3",
    "類",
    "𠮷",
    "１０８",
    "Ａ１",
    "440",
    "0.5",
    "1,000",
    "3,696",
    "369.6",
    "12,345",
    "只有",
    "逸出",
    "水原",
    "場次",
    "on",
    "toml",
    "a.toml",
    "tom 3",
    "green",
    "grk",
    "gk",
    "keneth",
    "\"green\"",
    "'lock",
    "lock$",
    "^綠色",
    "件$",
    "採購lock",
    "綠secg",
    "value>1000 採購",
    "!宿舍 lock",
    "lock|採購 台北",
    "ni",
    "nia",
];

#[test]
fn the_bundled_archive() {
    TYPED.iter().for_each(|typed| [3, usize::MAX].iter().for_each(|limit| BUNDLED.check(typed, *limit)));
}

#[test]
fn a_generated_archive() {
    TYPED.iter().for_each(|typed| [2, 20, usize::MAX].iter().for_each(|limit| GENERATED.check(typed, *limit)));
}

#[test]
fn records_written_in_every_way() {
    TYPED.iter().for_each(|typed| [1, usize::MAX].iter().for_each(|limit| ODD.check(typed, *limit)));
}

/// Words of the archive itself, cut anywhere: what people type on the way to what they mean.
fn of_the_archive(library: &'static Library) -> impl Strategy<Value = String> {
    let cut = |(at, from, count): (prop::sample::Index, prop::sample::Index, usize)| {
        let parts = found::parts(&library.archive, library.texts[at.index(library.texts.len())].0);
        let all: Vec<char> = parts.iter().flat_map(|found| found.text.chars()).collect();
        let from = from.index(all.len().max(1));
        all.iter().skip(from).take(count).collect::<String>()
    };
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..7usize).prop_map(cut)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_query_finds_what_the_rule_says(
        bundled in of_the_archive(&BUNDLED),
        generated in of_the_archive(&GENERATED),
        odd in of_the_archive(&ODD),
        wild in "[a-z0-9宿舍採購台 '\"|!.,-]{0,6}|\\PC{0,3}",
        limit in 0usize..30,
    ) {
        BUNDLED.check(&bundled, limit);
        BUNDLED.check(&wild, limit);
        GENERATED.check(&generated, limit);
        ODD.check(&odd, limit);
        ODD.check(&wild, limit);
    }

    /// Digits as they stand in an archive or as a value counts them, from any of them on, with noughts round them.
    #[test]
    fn any_number_finds_what_the_rule_says(
        at: prop::sample::Index, from in 0usize..6, count in 1usize..9, before in 0usize..2, behind in 0usize..6,
    ) {
        for library in [&*BUNDLED, &*GENERATED, &*ODD] {
            let parts = found::parts(&library.archive, library.texts[at.index(library.texts.len())].0);
            let figures = parts.iter().flat_map(|found| &found.figures).map(|told| told.figure.to_string());
            let texts = parts.iter().map(|found| found.text.clone()).chain(figures);
            let digits = texts.map(|text| text.chars().filter(char::is_ascii_digit).skip(from).take(count).collect::<String>());
            let mut digits: Vec<String> = digits.filter(|digits| !digits.is_empty()).collect();
            digits.truncate(4);
            for digits in digits {
                library.check(&format!("{}{digits}{}", "0".repeat(before), "0".repeat(behind)), 5);
            }
        }
    }

    /// A query that says more finds the same with the help of what the other found as without.
    #[test]
    fn narrowing_changes_nothing(typed in of_the_archive(&GENERATED), keep in 1usize..5, sounds: bool) {
        let sounds = if sounds { Sounds::ON } else { Sounds::OFF };
        let library = &*GENERATED;
        let start: String = typed.chars().take(keep).collect();
        let search = |typed: &str, before: &[Arc<find::Found>]| {
            let query = Query::read(typed, sounds);
            let course = Course::after(before.to_vec());
            find::within(&Ground::of(&library.archive), &library.index, &query, Manner::Strewn, library.wanted(20), &course).unwrap()
        };
        let before = [Arc::new(search(&start, &[]))];
        let (alone, helped) = (search(&typed, &[]), search(&typed, &before));
        prop_assert_eq!(&alone.hits, &helped.hits);
        prop_assert_eq!(&alone.items, &helped.items);
        // As one types: what is in one piece first.
        for limit in [1, 3, 20, 200] {
            let search = |typed: &str, before: &[Arc<find::Found>]| {
                let (query, course) = (Query::read(typed, sounds), Course::after(before.to_vec()));
                find::search(&Ground::of(&library.archive), &library.index, &query, library.wanted(limit), &course).unwrap()
            };
            let before = [Arc::new(search(&start, &[]))];
            let (alone, helped) = (search(&typed, &[]), search(&typed, &before));
            prop_assert_eq!(&alone.hits, &helped.hits, "the best {}", limit);
            prop_assert_eq!(&alone.items, &helped.items, "the best {}", limit);
        }
    }
}

/// Enough titles begin with the word early on, and better ones come later: shorter, the word itself, and one that begins
/// with another character of the same low byte.
#[test]
fn titles_that_begin_with_a_word() {
    let item = |file: usize, at: usize| {
        let title = match (at % 8, file) {
            (0, 8) => "安全".to_string(),
            (0 | 1, _) => format!("安全{}", "甲".repeat(30 - 2 * file - at / 8)),
            (2, _) => "岉安全".to_string(),
            (3, _) => format!("其他安全{}", "乙".repeat(file)),
            _ => "其他".to_string(),
        };
        let text = ["安置的人", "公安全部", "Á 安全"][at % 3];
        format!("\n[[item]]\nid = \"i{file}-{at}\"\ntitle = \"{title}\"\ntext = \"{text}\"\n")
    };
    let file = |file: usize| {
        (format!("{file}.toml"), (0..40).fold("year = 2020\n".to_string(), |text, at| text + &item(file, at)))
    };
    let library = Library::of((0..10).map(file).collect());
    for typed in ["安", "安全", "全", "公安", "他安全", "安置 安全"] {
        [1, 2, 5, 30].iter().for_each(|limit| library.check(typed, *limit));
    }
}

/// What is in one piece is looked for by more than what is apart has: 44間 by the lines with its digits, and not 44餘間.
#[test]
fn what_is_apart_is_found_where_little_is_in_one_piece() {
    let titles = [
        "107學年度",
        "1 0 7 年",
        "107年",
        "年107",
        "宿管舍",
        "宿舍",
        "舍宿",
        "綠色採購",
        "lsc g",
        "4 4",
        "44",
        "44餘間",
        "44間",
    ];
    let item = |title: &&str| format!("\n[[item]]\ntitle = \"{title}\"\ntext = \"無\"\n");
    let text = titles.iter().map(item).fold("year = 2021\n".to_string(), |all, item| all + &item);
    let library = Library::of(vec![("a.toml".into(), text)]);
    for typed in
        ["107年", "107", "宿舍", "lscg", "44", "107年 宿舍", "宿舍 107", "7年", "十年", "44間", "44間 宿舍", "四十四間"]
    {
        library.check(typed, 200);
    }
}

/// What a search looks at, of 2,000 items: no more than what must be looked at, and none whole where a glance can tell.
#[test]
fn it_looks_at_little() {
    let library = Library::of(generate::files(2000).collect());
    let items = library.texts.len();
    let search = |typed: &str, before: &[Arc<find::Found>]| {
        let query = Query::read(typed, Sounds::ON);
        let (ground, course) = (Ground::of(&library.archive), Course::after(before.to_vec()));
        find::within(&ground, &library.index, &query, Manner::Spelled, library.wanted(20), &course).unwrap()
    };
    assert_eq!(items, 2000);
    let cases = [("安", 6), ("宿舍安全", 10), ("採購 lock", 10), ("l", 10), ("lo", 10), ("lock", 10), ("龘", 2000)];
    for (typed, share) in cases {
        let found = search(typed, &[]);
        assert!(found.work.glances <= items / share, "{typed}: {:?} of {items}", found.work);
        assert_eq!(found.work.whole, 0, "{typed}");
    }
    // What has grown is looked for in what was found.
    let first = Arc::new(search("安", &[]));
    let grown = search("安全", std::slice::from_ref(&first));
    assert!(grown.work.glances <= first.total, "{:?} of {}", grown.work, first.total);
    let bytes: usize = library.archive.files.iter().map(|file| file.text.len()).sum();
    let share = library.index.bytes() as f64 / bytes as f64;
    assert!(share < 0.135, "the index takes {share:.3} of the data");
}

/// What is read whole where nothing is kept, of 2,000 items: little more than what answers.
#[test]
fn a_single_search_reads_little() {
    let library = Library::of(generate::files(2000).collect());
    let cases = [("宿舍安全", 9), ("安", 0), ("採購 lock", 9), ("'lock", 0), ("document", 40), ("lscg", 40), ("龘", 0)];
    for (typed, surplus) in cases {
        let found = find::all(&Ground::of(&library.archive), &Query::read(typed, Sounds::ON), None);
        assert_eq!(found.work.glances, 0, "{typed} has a segment made");
        assert!(found.work.whole <= found.total + surplus, "{typed}: {:?} for {}", found.work, found.total);
    }
}

#[test]
fn a_search_that_is_stopped_finds_nothing() {
    let query = Query::parse("宿舍");
    let course = Course::default();
    course.signal.cancel();
    assert_eq!(
        find::search(&Ground::of(&GENERATED.archive), &GENERATED.index, &query, GENERATED.wanted(9), &course),
        Err(Cancelled)
    );
}
