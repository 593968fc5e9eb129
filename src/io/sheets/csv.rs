//! Comma-, semicolon- and tab-separated text → one sheet of text cells.
//!
//! The delimiter is the one that cuts the most lines into the same number of fields; `sep=;` on the
//! first line names it. Promises: a line break inside quotes stays inside its cell; row numbers are
//! those of the records (as Excel shows the file); text without any table is refused.

use std::sync::mpsc;
use std::thread;

use csv::{ByteRecord, Reader, ReaderBuilder};
use simdutf8::basic::from_utf8;

use super::charset;
use super::intake::{Draft, Intake, Sink, damaged, unreadable};
use crate::domain::cell::{BREAKS_OFF, Format, Workbook};
use crate::domain::settings::Import;
use crate::error::{Error, Result};
use crate::words::sheets as words;

/// The name of the only sheet.
const SHEET: &str = "CSV";
/// How much of the text decides about the delimiter.
const SAMPLE: usize = 1 << 16;
/// In doubt the first: a comma is more often part of a text or a number.
const DELIMITERS: [u8; 3] = [b'\t', b';', b','];
/// A record with more fields than this is no sentence.
const WIDE: usize = 4;
/// Bytes of a text for which another thread is worth its while.
const LONG: usize = 1 << 20;
/// Records that go from the cutting thread to the taking one at a time, and batches that may wait.
const BATCH_RECORDS: usize = 128;
const BATCHES: usize = 8;

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
    let mut intake = Intake::new(Format::Csv, limits, file).through(out);
    let mut draft = Draft::new(SHEET, false);
    let mut cutter = Cutter::new(text, delimiter, u32::from(named.is_some()));
    let cause = |e| damaged(file, e);
    let is_ahead = text.len() > LONG && take_ahead(&mut cutter, &mut intake, &mut draft, cause)?;
    let mut batch = Batch::default();
    while !is_ahead && cutter.fill(&mut batch).map_err(cause)? {
        take(&mut intake, &mut draft, &batch)?;
    }
    if cutter.is_open() {
        intake.unreadable(SHEET, BREAKS_OFF);
    }
    intake.finish(draft);
    intake.done()
}

/// Records with the rows they stand in.
#[derive(Default)]
struct Batch {
    records: Vec<(u32, ByteRecord)>,
    /// How many of them hold something now; the others are there to be used again.
    n: usize,
}

/// Cuts a text into records.
struct Cutter<'t> {
    text: &'t [u8],
    reader: Reader<&'t [u8]>,
    row: u32,
    /// Where the last record and the next one begin.
    last_start: usize,
    start: usize,
}

impl<'t> Cutter<'t> {
    /// `row`: that of the first record.
    fn new(text: &'t str, delimiter: u8, row: u32) -> Cutter<'t> {
        Cutter { text: text.as_bytes(), reader: records(text, delimiter), row, last_start: 0, start: 0 }
    }

    /// Fills a batch anew; `false` where nothing is left.
    fn fill(&mut self, batch: &mut Batch) -> csv::Result<bool> {
        batch.n = 0;
        while batch.n < BATCH_RECORDS {
            if batch.records.len() == batch.n {
                batch.records.push((0, ByteRecord::new()));
            }
            let (row, record) = &mut batch.records[batch.n];
            if !self.reader.read_byte_record(record)? {
                break;
            }
            self.row = self.row.saturating_add(blank_lines(self.text, self.start));
            self.last_start = self.start;
            self.start = self.reader.position().byte() as usize;
            *row = self.row;
            self.row = self.row.saturating_add(1);
            batch.n += 1;
        }
        Ok(batch.n > 0)
    }

    /// Whether the last record has a quote that nothing closes.
    fn is_open(&self) -> bool {
        let last = &self.text[self.last_start.min(self.text.len())..];
        last.iter().filter(|byte| **byte == b'"').count() % 2 == 1
    }
}

/// Takes records while another thread cuts the next ones. `false`: the system gives no other thread.
fn take_ahead(
    cutter: &mut Cutter,
    intake: &mut Intake,
    draft: &mut Draft,
    cause: impl Fn(csv::Error) -> Error,
) -> Result<bool> {
    thread::scope(|scope| {
        let (cut, batches) = mpsc::sync_channel::<Batch>(BATCHES);
        let (used, free) = mpsc::channel::<Batch>();
        let work = move || {
            loop {
                let mut batch = free.try_recv().unwrap_or_default();
                // Nobody takes any more when a limit is met.
                if !cutter.fill(&mut batch)? || cut.send(batch).is_err() {
                    return Ok(());
                }
            }
        };
        let Ok(cutting) = thread::Builder::new().spawn_scoped(scope, work) else { return Ok(false) };
        for batch in batches {
            take(intake, draft, &batch)?;
            // The cutter may have come to the end.
            let _ = used.send(batch);
        }
        match cutting.join() {
            Ok(cut) => cut.map_err(cause).map(|()| true),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn take(intake: &mut Intake, draft: &mut Draft, batch: &Batch) -> Result<()> {
    for (row, record) in &batch.records[..batch.n] {
        // A text cut at ASCII: a whole record is looked at, which costs less than each field.
        let text = from_utf8(record.as_slice()).map_err(|e| damaged(intake.file, e))?;
        for column in 0..record.len() as u32 {
            let range = record.range(column as usize).unwrap_or_default();
            let field = text.get(range).unwrap_or_default();
            let cell = intake.text(draft, *row, column, field)?;
            intake.put(draft, *row, column, cell)?;
        }
    }
    Ok(())
}

fn records(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(text.as_bytes())
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
