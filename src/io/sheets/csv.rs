//! Comma-, semicolon- and tab-separated text → one sheet of text cells.
//!
//! The delimiter is the one that cuts the most lines into the same number of fields; `sep=;` on the
//! first line names it. Promises: a line break inside quotes stays inside its cell; row numbers are
//! those of the records (as Excel shows the file); text without any table is refused.

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::charset;
use super::intake::{Draft, Intake, Sink, damaged, unreadable};
use crate::domain::cell::{BREAKS_OFF, Format, Workbook};
use crate::domain::settings::Import;
use crate::error::Result;
use crate::words::sheets as words;

/// The name of the only sheet.
const SHEET: &str = "CSV";
/// How much of the text decides about the delimiter.
const SAMPLE: usize = 1 << 16;
/// In doubt the first: a comma is more often part of a text or a number.
const DELIMITERS: [u8; 3] = [b'\t', b';', b','];
/// A record with more fields than this is no sentence.
const WIDE: usize = 4;

/// Reads the text of a file. Fails when it holds no table or a limit is met.
pub(super) fn read<'a>(
    bytes: &[u8],
    limits: &'a Import,
    file: &'a str,
    out: Option<&'a mut (dyn Sink + 'a)>,
) -> Result<Workbook> {
    let text = charset::decode(bytes, None);
    let (text, named) = match separator_line(&text) {
        Some((delimiter, rest)) => (rest, Some(delimiter)),
        None => (&*text, None),
    };
    let delimiter = match named {
        Some(delimiter) => delimiter,
        None => delimiter(text).ok_or_else(|| unreadable(file, words::plain_text()))?,
    };
    let mut row = u32::from(named.is_some());
    let mut intake = Intake::new(Format::Csv, limits, file).through(out);
    let mut draft = Draft::new(SHEET, false);
    let mut reader = records(text, delimiter);
    let mut record = ByteRecord::new();
    let (mut start, mut last_start) = (0, 0);
    while reader.read_byte_record(&mut record).map_err(|e| damaged(file, e))? {
        row += blank_lines(text.as_bytes(), start);
        last_start = start;
        start = reader.position().byte() as usize;
        for (column, field) in record.iter().enumerate() {
            let cell = intake.text(&draft, row, column as u32, &String::from_utf8_lossy(field))?;
            intake.put(&mut draft, row, column as u32, cell)?;
        }
        row = row.saturating_add(1);
    }
    let last = &text.as_bytes()[last_start.min(text.len())..];
    if last.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
        intake.unreadable(SHEET, BREAKS_OFF);
    }
    intake.finish(draft);
    intake.done()
}

fn records(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// `sep=;` on the first line, as Excel writes and reads it: the delimiter and the rest.
fn separator_line(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r').trim_matches('"');
    let [s, e, p, b'=', delimiter] = line.as_bytes() else { return None };
    let is_sep = [s, e, p].map(u8::to_ascii_lowercase) == *b"sep";
    (is_sep && !delimiter.is_ascii_alphanumeric()).then_some((*delimiter, rest))
}

/// The delimiter whose records agree best, or `None` if no line has any.
fn delimiter(text: &str) -> Option<u8> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let scored = DELIMITERS.map(|delimiter| (agreement(sample, delimiter), delimiter));
    let (score, delimiter) = scored.into_iter().reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    (score > 0).then_some(delimiter)
}

/// How well a delimiter cuts the sample: the longest run of records of one width × cuts in each. A
/// single record speaks only when it is alone or wide: a sentence with a comma is no table.
fn agreement(sample: &str, delimiter: u8) -> usize {
    let mut reader = records(sample, delimiter);
    let mut record = ByteRecord::new();
    let (mut n_records, mut width, mut run, mut best) = (0, 0, 0, 0);
    while let Ok(true) = reader.read_byte_record(&mut record) {
        n_records += 1;
        run = if record.len() == width { run + 1 } else { 1 };
        width = record.len();
        if run > 1 || width > WIDE {
            best = best.max(run * (width - 1));
        }
    }
    if n_records == 1 { width - 1 } else { best }
}

/// Blank lines at `start`, which the reader passes over but Excel counts as rows. The second half
/// of the line end before `start` is none.
fn blank_lines(text: &[u8], start: usize) -> u32 {
    let mut rest = &text[start.min(text.len())..];
    if start > 0 && text.get(start - 1) == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut n = 0u32;
    loop {
        let after = [b"\r\n".as_slice(), b"\n", b"\r"].iter().find_map(|end| rest.strip_prefix(*end));
        match after {
            Some(after) => (rest, n) = (after, n.saturating_add(1)),
            None => return n,
        }
    }
}
