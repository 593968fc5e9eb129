//! Small workbooks written as text, for tests of reading.

use chrono::NaiveDateTime;
use motcua::domain::cell::{Cell, Format, Merge, Sheet, Workbook};
use motcua::domain::settings::Settings;
use motcua::normalize::{Normalized, Options, normalize};
use motcua::{Error, tables::TypedTable};

/// A workbook of sheets `(name, grid)`. A line is a row, `|` parts cells; `#45509.5` is a number,
/// `@2026-08-05 08:30:00` a real date, `!` an error value, `\n` a line break. Before the grid may
/// stand lines `merge A1:C1` and `hide 3`.
pub fn book(sheets: &[(&str, &str)]) -> Workbook {
    let mut book = Workbook::new(Format::Xlsx);
    for (name, grid) in sheets {
        let mut sheet = Sheet::new(*name);
        let mut hidden = Vec::new();
        let mut row = 0;
        for line in grid.trim_matches('\n').lines() {
            if let Some(area) = line.trim().strip_prefix("merge ") {
                sheet.merges.push(merge(area));
                continue;
            }
            if let Some(row) = line.trim().strip_prefix("hide ") {
                hidden.push(row.parse::<u32>().unwrap() - 1);
                continue;
            }
            for (column, text) in line.split('|').enumerate() {
                let cell = cell(&mut book, text.trim());
                sheet.push(row, column as u16, cell);
            }
            row += 1;
        }
        hidden.into_iter().for_each(|row| sheet.hide_row(row));
        book.sheets.push(sheet);
    }
    book
}

fn cell(book: &mut Workbook, text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else if text == "!" {
        Cell::Error
    } else if let Some(number) = text.strip_prefix('#') {
        Cell::Number(number.parse().unwrap())
    } else if let Some(moment) = text.strip_prefix('@') {
        let moment = if moment.len() == 10 { format!("{moment} 00:00:00") } else { moment.to_string() };
        Cell::Moment(NaiveDateTime::parse_from_str(&moment, "%Y-%m-%d %H:%M:%S").unwrap())
    } else {
        Cell::Text(book.texts.intern(&text.replace("\\n", "\n")))
    }
}

fn merge(area: &str) -> Merge {
    let corner = |text: &str| {
        let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let column = letters.bytes().fold(0u16, |n, b| n * 26 + u16::from(b - b'A') + 1) - 1;
        (text[letters.len()..].parse::<u32>().unwrap() - 1, column)
    };
    let (first, last) = area.trim().split_once(':').unwrap();
    let ((first_row, first_column), (last_row, last_column)) = (corner(first), corner(last));
    Merge { first_row, first_column, last_row, last_column }
}

pub fn read(grid: &str) -> Normalized {
    read_as(&[("S", grid)], &Options::default()).unwrap_or_else(|e| panic!("{e}"))
}

pub fn read_as(sheets: &[(&str, &str)], options: &Options) -> Result<Normalized, Error> {
    normalize(&book(sheets), "export.xlsx", options, &Settings::default())
}

/// A table as lines of `a | b | c`, header first; no data as `·`.
pub fn lines(table: &TypedTable) -> String {
    let columns = table.frame.columns();
    let mut out = columns.iter().map(|c| c.name().as_str()).collect::<Vec<_>>().join(" | ");
    for i in 0..table.frame.height() {
        let cells = columns.iter().map(|c| match c.get(i).unwrap() {
            polars::prelude::AnyValue::Null => "·".to_string(),
            polars::prelude::AnyValue::String(text) => text.to_string(),
            value => value.to_string(),
        });
        out += "\n";
        out += &cells.collect::<Vec<_>>().join(" | ");
    }
    out
}

/// Everything a person would want to see of a reading.
pub fn account(read: &Normalized) -> String {
    let mut out = String::new();
    for table in &read.tables {
        out += &format!("== {}\n{}\n", table.name.as_str(), lines(table));
    }
    for sheet in &read.recognised {
        out += &format!(
            "-- {} {:?} header {:?} layout {} rows {}={}+{}+{} {:?}\n",
            sheet.sheet,
            sheet.skipped.as_ref().map(|s| &s.en),
            sheet.header_rows,
            sheet.layout.as_deref().unwrap_or("-"),
            sheet.rows_read,
            sheet.rows_taken,
            sheet.rows_merged,
            sheet.rows_rejected,
            sheet.passed_over,
        );
        for column in &sheet.columns {
            let remark = column.remark.as_ref().map(|r| format!(" ({})", r.en)).unwrap_or_default();
            out += &format!(
                "   {} {} → {} {:?}{remark}\n",
                column.letters,
                column.header,
                column.fields.join(" "),
                column.certainty
            );
        }
    }
    for reject in &read.rejects {
        out += &format!(
            "x {} {} {} {}\n",
            reject.cell, reject.reason_code, reject.value_class, reject.reason.en
        );
    }
    for finding in &read.findings {
        let cell = finding.place.cell.as_deref().unwrap_or("");
        out += &format!("! {:?} {} {cell}: {}\n", finding.severity, finding.code, finding.text.en);
    }
    out += &format!("exported {:?} scope {:?}\n", read.exported_at.map(|m| m.to_string()), read.scope);
    out
}
