//! Cells → typed values, a field at a time. Each distinct text of a column is typed once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use chrono::{NaiveTime, Timelike};

use super::clean::is_blank_like;
use super::dates::{self, DateOrder, DateProblem};
use super::notes::{At, Notes};
use super::officials::Aliases;
use super::plan::{FieldPlan, FieldSource};
use super::source::Source;
use super::texts::TextStore;
use super::{categories, codes, flags, masking, numbers};
use crate::domain::cell::{Cell, Row, TextId, address};
use crate::domain::finding::Severity;
use crate::domain::schema::{Column, ColumnType};
use crate::layout::{Reading, fold};
use crate::words::import as words;

const DAY_MICROS: i64 = 86_400_000_000;

/// No data.
pub const NULL: i64 = i64::MIN;
/// A blank cell that means "no" if the column marks its yeses with a sign ("x"), else no data.
pub const BLANK: i64 = i64::MIN + 1;

/// A date that can't be read, and the column it stands in.
#[derive(Clone, Copy, Debug)]
pub struct BadDate {
    pub problem: DateProblem,
    pub column: u16,
}

/// What reading needs beside the cell.
pub struct Reader<'a, 'b> {
    pub source: Source<'a>,
    pub aliases: &'b Aliases,
    pub texts: &'b mut TextStore,
    pub notes: &'b mut Notes,
}

/// Reads one of our columns.
pub struct FieldReader {
    pub column: &'static Column,
    sources: Vec<SourceReader>,
    /// The column marks yes with a sign: what is blank is no.
    pub marked: bool,
}

struct SourceReader {
    source: FieldSource,
    order: DateOrder,
    cache: Cache,
}

/// Values of texts that were typed already.
#[derive(Default)]
struct Cache {
    values: HashMap<u32, i64, BuildHasherDefault<TextIdHasher>>,
    asked: u32,
    known: u32,
}

/// So many texts of a column tell whether they repeat.
const ENOUGH_TEXTS: u32 = 1_000;

impl Cache {
    fn get(&mut self, id: u32) -> Option<i64> {
        if self.is_useless() {
            return None;
        }
        let known = self.values.get(&id).copied();
        self.asked += 1;
        self.known += u32::from(known.is_some());
        known
    }

    fn keep(&mut self, id: u32, value: i64) {
        if !self.is_useless() {
            self.values.insert(id, value);
        }
    }

    /// Texts of which hardly any comes again are typed faster than looked up.
    fn is_useless(&self) -> bool {
        self.asked >= ENOUGH_TEXTS && u64::from(self.known) * 10 < u64::from(self.asked)
    }
}

impl FieldReader {
    /// `month_first`: columns that were proved to write the month first.
    pub fn new(plan: &FieldPlan, month_first: &[u16]) -> FieldReader {
        let reader = |source: &FieldSource| {
            let month = month_first.contains(&source.column) || source.reading == Some(Reading::MonthFirst);
            let order = if month { DateOrder::MonthFirst } else { DateOrder::DayFirst };
            SourceReader { source: source.clone(), order, cache: Cache::default() }
        };
        FieldReader { column: plan.column, sources: plan.sources.iter().map(reader).collect(), marked: false }
    }

    /// The value of one row.
    pub fn read(&mut self, row: &Row, reader: &mut Reader) -> Result<i64, BadDate> {
        let mut combined = NULL;
        for source in &mut self.sources {
            let cell = row.cell(source.source.column);
            if source.source.reading == Some(Reading::TimeOfDay) {
                combined = with_time(self.column, source, cell, row.row, combined, reader)?;
                continue;
            }
            let value = if self.column.kind == ColumnType::Timestamp {
                moment(self.column, source, cell, row.row, reader)?
            } else {
                value(self.column, source, cell, row.row, reader, &mut self.marked)
            };
            combined = combine(self.column, combined, value);
        }
        Ok(combined)
    }
}

fn combine(column: &Column, before: i64, value: i64) -> i64 {
    match (before, value) {
        (NULL, value) => value,
        (before, NULL) => before,
        (BLANK, value) => value,
        (before, BLANK) => before,
        (a, b) if column.kind == ColumnType::Flag => a.max(b),
        (a, b) if column.name == "fee_amount" => a.saturating_add(b),
        (a, _) => a,
    }
}

fn moment(
    column: &Column,
    source: &mut SourceReader,
    cell: Cell,
    row: u32,
    reader: &mut Reader,
) -> Result<i64, BadDate> {
    let read = match cell {
        Cell::Empty => return Ok(NULL),
        Cell::Error => {
            error_cell(column, source, row, reader);
            return Ok(NULL);
        }
        Cell::Moment(moment) => dates::checked(moment).map(Some),
        Cell::Number(serial) => dates::from_serial(serial, reader.source.book.date_1904).map(Some),
        Cell::Flag(_) => Err(DateProblem::Unreadable),
        Cell::Text(id) => {
            let date_1904 = reader.source.book.date_1904;
            let raw = reader.source.book.texts.get(id);
            match dates::from_text(raw, source.order, date_1904) {
                Err(_) => dates::from_text(&reader.source.text(id), source.order, date_1904),
                read => read,
            }
        }
    };
    match read {
        Ok(moment) => Ok(moment.map_or(NULL, |m| m.and_utc().timestamp_micros())),
        Err(problem) => Err(BadDate { problem, column: source.source.column }),
    }
}

/// Adds the time of its own column to a date without one. Dates come first among the sources.
fn with_time(
    column: &Column,
    source: &SourceReader,
    cell: Cell,
    row: u32,
    date: i64,
    reader: &mut Reader,
) -> Result<i64, BadDate> {
    let read = match cell {
        Cell::Empty => return Ok(date),
        Cell::Error => {
            error_cell(column, source, row, reader);
            return Ok(date);
        }
        Cell::Moment(moment) => Ok(Some(moment.time())),
        Cell::Number(serial) => dates::time_of_serial(serial).ok_or(DateProblem::Unreadable).map(Some),
        Cell::Flag(_) => Err(DateProblem::Unreadable),
        Cell::Text(id) => dates::time_of_day(&reader.source.text(id)),
    };
    let time = read.map_err(|problem| BadDate { problem, column: source.source.column })?;
    let date_only = date != NULL && date.rem_euclid(DAY_MICROS) == 0;
    let micros = |t: NaiveTime| i64::from(t.num_seconds_from_midnight()) * 1_000_000;
    Ok(date + time.filter(|_| date_only).map_or(0, micros))
}

fn value(
    column: &Column,
    source: &mut SourceReader,
    cell: Cell,
    row: u32,
    reader: &mut Reader,
    marked: &mut bool,
) -> i64 {
    if let Cell::Text(id) = cell
        && let Some(known) = source.cache.get(id.0)
    {
        return known;
    }
    if cell == Cell::Error {
        error_cell(column, source, row, reader);
    }
    let text = reader.source.cell_text(cell);
    let read = match column.kind {
        ColumnType::Flag | ColumnType::Channel => mark(column, source, cell, &text, reader.texts, marked),
        _ => plain(column, source, cell, &text, reader),
    };
    let value = match read {
        Some(value) => value,
        None => {
            unknown(column, source, cell, row, reader);
            return NULL;
        }
    };
    if let Cell::Text(TextId(id)) = cell {
        source.cache.keep(id, value);
    }
    value
}

/// Flags and channels; `None` = a value that says neither.
fn mark(
    column: &Column,
    source: &SourceReader,
    cell: Cell,
    text: &str,
    texts: &mut TextStore,
    marked: &mut bool,
) -> Option<i64> {
    let slip = column.name.ends_with("_slip");
    let presence = slip || source.source.reading == Some(Reading::Presence);
    let flag = match (cell, source.source.reading) {
        (Cell::Flag(yes), Some(Reading::Negated)) => Some(!yes),
        (Cell::Flag(yes), _) => Some(yes),
        (Cell::Moment(_), _) => presence.then_some(true),
        _ if presence && !text.is_empty() && !(is_blank_like(text) && flags::from_text(text).is_none()) => {
            Some(flags::presence(text))
        }
        (_, Some(Reading::DigitizationCodes)) if column.name == "reused" => {
            flags::digitization(text).map(|d| d.1)
        }
        (_, Some(reading)) if !presence => flags::with_reading(text, reading),
        _ => flags::from_text(text),
    };
    *marked |= flags::is_mark(text) || (presence && flag == Some(true));
    if column.kind == ColumnType::Channel {
        let known = categories::channel(text).or(flag.map(|yes| if yes { "online" } else { "counter" }));
        return match known {
            Some(channel) => Some(texts.intern(channel)),
            None => is_blank_like(text).then_some(BLANK),
        };
    }
    match flag {
        Some(yes) => Some(i64::from(yes)),
        // The slip is evidence: what is exported and blank was not given.
        None if is_blank_like(text) => Some(if slip { 0 } else { BLANK }),
        None => None,
    }
}

/// Texts, numbers and categories; `None` = a value that can't be one.
fn plain(column: &Column, source: &SourceReader, cell: Cell, text: &str, reader: &mut Reader) -> Option<i64> {
    if is_blank_like(text) {
        return Some(NULL);
    }
    let number = match cell {
        Cell::Number(n) => Some(n),
        _ => None,
    };
    let texts = &mut *reader.texts;
    match column.kind {
        ColumnType::Integer if column.name == "fee_amount" => {
            number.map_or_else(|| numbers::money(text), numbers::whole)
        }
        ColumnType::Integer => number.map_or_else(|| numbers::count(text), numbers::whole),
        ColumnType::Decimal => {
            numbers::working_days(text, source.source.working_days).map(|d| d.to_bits() as i64)
        }
        ColumnType::Status => Some(texts.intern(categories::status(text))),
        ColumnType::SuspensionKind => categories::suspension_kind(text).map(|k| texts.intern(k)),
        ColumnType::OnlineLevel => categories::online_level(text).map(|l| texts.intern(l)),
        ColumnType::Official => {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            let text = if digits >= 9 { masking::mask(text) } else { Cow::Borrowed(text) };
            Some(reader.aliases.name(&text).map_or(NULL, |name| texts.intern(&name)))
        }
        ColumnType::MaskedText => Some(evidence(column, text).map_or(NULL, |t| texts.intern(&t))),
        _ if column.name == "procedure_code" => {
            let code = number.map_or_else(|| codes::procedure_code(text), codes::procedure_code_from_number);
            Some(code.map_or(NULL, |c| texts.intern(&c)))
        }
        _ => Some(texts.intern(&masking::mask(text))),
    }
}

/// Masked text; "không", "chưa có" in the place of a document's number is no document.
fn evidence<'t>(column: &Column, text: &'t str) -> Option<Cow<'t, str>> {
    let number = matches!(column.name, "document_no" | "notice_no");
    let none = number && matches!(fold(text).as_str(), "khong" | "khong co" | "chua" | "chua co" | "0");
    (!none).then(|| masking::mask(text))
}

fn error_cell(column: &Column, source: &SourceReader, row: u32, reader: &mut Reader) {
    // The same cell was told of as the status.
    if column.name == "status_text" {
        return;
    }
    note(column, source, row, "error value", "excel_error", reader);
}

fn unknown(column: &Column, source: &SourceReader, cell: Cell, row: u32, reader: &mut Reader) {
    note(column, source, row, value_class(cell), "value_unknown", reader);
}

fn note(column: &Column, source: &SourceReader, row: u32, class: &str, code: &str, reader: &mut Reader) {
    let cell = address(row, source.source.column);
    let at = At {
        sheet: Some(&reader.source.sheet.name),
        cell: Some(&cell),
        column: Some(column.name),
        value_class: Some(class),
    };
    reader.notes.count(Severity::Warning, code, at, || match code {
        "excel_error" => words::excel_error(column.vi, column.en),
        _ => words::value_unknown(column.vi, column.en),
    });
}

/// What a cell is, without what it says.
pub fn value_class(cell: Cell) -> &'static str {
    match cell {
        Cell::Empty => "blank",
        Cell::Text(_) => "text",
        Cell::Number(_) => "number",
        Cell::Flag(_) => "flag",
        Cell::Moment(_) => "date",
        Cell::Error => "error value",
    }
}

/// Text ids are small and dense: a multiplication spreads them well enough.
#[derive(Default)]
pub struct TextIdHasher(u64);

impl Hasher for TextIdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(n)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
