//! Workbooks with real dates, merged headers and a fixed creation date.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::table::{Cell, Line, Table, is_two_rows, parents};
use crate::error::{Error, Result};

/// Data rows of one sheet; what is more goes on a sheet of its own.
const MOST_ROWS: u32 = 1_048_000;

struct Formats {
    title: Format,
    head: Format,
    cell: Format,
    date: Format,
}

impl Formats {
    fn new() -> Formats {
        let font = || Format::new().set_font_name("Times New Roman").set_font_size(11);
        Formats {
            title: font().set_bold(),
            head: font()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_border(FormatBorder::Thin),
            cell: font(),
            date: font().set_num_format("dd/mm/yyyy hh:mm:ss"),
        }
    }
}

/// Writes each table on a sheet of its own. A table with a plain header is streamed, so that a
/// million rows need little memory.
pub fn write(tables: Vec<Table>) -> Result<Vec<u8>> {
    workbook(tables).map_err(Error::internal)
}

fn workbook(tables: Vec<Table>) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 11, 2)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let formats = Formats::new();
    for mut table in tables {
        let mut part = 1;
        loop {
            let sheet = if is_two_rows(&table.headings) {
                workbook.add_worksheet()
            } else {
                workbook.add_worksheet_with_low_memory()?
            };
            let name = if part == 1 { table.sheet.to_string() } else { format!("{}_{part}", table.sheet) };
            sheet.set_name(name)?;
            if !fill(sheet, &mut table, &formats)? {
                break;
            }
            part += 1;
        }
    }
    workbook.save_to_buffer()
}

/// Fills a sheet; true if rows are left for another one.
fn fill(sheet: &mut Worksheet, table: &mut Table, formats: &Formats) -> std::result::Result<bool, XlsxError> {
    let mut row = 0;
    for line in &table.above {
        sheet.write_with_format(row, 0, line, &formats.title)?;
        row += 1;
    }
    row = header(sheet, table, formats, row)?;
    if table.index_row {
        for column in 0..table.headings.len() {
            sheet.write_with_format(row, column as u16, format!("({})", column + 1), &formats.head)?;
        }
        row += 1;
    }
    let first = row;
    for line in table.lines.by_ref() {
        match line {
            Line::Section(title) => {
                sheet.write_with_format(row, 0, title, &formats.title)?;
            }
            Line::Row(cells) => write_row(sheet, row, &cells, formats)?,
        }
        row += 1;
        if row - first >= MOST_ROWS {
            return Ok(true);
        }
    }
    for line in &table.below {
        sheet.write_with_format(row, 1, line, &formats.title)?;
        row += 1;
    }
    Ok(false)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    for (column, cell) in cells.iter().enumerate() {
        let column = column as u16;
        match cell {
            Cell::Blank => continue,
            Cell::Text(text) => sheet.write_with_format(row, column, text, &formats.cell)?,
            Cell::Number(n) => sheet.write_with_format(row, column, *n, &formats.cell)?,
            Cell::Moment(at) => sheet.write_with_format(row, column, at, &formats.date)?,
        };
    }
    Ok(())
}

/// Writes the header; returns the row under it.
fn header(
    sheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
    row: u32,
) -> std::result::Result<u32, XlsxError> {
    if !is_two_rows(&table.headings) {
        for (column, heading) in table.headings.iter().enumerate() {
            sheet.write_with_format(row, column as u16, heading.title, &formats.head)?;
        }
        return Ok(row + 1);
    }
    for parent in parents(&table.headings) {
        let (first, last) = (parent.first as u16, (parent.first + parent.width - 1) as u16);
        if parent.title.is_empty() {
            let title = table.headings[parent.first].title;
            sheet.merge_range(row, first, row + 1, first, title, &formats.head)?;
            continue;
        }
        if parent.width > 1 {
            sheet.merge_range(row, first, row, last, parent.title, &formats.head)?;
        } else {
            sheet.write_with_format(row, first, parent.title, &formats.head)?;
        }
        for column in first..=last {
            let title = table.headings[column as usize].title;
            sheet.write_with_format(row + 1, column, title, &formats.head)?;
        }
    }
    Ok(row + 2)
}
