//! Comma-, semicolon- and tab-separated text → one sheet of text cells.
//!
//! The delimiter is the one that cuts the most lines into the same number of fields; `sep=;` on the
//! first line names it. Promises: a line break inside quotes stays inside its cell; row numbers are
//! those of the records (as Excel shows the file); text without any table is refused.

use std::borrow::Cow;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::sync::mpsc;
use std::thread;

use csv::{ByteRecord, Position, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter, memchr2};

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
/// Bytes that a reader copies at a time; after a line without quotes the next one begins anew.
const BUFFER: usize = 1 << 12;

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

/// Records one after the other.
#[derive(Default)]
struct Batch<'t> {
    records: Vec<Record<'t>>,
    /// Where in its text each field of each record stands.
    fields: Vec<Range<usize>>,
}

impl Batch<'_> {
    /// Row and fields of each record.
    fn each(&self) -> impl Iterator<Item = (u32, impl Iterator<Item = &str>)> {
        self.records.iter().map(|Record { row, text, fields }| {
            let ranges = self.fields[fields.clone()].iter();
            (*row, ranges.map(|range| text.get(range.clone()).unwrap_or_default()))
        })
    }
}

struct Record<'t> {
    /// The row it stands in.
    row: u32,
    text: Cow<'t, str>,
    /// Which fields of the batch are its own.
    fields: Range<usize>,
}

/// Cuts a text into records.
struct Cutter<'t> {
    text: &'t str,
    delimiter: u8,
    /// Cuts the records with quotes in them; the others need no more than a search for bytes.
    reader: Reader<Cursor<&'t [u8]>>,
    record: ByteRecord,
    row: u32,
    /// Where the last record and the next one begin.
    last_start: usize,
    start: usize,
}

impl<'t> Cutter<'t> {
    /// `row`: that of the first record.
    fn new(text: &'t str, delimiter: u8, row: u32) -> Cutter<'t> {
        let reader = records(Cursor::new(text.as_bytes()), delimiter);
        Cutter { text, delimiter, reader, record: ByteRecord::new(), row, last_start: 0, start: 0 }
    }

    /// Fills a batch anew; `false` where nothing is left.
    fn fill(&mut self, batch: &mut Batch<'t>) -> csv::Result<bool> {
        batch.records.clear();
        batch.fields.clear();
        while batch.records.len() < BATCH_RECORDS {
            let bytes = self.text.as_bytes();
            let (n_blank, start) = blank_lines(bytes, self.start);
            self.row = self.row.saturating_add(n_blank);
            if start == bytes.len() {
                break;
            }
            let line = &self.text[start..];
            let line = &line[..memchr2(b'\r', b'\n', line.as_bytes()).unwrap_or(line.len())];
            let first = batch.fields.len();
            let text = if memchr(b'"', line.as_bytes()).is_some() {
                self.quoted(start, &mut batch.fields)?
            } else {
                self.start = after_break(bytes, start + line.len());
                self.plain(line, &mut batch.fields)
            };
            self.last_start = start;
            batch.records.push(Record { row: self.row, text, fields: first..batch.fields.len() });
            self.row = self.row.saturating_add(1);
        }
        Ok(!batch.records.is_empty())
    }

    /// A record that is a line without any quote.
    fn plain(&self, line: &'t str, fields: &mut Vec<Range<usize>>) -> Cow<'t, str> {
        let mut from = 0;
        for at in memchr_iter(self.delimiter, line.as_bytes()) {
            fields.push(from..at);
            from = at + 1;
        }
        fields.push(from..line.len());
        Cow::Borrowed(line)
    }

    /// A record with quotes, of one line or more.
    fn quoted(&mut self, start: usize, fields: &mut Vec<Range<usize>>) -> csv::Result<Cow<'t, str>> {
        // After the record before it the reader already stands here.
        if self.reader.position().byte() != self.start as u64 {
            let mut position = Position::new();
            position.set_byte(start as u64);
            self.reader.seek(position)?;
        }
        self.reader.read_byte_record(&mut self.record)?;
        self.start = self.reader.position().byte() as usize;
        fields.extend((0..self.record.len()).filter_map(|i| self.record.range(i)));
        // A text that is cut at ASCII stays one.
        Ok(Cow::Owned(String::from_utf8_lossy(self.record.as_slice()).into_owned()))
    }

    /// Whether the last record has a quote that nothing closes.
    fn is_open(&self) -> bool {
        let last = &self.text.as_bytes()[self.last_start.min(self.text.len())..];
        last.iter().filter(|byte| **byte == b'"').count() % 2 == 1
    }
}

/// Where the line after the one that ends at `end` begins.
fn after_break(text: &[u8], end: usize) -> usize {
    match text[end..] {
        [b'\r', b'\n', ..] => end + 2,
        [_, ..] => end + 1,
        [] => end,
    }
}

/// Takes records while another thread cuts the next ones. `false`: the system gives no other thread.
fn take_ahead<'t>(
    cutter: &mut Cutter<'t>,
    intake: &mut Intake,
    draft: &mut Draft,
    cause: impl Fn(csv::Error) -> Error,
) -> Result<bool> {
    thread::scope(|scope| {
        let (cut, batches) = mpsc::sync_channel::<Batch<'t>>(BATCHES);
        let (used, free) = mpsc::channel::<Batch<'t>>();
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
    for (row, fields) in batch.each() {
        for (column, field) in (0..).zip(fields) {
            let cell = intake.text(draft, row, column, field)?;
            intake.put(draft, row, column, cell)?;
        }
    }
    Ok(())
}

fn records<R: Read>(text: R, delimiter: u8) -> Reader<R> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(BUFFER)
        .from_reader(text)
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
    let mut reader = records(sample.as_bytes(), delimiter);
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

/// Blank lines at `start`, which the reader passes over but Excel counts as rows, and where the line after
/// them begins. The second half of the line end before `start` is none.
fn blank_lines(text: &[u8], start: usize) -> (u32, usize) {
    let mut rest = &text[start.min(text.len())..];
    if start > 0 && text.get(start - 1) == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut n = 0u32;
    loop {
        let after = [b"\r\n".as_slice(), b"\n", b"\r"].iter().find_map(|end| rest.strip_prefix(*end));
        match after {
            Some(after) => (rest, n) = (after, n.saturating_add(1)),
            None => return (n, text.len() - rest.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Records = Vec<(u32, Vec<String>)>;

    fn cut(text: &str, delimiter: u8) -> Records {
        let mut cutter = Cutter::new(text, delimiter, 0);
        let (mut batch, mut all) = (Batch::default(), Vec::new());
        while cutter.fill(&mut batch).unwrap() {
            all.extend(batch.each().map(|(row, fields)| (row, fields.map(str::to_owned).collect())));
        }
        all
    }

    /// As the library alone cuts it; rows by the lines that each record begins on and takes up.
    fn by_the_library(text: &str, delimiter: u8) -> Records {
        let mut reader = records(text.as_bytes(), delimiter);
        let (mut record, mut all, mut start, mut row) = (ByteRecord::new(), Vec::new(), 0, 0);
        while reader.read_byte_record(&mut record).unwrap() {
            row += blank_lines(text.as_bytes(), start).0;
            start = reader.position().byte() as usize;
            let fields = record.iter().map(|field| String::from_utf8(field.to_vec()).unwrap());
            all.push((row, fields.collect()));
            row += 1;
        }
        all
    }

    #[test]
    fn lines_with_and_without_quotes() {
        let text = "a,b\r\n\r\n\"c\nd\",\"\"\"\"\r\n,\n\n\"e\"\rf";
        let expected: Records =
            [(0, vec!["a", "b"]), (2, vec!["c\nd", "\""]), (3, vec!["", ""]), (5, vec!["e"]), (6, vec!["f"])]
                .map(|(row, fields)| (row, fields.into_iter().map(str::to_owned).collect()))
                .into();
        assert_eq!(cut(text, b','), expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]

        #[test]
        fn records_are_those_of_the_library(text in "[a,;\"\r\né ]{0,40}", semicolon: bool) {
            let delimiter = if semicolon { b';' } else { b',' };
            prop_assert_eq!(cut(&text, delimiter), by_the_library(&text, delimiter));
        }
    }
}
