//! A small OpenDocument spreadsheet, written part by part.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::table::{Cell, Line, Table};
use crate::error::{Error, Result};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" ",
    "manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" ",
    "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>",
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>",
    "</manifest:manifest>"
);

const START: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" ",
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" ",
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\">",
    "<office:body><office:spreadsheet>"
);

/// Writes `table` (header of one row).
pub fn write(table: Table) -> Result<Vec<u8>> {
    let mut content = format!("{START}<table:table table:name=\"{}\">", table.sheet);
    for line in table.above {
        row(&mut content, &[Cell::text(line)]);
    }
    let titles: Vec<Cell> = table.headings.iter().map(|h| Cell::text(h.title)).collect();
    row(&mut content, &titles);
    for line in table.lines {
        if let Line::Row(cells) = line {
            row(&mut content, &cells);
        }
    }
    content.push_str("</table:table></office:spreadsheet></office:body></office:document-content>");
    pack(&content).map_err(Error::internal)
}

fn pack(content: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .compression_method(CompressionMethod::Stored);
    let small = plain.compression_method(CompressionMethod::Deflated);
    for (name, options, text) in [
        ("mimetype", plain, MIME),
        ("META-INF/manifest.xml", small, MANIFEST),
        ("content.xml", small, content),
    ] {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn row(content: &mut String, cells: &[Cell]) {
    content.push_str("<table:table-row>");
    for cell in cells {
        match cell {
            Cell::Blank => content.push_str("<table:table-cell/>"),
            Cell::Number(n) => content.push_str(&format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>{n}</text:p></table:table-cell>"
            )),
            other => {
                let shown = other.shown().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                content.push_str(&format!(
                    "<table:table-cell office:value-type=\"string\"><text:p>{shown}</text:p></table:table-cell>"
                ));
            }
        }
    }
    content.push_str("</table:table-row>");
}
