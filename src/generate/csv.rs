//! CSV as Vietnamese systems write it: UTF-8 with BOM, `;`, CRLF.

use super::table::{Line, Table};

pub fn write(table: Table) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    for line in &table.above {
        text.push_str(line);
        text.push_str("\r\n");
    }
    row(&mut text, table.headings.iter().map(|h| h.title.to_string()));
    for line in table.lines {
        if let Line::Row(cells) = line {
            row(&mut text, cells.iter().map(|c| c.shown()));
        }
    }
    text.into_bytes()
}

fn row(text: &mut String, cells: impl Iterator<Item = String>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            text.push(';');
        }
        if cell.contains([';', '"', '\n']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
