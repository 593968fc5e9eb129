//! What is sent reads back equal; what is no workbook is told.

use super::*;
use crate::domain::cell::{Cell, TextId};
use chrono::NaiveDate;

fn book() -> Workbook {
    let mut book = Workbook::new(Format::Ods);
    book.date_1904 = true;
    book.unreadable.push(("Macro".into(), "macro sheet".into()));
    let mut sheet = Sheet::new("Danh sách");
    sheet.hidden = true;
    sheet.merges.push(Merge { first_row: 0, first_column: 1, last_row: 3, last_column: 2 });
    let moment = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap().and_hms_milli_opt(7, 30, 0, 5).unwrap();
    let text = Cell::Text(book.texts.intern("Số hồ sơ"));
    for (row, column, cell) in [
        (0, 0, text),
        (0, 16_383, Cell::Error),
        (7, 2, Cell::Number(-0.5)),
        (7, 3, Cell::Flag(true)),
        (1_048_575, 0, Cell::Moment(moment)),
    ] {
        assert!(sheet.push(row, column, cell));
    }
    sheet.hide_row(7);
    book.sheets = vec![sheet, Sheet::new("trống")];
    book
}

fn sent(outcome: Result<Workbook, Error>) -> Vec<u8> {
    let mut bytes = Vec::new();
    Writer::new(&mut bytes).finish(outcome).unwrap();
    bytes
}

#[test]
fn a_workbook_reads_back_equal() {
    let (before, after) = (book(), read(&mut sent(Ok(book())).as_slice()).unwrap().unwrap());
    assert_eq!((after.format, after.date_1904), (before.format, before.date_1904));
    assert_eq!(after.unreadable, before.unreadable);
    assert_eq!(after.sheets, before.sheets);
    assert_eq!(after.texts.get(TextId(0)), "Số hồ sơ");
}

#[test]
fn pieces_of_a_sheet_become_one() {
    let (mut bytes, mut whole) = (Vec::new(), book());
    let mut writer = Writer::new(&mut bytes);
    let mut part = Sheet::new("");
    part.push(0, 0, Cell::Number(1.0));
    writer.rows(&part.take_rows(), &whole.texts);
    writer.drop_sheet();
    let mut sheet = whole.sheets.remove(0);
    let rows = sheet.take_rows();
    for (i, start) in rows.starts.iter().enumerate() {
        let before: usize = rows.starts[..i].iter().map(|s| s.1 as usize).sum();
        let range = before..before + start.1 as usize;
        let (columns, cells) = (rows.columns[range.clone()].to_vec(), rows.cells[range].to_vec());
        writer.rows(&Rows { starts: vec![*start], columns, cells }, &whole.texts);
    }
    let tail = Tail { hidden_rows: vec![7], loose: vec![(7, 0, Cell::Flag(false))] };
    writer.sheet(&mut sheet, &tail, &whole.texts);
    assert!(writer.has_sheets());
    writer.finish(Ok(whole)).unwrap();
    let after = read(&mut bytes.as_slice()).unwrap().unwrap();
    let mut expected = book().sheets.remove(0);
    assert_eq!(after.sheets[0].nth_row(1).cell(0), Cell::Flag(false), "a loose cell at its place");
    assert!(after.sheets[0].nth_row(1).hidden);
    assert_eq!(after.sheets[0].merges, expected.merges);
    assert_eq!(after.sheets[0].n_cells(), expected.n_cells() + 1);
    assert_eq!(expected.take_rows().starts.len(), after.sheets[0].n_rows());
}

#[test]
fn an_error_reads_back_equal() {
    let error = Error::new(Kind::Rejected, Phrase::new("hỏng", "broken"))
        .place(Phrase::same("a.xlsx"))
        .help(Phrase::same("x"))
        .cause("c");
    let after = read(&mut sent(Err(error.clone())).as_slice()).unwrap().unwrap_err();
    assert_eq!(format!("{after:?}"), format!("{error:?}"));
}

#[test]
fn bytes_that_break_off_or_lie_are_refused() {
    let bytes = sent(Ok(book()));
    for length in 0..bytes.len() {
        assert!(read(&mut &bytes[..length]).is_err(), "{length} bytes");
    }
    for i in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[i] ^= 0xFF;
        // Any outcome but a panic or endless memory.
        let _ = read(&mut changed.as_slice());
    }
}
