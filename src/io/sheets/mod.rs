//! Containers: bytes of a file → [`Workbook`], told by content and never by extension.
//!
//! One file per format; [`sniff`] says which. Every reader fills an [`intake::Intake`], which keeps
//! the limits, so that memory grows with the cells kept and never with what a file claims.
//! Promises: a file of strangers ends in a workbook or in an error that says what it is and what to
//! do; texts are as the file has them (normalize cleans them); XML entities are not expanded, no
//! reference is followed, no path from a file is used.

mod biff;
mod candidate;
mod charset;
mod csv;
mod html;
mod html_grid;
mod intake;
mod isolate;
mod limits;
mod markup;
mod mhtml;
mod ods;
mod ole;
mod package;
mod read_ahead;
pub mod sniff;
mod spreadsheetml;
mod wire;
mod xls;
mod xlsb;
mod xlsx;
mod xlsx_parts;
mod xml;

use std::borrow::Cow;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::domain::cell::{Format, Workbook};
use crate::domain::settings::Import;
use crate::error::{Error, Kind, Result};
use crate::words::sheets as words;
use intake::{Sink, damaged, mebibytes, unreadable};
use package::Package;

pub use candidate::{is_named_spreadsheet, may_be_spreadsheet};
pub use isolate::{Reading, begin, read_isolated, read_isolated_by, serve, set_reader};
pub use wire::rows_arrived;

/// The detail line of a file on which a reader panicked.
pub const GAVE_UP: &str = "the reader gave up";

/// Reads one file in this process. A file that breaks a reader may exhaust the memory of the caller:
/// use [`read_isolated`] for files of strangers.
pub fn read(path: &Path, limits: &Import) -> Result<Workbook> {
    read_through(path, limits, &file_name(path), None)
}

/// The same; formats that can let their sheets go on through `out` while they are read.
fn read_through<'a>(
    path: &Path,
    limits: &'a Import,
    file: &'a str,
    out: Option<&'a mut (dyn Sink + 'a)>,
) -> Result<Workbook> {
    let opened = catch_unwind(AssertUnwindSafe(|| read_kind(path, limits, file, out)));
    opened.unwrap_or_else(|_| Err(damaged(file, GAVE_UP)))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn read_kind<'a>(
    path: &Path,
    limits: &'a Import,
    file: &'a str,
    out: Option<&'a mut (dyn Sink + 'a)>,
) -> Result<Workbook> {
    // Asked before opening: a named pipe would be waited for.
    let metadata = std::fs::metadata(path).map_err(|e| open_error(file, &e))?;
    if !metadata.is_file() {
        return Err(unreadable(file, words::is_folder()).help(words::help_is_folder()));
    }
    if metadata.len() > limits.max_file_bytes {
        let what = words::file_too_large(mebibytes(limits.max_file_bytes));
        return Err(unreadable(file, what).help(words::help_limit()));
    }
    let mut handle = File::open(path).map_err(|e| open_error(file, &e))?;
    let mut head = Vec::with_capacity(sniff::HEAD);
    handle.by_ref().take(sniff::HEAD as u64).read_to_end(&mut head).map_err(|e| open_error(file, &e))?;
    let kind = sniff::sniff(&head);
    if kind == sniff::Kind::Zip {
        return read_package(path, limits, file, out);
    }
    let rest = limits.max_file_bytes.saturating_sub(head.len() as u64);
    handle.take(rest).read_to_end(&mut head).map_err(|e| open_error(file, &e))?;
    read_whole(kind, head, limits, file, out)
}

/// Reads a file whose bytes are at hand, of any format but those in a zip.
pub fn read_bytes(bytes: Vec<u8>, limits: &Import, file: &str) -> Result<Workbook> {
    let kind = sniff::sniff(&bytes[..bytes.len().min(sniff::HEAD)]);
    read_whole(kind, bytes, limits, file, None)
}

fn read_whole<'a>(
    kind: sniff::Kind,
    bytes: Vec<u8>,
    limits: &'a Import,
    file: &'a str,
    out: Option<&'a mut (dyn Sink + 'a)>,
) -> Result<Workbook> {
    match kind {
        sniff::Kind::Html => {
            let page = html::Page { bytes: Cow::Owned(bytes), charset: None };
            html::read(&[page], Format::Html, limits, file)
        }
        sniff::Kind::Ole => xls::read(&bytes, limits, file),
        sniff::Kind::Biff { old: false } => xls::read_stream(&bytes, limits, file),
        sniff::Kind::Mhtml => mhtml::read(&bytes, limits, file),
        sniff::Kind::SpreadsheetMl => spreadsheetml::read(&bytes, limits, file),
        sniff::Kind::Text => csv::read(&bytes, limits, file, out),
        other => Err(refusal(other, file)),
    }
}

fn read_package<'a>(
    path: &Path,
    limits: &'a Import,
    file: &'a str,
    out: Option<&'a mut (dyn Sink + 'a)>,
) -> Result<Workbook> {
    match package::open(path, limits, file)? {
        (Package::Xlsx, archive) => xlsx::read(archive, limits, file, out),
        (Package::Xlsb, archive) => xlsb::read(archive, limits, file, out),
        (Package::Ods, archive) => ods::read(archive, limits, file),
    }
}

/// Why a file of this kind is not read.
fn refusal(kind: sniff::Kind, file: &str) -> Error {
    let what = match kind {
        sniff::Kind::Empty => words::empty_file(),
        sniff::Kind::Biff { .. } => {
            return unreadable(file, words::old_excel()).help(words::help_save_as_xlsx());
        }
        sniff::Kind::Archive => return unreadable(file, words::plain_zip()).help(words::help_unpack()),
        sniff::Kind::Pdf => words::pdf(),
        sniff::Kind::Image => words::image(),
        sniff::Kind::Json => words::json(),
        sniff::Kind::OtherXml => words::other_xml(),
        sniff::Kind::Rtf => words::word_document(),
        _ => words::unknown_format(),
    };
    unreadable(file, what)
}

/// Why a file can't be opened or read from the disk.
fn open_error(file: &str, error: &std::io::Error) -> Error {
    let (what, help) = match error.kind() {
        ErrorKind::NotFound => (words::not_found(), words::help_not_found()),
        ErrorKind::PermissionDenied => (words::no_permission(), words::help_no_permission()),
        ErrorKind::IsADirectory => (words::is_folder(), words::help_is_folder()),
        _ => (words::cannot_read(), words::help_cannot_read()),
    };
    Error::new(Kind::Unreadable, what).place(words::at_file(file)).help(help).cause(error)
}
