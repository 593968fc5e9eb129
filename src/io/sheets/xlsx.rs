//! xlsx and xlsm, cell by cell through calamine.
//!
//! Promises: memory grows with the cells kept, never with a claimed dimension; each shared string is
//! stored once; one sheet that can't be read does not take the others with it.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::intake::{Draft, Intake, damaged, iso_moment, moment, number_cell};
use super::package::{self, Archive};
use super::{open_error, scan, xml};
use crate::domain::cell::{Cell, Format, TextId, Workbook};
use crate::domain::settings::Import;
use crate::error::{Error, Result};

/// Where one sheet's reading ended early: at a limit, or at damage that only this sheet has.
enum Stop {
    Limit(Box<Error>),
    Damage(String),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Limit(Box::new(error))
    }
}

fn damage(cause: impl Display) -> Stop {
    Stop::Damage(cause.to_string())
}

/// Damage in the reader's words, but never with the content of a cell.
fn xlsx_damage(error: XlsxError) -> Stop {
    match error {
        XlsxError::Unrecognized { typ, .. } => damage(typ),
        XlsxError::CellError(_) => damage("error value"),
        XlsxError::CellTAttribute(_) => damage("type of a cell"),
        XlsxError::ParseFloat(_) | XlsxError::ParseInt(_) => damage("number"),
        error => damage(error),
    }
}

/// Reads an xlsx or xlsm.
pub(super) fn read(path: &Path, mut archive: Archive, limits: &Import, file: &str) -> Result<Workbook> {
    check_shared_strings(&mut archive, limits, file)?;
    let parts = package::sheet_parts(&mut archive);
    let mut book = open(path, file)?;
    let mut intake = Intake::new(Format::Xlsx, limits, file);
    intake.book.date_1904 = book.has_1904_epoch();
    let mut strings = SharedStrings::default();
    for (i, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if !is_worksheet(&mut intake, &sheet) {
            continue;
        }
        let mut draft = Draft::new(&sheet.name, sheet.visible != SheetVisible::Visible);
        let result = cells(|| {
            let mut cells = match book.worksheet_cells_reader(&sheet.name) {
                Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
                cells => cells.map_err(xlsx_damage)?,
            };
            while let Some(cell) = cells.next_cell().map_err(xlsx_damage)? {
                let (row, column) = cell.get_position();
                take(&mut intake, &mut draft, &mut strings, (row, column), cell.get_value())?;
            }
            Ok(())
        });
        if settle(&mut intake, &sheet.name, result)? {
            if let Some(Some(part)) = parts.get(i) {
                scan::merges_and_hidden_rows(&mut archive, part, &mut draft);
            }
            intake.finish(draft);
        }
    }
    intake.done()
}

fn open(path: &Path, file: &str) -> Result<Xlsx<BufReader<std::fs::File>>> {
    let handle = std::fs::File::open(path).map_err(|e| open_error(file, &e))?;
    Xlsx::new(BufReader::with_capacity(1 << 16, handle)).map_err(|e| damaged(file, e))
}

/// Only worksheets hold lists. A macro sheet is named as unread, charts and modules are no loss.
fn is_worksheet(intake: &mut Intake, sheet: &calamine::Sheet) -> bool {
    if sheet.typ == SheetType::MacroSheet || sheet.typ == SheetType::DialogSheet {
        intake.unreadable(&sheet.name, "macro sheet");
    }
    sheet.typ == SheetType::WorkSheet
}

/// Runs the reading of one sheet; a panic of the reader is damage of that sheet.
fn cells(read: impl FnOnce() -> Result<(), Stop>) -> Result<(), Stop> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damage(super::GAVE_UP)))
}

/// Whether the sheet was read; a limit ends the whole file.
fn settle(intake: &mut Intake, sheet: &str, result: Result<(), Stop>) -> Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(Stop::Limit(error)) => Err(*error),
        Err(Stop::Damage(cause)) => {
            intake.unreadable(sheet, cause);
            Ok(false)
        }
    }
}

fn take(
    intake: &mut Intake,
    draft: &mut Draft,
    strings: &mut SharedStrings,
    (row, column): (u32, u32),
    value: &DataRef,
) -> Result<()> {
    let cell = match value {
        DataRef::Empty => return Ok(()),
        DataRef::SharedString(text) => strings.cell(intake, draft, (row, column), text)?,
        DataRef::String(text) | DataRef::DurationIso(text) => intake.text(draft, row, column, text)?,
        DataRef::Float(number) => number_cell(*number),
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(date) => moment(date),
        DataRef::DateTimeIso(text) => match iso_moment(text) {
            Some(moment) => Cell::Moment(moment),
            None => intake.text(draft, row, column, text)?,
        },
        DataRef::Error(_) => Cell::Error,
    };
    intake.put(draft, row, column, cell)
}

/// Where each shared string of the open workbook went: by its address, since the same string is
/// handed out again and again, and its letters need not be compared.
#[derive(Default)]
struct SharedStrings {
    by_address: HashMap<usize, TextId, BuildHasherDefault<AddressHasher>>,
}

impl SharedStrings {
    fn cell(&mut self, intake: &mut Intake, draft: &Draft, at: (u32, u32), text: &str) -> Result<Cell> {
        if text.is_empty() {
            return Ok(Cell::Empty);
        }
        let address = text.as_ptr() as usize;
        if let Some(id) = self.by_address.get(&address) {
            return Ok(Cell::Text(*id));
        }
        let cell = intake.text(draft, at.0, at.1, text)?;
        if let Cell::Text(id) = cell {
            self.by_address.insert(address, id);
        }
        Ok(cell)
    }
}

/// Spreads an address over the table; its lowest bits are always zero.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_usize(usize::from(*b)));
    }

    fn write_usize(&mut self, address: usize) {
        self.0 = (self.0 ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26);
    }
}

/// The reader reserves room for as many strings as the part claims, before it looks at any.
fn check_shared_strings(archive: &mut Archive, limits: &Import, file: &str) -> Result<()> {
    let Some(name) = package::part_name(archive, "xl/sharedStrings.xml") else { return Ok(()) };
    let Ok(part) = archive.by_name(&name) else { return Ok(()) };
    let size = part.size();
    let mut head = Vec::new();
    if part.take(4096).read_to_end(&mut head).is_err() {
        return Ok(());
    }
    let mut claimed = 0;
    package::start_tags(&String::from_utf8_lossy(&head), |tag| {
        if tag.local_name().as_ref() == "sst" {
            claimed = xml::attribute(tag, "uniqueCount").and_then(|n| n.parse().ok()).unwrap_or(0u64);
        }
    });
    // The shortest string takes five bytes of XML.
    let impossible = claimed > size / 5 + (1 << 20);
    if impossible || claimed.saturating_mul(32) > limits.max_memory_bytes {
        return Err(damaged(file, format!("sharedStrings uniqueCount {claimed}")));
    }
    Ok(())
}
