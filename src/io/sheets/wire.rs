//! A workbook, or why there is none, as bytes between the process that reads and the one that asks.
//!
//! All numbers are little-endian; texts go once, cells go as plain records: two million cells pass in
//! a fraction of a second. Promises: what is written reads back equal; bytes that break off or make
//! no sense give an error, never a panic.

use std::io::{Error as IoError, ErrorKind, Read, Result as IoResult, Write};

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use crate::domain::cell::{Cell, Format, Merge, Sheet, TextId, Workbook};
use crate::error::{Error, Kind};
use crate::words::Phrase;

const MAGIC: &[u8; 8] = b"motcuaW1";
const END: &[u8; 4] = b"end.";
/// Bytes of one cell: column, type, value.
const CELL: usize = 11;
/// Cells that are written or read at a time.
const BATCH: usize = 1 << 14;

const FORMATS: [Format; 8] = [
    Format::Xlsx,
    Format::Xls,
    Format::Xlsb,
    Format::Ods,
    Format::Html,
    Format::Mhtml,
    Format::SpreadsheetMl,
    Format::Csv,
];
const KINDS: [Kind; 6] =
    [Kind::Internal, Kind::Usage, Kind::Unreadable, Kind::Rejected, Kind::Store, Kind::Findings];

/// An [`Error`] with its phrase, place and remedy.
#[derive(Serialize, Deserialize)]
struct ErrorRecord {
    kind: usize,
    what: Phrase,
    place: Option<Phrase>,
    help: Option<Phrase>,
    cause: Option<String>,
}

/// Writes the outcome of a reading.
pub(super) fn write(outcome: &Result<Workbook, Error>, out: &mut impl Write) -> IoResult<()> {
    out.write_all(MAGIC)?;
    match outcome {
        Ok(book) => {
            out.write_all(&[0])?;
            write_book(book, out)?;
        }
        Err(error) => {
            let record = ErrorRecord {
                kind: KINDS.iter().position(|kind| *kind == error.kind).unwrap_or(0),
                what: error.what.clone(),
                place: error.place.clone(),
                help: error.help.clone(),
                cause: error.cause.clone(),
            };
            out.write_all(&[1])?;
            write_text(&serde_json::to_string(&record)?, out)?;
        }
    }
    out.write_all(END)?;
    out.flush()
}

/// Reads the outcome of a reading; the outer error: the bytes are no such thing.
pub(super) fn read(from: &mut impl Read) -> IoResult<Result<Workbook, Error>> {
    if take::<8>(from)? != *MAGIC {
        return Err(nonsense());
    }
    let outcome = match take::<1>(from)? {
        [0] => Ok(read_book(from)?),
        [1] => {
            let record: ErrorRecord = serde_json::from_str(&read_text(from)?)?;
            let ErrorRecord { kind, what, place, help, cause } = record;
            let kind = KINDS.get(kind).copied().unwrap_or(Kind::Internal);
            Err(Error { kind, what, place, help, cause })
        }
        _ => return Err(nonsense()),
    };
    if take::<4>(from)? != *END {
        return Err(nonsense());
    }
    Ok(outcome)
}

fn write_book(book: &Workbook, out: &mut impl Write) -> IoResult<()> {
    let format = FORMATS.iter().position(|format| *format == book.format).unwrap_or(0);
    out.write_all(&[format as u8, u8::from(book.date_1904)])?;
    write_count(book.texts.len(), out)?;
    for i in 0..book.texts.len() {
        write_text(book.texts.get(TextId(i as u32)), out)?;
    }
    write_count(book.unreadable.len(), out)?;
    for (sheet, cause) in &book.unreadable {
        write_text(sheet, out)?;
        write_text(cause, out)?;
    }
    write_count(book.sheets.len(), out)?;
    book.sheets.iter().try_for_each(|sheet| write_sheet(sheet, out))
}

fn read_book(from: &mut impl Read) -> IoResult<Workbook> {
    let [format, date_1904] = take::<2>(from)?;
    let mut book = Workbook::new(*FORMATS.get(usize::from(format)).ok_or_else(nonsense)?);
    book.date_1904 = date_1904 != 0;
    for _ in 0..read_count(from)? {
        book.texts.push(&read_text(from)?);
    }
    for _ in 0..read_count(from)? {
        book.unreadable.push((read_text(from)?, read_text(from)?));
    }
    for _ in 0..read_count(from)? {
        let sheet = read_sheet(from, book.texts.len())?;
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn write_sheet(sheet: &Sheet, out: &mut impl Write) -> IoResult<()> {
    write_text(&sheet.name, out)?;
    out.write_all(&[u8::from(sheet.hidden)])?;
    write_count(sheet.merges.len(), out)?;
    for merge in &sheet.merges {
        let [first, last] = [merge.first_column, merge.last_column].map(u32::from);
        for number in [merge.first_row, first, merge.last_row, last] {
            out.write_all(&number.to_le_bytes())?;
        }
    }
    write_count(sheet.n_rows(), out)?;
    let mut batch = Vec::with_capacity(BATCH * CELL);
    for row in sheet.rows() {
        batch.extend_from_slice(&row.row.to_le_bytes());
        batch.push(u8::from(row.hidden));
        batch.extend_from_slice(&(row.cells.len() as u32).to_le_bytes());
        for (column, cell) in row.cells {
            batch.extend_from_slice(&column.to_le_bytes());
            let (kind, value) = packed(*cell);
            batch.push(kind);
            batch.extend_from_slice(&value.to_le_bytes());
        }
        if batch.len() > BATCH * CELL / 2 {
            out.write_all(&batch)?;
            batch.clear();
        }
    }
    out.write_all(&batch)
}

fn read_sheet(from: &mut impl Read, n_texts: usize) -> IoResult<Sheet> {
    let mut sheet = Sheet::new(read_text(from)?);
    sheet.hidden = take::<1>(from)? != [0];
    for _ in 0..read_count(from)? {
        let mut numbers = [0u32; 4];
        for number in &mut numbers {
            *number = u32::from_le_bytes(take(from)?);
        }
        let [first_row, first_column, last_row, last_column] = numbers;
        let (first_column, last_column) = (first_column as u16, last_column as u16);
        sheet.merges.push(Merge { first_row, first_column, last_row, last_column });
    }
    let mut cells = vec![0u8; usize::from(u16::MAX) * CELL];
    let mut hidden_rows = Vec::new();
    for _ in 0..read_count(from)? {
        let row = u32::from_le_bytes(take(from)?);
        if take::<1>(from)? != [0] {
            hidden_rows.push(row);
        }
        let n_cells = u32::from_le_bytes(take(from)?) as usize;
        let bytes = cells.get_mut(..n_cells * CELL).ok_or_else(nonsense)?;
        from.read_exact(bytes)?;
        for record in bytes.chunks_exact(CELL) {
            let (column, cell) = unpacked(record, n_texts).ok_or_else(nonsense)?;
            if !sheet.push(row, column, cell) {
                return Err(nonsense());
            }
        }
    }
    hidden_rows.into_iter().for_each(|row| sheet.hide_row(row));
    Ok(sheet)
}

fn packed(cell: Cell) -> (u8, u64) {
    match cell {
        Cell::Empty => (0, 0),
        Cell::Text(id) => (1, u64::from(id.0)),
        Cell::Number(number) => (2, number.to_bits()),
        Cell::Flag(flag) => (3, u64::from(flag)),
        Cell::Moment(moment) => (4, moment.and_utc().timestamp_micros() as u64),
        Cell::Error => (5, 0),
    }
}

fn unpacked(record: &[u8], n_texts: usize) -> Option<(u16, Cell)> {
    let column = u16::from_le_bytes(record.get(..2)?.try_into().ok()?);
    let value = u64::from_le_bytes(record.get(3..CELL)?.try_into().ok()?);
    let cell = match record[2] {
        1 => Cell::Text(TextId(u32::try_from(value).ok().filter(|id| (*id as usize) < n_texts)?)),
        2 => Cell::Number(f64::from_bits(value)),
        3 => Cell::Flag(value != 0),
        4 => Cell::Moment(DateTime::from_timestamp_micros(value as i64)?.naive_utc()),
        5 => Cell::Error,
        _ => return None,
    };
    Some((column, cell))
}

fn write_count(n: usize, out: &mut impl Write) -> IoResult<()> {
    out.write_all(&(n as u64).to_le_bytes())
}

fn read_count(from: &mut impl Read) -> IoResult<u64> {
    Ok(u64::from_le_bytes(take(from)?))
}

fn write_text(text: &str, out: &mut impl Write) -> IoResult<()> {
    out.write_all(&(text.len() as u32).to_le_bytes())?;
    out.write_all(text.as_bytes())
}

fn read_text(from: &mut impl Read) -> IoResult<String> {
    let length = u32::from_le_bytes(take(from)?);
    let mut bytes = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() != length as usize {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    String::from_utf8(bytes).map_err(|_| nonsense())
}

fn take<const N: usize>(from: &mut impl Read) -> IoResult<[u8; N]> {
    let mut bytes = [0u8; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn nonsense() -> IoError {
    ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::*;
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
        book.sheets.push(sheet);
        book
    }

    #[test]
    fn a_workbook_comes_back_equal() {
        let book = book();
        let mut bytes = Vec::new();
        write(&Ok(book.clone()), &mut bytes).unwrap();
        let back = read(&mut bytes.as_slice()).unwrap().unwrap();
        assert_eq!(back.sheets, book.sheets);
        assert_eq!(back.texts.get(TextId(0)), "Số hồ sơ");
        assert_eq!((back.format, back.date_1904, back.unreadable), (book.format, true, book.unreadable));
    }

    #[test]
    fn an_error_comes_back_equal() {
        let error = Error::new(Kind::Unreadable, Phrase::new("hỏng", "broken"))
            .place(Phrase::same("a.xlsx › sheet B › ô C1"))
            .help(Phrase::new("lưu lại", "save again"))
            .cause("Excel 4.0");
        let mut bytes = Vec::new();
        write(&Err(error.clone()), &mut bytes).unwrap();
        let back = read(&mut bytes.as_slice()).unwrap().unwrap_err();
        assert_eq!(format!("{back:?}"), format!("{error:?}"));
    }

    #[test]
    fn broken_bytes_are_told_from_good_ones() {
        let mut bytes = Vec::new();
        write(&Ok(book()), &mut bytes).unwrap();
        for length in 0..bytes.len() {
            assert!(read(&mut &bytes[..length]).is_err(), "cut at {length}");
        }
        for i in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[i] ^= 0x41;
            let _ = read(&mut changed.as_slice());
        }
    }
}
