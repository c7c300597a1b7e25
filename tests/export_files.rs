//! The formats that are no text, read back with other people's readers.

#[path = "export/archive.rs"]
mod archive;

use annals::exchange::format;
use annals::exchange::format::Format;
use annals::exchange::format::Wish;
use annals::lang::Lang;
use annals::store::archive::Archive;
use annals::store::file::Text;
use archive::export;
use calamine::Data;
use calamine::Ods;
use calamine::Range;
use calamine::Reader;
use calamine::Xlsx;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::io::Cursor;
use std::io::Read;

/// What a query gives: cells joined with `|`, rows with ` / `.
fn ask(database: &Connection, query: &str) -> String {
    let mut query = database.prepare(query).unwrap();
    let columns = query.column_count();
    let cell = |value: Value| match value {
        Value::Null => "NULL".to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => format!("{number:?}"),
        Value::Text(text) => text,
        Value::Blob(_) => "blob".to_string(),
    };
    let row = |row: &rusqlite::Row| Ok((0..columns).map(|at| cell(row.get(at).unwrap())).collect::<Vec<_>>().join("|"));
    query.query_map([], row).unwrap().collect::<Result<Vec<_>, _>>().unwrap().join(" / ")
}

#[test]
fn a_database_has_its_keys_and_finds_two_characters() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.sqlite");
    std::fs::write(&path, export(Format::Sqlite, &Wish::default())).unwrap();
    let database = Connection::open(&path).unwrap();
    for (query, answer) in [
        ("PRAGMA integrity_check", "ok"),
        ("PRAGMA foreign_key_check", ""),
        ("SELECT count(*) FROM pragma_foreign_key_list('metrics')", "2"),
        ("SELECT count(*) FROM items", "5"),
        ("SELECT count(*) FROM metrics", "11"),
        (
            "SELECT date, value, value_text, note FROM entries",
            "2021-03-04|12.5|12.50|=水原市; 團體 / 2021-05|NULL|NULL|NULL",
        ),
        (
            "SELECT metrics.value_text, total, derived FROM entries JOIN metrics ON metrics.key = metric_key WHERE date = '2021-05'",
            "12.50|sum|1",
        ),
        ("SELECT count(*) FROM series", "4"),
        (
            "SELECT id, parent FROM categories ORDER BY rowid",
            "general|NULL / general/dormitory|general / general/absent|general / nowhere/else|NULL",
        ),
        (
            "SELECT * FROM category_years",
            "general/dormitory|2019|(二)|宿舍|0|0 / general/dormitory|2021|NULL|NULL|1|0 / general/absent|2021|NULL|NULL|0|1",
        ),
        ("SELECT value FROM archive WHERE name = 'calendar'", "roc"),
        // Numbers to reckon with, and the digits as they are written.
        (
            "SELECT value, value_text, typeof(value) FROM metrics WHERE metric = 'rate'",
            "96.1|96.10|real / 96.41|96.41|real",
        ),
        ("SELECT value, typeof(value) FROM metrics WHERE metric = 'money'", "-126600000|integer"),
        (
            "SELECT value, value_text FROM metrics WHERE metric = 'own'",
            "12345678901234568|12345678901234567.890123456789",
        ),
        (
            "SELECT value, value_text, met FROM metrics WHERE metric = 'dormitory.chief' AND approx = 0",
            "NULL|NULL|NULL",
        ),
        ("SELECT grade FROM metrics WHERE grade IS NOT NULL", "特優"),
        ("SELECT sum(value) FROM metrics WHERE series = 'dormitory.total'", "104"),
        // Lists.
        (
            "SELECT value FROM items_names JOIN items USING (key) WHERE year = 2019 ORDER BY position",
            "韓國, 水原市 / 廉泰英",
        ),
        (
            "SELECT value, first_day, last_day FROM items_when",
            "2019-03-18/2019-03-19|2019-03-18|2019-03-19 / 2019-08|2019-08-01|2019-08-31 / 2021|2021-01-01|2021-12-31",
        ),
        ("SELECT name, value FROM items_other", "weight|1.50 / seen|true / kinds|甲; 乙 / at|2021-03-04"),
        ("SELECT value FROM series_sum WHERE id = 'dormitory.total'", "dormitory.chief / dormitory.family"),
        // Substrings of Chinese, which has no blanks between words.
        (
            "SELECT items.id, year FROM items_search JOIN items ON items.key = items_search.rowid WHERE items_search.title LIKE '%宿舍%'",
            "dormitory.stock|2019",
        ),
        ("SELECT rowid FROM items_search WHERE items_search MATCH '宿舍現'", "2"),
        ("SELECT rowid FROM items_search WHERE items_search MATCH 'names : 水原市'", "2"),
        ("SELECT rowid FROM items_search WHERE text LIKE '%直線%'", "2"),
        ("SELECT text LIKE '%' || char(0x202e) || '%' FROM items WHERE key = 3", "1"),
    ] {
        assert_eq!(ask(&database, query), answer, "{query}");
    }
    database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    assert!(database.execute("INSERT INTO metrics (key, item_key) VALUES (99, 99)", []).is_err());
}

/// The sheets of a workbook, in its order.
fn sheets_of<R: Reader<Cursor<Vec<u8>>>>(mut book: R) -> Vec<(String, Range<Data>)>
where
    R::Error: std::fmt::Debug,
{
    let names = book.sheet_names();
    names.into_iter().map(|name| (name.clone(), book.worksheet_range(&name).unwrap())).collect()
}

/// The sheets of the awkward archive.
fn sheets(format: Format) -> Vec<(String, Range<Data>)> {
    let bytes = Cursor::new(export(format, &Wish::default()));
    match format {
        Format::Xlsx => sheets_of(Xlsx::new(bytes).unwrap()),
        _ => sheets_of(Ods::new(bytes).unwrap()),
    }
}

/// A row below the titles, as what each filled cell holds.
fn row(sheet: &Range<Data>, number: usize) -> Vec<(String, Data)> {
    let titles: Vec<String> = sheet.rows().next().unwrap().iter().map(|cell| cell.to_string()).collect();
    let cells = sheet.rows().nth(number).unwrap().iter().cloned();
    titles.into_iter().zip(cells).filter(|(_, cell)| *cell != Data::Empty).collect()
}

#[test]
fn sheets_have_real_numbers_and_every_digit() {
    for format in [Format::Xlsx, Format::Ods] {
        let sheets = sheets(format);
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["無年度", "108", "110", "逐筆", "系列"], "{format:?}");
        let number = |text: &str| Data::Float(text.parse().unwrap());
        let text = |text: &str| Data::String(text.to_string());
        let find = |sheet: usize, at: usize, title: &str| {
            let found = row(&sheets[sheet].1, at).into_iter().find(|(name, _)| name == title);
            found.map(|(_, cell)| cell)
        };
        for (sheet, at, title, expected) in [
            (0, 1, "數值", Some(number("0.1"))),
            (1, 1, "數值", Some(number("60"))),
            (1, 1, "單位", Some(text("間"))),
            (1, 1, "達標", Some(Data::Bool(false))),
            (1, 1, "目標", Some(number("50"))),
            (
                1,
                1,
                "執行成果與效益",
                Some(text("第一行，有 \"引號\" 與, 逗號\n第二行 | 直線 <script>alert(1)</script> & 其他")),
            ),
            (1, 1, "日期", Some(text("2019-03-18/2019-03-19; 2019-08"))),
            (1, 2, "約", Some(Data::Bool(true))),
            (1, 2, "執行成果與效益", None),
            (1, 2, "重要施政項目", Some(text("宿舍現況"))),
            (1, 3, "數值", Some(number("96.1"))),
            (2, 1, "重要施政項目", Some(text("=HYPERLINK(\"http://x\")"))),
            (2, 1, "編號", Some(text("-1"))),
            (2, 1, "其他", Some(text("weight = 1.50; seen = true; kinds = 甲; 乙; at = 2021-03-04"))),
            (2, 2, "數值", None),
            (2, 3, "附註", Some(text("-註\n第二行"))),
            (2, 4, "數值", Some(number("-126600000"))),
            // More digits than a spreadsheet keeps.
            (2, 5, "數值", Some(text("12345678901234567.890123456789"))),
            (2, 6, "數值", Some(number("12.5"))),
            (2, 6, "合計方式", Some(text("sum"))),
            (2, 7, "數值", Some(text("特優"))),
            (2, 8, "重要施政項目", Some(text("沒有代號"))),
            (2, 9, "項目代號", Some(text("empty"))),
            (3, 1, "附註", Some(text("=水原市; 團體"))),
            (3, 2, "逐筆其他", Some(text("guide = 甲"))),
            (4, 2, "108", Some(number("60"))),
            (4, 2, "110", Some(number("44"))),
            (4, 1, "110", None),
        ] {
            assert_eq!(find(sheet, at, title), expected, "{format:?} {sheet} {at} {title}");
        }
        assert_eq!(sheets[2].1.height(), 10);
        // The bell and the marks that reorder text: no format may drop the rest for them.
        let Some(Data::String(odd)) = find(2, 1, "執行成果與效益") else { panic!("no text") };
        assert!(odd.starts_with("\ttab first") && odd.contains("\u{202e}right to left, \u{200b}nothing\\n"), "{odd:?}");
    }
}

#[test]
fn sheets_show_the_decimals_that_are_written() {
    let part = |format: Format, name: &str| {
        let mut zip = zip::ZipArchive::new(Cursor::new(export(format, &Wish::default()))).unwrap();
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let styles = part(Format::Xlsx, "xl/styles.xml");
    assert!(styles.contains("formatCode=\"#,##0.00\""), "{styles}");
    let sheet = part(Format::Xlsx, "xl/worksheets/sheet3.xml");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"), "{sheet}");
    assert!(!sheet.contains("<f>"), "a formula in {sheet}");
    let content = part(Format::Ods, "content.xml");
    assert!(content.contains("table:style-name=\"n2\" office:value-type=\"float\" office:value=\"96.10\""));
    assert!(!content.contains("table:formula"));
    assert!(part(Format::Ods, "settings.xml").contains("VerticalSplitPosition"));
    let mut zip = zip::ZipArchive::new(Cursor::new(export(Format::Ods, &Wish::default()))).unwrap();
    let first = zip.by_index(0).unwrap();
    assert_eq!(
        (first.name().unwrap().into_owned(), first.compression()),
        ("mimetype".to_string(), zip::CompressionMethod::Stored)
    );
}

/// Read with the crate that wrote it; other programs have read what it writes, by hand.
#[cfg(feature = "parquet")]
#[test]
fn parquet_has_types_and_every_digit() {
    use parquet::file::reader::FileReader;
    use parquet::file::serialized_reader::SerializedFileReader;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.parquet");
    std::fs::write(&path, export(Format::Parquet, &Wish::default())).unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    assert_eq!(rows.len(), 11);
    for (row, part) in [
        (0, "year: null"),
        (1, "year: 2019"),
        (1, "name: \"經管宿舍\", value: 60.0, value_text: \"60\""),
        (2, "approx: true"),
        (3, "value_text: \"96.10\""),
        (5, "value: null, value_text: null"),
        (8, "value_text: \"12345678901234567.890123456789\""),
        (10, "grade: \"特優\""),
    ] {
        assert!(rows[row].contains(part), "{part} is not in {}", rows[row]);
    }
}

#[test]
fn a_text_too_long_for_a_cell_is_refused_and_not_cut() {
    let long = |count: usize| {
        let text = format!("year = 2021\n[[item]]\ntitle = 'a'\n[[item]]\ntext = '{}'\n", "字".repeat(count));
        let archive = Archive::read(vec![Text { path: "a.toml".into(), text: Ok(text), locked: None }]);
        let write = |format| {
            let mut out = Vec::new();
            let chosen = archive::all(&archive);
            format::write(format, &archive, &chosen, &Wish::default(), Lang::En, &mut out)
                .map_err(|e| e.describe(Lang::En))
        };
        (write(Format::Xlsx), write(Format::Ods))
    };
    assert_eq!(long(32_767), (Ok(()), Ok(())));
    let (xlsx, ods) = long(32_768);
    assert!(xlsx.unwrap_err().starts_with("sheet 2021, row 3: a text of more than 32767 characters"));
    assert_eq!(ods, Ok(()));
}

#[test]
fn the_same_records_give_the_same_bytes() {
    for format in Format::all() {
        assert_eq!(export(format, &Wish::default()), export(format, &Wish::default()), "{format:?}");
    }
}

/// Texts that a spreadsheet would reckon with, were they typed into it.
const FORMULAS: &[&str] =
    &["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "'=1", "=cmd|' /C calc'!A0"];

/// An archive in which each stands wherever a text can.
fn formulas() -> Archive {
    let mut text = "year = 2021\n".to_string();
    for formula in FORMULAS {
        let formula = format!("\"{}\"", formula.replace('\t', "\\t").replace('\r', "\\r"));
        text += &format!(
            "[[item]]\nno = {formula}\ntitle = {formula}\ntext = {formula}\nnames = [{formula}]\nsource = {formula}\n\
             [[item.metric]]\nname = {formula}\nunit = {formula}\nvalue = {formula}\nnote = {formula}\n\
             [[item.metric]]\nname = 'log'\ntotal = 'sum'\n[[item.metric.entry]]\non = 2021-03-04\nvalue = 1\nnote = {formula}\n"
        );
    }
    let archive = Archive::read(vec![Text { path: "a.toml".into(), text: Ok(text), locked: None }]);
    assert!(archive.problems.is_empty(), "{:?}", archive.problems);
    archive
}

fn export_formulas(format: Format) -> Vec<u8> {
    let archive = formulas();
    let mut out = Vec::new();
    format::write(format, &archive, &archive::all(&archive), &Wish::default(), Lang::Zh, &mut out).unwrap();
    out
}

#[test]
fn what_looks_like_a_formula_is_text_in_a_sheet() {
    for format in [Format::Xlsx, Format::Ods] {
        let bytes = export_formulas(format);
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for at in 0..zip.len() {
            let mut part = String::new();
            zip.by_index(at).unwrap().read_to_string(&mut part).unwrap();
            let formula = ["<f>", "<f ", "t=\"str\"", "table:formula", "office:value-type=\"formula\""];
            assert!(formula.iter().all(|sign| !part.contains(sign)), "{format:?}: {part}");
            for cell in part.split("<table:table-cell ").skip(1).filter(|_| format == Format::Ods) {
                let shown = cell.split_once("<text:p>").map_or("", |(_, shown)| shown);
                let is_text = cell.contains("office:value-type=\"string\"");
                assert!(is_text || !shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '<']), "{cell}");
            }
        }
        let sheets = match format {
            Format::Xlsx => sheets_of(Xlsx::new(Cursor::new(bytes)).unwrap()),
            _ => sheets_of(Ods::new(Cursor::new(bytes)).unwrap()),
        };
        for formula in FORMULAS {
            // A paragraph is what ODS has for a line, whatever breaks it.
            let text = if format == Format::Ods { formula.replace('\r', "\n") } else { formula.to_string() };
            let wanted = Data::String(text);
            let count = |sheet: &Range<Data>| sheet.used_cells().filter(|(_, _, cell)| **cell == wanted).count();
            let found: Vec<usize> = sheets.iter().map(|(_, sheet)| count(sheet)).collect();
            assert!(found.iter().sum::<usize>() >= 8, "{format:?} {formula:?}: {found:?}");
        }
    }
}

#[test]
fn what_looks_like_a_formula_is_text_in_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.sqlite");
    std::fs::write(&path, export_formulas(Format::Sqlite)).unwrap();
    let database = Connection::open(&path).unwrap();
    for (table, column) in [
        ("items", "no"),
        ("items", "title"),
        ("items", "text"),
        ("items", "source"),
        ("items_names", "value"),
        ("metrics", "name"),
        ("metrics", "unit"),
        ("metrics", "grade"),
        ("metrics", "note"),
        ("entries", "note"),
    ] {
        for formula in FORMULAS {
            let query = format!("SELECT count(*) FROM {table} WHERE {column} = ? AND typeof({column}) = 'text'");
            let found: i64 = database.query_row(&query, [formula], |row| row.get(0)).unwrap();
            assert_eq!(found, 1, "{table}.{column} {formula:?}");
        }
    }
}
