//! xlsx and xlsm, cell by cell.
//!
//! Not through calamine, which is the yardstick in the tests: it takes three times as long for a list
//! of 100 000 dossiers, keeps each text twice, tells neither merged areas nor hidden rows in the same
//! pass, and fills the memory on 60 million empty texts.
//! Promises: memory grows with the cells kept, never with a claimed dimension; each shared text is
//! stored once; one sheet that can't be read does not take the others with it; no cause of damage
//! quotes a cell.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::biff::Shows;
use super::intake::{
    Draft, Intake, SHEET_COLUMNS, SHEET_ROWS, Sink, damaged, iso_moment, moment, number_cell,
};
use super::markup::{Broken, Markup, Piece, Tag, add_text};
use super::package::{self, Archive};
use super::read_ahead;
use super::xlsx_parts::{Contents, Listed, SharedTexts, rich_text, settle_text};
use crate::domain::cell::{Cell, Format, Workbook};
use crate::domain::settings::Import;
use crate::error::{Error, Result};

/// Where one sheet's reading ended early: at a limit, or at damage that only this sheet has.
enum Stop {
    Limit(Box<Error>),
    Damage(&'static str),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Limit(Box::new(error))
    }
}

impl From<Broken> for Stop {
    fn from(Broken(cause): Broken) -> Stop {
        Stop::Damage(cause)
    }
}

/// Reads an xlsx or xlsm.
pub(super) fn read<'a>(
    mut archive: Archive,
    limits: &'a Import,
    file: &'a str,
    out: Option<&'a mut (dyn Sink + 'a)>,
) -> Result<Workbook> {
    let contents = Contents::read(&mut archive).ok_or_else(|| damaged(file, "workbook.xml"))?;
    let mut intake = Intake::new(Format::Xlsx, limits, file).through(out);
    intake.book.date_1904 = contents.date_1904;
    let book = Book {
        texts: SharedTexts::read(&contents, &mut archive, &mut intake)?,
        formats: contents.cell_formats(&mut archive),
        date_1904: contents.date_1904,
    };
    for Listed { name, hidden, part } in &contents.sheets {
        let part = match part {
            Some((kind, part)) if kind == "worksheet" => part,
            Some((kind, _)) => {
                // Charts are no loss.
                if kind != "chartsheet" {
                    intake.unreadable(name, "macro sheet");
                }
                continue;
            }
            None => {
                intake.unreadable(name, "a sheet without a part");
                continue;
            }
        };
        let mut draft = Draft::new(name, *hidden);
        let read = || sheet(&mut archive, part, &book, &mut intake, &mut draft);
        // A panic of the unpacker is damage of that sheet.
        let result = catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Stop::Damage(super::GAVE_UP)));
        match result {
            Ok(()) => intake.finish(draft),
            Err(Stop::Limit(error)) => return Err(*error),
            Err(Stop::Damage(cause)) => intake.give_up(draft, cause),
        }
    }
    intake.done()
}

/// What all sheets refer to.
struct Book {
    texts: SharedTexts,
    formats: Vec<Shows>,
    date_1904: bool,
}

fn sheet(
    archive: &mut Archive,
    part: &str,
    book: &Book,
    intake: &mut Intake,
    draft: &mut Draft,
) -> Result<(), Stop> {
    let name = package::part_name(archive, part).ok_or(Stop::Damage("a part that is not there"))?;
    let part = archive.by_name(&name).map_err(|_| Stop::Damage("a part that can't be unpacked"))?;
    let size = part.size();
    read_ahead::with(part, size, |part| rows(Markup::new(part), book, intake, draft))
}

fn rows<R: Read>(
    mut markup: Markup<R>,
    book: &Book,
    intake: &mut Intake,
    draft: &mut Draft,
) -> Result<(), Stop> {
    if !rows_begin(&mut markup)? {
        return Ok(());
    }
    let mut cells = Cells { book, intake, draft, row: 0, column: 0, value: String::new() };
    cells.read(&mut markup)?;
    // What stands behind the rows can do without.
    while let Ok(Some(piece)) = markup.next() {
        if let Piece::Open(tag) = piece
            && tag.name == b"mergeCell"
        {
            take_merge(&tag, draft);
        }
    }
    Ok(())
}

/// Moves on to the first row; `false` if this sheet has no place for rows.
fn rows_begin<R: Read>(markup: &mut Markup<R>) -> Result<bool, Stop> {
    let mut is_xml = false;
    while let Some(piece) = markup.next()? {
        if let Piece::Open(tag) = piece {
            is_xml = true;
            if tag.name == b"sheetData" {
                return Ok(!tag.is_closed);
            }
        }
    }
    if is_xml { Ok(false) } else { Err(Stop::Damage("a sheet without rows")) }
}

/// Reads the rows of one sheet.
struct Cells<'b, 'i> {
    book: &'b Book,
    intake: &'b mut Intake<'i>,
    draft: &'b mut Draft,
    row: u32,
    column: u32,
    value: String,
}

/// A cell before its value.
#[derive(Clone, Copy)]
struct Head {
    row: u32,
    column: u32,
    format: Option<u32>,
    kind: CellKind,
}

#[derive(Clone, Copy, PartialEq)]
enum CellKind {
    Shared,
    Number,
    Flag,
    Error,
    /// The text of a formula.
    Text,
    Inline,
    Date,
}

impl Cells<'_, '_> {
    fn read<R: Read>(&mut self, markup: &mut Markup<R>) -> Result<(), Stop> {
        loop {
            if let Some((head, value, length)) = plain_cell(markup.ahead()) {
                self.put(head, value)?;
                markup.skip(length);
                continue;
            }
            match markup.next()? {
                None => return Err(Stop::Damage("rows that break off")),
                Some(Piece::Open(tag)) if tag.name == b"row" => self.begin_row(&tag),
                Some(Piece::Open(tag)) if tag.name == b"c" => {
                    let head = self.head(&tag)?;
                    if tag.is_closed {
                        self.column = head.column + 1;
                    } else {
                        self.cell(markup, head)?;
                    }
                }
                Some(Piece::Close(b"row")) => {
                    self.row = self.row.saturating_add(1);
                    self.column = 0;
                }
                Some(Piece::Close(b"sheetData")) => return Ok(()),
                _ => {}
            }
        }
    }

    fn begin_row(&mut self, tag: &Tag) {
        if let Some(row @ 1..) = tag.attribute(b"r").and_then(number) {
            self.row = row - 1;
        }
        if matches!(tag.attribute(b"hidden"), Some(b"1" | b"true")) && self.row < SHEET_ROWS {
            self.draft.hide_row(self.row);
        }
        self.column = 0;
    }

    fn head(&self, tag: &Tag) -> Result<Head, Stop> {
        let mut head = Head { row: self.row, column: self.column, format: None, kind: CellKind::Number };
        for (name, value) in tag.attributes() {
            match name {
                b"r" if !value.is_empty() => {
                    let at = position(value).ok_or(Stop::Damage("a cell without a place"))?;
                    (head.row, head.column) = at;
                }
                b"s" => head.format = number(value),
                b"t" => head.kind = kind(value).ok_or(Stop::Damage("type of a cell"))?,
                _ => {}
            }
        }
        Ok(head)
    }

    /// The rest of a cell that has been opened.
    fn cell<R: Read>(&mut self, markup: &mut Markup<R>, head: Head) -> Result<(), Stop> {
        self.value.clear();
        let mut in_value = false;
        loop {
            let Some(piece) = markup.next()? else { return Err(Stop::Damage("a cell that breaks off")) };
            match piece {
                Piece::Open(tag) if tag.name == b"v" => {
                    // A cell with its text inside repeats it here at times.
                    in_value = !tag.is_closed && head.kind != CellKind::Inline;
                }
                Piece::Close(b"v") => in_value = false,
                Piece::Text(raw) if in_value => add_text(raw, &mut self.value),
                Piece::CData(raw) if in_value => self.value.push_str(&String::from_utf8_lossy(raw)),
                Piece::Open(tag) if tag.name == b"is" && !tag.is_closed => {
                    rich_text(markup, b"is", &mut self.value)?;
                }
                Piece::Close(b"c") => break,
                _ => {}
            }
        }
        let value = std::mem::take(&mut self.value);
        let put = self.put(head, value.as_bytes());
        self.value = value;
        put
    }

    fn put(&mut self, head: Head, value: &[u8]) -> Result<(), Stop> {
        let Head { row, column, .. } = head;
        (self.row, self.column) = (row, column + 1);
        let cell = self.typed(head, value)?;
        Ok(self.intake.put(self.draft, row, column, cell)?)
    }

    fn typed(&mut self, head: Head, value: &[u8]) -> Result<Cell, Stop> {
        if value.is_empty() {
            return Ok(Cell::Empty);
        }
        let at = (head.row, head.column);
        Ok(match head.kind {
            CellKind::Shared => {
                let text = number(value).and_then(|n| self.book.texts.cell(self.intake, self.draft, at, n));
                text.ok_or(Stop::Damage("a text that is not in the list"))??
            }
            CellKind::Number => self.number(head.format, value)?,
            CellKind::Flag => match value.trim_ascii() {
                b"1" | b"true" => Cell::Flag(true),
                b"0" | b"false" => Cell::Flag(false),
                _ => return Err(Stop::Damage("type of a cell")),
            },
            CellKind::Error => Cell::Error,
            CellKind::Text | CellKind::Inline => self.text(at, value)?,
            CellKind::Date => match std::str::from_utf8(value).ok().and_then(iso_moment) {
                Some(moment) => Cell::Moment(moment),
                None => self.text(at, value)?,
            },
        })
    }

    fn text(&mut self, (row, column): (u32, u32), value: &[u8]) -> Result<Cell, Error> {
        let mut text = String::from_utf8_lossy(value);
        if text.contains("_x") {
            settle_text(text.to_mut(), 0, true);
        }
        self.intake.text(self.draft, row, column, &text)
    }

    fn number(&self, format: Option<u32>, value: &[u8]) -> Result<Cell, Stop> {
        let value = std::str::from_utf8(value.trim_ascii()).unwrap_or("x");
        if value.is_empty() {
            return Ok(Cell::Empty);
        }
        let number: f64 = value.parse().map_err(|_| Stop::Damage("number"))?;
        let shows = format.and_then(|format| self.book.formats.get(format as usize));
        Ok(match shows {
            Some(Shows::Date) => {
                moment(&ExcelDateTime::new(number, ExcelDateTimeType::DateTime, self.book.date_1904))
            }
            _ => number_cell(number),
        })
    }
}

fn kind(t: &[u8]) -> Option<CellKind> {
    Some(match t {
        b"s" => CellKind::Shared,
        b"n" | b"" => CellKind::Number,
        b"b" => CellKind::Flag,
        b"e" => CellKind::Error,
        b"str" => CellKind::Text,
        b"inlineStr" | b"is" => CellKind::Inline,
        b"d" => CellKind::Date,
        _ => return None,
    })
}

/// The cell at the start if it is spelled as nearly all are, `<c r="B7" s="3" t="s"><v>12</v></c>`,
/// with a number or the number of a shared text; its value and its length. All others go the long way.
fn plain_cell(bytes: &[u8]) -> Option<(Head, &[u8], usize)> {
    let rest = bytes.strip_prefix(b"<c r=\"")?;
    let end = rest.iter().take(12).position(|byte| *byte == b'"')?;
    let (row, column) = position(&rest[..end])?;
    let mut rest = &rest[end + 1..];
    let mut head = Head { row, column, format: None, kind: CellKind::Number };
    if let Some(after) = rest.strip_prefix(b" s=\"") {
        let end = after.iter().take(8).position(|byte| *byte == b'"')?;
        head.format = Some(number(&after[..end])?);
        rest = &after[end + 1..];
    }
    if let Some(after) = rest.strip_prefix(b" t=\"s\"") {
        head.kind = CellKind::Shared;
        rest = after;
    }
    let value = rest.strip_prefix(b"><v>")?;
    let end = value.iter().take(32).position(|byte| *byte == b'<')?;
    let (value, rest) = value.split_at(end);
    let rest = rest.strip_prefix(b"</v></c>")?;
    (!value.contains(&b'&')).then_some((head, value, bytes.len() - rest.len()))
}

/// A whole number without a sign; larger ones stop at the largest.
fn number(digits: &[u8]) -> Option<u32> {
    let digits = digits.trim_ascii();
    let mut number = 0u32;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.saturating_mul(10).saturating_add(u32::from(digit));
    }
    (!digits.is_empty()).then_some(number)
}

/// `B12` as a 0-based row and column, which may lie outside of a sheet: the intake says so.
fn position(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !(1..=4).contains(&letters) {
        return None;
    }
    let (letters, digits) = reference.split_at(letters);
    let column =
        letters.iter().fold(0u32, |n, letter| n * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = number(digits).filter(|row| *row > 0)?;
    Some((row - 1, column - 1))
}

fn take_merge(tag: &Tag, draft: &mut Draft) {
    let inside = |reference: &[u8]| {
        let plain: Vec<u8> = reference.iter().copied().filter(|byte| *byte != b'$').collect();
        position(&plain).filter(|(row, column)| *row < SHEET_ROWS && *column < SHEET_COLUMNS)
    };
    let area = tag.attribute(b"ref").unwrap_or_default();
    let Some(colon) = area.iter().position(|byte| *byte == b':') else { return };
    if let (Some(from), Some(to)) = (inside(&area[..colon]), inside(&area[colon + 1..])) {
        draft.merge(from, to);
    }
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
mod tests;
