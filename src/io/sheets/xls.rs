//! `.xls` of Excel 5, 95 and 97 to 2003, record by record.
//!
//! Not through calamine: it lays each sheet out densely while it opens the file (42 KB took 1 GiB),
//! and of mutated files it panicked on 2 % and exhausted the memory on 10 %. This reader keeps only
//! the cells that are there; the tests hold it against calamine on sound files. Promises: memory
//! grows with the file; one sheet that can't be read does not take the others with it.

use std::collections::BTreeSet;

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::biff::{self, Pieces, Record, Script, Shows};
use super::intake::{Draft, Intake, damaged, moment, number_cell, unreadable};
use super::ole::{Ole, u16_at, u32_at};
use super::package::password;
use crate::domain::cell::{Cell, Format, TextId, Workbook};
use crate::domain::settings::Import;
use crate::error::Result;
use crate::words::sheets as words;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const WORKSHEET: u16 = 0x0010;

/// Reads an OLE container, if it holds a workbook.
pub(super) fn read(bytes: &[u8], limits: &Import, file: &str) -> Result<Workbook> {
    let ole = Ole::open(bytes).map_err(|flaw| damaged(file, flaw))?;
    let names = ole.names();
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(password(file));
    }
    if let Some(stream) = ["Workbook", "Book"].into_iter().find(|name| has(name)) {
        let stream = ole.stream(stream).map_err(|flaw| damaged(file, flaw))?;
        return read_stream(&stream, limits, file);
    }
    Err(match () {
        () if has("WordDocument") => unreadable(file, words::word_document()),
        () if has("PowerPoint Document") => unreadable(file, words::presentation()),
        () => unreadable(file, words::other_office_file()).help(words::help_save_as_xlsx()),
    })
}

/// Reads the stream itself, as it also stands alone in some files.
pub(super) fn read_stream(stream: &[u8], limits: &Import, file: &str) -> Result<Workbook> {
    let first = biff::record(stream, 0).ok_or_else(|| damaged(file, "BIFF stream"))?;
    let version = u16_at(first.bytes, 0);
    if first.kind != BOF || !matches!(version, 0x0500 | 0x0600) {
        return Err(unreadable(file, words::old_excel()).help(words::help_save_as_xlsx()));
    }
    let mut reading = Reading {
        stream,
        intake: Intake::new(Format::Xls, limits, file),
        script: Script { is_biff8: version == 0x0600, encoding: Script::encoding_of(1252) },
        formats: Vec::new(),
        cell_formats: Vec::new(),
        strings: Vec::new(),
        sheets: Vec::new(),
    };
    if u16_at(first.bytes, 2) == WORKSHEET {
        reading.sheets.push(Listed { name: "Sheet1".to_string(), at: 0, hidden: false, kind: 0 });
    } else {
        reading.globals(first.next)?;
    }
    reading.sheets()?;
    reading.intake.done()
}

struct Reading<'a> {
    stream: &'a [u8],
    intake: Intake<'a>,
    script: Script,
    /// Formats of the file's own, by number.
    formats: Vec<(u16, Shows)>,
    /// What each cell format (XF) shows.
    cell_formats: Vec<Shows>,
    strings: Vec<Option<TextId>>,
    sheets: Vec<Listed>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    at: usize,
    hidden: bool,
    kind: u8,
}

/// Why a sheet could not be read to its end.
enum Stop {
    Limit(Box<crate::error::Error>),
    Damage(&'static str),
}

impl From<crate::error::Error> for Stop {
    fn from(error: crate::error::Error) -> Stop {
        Stop::Limit(Box::new(error))
    }
}

impl Reading<'_> {
    /// The records before the sheets: formats, names and texts.
    fn globals(&mut self, start: usize) -> Result<()> {
        let file = self.intake.file;
        let mut at = start;
        let mut ends = false;
        while let Some(record) = biff::record(self.stream, at) {
            at = record.next;
            match record.kind {
                EOF => {
                    ends = true;
                    break;
                }
                0x002F => return Err(password(file)),
                0x0042 => self.script.encoding = Script::encoding_of(u16_at(record.bytes, 0)),
                0x0022 => self.intake.book.date_1904 = u16_at(record.bytes, 0) == 1,
                0x041E => self.format(record),
                0x00E0 => self.cell_format(record),
                0x0085 => self.listed(record),
                0x00FC => at = self.shared_strings(record)?,
                _ => {}
            }
        }
        if ends || !self.sheets.is_empty() { Ok(()) } else { Err(damaged(file, "BIFF stream")) }
    }

    fn format(&mut self, record: Record) {
        let number = u16_at(record.bytes, 0);
        let Some(rest) = record.bytes.get(2..) else { return };
        let text =
            if self.script.is_biff8 { self.script.text(vec![rest]) } else { self.script.short_text(rest) };
        if let Some(text) = text {
            self.formats.push((number, biff::custom(&text)));
        }
    }

    fn cell_format(&mut self, record: Record) {
        let number = u16_at(record.bytes, 2);
        let own = self.formats.iter().rev().find(|(known, _)| *known == number).map(|(_, shows)| *shows);
        self.cell_formats.push(own.unwrap_or_else(|| biff::built_in(number)));
    }

    fn listed(&mut self, record: Record) {
        let (Some(state), Some(kind)) = (record.bytes.get(4), record.bytes.get(5)) else { return };
        let name = record.bytes.get(6..).and_then(|bytes| self.script.short_text(bytes)).unwrap_or_default();
        let at = u32_at(record.bytes, 0) as usize;
        self.sheets.push(Listed { name, at, hidden: state & 3 != 0, kind: *kind });
    }

    /// The texts that cells refer to; what the record claims about their number is not believed.
    fn shared_strings(&mut self, record: Record) -> Result<usize> {
        let (parts, next) = biff::with_continuations(self.stream, record);
        let mut pieces = Pieces::new(parts);
        let nowhere = Draft::new("SST", false);
        let mut text = Vec::new();
        if pieces.skip(8).is_none() {
            return Ok(next);
        }
        while pieces.shared_string(&mut text).is_some() {
            let text = String::from_utf16_lossy(&text);
            let row = self.strings.len() as u32;
            self.strings.push(match self.intake.text(&nowhere, row, 0, &text)? {
                Cell::Text(id) => Some(id),
                _ => None,
            });
        }
        Ok(next)
    }

    fn sheets(&mut self) -> Result<()> {
        let mut seen = BTreeSet::new();
        for sheet in std::mem::take(&mut self.sheets) {
            match sheet.kind {
                0 => {}
                1 => {
                    self.intake.unreadable(&sheet.name, "macro sheet");
                    continue;
                }
                _ => continue,
            }
            if !seen.insert(sheet.at) {
                self.intake.unreadable(&sheet.name, "two sheets at one place");
                continue;
            }
            let mut draft = Draft::new(&sheet.name, sheet.hidden);
            match self.sheet(&mut draft, sheet.at) {
                Ok(()) => self.intake.finish(draft),
                Err(Stop::Limit(error)) => return Err(*error),
                Err(Stop::Damage(cause)) => self.intake.unreadable(&sheet.name, cause),
            }
        }
        Ok(())
    }

    fn sheet(&mut self, draft: &mut Draft, start: usize) -> std::result::Result<(), Stop> {
        let first = biff::record(self.stream, start).filter(|first| first.kind == BOF);
        let mut at = first.ok_or(Stop::Damage("a sheet that begins outside of the file"))?.next;
        // Charts inside a sheet are streams of their own.
        let mut depth = 1u32;
        let mut formula = None;
        while let Some(record) = biff::record(self.stream, at) {
            at = record.next;
            match record.kind {
                BOF => depth += 1,
                EOF if depth == 1 => return Ok(()),
                EOF => depth -= 1,
                _ if depth > 1 => {}
                0x0207 => {
                    let (pieces, next) = biff::with_continuations(self.stream, record);
                    at = next;
                    if let Some((row, column)) = formula.take() {
                        let text = self.script.text(pieces).unwrap_or_default();
                        let cell = self.intake.text(draft, row, column, &text)?;
                        self.intake.put(draft, row, column, cell)?;
                    }
                }
                0x0006 | 0x0206 | 0x0406 => formula = self.formula(draft, record)?,
                _ => self.cell_record(draft, record)?,
            }
        }
        Err(Stop::Damage("a sheet that breaks off"))
    }

    fn cell_record(&mut self, draft: &mut Draft, record: Record) -> std::result::Result<(), Stop> {
        let bytes = record.bytes;
        let (row, column) = (u32::from(u16_at(bytes, 0)), u32::from(u16_at(bytes, 2)));
        let cell = match (record.kind, bytes.len()) {
            (0x00FD, 10..) => {
                let text = self.strings.get(u32_at(bytes, 6) as usize);
                text.ok_or(Stop::Damage("a text that is not in the list"))?.map_or(Cell::Empty, Cell::Text)
            }
            (0x0204 | 0x00D6, 8..) => {
                let text =
                    self.script.text(vec![&bytes[6..]]).ok_or(Stop::Damage("a text that breaks off"))?;
                self.intake.text(draft, row, column, &text)?
            }
            (0x0203, 14..) => self.number(u16_at(bytes, 4), biff::f64_at(bytes, 6)),
            (0x027E, 10..) => self.number(u16_at(bytes, 4), biff::rk(u32_at(bytes, 6))),
            (0x0205, 8..) if bytes[7] != 0 => Cell::Error,
            (0x0205, 8..) => Cell::Flag(bytes[6] != 0),
            (0x00BD, 12..) => {
                for (i, one) in bytes[4..bytes.len() - 2].chunks_exact(6).enumerate() {
                    let cell = self.number(u16_at(one, 0), biff::rk(u32_at(one, 2)));
                    self.intake.put(draft, row, column + i as u32, cell)?;
                }
                Cell::Empty
            }
            (0x0208, 16..) if u16_at(bytes, 12) & 0x20 != 0 => {
                draft.hide_row(row);
                Cell::Empty
            }
            (0x00E5, _) => {
                for area in bytes.get(2..).unwrap_or(&[]).chunks_exact(8) {
                    let [top, bottom, left, right] = [0, 2, 4, 6].map(|at| u32::from(u16_at(area, at)));
                    draft.merge((top, left), (bottom, right));
                }
                Cell::Empty
            }
            _ => Cell::Empty,
        };
        Ok(self.intake.put(draft, row, column, cell)?)
    }

    /// The cached value of a formula; where it is a text, its place: the text follows.
    fn formula(&mut self, draft: &mut Draft, record: Record) -> Result<Option<(u32, u32)>> {
        let bytes = record.bytes;
        let (row, column) = (u32::from(u16_at(bytes, 0)), u32::from(u16_at(bytes, 2)));
        if bytes.len() < 14 {
            return Ok(None);
        }
        let cell = match (u16_at(bytes, 12), bytes[6]) {
            (0xFFFF, 0) => return Ok(Some((row, column))),
            (0xFFFF, 1) => Cell::Flag(bytes[8] != 0),
            (0xFFFF, 2) => Cell::Error,
            (0xFFFF, _) => Cell::Empty,
            _ => self.number(u16_at(bytes, 4), biff::f64_at(bytes, 6)),
        };
        self.intake.put(draft, row, column, cell)?;
        Ok(None)
    }

    fn number(&self, cell_format: u16, number: f64) -> Cell {
        let shows = self.cell_formats.get(usize::from(cell_format)).copied().unwrap_or(Shows::Number);
        if shows != Shows::Date {
            return number_cell(number);
        }
        let date_1904 = self.intake.book.date_1904;
        moment(&ExcelDateTime::new(number, ExcelDateTimeType::DateTime, date_1904))
    }
}
