//! What every fuzz target does with its bytes. The targets under `fuzz_targets` and the smoke test of
//! the main program (`tests/fuzz_smoke.rs`) call these same functions, so that they can't rot.
//!
//! Promise: any bytes come back without a panic, and what is read holds what the next stage relies on.

use super::{domain, io, layout, normalize};

use domain::cell::{Cell, Format, Merge, Sheet, TextId, Workbook};
use domain::settings::Import;
use layout::Reading;
use layout::header::{self, HeaderBlock, Lexicon, SheetTexts};
use normalize::dates::{self, DateOrder};
use normalize::{categories, clean, codes, flags, masking, numbers};

/// A target: its name, which is that of its folder in `corpus`, and what it does.
pub type Target = (&'static str, fn(&[u8]));

pub const ALL: &[Target] = &[
    ("sniff", sniff),
    ("html", html),
    ("csv", csv),
    ("binary", binary),
    ("header", header),
    ("dates", dates),
    ("numbers", numbers),
    ("values", values),
];

/// Any bytes are told to be something, and are read as that.
pub fn sniff(bytes: &[u8]) {
    let _ = io::sheets::sniff::sniff(bytes);
    read(bytes.to_vec());
}

/// Any bytes inside a page: the grid of its tables.
pub fn html(bytes: &[u8]) {
    read([b"<html><table>", bytes].concat());
}

/// Any bytes behind a line that makes them separated values.
pub fn csv(bytes: &[u8]) {
    read([b"a;b;c\n1;2;3\n", bytes].concat());
}

/// Any records of a bare BIFF8 stream, and any container of streams.
pub fn binary(bytes: &[u8]) {
    match bytes.split_first() {
        Some((0, rest)) => read([b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", rest].concat()),
        _ => read([b"\x09\x08\x10\x00\x00\x06\x05\x00", bytes].concat()),
    }
}

/// Lines are rows, `|` parts cells, a line `#` and four bytes is a merged area, `@` and one byte asks
/// for a header row.
pub fn header(bytes: &[u8]) {
    let mut book = Workbook::new(Format::Csv);
    let mut sheet = Sheet::new("S");
    let mut header_row = None;
    let mut row = 0;
    for line in bytes.split(|b| *b == b'\n').take(200) {
        match line {
            [b'#', a, b, c, d, ..] => sheet.merges.push(Merge {
                first_row: u32::from(*a.min(c)),
                first_column: u16::from(*b.min(d)),
                last_row: u32::from(*a.max(c)),
                last_column: u16::from(*b.max(d)),
            }),
            [b'@', n, ..] => header_row = Some(u32::from(*n)),
            _ => {
                let line = String::from_utf8_lossy(line);
                for (column, text) in line.split('|').take(100).enumerate().filter(|(_, t)| !t.is_empty()) {
                    let id = book.texts.intern(text);
                    sheet.push(row, column as u16, Cell::Text(id));
                }
                row += 1;
            }
        }
    }
    let text = |id: TextId| clean::clean(book.texts.get(id));
    let texts = SheetTexts { sheet: &sheet, raw: &book.texts, text: &text };
    let lexicon = Lexicon::new(layout::builtin::layouts());
    check_headers(&sheet, &header::find(&texts, &lexicon, header_row));
}

fn check_headers(sheet: &Sheet, blocks: &[HeaderBlock]) {
    let mut next = 0;
    for block in blocks {
        assert!(block.first >= next && block.first <= block.last, "headers stand one under the other");
        assert!(block.last < sheet.n_rows(), "a header lies in the sheet");
        assert!(block.columns.is_sorted_by(|a, b| a.column < b.column), "columns ascend");
        assert!(block.columns.iter().all(|c| !c.path.is_empty()), "a column has a header");
        next = block.last + 1;
    }
}

/// A text, and eight bytes as a serial number: dates, times of day, what they prove of their order.
pub fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
        for date_1904 in [false, true] {
            if let Ok(Some(read)) = dates::from_text(&text, order, date_1904) {
                check_moment(read);
            }
        }
    }
    let _ = dates::time_of_day(&text);
    let _ = dates::proof(&text);
    if let Some(eight) = bytes.first_chunk::<8>() {
        let serial = f64::from_le_bytes(*eight);
        let _ = dates::time_of_serial(serial);
        for date_1904 in [false, true] {
            if let Ok(read) = dates::from_serial(serial, date_1904) {
                check_moment(read);
            }
        }
    }
}

/// What was read has a year that can be, no fraction of a second, and reads back as itself.
fn check_moment(read: chrono::NaiveDateTime) {
    assert_eq!(dates::checked(read), Ok(read));
    let written = read.format("%d/%m/%Y %H:%M:%S").to_string();
    assert_eq!(dates::from_text(&written, DateOrder::DayFirst, false), Ok(Some(read)), "{written}");
}

/// Money, counts, lengths of time, from text and from a number.
pub fn numbers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let amounts = [numbers::money(&text), numbers::count(&text)];
    assert!(amounts.into_iter().flatten().all(|n| n >= 0), "no amount is negative: {text:?}");
    for said in [false, true] {
        let days = numbers::working_days(&text, said);
        assert!(days.is_none_or(|d| d.is_finite() && d >= 0.0), "{text:?}: {days:?}");
    }
    if let Some(eight) = bytes.first_chunk::<8>() {
        let number = f64::from_le_bytes(*eight);
        let _ = (numbers::whole(number), flags::from_number(number), codes::from_number(number));
        let _ = (codes::procedure_code_from_number(number), masking::personal_number(number));
    }
}

/// Flags, categories, codes, and the masking of personal data.
pub fn values(bytes: &[u8]) {
    let raw = String::from_utf8_lossy(bytes);
    let text = clean::clean(&raw);
    assert_eq!(clean::clean(&text), text, "clean text stays as it is");
    let _ = (flags::from_text(&text), flags::presence(&text), flags::digitization(&text));
    for reading in [Reading::Negated, Reading::PaymentMethod, Reading::FeeCollection, Reading::Presence] {
        let _ = flags::with_reading(&text, reading);
    }
    let _ = (categories::channel(&text), categories::suspension_kind(&text), categories::online_level(&text));
    assert!(!categories::status(&text).is_empty());
    let _ = (codes::procedure_code(&text), codes::looks_like_code(&text));
    if let Some(code) = codes::dossier_code(&text) {
        assert_eq!(codes::dossier_code(&code).as_ref(), Some(&code), "a code reads back as itself");
    }
    let masked = masking::mask(&text);
    assert_eq!(masking::mask(&masked), masked, "what is masked stays so");
    assert!(masking::personal(&masked).is_none(), "nothing personal is left of {text:?}: {masked:?}");
}

/// Limits that a fuzzed file meets soon.
fn limits() -> Import {
    Import { max_rows: 20_000, max_memory_bytes: 64 << 20, ..Import::default() }
}

/// Reads bytes as the file they look like, and checks what every workbook must hold.
fn read(bytes: Vec<u8>) {
    if let Ok(book) = io::sheets::read_bytes(bytes, &limits(), "x") {
        check(&book);
    }
}

/// Rows ascend, in each row the columns; no cell is empty; every text is there.
fn check(book: &Workbook) {
    for sheet in &book.sheets {
        let mut last_row = None;
        for row in sheet.rows() {
            assert!(last_row < Some(row.row), "rows ascend");
            last_row = Some(row.row);
            assert!(row.cells.iter().is_sorted_by(|a, b| a.0 < b.0), "columns ascend");
            for (_, cell) in row.cells.iter() {
                match cell {
                    Cell::Text(id) => assert!(!book.texts.get(id).is_empty()),
                    Cell::Empty => panic!("an empty cell was kept"),
                    _ => {}
                }
            }
        }
    }
}
