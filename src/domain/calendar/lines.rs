//! Calendar lines: weekdays off and weekend days worked, each with its source and status.
//!
//! CSV with the header `date,kind,status,source` and an optional `agency`. A user's file may come from
//! Excel: a BOM, `;` between cells and dates as 31/12/2026 are fine.

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::words::calendar as words;

/// The built-in lines.
pub const BUILT_IN: &str = include_str!("../calendar-vn.csv");

/// Lines outside these years are surely a slip.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Nobody works.
    Off,
    /// Worked, though it is a weekend day (or: a forecast day off that is worked after all).
    Work,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Decided by a notice.
    Official,
    /// What the law lets expect; no notice yet.
    Forecast,
    /// Proposed, and nobody has decided: the line says what counts until then.
    Undecided,
    /// A closure of this office (storm …).
    Local,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Official => "official",
            Status::Forecast => "forecast",
            Status::Undecided => "undecided",
            Status::Local => "local",
        }
    }
}

/// One line of a calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub date: NaiveDate,
    pub kind: LineKind,
    pub status: Status,
    /// The notice that says so.
    pub source: String,
    /// Only for this agency, in the form of [`super::agency_key`].
    pub agency: Option<String>,
    /// From the user's file, not built in.
    pub own: bool,
    /// Line number in its file, the header being 1.
    pub number: u64,
}

/// Reads a calendar file. Fails on the first line that can't be read, naming its number.
pub fn parse(text: &str, own: bool) -> Result<Vec<Line>> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let header = text.lines().next().unwrap_or_default();
    let delimiter = if header.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| bad_line(1).cause(e))?.clone();
    let column = |name: &str| header.iter().position(|h| h.eq_ignore_ascii_case(name));
    let (Some(date), Some(kind)) = (column("date"), column("kind")) else {
        return Err(Error::usage(words::bad_header()).help(words::lines_help()));
    };
    let (status, source, agency) = (column("status"), column("source"), column("agency"));
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| bad_line(lines.len() as u64 + 2).cause(e))?;
        let number = record.position().map_or(0, |p| p.line());
        let cell = |column: Option<usize>| column.and_then(|i| record.get(i)).unwrap_or_default();
        if record.iter().all(str::is_empty) {
            continue;
        }
        lines.push(Line {
            date: parse_date(cell(Some(date))).map_err(|e| e.place(words::line(number)))?,
            kind: parse_kind(cell(Some(kind))).ok_or_else(|| bad_line(number))?,
            status: parse_status(cell(status)).ok_or_else(|| bad_line(number))?,
            source: cell(source).to_string(),
            agency: Some(super::agency_key(cell(agency))).filter(|a| !a.is_empty()),
            own,
            number,
        });
    }
    Ok(lines)
}

fn bad_line(number: u64) -> Error {
    Error::usage(words::bad_line()).place(words::line(number)).help(words::lines_help())
}

/// `2026-08-31` or `31/08/2026`, 1970 to 2200.
pub fn parse_date(text: &str) -> Result<NaiveDate> {
    use chrono::Datelike;
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text.trim(), form).ok())
        .filter(|date| YEARS.contains(&date.year()))
        .ok_or_else(|| Error::usage(words::bad_date(text)).help(words::lines_help()))
}

fn parse_kind(text: &str) -> Option<LineKind> {
    match text.to_lowercase().as_str() {
        "off" | "nghỉ" => Some(LineKind::Off),
        "work" | "làm" => Some(LineKind::Work),
        _ => None,
    }
}

/// A blank status is a local line.
fn parse_status(text: &str) -> Option<Status> {
    match text.to_lowercase().as_str() {
        "official" => Some(Status::Official),
        "forecast" => Some(Status::Forecast),
        "undecided" => Some(Status::Undecided),
        "local" | "" => Some(Status::Local),
        _ => None,
    }
}
