//! What finding answers first: the first three, as someone who knows the bundled archive would have them.
//!
//! The rows were written from the records, not from what the program said. What a person expects, first things first:
//! the id or the title itself; letters that stand together before letters apart, and before what only sounds so; the
//! title before ids, categories, metrics and what is tagged so, these before other names and tags, these before text; the
//! whole before the start of the title or of a word, and this before its inside; the shorter before the longer; the year
//! that is shown before others; and else the order of the archive.

use annals::insight::facts::Ground;
use annals::insight::find;
use annals::insight::find::Course;
use annals::insight::find::Index;
use annals::insight::find::Wanted;
use annals::insight::found;
use annals::model::year::Year;
use annals::search::phonetic::Sounds;
use annals::search::query::Query;
use annals::search::rank::Manner;
use annals::store::archive::Archive;
use annals::store::archive::ItemId;
use annals::store::disk;
use annals::store::disk::Loaded;
use annals::store::file::Text;
use std::path::Path;

/// (typed, the first three: the year and a part of the title, with ` / ` between). Where fewer stand, no more may answer,
/// unless a `…` says that more do and that nobody minds which. The year 110 is shown while typing, or 108 if that stands
/// before what is typed.
const ROWS: &[(&str, &str)] = &[
    // One character.
    ("電", "108 電梯海報張貼 / 110 電話服務品質 / 108 電話服務品質"),
    ("市", "110 市政會議 / 108 市政會議 / 110 市有宿舍現況"),
    ("長", "110 市長官邸開放借用 / 108 貝里斯市市長訪高 / 110 市長會議"),
    // Two: a start before an inside, the shorter before the longer, the year shown before the other.
    ("宿舍", "110 宿舍巡查 / 108 宿舍巡查 / 110 市有宿舍現況"),
    ("108: 宿舍", "108 宿舍巡查 / 110 宿舍巡查 / 108 市有宿舍現況"),
    ("會議", "110 市政會議 / 108 市政會議 / 110 國際關係小組會議"),
    ("檔案", "108 檔案管理研習班 / 108 檔案管理金檔獎 / 108 檔案銷毀程序"),
    ("水原", "110 水原世界藝術節 / 110 水原網路 / 108 與水原市締結"),
    ("消費", "110 消費者保護官宣導 / 108 消費者保護官宣導 / 110 消費場所及商品查核"),
    ("公文", "110 公文系統主機強化 / 108 公文系統主機強化 / 108 公文系統維護"),
    ("電梯", "108 電梯海報張貼 / 110 四維行政中心西側電梯 / 108 四維行政中心東側電梯"),
    ("研習", "110 職工管理研習 / 108 職工管理研習 / 108 檔案管理研習班"),
    ("108: 研習", "108 職工管理研習 / 110 職工管理研習 / 108 檔案管理研習班"),
    ("車輛", "110 車輛先期審查作業 / 110 消防車輛額度外需求 / 110 公務車輛購置"),
    ("財產", "110 財產清查活化 / 108 財產清查活化 / 110 財產增減與報表"),
    ("調解", "110 消費諮詢、申訴與調解 / 108 消費諮詢、申訴與調解 / 110 遴聘消費爭議調解委員會"),
    ("視訊", "110 溫哥華市視訊會晤 / 110 熊本縣知事視訊會議 / 110 康斯坦察市視訊會晤"),
    ("消防", "110 消防車輛額度外需求 / 110 自衛消防編組訓練 / 108 自衛消防編組訓練"),
    // The title before the category, the metric, the name, the text.
    ("工友", "110 工友網路徵才 / 108 工友網路徵才 / 110 精簡員額控管人事費"),
    ("空調", "108 空調設備汰舊換新 / 110 中央空調系統汰換 / 108 公共設備保養與報修"),
    ("預算", "110 車輛先期審查作業 / 110 公務車輛購置先期審查 / 110 消防車輛額度外需求"),
    ("眷舍", "110 眷舍空屋拆除 / 108 眷舍空屋空地借用活化 / 110 市有宿舍現況"),
    ("陳情", "110 市民建議與陳情 / 108 市民建議與陳情 / 110 監察院地方機關巡察"),
    ("稽查", "110 消費場所及商品查核 / 108 消費場所及商品查核 / 108 全國消費者保護官第69次"),
    ("風險", "110 110年度風險管理 / 110 消費場所及商品查核 / 110 公文系統主機強化"),
    ("捐贈", "110 捐贈聖文森 / 110 康斯坦察市視訊會晤 / 110 財產清查活化"),
    ("大使", "110 中美洲友邦大使訪高 / 110 訪賓接待 / …"),
    // What is tagged so, or names so whom it is about, before what only has the word in the name of a metric.
    ("消保", "108 健走嘉年華-消保健康 / 110 消費場所及商品查核 / 110 消費者保護專屬網頁"),
    ("消保官", "110 遴聘消費爭議調解委員會委員 / 108 108年消費者保護官的百寶營 / 108 遴聘消費爭議調解委員會委員"),
    ("international", "110 訪賓接待 / 110 姊妹市與友好城市交流 / 110 姊妹市及友好城市主題展"),
    ("英語", "108 英語生活環境業務移撥 / 108 英語生活環境推動會 / 108 推動會委員聘派與解任"),
    ("口罩", "110 康斯坦察市視訊會晤"),
    ("資安", "110 導入ISMS / 110 公文系統主機強化 / 110 資通訊安全宣導研習"),
    // Three to six.
    ("消費者", "110 消費者保護官宣導 / 108 消費者保護官宣導 / 110 消費者保護專屬網頁"),
    ("姊妹市", "110 姊妹市與友好城市交流 / 108 姊妹市與友好城市交流 / 110 姊妹市及友好城市主題展"),
    ("監察院", "110 監察院地方機關巡察 / 108 監察院地方機關巡察 / 108 監察院107年度第2次"),
    ("金質獎", "108 檔案管理金檔獎與金質獎"),
    ("夏令營", "108 2019炫高雄—高雄國際夏令營"),
    ("市政會議", "110 市政會議 / 108 市政會議 / 110 修正臨時人員管理考核要點"),
    ("綠色採購", "108 綠色採購與身心障礙優先採購"),
    ("臨時人員", "110 審核臨時人員進用 / 108 審核臨時人員進用 / 110 修正臨時人員管理考核要點"),
    ("友好城市", "108 拓展國際友好城市 / 110 姊妹市與友好城市交流 / 108 姊妹市與友好城市交流"),
    ("開放資料", "110 開放資料集 / 108 開放資料集 / 108 高雄市政府電子公報"),
    ("資訊安全", "108 公文電子交換資訊安全稽核 / 110 導入ISMS / 110 公文系統主機強化"),
    ("訪賓接待", "110 訪賓接待 / 108 訪賓接待 / …"),
    ("亞太城市高", "110 亞太城市高峰會 / 108 亞太城市高峰會 / 110 布里斯本市長視訊會議"),
    ("第三方驗證", "110 導入ISMS並通過第三方驗證"),
    ("消費者保護官", "110 消費者保護官宣導 / 108 消費者保護官宣導 / 108 108年消費者保護官的百寶營"),
    ("勞工退休準備", "110 勞工退休準備金 / 108 勞工退休準備金"),
    ("監察院地方機關巡察", "110 監察院地方機關巡察 / 108 監察院地方機關巡察 / 108 監察院107年度第2次"),
    // Ids.
    ("dormitory.stock", "110 市有宿舍現況 / 108 市有宿舍現況"),
    ("consumer.talks", "110 消費者保護官宣導 / 108 消費者保護官宣導"),
    ("dormitory", "110 市有宿舍現況 / 108 市有宿舍現況 / 110 空地借用活化"),
    ("vehicles", "110 車輛先期審查作業 / 110 公務車輛購置先期審查 / 110 消防車輛額度外需求"),
    ("seattle", "110 西雅圖網路研討會 / …"),
    ("slovakia", "110 斯洛伐克高階經貿訪團"),
    // Latin words.
    ("led", "108 LED電視牆播放 / 108 四維行政中心燈具汰換 / …"),
    ("isms", "110 導入ISMS / …"),
    ("kpsn", "108 職工人事系統(KPSN2)重建 / 110 職工管理研習 / 108 職工管理研習"),
    ("apcs", "110 亞太城市高峰會 / 108 亞太城市高峰會 / 110 布里斯本市長視訊會議"),
    ("covid", "110 訪賓接待 / 110 姊妹市與友好城市交流 / 110 釜山市締盟55周年"),
    ("tesla", "108 市長赴美演講與招商 / …"),
    ("kaohsiung", "108 2019 Share Kaohsiung / 108 績優基層人員選拔表揚 / 108 2019炫高雄—高雄國際夏令營"),
    ("open data", "110 開放資料集 / 108 開放資料集"),
    // Persons and places.
    ("陳其邁", "110 亞太城市高峰會 / 110 與帛琉科羅州 / 110 康斯坦察市視訊會晤"),
    ("葛梅斯", "110 訪賓接待 / 110 祝賀影片 / 110 中美洲友邦大使訪高"),
    ("韓市長", "108 與水原市締結 / 108 市長赴美 / 108 國際關係小組會議"),
    ("何震寰", "110 2021 全民外交研習營"),
    ("schrinner", "110 訪賓接待 / 110 布里斯本市長視訊會議"),
    ("kennedy", "110 訪賓接待 / 110 溫哥華市視訊會晤"),
    ("貝里斯", "108 貝里斯市市長訪高 / 110 訪賓接待 / 110 祝賀影片"),
    ("熊本", "110 熊本縣知事視訊會議 / 110 訪賓接待 / 110 姊妹市及友好城市主題展"),
    ("京都", "110 與京都市簽署 / 108 八王子祭與東京都政考察 / 110 訪賓接待"),
    ("八王子", "108 八王子祭 / 110 八王子市締盟15周年 / 110 姊妹市及友好城市主題展"),
    ("釜山", "110 釜山市締盟55周年紀念活動 / 110 姊妹市及友好城市主題展"),
    // Numbers, with and without units, and years.
    ("1,396萬", "108 空調設備汰舊換新"),
    ("62290", "108 財產清查活化"),
    ("5億8513萬3000", "110 消防車輛額度外需求"),
    ("96.41%", "108 綠色採購"),
    ("60間", "108 市有宿舍現況"),
    ("211人", "108 精簡員額控管人事費"),
    ("107期", "108 高雄市政府電子公報"),
    ("1950", "110 1950消費者服務專線 / 108 1950消費者服務專線 / 108 國家檔案清查與鑑定"),
    ("108年", "108 108年度內部稽核 / 108 108年消費者保護官的百寶營 / …"),
    ("2021", "110 2021 全民外交研習營 / …"),
    ("2021 研習", "110 2021 全民外交研習營 / …"),
    // Pinyin and zhuyin.
    ("sushe", "110 宿舍巡查 / 108 宿舍巡查 / 110 市有宿舍現況"),
    ("dzgb", "110 高雄市政府電子公報 / 108 高雄市政府電子公報 / …"),
    ("xiaofang", "110 消防車輛額度外需求 / 110 自衛消防編組訓練 / 108 自衛消防編組訓練"),
    ("cheliang", "110 車輛先期審查作業 / 110 消防車輛額度外需求 / 110 公務車輛購置"),
    ("shuiyuan", "110 水原世界藝術節 / 110 水原網路 / 108 與水原市締結"),
    ("chenqimai", "110 亞太城市高峰會 / 110 與帛琉科羅州 / 110 康斯坦察市視訊會晤"),
    ("nj4gk4", "110 宿舍巡查 / 108 宿舍巡查 / 110 市有宿舍現況"),
    ("ej/1l4", "110 高雄市政府電子公報 / 108 高雄市政府電子公報 / …"),
    ("ㄕㄨㄟˇㄩㄢˊ", "110 水原世界藝術節 / 110 水原網路 / 108 與水原市締結"),
    // Several words, and mixed ones.
    ("宿舍 巡查", "110 宿舍巡查 / 108 宿舍巡查"),
    ("市長 會議", "110 市長會議與拜會行程 / 108 市長會議與拜會行程 / 110 布里斯本市長視訊會議"),
    ("電梯 四維", "110 四維行政中心西側電梯 / 108 四維行政中心東側電梯 / 108 電梯海報張貼"),
    ("車輛 預算", "110 車輛先期審查作業 / 110 消防車輛額度外需求 / 110 公務車輛購置先期審查"),
    ("檔案 考核 區公所", "108 區公所檔案管理考核"),
    ("四維 鳳山 會場", "108 四維及鳳山行政中心會場利用 / 108 會場開放與使用 / …"),
    ("isms 驗證", "110 導入ISMS並通過第三方驗證"),
    ("KPSN2重建", "108 職工人事系統(KPSN2)重建"),
    ("led dsq", "108 LED電視牆播放"),
    ("綠secg", "108 綠色採購與身心障礙優先採購"),
    // Simplified characters, variants, full width.
    ("档案管理", "108 檔案管理研習班 / 108 檔案管理金檔獎 / 108 區公所檔案管理考核"),
    ("国际关系小组", "110 國際關係小組會議 / 108 國際關係小組會議"),
    ("车辆", "110 車輛先期審查作業 / 110 消防車輛額度外需求 / 110 公務車輛購置"),
    ("臺北惜物網", "108 財產清查活化"),
    ("ＫＰＳＮ２", "108 職工人事系統(KPSN2)重建 / 110 職工管理研習"),
    ("１９５０", "110 1950消費者服務專線 / 108 1950消費者服務專線 / 108 國家檔案清查與鑑定"),
];

/// How many are looked at.
const FIRST: usize = 3;

#[test]
fn the_first_three() {
    let archive = archive();
    let index = Index::of(&archive);
    let wrong: Vec<String> =
        ROWS.iter().filter_map(|(typed, wanted)| told_wrong(&archive, &index, typed, wanted)).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), ROWS.len(), wrong.join("\n"));
}

/// What is wrong with a row, if anything is.
fn told_wrong(archive: &Archive, index: &Index, row: &str, wanted: &str) -> Option<String> {
    let (shown, typed) = row.split_once(": ").unwrap_or(("110", row));
    let shown: i32 = shown.parse().expect("a year of the table");
    let asked = Wanted { limit: FIRST, prefer: Year::new(shown + 1911), ..Wanted::default() };
    let query = Query::read(typed, Sounds::ON);
    let found = find::within(&Ground::of(archive), index, &query, Manner::Strewn, asked, &Course::default());
    let hits = found.expect("nobody stops it").hits;
    let title = |id: ItemId| {
        let year = archive.year(id).map_or(0, |year| year.gregorian() - 1911);
        format!("{year} {}", found::title(archive, id))
    };
    let got: Vec<String> = hits.iter().map(|hit| title(hit.item)).collect();
    let is_open = wanted.ends_with(" / …");
    let wanted: Vec<&str> = wanted.trim_end_matches(" / …").split(" / ").collect();
    let is_right = (got.len() == wanted.len() || is_open && got.len() > wanted.len())
        && wanted.iter().zip(&got).all(|(wanted, got)| {
            let (year, title) = wanted.split_once(' ').expect("a year and a title");
            got.split_once(' ').is_some_and(|(of, whole)| of == year && whole.contains(title))
        });
    (!is_right).then(|| format!("{row}\n  wanted {}\n  got    {}", wanted.join(" / "), got.join(" / ")))
}

fn archive() -> Archive {
    let opened = disk::read_archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).unwrap();
    let text = |Loaded { path, text, .. }: Loaded| Text { path, text, locked: None };
    Archive::read(opened.files.into_iter().map(text).collect())
}
