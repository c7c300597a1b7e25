//! What files of other programs give, and what hostile ones cost.

use super::*;
use crate::exchange::given::Row;
use crate::exchange::given::RowFault;
use crate::exchange::table::Cell;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format as Look;
use rust_xlsxwriter::Workbook;
use std::io::Cursor;
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A table on one line: `head|head / 2:cell|cell`, a text in quotes where it might be taken for something else.
fn show(given: &Given) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => format!("{text:?}"),
        Cell::List(list) => format!("{list:?}"),
        Cell::Pairs(pairs) => format!("{{{}}}", pairs.len()),
        cell => cell.flat().into_owned(),
    };
    let row = |row: &Row| {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        let faults: String = row.faults.iter().map(|(at, why)| format!("!{at:?}{why:?}")).collect();
        let dates: String = row.dates.iter().map(|at| format!("@{at}")).collect();
        format!(" / {}:{}{dates}{faults}", row.number, cells.join("|"))
    };
    let header: Vec<String> = (0..given.header.len()).map(|at| given.column(at)).collect();
    header.join("|") + &given.rows.iter().map(row).collect::<String>()
}

#[track_caller]
fn check(bytes: impl AsRef<[u8]>, format: Format, expected: &str) {
    let read = read(bytes.as_ref(), format);
    let shown = read.map(|tables| tables.iter().map(show).collect::<Vec<_>>().join(" // "));
    assert_eq!(shown.unwrap_or_else(|error| format!("{error:?}")), expected, "{format:?}");
}

#[test]
fn csv() {
    let check = |text: &str, expected: &str| check(text, Format::Csv, expected);
    check("a,b\n1,x\n", "a|b / 2:\"1\"|\"x\"");
    check("\u{feff}a,b\r\n1,\"x\r\ny\"\r\n\r\n2,z\r\n", "a|b / 2:\"1\"|\"x\\r\\ny\" / 4:\"2\"|\"z\"");
    check(
        "a,b\n\"q \"\"x\"\"\",'=1+1\n'x,''=2\n-5,'-5",
        "a|b / 2:\"q \\\"x\\\"\"|\"=1+1\" / 3:\"'x\"|\"'=2\" / 4:\"-5\"|\"-5\"",
    );
    // A row may be short, and what is too long is told.
    check("a,b\n1\n1,2,\n1,2,3\n", "a|b / 2:\"1\" / 3:\"1\"|\"2\" / 4:\"1\"|\"2\"!NoneTooMany(1)");
    check("\n\na;b\n1;2\n", "a|b / 4:\"1\"|\"2\"");
    check("a\tb\n1\t2\n", "a|b / 2:\"1\"|\"2\"");
    check("\"a\n\",b\n\n1,\"x\n\n\"\n\n\n2,y", "a|b / 3:\"1\"|\"x\\n\\n\" / 6:\"2\"|\"y\"");
    check("a\r\r1\r2", "a / 2:\"1\" / 3:\"2\"");
    check("a,\n1,2\n", "a|B / 2:\"1\"|\"2\"");
    check("a,b\n", "a|b");
    check("", "Empty");
    check("\n\n", "Empty");
    check("\u{feff}", "Empty");
}

#[test]
fn tsv() {
    let check = |text: &str, expected: &str| check(text, Format::Tsv, expected);
    check("a\tb\nx\\ty\\n\\\\n\t\"q\n", "a|b / 2:\"x\\ty\\n\\\\n\"|\"\\\"q\"");
    check("a\tb\nx\\q\\\ty\n", "a|b / 2:\"x\\\\q\\\\\"|\"y\"");
}

#[test]
fn json() {
    let check = |text: &str, expected: &str| check(text, Format::Json, expected);
    check(
        "[{\"a\": 1, \"b\": \"x\"}, {\"b\": null, \"c\": [1, \"y\"], \"d\": true}]",
        "a|b|c|d / 1:1|\"x\" / 2:||[\"1\", \"y\"]|true",
    );
    check("[{\"a\": 12345678901234567890.1234567, \"b\": 1e40}]", "a|b / 1:12345678901234567890.1234567|\"1e+40\"");
    check(
        "{\"items\": [{\"id\": \"x\", \"metrics\": [{\"v\": 1}, {\"v\": 1.50}]}, {\"id\": \"y\", \"metrics\": []}]}",
        "id|v / 1.1:\"x\"|1 / 1.2:\"x\"|1.50 / 2:\"y\"",
    );
    check("[{\"a\": [[1]], \"b\": {\"k\": 1}, \"c\": {}}]", "a|b|c / 1:|{1}|!Some(0)Nested");
    check("[1]", "NoRecords(0)");
    check("{\"rows\": []}", "NoRecords(0)");
    check("[]", "Empty");
    check("[{\"a\": 1},\n {\"a\" 2}]", "Json(2, 7, \"expected `:`\")");
    check(&"[".repeat(1000), "Json(1, 128, \"recursion limit exceeded\")");
}

#[test]
fn json_lines() {
    let check = |text: &str, expected: &str| check(text, Format::JsonLines, expected);
    check("{\"a\": 1}\r\n\r\n{\"a\": 2}", "a / 1:1 / 3:2");
    check("{\"a\": 1}\n[2]", "NoRecords(2)");
    check("{\"a\": 1}\n{", "Json(2, 1, \"EOF while parsing an object\")");
}

#[test]
fn encodings_are_told() {
    for format in [Format::Csv, Format::Tsv, Format::Json, Format::JsonLines] {
        // 宿舍 in Big5 on the second line.
        check(b"a,b\n\xb1\x4a\xaa\xd9,1\n", format, "NotUtf8(2, 1)");
        check(b"\xff\xfea\0", format, "Utf16");
    }
    assert!(ReadError::NotUtf8(2, 1).describe(Lang::En).contains("iconv -f BIG5"));
}

fn workbook(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn xlsx() {
    let date = Look::new().set_num_format("yyyy-mm-dd");
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet().set_name("110").unwrap();
        for (at, head) in ["a", "b", "c", "d", "e"].iter().enumerate() {
            sheet.write_string(1, at as u16, *head).unwrap();
        }
        sheet.write_number(2, 0, 123.0).unwrap();
        sheet.write_number(2, 1, 96.41).unwrap();
        sheet.write_string(2, 2, " x_x000D_\u{1}\n").unwrap();
        sheet.write_boolean(2, 3, true).unwrap();
        sheet.write_datetime_with_format(2, 4, ExcelDateTime::from_ymd(2021, 3, 4).unwrap(), &date).unwrap();
        sheet.write_number(4, 0, 44259.0).unwrap();
        sheet.write_number(4, 1, 1234567890123456.0).unwrap();
        sheet
            .write_datetime_with_format(4, 4, ExcelDateTime::parse_from_str("2021-03-04T07:30").unwrap(), &date)
            .unwrap();
        book.add_worksheet().set_name("empty").unwrap();
    });
    check(
        &bytes,
        Format::Xlsx,
        "a|b|c|d|e / 3:123|96.41|\" x_x000D_\\u{1}\\n\"|true|\"2021-03-04\"@4 \
         / 5:44259|1234567890123456|||\"2021-03-04T07:30:00\"@4",
    );
    // A cell in the last corner costs one row, not seventeen milliards of cells.
    let corner = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "a").unwrap();
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
    });
    assert_eq!(read(&corner, Format::Xlsx).unwrap()[0].rows.len(), 1);
    check(b"PK no", Format::Xlsx, "Book(\"xlsx\", \"invalid Zip archive: Could not find EOCD\")");
}

#[test]
fn an_error_of_a_spreadsheet_is_one_here() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "a").unwrap();
        sheet.write_formula(1, 0, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let given = &read(&bytes, Format::Xlsx).unwrap()[0];
    let told = format!("{:?}", given.rows[0]);
    assert!(
        given.rows[0].faults == [(Some(0), RowFault::Error("#DIV/0!".into()))] || told.contains("#DIV/0!"),
        "{told}"
    );
}

/// A ZIP with these files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn ods(rows: &str) -> Vec<u8> {
    zip(&[(
        "content.xml",
        &format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"s\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        ),
    )])
}

#[test]
fn ods_cells() {
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let head = row(&["a", "b", "c", "d", "e", "f"].map(text).concat());
    let cells = [
        "<table:table-cell office:value-type=\"float\" office:value=\"1234567890123456.70\"><text:p>1.2E15</text:p></table:table-cell>",
        "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>note</text:p></office:annotation><text:p>a<text:s text:c=\"2\"/>&amp;&#x4e00;<text:tab/><text:span>b</text:span></text:p><text:p>c</text:p></table:table-cell>",
        "<table:table-cell office:value-type=\"percentage\" office:value=\"0.9641\"><text:p>96.41%</text:p></table:table-cell>",
        "<table:table-cell office:value-type=\"date\" office:date-value=\"2021-03-04T00:00:00\"><text:p>4/3/21</text:p></table:table-cell>",
        "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p></table:table-cell>",
        "<table:table-cell table:number-columns-repeated=\"16379\"/>",
    ];
    let empty = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let twice = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
    check(
        ods(&[&head, &row(&cells.concat()), empty, twice, empty].map(String::from).concat()),
        Format::Ods,
        "a|b|c|d|e|f / 2:1234567890123456.70|\"a  &一\\tb\\nc\"|\"96.41%\"|\"2021-03-04\"|true@3 / 6:|\"x\"|\"x\" / 7:|\"x\"|\"x\"",
    );
}

#[test]
fn hostile_workbooks_cost_a_message() {
    let repeated = |rows: &str, columns: &str| {
        ods(&format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" \
             office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
        ))
    };
    check(repeated("1", "99999999999"), Format::Ods, "Cells(\"s\", 1)");
    check(repeated("99999999999", "1"), Format::Ods, "Cells(\"s\", 1)");
    check(repeated("18446744073709551615", "3"), Format::Ods, "Cells(\"s\", 1)");
    let gap = ods(&"<table:table-row><table:table-cell table:number-columns-repeated=\"1000000\"/><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>".repeat(5));
    check(gap, Format::Ods, "Cells(\"s\", 4)");
    check(
        ods("<table:table-row>&bomb;</table:table-row>"),
        Format::Ods,
        "Book(\"ods\", \"at 1..5: unrecognized entity `bomb`\")",
    );
    // A bomb is told from what it unpacks to, not from what it says.
    let bomb = zip(&[("content.xml", &" ".repeat(1 << 20)), ("b", &" ".repeat(1 << 20))]);
    assert!(bomb.len() < 10_000);
    let opened = unpack::open(&bomb, "ods", (2 << 20) - 1).map(|_| ());
    assert_eq!(opened, Err(ReadError::Unpacked((2 << 20) - 1)));
    assert!(unpack::open(&bomb, "ods", 2 << 20).is_ok());
    for format in [Format::Xlsx, Format::Ods] {
        assert!(matches!(read(&zip(&[("a", "b")]), format), Err(ReadError::Book(..))));
        assert!(matches!(read(b"", format), Err(ReadError::Book(..))));
    }
    assert_eq!(read(&vec![b' '; MAX_FILE as usize + 1], Format::Csv), Err(ReadError::TooLarge));
}

#[test]
fn the_format_is_named_or_seen() {
    let which = |named: Option<&str>, path: &str| which(named, Path::new(path)).map(Format::name);
    assert_eq!(which(None, "a/x.CSV"), Ok("csv"));
    assert_eq!(which(Some("tsv"), "x.csv"), Ok("tsv"));
    assert_eq!(which(None, "-"), Err(ReadError::Unknown));
    assert_eq!(which(None, "x.sqlite"), Err(ReadError::Format("sqlite")));
}
