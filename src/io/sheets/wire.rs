//! A workbook, or why there is none, as bytes between the process that reads and the one that asks.
//!
//! It goes piece by piece while the file is still being read, so that both processes work at the same
//! time and the reading one keeps no cells. All numbers are little-endian. Promises: what is written
//! reads back equal; bytes that break off or make no sense give an error, never a panic.

use std::io::{Error as IoError, ErrorKind, Read, Result as IoResult, Write};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::intake::{Sink, Tail, settle};
use crate::domain::cell::{Format, Merge, Packed, Rows, Sheet, TextPart, TextPool, Workbook};
use crate::error::{Error, Kind};
use crate::words::Phrase;

const MAGIC: &[u8; 8] = b"motcuaW3";
/// Cells that go at a time, rounded up to whole rows; more than a few thousand make nothing faster.
const PART_CELLS: usize = 1 << 15;
/// No honest part has more.
const MAX_ROWS: u32 = 1 << 17;
const MAX_CELLS: u32 = 1 << 18;
/// Bytes of one text, and of the texts that go at a time.
const MAX_TEXT: u32 = 1 << 28;
/// Texts that go at a time: so many, or of so many bytes and one more.
const PART_TEXTS: usize = 1 << 16;
const PART_TEXT_BYTES: usize = 1 << 20;

/// What comes next.
mod piece {
    pub const TEXTS: u8 = b'T';
    /// Rows of the sheet that is being read.
    pub const ROWS: u8 = b'R';
    /// The sheet ends: its name and what belongs to it as a whole.
    pub const SHEET: u8 = b'S';
    /// The sheet breaks off: its rows count for nothing.
    pub const DROPPED: u8 = b'D';
    pub const UNREADABLE: u8 = b'U';
    /// The workbook is whole.
    pub const DONE: u8 = b'.';
    pub const FAILED: u8 = b'!';
}

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

/// Sends a workbook. When nobody listens any more, the rest goes nowhere.
pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    n_texts: usize,
    n_sheets: usize,
    broken: bool,
    buffer: Vec<u8>,
}

impl<'a> Writer<'a> {
    pub fn new(out: &'a mut dyn Write) -> Writer<'a> {
        let broken = out.write_all(MAGIC).is_err();
        Writer { out, n_texts: 0, n_sheets: 0, broken, buffer: Vec::new() }
    }

    /// Sends what is left of the outcome, and that this is all.
    pub fn finish(mut self, outcome: Result<Workbook, Error>) -> IoResult<()> {
        match outcome {
            Ok(mut book) => {
                let texts = std::mem::take(&mut book.texts);
                self.texts(&texts);
                for (sheet, cause) in &book.unreadable {
                    self.begin(piece::UNREADABLE);
                    self.text(sheet);
                    self.text(cause);
                    self.send();
                }
                for sheet in &mut book.sheets {
                    let hidden_rows = sheet.rows().filter(|row| row.hidden).map(|row| row.row).collect();
                    self.sheet(sheet, &Tail { hidden_rows, ..Tail::default() }, &texts);
                }
                self.begin(piece::DONE);
                let format = FORMATS.iter().position(|format| *format == book.format).unwrap_or(0);
                self.buffer.extend_from_slice(&[format as u8, u8::from(book.date_1904)]);
            }
            Err(error) => {
                let kind = KINDS.iter().position(|kind| *kind == error.kind).unwrap_or(0);
                let Error { what, place, help, cause, .. } = error;
                self.begin(piece::FAILED);
                self.text(&serde_json::to_string(&ErrorRecord { kind, what, place, help, cause })?);
            }
        }
        self.send();
        if self.broken { Err(ErrorKind::BrokenPipe.into()) } else { self.out.flush() }
    }

    fn texts(&mut self, texts: &TextPool) {
        while self.n_texts < texts.len() {
            let part = texts.part(self.n_texts, PART_TEXTS, PART_TEXT_BYTES);
            self.begin(piece::TEXTS);
            self.count(part.lengths.len());
            self.numbers(part.lengths.iter().map(|length| length.to_le_bytes()));
            self.count(part.text.len());
            self.send();
            self.broken = self.broken || self.out.write_all(part.text.as_bytes()).is_err();
            self.n_texts += part.lengths.len();
        }
    }

    fn part(&mut self, starts: &[(u32, u32)], columns: &[u16], cells: &[Packed]) {
        self.begin(piece::ROWS);
        self.count(starts.len());
        self.count(cells.len());
        for (row, n_cells) in starts {
            self.buffer.extend_from_slice(&row.to_le_bytes());
            self.buffer.extend_from_slice(&n_cells.to_le_bytes());
        }
        self.numbers(columns.iter().map(|column| column.to_le_bytes()));
        self.numbers(cells.iter().map(|cell| cell.bits().to_le_bytes()));
        self.send();
    }

    fn begin(&mut self, kind: u8) {
        self.buffer.clear();
        self.buffer.push(kind);
    }

    fn count(&mut self, n: usize) {
        self.buffer.extend_from_slice(&(n as u32).to_le_bytes());
    }

    /// Numbers as their bytes, which the compiler makes one copy of.
    fn numbers<const N: usize>(&mut self, numbers: impl ExactSizeIterator<Item = [u8; N]>) {
        let start = self.buffer.len();
        self.buffer.resize(start + numbers.len() * N, 0);
        let (places, _) = self.buffer[start..].as_chunks_mut::<N>();
        for (place, number) in places.iter_mut().zip(numbers) {
            *place = number;
        }
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.buffer.extend_from_slice(text.as_bytes());
    }

    fn send(&mut self) {
        self.broken = self.broken || self.out.write_all(&self.buffer).is_err();
    }
}

impl Sink for Writer<'_> {
    /// Sends rows of the current sheet and the texts that are new in the pool.
    fn rows(&mut self, rows: &Rows, texts: &TextPool) {
        self.texts(texts);
        let (mut from, mut until, mut n) = (0, 0, 0);
        for i in 0..rows.starts.len() {
            until += rows.starts[i].1 as usize;
            if until - from >= PART_CELLS || i + 1 == rows.starts.len() {
                let cells = from..until;
                self.part(&rows.starts[n..=i], &rows.columns[cells.clone()], &rows.cells[cells]);
                (from, n) = (until, i + 1);
            }
        }
    }

    /// Ends the current sheet.
    fn sheet(&mut self, sheet: &mut Sheet, tail: &Tail, texts: &TextPool) {
        let rows = sheet.take_rows();
        self.rows(&rows, texts);
        self.begin(piece::SHEET);
        self.text(&sheet.name);
        self.buffer.push(u8::from(sheet.hidden));
        self.count(sheet.merges.len());
        for merge in &sheet.merges {
            let [first, last] = [merge.first_column, merge.last_column].map(u32::from);
            for number in [merge.first_row, first, merge.last_row, last] {
                self.buffer.extend_from_slice(&number.to_le_bytes());
            }
        }
        self.count(tail.hidden_rows.len());
        self.buffer.extend(tail.hidden_rows.iter().flat_map(|row| row.to_le_bytes()));
        self.count(tail.loose.len());
        for (row, column, cell) in &tail.loose {
            self.buffer.extend_from_slice(&row.to_le_bytes());
            self.buffer.extend_from_slice(&column.to_le_bytes());
            self.buffer.extend_from_slice(&Packed::of(*cell).bits().to_le_bytes());
        }
        self.n_sheets += 1;
        self.send();
    }

    /// The rows sent of the current sheet count for nothing.
    fn drop_sheet(&mut self) {
        self.begin(piece::DROPPED);
        self.send();
    }

    fn has_sheets(&self) -> bool {
        self.n_sheets > 0
    }
}

/// Rows of all files that have come from children so far: for a bar that moves within a large file.
pub fn rows_arrived() -> u64 {
    ARRIVED.load(Ordering::Relaxed)
}

static ARRIVED: AtomicU64 = AtomicU64::new(0);

/// Reads the outcome of a reading; the outer error: the bytes are no such thing.
pub(super) fn read(from: &mut impl Read) -> IoResult<Result<Workbook, Error>> {
    if take::<8>(from)? != *MAGIC {
        return Err(nonsense());
    }
    let mut book = Workbook::new(Format::Xlsx);
    let mut current = Sheet::new("");
    loop {
        match take::<1>(from)?[0] {
            piece::TEXTS => {
                let n_texts = read_count(from)?;
                let lengths = read_numbers(from, n_texts, u32::from_le_bytes)?;
                if !book.texts.append(&TextPart { lengths, text: &read_text(from)? }) {
                    return Err(nonsense());
                }
            }
            piece::ROWS => {
                let rows = read_rows(from)?;
                ARRIVED.fetch_add(rows.starts.len() as u64, Ordering::Relaxed);
                if !current.append(&rows, book.texts.len()) {
                    return Err(nonsense());
                }
            }
            piece::SHEET => {
                let sheet = std::mem::replace(&mut current, Sheet::new(""));
                book.sheets.push(read_end(from, sheet, book.texts.len())?);
            }
            piece::DROPPED => current = Sheet::new(""),
            piece::UNREADABLE => book.unreadable.push((read_text(from)?, read_text(from)?)),
            piece::DONE => {
                let [format, date_1904] = take::<2>(from)?;
                book.format = *FORMATS.get(usize::from(format)).ok_or_else(nonsense)?;
                book.date_1904 = date_1904 != 0;
                return Ok(Ok(book));
            }
            piece::FAILED => {
                let record: ErrorRecord = serde_json::from_str(&read_text(from)?)?;
                let ErrorRecord { kind, what, place, help, cause } = record;
                let kind = KINDS.get(kind).copied().unwrap_or(Kind::Internal);
                return Ok(Err(Error { kind, what, place, help, cause }));
            }
            _ => return Err(nonsense()),
        }
    }
}

fn read_rows(from: &mut impl Read) -> IoResult<Rows> {
    let (n_rows, n_cells) = (read_count(from)?, read_count(from)?);
    if n_rows > MAX_ROWS || n_cells > MAX_CELLS {
        return Err(nonsense());
    }
    let starts = read_numbers::<8, _>(from, n_rows, |b| {
        let [a, b] = [[b[0], b[1], b[2], b[3]], [b[4], b[5], b[6], b[7]]].map(u32::from_le_bytes);
        (a, b)
    })?;
    let columns = read_numbers(from, n_cells, u16::from_le_bytes)?;
    let cells = read_numbers(from, n_cells, |bits| Packed::from_bits(u64::from_le_bytes(bits)))?;
    Ok(Rows { starts, columns, cells })
}

fn read_end(from: &mut impl Read, mut sheet: Sheet, n_texts: usize) -> IoResult<Sheet> {
    sheet.name = read_text(from)?;
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
    let mut tail = Tail::default();
    for _ in 0..read_count(from)? {
        tail.hidden_rows.push(u32::from_le_bytes(take(from)?));
    }
    for _ in 0..read_count(from)? {
        let (row, column) = (u32::from_le_bytes(take(from)?), u16::from_le_bytes(take(from)?));
        let cell = Packed::from_bits(u64::from_le_bytes(take(from)?));
        if !cell.is_sound(n_texts) {
            return Err(nonsense());
        }
        tail.loose.push((row, column, cell.cell()));
    }
    Ok(settle(sheet, tail))
}

/// So many numbers of `N` bytes.
fn read_numbers<const N: usize, T>(
    from: &mut impl Read,
    n: u32,
    number: impl Fn([u8; N]) -> T,
) -> IoResult<Vec<T>> {
    let mut bytes = Vec::new();
    let length = n as usize * N;
    from.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() != length {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    let (records, _) = bytes.as_chunks::<N>();
    Ok(records.iter().map(|record| number(*record)).collect())
}

fn read_count(from: &mut impl Read) -> IoResult<u32> {
    Ok(u32::from_le_bytes(take(from)?))
}

fn read_text(from: &mut impl Read) -> IoResult<String> {
    let length = read_count(from)?;
    if length > MAX_TEXT {
        return Err(nonsense());
    }
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
#[path = "wire_tests.rs"]
mod tests;
