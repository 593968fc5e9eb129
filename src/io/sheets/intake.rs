//! The one way by which cells come into a workbook, so that every format keeps the same limits.
//!
//! Promises: only cells that hold something are kept; rows, columns, cell lengths and memory stay
//! within [`Import`]; a limit that is met ends the reading with the place and the remedy; cells may
//! come in any order, the sheet has them row by row.

use std::fmt::Display;

use calamine::ExcelDateTime;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::cell::{Cell, Format, Merge, Rows, Sheet, TextId, TextPool, Workbook, address};
use crate::domain::settings::Import;
use crate::error::{Error, Kind, Result};
use crate::words::{Phrase, sheets as words};

/// Rows and columns that a spreadsheet can have.
pub(super) const SHEET_ROWS: u32 = 1 << 20;
pub(super) const SHEET_COLUMNS: u32 = 1 << 14;
/// What one kept cell costs.
const CELL_BYTES: u64 = 32;
/// So many texts of a column tell whether they repeat.
const ENOUGH_TEXTS: u32 = 1_000;
/// A sheet that goes on as it is read goes in parts of so many cells.
const PART_CELLS: usize = 1 << 14;

/// Where a workbook goes piece by piece while it is read.
pub(super) trait Sink {
    fn rows(&mut self, rows: &Rows, texts: &TextPool);
    fn sheet(&mut self, sheet: &mut Sheet, tail: &Tail, texts: &TextPool);
    /// The sheet breaks off: what went of it counts for nothing.
    fn drop_sheet(&mut self);
    fn has_sheets(&self) -> bool;
}

/// What is known of a sheet only at its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail {
    pub hidden_rows: Vec<u32>,
    /// Cells that came out of order.
    pub loose: Vec<(u32, u16, Cell)>,
}

/// A workbook that is being filled.
pub(super) struct Intake<'a> {
    pub book: Workbook,
    pub limits: &'a Import,
    /// The file's name as messages show it.
    pub file: &'a str,
    n_rows: u64,
    n_cells: u64,
    n_text_bytes: u64,
    /// By column: texts taken, and how many of them were new.
    texts_of: Vec<(u32, u32)>,
    out: Option<&'a mut (dyn Sink + 'a)>,
}

/// A sheet that is being filled.
pub(super) struct Draft {
    sheet: Sheet,
    tail: Tail,
    last_row: Option<u32>,
    /// Rows above have gone on already.
    floor: u32,
}

impl Draft {
    pub fn new(name: impl Into<String>, hidden: bool) -> Draft {
        let mut sheet = Sheet::new(name);
        sheet.hidden = hidden;
        Draft { sheet, tail: Tail::default(), last_row: None, floor: 0 }
    }

    pub fn name(&self) -> &str {
        &self.sheet.name
    }

    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    pub fn hide_sheet(&mut self, hidden: bool) {
        self.sheet.hidden = hidden;
    }

    pub fn hide_row(&mut self, row: u32) {
        if self.tail.hidden_rows.last() != Some(&row) {
            self.tail.hidden_rows.push(row);
        }
    }

    /// A merged area as the file gives it: the corners in any order, perhaps outside of the sheet.
    pub fn merge(&mut self, from: (u32, u32), to: (u32, u32)) {
        let column = |c: u32| c.min(SHEET_COLUMNS - 1) as u16;
        let merge = Merge {
            first_row: from.0.min(to.0),
            first_column: column(from.1.min(to.1)),
            last_row: from.0.max(to.0),
            last_column: column(from.1.max(to.1)),
        };
        if from != to && self.sheet.merges.len() < SHEET_ROWS as usize {
            self.sheet.merges.push(merge);
        }
    }
}

impl<'a> Intake<'a> {
    pub fn new(format: Format, limits: &'a Import, file: &'a str) -> Intake<'a> {
        let book = Workbook::new(format);
        Intake { book, limits, file, n_rows: 0, n_cells: 0, n_text_bytes: 0, texts_of: Vec::new(), out: None }
    }

    /// Lets rows go on while the rest is read; the workbook of [`Intake::done`] then has no sheets.
    pub fn through(mut self, out: Option<&'a mut (dyn Sink + 'a)>) -> Intake<'a> {
        self.out = out;
        self
    }

    /// A text cell; an empty text is no cell.
    pub fn text(&mut self, draft: &Draft, row: u32, column: u32, text: &str) -> Result<Cell> {
        if text.is_empty() {
            return Ok(Cell::Empty);
        }
        if self.is_too_long(text) {
            return Err(self.too_long(draft, row, column));
        }
        self.n_text_bytes += text.len() as u64;
        Ok(Cell::Text(self.numbered(column, text)))
    }

    /// The number of a text. In a column of codes, names or times most are new, and looking them up among
    /// a million others would be most of the reading.
    fn numbered(&mut self, column: u32, text: &str) -> TextId {
        let column = column.min(SHEET_COLUMNS) as usize;
        if column >= self.texts_of.len() {
            self.texts_of.resize(column + 1, (0, 0));
        }
        let (taken, new) = &mut self.texts_of[column];
        if *taken >= ENOUGH_TEXTS && u64::from(*new) * 2 >= u64::from(*taken) {
            return self.book.texts.push(text);
        }
        let before = self.book.texts.len();
        let id = self.book.texts.intern(text);
        *taken += 1;
        *new += u32::from(self.book.texts.len() > before);
        id
    }

    pub fn is_too_long(&self, text: &str) -> bool {
        let most = self.limits.max_cell_characters;
        text.len() as u64 > most && text.chars().count() as u64 > most
    }

    pub fn too_long(&self, draft: &Draft, row: u32, column: u32) -> Error {
        let most = self.limits.max_cell_characters;
        self.over(words::cell_too_long(most)).place(self.at(draft, row, column))
    }

    /// A text that cells will refer to by its number, known not to be too long. Fails when the
    /// memory is full.
    pub fn shared_text(&mut self, text: &str) -> Result<TextId> {
        self.n_text_bytes += text.len() as u64 + CELL_BYTES;
        if self.memory() > self.limits.max_memory_bytes {
            return Err(self.out_of_memory());
        }
        Ok(self.book.texts.push(text))
    }

    /// The text of a text cell that was put.
    pub fn text_of(&self, cell: Cell) -> &str {
        match cell {
            Cell::Text(id) => self.book.texts.get(id),
            _ => "",
        }
    }

    /// Puts a cell in its place. Fails when a limit is met.
    #[inline]
    pub fn put(&mut self, draft: &mut Draft, row: u32, column: u32, cell: Cell) -> Result<()> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if draft.last_row != Some(row) {
            draft.last_row = Some(row);
            self.n_rows += 1;
            self.check_rows(draft, row, column)?;
            self.pass_on(draft, row);
        }
        if u64::from(column) >= self.limits.max_columns || column >= SHEET_COLUMNS {
            let most = self.limits.max_columns.min(u64::from(SHEET_COLUMNS));
            return Err(self.over(words::too_many_columns(most)).place(self.at(draft, row, column)));
        }
        self.n_cells += 1;
        if row < draft.floor || !draft.sheet.push(row, column as u16, cell) {
            draft.tail.loose.push((row, column as u16, cell));
        }
        Ok(())
    }

    /// The rows so far, if they are enough for a part; `row` begins.
    fn pass_on(&mut self, draft: &mut Draft, row: u32) {
        let Some(out) = self.out.as_mut().filter(|_| draft.sheet.n_cells() >= PART_CELLS) else { return };
        let last = draft.sheet.rows().next_back().map_or(0, |last| last.row);
        if row > last {
            out.rows(&draft.sheet.take_rows(), &self.book.texts);
            draft.floor = last + 1;
        }
    }

    fn memory(&self) -> u64 {
        self.n_cells.saturating_mul(CELL_BYTES).saturating_add(self.n_text_bytes)
    }

    fn check_rows(&self, draft: &Draft, row: u32, column: u32) -> Result<()> {
        let bounded = !matches!(self.book.format, Format::Csv | Format::Html | Format::Mhtml);
        if bounded && row >= SHEET_ROWS {
            return Err(self
                .broken(words::row_outside(u64::from(row) + 1))
                .place(self.at_sheet(draft.name())));
        }
        if self.n_rows > self.limits.max_rows {
            let error = self.over(words::too_many_rows(self.limits.max_rows));
            return Err(error.place(self.at(draft, row, column)));
        }
        if self.memory() > self.limits.max_memory_bytes {
            return Err(self.out_of_memory().place(self.at_sheet(draft.name())));
        }
        Ok(())
    }

    /// Takes the filled sheet into the workbook.
    pub fn finish(&mut self, draft: Draft) {
        let Draft { mut sheet, tail, .. } = draft;
        match &mut self.out {
            Some(out) => out.sheet(&mut sheet, &tail, &self.book.texts),
            None => self.book.sheets.push(settle(sheet, tail)),
        }
    }

    /// Forgets a sheet that can't be read to its end.
    pub fn give_up(&mut self, draft: Draft, cause: impl Display) {
        if let Some(out) = self.out.as_mut().filter(|_| draft.floor > 0) {
            out.drop_sheet();
        }
        self.unreadable(draft.name(), cause);
    }

    /// Notes a sheet that could not be read; the others go on.
    pub fn unreadable(&mut self, sheet: &str, cause: impl Display) {
        self.book.unreadable.push((sheet.to_string(), cause.to_string()));
    }

    /// The workbook, or why nothing in it could be read.
    pub fn done(self) -> Result<Workbook> {
        let gone = self.out.as_ref().is_some_and(|out| out.has_sheets());
        if self.book.sheets.is_empty() && !gone {
            return Err(match self.book.unreadable.first() {
                Some((sheet, cause)) => {
                    self.broken(words::damaged()).place(self.at_sheet(sheet)).cause(cause)
                }
                None => self.broken(words::no_sheets()),
            });
        }
        Ok(self.book)
    }

    pub fn at_sheet(&self, sheet: &str) -> Phrase {
        words::at_sheet(self.file, sheet)
    }

    fn at(&self, draft: &Draft, row: u32, column: u32) -> Phrase {
        let column = column.min(SHEET_COLUMNS - 1) as u16;
        words::at_cell(self.file, draft.name(), address(row, column))
    }

    fn broken(&self, what: Phrase) -> Error {
        unreadable(self.file, what)
    }

    fn over(&self, what: Phrase) -> Error {
        Error::new(Kind::Unreadable, what).help(words::help_limit())
    }

    pub fn out_of_memory(&self) -> Error {
        let error =
            Error::new(Kind::Unreadable, words::out_of_memory(mebibytes(self.limits.max_memory_bytes)));
        error.place(words::at_file(self.file)).help(words::help_memory())
    }
}

/// An error of a file that is not what it should be.
pub(super) fn unreadable(file: &str, what: Phrase) -> Error {
    Error::new(Kind::Unreadable, what).place(words::at_file(file)).help(words::help_export_again())
}

/// An error of a file that breaks off or contradicts itself, with the reader's words.
pub(super) fn damaged(file: &str, cause: impl Display) -> Error {
    unreadable(file, words::damaged()).cause(cause)
}

pub(super) fn mebibytes(bytes: u64) -> u64 {
    bytes >> 20
}

/// The sheet as it is once all of it is known.
pub(super) fn settle(mut sheet: Sheet, mut tail: Tail) -> Sheet {
    if !tail.loose.is_empty() {
        sheet = in_order(sheet, tail.loose);
    }
    // In their order each goes to the end at once.
    tail.hidden_rows.sort_unstable();
    for row in tail.hidden_rows {
        sheet.hide_row(row);
    }
    clip_merges(&mut sheet);
    sheet
}

/// The sheet with the loose cells at their places; of two cells at one address the later counts.
fn in_order(sheet: Sheet, loose: Vec<(u32, u16, Cell)>) -> Sheet {
    let mut cells: Vec<(u32, u16, Cell)> = Vec::with_capacity(sheet.n_cells() + loose.len());
    for row in sheet.rows() {
        cells.extend(row.cells.iter().map(|(column, cell)| (row.row, column, cell)));
    }
    cells.extend(loose);
    cells.sort_by_key(|c| (c.0, c.1));
    let mut ordered = Sheet::new(sheet.name);
    (ordered.merges, ordered.hidden) = (sheet.merges, sheet.hidden);
    for (i, &(row, column, cell)) in cells.iter().enumerate() {
        let is_last = cells.get(i + 1).is_none_or(|next| (next.0, next.1) != (row, column));
        if is_last {
            ordered.push(row, column, cell);
        }
    }
    ordered
}

/// Merged areas end where the cells end: a file may claim more than it holds.
fn clip_merges(sheet: &mut Sheet) {
    let last_row = sheet.rows().next_back().map_or(0, |row| row.row);
    let last_column = sheet.rows().filter_map(|row| row.cells.last().map(|c| c.0)).max().unwrap_or(0);
    let merges = std::mem::take(&mut sheet.merges);
    sheet.merges = merges
        .into_iter()
        .filter(|m| m.first_row <= last_row && m.first_column <= last_column)
        .map(|m| Merge {
            last_row: m.last_row.min(last_row),
            last_column: m.last_column.min(last_column),
            ..m
        })
        .filter(|m| (m.first_row, m.first_column) != (m.last_row, m.last_column))
        .collect();
}

/// A serial date of a cell with a date format; a duration or a number outside of the calendar stays
/// a number. Rounded to milliseconds, the precision that Excel keeps.
pub(super) fn moment(date: &ExcelDateTime) -> Cell {
    let serial = date.as_f64();
    // Asked first: the conversion panics on numbers that no calendar has.
    let plausible = (0.0..2_958_466.0).contains(&serial) && date.is_datetime();
    match plausible.then(|| date.as_datetime()).flatten() {
        Some(moment) => Cell::Moment(moment),
        None => number_cell(serial),
    }
}

/// `2026-08-22`, `2026-08-22T07:30:00[.5][Z]` as XML writes dates.
pub(super) fn iso_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches('Z');
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|date| date.and_time(NaiveTime::MIN)))
        .ok()
}

/// A number that is none (NaN, infinity) is an error value.
pub(super) fn number_cell(number: f64) -> Cell {
    if number.is_finite() { Cell::Number(number) } else { Cell::Error }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn serials_that_no_calendar_has_stay_numbers() {
        let date = |serial| moment(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        assert!(matches!(date(46_256.5), Cell::Moment(_)));
        for serial in [-1.0, 1e300, -1e300, 2_958_466.0] {
            assert_eq!(date(serial), Cell::Number(serial));
        }
        assert_eq!(date(f64::NAN), Cell::Error);
        assert_eq!(date(f64::INFINITY), Cell::Error);
    }
}
