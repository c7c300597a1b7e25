//! ODS: the same sheets as XLSX, as OpenDocument 1.3 has them.
//!
//! Written by hand, since what is needed of the standard is little: a ZIP whose first file is its media type, one XML with
//! the sheets, and one that says that the first row of each stays in sight.

use crate::exchange::sheets;
use crate::exchange::sheets::Sheet;
use crate::exchange::sheets::legal;
use crate::exchange::table::Cell;
use crate::exchange::tables::Tables;
use crate::lang::Lang;
use std::fmt::Write as _;
use std::io;
use std::io::Cursor;
use std::io::Write;
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/></manifest:manifest>
"#;

const CONTENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3">
"#;

const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry><config:config-item-map-named config:name="Tables">
"#;

/// Half-width characters into centimetres, at the size that programs begin with.
const CHARACTER: f64 = 0.19;

/// Writes a spreadsheet.
///
/// # Errors
/// Those of `out`.
pub(super) fn write(tables: &Tables, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let sheets = sheets::of(tables, lang);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The first file stands uncompressed at a known place, where programs look for what this is.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text, options) in [
        ("mimetype", MEDIA_TYPE.to_string(), stored),
        ("META-INF/manifest.xml", MANIFEST.to_string(), deflated),
        ("content.xml", content(&sheets), deflated),
        ("settings.xml", settings(&sheets), deflated),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    out.write_all(zip.finish()?.get_ref())?;
    out.flush()
}

fn content(sheets: &[Sheet]) -> String {
    let mut xml = String::from(CONTENT);
    xml += "<office:automatic-styles>\n";
    let cell = "<style:table-cell-properties style:vertical-align=\"top\"";
    for decimals in 0..=28 {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(
            xml,
            "<number:number-style style:name=\"N{decimals}\"><number:number number:min-integer-digits=\"1\" \
             number:decimal-places=\"{decimals}\" number:min-decimal-places=\"{decimals}\" number:grouping=\"true\"/>\
             </number:number-style><style:style style:name=\"n{decimals}\" style:family=\"table-cell\" \
             style:data-style-name=\"N{decimals}\">{cell}/></style:style>"
        );
    }
    let _ = write!(
        xml,
        "<style:style style:name=\"plain\" style:family=\"table-cell\">{cell}/></style:style>\n\
         <style:style style:name=\"lines\" style:family=\"table-cell\">{cell} fo:wrap-option=\"wrap\"/></style:style>\n\
         <style:style style:name=\"head\" style:family=\"table-cell\">{cell}/><style:text-properties \
         fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" style:font-weight-complex=\"bold\"/></style:style>\n\
         <number:boolean-style style:name=\"B\"><number:boolean/></number:boolean-style>\
         <style:style style:name=\"flag\" style:family=\"table-cell\" style:data-style-name=\"B\">{cell}/></style:style>\n"
    );
    let mut widths: Vec<usize> = sheets.iter().flat_map(|sheet| &sheet.columns).map(|column| column.width).collect();
    widths.sort_unstable();
    widths.dedup();
    for width in widths {
        let _ = writeln!(
            xml,
            "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{:.2}cm\"/></style:style>",
            width as f64 * CHARACTER
        );
    }
    xml += "</office:automatic-styles>\n<office:body><office:spreadsheet>\n";
    sheets.iter().for_each(|sheet| push_sheet(sheet, &mut xml));
    xml + "</office:spreadsheet></office:body></office:document-content>\n"
}

fn push_sheet(sheet: &Sheet, xml: &mut String) {
    let _ = writeln!(xml, "<table:table table:name=\"{}\">", escape(&sheet.name));
    for column in &sheet.columns {
        let _ = write!(xml, "<table:table-column table:style-name=\"w{}\"/>", column.width);
    }
    *xml += "\n<table:table-header-rows><table:table-row>";
    sheet.columns.iter().for_each(|column| push_text(&column.title, "head", xml));
    *xml += "</table:table-row></table:table-header-rows>\n";
    for row in &sheet.rows {
        *xml += "<table:table-row>";
        for (cell, column) in row.iter().zip(&sheet.columns) {
            push_cell(cell, if column.wraps { "lines" } else { "plain" }, xml);
        }
        *xml += "</table:table-row>\n";
    }
    *xml += "</table:table>\n";
}

fn push_cell(cell: &Cell, style: &str, xml: &mut String) {
    let _ = match cell {
        Cell::Empty => write!(xml, "<table:table-cell/>"),
        Cell::Figure(figure) => write!(
            xml,
            "<table:table-cell table:style-name=\"n{}\" office:value-type=\"float\" office:value=\"{figure}\">\
             <text:p>{}</text:p></table:table-cell>",
            figure.decimals(),
            figure.show()
        ),
        Cell::Count(count) => write!(
            xml,
            "<table:table-cell table:style-name=\"{style}\" office:value-type=\"float\" office:value=\"{count}\">\
             <text:p>{count}</text:p></table:table-cell>"
        ),
        Cell::Flag(flag) => write!(
            xml,
            "<table:table-cell table:style-name=\"flag\" office:value-type=\"boolean\" office:boolean-value=\"{flag}\">\
             <text:p>{}</text:p></table:table-cell>",
            flag.to_string().to_uppercase()
        ),
        Cell::Text(_) | Cell::List(_) | Cell::Pairs(_) => {
            push_text(&cell.flat(), style, xml);
            Ok(())
        }
    };
}

/// A text: a paragraph for each line. Blanks that XML would run together, and tabs, are elements.
fn push_text(text: &str, style: &str, xml: &mut String) {
    let _ = write!(xml, "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">");
    for line in text.replace("\r\n", "\n").split(['\n', '\r']) {
        *xml += "<text:p>";
        let mut before = ' ';
        for c in line.chars() {
            match c {
                ' ' if before == ' ' => *xml += "<text:s/>",
                '\t' => *xml += "<text:tab/>",
                c => *xml += &escape(c.encode_utf8(&mut [0; 4])),
            }
            before = c;
        }
        *xml += "</text:p>";
    }
    *xml += "</table:table-cell>";
}

/// The text as XML has it. What XML 1.0 cannot hold becomes U+FFFD.
fn escape(text: &str) -> String {
    let held = |c: char| if c < ' ' { '\u{fffd}' } else { c };
    let text: String = legal(text).chars().map(held).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn settings(sheets: &[Sheet]) -> String {
    let mut xml = String::from(SETTINGS);
    for sheet in sheets {
        let _ = write!(xml, "<config:config-item-map-entry config:name=\"{}\">", escape(&sheet.name));
        for (name, kind, value) in [
            // 2: frozen, at so many rows.
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionBottom", "int", 1),
        ] {
            let _ = write!(
                xml,
                "<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>"
            );
        }
        xml += "</config:config-item-map-entry>\n";
    }
    xml + "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>\
           </config:config-item-set></office:settings></office:document-settings>\n"
}
