//! An HTML table that calls itself .xls: what "export to Excel" buttons of web systems write.

use super::table::{Line, Table, is_two_rows, parents};

/// Rows of one old Excel sheet.
pub const MOST_ROWS: usize = 65_000;

pub fn write(table: Table) -> Vec<u8> {
    let width = table.headings.len();
    let mut text = String::from(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>\
         <style>td{mso-number-format:\"\\@\"}</style></head>\r\n<body><table border=1>\r\n",
    );
    for line in &table.above {
        wide(&mut text, width, line);
    }
    header(&mut text, &table);
    if table.index_row {
        text.push_str("<tr>");
        for i in 1..=width {
            text.push_str(&format!("<td>({i})</td>"));
        }
        text.push_str("</tr>\r\n");
    }
    for line in table.lines {
        match line {
            Line::Section(title) => wide(&mut text, width, &title),
            Line::Row(cells) => {
                text.push_str("<tr>");
                for cell in &cells {
                    text.push_str("<td>");
                    match cell.shown() {
                        blank if blank.is_empty() => text.push_str("&nbsp;"),
                        shown => text.push_str(&escaped(&shown)),
                    }
                    text.push_str("</td>");
                }
                text.push_str("</tr>\r\n");
            }
        }
    }
    for line in &table.below {
        wide(&mut text, width, line);
    }
    text.push_str("</table></body></html>\r\n");
    text.into_bytes()
}

fn wide(text: &mut String, width: usize, line: &str) {
    text.push_str(&format!("<tr><td colspan={width}>{}</td></tr>\r\n", escaped(line)));
}

fn header(text: &mut String, table: &Table) {
    let two = is_two_rows(&table.headings);
    text.push_str("<tr>");
    for parent in parents(&table.headings) {
        let first = &table.headings[parent.first];
        if parent.title.is_empty() {
            let rows = if two { " rowspan=2" } else { "" };
            text.push_str(&format!("<th{rows}>{}</th>", escaped(first.title)));
        } else {
            text.push_str(&format!("<th colspan={}>{}</th>", parent.width, escaped(parent.title)));
        }
    }
    text.push_str("</tr>\r\n");
    if two {
        text.push_str("<tr>");
        for heading in table.headings.iter().filter(|h| !h.parent.is_empty()) {
            text.push_str(&format!("<th>{}</th>", escaped(heading.title)));
        }
        text.push_str("</tr>\r\n");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
