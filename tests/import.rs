//! The ways in: what was exported and not changed says nothing new, whatever the format and whatever stands in the records;
//! and the command itself, with every byte of the files.

#[path = "import/generate.rs"]
mod generate;

use annals::exchange::choice;
use annals::exchange::choice::Choice;
use annals::exchange::format;
use annals::exchange::format::Format;
use annals::exchange::format::Wish;
use annals::exchange::import;
use annals::exchange::import::Options;
use annals::exchange::import::Plan;
use annals::exchange::import::Source;
use annals::exchange::mapping;
use annals::exchange::mapping::Said;
use annals::exchange::read;
use annals::lang::Lang;
use annals::store::archive::Archive;
use annals::store::disk;
use annals::store::disk::Loaded;
use annals::store::file::Text;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// Exports the archive, and plans to import what was written.
fn round_trip(archive: &Archive, format: Format, wish: &Wish, lang: Lang) -> Plan {
    let chosen = choice::choose(archive, &Choice::default()).unwrap();
    let mut bytes = Vec::new();
    format::write(format, archive, &chosen, wish, lang, &mut bytes).unwrap();
    if bytes.is_empty() {
        // Lines of no metrics.
        return Plan::default();
    }
    let tables = read::read(&bytes, format).unwrap();
    let mappings = mapping::map(&tables, &Said::default()).unwrap();
    let all = || tables.iter().zip(&mappings).filter(|(_, mapping)| mapping.is_of_items());
    let (given, mapped): (Vec<_>, Vec<_>) = all().map(|(given, mapping)| (given.clone(), mapping.clone())).unzip();
    assert_eq!(mapping::all_known(&given, &mapped), Ok(()), "{format:?}");
    let sources: Vec<Source> = all().map(|(given, mapping)| Source { given, mapping }).collect();
    assert!(!sources.is_empty());
    import::plan(archive, &sources, Options { year: None, clear_empty: false, lang: Lang::En })
}

/// Every format that is read, with the tables that it can be asked for.
fn wishes() -> Vec<(Format, Wish)> {
    let table = |name: &str| Wish { table: Some(name.to_string()), ..Wish::default() };
    let mut all: Vec<(Format, Wish)> = read::FORMATS.iter().map(|format| (*format, Wish::default())).collect();
    for format in [Format::Csv, Format::Tsv, Format::JsonLines] {
        all.extend(["items", "metrics", "entries"].map(|name| (format, table(name))));
    }
    all.push((Format::Csv, Wish { bom: true, ..Wish::default() }));
    all
}

#[track_caller]
fn says_nothing_new(archive: &Archive, format: Format, wish: &Wish, lang: Lang, why: &str) {
    let plan = round_trip(archive, format, wish, lang);
    let told: Vec<&str> = plan.steps.iter().map(|step| step.told.as_str()).collect();
    let faults: Vec<String> = plan.faults.iter().map(|fault| fault.describe(Lang::En)).collect();
    assert!(told.is_empty() && faults.is_empty(), "{format:?} {wish:?}: {told:?} {faults:?}\n{why}");
}

#[test]
fn the_archive_goes_out_and_comes_in() {
    let opened = disk::read_archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).unwrap();
    let text = |file: Loaded| Text { path: file.path, text: file.text, locked: None };
    let archive = Archive::read(opened.files.into_iter().map(text).collect());
    for (format, wish) in wishes() {
        for lang in [Lang::En, Lang::Zh] {
            says_nothing_new(&archive, format, &wish, lang, "");
        }
    }
}

/// Each case is written in every format: fewer of them, unless more are asked for.
fn config() -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig { cases: if asked { default.cases } else { 24 }, ..default }
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn any_archive_goes_out_and_comes_in(texts in generate::archive()) {
        let name = |at: usize| if at == 0 { "archive.toml".to_string() } else { format!("{at}.toml") };
        let text = |(at, text): (usize, &String)| Text { path: name(at).into(), text: Ok(text.clone()), locked: None };
        let archive = Archive::read(texts.iter().enumerate().map(text).collect());
        prop_assert!(archive.problems.is_empty(), "{:?}\n{:?}", archive.problems, texts);
        for (format, wish) in wishes() {
            says_nothing_new(&archive, format, &wish, Lang::Zh, &texts.join("\n---\n"));
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a-z,;\"\\\\\n\t{}\\[\\]:0-9]{0,80}") {
        for format in read::FORMATS {
            let _ = read::read(&bytes, *format);
            let _ = read::read(text.as_bytes(), *format);
        }
    }
}

const ABOUT: &str = "calendar = \"roc\"\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n[[series]]\nid = \"d.total\"\nname = \"宿舍\"\nunit = \"間\"\n";
const YEAR: &str = "year = 110\r\n\r\n# kept\r\n[[item]]\r\nid = \"stock\"\r\ncategory = \"a\"\r\ntitle = \"市有宿舍\"   # too\r\n\r\n[[item.metric]]\r\nid = \"d.total\"\r\nvalue = 4_400";

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.path("data/110")).unwrap();
        fs::write(home.path("data/archive.toml"), ABOUT).unwrap();
        fs::write(home.path("data/110/a.toml"), YEAR).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a command: its exit status, what it prints, and what it says.
    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        let output =
            command.env_clear().env("HOME", self.0.path()).current_dir(self.0.path()).args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    #[track_caller]
    fn check(&self, args: &[&str], status: i32, out: &str, words: &str) {
        let (code, printed, said) = self.run(args);
        assert_eq!((code, printed.as_str()), (Some(status), out), "{args:?} said {said}");
        assert!(said.contains(words) && words.is_empty() == said.is_empty(), "{args:?} said {said}");
    }
}

#[test]
fn rows_become_changes_of_exactly_their_bytes() {
    let home = Home::new();
    let year = |home: &Home| fs::read_to_string(home.path("data/110/a.toml")).unwrap();
    fs::write(home.path("x.csv"), "年度,項目,指標,數值\n110,市有宿舍,宿舍,\"5,500\"\n").unwrap();
    home.check(
        &["import", "x.csv", "--dry-run"],
        0,
        "stock.d.total@110: 4400 → 5,500\n",
        "1 row(s) would change 1 field(s)",
    );
    let (_, diff, _) = home.run(&["import", "x.csv", "--diff", "-q"]);
    assert!(
        diff.contains("--- a/110/a.toml") && diff.contains("-value = 4_400") && diff.contains("+value = 5_500"),
        "{diff}"
    );
    assert_eq!(year(&home), YEAR);
    home.check(&["import", "x.csv", "-R"], 2, "", "--read-only");
    home.check(&["import", "x.csv", "-q"], 0, "", "");
    assert_eq!(year(&home), YEAR.replace("4_400", "5_500"));
    home.check(&["import", "x.csv"], 0, "", "nothing in them that the archive does not say");
    home.check(&["--language", "zh-TW", "import", "x.csv", "data"], 0, "", "共 1 列，與彙編內容相同");
}

#[test]
fn nothing_is_written_where_a_row_is_wrong() {
    let home = Home::new();
    let before = || fs::read_to_string(home.path("data/110/a.toml")).unwrap();
    fs::write(home.path("x.csv"), "year,id,category,title,x9\n111,n,a,N,臺\n110,stock,b,X,\n").unwrap();
    home.check(&["import", "x.csv"], 2, "", "no field for the columns x9; say --map");
    home.check(
        &["import", "x.csv", "--map", "x9=names"],
        2,
        "",
        "x.csv:3:11: row 3, category: there is no category b\nannals: 1 row(s) cannot be taken; nothing was written",
    );
    assert!(!home.path("data/111").exists() && before() == YEAR);
    home.check(
        &["import", "x.csv", "--map", "x9=names", "--skip-bad"],
        0,
        "",
        "111/a.toml: made, for a year without a file",
    );
    assert_eq!(
        fs::read_to_string(home.path("data/111/a.toml")).unwrap(),
        "year = 111\n\n[[item]]\nid = \"n\"\ncategory = \"a\"\ntitle = \"N\"\nnames = [\"臺\"]\n"
    );
    assert_eq!(before(), YEAR);
    assert_eq!(home.run(&["check"]).0, Some(0));
    let files: [(&str, &[u8], &str); 7] = [
        ("big5.csv", b"a,b\n\xb1\x4a,1\n", "big5.csv:2:1: not UTF-8. A file of Excel in Taiwan is Big5"),
        ("x.xlsx", b"no zip", "x.xlsx: no xlsx that can be read"),
        ("x.txt", b"a", "x.txt: its name does not tell the format; say --as"),
        ("x.sqlite", b"a", "sqlite is written but not read"),
        ("empty.csv", b"", "there is no table in it"),
        ("about.csv", b"id,name,unit,better\n", "series and categories are not imported: write them in archive.toml"),
        ("esc.csv", b"id,\x1b[2J\na,b\n", "no field for the columns \u{241b}[2J"),
    ];
    for (file, bytes, words) in files {
        fs::write(home.path(file), bytes).unwrap();
        home.check(&["import", file], 2, "", words);
    }
    home.check(&["import", "nowhere.csv"], 2, "", "nowhere.csv");
    home.check(&["import", "data", "--as", "csv"], 2, "", "a folder");
}

#[test]
fn a_mapping_is_shown_kept_and_used() {
    let home = Home::new();
    fs::write(home.path("x.csv"), "Y,thing,n\n110,stock,7\n").unwrap();
    let map = ["--map", "Y=year", "--map", "thing=item.id", "--map", "n=no"];
    let shown = "[columns]\n\"Y\" = \"year\"\n\"thing\" = \"item.id\"\n\"n\" = \"item.no\"\n";
    home.check(&[&["import", "x.csv", "--show-mapping"][..], &map].concat(), 0, shown, "");
    home.check(&[&["import", "x.csv", "--save-mapping", "m.toml", "--show-mapping"][..], &map].concat(), 0, shown, "");
    assert_eq!(fs::read_to_string(home.path("m.toml")).unwrap(), shown);
    home.check(&[&["import", "x.csv", "--save-mapping", "m.toml"][..], &map].concat(), 2, "", "m.toml");
    home.check(&["import", "x.csv", "--mapping", "m.toml", "--dry-run", "-q"], 0, "stock@110:no: — → 7\n", "");
    // What is said counts before what was kept.
    home.check(
        &["import", "x.csv", "--mapping", "m.toml", "--map", "n=source", "--dry-run", "-q"],
        0,
        "stock@110:source: — → 7\n",
        "",
    );
    home.check(&["import", "x.csv", "--map", "z=no"], 2, "", "the file has no column z; it has Y, thing, n");
}

#[test]
fn entries_come_in_from_every_format() {
    let home = Home::new();
    let year = YEAR.replace("value = 4_400", "[[item.metric.entry]]\r\non = 2021-03-18\r\nvalue = 3\r\n");
    let path = home.path("data/110/a.toml");
    fs::write(&path, &year).unwrap();
    // The same day with another number, and a month that is new, in each format that holds text.
    let csv = "year,item,metric,date,value\n110,stock,d.total,2021-03-18,5\n110,stock,d.total,110-04,7\n";
    fs::write(home.path("x.csv"), csv).unwrap();
    fs::write(home.path("x.tsv"), csv.replace(',', "\t")).unwrap();
    let json = "[{\"year\": 110, \"id\": \"stock\", \"metrics\": [{\"metric\": \"d.total\", \"entries\": \
                [{\"date\": \"2021-03-18\", \"value\": 5}, {\"date\": \"2021-04\", \"value\": 7}]}]}]";
    fs::write(home.path("x.json"), json).unwrap();
    let expected =
        year.replace("value = 3", "value = 5") + "[[item.metric.entry]]\r\non = \"2021-04\"\r\nvalue = 7\r\n";
    for file in ["x.csv", "x.tsv", "x.json"] {
        fs::write(&path, &year).unwrap();
        home.check(&["import", file], 0, "", ", and 1 entry(ies)");
        assert_eq!(fs::read_to_string(&path).unwrap(), expected, "{file}");
        home.check(&["import", file], 0, "", "nothing in them that the archive does not say");
        // A workbook holds the same, and says nothing new; then the file without the entry gets it from the workbook.
        for format in ["xlsx", "ods"] {
            let book = format!("x.{format}");
            home.run(&["export", "-o", &book, "--force"]);
            home.check(&["import", &book], 0, "", "nothing in them that the archive does not say");
            fs::write(&path, &year).unwrap();
            home.check(&["import", &book], 0, "", ", and 1 entry(ies)");
            assert_eq!(fs::read_to_string(&path).unwrap(), expected, "{book}");
        }
    }
    let wrong = json.replace("7}", "\"x\"}");
    fs::write(home.path("x.json"), &wrong).unwrap();
    let column = wrong.find("\"x\"").unwrap() + 1;
    home.check(&["import", "x.json"], 2, "", &format!("x.json:1:{column}: entries, row 1.1.2, value: "));
}

/// A whole export makes an archive that has only its outline into what it was, entries and all, in one go.
#[test]
fn one_import_takes_a_whole_export_with_its_entries() {
    let year = YEAR.replace("value = 4_400", "[[item.metric.entry]]\r\non = 2021-03-18\r\nvalue = 3\r\n");
    for format in ["json", "xlsx", "ods"] {
        let home = Home::new();
        let path = home.path("data/110/a.toml");
        fs::write(&path, &year).unwrap();
        let file = format!("x.{format}");
        assert_eq!(home.run(&["export", "-o", &file]).0, Some(0));
        let before = home.run(&["list", "entries", "--json"]);
        fs::write(&path, "year = 110\n").unwrap();
        home.check(&["import", &file], 0, "", ", and 1 entry(ies)");
        assert_eq!(home.run(&["list", "entries", "--json"]), before, "{format}");
        assert!(fs::read_to_string(&path).unwrap().contains("value = 3"), "{format}");
        home.check(&["import", &file], 0, "", "nothing in them that the archive does not say");
    }
    // What is wrong with an entry is told all the same, once.
    let home = Home::new();
    let rows = "[{\"year\": 110, \"id\": \"new\", \"title\": \"N\", \"category\": \"a\", \"metrics\": [{\"metric\": \"d.total\", \
                \"entries\": [{\"date\": \"2021-03-18\", \"value\": 5}, {\"date\": \"x\", \"value\": 7}]}]}]";
    fs::write(home.path("x.json"), rows).unwrap();
    let (status, _, said) = home.run(&["import", "x.json"]);
    assert!(status == Some(2) && said.matches("x.json:").count() == 1 && said.contains("row 1.1.2"), "{said}");
    home.check(&["import", "x.json", "--skip-bad"], 0, "", ", and 1 entry(ies)");
}

/// What is accepted of an item and of its metric each keep their place, in every format, also where nothing is yet.
#[test]
fn what_is_accepted_goes_out_and_comes_in() {
    let year = YEAR.replace("\r\n", "\n").replace("   # too", "\naccept = [\"a-rule\", \"b-rule\"]");
    let year = year.replace("4_400", "4400\naccept = [\"c-rule\"]\n").replace("# kept\n", "");
    for format in ["csv", "tsv", "json", "jsonl", "xlsx", "ods"] {
        let home = Home::new();
        let path = home.path("data/110/a.toml");
        fs::write(&path, &year).unwrap();
        // A table has either: the items first, then their metrics.
        let is_table = matches!(format, "csv" | "tsv");
        let tables: &[&str] = if is_table { &["items", "metrics"] } else { &[""] };
        let file = |table: &str| format!("{table}x.{format}");
        for table in tables {
            let of = if is_table { &["--table", table][..] } else { &[] };
            assert_eq!(home.run(&[&["export", "-o", &file(table)][..], of].concat()).0, Some(0), "{table} {format}");
            home.check(&["import", &file(table)], 0, "", "nothing in them that the archive does not say");
        }
        fs::write(&path, "year = 110\n").unwrap();
        for table in tables {
            let (status, _, said) = home.run(&["import", &file(table)]);
            assert_eq!(status, Some(0), "{table} {format}: {said}");
        }
        let read = |text: &str| text.parse::<toml::Table>().unwrap();
        assert_eq!(read(&fs::read_to_string(&path).unwrap()), read(&year), "{format}");
    }
}

/// A total comes of its entries: what an old export says of it is not written, with the entries beside it or without.
#[test]
fn a_total_is_not_frozen() {
    let year = YEAR.replace("value = 4_400", "[[item.metric.entry]]\r\non = 2021-03-18\r\nvalue = 12\r\n");
    let more = year.clone() + "[[item.metric.entry]]\r\non = 2021-03-19\r\nvalue = 8\r\n";
    for format in ["csv", "tsv", "json", "jsonl", "xlsx", "ods"] {
        let home = Home::new();
        let path = home.path("data/110/a.toml");
        fs::write(&path, &year).unwrap();
        let file = format!("x.{format}");
        assert_eq!(home.run(&["export", "-o", &file]).0, Some(0));
        let is_alone = matches!(format, "csv" | "tsv");
        let changed = year.replace("value = 12", "value = 20");
        let nothing = "nothing in them that the archive does not say";
        for now in [&year, &changed, &more] {
            fs::write(&path, now).unwrap();
            let says_new = now == &changed && !is_alone;
            home.check(&["import", &file], 0, "", if says_new { "changed 1 field(s)" } else { nothing });
            let expected = if says_new { &year } else { now };
            assert_eq!(&fs::read_to_string(&path).unwrap(), expected, "{format}");
        }
        // Nor is it on a metric that is new, or has no value yet.
        let none = year.split("\r\n[[item.metric.entry]]").next().unwrap();
        for now in [none, none.split("\r\n[[item.metric]]").next().unwrap()] {
            fs::write(&path, now).unwrap();
            let (status, _, said) = home.run(&["import", &file, "--skip-bad"]);
            assert_eq!(status, Some(0), "{format}: {said}");
            let text = fs::read_to_string(&path).unwrap();
            let own = text.split("[[item.metric.entry]]").next().unwrap();
            assert!(!own.contains("value"), "{format}: {text}");
        }
    }
    // A row that does not say so sets it, as a person would.
    let home = Home::new();
    fs::write(home.path("data/110/a.toml"), &year).unwrap();
    fs::write(home.path("x.csv"), "year,item,metric,value,derived\n110,stock,d.total,13,false\n").unwrap();
    home.check(&["import", "x.csv"], 0, "", "changed 1 field(s)");
}

#[test]
fn what_was_exported_by_the_program_changes_nothing() {
    let home = Home::new();
    for format in ["csv", "tsv", "json", "jsonl", "xlsx", "ods"] {
        let file = format!("x.{format}");
        assert_eq!(home.run(&["export", "-o", &file]).0, Some(0));
        home.check(&["import", &file], 0, "", "nothing in them that the archive does not say");
    }
    assert_eq!(fs::read_to_string(home.path("data/110/a.toml")).unwrap(), YEAR);
}

#[test]
fn a_named_pipe_is_waited_for() {
    let home = Home::new();
    let pipe = home.path("x.csv");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    // Opening it to write waits for the reader, as reading waits for this: neither order is a race.
    let writer = std::thread::spawn(move || fs::write(pipe, "年度,項目,指標,數值\n110,市有宿舍,宿舍,\"5,500\"\n"));
    home.check(&["import", "x.csv", "-q"], 0, "", "");
    writer.join().unwrap().unwrap();
    assert_eq!(fs::read_to_string(home.path("data/110/a.toml")).unwrap(), YEAR.replace("4_400", "5_500"));
}
